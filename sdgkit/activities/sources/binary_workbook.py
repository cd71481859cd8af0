"""What an .xls file says beside its values: hidden rows and columns, fills, errors; and the oldest kind of it."""

from __future__ import annotations

import io
import os
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sdgkit.activities.sources.compound_file import chains_end
from sdgkit.activities.sources.workbook import MOST_COLOURED, MOST_COLUMNS, Grid, SheetMarks
from sdgkit.errors import InputError

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

    if path.stat().st_size > MOST_MARKED or not chains_end(path):
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


def read_bare_workbook(path: Path) -> list[Grid]:
    """The sheets of an .xls file that lies in no container, as Excel 2 to 5 and programs after them write it.

    Raises:
        InputError: it is damaged, too large, or holds no sheet.
    """
    import xlrd

    if path.stat().st_size > MOST_MARKED:
        raise InputError("files.too-large", file=path.name, reason=f"> {MOST_MARKED:,} bytes")
    grids: list[Grid] = []
    try:
        with xlrd.open_workbook(
            file_contents=path.read_bytes(), logfile=io.StringIO(), formatting_info=False, ragged_rows=True
        ) as book:
            for sheet in book.sheets():
                rows = [[_value(book, cell) for cell in sheet.row(row)] for row in range(sheet.nrows)]
                merges = [(a, c, b - 1, d - 1) for a, b, c, d in sheet.merged_cells]
                grids.append(Grid(path.name, sheet.name, rows, hidden=sheet.visibility > 0, merges=merges))
    except Exception:
        # xlrd raises whatever a wrong byte leads to.
        raise InputError("files.unreadable", file=path.name, reason="damaged or of another type") from None
    if not grids:
        raise InputError("activities.no-table", file=path.name)
    return grids


def _value(book: Any, cell: Any) -> Any:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (ValueError, OverflowError, xlrd.xldate.XLDateError):
            return cell.value
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    return "" if cell.ctype == xlrd.XL_CELL_ERROR else cell.value


LEAST_LETTERS = 20
"""Letters of a workbook by which it is seen that they were written in another page of codes."""
_HIGH = re.compile(r"[À-ÿ¨¸]{2,}")
_LETTER = re.compile(r"[^\W\d_]")


def with_letters_put_right(grids: list[Grid]) -> bool:
    """Put Cyrillic letters right that a program wrote in Windows-1251 and marked as Western ("Ïðîåêò"); whether it did.

    Example:
        >>> grid = Grid("a.xls", "Ëèñò1", [["Íàèìåíîâàíèå ïðîåêòà", "Äîíîð"], ["Âîäà", 5.0]])
        >>> with_letters_put_right([grid]), grid.sheet, grid.rows
        (True, 'Лист1', [['Наименование проекта', 'Донор'], ['Вода', 5.0]])
    """
    high = letters = 0
    for grid in grids:
        for row in grid.rows[:MOST_LOOKED_AT]:
            for value in row:
                if isinstance(value, str):
                    letters += len(_LETTER.findall(value))
                    high += sum(map(len, _HIGH.findall(value)))
    if high < LEAST_LETTERS or high < letters / 2:
        return False
    for grid in grids:
        grid.sheet = _put_right(grid.sheet)
        grid.rows = [[_put_right(v) if isinstance(v, str) else v for v in row] for row in grid.rows]
    return True


MOST_LOOKED_AT = 300
"""Rows of a sheet that are looked at for letters of a wrong page of codes."""


def _put_right(text: str) -> str:
    try:
        return text.encode("cp1252").decode("cp1251")
    except UnicodeError:
        return text


@contextmanager
def quiet_panics() -> Iterator[None]:
    """Keep what Rust prints of a panic from the user: a damaged .xls makes calamine panic, which is told as any damage.

    The message goes to the descriptor of standard error itself, past `sys.stderr`.
    """
    try:
        kept = os.dup(2)
    except OSError:
        # A program without a console has no standard error.
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(nowhere)
        os.close(kept)


def _marks(book: Any, sheet: Any) -> SheetMarks:
    import xlrd

    fills: dict[int, str] = {}
    cell_fills: dict[tuple[int, int], str] = {}
    errors: dict[tuple[int, int], str] = {}
    for row in range(sheet.nrows):
        types = sheet.row_types(row)
        given = [_colour(book, sheet, row, column) for column, kind in enumerate(types) if kind not in (0, 6)]
        if len(cell_fills) < MOST_COLOURED:
            coloured = (
                (column, _colour(book, sheet, row, column)) for column, kind in enumerate(types) if kind
            )
            cell_fills |= {(row, column): colour for column, colour in coloured if colour}
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
        cell_fills=cell_fills,
        errors=errors,
    )


def _colour(book: Any, sheet: Any, row: int, column: int) -> str:
    """The colour of a solid fill (RRGGBB); "" for none, white and black."""
    background = book.xf_list[sheet.cell_xf_index(row, column)].background
    rgb = book.colour_map.get(background.pattern_colour_index) if background.fill_pattern == 1 else None
    colour = "".join(f"{part:02X}" for part in rgb) if rgb else ""
    return "" if colour in _NO_COLOURS else colour
