"""The main job: registers and indicator data in, a folder with draft, annex, review, findings and manifest out.

The rooms know nothing of one another's files; here they are put in a row. The command line and other
programs call these functions; nothing is printed here.
"""

from __future__ import annotations

import importlib.metadata
import json
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from sdgkit import __version__
from sdgkit.agenda import Pack
from sdgkit.files import folder_written_whole, safe_name
from sdgkit.findings import Finding, findings_frame
from sdgkit.languages import Language
from sdgkit.mapping.mapping import Mapping
from sdgkit.mapping_job import Progress, map_registers, no_progress, remember_decisions
from sdgkit.places import country as country_named
from sdgkit.settings import Settings
from sdgkit.sheets import write_frame

if TYPE_CHECKING:
    import pandas as pd

    from sdgkit.indicators import Indicators
    from sdgkit.report.draft import Draft


class Done(BaseModel):
    """What the main job wrote, and what it noticed."""

    model_config = ConfigDict(frozen=True)

    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    counts: dict[str, int]


class Made(NamedTuple):
    """Everything of the main job before any file is written."""

    drafts: list[Draft]
    mapping: Mapping
    findings: tuple[Finding, ...]
    counts: dict[str, int]


def make_drafts(
    registers: Sequence[Path],
    *,
    indicators: Path | Sequence[Path] | None,
    reviewed: Sequence[Path],
    settings: Settings,
    format: str | None = None,
    progress: Progress = no_progress,
) -> Made:
    """Read everything and compute the drafts, one for each language.

    Raises:
        SdgkitError: an input cannot be read, or an option makes no sense.
    """
    from sdgkit.mapping.rates import read_rates
    from sdgkit.report.building import draft as build
    from sdgkit.report.commitments import read_commitments
    from sdgkit.report.excel.writer import cut_texts
    from sdgkit.report.outline import outline_of, outlines_in
    from sdgkit.report.profiles import portfolio_countries
    from sdgkit.report.programme import read_programme

    chosen = settings.report
    outlines = [*outlines_in(reversed(chosen.packs)), *([chosen.outline] if chosen.outline else [])]
    outline_of(chosen.profile, *outlines)  # A fault in it is told before anything is read.
    # A portfolio is of several countries, and each activity stays with its own.
    several = portfolio_countries(chosen.country) if chosen.profile == "portfolio" else ()
    country = None if several else country_named(chosen.country).iso3
    packs = [Pack.load(folder) for folder in chosen.packs]
    rates = read_rates(chosen.rates) if chosen.rates else None
    programme = read_programme(chosen.programme) if chosen.programme else None
    commitments = read_commitments(chosen.commitments) if chosen.commitments else None
    data, *international = _sources(indicators, settings, country or several[0]) or [None]
    mapping = map_registers(
        registers,
        settings=settings,
        reviewed=reviewed,
        country=country,
        format=format,
        progress=progress,
    )
    drafts = [
        build(
            mapping.register,
            mapping,
            data,
            country=country or chosen.country,
            language=language,
            base_year=settings.indicators.base_year,
            method=chosen.method,
            packs=packs,
            rates=rates,
            currency=chosen.currency,
            profile=chosen.profile,
            goal=chosen.goal,
            theme=chosen.theme,
            partner=chosen.partner,
            programme=programme,
            commitments=commitments,
            outlines=outlines,
            number_from=chosen.number_from,
            international=[one for one in international if one is not None],
        )
        for language in chosen.languages
    ]
    findings = (
        *drafts[0].findings,
        *(finding for pack in packs for finding in pack.findings),
        *cut_texts(drafts[0]),
    )
    return Made(drafts, mapping, findings, _counts(mapping, data))


def run(
    registers: Sequence[Path],
    *,
    indicators: Path | Sequence[Path] | None,
    reviewed: Sequence[Path],
    out: Path,
    settings: Settings,
    format: str | None = None,
    progress: Progress = no_progress,
) -> Done:
    """Do the main job.

    Args:
        registers: the registers.
        indicators: folder or file of indicator data, where there is one; of several, the national one is reported and
            the others stand beside it.
        reviewed: review workbooks with decisions.
        out: folder for the results; all of them are written, or none.
        settings: everything that a person fixed by hand.
        format: format of the registers, where it is not recognised by itself.
        progress: called with (done, of).

    Returns:
        The files written, all findings, and counts.

    Raises:
        SdgkitError: an input cannot be read, or an option makes no sense; nothing is written.
    """
    made = make_drafts(
        registers,
        indicators=indicators,
        reviewed=reviewed,
        settings=settings,
        format=format,
        progress=progress,
    )
    with folder_written_whole(out) as temporary:
        names = _write(temporary, made.drafts, made.mapping, made.findings, made.counts, settings)
        remember_decisions(made.mapping, registers[0])
    return Done(files=tuple(out / name for name in names), findings=made.findings, counts=made.counts)


def _sources(
    paths: Path | Sequence[Path] | None, settings: Settings, country: str | None
) -> list[Indicators | None]:
    """The indicator sources, the national one first; each is read with the same settings and of the same country."""
    from sdgkit.indicators.comparison import national_first

    given = [paths] if isinstance(paths, Path) else [*(paths or ())]
    return [*national_first([read_indicator_data(path, settings, country) for path in given])]


