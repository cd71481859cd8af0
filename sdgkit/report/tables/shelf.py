"""The shelf: every table that a draft can hold, by its key, in the order of the annex."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from sdgkit.report import commitments
from sdgkit.report.draft import Table
from sdgkit.report.material import Material
from sdgkit.report.tables import activities as activity_tables
from sdgkit.report.tables import availability as availability_tables
from sdgkit.report.tables import briefing as briefing_tables
from sdgkit.report.tables import comparison as comparison_tables
from sdgkit.report.tables import goal_sheets
from sdgkit.report.tables import indicators as indicator_tables
from sdgkit.report.tables import matches as match_tables
from sdgkit.report.tables import metadata as metadata_tables
from sdgkit.report.tables import money as money_tables
from sdgkit.report.tables import observations as observation_tables
from sdgkit.report.tables import people as people_tables
from sdgkit.report.tables import portfolio as portfolio_tables
from sdgkit.report.tables import programme as programme_tables
from sdgkit.report.tables import progress as progress_tables
from sdgkit.report.tables import regions as region_tables
from sdgkit.report.tables import sources as source_tables
from sdgkit.report.tables import summary as summary_tables
from sdgkit.report.tables import volunteers as volunteer_tables
from sdgkit.report.tables import years as year_tables


class Shelved(NamedTuple):
    """A table that can be made.

    Attributes:
        make: computes it.
        fits_body: whether an outline may put it into the text; the others are too wide or too long for a page.
        with_indicators: whether there is nothing to tell without indicator data.
        with_rows: whether it is left out where it has no rows.
        only: whether it belongs to one profile, whose outline names it.
    """

    make: Callable[[Material], Table]
    fits_body: bool = True
    with_indicators: bool = False
    with_rows: bool = False
    only: bool = False


def _findings(material: Material) -> Table:
    return source_tables.findings_table(material.findings, material.language)


def _of(make: Callable[[Material], Table]) -> Shelved:
    """A table that only its own profile can make."""
    return Shelved(make, with_rows=True, only=True)


SHELF: dict[str, Shelved] = {
    "partner-goals": _of(briefing_tables.partner_goals),
    "partner-activities": _of(briefing_tables.partner_activities),
    "partner-results": _of(briefing_tables.partner_results),
    "partner-indicators": _of(briefing_tables.partner_indicators),
    "partner-money": _of(briefing_tables.partner_money),
    "portfolio-countries": _of(portfolio_tables.by_country),
    "portfolio-money": _of(portfolio_tables.money_by_country),
    "portfolio-goals": _of(portfolio_tables.by_goal),
    "portfolio-partners": _of(portfolio_tables.by_partner),
    "portfolio-regions": _of(portfolio_tables.by_region),
    "portfolio-years": _of(portfolio_tables.by_year),
    "programme-outcomes": _of(programme_tables.outcomes),
    "programme-indicators": _of(programme_tables.indicators),
    "programme-activities": _of(programme_tables.activities),
    "programme-outside": _of(programme_tables.outside),
    "volunteers-goals": Shelved(volunteer_tables.volunteers_by_goal, with_rows=True, only=True),
    "goals": Shelved(money_tables.goals_overview),
    "goals-scope": Shelved(summary_tables.goals_scope, with_rows=True),
    "results": Shelved(summary_tables.results),
    "since-review": Shelved(progress_tables.since_review_table, with_rows=True),
    "backward": Shelved(progress_tables.backward_table, with_rows=True),
    "commitments": Shelved(commitments.commitments_table, with_rows=True),
    "indicators": Shelved(indicator_tables.all_indicators, fits_body=False, with_indicators=True),
    "years": Shelved(year_tables.indicators_by_year, fits_body=False, with_indicators=True),
    **{
        f"years-{number}": Shelved(
            partial(goal_sheets.goal_by_year, number=number),
            fits_body=False,
            with_indicators=True,
            with_rows=True,
        )
        for number in range(1, 18)
    },
    "national-global": Shelved(
        comparison_tables.national_beside_global, fits_body=False, with_indicators=True, with_rows=True
    ),
    "metadata": Shelved(metadata_tables.metadata, fits_body=False, with_indicators=True),
    "groups": Shelved(progress_tables.widest_gaps, with_rows=True),
    "markers": Shelved(people_tables.marked_activities, with_rows=True),
    "disparities": Shelved(people_tables.disparities, fits_body=False, with_indicators=True),
    "regions-by-year": Shelved(people_tables.regions_over_time, fits_body=False, with_indicators=True),
    "aral-basin": Shelved(people_tables.basin_regions, with_indicators=True, with_rows=True),
    "disaggregations": Shelved(
        availability_tables.by_disaggregation, fits_body=False, with_indicators=True, with_rows=True
    ),
    "availability": Shelved(availability_tables.by_goal, fits_body=False, with_indicators=True),
    "availability-targets": Shelved(availability_tables.by_target, fits_body=False, with_indicators=True),
    "availability-each": Shelved(availability_tables.by_indicator, fits_body=False, with_indicators=True),
    "changes-2025": Shelved(availability_tables.changes_of_2025, fits_body=False, with_indicators=True),
    "observations": Shelved(observation_tables.observations, fits_body=False, with_indicators=True),
    "activities": Shelved(activity_tables.all_activities, fits_body=False),
    "matches": Shelved(match_tables.all_matches, fits_body=False),
    "matrix": Shelved(match_tables.matrix, fits_body=False),
    "targets": Shelved(summary_tables.targets_covered),
    "together": Shelved(progress_tables.goals_together, with_rows=True),
    "gaps": Shelved(match_tables.targets_without_activity),
    "unmapped": Shelved(match_tables.unmapped_activities),
    "regions": Shelved(money_tables.regions_by_goal, fits_body=False),
    "regions-money": Shelved(region_tables.money_by_region, with_rows=True),
    "themes": Shelved(summary_tables.themes_overview, with_rows=True),
    "money-themes": Shelved(summary_tables.theme_money, with_rows=True),
    "partners": Shelved(money_tables.partners),
    "means": Shelved(money_tables.money_in_all),
    "disbursements": Shelved(summary_tables.disbursed),
    "money": Shelved(money_tables.money_by_goal),
    "largest": Shelved(summary_tables.largest, with_rows=True),
    "volunteers": Shelved(volunteer_tables.volunteers, with_rows=True),
    "evidence": Shelved(summary_tables.evidence, with_rows=True),
    "figures": Shelved(summary_tables.in_figures),
    "sources": Shelved(source_tables.sources, fits_body=False),
    "findings": Shelved(_findings, fits_body=False),
}
"""Key -> table, in the order of the sheets; "completeness" is made last, from what the sections turned out to hold."""
