"""Debian's Firefox. Playwright drives an unpatched one over WebDriver BiDi, as its channel `moz-firefox`."""

import os
import shutil

CHANNEL = "moz-firefox"
NAMES = ("firefox-esr", "firefox")
PREFERENCES = {"ui.prefersReducedMotion": 1}  # over BiDi a context's `reduced_motion` has no effect


def find_firefox() -> str | None:
    return os.environ.get("FIREFOX") or next(filter(None, map(shutil.which, NAMES)), None)
