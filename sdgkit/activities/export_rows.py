"""Rows of known exports as activities: each cell by the field of its column."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from sdgkit.activities.activity import (
    Activity,
    Declaration,
    Marker,
    Money,
    MoneyKind,
    Origin,
    Partner,
    RegionMention,
    Role,
    Sector,
    When,
)
from sdgkit.activities.cells.amounts import is_gap, read_amount
from sdgkit.activities.cells.codes import read_codes, without_repeats
from sdgkit.activities.cells.dates import read_date
from sdgkit.activities.cells.organisations import read_organisations
from sdgkit.activities.cells.regions import read_regions
from sdgkit.activities.cells.statuses import read_status
from sdgkit.activities.iati.codes import areas
from sdgkit.activities.iati.percentages import share_of
from sdgkit.activities.settings import ReadingSettings
from sdgkit.activities.sources.workbook import Grid, column_letter
from sdgkit.contacts import without_persons
from sdgkit.errors import UsageError
from sdgkit.findings import Finding
from sdgkit.languages import Text, clean, fold, language_of
from sdgkit.places import country as country_named
from sdgkit.places import country_group, find_places

_SHARED = frozenset(["congo", "korea", "guinea", "virgin islands"])
"""Names that more than one country has, so that what follows the comma must tell."""

_MARKER = re.compile(r"(?:GEM|GEN)?[\s-]*([0-4])(?![\d.,])", re.IGNORECASE)
"""A significance, alone or as the United Nations write it: "GEM2", "GEN 3 - Gender equality is the main objective"."""

TEXTS = ("title", "description", "objectives", "results", "beneficiaries")


@dataclass
class Row:
    """A row before it is known which rows belong to one activity.

    Attributes:
        values: the fields of the activity but its id.
        identifier: the database's own identifier, or "".
        keys: what else tells activities of one identifier apart.
    """

    values: dict[str, Any]
    identifier: str
    keys: tuple[str, ...] = ()


@dataclass
class _Said:
    """What the cells of one row say."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    identifier: str = ""
    keys: list[str] = field(default_factory=list)
    partners: list[Partner] = field(default_factory=list)
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
    titles: dict[str, str] = field(default_factory=dict)
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
        currency: of all amounts.
        factor: by which all amounts are multiplied.
        donor: who funds all activities, or "".
        month_first: whether the month of a date stands before its day.
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
        self.kept = [index for index, name in enumerate(fields) if name is None or name == ""]
        self.currency, self.factor, self.month_first = currency, Decimal(factor), month_first
        self.donor = (Partner(name=Text({"en": donor}), role="funding"),) if donor else ()
        self.findings: list[Finding] = []
        self.unknown_places: Counter[str] = Counter()
        self.used_fallback = ""
        self.uncounted: list[tuple[int, Decimal]] = []
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
                text = without_persons(_shown(value))
                if text:
                    said.extra[self.headings[column] or column_letter(column)] = text
        return self._row(said)

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
        """One finding for the rows whose money the source itself wants in no sum."""
        if not self.uncounted:
            return []
        heading = next(self.headings[index] for index, name, _ in self.columns if name == "counted")
        with_money = [amount for _, amount in self.uncounted if amount]
        return [
            Finding(
                code="activities.export-uncounted", file=self.grid.file, sheet=self.grid.sheet,
                row=self.uncounted[0][0], value=heading,
                details={
                    "number": str(len(self.uncounted)), "with_money": str(len(with_money)),
                    "amount": f"{sum(with_money):,.0f}".replace(",", "\u00a0"), "currency": self.currency or "",
                },
            )
        ]  # fmt: skip

    def _row(self, said: _Said) -> Row:
        origin = Origin(file=self.grid.file, sheet=self.grid.sheet, row=self.row)
        year = said.year.first.year if said.year else None
        start = said.start or said.year
        sectors = [
            sector.model_copy(update={"title": Text.of(said.titles["dac"])})
            if sector.vocabulary.startswith("dac") and said.titles.get("dac")
            else sector
            for sector in said.sectors
        ]
        countries = tuple(dict.fromkeys(said.countries))
        if not countries and not said.areas and self.settings.country:
            countries = (self.settings.country,)
        if said.uncounted:
            self.uncounted.append((self.row, sum(said.amounts.values(), Decimal(0))))
            said.extra |= said.written
            said.amounts = {}
        money = tuple(
            Money(amount=amount, currency=self.currency, kind=_kind(kind), year=year, origin=origin)
            for kind, amount in said.amounts.items()
        )
        values = {
            "origin": origin,
            **{name: _joined(said.texts.get(name, []), self.settings.language) for name in TEXTS},
            "partners": _distinct((*self.donor, *said.partners)),
            "countries": countries,
            "areas": tuple(dict.fromkeys(said.areas)),
            "regions": _distinct(said.regions),
            "start": start,
            "end": said.end,
            "status": said.status,
            "section": said.section,
            "money": money,
            "sectors": _distinct(sectors),
            "markers": _distinct(said.markers),
            "declared": without_repeats(said.declared) if len(said.declared) > 1 else tuple(said.declared),
            "extra": said.extra,
        }
        if not values["title"]:
            self._note("title-missing", None, said.identifier)
        return Row(values, said.identifier, tuple(said.keys))

    def _note(self, code: str, column: int | None, value: object, **details: str) -> None:
        self.findings.append(
            Finding(
                code=f"activities.{code}", file=self.grid.file, sheet=self.grid.sheet, row=self.row, value=value,
                column="" if column is None else column_letter(column), details=details,
            )
        )  # fmt: skip

    def _unread(self, column: int, value: object, said: _Said) -> None:
        heading = self.headings[column]
        said.extra[heading] = without_persons(_shown(value))
        self._note("export-cell-unread", column, value, heading=heading)

    def _cell(self, column: int, name: str, detail: str, value: Any, said: _Said) -> None:
        if name in TEXTS:
            said.texts.setdefault(name, []).append(without_persons(_shown(value)))
        elif name == "identifier":
            said.identifier = said.identifier or _shown(value)
        elif name == "key":
            said.keys.append(_shown(value))
        elif name == "role":
            said.partners += read_organisations(without_persons(_shown(value)), _role(detail)).partners
        elif name == "fallback" and detail == "country":
            if not said.countries:
                self._field(column, "country", value, said)
        elif name in ("money", "fallback"):
            self._amount(column, name, detail, value, said)
        elif name == "sector":
            said.sectors.append(_sector(detail, clean(_shown(value))))
        elif name == "code":
            code = _shown(value)
            if re.fullmatch(r"\d{3}|\d{5}", code):
                said.sectors.append(Sector(vocabulary="dac5" if len(code) == 5 else "dac3", code=code))
            else:
                self._unread(column, value, said)
        elif name == "title-of":
            said.titles[detail] = clean(_shown(value))
        elif name == "marker":
            written = _MARKER.match(_shown(value))
            if written:
                said.markers.append(Marker(code=detail, significance=int(written[1])))
            else:
                self._unread(column, value, said)
        else:
            self._field(column, name, value, said)

    def _field(self, column: int, name: str, value: Any, said: _Said) -> None:
        if name in ("start", "end", "year"):
            if getattr(said, name) is None:
                when = _when_text(_shown(value), self.month_first)
                if when is None:
                    self._unread(column, value, said)
                setattr(said, name, when)
        elif name == "status":
            said.status = read_status(_shown(value))
            said.extra[self.headings[column]] = _shown(value)
            if not said.status:
                self._note("status-unknown", column, value)
        elif name == "section":
            said.section = clean(_shown(value))
        elif name == "counted":
            said.uncounted = fold(_shown(value)) in ("no", "n", "false", "0", "нет")
            said.extra[self.headings[column]] = _shown(value)
        elif name == "country":
            found, known = countries_named(clean(_shown(value)))
            said.countries += found
            if not known:
                self.unknown_places[_shown(value)] += 1
            if not found and not _everywhere(fold(_shown(value))):
                said.areas.append(_shown(value))
            if len(found) != 1:
                said.extra[self.headings[column]] = _shown(value)
        elif name == "region":
            home = said.countries[0] if said.countries else self.settings.country or "KAZ"
            text = without_persons(_shown(value))
            said.regions += [r for r in read_regions(text, home).regions if "-" in r.code]
            said.extra[self.headings[column]] = text
        elif name in ("sdg", "sdg_primary"):
            self._codes(column, name, value, said)

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
            amount = Decimal(_shown(value))
        except InvalidOperation:
            reading = read_amount(value, ".")
            if len(reading.amounts) != 1:
                self._unread(column, value, said)
                return
            amount = reading.amounts[0].amount
        if not amount.is_finite():
            self._unread(column, value, said)
            return
        said.amounts[kind] = _plain(amount * self.factor)
        said.written[self.headings[column]] = _shown(value)


