"""An explanation: the activity's texts with the words marked, each match with its evidence, what was near."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from sdgkit.activities.activity import Activity
from sdgkit.mapping.finders import Hit
from sdgkit.mapping.match import Decision, Match
from sdgkit.mapping.settings import MappingSettings
from sdgkit.messages import message

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.text import Text as RichText

MOST_NEAR = 8
"""Lines of what was near but not enough that are shown."""


class Mark(BaseModel):
    """Words of a text that bear on something."""

    model_config = ConfigDict(frozen=True)

    start: int
    end: int
    codes: tuple[str, ...]


class Explanation(BaseModel):
    """Why an activity has its matches; shows itself in a notebook and on a terminal.

    Attributes:
        activity: the activity.
        matches: its matches with their evidence, best first.
        near: targets below the band, with the evidence they have.
        held: what was found but does not count (`Hit.held` says why); of `found`, where that is given.
        found: everything that the finders found.
        decisions: what people decided of the activity.
        settings: what the mapping was made with.
        unmapped: code of the reason where nothing stands, else "".
    """

    model_config = ConfigDict(frozen=True)

    activity: Activity
    matches: tuple[Match, ...]
    near: tuple[Match, ...]
    held: tuple[Hit, ...] = ()
    found: tuple[Hit, ...] = ()
    decisions: tuple[Decision, ...] = ()
    settings: MappingSettings = MappingSettings()
    unmapped: str = ""

    def model_post_init(self, context: object, /) -> None:
        """What is held is part of what was found."""
        if self.found and not self.held:
            self.__dict__["held"] = tuple(hit for hit in self.found if hit.held)

    def marks(self, field: str) -> list[Mark]:
        """The marked words of a field, without overlaps, in reading order."""
        spans: dict[tuple[int, int], dict[str, None]] = {}
        for match in self.matches:
            for piece in match.reasons:
                if piece.field == field and piece.start is not None and piece.end is not None:
                    spans.setdefault((piece.start, piece.end), {})[match.target or str(match.goal)] = None
        marks: list[Mark] = []
        for (start, end), codes in sorted(spans.items(), key=lambda item: (item[0][0], -item[0][1])):
            if marks and start < marks[-1].end:
                last = marks.pop()
                codes = dict.fromkeys([*last.codes, *codes])
                start, end = last.start, max(last.end, end)
            marks.append(Mark(start=start, end=end, codes=tuple(codes)))
        return marks

    def recomputed(self) -> tuple[Match, ...]:
        """The matches once more, from nothing but what the explanation itself holds; no finder is asked.

        They are equal to `matches`, score by score and share by share, so that whoever has the explanation, also as
        the JSON of `sdgkit map --explain ID --json`, can check every label.

        Example:
            >>> from sdgkit.activities.activity import Origin
            >>> from sdgkit.activities.register import Register
            >>> from sdgkit.languages import Text
            >>> from sdgkit.mapping.mapping import map_register
            >>> clinic = Activity(id="1", origin=Origin(file="a.csv"), title=Text({"en": "Repair of rural clinics"}))
            >>> told = map_register(Register(activities=(clinic,))).explain("1").model_dump_json()
            >>> read = Explanation.model_validate_json(told)
            >>> len(read.matches) > 0, read.recomputed() == read.matches
            (True, True)
        """
        from sdgkit.mapping.mapping import matched

        return tuple(matched(self.activity, self.found, self.decisions, self.settings).matches)

    def sentence(self, language: str = "en") -> str:
        """Why nothing stands, or ""."""
        return message(self.unmapped, language).what if self.unmapped else ""

    def lines(self) -> list[str]:
        """The explanation in plain lines: texts with the words in [brackets], matches, what was near, what is held."""
        found = [self.activity.id]
        for field, _, text in self.activity.texts():
            found.append(f"{field}: {''.join(self._pieces(text, field, '[{}]'.format))}")
        found += [self.sentence()] if self.unmapped else []
        for match in self.matches:
            found += _match_lines(match)
        if self.near:
            found.append("Near, but not enough:")
            for match in self.near[:MOST_NEAR]:
                found += [f"  {line}" for line in _match_lines(match)[:3]]
        if self.held:
            found.append("Found, but not counted:")
            found += [f"  {hit.target or hit.goal}: {hit.text} ({hit.held})" for hit in self._held()]
        return found

    def _held(self) -> list[Hit]:
        return list({(h.target or str(h.goal), h.text, h.held): h for h in self.held}.values())[:MOST_NEAR]

    def _pieces(self, text: str, field: str, mark: object) -> list[str]:
        assert callable(mark)
        pieces, place = [], 0
        for one in self.marks(field):
            pieces += [text[place : one.start], mark(text[one.start : one.end])]
            place = one.end
        return [*pieces, text[place:]]

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def _repr_html_(self) -> str:
        parts = [f"<h4>{html.escape(self.activity.id)}</h4>"]
        for field, language, text in self.activity.texts():
            body, place = [], 0
            for one in self.marks(field):
                codes = html.escape(", ".join(one.codes))
                body.append(html.escape(text[place : one.start]))
                body.append(f'<mark title="{codes}">{html.escape(text[one.start : one.end])}</mark>')
                place = one.end
            body.append(html.escape(text[place:]))
            parts.append(f'<p lang="{html.escape(language)}"><small>{field}</small> {"".join(body)}</p>')
        if self.unmapped:
            parts.append(f"<p>{html.escape(self.sentence())}</p>")
        for title, matches in (("", self.matches), ("Near, but not enough", self.near[:MOST_NEAR])):
            if not matches:
                continue
            rows = "".join(_row(match, with_status=not title) for match in matches)
            caption = f"<caption>{title}</caption>" if title else ""
            parts.append(f"<table>{caption}{rows}</table>")
        if self.held:
            told = "; ".join(f"{h.target or h.goal}: {h.text} ({h.held})" for h in self._held())
            parts.append(f"<p><small>Not counted: {html.escape(told)}</small></p>")
        return f"<div>{''.join(parts)}</div>"

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        from rich.text import Text as RichText

        yield RichText(self.activity.id, style="bold")
        for field, _, text in self.activity.texts():
            line: RichText = RichText(text)
            for one in self.marks(field):
                line.stylize("bold reverse", one.start, one.end)
            yield RichText(f"{field}: ", style="dim") + line
        texts = len(self.activity.texts())
        for plain in self.lines()[1 + texts :]:
            yield RichText(plain)


def _match_lines(match: Match) -> list[str]:
    code = match.target or str(match.goal)
    primary = ", primary" if match.primary else ""
    lines = [f"{code}  {match.score:.2f}  {match.status}{primary}"]
    lines += [f"    {p.kind}  {p.field}  {p.weight:.2f}  {p.text}  <{p.rule}>" for p in match.evidence]
    return lines


def _row(match: Match, *, with_status: bool) -> str:
    words = "; ".join(f"{p.text} ({p.kind}, {p.field}, {p.weight:.2f})" for p in match.evidence)
    status = match.status if with_status else ""
    cells = [match.target or str(match.goal), f"{match.score:.2f}", status, words]
    return f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in cells)}</tr>"
