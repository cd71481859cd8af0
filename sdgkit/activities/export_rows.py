"""Rows of known exports as activities: each cell by the field of its column."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from typing import Any, get_args

from sdgkit.activities.activity import (
    Declaration,
    Marker,
    Money,
    MoneyKind,
    Origin,
    Partner,
    PlaceShare,
    RegionMention,
    Role,
    Sector,
    When,
)
from sdgkit.activities.cells.amounts import read_amount
from sdgkit.activities.cells.codes import read_codes, without_repeats
from sdgkit.activities.cells.dates import read_date
from sdgkit.activities.cells.gaps import is_gap
from sdgkit.activities.cells.organisations import read_organisations
from sdgkit.activities.cells.regions import read_regions
from sdgkit.activities.cells.statuses import read_status
from sdgkit.activities.cells.units import Unit, unit_in
from sdgkit.activities.export_places import countries_named, is_everywhere
from sdgkit.activities.iati.percentages import share_of
from sdgkit.activities.settings import ReadingSettings
from sdgkit.activities.sources.workbook import Grid, column_letter
from sdgkit.contacts import without_persons
from sdgkit.findings import Finding
from sdgkit.languages import Text, clean, fold, language_of

_MARKER = re.compile(r"(?:GEM|GEN)?[\s-]*([0-4])(?![\d.,])", re.IGNORECASE)
"""A significance, alone or as the United Nations write it: "GEM2", "GEN 3 - Gender equality is the main objective"."""

_CODED = re.compile(r"(?P<code>[\w./-]{1,40})\s+[-\u2013\u2014]\s+(?P<name>\S.*)", re.DOTALL)
_NO_TEXT = Text({})
_KINDS = frozenset(get_args(MoneyKind))
_UNCOUNTED = frozenset(["no", "n", "false", "0", "нет", "internal", "outgoing"])
"""What a source writes where an amount belongs in no sum; the last two of money that was counted when it came in."""

TEXTS = ("title", "description", "objectives", "results", "beneficiaries")


@dataclass
class Row:
    """A row before it is known which rows belong to one activity.

    Attributes:
        values: the fields of the activity but its id.
        identifier: the database's own identifier, or "".
        keys: what else tells activities of one identifier apart.
        own: whose row it is, where several organisations have one each.
    """

    values: dict[str, Any]
    identifier: str
    keys: tuple[str, ...] = ()
    own: str = ""


@dataclass
class _Said:
    """What the cells of one row say."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    identifier: str = ""
    keys: list[str] = field(default_factory=list)
    partners: list[Partner] = field(default_factory=list)
    own: str = ""
    currency: str = ""
    currencies: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    shares: dict[str, list[Fraction | None]] = field(default_factory=dict)
    countries: list[str] = field(default_factory=list)
    areas: list[str] = field(default_factory=list)
    regions: list[RegionMention] = field(default_factory=list)
    start: When | None = None
    end: When | None = None
    year: When | None = None
    status: str = ""
    section: str = ""
    amounts: dict[str, Decimal] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    uncounted: bool = False
    sectors: list[Sector] = field(default_factory=list)
    titles: dict[str, list[str]] = field(default_factory=dict)
    markers: list[Marker] = field(default_factory=list)
    declared: list[Declaration] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)


