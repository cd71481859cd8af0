"""Words broken over a line, or with an invisible mark inside or between them, are read as they were meant."""

from __future__ import annotations

import pytest

from sdgkit.activities.activity import Activity, Origin
from sdgkit.activities.register import Register
from sdgkit.languages import Text
from sdgkit.mapping.broken_words import may_be_broken, mended
from sdgkit.mapping.mapping import map_register, map_text


def first(text: str) -> str | None:
    return next((match.target for match in map_text(text)), None)


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("Снижение материн-\nской смерт-\nности", "3.1"),
        ("Снижение материнской смерт-\r\nности", "3.1"),
        ("Снижение материнской смерт\u00ad\n ности", "3.1"),
        ("Снижение материнской смерт- ности", "3.1"),
        ("Снижение мате\u200bринской смерт\u200bности", "3.1"),
        ("Снижение материнской\u200bсмертности", "3.1"),
        ("Ана өлі-\nмін азайту", "3.1"),
        ("Ана\u200bөлімін азайту", "3.1"),
        ("Reduction of mater-\nnal mortal-\nity", "3.1"),
        ("Reduction of maternal\u200bmortality", "3.1"),
        ("ВОДО-\nСНАБЖЕНИЕ СЕЛ", "6.1"),
    ],
)
def test_a_broken_word_is_found(written: str, target: str) -> None:
    assert first(written) == target


@pytest.mark.parametrize(
    "written",
    [
        "Первичная медико-\nсанитарная помощь",
        "Climate-\nsmart agriculture",
        "Нефте- и газопровод",
        "Школы - больницы",
        "- школы\n- больницы",
        "Список -\nшколы",
    ],
)
def test_what_is_two_words_stays_two(written: str) -> None:
    assert mended(written, ["en", "ru", "kk"]) == written


def test_evidence_points_into_the_text_as_it_was_given() -> None:
    title = "Ремонт школ. Снижение материн-\nской смерт\u200bности в области"
    activity = Activity(id="1", origin=Origin(file="a.csv"), title=Text({"ru": title}))
    mapping = map_register(Register(activities=(activity,)))
    [match] = [one for one in mapping.standing("1") if one.target == "3.1"]
    [piece] = [one for one in match.evidence if one.kind == "phrase" and one.weight > 0.8]
    assert title[piece.start : piece.end] == "материн-\nской смерт\u200bности"


def test_a_text_keeps_its_length_and_most_are_not_looked_at() -> None:
    text = "Качество пи-\n тье-\r\n  вой воды\u200b и\u200b \u200bсанитарии-\n"
    assert len(mended(text, ["ru"])) == len(text)
    assert not may_be_broken("Медико-санитарная помощь, 2024-2026")
    assert len(mended("а- " * 60_000, ["ru"])) == 180_000
