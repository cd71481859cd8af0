"""Values: what a cell of a statistical table says, a number or the sign that stands for one.

A missing value is never zero. A dash means "the phenomenon does not occur" in the statistical
tradition of Central Asia and "not available" elsewhere; it is therefore kept as a sign and no number
is made of it.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

SIGNS = frozenset(
    {"-", "–", "—", "…", "...", "..", ".", "x", "х", "*", "(*)", ":", "n", "na", "n/a", "nan", "#n/a", "/"}
    | {"n.d.", "n.d", "nd", "n.a.", "s/d", "s.d.", "k.a.", "b.d."}
    | {"н/д", "н.д.", "нд"}
)
"""Signs in place of a number, folded; kept as published."""

BEFORE = ("<", ">", "≤", "≥", "<=", ">=", "~", "≈")
"""Signs that stand before a number; brackets stand around it, marks of footnotes behind it."""

NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
"""A number as programs write it."""
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_POINTS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+|[+-]?\d{1,3}(?:\.\d{3}){2,}")
"""Points between thousands, as German and Spanish tables have them: "1.234,5", "12.345.678"."""
DOUBTFUL = re.compile(r"[1-9]\d{0,2}\.\d{3}")
"""A point before three digits: between thousands where commas are decimal, else decimal."""
_BOUND = re.compile(r"(<=|>=|<|>|≤|≥|~|≈)\s*(.+)")
_FOOTNOTE = re.compile(
    r"^(.*\d(?:\s?%)?)\s*(?:\*+\)?|[(⁽]?[¹²³⁴⁵⁶⁷⁸⁹⁰]+[)⁾]?|\d\)|[a-zа-я]\)|\((?:[a-zа-я*]{1,2})\)|[†‡])$",
    re.I,
)
_BRACKETED = re.compile(r"\(\s*([\d.,\s]+)\s*\)")
FLAG = re.compile(r"[bcdefnprsuz]{1,3}|[¹²³⁴⁵⁶⁷⁸⁹⁰*†‡]+[)⁾]?|\d\)")
"""A flag or a footnote's mark in a cell beside a figure."""
_FLAG = re.compile(r"^(.*\d)\s+([bcdefnprsuz]{1,3})$")
"""A letter after the number, as Eurostat marks estimates, breaks and provisional values."""
_MISSING_WITH_FLAG = re.compile(r":\s*[bcdefnprsuz]{1,3}")
"""No figure, and why, as Eurostat writes it: ": c" for a confidential one."""
_SPACES = str.maketrans("", "", " \t\u00a0\u202f\u2007\u2009\u200a'’")


class Value(NamedTuple):
    """A number, the sign at it or in its place, and what was odd about the cell."""

    number: float
    """NaN where there is none."""
    sign: str = ""
    oddity: str = ""
    """"" or the end of a finding's code: "value-spaces", "value-decimal-comma", "value-text" ..."""


MISSING = Value(math.nan)


def read_value(text: str) -> Value:
    """What a cell says.

    Example:
        >>> read_value(" 14.6"), read_value("…").sign, read_value("<0.1")
        (Value(number=14.6, sign='', oddity='value-spaces'), '…', Value(number=0.1, sign='<', oddity=''))
        >>> read_value("1 234,5").number, read_value("12,345.6").number, read_value("(3.2)").sign
        (1234.5, 12345.6, '()')
        >>> read_value("1.234,5").number, read_value("12.345.678").number, read_value("1.234").number
        (1234.5, 12345678.0, 1.234)
        >>> read_value("25,1¹⁾")[:2], read_value("7,5 а)")[:2]
        ((25.1, '¹⁾'), (7.5, 'а)'))
        >>> read_value("5,2 %*")[:2], read_value("≈17")[:2]
        ((5.2, '*'), (17.0, '≈'))
        >>> read_value("27.4 e").number, read_value("27.4 e").sign
        (27.4, 'e')
    """
    if NUMBER.fullmatch(text):
        plain = float(text)
        # "1e999" is written like a number and is none.
        return Value(math.nan, text, "value-text") if math.isinf(plain) else Value(plain)
    stripped = text.strip()
    if not stripped:
        return MISSING
    if NUMBER.fullmatch(stripped) and not math.isinf(float(stripped)):
        return Value(float(stripped), oddity="value-spaces")
    if stripped.lower() in SIGNS or _MISSING_WITH_FLAG.fullmatch(stripped):
        return Value(math.nan, sign=stripped)
    sign = ""
    bound = _BOUND.fullmatch(stripped)
    if bound:
        sign, stripped = bound[1], bound[2]
    bracketed = _BRACKETED.fullmatch(stripped)
    if bracketed:
        sign, stripped = "()", bracketed[1]
    footnote = _FOOTNOTE.match(stripped) or _FLAG.match(stripped)
    if footnote and not _GROUPED.fullmatch(stripped) and _number(footnote[1])[0] is not None:
        sign, stripped = stripped[len(footnote[1]) :].strip(), footnote[1]
    number, oddity = _number(stripped)
    if number is None or math.isinf(number):
        return Value(math.nan, sign=text.strip(), oddity="value-text")
    return Value(number, sign, oddity)


def _number(text: str) -> tuple[float | None, str]:
    compact = text.strip().replace("−", "-").translate(_SPACES)
    spaced = "value-spaces" if compact != text.strip().replace("−", "-") else ""
    percent = compact.endswith("%")
    compact = compact.rstrip("%")
    if NUMBER.fullmatch(compact):
        return float(compact), "value-percent-sign" if percent else spaced
    if _GROUPED.fullmatch(compact):
        # One group of three after a comma may be a decimal comma as well; a leading zero decides.
        if compact.count(",") == 1 and "." not in compact and compact.lstrip("+-").startswith("0,"):
            return float(compact.replace(",", ".")), "value-decimal-comma"
        return float(compact.replace(",", "")), "value-thousands-comma"
    if _POINTS.fullmatch(compact):
        return float(compact.replace(".", "").replace(",", ".")), "value-decimal-comma"
    if compact.count(",") == 1 and NUMBER.fullmatch(compact.replace(",", ".")):
        return float(compact.replace(",", ".")), "value-decimal-comma"
    return None, ""


def is_break(sign: str) -> bool:
    """Whether the flag of a figure says that the series breaks there: "B" of SDMX, "b", "be" of Eurostat.

    Example:
        >>> is_break("B"), is_break("be"), is_break("e"), is_break("*b"), is_break("")
        (True, True, False, False, False)
    """
    flags = sign.lower()
    return "b" in flags and set(flags) <= set("bcdefnprsuz")
