"""Long tables, one observation a row: tidy CSV or Excel, SDMX-CSV, the extract of the UNSD global database.

Columns are recognised by their heading. What is no known column is a dimension; brackets around a
heading ("[Age]"), the totals of the database ("ALLAGE", "BOTHSEX") and the labels of SDMX-CSV ("F: Female",
or a column of names beside that of codes) are understood. A large file is read in pieces, column by column.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress, islice
from operator import itemgetter
from typing import NamedTuple

from sdgkit.findings import Finding
from sdgkit.indicators.carried import MISSING_STATUS, status_code
from sdgkit.indicators.codes import (
    database_series,
    indicator_code,
    is_code,
    is_total,
    is_whole_country,
    series_indicators,
)
from sdgkit.indicators.headings import BESIDE, HEADINGS, TITLES
from sdgkit.indicators.labels import NUMBER_BEFORE, group_of, is_plan_label
from sdgkit.indicators.observations import Gathered
from sdgkit.indicators.odd_cells import OddCells
from sdgkit.indicators.places import country_named, country_of, is_area_of_world, place_of
from sdgkit.indicators.units import unit_in_words
from sdgkit.indicators.values import DOUBTFUL, NUMBER, read_value
from sdgkit.indicators.years import read_year
from sdgkit.languages import Text, clean, fold, language_of
from sdgkit.places import find_places

LONGEST_NAME = 60
"""Letters of a cell that may be the name of a country."""
PIECE = 10_000
"""Rows that are held as text at a time; more is no faster and needs more memory."""

_ALL_NUMBERS = re.compile(rf"(?:{NUMBER.pattern}\n)*+")
_BRACKETS = re.compile(r"^\[(.*)\]$")
_SEVERAL = re.compile(r"^([A-Z][A-Z_0-9]*)\[[;,|]?\](?=$|:)")
_PREFIX = re.compile(r"^(?:dimensions|attributes)\.", re.I)
_CONCEPT = re.compile(r"^([A-Z][A-Z_0-9]*):.*$")
_KATO = re.compile(r"(\d\d)0{7}")
_MULTIPLES = {"0": "", "": "", "NA": ""}


class _Cache(dict[str, str]):
    """Cells made into something once each: a code stands in a table a million times."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, cell: str) -> str:
        self[cell] = made = self._make(cell)
        return made


class _Places(dict[str, tuple[str, bool]]):
    """Place cells -> the place ("" for a total) and whether it is a country that is not wanted."""

    def __init__(self, country: str) -> None:
        super().__init__()
        self._country = country

    def __missing__(self, cell: str) -> tuple[str, bool]:
        place = clean(cell)
        if place.endswith(".0") and place[:-2].isdecimal():
            # A code that went through a program for numbers.
            place = place[:-2]
        kato = _KATO.fullmatch(place)
        if kato:
            # The register of places of Kazakhstan: its first two digits are those of ISO 3166-2.
            place = f"KZ-{kato[1]}" if place_of(f"KZ-{kato[1]}") else "" if kato[1] == "00" else place
        of = _country(place) if place else ""
        unwanted = bool(of and self._country and of != self._country)
        self[cell] = (of or ("" if is_total(place) or is_whole_country(place) else place), unwanted)
        return self[cell]


def _country(place: str) -> str:
    """The country of a code, or of a name ("Республика Казахстан") that is nothing but a country's."""
    of = country_of(place) or country_named(place)
    if of or is_code(place) or len(place) > LONGEST_NAME:
        return of
    found = find_places(place, cell=True)
    return country_of(found[0].code) if len(found) == 1 and found[0].kind == "country" else ""


class _YearNumbers(dict[str, int]):
    """Year cells -> the year; 0 for what is none."""

    def __missing__(self, cell: str) -> int:
        self[cell] = read_year(cell).number
        return self[cell]


class _Indicators(dict[str, tuple[str, ...]]):
    """What names an indicator -> the indicators; where its cell does not, the key is cell, tab and series."""

    def __init__(self, series_codes: Mapping[str, tuple[str, ...]], default: str) -> None:
        super().__init__()
        self._series_codes = series_codes
        self._default = (default,) if default else ()

    def __missing__(self, key: str) -> tuple[str, ...]:
        named, _, series = key.partition("\t")
        code = indicator_code(named)
        annotated = self._series_codes.get(series) or series_indicators(series) or series_indicators(named)
        found = (code,) if code else annotated
        if not found or (not code and self._default and self._default[0] in found):
            found = self._default
        self[key] = found
        return found


