import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from django.db import connection

from tests.demo_site import DemoSite, serve_demo


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory) -> Iterator[DemoSite]:
    """Serve the demonstration with its content, once for all tests that read it."""
    with serve_demo(tmp_path_factory.mktemp("demo")) as site:
        yield site


@pytest.fixture
def shared_database(transactional_db, tmp_path) -> Iterator[str]:
    """Yield the URL of the test's database for other processes. On SQLite it is a copy in a file."""
    if connection.vendor != "sqlite":
        yield f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{connection.settings_dict['NAME']}"
        return
    connection.ensure_connection()
    path, in_memory, name = (
        tmp_path / "shared.sqlite3",
        connection.connection,
        connection.settings_dict["NAME"],
    )
    with closing(sqlite3.connect(path)) as copy:
        in_memory.backup(copy)
    connection.connection, connection.settings_dict["NAME"] = None, str(path)
    yield f"sqlite:///{path}"
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = in_memory, name
