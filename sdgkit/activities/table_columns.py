"""The columns of one table as they were understood: field, currency, factor and year of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any

from sdgkit.activities.activity import When
from sdgkit.activities.agenda_texts import columns_of_targets
from sdgkit.activities.cells.amounts import LIKELY_DOT, decimal_mark_of, read_amount, words_beside
from sdgkit.activities.cells.codes import comma_is_decimal_in
from sdgkit.activities.cells.dates import month_first_in
from sdgkit.activities.cells.gaps import is_gap
from sdgkit.activities.cells.organisations import known_organisation
from sdgkit.activities.cells.regions import read_countries, read_regions
from sdgkit.activities.cells.units import unit_in, unit_told
from sdgkit.activities.colours import coloured_cells
from sdgkit.activities.column_choice import Choice
from sdgkit.activities.column_content import Content, content_of
from sdgkit.activities.column_headings import MONEY_FIELDS, guess_path, is_part
from sdgkit.activities.columns import REGION, choose, is_of_parties
from sdgkit.activities.header import TableArea, is_part_of_year
from sdgkit.activities.mark_columns import (
    countries_of_columns,
    goals_of_columns,
    organisations_of_columns,
    regions_of_columns,
)
from sdgkit.activities.mark_scales import Scale, legend_texts, scale_of
from sdgkit.activities.rows import is_total
from sdgkit.activities.settings import ReadingSettings
from sdgkit.activities.sources.workbook import column_letter
from sdgkit.activities.time_columns import YearFrom, names_parts_of_year, time_columns
from sdgkit.languages import clean, fold

_DATED = re.compile(
    r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})|(?<!\w)(?:as of|as at|по состоянию на|жағдайы бойынша)[^,;)/]*",
    re.IGNORECASE,
)
"""The day on which a sum stood ("Освоено на 01.07.2025"); it is no year of a yearly amount."""
_YEAR_HEADING = re.compile(r"(?<!\d)(20[0-4]\d|19[89]\d)(?!\d)")

_PLACE_OF_EVENT = re.compile(
    r"(?<!\w)(?:мест\w* проведени\w*|место\w* и \w+ проведени\w*|мест\w* реализаци\w*|город проведени\w*|venue|place|"
    r"location|орны)(?!\w)"
)
"""What a heading of dates says of where, too. Where an agreement was signed is not where the work is done."""

THOUSAND = Decimal(1000)
LONGEST_PLACE = 40
"""Characters of a heading that may be the name of a place or donor alone."""
LEAST_NAMED = 2
"""Columns of amounts headed with names that are a table by name."""
LONGEST_NAME = 200
"""Characters of a heading that are kept."""
SURE_HEADING = 0.9
"""A heading this sure makes a column part of the register, even after an empty one."""
MOST_MARKED = 20_000
"""Rows of a matrix that are looked at to tell what its marks mean."""
MOST_CACHED = 50_000
"""Readings of cells that a column remembers."""


@dataclass
class Column:
    """A column that was understood.

    Attributes:
        index: its place, counted from 0.
        letter: its letter.
        heading: its heading in one line.
        choice: the field it holds.
        currency: currency that its heading names.
        factor: factor that its heading names.
        year: year that its heading names (of a yearly amount).
        cache: readings of cells by their value; registers say the same again and again.
        mark_of: goal, target, region or organisation that a mark in it stands for.
        scale: what the marks of the columns of goals mean, where there are several kinds.
        language: language that its heading names ("Атауы (KZ)").
        stands_in_for: columns with the same amount in another currency, which count where they are filled.
        own_currency: whether it holds the amounts that are in its currency, beside columns of other currencies.
        marks: whether its marks are kept, as those of the quarters in which work is done.
        when: the time that a mark in it stands for.
        when_part: the part of a year that its heading names, where nothing there says which year.
        painted: indexes of the rows whose cell in it is filled with a colour, as a mark.
        when_from: what says the year of that time: "heading", "title" or "sheet"; "" where nothing does.
        of_parties: whether it holds the parties to an agreement.
        also_places: whether it says where, beside when: "Дата и место проведения".
        of_things: whether the units it holds are of things and not of money ("%", "тыс. чел.").
        fact: the second half of a column of "План/факт", with what was spent.
        part_of_year: whether it says the month or quarter of the year that another column holds.
        named: region, country or donor whose part of the amount it holds.
        named_kind: "region", "country" or "donor".
        is_empty: whether no cell of it holds anything.
        beside: whether it stands beside the table (a legend, a summary), apart from it by an empty column.
    """

    index: int
    letter: str
    heading: str
    choice: Choice
    currency: str | None = None
    factor: Decimal | None = None
    year: int | None = None
    share_of: str = ""
    context: Any = None
    cache: dict[Any, Any] = field(default_factory=dict)
    beside: bool = False
    is_empty: bool = False
    language: str = ""
    mark_of: str = ""
    scale: Scale | None = None
    stands_in_for: frozenset[int] = frozenset()
    own_currency: bool = False
    marks: bool = False
    when: When | None = None
    when_from: YearFrom = ""
    when_part: str = ""
    painted: frozenset[int] = frozenset()
    of_parties: bool = False
    also_places: bool = False
    part_of_year: bool = False
    of_things: bool = False
    fact: Column | None = None
    named: str = ""
    named_kind: str = ""

    @property
    def field(self) -> str:
        """The name of the field."""
        return self.choice.field


def understood_columns(area: TableArea, settings: ReadingSettings) -> list[Column]:
    """The columns of a table, with the field of each.

    Raises:
        UsageError: the settings name a field that does not exist.
    """
    contents = [_content(area, index) for index in range(len(area.paths))]
    said = _by_hand(area, settings)
    by_hand = {index: text.partition(",")[0].strip() for index, text in said.items()}
    choices = choose(area.paths, contents, by_hand)
    columns = []
    placed = any(choice.field == "region" for choice in choices)
    above_currency, above_factor = _unit_above(area)
    for index, (path, choice) in enumerate(zip(area.paths, choices, strict=True)):
        heading = clean(" / ".join(path))[:LONGEST_NAME] if path else ""
        letter = area.letters.get(index) or column_letter(index)
        column = Column(
            index,
            letter,
            heading,
            choice,
            language=_language_named(heading),
            is_empty=not contents[index].filled,
        )
        if choice.field in MONEY_FIELDS:
            # "commitmentUSD", "mEUR": the code of the currency is a word of its own.
            unit = unit_in(
                re.sub(r"(?<=[^\W\d_])(?=(?:USD|EUR|KZT|GBP|CHF|JPY)(?![^\W\d_]))", " ", " ".join(path))
            )
            column.currency = unit.currency or above_currency
            column.factor = unit.factor or (above_factor if unit.currency in (None, above_currency) else None)
            undated = [_DATED.sub(" ", text) for text in (path[-1] if path else "", heading)]
            years = set(_YEAR_HEADING.findall(undated[0])) or set(_YEAR_HEADING.findall(undated[1]))
            # "Всего 2023-2025" is of no single year.
            column.year = (
                int(years.pop())
                if len(years) == 1 and not re.search(r"constant|цен\w* \d{4}", heading, re.IGNORECASE)
                else None
            )
            if "," in said.get(index, ""):
                # `C = "budget, USD, million, 2024"`: a person says the rest too.
                own = unit_in(said[index])
                column.currency, column.factor = own.currency or column.currency, own.factor or column.factor
                own_year = _YEAR_HEADING.search(said[index])
                column.year = int(own_year[1]) if own_year else column.year
            column.context = decimal_mark_of([v for v in contents[index].values if isinstance(v, str)])
            if column.context is None and column.factor == THOUSAND and heading.isascii():
                column.context = LIKELY_DOT
        elif choice.field == "partner":
            column.of_parties = is_of_parties(heading)
        elif choice.field in ("start", "end", "period", "year", "payment_date"):
            column.also_places = not placed and bool(_PLACE_OF_EVENT.search(fold(heading)))
            hint = re.search(r"\bmm[/.-]dd", heading, re.IGNORECASE)
            column.context = (
                True if hint else month_first_in([v for v in contents[index].values if isinstance(v, str)])
            )
        elif choice.field in ("sdg", "sdg_primary"):
            column.context = comma_is_decimal_in(list(contents[index].values))
        if area.grid.delimited and index >= max(
            (len(area.grid.rows[i]) for i in area.header), default=len(area.paths)
        ):
            # Cells behind the last heading of a text file are there because a separator was not quoted.
            column.choice = Choice("", 0.0, "heading")
        columns.append(column)
    values = [_cells(area, index) for index in range(len(area.paths))]
    for column, cells in zip(columns, values, strict=True):
        if column.field in ("", "budget") and column.choice.reason != "settings":
            _set_plan_and_fact(column, cells, (above_currency, above_factor))
    for index, code in goals_of_columns(area.paths, values).items():
        if columns[index].choice.reason != "settings":
            columns[index].choice, columns[index].mark_of = Choice("sdg", 0.9, "heading"), code
    _set_scale(area, [column for column in columns if column.mark_of])
    for index, name in regions_of_columns(area.paths, values, settings.country or "KAZ").items():
        if columns[index].choice.reason != "settings":
            columns[index].choice, columns[index].mark_of = Choice("region", 0.9, "heading"), name
    for index, code in countries_of_columns(area.paths, values).items():
        if columns[index].choice.reason != "settings" and not columns[index].mark_of:
            columns[index].choice, columns[index].mark_of = Choice("country", 0.9, "heading"), code
    for index, name in organisations_of_columns(area.paths, values).items():
        if columns[index].choice.reason != "settings":
            columns[index].choice, columns[index].mark_of = Choice("partner", 0.9, "heading"), name
    _set_amounts_by_name(columns, contents, area.paths, settings.country or "KAZ")
    goals = [c.index for c in columns if c.field in ("sdg", "sdg_primary") and not c.mark_of]
    purposes = [
        c.index
        for c in columns
        if c.field in ("objectives", "results")
        and c.choice.reason != "settings"
        and any(guess.field in ("sdg", "sdg_primary") for guess in guess_path(area.paths[c.index]))
    ]
    for index in columns_of_targets(goals, purposes, values) if goals and purposes else ():
        columns[index].choice = Choice("sdg", 0.8, "content")
        columns[index].context = comma_is_decimal_in(list(contents[index].values))
    for column, cells in zip(columns, values, strict=True):
        if column.field == "unit":
            column.of_things = _are_of_things(cells)
    if any(column.field == "year" for column in columns):
        for column, cells in zip(columns, values, strict=True):
            column.part_of_year = column.field in ("", "period") and names_parts_of_year(
                column.heading, cells
            )
            if column.part_of_year:
                column.choice = Choice("", 0.9, "heading")
    _set_times(area, columns, values)
    _settle_amounts(columns, contents, values, area.paths)
    _set_beside(columns, contents)
    return columns


_LANGUAGES = {
    "kk": re.compile(
        r"(?<!\w)(?:kz|kk|kaz|каз|қаз|на казахском|казахск\w+ язык\w*|қазақша|қазақ тілі\w*|in kazakh)(?!\w)"
    ),
    "ru": re.compile(
        r"(?<!\w)(?:ru|rus|рус|орыс|на русском|русск\w+ язык\w*|орысша|орыс тілі\w*|in russian)(?!\w)"
    ),
    "en": re.compile(
        r"(?<!\w)(?:en|eng|англ|ағыл|на английском|английск\w+ язык\w*|ағылшынша|ағылшын тілі\w*|in english)(?!\w)"
    ),
}


def _language_named(heading: str) -> str:
    """The one language that a heading names, or ""."""
    named = [language for language, words in _LANGUAGES.items() if words.search(fold(heading))]
    return named[0] if len(named) == 1 else ""


def _cells(area: TableArea, index: int) -> list[object]:
    """The first cells of a column as they stand; a lone "x" is a mark here and a gap elsewhere."""
    return [
        row[index] if index < len(row) else ""
        for row in area.grid.rows[area.first : min(area.last, area.first + 300)]
    ]


def _content(area: TableArea, index: int) -> Content:
    rows = area.grid.rows
    values = []
    for row_index in range(area.first, min(area.last, area.first + 2000)):
        row = rows[row_index]
        if index < len(row) and row[index] not in ("", None) and not is_total(row[index]):
            values.append(row[index])
            if len(values) >= 60:
                break
    return content_of(values)


_PLAN_AND_FACT = re.compile(
    r"(?<!\w)(?:план\w*\s*/\s*(?:факт\w*|исполн\w*)|plan(?:ned)?\s*/\s*(?:fact|actual|spent)|budget\s*/\s*(?:actual|spent|expenditure)|"
    r"жоспар\w*\s*/\s*нақты\w*)"
)
_TWO_AMOUNTS = re.compile(r"\s*\d[\d\s.,]*/\s*\d[\d\s.,]*|\s*[-–—]?\s*")


def _set_plan_and_fact(
    column: Column, cells: Sequence[object], note: tuple[str | None, Decimal | None]
) -> None:
    """A column of "План/факт" holds what was planned and what was spent, with a slash between."""
    said = [value for value in cells if not is_gap(value)]
    if not said or not _PLAN_AND_FACT.search(fold(column.heading)):
        return
    if not all(isinstance(value, str) and _TWO_AMOUNTS.fullmatch(value) for value in said):
        return
    unit = unit_in(column.heading)
    column.currency, column.factor = unit.currency or note[0], unit.factor or note[1]
    column.context = decimal_mark_of([part for value in said for part in str(value).split("/")])
    column.choice = Choice("budget", 0.7, "content")
    column.fact = replace(column, choice=Choice("spent", 0.7, "content"), cache={})


def _set_times(area: TableArea, columns: list[Column], values: Sequence[Sequence[object]]) -> None:
    """Columns of quarters, months and years whose marks, or coloured cells, say when the work is done."""
    plan = time_columns(area.paths, values, area.above, area.grid.sheet)
    painted: frozenset[tuple[int, int]] = frozenset()
    if not plan.times and area.grid.cell_fills:
        plan = time_columns(area.paths, values, area.above, area.grid.sheet, coloured=True)
        title = next((c.index for c in columns if c.field == "title"), 0)
        rows = range(area.first, min(area.last, area.first + MOST_MARKED))
        painted = coloured_cells(area.grid, rows, plan.times, title)
        plan = plan if painted else time_columns([], [], [], "")
    for index, when in plan.times.items():
        column = columns[index]
        if column.choice.reason != "settings":
            column.choice, column.marks = Choice("", 0.9, "heading"), True
            column.when, column.when_from, column.when_part = when, plan.year_from, plan.parts.get(index, "")
            column.painted = frozenset(row for row, place in painted if place == index)


def _set_scale(area: TableArea, goals: Sequence[Column]) -> None:
    """What the marks of the columns of goals mean, from the legend or from all of them together."""
    if not goals:
        return
    marks, legend = [], [*area.above, *(heading for column in goals for heading in area.paths[column.index])]
    for row in area.grid.rows[area.first : area.last][:MOST_MARKED]:
        if any(map(is_total, row)):
            continue
        marks.append([row[column.index] if column.index < len(row) else "" for column in goals])
    legend += [*legend_texts(area.grid.rows), *area.grid.legend]
    scale = scale_of(marks, legend, [column.mark_of for column in goals])
    for column in goals:
        column.scale = scale


def _by_hand(area: TableArea, settings: ReadingSettings) -> dict[int, str]:
    """What the settings say of each column: index -> field, for money perhaps with currency, unit and year."""
    found = {}
    wanted = {fold(key): name for key, name in settings.columns.items()}
    for index, path in enumerate(area.paths):
        names = {
            column_letter(index).lower(),
            fold(f"{area.grid.sheet.strip()}!{column_letter(index)}"),
            *(fold(p) for p in path),
            fold(" ".join(path)),
            fold(" / ".join(path)),
        }
        for key, name in wanted.items():
            if key in names:
                found[index] = name
    return found


def _unit_above(area: TableArea) -> tuple[str | None, Decimal | None]:
    """The currency and factor that the title block names for all amounts ("в долл. США, если не указано иное")."""
    told = [unit_told(text) for text in area.above if len(text) <= LONGEST_UNIT_ABOVE]
    if not any(unit.currency for unit in told):
        # "Примечание: все суммы в тыс. долл. США" under the table.
        told += map(unit_told, _notes_below(area))
    currencies = {unit.currency for unit in told if unit.currency}
    factors = {unit.factor for unit in told if unit.factor}
    return (currencies.pop() if len(currencies) == 1 else None, factors.pop() if len(factors) == 1 else None)


LONGEST_UNIT_ABOVE = 160
"""A longer line above a table is a paragraph and speaks of more than the table's amounts."""
LAST_ROWS = 8
"""Rows at the end of a table among which notes on it are looked for."""
_OF_AMOUNTS = re.compile(
    r"(?<!\w)(?:(?:все\s+)?суммы|стоимость|данные|показатели|единица измерения|(?:all\s+)?(?:amounts|figures|values)|"
    r"(?:барлық\s+)?сомалар\w*|өлшем бірлігі)(?!\w)"
)


