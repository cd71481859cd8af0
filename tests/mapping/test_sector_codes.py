"""Sector codes as people write them, and headings that are read once."""

from __future__ import annotations

import pytest

from sdgkit.mapping.finders.code import cofog_code
from sdgkit.mapping.mapping import map_text


@pytest.mark.parametrize("written", ["07.1.1", "0711", "7.1.1", "711", "GF0711"])
def test_a_function_of_government_in_any_form(written: str) -> None:
    assert cofog_code(written) == "0711"


def test_the_tenth_division_is_no_first_one() -> None:
    assert cofog_code("10.2") == cofog_code("102") == "102"
    assert cofog_code("1.2") == "012"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Credit line for women entrepreneurs", "5.a"),
        ("Кредитная линия для женщин-предпринимателей", "5.a"),
        ("Кәсіпкер әйелдерге арналған несие желісі", "5.a"),
        ("Грамотность в области изменения климата", "13.3"),
        ("Climate literacy of teachers", "13.3"),
        ("Климаттық сауаттылық", "13.3"),
    ],
)
def test_a_title_that_was_missed_before(text: str, target: str) -> None:
    assert target in {match.target for match in map_text(text)}


def test_health_beside_clean_water_is_worth_a_look() -> None:
    assert {"6.1", "3.9"} & {match.target for match in map_text("Здоровье и чистая вода в Приаралье")}
