"""What Word and people do to a draft between two refreshes, and what must still be there afterwards."""

from __future__ import annotations

import copy
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.parser import parse_xml
from docx.text.run import Run
from openxml_audit.validator import OpenXmlValidator

from sdgkit.activities.activity import Activity, Declaration, Origin
from sdgkit.activities.register import Register
from sdgkit.errors import InputError
from sdgkit.languages import Text
from sdgkit.mapping.mapping import map_register
from sdgkit.report.building import draft
from sdgkit.report.draft import Draft
from sdgkit.report.word.blocks import drop_empty_figures, renew_table
from sdgkit.report.word.refresh import refresh

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MARK = "sdgkit_p_goal_3_money"


@pytest.fixture
def document(drafts: dict[str, Draft], tmp_path: Path) -> Path:
    return drafts["ru"].to_word(tmp_path / "draft.docx")


@pytest.fixture(scope="module")
def later(register: Register) -> Draft:
    """The draft of next year: one activity has grown, and one of a goal that had none has come."""
    grown = [
        one.model_copy(update={"money": (one.money[0].model_copy(update={"amount": 7_000_000}),)})
        if one.id == "A-1"
        else one
        for one in register.activities
    ]
    new = Activity(
        id="A-9",
        origin=Origin(file="реестр.xlsx", row=12),
        title=Text({"ru": "Завод в Актау"}),
        countries=("KAZ",),
        declared=(Declaration(goal=9, target="9.2", written="9.2"),),
    )
    changed = register.model_copy(update={"activities": (*grown, new)})
    return draft(changed, map_register(changed), language="ru")


def edited(path: Path, change: Callable[[Any], None]) -> None:
    """Open, change and save, as Word does."""
    opened = docx.Document(str(path))
    change(opened)
    opened.save(str(path))


def paragraph_of(opened: Any, mark: str = MARK) -> Any:
    (start,) = [one for one in opened.element.body.iter(f"{W}bookmarkStart") if one.get(f"{W}name") == mark]
    return next(start.iterancestors(f"{W}p"))


def words(element: Any) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t")).replace("\u00a0", " ")


def outcomes(path: Path, data: Draft, **options: Any) -> dict[str, str]:
    return {f"{one.kind}/{one.id}": one.outcome for one in refresh(path, data, **options).changes}


def table_of(opened: Any, tag: str) -> Any:
    (found,) = [one for one in opened.element.body.iter(f"{W}tag") if one.get(f"{W}val") == tag]
    return next(found.getparent().getparent().iter(f"{W}tbl"))


def test_tables_charts_and_figures_are_in_content_controls(
    example_draft: Callable[[str], Draft], tmp_path: Path
) -> None:
    made = example_draft("kk")
    opened = docx.Document(str(made.to_word(tmp_path / "draft.docx")))
    tags = [one.get(f"{W}val") for one in opened.element.body.iter(f"{W}tag")]
    assert len(tags) == len(set(tags)) and all(len(tag) <= 64 for tag in tags)
    placed = [block for section in made.sections for block in section.blocks]
    assert sum(tag.endswith(":table") for tag in tags) == sum(one.type == "table" for one in placed)
    assert sum(tag.endswith(":chart") for tag in tags) == sum(one.type == "chart" for one in placed)
    for control in opened.element.body.iter(f"{W}sdt"):
        if (control.find(f"{W}sdtPr/{W}tag").get(f"{W}val")).endswith(":table"):
            assert [child.tag for child in control.find(f"{W}sdtContent")] == [f"{W}tbl"]


