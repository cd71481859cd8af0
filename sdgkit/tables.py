"""Tables of knowledge: CSV files in UTF-8 with a heading row, that anyone can edit in a spreadsheet."""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib import resources


@cache
def rows_of(room: str, name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table that lies in a room, as heading -> cell, in the order of the file.

    Example:
        >>> rows_of("agenda", "goals.csv")[0]["number"]
        '1'
    """
    text = resources.files("sdgkit").joinpath(room, name).read_text(encoding="utf-8-sig")
    return tuple(csv.DictReader(io.StringIO(text, newline="")))


def listed(cell: str) -> tuple[str, ...]:
    """What a cell of such a table lists, parted by semicolons.

    Example:
        >>> listed("KZ-43; KZ-61;"), listed("")
        (('KZ-43', 'KZ-61'), ())
    """
    return tuple(part.strip() for part in cell.split(";") if part.strip())
