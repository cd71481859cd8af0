"""The files of knowledge are well formed, and the crosswalks say what they should."""

from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest

from sdgkit.activities.activity import Activity, Marker, Origin, Sector
from sdgkit.activities.register import Register
from sdgkit.agenda import goals, targets
from sdgkit.errors import InputError
from sdgkit.languages import Text
from sdgkit.mapping import context, knowledge_files, lexicon
from sdgkit.mapping.finders import code
from sdgkit.mapping.knowledge_files import knowledge_names, knowledge_rows, knowledge_text
from sdgkit.mapping.mapping import map_register
from sdgkit.mapping.match import Match
from sdgkit.mapping.stems import tongues

PHRASES = [name for name in knowledge_names() if name.startswith("goal_")]
TITLED = ("en", "ru", "kk")
CROSSWALKS = {
    "purpose_codes.csv": ["code", "status", *TITLED, "target", "strength", "reason", "source"],
    "cofog.csv": ["code", *TITLED, "target", "strength", "reason", "source"],
    "signature_solutions.csv": ["code", *TITLED, "target", "strength", "reason", "source"],
    "world_bank.csv": ["kind", "title", "target", "strength", "reason", "source"],
    "markers.csv": ["marker", "title", "significance", "target", "strength", "reason", "source"],
}
FEWEST_PHRASES = 6
KINDS = {"idiom", "negation", "background", "void", "goal-name", "label"}
REACH = re.compile(r"|text|sentence|clause|clause before|subordinate|(?:after|before) \d+")
LATIN = re.compile("[A-Za-z]")
CYRILLIC = re.compile("[\u0400-\u052f]")
KAZAKH = re.compile("[әғқңөұүһі]")


@cache
def known() -> frozenset[str]:
    return frozenset({target.code for target in targets()} | {str(goal.number) for goal in goals()})


def header(name: str) -> list[str]:
    return next(csv.reader(knowledge_text(name).splitlines()))


def words(row: dict[str, str], *columns: str) -> Iterator[str]:
    for column in columns:
        yield from re.findall(r"[^\W_]+", row[column])


def mixed(word: str) -> bool:
    return bool(LATIN.search(word) and CYRILLIC.search(word))


def matched(*, sectors: tuple[Sector, ...] = (), markers: tuple[Marker, ...] = ()) -> list[Match]:
    origin = Origin(file="r.csv")
    activity = Activity(id="1", origin=origin, title=Text({}), sectors=sectors, markers=markers)
    return list(map_register(Register(activities=(activity,))).matches)


def standing(matches: list[Match]) -> set[str]:
    return {match.target or str(match.goal) for match in matches if match.stands}


def first(matches: list[Match]) -> str:
    return (matches[0].target or str(matches[0].goal)) if matches else ""


def test_there_is_a_file_of_phrases_for_every_goal() -> None:
    assert [f"goal_{number:02d}.csv" for number in range(1, 18)] == PHRASES


def test_no_file_of_knowledge_is_unknown_to_this_test() -> None:
    tables = {name for name in knowledge_names() if name.endswith(".csv")}
    assert tables == {*PHRASES, *CROSSWALKS, "context.csv", "calibration.csv"}


@pytest.mark.parametrize("name", [name for name in knowledge_names() if name.endswith(".csv")])
def test_a_table_has_as_many_cells_in_every_row_as_in_its_header(name: str) -> None:
    rows = list(csv.reader(knowledge_text(name).splitlines()))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert "\t" not in knowledge_text(name)
    assert "�" not in knowledge_text(name)


@pytest.mark.parametrize("name", PHRASES)
def test_phrases_are_well_formed(name: str) -> None:
    assert header(name) == ["target", "language", "phrase", "weight", "near", "not", "note"]
    wrong = []
    for line, row in knowledge_rows(name):
        right = (
            row["target"] in known()
            and row["target"].partition(".")[0] == str(int(name[5:7]))
            and row["language"] in tongues()
            and bool(row["phrase"])
            and 0.2 <= float(row["weight"]) <= 0.95
            and not any(map(mixed, words(row, "phrase", "near", "not")))
        )
        if row["language"] == "en":
            right = right and not CYRILLIC.search(row["phrase"] + row["near"] + row["not"])
        if not right:
            wrong.append((line, row))
    assert wrong == []


@pytest.mark.parametrize("name", PHRASES)
def test_no_phrase_stands_twice(name: str) -> None:
    rows = Counter(
        (row["target"], row["language"], row["phrase"].lower(), row["near"], row["not"])
        for _, row in knowledge_rows(name)
    )
    assert [row for row, times in rows.items() if times > 1] == []


