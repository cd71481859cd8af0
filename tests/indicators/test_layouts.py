"""Layouts of tables that offices make by hand: sheets, titles, merged headings, notes, sides."""
# ruff: noqa: E501 - rows as they are published

from __future__ import annotations

from pathlib import Path

import pytest

from sdgkit.errors import InputError
from sdgkit.indicators.reading import read_indicators
from tests.indicators.offices import book, check, lines, text


def test_belarus_groups_below_headings_a_marked_year_and_a_note(tmp_path: Path) -> None:
    path = book(
        tmp_path / "belstat.xlsx",
        (),
        **{
            "1.2.1": [
                ["Показатель 1.2.1. Доля населения, живущего за официальной чертой бедности"],
                ["(в процентах)"],
                [],
                ["", 2018, "2020²)"],
                ["Всего", 5.6, 4.8],
                ["из них:"],
                ["мужчины", 5.7, 4.9],
                ["из общей численности – население в возрасте, лет:"],
                ["до 18", 10.1, 8.9],
                ["Городское население", 4.1, 3.5],
                ["²) С 2020 г. – по новой методологии."],
            ]
        },
    )
    indicators = check(
        path,
        """
        1.2.1 | | | | 2018 | 5.6
        1.2.1 | | | | 2020 | 4.8
        1.2.1 | | SEX=M | | 2018 | 5.7
        1.2.1 | | SEX=M | | 2020 | 4.9
        1.2.1 | | из общей численности – население в возрасте, лет=до 18 | | 2018 | 10.1
        1.2.1 | | из общей численности – население в возрасте, лет=до 18 | | 2020 | 8.9
        1.2.1 | | URBANISATION=U | | 2018 | 4.1
        1.2.1 | | URBANISATION=U | | 2020 | 3.5
        """,
    )
    indicator = indicators.indicator("1.2.1")
    assert indicator.name.in_language("ru") == "Доля населения, живущего за официальной чертой бедности"
    assert [note.in_language("ru") for note in indicator.notes] == ["²) С 2020 г. – по новой методологии."]


def test_tajikistan_in_its_own_language(tmp_path: Path) -> None:
    path = text(
        tmp_path / "tj.csv",
        "3.1.1 Фавти модарон ба 100 000 навзоди зинда\n;2020;2021\nҶумҳурии Тоҷикистон;23.4;22.1\nшаҳр;19;18\nВМКБ;29;28\nВилояти Хатлон;-;25\n",
    )
    check(
        path,
        """
        3.1.1 | | | | 2020 | 23.4
        3.1.1 | | | | 2021 | 22.1
        3.1.1 | | URBANISATION=U | | 2020 | 19
        3.1.1 | | URBANISATION=U | | 2021 | 18
        3.1.1 | TJ-GB | | | 2020 | 29
        3.1.1 | TJ-GB | | | 2021 | 28
        3.1.1 | TJ-KT | | | 2020 | -
        3.1.1 | TJ-KT | | | 2021 | 25
        """,
    )


def test_france_with_notes_and_provisional_years_and_signs_in_letters(tmp_path: Path) -> None:
    path = text(
        tmp_path / "insee.csv",
        "Indicateur 8.5.2 : Taux de chômage\nen %\n;2022;2023 (p)\nEnsemble;7,3;7,3\nFemmes;7,1;n.d.\nNote : données CVS.\nSource : Insee, 2024.\n",
    )
    indicators = check(
        path,
        """
        8.5.2 | | | | 2022 | 7.3
        8.5.2 | | | | 2023 | 7.3
        8.5.2 | | SEX=F | | 2022 | 7.1
        8.5.2 | | SEX=F | | 2023 | n.d.
        """,
        "value-decimal-comma",
    )
    assert str(indicators.indicator("8.5.2").name) == "Taux de chômage"
    headline = indicators.headline("8.5.2")
    assert headline is not None
    assert headline.unit == "PT"


