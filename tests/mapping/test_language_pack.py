"""A language is added with data alone: a section, endings, and phrases."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from sdgkit.mapping import context, knowledge_files, lexicon, scan, stems
from sdgkit.mapping.finders import Passage, phrase
from sdgkit.mapping.mapping import _TEXT

HOME = Path(knowledge_files.__file__).parent
REMEMBERED = (
    stems.tongues,
    stems.usual_tongue,
    stems.stemmer,
    lexicon.phrases,
    lexicon.lexicon,
    context.cues,
    scan._reader,
)
KYRGYZ = """
[ky]
script = "cyrillic"
letters = "ңөү"
stemmer = "suffixes:ky.toml"
"""
ENDINGS = """
[[endings]]
name = "plural, possessive with cases"
shortest = 3
list = ["лөр", "лар", "ү", "үн", "и", "ин", "у", "ун", "ды", "дү", "га", "гө"]
"""


@pytest.fixture
def with_kyrgyz(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for folder in ("knowledge", "language"):
        shutil.copytree(HOME / folder, tmp_path / folder)
    with (tmp_path / "language" / "languages.toml").open("a", encoding="utf-8") as out:
        out.write(KYRGYZ)
    (tmp_path / "language" / "ky.toml").write_text(ENDINGS, encoding="utf-8")
    with (tmp_path / "knowledge" / "goal_03.csv").open("a", encoding="utf-8") as out:
        out.write("3.1,ky,эне өлүмү,0.9,,,\n")
    monkeypatch.setattr(knowledge_files, "resources", SimpleNamespace(files=lambda _: tmp_path))
    for one in REMEMBERED:
        one.cache_clear()
    yield
    monkeypatch.undo()
    for one in REMEMBERED:
        one.cache_clear()


def found(text: str) -> set[tuple[str | None, str]]:
    hits = phrase.PhraseFinder().find(_TEXT, [Passage("text.", "", text)])
    return {(hit.target, hit.text) for hit in hits if not hit.held}


TEXT = "Айыл жерлеринде эне өлүмүн азайтуу боюнча долбоор, медициналык кызматкерлер"


def test_a_kyrgyz_text_is_not_understood_without_its_pack() -> None:
    assert ("3.1", "эне өлүмүн") not in found(TEXT)


def test_a_pack_in_a_folder_makes_a_language_readable(with_kyrgyz: None) -> None:
    assert ("3.1", "эне өлүмүн") in found(TEXT)


def test_the_other_languages_read_as_before_beside_it(with_kyrgyz: None) -> None:
    assert ("3.1", "материнской смертности") in found("Снижение материнской смертности")
