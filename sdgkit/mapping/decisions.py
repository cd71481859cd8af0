"""Decisions: what people said of matches, how it is applied, and the history kept beside a register.

The history is a file of JSON Lines that only grows, so that it can be put under version control; the last
word on an activity and target counts.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import ValidationError

from sdgkit.activities.activity import Activity
from sdgkit.errors import InputError
from sdgkit.languages import fold
from sdgkit.mapping.finders import goal_of, target_of
from sdgkit.mapping.match import Decision, Evidence, Match

SUFFIX = ".decisions.jsonl"


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
        key=lambda m: (not m.stands, m.status == "rejected", m.status == "suggested", -m.score),
    )
    return _one_primary(ordered, {d.target for d in last.values() if d.primary and d.decision != "rejected"})


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


def _letters(text: str) -> str:
    return " ".join("".join(one if one.isalnum() else " " for one in fold(text)).split())


def _one_primary(matches: list[Match], chosen: set[str]) -> list[Match]:
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
    with path.open(encoding="utf-8", errors="surrogateescape") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                found.append(Decision.model_validate_json(line))
            except ValidationError:
                if not line.endswith("\n"):
                    break
                raise InputError("mapping.decision-unreadable", file=path.name, row=number) from None
    return tuple(found)


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
        Decision.model_validate_json(last)
    except ValidationError:
        with path.open("rb+") as stream:
            stream.truncate(len(whole) + 1 if whole else 0)
    else:
        with path.open("ab") as stream:
            stream.write(b"\n")
