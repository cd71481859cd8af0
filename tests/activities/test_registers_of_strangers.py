# ruff: noqa: E501 - what stands in a cell is read across
"""Registers that nobody here had seen, each read as the clerk who wrote its key would read it."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from openpyxl import Workbook

from sdgkit.activities.activity import Activity
from sdgkit.activities.cells.amounts import read_amount
from sdgkit.activities.cells.dates import read_date
from sdgkit.activities.cells.organisations import read_organisations
from sdgkit.activities.cells.regions import read_regions
from sdgkit.activities.reading import read_register
from sdgkit.activities.settings import ReadingSettings, read_settings
from tests.activities.clerk import line
from tests.activities.strangers import REGISTERS


def told(activity: Activity) -> str:
    """The line of the clerk, with the section, the volunteers (people, hours, women, youth) and countries without regions."""
    words = [line(activity)]
    if activity.section:
        words.append(f"§ {activity.section}")
    if (given := activity.volunteers) is not None:
        words.append(f"v {given.people}/{given.hours}/{given.women}/{given.youth}")
    if activity.countries and not activity.regions:
        words.append(" ".join(activity.countries))
    return " | ".join(words)


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_is_read_as_a_clerk_would(name: str, tmp_path: Path) -> None:
    make, lines, findings = REGISTERS[name]
    register = read_register(make(tmp_path))
    assert [told(activity) for activity in register.activities] == lines
    assert sorted({finding.code.partition(".")[2] for finding in register.findings}) == findings


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2022-'25", "2022-01-01", "2025-12-31"), ("2026 жылғы наурыз-сәуір", "2026-03-01", "2026-04-30"),
        ("2024/25 уч. г.", "2024-01-01", "2025-12-31"), ("2024-yil mart", "2024-03-01", None),
        ("2023-жылдын сентябры – 2025-жылдын декабры", "2023-09-01", "2025-12-31"),
        ("2023 → 2025", "2023-01-01", "2025-12-31"), ("до конца 2025 года", None, "2025-12-31"),
        ("12 месяцев (с 01.04.2024)", "2024-04-01", "2025-03-31"), ("Q3/2023–Q1/2025", "2023-07-01", "2025-03-31"),
        ("Начало: янв. 2023; окончание: дек. 2025", "2023-01-01", "2025-12-31"),
        ("2024 год (продлён до 2026 г.)", "2024-01-01", "2026-12-31"),
        ("2022-2024 (продлен до 31.12.2025)", "2022-01-01", "2025-12-31"),
        # Nobody can say whether March is of the next year.
        ("ноябрь 2024 – март", None, None),
    ],
)  # fmt: skip
def test_periods_as_strangers_write_them(written: str, start: str | None, end: str | None) -> None:
    period = read_date(written)
    assert (period.start and str(period.start.first), period.end and str(period.end.last)) == (start, end)


@pytest.mark.parametrize(
    ("written", "months"),
    [("2025 (36 months)", 36), ("01.03.2023, 24 мес.", 24), ("2022-2024 (3 года)", None)],
)
def test_a_length_beside_a_date_is_not_lost(written: str, months: int | None) -> None:
    assert read_date(written).months == months


def test_an_end_that_was_put_off_is_no_start(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for row in (["Проект", "Начало", "Окончание", "Срок, мес."], ["Вода в аулах", "01.02.2022", "2024 (продлён до 2026 г.)", "18"],
                ["Школы в аулах", "01.02.2022", "", "18"]):  # fmt: skip
        book.active.append(row)
    book.save(tmp_path / "r.xlsx")
    read = read_register(tmp_path / "r.xlsx").activities
    assert [str(one.start and one.start.first) for one in read] == ["2022-02-01", "2022-02-01"]
    assert [str(one.end and one.end.last) for one in read] == ["2026-12-31", "2023-07-31"]


@pytest.mark.parametrize(
    "written", ["5 000 тонн", "63 чел.", "20 шт.", "300 голов", "15 км", "3 проекта", "40 орын"]
)
def test_a_number_of_things_is_no_amount(written: str) -> None:
    assert read_amount(written).amounts == () and read_amount(written).problem == "unreadable"


@pytest.mark.parametrize(
    ("written", "amounts"),
    [
        ("12,5млн$", [("12500000", "USD")]), ("~50к$", [("50000", "USD")]), ("3 проекта на 5 млн тенге", []),
        ("Источник\nСумма, тыс. долл.\nГрант 1 500\nСофинансирование 300", [("1500000", "USD"), ("300000", "USD")]),
    ],
)  # fmt: skip
def test_amounts_as_strangers_write_them(written: str, amounts: list[tuple[str, str]]) -> None:
    assert [(f"{one.amount:f}", one.currency) for one in read_amount(written).amounts] == amounts


@pytest.mark.parametrize(
    ("written", "partners"),
    [
        ("ПРООН/ЮНИСЕФ при поддержке ЕС", "P ПРООН, P ЮНИСЕФ, F ЕС"),
        ("МОМ за счёт средств Правительства Японии", "P МОМ, F Правительство Японии"),
        ("ЮНФПА (при финансовой поддержке Норвегии)", "P ЮНФПА, F Норвегия"),
        ("ПРООН при поддержке Европейского союза и Всемирного банка", "P ПРООН, F Европейский союз, F Всемирный банк"),
        ("BMZ, co-financed by the EU (EUR 2 mn)", "P BMZ, F EU"), ("GIZ on behalf of BMZ", "P GIZ, F BMZ"),
        ("ЕО-ның қолдауымен БҰҰДБ", "F ЕО, P БҰҰДБ"), ("ЮНИСЕФ (исп.), Норвегия (донор)", "I ЮНИСЕФ, F Норвегия"),
        ("Исполнитель – ПРООН, донор – ГЭФ", "I ПРООН, F ГЭФ"), ("МЗ РК. ПРООН. ВОЗ", "P МЗ РК, P ПРООН, P ВОЗ"),
        ("ПРООН, ЮНИСЕФ и др.", "P ПРООН, P ЮНИСЕФ"), ("никто", ""), ("ВСЕГО", ""),
        ("ПРООН при поддержке волонтёров", "P ПРООН при поддержке волонтёров"),
        ("ПРООН на средства местного бюджета", "P ПРООН, F Местный бюджет"),
        ("Центр поддержки НПО", "P Центр поддержки НПО"), ("Total E&P Kazakhstan", "P Total E&P Kazakhstan"),
    ],
)  # fmt: skip
def test_partners_by_what_is_said_of_them(written: str, partners: str) -> None:
    roles = {"funding": "F", "implementing": "I", "partner": "P"}
    read = read_organisations(written, "partner").partners
    assert ", ".join(f"{roles[one.role]} {one.name}" for one in read) == partners


def test_regions_that_are_left_out_are_not_read_as_meant() -> None:
    for text in ("все регионы, кроме Астаны", "Астанадан басқа барлық өңірлер", "all regions except Almaty"):
        reading = read_regions(text)
        assert [region.code for region in reading.regions] == ["KZ"] and reading.missed == (text,)


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("Нарын облусу", ["KG-N"]), ("Ысык-Көл облусу", ["KG-Y"]), ("Fargʻona viloyati", ["UZ-FA"]),
        ("Сурхондарё вилояти, Хоразм", ["UZ-SU", "UZ-XO"]), ("Суғд, НТҶ", ["TJ-SU", "TJ-RA"]),
        ("butun respublika", ["UZ"]), ("республика боюнча", ["KG"]), ("дар тамоми ҷумҳурӣ", ["TJ"]),
    ],
)  # fmt: skip
def test_regions_in_the_languages_of_the_neighbours(written: str, codes: list[str]) -> None:
    assert [region.code for region in read_regions(written).regions] == codes


def test_a_table_without_a_header_is_read_by_the_letters_of_the_settings(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Колодцы в аулах", "ПРООН", "12,5", "7"])
    book.active.append(["Школьные автобусы", "ЮНИСЕФ", "7", "3"])
    book.save(tmp_path / "r.xlsx")
    settings = tmp_path / "sdgkit.toml"
    settings.write_text(
        '[register]\nheader_row = 0\n[register.columns]\nA = "title"\nB = "donor"\n'
        'C = "budget, доллары, млн, 2024"\n"Sheet!D" = "spent, тенге, тыс."\n',
        encoding="utf-8",
    )
    register = read_register(tmp_path / "r.xlsx", settings=read_settings(settings))
    assert [told(activity) for activity in register.activities] == [
        "Колодцы в аулах | F ПРООН | 12500000 USD 2024, 7000 KZT disbursed | .. |  | ",
        "Школьные автобусы | F ЮНИСЕФ | 7000000 USD 2024, 3000 KZT disbursed | .. |  | ",
    ]
    assert [activity.origin.row for activity in register.activities] == [1, 2]
    assert register.findings == ()


def test_a_column_of_one_sheet_only_is_fixed_by_the_settings(tmp_path: Path) -> None:
    book = Workbook()
    for name in ("2023", "2024"):
        sheet = book.create_sheet(name)
        sheet.append(["Проект", "Партнёр", "Сумма, евро"])
        sheet.append([f"Вода в аулах {name}", "Фонд", 5])
    book.save(tmp_path / "r.xlsx")
    read = read_register(tmp_path / "r.xlsx", settings=ReadingSettings(columns={"2024!B": "donor"}))
    assert [[p.role for p in one.partners] for one in read.activities] == [["implementing"], ["funding"]]
    assert "activities.setting-column-unused" not in {finding.code for finding in read.findings}


def test_quotation_marks_that_nobody_doubled_lose_no_word(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text('Project,Donor,"Budget, USD"\n"Power "Central Asia" Regional",USAID,"1,000"\n"Water ""Su""",EU,5\n', encoding="utf-8")  # fmt: skip
    assert [str(one.title) for one in read_register(path).activities] == [
        'Power "Central Asia" Regional',
        'Water "Su"',
    ]


