"""Tables of a document that go on in a second one without a header, as where a page ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sdgkit.activities.header import find_tables
from sdgkit.activities.sources.workbook import Grid
from sdgkit.findings import Finding
from sdgkit.languages import fold

_GOES_ON = re.compile(r"\W*(?:продолж\w*|окончани\w*|continu\w*|cont'?d|жалғас\w*|(?:стр\w*|page|бет)\W*\d)")


def with_headers_of_pages(grids: Sequence[Grid]) -> list[Grid]:
    """The tables, each that has no header but as many columns as the one before it with the header of that one.

    A paragraph between the two begins something new, unless it says that the table goes on.

    Example:
        >>> first = Grid("a.docx", "table 1", [["Проект", "Сумма, $"], ["Ремонт школ", "5"]])
        >>> with_headers_of_pages([first, Grid("a.docx", "table 2", [["Мосты", "7"]])])[1].rows
        [['Проект', 'Сумма, $'], ['Мосты', '7']]
    """
    found: list[Grid] = []
    header: list[list[object]] = []
    above: list[str] = []
    width = 0
    for grid in grids:
        if not grid.sheet.startswith("table ") or grid.places:
            found.append(grid)
            continue
        areas = find_tables(grid)
        if areas:
            header, width = [grid.rows[index] for index in areas[-1].header], grid.width
            above = grid.above
        elif header and grid.width == width and all(_GOES_ON.match(fold(text)) for text in grid.above):
            found.append(_headed(grid, header, above))
            continue
        else:
            header = []
        found.append(grid)
    return found


def _headed(grid: Grid, header: Sequence[list[object]], above: list[str]) -> Grid:
    down = len(header)
    told = Finding(code="activities.table-goes-on", file=grid.file, sheet=grid.sheet, row=1)
    return Grid(
        grid.file,
        grid.sheet,
        [*([*row] for row in header), *grid.rows],
        [*([1] * down), *range(1, len(grid.rows) + 1)],
        merges=[(top + down, left, bottom + down, right) for top, left, bottom, right in grid.merges],
        findings=[*grid.findings, told],
        above=[*above],
    )
