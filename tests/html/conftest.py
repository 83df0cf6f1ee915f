"""`nu`: the Nu HTML checker over any number of pages in one Java process."""

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.needs import give_up

ROOT = Path(__file__).resolve().parents[2]
JAR = ROOT / ".tools/node/node_modules/vnu-jar/build/dist/vnu.jar"
NO_JAVA = "Java was not found: install it (Debian: apt-get install default-jre-headless)"
NO_JAR = "The Nu HTML checker was not found: install npm (Debian: apt-get install npm), then run make test"

# The words of any checker's error: page name, line, what is wrong, and the markup where.
type Checker = Callable[[Mapping[str, str | bytes]], list[str]]


@pytest.fixture(scope="session")
def nu(tmp_path_factory) -> Checker:
    """`nu({"post-en": html, …})` answers the errors of all the pages, a line each; an empty list is good."""
    java = shutil.which("java")
    if java is None:
        give_up(NO_JAVA)
    if not JAR.exists():
        give_up(NO_JAR)

    def check(pages: Mapping[str, str | bytes]) -> list[str]:
        folder = tmp_path_factory.mktemp("pages")
        for name, html in pages.items():
            content = html.encode() if isinstance(html, str) else html
            (folder / f"{name}.html").write_bytes(content)
        return report(java, folder)

    return check


def report(java: str, folder: Path) -> list[str]:
    command = [java, "-Xss1m", "-jar", str(JAR), "--errors-only", "--format", "json", "--stdout", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if not done.stdout.strip():
        pytest.fail(f"The Nu HTML checker did not answer: {done.stderr[-500:]}")
    return [line(message) for message in json.loads(done.stdout)["messages"]]


def line(message: Mapping[str, str | int]) -> str:
    page = Path(str(message.get("url", ""))).stem
    extract = " ".join(str(message.get("extract", "")).split())
    return f"{page}:{message.get('lastLine', '?')}: {message['message']} — {extract}"
