"""Rows that tell of one activity again, each with a further goal, region, implementer or year.

Databases give "long" tables: one row for each project and goal, or project and region, with the whole amount in every
row. Such rows are one activity, whose amount counts once. Where each row is of another year, with the amounts of that
year, the amounts are those of the years.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from typing import Any

from sdgkit.activities.draft import Draft, joined_values, longer_text
from sdgkit.findings import Finding
from sdgkit.languages import fold

ADDING = ("declared", "regions", "countries", "sectors", "markers", "partners")
"""Fields that a further row of an activity may add to."""
_TEXTS = ("description", "objectives", "results", "beneficiaries")


def joined_years(drafts: Sequence[Draft]) -> tuple[list[Draft], list[Finding]]:
    """The drafts with those joined that tell of one activity year by year.

    Rows are joined where the register's own identifier or number, the title and the donors are the same, the period of
    each is one calendar year, no year stands twice, and the amounts name no year. The money of each is then that of its
    year.

    Args:
        drafts: in the order of the rows; those that go on are changed.

    Returns:
        The drafts that are left, and a finding for each row that was joined.
    """
    groups: dict[object, list[Draft]] = {}
    for draft in drafts:
        own = draft.identifier or draft.number
        if own and draft.values["title"] and _year(draft.values) is not None:
            origin = draft.values["origin"]
            key = (
                origin.file,
                origin.sheet,
                own,
                _title(draft),
                _donors(draft.values),
                draft.values["section"],
            )
            groups.setdefault(key, []).append(draft)
    into: dict[int, Draft] = {}
    for members in groups.values():
        years = {_year(one.values) for one in members}
        if len(members) > 1 and len(years) == len(members):
            into |= {id(one): members[0] for one in members[1:]}
    findings = []
    for draft in drafts:
        first = into.get(id(draft))
        if first is None:
            continue
        _date_money(first.values)
        _date_money(draft.values)
        _add(first.values, draft.values)
        _add_money(first.values, draft.values)
        first.values["start"] = min(first.values["start"], draft.values["start"], key=lambda when: when.first)
        first.values["end"] = max(first.values["end"], draft.values["end"], key=lambda when: when.last)
        first.values["status"] = draft.values["status"] or first.values["status"]
        findings.append(_told("row-of-year", draft, first))
    return [draft for draft in drafts if id(draft) not in into], findings


def joined_payments(drafts: Sequence[Draft]) -> tuple[list[Draft], list[Finding]]:
    """The drafts with those joined that tell of the payments of one activity, each in a row of its own.

    Rows are joined where the register's identifier, the title, the donors and the section are the same and every amount
    has the day on which it was paid.

    Args:
        drafts: in the order of the rows; those that go on are changed.

    Returns:
        The drafts that are left, and a finding for each row that was joined.
    """
    groups: dict[object, list[Draft]] = {}
    for draft in drafts:
        values, money = draft.values, draft.values["money"]
        if not money or money[0].date is None:
            continue  # Nearly all rows of most registers.
        if values["title"] and all(one.date is not None for one in money):
            origin = values["origin"]
            key = (
                origin.file, origin.sheet, draft.identifier, _title(draft), _donors(values), values["section"],
            )  # fmt: skip
            groups.setdefault(key, []).append(draft)
    into = {id(one): members[0] for members in groups.values() for one in members[1:]}
    findings = []
    for draft in drafts:
        first = into.get(id(draft))
        if first is None:
            continue
        _add(first.values, draft.values)
        _add_money(first.values, draft.values)
        findings.append(_told("row-of-payment", draft, first))
    return [draft for draft in drafts if id(draft) not in into], findings


def joined_regions(drafts: Sequence[Draft]) -> tuple[list[Draft], list[Finding]]:
    """The drafts with those joined that tell of one activity region by region, each with its own part of the money.

    Rows are joined where the register's own identifier or number, the title, the donors and the dates are the same,
    each is in one region and no region stands twice. What the regions get are then parts of the activity's money.

    Args:
        drafts: in the order of the rows; those that go on are changed.

    Returns:
        The drafts that are left, and a finding for each row that was joined.
    """
    groups: dict[object, list[Draft]] = {}
    times = Counter(draft.identifier or draft.number for draft in drafts)
    for draft in drafts:
        values, own = draft.values, draft.identifier or draft.number
        if not own or times[own] < 2:
            continue  # Nearly all rows of most registers: what they say need not be compared.
        if values["title"] and len(values["regions"]) == 1 and len(values["money"]) == 1:
            origin, money = values["origin"], values["money"][0]
            start, end = (values[name] and values[name].written for name in ("start", "end"))
            key = (
                *(
                    origin.file,
                    origin.sheet,
                    own,
                    _title(draft),
                    _donors(values),
                    values["section"],
                    start,
                    end,
                ),
                *(money.kind, money.currency, money.year),
            )
            groups.setdefault(key, []).append(draft)
    into: dict[int, Draft] = {}
    findings = []
    for members in groups.values():
        codes = {one.values["regions"][0].code for one in members}
        total = sum((Fraction(one.values["money"][0].amount) for one in members), Fraction(0))
        amounts = {one.values["money"][0].amount for one in members}
        if len(members) < 2 or len(codes) < len(members) or min(amounts) <= 0 or len(amounts) == 1:
            # Equal amounts may be the whole one, said again in each row.
            continue
        first, *others = members
        for one in members:
            share = Fraction(one.values["money"][0].amount) / total
            one.values["regions"] = (one.values["regions"][0].model_copy(update={"share": share}),)
        for other in others:
            into[id(other)] = first
            _add_money(first.values, other.values)
            _add(first.values, other.values)
            findings.append(_told("row-of-region", other, first))
        first.values["regions"] = tuple(sorted(first.values["regions"], key=lambda region: region.code))
    return [draft for draft in drafts if id(draft) not in into], findings


def _year(values: dict[str, Any]) -> int | None:
    """The one calendar year that a row is of, where its amounts name none."""
    start, end = values["start"], values["end"]
    if start is None or end is None or start.precision != "year" or start.first.year != end.last.year:
        return None
    if not values["money"] or any(one.year is not None for one in values["money"]):
        return None
    return int(start.first.year)


def _date_money(values: dict[str, Any]) -> None:
    year = _year(values)
    if year is not None:
        values["money"] = tuple(one.model_copy(update={"year": year}) for one in values["money"])


def joined_rows(drafts: Sequence[Draft]) -> tuple[list[Draft], list[Finding]]:
    """The drafts with those that repeat an earlier row of the same sheet joined to it.

    Rows are joined where the register's own number or identifier, the title, the donors, the amounts and the dates are
    the same and some of them say more than others. Without a number of their own they must be in the same regions
    too: the same title elsewhere may be other work. Rows that all say the same stay, to be told as repetitions.

    Args:
        drafts: in the order of the rows; those that go on are changed.

    Returns:
        The drafts that are left, and a finding for each row that was joined.
    """
    titled: dict[tuple[str, ...], list[Draft]] = {}
    for draft in drafts:
        if draft.values["title"]:
            titled.setdefault(_title(draft), []).append(draft)
    into: dict[int, Draft] = {}
    joined: list[Draft] = []
    for same in titled.values():
        # Most titles stand once, and need no further comparing.
        groups: dict[object, list[Draft]] = {}
        for draft in same if len(same) > 1 else ():
            groups.setdefault(_key(draft), []).append(draft)
        for members in groups.values():
            # Rows that all say the same are repetitions; it must not matter which of them stands first.
            if len(members) > 1 and len({_said(one) for one in members}) > 1:
                into |= {id(one): members[0] for one in members[1:]}
                joined.append(members[0])
    findings: list[Finding] = []
    for draft in drafts:
        before = into.get(id(draft))
        if before is not None:
            _add(before.values, draft.values)
            findings.append(_told("row-joined", draft, before))
    for draft in joined:
        for name in ADDING:
            # The order of the rows says nothing of what they add.
            draft.values[name] = tuple(sorted(draft.values[name], key=partial(_order, name)))
    return [draft for draft in drafts if id(draft) not in into], findings


def _add_money(first: dict[str, Any], further: dict[str, Any]) -> None:
    """Add the amounts of a further row, each with the row in which it stands."""
    origin = further["origin"]
    money = (one.model_copy(update={"origin": origin}) for one in further["money"])
    first["money"] = (*first["money"], *money)


def _told(code: str, draft: Draft, first: Draft) -> Finding:
    """The finding that a row was joined to an earlier one."""
    origin = draft.values["origin"]
    return Finding(
        code=f"activities.{code}", file=origin.file, sheet=origin.sheet, row=origin.row,
        value=str(draft.values["title"]), details={"other_row": str(first.values["origin"].row or "")},
    )  # fmt: skip


def _order(name: str, value: Any) -> str:
    return str(_plain(name, (value,)))


def _said(draft: Draft) -> frozenset[object]:
    return frozenset((name, one) for name in ADDING for one in _plain(name, draft.values[name]))


def _donors(values: dict[str, Any]) -> frozenset[str]:
    return frozenset(fold(str(one.name)) for one in values["partners"] if one.role in ("funding", "partner"))


def _title(draft: Draft) -> tuple[str, ...]:
    return tuple(sorted([fold(text) for text in draft.values["title"].root.values()]))


def _key(draft: Draft) -> object:
    """What is the same in the rows of one activity, beside the title."""
    values = draft.values
    origin, own = values["origin"], draft.identifier or draft.number
    start, end = values["start"], values["end"]
    return (
        origin.file,
        origin.sheet,
        own,
        frozenset() if own else frozenset(region.code for region in values["regions"]),
        _donors(values),
        tuple((one.kind, one.amount, one.currency, one.year) for one in values["money"]),
        start.first if start else None,
        end.last if end else None,
        values["status"],
    )


def _plain(name: str, values: tuple[Any, ...]) -> set[object]:
    if name == "declared":
        return {(one.goal, one.target, one.indicator) for one in values}
    if name == "partners":
        return {(one.role, fold(str(one.name))) for one in values}
    return {getattr(one, "code", "") or str(getattr(one, "title", one)) for one in values}


def _add(values: dict[str, Any], more: dict[str, Any]) -> None:
    for name in ADDING:
        known = _plain(name, values[name])
        values[name] = joined_values(
            values[name], tuple(one for one in more[name] if not _plain(name, (one,)) <= known)
        )
    for name in _TEXTS:
        values[name] = longer_text(values[name], more[name])
    extra = values["extra"]
    for heading, text in more["extra"].items():
        if heading not in extra:
            extra[heading] = text
        elif text not in extra[heading].split("; "):
            extra[heading] = f"{extra[heading]}; {text}"
