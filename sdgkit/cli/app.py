"""The application: its commands, and how errors become exit codes.

Exit codes: 0 done, 1 done but with errors among the findings, 2 wrong use, 3 an input cannot be read.
"""

from __future__ import annotations

import gc
import os
import sys

import typer

from sdgkit.cli import agenda, check, evaluate, indicators, init, mapping, preview, refresh, report, schema
from sdgkit.cli.output import NEAREST, Output, spoken_language
from sdgkit.errors import SdgkitError
from sdgkit.languages import LANGUAGES, Language
from sdgkit.messages import message

app = typer.Typer(
    name="sdgkit",
    help="Map cooperation activities to the SDGs and draft a Voluntary National Review.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("report")(report.report)
app.command("preview")(preview.preview)
app.command("refresh")(refresh.refresh)
app.command("map")(mapping.map_)
app.command("check")(check.check)
app.command("indicators")(indicators.indicators)
app.command("agenda")(agenda.agenda)
app.command("evaluate")(evaluate.evaluate)
app.command("init")(init.init)
app.command("schema")(schema.schema)


@app.callback(invoke_without_command=True)
def version(
    show: bool = typer.Option(False, "--version", help="Print the version and end.", is_eager=True),
) -> None:
    """Map cooperation activities to the SDGs and draft a Voluntary National Review."""
    if show:
        from sdgkit import __version__

        typer.echo(f"sdgkit {__version__}")
        raise typer.Exit


def run() -> None:
    """Run the application; a person never sees a traceback (unless SDGKIT_DEBUG is set)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A Windows console in a legacy code page cannot show Kazakh letters; it must not stop the work. Who names
            # an encoding, because a pipe goes to a program that knows no other, gets it.
            named = os.environ.get("PYTHONIOENCODING", "").partition(":")[0]
            stream.reconfigure(encoding=None if named else "utf-8", errors=NEAREST)
    # The models are many small objects without cycles; looking for cycles less often saves a tenth of the time.
    gc.set_threshold(100_000, 20, 20)
    try:
        app()
    except SdgkitError as error:
        _tell(error.what(_language()), error.next(_language()))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # The reader of the pipe has gone (`| head`); Python must not complain at its own end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if os.environ.get("SDGKIT_DEBUG"):
            raise
        told = message("cli.unexpected", _language())
        _tell(told.what.format(error=f"{type(error).__name__}: {error}"), told.next)
        sys.exit(3)


def _language() -> Language:
    """The language of errors: that of `--language` where it is one of ours, else that of the environment."""
    for option, value in zip(sys.argv, sys.argv[1:], strict=False):
        for language in LANGUAGES:
            if option in ("--language", "-l") and value.startswith(language):
                return language
    return spoken_language()


def _tell(what: str, next_step: str) -> None:
    console = Output().beside
    console.print("[bold red]sdgkit:[/]", end=" ")
    console.print(f"{what} {next_step}".strip(), markup=False, highlight=False)
