"""Money by region: the percentages that a register gives divide it, and nothing is lost to the cent."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdgkit.activities.activity import Activity, Origin, RegionMention
from sdgkit.activities.reading import read_register
from sdgkit.languages import LANGUAGES, Text
from sdgkit.mapping.mapping import map_register
from sdgkit.report.building import draft
from sdgkit.report.tables.regions import among_regions

REGIONS = ("KZ-11", "KZ-10", "KZ-43", "KZ-79", "aral")

mentions = st.builds(
    RegionMention,
    code=st.sampled_from(REGIONS),
    share=st.none() | st.fractions(min_value=0, max_value=1, max_denominator=300),
)


@given(
    st.lists(mentions, max_size=5),
    st.decimals(min_value=-(10**6), max_value=10**12, places=2, allow_nan=False, allow_infinity=False),
)
def test_the_parts_of_regions_sum_to_the_amount(regions: list[RegionMention], amount: Decimal) -> None:
    one = Activity(id="a", origin=Origin(file="r.csv"), title=Text({}), regions=tuple(regions))
    parts = among_regions(one, amount)
    assert sum(parts.values(), Decimal(0)) == amount
    assert parts.keys() <= {*REGIONS, "undivided", "none"}
    for code, part in parts.items():
        share = sum((r.share or Fraction(0) for r in regions if r.code == code), Fraction(0))
        if share:
            assert abs(Fraction(part) - Fraction(amount) * share) < Fraction(1, 100)


def register_of(path: Path, *rows: str) -> Path:
    lines = [
        "№;Наименование проекта;Донор;Регион;Бюджет, тенге",
        *(f"{n};{row}" for n, row in enumerate(rows, 1)),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_percentages_of_regions_divide_money_in_the_annex(tmp_path: Path, language: str) -> None:
    path = register_of(
        tmp_path / "r.csv",
        "Ремонт сельских клиник;ПРООН;Акмолинская 40 %, область Абай 60 %;1000,01",
        "Чистая вода в школах;ЕС;Акмолинская область;500",
        "Обучение учителей;ЕС;Акмолинская область, область Абай;70",
        "Сельские дороги;АБР;;30",
    )
    register = read_register(path)
    made = draft(register, map_register(register), country="KAZ", language=language)
    table = made.table("regions-money")
    place = table.index("amount")
    amounts = {row.key.partition("/")[0]: row.cells[place].value for row in table.rows}
    assert amounts == {
        "KZ-11": Decimal("900.00"), "KZ-10": Decimal("600.01"), "undivided": Decimal("70.00"), "none": Decimal("30.00"),
        "total": Decimal("1600.01"),
    }  # fmt: skip
    assert [row.cells[table.index("activities")].value for row in table.rows] == [2, 1, 1, 1, 4]


def test_without_percentages_the_annex_has_no_money_by_region(tmp_path: Path) -> None:
    path = register_of(tmp_path / "r.csv", "Ремонт сельских клиник;ПРООН;Акмолинская область;1000")
    register = read_register(path)
    made = draft(register, map_register(register), country="KAZ", language="ru")
    assert "regions-money" not in {table.key for table in made.annex_tables()}
