"""How evidence becomes a score.

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
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from operator import mul
from typing import Literal

from sdgkit.mapping.finders import Hit
from sdgkit.mapping.knowledge_files import knowledge_rows
from sdgkit.mapping.match import Evidence

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

SMALLEST_DOUBT = 1e-4
"""Doubt that is always left when strengths are compared."""

ROUGH = 1e-3
"""More than a raw value may be off by what scores are rounded."""

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
    return joined(fields)


def joined(fields: dict[str, list[float]], least: float = 0.0) -> float:
    """The joined weight of the weights of each field, which are put in order; 0.0 where it lies below `least`."""
    parts: dict[str, float] = {}
    for field, weights in fields.items():
        if len(weights) == 1:
            value = weights[0]
        else:
            weights.sort(reverse=True)
            doubt = 1.0
            for weight in map(mul, weights, _POWERS):
                doubt *= 1 - weight
            value = 1 - doubt
        part = _part(field)
        if part not in parts or value > parts[part]:
            parts[part] = value
    doubt = 1.0
    for value in parts.values():
        doubt *= 1 - value
    value = 1 - doubt
    # Rounding takes its time, and most values that are too low are so by far.
    return round(value, 6) if value > 0 and value >= least - ROUGH else 0.0


_POWERS = tuple(accumulate([1.0, *[FURTHER] * (MOST_PIECES - 1)], mul))
"""What each piece of a field counts, the heaviest first."""


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
def raw_from(score: float) -> float:
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


@lru_cache(maxsize=65_536)
def part_of(weight: float, factor: float) -> float:
    """A part of a weight; there are not many different ones, and rounding takes its time."""
    return round(weight * factor, 4)


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
    seen, base = None, 1.0
    for hit in hits:
        goal, target, kind, field, text, weight, start, _, rule, held = hit
        if held or not weight:
            continue
        if start is not None and kind != "model":
            if field != seen:
                seen, base = field, _base(field)
            weight *= base if start <= OPENING else field_factor(field, start)
        if learned:
            weight = min(weight * learned.get(learned_key(hit.told()), 1.0), SUREST)
        weight = part_of(weight, 1.0)
        # The same phrase again in the same field says nothing new.
        key = (rule if start is not None else f"{rule} {text}", field, target, goal)
        known = found.get(key)
        if known is None or known[1] < weight:
            found[key] = (hit, weight)
    return list(found.values())
