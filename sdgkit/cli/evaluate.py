"""`sdgkit evaluate`: how well the mapping does on labelled texts, and how far two reviewers agree."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from sdgkit.cli.options import AsJson, LanguageOption, Quiet, SemanticOption
from sdgkit.cli.output import Output
from sdgkit.errors import UsageError

LEVELS = ("target", "goal")


def evaluate(
    labelled: Annotated[
        Path,
        typer.Argument(help="A CSV with text and goals or targets, or a review workbook with decisions."),
    ],
    level: Annotated[str, typer.Option("--level", help="What is judged: target or goal.")] = "target",
    other: Annotated[
        Path | None,
        typer.Option(
            "--with",
            help="The same of a second person, workbook or CSV of labels: shows how far the two agree.",
        ),
    ] = None,
    semantic: SemanticOption = None,
    language: LanguageOption = "en",
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Measure the mapping against people: precision, recall, F1, first three, by goal, target and language."""
    from sdgkit.languages import language_named
    from sdgkit.mapping.evaluate import agreement, label_agreement, mapper, read_labelled
    from sdgkit.mapping.evaluate import evaluate as measure
    from sdgkit.mapping.settings import MappingSettings

    output = Output(quiet=quiet, as_json=as_json, language=language_named(language))
    if level not in LEVELS:
        raise UsageError("cli.option-value", value=level, option="--level", known=", ".join(LEVELS))
    if other is not None and ".csv" in (labelled.suffix.lower(), other.suffix.lower()):
        by_level = label_agreement(labelled, other)
        if as_json:
            output.json({name: found._asdict() for name, found in by_level.items()})
        for name, found in by_level.items():
            kappa = "–" if found.kappa is None else f"{found.kappa:.3f}"
            if not as_json:
                output.print(
                    output.words(f"agreement-{name}", rows=found.rows, agreed=found.agreed, kappa=kappa)
                )
        return
    if other is not None:
        found = agreement(labelled, other)
        if as_json:
            output.json(found._asdict())
        else:
            kappa = "–" if found.kappa is None else f"{found.kappa:.2f}"
            output.print(output.words("agreement", rows=found.rows, agreed=found.agreed, kappa=kappa))
        return
    judge = mapper(level, MappingSettings(semantic=bool(semantic)))
    evaluation = measure(read_labelled(labelled), level, judge)
    if as_json:
        output.json(json.loads(evaluation.to_json()))
        return
    tops = ", ".join(f"{number}: {part:.0%}" for number, part in evaluation.tops.items())
    output.print(output.words("evaluated", texts=evaluation.texts, silent=evaluation.silent, tops=tops))
    output.frame("", evaluation.to_frame(), most=250)
