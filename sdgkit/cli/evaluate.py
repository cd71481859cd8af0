"""`sdgkit evaluate`: how well the mapping does on labelled texts, and how far two reviewers agree."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import shorten
from typing import Annotated

import typer

from sdgkit.cli.options import AsJson, LanguageOption, Quiet, SemanticOption
from sdgkit.cli.output import Output
from sdgkit.errors import UsageError

LEVELS = ("target", "goal")
LONGEST_NAME = 22
"""Letters of the name of a part, such as the file of a source."""
MOST_CONFUSED = 10
"""Pairs of what is taken for what that are named."""


def evaluate(
    labelled: Annotated[
        Path,
        typer.Argument(
            help="A table (CSV, Excel) with text and goals or targets, or a review workbook with decisions."
        ),
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
    """Measure the mapping against people: precision, recall, F1, first three, by goal, target, language and source."""
    from sdgkit.languages import language_named
    from sdgkit.mapping.evaluate import agreement, label_agreement, mapper, read_labelled, unshared
    from sdgkit.mapping.evaluate import evaluate as measure
    from sdgkit.mapping.review_reading import looks_like_review
    from sdgkit.mapping.settings import MappingSettings

    output = Output(quiet=quiet, as_json=as_json, language=language_named(language))
    if level not in LEVELS:
        raise UsageError("cli.option-value", value=level, option="--level", known=", ".join(LEVELS))
    if other is not None:
        reviews = [looks_like_review(path) for path in (labelled, other)]
        if any(reviews) and not all(reviews):
            raise UsageError("mapping.labelled-kinds", file=labelled.name, other=other.name)
        apart = unshared(labelled, other, reviews=all(reviews))
        only = {"only_first": apart[0], "only_second": apart[1]}
        if all(reviews):
            by_kind = {"": agreement(labelled, other)}
            everything = by_kind[""]._asdict() | only
        else:
            by_kind = {f"-{name}": found for name, found in label_agreement(labelled, other).items()}
            everything = {name[1:]: found._asdict() for name, found in by_kind.items()} | only
        if as_json:
            output.json(everything)
            return
        for name, found in by_kind.items():
            kappa = "–" if found.kappa is None else f"{found.kappa:.3f}"
            output.print(output.words(f"agreement{name}", rows=found.rows, agreed=found.agreed, kappa=kappa))
        if any(apart):
            files = {"file": labelled.name, "other": other.name}
            kind = "unshared-decisions" if all(reviews) else "unshared-labels"
            output.print(output.words(kind, first=apart[0], second=apart[1], **files))
        return
    judge = mapper(level, MappingSettings(semantic=bool(semantic)))
    evaluation = measure(read_labelled(labelled), level, judge)
    if as_json:
        output.json(json.loads(evaluation.to_json()))
        return
    tops = ", ".join(f"{number}: {part:.0%}" for number, part in evaluation.tops.items())
    output.print(output.words("evaluated", texts=evaluation.texts, silent=evaluation.silent, tops=tops))
    output.print(
        output.words(
            "evaluated-mean", f1=_figure(evaluation.macro_f1), accuracy=_figure(evaluation.macro_accuracy)
        )
    )
    parts = output.words("evaluated-parts").split("|")
    names = dict(zip(("overall", "goal", "code", "language", "source"), parts, strict=True))
    if level == "goal":
        names["code"] = names["goal"]
    rows = []
    for part, name, *counts in evaluation.to_frame().itertuples(index=False):
        told = f"{names[part]} {name}".strip()
        rows.append((shorten(told, LONGEST_NAME, placeholder="…"), *counts[:4], *map(_figure, counts[4:])))
    output.table("", output.words("evaluated-headings").split("|"), rows)
    if evaluation.confusion:
        most = [f"{pair} ({times})" for pair, times in [*evaluation.confusion.items()][:MOST_CONFUSED]]
        output.print(output.words("evaluated-confusion", pairs=", ".join(most)))


def _figure(value: object) -> str:
    """A part of one with two decimals; a dash where there is nothing to divide by."""
    return f"{value:.2f}" if isinstance(value, float) and value == value else "–"
