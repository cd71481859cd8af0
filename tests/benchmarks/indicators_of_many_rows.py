"""How long many observations take, and how much memory: time and memory must grow with the rows, not faster.

    python tests/benchmarks/indicators_of_many_rows.py                  # 100 000, 1 and 10 million rows of CSV
    python tests/benchmarks/indicators_of_many_rows.py 1000000 --parquet --pandas

Each size runs in a process of its own. `--pandas` reads the same table with `pandas.read_csv` as the baseline, in
columns of texts; `--parquet` reads the table as Parquet. More memory than `BOUND` for ten million rows is a failure.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

BOUND = 1000
"""Megabytes that ten million observations may need at most, headlines and progress included."""
COLUMNS = "indicator,year,place,SEX,AGE,unit,series,value"
CODES = [f"{goal}.{target}.{number}" for goal in range(1, 18) for target in (1, 2, 3) for number in (1, 2)]


def make(path: Path, rows: int) -> None:
    """Write a tidy table of so many observations, no key twice; one place in 400 is the whole country."""
    chance = random.Random(1)
    with path.open("w", encoding="utf-8") as stream:
        stream.write(COLUMNS + "\n")
        for n in range(rows):
            code, year, place = CODES[n % 102], 2000 + n // 102 % 25, f"R{n // 2550 % 400}"
            sex, age = (
                ("", "M", "F")[n // 1_020_000 % 3],
                ("", "Y15T24", "Y25T64", "Y_GE65")[n // 3_060_000 % 4],
            )
            region = "" if place == "R0" else place
            stream.write(f"{code},{year},{region},{sex},{age},PT,,{chance.random() * 100:.3f}\n")


def most_memory() -> float:
    """The most memory that this process has had, in megabytes."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(path: Path, rows: int) -> str:
    """Read, check, choose headlines, assess, write back; seconds of the processor and the most memory."""
    from sdgkit.indicators.reading import read_indicators

    before = most_memory()
    times = [time.process_time()]
    indicators = read_indicators(path)
    times.append(time.process_time())
    found = len(indicators.findings)
    times.append(time.process_time())
    points, assessed = len(indicators.headlines()), len(indicators.assess())
    times.append(time.process_time())
    most = most_memory()
    indicators.write(path.with_name("written.csv"))
    times.append(time.process_time())
    spent = [f"{later - earlier:.1f} s" for earlier, later in pairwise(times)]
    if rows >= 10_000_000 and most_memory() > BOUND:
        raise SystemExit(f"{most_memory():,.0f} MB for {rows:,} rows; the bound is {BOUND:,} MB")
    return (
        f"{rows:>10,} rows ({path.suffix}): read {spent[0]}, check {spent[1]}, headlines and progress {spent[2]}, "
        f"{most:,.0f} MB ({before:,.0f} MB of it before the first row), write {spent[3]}, {most_memory():,.0f} MB; "
        f"{found} findings, {points} points, {assessed} assessments"
    )


def baseline(path: Path, rows: int) -> str:
    """The same table read by pandas alone."""
    import pandas as pd

    begin = time.process_time()
    frame = pd.read_csv(path, dtype=dict.fromkeys(COLUMNS.split(",")[:-1], object), keep_default_na=False)
    spent = time.process_time() - begin
    return f"{len(frame):>10,} rows (pandas.read_csv, texts): read {spent:.1f} s, {most_memory():,.0f} MB"


def as_parquet(path: Path) -> Path:
    """The table as Parquet."""
    import pyarrow
    from pyarrow import csv, parquet

    made = path.with_suffix(".parquet")
    kinds = {"year": pyarrow.int32(), "value": pyarrow.float64()}
    options = csv.ConvertOptions(
        column_types={name: kinds.get(name, pyarrow.string()) for name in COLUMNS.split(",")}
    )
    with (
        csv.open_csv(path, convert_options=options) as pieces,
        parquet.ParquetWriter(made, pieces.schema) as out,
    ):
        for piece in pieces:
            out.write_batch(piece)
    return made


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments[:1] == ["--one"]:
        job = {"sdgkit": measure, "pandas": baseline}[arguments[1]]
        sys.stdout.write(job(Path(arguments[2]), int(arguments[3])) + "\n")
    else:
        for size in [int(one) for one in arguments if one.isdigit()] or [100_000, 1_000_000, 10_000_000]:
            with tempfile.TemporaryDirectory() as folder:
                table = Path(folder) / "many.csv"
                make(table, size)
                jobs = [("sdgkit", table)]
                if "--pandas" in arguments:
                    jobs.append(("pandas", table))
                if "--parquet" in arguments:
                    jobs.append(("sdgkit", as_parquet(table)))
                for name, file in jobs:
                    subprocess.run(
                        [sys.executable, __file__, "--one", name, str(file), str(size)], check=True
                    )
