# ruff: noqa: E501 - rows of registers are read across
"""Registers of other kinds, each built from its description: who keeps it, and what is odd about it."""

# fmt: off
from __future__ import annotations

from pathlib import Path

import docx

from tests.activities.workbooks import xlsx


def blocks(folder: Path) -> Path:
    """An akimat's sheet of cards, one below the other, each with a person to call."""

    def one(n, t, d, s, p, r, g):
        return [
            [f"Проект № {n}", ""],
            ["Наименование проекта:", t],
            ["Донор:", d],
            ["Сумма финансирования:", s],
            ["Срок реализации:", p],
            ["Место реализации:", r],
            ["ЦУР:", g],
            ["Контактное лицо:", "Иванов И.И., тел. +7 701 111 22 33"],
            ["", ""],
        ]

    return xlsx(
        folder,
        "blocks.xlsx",
        {
            "Паспорта": [["Информация о проектах международной помощи"], [], *one(1, "Ремонт насосной станции в селе Аккум", "Всемирный банк", "1 200 000 долл. США", "2023-2025", "Кызылординская обл.", "6.1, 6.4"), *one(2, "Оснащение детской больницы", "ЮНИСЕФ", "45 млн тенге", "с марта 2024 по декабрь 2024", "г. Туркестан", "3.2"), *one(3, "Саженцы саксаула", "KOICA", "USD 350 000", "2024", "Аральский район", "15.3")]
        },
    )


def forms(folder: Path) -> Path:
    """A ministry's passports of projects: one on each sheet, the fields numbered."""

    def f(t, d, b, p, g):
        return [
            ["ПАСПОРТ ПРОЕКТА"],
            [],
            ["1.", "Полное наименование", t],
            ["2.", "Источник финансирования", d],
            ["3.", "Общая стоимость, тыс. долл. США", b],
            ["4.", "Период реализации", p],
            ["5.", "Цели устойчивого развития", g],
            ["6.", "Ожидаемые результаты", "Создано 20 рабочих мест"],
        ]

    return xlsx(
        folder,
        "forms.xlsx",
        {
            "Проект 1": f("Теплицы для сельских женщин", "ТИКА", 120, "2024-2025", "5, 8"),
            "Проект 2": f("Солнечные панели для школ", "Правительство Японии", 95.5, "2023", "7.2"),
            "Проект 3": f("Школа айтишников", "USAID", 300, "2025-2026", "4.4"),
        },
    )


def pivot(folder: Path) -> Path:
    """A bank's consultants: years with plan and fact below them, brackets for what was taken back, totals inside."""
    return xlsx(
        folder,
        "pivot.xlsx",
        {
            "Sheet1": [
                ["Financing by year, KZT million"],
                ["No", "Project", "Financier", "2023", "", "2024", "", "2025", "", "Total"],
                ["", "", "", "plan", "fact", "plan", "fact", "plan", "fact", "plan"],
                [1, "Almaty bus fleet renewal", "EBRD", 100, "95.5", 200, "(12.0)", 50, "", 350],
                [2, "Wastewater plant in Aktobe", "ADB", "", "", 1000, 980, 500, "-", 1500],
                ["", "Subtotal", "", 100, 95.5, 1200, 968, 550, "", 1850],
                [3, "District heating Petropavl", "IsDB", 10, 10, 20, "20", "30", "", 60],
                ["", "TOTAL", "", 110, 105.5, 1220, 988, 580, "", 1910],
            ]
        },
        merges={"Sheet1": ["D2:E2", "F2:G2", "H2:I2"]},
    )


def lists(folder: Path) -> Path:
    """A UN agency's list with numbered and bulleted lists in its cells."""
    return xlsx(
        folder,
        "lists.xlsx",
        {
            "Проекты": [
                ["№", "Проект", "Партнеры", "Регионы", "Компоненты", "ЦУР", "Бюджет (долл. США)"],
                [1, "Климатически устойчивое село", "1) ПРООН\n2) Министерство сельского хозяйства РК\n3) акимат Жамбылской области", "1. Жамбылская область\n2. Туркестанская область", "1. Обучение фермеров\n2. Капельное орошение\n3. Страхование урожая", "1) 2.4\n2) 13.1\n3) 1.5", 500000],
                [2, "Безопасный город для девочек", "• ООН-женщины\n• МВД РК", "• г. Алматы\n• г. Шымкент", "• Ночные маршруты\n• Приложение", "• ЦУР 5\n• ЦУР 11", 250000],
            ]
        },
    )


def subs(folder: Path) -> Path:
    """A city's programme: measures under programmes, money at the measures alone."""
    return xlsx(
        folder,
        "subs.xlsx",
        {
            "План": [
                ["№", "Мероприятие", "Срок", "Исполнитель", "Сумма, тыс. тенге", "ЦУР"],
                ["1", "Программа «Чистый воздух Алматы»", "2024-2026", "Акимат г. Алматы", "", "11.6"],
                ["1.1", "Мониторинг качества воздуха", "2024", "Казгидромет", 12000, ""],
                ["1.2", "Перевод котельных на газ", "2025-2026", "Управление энергетики г. Алматы", 340000, "7.1"],
                ["2", "Программа «Учитель села»", "2025", "Министерство просвещения РК", "", "4.c"],
                ["2.1.", "Стажировки", "2025", "НЦПК «Өрлеу»", 5600, ""],
                ["2.2.", "Жильё для учителей", "2025", "Акимат области Абай", 78000, ""],
            ]
        },
    )


def currencies(folder: Path) -> Path:
    """An NGO's grants, the amount in the column of its currency."""
    return xlsx(
        folder,
        "currencies.xlsx",
        {
            "Grants": [
                ["#", "Project title", "Donor", "Amount", "", "", "SDG"],
                ["", "", "", "USD", "EUR", "KZT", ""],
                [1, "Rural libraries go digital", "EU", "", 120000, "", 4],
                [2, "Legal aid for migrants", "IOM", 85000, "", "", 10],
                [3, "Youth volunteers of Shymkent", "City akimat", "", "", 15000000, 17],
                [4, "Co-financed river gauges", "World Bank; Government", 200000, "", 30000000, 6],
            ]
        },
        merges={"Grants": ["D1:F1"]},
    )


def row12(folder: Path) -> Path:
    """A ministry's form with its particulars above: the header is in row 12, signatures are below."""
    return xlsx(
        folder,
        "row12.xlsx",
        {
            "Отчёт": [
                ["Форма 2-МС"],
                ["Организация:", "Министерство водных ресурсов и ирригации РК"],
                ["Отчётный период:", "I полугодие 2025 года"],
                ["Исполнитель:", "Сериков А.Б."],
                ["Телефон:", "8 (7172) 74-00-00"],
                ["Единица измерения:", "млн тенге"],
                [],
                ["Внимание! Заполняются все графы"],
                [],
                [],
                [],
                ["№ п/п", "Наименование мероприятия", "Страна-партнёр", "Сроки", "Объём финансирования", "Освоено", "ЦУР", "Примечание"],
                [1, "Реконструкция Кокаральской плотины", "Всемирный банк", "2024-2028", "23 450,7", "1 200", "6.5; 14.2", "ТЭО на экспертизе"],
                [2, "Автоматизация учёта воды на канале Кызылжар", "Израиль", "2025", "310", "", "6.4", ""],
                ["", "ИТОГО", "", "", "23 760,7", "1 200", "", ""],
                ["Руководитель департамента ____________ Омаров Е."],
                ["исп. Сериков А.Б., 74-00-00"],
            ]
        },
    )


