"""Every label can be recomputed from its explanation alone, also from the JSON that a command printed."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from sdgkit.activities.activity import Activity, Origin
from sdgkit.activities.reading import read_register
from sdgkit.activities.register import Register
from sdgkit.agenda import targets
from sdgkit.cli.app import app
from sdgkit.languages import Text
from sdgkit.mapping import finders, mapping
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
        patch.setattr(mapping, "finder", no_finder)
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
    text = "Министерство образования: капитальный ремонт больниц и закупка лекарств в районах"
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
    assert "title.en: [Repair of rural clinics]" in plain.file.getvalue()
