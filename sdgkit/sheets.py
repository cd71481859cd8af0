"""Excel cells: the only place in sdgkit that puts a value into a workbook.

Text that begins like a formula stays text (`=1+1` from a register must never run on a minister's
computer), control characters that a workbook cannot hold are taken out, and cells longer than Excel
takes are cut with a mark. CSV files get an apostrophe before what a spreadsheet would run.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST_CELL = 32_767
"""Characters in one cell, the limit of Excel."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LIKE_FORMULA = ("=", "+", "-", "@")
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
        text = cell_text(value)
        cell.value = text
        cell.data_type = "s"
        if text.startswith(_LIKE_FORMULA):
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


def cell_text(text: str) -> str:
    """The text as a workbook can hold it: without control characters, at most `LONGEST_CELL` long.

    The length is counted as Excel counts it, in units of UTF-16: an emoji is two.

    Example:
        >>> cell_text("a\\x01b"), len(cell_text("x" * 40_000))
        ('ab', 32767)
    """
    text = _ILLEGAL.sub("", text)
    if len(text) * 2 > LONGEST_CELL and _units(text) > LONGEST_CELL:
        text = text[: LONGEST_CELL - 1]
        while _units(text) > LONGEST_CELL - 1:
            text = text[: -max(1, (_units(text) - LONGEST_CELL + 2) // 2)]
        text += "…"
    return text


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class PlainRows:
    """Rows of bare values at the end of a sheet, written about ten times as fast as cell by cell.

    openpyxl makes an object of every cell, which takes longer than all else in an annex of 40,000
    observations. These rows are written as XML of their own and put into the saved sheet by `into`; a value
    is treated exactly as `put` treats it. Texts go into the workbook's table of shared texts, so rows must
    be added before the workbook is saved.

    Args:
        sheet: the sheet; nothing else may stand at or below `first_row`.
        like: a cell for each column, whose style and number format all cells of the column take.
        first_row: number of the first row.

    Example:
        >>> from openpyxl import Workbook
        >>> sheet = Workbook().active
        >>> rows = PlainRows(sheet, [put(sheet["A1"], "x"), put(sheet["B1"], 1, "0.0")], 2)
        >>> rows.add(["=1+1", 2.5])
        >>> rows.into(b'<sheetData></sheetData>').decode()
        '<sheetData><row r="2"><c r="A2" s="2" t="s"><v>0</v></c><c r="B2" s="1"><v>2.5</v></c></row></sheetData>'
    """

    def __init__(self, sheet: Worksheet, like: Sequence[Cell], first_row: int) -> None:
        from openpyxl.utils import get_column_letter

        self._book: Any = sheet.parent
        self._like = like
        self._letters = [get_column_letter(cell.column) for cell in like]
        self._styles = [f' s="{cell.style_id}"' if cell.has_style else "" for cell in like]
        self._quoted: dict[int, str] = {}
        self._texts: dict[str, tuple[int, bool]] = {}
        self._rows: list[str] = []
        self._first = first_row

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, values: Sequence[object]) -> None:
        """Add a row below the ones before it; None leaves a cell empty."""
        number = self._first + len(self._rows)
        cells = []
        for place, value in enumerate(values):
            if value is None:
                continue
            style = self._styles[place]
            if type(value) is str:
                if not value:
                    continue
                index, like_formula = self._texts.get(value) or self._shared(value)
                if like_formula:
                    style = self._quoted.get(place) or self._quoted_style(place)
                content = f' t="s"><v>{index}</v></c>'
            else:
                content = _content(value)
                if not content:
                    continue
            cells.append(f'<c r="{self._letters[place]}{number}"{style}{content}')
        self._rows.append(f'<row r="{number}">{"".join(cells)}</row>')

    def into(self, xml: bytes) -> bytes:
        """The saved part of the sheet with these rows in it."""
        if not self._rows:
            return xml
        last = self._first + len(self._rows) - 1
        head, _, tail = xml.partition(b"</sheetData>")
        head = re.sub(
            rb'(<dimension ref="[A-Z]+\d+:[A-Z]+)\d+"', lambda found: found[1] + b'%d"' % last, head, count=1
        )
        return b"".join((head, "".join(self._rows).encode("utf-8"), b"</sheetData>", tail))

    def _shared(self, text: str) -> tuple[int, bool]:
        shown = cell_text(text)
        self._book.shared_strings.add(shown)
        self._texts[text] = self._book.shared_strings.index(shown), shown.startswith(_LIKE_FORMULA)
        return self._texts[text]

    def _quoted_style(self, place: int) -> str:
        from copy import copy

        from openpyxl.cell import Cell

        model = self._like[place]
        cell = Cell(model.parent, row=model.row, column=model.column)
        cell._style = copy(model._style)  # type: ignore[attr-defined]
        cell.quotePrefix = True
        self._quoted[place] = f' s="{cell.style_id}"'
        return self._quoted[place]


def _content(value: object) -> str:
    """The end of the XML of a cell that is no text; "" for a value that no cell can hold."""
    if isinstance(value, bool):
        return f' t="b"><v>{int(value)}</v></c>'
    if isinstance(value, Fraction):
        value = float(value)
    elif isinstance(value, Decimal):
        value = int(value) if value == value.to_integral_value() else float(value)
    elif isinstance(value, dt.date):
        from openpyxl.utils.datetime import to_excel

        value = to_excel(value)  # type: ignore[no-untyped-call]
    if isinstance(value, float) and not math.isfinite(value):
        return ""
    if isinstance(value, float):
        # Not repr(value): a number of numpy would name its type.
        return f"><v>{float.__repr__(value)}</v></c>"
    if isinstance(value, int):
        return f"><v>{int.__repr__(value)}</v></c>"
    raise TypeError(f"a cell cannot hold a {type(value).__name__}")


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
