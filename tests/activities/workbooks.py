"""Workbooks that tests build."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

Rows = Sequence[Sequence[Any]]


def xlsx(
    folder: Path,
    name: str,
    sheets: Mapping[str, Rows],
    merges: Mapping[str, Sequence[str]] | None = None,
    post: Callable[[Any], None] | None = None,
) -> Path:
    """Write sheets into an .xlsx file: `xlsx(folder, "a.xlsx", {"Sheet": rows}, {"Sheet": ["A1:B1"]})`.

    Args:
        folder: where it is written.
        name: of the file.
        sheets: rows by the names of the sheets.
        merges: merged areas by the names of the sheets.
        post: what is done to the workbook before it is saved.
    """
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        for area in (merges or {}).get(title, []):
            sheet.merge_cells(area)
    if post:
        post(book)
    book.save(folder / name)
    return folder / name
