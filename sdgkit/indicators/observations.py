"""Observations: what readers gather, column by column, and the frame it becomes.

The columns of the frame: `indicator`, `year`, `place` ("" for the whole country), `value` (NaN where
there is none), `sign`, `unit`, `series`, one column per dimension (cells as published, "" for the
total), `file` and `row`. Text columns are categories, because a code list is short and a table long.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

FIRST_COLUMNS = ("indicator", "year", "place", "value", "sign", "unit", "series")
LAST_COLUMNS = ("file", "row")
FIXED_COLUMNS = frozenset((*FIRST_COLUMNS, *LAST_COLUMNS))


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


class Gathered:
    """Observations while a reader gathers them; `frame` ends the gathering."""

    def __init__(self) -> None:
        self._parts: list[tuple[int, dict[str, Sequence[object] | str]]] = []
        self._dimensions: dict[str, None] = {}

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
        dimensions: Mapping[str, Sequence[str] | str] | None = None,
    ) -> None:
        """Add observations of one file; a single text stands for all of them."""
        columns: dict[str, Sequence[object] | str] = {
            "indicator": indicator,
            "year": years,
            "place": places,
            "value": values,
            "sign": signs,
            "unit": units,
            "series": series,
            "file": file,
            "row": rows,
        }
        for name, cells in (dimensions or {}).items():
            columns[name] = cells
            self._dimensions[name] = None
        self._parts.append((len(years), columns))

    def __len__(self) -> int:
        return sum(count for count, _ in self._parts)

    def frame(self) -> pd.DataFrame:
        """The observations in the order in which they were read."""
        names = [*FIRST_COLUMNS, *self._dimensions, *LAST_COLUMNS]
        return pd.DataFrame({name: self._column(name) for name in names})

    def _column(self, name: str) -> object:
        if name in ("year", "row"):
            parts = [np.asarray(columns[name], dtype=np.int64) for _, columns in self._parts]
            return np.concatenate(parts) if parts else np.array([], dtype=np.int64)
        if name == "value":
            parts = [np.asarray(columns[name], dtype=np.float64) for _, columns in self._parts]
            return np.concatenate(parts) if parts else np.array([], dtype=np.float64)
        # Numbers for the few different texts, rather than a text per row: faster and smaller.
        numbers: dict[str, int] = {}
        codes = []
        for count, columns in self._parts:
            cells = columns.get(name, "")
            if isinstance(cells, str):
                codes.append(np.full(count, numbers.setdefault(cells, len(numbers)), dtype=np.int32))
            else:
                found = [numbers.setdefault(str(cell), len(numbers)) for cell in cells]
                codes.append(np.asarray(found, dtype=np.int32))
        joined = np.concatenate(codes) if codes else np.array([], dtype=np.int32)
        categories = list(numbers) or [""]
        order = sorted(range(len(categories)), key=categories.__getitem__)
        rank = np.empty(len(categories), dtype=np.int32)
        rank[order] = np.arange(len(categories), dtype=np.int32)
        return pd.Categorical.from_codes(rank[joined], categories=pd.Index([categories[i] for i in order]))