def test_every_target_has_phrases_in_every_language() -> None:
    counted = Counter((row["target"], row["language"]) for name in PHRASES for _, row in knowledge_rows(name))
    few = {
        (target.code, language): counted[target.code, language]
        for target in targets()
        for language in TITLED
        if counted[target.code, language] < FEWEST_PHRASES
    }
    assert len(targets()) == 169
    assert few == {}


@pytest.mark.parametrize("name", CROSSWALKS)
def test_every_link_of_a_crosswalk_has_a_strength_and_a_reason(name: str) -> None:
    assert header(name) == CROSSWALKS[name]
    wrong = []
    links: Counter[tuple[str, ...]] = Counter()
    for line, row in knowledge_rows(name):
        links[
            tuple(row.get(c, "") for c in ("code", "kind", "title", "marker", "significance", "target"))
        ] += 1
        linked = row["target"] in known() and 0 < float(row["strength"]) <= 1
        silent = row["target"] == "" and row["strength"] == ""
        mix = any(mixed(word) for column in TITLED if column in row for word in words(row, column))
        if not (linked or silent) or not row["reason"] or not row["source"] or mix:
            wrong.append((line, row))
    assert wrong == []
    assert [link for link, times in links.items() if times > 1] == []


@pytest.mark.parametrize("name", ["purpose_codes.csv", "cofog.csv", "signature_solutions.csv"])
def test_titles_are_there_in_three_languages_and_the_same_in_every_row_of_a_code(name: str) -> None:
    titles: dict[str, set[tuple[str, ...]]] = {}
    for line, row in knowledge_rows(name):
        assert all(row[language] for language in TITLED), (name, line)
        assert not CYRILLIC.search(row["en"]), (name, line)
        assert not KAZAKH.search(row["ru"].lower()), (name, line)
        titles.setdefault(row["code"], set()).add(tuple(row[language] for language in TITLED))
    assert {code: found for code, found in titles.items() if len(found) > 1} == {}


def test_cues_of_context_are_well_formed() -> None:
    wrong = []
    for line, row in knowledge_rows("context.csv"):
        right = (
            row["kind"] in KINDS
            and row["language"] in tongues()
            and bool(row["phrase"])
            and REACH.fullmatch(row["reach"]) is not None
            and 0 <= float(row["factor"]) < 1
            and set(filter(None, row["targets"].split("|"))) <= known()
            and not any(map(mixed, words(row, "phrase", "near", "not")))
        )
        if not right:
            wrong.append((line, row))
    assert wrong == []


@pytest.mark.parametrize("level", ["goal", "target"])
def test_the_calibration_rises_from_nothing_to_certainty(level: str) -> None:
    rows = [
        (float(row["raw"]), float(row["score"]))
        for _, row in knowledge_rows("calibration.csv")
        if row["level"] == level
    ]
    assert rows[0] == (0, 0)
    assert rows[-1] == (1, 1)
    assert rows == sorted(rows)
    assert len({raw for raw, _ in rows}) == len(rows)
    assert [score for _, score in rows] == sorted(score for _, score in rows)


def test_every_active_purpose_code_of_iati_is_covered(shared_data: Path) -> None:
    path = shared_data / "activities" / "standards" / "iati_Sector.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        active = {row["code"] for row in csv.DictReader(lines) if row["status"] == "active"}
    assert len(active) > 250
    assert active - {row["code"] for _, row in knowledge_rows("purpose_codes.csv")} == set()


def test_every_marker_of_the_codelist_is_covered(shared_data: Path) -> None:
    path = shared_data / "activities" / "standards" / "iati_PolicyMarker.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        codes = {row["code"] for row in csv.DictReader(lines)}
    assert codes == {row["marker"] for _, row in knowledge_rows("markers.csv")}


@pytest.mark.parametrize("part", ["sector", "theme"])
@pytest.mark.parametrize(
    "file", ["worldbank_projects_themes_world.csv", "worldbank_projects_central_asia.csv"]
)
def test_the_sectors_and_themes_of_world_bank_projects_are_covered(
    shared_data: Path, file: str, part: str
) -> None:
    linked = {
        row["title"] for _, row in knowledge_rows("world_bank.csv") if row["kind"] == part and row["target"]
    }
    with (shared_data / "activities" / file).open(encoding="utf-8-sig", newline="") as lines:
        met = [
            cell.strip()
            for row in csv.DictReader(lines)
            for column, cell in row.items()
            if column.startswith(part) and cell and cell.strip()
        ]
    assert met
    assert sum(title in linked for title in met) / len(met) >= 0.97


