"""Excel cells: the only place in sdgkit that puts a value into a workbook.

Text that begins like a formula stays text (`=1+1` from a register must never run on a minister's
computer), control characters that a workbook cannot hold are taken out, and cells longer than Excel
takes are cut with a mark. CSV files get an apostrophe before what a spreadsheet would run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    from openpyxl.cell import Cell

LONGEST_CELL = 32_767
"""Characters in one cell, the limit of Excel."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_CSV_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def put(cell: Cell, value: object, number_format: str | None = None) -> Cell:
    """Write a value into a cell; text never becomes a formula.

    Args:
        cell: the openpyxl cell.
        value: text, number, Decimal, Fraction, bool, date, or None for an empty cell.
        number_format: an Excel number format such as "#,##0.0".

    Returns:
        The same cell, for styling.

    Example:
        >>> from openpyxl import Workbook
        >>> cell = put(Workbook().active["A1"], "=1+1")
        >>> cell.value, cell.data_type
        ('=1+1', 's')
    """
    if isinstance(value, str):
        text = _ILLEGAL.sub("", value)
        if len(text) > LONGEST_CELL:
            text = text[: LONGEST_CELL - 1] + "…"
        cell.value = text
        cell.data_type = "s"
        if text.startswith(("=", "+", "-", "@")):
            cell.quotePrefix = True
    elif isinstance(value, Fraction):
        cell.value = float(value)
    elif isinstance(value, Decimal):
        cell.value = int(value) if value == value.to_integral_value() else float(value)
    else:
        cell.value = value  # type: ignore[assignment]
    if number_format:
        cell.number_format = number_format
    return cell


def csv_text(value: object) -> str:
    """The value as a CSV cell that no spreadsheet runs.

    Example:
        >>> csv_text("=1+1"), csv_text("-5"), csv_text(None)
        ("'=1+1", '-5', '')
    """
    text = "" if value is None else _ILLEGAL.sub("", str(value))
    if text.startswith(_CSV_FORMULA) and not _is_number(text):
        return f"'{text}"
    return text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def write_csv(rows: Iterable[Iterable[Any]], header: Iterable[str], path: Path) -> None:
    """Write a table as CSV that Excel opens rightly: UTF-8 with BOM, comma, safe cells."""
    import csv

    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([csv_text(name) for name in header])
        writer.writerows([csv_text(value) for value in row] for row in rows)


def write_frame(frame: pd.DataFrame, path: Path) -> None:
    """Write a frame as such a CSV; missing values are empty cells."""
    cells = frame.astype(object).where(frame.notna(), None)
    write_csv(cells.itertuples(index=False), [str(name) for name in frame.columns], path)
