# ruff: noqa: E501 - what a clerk reads of a register is read across
"""Registers of ministries, akimats, agencies, banks and unions, read as a careful clerk would read them."""

from __future__ import annotations

import inspect
from fractions import Fraction
from pathlib import Path

import pytest

from sdgkit.activities.reading import read_register
from sdgkit.activities.register import Register
from tests.activities import made_registers
from tests.activities.clerk import line
from tests.activities.workbooks import xlsx

# fmt: off
READ: dict[str, tuple[list[str], list[str]]] = {
    "blocks": (
        [
            'Ремонт насосной станции в селе Аккум | F Всемирный банк | 1200000 USD | 2023-01-01..2025-12-31 | KZ-43 | 6.1 6.4',
            'Оснащение детской больницы | F ЮНИСЕФ | 45000000 KZT | 2024-03-01..2024-12-31 | KZ-61 | 3.2',
            'Саженцы саксаула | F KOICA | 350000 USD | 2024-01-01..2024-12-31 | KZ-43 | 15.3',
        ],
        ['card', 'contacts-left-out'],
    ),
    "forms": (
        [
            'Теплицы для сельских женщин | F ТИКА | 120000 USD | 2024-01-01..2025-12-31 |  | 5 8',
            'Солнечные панели для школ | F Правительство Японии | 95500 USD | 2023-01-01..2023-12-31 |  | 7.2',
            'Школа айтишников | F USAID | 300000 USD | 2025-01-01..2026-12-31 |  | 4.4',
        ],
        ['card'],
    ),
    "pivot": (
        [
            'Almaty bus fleet renewal | F EBRD | 100000000 KZT 2023, 95500000 KZT disbursed 2023, 200000000 KZT 2024, -12000000 KZT disbursed 2024, 50000000 KZT 2025, 350000000 KZT | .. |  | ',
            'Wastewater plant in Aktobe | F ADB | 1000000000 KZT 2024, 980000000 KZT disbursed 2024, 500000000 KZT 2025, 1500000000 KZT | .. |  | ',
            'District heating Petropavl | F IsDB | 10000000 KZT 2023, 10000000 KZT disbursed 2023, 20000000 KZT 2024, 20000000 KZT disbursed 2024, 30000000 KZT 2025, 60000000 KZT | .. |  | ',
        ],
        ['amount-negative', 'row-total'],
    ),
    "lists": (
        [
            'Климатически устойчивое село | I ПРООН, I Министерство сельского хозяйства РК, I акимат Жамбылской области | 500000 USD | .. | KZ-31 KZ-61 | 2.4 13.1 3 1.5',
            'Безопасный город для девочек | I ООН-женщины, I МВД РК | 250000 USD | .. | KZ-75 KZ-79 | 5 11',
        ],
        ['column-doubtful'],
    ),
    "subs": (
        [
            'Программа «Чистый воздух Алматы» | I Акимат г. Алматы |  | 2024-01-01..2026-12-31 |  | 11.6',
            'Мониторинг качества воздуха | I Казгидромет | 12000000 KZT | 2024-01-01..2024-12-31 |  | ',
            'Перевод котельных на газ | I Управление энергетики г. Алматы | 340000000 KZT | 2025-01-01..2026-12-31 |  | 7.1',
            'Программа «Учитель села» | I Министерство просвещения РК |  | 2025-01-01..2025-12-31 |  | 4.c',
            'Стажировки | I НЦПК «Өрлеу» | 5600000 KZT | 2025-01-01..2025-12-31 |  | ',
            'Жильё для учителей | I Акимат области Абай | 78000000 KZT | 2025-01-01..2025-12-31 |  | ',
        ],
        [],
    ),
    "currencies": (
        [
            'Rural libraries go digital | F EU | 120000 EUR | .. |  | 4',
            'Legal aid for migrants | F IOM | 85000 USD | .. |  | 10',
            'Youth volunteers of Shymkent | F City akimat | 15000000 KZT | .. |  | 17',
            'Co-financed river gauges | F World Bank, F Government | 200000 USD, 30000000 KZT | .. |  | 6',
        ],
        ['amounts-in-currencies'],
    ),
    "row12": (
        [
            'Реконструкция Кокаральской плотины | F Всемирный банк | 23450700000 KZT, 1200000000 KZT disbursed | 2024-01-01..2028-12-31 |  | 6.5 14.2',
            'Автоматизация учёта воды на канале Кызылжар | F Израиль | 310000000 KZT | 2025-01-01..2025-12-31 |  | 6.4',
        ],
        ['row-note', 'row-total'],
    ),
    "kkdates": (
        [
            'Ауыл дәрігерлерін қайта даярлау | F Жапония (JICA) | 12500500 KZT | 2024-03-15..2026-12-31 | KZ-62 | 3.c',
            'Көшеттер отырғызу | F Корея | 8000000 KZT | 2023-09-01..2024-05-31 | KZ-43 | 15',
            'Су үнемдеу технологиялары | F Израиль |  | 2025-01-01..2027-12-31 | KZ-61 KZ-31 | 6.4 2.4',
        ],
        ['date-vague', 'row-note'],
    ),
    "html": (
        [
            'Школа молодого избирателя | F Посольство Нидерландов | 12500.5 EUR | 2024-02-01..2024-12-31 |  | 16.7',
            'Инклюзивный театр | F Фонд «Сорос» | 8000 EUR | 2024-03-15..2024-09-15 |  | 10.2 4.5',
        ],
        ['row-total', 'sheet-no-register'],
    ),
    "xml2003": (
        [
            'Озеленение Астаны | F АБР | 1250000.5 USD | 2024-03-01.. |  | 11.7 15.1',
            'Электронный рецепт |  | 300000 USD | 2025-01-15.. |  | 3.8',
            'Скрытый проект | F ЕБРР | 77000 USD | .. |  | 9.1',
        ],
        ['hidden-rows', 'sheet-no-register'],
    ),
    "unitext": (
        [
            'Women, water and work | F UN Women | 1250000 USD | 2024-03-01.. | KZ-15 | 5.5 6.1',
            'Line one line two of the title | F KOICA | 2500000 USD | 2024-01-01.. | KZ-27 | 9.c',
        ],
        [],
    ),
    "csvsep": (
        [
            'Ферма будущего | F ФАО | 1500000 KZT | .. |  | 2.3',
            'Мосты | F ЕБРР, F АБР | 950000000 KZT | .. |  | 9.1',
        ],
        [],
    ),
    "word": (
        [
            'Центр реабилитации этап 1 этап 2 | F ЕС | 450000 EUR | 2023-01-01..2025-12-31 |  | 3.5',
            'Академия местных инициатив | F Германия (GIZ) | 1200000 EUR | 2024-01-01..2024-12-31 |  | 16.6 11.3',
            'Зелёные облигации | F ЕБРР |  | 2026-01-01..2026-12-31 |  | 13.a',
        ],
        ['row-section'],
    ),
    "dressed": (
        [
            'Green hospitals | F EU Delegation | 1000000 EUR, 250000 EUR disbursed | .. |  | 3 13',
            ' | F GIZ | 400000 EUR, 400000 EUR disbursed | .. |  | 7',
            'Audit of dams | F World Bank | 90000 EUR, 0 EUR disbursed | .. |  | 6',
            'Digital village | F UNDP | 55000 EUR, 5000 EUR disbursed | .. |  | 9 17',
        ],
        ['formula-without-value', 'hidden-rows', 'title-missing'],
    ),
    "kyrgyz": (
        [
            'Айыл жолдорун оңдоо | F Дүйнөлүк банк, I ARIS | 1500000 USD | 2023-01-01..2025-12-31 | KG-N | 9.1',
            'Таза суу долбоору | F АӨБ, I Отрасль, I ARIS | 3200500 USD | 2022-01-01..2026-12-31 | KG-O | 6.1',
        ],
        [],
    ),
    "uzbek": (
        [
            'Qishloq ichimlik suvi | F Jahon banki, I Suv xoʻjaligi vazirligi | 25000000 USD | 2023-03-01..2026-12-31 | UZ-XO | 6.1',
            'Orol boʻyi yashil makon | F UNDP, I Ekologiya vazirligi | 1200000 USD | 2024-01-01..2025-12-31 | UZ-QR | 15.3 13.1',
        ],
        [],
    ),
    "latin": (
        [
            'Auyl mektepterın jañğyrtu | F Dünıejüzılık bank | 450500000 KZT | 2024-01-01..2026-12-31 | KZ-61 | 4.a',
            'Jasyl ekonomika mektebı | F BŪŪDB | 12300000 KZT | 2025-01-01..2025-12-31 | KZ-71 | 13.3',
        ],
        [],
    ),
    "gforms": (
        [
            'Чистый Есиль | F Акимат г. Астаны | 1200000 KZT | .. | KZ-71 | 6 14',
            'Тёплый дом |  |  | .. | KZ-35 | 2 1',
        ],
        ['contacts-left-out', 'volunteers-about'],
    ),
    "jica": (
        [
            'Capacity Development for Earthquake Risk Assessment | G Institute of Seismology | 320000000 JPY | 2023-06-01..2026-08-31 |  | 11 13',
            'Ambulance for Kurchum | G Kurchum district hospital | 9800000 JPY | 2024-03-14.. |  | 3',
            'Irtysh River Bridge Construction | G Ministry of Transport | 21530000000 JPY | 1997-02-01..2000-12-31 |  | 9',
        ],
        [],
    ),
    "cis": (
        [
            'Проведение конгресса по редким заболеваниям | I Минздрав РК, I Минздрав Республики Беларусь, I Исполком СНГ |  | 2026-04-01..2026-06-30 |  | ',
            'Обмен опытом по вакцинопрофилактике | I государства – участники СНГ |  | .. |  | ',
            'Совместный мониторинг бассейна реки Урал (Жайык) | I Минэкологии РК, I Минприроды России |  | 2026-01-01..2027-12-31 |  | ',
            'Волонтёрский форум | I Национальная волонтёрская сеть |  | 2026-01-01..2026-12-31 |  | ',
        ],
        ['cell-ditto', 'date-in-text', 'date-unreadable', 'row-section'],
    ),
    "ifas": (
        [
            'Мониторинг ледников бассейна |  | 6700000 USD | 2021-01-01..2025-12-31 | aral-basin | ',
            'Лесополосы на осушенном дне |  | 35000000 USD | 2022-01-01..2030-12-31 | aral-basin | ',
        ],
        ['columns-by-name', 'heading-understood'],
    ),
    "eu": (
        [
            'SECCA – Sustainable energy connectivity | I Stantec GmbH | 6500000 EUR | 2022-01-01..2026-02-28 |  | 7* 13 9.4',
            'Rule of law programme | I Council of Europe | 2250000 EUR | 2023-01-01..2025-12-31 |  | 16*',
        ],
        ['column-doubtful', 'status-unknown'],
    ),
    "bank": (
        [
            'CAREC Corridor 1 road | G Ministry of Transport | 240500000 USD, 200100000 USD disbursed | 2018-11-15..2026-06-30 |  | ',
            'SME finance | G Damu Fund | 100000000 USD, 100000000 USD disbursed | 2021-02-02..2025-12-31 |  | ',
        ],
        ['column-unknown', 'row-total'],
    ),
    "usaid": (
        [
            'Power Central Asia | I Tetra Tech ES, Inc | 38999999 USD | 2020-10-01..2026-09-30 |  | 7 13',
            'Eliminate TB in Central Asia | I Abt Associates | 25000000 USD | 2019-01-01..2025-12-31 | KZ | 3.3',
            'Social Innovation in Central Asia | I Eurasia Foundation | 18200000 USD | 2019-06-01..2026-06-30 | KZ | 16.7',
        ],
        ['contacts-left-out', 'region-unread'],
    ),
    "matrix": (
        [
            'Поддержка здравоохранения |  | 5500000 EUR | .. |  | 3* 5',
            'Вода и климат |  | 12000000 EUR | .. |  | 1 6* 13',
            'Верховенство права |  | 3200000 EUR | .. |  | 4 5 16*',
        ],
        ['columns-of-marks', 'marks-legend', 'row-note'],
    ),
    "transposed": (
        [
            'Модернизация роддома | F ЮНФПА, I МЗ РК | 350000 USD, 120000 USD disbursed | 2024-01-01..2025-12-31 | KZ-61 | 3.1',
            'Телемедицина в ауле | F Республика Корея, I МЗ РК | 1200500 USD | 2023-01-01..2026-12-31 | KZ-62 KZ-10 | 3.8',
            'Борьба с опустыниванием | F ГЭФ, I МЭПР РК | 2000000 USD, 1999000 USD disbursed | 2022-05-01..2025-12-31 | KZ-43 | 15.3',
            'Центр волонтёров | F ДООН, I НВС | 80000 USD, 80000 USD disbursed | 2026-03-01..2026-12-31 | KZ | 17.17',
        ],
        ['card', 'name-of-many'],
    ),
    "sco": (
        [
            'Форум «Зелёный пояс ШОС» / SCO Green Belt Forum | I Минэкологии РК |  | 2025-07-01..2025-12-31 |  | ',
            'Обмен практиками ликвидации бедности / Sharing practices of poverty reduction | I КНР, I Республика Казахстан, F Фонд развития ШОС |  | 2025-01-01..2027-12-31 |  | ',
        ],
        ['column-doubtful'],
    ),
    "giz": (
        [
            'Green Central Asia II: climate, water and security | F German Federal Foreign Office (AA), I Ministry of Ecology and Natural Resources, F EU | 7500000 EUR, 500000 ? | 2024-04-01..2027-03-31 |  | 13* 6 16',
            'Sustainable value chains | F BMZ, I Ministry of Trade and Integration | 4000000 EUR | 2021-01-01..2024-12-31 |  | 8* 12 5',
        ],
        ['currency-missing'],
    ),
    "amp": (
        [
            'Irrigation rehabilitation | F ADB | 45000000 USD commitment, 10250500 USD disbursed | 2022-03-12.. | KZ-61 | ',
            'Roads | F ADB | 120000000 USD commitment, 118000000 USD disbursed | 2018-07-01.. | KZ-15 KZ-43 | ',
            'Glaciers | F UNDP | 1000000 USD commitment | .. | KZ | ',
        ],
        ['date-order', 'row-total'],
    ),
    "awp": (
        [
            '1.1 Train midwives in Kyzylorda | I UNFPA, F Gov of Norway | 45000 USD | 2025-01-01..2025-06-30 |  | 3.1',
            '1.2 HPV awareness | I WHO, F Core | 12500.5 USD | 2025-07-01..2025-12-31 |  | 3.7',
            '2.1 Install meters | I UNDP, F GEF | 300000 USD | 2025-04-01..2025-12-31 |  | 6.4',
        ],
        ['columns-of-time-title'],
    ),
    "mou": (
        [
            'Меморандум о взаимопонимании между акиматом области Ұлытау и провинцией Ганьсу | F Провинция Ганьсу (КНР) |  | 2024-05-12..2027-05-11 |  | ',
            'Соглашение о сотрудничестве с ПРООН по развитию ремёсел | F ПРООН |  | 2023-11-04..2026-12-31 |  | ',
        ],
        ['date-in-text'],
    ),
    "lots": (
        [
            'Клубы финансовой грамотности | I ОФ «Білім-Орда» | 9500000 KZT | ..2025-12-01 | KZ-71 | ',
            'Инженерные кружки | I ОО «Техник» | 14200000 KZT | 2025-03-01..2025-11-30 | KZ-55 | ',
            'Лидерские школы в сёлах | I ЧФ «Жас Ұлан» | 30000000 KZT | 2025-04-01..2025-12-31 | KZ | ',
        ],
        ['row-section', 'row-total'],
    ),
    "trilingual": (
        [
            'Солнечные насосы | F AFD | 150000 EUR | .. | KZ-33 | 7',
            'Күн сорғылары | F Ұлыбритания | 75500 EUR | .. | KZ-10 | 7.2',
        ],
        ['name-of-many'],
    ),
    "actions": (
        [
            'Посади дерево | I Жасыл Ел |  | 2026-03-05.. | KZ-11 | 15',
            'Чистый берег Урала | I НВС |  | 2026-04-12..2026-04-13 | KZ-27 | 14 6',
            'Цифровой помощник пенсионера | I ЦОН |  | 2026-06-01.. |  | 10 17',
        ],
        ['region-unread', 'volunteers-about', 'year-of-title'],
    ),
    "donors_cols": (
        [
            'Water-energy-climate hub | F Germany, F France, F EU | 17500000 EUR | 2022-01-01.. |  | 6 7 13',
            'Digital corridors | F EU, F EBRD | 24000000 EUR | 2023-01-01.. |  | 9',
        ],
        ['columns-by-name'],
    ),
    "long_format": (
        [
            'Safe maternity | F UNFPA | 100000 USD | 2024-01-01..2025-12-31 | KZ-43 KZ-61 | 3.1 5.6',
            'Green bonds | F EBRD | 500000 USD | 2023-05-01..2024-05-01 | KZ-71 | 13.a',
        ],
        ['row-joined'],
    ),
    "region_money": (
        [
            'Ауыл – Ел бесігі | F РБ | 300000000 KZT | .. | KZ-11=1/3 KZ-15=2/3 | ',
            'Здоровая нация | F ВБ | 200000000 KZT | .. | KZ-15=101/400 KZ-75=299/400 | ',
        ],
        ['columns-by-name'],
    ),
    "card_tables": (
        [
            'Развитие пчеловодства | F GIZ | 85000 EUR | 2024-01-01..2024-12-31 |  | 2.3 8.3',
            'Школа медиации | F ОБСЕ | 40000 EUR | 2025-03-01..2026-02-28 |  | 16.3',
        ],
        ['card', 'contacts-left-out'],
    ),
    "leftovers": (
        [
            'Ремонт спортзала | F Chevron | 120000 USD | 2024-01-15..2024-12-20 |  | 4.a',
            'Скважины | F Шелл | 1250000 USD | 2024-02-01..2025-11-30 |  | 6.1',
            'Приют | F ФБК | 15000 USD | 2025-03-03.. |  | 11.2',
        ],
        ['amount-about', 'cell-error', 'formula-without-value'],
    ),
    "two_pairs": (
        [
            'Теплоизоляция школ | F Швейцария (SECO), I Министерство просвещения РК | 2400000 CHF, 600000 CHF disbursed | 2024-09-01..2027-08-31 | KZ-59 KZ-39 | 7.3 4.a',
        ],
        ['card'],
    ),
    "indent": (
        [
            'Компонент 1. Вода | F ЕС | 500000 EUR | 2024-01-01..2026-12-31 |  | ',
            '1.1 Обследование колодцев | F ЕС | 120000 EUR | 2024-01-01..2024-12-31 |  | ',
            '1.2 Бурение | F ЕС | 380000 EUR | 2025-01-01..2025-12-31 |  | ',
            'Компонент 2. Энергия | F GIZ | 200000 EUR | 2025-01-01..2025-12-31 |  | ',
        ],
        ['components', 'row-part', 'row-total'],
    ),
    "tika": (
        [
            'Equipment for Turkistan vocational school | P Turkistan Region Education Dept | 3450000 TRY | 2024-03-01..2024-06-30 | KZ-61 | 4',
            'Greenhouse for women cooperative | P «Ay-Nur» cooperative | 1200000 TRY | 2024-05-01..2024-09-30 | KZ-43 | 2 5',
        ],
        ['amount-separator'],
    ),
    "topsum": (
        [
            'Транспортный коридор Центр-Запад | G Комитет автодорог | 900500000 USD | 2018-10-14.. |  | 9.1 11.2 11.6',
            'Энергоэффективность | G МИО | 350250000 USD | 2021-01-01.. |  | 7 12 13',
        ],
        ['row-total'],
    ),
    "isdb": (
        [
            'Climate resilient water resources | F IsDB | 850200000 ? commitment, 1150000000 USD | 2025-02-11.. |  | 6 13',
            'Integrated irrigation | F IsDB | 30500000 ? commitment, 42100000 USD | 2016-05-12.. |  | 2.4',
        ],
        ['column-doubtful', 'currency-missing', 'date-in-text', 'heading-understood'],
    ),
    "plainkk": (
        [
            'Ауыл мектебiн жондеу | F ЮНИСЕФ | 45500000 KZT | 2024-01-01..2025-12-31 | KZ-43 | 4',
            'Каналдарды тазалау | F Дуниежузiлiк банк | 1200000000 KZT | 2023-01-01..2023-12-31 | KZ-61 | 6',
        ],
        [],
    ),
    "hyphen": (
        [
            'Агролес | I ФАО | 1200000 EUR | .. | KZ-11 KZ-39 KZ-59 | 2 15',
            'Лаборатории СЭС | I ВОЗ | 850000 EUR | .. | KZ-71 KZ-75 KZ-79 | 3.3 3.d',
        ],
        [],
    ),
    "twotables": (
        [
            'Школа фермеров | F USAID | 250000 USD | .. |  | ',
            'Кризисные центры | F ООН-женщины | 120000 USD | .. |  | ',
            'Тепловые сети | F ЕБРР | 25000000 EUR | .. |  | ',
            'Парки | F МБ | 150000000 KZT | .. |  | ',
        ],
        ['row-section'],
    ),
    "marks": (
        [
            'Микрокредиты сельчанкам | F АБР | 5000000 USD | .. |  | 1 5 8',
            'Дамбы | F ВБ | -3400000 EUR | .. |  | 11.5 13.1',
            'Учебники | F ИБР | 5000000 KZT | .. |  | 4',
        ],
        ['amount-negative', 'column-unknown'],
    ),
    "alltargets": (
        [
            'Форум НПО | P Сорос |  | 2025-05-18..2025-05-20 |  | 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17',
            'Курс по ЦУР | P UNDP |  | .. |  | 1 2 3 4 5 8',
            'Хакатон | P Google |  | 2025-01-01..2025-12-31 |  | 9 4',
            'Чистка реки | P эко-клуб |  | 2025-01-01..2025-12-31 |  | 6 14',
        ],
        ['date-unreadable', 'date-vague', 'sdg-all'],
    ),
    "comments": (
        [
            'Птицефабрика | F ОАЭ | 35500000 USD | .. | KZ-11 | 2',
            'Солнечная станция | F Total Eren | 120000000 USD | .. |  | 7',
            'Очистные сооружения | F ЕБРР |  | .. | KZ-79 | 6.3',
        ],
        ['amount-about', 'amount-range', 'column-doubtful', 'row-total'],
    ),
    "unsdcf": (
        [
            'Basin dialogue platforms in Aral-Syrdarya | F UNDP, F UNECE, I MWRI | 500000 ? required 2026, 300000 ? available 2026, 450000 ? required 2027 | .. |  | 6.5 6.b',
            'Early warning for mudflows | F UNESCO, I MES, I Kazselezaschita | 200000 ? required 2026, 200000 ? available 2026, 0 ? required 2027, 0 ? available 2027 | .. |  | 11.5 13.1',
            'Plastic waste mapping | F UNEP, I Zhasyl Damu | 120000 ? required 2026, 80000 ? required 2027 | .. |  | 12.5',
        ],
        ['currency-missing'],
    ),
    "ministry_kk_ru": (
        [
            'Орман өрттерін мониторингтеу жүйесі / Система мониторинга лесных пожаров | F ҒЗП, F ЕС «Horizon» | 2100000 EUR | 2024-01-01..2027-12-31 |  | 15.2 13.1',
            'Қар барысын қорғау / Охрана снежного барса | F ЖЭҚ (GEF), F БҰҰДБ | 1350000 USD | 2023-01-01..2026-12-31 |  | 15.5',
        ],
        [],
    ),
    "csvcomma": (
        [
            'Чистые берега, озеро Шалкар | F ПАО «Газпром», F ТОО «КазРосГаз» | 12500000 RUB | 2024-01-01..2024-12-31 |  | ',
            'Экошкола "Росток" | F Посольство РФ | 800000 RUB | 2025-01-01..2025-12-31 |  | ',
        ],
        ['encoding', 'row-total'],
    ),
    "monthly": (
        [
            'Школа матерей | I УЗ г. Шымкент | 12000000 KZT, 2500500 KZT disbursed | 2025-01-01..2025-12-31 |  | ',
            'Скрининг | I УЗ Туркестанской обл. | 45000000 KZT, 29500000 KZT disbursed | 2025-01-01..2025-12-31 |  | ',
        ],
        ['column-doubtful', 'time-of-heading'],
    ),
    "survey": (
        [
            'Послеродовая поддержка | I ОФ «Мама Про» | 12000 EUR | 2024-02-01..2025-02-28 |  | 3 5 17',
            'Climate box | I Eco Network | 8000 USD | 2025-05-01..2025-11-30 |  | 4 13',
        ],
        ['column-doubtful', 'columns-of-marks'],
    ),
    "ppp": (
        [
            'ВЭС Мирный 1 ГВт | I TotalEnergies, I Самрук-Қазына, I КМГ | 685500000000 KZT | 2023-01-01..2028-12-31 | KZ-31 | 7.2',
            'Завод по переработке ТБО | I Частный инвестор | 25000000000 KZT | 2025-01-01..2026-12-31 | KZ-71 | 12.5 11.6',
        ],
        ['amount-about', 'amount-at-most', 'row-total'],
    ),
    "road_map": (
        [
            'Создание семенного банка | G МСХ, G МНВО, F РБ | 10.5 ? 2025, 20 ? 2026 | 2026-12-01..2026-12-31 |  | ',
            'Проведение семинаров | G МСХ, G акиматы областей, F ИОПБ | 5 ? 2026, 5 ? 2027 | .. |  | ',
        ],
        ['column-unknown', 'currency-missing', 'date-unreadable', 'row-section'],
    ),
    "empties": (
        [
            'Школы отцов продолжение: тренинги в Актау |  | 45000 USD | .. |  | 3.7',
            'Кабинеты молодёжного здоровья |  | 90000 USD | .. |  | 3.7 5.6',
            'Перепись: данные |  |  | .. |  | 17.18',
        ],
        ['row-continued'],
    ),
    "dupyears": (
        [
            'Чистый воздух | F АБР | 1000000 USD | 2024-01-01..2026-12-31 |  | 11.6',
            'Семена | F ФАО | 50000 USD | 2024-01-01..2024-12-31 |  | 2.5',
            'Чистый воздух | F АБР | 1200000 USD | 2024-01-01..2026-12-31 |  | 11.6',
            'Рыба Арала | F Корея | 300000 USD | 2025-01-01..2026-12-31 |  | 14.4',
        ],
        ['duplicate'],
    ),
    "textual": (
        [
            '«Зелёный регион». Цель: снижение выбросов. Мероприятия: 1) аудит; 2) посадка деревьев | F ЕС, I ОФ «Эко», F МБ | 200000 EUR, 10000000 KZT | .. | KZ-23 | ',
            '«Умные теплицы» | F KOICA, I НАО «КазНАИУ» | 1500000 USD | .. | KZ-19 | ',
        ],
        [],
    ),
    "sdgtext": (
        [
            'Women in STEM | I UN Women |  | .. |  | 5* 4 9',
            'Clean stoves | I UNDP |  | .. |  | 7* 3',
        ],
        [],
    ),
}
# fmt: on
"""Name of a register -> what a clerk reads of it (`clerk.line`), and what must be told (codes of the findings)."""


