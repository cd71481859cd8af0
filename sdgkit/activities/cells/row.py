"""The cells of a row: each read by the field of its column, what they say together, and each doubt told."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sdgkit.activities.activity import (
    Declaration,
    Marker,
    Money,
    Partner,
    PlaceShare,
    Role,
    Sector,
    Volunteers,
    When,
)
from sdgkit.activities.cells.amounts import Amount, AmountReading, read_amount, words_beside
from sdgkit.activities.cells.codes import CodeReading, read_codes
from sdgkit.activities.cells.dates import Period, read_date, read_start_and_end, unit_of_length
from sdgkit.activities.cells.gaps import is_gap
from sdgkit.activities.cells.organisations import OrganisationReading, known_organisation, read_organisations
from sdgkit.activities.cells.regions import read_countries
from sdgkit.activities.cells.statuses import read_status
from sdgkit.activities.cells.two_languages import heads_two_languages, in_languages
from sdgkit.activities.cells.units import unit_in
from sdgkit.activities.cells.volunteers import is_about, read_two_numbers, read_volunteers
from sdgkit.activities.column_headings import guesses
from sdgkit.activities.mark_columns import read_mark, says_yes
from sdgkit.activities.mark_scales import level_in
from sdgkit.activities.settings import ReadingSettings
from sdgkit.activities.sources.delimited import DAMAGED
from sdgkit.activities.sources.workbook import Grid
from sdgkit.activities.table_columns import MOST_CACHED, Column
from sdgkit.activities.trusted import made
from sdgkit.contacts import without_persons
from sdgkit.findings import Finding
from sdgkit.languages import Text, clean, fold, language_of, number_text

_KINDS = {
    "budget": "budget", "commitment": "commitment", "spent": "disbursed", "required": "required",
    "available": "available",
}  # fmt: skip
_MONEY = {"amount", "currency", "kind", "year", "partner"}
_MARKERS = {
    "gender_marker": "1",
    "environment_marker": "2",
    "mitigation_marker": "6",
    "adaptation_marker": "7",
}
_SIGNIFICANCE = {"primary": 2, "middle": 1, "secondary": 1, "none": 0}
_ROLES: Mapping[str, Role] = {
    "donor": "funding", "partner": "partner", "implementer": "implementing", "government": "government",
    "beneficiary": "beneficiary",
}  # fmt: skip
INEXACT = ("amount-about", "amount-at-most", "amount-at-least")
"""Doubts of amounts whose words are kept with the activity: "около", "до", "более"."""
TEXTS = ("title", "description", "objectives", "results", "beneficiaries")


@dataclass(slots=True)
class Found:
    """What the cells of a row say."""

    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    partners: list[Partner] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    places: list[tuple[Column, str]] = field(default_factory=list)
    place_shares: list[PlaceShare] = field(default_factory=list)
    start: When | None = None
    end: When | None = None
    period: Period | None = None
    year: Period | None = None
    months: int | None = None
    paid: When | None = None
    ongoing: bool = False
    status: str = ""
    amounts: list[tuple[Column, AmountReading, Any]] = field(default_factory=list)
    currency: str | None = None
    factor: Decimal | None = None
    given: list[tuple[str, Amount]] = field(default_factory=list)
    sectors: list[Sector] = field(default_factory=list)
    markers: list[Marker] = field(default_factory=list)
    declared: list[Declaration] = field(default_factory=list)
    volunteers: list[Volunteers | None] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)
    identifier: str = ""
    number: str = ""


class CellReader:
    """Reads the cells of one table and writes down what it notices.

    Attributes:
        grid: the sheet.
        columns: the columns of the table.
        settings: what a person fixed by hand.
        findings: what was noticed.
        title: the column of titles, or of what stands in for them.
        number: the column of the register's own numbers.
        identifier: the column of its identifiers.
        without_money: whether no column holds amounts, so that those beside the names of donors count.
    """

    def __init__(self, grid: Grid, columns: list[Column], settings: ReadingSettings) -> None:
        self.grid, self.columns, self.settings = grid, columns, settings
        self.findings: list[Finding] = []
        self.title = self._first("title") or self._first("description") or self._first("objectives")
        self.number = self._first("number")
        self.identifier = self._first("identifier")
        self.year: int | None = None
        """The year that the title block or the sheet's name tells, for months and quarters without one."""
        self.without_money = not any(c.field in _KINDS for c in columns)

    def _first(self, name: str) -> Column | None:
        return max(
            (c for c in self.columns if c.field == name),
            key=lambda c: (c.choice.confidence, -c.index),
            default=None,
        )

    def note(
        self,
        code: str,
        row: int | None = None,
        column: Column | None = None,
        value: object = "",
        **details: object,
    ) -> None:
        """Write down a finding."""
        number, letter = self.place(row, column)
        self.findings.append(
            Finding(
                code=f"activities.{code}",
                file=self.grid.file,
                sheet=self.grid.sheet,
                row=number,
                column=letter,
                value=shown(value) if value.__class__ is float else value,
                details={k: text if isinstance(text, Text) else str(text) for k, text in details.items()},
            )
        )

    def place(self, row: int | None, column: Column | None) -> tuple[int | None, str]:
        """The number of a row and the letter of a column, where the user's program shows the cell."""
        if row is not None and column is not None and (row, column.index) in self.grid.places:
            return self.grid.places[row, column.index]
        return None if row is None else self.grid.number(row), column.letter if column else ""


