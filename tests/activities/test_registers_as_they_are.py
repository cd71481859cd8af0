# ruff: noqa: E501 - rows of registers are read across
"""The dirt of real registers, one kind to a test, each workbook built from the kind's description."""

from __future__ import annotations

import datetime as dt
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from sdgkit.activities.reading import read_register
from sdgkit.activities.register import Register
from sdgkit.activities.settings import ReadingSettings, read_settings
from sdgkit.errors import InputError, UsageError
from tests.office import converted

HEADER = [
    "№",
    "Наименование проекта",
    "Донор",
    "Исполнитель",
    "Регион",
    "Начало",
    "Окончание",
    "Бюджет, долл. США",
    "ЦУР",
]


def row(number: object, title: str, **cells: object) -> list[object]:
    """A row under HEADER; what is not given stays empty."""
    names = ["donor", "implementer", "region", "start", "end", "budget", "sdg"]
    return [number, title, *(cells.get(name, "") for name in names)]


def titles(register: Register) -> list[str]:
    return [next(iter(a.title.root.values()), "") for a in register.activities]


def codes(register: Register) -> list[str]:
    return [finding.code.partition(".")[2] for finding in register.findings]


def test_title_and_approval_block_above_the_table(workbook: Any) -> None:
    path = workbook(
        {"Реестр": [["", "", "", "", "", "УТВЕРЖДАЮ\nВице-министр"], [], ["Перечень проектов с донорами за 2025 год"], ["в тыс. евро"], [],
                    ["№", "Наименование проекта", "Донор", "Сумма"], [1, "Чистая вода", "ЕС", "1 200,5"]]},
        merges={"Реестр": ["F1:H1", "A3:H3"]},
    )  # fmt: skip
    (activity,) = read_register(path).activities
    assert (activity.money[0].amount, activity.money[0].currency) == (Decimal("1200500"), "EUR")
    assert activity.origin.row == 7


def test_header_of_three_rows_with_merged_parents(workbook: Any) -> None:
    path = workbook(
        {"Реестр": [["№ п/п", "Наименование", "Сроки реализации", "", "Стоимость проекта", "", ""],
                    ["", "", "начало", "окончание", "всего", "в том числе", ""],
                    ["", "", "", "", "", "грант", "РБ, тыс. тенге"],
                    [1, "Проект «Арал»", "2024", "2026", "5 млн долл. США", "4 млн долл. США", "450 000"]]},
        merges={"Реестр": ["A1:A3", "B1:B3", "C1:D1", "C2:C3", "D2:D3", "E1:G1", "E2:E3", "F2:G2"]},
    )  # fmt: skip
    (activity,) = read_register(path).activities
    assert activity.start is not None and activity.end is not None
    assert (activity.start.first.year, activity.end.last) == (2024, dt.date(2026, 12, 31))
    assert [(m.amount, m.currency) for m in activity.money] == [(Decimal(5_000_000), "USD")]
    assert "4 млн долл. США" in activity.extra.values()


def test_header_of_two_rows_in_text_files_where_merging_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text(
        "№;Наименование проекта;Сроки реализации;;Стоимость;;ЦУР\n;;начало;окончание;всего;в т.ч. грант;\n"
        "1;Проект;01.02.2024;31.12.2025;100 тыс. евро;50 тыс. евро;6.4\n",
        encoding="utf-8",
    )
    (activity,) = read_register(path).activities
    assert activity.start is not None and activity.start.first == dt.date(2024, 2, 1)
    assert [(m.amount, m.currency) for m in activity.money] == [(Decimal(100_000), "EUR")]
    assert [d.target for d in activity.declared] == ["6.4"]


@pytest.mark.parametrize("numbers", [[1, 2, 3, 4], ["1", "2", "3", "4"], ["(1)", "(2)", "(3)", "(4)"]])
def test_row_of_column_numbers_is_no_activity(workbook: Any, numbers: list[object]) -> None:
    path = workbook(
        {"Реестр": [["№", "Проект", "Донор", "Сумма, тенге"], numbers, [1, "Чистая вода", "ЕС", 5]]}
    )
    assert titles(read_register(path)) == ["Чистая вода"]


def test_header_in_two_languages(workbook: Any) -> None:
    in_one_cell = {"A": [["№", "Жобаның атауы\n(Наименование проекта)", "Донор / Donor", "Құны (Стоимость), мың теңге", "ТДМ (ЦУР)"],
                         [1, "Таза су", "ЕО", "12,5", "6.1"]]}  # fmt: skip
    in_two_rows = {"A": [["№", "Жобаның атауы", "Доноры", "Құны, мың теңге", "ТДМ"],
                         ["№", "Наименование проекта", "Донор", "Стоимость, тыс. тенге", "ЦУР"],
                         [1, "Таза су", "ЕО", "12,5", "6.1"]]}  # fmt: skip
    for number, sheets in enumerate((in_one_cell, in_two_rows)):
        (activity,) = read_register(workbook(sheets, name=f"{number}.xlsx")).activities
        assert str(activity.title) == "Таза су"
        assert [(m.amount, m.currency) for m in activity.money] == [(Decimal(12_500), "KZT")]
        assert [d.target for d in activity.declared] == ["6.1"]


def test_section_rows_carry_the_sector(workbook: Any) -> None:
    rows = [HEADER, ["Здравоохранение"], row(1, "Клиники"), ["2. Вода"], row(2, "Каналы"), row(3, "Насосы")]
    register = read_register(workbook({"A": rows}, merges={"A": ["A2:I2", "A4:I4"]}))
    assert [(str(a.title), a.section) for a in register.activities] == [
        ("Клиники", "Здравоохранение"),
        ("Каналы", "2. Вода"),
        ("Насосы", "2. Вода"),
    ]


