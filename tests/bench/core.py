"""Figures of the editorial core: one save a press, all saves kept, no text lost, short code paths."""

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from .main_job import cases
from .table import Row

FILES, MOVES = 14, 60
TYPING_RUNS = 60

CASES = {
    "verbs called by form, list action, command, test: the same revision": ["tests/audit/test_verbs.py"],
    "30 revisions of a rich post taken back equal their snapshots": ["tests/audit/test_taking_back.py"],
    "sanitise, render, save, revision for a press of each button": ["tests/audit/test_saving_once.py"],
    "imports inside functions; circles between modules; ids in the desk's CSS": [
        "tests/test_architecture.py"
    ],
    "the main journeys in Firefox ESR": ["tests/browser/test_firefox.py"],
}
PRESS = "tests/posts/test_press_path.py"
INTERLEAVINGS = "tests/posts/test_interleavings.py"


def rows() -> Iterator[Row]:
    for figure, selection in CASES.items():
        yield cases(figure, selection)
    yield cases(
        f"letters typed around a save, lost or in another field: 0 of {TYPING_RUNS} runs",
        ["tests/browser/test_saving_in_place.py"],
    )
    yield interleavings("SQLite", [])
    yield interleavings("PostgreSQL", [sys.executable, "-m", "tests.postgresql"])
    yield from press()


def press() -> Iterator[Row]:
    """Measure how much code one press of “Publish” passes through."""
    with tempfile.NamedTemporaryFile(suffix=".xml") as report:
        command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={report.name}", PRESS]
        subprocess.run(command, capture_output=True, check=False)
        found = {each.get("name"): int(each.get("value")) for each in ET.parse(report.name).iter("property")}
    yield Row.at_most("project files entered from POST to redirect for “Publish”", FILES, found["files"])
    yield Row.at_most("moves between them", MOVES, found["moves"])


def interleavings(database: str, prefix: list[str]) -> Row:
    """Try two hundred orders of edits, saves, choices and steps. Stop at the first that breaks a rule."""
    command = [*prefix, sys.executable, "-m", "pytest", "-q", INTERLEAVINGS]
    done = subprocess.run(
        command, env=os.environ | {"INTERLEAVINGS": "200"}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(done.stdout, file=sys.stderr)
    figure = f"200 interleavings of two editors and a publisher, {database}: lost, public, replaced unseen"
    return Row(figure, "0; 0; 0", "0; 0; 0" if done.returncode == 0 else "found one", done.returncode == 0)
