"""A matrix whose goals stand below each other and whose projects stand beside each other, turned round."""

from __future__ import annotations

from sdgkit.activities.cells.gaps import is_gap
from sdgkit.activities.header import LONGEST_HEADING
from sdgkit.activities.mark_columns import heads_a_goal, is_mark
from sdgkit.activities.mark_scales import is_scale_mark, is_scale_number
from sdgkit.activities.rows import is_total, note_shown
from sdgkit.activities.sources.workbook import Grid, column_letter
from sdgkit.findings import Finding
from sdgkit.languages import clean

LEAST_GOALS = 3
"""Rows that are headed with a goal."""
LEAST_PROJECTS = 2
SHORTEST_TITLE = 6
"""Letters of a heading that may be the title of a project rather than a word of a table of numbers."""
LOOKED_AT = 40
"""Rows from the top in which the row of titles is looked for."""
MOST_ROWS = 400
TITLE = "Project"
"""Heading that the titles get; they stand in a row and have none."""


def turned_matrix(grid: Grid) -> Grid | None:
    """The matrix with one row a project, and what stood in its other rows as findings; None where there is none.

    Example:
        >>> goals = [["SDG 3", "x", ""], ["SDG 4", "", "x"], ["SDG 6", "x", ""]]
        >>> turned_matrix(Grid("a.xlsx", "", [["", "Clinics in Aral", "Village schools"], *goals])).rows
        [['Project', 'SDG 3', 'SDG 4', 'SDG 6'], ['Clinics in Aral', 'x', '', 'x'], ['Village schools', '', 'x', '']]
    """
    if len(grid.rows) > MOST_ROWS:
        return None
    goals = [
        (index, column)
        for index, row in enumerate(grid.rows)
        for column in range(min(3, len(row)))
        if isinstance(row[column], str) and heads_a_goal(row[column])
    ]
    if len({clean(str(grid.rows[index][column])) for index, column in goals}) < LEAST_GOALS:
        return None
    first, column = goals[0]
    rows = [index for index, place in goals if place == column]
    top = next((index for index in range(first - 1, -1, -1) if _titles(grid.rows[index], column)), None)
    if top is None or first > LOOKED_AT or len(rows) < LEAST_GOALS:
        return None
    titles = _titles(grid.rows[top], column)
    cells = [grid.cell(index, place) for index in rows for place in titles]
    marks = [value for value in cells if not (is_gap(value) and not is_mark(value))]
    told = [is_mark(value) or is_scale_mark(value) or is_scale_number(value) for value in marks]
    if len(titles) < LEAST_PROJECTS or not marks or not all(told):
        return None
    turned = Grid(
        grid.file,
        grid.sheet,
        [
            [TITLE, *(grid.cell(index, column) for index in rows)],
            *([grid.rows[top][place], *(grid.cell(index, place) for index in rows)] for place in titles),
        ],
        [grid.number(top)] * (len(titles) + 1),
        grid.hidden,
        above=[*grid.above, *(clean(v) for row in grid.rows[:top] for v in row if isinstance(v, str) and v.strip())],
        legend=grid.legend,
        places={
            (number, at): (grid.number(index), column_letter(place))
            for number, place in enumerate(titles, start=1)
            for at, index in enumerate([top, *rows])
        },
    )  # fmt: skip
    turned.findings.append(
        Finding(
            code="activities.matrix-turned", file=grid.file, sheet=grid.sheet, row=grid.number(top),
            details={"number": str(len(titles))},
        )
    )  # fmt: skip
    for index, row in enumerate(grid.rows[top + 1 :], start=top + 1):
        filled = [value for value in row if not is_gap(value)]
        if filled and index not in rows:
            code = "row-total" if is_total(filled[0]) else "row-note"
            turned.findings.append(
                Finding(
                    code=f"activities.{code}", file=grid.file, sheet=grid.sheet, row=grid.number(index),
                    value=note_shown(filled[0]),
                )
            )  # fmt: skip
    return turned


def _titles(row: list[object], column: int) -> list[int]:
    """The columns of a row that hold titles of projects, if all of them may be some."""
    filled = [
        place for place in range(column + 1, len(row)) if not is_gap(row[place]) and not is_total(row[place])
    ]
    named = [
        place
        for place in filled
        if isinstance(row[place], str) and SHORTEST_TITLE <= len(clean(str(row[place]))) <= LONGEST_HEADING
    ]
    return named if len(named) >= LEAST_PROJECTS and len(named) == len(filled) else []
