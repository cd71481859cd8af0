"""The quality of a register at a glance: how complete each field is, what stands there twice, what was noticed."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from sdgkit.activities.activity import Activity
from sdgkit.activities.register import Register
from sdgkit.findings import SEVERITIES, Severity
from sdgkit.messages import message

if TYPE_CHECKING:
    import pandas as pd


class Completeness(BaseModel):
    """How many activities have a field.

    Attributes:
        field: name of the field.
        filled: activities that have it.
        share: part of all activities, 0 to 1.
    """

    model_config = ConfigDict(frozen=True)

    field: str
    filled: int
    share: float


class FindingCount(BaseModel):
    """How often a finding was made."""

    model_config = ConfigDict(frozen=True)

    code: str
    severity: Severity
    times: int


class Quality(BaseModel):
    """A register at a glance.

    Attributes:
        activities: number of activities, repetitions included.
        duplicates: activities that repeat another one.
        without_currency: amounts that name no currency.
        doubtful_codes: declared codes that are in doubt.
        fields: completeness of each field, in the order of the model.
        findings: findings by code, worst and most frequent first.
    """

    model_config = ConfigDict(frozen=True)

    activities: int
    duplicates: int
    without_currency: int
    doubtful_codes: int
    fields: tuple[Completeness, ...]
    findings: tuple[FindingCount, ...]

    def to_frame(self) -> pd.DataFrame:
        """The completeness as a table: field, filled, share."""
        import pandas as pd

        return pd.DataFrame([one.model_dump() for one in self.fields], columns=["field", "filled", "share"])

    def _repr_html_(self) -> str:
        table: str = self.to_frame()._repr_html_()  # type: ignore[operator]
        return f"<p><b>{self.activities}</b> activities, {self.duplicates} repeated</p>{table}"


_FIELDS: Mapping[str, Callable[[Activity], object]] = {
    "title": lambda a: a.title,
    "description": lambda a: a.description or a.objectives,
    "results": lambda a: a.results,
    "funding": lambda a: any(p.role in ("funding", "partner") for p in a.partners),
    "implementing": lambda a: any(
        p.role in ("implementing", "accountable", "extending", "government") for p in a.partners
    ),
    "countries": lambda a: a.countries,
    "regions": lambda a: a.regions,
    "start": lambda a: a.start,
    "end": lambda a: a.end,
    "status": lambda a: a.status,
    "money": lambda a: a.money,
    "currency": lambda a: a.money and all(m.currency for m in a.money),
    "sectors": lambda a: a.sectors or a.section,
    "declared": lambda a: a.declared,
    "markers": lambda a: a.markers,
    "volunteers": lambda a: a.volunteers,
}  # fmt: skip


@cache
def _labels() -> dict[str, dict[str, str]]:
    text = resources.files("sdgkit.activities").joinpath("quality.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def quality(register: Register, language: str = "en") -> pd.DataFrame:
    """How good a register is, as a table to show.

    Args:
        register: what was read.
        language: of the names of the rows ("en", "ru" or "kk").

    Returns:
        A frame with the columns field (name of the row), filled (a number of activities, amounts or codes) and
        share (part of all activities, 0 to 1; missing where the row counts something else).

    Example:
        >>> quality(Register(activities=()), "ru")["field"][0]
        'мероприятий всего'
    """
    import pandas as pd

    told = glance(register)
    counts = ("activities", "duplicates", "without_currency", "doubtful_codes")
    rows: list[tuple[str, int, float | None]] = [(name, getattr(told, name), None) for name in counts]
    rows += [(one.field, one.filled, one.share) for one in told.fields]
    named = [(_labels()[name][language], filled, share) for name, filled, share in rows]
    return pd.DataFrame(named, columns=["field", "filled", "share"])


def glance(register: Register) -> Quality:
    """How good a register is.

    Args:
        register: what was read.

    Returns:
        Counts of activities and repetitions, the completeness of each field, and findings by code.

    Example:
        >>> glance(Register(activities=())).activities
        0
    """
    total = len(register)
    filled = {name: sum(bool(test(a)) for a in register.activities) for name, test in _FIELDS.items()}
    counts = Counter(finding.code for finding in register.findings)
    findings = [
        FindingCount(code=code, severity=message(code).severity, times=times)
        for code, times in counts.items()
    ]
    return Quality(
        activities=total,
        duplicates=sum(a.duplicate_of is not None for a in register.activities),
        without_currency=sum(m.currency is None for a in register.activities for m in a.money),
        doubtful_codes=sum(d.doubtful for a in register.activities for d in a.declared),
        fields=tuple(
            Completeness(field=name, filled=number, share=number / total if total else 0.0)
            for name, number in filled.items()
        ),
        findings=tuple(sorted(findings, key=lambda f: (SEVERITIES.index(f.severity), -f.times, f.code))),
    )
