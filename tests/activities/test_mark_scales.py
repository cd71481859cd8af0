# ruff: noqa: E501 - rows of registers are read across
"""Matrices whose marks say how strongly an activity serves a goal: which marks are primary, which are none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from sdgkit.activities.reading import read_register
from sdgkit.activities.register import Register

TITLES = [
    "Строительство водопровода",
    "Обучение сельских врачей",
    "Посадка саксаула на дне моря",
    "Центры занятости молодёжи",
]
GOALS = ["ЦУР 3", "ЦУР 6", "ЦУР 8", "ЦУР 13", "ЦУР 15", "ЦУР 17"]


def read(workbook: Any, marks: list[list[object]], legend: Sequence[list[object]] = (), above: str = "", goals: list[str] = GOALS,
         sheets: dict[str, list[list[object]]] | None = None) -> Register:  # fmt: skip
    rows: list[list[object]] = [[above], []] if above else []
    rows.append(["№", "Наименование проекта", "Донор", *goals])
    rows += [[i + 1, TITLES[i], "ПРООН", *row] for i, row in enumerate(marks)]
    return read_register(workbook({"Матрица": [*rows, [], *legend], **(sheets or {})}))


def told(register: Register) -> list[str]:
    """For each activity its goals in order, the primary ones with a star."""
    return [
        " ".join(f"{d.goal}*" if d.primary else str(d.goal) for d in a.declared) for a in register.activities
    ]


def basis(register: Register) -> set[str]:
    codes = {finding.code.partition(".")[2] for finding in register.findings}
    return {code.removeprefix("marks-") for code in codes if code.startswith("marks-")}


DAC = [[0, 2, 0, 1, 0, 0], [2, 0, 1, 0, 0, 0], [0, 0, 0, 1, 2, 0], [0, 0, 2, 0, 0, 1]]


def test_two_one_and_nought_are_read_as_the_markers_of_the_dac(workbook: Any) -> None:
    register = read(workbook, DAC)
    assert told(register) == ["6* 13", "3* 8", "13 15*", "8* 17"]
    assert basis(register) == {"zero"}


@pytest.mark.parametrize(
    "legend",
    [
        [["2 – основная цель, 1 – второстепенная, 0 – не связана"]],
        [["Примечание: 2 = principal objective; 1 = significant objective; 0 = not targeted"]],
        [["2", "основная"], ["1", "косвенная"], ["0", "нет связи"]],
        [["2 — негізгі мақсат; 1 — қосымша мақсат; 0 — байланысы жоқ"]],
    ],
)
def test_a_legend_below_the_table_explains_the_marks(workbook: Any, legend: list[list[object]]) -> None:
    register = read(workbook, DAC, legend)
    assert told(register) == ["6* 13", "3* 8", "13 15*", "8* 17"]
    assert basis(register) == {"legend"}
    assert len(register) == 4


def test_a_legend_can_turn_the_scale_round(workbook: Any) -> None:
    turned = [[{2: 1, 1: 2, 0: ""}[cell] for cell in row] if isinstance(row, list) else row for row in DAC]
    register = read(workbook, turned, [["1 – основная ЦУР, 2 – дополнительная ЦУР"]])
    assert told(register) == ["6* 13", "3* 8", "13 15*", "8* 17"]
    register = read(workbook, turned, sheets={"Легенда": [["1", "Primary SDG"], ["2", "Secondary SDG"]]})
    assert told(register) == ["6* 13", "3* 8", "13 15*", "8* 17"]


STRENGTH = [[3, 1, "", "", 2, ""], ["", 3, 3, "", "", 1], [2, "", "", 3, "", ""], ["", "", 1, "", 2, ""]]


def test_a_scale_whose_direction_nobody_says_is_marks_alone(workbook: Any) -> None:
    register = read(workbook, STRENGTH)
    assert told(register) == ["3 6 15", "6 8 17", "3 13", "8 15"]
    assert basis(register) == {"unknown"}
    assert next(f for f in register.findings if "marks-unknown" in f.code).severity == "warning"


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("Оценка вклада в ЦУР, в баллах от 1 до 3", ["3* 6 15", "6* 8* 17", "3 13*", "8 15"]),
        ("Contribution score by SDG", ["3* 6 15", "6* 8* 17", "3 13*", "8 15"]),
        ("ЦУР проставлены по порядку важности (ранг)", ["3 6* 15", "6 8 17*", "3 13", "8* 15"]),
    ],
)
def test_words_above_the_table_say_which_way_it_runs(workbook: Any, above: str, expected: list[str]) -> None:
    register = read(workbook, STRENGTH, above=above)
    assert told(register) == expected
    assert basis(register) == {"words"}


def test_an_order_in_every_row_is_an_order(workbook: Any) -> None:
    rows: list[list[object]] = [[1, 2, "", "", 3, ""], ["", "", 2, "", 1, ""], [2, "", "", 1, "", 3], ["", "", 1, "", "", ""]]  # fmt: skip
    register = read(workbook, rows)
    assert told(register) == ["3* 6 15", "8 15*", "3 13* 17", "8*"]
    assert basis(register) == {"order"}


@pytest.mark.parametrize(
    ("strong", "weak"),
    [("P", "S"), ("●", "○"), ("H", "L"), ("О", "В"), ("основная", "второстепенная"), ("++", "+"), ("Негізгі", "Қосымша"), ("◎", "○"), ("Direct", "Indirect"),
     ("жоғары", "төмен"), ("✓✓", "✓"), ("■", "□")],
)  # fmt: skip
def test_marks_with_a_meaning_of_their_own(workbook: Any, strong: str, weak: str) -> None:
    rows: list[list[object]] = [[strong, weak, "", "", "", ""], ["", strong, "", weak, "", ""], ["", "", strong, "", "нет", 0], ["", "–", "", "жоқ", strong, ""]]  # fmt: skip
    register = read(workbook, rows)
    assert told(register) == ["3* 6", "6* 13", "8*", "15*"]
    assert basis(register) == {"marks"}


def test_an_empty_circle_in_every_other_cell_is_no_mark(workbook: Any) -> None:
    rows: list[list[object]] = [["●", "○", "○", "◐", "○", "○"], ["○", "●", "○", "○", "○", "○"], ["○", "○", "●", "○", "○", "◐"], ["○", "○", "○", "○", "●", "○"]]  # fmt: skip
    assert told(read(workbook, rows)) == ["3* 13", "6*", "8* 17", "15*"]


def test_numbers_that_make_a_hundred_are_shares(workbook: Any) -> None:
    register = read(workbook, [[60, 40, "", "", "", ""], ["", "", 100, "", "", ""], ["", 25, "", 75, "", ""], ["", "", "", "", 50, 50]])  # fmt: skip
    assert [[str(d.share) for d in a.declared] for a in register.activities] == [
        ["3/5", "2/5"],
        ["1"],
        ["1/4", "3/4"],
        ["1/2", "1/2"],
    ]
    assert basis(register) == {"shares"}


def test_plain_marks_have_no_scale(workbook: Any) -> None:
    for mark in ("+", "x", 1, "да", True):
        register = read(
            workbook, [[mark, "", 0, "", "нет", mark], ["", mark, "", "–", "", ""], ["", "", mark, "", "", ""], ["", "", "", mark, "", ""]]
        )  # fmt: skip
        assert told(register) == ["3 17", "6", "8", "13"]
        assert not basis(register)


def test_a_few_columns_of_goals_with_a_scale_are_a_matrix_too(workbook: Any) -> None:
    rows: list[list[object]] = [[2, 1, 0], [0, 2, 0], [1, 0, 2], [0, 0, 2]]
    register = read(workbook, rows, goals=["ЦУР 3", "ЦУР 6", "ЦУР 13"])
    assert told(register) == ["3* 6", "6*", "3 13*", "13*"]


def test_a_total_under_a_matrix_is_no_mark(workbook: Any) -> None:
    register = read(workbook, DAC, [["", "Итого", "", 5, 8, 9, 7, 4, 3]])
    assert told(register) == ["6* 13", "3* 8", "13 15*", "8* 17"]