def _notes_below(area: TableArea) -> list[str]:
    """Notes under a table that say of what its amounts are."""
    found = []
    for row in area.grid.rows[max(area.first + 1, area.last - LAST_ROWS) : area.last]:
        filled = [value for value in row if not is_gap(value)]
        if len(filled) == 1 and isinstance(filled[0], str) and len(filled[0]) <= LONGEST_NAME:
            found += [clean(filled[0])] if _OF_AMOUNTS.search(fold(filled[0])) else []
    return found


_TOTAL = re.compile(r"всего|итого|общ|total|барлығы|жалпы|жиыны|cost|жами|jami|бардыгы")
_REVISED = re.compile(
    r"(?<!\w)(?:net|revised|adjusted|amended|уточн\w*|скорректир\w*|"
    r"пересмотр\w*|с учетом изменени\w*|нақтылан\w*|түзетілген)(?!\w)"
)
"""Words of a column that puts the amount of another one right."""
MOST_BOTH = Fraction(1, 2)
"""Share of the rows with amounts from which columns of several currencies say the same amount again in each."""


def _settle_amounts(
    columns: list[Column],
    contents: Sequence[Content],
    values: Sequence[Sequence[object]],
    paths: Sequence[Sequence[str]],
) -> None:
    """Amounts that say the same twice are kept once: the same total in two currencies, parts of a total."""
    _set_parts_of_years(columns, paths)
    for before, column in pairwise([c for c in columns if c.field in MONEY_FIELDS]):
        if column.currency is None and column.factor is None and is_part(paths[column.index]):
            # "of which disbursed" beside "Amount, mln EUR": the unit is that of the whole.
            column.currency, column.factor = before.currency, before.factor
    told = any(c.field == "currency" for c in columns)
    promised = [c for c in columns if c.field in ("budget", "commitment") and c.choice.reason != "settings"]
    for column in promised:
        if column.currency and _CONVERTED.search(fold(column.heading)):
            # "Эквивалент, тыс. тенге" says an amount again, whatever the other column calls it.
            others = (
                c
                for c in promised
                if c is not column and c.currency != column.currency and (c.currency or told)
            )
            column.stands_in_for = frozenset(c.index for c in others)
    for kind in ("budget", "commitment", "spent"):
        same = [c for c in columns if c.field == kind and c.choice.reason != "settings"]
        totals = [c for c in same if c.year is None]
        if len(totals) < 2:
            continue
        currencies = {c.currency for c in totals}
        of_a_currency = all(c.currency or re.search(r"валют|currency", fold(c.heading)) for c in totals)
        if len(currencies) == len(totals) and (None not in currencies or of_a_currency):
            _settle_currencies(totals, contents, values)
            continue
        named = [c for c in totals if _TOTAL.search(fold(c.heading.rpartition(" / ")[2]))] or [
            c for c in totals if _TOTAL.search(fold(c.heading))
        ]
        keep = max(named or totals, key=lambda c: (c.choice.confidence, -c.index))
        revised = [c for c in totals if _REVISED.search(fold(c.heading.rpartition(" / ")[2]))]
        if len(revised) == 1 and (not named or revised[0] in named):
            # "Approved" beside "Net approved": the later word on one amount.
            for column in totals:
                if column is not revised[0]:
                    # Where the later word is missing, the first one stands.
                    column.stands_in_for = frozenset([revised[0].index])
            continue
        if not named and (whole := _whole_of_shares(totals, values)) is not None:
            for column in totals:
                if column is not whole:
                    column.choice = Choice("part", column.choice.confidence, column.choice.reason)
            continue
        if not named:
            # Parts without a total: each is an amount of its own partner.
            for column in totals:
                if not column.named:
                    column.share_of = column.heading
            continue
        parts = [column for column in totals if column is not keep]
        if keep.factor is None and keep.currency is None:
            units = {(column.currency, column.factor) for column in parts}
            if len(units) == 1:
                # "Всего" beside "Стоимость, млн долл. США" over the parts of it: the unit is that of the parts.
                keep.currency, keep.factor = units.pop()
        for column in parts:
            column.choice = Choice("part", column.choice.confidence, column.choice.reason)


