"""A cell of a statistical table is a number, a sign, or both; nothing becomes zero."""

from __future__ import annotations

import math

import pytest

from sdgkit.indicators.values import read_value


@pytest.mark.parametrize(
    ("cell", "number", "sign", "oddity"),
    [
        ("12.5", 12.5, "", ""),
        (" 12.5", 12.5, "", "value-spaces"),
        ("12,5", 12.5, "", "value-decimal-comma"),
        ("1\u00a0234,5", 1234.5, "", "value-decimal-comma"),
        ("1,234.5", 1234.5, "", "value-thousands-comma"),
        ("1,234", 1234.0, "", "value-thousands-comma"),
        ("0,123", 0.123, "", "value-decimal-comma"),
        ("−3.8", -3.8, "", ""),
        ("<0.1", 0.1, "<", ""),
        (">95", 95.0, ">", ""),
        ("(26,5)", 26.5, "()", "value-decimal-comma"),
        ("12.5*", 12.5, "*", ""),
        ("12.5 1)", 12.5, "1)", ""),
        ("45%", 45.0, "", "value-percent-sign"),
    ],
)
def test_numbers_in_every_writing(cell: str, number: float, sign: str, oddity: str) -> None:
    found = read_value(cell)
    assert (found.number, found.sign, found.oddity) == (number, sign, oddity)


@pytest.mark.parametrize(
    ("cell", "sign", "oddity"),
    [
        ("", "", ""),
        ("…", "…", ""),
        ("-", "-", ""),
        ("(*)", "(*)", ""),
        ("N", "N", ""),
        ("NaN", "NaN", ""),
        ("нет данных", "нет данных", "value-text"),
        ("1e999", "1e999", "value-text"),
        ("2015-2016", "2015-2016", "value-text"),
    ],
)
def test_what_is_no_number_stays_no_number(cell: str, sign: str, oddity: str) -> None:
    found = read_value(cell)
    assert math.isnan(found.number)
    assert (found.sign, found.oddity) == (sign, oddity)
