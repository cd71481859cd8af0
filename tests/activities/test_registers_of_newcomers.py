# ruff: noqa: E501 - what stands in a cell is read across
"""Registers that nobody here had seen, each read as the clerk who wrote its key would read it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from sdgkit.activities.cells.amounts import read_amount
from sdgkit.activities.cells.dates import read_date
from sdgkit.activities.cells.organisations import read_organisations
from sdgkit.activities.cells.regions import read_regions
from sdgkit.activities.cells.statuses import read_status
from sdgkit.activities.cells.volunteers import read_two_numbers
from sdgkit.activities.reading import read_register
from sdgkit.activities.settings import ReadingSettings
from sdgkit.places import find_places
from tests.activities.newcomers import REGISTERS
from tests.activities.test_registers_of_strangers import told


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_is_read_as_a_clerk_would(name: str, tmp_path: Path) -> None:
    make, lines, findings, country = REGISTERS[name]
    register = read_register(make(tmp_path), settings=ReadingSettings(country=country or None))
    assert [told(activity) for activity in register.activities] == lines
    assert sorted({finding.code.partition(".")[2] for finding in register.findings}) == findings


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("01/24", "2024-01-01", None), ("15.IX.2024", "2024-09-15", None), ("3.ХII.2025", "2025-12-03", None),
        ("2025 жылғы желтоқсанның 31-і", "2025-12-31", None), ("истёк 31.12.2024", None, "2024-12-31"),
        ("действует до 01.2027", None, "2027-01-31"), ("valid until 31 Dec 2026", None, "2026-12-31"),
        ("24 months (start: 15.01.2023)", "2023-01-15", "2025-01-14"), ("осенний семестр 2025", "2025-01-01", None),
        ("22–24 апреля 2026 года, г. Астана", "2026-04-22", "2026-04-24"),
        ("Кызылорда, III квартал 2026 г.", "2026-07-01", None), ("с 3 по 25 апреля 2026 г., Алматы", "2026-04-03", "2026-04-25"),
        # Two parts with numbers: nobody can say which of them counts.
        ("школа № 5, 2026 г., 3 этаж", None, None), ("13/24", None, None), ("01/12", None, None), ("33.IX.2024", None, None),
    ],
)  # fmt: skip
def test_dates_as_newcomers_write_them(written: str, start: str | None, end: str | None) -> None:
    period = read_date(written)
    assert (period.start and str(period.start.first), period.end and str(period.end.last)) == (start, end)


def test_a_length_that_is_renewed_by_itself_is_a_length() -> None:
    for written in ("5 лет с автоматическим продлением", "5 years with automatic renewal"):
        assert read_date(written).months == 60


@pytest.mark.parametrize(
    ("written", "state"),
    [
        ("Не исполнено", "ongoing"), ("не проведено", "ongoing"), ("Not yet completed", "ongoing"), ("аяқталмаған", "ongoing"),
        ("Исполнено", "completed"), ("Снято с контроля", ""), ("орындалды", "completed"),
    ],
)  # fmt: skip
def test_what_is_not_done_is_not_over(written: str, state: str) -> None:
    assert read_status(written) == state


def test_numbers_of_volunteers_on_either_side_of_a_slash() -> None:
    found = read_two_numbers("1 200 чел. / 500", "Волонтёры (всего / жен.)")
    assert found is not None and (found.people, found.women) == (1200, 500)
    found = read_two_numbers("40/35", "Volunteers (m/f)")
    assert found is not None and (found.people, found.women) == (75, 35)
    for value, heading in (
        ("450 / 260", "Волонтёры"),
        ("450", "Волонтёры (всего / жен.)"),
        ("1/2/3", "Volunteers (m/f)"),
    ):
        assert read_two_numbers(value, heading) is None


def test_a_zero_behind_a_dot_is_no_thousandth_of_a_currency() -> None:
    grant = read_amount("14.900", ".").amounts[0]
    assert (grant.amount, grant.doubt) == (14900, "amount-separator")
    # In millions three decimals are common, and so is a last digit that is no zero.
    assert read_amount("14.900", ".", Decimal(10**6)).amounts[0].amount == 14_900_000
    assert read_amount("1.125", ".").amounts[0].amount == Decimal("1.125")


def test_millions_as_banks_write_them_are_no_millimetres() -> None:
    assert read_amount("USD 35mm").amounts[0][:2] == (35_000_000, "USD")
    assert read_amount("35 mm").amounts == ()


def test_who_leads_is_no_part_of_a_name() -> None:
    read = read_organisations("UNDP (lead), UNFPA; МЗ РК (созыв)", "partner").partners
    assert [str(one.name) for one in read] == ["UNDP", "UNFPA", "МЗ РК"]


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("Ошская, Джалал-Абадская обл.", ["KG-O", "KG-J"]), ("Согдийская обл.; ГБАО", ["TJ-SU", "TJ-GB"]),
        ("Бухарская и Навоийская области", ["UZ-BU", "UZ-NW"]), ("Марыйский велаят", ["TM-M"]),
        ("Kandahar, Helmand, Sar-e-Pul", ["AF-KAN", "AF-HEL", "AF-SAR"]), ("провинции Гор и Бадгис", ["AF-GHO", "AF-BDG"]),
        ("Мазари-Шариф", ["AF-BAL"]), ("Балх провинциясы, Кабул", ["AF-BAL", "AF-KAB"]), ("гор. Кабул", ["AF-KAB"]),
    ],
)  # fmt: skip
def test_regions_of_the_neighbours_as_a_register_of_kazakhstan_names_them(
    written: str, codes: list[str]
) -> None:
    assert [region.code for region in read_regions(written).regions] == codes


def test_what_is_called_like_a_region_abroad_is_not_it_in_a_text() -> None:
    for text in (
        "Ошский университет",
        "лагман для школ",
        "Хост-система",
        "Wardak & Sons",
        "помощь горам",
        "Farah Diba",
    ):
        assert find_places(text) == (), text


def test_a_name_alone_among_places_that_nobody_knows_is_told() -> None:
    assert read_regions("Кызылорда; Борск").missed == ("Борск",)
    assert (
        read_regions("Кызылорда; сёла").missed == ()
        and read_regions("Кызылординская обл., Казалинск").missed == ()
    )


def test_all_regions_are_those_of_the_country_whose_regions_stand_beside_them(workbook: Any) -> None:
    rows = [
        ["Проект", "Донор", "Область"],
        ["Вода", "АБР", "Ошская обл."],
        ["Свет", "ЕС", "Баткен"],
        ["Школы", "ВБ", "все области"],
    ]
    register = read_register(workbook({"R": rows}))
    assert [[r.code for r in a.regions] for a in register.activities] == [["KG-O"], ["KG-B"], ["KG"]]
    assert [f.details["country"] for f in register.findings if f.code == "activities.country-understood"]
    mixed = [*rows, ["Дорога", "ЕБРР", "Жамбылская обл."]]
    assert [r.code for r in read_register(workbook({"R": mixed})).activities[2].regions] == ["KZ"]


def test_a_quoted_cell_behind_a_space_is_one_cell(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(
        'Title, Donor, Budget USD\n "Bonds, phase II" , EBRD, 5\nWater, EU, "1,000"\n', encoding="utf-8"
    )
    register = read_register(path)
    assert [str(a.title) for a in register.activities] == ["Bonds, phase II", "Water"]
    assert [a.money[0].amount for a in register.activities] == [5, 1000]
    assert not register.findings


def test_a_second_title_beside_merged_cells_is_that_of_another_language(workbook: Any) -> None:
    rows = [
        ["№", "Атауы / Название", "Донор"],
        [1, "Су құбырын жөндеу", "ЕС"],
        ["", "Ремонт водопровода", ""],
        [2, "Школа", "ЕС"],
    ]
    register = read_register(workbook({"R": rows}, merges={"R": ["A2:A3", "C2:C3"]}))
    assert [a.title.root for a in register.activities] == [
        {"kk": "Су құбырын жөндеу", "ru": "Ремонт водопровода"}, {"ru": "Школа"},
    ]  # fmt: skip
    assert {a.section for a in register.activities} == {""}


def test_a_row_that_only_gives_the_sum_below_it_is_no_activity(workbook: Any) -> None:
    rows = [
        ["Контрагент, договор", "Проект", "Сумма, тенге"], ["ВОЗ", "", 25], ["Договор 1", "Надзор за гриппом", 15],
        ["Договор 2", "Школы здоровья", 10], ["ЮНИСЕФ", "", 7], ["Договор 3", "Прививки в школах", 7],
    ]  # fmt: skip
    register = read_register(workbook({"R": rows}))
    assert [(str(a.title), a.money[0].amount, a.section) for a in register.activities] == [
        ("Надзор за гриппом", 15, "ВОЗ"), ("Школы здоровья", 10, "ВОЗ"), ("Прививки в школах", 7, "ЮНИСЕФ"),
    ]  # fmt: skip
    assert [f.row for f in register.findings if f.code == "activities.row-group"] == [2, 5]
    # A sum that does not fit is not thrown away.
    rows[1][2] = 26
    register = read_register(workbook({"R": rows}))
    assert sum(m.amount for a in register.activities for m in a.money) == 26 + 15 + 10 + 7


def test_rows_of_the_years_of_one_project_are_one_activity_with_the_money_of_each_year(workbook: Any) -> None:
    rows = [
        ["Code", "Project", "Donor", "Year", "Planned, USD"], ["K-1", "Biodiversity finance", "GEF", 2024, 250],
        ["K-1", "Biodiversity finance", "GEF", 2023, 200], ["K-2", "Jobs", "Norway", 2024, 80],
    ]  # fmt: skip
    register = read_register(workbook({"R": rows}))
    first = register.activities[0]
    assert [(m.amount, m.year) for m in first.money] == [(250, 2024), (200, 2023)]
    assert first.start and first.end and (first.start.first.year, first.end.last.year) == (2023, 2024)
    assert [a.id for a in register.activities] == ["K-1", "K-2"]
    assert [f.row for f in register.findings if f.code == "activities.row-of-year"] == [3]
    # The same year twice is no row of a further year.
    again = read_register(workbook({"R": [*rows, ["K-2", "Jobs", "Norway", 2024, 90]]}))
    assert len(again) == 3


def test_a_row_that_goes_on_with_the_words_of_the_one_above(workbook: Any) -> None:
    rows = [
        ["№", "Проект", "Донор", "Сумма", "Срок"], ["1.", "Улучшение качества", "Программа ООН по", "1,5 млн", "01.2024 –"],
        ["", "воздуха в городах", "окружающей среде", "долл. США", "12.2026"], ["2.", "Берегоукрепление", "АБР", "30 млн тг", "2025"],
        ["", "участок Тасоткель", "", "20 млн тг", ""],
    ]  # fmt: skip
    register = read_register(workbook({"R": rows}))
    assert [str(a.title) for a in register.activities] == [
        "Улучшение качества воздуха в городах", "Берегоукрепление", "участок Тасоткель",
    ]  # fmt: skip
    first = register.activities[0]
    assert [str(p.name) for p in first.partners] == ["Программа ООН по окружающей среде"]
    assert (first.money[0].amount, first.money[0].currency) == (1_500_000, "USD")
    assert first.end is not None and str(first.end.last) == "2026-12-31"


def test_amounts_of_quarters_are_parts_of_the_year_beside_them(workbook: Any) -> None:
    rows = [
        ["№", "Проект", "Донор", "Бюджет на 2025 год, тыс. тенге", "", ""],
        ["", "", "", "I кв.", "II кв.", "Всего за год"],
        [1, "Каналы", "АБР", 10, 20, 30],
    ]
    register = read_register(workbook({"R": rows}, merges={"R": ["D1:F1", "A1:A2", "B1:B2", "C1:C2"]}))
    assert [m.amount for m in register.activities[0].money] == [30_000]
    without = [row[:5] for row in rows]
    register = read_register(workbook({"R": without}, merges={"R": ["D1:E1", "A1:A2", "B1:B2", "C1:C2"]}))
    assert sum(m.amount for m in register.activities[0].money) == 30_000


def test_an_equivalent_is_the_same_amount_again(workbook: Any) -> None:
    rows = [["Наименование гранта", "Сумма в валюте договора", "Валюта договора", "Эквивалент, тыс. тенге"], ["ВИЧ", "1 250 000", "USD", 559],
            ["Орлы", "85 000", "EUR", 41], ["Итого", "", "", 600]]  # fmt: skip
    register = read_register(workbook({"R": rows}))
    assert [[(m.amount, m.currency) for m in a.money] for a in register.activities] == [
        [(1_250_000, "USD")], [(85_000, "EUR")],
    ]  # fmt: skip


def test_where_an_event_is_held_stands_beside_when(workbook: Any) -> None:
    rows = [
        ["Мероприятие", "Дата и место проведения", "Бюджет, тенге"],
        ["Саммит", "22–24 апреля 2026 года, г. Астана", 5],
    ]
    event = read_register(workbook({"R": rows})).activities[0]
    assert [r.code for r in event.regions] == ["KZ-71"] and event.end and str(event.end.last) == "2026-04-24"
    # Where an agreement was signed is not where the work is done.
    rows = [
        ["Наименование документа", "Дата и место подписания", "Партнёр"],
        ["О воде", "15 мая 2026 г., г. Астана", "Нидерланды"],
    ]
    assert read_register(workbook({"R": rows})).activities[0].regions == ()


def test_organisations_as_columns_of_marks(workbook: Any) -> None:
    rows = [
        ["Output", "UNDP", "ВОЗ", "Budget, USD", "SDG"],
        ["Rural midwives trained", "", "x", 5, "3.1"],
        ["Green budgets tagged", "x", "✓", 7, "13"],
    ]
    register = read_register(workbook({"R": rows}))
    assert [[(str(p.name), p.role) for p in a.partners] for a in register.activities] == [
        [("ВОЗ", "partner")], [("UNDP", "partner"), ("ВОЗ", "partner")],
    ]  # fmt: skip
    assert "activities.columns-of-marks" in {f.code for f in register.findings}


def test_people_by_region_are_no_money(workbook: Any) -> None:
    rows = [
        ["№", "Проект", "Донор", "Бюджет, тыс. евро", "Охват, чел.", "", ""], ["", "", "", "", "Абай", "Жетісу", "Всего"],
        [1, "Скрининг зрения", "Orbis", 85, 1200, 900, 2100],
    ]  # fmt: skip
    register = read_register(
        workbook({"R": rows}, merges={"R": ["E1:G1", "A1:A2", "B1:B2", "C1:C2", "D1:D2"]})
    )
    one = register.activities[0]
    assert [(m.amount, m.currency) for m in one.money] == [(85_000, "EUR")] and not one.place_shares
    assert str(one.beneficiaries) == "2100" and one.extra["Охват, чел. / Абай"] == "1200"


def test_what_an_indicator_shall_reach_is_no_goal(workbook: Any) -> None:
    rows = [
        ["Activity", "Partner", "Target"],
        ["Weather stations", "FAO", 14],
        ["Herders trained", "FAO", 60],
    ]
    assert all(not a.declared for a in read_register(workbook({"R": rows})).activities)
    rows[2][2] = 13
    assert [d.goal for a in read_register(workbook({"R": rows})).activities for d in a.declared] == [14, 13]


def test_goals_with_their_shares_under_a_heading_of_per_cent(workbook: Any) -> None:
    rows = [
        ["Проект", "Донор", "Вклад в ЦУР, %"],
        ["Очистные", "ЕБРР", "ЦУР 6 – 70, ЦУР 11 – 30"],
        ["Лес", "ЕС", "15; 13"],
    ]
    register = read_register(workbook({"R": rows}))
    assert [[(d.goal, d.share) for d in a.declared] for a in register.activities] == [
        [(6, Fraction(7, 10)), (11, Fraction(3, 10))], [(15, None), (13, None)],
    ]  # fmt: skip


def test_the_currency_of_a_section_is_that_of_its_amounts(workbook: Any) -> None:
    rows = [
        ["№", "Проект", "Сумма"], ["Посольство Японии (йены)", "", ""], [1, "Скорая", 9870], ["Посольство США (тыс. долл. США)", "", ""],
        [1, "Клуб дебатов", "12"], [2, "Приют", "7 евро"],
    ]  # fmt: skip
    register = read_register(workbook({"R": rows}))
    assert [(m.amount, m.currency) for a in register.activities for m in a.money] == [
        (9870, "JPY"),
        (12_000, "USD"),
        (7_000, "EUR"),
    ]
    assert [str(a.partners[0].name) for a in register.activities] == [
        "Посольство Японии",
        "Посольство США",
        "Посольство США",
    ]
    assert [f.row for f in register.findings if f.code == "activities.unit-of-heading"] == [3, 5]


def test_rows_of_the_regions_of_one_project_are_one_activity_with_exact_parts(workbook: Any) -> None:
    rows = [
        ["ID", "Project", "Region", "Budget, KZT mln", "Donor"], ["W-1", "Rural roads", "Абай обл.", 2, "World Bank"],
        ["W-1", "Rural roads", "ВКО", 1, "World Bank"], ["E-2", "Heating", "Алматы қ.", 4, "EBRD"], ["E-2", "Heating", "Астана", 4, "EBRD"],
    ]  # fmt: skip
    register = read_register(workbook({"R": rows}))
    roads, heating = register.activities[0], register.activities[1]
    assert [(r.code, r.share) for r in roads.regions] == [
        ("KZ-10", Fraction(2, 3)),
        ("KZ-63", Fraction(1, 3)),
    ]
    assert sum(m.amount for m in roads.money) == 3_000_000
    # Equal amounts are the whole one, said again.
    assert [m.amount for m in heating.money] == [4_000_000] and {r.share for r in heating.regions} == {None}


def test_amounts_of_the_payers_of_a_project_count_once(workbook: Any) -> None:
    rows = [
        ["№", "Жоба", "Қаржыландыру көзі", "Сома, млн теңге"], [1, "Бөгет салу", "Барлығы", 2000], ["", "", "РБ", 1400],
        ["", "", "Дүниежүзілік банк", 600], [2, "Зауыт", "РБ", 150], ["", "", "ЕАДБ", 50],
    ]  # fmt: skip
    register = read_register(workbook({"R": rows}, merges={"R": ["A2:A4", "B2:B4", "A5:A6", "B5:B6"]}))
    assert [[m.amount for m in a.money] for a in register.activities] == [
        [2_000_000_000],
        [150_000_000, 50_000_000],
    ]
    assert [str(p.name) for p in register.activities[0].partners] == ["РБ", "Дүниежүзілік банк"]
    assert "activities.amounts-of-parts" in {f.code for f in register.findings}


def test_planned_and_spent_with_a_slash_between(workbook: Any) -> None:
    rows = [["№", "Проект", "План/факт, млн тенге"], [1, "Школа", "450/430,5"], [2, "Мост", "1 200/1 200"]]
    register = read_register(workbook({"R": rows}))
    assert [[(m.amount, m.kind) for m in a.money] for a in register.activities] == [
        [(450_000_000, "budget"), (430_500_000, "disbursed")], [(1_200_000_000, "budget"), (1_200_000_000, "disbursed")],
    ]  # fmt: skip


def test_a_month_in_a_column_beside_the_year(workbook: Any) -> None:
    rows = [
        ["Год", "Месяц", "Мероприятие", "Организатор"],
        [2026, "апрель", "Хакатон", "Hub"],
        [2026, "", "Форум", "ФАО"],
    ]
    register = read_register(workbook({"R": rows}))
    assert [str(a.start and a.start.first) + str(a.end and a.end.last) for a in register.activities] == [
        "2026-04-012026-04-30", "2026-01-012026-12-31",
    ]  # fmt: skip


def test_english_thousands_in_thousands(workbook: Any) -> None:
    rows = [
        ["Project", "Donor", "Net commitment (US$ '000)"],
        ["Roads", "WB", "50,000"],
        ["Schools", "WB", "73,000"],
    ]
    register = read_register(workbook({"R": rows}))
    assert [m.amount for a in register.activities for m in a.money] == [50_000_000, 73_000_000]
    assert [f.code for f in register.findings] == ["activities.amount-separator"] * 2


def test_outcomes_and_outputs_over_activities_head_them(workbook: Any) -> None:
    rows = [
        ["Code", "Result / activity", "Indicator", "Cost (USD)"], ["1", "Outcome 1: Committees plan", "", ""],
        ["1.1", "Output: Bulletins issued", "per year", ""], ["1.1.1", "Install stations", "stations", "210,000"],
        ["1.1.2", "Output of crops measured", "t", "5,000"],
    ]  # fmt: skip
    register = read_register(workbook({"R": rows}))
    assert [str(a.title) for a in register.activities] == ["Install stations", "Output of crops measured"]
    assert {a.section for a in register.activities} == {
        "Outcome 1: Committees plan / Output: Bulletins issued"
    }


def test_fields_listed_in_one_cell_are_read_as_columns(workbook: Any, tmp_path: Path) -> None:
    text = "Донор: Всемирный банк\nСумма: 4,5 млн долл. США\nСрок: 2024-2028\nКонтактное лицо: Иванов И.И., +7 701 111 22 33\nВторая очередь"
    rows = [
        ["№", "Проект", "Краткая информация"],
        [1, "Гидропосты", text],
        [2, "Школа климата", "Донор: GIZ\nСрок: 2025"],
    ]
    csv = tmp_path / "r.csv"
    csv.write_text("\n".join(";".join('"' + str(c) + '"' for c in row) for row in rows), encoding="utf-8")
    for path in (workbook({"R": rows}), csv):
        register = read_register(path)
        first = register.activities[0]
        assert [[(str(p.name), p.role) for p in a.partners] for a in register.activities] == [
            [("Всемирный банк", "funding")], [("GIZ", "funding")],
        ]  # fmt: skip
        assert (first.money[0].amount, first.money[0].currency) == (4_500_000, "USD")
        assert first.end is not None and str(first.end.last) == "2028-12-31"
        assert "Вторая очередь" in str(first.model_dump()) and "Иванов" not in register.model_dump_json()
        assert {f.severity for f in register.findings} <= {"note"}


def test_countries_as_columns_of_marks(workbook: Any) -> None:
    rows = [
        ["Programme", "Donor", "EUR million", "KZ", "KG", "AF", "Period"],
        ["BOMCA", "EU", 21, "x", "x", "", "2021-2025"],
    ]
    one = read_register(workbook({"R": rows})).activities[0]
    assert one.countries == ("KAZ", "KGZ") and [str(p.name) for p in one.partners] == ["EU"]


def test_months_without_a_year_are_those_of_the_title_and_never_overridden(workbook: Any) -> None:
    rows = [
        ["№", "Іс-шаралар", "Орындау мерзімі", "Қаражат, млн теңге"],
        [1, "Көшет отырғызу", "наурыз-қараша", 5],
        [2, "Бекеттер", "жыл соңына дейін", 7],
    ]
    register = read_register(workbook({"2026": rows}))
    assert [a.start and str(a.start.first) for a in register.activities] == ["2026-03-01", None]
    assert {f.code for f in register.findings} >= {"activities.year-of-title", "activities.date-unreadable"}
    assert "activities.time-of-heading" not in {f.code for f in register.findings}
    # Where the sheet says no year, nobody does.
    register = read_register(workbook({"Жоспар": rows}))
    assert all(a.start is None and a.end is None for a in register.activities)


def test_women_in_brackets_behind_the_volunteers() -> None:
    found = read_two_numbers("25 (18)", "Кол-во волонтёров (из них женщин)")
    assert found is not None and (found.people, found.women) == (25, 18)
    assert read_two_numbers("25 (38)", "Кол-во волонтёров (из них женщин)") is None
