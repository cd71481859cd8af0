"""The lines of a wide table: what its rows are of, and what a table says beside its figures."""

from __future__ import annotations

from typing import NamedTuple

from sdgkit.findings import Finding
from sdgkit.indicators.wide_header import Header
from sdgkit.languages import Text


class WideRead(NamedTuple):
    """What a sheet gave beside the observations."""

    codes: set[str]
    names: dict[str, Text]
    """Indicator -> title."""
    units: dict[str, Text]
    """Indicator -> unit in words."""
    labels: dict[str, dict[str, Text]]
    """Dimension -> code -> name."""
    notes: dict[str, tuple[Text, ...]]
    findings: list[Finding]
    others: set[str]
    """Countries that were left out."""


class Line(NamedTuple):
    """What a row of figures is of."""

    row: int
    code: str
    place: str
    dimensions: dict[str, str]
    series: str = ""
    unit: str = ""


def is_filled(row: list[str], header: Header) -> bool:
    """Whether a row has figures."""
    return any(column < len(row) and row[column].strip() for column in header.years)
