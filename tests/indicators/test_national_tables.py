"""Tables as national offices print and export them: what a careful statistician reads of each, and nothing else."""
# ruff: noqa: E501 - rows as they are published

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from sdgkit.indicators.reading import read_indicators
from tests.indicators.offices import Row, book, check, lines, text


def test_kazakhstan_dynamic_table_by_sex_with_blocks_of_regions(tmp_path: Path) -> None:
    """Title block, years merged over sexes, regions in rows, footnotes below."""
    path = book(
        tmp_path / "8.5.2.xlsx",
        (),
        **{
            "1": [
                ["Қазақстан Республикасының негізгі еңбек нарығының индикаторлары"],
                ["8.5.2 Уровень безработицы"],
                [None, None, None, None, None, None, "в процентах"],
                ["", "2022", None, None, "2023*", None, None],
                ["", "Всего", "в том числе", None, "Всего", "в том числе", None],
                [None, None, "мужчины", "женщины", None, "мужчины", "женщины"],
                ["Республика Казахстан", 4.9, 4.4, 5.4, 4.7, 4.3, 5.2],
                ["Абай", 5.0, 4.4, 5.6, "-", "x", "…"],
                ["г. Шымкент", 5.0, 4.6, 5.5, 4.9, "4,5", 5.3],
                [],
                ["* Предварительные данные."],
            ]
        },
    )
    check(
        path,
        """
        8.5.2 | | | | 2022 | 4.9
        8.5.2 | | | | 2023 | 4.7
        8.5.2 | | SEX=M | | 2022 | 4.4
        8.5.2 | | SEX=M | | 2023 | 4.3
        8.5.2 | | SEX=F | | 2022 | 5.4
        8.5.2 | | SEX=F | | 2023 | 5.2
        8.5.2 | KZ-10 | | | 2022 | 5
        8.5.2 | KZ-10 | | | 2023 | -
        8.5.2 | KZ-10 | SEX=M | | 2022 | 4.4
        8.5.2 | KZ-10 | SEX=M | | 2023 | x
        8.5.2 | KZ-10 | SEX=F | | 2022 | 5.6
        8.5.2 | KZ-10 | SEX=F | | 2023 | …
        8.5.2 | KZ-79 | | | 2022 | 5
        8.5.2 | KZ-79 | | | 2023 | 4.9
        8.5.2 | KZ-79 | SEX=M | | 2022 | 4.6
        8.5.2 | KZ-79 | SEX=M | | 2023 | 4.5
        8.5.2 | KZ-79 | SEX=F | | 2022 | 5.5
        8.5.2 | KZ-79 | SEX=F | | 2023 | 5.3
        """,
        "value-decimal-comma",
    )


def test_blocks_by_sex_one_below_the_other(tmp_path: Path) -> None:
    """A row "Мужчины" without figures stands over the regions that follow it."""
    path = text(
        tmp_path / "3.1.1.csv",
        "Показатель 8.5.2. Уровень безработицы, %\n;2022;2023\nОба пола;;\nРеспублика Казахстан;4,9;4,7\nАбай;5,0;4,9\n"
        "Мужчины;;\nРеспублика Казахстан;4,4;4,3\nАбай;4,4;4,2\nЖенщины;;\nРеспублика Казахстан;5,4;5,2\nАбай;5,6;5,5\n",
    )
    check(
        path,
        """
        8.5.2 | | | | 2022 | 4.9
        8.5.2 | | | | 2023 | 4.7
        8.5.2 | KZ-10 | | | 2022 | 5
        8.5.2 | KZ-10 | | | 2023 | 4.9
        8.5.2 | | SEX=M | | 2022 | 4.4
        8.5.2 | | SEX=M | | 2023 | 4.3
        8.5.2 | KZ-10 | SEX=M | | 2022 | 4.4
        8.5.2 | KZ-10 | SEX=M | | 2023 | 4.2
        8.5.2 | | SEX=F | | 2022 | 5.4
        8.5.2 | | SEX=F | | 2023 | 5.2
        8.5.2 | KZ-10 | SEX=F | | 2022 | 5.6
        8.5.2 | KZ-10 | SEX=F | | 2023 | 5.5
        """,
        "value-decimal-comma",
    )


