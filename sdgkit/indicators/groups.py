"""Groups: the series of the parts of a population or country that one disaggregation makes.

For one disaggregation at a time: its cells vary, all other dimensions are at their total (or at the only code
that the indicator has). Where there is a headline, its unit and series are taken; else every unit and
series by itself.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sdgkit.indicators.codes import is_total
from sdgkit.indicators.places import place_of

if TYPE_CHECKING:
    from sdgkit.indicators.indicators import Indicators

PLACE = "place"
"""Name of the disaggregation by region, as the column of observations is called."""


class Groups(NamedTuple):
    """The groups of one disaggregation of one series."""

    indicator: str
    dimension: str
    series: str
    unit: str
    values: dict[str, dict[int, float]]
    """Group -> year -> value; years with contradicting values are left out."""
    names: dict[str, str]
    """Group -> cell that stands for it in the observations, by which it is named."""
    totals: dict[int, float]
    """Year -> value of the whole."""

    @property
    def years(self) -> list[int]:
        """Years in which at least two groups have a value."""
        counted: dict[int, int] = defaultdict(int)
        for by_year in self.values.values():
            for year in by_year:
                counted[year] += 1
        return sorted(year for year, count in counted.items() if count > 1)


def groups_of(indicators: Indicators, code: str) -> list[Groups]:
    """All groups of an indicator: by region and by each dimension.

    Args:
        indicators: the source.
        code: the indicator.

    Returns:
        Regions under their ISO 3166-2 code, only in years in which they existed; towns are no regions.
    """
    table, positions = indicators.cells, indicators.own_positions(code)
    if not len(positions):
        return []
    dimensions = [name for name in table.dimensions if table.different(name, positions) != [""]]
    cells = {name: table.texts(name, positions) for name in [*dimensions, PLACE, "unit", "series"]}
    constant = {
        name
        for name in dimensions
        if len(set(cells[name])) == 1 or all(is_total(cell) for cell in set(cells[name]))
    }
    total = {name: {cell: is_total(cell) for cell in set(cells[name])} for name in [*dimensions, PLACE]}
    headline = indicators.headline(code)
    wanted = None
    if headline is not None:
        rows = {(point.file, point.row) for point in headline.points}
        places = zip(table.texts("file", positions), table.numbers["row"][positions].tolist(), strict=True)
        at = next((n for n, place in enumerate(places) if place in rows), None)
        wanted = None if at is None else (cells["series"][at], cells["unit"][at])
        if headline.series:
            fixed = {name: cell for name, cell in headline.series.items() if name in cells}
            for name, cell in fixed.items():
                total[name] = {one: one == cell for one in total[name]}
    years, numbers = (table.numbers[name][positions].tolist() for name in ("year", "value"))
    gathered: dict[tuple[str, str, str], dict[str, dict[int, set[float]]]] = defaultdict(dict)
    whole: dict[tuple[str, str], dict[int, set[float]]] = defaultdict(dict)
    names: dict[tuple[str, str], str] = {}
    for n, number in enumerate(numbers):
        if number != number:
            continue
        key = (cells["series"][n], cells["unit"][n])
        if wanted is not None and key != wanted:
            continue
        parted = [
            name for name in [*dimensions, PLACE] if name not in constant and not total[name][cells[name][n]]
        ]
        if any(is_total(cells[name][n]) and not total[name][cells[name][n]] for name in parted):
            # Where a person chose a part for the headline, the whole is not one of the groups beside it.
            continue
        if not parted:
            whole[key].setdefault(years[n], set()).add(number)
        elif len(parted) == 1:
            name = parted[0]
            cell = cells[name][n]
            group = _group(indicators, name, cell, years[n])
            if group:
                names.setdefault((name, group), cell)
                gathered[(name, *key)].setdefault(group, {}).setdefault(years[n], set()).add(number)
    found = []
    for (name, series, unit), groups in gathered.items():
        values = {group: _single(by_year) for group, by_year in groups.items()}
        found.append(
            Groups(
                code,
                name,
                series,
                unit,
                {group: by_year for group, by_year in sorted(values.items()) if by_year},
                {group: names[name, group] for group in groups},
                _single(whole.get((series, unit), {})),
            )
        )
    return sorted(found, key=lambda one: (one.dimension == PLACE, one.dimension, one.series, one.unit))


def _single(by_year: dict[int, set[float]]) -> dict[int, float]:
    return {year: next(iter(numbers)) for year, numbers in sorted(by_year.items()) if len(numbers) == 1}


def _group(indicators: Indicators, dimension: str, cell: str, year: int) -> str:
    if dimension != PLACE:
        return cell
    place = place_of(cell, indicators.name_of(PLACE, cell).root.get("ru", ""))
    if place is None or not (place.valid_from or 0) <= year <= (place.valid_to or 9999):
        return ""
    return place.code
