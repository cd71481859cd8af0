"""Commitments: the next steps that a country promised, with target, body, date and state, from a file of the user's.

The file is a table (.xlsx, .csv) with a row for each commitment, headed as `commitments_columns.toml` lists. Nothing is
guessed: a state whose word is not known is shown as it was written and counted as not told.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from sdgkit.activities.activity import Origin
from sdgkit.activities.cells.codes import read_codes
from sdgkit.activities.cells.organisations import organisation_name
from sdgkit.activities.register import SourceFile
from sdgkit.agenda import sort_key
from sdgkit.errors import InputError
from sdgkit.files import existing_file
from sdgkit.findings import Finding
from sdgkit.languages import Text, clean, fold, language_of, write_date
from sdgkit.report.draft import Row, Table
from sdgkit.report.material import Material
from sdgkit.report.programme import ROWS_BEFORE_HEADER, sheets_with_rows
from sdgkit.report.tables.cells import cell, column
from sdgkit.report.wording import label

STATES = ("done", "under-way", "not-begun", "dropped", "untold")
"""What became of a commitment; "untold" where the file says nothing that is known."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Commitment(_Frozen):
    """One next step.

    Attributes:
        text: what was promised, as written, in each language that the file has a column for.
        targets: codes of the 2030 Agenda.
        body, date, review: who answers for it, by when, in which review it was promised; as written.
        state: one of `STATES`; `written` is the word of the file.
    """

    text: Text
    targets: tuple[str, ...] = ()
    body: str = ""
    date: str = ""
    review: str = ""
    state: str = "untold"
    written: str = ""
    origin: Origin


class Commitments(_Frozen):
    """The commitments of a file, in its order."""

    entries: tuple[Commitment, ...]
    source: SourceFile
    findings: tuple[Finding, ...] = ()


@cache
def _words() -> dict[str, dict[str, str]]:
    """ "columns" and "states": folded word -> what it means."""
    text = resources.files("sdgkit.report").joinpath("commitments_columns.toml").read_text(encoding="utf-8")
    return {
        part: {fold(word): name for name, words in table.items() for word in words}
        for part, table in tomllib.loads(text).items()
    }


def read_commitments(path: Path | str) -> Commitments:
    """Read a table of commitments from .xlsx or .csv.

    Args:
        path: of the file.

    Returns:
        The commitments; what could not be read is among the findings.

    Raises:
        InputError: the file is missing, cannot be read, or has no column of commitments with a row.
    """
    path = Path(path)
    content = existing_file(path).read_bytes()
    findings: list[Finding] = []
    entries: list[Commitment] = []
    for sheet, rows in sheets_with_rows(path):
        columns: dict[str, list[int]] = {}
        for number, row in enumerate(rows, start=1):
            if "commitment" not in columns:
                columns = _columns(row) if number <= ROWS_BEFORE_HEADER else {}
                continue
            filled = {
                name: [text for place in places if place < len(row) and (text := clean(row[place]))]
                for name, places in columns.items()
            }
            if filled["commitment"]:
                origin = Origin(file=path.name, sheet=sheet, row=number)
                entries.append(_commitment(filled, origin, findings))
    if not entries:
        raise InputError("report.commitments-empty", file=path.name, names=", ".join(_words()["columns"]))
    source = SourceFile(
        file=path.name,
        sha256=hashlib.sha256(content).hexdigest(),
        format="commitments",
        records=len(entries),
    )
    return Commitments(entries=tuple(entries), source=source, findings=tuple(findings))


def _columns(row: list[str]) -> dict[str, list[int]]:
    """Field -> its columns; a text may have one for each language."""
    found: dict[str, list[int]] = {}
    for place, heading in enumerate(row):
        name = _words()["columns"].get(fold(heading).strip(" .:*№"))
        if name:
            found.setdefault(name, []).append(place)
    return found if len(found) > 1 else {}


def _commitment(filled: Mapping[str, Sequence[str]], origin: Origin, findings: list[Finding]) -> Commitment:
    cells = {name: texts[0] if texts else "" for name, texts in filled.items()}

    def told(code: str, name: str) -> None:
        findings.append(
            Finding(
                code=code,
                file=origin.file,
                sheet=origin.sheet,
                row=origin.row,
                column=name,
                value=cells[name],
            )
        )

    codes: list[str] = []
    if cells.get("targets"):
        reading = read_codes(cells["targets"])
        if not reading.declared or reading.doubts:
            told("report.programme-code", "targets")
        codes = [one.target or str(one.goal) for one in reading.declared]
    written = cells.get("status", "")
    state = _words()["states"].get(fold(written).strip(" .:*"), "untold")
    if written and state == "untold":
        told("report.commitments-state", "status")
    fields: dict[str, Any] = {name: cells.get(name, "") for name in ("body", "date", "review")}
    return Commitment(
        text=Text({language_of(text): text for text in reversed(filled["commitment"])}),
        targets=tuple(sorted(dict.fromkeys(codes), key=sort_key)),
        state=state,
        written=written,
        origin=origin,
        **fields,
    )


def commitments_table(material: Material) -> Table:
    """The commitments in the order of their file, and below them how many stand in which state."""
    language = material.language
    given = material.choice.commitments
    entries = () if given is None else given.entries
    rows = [
        Row(
            key=str(number),
            cells=(
                cell(one.text.in_language(language), language, origins=[one.origin]),
                cell(", ".join(one.targets), language, "code"),
                cell(organisation_name(Text.of(one.body), language), language),
                cell(_date(one.date, language), language),
                cell(_state(one, language), language),
            ),
        )
        for number, one in enumerate(entries, start=1)
    ]
    counts = Counter(one.state for one in entries)
    blank = cell("", language)
    for name, number in [*((name, counts[name]) for name in STATES), ("all", len(entries))]:
        title = label("total" if name == "all" else f"commitment.{name}", language)
        told = cell(number, language, "integer")
        rows.append(Row(kind="total", key=name, cells=(cell(title, language), blank, blank, blank, told)))
    return Table(
        key="commitments",
        caption=label("caption.commitments", language),
        columns=(
            column("commitment", language, width=4.0),
            column("targets", language, "code", 1.2),
            column("responsible", language, width=2.2),
            column("due", language, width=1.5),
            column("status", language, width=1.6),
        ),
        rows=tuple(rows) if entries else (),
        source="" if given is None else label("source.commitments", language).format(files=given.source.file),
        sheet=label("sheet.commitments", language),
    )


def _date(written: str, language: str) -> str:
    try:
        return write_date(dt.date.fromisoformat(written[:10]), language)
    except ValueError:
        return written


def _state(one: Commitment, language: str) -> str:
    if one.state == "untold":
        return one.written
    return label(f"commitment.{one.state}", language)
