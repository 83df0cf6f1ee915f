"""`manage.py demo` as a process: what it creates, serves, prints, and leaves behind."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.bench.server import free_port

ROOT = Path(__file__).resolve().parents[2]
START_TIMEOUT_S = 180
END_TIMEOUT_S = 30


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """One folder of state for the module: only the first start collects the static files."""
    folder = tmp_path_factory.mktemp("state")
    with demo(folder, DEMO="1"):
        return folder


class Demo:
    """The command on a free port, from a bare environment, with its output in a file."""

    def __init__(self, folder: Path, *arguments: str, port: int | None = None, **environment: str) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "output.txt"
        bare = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        with self.log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "demo", *arguments],
                cwd=ROOT,
                env=bare | {"PORT": str(self.port), "STATE_DIR": str(folder)} | environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def wait_until_served(self) -> None:
        deadline = time.monotonic() + START_TIMEOUT_S
        while not answers(self.port):
            assert self.process.poll() is None, self.output()
            assert time.monotonic() < deadline, self.output()
            time.sleep(0.1)

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=END_TIMEOUT_S)

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.url + path) as response:
            return response.read().decode()

    def output(self) -> str:
        return self.log.read_text()


def answers(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def demo(folder: Path, *arguments: str, **environment: str) -> Iterator[Demo]:
    started = Demo(folder, *arguments, **environment)
    try:
        started.wait_until_served()
        yield started
    finally:
        started.end()


def descendants(pid: int) -> set[int]:
    """Every process below `pid`."""
    rows = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = [tuple(map(int, row.split())) for row in rows.splitlines()]
    found, waiting = set(), {pid}
    while waiting:
        above = waiting.pop()
        below = {child for child, parent in parents if parent == above}
        found |= below
        waiting |= below
    return found


def alive(pids: set[int]) -> set[int]:
    return {pid for pid in pids if Path(f"/proc/{pid}").exists()} if Path("/proc").exists() else set()


def query(folder: Path, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(folder / "db.sqlite3")) as database, database:
        return database.execute(sql).fetchall()


def test_it_serves_both_languages_with_collected_style_sheets(folder):
    with demo(folder, DEMO="1") as site:
        english, hebrew = site.get("/"), site.get("/he/")
        [sheet] = set(re.findall(r'href="(/static/css/site\.[0-9a-f]+\.css)"', english))

        assert '<html lang="he" dir="rtl"' in hebrew
        assert "@layer" in site.get(sheet)


def test_it_prints_the_address_and_logins_that_open_the_desk(folder):
    with demo(folder, DEMO="1") as site:
        printed = dict(re.findall(r"^ +(\w+) +([a-z0-9]{5}-[a-z0-9]{5})$", site.output(), re.MULTILINE))

        assert f"{site.url}/admin/" in site.output()
        assert set(printed) == {"contributor", "editor", "publisher", "newsletter", "admin"}
        assert [name for name, word in printed.items() if opens_the_desk(site, name, word)] == list(printed)


def opens_the_desk(site: Demo, username: str, password: str) -> bool:
    """Logs in as a browser does; who is let in gets a session and is sent to the desk."""
    visit = HTTPConnection("127.0.0.1", site.port)
    visit.request("GET", "/admin/login/")
    form = visit.getresponse()
    [token] = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', form.read().decode())
    fields = {"csrfmiddlewaretoken": token, "username": username, "password": password, "next": "/admin/"}
    headers = {
        "Cookie": form.headers["Set-Cookie"].partition(";")[0],
        "Content-Type": "application/x-www-form-urlencoded",
    }
    visit.request("POST", "/admin/login/", urlencode(fields), headers)
    answer = visit.getresponse()
    cookies = answer.headers.get_all("Set-Cookie", [])
    return answer.status == 302 and any(cookie.startswith("sessionid=") for cookie in cookies)


def test_mails_appear_in_the_terminal(folder):
    with demo(folder, DEMO="1") as site:
        signup = urlencode({"email": "reader@example.org", "page": "/", "website": ""}).encode()
        urllib.request.urlopen(f"{site.url}/newsletter/", signup).close()
        deadline = time.monotonic() + START_TIMEOUT_S
        while "To: reader@example.org" not in site.output():
            assert time.monotonic() < deadline, site.output()
            time.sleep(0.2)

        assert f"{site.url}/newsletter/confirm/" in site.output()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_and_everything_it_started(folder, number):
    site = Demo(folder, DEMO="1")
    site.wait_until_served()
    family = descendants(site.process.pid)

    assert site.end(number) == 0
    assert len(family) >= 3  # server, its own worker, and the worker of tasks
    assert not alive(family)
    assert not answers(site.port)
    assert "Traceback" not in site.output()


def test_when_a_child_dies_it_says_so_and_ends_the_others(folder):
    site = Demo(folder, DEMO="1")
    site.wait_until_served()
    family = descendants(site.process.pid)
    [worker] = [pid for pid in family if "manage.py" in Path(f"/proc/{pid}/cmdline").read_text()]

    os.kill(worker, signal.SIGKILL)

    assert site.process.wait(timeout=END_TIMEOUT_S) == 1
    assert "The worker ended" in site.output()
    assert not alive(family)


def test_a_second_start_keeps_what_was_edited_and_a_reset_does_not(folder):
    query(folder, "UPDATE topics_topic SET name_en = 'Edited by hand' WHERE slug = 'russia'")

    with demo(folder, DEMO="1") as site:
        assert "Edited by hand" in site.get("/topics/")
    with demo(folder, "--reset", DEMO="1") as site:
        assert "Edited by hand" not in site.get("/topics/")


def test_without_demo_in_the_environment_it_makes_no_logins_and_says_so(tmp_path, folder):
    lend_static_files(folder, tmp_path)
    with demo(tmp_path) as site:
        assert "No logins were made" in site.output()
    passwords = [password for (password,) in query(tmp_path, "SELECT password FROM accounts_user")]

    assert passwords
    assert all(password.startswith("!") for password in passwords)


def test_without_demo_in_the_environment_nothing_is_reset(folder):
    refused = Demo(folder, "--reset")

    assert refused.process.wait(timeout=END_TIMEOUT_S) == 1
    assert "DEMO=1" in refused.output()
    assert (folder / "db.sqlite3").exists()


def lend_static_files(folder: Path, other: Path) -> None:
    for name in ("static", "static.sha256"):
        (other / name).symlink_to(folder / name)


def test_a_taken_port_is_said_in_words_before_anything_is_made(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = Demo(tmp_path, port=port, DEMO="1")

        assert refused.process.wait(timeout=END_TIMEOUT_S) == 1
    assert f"Port {port} is taken" in refused.output()
    assert f"PORT={port + 1} make demo" in refused.output()
    assert "Traceback" not in refused.output()
    assert not (tmp_path / "db.sqlite3").exists()


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1"])
def test_what_is_no_port_is_said_in_words(tmp_path, port):
    refused = Demo(tmp_path, DEMO="1", PORT=port)

    assert refused.process.wait(timeout=END_TIMEOUT_S) == 1
    assert f"PORT={port} is not a port" in refused.output()


def test_its_key_is_kept_for_its_owner_alone(folder):
    with demo(folder, DEMO="1"):
        key = (folder / "secret-key").read_text()
    with demo(folder, DEMO="1"):
        pass

    assert (folder / "secret-key").read_text() == key
    assert (folder / "secret-key").stat().st_mode & 0o077 == 0


def test_a_database_of_the_environment_is_left_alone(folder, tmp_path):
    foreign = tmp_path / "real.sqlite3"
    with demo(folder, DEMO="1", DATABASE_URL=f"sqlite:///{foreign}"):
        pass

    assert not foreign.exists()
