"""LibreOffice, for the tests that look at what other programs make of our files."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
SECONDS = 600
"""A slow machine takes minutes for a long document; only what hangs takes longer than this."""


def sets_calibri() -> bool:
    """Whether pages break as in Word: there is Calibri or Carlito, whose letters are as wide."""
    if shutil.which("fc-match") is None:
        return True
    command = ["fc-match", "--format=%{family}", "Calibri"]
    told = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    return "Carlito" in told or "Calibri" in told


def converted(files: Sequence[Path], form: str, folder: Path) -> list[Path]:
    """The files in another form ("pdf", "ods", "csv:..."), in a folder; the test is skipped without LibreOffice.

    Each call has a profile of its own, so that neither another LibreOffice matters nor a home folder that cannot be
    written. The first start with a new profile is known to hang or to give up now and then: there is a second one.
    """
    if PROGRAM is None:
        pytest.skip("LibreOffice is not here")
    made = [folder / f"{one.stem}.{form.split(':')[0]}" for one in files]
    told = ""
    for _ in range(2):
        with tempfile.TemporaryDirectory(prefix="office-", ignore_cleanup_errors=True) as profile:
            command = [PROGRAM, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
            command += ["--convert-to", form, "--outdir", str(folder), *map(str, files)]
            told = _run(command)
        if not told and all(one.exists() for one in made):
            return made
    raise AssertionError(f"LibreOffice made no {form}: {told}")


def _run(command: list[str]) -> str:
    """What went wrong, "" where nothing did."""
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )
    try:
        said = process.communicate(timeout=SECONDS)[0]
    except subprocess.TimeoutExpired:
        # The program is a script that starts another one: end both, or the second goes on.
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.communicate()
        return f"no answer after {SECONDS} seconds"
    return f"exit code {process.returncode}, {said!r}" if process.returncode else ""
