"""The registry covers both editions and says otherwise than the public list only where it gives the reason."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sdgkit.agenda import indicators as agenda_indicators
from sdgkit.indicators.directions import aim, aims
from sdgkit.indicators.units import factor


@pytest.mark.parametrize("edition", [2020, 2025])
def test_every_indicator_of_an_edition_has_an_entry_with_a_source(edition: int) -> None:
    entries = {one.code: one for one in aims(str(edition))}
    assert set(entries) == {one.code for one in agenda_indicators(edition)}
    for one in entries.values():
        assert one.source, one.code
        assert one.direction != "none" or one.note, f"{one.code} has no direction and does not say why"


def test_entries_are_sound() -> None:
    for one in (*aims("2020"), *aims("2025")):
        if one.target_kind in ("value", "ratio-to-base"):
            assert one.target is not None, one.code
        if one.target_kind == "zero":
            assert one.direction == "down", one.code
        if one.direction == "range":
            assert one.best is not None, one.code
        if one.target_kind == "value" and one.target is not None:
            assert one.limit_high is None or one.target <= one.limit_high, one.code
        if one.target_kind == "ratio-to-base" and one.target is not None:
            assert (one.target < 1) == (one.direction == "down"), one.code


def test_where_the_public_list_says_otherwise_the_entry_quotes_it(shared_data: Path) -> None:
    path = shared_data / "indicators" / "gif2025_direction_targets.csv"
    with path.open(encoding="utf-8") as stream:
        rows = {row["indicator"]: row["statcan_target_or_direction"] for row in csv.DictReader(stream)}
    compared = 0
    for code, listed in rows.items():
        found = aim(code, "2025")
        assert found is not None, code
        expected = {"Increase": "up", "Decrease": "down"}.get(listed)
        if expected is None:
            continue
        compared += 1
        assert found.direction == expected or listed in found.note, code
    assert compared > 100


@pytest.mark.parametrize(
    ("code", "kind", "target"),
    [
        ("3.1.1", "value", 70.0),
        ("3.2.1", "value", 25.0),
        ("3.2.2", "value", 12.0),
        ("1.2.1", "ratio-to-base", 0.5),
        ("3.4.1", "ratio-to-base", 2 / 3),
        ("2.1.1", "zero", 0.0),
        ("17.2.1", "value", 0.7),
    ],
)
def test_targets_that_the_agenda_puts_in_numbers(code: str, kind: str, target: float) -> None:
    found = aim(code)
    assert found is not None
    assert found.target_kind == kind
    assert found.target == pytest.approx(target, abs=0.01)


def test_units_that_cannot_be_compared_are_not() -> None:
    assert factor("per 100 000 live births", "PER_1000_LIVE_BIRTHS") == 0.01
    assert factor("per 100 000", "PER_100000_LIVE_BIRTHS") is None
    assert factor("%", "TH_HA") is None
