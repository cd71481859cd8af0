"""Templates of users: what is wrong is told with its place, and what is dangerous is refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from docx import Document
from openxml_audit.validator import OpenXmlValidator

from sdgkit import InputError
from sdgkit.report.draft import Draft
from sdgkit.report.word.template import NAMES, check_template, looks_like_template, opened_safely
from sdgkit.report.word.writer import context_of, shipped_template, write_word

DRAFT = Draft(
    title="Обзор & «итоги» <2026>", language="ru", country="KAZ", country_name="Казахстан", version="0.1.0"
)


def template(folder: Path, *paragraphs: str, cell: str = "") -> Path:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if cell:
        document.add_table(2, 2).cell(1, 0).text = cell
    path = folder / "template.docx"
    document.save(str(path))
    return path


def changed(path: Path, name: str, content: bytes) -> Path:
    """The archive with one part added or replaced."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    parts[name] = content
    with zipfile.ZipFile(path, "w") as archive:
        for entry, part in parts.items():
            archive.writestr(entry, part)
    return path


def text_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)


def test_the_shipped_template_is_right() -> None:
    assert looks_like_template(shipped_template())
    assert check_template(shipped_template()) == []


def test_the_names_that_the_check_knows_are_those_that_are_filled() -> None:
    assert set(context_of(DRAFT)) == set(NAMES)


def test_a_wrong_name_is_told_with_the_nearest_and_its_place(tmp_path: Path) -> None:
    (found,) = check_template(template(tmp_path, "{{ body }}", cell="{{ cuontry }}"))
    assert (found.code, found.column, found.details["nearest"]) == (
        "report.name-unknown",
        "T1 R2 C1",
        "country",
    )
    assert "country" in found.what("kk")


def test_the_page_is_told_from_the_second_one_on(tmp_path: Path) -> None:
    path = template(tmp_path, "{{ body }}")
    document = Document(str(path))
    document.add_page_break()
    document.add_paragraph("{{ tilte }}")
    document.save(str(path))
    (found,) = check_template(path)
    assert found.column == "P2 ¶3" and found.details["nearest"] == "title"


def test_a_template_that_names_nothing_of_the_draft_and_an_unknown_filter_are_told(tmp_path: Path) -> None:
    assert [one.code for one in check_template(template(tmp_path, "{{ title }}"))] == [
        "report.template-empty"
    ]
    (found,) = check_template(template(tmp_path, "{{ body|uper }}"))
    assert found.code == "report.tag-wrong" and "uper" in found.details["reason"]  # type: ignore[operator]


@pytest.mark.parametrize("tag", ["{{ title", "title }}", "{% for x in section"])
def test_a_tag_that_is_not_closed_is_told(tmp_path: Path, tag: str) -> None:
    (found,) = check_template(template(tmp_path, "Good", tag))
    assert (found.code, found.column) == ("report.tag-open", "¶2")


@pytest.mark.parametrize("tag", ["{{ title title }}", "{% nonsense %}", "{% if title %}"])
def test_a_tag_that_makes_no_sense_is_told(tmp_path: Path, tag: str) -> None:
    assert [found.code for found in check_template(template(tmp_path, tag))] == ["report.tag-wrong"]


@pytest.mark.parametrize("quotes", ["«»", "„“", "“”", "‘’", "''"])
def test_quotes_that_word_changed_inside_a_tag_are_put_right(tmp_path: Path, quotes: str) -> None:
    path = template(tmp_path, f"{{{{ title|default({quotes[0]}нет{quotes[1]}) }}}}")
    assert {found.severity for found in check_template(path)} <= {"note"}
    write_word(DRAFT, tmp_path / "out.docx", path)
    assert "Обзор & «итоги» <2026>" in text_of(tmp_path / "out.docx")


