"""Check queries: locks, and transactions."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext


@contextmanager
def rows_locked() -> Iterator[None]:
    """Fail if no row was locked. On SQLite the write transaction is the lock."""
    with CaptureQueriesContext(connection) as asked:
        yield
    is_held = any("FOR UPDATE" in query["sql"] for query in asked)
    assert is_held == connection.features.has_select_for_update


@contextmanager
def in_a_transaction() -> Iterator[None]:
    """Fail if a query runs outside a transaction. The test itself must not run in one."""
    outside = []

    def note(execute, sql, params, many, context):
        if not connection.in_atomic_block and not sql.startswith("BEGIN"):
            outside.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield
    assert outside == []
