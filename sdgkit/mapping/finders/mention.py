"""Goals and targets named in a text: "SDG 6.1", "ЦУР 3", "3.8-міндет", "Goals 4 and 5", "Задача 6.4".

A long list of goals, or all seventeen, says nothing of what is done and is held as boilerplate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from sdgkit.activities.activity import Activity
from sdgkit.agenda import targets
from sdgkit.mapping.finders import Hit, Passage, goal_of, target_of
from sdgkit.mapping.scan import AGENDA, AGENDA_STARTS, DIGIT, partners_of, scan_of

NAMED = 0.92
"""Named with the letters of the agenda: "SDG 6", "ЦУР 3.8", "ТДМ 4"."""
SPOKEN = 0.8
"""Targets or goals named without them: "Target 6.1", "Задача 6.4", "Goals 4 and 5", "Goal 4" where the text speaks
of the agenda."""
BARE = 0.4
"""A single goal without them ("Goal 4", "Цель 2") where it does not: often the project's own."""
MOST_GOALS = 5
"""Goals named in one text above which the list is boilerplate."""

_NUMBER = r"(?:1[0-7]|[1-9])(?:[.,](?:[1-9]\d?|[a-dA-DаәбвсдАБВСД])(?![\w]))?(?!\d|[.,]\d)"
_JOIN = r"\s*(?:,|;|/|&|\+|[-–—]|and|и|және|мен|пен|бен|to|по|,\s*(?:and|и))\s*(?:(?:SDG|ЦУР|ТДМ|ОДМ)\s*)?"
_LIST = rf"{_NUMBER}(?:{_JOIN}{_NUMBER}){{0,20}}"
_TARGET = _NUMBER.replace("?(?!\\d|[.,]\\d)", "(?!\\d|[.,]\\d)")
_TARGETS = rf"{_TARGET}(?:{_JOIN}{_TARGET}){{0,20}}"
_SIGN = r"[\s:№#(-]{0,3}"
_AGENDA = r"(?:SDGs?|ЦУР|ТДМ|ОДМ)"

_KIND = r"(?:\s+(?:[Gg]oals?|[Tt]argets?|[Зз]адач\w*|[Цц]ел\w*))?"

_NAMES = ("SDG", "ЦУР", "ТДМ", "ОДМ")
_PATTERNS: tuple[tuple[tuple[str, ...], re.Pattern[str], float], ...] = tuple(
    (starts, re.compile(pattern), weight)
    for starts, pattern, weight in (
        (_NAMES, rf"\b{_AGENDA}{_KIND}(?:-\w{{1,4}})?{_SIGN}({_LIST})", NAMED),
        (
            ("evelopment Goal", "evelopment goal"),
            rf"\b[Ss]ustainable [Dd]evelopment [Gg]oals?{_SIGN}({_LIST})",
            NAMED,
        ),
        (("устойчивого развития",), rf"\b[Цц]ел\w{{1,3}} устойчивого развития{_SIGN}({_LIST})", NAMED),
        (("даму мақсат",), rf"\b(?:[Тт]ұрақты|[Оо]рнықты) даму мақсат\w*{_SIGN}({_LIST})", NAMED),
        (
            ("arget", "адач"),
            rf"\b(?:[Tt]argets?|[Зз]адач(?:а|и|е|у|ей|ам|ами)?){_SIGN}({_LIST})",
            SPOKEN,
        ),
        (("Goals", "Цел"), rf"\b(?:Goals|Цел(?:и|ей|ям|ями|ях)){_SIGN}({_LIST})", SPOKEN),
        (("Goal", "Цел"), rf"\b(?:Goal|Цел(?:ь|ью)){_SIGN}({_LIST})", BARE),
        (("arget", "адач"), rf"(?<![\w.,-])({_TARGETS})\s+(?:[Зз]адач[аиуе]?|[Tt]argets?)\b", SPOKEN),
        (
            ("міндет", "мақсат"),
            rf"(?<![\w.,-])({_LIST})(?:-|\s)?(?:ші\s|шы\s|-ші\s|-шы\s)?(?:міндет|мақсат)\w*",
            SPOKEN,
        ),
    )
)
"""Words of which one stands in every text in which the pattern can be found; the pattern; what a mention weighs."""
_SPEAKS = re.compile(rf"\b{_AGENDA}\b|[Ss]ustainable [Dd]evelopment|устойчивого развития|даму мақсат|2030")
_CODE = re.compile(_NUMBER)
_DIGIT = re.compile(r"\d")
# A lot of a tender that is named after a goal says nothing of what is bought.
_LOT_BEFORE = re.compile(r"\b(?:[Ll][Oo][Tt]s?|[Лл][Оо][Тт]\w{0,3})\s*(?:№|[Nn]o\.?)?[\s:«\"“(-]*\Z")
_LOT_AFTER = re.compile(r"[\s-]{1,2}(?:[Ll]ots?|[Лл]от\w{0,3})\b")
_RANGE = re.compile(r"^\s*(?:[-–—]|to|по)\s*(?:(?:SDG|ЦУР|ТДМ|ОДМ)\s*)?$")
_LETTERS = str.maketrans("аәбвсдАБВСДABCD", "aabbcdabbcdabcd")


