"""Any text in any field of a draft stands in Word, Excel and HTML as it was typed, and runs nowhere."""

from __future__ import annotations

import html
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openpyxl import load_workbook
from openxml_audit.validator import OpenXmlValidator

from sdgkit.report.draft import Draft
from sdgkit.report.word.refresh import refresh

TYPED = "& < > \" ' {{ 7*7 }} {% for x in y %} =1+1 @SUM(A1) \U0001f600 \u200f\u202eאב\u202c ]]> <b>"
CONTROL = "\x00\x01\x0b\x1f\ud800\ufffe"
TEXTS = {"title", "subtitle", "country_name", "as_of_text", "rule_text", "heading", "text", "note", "caption", "source",
         "notes", "name", "alt", "categories", "unit", "parts"}  # fmt: skip
"""Fields of a draft that hold words; keys, kinds and references are made by the program alone."""
NO_WORDS = {"origins", "inputs", "findings", "reference"}


def spoilt(value: Any, key: str, made: list[str]) -> Any:
    """The draft's JSON with a number and the hostile text behind every text; "=" first in every second one."""
    if isinstance(value, dict):
        return {name: one if name in NO_WORDS else spoilt(one, name, made) for name, one in value.items()}
    if isinstance(value, list):
        return [spoilt(one, key, made) for one in value]
    if isinstance(value, str) and key in TEXTS and value:
        made.append(f"№{len(made)}:{TYPED}")
        return f"{'=' * (len(made) % 2)}{value}{CONTROL} {made[-1]}"
    return value


@pytest.fixture(scope="module")
def hostile(drafts: dict[str, Draft]) -> tuple[Draft, list[str]]:
    made: list[str] = []
    content = spoilt(json.loads(drafts["ru"].to_json()), "", made)
    for table in content["tables"]:
        for row in table["rows"]:
            for cell in row["cells"]:
                if isinstance(cell["value"], str) and cell["text"]:
                    cell["value"] = cell["text"]
    return Draft.model_validate(content), made


def numbers(text: str) -> set[int]:
    """The texts that stand in an output whole; marks of direction are seen nowhere and may be missing."""
    marks = dict.fromkeys(map(ord, "\u200f\u202e\u202c"))
    return {
        int(one) for one in re.findall(rf"№(\d+):{re.escape(TYPED.translate(marks))}", text.translate(marks))
    }


def of_word(path: Path, *names: str) -> str:
    with zipfile.ZipFile(path) as archive:
        roots = [
            etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if re.match("|".join(names), name)
        ]
    return "\n".join(
        "".join(str(one.text or "") for one in root.iter() if etree.QName(one).localname in ("t", "v"))
        + "\n".join(str(value) for one in root.iter() for value in one.attrib.values())
        for root in roots
    )


def test_every_text_stands_in_word(hostile: tuple[Draft, list[str]], tmp_path: Path) -> None:
    draft, _ = hostile
    path = draft.to_word(tmp_path / "draft.docx")
    wanted = numbers(f"{draft.title}\n{draft.subtitle}")
    for section in draft.sections:
        wanted |= numbers(section.title)
        for block in section.blocks:
            if block.type == "paragraph":
                wanted |= numbers(block.text)
            elif block.type == "table":
                table = draft.table(block.table)
                rows = [row for row in table.rows if row.kind == "body"][: table.shown]
                told = [table.caption, *table.notes, table.source, *(one.heading for one in table.columns)]
                wanted |= numbers("\n".join([*told, *(cell.text for row in rows for cell in row.cells)]))
            else:
                chart = draft.chart(block.chart)
                wanted |= numbers(
                    "\n".join([chart.title, chart.alt, chart.source, *chart.categories, chart.unit])
                )
    found = numbers(of_word(path, r"word/document\.xml", r"word/charts/chart"))
    assert wanted - found == set()
    assert not OpenXmlValidator().validate(path).errors
    assert {change.outcome for change in refresh(path, draft)} == {"same"}


def test_every_text_stands_in_excel_and_none_is_a_formula(
    hostile: tuple[Draft, list[str]], tmp_path: Path
) -> None:
    draft, _ = hostile
    path = draft.to_excel(tmp_path / "annex.xlsx")
    book = load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" for cell in cells)
    assert all(cell.quotePrefix for cell in cells if str(cell.value).startswith(("=", "@")))
    found = numbers("\n".join(str(cell.value) for cell in cells))
    wanted: set[int] = set()
    for table in draft.annex_tables():
        if table.key == "contents":
            continue  # Its sheet is laid out from the other tables.
        told = [table.caption, *table.notes, table.source, *(one.heading for one in table.columns)]
        wanted |= numbers(
            "\n".join(
                [
                    *told,
                    *(cell.text for row in table.rows for cell in row.cells if isinstance(cell.value, str)),
                ]
            )
        )
    assert wanted - found == set()
    assert not OpenXmlValidator().validate(path).errors


def test_every_text_stands_in_the_page_and_no_tag_of_it_becomes_one(
    hostile: tuple[Draft, list[str]], tmp_path: Path
) -> None:
    draft, _ = hostile
    page = draft.to_html(tmp_path / "page.html").read_text(encoding="utf-8")
    found = numbers(html.unescape(page))
    wanted = numbers(draft.title + draft.subtitle)
    for section in draft.sections:
        wanted |= numbers(section.title)
        wanted |= {n for block in section.blocks if block.type == "paragraph" for n in numbers(block.text)}
    assert wanted - found == set()
    assert "<b>" not in page
    assert etree.HTML(page).xpath("//script | //*[@onload] | //*[@onerror]") == []