def kkdates(folder: Path) -> Path:
    """A Kazakh department's list with dates in words."""
    return xlsx(
        folder,
        "kkdates.xlsx",
        {
            "Тізбе": [
                ["Р/с №", "Жоба атауы", "Серіктес елдің атауы", "Басталу мерзімі", "Аяқталу мерзімі", "Құны, мың теңге", "Іске асырылатын өңір", "ТДМ"],
                [1, "Ауыл дәрігерлерін қайта даярлау", "Жапония (JICA)", "2024 жылғы 15 наурыз", "2026 жылғы 31 желтоқсан", "12 500,50", "Ұлытау облысы, Жезқазған қ.", "3.с"],
                [2, "Көшеттер отырғызу", "Корея", "2023 ж. қыркүйек", "2024 ж. мамыр", "8 000", "Қызылорда облысы", "15"],
                [3, "Су үнемдеу технологиялары", "Израиль", "2025 жылдың І тоқсаны", "2027 жылдың соңы", "", "Түркістан және Жамбыл облыстары", "6.4, 2.4"],
                ["Ескерту: сомалар жоспар бойынша берілді"],
            ]
        },
    )


def html(folder: Path) -> Path:
    """An export of an information system: a web page in Windows-1251 under the name .xls, header in two rows."""
    t = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv=Content-Type content="text/html; charset=windows-1251"><style>.x{mso-number-format:"0"}</style></head><body>
<table><tr><td colspan=7><b>Выгрузка из ИС «Гранты»</b></td></tr></table>
<table border=1><tr><th rowspan=2>Рег. номер</th><th rowspan=2>Название проекта</th><th colspan=2>Сроки</th><th rowspan=2>Грантодатель</th><th rowspan=2>Сумма гранта, EUR</th><th rowspan=2>ЦУР</th></tr>
<tr><th>с</th><th>по</th></tr>
<tr><td x:num>2024/0015</td><td>Школа молодого избирателя</td><td>01.02.2024</td><td>31.12.2024</td><td>Посольство&nbsp;Нидерландов</td><td x:num="12500.5">12&nbsp;500,50</td><td>16.7</td></tr>
<tr><td>2024/0017</td><td>Инклюзивный<br>театр</td><td>15.03.2024</td><td>15.09.2024</td><td>Фонд &laquo;Сорос&raquo;</td><td>8&nbsp;000,00</td><td>10.2, 4.5</td></tr>
<tr><td colspan=5 align=right>Итого:</td><td>20&nbsp;500,50</td><td></td></tr></table></body></html>"""
    p = folder / "html.xls"
    p.write_bytes(t.encode("cp1251"))
    return p


def xml2003(folder: Path) -> Path:
    """An export as XML Spreadsheet 2003 under the name .xls, with a formula in R1C1, gaps and a hidden row."""

    def c(v, t="String", extra=""):
        return f'<Cell{extra}><Data ss:Type="{t}">{v}</Data></Cell>'

    rows = [
        '<Row><Cell ss:MergeAcross="5"><Data ss:Type="String">Перечень проектов ГЧП и технической помощи</Data></Cell></Row>',
        "<Row/>",
        "<Row>"
        + "".join(
            c(x)
            for x in ["№", "Наименование проекта", "Донор", "Дата начала", "Бюджет, USD", "Цель устойчивого развития"]
        )
        + "</Row>",
        "<Row>"
        + c(1, "Number")
        + c("Озеленение Астаны")
        + c("АБР")
        + c("2024-03-01T00:00:00.000", "DateTime")
        + c("1250000.5", "Number")
        + c("11.7; 15.1")
        + "</Row>",
        '<Row ss:Index="6">'
        + c(2, "Number")
        + c("Электронный рецепт")
        + '<Cell ss:Index="4"><Data ss:Type="DateTime">2025-01-15T00:00:00.000</Data></Cell>'
        + '<Cell ss:Formula="=R[-1]C*2"><Data ss:Type="Number">300000</Data></Cell>'
        + c("3.8")
        + "</Row>",
        '<Row ss:Hidden="1">'
        + c(3, "Number")
        + c("Скрытый проект")
        + c("ЕБРР")
        + "<Cell/>"
        + c("77000", "Number")
        + c("9.1")
        + "</Row>",
    ]
    t = (
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Лист 1"><Table>'
        + "".join(rows)
        + '</Table></Worksheet><Worksheet ss:Name="Справка"><Table><Row><Cell><Data ss:Type="String">нет данных</Data></Cell></Row></Table></Worksheet></Workbook>'
    )
    p = folder / "xml2003.xls"
    p.write_text(t, encoding="utf-8")
    return p


def unitext(folder: Path) -> Path:
    """ "Unicode text" as Excel saves it: UTF-16, tabs, line breaks in quotes."""
    rows = [
        ["Project", "Partner organisation", "Budget", "Oblast", "Start", "SDG"],
        ['"Women, water and work"', "UN Women", "$ 1,250,000", "Aktyubinskaya Oblast", "Mar-24", "5.5; 6.1"],
        ['"Line one\nline two of the title"', "KOICA", "USD 2.5 mln", "WKO", "2024", "9.c"],
    ]
    p = folder / "unicode.txt"
    p.write_bytes("\r\n".join("\t".join(r) for r in rows).encode("utf-16"))
    return p


def csvsep(folder: Path) -> Path:
    """A CSV with a line that names the separator, line breaks and quotes in cells."""
    t = 'sep=;\r\n"ID";"Название";"Описание";"Кто финансирует";"Сумма, тг";"ЦУР"\r\n"A-1";"Ферма будущего";"Первая строка\nвторая ""в кавычках""; и ещё";"ФАО";"1 500 000,00";"2.3"\r\n"A-2";"Мосты";"";"ЕБРР; АБР";"950 000 000,00";"9.1"\r\n'
    p = folder / "sep.csv"
    p.write_bytes(t.encode("utf-8-sig"))
    return p


def word(folder: Path) -> Path:
    """A Word table with merged headings over two rows, a table within a cell and a section."""
    d = docx.Document()
    d.add_paragraph("Перечень проектов (тыс. евро)")
    t = d.add_table(rows=2, cols=6)
    for i, x in enumerate(["№", "Проект", "Финансирование", "", "Сроки", "ЦУР"]):
        t.cell(0, i).text = x
    t.cell(0, 2).merge(t.cell(0, 3))
    for i in (0, 1, 4, 5):
        t.cell(0, i).merge(t.cell(1, i))
    t.cell(1, 2).text = "донор"
    t.cell(1, 3).text = "сумма"
    for r in [
        ["1", "Центр реабилитации", "ЕС", "450", "2023–2025", "3.5"],
        ["2", "Академия местных инициатив", "Германия (GIZ)", "1 200", "2024", "16.6, 11.3"],
    ]:
        c = t.add_row().cells
        for i, x in enumerate(r):
            c[i].text = x
    n = t.rows[2].cells[1].add_table(rows=1, cols=2)
    n.cell(0, 0).text = "этап 1"
    n.cell(0, 1).text = "этап 2"
    m = t.add_row().cells
    m[0].merge(m[5])
    m[0].text = "Проекты в стадии подготовки"
    c = t.add_row().cells
    for i, x in enumerate(["3", "Зелёные облигации", "ЕБРР", "—", "2026", "13.a"]):
        c[i].text = x
    d.save(folder / "word.docx")
    return folder / "word.docx"


def dressed(folder: Path) -> Path:
    """A delegation's protected sheet: links, a formula without its value, rates, hidden rows, goals as icons."""

    def post(b):
        s = b["Data"]
        s["B3"].hyperlink = "https://example.org/p1"
        s["B4"] = '=HYPERLINK("https://example.org/p2","Clean cooking stoves")'
        s.auto_filter.ref = "A2:H6"
        s.row_dimensions[5].hidden = True
        s.protection.sheet = True
        s.protection.set_password("x")
        for r in (3, 4, 5):
            s.cell(r, 6).number_format = "0%"

    return xlsx(
        folder,
        "dressed.xlsx",
        {
            "Data": [
                ["Portfolio of technical assistance"],
                ["Ref", "Project", "Funder", "Total budget (EUR)", "Disbursed (EUR)", "Disbursement rate", "SDG icons", "Status"],
                ["TA-01", "Green hospitals", "EU Delegation", 1000000, 250000, 0.25, "SDG3 SDG13", "active"],
                ["TA-02", "x", "GIZ", 400000, 400000, 1, "E_SDG_Icons-07.jpg", "closed"],
                ["TA-03", "Audit of dams", "World Bank", 90000, 0, 0, "Goal-06.png", "pipeline"],
                ["TA-04", "Digital village", "UNDP", 55000, 5000, 0.0909, "🎯 SDG 9 & 17", "active"],
            ]
        },
        post=post,
    )


