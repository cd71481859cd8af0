"""What the commands print of findings."""

from __future__ import annotations

import pytest

from sdgkit.cli.output import Output
from sdgkit.findings import Finding


def test_a_finding_of_no_file_begins_with_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    absent = Finding(code="indicators.choice-unknown", details={"code": "5.5.1"})
    Output(language="en").findings([absent, Finding(code="files.empty", file="a.csv")])
    lines = capsys.readouterr().err.splitlines()
    assert any(line.startswith(f"  • {absent.what('en')}") for line in lines)
    assert any(line.startswith("  • a.csv: ") for line in lines)