_OF_ONE = re.compile(
    r"(?<!\w)(?:участие|доля|взнос|вклад|софинансирован\w*|participation|share|contribution|co-?financing|қатысу\w*|үлес\w*)(?!\w)"
)
"""Words of the heading of what one payer gives of an amount."""


def _whole_of_shares(totals: Sequence[Column], values: Sequence[Sequence[object]]) -> Column | None:
    """The column of which the others, headed as what single payers give, are never more; None where there is none."""
    others = [column for column in totals if _OF_ONE.search(fold(column.heading))]
    whole = [column for column in totals if column not in others]
    if len(whole) != 1 or not others:
        return None
    compared = 0
    for row in range(len(values[whole[0].index])):
        read = [
            read_amount(values[c.index][row], c.context, c.factor)
            for c in (whole[0], *others)
            if row < len(values[c.index])
        ]
        if any(len(one.amounts) != 1 for one in read) or len({one.amounts[0].currency for one in read}) != 1:
            continue
        if max(one.amounts[0].amount for one in read[1:]) > read[0].amounts[0].amount:
            return None
        compared += 1
    return whole[0] if compared >= LEAST_NAMED else None


def _set_parts_of_years(columns: Sequence[Column], paths: Sequence[Sequence[str]]) -> None:
    """Amounts of quarters and months are parts of that of the year, where a column has it ("Итого за 2025 год")."""
    for kind in ("budget", "spent"):
        same = [c for c in columns if c.field == kind and c.choice.reason != "settings"]
        parts = [c for c in same if any(is_part_of_year(clean(heading)) for heading in paths[c.index])]
        whole = [c for c in same if c not in parts]
        for column in parts:
            if len(parts) > 1 and any(one.year in (None, column.year) for one in whole):
                column.choice = Choice("part", column.choice.confidence, column.choice.reason)


