# ruff: noqa: E501 - rows of registers are read across
"""Registers in Word as people and programs make them, each with what a careful clerk would write down."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from sdgkit.activities.reading import read_register
from sdgkit.errors import InputError
from tests.activities.test_registers_of_strangers import told
from tests.activities.word_files import (
    MAIN,
    PAGE_TURNED,
    box,
    cell,
    control,
    para,
    row,
    run,
    table,
    word_file,
)

INNER = table(
    ["№", "Наименование проекта", "Донор", "Сумма, тыс. долл. США", "Срок", "ЦУР"],
    ["1", "Питьевая вода в сёлах Арала", "ПРООН", "450", "2023-2025", "6.1"],
    ["2", "Сельские медпункты", "ЮНИСЕФ", "120", "2024", "3.8"],
)
OF_INNER = [
    "Питьевая вода в сёлах Арала | F ПРООН | 450000 USD | 2023-01-01..2025-12-31 |  | 6.1",
    "Сельские медпункты | F ЮНИСЕФ | 120000 USD | 2024-01-01..2024-12-31 |  | 3.8",
]


def note(number: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def inserted(content: str) -> str:
    return f"<w:ins>{content}</w:ins>"


def deleted(text: str) -> str:
    return f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def struck(text: str) -> str:
    return run(text, "<w:strike/>")


PLACEHOLDER = "<w:showingPlcHdr/>"
FOUR = ["№", "Проект", "Сумма", "Годы", "ЦУР"]
WIDE = ["№ п/п", "Наименование проекта", "Партнёр", "Объём финансирования (млн. тг)", "Область", "Цели"]
HYPHEN, SOFT = "<w:r><w:noBreakHyphen/></w:r>", "<w:r><w:softHyphen/></w:r>"
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://sdgs.un.org/goals/goal6"</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    + run("6.1")
    + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
DOCUMENTS: dict[str, tuple[str, list[str], list[str]]] = {
    "text-box": (para("Справка") + para(box(INNER)), OF_INNER, []),
    "within-a-layout": (table(["АКИМАТ", "Приложение 1"], row([cell(para("Перечень") + INNER, span=2)])), OF_INNER, []),
    "content-controls": (
        control(table(
            ["№", "Наименование", "Донор", "Статус", "Начало", "Окончание", "ЦУР"],
            control(row(["1", "Поддержка рыболовства", cell(para(control(run("ФАО")))), control(cell("реализуется")), cell(para(control(run("01.02.2024")))), cell(para(control(run("Место для ввода даты."), PLACEHOLDER))), "14.b"])),
            row(["2", "Посадка саксаула", cell(para(control(run("Выберите элемент."), PLACEHOLDER))), "завершён", "01.03.2021", "30.11.2023", cell(para(control(run("☒")) + run(" 15.3  ") + control(run("☐")) + run(" 13.1")))]),
        )),
        ["Поддержка рыболовства | F ФАО |  | 2024-02-01.. |  | 14.b", "Посадка саксаула |  |  | 2021-03-01..2023-11-30 |  | 15.3"],
        ["boxes-unticked"],
    ),
    "tracked-changes": (
        table(
            ["№", "Проект", "Донор", "Бюджет, тыс. евро", "Период", "ЦУР"],
            ["1", cell(para(run("Зелёные ") + deleted("кварталы") + inserted(run("города")))), "ЕС", cell(para(deleted("800") + inserted(run("950")))), "2024-2026", "11.6"],
            row(["2", "Отменённый проект", "ЕБРР", "500", "2023", "7.2"], own="<w:del/>"),
            row(["3", cell(para(inserted(run("Новый проект по отходам")))), "ЕБРР", "300", "2025", "12.5"], own="<w:ins/>"),
            ["4", cell(f"<w:p><w:moveFrom>{run('Старое место')}</w:moveFrom><w:moveTo>{run('Энергоаудит больниц')}</w:moveTo></w:p>"), "ПРООН", "90", "2024", "7.3"],
        ),
        ["Зелёные города | F ЕС | 950000 EUR | 2024-01-01..2026-12-31 |  | 11.6", "Новый проект по отходам | F ЕБРР | 300000 EUR | 2025-01-01..2025-12-31 |  | 12.5", "Энергоаудит больниц | F ПРООН | 90000 EUR | 2024-01-01..2024-12-31 |  | 7.3"],
        ["tracked-changes"],
    ),
    "struck": (
        table(
            ["№", "Проект", "Донор", "Сумма, тыс. долл.", "Срок", "ЦУР"],
            ["1", "Модернизация ТЭЦ", "ЕБРР", cell(para(struck("500") + run(" 750"))), cell(para(struck("2023-2024") + run(" 2024-2026"))), "7.3"],
            [cell(para(struck("2"))), cell(para(struck("Снятый проект"))), cell(para(struck("АБР"))), cell(para(struck("900"))), cell(para(struck("2024"))), cell(para(struck("3.3")))],
        ),
        ["Модернизация ТЭЦ | F ЕБРР | 750000 USD | 2024-01-01..2026-12-31 |  | 7.3", "Снятый проект | F АБР | 900000 USD | 2024-01-01..2024-12-31 |  | 3.3"],
        ["row-struck", "text-struck"],
    ),
    "merged-both-ways": (
        table(
            row([cell("№", down="restart"), cell("Донор", down="restart"), cell("Проект", down="restart"), cell("Стоимость, тыс. долл.", span=2), cell("Сроки", span=2)]),
            row([cell(down="continue"), cell(down="continue"), cell(down="continue"), "всего", "в т.ч. грант", "начало", "окончание"]),
            row([cell("Водные ресурсы", span=7)]),
            row(["1", cell("Всемирный банк", down="restart"), "Гидропосты", "1500", "1000", "01.2022", "12.2025"]),
            row(["2", cell(down="continue"), "Каналы в сёлах", "2300", "300", "2023", "2026"]),
        ),
        ["Гидропосты | F Всемирный банк | 1500000 USD | 2022-01-01..2025-12-31 |  |  | § Водные ресурсы", "Каналы в сёлах | F Всемирный банк | 2300000 USD | 2023-01-01..2026-12-31 |  |  | § Водные ресурсы"],
        ["row-section"],
    ),
    "turned-pages": (
        para("Таблица 2") + table(row(WIDE, own="<w:tblHeader/>"), ["1", "Дороги к аулам", "ИБР", "5 400", "Жамбылская", "9.1"])
        + PAGE_TURNED + para("Продолжение таблицы 2") + table(WIDE, ["2", "Ветропарк", "ЕБРР", "12 000", "Мангистауская", "7.2"]),
        ["Дороги к аулам | F ИБР | 5400000000 KZT | .. | KZ-31 | 9.1", "Ветропарк | F ЕБРР | 12000000000 KZT | .. | KZ-47 | 7.2"],
        [],
    ),
    "caption-between": (
        para("Таблица 1, долл. США") + table(["№", "Проект", "Исполнитель", "Сумма", "Срок", "ЦУР"], ["1", "Снежный барс", "ПРООН", "2 500 000", "2021-2025", "15.5"])
        + para("Таблица 1 (продолжение)") + table(["2", "Тугаи Сырдарьи", "ПРООН", "950 000", "2023-2026", "15.1"])
        + para("Раздел 2. Химия") + table(["3", "Пестициды", "ФАО", "1 100 000", "2022-2024", "12.4"]),
        ["Снежный барс | I ПРООН | 2500000 USD | 2021-01-01..2025-12-31 |  | 15.5", "Тугаи Сырдарьи | I ПРООН | 950000 USD | 2023-01-01..2026-12-31 |  | 15.1", "Пестициды | I ФАО | 1100000 USD | 2022-01-01..2024-12-31 |  | 12.4 | § Раздел 2. Химия"],
        ["table-goes-on"],
    ),
    "captions-in-tables-of-one-cell": (
        table(["№", "Наименование", "Донор", "Сумма, тыс. евро", "ЦУР"], ["1", "Биогаз", "ЕС", "400", "7.2"]) + table(["Энергосбережение"])
        + table(["2", "Утепление школ", "ЕБРР", "1 250", "7.3"]) + table(["Итого", "", "", "1 650", ""]) + table(["Подпись"]),
        ["Биогаз | F ЕС | 400000 EUR | .. |  | 7.2", "Утепление школ | F ЕБРР | 1250000 EUR | .. |  | 7.3 | § Энергосбережение"],
        ["row-section", "row-total", "sheet-no-register", "table-goes-on"],
    ),
    "indicators-beside-a-card": (
        table(["Наименование проекта", "Умные теплицы"], ["Донор", "KOICA"], ["Сроки реализации", "2024-2026 гг."], ["Бюджет", "3,5 млн долл. США"], ["ЦУР", "2.4"])
        + para("Результаты") + table(["Показатель", "План", "Факт"], ["Количество теплиц", "10", "4"], ["Обучено фермеров", "200", "80"]),
        ["Умные теплицы | F KOICA | 3500000 USD | 2024-01-01..2026-12-31 |  | 2.4"],
        ["card", "sheet-no-register"],
    ),
    "merged-over-a-page": (
        table(["Отрасль", "Проект", "Донор", "Сумма, млн долл.", "ЦУР"], row([cell("АПК", down="restart"), "Молочные фермы", "ЕАБР", "12", "2.3"]))
        + PAGE_TURNED + table(row([cell("", down="restart"), "Элеваторы", "ЕАБР", "18", "2.c"])),
        ["Молочные фермы | F ЕАБР | 12000000 USD | .. |  | 2.3", "Элеваторы | F ЕАБР | 18000000 USD | .. |  | 2.c"],
        ["table-goes-on"],
    ),
    "sections-between": (
        para("Проекты развития", "Heading1") + para("1. Здравоохранение (млн. тенге)", "Heading2") + table(FOUR, ["1", "Онкоцентр", "25 000", "2022-2025", "3.4"])
        + para("2. Образование, тыс. долл. США", "Heading2") + table(FOUR, ["1", "Цифровые школы", "640", "2023-2024", "4.4"])
        + para("3. Экология") + para("в млн. евро") + table(FOUR, ["1", "Очистка Нуры", "3,2", "2024-2027", "6.3"]),
        ["Онкоцентр |  | 25000000000 KZT | 2022-01-01..2025-12-31 |  | 3.4 | § 1. Здравоохранение", "Цифровые школы |  | 640000 USD | 2023-01-01..2024-12-31 |  | 4.4 | § 2. Образование", "Очистка Нуры |  | 3200000 EUR | 2024-01-01..2027-12-31 |  | 6.3 | § 3. Экология"],
        [],
    ),
    "years-between": (
        para("Annex II") + para("2024 allocations (EUR million)") + table(["No.", "Programme", "Implementing partner", "Amount", "Main SDG"], ["1", "Rule of law", "Council of Europe", "6.5", "SDG 16"])
        + para("2025 allocations (EUR thousand)") + table(["No.", "Programme", "Implementing partner", "Amount", "Main SDG"], ["1", "TVET for girls", "GIZ", "800", "SDG 4"]),
        ["Rule of law | I Council of Europe | 6500000 EUR | .. |  | 16* | § 2024 allocations", "TVET for girls | I GIZ | 800000 EUR | .. |  | 4* | § 2025 allocations"],
        [],
    ),
    "labelled-lines": (
        "".join(map(para, ["Информация", "1. Наименование проекта: Зелёный коридор", "Донор: Европейский союз", "Бюджет: 2 млн евро", "Сроки: 2023-2026 гг.", "ЦУР: 13.1, 15.1", "2. Наименование проекта: Чистый воздух", "Донор: ПРООН", "Бюджет: 450 тыс. долл. США", "Сроки: 2024-2025 гг.", "ЦУР: 11.6"])),
        ["Зелёный коридор | F Европейский союз | 2000000 EUR | 2023-01-01..2026-12-31 |  | 13.1 15.1", "Чистый воздух | F ПРООН | 450000 USD | 2024-01-01..2025-12-31 |  | 11.6"],
        ["card"],
    ),
    "google": (
        control("<w:tbl><w:tblPr/>" + "".join("<w:tr>" + "".join("<w:tc><w:p/>" + para(control(run(one))) + "</w:tc>" for one in line) + "</w:tr>" for line in [["№", "Название проекта", "Грантодатель", "Сумма, тенге", "Период", "Место"], ["1.", "Инклюзивный парк", "Фонд Евразия", "4\u00a0500\u00a0000", "01.02.2025\u00a0– 30.11.2025", "г.\u00a0Костанай"]]) + "</w:tbl>"),
        ["Инклюзивный парк | F Фонд Евразия | 4500000 KZT | 2025-02-01..2025-11-30 | KZ-39 | "],
        [],
    ),
    "signs-of-word": (
        table(
            ["№", "Проект", "Донор", "Сумма, млн $", "Период", "ЦУР"],
            ["1", cell(para(f"<w:smartTag>{run('Аральское')}</w:smartTag>{run(' море: водо')}{SOFT}{run('снабжение')}")), cell(para(f"<w:hyperlink>{run('Всемирный банк')}</w:hyperlink>")), "12,5", cell(para(run("2023") + HYPHEN + run("2027"))), cell(para(FIELD))],
            ["2", cell(para(run("IT") + HYPHEN + run("хаб") + "<w:r><w:cr/></w:r>" + run("для сёл") + box(para("этап 2")))), cell(para(f"<w:fldSimple>{run('Samsung')}</w:fldSimple>")), "1,5", cell(para(run("01.2024 ") + '<w:r><w:sym w:font="Symbol" w:char="F02D"/></w:r>' + run(" 12.2025"))), cell(para(run("9.c") + run("скрыто", "<w:vanish/>")))],
        ),
        ["Аральское море: водоснабжение | F Всемирный банк | 12500000 USD | 2023-01-01..2027-12-31 |  | 6.1", "IT-хаб для сёл этап 2 | F Samsung | 1500000 USD | 2024-01-01..2025-12-31 |  | 9.c"],
        ["text-hidden"],
    ),
    "side-by-side-of-old": (
        table(
            row([cell("Перечень проектов", own='<w:hMerge w:val="restart"/>'), *[cell(own="<w:hMerge/>")] * 4]),
            ["№", "Проект", "Бюджет, евро", "Окончание", "ЦУР"],
            ["1", "Водный диалог", "1.500.000", "31.12.2026", "6.5"],
            row(["BOMCA", "21 650 000", "03.2025", "16.a"], own='<w:gridBefore w:val="1"/>'),
        ),
        ["Водный диалог |  | 1500000 EUR | ..2026-12-31 |  | 6.5", "BOMCA |  | 21650000 EUR | ..2025-03-31 |  | 16.a"],
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_read_as_a_clerk_would(name: str, tmp_path: Path) -> None:
    body, lines, findings = DOCUMENTS[name]
    register = read_register(word_file(tmp_path / "register.docx", body))
    assert [told(activity) for activity in register.activities] == lines
    assert sorted({finding.code.partition(".")[2] for finding in register.findings}) == findings


def test_a_cell_merged_over_the_end_of_a_page_says_the_same_on_the_next(tmp_path: Path) -> None:
    read = read_register(word_file(tmp_path / "r.docx", DOCUMENTS["merged-over-a-page"][0]))
    assert [str(one.sectors[0].title) for one in read.activities] == ["АПК", "АПК"]


def test_footnotes_give_the_unit_or_are_told_and_no_person_with_them(tmp_path: Path) -> None:
    body = table(
        ["№", "Проект", cell(para(run("Сумма") + note(1))), "Донор", "ЦУР"],
        [
            "1",
            cell(para(run("Телемедицина") + note(2))),
            "250",
            cell(para(run("Япония") + note(1, "endnote"))),
            "3.8",
        ],
    )
    read = read_register(
        word_file(
            tmp_path / "r.docx", body,
            footnotes={1: "в тыс. долл. США", 2: "Проект продлён до 2026 года."}, endnotes={1: "исп. Танака К., тел. 27-11-22"},
        )
    )  # fmt: skip
    assert [told(one) for one in read.activities] == ["Телемедицина | F Япония | 250000 USD | .. |  | 3.8"]
    notes = [(one.row, one.column, one.value) for one in read.findings if one.code == "activities.footnote"]
    assert notes == [(2, "B", "Проект продлён до 2026 года."), (2, "D", "исп. [...], тел. [...]")]


def test_rows_keep_their_numbers_where_one_above_was_deleted(tmp_path: Path) -> None:
    read = read_register(word_file(tmp_path / "r.docx", DOCUMENTS["tracked-changes"][0]))
    assert [one.origin.row for one in read.activities] == [2, 4, 5]


def test_lines_with_labels_stay_unread_beside_a_table_that_is_a_register(tmp_path: Path) -> None:
    body = DOCUMENTS["labelled-lines"][0] + INNER
    assert [told(one) for one in read_register(word_file(tmp_path / "r.docx", body)).activities] == OF_INNER


def test_a_list_of_projects_in_words_is_told(tmp_path: Path) -> None:
    body = para("1. Проект «Вода для Арала» (ПРООН, 2023–2025 гг.).") + para("2. Проект «Школьное питание».")
    with pytest.raises(InputError) as error:
        read_register(word_file(tmp_path / "r.docx", body))
    assert error.value.code == "activities.document-without-table"


def test_a_document_is_read_under_other_names_of_the_standard(tmp_path: Path) -> None:
    word_file(tmp_path / "r.docx", INNER, main="document2")
    with ZipFile(tmp_path / "r.docx") as archive:
        main = archive.read("word/document2.xml").decode()
    strict = main.replace(MAIN, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    with ZipFile(tmp_path / "strict.docx", "w") as archive:
        archive.writestr("word/document.xml", strict)
    of_2003 = main.replace(MAIN, "http://schemas.microsoft.com/office/word/2003/wordml").replace(
        "w:document", "w:wordDocument"
    )
    of_2003 = of_2003.replace(
        "<w:tbl>", '<wx:sect xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"><w:tbl>', 1
    ).replace("</w:tbl>", "</w:tbl></wx:sect>", 1)
    (tmp_path / "of2003.doc").write_text(of_2003, encoding="utf-8")
    package = "http://schemas.microsoft.com/office/2006/xmlPackage"
    (tmp_path / "flat.xml").write_text(
        f'<?xml version="1.0"?><pkg:package xmlns:pkg="{package}"><pkg:part pkg:name="/word/document.xml"><pkg:xmlData>'
        f"{main.partition('?>')[2]}</pkg:xmlData></pkg:part></pkg:package>",
        encoding="utf-8",
    )
    for name in ("r.docx", "strict.docx", "of2003.doc", "flat.xml"):
        assert [told(one) for one in read_register(tmp_path / name).activities] == OF_INNER, name
