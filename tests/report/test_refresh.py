"""Refreshing: new figures come in, and no word that a person wrote is lost."""

from __future__ import annotations

import copy
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.table import Table
from openxml_audit.validator import OpenXmlValidator

from sdgkit.activities.activity import Money
from sdgkit.activities.register import Register, SourceFile
from sdgkit.errors import InputError, UsageError
from sdgkit.mapping.mapping import map_register
from sdgkit.report.building import draft
from sdgkit.report.commitments import read_commitments
from sdgkit.report.draft import Draft
from sdgkit.report.word.changes import Refreshed, moved_figures
from sdgkit.report.word.manifest import Block, Said
from sdgkit.report.word.record import inputs_in, record_of
from sdgkit.report.word.refresh import refresh
from tests.office import converted

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def later(register: Register) -> Draft:
    """The draft of next year: one activity has grown, one has gone, one belongs to a further goal."""
    activities = []
    for activity in register.activities:
        if activity.id == "A-3":
            continue
        if activity.id == "A-1":
            more = Money(amount=Decimal("7000000"), currency="USD", kind="budget")
            activity = activity.model_copy(update={"money": (more,)})
        activities.append(activity)
    changed = register.model_copy(update={"activities": tuple(activities)})
    return draft(changed, map_register(changed), language="ru")


@pytest.fixture
def document(drafts: dict[str, Draft], tmp_path: Path) -> Path:
    return drafts["ru"].to_word(tmp_path / "draft.docx")


def paragraph_of(document: Any, mark: str) -> Any:
    for paragraph in document.paragraphs:
        if any(b.get(f"{W}name") == mark for b in paragraph._p.iter(f"{W}bookmarkStart")):
            return paragraph
    raise AssertionError(mark)


def tables_of(document: Any) -> list[Any]:
    """All tables: those in content controls are not among python-docx's own."""
    return [Table(element, document) for element in document.element.body.iter(f"{W}tbl")]


def edit(path: Path, mark: str, words: str) -> None:
    """As Word does it: the text is typed over in the first run, bookmarks stay."""
    document = docx.Document(str(path))
    paragraph = paragraph_of(document, mark)
    for element in list(paragraph._p.iter(f"{W}hyperlink")):
        element.getparent().remove(element)
    for run in paragraph.runs[1:]:
        run._r.getparent().remove(run._r)
    paragraph.runs[0].text = words
    document.save(str(path))


def by_id(done: Refreshed) -> dict[str, str]:
    return {f"{change.kind}/{change.id}": change.outcome for change in done.changes}


def text_of(path: Path) -> str:
    document = docx.Document(str(path))
    return "\n".join(
        "".join(t.text or "" for t in p.iter(f"{W}t")) for p in document.element.body.iter(f"{W}p")
    )


def test_the_same_data_change_nothing(document: Path, drafts: dict[str, Draft]) -> None:
    before = docx.Document(str(document)).element.xml
    changes = refresh(document, drafts["ru"])
    assert set(by_id(changes).values()) == {"same"}
    assert docx.Document(str(document)).element.xml == before
    once = document.read_bytes()
    refresh(document, drafts["ru"])
    assert document.read_bytes() == once


def test_a_kazakh_draft_with_hyphens_that_hold_is_refreshed_and_a_persons_word_stays(
    register: Register, drafts: dict[str, Draft], tmp_path: Path
) -> None:
    path = drafts["kk"].to_word(tmp_path / "draft.docx")
    assert set(by_id(refresh(path, drafts["kk"])).values()) == {"same"}
    mark = next(
        f"sdgkit_p_{one.id.replace('-', '_')}"
        for _, one in drafts["kk"].paragraphs()
        if one.id == "overview-goals"
    )
    opened = docx.Document(str(path))
    changed = paragraph_of(opened, mark)._p
    hyphens = len(list(changed.iter(f"{W}noBreakHyphen")))
    assert hyphens
    first = next(changed.iter(f"{W}t"))
    first.text = f"Бірінші сөзім. {first.text}"
    opened.save(str(path))
    fewer = register.model_copy(update={"activities": register.activities[:1]})
    refresh(path, draft(fewer, map_register(fewer), language="kk"))
    after = paragraph_of(docx.Document(str(path)), mark)._p
    assert "Бірінші сөзім." in "".join(node.text or "" for node in after.iter(f"{W}t"))


def test_untouched_text_and_tables_are_replaced_and_the_moved_figures_told(
    document: Path, later: Draft, tmp_path: Path
) -> None:
    out = tmp_path / "new.docx"
    changes = refresh(document, later, out)
    outcome = by_id(changes)
    assert outcome["paragraph/goal-3-money"] == "replaced"
    assert outcome["table/goal-3-activities"] == "replaced"
    assert outcome["paragraph/goal-17-activities"] == "same"
    money = next(change for change in changes.changes if change.id == "goal-3-money")
    assert [(name, after.replace("\u00a0", " ")) for name, _, after, *_ in money.moved] == [
        ("amounts", "8,25 млн долл. США")
    ]
    assert any("goal-3-money" in line and "→" in line for line in changes.told())
    for _, paragraph in later.paragraphs():
        if outcome.get(f"paragraph/{paragraph.id}") == "replaced":
            assert paragraph.text in text_of(out)
    assert not OpenXmlValidator().validate(out).errors