class Columns(NamedTuple):
    """Where the known columns stand.

    Attributes:
        known: what a column holds -> its index.
        dimensions: heading of a dimension -> its index.
        names: concept ("SERIES", "SEX") -> index of a column with the names of its codes.
        labelled: indexes of columns whose cells hold code and name ("F: Female").
        place_heading: the heading of the column of places, folded.
    """

    known: dict[str, int]
    dimensions: dict[str, int]
    names: dict[str, int]
    labelled: frozenset[int]
    place_heading: str = ""
    titles: tuple[int, ...] = ()
    """Columns with the names of the indicators."""


class LongRead(NamedTuple):
    """What a long table gave beside the observations."""

    names: dict[str, dict[str, Text]]
    """Concept -> code -> name."""
    codes: set[str]
    findings: list[Finding]
    titles: dict[str, Text]
    """Indicator -> its name in the table."""


def columns_of(
    header: list[str], default_code: str = "", sample: Sequence[Sequence[str]] = ()
) -> Columns | None:
    """The columns of a long table; None where the row is no header of one.

    Args:
        header: the cells.
        default_code: indicator that the file is named after, for tables without a column of indicators.
        sample: rows below, by which one of several headings for the indicator is chosen: "Код" and "Показатель" may
            hold code and name.

    Example:
        >>> columns_of(["Indicator", "TimePeriod", "Value", "[Age]", "Goal"]).dimensions
        {'Age': 3}
        >>> columns_of(["Region", "2015", "2016"]) is None
        True
        >>> row = ["3.1.1", "Материнская смертность", "2022", "17"]
        >>> columns_of(["Код", "Показатель", "Год", "Значение"], sample=[row]).known["indicator"]
        0
    """
    names = [_heading(name) for name in header]
    folded = [fold(name) for name in names]
    message = bool({"dataflow", "structure"} & set(folded))
    # In SDMX-CSV the concepts are in capitals; a column in small letters names the codes of the one before it.
    beside = {n for n, name in enumerate(names) if message and name and not is_code(name)}
    # The World Bank's portal names them after their code: SEX_LABEL.
    labels = {
        n: folded.index(name[:-6])
        for n, name in enumerate(folded)
        if name.endswith("_label") and name[:-6] in folded
    }
    beside |= labels.keys()
    known: dict[str, int] = {}
    for_indicator = [n for n, name in enumerate(folded) if name in HEADINGS["indicator"] and n not in beside]
    named = {n: sum(_names_indicator(row, n) for row in sample) for n in for_indicator}
    if len(named) > 1 and max(named.values()) > 0:
        known["indicator"] = max(named, key=lambda n: named[n])
    for part, words in HEADINGS.items():
        if part in known:
            continue
        found = next(
            (n for word in words for n, name in enumerate(folded) if name == word and n not in beside), None
        )
        if found is not None and found not in known.values():
            known[part] = found
    if not {"indicator", "series"} & known.keys():
        # "Наименование показателя" alone: the code stands before the name.
        of = next((n for n, name in enumerate(folded) if name in TITLES and n not in beside), None)
        known |= {} if of is None else {"indicator": of}
    if message and not {"indicator", "series"} & known.keys():
        # The messages of the ILO name their indicator in the measure and in the name of the data flow.
        of = next(
            (folded.index(name) for name in ("measure", "structure_id", "dataflow") if name in folded), None
        )
        known |= {} if of is None else {"series" if folded[of] == "measure" else "indicator": of}
    if (
        "year" not in known
        or "value" not in known
        or not (default_code or {"indicator", "series"} & known.keys())
    ):
        return None
    if "place_name" in known and not {"place", "place_code"} & known.keys():
        known["place"] = known.pop("place_name")
    taken = {*known.values(), *beside}
    # What is headed like an indicator and holds no code has its names.
    of_titles = {n for n, codes in named.items() if sample and not codes and "indicator" in known} - taken
    dimensions = {
        name: n
        for n, name in enumerate(names)
        if name and n not in taken | of_titles and folded[n] not in BESIDE and names.index(name) == n
    }
    concepts = {n: name for name, n in dimensions.items()}
    concepts |= {known[part]: concept for part, concept in CONCEPTS.items() if part in known}
    if "indicator" in known and "series" not in known:
        concepts[known["indicator"]] = CONCEPTS["series"]
    of_names = {concepts[at]: n for n in sorted(beside) if (at := labels.get(n, n - 1)) in concepts}
    of_names |= {
        concept: known[f"{part}_name"]
        for part, concept in CONCEPTS.items()
        if {part, f"{part}_name"} <= known.keys() and (part != "place" or folded[known[part]] in CODED)
    }
    labelled = frozenset(
        n for n, name in enumerate(header) if _CONCEPT.match(_SEVERAL.sub(r"\1", clean(name)))
    )
    place = folded[known["place"]] if "place" in known else ""
    titles = tuple(
        n for n, name in enumerate(folded) if (name in TITLES or n in of_titles) and n not in taken
    )
    return Columns(known, dimensions, of_names, labelled, place, titles)


