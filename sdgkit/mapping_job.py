"""The mapping job: registers in, mapped with what people decided and taught beside them, and the mapping as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sdgkit.activities.reading import read_register
from sdgkit.errors import InputError, UsageError
from sdgkit.findings import Finding
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

if TYPE_CHECKING:
    from sdgkit.mapping.scale import MappedFile

Progress = Callable[[int, int], None]
"""Told what is done, and of how many."""

MAPPING_ENDINGS = (".xlsx", ".csv", ".jsonl", ".parquet", ".xml")


def no_progress(done: int, of: int) -> None:
    """Progress that nobody looks at."""


def map_registers(
    registers: Sequence[Path],
    *,
    settings: Settings,
    reviewed: Sequence[Path] = (),
    country: str | None = None,
    format: str | None = None,
    progress: Progress = no_progress,
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
    progress: Progress = no_progress,
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
