"""Several reviewers of one register: what they agree on counts, what they do not is told with both answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from sdgkit.activities.activity import Activity, Origin
from sdgkit.activities.register import Register
from sdgkit.languages import Text
from sdgkit.mapping.mapping import Mapping, map_register
from sdgkit.mapping.match import Decision

Cells = dict[str, object]


@pytest.fixture
def mapping() -> Mapping:
    titles = {"A-1": "Снижение материнской смертности и лечение туберкулёза", "A-2": "Ремонт сельских школ"}
    made = (
        Activity(id=key, origin=Origin(file="r.xlsx"), title=Text.of(title)) for key, title in titles.items()
    )
    return map_register(Register(activities=tuple(made)))


def reviewed_in(path: Path, mapping: Mapping, said: dict[tuple[str, str], Cells]) -> Path:
    """A workbook in English with these cells filled in, by activity and suggested code."""
    path.parent.mkdir(exist_ok=True)
    mapping.to_review(path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    places = {cell.value: cell.column for cell in sheet[1]}
    seen = set()
    for row in range(2, sheet.max_row + 1):
        key = (sheet.cell(row, places["Activity id"]).value, sheet.cell(row, places["Suggested"]).value)
        for name, value in said.get(key, {}).items():
            sheet.cell(row, places[name]).value = value
            seen.add(key)
    assert seen == set(said)
    book.save(path)
    return path


def statuses(mapping: Mapping, identifier: str) -> dict[str, str]:
    return {one.target or str(one.goal): one.status for one in mapping.by_activity[identifier]}


@pytest.mark.parametrize("word", ["нет", "не верно", "жоқ"])
def test_a_no_with_another_target_beside_it_is_a_replacement(
    word: str, mapping: Mapping, tmp_path: Path
) -> None:
    said: Cells = {"Decision": word, "Target instead": "3.8 и 3.c"}
    made = mapping.with_review(reviewed_in(tmp_path / "a.xlsx", mapping, {("A-1", "3.1"): said}))
    found = statuses(made, "A-1")
    assert (found["3.1"], found["3.8"], found["3.c"]) == ("rejected", "edited", "edited")
    assert made.findings == ()


def test_two_suggestions_replaced_by_the_same_target_are_both_gone(mapping: Mapping, tmp_path: Path) -> None:
    said: Cells = {"Decision": "replace", "Target instead": "3.8"}
    path = reviewed_in(tmp_path / "a.xlsx", mapping, {("A-1", "3.1"): said, ("A-1", "3.3"): said})
    found = statuses(mapping.with_review(path), "A-1")
    assert (found["3.1"], found["3.3"], found["3.8"]) == ("rejected", "rejected", "edited")


def test_who_replaces_a_target_disagrees_with_who_accepts_it(mapping: Mapping, tmp_path: Path) -> None:
    one = reviewed_in(tmp_path / "one.xlsx", mapping, {("A-1", "3.1"): {"Decision": "accept"}})
    two = reviewed_in(
        tmp_path / "two.xlsx",
        mapping,
        {
            ("A-1", "3.1"): {"Decision": "replace", "Target instead": "3.2"},
            ("A-2", "4.a"): {"Decision": "да"},
        },
    )
    made = mapping.with_review(one, two)
    assert statuses(made, "A-1") == statuses(mapping, "A-1")
    assert statuses(made, "A-2")["4.a"] == "accepted"
    (told,) = made.findings
    assert told.code == "mapping.review-conflict"
    assert "one.xlsx: accepted; two.xlsx: replaced → 3.2" in told.what("en")
    assert "one.xlsx: принято; two.xlsx: заменено → 3.2" in told.what("ru")
    assert "one.xlsx: қабылданды; two.xlsx: ауыстырылды → 3.2" in told.what("kk")


def test_a_reviewer_whose_name_may_not_be_told_is_told_by_the_workbook(
    mapping: Mapping, tmp_path: Path
) -> None:
    paths = [
        reviewed_in(
            tmp_path / folder / "review.xlsx",
            mapping,
            {("A-1", "3.1"): {"Decision": word, "Reviewer": "Сериккызы А.К."}},
        )
        for folder, word in (("health", "accept"), ("economy", "reject"))
    ]
    (told,) = mapping.with_review(*paths).findings
    assert "health/review.xlsx: accepted; economy/review.xlsx: rejected" in told.what("en")
    assert "Сериккызы" not in told.model_dump_json()


def test_different_shares_and_primary_targets_are_told_and_none_is_taken(
    mapping: Mapping, tmp_path: Path
) -> None:
    one = reviewed_in(
        tmp_path / "one.xlsx",
        mapping,
        {("A-1", "3.1"): {"Decision": "accept", "Share of money": 30, "Primary": "да"}},
    )
    two = reviewed_in(
        tmp_path / "two.xlsx",
        mapping,
        {
            ("A-1", "3.1"): {"Decision": "accept", "Share of money": "70 %"},
            ("A-1", "3.3"): {"Decision": "accept", "Primary": "иә"},
        },
    )
    made = mapping.with_review(one, two)
    assert {one.code for one in made.findings} == {
        "mapping.review-shares-differ",
        "mapping.review-primaries-differ",
    }
    assert all(one.share is None and one.primary is None for one in made.decisions)
    assert {one.target: one.decision for one in made.decisions} == {"3.1": "accepted", "3.3": "accepted"}
    alone = mapping.with_review(one)
    assert [(float(said.share or 0), said.primary) for said in alone.decisions] == [(0.3, True)]


def test_the_primary_target_is_the_one_that_was_named_last(mapping: Mapping) -> None:
    before = Decision(activity_id="A-1", target="3.1", decision="accepted", primary=True)
    later = Decision(activity_id="A-1", target="3.3", decision="accepted", primary=True)
    for decisions, primary in (((before, later), "3.3"), ((later, before), "3.1")):
        made = mapping.with_decisions(decisions)
        assert [one.target for one in made.by_activity["A-1"] if one.primary] == [primary]