def test_section_rows_with_a_number_of_their_own(workbook: Any) -> None:
    rows = [
        HEADER,
        row("1", "Здравоохранение"),
        row("1.1", "Клиники", donor="ВОЗ"),
        row("2", "Вода"),
        row("2.1", "Каналы", donor="АБР"),
    ]
    register = read_register(workbook({"A": rows}))
    assert [(a.id, a.section) for a in register.activities] == [("1.1", "Здравоохранение"), ("2.1", "Вода")]


def test_merged_cells_down_stand_for_every_row(workbook: Any) -> None:
    rows = [
        HEADER,
        row(1, "Клиники", donor="Всемирный банк", region="РК"),
        row(2, "Школы"),
        row(3, "Дороги", donor="АБР"),
    ]
    register = read_register(workbook({"A": rows}, merges={"A": ["C2:C3", "E2:E4"]}))
    assert [[str(p.name) for p in a.partners] for a in register.activities] == [
        ["Всемирный банк"],
        ["Всемирный банк"],
        ["АБР"],
    ]
    assert [[r.code for r in a.regions] for a in register.activities] == [["KZ"], ["KZ"], ["KZ"]]


def test_one_project_over_several_rows_is_one_activity(workbook: Any) -> None:
    rows = [
        HEADER,
        row(1, "Арал", donor="ЕС", budget=100, region="Кызылординская обл."),
        row("", "", donor="ПРООН", budget=50),
        row(2, "Вода", donor="ГЭФ"),
    ]
    register = read_register(workbook({"A": rows}, merges={"A": ["A2:A3", "B2:B3"]}))
    aral, water = register.activities
    assert [str(p.name) for p in aral.partners] == ["ЕС", "ПРООН"]
    assert [(m.amount, m.partner) for m in aral.money] == [(100, ""), (50, "ПРООН")]
    assert water.id == "2" and "row-continued" in codes(register)


def test_totals_and_formulas_without_values_and_errors(workbook: Any) -> None:
    rows = [
        HEADER,
        row(1, "Клиники", budget=100),
        row(2, "Школы", budget="=H2*2"),
        row(3, "Дороги", budget="#ДЕЛ/0!"),
        row(4, "Мосты", budget="#REF!"),
        row("", "Итого:", budget="=SUM(H2:H5)"),
        ["Барлығы", "", "", "", "", "", "", 100],
        ["", "TOTAL", "", "", "", "", "", 100],
    ]
    register = read_register(workbook({"A": rows}))
    assert titles(register) == ["Клиники", "Школы", "Дороги", "Мосты"]
    assert [len(a.money) for a in register.activities] == [1, 0, 0, 0]
    assert codes(register).count("row-total") == 3
    assert codes(register).count("cell-error") == 2 and "formula-without-value" in codes(register)


def test_numbers_like_1_10_stay_text_and_become_ids(workbook: Any) -> None:
    rows = [HEADER, row("1.1", "Клиники"), row("1.10", "Школы"), row("1.2.", "Дороги")]
    assert [a.id for a in read_register(workbook({"A": rows})).activities] == ["1.1", "1.10", "1.2"]


@pytest.mark.parametrize(
    ("written", "first", "last", "precision"),
    [
        ("01.03.2024", "2024-03-01", "2024-03-01", "day"),
        (dt.datetime(2024, 3, 1), "2024-03-01", "2024-03-01", "day"),
        (45292, "2024-01-01", "2024-01-01", "day"),
        (2025, "2025-01-01", "2025-12-31", "year"),
        ("2025 г.", "2025-01-01", "2025-12-31", "year"),
        ("март 2024 г.", "2024-03-01", "2024-03-31", "month"),
        ("2024 ж. наурыз", "2024-03-01", "2024-03-31", "month"),
        ("апр.24", "2024-04-01", "2024-04-30", "month"),
        ("I кв. 2024", "2024-01-01", "2024-03-31", "quarter"),
        ("2024 ж. II тоқсан", "2024-04-01", "2024-06-30", "quarter"),
        ("II полугодие 2024 г.", "2024-07-01", "2024-12-31", "half-year"),
        ("2024-03-01", "2024-03-01", "2024-03-01", "day"),
        ("1 наурыз 2024 ж.", "2024-03-01", "2024-03-01", "day"),
    ],
)
def test_dates_widen_and_keep_their_precision(
    workbook: Any, written: object, first: str, last: str, precision: str
) -> None:
    rows = [
        HEADER,
        row(1, "Клиники", start=written),
        row(2, "Школы", start="02.05.2023"),
        row(3, "Сады", start="2022 г."),
    ]
    start = read_register(workbook({"A": rows})).activities[0].start
    assert start is not None
    assert (start.first.isoformat(), start.last.isoformat(), start.precision) == (first, last, precision)


@pytest.mark.parametrize(
    "written", ["31.06.2024", "29.02.2023", "00.01.2024", "31 сентября 2024 г.", "скоро"]
)
def test_impossible_dates_are_gaps_with_a_finding(workbook: Any, written: str) -> None:
    rows = [HEADER, row(1, "Клиники", start=written), row(2, "Школы", start="02.05.2023")]
    register = read_register(workbook({"A": rows}))
    assert register.activities[0].start is None
    found = [
        f for f in register.findings if f.code in ("activities.date-impossible", "activities.date-unreadable")
    ]
    assert [(f.row, f.column, f.value) for f in found] == [(2, "F", written)]


