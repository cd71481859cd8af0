"""Speed and memory of reading IATI: 100,000 activities, against a bare lxml.iterparse over the same file.

Run with `pytest tests/benchmarks/test_iati_speed.py -s`. All ways are measured in turns in the same run, so that
another load on the machine hits each; the best of each counts, by the clock and by the time of the processor, which is
what is held, because a program beside this one takes less of it.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from lxml import etree

from sdgkit.activities.iati.reading import iter_iati

ACTIVITIES = 100_000
TURNS = 3
AIM = 2.0
"""Times a bare iterparse that reading should take; 1.94 on a quiet machine. To parse the file takes 0.6 times, to have
each of its 28 elements an activity in Python as well 0.7 to 0.9 times; the rest are 38 attributes and texts and 20
objects an activity."""
MOST_TIMES = 2.4
"""What is held, of the processor, also beside other programs, which slow many small objects more than the parser."""
MOST_MEMORY = 300
"""MiB of the whole process at its largest."""

ONE = """  <iati-activity xml:lang="en" default-currency="USD" hierarchy="1">
    <iati-identifier>XX-REG-1-{n}</iati-identifier>
    <reporting-org ref="XX-REG-1" type="40"><narrative>Agency for Tests</narrative></reporting-org>
    <title><narrative>Repair of rural clinics, lot {n}</narrative></title>
    <description type="1">
      <narrative>Clinics of {m} villages get water, heating and medicines, and their nurses are trained.</narrative>
    </description>
    <participating-org ref="XX-REG-{p}" role="1" type="40"><narrative>Fund {p}</narrative></participating-org>
    <participating-org ref="XX-REG-1" role="4" type="40"><narrative>Agency for Tests</narrative></participating-org>
    <activity-status code="2"/>
    <activity-date iso-date="20{y}-01-01" type="2"/>
    <activity-date iso-date="20{y}-12-31" type="3"/>
    <recipient-country code="KZ" percentage="100"/>
    <sector vocabulary="1" code="12230" percentage="60"/>
    <sector vocabulary="1" code="14031" percentage="40"/>
    <tag vocabulary="3" code="3.8"/>
    <policy-marker vocabulary="1" code="1" significance="1"/>
    <budget type="1" status="1">
      <period-start iso-date="20{y}-01-01"/><period-end iso-date="20{y}-12-31"/>
      <value currency="USD" value-date="20{y}-01-01">{n}.50</value>
    </budget>
    <transaction>
      <transaction-type code="2"/><transaction-date iso-date="20{y}-02-01"/>
      <value value-date="20{y}-02-01">{n}</value>
    </transaction>
  </iati-activity>
"""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("iati") / "large.xml"
    with path.open("w", encoding="utf-8") as stream:
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="2.03">\n')
        for n in range(ACTIVITIES):
            stream.write(ONE.format(n=n, m=n % 97, p=n % 400, y=10 + n % 16))
        stream.write("</iati-activities>\n")
    return path


def bare(path: Path) -> None:
    """A bare lxml.iterparse over every element of the file; each activity is emptied when it ends."""
    for _, element in etree.iterparse(str(path)):
        if element.tag == "iati-activity":
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def bare_by_activity(path: Path) -> None:
    """A bare lxml.iterparse that stops at activities only: the least that Python can do with the file."""
    for _, element in etree.iterparse(str(path), tag="iati-activity"):
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def streamed(path: Path) -> None:
    """Every activity read with everything in it."""
    assert sum(1 for _ in iter_iati(path)) == ACTIVITIES


WAYS = (bare, bare_by_activity, streamed)


def test_streaming_is_within_reach_of_a_bare_iterparse(large: Path) -> None:
    clock: dict[str, list[float]] = {way.__name__: [] for way in WAYS}
    processor: dict[str, list[float]] = {way.__name__: [] for way in WAYS}
    for _ in range(TURNS):
        for way in WAYS:
            begin = time.perf_counter(), time.process_time()
            way(large)
            clock[way.__name__].append(time.perf_counter() - begin[0])
            processor[way.__name__].append(time.process_time() - begin[1])
    print(f"\n{large.stat().st_size / 1e6:.0f} MB, {ACTIVITIES:,} activities; aim {AIM} times bare")  # noqa: T201
    for name, times in (("clock", clock), ("processor", processor)):
        best = {way: min(seconds) for way, seconds in times.items()}
        print(  # noqa: T201
            f"{name}: {', '.join(f'{way} {seconds:.2f} s' for way, seconds in best.items())}; "
            f"{best['streamed'] / best['bare']:.2f} times bare"
        )
    assert min(processor["streamed"]) <= MOST_TIMES * min(processor["bare"])


def test_streaming_stays_small(large: Path) -> None:
    resource = pytest.importorskip("resource")
    assert resource
    program = (
        "import resource, sys; from sdgkit.activities.iati.reading import iter_iati\n"
        f"assert sum(1 for _ in iter_iati(sys.argv[1])) == {ACTIVITIES}\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program, str(large)], capture_output=True, text=True, check=True
    )
    # Linux counts kilobytes, macOS bytes.
    mebibytes = int(answer.stdout) / (1024**2 if sys.platform == "darwin" else 1024)
    print(f"\nlargest size {mebibytes:.0f} MiB")  # noqa: T201
    assert mebibytes < MOST_MEMORY
