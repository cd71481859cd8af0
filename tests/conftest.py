"""What all tests share: where the example and the shared test data lie."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The same examples on every run, however slow the machine is. For others: `pytest --hypothesis-profile=search`.
settings.register_profile("search", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", settings.get_profile("search"), derandomize=True)
settings.load_profile("same")

# What a person or a CI server has set for programs that print: it changes what the commands print.
PRINTING = (
    "FORCE_COLOR",
    "NO_COLOR",
    "TTY_COMPATIBLE",
    "TTY_INTERACTIVE",
    "COLUMNS",
    "LINES",
    "GITHUB_ACTIONS",
)
for variable in (
    *PRINTING,
    "PY_COLORS",
    "TERMINAL_WIDTH",
    "SDGKIT_LANGUAGE",
    "SDGKIT_DEBUG",
    "SDGKIT_JUDGE_KEY",
):
    os.environ.pop(variable, None)

PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture
def timed_alone() -> Iterator[None]:
    """While a test is timed, what others left in memory is not searched for garbage: that can take seconds."""
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder of the project."""
    return PROJECT


@pytest.fixture(scope="session")
def example() -> Path:
    """The shipped example."""
    return PROJECT / "examples" / "kazakhstan"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Other people's data beside the project; tests that need them are skipped where they are absent."""
    folder = PROJECT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the shared test data are not here")
    return folder
