"""The main job: registers and indicator data in, a folder with draft, annex, review, findings and manifest out.

The rooms know nothing of one another's files; here they are put in a row. The command line and other
programs call these functions; nothing is printed here.
"""

from __future__ import annotations

import importlib.metadata
import json
import platform
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from sdgkit import __version__
from sdgkit.activities.reading import read_register
from sdgkit.agenda import Pack
from sdgkit.errors import InputError, UsageError
from sdgkit.files import folder_written_whole, safe_name, written_whole
from sdgkit.findings import Finding, findings_frame
from sdgkit.languages import Language
from sdgkit.mapping.decisions import (
    SUFFIX,
    append_decisions,
    decisions_elsewhere,
    history_path,
    read_decisions,
)
from sdgkit.mapping.learn import Learned, learn, learned_path, read_learned
from sdgkit.mapping.mapping import Mapping, map_register
from sdgkit.mapping.match import Decision
from sdgkit.mapping.settings import MappingSettings
from sdgkit.places import country as country_named
from sdgkit.settings import Settings
from sdgkit.sheets import put, save_book, write_frame

if TYPE_CHECKING:
    import pandas as pd

    from sdgkit.indicators import Indicators
    from sdgkit.mapping.scale import MappedFile
    from sdgkit.report.draft import Draft

Progress = Callable[[int, int], None]
TABLE_ENDINGS = (".csv", ".xlsx", ".jsonl", ".parquet")
MAPPING_ENDINGS = (".xlsx", ".csv", ".jsonl", ".parquet", ".xml")


class Done(BaseModel):
    """What the main job wrote, and what it noticed."""

    model_config = ConfigDict(frozen=True)

    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    counts: dict[str, int]


def _nothing(done: int, of: int) -> None:
    """Progress that nobody looks at."""


def map_registers(
    registers: Sequence[Path],
    *,
    settings: Settings,
    reviewed: Sequence[Path] = (),
    country: str | None = None,
    format: str | None = None,
    progress: Progress = _nothing,
) -> Mapping:
    """Read registers and map them, with the decisions of the history beside the first and of review workbooks.

    Raises:
        InputError: a file cannot be read at all.
        UsageError: the country is unknown.
    """
    iso3 = country_named(country).iso3 if country else None
    reading = settings.reading
    if reading.country is None and iso3:
        reading = reading.model_copy(update={"country": iso3})
    whole = register = read_register(list(registers), settings=reading, format=format, progress=progress)
    if iso3:
        register = register.in_country(iso3)
    decisions, chosen = _kept_beside(registers[0], settings)
    if register is not whole:
        # Decisions on what is left out here are no matter of this mapping, and not lost either.
        decisions = tuple(
            one
            for one in decisions
            if one.activity_id in register.by_id or one.activity_id not in whole.by_id
        )
    mapping = map_register(register, decisions=decisions, settings=chosen)
    elsewhere = () if decisions else tuple(decisions_elsewhere(registers[0], register))
    if reviewed:
        mapping = mapping.with_review(*reviewed)
    return mapping.with_findings(elsewhere)


def _kept_beside(register: Path, settings: Settings) -> tuple[tuple[Decision, ...], MappingSettings]:
    """What is kept beside a register: the decisions on it, and the settings with what was learned from them."""
    chosen = settings.mapping
    if learned_path(register).exists():
        chosen = read_learned(learned_path(register)).settings(chosen)
    return read_decisions(history_path(register)), chosen


def has_history(register: Path) -> bool:
    """Whether decisions are kept in the folder of a register, or what was learned from them beside it."""
    return learned_path(register).exists() or any(register.parent.glob(f"*{SUFFIX}"))


def map_in_parts(
    register: Path,
    out: Path,
    *,
    settings: Settings,
    country: str | None = None,
    format: str | None = None,
    language: Language = "en",
    engine: str = "processes",
    scheduler: str = "",
    workers: int | None = None,
    progress: Progress = _nothing,
) -> MappedFile:
    """Map a register to a Parquet or CSV file in parts, with the decisions kept beside it (`sdgkit.mapping.scale`).

    Raises:
        InputError: the register cannot be read, or the workers are lost.
        UsageError: the country or engine is unknown, or a package is missing.
    """
    from sdgkit.mapping.scale import map_file

    iso3 = country_named(country).iso3 if country else ""
    reading = settings.reading
    if reading.country is None and iso3:
        reading = reading.model_copy(update={"country": iso3})
    decisions, chosen = _kept_beside(register, settings)
    return map_file(
        register,
        out,
        settings=chosen,
        decisions=decisions,
        reading=reading,
        format=format,
        country=iso3,
        language=language,
        engine=engine,
        scheduler=scheduler,
        workers=workers,
        progress=progress,
    )


