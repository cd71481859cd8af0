"""A mapping is measured against what people say, and people against each other."""

from __future__ import annotations

import csv
import datetime as dt
import json
import random
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from sdgkit.activities.activity import Activity, Origin
from sdgkit.activities.register import Register
from sdgkit.cli.app import app
from sdgkit.errors import InputError, UsageError
from sdgkit.languages import Text
from sdgkit.mapping.evaluate import (
    agreement,
    cohen_kappa,
    evaluate,
    label_agreement,
    read_labelled,
    unshared,
)
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


def test_the_figures_are_those_of_scikit_learn(tmp_path: Path) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    chance = random.Random(11)
    codes = [str(number) for number in range(1, 18)]
    truth, said = (
        [chance.sample(codes, chance.randint(1, 3)) for _ in range(200)],
        [chance.sample(codes, chance.randint(0, 3)) for _ in range(200)],
    )
    path = tmp_path / "labels.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(
            [("text", "goals"), *((f"text {n}", ";".join(t)) for n, t in enumerate(truth))]
        )
    found = evaluate(read_labelled(path), "goal", judge=lambda activities: [(one, one) for one in said])
    yes, answered = ([[code in one for code in codes] for one in side] for side in (truth, said))
    for name in ("precision", "recall", "f1"):
        expected = getattr(metrics, f"{name}_score")(yes, answered, average="micro")
        assert getattr(found.overall, name) == pytest.approx(expected, abs=1e-4)
    by_code = metrics.f1_score(yes, answered, average=None)
    assert [found.by_code[code].f1 for code in codes] == pytest.approx(list(by_code), abs=1e-4)
    assert found.macro_f1 == pytest.approx(by_code.mean(), abs=1e-4)
    flat = [[cell for row in side for cell in row] for side in (yes, answered)]
    assert cohen_kappa(*flat) == pytest.approx(metrics.cohen_kappa_score(*flat), abs=1e-4)
    words = [[chance.choice("abc") for _ in range(60)] for _ in range(2)]
    assert cohen_kappa(*words) == pytest.approx(metrics.cohen_kappa_score(*words), abs=1e-4)


def test_targets_are_summed_up_by_goal(tmp_path: Path) -> None:
    path = tmp_path / "labelled.csv"
    path.write_text("text,targets\none,3.1;3.8\ntwo,3.8\nthree,4.1\n", "utf-8")
    answers = [(["3.1", "6.1"], ["3.1"]), (["3.8"], ["3.8"]), ([], [])]
    found = evaluate(read_labelled(path), "target", judge=lambda activities: answers)
    assert [(n, s.texts, s.right, s.wrong, s.missed) for n, s in found.by_goal.items()] == [
        ("3", 2, 2, 0, 1), ("4", 1, 0, 0, 1), ("6", 1, 0, 1, 0),
    ]  # fmt: skip
    assert json.loads(found.to_json())["by_goal"]["3"]["recall"] == pytest.approx(2 / 3, abs=1e-4)
    assert found.to_frame()["part"].value_counts()["goal"] == 3


def test_what_a_reviewer_left_open_is_neither_right_nor_wrong(tmp_path: Path) -> None:
    titles = ["Ремонт сельских больниц и газификация", "Снижение материнской смертности"]
    made = (
        Activity(id=str(n), origin=Origin(file="r.csv"), title=Text.of(title))
        for n, title in enumerate(titles)
    )
    mapping = map_register(Register(activities=tuple(made)))
    path = tmp_path / "review.xlsx"
    mapping.to_review(path)
    with pytest.raises(InputError, match="nothing to measure"):
        read_labelled(path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[1]}
    said = {("0", "3.8"): "reject", ("1", "3.1"): "accept"}
    rows = {
        (str(sheet.cell(row, heads["Activity id"]).value), sheet.cell(row, heads["Suggested"]).value): row
        for row in range(2, sheet.max_row + 1)
    }
    for key, word in said.items():
        sheet.cell(rows[key], heads["Decision"]).value = word
    sheet.cell(rows["1", "3.1"], heads["Target instead"]).value = "3.7"
    book.save(path)
    assert len(mapping.standing("0")) > 1
    labelled = {one.activity.id: one for one in read_labelled(path)}
    assert labelled["0"].decided == {"3.8"}
    # Of the first one wrong, what stands beside it was left open; of the second one right, and one missed.
    found = evaluate([*labelled.values()])
    assert (found.overall.right, found.overall.wrong, found.overall.missed) == (1, 1, 1)
    rejected = evaluate([labelled["0"]], "goal")
    assert (rejected.overall.wrong, rejected.overall.right, rejected.texts) == (1, 0, 1)


@pytest.mark.parametrize(
    "heads", [("Текст", "Задачи", "Язык"), ("мәтін", "міндеттер", "тіл"), ("text", "targets", "language")]
)
def test_labels_in_a_workbook_and_under_headings_of_three_languages(
    tmp_path: Path, heads: tuple[str, ...]
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("Разметка 2026 года",),
        heads,
        ("Ремонт школ", "4.a", "ru"),
        ("Ауыл мектебі", 4.1, "kk"),
        (None,),
    ):
        sheet.append(row)
    book.save(tmp_path / "labels.xlsx")
    found = read_labelled(tmp_path / "labels.xlsx")
    assert [(one.language, sorted(one.targets), one.activity.origin.row) for one in found] == [
        ("ru", ["4.a"], 3),
        ("kk", ["4.1"], 4),
    ]
    text = "\n".join([";".join(heads), "Ремонт школ;4.a;ru"])
    (tmp_path / "labels.csv").write_text(text, "cp1251" if "Текст" in heads else "utf-8-sig")
    assert [sorted(one.targets) for one in read_labelled(tmp_path / "labels.csv")] == [["4.a"]]


