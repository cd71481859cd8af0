"""Traps with the shipped knowledge, in three languages: what must not be taken for evidence, beside what must."""

from __future__ import annotations

import pytest

from sdgkit.mapping.mapping import map_text


def targets(text: str) -> list[str]:
    return [match.target or str(match.goal) for match in map_text(text)]


def goals(text: str) -> set[int]:
    return {match.goal for match in map_text(text)}


@pytest.mark.parametrize(
    ("name", "deed", "goal"),
    [
        ("Support of the Ministry of Education and Science for a reservoir", "Support of rural schools", 4),
        ("Министерство водных ресурсов и ирригации: ремонт дороги", "Ремонт оросительных каналов", 6),
        ("Министерство здравоохранения закупит компьютеры", "Снижение материнской смертности", 3),
        ("Су ресурстары министрлігі жол салады", "Суару арналарын жаңғырту", 6),
        ("Денсаулық сақтау министрлігі жол жөндейді", "Ана өлімін азайту", 3),
    ],
)
def test_a_ministry_that_pays_for_something_else(name: str, deed: str, goal: int) -> None:
    assert goal not in goals(name)
    assert goal in goals(deed)


@pytest.mark.parametrize(
    ("idiom", "deed"),
    [
        ("Improving the investment climate", "Resilience to climate change"),
        ("Climate of trust between states", "Resilience to climate change"),
        ("Улучшение инвестиционного климата", "Устойчивость к изменению климата"),
        ("Климат доверия между государствами", "Устойчивость к изменению климата"),
        ("Инвестициялық климатты жақсарту", "Климаттың өзгеруіне бейімделу"),
        ("Бизнес климатты жақсарту", "Климаттың өзгеруіне бейімделу"),
    ],
)
def test_a_climate_that_is_none(idiom: str, deed: str) -> None:
    assert 13 not in goals(idiom)
    assert 13 in goals(deed)


def test_the_investment_climate_is_business_in_every_language() -> None:
    for text in ("Improving the investment climate", "Улучшение инвестиционного климата"):
        assert targets(text) == ["8.3"]
    assert targets("Инвестициялық климатты жақсарту") == ["8.3"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Planting saxaul on the dried bed of the Aral Sea", "15.3"),
        ("Afforestation of the dried seabed of the Aral Sea with saxaul", "15.3"),
        ("Облесение осушенного дна Аральского моря саксаулом", "15.3"),
        ("Посадка саксаула на осушенном дне Арала", "15.3"),
        ("Арал теңізінің құрғаған түбіне сексеуіл егу", "15.3"),
        ("Сексеуіл отырғызу", "15.3"),
        ("Afforestation of mountain slopes", "15.2"),
        ("Облесение горных склонов", "15.2"),
        ("Адаптация к изменению климата в Приаралье", "13.1"),
        ("Арал өңірінде климаттың өзгеруіне бейімделу", "13.1"),
        ("Dust storms from the dried bed of the Aral Sea", "15.3"),
    ],
)
def test_what_is_done_at_the_aral_sea_comes_first(text: str, first: str) -> None:
    assert targets(text)[0] == first
    assert 14 not in goals(text)


def test_dust_of_the_aral_sea_and_health_is_3_9() -> None:
    assert "3.9" in targets("Пыльные бури Приаралья и здоровье населения")


@pytest.mark.parametrize(
    ("aral", "caspian"),
    [
        ("Marine pollution of the Aral Sea", "Marine pollution of the Caspian Sea"),
        ("Fish stocks of the Aral Sea", "Fish stocks of the Caspian Sea"),
        ("Охрана морской среды Арала", "Охрана морской среды Каспия"),
        ("Арал теңізінің теңіз ортасын қорғау", "Каспий теңізінің теңіз ортасын қорғау"),
    ],
)
def test_the_same_words_at_two_seas(aral: str, caspian: str) -> None:
    assert 14 not in goals(aral)
    assert 14 in goals(caspian)