def kyrgyz(folder: Path) -> Path:
    """A Kyrgyz ministry's list in Kyrgyz."""
    return xlsx(
        folder,
        "kyrgyz.xlsx",
        {
            "Долбоорлор": [
                ["№", "Долбоордун аталышы", "Донор", "Аткаруучу", "Аймак", "Башталышы", "Аякташы", "Бюджети (миң АКШ доллары)", "ТӨМ"],
                [1, "Айыл жолдорун оңдоо", "Дүйнөлүк банк", "ARIS", "Нарын облусу", "2023", "2025", "1 500", "9.1"],
                [2, "Таза суу долбоору", "АӨБ", "Отрасль/ARIS", "Ош облусу", "2022", "2026", "3 200,5", "6.1"],
            ]
        },
    )


def uzbek(folder: Path) -> Path:
    """An Uzbek ministry's list in Latin letters."""
    return xlsx(
        folder,
        "uzbek.xlsx",
        {
            "Loyihalar": [
                ["T/r", "Loyiha nomi", "Moliyalashtirish manbai", "Ijrochi", "Hudud", "Boshlanish sanasi", "Tugash sanasi", "Qiymati (ming AQSh doll.)", "BRM"],
                [1, "Qishloq ichimlik suvi", "Jahon banki", "Suv xoʻjaligi vazirligi", "Xorazm viloyati", "01.03.2023", "31.12.2026", "25 000", "6.1"],
                [2, "Orol boʻyi yashil makon", "UNDP", "Ekologiya vazirligi", "Qoraqalpogʻiston Respublikasi", "2024", "2025", "1 200", "15.3; 13.1"],
            ]
        },
    )


def latin(folder: Path) -> Path:
    """A Kazakh list with headings and places in Latin letters."""
    return xlsx(
        folder,
        "latin.xlsx",
        {
            "Tizim": [
                ["R/s №", "Jobanyñ atauy", "Donor", "Iske asyru merzımı", "Öñır", "Qarjylandyru kölemı (mln teñge)", "TDM"],
                [1, "Auyl mektepterın jañğyrtu", "Dünıejüzılık bank", "2024-2026", "Türkıstan oblysy", 450.5, "4.a"],
                [2, "Jasyl ekonomika mektebı", "BŪŪDB", "2025", "Astana qalasy", "12,3", "13.3"],
            ]
        },
    )


def gforms(folder: Path) -> Path:
    """Answers of a web form: questions as headings, e-mail addresses, goals with their names."""
    t = '"Отметка времени","Адрес электронной почты","Укажите полное название проекта","Кратко опишите, что сделано","Кто финансирует?","Какой бюджет проекта (в тенге)?","К каким ЦУР относится проект? (можно выбрать несколько)","В каком регионе?","Сколько волонтёров участвовало?"\n"2025/03/01 10:15:22 AM GMT+5","a@b.kz","Чистый Есиль","Собрали 3 тонны мусора","Акимат г. Астаны","1200000","ЦУР 6. Чистая вода и санитария, ЦУР 14. Сохранение морских экосистем","Астана","150"\n"2025/03/02 9:01:05 AM GMT+5","c@d.kz","Тёплый дом","Передали обеды одиноким пожилым","Собственные средства","нет","ЦУР 2. Ликвидация голода, ЦУР 1. Ликвидация нищеты","Караганда; Темиртау","около 40"\n'
    p = folder / "gforms.csv"
    p.write_bytes(t.encode("utf-8"))
    return p


def jica(folder: Path) -> Path:
    """A Japanese agency's list in millions of yen."""
    return xlsx(
        folder,
        "jica.xlsx",
        {
            "Projects": [
                ["Japan's ODA to Kazakhstan: Technical Cooperation and Loans"],
                ["Scheme", "Project Title", "Counterpart Agency", "E/N or R/D signed", "Cooperation period", "Amount (JPY mil.)", "SDGs Goal", "Remarks"],
                ["TCP", "Capacity Development for Earthquake Risk Assessment", "Institute of Seismology", "Jun. 2023", "2023.9-2026.8", 320, "11, 13", ""],
                ["GGP", "Ambulance for Kurchum", "Kurchum district hospital", "14-Mar-24", "FY2023", 9.8, "3", "G/C"],
                ["ODA Loan", "Irtysh River Bridge Construction", "Ministry of Transport", "Feb-97", "1997-2000", 21530, "9", "completed"],
            ]
        },
    )


def cis(folder: Path) -> Path:
    """A plan of the CIS: measures without money, "the same", sources that are no organisations."""
    return xlsx(
        folder,
        "cis.xlsx",
        {
            "План": [
                [
                    "ПЛАН\nмероприятий по реализации Стратегии сотрудничества государств – участников СНГ на 2026–2030 годы"
                ],
                ["№ п/п", "Наименование мероприятия", "Форма реализации", "Срок исполнения", "Ответственные исполнители", "Источники финансирования"],
                ["I. Сотрудничество в области охраны здоровья"],
                ["1.", "Проведение конгресса по редким заболеваниям", "конгресс", "II квартал 2026 г.", "Минздрав РК, Минздрав Республики Беларусь, Исполком СНГ", "в пределах средств, предусмотренных национальными бюджетами"],
                ["2.", "Обмен опытом по вакцинопрофилактике", "семинары", "ежегодно", "государства – участники СНГ", "то же"],
                ["II. Экология"],
                ["3.", "Совместный мониторинг бассейна реки Урал (Жайык)", "экспедиция", "2026–2027 годы, весна", "Минэкологии РК, Минприроды России", "бюджетные средства"],
                ["4.", "Волонтёрский форум", "форум", "в течение 2026 года", "Национальная волонтёрская сеть", "внебюджетные средства"],
            ]
        },
        merges={"План": ["A1:F1", "A3:F3", "A6:F6"]},
    )


