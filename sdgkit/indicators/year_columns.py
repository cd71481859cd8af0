"""Columns of years: tables that give a year and a figure side by side, "Baseline year" and "Baseline value"."""

from __future__ import annotations

import re

from sdgkit.indicators.values import read_value
from sdgkit.indicators.years import read_year
from sdgkit.languages import fold

_YEAR_WORDS = frozenset(
    {"year", "год", "года", "жыл", "жылы", "жылда", "сол", "соли", "йил", "yil", "yili", "йили"}
)
_WORD = re.compile(r"[^\W\d_]+")
STEM = 4
"""Letters by which two headings are of one kind: "базовый год" and "базовое значение"."""


def year_columns(row: list[str]) -> dict[int, int]:
    """Column of figures -> column of their years, in a row of headings.

    A heading with the word "year" and another one belongs to the nearest column that has that other word and is not a
    column of years itself.

    Example:
        >>> year_columns(["Indicator", "Baseline year", "Baseline value", "Latest year", "Latest value", "Target"])
        {2: 1, 4: 3}
        >>> year_columns(["Показатель", "Базовое значение", "Базовый год", "Год"])
        {1: 2}
    """
    kinds = [_kind(cell) for cell in row]
    of_years = {column for column, cell in enumerate(row) if kinds[column] and _says_year(cell)}
    pairs: dict[int, int] = {}
    for year in sorted(of_years):
        beside = [
            column
            for column, kind in enumerate(kinds)
            if column not in of_years and column not in pairs and kind & kinds[year]
        ]
        if beside:
            pairs[min(beside, key=lambda column: (abs(column - year), column < year))] = year
    return pairs


def _says_year(cell: str) -> bool:
    return not _YEAR_WORDS.isdisjoint(_WORD.findall(fold(cell)))


def _kind(cell: str) -> set[str]:
    """The beginnings of the words of a heading but for "year"; nothing for a text that is none."""
    words = _WORD.findall(fold(cell)) if len(cell) < 40 and not read_year(cell).number else []
    return {word[:STEM] for word in words if len(word) >= STEM and word not in _YEAR_WORDS}


def are_headings(rows: list[list[str]], number: int, years: dict[int, int]) -> bool:
    """Whether years in a row are its headings: no figures stand between them, and no years below all of them.

    Args:
        rows: the rows of the table.
        number: the row with the years.
        years: column -> year.
    """
    between = [cell for column, cell in enumerate(rows[number][: max(years)]) if column > min(years)]
    if any(_is_figure(cell) for cell in between):
        return False
    below = [
        cell
        for row in rows[number + 1 :]
        for column in years
        if column < len(row) and (cell := row[column].strip())
    ]
    return not below or any(not read_year(cell).number for cell in below)


def _is_figure(cell: str) -> bool:
    value = read_value(cell).number if cell.strip() else float("nan")
    return value == value and not 1900 <= value <= 2100 and not 19000 <= value <= 21009
