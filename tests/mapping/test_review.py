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
from sdgkit.mapping.decisions import append_decisions, decisions_elsewhere, history_path, read_decisions
from sdgkit.mapping.mapping import Mapping, map_register
from sdgkit.mapping.match import Decision
from sdgkit.mapping.review import worth
from sdgkit.mapping.review_reading import check_review, looks_like_review, read_review
from sdgkit.sheets import put
from tests.office import converted

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


@pytest.fixture
def many() -> Mapping:
    """More suggestions than the fixture above, for a review with a decision of each kind."""
    titles = (
        "Снижение материнской смертности", "Repair of rural clinics", "Питьевая вода для сёл", "Solar power plants",
        "Ремонт сельских школ", "Preventing violence against women", "Лесовосстановление", "Supervision of banks",
    )  # fmt: skip
    made = (
        Activity(id=f"B-{number}", origin=Origin(file="r.xlsx"), title=Text.of(title))
        for number, title in enumerate(titles)
    )
    return map_register(Register(activities=tuple(made)))


def saved_as(path: Path, ending: str, tmp_path: Path) -> Path:
    """The workbook as LibreOffice saves it: .xlsx, .ods, .xls, or its first sheet as .csv with semicolons."""
    form = "csv:Text - txt - csv (StarCalc):59,34,76,1" if ending == "csv" else ending
    return converted([path], form, tmp_path / f"as-{ending}")[0]


def filled(mapping: Mapping, path: Path) -> None:
    """A review with a decision of each kind, a column more, a changed grey cell, a row less, and two mistakes."""
    mapping.to_review(path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    places = columns(sheet)
    said: tuple[dict[str, object], ...] = (
        {"Decision": "accept", "Reviewer": "Aigul", "Date": "15.03.2026", "Share of money": 0.4},
        {"Decision": "reject", "Note": "=1+1"},
        {"Decision": "replace", "Target instead": "8.10; 13.1"},
        {"Target instead": "99.9"},
        {"Decision": "perhaps"},
        {"Activity": "Another title"},
    )
    suggested = [row for row in range(2, sheet.max_row) if sheet.cell(row, places["Suggested"]).value]
    for row, values in zip(suggested, said, strict=False):
        for name, value in values.items():
            cell = sheet.cell(row, places[name])
            cell.value = value  # type: ignore[assignment]
            if isinstance(value, str):
                cell.data_type = "s"
    sheet.delete_rows(sheet.max_row)
    sheet.insert_cols(3)
    sheet.cell(1, 3).value = "My mark"
    added = book.worksheets[1]
    for place, value in enumerate((sheet.cell(2, 1).value, "4.7"), start=1):
        added.cell(2, place).value = value
    book.save(path)


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls", "csv"])
def test_a_review_comes_back_whatever_program_saved_it(many: Mapping, tmp_path: Path, ending: str) -> None:
    filled(many, tmp_path / "review.xlsx")
    given, expected = read_review(tmp_path / "review.xlsx", many)
    read, found = read_review(saved_as(tmp_path / "review.xlsx", ending, tmp_path), many)
    if ending == "csv":
        # A text file has one sheet and no grey cells.
        assert read == [one for one in given if one.target != "4.7"]
        lost = {"mapping.review-locked-changed"}
        assert {one.code for one in found} == {one.code for one in expected} - lost | {
            "mapping.review-text-file"
        }
    else:
        assert read == given
        assert [(one.code, one.column, one.value) for one in found] == [
            (one.code, one.column, one.value) for one in expected
        ]
    assert {one.decision for one in given} == {"accepted", "rejected", "edited", "added"}
    assert [one.note for one in given if one.note] == ["=1+1"]
    assert Fraction(2, 5) in {one.share for one in given}


def test_a_review_is_checked_without_its_register(many: Mapping, tmp_path: Path) -> None:
    filled(many, tmp_path / "review.xlsx")
    assert looks_like_review(tmp_path / "review.xlsx")
    counts, found = check_review(tmp_path / "review.xlsx")
    assert counts["rows"] == sum(1 for _ in many.matches) + len(many.unmapped) - 1
    assert (counts["accepted"], counts["rejected"], counts["edited"], counts["added"]) == (1, 1, 2, 1)
    assert {one.code for one in found} == {
        "mapping.review-unknown-code",
        "mapping.review-unknown-decision",
        "mapping.review-locked-changed",
    }
    (tmp_path / "register.csv").write_text("Идентификатор;Название;Задача\n1;Вода;6.1\n", encoding="utf-8")
    assert not looks_like_review(tmp_path / "register.csv")


def test_an_activity_that_got_another_title_after_the_decision_is_told(tmp_path: Path) -> None:

    def register(title: str, language: str = "en") -> Register:
        return Register(
            activities=(Activity(id="1", origin=Origin(file="r.csv", row=2), title=Text({language: title})),)
        )

    def told(mapping: Mapping) -> list[str]:
        return [one.code for one in mapping.findings if one.code == "mapping.decision-title-changed"]

    first = map_register(register("Repair of rural clinics"))
    first.to_review(tmp_path / "r.xlsx")
    book = load_workbook(tmp_path / "r.xlsx")
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, heads["Decision"]).value = "accept"
    book.save(tmp_path / "r.xlsx")
    reviewed = first.with_review(tmp_path / "r.xlsx")
    assert told(reviewed) == []
    append_decisions(tmp_path / "history.jsonl", reviewed.decisions)
    decisions = read_decisions(tmp_path / "history.jsonl")

    assert told(map_register(register("repair  of rural CLINICS."), decisions=decisions)) == []
    changed = map_register(register("Construction of a bridge"), decisions=decisions)
    assert told(changed) == ["mapping.decision-title-changed"]
    assert changed.findings[0].details["id"] == "1"
    assert [match.status for match in changed.matches if match.target == "3.8"] == ["accepted"]

    # Given back once more, with the new title before the reviewer, it is decided anew.
    changed.to_review(tmp_path / "again.xlsx", language="ru")
    again = changed.with_review(tmp_path / "again.xlsx")
    assert told(again) == []
    append_decisions(tmp_path / "history.jsonl", again.decisions)
    later = read_decisions(tmp_path / "history.jsonl")
    assert told(map_register(register("Construction of a bridge"), decisions=later)) == []


