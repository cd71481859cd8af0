"""Rows of an export that tell of one activity: its years and purposes, its agencies, or the same money once more."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any, Literal, NamedTuple

from sdgkit.activities.activity import Activity, Marker, Money, PlaceShare
from sdgkit.activities.export_rows import TEXTS, Row, distinct
from sdgkit.languages import Text, fold

Joining = Literal["keys", "agencies", "amounts", "once"]
"""How the rows of an export belong together.

keys: those of one identifier and one set of keys are one activity, and their amounts are added.
agencies: each agency of an activity has a row of its own; the amounts are its own, or those of all of them.
amounts: each row of an identifier is one amount of it.
once: each row of an identifier repeats its amounts, for a further country or sector.
"""


MOST_SAID = 50
"""Different things in a column that are kept in words for one activity."""


class Joined(NamedTuple):
    """The activities of rows.

    Attributes:
        activities: in the order of their first rows.
        joined: how many rows were joined to an earlier one.
        repeated: ids of activities whose rows repeat one amount, which was counted once.
        alike: ids of activities whose rows have one amount each that is the same, which were added up.
    """

    activities: list[Activity]
    joined: int
    repeated: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()


def joined_rows(
    rows: Sequence[Row], joining: Joining = "keys", total: dict[str, Decimal] | None = None
) -> Joined:
    """The activities of the rows of an export.

    Where rows of several agencies have one and the same amounts, these may be each agency's own or those of the
    activity. A row of totals decides, where the export has one that fits; else they are the activity's only where no
    activity of the export has rows that differ.

    Args:
        rows: in their order; identifiers that then occur twice are told apart by the keys, else by a number.
        joining: how rows belong together.
        total: amounts by kind of the row of totals, where the export has one.
    """
    groups: dict[tuple[str, ...], list[Row]] = {}
    times: Counter[object] = Counter()
    given = Counter(row.identifier for row in rows)
    for number, row in enumerate(rows):
        # One that no other row has belongs to none.
        is_alone = bool(row.identifier) and given[row.identifier] == 1
        key = (not is_alone and _key(row, joining)) or ("", str(number))
        if joining == "agencies" and not is_alone:
            # The very same row once more is no further part of its activity.
            same = (key, row.own, *_amounts(row))
            times[same] += 1
            key = (*key, str(times[same]))
        groups.setdefault(key, []).append(row)
    several = [members for members in groups.values() if len(members) > 1]
    alike = {id(members) for members in several if joining == "agencies" and _is_alike(members)}
    once = joining == "once" or (bool(alike) and _is_repeated(list(groups.values()), alike, total))
    seen: Counter[str] = Counter()
    names = Counter(members[0].identifier for members in groups.values())
    activities = []
    told: list[str] = []
    for key, members in groups.items():
        first = members[0]
        identifier = first.identifier
        if not identifier:
            is_named = joining == "agencies" and bool(first.values["title"])
            identifier = _digest(*key[1:-1]) if is_named else _digest_of(first)
        if first.identifier and names[identifier] > 1 and first.keys:
            identifier = "-".join((*first.keys, identifier))
        seen[identifier] += 1
        if seen[identifier] > 1:
            identifier = f"{identifier}#{seen[identifier]}"
        values = _together(members, once=joining == "once" or (once and id(members) in alike))
        if joining == "agencies" and len(members) > 1:
            values |= {name: _said_by_all(members, name) for name in TEXTS if name != "title"}
        activities.append(Activity(id=identifier, **values))
        if id(members) in alike:
            told.append(identifier)
    return Joined(
        activities, len(rows) - len(groups), tuple(told) if once else (), () if once else tuple(told)
    )


def _key(row: Row, joining: Joining) -> tuple[str, ...] | None:
    """What rows of one activity have in common; None for a row that is an activity of its own."""
    if joining == "keys":
        return (row.identifier, *row.keys) if row.identifier and row.keys else None
    if joining in ("amounts", "once"):
        return (row.identifier,) if row.identifier else None
    values = row.values
    title = fold(str(values["title"]))
    if not title:
        return None
    country = ",".join(values["countries"])
    if row.identifier:
        return (row.identifier, title, country)
    return ("", title, country, fold(str(values["results"])), fold(str(values["description"])))


def _amounts(row: Row) -> list[tuple[str, str | None, int | None, Decimal]]:
    return sorted((one.kind, one.currency or "", one.year or 0, one.amount) for one in row.values["money"])


def _is_alike(members: Sequence[Row]) -> bool:
    """Whether the rows of different agencies have the same amounts, other than zero."""
    amounts = [_amounts(row) for row in members]
    agencies = {row.own for row in members}
    return (
        len(agencies) == len(members)
        and any(amount for *_, amount in amounts[0])
        and all(one == amounts[0] for one in amounts)
    )


def _is_repeated(groups: Sequence[Sequence[Row]], alike: set[int], total: dict[str, Decimal] | None) -> bool:
    """Whether amounts that are alike are those of the whole activity, once for each agency."""
    added, counted = _sums(groups, set()), _sums(groups, alike)
    for kind, amount in (total or {}).items():
        if added.get(kind) != counted.get(kind) and amount in (added.get(kind), counted.get(kind)):
            return amount == counted.get(kind)
    return not any(
        len({row.own for row in members}) > 1
        and id(members) not in alike
        and any(amount for row in members for *_, amount in _amounts(row))
        for members in groups
    )


def _sums(groups: Iterable[Sequence[Row]], once: set[int]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for members in groups:
        for row in members[:1] if id(members) in once else members:
            for money in row.values["money"]:
                sums[money.kind] = sums.get(money.kind, Decimal(0)) + money.amount
    return sums


def _together(members: Sequence[Row], *, once: bool = False) -> dict[str, Any]:
    values = members[0].values
    if len(members) == 1:
        return values
    values = dict(values)
    each = [member.values for member in members]
    for name in ("partners", "countries", "areas", "regions", "sectors", "declared"):
        values[name] = distinct(one for member in each for one in member[name])
    values["money"] = values["money"] if once else _money(members)
    values["place_shares"] = _shares(one for member in each for one in member["place_shares"])
    markers: dict[str, Marker] = {}
    for marker in (one for member in each for one in member["markers"]):
        known = markers.get(marker.code)
        if known is None or (marker.significance or 0) > (known.significance or 0):
            markers[marker.code] = marker
    values["markers"] = tuple(markers.values())
    for name in TEXTS:
        values[name] = next((member[name] for member in each if member[name]), values[name])
    starts = [member["start"] for member in each if member["start"]]
    ends = [member["end"] for member in each if member["end"]]
    values["start"] = min(starts, key=lambda when: when.first, default=None)
    values["end"] = max(ends, key=lambda when: when.last, default=None)
    values["extra"] = _extra(member["extra"] for member in each)
    values["status"] = next((member["status"] for member in each if member["status"]), "")
    return values


def _said_by_all(members: Sequence[Row], name: str) -> Text:
    """What the rows say, one after another, each text once."""
    found: dict[str, str] = {}
    for row in members:
        for language, text in row.values[name].items():
            before = found.get(language, "")
            if text.casefold() not in before.casefold():
                found[language] = f"{before} {text}".strip()
    return Text(found)


def _extra(each: Iterable[dict[str, str]]) -> dict[str, str]:
    """What no field holds, of all rows: each thing once."""
    said: dict[str, dict[str, None]] = {}
    for extra in each:
        for heading, text in extra.items():
            said.setdefault(heading, {})[text] = None
    return {heading: "; ".join(islice(texts, MOST_SAID)) for heading, texts in said.items()}


def _money(members: Sequence[Row]) -> tuple[Money, ...]:
    """The amounts of all rows, each with the agency whose row it is, where there are several."""
    named = len({row.own for row in members}) > 1
    return tuple(
        money.model_copy(update={"partner": row.own}) if named and row.own and not money.partner else money
        for row in members
        for money in row.values["money"]
    )


def _shares(given: Iterable[PlaceShare]) -> tuple[PlaceShare, ...]:
    """The parts of each place, once; none where they are more than the whole."""
    found = {one.code: one for one in given}
    return tuple(found.values()) if sum(one.share for one in found.values()) <= 1 else ()


def _digest_of(row: Row) -> str:
    return _digest(str(row.values["title"]), *(f"{money.amount:f}" for money in row.values["money"]))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:12]
