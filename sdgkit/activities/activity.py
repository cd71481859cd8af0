"""The cooperation activity: one project, programme or event, whatever file it came from.

The model follows IATI 2.03 where IATI has a word for the thing and adds what registers of ministries
hold beyond it (volunteers, sections, regions as written). It knows nothing of files.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, PlainSerializer, PlainValidator
from pydantic_core import CoreSchema
from pydantic_core.core_schema import plain_serializer_function_ser_schema

from sdgkit.languages import Text


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _fraction(value: object) -> Fraction:
    return value if isinstance(value, Fraction) else Fraction(str(value))


Share = Annotated[
    Fraction,
    PlainValidator(_fraction, json_schema_input_type=str),
    PlainSerializer(str, return_type=str),
]
"""An exact part of a whole, 0 to 1; written "1/3"."""


class Origin(NamedTuple):
    """Where an activity, or a value of it, came from.

    Every amount has one, so it is a tuple, which is made in a fifth of the time of a model; in JSON it is an object
    like the models.

    Example:
        >>> Origin("register.xlsx", "2024", 7)
        Origin(file='register.xlsx', sheet='2024', row=7)
    """

    file: str
    """Name of the file without its folder."""
    sheet: str = ""
    row: int | None = None
    """Row as the user's program shows it (1 is the first); the line in an XML file."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The schema of a tuple with names, written as an object."""
        as_object = plain_serializer_function_ser_schema(cls._asdict)
        return {**handler(source), "serialization": as_object}


Precision = Literal["day", "month", "quarter", "half-year", "year", "ongoing"]


class When(_Frozen):
    """A date as precise as it was written; a partial one is widened to its first and last day.

    Example:
        >>> When(first=dt.date(2024, 1, 1), last=dt.date(2024, 3, 31), precision="quarter", written="I кв. 2024").last
        datetime.date(2024, 3, 31)
    """

    first: dt.date
    last: dt.date
    precision: Precision = "day"
    written: str = ""


Role = Literal["funding", "accountable", "extending", "implementing", "government", "beneficiary", "partner"]
"""Roles 1 to 4 of IATI, and three of registers: the government's counterpart, the receiver, and a partner
whose role is not said."""


class Partner(_Frozen):
    """An organisation that takes part, in one role."""

    name: Text
    role: Role
    code: str = ""
    """Its identifier (IATI @ref), where given."""


MoneyKind = Literal["budget", "commitment", "disbursed", "required", "available"]
"""budget: planned in all; commitment: promised bindingly; disbursed: paid out or spent; required and available:
the two further figures of UN INFO."""


class Money(_Frozen):
    """An amount as the register gives it, never converted here."""

    amount: Decimal
    currency: str | None
    """ISO 4217 code, or None where the register does not say."""
    kind: MoneyKind
    year: int | None = None
    """Year of a budget period or transaction; None for a total."""
    date: dt.date | None = None
    """The value date, for conversion."""
    partner: str = ""
    """The partner whose amount it is, where amounts are given per partner."""
    origin: Origin | None = None


class Sector(_Frozen):
    """A sector as given: a code of a vocabulary, or a heading in words."""

    vocabulary: str
    """"dac5", "dac3", "cofog", "nace", "un", "world-bank", "own", ...; "text" where there is only a heading."""
    code: str = ""
    title: Text = Text({})
    share: Share | None = None


class Marker(_Frozen):
    """A policy marker of the OECD DAC.

    Significance: 0 not targeted, 1 significant, 2 principal, 3 principal with an action programme (of gender
    equality: the main aim in the scale of the United Nations), 4 explicit primary; None where a marker stands
    without it.
    """

    code: str
    significance: int | None = None
    vocabulary: str = "1"


class Declaration(_Frozen):
    """An SDG goal, target or indicator that the register itself gives for the activity."""

    goal: int
    target: str | None = None
    indicator: str | None = None
    share: Share | None = None
    primary: bool = False
    source: Literal["column", "tag", "sector", "reference", "sdg-focus"] = "column"
    field: str = ""
    """Heading of the column or path of the element."""
    written: str = ""
    """What stood there."""
    doubtful: bool = False
    """Repaired from something that Excel changed, or readable in more than one way; a finding says why."""


