"""Directions and targets: whether more is better, and how far it should go, for every global indicator.

`directions.csv` holds an entry for each indicator of both editions, with its source. What the 2030
Agenda does not say is marked "none"; such an indicator is not assessed unless a person decides.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from sdgkit.indicators.indicator import Direction
from sdgkit.tables import rows_of

TargetKind = Literal["value", "ratio-to-base", "zero", "parity", "none"]


class Aim(BaseModel):
    """Where an indicator is to go.

    Attributes:
        code: the indicator.
        edition: edition of the framework, "2020" or "2025".
        direction: "up", "down", "range" (a best value inside) or "none" (not known).
        target: the value, or the share of the base value for "ratio-to-base"; None without a number.
        target_kind: how `target` is meant.
        target_unit: unit of target and limits.
        limit_low: least value possible.
        limit_high: greatest value possible.
        best: best value of a "range".
        target_year: year by which the 2030 Agenda wants it.
        basis: what the 2030 Agenda says, in our words.
        source: where the entry is from.
        note: what a reader of the assessment must know.
    """

    model_config = ConfigDict(frozen=True)

    code: str
    edition: str
    direction: Direction
    target: float | None = None
    target_kind: TargetKind = "none"
    target_unit: str = ""
    limit_low: float | None = None
    limit_high: float | None = None
    best: float | None = None
    target_year: int = 2030
    basis: str = ""
    source: str = ""
    note: str = ""


@cache
def _aims() -> dict[tuple[str, str], Aim]:
    aims = {}
    for row in rows_of("indicators", "directions.csv"):
        numbers = {
            name: float(row[name]) if row[name] else None
            for name in ("target", "limit_low", "limit_high", "best")
        }
        aims[row["code"], row["edition"]] = Aim(
            code=row["code"],
            edition=row["edition"],
            direction=row["direction"],
            target_kind=row["target_kind"],
            target_unit=row["target_unit"],
            target_year=int(row["target_year"] or 2030),
            basis=row["sdg_wording_basis"],
            source=row["source"],
            note=row["note"] or "",
            **numbers,
        )
    return aims


def aim(code: str, edition: str = "2025") -> Aim | None:
    """The entry of an indicator, from the other edition where this one has none; None for national ones.

    Example:
        >>> aim("3.1.1").target, aim("3.1.1").target_unit, aim("17.3.1.3")
        (70.0, 'per 100 000 live births', None)
    """
    other = "2020" if edition == "2025" else "2025"
    return _aims().get((code, edition)) or _aims().get((code, other))


def aims(edition: str = "2025") -> tuple[Aim, ...]:
    """All entries of an edition, in the order of the file.

    Example:
        >>> len(aims("2025"))
        251
    """
    return tuple(found for (_, of), found in _aims().items() if of == edition)
