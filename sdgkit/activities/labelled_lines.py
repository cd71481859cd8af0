"""Columns whose cells list what other registers have columns for: "Донор: ...", "Сумма: ...", line by line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sdgkit.activities.cells.gaps import is_gap
from sdgkit.activities.column_headings import guesses
from sdgkit.activities.header import TableArea
from sdgkit.activities.sources.workbook import column_letter
from sdgkit.languages import clean, fold

LEAST_LINES = 2
"""Labelled lines of a cell that is a list of fields."""
LEAST_SHARE = 0.8
"""Share of the filled cells of a column that are such lists."""
LIKELY = 0.6
"""Score from which a label is the heading of a column."""
MOST_ROWS = 20_000
"""Rows of a table that is looked through for lists; longer ones come from databases, which have columns."""
_LINE = re.compile(r"\s*(?:[-–—•*]\s*)?(?P<label>[^\W\d][^:;\n]{1,40}?)\s*:\s*(?P<value>\S.*)")


def with_labelled_lines(area: TableArea) -> TableArea:
    """The table with a column for each label of such lists; the others stay, with the lines that have no label.

    Args:
        area: the table; its rows are changed where it has such a column.
    """
    rows = area.grid.rows
    last = min(area.last, len(rows))
    if last - area.first > MOST_ROWS:
        return area
    for index in range(len(area.paths)):
        cells = {
            place: rows[place][index]
            for place in range(area.first, last)
            if index < len(rows[place]) and not is_gap(rows[place][index])
        }
        split = {place: _split(cell) for place, cell in cells.items() if isinstance(cell, str)}
        lists = [found for found, _ in split.values() if len(found) >= LEAST_LINES]
        if not lists or len(lists) < LEAST_SHARE * len(cells):
            continue
        shown = {fold(label): label for found in lists for label, _ in found}
        taken = {}
        for place, (found, rest) in split.items():
            told = {fold(label): value for label, value in found}
            left = rest if len(found) >= LEAST_LINES else cells[place]
            taken[place] = left, [told.get(label, "") for label in shown]
        area = _with_columns(area, index, [*shown.values()], taken)
    return area


def _with_columns(
    area: TableArea, index: int, names: Sequence[str], taken: Mapping[int, tuple[str, Sequence[str]]]
) -> TableArea:
    """The table with further columns, of what is taken from the cells of one of its columns.

    Args:
        area: the table; its rows are changed.
        index: the column that it is taken from.
        names: headings of the further columns.
        taken: of rows what is left of the cell, and what goes into each of these columns; other cells stay.
    """
    rows, width = area.grid.rows, len(area.paths)
    for place in range(area.first, min(area.last, len(rows))):
        if not rows[place]:
            continue
        row = [*rows[place], *[""] * (width - len(rows[place]))][:width]
        row[index], values = taken.get(place, (row[index], [""] * len(names)))
        rows[place] = [*row, *values]
    if area.grid.delimited and area.header:
        # In a text file cells behind the last heading are there by mistake; these are not.
        head = rows[area.header.stop - 1]
        head += [*[""] * (width - len(head)), *names]
    letters = area.letters | {width + number: column_letter(index) for number in range(len(names))}
    return replace(area, paths=[*area.paths, *([name] for name in names)], letters=letters)


_HEADING_WITH_BRACKET = re.compile(r"(?P<name>[^()]*?)\s*\((?P<inside>[^()]+)\)\s*")
_CELL_WITH_BRACKET = re.compile(r"(?P<name>.*\S)\s*\((?P<inside>[^()]*\d[^()]*)\)\s*", re.DOTALL)
_BETWEEN_FIELDS = re.compile(r"\s*[/;|]\s*|,\s+")
LONGEST_CELL = 500
"""Characters of a title with such a bracket."""
LEAST_BRACKETS = 0.6
"""Share of the cells that end with such a bracket."""


def with_bracketed_fields(area: TableArea) -> TableArea:
    """The table with a column for each field that a heading says to stand in brackets: "Project (period / budget)".

    Args:
        area: the table; its rows are changed where it has such a column.
    """
    rows = area.grid.rows
    last = min(area.last, len(rows))
    if last - area.first > MOST_ROWS:
        return area
    for index, path in enumerate(area.paths):
        head = _HEADING_WITH_BRACKET.fullmatch(path[-1]) if path else None
        names = _BETWEEN_FIELDS.split(head["inside"].strip()) if head else []
        if head is None or len(names) < LEAST_LINES or not all(map(_is_heading, [head["name"], *names])):
            continue
        found: dict[int, tuple[str, list[str]]] = {}
        filled = 0
        for place in range(area.first, last):
            cell = rows[place][index] if index < len(rows[place]) else ""
            if not isinstance(cell, str) or is_gap(cell):
                continue
            filled += 1
            if len(cell) > LONGEST_CELL:
                continue
            match = _CELL_WITH_BRACKET.fullmatch(cell)
            values = _BETWEEN_FIELDS.split(match["inside"].strip()) if match else []
            if match and len(values) == len(names):
                found[place] = (match["name"], values)
        if not found or len(found) < LEAST_BRACKETS * filled:
            continue
        area = _with_columns(area, index, names, found)
        area.paths[index] = [*path[:-1], head["name"]]
    return area


def _split(cell: str) -> tuple[list[tuple[str, str]], str]:
    """The labelled lines of a cell, and the other lines."""
    if "\n" not in cell or ":" not in cell:
        return [], cell
    found: list[tuple[str, str]] = []
    rest: list[str] = []
    for line in cell.splitlines():
        match = _LINE.fullmatch(line)
        label = clean(match["label"]) if match else ""
        if match and label and _is_heading(label) and fold(label) not in {fold(known) for known, _ in found}:
            found.append((label, match["value"].strip(" ;")))
        elif line.strip():
            rest.append(line)
    return found, "\n".join(rest)


def _is_heading(label: str) -> bool:
    best = guesses(label)
    return bool(best) and best[0].score >= LIKELY
