"""Many drafts at once: each thread gets its own document, to the byte."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sdgkit.report.draft import (
    Cell,
    Chart,
    ChartHere,
    Column,
    Draft,
    Figure,
    Paragraph,
    Row,
    Section,
    Sentence,
    Series,
    Table,
    TableHere,
)

DRAFTS = 40
THREADS = 8


def small(number: int) -> Draft:
    """A draft that names its number in every field."""
    name = f"Draft {number}"
    sentence = Sentence(key="k", parts=(f"{name} says ", Figure(text=str(number), value=number, name="n")))
    table = Table(
        key="t",
        sheet=f"Sheet {number}",
        caption=name,
        columns=(Column(key="a", heading=name),),
        rows=tuple(
            Row(key=str(n), cells=(Cell(value=f"{name}.{n}", text=f"{name}.{n}"),)) for n in range(20)
        ),
    )
    chart = Chart(
        key="c",
        kind="column",
        title=name,
        alt=name,
        categories=("x",),
        series=(Series(name=name, values=(float(number),)),),
        table="t",
    )
    blocks = [Paragraph(id="p", sentences=(sentence,)), TableHere(table="t")]
    charts = (chart,) if number % 4 == 0 else ()
    return Draft(
        title=name,
        subtitle=name,
        language=("en", "ru", "kk")[number % 3],
        country="KAZ",
        version="0",
        sections=(
            Section(
                id="s", level=1, title=name, blocks=(*blocks, *(ChartHere(chart=one.key) for one in charts))
            ),
        ),
        tables=(table,),
        charts=charts,
    )


def written(number: int, folder: Path) -> tuple[bytes, ...]:
    draft, name = small(number), folder / str(number)
    paths = (
        draft.to_word(name.with_suffix(".docx")),
        draft.to_excel(name.with_suffix(".xlsx")),
        draft.to_html(name.with_suffix(".html")),
    )
    return tuple(path.read_bytes() for path in paths)


def test_forty_drafts_by_eight_threads_are_each_exactly_their_own(tmp_path: Path) -> None:
    one_by_one = [written(number, tmp_path / "one") for number in range(DRAFTS)]
    with ThreadPoolExecutor(THREADS) as threads:
        at_once = list(threads.map(lambda number: written(number, tmp_path / "at-once"), range(DRAFTS)))
    assert at_once == one_by_one
    assert len(set(at_once)) == DRAFTS
