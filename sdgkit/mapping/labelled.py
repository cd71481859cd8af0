"""Texts that people labelled, from a table (CSV, Excel, LibreOffice) or a review workbook with decisions.

A table has the columns `text` (or `title` and `description`), `goals`, `targets` (or `primary_target` and
`other_targets`), `not_goals`, `language`, `source`, or their names in Russian and Kazakh (`review_words.toml`). Other
headings are understood as those of a register are.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sdgkit.activities.activity import Activity, Origin
from sdgkit.activities.cells.codes import read_codes
from sdgkit.activities.column_headings import guesses
from sdgkit.activities.sources.delimited import LONGEST_FIELD, decode, delimiter_of
from sdgkit.agenda.code import normalise_code, target_of
from sdgkit.errors import InputError
from sdgkit.files import existing_file
from sdgkit.languages import Text, fold, language_of
from sdgkit.mapping.review import review_words
from sdgkit.mapping.review_reading import labelled_rows, looks_like_review
from sdgkit.mapping.review_sheets import review_sheets

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
_HEADING_ROWS = 12
"""Rows of a sheet among which the headings stand."""
_GOALS = frozenset(str(number) for number in range(1, 18))
_OF_REGISTER = {"identifier": "id", "title": "title", "description": "description", "sdg": "codes"}
"""Fields of a register that a table of labels may have under a heading of its own; `codes` are goals or targets."""
_SURE = 0.55
"""How sure the heading of a register must be that is understood here; "Project text" is less of a title."""
_LABELS = ("targets", "primary_target", "other_targets", "goals", "codes")
MOST_NAMED = 8
"""Cells that are no labels, and headings that are not known, that a message names."""


class Labelled(NamedTuple):
    """A text and what people say it bears on."""

    activity: Activity
    goals: frozenset[str]
    targets: frozenset[str]
    not_goals: frozenset[str]
    """Goals that people say it does not bear on; where there are any, only these and `goals` are judged."""
    primary: str
    language: str
    source: str
    decided: frozenset[str] | None = None
    """Of a review: the codes that somebody decided on; only these are judged. None where every code is."""

    def judged(self, level: str) -> frozenset[str] | None:
        """The codes of a level that are judged; None for all."""
        if level == "goal":
            return self.goals | self.not_goals if self.not_goals or self.decided is not None else None
        return self.decided


def read_labelled(path: str | Path) -> list[Labelled]:
    """The labelled texts of a table or of a review workbook.

    Raises:
        InputError: it cannot be read, or has no column of texts or of labels, or no row.
    """
    path = existing_file(Path(path))
    if looks_like_review(path):
        if reviewed := list(_of_review(path)):
            return reviewed
        raise InputError("mapping.labelled-none", file=path.name)
    return _of_table(path, ("text", "title", "description"))


def labels_of(path: Path) -> list[Labelled]:
    """The labels of a table with ids, with or without texts.

    Raises:
        InputError: it cannot be read, or has no column of ids or of labels, or no row.
    """
    return _of_table(existing_file(path), ("id",))


@cache
def _headings() -> dict[str, str]:
    found = {}
    for name, texts in review_words()["labelled"].items():
        for text in (name, *texts):
            found[fold(text)] = name
    return found


def _named(heads: Sequence[object]) -> list[str]:
    """The names of columns, "" for those that are not known or stand there a second time.

    Example:
        >>> _named(["Текст проекта", "Наименование проекта", "ЦУР (эксперт 1)", "Район"])
        ['text', 'title', 'codes', '']
    """
    names: list[str] = []
    for head in heads:
        name = _headings().get(fold(str(head or "")), "")
        names.append("" if name in names else name)
    for place, head in enumerate(heads):
        # What is not called as it should be may still be what is missing.
        name = "" if names[place] or not head else _guessed(str(head))
        if name and name not in names and not (name == "codes" and set(_LABELS) & set(names)):
            names[place] = name
    return names


def _guessed(heading: str) -> str:
    """The column that a heading of other words means, or ""."""
    if any(_headings().get(word) == "text" for word in fold(heading).split()):
        return "text"
    best = next(iter(guesses(heading)), None)
    return _OF_REGISTER.get(best.field, "") if best and best.score >= _SURE else ""


def _of_table(path: Path, one_of: Sequence[str]) -> list[Labelled]:
    rows = _sheet_rows(path) if path.suffix.lower() in WORKBOOKS else _text_rows(path)
    headings = next(rows, (0, {}))[1]
    for wanted in (one_of, _LABELS):
        if not set(wanted) & {*headings}:
            names = [str(head) for head in headings.values() if head][:MOST_NAMED]
            told = ", ".join(f"«{name}»" for name in names) or "–"
            raise InputError("mapping.labelled-column", file=path.name, column=wanted[0], known=told)
    found, faults = [], []
    for number, row in rows:
        if any(row.values()):
            one, wrong = _row(number, row, path.name)
            found.append(one)
            faults += [(number, written) for written in wrong]
    if len(faults) == 1:
        raise InputError("mapping.labelled-code", file=path.name, row=faults[0][0], value=faults[0][1])
    if faults:
        told = ", ".join(f"{number}: «{written}»" for number, written in faults[:MOST_NAMED])
        more = f" … (+{len(faults) - MOST_NAMED})" if len(faults) > MOST_NAMED else ""
        raise InputError("mapping.labelled-codes", file=path.name, number=len(faults), cells=told + more)
    if not found:
        raise InputError("mapping.labelled-empty", file=path.name)
    return found


def _text_rows(path: Path) -> Iterator[tuple[int, dict[str, object]]]:
    """The headings and rows of a CSV file, by name of the column."""
    content, _ = decode(path.read_bytes())
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter_of(content))
    return _by_name(enumerate(reader, start=1))


def _sheet_rows(path: Path) -> Iterator[tuple[int, dict[str, object]]]:
    """The same of the first sheet of a workbook that has headings of labels."""
    sheets = review_sheets(path)
    for sheet in sheets:
        for place, (_, row) in enumerate(sheet.rows[:_HEADING_ROWS]):
            if len(set(filter(None, _named(row)))) >= 2:
                return _by_name(iter(sheet.rows[place:]))
    return _by_name(iter(sheets[0].rows)) if sheets else iter(())


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, dt.date):
        return value.strftime("%d.%m.%Y")
    return "" if value is None else str(value).strip()


def _by_name(rows: Iterator[tuple[int, Sequence[object]]]) -> Iterator[tuple[int, dict[str, object]]]:
    """First the headings, those that are not known by their place, then the rows."""
    number, heads = next(rows, (0, ()))
    names = _named(heads)
    yield (
        number,
        {name or f"{place}": head for place, (name, head) in enumerate(zip(names, heads, strict=True))},
    )
    for number, cells in rows:
        yield number, {name: cell for name, cell in zip(names, cells, strict=False) if name}


_NAMED = re.compile(r"^(?:sdg|цур|тдм|одм|goal|target|цель|задача)s?\s*[№#:-]?\s*(?=\d)", re.IGNORECASE)
_NOTHING = frozenset({"-", "–", "—", "none", "n/a", "нет", "жоқ"})
_DECIMAL_COMMA = re.compile(r"(?<![\d.])\d{1,2},\d{1,2}(?![\d.])")


def _codes(cell: object, column: str) -> tuple[frozenset[str], list[str]]:
    """The goals and targets of a cell, and what it says that is none or may be several.

    They are parted by commas or semicolons, "4.0" and "4.general" being goal 4; what is written otherwise is read as
    a register's is, where that leaves no doubt. In a column of targets "3,8" is target 3.8.

    Example:
        >>> [sorted(_codes(cell, "targets")[0]) for cell in ("3.8; 4.0", "3,8", "6.1-міндет, 15.2 и 15.3")]
        [['3.8', '4'], ['3.8'], ['15.2', '15.3', '6.1']]
        >>> sorted(_codes("3,8", "goals")[0]), _codes("18", "targets")[1], _codes(8.1, "targets")[1]
        (['3', '8'], ['18'], ['8.1 / 8.10'])
    """
    comma = column != "goals" and isinstance(cell, str) and _DECIMAL_COMMA.search(cell)
    if isinstance(cell, str) and not comma:
        found = [
            _code(part) for part in map(str.strip, re.split("[,;]", cell)) if part.lower() not in _NOTHING
        ]
        if all(found):
            return frozenset(found), []
    reading = read_codes(cell, "targets" if column.endswith("targets") or column == "primary_target" else "")
    if doubts := [one for one in reading.doubts if one.code != "sdg-comma-target"]:
        several = next((one.readings for one in doubts if " / " in one.readings), "")
        return frozenset(), [several or _shown(cell)]
    return frozenset(one.target or str(one.goal) for one in reading.declared), []


def _code(part: str) -> str:
    """The goal or target that is written; "" where it is neither."""
    bare = _NAMED.sub("", part).removesuffix(".0").removesuffix(".general")
    return bare if bare in _GOALS else target_of(normalise_code(bare) or "") or ""


def _goals(codes: Iterable[str]) -> frozenset[str]:
    return frozenset(code.partition(".")[0] for code in codes)


def of_row(number: int, row: Mapping[str, object], file: str = "") -> Labelled:
    """A labelled text from a row of a table, by name of the column.

    Raises:
        InputError: a label is no code.

    Example:
        >>> sorted(of_row(2, {"text": "Vaccination", "targets": "3.8; 3.b"}).goals)
        ['3']
    """
    found, faults = _row(number, row, file)
    if faults:
        raise InputError("mapping.labelled-code", file=file, row=number, value=faults[0])
    return found


def _row(number: int, row: Mapping[str, object], file: str) -> tuple[Labelled, list[str]]:
    """A labelled text, and what of its labels is no code."""
    title = _shown(row.get("title"))
    text = _shown(row.get("text") or row.get("description"))
    language = _shown(row.get("language")) or language_of(f"{title} {text}")
    faults: list[str] = []

    def codes(*columns: str) -> frozenset[str]:
        found: set[str] = set()
        for column in columns:
            said, wrong = _codes(row.get(column), column)
            found |= said
            faults.extend(wrong)
        return frozenset(found)

    primaries = codes("primary_target")
    primary = next(iter(primaries)) if len(primaries) == 1 else ""
    named = codes("targets", "other_targets", "goals", "codes") | primaries
    targets = frozenset(code for code in named if "." in code)
    goals = _goals(named)
    activity = Activity(
        id=_shown(row.get("id")) or str(number),
        origin=Origin(file=file, row=number),
        title=Text({language: title}),
        description=Text({language: text}),
    )
    not_goals = _goals(codes("not_goals")) - goals
    source = _shown(row.get("source"))
    return Labelled(activity, goals, targets, not_goals, primary, language, source), faults


def _of_review(path: Path) -> Iterator[Labelled]:
    """The texts of a review; a suggestion that nobody decided on says nothing, neither yes nor no."""
    for one in labelled_rows(path):
        said, suggested = one.said, one.suggested
        targets = frozenset(code for code, yes in said.items() if yes and "." in code)
        goals = _goals(code for code, yes in said.items() if yes)
        # A goal is ruled out where all that was suggested of it was rejected.
        undecided = _goals(suggested - said.keys())
        not_goals = _goals(code for code, yes in said.items() if not yes) - goals - undecided
        language = language_of(f"{one.title} {one.text}")
        activity = Activity(
            id=one.id,
            origin=Origin(file=path.name),
            title=Text({language: one.title}),
            description=Text({language: one.text}),
        )
        decided = frozenset(code for code in said if "." in code)
        yield Labelled(activity, goals, targets, not_goals, "", language, path.name, decided)