@pytest.mark.parametrize(
    "text",
    [
        "Protection of the marine environment of the Caspian Sea. A second part plants saxaul at the Aral Sea.",
        "Охрана морской среды Каспия. Вторая часть — посадка саксаула на дне Арала.",
        "Каспий теңізінің теңіз ортасын қорғау. Екінші бөлігі: Арал түбіне сексеуіл егу.",
    ],
)
def test_both_seas_in_one_text(text: str) -> None:
    assert {14, 15} <= goals(text)


@pytest.mark.parametrize(
    ("title", "deed"),
    [
        ("Meeting in the format Central Asia – Water", "Rural water supply"),
        ("Диалог «Вода — источник сотрудничества»", "Сельское водоснабжение"),
        ("«Орталық Азия – Су» форматындағы консультациялар", "Ауылды ауыз сумен қамту"),
    ],
)
def test_water_in_the_title_of_a_meeting(title: str, deed: str) -> None:
    assert goals(title) == set()
    assert targets(deed)[0] == "6.1"


@pytest.mark.parametrize(
    ("address", "deed"),
    [
        (
            "Семинар, Мекенжай: Жастарды жұмыспен қамту орталығы, Абай көшесі, 10",
            "Жастарды жұмыспен қамту орталығын құру",
        ),
        ("Семинар по адресу: г. Астана, пр. Мира, 10, Школа № 5", "Капитальный ремонт школы № 5"),
    ],
)
def test_a_house_of_the_address(address: str, deed: str) -> None:
    assert goals(address) == set()
    assert goals(deed)


@pytest.mark.parametrize(
    ("background", "deed", "target"),
    [
        (
            "In a region where unemployment is high, the project repairs bridges",
            "Reducing unemployment",
            "8.5",
        ),
        ("Безработица остается высокой. Проект ремонтирует мосты.", "Проект снижает безработицу", "8.5"),
        ("Жұмыссыздық жоғары өңірде жоба көпір жөндейді", "Жоба жұмыссыздықты азайтады", "8.5"),
        (
            "Несмотря на высокую материнскую смертность, проект строит дороги",
            "Снижение материнской смертности",
            "3.1",
        ),
        ("Ана өлімінің жоғары болуына қарамастан, жоба жол салады", "Жоба ана өлімін азайтады", "3.1"),
    ],
)
def test_the_situation_is_not_the_deed(background: str, deed: str, target: str) -> None:
    assert target not in targets(background)
    assert target in targets(deed)


@pytest.mark.parametrize(
    ("negated", "deed"),
    [
        ("No funds for hospitals are planned", "Funds for hospitals are planned"),
        ("Construction of hospitals is not planned", "Construction of hospitals is planned"),
        ("Строительство больниц не предусмотрено", "Строительство больниц предусмотрено"),
        ("Не планируется строительство больниц", "Планируется строительство больниц"),
        ("Аурухана салу көзделмеген", "Аурухана салу көзделген"),
        ("Жоба аурухана салуды қаржыландырмайды", "Жоба аурухана салуды қаржыландырады"),
    ],
)
def test_a_passive_negation(negated: str, deed: str) -> None:
    assert 3 not in goals(negated)
    assert 3 in goals(deed)


def test_what_stands_before_a_negated_clause_counts() -> None:
    assert goals("Капитальный ремонт школ, а строительство больниц не планируется") == {4}


@pytest.mark.parametrize(
    ("boilerplate", "deed"),
    [
        ("Contributes to the SDGs", "Contributes to the SDGs by capital repair of schools"),
        ("Проект вносит вклад в достижение ЦУР", "Вклад в достижение ЦУР: капитальный ремонт школ"),
        ("Жоба ТДМ-ға үлес қосады", "Жоба ТДМ-ға үлес қосады: мектептерді жөндеу"),
    ],
)
def test_boilerplate_beside_a_deed(boilerplate: str, deed: str) -> None:
    assert goals(boilerplate) == set()
    assert goals(deed) == {4}


