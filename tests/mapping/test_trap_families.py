"""Families of traps, each beside a twin that differs in what makes it one: lists, phases, names, landmarks."""

from __future__ import annotations

import pytest

from sdgkit.activities.activity import Activity, Origin
from sdgkit.languages import Text
from sdgkit.mapping.mapped import map_activity
from sdgkit.mapping.mapping import map_text

ROAD = {
    "en": "Repair of the road to Karkaralinsk",
    "ru": "Работы в Каркаралинске",
    "kk": "Қарқаралы жолын жөндеу",
}


def goals(description: str, title: str = "") -> set[int]:
    """The goals of what stands for a text, or for a project on a road with this description."""
    if not title:
        return {match.goal for match in map_text(description) if match.stands}
    activity = Activity(
        id="1",
        origin=Origin(file="register.csv"),
        title=Text.of(title),
        description=Text.of(description),
    )
    return {match.goal for match in map_activity(activity).matches if match.stands}


@pytest.mark.parametrize(
    ("language", "trap", "twin"),
    [
        ("en", "No schools, hospitals or wells are financed.", "Schools, hospitals and wells are financed."),
        ("en", "Schools, hospitals and wells are excluded.", "Schools, hospitals and wells are repaired."),
        ("en", "Neither schools nor hospitals nor wells are financed.", "Both schools and hospitals are financed."),
        ("en", "Schools, clinics and wells remain outside the project.", "Schools, clinics and wells are repaired."),
        ("ru", "Школы, больницы и колодцы в смету не входят.", "В смету входят ремонт школ и ремонт больниц."),
        ("ru", "Проект не охватывает ни школ, ни больниц, ни колодцев.", "Проект охватывает ремонт школ и больниц."),
        ("ru", "Исключены: школы, больницы, колодцы.", "Включены: ремонт школ, ремонт больниц."),
        ("ru", "Нет компонентов по школам, больницам и колодцам.", "Есть компоненты по ремонту школ и больниц."),
        ("kk", "Мектеп, аурухана және құдық жұмыстары қарастырылмаған.", "Мектеп, аурухана жұмыстары қарастырылған."),
        ("kk", "Жоба мектеп салуды да, аурухана салуды да көздемейді.", "Жоба мектеп салуды да көздейді."),
    ],
)  # fmt: skip
def test_a_list_of_what_is_not_done(language: str, trap: str, twin: str) -> None:
    assert goals(trap, ROAD[language]).isdisjoint({3, 4, 6})
    assert goals(twin, ROAD[language]) & {3, 4, 6}


@pytest.mark.parametrize(
    ("language", "trap", "twin"),
    [
        (
            "en",
            "In the previous phase kindergartens were repaired.",
            "In this phase kindergartens are repaired.",
        ),
        (
            "ru",
            "На предыдущем этапе ремонтировались детские сады.",
            "На этом этапе ремонтируются детские сады.",
        ),
        ("ru", "Ранее финансировались детские сады.", "Финансируются детские сады."),
        ("kk", "Алдыңғы кезеңде балабақшалар жөнделді.", "Бұл кезеңде балабақшалар жөнделеді."),
    ],
)
def test_what_the_phase_before_did(language: str, trap: str, twin: str) -> None:
    assert 4 not in goals(trap, ROAD[language])
    assert 4 in goals(twin, ROAD[language])


@pytest.mark.parametrize(
    ("trap", "twin"),
    [
        (
            "В районе, где изношены школы, а больницы закрыты, строят элеватор",
            "В районе строят школы и больницы",
        ),
        ("Мектебі тозған ауданда элеватор салу", "Ауданда мектеп салу"),
    ],
)
def test_the_situation_goes_on_over_several_clauses(trap: str, twin: str) -> None:
    assert goals(trap).isdisjoint({3, 4})
    assert goals(twin) & {3, 4}


@pytest.mark.parametrize(
    ("language", "trap", "twin"),
    [
        ("en", "Approved by: Education Board, Water Utility.", "Improved: primary schools, drinking water."),
        ("ru", "Заказчик: отдел образования, ГКП «Су арнасы».", "Задачи: учебники для школ, водоснабжение села."),
        ("kk", "Тапсырыс беруші: білім бөлімі, «Су арнасы» МКК.", "Мақсаты: мектепке оқулық, ауылға ауызсу."),
    ],
)  # fmt: skip
def test_who_orders_and_agrees(language: str, trap: str, twin: str) -> None:
    assert goals(trap, ROAD[language]).isdisjoint({4, 6})
    assert goals(twin, ROAD[language]) & {4, 6}


def test_a_field_of_a_card_ends_where_the_next_begins() -> None:
    assert 4 in goals("Заказчик: акимат города Цель: ремонт школ", ROAD["ru"])