def test_runs_that_word_split_and_spelling_marks_are_no_edit(
    document: Path, drafts: dict[str, Draft], later: Draft
) -> None:
    def split(opened: Any) -> None:
        for run in list(paragraph_of(opened).iter(f"{W}r")):
            text = run.find(f"{W}t")
            if text is None or len(text.text) < 4:
                continue
            other = copy.deepcopy(run)
            text.text, other.find(f"{W}t").text = text.text[:3], text.text[3:]
            run.set(f"{W}rsidR", "00AB12CD")
            run.addnext(other)
            run.addnext(parse_xml(f'<w:proofErr {NS} w:type="spellStart"/>'))

    edited(document, split)
    assert set(outcomes(document, drafts["ru"]).values()) == {"same"}
    assert outcomes(document, later)["paragraph/goal-3-money"] == "replaced"


def test_notes_comments_and_formatting_in_untouched_text_stay(document: Path, later: Draft) -> None:
    def adorn(opened: Any) -> None:
        paragraph = paragraph_of(opened)
        first = next(paragraph.iter(f"{W}r"))
        first.insert(0, parse_xml(f"<w:rPr {NS}><w:b/></w:rPr>"))
        for name, number in (("bookmarkStart", "_Ref77"), ("bookmarkEnd", "")):
            paragraph.append(
                parse_xml(
                    f'<w:{name} {NS} w:id="9077"{f" w:name={chr(34)}{number}{chr(34)}" if number else ""}/>'
                )
            )
        opened.add_comment([docx.text.run.Run(first, None)], text="Проверить у министерства", author="А.")

    edited(document, adorn)
    assert outcomes(document, later)["paragraph/goal-3-money"] == "replaced"
    opened = docx.Document(str(document))
    paragraph = paragraph_of(opened)
    assert "8,25 млн" in words(paragraph)
    assert paragraph.find(f".//{W}b") is not None and "_Ref77" in {
        one.get(f"{W}name") for one in paragraph.iter(f"{W}bookmarkStart")
    }
    assert len(list(paragraph.iter(f"{W}commentReference"))) == 1
    assert "Проверить у министерства" in {one.text for one in opened.comments}
    assert not OpenXmlValidator().validate(document).errors


def test_tracked_changes_are_a_persons_words(document: Path, later: Draft) -> None:
    def track(opened: Any) -> None:
        paragraph = paragraph_of(opened)
        first = next(paragraph.iter(f"{W}r"))
        who = 'w:id="901" w:author="А." w:date="2026-01-01T00:00:00Z"'
        first.addprevious(
            parse_xml(f"<w:ins {NS} {who}><w:r><w:t xml:space='preserve'>Как отмечено, </w:t></w:r></w:ins>")
        )

    edited(document, track)
    assert outcomes(document, later)["paragraph/goal-3-money"] == "merged"
    paragraph = paragraph_of(docx.Document(str(document)))
    assert words(paragraph).startswith("Как отмечено, ") and "8,25" in words(paragraph)
    assert paragraph.find(f"{W}ins") is not None


def test_quotes_that_word_made_typographic_stay(document: Path, later: Draft) -> None:
    def quote(opened: Any) -> None:
        text = next(paragraph_of(opened).iter(f"{W}t"))
        text.text = f"«Здоровье» — „приоритет“. {text.text}"

    edited(document, quote)
    assert outcomes(document, later)["paragraph/goal-3-money"] == "merged"
    assert "«Здоровье» — „приоритет“. " in words(paragraph_of(docx.Document(str(document))))


def test_two_paragraphs_that_a_person_joined_lose_nothing(document: Path, later: Draft) -> None:
    def join(opened: Any) -> None:
        paragraph = paragraph_of(opened)
        before = paragraph_of(opened, "sdgkit_p_goal_3_activities")
        for child in list(paragraph):
            if child.tag != f"{W}pPr":
                before.append(child)
        paragraph.getparent().remove(paragraph)

    edited(document, join)
    before = words(paragraph_of(docx.Document(str(document))))
    found = outcomes(document, later)
    assert found["paragraph/goal-3-money"] in ("kept", "merged")
    after = words(paragraph_of(docx.Document(str(document))))
    assert re.sub(r"[\d ,]+", "", before)[:80] == re.sub(r"[\d ,]+", "", after)[:80]
    assert set(outcomes(document, later).values()) <= {"same", "kept"}


