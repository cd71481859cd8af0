"""Commitments: a table of next steps is read, shown and counted; nothing is guessed."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from openpyxl import Workbook

from sdgkit.activities.register import Register
from sdgkit.errors import InputError
from sdgkit.languages import LANGUAGES
from sdgkit.mapping.mapping import Mapping
from sdgkit.report.building import draft
from sdgkit.report.commitments import read_commitments
from tests.report.test_building import held_by_its_cell

ROWS = (
    ("Обязательства третьего обзора", "", "", "", ""),
    ("Обязательство", "Задача ЦУР", "Ответственный орган", "Срок", "Статус"),
    ("Довести питьевую воду до всех сёл", "6.1", "Министерство водных ресурсов", "2027-12-31", "Выполняется"),
    ("Создать реестр мероприятий", "17.16", "Министерство иностранных дел", "2026 г.", "выполнено"),
    ("Принять закон", "16.9; 5", "", "", "на согласовании"),
    ("", "", "", "", ""),
    ("=1+1", "99.9", "", "", ""),
)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in ROWS:
        sheet.append([value or None for value in row])
    sheet["A7"].data_type = "s"
    book.save(tmp_path / "обязательства.xlsx")
    return tmp_path / "обязательства.xlsx"


def test_a_table_of_commitments_is_read_with_what_is_in_doubt_told(workbook: Path) -> None:
    made = read_commitments(workbook)
    assert [one.state for one in made.entries] == ["under-way", "done", "untold", "untold"]
    assert made.entries[2].targets == ("5", "16.9")
    assert made.entries[0].origin.row == 3
    assert [(one.code, one.row) for one in made.findings] == [
        ("report.commitments-state", 5),
        ("report.programme-code", 7),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_review_tells_how_many_commitments_stand_in_which_state(
    language: str, workbook: Path, register: Register, mapping: Mapping, tmp_path: Path
) -> None:
    made = draft(register, mapping, language=language, commitments=read_commitments(workbook))
    assert held_by_its_cell(made) > 40
    told = {paragraph.id: paragraph for _, paragraph in made.paragraphs()}["commitments-states"]
    assert sorted(one.value for one in told.sentences[0].figures) == [0, 0, 1, 1, 2, 4]
    assert "обязательства.xlsx" in [one.file for one in made.inputs]
    assert made.choice["commitments"] == "обязательства.xlsx"
    body = docx.Document(str(made.to_word(tmp_path / "d.docx"))).element.body
    words = {one.text for one in body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t")}
    for wanted in ("Довести питьевую воду до всех сёл", "=1+1", "на согласовании"):
        assert wanted in words
    states = {row.key: row.cells[2].text for row in made.table("completeness").rows}
    assert states["conclusion/commitments"] in ("есть", "бар", "present")


def test_without_a_file_people_write_their_commitments(register: Register, mapping: Mapping) -> None:
    made = draft(register, mapping, language="ru")
    assert not [one for _, one in made.paragraphs() if one.id == "commitments-states"]
    assert "commitments" not in [table.key for table in made.tables]


def test_a_table_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError) as told:
        read_commitments(path)
    assert "обязательство" in told.value.next("ru")


def test_a_commitment_is_told_in_the_language_of_the_draft(
    register: Register, mapping: Mapping, tmp_path: Path
) -> None:
    path = tmp_path / "commitments.csv"
    path.write_text(
        "Обязательство,Міндеттеме,Commitment,Ответственный орган,Статус\n"
        "Принять закон,Заң қабылдау,Adopt a law,Акимат Кызылординской области,выполнено\n"
        "Открыть центр,,Open a centre,,\n",
        encoding="utf-8",
    )
    given = read_commitments(path)
    shown = {
        language: [
            [cell.text for cell in row.cells[::2]]
            for row in draft(register, mapping, language=language, commitments=given)
            .table("commitments")
            .rows[:2]
        ]
        for language in LANGUAGES
    }
    assert shown["kk"] == [
        ["Заң қабылдау", "Қызылорда облысының әкімдігі", "орындалды"],
        ["Открыть центр", "", ""],
    ]
    assert shown["en"] == [["Adopt a law", "Akimat of Kyzylorda Region", "done"], ["Open a centre", "", ""]]
    assert shown["ru"] == [
        ["Принять закон", "Акимат Кызылординской области", "выполнено"],
        ["Открыть центр", "", ""],
    ]
