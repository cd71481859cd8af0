"""Cards of projects: a table whose headings stand below each other, with one project in each further column."""

from __future__ import annotations

from typing import Any

from sdgkit.activities.cells.amounts import is_gap
from sdgkit.activities.columns import content_kind, guesses, looks_like
from sdgkit.activities.header import LONGEST_HEADING
from sdgkit.activities.sources.workbook import Grid
from sdgkit.findings import Finding
from sdgkit.languages import clean

LEAST_HEADINGS = 4
"""Headings that are known in the first column of a card; fewer may be a list of anything."""
MOST_ROWS = 200
"""Rows of a card."""
MOST_PROJECTS = 40
"""Columns of a card that are projects."""
_TITLES = frozenset({"title", "description", "objectives"})
_SURE = 0.55
TYPED = ("money", "date", "codes")
"""Kinds of content that a cell shows by itself."""


def _kind(heading: str) -> str:
    """What the cells of a heading look like: "money", "date", "codes", or another kind."""
    best = guesses(clean(heading))
    return content_kind(best[0].field) if best and best[0].score >= _SURE else ""


def _is_filled_in(cells: list[Any], kinds: list[str]) -> bool:
    """Whether amounts, dates and codes stand where they should: else it is the explanation of a form, or a list."""
    typed = [
        (cell, kind) for cell, kind in zip(cells, kinds, strict=True) if kind in TYPED and not is_gap(cell)
    ]
    return bool(typed) and sum(looks_like(kind, cell) for cell, kind in typed) >= 0.6 * len(typed)


def card_of(grid: Grid) -> Grid | None:
    """The table of a card turned round, so that its headings stand beside each other; None where it is none.

    Args:
        grid: a sheet or a table of a document in which no header was found.

    Example:
        >>> rows = [["Наименование проекта", "Вода"], ["Донор", "ЕБРР"], ["Сумма", "5 млн евро"], ["ЦУР", "6.1"]]
        >>> card_of(Grid("a.docx", "", rows)).rows
        [['Наименование проекта', 'Донор', 'Сумма', 'ЦУР'], ['Вода', 'ЕБРР', '5 млн евро', '6.1']]
    """
    rows = [(index, row) for index, row in enumerate(grid.rows) if any(not is_gap(cell) for cell in row)]
    if not LEAST_HEADINGS <= len(rows) <= MOST_ROWS:
        return None
    first = min(next(i for i, cell in enumerate(row) if not is_gap(cell)) for _, row in rows)
    pairs = [(index, row) for index, row in rows if sum(not is_gap(cell) for cell in row[first:]) > 1]
    found: list[tuple[int, str, list[Any]]] = []
    known: set[str] = set()
    for index, row in pairs:
        heading = row[first] if first < len(row) else ""
        if not isinstance(heading, str) or len(heading) > LONGEST_HEADING:
            return None
        best = guesses(clean(heading))
        if best and best[0].score >= _SURE:
            known.add(best[0].field)
        found.append((index, heading.strip().rstrip(":"), row[first + 1 :]))
    if len(known) < LEAST_HEADINGS or not known & _TITLES or len(known) < 0.5 * len(found):
        return None
    width = min(max(len(values) for _, _, values in found), MOST_PROJECTS)
    columns = [
        [values[place] if place < len(values) else "" for _, _, values in found] for place in range(width)
    ]
    projects = [cells for cells in columns if sum(not is_gap(cell) for cell in cells) > 1]
    kinds = [_kind(heading) for _, heading, _ in found]
    if not projects or not all(_is_filled_in(cells, kinds) for cells in projects):
        return None
    top = grid.number(found[0][0])
    turned = Grid(
        grid.file,
        grid.sheet,
        [[heading for _, heading, _ in found], *projects],
        [top] * (len(projects) + 1),
        grid.hidden,
        above=[
            *grid.above,
            *(str(row[first]) for index, row in rows if (index, row) not in pairs and first < len(row)),
        ],
    )
    turned.findings.append(
        Finding(
            code="activities.card",
            file=grid.file,
            sheet=grid.sheet,
            row=top,
            details={"number": str(len(projects))},
        )
    )
    return turned
