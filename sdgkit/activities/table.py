"""From a table to activities: each row read cell by cell, each doubt told, no row lost.

A row of the table becomes an activity, a part of the activity above it (merged cells, a further donor),
or a finding that says why it is none (a section, a total, a note).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

from sdgkit.activities.activity import Money, Origin, Partner, PlaceShare, RegionMention, When
from sdgkit.activities.cells.amounts import AmountReading, is_gap, read_amount
from sdgkit.activities.cells.codes import without_repeats
from sdgkit.activities.cells.dates import after_months
from sdgkit.activities.cells.regions import read_regions
from sdgkit.activities.cells.row import READERS, TEXTS, CellReader, Found, cached, money_of, shown
from sdgkit.activities.cells.volunteers import joined as joined_volunteers
from sdgkit.activities.column_headings import MONEY_FIELDS
from sdgkit.activities.draft import Draft, joined_values, longer_text
from sdgkit.activities.header import (
    TableArea,
    header_signatures,
    is_column_numbers,
    is_filled,
    is_repeated_header,
)
from sdgkit.activities.heading_context import HeadingReader, name_over
from sdgkit.activities.mark_columns import is_mark
from sdgkit.activities.mark_scales import Scale, explains, is_legend
from sdgkit.activities.register import ColumnChoice
from sdgkit.activities.rows import (
    LONGEST_DITTO,
    is_ditto,
    is_page_mark,
    is_part_of_above,
    kind_of_row,
    note_shown,
    opens_parts,
    rest_of_title,
    section_name,
    without_part_words,
)
from sdgkit.activities.sections import BETWEEN, Outline
from sdgkit.activities.settings import ReadingSettings
from sdgkit.activities.table_columns import MOST_CACHED, Column
from sdgkit.activities.trusted import made_text, maker
from sdgkit.contacts import masked, without_persons
from sdgkit.findings import Finding
from sdgkit.languages import Text, clean, language_of

_ERRORS = re.compile(
    r"#(?:REF|DIV/0|VALUE|N/A|NAME\?|NULL|NUM|ССЫЛКА|ДЕЛ/0|ЗНАЧ|Н/Д|ИМЯ\?|ПУСТО|ЧИСЛО|SPILL|CALC|GETTING_DATA)!?|Err:\d{3}|#####+",
    re.IGNORECASE,
)


_YEAR_BESIDE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
"""A year in a cell of places: "Атырау; 2024-2025" says more than where."""
_ERROR_STARTS = frozenset("#E")
_DITTO_STARTS = frozenset("/\"'〃″”“«»„’-–—.( \t\xa0тТсСdDsSaAiIдДжЖбБ")
"""First characters of cells that may say "the same"; almost all others are seen not to at once."""

MOST_BESIDE = 300
"""Characters of what stands beside a table that a finding repeats."""


@dataclass
class TableReading:
    """What a table gives."""

    drafts: list[Draft]
    findings: list[Finding]
    columns: list[ColumnChoice]


class TableReader(CellReader):
    """Reads one table row by row.

    Args:
        area: the table.
        columns: its columns as they were understood.
        settings: what a person fixed by hand.
        is_shared: whether the rows are needed afterwards; else each is let go when it is read.
    """

    def __init__(
        self, area: TableArea, columns: list[Column], settings: ReadingSettings, *, is_shared: bool = True
    ) -> None:
        super().__init__(area.grid, columns, settings)
        self.area, self.is_shared = area, is_shared
        self.drafts: list[Draft] = []
        self.section = ""
        self.outline = Outline()
        self.without_currency: dict[int, list[int]] = {}
        self.damaged_rows = 0
        self.money = frozenset(c.index for c in columns if c.field in MONEY_FIELDS)
        self.country = settings.country or "KAZ"
        self.used = [c for c in columns if c.field not in ("", "contact", "count", "part")]
        self.used_places = frozenset(c.index for c in self.used)
        self.told_columns = [(c.index, c, READERS[c.field]) for c in self.used if c.field != "note"]
        self.marked = bool(self.grid.formulas or self.grid.errors)
        self.kept = [c for c in columns if c.field in ("", "part", "note", "count", "unit") and not c.beside]
        self.beside = frozenset(c.index for c in columns if c.beside)
        self.cells_beside: list[str] = []
        self.resolved: list[Any] = []
        self.signatures = header_signatures(area)
        self.wide, self.down = self._merges()
        self.in_footer = self.under_total = self.in_parts = self.under_section = False
        self.named = [c for c in columns if c.named]
        scale = next((c.scale for c in columns if c.scale is not None), None)
        self.legend = scale if scale is not None and scale.basis == "legend" else None
        self.seen: set[int] = set()
        self.most_filled = -1
        self.told_headings: set[str] = set()
        self.understood_for: str | None = None
        self.names_above: list[str] = []
        self.section_row = -1
        self.name_over = name_over(area)
        self.heading_row = max(area.header.stop - 1, 0)
        self.headed = max((len(area.grid.rows[i]) for i in area.header), default=len(area.paths))
        present = {c.field for c in columns}
        self.headings = HeadingReader(
            self.country,
            places="region" not in present,
            partners=present.isdisjoint(("donor", "partner")),
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
                if v != "" and v is not None and not (v.__class__ is str and v.isspace())
            ]
            if self.beside and not self.beside.isdisjoint(filled):
                self.cells_beside += [masked(shown(row[i])) for i in filled if i in self.beside]
                filled = [i for i in filled if i not in self.beside]
            if not filled and not self._formula_row(index):
                continue
            if (filled and filled[0] not in self.seen) or len(filled) != self.most_filled:
                self.seen.update(filled)
                self.most_filled = len(filled)
            if len(row) < width:
                row = [*row, *[""] * (width - len(row))]
            below = rows[index + 1] if index + 1 < self.area.last else []
            kind = kind_of_row(
                row, filled, width=width, merged_to=self.wide.get((index, filled[0])) if filled else None, title=title,
                number=number, money=self.money,
                next_number=below[number] if number is not None and number < len(below) else None,
            )  # fmt: skip
            if self.grid.delimited and filled and filled[-1] >= self.headed:
                self.note(
                    "row-too-long",
                    index,
                    value=shown(row[filled[-1]]),
                    number=filled[-1] + 1,
                    width=self.headed,
                )
            self._row(index, row, filled, kind)
            self.under_section = self.section_row == index
            if not self.down and not self.is_shared:
                # What was read is let go, else a long register stands in memory twice.
                rows[index] = []
        self._closing()
        empty = {c.index for c in self.columns if not c.heading and not c.field and c.index not in self.seen}
        choices = [
            ColumnChoice(
                file=self.grid.file, sheet=self.grid.sheet, column="" if self.grid.places else c.letter,
                heading=masked(c.heading),
                field=c.field, confidence=round(c.choice.confidence, 2), reason=c.choice.reason,
            )
            for c in self.columns if c.index not in empty
        ]  # fmt: skip
        return TableReading(self.drafts, self.findings, choices)

    def _formula_row(self, index: int) -> bool:
        """Whether an empty row holds formulas whose values were not stored."""
        marks = (self.grid.formulas, self.grid.errors)
        return any((index, column.index) in found for found in marks if found for column in self.columns)

    def _row(self, index: int, row: list[Any], filled: list[int], kind: str) -> None:
        part, self.under_total = self.under_total, kind == "total"
        if is_repeated_header(row, self.signatures) or self._are_column_numbers(row, filled):
            self.note("row-header-repeated", index)
        elif kind == "total":
            self.note("row-total", index, value=row[filled[0]])
            if len(filled) == 1 and opens_parts(row[filled[0]]) and self.drafts and not part:
                above = self.grid.number(index) - (self.drafts[-1].values["origin"].row or 0)
                self.in_parts = above == 1 and bool(self.drafts[-1].number)
                self.under_total = not self.in_parts
                return
        elif self._is_part(row, filled) or (self.in_parts and self._is_further_part(row, filled)):
            self.under_total = part
            self._part(index, row, filled, of_total=part)
            self.in_parts = True
            return
        elif self.legend is not None and self._explains_marks(row, filled, self.legend):
            self.note("row-note", index)
        elif kind == "note" or (self.in_footer and len(filled) <= 2):
            # The foot of a page stands between the activities, other notes behind them.
            self.in_footer = self.in_footer or not is_page_mark(row[filled[0]])
            self.note("row-note", index, value=note_shown(row[filled[0]]))
        elif kind == "section":
            if self._continues_title(index, row, filled):
                self.in_parts = False
                return
            name = section_name(clean(str(row[filled[0] if len(filled) == 1 else filled[-1]])))
            number = ""
            if len(filled) > 1 and self.title:
                name = section_name(clean(str(row[self.title.index]))) or name
                if self.number and self.number.index in filled:
                    number = shown(row[self.number.index])
            self.section = self.outline.opened(name, number, is_below=self.under_section)
            self.section_row = index
            self.note("row-section", index, value=name)
        else:
            self._activity(index, row, filled)
        self.in_parts = False

    def _are_column_numbers(self, row: list[Any], filled: list[int]) -> bool:
        """The row of column numbers once more, on the next printed page or under a second header."""
        return len(filled) >= max(4, 0.7 * len(self.used)) and is_column_numbers(row)

    def _is_part(self, row: list[Any], filled: list[int]) -> bool:
        """Whether a row tells a part of the amount above it: "из них грант", with nothing but an amount beside it."""
        title = self.title.index if self.title else None
        place = title if title in filled else filled[0] if filled else None
        if place is None or not is_part_of_above(row[place]):
            return False
        own = (self.number, self.identifier)
        return not any(
            c is not None and c.index in filled and not is_gap(row[c.index])
            for c in own
            if c and c.index != place
        )

    def _part(self, index: int, row: list[Any], filled: list[int], *, of_total: bool) -> None:
        """Keep what a row says of a part of the amount above, which counts already."""
        told = " – ".join(without_persons(shown(row[i])) for i in filled)
        if self.drafts and not of_total:
            self._payers_of_part(index, row, filled)
            extra = self.drafts[-1].values["extra"]
            name = without_persons(shown(row[filled[0]]))
            extra[name] = f"{extra[name]}; {told}" if name in extra else told
        self.note("row-part", index, value=told)

    def _is_further_part(self, row: list[Any], filled: list[int]) -> bool:
        """Whether a row under "в т.ч. ГЭФ" goes on with the parts: it names who pays, and an amount."""
        fields = {column.field for column in self.columns if column.index in filled}
        names = {"donor", "partner"} if self.number is None else {"donor", "partner", "title"}
        return bool(fields & names) and fields <= names | {"", "part", *MONEY_FIELDS}

    def _payers_of_part(self, index: int, row: list[Any], filled: list[int]) -> None:
        """Who pays a part of the amount above pays for the activity above."""
        found = Found()
        for place, column, read_cell in self.told_columns:
            if place in filled and column.field in ("donor", "partner"):
                read_cell(self, index, column, without_part_words(clean(str(row[place]))), found)
        last = self.drafts[-1].values
        last["partners"] = joined_values(last["partners"], tuple(found.partners))

    def _explains_marks(self, row: list[Any], filled: list[int], legend: Scale) -> bool:
        if len(filled) == 1:
            return is_legend(row[filled[0]], legend)
        return len(filled) == 2 and explains([row[filled[0]], row[filled[1]]], legend)

    def _continues_title(self, index: int, row: list[Any], filled: list[int]) -> bool:
        """A lone cell under a title that begins in lower case goes on with it."""
        if not self.drafts or self.title is None or filled != [self.title.index]:
            return False
        text = clean(str(row[filled[0]]))
        last = self.drafts[-1].values
        above = index - 1 - self._continued(index)
        if above > self.area.first and not is_filled(self.grid.rows[above]):
            above -= last["origin"].row != self.grid.number(above)
        text = rest_of_title(text)
        if not text or last["origin"].row != self.grid.number(above):
            return False
        languages = last["title"].root
        language = next(iter(languages), language_of(text))
        last["title"] = Text(languages | {language: f"{languages.get(language, '')} {text}".strip()})
        self.note("row-continued", index, value=text)
        return True

    def _ditto(self, index: int, row: list[Any]) -> None:
        """Fill cells that say "the same" with what the row above says; an amount would count twice and is left."""
        for column in self.used:
            value = row[column.index]
            if (
                value.__class__ is str
                and value[:1] in _DITTO_STARTS
                and len(value) <= LONGEST_DITTO
                and is_ditto(value)
                and self.resolved
            ):
                above = self.resolved[column.index]
                if is_gap(above) or column.field in ("number", "identifier"):
                    continue
                if column.field in MONEY_FIELDS or column.field.startswith("volunteer"):
                    row[column.index] = ""
                    self.note("amount-ditto", index, column, value)
                else:
                    row[column.index] = above
                    self.note("cell-ditto", index, column, value, above=masked(shown(above)))

    def _activity(self, index: int, row: list[Any], filled: list[int]) -> None:
        self._ditto(index, row)
        self.resolved = row
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
        if self.used_places.isdisjoint(filled) and not self._formula_row(index):
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
        if self.title is not None and self.title.field == "title":
            adding |= {"description", "objectives", "beneficiaries"}
        return fields <= adding and self.grid.number(index) - (above or 0) <= 1 + self._continued(index)

    def _continued(self, index: int) -> int:
        """How many rows right above were continuations themselves."""
        count = 0
        told = {f.row for f in self.findings[-30:] if f.code in _BETWEEN_PARTS}
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
        known = {region.code for region in last["regions"]}
        more["regions"] = tuple(region for region in more["regions"] if region.code not in known)
        for name in ("partners", "regions", "declared", "sectors", "countries", "markers"):
            last[name] = (
                tuple(dict.fromkeys((*last[name], *more[name])))
                if name == "countries"
                else joined_values(last[name], more[name])
            )
        donors = [p for p in more["partners"] if p.role in ("funding", "partner")]
        amounts = more["money"]
        own = {"origin": more["origin"]} | ({"partner": str(donors[0].name)} if len(donors) == 1 else {})
        amounts = tuple(amount.model_copy(update=own) for amount in amounts)
        last["money"] = (*last["money"], *amounts)
        for name in ("description", "objectives", "results", "beneficiaries"):
            last[name] = longer_text(last[name], more[name])
        for name in ("start", "end"):
            last[name] = last[name] or more[name]
        last["status"] = last["status"] or more["status"]
        for heading, text in more["extra"].items():
            last["extra"][heading] = f"{last['extra'][heading]}; {text}" if heading in last["extra"] else text
        self.note("row-continued", index)

    def _read_row(self, index: int, row: list[Any], inherited: set[int]) -> Draft:
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
        regions = self._regions(index, found, start)
        if self.section is not self.understood_for:
            self._look_above()
        if self.names_above:
            regions += self._told_above(index, found, start)
        if self.named:
            regions = self._by_name(row, found, regions)
        countries = tuple(dict.fromkeys(found.countries))
        if not countries and self.settings.country:
            countries = (self.settings.country,)
        money = tuple(self._money(index, found))
        extra = self._extra(index, row)
        extra |= found.extra
        values = {
            "origin": _made_origin(
                {"file": self.grid.file, "sheet": self.grid.sheet, "row": self.grid.number(index)}
            ),
            **_NO_TEXTS,
            "partners": tuple(found.partners),
            "countries": countries,
            "place_shares": tuple(found.place_shares),
            "regions": regions,
            "start": start,
            "end": end,
            "status": found.status or ("ongoing" if found.ongoing else ""),
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

    def _regions(self, index: int, found: Found, start: When | None) -> tuple[RegionMention, ...]:
        if not found.places:
            return ()
        year = start.first.year if start else None
        if len(found.places) == 1:
            column, text = found.places[0]
            quiet = column.cache.get(("place", text, year))
            if quiet is not None:
                found.countries += quiet[1]
                return quiet[0]  # type: ignore[no-any-return]
        regions: list[RegionMention] = []
        for column, text in found.places:
            reading = read_regions(text, self.country, year)
            plain = not (reading.notes or reading.unread or reading.wider or reading.missed)
            if plain and len(column.cache) < MOST_CACHED:
                column.cache["place", text, year] = (reading.regions, reading.countries)
            if reading.unread:
                self.note("region-unread", index, column, text)
            for part in reading.missed:
                self.note("region-unread", index, column, part)
            if reading.unread or reading.wider or reading.missed or _YEAR_BESIDE.search(text):
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
            if reading.partner and all(p.role not in ("funding", "partner") for p in found.partners):
                found.partners.append(reading.partner)
                applied = True
            if applied and text not in self.told_headings:
                self.told_headings.add(text)
                self.note("heading-understood", index, value=text)
        return told

    def _money(self, index: int, found: Found) -> list[Money]:
        result = []
        default = found.currency or self.settings.currency
        given = {column.index for column, reading, _ in found.amounts if reading.amounts}
        for column, reading, value in found.amounts:
            if column.field == "part":
                continue
            if not given.isdisjoint(column.stands_in_for):
                # The same amount in a further currency, as in most rows; in others it stands alone and counts.
                found.extra[column.heading or column.letter] = shown(value)
                continue
            factor = found.factor
            if factor is not None and column.factor is None:
                reading = cached(column, (factor, value), partial(read_amount, value, column.context, factor))
            for amount in reading.amounts:
                currency = amount.currency or column.currency or default
                if currency is None:
                    self.without_currency.setdefault(column.index, []).append(index)
                result.append(money_of(amount.amount, currency, column))
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

    def _closing(self) -> None:
        """Findings about whole columns and about what is hidden."""
        if self.cells_beside:
            told = "; ".join(self.cells_beside)
            self.note(
                "cells-beside", column=next(c for c in self.columns if c.beside), value=told[:MOST_BESIDE],
                count=len(self.cells_beside),
            )  # fmt: skip
        for column in self.columns:
            if column.choice.doubtful:
                code = "column-doubtful" if column.field else "column-unknown"
                self.note(code, self.heading_row, column, column.heading, field=column.field or "—")
            rows = self.without_currency.get(column.index)
            if rows:
                self.note("currency-missing", rows[0], column, column.heading, number=len(rows))
        marked = [c for c in self.columns if c.mark_of and c.field in ("sdg", "region")]
        if marked:
            self.note(
                "columns-of-marks", self.heading_row, marked[0], marked[0].heading, number=len(marked),
                columns=f"{marked[0].letter}–{marked[-1].letter}",
            )  # fmt: skip
        scaled = next((c for c in marked if c.scale is not None), None)
        if scaled is not None and scaled.scale is not None:
            levels = {name: scaled.scale.of(name) for name in ("primary", "secondary", "none")}
            self.note(f"marks-{scaled.scale.basis}", self.heading_row, scaled, scaled.heading, **levels)
        if self.named:
            self.note(
                "columns-by-name", self.heading_row, self.named[0], self.named[0].heading,
                number=len(self.named), columns=f"{self.named[0].letter}–{self.named[-1].letter}",
            )  # fmt: skip
        hidden = sum(self.area.first <= r < self.area.last for r in self.grid.hidden_rows)
        if hidden:
            self.note("hidden-rows", value="", number=hidden)
        letters = [c.letter for c in self.columns if c.index in self.grid.hidden_columns]
        if letters:
            self.note("hidden-columns", value=", ".join(letters))
        for column in self.columns:
            if column.field == "contact":
                self.note("contacts-left-out", column=column)
        coloured = [i for i in self.grid.fills if self.area.first <= i < self.area.last]
        if coloured and not any(c.field == "status" for c in self.columns):
            self.note("status-by-colour", number=len(coloured))


def _without_persons(value: object) -> str:
    return without_persons(shown(value))


_BETWEEN_PARTS = frozenset(
    ["activities.row-continued", "activities.row-header-repeated", "activities.row-part"]
)
"""What may stand between an activity and a row that goes on with it."""
_NO_TEXT = Text({})
_NO_TEXTS = dict.fromkeys(TEXTS, _NO_TEXT)
_made_origin = maker(Origin)