class RowReader:
    """Reads the rows of one export.

    Args:
        grid: the table.
        headings: of its columns.
        fields: field of each column; None where the export says nothing of it.
        settings: what a person fixed by hand.
        ranks: place of each column in the order in which columns are read.
        currency: of all amounts that no column says one for.
        factor: by which all amounts are multiplied.
        donor: who funds all activities, or "".
        month_first: whether the month of a date stands before its day.
        separators: signs between several things in a cell; "" where they are as people put them.
        coded: whether a cell has the code of a thing before its name: "21020 - Road transport".
        kinds: what the column `kind` says -> kind of money, "" for one that is no spending.
    """

    def __init__(
        self,
        grid: Grid,
        headings: Sequence[str],
        fields: Sequence[str | None],
        settings: ReadingSettings,
        *,
        ranks: Sequence[int],
        currency: str | None,
        factor: int,
        donor: str,
        month_first: bool = False,
        separators: str = "",
        coded: bool = False,
        kinds: Mapping[str, str] | None = None,
    ) -> None:
        self.grid, self.headings, self.settings = grid, headings, settings
        # In the order of the list of exports, where of several dates the better one stands first; columns that
        # stand in for others last, so that these are known by then.
        self.columns = sorted(
            (
                (index, name.partition(":")[0], name.partition(":")[2])
                for index, name in enumerate(fields)
                if name
            ),
            key=lambda column: (column[1] == "fallback", ranks[column[0]]),
        )
        self.units = [unit_in(heading) if factor == 1 else Unit(None, None) for heading in headings]
        self.kept = [index for index, name in enumerate(fields) if name is None or name == ""]
        self.currency, self.factor, self.month_first = currency, Decimal(factor), month_first
        self.separators, self.coded, self.kinds = separators, coded, kinds or {}
        self.donor = (Partner(name=Text({"en": donor}), role="funding"),) if donor else ()
        self.findings: list[Finding] = []
        self.unknown_places: Counter[str] = Counter()
        self.used_fallback = ""
        self.uncounted: list[tuple[int, Decimal]] = []
        self.other_kinds: Counter[str] = Counter()
        self.no_spending: list[tuple[int, Decimal]] = []
        self.row = 0

    def read(self, index: int) -> Row:
        """The row of an index of the grid."""
        cells = self.grid.rows[index]
        self.row = self.grid.number(index)
        said = _Said()
        for column, name, detail in self.columns:
            value = cells[column] if column < len(cells) else None
            if name != "left" and not is_gap(value):
                self._cell(column, name, detail, value, said)
        for column in self.kept:
            value = cells[column] if column < len(cells) else None
            if not is_gap(value):
                text = without_persons(shown(value))
                if text:
                    said.extra[self.headings[column] or column_letter(column)] = text
        return self._row(said)

    def amounts(self, index: int) -> dict[str, Decimal]:
        """The amounts of a row of totals, by kind; what else stands there is left."""
        cells, said, told = self.grid.rows[index], _Said(), len(self.findings)
        for column, name, detail in self.columns:
            value = cells[column] if column < len(cells) else None
            if name in ("money", "also") and not is_gap(value):
                self._amount(column, name, detail, value, said)
        del self.findings[told:]
        return said.amounts

    def closing(self) -> list[Finding]:
        """What concerns the whole table."""
        return [
            Finding(
                code="activities.export-place-unknown", file=self.grid.file, sheet=self.grid.sheet, value=name,
                details={"number": str(number)},
            )
            for name, number in sorted(self.unknown_places.items())
        ] + self._told_uncounted()  # fmt: skip

    def _told_uncounted(self) -> list[Finding]:
        """One finding for the rows whose money the source itself wants in no sum, one for those that spend none."""
        told = []
        if self.uncounted:
            heading = next(self.headings[index] for index, name, _ in self.columns if name == "counted")
            told.append(self._told_amounts("export-uncounted", self.uncounted, heading))
        if self.no_spending:
            kinds = ", ".join(f"{kind}: {number}" for kind, number in sorted(self.other_kinds.items()))
            told.append(self._told_amounts("export-no-spending", self.no_spending, kinds))
        return told

    def _told_amounts(self, code: str, rows: list[tuple[int, Decimal]], value: str) -> Finding:
        with_money = [amount for _, amount in rows if amount]
        return Finding(
            code=f"activities.{code}", file=self.grid.file, sheet=self.grid.sheet, row=rows[0][0], value=value,
            details={
                "number": str(len(rows)), "with_money": str(len(with_money)),
                "amount": f"{sum(with_money):,.0f}".replace(",", "\u00a0"), "currency": self.currency or "",
            },
        )  # fmt: skip

    def _row(self, said: _Said) -> Row:
        origin = Origin(file=self.grid.file, sheet=self.grid.sheet, row=self.row)
        year = said.year.first.year if said.year else None
        start = said.start or said.year
        countries = tuple(dict.fromkeys(said.countries))
        shares = _place_shares(said, countries)
        if not countries and not said.areas and self.settings.country:
            countries = (self.settings.country,)
        if said.uncounted or "said" in said.amounts:
            rows = self.uncounted if said.uncounted else self.no_spending
            rows.append((self.row, sum(said.amounts.values(), Decimal(0))))
            if not said.uncounted:
                self.other_kinds[said.kind or "?"] += 1
            said.extra |= said.written
            said.amounts = {}
        money = tuple(
            Money(
                amount=amount,
                currency=said.currency or said.currencies.get(kind) or self.currency,
                kind=_kind(kind),
                year=year,
                origin=origin,
            )
            for kind, amount in said.amounts.items()
        )
        values = {
            "origin": origin,
            **{
                name: _joined(said.texts[name], self.settings.language) if name in said.texts else _NO_TEXT
                for name in TEXTS
            },
            "partners": distinct((*self.donor, *said.partners)),
            "countries": countries,
            "areas": tuple(dict.fromkeys(said.areas)),
            "place_shares": shares,
            "regions": distinct(said.regions),
            "start": start,
            "end": said.end,
            "status": said.status,
            "section": said.section,
            "money": money,
            "sectors": _titled(said),
            "markers": distinct(said.markers),
            "declared": without_repeats(said.declared) if len(said.declared) > 1 else tuple(said.declared),
            "extra": said.extra,
        }
        if not values["title"]:
            self._note("title-missing", None, said.identifier)
        return Row(values, said.identifier, tuple(said.keys), said.own)

    def _note(self, code: str, column: int | None, value: object, **details: str) -> None:
        self.findings.append(
            Finding(
                code=f"activities.{code}", file=self.grid.file, sheet=self.grid.sheet, row=self.row, value=value,
                column="" if column is None else column_letter(column), details=details,
            )
        )  # fmt: skip

    def _unread(self, column: int, value: object, said: _Said) -> None:
        heading = self.headings[column]
        said.extra[heading] = without_persons(shown(value))
        self._note("export-cell-unread", column, value, heading=heading)

    def _cell(self, column: int, name: str, detail: str, value: Any, said: _Said) -> None:
        if name in TEXTS:
            said.texts.setdefault(name, []).append(without_persons(shown(value)))
        elif name == "identifier":
            said.identifier = said.identifier or shown(value)
        elif name == "key":
            said.keys.append(shown(value))
        elif name in ("role", "own"):
            partners = self._partners(value, _role(detail))
            said.partners += partners
            if name == "own":
                said.own = "; ".join(dict.fromkeys(str(one.name) for one in partners))
        elif name == "fallback" and detail == "country":
            if not said.countries:
                self._field(column, "country", value, said)
        elif name in ("money", "also", "fallback"):
            self._amount(column, name, detail, value, said)
        elif name == "sector":
            # An interface that gives them as a list puts each on a line of its own.
            said.sectors += [
                _sector(detail, clean(part)) for part in self._parts(value, self.separators + "\n")
            ]
        elif name == "code":
            self._sector_codes(column, value, said)
        elif name == "title-of":
            said.titles[detail] = [clean(part) for part in self._parts(value)]
        elif name == "percent":
            said.shares[detail] = [share_of(part) for part in self._parts(value, ";|")]
        elif name == "marker":
            written = _MARKER.match(shown(value))
            if written:
                said.markers.append(Marker(code=detail, significance=int(written[1])))
            else:
                self._unread(column, value, said)
        else:
            self._field(column, name, value, said)

    def _parts(self, value: object, separators: str = "") -> list[str]:
        """What a cell lists."""
        signs = separators or self.separators
        text = shown(value)
        parts = re.split(f"[{re.escape(signs)}]", text) if signs else [text]
        return [part.strip() for part in parts if part.strip()]

    def _named(self, text: str) -> tuple[str, str]:
        """Code and name of a thing."""
        coded = _CODED.fullmatch(text) if self.coded else None
        return (coded["code"], coded["name"].strip()) if coded else ("", text)

    def _partners(self, value: object, role: Role) -> list[Partner]:
        text = without_persons(shown(value))
        if not self.separators:
            return list(read_organisations(text.replace("|", ";"), role).partners)
        found = []
        for part in self._parts(text):
            code, name = self._named(clean(part))
            if name:
                found.append(Partner(name=Text.of(name), role=role, code=code))
        return found

    def _sector_codes(self, column: int, value: Any, said: _Said) -> None:
        titles = []
        for part in self._parts(value, self.separators or ";|"):
            code, name = self._named(part) if self.coded else (part, "")
            code = re.sub(r"\.0+$", "", code)
            if re.fullmatch(r"\d{3}|\d{5}", code):
                said.sectors.append(Sector(vocabulary="dac5" if len(code) == 5 else "dac3", code=code))
                titles.append(name)
            else:
                self._unread(column, value, said)
        if any(titles):
            said.titles["dac"] = titles

    def _field(self, column: int, name: str, value: Any, said: _Said) -> None:
        if name in ("start", "end", "year"):
            if getattr(said, name) is None:
                when = _when_text(shown(value), self.month_first)
                if when is None:
                    self._unread(column, value, said)
                setattr(said, name, when)
        elif name in ("day-start", "day-end"):
            self._day(column, name.removeprefix("day-"), value, said)
        elif name == "currency":
            code = shown(value).upper()
            if re.fullmatch("[A-Z]{3}", code):
                said.currency = code
            else:
                self._unread(column, value, said)
        elif name == "kind":
            self._kind_of_money(column, value, said)
        elif name == "status":
            said.status = read_status(shown(value))
            said.extra[self.headings[column]] = shown(value)
            if not said.status:
                self._note("status-unknown", column, value)
        elif name == "section":
            said.section = clean(shown(value))
        elif name == "counted":
            said.uncounted = fold(shown(value)) in _UNCOUNTED
            said.extra[self.headings[column]] = shown(value)
        elif name == "country":
            self._country(column, value, said)
        elif name == "region":
            home = said.countries[0] if said.countries else self.settings.country or "KAZ"
            text = without_persons(shown(value))
            said.regions += [r for r in read_regions(text, home).regions if "-" in r.code]
            said.extra[self.headings[column]] = text
        elif name in ("sdg", "sdg_primary"):
            self._codes(column, name, value, said)

    def _country(self, column: int, value: Any, said: _Said) -> None:
        # An interface that gives them as a list puts each on a line of its own.
        text = "; ".join(clean(line) for line in self._named(shown(value))[1].split("\n"))
        found, known = countries_named(text)
        if not known and self.coded:
            found, known = countries_named(self._named(shown(value))[0])
        said.countries += found
        if not known:
            self.unknown_places[text] += 1
        if not found and not is_everywhere(fold(text)):
            said.areas.append(text)
        if len(found) != 1:
            said.extra[self.headings[column]] = text

    def _day(self, column: int, name: str, value: Any, said: _Said) -> None:
        """A day as the number of days since 1970, else as it is written."""
        written = shown(value)
        if re.fullmatch(r"-?\d{1,5}", written):
            day = dt.date(1970, 1, 1) + dt.timedelta(days=int(written))
            setattr(said, name, When(first=day, last=day, precision="day", written=written))
        else:
            self._field(column, name, value, said)

    def _kind_of_money(self, column: int, value: Any, said: _Said) -> None:
        """What the amount of a row is, by the word or code that says so."""
        written = shown(value)
        said.kind = written
        code = re.match(r"\w+", written)
        for key in (fold(written), fold(code[0]) if code else ""):
            if key in self.kinds:
                said.kind = self.kinds[key] or written
                break
        else:
            self._note("export-cell-unread", column, value, heading=self.headings[column])
        said.extra[self.headings[column]] = written

    def _codes(self, column: int, name: str, value: Any, said: _Said) -> None:
        reading = read_codes(
            value, self.headings[column], primary=name == "sdg_primary", comma_is_decimal=False
        )
        said.declared += [one.model_copy(update={"source": "sdg-focus"}) for one in reading.declared]
        for doubt in reading.doubts:
            if doubt.text.strip() != "0":
                self._note(doubt.code, column, value, text=doubt.text, readings=doubt.readings or "—")

    def _amount(self, column: int, name: str, kind: str, value: Any, said: _Said) -> None:
        if name == "fallback":
            if kind in said.amounts:
                return
            if re.search(r"defl|constant", self.headings[column], re.IGNORECASE):
                self.used_fallback = self.headings[column]
        try:
            amount = Decimal(shown(value))
        except InvalidOperation:
            reading = read_amount(value, ".")
            if len(reading.amounts) != 1:
                self._unread(column, value, said)
                return
            amount = reading.amounts[0].amount
            if reading.amounts[0].currency and self.separators:
                said.currency = said.currency or reading.amounts[0].currency
        if not amount.is_finite():
            self._unread(column, value, said)
            return
        if kind == "said" and said.kind in _KINDS:
            kind = said.kind
        unit = self.units[column]
        before = said.amounts.get(kind, Decimal(0)) if name == "also" else Decimal(0)
        said.amounts[kind] = before + _plain(amount * self.factor * (unit.factor or 1))
        if unit.currency:
            said.currencies[kind] = unit.currency
        said.written[self.headings[column]] = shown(value)