@pytest.mark.parametrize(
    ("trap", "twin", "goal"),
    [
        ('The band "Clean Water" tours the regions', "Clean water for the regions", 6),
        ("Ансамбль «Чистая вода»: гастроли", "Чистая вода сёлам", 6),
        ("«Таза су» ансамблінің гастролі", "Ауылға таза су", 6),
        ("Печенье «Зелёный лес»: линия упаковки", "Зелёный лес: посадка деревьев", 15),
        ("Поля «Образование» и «Здоровье» в анкете", "Образование и здоровье детей", 4),
        ('Columns "education" and "health" of the form', "Education and health of children", 4),
        ("Остановка «Областная больница»: павильон", "Областная больница: томограф", 3),
        ("«Областық аурухана» аялдамасы", "Областық аурухана жөндеу", 3),
        ("Ремонт улицы Школьная и улицы Больничная", "Ремонт школы и больницы", 4),
        ("Paving of School Lane", "Repair of a school", 4),
        ("Парковка напротив районной больницы", "Палаты районной больницы", 3),
        ("A car park next to the district hospital", "Wards of the district hospital", 3),
        ("Аурухананың қарсысындағы тұрақ", "Ауруханаға жаңа жабдық", 3),
    ],
)
def test_what_only_bears_a_name_or_stands_beside(trap: str, twin: str, goal: int) -> None:
    assert goal not in goals(trap)
    assert goal in goals(twin)


@pytest.mark.parametrize(
    ("trap", "twin"),
    [
        ("Lot 5 «Gender Equality»: crushed stone", "Gender equality in local councils"),
        ("Лот 5 «Гендерное равенство»: поставка щебня", "Гендерное равенство в маслихатах"),
        ("5-лот «Гендерлік теңдік»: қиыршық тас", "Мәслихаттардағы гендерлік теңдік"),
    ],
)
def test_a_lot_that_is_called_after_a_goal(trap: str, twin: str) -> None:
    assert 5 not in goals(trap)
    assert 5 in goals(twin)


def test_a_lot_that_is_called_after_what_it_is_stays_evidence() -> None:
    assert 3 in goals("Лот 2 «Аппараты УЗИ для районной больницы»")


@pytest.mark.parametrize(
    "text",
    [
        "Leaflets: poverty, hunger, health, education, gender, water, energy, work, climate, land and peace",
        "Листовки: бедность, голод, здоровье, образование, гендер, вода, энергия, труд, климат и мир",
        "Парақшалар: кедейлік, аштық, денсаулық, білім, гендер, су, энергия, еңбек, климат және бейбітшілік",
    ],
)
def test_short_names_of_many_goals_are_a_list_of_the_agenda(text: str) -> None:
    assert goals(text) == set()


def test_short_names_apart_from_each_other_are_no_list() -> None:
    text = (
        "Women of the villages learn to save water on the land; health workers teach hygiene, and the energy "
        "of the sun heats the school where education in the climate goes on"
    )
    assert goals(text)


@pytest.mark.parametrize(
    ("language", "target", "text"),
    [
        ("en", "6.1", "Standpipes and hand pumps"),
        ("ru", "9.1", "Укладка шпал"),
        ("ru", "12.4", "Сбор градусников"),
        ("kk", "6.2", "Жылы санторап"),
        ("kk", "3.1", "Преэклампсия"),
        ("en", "9.1", "Gravel road"),
    ],
)
def test_a_title_of_few_words_stands_on_one_word_of_a_trade(language: str, target: str, text: str) -> None:
    assert target in {match.target for match in map_text(text) if match.stands}


def test_what_is_enough_in_a_short_title_is_not_in_a_long_one() -> None:
    long = (
        "Ознакомительная поездка делегации с посещением предприятий, колхозного рынка и участка укладки шпал"
    )
    assert "9.1" in {match.target for match in map_text("Укладка шпал") if match.stands}
    assert "9.1" not in {match.target for match in map_text(long) if match.stands}


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("Доля лиц среди получателей субсидий", 4),  # not лицей
        ("Сёла и посёлки области: перепись дворов", 13),  # not сель
        ("Transformation of the office", 7),  # no transformers
        ("Жүктерді тасымалдау", 3),  # cargo, not жүкті
        ("Выбор поставщика мебели", 16),  # not выборы
    ],
)
def test_words_of_one_stem_are_not_confused(text: str, goal: int) -> None:
    assert goal not in goals(text)


@pytest.mark.parametrize(
    ("trap", "twin"),
    [
        ("Круглый стол с парламентом Чехии", "Обучение комитетов парламента надзору за бюджетом"),
        (
            "Visit of a delegation of the parliament of Hungary",
            "Strengthening the oversight role of parliament",
        ),
        ("Латвия парламентімен достық тобының кездесуі", "Парламенттің бақылау функциясын күшейту"),
    ],
)
def test_a_visit_of_a_parliament_is_diplomacy(trap: str, twin: str) -> None:
    assert not map_text(trap)
    assert {match.goal for match in map_text(twin)} == {16}
