"""Tables of matches: every match with its evidence, activities against targets, what has no activity and no target."""

from __future__ import annotations

from sdgkit.agenda import goal_of, goals, targets
from sdgkit.report.draft import Row, Table
from sdgkit.report.material import Material
from sdgkit.report.tables.activity_cells import LONGEST_DESCRIPTION, origin_cells, source_line, title_cell
from sdgkit.report.tables.cells import cell, column, group
from sdgkit.report.wording import label


def all_matches(material: Material) -> Table:
    """Every match that stands with the evidence it rests on, one row per match."""
    language = material.language
    rows = []
    for activity, match in material.matches:
        kinds = ", ".join(dict.fromkeys(label(f"evidence.{e.kind}", language) for e in match.reasons))
        words = "; ".join(dict.fromkeys(piece.text for piece in match.reasons))
        code = match.target or str(match.goal)
        rows.append(
            Row(
                key=f"{activity.id}/{code}",
                goal=match.goal,
                cells=(
                    cell(activity.id, language, "code"),
                    title_cell(activity, material),
                    cell(match.goal, language, "goal", goal=match.goal),
                    cell(code, language, "code"),
                    cell(material.target_title(code), language),
                    cell(match.score, language, "number", 2),
                    cell(label(f"match.{match.status}", language), language),
                    cell(None if match.share is None else float(match.share), language, "share", 1),
                    cell(kinds, language),
                    cell(words[:LONGEST_DESCRIPTION], language),
                ),
            )
        )
    return Table(
        key="matches",
        caption=label("caption.matches", language),
        columns=(
            column("id", language, "code", 1.0), column("activity", language, width=3.5),
            column("goal", language, "goal", 0.6), column("target", language, "code", 0.7),
            column("goal-title", language, width=3.0), column("score", language, "number", 0.7, digits=2),
            column("status", language, width=1.0), column("share", language, "share", 0.7, digits=1),
            column("kind", language, width=1.6), column("evidence", language, width=3.0),
        ),
        rows=tuple(rows),
        notes=(label("note.rule", language).format(rule=label(f"rule.{material.rule}", language)),),
        source=source_line(material),
        where="annex",
        sheet=label("sheet.matches", language),
        layout="tidy",
        frozen_columns=2,
    )  # fmt: skip


def matrix(material: Material) -> Table:
    """Activities against targets: 1 where a match stands; a last row with the number per target."""
    language = material.language
    codes = list(material.by_target)
    rows = []
    for activity in material.mapped:
        own = set(material.targets_of(activity))
        rows.append(
            Row(
                key=activity.id,
                cells=(
                    cell(activity.id, language, "code"),
                    title_cell(activity, material),
                    *(
                        cell(1 if code in own else None, language, "integer", goal=goal_of(code))
                        for code in codes
                    ),
                ),
            )
        )
    total = Row(
        kind="total",
        cells=(
            cell(label("total", language), language),
            cell("", language),
            *(cell(len(material.by_target[code]), language, "integer") for code in codes),
        ),
    )
    return Table(
        key="matrix",
        caption=label("caption.matrix", language),
        columns=(
            column("id", language, "code", 1.0),
            column("activity", language, width=4.0),
            *(column(code, language, "integer", 0.4, heading=code, summed=True) for code in codes),
        ),
        rows=(*rows, total) if rows else (),
        notes=(label("note.matrix", language),),
        source=source_line(material),
        where="annex",
        sheet=label("sheet.matrix", language),
        layout="matrix",
        frozen_columns=2,
    )


def targets_without_activity(material: Material) -> Table:
    """The targets of the Agenda that no activity is linked to, by goal."""
    language = material.language
    rows: list[Row] = []
    for goal in goals():
        missing = [one for one in targets(goal.number) if one.code not in material.by_target]
        if not missing:
            continue
        heading = label("goal-title", language).format(
            number=goal.number, title=material.goal_title(goal.number)
        )
        rows.append(group(heading, goal.number))
        rows += [
            Row(
                key=one.code,
                goal=goal.number,
                cells=(
                    cell(one.code, language, "code", goal=goal.number),
                    cell(material.target_title(one.code), language, link=one.uri),
                ),
            )
            for one in missing
        ]
    return Table(
        key="gaps",
        caption=label("caption.gaps", language),
        columns=(column("target", language, "code", 0.8), column("goal-title", language, width=6.0)),
        rows=tuple(rows),
        source=source_line(material),
        where="annex",
        sheet=label("sheet.gaps", language),
    )


def unmapped_activities(material: Material) -> Table:
    """The activities of which no match stands, with the reason."""
    language = material.language
    rows = tuple(
        Row(
            key=activity.id,
            cells=(
                cell(activity.id, language, "code"),
                title_cell(activity, material),
                cell(material.mapping.unmapped_reason(activity.id, language), language),
                *origin_cells(activity.origin, language),
            ),
        )
        for activity in material.unmapped
    )
    return Table(
        key="unmapped",
        caption=label("caption.unmapped", language),
        columns=(
            column("id", language, "code", 1.0),
            column("activity", language, width=4.0),
            column("reason", language, width=3.0),
            column("file", language, width=1.5),
            column("file-sheet", language, width=1.0),
            column("row", language, "year", 0.6),
        ),
        rows=rows,
        source=source_line(material),
        where="annex",
        sheet=label("sheet.unmapped", language),
        frozen_columns=2,
    )
