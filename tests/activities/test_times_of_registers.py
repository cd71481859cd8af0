"""Times that no column of dates tells: marks under quarters, months and years, sheets and sections named after one."""

from __future__ import annotations

from typing import Any

import pytest

from sdgkit.activities.reading import read_register
from sdgkit.activities.register import Register

MERGED = {"План": ["A2:A3", "B2:B3", "C2:F2", "G2:G3"]}


def times(register: Register) -> list[str]:
    """First and last day of each activity, with how precise they are."""
    return [
        f"{a.start.first if a.start else ''} {a.start.precision if a.start else ''}..{a.end.last if a.end else ''}"
        for a in register.activities
    ]


def told(register: Register) -> set[str]:
    return {finding.code.partition(".")[2] for finding in register.findings}


def plan(head: str, quarters: list[str], title: str = "План работы") -> dict[str, list[list[Any]]]:
    return {
        "План": [
            [title],
            ["№", "Мероприятие", head, "", "", "", "Исполнитель"],
            ["", "", *quarters, ""],
            [1, "Посадка саксаула", "", "x", "✓", "", "Лесхоз"],
            [2, "Уроки воды", "+", "", "", "+", "ЮНЕСКО"],
            [3, "Совещание доноров", "", "", "", "", "МНЭ"],
        ]
    }


@pytest.mark.parametrize(
    "quarters", [["I", "II", "III", "IV"], ["Q1", "Q2", "Q3", "Q4"], ["1 кв.", "2 кв.", "3 кв.", "4 кв."]]
)
@pytest.mark.parametrize("head", ["2025 год", "Сроки, 2025", "2025 жыл"])
def test_marks_under_the_quarters_of_a_year_are_when_the_work_is_done(
    workbook: Any, quarters: list[str], head: str
) -> None:
    register = read_register(workbook(plan(head, quarters), merges=MERGED))
    assert times(register) == ["2025-04-01 quarter..2025-09-30", "2025-01-01 quarter..2025-12-31", " .."]
    assert told(register) == {"columns-of-time-heading"}
    assert len(register.activities[0].extra) == 2, "which quarters lie between the first and the last stays"


def test_the_year_of_marks_may_stand_in_the_title_and_is_told(workbook: Any) -> None:
    quarters = ["I кв.", "II кв.", "III кв.", "IV кв."]
    titled = plan("Сроки", quarters, "План работы на 2026 год, утверждён 12.11.2025")
    register = read_register(workbook(titled, merges=MERGED))
    assert times(register)[0] == "2026-04-01 quarter..2026-09-30"
    assert told(register) == {"columns-of-time-title"}


def test_marks_of_no_certain_year_give_no_dates(workbook: Any) -> None:
    quarters = ["I кв.", "II кв.", "III кв.", "IV кв."]
    for title in ("План работы", "План работы на 2025-2027 годы"):
        register = read_register(workbook(plan("Сроки", quarters, title), merges=MERGED))
        assert times(register) == [" .."] * 3
        assert told(register) == {"columns-of-time-without-year"}


def test_marks_never_override_the_dates_of_a_row(workbook: Any) -> None:
    rows = plan("2025 год", ["I", "II", "III", "IV"])["План"]
    wider = [[*row, ""] for row in rows]
    wider[1][7] = "Начало"
    wider[3][7] = "15.05.2025"
    register = read_register(workbook({"План": wider}, merges=MERGED))
    assert times(register)[:2] == ["2025-05-15 day..", "2025-01-01 quarter..2025-12-31"]


def test_marks_under_months_and_under_years(workbook: Any) -> None:
    rows = [
        ["№", "Шара", "Орындаушы", "2026 жыл", "", "", "Қаражат, мың теңге"],
        ["", "", "", "қаң", "ақп", "нау", ""],
        [1, "Тренингтер", "ҰКП", "", "х", "х", 400],
    ]
    merges = {"Ж": ["D1:F1", "A1:A2", "B1:B2", "C1:C2", "G1:G2"]}
    assert times(read_register(workbook({"Ж": rows}, merges=merges))) == ["2026-02-01 month..2026-03-31"]
    rows = [["Мера", "2025", "2026", "2027", "Орган"], ["Учёт ледников", "+", "+", "", "МЭПР"]]
    assert times(read_register(workbook({"Д": rows}))) == ["2025-01-01 year..2026-12-31"]


