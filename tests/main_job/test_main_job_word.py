"""The Word draft of each job: as a user opens it, a screen reader reads it and another document takes it in."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from finished_job import FinishedJob
from lxml import etree
from openpyxl import load_workbook
from openxml_audit.validator import OpenXmlValidator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TAGS = {"ru": "ru-RU", "kk": "kk-KZ", "en": "en-GB"}
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
ON_RUNS = {"rStyle", "lang", "noProof", "webHidden"}
"""All that a run may say for itself; fonts, sizes and colours belong to styles."""


def words(path: Path) -> list[Path]:
    return sorted(path.glob("draft_*.docx"))


def body(path: Path) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read("word/document.xml")).find(f"{W}body")


def text(element: etree._Element) -> str:
    return "".join(
        "-" if node.tag == f"{W}noBreakHyphen" else node.text or ""
        for node in element.iter(f"{W}t", f"{W}noBreakHyphen")
    )


def style(paragraph: etree._Element) -> str:
    named = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if named is None else named.get(f"{W}val")


def test_each_opens_and_passes_the_validator_without_a_finding(job: FinishedJob) -> None:
    for path in words(job.out):
        assert docx.Document(str(path)).paragraphs
        result = OpenXmlValidator().validate(path)
        assert [f"{error.part_uri}: {error.description}" for error in result.errors] == []


def test_the_title_block_says_which_country_of_when_and_that_it_is_a_draft(job: FinishedJob) -> None:
    for language, draft in job.drafts.items():
        opening = list(body(job.file(f"draft_{language}.docx")).iter(f"{W}p"))[:6]
        by_style = {style(paragraph): text(paragraph) for paragraph in opening}
        assert by_style["Title"] == draft.title
        assert draft.country_name in draft.title
        assert by_style["Subtitle"] == draft.subtitle
        if draft.as_of_text:
            assert any(draft.as_of_text in text(paragraph) for paragraph in opening)


def test_every_goal_with_activities_or_indicators_has_a_section_in_its_style(job: FinishedJob) -> None:
    for language, draft in job.drafts.items():
        goals = {match.goal for match in job.mapping.matches if match.stands}
        if "indicators" in {table.key for table in draft.tables}:
            table = draft.table("indicators")
            latest = table.index("latest")
            goals |= {
                row.goal for row in table.rows if row.kind == "body" and row.cells[latest].value is not None
            }
        headings = {
            style(paragraph): text(paragraph)
            for paragraph in body(job.file(f"draft_{language}.docx")).iter(f"{W}p")
            if style(paragraph).startswith("SDGGoal")
        }
        # A review also has the goals that nothing is known of yet; their sections say so.
        assert set(headings) >= {f"SDGGoal{number}" for number in goals}
        for number in goals:
            assert re.search(rf"\b{number}\b", headings[f"SDGGoal{number}"])


def test_every_table_has_a_caption_that_counts_itself_and_a_heading_that_repeats(job: FinishedJob) -> None:
    for path in words(job.out):
        children = [
            child.find(f"{W}sdtContent/{W}tbl") if child.find(f"{W}sdtContent/{W}tbl") is not None else child
            for child in body(path)
        ]
        tables = [place for place, child in enumerate(children) if child.tag == f"{W}tbl"]
        assert tables
        numbers = []
        for place in tables:
            before = children[place - 1]
            assert style(before) == "Caption"
            assert any("SEQ" in (node.text or "") for node in before.iter(f"{W}instrText"))
            numbers.append(int(re.search(r"\d+", text(before))[0]))  # type: ignore[index]
            first = children[place].find(f"{W}tr")
            assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert numbers == list(range(1, len(tables) + 1))


def test_every_chart_is_native_can_be_edited_and_says_what_it_shows(job: FinishedJob) -> None:
    for path in words(job.out):
        xml = body(path)
        drawings = list(xml.iter(f"{W}drawing"))
        assert drawings
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            assert not [name for name in names if name.startswith("word/media/")], "charts are no pictures"
            relations = archive.read("word/_rels/document.xml.rels").decode()
            for drawing in drawings:
                about = next(node for node in drawing.iter() if etree.QName(node).localname == "docPr")
                assert len(about.get("descr") or "") > 20
                chart = next(node for node in drawing.iter() if etree.QName(node).localname == "chart")
                identifier = next(value for name, value in chart.attrib.items() if name.endswith("}id"))
                relation = re.search(rf'<Relationship [^>]*Id="{identifier}"[^>]*>', relations)
                assert relation is not None
                target = Path(re.search(r'Target="([^"]+)"', relation[0])[1]).name  # type: ignore[index]
                inside = archive.read(f"word/charts/_rels/{target}.rels").decode()
                book = Path(re.search(r'Target="([^"]+)"', inside)[1]).name  # type: ignore[index]
                sheet = load_workbook(io.BytesIO(archive.read(f"word/embeddings/{book}"))).worksheets[0]
                assert sheet.max_row > 1


def test_letters_look_as_their_styles_say_so_that_a_section_can_be_pasted_elsewhere(job: FinishedJob) -> None:
    for path in words(job.out):
        with zipfile.ZipFile(path) as archive:
            known = set(re.findall(r'w:styleId="([^"]+)"', archive.read("word/styles.xml").decode("utf-8")))
        xml = body(path)
        on_runs = {
            etree.QName(one).localname for run in xml.iter(f"{W}r") for one in run.findall(f"{W}rPr/*")
        }
        assert on_runs <= ON_RUNS
        used = {n.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle") for n in xml.iter(f"{W}{tag}")}
        assert used <= known
        assert all(style(paragraph) for paragraph in xml.iter(f"{W}p"))


def test_the_language_for_spelling_is_that_of_the_draft(job: FinishedJob) -> None:
    for language in job.drafts:
        with zipfile.ZipFile(job.file(f"draft_{language}.docx")) as archive:
            styles = archive.read("word/styles.xml").decode("utf-8")
            document = archive.read("word/document.xml").decode("utf-8")
        tags = re.findall(r'<w:lang [^>]*w:val="([^"]+)"', styles)
        assert tags
        assert set(tags) == {TAGS[language]}
        assert set(re.findall(r'<w:lang [^>]*w:val="([^"]+)"', document)) <= set(TAGS.values())


def test_references_lead_to_bookmarks_and_bookmarks_are_unique(job: FinishedJob) -> None:
    for path in words(job.out):
        xml = body(path)
        starts = list(xml.iter(f"{W}bookmarkStart"))
        names = [one.get(f"{W}name") for one in starts]
        assert len(set(names)) == len(names)
        assert len({one.get(f"{W}id") for one in starts}) == len(starts)
        ends = sorted(one.get(f"{W}id") for one in xml.iter(f"{W}bookmarkEnd"))
        assert ends == sorted(one.get(f"{W}id") for one in starts)
        codes = [(node.text or "").split() for node in xml.iter(f"{W}instrText")]
        referred = {code[1] for code in codes if code and code[0] in ("REF", "PAGEREF")}
        assert referred
        assert referred <= set(names)
        assert {one.get(f"{W}anchor") for one in xml.iter(f"{W}hyperlink") if one.get(f"{W}anchor")} <= set(
            names
        )


def test_no_control_character_and_no_empty_place_is_left(job: FinishedJob) -> None:
    for path in words(job.out):
        whole = text(body(path))
        assert not CONTROL.search(whole)
        for rest in ("{{", "}}", "{%", "None", "nan", "Decimal(", "Traceback", "\ue000"):
            assert rest not in re.sub(r"\b\w*nan\w+|\w+nan\b", "", whole), (path.name, rest)


def test_kazakh_letters_are_intact(example_job: FinishedJob) -> None:
    whole = text(body(example_job.file("draft_kk.docx")))
    for letter in "әғқңөұүһі":
        assert letter in whole, letter
    assert "\ufffd" not in whole
    for title in ("Қызылорда облысы", "Түркістан облысы"):
        assert title in whole


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_sections_stand_in_the_order_of_a_review(example_job: FinishedJob, language: str) -> None:
    ids = [section.id for section in example_job.drafts[language].sections]
    wanted = ["overview", "method", "goals", "goal-3", "goal-17", "themes", "means", "volunteers", "sources"]
    places = [ids.index(one) for one in wanted]
    assert places == sorted(places)
    for theme in ("health", "gender", "education", "water", "aral-sea", "climate"):
        assert any(one.startswith("theme-") and theme.split("-")[0] in one for one in ids), (theme, ids)
