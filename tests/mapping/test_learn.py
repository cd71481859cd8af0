"""A ministry's own decisions move weights for its own register, and only when that helps."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sdgkit.activities.activity import Activity, Origin
from sdgkit.activities.register import Register
from sdgkit.cli.app import app
from sdgkit.errors import InputError
from sdgkit.languages import Text
from sdgkit.mapping.decisions import append_decisions, history_path
from sdgkit.mapping.learn import Learned, learn, learned_path, read_learned
from sdgkit.mapping.mapping import Mapping, map_register
from sdgkit.mapping.match import Decision


def decided(answer: dict[str, bool], number: int = 60) -> Mapping:
    """A register in which reviewers always say the same of the same words."""
    chance = random.Random(1)
    titles = {"maternal mortality": "3.1", "rural clinics": "3.8", "school construction": "4.a"}
    activities, decisions = [], []
    for place in range(number):
        words = chance.choice(list(titles))
        activities.append(
            Activity(
                id=f"A{place}", origin=Origin(file="r.csv"), title=Text({"en": f"Work {place}: {words}"})
            )
        )
        decision = "accepted" if answer[words] else "rejected"
        decisions.append(Decision(activity_id=f"A{place}", target=titles[words], decision=decision))
    return map_register(Register(activities=tuple(activities)), decisions=decisions)


def test_words_that_reviewers_reject_lose_weight_and_the_effect_is_measured() -> None:
    mapping = decided({"maternal mortality": True, "rural clinics": True, "school construction": False})
    found = learn(mapping)
    assert found.helps
    assert found.accuracy_after is not None
    assert found.accuracy_before is not None
    assert found.accuracy_after >= found.accuracy_before
    assert found.factors["phrase 4.a school construction"] < 0.5
    assert found.factors["phrase 3.1 maternal mortality"] >= 1
    new = Register(
        activities=(
            Activity(
                id="new", origin=Origin(file="r.csv"), title=Text({"en": "Work 99: school construction"})
            ),
        )
    )
    before = {m.target: m.score for m in map_register(new).matches}
    after = {m.target: m.score for m in map_register(new, settings=found.settings()).matches}
    assert after.get("4.a", 0) < before["4.a"]


def test_nothing_is_learned_from_decisions_of_one_kind() -> None:
    mapping = decided({"maternal mortality": True, "rural clinics": True, "school construction": True})
    found = learn(mapping)
    assert (found.factors, found.helps) == ({}, False)
    assert found.settings().learned == {}


def test_what_was_learned_is_kept_beside_the_register(tmp_path: Path) -> None:
    mapping = decided({"maternal mortality": True, "rural clinics": False, "school construction": False})
    path = learned_path(tmp_path / "register.xlsx")
    found = learn(mapping)
    found.save(path)
    assert read_learned(path) == found
    path.write_text("{", encoding="utf-8")
    with pytest.raises(InputError):
        read_learned(path)
    assert Learned().decided == 0


def test_what_few_decisions_or_chance_teach_is_not_used() -> None:
    answer = {"maternal mortality": True, "rural clinics": True, "school construction": False}
    assert learn(decided(answer)).why_not == ""
    few = learn(decided(answer, 12))
    assert (few.why_not, few.helps, few.settings().learned) == ("few", False, {})
    assert few.loss_before is not None and few.loss_after is not None
    assert learn(decided(dict.fromkeys(answer, True))).why_not == "one-kind"
    # Somebody who throws a coin teaches nothing, however much is decided.
    chance = random.Random(3)
    mapping = decided(answer, 300)
    coin = [
        one.model_copy(update={"decision": chance.choice(["accepted", "rejected"])})
        for one in mapping.decisions
    ]
    tossed = learn(map_register(mapping.register, decisions=coin))
    assert tossed.decided == 300
    assert tossed.why_not in ("worse", "chance")


def test_the_command_says_why_nothing_is_used_and_later_that_something_is(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    titles = [f"{n},Work {n}: {('rural clinics', 'school construction')[n % 2]},UNDP" for n in range(1, 61)]
    path.write_text("\n".join(["No,Title,Donor", *titles]), encoding="utf-8")

    def run(decisions: int) -> str:
        history_path(path).unlink(missing_ok=True)
        made = (
            Decision.model_validate(
                {
                    "activity_id": str(n),
                    "target": ("3.8", "4.a")[n % 2],
                    "decision": ("accepted", "rejected")[n % 2],
                }
            )
            for n in range(1, decisions + 1)
        )
        append_decisions(history_path(path), made)
        done = CliRunner().invoke(app, ["map", str(path), "--learn", "-o", str(tmp_path / "m.csv")])
        assert done.exit_code == 0, done.output
        return done.stderr

    assert "so few decisions" in run(10)
    assert "Not used" not in run(60)
    later = CliRunner().invoke(app, ["map", str(path), "-o", str(tmp_path / "m.csv"), "-l", "ru"])
    assert "Применяется изученное" in later.stderr
