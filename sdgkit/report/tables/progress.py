"""Tables of change: since the previous review, away from the target, between groups, and goals served together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import combinations
from typing import Any, Literal, NamedTuple

from sdgkit.indicators.indicator import Point
from sdgkit.indicators.progress.frame import way
from sdgkit.indicators.progress.labels import method_label
from sdgkit.indicators.table import IndicatorRow
from sdgkit.report.draft import Cell, Row, Table
from sdgkit.report.material import Material
from sdgkit.report.tables.activity_cells import source_line as register_source
from sdgkit.report.tables.cells import cell, column
from sdgkit.report.tables.indicator_cells import (
    digits_of,
    digits_of_values,
    point_cell,
    progress_cell,
    unit_text,
    with_series,
)
from sdgkit.report.tables.indicator_sources import source_line
from sdgkit.report.tables.observations import dimension_name
from sdgkit.report.wording import label

SHOWN = 30
SHOWN_PAIRS = 10
SHOWN_GROUPS = 15

Move = Literal["wanted", "unwanted", "unchanged", "open"]
MOVES: tuple[Move, ...] = ("wanted", "unwanted", "unchanged", "open")
"""Towards what is wanted, away from it, not at all, or with no direction that anybody fixed."""


class Since(NamedTuple):
    """An indicator at the previous review and now."""

    row: IndicatorRow
    before: Point
    now: Point
    move: Move


def since_review(material: Material) -> list[Since]:
    """The indicators that have a value up to the previous review and a later one.

    The direction is that of the registry or the settings (`sdgkit.indicators.directions`); a value that is the same
    to the digits in which it is published counts as unchanged.
    """
    found = []
    for row in material.rows:
        before = material.at_previous_review(row)
        if before is None or row.latest is None or row.latest.year <= before.year or row.latest.value is None:
            continue
        assert material.indicators is not None
        direction = material.indicators.subject(row.code).direction
        change = round(row.latest.value - (before.value or 0.0), digits_of(row))
        move: Move = "open"
        if change == 0:
            move = "unchanged"
        elif direction in ("up", "down"):
            move = "wanted" if (change > 0) == (direction == "up") else "unwanted"
        found.append(Since(row, before, row.latest, move))
    return found


def since_review_table(material: Material) -> Table:
    """Baseline, value at the previous review, latest value, and which way the indicator went since."""
    language = material.language
    year = material.previous_review
    found = since_review(material)
    rows = [
        Row(
            key=one.row.code,
            goal=one.row.goal,
            cells=(
                cell(one.row.code, language, "code", goal=one.row.goal),
                cell(material.indicator_name(one.row), language),
                cell(unit_text(one.row, language), language),
                _with_year(one.row.baseline, one.row, language),
                _with_year(one.before, one.row, language),
                _with_year(one.now, one.row, language),
                cell(one.move, language, text=label(f"move.{one.move}", language)),
            ),
        )
        for one in found
    ]
    counts = Counter(one.move for one in found)
    blank = cell("", language)
    rows += [
        Row(
            kind="total",
            key=move,
            cells=(
                cell("", language, "code"),
                cell(label(f"move.{move}", language), language),
                *(blank,) * 4,
                cell(counts[move], language, "integer"),
            ),
        )
        for move in MOVES
        if found
    ]
    rows += [
        Row(
            kind="total",
            key="all",
            cells=(
                cell("", language, "code"),
                cell(label("total", language), language),
                *(blank,) * 4,
                cell(len(found), language, "integer"),
            ),
        )
    ] * bool(found)
    return Table(
        key="since-review",
        caption=label("caption.since-review", language).format(year=year or "…"),
        columns=(
            column("code", language, "code", 0.8), column("indicator", language, width=3.0),
            column("unit", language, width=1.4), column("base", language, "number", 1.2),
            column(
                "previous-review", language, "number", 1.3,
                heading=label("column.previous-review", language).format(year=year or "…"),
            ),
            column("latest", language, "number", 1.2), column("move", language, width=1.5),
        ),
        rows=tuple(rows),
        notes=(label("note.since-review", language),),
        source=source_line(material, [one.row for one in found]) if found else "",
        sheet=label("sheet.since-review", language),
        shown=SHOWN,
        continued="since-review",
        frozen_columns=2,
    )  # fmt: skip


def _with_year(point: Point | None, row: IndicatorRow, language: str) -> Cell:
    found = point_cell(point, digits_of(row), language)
    return found if point is None else found.model_copy(update={"text": f"{found.text} ({point.year})"})


def backward(material: Material) -> list[IndicatorRow]:
    """The indicators that the method of the text finds going away from their target."""
    return [row for row in material.rows if row.latest is not None and way(row.assessment) == "backward"]


def backward_table(material: Material) -> Table:
    """The indicators that go away from their target, with base, latest value and result."""
    language = material.language
    found = backward(material)
    rows = tuple(
        Row(
            key=row.code,
            goal=row.goal,
            cells=(
                cell(row.code, language, "code", goal=row.goal),
                cell(material.indicator_name(row), language),
                cell(unit_text(row, language), language),
                _with_year(row.baseline, row, language),
                _with_year(row.latest, row, language),
                progress_cell(row, language),
            ),
        )
        for row in found
    )
    return Table(
        key="backward",
        caption=label("caption.backward", language),
        columns=(
            column("code", language, "code", 0.8), column("indicator", language, width=3.2),
            column("unit", language, width=1.5), column("base", language, "number", 1.2),
            column("latest", language, "number", 1.2), column("progress", language, "status", 1.8),
        ),
        rows=rows,
        notes=(label("note.method", language).format(method=method_label(material.method, language)),),
        source=source_line(material, found) if found else "",
        sheet=label("sheet.backward", language),
        shown=SHOWN,
        continued="backward",
    )  # fmt: skip


def widest_gaps(material: Material) -> Table:
    """Gaps between groups for the text: the relative ones, the widening first, then by indicator.

    Gaps of amounts, such as hectares by region, tell of size and not of people; the annex has them.
    """
    language = material.language
    data = material.indicators
    order = ("widening", "unchanged", "narrowing", "")
    names = {row.code: material.indicator_name(row) for row in material.rows}
    told = [one for one in material.gaps if one["relative"]]
    # The sort keeps the order of the Agenda among equals.
    told.sort(key=lambda one: order.index(one["trend"] or ""))
    rows = []
    series = Counter((one["indicator"], one["dimension"]) for one in told)
    for one in told:
        assert data is not None
        code, dimension = str(one["indicator"]), str(one["dimension"])
        of_several = one["series"] if series[code, dimension] > 1 else ""
        trend = str(one["trend"] or "")
        rows.append(
            Row(
                key=f"{code}/{dimension}/{one['series']}/{one['unit']}",
                goal=int(code.split(".")[0]),
                cells=(
                    cell(code, language, "code"),
                    cell(with_series(names.get(code, ""), of_several, data, language), language),
                    cell(dimension_name(dimension, language), language),
                    *(cell(text, language) for text in _ends(one, language)),
                    cell(int(one["year"]), language, "year"),
                    cell(trend, language, text=label(f"trend.{trend}", language) if trend else ""),
                ),
            )
        )  # fmt: skip
    counts = Counter(str(one["trend"] or "") for one in told)
    blank = cell("", language)
    totals = [
        Row(
            kind="total",
            key=key,
            cells=(
                cell("", language, "code"), cell(text, language), *(blank,) * 4, cell(number, language, "integer"),
            ),
        )
        for key, text, number in (
            *((name, label(f"trend.{name}", language), counts[name]) for name in order[:3]),
            ("indicators", label("column.indicators", language), len({str(one["indicator"]) for one in told})),
            ("all", label("total", language), len(told)),
        )
    ] * bool(told)  # fmt: skip
    return Table(
        key="groups",
        caption=label("caption.groups", language),
        columns=(
            column("code", language, "code", 0.8), column("indicator", language, width=2.8),
            column("dimension", language, width=1.2), column("worst", language, width=1.7),
            column("best", language, width=1.7), column("year", language, "year", 0.7),
            column("gap-trend", language, width=1.2, heading=label("column.gap", language)),
        ),
        rows=(*rows, *totals),
        notes=(label("note.disparities", language),),
        source=source_line(material) if told else "",
        sheet=label("sheet.groups", language),
        shown=SHOWN_GROUPS,
        continued="groups",
    )  # fmt: skip


def _ends(gap: Mapping[str, Any], language: str) -> list[str]:
    """The worst and the best group, each with its value, in as many decimals as tell the two apart."""
    values = {end: gap[f"{end}_value"] for end in ("worst", "best")}
    digits = digits_of_values([float(value) for value in values.values() if value is not None])
    alike = label("all-groups", language)
    return [
        f"{gap[f'{end}_name'].in_language(language) or gap[end] or alike}: "
        + cell(None if value is None else float(value), language, "number", digits).text
        for end, value in values.items()
    ]


def pairs_of_goals(material: Material) -> Counter[tuple[int, int]]:
    """How many activities serve two goals at once, by pair."""
    counts: Counter[tuple[int, int]] = Counter()
    for activity in material.mapped:
        numbers = sorted({match.goal for match in material.mapping.standing(activity.id)})
        counts.update(combinations(numbers, 2))
    return counts


def goals_together(material: Material) -> Table:
    """Pairs of goals with the number of activities that serve both, the most frequent first."""
    language = material.language
    counts = pairs_of_goals(material)
    several = sum(
        len({match.goal for match in material.mapping.standing(one.id)}) > 1 for one in material.mapped
    )
    rows = [
        Row(
            key=f"{first}/{second}",
            cells=(
                cell(first, language, "goal", goal=first),
                cell(material.goal_title(first), language),
                cell(second, language, "goal", goal=second),
                cell(material.goal_title(second), language),
                cell(number, language, "integer"),
            ),
        )
        for (first, second), number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
    total = Row(
        kind="total",
        key="several",
        cells=(
            cell("", language, "goal"),
            cell(label("several-goals", language), language),
            cell("", language, "goal"),
            cell("", language),
            cell(several, language, "integer"),
        ),
    )
    return Table(
        key="together",
        caption=label("caption.together", language),
        columns=(
            column("goal", language, "goal", 0.95), column("goal-title", language, width=3.2),
            column("second-goal", language, "goal", 0.95, heading=label("column.goal", language)),
            column("second-title", language, width=3.2, heading=label("column.goal-title", language)),
            column("activities", language, "integer", 1.3),
        ),
        rows=(*rows, total) if rows else (),
        source=register_source(material),
        sheet=label("sheet.together", language),
        shown=SHOWN_PAIRS,
        continued="together",
    )  # fmt: skip
