"""Collect the static files, but only if one of them changed since the last time."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def is_collected() -> bool:
    stamp = stamp_file()
    return stamp.exists() and stamp.read_text() == fingerprint()


def collect() -> None:
    """Collect into an empty folder, so that no file without a source remains."""
    stamp_file().unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp_file().write_text(fingerprint())


def stamp_file() -> Path:
    return Path(settings.STATE_DIR) / "static.sha256"


def fingerprint() -> str:
    """Return a hash of the name, size and modification time of every static file of ours and of packages."""
    digest = hashlib.sha256()
    for name, path in sorted(sources()):
        status = path.stat()
        digest.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def sources() -> Iterator[tuple[str, Path]]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield name, Path(storage.path(name))