@pytest.mark.parametrize(
    ("every", "one"),
    [
        (
            "All goals: no poverty, zero hunger, good health, quality education, gender equality, clean water",
            "Gender equality in rural districts",
        ),
        (
            "Ликвидация нищеты, ликвидация голода, хорошее здоровье, качественное образование, "
            "гендерное равенство, чистая вода",
            "Гендерное равенство в сельских районах",
        ),
        (
            "Кедейлікті жою, аштықты жою, денсаулық, сапалы білім беру, гендерлік теңдік, таза су",
            "Ауылдық аудандардағы гендерлік теңдік",
        ),
    ],
)
def test_a_list_of_the_goals_by_name(every: str, one: str) -> None:
    assert goals(every) == set()
    assert goals(one) == {5}


@pytest.mark.parametrize(
    ("lot", "goal"),
    [
        ("Lot SDG 4: supply of tables", "SDG 4: supply of tables"),
        ("SDG-4 lot: supply of tables", "SDG-4: supply of tables"),
        ("Лот ЦУР-4: поставка столов", "ЦУР-4: поставка столов"),
        ("Лоты ЦУР 4 и ЦУР 5: поставка столов", "ЦУР 4: поставка столов"),
        ("ТДМ-4 лоты: үстел жеткізу", "ТДМ-4: үстел жеткізу"),
        ("4.1-лот: үстел жеткізу", "4.1-міндет: үстел жеткізу"),
    ],
)
def test_a_lot_named_after_a_goal(lot: str, goal: str) -> None:
    assert goals(lot) == set()
    assert 4 in goals(goal)


def test_a_goal_that_stands_in_a_lot_with_a_number_of_its_own_counts() -> None:
    assert targets("Lot 3: SDG 4 support") == ["4"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Repair of rural schools", "4.a"),
        ("Ремонт сельских школ", "4.a"),
        ("Ауыл мектептерін жөндеу", "4.a"),
        ("Rural water supply", "6.1"),
        ("Сельское водоснабжение", "6.1"),
        ("Ауылды сумен қамту", "6.1"),
        ("Solar power plant", "7.2"),
        ("Солнечная электростанция Сарань", "7.2"),
        ("Күн электр станциясы", "7.2"),
        ("Small business development", "8.3"),
        ("Развитие малого бизнеса", "8.3"),
        ("Шағын бизнесті дамыту", "8.3"),
    ],
)
def test_a_title_of_three_words_is_enough(text: str, first: str) -> None:
    assert targets(text)[0] == first


@pytest.mark.parametrize(
    "text",
    [
        "Training of staff",
        "Supply of goods",
        "Тренинг для сотрудников",
        "Закупка оборудования и услуг",
        "Қызметкерлерге арналған тренинг",
        "Тауарлар мен қызметтер",
    ],
)
def test_a_title_of_three_words_that_says_nothing(text: str) -> None:
    assert targets(text) == []


@pytest.mark.parametrize(
    ("negated", "deed"),
    [
        ("The grant does not extend to hospitals", "The grant extends to hospitals"),
        ("Hospitals are outside the scope of the project", "Hospitals are within the scope of the project"),
        ("Проект не затрагивает строительство больниц", "Проект затрагивает строительство больниц"),
        ("Строительство больниц исключено из проекта", "Строительство больниц включено в проект"),
        ("Ремонт дорог без строительства больниц", "Ремонт дорог и строительство больниц"),
        ("Аурухана салу жобаға кірмейді", "Аурухана салу жобаға кіреді"),
        ("Аурухана салу жоспарда жоқ", "Аурухана салу жоспарда бар"),
    ],
)
def test_what_is_left_out_of_a_project(negated: str, deed: str) -> None:
    assert 3 not in goals(negated)
    assert 3 in goals(deed)


