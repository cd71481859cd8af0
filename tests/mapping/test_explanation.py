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
from io import StringIO
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
from sdgkit.mapping.explanation import Explanation
from sdgkit.mapping.mapping import map_register
from sdgkit.mapping.match import Decision
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
