"""The headline: the one series that stands for an indicator, by a rule or by a person's choice.

The rule:

1. Only rows of the whole country count.
2. In every dimension the total is taken: an empty cell, `_T`, or a word for "all". A dimension in
   which the whole indicator has a single code is no disaggregation (the rule is then "only-series").
3. One unit and one series must be left. A row without a unit is set aside where others name one.
4. A year given twice with the same value counts once. A year with different values has none.

Where several units or series are left, or no total at all, there is no headline: a finding says why,
and `HeadlineChoice` in the settings decides. Nothing is added up, averaged or picked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sdgkit.findings import Finding
from sdgkit.indicators.codes import is_total, rows_text
from sdgkit.indicators.indicator import Headline, Point
from sdgkit.indicators.observations import Cells
from sdgkit.indicators.settings import HeadlineChoice
from sdgkit.languages import Text

NameOf = Callable[[str, str], Text]
"""Column and code -> name."""


class Row(NamedTuple):
    """One observation of the whole country."""

    year: int
    value: float
    sign: str
    unit: str
    series: str
    dimensions: dict[str, str]
    """Only those that are not the total and not constant."""
    constants: dict[str, str]
    file: str
    row: int
    note: str = ""
    nature: str = ""


class Chosen(NamedTuple):
    """The headline of an indicator, or the reason why there is none."""

    headline: Headline | None
    why_not: str
    """"" where there is one; "no-data", "no-total", "several-series", "several-units", "choice-empty"."""
    findings: list[Finding]


class National:
    """The rows of the whole country of one indicator; rows are made only of those that are asked for.

    Args:
        table: the cells of all observations.
        positions: where the rows of the indicator stand.
    """

    def __init__(self, table: Cells, positions: npt.NDArray[np.intp]) -> None:
        self._table = table
        self._whole = positions[table.equal("place", "", positions)]
        self._parted: list[str] = []
        self._constant: dict[str, str] = {}
        for name in table.dimensions:
            present = table.different(name, positions)
            if all(is_total(cell) for cell in present):
                continue
            if len(present) == 1:
                self._constant[name] = present[0]
            else:
                self._parted.append(name)

    def __len__(self) -> int:
        return len(self._whole)

    def rows(self) -> list[Row]:
        """All rows of the whole country."""
        return self._rows(self._whole)

    def first(self) -> Row | None:
        """The first row of the whole country."""
        return next(iter(self._rows(self._whole[:1])), None)

    def totals(self) -> list[Row]:
        """The rows that are the total of every dimension."""
        return self.chosen(HeadlineChoice())

    def chosen(self, choice: HeadlineChoice) -> list[Row]:
        """The rows of a series that a person chose."""
        fits = np.ones(len(self._whole), dtype=np.bool_)
        if choice.series is not None:
            fits &= self._table.equal("series", choice.series, self._whole)
        if choice.unit is not None:
            fits &= self._table.equal("unit", choice.unit, self._whole)
        wanted = {name: code for name, code in choice.dimensions.items() if not is_total(code)}
        if any(self._constant.get(name) != code for name, code in wanted.items() if name not in self._parted):
            return []
        for name in self._parted:
            fits &= (
                self._table.equal(name, wanted[name], self._whole)
                if name in wanted
                else self._table.among(name, is_total, self._whole)
            )
        return self._rows(self._whole[fits])

    def cuts(self) -> str:
        """The cells of all dimensions that are no total, for the finding that there is no total at all."""
        found = [
            f"{name}={cell}"
            for name in self._parted
            for cell in self._table.different(name, self._whole)
            if not is_total(cell)
        ]
        return ", ".join(sorted(found))

    def _rows(self, positions: npt.NDArray[np.intp]) -> list[Row]:
        parted = {name: self._table.texts(name, positions) for name in self._parted}
        totals = {cell: is_total(cell) for cells in parted.values() for cell in set(cells)}
        texts = [
            self._table.texts(name, positions)
            for name in ("sign", "unit", "series", "file", "note", "nature")
        ]
        numbers = [self._table.numbers[name][positions].tolist() for name in ("year", "value", "row")]
        rows = []
        for n, (year, value, row) in enumerate(zip(*numbers, strict=True)):
            cut = {name: cells[n] for name, cells in parted.items() if not totals[cells[n]]}
            sign, unit, series, file, note, nature = (cells[n] for cells in texts)
            rows.append(Row(year, value, sign, unit, series, cut, self._constant, file, row, note, nature))
        return rows


def choose(code: str, national: National, choice: HeadlineChoice | None, name_of: NameOf) -> Chosen:
    """The headline of an indicator.

    Args:
        code: the indicator.
        national: its rows of the whole country.
        choice: what a person decided, if anything.
        name_of: gives names to codes.
    """
    findings: list[Finding] = []
    if choice is not None:
        kept = national.chosen(choice)
        why = "" if kept else "choice-empty"
    else:
        kept = national.totals()
        why = "" if kept else ("no-total" if len(national) else "no-data")
    if not why and len({row.series for row in kept}) > 1:
        why = "several-series"
    if not why:
        kept = _with_unit(code, kept, findings)
        if len({row.unit for row in kept}) > 1:
            why = "several-units"
    if why:
        if why != "no-data":
            first = national.first()
            findings.append(
                Finding(
                    code=f"indicators.headline-{why}",
                    file=first.file if first else "",
                    row=first.row if first else None,
                    value=national.cuts() if why in ("no-total", "choice-empty") else _listed(kept, why),
                    details={"code": code},
                )
            )
        return Chosen(None, why, findings)
    points, left_out = _points(code, kept, findings)
    first = kept[0]
    series = {**first.constants, **first.dimensions}
    if first.series:
        series["SERIES"] = first.series
    rule = "settings" if choice is not None else "only-series" if series else "totals"
    headline = Headline(
        indicator=code,
        series=series,
        series_name=_named(series, name_of),
        unit=first.unit,
        points=tuple(points),
        rule=rule,
        left_out=tuple(left_out),
    )
    if not any(point.value is not None for point in points):
        return Chosen(None, "no-data" if not left_out else "values-differ", findings)
    return Chosen(headline, "", findings)


def candidates(code: str, rows: Iterable[Row], name_of: NameOf) -> list[Headline]:
    """All series of the whole country of an indicator, from which a person may choose; longest first."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[(row.series, row.unit, tuple(sorted(row.dimensions.items())))].append(row)
    found = []
    for group in groups.values():
        points, left_out = _points(code, group, [])
        series = {**group[0].constants, **group[0].dimensions}
        if group[0].series:
            series["SERIES"] = group[0].series
        found.append(
            Headline(
                indicator=code,
                series=series,
                series_name=_named(series, name_of),
                unit=group[0].unit,
                points=tuple(points),
                rule="settings",
                left_out=tuple(left_out),
            )
        )
    return sorted(found, key=lambda one: (-len(one.points), sorted(one.series.items()), one.unit))


