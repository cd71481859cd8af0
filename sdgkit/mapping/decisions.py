"""Decisions: what people said of matches, how it is applied, and the history kept beside a register.

The history is a file of JSON Lines that only grows, so that it can be put under version control; the last
word on an activity and target counts. A decision belongs to the activity of its id; where that id is gone, or now
stands before another title, to the one activity that bears the title that was decided on.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from sdgkit.activities.activity import Activity
from sdgkit.activities.register import Register
from sdgkit.agenda import goals, targets
from sdgkit.errors import InputError
from sdgkit.findings import Finding
from sdgkit.languages import fold
from sdgkit.mapping.combine import raw_of
from sdgkit.mapping.finders import goal_of, target_of
from sdgkit.mapping.match import Decision, Evidence, Match

SUFFIX = ".decisions.jsonl"
LONGEST_PART = 80
"""Characters of a wrong line that are told."""
MOST_NAMED = 5
"""Activities that a finding names."""
LIKE = 0.8
"""Part of the letters of two titles that must be alike for one to be named as the other after a change."""
MOST_COMPARED = 200_000
"""Pairs of titles that are compared for that; more would take seconds."""


def applied(
    decisions: Sequence[Decision], identifier: str, matches: Sequence[Match], shown: int
) -> list[Match]:
    """The matches of an activity after the decisions.

    Args:
        decisions: those of the activity, oldest first; the last word on a target counts.
        identifier: id of the activity.
        matches: all candidates, best first: first those that are shown, then those below the band.
        shown: how many are shown.

    Returns:
        What is shown, decided ones with their status; what a person accepted or added comes first.
    """
    last: dict[str, Decision] = {}
    for decision in decisions:
        last.pop(decision.target, None)
        last[decision.target] = decision
    by_code = {match.target or str(match.goal): match for match in matches}
    result = {match.target or str(match.goal): match for match in matches[:shown]}
    for decision in last.values():
        if decision.decision == "edited" and decision.replaced in by_code and decision.replaced not in last:
            old = by_code[decision.replaced]
            result[decision.replaced] = old.model_copy(update={"status": "rejected", "primary": False})
    for code, decision in last.items():
        base = by_code.get(code)
        if base is None:
            base = Match(
                activity_id=identifier,
                goal=goal_of(code),
                target=target_of(code),
                score=1.0,
                status="added",
                evidence=(Evidence(kind="decision", field="", text=code, weight=1.0, rule="decision"),),
            )
        change: dict[str, object] = {"status": decision.decision, "share": decision.share}
        if decision.decision == "rejected":
            change |= {"primary": False, "share": None}
        elif decision.primary is not None:
            change["primary"] = decision.primary
        result[code] = base.model_copy(update=change)
    ordered = sorted(
        result.values(),
        key=lambda m: (not m.stands, m.status == "rejected", m.status == "suggested", -raw_of(m.evidence)),
    )
    primaries = [d.target for d in last.values() if d.primary and d.decision != "rejected"]
    return _one_primary(ordered, primaries[-1:])


def title_changed(decision: Decision, activity: Activity) -> bool:
    """Whether the activity has another title than the one that was decided on.

    Example:
        >>> from sdgkit.activities.activity import Origin
        >>> from sdgkit.languages import Text
        >>> bridge = Activity(id="1", origin=Origin(file="a.csv"), title=Text({"en": "A bridge"}))
        >>> said = Decision(activity_id="1", target="9.1", decision="accepted", title="a  bridge")
        >>> title_changed(said, bridge), title_changed(said.model_copy(update={"title": "A road"}), bridge)
        (False, True)
    """
    if not decision.title:
        return False
    now = {_letters(title) for title in activity.title.root.values()}
    return _letters(decision.title) not in now


class Placed(NamedTuple):
    """Decisions, each with the activity that it belongs to."""

    decisions: tuple[Decision, ...]
    """All of them, those that moved with the id that their activity has now."""
    stale: tuple[Decision, ...]
    """Those whose activity is not in the register."""
    findings: tuple[Finding, ...]


def placed(decisions: Sequence[Decision], register: Register) -> Placed:
    """Find the activity of each decision in a register that may have been reordered, renumbered or cut since.

    Example:
        >>> from sdgkit.activities.activity import Origin
        >>> from sdgkit.languages import Text
        >>> bridge = Activity(id="2", origin=Origin(file="a.csv"), title=Text({"en": "A bridge"}))
        >>> said = Decision(activity_id="1", target="9.1", decision="accepted", title="A bridge")
        >>> [one.activity_id for one in placed([said], Register(activities=(bridge,))).decisions]
        ['2']
    """
    homes: dict[tuple[str, str], str] = {}
    named: dict[str, list[str]] | None = None
    for decision in decisions:
        key = (decision.activity_id, decision.title)
        if key in homes:
            continue
        activity = register.by_id.get(decision.activity_id)
        homes[key] = decision.activity_id
        if not decision.title or (activity is not None and not title_changed(decision, activity)):
            continue
        if named is None:
            named = bearers_of_titles(register)
        bearers = named.get(_letters(decision.title), [])
        # A title that several activities bear ("Phase II") tells nothing.
        if len(bearers) == 1:
            homes[key] = bearers[0]
    settled = tuple(
        one
        if (home := homes[one.activity_id, one.title]) == one.activity_id
        else one.model_copy(update={"activity_id": home})
        for one in decisions
    )
    stale = tuple(one for one in settled if one.activity_id not in register.by_id)
    moved = [(before, title, home) for (before, title), home in homes.items() if before != home]
    return Placed(settled, stale, (*_told_moved(moved, register), *told_stale(stale, register)))


def bearers_of_titles(register: Register) -> dict[str, list[str]]:
    """Letters of a title -> ids of the activities that bear it."""
    named: dict[str, list[str]] = {}
    for one in register.activities:
        for title in {_letters(title) for title in one.title.root.values()}:
            named.setdefault(title, []).append(one.id)
    return named


def bears_title(named: dict[str, list[str]], title: str) -> bool:
    """Whether exactly one activity bears a title, so that a decision goes with it (`placed`)."""
    return len(named.get(_letters(title), [])) == 1


def _told_moved(moved: Sequence[tuple[str, str, str]], register: Register) -> list[Finding]:
    if not moved:
        return []
    shown = "; ".join(f"{before} → {home} «{title}»" for before, title, home in moved[:MOST_NAMED])
    file = register.by_id[moved[0][2]].origin.file
    return [
        Finding(code="mapping.decisions-moved", file=file, value=shown, details={"number": str(len(moved))})
    ]


def told_stale(stale: Sequence[Decision], register: Register) -> list[Finding]:
    """What is told of decisions whose activity is gone, and which activity it may be under another title."""
    titles: dict[str, str] = {}
    for decision in stale:
        titles[decision.activity_id] = decision.title or titles.get(decision.activity_id, "")
    if not titles:
        return []
    file = register.activities[0].origin.file if register.activities else ""
    shown = "; ".join(f"{one} «{title}»" if title else one for one, title in [*titles.items()][:MOST_NAMED])
    found = [
        Finding(
            code="mapping.decisions-stale",
            file=file,
            value=shown,
            details={"number": str(len(titles)), "decisions": str(len(stale))},
        )
    ]
    if len(titles) * len(register) > MOST_COMPARED:
        return found
    letters = {one.id: [_letters(title) for title in one.title.root.values()] for one in register.activities}
    for identifier, title in titles.items():
        best = max(
            ((_likeness(_letters(title), one), after) for after, own in letters.items() for one in own),
            default=(0.0, ""),
        )
        if best[0] >= LIKE:
            origin = register.by_id[best[1]].origin
            found.append(
                Finding(
                    code="mapping.decision-like",
                    file=origin.file,
                    sheet=origin.sheet,
                    row=origin.row,
                    value=title,
                    details={"id": identifier, "like": best[1]},
                )
            )
    return found


def _likeness(one: str, other: str) -> float:
    """Part of the letters that two titles share in order, 0 where it cannot be enough."""
    if not one or not other:
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < LIKE or matcher.quick_ratio() < LIKE:
        return 0.0
    return matcher.ratio()


def _letters(text: str) -> str:
    return " ".join("".join(one if one.isalnum() else " " for one in fold(text)).split())


def _one_primary(matches: list[Match], chosen: Sequence[str]) -> list[Match]:
    """Exactly one primary among what stands: the person's choice, else the one there was, else the first."""
    standing = [match for match in matches if match.stands]
    preferred = [m for m in standing if (m.target or str(m.goal)) in chosen]
    preferred += [m for m in standing if m.primary] + standing
    first = preferred[0] if preferred else None
    return [
        match if match.primary == (match is first) else match.model_copy(update={"primary": match is first})
        for match in matches
    ]


