"""Running `sdgkit` as a user does: its whole program with its arguments, what it prints and its exit code."""

from __future__ import annotations

import gc
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


def surroundings(environment: dict[str, str]) -> dict[str, str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("SDGKIT")}
    return clean | {"COLUMNS": "160", "PYTHONUTF8": "1"} | environment


@pytest.fixture(scope="session")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that has nothing to do with the files of a command."""
    return tmp_path_factory.mktemp("elsewhere")


@pytest.fixture(scope="session")
def sdgkit_process(elsewhere: Path) -> Run:
    """`sdgkit_process("check", path)` in a process of its own, for what only a process shows: start and imports."""

    def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "sdgkit", *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            env=surroundings(environment),
            cwd=elsewhere,
            timeout=1200,
            check=False,
        )

    return run


@pytest.fixture
def sdgkit(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`sdgkit("check", path)` -> what it printed and how it ended, without the seconds that Python takes to load."""
    from sdgkit.cli import main

    def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        command = ["sdgkit", *map(str, arguments)]
        printed, told = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        thresholds = gc.get_threshold()
        code: object = 0
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", command)
            patch.setattr(sys, "stdout", printed)
            patch.setattr(sys, "stderr", told)
            patch.setattr(os, "environ", surroundings(environment))
            patch.chdir(elsewhere)
            try:
                main()
            except SystemExit as end:
                code = end.code
            finally:
                gc.set_threshold(*thresholds)
        texts = []
        for stream in (printed, told):
            stream.flush()
            texts.append(stream.buffer.getvalue().decode("utf-8"))
        return subprocess.CompletedProcess(command, int(str(code or 0)), *texts)

    return run
