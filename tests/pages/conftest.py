import pytest

from tests.factories import make_editor, make_publisher


@pytest.fixture
def editor(client, db):
    client.force_login(make_editor())
    return client


@pytest.fixture
def publisher(client, db):
    client.force_login(make_publisher())
    return client
