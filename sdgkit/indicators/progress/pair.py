"""The pair that most methods compare: the base and the latest point, and what a method says of them.

What no method can do without stands here once: enough points, a span that says something, figures
that are not too old, nothing across a break.
"""

from __future__ import annotations

from typing import NamedTuple

from sdgkit.indicators.indicator import Assessment
from sdgkit.indicators.progress.subject import Subject

LEAST_SPAN = 3
"""Years between base and latest; over fewer, one good or bad year decides."""
STALE_AFTER = 5
"""Years between the latest figure and the year of the assessment; half of what is left after 2020."""


class Pair(NamedTuple):
    """Two points of a series, the earlier first."""

    base_year: int
    base: float
    year: int
    value: float

    @property
    def span(self) -> int:
        """Years between them."""
        return self.year - self.base_year

    @property
    def rate(self) -> float | None:
        """Compound annual rate of growth of the size; None where it is not defined (zero, change of sign)."""
        if self.base == 0 or self.value / self.base <= 0:
            return None
        return float((self.value / self.base) ** (1 / self.span) - 1)

    @property
    def size_sign(self) -> int:
        """-1 where both values are negative, so that growth of the size is a fall of the value; else 1."""
        return -1 if self.base < 0 and self.value < 0 else 1

    def projected(self, year: int) -> float:
        """The value in a later year by the compound rate, or by the change per year where there is none."""
        rate = self.rate
        if rate is None:
            return self.value + (self.value - self.base) / self.span * (year - self.year)
        return self.value * float((1 + rate) ** (year - self.year))


class Verdict(NamedTuple):
    """What a method says of a pair."""

    result: str
    why_not: str = ""
    ratio: float | None = None
    score: float | None = None
    projection: float | None = None
    remarks: tuple[str, ...] = ()


def pair_of(subject: Subject) -> tuple[Pair | None, str]:
    """The first point from the base year on and the latest, or the reason why they cannot be compared.

    Example:
        >>> subject = Subject(code="3.1.1", years=(2014, 2016, 2020), values=(9, 8, 7), direction="down", as_of=2020)
        >>> pair_of(subject)[0].base_year, pair_of(subject.model_copy(update={"as_of": 2026}))[1]
        (2016, 'stale')
    """
    if subject.why_not:
        return None, subject.why_not
    if not subject.years:
        return None, "break" if subject.broken else "no-data"
    points = subject.since_base
    if not points:
        return None, "no-data-since-base"
    return checked(subject, points[0], points[-1])


def checked(subject: Subject, base: tuple[int, float], latest: tuple[int, float]) -> tuple[Pair | None, str]:
    """The pair of two points, or the reason why they cannot be compared."""
    if subject.as_of - latest[0] > STALE_AFTER:
        return None, "stale"
    if base[0] >= latest[0]:
        return None, "break" if subject.broken else "one-point"
    pair = Pair(*base, *latest)
    if pair.span < LEAST_SPAN:
        return None, "break" if subject.broken else "span"
    return pair, ""


def target_for(subject: Subject, base: float) -> float | None:
    """The target as a value: a share of the base becomes one."""
    if subject.target is None or subject.target_kind != "ratio-to-base":
        return subject.target
    return subject.target * base


def told(
    subject: Subject, method: str, edition: str, pair: Pair | None, target: float | None, verdict: Verdict
) -> Assessment:
    """The assessment: verdict, pair, target and remarks put together."""
    if pair is None:
        points = subject.since_base
        pair = Pair(*points[0], *points[-1]) if points else None
        if subject.target_kind == "ratio-to-base":
            target = None
    deadline = (
        ("deadline-passed",) if pair and target is not None and subject.target_year <= pair.year else ()
    )
    return Assessment(
        indicator=subject.code,
        method=method,
        edition=edition,
        result=verdict.result,
        why_not=verdict.why_not,
        direction=subject.direction,
        base_year=pair.base_year if pair else None,
        base=pair.base if pair else None,
        latest_year=pair.year if pair else None,
        latest=pair.value if pair else None,
        target=target,
        target_year=subject.target_year if target is not None else None,
        whose_target=subject.whose if target is not None else "",
        target_source=subject.target_source if target is not None else "",
        points=sum(1 for year in subject.years if pair and pair.base_year <= year <= pair.year),
        span=pair.span if pair else 0,
        projection=verdict.projection,
        limit=subject.high if subject.direction == "up" else subject.low,
        ratio=verdict.ratio,
        score=verdict.score,
        remarks=(*subject.remarks, *verdict.remarks, *deadline),
    )
