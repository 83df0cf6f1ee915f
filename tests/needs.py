"""What some tests need beside Python. Without it they are skipped with a line that says what to install."""

import os
from typing import NoReturn

import pytest


def is_strict() -> bool:
    """Whether REQUIRE_ALL is set, as CI does: then nothing may be skipped for want of a program."""
    return bool(os.environ.get("REQUIRE_ALL"))


def give_up(reason: str) -> NoReturn:
    """Skip the test that asks, or fail it where nothing may be skipped."""
    if is_strict():
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
