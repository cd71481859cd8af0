"""Every label can be recomputed from its explanation alone, also from the JSON that a command printed."""

from __future__ import annotations

import csv
import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterable
from importlib.resources import files
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from sdgkit.activities.activity import Activity, Declaration, Origin
from sdgkit.activities.reading import read_register
from sdgkit.activities.register import Register
from sdgkit.agenda import target, targets
from sdgkit.cli.app import app
from sdgkit.errors import UsageError
from sdgkit.languages import Text
from sdgkit.mapping import finders, mapped
from sdgkit.mapping.combine import learned_key
from sdgkit.mapping.explanation import Explanation
from sdgkit.mapping.mapping import map_register
from sdgkit.mapping.match import Decision, Evidence, Match
from sdgkit.mapping.settings import MappingSettings

TEXTS = Path(__file__).parent / "evaluation" / "activities.csv"


def made_for_evaluation() -> Register:
    """The activities of the evaluation set, each in its three languages; labels are not looked at."""
    with TEXTS.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return Register(
        activities=tuple(
            Activity(
                id=f"{row['id']}-{language}",
                origin=Origin(file=TEXTS.name),
                title=Text({language: row[f"title_{language}"]}),
                description=Text({language: row[f"description_{language}"]}),
            )
            for row in rows
            for language in ("en", "ru", "kk")
        )
    )


def decisions_on(register: Register) -> Iterable[Decision]:
    """Decisions of every kind on some of the activities, always the same."""
    chance = random.Random(4)
    codes = [target.code for target in targets()]
    for activity in register.activities[::5]:
        for code in chance.sample(codes, 2):
            word = chance.choice(["accepted", "rejected", "added"])
            yield Decision.model_validate({"activity_id": activity.id, "target": code, "decision": word})
        one, other = chance.sample(codes, 2)
        yield Decision(activity_id=activity.id, target=one, decision="edited", replaced=other, primary=True)


def check(
    register: Register, monkeypatch: pytest.MonkeyPatch, settings: MappingSettings | None = None
) -> int:
    """Every explanation of a mapping, read from JSON, gives the matches again while no finder can be asked."""
    made = map_register(register, decisions=tuple(decisions_on(register)), settings=settings)
    told = [made.explain(one.id).model_dump_json() for one in register.activities]

    def no_finder(name: str) -> finders.Finder:
        raise AssertionError(f"the finder {name} was asked")

    with monkeypatch.context() as patch:
        patch.setattr(mapped, "finder", no_finder)
        for text in told:
            explanation = Explanation.model_validate_json(text)
            identifier = explanation.activity.id
            assert explanation.recomputed() == made.by_activity.get(identifier, ()), identifier
    return len(told)