def _set_amounts_by_name(
    columns: Sequence[Column], contents: Sequence[Content], paths: Sequence[Sequence[str]], country: str
) -> None:
    """Columns of amounts that are headed with one region, country or donor each: whose part of the amount they hold."""
    for kind, read in (
        ("region", partial(_one_region, country=country)),
        ("country", _one_country),
        ("donor", _one_donor),
    ):
        found = {
            column.index: name
            for column, path in zip(columns, paths, strict=True)
            if path and not column.named and column.field in ("", "part", *MONEY_FIELDS, "donor", "country", "region")
            and column.choice.reason != "settings" and not column.mark_of
            and (contents[column.index].shares["money"] >= 0.8 or not contents[column.index].filled)
            and not _OF_PEOPLE.search(fold(" ".join(path))) and (name := read(clean(path[-1])))
        }  # fmt: skip
        if len(found) < LEAST_NAMED or not any(contents[index].filled for index in found):
            continue
        total = any(
            c.field in MONEY_FIELDS - {"part", "spent"} and c.index not in found and c.year is None
            for c in columns
        )
        for index, name in found.items():
            column = columns[index]
            unit = unit_in(" ".join(paths[index]))
            column.named, column.named_kind = name, kind
            column.currency, column.factor = column.currency or unit.currency, column.factor or unit.factor
            column.choice = Choice("part" if total else "budget", 0.8, "heading")
            column.share_of = "" if total or kind != "donor" else name
        units = {(columns[index].currency, columns[index].factor) for index in found}
        for column in columns:
            bare = column.currency is None and column.factor is None and column.index not in found
            if len(units) == 1 and bare and column.field in MONEY_FIELDS - {"part"}:
                # "Всего" beside "Стоимость, млн долл. США" over the countries: the unit is that of the parts.
                column.currency, column.factor = next(iter(units))


