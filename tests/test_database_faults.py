"""A locked or full database, with real processes: writes are answered 503, reads continue."""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager

import pytest

from tests.bench.server import serve

ROOM_BYTES = 64 * 1024  # for the write-ahead log: a signup or two

MIGRATE = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]


@pytest.fixture(scope="module")
def empty_site(tmp_path_factory):
    """Return the state of an empty site, to be copied."""
    folder = tmp_path_factory.mktemp("empty")
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    for command in (MIGRATE, collect):
        subprocess.run(command, env=os.environ | environment_in(folder), check=True)
    return folder


@pytest.fixture
def environment(empty_site, tmp_path):
    """Return the environment of a site on an empty SQLite database, with a write timeout of one second."""
    shutil.copytree(empty_site, tmp_path, dirs_exist_ok=True)
    return environment_in(tmp_path)


def environment_in(folder):
    return {
        "DJANGO_SETTINGS_MODULE": "inss.settings",
        "SECRET_KEY": "only-for-tests",
        "SITE_URL": "http://127.0.0.1",
        "STATE_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3?timeout=1",
        "LOG_LEVEL": "CRITICAL",
    }


def sign_up(url):
    """Return the status and the headers of the response to a signup."""
    data = urllib.parse.urlencode({"email": "reader@example.org"}).encode()
    request = urllib.request.Request(f"{url}/newsletter/", data, headers={"Accept": "application/json"})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers


@contextmanager
def locked(path):
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    yield
    holder.execute("ROLLBACK")
    holder.close()


def test_while_the_database_is_locked_readers_read_and_writers_are_told_to_come_back(environment, tmp_path):
    with serve(environment) as server:
        with locked(tmp_path / "db.sqlite3"):
            assert b"<h1" in server.get("/newsletter/")
            status, headers = sign_up(server.url)
            assert (status, headers["Retry-After"]) == (503, "30")
            with pytest.raises(urllib.error.HTTPError, match="503"):
                server.get("/healthz/")
        assert sign_up(server.url)[0] == 200
        assert server.get("/healthz/") == b"ok"


def test_when_the_disk_is_full_readers_read_and_writers_are_told_to_come_back(environment):
    def no_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM_BYTES, ROOM_BYTES))

    with serve(environment, preexec_fn=no_room) as server:
        assert b"<h1" in server.get("/newsletter/")
        statuses = [sign_up(server.url)[0] for _ in range(5)]
        assert 503 in statuses
        assert set(statuses) <= {200, 503}
        with pytest.raises(urllib.error.HTTPError, match="503"):
            for _ in range(20):  # the log is emptied now and then, which makes room for a few more
                server.get("/healthz/")
        assert b"<h1" in server.get("/newsletter/")
