"""Where the tables of a sheet begin, how they are headed, and where they end.

A header may stand under a title block, fill several rows with merged cells, be written in two languages,
and be followed by a row of column numbers. A sheet may hold several tables, below or beside each other,
or none (a summary, a list of codes).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from sdgkit.activities.cells.amounts import words_beside
from sdgkit.activities.cells.gaps import is_gap
from sdgkit.activities.cells.organisations import known_organisation
from sdgkit.activities.cells.regions import names_places
from sdgkit.activities.cells.units import unit_in
from sdgkit.activities.column_headings import (
    CODE_FIELDS,
    DATE_FIELDS,
    ENOUGH,
    MONEY_FIELDS,
    Guess,
    guesses,
    without_hyphens,
    words_of,
)
from sdgkit.activities.mark_columns import country_headed, heads_a_goal, is_goal_number
from sdgkit.activities.sources.workbook import Grid
from sdgkit.languages import clean, fold

LONGEST_HEADING = 160
"""Characters of a heading; what is longer is text of the table."""
MOST_HEADER_ROWS = 5
MOST_WORDS = 5
"""Words of a heading that is known by one of them alone, in a row of two."""
SAME = 0.5
"""Score of a heading that says the same as the one above it."""
LEAST_GOALS_BELOW = 3
"""Numbers of goals below one heading that are headings themselves."""
LOOKED_AT = 120
"""Rows from the top, and after a gap, in which a header is looked for."""
_TITLE_LIKE = frozenset({"title", "description", "objectives"})


@dataclass
class TableArea:
    """One table of a sheet; rows and columns counted from 0.

    Attributes:
        grid: the sheet; of tables beside each other only the columns of this one.
        header: indexes of the rows of the header.
        first: index of the first row under the header.
        last: index after the last row.
        paths: for each column the texts of its heading, from the top down.
        above: texts above the header (title block), which may name a currency or a unit.
        letters: letters of columns that stand in another one, as parts of its cells.
    """

    grid: Grid
    header: range
    first: int
    last: int
    paths: list[list[str]]
    above: list[str] = field(default_factory=list)
    letters: dict[int, str] = field(default_factory=dict)


def is_filled(row: Sequence[Any]) -> bool:
    """Whether a row holds anything."""
    return any(value not in ("", None) and (not isinstance(value, str) or value.strip()) for value in row)


def find_tables(grid: Grid, header_row: int | None = None) -> list[TableArea]:
    """The tables of a sheet that may be registers, from the top down.

    Args:
        grid: the sheet.
        header_row: number of the first row of the header, where a person fixed it; 0 where the table has none.
    """
    if header_row == 0:
        # The columns are then known by their letters in the settings, or by their cells.
        return [TableArea(grid, range(0), 0, len(grid.rows), [[] for _ in range(grid.width)])]
    merged = _merge_map(grid)
    headers: list[range] = []
    if header_row is not None:
        place = next((i for i in range(len(grid.rows)) if grid.number(i) >= header_row), None)
        if place is None:
            return []
        headers.append(_extent(grid, place, merged, by_hand=True))
    else:
        headers = _headers(grid, merged)
    areas = []
    for number, header in enumerate(headers):
        last = headers[number + 1].start if number + 1 < len(headers) else len(grid.rows)
        first = header.stop
        while first < last and (is_column_numbers(grid.rows[first]) or is_hashtags(grid.rows[first])):
            first += 1
        begin = headers[number - 1].stop if number else 0
        above = [
            *(grid.above if not number else ()),
            *(
                clean(v)
                for row in grid.rows[max(begin, header.start - 15) : header.start]
                for v in row
                if isinstance(v, str) and v.strip()
            ),
        ]
        areas += [
            TableArea(part, header, first, last, paths_of(part, header, merged), above)
            for part in _side_by_side(grid, header, merged)
        ]
    return areas


def _headers(grid: Grid, merged: dict[tuple[int, int], tuple[int, int, int, int]]) -> list[range]:
    headers: list[range] = []
    since_gap = 0
    index = 0
    total = len(grid.rows)
    texts: set[str] = set()
    while index < total:
        row = grid.rows[index]
        if not is_filled(row):
            since_gap = 0
            index += 1
            continue
        since_gap += 1
        # Within a table only the rows after a gap or a lone heading are asked; a table of 100,000 rows has none.
        top = not headers and index < 10 * LOOKED_AT and since_gap <= LOOKED_AT
        below = bool(headers) and since_gap <= 3 and index > headers[-1].stop
        if (
            (top or below)
            and (_is_header(row) or _is_header_with_next(grid, index))
            and _signature(row) not in texts
        ):
            header = _extent(grid, index, merged)
            headers.append(header)
            texts |= {_signature(grid.rows[i]) for i in header}
            index = header.stop
            since_gap = 4
            continue
        index += 1
    return headers


def _is_header_with_next(grid: Grid, index: int) -> bool:
    """Whether a row and the titles' heading in the row below it are one header: "Донор | Бюджет" over "Проект"."""
    row, below = grid.rows[index], grid.rows[index + 1] if index + 1 < len(grid.rows) else []
    headings = _headings(below)
    filled = [v for v in below if not is_gap(v)]
    if (
        not headings
        or len(headings) != len(filled)
        or len(filled) > MOST_BELOW
        or not _heads_titles(headings, row)
    ):
        return False
    told = dict(headings)
    return _is_header([told.get(place, value) for place, value in enumerate(row)])