def history_path(register: Path) -> Path:
    """Where the decisions on a register are kept: beside it.

    Example:
        >>> history_path(Path("data/register.xlsx")).name
        'register.xlsx.decisions.jsonl'
    """
    return register.with_name(register.name + SUFFIX)


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions of a history file, oldest first; none where there is no file.

    A last line without its end was cut off when the program was stopped while writing, and is left out.

    Raises:
        InputError: a line is no decision.
    """
    if not path.exists():
        return ()
    found = []
    # Editors of Windows put a mark before the first line.
    with path.open(encoding="utf-8-sig", errors="surrogateescape") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                decision = Decision.model_validate_json(line)
            except ValidationError as error:
                wrong = error.errors()[0]
                if not line.endswith("\n") and not wrong["loc"]:
                    break
                raise _unreadable(path, number, _where(wrong["loc"], wrong["input"])) from None
            if wrong_part := _not_possible(decision):
                raise _unreadable(path, number, wrong_part)
            found.append(decision)
    return tuple(found)


def _unreadable(path: Path, number: int, value: str) -> InputError:
    return InputError("mapping.decision-unreadable", file=path.name, row=number, value=value)


def _where(place: Sequence[str | int], value: object) -> str:
    """Which part of a line is wrong, and what stands there; of a line that is no JSON at all its beginning."""
    named = (
        f"{place[0]}: {value}" if place and not isinstance(value, dict) else str(place[0] if place else value)
    )
    return named.strip()[:LONGEST_PART]


def _not_possible(decision: Decision) -> str:
    """What of a decision that was typed by hand cannot be, "" where all can."""
    for name, code in (("target", decision.target), ("replaced", decision.replaced)):
        if code is not None and code not in _codes():
            return _where((name,), code)
    if decision.share is not None and not 0 <= decision.share <= 1:
        return _where(("share",), decision.share)
    return ""


@cache
def _codes() -> frozenset[str]:
    return frozenset((*(one.code for one in targets()), *(str(one.number) for one in goals())))


def decisions_elsewhere(path: Path, register: Register) -> list[Finding]:
    """What is told where a register has no history, but one of another name in its folder is of its activities.

    A history counts where id and title of at least one decision are those of an activity.
    """
    own = history_path(path)
    if own.exists():
        return []
    found = []
    for other in sorted(path.parent.glob(f"*{SUFFIX}")):
        try:
            decisions = read_decisions(other)
        except (InputError, OSError):
            continue  # It is told when its own register is mapped.
        known = {
            one.activity_id
            for one in decisions
            if one.title
            and (activity := register.by_id.get(one.activity_id)) is not None
            and not title_changed(one, activity)
        }
        if known:
            found.append(
                Finding(
                    code="mapping.decisions-elsewhere",
                    file=other.name,
                    value=own.name,
                    details={"number": str(len(known))},
                )
            )
    return found


def append_decisions(path: Path, decisions: Iterable[Decision]) -> int:
    """Add decisions to a history file; those that repeat the last word on their target are left out.

    Returns:
        How many were added.
    """
    last = {(d.activity_id, d.target): d for d in read_decisions(path)}
    lines = []
    for decision in decisions:
        if last.get((decision.activity_id, decision.target)) == decision:
            continue
        last[decision.activity_id, decision.target] = decision
        lines.append(decision.model_dump_json(exclude_defaults=True) + "\n")
    if lines:
        path.parent.mkdir(parents=True, exist_ok=True)
        _end_last_line(path)
        with path.open("a", encoding="utf-8", newline="\n") as stream:
            stream.writelines(lines)
            stream.flush()
            os.fsync(stream.fileno())
    return len(lines)


def _end_last_line(path: Path) -> None:
    """End the last line of a history: a whole one that an editor left open, or take away one that was cut off."""
    content = path.read_bytes() if path.exists() else b""
    whole, _, last = content.rpartition(b"\n")
    if not last.strip():
        return
    try:
        Decision.model_validate_json(last.removeprefix(codecs.BOM_UTF8))
    except ValidationError:
        with path.open("rb+") as stream:
            stream.truncate(len(whole) + 1 if whole else 0)
    else:
        with path.open("ab") as stream:
            stream.write(b"\n")
