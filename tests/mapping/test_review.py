"""What a reviewer does in the workbook comes back."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from sdgkit.activities.activity import Activity, Origin
from sdgkit.activities.register import Register
from sdgkit.errors import InputError
from sdgkit.languages import LANGUAGES, Text
from sdgkit.mapping.decisions import append_decisions, read_decisions
from sdgkit.mapping.mapping import Mapping, map_register
from sdgkit.mapping.match import Decision
from sdgkit.sheets import put

TITLES = {
    "A-1": "Снижение материнской смертности в Кызылординской области",
    "A-2": "Repair of rural clinics",
    "A-3": "Совещание",
    "A-4": "=1+1 ремонт сельских школ",
}


@pytest.fixture
def mapping() -> Mapping:
    made = (
        Activity(id=key, origin=Origin(file="r.xlsx"), title=Text.of(title)) for key, title in TITLES.items()
    )
    return map_register(Register(activities=tuple(made)))


def columns(sheet: object) -> dict[str, int]:
    return {cell.value: cell.column for cell in sheet[1]}  # type: ignore[index]


def fill(path: Path, rows: dict[tuple[str, str], dict[str, object]]) -> None:
    """Write into the English workbook, by activity and suggested code."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    places = columns(sheet)
    for row in range(2, sheet.max_row + 1):
        key = (sheet.cell(row, places["Activity id"]).value, sheet.cell(row, places["Suggested"]).value or "")
        for name, value in rows.get(key, {}).items():
            sheet.cell(row, places[name]).value = value  # type: ignore[assignment]
    book.save(path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_offers_the_decisions_in_its_language(
    mapping: Mapping, tmp_path: Path, language: str
) -> None:
    mapping.to_review(tmp_path / "review.xlsx", language)
    book = load_workbook(tmp_path / "review.xlsx")
    assert [sheet.sheet_state for sheet in book] == ["visible", "visible", "visible", "hidden"]
    sheet = book.worksheets[0]
    assert len(sheet.data_validations.dataValidation) == 2
    assert sheet.protection.sheet
    assert sheet["I2"].protection.locked is False
    assert sheet["A2"].protection.locked
    ids = {sheet.cell(row, 1).value for row in range(2, sheet.max_row + 1)}
    assert ids == set(TITLES)
    assert mapping.with_review(tmp_path / "review.xlsx").decisions == ()


def test_no_cell_of_the_workbook_is_a_formula(mapping: Mapping, tmp_path: Path) -> None:
    mapping.to_review(tmp_path / "review.xlsx")
    sheet = load_workbook(tmp_path / "review.xlsx").worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}


