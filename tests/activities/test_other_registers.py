# ruff: noqa: E501 - rows of registers are read across
"""Registers as other ministries and organisations keep them, each built here as it would arrive."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sdgkit.activities.activity import Activity
from sdgkit.activities.reading import read_register
from sdgkit.activities.register import Register


def told(activity: Activity) -> dict[str, Any]:
    """What a test compares of an activity."""
    return {
        "title": next(iter(activity.title.root.values()), ""),
        "partners": [(p.role, str(p.name)) for p in activity.partners],
        "regions": [r.code for r in activity.regions],
        "start": activity.start.first.isoformat() if activity.start else None,
        "end": activity.end.last.isoformat() if activity.end else None,
        "money": [(m.kind, m.amount, m.currency, m.year) for m in activity.money],
        "sdg": [d.target or d.goal for d in activity.declared],
        "status": activity.status,
    }


def codes(register: Register) -> set[str]:
    """The codes of the findings."""
    return {finding.code for finding in register.findings}


def test_water_ministry_with_three_header_rows_and_yearly_plan_and_fact(workbook: Any) -> None:
    path = workbook(
        {
            "ВОДА": [
                ["Министерство водных ресурсов и ирригации РК"],
                ["Перечень проектов, реализуемых с участием международных финансовых организаций (млн. тенге)"],
                [],
                ["№", "Проект", "Кредитор", "Срок реализации", "Финансирование", "", "", "", "Область", "Задача ЦУР"],
                ["", "", "", "", "2024 год", "", "2025 год", "", "", ""],
                ["", "", "", "", "план", "факт", "план", "факт", "", ""],
                ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"],
                ["1", "Реконструкция каналов Кызылординской области", "Исламский банк развития", "2023-2027 гг.",
                 "1 500,5", "1 200", "2 000", "", "Кызылординская", "6.4"],
                ["2", "Автоматизация учёта воды", "ЕАБР; АБР", "с марта 2024 г. по декабрь 2026 г.", 300, 250.25, 0, "-",
                 "ЗКО, Актюбинская обл.", "6.4; 6.5"],
                ["", "Итого", "", "", "1 800,5", "1 450,25", "2 000", "", "", ""],
            ]
        },
        merges={"ВОДА": ["A1:J1", "A2:J2", "A4:A6", "B4:B6", "C4:C6", "D4:D6", "E4:H4", "E5:F5", "G5:H5", "I4:I6", "J4:J6"]},
    )  # fmt: skip
    register = read_register(path)
    assert [told(a) for a in register.activities] == [
        {
            "title": "Реконструкция каналов Кызылординской области",
            "partners": [("funding", "Исламский банк развития")],
            "regions": ["KZ-43"],
            "start": "2023-01-01",
            "end": "2027-12-31",
            "money": [
                ("budget", Decimal("1500500000"), "KZT", 2024),
                ("disbursed", Decimal("1200000000"), "KZT", 2024),
                ("budget", Decimal("2000000000"), "KZT", 2025),
            ],
            "sdg": ["6.4"],
            "status": "",
        },
        {
            "title": "Автоматизация учёта воды",
            "partners": [("funding", "ЕАБР"), ("funding", "АБР")],
            "regions": ["KZ-27", "KZ-15"],
            "start": "2024-03-01",
            "end": "2026-12-31",
            "money": [
                ("budget", Decimal("300000000"), "KZT", 2024),
                ("disbursed", Decimal("250250000"), "KZT", 2024),
                ("budget", Decimal("0"), "KZT", 2025),
            ],
            "sdg": ["6.4", "6.5"],
            "status": "",
        },
    ]
    assert [a.id for a in register.activities] == ["1", "2"]


def test_list_of_an_ngo_without_numbers_with_volunteers_and_free_headings(tmp_path: Path) -> None:
    path = tmp_path / "НПО.csv"
    path.write_text(
        "Название инициативы;Цель;Где проводили;Когда;Партнёры;Сумма гранта, $;Волонтёры;из них женщин;Часы;Координатор (тел.)\n"
        "Посади лес;Озеленение осушенного дна Арала;Кызылординская область;апрель 2025 г.;ПРООН, акимат;12 000;120;75;960;Айгуль +7 701 000 00 01\n"
        "Чистый берег;Уборка берегов Урала;г. Атырау;15.05.2025;ОФ «Табиғат»;4 500,50;45 чел.;;;Ерлан, erlan@example.org\n"
        "Школа волонтёра;Обучение молодёжи;Алматы;10-12.06.2025;ЮНИСЕФ;н/д;\"60, из них 40 женщин\";;240;нет\n",
        encoding="utf-8-sig",
    )  # fmt: skip
    register = read_register(path)
    assert [told(a)["title"] for a in register.activities] == [
        "Посади лес",
        "Чистый берег",
        "Школа волонтёра",
    ]
    forest, shore, school = register.activities
    assert str(forest.objectives) == "Озеленение осушенного дна Арала"
    assert [r.code for r in forest.regions] == ["KZ-43"]
    assert forest.start is not None and forest.start.precision == "month"
    assert forest.end is not None and forest.end.last == dt.date(2025, 4, 30)
    assert [(m.amount, m.currency) for m in shore.money] == [(Decimal("4500.5"), "USD")]
    assert forest.volunteers is not None and (forest.volunteers.people, forest.volunteers.women) == (120, 75)
    assert forest.volunteers.hours == 960
    assert shore.volunteers is not None and shore.volunteers.people == 45
    assert school.volunteers is not None and (school.volunteers.people, school.volunteers.women) == (60, 40)
    assert school.start is not None and school.start.first == dt.date(2025, 6, 10)
    assert school.end is not None and school.end.last == dt.date(2025, 6, 12)
    assert not school.money
    everything = register.model_dump_json()
    assert "Айгуль" not in everything and "erlan" not in everything and "701" not in everything
    assert len({a.id for a in register.activities}) == 3


def test_english_donor_matrix_with_a_reference_and_two_currencies(workbook: Any) -> None:
    path = workbook(
        {
            "Donor matrix": [
                ["Development partner coordination matrix – Republic of Kazakhstan"],
                ["as of 30 June 2025; amounts in millions"],
                [],
                ["Ref", "Development partner", "Project title", "Implementing agency", "Line ministry", "Sector", "Geographic coverage",
                 "Start date", "End date", "Total budget (USD m)", "Total budget (KZT m)", "Disbursed (USD m)", "Status", "Main SDG", "Other SDGs", "Gender marker"],
                ["EU-014", "European Union", "Green schools", "UNICEF", "Ministry of Education", "Education; Climate", "Nationwide",
                 dt.datetime(2024, 2, 1), dt.datetime(2027, 1, 31), 4.2, 1890, 0.75, "Ongoing", "SDG 4", "SDG 13, SDG 5", 1],
                ["ADB-7", "ADB", "North–south corridor roads", "KazAvtoZhol JSC", "Ministry of Transport", "Transport", "Aktobe, Kostanay regions",
                 "Q1 2022", "Dec 2026", "1,350.5", "607,725", "410.25", "Ongoing", "9.1", "", 0],
                ["WB-2", "World Bank", "Health insurance reform", "Ministry of Health", "Ministry of Health", "Health", "Astana and Almaty cities",
                 "03/15/2021", "12/31/2025", "80", "36,000", "79.9", "Completed", "3.8", "1.3; 10.4", "2"],
            ]
        }
    )  # fmt: skip
    register = read_register(path)
    assert [told(a) for a in register.activities] == [
        {
            "title": "Green schools",
            "partners": [("funding", "European Union"), ("implementing", "UNICEF"), ("government", "Ministry of Education")],
            "regions": ["KZ"],
            "start": "2024-02-01",
            "end": "2027-01-31",
            "money": [("budget", Decimal("4200000"), "USD", None), ("disbursed", Decimal("750000"), "USD", None)],
            "sdg": [4, 13, 5],
            "status": "ongoing",
        },
        {
            "title": "North–south corridor roads",
            "partners": [("funding", "ADB"), ("implementing", "KazAvtoZhol JSC"), ("government", "Ministry of Transport")],
            "regions": ["KZ-15", "KZ-39"],
            "start": "2022-01-01",
            "end": "2026-12-31",
            "money": [("budget", Decimal("1350500000"), "USD", None), ("disbursed", Decimal("410250000"), "USD", None)],
            "sdg": ["9.1"],
            "status": "ongoing",
        },
        {
            "title": "Health insurance reform",
            "partners": [("funding", "World Bank"), ("implementing", "Ministry of Health"), ("government", "Ministry of Health")],
            "regions": ["KZ-71", "KZ-75"],
            "start": "2021-03-15",
            "end": "2025-12-31",
            "money": [("budget", Decimal("80000000"), "USD", None), ("disbursed", Decimal("79900000"), "USD", None)],
            "sdg": ["3.8", "1.3", "10.4"],
            "status": "completed",
        },
    ]  # fmt: skip
    assert [a.id for a in register.activities] == ["EU-014", "ADB-7", "WB-2"]
    assert [d.primary for d in register.activities[0].declared] == [True, False, False]
    assert [(m.code, m.significance) for m in register.activities[2].markers] == [("1", 2)]
    assert [s.title.root["en"] for s in register.activities[0].sectors] == ["Education", "Climate"]
    assert register.activities[0].extra["Total budget (KZT m)"] == "1890"


def test_register_in_kazakh_only(workbook: Any) -> None:
    path = workbook(
        {
            "Тізілім": [
                ["Қазақстан Республикасы Денсаулық сақтау министрлігінің халықаралық жобалар тізілімі"],
                ["р/с №", "Жобаның атауы", "Жобаның мақсаты", "Серіктес", "Орындаушы", "Іске асыру орны", "Басталу күні", "Аяқталу күні",
                 "Құны, мың теңге", "Игерілгені, мың теңге", "ТДМ", "Жай-күйі", "Жауапты тұлға"],
                [1, "Ана мен бала денсаулығын нығайту", "Ана өлімін азайту", "ЮНИСЕФ, ДДСҰ", "Денсаулық сақтау министрлігі",
                 "Түркістан облысы, Шымкент қ.", "2024 ж. қаңтар", "2026 ж. желтоқсан", "450 000,5", "120 000", "ТДМ 3 (3.1, 3.2)", "іске асырылуда", "Сейітова А.Б."],
                [2, "Ауыл мектептеріне таза су", "Мектептерді ауыз сумен қамту", "Жапония үкіметі", "БҰҰДБ",
                 "Қызылорда обл.", "2023 жылғы 15 наурыз", "2025 ж.", "85 мың АҚШ доллары", "–", "6.1; 4.a", "аяқталды", "Омаров Қ.Т."],
                ["Барлығы", "", "", "", "", "", "", "", "450 000,5", "", "", "", ""],
            ]
        },
        merges={"Тізілім": ["A1:M1"]},
    )  # fmt: skip
    register = read_register(path)
    assert [told(a) for a in register.activities] == [
        {
            "title": "Ана мен бала денсаулығын нығайту",
            "partners": [
                ("funding", "ЮНИСЕФ"),
                ("funding", "ДДСҰ"),
                ("implementing", "Денсаулық сақтау министрлігі"),
            ],
            "regions": ["KZ-61", "KZ-79"],
            "start": "2024-01-01",
            "end": "2026-12-31",
            "money": [
                ("budget", Decimal("450000500"), "KZT", None),
                ("disbursed", Decimal("120000000"), "KZT", None),
            ],
            "sdg": ["3.1", "3.2"],
            "status": "ongoing",
        },
        {
            "title": "Ауыл мектептеріне таза су",
            "partners": [("funding", "Жапония үкіметі"), ("implementing", "БҰҰДБ")],
            "regions": ["KZ-43"],
            "start": "2023-03-15",
            "end": "2025-12-31",
            "money": [("budget", Decimal("85000"), "USD", None)],
            "sdg": ["6.1", "4.a"],
            "status": "completed",
        },
    ]
    assert str(register.activities[0].objectives.in_language("kk")) == "Ана өлімін азайту"
    assert "Сейітова" not in register.model_dump_json()
    assert "activities.row-total" in codes(register)


def test_sheets_by_year_hold_the_same_project_again(workbook: Any) -> None:
    header = ["№", "Наименование проекта", "Донор", "Сроки", "Общая стоимость, долл. США", "ЦУР"]
    path = workbook(
        {
            "2023": [
                header,
                [1, "Поддержка водной безопасности", "ПРООН", "2022-2025", 5_000_000, "6.5"],
                [2, "Школьное питание", "ЮНИСЕФ", "2023", 200_000, "2.1"],
            ],
            "2024": [
                header,
                [1, "Поддержка водной безопасности", "ПРООН", "2022-2025", 5_300_000, "6.5"],
                [2, "Школьное питание", "ЮНИСЕФ", "2024", 250_000, "2.1"],
                [3, "Новый проект по климату", "ГЭФ", "2024-2028", 7_000_000, "13.2"],
            ],
        }
    )
    register = read_register(path)
    assert len(register) == 5 and len({a.id for a in register.activities}) == 5
    water = [a for a in register.activities if str(a.title) == "Поддержка водной безопасности"]
    assert [a.duplicate_of for a in water] == [water[1].id, None]
    food = [a for a in register.activities if str(a.title) == "Школьное питание"]
    assert [a.duplicate_of for a in food] == [None, None]
    assert [r.kind for a in food for r in a.related] == ["sibling"]
    assert {"activities.duplicate", "activities.same-project"} <= codes(register)


def test_register_without_numbers_keeps_ids_when_rows_change_place(workbook: Any) -> None:
    header = ["Проект", "Партнер", "Исполнитель", "Бюджет (евро)", "Год"]
    rows = [
        ["Развитие туризма в Мангистау", "ЕС", "GIZ", "1,2 млн", "2024"],
        ["Цифровые навыки", "Республика Корея", "МЦРИАП", "300 тыс.", "2025 г."],
        ["Цифровые навыки", "KOICA", "МЦРИАП", "150 тыс.", "2023"],
    ]
    first = read_register(workbook({"Лист1": [header, *rows]}))
    second = read_register(
        workbook(
            {"Проекты": [[*header, "Комментарий"], *[[*row, "да"] for row in reversed(rows)]]},
            name="другой.xlsx",
        )
    )
    assert [a.id for a in first.activities] == [a.id for a in reversed(second.activities)]
    assert told(first.activities[0]) == {
        "title": "Развитие туризма в Мангистау",
        "partners": [("funding", "ЕС"), ("implementing", "GIZ")],
        "regions": [],
        "start": "2024-01-01",
        "end": "2024-12-31",
        "money": [("budget", Decimal("1200000"), "EUR", None)],
        "sdg": [],
        "status": "",
    }
    assert [str(a.money[0].amount) for a in first.activities[1:]] == ["300000", "150000"]


def test_two_tables_beside_each_other(workbook: Any) -> None:
    path = workbook(
        {
            "Лист1": [
                ["Действующие проекты", "", "", "", "", "Завершённые проекты"],
                [
                    "№",
                    "Наименование",
                    "Донор",
                    "Бюджет, USD",
                    "",
                    "№",
                    "Наименование",
                    "Донор",
                    "Бюджет, USD",
                ],
                [1, "Первый проект", "ЕС", 100, "", 1, "Третий проект", "АБР", 300],
                [2, "Второй проект", "ГЭФ", 200, "", 2, "Четвёртый проект", "ЕБРР", 400],
                ["", "", "", "", "", 3, "Пятый проект", "KOICA", 500],
            ]
        }
    )
    register = read_register(path)
    assert [(str(a.title), str(a.money[0].amount)) for a in register.activities] == [
        ("Первый проект", "100"),
        ("Второй проект", "200"),
        ("Третий проект", "300"),
        ("Четвёртый проект", "400"),
        ("Пятый проект", "500"),
    ]
    assert len({a.id for a in register.activities}) == 5


def test_two_tables_below_each_other_with_different_columns(workbook: Any) -> None:
    path = workbook(
        {
            "Реестр": [
                ["Раздел А. Гранты"],
                ["№", "Наименование гранта", "Грантодатель", "Сумма, тыс. тенге"],
                [1, "Поддержка НПО", "ЕС", "10 000"],
                [2, "Доступная среда", "ПРООН", "5 500"],
                [],
                [],
                ["Раздел Б. Займы"],
                ["№", "Наименование проекта", "Кредитор", "Сумма займа, млн. долл. США", "Дата подписания"],
                [1, "Дорога Актобе – Кандыагаш", "ЕБРР", "95,5", "12.06.2023"],
            ]
        }
    )
    register = read_register(path)
    assert [(str(a.title), str(a.money[0].amount), a.money[0].currency) for a in register.activities] == [
        ("Поддержка НПО", "10000000", "KZT"),
        ("Доступная среда", "5500000", "KZT"),
        ("Дорога Актобе – Кандыагаш", "95500000", "USD"),
    ]


def test_goals_and_purposes_under_one_heading_are_told_apart_by_their_cells(workbook: Any) -> None:
    header = ["№", "Наименование", "Цель", "Задача", "Партнер"]
    as_codes = [
        [1, "Чистая вода", "6", "6.1", "Минздрав"],
        [2, "Ирригация", "6; 2", "6.4", "МСХ РК"],
        [3, "Школы", "4", "4.a", "Акимат"],
    ]
    as_texts = [
        [1, "Чистая вода", "Обеспечить водой сёла", "Построить 5 скважин", "Япония"],
        [2, "Ирригация", "Сберечь воду к 2030 году", "Обновить каналы", "Всемирный банк"],
    ]
    by_codes = read_register(workbook({"A": [header, *as_codes]}, name="codes.xlsx"))
    assert [[d.target or d.goal for d in a.declared] for a in by_codes.activities] == [
        ["6.1"],
        [2, "6.4"],
        ["4.a"],
    ]
    assert {p.role for a in by_codes.activities for p in a.partners} == {"implementing"}
    by_texts = read_register(workbook({"A": [header, *as_texts]}, name="texts.xlsx"))
    assert all(not a.declared for a in by_texts.activities)
    assert "Обеспечить водой сёла" in str(by_texts.activities[0].objectives)
    assert {p.role for a in by_texts.activities for p in a.partners} == {"funding"}


@pytest.mark.parametrize("name", ["register.csv", "register.dat", "register.xlsx"])
def test_content_decides_how_a_file_is_read_not_its_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("№\tПроект\tДонор\n1\tЧистая вода\tПРООН\n", encoding="utf-16")
    register = read_register(path)
    assert [str(a.title) for a in register.activities] == ["Чистая вода"]
