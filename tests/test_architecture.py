"""Rules of the code that a test can check: layers, lengths, templates, and forbidden text."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import grimp
import pytest
from django.apps import apps
from django.conf import settings
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = ROOT / "pyproject.toml"
PYTHON_LINES = 400
PUBLIC_MODULE_LINES = 100
DESK_MODULE_LINES = 250

# Written in pieces, so that this file does not find itself.
REGISTRIES = re.compile(r"(python[h]osted|py[p]i|npm[j]s|yarn[p]kg|deb[.]debian)[.](org|com)", re.IGNORECASE)
MACHINE_PATHS = re.compile(r"(^|[^\w.\-/])/(wor[k]|roo[t]|hom[e]/\w+)/")
UNSAFE = re.compile(r"mark_saf[e]|\|\s*saf[e]\b|autoescape of[f]|SafeStrin[g]\(")
STYLE_OR_HANDLER = re.compile(r"<[a-z][^<>]*\s(style|on[a-z]+)\s*=", re.IGNORECASE)
DRAWING = re.compile(r"<svg\b(?P<attributes>[^>]*)>", re.IGNORECASE)
ELEMENT = re.compile(r"<(?P<name>style|script)\b(?P<attributes>[^>]*)>", re.IGNORECASE)


def tracked(*patterns: str) -> list[Path]:
    """Return the existing files that git tracks or would add with the next commit."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in sorted(filter(None, names.split("\0"))) if (path := ROOT / name).is_file()]


def lines(*patterns: str) -> list[tuple[str, str]]:
    """Return ("path:number", line) for each line of the matching text files."""
    found = []
    for path in tracked(*patterns):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a font, a picture
        name = path.relative_to(ROOT)
        found += [(f"{name}:{number}", line) for number, line in enumerate(text.splitlines(), 1)]
    return found


def too_long(limit: int, *patterns: str) -> list[str]:
    counted = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in tracked(*patterns)}
    return [
        f"{path.relative_to(ROOT)} has {length} lines"
        for path, length in counted.items()
        if length > limit and "migrations" not in path.parts
    ]


def templates() -> list[Path]:
    """Return the page templates.

    Mails are left out: they have no CSP, and mail programs need style attributes.
    """
    return [path for path in tracked("templates/*.html") if "mails" not in path.parts]


def test_imports_go_down_and_names_go_up(capsys):
    failed = lint_imports(config_filename=str(PYPROJECT), no_cache=True, no_logo=True)

    assert not failed, capsys.readouterr().out


def test_every_app_of_ours_has_its_layer():
    [contract] = tomllib.loads(PYPROJECT.read_text())["tool"]["importlinter"]["contracts"]
    named = {
        re.sub(r"[()]", "", name) for layer in contract["layers"] for name in re.split(r"\s*[|:]\s*", layer)
    }
    apps = {re.sub(r"\.apps\..*", "", app) for app in settings.INSTALLED_APPS}
    ours = {app for app in apps if app.split(".")[0] in ("inss", "posts", "topics")} - {"inss"}

    assert ours <= named


def test_no_file_of_python_is_too_long():
    assert too_long(PYTHON_LINES, "*.py") == []


def test_no_module_of_javascript_is_too_long():
    assert too_long(PUBLIC_MODULE_LINES, ":(glob)static/js/*.js") == []
    assert too_long(DESK_MODULE_LINES, "static/js/*/*.js") == []


def test_the_name_of_the_house_is_an_empty_module():
    assert (ROOT / "inss" / "__init__.py").read_text() == ""


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_template_has_no_inline_script_or_style(path):
    text = path.read_text(encoding="utf-8")
    inline = [
        match[0]
        for match in ELEMENT.finditer(text)
        if "csp_nonce" not in match["attributes"] and "application/ld+json" not in match["attributes"]
        if match["name"].lower() == "style" or "src=" not in match["attributes"]
    ]

    assert STYLE_OR_HANDLER.findall(text) == []
    assert inline == []


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_drawing_in_a_template_has_a_size_without_the_style_sheet(path):
    drawings = DRAWING.finditer(path.read_text(encoding="utf-8"))

    assert [
        drawing[0] for drawing in drawings if not re.search(r"\swidth=.*\sheight=", drawing["attributes"])
    ] == []