def read(name: str, folder: Path) -> Register:
    return read_register(getattr(made_registers, name)(folder))


def test_every_register_that_was_made_is_read() -> None:
    made = {
        name
        for name, one in inspect.getmembers(made_registers, inspect.isfunction)
        if one.__module__ == made_registers.__name__ and name != "book"
    }
    assert made == READ.keys()


@pytest.mark.parametrize("name", READ)
def test_a_register_is_read_as_a_clerk_would(name: str, tmp_path: Path) -> None:
    register = read(name, tmp_path)
    lines, told = READ[name]
    assert [line(activity) for activity in register.activities] == lines
    assert sorted({finding.code.partition(".")[2] for finding in register.findings}) == told


@pytest.mark.parametrize("name", READ)
def test_no_person_comes_out_of_a_register(name: str, tmp_path: Path) -> None:
    out = read(name, tmp_path).model_dump_json()
    for secret in (
        "Иванов",
        "701 111",
        "Сериков",
        "74-00-00",
        "a@b.kz",
        "c@d.kz",
        "J. Smith",
        "A. Brown",
        "Ахметова",
        "87011234567",
    ):
        assert secret not in out, (name, secret)


def test_a_finding_about_a_card_names_the_cell_where_it_stands(tmp_path: Path) -> None:
    told = next(f for f in read("transposed", tmp_path).findings if f.code == "places.name-of-many")
    assert (told.row, told.column) == (12, "C")