def _names_indicator(row: Sequence[str], column: int) -> bool:
    cell = row[column].strip() if column < len(row) else ""
    return bool(indicator_code(cell) or series_indicators(cell))


INTERNATIONAL = frozenset({"geoareacode", "country code"})
"""Headings of places under which only international databases write."""
CODED = frozenset({"geoareacode", "ref_area", "country code", "area code", "geocode", "place"})
"""Headings of codes of places, whose names may stand in a column beside; beside others stands their country."""
CONCEPTS = {"series": "SERIES", "place": "REF_AREA", "unit": "UNIT_MEASURE"}
"""Known columns of codes -> the concept that names are kept under."""


def _heading(name: str) -> str:
    """A heading without brackets, and without the words of an SDMX-CSV with labels ("SEX: Sex")."""
    name = clean(name)
    # SDMX-CSV 2.0 marks columns that may hold several values: "STRUCTURE[;]", "COMMENT_OBS[]: Comment".
    name = _SEVERAL.sub(r"\1", name)
    name = _PREFIX.sub("", _BRACKETS.sub(r"\1", name))
    # The ILO marks columns of words: "sex.label".
    return _CONCEPT.sub(r"\1", name).removesuffix(".label")


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
        columns, gathered, OddCells(file, sheet), file, country, default_code, series_codes or {}
    )
    reader.first, reader.times, reader.unknown = first_row, times, unknown
    number = first_row
    for piece in _pieces(iter(rows)):
        reader.read(piece, number)
        number += len(piece)
    return LongRead(reader.names, reader.codes, reader.odd.findings(), reader.titles())


def _pieces(rows: Iterator[list[str]]) -> Iterator[list[list[str]]]:
    while piece := list(islice(rows, PIECE)):
        yield piece


