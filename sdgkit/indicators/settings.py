"""Settings: what a person decides about indicators because no rule can.

Which series stands for an indicator, where a series breaks, and the country's own targets. They come
from a file of the user's (the table `[indicators]` of the settings file) or from Python.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from sdgkit.errors import UsageError
from sdgkit.indicators.codes import indicator_code
from sdgkit.indicators.indicator import Direction, Scale


class HeadlineChoice(BaseModel):
    """The series that a person chose to stand for an indicator.

    Attributes:
        series: code in the series column; any where None.
        unit: code in the unit column; any where None.
        dimensions: dimension -> code; a dimension that is not named must be the total.

    Example:
        >>> HeadlineChoice(series="SG_GEN_PARL").unit is None
        True
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    series: str | None = None
    unit: str | None = None
    dimensions: dict[str, str] = Field(default_factory=dict)


class NationalTarget(BaseModel):
    """A target that the country set itself.

    Attributes:
        code: the indicator.
        target: the value, in the unit of the headline.
        year: the year by which it is to be reached.
        series: the series that it is set for; the headline, whichever it is, where empty.
        direction: "up" or "down", where it differs from the registry or the registry has none.
        source: the document that sets it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    target: float
    year: int = 2030
    series: str = ""
    direction: Direction | None = None
    source: str = ""


class Thresholds(BaseModel):
    """Bounds and thresholds of the SDG Index for an indicator, from the year's published database.

    Attributes:
        lower: value that scores 0.
        optimum: value that scores 100.
        green: value from which it is green.
        red: value from which it is red.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    lower: float
    optimum: float
    green: float
    red: float

    @model_validator(mode="after")
    def _are_two(self) -> Thresholds:
        if self.lower == self.optimum or self.green == self.red:
            raise ValueError("lower and optimum, green and red must differ")
        return self


class IndicatorSettings(BaseModel):
    """All decisions about the indicators of one country.

    Attributes:
        names: name of an indicator, as a table has it -> its code, for tables that give no codes.
        headlines: indicator -> chosen series.
        breaks: indicator -> first years of a new series; nothing is compared across them.
        targets: national targets.
        directions: indicator -> direction, for national indicators that no registry knows.
        targets_file: a table (CSV, Excel) or TOML file with more national targets (see `sdgkit.indicators.targets`).
        thresholds: indicator -> thresholds of the SDG Index, for the method "sdsn".
        scales: indicator -> what its figures are where they are no quantities: "steps" (a degree from 1 to 5, say),
            "yes-no" (1 and 0) or "gini".
        base_year: year from which progress is measured.
        stale_after: years after which the latest figure is too old to assess, and counts as old in the availability.
        previous_review: year of the country's previous review, whose figures the annex shows in a column.

    Example:
        >>> settings = IndicatorSettings(breaks={"3.1.1": [2019]})
        >>> settings.breaks["3.1.1"]
        (2019,)
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    names: dict[str, str] = Field(default_factory=dict)
    headlines: dict[str, HeadlineChoice] = Field(default_factory=dict)
    breaks: dict[str, tuple[int, ...]] = Field(default_factory=dict)
    targets: tuple[NationalTarget, ...] = ()
    targets_file: Path | None = None
    directions: dict[str, Direction] = Field(default_factory=dict)
    thresholds: dict[str, Thresholds] = Field(default_factory=dict)
    scales: dict[str, Scale] = Field(default_factory=dict)
    base_year: int = 2015
    stale_after: int = Field(default=5, ge=0)
    previous_review: int | None = None

    @field_validator("names")
    @classmethod
    def _are_codes(cls, names: dict[str, str]) -> dict[str, str]:
        for name, code in names.items():
            if not indicator_code(code):
                raise ValueError(f"{code!r}, given for {name!r}, is no code of an indicator")
        return names

    @classmethod
    def of(cls, settings: IndicatorSettings | Mapping[str, Any] | None) -> IndicatorSettings:
        """The settings, whether they come as such, as a mapping (from TOML) or not at all.

        Raises:
            UsageError: a name or value is not known.
        """
        if isinstance(settings, cls):
            return settings
        try:
            return cls.model_validate(dict(settings or {}))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise UsageError("indicators.settings-wrong", where=where, reason=first["msg"]) from None
