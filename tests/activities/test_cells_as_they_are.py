# ruff: noqa: E501 - rows of registers are read across
"""Cells of registers as ministries, embassies, agencies and consultants fill them, one kind to a test."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from sdgkit.activities.cells.amounts import read_amount
from sdgkit.activities.cells.codes import looks_like_codes, read_codes
from sdgkit.activities.cells.dates import read_date
from sdgkit.activities.cells.organisations import organisation_name, read_organisations
from sdgkit.activities.cells.regions import read_regions
from sdgkit.activities.cells.volunteers import read_volunteers
from sdgkit.activities.reading import read_register


@pytest.mark.parametrize(
    ("written", "amount", "currency", "told"),
    [
        ("1 000 000 (один миллион) тенге", "1000000", "KZT", ""),
        ("1 500 000 (один миллион пятьсот тысяч) тенге 00 тиын", "1500000", "KZT", ""),
        ("1,000,000.00 (one million) US dollars", "1000000", "USD", ""),
        ("2 000 000 (екі миллион) теңге", "2000000", "KZT", ""),
        ("350 (тыс. долл. США)", "350000", "USD", ""),
        ("USD'000 350", "350000", "USD", ""),
        ("350 (USD '000)", "350000", "USD", ""),
        ("150 тыс. долл. в год", "150000", "USD", "amount-period"),
        ("USD 150,000 per year", "150000", "USD", "amount-period"),
        ("жылына 20 млн теңге", "20000000", "KZT", "amount-period"),
        ("¥ 20 million", "20000000", None, "amount-currency"),
        ("20 000 франков", "20000", None, "amount-currency"),
        ("25 млн. саудовских риалов", "25000000", "SAR", ""),
        ("ЕС – 500 000 евро", "500000", "EUR", ""),
        ("-500 000", "-500000", None, "amount-negative"),
        ("USD -500", "-500", "USD", "amount-negative"),
        ("QAR 2m", "2000000", "QAR", ""),
        ("100 000 USD / 47 000 000 KZT", "100000", "USD", "several"),
        ("2,5 млн USD ≈ 1,15 млрд тенге", "2500000", "USD", "several"),
        ("100 000 USD экв. 47 млн тг", "100000", "USD", "several"),
        ("5 млн USD, 10% МБ", "5000000", "USD", "several"),
    ],
)  # fmt: skip
def test_amounts_said_twice_by_the_year_or_in_words(
    written: str, amount: str, currency: str | None, told: str
) -> None:
    reading = read_amount(written)
    assert [(a.amount, a.currency) for a in reading.amounts] == [(Decimal(amount), currency)]
    assert (reading.amounts[0].doubt or reading.problem) == told


def test_amounts_that_add_up_and_percentages_that_are_none() -> None:
    both = read_amount("100 000 долл. США и 50 000 евро").amounts
    assert [(a.amount, a.currency) for a in both] == [(Decimal(100_000), "USD"), (Decimal(50_000), "EUR")]
    below = read_amount("USD 100 000\nKZT 47 000 000").amounts
    assert [a.doubt for a in below] == ["amount-lines", ""]
    assert read_amount("50%").problem == "unreadable"


@pytest.mark.parametrize(
    "written",
    ["1–2 млн тенге", "от 500 до 700 тыс.", "500 тыс. – 1 млн тенге", "$1-2m", "USD 1.5 – 2.0 million", "USD 1m - USD 2m", "between 1 and 2 million USD",
     "между 100 и 200 тыс. евро", "500 мыңнан 700 мың теңгеге дейін", "500-ден 700 мыңға дейін", "10 000 - 20 000", "€ 500k – 1m", "500…700 тыс. тг"],
)  # fmt: skip
def test_a_range_of_amounts_is_no_amount(written: str) -> None:
    reading = read_amount(written)
    assert (reading.amounts, reading.problem) == ((), "range")


@pytest.mark.parametrize(
    ("written", "amount", "currency", "doubt"),
    [
        ("около 1,5 млн", "1500000", None, "amount-about"),
        ("≈ 3 млн тг", "3000000", "KZT", "amount-about"),
        ("шамамен 1,5 млн теңге", "1500000", "KZT", "amount-about"),
        ("5 млн теңгеге жуық", "5000000", "KZT", "amount-about"),
        ("approx. USD 300,000", "300000", "USD", "amount-about"),
        ("до 2 млн", "2000000", None, "amount-at-most"),
        ("не более 5 млн", "5000000", None, "amount-at-most"),
        ("2 млн-ға дейін", "2000000", None, "amount-at-most"),
        ("2 млн теңгеге дейін", "2000000", "KZT", "amount-at-most"),
        ("up to USD 300,000", "300000", "USD", "amount-at-most"),
        ("более 2 млн долл. США", "2000000", "USD", "amount-at-least"),
        ("не менее 5 млн", "5000000", None, "amount-at-least"),
        ("10 млн теңгеден астам", "10000000", "KZT", "amount-at-least"),
        ("1 млн-нан астам теңге", "1000000", "KZT", "amount-at-least"),
        ("USD 1m+", "1000000", "USD", "amount-at-least"),
    ],
)
def test_a_qualifier_says_which_way_an_amount_is_inexact(
    written: str, amount: str, currency: str | None, doubt: str
) -> None:
    assert [tuple(one) for one in read_amount(written).amounts] == [(Decimal(amount), currency, doubt)]


def test_a_share_of_an_unknown_whole_is_no_amount() -> None:
    assert read_amount("10-15% бюджета").problem == "unreadable"


def test_words_of_inexact_amounts_stay_with_the_activity(workbook: Any) -> None:
    path = workbook(
        {"A": [["№", "Проект", "Донор", "Бюджет, тенге"], [1, "Ремонт школ", "ПРООН", "около 1,5 млн"], [2, "Посадка леса", "АБР", "от 500 до 700 тыс."],
               [3, "Ауыз су", "ЕБРР", "2 млн-ға дейін"], [4, "Учебный центр", "ЕС", "3 500 000"]]}
    )  # fmt: skip
    register = read_register(path)
    assert [[m.amount for m in a.money] for a in register.activities] == [
        [Decimal(1_500_000)],
        [],
        [Decimal(2_000_000)],
        [Decimal(3_500_000)],
    ]
    assert [list(a.extra.values()) for a in register.activities] == [
        ["около 1,5 млн"],
        ["от 500 до 700 тыс."],
        ["2 млн-ға дейін"],
        [],
    ]
    told = [(f.code.partition(".")[2], f.row) for f in register.findings]
    assert told == [("amount-about", 2), ("amount-range", 3), ("amount-at-most", 4)]


@pytest.mark.parametrize(
    ("written", "first", "last", "told"),
    [
        ("FY2023/24", "2023-01-01", "2024-12-31", "date-vague"),
        ("3 года с 2022", "2022-01-01", "2024-12-31", ""),
        ("36 мес. с 01.03.2023", "2023-03-01", "2026-02-28", ""),
        ("36 months from March 2023", "2023-03-01", "2026-02-28", ""),
        ("2023 жылғы қаңтардан 2025 жылғы желтоқсанға дейін", "2023-01-01", "2025-12-31", ""),
        ("01.2023/12.2025", "2023-01-01", "2025-12-31", ""),
        ("с 01.2023 по 12.2025", "2023-01-01", "2025-12-31", ""),
        ("қаңтар–желтоқсан 2024", "2024-01-01", "2024-12-31", ""),
        ("12, 14 и 16 мая 2024", "2024-05-12", "2024-05-16", ""),
        ("2022+", "2022-01-01", None, "date-ongoing"),
        ("2022-наст.вр.", "2022-01-01", None, "date-ongoing"),
        ("Q3/2024", "2024-07-01", None, ""),
        ("Q3'24", "2024-07-01", None, ""),
        ("1H 2024", "2024-01-01", None, ""),
        ("первое полугодие 2024 года", "2024-01-01", None, ""),
        ("second quarter of 2024", "2024-04-01", None, ""),
        ("екінші тоқсан 2024", "2024-04-01", None, ""),
        ("2024 г. (факт)", "2024-01-01", None, ""),
        ("44927.5", "2023-01-01", None, "date-serial"),
        ("2024.0", "2024-01-01", None, ""),
        ("№ 12 от 15.03.2022", "2022-03-15", None, "date-in-text"),
        ("подписан 15.03.2022", "2022-03-15", None, "date-in-text"),
        ("31.12.2025 (продлено до 30.06.2026)", "2026-06-30", None, "date-in-text"),
        ("после 2025", "2025-01-01", None, "date-vague"),
    ],
)  # fmt: skip
def test_dates_by_the_fiscal_year_by_length_and_within_a_text(
    written: str, first: str, last: str | None, told: str
) -> None:
    period = read_date(written)
    assert period.start is not None and period.start.first.isoformat() == first
    assert (period.end.last.isoformat() if period.end else None) == last
    assert period.problem == told


@pytest.mark.parametrize("written", ["31.12.2024\n30.06.2025", "IV квартал", "ежегодно", "03.янв"])
def test_dates_that_nobody_can_know_stay_gaps(written: str) -> None:
    assert read_date(written).start is None
    assert read_date(written).problem == "date-unreadable"


@pytest.mark.parametrize(
    ("written", "codes", "doubts"),
    [
        ("Goal 3 Target 8", ["3.8"], []),
        ("Цель 3 задача 8", ["3.8"], []),
        ("3-мақсат, 8-міндет", ["3.8"], []),
        ("16 а; 3-б", ["16.a", "3.b"], []),
        ("3 (а, б)", ["3.a", "3.b"], []),
        ("3 (3, 8)", ["3"], ["sdg-comma"]),
        ("6.1,6.2,6.3", ["6.1", "6.2", "6.3"], []),
        ("6.1.1, 6.2.1a", ["6.1.1", "6.2.1"], []),
        ("5.1.0", ["5.1"], ["sdg-unknown"]),
        ("3·8; ３．３", ["3.8", "3.3"], []),
        ("E_SDG_03; SDG_17", ["3", "17"], []),
        ("G3, T3.8, Ц.5", ["3.8", "5"], []),
        ("ЦУР IV", ["4"], []),
        ("ЦУР №3, 4 и 5", ["3", "4", "5"], []),
        ("Качественное образование; Gender equality", ["4", "5"], []),
        ("Сапалы білім беру", ["4"], []),
        ("6.1; Climate action", ["6.1", "13"], []),
        ("MDG 4", [], ["sdg-unreadable"]),
        ("Apr-06", [], ["sdg-unreadable"]),
        ("45020.0", ["4.4"], ["sdg-date"]),
        ("все ЦУР", [str(goal) for goal in range(1, 18)], ["sdg-all"]),
    ],
)  # fmt: skip
def test_codes_in_further_spellings(written: str, codes: list[str], doubts: list[str]) -> None:
    reading = read_codes(written)
    assert [d.indicator or d.target or str(d.goal) for d in reading.declared] == codes
    assert [doubt.code for doubt in reading.doubts] == doubts


@pytest.mark.parametrize("heading", ["targets", "SDG targets", "Задачи ЦУР", "ТДМ міндеттері"])
@pytest.mark.parametrize("listed", [None, False])
def test_a_comma_in_a_column_of_targets_parts_goal_and_target(heading: str, listed: bool | None) -> None:
    reading = read_codes("3,8", heading, comma_is_decimal=listed)
    assert [(d.target, d.doubtful) for d in reading.declared] == [("3.8", True)]
    assert [(doubt.code, doubt.readings) for doubt in reading.doubts] == [("sdg-comma-target", "3.8")]
    # Every second comma parts targets.
    assert [d.target for d in read_codes("4,1,4,2", heading, comma_is_decimal=listed).declared] == [
        "4.1",
        "4.2",
    ]
    # What is no target, or written as two goals, stays what it was.
    assert [d.goal for d in read_codes("3, 8", heading).declared] == [3, 8]
    assert not any(d.target for d in read_codes("3,17", heading, comma_is_decimal=listed).declared)


@pytest.mark.parametrize(
    "heading", ["ЦУР", "SDG goals and targets", "Цели и задачи ЦУР", "ТДМ мақсаттары мен міндеттері"]
)
def test_a_comma_in_a_column_of_goals_stays_in_doubt(heading: str) -> None:
    reading = read_codes("3,8", heading)
    assert [(d.goal, d.target) for d in reading.declared] == [(3, None)]
    assert [doubt.code for doubt in reading.doubts] == ["sdg-comma"]


@pytest.mark.parametrize(
    "written",
    ["60% - 3, 40% - 5", "3 (60%), 5 (40%)", "ЦУР 3 – 60%; ЦУР 5 – 40%", "60% ЦУР 3, 40% ЦУР 5"],
)
def test_shares_go_to_their_codes_on_whichever_side_they_stand(written: str) -> None:
    assert [(d.goal, d.share) for d in read_codes(written).declared] == [
        (3, Fraction(3, 5)),
        (5, Fraction(2, 5)),
    ]


def test_names_of_goals_make_a_column_of_goals() -> None:
    assert looks_like_codes("Качественное образование; гендерное равенство")
    assert not looks_like_codes("Качественное образование сельских детей в трёх областях страны")


@pytest.mark.parametrize(
    ("written", "regions", "countries"),
    [
        ("г. Астана, Алматинская и Жетісу обл.", ["KZ-71", "KZ-19", "KZ-33"], ("KAZ",)),
        ("ЗКО, ВКО", ["KZ-27", "KZ-63"], ("KAZ",)),
        ("Түркістан облысы, Кентау қ.", ["KZ-61"], ("KAZ",)),
        ("республиканский масштаб", ["KZ"], ("KAZ",)),
        ("Country-wide", ["KZ"], ("KAZ",)),
        ("National", ["KZ"], ("KAZ",)),
        ("17 областей и 3 города", ["KZ"], ("KAZ",)),
        ("Арал өңірі", ["aral"], ()),
        ("бассейн реки Сырдарья", ["syr-darya"], ()),
        ("Акм. обл., СКО", ["KZ-11", "KZ-59"], ("KAZ",)),
    ],
)
def test_regions_in_further_words(written: str, regions: list[str], countries: tuple[str, ...]) -> None:
    reading = read_regions(written)
    assert [region.code for region in reading.regions] == regions
    assert reading.countries == countries


def test_shares_of_regions_and_a_region_that_is_not_known() -> None:
    shares = [region.share for region in read_regions("Алматы қ. (70%), Астана (30%)").regions]
    assert shares == [Fraction(7, 10), Fraction(3, 10)]
    assert [region.share for region in read_regions("Алматы қ. (70%), Астана").regions] == [None, None]
    assert read_regions("Атырауская обл., Борская обл.").missed == ("Борская обл.",)
    assert read_regions("Алматинская и Жамбылская области").missed == ()


@pytest.mark.parametrize(
    ("written", "people", "women", "hours"),
    [
        ("120 (из них 80 женщин)", 120, 80, None),
        ("120 (80 ж/40 м)", 120, 80, None),
        ("120 (ж-80, м-40)", 120, 80, None),
        ("80 women, 40 men", 120, 80, None),
        ("1,5 тыс. чел.", 1500, None, None),
        ("2 мың адам", 2000, None, None),
        ("20 чел. по 8 часов", 20, None, Decimal(160)),
        ("50+", 50, None, None),
    ],
)
def test_volunteers_by_sex_in_thousands_and_by_hours_of_each(
    written: str, people: int, women: int | None, hours: Decimal | None
) -> None:
    reading = read_volunteers(written)
    assert reading is not None
    assert (reading.people, reading.women, reading.hours) == (people, women, hours)


@pytest.mark.parametrize(
    ("written", "partners"),
    [
        ("ПРООН, ЮНИСЕФ и ВОЗ", [("ПРООН", "partner"), ("ЮНИСЕФ", "partner"), ("ВОЗ", "partner")]),
        ("Акимат Кызылординской области и ПРООН", [("Акимат Кызылординской области", "partner"), ("ПРООН", "partner")]),
        ("ПРООН совместно с МЭПР РК", [("ПРООН", "partner"), ("МЭПР РК", "partner")]),
        ("Правительство Японии через ПРООН", [("Правительство Японии", "funding"), ("ПРООН", "implementing")]),
        ("ЕС - финансирование; ПРООН - реализация", [("ЕС", "funding"), ("ПРООН", "implementing")]),
        ("АБР - 60%, ЕБРР - 40%", [("АБР", "partner"), ("ЕБРР", "partner")]),
        ("USAID 1,2 млн долл.; UNDP 300 тыс. долл.", [("USAID", "partner"), ("UNDP", "partner")]),
        ("ЕБРР (кредит 5 млн евро)", [("ЕБРР", "partner")]),
        ("Министерство культуры и информации", [("Министерство культуры и информации", "partner")]),
        ("ТОО «Вода, земля и люди»", [("ТОО «Вода, земля и люди»", "partner")]),
        ("Bill and Melinda Gates Foundation", [("Bill and Melinda Gates Foundation", "partner")]),
    ],
)  # fmt: skip
def test_partners_joined_by_words_with_roles_and_amounts(
    written: str, partners: list[tuple[str, str]]
) -> None:
    reading = read_organisations(written, "partner")
    assert [(str(partner.name), partner.role) for partner in reading.partners] == partners
    assert reading.beside == any(character.isdigit() for character in written)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Отрасль/ARIS", ["Отрасль", "Қоғамдастықтарды дамыту және инвестициялау агенттігі"]),
        ("Community Development and Investment Agency (ARIS)", ["Қоғамдастықтарды дамыту және инвестициялау агенттігі"]),
        ("АРИС", ["Қоғамдастықтарды дамыту және инвестициялау агенттігі"]),
        ("Национальная волонтерская сеть, Красный Полумесяц Казахстана", ["Ұлттық волонтерлер желісі", "Қазақстанның Қызыл Жарты Айы"]),
        ("АО «НУХ «Байтерек», Фонд «Даму»", ["«Бәйтерек» ҰБХ» АҚ", "«Даму» кәсіпкерлікті дамыту қоры» АҚ"]),
        ("ШОС; СНГ; МФСА", ["ШЫҰ", "ТМД", "ХАҚҚ"]),
        ("НПП «Атамекен» / НПП Атамекен", ["«Атамекен» ҰКП"]),
    ],
)  # fmt: skip
def test_partners_of_registers_have_kazakh_names(written: str, names: list[str]) -> None:
    partners = read_organisations(written, "implementing").partners
    assert [organisation_name(partner.name, "kk") for partner in partners] == names


def test_no_name_stands_for_two_organisations() -> None:
    import tomllib
    from importlib import resources

    from sdgkit.languages import fold

    text = resources.files("sdgkit.activities").joinpath("organisations.toml").read_text(encoding="utf-8")
    owners: dict[str, set[str]] = {}
    for entry in tomllib.loads(text)["organisation"]:
        for name in (*entry["en"], *entry["ru"], *entry["kk"]):
            owners.setdefault(fold(name), set()).add(entry["en"][0])
    assert {name: found for name, found in owners.items() if len(found) > 1} == {}
