"""National targets: read from a file of the user's, a table (CSV, Excel) or TOML, and which of several counts.

A table has a row of headings with `code` and `target` and, where wanted, `series`, `year`, `direction`, `source`, in
English, Russian or Kazakh; a column headed "Target 2030" gives the targets of that year. TOML has a list of tables
`[[target]]` with the same names. What cannot be read is told row by row and left out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from sdgkit.errors import InputError
from sdgkit.files import existing_file
from sdgkit.findings import Finding
from sdgkit.indicators.codes import indicator_code
from sdgkit.indicators.indicator import Point
from sdgkit.indicators.settings import NationalTarget
from sdgkit.indicators.values import read_value
from sdgkit.indicators.workbook import LOOKED_AT, TEXTS, WORKBOOKS, Row, Sheet, csv_rows, sheets_of
from sdgkit.languages import fold, number_text

NAMES = {
    "code": (
        *(
            "code",
            "indicator code",
            "indicator number",
            "indicator",
            "код",
            "код показателя",
            "номер показателя",
        ),
        *("код индикатора", "показатель", "индикатор", "көрсеткіш коды", "көрсеткіш", "no.", "№"),
    ),
    "target": (
        *("target value", "national target", "целевое значение", "национальное целевое значение"),
        *(
            "целевой показатель",
            "целевой ориентир",
            "нысаналы мән",
            "нысаналы мәні",
            "нысаналы көрсеткіш",
            "мақсатты мән",
        ),
        *("target", "value", "цель", "значение", "мақсат", "мәні"),
    ),
    "series": ("series", "series code", "ряд", "код ряда", "қатар"),
    "year": (
        "target year",
        "year",
        "год достижения",
        "год",
        "срок",
        "нысаналы жыл",
        "жыл",
        "жылы",
        "мерзімі",
    ),
    "direction": ("direction", "направление", "бағыт", "бағыты"),
    "source": ("source", "document", "источник", "документ", "дереккөз", "құжат"),
}
"""Field -> its headings, the plainest first: beside "Target value" a column "Target" holds codes of the Agenda."""

DIRECTIONS = {
    "up": (
        *(
            "up",
            "increase",
            "higher",
            "more",
            "рост",
            "увеличение",
            "повышение",
            "больше",
            "вверх",
            "увеличить",
        ),
        *("өсу", "өсіру", "арттыру", "ұлғайту", "көбейту", "жоғары", "↑", "+"),
    ),
    "down": (
        *("down", "decrease", "reduce", "reduction", "lower", "less", "снижение", "уменьшение", "сокращение"),
        *("меньше", "вниз", "снизить", "төмендеу", "төмендету", "азайту", "қысқарту", "төмен", "↓", "-", "−"),
    ),
    "range": ("range", "диапазон", "ауқым"),
}

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LIMIT = re.compile(
    r"(?:not more than|no more than|at most|at least|not less than|below|above|under|over|up to|не более|не менее|"
    r"не выше|не ниже|менее|более|ниже|выше|до|кемінде|көп дегенде|≤|≥|<=|>=|<|>)\s*",
    re.IGNORECASE,
)
_LIMIT_AFTER = re.compile(
    r"\s*(?:-?(?:дан|ден|тан|тен|нан|нен)\s+)?(?:аспайтын|кем емес|артық емес)", re.IGNORECASE
)


class _Columns(NamedTuple):
    """Where the fields of a table stand; `targets` are columns with the year of their heading, "" for none."""

    fields: dict[str, int]
    targets: list[tuple[int, str]]


def read_targets(path: Path) -> tuple[list[NationalTarget], list[Finding]]:
    """The targets of a file, and what could not be read of it.

    Raises:
        InputError: the file is missing, empty, damaged, or of no kind that holds a table.
    """
    existing_file(path)
    ending = path.suffix.lower()
    if ending == ".toml":
        rows = _of_toml(path)
    elif ending in WORKBOOKS and _is_workbook(path):
        rows = [row for sheet in sheets_of(path) for row in _of_table(sheet)]
    elif ending in (*TEXTS, *WORKBOOKS):
        with csv_rows(path) as lines:
            rows = _of_table(Sheet("", list(lines)))
    else:
        raise InputError("files.unreadable", file=path.name, reason=ending)
    targets: list[NationalTarget] = []
    findings: list[Finding] = []
    if not rows:
        findings.append(Finding(code="indicators.targets-none", file=path.name))
    for sheet, number, row in rows:
        made = _target(row)
        if made is None:
            value = ", ".join(f"{name}={cell}" for name, cell in row.items() if cell not in ("", None))
            findings.append(
                Finding(code="indicators.target-unread", file=path.name, sheet=sheet, row=number, value=value)
            )
            continue
        if read_value(str(row["target"])).oddity == "value-thousands-comma":
            findings.append(
                Finding(
                    code="indicators.target-comma",
                    file=path.name,
                    sheet=sheet,
                    row=number,
                    value=str(row["target"]),
                    details={"code": made.code, "number": number_text(made.target)},
                )
            )
        targets.append(made)
    return targets, findings


def target_of(
    targets: Iterable[NationalTarget], code: str, series: str, points: Sequence[Point]
) -> NationalTarget | None:
    """The national target that a headline is held against.

    One set for its series stands before one for the indicator, and of several years the next that is due: where 2025
    and 2030 are given and the figures end in 2023, that of 2025. Where all have passed it is the last one.

    Example:
        >>> given = [NationalTarget(code="3.1.1", target=12, year=year) for year in (2025, 2030)]
        >>> [target_of(given, "3.1.1", "", [Point(year=year, value=13)]).year for year in (2023, 2026, 2031)]
        [2025, 2030, 2030]
    """
    fitting = [one for one in targets if one.code == code and one.series in ("", series)]
    fitting = [one for one in fitting if one.series] or fitting
    latest = max((point.year for point in points if point.value is not None), default=0)
    due = [one for one in fitting if one.year > latest]
    if due:
        return min(due, key=lambda one: one.year)
    return max(fitting, key=lambda one: one.year, default=None)


def check_targets(
    targets: Sequence[NationalTarget], series: dict[str, str | None], file: str = ""
) -> list[Finding]:
    """What of the national targets has no effect.

    Args:
        targets: all of them.
        series: the indicators of the source with the series of their headline; None where there is no headline.
        file: where they were read.
    """
    findings = []
    first: dict[tuple[str, str, int], float] = {}
    for one in targets:
        key = (one.code, one.series, one.year)
        if first.setdefault(key, one.target) != one.target:
            values = f"{first[key]:g}; {one.target:g}"
            details = {"code": one.code, "year": one.year}
            findings.append(Finding(code="indicators.target-twice", file=file, value=values, details=details))
        if one.code not in series:
            findings.append(Finding(code="indicators.target-unknown", file=file, value=one.code))
        elif one.series and one.series != series[one.code]:
            findings.append(
                Finding(
                    code="indicators.target-series", file=file, value=one.series, details={"code": one.code}
                )
            )
    return findings


def _is_workbook(path: Path) -> bool:
    """Whether a file is what its ending says, and no text that was named so."""
    with path.open("rb") as stream:
        return stream.read(2) in (b"PK", b"\xd0\xcf")


def _of_toml(path: Path) -> list[tuple[str, int | None, dict[str, Any]]]:
    try:
        tables: Any = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError("files.unreadable", file=path.name, reason=error) from None
    inside = tables.get("indicators")
    for table in (tables, inside if isinstance(inside, dict) else {}):
        for name in ("target", "targets"):
            if isinstance(table.get(name), list):
                return [("", None, row if isinstance(row, dict) else {"target": row}) for row in table[name]]
    return []


def _of_table(sheet: Sheet) -> list[tuple[str, int | None, dict[str, Any]]]:
    """The rows below the headings as fields; several for a row with targets of several years."""
    for start, headings in enumerate(sheet.rows[:LOOKED_AT]):
        columns = _columns(headings, sheet.rows[start + 1 :])
        if columns is None:
            continue
        found: list[tuple[str, int | None, dict[str, Any]]] = []
        for number, row in enumerate(sheet.rows[start + 1 :], start + 2):
            if not any(cell.strip() for cell in row):
                continue
            fields = {name: _at(row, column) for name, column in columns.fields.items()}
            # Of a row with targets of several years those that are empty were not set.
            given = [one for one in columns.targets if _at(row, one[0])] or columns.targets[:1]
            for column, year in given:
                own = {"target": _at(row, column)} | ({"year": year} if year else {})
                found.append((sheet.name, number, fields | own))
        return found
    return []


def _columns(headings: Row, rows: Sequence[Row]) -> _Columns | None:
    """The columns of a row of headings; None where it is none."""
    cells = [fold(" ".join(cell.split())).rstrip(" :") for cell in headings]
    fields = {}
    for name, words in NAMES.items():
        at = next((cells.index(word) for word in words if word in cells), None)
        if at is not None and name != "target":
            fields[name] = at
    if "code" not in fields:
        return None
    targets = []
    for word in NAMES["target"]:
        for column, cell in enumerate(cells):
            years = _YEAR.findall(cell)
            plain = _YEAR.sub("", cell)
            plain = re.sub(
                r"\b(?:for|by|in|на|к|году?|года|г\.?|жылы?|жылға|қарай)(?!\w)|[(),–-]", " ", plain
            )
            if column in fields.values() or " ".join(plain.split()) != word or len(years) > 1:
                continue
            if not _holds_codes(rows, fields["code"], column):
                targets.append((column, years[0] if years else ""))
        if targets:
            return _Columns(fields, targets)
    return None


def _holds_codes(rows: Sequence[Row], code: int, column: int) -> bool:
    """Whether a column has the target of the Agenda to which each indicator belongs ("3.1" beside "3.1.1")."""
    pairs = [(indicator_code(_at(row, code)), _at(row, column)) for row in rows]
    known = [(one, cell) for one, cell in pairs if one and cell]
    return len(known) > 1 and all(cell == ".".join(one.split(".")[:2]) for one, cell in known)


def _at(row: Row, column: int) -> str:
    return row[column].strip() if column < len(row) else ""


def _target(row: dict[str, Any]) -> NationalTarget | None:
    code = indicator_code(str(row.get("code", "")))
    said = str(row.get("target", "")).strip()
    value = read_value(
        _LIMIT_AFTER.sub("", _LIMIT.sub("", said, count=1) if _LIMIT.match(said) else said)
    ).number
    years = set(_YEAR.findall(str(row.get("year") or "2030")))
    if not code or value != value or len(years) != 1:
        return None
    fields = {name: str(row[name]).strip() for name in ("series", "source") if row.get(name)}
    if direction := fold(str(row.get("direction") or "")).strip():
        known = next((name for name, words in DIRECTIONS.items() if direction in words), "")
        if not known:
            return None
        fields["direction"] = known
    try:
        return NationalTarget.model_validate(
            {"code": code, "target": value, "year": int(years.pop()), **fields}
        )
    except ValidationError:
        return None