def test_a_paragraph_over_the_table_of_a_document_heads_it(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Туркестанская область")
    table = document.add_table(2, 2)
    for row, cells in zip(table.rows, (("Проект", "Сумма, евро"), ("Вода в аулах", "500")), strict=True):
        for cell, value in zip(row.cells, cells, strict=True):
            cell.text = value
    document.save(str(tmp_path / "r.docx"))
    read = read_register(tmp_path / "r.docx")
    assert [[one.code for one in activity.regions] for activity in read.activities] == [["KZ-61"]]


def test_no_row_of_these_registers_is_lost(tmp_path: Path) -> None:
    """Every filled row of a workbook is an activity, a part of one, or named in a finding."""
    import openpyxl

    for name in (
        "ngo-grants",
        "emergency",
        "tables-by-agency",
        "spill",
        "restart-numbers",
        "page-totals",
        "offset",
    ):
        path = REGISTERS[name][0](tmp_path)
        register = read_register(path)
        seen = {one.origin.row for one in register.activities} | {
            finding.row for finding in register.findings
        }
        header = {finding.code for finding in register.findings}
        for sheet in openpyxl.load_workbook(path):
            rows = [
                number
                for number, row in enumerate(sheet.values, start=1)
                if any(v not in (None, "") for v in row)
            ]
            first = min(one.origin.row or 0 for one in register.activities)
            assert {row for row in rows if row > first} <= seen, (name, header)
