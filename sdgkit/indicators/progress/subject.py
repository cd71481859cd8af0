"""The subject of an assessment: the points, direction, target and limits that every method starts from.

A national target stands before the global one. A global target is used only in a unit that can be
compared with the headline's, and not at all for a proxy; zero and shares of the base need no unit.
Nothing is compared across a break in the series.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from sdgkit.indicators.directions import Aim, TargetKind
from sdgkit.indicators.indicator import Direction, Headline, Level, Scale
from sdgkit.indicators.settings import NationalTarget, Thresholds
from sdgkit.indicators.units import factor
from sdgkit.indicators.values import BEFORE


class Subject(BaseModel):
    """What a method assesses.

    Attributes:
        code: the indicator.
        years: years with a number, ascending, after the last break.
        values: their values.
        direction: "up", "down", "range" or "none".
        target: value of the target in the unit of the series; share of the base for "ratio-to-base".
        target_kind: how `target` is meant.
        target_year: year of the target.
        whose: whose target it is.
        target_source: where it stands.
        low: least possible value, in the unit of the series.
        high: greatest possible value.
        best: best value of a "range".
        base_year: first year that counts.
        as_of: year from whose view data are old or not.
        stale_after: years after which they are.
        scale: what the figures are.
        broken: first year after the last break, if the break cut points off.
        remarks: codes of what a reader must know, explained in `labels.toml`.
        thresholds: of the SDG Index, where the settings have them.
        why_not: reason why no method can assess it, "" otherwise.
    """

    model_config = ConfigDict(frozen=True)

    code: str
    years: tuple[int, ...] = ()
    values: tuple[float, ...] = ()
    direction: Direction = "none"
    target: float | None = None
    target_kind: TargetKind = "none"
    target_year: int = 2030
    whose: Literal["national", "global", ""] = ""
    target_source: str = ""
    low: float | None = None
    high: float | None = None
    best: float | None = None
    base_year: int = 2015
    as_of: int = 2030
    stale_after: int = 5
    scale: Scale = "number"
    broken: int | None = None
    remarks: tuple[str, ...] = ()
    why_not: str = ""
    thresholds: Thresholds | None = None

    @property
    def since_base(self) -> list[tuple[int, float]]:
        """The points from the base year on."""
        return [(y, v) for y, v in zip(self.years, self.values, strict=True) if y >= self.base_year]


def subject_of(
    headline: Headline,
    aim: Aim | None,
    *,
    level: Level | None = None,
    national: NationalTarget | None = None,
    direction: Direction | None = None,
    breaks: Sequence[int] = (),
    base_year: int = 2015,
    as_of: int | None = None,
    thresholds: Thresholds | None = None,
    stale_after: int = 5,
    scale: Scale | None = None,
) -> Subject:
    """The subject that a headline makes with what is known of its direction and targets.

    Args:
        headline: the series.
        aim: the entry of the registry; None for a national indicator.
        level: how the figure compares with the global definition.
        national: the country's own target.
        direction: a person's decision, which stands before the registry.
        breaks: first years of a new series.
        base_year: first year that counts.
        as_of: year from whose view data are old; the latest of the series where None.
        thresholds: of the SDG Index, where the settings have them.
        stale_after: years after which data are old.
        scale: what the figures are; by the unit ("BINARY") where None.

    Example:
        >>> from sdgkit.indicators.directions import aim
        >>> from sdgkit.indicators.indicator import Point
        >>> points = tuple(Point(year=y, value=v) for y, v in [(2015, 12.5), (2023, 11.0)])
        >>> headline = Headline(indicator="3.1.1", unit="PER_100000_LIVE_BIRTHS", points=points)
        >>> subject = subject_of(headline, aim("3.1.1"))
        >>> subject.direction, subject.target, subject.whose
        ('down', 70.0, 'global')
    """
    remarks = []
    points = [(p.year, p.value) for p in headline.points if p.value is not None]
    if any(p.sign in BEFORE for p in headline.points):
        remarks.append("bound")
    if any(year >= base_year for year in headline.left_out):
        remarks.append("years-left-out")
    latest = points[-1][0] if points else 0
    broken = max((year for year in breaks if points and points[0][0] < year <= latest), default=None)
    if broken is not None:
        points = [(year, value) for year, value in points if year >= broken]
        remarks.append("after-break")
    fields: dict[str, object] = {}
    known = direction or (national.direction if national else None) or (aim.direction if aim else "none")
    if aim is not None:
        unit = factor(aim.target_unit, headline.unit) if headline.unit else None
        if known == "range" and unit is None and national is None:
            return Subject(code=headline.indicator, why_not="unit-differs", direction=known)
        fields |= _limits(aim, unit)
        if national is None and aim.target_kind != "none":
            fields |= _global_target(aim, unit, level, remarks)
        if level == "proxy":
            remarks.append("proxy")
    if national is not None:
        fields |= {
            "target": national.target,
            "target_kind": "value",
            "target_year": national.year,
            "whose": "national",
            "target_source": national.source,
        }
        since = [value for year, value in points if year >= base_year] or [value for _, value in points]
        if known == "none" and since and national.target != since[0]:
            # A country that sets a target says by it where the indicator is to go from where it stood.
            known = "up" if national.target > since[0] else "down"
            remarks.append("direction-from-target")
        elif known == "range":
            fields["best"] = national.target
    return Subject(
        code=headline.indicator,
        years=tuple(year for year, _ in points),
        values=tuple(value for _, value in points),
        direction=known,
        base_year=base_year,
        as_of=latest if as_of is None else as_of,
        stale_after=stale_after,
        scale=scale or ("yes-no" if headline.unit.upper() == "BINARY" else "number"),
        broken=broken,
        remarks=tuple(remarks),
        thresholds=thresholds,
        why_not="direction-unknown" if known == "none" else "",
        **fields,
    )


def _limits(aim: Aim, unit: float | None) -> dict[str, object]:
    """The limits and the best value of an indicator in the unit of the headline; a lowest of zero is one in any."""
    if unit is None:
        return {"low": 0.0} if aim.limit_low == 0 else {}
    limits = {"low": aim.limit_low, "high": aim.limit_high, "best": aim.best}
    return {name: None if value is None else value * unit for name, value in limits.items()}


def _global_target(
    aim: Aim, unit: float | None, level: Level | None, remarks: list[str]
) -> dict[str, object]:
    fields: dict[str, object] = {
        "target_kind": aim.target_kind,
        "target_year": aim.target_year,
        "whose": "global",
        "target_source": aim.basis,
    }
    if aim.target_kind == "zero":
        return fields | {"target": 0.0}
    if aim.target_kind == "ratio-to-base":
        return fields | {"target": aim.target}
    if level == "proxy":
        remarks.append("target-not-for-proxy")
        return {}
    if unit is None:
        remarks.append("target-unit-differs")
        return {}
    if aim.target_kind == "parity":
        return fields | {"target": None if aim.best is None else aim.best * unit}
    return fields | {"target": None if aim.target is None else aim.target * unit}
