"""Figures of the main job: write a post, read it in two languages, sign up for the newsletter."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from .server import Server, serve
from .table import Row

POSTS = 10_000
SAMPLE = 200
CPU_MS, PAGE_KB, CSS_KB, JS_KB, SHIFT = 10, 180, 20, 8, 0.01

# Figures that are a number of passed tests. Each is a selection of tests, run with all their cases.
CASES = {
    "menu links that lead to content, each language": ["tests/demo/test_menu_links.py"],
    "rows of the post page, each language": ["tests/posts/test_post_page.py"],
    "admin addresses × five people": ["tests/test_admin_rights.py"],
    "a post at T − 1 s and at T, and withdrawn": ["tests/fronts/test_visibility.py"],
    "signup: four states, scripts on and off; fifty guests": [
        "tests/newsletter/test_signup.py",
        "tests/newsletter/test_limits.py",
        "tests/browser/test_signup.py",
    ],
    "axe-core: pages × languages × themes × widths without a violation": [
        "tests/browser/test_axe.py",
        "tests/browser/test_post_form.py::test_form_and_list_are_accessible_and_keep_the_policy",
        "tests/browser/test_desk.py::test_lists_and_forms_have_no_violation_and_keep_the_policy",
    ],
    "CSP: pages without a violation, inline code, third parties, cookies": ["tests/browser/test_policy.py"],
    "Nu HTML checker: page types without an error, each language": ["tests/html/test_pages.py"],
    "the journey in Chromium, each language": ["tests/browser/test_journey.py"],
}

QUERY_BOUNDS = {"post": 12, "list": 12, "author": 12, "topic": 14, "admin form": 28, "admin list": 15}


def rows() -> Iterator[Row]:
    for figure, selection in CASES.items():
        yield cases(figure, selection)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        few, many = (site(Path(folder) / str(count), count) for count in (10, POSTS))
        yield from queries(few, many)
        with serve(many) as server:
            yield cpu_of_post_page(server)
            yield from weights(server)


def cases(figure: str, selection: list[str]) -> Row:
    """Run a selection of tests with all cases. A skipped test counts as failed."""
    with tempfile.NamedTemporaryFile(suffix=".xml") as report:
        command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={report.name}", *selection]
        environment = os.environ | {"REQUIRE_ALL": "1", "ALL_CASES": "1"}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        suite = ET.parse(report.name).getroot().find("testsuite")
    wanted = int(suite.get("tests"))
    missed = sum(int(suite.get(kind)) for kind in ("failures", "errors", "skipped"))
    if missed:
        print(done.stdout, file=sys.stderr)
    return Row.all_of(figure, wanted - missed, wanted)


def site(folder: Path, posts: int) -> dict[str, str]:
    """Return the environment of a site like production: SQLite, the demonstration and `posts` more posts."""
    folder.mkdir()
    environment = {
        "DJANGO_SETTINGS_MODULE": "inss.settings",
        "SECRET_KEY": "only-for-measuring",
        "SITE_URL": "http://127.0.0.1",
        "STATE_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "LOG_LEVEL": "WARNING",
    }
    run(["-m", "tests.bench.generate", str(posts)], environment)
    run(["manage.py", "collectstatic", "--noinput", "--verbosity", "0"], environment)
    return environment


def run(arguments: list[str], environment: dict[str, str]) -> str:
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, env=os.environ | environment, stdout=subprocess.PIPE, text=True, check=True
    ).stdout


def queries(few: dict[str, str], many: dict[str, str]) -> Iterator[Row]:
    """Yield the queries of each page with an empty cache: within the bound, and the same at both sizes."""
    found = [json.loads(run(["-m", "tests.bench.queries"], environment)) for environment in (few, many)]
    for page, bound in QUERY_BOUNDS.items():
        at_few, at_many = (counts[page] for counts in found)
        reached = at_few == at_many <= bound
        figure = f"queries: {page}, 10 and {POSTS:,} posts"
        yield Row(figure, f"≤ {bound}, the same", f"{at_few}, {at_many}", reached)


def cpu_of_post_page(server: Server) -> Row:
    paths = [f"/publication/generated-{number}/" for number in range(1, POSTS, POSTS // SAMPLE)]
    for path in paths[:10]:
        server.get(path)
    spent = []
    for path in paths:
        before = server.cpu_ns()
        server.get(path, **{"Accept-Encoding": "gzip"})
        spent.append((server.cpu_ns() - before) / 1e6)
    return Row.at_most(
        "post page, CPU of the serving process, median", CPU_MS, statistics.median(spent), " ms", 1
    )


def weights(server: Server) -> Iterator[Row]:
    """Yield the sizes a browser with an empty cache receives for one post, and the layout shift."""
    from .browser import load_page

    page = load_page(f"{server.url}/publication/generated-1/")
    sizes = page.bytes_by_kind
    total = sum(sizes.values())
    yield Row.at_most("post page, compressed, with CSS, JS and fonts", PAGE_KB, total / 1000, " KB", 1)
    yield Row.at_most("CSS, compressed", CSS_KB, sizes.get("stylesheet", 0) / 1000, " KB", 1)
    yield Row.at_most("JS, compressed", JS_KB, sizes.get("script", 0) / 1000, " KB", 1)
    yield Row("layout shift", f"< {SHIFT}", f"{page.shift:.4f}", page.shift < SHIFT)
