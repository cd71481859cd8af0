"""Columns of years: tables that give a year and a figure side by side, "Baseline year" and "Baseline value"."""

from __future__ import annotations

import re

from sdgkit.indicators.codes import indicator_code, is_total
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
    """Column -> year and words, where headings name both: "2022 Males", as PxWeb writes them.

    The words name a group, the whole or an indicator, or they are the same in all headings; parts of a year and plans
    are none.

    Example:
        >>> years_with_groups(["Area", "2022 Total", "2022 Males", "Females, 2022"])
        {1: (2022, 'Total'), 2: (2022, 'Males'), 3: (2022, 'Females')}
        >>> years_with_groups(["Area", "Unemployment 2022", "Unemployment 2023"])
        {1: (2022, ''), 2: (2023, '')}
        >>> years_with_groups(["Area", "Q1 2022", "Q1 2023"]), years_with_groups(["Census of 2022", "2020"])
        ({}, {})
    """
    found: dict[int, tuple[int, str]] = {}
    for column, cell in enumerate(row):
        years = _A_YEAR.findall(cell)
        words = _A_YEAR.sub("", cell).strip(" ,:;/|()-–.") if len(years) == 1 else ""
        if not words:
            if years:
                return {}
            continue
        if _PART_OF_YEAR.search(words) or is_plan(words):
            return {}
        found[column] = (int(years[0]), words)
    known = [words for _, words in found.values()]
    if len(found) < 2:
        return {}
    if len(set(known)) == 1 and not indicator_code(known[0]) and not group_of(known[0])[1]:
        plain = not any(letter.isdigit() for letter in known[0])
        return {column: (year, "") for column, (year, _) in found.items()} if plain else {}
    named = all(group_of(words)[1] or is_total(words) or indicator_code(words) for words in known)
    return found if named else {}


_A_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d\d)(?![\d.]\d)(?!\d)")
_PART_OF_YEAR = re.compile(
    r"\bq[1-4]|quart|кварт|\bкв\b|тоқсан|чорак|chorak|half|полугод|жарты|мес|month|\bай\b|айлық|\boy\b|янв|фев|\bмарт|апр"
    r"|\bма[йя]\b|июн|июл|авг|сент|окт|нояб|дек|\bjan|\bfeb|\bmar(?:ch)?\b|\bapr|\bmay\b|\bjun|\bjul|\baug|\bsep|\boct|\bnov"
    r"|\bdec|қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан|census|перепис|изменен|change"
    r"|рост|growth",
    re.IGNORECASE,
)
"""Words by which a heading with a year is not of the whole year, or no figure of it."""


def _is_figure(cell: str) -> bool:
    value = read_value(cell).number if cell.strip() else float("nan")
    return value == value and not 1900 <= value <= 2100 and not 19000 <= value <= 21009
