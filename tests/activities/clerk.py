"""What a careful clerk would write down of an activity, in one line."""

from __future__ import annotations

from sdgkit.activities.activity import Activity

ROLES = {
    "funding": "F", "implementing": "I", "government": "G", "partner": "P", "beneficiary": "B",
}  # fmt: skip


def line(activity: Activity) -> str:
    """Title | partners by role | amounts | start..end | regions | goals, the primary ones with a star.

    Amounts are budgets where no other kind stands beside them; parts of regions follow their codes.
    """
    amounts = [
        [
            f"{one.amount:f}",
            one.currency or "?",
            "" if one.kind == "budget" else one.kind,
            str(one.year or ""),
        ]
        for one in activity.money
    ]
    money = ", ".join(" ".join(word for word in words if word) for words in amounts)
    goals = (
        (one.indicator or one.target or str(one.goal)) + ("*" if one.primary else "")
        for one in activity.declared
    )
    return " | ".join(
        [
            " / ".join(activity.title.root.values()),
            ", ".join(f"{ROLES[one.role]} {one.name}" for one in activity.partners),
            money,
            f"{activity.start.first if activity.start else ''}..{activity.end.last if activity.end else ''}",
            " ".join(f"{one.code}" + (f"={one.share}" if one.share else "") for one in activity.regions),
            " ".join(goals),
        ]
    )