def _place_shares(said: _Said, countries: tuple[str, ...]) -> tuple[PlaceShare, ...]:
    """The parts of the countries, where the row gives one for each."""
    shares = said.shares.get("country", [])
    if not shares or len(shares) != len(countries) or None in shares:
        return ()
    parts = tuple(
        PlaceShare(code=code, share=share) for code, share in zip(countries, shares, strict=True) if share
    )
    return parts if sum(part.share for part in parts) <= 1 else ()


def _titled(said: _Said) -> tuple[Sector, ...]:
    """The sectors of a row, their codes with titles and shares, where it gives as many of these."""
    if not said.sectors and not said.titles:
        return ()
    coded = [one for one in said.sectors if one.vocabulary.startswith("dac")]
    titles = said.titles.get("dac", [])
    shares = said.shares.get("dac", [])
    if not coded:
        coded = [Sector(vocabulary="text", title=Text.of(title)) for title in titles if title]
        titles = []
    if len(coded) == 1 and len(titles) > 1:
        titles = ["; ".join(titles)]
    whole = []
    for place, sector in enumerate(coded):
        update: dict[str, Any] = {}
        if len(titles) == len(coded) and titles[place]:
            update["title"] = Text.of(titles[place])
        if len(shares) == len(coded):
            update["share"] = shares[place]
        whole.append(sector.model_copy(update=update) if update else sector)
    for vocabulary in dict.fromkeys(one.vocabulary for one in said.sectors):
        others = [one for one in said.sectors if one.vocabulary == vocabulary]
        parts = said.shares.get(vocabulary, [])
        if vocabulary.startswith("dac"):
            continue
        if len(parts) == len(others):
            others = [one.model_copy(update={"share": part}) for one, part in zip(others, parts, strict=True)]
        whole += others
    return distinct(whole)


