"""The quality of a register at a glance."""

from __future__ import annotations

from typing import Any

from sdgkit.activities.quality import glance, quality
from sdgkit.activities.reading import read_register
from sdgkit.activities.settings import ReadingSettings, read_settings


def test_completeness_duplicates_and_worst_findings_first(workbook: Any) -> None:
    path = workbook(
        {
            "A": [
                ["№", "Наименование проекта", "Донор", "Сумма", "Начало", "ЦУР"],
                [1, "Каналы", "АБР", 100, "31.06.2024", 8.1],
                [2, "Насосы", "", "", "2024", "6.4"],
                [3, "Каналы", "АБР", 100, "31.06.2024", 8.1],
            ]
        }
    )
    register = read_register(path)
    told = glance(register)
    assert (told.activities, told.duplicates, told.without_currency, told.doubtful_codes) == (3, 1, 2, 2)
    shares = {one.field: one.filled for one in told.fields}
    assert shares["title"] == 3 and shares["funding"] == 2 and shares["start"] == 1 and shares["regions"] == 0
    assert told.findings[0].severity == "warning" and told.findings[-1].severity in ("warning", "note")
    severities = [("error", "warning", "note").index(one.severity) for one in told.findings]
    assert severities == sorted(severities)
    assert list(told.to_frame().columns) == ["field", "filled", "share"]
    for language in ("en", "ru", "kk"):
        table = quality(register, language)
        assert table["filled"][0] == 3 and table["field"].is_unique


def test_settings_are_read_from_a_file(tmp_path: Any) -> None:
    path = tmp_path / "sdgkit.toml"
    path.write_text(
        '[register]\ncurrency = "KZT"\nunit = 1000\n[register.columns]\nC = "donor"\n', encoding="utf-8"
    )
    assert read_settings(path) == ReadingSettings(currency="KZT", unit=1000, columns={"C": "donor"})