_UNIT_OF_ZEROS = re.compile(r"(?<![\d.,])['’]?000s?(?![\d.,])")
"""Thousands as English headings write them: "US$ '000"."""
_YEARLY = re.compile(
    r"^(?:план\w*|факт\w*|бюджет\w*|освоен\w*|исполнен\w*|утв\w*|plan\w*|actual\w*|budget\w*|spent|жоспар\w*|нақты|игерілген\w*)"
    r"(?:\s+(?:на|за|в|for|in))?\W{1,3}(?:19|20)\d\d(?!\d)|^(?:19|20)\d\d\W{1,3}(?:г\w*\W+|ж\w*\W+)?(?:план|факт|plan|actual|жоспар|нақты)"
)
"""A heading of the amounts of one year."""
_LONG = "…"
"""Signature of a row with a text that is too long for a heading; it equals no header's."""


def _signature(row: Sequence[Any]) -> str:
    if any(isinstance(value, str) and len(value) > LONGEST_HEADING for value in row):
        return _LONG
    return "|".join(" ".join(words_of(v)) for v in row if isinstance(v, str) and v.strip())


def header_signatures(area: TableArea) -> frozenset[str]:
    """The rows of the header as text, to know them again where they are repeated on the next page."""
    return frozenset(_signature(area.grid.rows[i]) for i in area.header) - {"", _LONG}


def is_repeated_header(row: Sequence[Any], signatures: frozenset[str]) -> bool:
    """Whether a row says the same as a row of the header."""
    first = next((value for value in row if value != "" and value is not None), None)
    if not isinstance(first, str) or len(first) > LONGEST_HEADING or not signatures:
        return False
    begin = " ".join(words_of(first))
    return any(one.startswith(begin) for one in signatures) and _signature(row) in signatures


def _headings(row: Sequence[Any]) -> list[tuple[int, str]]:
    return [
        (i, v) for i, v in enumerate(row) if isinstance(v, str) and v.strip() and len(v) <= LONGEST_HEADING
    ]


def _best(heading: str) -> Guess | None:
    found = guesses(clean(heading) if "\n" not in heading else heading)
    return found[0] if found else None


def _is_header(row: Sequence[Any]) -> bool:
    filled = [v for v in row if v not in ("", None) and (not isinstance(v, str) or v.strip())]
    headings = _headings(row)
    if len(headings) < 2 or len(headings) < 0.7 * len(filled):
        return False
    good: set[str] = set()
    recognised = 0.0
    for _, text in headings:
        guess = _best(text)
        if guess and len(headings) == 2 and guess.score < 0.65 and len(words_of(text)) > MOST_WORDS:
            # "Component | Start-up school network for girls in STEM": a title with its label.
            continue
        if guess and guess.score >= 0.55:
            recognised += 1 if guess.score >= 0.65 else 0.7
            good.add(guess.field)
    with_digits = sum(
        bool(re.search(r"\d{3,}|\d[.,]\d", _UNIT_OF_ZEROS.sub("", text)))
        and not re.search(r"(?:19|20)\d\d", text)
        for _, text in headings
    )
    if with_digits > 0.3 * len(headings):
        return False
    yearly = sum(bool(_YEARLY.search(fold(text))) for _, text in headings)
    if yearly > 1:
        # "План 2024 (тыс. тенге)", "Факт 2024 (тыс. тенге)"
        good.add("budget")
        recognised += 0.7 * sum(
            bool(_YEARLY.search(fold(text))) and ((g := _best(text)) is None or g.score < 0.55)
            for _, text in headings
        )
    titled = bool(good & _TITLE_LIKE) or (len(good) >= 2 and any(_may_be_title(text) for _, text in headings))
    if (titled and len(good) >= 2) or len(good) >= 3:
        # A column for each region or donor: their names are headings too.
        recognised += sum(
            0.7
            for _, text in headings
            if ((guess := _best(text)) is None or guess.score < 0.55) and len(text) < 60
            and (
                _is_year(text) or is_part_of_year(text) or heads_a_goal(text)
                or (guess is None and _is_name(text))
            )
        )  # fmt: skip
    share = recognised / len(headings)
    if titled:
        return len(good) >= 2 and share >= 0.4
    return len(good) >= 3 and share >= 0.6