def ifas(folder: Path) -> Path:
    """IFAS: the amounts of five countries beside their total, whose heading names no unit."""
    return xlsx(
        folder,
        "ifas.xlsx",
        {
            "ПБАМ-4": [
                ["Программа бассейна Аральского моря (ПБАМ-4)", "", "", "", "", "", "", ""],
                ["№", "Название проекта", "Направление", "Стоимость, млн долл. США", "", "", "", "", "Всего", "Период"],
                ["", "", "", "KAZ", "KGZ", "TJK", "TKM", "UZB", "", ""],
                ["1.1", "Мониторинг ледников бассейна", "Охрана окружающей среды", 1.5, 2, 2, 0, 1.2, 6.7, "2021-2025"],
                ["1.2", "Лесополосы на осушенном дне", "Охрана окружающей среды", 10, "", "", "", 25, 35, "2022-2030"],
            ]
        },
        merges={"ПБАМ-4": ["D2:H2"]},
    )


def eu(folder: Path) -> Path:
    """An EU delegation's contracts with markers, main and other goals, numbers written in two ways."""
    return xlsx(
        folder,
        "eu.xlsx",
        {
            "Contracts": [
                ["Decision reference", "Contract number", "Contract title", "Contractor", "EU contribution (EUR)", "Contracted year", "End date of activities", "DAC code", "Gender marker (GEM)", "RM Climate adaptation", "Main SDG", "Other SDGs", "Status"],
                ["ACT-60123", "420-345", "SECCA – Sustainable energy connectivity", "Stantec GmbH", "6,500,000.00", 2022, "28/02/2026", "23110 – Energy policy", "G1", "RIO 2", "SDG 7: Affordable and clean energy", "SDG 13; SDG 9 (9.4)", "Ongoing"],
                ["ACT-60456", "421-001", "Rule of law programme", "Council of Europe", "2.250.000,00", 2023, "31/12/2025", "15130", 0, 0, "SDG 16", "", "EG"],
            ]
        },
    )


def bank(folder: Path) -> Path:
    """A bank's portfolio: cancelled amounts in brackets, rates, days of approval and signature."""
    return xlsx(
        folder,
        "bank.xlsx",
        {
            "Loans": [
                ["Loan portfolio as of 30 Sep 2025 (in USD millions)"],
                ["Loan No.", "Project", "Borrower", "Approved", "Signed", "Closing", "Net loan amount", "Cancelled", "Disbursed", "Undisbursed", "% disb."],
                ["3456-KAZ", "CAREC Corridor 1 road", "Ministry of Transport", "15-Nov-18", "20-Dec-18", "30-Jun-26", "240.5", "(15.0)", "200.1", "25.4", "83%"],
                ["3789-KAZ", "SME finance", "Damu Fund", "02-Feb-21", "10-Mar-21", "31-Dec-25", "100.0", "–", "100.0", "0", "100%"],
                ["Total", "", "", "", "", "", "340.5", "(15.0)", "300.1", "25.4", ""],
            ]
        },
    )


def usaid(folder: Path) -> Path:
    """USAID: prime partners, periods in words, officers that nobody else shall see."""
    return xlsx(
        folder,
        "usaid.xlsx",
        {
            "Active": [
                ["Activity Name", "Prime Partner", "Total Estimated Cost (TEC)", "Period of Performance", "AOR/COR", "Geographic focus", "SDG linkage"],
                ["Power Central Asia", "Tetra Tech ES, Inc.", "$38,999,999", "Oct 2020 – Sep 2026", "J. Smith", "Regional (5 countries)", "7, 13"],
                ["Eliminate TB in Central Asia", "Abt Associates", "$25M", "2019-2025", "A. Brown", "Kazakhstan, Kyrgyz Republic, Uzbekistan, Tajikistan", "3.3"],
                ["Social Innovation in Central Asia", "Eurasia Foundation", "$ 18.2 million", "06/2019–06/2026", "—", "Kazakhstan", "16.7"],
            ]
        },
    )


def matrix(folder: Path) -> Path:
    """A consultant's matrix: the numbers of goals below one heading, a strength from 1 to 3, a legend at the foot."""
    return xlsx(
        folder,
        "matrix.xlsx",
        {
            "Матрица": [
                ["Матрица соответствия проектов ЕС целям устойчивого развития"],
                ["№", "Проект", "Бюджет, млн евро", "Вклад в ЦУР", *[""] * 6],
                ["", "", "", "1", "3", "4", "5", "6", "13", "16"],
                [1, "Поддержка здравоохранения", "5,5", "", 3, "", 1, "", "", ""],
                [2, "Вода и климат", 12, 1, "", "", "", 3, 2, ""],
                [3, "Верховенство права", 3.2, "", "", 1, 2, "", "", 3],
                ["3 – прямой вклад, 2 – косвенный вклад, 1 – слабый вклад"],
            ]
        },
        merges={"Матрица": ["D2:J2"]},
    )


def transposed(folder: Path) -> Path:
    """A summary with one project in each column and sections between the fields."""
    return xlsx(
        folder,
        "transposed.xlsx",
        {
            "Сводка": [
                ["", "Проект А", "Проект Б", "Проект В", "Проект Г"],
                ["Общие сведения", "", "", "", ""],
                ["Наименование проекта", "Модернизация роддома", "Телемедицина в ауле", "Борьба с опустыниванием", "Центр волонтёров"],
                ["Донор", "ЮНФПА", "Республика Корея", "ГЭФ", "ДООН"],
                ["Исполнитель", "МЗ РК", "МЗ РК", "МЭПР РК", "НВС"],
                ["Финансы", "", "", "", ""],
                ["Бюджет, тыс. долл. США", "350", "1 200,5", "2 000", "80"],
                ["Освоено, тыс. долл. США", "120", "", "1 999", "80"],
                ["Сроки", "", "", "", ""],
                ["Начало", "01.01.2024", "2023", "05.2022", "март 2026"],
                ["Окончание", "31.12.2025", "2026", "12.2025", "декабрь 2026"],
                ["Регион", "Туркестанская обл.", "Ұлытау, Абай", "Кызылординская", "все регионы"],
                ["ЦУР", "3.1", "3.8", "15.3", "17.17"],
            ]
        },
    )


def sco(folder: Path) -> Path:
    """A plan of the SCO in Word: headings in Russian, the same in English, a row of column numbers."""
    d = docx.Document()
    d.add_paragraph("ПЛАН практических мероприятий ШОС / SCO Action Plan")
    t = d.add_table(rows=3, cols=5)
    for i, (a, b) in enumerate(
        [("№", "No."), ("Мероприятие", "Activity"), ("Срок", "Term"), ("Стороны-исполнители", "Implementing parties"), ("Источник финансирования", "Source of funding")]
    ):
        t.cell(0, i).text = a
        t.cell(1, i).text = b
        t.cell(2, i).text = str(i + 1)
    for r in [
        ["1.1.", "Форум «Зелёный пояс ШОС» / SCO Green Belt Forum", "II полугодие 2025 г.", "Минэкологии РК", "средства сторон"],
        ["1.2.", "Обмен практиками ликвидации бедности / Sharing practices of poverty reduction", "2025–2027 гг.", "КНР, Республика Казахстан", "Фонд развития ШОС"],
    ]:
        c = t.add_row().cells
        for i, x in enumerate(r):
            c[i].text = x
    d.save(folder / "sco.docx")
    return folder / "sco.docx"


