"""`sdgkit init`: an empty register to fill in, a settings file, and an outline where it is wanted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from sdgkit.cli.options import AsJson, LanguageOption, Quiet
from sdgkit.cli.output import Output
from sdgkit.languages import Language


def init(
    folder: Annotated[Path, typer.Argument(help="Folder for the two files; made where it does not exist.")],
    language: LanguageOption = "en",
    outline: Annotated[
        bool, typer.Option("--outline", help="Write an outline of one's own too (outline.toml).")
    ] = False,
    profile: Annotated[
        str, typer.Option("--profile", help="Profile whose sections the outline names.")
    ] = "review",
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Write an empty register (register.xlsx) and a settings file (sdgkit.toml) to begin with; an outline on demand.

    Files that are there already are left as they are.
    """
    from sdgkit.activities.blank import write_blank_register
    from sdgkit.languages import language_named
    from sdgkit.settings import write_settings

    starts: list[tuple[Path, Callable[[Path, Language], None]]] = [
        (folder / "register.xlsx", write_blank_register),
        (folder / "sdgkit.toml", write_settings),
    ]
    if outline:
        from sdgkit.report.outline import FILE_NAME, write_outline

        starts.append((folder / FILE_NAME, partial(write_outline, profile=profile)))
    output = Output(quiet=quiet, as_json=as_json, language=language_named(language))
    written = []
    for path, write in starts:
        if path.exists():
            output.say("kept", file=path)
        else:
            write(path, output.language)
            written.append(path)
            output.say("wrote", file=path)
    if as_json:
        output.json({"files": [str(path) for path in written]})
