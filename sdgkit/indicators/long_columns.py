"""Columns of a long table: what each holds, by its heading and, where that leaves several, by the rows below."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sdgkit.indicators.codes import indicator_code, is_code, series_indicators
from sdgkit.indicators.headings import BESIDE, HEADINGS, TITLES
from sdgkit.languages import clean, fold

INTERNATIONAL = frozenset({"geoareacode", "country code"})
"""Headings of places under which only international databases write."""
CODED = frozenset({"geoareacode", "ref_area", "country code", "area code", "geocode", "place"})
"""Headings of codes of places, whose names may stand in a column beside; beside others stands their country."""
CONCEPTS = {"series": "SERIES", "place": "REF_AREA", "unit": "UNIT_MEASURE"}
"""Known columns of codes -> the concept that names are kept under."""

_BRACKETS = re.compile(r"^\[(.*)\]$")
_SEVERAL = re.compile(r"^([A-Z][A-Z_0-9]*)\[[;,|]?\](?=$|:)")
_PREFIX = re.compile(r"^(?:dimensions|attributes)\.", re.I)
_CONCEPT = re.compile(r"^([A-Z][A-Z_0-9]*):.*$")


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

    def cells_of(self, cells: list[Sequence[str]], part: str) -> Sequence[str] | None:
        """The cells of a known column, of all columns; None where the table has none of that kind."""
        index = self.known.get(part)
        return None if index is None else cells[index]

    def concept(self, index: int) -> str:
        """The concept of a column of codes, under which their names are kept; "" for other columns."""
        found = next((concept for part, concept in CONCEPTS.items() if self.known.get(part) == index), None)
        if self.known.get("indicator") == index and "series" not in self.known:
            return CONCEPTS["series"]
        return found or next((name for name, n in self.dimensions.items() if n == index), "")


class _Header:
    """The headings of a table, and which of its columns only name what the one before them holds."""

    def __init__(self, header: Sequence[str]) -> None:
        self.names = [_heading(name) for name in header]
        self.folded = [fold(name) for name in self.names]
        self.is_message = bool({"dataflow", "structure"} & set(self.folded))
        """Whether it is of SDMX-CSV."""
        # The World Bank's portal names them after their code: SEX_LABEL.
        self.labels = {
            n: self.folded.index(name[:-6])
            for n, name in enumerate(self.folded)
            if name.endswith("_label") and name[:-6] in self.folded
        }
        # In SDMX-CSV the concepts are in capitals; a column in small letters names the codes of the one before it.
        self.beside = self.labels.keys() | {
            n for n, name in enumerate(self.names) if self.is_message and name and not is_code(name)
        }

    def first(self, *words: str) -> int | None:
        """The column of the first of some headings that there is."""
        return next(
            (
                n
                for word in words
                for n, name in enumerate(self.folded)
                if name == word and n not in self.beside
            ),
            None,
        )

    def each(self, *words: str) -> list[int]:
        """All columns that have one of some headings."""
        return [n for n, name in enumerate(self.folded) if name in words and n not in self.beside]


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
    head = _Header(header)
    with_codes = {
        n: sum(_names_indicator(row, n) for row in sample) for n in head.each(*HEADINGS["indicator"])
    }
    known = _known(head, with_codes)
    if not {"year", "value"} <= known.keys():
        return None
    if not (default_code or {"indicator", "series"} & known.keys()):
        return None
    if "place_name" in known and not {"place", "place_code"} & known.keys():
        known["place"] = known.pop("place_name")
    taken = {*known.values(), *head.beside}
    # What is headed like an indicator and holds no code has its names.
    of_titles = {
        n for n, codes in with_codes.items() if sample and not codes and "indicator" in known
    } - taken
    dimensions = {
        name: n
        for n, name in enumerate(head.names)
        if name
        and n not in taken | of_titles
        and head.folded[n] not in BESIDE
        and head.names.index(name) == n
    }
    return Columns(
        known,
        dimensions,
        _of_names(head, known, dimensions),
        frozenset(n for n, name in enumerate(header) if _CONCEPT.match(_SEVERAL.sub(r"\1", clean(name)))),
        head.folded[known["place"]] if "place" in known else "",
        tuple(
            n for n, name in enumerate(head.folded) if (name in TITLES or n in of_titles) and n not in taken
        ),
    )


def _known(head: _Header, with_codes: Mapping[int, int]) -> dict[str, int]:
    """What a column holds -> its index; of several that are headed like an indicator, the one with most codes."""
    known: dict[str, int] = {}
    if len(with_codes) > 1 and max(with_codes.values()) > 0:
        known["indicator"] = max(with_codes, key=lambda n: with_codes[n])
    for part, words in HEADINGS.items():
        found = None if part in known else head.first(*words)
        if found is not None and found not in known.values():
            known[part] = found
    if not {"indicator", "series"} & known.keys():
        # "Наименование показателя" alone: the code stands before the name.
        of = next(iter(head.each(*TITLES)), None)
        known |= {} if of is None else {"indicator": of}
    if head.is_message and not {"indicator", "series"} & known.keys():
        # The messages of the ILO name their indicator in the measure and in the name of the data flow.
        of = next(
            (
                head.folded.index(name)
                for name in ("measure", "structure_id", "dataflow")
                if name in head.folded
            ),
            None,
        )
        known |= {} if of is None else {"series" if head.folded[of] == "measure" else "indicator": of}
    return known


def _of_names(head: _Header, known: Mapping[str, int], dimensions: Mapping[str, int]) -> dict[str, int]:
    """Concept -> index of the column that names its codes."""
    concepts = {n: name for name, n in dimensions.items()}
    concepts |= {known[part]: concept for part, concept in CONCEPTS.items() if part in known}
    if "indicator" in known and "series" not in known:
        concepts[known["indicator"]] = CONCEPTS["series"]
    found = {concepts[at]: n for n in sorted(head.beside) if (at := head.labels.get(n, n - 1)) in concepts}
    return found | {
        concept: known[f"{part}_name"]
        for part, concept in CONCEPTS.items()
        if {part, f"{part}_name"} <= known.keys() and (part != "place" or head.folded[known[part]] in CODED)
    }


def _names_indicator(row: Sequence[str], column: int) -> bool:
    cell = row[column].strip() if column < len(row) else ""
    return bool(indicator_code(cell) or series_indicators(cell))


def _heading(name: str) -> str:
    """A heading without brackets, and without the words of an SDMX-CSV with labels ("SEX: Sex")."""
    name = clean(name)
    # SDMX-CSV 2.0 marks columns that may hold several values: "STRUCTURE[;]", "COMMENT_OBS[]: Comment".
    name = _SEVERAL.sub(r"\1", name)
    name = _PREFIX.sub("", _BRACKETS.sub(r"\1", name))
    # The ILO marks columns of words: "sex.label".
    return _CONCEPT.sub(r"\1", name).removesuffix(".label")