class _Reader:
    """One reading of a table: pieces of rows in, observations out."""

    def __init__(
        self,
        columns: Columns,
        gathered: Gathered,
        odd: OddCells,
        file: str,
        country: str,
        default_code: str,
        series_codes: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.odd = odd
        self.names: dict[str, dict[str, Text]] = {}
        self.codes: set[str] = set()
        self._titles: dict[str, dict[str, str]] = {}
        self._columns = columns
        self._width = (
            max(
                [
                    *columns.known.values(),
                    *columns.dimensions.values(),
                    *columns.names.values(),
                    *columns.titles,
                ]
            )
            + 1
        )
        self._gathered = gathered
        self._file = file
        self._indicators = _Indicators(series_codes, default_code)
        self._cleaned = _Cache(clean)
        self._years = _YearNumbers()
        self._places = _Places(country)
        self._dimensions: set[str] = set()
        self.first, self.times, self.unknown = 0, 1, "indicator-unread"
        beside = "place" in columns.known and columns.place_heading not in CODED
        self._beside_regions = columns.known.get("place_name") if beside else None
        """The column of the countries in which the places are."""
        self._above: list[str] | None = None
        """The row above with its indicator, as long as rows below it may be of the same."""
        self._seen: set[tuple[str, ...]] = set()

    def read(self, piece: list[list[str]], number: int) -> None:
        """Read a piece whose first row has the number."""
        at, rows = self._rows(piece, number)
        if not rows:
            return
        if self.times > 1:
            at = [self.first + (n - self.first) // self.times for n in at]
        cells: list[Sequence[str]] = [list(map(itemgetter(n), rows)) for n in range(self._width)]
        for index in self._columns.labelled & set(range(self._width)):
            cells[index] = self._unlabelled(cells[index], index)
        cells = self._in_countries(self._carried(cells, at))
        found, kept = self._kept(cells, at)
        if kept is not None:
            cells = [list(compress(column, kept)) for column in cells]
            at, found = list(compress(at, kept)), list(compress(found, kept))
            if not at:
                return
        self._name(cells)
        if any(len(self._indicators[key]) > 1 for key in set(found)):
            several = [(n, code) for n, key in enumerate(found) for code in self._indicators[key]]
            cells = [[column[n] for n, _ in several] for column in cells]
            at, codes = [at[n] for n, _ in several], [code for _, code in several]
        else:
            first = {key: self._indicators[key][0] for key in set(found)}
            codes = list(map(first.__getitem__, found))
        self.codes.update(codes)
        self._add(cells, at, codes)

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

    def _carried(self, cells: list[Sequence[str]], at: Sequence[int]) -> list[Sequence[str]]:
        """The cells with the indicator of the row above where a row below it surely is of the same.

        Surely: no blank row lies between, year and value are there, what else stands in the row is a group or place
        that is known, no other name of an indicator, and no figure for the same is there yet. The blank cells before
        the first that is filled repeat those of the row above, as in a printed table.
        """
        known = self._columns.known
        columns = [known[part] for part in ("indicator", "series") if part in known]
        if not columns or any(all(cells[n]) for n in columns):
            self._above = None
            return cells
        named = list(zip(*(cells[n] for n in columns), strict=True))
        filled = [list(column) for column in cells]
        apart = [
            n for n in range(self._width) if n not in {known.get(part) for part in ("value", "sign", "note")}
        ]
        before = at[0] - 1
        for n, number in enumerate(at):
            row = [column[n] for column in filled]
            blank = not any(cell.strip() for cell in named[n])
            if not blank:
                if self._above is None or [self._above[c] for c in columns] != [row[c] for c in columns]:
                    self._seen = set()
                self._above = row if self._years[row[known["year"]]] else None
            elif self._above is None or number != before + 1 or not self._is_of_the_same(row):
                self._above = None
            else:
                begin = next(c for c, cell in enumerate(row) if cell.strip())
                whole = [self._above[c] if c < begin or c in columns else cell for c, cell in enumerate(row)]
                if tuple(whole[c] for c in apart) in self._seen:
                    self._above = None
                else:
                    for c, cell in enumerate(whole):
                        filled[c][n] = cell
                    self.odd.note("cells-carried", number, next(cell for cell in row if cell.strip()))
                    self._above = row = whole
            self._seen.add(tuple(row[c] for c in apart))
            before = number
        return list(filled)

    def _in_countries(self, cells: list[Sequence[str]]) -> list[Sequence[str]]:
        """The cells with the country as the place of the whole, where a column of countries stands beside regions."""
        known = self._columns.known
        if self._beside_regions is None:
            return cells
        made = {
            pair: pair[1] if is_total(pair[0]) and pair[1].strip() else pair[0]
            for pair in set(zip(cells[known["place"]], cells[self._beside_regions], strict=True))
        }
        pairs = zip(cells[known["place"]], cells[self._beside_regions], strict=True)
        return [
            [made[pair] for pair in pairs] if n == known["place"] else column
            for n, column in enumerate(cells)
        ]

    def _is_of_the_same(self, row: list[str]) -> bool:
        """Whether nothing in a row without an indicator speaks against its being of the one above."""
        known, above = self._columns.known, self._above or row
        begin = next((n for n, cell in enumerate(row) if cell.strip()), 0)
        unit = known.get("unit", -1)
        if unit > begin and above[unit].strip() and not row[unit].strip():
            return False
        if not self._years[row[known["year"]]] or not row[known["value"]].strip():
            return False
        if any(row[n].strip() and row[n] != above[n] for n in self._columns.titles):
            return False
        return all(
            not (cell := row[n].strip())
            or is_total(cell)
            or is_code(cell)
            or bool(group_of(cell)[1])
            or cell == above[n]
            for n in self._columns.dimensions.values()
        )

    def _unlabelled(self, cells: Sequence[str], index: int) -> list[str]:
        """The codes of cells that hold code and name; the names are kept."""
        found: dict[str, str] = {}
        for cell in set(cells):
            code, mark, words = cell.partition(": ")
            found[cell] = code if mark and is_code(code.strip()) else cell
            if mark and is_code(code.strip()):
                self._keep_name(self._concept(index), code.strip(), words)
        return [found[cell] for cell in cells]

    def _concept(self, index: int) -> str:
        known = self._columns.known
        found = next((concept for part, concept in CONCEPTS.items() if known.get(part) == index), None)
        if known.get("indicator") == index and "series" not in known:
            return CONCEPTS["series"]
        return found or next((name for name, n in self._columns.dimensions.items() if n == index), "")

    def _keep_name(self, concept: str, code: str, words: str) -> None:
        if concept and clean(words):
            self.names.setdefault(concept, {}).setdefault(code, Text.of(clean(words)))

    def _name(self, cells: list[Sequence[str]]) -> None:
        """Keep the names that stand in columns of their own."""
        for concept, index in self._columns.names.items():
            part = next((name for name, one in CONCEPTS.items() if one == concept), "")
            of = (
                self._columns.dimensions[concept]
                if not part
                else self._columns.known[part if part in self._columns.known else "indicator"]
            )
            for code, words in sorted(set(zip(cells[of], cells[index], strict=True))):
                self._keep_name(concept, code.strip(), words)

        named = self._column(cells, "indicator")
        for index in self._columns.titles if named is not None else ():
            for code, words in sorted(set(zip(named or (), cells[index], strict=True))):
                self._title(code, words)

    def _title(self, cell: str, words: str) -> None:
        for code in self._indicators[cell]:
            if words.strip():
                self._titles.setdefault(code, {}).setdefault(language_of(words), clean(words))

    def titles(self) -> dict[str, Text]:
        """The names of the indicators: from a column of names, or after the number ("3.1.1 Maternal mortality")."""
        for cell, codes in self._indicators.items():
            words = NUMBER_BEFORE.sub("", clean(cell)) if len(codes) == 1 and "\t" not in cell else ""
            if words and words != clean(cell) and not is_code(words) and codes[0] not in self._titles:
                self._titles[codes[0]] = {language_of(words): words}
        return {code: Text(words) for code, words in self._titles.items()}

    def _column(self, cells: list[Sequence[str]], part: str) -> Sequence[str] | None:
        index = self._columns.known.get(part)
        return None if index is None else cells[index]

    def _kept(self, cells: list[Sequence[str]], at: Sequence[int]) -> tuple[Sequence[str], list[bool] | None]:
        """What names the indicator of each row; which rows have an indicator, a year and a wanted place, if not all.

        An indicator is named by its cell, or where that does not by cell and series with a tab between.
        """
        nothing = [""] * len(at)
        keys = self._column(cells, "indicator") or nothing
        if not all(map(self._indicators.__getitem__, set(keys))) and "series" in self._columns.known:
            series = cells[self._columns.known["series"]]
            keys = [f"{key}\t{one.strip()}" for key, one in zip(keys, series, strict=True)]
        years = cells[self._columns.known["year"]]
        places = self._column(cells, "place") or self._column(cells, "place_code") or nothing
        unknown = {key for key in set(keys) if not self._indicators[key]}
        bad_years = {cell for cell in set(years) if not self._years[cell]}
        odd_years = {cell for cell in set(years) if read_year(cell).oddity}
        if odd_years:
            for n, year in enumerate(years):
                if year in odd_years:
                    self.odd.note(read_year(year).oddity, at[n], year)
        unwanted = {cell for cell in set(places) if self._places[cell][1]} | self._areas(cells, places)
        countries = nothing if self._beside_regions is None else cells[self._beside_regions]
        foreign = {cell for cell in set(countries) if self._places[cell][1]}
        actions = self._column(cells, "action") or nothing
        deleted = {cell for cell in set(actions) if cell.strip() == "D"}
        planned = self._planned(cells, at)
        if foreign:
            places = [one if one in foreign else place for place, one in zip(places, countries, strict=True)]
            unwanted |= foreign
        if not (unknown or bad_years or unwanted or deleted or planned):
            return keys, None
        known = (place for place, key in zip(places, keys, strict=True) if key not in unknown)
        self._gathered.others.update(self._places[cell][0] for cell in unwanted & set(known))
        kept = []
        for n, (key, year, place, action) in enumerate(zip(keys, years, places, actions, strict=True)):
            if at[n] in planned:
                kept.append(False)
                continue
            if action in deleted:
                self.odd.note("rows-deleted", at[n], action)
            elif key in unknown:
                self.odd.note(self.unknown, at[n], key.strip("\t"))
            kept.append(not (key in unknown or year in bad_years or place in unwanted or action in deleted))
        return keys, kept

    def _planned(self, cells: list[Sequence[str]], at: Sequence[int]) -> set[int]:
        """Numbers of rows that a dimension or the place says to be plans or targets; they are told."""
        columns = [*self._columns.dimensions.values()]
        columns += [
            self._columns.known[part] for part in ("place", "series_name") if part in self._columns.known
        ]
        found: set[int] = set()
        for index in columns:
            plans = {cell for cell in set(cells[index]) if cell.strip() and is_plan_label(cell)}
            for n, cell in enumerate(cells[index] if plans else ()):
                if cell in plans and at[n] not in found:
                    found.add(at[n])
                    self.odd.note("year-plan", at[n], cell)
        return found

    def _areas(self, cells: list[Sequence[str]], places: Sequence[str]) -> set[str]:
        """The places that are no part of a country: the world, continents, groups of countries."""
        heading = self._columns.place_heading
        found = set(places) if heading in INTERNATIONAL else set()
        reporting = self._column(cells, "reporting")
        if heading == "ref_area" and reporting is not None:
            found = {
                place for place, kind in zip(places, reporting, strict=True) if kind.strip() in ("G", "R")
            }
        return {cell for cell in found if is_area_of_world(self._places[cell][0])}

    def _values(self, cells: Sequence[str], at: Sequence[int]) -> tuple[list[float], list[str] | str]:
        """Numbers and signs; "" for no sign at all."""
        joined = "\n".join(cells) + "\n"
        if _ALL_NUMBERS.fullmatch(joined) and joined.count("\n") == len(cells):
            numbers = list(map(float, cells))
            if math.inf not in numbers and -math.inf not in numbers:
                return numbers, ""
        plain, values, signs = NUMBER.fullmatch, [], [""] * len(cells)
        signed = False
        for n, cell in enumerate(cells):
            if plain(cell) and (number := float(cell)) != math.inf and number != -math.inf:
                values.append(number)
                continue
            found = read_value(cell)
            values.append(found.number)
            if found.sign:
                signs[n], signed = found.sign, True
            if found.oddity:
                self.odd.note(found.oddity, at[n], cell)
        if "value-decimal-comma" in self.odd:
            for n, cell in enumerate(cells):
                if DOUBTFUL.fullmatch(cell.strip()):
                    self.odd.note("value-point-doubtful", at[n], cell.strip())
        return values, signs if signed else ""

    def _add(self, cells: list[Sequence[str]], at: Sequence[int], codes: list[str]) -> None:
        known, cleaned = self._columns.known, self._cleaned

        def column(part: str) -> list[str] | str:
            found = self._column(cells, part)
            return "" if found is None else list(map(cleaned.__getitem__, found))

        values, signs = self._values(cells[known["value"]], at)
        written = self._column(cells, "sign")
        if written is not None and any(written):
            found = signs or [""] * len(at)
            signs = [cell.strip() or sign for cell, sign in zip(written, found, strict=True)]
        statuses = self._column(cells, "status")
        if statuses is not None:
            values, signs = _with_statuses(values, signs, statuses)
        series = self._series(cells, column("series"))
        units = self._units(self._with_units(column("unit"), series, len(at)))
        powers = self._column(cells, "mult")
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
            years=list(map(self._years.__getitem__, cells[known["year"]])),
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
        named = self._column(cells, "indicator")
        if series or named is None:
            return series
        made = {cell: self._cleaned[cell] if _is_series(cell) else "" for cell in set(named)}
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
                self._keep_name("UNIT_MEASURE", code, words)
        if isinstance(units, str) or all(words == code for words, code in meant.items()):
            return units
        return list(map(meant.__getitem__, units))

    def _notes(self, cells: list[Sequence[str]]) -> list[str] | str:
        """The footnotes; several in one cell, as the global database writes them, with a semicolon between."""
        found = self._column(cells, "note")
        years = cells[self._columns.known["year"]]
        dated = {cell for cell in set(years) if read_year(cell).is_worded}
        if found is None:
            return [self._cleaned[cell] if cell in dated else "" for cell in years] if dated else ""
        if dated:
            pairs = zip(found, years, strict=True)
            found = ["; ".join(filter(None, (note, year if year in dated else ""))) for note, year in pairs]
        made = {cell: self._cleaned[cell] for cell in set(found)}
        for cell, text in made.items():
            if text.startswith("[") and text.endswith("]"):
                parts = re.findall(r'"((?:[^"\\]|\\.)*)"', text)
                made[cell] = "; ".join(parts) if parts else text[1:-1].strip()
        return [made[cell] for cell in found]

    def _coded(self, cells: list[Sequence[str]]) -> list[str] | None:
        """The places; where a column of codes stands beside that of names, a code that is known decides."""
        named, codes = self._column(cells, "place"), self._column(cells, "place_code")
        if named is None or codes is None:
            only = named if codes is None else codes
            return None if only is None else [self._places[cell][0] for cell in only]
        made = {}
        for pair in set(zip(named, codes, strict=True)):
            name, code = (clean(one) for one in pair)
            known = place_of(code)
            whole = self._places[pair[0]][0] if name else self._places[pair[1]][0]
            made[pair] = known.code if known else whole
        return [made[pair] for pair in zip(named, codes, strict=True)]

    def _groups(self, cells: list[Sequence[str]]) -> dict[str, list[str]]:
        """Groups in the column of places: "Urban" and "Rural" are parts of the country and no places."""
        named = self._column(cells, "place")
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
            texts = list(map(self._cleaned.__getitem__, cells[index]))
            if name not in self._dimensions and _are_measurements(set(texts)):
                self.odd.note("columns-unknown", self.first - 1, name)
                continue
            if name in self._dimensions or not all(is_total(cell) for cell in set(texts)):
                self._dimensions.add(name)
                found[name] = texts
        return found


def _are_measurements(cells: set[str]) -> bool:
    """Whether the cells of a column are numbers with decimals: bounds or weights, no groups."""
    values = [read_value(cell).number for cell in cells if cell]
    return (
        bool(values)
        and all(value == value for value in values)
        and any(not value.is_integer() for value in values)
    )


def _is_series(cell: str) -> bool:
    """Whether a cell of the column of indicators holds the code of a series."""
    return is_code(cell) and not indicator_code(cell) and bool(series_indicators(cell))


def multiple(unit: str, power: str) -> str:
    """The code of a unit times a power of ten, as UNIT_MULT gives it.

    Example:
        >>> multiple("HA", "3"), multiple("PT", "0")
        ('10^3 HA', 'PT')
    """
    power = power.split(".")[0]
    return f"10^{power} {unit}" if power not in _MULTIPLES and power.lstrip("-").isdigit() else unit


def _with_statuses(
    values: list[float], signs: list[str] | str, statuses: Sequence[str]
) -> tuple[list[float], list[str] | str]:
    """Values and signs with the observation statuses of SDMX ("B", "E: Estimated", Eurostat's "bp") among the signs.

    A status that says that a value is missing leaves none; one that is normal, or no code, changes nothing.
    """
    telling = {status: code for status in set(statuses) if (code := status_code(status))}
    if not telling:
        return values, signs
    values, signs = list(values), list(signs) if signs else [""] * len(values)
    for n, status in enumerate(statuses):
        code = telling.get(status, "")
        if code.upper() in MISSING_STATUS:
            values[n] = math.nan
        elif code and not signs[n] and not math.isnan(values[n]):
            signs[n] = code
    return values, signs
