"""Levels of a register: activities whose money stands in an activity above them too, so that it counts once."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from typing import get_args

from sdgkit.activities.activity import Activity, MoneyKind
from sdgkit.findings import Finding

PLANNED: frozenset[MoneyKind] = frozenset(["budget", "commitment", "required"])
"""Kinds of money that say what an activity shall cost; the others say what came in or went out."""
_KINDS: frozenset[MoneyKind] = frozenset(get_args(MoneyKind))


def carried_above(by_id: Mapping[str, Activity], kind: MoneyKind | None = None) -> dict[str, str]:
    """The activities whose money an activity above them carries.

    Publishers repeat money up the hierarchy, so of a family only one level counts: the top one that has an amount
    other than zero. Either of the two may name the other one. Each kind of money is stated where it is stated: budgets
    above and payments below count both, each where amounts of its kind are added up.

    Args:
        by_id: the activities of a register by their id.
        kind: the kind of money that is added up; None where each activity stands with one kind, its principal one. An
            activity above that says only what was paid then carries nothing of those below that say what is planned
            (`planned_below`).

    Returns:
        id of an activity below -> id of the nearest one above it that has money.
    """
    parents = _parents(by_id)
    kinds = _KINDS if kind is None else frozenset([kind])
    aside = planned_below(by_id) if kind is None else {}
    carriers = {one for one in by_id if one not in aside and has_money(by_id[one], kinds)}
    nearest = _nearest_above(parents, carriers)
    found: dict[str, str] = {}
    shortened: dict[str, str] = {}
    for identifier in parents:
        carrier = nearest.get(identifier)
        # Of a circle, one must count.
        if carrier is not None and _top(carrier, shortened) != identifier:
            found[identifier] = shortened[identifier] = carrier
    return found


def _nearest_above(parents: Mapping[str, Iterable[str]], carriers: set[str]) -> dict[str, str]:
    """id of an activity -> the nearest one of `carriers` above it; level by level, so that each is met once."""
    children: dict[str, list[str]] = {}
    for below, several in parents.items():
        for above in several:
            children.setdefault(above, []).append(below)
    nearest: dict[str, str] = {}
    waiting = deque((one, one) for one in children if one in carriers)
    while waiting:
        above, carrier = waiting.popleft()
        for below in children.get(above, ()):
            if below != carrier and below not in nearest:
                nearest[below] = carrier
                if below not in carriers:
                    waiting.append((below, carrier))
    return nearest


def planned_below(by_id: Mapping[str, Activity]) -> dict[str, str]:
    """The activities that say only what was paid, while one below them says what is planned.

    Returns:
        id of an activity above -> id of the nearest one below it with planned money.
    """
    parents = _parents(by_id)
    planned = {one: one for one in by_id if has_money(by_id[one], PLANNED)}
    nearest = dict(planned)
    waiting = deque(planned)
    while waiting:
        below = waiting.popleft()
        for above in parents.get(below, ()):
            if above not in nearest:
                nearest[above] = nearest[below]
                waiting.append(above)
    return {
        one: below for one, below in nearest.items() if one not in planned and has_money(by_id[one], _KINDS)
    }


def _parents(by_id: Mapping[str, Activity]) -> dict[str, dict[str, None]]:
    """id of an activity -> ids of those above it, as either of the two says."""
    parents: dict[str, dict[str, None]] = {}
    for activity in by_id.values():
        for related in activity.related:
            if related.id not in by_id:
                continue
            if related.kind == "parent":
                parents.setdefault(activity.id, {})[related.id] = None
            elif related.kind == "child":
                parents.setdefault(related.id, {})[activity.id] = None
    return parents


def _top(identifier: str, above: dict[str, str]) -> str:
    """The last one on the way up; the way is shortened, so that a long chain is walked once and not for each link."""
    while (step := above.get(identifier)) is not None:
        above[identifier] = above.get(step, step)
        identifier = step
    return identifier


def has_money(activity: Activity, kinds: frozenset[MoneyKind] = _KINDS) -> bool:
    """Whether an activity has an amount of one of the kinds that is not zero."""
    return any(money.amount and money.kind in kinds for money in activity.money)


def told_levels(activities: Iterable[Activity]) -> tuple[Finding, ...]:
    """One finding for each activity whose money is left to one above it, or to those below it."""
    by_id = {activity.id: activity for activity in activities}
    above = {
        one: carrier
        for one, carrier in carried_above(by_id).items()
        if has_money(by_id[one]) and by_id[one].duplicate_of is None
    }
    below = {
        one: planned
        for one, planned in planned_below(by_id).items()
        if one not in above and by_id[one].duplicate_of is None
    }
    return tuple(
        Finding(
            code=f"activities.{code}",
            file=by_id[one].origin.file,
            row=by_id[one].origin.row,
            value=one,
            details={name: other},
        )
        for code, name, found in (("iati-level-below", "above", above), ("iati-level-above", "below", below))
        for one, other in found.items()
    )
