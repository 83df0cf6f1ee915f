import pytest

from .world import LANGUAGES, World, make_world


@pytest.fixture
def desk(client):
    """desk(user) is that user's browser."""

    def log_in(user):
        client.force_login(user)
        return client

    return log_in


@pytest.fixture(params=LANGUAGES)
def world(request, db) -> World:
    """A site with the sample post, once in each language."""
    return make_world(request.param)
