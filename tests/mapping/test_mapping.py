"""Mapping a register: every activity has a match or a reason, and every score follows from its evidence."""

from __future__ import annotations

import csv
import io
import json
import time
from pathlib import Path

import pytest

from sdgkit.activities.activity import Activity, Declaration, Marker, Origin, Sector
from sdgkit.activities.register import Register
from sdgkit.agenda import targets
from sdgkit.errors import UsageError
from sdgkit.languages import LANGUAGES, Text
from sdgkit.mapping.candidates import passages_of
from sdgkit.mapping.combine import score_of
from sdgkit.mapping.decisions import append_decisions, history_path, read_decisions
from sdgkit.mapping.finders import BUILT_IN, Finder, finder
from sdgkit.mapping.finders.code import crosswalk
from sdgkit.mapping.finders.marker import markers
from sdgkit.mapping.lexicon import phrases
from sdgkit.mapping.mapping import Mapping, map_register, map_text
from sdgkit.mapping.match import Decision
from sdgkit.mapping.settings import MappingSettings
from sdgkit.mapping.stems import tongues


def activity(identifier: str = "1", title: str = "", **more: object) -> Activity:
    return Activity(id=identifier, origin=Origin(file="r.csv"), title=Text.of(title), **more)  # type: ignore[arg-type]


def mapped(*activities: Activity, **more: object) -> Mapping:
    return map_register(Register(activities=activities), **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def un_activities(shared_data: Path) -> tuple[Activity, ...]:
    path = shared_data / "activities" / "uninfo_central_asia_activities.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return tuple(
        Activity(
            id=f"{number}-{row['id']}",
            origin=Origin(file=path.name, row=number),
            title=Text({"en": row["name"]}),
            description=Text({"en": row["description"]}),
            results=Text({"en": row["output"]}),
        )
        for number, row in enumerate(rows)
    )


def test_every_activity_has_a_match_or_a_reason(un_activities: tuple[Activity, ...]) -> None:
    mapping = mapped(*un_activities)
    for one in un_activities:
        assert bool(mapping.standing(one.id)) != (one.id in mapping.unmapped)
        assert mapping.unmapped_reason(one.id) or mapping.standing(one.id)
        targets_of_it = [m for m in mapping.standing(one.id) if m.target]
        assert len(targets_of_it) <= MappingSettings().most_targets
        assert sum(m.primary for m in mapping.standing(one.id)) == bool(mapping.standing(one.id))
    assert len(mapping.unmapped) < 0.2 * len(un_activities)


def test_every_score_can_be_computed_again_from_its_explanation(un_activities: tuple[Activity, ...]) -> None:
    mapping = mapped(*un_activities)
    assert len(mapping.matches) > 1000
    for match in mapping.matches:
        assert score_of(match.evidence) == match.score


def test_evidence_points_at_its_words(un_activities: tuple[Activity, ...]) -> None:
    mapping = mapped(*un_activities[:200])
    texts = {(one.id, field): text for one in un_activities for field, _, text in one.texts()}
    for match in mapping.matches:
        for piece in match.evidence:
            if piece.start is not None and piece.end is not None:
                written = texts[match.activity_id, piece.field][piece.start : piece.end]
                assert piece.text in written.replace("_", " ")


def test_the_order_of_the_register_changes_nothing(un_activities: tuple[Activity, ...]) -> None:
    some = un_activities[:150]
    one, other = mapped(*some), mapped(*reversed(some))
    assert one.by_activity == {key: other.by_activity[key] for key in one.by_activity}
    assert one.unmapped == other.unmapped


def test_what_the_register_declares_stands() -> None:
    declared = (
        Declaration(goal=7, target="7.2", written="7.2 (осн.)", primary=True),
        Declaration(goal=13, written="13"),
    )
    mapping = mapped(activity(title="Строительство школ", declared=declared))
    found = {m.target or m.goal: m for m in mapping.matches}
    assert found["7.2"].primary
    assert found["7.2"].stands
    assert found[13].stands
    assert found["4.a"].status == "look", "outside the declared goals a person should look"


def test_a_target_of_a_declared_goal_takes_the_place_of_the_goal() -> None:
    mapping = mapped(activity(title="Снижение материнской смертности", declared=(Declaration(goal=3),)))
    assert [m.target for m in mapping.standing("1")] == ["3.1"]


def test_codes_and_markers_are_evidence_without_any_text() -> None:
    code = next(
        code for (vocabulary, code), rows in crosswalk().codes.items() if vocabulary == "dac5" and rows
    )
    assert markers(), "knowledge/markers.csv is there"
    marker = next(iter(markers()))
    mapping = mapped(
        activity(
            sectors=(Sector(vocabulary="dac5", code=code),),
            markers=(Marker(code=marker[0], significance=marker[1]),),
        )
    )
    kinds = {piece.kind for match in mapping.explain("1").matches for piece in match.evidence}
    kinds |= {piece.kind for match in mapping.explain("1").near for piece in match.evidence}
    assert kinds == {"code", "marker"}


