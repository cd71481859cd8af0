"""The preview: the draft as one page of HTML that needs nothing else, no network, no script from anywhere.

Every number leads back: where a pointer rests on it or a finger taps it, the page shows the table, row and column
it was taken from, and the file, sheet and row behind that. The page reads on a telephone, prints on A4, and holds
the draft in several languages, a click apart.
"""

# ruff: noqa: E501 - pieces of HTML are easier to read unbroken

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from importlib import resources
from pathlib import Path

from sdgkit.agenda import goal, target
from sdgkit.files import written_whole
from sdgkit.languages import TAGS
from sdgkit.report.draft import Cell, Draft, Figure, Origin, Paragraph, Piece, Section, Table
from sdgkit.report.html.charts import chart_svg
from sdgkit.report.word.elements import plain
from sdgkit.report.wording import label

LANGUAGE_NAMES = {"en": "English", "ru": "Русский", "kk": "Қазақша"}
MOST_ROWS = 400
"""Rows of an annex table that the page shows; a browser on a telephone takes no more. The annex has all."""
ANNEX = ("indicators", "activities", "matches", "gaps", "unmapped", "regions", "sources", "findings")
"""Tables of the annex that the page shows folded, below the draft."""
MOST_ORIGINS = 3
"""Places of origin that are named at a number; more are counted."""

_RIGHT = ("integer", "number", "share", "money", "year")


def write_html(draft: Draft | Sequence[Draft], path: Path) -> Path:
    """Write one draft, or the same draft in several languages, as one page.

    Args:
        draft: one draft, or several; the first is shown first.
        path: of the .html file.

    Returns:
        The path.

    Raises:
        InputError: the file cannot be written.
    """
    drafts = [draft] if isinstance(draft, Draft) else list(draft)
    with written_whole(path) as temporary:
        temporary.write_text(page(drafts), encoding="utf-8", newline="\n")
    return path


