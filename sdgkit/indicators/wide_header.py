"""Headings of a wide table: where its years stand, what the columns before them hold, groups under or over years.

A row of years among the first rows is the header. Years and groups may stand in two or three rows of headings, in one
("2022 Males"), or each year in a column beside its figure.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from sdgkit.indicators.codes import indicator_code
from sdgkit.indicators.headings import HEADINGS, NAMED
from sdgkit.indicators.labels import after_of_which, group_of, is_of_which, says_total
from sdgkit.indicators.units import unit_in_words
from sdgkit.indicators.values import read_value
from sdgkit.indicators.year_columns import (
    LOOKED_AT,
    are_headings,
    is_numbering,
    year_columns,
    years_with_groups,
)
from sdgkit.indicators.years import Year, has_year, read_year
from sdgkit.languages import clean, fold

FIRST_YEAR, LAST_YEAR = 1950, 2100
_WORLD_BANK = re.compile(r"\s*\[YR\d{4}\]$")
_YEAR_AND_NOTE = re.compile(r"((?:19|20)\d\d)\d\)?(?:\.0)?")
CODE_ALONE = re.compile(r"\d{1,2}[.\-][0-9a-dа-д]{1,2}[.\-]\d{1,2}(?:[.\-]\d{1,2})*\.?", re.I)


Cuts = tuple[tuple[str, str, str], ...]
"""Dimension, code and words of each group of a column."""


class Header(NamedTuple):
    """Where the years stand."""

    row: int
    years: dict[int, int]
    """Column -> year, 0 where each row states its year."""
    labels: list[int]
    """Columns before the first year but for figures of a part of a year."""
    columns: dict[str, int]
    """Named columns of an international table: "place", "place_name", "code", "name", "series"."""
    cuts: dict[int, Cuts]
    """Column -> its groups, where years and groups stand in several rows of headings or together in one."""
    last: int
    """The last row of headings, where it is not the one of the years."""
    beside: dict[int, int]
    """Column of figures -> column in which each row states their year."""
    numbered: bool
    """Whether a row below the headings numbers the columns."""

    @property
    def end(self) -> int:
        """The last row of headings."""
        return max(self.row, self.last) + self.numbered


def header_of(rows: list[list[str]]) -> Header | None:
    """The row of years among the first 30; None where there is none with two years or with one and a label.

    Example:
        >>> header_of([["3.1.1 Mortality"], ["Items", "2015", "2016*"]]).years
        {1: 2015, 2: 2016}
    """
    best: tuple[int, dict[int, int]] | None = None
    start = next((n for n, row in enumerate(rows) if any(cell.strip() for cell in row)), 0)
    for number, row in enumerate(rows[start : start + 30], start):
        years = years_of(row)
        found = list(years.values())
        rising = found in (sorted(set(found)), sorted(set(found), reverse=True)) or _repeated(found)
        rising = rising or _is_under_indicators(rows, number, years)
        if not (years and rising and min(years) > 0 and are_headings(rows, number, years)):
            continue
        if best is None or len(years) > len(best[1]):
            best = (number, years)
    cuts: dict[int, Cuts]
    with_years = _with_years(rows)
    if with_years and (
        best is None or best[0] <= with_years[0] or best[1].keys() <= set(with_years[1].values())
    ):
        number, beside = with_years
        years = dict.fromkeys(beside, 0) | (best[1] if best and best[0] == number else {})
        cuts, last = {}, -1
    elif best is None or (len(best[1]) < 2 and not _is_one_year(rows, *best)):
        together = next(
            ((n, one) for n, row in enumerate(rows[:30]) if (one := years_with_groups(row))), None
        )
        if together is None:
            return None
        number, beside, last = together[0], {}, -1
        years = {column: year for column, (year, _) in together[1].items()}
        cuts = {column: cut for column, (_, words) in together[1].items() if (cut := _cut(words))}
    else:
        number, beside = best[0], {}
        years, cuts, last = _two_rows(rows, *best)
    below = max(number, last) + 1
    numbered = below < len(rows) and is_numbering(rows[below], years)
    first = min(*years, *beside.values()) if beside else min(years)
    labels = [column for column in range(first) if not is_part_of_year(rows, number, column)]
    folded = [fold(cell).strip("[]") for cell in rows[number][:first]]
    columns: dict[str, int] = {}
    for name, words in NAMED.items():
        found_at = next((folded.index(word) for word in words if word in folded), None)
        if found_at is not None and found_at not in columns.values():
            columns[name] = found_at
    titled = any(indicator_code(cell) for row in rows[:number] for cell in row)
    headed = {column for column in labels if folded[column] in NAMED["code"]}
    by_content = _column_of_codes(rows[max(number, last) + 1 :], labels, headed, with_words=not titled)
    if by_content is not None and columns.get("code") != by_content:
        # A heading such as "Показатель" stands over the names where another column has the codes.
        over = columns.pop("code", None)
        columns = {name: at for name, at in columns.items() if at != by_content} | {"code": by_content}
        free = [over, *(at for at in labels if at != by_content and at not in columns.values())]
        names = [at for at in free if at is not None and not _are_numbers(rows[below:], at)]
        named = next(iter(names), None)
        if named is not None and named != over and _are_units(rows[below:], named):
            columns.setdefault("unit", named)
        elif named is not None:
            columns.setdefault("name", named)
    return Header(number, dict(sorted(years.items())), labels, columns, cuts, last, beside, numbered)


def _with_years(rows: list[list[str]]) -> tuple[int, dict[int, int]] | None:
    """The row of headings of which some name a year and others the figure of that year; None where there is none."""
    for number, row in enumerate(rows[:30]):
        beside = year_columns(row)
        if not beside:
            continue
        below = [one for one in rows[number + 1 : number + LOOKED_AT] if any(cell.strip() for cell in one)]
        stated = [one[at].strip() for one in below for at in beside.values() if at < len(one)]
        filled = [cell for cell in stated if cell]
        if filled and 2 * sum(bool(read_year(cell).number) for cell in filled) > len(filled):
            return number, beside
    return None


def _is_one_year(rows: list[list[str]], number: int, years: dict[int, int]) -> bool:
    """Whether a single year is a heading: with a label before it, and no years below it, as in a column of years."""
    (column,) = years
    if not any(cell.strip() for cell in rows[number][:column]):
        return False
    below = [row[column].strip() for row in rows[number + 1 :] if column < len(row) and row[column].strip()]
    headed = {at for at, cell in enumerate(rows[number]) if cell.strip()}
    if any(
        at > column and at not in headed and cell.strip() and read_value(cell).sign == ""
        for row in rows[number + 1 :]
        for at, cell in enumerate(row)
    ):
        # Figures stand beside it under no heading of this row: it is a date above the table, or merged over several.
        return False
    return not below or 2 * sum(bool(year_in(cell).number) for cell in below) < len(below)


def tables_of(rows: list[list[str]]) -> list[list[list[str]]]:
    """The tables of a sheet, one below the other, each under a title with the code of its indicator.

    Every table keeps its place: the rows of the others are empty in it, so that numbers of rows stay right.
    """
    headers = [n for n, row in enumerate(rows) if len(years := years_of(row)) > 1 and min(years) > 0]
    starts = [0]
    for before, header in pairwise(headers):
        titles = [n for n in range(before + 1, header + 1) if _is_title(rows[n], n == header)]
        if titles:
            starts.append(titles[0])
    ends = [*starts[1:], len(rows)]
    below = [[*([[]] * start), *rows[start:end]] for start, end in zip(starts, ends, strict=True)]
    return [part for table in below for part in _side_by_side(table)]


def _side_by_side(rows: list[list[str]]) -> list[list[list[str]]]:
    """The tables that stand beside each other, each with its own title and labels; one where there are no several.

    Every table keeps its place: the columns of the others are empty in it.
    """
    number = next((n for n, row in enumerate(rows) if len(years_of(row)) > 1), None)
    if number is None:
        return [rows]
    years = sorted(years_of(rows[number]))
    begins = [0]
    for left, right in pairwise(years):
        for column in range(left + 1, right):
            texts = [
                row[column].strip() for row in rows[number + 1 :] if column < len(row) and row[column].strip()
            ]
            own = any(
                indicator_code(row[at]) for row in rows[:number] for at in range(column, min(right, len(row)))
            )
            if own and texts and all(read_value(text).sign for text in texts):
                begins.append(column)
                break
    ends = [*begins[1:], max(map(len, rows))]
    return (
        [
            [["" if not begin <= at < end else cell for at, cell in enumerate(row)] for row in rows]
            for begin, end in zip(begins, ends, strict=True)
        ]
        if len(begins) > 1
        else [rows]
    )


def _is_title(row: list[str], of_years: bool) -> bool:
    """Whether a row names an indicator and holds no figures; its years are none where it is the row of the years."""
    years = years_of(row) if of_years else {}
    cells = [cell for column, cell in enumerate(row) if cell.strip() and column not in years]
    named = any(indicator_code(cell) and not CODE_ALONE.fullmatch(cell.strip()) for cell in cells)
    return named and not any(read_value(cell).number == read_value(cell).number for cell in cells)


def _repeated(years: list[int]) -> bool:
    """Whether the same years stand several times in a row, once for each group: 2019 2020 2019 2020."""
    once = sorted(set(years))
    times = len(years) // max(len(once), 1)
    return len(once) > 1 and times > 1 and years in (once * times, once[::-1] * times)


def _is_under_indicators(rows: list[list[str]], number: int, years: dict[int, int]) -> bool:
    """Whether a row of years stands under a row of indicators, each over its own years."""
    above = rows[number - 1] if number else []
    begins = [column for column, cell in enumerate(above) if cell.strip()]
    if len(years) < 2 or sum(bool(indicator_code(above[column])) for column in begins) < 2:
        return False
    parts = [
        [year for column, year in years.items() if begin <= column < end]
        for begin, end in pairwise([*begins, max(years) + 1])
    ]
    return all(part == sorted(set(part)) for part in parts) and min(years) >= begins[0]


def _two_rows(
    rows: list[list[str]], number: int, years: dict[int, int]
) -> tuple[dict[int, int], dict[int, Cuts], int]:
    """Years and groups in several rows of headings: groups below merged years, or years below merged groups.

    A merged cell has its text in the first of its columns; the others are empty. Groups may stand in two rows: "в том
    числе" over "мужчины" and "женщины", or "город" over both.
    """
    first = min(years)
    if _repeated(list(years.values())) or _is_under_indicators(rows, number, years):
        above = _filled(rows[number - 1] if number else [], first, max(years))
        return years, {column: cut for column, text in above.items() if (cut := _cut(text))}, number
    levels: list[dict[int, str]] = []
    for row in rows[number + 1 : number + 3]:
        texts = {column: row[column] for column in range(first, len(row)) if row[column].strip()}
        numbers = any(read_value(text).sign == "" for text in texts.values())
        if not texts or numbers or any(cell.strip() for cell in row[:first]):
            break
        levels.append(texts)
    if not any(column not in years for level in levels for column in level):
        return years, {}, -1
    spread: dict[int, int] = {}
    cuts: dict[int, Cuts] = {}
    for column in sorted({column for level in levels for column in level}):
        begun = max((at for at in years if at <= column), default=None)
        if begun is None:
            continue
        spread[column] = years[begun]
        texts_of = [
            level[at]
            for level in levels
            if (at := max((one for one in level if begun <= one <= column), default=-1)) >= 0
            and (at == column or level is not levels[-1])
        ]
        cut = tuple(part for text in texts_of for part in _cut(text))
        if cut:
            cuts[column] = cut
    return spread, cuts, number + len(levels)


def _filled(row: list[str], first: int, last: int) -> dict[int, str]:
    """The texts of merged cells, each in all its columns."""
    found, text = {}, ""
    for column in range(first, last + 1):
        text = (row[column] if column < len(row) else "").strip() or text
        found[column] = text
    return found


def _cut(text: str) -> Cuts:
    """The group that a heading over figures names; none for the whole."""
    words = after_of_which(clean(text))
    if not words or is_of_which(words) or says_total(words) or fold(words) in HEADINGS["value"]:
        return ()
    indicator = indicator_code(words)
    if indicator:
        return (("code", indicator, words),)
    dimension, code = group_of(words)
    return ((dimension, code, words),) if code else (("BREAKDOWN", words, words),)


def _column_of_codes(
    rows: list[list[str]], labels: list[int], headed: set[int], *, with_words: bool
) -> int | None:
    """The column most of whose cells are an indicator's code and nothing else, or several codes with their names.

    Args:
        rows: the rows below the headings.
        labels: the columns before the years.
        headed: those of them whose heading says that they hold codes: one code is enough.
        with_words: whether codes with names count, as they do where no title names one indicator for all.
    """
    for column in labels:
        cells = [row[column].strip() for row in rows if column < len(row) and row[column].strip()]
        codes = [cell for cell in cells if CODE_ALONE.fullmatch(cell) and indicator_code(cell)]
        if codes and (
            column in headed or (2 * len(codes) > len(cells) and (len(codes) > 1 or len(cells) == 1))
        ):
            return column
        named = [code for cell in cells if (code := indicator_code(cell))]
        if with_words and len(set(named)) > 1 and 2 * len(named) > len(cells):
            return column
    return None


def _are_numbers(rows: list[list[str]], column: int) -> bool:
    """Whether a column numbers the rows."""
    return all(
        row[column].strip().rstrip(".").isdecimal()
        for row in rows
        if "".join(row[column : column + 1]).strip()
    )


def _are_units(rows: list[list[str]], column: int) -> bool:
    """Whether most cells of a column without a heading are short words for a unit, not names with one."""
    cells = [row[column].strip() for row in rows if column < len(row) and row[column].strip()]
    return 2 * sum(len(cell) < 40 and bool(unit_in_words(cell)) for cell in cells) > len(cells) > 0


def year_in(heading: str) -> Year:
    """What a heading says of the year; the World Bank writes it twice: "2015 [YR2015]"."""
    return read_year(_WORLD_BANK.sub("", heading.strip()))


def years_of(row: list[str]) -> dict[int, int]:
    """Column -> year. A footnote's number may have run into the year: "20221" between 2021 and 2023 is 2022."""
    years = {}
    for column, cell in enumerate(row):
        year = year_in(cell).number
        if FIRST_YEAR <= year <= LAST_YEAR:
            years[column] = year
    for column, cell in enumerate(row):
        run_in = _YEAR_AND_NOTE.fullmatch(cell.strip())
        if run_in and column not in years:
            year = int(run_in[1])
            if years.get(column - 1) == year - 1 or years.get(column + 1) == year + 1:
                years[column] = year
    return dict(sorted(years.items()))


def is_part_of_year(rows: list[list[str]], number: int, column: int) -> bool:
    """Whether a column has figures below a heading that names a year and is none: "I кв. 2023"."""
    if column >= len(rows[number]) or not has_year(rows[number][column]):
        return False
    below = [row[column] for row in rows[number + 1 :] if column < len(row) and row[column].strip()]
    return any(value == value for value in (read_value(cell).number for cell in below))
