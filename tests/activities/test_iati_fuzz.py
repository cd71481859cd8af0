"""IATI from people who mean no good, and from disks that fail: a finding or a clear refusal, never a traceback."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sdgkit.activities.iati.reading import read_iati
from sdgkit.activities.iati.writing import write_iati
from sdgkit.activities.reading import read_register
from sdgkit.errors import InputError
from tests.activities.iati_files import a_file, an_activity

SECONDS = 10
"""Of the processor: those of a clock are also of whatever else runs on the machine."""
MUTATIONS = 400

BODY = (
    '<sector code="12220" percentage="60"/><sector vocabulary="8" code="3.8" percentage="40"/>'
    '<tag vocabulary="3" code="6.1"/>'
    '<humanitarian-scope type="1" vocabulary="1-2" code="E"/><policy-marker code="1" significance="2"/>'
    '<budget type="1"><period-start iso-date="2024-01-01"/><period-end iso-date="2024-12-31"/>'
    '<value value-date="2024-01-01">1000.50</value></budget><transaction><transaction-type code="2"/>'
    '<transaction-date iso-date="2024-02-01"/><value value-date="2024-02-01">5</value>'
    '<sector vocabulary="1" code="12220"/><recipient-country code="KZ"/></transaction>'
    '<related-activity type="1" ref="P"/><result type="1"><title><narrative>Ж</narrative></title>'
    '<indicator measure="1"><reference vocabulary="9" code="3.8.1"/></indicator></result>'
)  # fmt: skip
PLACES = '<recipient-country code="KZ"/><location><name><narrative>Кызылординская область</narrative></name></location>'


def survives(path: Path, out: Path) -> str:
    """Read the file and write it with tags; "read", or the code of the refusal."""
    start = time.thread_time()
    answer = "refused"
    try:
        register = read_iati(path)
        answer = "read"
        for finding in register.findings:
            assert finding.what("ru") and finding.severity
        write_iati(register, {a.id: [(3, "3.8")] for a in register.activities}, out, sources=[path])
    except InputError as error:
        # What is damaged can be read, but not copied with tags.
        assert error.what("kk") and error.next("en")
        answer = error.code if answer == "refused" else answer
    assert time.thread_time() - start < SECONDS
    return answer


def truncated(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(1, len(content))]


def flipped(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randrange(1, 30)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def nulled(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content))
    return content[:place] + b"\x00" * chance.randrange(1, 50) + content[place:]


def shuffled(content: bytes, chance: random.Random) -> bytes:
    pieces = content.split(b">")
    first, second = chance.randrange(len(pieces)), chance.randrange(len(pieces))
    pieces[first], pieces[second] = pieces[second], pieces[first]
    return b">".join(pieces)


def emptied(content: bytes, chance: random.Random) -> bytes:
    """An attribute or text in place of another: codes, dates and amounts that are none."""
    words = [
        b'""',
        b'"-1"',
        b'"99999999999999999999"',
        b'"NaN"',
        b'"1e999999"',
        '"٣"'.encode(),
        b'"2024-02-30"',
        b'" "',
    ]
    quoted = content.split(b'"')
    place = chance.randrange(1, len(quoted) - 1, 2)
    quoted[place] = chance.choice(words)[1:-1]
    return b'"'.join(quoted)


@pytest.mark.parametrize("mutate", [truncated, flipped, nulled, shuffled, emptied])
def test_a_damaged_file_is_read_or_refused(
    tmp_path: Path, mutate: Callable[[bytes, random.Random], bytes]
) -> None:
    chance = random.Random(mutate.__name__)
    whole = a_file(
        tmp_path / "a.xml", *(an_activity(f"A{n}", BODY, before=PLACES) for n in range(5))
    ).read_bytes()
    path = tmp_path / "b.xml"
    answers = set()
    for _ in range(MUTATIONS // 5):
        path.write_bytes(mutate(whole, chance))
        answers.add(survives(path, tmp_path / "out.xml"))
    assert "read" in answers
    assert not [one for one in tmp_path.iterdir() if one.name not in ("a.xml", "b.xml", "out.xml")]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        (f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><iati-activities>&l9;</iati-activities>', "files.unsafe"),
        ("<iati-activities><iati-activity>&undefined;</iati-activity></iati-activities>", "read"),
        ("<iati-activities>" + "<iati-activity>" * 50_000, "files.unreadable"),
        ("<iati-activities>" + "<a>" * 200_000, "files.unreadable"),
        ("<iati-activities><iati-activity><iati-identifier>" + "x" * 20_000_000, "files.unreadable"),
        ("<iati-activities " + "".join(f'a{n}="1" ' for n in range(50_000)) + "/>", "read"),
        ("<iati-activities>" + "<iati-activity/>" * 20_000 + "</iati-activities>", "read"),
        ("<iati-activities>" + "x<b/>" * 100_000 + "</iati-activities>", "read"),
    ],
    ids=[
        "billion laughs",
        "entity",
        "activities in activities",
        "deep",
        "long",
        "attributes",
        "empty ones",
        "other",
    ],
)
def test_an_attack_is_refused_or_told(tmp_path: Path, content: str, answer: str) -> None:
    path = tmp_path / "a.xml"
    path.write_text(content, encoding="utf-8")
    answers = {answer, "files.unreadable"} if answer == "read" else {answer, "files.unreadable", "read"}
    if answer == "files.unsafe":
        answers = {answer}
    assert survives(path, tmp_path / "out.xml") in answers


def test_nothing_outside_the_file_is_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET", encoding="utf-8")
    path = a_file(
        tmp_path / "a.xml",
        an_activity(
            "A",
            f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}" parse="text"/>',
            title=f'<narrative><?xml-stylesheet href="{secret.as_uri()}"?>Water</narrative>',
        ),
    )
    register = read_register(path)
    assert "SECRET" not in register.model_dump_json()
    assert str(register.activities[0].title) == "Water"