@pytest.mark.parametrize(
    ("written", "amount", "currency"),
    [
        ("1\u00a0250\u00a0000,00", "1250000", "USD"),
        ("5\u202f300\u202f000", "5300000", "USD"),
        ("1.250.000", "1250000", "USD"),
        ("1'250'000", "1250000", "USD"),
        ("320,5 млн. тенге", "320500000", "KZT"),
        ("1,2 млрд ₸", "1200000000", "KZT"),
        ("750 мың теңге", "750000", "KZT"),
        ("€ 1,5 млн", "1500000", "EUR"),
        ("2 400 000 шв. франков", "2400000", "CHF"),
        ("£250k", "250000", "GBP"),
        ("10 000 тг.", "10000", "KZT"),
        (12500.5, "12500.5", "USD"),
    ],
)
def test_amounts_with_every_separator_unit_and_sign(
    workbook: Any, written: object, amount: str, currency: str
) -> None:
    rows = [HEADER, row(1, "Клиники", budget=written), row(2, "Школы", budget=100)]
    (money,) = read_register(workbook({"A": rows})).activities[0].money
    assert (f"{money.amount:f}", money.currency) == (amount, currency)


@pytest.mark.parametrize("written", ["н/д", "–", "-", "...", "n/a", "жоқ", "уточняется", "", None, "  "])
def test_a_gap_is_never_zero(workbook: Any, written: object) -> None:
    rows = [HEADER, row(1, "Клиники", budget=written), row(2, "Школы", budget=100)]
    assert read_register(workbook({"A": rows})).activities[0].money == ()


def test_unit_of_the_heading_gives_way_to_the_unit_of_the_cell(workbook: Any) -> None:
    rows = [
        ["№", "Проект", "Донор", "Стоимость, тыс. тенге"],
        [1, "А-проект", "ЕС", "1 500"],
        [2, "Б-проект", "ЕС", "2 млн долл. США"],
    ]
    register = read_register(workbook({"A": rows}))
    assert [(m.amount, m.currency) for a in register.activities for m in a.money] == [
        (Decimal(1_500_000), "KZT"),
        (Decimal(2_000_000), "USD"),
    ]


def test_settings_give_the_currency_and_unit_that_the_register_does_not(workbook: Any) -> None:
    path = workbook({"A": [["№", "Проект", "Донор", "Сумма"], [1, "Клиники", "ЕС", 5]]})
    assert read_register(path).activities[0].money[0].currency is None
    (activity,) = read_register(path, settings=ReadingSettings(currency="KZT", unit=Decimal(1000))).activities
    assert (activity.money[0].amount, activity.money[0].currency) == (5000, "KZT")


@pytest.mark.parametrize(
    ("written", "regions"),
    [
        ("Кызылординская, Туркестанская, Жамбылская обл.", ["KZ-43", "KZ-61", "KZ-31"]),
        ("г. Нур-Султан; ВКО", ["KZ-71", "KZ-63"]),
        ("ЮКО", ["KZ-61"]),
        ("Алматы қ., Абай облысы", ["KZ-75", "KZ-10"]),
        ("РК", ["KZ"]),
        ("все регионы", ["KZ"]),
        ("Приаралье", ["aral"]),
        ("г. Актау", ["KZ-47"]),
        ("Центральная Азия", []),
    ],
)
def test_regions_several_in_a_cell_old_and_short(workbook: Any, written: str, regions: list[str]) -> None:
    rows = [
        HEADER,
        row(1, "Клиники", region=written),
        row(2, "Школы", region="Астана"),
        row(3, "Сады", region="Абайская область"),
    ]
    assert [r.code for r in read_register(workbook({"A": rows})).activities[0].regions] == regions


@pytest.mark.parametrize(
    ("written", "declared", "doubtful"),
    [
        ("ЦУР 3 (3.3)", ["3.3"], False),
        ("5; 16", [5, 16], False),
        ("4,4; 8,6", ["4.4", "8.6"], False),
        ("7.3 (осн.), 13", ["7.3", 13], False),
        ("7.1–7.3", ["7.1", "7.2", "7.3"], False),
        ("Цель 5 / Target 5.2", ["5.2"], False),
        ("ТДМ 6", [6], False),
        ("ОДМ 6.1", ["6.1"], False),
        ("3.д/3.а/3.с", ["3.d", "3.a", "3.c"], False),
        (6.4, ["6.4"], False),
        (13, [13], False),
        (dt.datetime(2025, 4, 6), ["6.4"], True),
        (dt.datetime(2025, 10, 16), ["16.10"], True),
        ("06.апр", ["6.4"], True),
        (8.1, [8], True),
        (16.1, [16], True),
        (17.1, [17], True),
        ("8.10", ["8.10"], False),
        ("16.10", ["16.10"], False),
        ("4,5", [4], True),
        ("17.20", [17], True),
        ("SDG 3.3.1", ["3.3"], False),
        ("нет", [], False),
    ],
)
def test_sdg_codes_as_typed_and_as_excel_ruined_them(
    workbook: Any, written: object, declared: list[object], doubtful: bool
) -> None:
    rows = [HEADER, row(1, "Клиники", sdg=written), row(2, "Школы", sdg="4.1"), row(3, "Сады", sdg="15.2")]
    register = read_register(workbook({"A": rows}))
    found = register.activities[0].declared
    assert [d.target or d.goal for d in found] == declared
    assert any(d.doubtful for d in found) == doubtful
    assert any(code.startswith("sdg-") for code in codes(register)) == doubtful


