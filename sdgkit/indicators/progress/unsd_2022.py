"""UNSD as of 2022: the actual rate against the required one, as UNDP publishes it for all countries.

CR = CAGR / CAGR required from the base to the target. 0.95 and more on track, 0.50 fair, -0.10 limited or
none, below deterioration. A target is achieved where value and target differ by less than 0.05 %. Without
a target the rate in the desired direction decides: 1 %, 0.5 %, -1 % a year.

The base is the nearest value other than zero within three years of 2015, of two the later (a rule
inferred from the published results). Series that are no quantities have rules of their own:

- "yes-no": achieved or not, by the latest figure alone.
- "steps" of a scale: two steps up since the base on track, one fair, none limited, down deterioration.
- "gini": on track where it falls by 1 % a year and by 1 % of its latest value in all; fair where only the
  latter; limited within 1 %.
- Under-five mortality, for which the reduction is a rate in logarithms, ln(base / value) / years.

Source: UNDP's published status computation and results (SDG data of 2023, Kazakhstan), which are reproduced
series by series (tests). Where sdgkit says otherwise, it says so in the remarks: a series of zeros with a
target of zero has met it; a global target that was met in the base year does not hide a worsening; near a
ceiling the ceiling is the target; parity is judged by the distance from it, so that a ratio that leaves
parity is not on track.
"""

from __future__ import annotations

import math

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

METHOD = "unsd-2022"
EDITION = "2022"

RATIO_BANDS = ((0.95, "on-track"), (0.50, "fair"), (-0.10, "limited"))
RATE_BANDS = ((0.01, "on-track"), (0.005, "fair"), (-0.01, "limited"))
STEP_BANDS = ((2, "on-track"), (1, "fair"), (0, "limited"))
NEAR = 3
"""Years around the base year in which the base is looked for."""
ACHIEVED = 0.9995
"""Share of the target that counts as achieved."""
NEARLY_ZERO = 0.001
"""Stands for a target of zero, of which no rate can be required; as in the measure of Open SDG."""
LOGARITHMIC = frozenset({"3.2.1"})
"""Indicators whose reduction is measured in logarithms ("CAGRR+AARRR" in UNDP's data)."""


def base_of(points: list[tuple[int, float]], base_year: int) -> tuple[int, float] | None:
    """The base: nearest to the base year, not zero, of two the later; a zero only where there is nothing else.

    Example:
        >>> base_of([(2013, 5.0), (2014, 0.0), (2017, 4.0)], 2015), base_of([(2015, 0.0), (2020, 3.0)], 2015)
        ((2017, 4.0), (2015, 0.0))
    """
    near = [point for point in points if abs(point[0] - base_year) <= NEAR]
    filled = [point for point in near if point[1] != 0]
    return min(filled or near, key=lambda point: (abs(point[0] - base_year), -point[0]), default=None)


def achieved(value: float, target: float, direction: int) -> bool:
    """Whether the value is at the target, within 0.05 %."""
    if direction < 0:
        return value <= target or (value > 0 and target / value > ACHIEVED)
    return value >= target or (target > 0 and value / target > ACHIEVED)


def assess(subject: Subject) -> Assessment:
    """The assessment of a subject.

    Example:
        >>> done = assess(Subject(code="3.2.1", years=(2015, 2023), values=(50.0, 40.0), direction="down",
        ...     target=25.0, target_kind="value", whose="global", as_of=2023))
        >>> done.result, round(done.ratio, 2)
        ('fair', 0.6)
    """
    points = list(zip(subject.years, subject.values, strict=True))
    base = base_of(points, subject.base_year)
    why_not = subject.why_not or ("no-data" if not points else "")
    if subject.scale == "yes-no" and not why_not:
        return _yes_or_no(subject, points)
    why_not = why_not or ("no-base-near" if base is None else "")
    pair = None
    if base is not None and not why_not:
        pair, why_not = checked(subject, base, points[-1])
    if pair is None:
        return told(subject, METHOD, EDITION, None, subject.target, Verdict("not-assessed", why_not))
    target = target_for(subject, pair.base)
    if subject.scale == "steps":
        verdict = _steps(subject, pair, target)
    elif subject.scale == "gini":
        verdict = _gini(pair, target)
    else:
        verdict = judge(subject, pair, target)
    return told(subject, METHOD, EDITION, pair, target, verdict)


