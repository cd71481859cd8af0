"""How fast an Open SDG repository is read, beside the least that any program must do with the same files.

    python tests/benchmarks/indicators_reading_speed.py FOLDER

The baseline is `pandas.read_csv` of every data file and `yaml.safe_load` (the pure Python loader, as in sdg-build) of
every settings and metadata file and translation, nothing else: sdg-build does this and builds its indicators after
it. It is not on the package index, so it cannot be run here.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path


def least(folder: Path) -> None:
    """Parse every file."""
    import pandas as pd
    import yaml

    for path in sorted(folder.glob("data/*.csv")):
        pd.read_csv(path, encoding="utf-8-sig", on_bad_lines="skip")
    for part in ("indicator-config", "meta", "translations"):
        for path in sorted((folder / part).rglob("*.yml")):
            yaml.safe_load(path.read_text(encoding="utf-8-sig"))


def whole(folder: Path) -> None:
    """Read, check, choose headlines, assess."""
    from sdgkit.indicators.reading import read_indicators

    indicators = read_indicators(folder)
    indicators.findings  # noqa: B018 - computed when it is asked for
    indicators.assess()


def best(job: object, folder: Path, times: int = 3) -> float:
    """The shortest of several runs, in seconds."""
    spent = []
    for _ in range(times):
        begin = time.perf_counter()
        job(folder)  # type: ignore[operator]
        spent.append(time.perf_counter() - begin)
    return min(spent)


if __name__ == "__main__":
    place = Path(sys.argv[1])
    count = len({path.stem for part in ("meta", "indicator-config") for path in (place / part).glob("*.yml")})
    for name, job in (("sdgkit: read, check, headlines, progress", whole), ("parsing alone", least)):
        seconds = best(job, place)
        sys.stdout.write(f"{name}: {seconds:.2f} s, {1000 * seconds / max(count, 1):.1f} ms per indicator\n")
