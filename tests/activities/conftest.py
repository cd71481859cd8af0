"""Workbooks that the tests of this room build."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from tests.activities.workbooks import Rows, xlsx

MakeWorkbook = Callable[..., Path]


@pytest.fixture
def workbook(tmp_path: Path) -> MakeWorkbook:
    """Write sheets into an .xlsx file: `workbook({"Sheet": rows}, merges={"Sheet": ["A1:B1"]})`."""

    def make(
        sheets: Mapping[str, Rows],
        merges: Mapping[str, Sequence[str]] | None = None,
        name: str = "register.xlsx",
    ) -> Path:
        return xlsx(tmp_path, name, sheets, merges)

    return make
