import datetime as dt
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import signing
from django.utils import timezone

from inss.lib.env import mailer
from tests.factories import make_newsletter_desk

from .postbox import HOST, Postbox, open_postbox


class Clock:
    """The time as the site sees it: set, and not slept for."""

    def __init__(self) -> None:
        self.now = timezone.now()

    def advance(self, **duration: float) -> None:
        self.now += dt.timedelta(**duration)


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    monkeypatch.setattr(signing, "time", SimpleNamespace(time=lambda: clock.now.timestamp()))
    return clock


def mailers_to(port: int) -> dict[str, Any]:
    config = mailer(f"smtp://{HOST}:{port}")
    config["OPTIONS"]["timeout"] = 0.5
    return {"default": config}


@pytest.fixture
def postbox(settings) -> Iterator[Postbox]:
    """A real mail server that the site sends to, with half a second for each answer."""
    with open_postbox() as (postbox, port):
        settings.MAILERS = mailers_to(port)
        yield postbox


@pytest.fixture
def desk(client):
    """A client logged in as the newsletter desk."""
    client.force_login(make_newsletter_desk())
    return client
