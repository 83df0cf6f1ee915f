"""Load a page in Chromium with an empty cache: transferred bytes by type, and cumulative layout shift."""

import os
from collections import Counter
from dataclasses import dataclass

from playwright.sync_api import Page, Response, sync_playwright

from tests.browser.chromium import ARGUMENTS, find_chromium

OBSERVE_SHIFT = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@dataclass(frozen=True, slots=True)
class Loaded:
    bytes_by_kind: dict[str, int]
    shift: float


def load_page(url: str) -> Loaded:
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS + sandbox)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        loaded = measure(page, url)
        browser.close()
    return loaded


def measure(page: Page, url: str) -> Loaded:
    answers: list[Response] = []
    page.add_init_script(OBSERVE_SHIFT)
    page.on("response", lambda answer: answers.append(answer))
    page.goto(url, wait_until="networkidle")
    shift = page.evaluate("window.shift")
    sizes: Counter[str] = Counter()
    for answer in answers:
        sizes[answer.request.resource_type] += answer.request.sizes()["responseBodySize"]
    return Loaded(dict(sizes), shift)
