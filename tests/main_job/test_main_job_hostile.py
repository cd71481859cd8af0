"""Registers that nobody tidied: contacts come out nowhere, and text that looks like code stays text."""

from __future__ import annotations

import csv
import shutil
import zipfile
from html import unescape
from pathlib import Path

import pytest
from finished_job import CONTACTS, FinishedJob, run_job, settings_of, texts_of
from lxml import etree
from openpyxl import Workbook, load_workbook
from openxml_audit.validator import OpenXmlValidator

from sdgkit.mapping_job import map_registers
from sdgkit.sheets import put

HEADINGS = (
    "№",
    "Наименование проекта",
    "Донор",
    "Исполнитель",
    "Регион",
    "Стоимость, долл. США",
    "ЦУР",
    "Описание",
)
NASTY = "& < > \" ' {{ 7*7 }} {% for x in y %} =1+1 @SUM(A1) 😀 \u200f\u202eабв\u202c"
LONG = "Ремонт школы. " * 3000
CONTROL = "\x01\x07\x0b\x1b"


@pytest.mark.parametrize("source", ["example", "shared"])
def test_contacts_of_a_register_reach_no_output(
    source: str, example: Path, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    if source == "example":
        register = Path(shutil.copy(example / "register.xlsx", tmp_path))
        head, first = 5, 8
    else:
        data: Path = request.getfixturevalue("shared_data")
        # Not `copy`, which also copies that the file may not be written.
        source_file = data / "activities" / "kz_register_messy_ru.xlsx"
        register = Path(shutil.copyfile(source_file, tmp_path / source_file.name))
        head, first = 6, 10
    book = load_workbook(register)
    sheet = book.worksheets[0]
    last = sheet.max_column
    for place, (heading, text) in enumerate(
        (
            ("Контактное лицо", "Айгерим Сейткали, +7 777 123 45 67, a.seitkali@mfa.example"),
            ("Исп.", "Исп. Жумабеков М. (Марат Жумабеков), тел. +7 701 555 44 33"),
            ("тел.", "+7 (777) 123 45 67"),
            ("E-mail", "a.seitkali@mfa.example"),
        ),
        start=last + 1,
    ):
        sheet.cell(head, place).value = heading
        for row in range(first, first + 3):
            sheet.cell(row, place).value = text
    book.save(register)
    job = run_job(register, out=tmp_path / "out", languages=("ru", "en"))
    assert len(job.mapping.register) > 10
    barred = {*CONTACTS, "Тестов", "7172 00", "(777)"}
    for name, text in texts_of(job.out):
        for one in barred:
            assert one not in text, (name, one)


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> FinishedJob:
    """A register whose every text is nasty; as CSV, because a workbook cannot hold control characters."""
    folder = tmp_path_factory.mktemp("nasty")
    register = folder / "реестр & {{x}}.csv"
    with register.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADINGS)
        writer.writerow(
            ["1", f"Ремонт {NASTY}", f"ВОЗ {NASTY}", "=cmd|' /C calc'!A0", NASTY, "1000", "3.8", NASTY]
        )
        writer.writerow(["2", "=1+1", "@SUM(A1)", "+7", "-1", "=2+2", "{{ 7*7 }}", "{% raw %}"])
        writer.writerow(["3", f"Школа{CONTROL} в ауле", "ЮНИСЕФ", "", "Абай", "5", "4.a", LONG])
        writer.writerow(["4", LONG, "ПРООН", "", "Шымкент", "7.5", "13", ""])
    indicators = folder / "показатели & {{x}}.csv"
    with indicators.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["indicator", "series", "unit", "year", "value", "source", "sex"])
        for year in (2015, 2018, 2020):
            told = ["3.1.1", f"Ряд {NASTY}", f"ед. {NASTY}", year, 2030 - year, f"Источник {NASTY}"]
            writer.writerow([*told, ""])
            writer.writerow([*told, f"жен. {NASTY}"])
    review = folder / "review & {{x}}.xlsx"
    map_registers([register], settings=settings_of(["en"]), country="KAZ").to_review(review, "en")
    book = load_workbook(review)
    sheet = book.worksheets[0]
    places = {cell.value: cell.column for cell in sheet[1]}
    for name, value in {"Decision": "accepted", "Note": NASTY, "Reviewer": f"Рецензент {NASTY}"}.items():
        put(sheet.cell(2, places[name]), value)
    book.save(review)
    return run_job(register, out=folder / "out", indicators=indicators, reviewed=[review])