def _is_name(text: str) -> bool:
    """Whether a heading is the name of a place, an organisation or a country."""
    return bool(names_places(clean(text)) or known_organisation(clean(text)) or country_headed(text))


def _may_be_title(heading: str) -> bool:
    """Whether a heading may be that of the titles among others: "Donor / project", "Название точки роста"."""
    return any(guess.field in _TITLE_LIKE and guess.score >= ENOUGH for guess in guesses(clean(heading)))


def is_column_numbers(row: Sequence[Any]) -> bool:
    """A row of column numbers: 1, 2, 3 ... under the header."""
    expected: int | None = None
    many = 0
    letters = ""
    for value in row:
        if value in ("", None) or (isinstance(value, str) and not value.strip()):
            continue
        text = (
            str(int(value))
            if isinstance(value, float) and abs(value) < 1e9 and value == int(value)
            else str(value).strip(" ().")
        )
        if "=" in text:
            # "8 = 6 + 7": a column that is computed from others.
            text = text.partition("=")[0].rstrip()
        if expected is None and len(text) == 1 and text.lower() in _LETTERED and many == len(letters):
            # "А, Б, 1, 2, 3": the columns of names are lettered.
            letters += text.lower()
            many += 1
            continue
        if not text.isdecimal() or len(text) > 4:
            return False
        number = int(text)
        if number not in ((0, 1) if expected is None else (expected,)):
            return False
        expected = number + 1
        many += 1
    return many >= 3 and expected is not None and letters in ("абвг"[: len(letters)], "abcd"[: len(letters)])


def is_hashtags(row: Sequence[Any]) -> bool:
    """A row of tags of the Humanitarian Exchange Language under the header: "#org", "#adm1+name".

    Example:
        >>> is_hashtags(["#org+impl", "", "#sector"]), is_hashtags(["#1", "Water"])
        (True, False)
    """
    filled = [value for value in row if not is_gap(value)]
    return len(filled) > 1 and all(isinstance(v, str) and _HASHTAG.match(v) for v in filled)


_HASHTAG = re.compile(r"\s*#[a-z][a-z\d]*(?:\s*\+[a-z\d]+)*\s*$")
_LETTERED = frozenset("абвгabcd")


def _merge_map(grid: Grid) -> dict[tuple[int, int], tuple[int, int, int, int]]:
    """Each cell of a merged area -> the area; only of areas that can matter to headers."""
    found = {}
    for area in grid.merges:
        first_row, first_column, last_row, last_column = area
        if last_row - first_row > 20 or last_column - first_column > 400:
            continue
        for row in range(first_row, last_row + 1):
            for column in range(first_column, last_column + 1):
                found[row, column] = area
    return found


def _extent(
    grid: Grid, start: int, merged: dict[tuple[int, int], tuple[int, int, int, int]], by_hand: bool = False
) -> range:
    """The rows of a header that was found at `start`."""
    width = len(grid.rows[start])
    end = start
    for column in range(width):
        area = merged.get((start, column))
        if area and area[2] > end and area[2] - start < MOST_HEADER_ROWS and area[0] >= start:
            end = area[2]
    titled = [i for i, text in _headings(grid.rows[start]) if (g := _best(text)) and g.field in _TITLE_LIKE]
    while end + 1 < len(grid.rows) and end + 1 - start < MOST_HEADER_ROWS:
        if not _goes_on(grid, start, end + 1, titled):
            break
        end += 1
    first = start
    if not by_hand and start > 0 and _is_parent_row(grid, start - 1, merged, width):
        first = start - 1
    return range(first, end + 1)


