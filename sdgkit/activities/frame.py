"""Activities of a plain table: one row an activity, columns with fixed names, nothing to be recognised.

It is how other programs hand activities over, and how a register of millions of rows is read in parts: a row means
the same whatever stands above or below it. Columns that are not named here are left aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sdgkit.activities.activity import Activity, Declaration, Marker, Origin, Partner, Sector
from sdgkit.activities.cells.codes import read_codes
from sdgkit.contacts import without_persons
from sdgkit.errors import UsageError
from sdgkit.findings import Finding
from sdgkit.languages import Text, language_of

INPUT: Mapping[str, str] = {
    "id": "the activity's own identifier, text or a whole number; every row must have one",
    "title": "what the activity is called",
    "description": "what is done",
    "objectives": "what for",
    "results": "what came of it",
    "section": "heading under which the activity stands in its register",
    "sectors": "VOCABULARY:CODE or words, with ; between them: dac5:12220; cofog:07.4; Rural health",
    "markers": "DAC policy markers as CODE:SIGNIFICANCE, with ; between them: 1:2; 6:1",
    "declared": "goals and targets that the register itself gives: 3.8; 5",
    "partners": "organisations that take part, with ; between them; their names are no evidence",
    "countries": "ISO 3166-1 alpha-3, with ; between them",
}
"""The columns, all of them text; only `id` and one of the texts are needed. A text in a language that is known has the
language behind its name (`title_ru`, `description_kk`); without it the language is told by the letters."""

TEXTS = ("title", "description", "objectives", "results")

_PARTED = re.compile(r"[;\n]")
_LANGUAGE = re.compile(r"_([a-z]{2,3})")


def text_columns(names: Sequence[str]) -> list[tuple[str, str, str | None]]:
    """The columns of texts among column names, as (column, field, language or None).

    Example:
        >>> text_columns(["id", "title", "title_kk", "budget"])
        [('title', 'title', None), ('title_kk', 'title', 'kk')]
    """
    found: list[tuple[str, str, str | None]] = []
    for name in names:
        for field in TEXTS:
            if name == field:
                found.append((name, field, None))
            elif name.startswith(field) and (language := _LANGUAGE.fullmatch(name, len(field))):
                found.append((name, field, language[1]))
    return found


def is_plain(names: Sequence[str]) -> bool:
    """Whether a table with these columns can be read without recognising anything."""
    return "id" in names and bool(text_columns(names))


def activities_of(
    columns: Mapping[str, Sequence[Any]], file: str = "", first_row: int = 1
) -> tuple[list[Activity], list[Finding]]:
    """The activities of a plain table, in the order of its rows.

    Args:
        columns: name -> values, as `INPUT` describes them; None, NaN and "" are empty.
        file: name of the file they come from.
        first_row: number of the first row.

    Returns:
        One activity for each row, and what could not be read of the cells that are no texts.

    Raises:
        UsageError: the column `id`, every column of texts, or the id of a row is missing.

    Example:
        >>> made, findings = activities_of({"id": [7], "title_ru": ["Ремонт клиник"], "declared": ["3.8"]})
        >>> made[0].id, made[0].title.in_language("ru"), made[0].declared[0].target, findings
        ('7', 'Ремонт клиник', '3.8', [])
    """
    names = [str(name) for name in columns]
    texts = text_columns(names)
    if "id" not in names or not texts:
        raise UsageError("activities.frame-columns", file=file or "—", columns=", ".join(names)[:200])
    findings: list[Finding] = []
    activities = []
    for place, identifier in enumerate(columns["id"]):
        row = first_row + place
        own = cell_text(identifier)
        if not own:
            raise UsageError("activities.frame-id", file=file or "—", row=row)
        cells = {
            name: cell_text(columns[name][place]) for name in INPUT if name in columns and name not in TEXTS
        }
        written: dict[str, dict[str, str]] = {}
        for name, field, language in texts:
            text = without_persons(cell_text(columns[name][place]))
            if text:
                tag = language_of(text) if language is None else language
                known = written.setdefault(field, {})
                known[tag] = f"{known[tag]} {text}" if tag in known else text
        values: dict[str, Any] = {field: Text(found) for field, found in written.items()}
        values.setdefault("title", Text({}))
        noted = _Notes(file, row, findings)
        activities.append(
            Activity(
                id=own,
                origin=Origin(file=file, row=row),
                section=without_persons(cells.get("section", "")),
                sectors=tuple(_sectors(cells.get("sectors", ""))),
                markers=tuple(_markers(cells.get("markers", ""), noted)),
                declared=_declared(cells.get("declared", ""), noted),
                partners=tuple(
                    Partner(name=Text.of(part), role="partner") for part in _parts(cells.get("partners", ""))
                ),
                countries=tuple(part.upper() for part in _parts(cells.get("countries", ""))),
                **values,
            )
        )
    return activities, findings


class _Notes:
    """Findings of one row."""

    def __init__(self, file: str, row: int, findings: list[Finding]) -> None:
        self.file, self.row, self.findings = file, row, findings

    def add(self, code: str, column: str, value: str, **details: str) -> None:
        self.findings.append(
            Finding(
                code=f"activities.{code}",
                file=self.file,
                row=self.row,
                column=column,
                value=value,
                details=details,
            )
        )


def cell_text(value: object) -> str:
    """A cell as text; "" where it is empty.

    Example:
        >>> cell_text(12.0), cell_text(float("nan")), cell_text(None), cell_text(" a ")
        ('12', '', '', 'a')
    """
    if value is None or value is _missing():
        return ""
    if isinstance(value, float):
        return "" if value != value else str(int(value)) if value.is_integer() else repr(float(value))
    return str(value).strip()


def _missing() -> object:
    import pandas as pd

    return pd.NA


def _parts(cell: str) -> Iterator[str]:
    return (part.strip() for part in _PARTED.split(cell) if part.strip())


def _sectors(cell: str) -> Iterator[Sector]:
    for part in _parts(cell):
        vocabulary, colon, code = part.partition(":")
        if colon and vocabulary.strip() and " " not in vocabulary.strip() and code.strip():
            yield Sector(vocabulary=vocabulary.strip(), code=code.strip())
        else:
            yield Sector(vocabulary="text", title=Text.of(part))


def _markers(cell: str, notes: _Notes) -> Iterator[Marker]:
    for part in _parts(cell):
        code, _, significance = (piece.strip() for piece in part.partition(":"))
        if code and significance in ("0", "1", "2", "3", "4"):
            yield Marker(code=code, significance=int(significance))
        else:
            notes.add("marker-unread", "markers", part)


def _declared(cell: str, notes: _Notes) -> tuple[Declaration, ...]:
    if not cell:
        return ()
    reading = read_codes(cell, "declared")
    for doubt in reading.doubts:
        notes.add(doubt.code, "declared", cell, text=doubt.text, readings=doubt.readings or "—")
    return reading.declared
