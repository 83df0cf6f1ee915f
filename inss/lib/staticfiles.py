"""Static files in production: one joined style sheet, hashed names, gzip and Brotli copies."""

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Style sheets that consist of imports of neighbouring files, each with its cascade layer.
TABLES_OF_CONTENTS = ("css/site.css",)

IMPORT = re.compile(r'@import url\("(?P<name>[^"]+)"\)(?: layer\((?P<layer>[\w.-]+)\))?;')
RELATIVE_URL = re.compile(r'url\("(?P<url>(?![a-z]+:|[/#])[^"]+)"\)')


class JoinedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Join the imports of each table of contents before the names are hashed.

    Other style sheets keep their imports; Django rewrites those to the hashed names.
    """

    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        joined = InMemoryStorage()

        def read(name: str) -> str:
            storage, path = paths[name]
            with storage.open(path) as file:
                return file.read().decode()

        for name in TABLES_OF_CONTENTS:
            if name in paths:
                joined.save(name, ContentFile(join(name, read).encode()))
                paths = paths | {name: (joined, name)}
        yield from super().post_process(paths, dry_run=dry_run, **options)


def join(name: str, read: Callable[[str], str]) -> str:
    """Return the style sheet with each import replaced by the file's text, in its cascade layer."""
    folder = posixpath.dirname(name)

    def inline(match: re.Match[str]) -> str:
        part, layer = match["name"], match["layer"]
        text = rebase(read(posixpath.normpath(posixpath.join(folder, part))), posixpath.dirname(part))
        return f"@layer {layer} {{\n{text}}}" if layer else text

    return IMPORT.sub(inline, read(name))


def rebase(css: str, folder: str) -> str:
    """Rewrite the relative URLs in `css` from a file in `folder` for a file in the folder above it."""
    return RELATIVE_URL.sub(
        lambda match: f'url("{posixpath.normpath(posixpath.join(folder, match["url"]))}")', css
    )
