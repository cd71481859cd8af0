"""How long the main job takes: `pytest tests/benchmarks/test_main_job_speed.py`, by hand on a quiet machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sdgkit.main_job import run
from sdgkit.settings import Settings


def measure(benchmark: Any, register: Path, indicators: Path, out: Path) -> None:
    settings = Settings.model_validate({"report": {"country": "KAZ", "languages": ["ru"]}})

    def job() -> None:
        run([register], indicators=indicators, reviewed=[], out=out, settings=settings)

    benchmark.pedantic(job, rounds=3, warmup_rounds=1)


def test_the_example(benchmark: Any, example: Path, tmp_path: Path) -> None:
    """The issue asks for less than 10 seconds on two cores."""
    measure(benchmark, example / "register.xlsx", example / "indicators", tmp_path / "out")


def test_un_info_with_all_data_of_the_statistics_office(
    benchmark: Any, shared_data: Path, tmp_path: Path
) -> None:
    """The issue asks for less than 30 seconds on two cores."""
    register = shared_data / "activities" / "uninfo_central_asia_activities.csv"
    measure(benchmark, register, shared_data / "indicators" / "kazstat", tmp_path / "out")
