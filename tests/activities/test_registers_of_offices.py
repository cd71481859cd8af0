# ruff: noqa: E501 - what stands in a cell is read across
"""Registers as offices keep them, each read as the clerk who wrote its key would read it."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sdgkit.activities.cells.amounts import read_amount
from sdgkit.activities.cells.dates import month_first_in, read_date
from sdgkit.activities.cells.organisations import read_organisations
from sdgkit.activities.cells.regions import usual_country
from sdgkit.activities.cells.two_languages import heads_two_languages, in_languages
from sdgkit.activities.reading import read_register
from sdgkit.contacts import masked
from tests.activities.offices import REGISTERS
from tests.activities.test_registers_of_strangers import told


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_is_read_as_a_clerk_would(name: str, tmp_path: Path) -> None:
    make, lines, findings, secret = REGISTERS[name]
    register = read_register(make(tmp_path))
    assert [told(activity) for activity in register.activities] == lines
    assert sorted({finding.code.partition(".")[2] for finding in register.findings}) == findings
    whole = register.model_dump_json()
    assert not [word for word in secret if word in whole]


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("с двадцать пятого ноября по десятое декабря 2025 года", "2025-11-25", "2025-12-10"),
        ("первая декада марта 2026 г.", "2026-03-01", "2026-03-10"), ("вторая половина июля 2026", "2026-07-16", "2026-07-31"),
        ("2026 ж. I-II тоқсан", "2026-01-01", "2026-06-30"), ("2024-2026 жж. / 2024-2026 гг.", "2024-01-01", "2026-12-31"),
        ("июнь-июль 26 г.", "2026-06-01", "2026-07-31"), ("10/01/2020 - 09/30/2025", "2020-10-01", "2025-09-30"),
        ("2025 жылдың І тоқсаны – 2026 жылдың соңы", "2025-01-01", "2026-12-31"), ("2026 жылдың бірінші жартысы", "2026-01-01", None),
        # Two dates that differ are not the same one twice.
        ("01/02/2024 / 05/06/2024", None, None),
    ],
)  # fmt: skip
def test_dates_as_offices_write_them(written: str, start: str | None, end: str | None) -> None:
    period = read_date(written)
    assert (period.start and str(period.start.first), period.end and str(period.end.last)) == (start, end)


def test_a_length_in_brackets_behind_a_beginning_is_not_lost() -> None:
    assert read_date("с апреля 2026 (8 мес.)").months == 8


def test_a_column_that_shows_the_order_once_shows_it_for_its_periods() -> None:
    assert month_first_in(["08/12/2016 - 08/11/2024", "10/01/2020 - 09/30/2025"])
    assert month_first_in(["08/12/2016 - 08/11/2024"]) is None
    assert month_first_in(["13/12/2016 - 08/31/2024"]) is None


@pytest.mark.parametrize(
    ("written", "amounts", "years"),
    [
        ("2023: 100", [100_000], (2023,)), ("2023 – 120\n2024 – 340,5", [120_000, 340_500], (2023, 2024)),
        ("2024 ж.: 900\n2025 ж.: 1 100", [900_000, 1_100_000], (2024, 2025)), ("150 (2023), 200 (2024)", [150_000, 200_000], (2023, 2024)),
        ("тыс. долл.:\n2023 - 5\n2024 - 7", [5000, 7000], (2023, 2024)), ("FY2024: $1.2m; FY2025: $0.8m", [1_200_000, 800_000], (2024, 2025)),
        ("2023: 100; 2024: 200; всего 300", [100_000, 200_000], (2023, 2024)), ("2023: 1 200\n2024: н/д", [1_200_000], (2023,)),
        # A total that is none, the same year twice, a time and a share: no amounts of years.
        ("2023: 4; 2024: 5; всего: 10", [], ()), ("2023: 4; 2023: 5", [], ()), ("2023 – 2025", [], ()), ("2024: 5%", [], ()),
    ],
)  # fmt: skip
def test_amounts_of_years_in_one_cell(written: str, amounts: list[int], years: tuple[int, ...]) -> None:
    reading = read_amount(written, None, Decimal(1000))
    assert ([one.amount for one in reading.amounts], reading.years) == (amounts, years)


@pytest.mark.parametrize(
    ("written", "amount", "currency"),
    [
        ("два миллиона пятьсот тысяч тенге", 2_500_000, "KZT"), ("Екі миллион бес жүз мың теңге", 2_500_000, "KZT"),
        ("two hundred thousand US dollars", 200_000, "USD"), ("полтора миллиона долларов США", 1_500_000, "USD"),
        ("Семьсот пятьдесят тысяч (750 000) тенге 00 тиын", 750_000, "KZT"),
    ],
)  # fmt: skip
def test_amounts_in_words(written: str, amount: int, currency: str) -> None:
    # The words say the whole amount, whatever unit the heading names.
    assert [one[:2] for one in read_amount(written, None, Decimal(1000)).amounts] == [(amount, currency)]


def test_words_and_digits_that_differ_are_no_amount() -> None:
    assert read_amount("семьсот тысяч (750 000) тенге").problem == "unreadable"
    assert read_amount("сто школ").amounts == ()


def test_only_what_is_certainly_russian_and_kazakh_is_taken_apart() -> None:
    both = "Суды үнемдейтін\nтехнологиялар\nВодосберегающие\nтехнологии для полива"
    assert in_languages(both) is None
    assert in_languages(both.replace("\nтехнологиялар", "\nәдістер")) is not None
    assert in_languages("Ауылдағы таза су\nЧистая вода на селе") == {
        "kk": "Ауылдағы таза су",
        "ru": "Чистая вода на селе",
    }
    # A Kazakh line without a letter of its own, a title that goes on, two in one language.
    for text in (
        "Жастарды қолдау\nЖас маман",
        "Ауылдағы таза су\nи очистка стоков",
        "Чистая вода\nЗдоровые дети",
    ):
        assert in_languages(text) is None
    assert heads_two_languages("Орындаушы / Исполнитель") and not heads_two_languages("Донор / Партнёр")


def test_one_organisation_in_two_languages_is_one() -> None:
    assert [str(one.name) for one in read_organisations("ИДБ\nИБР", "funding").partners] == ["ИДБ"]
    assert len(read_organisations("АБР; ИБР", "funding").partners) == 2


def test_the_kind_of_money_is_no_part_of_the_name() -> None:
    for written in (
        "Европейский союз (грант)",
        "Европейский союз – грант",
        "Европейский союз (грант/кредит)",
    ):
        assert [str(one.name) for one in read_organisations(written, "funding").partners] == [
            "Европейский союз"
        ]
    assert [str(one.name) for one in read_organisations("заём Всемирного банка", "funding").partners] == [
        "Всемирный банк"
    ]


def test_places_that_several_countries_have_tell_of_none() -> None:
    assert usual_country(["Нарын облусу", "Баткен, Талас"]) == "KGZ"
    assert usual_country(["Жамбылская обл.", "Талас"]) != "KGZ"


@pytest.mark.parametrize(
    "text",
    [
        "ivanov@kz", "ivanov(гав)mail.ru", "Director: Tursyn Qasqyrbai", "Басшысы: Қасымжан Төлегенов", "director: Aigerim",
        "Орынд.: Б. Сәрсенов, 42-15-77", "Исполнитель: Жумабекова, 74-25-36", "Куратор – Ержанова",
    ],
)  # fmt: skip
def test_contacts_that_leaked(text: str) -> None:
    shown = masked(text).lower()
    for part in (
        "ivanov",
        "qasqyrbai",
        "төлегенов",
        "aigerim",
        "сәрсенов",
        "42-15",
        "жумабекова",
        "74-25",
        "ержанова",
    ):
        assert part not in shown


def test_what_is_no_contact_stays() -> None:
    for text in (
        "Youth@Work", "Директор: ТОО «Арал»", "Director: Department of Water", "Manager: Water Users Association", "Head: UNDP",
        "Заседание, 12-05-24",
    ):  # fmt: skip
        assert masked(text) == text


def test_a_row_of_units_belongs_to_the_header(workbook: Any) -> None:
    rows = [
        ["Donor", "Project", "Planned 2024", "Actual 2024"],
        ["", "", "USD 000", "USD 000"],
        ["AIIB", "Wind power", 12, 10.5],
    ]
    register = read_register(workbook({"R": rows}))
    assert [(one.amount, one.currency, one.kind) for one in register.activities[0].money] == [
        (12_000, "USD", "budget"), (10_500, "USD", "disbursed"),
    ]  # fmt: skip
    # A section with a currency in its name is none.
    rows = [["Проект", "Получатель", "Сумма"], ["Посольство Японии (йены)", "", ""], ["Скорая", "ЦРБ", 9870]]
    assert [str(one.title) for one in read_register(workbook({"R": rows})).activities] == ["Скорая"]


def test_payments_of_a_grant_are_one_activity_with_their_days(workbook: Any) -> None:
    rows = [
        ["Номер соглашения", "Проект", "Донор", "Дата платежа", "Сумма, EUR"],
        ["GA-1", "Диалог", "ЕС", "12.02.2024", 150],
        ["GA-1", "Диалог", "ЕС", "03.03.2025", 30],
        ["GA-2", "Школа", "ЕС", "20.01.2025", 18],
    ]
    register = read_register(workbook({"R": rows}))
    assert [[(one.amount, str(one.date), one.kind) for one in a.money] for a in register.activities] == [
        [(150, "2024-02-12", "disbursed"), (30, "2025-03-03", "disbursed")], [(18, "2025-01-20", "disbursed")],
    ]  # fmt: skip
    assert [f.row for f in register.findings if f.code == "activities.row-of-payment"] == [3]
    assert all(a.start is None for a in register.activities)


def test_a_subtotal_carries_the_name_of_its_group(workbook: Any) -> None:
    rows = [
        ["Сектор", "Проект", "Донор", "Бюджет, евро"],
        ["Энергетика", "Подстанции", "ЕБРР", 45],
        ["", "Крыши школ", "KfW", 12],
        ["Итого Энергетика", "", "", 57],
        ["Вода", "Учёт воды", "ЕС", 1],
        ["", "Насосы", "ЕС", 2],
        ["Итого", "", "", 3],
    ]
    register = read_register(workbook({"R": rows}))
    # The second subtotal names no group: nobody says that the pumps are of water.
    assert [[str(s.title) for s in a.sectors] for a in register.activities] == [
        ["Энергетика"], ["Энергетика"], ["Вода"], [],
    ]  # fmt: skip


def test_the_currency_of_a_note_under_the_table(workbook: Any) -> None:
    rows = [
        ["Проект", "Донор", "Бюджет"],
        ["Насосы", "ЕС", 20],
        ["Школы", "АБР", 5],
        [],
        ["Примечание: все суммы в тыс. долл. США"],
    ]
    register = read_register(workbook({"R": rows}))
    assert [(a.money[0].amount, a.money[0].currency) for a in register.activities] == [
        (20_000, "USD"),
        (5000, "USD"),
    ]


def test_sources_under_a_year_and_its_unit(workbook: Any) -> None:
    rows = [
        ["Мероприятие", "Исполнитель", "2025 год, млн тенге", "", "2026 год, млн тенге", ""],
        ["", "", "РБ", "донор", "РБ", "донор"],
        ["Опреснитель", "УПР", 200, 120.5, 300, 80],
    ]
    register = read_register(workbook({"R": rows}, merges={"R": ["C1:D1", "E1:F1"]}))
    assert [(one.amount, one.year) for one in register.activities[0].money] == [
        (200_000_000, 2025), (120_500_000, 2025), (300_000_000, 2026), (80_000_000, 2026),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "rest", ["\n" * 200_000, "\nЦель" * 30_000, "(1/2)" * 40_000, "ә\nb\n" * 40_000, "12-" * 60_000]
)
def test_a_long_cell_takes_no_longer_than_its_length(rest: str, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(
        f'Жоба атауы (период / бюджет);Донор / Демеуші;Сумма\n"Вода{rest}";ЕС;5\nШколы;ЕС;7\n',
        encoding="utf-8",
    )
    begun = time.process_time()
    assert len(read_register(path).activities) == 2
    assert time.process_time() - begun < 10


def test_texts_beside_the_table_of_a_page_tell_of_its_amounts(tmp_path: Path) -> None:
    path = tmp_path / "r.xls"
    table = "<table><tr><th>Project</th><th>Donor</th><th>Budget</th></tr><tr><td>Water</td><td>EU</td><td>20</td></tr></table>"
    for page in (f"<p>Amounts are in thousand EUR</p>{table}", f"{table}<p>Amounts are in thousand EUR</p>"):
        path.write_text(f'<html><meta charset="utf-8"><body>{page}</body></html>', encoding="utf-8")
        money = read_register(path).activities[0].money[0]
        assert (money.amount, money.currency) == (20_000, "EUR")
