"""`sdgkit map`: the mapping alone, to a file whose ending chooses the form."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Annotated

import typer

from sdgkit.cli.options import (
    AsJson,
    FormatOption,
    LanguageOption,
    Quiet,
    Registers,
    Reviewed,
    SemanticOption,
    SettingsOption,
)
from sdgkit.cli.output import Output, exit_code, findings_json
from sdgkit.errors import UsageError

if TYPE_CHECKING:
    from sdgkit.mapping import Mapping
    from sdgkit.mapping.match import Match

MOST_ACTIVITIES = 60
LONGEST_TITLE = 70
"""Activities, and letters of their titles, that are shown on a terminal."""


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
        list[str] | None,
        typer.Option(
            "--explain",
            help="Show why the activity of this id was mapped as it was; may be given several times.",
        ),
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
    engine: Annotated[
        str | None,
        typer.Option(
            "--engine", help="dask: map on a cluster; else all cores of this machine. For .parquet and .csv."
        ),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", help="Address of the Dask scheduler; a cluster on this machine without."),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option("--workers", min=1, help="Processes at most; as many as the machine has cores."),
    ] = None,
    judge: Annotated[
        str | None,
        typer.Option(
            "--judge",
            help="Ask the language model at this address too (OpenAI-compatible); its verdicts stay apart.",
        ),
    ] = None,
    judge_model: Annotated[str | None, typer.Option("--judge-model", help="Name of that model.")] = None,
    judge_price: Annotated[
        str | None,
        typer.Option("--judge-price", help="Price of a million tokens sent and received: 0.15,0.60."),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Send the texts to the judge without asking.")
    ] = False,
    semantic: SemanticOption = None,
    format_: FormatOption = None,
    settings: SettingsOption = None,
    language: LanguageOption = "en",
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Map the activities of a register to SDG goals and targets, with the evidence for each match."""
    from sdgkit.cli.judge import judged_json, with_judge, write_judged
    from sdgkit.languages import language_named
    from sdgkit.mapping_job import (
        has_history,
        learn_from,
        learned_figures,
        map_in_parts,
        map_registers,
        remember_decisions,
        write_mapping,
    )
    from sdgkit.settings import settings_for

    output = Output(quiet=quiet, as_json=as_json, language=language_named(language))
    chosen = settings_for(registers, settings, mapping={"semantic": semantic})
    if chosen.file:
        output.say("settings-used", file=chosen.file)
    shared = bool(engine or scheduler or workers)
    ending = out.suffix.lower() if out is not None else ""
    # What people decided is held against the whole register; only a Parquet file is so large that it must not be.
    whole = ending == ".csv" and not shared and has_history(registers[0])
    in_parts = ending in (".parquet", ".csv") and len(registers) == 1 and not whole
    in_parts = in_parts and not (reviewed or learn or judge or explain)
    if shared and not in_parts:
        option = "engine" if engine else "scheduler" if scheduler else "workers"
        raise UsageError("cli.only-in-parts", option=option)
    if in_parts and out is not None:
        with output.progress("mapping") as advance:
            done = map_in_parts(
                registers[0],
                out,
                settings=chosen,
                country=country,
                format=format_,
                language=output.language,
                engine=engine or ("dask" if scheduler else "processes"),
                scheduler=scheduler or "",
                workers=workers,
                progress=advance,
            )
        output.say("mapped-in-parts", activities=done.activities, mapped=done.mapped, rows=done.rows)
        output.say("wrote", file=out)
        output.findings(done.findings)
        raise typer.Exit(exit_code(done.findings))
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
    if explain:
        show_why(mapping, explain, output)
        if out is None:
            return
    if judge is not None:
        mapping = with_judge(mapping, registers[0], judge, judge_model, judge_price, output, yes=yes)
        findings += mapping.judged.findings
    if reviewed:
        remember_decisions(mapping, registers[0])
    if learn:
        learned = learn_from(mapping, registers[0])
        output.beside.print(output.words("learned", **learned_figures(learned)), markup=False)
        if learned.why_not:
            output.say(f"learned-{learned.why_not}")
    elif mapping.settings.learned:
        output.say("learned-used", number=len(mapping.settings.learned))
    if out is not None:
        findings += write_mapping(mapping, out, output.language, registers)
        output.say("wrote", file=out)
        if judge is not None and (beside := write_judged(mapping, out, output.language)):
            output.say("wrote", file=beside)
    elif as_json:
        output.json(
            {
                "activities": [mapping.record(activity) for activity in mapping.register.activities],
                **({"judged": judged_json(mapping)} if judge is not None else {}),
                "findings": findings_json(findings, output.language),
            }
        )
    else:
        show(mapping, output)
        if judge is not None:
            output.frame(output.words("judged"), mapping.judged_frame(output.language))
    output.findings(findings)
    raise typer.Exit(exit_code(findings))


def show(mapping: Mapping, output: Output) -> None:
    """Print a line for each activity: what stands, the primary match marked, and what a person should look at."""
    activities = mapping.register.activities
    rows = []
    for activity in activities[:MOST_ACTIVITIES]:
        matches = mapping.by_activity.get(activity.id, ())
        standing = [f"{'*' if one.primary else ''}{_told(one)}" for one in matches if one.stands]
        if not standing:
            standing = [mapping.unmapped_reason(activity.id, output.language)]
        looking = [_told(one) for one in matches if one.status == "look"]
        title = shorten(activity.title.in_language(output.language), LONGEST_TITLE, placeholder="…")
        rows.append((activity.id, title, ", ".join(standing), ", ".join(looking)))
    output.table("", output.words("map-headings").split("|"), rows)
    if len(activities) > MOST_ACTIVITIES:
        output.print(output.words("more-rows", number=len(activities) - MOST_ACTIVITIES))
    output.print(output.words("map-marks"))


def show_why(mapping: Mapping, wanted: Sequence[str], output: Output) -> None:
    """Print the explanations of activities, of several with an empty line between them.

    Raises:
        UsageError: the register has no activity of an id; nothing is printed.
    """
    explanations = [
        mapping.explain(identifier, output.language)
        for one in wanted
        for identifier in _ids(one, mapping.register.by_id)
    ]
    if output.as_json:
        told = [one.model_dump(mode="json") for one in explanations]
        output.json(told[0] if len(told) == 1 else {"explanations": told})
        return
    for number, explanation in enumerate(explanations):
        if number:
            output.print("")
        output.result.print(explanation)


def _ids(wanted: str, known: Collection[str]) -> list[str]:
    """The ids that a person means: as they stand, else parted by commas, else in other letters or with spaces.

    Example:
        >>> _ids("a-1, A-2", ["A-1", "A-2", "A-3"])
        ['A-1', 'A-2']
        >>> _ids("x", ["A-1"])
        ['x']
    """
    if wanted in known:
        return [wanted]
    folded = {one.strip().casefold(): one for one in reversed([*known])}
    whole = wanted.strip().casefold()
    if whole in folded:
        return [folded[whole]]
    parts = [part.strip() for part in wanted.split(",") if part.strip()]
    return [folded.get(part.casefold(), part) for part in parts] or [wanted]


def _told(match: Match) -> str:
    return f"{match.target or match.goal} ({match.score:.2f})"
