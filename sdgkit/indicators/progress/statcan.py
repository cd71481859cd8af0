"""Statistics Canada: the measure of Open SDG 2.4 and of Canada's own SDG progress reports.

CAGR is the compound annual rate between base and latest, taken in the desired direction (and turned
round where all values are negative).

- With a target: p = CAGR / |CAGR required from the base to the target|. 0.95 and more substantial, 0.60
  moderate, 0 limited progress, below deterioration; a value that meets the target is "target achieved".
- Without: p = CAGR against 1.5 %, 0.5 % and 0 a year. Near a limit the two thresholds shrink by
  C = 1 - (base/limit)^4.44 below a maximum, C = 1 - ((2 limit - base)/limit)^4.44 above a minimum.
- The score runs from -5 to 5 with 2.5, 0 and -2.5 at the thresholds; that of an indicator is the mean
  of its series, with bands at the same marks.

A target of zero is replaced by 0.001, as Open SDG does. Unlike Open SDG, sdgkit never supposes a
direction. Source: Open SDG, "progress methodology"; Statistics Canada's results of March 2026, whose
values, scores and statuses this module reproduces one by one (tests).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sdgkit.indicators.indicator import Assessment
from sdgkit.indicators.progress.pair import Verdict, checked, horizon, moves_away, target_for, told
from sdgkit.indicators.progress.subject import Subject

METHOD = "statcan"
EDITION = "Open SDG 2.4"

RATIOS = (0.95, 0.60, 0.0)
RATES = (0.015, 0.005, 0.0)
BEND = 4.44
"""Exponent by which thresholds shrink near a limit."""
NEARLY_ZERO = 0.001
"""Stands for a target of zero, of which no rate can be required."""
MARKS = ((2.5, "substantial"), (0.0, "moderate"), (-2.5, "limited"))
"""Least score of each status; below is deterioration."""


class Measure(NamedTuple):
    """Progress value, score from -5 to 5, and status."""

    value: float | None
    score: float | None
    status: str
    """ "achieved", "substantial", "moderate", "limited", "deterioration" or "not-available"."""


def measure(
    base: float,
    base_year: int,
    value: float,
    year: int,
    *,
    direction: int,
    target: float | None = None,
    target_year: int = 2030,
    limit: float | None = None,
) -> Measure:
    """The measure of one series.

    Args:
        base: value in the base year.
        base_year: the base year.
        value: latest value.
        year: its year.
        direction: 1 where more is better, -1 where less is.
        target: the target, if there is one.
        target_year: its year.
        limit: a maximum where more is better, a minimum where less is; used without a target only.

    Example:
        >>> measure(14.5, 2015, 10.2, 2023, direction=-1, target=7.25).status
        'substantial'
    """
    if target == 0:
        target = NEARLY_ZERO
    met = target is not None and direction * (value - target) >= 0
    growth = None
    if year > base_year and base != 0 and value / base >= 0:
        growth = (value / base) ** (1 / (year - base_year)) - 1
    sign = -1 if base < 0 and value <= 0 else 1
    if growth is None:
        return (
            Measure(None, 5.0, "achieved")
            if met and year > base_year
            else Measure(None, None, "not-available")
        )
    if target is not None:
        return _with_target(sign * direction * growth, base, base_year, target, target_year, met)
    shrink = _shrink(base, limit, direction)
    progress = sign * direction * growth
    if shrink <= 0:
        return Measure(progress, None, "not-available")
    high, middle = RATES[0] * shrink, RATES[1] * shrink
    if progress < 0:
        score, status = 125 * progress - 2.5, "deterioration"
    elif progress >= high:
        score, status = 500 * progress / shrink - 5, "substantial"
    elif progress >= middle:
        score, status = 250 * progress / shrink - 1.25, "moderate"
    else:
        score, status = 500 * progress / shrink - 2.5, "limited"
    return Measure(progress, max(-5.0, min(5.0, score)), status)


def _with_target(
    progress: float, base: float, base_year: int, target: float, target_year: int, met: bool
) -> Measure:
    ratio = None
    if base != target and target / base > 0 and target_year > base_year:
        ratio = progress / abs((target / base) ** (1 / (target_year - base_year)) - 1)
    if met:
        return Measure(ratio, 5.0, "achieved")
    if ratio is None:
        return Measure(None, None, "not-available")
    score = 7.1429 * ratio - 4.2857 if ratio >= RATIOS[1] else 4.1667 * ratio - 2.5
    words = ("substantial", "moderate", "limited")
    status = next(
        (word for least, word in zip(RATIOS, words, strict=True) if ratio >= least), "deterioration"
    )
    return Measure(ratio, max(-5.0, min(5.0, score)), status)


def _shrink(base: float, limit: float | None, direction: int) -> float:
    """By what the thresholds shrink near a limit; 1 far from it or without one."""
    if limit is None or limit == 0:
        return 1.0
    if direction > 0:
        return float(1 - (abs(base) / abs(limit)) ** BEND)
    return 1.0 if base >= 2 * limit else float(1 - ((2 * limit - base) / limit) ** BEND)


def indicator_score(scores: Sequence[float | None]) -> tuple[float | None, str]:
    """The score and status of an indicator from those of its series: the plain mean.

    Example:
        >>> indicator_score([5.0, -5.0, None])
        (0.0, 'moderate')
    """
    known = [score for score in scores if score is not None]
    if not known:
        return None, "not-available"
    mean = sum(known) / len(known)
    return mean, next((word for least, word in MARKS if mean >= least), "deterioration")


def assess(subject: Subject) -> Assessment:
    """The assessment of a subject; the base is the first year from the base year on."""
    points = subject.since_base
    why_not = subject.why_not or ("" if points else "no-data-since-base" if subject.years else "no-data")
    pair = None
    if not why_not:
        pair, why_not = checked(subject, points[0], points[-1])
    if pair is None:
        return told(subject, METHOD, EDITION, None, subject.target, Verdict("not-assessed", why_not))
    target = target_for(subject, pair.base)
    base, value, limit = pair.base, pair.value, subject.high if subject.direction == "up" else subject.low
    remarks: tuple[str, ...] = ()
    direction = 1 if subject.direction == "up" else -1
    goal = target
    if subject.direction == "range":
        best = target if target is not None else subject.best
        if best is None or (best == 1 and min(base, value) <= 0):
            why = "no-best-value" if best is None else "not-positive"
            return told(subject, METHOD, EDITION, pair, target, Verdict("not-assessed", why))
        # The transformations of Open SDG: a ratio as max(y, 1/y), 0.97 to 1.03 counting as 1; shares by distance.
        base, value = (goldilocks(one, best) for one in (base, value))
        goal, limit, remarks = best, None, ("range",)
    if goal is not None and direction * (value - goal) >= 0 and moves_away(subject, pair, goal):
        away = Verdict("deterioration", "", None, -5.0, None, ("met-at-base", "moving-away"))
        return told(subject, METHOD, EDITION, pair, target, away)
    if goal is not None and base == 0 and direction * (base - goal) >= 0 > direction * (value - goal):
        lost = Verdict("deterioration", "", None, -5.0, None, (*remarks, "no-longer-met"))
        return told(subject, METHOD, EDITION, pair, target, lost)
    found = measure(
        base, pair.base_year, value, pair.year, direction=direction, target=goal,
        target_year=horizon(subject, pair), limit=limit,
    )  # fmt: skip
    if found.status == "not-available":
        turned = base * value < 0 or (goal is not None and base * goal < 0)
        why = "base-zero" if base == 0 else "sign-change" if turned else "at-limit"
        return told(subject, METHOD, EDITION, pair, target, Verdict("not-assessed", why))
    verdict = Verdict(found.status, "", found.value, found.score, None, remarks)
    return told(subject, METHOD, EDITION, pair, target, verdict)


def goldilocks(value: float, best: float) -> float:
    """A value of a series that is best in the middle, as one of which less is better.

    Example:
        >>> goldilocks(0.8, 1), goldilocks(1.02, 1), goldilocks(43, 50)
        (1.25, 1.0, 57)
    """
    if best == 1:
        return 1.0 if 0.97 <= value <= 1.03 else max(value, 1 / value)
    return best + abs(value - best)
