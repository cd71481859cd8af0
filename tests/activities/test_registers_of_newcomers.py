# ruff: noqa: E501 - what stands in a cell is read across
"""Registers that nobody here had seen, each read as the clerk who wrote its key would read it."""

from __future__ import annotations

from decimal import Decimal
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