def test_amounts_of_countries_give_their_shares(tmp_path: Path) -> None:
    register = read("ifas", tmp_path)
    assert {one.code: one.share for one in register.activities[1].place_shares} == {
        "KAZ": Fraction(2, 7),
        "UZB": Fraction(5, 7),
    }


def test_what_no_field_holds_stays_with_the_activity(tmp_path: Path) -> None:
    assert read("awp", tmp_path).activities[0].extra == {"Timeframe / Q1": "x", "Timeframe / Q2": "x"}
    assert read("region_money", tmp_path).activities[1].extra == {"Актюбинская": "50,5", "г. Алматы": "149,5"}
    assert read("bank", tmp_path).activities[0].extra["Cancelled"] == "(15.0)"


def test_the_money_of_components_counts_once(tmp_path: Path) -> None:
    from sdgkit.mapping.allocation import countable

    register = read("indent", tmp_path)
    counted = countable(register)
    assert [str(a.money[0].amount) for a in register.activities if not counted[a.id]] == ["500000", "200000"]


def test_a_summary_of_projects_is_no_card(tmp_path: Path) -> None:
    summary = [
        ["Показатель", "Значение"],
        ["Проекты", 15],
        ["Доноры", 7],
        ["Бюджет, млн долл. США", 120.5],
        ["Период", "2024-2026"],
        ["Регион", "Абай"],
        ["ЦУР", "3; 6"],
    ]
    path = xlsx(
        tmp_path,
        "summary.xlsx",
        {"Свод": summary, "Реестр": [["№", "Проект", "Донор", "ЦУР"], [1, "Ремонт школ", "ПРООН", "4.a"]]},
    )
    register = read_register(path)
    assert [str(a.title) for a in register.activities] == ["Ремонт школ"]
    assert {finding.code for finding in register.findings} == {"activities.sheet-no-register"}