@pytest.mark.parametrize(
    "attack",
    [
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ title.__class__.__mro__[1].__subclasses__() }}",
        "{{ ''.__class__ }}",
        "{% for x in range(99999999999) %}x{% endfor %}",
        "{{ section.clear() }}",
        "{{ lipsum.__globals__ }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
    ],
)
def test_a_template_cannot_run_code_read_files_or_take_the_machine_down(tmp_path: Path, attack: str) -> None:
    path = template(tmp_path, attack)
    with pytest.raises(InputError):
        write_word(DRAFT, tmp_path / "out.docx", path)
    assert not (tmp_path / "out.docx").exists()


def test_macros_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="macros"):
        opened_safely(changed(template(tmp_path, "x"), "word/vbaProject.bin", b"x"))


def test_a_doctype_is_refused(tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    with pytest.raises(InputError, match="DOCTYPE"):
        opened_safely(changed(template(tmp_path, "x"), "word/footnotes.xml", bomb))


def test_an_external_link_is_refused(tmp_path: Path) -> None:
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r"'
        b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"'
        b' Target="http://example.org/evil.dotm" TargetMode="External"/></Relationships>'
    )
    with pytest.raises(InputError, match="external"):
        opened_safely(changed(template(tmp_path, "x"), "word/_rels/settings.xml.rels", relations))


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 60_000_000)
    with pytest.raises(InputError):
        opened_safely(path)


def test_many_open_tags_take_no_time(tmp_path: Path) -> None:
    path = template(tmp_path, "{{ " * 16_000)
    assert check_template(path)[0].code == "report.tag-open"
    with pytest.raises(InputError):
        write_word(DRAFT, tmp_path / "out.docx", path)


def of_a_ministry(drafts: dict[str, Draft], tmp_path: Path, *paragraphs: str) -> tuple[Path, list[str]]:
    """A document made with a template of python-docx, which has the old copy of the styles, and its texts."""
    made = write_word(drafts["ru"], tmp_path / "made.docx", template(tmp_path, *paragraphs))
    words = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    body = Document(str(made)).element.body
    return made, ["".join(t.text or "" for t in p.iter(f"{words}t")) for p in body.iter(f"{words}p")]


def test_text_around_a_placeholder_stays_before_and_behind_what_comes_there(
    drafts: dict[str, Draft], tmp_path: Path
) -> None:
    made, texts = of_a_ministry(
        drafts, tmp_path, "Ниже: {{ section['goal-3'] }} и {{ section['goal-6'] }} конец."
    )
    kept = [one.strip() for one in texts if one.strip() in ("Ниже:", "и", "конец.")]
    assert kept == ["Ниже:", "и", "конец."]
    heads = [place for place, one in enumerate(texts) if one.startswith(("Цель 3.", "Цель 6."))]
    assert texts[0].strip() == "Ниже:" and texts[-1].strip() == "конец." and 0 < heads[0] < heads[-1]
    assert OpenXmlValidator().validate(made).errors == []


def test_a_section_that_the_draft_lacks_is_told_with_the_nearest(
    drafts: dict[str, Draft], tmp_path: Path
) -> None:
    path = template(
        tmp_path, "{{ body }}", "{{ section['gaol-3'] }}", "{{ section['theme-unknown-to-all'] }}"
    )
    found = check_template(path)
    assert [(one.code, one.severity, one.column) for one in found] == [
        ("report.section-perhaps", "warning", "¶2"),
        ("report.section-perhaps", "warning", "¶3"),
    ]
    assert found[0].details["nearest"] == "goal-3"
    with pytest.raises(InputError, match="goal-3"):
        write_word(drafts["ru"], tmp_path / "made.docx", path)


def test_sections_in_a_header_are_refused(drafts: dict[str, Draft], tmp_path: Path) -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "{{ title }} {{ body }}"
    document.add_paragraph("{{ body }}")
    document.save(str(tmp_path / "template.docx"))
    (found,) = check_template(tmp_path / "template.docx")
    assert (found.code, found.sheet, found.column) == ("report.tag-misplaced", "word/header1.xml", "¶1")
    with pytest.raises(InputError, match=r"template\.docx"):
        write_word(drafts["ru"], tmp_path / "made.docx", tmp_path / "template.docx")
