"""An explanation: the activity's texts with the words marked, each match with its evidence, what was near."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from sdgkit.activities.activity import Activity
from sdgkit.mapping.finders import Hit
from sdgkit.mapping.match import Decision, Match
from sdgkit.mapping.review import review_words
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
        language: the language that it shows itself in: "en", "ru" or "kk".
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
    language: str = "en"

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

    def sentence(self, language: str = "") -> str:
        """Why nothing stands, or ""; in its own language where no other is asked for."""
        return message(self.unmapped, language or self.language).what if self.unmapped else ""

    def _word(self, group: str, name: str) -> str:
        words: dict[str, str] = review_words()[group].get(name, {})
        return words.get(self.language, name)

    def lines(self) -> list[str]:
        """The explanation in plain lines: texts with the words in [brackets], matches, what was near, what is held."""
        found = [self.activity.id]
        for field, _, text in self.activity.texts():
            found.append(f"{field}: {''.join(self._pieces(text, field, '[{}]'.format))}")
        found += [self.sentence()] if self.unmapped else []
        for match in self.matches:
            found += self._lines_of(match, told=True)
        if self.near:
            found.append(f"{self._word('explanation', 'near')}:")
            for match in self.near[:MOST_NEAR]:
                found += [f"  {line}" for line in self._lines_of(match, told=False)[:3]]
        if self.held:
            found.append(f"{self._word('explanation', 'held')}:")
            found += [f"  {line}" for line in self._held_lines()]
        return found

    def _lines_of(self, match: Match, *, told: bool) -> list[str]:
        line = f"{match.target or match.goal}  {match.score:.2f}"
        line += f"  {self._status(match)}" if told else ""
        pieces = [
            f"    {self._word('kinds', p.kind)}  {p.field}  {p.weight:.2f}  {p.text}  <{p.rule}>"
            for p in match.evidence
        ]
        return [line, *pieces]

    def _status(self, match: Match) -> str:
        status = self._word("statuses", match.status)
        return f"{status}, {self._word('explanation', 'primary')}" if match.primary else status

    def _held_lines(self) -> list[str]:
        return [f"{h.target or h.goal}: {h.text} ({self._word('held', h.held)})" for h in self._held()]

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
        for title, matches in (
            ("", self.matches),
            (self._word("explanation", "near"), self.near[:MOST_NEAR]),
        ):
            if not matches:
                continue
            rows = "".join(self._row(match, told=not title) for match in matches)
            caption = f"<caption>{html.escape(title)}</caption>" if title else ""
            parts.append(f"<table>{caption}{rows}</table>")
        if self.held:
            told = f"{self._word('explanation', 'held')}: {'; '.join(self._held_lines())}"
            parts.append(f"<p><small>{html.escape(told)}</small></p>")
        return f"<div>{''.join(parts)}</div>"

    def _row(self, match: Match, *, told: bool) -> str:
        words = "; ".join(
            f"{p.text} ({self._word('kinds', p.kind)}, {p.field}, {p.weight:.2f})" for p in match.evidence
        )
        status = self._status(match) if told else ""
        cells = [match.target or str(match.goal), f"{match.score:.2f}", status, words]
        return f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in cells)}</tr>"

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        from rich.text import Text as RichText

        if not console.is_terminal or console.no_color:
            # Where there is no bold and no colour, brackets mark the words.
            for plain in self.lines():
                yield RichText(plain)
            return
        yield RichText(self.activity.id, style="bold")
        for field, _, text in self.activity.texts():
            line: RichText = RichText(text)
            for one in self.marks(field):
                line.stylize("bold reverse", one.start, one.end)
            yield RichText(f"{field}: ", style="dim") + line
        texts = len(self.activity.texts())
        for plain in self.lines()[1 + texts :]:
            yield RichText(plain)