def _goes_on(grid: Grid, start: int, index: int, titled: list[int]) -> bool:
    row = grid.rows[index]
    if not is_filled(row) or is_column_numbers(row) or is_hashtags(row):
        return False
    headings = _headings(row)
    filled = [i for i, v in enumerate(row) if v not in ("", None) and (not isinstance(v, str) or v.strip())]
    if _is_header(row) and len(headings) == len(filled):
        # The same header in another language; a row of data would not be recognised cell by cell.
        sure = sum(bool((g := _best(text)) and g.score >= 0.55) for _, text in headings)
        return sure >= 0.7 * len(headings)
    above = grid.rows[start]
    if (
        not titled
        and headings
        and len(headings) == len(filled) <= MOST_BELOW
        and _heads_titles(headings, above)
    ):
        return True
    if len(headings) == len(filled) >= 2 and _says_the_same(headings, above):
        return True
    if len(headings) == len(filled) >= 2 and _are_ends_of_headings(headings, above):
        return True
    if any(i in filled for i in titled):
        return False
    if len(filled) == 1 and _is_year(row[filled[0]]):
        # A year alone under "Этап" heads the rows below it; under "Бюджет" it says of which year the amounts are.
        over = above[filled[0]] if filled[0] < len(above) and isinstance(above[filled[0]], str) else ""
        guess = _best(over) if over.strip() else None
        return guess is None or guess.field in MONEY_FIELDS | DATE_FIELDS
    if _are_goals(row, filled, above):
        return True
    if len(headings) == len(filled) and all(_is_hint(text) for _, text in headings):
        hinted = (
            _best(above[filled[0]]) if filled[0] < len(above) and isinstance(above[filled[0]], str) else None
        )
        if hinted is not None and hinted.field in MONEY_FIELDS | DATE_FIELDS | CODE_FIELDS:
            return True
        # "$ million" below the parts of "Source of funding": a row of units alone is no row of data.
        return all(_is_unit(text) and not words_beside(text) for _, text in headings)
    under = [i for i in filled if not (i < len(above) and isinstance(above[i], str) and above[i].strip())]
    if not filled or not under:
        return False
    years = [i for i in filled if _is_year(row[i]) or is_part_of_year(row[i])]
    plain = [
        i for i, text in headings if i not in years and len(text) < 80 and not is_gap(text)
        and ((g := _best(text)) is not None or not re.search(r"\d", text))
    ]  # fmt: skip
    return len(plain) + len(years) == len(filled) and bool(
        years or any((g := _best(row[i])) is not None and g.score > 0.4 for i in plain) or len(plain) >= 2
    )


_HINTS = frozenset(
    [
        *("%", "код", "code", "text", "текст", "мәтін", "date", "дата", "күні", "number", "число"),
        *("дд.мм.гггг", "дд.мм.гг", "мм.гггг", "мм/гггг", "гггг", "кк.аа.жжжж", "жжжж"),
        *("dd/mm/yyyy", "dd.mm.yyyy", "dd-mm-yyyy", "mm/dd/yyyy", "yyyy-mm-dd", "mm/yyyy", "mm.yyyy", "yyyy"),
        *("чел", "человек", "адам", "год", "жыл", "шт", "ед", "да/нет", "иә/жоқ", "yes/no", "y/n"),
    ]
)
"""What stands under a heading to say how its cells are filled."""


def _says_the_same(headings: Sequence[tuple[int, str]], above: Sequence[Any]) -> bool:
    """Whether the cells of a row say in another language what the headings above them say."""
    same = compared = 0
    for place, text in headings:
        over = above[place] if place < len(above) else ""
        if not isinstance(over, str) or not over.strip() or fold(over) == fold(text):
            continue
        compared += 1
        fields = {guess.field for guess in guesses(clean(over))[:3]}
        same += any(guess.field in fields and guess.score >= SAME for guess in guesses(clean(text))[:3])
    digits = any(character.isdecimal() for _, text in headings for character in text)
    return same >= 2 and same >= 0.6 * compared and not digits