def test_a_bookmark_that_word_put_between_paragraphs_is_found(
    document: Path, drafts: dict[str, Draft]
) -> None:
    def move(opened: Any) -> None:
        paragraph = paragraph_of(opened)
        start = next(one for one in paragraph.iter(f"{W}bookmarkStart") if one.get(f"{W}name") == MARK)
        paragraph.addprevious(start)

    edited(document, move)
    assert set(outcomes(document, drafts["ru"]).values()) == {"same"}


def test_a_rewritten_sentence_gets_the_new_value_of_the_figure_that_was_left_in_it(
    document: Path, later: Draft
) -> None:
    def rewrite(opened: Any) -> None:
        paragraph = paragraph_of(opened)
        for run in list(paragraph.iter(f"{W}r")):
            if next(run.iterancestors(f"{W}sdt"), None) is None and run.find(f"{W}t") is not None:
                run.find(f"{W}t").text = " совсем другие слова "

    edited(document, rewrite)
    assert outcomes(document, later)["paragraph/goal-3-money"] == "merged"
    text = words(paragraph_of(docx.Document(str(document))))
    assert "совсем другие слова" in text and "8,25 млн" in text
    once = document.read_bytes()
    assert outcomes(document, later)["paragraph/goal-3-money"] == "kept"
    assert document.read_bytes() == once


def test_an_untouched_table_keeps_the_look_that_people_gave_it(document: Path, later: Draft) -> None:
    tag = "sdgkit_t_goal_3_activities:table"

    def colour(opened: Any) -> None:
        table = table_of(opened, tag)
        table.find(f"{W}tblPr/{W}tblStyle").set(f"{W}val", "SDGTable")
        first = list(table.iter(f"{W}tr"))[1]
        cell = first.find(f"{W}tc")
        cell.find(f"{W}tcPr").append(parse_xml(f'<w:shd {NS} w:val="clear" w:color="auto" w:fill="FFEE00"/>'))
        cell.find(f"{W}tcPr/{W}tcW").set(f"{W}w", "4321")
        table.find(f"{W}tblPr/{W}tblLayout").set(f"{W}type", "autofit")

    edited(document, colour)
    assert outcomes(document, later)["table/goal-3-activities"] == "replaced"
    table = table_of(docx.Document(str(document)), tag)
    cell = list(table.iter(f"{W}tr"))[1].find(f"{W}tc")
    assert cell.find(f"{W}tcPr/{W}shd").get(f"{W}fill") == "FFEE00"
    assert cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w") == "4321"
    assert table.find(f"{W}tblPr/{W}tblLayout").get(f"{W}type") == "autofit"
    assert words(table) == words(
        table_of(docx.Document(str(later.to_word(document.with_name("new.docx")))), tag)
    )
    assert not OpenXmlValidator().validate(document).errors


def test_a_table_whose_caption_was_deleted_is_still_refreshed(document: Path, later: Draft) -> None:
    tag = "sdgkit_t_goal_3_activities:table"

    def drop(opened: Any) -> None:
        caption = table_of(opened, tag).getparent().getparent().getprevious()
        caption.getparent().remove(caption)

    edited(document, drop)
    assert outcomes(document, later)["table/goal-3-activities"] == "replaced"


def test_a_new_section_comes_behind_the_one_before_it_and_behind_what_people_added_there(
    drafts: dict[str, Draft], tmp_path: Path
) -> None:
    made = drafts["ru"]
    without = tuple(one for one in made.sections if one.id != "goal-4")
    path = made.model_copy(update={"sections": without}).to_word(tmp_path / "draft.docx")

    def add(opened: Any) -> None:
        heading = paragraph_of(opened, "sdgkit_h_goal_5")
        heading.addprevious(parse_xml(f"<w:p {NS}><w:r><w:t>Слово министерства.</w:t></w:r></w:p>"))

    edited(path, add)
    assert outcomes(path, made)["section/goal-4"] == "new"
    body = docx.Document(str(path)).element.body
    texts = [words(one) for one in body]
    places = [n for n, one in enumerate(texts) if one == "Слово министерства."]
    marked = {
        one.get(f"{W}name"): n for n, element in enumerate(body) for one in element.iter(f"{W}bookmarkStart")
    }
    assert marked["sdgkit_h_goal_3"] < places[0] < marked["sdgkit_h_goal_4"] < marked["sdgkit_h_goal_5"]
    assert set(outcomes(path, made).values()) == {"same"}
    assert not OpenXmlValidator().validate(path).errors