def giz(folder: Path) -> Path:
    """GIZ as CSV: commissioned by, overall term, a donor beside the amount of co-financing."""
    t = 'Project number,Project title,Commissioned by,Lead executing agency,Country,Overall term,Commission value (EUR),Co-financing,Main SDG,Further SDGs\r\n21.2245.3-001.00,"Green Central Asia II: climate, water and security",German Federal Foreign Office (AA),Ministry of Ecology and Natural Resources,"Kazakhstan, Kyrgyzstan, Tajikistan, Turkmenistan, Uzbekistan, Afghanistan",04/2024 to 03/2027,"7,500,000","EU: 500,000",13,"6, 16"\r\n20.2101.0-001.00,Sustainable value chains,BMZ,Ministry of Trade and Integration,Kazakhstan,2021 - 2024,"4,000,000",,8,"12; 5"\r\n'
    p = folder / "giz.csv"
    p.write_bytes(t.encode("utf-8"))
    return p


def amp(folder: Path) -> Path:
    """A report of an aid management platform: donors merged down, totals named after them, places in square brackets."""
    return xlsx(
        folder,
        "amp.xlsx",
        {
            "Report": [
                ["Aid Management Platform - Tab report"],
                ["Amounts are in thousands of USD (000s)"],
                [],
                ["Donor Agency", "Project Title", "AMP ID", "Status", "Primary Sector", "Actual Start Date", "Actual Commitments", "Actual Disbursements", "Region"],
                ["ADB", "Irrigation rehabilitation", "872011", "On-going", "311 - Agriculture", "12/03/2022", "45,000.0", "10,250.5", "[Turkestan Oblast]"],
                ["", "Roads", "872019", "Completed", "210 - Transport", "01/07/2018", "120,000.0", "118,000.0", "[Aktobe Oblast], [Kyzylorda Oblast]"],
                ["ADB Totals", "", "", "", "", "", "165,000.0", "128,250.5", ""],
                ["UNDP", "Glaciers", "872055", "Pipeline", "410 - Environment", "", "1,000.0", "", "[National]"],
                ["Report Totals", "", "", "", "", "", "166,000.0", "128,250.5", ""],
            ]
        },
        merges={"Report": ["A5:A6"]},
    )


def awp(folder: Path) -> Path:
    """An annual work plan: quarters with crosses below one heading."""
    return xlsx(
        folder,
        "awp.xlsx",
        {
            "AWP 2025": [
                ["Annual Work Plan 2025"],
                ["Output", "Planned activities", "Timeframe", "", "", "", "Responsible party", "Funding source", "Budget amount (USD)", "SDG target"],
                ["", "", "Q1", "Q2", "Q3", "Q4", "", "", "", ""],
                ["1. Health", "1.1 Train midwives in Kyzylorda", "x", "x", "", "", "UNFPA", "Gov of Norway", 45000, "3.1"],
                ["1. Health", "1.2 HPV awareness", "", "", "x", "x", "WHO", "Core", 12500.5, "3.7"],
                ["2. Water", "2.1 Install meters", "", "x", "x", "x", "UNDP", "GEF", 300000, "6.4"],
            ]
        },
        merges={"AWP 2025": ["C2:F2"]},
    )


def mou(folder: Path) -> Path:
    """An akimat's memoranda: a place and a day in one cell, a term in years."""
    return xlsx(
        folder,
        "mou.xlsx",
        {
            "Договоры": [
                ["Реестр международных соглашений и меморандумов акимата области Улытау"],
                ["№ п/п", "Наименование документа", "Зарубежный партнёр", "Дата и место подписания", "Срок действия", "Предмет сотрудничества", "Ход реализации"],
                [1, "Меморандум о взаимопонимании между акиматом области Ұлытау и провинцией Ганьсу", "Провинция Ганьсу (КНР)", "г. Жезказган, 12.05.2024 г.", "3 года", "Сельское хозяйство, туризм", "Проведено 2 встречи"],
                [2, "Соглашение о сотрудничестве с ПРООН по развитию ремёсел", "ПРООН", "04.11.2023", "до 31.12.2026", "Женское предпринимательство", "Обучено 120 женщин"],
            ]
        },
    )


def lots(folder: Path) -> Path:
    """Results of a competition of grants by direction, amounts written in three ways."""
    return xlsx(
        folder,
        "lots.xlsx",
        {
            "Победители": [
                ["Итоги конкурса грантов для НПО"],
                ["Лот", "Тема гранта", "Победитель", "Регион", "Сумма гранта", "Срок"],
                ["Направление: «Достижение целей в области образования, науки, информации»"],
                ["1", "Клубы финансовой грамотности", "ОФ «Білім-Орда»", "г. Астана", "9 500 000 тг.", "до 1 декабря 2025 г."],
                ["2", "Инженерные кружки", "ОО «Техник»", "Павлодарская область", "14.200.000 тенге", "01.03–30.11.2025"],
                ["", "Итого по направлению", "", "", "23 700 000 тг.", ""],
                ["Направление: «Поддержка молодёжной политики и детских инициатив»"],
                ["3", "Лидерские школы в сёлах", "ЧФ «Жас Ұлан»", "все регионы", "30 млн. тенге", "II-IV кварталы 2025"],
                ["Не состоялся: лот № 4"],
            ]
        },
        merges={"Победители": ["A3:F3", "A7:F7"]},
    )


def trilingual(folder: Path) -> Path:
    """A header in three languages, one below the other."""
    return xlsx(
        folder,
        "trilingual.xlsx",
        {
            "A": [
                ["№", "Наименование проекта", "Доноры", "Сумма, евро", "Область", "ЦУР"],
                ["№", "Жобаның атауы", "Донорлар", "Сома, еуро", "Облыс", "ТДМ"],
                ["No.", "Project title", "Donors", "Amount, EUR", "Oblast", "SDG"],
                [1, "Солнечные насосы", "AFD", 150000, "Жетісу", "7"],
                [2, "Күн сорғылары", "Ұлыбритания", "75 500", "Абай", "7.2"],
            ]
        },
    )


def actions(folder: Path) -> Path:
    """A calendar of the year of volunteers."""
    return xlsx(
        folder,
        "actions.xlsx",
        {
            "2026": [
                ["Календарь акций Года волонтёров – 2026"],
                ["Дата", "Акция", "Организатор", "Участников-волонтёров", "в т.ч. женщин", "в т.ч. молодёжь", "Отработано часов", "Иконка ЦУР", "Место"],
                ["5 марта", "Посади дерево", "Жасыл Ел", 240, 130, 200, "960 ч.", "SDG15", "Щучинск"],
                ["12–13.04.2026", "Чистый берег Урала", "НВС", "85 чел.", 40, 60, 340, "SDG 14; SDG 6", "г. Уральск"],
                ["июнь 2026", "Цифровой помощник пенсионера", "ЦОН", "> 100", "", "", "", "SDG-10, SDG-17", "онлайн"],
            ]
        },
    )


def donors_cols(folder: Path) -> Path:
    """A Team Europe initiative: amounts in the columns of the donors."""
    return xlsx(
        folder,
        "donors.xlsx",
        {
            "TEI": [
                ["Team Europe Initiative: financing (EUR million)"],
                ["Project", "Country", "Germany", "France", "EU", "EBRD", "Total", "Start year", "SDG"],
                ["Water-energy-climate hub", "Kazakhstan, Uzbekistan", 5, 2.5, 10, "", 17.5, 2022, "6;7;13"],
                ["Digital corridors", "Kazakhstan", "", "", 4, 20, 24, 2023, "9"],
            ]
        },
    )