def test_files_of_two_people_that_do_not_belong_together_are_told(tmp_path: Path) -> None:
    head = "id,primary_target\n"
    for name, rows in (("one", "a,3.1\n"), ("two", "b,3.1\n")):
        (tmp_path / f"{name}.csv").write_text(head + rows, "utf-8")
    with pytest.raises(InputError, match="nothing in common"):
        label_agreement(tmp_path / "one.csv", tmp_path / "two.csv")
    clinic = Activity(id="a", origin=Origin(file="r.csv"), title=Text({"en": "Repair of rural clinics"}))
    map_register(Register(activities=(clinic,))).to_review(tmp_path / "review.xlsx")
    done = CliRunner().invoke(
        app, ["evaluate", str(tmp_path / "review.xlsx"), "--with", str(tmp_path / "one.csv")]
    )
    assert isinstance(done.exception, UsageError)
    assert done.exception.code == "mapping.labelled-kinds"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            [
                "all",
                "goal 3",
                "target 3.1",
                "language ru",
                "recall",
                "Mean over the codes",
                "Taken for another",
            ],
        ),
        ("ru", ["всё", "цель 3", "задача 3.1", "язык ru", "полн.", "Среднее", "Принято за другое"]),
        ("kk", ["барлығы", "мақсат 3", "міндет 3.1", "тіл ru", "толық", "орташа", "шатасқаны"]),
    ],
)
def test_the_table_of_the_command_in_three_languages(tmp_path: Path, language: str, words: list[str]) -> None:
    path = tmp_path / "labelled.csv"
    path.write_text(
        "text,targets,language\nСнижение материнской смертности,3.1,ru\nРемонт сельских школ,3.1,ru\n",
        "utf-8",
    )
    done = CliRunner().invoke(app, ["evaluate", str(path), "--language", language], env={"COLUMNS": "80"})
    assert done.exit_code == 0, done.output
    assert [word for word in words if word not in done.stdout] == []
    assert "…" not in done.stdout
    assert max(map(len, done.stdout.splitlines()[2:-1])) <= 80


@pytest.mark.parametrize(
    ("heads", "cells", "expected"),
    [
        (("Текст проекта", "Метка ЦУР"), ("Ауыл", "6.1-міндет"), ["6.1"]),
        (("Activity description", "SDG targets (expert)"), ("Wells", "SDG 6.1 и 6.2"), ["6.1", "6.2"]),
        (("Мәтін", "ТДМ"), ("Ауыл", "3.8 / 3.c"), ["3.8", "3.c"]),
        (("text", "targets"), ("Clinics", "3,8"), ["3.8"]),
        (("text", "goals"), ("Clinics", "3.8"), ["3.8"]),
    ],
)
def test_labels_under_headings_of_a_ministry(
    tmp_path: Path, heads: tuple[str, ...], cells: tuple[str, ...], expected: list[str]
) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(f"{';'.join(heads)}\n{';'.join(cells)}\n", "utf-8")
    assert [sorted(one.targets) for one in read_labelled(path)] == [expected]


def test_all_labels_that_can_be_read_in_several_ways_are_told_at_once(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    day = dt.datetime(2026, 4, 6)
    for row in (
        ("Текст", "ЦУР"),
        ("а", "3,8"),
        ("б", "3.1"),
        ("в", 8.1),
        ("г", day),
        ("д", "здоровье людей"),
    ):
        sheet.append(row)
    book.save(tmp_path / "labels.xlsx")
    with pytest.raises(InputError) as error:
        read_labelled(tmp_path / "labels.xlsx")
    assert error.value.code == "mapping.labelled-codes"
    assert error.value.details["cells"] == (
        "2: «3.8 / 3, 8», 4: «8.1 / 8.10», 5: «06.04.2026», 6: «здоровье людей»"
    )


def test_headings_that_are_not_known_are_named(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("foo,bar\n1,3.8\n", "utf-8")
    with pytest.raises(InputError, match="«foo», «bar»"):
        read_labelled(path)


def test_labels_of_two_people_with_other_rows_and_several_rows_of_an_activity(tmp_path: Path) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text("id,targets\na,3.1\na,3.8\nb,4.1\nc,5.1\n", "utf-8")
    two.write_text("id,targets\na,3.8;3.1\nb,4.1\nd,6.1\ne,6.2\n", "utf-8")
    assert label_agreement(one, two)["target"][:2] == (338, 338)
    assert unshared(one, two, reviews=False) == (1, 2)
    done = CliRunner().invoke(app, ["evaluate", str(one), "--with", str(two), "--language", "ru"])
    assert "только в one.csv: 1; только в two.csv: 2" in done.stdout
    done = CliRunner().invoke(app, ["evaluate", str(one), "--with", str(two), "--json"])
    told = json.loads(done.stdout)
    assert (told["only_first"], told["only_second"], told["target"]["kappa"]) == (1, 2, 1.0)
