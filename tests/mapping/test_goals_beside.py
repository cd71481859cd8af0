"""Goals beside the main one: what a title names counts, what only the results of a programme say hardly does."""

from __future__ import annotations

import numpy as np
import pytest

from sdgkit.activities.activity import Activity, Marker, Origin
from sdgkit.activities.register import Register
from sdgkit.languages import Text
from sdgkit.mapping.combine import raw_of
from sdgkit.mapping.explanation import Explanation
from sdgkit.mapping.linear_model import shipped
from sdgkit.mapping.mapped import found_in, map_activity
from sdgkit.mapping.mapping import Mapping, map_register

OUTPUT = (
    "Output 1.5: Providers and stakeholders have strengthened capacities to raise awareness and to improve early "
    "action and resilience"
)
"""An output of a programme of the United Nations, as it stands with each activity that contributes to it."""


def activity(title: str, description: str = "", results: str = "", language: str = "en") -> Activity:
    return Activity(
        id="1",
        origin=Origin(file="a.csv"),
        title=Text({language: title}),
        description=Text({language: description} if description else {}),
        results=Text({language: results} if results else {}),
    )


def standing(of: Activity) -> set[str]:
    return {match.target or str(match.goal) for match in map_activity(of).matches if match.stands}


@pytest.mark.parametrize(
    "title",
    [
        "Wages of seasonal pickers of cotton are paid on time",
        "Girls, boys and their caregivers affected by armed conflict are protected",
        "Court houses get archives for the records of judges",
    ],
)
def test_an_output_of_the_programme_does_not_make_every_activity_a_climate_one(title: str) -> None:
    assert "13.3" not in standing(activity(title, results=OUTPUT))
    # What the activity itself says counts in full.
    assert "13.3" in standing(activity(title, description=OUTPUT))


def test_words_that_count_in_part_change_the_margins_and_still_make_them() -> None:
    model = shipped()
    numbers = model.numbers_of(["rural", "clinics", "climate", "change"], "en")
    whole = model.read([numbers]).of(0)
    partly = model.read([numbers, numbers], [(1, slice(2, 4), 0.25)])
    assert np.array_equal(partly.of(0).margins, whole.margins)
    less = partly.of(1)
    assert less.margins[model.numbers["13"]] < whole.margins[model.numbers["13"]]
    assert less.margins[model.numbers["3"]] > whole.margins[model.numbers["3"]]
    for code in (model.numbers["13"], model.numbers["3.8"]):
        assert less.margins[code] == pytest.approx(model.parts(less, code).sum() + model.constants[code])


def test_the_model_does_not_speak_against_a_goal_that_the_title_calls_by_name() -> None:
    wells = "pipes, wells and pumps of drinking water for the villages at the border of the district"
    named = activity(f"Refugees and {wells}")
    besides = activity(wells.capitalize(), "Refugees are among those who drink it.")
    assert 10 not in {hit.goal for hit in found_in(named) if hit.weight < 0}
    assert 10 in {hit.goal for hit in found_in(besides) if hit.weight < 0}
    # The name of a ministry calls nothing by name.
    partner = activity(f"Ministry of Refugees and Justice: {wells}", "Refugees are among those who drink it.")
    assert 10 in {hit.goal for hit in found_in(partner) if hit.weight < 0}


@pytest.mark.parametrize(
    ("title", "description", "language", "main", "across"),
    [
        (
            "Gender-responsive sanitation, toilets and sewerage for schools of villages",
            "Toilets and sewers are built in forty schools.",
            "en",
            "6.2",
            5,
        ),
        (
            "Гендерно-чувствительное водоснабжение: питьевая вода для сёл",
            "Строятся колодцы и водопроводы для питьевой воды.",
            "ru",
            "6.1",
            5,
        ),
        (
            "Statistics Bureau measures child poverty: multidimensional poverty statistics",
            "",
            "en",
            "1.2",
            17,
        ),
        (
            "Бюро статистики измеряет детскую бедность: статистика многомерной бедности",
            "",
            "ru",
            "1.2",
            17,
        ),
    ],
)
def test_gender_and_statistics_in_a_title_stand_however_sure_the_main_target_is(
    title: str, description: str, language: str, main: str, across: int
) -> None:
    matches = map_activity(activity(title, description, language=language)).matches
    raws = {match.target or str(match.goal): raw_of(match.evidence) for match in matches if match.stands}
    assert raws[main] > 0.97
    assert raws[str(across)] < 0.8


def test_women_in_the_middle_of_a_description_are_no_aim_of_the_activity() -> None:
    besides = activity(
        "Sanitation in rural schools", "Toilets are built; men and women of the villages take part."
    )
    assert standing(besides) == {"6.2"}


def test_what_stands_beside_can_be_made_again_from_its_explanation() -> None:
    title = "Statistics Bureau measures child poverty: multidimensional poverty statistics"
    register = Register(activities=(activity(title, results=OUTPUT),))
    mapping: Mapping = map_register(register)
    told = mapping.explain("1")
    assert "17" in {match.target or str(match.goal) for match in told.matches if match.stands}
    again = Explanation.model_validate_json(told.model_dump_json())
    assert again.recomputed() == told.matches


def test_the_highest_gender_marker_of_the_united_nations_is_a_main_aim() -> None:
    """Their scale goes from 0 to 3, that of the DAC from 0 to 2: 3 was read, and nothing followed from it."""
    scores = {}
    for significance in (0, 1, 2, 3):
        of = activity("Repair of a bridge").model_copy(
            update={"markers": (Marker(code="1", significance=significance),)}
        )
        matches = [match for match in map_activity(of).matches if match.goal == 5]
        scores[significance] = max((match.score for match in matches), default=0.0)
        assert any(match.stands for match in matches) == (significance >= 2)
    assert scores[0] < scores[1] < scores[2] < scores[3]


@pytest.mark.parametrize(
    ("title", "language"), [("DRR plans of district administrations", "en"), ("Планы СРБ районов", "ru")]
)
def test_the_short_name_of_disaster_risk_reduction_means_cities_too(title: str, language: str) -> None:
    matches = map_activity(activity(title, language=language)).matches
    assert {"13.1", "11.5"} <= {match.target for match in matches}
