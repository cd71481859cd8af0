"""`sdgkit check`: what sdgkit makes of a register, an indicator folder, a review workbook or a template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sdgkit.cli.options import AsJson, DataCountryOption, FormatOption, LanguageOption, Quiet, SettingsOption
from sdgkit.cli.output import Output, exit_code, findings_json

if TYPE_CHECKING:
    from sdgkit.findings import Finding
    from sdgkit.indicators import Indicators
    from sdgkit.settings import Settings


def check(
    path: Annotated[
        Path,
        typer.Argument(help="A register, indicators (folder or file), a review workbook, or a template."),
    ],
    format_: FormatOption = None,
    country: DataCountryOption = None,
    settings: SettingsOption = None,
    language: LanguageOption = "en",
    most: Annotated[int, typer.Option("--most", help="Findings to list at most.")] = 40,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Read a file or folder and tell what was understood, what was not, and what to do; exit 1 on errors."""
    from sdgkit.languages import language_named
    from sdgkit.settings import settings_for

    output = Output(quiet=quiet, as_json=as_json, language=language_named(language))
    chosen = settings_for([path], settings)
    if chosen.file:
        output.say("settings-used", file=chosen.file)
    findings = _template(output, path)
    if findings is None and format_ is None and _is_of_indicators(path):
        findings = _tell_indicators(output, _read(output, path, chosen, country))
    if findings is None:
        findings = _review(output, path)
    if findings is None:
        findings = _register_or_indicators(output, path, format_, chosen, country)
    if not as_json:
        output.findings(findings, most)
    raise typer.Exit(exit_code(findings))


def _template(output: Output, path: Path) -> list[Finding] | None:
    """The findings of a Word or Excel template, None where the file is none; and the names that one may use."""
    ending = path.suffix.lower()
    if ending == ".docx":
        from sdgkit.report.word.template import NAMES, check_template, looks_like_template

        if not looks_like_template(path):
            return None
        findings, names = check_template(path), list(NAMES)
    elif ending == ".xlsx":
        from sdgkit.report.excel.template import (
            PLAIN,
            check_excel_template,
            looks_like_excel_template,
        )

        if not looks_like_excel_template(path):
            return None
        findings, names = check_excel_template(path), [*PLAIN, "table"]
    else:
        return None
    if output.as_json:
        output.json({"findings": findings_json(findings, output.language), "names": names})
        return findings
    if not findings:
        output.say("template-good", file=path.name)
    output.say("template-names", names=", ".join(names))
    return findings


def _review(output: Output, path: Path) -> list[Finding] | None:
    """The findings of a review workbook, None where the file is none; and how much is decided in it."""
    from sdgkit.mapping.review_reading import check_review, looks_like_review

    if not looks_like_review(path):
        return None
    counts, findings = check_review(path)
    if output.as_json:
        output.json({**counts, "findings": findings_json(findings, output.language)})
    else:
        output.say("review-counts", file=path.name, **counts)
    return findings


def _is_of_indicators(path: Path) -> bool:
    from sdgkit.indicators.recognition import looks_like_indicators

    return looks_like_indicators(path)


def _register_or_indicators(
    output: Output, path: Path, format_: str | None, settings: Settings, country: str | None
) -> list[Finding]:
    """The findings of a register; of a table of indicators where no register is found in the file."""
    from sdgkit.errors import InputError

    try:
        return _register(output, path, format_, settings)
    except InputError as no_register:
        if format_ is not None:
            raise
        try:
            indicators = _read(output, path, settings, country)
        except InputError:
            raise no_register from None
        if not len(indicators):
            raise
        return _tell_indicators(output, indicators)


def _read(output: Output, path: Path, settings: Settings, country: str | None) -> Indicators:
    from sdgkit.main_job import read_indicator_data

    with output.progress("indicators"):
        return read_indicator_data(path, settings, country)


def _tell_indicators(output: Output, indicators: Indicators) -> list[Finding]:
    if output.as_json:
        output.json(
            {
                "indicators": len(indicators.indicators),
                "observations": len(indicators.observations),
                "findings": findings_json(indicators.findings, output.language),
            }
        )
    else:
        output.say(
            "indicator-count",
            indicators=len(indicators.indicators),
            observations=len(indicators.observations),
        )
    return list(indicators.findings)


def _register(output: Output, path: Path, format_: str | None, settings: Settings) -> list[Finding]:
    from sdgkit.activities.column_headings import field_label
    from sdgkit.activities.quality import quality
    from sdgkit.activities.reading import read_register

    with output.progress("reading") as advance:
        register = read_register(path, settings=settings.reading, format=format_, progress=advance)
    table = quality(register, output.language)
    if output.as_json:
        output.json(
            {
                "activities": len(register),
                "columns": [choice.model_dump() for choice in register.columns],
                "quality": table.to_dict("records"),
                "findings": findings_json(register.findings, output.language),
            }
        )
        return list(register.findings)
    output.say("activity-count", number=len(register), file=path.name)
    if register.columns and not output.quiet:
        # The one sheet of most registers need not be named in each line.
        left = 0 if len({choice.sheet for choice in register.columns}) > 1 else 1
        output.table(
            output.words("columns"),
            output.words("columns-headings").split("|")[left:],
            [
                (
                    choice.sheet,
                    choice.column,
                    choice.heading,
                    field_label(choice.field, output.language) if choice.field else "–",
                    f"{choice.confidence:.0%}",
                    output.words(f"columns-by-{choice.reason}"),
                )[left:]
                for choice in register.columns
            ],
        )
    if not output.quiet:
        rows = [
            (row["field"], row["filled"], f"{row['share']:.0%}" if row["share"] == row["share"] else "")
            for row in table.to_dict("records")
        ]
        output.table(output.words("quality"), ["", "", ""], rows)
    return list(register.findings)
