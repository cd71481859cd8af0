"""The headlines of all indicators with years as columns, as a statistical office prints them."""

from __future__ import annotations

from sdgkit.report.draft import Column, Row, Table
from sdgkit.report.material import Material
from sdgkit.report.tables.cells import cell, column, group
from sdgkit.report.tables.indicator_cells import digits_of, point_cell, signs_notes, unit_text
from sdgkit.report.tables.indicator_sources import source_line
from sdgkit.report.wording import label

MOST_YEARS = 20
"""Columns of years; what is older stands among the observations, and the table says so."""


def indicators_by_year(material: Material) -> Table:
    """One row per indicator that has a headline, under the heading of its goal; one column per year.

    The columns run without gaps from the first year with a value to the last, at most `MOST_YEARS` of them, so
    that a missing year is seen. Indicators without a headline stand in `indicator_tables.all_indicators`.
    """
    language = material.language
    rows = [row for row in material.rows if row.points]
    known = {point.year for row in rows for point in row.points}
    years = range(max(min(known), max(known) - MOST_YEARS + 1), max(known) + 1) if known else range(0)
    made: list[Row] = []
    goal = 0
    for row in rows:
        if row.goal != goal:
            goal = row.goal
            title = label("goal-title", language).format(number=goal, title=material.goal_title(goal))
            made.append(group(title, goal))
        digits = digits_of(row)
        series = row.series_name.in_language(language)
        name = material.indicator_name(row)
        by_year = {point.year: point for point in row.points}
        made.append(
            Row(
                key=row.code,
                goal=goal,
                cells=(
                    cell(row.code, language, "code", goal=goal),
                    cell(f"{name} ({series})" if series and series != name else name, language),
                    cell(unit_text(row, language), language),
                    *(point_cell(by_year.get(year), digits, language) for year in years),
                ),
            )
        )
    columns = [
        column("code", language, "code", 0.8),
        column("indicator", language, width=4.0),
        column("unit", language, width=1.5),
        *(Column(key=str(year), heading=str(year), kind="number", width=0.6) for year in years),
    ]
    older = bool(known) and min(known) < years[0]
    return Table(
        key="years",
        caption=label("caption.years", language),
        columns=tuple(columns),
        rows=tuple(made),
        notes=(
            *((label("note.years", language).format(year=years[0]),) if older else ()),
            *signs_notes((point.sign for row in rows for point in row.points), language),
        ),
        source=source_line(material),
        where="annex",
        sheet=label("sheet.years", language),
        frozen_columns=2,
    )