def money_of(amount: Decimal, currency: str | None, column: Column, year: int | None = None) -> Money:
    """An amount of a column, of a year that the cell names; equal ones are one object, as registers repeat them."""
    key = ("money", amount, currency, year) if year else ("money", amount, currency)
    found = column.cache.get(key)
    if found is None:
        found = made(
            Money,
            _MONEY,
            {
                "amount": amount, "currency": currency, "kind": _KINDS[column.field], "year": year or column.year,
                "date": None, "partner": column.share_of, "origin": None,
            },
        )  # fmt: skip
        if len(column.cache) < MOST_CACHED:
            column.cache[key] = found
    return found


def shown(value: object) -> str:
    """A cell as text: 3.0 as "3", a day without its time.

    Example:
        >>> shown(3.0), shown(dt.datetime(2024, 3, 1)), shown(" a  b ")
        ('3', '2024-03-01', 'a b')
    """
    if isinstance(value, float) and abs(value) < 1e15 and value == int(value):
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return clean(str(value))


def cached(column: Column, value: Any, read: Callable[[], Any]) -> Any:
    """What a cell of a column says, read once for each value."""
    # 1, 1.0 and True are equal, but not the same in a cell.
    key = value if value.__class__ is str else (value.__class__, value)
    found = column.cache.get(key)
    if found is None:
        found = read()
        if len(column.cache) < MOST_CACHED:
            column.cache[key] = found
    return found


def _read_text(reader: CellReader, index: int, column: Column, value: Any, found: Found) -> None:
    if is_gap(value):
        return
    text = without_persons(shown(value))
    if not text:
        return
    language = language_of(text) or reader.settings.language or ""
    if language == "ru" and column.language == "kk":
        # "Аурухана": Kazakh without a letter that only Kazakh has.
        language = "kk"
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


_FOOTNOTE_BEHIND = re.compile(r"(?<=[\w»”\")])\s?(?:\*{1,4}|(?<!м)(?<!m)[¹²³⁴⁵⁶]|[†‡])$")
_NUMBERED_IN_TITLE = re.compile(r"\s*(\d{1,3}(?:\.\d{1,2})*)\s*[.)]\s+(?=\S)")
_NUMBER_AND_TITLE = re.compile(r"№|п/п|р/с|(?<!\w)no\.")
_LABELLED_IN_TITLE = re.compile(
    r"\n[ \t]*(?:цел[ьи]|задач[аи]|описание|мақсат\w{0,8}|objectives?|purpose|aim|goal)[ \t]*[:–—-][ \t]*(?=\S)",
    re.IGNORECASE,
)
LONGEST_TITLE = 2000
"""Characters of a cell in which a purpose may stand behind a title."""


