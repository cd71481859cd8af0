"""Money: which part of an activity's amount each goal and target gets, under a named rule.

Shares are exact fractions that sum to one, or to less where people gave percentages for a part only; amounts are parts
of the whole to the cent (largest remainder), so that they sum to it exactly. What no target gets is shown as such.
Nothing is counted twice: rows that repeat another activity and lower levels of a hierarchy give their money to none
(`countable`).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from sdgkit.activities.activity import Activity, Money, MoneyKind
from sdgkit.activities.levels import carried_above, planned_below
from sdgkit.activities.register import Register
from sdgkit.activities.shares import allocate as allocate
from sdgkit.errors import UsageError
from sdgkit.findings import Finding
from sdgkit.mapping.match import Match
from sdgkit.mapping.settings import MappingSettings, Rule

if TYPE_CHECKING:
    import pandas as pd

    from sdgkit.mapping.mapping import Mapping
    from sdgkit.mapping.rates import Rate, Rates

RULES: tuple[Rule, ...] = ("equal", "primary", "declared")

ROUNDING = Fraction(1, 1000)
"""Percentages that miss 100 by no more than this were rounded: 33.3, 33.3 and 33.3."""


def shares(
    matches: Sequence[Match],
    rule: Rule,
    activity: Activity | None = None,
    settings: MappingSettings | None = None,
) -> list[Fraction | None]:
    """The share of each match, in the same order; None for a match that does not stand.

    Args:
        matches: the matches of one activity.
        rule: "equal": the goals share equally, and within a goal its targets. "primary": the primary match gets
            `settings.primary_share`, the others share the rest equally. "declared": the percentages that the
            register or a reviewer gave; where they leave some matches without, these share the rest equally;
            where all have one and something is left, it goes to none; where none is given, as "equal".
        activity: the activity, for its declared percentages.
        settings: for the rule "primary".

    Returns:
        Fractions that sum to exactly 1, to less under "declared" where percentages were given for a part only, or all
        None where nothing stands.

    Raises:
        UsageError: an unknown rule.

    Example:
        >>> made = [Match(activity_id="a", goal=g, target=t, score=1, status="accepted")
        ...         for g, t in ((3, "3.8"), (3, "3.4"), (6, "6.1"))]
        >>> [str(share) for share in shares(made, "equal")]
        ['1/4', '1/4', '1/2']
    """
    if rule not in RULES:
        raise UsageError("mapping.unknown-rule", rule=rule, rules=", ".join(RULES))
    settings = settings or MappingSettings()
    standing = [place for place, match in enumerate(matches) if match.stands]
    result: list[Fraction | None] = [None] * len(matches)
    if not standing:
        return result
    if rule == "declared":
        given = _given(matches, standing, activity)
        if given is not None:
            for place, share in given.items():
                result[place] = share
            return result
    primary = [place for place in standing if matches[place].primary][:1]
    if rule == "primary" and primary and len(standing) > 1:
        rest = (1 - settings.primary_share) / (len(standing) - 1)
        for place in standing:
            result[place] = settings.primary_share if place == primary[0] else rest
        return result
    if len(standing) == 1:
        result[standing[0]] = _one_of(1)
        return result
    members = Counter(matches[place].goal for place in standing)
    for place in standing:
        result[place] = _one_of(len(members) * members[matches[place].goal])
    return result


@cache
def _one_of(parts: int) -> Fraction:
    """One of so many equal parts; making a fraction anew takes longer than all else about it."""
    return Fraction(1, parts)


def _given(
    matches: Sequence[Match], standing: Sequence[int], activity: Activity | None
) -> dict[int, Fraction] | None:
    """The percentages that people gave; made to sum to one where they are more, or were rounded. None without any."""
    given: dict[int, Fraction] = {}
    declared = _declared_shares(activity) if activity else {}
    for place in standing:
        match = matches[place]
        if match.share is not None and match.status in ("accepted", "added", "edited"):
            given[place] = match.share
        elif (match.target or str(match.goal)) in declared:
            given[place] = declared[match.target or str(match.goal)]
    for code, share in declared.items():
        # A percentage for a goal goes to its targets in equal parts where only targets stand.
        members = [p for p in standing if str(matches[p].goal) == code and p not in given]
        if members and not any(str(matches[p].goal) == code and matches[p].target is None for p in standing):
            given |= dict.fromkeys(members, share / len(members))
    total = sum(given.values(), Fraction(0))
    if not given or total == 0:
        return None
    without = [place for place in standing if place not in given]
    if total < 1 and without:
        return given | dict.fromkeys(without, (1 - total) / len(without))
    if total < 1 - ROUNDING:
        return given
    return {place: share / total for place, share in given.items()} | dict.fromkeys(without, Fraction(0))


def _declared_shares(activity: Activity) -> dict[str, Fraction]:
    """The percentages that a register gives, by target or goal.

    IATI gives them once for each vocabulary, and each of them is for the whole activity; so where one alone sums to
    100, it counts alone: that of the targets, if it has all goals that another one has.
    """
    groups: dict[str, dict[str, Fraction]] = {}
    for one in activity.declared:
        if one.share is not None:
            group = groups.setdefault(one.field, {})
            code = one.target or str(one.goal)
            group[code] = group.get(code, Fraction(0)) + one.share
    whole = [group for group in groups.values() if abs(sum(group.values(), Fraction(-1))) <= ROUNDING]
    if len(groups) > 1 and whole:
        reached = {_goal_of(code) for group in whole for code in group}
        whole.sort(
            key=lambda group: (not reached <= {*map(_goal_of, group)}, -sum("." in code for code in group))
        )
        return whole[0]
    declared: dict[str, Fraction] = {}
    for group in groups.values():
        for code, share in group.items():
            declared[code] = declared.get(code, Fraction(0)) + share
    return declared


def _goal_of(code: str) -> str:
    return code.partition(".")[0]


def countable(register: Register, kind: MoneyKind | None = None) -> dict[str, str]:
    """Whose money counts: activity id -> "" where it counts, else why not.

    Reasons: "duplicate" (the row repeats another activity), "child" (an activity above it in the same register carries
    the money too), "parent" (it says only what was paid, and those below it what is planned:
    `sdgkit.activities.levels`).

    Args:
        register: the activities.
        kind: the kind of money that is added up; None for the principal one of each activity.
    """
    below = carried_above(register.by_id, kind)
    above = planned_below(register.by_id) if kind is None else {}
    result = {}
    for activity in register.activities:
        one = activity.id
        is_repeated = activity.duplicate_of is not None and activity.duplicate_of in register.by_id
        family = "child" if one in below else "parent" if one in above else ""
        result[one] = "duplicate" if is_repeated else family
    return result


def amounts_of(activity: Activity, kind: str | None = None) -> list[tuple[str, str, Decimal]]:
    """The amounts of an activity as (kind, currency, amount): one per currency of its principal kind.

    Args:
        activity: the activity.
        kind: the kind of money; None for the first that is given of budget, commitment, required,
            disbursed, available.

    Returns:
        Totals where given, else sums of the parts; the currency is "" where the register names none.
    """
    sums: dict[tuple[str, str], Decimal] = {}
    for money in _standing_for(activity, kind):
        key = (money.kind, money.currency or "")
        sums[key] = sums.get(key, Decimal(0)) + money.amount
    return [(one, currency, amount) for (one, currency), amount in sums.items()]


def _standing_for(activity: Activity, kind: str | None) -> list[Money]:
    """The amounts of an activity of which none is a part of another one: its totals, else its parts, of one kind."""
    kinds = (kind,) if kind else ("budget", "commitment", "required", "disbursed", "available")
    for one in kinds:
        given = [money for money in activity.money if money.kind == one]
        totals = [m for m in given if m.year is None and m.date is None] or given
        if totals:
            return totals
    return []


def day_of_rate(activity: Activity, money: Money) -> dt.date | None:
    """The day whose rate an amount is converted at: its own, else the first of its year, or the activity's first in it.

    An amount without a day or a year has that of the activity's beginning; None where that is not known either.
    """
    start = activity.start.first if activity.start else None
    if money.date is not None:
        return money.date
    if money.year is None:
        return start
    first = dt.date(money.year, 1, 1)
    return start if start is not None and start.year == money.year else first


def _converted(
    activity: Activity, kind: str | None, currency: str, rates: Rates | None
) -> list[tuple[str, str, Decimal, str]]:
    """The amounts of an activity as (kind, currency, amount, reason), converted where there is a rate."""
    sums: dict[tuple[str, str, str], Decimal] = {}
    for money in _standing_for(activity, kind):
        written = money.currency or ""
        amount: Decimal | None = money.amount
        if written != currency:
            amount = (
                rates.convert(money.amount, written, currency, day_of_rate(activity, money))
                if rates
                else None
            )
        key = (money.kind, written, "no-rate") if amount is None else (money.kind, currency, "")
        sums[key] = sums.get(key, Decimal(0)) + (money.amount if amount is None else amount)
    return [(one, unit, amount, reason) for (one, unit, reason), amount in sums.items()]


def rates_used(register: Register, currency: str | None, rates: Rates | None) -> tuple[Rate, ...]:
    """The rows of the table of rates by which the money that counts is converted, by currency and date."""
    if not currency or rates is None:
        return ()
    counted = countable(register)
    found = {
        row[1]
        for activity in register.activities
        if not counted[activity.id]
        for money in _standing_for(activity, None)
        if money.currency and money.currency != currency
        for row in [rates.rate(money.currency, currency, day_of_rate(activity, money))]
        if row is not None
    }
    return tuple(sorted(found, key=lambda one: (one.currency, one.base, one.date)))


FRAME = ("activity_id", "goal", "target", "currency", "kind", "amount", "share", "rule", "counted")


def unconverted(register: Register, currency: str | None, rates: Rates | None) -> tuple[Finding, ...]:
    """One finding for each currency of which amounts that count could not be converted."""
    if not currency:
        return ()
    counted = countable(register)
    left: Counter[str] = Counter()
    for activity in register.activities:
        if not counted[activity.id]:
            for _, unit, _, reason in _converted(activity, None, currency, rates):
                left[unit] += bool(reason)
    return tuple(
        Finding(
            code="mapping.no-rate",
            file=rates.file if rates else "",
            value=written or "—",
            details={"number": str(number), "currency": currency},
        )
        for written, number in sorted(left.items())
        if number
    )


def allocation_frame(
    register: Register,
    mapping: Mapping,
    rule: Rule | None = None,
    currency: str | None = None,
    rates: Rates | None = None,
    kind: MoneyKind | None = None,
) -> pd.DataFrame:
    """The money of a register by activity, goal and target.

    Args:
        register: the activities.
        mapping: their matches.
        rule: as in `shares`; that of the mapping's settings where None.
        currency: convert into it, with `rates`; without rates only amounts that already are in it convert.
        rates: the user's table of exchange rates.
        kind: the kind of money, as in `amounts_of`.

    Returns:
        A long frame with the columns activity_id, goal, target, currency, kind, amount (Decimal), share
        (Fraction), rule, counted. Goal and target are missing for money of activities without a match, and for what
        declared percentages leave. Per
        activity the amounts sum to its amount exactly. `counted` is "" where the money counts, else why not
        (then its amount must be left out of sums), and "no-rate" where a conversion was asked for and is not
        possible (the amount then stands in its own currency).
    """
    import pandas as pd

    rule = rule or mapping.settings.rule
    counted = countable(register, kind)
    rows: list[tuple[object, ...]] = []
    for activity in register.activities:
        found = mapping.by_activity.get(activity.id, ())
        parts = shares(found, rule, activity, mapping.settings)
        standing = [(match, part) for match, part in zip(found, parts, strict=True) if part]
        amounts = (
            _converted(activity, kind, currency, rates)
            if currency
            else [(*one, "") for one in amounts_of(activity, kind)]
        )
        for one_kind, unit, amount, unconverted in amounts:
            reason = counted[activity.id] or unconverted
            if not standing:
                rows.append((activity.id, None, None, unit, one_kind, amount, None, rule, reason))
                continue
            given = [part for _, part in standing]
            left = 1 - sum(given, Fraction(0))
            pieces = allocate(amount, [*given, left] if left else given)
            rows += [
                (activity.id, match.goal, match.target, unit, one_kind, piece, part, rule, reason)
                for (match, part), piece in zip(standing, pieces[: len(standing)], strict=True)
            ]
            if left:
                rows.append((activity.id, None, None, unit, one_kind, pieces[-1], left, rule, reason))
    frame = pd.DataFrame(rows, columns=list(FRAME))
    return frame.astype({"goal": "Int64"})