def _with_unit(code: str, rows: list[Row], findings: list[Finding]) -> list[Row]:
    named = [row for row in rows if row.unit]
    without = [row for row in rows if not row.unit]
    if named and without:
        findings.append(
            Finding(
                code="indicators.unit-missing",
                file=without[0].file,
                row=without[0].row,
                details={"code": code, "rows": rows_text([r.row for r in without]), "count": len(without)},
            )
        )
    return named or without


def _points(code: str, rows: list[Row], findings: list[Finding]) -> tuple[list[Point], list[int]]:
    by_year: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_year[row.year].append(row)
    points = []
    left_out = []
    for year in sorted(by_year):
        # An empty cell without a sign says nothing, so it contradicts nothing.
        same = [row for row in by_year[year] if row.value == row.value or row.sign] or by_year[year]
        if len({(str(row.value), row.sign) for row in same}) > 1:
            left_out.append(year)
            findings.append(
                Finding(
                    code="indicators.headline-values-differ",
                    file=same[0].file,
                    row=same[0].row,
                    value="; ".join(f"{row.value:g}" for row in same),
                    details={"code": code, "year": year, "rows": rows_text([r.row for r in same])},
                )
            )
            continue
        row = same[0]
        value = None if np.isnan(row.value) else row.value
        if value is not None or row.sign:
            points.append(
                Point(
                    year=year,
                    value=value,
                    sign=row.sign,
                    file=row.file,
                    row=row.row,
                    note=row.note,
                    nature=row.nature,
                )
            )
    return points, left_out


def _listed(rows: list[Row], why: str) -> str:
    if why == "several-series":
        return ", ".join(sorted({row.series or "—" for row in rows}))
    return ", ".join(sorted({row.unit or "—" for row in rows}))


def _named(series: dict[str, str], name_of: NameOf) -> Text:
    """The names of the codes of a series, joined; only in languages in which every code has one."""
    names = [
        name_of(column, code) for column, code in sorted(series.items(), key=lambda item: item[0] != "SERIES")
    ]
    if not names:
        return Text({})
    languages = set.intersection(*(set(name.languages) for name in names))
    return Text({tag: "; ".join(name.in_language(tag) for name in names) for tag in sorted(languages)})