def test_an_annex_with_targets_numbered_columns_and_groups_under_the_names(tmp_path: Path) -> None:
    path = book(
        tmp_path / "annex.xlsx",
        (),
        ЦУР=[
            ["Приложение 1. Показатели ЦУР"],
            [
                "№",
                "Показатель",
                "Единица измерения",
                "Базовое значение (2015)",
                "2022",
                "2023",
                "Цель 2025",
                "Цель 2030",
                "Ответственный",
            ],
            [1, 2, 3, 4, 5, 6, 7, 8, 9],
            ["ЦУР 3. Хорошее здоровье"],
            ["3.2.1", "Смертность детей до 5 лет", "на 1 000 живорождений", 12.1, "9,9", "9,1", 8, 7, "МЗ"],
            [None, "мальчики", None, 13.4, "11", "10,2", None, None, None],
            ["3.b.1", "Охват вакцинацией", "%", 98, "96", "97", 95, 95, "МЗ"],
        ],
    )
    check(
        path,
        """
        3.2.1 | | | PER_1000_LIVE_BIRTHS | 2015 | 12.1
        3.2.1 | | | PER_1000_LIVE_BIRTHS | 2022 | 9.9
        3.2.1 | | | PER_1000_LIVE_BIRTHS | 2023 | 9.1
        3.2.1 | | SEX=M | PER_1000_LIVE_BIRTHS | 2015 | 13.4
        3.2.1 | | SEX=M | PER_1000_LIVE_BIRTHS | 2022 | 11
        3.2.1 | | SEX=M | PER_1000_LIVE_BIRTHS | 2023 | 10.2
        3.b.1 | | | PT | 2015 | 98
        3.b.1 | | | PT | 2022 | 96
        3.b.1 | | | PT | 2023 | 97
        """,
        "value-decimal-comma year-plan",
    )


def test_a_merged_year_with_groups_in_the_rows_and_regions_across(tmp_path: Path) -> None:
    path = book(
        tmp_path / "rows.xlsx",
        ("A3:A4", "A5:A6"),
        Лист1=[
            ["3.2.1 Смертность детей до 5 лет, на 1 000 живорождений"],
            ["Год", "Пол", "Республика Казахстан", "Абай"],
            [2022, "Всего", 9.9, 8.8],
            [None, "Мальчики", 11, 9.9],
            [2023, "Всего", 9.1, 8.1],
            [None, "Мальчики", 10.2, 9],
        ],
    )
    check(
        path,
        """
        3.2.1 | | | | 2022 | 9.9
        3.2.1 | KZ-10 | | | 2022 | 8.8
        3.2.1 | | SEX=M | | 2022 | 11
        3.2.1 | KZ-10 | SEX=M | | 2022 | 9.9
        3.2.1 | | | | 2023 | 9.1
        3.2.1 | KZ-10 | | | 2023 | 8.1
        3.2.1 | | SEX=M | | 2023 | 10.2
        3.2.1 | KZ-10 | SEX=M | | 2023 | 9
        """,
        "cells-merged",
    )


def test_georgia_years_sexes_and_units_before_a_column_of_one_indicator(tmp_path: Path) -> None:
    path = text(
        tmp_path / "geostat.csv",
        '"Year","Sex","Indicator","8.5.2 Unemployment rate"\n"2022","Both sexes","Percent","17.3"\n"2022","Women","Percent","14.3"\n"2023","Both sexes","Percent","16.4"\n"2023","Women","Percent",".."\n',
    )
    indicators = check(
        path,
        """
        8.5.2 | | | | 2022 | 17.3
        8.5.2 | | SEX=F | | 2022 | 14.3
        8.5.2 | | | | 2023 | 16.4
        8.5.2 | | SEX=F | | 2023 | ..
        """,
    )
    assert indicators.headline("8.5.2").unit == "PT"  # type: ignore[union-attr]


