"""What the commands print of findings."""

from __future__ import annotations

import io

import pytest

from sdgkit.cli.output import NEAREST, Output
from sdgkit.findings import Finding


def test_a_finding_of_no_file_begins_with_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    absent = Finding(code="indicators.choice-unknown", details={"code": "5.5.1"})
    Output(language="en").findings([absent, Finding(code="files.empty", file="a.csv")])
    lines = capsys.readouterr().err.splitlines()
    assert any(line.startswith(f"  • {absent.what('en')}") for line in lines)
    assert any(line.startswith("  • a.csv: ") for line in lines)


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("cp866", "Тут ауыл мектептерине"),
        ("cp437", "Tut auyl mektepterine"),
        ("ascii", "Tut auyl mektepterine"),
    ],
)
def test_letters_that_a_code_page_does_not_have(
    encoding: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors=NEAREST)
    monkeypatch.setattr("sys.stdout", stream)
    stream.write("Тут ауыл мектептеріне")
    stream.flush()
    assert stream.buffer.getvalue().decode(encoding) == told  # type: ignore[attr-defined]
