"""ESCAP: current status and anticipated progress, the measures of the UN regional commissions.

Current status index, 0 to 10: 10 (I_now - I_base) / |target - I_base| in the desired direction; 10 where
the target is met. Anticipated progress: the indicator is carried on to the target year by a regression on
time in which later years weigh more, w_i = (t* - t_1) / (t* - t_i), on the logarithm of the values (on the
values themselves where one is not positive); then P = 100 |target - projection| / |target - I_base|. Up to
10 the pace is to be maintained, up to 100 accelerated, above (moving away) the trend reversed.

For parity both measure the distance from it. There is no result without a target in numbers.
Source: the published descriptions of the commissions' statistical offices; that the regression goes through
all figures since 2000, recent ones weighing more, and that the gap is held against that of 2015: UNECE's
technical notes of 2022 to 2026. The limits of 10 and 100 and the form of the regression are taken from
descriptions, not from the method's own code: unverified.
"""

from __future__ import annotations

import math

from sdgkit.indicators.indicator import Assessment
from sdgkit.indicators.progress.pair import Pair, Verdict, horizon, moves_away, pair_of, target_for, told
from sdgkit.indicators.progress.subject import Subject

METHOD = "escap"
EDITION = "2023"

MAINTAIN = 10.0
"""Gap left in the target year, in per cent of the gap at the base, up to which the pace is enough."""
SINCE = 2000
"""First year of the figures that the regression goes through."""
REVERSE = 100.0
"""Gap beyond which the indicator moves away from the target."""


def current_status(base: float, value: float, target: float, *, direction: int) -> float:
    """The current status index; 0 at the base, 10 at the target, negative where it moved away.

    Args:
        base: value in the base year.
        value: value now.
        target: the target.
        direction: 1 where more is better, -1 where less is, 0 for a target in the middle (parity).

    Example:
        >>> current_status(40.0, 70.0, 100.0, direction=1), current_status(0.8, 1.1, 1.0, direction=0)
        (5.0, 5.0)
    """
    gap = abs(target - base)
    if direction == 0:
        left = abs(target - value)
        return 10.0 if gap == 0 and left == 0 else round(10 - 10 * left / gap, 10) if gap else -10.0
    if direction * (value - target) >= 0:
        return 10.0
    return 10 * direction * (value - base) / gap if gap else -10.0


def projection(points: list[tuple[int, float]], target_year: int) -> float:
    """The value in the target year by the time-weighted regression.

    Args:
        points: years and values, at least two, all before the target year.
        target_year: the year to carry on to.

    Example:
        >>> round(projection([(2015, 100.0), (2020, 81.0)], 2030), 2)
        53.14
    """
    first = points[0][0]
    weights = [(target_year - first) / (target_year - year) for year, _ in points]
    logarithmic = all(value > 0 for _, value in points)
    values = [math.log(value) if logarithmic else value for _, value in points]
    years = [year for year, _ in points]
    total = sum(weights)
    mean_year = sum(w * t for w, t in zip(weights, years, strict=True)) / total
    mean_value = sum(w * v for w, v in zip(weights, values, strict=True)) / total
    spread = sum(w * (t - mean_year) ** 2 for w, t in zip(weights, years, strict=True))
    slope = sum(
        w * (t - mean_year) * (v - mean_value) for w, t, v in zip(weights, years, values, strict=True)
    )
    carried = mean_value + slope / spread * (target_year - mean_year)
    return math.exp(carried) if logarithmic else carried


def assess(subject: Subject) -> Assessment:
    """The assessment of a subject: the word by anticipated progress, `score` the current status index.

    Example:
        >>> done = assess(Subject(code="3.2.1", years=(2015, 2019, 2023), values=(50.0, 45.0, 40.0), high=None,
        ...     direction="down", target=25.0, target_kind="value", whose="global", as_of=2023))
        >>> done.result, round(done.score, 1)
        ('accelerate', 4.0)
    """
    pair, why_not = pair_of(subject)
    target = subject.target if pair is None else target_for(subject, pair.base)
    if pair is not None and target is None:
        why_not = "no-target"
    if why_not or pair is None or target is None:
        return told(subject, METHOD, EDITION, pair, target, Verdict("not-assessed", why_not))
    return told(subject, METHOD, EDITION, pair, target, _judge(subject, pair, target))


def _judge(subject: Subject, pair: Pair, target: float) -> Verdict:
    direction = {"up": 1, "down": -1}.get(subject.direction, 0)
    status = current_status(pair.base, pair.value, target, direction=direction)
    if direction != 0 and direction * (pair.value - target) >= 0 and moves_away(subject, pair, target):
        return Verdict("reverse", "", None, status, None, ("met-at-base", "moving-away"))
    # The trend decides, even of a target that is met today; a remark tells that it is.
    reached = ("target-reached",) if direction != 0 and direction * (pair.value - target) >= 0 else ()
    year = horizon(subject, pair)
    points = zip(subject.years, subject.values, strict=True)
    carried = projection([point for point in points if point[0] >= SINCE], year)
    if direction != 0:
        carried = max(carried, subject.low) if subject.low is not None else carried
        carried = min(carried, subject.high) if subject.high is not None else carried
        if direction * (carried - target) >= 0:
            return Verdict("maintain", "", 0.0, status, carried, reached)
        if direction * (pair.base - target) >= 0:
            return Verdict("reverse", "", None, status, carried, reached or ("no-longer-met",))
    gap = abs(target - pair.base)
    if gap == 0:
        return Verdict("reverse" if carried != target else "maintain", "", None, status, carried)
    left = 100 * abs(target - carried) / gap
    word = "maintain" if left <= MAINTAIN else "accelerate" if left <= REVERSE else "reverse"
    return Verdict(word, "", left, status, carried, reached)
