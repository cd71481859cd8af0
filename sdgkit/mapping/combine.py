"""How evidence becomes a score, and scores become matches.

A target's evidence is joined like independent doubts: what is left of the doubt after each piece is
multiplied (noisy or). Each further piece of the same field counts less, because the phrases of one text
repeat one thought; a title and a description are two witnesses. Texts of the same field in several languages
say the same and count once. The raw value is turned into a probability by a table
(`knowledge/calibration.csv`). Evidence against (the finders `model` and `semantic` bring it) has a weight below 0 and
multiplies the doubt by more than one. Everything is computed from the evidence that the match carries, so that
whoever reads it can compute it again (`score_of`).
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache, lru_cache
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
AGAINST_GOAL = 0.6
"""Factor of what the model of the wheel says against a goal when it speaks against one of its targets."""
TARGET_FOR_GOAL = 0.9
"""Factor of evidence for a target when only its goal is asked."""

SUREST = 0.98
"""Weight that a piece of evidence can reach at most by what was learned."""

INSTEAD_OF_GOAL = 0.48
"""Score from which a target takes the place of the goal that the register declares without a target."""

SMALLEST_DOUBT = 1e-4
"""Doubt that is always left when strengths are compared."""

STRONG = 4.0
"""Strength above which a match pushes others no further aside: of two targets that a project serves, one may have been
found a dozen times."""

SUPPORT = "supports: "
"""Mark in the rule of evidence that is the goal's and supports a target, or a target's and supports the goal."""

SEMANTIC = "semantic: "
"""Beginning of the rule of evidence of the finder `semantic`, which speaks for or against each goal itself: its
evidence for targets does not support their goal, and what it says against a goal is against its targets in full."""

MODEL = "model:"
"""Beginning of the rule of evidence of the finder `model`."""

SAID = frozenset(("declared", "mention", "code", "marker"))
"""Kinds of evidence that somebody gave on purpose; how a text reads does not speak against them."""


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


@lru_cache(maxsize=4_096)
def _base(field: str) -> float:
    return FIELDS.get(field.partition(".")[0], 0.75)


def witness(piece: Hit | Evidence) -> str:
    """Who says it: the field, but for the model, which reads all fields together, the model itself.

    Example:
        >>> witness(Evidence(kind="phrase", field="title.en", text="clinics", weight=0.5))
        'title.en'
    """
    if piece.kind == "model" and piece.rule.removeprefix(SUPPORT).startswith(SEMANTIC):
        return "semantic"
    if piece.kind == "model" and piece.rule.removeprefix(SUPPORT).startswith(MODEL):
        return f"model.{piece.field.partition('.')[2]}"
    return piece.field


def raw_score(evidence: Iterable[tuple[str, float]]) -> float:
    """The joined weight of pieces given as (field, weight), before calibration.

    Example:
        >>> raw_score([("title.en", 0.6), ("title.ru", 0.6), ("description.en", 0.5)])
        0.8
        >>> raw_score([("title.en", 0.6), ("semantic.en", -1.0)])
        0.2
    """
    fields: dict[str, list[float]] = {}
    for field, weight in evidence:
        if field in fields:
            fields[field].append(weight)
        else:
            fields[field] = [weight]
    if len(fields) == 1:
        (weights,) = fields.values()
        return round(1 - (1 - max(_joined(weights), 0.0)), 6)
    parts: dict[str, float] = {}
    for field, weights in fields.items():
        value = _joined(weights)
        part = _part(field)
        if part not in parts or value > parts[part]:
            parts[part] = value
    doubt = 1.0
    for value in parts.values():
        doubt *= 1 - value
    return round(max(0.0, 1 - doubt), 6)


def _joined(weights: list[float]) -> float:
    """The weights of one field together."""
    if len(weights) == 1:
        return weights[0]
    weights.sort(reverse=True)
    doubt = power = 1.0
    for weight in weights[:MOST_PIECES]:
        doubt *= 1 - weight * power
        power *= FURTHER
    return 1 - doubt


@lru_cache(maxsize=4_096)
def _part(field: str) -> str:
    return field.partition(".")[0]


@cache
def _calibration() -> tuple[list[float], list[float]]:
    rows = [(float(row["raw"]), float(row["score"])) for _, row in knowledge_rows("calibration.csv")]
    return [raw for raw, _ in rows], [score for _, score in rows]


@lru_cache(maxsize=65_536)
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

_Piece = tuple[Hit, float, str, str]
"""What was found, its weight for the candidate, the mark of its rule, and its witness."""


@lru_cache(maxsize=65_536)
def _part_of(weight: float, factor: float) -> float:
    """A part of a weight; there are not many different ones, and rounding takes its time."""
    return round(weight * factor, 4)


def _raw(pieces: list[_Piece]) -> float:
    """The raw value of pieces; most have one witness, and the same weights come again and again."""
    who = pieces[0][3]
    weights = []
    for _, weight, _, other in pieces:
        if other != who:
            return raw_score([(one, weight) for _, weight, _, one in pieces])
        weights.append(weight)
    weights.sort(reverse=True)
    return _raw_of(tuple(weights[:MOST_PIECES]))


def _heard(pieces: list[_Piece]) -> tuple[list[_Piece], float]:
    """The pieces that are heard, and their raw value: where somebody said it on purpose, nothing speaks against it."""
    if any(weight < 0 for _, weight, _, _ in pieces) and any(hit.kind in SAID for hit, _, _, _ in pieces):
        pieces = [piece for piece in pieces if piece[1] > 0]
    return pieces, _raw(pieces)


@lru_cache(maxsize=65_536)
def _raw_of(weights: tuple[float, ...]) -> float:
    return raw_score([("", weight) for weight in weights])


class _Candidate:
    """A target or goal with its evidence, before it becomes a match."""

    __slots__ = ("declared", "goal", "order", "pieces", "raw", "score", "target")

    def __init__(self, goal: int, target: str | None, pieces: list[_Piece], raw: float) -> None:
        self.goal = goal
        self.target = target
        self.pieces = pieces
        self.raw = raw
        self.score = score = calibrated(raw)
        self.declared = False
        in_title = False
        for hit, _, mark, _ in pieces:
            if hit.kind == "declared" and not mark:
                self.declared = True
            if hit.field.startswith("title"):
                in_title = True
        self.order = (-score, not in_title, -len(pieces), _place(target or str(goal)))

    @property
    def code(self) -> str:
        return self.target or str(self.goal)

    def evidence(self) -> tuple[Evidence, ...]:
        pieces = self.pieces
        if len(pieces) > 1:
            pieces = sorted(pieces, key=_by_weight)
        return tuple(
            [
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
                for hit, weight, mark, _ in pieces
            ]
        )


def _for_goal(pieces: Iterable[_Piece]) -> Iterator[tuple[Hit, float, str]]:
    """The evidence for targets of a goal that supports the goal: of what the model said of them only the heaviest.

    To the model the targets of a goal are alternatives, each with a little weight; they are no further witnesses. The
    semantic finder speaks of each goal itself.
    """
    heaviest: dict[str, tuple[Hit, float, str]] = {}
    for hit, weight, _, who in pieces:
        if who == hit.field:
            yield hit, weight, who
        elif not hit.rule.startswith(SEMANTIC) and (who not in heaviest or heaviest[who][1] < weight):
            heaviest[who] = (hit, weight, who)
    yield from heaviest.values()


def _of_goal(hit: Hit, weight: float) -> float:
    """What evidence for or against a goal is worth for one of its targets."""
    if weight > 0:
        return GOAL_FOR_TARGET
    return 1.0 if hit.rule.startswith(SEMANTIC) else AGAINST_GOAL


def _by_order(candidate: _Candidate) -> tuple[object, ...]:
    return candidate.order


def _by_weight(piece: _Piece) -> tuple[bool, float, str, int]:
    hit, weight, mark, _ = piece
    return bool(mark), -weight, hit.field, hit.start or 0


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
        goal, target, kind, field, text, weight, start, _, rule, held = hit
        if held or not weight:
            continue
        if start is not None and kind != "model":
            weight *= field_factor(field, start)
        if learned:
            weight = min(weight * learned.get(learned_key(hit), 1.0), SUREST)
        weight = _part_of(weight, 1.0)
        # The same phrase again in the same field says nothing new.
        key = (rule if start is not None else f"{rule} {text}", field, target, goal)
        known = found.get(key)
        if known is None or known[1] < weight:
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
    targets: dict[str, list[_Piece]] = {}
    goals: dict[int, list[_Piece]] = {}
    # Of each goal the targets that have evidence, in the order in which they were found.
    families: dict[int, list[str]] = {}
    for hit, weight in pieces:
        goal, target = hit.goal, hit.target
        piece = (hit, weight, "", witness(hit) if hit.kind == "model" else hit.field)
        if target:
            if target in targets:
                targets[target].append(piece)
            else:
                targets[target] = [piece]
                families.setdefault(goal_of(target), []).append(target)
        elif goal in goals:
            goals[goal].append(piece)
        else:
            goals[goal] = [piece]
    # What is not shown need not be made, but all of it counts for what stands beside it; what the register
    # declares has a say even where it is weak.
    with_looking, with_below = shown != "standing", shown == "all"
    least = settings.look if with_looking else settings.stands
    if with_below or any(hit.kind == "declared" for hit, _ in pieces):
        least = -1.0
    strongest = 0.0
    candidates: list[_Candidate] = []
    for target, own in targets.items():
        goal = goal_of(target)
        support = goals.get(goal)
        if support:
            own = own + [
                (hit, _part_of(weight, _of_goal(hit, weight)), SUPPORT, who)
                for hit, weight, _, who in support
            ]
        own, raw = _heard(own)
        if raw > strongest:
            strongest = raw
        if raw > 0 and calibrated(raw) >= least:
            candidates.append(_Candidate(goal, target, own, raw))
    candidates.sort(key=_by_order)
    for goal in sorted({*goals, *families}):
        own = list(goals.get(goal, ()))
        own += [
            (hit, _part_of(weight, TARGET_FOR_GOAL), SUPPORT, who)
            for hit, weight, who in _for_goal(
                piece for target in families.get(goal, ()) for piece in targets[target]
            )
        ]
        if not own:
            continue
        own, raw = _heard(own)
        if raw > strongest:
            strongest = raw
        # What speaks only against a goal makes no candidate of it.
        if raw > 0 and calibrated(raw) >= least:
            candidates.append(_Candidate(goal, None, own, raw))
    if not candidates:
        return [], []

    declared = [c for c in candidates if c.declared]
    if declared:
        # A goal that the register declares must not push its own targets aside.
        rivals = [c for c in candidates if c.target or not c.declared] or candidates
        strongest = max([candidate.raw for candidate in rivals])
    best = min(STRONG, strength(strongest))
    first_of_goal: dict[int, _Candidate] = {}
    for candidate in candidates:
        if candidate.target:
            first_of_goal.setdefault(candidate.goal, candidate)
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
    for candidate in candidates:
        if not candidate.target:
            continue
        # What a person declared is never cut off by the limit.
        if stands(candidate) and (candidate.declared or len(standing) < settings.most_targets):
            standing.append(candidate)
        elif not with_looking:
            continue
        elif candidate.score >= settings.look and len(standing) + len(looking) < settings.most_targets:
            looking.append(candidate)
        else:
            below.append(candidate)
    for candidate in candidates:
        goal = candidate.goal
        if candidate.target or any(other.goal == goal for other in standing):
            continue
        if stands(candidate) and (candidate.declared or len(standing) < settings.most_targets):
            standing.append(candidate)
        elif not with_looking:
            continue
        elif candidate.score >= settings.look and not any(other.goal == goal for other in looking):
            looking.append(candidate)
        elif with_below and not any(other.goal == goal and other.target for other in below + looking):
            below.append(candidate)
    for found in (standing, looking, below):
        if len(found) > 1:
            found.sort(key=_by_order)
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
    return matches, [match(c, "look") for c in below] if with_below else []


def with_share(match: Match, share: Fraction | None) -> Match:
    """A match with its part of the money; what `model_copy` does, without copying what nobody changes.

    Example:
        >>> match = Match(activity_id="1", goal=3, target="3.8", score=0.9, status="suggested")
        >>> with_share(match, Fraction(1, 2)) == match.model_copy(update={"share": Fraction(1, 2)})
        True
    """
    return made(Match, match.model_fields_set | {"share"}, match.__dict__ | {"share": share})


def _primary(activity: Activity, standing: Sequence[_Candidate]) -> _Candidate | None:
    """What the register calls the main one, else the best of what it declares, else the best."""
    if not standing:
        return None
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
