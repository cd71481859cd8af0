"""Colours that people use instead of words: plans drawn with coloured cells, statuses told by a legend."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from sdgkit.activities.reading import read_register
from sdgkit.activities.register import Register
from tests.office import converted

GREEN, YELLOW, RED = "FF92D050", "FFFFFF00", "FFFF0000"


def book(folder: Path, rows: list[list[Any]], fills: dict[str, str], ending: str = "xlsx") -> Path:
    """A workbook with coloured cells: address -> colour."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for address, colour in fills.items():
        for cells in sheet[address] if ":" in address else ((sheet[address],),):
            for cell in cells:
                cell.fill = PatternFill("solid", fgColor=colour)
    made.save(folder / "r.xlsx")
    return folder / "r.xlsx" if ending == "xlsx" else converted([folder / "r.xlsx"], ending, folder)[0]


def told(register: Register) -> set[str]:
    return {finding.code.partition(".")[2] for finding in register.findings}


PLAN = [
    ["№", "Мероприятие", "Исполнитель", "2025 I кв.", "2025 II кв.", "2025 III кв.", "2025 IV кв."],
    [1, "Курсы для фермеров", "ФАО", "", "", "", ""],
    [2, "Ремонт арыков", "МВРИ", "", "", "", ""],
]


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_a_plan_drawn_with_coloured_cells(tmp_path: Path, ending: str) -> None:
    register = read_register(book(tmp_path, PLAN, {"D2:E2": GREEN, "G3": GREEN}, ending))
    assert [(str(a.start and a.start.first), str(a.end and a.end.last)) for a in register.activities] == [
        ("2025-01-01", "2025-06-30"),
        ("2025-10-01", "2025-12-31"),
    ]
    assert {"columns-of-time-heading", "time-by-colour"} <= told(register)


def test_stripes_and_coloured_columns_are_no_plan(tmp_path: Path) -> None:
    for fills in ({"A2:G2": GREEN}, {"D2:G3": GREEN}):
        register = read_register(book(tmp_path, PLAN, fills))
        assert all(a.start is None and a.end is None for a in register.activities), fills
        assert "time-by-colour" not in told(register)


def test_marks_are_believed_before_colours(tmp_path: Path) -> None:
    rows = [PLAN[0], [*PLAN[1][:6], "x"], PLAN[2]]
    register = read_register(book(tmp_path, rows, {"D2": GREEN, "E3": GREEN}))
    assert [a.start and str(a.start.first) for a in register.activities] == ["2025-10-01", None]


TRACKER = [
    ["ID", "Initiative", "Partner", "Period"],
    ["W-1", "Solar heaters in clinics", "UNDP", "2023"],
    ["W-2", "Rainwater tanks", "OSCE", "2025"],
    ["W-3", "School toilets", "UNICEF", "2027"],
]
ROWS = {"A2:D2": GREEN, "A3:D3": YELLOW, "A4:D4": RED}


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
@pytest.mark.parametrize("beside", [False, True])
def test_a_legend_of_coloured_words_or_of_words_behind_colours(
    tmp_path: Path, ending: str, beside: bool
) -> None:
    words = ["завершён", "реализуется", "планируется"]
    if beside:
        legend = [[], *(["", word] for word in words)]
        fills = {"A6": GREEN, "A7": YELLOW, "A8": RED}
    else:
        legend = [[], ["Легенда:", *words]]
        fills = {"B6": GREEN, "C6": YELLOW, "D6": RED}
    register = read_register(book(tmp_path, [*TRACKER, *legend], ROWS | fills, ending))
    assert [a.status for a in register.activities][:3] == ["completed", "ongoing", "planned"]
    assert "status-by-legend" in told(register) and "status-by-colour" not in told(register)


def test_a_note_that_names_the_colours(tmp_path: Path) -> None:
    note = ["Зелёным выделены завершённые, жёлтым – реализуемые проекты"]
    rows = [note, *TRACKER]
    fills = {"A3:D3": GREEN, "A4:D4": YELLOW, "A5:D5": RED}
    register = read_register(book(tmp_path, rows, fills))
    assert [a.status for a in register.activities] == ["completed", "ongoing", ""]
    assert {"status-by-legend", "status-by-colour"} <= told(register)


def test_colours_without_a_legend_stay_colours(tmp_path: Path) -> None:
    # One coloured word is no legend, and a column of statuses is believed before any colour.
    register = read_register(book(tmp_path, [["завершён"], *TRACKER], {"A1": GREEN, "A3:D3": GREEN}))
    assert [a.status for a in register.activities] == ["", "", ""] and "status-by-colour" in told(register)
    rows = [[*row, word] for row, word in zip(TRACKER, ["Status", "ongoing", "planned", ""], strict=True)]
    legend = [[], ["завершён", "реализуется"]]
    register = read_register(book(tmp_path, [*rows, *legend], {"A2:E2": GREEN, "A6": GREEN, "B6": YELLOW}))
    assert [a.status for a in register.activities][:3] == ["ongoing", "planned", ""]
