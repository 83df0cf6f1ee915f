import pytest

from tests.factories import make_editor, make_user


@pytest.fixture
def editor(db):
    return make_editor(first_name="Dana", last_name="Shaked")


@pytest.fixture
def at_desk(client, editor):
    """A client logged in as an editor."""
    client.force_login(editor)
    return client


@pytest.fixture
def office(client, db):
    """A client logged in as the superuser."""
    client.force_login(make_user(is_staff=True, is_superuser=True))
    return client
