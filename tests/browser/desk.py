"""Log in at the desk of the live server, and wait for its responses."""

import time
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext

AXE = {
    "preload": False,  # it asks for the layered imports at wrong addresses
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


def log_in(context: BrowserContext, live_server: Any, user: Any) -> None:
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": f"{live_server.url}/admin/"}
    context.add_cookies([cookie])


def until(is_so, seconds=5):
    """Waits for what the editor does a moment later; under the desk's policy no string is run in the page."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)
