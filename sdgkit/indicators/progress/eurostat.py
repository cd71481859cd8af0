"""Eurostat: the arrows of the EU monitoring report, over the five or the fifteen years to the latest figure.

With a target: R = CAGR / CAGR required. 95 % and more significant progress, 60 % moderate progress, 0
insufficient progress, below movement away. Without: the rate in the desired direction; 1 % a year
significant progress, above 0 moderate progress, above -1 % moderate movement away, else significant
movement away; within 0.1 % of 0 no change (editions from 2023 on).

Eurostat assesses the last 15 and the last 5 years: `eurostat-long` and `eurostat` here, each with the figure
of that year or the next later one as its base. A long term of fewer than 10 years is none.

Source: descriptions by Eustat and Statistics Canada of the annex of the monitoring report; the annex itself was
not at hand, so the labels and the least length of the long term are unverified.
"""

from __future__ import annotations

from sdgkit.indicators.indicator import Assessment
from sdgkit.indicators.progress.pair import (
    Pair,
    Verdict,
    ceiling_for,
    checked,
    horizon,
    moves_away,
    target_for,
    told,
)
from sdgkit.indicators.progress.statcan import goldilocks
from sdgkit.indicators.progress.subject import Subject

METHOD = "eurostat"
LONG_METHOD = "eurostat-long"
EDITION = "2023"

PERIOD = 5
LONG_PERIOD = 15
LEAST_LONG = 10
"""Years that a long term must span."""
RATIO_BANDS = ((0.95, "significant"), (0.60, "moderate"), (0.0, "insufficient"))
RATE_BANDS = ((0.01, "significant"), (0.0, "moderate"), (-0.01, "moderate-away"))
UNCHANGED = 0.001
"""Rate within which there is no change."""


def arrow_by_rate(change: float) -> str:
    """The result without a target, from the rate in the desired direction.

    Example:
        >>> [arrow_by_rate(rate) for rate in (0.02, 0.005, 0.0, -0.005, -0.02)]
        ['significant', 'moderate', 'no-change', 'moderate-away', 'significant-away']
    """
    if abs(change) < UNCHANGED:
        return "no-change"
    return next(
        (word for least, word in RATE_BANDS if change > least or change == least > 0), "significant-away"
    )


def arrow_by_ratio(ratio: float) -> str:
    """The result with a target, from the ratio of the actual to the required rate.

    Example:
        >>> [arrow_by_ratio(ratio) for ratio in (1.0, 0.7, 0.3, -0.1)]
        ['significant', 'moderate', 'insufficient', 'away']
    """
    return next((word for least, word in RATIO_BANDS if ratio >= least), "away")


def score_by_rate(change: float) -> float:
    """The score of an indicator without a target for the average of a goal: -5 to 5, full at 2 % a year.

    Example:
        >>> score_by_rate(0.01), score_by_rate(-0.05)
        (2.5, -5.0)
    """
    return max(-5.0, min(5.0, 250 * change))


def score_by_ratio(ratio: float) -> float:
    """The score of an indicator with a target: 0 at 60 %, 5 at 130 % and more.

    Example:
        >>> score_by_ratio(0.6), score_by_ratio(2.0)
        (0.0, 5.0)
    """
    percent = min(130.0, max(-60.0, 100 * ratio))
    return max(-5.0, 5 / 70 * (percent - 60))


def assess(subject: Subject) -> Assessment:
    """The assessment of a subject over the last five years."""
    return _assess(subject, METHOD, PERIOD, "five-years")


def assess_long(subject: Subject) -> Assessment:
    """The assessment of a subject over the last fifteen years, whatever the base year of the Agenda.

    Example:
        >>> done = assess_long(Subject(code="7.2.1", years=(2004, 2011, 2016), values=(8.5, 13.2, 17.0), direction="up",
        ...     target=20.0, target_year=2020, target_kind="value", whose="national", as_of=2016))
        >>> done.result, done.base_year, round(done.ratio, 2)
        ('significant', 2004, 1.08)
    """
    return _assess(subject, LONG_METHOD, LONG_PERIOD, "fifteen-years")


def _assess(subject: Subject, method: str, period: int, remark: str) -> Assessment:
    points = list(zip(subject.years, subject.values, strict=True))
    why_not = subject.why_not or ("" if points else "no-data")
    pair = None
    if not why_not:
        first = next(point for point in points if point[0] >= points[-1][0] - period)
        pair, why_not = checked(subject, first, points[-1])
    if pair is not None and period == LONG_PERIOD and pair.span < LEAST_LONG:
        pair, why_not = None, "break" if subject.broken else "span-long"
    if pair is None:
        return told(subject, method, EDITION, None, subject.target, Verdict("not-assessed", why_not))
    # A share of the base is one of the Agenda's base, as for every other method, not of five years ago.
    since = [point for point in subject.since_base if point[0] <= pair.year]
    target = target_for(subject, since[0][1] if since else pair.base)
    return told(subject, method, EDITION, pair, target, _judge(subject, pair, target, remark))


def _judge(subject: Subject, pair: Pair, target: float | None, period: str) -> Verdict:
    direction = 1 if subject.direction == "up" else -1
    remarks: tuple[str, ...] = (period,)
    goal = target
    if subject.direction == "range":
        best = target if target is not None else subject.best
        if best is None or (best == 1 and min(pair.base, pair.value) <= 0):
            return Verdict("not-assessed", "no-best-value" if best is None else "not-positive")
        pair = Pair(pair.base_year, goldilocks(pair.base, best), pair.year, goldilocks(pair.value, best))
        goal, remarks = best, (*remarks, "range")
    if goal is not None and direction * (pair.value - goal) >= 0:
        if moves_away(subject, pair, goal):
            return Verdict("away", score=-5.0, remarks=(*remarks, "met-at-base", "moving-away"))
        return Verdict("significant", score=5.0, remarks=(*remarks, "target-reached"))
    if goal is not None and direction * (pair.base - goal) >= 0:
        return Verdict("away", score=-5.0, remarks=(*remarks, "no-longer-met"))
    rate = pair.rate
    if rate is None:
        return Verdict("not-assessed", "base-zero" if pair.base == 0 else "sign-change", remarks=remarks)
    change = rate * direction * pair.size_sign
    if goal is None:
        goal = ceiling_for(subject, pair, RATE_BANDS[0][0])
        remarks = (*remarks, "limit-as-target") if goal is not None else remarks
    if goal is None:
        return Verdict(arrow_by_rate(change), "", change, score_by_rate(change), remarks=remarks)
    needed = (goal or 0.001) / pair.base
    if needed <= 0:
        return Verdict("not-assessed", "sign-change", remarks=remarks)
    year = horizon(subject, pair)
    required = abs(needed ** (1 / (year - pair.base_year)) - 1)
    ratio = change / required
    return Verdict(arrow_by_ratio(ratio), "", ratio, score_by_ratio(ratio), remarks=remarks)