class RegionMention(_Frozen):
    """A region in which the activity takes place, with the words that name it."""

    code: str
    """ISO 3166-2, such as "KZ-43"; the code of a basin ("aral") for "Приаралье"."""
    written: str = ""
    share: Share | None = None


class PlaceShare(_Frozen):
    """The part of an activity's money that a country or a region of the world has."""

    code: str
    """ISO 3166-1 alpha-3 of the country, or the code of the region of the world as in `Activity.areas`."""
    share: Share


class Volunteers(_Frozen):
    """Volunteers who took part; None where the register does not say."""

    people: int | None = None
    hours: Decimal | None = None
    women: int | None = None
    youth: int | None = None
    online: int | None = None


class Related(_Frozen):
    """Another activity that this one belongs with (IATI related-activity)."""

    id: str
    kind: Literal["parent", "child", "sibling", "co-funded", "third-party"]


class Measured(_Frozen):
    """A value of an indicator of a result (IATI result/indicator): what was at the start, planned, or achieved."""

    indicator: Text
    """Title of the indicator, else of its result."""
    kind: Literal["baseline", "target", "actual"]
    level: Literal["output", "outcome", "impact", "other", ""] = ""
    unit: Literal["number", "percent", "nominal", "ordinal", "qualitative", ""] = ""
    value: Decimal | None = None
    """None where the value is in words."""
    text: Text = Text({})
    """The comment, or the value in words."""
    start: dt.date | None = None
    end: dt.date | None = None
    dimensions: dict[str, str] = Field(default_factory=dict)
    """What part of the whole the value is of: "sex" -> "female"."""
    places: tuple[str, ...] = ()
    origin: Origin | None = None


class Activity(_Frozen):
    """One activity of cooperation.

    `id` is the register's own number or identifier where it has one, else made from the content, so that
    it stays when rows are reordered or columns added. `extra` keeps what no other field holds, by heading,
    so that nothing of the register is lost; personal contacts are left out.
    """

    id: str
    origin: Origin
    title: Text
    description: Text = Text({})
    objectives: Text = Text({})
    results: Text = Text({})
    partners: tuple[Partner, ...] = ()
    countries: tuple[str, ...] = ()
    """ISO 3166-1 alpha-3."""
    areas: tuple[str, ...] = ()
    """Codes of regions of the world that the activity is for (DAC or UN M49), "289"; `countries` then holds those of
    Central Asia and Afghanistan that lie in them."""
    place_shares: tuple[PlaceShare, ...] = ()
    """Parts of the money of `countries` and `areas`, where the source says them: exact, together 1 at most."""
    regions: tuple[RegionMention, ...] = ()
    start: When | None = None
    end: When | None = None
    status: str = ""
    """"planned", "ongoing", "completed", "cancelled", "suspended", or "" where unknown."""
    money: tuple[Money, ...] = ()
    sectors: tuple[Sector, ...] = ()
    section: str = ""
    """Heading of the section of the register in which the activity stands."""
    markers: tuple[Marker, ...] = ()
    declared: tuple[Declaration, ...] = ()
    volunteers: Volunteers | None = None
    beneficiaries: Text = Text({})
    measured: tuple[Measured, ...] = ()
    """Values of the indicators of its results; `results` tells the last of them in words."""
    hierarchy: int | None = None
    related: tuple[Related, ...] = ()
    duplicate_of: str | None = None
    """id of the activity that this row repeats; its money is not counted again."""
    extra: dict[str, str] = Field(default_factory=dict)

    def texts(self) -> list[tuple[str, str, str]]:
        """All texts that say what is done, as (field, language, text), in reading order.

        Field names are those of evidence: "title.ru", "description.en", "objectives.", "results.kk",
        "sector.ru", "section." ("" where the language is unknown).
        """
        named: list[tuple[str, Text]] = [
            ("title", self.title),
            ("description", self.description),
            ("objectives", self.objectives),
            ("results", self.results),
        ]
        found = [
            (f"{name}.{language}", language, text)
            for name, texts in named
            for language, text in texts.items()
        ]
        found += [
            (f"sector.{language}", language, text)
            for sector in self.sectors
            for language, text in sector.title.items()
        ]
        if self.section:
            found += [
                (f"section.{language}", language, text) for language, text in Text.of(self.section).items()
            ]
        return found
