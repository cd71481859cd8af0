"""`sdgkit schema`: the JSON Schema of the models, for programs that read what sdgkit writes."""

from __future__ import annotations

from typing import Annotated

import typer

from sdgkit.cli.output import Output
from sdgkit.errors import UsageError

_MODELS = {
    "activity": ("sdgkit.activities.activity", "Activity"),
    "register": ("sdgkit.activities.register", "Register"),
    "match": ("sdgkit.mapping.match", "Match"),
    "decision": ("sdgkit.mapping.match", "Decision"),
    "indicator": ("sdgkit.indicators.indicator", "Indicator"),
    "headline": ("sdgkit.indicators.indicator", "Headline"),
    "assessment": ("sdgkit.indicators.indicator", "Assessment"),
    "finding": ("sdgkit.findings", "Finding"),
    "draft": ("sdgkit.report.draft", "Draft"),
    "settings": ("sdgkit.settings", "Settings"),
}


def schema(
    name: Annotated[str | None, typer.Argument(help="Name of a model; without it, the names.")] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="The schema is the result: no effect.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="The schema is JSON anyway; the names as JSON.")
    ] = False,
) -> None:
    """Print the JSON Schema of a model, or the names of the models."""
    from importlib import import_module

    output = Output(quiet=quiet, as_json=as_json)
    if name is None:
        if as_json:
            output.json({"models": sorted(_MODELS)})
        else:
            output.print("\n".join(sorted(_MODELS)))
        return
    if name not in _MODELS:
        raise UsageError("cli.option-value", value=name, option="NAME", known=", ".join(sorted(_MODELS)))
    module, model = _MODELS[name]
    output.json(getattr(import_module(module), model).model_json_schema(mode="serialization"))
