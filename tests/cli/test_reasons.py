"""What is refused is told in the reader's language, the reason included."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sdgkit.errors import UsageError
from sdgkit.messages import _reasons, reason_in
from sdgkit.settings import settings_for

WRONG = [
    "[register]\nheader_row = -1", '[register]\nunit = "много"', "[register]\nunit = -5", '[mapping]\nrule = "поровну"',
    '[mapping]\nstands = "много"', "[mapping]\nstands = 7", "[report]\nrates = 5", "[register\nx", "[register]\nx = '",
    "[register]\nsheets = 'Лист'", "[register]\ncurrency = 'доллары и евро'", "[mapping]\nsemantic = 'да'",
    "[register.columns]\nA = 5", "[mapping]\nprimary_share = 'половина'",
]  # fmt: skip


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_setting_is_told_without_a_word_of_english(tmp_path: Path, text: str, language: str) -> None:
    (tmp_path / "r.csv").write_text("Название проекта;Донор\nРемонт школ;ПРООН\n", encoding="utf-8")
    (tmp_path / "sdgkit.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        settings_for([tmp_path / "r.csv"], None)
    told = caught.value.what(language)
    assert not re.search(r"[Ii]nput|should|valid\b|[Ee]rror|Invalid|\bline|pattern", told), told


def test_a_settings_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("Название проекта;Донор\nРемонт школ;ПРООН\n", encoding="utf-8")
    (tmp_path / "sdgkit.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError) as caught:
        settings_for([tmp_path / "r.csv"], None)
    assert "UTF-8 кодтауында емес" in caught.value.what("kk")


def test_every_reason_is_told_in_three_languages() -> None:
    for pattern, texts in _reasons():
        assert set(texts) == {"en", "ru", "kk"}
        names = set(pattern.groupindex)
        for language in ("ru", "kk"):
            assert set(re.findall(r"{(\w+)}", texts[language])) == names, texts
    assert reason_in("kk", "12,345 bytes unpacked") == "ашылғанда 12,345 байт"
    assert reason_in("en", "damaged") == "damaged"
