"""Leaving no one behind: the gap between groups, and how it changed.

The gap is the distance between the best and the worst group; where it is not known whether more is better,
between the highest and the lowest. Of a best value inside, such as parity, the nearest group is the best. Where all
groups are alike none is the worst. Its change compares only groups that have figures in both years and, for
regions, whose area did not change in between. Nothing is averaged: groups differ in size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from sdgkit.indicators.disaggregation import of_people
from sdgkit.indicators.groups import PLACE, Groups
from sdgkit.indicators.indicator import Direction
from sdgkit.indicators.places import place_of
from sdgkit.indicators.units import is_relative
from sdgkit.languages import Text

if TYPE_CHECKING:
    from sdgkit.indicators.indicators import Indicators

COLUMNS = (
    *(
        "indicator",
        "dimension",
        "series",
        "unit",
        "relative",
        "people",
        "year",
        "groups",
        "worst",
        "worst_name",
        "worst_value",
    ),
    *("best", "best_name", "best_value", "gap", "ratio", "direction", "total"),
    *("base_year", "base_gap", "gap_change", "trend", "compared"),
)

SAME = 0.01
"""Relative change of a gap below which it counts as unchanged; published figures are rounded more coarsely."""


def gaps(indicators: Indicators, code: str | None = None) -> pd.DataFrame:
    """The gaps of one indicator or of all, latest year with at least two groups.

    Args:
        indicators: the source.
        code: one indicator; all of them where None.

    Returns:
        One line per indicator, disaggregation, series and unit: the worst and the best group ("" where all are
        alike) with their values, `relative` (False for amounts such as hectares, whose gap tells of size, not of
        people left behind), `people` (False where the groups are taxes, sectors or products), gap and ratio (worst
        by best; None where one is not positive), the same gap in the first year since the base year, "narrowing",
        "widening" or "unchanged", and how many groups were compared.
    """
    lines = [
        line
        for one in ([indicators.indicator(code).code] if code else indicators.codes)
        for groups in indicators.groups(one)
        if (line := _line(indicators, groups)) is not None
    ]
    return pd.DataFrame(lines, columns=list(COLUMNS))


def _line(indicators: Indicators, groups: Groups) -> tuple[object, ...] | None:
    years = groups.years
    if not years:
        return None
    year = years[-1]
    direction = direction_of(indicators, groups.indicator)
    now = {group: by_year[year] for group, by_year in groups.values.items() if year in by_year}
    low_group, high_group = _ends(now, direction, _middle(indicators, groups.indicator))
    low, high = now[low_group], now[high_group]
    worst, best = ("", "") if len(set(now.values())) == 1 else (low_group, high_group)
    base_year, base_gap, change, trend, compared = _change(indicators, groups, year)
    headline = indicators.headline(groups.indicator)
    unit = groups.unit or (headline.unit if headline else "")
    return (
        groups.indicator,
        groups.dimension,
        groups.series,
        unit,
        is_relative(unit),
        of_people(groups.indicator, groups.dimension),
        year,
        len(now),
        worst,
        _name(indicators, groups, worst),
        low,
        best,
        _name(indicators, groups, best),
        high,
        _clean(abs(high - low)),
        low / high if low > 0 and high > 0 else None,
        direction,
        groups.totals.get(year),
        base_year,
        base_gap,
        change,
        trend,
        compared,
    )


def direction_of(indicators: Indicators, code: str) -> Direction:
    """Whether more is better: as the headline is assessed; by settings and registry where there is none."""
    assessed = indicators.subject(code).direction
    if assessed != "none":
        return assessed
    from sdgkit.indicators.directions import aim

    if code in indicators.settings.directions:
        return indicators.settings.directions[code]
    found = aim(code)
    return found.direction if found and indicators.indicator(code).level != "national" else "none"


def _middle(indicators: Indicators, code: str) -> float | None:
    """The best value of an indicator that has one inside its range; None for all others."""
    subject = indicators.subject(code)
    if subject.direction == "range":
        return subject.target if subject.target is not None else subject.best
    from sdgkit.indicators.directions import aim

    found = aim(code) if subject.direction == "none" else None
    return found.best if found is not None and found.direction == "range" else None


def _ends(values: dict[str, float], direction: str, middle: float | None) -> tuple[str, str]:
    """Worst and best group; lowest and highest where the direction is not known."""
    if middle is not None:

        def away(group: str) -> float:
            value = values[group]
            return max(value, 1 / value) if middle == 1 and value > 0 else abs(value - middle)

        ordered = sorted(values, key=lambda group: (away(group), group))
        return ordered[-1], ordered[0]
    ordered = sorted(values, key=lambda group: (values[group], group))
    lowest, highest = ordered[0], ordered[-1]
    return (highest, lowest) if direction == "down" else (lowest, highest)


def _change(
    indicators: Indicators, groups: Groups, year: int
) -> tuple[int | None, float | None, float | None, str, int]:
    for base_year in groups.years:
        if not indicators.settings.base_year <= base_year < year:
            continue
        both = [
            group
            for group, by_year in groups.values.items()
            if base_year in by_year and year in by_year and _same_area(groups, group, base_year, year)
        ]
        if len(both) < 2:
            continue
        first = [groups.values[group][base_year] for group in both]
        last = [groups.values[group][year] for group in both]
        base_gap, gap = max(first) - min(first), max(last) - min(last)
        change = _clean(gap - base_gap)
        still = abs(change) <= SAME * max(abs(base_gap), abs(gap))
        trend = "unchanged" if still else "narrowing" if change < 0 else "widening"
        return base_year, _clean(base_gap), change, trend, len(both)
    return None, None, None, "", 0


def _same_area(groups: Groups, group: str, first: int, last: int) -> bool:
    if groups.dimension != PLACE:
        return True
    place = place_of(group)
    return place is not None and not any(first < change <= last for change in place.boundary_changes)


def _name(indicators: Indicators, groups: Groups, group: str) -> Text:
    if not group:
        return Text({})
    if groups.dimension == PLACE:
        place = place_of(group)
        return place.name if place else Text({})
    return indicators.name_of(groups.dimension, groups.names[group])


def _clean(value: float) -> float:
    return float(f"{value:.10g}")