def long_format(folder: Path) -> Path:
    """A database's long table: a row for each project, goal and region."""
    return xlsx(
        folder,
        "long.xlsx",
        {
            "Data": [
                ["ProjectID", "Project", "Donor", "Budget USD", "SDG", "Region", "Start", "End"],
                ["P-1", "Safe maternity", "UNFPA", 100000, "3.1", "Kyzylorda", "2024-01-01", "2025-12-31"],
                ["P-1", "Safe maternity", "UNFPA", 100000, "5.6", "Kyzylorda", "2024-01-01", "2025-12-31"],
                ["P-1", "Safe maternity", "UNFPA", 100000, "3.1", "Turkistan", "2024-01-01", "2025-12-31"],
                ["P-2", "Green bonds", "EBRD", 500000, "13.a", "Astana", "2023-05-01", "2024-05-01"],
            ]
        },
    )


def region_money(folder: Path) -> Path:
    """A distribution of money: amounts in the columns of the regions."""
    return xlsx(
        folder,
        "regions.xlsx",
        {
            "Свод": [
                ["Распределение средств по регионам, млн тенге"],
                ["№", "Программа", "Донор", "Акмолинская", "Актюбинская", "г. Алматы", "Всего"],
                [1, "Ауыл – Ел бесігі", "РБ", 100, 200, "", 300],
                [2, "Здоровая нация", "ВБ", "", "50,5", "149,5", 200],
            ]
        },
    )


def card_tables(folder: Path) -> Path:
    """A Word document with a card for each project."""
    d = docx.Document()
    for t, g, s, z, c in [
        ("Развитие пчеловодства", "GIZ", "85 000 евро", "2024 г.", "2.3, 8.3"),
        ("Школа медиации", "ОБСЕ", "40 000 евро", "03.2025–02.2026", "16.3"),
    ]:
        d.add_heading(t, 2)
        tb = d.add_table(rows=0, cols=2)
        for k, v in [
            ("Проект", t),
            ("Донор", g),
            ("Бюджет", s),
            ("Срок реализации", z),
            ("Задачи ЦУР", c),
            ("Краткое описание", "Обучение и оборудование"),
            ("Ответственный (ФИО, тел.)", "Ахметова А.К., 87011234567"),
        ]:
            c2 = tb.add_row().cells
            c2[0].text = k
            c2[1].text = v
    d.save(folder / "cards.docx")
    return folder / "cards.docx"


def leftovers(folder: Path) -> Path:
    """A company's sheet: formulas in R1C1 and #ИМЯ? for numbers, Swiss amounts, American days."""
    return xlsx(
        folder,
        "leftovers.xlsx",
        {
            "Лист2": [
                ["№", "Название", "Спонсор", "Стоимость", "Начало работ", "Конец работ", "Задача"],
                ["=R[-1]C+1", "Ремонт спортзала", "Chevron", "USD 120'000.-", "1/15/2024", "12/20/2024", "4.a"],
                ["#ИМЯ?", "Скважины", "Шелл", "USD 1'250'000.–", "2/1/2024", "11/30/2025", "6.1"],
                ["3", "Приют", "ФБК", "около 15 тыс. $", "3/3/2025", "", "11.2"],
            ]
        },
    )


def two_pairs(folder: Path) -> Path:
    """A card with two columns of headings."""
    return xlsx(
        folder,
        "pairs.xlsx",
        {
            "Карточка": [
                ["КАРТОЧКА ПРОЕКТА"],
                ["Наименование:", "Теплоизоляция школ", "Шифр:", "KZ-77"],
                ["Донор:", "Швейцария (SECO)", "Исполнитель:", "Министерство просвещения РК"],
                ["Бюджет:", "CHF 2’400’000", "Освоено:", "CHF 600’000"],
                ["Начало:", "01.09.2024", "Окончание:", "31.08.2027"],
                ["Регион:", "СКО, Костанайская обл.", "ЦУР:", "7.3; 4.a"],
            ]
        },
    )


def indent(folder: Path) -> Path:
    """Components and their parts, told apart by the numbers in their titles; a part of the total below it."""
    return xlsx(
        folder,
        "indent.xlsx",
        {
            "S": [
                ["Мероприятия", "Срок", "Сумма, тыс. евро", "Партнер"],
                ["Компонент 1. Вода", "2024-2026", 500, "ЕС"],
                ["   1.1 Обследование колодцев", "2024", 120, "ЕС"],
                ["   1.2 Бурение", "2025", 380, "ЕС"],
                ["Компонент 2. Энергия", "2025", 200, "GIZ"],
                ["Итого", None, 700, None],
                ["из них грант", None, 650, None],
            ]
        },
    )


def tika(folder: Path) -> Path:
    """TİKA: Turkish months, liras, two currencies."""
    return xlsx(
        folder,
        "tika.xlsx",
        {
            "Projeler": [
                ["TİKA Kazakistan Programı – Proje Listesi 2024"],
                ["Sıra No", "Project Name / Proje Adı", "Partner Institution", "Location", "Budget (TRY)", "Budget (USD)", "Start-End", "SDG"],
                [1, "Equipment for Turkistan vocational school", "Turkistan Region Education Dept.", "Türkistan", "3.450.000,00 TL", "$105,000", "Mart 2024 - Haziran 2024", "4"],
                [2, "Greenhouse for women cooperative", "«Ay-Nur» cooperative", "Kızılorda", "1.200.000 TL", "36.500 USD", "05.2024-09.2024", "2, 5"],
            ]
        },
    )


def topsum(folder: Path) -> Path:
    """A portfolio with its total in the first row, shares beside amounts, goals with their targets behind a dash."""
    return xlsx(
        folder,
        "topsum.xlsx",
        {
            "Лист1": [
                ["№", "Проект", "Заёмщик", "Сумма займа, млн US$", "Доля софинансирования, %", "Подписан", "ЦУР (цели - задачи)"],
                ["", "ВСЕГО по портфелю", "", "1 250,75", "", "", ""],
                [1, "Транспортный коридор Центр-Запад", "Комитет автодорог", "900,5", "15%", "14.10.2018", "ЦУР 9 – 9.1; ЦУР 11 – 11.2, 11.6"],
                [2, "Энергоэффективность", "МИО", "350,25", "0,1", "I кв. 2021", "Цели: 7, 12 и 13"],
            ]
        },
    )


def isdb(folder: Path) -> Path:
    """A bank's portfolio in Islamic dinars with the same in millions of dollars, days of two calendars."""
    return xlsx(
        folder,
        "isdb.xlsx",
        {
            "IsDB": [
                ["IsDB Group portfolio – Kazakhstan"],
                ["Project Code", "Operation", "Mode", "Approved Amount (ID million)", "US$ equiv. (m)", "Approval Date (Hijri/Greg.)", "Status", "SDG(s)"],
                ["KAZ-1007", "Climate resilient water resources", "Istisna'a", 850.2, 1150, "1446H / 2025-02-11", "Approved", "6, 13"],
                ["KAZ-0045", "Integrated irrigation", "Installment sale", "30.5", "42.1", "12.05.2016", "Closed", "2.4"],
            ]
        },
    )


