"""Groups of rows whose name stands once above and again in the subtotal below: "Энергетика" ... "Итого Энергетика"."""

from __future__ import annotations

import re

from sdgkit.activities.cells.gaps import is_gap
from sdgkit.activities.header import TableArea
from sdgkit.activities.rows import is_total
from sdgkit.languages import fold

MOST_ROWS = 20_000
"""Rows of a table that is looked through; longer ones come from databases, which say everything in each row."""
_NAMED_TOTAL = re.compile(
    r"\W*(?:(?:под)?итого|всего|(?:sub-?\s?)?total|барлығы|жиыны|жами)(?:\s+(?:по|for|of|бойынша))?\W*\s(?P<name>\S.*)"
)


def with_names_of_groups(area: TableArea) -> TableArea:
    """The table with the name of each group in every row of it, where a subtotal says where the group ends.

    Args:
        area: the table; its rows are changed.
    """
    rows = area.grid.rows
    last = min(area.last, len(rows))
    if last - area.first > MOST_ROWS:
        return area
    begin = area.first
    for index in range(area.first, last):
        row = rows[index]
        place = next((i for i, value in enumerate(row) if not is_gap(value)), None)
        if place is None or not is_total(row[place]):
            continue
        named = _NAMED_TOTAL.fullmatch(fold(str(row[place])))
        if named is not None:
            _carry(area, begin, index, place, named["name"].strip(' :.«»"'))
        begin = index + 1
    return area


def _carry(area: TableArea, begin: int, end: int, column: int, name: str) -> None:
    """Write the name of a group into the rows that leave it out, where one row above the subtotal bears it."""
    rows = area.grid.rows
    filled = [i for i in range(begin, end) if column < len(rows[i]) and not is_gap(rows[i][column])]
    if len(filled) != 1 or fold(str(rows[filled[0]][column])).strip(' :.«»"') != name:
        return
    head = rows[filled[0]]
    if sum(not is_gap(value) for value in head) < LEAST_CELLS:
        # A heading of a section carries by itself.
        return
    for index in range(filled[0] + 1, end):
        row = rows[index]
        if column < len(row) and sum(not is_gap(value) for value in row) >= LEAST_CELLS:
            row[column] = head[column]


LEAST_CELLS = 3
"""Filled cells of a row that tells of an activity of the group."""
