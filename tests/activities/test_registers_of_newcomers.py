"""Registers that nobody here had seen, each read as the clerk who wrote its key would read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdgkit.activities.reading import read_register
from sdgkit.activities.settings import ReadingSettings
from tests.activities.newcomers import REGISTERS
from tests.activities.test_registers_of_strangers import told


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_is_read_as_a_clerk_would(name: str, tmp_path: Path) -> None:
    make, lines, findings, country = REGISTERS[name]
    register = read_register(make(tmp_path), settings=ReadingSettings(country=country or None))
    assert [told(activity) for activity in register.activities] == lines
    assert sorted({finding.code.partition(".")[2] for finding in register.findings}) == findings