_FOOTNOTE_MARKS = frozenset("*¹²³⁴⁵⁶†‡")


def _read_title(reader: CellReader, index: int, column: Column, value: Any, found: Found) -> None:
    """A title; two languages in one cell, each on a line of its own or beside a slash, are two titles."""
    if value.__class__ is str and value[-1:] in _FOOTNOTE_MARKS and (mark := _FOOTNOTE_BEHIND.search(value)):
        reader.note("footnote-mark", index, column, value)
        value = value[: mark.start()]
    if value.__class__ is str and reader.number is None and _NUMBER_AND_TITLE.search(fold(column.heading)):
        # "№ п/п Наименование проекта" over "1. Поддержка пчеловодов"
        numbered = _NUMBERED_IN_TITLE.match(value)
        if numbered:
            found.number, value = numbered[1], value[numbered.end() :]
    if value.__class__ is str and "\n" in value and len(value) <= LONGEST_TITLE:
        said = _LABELLED_IN_TITLE.search(value)
        about = without_persons(clean(value[said.end() :])) if said else ""
        if said is not None and about and value[: said.start()].strip():
            # "Реформа педвузов", and on the next line "Цель: обновить 40 программ"
            found.texts.setdefault("objectives", {}).setdefault(language_of(about), about)
            value = value[: said.start()]
    if isinstance(value, str) and ("\n" in value or "/" in value or " | " in value):
        texts = in_languages(value, is_told=heads_two_languages(column.heading))
        if texts is not None:
            for text in texts.values():
                _read_text(reader, index, column, text, found)
            return
    _read_text(reader, index, column, value, found)


def _organisations(value: Any, column: Column) -> OrganisationReading:
    """The organisations of a cell; under a heading in two languages both names of each stand together."""
    role = _ROLES[column.field]
    texts = (
        in_languages(value, is_told=True)
        if value.__class__ is str and heads_two_languages(column.heading)
        else None
    )
    if texts is None or len(texts) != 2:
        return read_organisations(value, role)
    first, second = (read_organisations(text, role) for text in texts.values())
    roles = [partner.role for partner in first.partners]
    if not roles or roles != [partner.role for partner in second.partners]:
        return read_organisations(value, role)
    languages = list(texts)
    partners = tuple(
        one.model_copy(update={"name": Text({languages[0]: str(one.name), languages[1]: str(other.name)})})
        for one, other in zip(first.partners, second.partners, strict=True)
    )
    return first._replace(partners=partners)


_BETWEEN_PARTIES = re.compile(r"\s+[-–—]\s+")
"""A dash between the parties to an agreement; elsewhere it explains a name."""


def _read_partner(reader: CellReader, index: int, column: Column, value: Any, found: Found) -> None:
    if column.mark_of:
        if says_yes(value):
            found.partners.append(Partner(name=Text.of(column.mark_of), role=_ROLES[column.field]))
        return
    reading: OrganisationReading | None = column.cache.get(value)
    if reading is None:
        text = _BETWEEN_PARTIES.sub("; ", value) if value.__class__ is str and column.of_parties else value
        reading = cached(column, value, lambda: _organisations(text, column))
    if found.partners:
        told = {(p.role, *p.name.root.values()) for p in found.partners}
        found.partners += [p for p in reading.partners if (p.role, *p.name.root.values()) not in told]
    else:
        found.partners += reading.partners
    if reading.amounts and reader.without_money and column.field in ("donor", "partner"):
        given = [(name, read_amount(text)) for name, text in reading.amounts]
        found.given += [(name, one.amounts[0]) for name, one in given if len(one.amounts) == 1]
        reader.note("amount-beside-name", index, column, value)
    if reading.beside:
        found.extra[column.heading or column.letter] = without_persons(shown(value))
    if reading.unread:
        reader.note("cell-too-long", index, column)
        found.extra[column.heading or column.letter] = without_persons(shown(value))
    if reading.footnote:
        reader.note("footnote-mark", index, column, value)
    if reading.persons:
        reader.note("person-left-out", index, column)