def _are_goals(row: Sequence[Any], filled: Sequence[int], above: Sequence[Any]) -> bool:
    """Whether a row under a heading such as "Вклад в ЦУР" holds the numbers of goals and nothing else."""
    if len(filled) < LEAST_GOALS_BELOW or not all(is_goal_number(row[i]) for i in filled):
        return False
    head = next((text for i, text in reversed(_headings(above)) if i <= filled[0]), "")
    guess = _best(head) if head else None
    over = [i for i in filled[1:] if i < len(above) and not is_gap(above[i])]
    return guess is not None and guess.field in CODE_FIELDS and not over


def _heads_titles(headings: Sequence[tuple[int, str]], above: Sequence[Any]) -> bool:
    """Whether a row says "Проект" below "Донор": the rows of both stand in one column, as in lists of accounts."""
    best = [_best(text) for _, text in headings]
    return all(
        guess is not None and guess.score >= SURE_BELOW and place < len(above) and not is_gap(above[place])
        for guess, (place, _) in zip(best, headings, strict=True)
    ) and any(guess is not None and guess.field == "title" for guess in best)


MOST_BELOW = 2
SURE_BELOW = 0.6
"""Headings of a second row of which one is that of the titles, and how sure each is."""


def _are_ends_of_headings(headings: Sequence[tuple[int, str]], above: Sequence[Any]) -> bool:
    """Whether a row holds second lines of the headings above it, as a table printed to a file has them.

    "Стоимость," over "тыс. долл." and "Срок" over "реализации": each goes on with a small letter or names a unit,
    and at least one unit is named or one heading is better known by both lines.
    """
    better = False
    for place, text in headings:
        over = above[place] if place < len(above) else ""
        if not isinstance(over, str) or not over.strip() or len(text) > LONGEST_END or re.search(r"\d", text):
            return False
        if _is_hint(text):
            better = True
            continue
        if not text.lstrip(" (").strip()[:1].islower():
            return False
        alone, both = _best(over), _best(f"{over} {text}")
        better = better or (both is not None and both.score > (alone.score if alone else 0.0) + 0.1)
    return better


LONGEST_END = 40
"""Characters of the second line of a heading."""


def _is_hint(text: str) -> bool:
    """Whether a cell under a heading names a unit or a form and nothing else: "тыс. тенге", "USD", "mm/yyyy"."""
    return fold(text).strip(" ().") in _HINTS or _is_unit(text)


def _is_unit(text: str) -> bool:
    """Whether a cell names a currency or a factor and nothing else: "тыс. тенге", "USD 000"."""
    folded = _UNIT_OF_ZEROS.sub("", fold(text)).strip(" ()")
    unit = unit_in(fold(text))
    return bool(unit.currency or unit.factor) and not re.search(r"\d", folded) and len(folded.split()) <= 4


def _is_year(value: object) -> bool:
    if isinstance(value, int | float):
        return 1990 <= value <= 2060 and value == int(value)
    return isinstance(value, str) and bool(
        re.fullmatch(r"\s*(?:19|20)\d\d\s*(?:г\.?|год|ж\.?|жыл)?\s*", fold(value))
    )


_PART_OF_YEAR = re.compile(
    r"(?:(?:19|20)\d\d\s*(?:г|год|ж|жыл|жылғы)?\.?[\s,:/-]*)?(?:q[1-4]|[1-4]q|(?:[1-4]|iv|i{1,3})\s*-?\s*(?:кв|квартал|тоқсан|quarter|qtr|полугодие|жартыжылдық)\.?|"
    r"(?:янв|фев|мар|апр|май|июн|июл|авг|сен|окт|ноя|дек|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|қаң|ақп|нау|сәу|"
    r"мам|мау|шіл|там|қыр|қаз|қар|жел)[^\W\d]*\.?)(?:\s*(?:19|20)\d\d|[\s'’-]{1,2}\d\d)?"
)


def is_part_of_year(value: object) -> bool:
    """Whether a heading is a quarter, half-year or month: "Q1", "II кв.", "март 2024"."""
    return isinstance(value, str) and len(value) < 24 and bool(_PART_OF_YEAR.fullmatch(fold(value)))


