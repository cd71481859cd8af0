"""The options that several commands share, so that each is named and explained once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Registers = Annotated[
    list[Path],
    typer.Argument(help="One or more registers: Excel, CSV, Word table, IATI XML, UN INFO export, ..."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors and the result.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as one JSON document.")]
LanguageOption = Annotated[
    str, typer.Option("--language", "-l", help="en, ru or kk.", envvar="SDGKIT_LANGUAGE")
]
SettingsOption = Annotated[
    Path | None,
    typer.Option("--settings", help="Settings file; sdgkit.toml beside the register where there is one."),
]
FormatOption = Annotated[
    str | None,
    typer.Option("--format", help="Format of the register, where it is not recognised by itself."),
]
CountryOption = Annotated[
    str | None,
    typer.Option("--country", "-c", help="Country of the review, ISO code or name; Kazakhstan by default."),
]
DataCountryOption = Annotated[
    str | None,
    typer.Option(
        "--country", "-c", help="Country whose figures to take where the data hold several; ISO code or name."
    ),
]
Packs = Annotated[
    list[Path] | None,
    typer.Option("--pack", help="Folder with official wording; may be given several times, national first."),
]
IndicatorsOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--indicators",
        "-i",
        help="Indicator data: an Open SDG folder, SDMX, Excel, CSV. Twice: national figures, and those of an "
        "international database, which the annex shows beside them.",
    ),
]
SemanticOption = Annotated[
    bool | None,
    typer.Option(
        "--semantic",
        help="Read the texts by their meaning too: stronger and slow; needs the extra sdgkit\\[semantic].",
        show_default=False,
    ),
]
Reviewed = Annotated[
    list[Path] | None,
    typer.Option("--reviewed", help="A review workbook with decisions; may be given several times."),
]
ProfileOption = Annotated[
    str | None,
    typer.Option(
        "--profile",
        help="review (default), messages, section, briefing, portfolio, programme or volunteers.",
    ),
]
GoalOption = Annotated[int | None, typer.Option("--goal", help="Number of the goal of a section.")]
ThemeOption = Annotated[
    str | None, typer.Option("--theme", help="Area of a section or portfolio, such as aral or health.")
]
PartnerOption = Annotated[
    str | None, typer.Option("--partner", help="Partner of a briefing, as the register names it.")
]
ProgrammeOption = Annotated[
    Path | None,
    typer.Option("--programme", help="Outcomes and indicators of a programme: TOML, Excel or CSV."),
]
OutlineOption = Annotated[
    Path | None, typer.Option("--outline", help="Your own outline; sdgkit init --outline writes one.")
]
DraftLanguages = Annotated[
    list[str] | None,
    typer.Option("--language", "-l", help="en, ru or kk; several with commas: ru,kk,en, or given again."),
]


def languages_in(given: list[str] | None) -> list[str] | None:
    """The languages of all options `--language` together; None where there is none.

    Example:
        >>> languages_in(["ru,kk", "en"]), languages_in(None)
        (['ru', 'kk', 'en'], None)
    """
    return [one for option in given or () if option for one in option.split(",")] or None
