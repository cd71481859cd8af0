"""Tables of a briefing on one partner: what is done together by goal, the activities, and what they have brought.

A briefing has two pages, so each table holds as many rows as its share of the pages takes, by an estimate of the
lines that a row needs; what is left out stands in the annex, and the text says so.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from sdgkit.activities.activity import Activity
from sdgkit.activities.cells.organisations import organisation_name
from sdgkit.indicators.progress.labels import method_label
from sdgkit.languages import Text, fold
from sdgkit.report.draft import Column, Row, Table
from sdgkit.report.material import Material
from sdgkit.report.tables.activity_cells import money_cell, period_text, source_line
from sdgkit.report.tables.cells import amount_text, cell, column
from sdgkit.report.tables.indicator_cells import (
    digits_of,
    name_with_unit,
    point_cell,
    progress_cell,
    unit_text,
)
from sdgkit.report.tables.indicator_sources import source_line as indicator_source
from sdgkit.report.tables.money import rates_note
from sdgkit.report.wording import label

CHARACTERS = 96
"""Characters of a line across the page of a briefing, in the letters of its tables; capitals and Cyrillic are wide."""
LINES = {"goals": 22, "activities": 24, "indicators": 14, "results": 10}
"""Lines that each table may take; together with headings, captions and sentences they fill two pages."""
FEWEST_ROWS = 2
LONGEST_CELL = 150
"""Characters of a title or result in a briefing; the annex has the whole."""


def lines_of(row: Row, columns: Sequence[Column]) -> int:
    """Lines that a row takes, as its fullest cell asks for.

    Example:
        >>> columns = (Column(key="a", heading="A", width=1.0), Column(key="b", heading="B", width=1.0))
        >>> from sdgkit.report.draft import Cell
        >>> lines_of(Row(cells=(Cell(text="x" * 100), Cell(text="y"))), columns)
        3
    """
    whole = sum(one.width for one in columns)
    return max(
        math.ceil(len(one.text) / (CHARACTERS * place.width / whole)) or 1
        for one, place in zip(row.cells, columns, strict=True)
    )


def fitting(rows: Sequence[Row], columns: Sequence[Column], lines: int) -> int:
    """How many of the first rows fit into so many lines, at least two."""
    used = 0
    for number, row in enumerate(rows):
        used += lines_of(row, columns)
        if used > lines and number >= FEWEST_ROWS:
            return number
    return len(rows)


def shortened(text: str) -> str:
    """A text cut at a word, with an ellipsis, where it is longer than a cell of a briefing takes.

    Example:
        >>> shortened("ab " * 60)[-4:], shortened("short")
        ('ab …', 'short')
    """
    if len(text) <= LONGEST_CELL:
        return text
    return text[: LONGEST_CELL - 2].rpartition(" ")[0].rstrip(" ,;:–-") + " …"


def partner_goals(material: Material) -> Table:
    """The goals that the common activities serve, with their number, targets and money."""
    language = material.language
    columns = (
        column("goal", language, "goal", 0.95),
        column("goal-title", language, width=3.4),
        column("activities", language, "integer", 1.3),
        column("targets", language, "code", 2.0),
        column("amount", language, "money", 2.6),
    )
    ordered = sorted(material.by_goal, key=lambda number: (-len(material.by_goal[number]), number))
    rows = tuple(
        Row(
            key=str(number),
            goal=number,
            cells=(
                cell(number, language, "goal", goal=number),
                cell(material.goal_title(number), language),
                cell(len(material.by_goal[number]), language, "integer"),
                cell(
                    ", ".join(
                        dict.fromkeys(
                            code
                            for code in material.by_target
                            if code.split(".")[0] == str(number)
                        )
                    ),
                    language,
                    "code",
                ),
                cell(_sums(material, number), language),
            ),
        )
        for number in ordered
    )  # fmt: skip
    return Table(
        key="partner-goals",
        caption=label("caption.partner-goals", language).format(partner=_partner(material)),
        columns=columns,
        rows=rows,
        notes=(
            label("note.rule-short", language).format(rule=label(f"rule-short.{material.rule}", language)),
            *filter(None, [rates_note(material)]),
        ),
        source=source_line(material),
        sheet=label("sheet.partner-goals", language),
        shown=fitting(rows, columns, LINES["goals"]),
        continued="partner-goals",
    )


def _sums(material: Material, number: int) -> str:
    sums = material.money_of(number=number)
    return "; ".join(
        f"{amount_text(amount, currency, material.language, breaks=True)}"
        for (kind, currency), amount in sums.items()
        if kind != "disbursed"
    )


def _partner(material: Material) -> str:
    return material.partner_name(material.choice.partner)


def latest_first(activities: Sequence[Activity]) -> list[Activity]:
    """The activities, those that began last first, then by id; those without a date at the end."""
    return sorted(
        activities,
        key=lambda one: (-(one.start.first.toordinal() if one.start else 0), one.id),
    )


def partner_activities(material: Material) -> Table:
    """The common activities, the newest first."""
    language = material.language
    columns = (
        column("activity", language, width=4.6),
        column("targets", language, "code", 1.3),
        column("period", language, width=1.2),
        column("amount", language, "money", 2.2),
    )
    rows = tuple(
        Row(
            key=activity.id,
            cells=(
                cell(
                    shortened(activity.title.in_language(language) or activity.id),
                    language,
                    origins=[activity.origin],
                ),
                cell(", ".join(material.targets_of(activity)), language, "code"),
                cell(period_text(activity.start, activity.end), language),
                money_cell(activity, material),
            ),
        )
        for activity in latest_first(material.activities)
    )
    return Table(
        key="partner-activities",
        caption=label("caption.partner-activities", language),
        columns=columns,
        rows=rows,
        source=source_line(material),
        sheet=label("sheet.partner-activities", language),
        shown=fitting(rows, columns, LINES["activities"]),
        continued="partner-activities",
    )


def partner_results(material: Material) -> Table:
    """What the register says that the common activities have brought, in its own words."""
    language = material.language
    columns = (column("activity", language, width=3.0), column("stated-results", language, width=6.0))
    rows = tuple(
        Row(
            key=activity.id,
            cells=(
                cell(shortened(activity.title.in_language(language) or activity.id), language),
                cell(
                    shortened(activity.results.in_language(language)),
                    language,
                    origins=[activity.origin],
                ),
            ),
        )
        for activity in latest_first(material.activities)
        if activity.results
    )
    return Table(
        key="partner-results",
        caption=label("caption.partner-results", language),
        columns=columns,
        rows=rows,
        source=source_line(material),
        sheet=label("sheet.partner-results", language),
        shown=fitting(rows, columns, LINES["results"]),
        continued="partner-results",
    )


def partner_indicators(material: Material) -> Table:
    """The indicators of the goals that are served together: first those of the targets of common activities."""
    language = material.language
    columns = (
        column("code", language, "code", 0.9),
        column("indicator", language, width=4.2),
        column("base", language, "number", 1.3),
        column("latest", language, "number", 1.3),
        column("progress", language, "status", 2.2),
    )
    served = [row for row in material.rows if row.latest is not None and row.goal in material.by_goal]
    served.sort(
        key=lambda row: row.target not in material.by_target
    )  # The order of the Agenda stays among equals.
    rows = []
    for row in served:
        digits = digits_of(row)
        ends = [row.baseline if row.baseline != row.latest else None, row.latest]
        values = [point_cell(point, digits, language) for point in ends]
        texts = [
            f"{one.text} ({point.year})" if point is not None else ""
            for one, point in zip(values, ends, strict=True)
        ]
        name = name_with_unit(material.indicator_name(row), unit_text(row, language), language)
        rows.append(
            Row(
                key=row.code,
                goal=row.goal,
                cells=(
                    cell(row.code, language, "code"),
                    cell(name, language),
                    *(
                        one.model_copy(update={"text": text})
                        for one, text in zip(values, texts, strict=True)
                    ),
                    progress_cell(row, language),
                ),
            )
        )  # fmt: skip
    return Table(
        key="partner-indicators",
        caption=label("caption.partner-indicators", language),
        columns=columns,
        rows=tuple(rows),
        notes=(label("note.method", language).format(method=method_label(material.method, language)),),
        source=indicator_source(material, served) if served else "",
        sheet=label("sheet.partner-indicators", language),
        shown=fitting(rows, columns, LINES["indicators"]),
        continued="partner-indicators",
    )


def partner_money(material: Material) -> Table:
    """The money that the register states for the partner itself, by kind and currency."""
    language = material.language
    sums: dict[tuple[str, str], Decimal] = {}
    activities: dict[tuple[str, str], set[str]] = {}
    for activity in material.activities:
        if material.counted[activity.id]:
            continue
        for money in activity.money:
            if (
                money.partner
                and fold(organisation_name(Text.of(money.partner), "en")) == material.choice.partner
            ):
                key = (money.kind, money.currency or "")
                sums[key] = sums.get(key, Decimal(0)) + money.amount
                activities.setdefault(key, set()).add(activity.id)
    rows = tuple(
        Row(
            key=f"{kind}/{currency}",
            cells=(
                cell(label(f"kind.{kind}", language), language),
                cell(currency or label("no-currency", language), language, "code"),
                cell(len(activities[kind, currency]), language, "integer"),
                cell(sums[kind, currency], language, "money", 2),
            ),
        )
        for kind, currency in sorted(sums)
    )
    return Table(
        key="partner-money",
        caption=label("caption.partner-money", language).format(partner=_partner(material)),
        columns=(
            column("kind", language, width=2.0),
            column("currency", language, "code", 1.0),
            column("activities", language, "integer", 1.4),
            column("amount", language, "money", 2.0, digits=2),
        ),
        rows=rows,
        source=source_line(material),
        sheet=label("sheet.partner-money", language),
    )