@pytest.mark.parametrize(
    ("background", "deed"),
    [
        ("Хотя уровень бедности высок, проект строит дороги", "Проект снижает уровень бедности"),
        ("Кедейлік деңгейі жоғары болса да, жоба жол салады", "Жоба кедейлік деңгейін төмендетеді"),
    ],
)
def test_what_is_granted_before_the_deed(background: str, deed: str) -> None:
    assert 1 not in goals(background)
    assert 1 in goals(deed)


def test_a_place_where_an_event_is_held_in_kazakh() -> None:
    assert goals("Іс-шара өтетін орын: № 5 мектеп") == set()
    assert 4 in goals("№ 5 мектепті күрделі жөндеу")


@pytest.mark.parametrize(
    "text", ["а" * 1_000_000, "school " * 200_000, "改善农村供水" * 50_000, "!?. " * 100_000, ""]
)
def test_a_huge_or_empty_text_gets_an_answer(text: str) -> None:
    assert len(map_text(text)) <= 10


@pytest.mark.parametrize(
    ("negated", "deed", "goal"),
    [
        ("No schools will be built", "Schools will be built", 4),
        ("The project won't build hospitals", "The project will build hospitals", 3),
        ("Construction of kindergartens has been cancelled", "Construction of kindergartens has begun", 4),
        ("Without building new hospitals, roads are repaired", "Building new hospitals", 3),
        ("The loan never covered wastewater treatment", "The loan covered wastewater treatment", 6),
        ("Школы строиться не будут", "Школы будут строиться", 4),
        ("Речь не идёт о гендерном равенстве", "Речь идёт о гендерном равенстве", 5),
        ("Строительство детских садов отменено", "Строительство детских садов начато", 4),
        (
            "Проект не предназначен для снижения материнской смертности",
            "Проект предназначен для снижения материнской смертности",
            3,
        ),
        ("Бұл гендерлік теңдік туралы емес", "Бұл гендерлік теңдік туралы", 5),
        ("Ауруханаларға қаражат бөлінбейді", "Ауруханаларға қаражат бөлінеді", 3),
        ("Балабақша салу тоқтатылды", "Балабақша салу басталды", 4),
        ("Жоба ана өлімін азайтуға арналмаған", "Жоба ана өлімін азайтуға арналған", 3),
    ],
)
def test_what_a_project_is_not_for(negated: str, deed: str, goal: int) -> None:
    assert goal not in goals(negated)
    assert goal in goals(deed)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("The project not only builds schools but also trains teachers", "4.c"),
        ("Without clean water there is no health: building water pipelines in villages", "6.1"),
        ("Не только школы: строительство школ", "4.a"),
        ("Борьба с отсутствием питьевой воды в аулах", "6.1"),
        ("Не допустить распространения туберкулёза", "3.3"),
        ("Мектеп салып қана қоймай, мұғалімдерді де оқытады", "4.c"),
        ("Туберкулездің таралуына жол бермеу", "3.3"),
    ],
)
def test_a_no_that_denies_nothing(text: str, target: str) -> None:
    assert target in targets(text)


@pytest.mark.parametrize(
    ("background", "deed", "goal"),
    [
        ("Kazakhstan, where child malnutrition is widespread, will pave a bridge", "Child malnutrition", 2),
        (
            "Maternal mortality is twice the national average. The project renovates a courthouse.",
            "Maternal mortality",
            3,
        ),
        (
            "The country faces a shortage of drinking water. The project digitises archives.",
            "Drinking water",
            6,
        ),
        ("Because tuberculosis is common in the region, a road is being built", "Tuberculosis", 3),
        ("В условиях высокого загрязнения воздуха проект обучает бухгалтеров", "Загрязнение воздуха", 11),
        ("Учитывая высокий уровень детского недоедания, проект закупает грузовики", "Детское недоедание", 2),
        ("Треть населения не имеет доступа к питьевой воде. Проект оцифровывает архивы.", "Питьевая вода", 6),
        ("Поскольку туберкулёз распространён, проект прокладывает дорогу", "Туберкулёз", 3),
        ("Ана өлімі орташа көрсеткіштен екі есе жоғары. Жоба сот ғимаратын жөндейді.", "Ана өлімі", 3),
        ("Өңірде ауыз су тапшылығы байқалады. Жоба мұрағатты цифрландырады.", "Ауыз су", 6),
        ("Туберкулез кең таралған өңірде жол салынады", "Туберкулез", 3),
        (
            "Тұрғындардың үштен бірі ауыз суға қол жеткізе алмайды; жоба көпір салады",
            "Ауыз суға қол жеткізу",
            6,
        ),
    ],
)
def test_how_things_stand_is_not_what_is_done(background: str, deed: str, goal: int) -> None:
    assert goal not in goals(background)
    assert goal in goals(deed)


