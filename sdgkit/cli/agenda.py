"""`sdgkit agenda`: look up goals, targets and indicators, with the official wording of packs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sdgkit.cli.options import AsJson, LanguageOption, Packs, Quiet
from sdgkit.cli.output import Output

if TYPE_CHECKING:
    from sdgkit.agenda import Description, Pack


def agenda(
    code: Annotated[
        str | None,
        typer.Argument(
            help="A goal (3), target (3.8), indicator (3.8.1), or words of a title; none lists the goals."
        ),
    ] = None,
    pack: Packs = None,
    edition: Annotated[
        int, typer.Option("--edition", help="Edition of the indicators: 2020 or 2025.")
    ] = 2025,
    language: LanguageOption = "en",
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Look up the 2030 Agenda: sdgkit's short titles in three languages and the official wording of packs."""
    from sdgkit.agenda import Pack, describe, goals, normalise_code, search
    from sdgkit.languages import language_named

    output = Output(quiet=quiet, as_json=as_json, language=language_named(language))
    packs = [Pack.load(folder) for folder in pack or ()]
    if code is None:
        found = [describe(str(goal.number), packs, edition) for goal in goals()]
    elif normalise_code(code) or any(letter.isdigit() for letter in code):
        description = describe(code, packs, edition)
        if not as_json:
            _show(output, description, packs, edition)
            output.findings(finding for one in packs for finding in one.findings)
            return
        found = [description]
    else:
        found = [describe(one, packs, edition) for one in search(code, output.language)]
    if as_json:
        output.json({"found": [one.model_dump(mode="json") for one in found]})
    elif not found:
        output.print(output.words("nothing-found", words=code))
    else:
        output.table("", ["", ""], [(one.code, one.title.in_language(output.language)) for one in found])


def _show(output: Output, found: Description, packs: list[Pack], edition: int) -> None:
    from sdgkit.agenda import describe, theme

    language = output.language
    output.print(f"{output.words(found.kind.replace(' ', '-'))} {found.code}")
    for tag in ("en", "ru", "kk"):
        if tag in found.title.languages:
            output.print(f"  {tag}  {found.title.in_language(tag)}")
    for wording in found.wordings:
        marks = ["" if wording.pack is None else str(wording.pack)]
        output.print(f"  {wording.language}  «{wording.text}» ({', '.join(filter(None, marks))})")
    if found.uri:
        output.print(f"  {found.uri}")
    if found.themes:
        titles = ", ".join(theme(key).title.in_language(language) for key in found.themes)
        output.print(f"  {output.words('themes')}: {titles}")
    if found.same_as:
        output.print(f"  {output.words('same-as')}: {', '.join(found.same_as)}")
    if found.change:
        output.print(f"  {output.words('changed', kind=found.change.kind)}")
    if found.parts:
        parts = [(part, describe(part, packs, edition).title.in_language(language)) for part in found.parts]
        output.table("", ["", ""], parts)
