"""Long tables, one observation a row: tidy CSV or Excel, SDMX-CSV, the extract of the UNSD global database.

Columns are recognised by their heading. What is no known column is a dimension; brackets around a
heading ("[Age]") and the totals of the database ("ALLAGE", "BOTHSEX") are understood. A large file is
read in pieces.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from sdgkit.findings import Finding
from sdgkit.indicators.codes import indicator_code, is_total, rows_text
from sdgkit.indicators.observations import Gathered
from sdgkit.indicators.places import country_of
from sdgkit.indicators.values import read_value
from sdgkit.languages import Text, clean, fold

PIECE = 100_000
"""Rows that are held as text at a time."""

HEADINGS: dict[str, tuple[str, ...]] = {
    "indicator": (
        *("indicator", "indicator_code", "indicator code", "sdg indicator", "indicator number", "sdg code"),
        *("код показателя", "код индикатора", "номер показателя", "показатель", "индикатор"),
        *("көрсеткіш", "көрсеткіш коды", "код"),
    ),
    "year": ("year", "time_period", "timeperiod", "time period", "год", "жыл", "период"),
    "value": ("value", "obs_value", "значение", "мәні", "мән"),
    "unit": (
        *("unit", "unit_measure", "units", "unit of measure"),
        *("единица измерения", "единица", "ед. изм.", "өлшем бірлігі"),
    ),
    "mult": ("unit_mult",),
    "series": ("series", "seriescode", "series code", "series_code", "ряд", "қатар"),
    "series_name": ("seriesdescription", "series description", "series_name"),
    "place": (
        *("place", "ref_area", "geoareacode", "region", "area", "geocode", "country code"),
        *("регион", "территория", "область", "өңір", "аймақ"),
    ),
    "place_name": ("geoareaname", "country name", "country"),
    "sign": ("sign", "знак", "белгі"),
    "nature": ("nature", "obs_nature"),
    "note": ("note", "footnote", "comment_obs", "примечание", "ескертпе"),
}  # fmt: skip

BESIDE = frozenset(
    {
        "goal",
        "target",
        "time_detail",
        "timecoverage",
        "time_coverage",
        "upperbound",
        "lowerbound",
        "upper_bound",
    }
    | {
        "lower_bound",
        "baseperiod",
        "base_per",
        "source",
        "source_detail",
        "geoinfourl",
        "geo_info_url",
        "geo_info_type",
    }
    | {
        "freq",
        "obs_status",
        "reporting type",
        "reporting_type",
        "observation status",
        "unitmultiplier",
        "dataflow",
    }
    | {
        "structure",
        "structure_id",
        "action",
        "comment_ts",
        "data_last_update",
        "source_file",
        "source_row",
        "name",
    }
    | {
        "cust_breakdown_lb",
        "time_period_start",
        "unit name",
        "isrealdata",
        "geo_area_name",
        "timedetail",
        "file",
        "row",
    }
)
"""Headings that are neither measure nor dimension."""

_BRACKETS = re.compile(r"^\[(.*)\]$")
_CONCEPT = re.compile(r"^([A-Z][A-Z_0-9]*):\s.*$")
_MULTIPLES = {"0": "", "": "", "NA": ""}


class _Cleaned(dict[str, str]):
    """Cells cleaned once each: a code stands in a table a million times."""

    def __missing__(self, cell: str) -> str:
        self[cell] = clean(cell)
        return self[cell]


class _Places(dict[str, tuple[str, bool]]):
    """Place cells -> the place ("" for a total) and whether it is a country that is not wanted."""

    def __init__(self, country: str) -> None:
        super().__init__()
        self._country = country

    def __missing__(self, cell: str) -> tuple[str, bool]:
        place = clean(cell)
        of = country_of(place) if place else ""
        unwanted = bool(of and self._country and of != self._country)
        self[cell] = (of or ("" if is_total(place) else place), unwanted)
        return self[cell]


class Columns(NamedTuple):
    """Where the known columns stand."""

    known: dict[str, int]
    dimensions: dict[str, int]


class LongRead(NamedTuple):
    """What a long table gave beside the observations."""

    series_names: dict[str, Text]
    place_names: dict[str, Text]
    codes: set[str]
    findings: list[Finding]


def columns_of(header: list[str], default_code: str = "") -> Columns | None:
    """The columns of a long table; None where the row is no header of one.

    Args:
        header: the cells.
        default_code: indicator that the file is named after, for tables without a column of indicators.

    Example:
        >>> columns_of(["Indicator", "TimePeriod", "Value", "[Age]", "Goal"]).dimensions
        {'Age': 3}
        >>> columns_of(["Region", "2015", "2016"]) is None
        True
    """
    names = [_heading(name) for name in header]
    folded = [fold(name) for name in names]
    known: dict[str, int] = {}
    for part, words in HEADINGS.items():
        found = next((folded.index(word) for word in words if word in folded), None)
        if found is not None and found not in known.values():
            known[part] = found
    if (
        "year" not in known
        or "value" not in known
        or not (default_code or {"indicator", "series"} & known.keys())
    ):
        return None
    taken = set(known.values())
    dimensions = {
        name: n
        for n, name in enumerate(names)
        if name and n not in taken and folded[n] not in BESIDE and names.index(name) == n
    }
    return Columns(known, dimensions)


def _heading(name: str) -> str:
    """A heading without brackets, and without the words of an SDMX-CSV with labels ("SEX: Sex")."""
    name = clean(name)
    name = _BRACKETS.sub(r"\1", name)
    return _CONCEPT.sub(r"\1", name)


def read_long(
    rows: Iterable[list[str]],
    columns: Columns,
    gathered: Gathered,
    *,
    file: str,
    first_row: int,
    country: str = "",
    default_code: str = "",
    series_codes: dict[str, tuple[str, ...]] | None = None,
) -> LongRead:
    """Read the rows below the header of a long table.

    Args:
        rows: the rows.
        columns: where the columns stand.
        gathered: takes the observations.
        file: name of the file.
        first_row: number of the first of the rows.
        country: alpha-3 code; rows of other countries are left out where it is given.
        default_code: indicator of rows without one.
        series_codes: series -> indicators, for tables that name only the series.
    """
    result = LongRead({}, {}, set(), [])
    odd: dict[str, list[int]] = defaultdict(list)
    samples: dict[str, str] = {}
    number = first_row
    for piece in _pieces(iter(rows)):
        number = _read_piece(
            piece,
            number,
            columns,
            gathered,
            result,
            odd,
            samples,
            file,
            country,
            default_code,
            series_codes or {},
        )
    result.findings.extend(
        Finding(
            code=f"indicators.{code}",
            file=file,
            row=found[0],
            value=samples[code],
            details={"rows": rows_text(found), "count": len(found)},
        )
        for code, found in sorted(odd.items())
    )
    return result


def _pieces(rows: Iterator[list[str]]) -> Iterator[list[list[str]]]:
    while piece := list(islice(rows, PIECE)):
        yield piece


def _read_piece(
    piece: list[list[str]],
    number: int,
    columns: Columns,
    gathered: Gathered,
    result: LongRead,
    odd: dict[str, list[int]],
    samples: dict[str, str],
    file: str,
    country: str,
    default_code: str,
    series_codes: dict[str, tuple[str, ...]],
) -> int:
    known = columns.known
    width = max([*known.values(), *columns.dimensions.values()]) + 1
    code_at, year_at, value_at = known.get("indicator"), known["year"], known["value"]
    series_at, place_at, unit_at, mult_at = (known.get(name) for name in ("series", "place", "unit", "mult"))
    kept: list[tuple[str, int, float, str, int, list[str], str]] = []
    codes: dict[tuple[str, str], tuple[str, ...]] = {}
    cleaned, places = _Cleaned(), _Places(country)

    def note(code: str, at: int, cell: str) -> None:
        odd[code].append(at)
        samples.setdefault(code, cell)

    for row in piece:
        at, number = number, number + 1
        if len(row) < width:
            if not any(cell.strip() for cell in row):
                continue
            row = row + [""] * (width - len(row))
        elif not any(row):
            continue
        key = (row[code_at] if code_at is not None else "", row[series_at] if series_at is not None else "")
        if key not in codes:
            named = indicator_code(key[0])
            codes[key] = (
                (named,) if named else series_codes.get(key[1], (default_code,) if default_code else ())
            )
        if not codes[key]:
            note("indicator-unread", at, key[0] or key[1])
            continue
        year = row[year_at].strip()
        if not (len(year) == 4 and year.isdecimal()):
            whole = year.split(".")[0]
            if not (len(whole) == 4 and whole.isdecimal() and year.split(".")[1:] in (["0"], ["00"])):
                note("years-unread", at, year)
                continue
            year = whole
        place, unwanted = places[row[place_at]] if place_at is not None else ("", False)
        if unwanted:
            continue
        found = read_value(row[value_at])
        if found.oddity:
            note(found.oddity, at, row[value_at])
        sign = row[known["sign"]].strip() if "sign" in known and row[known["sign"]].strip() else found.sign
        kept += [(code, int(year), found.number, sign, at, row, place) for code in codes[key]]
    if not kept:
        return number

    def column(index: int | None) -> list[str] | str:
        return "" if index is None else [cleaned[item[5][index]] for item in kept]

    units = column(unit_at)
    if mult_at is not None:
        units = [
            multiple(unit, item[5][mult_at].strip())
            for unit, item in zip(units or [""] * len(kept), kept, strict=True)
        ]
    gathered.add(
        indicator=[item[0] for item in kept],
        file=file,
        years=[item[1] for item in kept],
        values=[item[2] for item in kept],
        signs=[item[3] for item in kept],
        rows=[item[4] for item in kept],
        places=[item[6] for item in kept],
        units=units,
        series=column(series_at),
        natures=column(known.get("nature")),
        notes=column(known.get("note")),
        dimensions=_dimensions(kept, columns, cleaned),
    )
    result.codes.update(item[0] for item in kept)
    for name, at_name, texts in (
        ("series", "series_name", result.series_names),
        ("place", "place_name", result.place_names),
    ):
        if name in known and at_name in known:
            pairs = {(item[5][known[name]].strip(), clean(item[5][known[at_name]])) for item in kept}
            for cell, words in sorted(pairs):
                texts.setdefault(cell, Text.of(words))
    return number


def _dimensions(
    kept: list[tuple[str, int, float, str, int, list[str], str]], columns: Columns, cleaned: _Cleaned
) -> dict[str, list[str]]:
    """The cells of the dimensions; one that is at its total everywhere says nothing and is left out."""
    found = {}
    for name, index in columns.dimensions.items():
        cells = [cleaned[item[5][index]] for item in kept]
        if not all(is_total(cell) for cell in set(cells)):
            found[name] = cells
    return found


def multiple(unit: str, power: str) -> str:
    """The code of a unit times a power of ten, as UNIT_MULT gives it.

    Example:
        >>> multiple("HA", "3"), multiple("PT", "0")
        ('10^3 HA', 'PT')
    """
    power = power.split(".")[0]
    return f"10^{power} {unit}" if power not in _MULTIPLES and power.lstrip("-").isdigit() else unit
