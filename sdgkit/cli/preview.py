"""`sdgkit preview`: the draft as one page for the browser, before anything goes to Word."""

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
    SettingsOption,
    ThemeOption,
    languages_in,
)
from sdgkit.cli.output import Output, exit_code, findings_json


def preview(
    registers: Registers,
    indicators: IndicatorsOption = None,
    reviewed: Reviewed = None,
    country: CountryOption = None,
    language: DraftLanguages = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="The .html file to write.")] = Path("preview.html"),
    profile: ProfileOption = None,
    goal: GoalOption = None,
    theme: ThemeOption = None,
    partner: PartnerOption = None,
    programme: ProgrammeOption = None,
    outline: OutlineOption = None,
    pack: Packs = None,
    format_: FormatOption = None,
    settings: SettingsOption = None,
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Write the draft as one self-contained web page: every number's origin on a tap, no network needed."""
    from sdgkit.main_job import make_drafts
    from sdgkit.report.html.page import write_html
    from sdgkit.settings import settings_for

    chosen = settings_for(
        registers,
        settings,
        report={
            "country": country,
            "languages": languages_in(language),
            "packs": pack,
            "profile": profile,
            "goal": goal,
            "theme": theme,
            "partner": partner,
            "programme": programme,
            "outline": outline,
        },
    )
    output = Output(quiet=quiet, as_json=as_json, language=chosen.report.languages[0])
    if chosen.file:
        output.say("settings-used", file=chosen.file)
    with output.progress("reading") as advance:
        made = make_drafts(
            registers,
            indicators=indicators,
            reviewed=reviewed or [],
            format=format_,
            settings=chosen,
            progress=advance,
        )
    write_html(made.drafts, out)
    output.findings(made.findings)
    output.say("wrote", file=out)
    if as_json:
        output.json({"files": [str(out)], "findings": findings_json(made.findings, output.language)})
    if show:
        typer.launch(str(out.resolve()))
    raise typer.Exit(exit_code(made.findings))
