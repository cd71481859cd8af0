"""Regions: the values of an indicator by region, joined to ISO 3166-2, with what may be compared.

A region compares with itself between two years only where its area did not change between them.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sdgkit.errors import UsageError
from sdgkit.indicators.codes import is_total
from sdgkit.indicators.observations import dimensions_of
from sdgkit.indicators.places import place_of

if TYPE_CHECKING:
    from sdgkit.indicators.indicators import Indicators

COLUMNS = ("place", "region", "name", "year", "value", "sign", "unit", "series", "valid", "file", "row")


def with_regions(indicators: Indicators) -> list[str]:
    """The indicators that have a figure of any place within the country, in the order of the source.

    Most indicators of most sources have none, and to look for them one by one takes long.
    """
    frame = indicators.observations
    found = set(frame["indicator"].to_numpy()[frame["place"].to_numpy() != ""])
    return [code for code in indicators.codes if code in found]


def by_region(indicators: Indicators, code: str, year: int | None = None) -> pd.DataFrame:
    """The values of the regions for the series of the headline; for each series where there is no headline.

    Args:
        indicators: the source.
        code: the indicator.
        year: one year; all years where None.

    Returns:
        A frame with the columns place (code as published), region (ISO 3166-2, "" where the place is no
        region, such as a town), name (`Text`), year, value, sign, unit, series, valid (whether the region existed
        in that year), file, row. A region with different values for one year has none (a finding tells).
    """
    part = indicators.observations.iloc[indicators.own_positions(code)]
    part = part[part["place"] != ""]
    headline = indicators.headline(code)
    series = dict(headline.series) if headline else {}
    wanted = series.pop("SERIES", None)
    if wanted is not None:
        part = part[part["series"] == wanted]
    units = set(indicators.rows(code)["unit"])
    if headline and headline.unit in units:
        part = part[part["unit"] == headline.unit]
    for name in dimensions_of(part):
        cells = part[name]
        wanted_cell = [str(cell) == series[name] if name in series else is_total(str(cell)) for cell in cells]
        part = part[np.array(wanted_cell, dtype=bool)]
    if year is not None:
        part = part[part["year"] == year]
    columns = {
        name: part[name].astype(object).tolist()
        for name in ("place", "year", "value", "sign", "unit", "series", "file", "row")
    }
    # Without a headline the lines of poverty, say, stand beside each other; they are never one region's one figure.
    apart = ("series", "unit") if headline is None else ()
    alike: dict[tuple[str, str, str, int], list[int]] = {}
    for position, (place, when) in enumerate(zip(columns["place"], columns["year"], strict=True)):
        one, unit = (str(columns[name][position]) for name in apart) if apart else ("", "")
        alike.setdefault((str(place), one, unit, int(when)), []).append(position)
    known = {
        place: place_of(place, str(indicators.name_of("place", place).root.get("ru", "")))
        for place in dict.fromkeys(key[0] for key in alike)
    }
    lines = []
    for (place, _, _, when), positions in sorted(alike.items()):
        region = known[place]
        first = positions[0]
        # A missing value equals a missing value, which NaN does not.
        said = {(str(columns["value"][one]), str(columns["sign"][one])) for one in positions}
        begin, end = (region.valid_from or 0, region.valid_to or 9999) if region else (0, 9999)
        lines.append(
            (
                place,
                region.code if region else "",
                indicators.place_name(place),
                when,
                float(columns["value"][first]) if len(said) == 1 else float("nan"),
                str(columns["sign"][first]) if len(said) == 1 else "",
                str(columns["unit"][first]) or (headline.unit if headline else ""),
                str(columns["series"][first]),
                begin <= when <= end,
                str(columns["file"][first]),
                int(columns["row"][first]),
            )
        )
    return pd.DataFrame(lines, columns=list(COLUMNS))


def over_time(indicators: Indicators, code: str, *, until: int | None = None) -> pd.DataFrame:
    """The values of the regions over time, and which of them may be compared with the latest year.

    Args:
        indicators: the source.
        code: the indicator.
        until: the year that others are compared with; the latest where None.

    Returns:
        The frame of `by_region` for regions only, with `comparable`: whether the region existed in the year
        and its area has not changed since then up to `until`. South Kazakhstan ends and Turkistan and
        Shymkent begin in 2018; in 2022 parts of three regions became regions of their own.
    """
    frame = by_region(indicators, code)
    if frame.empty:
        return frame.assign(comparable=[])
    frame = frame[frame["region"] != ""]
    last = int(frame["year"].max()) if until is None and len(frame) else (until or 0)
    comparable = []
    for region, year, valid in zip(frame["region"], frame["year"], frame["valid"], strict=True):
        place = place_of(str(region))
        changed = place is None or any(int(year) < change <= last for change in place.boundary_changes)
        gone = place is not None and place.valid_to is not None and place.valid_to < last
        comparable.append(bool(valid) and not changed and not gone)
    return frame.assign(comparable=comparable).reset_index(drop=True)


def regions_named(place: str) -> tuple[str, ...]:
    """The regions that a name, a code or a basin stands for, by ISO 3166-2.

    Raises:
        UsageError: neither a region nor a basin is known by it.

    Example:
        >>> regions_named("KZKZY"), regions_named("Кызылординская область"), regions_named("aral-basin")
        (('KZ-43',), ('KZ-43',), ('KZ-43', 'KZ-61', 'KZ-79'))
    """
    from sdgkit.places import basin as basin_named
    from sdgkit.places import region as region_named

    known = place_of(place)
    if known is not None:
        return (known.code,)
    try:
        return tuple(basin_named(place).regions)
    except UsageError:
        return (region_named(place).code,)


def of_basin(indicators: Indicators, code: str, basin: str = "aral-basin") -> pd.DataFrame:
    """The values of the regions of a basin, Kyzylorda and its neighbours for the Aral Sea.

    There is no figure for a basin: regions differ in size, and nothing is averaged.

    Args:
        indicators: the source.
        code: the indicator.
        basin: code of the basin in the places room.

    Raises:
        UsageError: there is no such basin.
    """
    wanted = list(regions_named(basin))
    frame = over_time(indicators, code)
    return frame[frame["region"].isin(wanted)].reset_index(drop=True)


PLACE_COLUMNS = (
    *(
        "indicator",
        "name",
        "series",
        "region",
        "region_name",
        "unit",
        "relative",
        "baseline_year",
        "baseline",
    ),
    *("latest_year", "latest", "change", "country", "difference", "better", "rank", "of", "file", "row"),
)


def of_place(indicators: Indicators, place: str) -> pd.DataFrame:
    """What the source says of one region, or of the regions of a basin, with the country beside it.

    Args:
        indicators: the source.
        place: a region by ISO 3166-2, code of the statistics office or name ("KZ-43", "KZKZY"), or a basin
            ("aral-basin", for Kyzylorda and the other regions of the Aral Sea basin in Kazakhstan).

    Returns:
        One line per indicator, region and series (several only where there is no headline) with a figure:
        baseline (from the base year on, only where the area has not changed since), latest value, change, the
        figure of the country in that year and the difference to it, whether the region is better off (None where
        it is not known whether more is better, or for amounts), and its rank among the regions of that year, 1
        being the best (the highest where it is not known). Nothing is averaged.

    Raises:
        UsageError: no such region or basin.
    """
    from sdgkit.indicators.gaps import direction_of
    from sdgkit.indicators.units import is_relative

    wanted = regions_named(place)
    lines = []
    codes = set(with_regions(indicators))
    for one in indicators.indicators:
        if one.code not in codes:
            continue
        frame = over_time(indicators, one.code)
        if frame.empty or not set(wanted) & set(frame["region"]):
            continue
        direction = direction_of(indicators, one.code)
        headline = indicators.headline(one.code)
        national = {point.year: point.value for point in headline.points} if headline else {}
        apart = frame[["series", "unit"]].drop_duplicates().itertuples(index=False, name=None)
        each = [None] if headline is not None else sorted(apart)
        for series, region in product(each, wanted):
            alike = (
                frame
                if series is None
                else frame[(frame["series"] == series[0]) & (frame["unit"] == series[1])]
            )
            own = alike[(alike["region"] == region) & alike["value"].notna() & alike["valid"]]
            if own.empty:
                continue
            last = own.iloc[-1]
            year, value = int(last["year"]), float(last["value"])
            earlier = own[
                (own["year"] >= indicators.settings.base_year) & own["comparable"] & (own["year"] < year)
            ]
            base = earlier.iloc[0] if len(earlier) else None
            whole = national.get(year)
            beside = alike[(alike["year"] == year) & alike["valid"] & alike["value"].notna()]["value"]
            relative = is_relative(str(last["unit"]))
            difference = None if whole is None else float(f"{value - whole:.10g}")
            ahead = (beside < value).sum() if direction == "down" else (beside > value).sum()
            known = relative and direction in ("up", "down") and difference is not None
            lines.append(
                (
                    one.code,
                    one.name,
                    str(last["series"]),
                    region,
                    last["name"],
                    str(last["unit"]),
                    relative,
                    None if base is None else int(base["year"]),
                    None if base is None else float(base["value"]),
                    year,
                    value,
                    None if base is None else float(f"{value - float(base['value']):.10g}"),
                    whole,
                    difference,
                    (difference < 0) == (direction == "down") if known and difference else None,
                    int(ahead) + 1,
                    len(beside),
                    str(last["file"]),
                    int(last["row"]),
                )
            )
    frame = pd.DataFrame(lines, columns=list(PLACE_COLUMNS))
    return frame.astype(
        {"baseline_year": "Int64"} | dict.fromkeys(("baseline", "change", "country", "difference"), "float64")
    )