def _read_when(reader: CellReader, index: int, column: Column, value: Any, found: Found) -> None:
    key = value if value.__class__ is str else (value.__class__, value)
    reading: Period | None = column.cache.get(key)
    if reading is None:
        reading = cached(column, value, lambda: _when_of(column, value))
    if reading.problem == "date-unreadable" and reader.year and isinstance(value, str):
        # "наурыз-қараша" in a plan whose title says the year.
        words = value.partition(",")[0] if column.also_places else value
        dated = None if re.search(r"\d{3}", value) else read_date(f"{words} {reader.year}")
        if dated is not None and dated.start is not None and not dated.problem:
            reader.note("year-of-title", index, column, value, year=reader.year)
            reading = dated._replace(is_range=dated.is_range or column.field == "period")
    if reading.problem == "date-ongoing":
        found.ongoing = True
    if reading.months and (column.field != "end" or reading.problem == "date-duration"):
        found.months = reading.months
    if reading.problem and reading.problem != "date-duration":
        reader.note(reading.problem, index, column, value)
    if column.also_places and isinstance(value, str):
        found.places.append((column, clean(value)))
    name = column.field
    if name == "end" and reading.is_range and reading.problem == "date-in-text" and reading.end is not None:
        # "2024 (продлён до 2026)": only the new end is one.
        found.end = reading.end
    elif name == "period" or (reading.is_range and name in ("start", "end", "year")):
        if found.period is None and (reading.start or reading.end):
            found.period = reading
        if name == "period" and reading.problem == "date-duration":
            return
    elif name == "year":
        found.year = reading if reading.start else None
    elif reading.start is not None:
        setattr(found, name, reading.start)


def _read_payment(reader: CellReader, index: int, column: Column, value: Any, found: Found) -> None:
    """The day on which the amount of the row was paid; the activity itself may begin earlier."""
    reading: Period = cached(column, value, lambda: read_date(value, column.context))
    if reading.problem:
        reader.note(reading.problem, index, column, value)
    found.paid = reading.start


def _when_of(column: Column, value: Any) -> Period:
    """The dates of a cell; a bare number under "Срок, мес." or "Duration (years)" is a length."""
    number = str(value).strip().replace(",", ".")
    if column.field == "period" and (unit := unit_of_length(column.heading)) and _LENGTH.fullmatch(number):
        return Period(None, None, "date-duration", months=round(float(number) * unit))
    if (
        isinstance(value, str)
        and "\n" in value
        and {g.field for g in guesses(column.heading)} >= {"start", "end"}
    ):
        return read_start_and_end(value, column.context)
    return read_date(value, column.context)


_LENGTH = re.compile(r"\d{1,3}(?:\.\d{1,2})?")
"""A number that may count months or years; one of four digits is a year."""


