"""`sdgkit indicators`: headlines, availability and progress of a folder or file of indicators."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from sdgkit.cli.options import AsJson, DataCountryOption, LanguageOption, Quiet, SettingsOption
from sdgkit.cli.output import Output, exit_code, findings_json


def indicators(
    path: Annotated[Path, typer.Argument(help="Indicator data: an Open SDG folder, SDMX, Excel, CSV.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write the table to a .csv or .xlsx file.")
    ] = None,
    method: Annotated[
        str, typer.Option("--method", help="Method of progress; several with commas.")
    ] = "unsd",
    country: DataCountryOption = None,
    settings: SettingsOption = None,
    language: LanguageOption = "en",
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Show the headline of each indicator, its baseline, latest value, and progress with its method."""
    from sdgkit.languages import language_named
    from sdgkit.main_job import indicator_frame, write_table
    from sdgkit.settings import settings_for

    output = Output(quiet=quiet, as_json=as_json, language=language_named(language))
    chosen = settings_for([path], settings)
    with output.progress("indicators"):
        frame, findings = indicator_frame(path, method.split(","), chosen, output.language, country)
    if out is not None:
        write_table(frame, out)
        output.say("wrote", file=out)
    elif as_json:
        output.json(
            {
                "indicators": frame.astype(object).where(frame.notna(), None).to_dict("records"),
                "findings": findings_json(findings, output.language),
            }
        )
    else:
        output.table("", output.words("indicator-headings").split("|"), map(_shown, frame.to_dict("records")))
    output.findings(findings)
    raise typer.Exit(exit_code(findings))


def _shown(row: dict[Any, Any]) -> list[str]:
    """A row for the terminal: code, name, baseline and latest value with their years, progress or why not."""
    known = (
        "indicator",
        "name",
        "unit",
        "baseline_year",
        "baseline",
        "latest_year",
        "latest",
        "change",
        "why_not",
    )
    values = [
        f"{row[name]:g} ({row[f'{name}_year']})" if row[name] is not None and row[name] == row[name] else ""
        for name in ("baseline", "latest")
    ]
    results = "; ".join(str(value) for name, value in row.items() if name not in known)
    return [
        row["indicator"],
        row["name"],
        *values,
        f"{results}: {row['why_not']}" if row["why_not"] else results,
    ]