def test_what_a_person_edited_is_kept_and_a_comment_says_what_the_data_say(
    document: Path, later: Draft
) -> None:
    edit(document, "sdgkit_p_goal_3_money", "Наш собственный текст о деньгах.")
    changes = refresh(document, later)
    assert by_id(changes)["paragraph/goal-3-money"] == "kept"
    assert "Наш собственный текст о деньгах." in text_of(document)
    comments = list(docx.Document(str(document)).comments)
    told_there = [c.text for c in comments if "8,25" in c.text]
    assert len(told_there) == 1
    assert all(comment.author == "sdgkit" for comment in comments)
    # Once more: nothing is said twice, nothing moves.
    once = document.read_bytes()
    changes = refresh(document, later)
    assert by_id(changes)["paragraph/goal-3-money"] == "kept"
    assert document.read_bytes() == once


def test_the_words_of_a_person_stay_and_the_new_figure_goes_into_them(document: Path, later: Draft) -> None:
    opened = docx.Document(str(document))
    paragraph = paragraph_of(opened, "sdgkit_p_goal_3_money")
    first = next(paragraph._p.iter(f"{W}t"))
    first.text = f"По данным министерства: {first.text}"
    opened.save(str(document))
    changes = refresh(document, later)
    assert by_id(changes)["paragraph/goal-3-money"] == "merged"
    (merged,) = (line for line in text_of(document).splitlines() if "По данным министерства: " in line)
    assert "8,25" in merged
    told_there = [c.text for c in docx.Document(str(document)).comments if "8,25" in c.text]
    assert len(told_there) == 1 and "→" in told_there[0]
    once = document.read_bytes()
    assert by_id(refresh(document, later))["paragraph/goal-3-money"] == "kept"
    assert document.read_bytes() == once


def test_text_that_is_deleted_or_moved_away_with_tracked_changes_is_not_read(
    document: Path, drafts: dict[str, Draft], later: Draft
) -> None:
    opened = docx.Document(str(document))
    paragraph = paragraph_of(opened, "sdgkit_p_goal_3_money")
    run = copy.deepcopy(next(paragraph._p.iter(f"{W}r")))
    moved = run.makeelement(f"{W}moveFrom", {f"{W}id": "9001", f"{W}author": "A"})
    moved.append(run)
    paragraph._p.append(moved)
    opened.save(str(document))
    assert by_id(refresh(document, drafts["ru"]))["paragraph/goal-3-money"] == "same"


def test_the_old_file_is_kept_beside_the_new_one(
    document: Path, drafts: dict[str, Draft], later: Draft
) -> None:
    before = document.read_bytes()
    refresh(document, drafts["ru"])
    assert [path.name for path in document.parent.iterdir()] == [document.name]
    refresh(document, later)
    assert document.with_name("draft.old-1.docx").read_bytes() == before


def test_the_changed_files_are_named_as_the_reason(document: Path, later: Draft) -> None:
    changed = later.model_copy(
        update={"inputs": tuple(one.model_copy(update={"sha256": "1" * 64}) for one in later.inputs)}
    )
    changes = refresh(document, changed, dry_run=True)
    money = next(change for change in changes.changes if change.id == "goal-3-money")
    assert money.because == ("реестр.xlsx",)
    table = next(
        change for change in changes.changes if (change.kind, change.id) == ("table", "goal-3-activities")
    )
    assert [name for name, *_ in table.moved] == ["Ремонт клиник в Кызылорде, Сумма"]


def test_what_a_person_deleted_stays_deleted(document: Path, later: Draft) -> None:
    opened = docx.Document(str(document))
    paragraph = paragraph_of(opened, "sdgkit_p_goal_3_money")
    paragraph._p.getparent().remove(paragraph._p)
    opened.save(str(document))
    changes = refresh(document, later)
    assert by_id(changes)["paragraph/goal-3-money"] == "deleted"
    assert "sdgkit_p_goal_3_money" not in docx.Document(str(document)).element.xml


def test_an_edited_table_is_kept(document: Path, later: Draft) -> None:
    opened = docx.Document(str(document))
    table = next(t for t in tables_of(opened) if "Ремонт клиник" in t.rows[1].cells[0].text)
    table.rows[1].cells[0].paragraphs[0].runs[0].text = "Ремонт сельских клиник (уточнено)"
    opened.save(str(document))
    changes = refresh(document, later)
    assert by_id(changes)["table/goal-3-activities"] == "kept"
    assert "Ремонт сельских клиник (уточнено)" in text_of(document)