def test_fedstat_with_columns_of_unit_and_period_before_the_years(tmp_path: Path) -> None:
    path = book(
        tmp_path / "ЦУР 3.2.1.xlsx",
        (),
        Данные=[
            ["Коэффициент смертности детей в возрасте до 5 лет"],
            [],
            ["", "", "", "2021", "2022", "2023"],
            [
                "Российская Федерация",
                "промилле (0,1 процента)",
                "значение показателя за год",
                "5,8",
                "5,5",
                "5,3",
            ],
            ["Алтайский край", "промилле (0,1 процента)", "значение показателя за год", "7,4", "", "6,1"],
        ],
    )
    indicators = check(
        path,
        """
        3.2.1 | | | | 2021 | 5.8
        3.2.1 | | | | 2022 | 5.5
        3.2.1 | | | | 2023 | 5.3
        3.2.1 | | BREAKDOWN=Алтайский край | | 2021 | 7.4
        3.2.1 | | BREAKDOWN=Алтайский край | | 2023 | 6.1
        """,
        "value-decimal-comma",
    )
    assert (
        indicators.indicator("3.2.1").name.in_language("ru")
        == "Коэффициент смертности детей в возрасте до 5 лет"
    )


def test_years_in_many_spellings(tmp_path: Path) -> None:
    path = text(
        tmp_path / "a.csv",
        "Показатель;2015г.;2016-ж.;2017 ж.;2018-жыл;2019 yil;2020-yil;2021 йил;2022¹;2023 (p)\n3.1.1 Смертность;1;2;3;4;5;6;7;8;9\n",
    )
    expected = "\n".join(f"3.1.1 | | | | {2014 + n} | {n}" for n in range(1, 10))
    check(path, expected)
    tidy = "".join(
        f"3.1.1;{year};{n}\n"
        for n, year in enumerate(
            (
                "2015г.",
                "2016-ж.",
                "2017 ж.",
                "2018-жыл",
                "2019 yil",
                "2020-yil",
                "2021 йил",
                "2022¹",
                "2023 (p)",
            ),
            1,
        )
    )
    check(text(tmp_path / "b.csv", f"Показатель;Год;Значение\n{tidy}"), expected, "year-marked")


@pytest.mark.parametrize(
    "code",
    [
        "3.2.1.",
        "3-2-1",
        "ЦУР 3.2.1",
        "C030201",
        "Показатель 3.2.1",
        "SDG 3.2.1",
        "3_2_1",
        "ТДМ 3.2.1",
        "ODD 3.2.1",
    ],
)
def test_spellings_of_the_code_in_a_long_and_in_a_wide_table(tmp_path: Path, code: str) -> None:
    check(text(tmp_path / "a.csv", f"Код;Год;Значение\n{code};2020;9\n"), "3.2.1 | | | | 2020 | 9")
    check(
        text(tmp_path / "b.csv", f"Код;Наименование;2019;2020\n{code};Смертность детей;10;9\n"),
        "3.2.1 | | | | 2019 | 10\n3.2.1 | | | | 2020 | 9",
    )