def _yes_or_no(subject: Subject, points: list[tuple[int, float]]) -> Assessment:
    pair = Pair(*points[0], *points[-1])
    if subject.as_of - pair.year > subject.stale_after:
        verdict = Verdict("not-assessed", "stale")
    else:
        wanted = 1.0 if subject.target is None else subject.target
        verdict = Verdict("target-met" if pair.value == wanted else "not-met")
    return told(subject, METHOD, EDITION, pair, subject.target, verdict)


def _steps(subject: Subject, pair: Pair, target: float | None) -> Verdict:
    if target is not None and pair.value == target:
        return Verdict("target-met")
    steps = (pair.value - pair.base) * (1 if subject.direction == "up" else -1)
    return Verdict(band(steps, STEP_BANDS), "", steps)


def _gini(pair: Pair, target: float | None) -> Verdict:
    if pair.value == 0 or (target is not None and achieved(pair.value, target, -1)):
        return Verdict("target-met")
    rate = pair.rate
    if rate is None:
        return Verdict("not-assessed", "base-zero" if pair.base == 0 else "sign-change")
    change = (pair.value - pair.base) / pair.value
    if change <= -0.01:
        return Verdict("on-track" if rate < -0.01 else "fair", "", -rate)
    return Verdict("limited" if change < 0.01 else "deterioration", "", -rate)


def judge(subject: Subject, pair: Pair, target: float | None) -> Verdict:
    """What the method says of a pair."""
    direction = 1 if subject.direction == "up" else -1
    goal = target
    remarks: tuple[str, ...] = ()
    if subject.direction == "range":
        best = target if target is not None else subject.best
        if best is None or (best == 1 and min(pair.base, pair.value) <= 0):
            return Verdict("not-assessed", "no-best-value" if best is None else "not-positive")
        pair = Pair(pair.base_year, goldilocks(pair.base, best), pair.year, goldilocks(pair.value, best))
        goal, remarks = best, ("range",)
    if goal is not None and achieved(pair.value, goal, direction):
        if moves_away(subject, pair, goal):
            return Verdict("deterioration", remarks=("met-at-base", "moving-away"))
        return Verdict("target-met", remarks=remarks)
    if goal is not None and achieved(pair.base, goal, direction):
        return Verdict("deterioration", remarks=(*remarks, "no-longer-met"))
    rate = pair.rate
    if rate is None:
        return Verdict("not-assessed", "base-zero" if pair.base == 0 else "sign-change", remarks=remarks)
    if goal is None:
        goal = ceiling_for(subject, pair, RATE_BANDS[0][0])
        remarks = ("limit-as-target",) if goal is not None else ()
    change = rate * direction * pair.size_sign
    if goal is None:
        return Verdict(band(change, RATE_BANDS), "", change, remarks=remarks)
    needed = (goal or NEARLY_ZERO) / pair.base
    if needed <= 0:
        return Verdict("not-assessed", "sign-change", remarks=remarks)
    year = horizon(subject, pair)
    if subject.code in LOGARITHMIC:
        ratio = (math.log1p(rate) * (year - pair.base_year)) / math.log(needed)
    else:
        required = needed ** (1 / (year - pair.base_year)) - 1
        ratio = change / (required * direction * pair.size_sign)
    return Verdict(band(ratio, RATIO_BANDS), "", ratio, remarks=remarks)


def band(value: float, bands: tuple[tuple[float, str], ...]) -> str:
    """The word of the band that a value lies in; "deterioration" below all."""
    return next((word for least, word in bands if value >= least), "deterioration")
