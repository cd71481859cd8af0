"""Cards of projects: a table whose headings stand below each other.

One project may stand in each further column, or one card below the other on one sheet, each with the same headings
again, or one card on each sheet. The headings may be numbered, stand in sections, and two may share a row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from sdgkit.activities.cells.gaps import is_gap
from sdgkit.activities.column_content import content_kind, looks_like
from sdgkit.activities.column_headings import guesses
from sdgkit.activities.header import LONGEST_HEADING
from sdgkit.activities.sources.workbook import Grid, column_letter
from sdgkit.findings import Finding
from sdgkit.languages import clean, fold

LEAST_HEADINGS = 4
"""Headings that are known in the first column of a card; fewer may be a list of anything."""
MOST_ROWS = 6000
"""Rows of a sheet of cards."""
LOOKED_AT = 60
"""Rows in which the headings of a first card must be found."""
MOST_PROJECTS = 40
"""Columns of a card that are projects."""
LEAST_SECOND = 2
"""Rows with a second heading beside the first one's value that show a card of two columns of headings."""
LAST_SECOND = 12
"""Columns behind the first headings in which second ones are looked for."""
_TITLES = frozenset({"title", "description", "objectives"})
_SURE = 0.55
TYPED = ("money", "date", "codes")
"""Kinds of content that a cell shows by itself."""
_ORDINAL = re.compile(r"\W*(?:\d{1,3}(?:\.\d{1,2})*|[ivx]{1,4}|[a-zа-я])?\W*")


class _Line(NamedTuple):
    """A heading of a card and what stands beside it."""

    row: int
    heading: str
    values: list[Any]
    column: int
    """Of the first value, counted from 0."""


def _field(heading: str) -> str:
    """The field that a heading stands for, "" where none surely."""
    best = guesses(clean(heading).rstrip(":"))
    return best[0].field if best and best[0].score >= _SURE else ""


def _headed(row: Sequence[Any], column: int) -> str:
    value = row[column] if column < len(row) else ""
    return clean(value).rstrip(":") if isinstance(value, str) and len(value) <= LONGEST_HEADING else ""


def _column_of_headings(rows: Sequence[tuple[int, list[Any]]]) -> tuple[int, set[str]]:
    """The column among the first three in which most fields are named, and those fields."""
    found = [
        {
            field
            for _, row in rows[:LOOKED_AT]
            if (heading := _headed(row, column)) and (field := _field(heading))
        }
        for column in range(3)
    ]
    column = max(range(3), key=lambda one: (len(found[one]), -one))
    return column, found[column]


def fields_beside(headings: Sequence[Sequence[str]]) -> set[str]:
    """The fields that the headings of a table stand for, to compare them with those of a card."""
    return {field for path in headings for heading in path[-1:] if (field := _field(heading))}


def card_of(grid: Grid, beside: int = 0) -> Grid | None:
    """The table of cards turned round, so that their headings stand beside each other; None where there are none.

    Args:
        grid: a sheet or a table of a document.
        beside: fields that the headings of a table in it name; cards must name more.

    Example:
        >>> rows = [["Наименование проекта", "Вода"], ["Донор", "ЕБРР"], ["Сумма", "5 млн евро"], ["ЦУР", "6.1"]]
        >>> card_of(Grid("a.docx", "", rows)).rows
        [['Наименование проекта', 'Донор', 'Сумма', 'ЦУР'], ['Вода', 'ЕБРР', '5 млн евро', '6.1']]
        >>> twice = card_of(Grid("a.xlsx", "", [*rows, [], *([row[0], row[1].upper()] for row in rows)]))
        >>> [row[:2] for row in twice.rows]
        [['Наименование проекта', 'Донор'], ['Вода', 'ЕБРР'], ['ВОДА', 'ЕБРР']]
    """
    rows = [(index, row) for index, row in enumerate(grid.rows) if any(not is_gap(cell) for cell in row)]
    if not LEAST_HEADINGS <= len(rows) <= MOST_ROWS:
        return None
    first, known = _column_of_headings(rows)
    if len(known) < max(LEAST_HEADINGS, beside + 1) or not known & _TITLES:
        return None
    if _stands_over_columns(rows, first):
        return None
    lines, above = _lines(rows, first)
    named = [line for line in lines if line.heading]
    if sum(bool(_field(line.heading)) for line in named) < 0.5 * len(named):
        return None
    headings: dict[tuple[str, int], str] = {}
    projects: list[tuple[int, dict[tuple[str, int], Any]]] = []
    places: list[dict[tuple[str, int], tuple[int, str]]] = []
    for block in _blocks(lines):
        seen: Counter[str] = Counter()
        keys = []
        for line in block:
            key = fold(line.heading)
            seen[key] += 1
            keys.append((key, seen[key]))
            headings.setdefault(keys[-1], line.heading)
        width = min(max(len(line.values) for line in block), MOST_PROJECTS)
        for place in range(width):
            cells = {
                key: line.values[place]
                for key, line in zip(keys, block, strict=True)
                if place < len(line.values) and not is_gap(line.values[place])
            }
            if len(cells) > 1:
                projects.append((grid.number(block[0].row), cells))
                places.append(
                    {
                        key: (grid.number(line.row), column_letter(line.column + place))
                        for key, line in zip(keys, block, strict=True)
                    }
                )
    filled = [cells for _, cells in projects]
    if not projects or not _are_filled_in(headings, filled) or not _are_titled(headings, filled):
        return None
    top = grid.number(lines[0].row)
    turned = Grid(
        grid.file,
        grid.sheet,
        [
            [*headings.values()],
            *([cells.get(key, "") for key in headings] for _, cells in projects),
        ],
        [top, *(number for number, _ in projects)],
        grid.hidden,
        above=[*grid.above, *above],
        legend=grid.legend,
        section=grid.section,
        places={
            (number, column): found[key]
            for number, found in enumerate(places, start=1)
            for column, key in enumerate(headings)
            if key in found
        },
    )
    turned.findings.append(
        Finding(
            code="activities.card",
            file=grid.file,
            sheet=grid.sheet,
            row=top,
            details={"number": str(len(projects)), "sheets": "1"},
        )
    )
    return turned