def _is_parent_row(
    grid: Grid, index: int, merged: dict[tuple[int, int], tuple[int, int, int, int]], width: int
) -> bool:
    """Whether a row above holds headings over several columns ("Стоимость" over "всего" and "грант")."""
    row = grid.rows[index]
    headings = _headings(row)
    if not headings or len(headings) < len([v for v in row if v not in ("", None)]):
        return False
    wide = [merged[index, i] for i, _ in headings if (index, i) in merged]
    spans = [area[3] - area[1] + 1 for area in wide if area[2] == index]
    if not spans or max(spans) > 0.7 * width:
        return False
    return any((g := _best(text)) is not None and g.score >= 0.5 for _, text in headings)


def paths_of(
    grid: Grid, header: range, merged: dict[tuple[int, int], tuple[int, int, int, int]]
) -> list[list[str]]:
    """For each column the texts of its heading, from the top row of the header down."""
    width = max((len(grid.rows[i]) for i in header), default=0)
    width = (
        max(width, *(len(row) for row in grid.rows[header.stop : header.stop + 50]))
        if header.stop < len(grid.rows)
        else width
    )
    paths: list[list[str]] = [[] for _ in range(width)]
    last = header.stop - 1
    for index in header:
        row = grid.rows[index]
        carried = ""
        for column in range(width):
            value = row[column] if column < len(row) else ""
            area = merged.get((index, column))
            if area and (area[0], area[1]) != (index, column):
                value = grid.cell(area[0], area[1]) if area[1] < column and area[0] == index else ""
            text = (
                str(int(value))
                if isinstance(value, float) and abs(value) < 1e9 and value == int(value)
                else ("" if value is None else str(value))
            )
            text = without_hyphens(text.strip())
            if text:
                carried = text if index < last else ""
            elif (
                carried
                and not area
                and _empty_above(grid, header, index, column)
                and _filled_below(grid, index, last, column)
            ):
                # A heading over several columns whose merging was lost (CSV).
                text = carried
            elif index < last:
                carried = carried if area is None and not _filled_alone(grid, header, column) else ""
            if text and (not paths[column] or paths[column][-1] != text):
                paths[column].append(text)
    for (index, column), notes in grid.notes.items():
        if index in header and column < width and paths[column]:
            told = "; ".join(note for note in notes if is_note_of_heading(note))
            paths[column][-1] += f" ({told})" if told else ""
    return paths


def is_note_of_heading(text: str) -> bool:
    """Whether a footnote says the unit of the amounts under the heading that it hangs on: "в тыс. долл. США"."""
    unit = unit_in(text)
    return len(text) <= LONGEST_HEADING / 2 and bool(unit.currency or unit.factor)


def _empty_above(grid: Grid, header: range, index: int, column: int) -> bool:
    return all(is_gap(grid.cell(row, column)) for row in range(header.start, index))


def _filled_below(grid: Grid, index: int, last: int, column: int) -> bool:
    return any(not is_gap(grid.cell(row, column)) for row in range(index + 1, last + 1))


def _filled_alone(grid: Grid, header: range, column: int) -> bool:
    return all(is_gap(grid.cell(row, column)) for row in header)


def _side_by_side(
    grid: Grid, header: range, merged: dict[tuple[int, int], tuple[int, int, int, int]]
) -> list[Grid]:
    """The sheet cut where two tables stand beside each other with an empty column between them."""
    width = max(len(grid.rows[i]) for i in header)
    empty = [
        column for column in range(width)
        if all(is_gap(grid.cell(row, column)) and (row, column) not in merged for row in header)
        and all(is_gap(grid.cell(row, column)) for row in range(header.stop, min(header.stop + 100, len(grid.rows))))
    ]  # fmt: skip
    cuts = [-1, *empty, width]
    blocks = [(a + 1, b) for a, b in pairwise(cuts) if b - a > 1]
    good = []
    for first, last in blocks:
        found: set[str] = set()
        for index in header:
            for column, text in _headings(grid.rows[index]):
                guess = _best(text) if first <= column < last else None
                if guess and guess.score >= 0.55:
                    found.add(guess.field)
        good.append(bool(found & _TITLE_LIKE) and len(found) >= 2)
    if len(blocks) < 2 or sum(good) < 2:
        return [grid]
    parts = []
    starts = [block[0] for block, is_good in zip(blocks, good, strict=True) if is_good]
    for number, start in enumerate(starts):
        stop = starts[number + 1] if number + 1 < len(starts) else grid.width
        parts.append(grid.part(0 if number == 0 else start, stop))
    return parts
