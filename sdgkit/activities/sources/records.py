"""Records of a program: the lists of objects in a JSON file, and the tables of Parquet, as tables of cells."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from sdgkit.activities.sources.plain import parquet_table
from sdgkit.activities.sources.workbook import Grid
from sdgkit.errors import InputError

MOST_BYTES = 40 * 1024 * 1024
"""Bytes of a JSON file; its objects take ten times as much memory."""
MOST_CELLS = 12_000_000
"""Cells of a table of Parquet that are taken into memory at once."""
DEEPEST = 4
"""Levels below the first at which the records may stand."""
_OF_AGENDA = re.compile(r"sdg|goal|target", re.IGNORECASE)
"""Names of lists whose parts are told by their codes rather than by their names."""
_BARE = frozenset(["properties", "attributes", "fields", "record", "_source"])
"""Names of objects that only hold the fields of a record."""


def read_json(path: Path) -> list[Grid]:
    """The records of a JSON file as one table: a row for each, a column for each name.

    Of several lists of records the longest is taken. What a record lists is put into one cell.

    Raises:
        InputError: it is no JSON, too large, or holds no records.
    """
    if path.stat().st_size > MOST_BYTES:
        raise InputError("files.too-large", file=path.name, reason=f"over {MOST_BYTES:,} bytes of JSON")
    try:
        # Amounts stay as they are written: a float would add what nobody wrote.
        data = _loaded(path.read_bytes())
    except (ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200]
        raise InputError("files.unreadable", file=path.name, reason=reason) from None
    lists = list(_lists(data, 0))
    if not lists:
        raise InputError("activities.no-register", file=path.name)
    records = max(lists, key=len)
    names: dict[str, int] = {}
    flat = []
    for record in records:
        cells = dict(_cells(record, ""))
        flat.append(cells)
        for name in cells:
            names.setdefault(name, len(names))
    rows: list[list[Any]] = [list(names)]
    rows += [[cells.get(name) for name in names] for cells in flat]
    return [Grid(path.name, "", rows)]


def _loaded(content: bytes) -> Any:
    """The value of a JSON text, or the values of a text with one in each line."""
    try:
        return json.loads(content.removeprefix(b"\xef\xbb\xbf"), parse_float=Decimal, parse_constant=_none)
    except json.JSONDecodeError:
        lines = [line for line in content.splitlines() if line.strip()]
        if len(lines) < 2:
            raise
        return [json.loads(line, parse_float=Decimal, parse_constant=_none) for line in lines]


def _none(_: str) -> None:
    """NaN and Infinity are no amounts."""


def _lists(value: Any, level: int) -> Iterator[Sequence[Mapping[str, Any]]]:
    """The lists of records in a value, also those that are kept by an identifier."""
    if level > DEEPEST:
        return
    if isinstance(value, list):
        records = [one for one in value if isinstance(one, dict)]
        if records and len(records) == len(value):
            yield records
        return
    if isinstance(value, dict):
        inner = [one for one in value.values() if isinstance(one, dict) and len(one) > 2]
        if inner and len(inner) == len(value):
            yield inner
        for one in value.values():
            yield from _lists(one, level + 1)


def _cells(record: Mapping[str, Any], before: str) -> Iterator[tuple[str, Any]]:
    for key, value in record.items():
        name = f"{before} {key}".strip()
        if isinstance(value, dict):
            whole = _named(value)
            if whole:
                yield name, whole
            elif not before:
                yield from _cells(value, "" if key in _BARE else key)
        elif isinstance(value, list):
            yield name, "\n".join(_said(value, 0, with_codes=bool(_OF_AGENDA.search(key))))
        elif isinstance(value, bool):
            yield name, "Yes" if value else "No"
        else:
            yield name, str(value) if isinstance(value, Decimal) else value


def _said(value: Any, level: int, *, with_codes: bool = False) -> Iterator[str]:
    """What a list says, part by part; the innermost objects of a tree stand for it."""
    if level > DEEPEST:
        return
    if isinstance(value, dict):
        named = _named(value)
        inner = [one for one in value.values() if isinstance(one, list | dict)]
        if inner:
            for one in inner:
                yield from _said(one, level + 1, with_codes=with_codes)
        elif named:
            ends = ("code", "number", "id", "sdg", "goal", "target")
            yield (_ending(_scalars(value), *ends) if with_codes else "") or named
        else:
            yield " ".join(str(one) for one in value.values() if one not in (None, ""))
    elif isinstance(value, list):
        for one in value:
            yield from _said(one, level, with_codes=with_codes)
    elif value not in (None, ""):
        yield str(value)


def _named(value: Mapping[str, Any]) -> str:
    """A thing with its share and code, as the World Bank writes them in a table: "Irrigation!$!85!$!AI"."""
    plain = _scalars(value)
    name = _ending(plain, "name", "title", "narrative", "text")
    if not name or any(isinstance(one, list | dict) for one in value.values()):
        return ""
    share, code = _ending(plain, "percent", "percentage", "share"), _ending(plain, "code")
    return "!$!".join((name, share, code)) if share else name


def _scalars(value: Mapping[str, Any]) -> dict[str, Any]:
    return {key.lower(): one for key, one in value.items() if isinstance(one, str | int | float | Decimal)}


def _ending(plain: Mapping[str, Any], *ends: str) -> str:
    return next(
        (str(plain[key]).strip() for end in ends for key in plain if key == end or key.endswith(f"_{end}")),
        "",
    )


def read_parquet(path: Path) -> list[Grid]:
    """A table of Parquet with columns of its own as a table of cells.

    Raises:
        InputError: it cannot be read, or has more cells than are taken into memory.
        UsageError: pyarrow is missing.
    """
    names, columns, number = parquet_table(path, MOST_CELLS)
    rows: list[list[Any]] = [list(names)]
    rows += [[_cell(column[place]) for column in columns] for place in range(number)]
    return [Grid(path.name, "", rows)]


def _cell(value: Any) -> Any:
    if isinstance(value, float) and value != value:
        return None
    if isinstance(value, Mapping):
        return "\n".join(_said(value, 0))
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return "\n".join(_said(list(value), 0))
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if value is None or isinstance(value, str | int | float | dt.date | dt.datetime):
        return value
    return str(value)