def test_every_label_of_the_example_can_be_recomputed(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register = read_register(example / "register.xlsx")
    assert check(register, monkeypatch) == len(register) > 30


@pytest.mark.parametrize(
    "settings",
    [
        None,
        MappingSettings(stands=0.7, look=0.05, beside=0.2, most_targets=3, rule="primary"),
        MappingSettings(finders=("phrase", "mention"), learned={"phrase:water": 0.5}),
    ],
    ids=["default", "strict", "two-finders"],
)
def test_every_label_of_texts_in_three_languages_can_be_recomputed(
    settings: MappingSettings | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = made_for_evaluation()
    if settings is not None:
        register = register.model_copy(update={"activities": register.activities[::4]})
    assert check(register, monkeypatch, settings) >= 100


def test_every_label_of_a_real_register_can_be_recomputed(
    shared_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = read_register(shared_data / "activities" / "uninfo_central_asia_activities.csv")
    some = register.model_copy(update={"activities": register.activities[::3]})
    assert check(some, monkeypatch) > 200


def test_a_changed_explanation_gives_other_matches() -> None:
    clinic = Activity(id="1", origin=Origin(file="a"), title=Text({"en": "Repair of rural clinics"}))
    told = map_register(Register(activities=(clinic,))).explain("1")
    assert told.recomputed() == told.matches != ()
    bare = told.model_copy(update={"found": ()})
    assert bare.recomputed() == ()
    strict = told.model_copy(update={"settings": MappingSettings(stands=1.0, look=0.999)})
    assert strict.recomputed() != told.matches


def test_the_json_of_the_command_holds_all_that_is_needed(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("№,Title,Donor\n1,Repair of rural clinics,UNDP\n2,Wind power,UNDP\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["map", str(path), "--explain", "1", "--json"])
    read = Explanation.model_validate(json.loads(done.stdout))
    assert read.recomputed() == read.matches != ()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["suggested, primary", "phrase", "Near, but not enough", "Found, but not counted", "partner"]),
        ("ru", ["предложено, основная", "выражение", "Близко, но недостаточно", "название организации"]),
        ("kk", ["ұсынылды, негізгі", "тіркес", "Жақын, бірақ жеткіліксіз", "ұйым атауы"]),
    ],
)
def test_an_explanation_speaks_the_language_it_is_asked_in(language: str, words: list[str]) -> None:
    text = "Министерство образования: капитальный ремонт больниц, закупка лекарств и серверы в районах"
    activity = Activity(id="1", origin=Origin(file="a.csv"), title=Text({"ru": text}))
    told = map_register(Register(activities=(activity,))).explain("1", language)
    for shown in (str(told), told._repr_html_()):
        assert [word for word in words if word not in shown] == []


def test_words_are_marked_where_a_terminal_has_no_colours() -> None:
    activity = Activity(id="1", origin=Origin(file="a.csv"), title=Text({"en": "Repair of rural clinics"}))
    told = map_register(Register(activities=(activity,))).explain("1")
    plain = Console(file=StringIO(), width=200)
    plain.print(told)
    assert isinstance(plain.file, StringIO)
    assert "title (English): [Repair of rural clinics]" in plain.file.getvalue()


def test_a_match_to_look_at_says_why_it_does_not_stand() -> None:
    text = "Модернизация перинатального центра: обучение неонатологов, снижение младенческой смертности, МСП"
    activity = Activity(id="1", origin=Origin(file="a.csv"), title=Text({"ru": text}))
    mapping = map_register(Register(activities=(activity,)))
    told = mapping.explain("1", "ru")
    looking = [match for match in told.matches if match.status == "look"]
    assert len(looking) >= 2
    for match in looking:
        why = told.why_not(match)
        best = told.matches[0]
        # A target needs the evidence of a goal of 0.40, which makes 0.14 of it.
        least = 0.14 if match.target else 0.4
        expected = f"ниже {least:.2f}" if match.score < least else f"заметно слабее, чем {best.target}"
        assert why == expected
        assert why in str(told) and why in told._repr_html_()
    assert [told.why_not(match) for match in told.matches if match.stands] == [""] * len(
        mapping.standing("1")
    )


def test_beside_what_the_register_declares_the_reason_is_that() -> None:
    activity = Activity(
        id="1",
        origin=Origin(file="a.csv"),
        title=Text({"en": "Repair of rural clinics with solar panels"}),
        declared=(Declaration(goal=7, target="7.2"),),
    )
    told = map_register(Register(activities=(activity,))).explain("1")
    (clinics,) = [match for match in told.matches if match.target == "3.8"]
    assert (clinics.status, clinics.score > 0.14) == ("look", True)
    # The score of a target with the evidence of a goal of 0.90.
    assert told.why_not(clinics) == "the register itself names other goals, and it is below 0.66"
    strict = map_register(
        Register(activities=(activity.model_copy(update={"declared": ()}),)),
        settings=MappingSettings(most_targets=1),
    ).explain("1")
    assert [match.target for match in strict.matches if match.target] == ["7.2"]
    assert "3.8  «Universal health coverage, affordable care and medicines»" in str(strict)
    assert "left out, 1 targets at most" in str(strict) and "left out" in strict._repr_html_()


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_an_explanation_names_targets_and_fields_and_fits_80_columns(language: str) -> None:
    activity = Activity(
        id="1",
        origin=Origin(file="a.csv"),
        title=Text({"kk": "Арал теңізінің құрғаған түбіне сексеуіл отырғызу"}),
        description=Text({"kk": "50 мың гектарға көшет отырғызылады, шөлейттену азайтылады. " * 3}),
    )
    told = map_register(Register(activities=(activity,))).explain("1", language)
    title = target("15.3").title.in_language(language)
    for shown in (str(told), told._repr_html_()):
        assert title in shown
        assert "title.kk" not in shown
    lines = told.lines(width=80)
    assert max(map(len, lines)) <= 80
    assert "".join("".join(lines).split()) == "".join(str(told).split())
    terminal = Console(
        file=StringIO(), width=80, force_terminal=True, color_system="standard", no_color=False
    )
    terminal.print(told)
    assert isinstance(terminal.file, StringIO)
    shown = re.sub(r"\x1b\[[\d;]*m", "", terminal.file.getvalue())
    assert max(map(len, shown.splitlines())) <= 80
    assert "share" not in shown and "margin" not in shown


def test_traces_that_a_model_sees_everywhere_are_not_called_near() -> None:
    activity = Activity(id="1", origin=Origin(file="a.csv"), title=Text({"en": "Repair of rural clinics"}))
    told = map_register(Register(activities=(activity,))).explain("1")
    traces = [
        match.model_copy(update={"score": score}) for match in told.near[:1] for score in (0.09, 0.05, 0.01)
    ]
    for near, shown in ((traces, ["0.09", "0.05"]), (traces[2:], ["0.01"])):
        lines = told.model_copy(update={"near": tuple(near)}).lines()
        start = lines.index("Near, but not enough (below 0.11):")
        assert [
            line.split()[-1] for line in lines[start + 1 :] if line.startswith("  ") and line[2] != " "
        ] == shown


def register_of_three(tmp_path: Path) -> Path:
    path = tmp_path / "r.csv"
    path.write_text(
        "Код проекта,Название,Партнёр\nA-1,Ремонт сельских больниц,ПРООН\nA-2,Ветряные станции,ПРООН\n"
        "A-3,Ауыл мектептерін салу,ПРООН\n",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize(
    "wanted", [["A-1", "A-3"], ["A-1,A-3"], [" a-1 ; A-3".replace(" ;", ",")], ["a-1", "a-3"]]
)
def test_several_activities_are_explained_at_once(tmp_path: Path, wanted: list[str]) -> None:
    options = [part for one in wanted for part in ("--explain", one)]
    done = CliRunner().invoke(app, ["map", str(register_of_three(tmp_path)), *options, "--language", "ru"])
    assert done.exit_code == 0, done.output
    assert [line for line in done.stdout.splitlines() if line.startswith("A-")] == ["A-1", "A-3"]
    data = CliRunner().invoke(app, ["map", str(register_of_three(tmp_path)), *options, "--json"])
    assert [one["activity"]["id"] for one in json.loads(data.stdout)["explanations"]] == ["A-1", "A-3"]


def test_an_id_that_is_not_there_is_told_with_those_like_it(tmp_path: Path) -> None:
    path = str(register_of_three(tmp_path))
    done = CliRunner().invoke(app, ["map", path, "--explain", "A-1", "--explain", "A-11"])
    assert isinstance(done.exception, UsageError)
    assert done.exception.code == "mapping.unknown-activity-like"
    assert "A-1" in done.exception.next("kk")
    assert done.stdout == ""
    unlike = CliRunner().invoke(app, ["map", path, "--explain", "проект"])
    assert isinstance(unlike.exception, UsageError)
    assert unlike.exception.code == "mapping.unknown-activity"


def test_an_explanation_beside_a_file_writes_the_file_too(tmp_path: Path) -> None:
    out = tmp_path / "m.csv"
    done = CliRunner().invoke(
        app, ["map", str(register_of_three(tmp_path)), "--explain", "A-2", "-o", str(out)]
    )
    assert done.exit_code == 0 and done.stdout.startswith("A-2") and out.exists()


@pytest.mark.parametrize("encoding", ["cp1251", "cp866", "utf-8"])
def test_an_explanation_goes_into_a_pipe_of_any_encoding(tmp_path: Path, encoding: str) -> None:
    command = [sys.executable, "-m", "sdgkit", "map", str(register_of_three(tmp_path)), "-l", "ru"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUTF8"}
    done = subprocess.run(
        [*command, "--explain", "A-1"], capture_output=True, env=environment | {"PYTHONIOENCODING": encoding}
    )
    assert done.returncode == 0, done.stderr
    shown = done.stdout.decode(encoding)
    assert "название (рус.): Ремонт [сельских больниц]" in shown
    assert "?" not in shown
    assert ("«Всеобщий охват" in shown) == (encoding != "cp866")
    kazakh = subprocess.run(
        [*command, "--explain", "A-3", "-l", "kk"],
        capture_output=True,
        env=environment | {"PYTHONIOENCODING": encoding},
    ).stdout.decode(encoding)
    title = {"utf-8": "Ауыл мектептерін", "cp1251": "Ауыл мектептерін", "cp866": "Ауыл мектептерин"}[encoding]
    assert f"[{title} салу]" in kazakh
    assert ("атауы (қазақша)" if encoding == "utf-8" else "атауы (казакша)") in kazakh
    data = subprocess.run(
        [*command, "--explain", "A-3", "--json"],
        capture_output=True,
        env=environment | {"PYTHONIOENCODING": encoding},
    )
    assert "Ауыл мектептерін салу" in json.loads(data.stdout.decode(encoding))["activity"]["title"].values()


LONG = (
    "Проект идёт в аулах. " * 60
    + "Обучены акушерки, снижена материнская смертность. "
    + "Отчёт раз в год. " * 400
)


def told_of(text: str, language: str = "ru") -> Explanation:
    """The explanation of one activity with this description."""
    made = Activity(
        id="1", origin=Origin(file="a"), title=Text({"ru": "Здоровье"}), description=Text({"ru": text})
    )
    return map_register(Register(activities=(made,))).explain("1", language)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "characters without a mark"), ("ru", "знаков без отметок"), ("kk", "белгісіз тағы")],
)
def test_a_long_text_is_shown_around_its_marks(language: str, words: str) -> None:
    told = told_of(LONG, language)
    shown = str(told)
    assert "[материнская смертность]" in shown
    assert shown.count(words) == 2
    assert "Проект идёт в аулах." in shown
    text = next(line for line in shown.splitlines() if "материнская" in line)
    assert len(text) < 1_400
    left = sum(int(one) for one in re.findall(r"\(\D*(\d+)\D*\) …", text))
    unmarked = text.split(": ", 1)[1].replace("[", "").replace("]", "")
    gaps = re.findall(r" … \([^)]*\) … ", unmarked)
    assert len(unmarked) - sum(map(len, gaps)) + left == len(LONG)
    assert words in told._repr_html_()
    assert len(told._repr_html_()) < 20_000
    assert told.activity.description.in_language("ru") == LONG
    console = Console(file=StringIO(), width=80, force_terminal=True)
    console.print(told)
    assert "материнская" in console.file.getvalue()  # type: ignore[attr-defined]
    assert console.file.getvalue().count("Отчёт раз в год.") < 60  # type: ignore[attr-defined]


def test_a_score_does_not_seem_to_reach_what_it_does_not() -> None:
    told = told_of("Обучение акушерок")
    near = Match(activity_id="1", goal=9, target="9.a", score=0.1063, status="look")
    assert told._score(near) == "0.106"
    assert told._score(near.model_copy(update={"score": 0.1096})) == "0.1096"
    assert told._score(near.model_copy(update={"score": 0.11})) == "0.11"
    assert told._score(near.model_copy(update={"score": 0.93})) == "0.93"


def test_ids_in_the_letters_of_another_alphabet_are_offered() -> None:
    ids = ("МЗ_5", "А-7", "b:KZ 001", "a:KZ 001")
    made = (Activity(id=one, origin=Origin(file="a"), title=Text({"ru": "Здоровье"})) for one in ids)
    mapping = map_register(Register(activities=tuple(made)))
    for typed, offered in (("M3-5", "МЗ_5"), ("a7", "А-7"), ("KZ-001", "b:KZ 001, a:KZ 001")):
        with pytest.raises(UsageError) as error:
            mapping.explain(typed)
        assert error.value.details["like"] == offered


def test_in_a_notebook_cells_are_to_the_left_and_name_their_rule() -> None:
    shown = told_of("Обучение акушерок")._repr_html_()
    assert shown.count("<td") == shown.count("text-align: left")
    assert re.search(r'<span title="goal_03\.csv:\d+ акушерка">', shown)


def of_the_docs(evidence: Iterable[Evidence], level: str) -> float:
    """The score by the words of docs/mapping.md, "From evidence to a score", without sdgkit's own way to it."""
    witnesses: dict[str, list[float]] = {}
    for piece in evidence:
        said_by = piece.field
        rule = piece.rule.removeprefix("supports: ")
        if piece.kind == "model" and rule.startswith("model:"):
            said_by = f"model.{piece.field.partition('.')[2]}"
        if piece.kind == "model" and rule.startswith("semantic:"):
            said_by = "semantic"
        witnesses.setdefault(said_by, []).append(piece.weight)
    parts: dict[str, float] = {}
    for said_by, weights in witnesses.items():
        doubt = 1.0
        for place, weight in enumerate(sorted(weights, reverse=True)[:6]):
            doubt *= 1 - weight * 0.65**place
        part = said_by.partition(".")[0]
        parts[part] = max(parts.get(part, -9), 1 - doubt)
    doubt = 1.0
    for value in parts.values():
        doubt *= 1 - value
    raw = max(0.0, 1 - doubt)
    table = files("sdgkit.mapping").joinpath("knowledge", "calibration.csv").read_text("utf-8-sig")
    points = [
        (float(row["raw"]), float(row["score"]))
        for row in csv.DictReader(StringIO(table))
        if row["level"] == level
    ]
    for (low, below), (high, above) in pairwise(points):
        if low <= raw <= high:
            return below + (raw - low) / (high - low) * (above - below)
    raise AssertionError(raw)


@pytest.mark.parametrize("learned", [False, True])
def test_every_score_follows_from_the_formula_of_the_docs(learned: bool) -> None:
    register = made_for_evaluation()
    register = register.model_copy(update={"activities": register.activities[::3]})
    settings = MappingSettings()
    if learned:
        usual = map_register(register)
        hits = (hit for one in register.activities for hit in usual.explain(one.id).found[:1])
        settings = MappingSettings(learned={learned_key(hit): 0.5 for hit in hits})
    made = map_register(register, settings=settings)
    seen = 0
    for one in register.activities:
        told = made.explain(one.id)
        for match in (*told.matches, *told.near):
            level = "target" if match.target else "goal"
            assert of_the_docs(match.evidence, level) == pytest.approx(match.score, abs=6e-4)
            seen += 1
    assert seen > 800
