"""How long many observations take, and how much memory: time and memory must grow with the rows, not faster.

Run it with `python tests/benchmarks/indicators_of_many_rows.py [ROWS ...]`; each size runs in a process of its own.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path


def make(path: Path, rows: int) -> None:
    """Write a tidy table of so many observations, no key twice."""
    chance = random.Random(1)
    codes = [
        f"{goal}.{target}.{number}" for goal in range(1, 18) for target in (1, 2, 3) for number in (1, 2)
    ]
    with path.open("w", encoding="utf-8") as stream:
        stream.write("indicator,year,place,SEX,AGE,unit,series,value\n")
        for n in range(rows):
            code, year, place = codes[n % 102], 2000 + n // 102 % 25, f"R{n // 2550 % 400}"
            sex, age = (
                ("", "M", "F")[n // 1_020_000 % 3],
                ("", "Y15T24", "Y25T64", "Y_GE65")[n // 3_060_000 % 4],
            )
            stream.write(f"{code},{year},{place},{sex},{age},PT,,{chance.random() * 100:.3f}\n")


def measure(rows: int) -> str:
    """Read, check and choose headlines; seconds of the processor and the most memory."""
    import resource

    from sdgkit.indicators.reading import read_indicators

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.csv"
        make(path, rows)
        times = [time.process_time()]
        indicators = read_indicators(path)
        times.append(time.process_time())
        found = len(indicators.findings)
        times.append(time.process_time())
        points = len(indicators.headlines())
        times.append(time.process_time())
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    spent = [f"{later - earlier:6.1f} s" for earlier, later in pairwise(times)]
    return (
        f"{rows:>10,} rows: read {spent[0]}, check {spent[1]}, headlines {spent[2]}, {most:,.0f} MB, "
        f"{found} findings, {points} points"
    )


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--one":
        sys.stdout.write(measure(int(sys.argv[2])) + "\n")
    else:
        for size in [int(argument) for argument in sys.argv[1:]] or [100_000, 1_000_000, 10_000_000]:
            subprocess.run([sys.executable, __file__, "--one", str(size)], check=True)