@pytest.mark.parametrize(
    "text",
    [
        "1. No poverty 2. Zero hunger 3. Good health 4. Quality education 5. Gender equality 6. Clean water "
        "7. Clean energy 8. Decent work",
        "Ликвидация нищеты; Ликвидация голода; Качественное образование; Гендерное равенство; Чистая вода и санитария; "
        "Достойная работа и экономический рост; Уменьшение неравенства",
        "Кедейлікті жою; Аштықты жою; Сапалы білім; Гендерлік теңдік; Таза су және санитария; Теңсіздікті азайту",
    ],
)
def test_a_list_of_goals_by_name_whatever_parts_them(text: str) -> None:
    assert goals(text) == set()


@pytest.mark.parametrize(
    ("name", "deed", "goal"),
    [
        ("АО «Национальный центр нейрохирургии» арендует зал", "Ремонт КГП «Городская больница № 2»", 3),
        (
            "НАО «Университет водного хозяйства и ирригации»: поставка мебели",
            "Ремонт оросительных каналов",
            6,
        ),
        ("«Денсаулық сақтауды дамыту орталығы» КеАҚ: кеңсе тауарлары", "«Облыстық аурухана» КМК жөндеу", 3),
        ("JSC “Rural Schools Fund” rents an office", "Repair of rural schools", 4),
    ],
)
def test_a_firm_by_its_form_of_law(name: str, deed: str, goal: int) -> None:
    assert goal not in goals(name)
    assert goal in goals(deed)


@pytest.mark.parametrize(
    "text",
    [
        "Salt and dust storms from the Aral seabed and respiratory diseases of children",
        "Солевая пыль с высохшего Арала: обследование лёгких жителей",
        "Кепкен Аралдан ұшқан тұзды шаң: тұрғындардың өкпесін тексеру",
    ],
)
def test_salt_dust_of_the_aral_sea_is_a_matter_of_health(text: str) -> None:
    assert "3.9" in targets(text)
    assert 14 not in goals(text)


def test_forms_with_a_vowel_that_comes_and_goes() -> None:
    assert targets("Снижение риска паводков")[0] == "13.1"
    assert targets("Госзакупки без взяток")[0] == "16.5"


