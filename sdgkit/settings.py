"""The settings file `sdgkit.toml`: what a person fixes by hand, one table for each room.

    [register]      how the register is read     (`sdgkit.activities.settings.ReadingSettings`)
    [mapping]       thresholds and money rule    (`sdgkit.mapping.settings.MappingSettings`)
    [indicators]    headlines, breaks, targets   (`sdgkit.indicators.settings.IndicatorSettings`)
    [report]        country, languages, rates    (`ReportSettings`)

Everything is optional. A file of that name beside the register is used without being named, and said.
An option of the command line wins over the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from sdgkit.activities.settings import ReadingSettings
from sdgkit.errors import UsageError
from sdgkit.files import existing_file, written_whole
from sdgkit.indicators.settings import IndicatorSettings
from sdgkit.languages import Language, language_named
from sdgkit.mapping.settings import MappingSettings

FILE_NAME = "sdgkit.toml"


class ReportSettings(BaseModel):
    """What the report is about and how it is written.

    Attributes:
        country: ISO 3166-1 alpha-3 or a name of the country.
        languages: of the drafts, one draft each; findings and review workbook are in the first.
        method: how progress is assessed, by name.
        rates: table of exchange rates; without it nothing is converted.
        currency: ISO 4217 code to convert to.
        packs: folders with official wording, national first.
        template: the user's own Word template.
        workbook: the user's own Excel template, filled beside the annex.
        profile: which outline: a whole "review", or "messages", "section", "briefing", "portfolio", "programme",
            "volunteers".
        goal: number of the goal of a section.
        theme: key of the theme of a section or portfolio.
        partner: name of the partner of a briefing.
        programme: file with the outcomes and indicators of a programme.
        commitments: file with the commitments of the country and what became of them.
        outline: the user's own outline.
        number_from: number of the first table and figure, for a part of another document.

    Example:
        >>> ReportSettings(languages=["RU", "kk"]).languages
        ('ru', 'kk')
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    country: str = "KAZ"
    languages: tuple[Language, ...] = ("en",)
    method: str = "unsd"
    rates: Path | None = None
    currency: str | None = Field(default=None, pattern="^[A-Z]{3}$")
    packs: tuple[Path, ...] = ()
    template: Path | None = None
    workbook: Path | None = None
    profile: str = "review"
    goal: int | None = Field(default=None, ge=1, le=17)
    theme: str | None = None
    partner: str | None = None
    programme: Path | None = None
    commitments: Path | None = None
    outline: Path | None = None
    number_from: int | None = Field(default=None, ge=1)

    @field_validator("languages", mode="before")
    @classmethod
    def _named(cls, value: object) -> tuple[str, ...]:
        names = [value] if isinstance(value, str) else list(value)  # type: ignore[call-overload]
        # A draft is written once for each language, however often it is named.
        return tuple(dict.fromkeys(language_named(str(name).strip()) for name in names)) or ("en",)


class Settings(BaseModel):
    """All settings of one job.

    Example:
        >>> Settings().mapping.rule
        'equal'
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    register_: ReadingSettings = Field(default=ReadingSettings(), alias="register")
    mapping: MappingSettings = MappingSettings()
    indicators: IndicatorSettings = IndicatorSettings()
    report: ReportSettings = ReportSettings()
    file: Path | None = Field(default=None, exclude=True)
    """Where they were read from."""

    @property
    def reading(self) -> ReadingSettings:
        """How the register is read; its country is that of the report where it names none."""
        return self.register_


def settings_for(
    registers: Sequence[Path], path: Path | None = None, **options: Mapping[str, Any]
) -> Settings:
    """The settings of a job: the file's, with the options of the command line laid over them.

    Args:
        registers: the registers of the job; `sdgkit.toml` is looked for beside the first.
        path: the settings file, where it is named.
        **options: table name -> setting -> value; None means that the option was not given.

    Raises:
        InputError: the named file is missing.
        UsageError: the file is no TOML, or a setting does not exist or cannot be so.
    """
    if path is None and registers:
        beside = registers[0].parent / FILE_NAME
        path = beside if beside.is_file() else None
    tables: dict[str, Any] = {}
    if path is not None:
        try:
            tables = tomllib.loads(existing_file(path).read_text(encoding="utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise UsageError("cli.settings-invalid", file=path.name, reason=error) from None
        _resolve_paths(tables, path.parent)
    for table, values in options.items():
        given = {name: value for name, value in values.items() if value is not None}
        if given:
            tables[table] = dict(tables.get(table, {})) | given
    try:
        return Settings.model_validate(tables | {"file": path})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        if path is None:
            raise UsageError(
                "cli.option-wrong", option=where.split(".")[-1], value=first["input"], reason=first["msg"]
            ) from None
        if first["type"] == "extra_forbidden":
            raise UsageError(
                "cli.settings-unknown", file=path.name, setting=where, known=_known_beside(first["loc"])
            ) from None
        raise UsageError(
            "cli.settings-value", file=path.name, setting=where, value=first["input"], reason=first["msg"]
        ) from None


def _known_beside(place: tuple[int | str, ...]) -> str:
    """The names of the settings that stand beside an unknown one."""
    model: type[BaseModel] = Settings
    for part in place[:-1]:
        field = next((one for name, one in model.model_fields.items() if part in (name, one.alias)), None)
        if field is None or not (
            isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
        ):
            return "—"
        model = field.annotation
    return ", ".join(one.alias or name for name, one in model.model_fields.items() if name != "file")


def _resolve_paths(tables: dict[str, Any], folder: Path) -> None:
    """Paths in a settings file are meant from where the file lies."""
    mapping = tables.get("mapping")
    if isinstance(mapping, dict) and isinstance(mapping.get("knowledge"), str):
        mapping["knowledge"] = folder / mapping["knowledge"]
    report = tables.get("report")
    if not isinstance(report, dict):
        return
    for name in ("rates", "template", "workbook", "programme", "commitments", "outline"):
        if isinstance(report.get(name), str):
            report[name] = folder / report[name]
    if isinstance(report.get("packs"), list):
        report["packs"] = [folder / str(pack) for pack in report["packs"]]


def write_settings(path: Path, language: Language) -> None:
    """Write a settings file to begin with: every setting explained, none of them set."""
    text = resources.files("sdgkit").joinpath(f"settings_{language}.toml").read_text(encoding="utf-8")
    with written_whole(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")
