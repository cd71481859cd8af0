"""Availability: which indicators of the global framework a country reports, and how old its figures are.

An indicator counts as reported where there is a figure for the whole country from a single series; as
partly reported where there are figures, but no headline; as not applicable where the platform says so and
has no figures. A repeated indicator (1.5.1, 11.5.1, 13.1.1) counts once, reported if it is under any of its
codes.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from sdgkit.agenda import changes, targets
from sdgkit.agenda import indicators as agenda_indicators
from sdgkit.agenda.code import sort_key
from sdgkit.indicators.indicator import Reporting

if TYPE_CHECKING:
    from sdgkit.indicators.indicators import Indicators

OLD = 5
"""Years after which the latest figure counts as old."""

COLUMNS = (
    *("indicator", "goal", "target", "status", "declared", "reported_as", "first_year", "latest_year"),
    *("years", "old", "headline", "regions", "level", "national", "counts"),
)


def availability(
    indicators: Indicators, edition: int = 2025, *, as_of: int | None = None, old: int = OLD
) -> pd.DataFrame:
    """The availability of every indicator of the framework and of every national one.

    Args:
        indicators: the source.
        edition: edition of the framework, 2020 or 2025.
        as_of: year from whose view figures are old; the latest year of the source where None.
        old: years after which they are.

    Returns:
        One line per indicator: status ("reported", "partly", "not-reported", "not-applicable"), the status
        declared by the platform, the code under which a repeated one is reported, first and latest year,
        number of years, whether old, whether there is a headline and regions, level, whether national, and
        `counts`, False for the repetitions of an indicator, so that sums are right.
    """
    framework = {one.code: one for one in agenda_indicators(edition)}
    now = as_of or indicators.latest_year or 0
    codes = sorted({*framework, *indicators.codes}, key=sort_key)
    own = {code: _own(indicators, code) for code in codes}
    counted: set[str] = set()
    lines = []
    for code in codes:
        same = framework[code].same_as if code in framework else ()
        status, years = own[code]
        reported_as = ""
        if status in ("not-reported", "not-applicable"):
            reported_as = next(
                (one for one in same if own.get(one, ("", []))[0] in ("reported", "partly")), ""
            )
            if reported_as:
                status, years = own[reported_as]
        described = indicators.indicator(code) if code in indicators else None
        lines.append(
            (
                code,
                int(code.split(".")[0]),
                ".".join(code.split(".")[:2]),
                status,
                described.reporting if described else "unknown",
                reported_as,
                min(years, default=None),
                max(years, default=None),
                len(years),
                bool(years) and now - max(years) > old,
                described is not None and indicators.headline(code) is not None,
                described is not None
                and any(indicators.cells.different("place", indicators.positions(code))),
                described.level if described else None,
                code not in framework,
                code in framework and not counted.intersection(same),
            )
        )
        counted.add(code)
    frame = pd.DataFrame(lines, columns=list(COLUMNS))
    return frame.astype({"first_year": "Int64", "latest_year": "Int64"})


def _own(indicators: Indicators, code: str) -> tuple[Reporting, list[int]]:
    if code not in indicators:
        return "not-reported", []
    headline = indicators.headline(code)
    if headline is not None:
        return "reported", [point.year for point in headline.points if point.value is not None]
    part = indicators.rows(code)
    years = sorted({int(year) for year in part.loc[part["value"].notna(), "year"]})
    if years:
        return "partly", years
    declared = indicators.indicator(code).reporting
    return ("not-applicable" if declared == "not-applicable" else "not-reported"), []


def availability_summary(frame: pd.DataFrame, by: str = "goal") -> pd.DataFrame:
    """The numbers of indicators by goal or target, repeated ones once, national ones apart.

    Args:
        frame: what `availability` gave.
        by: "goal" or "target".

    Returns:
        One line per goal or target: total, reported, partly, not-reported, not-applicable, old, national, and
        the share reported or partly of those that apply.
    """
    counts: dict[object, Counter[str]] = {}
    columns = [frame[name].tolist() for name in (by, "status", "counts", "national", "old")]
    for key, status, counting, national, old in zip(*columns, strict=True):
        count = counts.setdefault(key, Counter())
        if counting:
            count.update(("total", status, *(("old",) if old else ())))
        if national and status in ("reported", "partly"):
            count["national"] += 1
    lines = []
    for key, count in counts.items():
        applicable = count["total"] - count["not-applicable"]
        share = (count["reported"] + count["partly"]) / applicable if applicable else None
        numbers = (count[name] for name in ("total", *STATUSES, "old", "national"))
        lines.append((key, *numbers, share))
    return pd.DataFrame(lines, columns=[by, "total", *STATUSES, "old", "national", "share"])


STATUSES = ("reported", "partly", "not-reported", "not-applicable")


def targets_without_figures(frame: pd.DataFrame) -> pd.DataFrame:
    """The targets that have no indicator with a figure, those without any indicator in the framework included.

    Args:
        frame: what `availability` gave.
    """
    filled = set(frame.loc[frame["status"].isin(["reported", "partly"]), "target"])
    listed = set(frame.loc[~frame["national"], "target"])
    lines = [(one.goal, one.code, one.code in listed) for one in targets() if one.code not in filled]
    return pd.DataFrame(lines, columns=["goal", "target", "has_indicators"])


def migration(indicators: Indicators) -> pd.DataFrame:
    """What the 2025 edition changes for a source that follows the edition of 2020.

    Returns:
        One line per change: indicator, change ("added", "deleted", "revised", "replaced", "new-meaning",
        "unverified"), whether the source has figures under the code, short titles before and after (`Text`),
        and the note.
    """
    lines = [
        (
            one.code,
            one.kind,
            one.code in indicators and len(indicators.rows(one.code)) > 0,
            one.before,
            one.after,
            one.note,
        )
        for one in changes()
    ]
    return pd.DataFrame(lines, columns=["indicator", "change", "has_figures", "before", "after", "note"])