@pytest.mark.parametrize(
    ("trap", "forbidden", "twin", "target"),
    [
        (
            "The project improves the investment climate and the business climate of Shymkent.",
            "13",
            "The project reduces the climate impact of businesses in Shymkent and adapts them to climate change.",
            "13.1",
        ),
        (
            "The Ministry of Water Resources and Irrigation held a job fair for its vacancies.",
            "6 14 15",
            "The Ministry of Water Resources and Irrigation lined canals to cut irrigation losses.",
            "6.4",
        ),
        (
            "Registration form: Name: A. Serikov. Gender: M. Age: 34. Course: bookkeeping software.",
            "5 10.2",
            "Gender equality course for managers, so that women take part in decision-making",
            "5.5",
        ),
        (
            "Economists of several schools of thought discussed exchange rates at a seminar.",
            "4",
            "Construction of several schools in Aktau",
            "4.a",
        ),
        (
            "A new family of products was shown by the software company: billing and document flow.",
            "3.7 5 2",
            "A new family planning service was opened.",
            "3.7",
        ),
        (
            "The project does not deal with child labour; it repaints the customs house.",
            "8.7 16.2",
            "The project deals with child labour on tobacco fields.",
            "8.7",
        ),
        (
            "Комитет по водным ресурсам обновил свой официальный сайт и логотип.",
            "6 14",
            "Комитет по регулированию водных ресурсов внедрил бассейновые планы и учёт воды.",
            "6.5",
        ),
        (
            "Развитие здоровой конкуренции на рынке цемента",
            "3",
            "Формирование здорового образа жизни населения",
            "3.4",
        ),
        (
            "Предотвращение образования оврагов на склонах",
            "4",
            "Предотвращение образования оврагов и эрозии почв, восстановление деградированных земель",
            "15.3",
        ),
        (
            "Адрес: г. Астана, ул. Школьная 4, здание университета. Предмет: поставка картриджей.",
            "4 3",
            "Предмет: поставка учебников для школ",
            "4.1",
        ),
        ("Прилив энергии: танцевальный марафон", "7", "Экономия энергии: замена ламп", "7.3"),
        (
            "Университет имени Назарбаева предоставил помещение для выставки кошек.",
            "4.3 4.1",
            "Университет имени Назарбаева предоставил гранты на обучение студентам из отдалённых сёл.",
            "4.b",
        ),
        (
            "Выпуск нового семейства процессоров для серверов",
            "5 3.7",
            "Планирование семьи: консультации для молодых пар",
            "3.7",
        ),
        ("Туризмді жарнамалаудың жол картасы бекітілді", "9.1 11.2 3.6", "Автомобиль жолын жөндеу", "9.1"),
        (
            "Сурет көрмесі және суық соғыс тарихы туралы сұхбат",
            "6 14",
            "Сурет мектебіне ауыз су құбырын тарту",
            "6.1",
        ),
        (
            "Денсаулық сақтау министрлігі қызметтік көлікке отын сатып алды.",
            "3",
            "Денсаулық сақтау ұйымдарына медициналық жабдық сатып алынды: ауылдық емхана",
            "3.8",
        ),
        (
            "Өтетін орны: Білім және ғылым үйі, Мектеп көшесі 5. Тақырыбы: кеден тарифтері.",
            "4",
            "Ауылда мектеп салынды.",
            "4.1",
        ),
        ("Жастар энергиясы: көше биі фестивалі", "7", "Күн энергиясы: жастар үйіне панельдер орнату", "7.2"),
        (
            "Жынысы: әйел. Аты-жөні: С. Ахметова. Тақырып: бухгалтерлік бағдарлама.",
            "5",
            "Әйелдер мен ерлердің тең құқықтары, әйелдердің басшылық лауазымдардағы үлесі",
            "5.5",
        ),
        (
            "Housing of the pump was replaced; the apartment of the ambassador was furnished",
            "11",
            "Social housing: apartments for low-income families",
            "11.1",
        ),
        (
            "The Ministry of Education rented a hall for a farewell reception.",
            "4",
            "The Ministry of Education trained teachers of village schools.",
            "4.c",
        ),
        (
            "Ministry of Ecology and Natural Resources: purchase of office chairs",
            "15 13 14",
            "Ministry of Ecology and Natural Resources: protection of wetlands and rare birds",
            "15.5",
        ),
        (
            "Anti-Corruption Agency football cup",
            "16",
            "Anti-corruption training for procurement officers",
            "16.5",
        ),
        (
            "Ocean Mall: opening of a shopping gallery in Almaty",
            "14",
            "Ocean acidification research cruise in the Caspian",
            "14.3",
        ),
        (
            "A road map for judicial reform was adopted",
            "9",
            "The road to the mine is paved and a bridge is built",
            "9.1",
        ),
        ("Food for thought: a lecture on Kant", "2", "Food for orphans: hot meals every day", "2.1"),
        (
            "Migration of the database to a new server",
            "10.7",
            "Migration of seasonal workers: safe recruitment rules",
            "10.7",
        ),
        (
            "Poor quality of printing: replacement of toner",
            "1",
            "Poor families: replacement of lost income by cash transfers",
            "1.2",
        ),
        (
            "Hackers' attack on the mail server of the post",
            "16.1",
            "Attacks on women in the street: prevention of violence by police patrols",
            "16.1",
        ),
        (
            "Международный «Климат доверия» — выставка художников",
            "13",
            "Международный климатический фонд: снижение выбросов парниковых газов",
            "13.2",
        ),
        (
            "Министерство здравоохранения провело спартакиаду сотрудников бухгалтерии",
            "3",
            "Министерство здравоохранения провело курсы для сельских врачей",
            "3.c",
        ),
        (
            "Министерство экологии и природных ресурсов: аттестация секретарей",
            "15 13 14",
            "Министерство экологии и природных ресурсов: охрана краснокнижных животных",
            "15.5",
        ),
        (
            "Миграция данных на новый сервер",
            "10.7",
            "Трудовая миграция: безопасные маршруты и права мигрантов",
            "10.7",
        ),
        (
            "Водный режим конференции: перерыв на кофе; вода питьевая бутилированная для участников закуплена",
            "6",
            "Вода питьевая для жителей посёлка подведена",
            "6.1",
        ),
        (
            "Пол: жен. Возраст: 40 лет. Тема курса: 1С Бухгалтерия",
            "5",
            "Гендерное равенство: доля женщин среди руководителей",
            "5.5",
        ),
        (
            "Отходы производства кинофильма: архивирование плёнки",
            "12",
            "Отходы производства: вторичная переработка",
            "12.5",
        ),
        (
            "Партнёр мероприятия: ТОО «Чистая вода». Предмет: банкетное обслуживание",
            "17.17",
            "Предмет: чистая вода для сельских школ",
            "6.1",
        ),
        (
            "Экология және табиғи ресурстар министрлігі: кеңсе жиһазын сатып алу",
            "15 13 14",
            "Экология және табиғи ресурстар министрлігі: сирек жануарларды қорғау",
            "15.5",
        ),
        ("Деректерді жаңа серверге көшіру", "10.7", "Еңбек көші-қоны: мигранттардың құқықтары", "10.7"),
        (
            "Сенім климаты: суретшілер көрмесі",
            "13",
            "Климат қоры: парниктік газдар шығарындыларын азайту",
            "13.2",
        ),
        (
            "Энергетика министрлігі қызметкерлерінің балаларына шырша",
            "7",
            "Энергетика министрлігі: ЖЭК аукциондары",
            "7.2",
        ),
        (
            "Кездесу «Орман» қонақүйінде өтті; тақырыбы: кеден",
            "15",
            "Орман өрттен кейін қалпына келтірілді",
            "15.2",
        ),
        (
            "Ministry of Agriculture and Ministry of Industry signed a memo on chess",
            "2 9",
            "Ministry of Agriculture: dairy goats for smallholders",
            "2.3",
        ),
        (
            "Branches and roots of the money market: seminar for brokers",
            "15",
            "Roots and branches: tree planting with pupils",
            "15.2",
        ),
        (
            "Mr. and Mrs. Smith's gift of a piano to the concert hall",
            "5",
            "Mrs. Smith's gift of a shelter for beaten women",
            "5.2",
        ),
        (
            "Представительство ВОЗ арендовало парковку",
            "3",
            "Представительство ВОЗ обучило семейных врачей",
            "3.8",
        ),
        ("Корни и ветви рода: шежире", "15", "Корни и ветви: посадка деревьев школьниками", "15.2"),
        (
            "Транспортировка архивных документов",
            "11.2 9.1",
            "Транспорт для горожан: новые маршруты автобусов",
            "11.2",
        ),
        ("Энергичные танцы: мастер-класс", "7", "Энергосберегающие лампы: мастер-класс", "7.3"),
        ("ДДҰ өкілдігі көлік тұрағын жалға алды", "3", "ДДҰ өкілдігі отбасылық дәрігерлерді оқытты", "3.8"),
        ("Тамыры мен бұтағы: шежіре кеші", "15", "Оқушылар ағаш отырғызды", "15.2"),
        ("Өнердегі жолы болсын: ақын кеші", "9.1 11.2", "Ауыл жолын жөндеу", "9.1"),
        ("Қол жұмысы: сурет сабағы", "8", "Жұмыссыздарға жұмыс: еңбек орталығы", "8.5"),
        ("Аударманың нашар сапасын түзету", "1", "Нашар тұратын отбасыларға көмек", "1.2"),
        (
            "The Kazakh National Agrarian University celebrated its 90th anniversary with a gala.",
            "4",
            "The Kazakh National Agrarian University opened a master's programme.",
            "4.3",
        ),
        (
            "Reception of the Republican Centre for Mental Health for foreign guests; topic: flags",
            "3",
            "Republican Centre for Mental Health: counselling of teenagers",
            "3.4",
        ),
        ("Young energy: DJ contest of the youth wing", "7", "Young engineers install solar panels", "7.2"),
        (
            "Migration of the payroll system to SAP",
            "10.7",
            "Migration of workers to Korea: safe contracts",
            "10.7",
        ),
        (
            "A healthy business climate and low taxes on gold",
            "13",
            "A warming climate: farmers adapt",
            "13.1",
        ),
        (
            "The basketball court behind the embassy got new lights",
            "16.3",
            "The district court got an interpreter for victims",
            "16.3",
        ),
        (
            "Applicant: A. Ivanova, sex: F, course of accounting",
            "5",
            "Women judges and deputies: mentoring",
            "5.5",
        ),
        (
            "Образование рабочей комиссии по переименованию улиц",
            "4",
            "Образование: учебники и учителя для сёл",
            "4.1",
        ),
        (
            "Областной центр СПИД переехал в новое здание",
            "3.3",
            "Областной центр СПИД раздаёт тесты на ВИЧ",
            "3.3",
        ),
        (
            "Управление водных ресурсов отметило День независимости концертом",
            "6",
            "Управление водными ресурсами: учёт и бассейновый план",
            "6.5",
        ),
        (
            "Фуршет прошёл в ресторане «Зелёный лес»; тема — фондовый рынок",
            "15",
            "Зелёный лес: посажены сосны",
            "15.2",
        ),
        ("Бедный язык рекламы: тренинг копирайтеров", "1", "Бедные семьи: адресные выплаты", "1.1"),
        ("Дорожная карта по развитию шахмат", "9.1", "Дорога до райцентра отремонтирована", "9.1"),
        (
            "Проект не включает поликлиники, водопроводы и дороги: это заём на выплату долга",
            "3 6",
            "Проект включает поликлиники",
            "3.8",
        ),
        (
            "Қазақ ұлттық университеті жаңа логотипін таныстырды",
            "4",
            "Қазақ ұлттық университеті магистратура ашты",
            "4.3",
        ),
        ("Жастардың қуаты мен энергиясы: би кеші", "7", "Жастар күн панельдерін орнатты", "7.2"),
        ("Шахматты дамытудың жол картасы", "9.1", "Ауыл жолына асфальт төселді", "9.1"),
        ("Кеш «Тоғай» мейрамханасында өтті, тақырыбы — қор нарығы", "15", "Тоғайға ағаш отырғызылды", "15.2"),
        ("Іскерлік климат пен алтын салығы", "13", "Климат өзгеруде: фермерлер бейімделуде", "13.1"),
    ],
)
def test_a_trap_and_its_twin(trap: str, forbidden: str, twin: str, target: str) -> None:
    """Hosts, venues, forms, idioms, negation: `forbidden` are goals and targets that the trap must not give."""
    given = {match.target for match in map_text(trap)} | {str(goal) for goal in goals(trap)}
    assert given.isdisjoint(forbidden.split())
    assert target in targets(twin)
