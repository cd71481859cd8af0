"""Files with a plain table, Parquet or CSV, read in parts: however long they are, only a part is in memory.

The columns are those of `sdgkit.activities.frame.INPUT`. An id that occurs again gets a number behind it, `7#2`, as
in IATI; for that the ids are read once before, of which eight bytes for each row are kept.
"""

from __future__ import annotations

import csv
from array import array
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from sdgkit.activities.activity import Activity
from sdgkit.activities.frame import INPUT, activities_of, cell_text, is_plain, text_columns
from sdgkit.activities.register import Register, SourceFile
from sdgkit.activities.sources.delimited import LONGEST_FIELD, delimiter_of
from sdgkit.errors import InputError, UsageError
from sdgkit.files import existing_file, sha256
from sdgkit.findings import Finding

ROWS = 1_000
"""Rows that are read at a time; a part has at most so many."""

_MAGIC = b"PAR1"


class Part(NamedTuple):
    """Rows of a plain table that follow one another; light to send to another process.

    Attributes:
        columns: name -> values, those of `INPUT` only.
        file: name of the file.
        first_row: number of the first row; the first of a Parquet file is 1, of a CSV 2, below the headings.
        repeats: id that was given -> id of the activity that it repeats.
    """

    columns: dict[str, list[Any]]
    file: str
    first_row: int
    repeats: dict[str, str]

    @property
    def ids(self) -> list[str]:
        """The ids of the rows."""
        return self.columns["id"]

    def activities(self) -> tuple[list[Activity], list[Finding]]:
        """The activities of the rows, and what could not be read."""
        made, findings = activities_of(self.columns, self.file, self.first_row)
        for place, activity in enumerate(made):
            first = self.repeats.get(activity.id)
            if first is not None:
                made[place] = activity.model_copy(update={"duplicate_of": first})
                row = self.first_row + place
                told = Finding(code="activities.iati-duplicate", file=self.file, row=row, value=first)
                findings.append(told)
        return made, findings


def is_parquet(path: Path) -> bool:
    """Whether a file is Parquet, by its first bytes."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def read_plain(path: Path) -> Register:
    """Read a plain table as a register.

    Raises:
        InputError: the file cannot be read.
        UsageError: a column or an id is missing, or pyarrow for Parquet.
    """
    activities: list[Activity] = []
    findings: list[Finding] = []
    for part in plain_parts(path):
        some, told = part.activities()
        activities += some
        findings += told
    kind = "parquet" if is_parquet(path) else "plain"
    source = SourceFile(file=path.name, sha256=sha256(path), format=kind, records=len(activities))
    return Register(activities=tuple(activities), findings=tuple(findings), sources=(source,))


def count_rows(path: Path) -> int:
    """Rows of a Parquet file, from its end; 0 where that is not known without reading it."""
    return int(_opened(path).metadata.num_rows) if is_parquet(path) else 0


def plain_parts(path: Path, rows: int = ROWS) -> Iterator[Part]:
    """The rows of a plain table, part by part, in the order of the file.

    Raises:
        InputError: the file cannot be read.
        UsageError: a column or an id is missing, or pyarrow for Parquet.
    """
    ids = _Ids(path.name)
    first = 1 if is_parquet(path) else 2
    number = first
    for columns in _slices(path, rows, ("id",)):
        ids.note(columns["id"], number)
        number += len(columns["id"])
    ids.close()
    number = first
    for columns in _slices(path, rows):
        columns["id"], repeats = ids.own(columns["id"])
        yield Part(columns, path.name, number, repeats)
        number += len(columns["id"])


class _Ids:
    """Ids of a long table: which of them occur again is known from a number of 64 bits for each."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.numbers = array("q")
        self.repeated: frozenset[int] = frozenset()
        self.times: dict[str, int] = {}

    def note(self, values: Sequence[Any], row: int) -> None:
        for place, value in enumerate(values):
            text = cell_text(value)
            if not text:
                raise UsageError("activities.frame-id", file=self.file, row=row + place)
            self.numbers.append(hash(text))

    def close(self) -> None:
        import numpy as np

        different, times = np.unique(np.frombuffer(self.numbers, dtype=np.int64), return_counts=True)
        self.repeated = frozenset(different[times > 1].tolist())
        self.numbers = array("q")

    def own(self, values: Sequence[Any]) -> tuple[list[str], dict[str, str]]:
        """An id of its own for each row, and for those that repeat another the id of that."""
        given = [cell_text(value) for value in values]
        repeats: dict[str, str] = {}
        for place, text in enumerate(given):
            if hash(text) in self.repeated:
                times = self.times[text] = self.times.get(text, 0) + 1
                if times > 1:
                    given[place] = f"{text}#{times}"
                    repeats[given[place]] = text
        return given, repeats


