"""Levels of a register: activities whose money stands in an activity above them too, so that it counts once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sdgkit.activities.activity import Activity
from sdgkit.findings import Finding


def carried_above(by_id: Mapping[str, Activity]) -> dict[str, str]:
    """The activities whose money an activity above them carries.

    Publishers repeat money up the hierarchy, so of a family only one level counts: the top one that has an amount
    other than zero. Either of the two may name the other one.

    Args:
        by_id: the activities of a register by their id.

    Returns:
        id of an activity below -> id of the nearest one above it that has money.
    """
    parents: dict[str, dict[str, None]] = {}
    for activity in by_id.values():
        for related in activity.related:
            if related.id not in by_id:
                continue
            if related.kind == "parent":
                parents.setdefault(activity.id, {})[related.id] = None
            elif related.kind == "child":
                parents.setdefault(related.id, {})[activity.id] = None

    found: dict[str, str] = {}
    for identifier in parents:
        # Level by level, so that a circle ends and a long chain needs no deep recursion.
        above, seen = [identifier], {identifier}
        while above and identifier not in found:
            above = [one for below in above for one in parents.get(below, ()) if one not in seen]
            seen.update(above)
            carrier = next((one for one in above if has_money(by_id[one])), None)
            if carrier is not None and not _leads_to(identifier, carrier, found):
                found[identifier] = carrier
    return found


def _leads_to(identifier: str, carrier: str, found: Mapping[str, str]) -> bool:
    """Whether the money of the carrier is carried by the activity itself: of a circle, one must count."""
    step: str | None = carrier
    while step is not None and step != identifier:
        step = found.get(step)
    return step is not None


def has_money(activity: Activity) -> bool:
    """Whether an activity has an amount that is not zero."""
    return any(money.amount for money in activity.money)


def told_levels(activities: Iterable[Activity]) -> tuple[Finding, ...]:
    """One finding for each activity whose money is left to one above it."""
    by_id = {activity.id: activity for activity in activities}
    return tuple(
        Finding(
            code="activities.iati-level-below",
            file=by_id[below].origin.file,
            row=by_id[below].origin.row,
            value=below,
            details={"above": above},
        )
        for below, above in carried_above(by_id).items()
        if has_money(by_id[below]) and by_id[below].duplicate_of is None
    )