def test_a_new_chart_is_offered_at_the_end_of_its_section(
    example_draft: Callable[[str], Draft], tmp_path: Path
) -> None:
    made = example_draft("ru")
    (section, block) = next(
        (section, block)
        for section in made.sections
        for block in section.blocks
        if block.type == "chart" and section.goal
    )
    without = tuple(
        one.model_copy(update={"blocks": tuple(b for b in one.blocks if b != block)})
        if one is section
        else one
        for one in made.sections
    )
    path = made.model_copy(update={"sections": without}).to_word(tmp_path / "draft.docx")
    assert outcomes(path, made)[f"chart/{block.chart}"] == "new"
    assert outcomes(path, made)[f"chart/{block.chart}"] == "same"
    assert not OpenXmlValidator().validate(path).errors


@pytest.fixture
def pasted(document: Path, tmp_path: Path) -> Path:
    """Another ministry's report into which the section on goal 3 was pasted."""
    source = docx.Document(str(document)).element.body
    heading = paragraph_of(docx.Document(str(document)), "sdgkit_h_goal_3")
    other = docx.Document()
    other.add_paragraph("Отчёт другого министерства.")
    body, taking = list(source), False
    for element in body:
        marks = {one.get(f"{W}name") for one in element.iter(f"{W}bookmarkStart")}
        taking = (taking or "sdgkit_h_goal_3" in marks) and "sdgkit_h_goal_4" not in marks
        if taking:
            other.element.body.insert(len(other.element.body) - 1, copy.deepcopy(element))
    assert heading is not None
    other.save(str(tmp_path / "other.docx"))
    return tmp_path / "other.docx"


def test_a_section_pasted_into_another_document_is_refreshed_there(
    pasted: Path, document: Path, later: Draft
) -> None:
    with pytest.raises(InputError) as told:
        refresh(pasted, later)
    assert told.value.code == "report.pasted"
    found = refresh(pasted, later, base=document)
    assert {one.section for one in found.changes} == {"goal-3"}
    opened = docx.Document(str(pasted))
    assert "8,25 млн" in words(opened.element.body)
    assert words(opened.element.body).startswith("Отчёт другого министерства.")
    # From now on the document has a manifest of its own, and nothing of the other sections is missed in it.
    assert refresh(pasted, later).written is None
    assert {one.section for one in refresh(pasted, later).changes} == {"goal-3"}


def test_the_changes_as_a_table_say_how_much_and_why(document: Path, later: Draft) -> None:
    done = refresh(document, later, dry_run=True)
    assert done.written is None
    frame = done.to_frame()
    (row,) = frame[frame["figure"] == "Ремонт клиник в Кызылорде, Сумма"].to_dict("records")[:1]
    assert (row["difference"], row["percent"]) == (6_999_900, 6_999_900)
    assert not frame.duplicated(["kind", "id", "figure", "before", "after", "outcome"]).any()
    assert list(done.to_frame(named=True).columns)[:4] == ["Раздел", "Вид", "Часть", "Что произошло"]
    assert "<table" in done._repr_html_()


