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
    report: Annotated[
        Path | None,
        typer.Option("--report", help="Write the changes to this file: .xlsx, .csv, .jsonl or .parquet."),
    ] = None,
    base: Annotated[
        Path | None,
        typer.Option("--base", help="The draft that parts of this document were copied from."),
    ] = None,
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
    from sdgkit.report.word.record import inputs_in, record_of
    from sdgkit.report.word.refresh import refresh as bring
    from sdgkit.settings import settings_for
    from sdgkit.table_files import write_table

    record = record_of(document, base)
    given = [*(registers or []), *(data or [])]
    found, folder = inputs_in(given, record)
    about = record.about
    places = [one if one.is_dir() else one.parent for one in (*given, document)]

    def beside(name: str) -> Path | None:
        """The file of that kind that the draft was made with, where it lies in one of the folders."""
        files = (place / about.get(name, "") for place in places)
        return next((one for one in files if one.is_file()), None)

    chosen = settings_for(
        found,
        settings,
        mapping={"rule": about.get("rule") or None},
        report={name: about.get(name) or None for name in ("country", "profile", "goal", "theme", "partner")}
        | {
            "country": about.get("countries") or about.get("country") or None,
            "languages": [about["language"]] if about.get("language") else None,
            "programme": beside("programme"),
            "commitments": beside("commitments"),
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
    done = bring(document, made.drafts[0], out, base=base, dry_run=dry_run)
    if report:
        write_table(done.to_frame(named=True), report)
    if as_json:
        rows: list[dict[str, Any]] = [
            change._asdict() | {"moved": [one._asdict() for one in change.moved]}
            for change in done.changes
            if change.outcome != "same"
        ]
        written = None if done.written is None else str(done.written)
        output.json({"file": str(out or document), "written": written, "dry_run": dry_run, "changes": rows})
    elif not quiet:
        for line in done.told():
            output.print(line)
    if done.written is not None:
        output.say("wrote", file=done.written)
    elif not dry_run:
        output.say("nothing-new", file=document)
    if report:
        output.say("wrote", file=report)
