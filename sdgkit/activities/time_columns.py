"""Columns of time: each headed with a quarter, month or year, with a mark where the activity is under way in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from sdgkit.activities.activity import When
from sdgkit.activities.cells.dates import read_date
from sdgkit.activities.cells.gaps import is_gap
from sdgkit.activities.header import is_part_of_year
from sdgkit.activities.mark_columns import is_mark
from sdgkit.languages import clean, fold

LEAST_COLUMNS = 2
"""Columns beside each other that are a plan of time; one alone may be headed with anything."""

YearFrom = Literal["", "heading", "title", "sheet"]
"""What says the year of the columns: their headings, the title block, the name of the sheet; "" for nothing."""

_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d\d)(?![\d.])")
_YEAR_ALONE = re.compile(r"\W*(?:19|20)\d\d\s*(?:-?\s*(?:г|год|ж|жыл)[^\W\d]*\.?)?\W*")
_ROMAN = re.compile(r"(?:i{1,3}|iv)", re.IGNORECASE)
_DATED = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}-\d\d-\d\d")
"""A day ("утверждён 12.03.2024"), which is not the year of the plan."""
_LOOKS_ROMAN = str.maketrans("ІіӀVХх", "IiIVXx")


class TimeColumns(NamedTuple):
    """The columns of a plan of time.

    Attributes:
        times: index of each column -> the time that a mark in it stands for; None where nothing says the year.
        year_from: what says the year.
        year: the year of the title block or the sheet; None where the headings say it.
        parts: index of each column -> the part of a year that it is, where nothing there says the year.
    """

    times: Mapping[int, When | None]
    year_from: YearFrom = ""
    year: int | None = None
    parts: Mapping[int, str] = {}


def time_columns(
    paths: Sequence[Sequence[str]],
    values: Sequence[Sequence[object]],
    above: Sequence[str],
    sheet: str,
    *,
    coloured: bool = False,
) -> TimeColumns:
    """The columns that are headed with a part of a year, or a year, and hold marks and nothing else.

    Args:
        paths: for each column its heading, from the top row of the header down.
        values: for each column its cells.
        above: texts above the header, of which one may name the year.
        sheet: name of the sheet, which may name it too.
        coloured: whether cells filled with a colour are marks, so that the columns need hold none.

    Example:
        >>> headings = [["Мероприятие"], ["2025", "I кв."], ["2025", "II кв."]]
        >>> found = time_columns(headings, [["Уроки"], ["x"], [""]], [], "")
        >>> {index: str(time.first) for index, time in found.times.items()}, found.year_from
        ({1: '2025-01-01', 2: '2025-04-01'}, 'heading')
        >>> time_columns([["Q1"], ["Q2"]], [["x"], ["x"]], ["Work plan for 2026"], "").year
        2026
    """
    parts = {index: part for index, path in enumerate(paths) if (part := _part_of(path))}
    parts = {index: part for index, part in parts.items() if _holds_marks(values[index])}
    romans = [index for index in parts if _is_roman(paths[index][-1])]
    if len(romans) < 4 and len(romans) * 2 < len(parts):
        # "I" and "II" alone may be anything; four of them, or the last of them beside other quarters, are quarters.
        parts = {index: part for index, part in parts.items() if index not in romans}
    neighbours = {index for index in parts if index - 1 in parts or index + 1 in parts}
    parts = {index: part for index, part in parts.items() if index in neighbours}
    marked = any(is_mark(value) for index in parts for value in values[index])
    if len(parts) < LEAST_COLUMNS or not (marked or coloured):
        return TimeColumns({})
    if all(_YEAR.search(part) for part in parts.values()):
        return TimeColumns({index: _time(part) for index, part in parts.items()}, "heading")
    year, year_from = year_of(above, sheet)
    if year is None:
        return TimeColumns(dict.fromkeys(parts), parts=parts)
    dated = {index: part if _YEAR.search(part) else f"{part} {year}" for index, part in parts.items()}
    return TimeColumns({index: _time(part) for index, part in dated.items()}, year_from, year)


def _part_of(path: Sequence[str]) -> str:
    """What a heading says of time, with its year where it names one: "I кв. 2025", "2026", "март"; "" for none."""
    if not path:
        return ""
    last = clean(path[-1])
    if _YEAR_ALONE.fullmatch(fold(last)):
        return _YEAR.findall(last)[0]  # type: ignore[no-any-return]
    year = {found for heading in path[:-1] for found in _YEAR.findall(_DATED.sub(" ", heading))}
    if is_part_of_year(last):
        part = last
    elif _is_roman(last) and (len(path) > 1 or year):
        part = f"{last.translate(_LOOKS_ROMAN)} кв."
    else:
        return ""
    if _YEAR.search(part) or len(year) != 1:
        return part
    return f"{part} {year.pop()}"


def _is_roman(heading: str) -> bool:
    return bool(_ROMAN.fullmatch(heading.strip(" .").translate(_LOOKS_ROMAN)))


def _holds_marks(cells: Iterable[object]) -> bool:
    return all(is_mark(value) or is_gap(value) for value in cells)


def _time(part: str) -> When | None:
    read = read_date(part)
    return read.start if read.end is None and not read.problem else None


_OF_MONTH = re.compile(r"(?<!\w)(?:месяц\w*|month|квартал\w*|quarter|ай|айы|тоқсан\w*)(?!\w)")


def names_parts_of_year(heading: str, cells: Iterable[object]) -> bool:
    """Whether a column beside one of years holds the month or quarter.

    Example:
        >>> names_parts_of_year("Месяц", ["апрель", ""]), names_parts_of_year("Срок, месяцев", ["12"])
        (True, False)
    """
    said = [value for value in cells if not is_gap(value)]
    return bool(said and _OF_MONTH.search(fold(heading)) and all(map(is_part_of_year, said)))


def part_of_year(part: object, year: When) -> When | None:
    """The month or quarter of a year that stands in a cell of its own; None where it says nothing."""
    if is_gap(part) or year.precision != "year":
        return None
    return _time(f"{part} {year.first.year}")


def marked_part(part: str, heading: str) -> When | None:
    """The part of the year that heads a section; None where the heading is no year alone.

    Example:
        >>> marked_part("Янв", "2026 год").first.isoformat(), marked_part("Янв", "Вода")
        ('2026-01-01', None)
    """
    year = _YEAR.search(heading) if _YEAR_ALONE.fullmatch(fold(heading)) else None
    return _time(f"{part} {year[1]}") if year else None


def year_of(above: Sequence[str], sheet: str) -> tuple[int | None, YearFrom]:
    """The one year that the title block names, else the one of the sheet's name, and which of them it was.

    Example:
        >>> year_of(["План на 2026 год", "утверждён 12.11.2025"], "Лист1"), year_of(["2025-2027"], "2025")
        ((2026, 'title'), (None, ''))
    """
    sources: tuple[tuple[Sequence[str], YearFrom], ...] = ((above, "title"), ([sheet], "sheet"))
    for texts, name in sources:
        years = {year for text in texts for year in _YEAR.findall(_DATED.sub(" ", text))}
        if len(years) == 1:
            return int(years.pop()), name
        if years:
            return None, ""
    return None, ""