class Mention(NamedTuple):
    """A goal or target named in a text."""

    code: str
    start: int
    end: int
    weight: float


@cache
def _targets() -> frozenset[str]:
    return frozenset(target.code for target in targets())


def mentions(text: str) -> list[Mention]:
    """Every goal and target that a text names, in reading order.

    Example:
        >>> [m.code for m in mentions("Contributes to SDGs 4 and 5, SDG 6.1; lot 3 by 12.05.2024")]
        ['4', '5', '6.1']
    """
    if not any(start in text for start in AGENDA_STARTS) or not _DIGIT.search(text):
        return []
    speaks: bool | None = None
    found: dict[tuple[int, str], Mention] = {}
    for starts, pattern, weight in _PATTERNS:
        if not any(start in text for start in starts):
            continue
        for match in pattern.finditer(text):
            if _LOT_BEFORE.search(text, max(0, match.start() - 16), match.start()) or _LOT_AFTER.match(
                text, match.end(1)
            ):
                continue
            previous: tuple[str, int] | None = None
            for number in _CODE.finditer(text, match.start(1), match.end(1)):
                code = number.group().replace(",", ".").translate(_LETTERS)
                between = text[previous[1] : number.start()] if previous else ""
                codes = [code]
                if previous and _RANGE.match(between):
                    codes = [*_range(previous[0], code), code]
                for each in codes:
                    if "." in each and each not in _targets():
                        continue
                    sure = weight
                    if weight == BARE:
                        if speaks is None:
                            speaks = speaks_of_agenda(text)
                        if "." in each or speaks:
                            sure = SPOKEN
                    found.setdefault(
                        (number.start(), each), Mention(each, number.start(), number.end(), sure)
                    )
                previous = (code, number.end())
    return sorted(found.values(), key=lambda m: (m.start, goal_of(m.code)))


def speaks_of_agenda(text: str) -> bool:
    """Whether the text names the Sustainable Development Goals at all.

    Example:
        >>> speaks_of_agenda("Contributes to the SDGs"), speaks_of_agenda("Repair of schools")
        (True, False)
    """
    return _SPEAKS.search(text) is not None


def _range(first: str, last: str) -> list[str]:
    """What lies between two ends of a range: "3-6" -> 4, 5; "7.1-7.3" -> 7.2."""
    goal, _, part = first.partition(".")
    other, _, end = last.partition(".")
    if not part and not end:
        return [str(n) for n in range(int(goal) + 1, int(other))]
    if goal == other and part.isdigit() and end.isdigit():
        return [f"{goal}.{n}" for n in range(int(part) + 1, int(end))]
    return []


class MentionFinder:
    """Finds goals and targets named in texts."""

    name = "mention"

    def find(self, activity: Activity, passages: Sequence[Passage]) -> Iterator[Hit]:
        """One hit per mention; those of a long list are held."""
        partners = partners_of(activity)
        for passage in passages:
            signs = scan_of(passage.text, passage.language, partners).signs
            if AGENDA not in signs or DIGIT not in signs:
                continue
            named = mentions(passage.text[:200_000])
            many = len({goal_of(mention.code) for mention in named}) > MOST_GOALS
            seen: set[str] = set()
            for mention in named:
                if mention.code in seen:
                    continue
                seen.add(mention.code)
                yield Hit(
                    goal=goal_of(mention.code),
                    target=target_of(mention.code),
                    kind="mention",
                    field=passage.field,
                    text=passage.text[mention.start : mention.end],
                    weight=0.0 if many else mention.weight,
                    start=mention.start,
                    end=mention.end,
                    rule="mention",
                    held="boilerplate" if many else "",
                )


def make() -> MentionFinder:
    """The finder."""
    return MentionFinder()
