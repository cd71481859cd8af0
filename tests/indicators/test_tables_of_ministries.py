"""Tables as ministries send them: facts and estimates in the headings, several countries, code and name apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdgkit.errors import InputError, UsageError
from sdgkit.indicators.reading import read_indicators
from tests.indicators.offices import Row, book, text
from tests.indicators.test_other_offices import points


def told(path: Path, code: str) -> str:
    return next(one.value for one in read_indicators(path).findings if one.code == f"indicators.{code}")


@pytest.mark.parametrize(
    ("headings", "estimated"),
    [
        (["2019 факт", "2020 отчёт", "2021, факт.", "2022 (оценка)", "2023 ожидаемое"], "2022 (оценка)"),
        (["Факт 2019", "Факт 2020", "Факт 2021 г.", "Оценка 2022", "План 2023"], "Оценка 2022"),
        (["2019 нақты", "2020 нақты", "2021 жылғы нақты", "2022 бағалау", "2023 жоспар"], "2022 бағалау"),
        (["2019 actual", "2020 actual", "2021A", "2022 prelim.", "2023F"], "2022 prelim."),
    ],
)
def test_facts_are_years_estimates_are_noted_and_plans_are_left_out(
    tmp_path: Path, headings: list[str], estimated: str
) -> None:
    path = book(tmp_path / "a.xlsx", A=[["Показатель", *headings], ["3.1.1 MMR", 13, 36, 44, 17, 16]])
    indicators = read_indicators(path)
    assert points(indicators, "3.1.1") == [(2019, 13, ""), (2020, 36, ""), (2021, 44, ""), (2022, 17, "")]
    assert indicators.observations["note"].tolist() == ["", "", "", estimated]
    assert told(path, "year-estimate") == estimated
    assert told(path, "year-plan") == headings[-1]


def test_life_expectancy_is_no_plan(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Показатель", "2021", "2022"],
        ["3.4.1 Ожидаемая продолжительность жизни при рождении", 70.2, 74.4],
    ]
    assert points(read_indicators(book(tmp_path / "a.xlsx", A=rows)), "3.4.1") == [
        (2021, 70.2, ""),
        (2022, 74.4, ""),
    ]


COUNTRIES: dict[str, list[Row]] = {
    "years across": [
        ["3.1.1 Maternal mortality"],
        ["Country", "2020", "2021"],
        ["Kazakhstan", 36, 44],
        ["Uzbekistan", 18, 17],
    ],
    "one year": [
        ["Indicators in 2021"],
        ["Country", "3.1.1", "3.2.1"],
        ["Kazakhstan", 44, 10],
        ["Uzbekistan", 17, 12],
    ],
    "years down": [
        ["Страна", "Год", "3.1.1", "3.2.1"],
        ["Казахстан", 2020, 36, 10],
        ["Казахстан", 2021, 44, 10],
        ["Узбекистан", 2021, 17, 12],
    ],
    "countries over years": [
        ["3.1.1 Материнская смертность"],
        ["", "Казахстан", "", "Узбекистан", ""],
        ["", "2020", "2021", "2020", "2021"],
        ["Всего", 36, 44, 18, 17],
        ["город", 30, 40, 17, 16],
    ],
}


@pytest.mark.parametrize("layout", COUNTRIES)
def test_several_countries_are_not_mixed(tmp_path: Path, layout: str) -> None:
    path = book(tmp_path / "a.xlsx", A=COUNTRIES[layout])
    with pytest.raises(InputError, match="KAZ, UZB"):
        read_indicators(path)
    assert points(read_indicators(path, country="KAZ"), "3.1.1")[-1] == (2021, 44, "")
    assert points(read_indicators(path, country="UZB"), "3.1.1")[-1] == (2021, 17, "")


def test_places_and_groups_stand_before_the_years(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Регион", "Отрасль", "Год", "9.2.1 Доля обрабатывающей промышленности, %"],
        ["Казахстан", "Всего", 2023, 4.9],
        ["Казахстан", "Текстиль", 2023, 1.0],
        ["Казахстан", "Пищевая", 2023, 2.0],
        ["Абай", "Текстиль", 2023, 3],
        ["Казахстан", "Всего", 2024, 5.0],
    ]
    indicators = read_indicators(book(tmp_path / "a.xlsx", A=rows))
    assert points(indicators, "9.2.1") == [(2023, 4.9, ""), (2024, 5.0, "")]
    table = indicators.observations
    assert list(zip(table["place"], table["Отрасль"], table["value"], strict=True)) == [
        ("", "", 4.9), ("", "Текстиль", 1), ("", "Пищевая", 2), ("KZ-10", "Текстиль", 3), ("", "", 5),
    ]  # fmt: skip


def test_the_same_region_in_two_languages_is_one_label(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["8.5.2, 2023"],
        ["Облыс", "Область", "Барлығы", "Ерлер"],
        ["Абай облысы", "Абайская область", 5.0, 4.6],
        ["Белгісіз аймақ", "Неизвестный район", 6.0, 5.6],
    ]
    indicators = read_indicators(book(tmp_path / "a.xlsx", A=rows))
    assert set(indicators.dimensions) == {"BREAKDOWN", "SEX"}
    assert set(indicators.observations["place"]) == {"", "KZ-10"}


def test_region_and_sex_in_a_table_of_one_year(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Показатели ЦУР за 2022 год"],
        ["Регион", "Пол", "3.1.1", "8.5.2"],
        ["Казахстан", "Всего", 17, 4.9],
        ["Казахстан", "Женщины", 17, 5.4],
        ["Абай", "Всего", 12, 5.0],
        ["Абай", "Женщины", 12, 5.5],
    ]
    indicators = read_indicators(book(tmp_path / "a.xlsx", A=rows))
    table = indicators.observations
    assert list(zip(table["place"], table["SEX"], table["value"], strict=True))[-2:] == [
        ("KZ-10", "F", 12), ("KZ-10", "F", 5.5),
    ]  # fmt: skip
    assert not indicators.findings


def test_units_stand_in_the_row_below_codes_across(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Год", "3.1.1", "3.2.1", "6.1.1"],
        ["", "на 100 000 живорождений", "на 1 000 живорождений", "%"],
        [2021, 44.7, 10.5, 96.0],
        [2022, 17.0, 9.9, 97.3],
    ]
    table = read_indicators(book(tmp_path / "a.xlsx", A=rows)).observations
    assert set(zip(table["indicator"], table["unit"], strict=True)) == {
        ("3.1.1", "PER_100000_LIVE_BIRTHS"), ("3.2.1", "PER_1000_LIVE_BIRTHS"), ("6.1.1", "PT"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "heading", ["Код;Показатель", "Показатель;Код", "Индикатор;Номер показателя", "Көрсеткіш;Код"]
)
def test_code_and_name_are_told_apart_by_what_they_hold(tmp_path: Path, heading: str) -> None:
    code_first = heading.startswith("Код")
    cells = ["3.1.1", "Материнская смертность"]
    named = ";".join(cells if code_first else cells[::-1])
    path = text(
        tmp_path / "a.csv",
        f"{heading};Период;Значение\n{named};2021;44,7\n{named};2022 (предв.);17\n{named};2023 план;15\n",
    )
    indicators = read_indicators(path)
    assert points(indicators, "3.1.1") == [(2021, 44.7, ""), (2022, 17, "")]
    assert indicators.indicator("3.1.1").name.in_language("ru") == "Материнская смертность"
    assert indicators.dimensions == []


NAMES_ALONE: list[Row] = [
    ["Показатели здоровья"],
    ["№", "Наименование показателя", "2021", "2022"],
    [1, "Коэффициент материнской смертности", 44.7, 17],
    [2, "Смертность детей до 5 лет", 10.5, 9.9],
    [3, "Число посещений музеев", 100, 120],
]


def test_names_without_codes_are_told_with_the_code_that_they_may_have_and_never_guessed(
    tmp_path: Path,
) -> None:
    path = book(tmp_path / "a.xlsx", A=NAMES_ALONE)
    indicators = read_indicators(path)
    assert len(indicators.observations) == 0
    told = {one.value: one for one in indicators.findings if one.code == "indicators.name-without-code"}
    assert {value: one.details["code"] for value, one in told.items()} == {
        "Коэффициент материнской смертности": "3.1.1",
        "Смертность детей до 5 лет": "3.2.1",
    }
    assert [one.row for one in told.values()] == [3, 4]


def test_a_person_gives_names_their_codes(tmp_path: Path) -> None:
    names = {"Коэффициент материнской смертности": "3.1.1", "смертность детей до 5 лет": "3.2.1"}
    path = book(tmp_path / "a.xlsx", A=NAMES_ALONE)
    indicators = read_indicators(path, settings={"names": names})
    assert points(indicators, "3.1.1") == [(2021, 44.7, ""), (2022, 17, "")]
    assert points(indicators, "3.2.1") == [(2021, 10.5, ""), (2022, 9.9, "")]
    assert indicators.indicator("3.2.1").name.in_language("ru") == "Смертность детей до 5 лет"
    with pytest.raises(UsageError, match="names"):
        read_indicators(path, settings={"names": {"Число посещений музеев": "museums"}})


def test_a_title_without_a_code_gets_it_from_the_settings(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Ана өлімінің коэффициенті"],
        ["", "2021", "2022"],
        ["Қазақстан Республикасы", 44.7, 17],
        ["қала", 40, 15],
    ]
    path = book(tmp_path / "a.xlsx", A=rows)
    assert told(path, "name-without-code") == "Ана өлімінің коэффициенті"
    indicators = read_indicators(path, settings={"names": {"Ана өлімінің коэффициенті": "3.1.1"}})
    assert points(indicators, "3.1.1") == [(2021, 44.7, ""), (2022, 17, "")]


def test_a_cell_in_three_languages_is_one_place(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Indicator 3.1.1 / Индикатор 3.1.1 / 3.1.1 көрсеткіші"],
        ["Area / Регион / Өңір", "2021", "2022"],
        ["Republic of Kazakhstan / Республика Казахстан / Қазақстан Республикасы", 44.7, 17],
        ["Almaty city / г. Алматы / Алматы қ.", 40, 15],
    ]
    indicators = read_indicators(book(tmp_path / "a.xlsx", A=rows))
    assert points(indicators, "3.1.1") == [(2021, 44.7, ""), (2022, 17, "")]
    assert set(indicators.observations["place"]) == {"", "KZ-75"}


def test_all_groups_below_an_indicator_are_of_it(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["№", "Наименование индикатора", "Пол", "2021", "2022"],
        ["8.5.2", "Уровень безработицы", "Оба пола", 4.9, 4.9],
        ["", "", "Мужчины", 4.4, 4.3],
        ["", "", "Женщины", 5.4, 5.5],
        ["3.1.1", "Материнская смертность", "", 44, 17],
    ]
    table = read_indicators(book(tmp_path / "a.xlsx", A=rows)).observations
    assert list(zip(table["indicator"], table["SEX"], table["value"], strict=True))[::2] == [
        ("8.5.2", "", 4.9), ("8.5.2", "M", 4.4), ("8.5.2", "F", 5.4), ("3.1.1", "", 44),
    ]  # fmt: skip


def test_flags_in_columns_of_their_own_are_signs_of_the_figures(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Indicator", "2020", "", "2021", "", "2022", ""],
        ["3.1.1 MMR", "36.5", "e", "44.7", "", "17.0", "p"],
        ["3.2.1 U5", "10", "", "10.5", "b", "9.9", ""],
    ]
    indicators = read_indicators(book(tmp_path / "a.xlsx", A=rows))
    assert points(indicators, "3.1.1") == [(2020, 36.5, "e"), (2021, 44.7, ""), (2022, 17, "p")]
    assert points(indicators, "3.2.1") == [(2020, 10, ""), (2021, 10.5, "b"), (2022, 9.9, "")]


def test_the_export_of_a_statistics_portal_with_words_of_its_own(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Наименование показателя", "Период", "Наименование региона", "Единица измерения", "Величина"],
        [
            "3.1.1 Материнская смертность",
            "2021 год",
            "РЕСПУБЛИКА КАЗАХСТАН",
            "на 100 000 живорождений",
            "44,7",
        ],
        ["3.1.1 Материнская смертность", "2022 год", "РЕСПУБЛИКА КАЗАХСТАН", "на 100 000 живорождений", "17"],
        ["3.1.1 Материнская смертность", "2022 год", "АБАЙСКАЯ ОБЛАСТЬ", "на 100 000 живорождений", "12,1"],
    ]
    indicators = read_indicators(book(tmp_path / "a.xlsx", A=rows))
    assert points(indicators, "3.1.1") == [(2021, 44.7, ""), (2022, 17, "")]
    assert (
        indicators.place_name(indicators.observations["place"].tolist()[-1]).in_language("kk")
        == "Абай облысы"
    )


def test_districts_and_towns_are_no_figures_of_their_region(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["6.1.1 Доступ к питьевой воде, %"],
        ["Регион / район", 2023, 2024],
        ["Республика Казахстан", 96, 97],
        ["Кызылординская область", 98, 98.5],
        ["  Аральский район", 90, 91],
        ["Қазалы ауданы", 92, 93],
        ["г. Кызылорда", 99, 99],
        ["Ақтөбе", 97, 98],
    ]
    indicators = read_indicators(book(tmp_path / "a.xlsx", A=rows))
    assert points(indicators, "6.1.1") == [(2023, 96, ""), (2024, 97, "")]
    latest = indicators.observations[indicators.observations["year"] == 2024]
    assert dict(zip(latest["place"], latest["value"], strict=True)) == {
        "": 97, "KZ-43": 98.5, "Аральский район": 91, "Қазалы ауданы": 93, "г. Кызылорда": 99, "KZ-15": 98,
    }  # fmt: skip
    assert not indicators.findings


@pytest.mark.parametrize("corner", ["Год", ""])
def test_groups_stand_in_two_rows_over_years_that_go_down(tmp_path: Path, corner: str) -> None:
    rows: list[Row] = [
        ["Показатель 4.1.1"],
        [corner, "Всего", "из них:", "", ""],
        ["", "", "мальчики", "девочки", "с инвалидностью"],
        ["2021", 80, 79, 81, 60],
        ["2022", 82, 81, 83, 62],
    ]
    indicators = read_indicators(book(tmp_path / "a.xlsx", A=rows))
    assert points(indicators, "4.1.1") == [(2021, 80, ""), (2022, 82, "")]
    table = indicators.observations
    assert set(table[table["SEX"] == "F"]["value"]) == {81, 83}


def test_of_which_over_years_names_a_group(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["6.1.1 Доступ к питьевой воде, %"],
        ["Регионы", "Всего", "", "в том числе сельское", ""],
        ["", 2021, 2022, 2021, 2022],
        ["Республика Казахстан", "96 %*", "≈97", 91, 92],
    ]
    indicators = read_indicators(book(tmp_path / "a.xlsx", A=rows))
    assert points(indicators, "6.1.1") == [(2021, 96, "*"), (2022, 97, "≈")]
    assert set(indicators.observations["URBANISATION"]) == {"", "R"}


def test_codes_of_places_beside_their_names_are_no_figures(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["2023 год"],
        ["№", "Область", "КАТО", "3.1.1", "3.2.1"],
        [1, "Абай", "100000000", 12, 9],
        [2, "Акмолинская", "110000000", 13, 10],
    ]
    table = read_indicators(book(tmp_path / "a.xlsx", A=rows)).observations
    assert list(zip(table["place"], table["value"], strict=True)) == [
        ("KZ-10", 12), ("KZ-10", 9), ("KZ-11", 13), ("KZ-11", 10),
    ]  # fmt: skip
