"""The preview in a real browser: a telephone's width, three languages, origins on a tap, printing, no network."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from html import escape, unescape
from pathlib import Path
from typing import Any

import pytest

from sdgkit.report.draft import Draft
from sdgkit.report.html.page import fragment, page

PHONE = 390
"""Width of a telephone, in pixels."""
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here"),
]

# The page itself may run no script; what is measured, is measured from the page around it.
LOOK = """<!DOCTYPE html><meta charset="utf-8"><body>
<iframe id="page" width="{width}" height="800" srcdoc="{page}"></iframe>
<pre id="told"></pre><script>
document.getElementById("page").onload = event => {{
  const view = event.target.contentWindow, doc = view.document, told = {{languages: {{}}}};
  const root = doc.documentElement;
  const size = element => parseFloat(view.getComputedStyle(element).fontSize);
  for (const label of doc.querySelectorAll(".languages label")) {{
    label.click();
    const shown = [...doc.querySelectorAll("main")].filter(one => one.offsetHeight > 0);
    told.languages[label.getAttribute("for")] = shown.map(one => one.lang);
  }}
  const main = [...doc.querySelectorAll("main")].find(one => one.offsetHeight > 0) || doc.querySelector("main");
  doc.querySelectorAll("details").forEach(one => one.open = true);
  told.width = root.scrollWidth;
  told.letters = size(main.querySelector("p.lead, p.body"));
  told.charts = [...main.querySelectorAll("svg")].map(one => size(one) * one.getBoundingClientRect().width / 720);
  const tap = element => {{
    element.focus();
    const box = view.getComputedStyle(element, "::after");
    const found = {{shown: box.content, position: box.position, width: parseFloat(box.width)}};
    found.origin = element.dataset.o;
    element.blur();
    found.hidden = view.getComputedStyle(element, "::after").content;
    return found;
  }};
  told.figures = [...main.querySelectorAll("p .f")].slice(0, 40).map(tap);
  told.marks = [...main.querySelectorAll("mark")].slice(0, 5).map(tap);
  told.requests = view.performance.getEntriesByType("resource").map(one => one.name);
  told.scripts = doc.scripts.length;
  document.getElementById("told").textContent = JSON.stringify(told);
}};
</script></body>"""


def browse(file: Path, *options: str) -> str:
    """What the browser prints; with a profile of its own, and no need of shared memory, which containers lack."""
    # It makes a socket in the folder, whose path must have fewer than a hundred letters.
    short = "/tmp" if os.access("/tmp", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="browser-", dir=short, ignore_cleanup_errors=True) as profile:
        done = subprocess.run(
            [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
             f"--user-data-dir={profile}", "--disable-background-networking", "--disable-component-update",
             "--no-first-run", *options, file.as_uri()],
            capture_output=True, timeout=600, check=True, env=os.environ | {"TMPDIR": profile},
        )  # fmt: skip
    return done.stdout.decode("utf-8", errors="replace")


def looked_at(folder: Path, content: str, width: int = PHONE) -> dict[str, Any]:
    """What the browser says of a page."""
    around = folder / "around.html"
    around.write_text(LOOK.format(width=width, page=escape(content, quote=True)), encoding="utf-8")
    for _ in range(3):
        # Now and then it prints the page before the page inside it is there.
        dom = browse(around, "--dump-dom", "--virtual-time-budget=20000")
        found = re.search(r'<pre id="told">(.+?)</pre>', dom, re.DOTALL)
        if found is not None:
            told: dict[str, Any] = json.loads(unescape(found[1]))
            return told
    raise AssertionError(dom[-2000:])


@pytest.fixture(scope="module")
def told(example_draft: Callable[[str], Draft], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    drafts = [example_draft(language) for language in ("ru", "kk", "en")]
    return looked_at(tmp_path_factory.mktemp("browser"), page(drafts))


def test_it_can_be_read_on_a_telephone(told: dict[str, Any]) -> None:
    assert told["width"] <= PHONE, "nothing makes the page scroll sideways"
    assert told["letters"] >= 16
    assert told["charts"] and min(told["charts"]) >= 9


def test_the_three_languages_are_a_click_apart(told: dict[str, Any]) -> None:
    assert told["languages"] == {"show-ru": ["ru-RU"], "show-kk": ["kk-KZ"], "show-en": ["en-GB"]}


def test_every_number_shows_its_origin_on_a_tap_and_hides_it_again(told: dict[str, Any]) -> None:
    assert len(told["figures"]) == 40
    for one in (*told["figures"], *told["marks"]):
        assert one["origin"] and json.loads(one["shown"]) == one["origin"]
        assert one["position"] == "fixed" and 0 < one["width"] <= PHONE
        assert one["hidden"] == "none"


def test_the_words_behind_a_mapping_are_marked_in_the_texts(told: dict[str, Any]) -> None:
    assert len(told["marks"]) == 5
    assert all(re.match(r"\d{1,2}(\.\w+)?: ", one["origin"]) for one in told["marks"])


def test_it_asks_the_network_for_nothing_and_holds_no_script(told: dict[str, Any]) -> None:
    assert told["requests"] == []
    assert told["scripts"] == 0


def test_a_notebook_shows_the_same_page(example_draft: Callable[[str], Draft], tmp_path: Path) -> None:
    made = example_draft("en")
    inner = re.search(r'srcdoc="(.*?)" style', fragment(made), re.DOTALL)
    assert inner is not None and unescape(inner[1]) == page([made])


def test_it_prints_on_a4_without_what_is_only_for_the_screen(
    example_draft: Callable[[str], Draft], tmp_path: Path
) -> None:
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not here")
    file = tmp_path / "page.html"
    file.write_text(page([example_draft("kk"), example_draft("ru")]), encoding="utf-8")
    browse(file, f"--print-to-pdf={tmp_path / 'page.pdf'}", "--no-pdf-header-footer")
    done = subprocess.run([tool, "-layout", str(tmp_path / "page.pdf"), "-"], capture_output=True, check=True)
    text = done.stdout.decode("utf-8")
    assert example_draft("kk").title.split()[0] in text
    assert "Русский" not in text and 5 < text.count("\f") < 120