def page(drafts: Sequence[Draft]) -> str:
    """The whole page."""
    first = drafts[0]
    switches = "".join(
        f'<input type="radio" name="language" id="show-{one.language}"{" checked" if one is first else ""}>'
        for one in drafts
    )
    buttons = "".join(
        f'<label for="show-{one.language}" lang="{TAGS[one.language]}">{LANGUAGE_NAMES[one.language]}</label>'
        for one in drafts
    )
    bar = f'<div class="languages">{buttons}</div>' if len(drafts) > 1 else ""
    shown = "".join(
        f"#show-{one.language}:checked~.draft-{one.language}{{display:block}}"
        f"#show-{one.language}:checked~.languages label[for=show-{one.language}]{{font-weight:700;text-decoration:none}}"
        for one in drafts
    )
    body = "".join(
        f'<main class="draft draft-{one.language}" lang="{TAGS[one.language]}">{_draft(one)}</main>'
        for one in drafts
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{TAGS[first.language]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{_text(first.title)}</title><style>{_style()}{shown}</style></head>"
        f"<body>{switches}{bar}{body}</body></html>\n"
    )


def fragment(draft: Draft) -> str:
    """The draft for a notebook: the same page in a frame of its own, so that no style leaks either way."""
    inner = escape(page([draft]), quote=True)
    title = escape(draft.title, quote=True)
    return f'<iframe title="{title}" sandbox="" srcdoc="{inner}" style="width:100%;height:40em;border:1px solid #bbb"></iframe>'


def _style() -> str:
    return resources.files("sdgkit.report.html").joinpath("page.css").read_text(encoding="utf-8")


def _text(words: str) -> str:
    return escape(plain(words), quote=True)


def _draft(draft: Draft) -> str:
    parts = [
        f"<header><h1>{_text(draft.title)}</h1><p class=subtitle>{_text(draft.subtitle)}</p>"
        f"<p class=date>{_text(draft.as_of_text)}</p><p class=date>{_text(label('draft-mark', draft.language))}</p></header>",
        _contents(draft),
    ]
    parts += [_section(draft, section) for section in draft.sections]
    known = {table.key for table in draft.tables}
    parts += [_folded(draft, draft.table(key)) for key in ANNEX if key in known and len(draft.table(key))]
    if draft.explained:
        parts.append(_evidence(draft))
    return "".join(parts)


def _evidence(draft: Draft) -> str:
    """The texts of the activities, folded, with the words marked that link them to their targets."""
    language = draft.language
    items = []
    for one in draft.explained[:MOST_ROWS]:
        texts = "".join(f"<p>{''.join(_piece(draft, piece) for piece in pieces)}</p>" for pieces in one.texts)
        place = _places([one.origin] if one.origin else [], language)
        items.append(
            f"<details class=activity><summary>{_text(one.title or one.id)} "
            f"<small>{_text(', '.join(dict.fromkeys(one.codes)))}</small></summary>{texts}"
            f"<p class=source>{_text('; '.join(part for part in (one.id, place) if part))}</p></details>"
        )
    more = len(draft.explained) - MOST_ROWS
    if more > 0:
        items.append(f"<p class=note>{_text(label('and-more', language).format(number=more))}</p>")
    heading = f"{label('evidence-in-texts', language)} ({len(draft.explained)})"
    return f"<details class=annex><summary>{_text(heading)}</summary>{''.join(items)}</details>"


def _piece(draft: Draft, piece: Piece) -> str:
    if not piece.codes:
        return _text(piece.text)
    told = "; ".join(f"{code}: {_title_of(code, draft.language)}" for code in piece.codes)
    return f'<mark class="f" tabindex="0" data-o="{_text(told)}">{_text(piece.text)}</mark>'


def _title_of(code: str, language: str) -> str:
    found = target(code) if "." in code else goal(int(code))
    return found.title.in_language(language)


def _contents(draft: Draft) -> str:
    items = "".join(
        f'<li class="level-{section.level}"><a href="#{_anchor(draft, section.id)}">{_text(section.title)}</a></li>'
        for section in draft.sections
        if section.level <= 2
    )
    return f"<nav><details><summary>{_text(label('contents', draft.language))}</summary><ul>{items}</ul></details></nav>"


def _anchor(draft: Draft, key: str) -> str:
    return f"{draft.language}-{re.sub(r'[^a-zA-Z0-9-]', '-', key)}"


def _section(draft: Draft, section: Section) -> str:
    style = ""
    if section.goal is not None:
        shown = goal(section.goal)
        style = f' class="goal" style="background:#{shown.colour};color:#{shown.text_colour}"'
    tag = f"h{section.level + 1}"
    parts = [f'<section id="{_anchor(draft, section.id)}"><{tag}{style}>{_text(section.title)}</{tag}>']
    for block in section.blocks:
        if isinstance(block, Paragraph):
            parts.append(_paragraph(draft, block))
        elif block.type == "chart":
            chart = draft.chart(block.chart)
            parts.append(
                f"<figure>{chart_svg(chart, draft.language)}<figcaption>{_text(chart.title)}"
                f"<small>{_text(chart.source)}</small></figcaption></figure>"
            )
        else:
            parts.append(_table(draft, draft.table(block.table)))
    return "".join(parts) + "</section>"


def _paragraph(draft: Draft, paragraph: Paragraph) -> str:
    sentences = " ".join(
        "".join(_text(part) if isinstance(part, str) else _figure(draft, part) for part in sentence.parts)
        for sentence in paragraph.sentences
    )
    return f'<p class="{paragraph.style}">{sentences}</p>'


def _figure(draft: Draft, figure: Figure) -> str:
    told = _origin_of(draft, figure)
    if not told:
        return _text(figure.text)
    return f'<span class="f" tabindex="0" data-o="{_text(told)}">{_text(figure.text)}</span>'


def _origin_of(draft: Draft, figure: Figure) -> str:
    """Table, row and column of a figure, and the places behind them, in words."""
    if figure.reference is None:
        return _places(figure.origins, draft.language)
    table = draft.table(figure.reference.table)
    steps = [table.caption]
    origins = figure.origins
    if figure.reference.row:
        row = next((row for row in table.rows if row.key == figure.reference.row), None)
        if row is not None:
            steps.append(" ".join(cell.text for cell in row.cells[:2] if cell.text))
            if figure.reference.column:
                origins = origins or row.cells[table.index(figure.reference.column)].origins
    if figure.reference.column:
        steps.append(table.column(figure.reference.column).heading)
    told = " → ".join(steps)
    places = _places(origins, draft.language) or table.source
    return f"{told}. {places}" if places else told


def _places(origins: Sequence[Origin], language: str) -> str:
    told = [
        ", ".join(
            part
            for part in (
                one.file,
                one.sheet,
                f"{label('column.row', language).lower()} {one.row}" if one.row is not None else "",
            )
            if part
        )
        for one in origins[:MOST_ORIGINS]
    ]
    if len(origins) > MOST_ORIGINS:
        told.append(label("and-more", language).format(number=len(origins) - MOST_ORIGINS))
    return "; ".join(told)


def _table(draft: Draft, table: Table, most: int | None = None) -> str:
    heads = "".join(
        f'<th scope="col"{_side(column.kind)}>{_text(column.heading)}</th>' for column in table.columns
    )
    limit = most if most is not None else table.shown
    rows: list[str] = []
    for row in table.rows[:limit]:
        if row.kind == "group":
            rows.append(
                f'<tr class="group"><th colspan="{len(table.columns)}">{_text(row.cells[0].text)}</th></tr>'
            )
            continue
        cells = "".join(
            _cell(draft, cell, column.kind) for cell, column in zip(row.cells, table.columns, strict=True)
        )
        rows.append(f'<tr class="{row.kind}">{cells}</tr>')
    foot = _text(" ".join((*table.notes, table.source)))
    return (
        f'<div class="table" id="{_anchor(draft, "table-" + table.key)}"><table><caption>{_text(table.caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div><p class=source>{foot}</p>"
    )


def _side(kind: str) -> str:
    return ' class="n"' if kind in _RIGHT else ""


def _cell(draft: Draft, cell: Cell, kind: str) -> str:
    style = ""
    if kind == "goal" and cell.goal is not None and cell.text:
        shown = goal(cell.goal)
        style = f' style="background:#{shown.colour};color:#{shown.text_colour};text-align:center"'
    inner = _text(cell.text)
    told = "; ".join(part for part in (cell.note, _places(cell.origins, draft.language)) if part)
    if told and inner:
        inner = f'<span class="f" tabindex="0" data-o="{_text(told)}">{inner}</span>'
    if cell.link.startswith(("https://", "http://")):
        inner = f'<a href="{_text(cell.link)}" rel="noreferrer">{inner or _text(cell.link)}</a>'
    return f"<td{_side(kind)}{style}>{inner}</td>"


def _folded(draft: Draft, table: Table) -> str:
    return (
        f"<details class=annex><summary>{_text(table.caption)} ({len(table)})</summary>"
        f"{_table(draft, table, MOST_ROWS)}</details>"
    )