def plainkk(folder: Path) -> Path:
    """A Kazakh list typed on a Russian keyboard: Latin I for і, no letters of Kazakh, headings in capitals."""
    return xlsx(
        folder,
        "plainkk.xlsx",
        {
            "Тiзiм": [
                ["Р/с", "ЖОБАНЫН АТАУЫ", "ДОНОР", "КАРЖЫЛАНДЫРУ КОЛЕМI, МЛН ТГ", "IСКЕ АСЫРУ МЕРЗIМI", "ОНIР", "ТДМ"],
                [1, "Ауыл мектебiн жондеу", "ЮНИСЕФ", "45,5", "2024-2025 жж.", "Кызылорда облысы", "4"],
                [2, "Каналдарды тазалау", "Дуниежузiлiк банк", "1 200", "2023 ж.", "Туркiстан обл.", "6"],
            ]
        },
    )


def hyphen(folder: Path) -> Path:
    """A printed form: headings divided by hyphens at the ends of lines."""
    return xlsx(
        folder,
        "hyphen.xlsx",
        {
            "S": [
                ["№\nп/п", "Наимено-\nвание\nпроекта", "Стои-\nмость,\nтыс.\nевро", "Испол-\nнитель", "Геогра-\nфия", "Цели\nустойчивого\nразвития"],
                [1, "Агролес", "1 200,0", "ФАО", "3 области: Акмолинская, Костанайская и СКО", "2, 15"],
                [2, "Лаборатории СЭС", "850", "ВОЗ", "г.г. Астана, Алматы, Шымкент", "3.3; 3.d"],
            ]
        },
    )


def twotables(folder: Path) -> Path:
    """Three tables below each other, the currency in their captions."""
    return xlsx(
        folder,
        "twotables.xlsx",
        {
            "Реестр": [
                ["1. Гранты (в долларах США)"],
                ["№", "Проект", "Донор", "Сумма"],
                [1, "Школа фермеров", "USAID", 250000],
                [2, "Кризисные центры", "ООН-женщины", 120000],
                [],
                ["2. Займы (в евро)"],
                ["№", "Проект", "Кредитор", "Сумма"],
                [1, "Тепловые сети", "ЕБРР", 25000000],
                [],
                ["3. Внутренние (тыс. тенге)"],
                ["№", "Проект", "Источник", "Сумма"],
                [1, "Парки", "МБ", 150000],
            ]
        },
    )


def marks(folder: Path) -> Path:
    """Markers of the DAC in words, a currency in a column of its own, an amount in words."""
    return xlsx(
        folder,
        "marks.xlsx",
        {
            "S": [
                ["Проект", "Финансирующая организация", "Сумма", "Вал.", "Завершён", "Гендерный маркер", "Маркер адаптации", "ЦУР"],
                ["Микрокредиты сельчанкам", "АБР", "5 000 000", "USD", "✓", "principal (2)", "не ориентирован", "1; 5; 8"],
                ["Дамбы", "ВБ", "(3 400 000)", "EUR", "✗", "0", "основная цель", "11.5, 13.1"],
                ["Учебники", "ИБР", "пять миллионов", "KZT", "", "1 – significant", "", "4"],
            ]
        },
    )


def alltargets(folder: Path) -> Path:
    """A network's list: all goals, ranges of goals, names of goals behind their numbers."""
    return xlsx(
        folder,
        "all.xlsx",
        {
            "S": [
                ["№", "Название инициативы", "Партнёр", "Период", "SDGs"],
                [1, "Форум НПО", "Сорос", "18-20 мая 2025", "все 17 ЦУР"],
                [2, "Курс по ЦУР", "UNDP", "ежегодно с 2022", "1-5, 8"],
                [3, "Хакатон", "Google", "2025 (перенесено с 2024)", "SDG9 (Industry, Innovation, and Infrastructure) and SDG 4"],
                [4, "Чистка реки", "эко-клуб", "осень 2025", "Goal 6: Clean Water & Sanitation; Goal 14: Life Below Water"],
            ]
        },
    )


def comments(folder: Path) -> Path:
    """A ministry's summary from akimats: totals by region inside, comments of a curator, ranges of amounts."""
    return xlsx(
        folder,
        "comments.xlsx",
        {
            "Свод МИО": [
                ["Приложение 3 к письму № 12-3/456 от 01.07.2025"],
                ["Акимат", "Проект", "Инвестор/донор", "Объём, млн $", "Комментарий куратора", "ЦУР"],
                ["Акмолинская область", "Птицефабрика", "ОАЭ", 35.5, "Иванова А.: уточнить срок!", "2"],
                ["", "Солнечная станция", "Total Eren", "~ 120", "срок — 2026 (со слов акимата)", "7"],
                ["Всего по области", 2, "", 155.5, "", ""],
                ["г. Шымкент", "Очистные сооружения", "ЕБРР", "50–60", "", "6.3"],
                ["Всего по городу", 1, "", "50–60", "", ""],
                ["ИТОГО", 3, "", "", "", ""],
            ]
        },
    )


def unsdcf(folder: Path) -> Path:
    """A joint work plan of the UN: outcomes and outputs merged down, required and available under each year, no title but activities."""
    return xlsx(
        folder,
        "unsdcf.xlsx",
        {
            "JWP": [
                ["UNSDCF Joint Work Plan 2026 – Results Group 3"],
                ["Outcome", "Output", "Key Activities / Sub-outputs", "Contributing UN agencies", "Implementing partners", "2026", "", "2027", "", "SDG targets", "Gender Marker (GEM 0-3)"],
                ["", "", "", "", "", "Required", "Available", "Required", "Available", "", ""],
                ["3. Environment", "3.1 Water governance", "Basin dialogue platforms in Aral-Syrdarya", "UNDP, UNECE", "MWRI", "500,000", "300,000", "450,000", "-", "6.5; 6.b", "GEM2"],
                ["", "", "Early warning for mudflows", "UNESCO", "MES; Kazselezaschita", "200,000", "200,000", "0", "0", "11.5; 13.1", "1"],
                ["", "3.2 Circular economy", "Plastic waste mapping", "UNEP", "Zhasyl Damu", "120,000", "", "80,000", "", "12.5", "GEM0"],
            ]
        },
        merges={"JWP": ["F2:G2", "H2:I2", "A4:A6", "B4:B5"]},
    )


def ministry_kk_ru(folder: Path) -> Path:
    """A Kazakh ministry: every heading and title in two languages beside a slash or on two lines."""
    return xlsx(
        folder,
        "bilingual.xlsx",
        {
            "1 парақ": [
                [
                    "ҚР Экология және табиғи ресурстар министрлігі / Министерство экологии и природных ресурсов РК"
                ],
                ["№", "Жобаның атауы / Наименование проекта", "Донор / Донор", "Сомасы / Сумма", "Мерзімі / Срок", "Мәртебесі / Статус", "ТДМ / ЦУР"],
                ["1", "Орман өрттерін мониторингтеу жүйесі / Система мониторинга лесных пожаров", "ҒЗП / ЕС «Horizon»", "2,1 млн. еуро", "2024–2027 жж.", "іске асырылуда / реализуется", "15.2; 13.1"],
                ["2", "Қар барысын қорғау\nОхрана снежного барса", "ЖЭҚ (GEF), БҰҰДБ", "1 350 000 АҚШ долл.", "01.2023 – 12.2026", "аяқталуға жақын", "15.5"],
            ]
        },
    )


