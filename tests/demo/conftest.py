from collections.abc import Iterator

import pytest
from django.db import transaction

from inss.demo.load import load


@pytest.fixture(scope="module")
def content(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The demonstration's content, loaded once a module and taken back after its last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)
