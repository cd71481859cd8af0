"""Scores as probabilities: one table for goals, one for targets, and the same decisions by both."""

from __future__ import annotations

from itertools import pairwise

import pytest
from measure import labelled

from sdgkit.activities.activity import Activity, Origin
from sdgkit.activities.register import Register
from sdgkit.languages import Text
from sdgkit.mapping.candidates import candidates_of
from sdgkit.mapping.combine import asked, calibrated, raw_of, score_of
from sdgkit.mapping.explanation import Explanation
from sdgkit.mapping.mapped import found_in, map_activity
from sdgkit.mapping.mapping import map_register
from sdgkit.mapping.settings import USUAL

BANDS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


def project(title: str) -> Activity:
    return Activity(id="1", origin=Origin(file="a.csv"), title=Text({"en": title}))


def error(scored: list[tuple[float, bool]]) -> float:
    """Mean distance between the score and the part that is right, over ten bands, by how many are in each."""
    off = 0.0
    for low, high in pairwise(BANDS):
        inside = [one for one in scored if low <= one[0] < high]
        off += abs(sum(score for score, _ in inside) - sum(right for _, right in inside))
    return off / len(scored)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_a_score_of_a_target_is_about_how_often_it_is_right(language: str) -> None:
    """On the evaluation set, no text of which any table was made of."""
    found = [
        (raw, code in one.targets)
        for one in labelled(language)
        for code, raw in candidates_of(found_in(one.activity))
        if "." in code
    ]
    assert len(found) > 750
    own = error([(calibrated(raw, "target"), right) for raw, right in found])
    assert own < 0.045
    assert own < error([(calibrated(raw), right) for raw, right in found]) / 2
    sure = [right for raw, right in found if calibrated(raw, "target") >= 0.8]
    assert len(sure) > 60
    assert sum(sure) / len(sure) > 0.9


def test_a_target_is_less_often_right_than_a_goal_with_the_same_evidence() -> None:
    raws = [number / 100 for number in range(101)]
    # Of what there is only a trace of evidence for, neither is.
    assert all(calibrated(raw, "target") < calibrated(raw, "goal") for raw in raws if 0.35 <= raw < 1)
    assert calibrated(1.0, "target") == calibrated(1.0, "goal") == 1.0


def test_settings_ask_as_much_evidence_of_a_target_as_of_a_goal() -> None:
    for setting in (USUAL.look, USUAL.stands, USUAL.beside_declared):
        for number in range(1001):
            raw = number / 1000
            if abs(calibrated(raw) - setting) > 0.001:
                enough = calibrated(raw, "target") >= asked(setting, "target")
                assert enough == (calibrated(raw) >= setting)
    assert [asked(score, "target") for score in (0.0, 1.0)] == [0.0, 1.0]


def test_goals_and_targets_of_one_activity_each_have_their_own_score_and_it_can_be_made_again() -> None:
    register = Register(
        activities=(project("Statistics Bureau measures child poverty: multidimensional poverty statistics"),)
    )
    told = map_register(register).explain("1")
    matches = [*told.matches, *told.near]
    assert {match.target is None for match in matches if match.stands} == {True, False}
    for match in matches:
        assert match.score == score_of(match.evidence)
        assert match.score == calibrated(raw_of(match.evidence), "target" if match.target else "goal")
        assert {piece.of_goal for piece in match.evidence} == {match.target is None}
    again = Explanation.model_validate_json(told.model_dump_json())
    assert again.recomputed() == told.matches
    assert [score_of(match.evidence) for match in again.matches] == [match.score for match in told.matches]


def test_the_main_target_stays_before_a_goal_whose_score_is_higher() -> None:
    matches = map_activity(
        project("Gender-responsive sanitation, toilets and sewerage for schools of villages")
    ).matches
    first = matches[0]
    assert (first.target, first.primary) == ("6.2", True)
    evidence = [raw_of(match.evidence) for match in matches if match.stands]
    assert evidence == sorted(evidence, reverse=True)