_OF_PEOPLE = re.compile(
    r"(?<!\w)(?:чел\w*|человек\w*|охват\w*|благополучател\w*|бенефициар\w*|людей|адам\w*|people|persons|beneficiar\w*|"
    r"reached|учащи\w*|пациент\w*|households|домохозяйств\w*)(?!\w)"
)
"""Words of headings over numbers of people, which are no amounts."""


def _one_region(text: str, country: str) -> str:
    reading = read_regions(text, country) if len(text) <= LONGEST_PLACE else None
    whole = reading is not None and len(reading.regions) == 1 and "-" in reading.regions[0].code
    return text if whole else ""


def _one_country(text: str) -> str:
    found = read_countries(text) if len(text) <= LONGEST_PLACE else ()
    return found[0] if len(found) == 1 and found[0] in REGION else ""


def _one_donor(text: str) -> str:
    known = known_organisation(re.sub(r"\s*[,(].*$", "", text)) if len(text) <= LONGEST_PLACE else None
    return text if known is not None and known.kind in ("funder", "agency") else ""


_CONVERTED = re.compile(
    r"(?<!\w)(?:эквивалент\w*|экв|пересч[её]т\w*|по курсу|equivalent|equiv|converted|баламасы|балама\w*)(?!\w)"
)
"""Words of a column whose amounts were converted from those of another one."""


