"""Exports of international databases that name their columns in their own way: WHO, Eurostat, FAO, the World Bank.

What their columns and cells mean is in `exports.toml`; each becomes rows of a long table with headings of the global
SDG structure, which `sdgkit.indicators.long` reads. Which of their series are global indicators is in
`database_series.csv`: only those whose definition is that of the indicator. Others are told and left out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from sdgkit.languages import clean, fold

_WITH_YEARS = re.compile(r"(?P<concepts>[\w,]+),(?P<place>\w+)\\TIME_PERIOD", re.I)
"""The first heading of a table of Eurostat's bulk download: "freq,unit,geo\\TIME_PERIOD", then the years."""
_DATA_SET = re.compile(r"(?:^|[^A-Z0-9])(SDG_\d\d_\d+[A-Z]?)(?![A-Z0-9])", re.I)
_MEANINGS = {
    **dict.fromkeys(("UNIT_MEASURE",), "units"),
    **dict.fromkeys(("REF_AREA", "GEOAREACODE"), "countries"),
    **dict.fromkeys(
        ("SERIES", "SERIESDESCRIPTION", "INDICATOR", "TIME_PERIOD", "OBS_VALUE", "SIGN", "COMMENT_OBS"), ""
    ),
}
"""Column -> the part of `exports.toml` with the meanings of its cells; those of a dimension are in `meanings`."""
_LABELLED = re.compile(r"([A-Z][A-Z_0-9]*):.*")


class Export(NamedTuple):
    """A table of a known database, and how its rows become those of a long table."""

    kind: str
    header: list[str]
    """Headings of the long table."""
    times: int
    """How many rows each row of the file becomes; those that hold no figure are empty."""
    places: dict[str, int]
    """Heading of the long table -> column of the file."""
    spec: dict[str, Any]
    columns: dict[str, int]
    """Folded heading of the file -> its column."""
    across: dict[int, str]
    """Column -> series or year, where they stand side by side."""
    series: str
    """Of all rows."""

    def rows(self, rows: Iterable[list[str]]) -> Iterator[list[str]]:
        """The rows of the long table, `times` for each of the file."""
        for row in rows:
            if self.across:
                yield from self._spread(row)
            else:
                yield self._row(row)

    def _spread(self, row: list[str]) -> Iterator[list[str]]:
        nothing = [""] * len(self.header)
        concepts = _at(row, 0).split(",") if self.series else []
        for column, named in self.across.items():
            value = row[column].strip() if column < len(row) else ""
            if not value:
                yield nothing
            elif self.series:
                whole = [*concepts, named.strip(), value, self.series]
                if len(whole) != len(self.header):
                    # A row that does not fit is of no series; as such it is told.
                    whole = [*[""] * (len(self.header) - 3), named.strip(), value, _at(row, 0) or "?"]
                cells = dict(zip(self.header, whole, strict=True))
                if self._left_out(cells):
                    yield nothing
                else:
                    yield [self._cell(name, cells[name]) for name in self.header]
            else:
                cells = {name: _at(row, at) for name, at in self.places.items()}
                yield [*(cells.get(name, "") for name in self.header[:-2]), named, value]

    def _left_out(self, cells: dict[str, str]) -> bool:
        areas = self.spec.get("areas")
        return bool(areas and re.fullmatch(areas, cells.get("REF_AREA", "")))

    def _cell(self, name: str, cell: str) -> str:
        meanings = _MEANINGS.get(name, "meanings")
        return str(self.spec.get(meanings, {}).get(cell, cell)) if meanings else cell

    def _row(self, row: list[str]) -> list[str]:
        spec = self.spec
        for heading, wanted in spec.get("only", {}).items():
            if heading in self.columns and fold(_at(row, self.columns[heading])) not in wanted:
                return [""] * len(self.header)
        for heading, words in spec.get("without", {}).items():
            cell = fold(_at(row, self.columns[heading])) if heading in self.columns else ""
            if any(word in cell for word in words):
                return [""] * len(self.header)
        cells = {name: _at(row, at) for name, at in self.places.items()}
        if self._left_out(cells):
            return [""] * len(self.header)
        if not cells.get("OBS_VALUE") and "SHOWN" in cells:
            cells["OBS_VALUE"] = cells["SHOWN"]
        if spec["kind"] == "eurostat" and (found := _DATA_SET.search(cells.get("SERIES", ""))):
            cells["SERIES"] = found[1].upper()
        for kind, value in spec.get("pairs", ()):
            if kind in self.columns and value in self.columns:
                name = "".join(fold(_at(row, self.columns[kind])).split())
                cell = self._cell("", _at(row, self.columns[value]))
                if cell and name:
                    concept = spec["concepts"].get(name, "BREAKDOWN")
                    cells[concept] = f"{cells[concept]}; {cell}" if cells.get(concept) else cell
        return [self._cell(name, cells.get(name, "")) for name in self.header]


