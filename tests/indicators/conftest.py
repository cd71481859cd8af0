"""What the tests of indicators share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sdgkit.indicators.indicators import Indicators
from sdgkit.indicators.reading import read_indicators

pytest.register_assert_rewrite("tests.indicators.offices")


@pytest.fixture(scope="session")
def kazstat_folder(shared_data: Path) -> Path:
    """A part of Kazakhstan's Open SDG repository."""
    return shared_data / "indicators" / "kazstat"


@pytest.fixture(scope="session")
def kazstat(kazstat_folder: Path) -> Indicators:
    return read_indicators(kazstat_folder)


@pytest.fixture
def platform(tmp_path: Path) -> Callable[..., Path]:
    """Makes a small Open SDG folder from the text of its data files and settings."""

    def make(data: dict[str, str], settings: dict[str, str] | None = None, **groups: str) -> Path:
        for code, text in data.items():
            path = tmp_path / "data" / f"indicator_{code}.csv"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        for code, text in (settings or {}).items():
            path = tmp_path / "meta" / f"{code}.yml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        for group, text in groups.items():
            path = tmp_path / "translations" / "ru" / f"{group}.yml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return make
