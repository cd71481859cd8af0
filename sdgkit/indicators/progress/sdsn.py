"""SDSN: scores, colours and arrows of the SDG Index, for comparison.

Score = (value - lower bound) / (optimum - lower bound), 0 to 100. Green beyond the green threshold; yellow
to the middle between green and red; orange to the red threshold; red beyond. The arrow compares the
actual change of the score per year with the one needed for green by 2030: at least as much is up, half of it
slanting up, less stagnating, negative down; a score that is green and does not fall is up.

Bounds and thresholds are published with every year's index under their own terms and are not shipped;
whoever wants the comparison puts them into the settings (`thresholds`). Source: the index's methods
paper, second-hand; the rules were not run against the published scores here, whose terms forbid shipping them.
"""

from __future__ import annotations

from sdgkit.indicators.indicator import Assessment
from sdgkit.indicators.progress.pair import Pair, Verdict, pair_of, told
from sdgkit.indicators.progress.subject import Subject
from sdgkit.indicators.settings import Thresholds

METHOD = "sdsn"
EDITION = "2021"

HALF = 0.5
"""Share of the needed change from which the arrow slants up."""


def score(value: float, lower: float, optimum: float) -> float:
    """The score of a value, 0 to 100.

    Example:
        >>> score(30.0, 60.0, 0.0), score(70.0, 60.0, 0.0)
        (50.0, 0.0)
    """
    return max(0.0, min(100.0, (value - lower) / (optimum - lower) * 100))


def colour(value: float, green: float, red: float) -> str:
    """The colour of a value by its thresholds; whether more is better follows from their order.

    Example:
        >>> [colour(value, 10.0, 30.0) for value in (5, 15, 25, 35)]
        ['green', 'yellow', 'orange', 'red']
    """
    sign = 1 if green > red else -1
    middle = (green + red) / 2
    if sign * (value - green) >= 0:
        return "green"
    if sign * (value - middle) >= 0:
        return "yellow"
    return "orange" if sign * (value - red) >= 0 else "red"


def arrow(first_year: int, first: float, last_year: int, last: float, green: float) -> str:
    """The arrow between two scores, against the score of the green threshold.

    Args:
        first_year: first of the years that the index states.
        first: score in it.
        last_year: last of the years.
        last: score in it.
        green: score of the green threshold.

    Example:
        >>> arrow(2015, 40.0, 2020, 55.0, 100.0), arrow(2015, 40.0, 2020, 39.0, 100.0)
        ('moderately-improving', 'decreasing')
    """
    if last >= green:
        return "on-track"
    actual = (last - first) / (last_year - first_year)
    if actual < 0:
        return "decreasing"
    needed = (green - first) / (2030 - first_year)
    if needed <= 0 or actual / needed >= 1:
        return "on-track"
    return "moderately-improving" if actual / needed >= HALF else "stagnating"


def assess(subject: Subject) -> Assessment:
    """The arrow of a subject with the thresholds of the settings; the colour is a remark."""
    # The thresholds themselves say whether more is better.
    known = subject.thresholds is not None and subject.why_not == "direction-unknown"
    pair, why_not = pair_of(subject.model_copy(update={"why_not": ""}) if known else subject)
    if not why_not and subject.thresholds is None:
        why_not = "no-thresholds"
    if pair is None or why_not or subject.thresholds is None:
        return told(subject, METHOD, EDITION, pair, None, Verdict("not-assessed", why_not))
    return told(subject, METHOD, EDITION, pair, None, _judge(pair, subject.thresholds))


def _judge(pair: Pair, limits: Thresholds) -> Verdict:
    first, last, green = (
        score(one, limits.lower, limits.optimum) for one in (pair.base, pair.value, limits.green)
    )
    word = arrow(pair.base_year, first, pair.year, last, green)
    return Verdict(word, "", None, last, None, (f"colour-{colour(pair.value, limits.green, limits.red)}",))