def remember_decisions(mapping: Mapping, register: Path) -> None:
    """Add the decisions that are new to the history beside the register, so that they stand on every later run.

    Raises:
        InputError: the folder of the register cannot be written to.
    """
    history = history_path(register)
    known = read_decisions(history) if history.exists() else ()
    new = [decision for decision in mapping.decisions if decision not in known]
    if new:
        try:
            append_decisions(history, new)
        except OSError as error:
            raise InputError("files.not-written", file=history.name, reason=error.strerror or error) from None


def learn_from(mapping: Mapping, register: Path) -> Learned:
    """Learn from the decisions of a mapping and keep what was learned beside the register, for later runs."""
    learned = learn(mapping)
    learned.save(learned_path(register))
    return learned


def learned_figures(learned: Learned) -> dict[str, str]:
    """What was learned, as written in a message: decisions, accuracy and loss without and with it."""
    pairs = {
        "accuracy_before": learned.accuracy_before,
        "accuracy_after": learned.accuracy_after,
        "loss_before": learned.loss_before,
        "loss_after": learned.loss_after,
    }
    figures = {name: "–" if value is None else f"{value:.3f}" for name, value in pairs.items()}
    return figures | {"decided": str(learned.decided), "used": "–" if learned.why_not else "+"}


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
    progress: Progress = _nothing,
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
    progress: Progress = _nothing,
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


def write_table(frame: pd.DataFrame, path: Path) -> None:
    """Write a table to .csv, .xlsx, .jsonl or .parquet, as the ending says; whole or not at all.

    Raises:
        UsageError: another ending, or pyarrow is missing for .parquet.
    """
    ending = path.suffix.lower()
    if ending not in TABLE_ENDINGS:
        raise UsageError("cli.format-unknown", ending=ending or path.name, known=", ".join(TABLE_ENDINGS))
    with written_whole(path) as temporary:
        if ending == ".csv":
            write_frame(frame, temporary)
        elif ending == ".jsonl":
            frame.to_json(temporary, orient="records", lines=True, force_ascii=False, date_format="iso")
        elif ending == ".parquet":
            try:
                frame.to_parquet(temporary, index=False)
            except ImportError:
                raise UsageError("cli.pyarrow-missing", file=path.name) from None
        else:
            _write_sheet(frame, temporary)


def _write_sheet(frame: pd.DataFrame, path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    cells = frame.astype(object).where(frame.notna(), None)
    for row, values in enumerate([list(frame.columns), *cells.itertuples(index=False)], start=1):
        for column, value in enumerate(values, start=1):
            put(sheet.cell(row, column), value)
    sheet.freeze_panes = "A2"
    save_book(book, path)


def write_mapping(
    mapping: Mapping, path: Path, language: Language, registers: Sequence[Path]
) -> tuple[Finding, ...]:
    """Write a mapping in the form that the ending says.

    Args:
        mapping: the mapping.
        path: .xlsx (review workbook), .csv, .jsonl, .parquet, or .xml (IATI with SDG tags).
        language: of the review workbook and of titles.
        registers: the files that were mapped; for .xml, the IATI files that get the tags.

    Returns:
        What could not be written as it stands in the register (IATI needs dates, for instance).

    Raises:
        UsageError: another ending.
    """
    ending = path.suffix.lower()
    if ending not in MAPPING_ENDINGS:
        raise UsageError("cli.format-unknown", ending=ending or path.name, known=", ".join(MAPPING_ENDINGS))
    if ending == ".xlsx":
        mapping.to_review(path, language)
    elif ending == ".jsonl":
        mapping.to_jsonl(path)
    elif ending == ".xml":
        from sdgkit.activities.iati.writing import write_iati

        tags = {
            activity.id: [(match.goal, match.target) for match in mapping.standing(activity.id)]
            for activity in mapping.register.activities
        }
        return write_iati(mapping.register, tags, path, sources=registers)
    else:
        from sdgkit.mapping.scale import write_rows

        write_rows(mapping.rows(language), path)
    return ()