def joined_rows(rows: Sequence[Row]) -> tuple[list[Activity], int]:
    """The activities of rows: those of one identifier and one set of keys are one activity.

    Without keys every row is an activity of its own. Identifiers that then occur twice are told apart by the keys,
    else by a number.

    Returns:
        The activities in the order of their first rows, and how many rows were joined to an earlier one.
    """
    groups: dict[tuple[str, ...], list[Row]] = {}
    for number, row in enumerate(rows):
        key = (row.identifier, *row.keys) if row.identifier and row.keys else ("", str(number))
        groups.setdefault(key, []).append(row)
    seen: Counter[str] = Counter()
    names = Counter(members[0].identifier for members in groups.values())
    activities = []
    for members in groups.values():
        first = members[0]
        identifier = first.identifier or _digest(first)
        if first.identifier and names[identifier] > 1 and first.keys:
            identifier = "-".join((*first.keys, identifier))
        seen[identifier] += 1
        if seen[identifier] > 1:
            identifier = f"{identifier}#{seen[identifier]}"
        activities.append(Activity(id=identifier, **_together([member.values for member in members])))
    return activities, len(rows) - len(groups)


def _together(members: list[dict[str, Any]]) -> dict[str, Any]:
    values = members[0]
    if len(members) == 1:
        return values
    values = dict(values)
    for name in ("partners", "countries", "areas", "regions", "sectors", "money", "declared"):
        values[name] = _distinct(one for member in members for one in member[name])
    values["money"] = tuple(one for member in members for one in member["money"])
    markers: dict[str, Marker] = {}
    for marker in (one for member in members for one in member["markers"]):
        known = markers.get(marker.code)
        if known is None or (marker.significance or 0) > (known.significance or 0):
            markers[marker.code] = marker
    values["markers"] = tuple(markers.values())
    for name in TEXTS:
        values[name] = next((member[name] for member in members if member[name]), values[name])
    starts = [member["start"] for member in members if member["start"]]
    ends = [member["end"] for member in members if member["end"]]
    values["start"] = min(starts, key=lambda when: when.first, default=None)
    values["end"] = max(ends, key=lambda when: when.last, default=None)
    return values


