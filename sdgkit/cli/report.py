"""`sdgkit report`: the main job, from a register and indicator data to a draft in Word and Excel."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sdgkit.cli.options import (
    AsJson,
    CountryOption,
    DraftLanguages,
    FormatOption,
    GoalOption,
    IndicatorsOption,
    OutlineOption,
    Packs,
    PartnerOption,
    ProfileOption,
    ProgrammeOption,
    Quiet,
    Registers,
    Reviewed,
    SemanticOption,
    SettingsOption,
    ThemeOption,
    languages_in,
)
from sdgkit.cli.output import Output, exit_code, findings_json


def report(
    registers: Registers,
    indicators: IndicatorsOption = None,
    reviewed: Reviewed = None,
    country: CountryOption = None,
    language: DraftLanguages = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the results.")] = Path("report"),
    profile: ProfileOption = None,
    goal: GoalOption = None,
    theme: ThemeOption = None,
    partner: PartnerOption = None,
    programme: ProgrammeOption = None,
    outline: OutlineOption = None,
    number_from: Annotated[
        int | None,
        typer.Option("--number-from", help="Number of the first table and figure, for a part of a document."),
    ] = None,
    rule: Annotated[
        str | None,
        typer.Option("--rule", help="How money is split among goals: equal, primary or declared."),
    ] = None,
    rates: Annotated[
        Path | None,
        typer.Option("--rates", help="Table of exchange rates; without it no amount is converted."),
    ] = None,
    currency: Annotated[
        str | None, typer.Option("--currency", help="Currency to convert to with --rates, such as USD.")
    ] = None,
    method: Annotated[
        str | None, typer.Option("--method", help="Method of progress; unsd by default.")
    ] = None,
    pack: Packs = None,
    template: Annotated[
        Path | None, typer.Option("--template", help="Your own Word template instead of the shipped one.")
    ] = None,
    workbook: Annotated[
        Path | None, typer.Option("--workbook", help="Your own Excel template, filled beside the annex.")
    ] = None,
    semantic: SemanticOption = None,
    format_: FormatOption = None,
    settings: SettingsOption = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Read a register and indicators; write a draft in Word, an annex in Excel and a review workbook.

    Everything is written, or nothing: draft_LANGUAGE.docx, annex_LANGUAGE.xlsx, review.xlsx,
    findings.csv and manifest.json.
    """
    from sdgkit.main_job import run
    from sdgkit.settings import settings_for

    chosen = settings_for(
        registers,
        settings,
        mapping={"rule": rule, "semantic": semantic},
        report={
            "country": country,
            "languages": languages_in(language),
            "rates": rates,
            "currency": currency,
            "method": method,
            "packs": pack,
            "template": template,
            "workbook": workbook,
            "profile": profile,
            "goal": goal,
            "theme": theme,
            "partner": partner,
            "programme": programme,
            "outline": outline,
            "number_from": number_from,
        },
    )
    output = Output(quiet=quiet, as_json=as_json, language=chosen.report.languages[0])
    if chosen.file:
        output.say("settings-used", file=chosen.file)
    with output.progress("reading") as advance:
        done = run(
            registers,
            indicators=indicators,
            reviewed=reviewed or [],
            out=out,
            format=format_,
            settings=chosen,
            progress=advance,
        )
    output.findings(done.findings)
    output.say("summary", **done.counts)
    for file in done.files:
        output.say("wrote", file=file)
    if as_json:
        output.json(
            {
                "files": [str(file) for file in done.files],
                "counts": done.counts,
                "findings": findings_json(done.findings, output.language),
            }
        )
    raise typer.Exit(exit_code(done.findings))
