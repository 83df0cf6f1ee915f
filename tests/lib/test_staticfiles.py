import gzip
import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from django.core.management import call_command

from inss.lib.staticfiles import join

TABLE = '@layer a, b;\n@import url("fonts.css");\n@import url("blocks/card.css") layer(b);\n'


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The folder that collectstatic makes with the storage of production, and its manifest."""
    from django.test import override_settings

    root = tmp_path_factory.mktemp("static")
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "inss.lib.staticfiles.JoinedStaticFilesStorage"},
    }
    with override_settings(STATIC_ROOT=root, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    return root


@pytest.fixture(scope="module")
def manifest(collected):
    return json.loads((collected / "staticfiles.json").read_text())["paths"]


def test_imports_are_replaced_by_the_texts_they_name_in_their_layers():
    files = {"css/site.css": TABLE, "css/fonts.css": "f {}\n", "css/blocks/card.css": "c {}\n"}
    assert join("css/site.css", files.__getitem__) == "@layer a, b;\nf {}\n\n@layer b {\nc {}\n}\n"


def test_addresses_in_a_joined_text_stay_right():
    files = {
        "css/site.css": '@import url("blocks/card.css");',
        "css/blocks/card.css": 'a { b: url("../../img/x.svg"); c: url("#d"); e: url("data:image/png,"); }',
    }
    assert join("css/site.css", files.__getitem__) == (
        'a { b: url("../img/x.svg"); c: url("#d"); e: url("data:image/png,"); }'
    )


def test_an_import_of_a_missing_file_fails():
    with pytest.raises(KeyError):
        join("css/site.css", {"css/site.css": TABLE}.__getitem__)


def test_the_site_has_one_style_sheet_without_imports(collected, manifest):
    css = (collected / manifest["css/site.css"]).read_text()
    table = Path(find("css/site.css")).read_text()
    assert "@import" not in css
    assert css.count("@layer blocks {") == table.count("layer(blocks)")


def test_the_order_of_the_layers_comes_first(collected, manifest):
    css = (collected / manifest["css/site.css"]).read_text()
    first = re.search(r"@layer[^;{]*[;{]", css).group()
    assert first == "@layer reset, tokens, elements, layouts, blocks, utilities, print;"


def test_fonts_are_found_by_their_hashed_names(collected, manifest):
    css_name = manifest["css/site.css"]
    fonts = re.findall(r'url\("([^"]+\.woff2)"\)', (collected / css_name).read_text())
    assert len(fonts) == 7
    assert all((collected / css_name).parent.joinpath(font).resolve().is_file() for font in fonts)
    assert all(re.search(r"\.[0-9a-f]{12}\.woff2$", font) for font in fonts)


def test_modules_import_each_other_by_their_hashed_names(collected, manifest):
    script = (collected / manifest["js/site.js"]).read_text()
    assert manifest["js/menus.js"].removeprefix("js/") in script


@pytest.mark.parametrize(("suffix", "limit_kb"), [(".gz", 20), (".br", 20)])
def test_the_style_sheet_is_small(collected, manifest, suffix, limit_kb):
    packed = collected / (manifest["css/site.css"] + suffix)
    assert packed.stat().st_size <= limit_kb * 1024


def test_the_scripts_are_small(collected, manifest):
    modules = ("site", "menus", "article", "signup")
    packed = (gzip.compress((collected / manifest[f"js/{name}.js"]).read_bytes()) for name in modules)
    assert sum(len(data) for data in packed) <= 8 * 1024
