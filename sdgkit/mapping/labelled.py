"""Texts that people labelled, from a table (CSV, Excel, LibreOffice) or a review workbook with decisions.

A table has the columns `text` (or `title` and `description`), `goals`, `targets` (or `primary_target` and
`other_targets`), `not_goals`, `language`, `source`, or their names in Russian and Kazakh (`review_words.toml`).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sdgkit.activities.activity import Activity, Origin
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
    return _of_table(path, ("text", "title"))


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


def _named(heads: Iterable[object]) -> list[str]:
    """The names of columns, "" for those that are not known or stand there a second time."""
    names: list[str] = []
    for head in heads:
        name = _headings().get(fold(str(head or "")), "")
        names.append("" if name in names else name)
    return names


def _of_table(path: Path, one_of: Sequence[str]) -> list[Labelled]:
    rows = _sheet_rows(path) if path.suffix.lower() in WORKBOOKS else _text_rows(path)
    names = next(rows, (0, {}))[1].keys()
    if not set(one_of) & set(names):
        raise InputError("mapping.labelled-column", file=path.name, column=one_of[0])
    if not {"goals", "targets", "primary_target"} & set(names):
        raise InputError("mapping.labelled-column", file=path.name, column="targets")
    found = [of_row(number, row, path.name) for number, row in rows if any(row.values())]
    if not found:
        raise InputError("mapping.labelled-empty", file=path.name)
    return found


def _text_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The headings and rows of a CSV file, by name of the column."""
    content, _ = decode(path.read_bytes())
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter_of(content))
    return _by_name(enumerate(reader, start=1))


def _sheet_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The same of the first sheet of a workbook that has headings of labels."""
    for sheet in review_sheets(path):
        for place, (_, row) in enumerate(sheet.rows[:_HEADING_ROWS]):
            if len(set(filter(None, _named(row)))) >= 2:
                return _by_name((number, [*map(_shown, cells)]) for number, cells in sheet.rows[place:])
    return iter(())


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)


def _by_name(rows: Iterator[tuple[int, Sequence[str]]]) -> Iterator[tuple[int, dict[str, str]]]:
    number, heads = next(rows, (0, ()))
    names = _named(heads)
    yield number, {name: name for name in names if name}
    for number, cells in rows:
        yield number, {name: cell.strip() for name, cell in zip(names, cells, strict=False) if name}


_NAMED = re.compile(r"^(?:sdg|цур|тдм|одм|goal|target|цель|задача)s?\s*[№#:-]?\s*(?=\d)", re.IGNORECASE)
_NOTHING = frozenset({"-", "–", "—", "none", "n/a", "нет", "жоқ"})


def _codes(cell: str | None, number: int, file: str) -> frozenset[str]:
    """The goals and targets of a cell, parted by commas or semicolons; "4.0" and "4.general" are goal 4.

    Raises:
        InputError: a part is neither a goal nor a target.
    """
    codes = set()
    for part in (cell or "").replace(",", ";").split(";"):
        written = part.strip()
        if not written or written.lower() in _NOTHING:
            continue
        bare = _NAMED.sub("", written).removesuffix(".0").removesuffix(".general")
        code = bare if bare in _GOALS else target_of(normalise_code(bare) or "")
        if not code:
            raise InputError("mapping.labelled-code", file=file, row=number, value=written)
        codes.add(code)
    return frozenset(codes)


def _goals(codes: Iterable[str]) -> frozenset[str]:
    return frozenset(code.partition(".")[0] for code in codes)


def of_row(number: int, row: Mapping[str, str], file: str = "") -> Labelled:
    """A labelled text from a row of a table, by name of the column.

    Raises:
        InputError: a label is no code.

    Example:
        >>> sorted(of_row(2, {"text": "Vaccination", "targets": "3.8; 3.b"}).goals)
        ['3']
    """
    title = row.get("title") or ""
    text = row.get("text") or row.get("description") or ""
    language = row.get("language") or language_of(f"{title} {text}")

    def codes(*columns: str) -> frozenset[str]:
        return frozenset().union(*(_codes(row.get(column), number, file) for column in columns))

    primaries = codes("primary_target")
    primary = next(iter(primaries)) if len(primaries) == 1 else ""
    named = codes("targets", "other_targets") | primaries
    targets = frozenset(code for code in named if "." in code)
    goals = _goals(codes("goals") | named)
    identifier = (row.get("id") or str(number)).strip()
    activity = Activity(
        id=identifier,
        origin=Origin(file=file, row=number),
        title=Text({language: title}),
        description=Text({language: text}),
    )
    not_goals = _goals(codes("not_goals")) - goals
    return Labelled(activity, goals, targets, not_goals, primary, language, row.get("source") or "")


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
