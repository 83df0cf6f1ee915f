"""Real browsers, controlled by Playwright: Debian's Chromium, and its Firefox in test_firefox.py.

`page` is the default page; `open_context` opens others with a different width, theme or language.
"""

import os
import time
from collections.abc import Callable, Iterator

import pytest
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.servers.basehttp import WSGIRequestHandler
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, sync_playwright

from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.desk import log_in
from tests.browser.firefox import CHANNEL, PREFERENCES, find_firefox
from tests.browser.post_form import Form
from tests.factories import make_editor, make_publisher, make_topic
from tests.needs import give_up
from topics.models import Topic

# Django's live server writes head and body of an answer one by one: each would wait 40 ms for the browser's
# delayed acknowledgement of the head.
WSGIRequestHandler.disable_nagle_algorithm = True

# Playwright's sync API runs an event loop in the test's thread, which calls the ORM all the same.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

SLOW_S = 1.5

NO_CHROMIUM = (
    "Chromium was not found: install it (Debian: apt-get install chromium-headless-shell), or name its "
    "program in CHROMIUM"
)
NO_FIREFOX = (
    "Firefox was not found: install it (Debian: apt-get install firefox-esr), or name its program in FIREFOX"
)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright) -> Iterator[Browser]:
    program = find_chromium()
    if program is None:
        give_up(NO_CHROMIUM)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium has none to offer to root
    browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS + sandbox)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def firefox(playwright, live_server) -> Iterator[Browser]:
    """Close it before the live server stops: Firefox keeps its connections open to the end."""
    program = find_firefox()
    if program is None:
        give_up(NO_FIREFOX)
    browser = playwright.firefox.launch(
        channel=CHANNEL, executable_path=program, firefox_user_prefs=PREFERENCES
    )
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def browser(chromium) -> Browser:
    """The browser in which the fixtures below open their windows."""
    return chromium


@pytest.fixture
def open_context(browser, live_server) -> Iterator[Callable[..., BrowserContext]]:
    """Opens a visitor's own window on the live server; keywords as Browser.new_context has them."""
    contexts: list[BrowserContext] = []

    def open_context(*, width: int = 1440, dark: bool = False, **options) -> BrowserContext:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context

    yield open_context
    for context in contexts:
        context.close()


@pytest.fixture
def context(open_context) -> BrowserContext:
    return open_context()


@pytest.fixture
def complaints() -> list[str]:
    """What the pages of `page` say in the console: errors, and whatever their CSP refuses."""
    return []


@pytest.fixture
def page(context, complaints) -> Page:
    """A page 1440 px wide in light colours, whose console fills `complaints`."""
    page = context.new_page()
    listen(page, complaints)
    return page


def listen(page: Page, complaints: list[str]) -> None:
    """Adds to `complaints` each error in the console, CSP violations among them, and each script's fault."""

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" or "Content Security Policy" in message.text:
            complaints.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda fault: complaints.append(str(fault)))


@pytest.fixture
def form(page, live_server, transactional_db):
    log_in(page.context, live_server, make_publisher(first_name="Noa"))
    return Form(page)


@pytest.fixture
def editor(transactional_db):
    return make_editor()


@pytest.fixture
def desk(page, live_server, editor) -> Page:
    """A page of an editor who is logged in."""
    log_in(page.context, live_server, editor)
    return page


@pytest.fixture
def topics(transactional_db) -> list[Topic]:
    return [make_topic(name) for name in ("Iran", "Israel", "Lebanon", "Russia")]


@pytest.fixture
def slow_server(monkeypatch) -> None:
    """Each form that is sent takes its time to arrive."""
    look_up = SessionMiddleware.process_request

    def process_request(self, request):
        if request.method == "POST":
            time.sleep(SLOW_S)
        look_up(self, request)

    monkeypatch.setattr(SessionMiddleware, "process_request", process_request)
