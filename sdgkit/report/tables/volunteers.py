"""Volunteers by goal: people, hours, women and young people of the activities that say so.

Volunteering is a means of implementation (target 17.17); the goals are those that the activities serve.
"""

from __future__ import annotations

from decimal import Decimal

from sdgkit.activities.activity import Volunteers
from sdgkit.report.draft import Row, Table
from sdgkit.report.material import Material
from sdgkit.report.tables.activities import VOLUNTEER_COUNTS, source_line
from sdgkit.report.tables.cells import cell, column
from sdgkit.report.wording import label


def volunteers_by_goal(material: Material) -> Table:
    """One row for each goal that activities with volunteers serve; the total counts each activity once."""
    language = material.language
    given = {one.id: one.volunteers for one in material.activities if one.volunteers is not None}
    rows = []
    for number, members in material.by_goal.items():
        found = [given[one.id] for one in members if one.id in given]
        if found:
            rows.append(
                Row(
                    key=str(number),
                    goal=number,
                    cells=(
                        cell(number, language, "goal", goal=number),
                        cell(material.goal_title(number), language),
                        cell(len(found), language, "integer"),
                        *(
                            cell(_sum(found, name), language, "number" if name == "hours" else "integer")
                            for name in VOLUNTEER_COUNTS
                        ),
                    ),
                )
            )
    total = Row(
        kind="total",
        key="all",
        cells=(
            cell("", language, "goal"),
            cell(label("total-once", language), language),
            cell(len(given), language, "integer"),
            *(
                cell(_sum(list(given.values()), name), language, "number" if name == "hours" else "integer")
                for name in VOLUNTEER_COUNTS
            ),
        ),
    )
    return Table(
        key="volunteers-goals",
        caption=label("caption.volunteers-goals", language),
        columns=(
            column("goal", language, "goal", 0.8),
            column("goal-title", language, width=3.6),
            column("activities", language, "integer", 1.4),
            *(column(name, language, "integer", 1.3) for name in VOLUNTEER_COUNTS),
        ),
        rows=(*rows, total) if rows else (),
        notes=(label("note.overlap", language), label("note.volunteers", language)),
        source=source_line(material),
        sheet=label("sheet.volunteers-goals", language),
    )


def _sum(found: list[Volunteers], name: str) -> int | Decimal | None:
    """The sum of what is stated; None where nobody states it."""
    values = [getattr(one, name) for one in found if getattr(one, name) is not None]
    return sum(values) if values else None
