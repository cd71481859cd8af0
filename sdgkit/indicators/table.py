"""The table of indicators: one row per indicator with everything that a report says of it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from sdgkit.agenda.indicator import indicators as agenda_indicators
from sdgkit.indicators.indicator import Assessment, Headline, Level, Point, Reporting, Source
from sdgkit.languages import Text

if TYPE_CHECKING:
    from sdgkit.indicators.indicators import Indicators

NEAREST = 3
"""Years by which a baseline may lie beside the base year; the point says which year it is."""


class IndicatorRow(BaseModel):
    """What a report says of one indicator.

    Attributes:
        code: the indicator.
        goal: its goal.
        target: its target.
        name: national wording; sdgkit's short title in languages without one.
        level: how the figure compares with the global definition.
        reporting: status that the platform declares.
        unit: name of the unit.
        unit_code: code of the unit.
        series_name: what the series is, where it is not the total of everything.
        rule: how the headline was chosen, "" where there is none.
        baseline: the point of the base year or the nearest within three years, the later of two; else the first after.
        latest: the latest point with a number; it may be the baseline itself.
        change: latest minus baseline, in the unit.
        change_percent: the same in per cent of the baseline; None where that is zero or negative.
        points: all points of the headline.
        left_out: years with contradicting values.
        assessment: progress by the default method.
        sources: who published the figures.
        responsible: body that answers for the indicator.
        notes: national notes.
        why_not: reason why there is no headline, "" where there is one; `reason_label` puts it in words.
        candidates: the series that a person could choose where there is no headline.
        file: file of the data.
    """

    model_config = ConfigDict(frozen=True)

    code: str
    goal: int
    target: str
    name: Text
    level: Level | None = None
    reporting: Reporting = "unknown"
    unit: Text = Text({})
    unit_code: str = ""
    series_name: Text = Text({})
    rule: str = ""
    baseline: Point | None = None
    latest: Point | None = None
    change: float | None = None
    change_percent: float | None = None
    points: tuple[Point, ...] = ()
    left_out: tuple[int, ...] = ()
    assessment: Assessment
    sources: tuple[Source, ...] = ()
    responsible: Text = Text({})
    notes: tuple[Text, ...] = ()
    why_not: str = ""
    candidates: tuple[Headline, ...] = ()
    file: str = ""


def indicator_rows(
    indicators: Indicators, *, edition: int = 2025, base_year: int | None = None, method: str = "unsd"
) -> list[IndicatorRow]:
    """The rows of all indicators of a source, in the order of the Agenda.

    Args:
        indicators: the source.
        edition: edition of the framework, for short titles, directions and targets.
        base_year: year of the baseline; that of the settings where None.
        method: method of progress.
    """
    from sdgkit.indicators.progress.methods import method_named

    assess = method_named(method)
    base = base_year or indicators.settings.base_year
    rows = []
    for one in indicators.indicators:
        headline = indicators.headline(one.code)
        subject = indicators.subject(one.code, edition=edition).model_copy(update={"base_year": base})
        shared = {
            "code": one.code,
            "goal": one.goal,
            "target": one.target,
            "name": name_of(one.code, one.name, edition),
            "level": one.level,
            "reporting": one.reporting,
            "assessment": assess(subject),
            "sources": one.sources,
            "responsible": one.responsible,
            "notes": one.notes,
            "file": one.file,
        }
        if headline is None:
            why = indicators.why_not(one.code)
            found = () if why == "no-data" else tuple(indicators.candidates(one.code))
            rows.append(IndicatorRow(**shared, why_not=why, candidates=found))
            continue
        baseline, latest = ends(headline.points, base)
        change, percent = change_between(baseline, latest)
        rows.append(
            IndicatorRow(
                **shared,
                unit=headline.unit_name,
                unit_code=headline.unit,
                series_name=headline.series_name,
                rule=headline.rule,
                baseline=baseline,
                latest=latest,
                change=change,
                change_percent=percent,
                points=headline.points,
                left_out=headline.left_out,
            )
        )
    return rows


@cache
def _titles(edition: int) -> dict[str, Text]:
    return {one.code: one.title for one in agenda_indicators(edition)}


def name_of(code: str, national: Text, edition: int = 2025) -> Text:
    """The name of an indicator: national wording, and sdgkit's short title in languages that have none."""
    title = _titles(edition).get(code, Text({}))
    return Text({**dict(title.items()), **dict(national.items())})


def ends(points: tuple[Point, ...], base_year: int) -> tuple[Point | None, Point | None]:
    """The baseline and the latest point with numbers.

    Example:
        >>> points = tuple(Point(year=year, value=1.0) for year in (2014, 2016, 2021))
        >>> [point.year for point in ends(points, 2015)]
        [2016, 2021]
        >>> [point.year for point in ends(points[2:], 2015)]
        [2021, 2021]
    """
    numbers = [point for point in points if point.value is not None]
    near = [point for point in numbers if abs(point.year - base_year) <= NEAREST]
    later = next((point for point in numbers if point.year > base_year), None)
    baseline = min(near, key=lambda point: (abs(point.year - base_year), -point.year), default=later)
    return baseline, numbers[-1] if numbers else None


def change_between(baseline: Point | None, latest: Point | None) -> tuple[float | None, float | None]:
    """The change from baseline to latest, absolute and in per cent of the baseline.

    Differences of decimal figures are freed of binary noise: 11.7 - 12.5 is -0.8.

    Example:
        >>> change_between(Point(year=2015, value=12.5), Point(year=2023, value=11.7))
        (-0.8, -6.4)
    """
    if baseline is None or latest is None or baseline.value is None or latest.value is None:
        return None, None
    if latest.year <= baseline.year:
        return None, None
    change = float(f"{latest.value - baseline.value:.10g}")
    percent = float(f"{change / baseline.value * 100:.10g}") if baseline.value > 0 else None
    return change, percent
