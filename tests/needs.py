"""Programs that some tests need. Without them, those tests are skipped with a hint about what to install."""

import os
from typing import NoReturn

import pytest


def is_strict() -> bool:
    """Return whether REQUIRE_ALL is set, as in CI: then a missing program is a failure."""
    return bool(os.environ.get("REQUIRE_ALL"))


def give_up(reason: str) -> NoReturn:
    """Skip the test, or fail it if nothing may be skipped."""
    if is_strict():
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
