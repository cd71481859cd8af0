"""The draft of a row: what its cells say together of dates, places, partners and money, each doubt told."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

from sdgkit.activities.activity import Money, Origin, Partner, PlaceShare, RegionMention, When
from sdgkit.activities.cells.amounts import AmountReading, read_amount
from sdgkit.activities.cells.codes import without_repeats
from sdgkit.activities.cells.dates import after_months
from sdgkit.activities.cells.gaps import is_gap
from sdgkit.activities.cells.regions import read_regions
from sdgkit.activities.cells.row import READERS, TEXTS, CellReader, Found, cached, money_of, shown
from sdgkit.activities.cells.units import Unit, unit_told
from sdgkit.activities.cells.volunteers import joined as joined_volunteers
from sdgkit.activities.colours import statuses_of_colours
from sdgkit.activities.column_headings import DATE_FIELDS, SURE, guesses
from sdgkit.activities.draft import Draft
from sdgkit.activities.heading_context import HeadingReader
from sdgkit.activities.mark_columns import is_mark
from sdgkit.activities.settings import ReadingSettings
from sdgkit.activities.sources.document_outline import BETWEEN
from sdgkit.activities.sources.workbook import Grid
from sdgkit.activities.table_columns import MOST_CACHED, Column
from sdgkit.activities.time_columns import marked_part, part_of_year
from sdgkit.activities.trusted import made_text
from sdgkit.contacts import without_persons
from sdgkit.findings import Finding
from sdgkit.languages import Text
from sdgkit.places import country as country_named
from sdgkit.places import country_group, region_of_title
from sdgkit.places import region as region_of

_ERRORS = re.compile(
    r"#(?:REF|DIV/0|VALUE|N/A|NAME\?|NULL|NUM|ССЫЛКА|ДЕЛ/0|ЗНАЧ|Н/Д|ИМЯ\?|ПУСТО|ЧИСЛО|SPILL|CALC|GETTING_DATA)!?|Err:\d{3}|#####+",
    re.IGNORECASE,
)
LONGEST_UNIT = 120
"""Characters of the heading of a section that may name the currency of the amounts under it."""
MOST_PLACES = 300
"""Rows whose places are looked at to tell of which country a register is."""
_YEAR_BESIDE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
"""A year in a cell of places: "Атырау; 2024-2025" says more than where."""
_ERROR_STARTS = frozenset("#E")


class RowReader(CellReader):
    """Reads rows of one table, each by itself.

    Args:
        grid: the sheet that the table stands in.
        columns: its columns as they were understood.
        settings: what a person fixed by hand.
    """

    def __init__(self, grid: Grid, columns: list[Column], settings: ReadingSettings) -> None:
        super().__init__(grid, columns, settings)
        self.section = ""
        """Heading of the section that the row stands in."""
        self.name_over = ""
        """What stands above the table."""
        self.without_currency: dict[int, list[int]] = {}
        self.country = settings.country or "KAZ"
        self.home = ""
        """The country that is not set and that nearly all places of the table are of, where that makes a difference."""
        self.own: tuple[str, ...] = ()
        """The region that the register is of."""
        self.of_section: dict[str, tuple[str, ...]] = {}
        self.used = [c for c in columns if c.field not in ("", "contact", "count", "part")]
        self.told_columns = [(c.index, c, READERS[c.field]) for c in self.used if c.field != "note"]
        self.marked = bool(self.grid.formulas or self.grid.errors)
        self.kept = [c for c in columns if c.field in ("", "part", "note", "count", "unit") and not c.beside]
        self.named = [c for c in columns if c.named]
        self.parts_of_year = [c for c in columns if c.part_of_year]
        coloured = bool(self.grid.fills) and not any(c.field == "status" for c in columns)
        self.legend_of_colours = statuses_of_colours(grid) if coloured else {}
        self.yearless = [c for c in columns if c.when_part and c.when is None]
        self.year_of_sections = False
        self.timed = [c for c in columns if c.when is not None]
        self.told_headings: set[str] = set()
        self.told_units: set[str] = set()
        self.unit_for = ""
        self.unit_of_section = _NO_UNIT
        self.understood_for: str | None = None
        self.names_above: list[str] = []
        present = {c.field for c in columns}
        self.headings = HeadingReader(
            self.country,
            places="region" not in present,
            partners=not any(c.field in ("donor", "partner") and not c.is_empty for c in columns),
            givers=self.title is not None
            and any(g.field == "donor" and g.score >= SURE for g in guesses(self.title.heading)),
            times=present.isdisjoint(DATE_FIELDS) and not any(c.marks or _tells_when(c) for c in columns),
        )

    def read_row(self, index: int, row: list[Any]) -> Draft:
        """The draft of a row, and what is doubtful in it told."""
        found = Found()
        for place, column, read_cell in self.told_columns:
            value = row[place]
            if value == "" or value is None:
                if not self.marked:
                    continue
                if (index, column.index) in self.grid.formulas:
                    self.note("formula-without-value", index, column)
                elif (index, column.index) in self.grid.errors:
                    self.note("cell-error", index, column, self.grid.errors[index, column.index])
                continue
            if value.__class__ is str and value[0] in _ERROR_STARTS and _ERRORS.fullmatch(value.strip()):
                self.note("cell-error", index, column, value)
                continue
            read_cell(self, index, column, value, found)
        return self._draft(index, row, found)

    def _draft(self, index: int, row: list[Any], found: Found) -> Draft:
        start, end = self._dates(index, found)
        if self.parts_of_year and start and end and start == end:
            parts = (part_of_year(row[column.index], start) for column in self.parts_of_year)
            start = end = next((part for part in parts if part is not None), start)
        if (self.timed or self.yearless) and not start and not end:
            start, end = self._marked_time(index, row)
        if self.section is not self.understood_for:
            self._look_above()
        if self.names_above and not start and not end:
            start, end = self._time_above(index)
        regions = self._regions(index, found, start)
        if self.names_above:
            regions += self._told_above(index, found, start)
        if self.named:
            regions = self._by_name(row, found, regions)
        countries = tuple(dict.fromkeys(found.countries))
        if not countries and self.settings.country:
            countries = (self.settings.country,)
        money = tuple(self._money(index, found))
        if found.paid is not None and found.paid.precision == "day":
            money = _paid_on(money, found.paid.first)
        extra = self._extra(index, row)
        extra |= found.extra
        values = {
            "origin": Origin(self.grid.file, self.grid.sheet, self.grid.number(index)),
            **_NO_TEXTS,
            "partners": tuple(found.partners),
            "countries": countries,
            "place_shares": tuple(found.place_shares),
            "regions": regions,
            "start": start,
            "end": end,
            "status": found.status or self._status_by_colour(index) or ("ongoing" if found.ongoing else ""),
            "money": money,
            "sectors": tuple(found.sectors),
            "section": self.section,
            "markers": tuple(found.markers),
            "declared": without_repeats(found.declared) if len(found.declared) > 1 else tuple(found.declared),
            "volunteers": joined_volunteers(found.volunteers) if found.volunteers else None,
            "extra": extra,
        }
        for name, texts in found.texts.items():
            values[name] = made_text(texts) if texts else _NO_TEXT
        return Draft(values, found.identifier, found.number)

    def _dates(self, index: int, found: Found) -> tuple[When | None, When | None]:
        start, end = found.start, found.end
        if found.period:
            start = start or found.period.start
            end = end or found.period.end
            is_day = found.period.start and not found.period.is_range and not found.months
            if is_day and found.end is None and found.start is None:
                end = found.period.start
        if found.year and not start and not end:
            start, end = found.year.start, found.year.end or found.year.start
        elif found.year and found.year.start and not start and end and found.year.start.first <= end.last:
            # "Год договора" beside the day on which it ends.
            start = found.year.start
        months = found.months
        if months and start and not end:
            end = after_months(start, months)
        if start and end and end.last < start.first:
            self.note("date-backwards", index, value=f"{start.written} – {end.written}")
        return start, end

    def _status_by_colour(self, index: int) -> str:
        """The status that the legend gives the colour of the row, where no column has one."""
        return (
            self.legend_of_colours.get(self.grid.fills.get(index, ""), "") if self.legend_of_colours else ""
        )

    def _marked_time(self, index: int, row: list[Any]) -> tuple[When | None, When | None]:
        """From the first quarter, month or year with a mark to the last one."""
        marked = [
            c.when for c in self.timed if c.when is not None and (is_mark(row[c.index]) or index in c.painted)
        ]
        if not marked and self.yearless and self.section:
            # "2026 год" between the rows says of which year the quarters are.
            year = self.section.rpartition(BETWEEN)[2]
            parts = (
                marked_part(c.when_part, year)
                for c in self.yearless
                if is_mark(row[c.index]) or index in c.painted
            )
            marked = [part for part in parts if part is not None]
            self.year_of_sections = self.year_of_sections or bool(marked)
        if not marked:
            return None, None
        return min(marked, key=lambda when: when.first), max(marked, key=lambda when: when.last)

    def _regions(self, index: int, found: Found, start: When | None) -> tuple[RegionMention, ...]:
        if not found.places:
            return ()
        year = start.first.year if start else None
        home, around = self._around(found)
        if len(found.places) == 1:
            column, text = found.places[0]
            quiet = column.cache.get(("place", text, year, home, around))
            if quiet is not None:
                found.countries += quiet[1]
                return quiet[0]  # type: ignore[no-any-return]
        regions: list[RegionMention] = []
        for column, text in found.places:
            within = around
            if len(found.places) > 1:
                others = tuple(
                    region.code
                    for other, words in found.places
                    if other is not column
                    for region in read_regions(words, home, year).regions
                )
                within = others or around
            reading = read_regions(text, home, year, within)
            plain = not (
                reading.notes or reading.unread or reading.wider or reading.missed or reading.detailed
            )
            if plain and len(column.cache) < MOST_CACHED:
                column.cache["place", text, year, home, within] = (reading.regions, reading.countries)
            if reading.unread:
                self.note("region-unread", index, column, text)
            for part in reading.missed:
                # What is masked in the whole cell is not told by itself either: "Contact: O'Neill, Patrick".
                clear = without_persons(text)
                self.note("region-unread", index, column, part if part in clear else clear)
            if (
                reading.unread
                or reading.wider
                or reading.missed
                or reading.detailed
                or _YEAR_BESIDE.search(text)
            ):
                found.extra[column.heading or column.letter] = without_persons(text)
            for note in reading.notes:
                number, letter = self.place(index, column)
                self.findings.append(
                    Finding(
                        code=note.code,
                        file=self.grid.file,
                        sheet=self.grid.sheet,
                        row=number,
                        column=letter,
                        value=text,
                        details=note.details,
                    )
                )
            regions += [
                region for region in reading.regions if all(region.code != other.code for other in regions)
            ]
            found.countries += reading.countries
        return tuple(regions)

    def _around(self, found: Found) -> tuple[str, tuple[str, ...]]:
        """The country whose regions a row means, and the region or countries that stand around its places."""
        home = self.country
        named = dict.fromkeys(found.countries)
        with_regions = [one for one in named if one in country_group("central-asia-afghanistan").countries]
        if self.settings.country is None and len(with_regions) == 1:
            home = with_regions[0]
        if self.section not in self.of_section:
            codes = region_of_title(self.section, home, short=True) if self.section else ()
            self.of_section[self.section] = codes if len(codes) == 1 else ()
        around = self.of_section[self.section] or self.own
        if around and named and region_of(around[0]).country not in named:
            around = ()  # a row about another country than the register's region
        if around:
            return home, around
        return home, tuple(country_named(one).iso2 for one in with_regions)

    def _by_name(
        self, row: list[Any], found: Found, regions: tuple[RegionMention, ...]
    ) -> tuple[RegionMention, ...]:
        """The regions, countries and donors in whose columns the row has amounts; regions with their parts of them."""
        amounts: dict[int, Decimal] = {}
        for column in self.named:
            value = row[column.index]
            if is_gap(value):
                continue
            reading: AmountReading = cached(
                column, ("named", value), partial(read_amount, value, column.context, column.factor)
            )
            if len(reading.amounts) != 1 or reading.amounts[0].amount > 0:
                amounts[column.index] = reading.amounts[0].amount if len(reading.amounts) == 1 else Decimal(0)
        of_countries = {
            c.named: amounts[c.index] for c in self.named if c.index in amounts and c.named_kind == "country"
        }
        if of_countries and all(of_countries.values()):
            whole = sum(of_countries.values(), Decimal(0))
            found.place_shares = [
                PlaceShare(code=code, share=Fraction(amount) / Fraction(whole))
                for code, amount in of_countries.items()
            ]
        of_regions = {
            c.index: amounts[c.index] for c in self.named if c.index in amounts and c.named_kind == "region"
        }
        total = sum(of_regions.values(), Decimal(0))
        known = bool(of_regions) and all(of_regions.values())
        for column in self.named:
            if column.index not in amounts:
                continue
            if column.named_kind == "country" and column.named not in found.countries:
                found.countries.append(column.named)
            elif column.named_kind == "donor" and all(str(p.name) != column.named for p in found.partners):
                found.partners.append(Partner(name=Text.of(column.named), role="funding"))
            elif column.named_kind == "region":
                reading_of = read_regions(column.named, self.country)
                found.countries += reading_of.countries
                mention = reading_of.regions[0]
                if all(mention.code != other.code for other in regions):
                    part = Fraction(of_regions[column.index]) / Fraction(total) if known else None
                    regions += (mention.model_copy(update={"share": part}),)
        return regions

    def _look_above(self) -> None:
        """Find out which of the section's heading and the sheet's name are names, once for each section."""
        self.understood_for = self.section
        self.names_above = [
            text
            for text in (*reversed(self.section.split(BETWEEN)), self.name_over, self.grid.sheet)
            if text and self.headings.read(text) is not None
        ]

    def _time_above(self, index: int) -> tuple[When | None, When | None]:
        """The year or quarter that heads the section or names the sheet, where no column has dates."""
        for text in self.names_above:
            reading = self.headings.read(text)
            if reading is not None and reading.start is not None:
                if text not in self.told_headings:
                    self.told_headings.add(text)
                    self.note("time-of-heading", index, value=text)
                return reading.start, reading.end
        return None, None

    def _told_above(self, index: int, found: Found, start: When | None) -> tuple[RegionMention, ...]:
        """Regions and partners of the heading of the section or the name of the sheet, where no column has them."""
        told: tuple[RegionMention, ...] = ()
        for text in self.names_above:
            reading = self.headings.read(text, start.first.year if start else None)
            if reading is None:
                continue
            applied = False
            if reading.regions and not told:
                told, applied = reading.regions, True
                found.countries += reading.countries
            elif reading.countries and not told and not found.countries:
                found.countries += reading.countries
                applied = True
            if reading.partner and all(p.role not in ("funding", "partner") for p in found.partners):
                found.partners.append(reading.partner)
                applied = True
            if applied and text not in self.told_headings:
                self.told_headings.add(text)
                self.note("heading-understood", index, value=text)
        return told

    def _money(self, index: int, found: Found) -> list[Money]:
        result = []
        if self.section is not self.unit_for:
            self.unit_for = self.section
            short = self.section and len(self.section) <= LONGEST_UNIT
            self.unit_of_section = unit_told(self.section) if short else _NO_UNIT
        heading = self.unit_of_section
        default = found.currency or heading.currency or self.settings.currency
        given = {column.index for column, reading, _ in found.amounts if reading.amounts}
        for column, reading, value in found.amounts:
            if column.field == "part":
                continue
            if not given.isdisjoint(column.stands_in_for):
                # The same amount in a further currency, as in most rows; in others it stands alone and counts.
                found.extra[column.heading or column.letter] = shown(value)
                continue
            factor = found.factor or heading.factor
            if factor is not None and column.factor is None:
                reading = cached(column, (factor, value), partial(read_amount, value, column.context, factor))
            for place, amount in enumerate(reading.amounts):
                currency = amount.currency or column.currency or default
                if heading is not _NO_UNIT:
                    self._tell_unit(
                        index, column, heading, amount.currency or column.currency or found.currency
                    )
                if currency is None:
                    self.without_currency.setdefault(column.index, []).append(index)
                year = reading.years[place] if reading.years else None
                result.append(money_of(amount.amount, currency, column, year))
        if len({c.index for c, r, _ in found.amounts if c.own_currency and r.amounts}) > 1:
            own = [c for c, r, _ in found.amounts if c.own_currency and r.amounts]
            self.note(
                "amounts-in-currencies", index, own[0], ", ".join(c.heading for c in own), number=len(own)
            )
        result += [
            Money(amount=one.amount, currency=one.currency, kind="budget", partner=name)
            for name, one in found.given
        ]
        return result

    def _tell_unit(self, index: int, column: Column, heading: Unit, own: str | None) -> None:
        """Say once that the heading of the section names the currency or unit of amounts that name none."""
        applied = (heading.currency and not own) or (heading.factor and column.factor is None)
        if applied and self.section not in self.told_units:
            self.told_units.add(self.section)
            self.note("unit-of-heading", index, column, self.section)

    def _extra(self, index: int, row: list[Any]) -> dict[str, str]:
        extra = {}
        for column in self.kept:
            value = row[column.index]
            if is_gap(value) and not (column.marks and is_mark(value)):
                continue
            text = cached(column, value, partial(_without_persons, value))
            if text:
                name = column.heading or column.letter
                extra[name if name not in extra else f"{name} ({column.letter})"] = text
        if (
            self.grid.fills
            and index in self.grid.fills
            and not any(c.field == "status" for c in self.columns)
        ):
            extra["colour"] = self.grid.fills[index]
        return extra


def _paid_on(money: tuple[Money, ...], day: dt.date) -> tuple[Money, ...]:
    """The amounts of a row that tells of a payment: what it calls spent, or else all of it, was paid on the day."""
    spent = any(one.kind == "disbursed" for one in money)
    return tuple(
        one.model_copy(update={"kind": "disbursed", "date": day, "year": day.year})
        if one.kind == ("disbursed" if spent else "budget")
        else one
        for one in money
    )


def _tells_when(column: Column) -> bool:
    """Whether a column that was not understood is headed as one of dates; what it says is not overridden."""
    return not column.field and any(
        guess.field in DATE_FIELDS and guess.score >= SURE for guess in guesses(column.heading)
    )


def _without_persons(value: object) -> str:
    return without_persons(shown(value))


_NO_UNIT = Unit(None, None)
_NO_TEXT = Text({})
_NO_TEXTS = dict.fromkeys(TEXTS, _NO_TEXT)
