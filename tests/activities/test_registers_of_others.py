# ruff: noqa: E501 - rows of registers are read across
"""Registers as ministries, embassies, akimats, agencies and consultants would keep them, each built from its description."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import docx
import pytest

from sdgkit.activities.reading import read_register
from sdgkit.activities.register import Register
from sdgkit.activities.settings import ReadingSettings
from sdgkit.errors import InputError, UsageError


def titles(register: Register) -> list[str]:
    return [str(a.title) for a in register.activities]


def money(register: Register) -> list[list[tuple[str, str | None, str]]]:
    return [[(f"{m.amount:f}", m.currency, m.kind) for m in a.money] for a in register.activities]


def goals(register: Register) -> list[list[str]]:
    return [[d.indicator or d.target or str(d.goal) for d in a.declared] for a in register.activities]


def fields(register: Register) -> dict[str, str]:
    return {choice.column: choice.field for choice in register.columns}


def codes(register: Register) -> set[str]:
    return {finding.code.partition(".")[2] for finding in register.findings}


def test_kazakh_ministry_with_a_letterhead_and_headings_broken_over_lines(workbook: Any) -> None:
    path = workbook(
        {"Тізілім": [["Қазақстан Республикасының Сыртқы істер министрлігі"], [], ["БЕКІТЕМІН"], ["Департамент директоры"], ["______________"],
                     ["2025 жылғы «___» ________"], [], [], ["Халықаралық ынтымақтастық жобаларының"], ["ТІЗІЛІМІ"],
                     ["2025 жылғы 1 шілдедегі жағдай бойынша"], [], ["(мың АҚШ доллары)"], [],
                     ["Р/с\n№", "Жобаның\nтолық\nатауы", "Донор\nұйымның\nатауы", "Іске\nасыратын\nмемлекеттік\nоргандар", "Іске\nасырылатын\nөңірлер",
                      "Іске\nасыру\nмерзімдері", "Жобаның\nжалпы\nқұны", "ТДМ-дар\n(мақсаттар мен\nміндеттер)", "Жобаның\nмәртебесі"],
                     [1, "Арал өңірінде ауыз сумен қамтуды жақсарту", "БҰҰДБ", "СРИМ", "Қызылорда облысы, Арал ауданы", "қаңтар–желтоқсан 2024", "1 250,5", "ТДМ 6, 6.1-міндет", "іске асырылуда"],
                     [2, "Ауыл мектептерінің мұғалімдерін оқыту", "ЮНИСЕФ", "ОАМ", "Түркістан облысы, Кентау қ.; Шымкент қ.", "2023 жылдан 2025 жылға дейін", "640", "ТДМ 4 (4.1; 4.c)", "аяқталды"],
                     ["", "Барлығы:", "", "", "", "", "1 890,5", "", ""]]},
        merges={"Тізілім": ["A1:I1", "A9:I9", "A10:I10"]},
    )  # fmt: skip
    register = read_register(path)
    assert money(register) == [[("1250500", "USD", "budget")], [("640000", "USD", "budget")]]
    assert goals(register) == [["6.1"], ["4.1", "4.c"]]
    assert [[(str(p.name), p.role) for p in a.partners] for a in register.activities] == [
        [("БҰҰДБ", "funding"), ("СРИМ", "government")],
        [("ЮНИСЕФ", "funding"), ("ОАМ", "government")],
    ]
    assert [[r.code for r in a.regions] for a in register.activities] == [["KZ-43"], ["KZ-61", "KZ-79"]]
    assert [a.status for a in register.activities] == ["ongoing", "completed"]
    assert codes(register) == {"row-total"}


def test_embassy_with_a_sheet_for_each_fiscal_year_and_other_headings_in_each(workbook: Any) -> None:
    path = workbook(
        {"FY2022-23": [["Grant Assistance for Grassroots Human Security Projects (GGP)"], [],
                       ["No.", "Project", "Grantee", "Oblast", "Contract signed", "Grant amount (JPY)", "Related SDGs"],
                       [1, "Upgrading the maternity ward of Aral district hospital", "Aral District Hospital", "Kyzylorda", dt.date(2023, 3, 14), 9870000, "SDG3: Good health"],
                       [2, "School bus for children with disabilities", "NGO «Umit»", "Akmola", dt.date(2023, 3, 17), "¥10,250,000", "SDG 4, 10"]],
         "FY2023-24": [["No.", "Project name", "Recipient organisation", "Location", "Date of G/C", "Amount, JPY", "Amount, USD", "SDGs", "Status"],
                       [1, "Water purification in Syrdarya villages", "Village water cooperative", "Kyzylorda oblast", "2024-02-20", "JPY 9,990,000", 66600, "Goal 6 (6.1, 6.2)", "Completed"],
                       [2, "Equipment for the shelter for women", "Public Foundation “Komek”", "Almaty city", "2024-03-01", "9,450,000", "63,000", "5.2; 16.1", "On-going"]]}
    )  # fmt: skip
    register = read_register(path)
    assert money(register) == [
        [("9870000", "JPY", "budget")],
        [("10250000", "JPY", "budget")],
        [("9990000", "JPY", "budget")],
        [("9450000", "JPY", "budget")],
    ]
    assert goals(register) == [["3"], ["4", "10"], ["6.1", "6.2"], ["5.2", "16.1"]]
    assert all(a.start is not None for a in register.activities)
    assert [a.status for a in register.activities][2:] == ["completed", "ongoing"]
    assert "amount-currency" not in codes(register), "the heading says which yen or yuan"


def test_akimat_in_windows_1251_with_the_unit_in_a_row_of_its_own(tmp_path: Path) -> None:
    rows = [
        "Перечень проектов международного сотрудничества;;;;;;",
        "№ п/п;Наименование мероприятия;Партнер;Территория;Срок;Сумма;ЦУР",
        ";;;;;тыс. тенге;",
        "1;Строительство ФАП;Исламский банк развития;Жамбылская обл.;2023-2024;45 600,5;03.авг",
        "2;Модернизация ирригации;Всемирный банк;Жамбылская обл., Таласский р-н;с 01.2023 по 12.2025;1 250 000,0;06.апр",
        "3;Центр обслуживания предпринимателей;USAID;г. Тараз;3 года с 2022;78 000;8,3",
        ";Всего;;;;1 373 600,5;",
    ]
    path = tmp_path / "register.csv"
    path.write_bytes("\r\n".join(rows).encode("cp1251"))
    register = read_register(path)
    assert titles(register) == [
        "Строительство ФАП",
        "Модернизация ирригации",
        "Центр обслуживания предпринимателей",
    ]
    assert [m[0] for m in money(register)] == [
        ("45600500", "KZT", "budget"),
        ("1250000000", "KZT", "budget"),
        ("78000000", "KZT", "budget"),
    ]
    assert goals(register) == [["3.8"], ["6.4"], ["8"]]
    assert all(d.doubtful for a in register.activities for d in a.declared)
    assert codes(register) == {"encoding", "sdg-date", "sdg-comma", "row-total"}


def test_units_and_forms_under_the_headings_are_no_activity(workbook: Any) -> None:
    path = workbook(
        {"A": [["No", "Activity", "Partner", "Total budget", "Spent", "Start", "End", "SDG"],
               ["", "", "", "USD", "%", "mm/yyyy", "mm/yyyy", "code"],
               [1, "Support to persons with disabilities", "UNPRPD", "250\u00a0000", "45", "01/2024", "06/2026", "10.2"],
               [2, "Civil society grants", "EU", "1\u202f150\u202f000", "100%", "03/2021", "02/2024", "16.7"]]}
    )  # fmt: skip
    register = read_register(path)
    assert money(register) == [[("250000", "USD", "budget")], [("1150000", "USD", "budget")]]
    assert [a.extra for a in register.activities] == [{"Spent / %": "45"}, {"Spent / %": "100%"}]
    assert codes(register) == set()


def test_agency_with_titles_of_outputs_as_a_tab_file_in_utf_16(tmp_path: Path) -> None:
    rows = [
        ["UNSDCF Outcome", "Output title", "Agencies", "Implementing partners", "Start Date", "Total Required Resources (USD)", "Total Expenditure (USD)", "SDG Targets"],
        ["1. Human capital", "Health workers trained in NCD prevention", "WHO; UNFPA", "Ministry of Healthcare", "2021-01-01", "1,250,000", "450,000.50", "3.4; 3.8; 3.c"],
        ["2. Environment", "Glacier monitoring established", "UNESCO; UNDP", "Institute of Geography", "2022-07-01", "3,000,000", "1,100,000", "13.1, 13.3, 6.6"],
    ]  # fmt: skip
    path = tmp_path / "outputs.tsv"
    path.write_bytes("\r\n".join("\t".join(row) for row in rows).encode("utf-16"))
    register = read_register(path)
    assert titles(register) == ["Health workers trained in NCD prevention", "Glacier monitoring established"]
    assert money(register)[0] == [("1250000", "USD", "required"), ("450000.5", "USD", "disbursed")]
    assert goals(register) == [["3.4", "3.8", "3.c"], ["13.1", "13.3", "6.6"]]


def test_consultants_matrix_with_two_tables_side_by_side(workbook: Any) -> None:
    path = workbook(
        {"Mapping": [["Donor mapping – Aral Sea basin", "", "", "", "", "", "Regional programmes"], [],
                     ["Project", "Donor", "Budget", "Years", "SDG", "", "Programme", "Financier", "Envelope (M EUR)"],
                     ["Saxaul planting on the dried seabed", "Korea Forest Service", "USD 1.2M", "2018-2021", "15.3", "", "Central Asia Water and Energy Programme", "EU, SECO, UK", "38"],
                     ["Fishery restoration, Small Aral", "EU", "€ 2.5m", "Q3 2020 – Q2 2024", "14.4; 2.3", "", "Green Central Asia", "Germany", "10.5"]]}
    )  # fmt: skip
    register = read_register(path)
    assert money(register) == [
        [("1200000", "USD", "budget")],
        [("2500000", "EUR", "budget")],
        [("38000000", "EUR", "budget")],
        [("10500000", "EUR", "budget")],
    ]
    assert [a.end.last.year if a.end else None for a in register.activities] == [2021, 2024, None, None]
    assert [c.column for c in register.columns] == ["A", "B", "C", "D", "E", "G", "H", "I"]


def test_sheets_named_after_donors_and_regions(workbook: Any) -> None:
    path = workbook(
        {"АБР": [["Название", "Исполнительное агентство", "Сумма займа, млн долл. США", "ЦУР"], ["Реконструкция дороги Актобе–Макат", "КАД МТ РК", 240, "9.1"]],
         "Маңғыстау": [["Название проекта", "Источник", "Бюджет (USD)", "ЦУР/ТДМ"], ["Опреснение воды в Курыке", "Правительство Японии через ПРООН", "1 100 000", "6.1, 6.3"]],
         "Абай обл.": [["Объект", "Финансирование, млн тг", "Исполнитель"], ["Реабилитация пострадавших от испытаний", "120,5", "ЮНФПА"]]}
    )  # fmt: skip
    register = read_register(path)
    assert [[(str(p.name), p.role) for p in a.partners] for a in register.activities] == [
        [("КАД МТ РК", "implementing"), ("АБР", "funding")],
        [("Правительство Японии", "funding"), ("ПРООН", "implementing")],
        [("ЮНФПА", "implementing")],
    ]
    assert [[r.code for r in a.regions] for a in register.activities] == [[], ["KZ-47"], ["KZ-10"]]
    assert [f.value for f in register.findings if f.code == "activities.heading-understood"] == [
        "АБР",
        "Маңғыстау",
        "Абай обл.",
    ]


def test_merged_donors_totals_inside_shares_of_goals_and_a_day_in_a_heading(workbook: Any) -> None:
    path = workbook(
        {"2025": [["Донор", "№", "Наименование проекта", "Стоимость проекта, млн. тенге", "", "Освоено на 01.07.2025, млн. тенге", "Доля ЦУР"],
                  ["", "", "", "Всего", "в т.ч. грант", "", ""],
                  ["Всемирный банк", 1, "Устойчивое лесовосстановление", 12500.4, 1200, 4300.2, "15 (60%), 13 (40%)"],
                  ["", 2, "Стимулирование продуктивных инноваций", 37000, "-", 36950, "9 – 70%; 8 – 30%"],
                  ["Итого по Всемирному банку", "", "", 49500.4, 1200, 41250.2, ""],
                  ["ЕС", 3, "Поддержка верховенства права", 2800, 2800, 900, "16.3 (100%)"]]},
        merges={"2025": ["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2", "G1:G2", "A3:A4", "A5:C5"]},
    )  # fmt: skip
    register = read_register(path)
    assert [[(d.goal, d.share) for d in a.declared] for a in register.activities] == [
        [(15, Fraction(3, 5)), (13, Fraction(2, 5))],
        [(9, Fraction(7, 10)), (8, Fraction(3, 10))],
        [(16, Fraction(1))],
    ]
    assert [str(p.name) for a in register.activities for p in a.partners] == [
        "Всемирный банк",
        "Всемирный банк",
        "ЕС",
    ]
    assert {m.year for a in register.activities for m in a.money} == {None}
    assert money(register)[0] == [("12500400000", "KZT", "budget"), ("4300200000", "KZT", "disbursed")]


def test_traps_with_the_donor_beside_the_amount_and_goals_under_two_headings(workbook: Any) -> None:
    path = workbook(
        {"Лист1": [["Проект", "Цель", "Партнеры", "Финансирование", "Задача", "Год"],
                   ["Цифровые ФАПы", "3", "Министерство здравоохранения, акимат СКО", "ПРООН, 350 тыс. долл.", "3.8", "2024"],
                   ["Чистый воздух Алматы", "11, 3", "Акимат г. Алматы", "GIZ, 200 тыс. евро", "11.6; 3.9", "2025"]]}
    )  # fmt: skip
    register = read_register(path)
    assert fields(register) == {
        "A": "title",
        "B": "sdg",
        "C": "implementer",
        "D": "budget",
        "E": "sdg",
        "F": "year",
    }
    assert [[(str(p.name), p.role) for p in a.partners] for a in register.activities] == [
        [
            ("Министерство здравоохранения", "implementing"),
            ("акимат СКО", "implementing"),
            ("ПРООН", "funding"),
        ],
        [("Акимат г. Алматы", "implementing"), ("GIZ", "funding")],
    ]
    assert money(register) == [[("350000", "USD", "budget")], [("200000", "EUR", "budget")]]
    assert goals(register) == [["3.8"], ["11.6", "3.9"]]
    assert register.activities[0].extra == {"Финансирование": "ПРООН, 350 тыс. долл."}


def test_traps_with_purposes_tasks_and_partners_that_carry_out(workbook: Any) -> None:
    path = workbook(
        {"Sheet1": [["Название", "Цели", "Партнёры проекта", "Донор", "Задачи", "Индикатор"],
                    ["Поддержка женского предпринимательства", "Расширить доступ женщин к финансированию в сельских районах", "Фонд «Даму», НПП «Атамекен»", "Правительство Кореи", "1. Обучение 2. Микрогранты", "Количество обученных женщин"],
                    ["Охрана снежного барса", "Сохранить популяцию снежного барса", "Катон-Карагайский национальный парк", "ГЭФ", "Мониторинг; работа с населением", "Численность барса"],
                    ["Сейсмобезопасные школы", "Снизить риск бедствий", "МЧС РК", "Швейцария", "Усиление зданий", "Число школ"]]}
    )  # fmt: skip
    register = read_register(path)
    assert fields(register) == {
        "A": "title",
        "B": "objectives",
        "C": "implementer",
        "D": "donor",
        "E": "objectives",
        "F": "results",
    }
    assert goals(register) == [[], [], []]


def test_export_of_a_web_system_with_numbers_that_lost_their_quotes(tmp_path: Path) -> None:
    path = tmp_path / "aims.csv"
    path.write_text(
        "activityId,projectTitle,fundingOrg,implementingOrg,startDate,endDate,commitmentUSD,disbursementUSD,sdgTargets,subnational\n"
        "KZ-1,Green finance centre,GCF,AIFC,12/31/2023,06/30/2026,2,500,000,1,000,000,13.a;7.2,Astana\n"
        "KZ-2,Rural schools,World Bank,Ministry of Education,01/15/2022,12/15/2025,67,000,000,12,345,678,4.1;4.a,all regions\n"
        "KZ-3,Roads, bridges and crossings,EBRD,KazAvtoZhol,01/15/2022,12/15/2025,500,100,9.1,Astana\n",
        encoding="utf-8-sig",
    )
    register = read_register(path)
    assert money(register)[:2] == [
        [("2500000", "USD", "commitment"), ("1000000", "USD", "disbursed")],
        [("67000000", "USD", "commitment"), ("12345678", "USD", "disbursed")],
    ]
    assert [[r.code for r in a.regions] for a in register.activities][:2] == [["KZ-71"], ["KZ"]]
    assert goals(register)[:2] == [["13.a", "7.2"], ["4.1", "4.a"]]
    told = {(f.code, f.row) for f in register.findings}
    assert {
        ("activities.row-rejoined", 2),
        ("activities.row-rejoined", 3),
        ("activities.row-too-long", 4),
    } <= told
    assert register.activities[0].start is not None and register.activities[0].start.first == dt.date(
        2023, 12, 31
    )


def test_grants_under_the_rules_in_the_currency_of_the_grant_and_in_tenge(workbook: Any) -> None:
    path = workbook(
        {"Прил. 2": [["", "", "", "", "", "Приложение 2\nк Правилам"], ["Информация о реализации связанных грантов"],
                     ["№", "Наименование гранта (проекта)", "Донор", "Донорская поддержка", "", "Получатель гранта", "Цели и задачи гранта"],
                     ["", "", "", "в валюте гранта", "в тенге", "", ""], ["1", "2", "3", "4", "5", "6", "7"],
                     ["1", "Усиление противопаводковой готовности", "Правительство Японии", "JPY 450 млн", "1 350 млн", "МЧС РК", "Повышение готовности населения"],
                     ["2", "Поддержка беженцев из Афганистана", "УВКБ ООН", "USD 500 000,00", "235 000 000", "МТСЗН РК", "Защита беженцев"]]},
        merges={"Прил. 2": ["A2:G2", "D3:E3", "A3:A4", "B3:B4", "C3:C4", "F3:F4", "G3:G4"]},
    )  # fmt: skip
    register = read_register(path)
    assert money(register) == [[("450000000", "JPY", "budget")], [("500000", "USD", "budget")]]
    assert [str(p.name) for a in register.activities for p in a.partners if p.role == "funding"] == [
        "Правительство Японии",
        "УВКБ ООН",
    ]
    assert [list(a.extra.values()) for a in register.activities] == [["1 350 млн"], ["235 000 000"]]


def test_titles_in_three_columns_a_currency_with_its_unit_and_blank_rows_between(workbook: Any) -> None:
    path = workbook(
        {"Data": [["ID", "Project Title (EN)", "Название (RU)", "Атауы (KZ)", "Donor(s)", "Budget", "Curr.", "From", "To", "SDG goal", "SDG target"], [],
                  ["P-01", "Aral fisheries", "Рыболовство Арала", "Арал балық шаруашылығы", "EU", 1200000, "EUR", dt.datetime(2022, 1, 1), dt.datetime(2024, 12, 31), 14, 14.4], [],
                  ["P-02", "Green skills", "Зелёные навыки", "Жасыл дағдылар", "ILO, UNDP", 350000, "USD", dt.datetime(2023, 5, 1), dt.datetime(2026, 4, 30), 8, 8.1], [],
                  ["P-03", "Hospital", "Больница", "Аурухана", "KfW", "2.5", "EUR m", dt.datetime(2023, 5, 1), None, 3, 3.8]]}
    )  # fmt: skip
    register = read_register(path)
    assert [a.title.root for a in register.activities] == [
        {"en": "Aral fisheries", "ru": "Рыболовство Арала", "kk": "Арал балық шаруашылығы"},
        {"en": "Green skills", "ru": "Зелёные навыки", "kk": "Жасыл дағдылар"},
        {"en": "Hospital", "ru": "Больница", "kk": "Аурухана"},
    ]
    assert money(register) == [
        [("1200000", "EUR", "budget")],
        [("350000", "USD", "budget")],
        [("2500000", "EUR", "budget")],
    ]
    assert goals(register) == [["14.4"], ["8"], ["3.8"]]


def test_unit_of_amounts_in_a_column_of_its_own(workbook: Any) -> None:
    path = workbook(
        {"A": [["№", "Проект", "Донор", "Ед. изм.", "Сумма", "Бенефициары"],
               [1, "Ремонт школ", "ЕС", "тыс. евро", 250, "1 200"],
               [2, "Каналы", "АБР", "млн тенге", "12,5", "3 400"],
               [3, "Питание", "ВПП", "тыс. чел.", "700 000 долл. США", "700"]]}
    )  # fmt: skip
    assert money(read_register(path)) == [
        [("250000", "EUR", "budget")],
        [("12500000", "KZT", "budget")],
        [("700000", "USD", "budget")],
    ]


def test_printed_pages_with_their_numbers_and_the_header_again(workbook: Any) -> None:
    header = ["№", "Проект", "Донор", "Сумма, $", "ЦУР"]
    rows = [[number, f"Проект номер {number} по воде", "ПРООН", number * 1000, "6"] for number in range(1, 9)]
    path = workbook(
        {"Лист": [["Список проектов"], header, *rows[:5], ["Стр. 1 из 2"], header, *rows[5:], ["Стр. 2 из 2"], ["Данные на 01.07.2025"]]}
    )  # fmt: skip
    register = read_register(path)
    assert len(register) == 8 and {a.section for a in register.activities} == {""}
    assert [f.row for f in register.findings if f.code == "activities.row-note"] == [8, 13]


def test_plan_of_measures_with_expected_costs(workbook: Any) -> None:
    path = workbook(
        {"План": [["План мероприятий по сотрудничеству с ЕС на 2025-2027 годы"], [],
                  ["№ п/п", "Мероприятие", "Форма завершения", "Ответственные исполнители", "Срок исполнения", "Предполагаемые расходы (млн. тенге)", "Источники финансирования"],
                  ["", "1. Водные ресурсы", "", "", "", "", ""],
                  ["1", "Проведение семинара по бассейновому управлению", "протокол", "МВРИ, Комитет по регулированию", "IV квартал 2025 года", "не требуются", "-"],
                  ["2", "Разработка ТЭО водохранилища", "ТЭО", "МВРИ", "2 полугодие 2026 г.", "150,0", "РБ, ЕС"],
                  ["", "2. Цифровизация", "", "", "", "", ""],
                  ["3", "Запуск цифровой платформы", "акт ввода", "МЦРИАП, АО «НИТ»", "декабрь 2026 – март 2027 года", "до 300", "ЕС"]]},
        merges={"План": ["A1:G1"]},
    )  # fmt: skip
    register = read_register(path)
    assert money(register) == [[], [("150000000", "KZT", "budget")], [("300000000", "KZT", "budget")]]
    assert [a.section for a in register.activities] == [
        "1. Водные ресурсы",
        "1. Водные ресурсы",
        "2. Цифровизация",
    ]
    assert [(a.start.first, a.end.last) for a in register.activities if a.start and a.end] == [
        (dt.date(2025, 10, 1), dt.date(2025, 12, 31)),
        (dt.date(2026, 7, 1), dt.date(2026, 12, 31)),
        (dt.date(2026, 12, 1), dt.date(2027, 3, 31)),
    ]


def test_portfolio_of_a_bank_with_icons_of_goals_and_approved_sums(workbook: Any) -> None:
    path = workbook(
        {"Portfolio": [["Country portfolio, in million USD"],
                       ["Ref", "Operation name", "Exec. Agency", "Approval Date", "Expected Completion", "Approved", "Disbursed", "Sector", "SDGs (icons)"],
                       ["KAZ-0095", "Climate Resilient Water Resources Development", "MWRI", "Dec-2024", "Dec-2030", "1,153.0", "0.0", "Water", "E_SDG_06, E_SDG_13"],
                       ["KAZ-0087", "Rural finance (Fund for Financial Support of Agriculture)", "FFSA", "15-Jun-2019", "30-Jun-2024", "40.5", "38.2", "Agriculture", "SDG_02; SDG_08"]]}
    )  # fmt: skip
    register = read_register(path)
    assert money(register) == [
        [("1153000000", "USD", "commitment"), ("0", "USD", "disbursed")],
        [("40500000", "USD", "commitment"), ("38200000", "USD", "disbursed")],
    ]
    assert goals(register) == [["6", "13"], ["2", "8"]]
    assert [(str(p.name), p.role) for a in register.activities for p in a.partners] == [
        ("MWRI", "implementing"),
        ("FFSA", "implementing"),
    ]


def test_list_of_talks_without_titles_and_a_position_that_is_no_partner(workbook: Any) -> None:
    path = workbook(
        {"Шаги": [["Страна", "Направление сотрудничества", "Предложение казахстанской стороны", "Позиция партнера", "Статус проработки", "Ответственный"],
                  ["Япония", "Здравоохранение", "Создание центра лучевой диагностики в Семее", "поддерживают", "на согласовании", "МЗ, МИД"],
                  ["Республика Корея", "Водные ресурсы", "Цифровой мониторинг каналов в Туркестанской области", "изучают", "в работе", "МВРИ"],
                  ["Германия", "Образование", "Дуальное обучение в колледжах Павлодара", "поддерживают", "реализуется", "МП"]]}
    )  # fmt: skip
    register = read_register(path)
    assert titles(register)[0] == "Создание центра лучевой диагностики в Семее"
    doubtful = {f.column for f in register.findings if f.code == "activities.column-doubtful"}
    assert doubtful == {"C", "D"}


def test_headings_of_two_rows_with_a_type_of_financing_that_is_no_amount(workbook: Any) -> None:
    path = workbook(
        {"Inv": [["Legend:", "green = ongoing", "red = stalled"], [],
                 ["#", "Intervention", "", "Financing", "", "", "Timeline", "", "Results framework"],
                 ["", "Name", "Short description", "Amount", "Currency", "Type", "Start", "End", "SDG contribution"],
                 [1, "LED street lights", "Replacing lamps in 4 towns", 4.2, "M EUR", "loan", "Q1 2023", "Q4 2025", "7.3, 11.b"],
                 [2, "Perinatal centre", "", "1200", "K USD", "grant", "H2 2022", "H1 2024", "SDG 3.1-3.2"]]},
        merges={"Inv": ["B3:C3", "D3:F3", "G3:H3"]},
    )  # fmt: skip
    register = read_register(path)
    assert money(register) == [[("4200000", "EUR", "budget")], [("1200000", "USD", "budget")]]
    assert [a.extra for a in register.activities] == [
        {"Financing / Type": "loan"},
        {"Financing / Type": "grant"},
    ]
    assert goals(register) == [["7.3", "11.b"], ["3.1", "3.2"]]


def test_volunteer_actions_in_koi8_with_bars_between_the_cells(tmp_path: Path) -> None:
    rows = [
        "Название акции|Организатор|Дата проведения|Место|Волонтеры|Часы|Цель",
        "День чистого берега|ОФ Эко|17.05.2025|Актау|120 (из них 80 женщин)|480|14 и 15",
        "Книга в каждый аул|Ассоциация волонтеров|сентябрь-октябрь 2025|онлайн, все регионы|1,5 тыс. чел.|9 000|ЦУР 4",
        "Помощь пострадавшим от паводков|Красный Полумесяц|апрель 2024 г.|ЗКО, Атырауская, Актюбинская обл.|около 300||1.5, 11.5, 13.1",
    ]
    path = tmp_path / "actions.txt"
    path.write_bytes("\r\n".join(rows).encode("koi8-r"))
    register = read_register(path)
    people = [a.volunteers.people if a.volunteers else None for a in register.activities]
    assert people == [120, 1500, 300]
    first = register.activities[0].volunteers
    assert first is not None and (first.women, first.hours) == (80, Decimal(480))
    assert goals(register) == [["14", "15"], ["4"], ["1.5", "11.5", "13.1"]]
    assert [[r.code for r in a.regions] for a in register.activities] == [
        ["KZ-47"],
        ["KZ"],
        ["KZ-27", "KZ-23", "KZ-15"],
    ]


def test_two_tables_of_a_document_in_two_languages(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Серіктестермен іске асырылған іс-шаралар (млн теңге)")
    tables = [
        [["№", "Іс-шараның атауы", "Серіктес", "Өткізілетін орны", "Өткізілген күні", "Шығындар"],
         ["1", "Гендерлік теңдік жөніндегі форум", "БҰҰ-әйелдер", "Астана қ.", "2025 жылғы 6 наурыз", "12,5"]],
        [["Activity", "Lead agency", "When", "Budget (USD)", "SDG"], ["Regional SDG forum", "UNDP", "Q2 2026", "45,000", "17.18"]],
    ]  # fmt: skip
    for number, rows in enumerate(tables):
        if number:
            document.add_paragraph("Planned for 2026")
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    path = tmp_path / "note.docx"
    document.save(str(path))
    register = read_register(path)
    assert money(register) == [[("12500000", "KZT", "disbursed")], [("45000", "USD", "budget")]]
    assert [(a.start.first, a.end.last) for a in register.activities if a.start and a.end] == [
        (dt.date(2025, 3, 6), dt.date(2025, 3, 6)),
        (dt.date(2026, 4, 1), dt.date(2026, 6, 30)),
    ]


SETTLED = {"Реестр 2025": [["№", "Проект", "Кто платит", "Итог"], [1, "Ремонт школ", "ЕС", 250], [2, "Каналы", "АБР", 300]], "Свод": [["Итог", 550]]}  # fmt: skip


def test_settings_in_words_fix_columns_currency_and_unit(workbook: Any) -> None:
    settings = ReadingSettings.model_validate(
        {"columns": {"Кто платит": "donor", "D": "budget"}, "currency": "тенге", "unit": "тыс.", "country": "Казахстан"}
    )  # fmt: skip
    register = read_register(workbook(SETTLED), settings=settings)
    assert money(register) == [[("250000", "KZT", "budget")], [("300000", "KZT", "budget")]]
    assert [str(p.name) for a in register.activities for p in a.partners] == ["ЕС", "АБР"]
    assert {c.reason for c in register.columns if c.column in "CD"} == {"settings"}


def test_settings_that_fit_no_sheet_row_or_column_are_told(workbook: Any) -> None:
    path = workbook(SETTLED)
    with pytest.raises(InputError) as sheets:
        read_register(path, settings=ReadingSettings(sheets=("Реестр 25",)))
    assert sheets.value.code == "activities.setting-sheets-wrong"
    assert sheets.value.details["known"] == "Реестр 2025; Свод"
    with pytest.raises(InputError) as header:
        read_register(path, settings=ReadingSettings(header_row=60))
    assert header.value.code == "activities.setting-header-wrong"
    with pytest.raises(UsageError):
        ReadingSettings.model_validate({"language": "xx"})
    wrong = ReadingSettings(
        sheets=("Реестр 2025", "Реестр 2024"), columns={"Z": "donor", "Кто платил": "donor"}
    )
    told = [(f.code, f.value) for f in read_register(path, settings=wrong).findings if ".setting-" in f.code]
    assert told == [
        ("activities.setting-sheet-unused", "Реестр 2024"),
        ("activities.setting-column-unused", "Z"),
        ("activities.setting-column-unused", "Кто платил"),
    ]


def test_kazakh_headings_with_participles_and_case_endings(workbook: Any) -> None:
    path = workbook(
        {"1-қосымша": [["Облыс әкімдігінің халықаралық ұйымдармен бірлескен жобалары туралы мәлімет"], [],
                       ["№", "Жоба атауы", "Жобаның мақсаты", "Халықаралық ұйым", "Жобаға қатысушы мемлекеттік органдар", "Жобаның басталған жылы", "Жобаның аяқталатын жылы", "Бөлінген қаражат көлемі", "Қамтылған аудандар", "Еріктілер саны", "ОДМ"],
                       ["1.", "«Жасыл белдеу» экологиялық жобасы", "Құрғаған теңіз табанында сексеуіл егу", "KOICA", "Табиғи ресурстар басқармасы", "2021 ж.", "2025 ж.", "2,5 млн АҚШ доллары", "Қазалы ауданы", "45 ерікті, оның ішінде 20 әйел", "15, 13"],
                       ["2.", "«Ақылды су» жобасы", "Суды үнемдеу технологиялары", "БҰҰДБ, ЕО", "ҚР Су ресурстары және ирригация министрлігі", "2023", "2026", "640 мың еуро", "Сырдария ауданы", "—", "6.4"]]}
    )  # fmt: skip
    register = read_register(path)
    assert "".join(f"{column}:{name} " for column, name in fields(register).items()).split() == [
        "A:number", "B:title", "C:objectives", "D:donor", "E:government", "F:start", "G:end", "H:budget", "I:region", "J:volunteers", "K:sdg",
    ]  # fmt: skip
    assert money(register) == [[("2500000", "USD", "budget")], [("640000", "EUR", "budget")]]
    assert [(a.start.first.year, a.end.last.year) for a in register.activities if a.start and a.end] == [
        (2021, 2025),
        (2023, 2026),
    ]
    assert [str(p.name) for a in register.activities for p in a.partners if p.role == "funding"] == [
        "KOICA",
        "БҰҰДБ",
        "ЕО",
    ]


def test_calendar_of_events_with_numbers_of_participants(workbook: Any) -> None:
    path = workbook(
        {"Мероприятия": [["Дата", "Мероприятие", "Место проведения", "Организаторы", "Партнеры", "Участники"],
                         ["14-15.05.2025", "Международная конференция по водной дипломатии", "г. Астана", "МВРИ", "ЕЭК ООН, МКУР", "300 чел."],
                         ["22–24 апреля 2026", "Региональный экологический саммит", "Астана", "МЭПР, МИД", "ПРООН, ЮНЕП", "1 500"]]}
    )  # fmt: skip
    register = read_register(path)
    assert all(
        "300" not in str(p.name) and "500" not in str(p.name) for a in register.activities for p in a.partners
    )
    assert [a.extra for a in register.activities] == [{"Участники": "300 чел."}, {"Участники": "1 500"}]
    assert {f.column for f in register.findings if f.code == "activities.column-unknown"} == {"F"}
    assert [(a.start.first, a.end.last) for a in register.activities if a.start and a.end] == [
        (dt.date(2025, 5, 14), dt.date(2025, 5, 15)),
        (dt.date(2026, 4, 22), dt.date(2026, 4, 24)),
    ]


def test_codes_of_projects_are_no_goals(workbook: Any) -> None:
    path = workbook(
        {"Реестр": [["Код", "Название проекта", "Донор", "Сумма, млн сом"], ["KG-01", "Питьевая вода", "АБР", "1 250"], ["KG-02", "Цифровая школа", "Всемирный банк", "USD 50 mln"]]}
    )  # fmt: skip
    register = read_register(path)
    assert [a.id for a in register.activities] == ["KG-01", "KG-02"]
    assert goals(register) == [[], []]
    assert money(register) == [[("1250000000", "KGS", "budget")], [("50000000", "USD", "budget")]]


def test_tracker_with_free_headings_and_money_under_an_unknown_one(workbook: Any) -> None:
    path = workbook(
        {"Трекер": [["ID задачи", "Инициатива", "Кто финансирует", "Где", "Ресурсы", "Старт", "Дедлайн", "Контрольная точка", "ЦУР"],
                    ["T-1", "Лаборатории воды", "KfW", "Павлодар; Семей", "1 200 тыс. евро", "01.2024", "12.2025", "15.03.2024", "6.3"],
                    ["T-2", "Очистные сооружения", "АБР", "Актау", "$ 35 000,75", "Q2 2024", "Q4 2027", "20.08.2025", "6.3 / 14.1"]]}
    )  # fmt: skip
    register = read_register(path)
    assert money(register) == [[("1200000", "EUR", "budget")], [("35000.75", "USD", "budget")]]
    assert [a.end.last.year for a in register.activities if a.end] == [2025, 2027]
    assert [str(p.name) for a in register.activities for p in a.partners if p.role == "funding"] == [
        "KfW",
        "АБР",
    ]
    told = {(f.code, f.column) for f in register.findings}
    assert {("activities.column-doubtful", "E"), ("activities.column-unknown", "H")} <= told


def test_cards_of_projects_in_a_workbook_and_a_document(workbook: Any, tmp_path: Path) -> None:
    card = [
        ["ПАСПОРТ ПРОЕКТА", "", ""], ["Наименование проекта:", "Чистая вода аулам", "Каналы"], ["Донор:", "ЕБРР", "АБР"],
        ["Исполнитель", "Акимат Актюбинской области", "МВРИ"], ["Сумма", "5 млн евро", "12 млн долл. США"],
        ["Срок реализации", "2023-2026", "2024"], ["ЦУР", "6.1", "6.4; 2.4"],
    ]  # fmt: skip
    document = docx.Document()
    for place in (1, 2):
        table = document.add_table(rows=0, cols=2)
        for row in card[1:]:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = row[0], row[place]
    path = tmp_path / "cards.docx"
    document.save(str(path))
    for register in (read_register(workbook({"Паспорт": card})), read_register(path)):
        assert titles(register) == ["Чистая вода аулам", "Каналы"]
        assert money(register) == [[("5000000", "EUR", "budget")], [("12000000", "USD", "budget")]]
        assert goals(register) == [["6.1"], ["6.4", "2.4"]]
        assert "card" in codes(register)


def test_a_donor_in_each_row_below_with_its_own_contribution(workbook: Any) -> None:
    path = workbook(
        {"Совместные": [["Проект", "Донор", "Вклад донора, тыс. евро", "Регион", "ЦУР"],
                        ["Комплексное развитие Приаралья", "ЕС", 5000, "Кызылординская обл.", "6; 8; 15"], ["", "Германия", 2500, "", ""], ["", "ПРООН", "300", "", ""],
                        ["Зелёная экономика", "Швейцария", 1800, "РК", "12; 13"], ["", "Правительство РК", "450", "", ""]]},
        merges={"Совместные": ["A2:A4", "D2:D4", "E2:E4", "A5:A6", "D5:D6", "E5:E6"]},
    )  # fmt: skip
    register = read_register(path)
    assert titles(register) == ["Комплексное развитие Приаралья", "Зелёная экономика"]
    assert [[(f"{m.amount:f}", m.partner) for m in a.money] for a in register.activities] == [
        [("5000000", ""), ("2500000", "Германия"), ("300000", "ПРООН")],
        [("1800000", ""), ("450000", "Правительство РК")],
    ]


def test_goals_in_words_and_components_of_a_programme(workbook: Any) -> None:
    path = workbook(
        {"Лист": [["№", "Наименование", "ЦУР ООН", "Объем финансирования", "Источник финансирования"],
                  ["1", "Программа развития здравоохранения", "Хорошее здоровье и благополучие", "10 млн долл. США", "Всемирный банк"],
                  ["1.1", "Модернизация ПМСП", "Хорошее здоровье и благополучие", "6 млн долл. США", "Всемирный банк"],
                  ["1.2", "Цифровые решения", "Хорошее здоровье и благополучие; Индустриализация, инновации и инфраструктура", "4 млн долл. США", "Всемирный банк"]]}
    )  # fmt: skip
    register = read_register(path)
    assert goals(register) == [["3"], ["3"], ["3", "9"]]
    assert codes(register) == {"components"}


def test_sections_named_after_agencies_without_a_column_of_donors(workbook: Any) -> None:
    path = workbook(
        {"2024-2026": [["№", "Наименование", "Бюджет, USD", "Период", "ЦУР"], ["ПРООН"], [1, "Вода", 100000, "2024", "6"], ["2. ЮНИСЕФ"], [1, "Школы", 300000, "2024-2026", "4"], ["Итого", None, 400000]]},
        merges={"2024-2026": ["A2:E2", "A4:E4"]},
    )  # fmt: skip
    register = read_register(path)
    assert [[(str(p.name), p.role) for p in a.partners] for a in register.activities] == [
        [("ПРООН", "partner")],
        [("ЮНИСЕФ", "partner")],
    ]


def _matrix(name: str, donor: str, goals_of: set[int], mark: object, empty: object = "") -> list[object]:
    return [name, donor, *(mark if goal in goals_of else empty for goal in range(1, 18))]


@pytest.mark.parametrize(
    ("word", "marks"),
    [
        ("ЦУР ", ("+", "x", "✓")),
        ("SDG", (1, 2, 1)),
        ("Goal ", ("yes", "Yes", "yes")),
        ("ТДМ ", ("иә", "х", "+")),
    ],
)
def test_a_matrix_with_a_column_for_each_goal(workbook: Any, word: str, marks: tuple[object, ...]) -> None:
    header = ["Проект", "Донор", *(f"{word}{goal}" for goal in range(1, 18))]
    empty = 0 if isinstance(marks[0], int) else ""
    rows = [
        _matrix("Водные ресурсы", "ПРООН", {6, 13}, marks[0], empty),
        _matrix("Школы", "ЮНИСЕФ", {4}, marks[1], empty),
        _matrix("Лидерство женщин", "ООН-женщины", {5, 8, 10}, marks[2], empty),
    ]
    register = read_register(workbook({"Матрица": [header, *rows]}))
    assert goals(register) == [["6", "13"], ["4"], ["5", "8", "10"]]
    assert codes(register) - {"marks-zero"} == {"columns-of-marks"}
    assert ("marks-zero" in codes(register)) == (marks == (1, 2, 1))


def test_numbered_goals_in_three_columns_are_no_matrix(workbook: Any) -> None:
    path = workbook(
        {"A": [["Проект", "Донор", "ЦУР 1", "ЦУР 2", "ЦУР 3"], ["Водные ресурсы", "ПРООН", 6, 13, ""], ["Школы", "ЮНИСЕФ", 4, 5, 10]]}
    )  # fmt: skip
    assert goals(read_register(path)) == [["6", "13"], ["4", "5", "10"]]


def test_a_matrix_of_targets_and_shares_and_one_of_regions(workbook: Any) -> None:
    path = workbook(
        {"A": [["Проект", "Донор", "Бюджет, тыс. $", "ЦУР 3", "ЦУР 4", "ЦУР 5", "ЦУР 6", "ЦУР 7", "ЦУР 13", "Астана", "Шымкент", "Абай обл.", "Кызылорда"],
               ["Телемедицина", "KOICA", 500, "3.8", "", "", "", "", "", "", "+", "+", "+"],
               ["Насосы", "ЕБРР", 12000, "", "", "", "60%", "40%", "", "✓", "", "", ""]]}
    )  # fmt: skip
    register = read_register(path)
    assert [[(d.goal, d.target, d.share) for d in a.declared] for a in register.activities] == [
        [(3, "3.8", None)],
        [(6, None, Fraction(3, 5)), (7, None, Fraction(2, 5))],
    ]
    assert [[r.code for r in a.regions] for a in register.activities] == [
        ["KZ-79", "KZ-10", "KZ-43"],
        ["KZ-71"],
    ]


def test_a_report_with_planned_and_spent_in_one_cell_and_explanations_in_brackets(workbook: Any) -> None:
    path = workbook(
        {"Отчет": [["Отчет о реализации проектов за III квартал 2025 года"],
                   ["№", "Проект (ответственный)", "Партнёр / донор", "Финансирование (план / факт), млн тг", "Регион(ы)", "Сроки (начало / окончание)", "ЦУР (цель / задача)"],
                   [1, "Реабилитация Кокаральской плотины (МВРИ)", "Всемирный банк", "22 000 / 1 200", "Кызылординская", "2025 / 2029", "6 / 6.5"],
                   [2, "Центр СПИД (МЗ)", "ЮНЭЙДС", "150 / 150", "г. Алматы", "01.2023 / 12.2025", "3 / 3.3"]]}
    )  # fmt: skip
    register = read_register(path)
    assert money(register) == [
        [("22000000000", "KZT", "budget"), ("1200000000", "KZT", "disbursed")],
        [("150000000", "KZT", "budget"), ("150000000", "KZT", "disbursed")],
    ]
    assert [(a.start.first.year, a.end.last.year) for a in register.activities if a.start and a.end] == [
        (2025, 2029),
        (2023, 2025),
    ]
    assert goals(register) == [["6.5"], ["3.3"]]
    assert codes(register) == set()


def test_amounts_beside_the_names_of_donors_and_years_as_columns(workbook: Any) -> None:
    path = workbook(
        {"P": [["п/п", "Проект/программа", "Источники и объемы финансирования", "Сроки"], ["I", "Раздел 1. Транспорт", "", ""],
               ["1)", "Дорога Талдыкорган – Усть-Каменогорск", "АБР – 350 млн долл. США; РБ – 50 млрд тенге", "2018-2025"], ["2)", "Мост", "ЕБРР - 12 млн. евро", "2024"]],
         "B": [["Наименование", "Донор", "2022 г.", "2023 г.", "2024 г.", "Итого, млн. тг"], ["Лесные питомники", "ФАО", "10,5", "12", "-", "22,5"], ["Рыбные фермы", "ЯМС", "", "5", "7,25", "12,25"]]}
    )  # fmt: skip
    register = read_register(path)
    assert [[(f"{m.amount:f}", m.currency, m.partner) for m in a.money] for a in register.activities] == [
        [("350000000", "USD", "АБР"), ("50000000000", "KZT", "РБ")],
        [("12000000", "EUR", "ЕБРР")],
        [("22500000", "KZT", "")],
        [("12250000", "KZT", "")],
    ]


def test_the_role_of_a_partner_is_no_partner(workbook: Any) -> None:
    path = workbook(
        {"C": [["№", "Название", "SDG", "Партнер", "Роль партнера"], [1, "Стоки", "ЦУР 06. Чистая вода и санитария", "АБР", "донор"], [2, "Насосы", "ЦУР 07. Чистая энергия", "Акимат", "исполнитель"]],
         "V": [["Акция", "Кол-во волонтёров (всего)", "в т.ч. женщин", "чел.-часов", "Регион", "Партнёры (роль)"], ["Таза Қазақстан", "1 250", "700 (56%)", "5 000", "все регионы", "ДООН (донор), Фронт волонтеров (исполнитель)"]]}
    )  # fmt: skip
    register = read_register(path)
    assert [[(str(p.name), p.role) for p in a.partners] for a in register.activities] == [
        [("АБР", "partner")],
        [("Акимат", "partner")],
        [("ДООН", "funding"), ("Фронт волонтеров", "implementing")],
    ]
    assert goals(register)[:2] == [["6"], ["7"]]
    told = register.activities[2].volunteers
    assert told is not None and (told.people, told.women, told.hours) == (1250, 700, Decimal(5000))


@pytest.mark.parametrize(
    "headings",
    [
        ["Проект", "Волонтёров", "Женщин", "Молодёжи", "Часов"],
        ["Жоба атауы", "Еріктілер саны", "Әйелдер", "Жастар", "Сағат саны"],
        ["Project", "Volunteers", "Women", "Youth", "Hours volunteered"],
    ],
)
def test_women_and_young_people_right_of_the_volunteers(workbook: Any, headings: list[str]) -> None:
    register = read_register(
        workbook({"Лист1": [headings, ["Посадка деревьев", 120, 80, 45, 960], ["Экоурок", 30, 20, 30, 60]]})
    )
    told = register.activities[0].volunteers
    assert told is not None
    assert (told.people, told.women, told.youth, told.hours) == (120, 80, 45, 960)


def test_women_beside_no_volunteers_are_no_volunteers(workbook: Any) -> None:
    path = workbook(
        {"Лист1": [["Проект", "Донор", "Женщин"], ["Посадка деревьев", "ПРООН", 80], ["Экоурок", "ЕС", 20]]}
    )
    assert all(one.volunteers is None for one in read_register(path).activities)
