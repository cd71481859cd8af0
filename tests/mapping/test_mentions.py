"""Goals and targets named in a text are found as people write them."""

from __future__ import annotations

import time

import pytest

from sdgkit.mapping.finders.mention import BARE, mentions


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("SDG 6.1", ["6.1"]),
        ("SDG6", ["6"]),
        ("SDGs 4, 5 and 10", ["4", "5", "10"]),
        ("SDG 4 and SDG 5", ["4", "5"]),
        ("SDG targets 3.1-3.3", ["3.1", "3.2", "3.3"]),
        ("SDGs 13–15", ["13", "14", "15"]),
        ("SDG16+", ["16"]),
        ("Goals 4 and 5", ["4", "5"]),
        ("Sustainable Development Goal 7", ["7"]),
        ("Target 17.18", ["17.18"]),
        ("ЦУР 3", ["3"]),
        ("ЦУР №3", ["3"]),
        ("ЦУР 6: вода; ЦУР 13", ["6", "13"]),
        ("Задача 6.4 ЦУР", ["6.4"]),
        ("задачи 3.b и 3.с", ["3.b", "3.c"]),
        ("3.д и 3.8 задачи ЦУР", ["3.d", "3.8"]),
        ("Цели 4 и 5", ["4", "5"]),
        ("Цель устойчивого развития 11", ["11"]),
        ("3.8-міндет", ["3.8"]),
        ("ТДМ 4", ["4"]),
        ("ТДМ-нің 4-мақсаты", ["4"]),
        ("ОДМ 5.2", ["5.2"]),
        ("Тұрақты даму мақсаттары 6, 13", ["6", "13"]),
        ("SDG 3.99", []),
        ("SDG 2030", []),
        ("SDG 18", []),
        ("goal 3 was scored in minute 4", []),
        ("Lot 3; tel. 3-15-17", []),
    ],
)
def test_mentions_are_found(text: str, codes: list[str]) -> None:
    assert [mention.code for mention in mentions(text)] == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("sdg 6, Sdg 7", "6 7"),
        ("цур 6; тдм 7", "6 7"),
        ("SDG GOALS 6 AND 7", "6 7"),
        ("ТҰРАҚТЫ ДАМУ МАҚСАТЫ 6", "6"),
        ("ЦYР 3 и ЦУP 4, ТДM 5", "3 4 5"),
        ("ЦУР\u00ad\u00a06; SDG\u200b 7", "6 7"),
        ("цели 3 и 4 устойчивого развития", "3 4"),
        ("цели № 3 и № 4 в области устойчивого развития", "3 4"),
        ("Sustainable Development Goals (SDGs) 6 and 13", "6 13"),
        ("Целей устойчивого развития (ЦУР) 3 и 5", "3 5"),
        ("тұрақты даму мақсаттарының 6-шысына үлес", "6"),
        ("6-шы ТДМ, 7-ТДМ", "6 7"),
        ("6-тұрақты даму мақсаты", "6"),
        ("алтыншы тұрақты даму мақсаты", "6"),
        ("он үшінші және үшінші ТДМ", "13 3"),
        ("тұрақты дамудың 6-мақсаты", "6"),
        ("13-я цель устойчивого развития", "13"),
        ("3-й и 4-й целей устойчивого развития", "3 4"),
        ("Шестая и седьмая цели устойчивого развития", "6 7"),
        ("the sixth Sustainable Development Goal", "6"),
        ("№ 6 ЦУР; ЦУР под номером 7; SDG no. 8; ТДМ нөмірі 9", "6 7 8 9"),
        ("от ЦУР 1 до ЦУР 3", "1 2 3"),
        ("SDGs 1 through 3", "1 2 3"),
        ("ТДМ 1-ден 3-ке дейін", "1 2 3"),
        ("ЦУР 4, а также 5; SDG 6 as well as 7", "4 5 6 7"),
        ("SDGs 3,4", "3 4"),
        ("ЦУР 3,8", "3.8"),
        ("ЦУР 3,4,5", "3 4 5"),
        ("ЦУР 06", "6"),
        ("ЦУР 3.1.1; SDG indicator 6.4.2", "3.1 6.4"),
        ("indicator 6.1.1 of the SDGs", "6.1"),
        ("SDG_6 / SDG [7] / ЦУР «8»", "6 7 8"),
        ("Global Goals 5 and 6; глобальная цель 7", "5 6 7"),
        ("ЦУР 3 и 5 школ", "3"),
        ("ЦУР 4 – 12 школ", "4"),
        ("SDG 5 trainings", "5"),
    ],
)
def test_a_goal_is_found_however_it_is_written(text: str, codes: str) -> None:
    assert " ".join(mention.code for mention in mentions(text)) == codes


@pytest.mark.parametrize(
    "text",
    [
        "SDGs: 5 trainings for officials",
        "SDG (3 workshops)",
        "по ЦУР: 3 семинара",
        "ЦУР: 4 сельских школы",
        "ТДМ: 3 семинар",
        "17 SDGs, 17 ЦУР, 17 тұрақты даму мақсаты",
        "5th SDG Forum; 3-я неделя ЦУР; 3-й ЦУР-форум",
        "Target 5 schools; targets 15 districts by 2026",
        "target 3.5 million people",
        "Задача 2. Купить столы",
        "Задачи: 1) ремонт; 2) закупка",
        "Goals: 1. Repair 2. Purchase",
        "Цели: 1. Ремонт",
        "4 мақсат, 3 міндет қойылды",
        "жобаның 2 міндеті бар",
        "ЦУР на 2016–2030 годы",
        "goals 4 to 1",
        "indicator 6.1.1 of the log frame",
        "version 6.1 of 3.8.2025, lot 3, п. 3.8",
    ],
)
def test_a_number_beside_goals_that_is_none(text: str) -> None:
    assert mentions(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Target 1.2 of the work plan",
        "Activity 1.1, target 1.2",
        "Задача 1.1 календарного плана",
        "Жобаның 1.2-міндеті",
    ],
)
def test_a_plans_own_task_is_doubtful(text: str) -> None:
    assert {mention.weight for mention in mentions(text)} == {BARE}


def test_places_point_into_the_text_as_it_was_given() -> None:
    text = "ЦУ\u00adР 3 и \u200b4; İ — SDG 6.1"
    assert [text[m.start : m.end] for m in mentions(text)] == ["3", "4", "6.1"]


@pytest.mark.parametrize(
    "text",
    [
        "SDG 6.1; " * 22_000,
        "Цель 3, 4, 5, " * 14_000,
        "sdg " + "3-th, " * 33_000,
        "первая, " * 25_000 + "цур",
    ],
)
@pytest.mark.usefixtures("timed_alone")
def test_a_text_full_of_numbers_is_read_in_seconds(text: str) -> None:
    begun = time.thread_time()
    mentions(text)
    assert time.thread_time() - begun < 10


def test_a_projects_own_goal_is_doubtful_unless_the_text_speaks_of_the_agenda() -> None:
    assert mentions("Goal 2 of the strategy")[0].weight == BARE
    assert mentions("2030 Agenda: Goal 2")[0].weight > BARE


@pytest.mark.usefixtures("timed_alone")
def test_a_thousand_mentions_are_read_quickly() -> None:
    begun = time.thread_time()
    assert len(mentions("SDG 6.1; " * 1000)) == 1000
    assert time.thread_time() - begun < 1
