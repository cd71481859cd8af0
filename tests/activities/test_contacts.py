"""Contact persons, telephone numbers and addresses: none of them reaches an activity, a finding or a file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from typer.testing import CliRunner

from sdgkit.activities.cells.organisations import read_organisations
from sdgkit.activities.iati.reading import read_iati
from sdgkit.activities.reading import read_register
from sdgkit.cli.app import app
from sdgkit.contacts import is_contact, masked, may_hold, without_persons
from sdgkit.findings import Finding
from tests.activities.iati_files import a_file, an_activity

HEADER = [
    "№", "Наименование проекта", "Донор", "Исполнитель", "Куратор проекта", "Координатор (ФИО, телефон)", "Моб.",
    "Эл. адрес", "Сумма, тыс. долл. США", "Начало", "Окончание", "Регион", "ЦУР", "Примечание",
    "Сотрудник, ответственный за проект", "Кто ведёт",
]  # fmt: skip
ROWS = [
    [1, "Ремонт сельских больниц", "ПРООН", "Министерство здравоохранения РК", "Серикбаев Алмас Кайратович",
     "Ахметова Гульнара, 87011234567", "8 701 123 45 67", "g.akhmetova@moh.example", 120, "01.02.2023", "31.12.2025",
     "Кызылординская область", "3.8", "Отв. Петров Пётр Петрович, вн. 1234; второй этап", "Касымова Айгерим Болатовна",
     "Нұрланов Ержан"],
    [2, "Водоснабжение Приаралья (координатор – Иванов Иван Иванович, 8(7242)27-11-22)", "ЕС",
     "ГУ «Управление природных ресурсов» (рук. Омаров Д. С., тел.: 27-55-66)", "Тлеуов Данияр Маратулы",
     "Сапарова Динара 7 777 555 44 33", "77012223344", "d.saparova[at]mail.example", 50, "2023", "2024",
     "Кызылорда, отв. Тестова А.Б.", "6.1", "Звонить Абишеву Канату Сериковичу (8-705-111-22-33)",
     "Кенжебаева Сауле Маратқызы", "Иманов Тимур"],
    [3, "Обучение врачей", "ВОЗ", "Минздрав, Focal point: Jane Roe", "—", "Dr. Jane Roe, +44 (0)20 7946 0958",
     "00 41 22 917 1234", "jane.roe@who.example", 70, "2024", "2025", "Алматы, тел. 55-12-13", "3.c",
     "см. письмо О.Бекова, jane (собака) who.example", "Иванов Тимур", "Сапарова Дина"],
]  # fmt: skip
SECRET = [
    "Серикбаев", "Ахметов", "Петров", "Касымов", "Нұрланов", "Иванов", "Омаров", "Тлеуов", "Сапаров", "Абишев",
    "Кенжебаев", "Иманов", "Roe", "Беков", "Тестов", "akhmetova", "saparova", "who.example", "8701123", "701 123",
    "27-11-22", "27-55-66", "555 44", "7701222", "111-22-33", "7946", "917 1234", "55-12-13", "1234",
]  # fmt: skip


def leaks(text: str) -> list[str]:
    # The sum of a file holds "7946" once in some hundred files.
    text = re.sub(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])", "", text)
    return [secret for secret in SECRET if secret.lower() in text.lower()]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Реестр проектов. Исп. Омаров А.К., тел. 27-55-66"])
    for row in [HEADER, *ROWS]:
        sheet.append(row)
    book.save(tmp_path / "register.xlsx")
    return tmp_path / "register.xlsx"


def test_no_person_of_a_register_gets_into_its_activities_or_findings(register: Path) -> None:
    read = read_register(register)
    assert len(read) == 3
    assert not leaks(read.model_dump_json())
    assert not leaks(read.findings_frame("ru").to_csv())
    assert read.activities[1].title.root == {"ru": "Водоснабжение Приаралья (координатор)"}
    assert [str(p.name) for p in read.activities[1].partners] == ["ЕС", "ГУ «Управление природных ресурсов»"]
    # A note that holds contacts is still a note.
    assert "второй этап" in json.dumps(read.activities[0].extra, ensure_ascii=False)


def test_every_column_of_contacts_is_told(register: Path) -> None:
    told = [f.column for f in read_register(register).findings if f.code == "activities.contacts-left-out"]
    assert told == ["E", "F", "G", "H", "O", "P"]


@pytest.mark.parametrize("ending", ["csv", "jsonl", "xml", "parquet", "xlsx"])
def test_no_person_gets_into_a_file_or_onto_the_terminal(register: Path, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"out.{ending}"
    answer = CliRunner().invoke(app, ["map", str(register), "-o", str(out), "-l", "ru"])
    assert answer.exit_code in (0, 1), answer.output
    assert not leaks(answer.output)
    if ending == "parquet":
        import pandas as pd

        assert not leaks(pd.read_parquet(out).to_csv())
    elif ending == "xlsx":
        from openpyxl import load_workbook

        cells = [str(c) for sheet in load_workbook(out) for row in sheet.values for c in row if c is not None]
        # Numbers of cells and rows are no telephone numbers.
        assert not leaks(" | ".join(one for one in cells if not one.isdecimal()))
    else:
        assert not leaks(out.read_text(encoding="utf-8-sig"))
    checked = CliRunner().invoke(app, ["check", str(register), "-l", "kk", "--json"])
    assert not leaks(checked.output)


def test_persons_in_titles_sections_and_last_lines_take_no_column_with_them(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Утверждаю: Вице-министр Иванов Тимур Болатович"],
        ["№", "Наименование проекта", "Донор", "Бюджет, млн тенге", "Период", "Область"],
        ["Раздел 1. Вода (отв. Петров К.К., тел. 55-12-13)"],
        [
            1,
            "Строительство водопровода в селе",
            "Всемирный банк",
            120,
            "2023-2025",
            "Туркестанская обл., отв. Омаров М.Е.",
        ],
        [2, "Канализация города", "ЕБРР, Ms. Maria Roe, m.roe@who.example", 50, "2024", "Астана"],
        ["", "Итого", None, 170],
        ["Исп.: Иманова Алия Ринатовна, вн. 1234"],
    ):
        sheet.append(row)
    book.save(tmp_path / "r.xlsx")
    read = read_register(tmp_path / "r.xlsx")
    assert [one.id for one in read.activities] == ["1", "2"]
    assert {one.section for one in read.activities} == {"Раздел 1. Вода"}
    assert [[str(p.name) for p in one.partners] for one in read.activities] == [["Всемирный банк"], ["ЕБРР"]]
    assert not leaks(read.model_dump_json()), read.findings


def test_persons_in_texts_of_iati_are_masked(tmp_path: Path) -> None:
    text = an_activity(
        title="<narrative>Wells. Project manager: John Smith</narrative>"
        '<narrative xml:lang="ru">Колодцы, Сапаровой Динаре Маратовне, тел. 27-11-22</narrative>',
    ).replace("Clinics in villages", "Write to Imanov Timur Kanatovich, 87011234567")
    told = read_iati(a_file(tmp_path / "a.xml", text)).model_dump_json()
    assert not leaks(told), told
    assert "Smith" not in told


@pytest.mark.parametrize(
    "name",
    [
        "Костанайский университет им. А. Байтурсынова", "Университет имени Л.Н. Гумилева",
        "А. Байтұрсынов атындағы университет", "Фонд Ф. Эберта", "ГКП «Больница № 2 им. Сызганова А.Н.»",
        "Kashagan B.V.", "Реконструкция ул. Ивана Сергеевича Тургенева", "Vitamin A. Supplements",
        "Компонент А. Вода", "Договор № 8-705 от 12.03.2024", "Выделено 8 700 000 000 тенге", "87011234567 тенге",
        "Координатор: Министерство Экологии", "Долина реки Сырдарья - Аральское море", "8 (восемь) школ",
        "I. Здравоохранение", "А. Развитие села и воды", "Т. Рыскулов ауданы",
        "район М. Жумабаева", "с. Ш. Уалиханова", "Өскемен қ., К. Қайсенов к-сі",
        "Центр «С. Макашев»", "Абай Құнанбайұлы университеті", "Жамбылская обл., р-н Т. Рыскулова, с. Кулан",
        "2023-2025, 1 200 000", "Республика Казахстан, Кызылординская область", "БИН 870112345678",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_contact_stays(name: str) -> None:
    assert without_persons(name) == name


def test_an_institution_keeps_the_name_that_it_bears() -> None:
    reading = read_organisations("КРУ им. А. Байтурсынова; Фонд Ф. Эберта", "implementing")
    assert [str(partner.name) for partner in reading.partners] == [
        "КРУ им. А. Байтурсынова",
        "Фонд Ф. Эберта",
    ]
    assert reading.persons == 0


def test_a_finding_shows_no_person() -> None:
    finding = Finding(
        code="places.unknown", value="Ақмола, Тестов Т.Т., тел. 27-55-66, Иванова Анна Петровна"
    )
    assert finding.value == "Ақмола, [...], тел. [...], [...]"


PIECES = [
    "Sergei Petrov", "ring 555-1234", "skype: bolat", "t.me/bolat", "a.b at example.org", "Prof. A. Brown",
    "Repair of rural clinics", "lot 17", "contact:", "Contact - ", "Jane Roe", "J. Roe", "Mr. A. Brown", "Mrs",
    "Serikov Asan Kanatuly", "Ivanov Ivan Ivanovich", "tel. 27-55-66", "Phone 12", "ext. 1234",
    "+44 20 7008 5000", "8 (727) 250-11-22", "87011234567", "00 44 20 7008 5000", "a.b@example.org",
    "ann(at)example.org", "ann[at]example.org", "2024-01-01", "12,5", "and", "Vitamin A.", ",", ";", "(", ")",
    "hotels",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6), st.sampled_from([" ", ", ", ""]))
def test_a_text_without_a_sign_of_a_contact_holds_none(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    if not may_hold(text):
        assert masked(text) == text


DISGUISED = [
    ("Звонить Асель Нурлановне по номеру 8 (7172) 74-05-12", ["Асель", "74-05-12"]),
    ("Отв.: г-н Сериков Б.", ["Сериков"]),
    ("контактное лицо Айгуль Смагулова, 870155544 33", ["Смагулова", "870155"]),
    ("моб 8-701-555-44-33 (Болат)", ["555-44", "Болат"]),
    ("WhatsApp: +77015554433", ["7015554433"]),
    ("tel: 7172 555 443", ["555 443"]),
    ("тел/факс 27-11-22", ["27-11-22"]),
    ("т. 74-05-12", ["74-05-12"]),
    ("р.т. 8 7172 740512", ["740512"]),
    ("+7.701.555.44.33", ["555.44"]),
    ("+7/701/555/44/33", ["555/44"]),
    ("+7 701 555 44 33 вн 123", ["555 44", "123"]),
    ("8 (777) 1234567", ["1234567"]),
    ("87771234567", ["7771234567"]),
    ("7 777 123-45-67", ["123-45-67"]),
    ("(727) 250-11-22", ["250-11-22"]),
    ("+998 71 123 45 67", ["123 45 67"]),
    ("+996 (312) 61-12-13", ["61-12-13"]),
    ("00992 37 221 00 11", ["221 00 11"]),
    ("a.b [at] mfa [dot] gov [dot] kz", ["a.b", "mfa"]),
    ("a.b собака mail.ru", ["a.b"]),
    ("a.b (собака) mail точка ru", ["a.b", "mail"]),
    ("a.b@mfa . gov . kz", ["a.b"]),
    ("a.b @ mfa.gov.kz", ["a.b"]),
    ("aigul.s at undp.org", ["aigul"]),
    ("e-mail: aigul.s", ["aigul"]),
    ("телеграм @aigul_s", ["aigul_s"]),
    ("Telegram: t.me/aigul_s", ["aigul_s"]),
    ("skype: bolat.k", ["bolat.k"]),
    ("Исполнитель Ахметова А.", ["Ахметова"]),
    ("Ахметов А.Б. (Департамент воды)", ["Ахметов"]),
    ("АХМЕТОВ А.Б.", ["АХМЕТОВ"]),
    ("Ахметов Асан Болатұлы", ["Ахметов", "Асан"]),
    ("АХМЕТОВ Асан Болатович", ["АХМЕТОВ", "Асан"]),
    ("проект ведёт Сергей Петров", ["Петров", "Сергей"]),
    ("Менеджер проекта — Гульнар Касымова", ["Касымова"]),
    ("Focal point at the Ministry: Mr. Askar Nurlanov", ["Nurlanov"]),
    ("Contact Mr Askar Nurlanov for details", ["Nurlanov"]),
    ("Please call John Smith on 555-1234", ["Smith", "555-1234"]),
    ("Project manager Jane Doe (jane@x.org)", ["Jane", "Doe"]),
    ("Prof. A. Nurlanov", ["Nurlanov"]),
    ("байланыс: Нұрлан Сәрсенов", ["Сәрсенов"]),
    ("Жауапты орындаушы: Сәрсенов Н.", ["Сәрсенов"]),
    ("Нұрлан Сәрсенұлы", ["Сәрсенұлы", "Нұрлан"]),
    ("тел.: қосымша 1234", ["1234"]),
    ("Ұялы: 8 701 555 4433", ["555 4433"]),
    ("Жоба үйлестірушісі Сәуле Ахметқызы", ["Ахметқызы", "Сәуле"]),
    ("Tel. (+7 7172) 79-96-20 ext. 2105", ["79-96-20", "2105"]),
    ("ИИН 850101300123", ["850101300123"]),
    ("уд. личности № 012345678", ["012345678"]),
    ("Подписано вице-министром Е. Тестовым", ["Тестов"]),
    ("Куратор - зам. директора Омаров Кайрат", ["Омаров"]),
    ("Ким В.", ["Ким В"]),
    ("координатор Ли Елена Викторовна", ["Ли Елена", "Викторовна"]),
    ("Цой А.С., Пак Ирина", ["Цой", "Пак Ирина"]),
    ("Обучение врачей. Цой А.С., Пак Ирина", ["Цой", "Пак Ирина"]),
    ("Абдуллаев Рустам Каримович (Ташкент)", ["Абдуллаев", "Рустам"]),
    ("Mas'ul: Karimov Rustam, +998901234567", ["Karimov", "901234567"]),
    ("Жооптуу адам: Асанов Бакыт", ["Асанов"]),
    ("Масъул: Раҳимов Фарҳод", ["Раҳимов"]),
    ("Контакты: Ж.Т. Әбдірахманова, вн. 4-15", ["Әбдірахманова", "4-15"]),
    ("Касенов Е. К. – главный эксперт, 8-7172-74-11-22", ["Касенов", "74-11-22"]),
    ("гл. специалист Мұқанова А. (тел. 8(7172)701-702)", ["Мұқанова", "701-702"]),
    ("И.о. директора Сағынтаев Бауыржан", ["Сағынтаев"]),
    ("начальник управления Дүйсенов Қайрат Маратұлы", ["Дүйсенов", "Қайрат"]),
    ("эксперт: Ли С.В.", ["Ли С"]),
    ("сот.тел 8 747 123 45 67", ["123 45 67"]),
    ("раб. 55-44-33, моб. 701-222-33-44", ["55-44-33", "222-33-44"]),
    ("WhatsApp 8-775-321-00-99 (Жанна)", ["321-00-99", "Жанна"]),
    ("wa.me/77015551122", ["77015551122"]),
    ("тг: @zhanna_kz", ["zhanna_kz"]),
    ("Telegram @aset.k", ["aset.k"]),
    ("t.me/+AbCdEf123", ["AbCdEf"]),
    ("viber +7 (705) 555 66 77", ["555 66 77"]),
    ("instagram.com/aset_k", ["aset_k"]),
    ("почта: aset.k(собачка)mail.kz", ["aset.k"]),
    ("aset [dot] k [at] mail [dot] kz", ["aset"]),
    ("aset.k AT mail DOT kz", ["aset.k"]),
    ("почта aset_k@mail.kz;  d.k@mail.kz", ["aset_k", "d.k"]),
    ("aset.k@mail. kz", ["aset.k"]),
    ("aset.k＠mail.kz", ["aset.k"]),
    ("Ask Jane Roe, +7 701 555 44 33", ["Jane", "Roe"]),
    ("ИИН 900101300456", ["900101300456"]),
    ("ИИН: 900101-300456", ["300456"]),
    ("ЖСН – 900101300456", ["900101300456"]),
    ("IIN 900101300456, Aset", ["900101300456"]),
    ("удостоверение личности N 045678901 выдано МВД", ["045678901"]),
    ("паспорт N12345678", ["12345678"]),
    ("KZ86125KZT5004100100 (счёт Ахметова А.)", ["5004100100", "Ахметов"]),
    ("ИИК KZ75125KZT1001300335", ["1001300335"]),
    ("карта 4400 4301 2345 6789", ["2345 6789"]),
    ("проживает: г. Алматы, ул. Абая 10, кв. 5, Смагулов Т.", ["Смагулов", "кв. 5"]),
    ("Ответственный – зам. акима Нұрғалиев Серік Болатұлы", ["Нұрғалиев", "Серік"]),
    ("Байланысу үшін: Гүлнәр, 87771234567", ["Гүлнәр", "1234567"]),
    ("Жауапты маман Әлия Сейітқызы", ["Әлия", "Сейітқызы"]),
    ("үйлестіруші – Төлеген Н.", ["Төлеген"]),
    ("тел: +7 7 1 7 2  7 4  1 1  2 2", ["7 4  1 1"]),
    ("ph. +1 (202) 473-1000 x234", ["473-1000"]),
    ("cell: 0555 123456", ["123456"]),
    ("Mob.: 0(777)12-34-56", ["12-34-56"]),
    ("+7‒701‒555‒44‒33", ["555‒44"]),
    ("+7 701 555 44 33", ["555 44"]),
    ("8 701 555-44-33 доб.12", ["555-44", "доб.12"]),
    ("тел.(7172)74-11-22/23", ["74-11-22", "/23"]),
    ("звонить по тел. 2-12-15 (г. Арал)", ["2-12-15"]),
    ("Attn: Ms Gulnara Akhmetova", ["Akhmetova", "Gulnara"]),
    ("c/o Dr. John A. Smith", ["Smith"]),
    ("PM: Askar Zhumabayev (UNDP)", ["Zhumabayev"]),
    ("Task Team Leader: Jane Q. Public", ["Public"]),
    ("Contact: O'Neill, Patrick", ["Neill", "Patrick"]),
    ("Programme Analyst Ainur Bekova, ainur.bekova@undp.org", ["Ainur", "Bekova"]),
    ("ZHUMABAYEV Askar", ["ZHUMABAYEV"]),
    ("Zhumabayev A.K.", ["Zhumabayev"]),
    ("A.K. Zhumabayev", ["Zhumabayev"]),
    ("г-жа Ахметова", ["Ахметова"]),
    ("Сапарова Дина Маратовна (коорд.)", ["Сапарова"]),
    ("куратор: Пак Алексей, Цой Виктор", ["Пак", "Алексей", "Цой", "Виктор"]),
    ("подпись: ________ /Ибраев К.Т./", ["Ибраев"]),
    ("Ф.И.О.: Оспанов Нурлан", ["Оспанов", "Нурлан"]),
    ("ФИО руководителя — Кенжебек Айдана Серікқызы", ["Кенжебек", "Айдана"]),
    ("Мырзабекова Салтанат Қ.", ["Мырзабекова", "Салтанат"]),
    ("tel. +99312 94 12 34", ["94 12 34"]),
    ("Даулет Нұрланұлы Сәдуақасов, 8(701)2223344", ["Даулет", "Сәдуақасов", "2223344"]),
    ("зам.директора Б.Б.Кусаинов", ["Кусаинов"]),
    ("отв.исп. Жумабекова Г.М. т.79-12-13", ["Жумабекова", "79-12-13"]),
    ("Секретарь: 74-11-23", ["74-11-23"]),
    ("по вопросам: Айдана +7 707 111 22 33", ["Айдана", "111 22"]),
    ("сұрақтар бойынша 8 7172 55 66 77 хабарласыңыз", ["55 66 77"]),
    ("Skype live:bolat_k", ["bolat_k"]),
    ("whatsapp group https://chat.whatsapp.com/AbC123dEf456", ["AbC123dEf456"]),
    ("twitter.com/aset_k_2020", ["aset_k_2020"]),
    ("адрес - s.ivanova at un dot org", ["ivanova"]),
    ("Dana.K@UNDP.ORG", ["Dana.K"]),
    ("Contact person Mr Zhang Wei (+86 10 6505 1234)", ["Zhang", "Wei", "6505 1234"]),
    ("Mme Marie Dupont", ["Dupont"]),
    ("Herr Klaus Müller, Tel. 030 1234567", ["Müller", "1234567"]),
    ("Кураторы: Иванов И.И., Петров П.П. и Сидоров С.С.", ["Иванов", "Петров", "Сидоров"]),
    ("ИП Ахметова Г.К., ИИН 850412400123", ["Ахметова", "850412400123"]),
    ("БИК KCJBKZKX, счет KZ86 125K ZT50 0410 0100", ["ZT50 0410"]),
    ("Адрес проживания: г. Астана, ул. Сыганак 10, кв. 77", ["Сыганак"]),
    ("тел: 8-(7132)-21-21-21", ["21-21-21"]),
    ("Т. 8 777 1 234 567", ["1 234 567"]),
    ("Tел.: +7 (705) 123 45 67", ["123 45 67"]),
    ("моб.тел.:87751234567", ["87751234567"]),
    ("Ответственное лицо Касымжомарт Алиев", ["Алиев"]),
    ("инженер Сериков", ["Сериков"]),
    ("Ахметов Б., Сериков Д., ПРООН", ["Ахметов", "Сериков"]),
    ("Акимат (Ахметов Б.Б.)", ["Ахметов"]),
    ("подготовил: А.Ахметов", ["Ахметов"]),
    ("исп. Дәулетова Жанар (каб. 412, т. 75-10-20)", ["Дәулетова", "75-10-20"]),
    ("Руководитель проекта Оразалиев Ерлан Тұрсынұлы +7(777)4445566", ["Оразалиев", "Ерлан", "4445566"]),
    ("tel/whatsapp 8 705 700 70 70 Меруерт", ["700 70", "Меруерт"]),
    ("А. Сейтжанов, начальник отдела", ["Сейтжанов"]),
    ("n.seit [собака] gov.kz", ["n.seit"]),
    ("телеграмм-канал @n_seit", ["n_seit"]),
    ("https://instagram.com/n.seit_kz/", ["n.seit_kz"]),
    ("жсн 910203400125", ["910203400125"]),
    ("карточка 5169 4971 2345 6786", ["2345 6786"]),
    ("Тұрғылықты мекенжайы: Алматы қ., Абай көш. 12", ["Абай көш. 12"]),
    ("Contact: Dr Elif Yılmaz", ["Yılmaz"]),
    ("Mr. Ömer Özdemir (TİKA)", ["Özdemir"]),
    ("Ким Сон Хи (KOICA), тел. 24-98-99", ["24-98-99"]),
    ("Ответственные: Есимов Т., Жақсыбаев Қ.", ["Есимов", "Жақсыбаев"]),
    ("Дополнительно – Нұргүл, 87011112233", ["Нұргүл", "87011112233"]),
    ("факс (7172) 74-20-20", ["74-20-20"]),
    ("Баланың аты-жөні: Сапар Аружан Ерланқызы", ["Сапар", "Аружан"]),
    ("консультант Игорь Ли", ["Игорь Ли"]),
]  # fmt: skip
"""Contacts as people hide or bend them, with what must not come out."""


@pytest.mark.parametrize(("text", "secrets"), DISGUISED)
def test_a_disguised_contact_comes_out_nowhere(text: str, secrets: list[str]) -> None:
    for told in (masked(text), without_persons(text), Finding(code="places.unknown", value=text).value):
        assert not [secret for secret in secrets if secret.lower() in told.lower()], told


def test_disguised_contacts_in_a_register_reach_no_file(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["№", "Наименование проекта", "Донор", "Регион", "Сумма, тыс. долл.", "Примечание"])
    for number, (text, _) in enumerate(DISGUISED, start=1):
        sheet.append(
            [number, f"Вода в селе, {text}", f"ПРООН; {text}", f"Алматы, {text}", 5, f"Второй этап. {text}"]
        )
    book.save(tmp_path / "r.xlsx")
    read = read_register(tmp_path / "r.xlsx")
    assert len(read) == len(DISGUISED)
    told = read.model_dump_json() + read.findings_frame("ru").to_csv()
    out = {ending: tmp_path / f"out.{ending}" for ending in ("csv", "jsonl", "xml")}
    for path in out.values():
        answer = CliRunner().invoke(app, ["map", str(tmp_path / "r.xlsx"), "-o", str(path), "-l", "ru", "-q"])
        told += answer.output + path.read_text(encoding="utf-8-sig")
    words = {
        secret for _, secrets in DISGUISED for secret in secrets if len(secret) > 3 and not secret.isdecimal()
    }
    assert not [secret for secret in words if secret.lower() in told.lower()]


NAMED_AFTER = [
    "Казахский национальный университет имени Аль-Фараби",
    "Nazarbayev University",
    "Назарбаев Университет",
    "Назарбаев Зияткерлік мектептері",
    "Әл-Фараби атындағы ҚазҰУ",
    "Фонд Нурсултана Назарбаева",
    "Фонд Билла и Мелинды Гейтс",
    "Bill & Melinda Gates Foundation",
    "Konrad-Adenauer-Stiftung",
    "Фонд имени Конрада Аденауэра",
    "Фонд им. Фридриха Эберта",
    "ул. Абая Кунанбаева",
    "Абай ауданы",
    "город Абай",
    "Абайская область",
    "Школа-гимназия № 5 им. К. Сатпаева",
    "Қ.И. Сәтбаев атындағы ҚазҰТЗУ",
    "А. Ясауи атындағы университет",
    "Аэропорт Сары-Арка",
    "Astana Hub",
    "Премия Нельсона Манделы",
    "Nelson Mandela Prize",
    "Hubert Humphrey Fellowship",
    "Программа Фулбрайта",
    "Стипендия «Болашак»",
    "Yunus Emre Institute",
    "Институт Конфуция",
    "Goethe-Institut Kasachstan",
    "Marie Curie Actions",
    "Erasmus Mundus",
    "Центр Карла Дуйсберга",
    "Carl Duisberg Centren",
    "Школа имени Ыбырая Алтынсарина",
    "Ы. Алтынсарин мектебі",
    "район Турара Рыскулова",
    "Т. Рысқұлов ауданы",
    "село Динмухамеда Кунаева",
    "Музей А. Кастеева",
    "театр им. М. Ауэзова",
    "Marat Ospanov Medical University",
    "Университет Марата Оспанова",
    "St. Petersburg State University",
    "Abu Dhabi Fund for Development",
    "Фонд Халифы бен Зайда",
    "King Salman Humanitarian Aid and Relief Centre",
    "Sheikh Khalifa Foundation",
    "договор № 8-701-24",
    "контракт 2024-0112-77",
    "БИН 990140000123 000 тенге",
    "ISO 14001:2015",
    "KAZ/22/001-2024",
    "Бюджет 87 777 123 456 тенге",
    "Координационный совет",
    "Куратор: Департамент экологии",
    "Координатор: Фонд Евразия",
    "Менеджер: Министерство финансов",
    "Команда ООН",
    "Проект «Данышпан Серик»",
    "Ana Bala",
    "Green Climate Fund",
    "Мать и дитя",
    "Astana Civil Service Hub",
    "Регион Семей Абай",
    "Lake Balkhash Basin",
    "Small Aral Sea",
    "Ақ жол ауылы",
    "E. coli testing",
    "H. pylori",
    "S. Seifullin University",
    "С.Сейфуллин атындағы ҚАТУ",
    "ХАБ Алматы",
    "Общественный фонд «Асыл Мирас»",
    "Организация Бакытжан Ана",
    "Проект № 8-701-2024",
    "Договор 87-7172-01 от 12.03.2024",
    "Контракт № ЦА-2023/0112-77-45",
    "KAZ10/2024-0087-771",
    "P178392-87012",
    "БИН 990140000123",
    "БСН 120640001234",
    "Бюджет 8 701 555 443 тенге",
    "Сумма: 87 015 554 433 тенге",
    "7 015 554 433,50 тг",
    "Фонд имени Н. Назарбаева",
    "школа № 15 им. Абая",
    "школа-лицей № 8 им. М. Х. Дулати",
    "Мемориальный музей Мухтара Ауэзова",
    "улица Динмухамеда Конаева, 10",
    "проспект Н. Назарбаева",
    "Мәшһүр Жүсіп атындағы кітапхана",
    "Ж. Жабаев ауданы",
    "аул Шакпак-Баба",
    "посёлок Маршала Жукова",
    "Фонд Розы Люксембург",
    "Фонд Конрада Аденауэра",
    "Программа Жана Монне",
    "Стипендия имени Марии Кюри",
    "Проект «Айгерім» для девочек",
    "Астана – Алматы",
    "Нур-Султан, Кызылорда",
    "Серик агаш ТОО",
    "ТОО «Арман-Дала»",
    "Общество слепых Казахстана",
    "ISBN 978-601-01-2345-6",
    "ГОСТ 32144-2013",
    "СН РК 3.02-07-2014",
    "кадастровый № 03-047-123-456",
    "КАТО 431010000",
    "код 87120 12345",
    "2021-2025, 2026-2030",
    "GPS 44.8488, 65.4823",
    "Координаты 44°50'55 N 65°28'56 E",
    "с 8 до 17 часов, 365 дней",
    "Координатор: ПРООН в Казахстане",
    "Контакты: Министерство экологии",
    "Ответственный: Комитет лесного хозяйства",
    "Исполнитель: РГП «Казгидромет»",
    "Руководитель: Агентство по стратегическому планированию",
    "Team leader training for farmers",
    "Contact lenses for children",
    "Doctors without Borders",
    "Dr. Reddy's Laboratories",
    "St. Mary's Hospital",
    "Johns Hopkins University",
    "Aga Khan Foundation",
    "Abdul Latif Jameel Poverty Action Lab",
    "Rosa Luxemburg Stiftung",
    "Friedrich Ebert Foundation",
    "Тел-Авив",
    "Телемедицина 2-12-15",
    "Вид работ: монтаж, 12 345 678 шт.",
    "тираж 700 123 456 экз.",
    "ООПТ «Алтын-Эмель»",
    "Water @ school initiative",
    "Code@School 2024",
    "Energy 4 all, twitter campaign @ COP29",
    "Виктория Холл",
    "Вера и надежда: приют",
    "Роза ветров",
    "Марс Медиа",
    "Проект №2024/8-7172",
    "Соглашение KZ-2024-125-0410",
    "Бюджет 850412400125 тенге",
    "ИН 2024-0112-77",
    "тендер 990140-000123",
    "Лот 4400-4301-2345",
    "UNDP_Kazakhstan @UNDPKazakhstan",
    "www.facebook.com/UNDPKazakhstan",
    "https://www.kz.undp.org/content/2024-05-12/",
    "БИН 120640001234",
    "2021 2022 2023 2024",
    "2020-2021-2022-2023",
    "Село Турар Рыскулов",
    "Жамбыл облысы, Шу ауданы",
    "Мирас ауылы",
    "Санат ТОО",
    "Музей Аль-Фараби",
    "ТОО «Айдана и К»",
    "КГУ «Школа имени Динмухамеда Кунаева»",
    "Айша биби кесенесі",
    "Аружан қоғамдық қоры",
    "Central Asia – China",
    "Silk Road, Almaty",
    "Project Manager position",
    "Director's training",
    "Programme for Girls: Leaders",
    "Camila method",
    "Зере ауылы",
    "адрес проекта: г. Астана, ул. Сыганак 10",
    "население, проживающее в селах: ул. Абая, мкр 5",
    "Мечеть Нур-Астана",
    "Виктория Озеро",
    "Karen people in Myanmar",
    "Susan G. Komen Foundation",
    "Michelle Bachelet Programme",
    "Филиал «Роза»",
    "телефонизация 12 345 сел",
    "сотовая связь 4G/5G 2024-2025",
    "Фонд Шокана Уалиханова",
    "ТОШ имени Ильяса Есенберлина",
    "мост через р. Талас, км 12-34-56",
    "Приложение 12-34-56 к приказу",
    "шифр 08-12-45",
    "Отчёт за 2024-2025 гг., 120 стр.",
    "Общий бюджет 120640001234 тенге",
    "лицевой счёт школы 2024",
    "Kazakh-German University",
    "Международный фонд Раиса Горбачева",
    "кабинет № 412",
    "телеком 2024",
    "Телеграмма № 12-34-56",
    "Almaty Marathon",
    "Rosa Parks School",
    "Frau und Gesellschaft",
    "г. Аксу, ул. Ленина 5",
    "Мобильные бригады: 45 выездов",
    "Телефон доверия 150",
    "Служба 112, 103",
    "Код 8-800",
    "Канал К-30, 12 км",
    "Ибрагим Алтынсарин атындағы мектеп",
    "Дом культуры «Айгуль»",
    "Serik Konakbayev boxing school",
]  # fmt: skip
"""Places, institutions and numbers that only look like persons or contacts."""


@pytest.mark.parametrize("name", NAMED_AFTER)
def test_what_bears_the_name_of_a_person_stays(name: str) -> None:
    assert masked(name) == name
    assert not is_contact(name)


def test_numbers_of_persons_are_told_from_numbers_of_companies_by_their_digits() -> None:
    text = "850101300123, БИН 990140000123, 120640001234; KZ86 125K ZT50 0410 0100; KZ86 125K ZT50 0410 0101"
    assert masked("850101300121") == "850101300121"
    assert masked(text) == text.replace("KZ86 125K ZT50 0410 0100", "[...]")
    assert masked("Тестов, 850101300124; карта 4111 1111 1111 1111") == "Тестов, [...]; карта [...]"
