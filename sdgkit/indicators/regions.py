"""Regions: the values of an indicator by region, joined to ISO 3166-2, with what may be compared.

A region compares with itself between two years only where its area did not change between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sdgkit.indicators.codes import is_total
from sdgkit.indicators.observations import dimensions_of
from sdgkit.indicators.places import place_of

if TYPE_CHECKING:
    from sdgkit.indicators.indicators import Indicators

COLUMNS = ("place", "region", "name", "year", "value", "sign", "unit", "valid", "file", "row")


def by_region(indicators: Indicators, code: str, year: int | None = None) -> pd.DataFrame:
    """The values of the regions for the series of the headline, or for the totals where there is no headline.

    Args:
        indicators: the source.
        code: the indicator.
        year: one year; all years where None.

    Returns:
        A frame with the columns place (code as published), region (ISO 3166-2, "" where the place is no
        region, such as a town), name (`Text`), year, value, sign, unit, valid (whether the region existed
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
        for name in ("place", "year", "value", "sign", "unit", "file", "row")
    }
    alike: dict[tuple[str, int], list[int]] = {}
    for position, key in enumerate(zip(columns["place"], columns["year"], strict=True)):
        alike.setdefault((str(key[0]), int(key[1])), []).append(position)
    known = {
        place: place_of(place, str(indicators.name_of("place", place).root.get("ru", "")))
        for place in dict.fromkeys(key[0] for key in alike)
    }
    lines = []
    for (place, when), positions in sorted(alike.items()):
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
    frame = frame[frame["region"] != ""]
    last = int(frame["year"].max()) if until is None and len(frame) else (until or 0)
    comparable = []
    for region, year, valid in zip(frame["region"], frame["year"], frame["valid"], strict=True):
        place = place_of(str(region))
        changed = place is None or any(int(year) < change <= last for change in place.boundary_changes)
        gone = place is not None and place.valid_to is not None and place.valid_to < last
        comparable.append(bool(valid) and not changed and not gone)
    return frame.assign(comparable=comparable).reset_index(drop=True)


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
    from sdgkit.places import basin as basin_named

    frame = over_time(indicators, code)
    return frame[frame["region"].isin(list(basin_named(basin).regions))].reset_index(drop=True)
