"""Observations: what readers gather, column by column, and the frame it becomes.

The columns of the frame: `indicator`, `year`, `place` ("" for the whole country), `value` (NaN where
there is none), `sign`, `unit`, `series`, one column per dimension (cells as published, "" for the
total), `reporting` ("N" national, "G" global, "R" regional), `nature` and `note` where the source has
them, `file` and `row`.

A text is held once, and a row holds its number in as few bytes as the number of different texts
allows; a column that is the same throughout a piece costs nothing until the frame is made. Ten million
rows of eleven columns need some 25 bytes each, where columns of Python texts would need ten times that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from sdgkit.errors import InputError
from sdgkit.indicators.places import country_of

FIRST_COLUMNS = ("indicator", "year", "place", "value", "sign", "unit", "series")
LAST_COLUMNS = ("file", "row")
OPTIONAL_COLUMNS = ("reporting", "nature", "note")
FIXED_COLUMNS = frozenset((*FIRST_COLUMNS, *LAST_COLUMNS, *OPTIONAL_COLUMNS))

NUMBERS: dict[str, type[np.generic]] = {"year": np.int32, "value": np.float64, "row": np.int32}
"""Columns of numbers and their kinds; a table has under two thousand million rows."""


def dimensions_of(frame: pd.DataFrame) -> list[str]:
    """The dimension columns of a frame of observations.

    Example:
        >>> gathered = Gathered()
        >>> gathered.add(indicator="3.1.1", file="a.csv", years=[2020], values=[11.7], rows=[2],
        ...              dimensions={"SEX": ["F"]})
        >>> dimensions_of(gathered.frame())
        ['SEX']
    """
    return [str(name) for name in frame.columns if name not in FIXED_COLUMNS]


class _Numbers(dict[str, int]):
    """Text -> its number; a new text gets the next one."""

    def __missing__(self, text: str) -> int:
        self[text] = number = len(self)
        return number


def _smallest(count: int) -> type[np.signedinteger[Any]]:
    """The kind with the fewest bytes for so many different numbers; the same that pandas chooses."""
    return np.int8 if count <= 127 else np.int16 if count <= 32767 else np.int32


class _Texts:
    """One text column: a number for each different text."""

    def __init__(self, rows_before: int) -> None:
        self.numbers = _Numbers({"": 0})
        self.parts: list[tuple[npt.NDArray[np.integer[Any]] | int, int]] = []
        """Numbers of a piece, or one number for all of it; and the rows of the piece."""
        self.rows = 0
        self.add("", rows_before)

    def add(self, cells: Sequence[str] | str, count: int) -> None:
        numbers = self.numbers
        if isinstance(cells, str):
            self.parts.append((numbers[cells], count))
        else:
            found = np.fromiter(map(numbers.__getitem__, cells), dtype=np.int32, count=count)
            self.parts.append((found.astype(_smallest(len(numbers))), count))
        self.rows += count

    def column(self) -> pd.Categorical[str]:
        """The column, its categories in order and only those that occur; the pieces are given up."""
        texts = list(self.numbers)
        used = np.zeros(len(texts), dtype=np.bool_)
        for part, count in self.parts:
            if count:
                used[part] = True
        present = sorted(np.flatnonzero(used).tolist(), key=texts.__getitem__)
        kind = _smallest(len(present))
        rank = np.zeros(len(texts), dtype=kind)
        rank[present] = np.arange(len(present), dtype=kind)
        codes = np.empty(self.rows, dtype=kind)
        begin = 0
        for n, (part, count) in enumerate(self.parts):
            codes[begin : begin + count] = rank[part]
            begin += count
            self.parts[n] = (0, 0)
        self.parts = []
        return pd.Categorical.from_codes(
            codes, categories=pd.Index([texts[n] for n in present], dtype=object), validate=False
        )


class Gathered:
    """Observations while a reader gathers them; `frame` ends the gathering."""

    def __init__(self) -> None:
        self._numbers: dict[str, list[npt.NDArray[Any]]] = {name: [] for name in NUMBERS}
        self._texts = {name: _Texts(0) for name in ("indicator", "place", "sign", "unit", "series", "file")}
        self._dimensions: dict[str, _Texts] = {}
        self._rows = 0
        self.others: set[str] = set()
        """Countries whose figures a reader left out because another one was asked for."""

    def add(
        self,
        *,
        indicator: str | Sequence[str],
        file: str,
        years: Sequence[int],
        values: Sequence[float],
        rows: Sequence[int],
        places: Sequence[str] | str = "",
        signs: Sequence[str] | str = "",
        units: Sequence[str] | str = "",
        series: Sequence[str] | str = "",
        reportings: Sequence[str] | str = "",
        natures: Sequence[str] | str = "",
        notes: Sequence[str] | str = "",
        dimensions: Mapping[str, Sequence[str] | str] | None = None,
    ) -> None:
        """Add observations of one file; a single text stands for all of them."""
        count = len(years)
        for name, numbers in (("year", years), ("value", values), ("row", rows)):
            self._numbers[name].append(np.asarray(numbers, dtype=NUMBERS[name]))
        given = {
            "indicator": indicator,
            "place": places,
            "sign": signs,
            "unit": units,
            "series": series,
            "file": file,
        }
        for name, cells in given.items():
            self._texts[name].add(cells, count)
        # A table may head a group with a word that the frame has for a column of its own.
        extra = {
            f"{name}_" if name in FIXED_COLUMNS else name: cells for name, cells in (dimensions or {}).items()
        }
        extra |= {
            name: cells
            for name, cells in (("reporting", reportings), ("nature", natures), ("note", notes))
            if cells
        }
        for name, cells in extra.items():
            if name not in self._dimensions:
                self._dimensions[name] = _Texts(self._rows)
            self._dimensions[name].add(cells, count)
        self._rows += count
        for column in self._dimensions.values():
            if column.rows < self._rows:
                column.add("", self._rows - column.rows)

    def __len__(self) -> int:
        return self._rows

    def frame(self) -> pd.DataFrame:
        """The observations in the order in which they were read; what was gathered is given up with it."""
        beside = [name for name in OPTIONAL_COLUMNS if name in self._dimensions]
        names = [
            *FIRST_COLUMNS,
            *(name for name in self._dimensions if name not in beside),
            *beside,
            *LAST_COLUMNS,
        ]
        return pd.DataFrame({name: self._column(name) for name in names}, copy=False)

    def _column(self, name: str) -> object:
        if name in NUMBERS:
            parts = self._numbers.pop(name)
            return np.concatenate(parts) if parts else np.array([], dtype=NUMBERS[name])
        return (self._texts.get(name) or self._dimensions[name]).column()


class Cells:
    """The cells of a frame by position, for work row by row that a frame is slow at.

    Attributes:
        dimensions: names of the dimensions.
        numbers: the columns year, value and row.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        self.dimensions = dimensions_of(frame)
        self.numbers = {name: frame[name].to_numpy() for name in NUMBERS}
        self._codes: dict[str, npt.NDArray[np.integer[Any]]] = {}
        self._texts: dict[str, list[str]] = {}
        for name in frame.columns:
            if isinstance(frame[name].dtype, pd.CategoricalDtype):
                self._codes[name] = frame[name].cat.codes.to_numpy()
                self._texts[name] = [str(cell) for cell in frame[name].cat.categories]

    def texts(self, name: str, positions: npt.NDArray[np.intp]) -> list[str]:
        """The cells of a text column at the positions; empty ones for a column that is not there."""
        if name not in self._codes:
            return [""] * len(positions)
        texts = self._texts[name]
        return [texts[code] for code in self._codes[name][positions].tolist()]

    def codes(self, name: str, positions: npt.NDArray[np.intp]) -> npt.NDArray[np.integer[Any]]:
        """The numbers of the texts of a column at the positions."""
        return self._codes[name][positions]

    def different(self, name: str, positions: npt.NDArray[np.intp]) -> list[str]:
        """The different cells of a text column at the positions, in order."""
        return [self._texts[name][int(code)] for code in np.unique(self._codes[name][positions])]

    def own(self, positions: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        """The positions of the country's own figures, where those of international bodies stand beside them."""
        kinds = self.different("reporting", positions) if "reporting" in self._codes else []
        if len(kinds) < 2:
            return positions
        return positions[self.equal("reporting", "N" if "N" in kinds else kinds[0], positions)]

    def equal(self, name: str, text: str, positions: npt.NDArray[np.intp]) -> npt.NDArray[np.bool_]:
        """Which of the positions hold the text."""
        texts = self._texts[name]
        code = texts.index(text) if text in texts else -1
        return np.asarray(self._codes[name][positions] == code, dtype=np.bool_)

    def among(
        self, name: str, fits: Callable[[str], bool], positions: npt.NDArray[np.intp]
    ) -> npt.NDArray[np.bool_]:
        """Which of the positions hold a text that fits."""
        good = np.array([fits(text) for text in self._texts[name]], dtype=np.bool_)
        return np.asarray(good[self._codes[name][positions]], dtype=np.bool_)


def with_titled_units(frame: pd.DataFrame, titled: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    """The frame with the units of titles, for indicators of which other figures state their unit in the row.

    Args:
        frame: the observations.
        titled: file and indicator -> unit.
    """
    for (file, code), unit in titled.items():
        own = frame["indicator"] == code
        if not own.any() or not (own & (frame["unit"] != "")).any():
            continue
        blank = own & (frame["file"] == file) & (frame["unit"] == "")
        if blank.any():
            if unit not in frame["unit"].cat.categories:
                frame["unit"] = frame["unit"].cat.add_categories([unit])
            frame.loc[blank, "unit"] = unit
            kinds = sorted(set(frame["unit"].unique()))
            frame["unit"] = frame["unit"].cat.set_categories(kinds)
    return frame


def of_one_country(frame: pd.DataFrame, country: str, prefer: str = "") -> tuple[pd.DataFrame, str]:
    """The frame with the rows of the country as a whole at place "", and the country.

    Raises:
        InputError: the data hold several countries and none is chosen.
    """
    places = frame["place"].cat.categories
    countries = {
        str(place): country_of(str(place)) for place in places if str(place) and country_of(str(place))
    }
    found = sorted(set(countries.values()))
    if not country and len(found) > 1 and prefer in found:
        country = prefer
    if country and country in found:
        frame = frame[~frame["place"].isin([place for place, of in countries.items() if of != country])]
        found = [country]
    if len(found) > 1:
        raise InputError("indicators.several-countries", countries=", ".join(found[:12]))
    if found:
        texts = ["" if place in countries else str(place) for place in places]
        kept = sorted({*texts})
        of = {text: number for number, text in enumerate(kept)}
        codes = frame["place"].cat.codes.to_numpy()
        numbers = np.array([of[text] for text in texts], dtype=codes.dtype)[codes]
        frame = frame.reset_index(drop=True)
        frame["place"] = pd.Categorical.from_codes(numbers, categories=pd.Index(kept, dtype=object))
    return frame, country or (found[0] if found else "")
