"""Where the figures of indicators come from: the publishers and files of a source line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sdgkit.indicators.table import IndicatorRow
from sdgkit.report.material import Material
from sdgkit.report.wording import label

if TYPE_CHECKING:
    pass


MOST_PUBLISHERS = 3
"""Publishers named in a source line; the sheet of sources names all."""


def source_line(material: Material, rows: Iterable[IndicatorRow] | None = None) -> str:
    """The source line of what was computed from some indicators, or all: who published it, else the files."""
    chosen = None if rows is None else tuple(rows)
    names = organisations(material, chosen)
    read = (
        files_of(material) if chosen is None else list(dict.fromkeys(row.file for row in chosen if row.file))
    )
    every = names or read
    if not every:
        return ""
    # The name of a publisher may hold commas.
    files = "; ".join(every[:MOST_PUBLISHERS])
    if len(every) > MOST_PUBLISHERS:
        more = label("and-more", material.language).format(number=len(every) - MOST_PUBLISHERS)
        files = f"{files} {more}"
    return label("source.indicators", material.language).format(files=files)


def organisations(material: Material, rows: Iterable[IndicatorRow] | None = None) -> list[str]:
    """Names of those who published the figures of some indicators, or of all, each once."""
    names: dict[str, None] = {}
    for row in material.rows if rows is None else rows:
        if row.latest is not None:
            for source in row.sources:
                name = source.organisation.in_language(material.language)
                if name:
                    names[name] = None
    return list(names)


def files_of(material: Material) -> list[str]:
    """Names of the files that the indicator data came from."""
    return [] if material.indicators is None else [source.name for source in material.indicators.sources]
