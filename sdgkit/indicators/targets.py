"""National targets: read from a file of the user's, CSV or TOML.

CSV: a heading row with `code`, `target` and, where wanted, `series`, `year`, `direction`, `source`; comma or
semicolon. TOML: a list of tables `[[target]]` with the same names.
"""

from __future__ import annotations

import csv
import io
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sdgkit.errors import InputError
from sdgkit.files import existing_file
from sdgkit.findings import Finding
from sdgkit.indicators.codes import indicator_code
from sdgkit.indicators.settings import NationalTarget
from sdgkit.indicators.values import read_value

NAMES = {
    "code": ("code", "indicator", "показатель", "көрсеткіш", "код"),
    "target": ("target", "value", "цель", "целевое значение", "нысаналы мән"),
    "series": ("series", "ряд", "қатар"),
    "year": ("year", "год", "жыл"),
    "direction": ("direction", "направление", "бағыт"),
    "source": ("source", "источник", "дереккөз", "документ"),
}


def read_targets(path: Path) -> tuple[list[NationalTarget], list[Finding]]:
    """The targets of a file, and what could not be read of it.

    Raises:
        InputError: the file is missing, empty, or no text.
    """
    try:
        text = existing_file(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("files.unreadable", file=path.name, reason=error.reason) from None
    if path.suffix.lower() == ".toml":
        try:
            tables = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise InputError("files.unreadable", file=path.name, reason=error) from None
        rows = [(None, dict(row)) for row in tables.get("target", tables.get("targets", []))]
    else:
        delimiter = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
        reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
        rows = [(number, _known(row)) for number, row in enumerate(reader, 2)]  # type: ignore[misc]
    targets = []
    findings = []
    for number, row in rows:
        made = _target(row)
        if made is None:
            value = ", ".join(f"{name}={cell}" for name, cell in row.items() if cell not in ("", None))
            findings.append(Finding(code="indicators.target-unread", file=path.name, row=number, value=value))
        else:
            targets.append(made)
    return targets, findings


def _known(row: dict[str | Any, str | Any]) -> dict[str, Any]:
    cells = {str(name).strip().lower(): cell for name, cell in row.items() if name}
    return {
        name: next((cells[word] for word in words if cells.get(word)), "") for name, words in NAMES.items()
    }


def _target(row: dict[str, Any]) -> NationalTarget | None:
    code = indicator_code(str(row.get("code", "")))
    value = read_value(str(row.get("target", ""))).number
    year = str(row.get("year") or "2030").strip()
    if not code or value != value or not year.isdigit():
        return None
    fields = {name: str(row[name]).strip() for name in ("series", "source", "direction") if row.get(name)}
    try:
        return NationalTarget.model_validate({"code": code, "target": value, "year": int(year), **fields})
    except ValidationError:
        return None
