"""Columns of years: tables that give a year and a figure side by side, "Baseline year" and "Baseline value"."""

from __future__ import annotations

import re

from sdgkit.indicators.codes import is_total
from sdgkit.indicators.labels import group_of
from sdgkit.indicators.values import read_value
from sdgkit.indicators.years import is_plan, read_year
from sdgkit.languages import fold

_YEAR_WORDS = frozenset(
    {"year", "год", "года", "жыл", "жылы", "жылда", "сол", "соли", "йил", "yil", "yili", "йили"}
)
_WORD = re.compile(r"[^\W\d_]+")
LOOKED_AT = 200
"""Rows below the headings that are looked at: what a row of headings is shows soon."""
STEM = 4
"""Letters by which two headings are of one kind: "базовый год" and "базовое значение"."""


def year_columns(row: list[str]) -> dict[int, int]:
    """Column of figures -> column of their years, in a row of headings.

    A heading with the word "year" and another one belongs to the nearest column that has that other word and is not a
    column of years itself. A plan or a target is no figure.

    Example:
        >>> year_columns(["Indicator", "Baseline year", "Baseline value", "Latest year", "Latest value"])
        {2: 1, 4: 3}
        >>> year_columns(["Indicator", "base_value", "base_year", "target", "target_year"])
        {1: 2}
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
    heading = len(cell) < 40 and not read_year(cell).number and not is_plan(cell)
    words = _WORD.findall(fold(cell)) if heading else []
    return {word[:STEM] for word in words if len(word) >= STEM and word not in _YEAR_WORDS}


def are_headings(rows: list[list[str]], number: int, years: dict[int, int]) -> bool:
    """Whether years in a row are its headings: no figures stand between them, and the rows below do not repeat them.

    Args:
        rows: the rows of the table.
        number: the row with the years.
        years: column -> year.
    """
    between = [cell for column, cell in enumerate(rows[number][: max(years)]) if column > min(years)]
    if any(_is_figure(cell) for cell in between):
        return False
    for column, year in years.items():
        cells = [row[column].strip() for row in rows[number + 1 : number + LOOKED_AT] if column < len(row)]
        filled = [cell for cell in cells if cell]
        if 2 * sum(cell == str(year) for cell in filled) > len(filled) > 1:
            return False
    return True


def is_numbering(row: list[str], years: dict[int, int]) -> bool:
    """Whether a row below the headings numbers the columns, as forms of statistical offices do.

    Example:
        >>> is_numbering(["А", "1", "2", "3"], {1: 2015, 2: 2016, 3: 2017}), is_numbering(["1", "5"], {1: 2015})
        (True, False)
    """
    cells = [(column, cell.strip()) for column, cell in enumerate(row) if cell.strip()]
    numbers = [int(cell) for _, cell in cells if cell.isdecimal() and len(cell) < 4]
    letters = [cell for _, cell in cells if len(cell) == 1 and cell.isalpha()]
    return (
        len(numbers) > 1
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and numbers[0] <= len(row)
        and len(numbers) + len(letters) == len(cells)
        and set(years) <= {column for column, _ in cells}
        and min(years) > min(column for column, _ in cells)
    )


def years_with_groups(row: list[str]) -> dict[int, tuple[int, str]]:
    """Column -> year and group, where headings name both: "2022 Males", as PxWeb writes them; nothing else counts.

    Example:
        >>> years_with_groups(["Area", "2022 Total", "2022 Males", "Females, 2022"])
        {1: (2022, 'Total'), 2: (2022, 'Males'), 3: (2022, 'Females')}
        >>> years_with_groups(["Area", "Q1 2022", "Q2 2022"]), years_with_groups(["Census of 2022", "2020"])
        ({}, {})
    """
    found = {}
    for column, cell in enumerate(row):
        said = _WITH_GROUP.fullmatch(cell.strip())
        if said is None:
            continue
        words = (said["before"] or said["after"] or "").strip(" ,:;/|()-–")
        if (said["before"] and said["after"]) or not (group_of(words)[1] or is_total(words)):
            return {}
        found[column] = (int(said["year"]), words)
    return found if len(found) > 1 else {}


_WITH_GROUP = re.compile(
    r"(?P<before>\D*?)[\s,:;/|(–-]*\b(?P<year>(?:19|20)\d\d)\b[\s,:;/|)–-]*(?P<after>\D*)"
)


def _is_figure(cell: str) -> bool:
    value = read_value(cell).number if cell.strip() else float("nan")
    return value == value and not 1900 <= value <= 2100 and not 19000 <= value <= 21009