def test_regions_over_years(tmp_path: Path) -> None:
    path = book(
        tmp_path / "across.xlsx",
        ("B2:C2", "D2:E2"),
        Таблица=[
            ["8.5.2. Уровень безработицы в разрезе регионов, в процентах"],
            ["Показатель", "Республика Казахстан", None, "Абай", None],
            [None, 2022, 2023, 2022, 2023],
            ["Всего", 4.9, 4.7, 5, 4.9],
            ["мужчины", 4.4, 4.3, 4.4, 4.2],
        ],
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
        """,
    )


def test_indicators_over_their_own_years(tmp_path: Path) -> None:
    path = book(
        tmp_path / "over.xlsx",
        ("B2:C2", "D2:E2"),
        Лист1=[
            ["Показатели ЦУР по регионам"],
            [
                "Регион",
                "3.1.1 Материнская смертность, на 100 тыс. живорождений",
                None,
                "8.5.2 Уровень безработицы, %",
                None,
            ],
            [None, 2022, 2023, 2021, 2023],
            ["Республика Казахстан", 17, 11.4, 4.9, 4.7],
            ["Абай", 16, 9, "-", 4.9],
        ],
    )
    indicators = check(
        path,
        """
        3.1.1 | | | | 2022 | 17
        3.1.1 | | | | 2023 | 11.4
        8.5.2 | | | | 2021 | 4.9
        8.5.2 | | | | 2023 | 4.7
        3.1.1 | KZ-10 | | | 2022 | 16
        3.1.1 | KZ-10 | | | 2023 | 9
        8.5.2 | KZ-10 | | | 2021 | -
        8.5.2 | KZ-10 | | | 2023 | 4.9
        """,
    )
    assert indicators.headline("3.1.1").unit == "PER_100000_LIVE_BIRTHS"  # type: ignore[union-attr]


def test_two_tables_side_by_side_with_their_own_labels(tmp_path: Path) -> None:
    path = book(
        tmp_path / "side.xlsx",
        (),
        S=[
            ["3.1.1 Материнская смертность", None, None, None, "3.2.1 Смертность детей", None, None],
            ["", 2022, 2023, None, "", 2022, 2023],
            ["Казахстан", 17, 11.4, None, "Казахстан", 9.9, 9.1],
            ["Абай", 16, 9, None, "Астана", 8.8, 8.1],
        ],
    )
    check(
        path,
        """
        3.1.1 | | | | 2022 | 17
        3.1.1 | | | | 2023 | 11.4
        3.1.1 | KZ-10 | | | 2022 | 16
        3.1.1 | KZ-10 | | | 2023 | 9
        3.2.1 | | | | 2022 | 9.9
        3.2.1 | | | | 2023 | 9.1
        3.2.1 | KZ-71 | | | 2022 | 8.8
        3.2.1 | KZ-71 | | | 2023 | 8.1
        """,
    )


def test_a_sheet_for_each_year_and_a_date_above_a_table_of_one_year(tmp_path: Path) -> None:
    head = [
        "Регион",
        "3.1.1 Материнская смертность, на 100 тыс. живорождений",
        "8.5.2 Безработица, %",
        "Место",
    ]
    path = book(
        tmp_path / "years.xlsx",
        (),
        **{
            str(year): [["Показатели ЦУР"], head, ["Республика Казахстан", a, b, None]]
            for year, a, b in ((2022, 17, 4.9), (2023, 11.4, 4.7))
        },
    )
    check(
        path,
        "3.1.1 | | | | 2022 | 17\n8.5.2 | | | | 2022 | 4.9\n3.1.1 | | | | 2023 | 11.4\n8.5.2 | | | | 2023 | 4.7",
    )
    path = book(
        tmp_path / "date.xlsx",
        (),
        S=[
            ["Дата:", "01.01.2024"],
            ["Показатели ЦУР за 2023 год"],
            head,
            ["Республика Казахстан", 11.4, 4.7, 3],
        ],
    )
    check(path, "3.1.1 | | | | 2023 | 11.4\n8.5.2 | | | | 2023 | 4.7", "columns-unknown")
    path = text(
        tmp_path / "two.csv",
        "Показатели за 2022 и 2023 годы\nРегион;3.1.1 МС;3.2.1 Дети\nКазахстан;11.4;9.1\n",
    )
    check(path, "", "table-without-years")


def test_lines_about_source_and_contacts_are_notes_even_with_a_number(tmp_path: Path) -> None:
    path = book(
        tmp_path / "notes.xlsx",
        (),
        S=[
            ["Показатель 3.1.1 Материнская смертность"],
            ["", "2022", "2023"],
            ["Казахстан", 17, 11.4],
            ["Источник: Министерство здравоохранения, 2024"],
            ["Исполнитель: тел. 74-99-01", 749901],
        ],
    )
    indicators = check(path, "3.1.1 | | | | 2022 | 17\n3.1.1 | | | | 2023 | 11.4")
    assert len(indicators.indicator("3.1.1").notes) == 2


def test_a_rank_beside_the_years_is_told_and_a_year_of_the_targets_is_a_plan(tmp_path: Path) -> None:
    path = text(
        tmp_path / "ranks.csv",
        "8.5.2 Безработица;2022;место;2023;2030\nКазахстан;4.9;;4.7;4\nАбай;5.0;3;4.9;\n",
    )
    check(
        path,
        """
        8.5.2 | | | | 2022 | 4.9
        8.5.2 | | | | 2023 | 4.7
        8.5.2 | KZ-10 | | | 2022 | 5
        8.5.2 | KZ-10 | | | 2023 | 4.9
        """,
        "columns-unknown year-plan",
    )
    path = text(
        tmp_path / "types.csv",
        "Indicator;Type;2022;2023;2025\n3.1.1 MMR;Actual;17;11.4;\n3.1.1 MMR;Target;;;10\n",
    )
    check(path, "3.1.1 | | | | 2022 | 17\n3.1.1 | | | | 2023 | 11.4", "year-plan")


def test_a_column_of_registry_codes_and_the_title_in_words_of_the_export(tmp_path: Path) -> None:
    path = text(
        tmp_path / "taldau.csv",
        '"Наименование показателя: 3.1.1 Материнская смертность"\n"Единица измерения: на 100 000 живорождений"\n"Период: Год"\n"КАТО";"Регион";"2022 год";"2023 год"\n"000000000";"РЕСПУБЛИКА КАЗАХСТАН";"17";"11,4"\n"750000000";"Г.АЛМАТЫ";"12";"x"\n',
    )
    indicators = check(
        path,
        """
        3.1.1 | | | | 2022 | 17
        3.1.1 | | | | 2023 | 11.4
        3.1.1 | KZ-75 | | | 2022 | 12
        3.1.1 | KZ-75 | | | 2023 | x
        """,
        "value-decimal-comma",
    )
    assert indicators.indicator("3.1.1").name.in_language("ru") == "Материнская смертность"
    assert indicators.headline("3.1.1").unit == "PER_100000_LIVE_BIRTHS"  # type: ignore[union-attr]


def test_years_down_with_notes_below(tmp_path: Path) -> None:
    path = text(
        tmp_path / "3.1.1.csv",
        "Годы;Казахстан;Абай\n2021;44.7;\n2022;17.0;20.1\n* предварительные данные;;\n",
    )
    check(path, "3.1.1 | | | | 2021 | 44.7\n3.1.1 | | | | 2022 | 17\n3.1.1 | KZ-10 | | | 2022 | 20.1")


def test_bounds_sources_and_weights_beside_a_value_are_no_groups(tmp_path: Path) -> None:
    path = text(
        tmp_path / "tidy.csv",
        "SDG indicator;Region;Sex;Age group;Year;Value;Lower CI;Upper CI;Design effect;Data source;Indicator name\n"
        "3.a.1 Tobacco use;Kazakhstan;Both sexes;15+;2021;21.5;19.3;23.8;1.2;STEPS;Tobacco\n"
        "3.a.1 Tobacco use;Kazakhstan;Men;15+;2021;36.1;33;39;1.4;STEPS;Tobacco\n",
    )
    indicators = read_indicators(path)
    assert lines(indicators) == [
        "3.a.1 | | Sex=Both sexes,Age group=15+ | | 2021 | 21.5",
        "3.a.1 | | Sex=Men,Age group=15+ | | 2021 | 36.1",
    ]
    (told,) = indicators.findings
    assert (told.code, told.value) == ("indicators.columns-unknown", "Design effect")
    assert str(indicators.indicator("3.a.1").name) == "Tobacco"


def test_several_series_in_a_structure_specific_message(tmp_path: Path) -> None:
    path = text(
        tmp_path / "data.xml",
        '<?xml version="1.0"?><m:StructureSpecificData xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"><m:DataSet>'
        '<Series SERIES="SL_TLF_UEM" REF_AREA="KZ" SEX="_T" UNIT_MEASURE="PT"><Obs TIME_PERIOD="2022" OBS_VALUE="4.9"/><Obs TIME_PERIOD="2023" OBS_VALUE="4.7"/></Series>'
        '<Series SERIES="SL_TLF_UEM" REF_AREA="KZ" SEX="F" UNIT_MEASURE="PT"><Obs TIME_PERIOD="2022" OBS_VALUE="5.4"/></Series>'
        '<Series SERIES="SH_STA_MORT" REF_AREA="KZ" SEX="F" UNIT_MEASURE="PER_100000_LIVE_BIRTHS"><Obs TIME_PERIOD="2022" OBS_VALUE="NaN"/></Series>'
        "</m:DataSet></m:StructureSpecificData>",
    )
    assert lines(read_indicators(path)) == [
        "8.5.2 | | SEX=_T | PT | 2022 | 4.9",
        "8.5.2 | | SEX=_T | PT | 2023 | 4.7",
        "8.5.2 | | SEX=F | PT | 2022 | 5.4",
        "3.1.1 | | SEX=F | PER_100000_LIVE_BIRTHS | 2022 |",
    ]


def test_headings_with_the_same_words_and_a_year_are_years_and_parts_of_years_are_not(tmp_path: Path) -> None:
    path = text(
        tmp_path / "8-5-2.csv",
        '"Unemployment"\n"Area","Unemployment rate 2022","Unemployment rate 2023"\n"Kazakhstan",4.9,4.7\n',
    )
    check(path, "8.5.2 | | | | 2022 | 4.9\n8.5.2 | | | | 2023 | 4.7")
    path = text(
        tmp_path / "two.csv",
        "Area,3.1.1 MMR 2022,3.1.1 MMR 2023,8.5.2 Unemployment 2023\nKazakhstan,17,11.4,4.7\nAbai,16,9,4.9\n",
    )
    check(
        path,
        """
        3.1.1 | | | | 2022 | 17
        3.1.1 | | | | 2023 | 11.4
        8.5.2 | | | | 2023 | 4.7
        3.1.1 | KZ-10 | | | 2022 | 16
        3.1.1 | KZ-10 | | | 2023 | 9
        8.5.2 | KZ-10 | | | 2023 | 4.9
        """,
    )
    for part in ("I квартал", "январь", "Q1", "полугодие", "тоқсан"):
        path = text(tmp_path / "8-5-2.csv", f"Регион;{part} 2022;{part} 2023\nКазахстан;4.9;4.7\n")
        check(path, "", "table-without-years")


def test_a_group_that_begins_like_a_note_is_a_group_and_contents_hold_no_figures(tmp_path: Path) -> None:
    path = book(
        tmp_path / "water.xlsx",
        (),
        Содержание=[["Содержание"], ["6.1.1 Вода", 2], ["8.5.2 Безработица", 3]],
        **{
            "6.1.1": [
                ["6.1.1 Доля населения"],
                ["", 2022, 2023],
                ["Казахстан", 97, 98],
                ["Источники воды: колонки", 10, 9],
                ["Источник: БНС"],
            ]
        },
    )
    check(
        path,
        """
        6.1.1 | | | | 2022 | 97
        6.1.1 | | | | 2023 | 98
        6.1.1 | | BREAKDOWN=Источники воды: колонки | | 2022 | 10
        6.1.1 | | BREAKDOWN=Источники воды: колонки | | 2023 | 9
        """,
    )


def test_a_damaged_message_among_others_is_told(tmp_path: Path) -> None:
    text(tmp_path / "a.csv", "indicator,year,value\n3.1.1,2020,5\n")
    text(tmp_path / "b.json", '{"class": "dataset", "id": ["a"], "dimension": {"a": 5}, "value": [1]}')
    check(tmp_path, "3.1.1 | | | | 2020 | 5", "file-unread")


def test_a_total_below_the_regions_is_of_the_country(tmp_path: Path) -> None:
    for total in ("Итого по республике", "Всего", "Всего по стране", "Республика бойынша", "Total nacional"):
        path = text(
            tmp_path / "a.csv", f"8.5.2 Безработица;2022;2023\nАбай;5;4.9\nАстана;4.6;4.5\n{total};4.9;4.7\n"
        )
        check(
            path,
            """
            8.5.2 | KZ-10 | | | 2022 | 5
            8.5.2 | KZ-10 | | | 2023 | 4.9
            8.5.2 | KZ-71 | | | 2022 | 4.6
            8.5.2 | KZ-71 | | | 2023 | 4.5
            8.5.2 | | | | 2022 | 4.9
            8.5.2 | | | | 2023 | 4.7
            """,
        )


def test_a_code_in_several_rows_has_groups_or_series_of_its_own(tmp_path: Path) -> None:
    path = text(
        tmp_path / "a.csv",
        "Код;Показатель;Ед.изм.;2022;2023\n3.b.1;Охват АКДС;%;96;97\n3.b.1;Охват прививками от кори;%;97;98\n"
        "8.5.2;Безработица;%;4.9;4.7\n8.5.2;мужчины;%;4.4;4.3\n8.5.2;город;%;4.8;4.6\n",
    )
    indicators = check(
        path,
        """
        3.b.1 | | | PT | 2022 | 96
        3.b.1 | | | PT | 2023 | 97
        3.b.1 | | | PT | 2022 | 97
        3.b.1 | | | PT | 2023 | 98
        8.5.2 | | | PT | 2022 | 4.9
        8.5.2 | | | PT | 2023 | 4.7
        8.5.2 | | SEX=M | PT | 2022 | 4.4
        8.5.2 | | SEX=M | PT | 2023 | 4.3
        8.5.2 | | URBANISATION=U | PT | 2022 | 4.8
        8.5.2 | | URBANISATION=U | PT | 2023 | 4.6
        """,
        "headline-several-series",
    )
    assert set(indicators.rows("3.b.1")["series"]) == {"Охват АКДС", "Охват прививками от кори"}
    assert indicators.headline("8.5.2") is not None


def test_kyrgyz_list_with_groups_under_an_indicator_and_codes_of_the_register_of_kazakhstan(
    tmp_path: Path,
) -> None:
    path = text(
        tmp_path / "ky.csv",
        "Көрсөткүч;Өлчөө бирдиги;2022-ж.;2023-ж.\n3.1.1 Энелердин өлүмү;100 000 тирүү төрөлгөнгө;33;24.1\nшаар жери;;29;20\n",
    )
    check(
        path,
        """
        3.1.1 | | | PER_100000_LIVE_BIRTHS | 2022 | 33
        3.1.1 | | | PER_100000_LIVE_BIRTHS | 2023 | 24.1
        3.1.1 | | URBANISATION=U | PER_100000_LIVE_BIRTHS | 2022 | 29
        3.1.1 | | URBANISATION=U | PER_100000_LIVE_BIRTHS | 2023 | 20
        """,
    )
    path = text(
        tmp_path / "kato.csv",
        "indicator;kato;year;value\n8.5.2;000000000;2023;4.7\n8.5.2;100000000;2023;4.9\n",
    )
    check(path, "8.5.2 | | | | 2023 | 4.7\n8.5.2 | KZ-10 | | | 2023 | 4.9")


def test_a_unit_in_a_title_beside_a_unit_in_a_column(tmp_path: Path) -> None:
    """A printed table and a list of the same indicator make one series, where both name the same unit."""
    text(
        tmp_path / "a.csv",
        "Код;Показатель;Ед. изм.;2015;2020\n3.1.1;Смертность;на 100 000 живорождений;12.5;36.5\n",
    )
    text(tmp_path / "b.csv", "3.1.1 Смертность, на 100 000 живорождений\n;2022;2023\nКазахстан;17;11.4\n")
    indicators = check(
        tmp_path,
        """
        3.1.1 | | | PER_100000_LIVE_BIRTHS | 2015 | 12.5
        3.1.1 | | | PER_100000_LIVE_BIRTHS | 2020 | 36.5
        3.1.1 | | | PER_100000_LIVE_BIRTHS | 2022 | 17
        3.1.1 | | | PER_100000_LIVE_BIRTHS | 2023 | 11.4
        """,
    )
    assert len(indicators.headline("3.1.1").points) == 4  # type: ignore[union-attr]


def test_a_group_or_region_without_figures_is_no_heading_over_the_next(tmp_path: Path) -> None:
    path = text(
        tmp_path / "a.csv",
        "8.5.2 Безработица;2022;2023\nКазахстан;;\nВсего;4.9;4.7\nМужчины;;\nЖенщины;5.4;5.2\nАбай;;\nВсего;5;4.9\nМужчины;4.4;\n",
    )
    check(
        path,
        """
        8.5.2 | | | | 2022 | 4.9
        8.5.2 | | | | 2023 | 4.7
        8.5.2 | | SEX=F | | 2022 | 5.4
        8.5.2 | | SEX=F | | 2023 | 5.2
        8.5.2 | KZ-10 | | | 2022 | 5
        8.5.2 | KZ-10 | | | 2023 | 4.9
        8.5.2 | KZ-10 | SEX=M | | 2022 | 4.4
        """,
    )
    path = text(tmp_path / "b.csv", "8.5.2 Безработица;2022\nАбай;\nАстана;4.6\nВсего;4.9\n")
    check(path, "8.5.2 | KZ-71 | | | 2022 | 4.6\n8.5.2 | | | | 2022 | 4.9")


def test_of_which_and_a_repeated_heading_leave_the_region_and_a_single_one_ends_it(tmp_path: Path) -> None:
    path = text(
        tmp_path / "a.csv",
        "8.5.2 Безработица;2022\nКазахстан;4.9\nв том числе:;\nмужчины;4.4\nАбай;5\nв том числе:;\nмужчины;4.6\nАстана;4.5\nмужчины;4.1\n",
    )
    expected = """
        8.5.2 | | | | 2022 | 4.9
        8.5.2 | | SEX=M | | 2022 | 4.4
        8.5.2 | KZ-10 | | | 2022 | 5
        8.5.2 | KZ-10 | SEX=M | | 2022 | 4.6
        8.5.2 | KZ-71 | | | 2022 | 4.5
        8.5.2 | KZ-71 | SEX=M | | 2022 | 4.1
        """
    check(path, expected)
    path = text(
        tmp_path / "b.csv",
        "8.5.2 Безработица;2022\nКазахстан;4.9\nПо полу;\nмужчины;4.4\nАбай;5\nПо полу;\nмужчины;4.6\nАстана;4.5\nПо полу;\nмужчины;4.1\n",
    )
    check(path, expected)
    path = text(
        tmp_path / "c.csv",
        "8.5.2 Безработица;2022\nКазахстан;4.9\nАбай;5\nАстана;4.5\nПо полу;\nмужчины;4.4\n",
    )
    check(
        path,
        """
        8.5.2 | | | | 2022 | 4.9
        8.5.2 | KZ-10 | | | 2022 | 5
        8.5.2 | KZ-71 | | | 2022 | 4.5
        8.5.2 | | SEX=M | | 2022 | 4.4
        """,
    )


@pytest.mark.parametrize(
    "content",
    [
        "indicator,country,year,value\n3.1.1,Kazakhstan,2020,5\n3.1.1,Uzbekistan,2020,7\n",
        "Indicateur;Pays;Année;Valeur\n3.1.1;Kazakhstan;2020;5\n3.1.1;Uzbekistan;2020;7\n",
        "Код;Страна;Регион;Год;Значение\n3.1.1;Казахстан;;2020;5\n3.1.1;Казахстан;Абай;2020;6\n3.1.1;Узбекистан;Всего;2020;7\n3.1.1;Узбекистан;Хорезм;2020;8\n",
    ],
)
def test_a_column_of_countries_keeps_them_apart(tmp_path: Path, content: str) -> None:
    path = text(tmp_path / "a.csv", content)
    with pytest.raises(InputError) as error:
        read_indicators(path)
    assert "KAZ, UZB" in error.value.what("en")
    region = "\n3.1.1 | Абай | | | 2020 | 6" if "Абай" in content else ""
    indicators = read_indicators(path, country="KAZ")
    assert lines(indicators) == f"3.1.1 | | | | 2020 | 5{region}".splitlines()
    assert not [one for one in indicators.findings if one.code.startswith("indicators.duplicate")]


@pytest.mark.parametrize("code", ["", "8.6.1;"])
def test_a_column_each_for_region_age_and_area(tmp_path: Path, code: str) -> None:
    head, title = ("Код;", "") if code else ("", "8.6.1 Доля молодёжи NEET\n")
    path = text(
        tmp_path / "a.csv",
        f"{title}{head}Регион;Возраст;Местность;2022\n{code}Казахстан;15-28;Всего;6.9\n{code}Казахстан;15-24;Всего;5\n"
        f"{code}Казахстан;15-24;Село;5.5\n{code}Абай;Всего;Село;7\n",
    )
    check(
        path,
        """
        8.6.1 | | AGE=15-28 | | 2022 | 6.9
        8.6.1 | | AGE=15-24 | | 2022 | 5
        8.6.1 | | AGE=15-24,URBANISATION=R | | 2022 | 5.5
        8.6.1 | KZ-10 | URBANISATION=R | | 2022 | 7
        """,
        "headline-no-total",
    )
    path = text(
        tmp_path / "b.csv",
        "8.5.2 Безработица\nРегион;Пол;2022\nКазахстан;Всего;4.9\n;Мужчины;4.4\nАбай;Всего;5\n;Мужчины;4.5\nЦель 2025;Всего;4\n",
    )
    check(
        path,
        """
        8.5.2 | | | | 2022 | 4.9
        8.5.2 | | SEX=M | | 2022 | 4.4
        8.5.2 | KZ-10 | | | 2022 | 5
        8.5.2 | KZ-10 | SEX=M | | 2022 | 4.5
        """,
        "year-plan",
    )
