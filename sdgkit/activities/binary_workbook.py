"""What an .xls file says beside its values: hidden rows and columns, fills, errors in cells."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path
from typing import Any

from sdgkit.activities.workbook import MOST_COLUMNS, SheetMarks

MOST_MARKED = 16 * 1024 * 1024
"""Bytes of a file up to which it is looked at: xlrd is written in Python and keeps every cell."""
_NO_COLOURS = frozenset({"FFFFFF", "000000"})


def binary_workbook_marks(path: Path) -> dict[str, SheetMarks]:
    """The marks of each sheet of an .xls file, by its name; none where they cannot be read.

    Args:
        path: the file.

    Source:
        [MS-XLS] as xlrd reads it: `ROW.fDyZero` and `COLINFO.fHidden` for what is hidden, `XF` for the fill.
    """
    import xlrd

    if path.stat().st_size > MOST_MARKED:
        return {}
    try:
        with xlrd.open_workbook(
            str(path), logfile=io.StringIO(), formatting_info=True, on_demand=True, ragged_rows=True
        ) as book:
            return {name: _marks(book, book.sheet_by_name(name)) for name in book.sheet_names()}
    except Exception:
        # The values are read by another library; a damaged or older file tells only less beside them. xlrd
        # raises whatever a wrong byte leads to.
        return {}


def _marks(book: Any, sheet: Any) -> SheetMarks:
    import xlrd

    fills: dict[int, str] = {}
    errors: dict[tuple[int, int], str] = {}
    for row in range(sheet.nrows):
        types = sheet.row_types(row)
        given = [_colour(book, sheet, row, column) for column, kind in enumerate(types) if kind not in (0, 6)]
        common, times = Counter(given).most_common(1)[0] if given else ("", 0)
        if common and times * 2 > len(given):
            fills[row] = common
        if xlrd.XL_CELL_ERROR in types:
            errors |= {
                (row, column): xlrd.error_text_from_code.get(sheet.cell_value(row, column), "#ERROR!")
                for column, kind in enumerate(types)
                if kind == xlrd.XL_CELL_ERROR
            }
    return SheetMarks(
        hidden_rows=frozenset(row for row, info in sheet.rowinfo_map.items() if info.hidden),
        hidden_columns=frozenset(
            column for column, info in sheet.colinfo_map.items() if info.hidden and column < MOST_COLUMNS
        ),
        fills=fills,
        errors=errors,
    )


def _colour(book: Any, sheet: Any, row: int, column: int) -> str:
    """The colour of a solid fill (RRGGBB); "" for none, white and black."""
    background = book.xf_list[sheet.cell_xf_index(row, column)].background
    rgb = book.colour_map.get(background.pattern_colour_index) if background.fill_pattern == 1 else None
    colour = "".join(f"{part:02X}" for part in rgb) if rgb else ""
    return "" if colour in _NO_COLOURS else colour