@pytest.mark.parametrize(
    ("word", "decision"),
    [
        ("да", "accepted"), ("Да.", "accepted"), (" ДА ", "accepted"), ("иә", "accepted"), ("Иә!", "accepted"),
        ("yes", "accepted"), ("+", "accepted"), ("✓", "accepted"), ("согласна", "accepted"), ("келісемін", "accepted"),
        ("нет", "rejected"), ("Не  согласен", "rejected"), ("жоқ", "rejected"), ("дұрыс емес", "rejected"),
        ("-", "rejected"), ("wrong", "rejected"), ("нет?", ""), ("может быть", ""), ("см. письмо", ""),
    ],
)  # fmt: skip
def test_words_that_people_type_for_a_decision(
    mapping: Mapping, tmp_path: Path, word: str, decision: str
) -> None:
    mapping.to_review(tmp_path / "r.xlsx", "ru")
    book = load_workbook(tmp_path / "r.xlsx")
    sheet = book.worksheets[0]
    sheet.title = "Лист1 (копия)"
    places = columns(sheet)
    row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, places["Предложено"]).value)
    put(sheet.cell(row, places["Решение"]), word)
    book.save(tmp_path / "r.xlsx")
    decisions, findings = read_review(tmp_path / "r.xlsx", mapping)
    assert [one.decision for one in decisions] == ([decision] if decision else [])
    told = [] if decision else [("mapping.review-unknown-decision", row, f"I{row}", word)]
    assert [(one.code, one.row, one.column, one.value) for one in findings] == told


@pytest.mark.parametrize(
    ("typed", "target"),
    [("3.8 ", "3.8"), ("\u00a03.b", "3.b"), ("3,8", "3.8"), ("ЦУР 3.8", "3.8"), ("SDG3.8", "3.8"), (3.8, "3.8"),
     ("03.авг", ""), ("Aug-03", ""), (dt.datetime(2026, 8, 3), ""), ("3.8?", "")],
)  # fmt: skip
def test_targets_that_people_or_excel_write(
    mapping: Mapping, tmp_path: Path, typed: object, target: str
) -> None:
    mapping.to_review(tmp_path / "r.xlsx")
    fill(tmp_path / "r.xlsx", {("A-1", "3.1"): {"Decision": "replace", "Target instead": typed}})
    decisions, findings = read_review(tmp_path / "r.xlsx", mapping)
    assert [one.target for one in decisions] == ([target] if target else [])
    codes = [one.code for one in findings if not one.code.endswith("locked-changed")]
    assert codes == ([] if target else ["mapping.review-unknown-code"])
    if isinstance(typed, dt.datetime):
        assert findings[0].value == "2026-08-03"


