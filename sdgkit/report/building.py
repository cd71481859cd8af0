"""Building the draft: the sections in order, each with its sentences, tables and charts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sdgkit import __version__
from sdgkit.activities.register import Register
from sdgkit.agenda import Pack, goal, themes
from sdgkit.errors import UsageError
from sdgkit.findings import Finding
from sdgkit.indicators.progress.methods import method_named
from sdgkit.languages import language_named, write_date
from sdgkit.mapping.allocation import RULES
from sdgkit.mapping.mapping import Mapping
from sdgkit.mapping.settings import Rule
from sdgkit.places import country as country_named
from sdgkit.report import (
    activity_tables,
    availability_tables,
    goal_passages,
    indicator_tables,
    metadata_tables,
    money_tables,
    passages,
    people_tables,
    source_tables,
    summary_tables,
    year_tables,
)
from sdgkit.report.cells import figure
from sdgkit.report.draft import Block, Chart, ChartHere, Draft, Figure, Section, Series, Table, TableHere
from sdgkit.report.material import Material
from sdgkit.report.paragraphs import continued, metric
from sdgkit.report.wording import label, sentence

if TYPE_CHECKING:
    from sdgkit.indicators.indicators import Indicators
    from sdgkit.mapping.rates import Rates

LATEST_YEAR = 2100
"""Years after it are no dates of data but slips of the pen, and do not move the date of the draft."""


def draft(
    register: Register,
    mapping: Mapping,
    indicators: Indicators | None = None,
    *,
    country: str = "KAZ",
    language: str = "en",
    rule: str | None = None,
    as_of: dt.date | None = None,
    base_year: int = 2015,
    method: str = "unsd",
    packs: Sequence[Pack] = (),
    rates: Rates | None = None,
    currency: str | None = None,
) -> Draft:
    """The review draft of a country in one language, everything in it computed.

    Args:
        register: the activities; those of other countries are left out.
        mapping: their matches, as `map_register` made or people decided them.
        indicators: indicator data, as `read_indicators` reads them.
        country: ISO 3166-1 code or a name.
        language: "en", "ru" or "kk".
        rule: how money is divided among goals: "equal", "primary" or "declared"; that of the mapping where None.
        as_of: the date that the data speak of; the end of the latest year with a value where None, never today.
        base_year: year that change and progress are counted from.
        method: method of progress; several with commas, of which the text tells the first and the annex all.
        packs: official wordings, the national one first.
        rates: table of exchange rates; without it no amount is converted.
        currency: ISO 4217 code of the currency to convert to.

    Raises:
        UsageError: an unknown country, language, rule or method.

    Example:
        >>> from sdgkit.activities.register import Register
        >>> from sdgkit.mapping.mapping import map_register
        >>> empty = Register(activities=())
        >>> made = draft(empty, map_register(empty), language="kk")
        >>> made.country_name, made.language
        ('Қазақстан', 'kk')
    """
    place = country_named(country)
    chosen = rule or mapping.settings.rule
    if chosen not in RULES:
        raise UsageError("mapping.unknown-rule", rule=chosen, rules=", ".join(RULES))
    named: Rule = chosen
    methods = tuple(dict.fromkeys(name.strip() for name in method.split(",") if name.strip())) or ("unsd",)
    for name in methods:
        method_named(name)
    material = Material(
        register=register.in_country(place.iso3),
        mapping=mapping,
        indicators=indicators,
        country=place.iso3,
        language=language_named(language),
        rule=named,
        base_year=base_year,
        packs=tuple(packs),
        rates=rates,
        currency=currency,
        methods=methods,
    )
    return _built(material, place.title.in_language(material.language), as_of)


def _built(material: Material, country_name: str, as_of: dt.date | None) -> Draft:
    language = material.language
    findings = material.findings
    tables: list[Table] = []
    charts: list[Chart] = []
    sections = [
        *_overview(material, tables, charts),
        *_goals(material, tables, charts),
        *_themes(material, tables),
        *_means(material, tables),
        *_volunteers(material, tables),
        Section(id="method", level=1, title=label("section.method", language),
                blocks=_method(material, tables)),
        Section(id="sources", level=1, title=label("section.sources", language),
                blocks=passages.sources(material)),
    ]  # fmt: skip
    tables += _annex(material, findings)
    ordered = _in_annex_order(tables)
    day = as_of or latest_date(material)
    return Draft(
        title=label("title", language).format(country=country_name),
        subtitle=label("subtitle", language),
        language=language,
        country=material.country,
        country_name=country_name,
        version=__version__,
        as_of=day,
        as_of_text=label("as-of", language).format(date=write_date(day, language)) if day else "",
        base_year=material.base_year,
        rule=material.rule,
        rule_text=label(f"rule.{material.rule}", language),
        sections=tuple(sections),
        tables=(source_tables.contents([t for t in ordered if t.where != "body"], language), *ordered),
        charts=tuple(charts),
        inputs=source_tables.input_files(material),
        findings=findings,
    )


def latest_date(material: Material) -> dt.date | None:
    """The end of the latest year that an indicator has a value for, or an activity began in; None without either.

    Ends of activities lie in the future and say nothing of the date of the data.
    """
    years = [row.latest.year for row in material.rows if row.latest is not None]
    if not years:
        years = [activity.start.first.year for activity in material.activities if activity.start]
    known = [year for year in years if year < LATEST_YEAR]
    return dt.date(max(known), 12, 31) if known else None


def _overview(material: Material, tables: list[Table], charts: list[Chart]) -> list[Section]:
    overview = money_tables.goals_overview(material)
    tables.append(overview)
    results = summary_tables.results(material)
    tables.append(results)
    blocks: list[Block] = [*passages.overview(material)]
    chart = _goals_chart(material)
    if chart is not None:
        charts.append(chart)
        blocks.append(ChartHere(chart=chart.key))
    blocks.append(TableHere(table=overview.key))
    if len(results):
        blocks.append(TableHere(table=results.key))
    return [
        Section(
            id="overview", level=1, title=label("section.overview", material.language), blocks=tuple(blocks)
        )
    ]


def _goals_chart(material: Material) -> Chart | None:
    """A column for each goal: its number of activities, in its colour."""
    counts = {number: len(members) for number, members in material.by_goal.items()}
    if not counts:
        return None
    language = material.language
    largest = max(counts, key=lambda number: (counts[number], -number))
    numbers = range(1, 18)
    alt = sentence("alt-goals", language, largest=str(counts[largest]), goal=str(largest))
    return Chart(
        key="goals-chart",
        kind="column",
        title=label("chart.goals", language),
        alt=alt.text,
        categories=tuple(str(number) for number in numbers),
        series=(
            Series(
                name=label("column.activities", language),
                values=tuple(float(counts.get(number, 0)) for number in numbers),
                colour=goal(17).colour,
                point_colours=tuple(goal(number).colour for number in numbers),
            ),
        ),
        digits=0,
        table="goals",
        source=activity_tables.source_line(material),
    )


def _goals(material: Material, tables: list[Table], charts: list[Chart]) -> list[Section]:
    language = material.language
    numbers = sorted({*material.by_goal, *material.rows_by_goal})
    if not numbers:
        return []
    scope = summary_tables.goals_scope(material)
    tables.append(scope)
    above: tuple[Block, ...] = (TableHere(table=scope.key),) if len(scope) else ()
    sections = [Section(id="goals", level=1, title=label("section.goals", language), blocks=above)]
    for number in numbers:
        blocks: list[Block] = [*goal_passages.of_goal(material, number)]
        if number in material.rows_by_goal:
            table = indicator_tables.goal_indicators(material, number)
            tables.append(table)
            blocks += [*goal_passages.goal_indicators(material, number), TableHere(table=table.key)]
            chart = indicator_tables.goal_chart(material, number, goal(number).colour)
            if chart is not None:
                charts.append(chart)
                blocks.append(ChartHere(chart=chart.key))
        if number in material.by_goal:
            table = activity_tables.goal_activities(material, number)
            tables.append(table)
            blocks += [
                TableHere(table=table.key),
                *continued(
                    material,
                    table,
                    _whole(material, "goals", str(number), "activities", len(material.by_goal[number])),
                ),
            ]
        title = label("goal-title", language).format(number=number, title=material.goal_title(number))
        sections.append(Section(id=f"goal-{number}", level=2, title=title, goal=number, blocks=tuple(blocks)))
    return sections


def _themes(material: Material, tables: list[Table]) -> list[Section]:
    if not material.by_theme:
        return []
    language = material.language
    overview, money = summary_tables.themes_overview(material), summary_tables.theme_money(material)
    tables += [overview, money]
    blocks: list[Block] = [goal_passages.themes_overlap(material), TableHere(table=overview.key)]
    if len(money):
        blocks += [TableHere(table=money.key), *continued(material, money)]
    sections = [
        Section(
            id="themes",
            level=1,
            title=label("section.themes", language),
            blocks=tuple(blocks),
        )
    ]
    for theme in themes():
        if theme.key not in material.by_theme or theme.targets == ("17.17",):
            continue  # Volunteers have a section of their own, with people and hours.
        table = activity_tables.theme_activities(material, theme)
        tables.append(table)
        sections.append(
            Section(
                id=f"theme-{theme.key}",
                level=2,
                title=theme.title.in_language(language),
                theme=theme.key,
                blocks=(
                    *goal_passages.of_theme(material, theme),
                    TableHere(table=table.key),
                    *continued(
                        material, table, _whole(material, "themes", theme.key, "activities", len(table))
                    ),
                ),
            )
        )
    return sections


def _whole(material: Material, table: str, row: str, name: str, number: int) -> Figure:
    """The length of a whole list, from the cell that tells it."""
    return figure(number, material.language, table, row, name)


def _method(material: Material, tables: list[Table]) -> tuple[Block, ...]:
    made = [table for table in (summary_tables.evidence(material), material.figures) if len(table)]
    tables += made
    return (*passages.method(material), *(TableHere(table=table.key) for table in made))


def _means(material: Material, tables: list[Table]) -> list[Section]:
    made = [
        money_tables.money_in_all(material),
        money_tables.money_by_goal(material),
        money_tables.partners(material),
        summary_tables.disbursed(material),
    ]
    tables += made
    means, money, partners, disbursed = made
    blocks: list[Block] = [*passages.means(material)]
    blocks += [TableHere(table=table.key) for table in (means, disbursed, money, partners) if len(table)]
    blocks += continued(material, partners, metric(material, "partners"))
    if not blocks:
        return []
    return [
        Section(id="means", level=1, title=label("section.means", material.language), blocks=tuple(blocks))
    ]


def _volunteers(material: Material, tables: list[Table]) -> list[Section]:
    table = activity_tables.volunteers(material)
    if not len(table):
        return []
    tables.append(table)
    return [
        Section(
            id="volunteers",
            level=1,
            title=label("section.volunteers", material.language),
            blocks=(
                *passages.volunteers(material),
                TableHere(table=table.key),
                *continued(material, table, metric(material, "volunteers")),
            ),
        )
    ]


def _annex(material: Material, findings: Sequence[Finding]) -> list[Table]:
    """The tables that only the annex holds."""
    made = [
        activity_tables.all_activities(material),
        activity_tables.all_matches(material),
        activity_tables.matrix(material),
        activity_tables.targets_without_activity(material),
        summary_tables.targets_covered(material),
        money_tables.regions_by_goal(material),
        activity_tables.unmapped_activities(material),
    ]
    if material.indicators is not None:
        made += [
            indicator_tables.all_indicators(material),
            year_tables.indicators_by_year(material),
            indicator_tables.observations(material),
            metadata_tables.metadata(material),
            people_tables.disparities(material),
            people_tables.regions_over_time(material),
            availability_tables.by_goal(material),
            availability_tables.by_target(material),
            availability_tables.by_indicator(material),
            availability_tables.changes_of_2025(material),
        ]
    return [
        *made,
        source_tables.sources(material),
        source_tables.findings_table(findings, material.language),
    ]


ANNEX_ORDER = (
    "goals", "goals-scope", "results", "indicators", "years", "metadata", "disparities", "regions-by-year",
    "availability", "availability-targets", "availability-each", "changes-2025", "observations", "activities",
    "matches", "matrix", "targets", "gaps", "unmapped", "regions", "themes", "money-themes", "partners", "means",
    "disbursements", "money", "volunteers", "evidence", "figures", "sources", "findings",
)  # fmt: skip
"""Sheets of the annex; the tables of single goals and themes stand in the body before them."""


def _in_annex_order(tables: Sequence[Table]) -> list[Table]:
    order = {key: place for place, key in enumerate(ANNEX_ORDER)}
    return sorted(tables, key=lambda table: order.get(table.key, -1))
