"""A long table in Word: sdgkit against plain docxtpl in the same run.

    python tests/benchmarks/word_table_speed.py 2500 5000 10000 20000

Both write the same rows of eight columns; sdgkit also writes caption, alternative text, bookmarks and the manifest by
which a refresh finds the table again. Printed are seconds for each number of rows and the ratio.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from docx import Document
from docxtpl import DocxTemplate

from sdgkit.report.draft import Cell, Column, Draft, Row, Section, Table, TableHere

COLUMNS = 8
TEXT = "Ремонт сельских клиник & жол салу"


def draft_of(rows: list[list[str]]) -> Draft:
    """A draft whose only table holds the rows."""
    table = Table(
        key="t",
        caption="T",
        columns=tuple(Column(key=f"c{n}", heading=f"C{n}") for n in range(COLUMNS)),
        rows=tuple(Row(cells=tuple(Cell(value=one, text=one) for one in row)) for row in rows),
    )
    section = Section(id="s", level=1, title="S", blocks=(TableHere(table="t"),))
    return Draft(title="D", language="ru", country="KAZ", version="0", sections=(section,), tables=(table,))


def plain_template(path: Path) -> Path:
    """The template of docxtpl: a row in a loop."""
    document = Document()
    table = document.add_table(4, COLUMNS)
    table.cell(1, 0).text = "{%tr for row in rows %}"
    for place in range(COLUMNS):
        table.cell(0, place).text = f"C{place}"
        table.cell(2, place).text = f"{{{{ row[{place}] }}}}"
    table.cell(3, 0).text = "{%tr endfor %}"
    document.save(str(path))
    return path


def seconds(work: Callable[[], object]) -> float:
    """The shorter of two runs."""
    taken = []
    for _ in range(2):
        before = time.perf_counter()
        work()
        taken.append(time.perf_counter() - before)
    return min(taken)


def main(sizes: list[int]) -> None:
    with TemporaryDirectory() as folder:
        template = plain_template(Path(folder) / "plain.docx")
        for size in sizes:
            rows = [[f"{number}.{place} {TEXT}" for place in range(COLUMNS)] for number in range(size)]
            draft = draft_of(rows)

            def plain(rows: list[list[str]] = rows) -> None:
                made = DocxTemplate(str(template))
                made.render({"rows": rows}, autoescape=True)
                made.save(str(Path(folder) / "b.docx"))

            def ours(draft: Draft = draft) -> None:
                draft.to_word(Path(folder) / "a.docx")

            one, other = seconds(ours), seconds(plain)
            told = f"{size:>7,} rows: sdgkit {one:6.2f} s ({one / size * 1e6:4.0f} µs a row), docxtpl {other:6.2f} s"
            sys.stdout.write(f"{told}, {other / one:.1f} times\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or [2_500, 5_000, 10_000, 20_000])