def _settle_currencies(
    totals: list[Column], contents: Sequence[Content], values: Sequence[Sequence[object]]
) -> None:
    """Columns of one amount in several currencies, or of amounts each in the column of its currency."""
    rows = [
        [not is_gap(value) for value in row] for row in zip(*(values[c.index] for c in totals), strict=False)
    ]
    filled = [row for row in rows if any(row)]
    both = sum(sum(row) > 1 for row in filled)
    if len(filled) > 1 and both <= MOST_BOTH * len(filled):
        for column in totals:
            column.own_currency = True
        return
    ordered = sorted(
        totals, key=lambda c: (bool(_CONVERTED.search(fold(c.heading))), -contents[c.index].filled, c.index)
    )
    for place, column in enumerate(ordered[1:], start=1):
        column.stands_in_for = frozenset(c.index for c in ordered[:place])


def _set_beside(columns: Sequence[Column], contents: Sequence[Content]) -> None:
    """Columns after an empty one that no heading makes part of the register stand beside it."""
    empty = [c.index for c in columns if not contents[c.index].filled and not c.heading]
    for gap in empty:
        inner, outer = columns[:gap], columns[gap + 1 :]
        if not has_register(inner) or any(c.choice.reason == "settings" for c in outer):
            continue
        if all(not c.field or c.choice.confidence < SURE_HEADING for c in outer):
            for column in outer:
                column.choice, column.beside = Choice("", 0.0, "neighbours"), True
            return


