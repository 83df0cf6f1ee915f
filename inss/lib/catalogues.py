"""The translations of the interface: extracted, compiled and checked with Babel alone.

Django's makemessages and compilemessages need GNU gettext, which may not be installed.
"""

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

LAZY = {f"{call}_lazy": DEFAULT_KEYWORDS[call] for call in ("gettext", "ngettext", "pgettext", "npgettext")}
KEYWORDS = DEFAULT_KEYWORDS | LAZY | {"gettext_noop": None, "_lazy": None}
TRANSLATORS = ("Translators:",)

type Found = tuple[str | tuple[str, ...], str | None, str, list[str]]


def extract_template(
    fileobj: BinaryIO, keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[int, Any, list[str], str | None]]:
    """Extract messages from a Django template: Django turns them into Python calls, Babel reads those."""
    source = templatize(fileobj.read().decode())
    calls = "\n".join(line.lstrip() for line in source.splitlines())
    yield from extract_python(io.BytesIO(calls.encode()), keywords, comment_tags, options)


def find_messages(sources: Iterable[Path], *, root: Path) -> Iterator[Found]:
    """Yield (message, context, path under `root`, translators' comments) for each call in the sources."""
    for path in sources:
        method: Any = extract_python if path.suffix == ".py" else extract_template
        with path.open("rb") as source:
            for _line, message, comments, context in extract(method, source, KEYWORDS, TRANSLATORS):
                yield message, context, str(path.relative_to(root)), comments


def read(path: Path) -> Catalog:
    """Return the catalogue at `path`, or an empty one if there is no file."""
    if not path.exists():
        return Catalog(locale=path.parts[-3])
    with path.open("rb") as source:
        return read_po(source, locale=path.parts[-3])


def add_missing(catalog: Catalog, found: Iterable[Found]) -> None:
    """Add the messages that the catalogue lacks, and update the source locations of all."""
    for message in catalog:
        message.locations = []
    for text, context, path, comments in found:
        catalog.add(text, locations=[(path, 0)], auto_comments=comments, context=context)


def remove_unused(catalog: Catalog, said_by_packages: Iterable[Found]) -> None:
    """Remove messages that our sources no longer use.

    Keep those of packages: we may translate them ourselves.
    """
    kept = {(message_id(text), context) for text, context, _path, _comments in said_by_packages}
    for message in list(catalog):
        if message.id and not message.locations and (message_id(message.id), message.context) not in kept:
            catalog.delete(message.id, message.context)


def message_id(text: Any) -> str:
    """Return the key of a message: the singular if it has a plural."""
    return text if isinstance(text, str) else text[0]


def faults(catalog: Catalog) -> list[str]:
    """Return a line for each message that is untranslated, fuzzy, or translated with other placeholders."""
    return [
        f"{name(message)}: {fault}"
        for message in catalog
        if message.id
        for fault in faults_of(message, catalog)
    ]


def faults_of(message: Message, catalog: Catalog) -> Iterator[str]:
    forms = [message.string] if isinstance(message.string, str) else message.string
    if not forms or not all(forms):
        yield "is not translated"
    elif message.fuzzy:
        yield "is fuzzy"
    else:
        yield from map(str, message.check(catalog))


def name(message: Message) -> str:
    place = next((path for path, _line in message.locations), "catalogue")
    return f"{place}: {message_id(message.id)!r}"


def write(catalog: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        write_po(target, catalog, width=110, sort_output=True, include_lineno=False)


def compile_catalogue(path: Path) -> None:
    """Write the .mo file beside a .po file if it is missing or older. Do nothing without a .po file."""
    compiled = path.with_suffix(".mo")
    if not path.exists():
        return
    if compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime:
        return
    with compiled.open("wb") as target:
        write_mo(target, read(path))