def csvcomma(folder: Path) -> Path:
    """A Russian CSV in Windows-1251 with commas between and inside cells."""
    t = '"№ п/п","Проект","Спонсоры","Бюджет (млн. руб.)","Год"\n1,"Чистые берега, озеро Шалкар","ПАО «Газпром», ТОО «КазРосГаз»","12,5",2024\n2,"Экошкола ""Росток""",Посольство РФ,"0,8",2025\n,"Итого:",,"13,3",\n'
    p = folder / "comma.csv"
    p.write_bytes(t.encode("cp1251"))
    return p


def monthly(folder: Path) -> Path:
    """An akimat's report: the plan of the year, months as columns, a sum taken back in brackets."""
    return xlsx(
        folder,
        "monthly.xlsx",
        {
            "2025": [
                ["Ход освоения средств в 2025 году, тыс. тенге"],
                ["№", "Мероприятие", "Исполнитель", "Годовой план", "янв", "фев", "мар", "апр", "Итого освоено", "%"],
                [1, "Школа матерей", "УЗ г. Шымкент", 12000, 1000, 1500.5, 0, "", 2500.5, "20,8%"],
                [2, "Скрининг", "УЗ Туркестанской обл.", 45000, "", "", 30000, "(500)", 29500, "65,6%"],
            ]
        },
    )


def survey(folder: Path) -> Path:
    """Export of a survey: numbered questions, a column with yes or no for each goal."""
    return xlsx(
        folder,
        "survey.xlsx",
        {
            "Ответы": [
                ["ID ответа", "1. Название организации", "2. Название проекта/инициативы", "3. Страна (страны) реализации", "4. Объём финансирования", "5. Валюта", "6. Начало", "7. Окончание", "8. ЦУР: 3", "8. ЦУР: 4", "8. ЦУР: 5", "8. ЦУР: 6", "8. ЦУР: 13", "8. ЦУР: 17"],
                ["R_1", "ОФ «Мама Про»", "Послеродовая поддержка", "Казахстан; Кыргызстан", "12000", "EUR", "2024-02", "2025-02", "Да", "Нет", "Да", "Нет", "Нет", "Да"],
                ["R_2", "Eco Network", "Climate box", "Kazakhstan", "$8k", "USD", "05/2025", "11/2025", "Нет", "Да", "Нет", "Нет", "Да", "Нет"],
            ]
        },
    )


def ppp(folder: Path) -> Path:
    """A list of investment projects: cost in billions of tenge and millions of dollars, limits and estimates."""
    return xlsx(
        folder,
        "invest.xlsx",
        {
            "ГЧП": [
                ["Перечень инвестпроектов «зелёной» экономики"],
                ["№", "Наименование проекта", "Инициатор", "Стоимость проекта", "", "Период", "Мощность", "Кол-во рабочих мест", "Регион", "ЦУР"],
                ["", "", "", "млрд тенге", "млн долл. США", "", "", "", "", ""],
                [1, "ВЭС Мирный 1 ГВт", "TotalEnergies, Самрук-Қазына, КМГ", 685.5, 1400, "2023-2028", "1 ГВт", 300, "Жамбылская", "7.2"],
                [2, "Завод по переработке ТБО", "Частный инвестор", "до 25", "~51", "2025–2026", "200 тыс. т/год", "120", "г. Астана", "12.5, 11.6"],
                ["", "Итого", "", 710.5, 1451, "", "", "", "", ""],
            ]
        },
        merges={"ГЧП": ["D2:E2"]},
    )


def road_map(folder: Path) -> Path:
    """A road map with an approval block, years below the expected costs, a row of column numbers and abbreviations at the foot."""
    return xlsx(
        folder,
        "plan3.xlsx",
        {
            "План": [
                ["УТВЕРЖДАЮ"],
                ["Заместитель акима"],
                ["«__» ____ 2025 г."],
                [],
                [
                    "ДОРОЖНАЯ КАРТА по реализации Меморандума с Исламской организацией по продовольственной безопасности (ИОПБ)"
                ],
                ["№", "Мероприятие", "Форма завершения", "Ответственные за исполнение", "Срок исполнения", "Предполагаемые расходы", "", "", "Источник"],
                ["", "", "", "", "", "2025", "2026", "2027", ""],
                ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
                ["Приоритет 1. Продовольственная безопасность"],
                ["1.", "Создание семенного банка", "отчёт", "МСХ (созыв), МНВО", "декабрь 2026 г.", "10,5", "20,0", "-", "РБ"],
                ["2.", "Проведение семинаров", "информация", "МСХ, акиматы областей", "ежегодно, IV квартал", "", "5,0", "5,0", "ИОПБ"],
                ["Аббревиатуры: МСХ – Министерство сельского хозяйства; РБ – республиканский бюджет"],
            ]
        },
        merges={"План": ["F6:H6", "A9:I9"]},
    )


def empties(folder: Path) -> Path:
    """An agency's sheet with empty columns and rows between, and a title that goes on below a blank row."""
    return xlsx(
        folder,
        "gaps.xlsx",
        {
            "Sheet": [
                ["Проекты ЮНФПА"],
                [],
                ["№", None, "Название", None, "Бюджет (USD)", None, "ЦУР"],
                [1, None, "Школы отцов", None, 45000, None, "3.7"],
                [],
                [None, None, "продолжение: тренинги в Актау", None, None, None, None],
                [2, None, "Кабинеты молодёжного здоровья", None, "90,000", None, "3.7, 5.6"],
                [],
                [],
                [3, None, "Перепись: данные", None, None, None, "17.18"],
            ]
        },
    )


def dupyears(folder: Path) -> Path:
    """A sheet for each year, the same project again with another amount."""
    return xlsx(
        folder,
        "years.xlsx",
        {
            "2024": [
                ["№", "Проект", "Донор", "Бюджет, USD", "Срок", "ЦУР"],
                [1, "Чистый воздух", "АБР", 1000000, "2024-2026", "11.6"],
                [2, "Семена", "ФАО", 50000, "2024", "2.5"],
            ],
            "2025": [
                ["№", "Проект", "Донор", "Бюджет, USD", "Срок", "ЦУР"],
                [1, "Чистый воздух", "АБР", 1200000, "2024-2026", "11.6"],
                [2, "Рыба Арала", "Корея", 300000, "2025-2026", "14.4"],
            ],
        },
    )


def textual(folder: Path) -> Path:
    """A list in which every cell says several things."""
    return xlsx(
        folder,
        "textual.xlsx",
        {
            "L": [
                ["Наименование проекта, цель, основные мероприятия", "Партнёры (донор / исполнитель)", "Финансирование", "География и сроки"],
                ["«Зелёный регион». Цель: снижение выбросов. Мероприятия: 1) аудит; 2) посадка деревьев", "Донор: ЕС; Исполнитель: ОФ «Эко»", "ЕС – 200 тыс. евро, МБ – 10 млн тенге", "Атырау; 2024–2025"],
                ["«Умные теплицы»", "Донор – KOICA; исполнитель – НАО «КазНАИУ»", "1,5 млн $", "Алматинская обл.; с мая 2025"],
            ]
        },
    )


def sdgtext(folder: Path) -> Path:
    """A network's list: first, second and third goal, and their shares in columns of their own."""
    return xlsx(
        folder,
        "sdgtext.xlsx",
        {
            "T": [
                ["Initiative", "Lead", "SDG 1st", "SDG 2nd", "SDG 3rd", "Share 1st", "Share 2nd", "Share 3rd"],
                ["Women in STEM", "UN Women", 5, 4, 9, "50%", "30%", "20%"],
                ["Clean stoves", "UNDP", 7, 3, None, 0.7, 0.3, None],
            ]
        },
    )