def _sector(vocabulary: str, written: str) -> Sector:
    """A sector by its name; in "Irrigation!$!85!$!AI", as an interface writes it, with its share and code."""
    name, *more = written.split("!$!")
    share = share_of(more[0]) if more and more[0].strip() else None
    code = more[1].strip() if len(more) > 1 else ""
    return Sector(vocabulary=vocabulary, code=code, title=Text.of(name.strip()), share=share)


def _digest(row: Row) -> str:
    parts = [str(row.values["title"]), *(f"{money.amount:f}" for money in row.values["money"])]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:12]


def _shown(value: object) -> str:
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


def _distinct(items: Any) -> tuple[Any, ...]:
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


@lru_cache(maxsize=5000)
def countries_named(name: str) -> tuple[tuple[str, ...], bool]:
    """The countries that a database means by a name, ISO 3166-1 alpha-3, and whether the name is known.

    Regions of the world are known and hold, of the countries, those of Central Asia and Afghanistan.

    Example:
        >>> countries_named("Congo, Democratic Republic of"), countries_named("Central Asia")[0][:2]
        ((('COD',), True), ('KAZ', 'KGZ'))
        >>> countries_named("Africa, regional"), countries_named("Neverland")
        (((), True), ((), False))
    """
    head, _, tail = name.partition(", ")
    candidates = [name, f"{tail} {head}", f"{tail} the {head}"] if tail else [name]
    if fold(head) not in _SHARED and re.search(r"republic|state|the$|islands", fold(tail)):
        # "Yemen, Republic of": what follows only says what kind of state it is.
        candidates.append(head)
    for candidate in candidates:
        try:
            return (country_named(candidate).iso3,), True
        except UsageError:
            continue
    folded = fold(name)
    if _everywhere(folded):
        return (), True
    for area in areas().values():
        if fold(area.title) in (folded, f"{folded}, regional"):
            return area.countries, True
    for place in find_places(name, cell=True):
        if place.kind == "regional":
            return country_group(place.code).countries, True
    # Several countries are taken only where each of them is known: a comma may stand within a name.
    parts = [part for part in re.split(r"\s*;\s*", name) if part]
    if len(parts) > 1:
        each = [countries_named(part) for part in parts]
        if all(known for _, known in each):
            return tuple(dict.fromkeys(one for found, _ in each for one in found)), True
    return (), False


def _everywhere(folded: str) -> bool:
    return folded in (
        "world",
        "global",
        "worldwide",
        "bilateral, unspecified",
        "developing countries, unspecified",
    )


def _role(name: str) -> Role:
    return name  # type: ignore[return-value]


def _kind(name: str) -> MoneyKind:
    return name  # type: ignore[return-value]