def _read_money(reader: CellReader, index: int, column: Column, value: Any, found: Found) -> None:
    if column.fact is not None and isinstance(value, str) and "/" in value:
        planned, spent = value.split("/", 1)
        _read_money(reader, index, column, planned, found)
        _read_money(reader, index, column.fact, spent, found)
        return
    key = value if value.__class__ is str else (value.__class__, value)
    reading: AmountReading | None = column.cache.get(key)
    if reading is None:
        factor = column.factor or reader.settings.unit
        reading = cached(column, value, lambda: read_amount(value, column.context, factor))
    if reading.problem in ("unreadable", "range"):
        reader.note(f"amount-{reading.problem}", index, column, value)
        found.extra[column.heading or column.letter] = without_persons(shown(value))
        return
    if reading.problem:
        reader.note(f"amount-{reading.problem}", index, column, value)
    for amount in reading.amounts:
        if amount.doubt and not (amount.doubt == "amount-currency" and column.currency):
            reader.note(amount.doubt, index, column, value, amount=number_text(amount.amount))
        if amount.doubt in INEXACT:
            found.extra[column.heading or column.letter] = without_persons(shown(value))
    if not reading.amounts:
        return
    found.amounts.append((column, reading, value))
    if value.__class__ is str:
        beside: tuple[tuple[str, ...], str] = cached(column, ("beside", value), lambda: _beside_amount(value))
        if beside[1]:
            found.extra[column.heading or column.letter] = beside[1]
        for name in beside[0]:
            if all(str(partner.name) != name for partner in found.partners):
                found.partners.append(Partner(name=Text.of(name), role="funding"))


def _beside_amount(value: str) -> tuple[tuple[str, ...], str]:
    """The organisations beside an amount ("ПРООН, 350 тыс. долл."), and the whole cell where it says more."""
    words = words_beside(value)
    if not words:
        return (), ""
    pieces = [clean(piece) for piece in re.split(r"[,;:()\n/|]|\s[-–—]\s|\d[\d\s.,]*", value)]
    names = [piece.strip(" -–—.") for piece in pieces]
    return tuple(dict.fromkeys(name for name in names if name and known_organisation(name))), without_persons(
        shown(value)
    )


_GOAL_AND_SHARE = re.compile(r"(?P<goal>\D*\d{1,2}(?:\.[\da-d]{1,2})?)\s*[-–—:]\s*(?P<share>\d{1,3})\s*")


def _with_percent(text: str) -> str:
    """Goals with their shares under a heading that says "%": "ЦУР 6 – 70, ЦУР 11 – 30" with the sign behind each.

    Example:
        >>> _with_percent("ЦУР 6 – 70, ЦУР 11 – 30"), _with_percent("6.1 - 6.3")
        ('ЦУР 6 – 70%; ЦУР 11 – 30%', '6.1 - 6.3')
    """
    parts = [_GOAL_AND_SHARE.fullmatch(part.strip()) for part in re.split(r"[,;\n]", text) if part.strip()]
    found = [part for part in parts if part is not None]
    if len(found) != len(parts) or sum(int(part["share"]) for part in found) != WHOLE:
        return text
    return "; ".join(f"{part.group().strip()}%" for part in found)


WHOLE = 100
"""Per cent of an activity that the shares of its goals come to."""


def _read_sdg(reader: CellReader, index: int, column: Column, value: Any, found: Found) -> None:
    key = value if value.__class__ is str else (value.__class__, value)
    reading: CodeReading | None = column.cache.get(key)
    if reading is None and column.mark_of:
        reading = cached(
            column, value, lambda: read_mark(value, column.mark_of, column.heading, column.scale)
        )
    if reading is None:
        primary = column.field == "sdg_primary"
        text = _with_percent(value) if isinstance(value, str) and "%" in column.heading else value
        reading = cached(
            column,
            value,
            lambda: read_codes(text, column.heading, primary=primary, comma_is_decimal=column.context),
        )
    found.declared += reading.declared
    for doubt in reading.doubts:
        reader.note(doubt.code, index, column, value, text=doubt.text, readings=doubt.readings or "—")


def _read_place(reader: CellReader, index: int, column: Column, value: Any, found: Found) -> None:
    if column.mark_of:
        if says_yes(value):
            found.places.append((column, column.mark_of))
        return
    # The words alone are remembered: a column that holds itself stays, with its cells, until cycles are searched.
    words: str = cached(column, value, lambda: "" if is_gap(value) else clean(str(value)))
    if words:
        found.places.append((column, words))


