"""`sdgkit map`: the mapping alone, to a file whose ending chooses the form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sdgkit.cli.options import (
    AsJson,
    FormatOption,
    LanguageOption,
    Quiet,
    Registers,
    Reviewed,
    SettingsOption,
)
from sdgkit.cli.output import Output, exit_code, findings_json


def map_(
    registers: Registers,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            help=".xlsx (review workbook), .csv, .jsonl, .parquet, .xml (IATI with tags).",
        ),
    ] = None,
    reviewed: Reviewed = None,
    explain: Annotated[
        str | None, typer.Option("--explain", help="Show why the activity of this id was mapped as it was.")
    ] = None,
    learn: Annotated[
        bool,
        typer.Option(
            "--learn", help="Learn from the decisions so far, for this register, and show the effect."
        ),
    ] = False,
    country: Annotated[
        str | None, typer.Option("--country", "-c", help="Only activities in this country.")
    ] = None,
    format_: FormatOption = None,
    settings: SettingsOption = None,
    language: LanguageOption = "en",
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Map the activities of a register to SDG goals and targets, with the evidence for each match."""
    from sdgkit.languages import language_named
    from sdgkit.main_job import learn_from, learned_figures, map_registers, remember_decisions, write_mapping
    from sdgkit.settings import settings_for

    output = Output(quiet=quiet, as_json=as_json, language=language_named(language))
    chosen = settings_for(registers, settings)
    if chosen.file:
        output.say("settings-used", file=chosen.file)
    with output.progress("reading") as advance:
        mapping = map_registers(
            registers,
            settings=chosen,
            reviewed=reviewed or [],
            country=country,
            format=format_,
            progress=advance,
        )
    findings = [*mapping.register.findings, *mapping.findings]
    if explain is not None:
        explanation = mapping.explain(explain)
        if as_json:
            output.json(explanation.model_dump(mode="json"))
        else:
            output.result.print(explanation)
        return
    if reviewed:
        remember_decisions(mapping, registers[0])
    if learn:
        learned = learn_from(mapping, registers[0])
        output.beside.print(output.words("learned", **learned_figures(learned)), markup=False)
    if out is not None:
        findings += write_mapping(mapping, out, output.language, registers)
        output.say("wrote", file=out)
    elif as_json:
        output.json(
            {
                "activities": [mapping.record(activity) for activity in mapping.register.activities],
                "findings": findings_json(findings, output.language),
            }
        )
    else:
        output.frame("", mapping.to_frame(output.language))
    output.findings(findings)
    raise typer.Exit(exit_code(findings))
