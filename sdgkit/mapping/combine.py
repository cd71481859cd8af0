"""How evidence becomes a score, and scores become matches.

A target's evidence is joined like independent doubts: what is left of the doubt after each piece is
multiplied (noisy or). Each further piece of the same field counts less, because the phrases of one text
repeat one thought; a title and a description are two witnesses. Texts of the same field in several languages
say the same and count once. The raw value is turned into a probability by a table
(`knowledge/calibration.csv`). Everything is computed from the evidence that the match carries, so that
whoever reads it can compute it again (`score_of`).
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Literal

from sdgkit.activities.activity import Activity
from sdgkit.activities.trusted import made
from sdgkit.agenda import sort_key
from sdgkit.mapping.finders import Hit, Passage, goal_of
from sdgkit.mapping.knowledge_files import knowledge_rows
from sdgkit.mapping.match import Evidence, Match, Status
from sdgkit.mapping.settings import MappingSettings

FIELDS: Mapping[str, float] = {
    "title": 1.0,
    "objectives": 0.9,
    "text": 1.0,
    "description": 0.8,
    "results": 0.75,
    "sector": 0.75,
    "section": 0.55,
}
"""What a phrase in a field is worth by what the field says: a title names the thing, the heading of a section
of the register is about many activities."""

OPENING = 400
"""Characters at the beginning of a text that count in full; texts of projects say first what they are about."""
FAR = 2_400
"""Characters from the beginning at which the factor has fallen to `LATE`."""
LATE = 0.7

FURTHER = 0.65
"""Each further piece of evidence from the same field counts by this power of the one before."""
MOST_PIECES = 6
"""Pieces of one field that count; more only repeat."""

GOAL_FOR_TARGET = 0.3
"""Factor of evidence for the goal as a whole when it supports one of its targets."""
TARGET_FOR_GOAL = 0.9
"""Factor of evidence for a target when only its goal is asked."""

SUREST = 0.98
"""Weight that a piece of evidence can reach at most by what was learned."""

INSTEAD_OF_GOAL = 0.48
"""Score from which a target takes the place of the goal that the register declares without a target."""

SMALLEST_DOUBT = 1e-4
"""Doubt that is always left when strengths are compared."""

SUPPORT = "supports: "
"""Mark in the rule of evidence that is the goal's and supports a target, or a target's and supports the goal."""


def field_factor(field: str, start: int | None) -> float:
    """What evidence at a place of a field is worth.

    Example:
        >>> field_factor("title.ru", 5), field_factor("description.en", 2400), field_factor("marker", None)
        (1.0, 0.56, 1.0)
    """
    if start is None:
        return 1.0
    base = _base(field)
    if start <= OPENING:
        return base
    depth = min(1.0, (start - OPENING) / (FAR - OPENING))
    return round(base * (1 - depth * (1 - LATE)), 4)


@cache
def _base(field: str) -> float:
    return FIELDS.get(field.partition(".")[0], 0.75)


def witness(piece: Hit | Evidence) -> str:
    """Who says it: the field, but for the model, which reads all fields together, the model itself.

    Example:
        >>> witness(Evidence(kind="phrase", field="title.en", text="clinics", weight=0.5))
        'title.en'
    """
    if piece.kind == "model" and "margin" in piece.rule:
        return f"model.{piece.field.partition('.')[2]}"
    return piece.field


def raw_score(evidence: Iterable[tuple[str, float]]) -> float:
    """The joined weight of pieces given as (field, weight), before calibration.

    Example:
        >>> raw_score([("title.en", 0.6), ("title.ru", 0.6), ("description.en", 0.5)])
        0.8
    """
    fields: dict[str, list[float]] = {}
    for field, weight in evidence:
        if field in fields:
            fields[field].append(weight)
        else:
            fields[field] = [weight]
    parts: dict[str, float] = {}
    for field, weights in fields.items():
        if len(weights) == 1:
            value = weights[0]
        else:
            weights.sort(reverse=True)
            doubt = power = 1.0
            for weight in weights[:MOST_PIECES]:
                doubt *= 1 - weight * power
                power *= FURTHER
            value = 1 - doubt
        part = field.partition(".")[0]
        if value > parts.get(part, 0.0):
            parts[part] = value
    doubt = 1.0
    for value in parts.values():
        doubt *= 1 - value
    return round(1 - doubt, 6)


@cache
def _calibration() -> tuple[list[float], list[float]]:
    rows = [(float(row["raw"]), float(row["score"])) for _, row in knowledge_rows("calibration.csv")]
    return [raw for raw, _ in rows], [score for _, score in rows]


def calibrated(raw: float) -> float:
    """The probability that a match of this raw value is right, by the table of `calibration.csv`.

    Example:
        >>> calibrated(0.0), calibrated(1.0)
        (0.0, 1.0)
    """
    raws, scores = _calibration()
    place = bisect_right(raws, raw)
    if place == 0:
        return scores[0]
    if place == len(raws):
        return scores[-1]
    low, high = raws[place - 1], raws[place]
    share = (raw - low) / (high - low)
    return round(scores[place - 1] + share * (scores[place] - scores[place - 1]), 4)


def score_of(evidence: Iterable[Evidence]) -> float:
    """The score that follows from the evidence of a match; always the score that the match carries.

    Example:
        >>> score_of([Evidence(kind="decision", field="", text="3.8", weight=1.0)])
        1.0
    """
    return calibrated(raw_score((witness(piece), piece.weight) for piece in evidence))


def strength(raw: float) -> float:
    """The weight of evidence behind a raw value: how far the doubt has shrunk, in natural logarithms.

    Values near one crowd together; their strengths do not.

    Example:
        >>> round(strength(0.5), 3), round(strength(0.99), 3)
        (0.693, 4.605)
    """
    return -math.log(max(SMALLEST_DOUBT, 1 - raw))


Shown = Literal["all", "band", "standing"]


_place = cache(sort_key)


_EVIDENCE = {"kind", "field", "text", "weight", "start", "end", "rule"}
_MATCH = {"activity_id", "goal", "target", "score", "status", "evidence", "primary"}


class _Candidate:
    """A target or goal with its evidence, before it becomes a match."""

    __slots__ = ("declared", "goal", "order", "pieces", "raw", "score", "target")

    def __init__(self, goal: int, target: str | None, pieces: list[tuple[Hit, float, str]]) -> None:
        self.goal = goal
        self.target = target
        self.pieces = pieces
        self.raw = raw_score([(witness(hit), weight) for hit, weight, _ in pieces])
        self.score = calibrated(self.raw)
        self.declared = False
        in_title = False
        for hit, _, mark in pieces:
            if hit.kind == "declared" and not mark:
                self.declared = True
            if hit.field.startswith("title"):
                in_title = True
        self.order = (-self.score, not in_title, -len(pieces), _place(target or str(goal)))

    @property
    def code(self) -> str:
        return self.target or str(self.goal)

    def evidence(self) -> tuple[Evidence, ...]:
        ordered = sorted(self.pieces, key=lambda p: (bool(p[2]), -p[1], p[0].field, p[0].start or 0))
        return tuple(
            made(
                Evidence,
                _EVIDENCE,
                {
                    "kind": hit.kind,
                    "field": hit.field,
                    "text": hit.text,
                    "weight": weight,
                    "start": hit.start,
                    "end": hit.end,
                    "rule": mark + hit.rule,
                },
            )
            for hit, weight, mark in ordered
        )


def _for_goal(pieces: Iterable[tuple[Hit, float, str]]) -> Iterable[tuple[Hit, float]]:
    """The evidence for targets of a goal that supports the goal: of what the model said of them only the heaviest.

    To the model the targets of a goal are alternatives, each with a little weight; they are no further witnesses.
    """
    heaviest: dict[str, tuple[Hit, float]] = {}
    for hit, weight, _ in pieces:
        who = witness(hit)
        if who is hit.field:
            yield hit, weight
        elif who not in heaviest or heaviest[who][1] < weight:
            heaviest[who] = (hit, weight)
    yield from heaviest.values()


def _by_order(candidate: _Candidate) -> tuple[object, ...]:
    return candidate.order


def learned_key(hit: Hit) -> str:
    """The name under which a ministry's own decisions change the weight of such a piece of evidence.

    Example:
        >>> learned_key(Hit(3, "3.8", "phrase", "title.en", "clinics", 0.9, 0, 7, "goal_03.csv:9 rural clinics"))
        'phrase 3.8 rural clinics'
    """
    words = hit.rule.partition(" ")[2] or hit.text
    return f"{hit.kind} {hit.target or hit.goal} {words}"


def weighed(hits: Iterable[Hit], learned: Mapping[str, float] | None = None) -> list[tuple[Hit, float]]:
    """The hits that count, each with its weight after the factor of its field; a repeated one once."""
    found: dict[tuple[str, str, str | None, int], tuple[Hit, float]] = {}
    for hit in hits:
        if hit.held or hit.weight <= 0:
            continue
        whole = hit.kind == "model" and hit.start is not None
        weight = hit.weight * (1.0 if whole else field_factor(hit.field, hit.start))
        if learned:
            weight = min(weight * learned.get(learned_key(hit), 1.0), SUREST)
        weight = round(weight, 4)
        # The same phrase again in the same field says nothing new.
        key = (
            hit.rule if hit.start is not None else f"{hit.rule} {hit.text}",
            hit.field,
            hit.target,
            hit.goal,
        )
        if key not in found or found[key][1] < weight:
            found[key] = (hit, weight)
    return list(found.values())


def combined(
    activity: Activity, hits: Sequence[Hit], settings: MappingSettings, shown: Shown = "all"
) -> tuple[list[Match], list[Match]]:
    """The matches of an activity, best first, and what was near but not enough.

    Args:
        activity: the activity.
        hits: everything that the finders found.
        settings: thresholds.
        shown: "all", or without those below the band, or only those that stand; what is not shown costs no time.

    Returns:
        Matches that stand or should be looked at, and those below the band, without a status of their own
        (they carry "look" and a score below `settings.look`).
    """
    pieces = weighed(hits, settings.learned)
    if not pieces:
        return [], []
    targets: dict[str, list[tuple[Hit, float, str]]] = {}
    goals: dict[int, list[tuple[Hit, float, str]]] = {}
    for hit, weight in pieces:
        if hit.target:
            targets.setdefault(hit.target, []).append((hit, weight, ""))
        else:
            goals.setdefault(hit.goal, []).append((hit, weight, ""))
    candidates = []
    for target, own in targets.items():
        support = [
            (hit, round(weight * GOAL_FOR_TARGET, 4), SUPPORT)
            for hit, weight, _ in goals.get(goal_of(target), ())
        ]
        candidates.append(_Candidate(goal_of(target), target, own + support))
    candidates.sort(key=_by_order)
    for number in sorted({*goals, *(goal_of(target) for target in targets)}):
        own = list(goals.get(number, ()))
        own += [
            (hit, round(weight * TARGET_FOR_GOAL, 4), SUPPORT)
            for hit, weight in _for_goal(
                piece for target, found in targets.items() if goal_of(target) == number for piece in found
            )
        ]
        candidates.append(_Candidate(number, None, own))

    # A goal that the register declares must not push its own targets aside.
    rivals = [c for c in candidates if c.target or not c.declared] or candidates
    best = max(strength(candidate.raw) for candidate in rivals)
    first_of_goal: dict[int, _Candidate] = {}
    for candidate in candidates:
        if candidate.target:
            first_of_goal.setdefault(candidate.goal, candidate)
    declared = [c for c in candidates if c.declared]
    refined = {c.goal for c in declared if c.target}
    only_goal = {c.goal for c in declared if not c.target} - refined

    def stands(candidate: _Candidate) -> bool:
        if candidate.score < settings.stands:
            return False
        if candidate.declared:
            return True
        if declared and candidate.goal not in only_goal:
            return candidate.score >= settings.beside_declared
        if candidate.goal in only_goal:
            return candidate.target is not None and candidate.score >= INSTEAD_OF_GOAL
        if not candidate.target:
            part = settings.beside_goal
        elif candidate is first_of_goal[candidate.goal]:
            part = settings.beside
        else:
            part = settings.beside_same_goal
        return strength(candidate.raw) >= part * best

    standing: list[_Candidate] = []
    looking: list[_Candidate] = []
    below: list[_Candidate] = []
    for candidate in (c for c in candidates if c.target):
        # What a person declared is never cut off by the limit.
        if stands(candidate) and (candidate.declared or len(standing) < settings.most_targets):
            standing.append(candidate)
        elif candidate.score >= settings.look and len(standing) + len(looking) < settings.most_targets:
            looking.append(candidate)
        else:
            below.append(candidate)
    for candidate in (c for c in candidates if not c.target):
        if any(other.goal == candidate.goal for other in standing):
            continue
        if stands(candidate) and (candidate.declared or len(standing) < settings.most_targets):
            standing.append(candidate)
        elif candidate.score >= settings.look and not any(o.goal == candidate.goal for o in looking):
            looking.append(candidate)
        elif not any(other.goal == candidate.goal and other.target for other in below + looking):
            below.append(candidate)
    standing.sort(key=_by_order)
    looking.sort(key=_by_order)
    below.sort(key=_by_order)
    primary = _primary(activity, standing)

    def match(candidate: _Candidate, status: Status) -> Match:
        return made(
            Match,
            _MATCH,
            {
                "activity_id": activity.id,
                "goal": candidate.goal,
                "target": candidate.target,
                "score": candidate.score,
                "status": status,
                "evidence": candidate.evidence(),
                "primary": candidate is primary,
                "share": None,
            },
        )

    matches = [match(c, "suggested") for c in standing]
    if shown != "standing":
        matches += [match(c, "look") for c in looking]
    return matches, [match(c, "look") for c in below] if shown == "all" else []


def _primary(activity: Activity, standing: Sequence[_Candidate]) -> _Candidate | None:
    """What the register calls the main one, else the best of what it declares, else the best."""
    named = {d.target or str(d.goal) for d in activity.declared if d.primary}
    for candidate in standing:
        if candidate.code in named:
            return candidate
    named_goals = {d.goal for d in activity.declared if d.primary}
    for candidate in standing:
        if candidate.goal in named_goals:
            return candidate
    declared = [candidate for candidate in standing if candidate.declared]
    return next(iter(declared or standing), None)


def passages_of(activity: Activity) -> list[Passage]:
    """The texts of an activity, as finders read them."""
    return [Passage(field, language, text) for field, language, text in activity.texts()]
