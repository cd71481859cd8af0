"""How evidence becomes a score, and scores become matches.

A target's evidence is joined like independent doubts: what is left of the doubt after each piece is
multiplied (noisy or). Each further piece of the same field counts less, because the phrases of one text
repeat one thought; a title and a description are two witnesses. Texts of the same field in several languages
say the same and count once. The raw value is turned into a probability by a table
(`knowledge/calibration.csv`), one for goals and one for targets: that an activity is about health is right more often
than which target of it. Evidence against (the finders `model` and `semantic` bring it) has a weight below 0 and
multiplies the doubt by more than one. Everything is computed from the evidence that the match carries, so that
whoever reads it can compute it again (`score_of`).
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache, lru_cache
from operator import itemgetter
from typing import Literal

from sdgkit.activities.activity import Activity
from sdgkit.activities.trusted import made, maker
from sdgkit.agenda import sort_key
from sdgkit.mapping.finders import Hit, Passage, goal_of
from sdgkit.mapping.knowledge_files import knowledge_rows
from sdgkit.mapping.match import Evidence, Match, Status
from sdgkit.mapping.settings import MappingSettings

FIELDS: Mapping[str, float] = {
    "title": 1.0,
    "objectives": 0.9,
    "text": 1.0,
    "passage": 0.9,
    "description": 0.8,
    "results": 0.55,
    "sector": 0.75,
    "section": 0.55,
}
"""What a phrase in a field is worth by what the field says: a title names the thing, the heading of a section
of the register is about many activities, and so are the results of a programme that is given with each of its
activities (chosen on projects of Kazakhstan in UN INFO). A text alone may be a title, or a longer passage."""

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
"""Score, of a goal with such evidence, from which a target takes the place of the goal that the register declares
without a target."""

SMALLEST_DOUBT = 1e-4
"""Doubt that is always left when strengths are compared."""

STRONG = 4.0
"""Strength above which a match pushes others no further aside: of two targets that a project serves, one may have been
found a dozen times."""

ROUGH = 1e-3
"""More than a raw value may be off by what scores are rounded."""

SUPPORT = "supports: "
"""Mark in the rule of evidence that is the goal's and supports a target, or a target's and supports the goal."""

SEMANTIC = "semantic: "
"""Beginning of the rule of evidence of the finder `semantic`, which speaks for or against each goal itself: its
evidence for targets does not support their goal, and what it says against a goal is against its targets in full."""

MODEL = "model:"
"""Beginning of the rule of evidence of the finder `model`."""

ACROSS = frozenset((5, 17))
"""Goals that cut across the others: gender equality, and statistics, partnerships and technology as means. A title that
names one tells what the activity does besides, however sure it is what else it is about: "gender-responsive sanitation"
is no less so because it is sanitation."""
NAMES = 0.4
"""Weight from which a phrase of a title names such a goal."""

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
    field = piece.field
    if piece.kind != "model":
        return field
    rule = piece.rule.removeprefix(SUPPORT)
    if rule.startswith(MODEL):
        return _of_model(field)
    return "semantic" if rule.startswith(SEMANTIC) else field


@lru_cache(maxsize=4_096)
def _of_model(field: str) -> str:
    return f"model.{field.partition('.')[2]}"


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
    return _raw_of(fields)


def _raw_of(fields: dict[str, list[float]]) -> float:
    """The joined weight of the weights of each field."""
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


Level = Literal["goal", "target"]


@cache
def _calibration(level: Level) -> tuple[list[float], list[float]]:
    rows = [
        (float(row["raw"]), float(row["score"]))
        for _, row in knowledge_rows("calibration.csv")
        if row["level"] == level
    ]
    return [raw for raw, _ in rows], [score for _, score in rows]


@lru_cache(maxsize=65_536)
def calibrated(raw: float, level: Level = "goal") -> float:
    """The probability that a goal or a target of this raw value is right, by the table of `calibration.csv`.

    Example:
        >>> calibrated(0.0), calibrated(1.0)
        (0.0, 1.0)
        >>> calibrated(0.9, "target") < calibrated(0.9, "goal")
        True
    """
    raws, scores = _calibration(level)
    place = bisect_right(raws, raw)
    if place == 0:
        return scores[0]
    if place == len(raws):
        return scores[-1]
    low, high = raws[place - 1], raws[place]
    share = (raw - low) / (high - low)
    return round(scores[place - 1] + share * (scores[place] - scores[place - 1]), 4)


@cache
def _raw_from(score: float) -> float:
    """A raw value below which no goal has this score, though some above it may not have it either."""
    raws, scores = _calibration("goal")
    place = bisect_left(scores, score)
    if place == 0:
        return -1.0
    if place == len(scores):
        return raws[-1]
    low, high = scores[place - 1], scores[place]
    share = (score - low) / (high - low)
    return raws[place - 1] + share * (raws[place] - raws[place - 1]) - ROUGH


@cache
def asked(score: float, level: Level) -> float:
    """The score that a match needs where the settings ask for `score`.

    They ask it of goals. A target needs as much evidence, not as high a score.

    Example:
        >>> asked(0.4, "goal"), asked(0.4, "target") < 0.4, asked(1.0, "target")
        (0.4, True, 1.0)
    """
    if level == "goal":
        return score
    raws, scores = _calibration("goal")
    place = min(max(1, bisect_left(scores, score)), len(scores) - 1)
    low, high = scores[place - 1], scores[place]
    part = (score - low) / (high - low)
    return calibrated(min(1.0, max(0.0, raws[place - 1] + part * (raws[place] - raws[place - 1]))), level)


def raw_of(evidence: Iterable[Evidence]) -> float:
    """The raw value that follows from the evidence of a match."""
    return raw_score((witness(piece), piece.weight) for piece in evidence)


def score_of(evidence: Sequence[Evidence]) -> float:
    """The score that follows from the evidence of a match; always the score that the match carries.

    Example:
        >>> score_of([Evidence(kind="decision", field="", text="3.8", weight=1.0)])
        1.0
    """
    return calibrated(raw_of(evidence), "goal" if any(piece.of_goal for piece in evidence) else "target")


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


_evidence = maker(Evidence)
_MATCH = {"activity_id", "goal", "target", "score", "status", "evidence", "primary"}

_Piece = tuple[Hit, float, str, str]
"""What was found, its weight for the candidate, the mark of its rule, and its witness."""


@lru_cache(maxsize=65_536)
def _part_of(weight: float, factor: float) -> float:
    """A part of a weight; there are not many different ones, and rounding takes its time."""
    return round(weight * factor, 4)


def _heard(pieces: list[_Piece]) -> tuple[list[_Piece], float]:
    """The pieces that are heard, and their raw value: where somebody said it on purpose, nothing speaks against it."""
    fields: dict[str, list[float]] = {}
    against = False
    for _, weight, _, who in pieces:
        if weight < 0:
            against = True
        if who in fields:
            fields[who].append(weight)
        else:
            fields[who] = [weight]
    if against and any(hit.kind in SAID for hit, _, _, _ in pieces):
        return _heard([piece for piece in pieces if piece[1] > 0])
    return pieces, _raw_of(fields)


class _Candidate:
    """A target or goal with its evidence, before it becomes a match."""

    # `score` is that of a goal with such evidence: by it candidates are ordered and held against the settings.
    __slots__ = ("declared", "goal", "pieces", "raw", "score", "target")

    def __init__(self, goal: int, target: str | None, pieces: list[_Piece], raw: float, score: float) -> None:
        self.goal = goal
        self.target = target
        self.pieces = pieces
        self.raw = raw
        self.score = score
        self.declared = False
        for hit, _, mark, _ in pieces:
            if hit.kind == "declared" and not mark:
                self.declared = True

    @property
    def code(self) -> str:
        return self.target or str(self.goal)

    @property
    def level(self) -> Level:
        return "target" if self.target else "goal"

    @property
    def in_title(self) -> bool:
        """Whether a phrase of the title names it."""
        return any(
            hit.kind == "phrase" and hit.weight >= NAMES and hit.field.startswith("title")
            for hit, _, _, _ in self.pieces
        )

    @property
    def order(self) -> tuple[object, ...]:
        """What decides between candidates of the same score."""
        in_title = any(hit.told().field.startswith("title") for hit, _, _, _ in self.pieces)
        return not in_title, -len(self.pieces), _place(self.code)


def _sort(candidates: list[_Candidate]) -> None:
    """Put candidates in order, best first."""
    if len(candidates) > 1:
        if len({candidate.score for candidate in candidates}) < len(candidates):
            candidates.sort(key=_order)
        candidates.sort(key=_score, reverse=True)


def _score(candidate: _Candidate) -> float:
    return candidate.score


def _order(candidate: _Candidate) -> tuple[object, ...]:
    return candidate.order


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


_Order = tuple[bool, float, str, int]


class _Told(dict[int, tuple[_Order, Evidence]]):
    """The evidence that each piece is shown as, with its place in the order, by the piece itself.

    What supports several targets is made once.
    """

    def of(self, pieces: Iterable[_Piece], level: Level) -> tuple[Evidence, ...]:
        """The evidence of pieces, first what is the candidate's own, heaviest first; no piece is of both levels."""
        told = [self.get(id(piece)) or self._tell(piece, level == "goal") for piece in pieces]
        told.sort(key=_by_order)
        return tuple([evidence for _, evidence in told])

    def _tell(self, piece: _Piece, of_goal: bool) -> tuple[_Order, Evidence]:
        hit, weight, mark, _ = piece
        _, _, kind, field, text, _, start, end, rule, _ = hit.told()
        evidence = _evidence(
            {
                "kind": kind,
                "field": field,
                "text": text,
                "weight": weight,
                "start": start,
                "end": end,
                "rule": mark + rule,
                "of_goal": of_goal,
            }
        )
        told = self[id(piece)] = (mark == SUPPORT, -weight, field, start or 0), evidence
        return told


