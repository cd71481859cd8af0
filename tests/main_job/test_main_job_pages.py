"""The pages as a reader sees them: LibreOffice lays out the draft and the annex."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from finished_job import FinishedJob

from sdgkit.languages import clean
from tests.office import PROGRAM, converted

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        PROGRAM is None or shutil.which("pdftotext") is None, reason="no LibreOffice or no pdftotext"
    ),
]


@pytest.fixture(scope="module")
def pages(
    example_job: FinishedJob, messy_job: FinishedJob, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[str]]:
    """Name of a file -> the text of each of its pages."""
    folder = tmp_path_factory.mktemp("pages")
    names = ("draft_ru", "draft_kk", "annex_kk")
    # The annex of the example has 120 pages, which take LibreOffice twenty seconds.
    files = [*(example_job.file(f"{name}.docx") for name in names[:2]), messy_job.file("annex_kk.xlsx")]
    found = {}
    for made in converted(files, "pdf", folder):
        text = subprocess.run(["pdftotext", "-layout", made, "-"], check=True, capture_output=True).stdout
        found[made.stem] = text.decode("utf-8").split("\f")[:-1]
    return found


def words(texts: list[str]) -> str:
    return clean(" ".join(texts))


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_draft_has_a_sane_number_of_pages_and_shows_its_headings(
    example_job: FinishedJob, pages: dict[str, list[str]], language: str
) -> None:
    shown = pages[f"draft_{language}"]
    assert 12 <= len(shown) <= 45
    assert all(page.strip() for page in shown), "no empty page"
    whole = words(shown)
    for section in example_job.drafts[language].sections:
        assert clean(section.title).split(" ", 3)[-1] in whole or clean(section.title) in whole, section.title


def test_kazakh_letters_show_on_the_pages(pages: dict[str, list[str]]) -> None:
    for name in ("draft_kk", "annex_kk"):
        whole = words(pages[name])
        for letter in "әғқңөұүһі":
            assert letter in whole, (name, letter)


def test_the_annex_prints_on_a_sane_number_of_pages(pages: dict[str, list[str]]) -> None:
    assert 20 <= len(pages["annex_kk"]) <= 150
