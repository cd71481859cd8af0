"""What looks like evidence and is none, each beside what is."""

from __future__ import annotations

import pytest

from sdgkit.activities.activity import Activity, Origin, Partner
from sdgkit.activities.register import Register
from sdgkit.languages import Text
from sdgkit.mapping.mapping import Mapping, map_register, map_text
from sdgkit.mapping.names import name_spans


def mapped(text: str, **more: object) -> Mapping:
    activity = Activity(id="1", origin=Origin(file="r.csv"), title=Text.of(text), **more)  # type: ignore[arg-type]
    return map_register(Register(activities=(activity,)))


def goals(text: str) -> set[int]:
    return {match.goal for match in map_text(text)}


def targets(text: str) -> set[str | None]:
    return {match.target for match in map_text(text)}


@pytest.mark.parametrize(
    ("name", "deed", "goal"),
    [
        ("Ministry of Education and Science funds a reservoir", "Education of children in rural schools", 4),
        (
            "Министерство образования и науки финансирует строительство водохранилища",
            "Развитие образования в сельских школах",
            4,
        ),
        ("Ministry of Health: new bridge", "Health services for mothers", 3),
        ("Комитет лесного хозяйства: ремонт моста", "Ведение лесного хозяйства и посадка леса", 15),
        ("Білім және ғылым министрлігі көпір салады", "Ауыл мектептерінде білім беру", 4),
    ],
)
def test_the_name_of_an_organisation_is_no_evidence(name: str, deed: str, goal: int) -> None:
    assert goal not in goals(name)
    assert goal in goals(deed)


def test_the_activitys_own_partners_are_no_evidence() -> None:
    partner = Partner(name=Text({"en": "Clean Water and Sanitation Friends"}), role="funding")
    title = "Clean Water and Sanitation Friends repair a bridge"
    assert 6 in {match.goal for match in mapped(title).matches}
    assert 6 not in {match.goal for match in mapped(title, partners=(partner,)).matches}


@pytest.mark.parametrize(
    "text",
    [
        "Ministry of Agriculture, Water and Forestry",
        "Министерство труда и социальной защиты населения Республики Казахстан",
        "Денсаулық сақтау министрлігінің",
        "World Health Organization",
        "Фонд спасения Арала",
    ],
)
def test_names_are_found_whole(text: str) -> None:
    sentence = f"Grant: {text} 2025"
    spans = name_spans(sentence)
    assert any(sentence[s.start : s.end] == text for s in spans), [sentence[s.start : s.end] for s in spans]


@pytest.mark.parametrize(
    ("idiom", "deed"),
    [
        ("Improving the business climate", "Adaptation to climate change"),
        ("Улучшение делового климата", "Адаптация к изменению климата"),
        ("Іскерлік ахуалды жақсарту", "Климаттың өзгеруіне бейімделу"),
    ],
)
def test_the_climate_of_business_is_not_the_climate(idiom: str, deed: str) -> None:
    assert 13 not in goals(idiom)
    assert 13 in goals(deed)


@pytest.mark.parametrize(
    "text",
    [
        "Restoring the Aral Sea region",
        "Восстановление экосистем Аральского моря",
        "Арал теңізінің құрғаған түбіне сексеуіл егу",
        "Fish stocks of the Aral Sea",
    ],
)
def test_the_aral_sea_is_no_ocean(text: str) -> None:
    assert goals(text)
    assert 14 not in goals(text)
    assert goals(text) & {6, 13, 15, 3, 2}


@pytest.mark.parametrize(
    "text", ["Marine pollution of the Caspian Sea", "Защита морской среды Каспийского моря"]
)
def test_the_caspian_sea_may_be(text: str) -> None:
    assert 14 in goals(text)


@pytest.mark.parametrize(
    ("title", "deed"),
    [
        ("Consultations in the format “Central Asia – Water”", "Drinking water supply for villages"),
        ("Консультации в формате «Центральная Азия — Вода»", "Питьевое водоснабжение сёл"),
    ],
)
def test_water_in_the_title_of_a_diplomatic_format_is_not_enough(title: str, deed: str) -> None:
    assert goals(title) == set()
    assert "6.1" in targets(deed)


@pytest.mark.parametrize(
    ("address", "deed"),
    [
        (
            "Seminar. Venue: Vocational Training Centre for Youth, 12 Abay Street, Almaty",
            "Vocational training centre for youth",
        ),
        (
            "Семинар по адресу: г. Алматы, ул. Абая, 12, Центр занятости молодежи",
            "Создание центра занятости молодежи",
        ),
        ("Место: адрес: ул. Школьная, 5, детский сад", "Адресная социальная помощь семьям с детьми"),
    ],
)
def test_an_address_is_no_evidence(address: str, deed: str) -> None:
    assert goals(address) == set()
    assert goals(deed)


@pytest.mark.parametrize(
    ("background", "deed", "target"),
    [
        (
            "In a country where maternal mortality is high, the project builds roads between districts",
            "Reducing maternal mortality in the districts",
            "3.1",
        ),
        (
            "В стране, где высока материнская смертность, проект строит дороги",
            "Проект снижает материнскую смертность",
            "3.1",
        ),
        ("Ана өлімі жоғары елде жоба жол салады", "Жоба ана өлімін азайтады", "3.1"),
    ],
)
def test_background_is_not_what_is_done(background: str, deed: str, target: str) -> None:
    assert target not in targets(background)
    assert target in targets(deed)


@pytest.mark.parametrize(
    ("negated", "deed", "goal"),
    [
        ("The project does not cover school construction", "The project covers school construction", 4),
        ("Проект не предусматривает строительство школ", "Проект предусматривает строительство школ", 4),
        ("Жоба мектеп салуды көздемейді", "Жоба мектеп салуды көздейді", 4),
    ],
)
def test_what_is_not_done_is_no_evidence(negated: str, deed: str, goal: int) -> None:
    assert goal not in goals(negated)
    assert goal in goals(deed)
    assert mapped(negated).unmapped == {"1": "mapping.only-negation"}


def test_what_follows_a_negation_after_the_comma_counts() -> None:
    text = "Проект не предусматривает строительство школ, он направлен на снижение материнской смертности"
    assert targets(text) == {"3.1"}


@pytest.mark.parametrize(
    "text",
    [
        "Contributes to the Sustainable Development Goals and the 2030 Agenda",
        "Способствует достижению Целей устойчивого развития",
        "Тұрақты даму мақсаттарына қол жеткізуге ықпал етеді",
        "Supports SDGs 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 and 17",
        "ЦУР 1-17",
    ],
)
def test_boilerplate_says_nothing(text: str) -> None:
    assert map_text(text) == []
    assert mapped(text).unmapped == {"1": "mapping.only-boilerplate"}


@pytest.mark.parametrize(
    "text",
    [
        "Lot 3, Lot 4 and Lot 3.8: office chairs",
        "Поставка мебели, лот 3.8",
        "Tel. +7 717 3 8 12, 12.05.2024, version 6.1",
        "ЦУР 2030",
        "Phase 3.1 of 4",
    ],
)
def test_numbers_that_are_no_goals(text: str) -> None:
    assert map_text(text) == []


def test_half_a_character_of_a_damaged_file_is_no_obstacle() -> None:
    assert "3.1" in targets("Снижение материнской смертности \ud800 в Ministry of Health")
