from pathlib import Path

import pytest
from babel.messages import Catalog

from inss.lib import catalogues

PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext_lazy
a = _("A post")
b = ngettext("%(count)s post", "%(count)s posts", 2)
c = pgettext_lazy("verb", "Post")
"""

TEMPLATE = """{% load i18n %}
  <p title="{% translate "A title" %}">
{% if x %}
    {% blocktranslate count counter=n trimmed %}
      {{ counter }} reader
    {% plural %}
      {{ counter }} readers
    {% endblocktranslate %}
  {% endif %}{{ _("A word") }}{# no message #}</p>
"""


@pytest.fixture
def sources(tmp_path) -> list[Path]:
    python, template = tmp_path / "a.py", tmp_path / "b.html"
    python.write_text(PYTHON)
    template.write_text(TEMPLATE)
    return [python, template]


@pytest.fixture
def catalog(sources, tmp_path) -> Catalog:
    catalog = Catalog(locale="he")
    catalogues.add_missing(catalog, catalogues.find_messages(sources, root=tmp_path))
    return catalog


def translate(catalog: Catalog) -> None:
    for message in catalog:
        if message.id:
            form = message.id if isinstance(message.id, str) else message.id[1]
            message.string = form if isinstance(message.id, str) else (form,) * catalog.num_plurals


def test_messages_are_found_in_python_and_in_templates(catalog):
    assert {message.id for message in catalog if message.id} == {
        "A post",
        ("%(count)s post", "%(count)s posts"),
        "Post",
        "A title",
        ("%(counter)s reader", "%(counter)s readers"),
        "A word",
    }


def test_a_message_keeps_its_context(catalog):
    assert catalog.get("Post", context="verb") is not None
    assert catalog.get("Post") is None


def test_a_whole_translation_has_no_fault(catalog):
    translate(catalog)

    assert catalogues.faults(catalog) == []


def test_what_is_not_translated_is_a_fault_with_its_place(catalog):
    translate(catalog)
    catalog["A title"].string = ""

    assert catalogues.faults(catalog) == ["b.html: 'A title': is not translated"]


def test_a_plural_with_an_empty_form_is_a_fault(catalog):
    translate(catalog)
    catalog["%(count)s post"].string = ("%(count)s",) * (catalog.num_plurals - 1) + ("",)

    assert len(catalogues.faults(catalog)) == 1


def test_a_fuzzy_translation_is_a_fault(catalog):
    translate(catalog)
    catalog["A word"].flags.add("fuzzy")

    assert catalogues.faults(catalog) == ["b.html: 'A word': is fuzzy"]


def test_a_lost_placeholder_is_a_fault(catalog):
    translate(catalog)
    catalog["%(count)s post"].string = ("%(number)s",) * catalog.num_plurals

    assert len(catalogues.faults(catalog)) == 1


def test_strings_of_packages_stay_in_the_catalogue_and_what_nobody_says_goes(catalog):
    catalog.add("Only in a package", "x")
    catalog.add(("One in a package", "Many in a package"), ("x", "y"))
    catalog.add("A word", "x", context="Only in a package")
    catalog.add("Said by nobody any more", "x")
    said = [
        ("Only in a package", None, "a.py", []),
        (("One in a package", "Many in a package"), None, "a.py", []),
        ("A word", "Only in a package", "a.py", []),
    ]
    ours = len(catalog) - 4
    catalogues.remove_unused(catalog, said)

    assert catalog["Only in a package"].string == "x"
    assert "Said by nobody any more" not in catalog
    assert len(catalog) == ours + 3


def test_a_catalogue_survives_writing_and_is_compiled_once(catalog, tmp_path):
    translate(catalog)
    path = tmp_path / "he" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    catalogues.write(catalog, path)
    catalogues.compile_catalogue(path)
    compiled = path.with_suffix(".mo")
    first = compiled.stat().st_mtime_ns
    catalogues.compile_catalogue(path)

    assert compiled.stat().st_mtime_ns == first
    assert catalogues.faults(catalogues.read(path)) == []


def test_a_missing_catalogue_is_one_without_any_translation(catalog, sources, tmp_path):
    missing = catalogues.read(tmp_path / "he" / "LC_MESSAGES" / "django.po")
    catalogues.add_missing(missing, catalogues.find_messages(sources, root=tmp_path))

    assert len(catalogues.faults(missing)) == 6
