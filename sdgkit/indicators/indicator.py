"""Indicators, their observations, headlines and assessments, whatever file they came from."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from sdgkit.languages import Text

Level = Literal["global", "adapted", "proxy", "national"]
"""How a figure compares with the global definition: the same, with small changes, a proxy, national only."""

Reporting = Literal["reported", "partly", "not-reported", "not-applicable", "unknown"]

Direction = Literal["up", "down", "range", "none"]

Scale = Literal["number", "steps", "yes-no", "gini"]
"""What figures are: quantities, steps of a scale such as 1 to 5, 1 and 0 for yes and no, a Gini index."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Source(_Frozen):
    """Who published a figure, where, and when."""

    organisation: Text = Text({})
    url: str = ""
    retrieved: str = ""
    note: Text = Text({})


class Indicator(_Frozen):
    """One indicator as a national platform or an international database gives it."""

    code: str
    """"3.1.1", or "17.3.1.3" for a national one."""
    goal: int
    target: str
    name: Text
    """The national wording, which says what is measured in this country."""
    official_name: Text = Text({})
    """The wording of the global indicator as the platform gives it, where it has one."""
    level: Level | None = None
    reporting: Reporting = "unknown"
    custodian: str = ""
    responsible: Text = Text({})
    """The body that answers for the indicator in the country."""
    sources: tuple[Source, ...] = ()
    notes: tuple[Text, ...] = ()
    file: str = ""


class Point(_Frozen):
    """One value of a series, with the file and row it came from."""

    year: int
    value: float | None
    """None where a sign stands for the value."""
    sign: str = ""
    """"<", ">", "…", "-" ... as published; explained in the annex."""
    file: str = ""
    row: int | None = None
    note: str = ""
    """Footnote of the source at this value."""
    nature: str = ""
    """How the value came about by the source: "C" country data, "E" estimated, "M" modelled, ..."""


class Headline(_Frozen):
    """The one series that stands for an indicator, and why it was taken."""

    indicator: str
    series: dict[str, str] = Field(default_factory=dict)
    """Dimension -> code of the series; empty for the total of everything."""
    series_name: Text = Text({})
    unit: str = ""
    unit_name: Text = Text({})
    points: tuple[Point, ...] = ()
    rule: Literal["totals", "settings", "only-series"] = "totals"
    left_out: tuple[int, ...] = ()
    """Years for which the source gives different values of this series; none of them is taken."""


Result = Literal["target-met", "on-track", "moderate", "marginal", "stagnation", "regression", "not-assessed"]


class Assessment(_Frozen):
    """The progress of a headline by a named method and edition; never a word without its grounds."""

    indicator: str
    method: str
    edition: str
    target_source: str = ""
    result: str
    """A `Result` of the default method, or the label of another one (`label` gives it in a language)."""
    why_not: str = ""
    """Code of the reason when nothing is assessed: "no-target", "one-point", "span", "stale", "break", ..."""
    direction: Direction = "none"
    base_year: int | None = None
    base: float | None = None
    latest_year: int | None = None
    latest: float | None = None
    target: float | None = None
    target_year: int | None = None
    whose_target: Literal["national", "global", ""] = ""
    points: int = 0
    span: int = 0
    projection: float | None = None
    limit: float | None = None
    ratio: float | None = None
    score: float | None = None
    remarks: tuple[str, ...] = ()
