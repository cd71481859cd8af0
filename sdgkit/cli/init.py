"""`sdgkit init`: an empty register to fill in, and a settings file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sdgkit.cli.options import AsJson, LanguageOption, Quiet
from sdgkit.cli.output import Output


def init(
    folder: Annotated[Path, typer.Argument(help="Folder for the two files; made where it does not exist.")],
    language: LanguageOption = "en",
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Write an empty register (register.xlsx) and a settings file (sdgkit.toml) to begin with.

    Files that are there already are left as they are.
    """
    from sdgkit.activities.blank import write_blank_register
    from sdgkit.languages import language_named
    from sdgkit.settings import write_settings

    output = Output(quiet=quiet, as_json=as_json, language=language_named(language))
    written = []
    for path, write in (
        (folder / "register.xlsx", write_blank_register),
        (folder / "sdgkit.toml", write_settings),
    ):
        if path.exists():
            output.say("kept", file=path)
        else:
            write(path, output.language)
            written.append(path)
            output.say("wrote", file=path)
    if as_json:
        output.json({"files": [str(path) for path in written]})
