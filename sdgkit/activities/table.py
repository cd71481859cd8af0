"""From a table to activities: each row read cell by cell, each doubt told, no row lost.

A row of the table becomes an activity, a part of the activity above it (merged cells, a further donor),
or a finding that says why it is none (a section, a total, a note).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sdgkit.activities.activity import (
    Declaration,
    Marker,
    Money,
    Origin,
    Partner,
    RegionMention,
    Role,
    Sector,
    Volunteers,
    When,
)
from sdgkit.activities.amounts import AmountReading, decimal_mark_of, is_gap, read_amount, unit_in
from sdgkit.activities.codes import CodeReading, comma_is_decimal_in, read_codes, without_repeats
from sdgkit.activities.columns import MONEY_FIELDS, Choice, Content, choose, content_of
from sdgkit.activities.dates import Period, after_months, month_first_in, read_date
from sdgkit.activities.delimited import DAMAGED
from sdgkit.activities.header import TableArea, header_signatures, is_repeated_header
from sdgkit.activities.organisations import PERSON, OrganisationReading, read_organisations
from sdgkit.activities.regions import read_countries, read_regions
from sdgkit.activities.register import ColumnChoice
from sdgkit.activities.rows import kind_of_row, section_name
from sdgkit.activities.settings import ReadingSettings
from sdgkit.activities.statuses import read_status
from sdgkit.activities.volunteers import joined as joined_volunteers
from sdgkit.activities.volunteers import read_volunteers
from sdgkit.activities.workbook import column_letter
from sdgkit.findings import Finding, without_contacts
from sdgkit.languages import Text, clean, fold, language_of

_ROLES: Mapping[str, Role] = {
    "donor": "funding", "partner": "partner", "implementer": "implementing", "government": "government",
    "beneficiary": "beneficiary",
}  # fmt: skip
_KINDS = {
    "budget": "budget", "commitment": "commitment", "spent": "disbursed", "required": "required",
    "available": "available",
}  # fmt: skip
_MARKERS = {
    "gender_marker": "1",
    "environment_marker": "2",
    "mitigation_marker": "6",
    "adaptation_marker": "7",
}
_TEXTS = ("title", "description", "objectives", "results", "beneficiaries")
_ERRORS = re.compile(
    r"#(?:REF|DIV/0|VALUE|N/A|NAME\?|NULL|NUM|ССЫЛКА|ДЕЛ/0|ЗНАЧ|Н/Д|ИМЯ\?|ПУСТО|ЧИСЛО|SPILL|CALC|GETTING_DATA)!?|Err:\d{3}|#####+",
    re.IGNORECASE,
)
_YEAR_HEADING = re.compile(r"(?<!\d)(20[0-4]\d|19[89]\d)(?!\d)")


LONGEST_NAME = 200
"""Characters of a heading that are kept."""
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

    @property
    def field(self) -> str:
        """The name of the field."""
        return self.choice.field


@dataclass
class Draft:
    """An activity before it has its id.

    Attributes:
        values: the fields of the activity but `id` and `duplicate_of`.
        identifier: the register's own identifier, or "".
        number: the register's own number of the row, or "".
    """

    values: dict[str, Any]
    identifier: str = ""
    number: str = ""


@dataclass
class TableReading:
    """What a table gives."""

    drafts: list[Draft]
    findings: list[Finding]
    columns: list[ColumnChoice]


def understood_columns(area: TableArea, settings: ReadingSettings) -> list[Column]:
    """The columns of a table, with the field of each.

    Raises:
        UsageError: the settings name a field that does not exist.
    """
    contents = [_content(area, index) for index in range(len(area.paths))]
    by_hand = _by_hand(area, settings)
    choices = choose(area.paths, contents, by_hand)
    columns = []
    note_currency, note_factor = _unit_of_notes(area)
    for index, (path, choice) in enumerate(zip(area.paths, choices, strict=True)):
        heading = clean(" / ".join(path))[:LONGEST_NAME] if path else ""
        column = Column(index, column_letter(index), heading, choice)
        if choice.field in MONEY_FIELDS:
            unit = unit_in(" ".join(path))
            column.currency = unit.currency or note_currency
            column.factor = unit.factor or (note_factor if unit.currency in (None, note_currency) else None)
            year = _YEAR_HEADING.search(path[-1] if path else "") or _YEAR_HEADING.search(heading)
            column.year = (
                int(year[1])
                if year and not re.search(r"constant|цен\w* \d{4}", heading, re.IGNORECASE)
                else None
            )
            column.context = decimal_mark_of([v for v in contents[index].values if isinstance(v, str)])
        elif choice.field in ("start", "end", "period", "year"):
            hint = re.search(r"\bmm[/.-]dd", heading, re.IGNORECASE)
            column.context = (
                True if hint else month_first_in([v for v in contents[index].values if isinstance(v, str)])
            )
        elif choice.field in ("sdg", "sdg_primary"):
            column.context = comma_is_decimal_in(list(contents[index].values))
        columns.append(column)
    _settle_amounts(columns, contents)
    return columns


def _content(area: TableArea, index: int) -> Content:
    rows = area.grid.rows
    values = []
    for row_index in range(area.first, min(area.last, area.first + 2000)):
        row = rows[row_index]
        if index < len(row) and row[index] not in ("", None):
            values.append(row[index])
            if len(values) >= 60:
                break
    return content_of(values)


def _by_hand(area: TableArea, settings: ReadingSettings) -> dict[int, str]:
    found = {}
    wanted = {fold(key): name for key, name in settings.columns.items()}
    for index, path in enumerate(area.paths):
        names = {
            column_letter(index).lower(),
            *(fold(p) for p in path),
            fold(" ".join(path)),
            fold(" / ".join(path)),
        }
        for key, name in wanted.items():
            if key in names:
                found[index] = name
    return found


def _unit_of_notes(area: TableArea) -> tuple[str | None, Decimal | None]:
    """The currency and factor that the title block names for all amounts ("в долл. США, если не указано иное")."""
    currencies, factors = set(), set()
    for text in area.above:
        if len(text) > 160:
            continue
        unit = unit_in(text)
        if unit.currency:
            currencies.add(unit.currency)
        if unit.factor:
            factors.add(unit.factor)
    return (currencies.pop() if len(currencies) == 1 else None, factors.pop() if len(factors) == 1 else None)


def _settle_amounts(columns: list[Column], contents: Sequence[Content]) -> None:
    """Amounts that say the same twice are kept once: the same total in two currencies, parts of a total."""
    for kind in ("budget", "commitment", "spent"):
        same = [c for c in columns if c.field == kind and c.choice.reason != "settings"]
        totals = [c for c in same if c.year is None]
        if len(totals) < 2:
            continue
        currencies = {c.currency for c in totals}
        if len(currencies) == len(totals) and None not in currencies:
            keep = max(totals, key=lambda c: (contents[c.index].filled, -c.index))
        else:
            keep = max(totals, key=lambda c: (c.choice.confidence, -c.index))
            if not re.search(r"всего|итого|общ|total|барлығы|жалпы|cost", fold(keep.heading)):
                # Parts without a total: each is an amount of its own partner.
                for column in totals:
                    column.share_of = column.heading
                continue
        for column in totals:
            if column is not keep:
                column.choice = Choice("part", column.choice.confidence, column.choice.reason)


class TableReader:
    """Reads one table row by row."""

    def __init__(self, area: TableArea, columns: list[Column], settings: ReadingSettings) -> None:
        self.area, self.columns, self.settings = area, columns, settings
        self.grid = area.grid
        self.findings: list[Finding] = []
        self.drafts: list[Draft] = []
        self.section = ""
        self.without_currency: dict[int, list[int]] = {}
        self.damaged_rows = 0
        self.title = self._first("title") or self._first("description") or self._first("objectives")
        self.number = self._first("number")
        self.identifier = self._first("identifier")
        self.money = frozenset(c.index for c in columns if c.field in MONEY_FIELDS)
        self.country = settings.country or "KAZ"
        self.used = [c for c in columns if c.field not in ("", "contact", "count", "part")]
        self.kept = [c for c in columns if c.field in ("", "part", "note", "count", "unit")]
        self.signatures = header_signatures(area)
        self.wide, self.down = self._merges()
        self.in_footer = False

    def _first(self, name: str) -> Column | None:
        return max(
            (c for c in self.columns if c.field == name),
            key=lambda c: (c.choice.confidence, -c.index),
            default=None,
        )

    def _merges(self) -> tuple[dict[tuple[int, int], int], dict[tuple[int, int], int]]:
        """Merged areas of the table: first cell -> last column, and cells that repeat the row they hang from."""
        wide, down = {}, {}
        for first_row, first_column, last_row, last_column in self.grid.merges:
            if last_row < self.area.first or first_row >= self.area.last:
                continue
            if last_column > first_column:
                wide[first_row, first_column] = last_column
            if last_row > first_row and last_row - first_row < 2000 and last_column - first_column < 100:
                for row in range(first_row + 1, last_row + 1):
                    for column in range(first_column, last_column + 1):
                        down[row, column] = first_row
        return wide, down

    def note(
        self,
        code: str,
        row: int | None = None,
        column: Column | None = None,
        value: object = "",
        **details: object,
    ) -> None:
        """Write down a finding."""
        self.findings.append(
            Finding(
                code=f"activities.{code}",
                file=self.grid.file,
                sheet=self.grid.sheet,
                row=None if row is None else self.grid.number(row),
                column=column.letter if column else "",
                value=value,
                details={key: str(text) for key, text in details.items()},
            )
        )

    def read(self) -> TableReading:
        """The drafts and findings of the table."""
        rows = self.grid.rows
        width = len(self.area.paths)
        title = self.title.index if self.title else None
        number = self.number.index if self.number else None
        for index in range(self.area.first, self.area.last):
            row = rows[index]
            filled = [
                i
                for i, v in enumerate(row)
                if v is not None and v != "" and (not isinstance(v, str) or v.strip(" \xa0\t\r\n"))
            ]
            if not filled and not self._formula_row(index):
                continue
            if len(row) < width:
                row = [*row, *[""] * (width - len(row))]
            below = rows[index + 1] if index + 1 < self.area.last else []
            kind = kind_of_row(
                row, filled, width=width, merged_to=self.wide.get((index, filled[0])) if filled else None, title=title,
                number=number, money=self.money,
                next_number=below[number] if number is not None and number < len(below) else None,
            )  # fmt: skip
            self._row(index, row, filled, kind)
        self._closing()
        choices = [
            ColumnChoice(
                file=self.grid.file, sheet=self.grid.sheet, column=c.letter, heading=without_contacts(c.heading),
                field=c.field, confidence=round(c.choice.confidence, 2), reason=c.choice.reason,
            )
            for c in self.columns
        ]  # fmt: skip
        return TableReading(self.drafts, self.findings, choices)

    def _formula_row(self, index: int) -> bool:
        """Whether an empty row holds formulas whose values were not stored."""
        marks = (self.grid.formulas, self.grid.errors)
        return any((index, column.index) in found for found in marks if found for column in self.columns)

    def _row(self, index: int, row: list[Any], filled: list[int], kind: str) -> None:
        if is_repeated_header(row, self.signatures):
            self.note("row-header-repeated", index)
        elif kind == "total":
            self.note("row-total", index, value=row[filled[0]])
        elif kind == "note" or (self.in_footer and len(filled) <= 2):
            self.in_footer = True
            self.note("row-note", index)
        elif kind == "section":
            if self._continues_title(index, row, filled):
                return
            self.section = section_name(clean(str(row[filled[0] if len(filled) == 1 else filled[-1]])))
            if len(filled) > 1 and self.title:
                self.section = clean(str(row[self.title.index])) or self.section
            self.note("row-section", index, value=self.section)
        else:
            self._activity(index, row, filled)

    def _continues_title(self, index: int, row: list[Any], filled: list[int]) -> bool:
        """A lone cell under a title that begins in lower case goes on with it."""
        if not self.drafts or self.title is None or filled != [self.title.index]:
            return False
        text = clean(str(row[filled[0]]))
        last = self.drafts[-1].values
        if not text[:1].islower() or last["origin"].row != self.grid.number(index - 1):
            return False
        languages = last["title"].root
        language = next(iter(languages), language_of(text))
        last["title"] = Text(languages | {language: f"{languages.get(language, '')} {text}".strip()})
        self.note("row-continued", index, value=text)
        return True

    def _activity(self, index: int, row: list[Any], filled: list[int]) -> None:
        inherited = self._inherit(index, row)
        title = row[self.title.index] if self.title else ""
        own_title = self.title is not None and self.title.index not in inherited and not is_gap(title)
        number = row[self.number.index] if self.number and self.number.index not in inherited else ""
        identifier = (
            row[self.identifier.index] if self.identifier and self.identifier.index not in inherited else ""
        )
        if not own_title and self.drafts and is_gap(number) and is_gap(identifier):
            below = self.title is not None and (index, self.title.index) in self.down
            if below or self._is_continuation(index, filled):
                self._continue(index, row, inherited)
                return
        if not any(i in filled for i in (c.index for c in self.used)) and not self._formula_row(index):
            self.note("row-unread", index, value=row[filled[0]] if filled else "")
            return
        draft = self._read_row(index, row, inherited)
        if not draft.values["title"]:
            self.note("title-missing", index)
        self.drafts.append(draft)

    def _is_continuation(self, index: int, filled: list[int]) -> bool:
        """A row without number and title right under an activity that adds partners, places or amounts to it."""
        above = self.drafts[-1].values["origin"].row
        fields = {c.field for c in self.columns if c.index in filled}
        adding = {
            "donor",
            "implementer",
            "government",
            "partner",
            "region",
            "sdg",
            "budget",
            "spent",
            "commitment",
            "results",
            "",
            "note",
            "part",
            "start",
            "end",
            "contact",
        }
        return fields <= adding and self.grid.number(index) - (above or 0) <= 1 + self._continued(index)

    def _continued(self, index: int) -> int:
        """How many rows right above were continuations themselves."""
        count = 0
        told = {f.row for f in self.findings[-30:] if f.code == "activities.row-continued"}
        while self.grid.number(index - 1 - count) in told:
            count += 1
        return count

    def _inherit(self, index: int, row: list[Any]) -> set[int]:
        """Fill cells that are merged with the ones above; returns their columns."""
        inherited = set()
        if self.down:
            for column in self.columns:
                top = self.down.get((index, column.index))
                if top is not None and is_gap(row[column.index]):
                    if (top, column.index) in self.wide and self.down.get((index, column.index)) is None:
                        continue
                    row[column.index] = self.grid.cell(top, column.index)
                    inherited.add(column.index)
        return inherited

    def _continue(self, index: int, row: list[Any], inherited: set[int]) -> None:
        kept = [*row]
        for column in inherited:
            kept[column] = ""
        more = self._read_row(index, kept, set()).values
        last = self.drafts[-1].values
        for name in ("partners", "regions", "declared", "sectors", "countries", "markers"):
            last[name] = (
                tuple(dict.fromkeys((*last[name], *more[name])))
                if name == "countries"
                else _joined(last[name], more[name])
            )
        donors = [p for p in more["partners"] if p.role in ("funding", "partner")]
        amounts = more["money"]
        own = {"origin": more["origin"]} | ({"partner": str(donors[0].name)} if len(donors) == 1 else {})
        amounts = tuple(amount.model_copy(update=own) for amount in amounts)
        last["money"] = (*last["money"], *amounts)
        for name in ("description", "objectives", "results", "beneficiaries"):
            last[name] = _longer(last[name], more[name])
        for name in ("start", "end"):
            last[name] = last[name] or more[name]
        last["status"] = last["status"] or more["status"]
        for heading, text in more["extra"].items():
            last["extra"][heading] = f"{last['extra'][heading]}; {text}" if heading in last["extra"] else text
        self.note("row-continued", index)

    def _read_row(self, index: int, row: list[Any], inherited: set[int]) -> Draft:
        found = _Found()
        for column in self.used:
            value = row[column.index]
            if value == "" or value is None:
                if (index, column.index) in self.grid.formulas:
                    self.note("formula-without-value", index, column)
                elif (index, column.index) in self.grid.errors:
                    self.note("cell-error", index, column, self.grid.errors[index, column.index])
                continue
            if isinstance(value, str) and value[:1] in "#E" and _ERRORS.fullmatch(value.strip()):
                self.note("cell-error", index, column, value)
                continue
            _READERS[column.field](self, index, column, value, found)
        return self._draft(index, row, found)

    def _draft(self, index: int, row: list[Any], found: _Found) -> Draft:
        start, end = self._dates(index, found)
        regions = self._regions(index, found, start)
        countries = tuple(dict.fromkeys(found.countries))
        if not countries and self.settings.country:
            countries = (self.settings.country,)
        extra = self._extra(index, row)
        extra |= found.extra
        values = {
            "origin": Origin(file=self.grid.file, sheet=self.grid.sheet, row=self.grid.number(index)),
            **{name: _text(found.texts.get(name, {})) for name in _TEXTS},
            "partners": tuple(found.partners),
            "countries": countries,
            "regions": regions,
            "start": start,
            "end": end,
            "status": found.status or ("ongoing" if found.ongoing else ""),
            "money": tuple(self._money(index, found)),
            "sectors": tuple(found.sectors),
            "section": self.section,
            "markers": tuple(found.markers),
            "declared": without_repeats(found.declared) if len(found.declared) > 1 else tuple(found.declared),
            "volunteers": joined_volunteers(found.volunteers) if found.volunteers else None,
            "extra": extra,
        }
        return Draft(values, found.identifier, found.number)

    def _dates(self, index: int, found: _Found) -> tuple[When | None, When | None]:
        start, end = found.start, found.end
        if found.period:
            start = start or found.period.start
            end = end or found.period.end
            if found.period.start and not found.period.is_range and found.end is None and found.start is None:
                end = found.period.start
        if found.year and not start and not end:
            start, end = found.year.start, found.year.end or found.year.start
        months = found.months
        if months and start and not end:
            end = after_months(start, months)
        if start and end and end.last < start.first:
            self.note("date-backwards", index, value=f"{start.written} – {end.written}")
        return start, end

    def _regions(self, index: int, found: _Found, start: When | None) -> tuple[RegionMention, ...]:
        if not found.places:
            return ()
        regions: list[RegionMention] = []
        for column, text in found.places:
            reading = read_regions(text, self.country, start.first.year if start else None)
            if reading.unread:
                self.note("region-unread", index, column, text)
            if reading.unread or reading.wider:
                found.extra[column.heading or column.letter] = without_persons(text)
            for note in reading.notes:
                self.findings.append(
                    Finding(
                        code=note.code,
                        file=self.grid.file,
                        sheet=self.grid.sheet,
                        row=self.grid.number(index),
                        column=column.letter,
                        value=text,
                        details=note.details,
                    )
                )
            regions += [
                region for region in reading.regions if all(region.code != other.code for other in regions)
            ]
            found.countries += reading.countries
        return tuple(regions)

    def _money(self, index: int, found: _Found) -> list[Money]:
        result = []
        default = found.currency or self.settings.currency
        for column, reading in found.amounts:
            if column.field == "part":
                continue
            for amount in reading.amounts:
                currency = amount.currency or column.currency or default
                if currency is None:
                    self.without_currency.setdefault(column.index, []).append(index)
                result.append(_money(amount.amount, currency, column))
        return result

    def _extra(self, index: int, row: list[Any]) -> dict[str, str]:
        extra = {}
        for column in self.kept:
            value = row[column.index]
            if is_gap(value):
                continue
            text = without_persons(_shown(value))
            if text:
                name = column.heading or column.letter
                extra[name if name not in extra else f"{name} ({column.letter})"] = text
        if index in self.grid.fills and not any(c.field == "status" for c in self.columns):
            extra["colour"] = self.grid.fills[index]
        return extra

    def _closing(self) -> None:
        """Findings about whole columns and about what is hidden."""
        for column in self.columns:
            if column.choice.doubtful:
                code = "column-doubtful" if column.field else "column-unknown"
                self.note(code, self.area.header.stop - 1, column, column.heading, field=column.field or "—")
            rows = self.without_currency.get(column.index)
            if rows:
                self.note("currency-missing", rows[0], column, column.heading, number=len(rows))
        hidden = sum(self.area.first <= r < self.area.last for r in self.grid.hidden_rows)
        if hidden:
            self.note("hidden-rows", value="", number=hidden)
        letters = [c.letter for c in self.columns if c.index in self.grid.hidden_columns]
        if letters:
            self.note("hidden-columns", value=", ".join(letters))
        if any(c.field == "contact" for c in self.columns):
            self.note("contacts-left-out", column=next(c for c in self.columns if c.field == "contact"))
        coloured = [i for i in self.grid.fills if self.area.first <= i < self.area.last]
        if coloured and not any(c.field == "status" for c in self.columns):
            self.note("status-by-colour", number=len(coloured))


def _money(amount: Decimal, currency: str | None, column: Column) -> Money:
    """An amount of a column; equal ones are one object, as registers say the same again and again."""
    key = ("money", amount, currency)
    found = column.cache.get(key)
    if found is None:
        found = Money(
            amount=amount,
            currency=currency,
            kind=_KINDS[column.field],
            year=column.year,
            partner=column.share_of,
        )
        if len(column.cache) < MOST_CACHED:
            column.cache[key] = found
    return found


@dataclass
class _Found:
    """What the cells of a row say."""

    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    partners: list[Partner] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    places: list[tuple[Column, str]] = field(default_factory=list)
    start: When | None = None
    end: When | None = None
    period: Period | None = None
    year: Period | None = None
    months: int | None = None
    ongoing: bool = False
    status: str = ""
    amounts: list[tuple[Column, AmountReading]] = field(default_factory=list)
    currency: str | None = None
    sectors: list[Sector] = field(default_factory=list)
    markers: list[Marker] = field(default_factory=list)
    declared: list[Declaration] = field(default_factory=list)
    volunteers: list[Volunteers | None] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)
    identifier: str = ""
    number: str = ""


def _joined(first: tuple[Any, ...], second: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*first, *(one for one in second if one not in first))


def _longer(first: Text, second: Text) -> Text:
    texts = dict(first.items())
    for language, text in second.items():
        texts[language] = (
            f"{texts[language]} {text}"
            if language in texts and text not in texts[language]
            else texts.get(language, text)
        )
    return Text(texts)


def _text(texts: dict[str, str]) -> Text:
    return Text(texts) if texts else _NO_TEXT


_NO_TEXT = Text({})


def _shown(value: object) -> str:
    if isinstance(value, float) and abs(value) < 1e15 and value == int(value):
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return clean(str(value))


_CONTACT_WORD = re.compile(
    r"(?:исп\.|исполнитель:|конт(?:актное)?\.?\s?лицо:?|контакт(?:ы|ный)?:?|тел\.?:?|моб\.?:?|e-?mail:?|эл\.?\s?почта:?|phone:?|contact:?|байланыс:?|"
    r"ф\.?\s?и\.?\s?о\.?:?)\s*(?=[А-ЯЁA-Z\[+]|$)",
    re.IGNORECASE,
)


_MAY_BE_CONTACT = re.compile(r"@|\+\d|8[\s(-]|\(\d{3}|(?<!\w)\w\.")
"""What every contact has in it; a text without it is not looked at further."""


def without_persons(text: str) -> str:
    """The text without telephone numbers, e-mail addresses and names with initials.

    Example:
        >>> without_persons("см. протокол №5. Исп. Тестов Т.Т., +7 7172 00-00-01")
        'см. протокол №5.'
    """
    if not _MAY_BE_CONTACT.search(text):
        return text
    masked = without_contacts(text)
    named = PERSON.sub("[...]", masked)
    if named == text:
        return text
    named = _CONTACT_WORD.sub("", named)
    return re.sub(r"(?:[\s,;:]*\[\.\.\.\])+[\s,;]*", " ", named).strip(" ,;:")


def _cached(column: Column, value: Any, read: Callable[[], Any]) -> Any:
    key = (type(value), value)
    found = column.cache.get(key)
    if found is None:
        found = read()
        if len(column.cache) < MOST_CACHED:
            column.cache[key] = found
    return found


def _read_text(reader: TableReader, index: int, column: Column, value: Any, found: _Found) -> None:
    if is_gap(value):
        return
    text = without_persons(_shown(value))
    if not text:
        return
    language = language_of(text) or reader.settings.language or ""
    texts = found.texts.setdefault(column.field, {})
    if language in texts:
        if column is reader.title:
            found.extra[f"{column.heading} (2)"] = texts[language]
            texts[language] = text
        elif text not in texts[language]:
            texts[language] = f"{texts[language]} {text}" if column.field != "title" else texts[language]
            if column.field == "title":
                found.extra[column.heading or column.letter] = text
    else:
        texts[language] = text
    if "?" in text and DAMAGED.search(text):
        reader.note("text-damaged", index, column, text)


def _read_title(reader: TableReader, index: int, column: Column, value: Any, found: _Found) -> None:
    """A title; "Атауы / Наименование" in one cell, each language on a line of its own, is two titles."""
    if isinstance(value, str) and "\n" in value:
        lines = [line for line in value.split("\n") if line.strip()]
        languages = [language_of(line) for line in lines]
        if (
            len(lines) == 2
            and set(languages) in ({"kk", "en"}, {"ru", "en"}, {"ru", "kk"})
            and min(map(len, lines)) > 12
            and lines[1].strip()[:1].isupper()
        ):
            for line in lines:
                _read_text(reader, index, column, line, found)
            return
    _read_text(reader, index, column, value, found)


def _read_partner(reader: TableReader, index: int, column: Column, value: Any, found: _Found) -> None:
    reading: OrganisationReading = _cached(
        column, value, lambda: read_organisations(value, _ROLES[column.field])
    )
    if found.partners:
        told = {(p.role, *p.name.root.values()) for p in found.partners}
        found.partners += [p for p in reading.partners if (p.role, *p.name.root.values()) not in told]
    else:
        found.partners += reading.partners
    if reading.unread:
        reader.note("cell-too-long", index, column)
        found.extra[column.heading or column.letter] = without_persons(_shown(value))
    if reading.footnote:
        reader.note("footnote-mark", index, column, value)
    if reading.persons:
        reader.note("person-left-out", index, column)


def _read_when(reader: TableReader, index: int, column: Column, value: Any, found: _Found) -> None:
    reading: Period = _cached(column, value, lambda: read_date(value, column.context))
    if reading.problem == "date-ongoing":
        found.ongoing = True
    if reading.problem == "date-duration":
        found.months = reading.months
    if reading.problem and reading.problem != "date-duration":
        reader.note(reading.problem, index, column, value)
    name = column.field
    if name == "period" or (reading.is_range and name in ("start", "end", "year")):
        if found.period is None and (reading.start or reading.end):
            found.period = reading
        if name == "period" and reading.problem == "date-duration":
            return
    elif name == "year":
        found.year = reading if reading.start else None
    elif reading.start is not None:
        setattr(found, name, reading.start)


def _read_money(reader: TableReader, index: int, column: Column, value: Any, found: _Found) -> None:
    factor = column.factor or reader.settings.unit
    reading: AmountReading = _cached(column, value, lambda: read_amount(value, column.context, factor))
    if reading.problem == "unreadable":
        reader.note("amount-unreadable", index, column, value)
        found.extra[column.heading or column.letter] = without_persons(_shown(value))
        return
    if reading.problem:
        reader.note(f"amount-{reading.problem}", index, column, value)
    for amount in reading.amounts:
        if amount.doubt:
            reader.note(amount.doubt, index, column, value, amount=f"{amount.amount:f}")
    if reading.amounts:
        found.amounts.append((column, reading))


def _read_sdg(reader: TableReader, index: int, column: Column, value: Any, found: _Found) -> None:
    primary = column.field == "sdg_primary"
    reading: CodeReading = _cached(
        column,
        value,
        lambda: read_codes(value, column.heading, primary=primary, comma_is_decimal=column.context),
    )
    found.declared += reading.declared
    for doubt in reading.doubts:
        reader.note(doubt.code, index, column, value, text=doubt.text, readings=doubt.readings or "—")


def _read_place(reader: TableReader, index: int, column: Column, value: Any, found: _Found) -> None:
    if not is_gap(value):
        found.places.append((column, clean(str(value))))


def _read_country(reader: TableReader, index: int, column: Column, value: Any, found: _Found) -> None:
    if is_gap(value):
        return
    codes = _cached(column, value, lambda: read_countries(clean(str(value))))
    if codes:
        found.countries += [code for code in codes if code not in found.countries]
    else:
        found.extra[column.heading or column.letter] = _shown(value)


def _read_state(reader: TableReader, index: int, column: Column, value: Any, found: _Found) -> None:
    if is_gap(value):
        return
    text = _shown(value)
    found.status = read_status(text)
    if not found.status:
        reader.note("status-unknown", index, column, text)
    found.extra[column.heading] = without_persons(text)


def _read_currency(reader: TableReader, index: int, column: Column, value: Any, found: _Found) -> None:
    if is_gap(value):
        return
    found.currency = unit_in(str(value)).currency
    if found.currency is None:
        reader.note("currency-unknown", index, column, value)


def _read_sector(reader: TableReader, index: int, column: Column, value: Any, found: _Found) -> None:
    if is_gap(value):
        return
    sectors: list[Sector] = _cached(
        column,
        value,
        lambda: [
            Sector(vocabulary="text", title=Text.of(part))
            for part in map(clean, re.split(r"[;\n]", _shown(value)))
            if not is_gap(part)
        ],
    )
    found.sectors += [sector for sector in sectors if sector not in found.sectors]


def _read_dac(reader: TableReader, index: int, column: Column, value: Any, found: _Found) -> None:
    if is_gap(value):
        return
    codes = re.findall(r"(?<!\d)(\d{5}|\d{3})(?!\d)", _shown(value))
    found.sectors += [
        Sector(vocabulary="dac5" if len(code) == 5 else "dac3", code=code) for code in dict.fromkeys(codes)
    ]
    if not codes:
        reader.note("sector-code-unread", index, column, value)


def _read_marker(reader: TableReader, index: int, column: Column, value: Any, found: _Found) -> None:
    if is_gap(value):
        return
    text = fold(_shown(value))
    number = re.search(r"(?<![\d.])([0-3])(?![\d.])", text)
    if number:
        found.markers.append(Marker(code=_MARKERS[column.field], significance=int(number[1])))
    else:
        reader.note("marker-unread", index, column, value)


def _read_volunteer(reader: TableReader, index: int, column: Column, value: Any, found: _Found) -> None:
    kind = {
        "volunteers": "people",
        "volunteer_hours": "hours",
        "volunteer_women": "women",
        "volunteer_youth": "youth",
    }[column.field]
    reading = read_volunteers(value, kind)
    if reading is None and not is_gap(value):
        reader.note("volunteers-unread", index, column, value)
    found.volunteers.append(reading)


def _read_number(reader: TableReader, index: int, column: Column, value: Any, found: _Found) -> None:
    text = _shown(value).strip(" .)")
    if column.field == "identifier" and column is reader.identifier:
        found.identifier = without_persons(text)
    elif column.field == "number" and column is reader.number:
        found.number = text
    else:
        found.extra[column.heading or column.letter] = without_persons(text)


def _read_nothing(reader: TableReader, index: int, column: Column, value: Any, found: _Found) -> None:
    """Notes and units are kept as they stand, with the other columns that no field holds."""


_READERS: Mapping[str, Callable[[TableReader, int, Column, Any, _Found], None]] = {
    "title": _read_title,
    **dict.fromkeys(_TEXTS[1:], _read_text),
    **dict.fromkeys(_ROLES, _read_partner),
    **dict.fromkeys(("start", "end", "period", "year"), _read_when),
    **dict.fromkeys(_KINDS, _read_money),
    **dict.fromkeys(("sdg", "sdg_primary"), _read_sdg),
    **dict.fromkeys(_MARKERS, _read_marker),
    **dict.fromkeys(("volunteers", "volunteer_hours", "volunteer_women", "volunteer_youth"), _read_volunteer),
    **dict.fromkeys(("number", "identifier"), _read_number),
    **dict.fromkeys(("note", "unit"), _read_nothing),
    "region": _read_place,
    "country": _read_country,
    "status": _read_state,
    "currency": _read_currency,
    "sector": _read_sector,
    "dac_code": _read_dac,
}


def read_table(area: TableArea, settings: ReadingSettings) -> TableReading:
    """The activities of a table, with what was noticed.

    Raises:
        UsageError: the settings name a field that does not exist.
    """
    return TableReader(area, understood_columns(area, settings), settings).read()


def has_register(columns: Sequence[Column]) -> bool:
    """Whether the columns are those of a register: what is done, and at least one thing more about it."""
    present = {c.field for c in columns} - {"", "note", "count", "contact", "unit"}
    return bool(present & {"title", "description", "objectives"}) and len(present) >= 2
