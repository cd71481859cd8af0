"""UNSD: "trend to target", the method of the United Nations' progress chart, bands of 2024 to 2026.

With a target: the compound annual rate since the base year is carried on to 2030, or to the year in which
the target is due where that is another one; the ratio R of the distance then covered to the distance to be
covered decides: 0.95 and more on track, 0.50 moderate, 0.10 marginal, 0 stagnation, below 0 regression. Without: the
rate in the desired direction decides: 2 %, 1.25 %, 0.5 % and 0 a year. Base: the first year with data from 2015 on.

What the published method leaves open, sdgkit decides so, and says so in the remarks:

- A target that is met now is met, whatever the rate (a disease eliminated to zero). A global target
  already met in the base year says little about a country: it counts as met only while the country
  does not move away from it by more than 0.5 % a year.
- Where a rate is not defined (base zero, change of sign) or can never reach the target (which lies beyond
  zero), the change per year is carried on instead ("linear"); without a target there is then no result
  except a clear worsening.
- Near a ceiling (99.0 to 99.4 %) no rate of 2 % is possible. Where reaching the ceiling itself by 2030
  needs less than 2 % a year, the ceiling takes the place of the target.
- Parity and other best values inside a range are judged by the distance from them; 3 % counts as there.
- Fewer than 3 years between base and latest, or a latest year more than 5 years ago: no result.

Source: the UN Statistics Division's technical note on the progress chart, in the form in which the
undata package (0.4.3) implements its 2026 edition and Eustat describes that of 2023; the note itself was
not at hand, so the bands are unverified, except 0.95 and 0.10, 2 % and 0.5 %, by which an official office
publishes results (Eustat, tested). The decisions above are sdgkit's.
"""

from __future__ import annotations

from sdgkit.indicators.indicator import Assessment
from sdgkit.indicators.progress.pair import (
    LAST_YEAR,
    Pair,
    Verdict,
    ceiling_for,
    horizon,
    moves_away,
    pair_of,
    target_for,
    told,
)
from sdgkit.indicators.progress.subject import Subject

METHOD = "unsd"
EDITION = "2026"

RATIO_BANDS = ((0.95, "on-track"), (0.50, "moderate"), (0.10, "marginal"), (0.0, "stagnation"))
RATE_BANDS = ((0.02, "on-track"), (0.0125, "moderate"), (0.005, "marginal"), (0.0, "stagnation"))
RATIO_ENDS = (-0.5, 1.5)
RATE_ENDS = (-0.05, 0.05)

MET = 0.0005
"""Share of the target by which a value may fall short and still be rounded to it."""
PARITY = 0.03
"""Distance from a best value, as a share of it, that counts as reached: the usual 0.97 to 1.03."""


def assess(subject: Subject) -> Assessment:
    """The assessment of a subject.

    Example:
        >>> done = assess(Subject(code="3.3.3", years=(2015, 2020, 2023), values=(5, 1, 0), direction="down",
        ...     target=0, target_kind="zero", whose="global", low=0, as_of=2023))
        >>> done.result, done.base, done.latest, done.target
        ('target-met', 5.0, 0.0, 0.0)
    """
    pair, why_not = pair_of(subject)
    if pair is None:
        return told(subject, METHOD, EDITION, None, subject.target, Verdict("not-assessed", why_not))
    target = target_for(subject, pair.base)
    return told(subject, METHOD, EDITION, pair, target, _judge(subject, pair, target))


def _judge(subject: Subject, pair: Pair, target: float | None) -> Verdict:
    if subject.direction == "range":
        return _judge_range(subject, pair, target)
    sign = 1 if subject.direction == "up" else -1
    if target is not None:
        return _with_target(pair, target, sign, subject, MET * abs(target))
    return _without_target(pair, sign, subject)