def test_homoglyphs_soft_hyphens_and_line_breaks_in_titles(workbook: Any) -> None:
    rows = [HEADER, row(1, "  Ремонт\u00a0сель\u00adских\nклиник "), row(2, "Школы\u200b и сады")]
    assert titles(read_register(workbook({"A": rows}))) == ["Ремонт сельских клиник", "Школы и сады"]


def test_hidden_rows_columns_and_sheets(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = " Реестр 2025 "
    for cells in (HEADER, row(1, "Клиники", sdg="3.8"), row(2, "Школы", sdg="4.1")):
        sheet.append(cells)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["I"].hidden = True
    sheet.auto_filter.ref = "A1:I3"
    codes_list = book.create_sheet("Справочник")
    for number in range(1, 18):
        codes_list.append([f"ЦУР {number}"])
    codes_list.sheet_state = "hidden"
    summary = book.create_sheet("Свод")
    for cells in (["Сектор", "Количество проектов", "Сумма"], ["Здоровье", 1, 100], ["Образование", 1, 50]):
        summary.append(cells)
    path = tmp_path / "register.xlsx"
    book.save(path)
    register = read_register(path)
    assert titles(register) == ["Клиники", "Школы"]
    assert [d.target for a in register.activities for d in a.declared] == ["3.8", "4.1"]
    assert {"hidden-rows", "hidden-columns", "sheet-no-register"} <= set(codes(register))


def test_status_told_by_colour_only(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for cells in (HEADER, row(1, "Клиники"), row(2, "Школы")):
        book.active.append(cells)
    for cell in book.active[2]:
        cell.fill = openpyxl.styles.PatternFill("solid", fgColor="E2EFDA")
    path = tmp_path / "register.xlsx"
    book.save(path)
    register = read_register(path)
    assert [a.extra.get("colour") for a in register.activities] == ["E2EFDA", None]
    assert "status-by-colour" in codes(register)


def test_the_same_project_in_russian_and_kazakh_counts_once(workbook: Any) -> None:
    rows = [
        HEADER,
        row(
            1,
            "Безопасная вода для сельских школ",
            donor="ЮНИСЕФ",
            region="Кызылординская обл.",
            start="01.02.2024",
            end="2026",
            budget=350000,
            sdg="6.1",
        ),
        row(
            2,
            "Ауыл мектептеріне қауіпсіз су",
            donor="UNICEF",
            region="Қызылорда облысы",
            start="01.02.2024",
            end="2026",
            budget=350000,
            sdg="6.1",
        ),
        row(
            3,
            "Другой проект той же суммы",
            donor="ЮНИСЕФ",
            region="Астана",
            start="01.02.2024",
            end="2026",
            budget=350000,
            sdg="4.1",
        ),
    ]
    register = read_register(workbook({"A": rows}))
    assert [a.duplicate_of for a in register.activities] == [None, "1", None]
    assert codes(register).count("duplicate") == 1


def test_the_same_project_for_each_donor_keeps_both_amounts(workbook: Any) -> None:
    rows = [HEADER, row(1, "Возобновление лесов Арала", donor="Корея", budget=100), row(2, "Возобновление лесов Арала", donor="USAID", budget=60),
            row(3, "Возобновление лесов Арала", donor="USAID", budget=60)]  # fmt: skip
    register = read_register(workbook({"A": rows}))
    assert [a.duplicate_of for a in register.activities] == [None, None, "2"]
    assert [r.kind for r in register.activities[1].related] == ["co-funded"]


def test_contacts_anywhere_never_come_out(workbook: Any) -> None:
    header = [*HEADER, "Примечание", "Исп.", "Сведения"]
    rows = [
        header,
        [
            *row(1, "Клиники", implementer="Тестов А.А., МЗ РК"),
            "Исп. Тестова Т.Т., +7 (7172) 00-00-01",
            "Пробный П.П.",
            "a.b@example.org",
        ],
        [
            *row(2, "Школы. Контакт: Тестов А.А., тел. 8 7172 00 00 02", implementer="ПРООН"),
            "см. письмо",
            "Тестов Т.",
            "+77010000003",
        ],
    ]
    register = read_register(workbook({"A": rows}))
    everything = register.model_dump_json() + register.findings_frame("ru").to_csv()
    for secret in ("Тестов", "Пробный", "example.org", "00-00-01", "00 00 02", "0000003"):
        assert secret not in everything
    assert [[str(p.name) for p in a.partners] for a in register.activities] == [["МЗ РК"], ["ПРООН"]]


@pytest.mark.parametrize("ending", ["xls", "ods", "xlsx"])
def test_other_workbook_formats(workbook: Any, tmp_path: Path, ending: str) -> None:
    source = workbook(
        {"Реестр": [HEADER, ["Вода"], row(1, "Каналы", donor="АБР", start=dt.datetime(2024, 3, 1), sdg=6.4)]},
        merges={"Реестр": ["A2:I2"]},
    )
    (saved,) = converted([source], ending, tmp_path / "out")
    (activity,) = read_register(saved).activities
    assert (str(activity.title), activity.section) == ("Каналы", "Вода")
    assert activity.start is not None and activity.start.first == dt.date(2024, 3, 1)
    assert [d.target for d in activity.declared] == ["6.4"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "kz1048", "cp866", "koi8-r"]
)
@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_text_files_in_every_encoding_and_delimiter(tmp_path: Path, encoding: str, mark: str) -> None:
    title = (
        "Ауыл мектептеріне таза су құбыры"
        if encoding.startswith(("utf", "kz"))
        else "Чистая вода для сельских школ"
    )
    lines = [
        ["№", "Наименование проекта", "Донор", "Сумма, тенге"],
        ["1", title, "Япония", "1 200"],
        ["2", "Ремонт дорог", "АБР", "300"],
    ]
    path = tmp_path / "register.txt"
    if encoding in ("cp866", "koi8-r"):
        lines[0][0] = "Номер"
    path.write_bytes("\r\n".join(mark.join(line) for line in lines).encode(encoding))
    assert titles(read_register(path)) == [title, "Ремонт дорог"]


def test_cells_with_delimiters_quotes_and_line_breaks(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text('№;Проект;Донор\n1;"Вода; ""Арал""\nи степь";ЕС\n2;Лес;ПРООН\n', encoding="utf-8")
    register = read_register(path)
    assert titles(register) == ['Вода; "Арал" и степь', "Лес"]
    assert [a.origin.row for a in register.activities] == [2, 3]


def test_quotation_mark_that_is_never_closed_loses_no_row(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    lines = [f"{number};Проект номер {number};ЕС;10" for number in range(1, 101)]
    lines[4] = '5;"Проект номер 5;ЕС;10'
    path.write_text("№;Проект;Донор;Сумма, тенге\n" + "\n".join(lines) + "\n", encoding="utf-8")
    assert len(read_register(path)) == 100


def test_kazakh_letters_lost_in_windows_1251_are_told(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    text = "№;Жобаның атауы;Доноры;Регион\n1;Ауыл мектептеріне қауіпсіз су;ЕО;Қызылорда облысы\n"
    path.write_bytes(text.encode("cp1251", errors="replace"))
    register = read_register(path)
    assert {"letters-lost", "text-damaged", "encoding"} <= set(codes(register))
    assert [r.code for r in register.activities[0].regions] == ["KZ-43"]


def test_tables_of_a_word_document(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Отчёт о сотрудничестве")
    document.add_paragraph("Перечень проектов")
    table = document.add_table(rows=0, cols=4)
    for cells in (
        ["№", "Наименование проекта", "Донор", "Сумма, тыс. тенге"],
        ["Вода", "", "", ""],
        ["1", "Каналы", "АБР", "1 200,5"],
        ["2", "Насосы", "", "300"],
    ):
        added = table.add_row().cells
        for cell, text in zip(added, cells, strict=True):
            cell.text = text
    table.rows[1].cells[0].merge(table.rows[1].cells[3])
    table.rows[2].cells[2].merge(table.rows[3].cells[2])
    path = tmp_path / "report.docx"
    document.save(path)
    register = read_register(path)
    assert [(str(a.title), a.section, [str(p.name) for p in a.partners]) for a in register.activities] == [
        ("Каналы", "Вода", ["АБР"]),
        ("Насосы", "Вода", ["АБР"]),
    ]
    assert register.activities[0].money[0].amount == Decimal(1_200_500)


def test_sheet_used_to_its_last_row(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for cells in (HEADER, row(1, "Клиники"), row(2, "Школы")):
        book.active.append(cells)
    book.active.cell(row=1_048_576, column=9).value = " "
    book.active.cell(row=1_048_575, column=200).value = "x"
    path = tmp_path / "register.xlsx"
    book.save(path)
    register = read_register(path)
    assert titles(register) == ["Клиники", "Школы"]
    assert [a.origin.row for a in register.activities] == [2, 3]


def test_files_that_are_no_register_are_refused_plainly(tmp_path: Path, workbook: Any) -> None:
    def code(path: Path) -> str:
        with pytest.raises(InputError) as caught:
            read_register(path)
        assert path.name in caught.value.what("ru") or path.name in caught.value.what("en")
        return caught.value.code

    assert code(tmp_path / "missing.xlsx") == "files.missing"
    assert code(tmp_path) == "activities.folder"
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    assert code(empty) == "files.empty"
    assert code(workbook({"A": [], "B": []}, name="blank.xlsx")) == "activities.workbook-empty"
    assert code(workbook({"A": [["привет"], ["мир"]]}, name="words.xlsx")) == "activities.no-register"
    document = docx.Document()
    document.add_paragraph("Текст без таблиц")
    document.save(tmp_path / "letter.docx")
    assert code(tmp_path / "letter.docx") == "activities.document-without-table"
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    assert code(tmp_path / "scan.pdf") == "activities.file-pdf"
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    assert code(tmp_path / "picture.png") == "activities.file-unknown"
    with zipfile.ZipFile(tmp_path / "some.zip", "w") as archive:
        archive.writestr("a.txt", "a")
    # What an archive holds alone is read as if it had not been packed.
    assert code(tmp_path / "some.zip") == "activities.no-register"
    with zipfile.ZipFile(tmp_path / "some.zip", "a") as archive:
        archive.writestr("b.txt", "b")
    # Of several each is asked; where none holds a register, the first one is named.
    assert code(tmp_path / "some.zip") == "activities.no-register"


def test_a_workbook_with_a_password_says_so_wherever_its_list_of_parts_stands(tmp_path: Path) -> None:
    late = tmp_path / "late.xlsx"
    late.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3_000_000) + "EncryptedPackage".encode("utf-16-le")
    )
    whole = tmp_path / "whole.ods"
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("encrypted-package", bytes(range(256)))
    for path in (late, whole):
        with pytest.raises(InputError) as caught:
            read_register(path)
        assert caught.value.code == "files.password"


def test_workbook_with_a_password_says_so(tmp_path: Path) -> None:
    # What Excel writes when a password is set: an OLE file with a stream of this name.
    path = tmp_path / "secret.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(1024)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(2048)
    )
    with pytest.raises(InputError) as caught:
        read_register(path)
    assert caught.value.code == "files.password"
    assert "парол" in caught.value.what("ru")


def test_settings_fix_the_header_row_of_each_sheet(workbook: Any, tmp_path: Path) -> None:
    table = [["Объект", "Кто", "Сколько"], ["Колодцы", "ПРООН", "12 млн тг"]]
    path = workbook(
        {"А": [["x"], ["y"], *table], "Б": table, "В": table[1:], "Г": [["Проект", "Донор"], ["Мост", "АБР"]]}
    )
    settings = tmp_path / "sdgkit.toml"
    settings.write_text(
        '[register]\nheader_row = {"А" = 3, " б " = 1, "В" = 0, "Д" = 2}\n'
        '[register.columns]\n"А!A" = "title"\n"Б!A" = "title"\n"В!A" = "title"\n"Кто" = "donor"\n"В!B" = "donor"\n',
        encoding="utf-8",
    )
    register = read_register(path, settings=read_settings(settings))
    assert [(a.origin.sheet, a.origin.row, str(a.title)) for a in register.activities] == [
        ("А", 4, "Колодцы"), ("Б", 2, "Колодцы"), ("В", 1, "Колодцы"), ("Г", 2, "Мост"),
    ]  # fmt: skip
    assert all(a.partners[0].role == "funding" for a in register.activities)
    assert [f.value for f in register.findings if f.code == "activities.setting-sheet-unused"] == ["Д"]
    with pytest.raises(UsageError):
        settings.write_text('[register]\nheader_row = {"А" = -3}\n', encoding="utf-8")
        read_settings(settings)


def test_settings_fix_header_row_and_columns_by_hand(workbook: Any) -> None:
    path = workbook({"A": [["что", "кто", "почём"], ["Каналы", "АБР", "100"], ["Насосы", "ЕС", "200"]]})
    with pytest.raises(InputError):
        read_register(path)
    settings = ReadingSettings(
        header_row=1, columns={"A": "title", "кто": "donor", "C": "budget"}, currency="KZT"
    )
    register = read_register(path, settings=settings)
    assert [(str(a.title), str(a.partners[0].name), a.money[0].amount) for a in register.activities] == [
        ("Каналы", "АБР", 100),
        ("Насосы", "ЕС", 200),
    ]
    assert {c.reason for c in register.columns} == {"settings"}
    with pytest.raises(UsageError):
        read_register(path, settings=ReadingSettings(header_row=1, columns={"A": "colour"}))


def test_web_page_saved_as_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "export.xls"
    path.write_text(
        "<html><meta charset='utf-8'><table><tr><th>№</th><th>Проект</th><th>Донор</th></tr>"
        "<tr><td>1</td><td>Каналы</td><td rowspan=2>АБР</td></tr><tr><td>2</td><td>Насосы</td></tr></table></html>",
        encoding="utf-8",
    )
    register = read_register(path)
    assert [(str(a.title), [str(p.name) for p in a.partners]) for a in register.activities] == [
        ("Каналы", ["АБР"]),
        ("Насосы", ["АБР"]),
    ]


def test_several_files_become_one_register(workbook: Any) -> None:
    first = workbook({"A": [HEADER, row(1, "Клиники")]}, name="2024.xlsx")
    second = workbook({"A": [HEADER, row(1, "Школы"), row(2, "Сады")]}, name="2025.xlsx")
    seen: list[tuple[int, int]] = []
    register = read_register([first, second], progress=lambda done, total: seen.append((done, total)))
    assert [a.id for a in register.activities] == ["2024:1", "2025:1", "2"]
    assert [source.records for source in register.sources] == [1, 2] and seen == [(1, 2), (2, 2)]


def test_ids_stay_when_the_file_is_read_again_renamed_or_gets_a_column(workbook: Any) -> None:
    rows = [row("", "Клиники", donor="ВОЗ"), row("", "Школы", donor="ЮНИСЕФ"), row("", "Школы", donor="ЕС")]
    ids = [a.id for a in read_register(workbook({"A": [HEADER, *rows]})).activities]
    again = read_register(workbook({"A": [HEADER, *rows]}, name="renamed.xlsx"))
    assert [a.id for a in again.activities] == ids and len(set(ids)) == 3
    wider = workbook(
        {"Б": [["Год", *HEADER], *[["2024", *cells] for cells in reversed(rows)]]}, name="wider.xlsx"
    )
    assert [a.id for a in read_register(wider).activities] == ids[::-1]


def test_a_kazakh_register_with_a_header_in_two_rows_and_the_same_again(workbook: Any) -> None:
    path = workbook(
        {
            "Тізілім": [
                ["Ынтымақтастық жобаларының тізілімі"],
                [
                    "Р/с №",
                    "Жобаның атауы",
                    "Серіктес",
                    "Жүзеге асыратын ұйым",
                    "Іске асыру мерзімі",
                    "",
                    "Құны, млн теңге",
                ],
                ["", "", "", "", "басталуы", "аяқталуы", ""],
                [
                    1,
                    "Сексеуіл отырғызу",
                    "Дүниежүзілік банк",
                    "Экология министрлігі",
                    "2023 ж.",
                    "2024 ж.",
                    "3 400,5",
                ],
                [2, "Мұғалімдерді оқыту", "-//-", "сол сияқты", "01.09.2023", "30.06.2025", "-//-"],
                ["Барлығы:", "", "", "", "", "", "3 400,5"],
            ]
        }
    )
    register = read_register(path)
    assert [[str(p.name) for p in a.partners] for a in register.activities] == [
        ["Дүниежүзілік банк", "Экология министрлігі"]
    ] * 2
    assert [m.amount for a in register.activities for m in a.money] == [Decimal("3400500000")]
    told = {(f.code, f.column) for f in register.findings}
    assert {
        ("activities.cell-ditto", "C"),
        ("activities.cell-ditto", "D"),
        ("activities.amount-ditto", "G"),
    } <= told


def test_what_stands_beside_a_table_is_told_and_is_no_part_of_it(workbook: Any) -> None:
    path = workbook(
        {
            "2024": [
                ["Название", "Донор", "Сумма, тыс. долл. США", "", "Показатель", "Значение"],
                ["ЗДРАВООХРАНЕНИЕ", "", "", "", "Всего проектов", 2],
                ["Вакцинация детей", "ЮНИСЕФ", "45,3", "", "", ""],
                ["Ремонт школ", "USAID", "120", "", "зелёный – завершён", ""],
            ],
            "2025": [
                ["Название", "Донор", "Сумма, тыс. долл. США", "", "ЦУР"],
                ["Стипендии", "Венгрия", "300", "", "4.b"],
            ],
        }
    )
    register = read_register(path)
    assert titles(register) == ["Вакцинация детей", "Ремонт школ", "Стипендии"]
    assert [a.section for a in register.activities] == ["ЗДРАВООХРАНЕНИЕ", "ЗДРАВООХРАНЕНИЕ", ""]
    assert [int(m.amount) for a in register.activities for m in a.money] == [45300, 120000, 300000]
    assert not any(a.extra or a.results for a in register.activities)
    assert [d.target for d in register.activities[2].declared] == ["4.b"]
    (told,) = [f for f in register.findings if f.code == "activities.cells-beside"]
    assert told.value == "Всего проектов; 2; зелёный – завершён"


def test_volunteers_counted_in_words_or_roughly(workbook: Any) -> None:
    path = workbook(
        {
            "Волонтёры": [
                [
                    "Мероприятие",
                    "Организатор",
                    "Период",
                    "Кол-во волонтеров",
                    "из них молодежь (14-35)",
                    "Часы волонтёров",
                ],
                ["Посадка деревьев", "Фронт-офис", "2024-", "ок. 50", "35 чел.", "480 ч"],
                ["Помощь пожилым", "Красный Полумесяц", "с 2023 г.", "12", "", ""],
            ]
        }
    )
    register = read_register(path)
    first = register.activities[0].volunteers
    assert first is not None
    assert (first.people, first.youth, first.hours) == (50, 35, 480)
    assert [(a.start.first.year, a.end) for a in register.activities if a.start] == [
        (2024, None),
        (2023, None),
    ]
    assert [p.role for a in register.activities for p in a.partners] == ["implementing"] * 2
    assert "activities.volunteers-about" in {f.code for f in register.findings}


def test_roles_in_brackets_countries_as_partners_and_a_primary_goal_beside_its_target(workbook: Any) -> None:
    path = workbook(
        {
            "Проекты": [
                ["Проект", "Партнеры", "Страна/организация", "ЦУР (основная)", "ЦУР (прочие)", "Срок"],
                [
                    "Ирригация",
                    "ВБ (донор), Минсельхоз (исполнитель)",
                    "Германия (GIZ)",
                    "11",
                    "9.1; 11.2",
                    "до 2027",
                ],
                ["Умный город", "KOICA (донор)", "Корея", "9", "", "2025 жылға дейін"],
            ]
        }
    )
    first, second = read_register(path).activities
    assert {(str(p.name), p.role) for p in first.partners} >= {
        ("ВБ", "funding"),
        ("Минсельхоз", "implementing"),
    }
    assert "Германия (GIZ)" in {str(p.name) for p in first.partners}
    assert first.countries == second.countries == ()
    assert [(d.target, d.primary) for d in first.declared] == [("9.1", False), ("11.2", True)]
    assert [(a.start, a.end.last.year) for a in (first, second) if a.end] == [(None, 2027), (None, 2025)]


def test_the_unit_over_a_table_of_a_document_and_two_titles_beside_a_slash(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Перечень проектов, в млн долларов США")
    table = document.add_table(rows=0, cols=3)
    for cells in (
        ["Атауы / Наименование", "Донор", "Сумма"],
        ["Балалар емханасын жабдықтау / Оснащение детской поликлиники", "JICA", "12,7"],
    ):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    document.save(tmp_path / "list.docx")
    (activity,) = read_register(tmp_path / "list.docx").activities
    assert activity.title.root == {
        "kk": "Балалар емханасын жабдықтау",
        "ru": "Оснащение детской поликлиники",
    }
    assert [(m.amount, m.currency) for m in activity.money] == [(Decimal("12700000"), "USD")]


def test_components_that_add_up_to_their_project_are_counted_once(workbook: Any) -> None:
    from sdgkit.mapping.allocation import countable

    path = workbook(
        {
            "Реестр": [
                ["№", "Наименование проекта", "Донор", "Сумма, USD"],
                ["1", "Водосберегающие технологии", "АБР", "12 500 000"],
                ["1.1", "компонент 1: каналы", "", "5 000 000"],
                ["1.2", "компонент 2: обучение", "", "7 500 000"],
                ["2", "Школы", "ЕС", "100"],
                ["2.1", "компонент: мебель", "", "30"],
                ["3", "Клиники", "ЕС", "70"],
            ]
        }
    )
    register = read_register(path)
    assert list(countable(register).values()) == ["", "child", "child", "", "", ""]
    told = {f.code: f.row for f in register.findings}
    assert told["activities.components"] == 2
    assert told["activities.components-unequal"] == 5


def test_an_ods_file_tells_what_is_hidden_coloured_and_not_calculated(tmp_path: Path) -> None:
    def cell(text: str, style: str = "") -> str:
        return f'<table:table-cell table:style-name="{style}" office:value-type="string"><text:p>{text}</text:p></table:table-cell>'

    def line(texts: list[str], style: str = "", attributes: str = "", last: str = "") -> str:
        return (
            f"<table:table-row {attributes}>{''.join(cell(t, style) for t in texts)}{last}</table:table-row>"
        )

    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
        ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
        ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"><office:automatic-styles>'
        '<style:style style:name="green"><style:table-cell-properties fo:background-color="#92d050"/></style:style>'
        '</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Реестр">'
        '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column table:number-columns-repeated="2"/>'
        + line(["Наименование проекта", "Куратор", "Донор", "Бюджет, евро"])
        + line(["Ремонт сельских клиник", "отдел 1", "АБР", "500"], "green")
        + line(["Питание школьников", "отдел 2", "ВПП", "700"], attributes='table:visibility="filter"')
        + line(["Очистка стоков", "отдел 3", "ЕБРР"], last='<table:table-cell table:formula="of:=[.D2]*2"/>')
        + '<table:table-row table:number-rows-repeated="1048572" table:visibility="collapse"><table:table-cell/></table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    path = tmp_path / "register.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr("content.xml", content)
    register = read_register(path)
    assert titles(register) == ["Ремонт сельских клиник", "Питание школьников", "Очистка стоков"]
    told = {f.code: f for f in register.findings}
    assert told["activities.hidden-rows"].details["number"] == "1"
    assert told["activities.hidden-columns"].value == "B"
    assert told["activities.status-by-colour"].details["number"] == "1"
    assert (
        told["activities.formula-without-value"].row,
        told["activities.formula-without-value"].column,
    ) == (4, "D")


def test_an_xls_file_tells_what_is_merged_hidden_coloured_and_wrong() -> None:
    register = read_register(Path(__file__).with_name("register.xls"))
    assert titles(register)[-1] == "Очистка стоков"
    assert [str(p.name) for a in register.activities for p in a.partners] == [
        "ЮНИСЕФ",
        "ЮНИСЕФ",
        "Корея",
        "ЕБРР",
    ]
    told = {f.code: f for f in register.findings}
    assert told["activities.hidden-rows"].details["number"] == "1"
    assert told["activities.hidden-columns"].value == "E"
    assert told["activities.status-by-colour"].details["number"] == "1"
    assert register.activities[3].extra == {"colour": "92D050"}
    assert (told["activities.cell-error"].row, told["activities.cell-error"].value) == (6, "#DIV/0!")


def test_merged_cells_and_errors_of_an_ods_file(tmp_path: Path) -> None:
    source = Path(__file__).with_name("register.xls")
    (saved,) = converted([source], "ods", tmp_path)
    one, other = read_register(source), read_register(saved)
    assert [a.model_dump(exclude={"origin"}) for a in other.activities] == [
        a.model_dump(exclude={"origin"}) for a in one.activities
    ]
    assert {f.code for f in other.findings} >= {
        "activities.cell-error",
        "activities.hidden-rows",
        "activities.hidden-columns",
    }


def test_a_sum_in_full_under_a_heading_in_thousands_is_told(workbook: Any) -> None:
    head = ["Наименование проекта", "Донор", "Бюджет, тыс. USD"]
    rows = [
        ["Капельное орошение", "USAID", "1000"],
        ["Инклюзивные школы", "ЕС", "75 000 $"],
        ["Сады", "ЕС", "75 $"],
    ]
    register = read_register(workbook({"2024": [head, *rows]}))
    told = [(f.row, f.severity) for f in register.findings if f.code == "activities.amount-unit"]
    assert told == [(3, "warning")]


def test_costs_of_events_are_no_goals_and_a_portfolio_of_a_bank_is_a_register(
    tmp_path: Path, workbook: Any
) -> None:
    path = tmp_path / "events.csv"
    path.write_text(
        "№;Мероприятие;Организатор;Смета, руб.\n1;Аллея мира в Алматы;ЮНВ;15 000,50\n2;Уборка берега;КазДобро;1 200\n",
        encoding="cp1251",
    )
    register = read_register(path)
    assert [[(m.amount, m.currency) for m in a.money] for a in register.activities] == [
        [(Decimal("15000.5"), "RUB")],
        [(Decimal("1200"), "RUB")],
    ]
    assert not any(a.declared for a in register.activities)
    head = ["Ref", "Operation", "Approved", "Closing", "Net Commitment", "Goal", "Lead GP"]
    rows = [["P1", "Irrigation Modernization", "5-Mar-19", "Jun-25", "152.5", "SDG 6", "Water"], ["P2", "Skills and Jobs", "1-Jun-20", "Dec-27", "100", "4, 8", "Education"]]  # fmt: skip
    bank = read_register(
        workbook({"Portfolio": [["Portfolio (US$ million)"], head, *rows]}, name="bank.xlsx")
    )
    assert titles(bank) == ["Irrigation Modernization", "Skills and Jobs"]
    assert [str(a.end.last) for a in bank.activities if a.end] == ["2025-06-30", "2027-12-31"]
    assert [m.amount for a in bank.activities for m in a.money] == [152_500_000, 100_000_000]
