"""Tables of activities: by goal, by theme, and all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from sdgkit.activities.activity import Activity
from sdgkit.agenda import Theme, goal_of
from sdgkit.mapping.allocation import amounts_of
from sdgkit.report.draft import Row, Table
from sdgkit.report.material import Material
from sdgkit.report.tables.activity_cells import (
    SHOWN,
    date_text,
    money_cell,
    period_text,
    several_amounts,
    source_line,
    title_cell,
)
from sdgkit.report.tables.cells import cell, column, list_text
from sdgkit.report.wording import label

SHOWN_BY_THEME = 10
MOST_PARTNERS = 3
"""Partners named in a cell of the body."""


def _listing(
    key: str,
    caption: str,
    activities: Iterable[tuple[Activity, Sequence[str]]],
    material: Material,
    *,
    goal: int | None,
    shown: int,
) -> Table:
    """A list for the body: activity, partners, targets, period, amount."""
    language = material.language
    rows = []
    for activity, codes in activities:
        partners = material.partners_of(activity)
        rows.append(
            Row(
                key=activity.id,
                goal=goal,
                cells=(
                    title_cell(activity, material),
                    cell(list_text(partners, language, MOST_PARTNERS), language),
                    cell(", ".join(codes), language, "code"),
                    cell(period_text(activity.start, activity.end), language),
                    money_cell(activity, material),
                ),
            )
        )
    return Table(
        key=key,
        caption=caption,
        columns=(
            column("activity", language, width=3.1),
            column("partners", language, width=2.7),
            column("targets", language, "code", 1.0),
            column("period", language, width=1.0),
            column("amount", language, "money", 2.1),
        ),
        rows=tuple(rows),
        source=source_line(material),
        where="body",
        goal=goal,
        shown=shown,
        continued="activities",
    )


def goal_activities(material: Material, number: int) -> Table:
    """The activities of a goal, with the targets of that goal."""
    caption = label("caption.goal-activities", material.language).format(number=number)
    listed = [(activity, material.targets_of(activity, number)) for activity in material.by_goal[number]]
    return _listing(f"goal-{number}-activities", caption, listed, material, goal=number, shown=SHOWN)


def theme_activities(material: Material, theme: Theme) -> Table:
    """The activities of a theme, with the targets by which they belong to it."""
    caption = label("caption.theme-activities", material.language).format(
        theme=theme.title.in_language(material.language)
    )
    listed = [
        (activity, material.theme_targets(activity, theme)) for activity in material.by_theme[theme.key]
    ]
    return _listing(
        f"theme-{theme.key}-activities", caption, listed, material, goal=None, shown=SHOWN_BY_THEME
    )


def all_activities(material: Material) -> Table:
    """All activities of the register with everything that a reader filters by; repeated rows are marked."""
    language = material.language
    rows = []
    for activity in material.register.activities:
        found = amounts_of(activity)
        kind, currency, amount = found[0] if len(found) == 1 else ("", "", None)
        disbursed = sum(
            (
                part[2]
                for part in amounts_of(activity, "disbursed")
                if len(found) == 1 and part[1] == currency
            ),
            Decimal(0),
        )
        reason = material.counted[activity.id]
        codes = material.targets_of(activity)
        rows.append(
            Row(
                key=activity.id,
                cells=(
                    cell(activity.id, language, "code"),
                    title_cell(activity, material),
                    cell("; ".join(material.partners_of(activity, ("funding", "partner"))), language),
                    cell(
                        "; ".join(
                            material.partners_of(
                                activity, ("implementing", "accountable", "extending", "government")
                            )
                        ),
                        language,
                    ),
                    cell("; ".join(material.regions_of(activity)), language),
                    cell(
                        activity.start.first if activity.start else None,
                        language,
                        "date",
                        text=date_text(activity.start, language),
                    ),
                    cell(
                        activity.end.last if activity.end and activity.end.precision != "ongoing" else None,
                        language,
                        "date",
                        text=date_text(activity.end, language, end=True),
                    ),
                    cell(label(f"status.{activity.status}", language) if activity.status else "", language),
                    cell(label(f"kind.{kind}", language) if kind else "", language),
                    cell(amount, language, "money", 2, text=several_amounts(found, language)),
                    cell(currency, language, "code"),
                    cell(disbursed if kind != "disbursed" and disbursed else None, language, "money", 2),
                    cell("; ".join(map(str, sorted({goal_of(code) for code in codes}))), language),
                    cell("; ".join(codes), language, "code"),
                    cell(reason and label(f"counted.{reason}", language), language),
                    cell(activity.origin.file, language),
                    cell(activity.origin.sheet, language),
                    cell(activity.origin.row, language, "year"),
                ),
            )
        )  # fmt: skip
    columns = (
        column("id", language, "code", 1.0), column("activity", language, width=4.0),
        column("funding", language, width=2.0), column("implementing", language, width=2.0),
        column("regions", language, width=1.8), column("start", language, "date", 1.0),
        column("end", language, "date", 1.0), column("status", language, width=1.0),
        column("kind", language, width=1.0), column("amount", language, "money", 1.2, digits=2),
        column("currency", language, "code", 0.7), column("disbursed", language, "money", 1.2, digits=2),
        column("goals", language, width=0.8), column("targets", language, "code", 1.2),
        column("remark", language, width=1.2), column("file", language, width=1.4),
        column("file-sheet", language, width=0.9), column("row", language, "year", 0.6),
    )  # fmt: skip
    return Table(
        key="activities",
        caption=label("caption.activities", language),
        columns=columns,
        rows=tuple(rows),
        source=source_line(material),
        where="annex",
        sheet=label("sheet.activities", language),
        layout="tidy",
        frozen_columns=2,
    )
