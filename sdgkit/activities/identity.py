"""Which activity is which: ids that stay, and activities that a register holds twice.

An id is the register's own identifier or number where that is unique; else it is made from the title,
and, where titles repeat, from more of the row. Neither the order of rows, nor the name of the file, nor
further columns change it.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import Decimal

from sdgkit.activities.activity import Activity, Related
from sdgkit.activities.draft import Draft
from sdgkit.activities.trusted import made
from sdgkit.findings import Finding
from sdgkit.languages import fold

_FIELDS = set(Activity.model_fields)
_DEFAULTS = {name: one.default for name, one in Activity.model_fields.items()}
"""What a draft need not say, in the order of the model; these values cannot change, so that activities share them."""

SHORTEST_TITLE = 4
"""Letters of a title from which equal titles may mean one project; "Вода" may, "№" may not."""


def identified(drafts: Sequence[Draft]) -> tuple[list[Activity], list[Finding]]:
    """The activities with their ids, in the order of the drafts, which are used up.

    Returns:
        The activities, and findings about identifiers that occur twice and about components of activities.
    """
    ids, findings = _ids(drafts)
    findings += _with_components(drafts, ids)
    activities = []
    for one, draft in zip(ids, drafts, strict=True):
        values = _DEFAULTS | draft.values
        values["id"] = one
        draft.values = {}
        activities.append(made(Activity, _FIELDS, values))
    return activities, findings


def _with_components(drafts: Sequence[Draft], ids: Sequence[str]) -> list[Finding]:
    """Link rows such as 2.1 and 2.2 to the row 2 above them where their amounts add up to its own.

    Their money is then counted once, with that of the row 2 (`sdgkit.mapping.allocation.countable`).
    """
    findings: list[Finding] = []
    top, number, below = -1, "", list[int]()
    for index, draft in enumerate((*drafts, None)):
        own = (draft.number.rstrip(".") or _number_of_title(draft)) if draft else ""
        if draft and number and own.startswith(f"{number}.") and _same_sheet(drafts[top], draft):
            below.append(index)
            continue
        if below:
            whole, parts = _sums(drafts[top : top + 1]), _sums([drafts[one] for one in below])
            if whole and parts:
                fit = whole == parts
                origin = drafts[top].values["origin"]
                findings.append(
                    Finding(
                        code="activities.components" if fit else "activities.components-unequal",
                        file=origin.file,
                        sheet=origin.sheet,
                        row=origin.row,
                        value=str(drafts[top].values["title"]),
                        details={
                            "count": len(below),
                            "parts": ", ".join(
                                drafts[one].number or _number_of_title(drafts[one]) for one in below[:6]
                            ),
                        },
                    )
                )
                for one in below if fit else ():
                    values = drafts[one].values
                    values["related"] = (*values.get("related", ()), Related(id=ids[top], kind="parent"))
        top, number, below = index, own, []
    return findings


_NUMBERED_TITLE = re.compile(
    r"\W*(?:компонент|подкомпонент|этап|задача|мероприятие|component|sub-?component|activity|output|құрамдас)?\s*№?\s*"
    r"(\d{1,2}(?:\.\d{1,2}){0,3})(?:[.):]\s*|\s+)\D"
)


def _number_of_title(draft: Draft) -> str:
    """The number with which a title begins, where no column has numbers: "1.1 Обследование", "Компонент 1. Вода"."""
    title = draft.values["title"]
    found = _NUMBERED_TITLE.match(fold(next(iter(title.root.values())))) if title else None
    return found[1] if found else ""


def _same_sheet(one: Draft, other: Draft) -> bool:
    first, second = one.values["origin"], other.values["origin"]
    return (first.file, first.sheet) == (second.file, second.sheet)


def _sums(drafts: Sequence[Draft]) -> dict[tuple[str, str | None], Decimal]:
    sums: dict[tuple[str, str | None], Decimal] = {}
    for draft in drafts:
        for money in draft.values["money"]:
            key = (money.kind, money.currency)
            sums[key] = sums.get(key, Decimal(0)) + money.amount
    return sums


def _ids(drafts: Sequence[Draft]) -> tuple[list[str], list[Finding]]:
    findings: list[Finding] = []
    for attribute in ("identifier", "number"):
        own = [getattr(draft, attribute) for draft in drafts]
        counts = Counter(own)
        counts.pop("", None)
        if not counts:
            continue
        repeated = {value for value, times in counts.items() if times > 1}
        given = sum(counts.values())
        if len(repeated) * 20 > given and len(repeated) > 1 and attribute == "number":
            continue
        if not repeated and given == len(drafts):
            return own, findings
        if given < 0.5 * len(drafts) or (attribute == "number" and repeated):
            continue
        # Rows with a number of their own tell nothing of those without: these are compared with each other alone.
        without = [index for index, value in enumerate(own) if not value or value in repeated]
        fallback = dict(zip(without, _hashes([drafts[index] for index in without]), strict=True))
        result = []
        for index, value in enumerate(own):
            if index not in fallback:
                result.append(value)
            else:
                result.append(fallback[index])
                if value in repeated:
                    origin = drafts[index].values["origin"]
                    findings.append(
                        Finding(
                            code="activities.id-repeated",
                            file=origin.file,
                            sheet=origin.sheet,
                            row=origin.row,
                            value=value,
                        )
                    )
        return result, findings
    return _hashes(drafts), findings


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:12]


def _hashes(drafts: Sequence[Draft]) -> list[str]:
    """Ids from the content: of the title, and of more where titles repeat."""
    levels = [_title_key, _partner_key, _time_key, _whole_key]
    ids = [""] * len(drafts)
    groups: dict[tuple[str, ...], list[int]] = {(): list(range(len(drafts)))}
    for level in levels:
        finer: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for key, members in groups.items():
            for index in members:
                finer[(*key, level(drafts[index]))].append(index)
        groups = {}
        for key, members in finer.items():
            if len(members) == 1:
                ids[members[0]] = _digest(*key)
            else:
                groups[key] = members
    for key, members in groups.items():
        for times, index in enumerate(members):
            ids[index] = _digest(*key, str(times))
    return ids


def _title_key(draft: Draft) -> str:
    title = draft.values["title"]
    return fold(min(title.root.values())) if title else ""


def _partner_key(draft: Draft) -> str:
    return "|".join(
        sorted(fold(str(p.name)) for p in draft.values["partners"] if p.role in ("funding", "partner"))
    )


def _time_key(draft: Draft) -> str:
    start, end = draft.values["start"], draft.values["end"]
    money = sorted(f"{m.kind}{m.amount:f}{m.currency}" for m in draft.values["money"])
    return "|".join([start.first.isoformat() if start else "", end.last.isoformat() if end else "", *money])


def _whole_key(draft: Draft) -> str:
    # Not the section, which depends on the rows above, nor what further columns hold.
    left = ("origin", "money", "section", "extra")
    values = {k: v for k, v in draft.values.items() if k not in left}
    # Of rows that were joined, the order of goals and regions is that of the rows.
    said = ((k, sorted(map(str, v)) if isinstance(v, tuple) else str(v)) for k, v in values.items())
    return fold(repr(sorted(said)))


def with_duplicates(activities: Sequence[Activity]) -> tuple[list[Activity], list[Finding]]:
    """The activities with `duplicate_of` set where the register holds one twice.

    The same project may stand there in Russian and Kazakh, once for each donor, or once for each year. Where the
    rows give the same money it is counted once; where the amounts differ they stay, as parts of one project.
    """
    findings: list[Finding] = []
    updates: dict[int, dict[str, object]] = {}
    by_title: dict[str, list[int]] = defaultdict(list)
    for index, activity in enumerate(activities):
        for text in activity.title.root.values():
            key = _plain(text)
            if len(key) >= SHORTEST_TITLE:
                by_title[key].append(index)
    for members in by_title.values():
        members = list(dict.fromkeys(members))
        if 2 <= len(members) <= 500:
            _same_title(activities, members, updates, findings)
    _same_in_two_languages(activities, updates, findings)
    if not updates:
        return list(activities), findings
    return [
        a.model_copy(update=updates[i]) if i in updates else a for i, a in enumerate(activities)
    ], findings


def _plain(text: str) -> str:
    return _NO_WORD.sub(" ", fold(text)).strip()


_NO_WORD = re.compile(r"[^\w]+")


def _money_key(activity: Activity) -> frozenset[tuple[str, Decimal, str | None]]:
    return frozenset((m.kind, m.amount, m.currency) for m in activity.money)


def _donors(activity: Activity) -> frozenset[str]:
    return frozenset(_plain(str(p.name)) for p in activity.partners if p.role in ("funding", "partner"))


def _dates(activity: Activity) -> tuple[object, object]:
    return (activity.start.first if activity.start else None, activity.end.last if activity.end else None)


def _same_title(
    activities: Sequence[Activity],
    members: list[int],
    updates: dict[int, dict[str, object]],
    findings: list[Finding],
) -> None:
    # The latest sheet is the one that stands: "2025" before "2024".
    ordered = sorted(members, key=lambda i: (-_sheet_year(activities[i]), i))
    kept: list[int] = []
    for index in ordered:
        activity = activities[index]
        double = next((k for k in kept if _is_double(activities[k], activity)), None)
        if double is not None:
            updates.setdefault(index, {})["duplicate_of"] = activities[double].id
            findings.append(_told("duplicate", activity, activities[double]))
            continue
        if kept and "duplicate_of" not in updates.get(index, {}):
            first = activities[kept[0]]
            shared = _donors(first) == _donors(activity)
            if first.id != activity.id and not _clearly_apart(first, activity):
                kind = "sibling" if shared else "co-funded"
                updates.setdefault(index, {})["related"] = (
                    *activity.related,
                    Related(id=first.id, kind=kind),
                )
                findings.append(_told("same-project", activity, first))
        kept.append(index)


def _clearly_apart(first: Activity, second: Activity) -> bool:
    """Different countries, or different regions: the same title for different work."""
    if first.countries and second.countries and set(first.countries).isdisjoint(second.countries):
        return True
    one, other = ({r.code for r in a.regions} for a in (first, second))
    return bool(one and other and one.isdisjoint(other))


def _is_double(kept: Activity, other: Activity) -> bool:
    """Whether counting both would count the same thing twice."""
    if _clearly_apart(kept, other):
        return False
    one, two = _money_key(kept), _money_key(other)
    same_sheet = kept.origin.sheet == other.origin.sheet and kept.origin.file == other.origin.file
    if (
        not same_sheet
        and _dates(kept) == _dates(other)
        and _spans_years(kept)
        and _donors(kept) == _donors(other)
    ):
        # The register of another year tells of the same project; its amount may have been revised.
        return True
    if one and two:
        amounts = {(kind, amount) for kind, amount, _ in one} == {(kind, amount) for kind, amount, _ in two}
        if not amounts:
            return False
        return _dates(kept) == _dates(other) or not same_sheet
    if one or two:
        return _donors(kept) == _donors(other) and (_dates(kept) == _dates(other)) and not (one and two)
    return _donors(kept) == _donors(other) and _dates(kept) == _dates(other)


def _spans_years(activity: Activity) -> bool:
    return bool(activity.start and activity.end and activity.end.last.year > activity.start.first.year)


def _sheet_year(activity: Activity) -> int:
    years = re.findall(r"(?:19|20)\d\d", activity.origin.sheet)
    return max(map(int, years), default=0)


def _same_in_two_languages(
    activities: Sequence[Activity], updates: dict[int, dict[str, object]], findings: list[Finding]
) -> None:
    """Two rows in different languages with the same amounts, dates, donors and declared codes."""
    groups: dict[object, list[int]] = defaultdict(list)
    if len({language for activity in activities for language in activity.title.root}) < 2:
        return
    for index, activity in enumerate(activities):
        if (
            activity.money
            and activity.start
            and len(activity.title.root) == 1
            and "duplicate_of" not in updates.get(index, {})
        ):
            groups[_money_key(activity), _dates(activity)].append(index)
    for members in groups.values():
        if not 2 <= len(members) <= 50:
            continue
        for position, index in enumerate(members):
            for other in members[:position]:
                first, second = activities[other], activities[index]
                if "duplicate_of" in updates.get(other, {}) or set(first.title.root) & set(second.title.root):
                    continue
                if _agree(first, second):
                    updates.setdefault(index, {})["duplicate_of"] = first.id
                    findings.append(_told("duplicate", second, first))
                    break


def _agree(first: Activity, second: Activity) -> bool:
    points = 0
    pairs = [
        ({(d.goal, d.target) for d in first.declared}, {(d.goal, d.target) for d in second.declared}),
        ({r.code for r in first.regions}, {r.code for r in second.regions}),
        ({_organisation(n) for n in _donors(first)}, {_organisation(n) for n in _donors(second)}),
    ]
    for one, other in pairs:
        if one and other:
            if one != other:
                return False
            points += 1
    return points >= 1


def _organisation(name: str) -> str:
    from sdgkit.activities.cells.organisations import known_organisation

    known = known_organisation(name)
    return known.names[0][1] if known else name


def _told(code: str, activity: Activity, other: Activity) -> Finding:
    origin = activity.origin
    return Finding(
        code=f"activities.{code}", file=origin.file, sheet=origin.sheet, row=origin.row, value=str(activity.title),
        details={"other": other.id, "other_row": str(other.origin.row or ""), "other_sheet": other.origin.sheet},
    )  # fmt: skip
