"""Passages on a goal or a theme: what the register lists for it, with what money, and what its indicators say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sdgkit.agenda import Theme
from sdgkit.indicators.progress.labels import method_label, result_label
from sdgkit.indicators.table import IndicatorRow
from sdgkit.mapping.allocation import amounts_of
from sdgkit.report.draft import Block, Figure, Paragraph, Sentence
from sdgkit.report.material import Material
from sdgkit.report.passages import paragraphs
from sdgkit.report.passages.paragraphs import Paragraphs
from sdgkit.report.tables.cells import figure
from sdgkit.report.tables.goal_chart import chart_row
from sdgkit.report.tables.indicator_cells import digits_of, name_with_unit, point_cell, unit_text
from sdgkit.report.tables.summary import RESULTS, goal_only
from sdgkit.report.wording import label, sentence


def of_goal(material: Material, number: int) -> tuple[Block, ...]:
    """What the register says of a goal."""
    language = material.language
    made = Paragraphs(f"goal-{number}")
    members = material.by_goal.get(number, ())
    row = str(number)
    if not members:
        made.add("activities", sentence("goal-no-activities", language))
        return made.made()
    listed = [material.targets_of(activity, number) for activity in members]
    made.add(
        "activities",
        sentence(
            "goal-activities", language, activities=figure(len(members), language, "goals", row, "activities")
        ),
        paragraphs.targets(material, _targets(listed), "goals", row),
        _goal_only(listed, language, "goals-scope", row),
        *paragraphs.reach(material, members, "goals-scope", row),
    )  # fmt: skip
    sums = material.money_of(number=number)
    made.add("money", *paragraphs.money(material, members, sums, "money", row, "goals-scope"))
    return made.made()


def of_theme(material: Material, theme: Theme) -> tuple[Block, ...]:
    """What the register says of a theme."""
    language = material.language
    made = Paragraphs(f"theme-{theme.key}")
    members = material.by_theme.get(theme.key, ())
    listed = [material.theme_targets(activity, theme) for activity in members]
    count = figure(len(members), language, "themes", theme.key, "activities")
    made.add(
        "activities",
        sentence("theme-activities", language, activities=count),
        paragraphs.targets(material, _targets(listed), "themes", theme.key),
        _goal_only(listed, language, "themes", theme.key),
        *paragraphs.reach(material, members, "themes", theme.key),
    )
    sums = material.money_of_theme(theme)
    elsewhere = [one for one, codes in zip(members, listed, strict=True) if not codes and amounts_of(one)]
    told = paragraphs.money(material, members, sums, "money-themes", theme.key, "themes")
    if elsewhere:
        # Volunteers are no target that could have a share; that no amount is given would not be true.
        told = [*(told if sums else ()), sentence("money-by-targets", language)]
    made.add("money", *told)
    return made.made()


def _targets(listed: Iterable[Iterable[str]]) -> Counter[str]:
    """How many activities each target has, of the codes of targets and goals of each activity."""
    return Counter(code for codes in listed for code in codes if "." in code)


def _goal_only(listed: Sequence[Sequence[str]], language: str, table: str, row: str) -> Sentence | None:
    """Of how many activities a goal is known without a target; None where that is none."""
    number = goal_only(listed)
    if not number:
        return None
    return sentence("goal-only", language, number=figure(number, language, table, row, "goal-only"))


def themes_overlap(material: Material) -> Paragraph:
    """That themes overlap and must not be added up."""
    return Paragraph(id="themes-overlap", sentences=(sentence("themes-overlap", material.language),))


def no_indicators(material: Material, number: int) -> tuple[Block, ...]:
    """That indicator data were given and hold nothing for this goal."""
    made = Paragraphs(f"goal-{number}")
    made.add("no-indicators", sentence("goal-no-indicators", material.language) if material.rows else None)
    return made.made()


def goal_indicators(material: Material, number: int) -> tuple[Block, ...]:
    """What the indicators of a goal say: how many, their results, and the headline that the chart shows."""
    language = material.language
    rows = material.rows_by_goal[number]
    made = Paragraphs(f"goal-{number}")
    row = chart_row(material, number) or rows[0]
    made.add(
        "indicators",
        sentence(
            "goal-indicators", language, indicators=figure(len(rows), language, "goals", str(number), "indicators")
        ),
        headline(material, row, f"goal-{number}-indicators"),
        results(material, rows, "goal-results", str(number)),
    )  # fmt: skip
    return made.made()


def headline(material: Material, row: IndicatorRow, table: str) -> Sentence | None:
    """An indicator in the base year and lately, from its row in `table`; None where the base year has no value."""
    language = material.language
    if row.latest is None:
        return None
    digits = digits_of(row)
    named = label("with-code", language).format(code=row.code, name=material.indicator_name(row))
    name = name_with_unit(named, unit_text(row, language), language)
    latest_cell = point_cell(row.latest, digits, language)
    latest = figure(row.latest.value, language, table, row.code, "latest",
                    text=latest_cell.text, origins=latest_cell.origins)  # fmt: skip
    if row.baseline is None or row.baseline.year >= row.latest.year:
        first = next(point for point in row.points if point.value is not None)
        if first.year < row.latest.year:
            return None  # The series starts long before or after the base year; the table says it.
        return sentence("headline-one", language, name=name, latest=latest, latest_year=str(row.latest.year))
    base_cell = point_cell(row.baseline, digits, language)
    base = figure(row.baseline.value, language, table, row.code, "base",
                  text=base_cell.text, origins=base_cell.origins)  # fmt: skip
    return sentence(
        "headline", language, name=name, base=base, latest=latest,
        base_year=str(row.baseline.year), latest_year=str(row.latest.year),
    )  # fmt: skip


def results(material: Material, rows: tuple[IndicatorRow, ...], key: str, row: str) -> Sentence | None:
    """How many indicators have which result, from best to worst, as a row of the table "results" tells."""
    language = material.language
    found = Counter(one.assessment.result for one in rows)
    if set(found) <= {"not-assessed"}:
        return None
    first = {one.assessment.result: one.assessment for one in rows}
    order = sorted(found, key=lambda name: (RESULTS.index(name) if name in RESULTS else len(RESULTS), name))
    counts = [
        Figure(
            text=sentence(
                "result-count", language,
                result=small(result_label(first[name], language)), number=str(found[name]),
            ).text,
            value=found[name],
            reference={"table": "results", "row": row, "column": name},
        )
        for name in order
    ]  # fmt: skip
    named = method_label(material.method, language) if row == "all" else material.method.upper()
    return sentence(key, language, method=named, results=counts)


def small(text: str) -> str:
    """A label in the middle of a sentence: small first letter, unless the first word is an abbreviation.

    Example:
        >>> small("На пути"), small("ЦУР")
        ('на пути', 'ЦУР')
    """
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