def test_figures_lead_somewhere_after_a_refresh_also_where_a_person_keeps_her_own_table(
    document: Path, later: Draft
) -> None:
    def own(opened: Any) -> None:
        table = table_of(opened, "sdgkit_t_goals:table")
        for mark in list(table.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
            mark.getparent().remove(mark)
        next(table.iter(f"{W}t")).text = "Моя таблица"

    edited(document, own)
    assert outcomes(document, later)["table/goals"] == "kept"
    body = docx.Document(str(document)).element.body
    marks = [one.get(f"{W}name") for one in body.iter(f"{W}bookmarkStart")]
    numbers = [one.get(f"{W}id") for one in body.iter(f"{W}bookmarkStart")]
    assert len(set(marks)) == len(marks) and len(set(numbers)) == len(numbers)
    anchors = {one.get(f"{W}anchor") for one in body.iter(f"{W}hyperlink")}
    # The contents are made anew by Word.
    assert {one for one in anchors if "_h_" not in one} <= set(marks)
    assert "sdgkit_t_goals" in anchors and any(one.startswith("sdgkit_r_money") for one in anchors)


def test_a_comment_on_a_row_that_goes_keeps_the_table(
    document: Path, register: Register, drafts: dict[str, Draft]
) -> None:
    gone = next(row.cells[0].text for row in drafts["ru"].table("goal-6-activities").rows if row.key == "A-3")

    def on_the_row(opened: Any) -> None:
        table = table_of(opened, "sdgkit_t_goal_6_activities:table")
        row = next(row for row in table.iter(f"{W}tr") if gone in words(row).replace("\u00a0", " "))
        opened.add_comment([Run(next(row.iter(f"{W}r")), None)], text="Спросить у ВОЗ", author="Айгуль")

    edited(document, on_the_row)
    fewer = register.model_copy(
        update={"activities": tuple(one for one in register.activities if one.id != "A-3")}
    )
    done = outcomes(document, draft(fewer, map_register(fewer), language="ru"))
    assert done["table/goal-6-activities"] == "kept"
    opened = docx.Document(str(document))
    assert gone in words(table_of(opened, "sdgkit_t_goal_6_activities:table"))
    assert "Спросить у ВОЗ" in [comment.text for comment in opened.comments]


def test_a_picture_in_an_empty_cell_stays_beside_the_new_text() -> None:
    def table(inner: str) -> Any:
        cells = f"<w:tc><w:p><w:r><w:t>Ключ</w:t></w:r></w:p></w:tc><w:tc><w:p>{inner}</w:p></w:tc>"
        grid = "<w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
        return parse_xml(f"<w:tbl {NS}><w:tblPr/>{grid}<w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>")

    old = table("<w:r><w:drawing/></w:r>")
    assert renew_table(old, table("<w:r><w:t>12</w:t></w:r>"))
    assert len(list(old.iter(f"{W}drawing"))) == 2
    assert words(old) == "Ключ12Ключ12"


def test_a_damaged_document_is_told_and_left_as_it_is(document: Path, later: Draft) -> None:
    with zipfile.ZipFile(document) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"</w:sdtContent>", b"", 1)
    with zipfile.ZipFile(document, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    before = document.read_bytes()
    with pytest.raises(InputError, match=document.name):
        refresh(document, later)
    assert document.read_bytes() == before


def test_a_figure_that_a_merge_emptied_leaves_no_empty_control() -> None:
    paragraph = parse_xml(
        f'<w:p {NS}><w:sdt><w:sdtPr><w:tag w:val="sdgkit_p_a:0"/></w:sdtPr><w:sdtContent><w:hyperlink w:anchor="x">'
        '<w:r><w:t/></w:r></w:hyperlink></w:sdtContent></w:sdt><w:sdt><w:sdtPr><w:tag w:val="sdgkit_p_a:1"/></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>5</w:t></w:r></w:sdtContent></w:sdt>"
        '<w:sdt><w:sdtPr><w:tag w:val="theirs"/></w:sdtPr><w:sdtContent><w:r/></w:sdtContent></w:sdt></w:p>'
    )
    drop_empty_figures(paragraph)
    assert [one.get(f"{W}val") for one in paragraph.iter(f"{W}tag")] == ["sdgkit_p_a:1", "theirs"]
