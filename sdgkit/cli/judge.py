"""The judge of `sdgkit map --judge`: what would be sent is told before, what was said after."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from sdgkit.cli.output import Output
from sdgkit.errors import UsageError

if TYPE_CHECKING:
    from sdgkit.mapping.mapping import Mapping


def with_judge(
    mapping: Mapping,
    register: Path,
    url: str,
    model: str | None,
    price: str | None,
    output: Output,
    *,
    yes: bool,
) -> Mapping:
    """Ask the judge, after a person agreed, and show what it cost and how far it agrees.

    Where the judge refuses or is silent, the mapping goes on without its further verdicts; that is a finding.

    Raises:
        UsageError: no model or no consent, or a wrong price or address.
    """
    from sdgkit.mapping.judge import Judge, Service, cache_path, judged
    from sdgkit.mapping.verdict import agreement_with

    if not model:
        raise UsageError("cli.judge-model")
    judge = Judge(Service(url=url, model=model, prices=_prices(price)), cache_path(register))
    plan = judge.plan(mapping.register.activities)
    if plan.texts and not yes:
        if not sys.stdin.isatty():
            raise UsageError("cli.judge-consent", **plan._asdict())
        told = output.words("judge-plan", **plan._asdict())
        if not typer.confirm(f"{told}\n{output.words('judge-ask')}", err=True):
            raise typer.Exit(2)
    else:
        output.say("judge-plan", **plan._asdict())
    with output.progress("judging") as advance:
        answers = judged(mapping.register, judge, advance)
    mapping = mapping.with_judge(answers)
    output.say(
        "judge-done",
        requests=answers.requests,
        sent=answers.sent,
        received=answers.received,
        cost="—" if answers.cost is None else f"{answers.cost:.4f}",
    )
    if answers.uncounted:
        output.say("judge-uncounted", number=answers.uncounted)
    for level in ("target", "goal") if answers.asked else ():
        found = agreement_with(mapping, level)
        kappa = "—" if found.kappa is None else f"{found.kappa:.2f}"
        output.say(f"judge-{level}s", **(found._asdict() | {"kappa": kappa}))
    return mapping


def write_judged(mapping: Mapping, out: Path, language: str) -> Path | None:
    """Write the verdicts beside the matches; a review workbook has a sheet for them, and IATI no place."""
    from sdgkit.table_files import TABLE_ENDINGS, write_table

    if out.suffix.lower() not in TABLE_ENDINGS or out.suffix.lower() == ".xlsx":
        return None
    path = out.with_name(f"{out.stem}.judged{out.suffix}")
    write_table(mapping.judged_frame(language), path)
    return path


def judged_json(mapping: Mapping) -> dict[str, Any]:
    """The verdicts as plain data, with their agreement with sdgkit."""
    from sdgkit.mapping.verdict import agreement_with

    judged = mapping.judged
    return {
        "model": judged.model,
        "requests": judged.requests,
        "tokens": {"sent": judged.sent, "received": judged.received, "uncounted": judged.uncounted},
        "cost": judged.cost,
        "verdicts": [one.model_dump() for one in judged.verdicts],
        "agreement": {level: agreement_with(mapping, level)._asdict() for level in ("target", "goal")},
    }


def _prices(price: str | None) -> tuple[float, float] | None:
    if price is None:
        return None
    try:
        sent, received = (float(part) for part in price.split(","))
        if min(sent, received) >= 0:
            return sent, received
    except ValueError:
        pass
    raise UsageError("cli.option-value", value=price, option="--judge-price", known="0.15,0.60")
