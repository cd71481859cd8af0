"""The model in the wheel: what its card says, made again to the byte, and every label with its words."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from sdgkit.activities.activity import Activity, Origin
from sdgkit.agenda import targets
from sdgkit.languages import Text
from sdgkit.mapping.combine import score_of
from sdgkit.mapping.finders import Hit, Passage, finder
from sdgkit.mapping.finders.model import surest
from sdgkit.mapping.linear_model import FILE, LinearModel, shipped
from sdgkit.mapping.mapped import found_in, map_activity
from sdgkit.mapping.mapping import _TEXT, found_in_text, map_text
from sdgkit.mapping.settings import USUAL
from sdgkit.mapping.training import ALIKE, labelled_samples, likeness, own_samples, trained
from sdgkit.mapping.trust import (
    ALONE,
    ENOUGH_WORDS,
    EVEN,
    EVEN_BESIDE,
    FEW_WORDS,
    UNSURE,
    beside,
    most_of,
    weight_of_share,
)

TEXT = (
    "Teenage pregnancies end in complicated deliveries where midwives are few, and the hospitals of the district "
    "treat patients late; doctors and nurses will be trained in obstetric care."
)


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_card_names_the_file_that_is_shipped(project: Path) -> None:
    data = resources.files("sdgkit.mapping").joinpath(FILE).read_bytes()
    assert len(data) < 10_000_000
    assert hashlib.sha256(data).hexdigest() in (project / "docs" / "model_card.md").read_text("utf-8")
    # Not byte by byte: each Python packs the same arrays in its own way.
    assert unpacked(LinearModel.from_bytes(data).to_bytes()) == unpacked(data)


def test_training_twice_gives_the_same_bytes() -> None:
    pytest.importorskip("sklearn")
    samples = [one for one in own_samples() if one.source == "title" and one.goals & {"3", "4", "6"}]
    first, second = trained(samples).to_bytes(), trained(samples).to_bytes()
    assert first == second
    with pytest.raises(ValueError, match="no texts"):
        trained([])


def test_texts_like_those_of_a_benchmark_are_never_trained_on(tmp_path: Path) -> None:
    path = tmp_path / "labelled.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(["source", "text", "goals", "targets", "country"])
        out.writerow(
            ["osdg_cd", "Nearly the same words stand in the benchmark, and then some more", "3", "", ""]
        )
        out.writerow(["osdg_cd", "Something else altogether about schools and their teachers", "4", "", ""])
    kept = labelled_samples(path, ["Nearly the same words stand in the benchmark."])
    assert [sorted(one.goals) for one in kept] == [["4"]]


@pytest.fixture(scope="module")
def benchmark_rows() -> list[dict[str, str]]:
    """The rows of the SDG Classification Benchmark, whose package is read without being imported: it needs others."""
    found = find_spec("sdgclassification") and find_spec("sdgclassification.benchmark")
    if not found:
        pytest.skip("sdgclassification-benchmark is not installed")
    path = Path(str(found.origin)).parent / "resources" / "benchmark.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_no_text_of_the_benchmark_is_among_the_shared_training_texts(
    benchmark_rows: list[dict[str, str]], shared_data: Path
) -> None:
    texts = [row["text"] for row in benchmark_rows]
    samples = labelled_samples(shared_data / "mapping" / "labelled_en.csv", texts)
    assert max(likeness([one.text for one in samples], texts)) < ALIKE


def test_the_benchmark_is_answered_as_well_as_the_card_says(benchmark_rows: list[dict[str, str]]) -> None:
    """Mean over the goals, at default settings; the card has the figures by halves, with their intervals."""
    by_goal: dict[str, list[tuple[bool, bool]]] = {}
    for row in benchmark_rows:
        said = row["sdg"] in {str(match.goal) for match in map_text(row["text"])}
        by_goal.setdefault(row["sdg"], []).append((row["label"] == "True", said))
    accuracy = [sum(right == said for right, said in pairs) / len(pairs) for pairs in by_goal.values()]
    f1 = [
        2 * sum(right and said for right, said in pairs) / sum(right + said for right, said in pairs)
        for pairs in by_goal.values()
    ]
    assert len(by_goal) == 17
    assert sum(accuracy) / 17 >= 0.86
    assert sum(f1) / 17 >= 0.84


def test_the_model_names_its_words_and_the_score_follows_from_them() -> None:
    matches = map_text(TEXT)
    pieces = [p for m in matches for p in m.evidence if p.kind == "model" and "margin" in p.rule]
    assert pieces
    for piece in pieces:
        assert TEXT[piece.start : piece.end] == piece.text
        assert piece.text in piece.rule
    for match in matches:
        assert score_of(match.evidence) == match.score


def test_a_margin_is_the_sum_of_its_words() -> None:
    model = shipped()
    reading = model.read([model.numbers_of(TEXT.split(), "en")]).of(0)
    code = model.codes.index("3")
    total = float(model.parts(reading, code).sum() + model.constants[code])
    assert total == pytest.approx(float(reading.margins[code]))
    unknown = model.read([model.numbers_of(["zzzz"], "en")])
    assert not len(unknown.features)
    assert unknown.known.tolist() == [0]


def test_words_of_every_project_do_not_make_a_climate_project() -> None:
    for text in (
        "Monitoring of the programme by the ministry and its departments, with regular reports to the government",
        "Support of the digital land cadastre: equipment, training of the staff, exchange of experience abroad",
    ):
        assert 13 not in {match.goal for match in map_text(text)}


def test_a_text_that_does_not_look_like_climate_gives_its_targets_too_little_to_stand() -> None:
    assert weight_of_share(0.99, ENOUGH_WORDS, most=most_of(-0.9)) == UNSURE
    assert weight_of_share(0.99, ENOUGH_WORDS, most=most_of(0.0)) > 0.9


def test_few_words_say_less() -> None:
    weights = [weight_of_share(0.9, words) for words in (ENOUGH_WORDS, FEW_WORDS, FEW_WORDS - 1)]
    assert weights[0] > weights[1] > weights[2] > 0


def weights_of_the_model(activity: Activity) -> dict[str | None, float]:
    return {hit.target: hit.weight for hit in found_in(activity) if hit.rule.startswith("model:en share")}


def test_beside_the_phrases_of_a_title_the_model_must_be_surer_than_beside_those_of_a_sentence() -> None:
    sentence = Text(
        {"en": "Convert the vehicles of the capital to compressed natural gas with lanes near hospitals"}
    )
    titled = Activity(id="1", origin=Origin(file=""), title=sentence)
    alone = Activity(id="1", origin=Origin(file=""), title=Text({}), description=sentence)
    assert {hit.target for hit in found_in(alone) if hit.kind == "phrase"} == {"3.8", None}
    assert weights_of_the_model(alone)["11.2"] > weights_of_the_model(titled)["11.2"] > 0
    assert len(weights_of_the_model(alone)) > len(weights_of_the_model(titled))


def test_phrases_that_are_certain_leave_less_to_the_model() -> None:
    assert beside(0.6) == EVEN < beside(0.88) < beside(0.97) == EVEN_BESIDE

    def phrase(target: str | None, weight: float) -> Hit:
        return Hit(3, target, "phrase", "text.en", "clinics", weight, 0, 7, f"goal_03.csv:9 {target}")

    assert surest([phrase("3.8", 0.9), phrase("3.1", 0.7)]) == 0.9
    assert surest([phrase("3.8", 0.6)]) == 0.0
    assert surest([phrase(None, 0.9)]) is None, "general words of a goal mislead the model too"


@pytest.mark.parametrize(
    ("text", "even"),
    [
        (
            "There is no maternal mortality ward; forests and pastures of the valley are planted with trees",
            0.25,
        ),
        ("Rivers and pastures of the valley are looked after by people who live in villages near them", 0.12),
    ],
)
def test_a_phrase_leaves_less_trust_to_targets_that_it_does_not_name(text: str, even: float) -> None:
    named = {hit.target for hit in finder("phrase").find(_TEXT, [Passage("text.en", "en", text)])}
    assert named or even == EVEN
    seen = 0
    for hit in finder("model").find(_TEXT, [Passage("text.en", "en", text)]):
        if hit.target is None or hit.goal == 13:
            continue
        share = float(hit.told().rule.split()[2])
        grown = EVEN if hit.target in named else even
        assert hit.weight == weight_of_share(share, ENOUGH_WORDS, grown, trust=ALONE)
        seen += 1
    assert seen > 3


def test_the_results_of_a_programme_and_the_heading_of_a_section_count_less_than_a_description() -> None:
    title, output = (
        Text({"en": "Repair of rural clinics"}),
        "Output 2.1: Rule of law and access to justice for all",
    )
    of_results = Activity(id="1", origin=Origin(file=""), title=title, results=Text({"en": output}))
    of_section = Activity(id="1", origin=Origin(file=""), title=title, section=output)
    described = Activity(id="1", origin=Origin(file=""), title=title, description=Text({"en": output}))
    scores = [
        {match.target: match.score for match in map_activity(one).matches}["16.3"]
        for one in (of_results, of_section, described)
    ]
    assert max(scores[:2]) < scores[2]


@pytest.mark.parametrize(
    ("language", "title", "description", "section"),
    [
        ("kk", "Жас еріктілер мектебі", "Жағалауды тазалау акциялары, 150 ерікті қатысады",
         "Гендерлік теңдік және жастар"),
        ("ru", "Школа юных волонтёров", "Акции по уборке побережья, участвуют 150 волонтёров",
         "Гендерное равенство и молодёжь"),
        ("en", "Camp of young volunteers", "Clean-ups of the shore with 150 volunteers", "Gender equality and youth"),
    ],
)  # fmt: skip
def test_the_model_does_not_read_the_heading_of_a_section_which_is_about_many_activities(
    language: str, title: str, description: str, section: str
) -> None:
    activity = Activity(
        id="1",
        origin=Origin(file=""),
        title=Text({language: title}),
        description=Text({language: description}),
        section=section,
    )
    assert not [hit for hit in found_in(activity) if hit.kind == "model" and hit.field.startswith("section")]
    assert not [one for one in map_activity(activity).matches if one.status == "suggested" and one.goal == 5]
    alone = activity.model_copy(update={"title": Text({}), "description": Text({}), "section": section * 2})
    assert [hit for hit in found_in(alone) if hit.kind == "model"], "but where nothing else is said"


def test_the_model_speaks_against_goals_of_single_words_and_says_by_which_words() -> None:
    text = (
        "Vaccines and medicines reach the village clinics; nurses visit mothers and newborns, treat tuberculosis and "
        "diabetes, and keep a record of each patient in the climate of the hospital ward."
    )
    against = [hit for hit in found_in_text(text, "en", USUAL) if hit.weight < 0]
    assert {hit.goal for hit in against} == {13}
    for hit in against:
        assert hit.target is None
        assert hit.text in hit.rule
        assert hit.text in text
        assert "-" in hit.rule.partition(": ")[2]
    assert 13 not in {match.goal for match in map_text(text)}


def test_what_a_head_says_is_learned_beside_the_labels() -> None:
    pytest.importorskip("sklearn")
    samples = [one for one in own_samples() if one.source == "title" and one.goals & {"3", "4"}]
    codes = [*(str(number) for number in range(1, 18)), *(target.code for target in targets())]
    taught = np.full((len(samples), len(codes)), -1.0)
    for row, sample in enumerate(samples):
        # This head holds every text about teachers for one on target 3.c.
        code = "3.c" if "teacher" in sample.text.lower() else min(sample.targets or ())
        taught[row, codes.index(code)] = 5.0
    alone, both = trained(samples), trained(samples, taught)
    margins = [
        model.read([model.numbers_of(["teachers"], "en")]).margins[0, model.numbers["3.c"]]
        for model in (alone, both)
    ]
    assert margins[1] > margins[0]
    assert trained(samples, taught).to_bytes() == both.to_bytes()


def test_statements_under_another_licence_are_not_trained_on(tmp_path: Path) -> None:
    path = tmp_path / "labelled.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(["source", "text", "goals", "targets", "country"])
        out.writerow(
            ["company_statements_4_experts", "Our firm plants a tree for each sale", "15", "15.2", ""]
        )
        out.writerow(["ndc_sdg_linkages", "Building institutional capacity", "13", "13.3", "LKA"])
        out.writerow(
            ["ndc_sdg_linkages", "<li>Training on climate change adaptation</li>", "13", "13.3", "LKA"]
        )
    assert [one.text for one in labelled_samples(path)] == ["Training on climate change adaptation"]


@pytest.mark.parametrize(
    ("language", "text", "beside"),
    [
        (
            "en",
            "Midwives and doctors of village hospitals learn to treat patients.",
            " Opposite the market a kiosk is opened.",
        ),
        (
            "ru",
            "Акушерки и врачи сельских больниц учатся лечить пациентов и рожениц, ездят в дальние аулы.",
            " Рядом с рынком открывается киоск.",
        ),
    ],
)
def test_a_landmark_makes_the_model_deaf_to_nothing_else(language: str, text: str, beside: str) -> None:
    for whole in (text, text + beside):
        hits = [hit for hit in found_in_text(whole, language, USUAL) if hit.kind == "model"]
        assert {"3.8", "3.c"} & {hit.target for hit in hits}


def test_a_landmark_itself_is_no_evidence_to_the_model() -> None:
    road = "The road is repaired, with bridges and pavements for lorries, {} the hospital of the district."
    rules = {
        word: [hit.rule for hit in found_in_text(road.format(word), "en", USUAL) if hit.kind == "model"]
        for word in ("opposite", "including")
    }
    assert rules["opposite"]
    assert not [rule for rule in rules["opposite"] if "hospital" in rule]
    assert [rule for rule in rules["including"] if "hospital" in rule]