_by_order = itemgetter(0)


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
            weight = min(weight * learned.get(learned_key(hit.told()), 1.0), SUREST)
        weight = _part_of(weight, 1.0)
        # The same phrase again in the same field says nothing new.
        key = (rule if start is not None else f"{rule} {text}", field, target, goal)
        known = found.get(key)
        if known is None or known[1] < weight:
            found[key] = (hit, weight)
    return list(found.values())


def _candidates(
    pieces: Iterable[tuple[Hit, float]], least: float
) -> tuple[list[_Candidate], list[_Candidate]]:
    """The targets and the goals whose score is at least so high."""
    # Of each goal and target its own pieces, and what their raw value cannot exceed, for less work than the value.
    groups: dict[int | str, list[_Piece]] = {}
    most: dict[int | str, float] = {}
    families: dict[int, list[str]] = {}
    for hit, weight in pieces:
        goal, target, kind, field, _, _, _, _, _, _ = hit
        piece = (hit, weight, "", witness(hit) if kind == "model" else field)
        code = target or goal
        if code in groups:
            groups[code].append(piece)
        else:
            groups[code] = [piece]
            most[code] = 0.0
            if target:
                goal = goal_of(target)
            family = families.get(goal)
            if family is None:
                family = families[goal] = []
            if target:
                family.append(target)
        if weight > 0:
            most[code] += weight
    enough = _raw_from(least)
    of_targets: list[_Candidate] = []
    of_goals: list[_Candidate] = []
    for goal in sorted(families):
        family, of_goal, most_of_goal = families[goal], groups.get(goal, []), most.get(goal, 0.0)
        needed = enough - GOAL_FOR_TARGET * most_of_goal - ROUGH
        support: list[_Piece] | None = None
        for target in family:
            most_of_target = most[target]
            most_of_goal += most_of_target
            if most_of_target < needed:
                continue
            if support is None:
                support = [
                    (hit, _part_of(weight, _of_goal(hit, weight)), SUPPORT, who)
                    for hit, weight, _, who in of_goal
                ]
            _add(of_targets, goal, target, groups[target] + support, least)
        if most_of_goal < enough:
            continue
        supporting = [
            (hit, _part_of(weight, TARGET_FOR_GOAL), SUPPORT, who)
            for hit, weight, who in _for_goal([piece for target in family for piece in groups[target]])
        ]
        _add(of_goals, goal, None, of_goal + supporting, least)
    return of_targets, of_goals