def _judge_range(subject: Subject, pair: Pair, target: float | None) -> Verdict:
    """Judged by the distance from the best value: a ratio as max(v, 1/v), others as best + |v - best|."""
    best = target if target is not None else subject.best
    if best is None:
        return Verdict("not-assessed", "no-best-value")
    if best == 1 and min(pair.base, pair.value) <= 0:
        return Verdict("not-assessed", "not-positive")

    def away(value: float) -> float:
        return max(value, 1 / value) if best == 1 else best + abs(value - best)

    distance = Pair(pair.base_year, away(pair.base), pair.year, away(pair.value))
    crossed = (pair.base - best) * (pair.value - best) < 0
    remarks = ("range",) + (("crossed-best",) if crossed else ())
    if target is None:
        verdict = _without_target(distance, -1, subject.model_copy(update={"low": best, "high": None}))
    else:
        verdict = _with_target(distance, best, -1, subject, PARITY * abs(best))
    return verdict._replace(remarks=(*remarks, *verdict.remarks), projection=None)


def _with_target(pair: Pair, target: float, sign: int, subject: Subject, tolerance: float) -> Verdict:
    def met(value: float) -> bool:
        return sign * (value - target) >= -tolerance

    if met(pair.value):
        if met(pair.base):
            if moves_away(subject, pair, target):
                return Verdict("regression", score=0.0, remarks=("met-at-base", "moving-away"))
            return Verdict("target-met", score=5.0, remarks=("met-at-base",))
        return Verdict("target-met", score=5.0)
    if met(pair.base):
        return Verdict("regression", score=0.0, remarks=("no-longer-met",))
    linear = pair.rate is None or target * pair.base < 0
    projection = _inside(pair.projected(horizon(subject, pair), linear=linear), subject)
    ratio = (projection - pair.base) / (target - pair.base)
    remarks = ("linear",) if linear else ()
    return Verdict(
        _band(ratio, RATIO_BANDS), "", ratio, _score(ratio, RATIO_BANDS, RATIO_ENDS), projection, remarks
    )


def _without_target(pair: Pair, sign: int, subject: Subject) -> Verdict:
    limit = subject.high if sign > 0 else subject.low
    if limit is not None and sign * (pair.value - limit) >= 0:
        return Verdict("on-track", score=5.0, remarks=("at-limit",))
    rate = pair.rate
    if rate is None:
        return _without_rate(pair, sign)
    ceiling = ceiling_for(subject, pair, RATE_BANDS[0][0])
    if ceiling is not None:
        verdict = _with_target(pair, ceiling, sign, subject, 0.0)
        return verdict._replace(remarks=("limit-as-target", *verdict.remarks))
    change = rate * sign * pair.size_sign
    projection = _inside(pair.projected(LAST_YEAR), subject)
    return Verdict(_band(change, RATE_BANDS), "", change, _score(change, RATE_BANDS, RATE_ENDS), projection)


def _without_rate(pair: Pair, sign: int) -> Verdict:
    change = sign * (pair.value - pair.base)
    if change < 0:
        return Verdict("regression", score=0.0, remarks=("linear",))
    if change == 0:
        return Verdict("stagnation", score=1.0, remarks=("linear",))
    return Verdict("not-assessed", "base-zero" if pair.base == 0 else "sign-change")


def _inside(value: float, subject: Subject) -> float:
    if subject.direction == "range":
        return value
    if subject.low is not None:
        value = max(value, subject.low)
    if subject.high is not None:
        value = min(value, subject.high)
    return value


def _band(value: float, bands: tuple[tuple[float, str], ...]) -> str:
    return next((word for least, word in bands if value >= least), "regression")


def _score(value: float, bands: tuple[tuple[float, str], ...], ends: tuple[float, float]) -> float:
    """0 to 5, linear inside each band: 4 to 5 on track, 3 to 4 moderate, ... 0 to 1 regression."""
    edges = [ends[0], *(least for least, _ in reversed(bands)), ends[1]]
    value = min(max(value, ends[0]), ends[1])
    for number in range(len(edges) - 1):
        low, high = edges[number], edges[number + 1]
        if value < high or number == len(edges) - 2:
            return number + (value - low) / (high - low)
    return 5.0
