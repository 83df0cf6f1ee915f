import pytest


@pytest.fixture
def desk(client):
    """desk(user) is that user's browser."""

    def log_in(user):
        client.force_login(user)
        return client

    return log_in