def _add(
    candidates: list[_Candidate], goal: int, target: str | None, pieces: list[_Piece], least: float
) -> None:
    """Add a goal or target where its score is high enough; what only speaks against one makes no candidate of it."""
    pieces, raw = _heard(pieces)
    if raw > 0:
        score = calibrated(raw)
        if score >= least:
            candidates.append(_Candidate(goal, target, pieces, raw, score))


def candidates_of(hits: Iterable[Hit]) -> list[tuple[str, float]]:
    """All goals and targets that there is evidence for, each with its raw value; what the scores are measured by.

    Example:
        >>> candidates_of([Hit(3, "3.1", "phrase", "title.en", "midwives", 0.7, 0, 8, "goal_03.csv:9 midwives")])
        [('3.1', 0.7), ('3', 0.63)]
    """
    found = _candidates(weighed(hits), -1.0)
    return [(candidate.code, candidate.raw) for some in found for candidate in some]


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
    # What is not shown need not be made, but all of it counts for what stands beside it; what the register
    # declares has a say even where it is weak.
    with_looking, with_below = shown != "standing", shown == "all"
    least = settings.look if with_looking else settings.stands
    if with_below or any(hit.kind == "declared" for hit, _ in pieces):
        least = -1.0
    candidates, whole = _candidates(pieces, least)
    _sort(candidates)
    candidates += whole
    if not candidates:
        return [], []

    declared = [c for c in candidates if c.declared]
    # A goal that the register declares must not push its own targets aside.
    rivals = [c for c in candidates if c.target or not c.declared] or candidates
    best = min(STRONG, strength(max([candidate.raw for candidate in rivals])))
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
            if candidate.goal in ACROSS and candidate.in_title:
                return True
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
        _sort(found)
    primary = _primary(activity, standing)
    told = _Told()

    def match(candidate: _Candidate, status: Status) -> Match:
        return made(
            Match,
            _MATCH,
            {
                "activity_id": activity.id,
                "goal": candidate.goal,
                "target": candidate.target,
                "score": calibrated(candidate.raw, candidate.level),
                "status": status,
                "evidence": told.of(candidate.pieces, candidate.level),
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
