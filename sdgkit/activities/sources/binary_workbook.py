"""What an .xls file says beside its values: hidden rows and columns, fills, errors in cells."""

from __future__ import annotations

import io
import os
import struct
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sdgkit.activities.sources.workbook import MOST_COLOURED, MOST_COLUMNS, SheetMarks

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

    if path.stat().st_size > MOST_MARKED or not chains_end(path.read_bytes()):
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


def chains_end(raw: bytes) -> bool:
    """Whether the chains of sectors of a compound file all come to an end; xlrd follows one that turns back for ever.

    Source:
        [MS-CFB] 2.2 (header), 2.3 (FAT), 2.4 (mini FAT).

    Example:
        >>> chains_end(b"no compound file")
        False
    """
    if len(raw) < 512 or raw[:4] != b"\xd0\xcf\x11\xe0":
        return False
    shift = int.from_bytes(raw[30:32], "little")
    if shift not in (9, 12):
        return False
    size = 1 << shift

    def sector(number: int) -> tuple[int, ...]:
        piece = raw[(number + 1) * size : (number + 2) * size]
        return struct.unpack(f"<{len(piece) // 4}I", piece[: len(piece) // 4 * 4])

    listed = [number for number in struct.unpack("<109I", raw[76:512]) if number <= _LAST_SECTOR]
    table = [one for number in listed for one in sector(number)]
    if not table or int.from_bytes(raw[72:76], "little") > 0 or not _ends(table):
        # More than 109 sectors of the table: a file of over seven megabytes, whose marks are not looked for.
        return False
    small: list[int] = []
    number = int.from_bytes(raw[60:64], "little")
    while number <= _LAST_SECTOR and number < len(table) and len(small) < len(raw):
        small += sector(number)
        number = table[number]
    return _ends(small)


_LAST_SECTOR = 0xFFFFFFFA


def _ends(table: list[int]) -> bool:
    """Whether no entry leads, by way of others, back to itself."""
    seen = [0] * len(table)
    for start in range(len(table)):
        place, round_number = start, start + 1
        while place < len(table) and not seen[place]:
            seen[place] = round_number
            place = table[place]
        if place < len(table) and seen[place] == round_number:
            return False
    return True


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
