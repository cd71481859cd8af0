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


def national_rows(table: Cells, positions: npt.NDArray[np.intp]) -> list[Row]:
    """The rows of the whole country of one indicator.

    Args:
        table: the cells of all observations.
        positions: where the rows of the indicator stand.
    """
    parted: dict[str, list[str]] = {}
    constant = {}
    whole = positions[table.equal("place", "", positions)]
    for name in table.dimensions:
        present = table.different(name, positions)
        if all(is_total(cell) for cell in present):
            continue
        if len(present) == 1:
            constant[name] = present[0]
        else:
            parted[name] = table.texts(name, whole)
    totals = {cell: is_total(cell) for cells in parted.values() for cell in set(cells)}
    texts = [table.texts(name, whole) for name in ("sign", "unit", "series", "file", "note", "nature")]
    numbers = [table.numbers[name][whole].tolist() for name in ("year", "value", "row")]
    rows = []
    for n, (year, value, row) in enumerate(zip(*numbers, strict=True)):
        cut = {name: cells[n] for name, cells in parted.items() if not totals[cells[n]]}
        sign, unit, series, file, note, nature = (cells[n] for cells in texts)
        rows.append(Row(year, value, sign, unit, series, cut, constant, file, row, note, nature))
    return rows


def choose(code: str, rows: list[Row], choice: HeadlineChoice | None, name_of: NameOf) -> Chosen:
    """The headline of an indicator.

    Args:
        code: the indicator.
        rows: its rows of the whole country.
        choice: what a person decided, if anything.
        name_of: gives names to codes.
    """
    findings: list[Finding] = []
    file = rows[0].file if rows else ""
    if choice is not None:
        kept = [row for row in rows if _is_chosen(row, choice)]
        why = "" if kept else "choice-empty"
    else:
        kept = [row for row in rows if not row.dimensions]
        why = "" if kept else ("no-total" if rows else "no-data")
    if not why and len({row.series for row in kept}) > 1:
        why = "several-series"
    if not why:
        kept = _with_unit(code, kept, findings)
        if len({row.unit for row in kept}) > 1:
            why = "several-units"
    if why:
        if why != "no-data":
            found = _listed(rows if why == "no-total" else kept, why)
            findings.append(
                Finding(
                    code=f"indicators.headline-{why}",
                    file=file,
                    row=rows[0].row if rows else None,
                    value=found,
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


def _is_chosen(row: Row, choice: HeadlineChoice) -> bool:
    if choice.series is not None and row.series != choice.series:
        return False
    if choice.unit is not None and row.unit != choice.unit:
        return False
    wanted = {name: code for name, code in choice.dimensions.items() if not is_total(code)}
    return row.dimensions | {n: c for n, c in row.constants.items() if n in wanted} == wanted


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
        same = by_year[year]
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
    if why == "several-units":
        return ", ".join(sorted({row.unit or "—" for row in rows}))
    return ", ".join(sorted({f"{name}={code}" for row in rows for name, code in row.dimensions.items()}))


def _named(series: dict[str, str], name_of: NameOf) -> Text:
    """The names of the codes of a series, joined; only in languages in which every code has one."""
    names = [
        name_of(column, code) for column, code in sorted(series.items(), key=lambda item: item[0] != "SERIES")
    ]
    if not names:
        return Text({})
    languages = set.intersection(*(set(name.languages) for name in names))
    return Text({tag: "; ".join(name.in_language(tag) for name in names) for tag in sorted(languages)})