def test_a_row_that_suggests_nothing_and_is_accepted_is_told(mapping: Mapping, tmp_path: Path) -> None:
    mapping.to_review(tmp_path / "r.xlsx")
    fill(tmp_path / "r.xlsx", {("A-3", ""): {"Decision": "accept"}})
    decisions, findings = read_review(tmp_path / "r.xlsx", mapping)
    assert decisions == []
    assert [(one.code, one.value) for one in findings] == [("mapping.review-nothing-decided", "A-3")]


def numbered(*titles: str) -> Register:
    """A register whose ids are running numbers, as a sheet with a column № has them."""
    made = (
        Activity(id=str(number), origin=Origin(file="r.xlsx", row=number + 1), title=Text.of(title))
        for number, title in enumerate(titles, start=1)
    )
    return Register(activities=tuple(made))


def said(identifier: str, target: str, title: str, decision: str = "rejected") -> Decision:
    return Decision.model_validate(
        {"activity_id": identifier, "target": target, "decision": decision, "title": title}
    )


def test_decisions_go_with_their_titles_when_rows_are_numbered_anew() -> None:
    clinics, bridge = "Repair of rural clinics", "Phase II"
    decisions = [said("1", "3.8", clinics), said("2", "9.1", bridge, "added")]
    later = map_register(numbered("Wind power", clinics, bridge, bridge), decisions=decisions)
    by_code = {(one.activity_id, one.target): one.status for one in later.matches}
    assert by_code["2", "3.8"] == "rejected"
    assert ("1", "3.8") not in by_code
    # Two activities bear the other title: the decision stays with its id, and that the title changed is told.
    assert by_code["2", "9.1"] == "added"
    assert [one.code for one in later.findings] == [
        "mapping.decisions-moved",
        "mapping.decision-title-changed",
    ]
    assert "1 → 2 «Repair of rural clinics»" in later.findings[0].what("ru")
    assert later.stale == ()
    # Kept under the new id, they are read again as they are.
    again = map_register(later.register, decisions=later.decisions)
    assert again.matches == later.matches


def test_decisions_on_activities_that_are_gone_are_told_with_the_likely_one() -> None:
    decisions = [
        said("17", "3.8", "Repair of the rural clinics of Kyzylorda, phase 1"),
        said("18", "9.1", "Study tour"),
        said("18", "4.4", "Study tour"),
    ]
    register = numbered("Repair of rural clinics of Kyzylorda, phase 2", "Wind power")
    mapping = map_register(register, decisions=decisions)
    assert [one.target for one in mapping.stale] == ["3.8", "9.1", "4.4"]
    assert [one.code for one in mapping.findings] == ["mapping.decisions-stale", "mapping.decision-like"]
    gone, like = mapping.findings
    assert gone.details == {"number": "2", "decisions": "3"}
    assert "18 «Study tour»" in gone.what()
    assert (like.details["id"], like.details["like"], like.row) == ("17", "1", 2)
    assert all(one.status in ("suggested", "look") for one in mapping.matches)


def test_a_workbook_of_the_time_before_the_numbers_changed_comes_back(tmp_path: Path) -> None:
    before = map_register(numbered("Repair of rural clinics", "Wind power"))
    before.to_review(tmp_path / "r.xlsx")
    fill(tmp_path / "r.xlsx", {("1", "3.8"): {"Decision": "reject"}})
    again = map_register(
        Register(
            activities=tuple(
                one.model_copy(update={"id": f"N-{one.id}"}) for one in before.register.activities
            )
        )
    ).with_review(tmp_path / "r.xlsx")
    assert {one.status for one in again.matches if one.target == "3.8"} == {"rejected"}
    assert "mapping.review-unknown-activity" not in {one.code for one in again.findings}


def test_a_renamed_register_is_told_where_its_decisions_lie(tmp_path: Path) -> None:
    register = numbered("Repair of rural clinics", "Wind power")
    path = tmp_path / "register 2026.xlsx"
    append_decisions(
        tmp_path / "register.xlsx.decisions.jsonl", [said("1", "3.8", "Repair of rural clinics")]
    )
    append_decisions(tmp_path / "other.xlsx.decisions.jsonl", [said("1", "4.1", "Something else")])
    (tmp_path / "broken.xlsx.decisions.jsonl").write_text("no\n", encoding="utf-8")
    (found,) = decisions_elsewhere(path, register)
    assert (found.file, found.value) == (
        "register.xlsx.decisions.jsonl",
        "register 2026.xlsx.decisions.jsonl",
    )
    assert found.details == {"number": "1"}
    append_decisions(history_path(path), [said("2", "7.2", "Wind power", "accepted")])
    assert decisions_elsewhere(path, register) == []


