"""Long tables, one observation a row: tidy CSV or Excel, SDMX-CSV, the extract of the UNSD global database.

Columns are recognised by their heading. What is no known column is a dimension; brackets around a
heading ("[Age]"), the totals of the database ("ALLAGE", "BOTHSEX") and the labels of SDMX-CSV ("F: Female",
or a column of names beside that of codes) are understood. A large file is read in pieces, column by column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress, islice
from operator import itemgetter
from typing import NamedTuple

from sdgkit.findings import Finding
from sdgkit.indicators.codes import database_series, indicator_code, is_code, is_total, series_indicators
from sdgkit.indicators.labels import group_of
from sdgkit.indicators.long_carried import Carrying
from sdgkit.indicators.long_cells import Meanings
from sdgkit.indicators.long_columns import Columns
from sdgkit.indicators.long_names import Names
from sdgkit.indicators.long_values import are_measurements, values_of, with_statuses
from sdgkit.indicators.long_wanted import Wanted
from sdgkit.indicators.observations import Gathered
from sdgkit.indicators.odd_cells import OddCells
from sdgkit.indicators.places import place_of
from sdgkit.indicators.units import multiple, unit_in_words
from sdgkit.indicators.years import read_year
from sdgkit.languages import Text, clean

PIECE = 10_000
"""Rows that are held as text at a time; more is no faster and needs more memory."""


class LongRead(NamedTuple):
    """What a long table gave beside the observations."""

    names: dict[str, dict[str, Text]]
    """Concept -> code -> name."""
    codes: set[str]
    findings: list[Finding]
    titles: dict[str, Text]
    """Indicator -> its name in the table."""


def read_long(
    rows: Iterable[list[str]],
    columns: Columns,
    gathered: Gathered,
    *,
    file: str,
    first_row: int,
    sheet: str = "",
    country: str = "",
    default_code: str = "",
    series_codes: Mapping[str, tuple[str, ...]] | None = None,
    times: int = 1,
    unknown: str = "indicator-unread",
) -> LongRead:
    """Read the rows below the header of a long table.

    Args:
        rows: the rows.
        columns: where the columns stand.
        gathered: takes the observations.
        file: name of the file.
        first_row: number of the first of the rows.
        sheet: name of the sheet.
        country: alpha-3 code; rows of other countries are left out where it is given.
        default_code: indicator of rows without one.
        series_codes: series -> indicators, for tables that name only the series.
        times: how many of the rows stand in one row of the file.
        unknown: the end of the finding's code for rows whose indicator is not known.
    """
    reader = _Reader(
        columns, gathered, file, sheet, country, default_code, series_codes or {}, first_row, unknown
    )
    number = first_row
    for piece in _pieces(iter(rows)):
        reader.read(piece, number, times)
        number += len(piece)
    return reader.done()


def _pieces(rows: Iterator[list[str]]) -> Iterator[list[list[str]]]:
    while piece := list(islice(rows, PIECE)):
        yield piece


class _Reader:
    """One reading of a table: pieces of rows in, observations out."""

    def __init__(
        self,
        columns: Columns,
        gathered: Gathered,
        file: str,
        sheet: str,
        country: str,
        default_code: str,
        series_codes: Mapping[str, tuple[str, ...]],
        first_row: int,
        unknown: str,
    ) -> None:
        self._columns = columns
        self._gathered = gathered
        self._file = file
        self._first_row = first_row
        self._width = 1 + max(
            *columns.known.values(), *columns.dimensions.values(), *columns.names.values(), *columns.titles
        )
        self._odd = OddCells(file, sheet)
        self._meanings = Meanings(country, default_code, series_codes)
        self._carrying = Carrying(columns, self._meanings, self._odd)
        self._wanted = Wanted(columns, self._meanings, self._odd, gathered.others, unknown)
        self._names = Names(columns, self._meanings)
        self._codes: set[str] = set()
        self._dimensions: set[str] = set()

    def read(self, piece: list[list[str]], number: int, times: int) -> None:
        """Read a piece whose first row has the number, and of whose rows so many stand in one row of the file."""
        at, rows = self._rows(piece, number)
        if not rows:
            return
        if times > 1:
            at = [self._first_row + (n - self._first_row) // times for n in at]
        cells: list[Sequence[str]] = [list(map(itemgetter(n), rows)) for n in range(self._width)]
        for index in self._columns.labelled & set(range(self._width)):
            cells[index] = self._names.unlabelled(cells[index], index)
        cells = self._wanted.in_countries(self._carrying.carried(cells, at))
        found, kept = self._wanted.kept(cells, at)
        if kept is not None:
            cells = [list(compress(column, kept)) for column in cells]
            at, found = list(compress(at, kept)), list(compress(found, kept))
            if not at:
                return
        self._names.gather(cells)
        indicators = self._meanings.indicators
        if any(len(indicators[key]) > 1 for key in set(found)):
            several = [(n, code) for n, key in enumerate(found) for code in indicators[key]]
            cells = [[column[n] for n, _ in several] for column in cells]
            at, codes = [at[n] for n, _ in several], [code for _, code in several]
        else:
            first = {key: indicators[key][0] for key in set(found)}
            codes = list(map(first.__getitem__, found))
        self._codes.update(codes)
        self._add(cells, at, codes)

    def done(self) -> LongRead:
        """What was read beside the observations."""
        return LongRead(self._names.of_codes, self._codes, self._odd.findings(), self._names.titles())

    def _rows(self, piece: list[list[str]], number: int) -> tuple[Sequence[int], list[list[str]]]:
        """The rows that hold something, in the width of the header, with their numbers."""
        if min(map(len, piece)) >= self._width and all(map(any, piece)):
            return range(number, number + len(piece)), piece
        at, rows, width = [], [], self._width
        for n, row in enumerate(piece, number):
            if any(cell.strip() for cell in row):
                at.append(n)
                rows.append(row + [""] * (width - len(row)))
        return at, rows

    def _add(self, cells: list[Sequence[str]], at: Sequence[int], codes: list[str]) -> None:
        known, cleaned = self._columns.known, self._meanings.cleaned

        def column(part: str) -> list[str] | str:
            found = self._columns.cells_of(cells, part)
            return "" if found is None else list(map(cleaned.__getitem__, found))

        values, signs = values_of(cells[known["value"]], at, self._odd)
        written = self._columns.cells_of(cells, "sign")
        if written is not None and any(written):
            found = signs or [""] * len(at)
            signs = [cell.strip() or sign for cell, sign in zip(written, found, strict=True)]
        statuses = self._columns.cells_of(cells, "status")
        if statuses is not None:
            values, signs = with_statuses(values, signs, statuses)
        series = self._series(cells, column("series"))
        units = self._units(self._with_units(column("unit"), series, len(at)))
        powers = self._columns.cells_of(cells, "mult")
        if powers is not None:
            named: Sequence[str] = units or [""] * len(at)
            made = {pair: multiple(pair[0], pair[1].strip()) for pair in set(zip(named, powers, strict=True))}
            units = [made[pair] for pair in zip(named, powers, strict=True)]
        places = self._coded(cells)
        groups = self._groups(cells) if places is not None else {}
        if places is not None and groups:
            places = [
                "" if any(column[n] for column in groups.values()) else place
                for n, place in enumerate(places)
            ]
        self._gathered.add(
            indicator=codes,
            file=self._file,
            years=list(map(self._meanings.years.__getitem__, cells[known["year"]])),
            values=values,
            signs=signs,
            rows=at,
            places="" if places is None else places,
            units=units,
            series=series,
            reportings=column("reporting"),
            natures=column("nature"),
            notes=self._notes(cells),
            dimensions=self._with_groups(self._cut(cells), groups),
        )

    def _series(self, cells: list[Sequence[str]], series: list[str] | str) -> list[str] | str:
        """The series; where no column holds them, those that stand in place of an indicator's number."""
        named = self._columns.cells_of(cells, "indicator")
        if series or named is None:
            return series
        made = {cell: self._meanings.cleaned[cell] if _is_series(cell) else "" for cell in set(named)}
        return list(map(made.__getitem__, named)) if any(made.values()) else ""

    def _with_units(self, units: list[str] | str, series: list[str] | str, count: int) -> list[str] | str:
        """The units; of a known series without one its own."""
        known = {one: row["unit"] for one in set(series) if (row := database_series().get(one))}
        if isinstance(series, str) or not known:
            return units
        given = units or [""] * count
        return [unit or known.get(one, "") for unit, one in zip(given, series, strict=True)]

    def _units(self, units: list[str] | str) -> list[str] | str:
        """The units; those in words ("на 100 000 живорождений") as the code that they mean, named by their words."""
        meant: dict[str, str] = {}
        for words in set(units):
            code = unit_in_words(words) if words and not is_code(words) else ""
            meant[words] = code or words
            if code:
                self._names.keep("UNIT_MEASURE", code, words)
        if isinstance(units, str) or all(words == code for words, code in meant.items()):
            return units
        return list(map(meant.__getitem__, units))

    def _notes(self, cells: list[Sequence[str]]) -> list[str] | str:
        """The footnotes; several in one cell, as the global database writes them, with a semicolon between."""
        found = self._columns.cells_of(cells, "note")
        years = cells[self._columns.known["year"]]
        dated = {cell for cell in set(years) if read_year(cell).is_worded}
        if found is None:
            return [self._meanings.cleaned[cell] if cell in dated else "" for cell in years] if dated else ""
        if dated:
            pairs = zip(found, years, strict=True)
            found = ["; ".join(filter(None, (note, year if year in dated else ""))) for note, year in pairs]
        made = {cell: self._meanings.cleaned[cell] for cell in set(found)}
        for cell, text in made.items():
            if text.startswith("[") and text.endswith("]"):
                parts = re.findall(r'"((?:[^"\\]|\\.)*)"', text)
                made[cell] = "; ".join(parts) if parts else text[1:-1].strip()
        return [made[cell] for cell in found]

    def _coded(self, cells: list[Sequence[str]]) -> list[str] | None:
        """The places; where a column of codes stands beside that of names, a code that is known decides."""
        named, codes = self._columns.cells_of(cells, "place"), self._columns.cells_of(cells, "place_code")
        if named is None or codes is None:
            only = named if codes is None else codes
            return None if only is None else [self._meanings.places[cell][0] for cell in only]
        made = {}
        for pair in set(zip(named, codes, strict=True)):
            name, code = (clean(one) for one in pair)
            known = place_of(code)
            whole = self._meanings.places[pair[0]][0] if name else self._meanings.places[pair[1]][0]
            made[pair] = known.code if known else whole
        return [made[pair] for pair in zip(named, codes, strict=True)]

    def _groups(self, cells: list[Sequence[str]]) -> dict[str, list[str]]:
        """Groups in the column of places: "Urban" and "Rural" are parts of the country and no places."""
        named = self._columns.cells_of(cells, "place")
        if named is None:
            return {}
        meant = {cell: group_of(cell) for cell in set(named)}
        meant = {
            cell: one for cell, one in meant.items() if one[1] and one[0] != "REF_AREA" and not is_code(cell)
        }
        return {
            dimension: [
                meant[cell][1] if cell in meant and meant[cell][0] == dimension else "" for cell in named
            ]
            for dimension in sorted({dimension for dimension, _ in meant.values()})
        }

    @staticmethod
    def _with_groups(cut: dict[str, list[str]], groups: dict[str, list[str]]) -> dict[str, list[str]]:
        for name, cells in groups.items():
            own = cut.get(name)
            cut[name] = [one or other for one, other in zip(own, cells, strict=True)] if own else cells
        return cut

    def _cut(self, cells: list[Sequence[str]]) -> dict[str, list[str]]:
        """The cells of the dimensions; one that is at its total everywhere says nothing and is left out."""
        found = {}
        for name, index in self._columns.dimensions.items():
            texts = list(map(self._meanings.cleaned.__getitem__, cells[index]))
            if name not in self._dimensions and are_measurements(set(texts)):
                self._odd.note("columns-unknown", self._first_row - 1, name)
                continue
            if name in self._dimensions or not all(is_total(cell) for cell in set(texts)):
                self._dimensions.add(name)
                found[name] = texts
        return found


def _is_series(cell: str) -> bool:
    """Whether a cell of the column of indicators holds the code of a series."""
    return is_code(cell) and not indicator_code(cell) and bool(series_indicators(cell))
