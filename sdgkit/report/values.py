"""Values: what a cell or figure of the draft holds, how it goes to JSON and back, and how it is written."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from sdgkit.languages import write_date, write_number


def read_value(value: object) -> object:
    """A value as a cell holds it, also one that was written to JSON.

    Raises:
        ValueError: no cell holds such a value.
    """
    if isinstance(value, dict):
        if "decimal" in value:
            return Decimal(value["decimal"])
        return dt.date.fromisoformat(value["date"])
    if value is None or isinstance(value, (bool, int, float, Decimal, dt.date, str)):
        return value
    raise ValueError(f"a cell cannot hold a {type(value).__name__}")


def _write_json_value(value: object) -> object:
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    return value


Value = Annotated[
    bool | int | float | Decimal | dt.date | str | None,
    PlainValidator(read_value),
    PlainSerializer(_write_json_value),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": ["null", "boolean", "number", "string"]},
                {"type": "object", "properties": {"decimal": {"type": "string"}}, "required": ["decimal"]},
                {"type": "object", "properties": {"date": {"type": "string"}}, "required": ["date"]},
            ]
        }
    ),
]
"""What a cell or figure holds; in JSON a Decimal is {"decimal": "1.50"} and a date {"date": "2024-01-31"}."""

PER_CENT = {"en": "%", "ru": "\N{NO-BREAK SPACE}%", "kk": "\N{NO-BREAK SPACE}%"}
"""The sign behind a share, with its distance, as the CLDR has it for the language."""

Kind = Literal[
    "text", "code", "goal", "integer", "number", "share", "money", "year", "date", "status", "link"
]
"""How a column is laid out. "share" is a part of 1, written as per cent; "status" a result of an assessment."""


def write_value(value: object, kind: Kind, language: str, digits: int | None = None) -> str:
    """A value as a reader of the language sees it in a cell or sentence.

    Years and codes are never grouped; a share is written as per cent; money without decimals unless `digits`
    says otherwise (the value itself stays exact).

    Example:
        >>> write_value(0.125, "share", "en", 1), write_value(2015, "year", "ru"), write_value(None, "number", "en")
        ('12.5%', '2015', '')
    """
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return write_date(value, language, "medium")
    if isinstance(value, str) or kind in ("text", "code", "goal", "year", "status", "link"):
        return str(value)
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return str(value)
    if kind == "share":
        return f"{write_number(value * 100, language, 0 if digits is None else digits)}{PER_CENT[language]}"
    if kind == "integer" or (kind == "money" and digits is None):
        digits = 0
    return write_number(value, language, digits)
