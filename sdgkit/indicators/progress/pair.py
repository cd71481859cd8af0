"""The pair that most methods compare: the base and the latest point, and what a method says of them.

What no method can do without stands here once: enough points, a span that says something, figures
that are not too old, nothing across a break.
"""

from __future__ import annotations

from typing import NamedTuple

from sdgkit.indicators.indicator import Assessment
from sdgkit.indicators.progress.subject import Subject

LAST_YEAR = 2030
"""Year up to which the 2030 Agenda runs."""
LEAST_SPAN = 3
"""Years between base and latest; over fewer, one good or bad year decides."""
MOVING_AWAY = -0.005
"""Rate below which a country that has met a global target is moving away from it."""


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

    def projected(self, year: int, *, linear: bool = False) -> float:
        """The value in a later year by the compound rate, or by the change per year where there is none."""
        rate = self.rate
        if rate is None or linear:
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
    if subject.as_of - latest[0] > subject.stale_after:
        return None, "stale"
    if base[0] >= latest[0]:
        return None, "break" if subject.broken else "one-point"
    pair = Pair(*base, *latest)
    if pair.span < LEAST_SPAN:
        return None, "break" if subject.broken else "span"
    return pair, ""


def moves_away(subject: Subject, pair: Pair, target: float) -> bool:
    """Whether a *global* target that was already met in the base year hides a worsening.

    It says little about a country that is far better: it counts as met only while the country does not move away from
    it by more than 0.5 % a year. A country's own target counts as it is.

    Example:
        >>> subject = Subject(code="3.1.1", direction="down", whose="global")
        >>> moves_away(subject, Pair(2015, 12.5, 2021, 44.7), 70), moves_away(subject, Pair(2015, 12.5, 2021, 12.0), 70)
        (True, False)
    """
    if subject.whose != "global" or subject.direction not in ("up", "down"):
        return False
    sign = 1 if subject.direction == "up" else -1
    if sign * (pair.base - target) < 0:
        return False
    rate = pair.rate
    change = sign * (pair.value - pair.base) if rate is None else rate * sign * pair.size_sign
    return change < MOVING_AWAY


def ceiling_for(subject: Subject, pair: Pair, full: float) -> float | None:
    """The upper limit, where it takes the place of a target because near it no full rate is possible.

    Args:
        subject: what is assessed.
        pair: base and latest value.
        full: rate a year from which a method without a target gives its best result.

    Example:
        >>> subject = Subject(code="3.1.2", direction="up", high=100)
        >>> ceiling_for(subject, Pair(2015, 99, 2023, 99.4), 0.01), ceiling_for(subject, Pair(2015, 40, 2023, 45), 0.01)
        (100.0, None)
    """
    limit = subject.high
    if subject.direction != "up" or limit is None or not 0 < pair.base < limit:
        return None
    needed = (limit / pair.base) ** (1 / max(LAST_YEAR - pair.base_year, 1)) - 1
    return limit if needed < full else None


def target_for(subject: Subject, base: float) -> float | None:
    """The target as a value: a share of the base becomes one, where the base has a share.

    Twice nothing is nothing, and twice a loss a greater loss: of such a base there is no target in numbers.

    Example:
        >>> halved = Subject(code="1.2.1", direction="down", target=0.5, target_kind="ratio-to-base")
        >>> target_for(halved, 4.0), target_for(halved, 0.0), target_for(halved, -2.0)
        (2.0, 0.0, None)
        >>> doubled = Subject(code="2.3.2", direction="up", target=2.0, target_kind="ratio-to-base")
        >>> target_for(doubled, 4.0), target_for(doubled, 0.0)
        (8.0, None)
    """
    if subject.target is None or subject.target_kind != "ratio-to-base":
        return subject.target
    if base < 0 or (base == 0 and subject.direction != "down"):
        return None
    return subject.target * base


def horizon(subject: Subject, pair: Pair) -> int:
    """The year to which a trend is carried on: that of the target, 2030 where it has passed already.

    Example:
        >>> pair = Pair(2015, 12.0, 2023, 10.0)
        >>> [horizon(Subject(code="3.1.1", target_year=year), pair) for year in (2025, 2030, 2020, 2035)]
        [2025, 2030, 2030, 2035]
    """
    return subject.target_year if subject.target_year > pair.year else max(LAST_YEAR, pair.year + 1)


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
    since = subject.since_base
    without_share = bool(since) and subject.target is not None and target_for(subject, since[0][1]) is None
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
        remarks=(
            *subject.remarks,
            *verdict.remarks,
            *deadline,
            *(("no-share-of-base",) if without_share else ()),
        ),
    )
