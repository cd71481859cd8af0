"""An explanation: the activity's texts with the words marked, each match with its evidence, what was near."""

from __future__ import annotations

import html
import re
from textwrap import wrap
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from sdgkit.activities.activity import Activity
from sdgkit.agenda import goal, target
from sdgkit.mapping.candidates import INSTEAD_OF_GOAL
from sdgkit.mapping.combine import SUPPORT, Level, asked, raw_of
from sdgkit.mapping.finders import Hit
from sdgkit.mapping.match import Decision, Match
from sdgkit.mapping.review import review_words
from sdgkit.mapping.settings import MappingSettings
from sdgkit.messages import message

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult

MOST_NEAR = 8
"""Lines of what was near but not enough that are shown."""
LONGEST_STRETCH = 800
"""Characters without a marked word that are shown whole; a report of fifty pages would hide what is marked."""
STRETCH_ENDS = 250
"""Characters that are shown of a longer stretch at its beginning and at its end."""
FAR = 0.02
"""Score below which only the nearest is shown: a model sees a trace of everything in every text."""
_MEASURES = re.compile(r"share [\d.]+ (?:margin -?[\d.]+)?:? *|margin -?[\d.]+: *")
"""Figures of a model's rule, which a person does not need; they stand in the evidence itself."""


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
        from sdgkit.mapping.mapped import matched

        return tuple(matched(self.activity, self.found, self.decisions, self.settings).matches)

    def sentence(self, language: str = "") -> str:
        """Why nothing stands, or ""; in its own language where no other is asked for."""
        return message(self.unmapped, language or self.language).what if self.unmapped else ""

    def _word(self, group: str, name: str) -> str:
        words: dict[str, str] = review_words()[group].get(name, {})
        return words.get(self.language, name)

    def lines(self, width: int = 0) -> list[str]:
        """The explanation in plain lines: texts with the words in [brackets], matches, what was near, what is held.

        Args:
            width: characters of a line at most, 0 for any number.
        """
        found = [self.activity.id]
        for field, _, text in self.activity.texts():
            words = (f"[{part}]" if codes else part for part, codes in self._parts(text, field))
            found.append(f"{self._field(field)}: {''.join(words)}")
        return _wrapped(found, width) + self._told(width)

    def _told(self, width: int) -> list[str]:
        """All lines below the texts."""
        found = [self.sentence()] if self.unmapped else []
        for match in self.matches:
            found += self._lines_of(match, told=True)
        if near := self._near():
            found.append(f"{self._word('explanation', 'near')} ({self._below()}):")
            for match in near:
                found += [f"  {line}" for line in self._lines_of(match, told=False)[:3]]
        if self.held:
            found.append(f"{self._word('explanation', 'held')}:")
            found += [f"  {line}" for line in self._held_lines()]
        return _wrapped(found, width)

    def _near(self) -> tuple[Match, ...]:
        """What came nearest, and what else was not far."""
        return self.near[:1] + tuple(match for match in self.near[1:MOST_NEAR] if match.score >= FAR)

    def _below(self) -> str:
        # First what was asked of the first one, which came nearest.
        levels = dict.fromkeys("target" if match.target else "goal" for match in self._near())
        least = " / ".join(f"{asked(self.settings.look, level):.2f}" for level in levels)
        return self._word("explanation", "below").format(least=least)

    def _lines_of(self, match: Match, *, told: bool) -> list[str]:
        line = f"{match.target or match.goal}  {self._title(match)}  {self._score(match)}"
        status = self._status(match) if told else self._beyond(match)
        line += f"  {status}" if status else ""
        pieces = [
            f"    {self._word('kinds', p.kind)}  {self._field(p.field)}  {p.weight:.2f}  {p.text}  "
            f"<{self._rule(p.rule)}>"
            for p in match.evidence
        ]
        return [line, *pieces]

    def _rule(self, rule: str) -> str:
        """The rule of a piece of evidence without what only a program needs, its first word in the language."""
        rule = _MEASURES.sub("", rule)
        if rule.startswith(SUPPORT):
            rule = f"{self._word('explanation', 'supports')}: {rule.removeprefix(SUPPORT)}"
        return rule

    def _score(self, match: Match) -> str:
        """The score with two digits, or more where it would seem to reach what it does not."""
        level: Level = "target" if match.target else "goal"
        least = [asked(one, level) for one in (self.settings.look, self.settings.stands)]
        digits = 2
        while digits < 4 and any(match.score < one <= round(match.score, digits) for one in least):
            digits += 1
        return f"{match.score:.{digits}f}"

    def _title(self, match: Match) -> str:
        known = target(match.target) if match.target else goal(match.goal)
        return f"«{known.title.in_language(self.language)}»"

    def _field(self, field: str) -> str:
        """A field in words: "title (Kazakh)" for "title.kk"."""
        part, _, language = field.partition(".")
        told = self._word("fields", part)
        return f"{told} ({self._word('languages', language)})" if language else told

    def why_not(self, match: Match) -> str:
        """Why a match is only shown to look at, in a few words; "" where it stands or a person decided.

        Example:
            >>> from sdgkit.activities.activity import Origin
            >>> from sdgkit.languages import Text
            >>> clinic = Activity(id="1", origin=Origin(file="a.csv"), title=Text({"en": "Clinics"}))
            >>> weak = Match(activity_id="1", goal=3, target="3.8", score=0.12, status="look")
            >>> Explanation(activity=clinic, matches=(weak,), near=()).why_not(weak)
            'below 0.14'
        """
        if match.status != "look":
            return ""
        chosen = self.settings
        level: Level = "target" if match.target else "goal"
        if match.score < (least := asked(chosen.stands, level)):
            return self._word("explanation", "below").format(least=f"{least:.2f}")
        declared = [hit for hit in self.found if hit.kind == "declared" and not hit.held]
        if declared and not any(p.kind == "declared" for p in match.evidence):
            whole = {hit.goal for hit in declared if not hit.target} - {h.goal for h in declared if h.target}
            least = asked(INSTEAD_OF_GOAL if match.goal in whole else chosen.beside_declared, level)
            if match.score < least:
                return self._word("explanation", "beside_declared").format(least=f"{least:.2f}")
        others = [one for one in self.matches if one is not match]
        best = max(others, key=lambda one: raw_of(one.evidence), default=None)
        if best is None or raw_of(best.evidence) < raw_of(match.evidence):
            return ""
        return self._word("explanation", "weaker").format(best=best.target or best.goal)

    def _beyond(self, match: Match) -> str:
        """Why a match is not even shown though its score is high enough; "" where it is not."""
        if match.score < asked(self.settings.look, "target" if match.target else "goal"):
            return ""
        return self._word("explanation", "most").format(number=self.settings.most_targets)

    def _status(self, match: Match) -> str:
        status = self._word("statuses", match.status)
        further = self._word("explanation", "primary") if match.primary else self.why_not(match)
        return f"{status}, {further}" if further else status

    def _held_lines(self) -> list[str]:
        return [f"{h.target or h.goal}: {h.text} ({self._word('held', h.held)})" for h in self._held()]

    def _held(self) -> list[Hit]:
        return list({(h.target or str(h.goal), h.text, h.held): h for h in self.held}.values())[:MOST_NEAR]

    def _parts(self, text: str, field: str) -> list[tuple[str, tuple[str, ...]]]:
        """The text in parts, each with the codes that it is marked for; long stretches without a mark are shortened."""
        parts: list[tuple[str, tuple[str, ...]]] = []
        place = 0
        for one in self.marks(field):
            parts += [(self._shortened(text[place : one.start]), ()), (text[one.start : one.end], one.codes)]
            place = one.end
        return [*parts, (self._shortened(text[place:]), ())]

    def _shortened(self, text: str) -> str:
        if len(text) <= LONGEST_STRETCH:
            return text
        first, last = text[:STRETCH_ENDS], text[-STRETCH_ENDS:]
        if " " in first and " " in last:
            first, last = first.rpartition(" ")[0], last.partition(" ")[2]
        left = len(text) - len(first) - len(last)
        return f"{first} {self._word('explanation', 'left_out').format(number=left)} {last}"

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def _repr_html_(self) -> str:
        parts = [f"<h4>{html.escape(self.activity.id)}</h4>"]
        for field, language, text in self.activity.texts():
            body = []
            for part, marked in self._parts(text, field):
                codes, words = html.escape(", ".join(marked)), html.escape(part)
                body.append(f'<mark title="{codes}">{words}</mark><sup>{codes}</sup>' if marked else words)
            told = html.escape(self._field(field))
            parts.append(f'<p lang="{html.escape(language)}"><small>{told}</small> {"".join(body)}</p>')
        if self.unmapped:
            parts.append(f"<p>{html.escape(self.sentence())}</p>")
        for title, matches in (
            ("", self.matches),
            (f"{self._word('explanation', 'near')} ({self._below()})", self._near()),
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
        pieces = []
        for p in match.evidence:
            words = f"{p.text} ({self._word('kinds', p.kind)}, {self._field(p.field)}, {p.weight:.2f})"
            pieces.append(f'<span title="{html.escape(self._rule(p.rule))}">{html.escape(words)}</span>')
        status = self._status(match) if told else self._beyond(match)
        cells = [match.target or str(match.goal), self._title(match), self._score(match), status]
        # Notebooks put cells to the right, where sentences cannot be read.
        style = '<td style="text-align: left; vertical-align: top">'
        row = "".join(f"{style}{cell}</td>" for cell in (*map(html.escape, cells), "; ".join(pieces)))
        return f"<tr>{row}</tr>"

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        from rich.text import Text as RichText

        if not console.is_terminal or console.no_color:
            # Where there is no bold and no colour, brackets mark the words.
            for plain in self.lines():
                yield RichText(plain)
            return
        yield RichText(self.activity.id, style="bold")
        for field, _, text in self.activity.texts():
            # A style of a part, or it would be that of the whole line.
            told = RichText.assemble((f"{self._field(field)}: ", "dim"))
            for part, codes in self._parts(text, field):
                told.append(part, "bold reverse" if codes else None)
            yield from told.wrap(console, options.max_width)
        for plain in self._told(options.max_width):
            yield RichText(plain)


def _wrapped(lines: list[str], width: int) -> list[str]:
    """Lines of a width at most, what goes on a little further in than where it began."""
    if not width:
        return lines
    found = []
    for line in lines:
        indent = " " * (len(line) - len(line.lstrip()))
        found += wrap(
            line, max(width, len(indent) + 20), subsequent_indent=f"{indent}  ", break_on_hyphens=False
        )
    return found
