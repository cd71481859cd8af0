"""Goals and targets named in a text are found as people write them."""

from __future__ import annotations

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


def test_a_projects_own_goal_is_doubtful_unless_the_text_speaks_of_the_agenda() -> None:
    assert mentions("Goal 2 of the strategy")[0].weight == BARE
    assert mentions("2030 Agenda: Goal 2")[0].weight > BARE


def test_a_thousand_mentions_are_read_quickly() -> None:
    import time

    begun = time.perf_counter()
    assert len(mentions("SDG 6.1; " * 1000)) == 1000
    assert time.perf_counter() - begun < 1