def test_new_text_is_offered_and_what_the_data_lack_is_kept_with_a_comment(
    document: Path, drafts: dict[str, Draft], later: Draft, tmp_path: Path
) -> None:
    changed = later.to_word(tmp_path / "later.docx")
    changes = refresh(changed, drafts["ru"])
    back = by_id(changes)
    new = [key for key, outcome in back.items() if outcome == "new"]
    gone = [key for key, outcome in by_id(refresh(document, later)).items() if outcome == "gone"]
    assert {"new", "gone", "not-placed"} & ({*back.values()} | {"gone" for _ in gone})
    for key in new:
        kind, _, identifier = key.partition("/")
        if kind == "paragraph":
            paragraph = next(p for _, p in drafts["ru"].paragraphs() if p.id == identifier)
            assert paragraph.text in text_of(changed)
    assert set(by_id(refresh(changed, drafts["ru"])).values()) <= {"same", "not-placed"}


def test_text_that_people_added_is_never_touched(document: Path, later: Draft) -> None:
    opened = docx.Document(str(document))
    paragraph_of(opened, "sdgkit_p_goal_3_money").insert_paragraph_before("Абзац, добавленный министерством.")
    opened.add_paragraph("Послесловие.")
    opened.save(str(document))
    refresh(document, later)
    text = text_of(document)
    assert "Абзац, добавленный министерством." in text
    assert text.rstrip().endswith("Послесловие.")


def test_a_dry_run_writes_nothing(document: Path, later: Draft) -> None:
    before = document.read_bytes()
    changes = refresh(document, later, dry_run=True)
    assert "replaced" in by_id(changes).values()
    assert document.read_bytes() == before


def test_other_documents_and_other_languages_are_refused(
    document: Path, drafts: dict[str, Draft], tmp_path: Path
) -> None:
    plain = tmp_path / "plain.docx"
    docx.Document().save(str(plain))
    with pytest.raises(InputError) as told_so:
        refresh(plain, drafts["ru"])
    assert told_so.value.code == "report.no-manifest"
    with pytest.raises(UsageError):
        refresh(document, drafts["kk"])
    with pytest.raises(InputError):
        refresh(tmp_path / "missing.docx", drafts["ru"])


@pytest.mark.slow
def test_it_survives_a_round_trip_through_libreoffice(document: Path, later: Draft, tmp_path: Path) -> None:
    edit(document, "sdgkit_p_goal_3_money", "Наш собственный текст о деньгах.")
    (saved,) = converted([document], "docx", tmp_path / "office")
    changes = by_id(refresh(saved, later))
    assert changes["paragraph/goal-3-money"] == "kept"
    assert changes["table/goal-3-activities"] == "replaced"
    assert changes["paragraph/overview-register"] == "replaced"
    text = text_of(saved)
    assert "Наш собственный текст о деньгах." in text
    lead = next(p for _, p in later.paragraphs() if p.id == "overview-register")
    assert lead.text in text


def test_entries_of_a_list_are_compared_with_themselves_and_years_and_codes_have_no_per_cent() -> None:
    def block(*figures: tuple[str, str, str]) -> Block:
        said = tuple(Said(name, text, value) for name, text, value in figures)
        return Block("paragraph", "m", "p", "s", " ".join(one.text for one in said), "h", said)

    old = block(
        ("goals", "Goal 3. Health (7)", "7"), ("goals", "Goal 6. Water (6)", "6"),
        ("targets", "7.2", "7.2"), ("year", "2026", "2026"), ("share", "37%", "0.37"),
    )  # fmt: skip
    new = block(
        ("goals", "Goal 6. Water (10)", "10"), ("goals", "Goal 3. Health (8)", "8"),
        ("targets", "11.6", "11.6"), ("year", "2029", "2029"), ("share", "34%", "0.34"),
    )  # fmt: skip
    assert [(one.before, one.after, one.percent) for one in moved_figures(old, new, "en")] == [
        ("Goal 6. Water (6)", "Goal 6. Water (10)", 66.7),
        ("Goal 3. Health (7)", "Goal 3. Health (8)", 14.3),
        ("2026", "2029", None),
        ("37%", "34%", None),
    ]


def test_a_folder_of_data_does_not_take_commitments_for_a_register(
    register: Register, tmp_path: Path
) -> None:
    for name in ("register.csv", "commitments.csv"):
        (tmp_path / name).write_text("Commitment,Status\nA,done\n", encoding="utf-8")
    given = read_commitments(tmp_path / "commitments.csv")
    source = SourceFile(file="register.csv", sha256="0", format="table", records=1)
    made = draft(
        register.model_copy(update={"sources": (source,)}),
        map_register(register),
        language="ru",
        commitments=given,
    )
    record = record_of(made.to_word(tmp_path / "draft.docx"))
    assert "commitments.csv" in [one.file for one in record.inputs]
    assert inputs_in([tmp_path], record) == ([tmp_path / "register.csv"], None)
