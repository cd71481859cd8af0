"""Tables of a document that go on in a second one without a header, as where a page ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sdgkit.activities.cards import TYPED
from sdgkit.activities.cells.gaps import is_gap
from sdgkit.activities.column_content import content_kind, looks_like
from sdgkit.activities.column_headings import guess_path
from sdgkit.activities.header import find_tables
from sdgkit.activities.sources.workbook import Grid
from sdgkit.findings import Finding
from sdgkit.languages import fold

_GOES_ON = re.compile(
    r"\W*(?:(?:таблиц\w*|приложени\w*|table|annex|кесте\w*)\W{0,3}[\w.-]{0,8}\W{1,4}|\d{1,2}\s*-?\s*(?:кесте|қосымша)\w*\W{1,4})?"
    r"(?:продолж\w*|окончани\w*|continu\w*|cont'?d|жалғас\w*|(?:стр\w*|page|бет)\W*\d)"
)
"""What stands over the rest of a table: "Продолжение таблицы 2", "Table 1 (continued)", "1-кестенің жалғасы"."""


def with_headers_of_pages(grids: Sequence[Grid]) -> list[Grid]:
    """The tables, each that has no header but as many columns as the one before it with the header of that one.

    A paragraph between the two begins something new, unless it says that the table goes on, or the amounts, dates and
    codes of the second stand where the first one has its headings for them.

    Example:
        >>> first = Grid("a.docx", "table 1", [["Проект", "Сумма, $"], ["Ремонт школ", "5"]])
        >>> with_headers_of_pages([first, Grid("a.docx", "table 2", [["Мосты", "7"]])])[1].rows
        [['Проект', 'Сумма, $'], ['Мосты', '7']]
    """
    found: list[Grid] = []
    header: list[list[object]] = []
    above: list[str] = []
    fields: list[str] = []
    width = 0
    caption: Grid | None = None
    for grid in grids:
        if not grid.sheet.startswith("table ") or grid.places:
            found.append(grid)
            continue
        if header and caption is None and _lone_text(grid):
            # A table of one cell between two others is the heading of a section.
            caption = grid
            continue
        areas = find_tables(grid)
        if areas:
            header, width = [grid.rows[index] for index in areas[-1].header], grid.width
            above = grid.above
            fields = [_field(path) for path in areas[-1].paths]
        elif (
            header
            and grid.width == width
            and (all(_GOES_ON.match(fold(text)) for text in grid.above) or _fits(grid, fields))
        ):
            _carry_down(found[-1], grid)
            found.append(
                _headed(grid, [*header, [_lone_text(caption)]] if caption is not None else header, above)
            )
            caption = None
            continue
        else:
            header = []
        found += [grid] if caption is None else [caption, grid]
        caption = None
    return found if caption is None else [*found, caption]


def _lone_text(grid: Grid) -> str:
    """The text of a table that has one cell filled and no more."""
    filled = [str(value) for row in grid.rows for value in row if not is_gap(value)]
    return filled[0] if len(filled) == 1 and len(filled[0]) <= LONGEST_CAPTION and len(grid.rows) == 1 else ""


LONGEST_CAPTION = 120
"""Characters of a table of one cell that heads what follows."""
LEAST_TYPED = 2
"""Columns of amounts, dates or codes by which rows under a caption of their own are known to go on with a table."""


def _field(path: Sequence[str]) -> str:
    found = guess_path(path) if path else []
    return found[0].field if found and found[0].score >= SURE else ""


SURE = 0.55


def _fits(grid: Grid, fields: Sequence[str]) -> bool:
    """Whether the cells are what the headings of the table before say: amounts, dates, codes each in their column."""
    typed = fits = 0
    for column, field in enumerate(fields):
        kind = content_kind(field) if field else ""
        filled = [row[column] for row in grid.rows if column < len(row) and not is_gap(row[column])]
        if kind in TYPED and filled:
            typed += 1
            fits += sum(looks_like(kind, value) for value in filled) >= 0.6 * len(filled)
    return typed >= LEAST_TYPED and fits == typed


def _carry_down(before: Grid, grid: Grid) -> None:
    """Fill the cells of the first row that go on with a cell merged down to the end of the table before."""
    for top, left, _, _ in grid.merges:
        if top == 0 and grid.rows[0][left] in ("", None):
            last = len(before.rows) - 1
            hung = next((one for one in before.merges if one[1] == left and one[2] == last), None)
            value = before.cell(hung[0] if hung else last, left)
            grid.rows[0][left] = "" if value is None else value


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
        section=grid.section,
        notes={(row + down, column): notes for (row, column), notes in grid.notes.items()},
    )