def read_indicator_data(path: Path, settings: Settings, country: str | None = None) -> Indicators:
    """Read an indicator source; of a file of several countries, the one named, else that of the settings.

    Where none is named and the file holds one country, it is that one, whatever the settings say.

    Raises:
        SdgkitError: it cannot be read, or the country is unknown.
    """
    from sdgkit.indicators.reading import read_indicators

    wanted = country_named(country).iso3 if country else ""
    prefer = wanted or country_named(settings.report.country).iso3
    return read_indicators(path, settings=settings.indicators, country=wanted, prefer=prefer)


def _counts(mapping: Mapping, data: Indicators | None) -> dict[str, int]:
    standing = [match for match in mapping.matches if match.stands]
    return {
        "activities": len(mapping.register),
        "mapped": len({match.activity_id for match in standing}),
        "targets": len({match.target for match in standing if match.target}),
        "decisions": len(mapping.decisions),
        "indicators": 0 if data is None else int(data.observations["indicator"].nunique()),
        "observations": 0 if data is None else len(data.observations),
    }


def _write(
    folder: Path,
    drafts: Sequence[Draft],
    mapping: Mapping,
    findings: Sequence[Finding],
    counts: dict[str, int],
    settings: Settings,
) -> list[str]:
    from sdgkit.report.excel.template import write_excel_template

    names = []
    for draft in drafts:
        word, excel = f"draft_{draft.language}.docx", f"annex_{draft.language}.xlsx"
        draft.to_word(folder / word, template=settings.report.template)
        draft.to_excel(folder / excel)
        names += [word, excel]
        if settings.report.workbook is not None:
            own = f"own_{safe_name(settings.report.workbook.stem)}_{draft.language}.xlsx"
            write_excel_template(draft, settings.report.workbook, folder / own)
            names.append(own)
    first: Language = drafts[0].language
    mapping.to_review(folder / "review.xlsx", first)
    write_frame(findings_frame(findings, first), folder / "findings.csv")
    manifest = _manifest(drafts, findings, counts, settings)
    text = json.dumps(manifest, ensure_ascii=False, indent=2, default=str) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8", newline="\n")
    return [*names, "review.xlsx", "findings.csv", "manifest.json"]


def _manifest(
    drafts: Sequence[Draft], findings: Sequence[Finding], counts: dict[str, int], settings: Settings
) -> dict[str, Any]:
    """What was made from what, with which versions and settings; the same for the same inputs."""
    severities = [finding.severity for finding in findings]
    libraries = ("pandas", "openpyxl", "pydantic", "docxtpl", "lxml", "babel")
    return {
        "sdgkit": __version__,
        "python": platform.python_version(),
        "libraries": {name: importlib.metadata.version(name) for name in libraries},
        "inputs": [source.model_dump() for source in drafts[0].inputs],
        "settings": _without_folders(settings.model_dump(by_alias=True)),
        "rule": {"money": drafts[0].rule, "text": drafts[0].rule_text, "progress": settings.report.method},
        "languages": [draft.language for draft in drafts],
        "counts": counts | {name: severities.count(name) for name in ("error", "warning", "note")},
    }


def _without_folders(value: Any) -> Any:
    """Settings as JSON takes them; of a path only the name, because folders are a matter of the machine."""
    if isinstance(value, dict):
        return {name: _without_folders(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_folders(one) for one in value]
    return value.name if isinstance(value, Path) else value


def indicator_frame(
    path: Path,
    methods: Sequence[str],
    settings: Settings,
    language: Language,
    country: str | None = None,
) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    """The headlines of an indicator source with baseline, latest value and progress by each method.

    Returns:
        The table in the language, one row per indicator, and the findings. Where there is no headline or no
        progress the column `why_not` says why.

    Raises:
        UsageError: no such method.
    """
    import pandas as pd

    from sdgkit.indicators.progress.labels import reason_label, result_label

    data = read_indicator_data(path, settings, country)
    rows = []
    for row in data.table(base_year=settings.indicators.base_year):
        assessments = {method: data.assessment(row.code, method.strip()) for method in methods}
        reasons = [row.why_not, *(one.why_not for one in assessments.values())]
        rows.append(
            {
                "indicator": row.code,
                "name": row.name.in_language(language),
                "unit": row.unit.in_language(language),
                "baseline_year": row.baseline.year if row.baseline else None,
                "baseline": row.baseline.value if row.baseline else None,
                "latest_year": row.latest.year if row.latest else None,
                "latest": row.latest.value if row.latest else None,
                "change": row.change,
                **{method: result_label(one, language) for method, one in assessments.items()},
                "why_not": "; ".join(reason_label(one, language) for one in dict.fromkeys(reasons) if one),
            }
        )
    frame = pd.DataFrame(rows)
    for name in {"baseline_year", "latest_year"} & set(frame.columns):
        frame[name] = frame[name].astype("Int64")
    return frame, data.findings
