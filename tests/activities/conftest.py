"""Workbooks that the tests of this room build."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Rows = Sequence[Sequence[Any]]
MakeWorkbook = Callable[..., Path]


@pytest.fixture
def workbook(tmp_path: Path) -> MakeWorkbook:
    """Write sheets into an .xlsx file: `workbook({"Sheet": rows}, merges={"Sheet": ["A1:B1"]})`."""

    def make(
        sheets: dict[str, Rows], merges: dict[str, list[str]] | None = None, name: str = "register.xlsx"
    ) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
            for area in (merges or {}).get(title, []):
                sheet.merge_cells(area)
        path = tmp_path / name
        book.save(path)
        return path

    return make
