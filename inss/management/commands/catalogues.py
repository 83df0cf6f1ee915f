"""`manage.py catalogues extract | compile | check`: the translations of the interface."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser

from inss.lib import catalogues

PACKAGES = ("inss", "posts", "topics")
SOURCE_LANGUAGE = "en"  # its catalogue has only those messages of Django that we word differently
TEMPLATES = (".html", ".txt")
DOMAINS = ("django", "djangojs")  # messages of Python and templates; messages of the scripts of packages


class Command(BaseCommand):
    help = "Find the interface's strings, compile their translations, or list the missing and the fuzzy ones."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=ACTIONS)

    def handle(self, *args: str, action: str, **options: Any) -> None:
        for language, _name in settings.LANGUAGES:
            for domain in DOMAINS:
                path = Path(settings.LOCALE_PATHS[0], language, "LC_MESSAGES", f"{domain}.po")
                if language != SOURCE_LANGUAGE or path.exists():
                    ACTIONS[action](path)


def extract(path: Path) -> None:
    """Add new messages to the catalogue, to be translated, and remove unused ones."""
    catalog = renewed(path)
    if path.stem == "django":
        catalogues.remove_unused(catalog, messages_of_packages())
    catalogues.write(catalog, path)


def check(path: Path) -> None:
    if found := catalogues.faults(renewed(path)):
        raise CommandError("\n".join([*found, f"{path.name}: {len(found)} faults"]))


ACTIONS = {"extract": extract, "compile": catalogues.compile_catalogue, "check": check}


def renewed(path: Path) -> catalogues.Catalog:
    """Return the catalogue with all present messages of the sources.

    Our own scripts get their texts from templates: djangojs.po has only those of packages.
    """
    catalog = catalogues.read(path)
    if path.stem == "django" and path.parts[-3] != SOURCE_LANGUAGE:
        catalogues.add_missing(catalog, catalogues.find_messages(sources(), root=settings.BASE_DIR))
    return catalog


def sources() -> Iterator[Path]:
    """Yield every Python file and template of ours, in a stable order."""
    for package in PACKAGES:
        yield from sorted((settings.BASE_DIR / package).rglob("*.py"))
    for path in sorted((settings.BASE_DIR / "templates").rglob("*")):
        if path.suffix in TEMPLATES:
            yield path


def messages_of_packages() -> Iterator[catalogues.Found]:
    """Yield the messages of Django and of the other packages in INSTALLED_APPS."""
    for name in sorted({app.partition(".")[0] for app in settings.INSTALLED_APPS} - set(PACKAGES)):
        for folder in map(Path, import_module(name).__path__):
            files = (path for path in folder.rglob("*") if path.suffix in (".py", *TEMPLATES))
            yield from catalogues.find_messages(files, root=folder)