def words_of(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return "".join(node.text or "" for node in root.iter() if etree.QName(node).localname == "t")


def test_no_row_with_nasty_text_is_lost(nasty: FinishedJob) -> None:
    rows = {activity.origin.row for activity in nasty.mapping.register.activities}
    told = {finding.row for finding in nasty.done.findings}
    assert {2, 4, 5} <= rows
    assert {2, 3, 4, 5} <= rows | told


def test_nasty_text_is_read_as_it_was_written(nasty: FinishedJob) -> None:
    shown = words_of(nasty.file("draft_ru.docx"))
    visible = "& < > \" ' {{ 7*7 }} {% for x in y %} =1+1 @SUM(A1) 😀"
    assert f"Ремонт {visible}" in shown
    assert "Ремонт & < > \" ' 49" not in shown
    cells = [
        cell
        for sheet in load_workbook(nasty.file("annex_ru.xlsx"))
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    ]
    typed = "\n".join(str(cell.value) for cell in cells)
    for name in ("Ремонт", "ВОЗ", "Ряд", "ед.", "жен."):
        assert f"{name} {visible}" in typed, name
    assert [decision.note for decision in nasty.mapping.decisions] == [NASTY]
    page = nasty.draft.to_html(nasty.out / "page.html").read_text(encoding="utf-8")
    assert f"Ремонт {visible}" in unescape(page)
    (nasty.out / "page.html").unlink()
    assert [found.row for found in nasty.done.findings if found.code == "report.text-cut"]
    for cell in cells:
        assert cell.data_type != "f"
        assert len(str(cell.value).encode("utf-16-le")) // 2 <= 32767
        if str(cell.value)[:1] in "=+-@":
            assert cell.quotePrefix, cell.coordinate
    assert "Школа в ауле" in shown


def test_files_with_nasty_text_are_valid_and_hold_no_formula_and_no_link_outside(nasty: FinishedJob) -> None:
    for name in ("draft_ru.docx", "annex_ru.xlsx", "review.xlsx"):
        result = OpenXmlValidator().validate(nasty.file(name))
        assert [f"{error.part_uri}: {error.description}" for error in result.errors] == [], name
        with zipfile.ZipFile(nasty.file(name)) as archive:
            for part in archive.namelist():
                if "worksheets/sheet" in part:
                    assert b"<f>" not in archive.read(part)
                if part.endswith(".rels"):
                    assert b"cmd|" not in archive.read(part)
    with nasty.file("findings.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.reader(stream):
            assert not any(value[:1] in ("=", "@") for value in row), row


def test_formulas_of_a_workbook_are_not_carried_into_the_outputs(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEADINGS)
    sheet.append(["1", '=HYPERLINK("http://evil.example","Ремонт")', "ВОЗ", "", "Абай", "=1+1", "3.8", ""])
    sheet.append(["2", "Строительство клиники", "ВОЗ", "", "Абай", 100, "3.8", ""])
    book.save(tmp_path / "formulas.xlsx")
    job = run_job(tmp_path / "formulas.xlsx", out=tmp_path / "out")
    rows = {a.origin.row for a in job.mapping.register.activities} | {f.row for f in job.done.findings}
    assert {2, 3} <= rows
    for one in load_workbook(job.file("annex_ru.xlsx")):
        assert all(cell.data_type != "f" for row in one.iter_rows() for cell in row)