def _are_of_things(cells: Sequence[object]) -> bool:
    """Whether units are of things and not of money: "%", "тыс. чел."."""
    units = [value for value in cells if not is_gap(value)]
    money = (
        isinstance(unit, str) and "%" not in unit and (unit_in(unit).currency or not words_beside(unit))
        for unit in units
    )
    return bool(units) and not any(money)


_OF_INDICATORS = re.compile(r"(?<!\w)(?:показател\w*|индикатор\w*|indicators?|көрсеткіш\w*)(?!\w)")


def has_register(columns: Sequence[Column]) -> bool:
    """Whether the columns are those of a register: what is done, and at least one thing more about it."""
    if any(c.field == "unit" and c.of_things for c in columns) and any(
        c.field == "title" and _OF_INDICATORS.search(fold(c.heading)) for c in columns
    ):
        # "Наименование показателя", "Ед. изм." in per cent and people: a table of statistics.
        return False
    present = {c.field for c in columns} - {"", "note", "count", "contact", "unit"}
    titled = [c for c in columns if c.field in ("title", "description", "objectives")]
    if titled and all(_of_indicators(c) for c in titled):
        # "Показатель | План | Факт": what a project has reached, and no projects.
        return False
    return bool(titled) and len(present) >= 2


_INDICATORS = re.compile(r"показател|индикатор|indicator|көрсеткіш|(?<!\w)kpi(?!\w)")
_PROJECTS = re.compile(r"проект|мероприят|программ|project|activit|programme|жоба|іс-шара|шара")


def _of_indicators(column: Column) -> bool:
    heading = fold(column.heading)
    return (
        column.choice.reason != "settings"
        and _INDICATORS.search(heading) is not None
        and _PROJECTS.search(heading) is None
    )