def test_a_code_of_a_target_and_a_national_number_name_no_indicator(tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", "Код;Год;Значение\nSDG_0302;2020;9\nН-12;2020;5\n3.2.1;2020;7\n")
    indicators = check(path, "3.2.1 | | | | 2020 | 7", "indicator-unread")
    assert indicators.findings[0].details["rows"] == "2–3"
    path = text(
        tmp_path / "b.csv", "Код;Показатель;2019;2020\n3.2.1;Смертность;10;9\nН-12;Свой показатель;1;2\n"
    )
    check(path, "3.2.1 | | | | 2019 | 10\n3.2.1 | | | | 2020 | 9", "series-without-indicator")


def test_a_merged_indicator_and_a_merged_region_hold_for_all_their_rows(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Показатель", "Регион", "Пол", "Год", "Значение"],
        ["8.5.2 Уровень безработицы", "Казахстан", "Всего", 2023, 4.7],
        [None, None, "Мужчины", 2023, 4.3],
        [None, "Абай", "Всего", 2023, 4.9],
        [None, None, "Мужчины", 2023, 4.2],
        ["3.1.1 Материнская смертность", "Абай", "Всего", 2023, 9.8],
    ]
    path = book(tmp_path / "a.xlsx", ("A2:A5", "B2:B3", "B4:B5"), Sheet=rows)
    check(
        path,
        """
        8.5.2 | | Пол=Всего | | 2023 | 4.7
        8.5.2 | | Пол=Мужчины | | 2023 | 4.3
        8.5.2 | Абай | Пол=Всего | | 2023 | 4.9
        8.5.2 | Абай | Пол=Мужчины | | 2023 | 4.2
        3.1.1 | Абай | Пол=Всего | | 2023 | 9.8
        """,
        "cells-merged",
    )


def test_blank_indicators_below_one_in_the_same_block_are_its_own_until_a_figure_repeats(
    tmp_path: Path,
) -> None:
    path = text(
        tmp_path / "a.csv",
        "Показатель,Регион,Пол,Год,Значение\n8.5.2,,Всего,2023,4.7\n,,Мужчины,2023,4.3\n,Абай,Всего,2023,4.9\n,,Мужчины,2023,4.2\n"
        ",,,,\n,,Женщины,2023,5.0\n3.1.1,,Всего,2023,11.4\n,,Всего,2023,12\n",
    )
    indicators = check(
        path,
        """
        8.5.2 | | Пол=Всего | | 2023 | 4.7
        8.5.2 | | Пол=Мужчины | | 2023 | 4.3
        8.5.2 | Абай | Пол=Всего | | 2023 | 4.9
        8.5.2 | Абай | Пол=Мужчины | | 2023 | 4.2
        3.1.1 | | Пол=Всего | | 2023 | 11.4
        """,
        "cells-carried indicator-unread",
    )
    told = {one.code: one.details["rows"] for one in indicators.findings}
    assert told["indicators.cells-carried"] == "3–5"
    assert told["indicators.indicator-unread"] == "7, 9"


def test_a_merged_indicator_of_a_wide_list(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        ("A2:A4",),
        Sheet=[
            ["Показатель", "Группа", 2022, 2023],
            ["8.5.2 Уровень безработицы, %", "Всего", 4.9, 4.7],
            [None, "Мужчины", 4.4, 4.3],
            [None, "Мигранты", 5.0, 4.8],
            ["3.1.1 Материнская смертность", "", 17, 11.4],
        ],
    )
    check(
        path,
        """
        8.5.2 | | | PT | 2022 | 4.9
        8.5.2 | | | PT | 2023 | 4.7
        8.5.2 | | SEX=M | PT | 2022 | 4.4
        8.5.2 | | SEX=M | PT | 2023 | 4.3
        8.5.2 | | BREAKDOWN=Мигранты | PT | 2022 | 5
        8.5.2 | | BREAKDOWN=Мигранты | PT | 2023 | 4.8
        3.1.1 | | | | 2022 | 17
        3.1.1 | | | | 2023 | 11.4
        """,
        "cells-merged",
    )


@pytest.mark.parametrize(
    ("heading", "whole", "urban", "rural"),
    [
        ("Area", "Total", "Urban", "Rural"),
        ("Location", "Total", "Urban areas", "Rural areas"),
        ("Местность", "Всего", "город", "село"),
        ("Территория", "Республика Казахстан", "Городская местность", "Сельская местность"),
        ("Аймақ", "Барлығы", "қала", "ауыл"),
        ("Region", "Republic of Kazakhstan", "urban", "rural"),
    ],
)
def test_town_and_country_in_a_column_of_places_are_no_places(
    tmp_path: Path, heading: str, whole: str, urban: str, rural: str
) -> None:
    path = text(
        tmp_path / "a.csv",
        f"indicator,{heading},year,value\n1.2.1,{whole},2023,5.2\n1.2.1,{urban},2023,3.1\n1.2.1,{rural},2023,8.4\n",
    )
    check(
        path,
        """
        1.2.1 | | | | 2023 | 5.2
        1.2.1 | | URBANISATION=U | | 2023 | 3.1
        1.2.1 | | URBANISATION=R | | 2023 | 8.4
        """,
    )


def test_town_and_country_beside_regions(tmp_path: Path) -> None:
    path = text(
        tmp_path / "a.csv",
        "Код;Регион;Год;Значение\n1.2.1;Всего;2023;5.2\n1.2.1;Город;2023;3.1\n1.2.1;Абай;2023;5.0\n1.2.1;Астана;2023;1.5\n",
    )
    check(
        path,
        """
        1.2.1 | | | | 2023 | 5.2
        1.2.1 | | URBANISATION=U | | 2023 | 3.1
        1.2.1 | Абай | | | 2023 | 5
        1.2.1 | Астана | | | 2023 | 1.5
        """,
    )


@pytest.mark.parametrize(
    "headings",
    [
        ("01.01.2023", "01.01.2024"),
        ("на 1 января 2023 г.", "на 1 января 2024 г."),
        ("на начало 2023 года", "на начало 2024 года"),
        ("2023 жылғы 1 қаңтарға", "2024 жылғы 1 қаңтарға"),
        ("2023 жылдың басына", "2024 жылдың басына"),
        ("1 January 2023", "As at 1 January 2024"),
        ("2023-01-01", "2024-01-01"),
        (datetime(2023, 1, 1), datetime(2024, 1, 1)),
        ("2023 yil 1 yanvar holatiga", "2024 yil 1 yanvar holatiga"),
    ],
)
def test_figures_as_at_the_first_of_january_are_of_the_year_that_is_named(
    tmp_path: Path, headings: tuple[object, object]
) -> None:
    path = book(
        tmp_path / "a.xlsx",
        (),
        Sheet=[["11.3.1 Площадь застройки, га"], ["", *headings], ["Республика Казахстан", 100, 120]],
    )
    indicators = check(path, "11.3.1 | | | | 2023 | 100\n11.3.1 | | | | 2024 | 120", "year-begin")
    (told,) = indicators.findings
    assert told.row == 2
    noted = indicators.observations["note"].tolist()
    assert len(set(noted)) == 2
    assert all("2023" in one or "2024" in one for one in noted)
    tidy = text(tmp_path / "b.csv", f"indicator,date,year,value\n11.3.1,,{str(headings[1])[:40]},120\n")
    assert read_indicators(tidy).observations["year"].tolist() == [2024]


@pytest.mark.parametrize(
    "headings",
    [
        ("на конец 2022 г.", "на конец 2023 года"),
        ("2022 жылдың соңына", "2023 жылдың соңына"),
        ("31.12.2022", "31 декабря 2023 г."),
        ("end of 2022", "at the end of 2023"),
        ("на 31 декабря 2022 года", "по состоянию на 31.12.2023"),
        ("за 2022 год", "за 2023 год"),
        ("в 2022 году", "в 2023 году"),
        ("январь-декабрь 2022 года", "январь-декабрь 2023"),
        ("2022 жылғы қаңтар-желтоқсан", "2023 жылғы қаңтар–желтоқсан"),
        ("12 месяцев 2022", "12 мес. 2023 г."),
    ],
)
def test_ends_of_years_and_whole_years_in_words(tmp_path: Path, headings: tuple[str, str]) -> None:
    path = text(tmp_path / "a.csv", ";".join(["3.1.1 Показатель", *headings]) + "\nКазахстан;1;2\n")
    check(path, "3.1.1 | | | | 2022 | 1\n3.1.1 | | | | 2023 | 2")


@pytest.mark.parametrize(
    "headings",
    [
        ("1 квартал 2023", "2 квартал 2023"),
        ("Q1 2023", "Q2 2023"),
        ("2023Q1", "2023Q2"),
        ("I кв. 2023 г.", "II кв. 2023 г."),
        ("январь 2023", "февраль 2023"),
        ("янв.23", "фев.23"),
        ("2023M01", "2023M02"),
        (datetime(2023, 3, 1), datetime(2023, 4, 1)),
        ("на 1 апреля 2023", "на 1 июля 2023"),
        ("01.04.2023", "01.07.2023"),
        ("2023 жылғы қаңтар", "2023 жылғы ақпан"),
        ("I полугодие 2023", "II полугодие 2023"),
        ("9 месяцев 2023", "6 месяцев 2023"),
    ],
)
def test_quarters_and_months_are_no_years_and_are_told(
    tmp_path: Path, headings: tuple[object, object]
) -> None:
    path = book(
        tmp_path / "a.xlsx",
        (),
        Sheet=[["8.5.2 Безработица, %"], ["", "2021", "2022", *headings], ["Казахстан", 5, 4.9, 4.8, 4.7]],
    )
    check(path, "8.5.2 | | | | 2021 | 5\n8.5.2 | | | | 2022 | 4.9", "columns-unread")
    path = book(
        tmp_path / "b.xlsx",
        (),
        Good=[["3.1.1", "2021", "2022"], ["Казахстан", 1, 2]],
        Parts=[["8.5.2 Безработица, %"], ["", *headings], ["Казахстан", 4.8, 4.7], ["Абай", 4.8, 4.7]],
    )
    indicators = check(path, "3.1.1 | | | | 2021 | 1\n3.1.1 | | | | 2022 | 2", "table-without-years")
    assert (indicators.findings[0].sheet, indicators.findings[0].file) == ("Parts", "b.xlsx")


ONE_YEAR = """
    3.1.1 | | | | 2023 | 11.4
    3.2.1 | | | | 2023 | 7.7
    3.1.1 | KZ-10 | | | 2023 | 9.8
    3.2.1 | KZ-10 | | | 2023 | 8.1
    3.1.1 | KZ-43 | | | 2023 | -
    3.2.1 | KZ-43 | | | 2023 | 6.9
    """


def by_line(expected: str) -> list[str]:
    return sorted(line.strip() for line in expected.strip().splitlines())


@pytest.mark.parametrize(
    ("title", "sheet", "file"),
    [
        ("Показатели ЦУР по регионам за 2023 год", "Лист1", "a.xlsx"),
        ("Показатели ЦУР по регионам", "2023", "a.xlsx"),
        ("Показатели ЦУР по регионам", "Лист1", "регионы_2023.xlsx"),
    ],
)
def test_regions_by_indicators_of_one_year(tmp_path: Path, title: str, sheet: str, file: str) -> None:
    rows: list[Row] = [
        [title],
        ["Регион", "3.1.1 Материнская смертность", "3.2.1 Смертность детей до 5 лет"],
        ["Республика Казахстан", 11.4, 7.7],
        ["Абай", 9.8, 8.1],
        ["Кызылординская", "-", 6.9],
        ["Примечание: данные МЗ"],
    ]
    indicators = read_indicators(book(tmp_path / file, (), **{sheet: rows}))
    assert sorted(lines(indicators)) == by_line(ONE_YEAR)
    assert indicators.findings == ()
    assert indicators.indicator("3.2.1").name.in_language("ru") == "Смертность детей до 5 лет"
    across: list[Row] = [
        [title],
        ["Код", "Показатель", "Республика Казахстан", "область Абай", "Кызылординская"],
        ["3.1.1", "Материнская смертность", 11.4, 9.8, "-"],
        ["3.2.1", "Смертность детей до 5 лет", 7.7, 8.1, 6.9],
    ]
    (tmp_path / "t").mkdir()
    indicators = read_indicators(book(tmp_path / "t" / file, (), **{sheet: across}))
    assert sorted(lines(indicators)) == by_line(ONE_YEAR)


def test_a_table_of_one_year_without_the_year_is_told(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        (),
        Good=[["3.1.1", "2021", "2022"], ["Казахстан", 1, 2]],
        Лист2=[
            ["Регион", "3.1.1 Смертность", "3.2.1 Дети"],
            ["Республика Казахстан", 11.4, 7.7],
            ["Абай", 9.8, 8.1],
        ],
    )
    indicators = check(path, "3.1.1 | | | | 2021 | 1\n3.1.1 | | | | 2022 | 2", "table-without-years")
    assert indicators.findings[0].sheet == "Лист2"


def test_one_indicator_of_one_year_by_region_and_sex(tmp_path: Path) -> None:
    path = text(
        tmp_path / "a.csv",
        "8.5.2 Уровень безработицы в 2023 году, %\nРегион;Всего;Мужчины;Женщины\nРеспублика Казахстан;4.7;4.3;5.2\nАбай;4.9;4.2;\n",
    )
    check(
        path,
        """
        8.5.2 | | | | 2023 | 4.7
        8.5.2 | | SEX=M | | 2023 | 4.3
        8.5.2 | | SEX=F | | 2023 | 5.2
        8.5.2 | KZ-10 | | | 2023 | 4.9
        8.5.2 | KZ-10 | SEX=M | | 2023 | 4.2
        """,
    )


@pytest.mark.parametrize(
    "content",
    [
        "Indicateur;Pays;Sexe;Année;Valeur;Unité\n8.5.2;Kazakhstan;{0};2023;4,7;%\n8.5.2;Kazakhstan;{1};2023;5,2;%\n|Ensemble|Femmes",
        "Indicador;País;Sexo;Año;Valor;Unidad\n8.5.2;Kazajstán;{0};2023;4,7;%\n8.5.2;Kazajstán;{1};2023;5,2;%\n|Ambos sexos|Mujeres",
        "Indikator;Land;Geschlecht;Jahr;Wert;Einheit\n8.5.2;Kasachstan;{0};2023;4,7;%\n8.5.2;Kasachstan;{1};2023;5,2;%\n|Insgesamt|Frauen",
        "Ko‘rsatkich;Hudud;Jinsi;Yil;Qiymati;O‘lchov birligi\n8.5.2;;{0};2023;4,7;%\n8.5.2;;{1};2023;5,2;%\n|Jami|Ayollar",
        "Көрсөткүч;Аймак;Жынысы;Жылы;Мааниси;Өлчөө бирдиги\n8.5.2;;{0};2023;4,7;%\n8.5.2;;{1};2023;5,2;%\n|Бардыгы|Аялдар",
        "Wskaźnik;Kraj;Płeć;Rok;Wartość;Jednostka\n8.5.2;Kazachstan;{0};2023;4,7;%\n8.5.2;Kazachstan;{1};2023;5,2;%\n|Ogółem|Kobiety",
    ],
)
def test_long_tables_in_other_languages(tmp_path: Path, content: str) -> None:
    rows, whole, women = content.split("|")
    path = text(tmp_path / "a.csv", rows.format(whole, women))
    indicators = read_indicators(path, country="KAZ")
    headline = indicators.headline("8.5.2")
    assert headline is not None, lines(indicators)
    assert [(one.year, one.value) for one in headline.points] == [(2023, 4.7)]
    assert headline.unit == "PT"
    gap = indicators.observations
    assert set(gap["value"]) == {4.7, 5.2}


@pytest.mark.parametrize(
    "content",
    [
        "8.5.2 Taux de chômage, %\n;2022;2023\nEnsemble;4,9;4,7\nHommes;4,4;4,3\nFemmes;5,4;5,2\nUrbain;4,8;4,6\nRural;5,0;4,8\n",
        "8.5.2 Tasa de desempleo, %\n;2022;2023\nTotal;4,9;4,7\nHombres;4,4;4,3\nMujeres;5,4;5,2\nUrbana;4,8;4,6\nRural;5,0;4,8\n",
        "8.5.2 Erwerbslosenquote, %\n;2022;2023\nInsgesamt;4,9;4,7\nMänner;4,4;4,3\nFrauen;5,4;5,2\nStädtisch;4,8;4,6\nLändlich;5,0;4,8\n",
        "8.5.2 Ishsizlik darajasi, %\n;2022;2023\nJami;4,9;4,7\nErkaklar;4,4;4,3\nAyollar;5,4;5,2\nShahar;4,8;4,6\nQishloq;5,0;4,8\n",
        "8.5.2 Жумушсуздук деңгээли, %\n;2022;2023\nБардыгы;4,9;4,7\nЭркектер;4,4;4,3\nАялдар;5,4;5,2\nШаар;4,8;4,6\nАйыл;5,0;4,8\n",
        "8.5.2 Жұмыссыздық деңгейі, %\n;2022;2023\nБарлығы;4,9;4,7\nЕрлер;4,4;4,3\nӘйелдер;5,4;5,2\nҚала;4,8;4,6\nАуыл;5,0;4,8\n",
        "8.5.2 Stopa bezrobocia, %\n;2022;2023\nOgółem;4,9;4,7\nMężczyźni;4,4;4,3\nKobiety;5,4;5,2\nMiasto;4,8;4,6\nWieś;5,0;4,8\n",
    ],
)
def test_printed_tables_in_other_languages(tmp_path: Path, content: str) -> None:
    check(
        text(tmp_path / "a.csv", content),
        """
        8.5.2 | | | | 2022 | 4.9
        8.5.2 | | | | 2023 | 4.7
        8.5.2 | | SEX=M | | 2022 | 4.4
        8.5.2 | | SEX=M | | 2023 | 4.3
        8.5.2 | | SEX=F | | 2022 | 5.4
        8.5.2 | | SEX=F | | 2023 | 5.2
        8.5.2 | | URBANISATION=U | | 2022 | 4.8
        8.5.2 | | URBANISATION=U | | 2023 | 4.6
        8.5.2 | | URBANISATION=R | | 2022 | 5
        8.5.2 | | URBANISATION=R | | 2023 | 4.8
        """,
        "value-decimal-comma",
    )


def test_genesis_flat_file_of_germany(tmp_path: Path) -> None:
    path = text(
        tmp_path / "3-1-1.csv",
        "statistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;1_variable_attribute_code;1_variable_attribute_label;"
        "2_variable_code;2_variable_label;2_variable_attribute_code;2_variable_attribute_label;value;value_unit;value_variable_code;value_variable_label\n"
        "23211;Todesursachenstatistik;JAHR;Jahr;2015;DINSG;Deutschland insgesamt;DG;Deutschland;GES;Geschlecht;GESW;weiblich;3,3;Anzahl;GES001;Gestorbene\n"
        "23211;Todesursachenstatistik;JAHR;Jahr;2020;DINSG;Deutschland insgesamt;DG;Deutschland;GES;Geschlecht;GESW;weiblich;/;Anzahl;GES001;Gestorbene\n"
        "23211;Todesursachenstatistik;JAHR;Jahr;2021;DINSG;Deutschland insgesamt;DG;Deutschland;GES;Geschlecht;;Insgesamt;1234,5;Anzahl;GES001;Gestorbene\n",
    )
    check(
        path,
        """
        3.1.1 | | SEX=F | Anzahl | 2015 | 3.3
        3.1.1 | | SEX=F | Anzahl | 2020 | /
        3.1.1 | | | Anzahl | 2021 | 1234.5
        """,
        "value-decimal-comma",
    )


def test_numbers_with_many_separators(tmp_path: Path) -> None:
    path = text(
        tmp_path / "a.csv",
        "Код;2015;2016;2017;2018;2019;2020;2021\n17.3.1;1\u00a0234,5;1'234.5;1\u202f234,5;1.234,5;1,234.5;1’234,5;12 345 678\n",
    )
    values = [1234.5] * 6 + [12345678]
    assert read_indicators(path).observations["value"].tolist() == values


def test_points_of_thousands_beside_decimal_commas_are_told(tmp_path: Path) -> None:
    """1.234 is 1,234 or 1.234: in a table with decimal commas it can hardly be the latter."""
    path = text(tmp_path / "a.csv", "Код;2015;2016\n17.3.1;1.234;998,5\n")
    indicators = check(
        path,
        "17.3.1 | | | | 2015 | 1.234\n17.3.1 | | | | 2016 | 998.5",
        "value-decimal-comma value-point-doubtful",
    )
    assert next(one.value for one in indicators.findings if "doubtful" in one.code) == "1.234"


def test_rows_and_columns_of_targets_are_no_observations(tmp_path: Path) -> None:
    path = text(
        tmp_path / "a.csv",
        "Показатель 8.5.2, %;2022;2023;Цель 2030\nРеспублика Казахстан;4,9;4,7;4\nЦелевое значение на 2030 год;4;4;\nАбай;5;4.9;\n",
    )
    check(
        path,
        """
        8.5.2 | | | | 2022 | 4.9
        8.5.2 | | | | 2023 | 4.7
        8.5.2 | KZ-10 | | | 2022 | 5
        8.5.2 | KZ-10 | | | 2023 | 4.9
        """,
        "value-decimal-comma year-plan",
    )
    path = text(
        tmp_path / "b.csv",
        "Код;Тип;Год;Значение\n8.5.2;факт;2022;4.9\n8.5.2;план;2022;4.8\n8.5.2;факт;2023;4.7\n8.5.2;прогноз;2025;4.6\n8.5.2;цель;2030;4\n",
    )
    indicators = read_indicators(path)
    assert indicators.observations["value"].tolist() == [4.9, 4.7]
    (told,) = indicators.findings
    assert (told.code, told.details["rows"]) == ("indicators.year-plan", "3, 5–6")
    assert [one.value for one in indicators.headline("8.5.2").points] == [4.9, 4.7]  # type: ignore[union-attr]


def test_two_units_in_one_sheet_give_two_series_and_no_headline(tmp_path: Path) -> None:
    path = text(
        tmp_path / "a.csv",
        "Код;Показатель;Ед. изм.;2022;2023\n3.1.1;Материнская смертность;случаев;56;39\n3.1.1;Материнская смертность;на 100 000 живорождений;17;11.4\n",
    )
    indicators = read_indicators(path)
    assert set(indicators.observations["unit"]) == {"случаев", "PER_100000_LIVE_BIRTHS"}
    assert indicators.headline("3.1.1") is None
    assert indicators.why_not("3.1.1") == "several-units"


def test_units_in_brackets_in_the_headings_of_indicators(tmp_path: Path) -> None:
    path = text(
        tmp_path / "a.csv",
        "Год;3.1.1 Материнская смертность (на 100 000 живорождений);8.5.2 Безработица (%)\n2022;17;4.9\n2023;11.4;4.7\n",
    )
    check(
        path,
        """
        3.1.1 | | | PER_100000_LIVE_BIRTHS | 2022 | 17
        3.1.1 | | | PER_100000_LIVE_BIRTHS | 2023 | 11.4
        8.5.2 | | | PT | 2022 | 4.9
        8.5.2 | | | PT | 2023 | 4.7
        """,
    )


def test_pxweb_csv_with_year_and_group_in_one_heading(tmp_path: Path) -> None:
    path = text(
        tmp_path / "3-2-1.csv",
        '"Under-five mortality"\n\n"Area","2022 Total","2022 Males","2022 Females","2023 Total","2023 Males","2023 Females"\n'
        '"Whole country",10.1,11.2,9.0,9.9,11.0,8.8\n"Yerevan",9.1,..,8,8.9,10,7.8\n',
    )
    check(
        path,
        """
        3.2.1 | | | | 2022 | 10.1
        3.2.1 | | | | 2023 | 9.9
        3.2.1 | | SEX=M | | 2022 | 11.2
        3.2.1 | | SEX=M | | 2023 | 11
        3.2.1 | | SEX=F | | 2022 | 9
        3.2.1 | | SEX=F | | 2023 | 8.8
        3.2.1 | | BREAKDOWN=Yerevan | | 2022 | 9.1
        3.2.1 | | BREAKDOWN=Yerevan | | 2023 | 8.9
        3.2.1 | | SEX=M,BREAKDOWN=Yerevan | | 2022 | ..
        3.2.1 | | SEX=M,BREAKDOWN=Yerevan | | 2023 | 10
        3.2.1 | | SEX=F,BREAKDOWN=Yerevan | | 2022 | 8
        3.2.1 | | SEX=F,BREAKDOWN=Yerevan | | 2023 | 7.8
        """,
    )


def test_uzstat_open_data_with_names_in_four_languages(tmp_path: Path) -> None:
    path = text(
        tmp_path / "sdg_3.1.1.csv",
        "Code,Klassifikator,Klassifikator_ru,Klassifikator_en,Klassifikator_uzc,2021,2022,2023\n"
        "1700,O‘zbekiston Respublikasi,Республика Узбекистан,Republic of Uzbekistan,Ўзбекистон Республикаси,20.2,17.4,16.1\n"
        "1735,Qoraqalpog‘iston Respublikasi,Республика Каракалпакстан,Republic of Karakalpakstan,Қорақалпоғистон Республикаси,19,18,17\n",
    )
    indicators = read_indicators(path)
    assert lines(indicators) == [
        "3.1.1 | | | | 2021 | 20.2", "3.1.1 | | | | 2022 | 17.4", "3.1.1 | | | | 2023 | 16.1",
        "3.1.1 | UZ-QR | | | 2021 | 19", "3.1.1 | UZ-QR | | | 2022 | 18", "3.1.1 | UZ-QR | | | 2023 | 17",
    ]  # fmt: skip


def test_open_sdg_headline_of_the_united_states_and_percentages_as_fractions(tmp_path: Path) -> None:
    path = text(tmp_path / "headline_8-5-2.csv", '"Year","Value"\n"2015","5.3"\n"2020","8.1"\n')
    check(path, "8.5.2 | | | | 2015 | 5.3\n8.5.2 | | | | 2020 | 8.1")
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (["Indicator", "Year", "Value"], ["8.5.2", 2022, 0.049], ["8.5.2", 2023, 4.7]):
        sheet.append(row)
    sheet["C2"].number_format = "0.0%"
    made.save(tmp_path / "a.xlsx")
    check(tmp_path / "a.xlsx", "8.5.2 | | | | 2022 | 4.9\n8.5.2 | | | | 2023 | 4.7")


def test_a_heading_of_groups_that_is_called_like_a_column_of_the_frame(tmp_path: Path) -> None:
    path = text(
        tmp_path / "a.csv", "8.5.2 Unemployment;2022;2023\nKazakhstan;4.9;4.7\nunit;;\nlarge;120;130\n"
    )
    check(
        path,
        """
        8.5.2 | | | | 2022 | 4.9
        8.5.2 | | | | 2023 | 4.7
        8.5.2 | | unit_=large | | 2022 | 120
        8.5.2 | | unit_=large | | 2023 | 130
        """,
    )