_BETWEEN_COUNTRIES = re.compile(r"[,;/()\n&]|\s(?:и|and|және|пен|мен)\s")


def _read_country(reader: CellReader, index: int, column: Column, value: Any, found: Found) -> None:
    if column.mark_of:
        if says_yes(value) and column.mark_of not in found.countries:
            found.countries.append(column.mark_of)
        return
    if is_gap(value):
        return
    codes = cached(column, value, lambda: read_countries(clean(str(value))))
    found.countries += [code for code in codes if code not in found.countries]
    pieces = [piece for piece in _BETWEEN_COUNTRIES.split(str(value)) if not is_gap(piece.strip())]
    if not codes or (len(pieces) > 1 and not all(read_countries(clean(piece)) for piece in pieces)):
        # "Германия (GIZ)": what is no country is kept.
        kept = found.extra[column.heading or column.letter] = without_persons(shown(value))
        if not codes:
            reader.note("country-unread", index, column, kept)


def _read_state(reader: CellReader, index: int, column: Column, value: Any, found: Found) -> None:
    state: tuple[str, str, str] = cached(column, value, lambda: _state(value))
    text, status, kept = state
    if not text:
        return
    found.status = status or found.status
    if not status:
        reader.note("status-unknown", index, column, text)
    found.extra[column.heading] = kept


def _state(value: Any) -> tuple[str, str, str]:
    """A cell of a status column as text, the state that it names, and what is kept of it."""
    text = "" if is_gap(value) else shown(value)
    return text, read_status(text) if text else "", without_persons(text)


def _read_currency(reader: CellReader, index: int, column: Column, value: Any, found: Found) -> None:
    if is_gap(value):
        return
    unit = unit_in(str(value))
    found.currency, found.factor = unit.currency, unit.factor
    if found.currency is None:
        reader.note("currency-unknown", index, column, value)


def _read_unit(reader: CellReader, index: int, column: Column, value: Any, found: Found) -> None:
    """The unit of the amounts of a row: "млн тенге", "тыс."; a unit of other things ("тыс. чел.", "км") is none."""
    unit = unit_in(str(value)) if isinstance(value, str) else None
    if unit is not None and (unit.currency or (unit.factor and not words_beside(value))):
        found.factor = found.factor or unit.factor
        found.currency = found.currency or unit.currency


def _read_sector(reader: CellReader, index: int, column: Column, value: Any, found: Found) -> None:
    if is_gap(value):
        return
    sectors: list[Sector] = cached(
        column,
        value,
        lambda: [
            Sector(vocabulary="text", title=Text.of(part))
            for part in map(clean, re.split(r"[;\n]", shown(value)))
            if not is_gap(part)
        ],
    )
    found.sectors += [sector for sector in sectors if sector not in found.sectors]


_PURPOSE = re.compile(
    r"(?<![\d.,])(\d{5}|\d{3})(?![\d%])(?!\s?%|[.,]\d)(?:\s*[(:–-]?\s*(\d{1,3}(?:[.,]\d+)?)\s?%)?"
)
"""A purpose code, and its part of the activity behind it: "23210 (60%)"."""


def _read_dac(reader: CellReader, index: int, column: Column, value: Any, found: Found) -> None:
    if is_gap(value):
        return
    codes = dict(_PURPOSE.findall(shown(value)))
    found.sectors += [
        Sector(
            vocabulary="dac5" if len(code) == 5 else "dac3",
            code=code,
            share=min(Fraction(percent.replace(",", ".")) / 100, Fraction(1)) if percent else None,
        )
        for code, percent in codes.items()
    ]
    if not codes:
        reader.note("sector-code-unread", index, column, value)