def test_a_principal_marker_weighs_more_than_a_significant_one_and_none_than_nothing() -> None:
    weights: dict[tuple[str, str], dict[int, float]] = {}
    for _, row in knowledge_rows("markers.csv"):
        weights.setdefault((row["marker"], row["target"]), {})[int(row["significance"])] = float(
            row["strength"]
        )
    assert all(significances.get(0) is None for significances in weights.values())
    both = [found for found in weights.values() if 1 in found and 2 in found]
    assert len(both) > 12
    assert all(found[1] < found[2] for found in both)


@pytest.mark.parametrize(
    ("marker", "best"),
    [
        ("1", "5"),
        ("3", "16.6"),
        ("4", "17.11"),
        ("5", "15.5"),
        ("6", "13.2"),
        ("7", "13.1"),
        ("8", "15.3"),
        ("11", "10.2"),
        ("12", "2.2"),
    ],
)
def test_a_principal_marker_stands_and_not_targeted_says_nothing(marker: str, best: str) -> None:
    found = matched(markers=(Marker(code=marker, significance=2),))
    assert first(found) == best
    assert best in standing(found)
    assert matched(markers=(Marker(code=marker, significance=0),)) == []
    assert standing(matched(markers=(Marker(code=marker, significance=1),))) <= {best}


def test_disaster_risk_reduction_is_climate_cities_and_poverty() -> None:
    found = {match.target for match in matched(markers=(Marker(code="10", significance=2),))}
    assert found == {"13.1", "11.5", "1.5"}


@pytest.mark.parametrize(
    ("vocabulary", "code", "best"),
    [
        ("dac5", "72010", "1.5"),
        ("dac5", "72011", "3.8"),
        ("dac5", "72012", "4.1"),
        ("cofog", "07", "3"),
        ("cofog", "09", "4"),
        ("cofog", "03.3", "16.3"),
        ("cofog", "06.3", "6.1"),
        ("signature-solution", "6", "5"),
        ("signature-solution", "5", "7"),
    ],
)
def test_a_code_gives_its_target(vocabulary: str, code: str, best: str) -> None:
    found = matched(sectors=(Sector(vocabulary=vocabulary, code=code),))
    assert first(found) == best
    assert {piece.kind for match in found for piece in match.evidence} == {"code"}


@pytest.mark.parametrize(
    ("vocabulary", "code"), [("dac5", "99810"), ("dac5", "91010"), ("cofog", "02"), ("dac5", "00000")]
)
def test_a_code_that_tells_nothing_gives_nothing(vocabulary: str, code: str) -> None:
    assert matched(sectors=(Sector(vocabulary=vocabulary, code=code),)) == []


@pytest.mark.parametrize(
    ("title", "best"),
    [
        ("Tertiary Education", "4.3"),
        ("Early Childhood Education", "4.2"),
        ("Tuberculosis", "3.3"),
        ("Debt management and fiscal sustainability", "17.4"),
        ("Urban Transport", "11.2"),
        ("Гендерное равенство", "5"),
        ("Гендерлік теңдік", "5"),
        ("Водоснабжение", "6.1"),
        ("Соттар", "16.3"),
    ],
)
def test_a_heading_in_words_is_known_as_the_title_of_a_code(title: str, best: str) -> None:
    found = matched(sectors=(Sector(vocabulary="text", title=Text.of(title)),))
    assert first(found) == best
    assert best in standing(found)
    assert "code" in {piece.kind for piece in found[0].evidence}


@pytest.mark.parametrize(
    "title", ["Central Government (Central Agencies)", "Sub-National Government", "Defence", "Оборона"]
)
def test_who_carries_a_project_is_not_what_it_does(title: str) -> None:
    assert standing(matched(sectors=(Sector(vocabulary="text", title=Text.of(title)),))) == set()


def test_the_sectors_of_a_world_bank_project_lead_to_what_it_does() -> None:
    titles = (
        "Water Supply",
        "Sewerage",
        "Sub-National Government",
        "Urban services and housing for the poor",
    )
    sectors = tuple(Sector(vocabulary="world-bank", title=Text({"en": title})) for title in titles)
    found = standing(matched(sectors=sectors))
    assert "6.1" in found
    assert found <= {"6.1", "6.2", "6.3", "11", "11.1", "1.4"}


HOME = Path(knowledge_files.__file__).parent