def test_the_workbook_begins_where_most_is_likely_to_be_changed(tmp_path: Path) -> None:
    titles = {
        "sure": "Снижение материнской смертности",
        "nothing": "Фаза вторая проекта",
        "doubtful": "Ремонт сельских больниц и газификация",
        "decided": "Repair of rural clinics with solar panels",
    }
    made = (
        Activity(id=key, origin=Origin(file="r.xlsx"), title=Text.of(title)) for key, title in titles.items()
    )
    register = Register(activities=tuple(made))
    plain = map_register(register)
    decisions = [
        Decision(activity_id="decided", target=one.target or str(one.goal), decision="accepted")
        for one in plain.by_activity["decided"]
    ]
    mapping = map_register(register, decisions=decisions)
    assert [worth(mapping.by_activity.get(key, ())) for key in ("nothing", "decided")] == [0.1, 0.0]
    mapping.to_review(tmp_path / "r.xlsx")
    sheet = load_workbook(tmp_path / "r.xlsx").worksheets[0]
    order = list(dict.fromkeys(str(sheet.cell(row, 1).value) for row in range(2, sheet.max_row + 1)))
    assert order == ["doubtful", "nothing", "sure", "decided"]


@pytest.mark.parametrize(("language", "kind"), [("en", "phrase"), ("ru", "выражение"), ("kk", "тіркес")])
def test_the_kind_of_evidence_is_told_in_the_language_of_the_workbook(
    mapping: Mapping, tmp_path: Path, language: str, kind: str
) -> None:
    mapping.to_review(tmp_path / "review.xlsx", language)
    sheet = load_workbook(tmp_path / "review.xlsx").worksheets[0]
    evidence = [str(row[7]) for row in sheet.iter_rows(min_row=2, values_only=True) if row[3]]
    assert any(f"» ({kind})" in told for told in evidence)
    assert language == "en" or not any("(phrase)" in told or "(model)" in told for told in evidence)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"activity_id":"A-1","target":"3.99","decision":"accepted"}', "target: 3.99"),
        ('{"activity_id":"A-1","target":"3,8","decision":"accepted"}', "target: 3,8"),
        ('{"activity_id":"A-1","target":"ЦУР 3.8","decision":"accepted"}', "target: ЦУР 3.8"),
        ('{"activity_id":"A-1","target":3.8,"decision":"accepted"}', "target: 3.8"),
        ('{"activity_id":"A-1","target":"3.8","decision":"принять"}', "decision: принять"),
        ('{"activity_id":"A-1","target":"3.8","decision":"accepted","share":4}', "share: 4"),
        ('{"activity_id":"A-1","target":"3.8","decision":"edited","replaced":"9"}', ""),
        ('{"activity_id":"A-1","target":"3.8","decision":"edited","replaced":"99"}', "replaced: 99"),
        ('{"activity_id":"A-1","decision":"accepted"}', "target"),
        ("3.8 принять", "3.8 принять"),
    ],
)
def test_a_history_with_slips_of_the_pen_is_told_by_line_and_part(
    tmp_path: Path, line: str, told: str
) -> None:
    path = tmp_path / "r.xlsx.decisions.jsonl"
    good = '{"activity_id":"A-2","target":"3.8","decision":"accepted"}\n'
    path.write_text(f"{good}\n{line}\n", "utf-8")
    if not told:
        assert len(read_decisions(path)) == 2
        return
    with pytest.raises(InputError) as error:
        read_decisions(path)
    assert (error.value.details["row"], error.value.details["value"]) == ("3", told)


def test_a_history_that_an_editor_of_windows_saved_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx.decisions.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"activity_id":"A-2","target":"3.8","decision":"accepted"}')
    assert [one.target for one in read_decisions(path)] == ["3.8"]
    append_decisions(path, [Decision(activity_id="A-1", target="3.1", decision="rejected")])
    assert [one.target for one in read_decisions(path)] == ["3.8", "3.1"]