def _read_marker(reader: CellReader, index: int, column: Column, value: Any, found: Found) -> None:
    if is_gap(value):
        return
    text = fold(shown(value))
    number = re.search(r"(?<![\d.])([0-3])(?![\d.])", text)
    meaning = level_in(text)
    if number:
        found.markers.append(Marker(code=_MARKERS[column.field], significance=int(number[1])))
    elif meaning:
        found.markers.append(Marker(code=_MARKERS[column.field], significance=_SIGNIFICANCE[meaning]))
    else:
        reader.note("marker-unread", index, column, value)


def _read_volunteer(reader: CellReader, index: int, column: Column, value: Any, found: Found) -> None:
    kind = {
        "volunteers": "people",
        "volunteer_hours": "hours",
        "volunteer_women": "women",
        "volunteer_youth": "youth",
    }[column.field]
    reading = read_two_numbers(value, column.heading) or read_volunteers(value, kind)
    if (
        kind == "hours"
        and reading is not None
        and reading.people is None
        and _EACH_ONE.search(fold(column.heading))
    ):
        # "Hours per volunteer": all hours are known where the people are.
        people = next((one.people for one in found.volunteers if one is not None and one.people), None)
        hours = reading.hours * people if people and reading.hours is not None else None
        reading = reading.model_copy(update={"hours": hours}) if hours is not None else None
        found.extra[column.heading] = shown(value)
    if reading is None and not is_gap(value):
        reader.note("volunteers-unread", index, column, value)
    elif reading is not None and is_about(value):
        reader.note("volunteers-about", index, column, value)
    found.volunteers.append(reading)


_EACH_ONE = re.compile(
    r"(?<!\w)(?:per|each|на (?:одного|человека|волонтера)|(?:на|в) среднем|average|mean|әр(?:бір)?|орташа)(?!\w)"
)


def _read_number(reader: CellReader, index: int, column: Column, value: Any, found: Found) -> None:
    text = _bare_number(shown(value))
    if column.field == "identifier" and column is reader.identifier:
        found.identifier = without_persons(text)
    elif column.field == "number" and column is reader.number:
        found.number = text
    else:
        found.extra[column.heading or column.letter] = without_persons(text)


def _bare_number(text: str) -> str:
    """A number or identifier without the signs of a list around it: 1 of "1.)"; a bracket that was opened stays.

    Example:
        >>> [_bare_number(one) for one in ("1.)", "12 .", "ЖСТ-2024/01 (доп.)")]
        ['1', '12', 'ЖСТ-2024/01 (доп.)']
    """
    bare = text.strip(" .)")
    opened = bare.count("(") - bare.count(")")
    place = text.find(bare) + len(bare)
    rest = text[place:].rstrip(" .")
    return bare + rest if bare and opened == 1 and rest.count(")") == 1 else bare


def _read_nothing(reader: CellReader, index: int, column: Column, value: Any, found: Found) -> None:
    """Notes are kept as they stand, with the other columns that no field holds."""


ReadCell = Callable[[CellReader, int, Column, Any, Found], None]
"""Reads one cell into what its row says."""

READERS: Mapping[str, ReadCell] = {
    "title": _read_title,
    **dict.fromkeys(TEXTS[1:], _read_text),
    **dict.fromkeys(_ROLES, _read_partner),
    **dict.fromkeys(("start", "end", "period", "year"), _read_when),
    "payment_date": _read_payment,
    **dict.fromkeys(_KINDS, _read_money),
    **dict.fromkeys(("sdg", "sdg_primary"), _read_sdg),
    **dict.fromkeys(_MARKERS, _read_marker),
    **dict.fromkeys(("volunteers", "volunteer_hours", "volunteer_women", "volunteer_youth"), _read_volunteer),
    **dict.fromkeys(("number", "identifier"), _read_number),
    "note": _read_nothing,
    "unit": _read_unit,
    "region": _read_place,
    "country": _read_country,
    "status": _read_state,
    "currency": _read_currency,
    "sector": _read_sector,
    "dac_code": _read_dac,
}