def test_two_runs_write_the_same_bytes(mapping: Mapping, tmp_path: Path) -> None:
    mapping.to_review(tmp_path / "a.xlsx")
    mapping.to_review(tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_decisions_come_back_in_any_order_and_beside_added_columns(mapping: Mapping, tmp_path: Path) -> None:
    path = tmp_path / "review.xlsx"
    mapping.to_review(path)
    fill(
        path,
        {
            ("A-1", "3.1"): {
                "Decision": "accept", "Share of money": 0.6, "Reviewer": "M.", "Date": dt.datetime(2026, 3, 1),
            },
            ("A-2", "3.8"): {"Decision": "replace", "Target instead": "3.b"},
            ("A-3", ""): {"Target instead": "17.9", "Note": "by hand"},
        },
    )  # fmt: skip
    book = load_workbook(path)
    sheet = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    sheet.delete_rows(2, sheet.max_row)
    sheet.insert_cols(1)
    sheet["A1"] = "my own column"
    for number, values in enumerate(reversed(rows), start=2):
        for place, value in enumerate(["mine", *values], start=1):
            put(sheet.cell(number, place), value)
    book.save(path)

    reviewed = mapping.with_review(path)
    assert not [finding for finding in reviewed.findings if finding.severity != "note"]
    by_code = {(m.activity_id, m.target): m for m in reviewed.matches}
    assert by_code["A-1", "3.1"].status == "accepted"
    assert by_code["A-2", "3.b"].status == "edited"
    assert by_code["A-2", "3.8"].status == "rejected"
    assert by_code["A-3", "17.9"].status == "added"
    assert "A-3" not in reviewed.unmapped
    decision = next(d for d in reviewed.decisions if d.target == "3.1")
    assert (decision.share, decision.reviewer, decision.date) == (Fraction(3, 5), "M.", dt.date(2026, 3, 1))


def test_targets_are_added_on_their_own_sheet(mapping: Mapping, tmp_path: Path) -> None:
    path = tmp_path / "review.xlsx"
    mapping.to_review(path, "ru")
    book = load_workbook(path)
    sheet = book["Добавленные задачи"]
    sheet["A2"], sheet["B2"], sheet["D2"] = "A-3", "17.9; 17.16", "да"
    book.save(path)
    reviewed = mapping.with_review(path)
    assert [m.target for m in reviewed.standing("A-3")] == ["17.9", "17.16"]
    assert [m.primary for m in reviewed.standing("A-3")] == [True, False]


def test_what_is_not_understood_is_told_with_its_cell(mapping: Mapping, tmp_path: Path) -> None:
    path = tmp_path / "review.xlsx"
    mapping.to_review(path)
    fill(
        path,
        {
            ("A-1", "3.1"): {"Decision": "perhaps"},
            ("A-2", "3.8"): {"Decision": "replace", "Target instead": "3.99"},
            ("A-3", ""): {
                "Decision": "add",
                "Target instead": "17.9",
                "Share of money": "much",
                "Date": "soon",
            },
        },
    )
    reviewed = mapping.with_review(path)
    found = {finding.code: finding for finding in reviewed.findings}
    assert set(found) == {
        "mapping.review-unknown-decision",
        "mapping.review-unknown-code",
        "mapping.review-unknown-share",
        "mapping.review-unknown-date",
    }
    assert found["mapping.review-unknown-code"].column.startswith("J")
    assert found["mapping.review-unknown-code"].value == "3.99"
    assert [d.target for d in reviewed.decisions] == ["17.9"]
    for finding in reviewed.findings:
        assert all(finding.what(language) and finding.done(language) for language in LANGUAGES)


def test_changed_grey_cells_and_missing_and_repeated_rows_are_told(mapping: Mapping, tmp_path: Path) -> None:
    path = tmp_path / "review.xlsx"
    mapping.to_review(path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    place = {(row[0].value, row[3].value): row[0].row for row in sheet.iter_rows(min_row=2)}
    sheet.cell(place["A-1", "3.1"], 2).value = "Another title"
    copied = [cell.value for cell in sheet[place["A-1", "3.1"]]]
    copied[8] = "reject"
    sheet.append(copied)
    sheet.delete_rows(place["A-2", "3.8"])
    book.save(path)
    codes = [finding.code for finding in mapping.with_review(path).findings]
    assert codes.count("mapping.review-locked-changed") == 2
    assert "mapping.review-row-twice" in codes
    assert "mapping.review-rows-missing" in codes


def test_two_reviewers_are_merged_and_their_conflict_is_shown(mapping: Mapping, tmp_path: Path) -> None:
    one, two = tmp_path / "one.xlsx", tmp_path / "two.xlsx"
    for path, word in ((one, "accept"), (two, "reject")):
        mapping.to_review(path)
        fill(
            path,
            {
                ("A-1", "3.1"): {"Decision": word, "Reviewer": path.stem},
                ("A-2", "3.8"): {"Decision": "accept"},
            },
        )
    reviewed = mapping.with_review(one, two)
    conflict = [f for f in reviewed.findings if f.code == "mapping.review-conflict"]
    assert len(conflict) == 1
    assert "one: accepted; two: rejected" in conflict[0].what()
    by_code = {(m.activity_id, m.target): m.status for m in reviewed.matches}
    assert by_code["A-1", "3.1"] == "suggested"
    assert by_code["A-2", "3.8"] == "accepted"


def test_decisions_survive_a_reordered_register_and_stale_ones_are_shown(
    mapping: Mapping, tmp_path: Path
) -> None:
    path = tmp_path / "review.xlsx"
    mapping.to_review(path)
    fill(path, {("A-1", "3.1"): {"Decision": "reject"}, ("A-2", "3.8"): {"Decision": "accept"}})
    decisions = mapping.with_review(path).decisions
    later = Register(activities=tuple(a for a in reversed(mapping.register.activities) if a.id != "A-2"))
    again = map_register(later, decisions=decisions)
    assert next(m for m in again.matches if m.target == "3.1").status == "rejected"
    assert [d.activity_id for d in again.stale] == ["A-2"]


def test_a_workbook_that_is_no_review_is_refused(mapping: Mapping, tmp_path: Path) -> None:
    from openpyxl import Workbook

    Workbook().save(tmp_path / "other.xlsx")
    with pytest.raises(InputError, match="no sheet of a review"):
        mapping.with_review(tmp_path / "other.xlsx")


def test_a_history_that_was_cut_while_it_was_written_is_read_and_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx.decisions.jsonl"
    first, second, third = (
        Decision(activity_id="A-1", target=code, decision="accepted", note="әріп")
        for code in ("3.1", "3.8", "6.1")
    )
    append_decisions(path, [first, second])
    path.write_bytes(path.read_bytes()[:-9])
    assert read_decisions(path) == (first,)
    append_decisions(path, [second, third])
    assert read_decisions(path) == (first, second, third)
    path.write_bytes(path.read_bytes().rstrip())
    assert read_decisions(path) == (first, second, third)
    assert append_decisions(path, [third, second.model_copy(update={"decision": "rejected"})]) == 1
    assert len(read_decisions(path)) == 4
    path.write_text("not a decision\n", encoding="utf-8")
    with pytest.raises(InputError):
        read_decisions(path)


def test_a_new_workbook_read_back_as_it_is_adds_nothing_to_the_history(
    mapping: Mapping, tmp_path: Path
) -> None:
    mapping.to_review(tmp_path / "one.xlsx")
    fill(tmp_path / "one.xlsx", {("A-1", "3.1"): {"Decision": "accepted", "Reviewer": "Анна", "Note": "да"}})
    decided = mapping.with_review(tmp_path / "one.xlsx")
    assert [(one.reviewer, one.note) for one in decided.decisions] == [("Анна", "да")]
    decided.to_review(tmp_path / "two.xlsx")
    assert decided.with_review(tmp_path / "two.xlsx").decisions == decided.decisions
    assert decided.with_review(tmp_path / "one.xlsx").decisions == decided.decisions


def test_a_later_reviewer_who_decides_otherwise_is_told(mapping: Mapping, tmp_path: Path) -> None:
    for name, word in (("Анна", "accepted"), ("Болат", "rejected")):
        mapping.to_review(tmp_path / f"{name}.xlsx")
        fill(tmp_path / f"{name}.xlsx", {("A-1", "3.1"): {"Decision": word, "Reviewer": name}})
    later = mapping.with_review(tmp_path / "Анна.xlsx").with_review(tmp_path / "Болат.xlsx")
    (found,) = [one for one in later.findings if one.code == "mapping.review-overrides"]
    assert found.value == "Анна: accepted; Болат: rejected" and found.file == "Болат.xlsx"
    assert [one.decision for one in later.decisions] == ["accepted", "rejected"]
