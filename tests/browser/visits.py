"""Visits to the demonstration: each page with its user, width, language and theme."""

import os
from dataclasses import dataclass
from itertools import product

from playwright.sync_api import Browser, Page

from tests.demo_site import PASSWORD, DemoSite

SAMPLE = "hamas-fatah-reconciliation-meeting-under-chinese-sponsorship"

PUBLIC_PAGES = {
    "home": "/",
    "post": f"/publication/{SAMPLE}/",
    "list": "/publications/",
    "topics": "/topics/",
    "topic": "/topics/israel-and-the-global-powers/",
    "author": "/authors/galia-lavi/",
    "archive": "/archive/2024/",
    "search": "/search/?q=tirza",
    "nothing found": "/search/?q=nothing-like-it",
    "standing page": "/about/history/",
    "newsletter": "/newsletter/",
    "404": "/nowhere/",
}


@dataclass(frozen=True, slots=True)
class Look:
    language: str
    theme: str
    width: int

    def __str__(self) -> str:
        return f"{self.language}-{self.theme}-{self.width}"


LOOKS = [Look(*choice) for choice in product(("en", "he"), ("light", "dark"), (390, 1440))]
FEW_LOOKS = [Look("en", "light", 1440), Look("he", "dark", 390)]


def looks() -> list[Look]:
    """Two in the daily suite; with ALL_CASES set, as `make measure` does, every one."""
    return LOOKS if os.environ.get("ALL_CASES") else FEW_LOOKS


def open_page(chromium: Browser, site: DemoSite, look: Look) -> Page:
    context = chromium.new_context(
        base_url=site.url,
        viewport={"width": look.width, "height": 900},
        color_scheme=look.theme,
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    return context.new_page()


def status_of(name: str) -> int:
    return 404 if name == "404" else 200


def localised(path: str, language: str) -> str:
    return f"/he{path}" if language == "he" else path


def log_in(page: Page, who: str, language: str = "en") -> None:
    """Logs in as one of the roles, with the desk in `language`."""
    page.goto(f"/admin/login/?language={language}&next=/admin/")
    page.fill("[name=username]", f"test-{who}")
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")
