"""The preview: one page that needs no network, escapes everything, and leads every number back."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

from sdgkit.report.draft import Chart, Draft, Series
from sdgkit.report.html.charts import axis, chart_svg
from sdgkit.report.html.page import fragment, page, write_html

VOID = {"meta", "input", "line", "circle", "rect", "polyline", "br"}


class Reader(HTMLParser):
    """The page as a browser takes it apart: tags in balance, ids, links and all text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text: list[str] = []
        self.figures = 0
        self.origins: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a":
            self.links.append(str(found["href"]))
        if found.get("class") == "f":
            assert found.get("tabindex") == "0", "a finger or the keyboard must reach it"
            self.origins.append(str(found["data-o"]))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    assert not reader.open
    return reader


def test_the_page_holds_the_draft_in_three_languages_and_needs_no_network(
    example_draft: Callable[[str], Draft], tmp_path: Path
) -> None:
    drafts = [example_draft(language) for language in ("kk", "ru", "en")]
    path = write_html(drafts, tmp_path / "preview.html")
    html = path.read_text(encoding="utf-8")
    reader = read(html)
    assert len(reader.ids) == len(set(reader.ids))
    for link in reader.links:
        assert link.startswith(("#", "http://", "https://"))
        if link.startswith("#"):
            assert link[1:] in reader.ids
    assert "<script" not in html
    assert not re.search(r"(src|@import|url\()\s*=?\s*[\"']?http", html)
    text = "".join(reader.text)
    for made in drafts:
        for section in made.sections:
            assert section.title in text
        for _, paragraph in made.paragraphs():
            assert all(figure.text in text for sentence in paragraph.sentences for figure in sentence.figures)


def test_every_figure_of_a_sentence_says_where_it_came_from(example_draft: Callable[[str], Draft]) -> None:
    made = example_draft("ru")
    reader = read(page([made]))
    assert len(reader.origins) >= sum(1 for _ in made.figures())
    assert any("register.xlsx" in told for told in reader.origins)
    assert any(re.search(r"\.csv, строка \d+", told) for told in reader.origins), (
        "down to the row of the file"
    )


def test_text_that_looks_like_html_stays_text(drafts: dict[str, Draft]) -> None:
    html = page([drafts["ru"]])
    assert "<b>{{" not in html
    assert "&lt;b&gt;{{ 7*7 }}&lt;/b&gt;" in html
    assert "Насосы &amp; трубы" in html


def test_a_notebook_shows_the_page_in_a_frame_that_can_run_nothing(drafts: dict[str, Draft]) -> None:
    shown = drafts["kk"]._repr_html_()
    assert shown == fragment(drafts["kk"])
    assert shown.startswith("<iframe")
    assert 'sandbox=""' in shown
    assert shown.count("<") == 2, "everything inside is escaped"


def test_the_same_draft_gives_the_same_page(drafts: dict[str, Draft]) -> None:
    assert page([drafts["en"]]) == page([Draft.from_json(drafts["en"].to_json())])


def test_a_line_is_never_drawn_over_a_year_without_a_value_and_single_values_are_seen() -> None:
    chart = Chart(
        key="c", kind="line", title="t", alt="a < b & c", categories=("2015", "2016", "2017", "2018"),
        series=(Series(name="s", values=(1.5, None, 2.5, 3.0)),), digits=1,
    )  # fmt: skip
    svg = chart_svg(chart, "ru")
    assert svg.count("<circle") == 3
    assert svg.count("<polyline") == 1
    assert "1,5" in svg
    assert "a &lt; b &amp; c" in svg
    assert chart_svg(chart.model_copy(update={"series": ()}), "ru") == ""


def test_the_axis_counts_in_round_numbers_and_holds_all_values() -> None:
    for low, high in ((0, 7), (93.9, 99.8), (0.0012, 0.0087), (-12, 30), (0, 1_400_000), (0.68, 0.83)):
        ticks = axis(low, high)
        assert ticks[0] <= low < high <= ticks[-1]
        assert 3 <= len(ticks) <= 9, ticks
