"""The empty register of `sdgkit init`: whoever fills it in is understood."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from sdgkit import InputError, read_register
from sdgkit.activities.blank import write_blank_register
from sdgkit.languages import LANGUAGES, Language

FILLED = {
    "en": ["Repair of rural clinics", "Repair of 12 clinics", "WHO; KOICA", "UNDP", "Ministry of Healthcare",
           "Kyzylorda Region", "2026-03-01", "2028", "USD", 1250000, 400000, "3.8; 6.1", "12230", "ongoing", 40, 600],
    "ru": ["Ремонт сельских клиник", "Ремонт 12 клиник", "ВОЗ; KOICA", "ПРООН", "Министерство здравоохранения",
           "Кызылординская область", "01.03.2026", "2028", "USD", 1250000, 400000, "3.8; 6.1", "12230", "реализуется",
           40, 600],
    "kk": ["Ауылдық емханаларды жөндеу", "12 емхананы жөндеу", "ДДСҰ; KOICA", "БҰҰДБ", "Денсаулық сақтау министрлігі",
           "Қызылорда облысы", "01.03.2026", "2028", "USD", 1250000, 400000, "3.8; 6.1", "12230", "іске асырылуда",
           40, 600],
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_in_register_is_read_whole(language: Language, tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    write_blank_register(path, language)
    book = load_workbook(path)
    for column, value in enumerate([7, *FILLED[language]], start=1):
        book.worksheets[0].cell(4, column).value = value  # type: ignore[assignment]
    book.save(path)

    register = read_register(path)

    assert [finding for finding in register.findings if finding.severity == "error"] == []
    (activity,) = register.activities
    assert activity.id == "7"
    assert activity.title.in_language(language) == FILLED[language][0]
    assert activity.description.in_language(language) == FILLED[language][1]
    assert [p.role for p in activity.partners] == ["funding", "funding", "implementing", "government"]
    assert [region.code for region in activity.regions] == ["KZ-43"]
    assert activity.start is not None and activity.start.first.isoformat() == "2026-03-01"
    assert activity.end is not None and activity.end.last.isoformat() == "2028-12-31"
    assert {(m.kind, int(m.amount), m.currency) for m in activity.money} == {
        ("budget", 1250000, "USD"),
        ("disbursed", 400000, "USD"),
    }
    assert [d.target for d in activity.declared] == ["3.8", "6.1"]
    assert [s.code for s in activity.sectors] == ["12230"]
    assert activity.status == "ongoing"
    assert activity.volunteers is not None
    assert (activity.volunteers.people, activity.volunteers.hours) == (40, 600)


def test_the_empty_register_says_that_it_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    write_blank_register(path, "ru")
    with pytest.raises(InputError):
        read_register(path)


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_blank_register(tmp_path / name, "kk")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
