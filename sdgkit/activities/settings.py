"""Settings of a register: what a person fixes by hand where recognition is in doubt.

They stand in a TOML file under `[register]`; everything is optional:

    [register]
    sheets = ["Реестр 2025"]        # only these sheets
    ignore_sheets = ["Свод"]        # never these
    header_row = 6                  # first row of the header, as Excel numbers it; 0: there is none;
                                    # or for each sheet: {"2023" = 4, "2024" = 6}
    currency = "KZT"                # of amounts that name none
    unit = 1000                     # amounts that name no unit are in thousands
    country = "KAZ"
    region = "KZ-47"                # the region that the register is of: what "облыс бойынша" means
    language = "ru"                 # of texts whose letters do not tell

    [register.columns]              # letter or heading -> field
    C = "donor"
    "Ответственный" = "government"
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from sdgkit.activities.cells.units import unit_in
from sdgkit.errors import UsageError
from sdgkit.files import existing_file
from sdgkit.languages import Language, fold, language_named
from sdgkit.places import country as country_named
from sdgkit.places import find_places
from sdgkit.places import region as region_of

HeaderRow = Annotated[int, Field(ge=0)]
"""Number of a row as the user's program shows it; 0 for a table without a header."""


class ReadingSettings(BaseModel):
    """What is fixed by hand for the reading of a register.

    Attributes:
        sheets: names of the sheets to read, all others are left; empty for sdgkit's own choice.
        ignore_sheets: names of sheets that are never read.
        header_row: first row of the header, as the user's program numbers it; 0 where there is none. One for all
            sheets, or name of a sheet -> row; the sheets that are not named are then looked through as ever.
        columns: letter ("C"; "Лист1!C" on one sheet only) or heading of a column -> field; "" as field keeps the
            column as it is. Behind a field of money may stand its currency, unit and year: "budget, USD, million".
        currency: ISO 4217 code of amounts that name no currency anywhere; a word such as "тенге" is understood too.
        unit: factor of amounts that name no unit anywhere (1000 for thousands); "тыс." is understood too.
        country: ISO 3166-1 alpha-3 of the register, by which regions are recognised, or a name of the country.
        region: ISO 3166-2 of the region that the register is of, or its name: what "по области" means in it, and
            which of several districts of one name.
        language: language of texts whose letters do not tell it.

    Example:
        >>> ReadingSettings(currency="KZT", columns={"C": "donor"}).columns["C"]
        'donor'
        >>> settings = ReadingSettings(currency="тенге", unit="тыс.", country="Казахстан")
        >>> settings.currency, settings.unit, settings.country
        ('KZT', Decimal('1000'), 'KAZ')
        >>> [ReadingSettings(header_row={"2023": 4}).header_row_of(sheet) for sheet in (" 2023 ", "2024")]
        [4, None]
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    sheets: tuple[str, ...] = ()
    ignore_sheets: tuple[str, ...] = ()
    header_row: HeaderRow | Mapping[str, HeaderRow] | None = None
    columns: Mapping[str, str] = Field(default_factory=dict)
    currency: str | None = Field(default=None, pattern="^[A-Z]{3}$")
    unit: Decimal | None = Field(default=None, gt=0)
    country: str | None = Field(default=None, pattern="^[A-Z]{3}$")
    region: str | None = None
    language: Language | None = None

    def header_row_of(self, sheet: str) -> int | None:
        """The first row of the header of a sheet, where it is fixed."""
        if not isinstance(self.header_row, Mapping):
            return self.header_row
        wanted = fold(sheet)
        return next((row for name, row in self.header_row.items() if fold(name) == wanted), None)

    @property
    def named_sheets(self) -> tuple[str, ...]:
        """The sheets that the settings name, chosen or with a header of their own."""
        of_headers = self.header_row if isinstance(self.header_row, Mapping) else ()
        return tuple(dict.fromkeys((*self.sheets, *of_headers)))

    @field_validator("currency", mode="before")
    @classmethod
    def _currency(cls, value: object) -> object:
        return (unit_in(value).currency or value.strip().upper()) if isinstance(value, str) else value

    @field_validator("unit", mode="before")
    @classmethod
    def _unit(cls, value: object) -> object:
        return (unit_in(value).factor or value) if isinstance(value, str) else value

    @field_validator("country", mode="before")
    @classmethod
    def _country(cls, value: object) -> object:
        return country_named(value).iso3 if isinstance(value, str) else value

    @field_validator("region", mode="before")
    @classmethod
    def _region(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        named = {place.code for place in find_places(value, cell=True) if place.kind in ("region", "city")}
        return region_of(named.pop() if len(named) == 1 else value).code

    @field_validator("language", mode="before")
    @classmethod
    def _language(cls, value: object) -> object:
        return language_named(value.strip()) if isinstance(value, str) else value


def read_settings(path: Path) -> ReadingSettings:
    """The settings of a TOML file, from its table `[register]`.

    Raises:
        InputError: the file is missing.
        UsageError: it is no TOML, or holds a setting that does not exist or cannot be so.
    """
    try:
        table = tomllib.loads(existing_file(path).read_text(encoding="utf-8"))
        return ReadingSettings.model_validate(table.get("register", {}))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError("activities.settings-unreadable", file=path.name, reason=error) from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UsageError(
            "activities.settings-unreadable", file=path.name, reason=f"{where}: {first['msg']}"
        ) from None
