"""Tables of a programme: its outcomes against activities and targets, and its indicators against what was reached."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from sdgkit.activities.activity import Activity, Origin
from sdgkit.languages import fold
from sdgkit.report.draft import Cell, Row, Table
from sdgkit.report.material import KIND_ORDER, Material
from sdgkit.report.programme import Outcome, Programme, ProgrammeIndicator, serves
from sdgkit.report.tables.activity_cells import money_cell, period_text, source_line
from sdgkit.report.tables.cells import amount_text, cell, column, group
from sdgkit.report.tables.money import rule_note
from sdgkit.report.wording import label

SHOWN = 60

State = Literal["reached", "under-way", "behind", "open"]
STATES: tuple[State, ...] = ("reached", "under-way", "behind", "open")
"""At or beyond the target value; between base and target; at the base or on the other side of it; not to be told."""


class Reached(NamedTuple):
    """How far an indicator of a programme has come.

    Attributes:
        latest: the latest value, of the programme's own file or else of the indicator data.
        year: its year.
        way: part of the way from base to target, 1 for all of it; None where it cannot be told.
        state: one of `STATES`.
        from_data: whether the value comes from the indicator data.
        origins: the row of the data.
    """

    latest: float | None
    year: int | None
    way: float | None
    state: State
    from_data: bool = False
    origins: tuple[Origin, ...] = ()


def programme_of(material: Material) -> Programme:
    """The programme of a draft of the profile "programme"."""
    assert material.choice.programme is not None
    return material.choice.programme


def members(material: Material, outcome: Outcome) -> list[Activity]:
    """The activities of an outcome: those that the programme names, and those on one of its targets."""
    named = {fold(one) for one in outcome.activities}
    return [
        one
        for one in material.activities
        if fold(one.id) in named or serves(outcome, material.targets_of(one))
    ]


def sums_of(material: Material, outcome: Outcome) -> dict[tuple[str, str], Decimal]:
    """The money of an outcome by (kind, currency): the parts on its targets, all of an activity that it names."""
    named = {fold(one) for one in outcome.activities}
    sums: dict[tuple[str, str], Decimal] = {}
    for part in material.money:
        codes = [part.target or str(part.goal)] if part.goal is not None else []
        if fold(part.activity) in named or serves(outcome, codes):
            key = (part.kind, part.currency)
            sums[key] = sums.get(key, Decimal(0)) + part.amount
    return dict(sorted(sums.items(), key=lambda item: (KIND_ORDER.index(item[0][0]), item[0][1])))


def reached(material: Material, indicator: ProgrammeIndicator) -> Reached:
    """How far an indicator has come, by its base and target value.

    A value of the indicator data is taken only in the unit of the programme, or where the programme names none.
    """
    latest, year = indicator.latest, indicator.latest_year
    from_data, origins = False, tuple([indicator.origin] if indicator.origin else [])
    if latest is None and indicator.sdg_indicator:
        row = next((one for one in material.rows if one.code == indicator.sdg_indicator), None)
        if row is not None and row.latest is not None:
            units = {fold(one) for one in (row.unit_code, *row.unit.root.values())}
            if not indicator.unit or fold(indicator.unit) in units:
                latest, year, from_data = row.latest.value, row.latest.year, True
                origins = (Origin(file=row.latest.file, row=row.latest.row),) if row.latest.file else ()
    base, target = indicator.baseline, indicator.target
    if latest is None or base is None or target is None or base == target:
        return Reached(latest, year, None, "open", from_data, origins)
    way = (latest - base) / (target - base)
    state: State = "reached" if way >= 1 else "under-way" if way > 0 else "behind"
    return Reached(latest, year, way, state, from_data, origins)


def outcomes(material: Material) -> Table:
    """The outcomes: targets, activities, partners, indicators and how many reached their value, money in words."""
    language = material.language
    rows = []
    for one in programme_of(material).outcomes:
        found = members(material, one)
        states = [reached(material, indicator).state for indicator in one.indicators]
        money = "; ".join(
            label("money-per-activity", language).format(
                kind=label(f"kind.{kind}", language),
                amount=amount_text(amount, currency, language, breaks=True),
            )
            for (kind, currency), amount in sums_of(material, one).items()
        )
        rows.append(
            Row(
                key=one.id,
                cells=(
                    cell(one.id, language, "code"),
                    cell(one.title.in_language(language), language),
                    cell(", ".join(one.targets), language, "code"),
                    cell(len(found), language, "integer"),
                    cell(len(material.partner_keys(found)), language, "integer"),
                    cell(len(states), language, "integer"),
                    cell(states.count("reached"), language, "integer"),
                    cell(money, language),
                ),
            )
        )
    return Table(
        key="programme-outcomes",
        caption=label("caption.programme-outcomes", language),
        columns=(
            column("outcome", language, "code", 0.6, heading=label("column.indicator-number", language)),
            column("goal-title", language, width=3.0),
            column("targets", language, "code", 1.3), column("activities", language, "integer", 1.2),
            column("partners", language, "integer", 1.1), column("indicators", language, "integer", 1.2),
            column("reached", language, "integer", 1.2), column("amount", language, width=2.4),
        ),
        rows=tuple(rows),
        notes=(label("note.programme-outcomes", language), rule_note(material)),
        source=source_line(material),
        sheet=label("sheet.programme-outcomes", language),
    )  # fmt: skip


def indicators(material: Material) -> Table:
    """The indicators of the programme by outcome: base, target, latest value, part of the way, state."""
    language = material.language
    rows: list[Row] = []
    used = False
    for one in programme_of(material).outcomes:
        if not one.indicators:
            continue
        rows.append(group(_heading(one, language)))
        for place, indicator in enumerate(one.indicators, start=1):
            found = reached(material, indicator)
            used = used or found.from_data
            rows.append(
                Row(
                    key=f"{one.id}/{indicator.id or place}",
                    cells=(
                        cell(indicator.id, language, "code"),
                        cell(indicator.title.in_language(language), language),
                        cell(indicator.unit, language),
                        _value(indicator.baseline, indicator.baseline_year, language),
                        _value(indicator.target, indicator.target_year, language),
                        _value(found.latest, found.year, language, found.origins, mark=found.from_data),
                        _way(found.way, language),
                        cell(label(f"programme.{found.state}", language), language),
                    ),
                )
            )
    notes = [label("note.programme-indicators", language)]
    if used:
        notes.append(label("note.programme-data", language))
    return Table(
        key="programme-indicators",
        caption=label("caption.programme-indicators", language),
        columns=(
            column("indicator-number", language, "code", 0.8), column("indicator", language, width=3.2),
            column("unit", language, width=1.3),
            column("baseline", language, "number", 1.3, heading=label("column.base", language)),
            column("target-value", language, "number", 1.3), column("latest", language, "number", 1.3),
            column("way", language, "share", 1.0, digits=0), column("state", language, width=1.5),
        ),
        rows=tuple(rows),
        notes=tuple(notes),
        source=_source(material),
        sheet=label("sheet.programme-indicators", language),
        shown=SHOWN,
        continued="programme-indicators",
    )  # fmt: skip


def _way(way: float | None, language: str) -> Cell:
    found = cell(way, language, "share", 0)
    return found.model_copy(update={"text": found.text.replace("-", "−")})


def _value(
    value: float | None,
    year: int | None,
    language: str,
    origins: Sequence[Origin] = (),
    *,
    mark: bool = False,
) -> Cell:
    found = cell(value, language, "number", origins=origins)
    text = f"{found.text} ({year})" if value is not None and year is not None else found.text
    return found.model_copy(update={"text": f"{text}*" if mark and text else text})


def _heading(outcome: Outcome, language: str) -> str:
    return label("outcome-title", language).format(
        number=outcome.id, title=outcome.title.in_language(language)
    )


def _source(material: Material) -> str:
    source = programme_of(material).source
    return label("source.programme", material.language).format(file=source.file) if source else ""


def activities(material: Material) -> Table:
    """The activities of each outcome, with the targets that link them, or the words that the programme names them."""
    language = material.language
    rows: list[Row] = []
    for one in programme_of(material).outcomes:
        found = members(material, one)
        if not found:
            continue
        rows.append(group(_heading(one, language)))
        named = {fold(identifier) for identifier in one.activities}
        for activity in found:
            codes = [code for code in material.targets_of(activity) if serves(one, [code])]
            link = label("programme.named", language) if fold(activity.id) in named else ", ".join(codes)
            rows.append(
                Row(
                    key=f"{one.id}/{activity.id}",
                    cells=(
                        cell(
                            activity.title.in_language(language) or activity.id,
                            language,
                            origins=[activity.origin],
                        ),
                        cell(link, language),
                        cell(period_text(activity.start, activity.end), language),
                        money_cell(activity, material),
                    ),
                )
            )
    return Table(
        key="programme-activities",
        caption=label("caption.programme-activities", language),
        columns=(
            column("activity", language, width=4.4),
            column("link", language, width=1.6),
            column("period", language, width=1.2),
            column("amount", language, "money", 2.0),
        ),
        rows=tuple(rows),
        source=source_line(material),
        sheet=label("sheet.programme-activities", language),
        shown=SHOWN,
        continued="programme-activities",
    )


def outside(material: Material) -> Table:
    """The activities that bear on no outcome of the programme."""
    language = material.language
    inside = {one.id for outcome in programme_of(material).outcomes for one in members(material, outcome)}
    rows = tuple(
        Row(
            key=activity.id,
            cells=(
                cell(
                    activity.title.in_language(language) or activity.id, language, origins=[activity.origin]
                ),
                cell(", ".join(material.targets_of(activity)), language, "code"),
                money_cell(activity, material),
            ),
        )
        for activity in material.activities
        if activity.id not in inside
    )
    total = Row(
        kind="total",
        key="all",
        cells=(
            cell(label("total", language), language),
            cell(len(rows), language, "integer"),
            cell("", language),
        ),
    )
    return Table(
        key="programme-outside",
        caption=label("caption.programme-outside", language),
        columns=(
            column("activity", language, width=5.0),
            column("targets", language, "code", 2.0),
            column("amount", language, "money", 2.0),
        ),
        rows=(*rows, total) if rows else (),
        source=source_line(material),
        sheet=label("sheet.programme-outside", language),
        shown=SHOWN,
        continued="programme-outside",
    )