def _sector(vocabulary: str, written: str) -> Sector:
    """A sector by its name; in "Irrigation!$!85!$!AI", as an interface writes it, with its share and code."""
    name, *more = written.split("!$!")
    share = share_of(more[0]) if more and more[0].strip() else None
    code = more[1].strip() if len(more) > 1 else ""
    return Sector(vocabulary=vocabulary, code=code, title=Text.of(name.strip()), share=share)


def shown(value: object) -> str:
    """A cell as a text; a whole number without a point.

    Example:
        >>> shown(15110.0), shown(dt.datetime(2024, 5, 1)), shown(" a ")
        ('15110', '2024-05-01', 'a')
    """
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return str(value).strip()


def _plain(amount: Decimal) -> Decimal:
    """The amount without the zeros that multiplying leaves behind the point."""
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount.normalize()


def _joined(texts: list[str], language: str | None) -> Text:
    found: dict[str, str] = {}
    for text in map(clean, texts):
        key = language_of(text) or language or ""
        before = found.get(key)
        # Descriptions repeat one another: the long one holds the short one.
        if before is None or before.casefold() in text.casefold():
            found[key] = text
        elif text.casefold() not in before.casefold():
            found[key] = f"{before} {text}"
    return Text(found)


def distinct(items: Iterable[Any]) -> tuple[Any, ...]:
    """Each item once, in their order."""
    found: list[Any] = []
    for item in items:
        if item not in found:
            found.append(item)
    return tuple(found)


@lru_cache(maxsize=20_000)
def _when_text(text: str, month_first: bool) -> When | None:
    year = re.fullmatch(r"(\d{4})(?:\.0)?", text)
    reading = read_date(int(year[1]) if year else text, month_first=month_first or None)
    return reading.start


def _role(name: str) -> Role:
    return name  # type: ignore[return-value]


def _kind(name: str) -> MoneyKind:
    return name  # type: ignore[return-value]
