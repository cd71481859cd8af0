"""From a table to activities: each row read cell by cell, each doubt told, no row lost.

A row of the table becomes an activity, a part of the activity above it (merged cells, a further donor),
or a finding that says why it is none (a section, a total, a note).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sdgkit.activities.cells.amounts import read_amount
from sdgkit.activities.cells.gaps import is_gap
from sdgkit.activities.cells.regions import read_countries, read_regions, usual_country
from sdgkit.activities.cells.row import Found, shown
from sdgkit.activities.column_headings import DATE_FIELDS, MONEY_FIELDS
from sdgkit.activities.columns import REGION
from sdgkit.activities.draft import Draft, joined_values, longer_text
from sdgkit.activities.group_rows import (
    is_donor_over_projects,
    is_donor_sum_of_below,
    is_result_over_activities,
    is_sum_of_below,
)
from sdgkit.activities.header import (
    TableArea,
    header_signatures,
    is_column_numbers,
    is_filled,
    is_repeated_header,
)
from sdgkit.activities.heading_context import name_over, own_region
from sdgkit.activities.mark_scales import Scale, explains, is_legend
from sdgkit.activities.register import ColumnChoice
from sdgkit.activities.row_draft import RowReader
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
from sdgkit.activities.sections import Outline
from sdgkit.activities.settings import ReadingSettings
from sdgkit.activities.sources.document_outline import BETWEEN
from sdgkit.activities.split_rows import is_rest_of_row, put_together
from sdgkit.activities.table_columns import Column
from sdgkit.activities.time_columns import year_of
from sdgkit.contacts import masked, without_persons
from sdgkit.findings import Finding
from sdgkit.languages import Text, clean, language_of
from sdgkit.places import country_group, place_title, region

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


MOST_PLACES_LOOKED_AT = 200
"""Different cells of places by which the country of a register is found; a longer look tells no more."""


LONGEST_PLACE = 200
"""Characters of such a cell; what is longer is a text."""


class TableReader(RowReader):
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
        self.outline = Outline()
        self.damaged_rows = 0
        self.money = frozenset(c.index for c in columns if c.field in MONEY_FIELDS)
        self.sums = [c for c in columns if c.field in MONEY_FIELDS - {"part"}]
        self.dates = frozenset(c.index for c in columns if c.field in DATE_FIELDS)
        self.used_places = frozenset(c.index for c in self.used)
        self.beside = frozenset(c.index for c in columns if c.beside)
        self.cells_beside: list[str] = []
        self.resolved: list[Any] = []
        self.signatures = header_signatures(area)
        self.wide, self.down = self._merges()
        self.in_footer = self.under_total = self.in_parts = self.under_section = False
        scale = next((c.scale for c in columns if c.scale is not None), None)
        self.legend = scale if scale is not None and scale.basis == "legend" else None
        self.seen: set[int] = set()
        self.first_amounts: dict[int, int] = {}
        """Number of a draft that went on in further rows -> how many amounts its first row had."""
        self.most_filled = -1
        self.section_row = -1
        self.name_over = name_over(area)
        self.year = self.headings.year = year_of(area.above, area.grid.sheet)[0]
        self.section = area.grid.section
        self.own = own_region(area, settings)
        if settings.country is None:
            self.country = self.headings.country = self._home()
        self.heading_row = max(area.header.stop - 1, 0)
        self.headed = max((len(area.grid.rows[i]) for i in area.header), default=len(area.paths))

    def _home(self) -> str:
        """The country whose regions are meant, where no settings say so: by the register's region, or by its places."""
        if self.own:
            return region(self.own[0]).country
        places = [c.index for c in self.columns if c.field == "region"]
        if not places or any(c.field == "country" for c in self.columns):
            return self.country
        texts: dict[str, None] = {}
        for row in self.grid.rows[self.area.first : self.area.last]:
            texts.update(
                (row[i], None)
                for i in places
                if i < len(row) and isinstance(row[i], str) and len(row[i]) <= LONGEST_PLACE
            )
            if len(texts) >= MOST_PLACES_LOOKED_AT:
                break
        found = usual_country(text for text in texts if text) or self._country_of_title()
        if found in ("", self.country) or found not in country_group("central-asia-afghanistan").countries:
            return self.country
        if any(read_regions(text).regions != read_regions(text, found).regions for text in texts if text):
            self.home = found
        return found

    def _country_of_title(self) -> str:
        """The one country of the region that the title block names, by itself or by a place; "" if none or several."""
        titles = [text for text in self.area.above if len(text) <= LONGEST_PLACE]
        named = {code for text in titles for code in read_countries(text)} & REGION
        if not named:
            named = {code for text in titles for code in read_regions(text).countries} & REGION
        return named.pop() if len(named) == 1 else ""

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
            row = self._with_its_rest(index, row)
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
        self._settle_parts()
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

    def _with_its_rest(self, index: int, row: list[Any]) -> list[Any]:
        """A numbered row with the rows under it that go on with its words, as a table pasted from a document has."""
        if self.title is None or self.number is None or self.down:
            return row
        rows = self.grid.rows
        after = index + 1
        title = self.title.index
        below = rows[after] if after < self.area.last else []
        if (
            len(below) <= title
            or below[title].__class__ is not str
            or not below[title].lstrip()[:1].islower()
        ):
            # Almost every row: asked first, as a register has many.
            return row
        while after < self.area.last and is_rest_of_row(
            row,
            rows[after],
            title=self.title.index,
            number=self.number.index,
            money=self.money,
            dates=self.dates,
        ):
            row = put_together(row, rows[after])
            self.note("row-continued", after, value=shown(rows[after][title]))
            rows[after] = []
            after += 1
        return row

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
            if self._is_second_title(index, filled):
                self._add_title(index, clean(str(row[filled[0]])))
                self.in_parts = False
                return
            if self._continues_title(index, row, filled):
                self.in_parts = False
                return
            name = section_name(shown(row[filled[0] if len(filled) == 1 else filled[-1]]))
            number = ""
            if len(filled) > 1 and self.title:
                name = section_name(clean(str(row[self.title.index]))) or name
                if self.number and self.number.index in filled:
                    number = shown(row[self.number.index])
            opened = self.outline.opened(name, number, is_below=self.under_section)
            self.section = f"{self.grid.section}{BETWEEN}{opened}" if self.grid.section else opened
            self.section_row = index
            self.note("row-section", index, value=name)
        elif (heading := self._group_heading(index, row, filled)) is not None:
            number = shown(row[self.number.index]) if self.number else ""
            self.section = self.outline.opened(
                section_name(shown(row[heading])), number, is_below=self.under_section
            )
            self.section_row = index
            self.note("row-group", index, value=" – ".join(without_persons(shown(row[i])) for i in filled))
        else:
            self._activity(index, row, filled)
        self.in_parts = False

    def _group_heading(self, index: int, row: list[Any], filled: list[int]) -> int | None:
        """The column of the name of a group, where the row gives the sum of the activities under it."""
        if self.title is None or not self.sums:
            return None
        title, rows = self.title.index, self.grid.rows
        number = self.number.index if self.number else None
        if number is not None and number in filled:
            below = rows[index + 1] if index + 1 < self.area.last else []
            next_number = below[number] if number < len(below) else None
            plain = (
                next_number.is_integer() if isinstance(next_number, float) else "." not in str(next_number)
            )
            if plain:
                return None
            counted = self.money | {c.index for c in self.columns if not c.field}
            heads = is_donor_over_projects(
                row, filled, title=title, number=number, money=counted, below=next_number
            ) or is_result_over_activities(
                row, filled, title=title, number=number, money=self.money, below=next_number
            )
            return title if heads else None
        if (index, title) in self.down:
            return None
        if title in filled:
            return title if self._is_donor(index, row, filled) else None
        money = [c.index for c in self.sums]
        return is_sum_of_below(rows, index, self.area.last, title=title, money=money, amount=self._comes_to)

    def _is_donor(self, index: int, row: list[Any], filled: list[int]) -> bool:
        """Whether a row names the donor of the projects below it, of whose amounts it holds the sums."""
        if self.title is None or not {self.title.index} < set(filled) or len(filled) > len(self.sums) + 2:
            return False
        return is_donor_sum_of_below(
            self.grid.rows, index, self.area.last, title=self.title.index,
            money=[c.index for c in self.sums if c.index in filled], amount=self._comes_to,
        )  # fmt: skip

    def _comes_to(self, place: int, value: Any) -> Decimal | None:
        """What a cell of money comes to, where it holds one amount."""
        reading = read_amount(value, self.columns[place].context, self.columns[place].factor)
        return reading.amounts[0].amount if len(reading.amounts) == 1 else None

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

    def _is_second_title(self, index: int, filled: list[int]) -> bool:
        """Whether a title alone stands beside cells that are merged with the activity above: in another language."""
        if not self.drafts or self.title is None or filled != [self.title.index]:
            return False
        merged = [c for c in self.used if c is not self.title and (index, c.index) in self.down]
        first = {self.down[index, c.index] for c in merged}
        own = self.drafts[-1].values["origin"].row
        return 2 * len(merged) >= len(self.used) - 1 and {self.grid.number(i) for i in first} == {own}

    def _add_title(self, index: int, text: str) -> None:
        """Add a further title to the activity above: one of its own in another language, else the rest of it."""
        last = self.drafts[-1].values
        titles = last["title"].root
        language = language_of(text)
        if language in titles or not language:
            language = next(iter(titles), language)
        last["title"] = Text(titles | {language: f"{titles.get(language, '')} {text}".strip()})
        self.note("row-continued", index, value=text)

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
        draft = self.read_row(index, row)
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
        more = self.read_row(index, kept).values
        last = self.drafts[-1].values
        known = {region.code for region in last["regions"]}
        more["regions"] = tuple(region for region in more["regions"] if region.code not in known)
        for name in ("partners", "regions", "declared", "sectors", "countries", "markers"):
            last[name] = (
                tuple(dict.fromkeys((*last[name], *more[name])))
                if name == "countries"
                else joined_values(last[name], more[name])
            )
        self.first_amounts.setdefault(len(self.drafts) - 1, len(last["money"]))
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

    def _settle_parts(self) -> None:
        """Amounts of further rows that come to that of the first one are its parts, and count once."""
        for place, count in self.first_amounts.items():
            values = self.drafts[place].values
            whole, parts = values["money"][:count], values["money"][count:]
            kept = []
            for one in whole:
                own = [p for p in parts if (p.kind, p.currency, p.year) == (one.kind, one.currency, one.year)]
                if len(own) > 1 and sum(p.amount for p in own) == one.amount:
                    told = "; ".join(
                        f"{p.partner}: {p.amount:f}" if p.partner else f"{p.amount:f}" for p in own
                    )
                    values["extra"].setdefault("parts", told)
                    parts = tuple(p for p in parts if p not in own)
                    kept.append(told)
            if kept:
                values["money"] = (*whole, *parts)
                index = values["origin"].row
                self.findings.append(
                    Finding(
                        code="activities.amounts-of-parts", file=self.grid.file, sheet=self.grid.sheet, row=index,
                        value="; ".join(kept),
                    )
                )  # fmt: skip

    def _closing(self) -> None:
        """Findings about whole columns and about what is hidden."""
        if self.cells_beside:
            told = "; ".join(self.cells_beside)
            self.note(
                "cells-beside", column=next(c for c in self.columns if c.beside), value=told[:MOST_BESIDE],
                count=len(self.cells_beside),
            )  # fmt: skip
        if self.home:
            column = next(c for c in self.columns if c.field == "region")
            self.note("country-understood", self.heading_row, column, country=place_title(self.home))
        for column in self.columns:
            if column.choice.doubtful:
                code = "column-doubtful" if column.field else "column-unknown"
                self.note(code, self.heading_row, column, column.heading, field=column.field or "—")
            rows = self.without_currency.get(column.index)
            if rows:
                self.note("currency-missing", rows[0], column, column.heading, number=len(rows))
        marked = [c for c in self.columns if c.mark_of and c.field in ("sdg", "region", "partner", "country")]
        if marked:
            self.note(
                "columns-of-marks", self.heading_row, marked[0], marked[0].heading, number=len(marked),
                columns=f"{marked[0].letter}–{marked[-1].letter}",
            )  # fmt: skip
        timed = [c for c in self.columns if c.marks]
        if timed:
            code = f"columns-of-time-{timed[0].when_from}" if self.timed else "columns-of-time-without-year"
            code = "columns-of-time-heading" if self.year_of_sections else code
            self.note(
                code, self.heading_row, timed[0], timed[0].heading, number=len(timed),
                columns=f"{timed[0].letter}–{timed[-1].letter}",
                year=next((c.when.first.year for c in self.timed if c.when), "—"),
            )  # fmt: skip
            if any(c.painted for c in timed):
                self.note(
                    "time-by-colour", self.heading_row, timed[0], number=sum(len(c.painted) for c in timed)
                )
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
        painted = {row for column in self.columns for row in column.painted}
        coloured = [i for i in self.grid.fills if self.area.first <= i < self.area.last and i not in painted]
        if coloured and not any(c.field == "status" for c in self.columns):
            known = [i for i in coloured if self.grid.fills[i] in self.legend_of_colours]
            if known:
                legend = "; ".join(f"{colour} = {state}" for colour, state in self.legend_of_colours.items())
                self.note("status-by-legend", number=len(known), legend=legend)
            if len(known) < len(coloured):
                self.note("status-by-colour", number=len(coloured) - len(known))


_BETWEEN_PARTS = frozenset(
    ["activities.row-continued", "activities.row-header-repeated", "activities.row-part"]
)
"""What may stand between an activity and a row that goes on with it."""