def test_a_marker_that_is_not_targeted_is_no_evidence() -> None:
    mapping = mapped(activity(markers=(Marker(code="1", significance=0), Marker(code="6"))))
    assert mapping.unmapped == {"1": "mapping.no-text"}


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("", "mapping.no-text"),
        ("...", "mapping.no-text"),
        ("水资源管理", "mapping.other-script"),
        ("Совещание", "mapping.too-short"),
        ("Ежегодное совещание сторон в гостинице", "mapping.no-evidence"),
    ],
)
def test_an_abstention_says_why_in_three_languages(title: str, reason: str) -> None:
    mapping = mapped(activity(title=title))
    assert mapping.unmapped == {"1": reason}
    assert len({mapping.unmapped_reason("1", language) for language in LANGUAGES}) == 3


def test_an_explanation_shows_the_words_in_a_notebook_and_on_a_terminal() -> None:
    from rich.console import Console

    mapping = mapped(
        activity("A<1>", "Снижение материнской смертности & <b>школы</b> Министерства образования")
    )
    explanation = mapping.explain("A<1>")
    shown = explanation._repr_html_()
    assert '<mark title="3.1">материнской смертности</mark>' in shown
    assert "<b>школы" not in shown
    assert "[материнской смертности]" in str(explanation)
    assert any(hit.held == "partner" for hit in explanation.held)
    console = Console(width=120, record=True, file=io.StringIO())
    console.print(explanation)
    assert "материнской смертности" in console.export_text()
    with pytest.raises(UsageError, match="no activity"):
        mapping.explain("B")


def test_lines_of_json_have_the_documented_form(tmp_path: Path) -> None:
    mapping = mapped(activity("a", "Снижение материнской смертности"), activity("b", "Совещание"))
    mapping.to_jsonl(tmp_path / "mapping.jsonl")
    first, second = (
        json.loads(line) for line in (tmp_path / "mapping.jsonl").read_text("utf-8").splitlines()
    )
    assert list(first) == ["id", "title", "language", "matches", "unmapped_reason"]
    assert list(first["matches"][0]) == ["target", "goal", "score", "status", "share", "evidence"]
    assert list(first["matches"][0]["evidence"][0]) == ["kind", "field", "start", "end", "text", "weight"]
    assert first["language"] == "ru"
    assert first["matches"][0]["share"] == "1"
    assert first["unmapped_reason"] is None
    assert (second["matches"], second["unmapped_reason"]) == (
        [],
        "The text is too short to say what is done.",
    )


def test_the_frame_has_a_row_for_every_match_and_every_activity_without_one() -> None:
    frame = mapped(activity("a", "Снижение материнской смертности"), activity("b", "Совещание")).to_frame(
        "ru"
    )
    assert frame[frame["activity_id"] == "a"]["target"].tolist()[0] == "3.1"
    assert "короток" in frame[frame["activity_id"] == "b"]["unmapped_reason"].tolist()[0]


def test_decisions_win_over_everything_and_are_kept_beside_the_register(tmp_path: Path) -> None:
    one = activity(title="Снижение материнской смертности", declared=(Declaration(goal=5, target="5.1"),))
    decisions = [
        Decision(activity_id="1", target="5.1", decision="rejected", reviewer="M."),
        Decision(activity_id="1", target="3.1", decision="accepted"),
        Decision(activity_id="1", target="17.9", decision="added", primary=True, share="1/4"),
        Decision(activity_id="1", target="17.9", decision="added", primary=True, share="1/2"),
    ]
    path = history_path(tmp_path / "register.xlsx")
    assert append_decisions(path, decisions) == 4
    assert append_decisions(path, decisions[:2]) == 0
    mapping = mapped(one, decisions=read_decisions(path))
    assert [(m.target, m.status, m.primary) for m in mapping.standing("1")] == [
        ("17.9", "added", True),
        ("3.1", "accepted", False),
    ]
    assert sum(m.share or 0 for m in mapping.matches) == 1
    only = mapped(
        one, decisions=[Decision(activity_id="1", target=t, decision="rejected") for t in ("5.1", "3.1")]
    )
    assert only.unmapped == {"1": "mapping.all-rejected"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "!!! ... ???",
        "水" * 1000,
        "SDG 6.1 " * 1000,
        "health " * 1_500_000,
        "а" * 10_000_000,
        "\x00\x01",
    ],
)
@pytest.mark.usefixtures("timed_alone")
def test_strange_texts_get_an_answer_within_a_second(text: str) -> None:
    map_text("warm up")
    begun = time.thread_time()
    result = map_text(text)
    assert time.thread_time() - begun < 1.5, "seconds of the processor: those of a clock are of all that runs"
    assert isinstance(result, list)


def test_finders_are_known_by_name() -> None:
    for name in BUILT_IN:
        one = finder(name)
        assert isinstance(one, Finder)
        assert one.name == name
        assert list(one.find(activity(), passages_of(activity()))) == []
    with pytest.raises(UsageError, match="no finder"):
        finder("oracle")


def test_knowledge_is_well_formed() -> None:
    known = {target.code for target in targets()} | {str(number) for number in range(1, 18)}
    for phrase in phrases():
        assert phrase.target in known, phrase.rule
        assert phrase.language in tongues(), phrase.rule
        assert 0 < phrase.weight < 1, phrase.rule
        assert phrase.phrase, phrase.rule
    covered = {(phrase.target, phrase.language) for phrase in phrases()}
    for language in LANGUAGES:
        missing = [target.code for target in targets() if (target.code, language) not in covered]
        assert not missing, (language, missing)
    for table in (crosswalk().codes, crosswalk().titles):
        assert {row.target for rows in table.values() for row in rows} <= known
    assert {target for rows in markers().values() for target, _, _ in rows} <= known
