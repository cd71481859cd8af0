"""A mapping is measured against what people say, and people against each other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from sdgkit.activities.activity import Activity, Origin
from sdgkit.activities.register import Register
from sdgkit.errors import InputError
from sdgkit.languages import Text
from sdgkit.mapping.evaluate import agreement, cohen_kappa, evaluate, label_agreement, read_labelled
from sdgkit.mapping.mapping import map_register


def test_figures_are_those_counted_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "labelled.csv"
    path.write_text(
        "text,goals,targets,language,source\n"
        "one,3,3.1;3.8,en,a\n"
        "two,4,4.1,en,a\n"
        "three,5,5.2,ru,b\n"
        "four,,,ru,b\n",
        "utf-8",
    )
    answers = [(["3.1", "6.1"], ["3.1", "6.1", "3.8"]), ([], ["1.1", "4.1"]), (["5.1"], ["5.1"])]
    found = evaluate(read_labelled(path), "target", judge=lambda activities: answers)
    assert (found.texts, found.silent) == (3, 1)
    assert (found.overall.right, found.overall.wrong, found.overall.missed) == (1, 2, 3)
    assert found.overall.precision == pytest.approx(1 / 3, abs=1e-4)
    assert found.overall.recall == 0.25
    assert {top: round(part, 2) for top, part in found.tops.items()} == {1: 0.33, 3: 0.67, 5: 0.67}
    assert found.confusion == {"5.2 > 5.1": 1}
    assert found.by_language["ru"].precision == 0.0
    assert found.by_source["a"].recall == pytest.approx(1 / 3, abs=1e-4)
    assert json.loads(found.to_json())["overall"]["recall"] == 0.25
    frame = found.to_frame()
    assert frame[frame["part"] == "overall"]["right"].tolist() == [1]


def test_goals_that_were_ruled_out_are_judged_too(tmp_path: Path) -> None:
    path = tmp_path / "labelled.csv"
    path.write_text("text,goals,not_goals\none,3,4\ntwo,,5\n", "utf-8")
    answers = [(["3", "7"], ["3"]), ([], [])]
    found = evaluate(read_labelled(path), "goal", judge=lambda activities: answers)
    assert (found.overall.right, found.overall.wrong, found.overall.absent) == (1, 0, 2)
    assert found.overall.accuracy == 1.0


def test_a_table_without_texts_or_labels_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "labelled.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(InputError, match="text"):
        read_labelled(path)


def test_review_workbooks_are_labels_and_give_the_agreement_of_two_people(tmp_path: Path) -> None:
    titles = ["Снижение материнской смертности", "Repair of rural clinics", "Ауыл мектептерін салу"]
    register = Register(
        activities=tuple(
            Activity(id=str(number), origin=Origin(file="r.csv"), title=Text.of(title))
            for number, title in enumerate(titles)
        )
    )
    mapping = map_register(register)
    paths = [tmp_path / "one.xlsx", tmp_path / "two.xlsx"]
    for path, words in zip(
        paths, (["accept", "accept", "reject"], ["accept", "reject", "reject"]), strict=True
    ):
        mapping.to_review(path)
        book = load_workbook(path)
        sheet = book.worksheets[0]
        heads = {cell.value: cell.column for cell in sheet[1]}
        for row in range(2, sheet.max_row + 1):
            number = int(str(sheet.cell(row, heads["Activity id"]).value))
            best = mapping.by_activity[str(number)][0]
            if sheet.cell(row, heads["Suggested"]).value == (best.target or str(best.goal)):
                sheet.cell(row, heads["Decision"]).value = words[number]
        book.save(path)
    found = agreement(*paths)
    assert (found.rows, found.agreed) == (3, 2)
    assert found.kappa == pytest.approx(0.4, abs=1e-4)
    labelled = read_labelled(paths[0])
    assert {one.language for one in labelled} == {"ru", "en", "kk"}
    assert evaluate(labelled).overall.right == 2


def test_two_tables_of_labels_give_the_agreement_on_primary_goals_and_targets(tmp_path: Path) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    head = "id,primary_target,other_targets,goals\n"
    one.write_text(head + "a,3.1,,3\nb,4.1,4.5,4\nc,,,\nonly,1.1,,1\n", "utf-8")
    two.write_text(head + "c,,,13\nb,4.5,4.1,4\na,3.1,3.8,3\n", "utf-8")
    found = label_agreement(one, two)
    assert {name: part[:2] for name, part in found.items()} == {
        "primary": (3, 2),
        "goal": (51, 50),
        "target": (507, 506),
    }
    # chance by hand: of 507 the one said yes 3 times, the other 4 times
    chance = (3 * 4 + 504 * 503) / 507**2
    assert found["target"].kappa == pytest.approx((506 / 507 - chance) / (1 - chance), abs=1e-4)
    one.write_text("id,goals\na,3\n", "utf-8")
    assert set(label_agreement(one, two)) == {"goal", "target"}
    two.write_text("goals\n3\n", "utf-8")
    with pytest.raises(InputError, match="id"):
        label_agreement(one, two)


def test_kappa_is_one_for_equal_answers_and_unknown_when_chance_explains_all() -> None:
    assert cohen_kappa(["a", "b"], ["a", "b"]) == 1.0
    assert cohen_kappa(["a", "a"], ["a", "a"]) is None
    with pytest.raises(ValueError, match="shorter"):
        cohen_kappa(["a"], [])


def test_project_texts_of_kazakhstan_find_their_primary_target(shared_data: Path) -> None:
    labelled = read_labelled(shared_data / "activities" / "kaz_silver_targets.csv")
    found = evaluate(labelled)
    assert found.tops[3] >= 0.8
    assert found.overall.precision is not None
    assert found.overall.precision >= 0.65


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_a_table_of_labels_as_excel_saves_it(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "labels.csv"
    rows = ["Text;Targets;Language", "Ремонт школ;ЦУР 4.a;ru", "Водоснабжение сёл;6.1.1;ru", "Прочее;-;ru"]
    path.write_text("\n".join([*rows, f"{'слово ' * 40_000};SDG 3;ru"]), encoding)
    found = read_labelled(path)
    assert [sorted(one.targets) for one in found] == [["4.a"], ["6.1"], [], []]
    assert [sorted(one.goals) for one in found] == [["4"], ["6"], [], ["3"]]


@pytest.mark.parametrize("code", ["99", "3.14", "health", "18"])
def test_a_label_that_is_no_code_is_told_with_its_row(tmp_path: Path, code: str) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(f"text,targets\nRepair of schools,4.a\nSomething,{code}\n", "utf-8")
    with pytest.raises(InputError) as error:
        read_labelled(path)
    assert error.value.code == "mapping.labelled-code"
    assert (error.value.details["row"], error.value.details["value"]) == ("3", code)


def test_goals_as_other_tables_write_them(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("text,goals,targets\none,4.0;5,\ntwo,,13.general;13.1\n", "utf-8")
    found = read_labelled(path)
    assert [sorted(one.goals) for one in found] == [["4", "5"], ["13"]]
    assert [sorted(one.targets) for one in found] == [[], ["13.1"]]


def test_headings_without_rows_are_told(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("text,targets\n", "utf-8")
    with pytest.raises(InputError, match="no rows"):
        read_labelled(path)
