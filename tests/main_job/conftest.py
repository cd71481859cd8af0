"""The main job, run once for each kind of input; the tests look at what came out."""

from __future__ import annotations

from pathlib import Path

import pytest
from finished_job import FinishedJob, run_job


@pytest.fixture(scope="session")
def example_job(example: Path, tmp_path_factory: pytest.TempPathFactory) -> FinishedJob:
    """The shipped example with its indicators in three languages."""
    return run_job(
        example / "register.xlsx",
        out=tmp_path_factory.mktemp("example") / "out",
        languages=("ru", "kk", "en"),
        indicators=example / "indicators",
    )


@pytest.fixture(scope="session")
def uninfo_job(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> FinishedJob:
    """UN INFO, Kazakhstan, with all data of the statistics office."""
    return run_job(
        shared_data / "activities" / "uninfo_central_asia_activities.csv",
        out=tmp_path_factory.mktemp("uninfo") / "out",
        indicators=shared_data / "indicators" / "kazstat",
    )


@pytest.fixture(scope="session")
def iati_job(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> FinishedJob:
    """The IATI file of UNHCR in English."""
    return run_job(
        shared_data / "activities" / "unhcr_2023_iati.xml",
        out=tmp_path_factory.mktemp("iati") / "out",
        languages=("en",),
    )


@pytest.fixture(scope="session")
def messy_job(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> FinishedJob:
    """The messy workbook of a ministry in Kazakh."""
    return run_job(
        shared_data / "activities" / "kz_register_messy_ru.xlsx",
        out=tmp_path_factory.mktemp("messy") / "out",
        languages=("kk",),
    )


@pytest.fixture(scope="session")
def text_job(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> FinishedJob:
    """The same register as text in the old Windows encoding."""
    return run_job(
        shared_data / "activities" / "kz_register_messy_ru_1251.csv",
        out=tmp_path_factory.mktemp("text") / "out",
        languages=("kk",),
    )


JOBS = ("example_job", "uninfo_job", "iati_job", "messy_job", "text_job")


@pytest.fixture(scope="session", params=JOBS)
def job(request: pytest.FixtureRequest) -> FinishedJob:
    """Each of the jobs in turn."""
    made: FinishedJob = request.getfixturevalue(request.param)
    return made