def _slices(path: Path, rows: int, only: Sequence[str] = ()) -> Iterator[dict[str, list[Any]]]:
    """The columns of `INPUT`, or some of them, a number of rows at a time."""
    return _parquet_slices(path, rows, only) if is_parquet(path) else _csv_slices(path, rows, only)


def _wanted(names: Sequence[str], file: str, only: Sequence[str]) -> list[str]:
    if not is_plain(names):
        raise UsageError("activities.frame-columns", file=file, columns=", ".join(names)[:200])
    texts = {column for column, _, _ in text_columns(names)}
    return [name for name in names if (name in only if only else name in INPUT or name in texts)]


def _opened(path: Path) -> Any:
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        raise UsageError("activities.pyarrow-missing", file=path.name) from None
    try:
        return parquet.ParquetFile(path)
    except (ArrowException, OSError, ValueError, OverflowError) as error:
        raise InputError("files.unreadable", file=path.name, reason=_plainly(error)) from None


def _names(file: Any, path: Path) -> list[str]:
    from pyarrow import ArrowException

    try:
        return list(file.schema_arrow.names)
    except (ArrowException, OSError, ValueError) as error:
        raise InputError("files.unreadable", file=path.name, reason=_plainly(error)) from None


def is_plain_parquet(path: Path) -> bool:
    """Whether a Parquet file has the columns that are read without recognising anything."""
    with _opened(path) as file:
        return is_plain(_names(file, path))


def parquet_table(path: Path, most_cells: int) -> tuple[list[str], list[list[Any]], int]:
    """The names, the columns and the number of rows of a Parquet file with columns of its own.

    Raises:
        InputError: it cannot be read, or has more cells than `most_cells`.
        UsageError: pyarrow is missing.
    """
    from pyarrow import ArrowException

    with _opened(path) as file:
        names, number = _names(file, path), int(file.metadata.num_rows)
        if number * len(names) > most_cells:
            raise InputError(
                "files.too-large", file=path.name, reason=f"{number:,} rows of {len(names)} columns"
            )
        try:
            table = file.read()
            return names, [table.column(place).to_pylist() for place in range(len(names))], number
        except (ArrowException, OSError, ValueError, OverflowError) as error:
            raise InputError("files.unreadable", file=path.name, reason=_plainly(error)) from None


def _parquet_slices(path: Path, rows: int, only: Sequence[str]) -> Iterator[dict[str, list[Any]]]:
    file = _opened(path)
    from pyarrow import ArrowException

    names = _wanted(_names(file, path), path.name, only)
    kinds = {name: str(file.schema_arrow.field(name).type) for name in names}
    for name, kind in kinds.items():
        if "struct<" in kind or kind.startswith("map<"):
            file.close()
            raise InputError("activities.frame-kind", file=path.name, column=name, kind=kind[:80])
    try:
        for batch in file.iter_batches(batch_size=rows, columns=names):
            columns = {name: batch.column(name).to_pylist() for name in names}
            for name, kind in kinds.items():
                if "binary" in kind:  # Texts as some programs write them, without saying that they are text.
                    columns[name] = [_as_text(value) for value in columns[name]]
            yield columns
    except (ArrowException, OSError, ValueError, OverflowError) as error:
        raise InputError("files.unreadable", file=path.name, reason=_plainly(error)) from None
    finally:
        file.close()


def _as_text(value: object) -> object:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _csv_slices(path: Path, rows: int, only: Sequence[str]) -> Iterator[dict[str, list[Any]]]:
    existing_file(path)
    csv.field_size_limit(LONGEST_FIELD)
    try:
        with path.open(encoding="utf-8-sig") as stream:
            delimiter = delimiter_of(stream.read(200_000))
            stream.seek(0)
            reader = csv.reader(stream, delimiter=delimiter)
            heading = [name.strip() for name in next(reader, [])]
            names = _wanted(heading, path.name, only)
            places = [(name, heading.index(name)) for name in names]
            filled = (row for row in reader if any(row))
            while some := list(islice(filled, rows)):
                yield {
                    name: [row[place] if place < len(row) else "" for row in some] for name, place in places
                }
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError("files.unreadable", file=path.name, reason=_plainly(error)) from None


def _plainly(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
