"""How long mapping many activities takes from file to file, and how much memory: that must not grow with the rows.

    python tests/benchmarks/mapping_of_many_rows.py                            # 50 000 and 500 000, CSV and IATI
    python tests/benchmarks/mapping_of_many_rows.py 500000 --csv --workers 1

Each activity has a title and two sentences of the evaluation set in English, Russian or Kazakh, and a number, so that
no text stands there twice. Memory is that of the command and its workers, looked at five times a second (Linux: what
they share counts in each of them); time is that of the processor, all processes together, and of the clock.
"""

from __future__ import annotations

import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

EVALUATION = Path(__file__).parent.parent / "mapping" / "evaluation" / "activities.csv"
LANGUAGES = ("en", "ru", "kk")


def activities(count: int) -> Iterator[tuple[int, str, str, str]]:
    """Number, language, title and description of so many activities."""
    with EVALUATION.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    chance = random.Random(1)
    for number in range(1, count + 1):
        tag = chance.choice(LANGUAGES)
        one, other, third = chance.sample(rows, 3)
        title = f"{one[f'title_{tag}']} ({number})"
        yield number, tag, title, f"{other[f'title_{tag}']}. {third[f'description_{tag}']}"


def make_csv(path: Path, count: int) -> None:
    """Write them as a plain table."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(["id", "title", "description"])
        for number, _, title, description in activities(count):
            out.writerow([number, title, description])


def make_iati(path: Path, count: int) -> None:
    """Write them as an IATI file."""
    with path.open("w", encoding="utf-8") as stream:
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="2.03">\n')
        for number, tag, title, description in activities(count):
            stream.write(
                f'<iati-activity xml:lang="{tag}" default-currency="USD">'
                f"<iati-identifier>XM-DAC-41114-{number}</iati-identifier>"
                '<reporting-org ref="XM-DAC-41114" type="40"><narrative>UNDP</narrative></reporting-org>'
                f"<title><narrative>{escape(title)}</narrative></title>"
                f"<description><narrative>{escape(description)}</narrative></description>"
                '<activity-status code="2"/><activity-date type="1" iso-date="2024-01-01"/>'
                '<recipient-country code="KZ"/></iati-activity>\n'
            )
        stream.write("</iati-activities>\n")


def memory(process: int) -> list[float]:
    """Megabytes that a process and the processes that it started hold now."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
        below = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except (OSError, IndexError):
        return []
    own = pages * resource.getpagesize() / 1e6
    return [own, *(size for child in below for size in memory(int(child)))]


def measured(path: Path, *options: str) -> str:
    """What mapping a file costs."""
    out = path.with_name("matches.csv")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    command = [sys.executable, "-m", "sdgkit", "map", str(path), "-o", str(out), "--quiet", *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    first = most = together = 0.0
    while process.poll() is None:
        if held := memory(process.pid):
            first, most, together = max(first, held[0]), max(most, *held), max(together, sum(held))
        time.sleep(0.2)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    spent, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    with out.open(encoding="utf-8-sig") as stream:
        rows = sum(1 for _ in stream) - 1
    return (
        f"{processor:,.0f} s of the processor, {spent:,.0f} s of the clock; "
        f"{first:,.0f} MB the command, {most:,.0f} MB the largest process, {together:,.0f} MB all; "
        f"{path.stat().st_size / 1e6:,.0f} MB -> {out.stat().st_size / 1e6:,.0f} MB, {rows:,} rows"
    )


def main() -> None:
    """Measure each size and kind of file."""
    arguments = sys.argv[1:]
    workers = arguments[arguments.index("--workers") + 1] if "--workers" in arguments else "1"
    sizes = [int(one) for one in arguments if one.isdigit() and one != workers] or [50_000, 500_000]
    kinds = {"--csv": ("many.csv", make_csv, ("--format", "plain")), "--iati": ("many.xml", make_iati, ())}
    for kind in [one for one in kinds if one in arguments] or kinds:
        name, make, options = kinds[kind]
        for size in sizes:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / name
                make(path, size)
                told = measured(path, *options, "--workers", workers)
            sys.stdout.write(f"{size:>9,} activities, {kind[2:]}, {workers} process(es): {told}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
