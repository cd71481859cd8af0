"""Listed rows of a wide table, each naming its indicator and place: World Bank tables, simple national lists."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from sdgkit.findings import Finding
from sdgkit.indicators.codes import database_series, indicator_code, is_code, is_total, rows_text
from sdgkit.indicators.headings import BESIDE
from sdgkit.indicators.labels import NUMBER_BEFORE, group_of, is_plan_label, meaning_of, place_named
from sdgkit.indicators.odd_cells import OddCells
from sdgkit.indicators.places import country_named, country_of, is_area_of_world
from sdgkit.indicators.units import unit_in_words
from sdgkit.indicators.wide_header import Header
from sdgkit.indicators.wide_line import Line, WideRead, is_filled
from sdgkit.languages import Text, clean, fold

_PARENTHESES = re.compile(r"\(([^()]+)\)\s*$")


def listed_lines(
    rows: list[list[str]],
    header: Header,
    result: WideRead,
    country: str,
    wanted: str,
    file: str,
    odd: OddCells,
) -> list[Line]:
    """Rows that each name place and indicator: World Bank tables and simple national lists."""
    listing = _Listing(rows, header, result, country, wanted, odd)
    for number, row in enumerate(rows[header.end + 1 :], header.end + 2):
        listing.take(number, row)
    listing.tell(file)
    return listing.lines


class _Listing:
    """One reading of listed rows; the line before is the base of rows that name only a group or territory."""

    def __init__(
        self,
        rows: list[list[str]],
        header: Header,
        result: WideRead,
        country: str,
        wanted: str,
        odd: OddCells,
    ) -> None:
        self.lines: list[Line] = []
        self._rows, self._header, self._result = rows, header, result
        self._country, self._wanted, self._odd = country, wanted, odd
        self._names = header.columns
        self._others = [column for column in header.labels if column not in self._names.values()]
        series = "series" in self._names
        self._headings = {n: _heading_of(rows[header.row][n]) for n in self._others} if series else {}
        self._international = {"place", "code"} <= self._names.keys()
        self._several = _named_differently(rows, header, country)
        self._base: Line | None = None
        self._carried = ""
        self._unread: list[int] = []
        self._without_code: list[int] = []

    def take(self, number: int, row: list[str]) -> None:
        """Read a row of the sheet."""
        cells = {
            name: row[column].strip() if column < len(row) else "" for name, column in self._names.items()
        }
        filled = is_filled(row, self._header)
        said = [row[n].strip() for n in self._header.labels if n < len(row) and is_plan_label(row[n])]
        if said:
            if filled:
                self._odd.note("year-plan", number, said[0])
            return
        if not cells.get("code") and _is_of_the_same(row, cells, self._base, self._others, self._rows):
            first = next(row[n].strip() for n in self._others if n < len(row) and row[n].strip())
            self._odd.note("cells-carried", number, first)
            cells["code"], cells["name"] = self._carried, ""
        self._carried = cells.get("code") or self._carried
        if not cells.get("code"):
            self._below(number, cells, filled)
            return
        place = cells.get("place") or cells.get("place_name") or ""
        of = country_of(place) or country_named(place)
        if of and self._wanted and of != self._wanted:
            self._result.others.add(of)
        elif self._international and is_area_of_world(place):
            self._result.others.add(place)
        elif code := self._indicator(cells["code"]):
            self._line(number, row, cells, code, of, place)
        else:
            self._without_indicator(number, cells["code"], filled)

    @staticmethod
    def _indicator(cell: str) -> str:
        bank = database_series().get(cell)
        return bank["indicator"] if bank else indicator_code(cell)

    def _below(self, number: int, cells: Mapping[str, str], filled: bool) -> None:
        """A row under its indicator: a group or territory, named in the column of groups or of names."""
        label = clean(cells.get("breakdown") or cells.get("name") or cells.get("place") or "")
        kind, group = meaning_of([label], self._country) if label else ("", "")
        if filled and self._base and label and (kind or is_total(label) or cells.get("breakdown")):
            self.lines.append(_group(self._base, number, label, kind, group, self._result))
        elif filled:
            self._without_code.append(number)

    def _without_indicator(self, number: int, cell: str, filled: bool) -> None:
        """A row without figures is a heading such as "Goal 3"; one with figures may be a group of its indicator."""
        base = self._base
        kind, group = meaning_of([clean(cell)], self._country)
        headed = base is not None and not is_filled(self._rows[base.row - 1], self._header)
        if filled and base and (kind or (headed and is_total(cell))):
            self.lines.append(_group(base, number, clean(cell), kind, group, self._result))
        elif filled:
            self._unread.append(number)

    def _line(
        self, number: int, row: list[str], cells: Mapping[str, str], code: str, of: str, place: str
    ) -> None:
        bank = database_series().get(cells["code"])
        words = clean(cells.get("name", ""))
        if not words and not bank:
            words = NUMBER_BEFORE.sub("", clean(cells["code"])).strip()
        if words:
            self._result.names.setdefault(code, Text.of(words))
            if bank:
                self._name("SERIES", cells["code"], words)
        unit = self._unit(cells, code, words)
        series = cells["code"] if bank else cells.get("series", "")
        own = meaning_of([words], self._country) if words and "name" in self._names else ("", "")
        if not series and code in self._several and words and not own[0] and not is_total(words):
            series = words
            self._name("SERIES", words, words)
        in_place = group_of(place)
        if not of and place:
            place = "" if is_total(place) or in_place[1] else place_named(place, self._country)
        line = Line(number, code, of or place, dict([in_place]) if in_place[1] else {}, series, unit)
        if own[0] and code in self._several:
            line = _group(line, number, words, *own, self._result)
        self._base = line = self._with_labels(line, row)
        label = clean(cells.get("breakdown", ""))
        if label and not is_total(label):
            line = _group(line, number, label, *meaning_of([label], self._country), self._result)
        self.lines.append(line)

    def _unit(self, cells: Mapping[str, str], code: str, words: str) -> str:
        """The unit: of its column, of the name, of the series, else that of the line before of the same indicator."""
        unit = cells.get("unit", "")
        unit = unit if is_code(unit) else unit_in_words(unit) or unit
        if not unit and not self._names.keys() & {"name", "unit"}:
            unit = unit_in_words(words)
        bank = database_series().get(cells["code"])
        if words and bank:
            found = _PARENTHESES.search(words)
            unit = unit or bank["unit"] or (found[1] if found else "")
        if not unit and self._base and self._base.code == code:
            unit = self._base.unit
        return unit

    def _with_labels(self, line: Line, row: list[str]) -> Line:
        """The line with the groups that its other columns name."""
        for column in self._others:
            label = row[column].strip(" :") if column < len(row) else ""
            known = group_of(label)
            heading = group_of(self._rows[self._header.row][column])
            if known[1] and known[0] != "REF_AREA":
                line = line._replace(dimensions=line.dimensions | {known[0]: known[1]})
            elif heading[0] not in ("", "REF_AREA") and not heading[1]:
                if label and not is_total(label):
                    line = line._replace(dimensions=line.dimensions | {heading[0]: clean(label)})
                    self._name(heading[0], clean(label), clean(label))
            elif self._headings.get(column) and not is_total(label):
                line = line._replace(dimensions=line.dimensions | {self._headings[column]: clean(label)})
        return line

    def _name(self, concept: str, code: str, words: str) -> None:
        self._result.labels.setdefault(concept, {}).setdefault(code, Text.of(words))

    def tell(self, file: str) -> None:
        """The findings of rows that were left out."""
        if self._without_code:
            first = self._without_code[0]
            self._result.findings.append(
                Finding(
                    code="indicators.rows-without-code",
                    file=file,
                    row=first,
                    value=next((cell for cell in self._rows[first - 1] if cell.strip()), ""),
                    details={"rows": rows_text(self._without_code), "count": len(self._without_code)},
                )
            )
        if self._unread:
            first = self._unread[0]
            self._result.findings.append(
                Finding(
                    code="indicators.series-without-indicator",
                    row=first,
                    value=self._rows[first - 1][self._names["code"]],
                    details={"rows": rows_text(self._unread), "count": len(self._unread)},
                )
            )


def _named_differently(rows: list[list[str]], header: Header, country: str) -> set[str]:
    """Indicators whose code stands in several rows with different names: groups of it, or series of its own."""
    if not {"code", "name"} <= header.columns.keys():
        return set()
    at = (header.columns["code"], header.columns["name"])
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows[header.end + 1 :]:
        code, name = (row[n].strip() if n < len(row) else "" for n in at)
        if code and name and (known := indicator_code(code)) and is_filled(row, header):
            found[known].add(fold(name))
    return {code for code, names in found.items() if len(names) > 1}


def _is_of_the_same(
    row: list[str], cells: dict[str, str], base: Line | None, others: list[int], rows: list[list[str]]
) -> bool:
    """Whether a row without code and name surely is of the indicator above: it follows at once, and names a group."""
    if (
        base is None
        or cells.get("name")
        or cells.get("place")
        or cells.get("place_name")
        or cells.get("breakdown")
    ):
        return False
    labels = [row[n].strip() for n in others if n < len(row) and row[n].strip()]
    above = rows[base.row - 1 : base.row + 1]
    return bool(labels) and all(any(cell.strip() for cell in one) for one in above)


def _heading_of(text: str) -> str:
    """The dimension that a heading of the global database names: "[Age]" is Age; "" for what is no dimension."""
    name = clean(text).strip("[]")
    return "" if fold(name) in BESIDE or fold(name) in _NO_DIMENSION else name


_NO_DIMENSION = frozenset(
    {"seriesdescription", "series description", "nature", "reporting type", "geoareaname"}
)


def _group(of: Line, number: int, label: str, kind: str, found: str, result: WideRead) -> Line:
    """The line of a group or territory of an indicator."""
    plain = of._replace(row=number)
    if kind == "place":
        return plain._replace(place=found)
    if kind:
        return plain._replace(dimensions=of.dimensions | {kind: found})
    if is_total(label):
        return plain._replace(dimensions={}, place="")
    result.labels.setdefault("BREAKDOWN", {}).setdefault(label, Text.of(label))
    return plain._replace(dimensions=of.dimensions | {"BREAKDOWN": label})
