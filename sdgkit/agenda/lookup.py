"""Looking things up: all that is known of a code, and the codes whose titles hold some words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from sdgkit.agenda.code import goal_of, normalise_code, sort_key, target_of
from sdgkit.agenda.editions import EditionChange, change_of
from sdgkit.agenda.goal import goal, goals
from sdgkit.agenda.indicator import AgendaIndicator, all_editions, indicators
from sdgkit.agenda.packs import Pack, Wording, official_title
from sdgkit.agenda.target import nearest, target, targets
from sdgkit.agenda.theme import themes
from sdgkit.errors import UsageError
from sdgkit.languages import LANGUAGES, Text, fold

Kind = Literal["goal", "target", "indicator", "national indicator"]


class Description(BaseModel):
    """All that is known of one code.

    Attributes:
        code: the code as the Agenda writes it.
        kind: what it is.
        goal: number of its goal.
        target: its target, or "" for a goal.
        title: short title in en, ru and kk, written for sdgkit.
        wordings: official wordings of the packs, one per language that has one.
        uri: address at metadata.un.org; "" for an indicator, whose address cannot be told from its code.
        colour: colour of the goal, six hexadecimal digits.
        text_colour: black or white, to be read on `colour`.
        themes: keys of the themes it lies in, those of a basin included.
        parts: codes under it: the targets of a goal, the indicators of a target.
        same_as: codes under which the same indicator is listed again.
        editions: first and last edition that lists the indicator so.
        change: what changed since 2020, where something did.
    """

    model_config = ConfigDict(frozen=True)

    code: str
    kind: Kind
    goal: int
    target: str = ""
    title: Text
    wordings: tuple[Wording, ...] = ()
    uri: str = ""
    colour: str
    text_colour: str
    themes: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    editions: tuple[int, int] | None = None
    change: EditionChange | None = None


def describe(code: str, packs: Sequence[Pack] = (), edition: int = 2025) -> Description:
    """All that is known of a goal, target or indicator, with the official wording of the packs.

    A deleted indicator is described as of its last edition. A national indicator ("17.3.1.3") is described when a
    pack names it.

    Raises:
        UsageError: the code is unknown; the error names the nearest ones.

    Example:
        >>> found = describe("3.8")
        >>> found.kind, found.parts, found.themes
        ('target', ('3.8.1', '3.8.2'), ('health',))
    """
    written = code.strip()
    canonical = normalise_code(written) or written
    if canonical.isdecimal() and any(one.code == str(int(canonical)) for one in goals()):
        canonical = str(int(canonical))
        return _described(canonical, "goal", goal(int(canonical)).title, packs, edition)
    dots = canonical.count(".")
    if dots == 1 and any(one.code == canonical for one in targets()):
        return _described(canonical, "target", target(canonical).title, packs, edition)
    versions = [one for one in all_editions() if one.code == canonical]
    if versions:
        # Else as of the last edition before, or of the first that has it.
        past = [one for one in versions if one.first_edition <= edition]
        current = next((one for one in past if one.in_edition(edition)), [*versions[:1], *past][-1])
        return _described(canonical, "indicator", current.title, packs, edition, current)
    if any(canonical in codes for pack in packs for codes in pack.wordings.values()):
        return _described(canonical, "national indicator", Text({}), packs, edition)
    known = [one.code for one in goals()] + [one.code for one in targets()]
    known += [one.code for one in indicators(edition)]
    raise UsageError("agenda.code-unknown", written=written, nearest=nearest(written, known))


def _described(
    code: str,
    kind: Kind,
    title: Text,
    packs: Sequence[Pack],
    edition: int,
    listed: AgendaIndicator | None = None,
) -> Description:
    of_goal = goal(goal_of(code))
    of_target = target_of(code)
    languages = dict.fromkeys([*LANGUAGES, *(language for pack in packs for language in pack.languages)])
    wordings = [official_title(code, language, packs, edition) for language in languages]
    parts: tuple[str, ...] = ()
    uri = ""
    if kind == "goal":
        parts = tuple(one.code for one in targets(of_goal.number))
        uri = of_goal.uri
    elif kind == "target":
        parts = tuple(one.code for one in indicators(edition, code))
        uri = target(code).uri
    inside = {of_target} if of_target else set(parts)
    return Description(
        code=code,
        kind=kind,
        goal=of_goal.number,
        target=of_target,
        title=title,
        wordings=tuple(wording for wording in wordings if wording is not None),
        uri=uri,
        colour=of_goal.colour,
        text_colour=of_goal.text_colour,
        themes=tuple(one.key for one in themes() if inside <= set(one.targets)),
        parts=parts,
        same_as=listed.same_as if listed else (),
        editions=(listed.first_edition, listed.last_edition) if listed else None,
        change=change_of(code),
    )


_WORDS = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
SHORTEST_STEM = 4
_LONGEST_ENDING = 4
"""Letters that a Kazakh case and plural ending may add to a word, at most ("-ларын", "-лардың" lose some)."""


@cache
def stems_of(text: str, language: str) -> tuple[str, ...]:
    """The words of a text in their stems; in a language without a stemmer the words themselves."""
    words = _WORDS.findall(fold(text))
    if language not in ("en", "ru"):
        return tuple(words)
    import snowballstemmer

    stemmer = snowballstemmer.stemmer({"en": "english", "ru": "russian"}[language])
    return tuple(stemmer.stemWords(words))


def _holds(text: str, words: str, language: str) -> bool:
    inside = stems_of(text, language)
    for wanted in stems_of(words, language):
        beginning = wanted
        if language not in ("en", "ru"):
            beginning = wanted[: max(SHORTEST_STEM, len(wanted) - _LONGEST_ENDING)]
        if not any(word.startswith(beginning) for word in inside):
            return False
    return True


def search(
    words: str, language: str | None = None, packs: Sequence[Pack] = (), edition: int = 2025
) -> tuple[str, ...]:
    """The goals, targets and indicators whose title holds all the words, in any form and order.

    Short titles are searched, and the official wording of the packs.

    Args:
        words: one or more words; endings do not matter, and neither does case.
        language: only titles in this language; all three where None.
        packs: packs whose wording is searched too.
        edition: edition of the indicator framework.

    Returns:
        Codes in the order people count; empty where nothing is found or no word was given.

    Example:
        >>> search("maternal"), search("питьевой воды", "ru")[:1]
        (('3.1', '3.1.1'), ('6.1',))
    """
    if not _WORDS.search(words):
        return ()
    titled = [(one.code, one.title) for one in goals()]
    titled += [(one.code, one.title) for one in targets()]
    titled += [(one.code, one.title) for one in indicators(edition)]
    found: set[str] = set()
    for code, title in titled:
        for tag in LANGUAGES if language is None else (language,):
            wording = official_title(code, tag, packs, edition)
            texts = (title.root.get(tag, ""), wording.text if wording else "")
            if any(text and _holds(text, words, tag) for text in texts):
                found.add(code)
    return tuple(sorted(found, key=sort_key))
