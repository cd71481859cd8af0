"""`sdgkit indicators`: headlines, availability and progress of a folder or file of indicators."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sdgkit.cli.options import AsJson, DataCountryOption, LanguageOption, Quiet, SettingsOption
from sdgkit.cli.output import Output, exit_code, findings_json

if TYPE_CHECKING:
    from sdgkit.findings import Finding
    from sdgkit.settings import Settings


def indicators(
    path: Annotated[Path, typer.Argument(help="Indicator data: an Open SDG folder, SDMX, Excel, CSV.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Write the table to a .csv or .xlsx file, a map to .svg."),
    ] = None,
    method: Annotated[
        str, typer.Option("--method", help="Method of progress; several with commas.")
    ] = "unsd",
    map_: Annotated[
        str | None, typer.Option("--map", help="Draw the regions of this indicator instead of the table.")
    ] = None,
    year: Annotated[int | None, typer.Option("--year", help="Year of the map; the latest.")] = None,
    shapes: Annotated[
        Path | None, typer.Option("--shapes", help="Map with the shapes of the regions, GeoJSON; else tiles.")
    ] = None,
    country: DataCountryOption = None,
    settings: SettingsOption = None,
    language: LanguageOption = "en",
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Show the headline of each indicator, its baseline, latest value, and progress with its method."""
    from sdgkit.languages import language_named
    from sdgkit.main_job import indicator_frame
    from sdgkit.settings import settings_for
    from sdgkit.table_files import write_table

    output = Output(quiet=quiet, as_json=as_json, language=language_named(language))
    chosen = settings_for([path], settings)
    if map_ is not None:
        noticed = _map(output, path, out, map_, year, shapes, chosen, country)
        output.findings(noticed)
        raise typer.Exit(exit_code(noticed))
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


def _map(
    output: Output,
    path: Path,
    out: Path | None,
    code: str,
    year: int | None,
    shapes: Path | None,
    settings: Settings,
    country: str | None,
) -> list[Finding]:
    """Draw the regions of an indicator into an SVG file; what was noticed of the map."""
    from sdgkit.errors import UsageError
    from sdgkit.files import written_whole
    from sdgkit.indicators.choropleth import map_of
    from sdgkit.main_job import read_indicator_data

    if out is None or out.suffix.lower() != ".svg":
        raise UsageError("cli.map-to-svg")
    data = read_indicator_data(path, settings, country)
    made = map_of(data, code, year, output.language, shapes=shapes)
    with written_whole(out) as temporary:
        temporary.write_text(made.svg, encoding="utf-8")
    output.say("wrote", file=out)
    return made.findings


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
