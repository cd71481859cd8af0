"""Tables of volunteers: people, hours, women and young people of the activities that say so, each and by goal.

Volunteering is a means of implementation (target 17.17); the goals are those that the activities serve.
"""

from __future__ import annotations

from decimal import Decimal

from sdgkit.activities.activity import Volunteers
from sdgkit.report.draft import Cell, Kind, Row, Table, Value
from sdgkit.report.material import Material
from sdgkit.report.tables.activity_cells import SHOWN, source_line, title_cell
from sdgkit.report.tables.cells import cell, column
from sdgkit.report.wording import label

VOLUNTEER_COUNTS = ("people", "hours", "women", "youth")


def volunteer_sums(material: Material) -> dict[str, dict[str, Value]]:
    """Sums over the activities that say something of volunteers, by row of the table and column.

    "total" sums what is stated, "stated" counts the activities that state it; for women and youth "both" counts
    those that state the number of volunteers too, "compared" sums over these, "share" is their part of the volunteers.
    """
    given = [a.volunteers for a in material.activities if a.volunteers is not None]
    sums: dict[str, dict[str, Value]] = {key: {} for key in ("total", "stated", "both", "compared", "share")}
    for name in VOLUNTEER_COUNTS:
        values = [getattr(one, name) for one in given if getattr(one, name) is not None]
        if values:
            sums["total"][name], sums["stated"][name] = sum(values), len(values)
        pairs = [
            (getattr(one, name), one.people) for one in given if getattr(one, name) is not None and one.people
        ]
        if name in ("women", "youth") and pairs:
            part, whole = (sum(column) for column in zip(*pairs, strict=True))
            sums["both"][name], sums["compared"][name] = len(pairs), part
            sums["share"][name] = Decimal(part) / Decimal(whole)
    return sums


def volunteers(material: Material) -> Table:
    """The activities that say something of volunteers, with rows of sums."""
    language = material.language
    found = [(a, a.volunteers) for a in material.activities if a.volunteers is not None]
    rows = [
        Row(
            key=activity.id,
            cells=(
                title_cell(activity, material),
                *(
                    cell(getattr(given, name), language, _volunteer_kind(name), origins=[activity.origin])
                    for name in VOLUNTEER_COUNTS
                ),
            ),
        )
        for activity, given in found
    ]
    rows += [
        Row(
            kind="total",
            key=key,
            cells=(
                cell(label("total" if key == "total" else f"volunteers.{key}", language), language),
                *(
                    cell(values.get(name), language, "share" if key == "share" else _volunteer_kind(name))
                    for name in VOLUNTEER_COUNTS
                ),
            ),
        )
        for key, values in volunteer_sums(material).items()
        if values
    ]
    return Table(
        key="volunteers",
        caption=label("caption.volunteers", language),
        columns=(
            column("activity", language, width=4.0),
            *(column(name, language, "number", 1.2, summed=True) for name in VOLUNTEER_COUNTS),
        ),
        rows=tuple(rows) if found else (),
        source=source_line(material),
        where="both",
        sheet=label("sheet.volunteers", language),
        shown=SHOWN,
        continued="volunteers",
    )


def volunteers_by_goal(material: Material) -> Table:
    """One row for each goal that activities with volunteers serve; the total counts each activity once."""
    language = material.language
    given = {one.id: one.volunteers for one in material.activities if one.volunteers is not None}
    rows = []
    for number, members in material.by_goal.items():
        found = [given[one.id] for one in members if one.id in given]
        if found:
            first = (
                cell(number, language, "goal", goal=number),
                cell(material.goal_title(number), language),
            )
            rows.append(Row(key=str(number), goal=number, cells=(*first, *_counts(found, language))))
    once = (cell("", language, "goal"), cell(label("total-once", language), language))
    total = Row(kind="total", key="all", cells=(*once, *_counts(list(given.values()), language)))
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


def _counts(found: list[Volunteers], language: str) -> list[Cell]:
    """How many activities there are, and the sums of what they state; empty where nobody states it."""
    cells = [cell(len(found), language, "integer")]
    for name in VOLUNTEER_COUNTS:
        values = [getattr(one, name) for one in found if getattr(one, name) is not None]
        cells.append(cell(sum(values) if values else None, language, _volunteer_kind(name)))
    return cells


def _volunteer_kind(name: str) -> Kind:
    """People are whole; hours may be given by halves."""
    return "number" if name == "hours" else "integer"
