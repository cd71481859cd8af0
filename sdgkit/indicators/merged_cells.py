"""Merged cells: what stands in the first of several rows holds for all over which the cell is merged."""

from __future__ import annotations

from sdgkit.indicators.odd_cells import OddCells

Merged = tuple[tuple[tuple[int, int], tuple[int, int]], ...]
"""Ranges: the first and the last cell of each, row and column from 0."""


def filled_down(
    rows: list[list[str]], merged: Merged, first: int, columns: set[int], odd: OddCells
) -> list[list[str]]:
    """The rows with the text of merged cells in each of their rows.

    Args:
        rows: all rows of a sheet.
        merged: its merged cells.
        first: the first row below the headings.
        columns: the columns of labels; a figure that is merged over rows is not known to hold for each.
        odd: takes note of what was filled in.

    Example:
        >>> rows = [["Region", "Sex"], ["Abai", "F"], ["", "M"]]
        >>> filled_down(rows, (((1, 0), (2, 0)),), 1, {0, 1}, OddCells("a.xlsx"))
        [['Region', 'Sex'], ['Abai', 'F'], ['Abai', 'M']]
    """
    filled = rows
    for (top, left), (bottom, _) in sorted(merged):
        if bottom <= top or top < first or left not in columns or top >= len(rows):
            continue
        text = rows[top][left].strip() if left < len(rows[top]) else ""
        if not text:
            continue
        filled = list(rows) if filled is rows else filled
        for number in range(top + 1, min(bottom + 1, len(rows))):
            row = [*filled[number], *[""] * (left + 1 - len(filled[number]))]
            row[left] = text
            filled[number] = row
            odd.note("cells-merged", number + 1, text)
    return filled