def _at(row: list[str], column: int) -> str:
    return row[column].strip() if column < len(row) else ""


@cache
def _specs() -> list[dict[str, Any]]:
    text = resources.files("sdgkit").joinpath("indicators", "exports.toml").read_text(encoding="utf-8")
    return list(tomllib.loads(text)["export"])


def export_of(header: list[str], file: str = "") -> Export | None:
    """The known export that a row of headings begins; None where it is none.

    Args:
        header: the cells.
        file: name of the file without its ending, which names the data set where the table does not.

    Example:
        >>> export_of(["IndicatorCode", "SpatialDim", "TimeDim", "NumericValue"]).header
        ['SERIES', 'GEOAREACODE', 'TIME_PERIOD', 'OBS_VALUE']
        >>> export_of(["Indicator", "Year", "Value"]) is None
        True
    """
    with_years = _WITH_YEARS.fullmatch(header[0].strip()) if header else None
    if with_years:
        return _with_years(header, with_years, file)
    folded = {fold(_LABELLED.sub(r"\1", clean(name))): n for n, name in reversed(list(enumerate(header)))}
    for spec in _specs():
        if any(set(needed) <= folded.keys() for needed in spec["needs"]):
            made = _made(header, folded, spec)
            if made is not None:
                return made
    return None


def _made(header: list[str], folded: dict[str, int], spec: dict[str, Any]) -> Export | None:
    places: dict[str, int] = {}
    for name, headings in spec["columns"].items():
        at = next((folded[one] for one in headings if one in folded), None)
        if at is not None and (name == "SHOWN" or at not in places.values()):
            places[name] = at
    across: dict[int, str] = {}
    if "across" in spec:
        found = ((n, re.fullmatch(spec["across"], clean(name))) for n, name in enumerate(header))
        across = {n: one[1] for n, one in found if one}
        if not across:
            return None
        return Export(
            spec["kind"], [*places, "SERIES", "OBS_VALUE"], len(across), places, spec, folded, across, ""
        )
    if spec["others"]:
        known = {at: name for name, at in places.items()}
        places = {
            known.get(n, name.upper() if name.islower() else clean(name)): n for n, name in enumerate(header)
        }
    concepts = {
        spec["concepts"].get("".join(name.split()), "") or "BREAKDOWN"
        for name in (*spec.get("concepts", ()), "other")
        if any(kind in folded and value in folded for kind, value in spec.get("pairs", ()))
    }
    names = [*(name for name in places if name != "SHOWN"), *sorted(concepts)]
    return Export(spec["kind"], names, 1, places, spec, folded, {}, "")


def _with_years(header: list[str], found: re.Match[str], file: str) -> Export | None:
    spec = next(one for one in _specs() if one["kind"] == "eurostat")
    named = {heading: name for name, headings in spec["columns"].items() for heading in headings}
    concepts = [
        named.get(one.lower(), one.upper()) for one in (*found["concepts"].split(","), found["place"])
    ]
    set_of_data = _DATA_SET.search(file)
    series = set_of_data[1].upper() if set_of_data else clean(file)
    across = {n: name for n, name in enumerate(header) if n and name.strip()}
    if not across:
        return None
    names = [*concepts, "TIME_PERIOD", "OBS_VALUE", "SERIES"]
    return Export("eurostat", names, len(across), {}, spec, {}, across, series or "?")
