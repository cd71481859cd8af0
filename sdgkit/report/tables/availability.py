"""Availability: which indicators have figures, by goal, target and indicator, and what the 2025 review changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from sdgkit.agenda import sort_key
from sdgkit.indicators.availability import availability_summary, migration, targets_without_figures
from sdgkit.report.draft import Cell, Column, Row, Table
from sdgkit.report.material import Material
from sdgkit.report.tables.cells import cell, column
from sdgkit.report.tables.indicator_sources import source_line
from sdgkit.report.tables.observations import dimension_name
from sdgkit.report.wording import label

COUNTS = ("total", "reported", "partly", "not-reported", "not-applicable", "old", "national")
"""Columns of the summaries that count indicators."""


def by_goal(material: Material) -> Table:
    """How many indicators of each goal have figures; repeated indicators count once."""
    language = material.language
    frame = material.availability
    empty = Counter(int(number) for number in targets_without_figures(frame)["goal"])
    rows = [
        Row(
            key=str(one["goal"]),
            goal=int(one["goal"]),
            cells=(
                cell(int(one["goal"]), language, "goal", goal=int(one["goal"])),
                cell(material.goal_title(int(one["goal"])), language),
                *_counts(one, language),
                cell(empty[int(one["goal"])], language, "integer"),
            ),
        )
        for one in _records(availability_summary(frame))
    ]
    return Table(
        key="availability",
        caption=label("caption.availability", language),
        columns=(
            column("goal", language, "goal", 0.5), column("goal-title", language, width=3.0),
            *_count_columns(language), column("empty-targets", language, "integer", 1.0),
        ),
        rows=tuple(rows),
        notes=(label("note.availability", language),),
        source=source_line(material),
        where="annex",
        sheet=label("sheet.availability", language),
        frozen_columns=2,
    )  # fmt: skip


def by_target(material: Material) -> Table:
    """How many indicators of each target have figures, targets without any indicator included."""
    language = material.language
    frame = material.availability
    counted = {str(one["target"]): one for one in _records(availability_summary(frame, "target"))}
    missing = {str(one["target"]): one for one in _records(targets_without_figures(frame))}
    nothing = dict.fromkeys((*COUNTS, "share"))
    rows = []
    for code in sorted({*counted, *missing}, key=sort_key):
        goal = int(code.split(".")[0])
        # Only targets that the framework gives no indicator stand in `missing` alone.
        remark = label(
            "target-without-indicator" if code not in counted else "target-without-figures", language
        )
        rows.append(
            Row(
                key=code,
                goal=goal,
                cells=(
                    cell(goal, language, "goal", goal=goal),
                    cell(code, language, "code"),
                    cell(material.target_title(code), language),
                    *_counts(counted.get(code, nothing), language),
                    cell(remark if code in missing else "", language),
                ),
            )
        )
    return Table(
        key="availability-targets",
        caption=label("caption.availability-targets", language),
        columns=(
            column("goal", language, "goal", 0.5), column("target", language, "code", 0.7),
            column("goal-title", language, width=3.0), *_count_columns(language),
            column("remark", language, width=1.6),
        ),
        rows=tuple(rows),
        notes=(label("note.availability", language),),
        source=source_line(material),
        where="annex",
        sheet=label("sheet.availability-targets", language),
        frozen_columns=3,
    )  # fmt: skip


def by_indicator(material: Material) -> Table:
    """Every indicator of the framework and of the country: whether it has figures, for which years, how old."""
    language = material.language
    yes, no = label("yes", language), label("no", language)
    names = {row.code: material.indicator_name(row) for row in material.rows}
    rows = []
    for one in _records(material.availability):
        code = str(one["indicator"])
        latest, first = one["latest_year"], one["first_year"]
        rows.append(
            Row(
                key=code,
                goal=int(str(one["goal"])),
                cells=(
                    cell(int(str(one["goal"])), language, "goal", goal=int(str(one["goal"]))),
                    cell(str(one["target"]), language, "code"),
                    cell(code, language, "code"),
                    cell(names.get(code) or material.short_title(code), language),
                    cell(label(f"reporting.{one['status']}", language), language),
                    cell(label(f"reporting.{one['declared']}", language), language),
                    cell(str(one["reported_as"]), language, "code"),
                    cell(None if pd.isna(first) else int(str(first)), language, "year"),
                    cell(None if pd.isna(latest) else int(str(latest)), language, "year"),
                    cell(int(str(one["years"])), language, "integer"),
                    cell(yes if one["old"] else "", language),
                    cell(yes if one["headline"] else no, language),
                    cell(yes if one["regions"] else no, language),
                    cell(label("scope.national" if one["national"] else "scope.global", language), language),
                    cell(yes if one["counts"] else no, language),
                ),
            )
        )
    return Table(
        key="availability-each",
        caption=label("caption.availability-indicators", language),
        columns=(
            column("goal", language, "goal", 0.5), column("target", language, "code", 0.7),
            column("code", language, "code", 0.8), column("indicator", language, width=3.4),
            column("reporting", language, width=1.1), column("declared", language, width=1.1),
            column("reported-as", language, "code", 0.9), column("first-year", language, "year", 0.7),
            column("latest-year", language, "year", 0.7), column("years", language, "integer", 0.6),
            column("old", language, width=0.8), column("headline", language, width=0.8),
            column("by-region", language, width=0.8), column("scope", language, width=1.0),
            column("counts", language, width=0.8),
        ),
        rows=tuple(rows),
        notes=(label("note.availability", language),),
        source=source_line(material),
        where="annex",
        sheet=label("sheet.availability-indicators", language),
        frozen_columns=4,
    )  # fmt: skip


def by_disaggregation(material: Material) -> Table:
    """The breakdowns that the wording of each indicator asks for, beside those that the source has."""
    language, data = material.language, material.indicators
    names = {row.code: material.indicator_name(row) for row in material.rows}
    rows = []
    for one in [] if data is None else _records(data.disaggregations()):
        code = str(one["indicator"])
        expected, present, missing = (
            _dimensions(one[key], language) for key in ("expected", "present", "missing")
        )
        share = None if pd.isna(one["share"]) else float(one["share"])
        # What stands for "other breakdowns" is told by the wording, which the table of knowledge has in English only.
        state = (
            "none" if not expected else "whole" if not missing else "none-there" if share == 0 else "partly"
        )
        rows.append(
            Row(
                key=code,
                goal=int(code.split(".")[0]),
                cells=(
                    cell(int(code.split(".")[0]), language, "goal", goal=int(code.split(".")[0])),
                    cell(code, language, "code"),
                    cell(names.get(code) or material.short_title(code), language),
                    cell(expected, language),
                    cell(present, language),
                    cell(missing, language),
                    cell(share, language, "share", 0) if expected else cell("", language, text="–"),
                    cell(label(f"disaggregation.{state}", language), language),
                ),
            )
        )
    return Table(
        key="disaggregations",
        caption=label("caption.disaggregations", language),
        columns=(
            column("goal", language, "goal", 0.5), column("code", language, "code", 0.8),
            column("indicator", language, width=3.4), column("asked-for", language, width=2.0),
            column("disaggregation", language, width=2.0), column("missing-ones", language, width=2.0),
            column("share-of-asked", language, "share", 0.9, digits=0), column("state-of-asked", language, width=1.2),
        ),
        rows=tuple(rows),
        notes=(label("note.disaggregations", language),),
        source=source_line(material),
        where="annex",
        sheet=label("sheet.disaggregations", language),
        frozen_columns=3,
    )  # fmt: skip


def _dimensions(names: object, language: str) -> str:
    return "; ".join(dimension_name(name, language) for name in str(names).split(", ") if name)


def changes_of_2025(material: Material) -> Table:
    """What the 2025 review of the framework changed, and which of it touches figures of the source."""
    language, data = material.language, material.indicators
    rows = [
        Row(
            key=f"{one['indicator']}/{one['change']}",
            cells=(
                cell(str(one["indicator"]), language, "code"),
                cell(label(f"revision.{one['change']}", language), language),
                cell(label("yes" if one["has_figures"] else "no", language), language),
                cell(one["before"].in_language(language), language),
                cell(one["after"].in_language(language), language),
            ),
        )
        for one in ([] if data is None else migration(data).to_dict("records"))
    ]
    return Table(
        key="changes-2025",
        caption=label("caption.changes-2025", language),
        columns=(
            column("code", language, "code", 0.8), column("revision", language, width=1.4),
            column("has-figures", language, width=1.0), column("title-before", language, width=3.0),
            column("title-after", language, width=3.0),
        ),
        rows=tuple(rows),
        notes=(label("note.changes-2025", language),),
        where="annex",
        sheet=label("sheet.changes-2025", language),
    )  # fmt: skip


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(key): value for key, value in one.items()} for one in frame.astype(object).to_dict("records")
    ]


def _counts(one: Mapping[str, Any], language: str) -> list[Cell]:
    made = [cell(None if one[key] is None else int(str(one[key])), language, "integer") for key in COUNTS]
    share = one["share"]
    known = None if share is None or pd.isna(share) else float(str(share))
    return [*made, cell(known, language, "share", 0)]


def _count_columns(language: str) -> list[Column]:
    made = [column(f"count-{key}", language, "integer", 0.9) for key in COUNTS]
    return [*made, column("share-available", language, "share", 0.9, digits=0)]