def test_a_style_sheet_names_no_id_but_those_of_djangos_own_templates():
    djangos = Path(apps.get_app_config("admin").path, "templates")
    known = {
        name
        for path in djangos.rglob("*.html")
        for name in re.findall(r'\bid="([\w-]+)"', path.read_text(encoding="utf-8"))
    }
    assert [
        f"{path.relative_to(ROOT)}: {selector}"
        for path in tracked("static/css/*.css")
        for selector in ids(path.read_text(encoding="utf-8"))
        if selector.removeprefix("#") not in known
    ] == []


def ids(css: str) -> list[str]:
    """Every #id, and every [id…], in the selectors of a style sheet."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    selectors = re.findall(r"([^{};]+)\{", css)
    return [found for selector in selectors for found in re.findall(r"#[\w-]+|\[id\b[^]]*\]", selector)]


def test_only_the_sanitiser_marks_text_as_safe():
    home = ("inss/lib/markup", "tests/")
    assert [
        place
        for place, line in lines("*.py", "templates/*.html")
        if UNSAFE.search(line) and not place.startswith(home)
    ] == []


def test_no_file_names_a_package_registry():
    assert [place for place, line in lines() if REGISTRIES.search(line)] == []


def test_no_file_names_a_folder_of_one_machine():
    assert [place for place, line in lines() if MACHINE_PATHS.search(line)] == []


def test_every_row_says_when_it_was_made_and_last_changed():
    ours = [
        model for model in apps.get_models() if model.__module__.split(".")[0] in {"inss", "posts", "topics"}
    ]
    dates = {"created_at", "updated_at"}
    assert [model.__name__ for model in ours if dates - {field.name for field in model._meta.fields}] == []


def functions_import(path: Path) -> list[str]:
    """Return the places in a file where a function imports something. AppConfig.ready() is allowed to."""
    tree = ast.parse(path.read_text())
    found = []
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and function.name != "ready":
            inside = ast.walk(function)
            found += [f"{path.relative_to(ROOT)}:{node.lineno}" for node in inside if is_import(node)]
    return found


def is_import(node: ast.AST) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def test_no_function_imports_anything():
    sources = tracked("inss/*.py", "posts/*.py", "topics/*.py")
    assert [place for path in sources for place in functions_import(path)] == []


def graph_of_imports(*, with_type_hints: bool) -> grimp.ImportGraph:
    return grimp.build_graph(
        "inss", "posts", "topics", exclude_type_checking_imports=not with_type_hints, cache_dir=None
    )


def circles(graph: grimp.ImportGraph) -> list[list[str]]:
    """Return the groups of modules that import one another, directly or indirectly."""
    imported_by = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    return [sorted(group) for group in strongly_connected(imported_by) if len(group) > 1]


def strongly_connected(edges: dict[str, set[str]]) -> list[set[str]]:
    reach = {node: reachable(node, edges) for node in edges}
    groups = {frozenset(other for other in reach[node] if node in reach[other]) for node in edges}
    return [set(group) for group in groups]


def reachable(start: str, edges: dict[str, set[str]]) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        for node in edges.get(waiting.pop(), set()) - found:
            found.add(node)
            waiting.append(node)
    return found


@pytest.mark.parametrize("with_type_hints", [False, True], ids=["at run time", "with type hints"])
def test_modules_make_no_circle(with_type_hints):
    """Ignore packages as importers of their modules, because an __init__ collects what they define."""
    assert circles(graph_of_imports(with_type_hints=with_type_hints)) == []