def test_amounts_under_years_are_no_marks(workbook: Any) -> None:
    rows = [["Проект", "Донор", "2025 год, тыс. $", "2026 год, тыс. $"], ["Насосы", "ЕС", 5, 7]]
    register = read_register(workbook({"R": rows}))
    assert times(register) == [" .."] and len(register.activities[0].money) == 2


def test_goals_in_roman_numbers_are_no_quarters(workbook: Any) -> None:
    rows = [["Проект", "Донор", "I", "II"], ["Насосы", "ЕС", "x", ""], ["Колодцы", "ЕС", "", "x"]]
    assert times(read_register(workbook({"2025": rows}))) == [
        "2025-01-01 year..2025-12-31",
        "2025-01-01 year..2025-12-31",
    ]


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        ("2024", "2024-01-01 year..2024-12-31"), ("2024 год", "2024-01-01 year..2024-12-31"),
        ("2024 ж.", "2024-01-01 year..2024-12-31"), ("I кв. 2024", "2024-01-01 quarter..2024-03-31"),
        ("2023-2025", "2023-01-01 year..2025-12-31"), ("Реестр 2024", " .."), ("01.07.2024", " .."), ("Лист1", " .."),
    ],
)  # fmt: skip
def test_a_sheet_named_after_a_year_gives_it_and_says_so(workbook: Any, sheet: str, expected: str) -> None:
    register = read_register(workbook({sheet: [["Проект", "Донор", "Сумма, $"], ["Насосы", "ЕС", 5]]}))
    assert times(register) == [expected]
    assert [f.severity for f in register.findings if f.code == "activities.time-of-heading"] == (
        [] if expected == " .." else ["warning"]
    )
    assert {one.year for one in register.activities[0].money} == {None}


def test_the_year_of_a_sheet_is_not_given_where_a_column_has_dates(workbook: Any) -> None:
    rows = [["Проект", "Донор", "Начало"], ["Насосы", "ЕС", "март 2022"], ["Колодцы", "ЕС", ""]]
    register = read_register(workbook({"2024": rows}))
    assert times(register) == ["2022-03-01 month..", " .."]
    assert "time-of-heading" not in told(register)


def test_quarters_and_years_between_the_rows_head_what_follows(workbook: Any) -> None:
    rows: list[list[Any]] = [
        ["План мероприятий на 2026 год"], ["№", "Мероприятие", "Ответственный"],
        ["I квартал"], [1, "Обучение акимов", "АГУ"], ["В течение года"], [2, "Горячая линия", "МВД"],
    ]  # fmt: skip
    register = read_register(workbook({"План": rows}, merges={"План": ["A3:C3", "A5:C5"]}))
    assert times(register) == ["2026-01-01 quarter..2026-03-31", "2026-01-01 year..2026-12-31"]
    rows = [
        ["№", "Проект", "Донор"], [2023, "", ""], [1, "Насосы", "ЕС"], ["2024 год", "", ""], [1, "Колодцы", "АБР"],
    ]  # fmt: skip
    register = read_register(workbook({"R": rows}, merges={"R": ["A2:C2", "A4:C4"]}))
    assert [a.section for a in register.activities] == ["2023", "2024 год"]
    assert times(register) == ["2023-01-01 year..2023-12-31", "2024-01-01 year..2024-12-31"]


def test_countries_of_the_region_between_the_rows_are_where_the_work_is_done(workbook: Any) -> None:
    rows: list[list[Any]] = [
        ["№", "Проект", "Сумма, тыс. тенге"], ["Афганистан"], [1, "Обучение девушек", 5],
        ["Кыргызская Республика"], [2, "Ремонт школы", 7],
    ]  # fmt: skip
    register = read_register(workbook({"ОПР": rows}, merges={"ОПР": ["A2:C2", "A4:C4"]}))
    assert [a.countries for a in register.activities] == [("AFG",), ("KGZ",)]
    assert all(not a.partners for a in register.activities)
