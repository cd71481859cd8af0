"""Tables of activities: by goal and theme, all of them, against targets, and what is linked to none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from sdgkit.activities.activity import Activity, Origin, When
from sdgkit.agenda import Theme, goal_of, goals, targets
from sdgkit.languages import write_date
from sdgkit.mapping.allocation import amounts_of
from sdgkit.report.draft import Cell, Kind, Row, Table, Value
from sdgkit.report.material import Material
from sdgkit.report.tables.cells import amount_text, cell, column, group, list_text
from sdgkit.report.wording import label

SHOWN = 25
"""Rows of a list of activities that the body of the report shows; the annex shows all."""
SHOWN_BY_THEME = 10
MOST_PARTNERS = 3
"""Partners named in a cell of the body."""
LONGEST_DESCRIPTION = 600
"""Characters of an evidence or description shown in one cell of the annex."""


def period_text(start: When | None, end: When | None) -> str:
    """The years of an activity, "2022–2025", as far as they are known.

    Example:
        >>> import datetime as dt
        >>> day = dt.date(2024, 5, 1)
        >>> period_text(When(first=day, last=day), None)
        '2024–'
    """
    first = str(start.first.year) if start else ""
    last = "" if end is None or end.precision == "ongoing" else str(end.last.year)
    if first == last:
        return first
    return f"{first}–{last}" if first or last else ""


def date_text(when: When | None, language: str, *, end: bool = False) -> str:
    """A date as precise as it was written: a day, a month as given, or a year."""
    if when is None:
        return ""
    if when.precision == "day":
        return write_date(when.last if end else when.first, language, "medium")
    if when.precision == "year":
        return str(when.first.year)
    return when.written or str(when.first.year)


def money_cell(activity: Activity, material: Material) -> Cell:
    """The principal amount of an activity, as written; empty where none is given."""
    found = amounts_of(activity)
    origins = [money.origin or activity.origin for money in activity.money]
    texts = [amount_text(amount, currency, material.language, breaks=True) for _, currency, amount in found]
    value = found[0][2] if len(found) == 1 else None
    kinds = {kind for kind, _, _ in found}
    note = label(f"kind.{kinds.pop()}", material.language) if len(kinds) == 1 else ""
    return cell(
        value, material.language, text="; ".join(texts), note=note, origins=list(dict.fromkeys(origins))
    )


def _title(activity: Activity, material: Material) -> Cell:
    return cell(
        activity.title.in_language(material.language) or activity.id,
        material.language,
        origins=[activity.origin],
    )


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
                    _title(activity, material),
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


def source_line(material: Material) -> str:
    """The source line of what was computed from the register."""
    files = ", ".join(source.file for source in material.register.sources)
    return label("source.register", material.language).format(files=files) if files else ""


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
                    _title(activity, material),
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
                    cell(amount, language, "money", 2, text=_several(found, language)),
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


def _several(found: Sequence[tuple[str, str, Decimal]], language: str) -> str | None:
    """Amounts in several currencies in one cell; None for one amount, which is written as a number."""
    if len(found) < 2:
        return None
    return "; ".join(amount_text(amount, currency, language, rounded=False) for _, currency, amount in found)


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
                    _title(activity, material),
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
                    _title(activity, material),
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
                _title(activity, material),
                cell(material.mapping.unmapped_reason(activity.id, language), language),
                *_origin(activity.origin, language),
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


def _origin(origin: Origin, language: str) -> tuple[Cell, Cell, Cell]:
    return (
        cell(origin.file, language),
        cell(origin.sheet, language),
        cell(origin.row, language, "year"),
    )


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


def _volunteer_kind(name: str) -> Kind:
    """People are whole; hours may be given by halves."""
    return "number" if name == "hours" else "integer"


def volunteers(material: Material) -> Table:
    """The activities that say something of volunteers, with rows of sums."""
    language = material.language
    found = [(a, a.volunteers) for a in material.activities if a.volunteers is not None]
    rows = [
        Row(
            key=activity.id,
            cells=(
                _title(activity, material),
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
