"""Tables of goals, money, partners, regions and themes: what is counted and summed over activities."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from typing import NamedTuple

from sdgkit.activities.activity import MoneyKind
from sdgkit.agenda import goals
from sdgkit.languages import Language, write_date, write_number
from sdgkit.mapping.allocation import amounts_of, countable
from sdgkit.report.draft import Column, Row, Table
from sdgkit.report.material import PARTNER_ROLES, Material, partner_key
from sdgkit.report.tables.activity_cells import source_line
from sdgkit.report.tables.cells import cell, column, list_text
from sdgkit.report.wording import label

SHOWN_PARTNERS = 25
SHOWN_RATES = 12
"""Rates that a note names; the table that the user gave holds all."""


def rule_note(material: Material) -> str:
    """The note that names the rule by which money was divided, and the rates by which it was converted."""
    rule = label("note.rule", material.language).format(
        rule=label(f"rule.{material.rule}", material.language)
    )
    return f"{rule} {rates_note(material)}".rstrip()


def rates_note(material: Material) -> str:
    """The note that names the rates by which money was converted, with date and source; "" where none was."""
    if not material.rates_used or material.rates is None:
        return ""
    language = material.language
    told = [
        f"1 {one.currency} = {write_number(one.rate, language)} {one.base} ("
        + ", ".join(filter(None, [write_date(one.date, language, "short"), one.source]))
        + ")"
        for one in material.rates_used[:SHOWN_RATES]
    ]
    if len(material.rates_used) > SHOWN_RATES:
        told.append("…")
    return label("note.rates", language).format(
        currency=material.currency, file=material.rates.file, rates="; ".join(told)
    )


def goals_overview(material: Material) -> Table:
    """The 17 goals: number of activities, of targets with an activity, of indicators with data and assessed."""
    language = material.language
    rows = []
    for goal in goals():
        number = goal.number
        indicators = material.rows_by_goal.get(number, ())
        assessed = sum(row.assessment.result != "not-assessed" for row in indicators)
        touched = sum(code.split(".")[0] == str(number) for code in material.by_target)
        rows.append(
            Row(
                key=str(number),
                goal=number,
                cells=(
                    cell(number, language, "goal", goal=number),
                    cell(material.goal_title(number), language),
                    cell(len(material.by_goal.get(number, ())), language, "integer"),
                    cell(touched, language, "integer"),
                    cell(len(indicators), language, "integer"),
                    cell(assessed, language, "integer"),
                ),
            )
        )
    return Table(
        key="goals",
        caption=label("caption.goals", language),
        columns=(
            column("goal", language, "goal", 0.9),
            column("goal-title", language, width=3.7),
            column("activities", language, "integer", 1.4),
            column("targets", language, "integer", 1.4),
            column("indicators", language, "integer", 1.3),
            column("assessed", language, "integer", 1.35),
        ),
        rows=tuple(rows),
        notes=(label("note.overlap", language),),
        source=source_line(material),
        sheet=label("sheet.goals", language),
        frozen_columns=2,
    )


def money_by_goal(material: Material) -> Table:
    """What each goal gets of the money, by kind and currency, with what is not allocated and the total."""
    language = material.language
    sums: dict[tuple[str, str], dict[int | None, Decimal]] = defaultdict(dict)
    activities: dict[tuple[str, str, int | None], set[str]] = defaultdict(set)
    for part in material.money:
        of_goal = sums[part.kind, part.currency]
        of_goal[part.goal] = of_goal.get(part.goal, Decimal(0)) + part.amount
        activities[part.kind, part.currency, part.goal].add(part.activity)
    rows: list[Row] = []
    for (kind, currency), of_goal in sorted(sums.items()):
        ordered = sorted(n for n in of_goal if n is not None)
        total = sum(of_goal.values(), Decimal(0))
        for number in (*ordered, *([None] if None in of_goal else [])):
            title = label("not-allocated", language) if number is None else material.goal_title(number)
            amount = of_goal[number]
            rows.append(
                Row(
                    key=f"{'none' if number is None else number}/{kind}/{currency}",
                    goal=number,
                    cells=(
                        cell(number, language, "goal", goal=number),
                        cell(title, language),
                        cell(label(f"kind.{kind}", language), language),
                        cell(currency or label("no-currency", language), language, "code"),
                        cell(len(activities[kind, currency, number]), language, "integer"),
                        cell(amount, language, "money", 2),
                        cell(float(amount / total) if total else None, language, "share", 1),
                    ),
                )
            )
        rows.append(
            Row(
                kind="total",
                key=f"total/{kind}/{currency}",
                cells=(
                    cell("", language),
                    cell(label("total", language), language),
                    cell(label(f"kind.{kind}", language), language),
                    cell(currency or label("no-currency", language), language, "code"),
                    cell(
                        len(set().union(*(activities[kind, currency, n] for n in of_goal))),
                        language,
                        "integer",
                    ),
                    cell(total, language, "money", 2),
                    cell(1.0 if total else None, language, "share", 1),
                ),
            )
        )
    return Table(
        key="money",
        caption=label("caption.money", language),
        columns=(
            column("goal", language, "goal", 0.85),
            column("goal-title", language, width=3.0),
            column("kind", language, width=1.6),
            column("currency", language, "code", 0.9),
            column("activities", language, "integer", 1.6),
            column("amount", language, "money", 2.0, digits=2),
            column("share", language, "share", 1.0, digits=1),
        ),
        rows=tuple(rows),
        notes=(rule_note(material), label("note.overlap", language)),
        source=source_line(material),
        sheet=label("sheet.money", language),
        frozen_columns=2,
    )


class Disbursement(NamedTuple):
    """What was planned and disbursed, over the activities that give both in one currency."""

    currency: str
    activities: int
    planned: Decimal
    disbursed: Decimal


def disbursements(material: Material) -> list[Disbursement]:
    """Planned or committed against disbursed, by currency, over the activities that give both."""
    found: dict[str, list[tuple[Decimal, Decimal]]] = defaultdict(list)
    for activity in material.activities:
        if material.counted[activity.id]:
            continue
        planned = {c: a for kind in ("budget", "commitment") for _, c, a in amounts_of(activity, kind)}
        for _, currency, amount in amounts_of(activity, "disbursed"):
            if planned.get(currency):
                found[currency].append((planned[currency], amount))
    return [
        Disbursement(
            currency,
            len(pairs),
            sum((planned for planned, _ in pairs), Decimal(0)),
            sum((disbursed for _, disbursed in pairs), Decimal(0)),
        )
        for currency, pairs in sorted(found.items())
    ]


def money_in_all(material: Material) -> Table:
    """The money of the register by kind and currency, each once where it is stated, whatever it is linked to."""
    language = material.language
    sums: dict[tuple[MoneyKind, str], Decimal] = {}
    activities: Counter[tuple[MoneyKind, str]] = Counter()
    order: tuple[MoneyKind, ...] = ("budget", "commitment", "disbursed", "required", "available")
    for kind in order:
        counted = countable(material.register, kind)
        for activity in material.activities:
            if counted[activity.id]:
                continue
            for _, currency, amount in amounts_of(activity, kind):
                key = (kind, currency)
                sums[key] = sums.get(key, Decimal(0)) + amount
                activities[key] += 1
    rows = [
        Row(
            key=f"{kind}/{currency}",
            cells=(
                cell(label(f"kind.{kind}", language), language),
                cell(currency or label("no-currency", language), language, "code"),
                cell(activities[kind, currency], language, "integer"),
                cell(sums[kind, currency], language, "money", 2),
            ),
        )
        for kind, currency in sorted(sums, key=lambda key: (order.index(key[0]), key[1]))
    ]
    return Table(
        key="means",
        caption=label("caption.means", language),
        columns=(
            column("kind", language, width=2.0),
            column("currency", language, "code", 1.0),
            column("activities", language, "integer", 1.4),
            column("amount", language, "money", 2.0, digits=2),
        ),
        rows=tuple(rows),
        source=source_line(material),
        sheet=label("sheet.means", language),
    )


def partners(material: Material) -> Table:
    """The organisations that take part: roles, number of activities, goals; the most frequent first."""
    language = material.language
    roles: dict[str, Counter[str]] = defaultdict(Counter)
    activities: dict[str, set[str]] = defaultdict(set)
    served: dict[str, set[int]] = defaultdict(set)
    for activity in material.activities:
        numbers = {match.goal for match in material.mapping.standing(activity.id)}
        for partner in activity.partners:
            if partner.role not in PARTNER_ROLES:
                continue
            key = partner_key(partner)
            roles[key][partner.role] += 1
            activities[key].add(activity.id)
            served[key] |= numbers
    ordered = sorted(activities, key=lambda key: (-len(activities[key]), key))
    rows = tuple(
        Row(
            key=key,
            cells=(
                cell(material.partner_name(key), language),
                cell(list_text(_roles(roles[key], language), language), language),
                cell(len(activities[key]), language, "integer"),
                cell(", ".join(map(str, sorted(served[key]))), language),
            ),
        )
        for key in ordered
    )  # fmt: skip
    return Table(
        key="partners",
        caption=label("caption.partners", language),
        columns=(
            column("partner", language, width=3.6),
            column("roles", language, width=2.4),
            column("activities", language, "integer", 1.4),
            column("goals", language, width=2.2),
        ),
        rows=rows,
        source=source_line(material),
        sheet=label("sheet.partners", language),
        shown=SHOWN_PARTNERS,
        continued="partners",
    )


def _roles(counts: Counter[str], language: str) -> list[str]:
    return [label(f"role.{role}", language) for role in PARTNER_ROLES if counts[role]]


def regions_by_goal(material: Material) -> Table:
    """Number of activities by region and goal; activities without a region have a row of their own."""
    language = material.language
    numbers = list(material.by_goal)
    in_region: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    everywhere: dict[str, set[str]] = defaultdict(set)
    none = "none"
    for activity in material.activities:
        served = {match.goal for match in material.mapping.standing(activity.id)}
        for code in [mention.code for mention in activity.regions] or [none]:
            everywhere[code].add(activity.id)
            for number in served:
                in_region[code][number].add(activity.id)
    ordered = sorted(everywhere, key=lambda code: (code == none, -len(everywhere[code]), code))
    rows = tuple(
        Row(
            key=code,
            cells=(
                cell(
                    label("region-none", language) if code == none else material.region_name(code), language
                ),
                cell(len(everywhere[code]), language, "integer"),
                *(
                    cell(len(in_region[code][number]) or None, language, "integer", goal=number)
                    for number in numbers
                ),
            ),
        )
        for code in ordered
    )
    return Table(
        key="regions",
        caption=label("caption.regions", language),
        columns=(
            column("region", language, width=3.0),
            column("activities", language, "integer", 1.2),
            *(
                column(
                    f"goal-{number}",
                    language,
                    "integer",
                    0.6,
                    heading=label("goal-word", language).format(number=number),
                )
                for number in numbers
            ),
        ),
        rows=rows,
        notes=(label("note.overlap", language),),
        source=source_line(material),
        where="annex",
        sheet=label("sheet.regions", language),
        layout="matrix",
    )


def money_columns(language: Language) -> tuple[Column, ...]:
    """The columns behind the first of a table of money by place (`money_row`)."""
    return (
        column("kind", language, width=1.6),
        column("currency", language, "code", 0.9),
        column("activities", language, "integer", 1.4),
        column("amount", language, "money", 2.0, digits=2),
        column("share", language, "share", 1.0, digits=1),
    )


def money_row(
    key: str,
    title: str,
    kind: str,
    currency: str,
    count: int,
    amount: Decimal,
    total: Decimal,
    language: Language,
) -> Row:
    """The money of one kind and currency in a place, or in all of them where the key is "total".

    Args:
        key: the place, or "total".
        title: what it is called.
        kind: kind of money.
        currency: ISO 4217 code; "" where it is not given.
        count: number of activities.
        amount: their money there.
        total: the money of that kind and currency everywhere.
        language: of the table.
    """
    return Row(
        key=f"{key}/{kind}/{currency}",
        kind="total" if key == "total" else "body",
        cells=(
            cell(title, language),
            cell(label(f"kind.{kind}", language), language),
            cell(currency or label("no-currency", language), language, "code"),
            cell(count, language, "integer"),
            cell(amount, language, "money", 2),
            cell(float(amount / total) if total else None, language, "share", 1),
        ),
    )