@pytest.mark.parametrize(
    ("row", "subject", "told"),
    [
        ('3.1,en,maternal death,"0,9",,,', "number", "0,9"),
        ("3.1,en,maternal death,90,,,", "number", "90"),
        ("3.1,en,maternal death,high,,,", "number", "high"),
        ("3.1,en,maternal death", "number", ""),
        ("3.1,en,maternal death,0,9,,,", "cells", "8"),
        ("3.14,en,maternal death,0.9,,,", "code", "3.14"),
        ("4.1,en,maternal death,0.9,,,", "code", "4.1"),
        ("03.янв,en,maternal death,0.9,,,", "code", "03.янв"),
        (",en,maternal death,0.9,,,", "code", ""),
        ("3.1,rus,материнская смертность,0.9,,,", "value", "rus"),
        ("3.1,en,,0.9,,,", "phrase", ""),
        ('3.1,en,"maternal death,0.9,,,', "quote", ""),
    ],
)
def test_a_mistake_in_a_row_of_phrases_is_told_with_file_and_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str, subject: str, told: str
) -> None:
    lines = knowledge_text("goal_03.csv").splitlines()
    lines[4] = row
    with_file(tmp_path, monkeypatch, "goal_03.csv", "\n".join(lines).encode())
    with pytest.raises(InputError) as error:
        list(lexicon.phrase_rows("goal_03.csv"))
    assert error.value.code == f"mapping.knowledge-{subject}"
    assert error.value.details["file"] == "goal_03.csv"
    assert error.value.details["row"] == "5"
    for language in TITLED:
        assert "5" in error.value.what(language)
        assert told in error.value.what(language)


@pytest.mark.parametrize(
    ("content", "subject"),
    [
        (knowledge_text("goal_03.csv").replace(",", ";").encode(), "columns"),
        (knowledge_text("goal_03.csv").partition("\n")[2].encode(), "columns"),
        (b"", "columns"),
        (knowledge_text("goal_03.csv").encode("cp1251", "replace"), "encoding"),
        (knowledge_text("goal_03.csv").encode("utf-16"), "encoding"),
    ],
)
def test_a_file_saved_in_another_way_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, subject: str
) -> None:
    with_file(tmp_path, monkeypatch, "goal_03.csv", content)
    with pytest.raises(InputError) as error:
        list(lexicon.phrase_rows("goal_03.csv"))
    assert error.value.code == f"mapping.knowledge-{subject}"


def test_empty_rows_of_a_spreadsheet_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = "target,language,phrase,weight,near,not,note\n,,,,,,\n\n3.1,en,maternal death,0.9,,,\n"
    with_file(tmp_path, monkeypatch, "goal_03.csv", content.encode("utf-8-sig"))
    assert [one.rule for one in lexicon.phrase_rows("goal_03.csv")] == ["goal_03.csv:4"]


@pytest.mark.parametrize(
    ("name", "row", "subject"),
    [
        ("context.csv", "idom,en,business climate,,0,,,,", "value"),
        ("context.csv", "idiom,en,business climate,after ten,0,,,,", "value"),
        ("context.csv", "idiom,en,business climate,,none,,,,", "number"),
        ("context.csv", "idiom,en,business climate,,0,99,,,", "code"),
        ("cofog.csv", "01.1,a,б,в,9.12,0.5,reason,sdgkit", "code"),
        ("cofog.csv", 'x,a,б,в,9.1,"0,5",reason,sdgkit', "number"),
    ],
)
def test_a_mistake_in_another_table_is_told_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, row: str, subject: str
) -> None:
    lines = knowledge_text(name).splitlines()
    lines[2] = row
    with_file(tmp_path, monkeypatch, name, "\n".join(lines).encode())
    with pytest.raises(InputError) as error:
        _ = context.cues.__wrapped__() if name == "context.csv" else code.crosswalk.__wrapped__()
    assert error.value.code == f"mapping.knowledge-{subject}"
    assert (error.value.details["file"], error.value.details["row"]) == (name, "3")


def with_file(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes) -> None:
    """Let one file of knowledge be another; the others stay."""
    for part in ("knowledge", "language"):
        shutil.copytree(HOME / part, folder / part)
    (folder / "knowledge" / name).write_bytes(content)
    monkeypatch.setattr(knowledge_files, "resources", SimpleNamespace(files=lambda _: folder))


def test_a_row_that_a_specialist_left_twice_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [*knowledge_rows("goal_03.csv")][:3]
    twice = [*rows, (9, rows[1][1])]
    monkeypatch.setattr(lexicon, "knowledge_rows", lambda name, needs=(): iter(twice))
    with pytest.raises(InputError) as error:
        list(lexicon.phrase_rows("goal_03.csv"))
    assert error.value.code == "mapping.own-twice"
    assert (error.value.details["row"], error.value.details["first"]) == ("9", f"goal_03.csv:{rows[1][0]}")
