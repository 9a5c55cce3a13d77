"""What all tests share: how a test ends where a part that it needs is missing."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import NoReturn

import pytest
from hypothesis import settings

# How long an example takes depends on the machine and on what else runs there; tests say what is right.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def left_out() -> Callable[[str], NoReturn]:
    """Ends the test with a reason: a skip on somebody's own machine, a failure in CI, which installs every part."""

    def end(reason: str) -> NoReturn:
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)

    return end