def _stands_over_columns(rows: Sequence[tuple[int, list[Any]]], first: int) -> bool:
    """Whether the heading of the title has further headings beside it: "Проект | Донор | Акмолинская | Итого"."""
    for _, row in rows[:LOOKED_AT]:
        if _field(_headed(row, first)) not in _TITLES:
            continue
        beside = [_field(_headed(row, column)) for column in range(first + 1, len(row))]
        return bool(beside[:1] and beside[0]) and len(set(beside) - {"", *_TITLES}) >= LEAST_OVER
    return False


LEAST_OVER = 2
"""Fields beside the heading of the title that show a table whose headings stand beside each other."""


def _lines(rows: Sequence[tuple[int, list[Any]]], first: int) -> tuple[list[_Line], list[str]]:
    """The headings with what stands beside them, and the texts that stand alone."""
    lines: list[_Line] = []
    alone: list[str] = []
    second = _second_headings(rows, first)
    for index, row in rows:
        heading = _headed(row, first)
        values = list(row[first + 1 :])
        before = [cell for cell in row[:first] if not is_gap(cell)]
        filled = sum(not is_gap(cell) for cell in values)
        if not filled or (before and not all(_ORDINAL.fullmatch(fold(str(cell))) for cell in before)):
            alone += [str(cell) for cell in row if not is_gap(cell)]
        elif second and _field(_headed(row, second)):
            cut = second - first - 1
            for name, part, column in (
                (heading, values[:cut], first + 1),
                (_headed(row, second), values[cut + 1 :], second + 1),
            ):
                if any(not is_gap(cell) for cell in part):
                    lines.append(_Line(index, name, part, column))
        else:
            lines.append(_Line(index, heading, values, first + 1))
    return lines, alone


def _second_headings(rows: Sequence[tuple[int, list[Any]]], first: int) -> int:
    """The column of further headings, as in "Начало: | 2024 | Окончание: | 2026"; 0 where there is none."""
    width = max(len(row) for _, row in rows)
    for column in range(first + 2, min(width - 1, first + LAST_SECOND)):
        filled = [row for _, row in rows[:LOOKED_AT] if column < len(row) and not is_gap(row[column])]
        named = [
            row
            for row in filled
            if _field(_headed(row, column)) and any(not is_gap(c) for c in row[column + 1 :])
        ]
        if len(named) >= LEAST_SECOND and len(named) >= 0.6 * len(filled):
            return column
    return 0


def _blocks(lines: Sequence[_Line]) -> list[list[_Line]]:
    """The lines of each card: a new one begins where the first heading, or that of the title, stands again."""
    counts = Counter(fold(line.heading) for line in lines if line.heading)
    order = [fold(line.heading) for line in lines if line.heading]
    anchors = [order[0], *(name for name in order if _field(name) in _TITLES)]
    anchor = next((name for name in anchors if counts[name] > 1), None)
    if anchor is None:
        return [list(lines)]
    blocks: list[list[_Line]] = []
    for line in lines:
        if not blocks or (
            fold(line.heading) == anchor and any(fold(one.heading) == anchor for one in blocks[-1])
        ):
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _are_titled(headings: dict[tuple[str, int], str], projects: Sequence[dict[tuple[str, int], Any]]) -> bool:
    """Whether words stand beside "Проект": a summary has the number of projects there."""
    titles = [key for key, text in headings.items() if _field(text) in _TITLES]
    named = [any(looks_like("text", cells.get(key, "")) for key in titles) for cells in projects]
    return sum(named) > len(named) / 2


def _are_filled_in(
    headings: dict[tuple[str, int], str], projects: Sequence[dict[tuple[str, int], Any]]
) -> bool:
    """Whether amounts, dates and codes stand where they should: else it is the explanation of a form, or a list."""
    kinds = {key: content_kind(field) if (field := _field(text)) else "" for key, text in headings.items()}
    typed = [(value, kinds[key]) for cells in projects for key, value in cells.items() if kinds[key] in TYPED]
    return bool(typed) and sum(looks_like(kind, value) for value, kind in typed) >= 0.6 * len(typed)
