"""The chart of a goal: a line over the years of the headline that says most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdgkit.indicators.table import IndicatorRow
from sdgkit.report.draft import Chart, Series
from sdgkit.report.material import Material
from sdgkit.report.tables.indicator_cells import digits_of, name_with_series, point_cell, unit_text
from sdgkit.report.tables.indicator_sources import source_line
from sdgkit.report.wording import label, sentence

if TYPE_CHECKING:
    pass

FEWEST_POINTS = 3
"""Values that a series needs for a chart; two are said in a sentence."""


def chart_row(material: Material, number: int) -> IndicatorRow | None:
    """The indicator whose headline a goal's chart shows: the one with most values, the latest, then by code."""
    enough = [row for row in material.rows_by_goal.get(number, ()) if _values(row) >= FEWEST_POINTS]
    # An assessed indicator says more in the sentence beside it; the order of the Agenda decides the rest.
    return max(
        enough,
        key=lambda row: (
            row.assessment.result != "not-assessed",
            _values(row),
            row.latest.year if row.latest else 0,
        ),
        default=None,
    )


def _values(row: IndicatorRow) -> int:
    return sum(point.value is not None for point in row.points)


def goal_chart(material: Material, number: int, colour: str) -> Chart | None:
    """A line over the years of one headline, with gaps where a year has no value; None where data are too few."""
    row = chart_row(material, number)
    if row is None or row.latest is None:
        return None
    language = material.language
    by_year = {point.year: point.value for point in row.points}
    years = range(min(by_year), max(by_year) + 1)
    digits = digits_of(row)
    first = next(point for point in row.points if point.value is not None)
    name = name_with_series(row, material)
    alt = sentence(
        "alt-line", language, name=name, first=str(first.year), last=str(row.latest.year),
        base=point_cell(first, digits, language).text, latest=point_cell(row.latest, digits, language).text,
        unit=unit_text(row, language) or "–",
    )  # fmt: skip
    return Chart(
        key=f"goal-{number}-chart",
        kind="line",
        title=label("with-code", language).format(code=row.code, name=name),
        alt=alt.text,
        categories=tuple(str(year) for year in years),
        series=(Series(name=name, values=tuple(by_year.get(year) for year in years), colour=colour),),
        unit=unit_text(row, language),
        digits=digits,
        goal=number,
        table=f"goal-{number}-indicators",
        source=source_line(material, [row]),
    )
