"""A programme: the outcomes and indicators of a UNDP Country Programme or a UNSDCF, read from a file of the user's.

The file is a table (.xlsx, .csv) with a row for each indicator of an outcome, headed as `programme_columns.toml` lists,
or TOML:

    [programme]
    title = {en = "Cooperation framework 2026-2030"}

    [[outcome]]
    id = "1"
    title = {en = "People have better health and education"}
    targets = ["3.8", "4.1"]

    [[outcome.indicator]]
    id = "1.1"
    title = {en = "Coverage of essential health services"}
    baseline = 76
    target = 85
    target_year = 2030
    sdg_indicator = "3.8.1"

Nothing is guessed: an outcome without targets is told as such, and a number that cannot be read is a finding.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from sdgkit.activities.activity import Origin
from sdgkit.activities.cells.codes import read_codes
from sdgkit.activities.register import SourceFile
from sdgkit.agenda import sort_key
from sdgkit.errors import InputError
from sdgkit.files import existing_file
from sdgkit.findings import Finding
from sdgkit.indicators.codes import indicator_code
from sdgkit.indicators.values import read_value
from sdgkit.indicators.workbook import csv_rows, sheets_of
from sdgkit.languages import Text, fold

ROWS_BEFORE_HEADER = 15
"""Rows above the heading of a table in which a title may stand."""
NUMBERS = ("baseline", "baseline_year", "target", "target_year", "latest", "latest_year")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ProgrammeIndicator(_Frozen):
    """One indicator of an outcome, with what the programme says of it."""

    id: str = ""
    title: Text
    unit: str = ""
    baseline: float | None = None
    baseline_year: int | None = None
    target: float | None = None
    target_year: int | None = None
    latest: float | None = None
    latest_year: int | None = None
    sdg_indicator: str = ""
    origin: Origin | None = None


class Outcome(_Frozen):
    """One outcome: which targets of the Agenda it serves, which activities are named for it, its indicators.

    `targets` holds codes of targets, and of goals where only these are given.
    """

    id: str
    title: Text
    area: str = ""
    targets: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    indicators: tuple[ProgrammeIndicator, ...] = ()


class Programme(_Frozen):
    """A programme with its outcomes.

    Example:
        >>> health = Outcome(id="1", title=Text({"en": "Health"}))
        >>> Programme(title=Text({"en": "CPD"}), outcomes=(health,)).outcomes[0].id
        '1'
    """

    title: Text
    outcomes: tuple[Outcome, ...]
    source: SourceFile | None = None
    findings: tuple[Finding, ...] = ()


def read_programme(path: Path | str) -> Programme:
    """Read a programme from .toml, .xlsx or .csv.

    Args:
        path: of the file.

    Returns:
        The programme; what could not be read is among its findings.

    Raises:
        InputError: the file is missing, cannot be read, or has no outcome.
    """
    path = Path(path)
    content = existing_file(path).read_bytes()
    if path.suffix.lower() == ".toml":
        title, outcomes, findings = _from_toml(path)
    else:
        title, outcomes, findings = _from_table(path)
    if not outcomes:
        raise InputError("report.programme-empty", file=path.name, names=", ".join(_headings()))
    for one in outcomes:
        if not one.targets and not one.activities:
            findings.append(Finding(code="report.programme-no-targets", file=path.name, value=one.id))
    source = SourceFile(
        file=path.name,
        sha256=hashlib.sha256(content).hexdigest(),
        format="programme",
        records=sum(len(one.indicators) for one in outcomes),
    )
    return Programme(title=title, outcomes=tuple(outcomes), source=source, findings=tuple(findings))


@cache
def _headings() -> dict[str, str]:
    """Folded heading -> field."""
    text = resources.files("sdgkit.report").joinpath("programme_columns.toml").read_text(encoding="utf-8")
    table: dict[str, list[str]] = tomllib.loads(text)
    return {fold(word): field.replace("-", "_") for field, words in table.items() for word in words}


# ---------------------------------------------------------------------- TOML


def _from_toml(path: Path) -> tuple[Text, list[Outcome], list[Finding]]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError("files.unreadable", file=path.name, reason=error) from None
    findings: list[Finding] = []
    outcomes = []
    given = table.get("outcome", [])
    for number, one in enumerate(given if isinstance(given, list) else [], start=1):
        if not isinstance(one, dict):
            continue
        identifier = str(one.get("id") or number)
        where = f"[[outcome]] {identifier}"
        indicators = [
            _indicator(dict(row), path.name, where, None, findings)
            for row in one.get("indicator", [])
            if isinstance(row, dict)
        ]
        outcomes.append(
            Outcome(
                id=identifier,
                title=_text(one.get("title", identifier)),
                area=str(one.get("area", "")),
                targets=_codes(one.get("targets", []), path.name, where, None, findings),
                activities=tuple(str(name) for name in _listed(one.get("activities", []))),
                indicators=tuple(indicators),
            )
        )
    head = table.get("programme", {})
    title = _text(head.get("title", path.stem)) if isinstance(head, dict) else Text.of(path.stem)
    return title, outcomes, findings


def _text(value: object) -> Text:
    if isinstance(value, dict):
        return Text({str(language): str(words) for language, words in value.items()})
    return Text.of(str(value))


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else [value]


# ---------------------------------------------------------------------- tables


def _from_table(path: Path) -> tuple[Text, list[Outcome], list[Finding]]:
    findings: list[Finding] = []
    for name, rows in sheets_with_rows(path):
        place, columns = _header(rows)
        if place is None:
            continue
        title = next((cell.strip() for row in rows[:place] for cell in row if cell.strip()), path.stem)
        made = _outcomes(rows, place, columns, path.name, name, findings)
        if made:
            return Text.of(title), made, findings
    return Text.of(path.stem), [], findings


def sheets_with_rows(path: Path) -> list[tuple[str, list[list[str]]]]:
    """The sheets of a workbook, or the one table of a CSV file, each with the texts of its rows."""
    if path.suffix.lower() == ".csv":
        with csv_rows(path) as rows:
            return [("", [list(row) for row in rows])]
    return [(sheet.name, [list(row) for row in sheet.rows]) for sheet in sheets_of(path)]


def _header(rows: list[list[str]]) -> tuple[int | None, dict[str, int]]:
    """The row of the headings and the column of each field; the row that names most fields, at least an outcome."""
    known = _headings()
    best: tuple[int | None, dict[str, int]] = (None, {})
    for place, row in enumerate(rows[:ROWS_BEFORE_HEADER]):
        found: dict[str, int] = {}
        for column, cell in enumerate(row):
            field = known.get(fold(cell).strip(" .:*"))
            if field:
                found.setdefault(field, column)
        if {"outcome", "outcome_title"} & set(found) and len(found) > max(1, len(best[1])):
            best = (place, found)
    return best


def _outcomes(
    rows: list[list[str]],
    place: int,
    columns: Mapping[str, int],
    file: str,
    sheet: str,
    findings: list[Finding],
) -> list[Outcome]:
    made: dict[str, dict[str, Any]] = {}
    current = ""
    for number, row in enumerate(rows[place + 1 :], start=place + 2):
        cells = {field: row[column].strip() if column < len(row) else "" for field, column in columns.items()}
        if not any(cells.values()):
            continue
        # A merged cell is filled in its first row only: what stands below belongs to the outcome above.
        current = cells.get("outcome") or cells.get("outcome_title") or current
        if not current:
            findings.append(Finding(code="report.programme-no-outcome", file=file, sheet=sheet, row=number))
            continue
        one = made.setdefault(
            current, {"title": "", "area": "", "targets": [], "activities": [], "indicators": []}
        )
        one["title"] = one["title"] or cells.get("outcome_title", "")
        one["area"] = one["area"] or cells.get("area", "")
        one["targets"] += _codes(cells.get("targets", ""), file, sheet, number, findings)
        names = cells.get("activities", "").replace(";", ",").split(",")
        one["activities"] += [name.strip() for name in names if name.strip()]
        if cells.get("indicator_title"):
            fields = {
                key: cells.get(key, "")
                for key in ("unit", "sdg_indicator", *NUMBERS)
            } | {"id": cells.get("indicator", ""), "title": cells["indicator_title"]}  # fmt: skip
            one["indicators"].append(_indicator(fields, file, sheet, number, findings))
    return [
        Outcome(
            id=identifier,
            title=Text.of(one["title"] or identifier),
            area=one["area"],
            targets=tuple(sorted(set(one["targets"]), key=sort_key)),
            activities=tuple(dict.fromkeys(one["activities"])),
            indicators=tuple(one["indicators"]),
        )
        for identifier, one in made.items()
    ]


# ---------------------------------------------------------------------- cells


def _indicator(
    fields: Mapping[str, Any], file: str, sheet: str, row: int | None, findings: list[Finding]
) -> ProgrammeIndicator:
    numbers: dict[str, float | int | None] = {}
    for name in NUMBERS:
        written = str(fields.get(name) if fields.get(name) is not None else "").strip()
        value = read_value(written).number
        if value != value:
            numbers[name] = None
            if written:
                findings.append(
                    Finding(
                        code="report.programme-number",
                        file=file,
                        sheet=sheet,
                        row=row,
                        column=name,
                        value=written,
                    )
                )
        else:
            numbers[name] = int(value) if name.endswith("year") else value
    code = str(fields.get("sdg_indicator") or "").strip()
    known = indicator_code(code) if code else ""
    if code and not known:
        findings.append(_no_code(code, "sdg_indicator", file, sheet, row))
    return ProgrammeIndicator.model_validate(
        numbers
        | {
            "id": str(fields.get("id") or ""),
            "title": _text(fields.get("title") or fields.get("id") or ""),
            "unit": str(fields.get("unit") or ""),
            "sdg_indicator": known,
            "origin": Origin(file=file, sheet=sheet if row is not None else "", row=row),
        }
    )


def _no_code(value: str, column: str, file: str, sheet: str, row: int | None) -> Finding:
    return Finding(code="report.programme-code", file=file, sheet=sheet, row=row, column=column, value=value)


def _codes(
    written: object, file: str, sheet: str, row: int | None, findings: list[Finding]
) -> tuple[str, ...]:
    """Codes of targets, or of goals where no target is given; what is neither is a finding."""
    codes: list[str] = []
    for one in _listed(written):
        text = str(one).strip()
        if not text:
            continue
        reading = read_codes(text)
        if not reading.declared or reading.doubts:
            findings.append(_no_code(text, "targets", file, sheet, row))
        codes += [declared.target or str(declared.goal) for declared in reading.declared]
    return tuple(sorted(dict.fromkeys(codes), key=sort_key))


def serves(outcome: Outcome, codes: Iterable[str]) -> bool:
    """Whether one of the targets of an activity (or a goal, where only that is known) is one of an outcome.

    A goal that the outcome names holds all of its targets.

    Example:
        >>> one = Outcome(id="1", title=Text({"en": "Water"}), targets=("6", "13.1"))
        >>> serves(one, ["6.4"]), serves(one, ["13.2"])
        (True, False)
    """
    return any(code in outcome.targets or code.split(".")[0] in outcome.targets for code in codes)
