"""`sdgkit refresh`: new data into the Word draft that people have worked in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from sdgkit.cli.options import (
    AsJson,
    FormatOption,
    IndicatorsOption,
    Packs,
    Quiet,
    Reviewed,
    SettingsOption,
)
from sdgkit.cli.output import Output


def refresh(
    document: Annotated[Path, typer.Argument(help="The Word draft, as people left it.")],
    registers: Annotated[list[Path] | None, typer.Argument(help="The registers, as for `report`.")] = None,
    data: Annotated[
        list[Path] | None,
        typer.Option("--data", help="A register, or a folder with the files that the draft was made from."),
    ] = None,
    indicators: IndicatorsOption = None,
    reviewed: Reviewed = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Where the result goes; over the draft by default.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write nothing, only say what would change.")
    ] = False,
    pack: Packs = None,
    format_: FormatOption = None,
    settings: SettingsOption = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Bring new data into a Word draft; what people wrote, changed or deleted stays as they left it.

    Country and language are those of the document. The old file is kept beside the new one.
    """
    from sdgkit.main_job import make_drafts
    from sdgkit.report.refresh import inputs_in, read_record, told
    from sdgkit.report.refresh import refresh as bring
    from sdgkit.settings import settings_for

    record = read_record(document)
    found, folder = inputs_in([*(registers or []), *(data or [])], record)
    chosen = settings_for(
        found,
        settings,
        mapping={"rule": record.about.get("rule") or None},
        report={
            "country": record.about.get("country") or None,
            "languages": [record.about["language"]] if record.about.get("language") else None,
            "packs": pack,
        },
    )
    output = Output(quiet=quiet, as_json=as_json, language=chosen.report.languages[0])
    if chosen.file:
        output.say("settings-used", file=chosen.file)
    with output.progress("reading") as advance:
        made = make_drafts(
            found,
            indicators=indicators or folder,
            reviewed=reviewed or [],
            format=format_,
            settings=chosen,
            progress=advance,
        )
    changes = bring(document, made.drafts[0], out, dry_run=dry_run)
    if as_json:
        rows: list[dict[str, Any]] = [change._asdict() for change in changes if change.outcome != "same"]
        output.json({"file": str(out or document), "dry_run": dry_run, "changes": rows})
    elif not quiet:
        for line in told(changes, output.language):
            output.print(line)
    if not dry_run:
        output.say("wrote", file=out or document)
