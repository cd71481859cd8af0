"""Goals and targets named in a text: "SDG 6.1", "ЦУР 3", "3.8-міндет", "Goals 4 and 5", "Задача 6.4".

A long list of goals, or all seventeen, says nothing of what is done and is held as boilerplate. The words that
tell a goal from a count ("SDGs: 5 trainings") or from a plan's own tasks are data: `knowledge/mentions.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from sdgkit.activities.activity import Activity
from sdgkit.agenda import targets
from sdgkit.mapping.finders import Hit, Passage, goal_of, target_of
from sdgkit.mapping.knowledge_files import knowledge_table
from sdgkit.mapping.scan import AGENDA, DIGIT, INVISIBLE, ORDINAL, partners_of, scan_of

NAMED = 0.92
"""Named with the letters of the agenda: "SDG 6", "ЦУР 3.8", "ТДМ 4"."""
SPOKEN = 0.8
"""Targets or goals named without them: "Target 6.1", "Задача 6.4", "Goals 4 and 5", "Goal 4" where the text speaks
of the agenda."""
BARE = 0.4
"""A single goal without them ("Goal 4", "Цель 2") where it does not: often the project's own."""
MOST_GOALS = 5
"""Goals named in one text above which the list is boilerplate."""

_GOAL = r"(?:1[0-7]|0?[1-9])"
# The third part, of an indicator, is read over: 6.1.1 names target 6.1.
_TARGET = rf"{_GOAL}[.,](?:[1-9]\d?|[a-dаәбвсд])(?:\.\d{{1,2}}[a-z]?)?(?!\w|\.\d)"
_INDICATOR = rf"{_GOAL}\.(?:[1-9]\d?|[a-dаәбвсд])\.\d{{1,2}}(?!\w|\.\d)"
# Three numbers between commas are a list, "3,4,5"; two are a target, as in "ЦУР 3,8".
_RUN = rf"{_GOAL}(?:,{_GOAL}){{2,}}(?![\d.])"
_NUMBER = rf"(?:{_RUN}|{_TARGET}|{_GOAL}(?!\d|[.,]\d))"
_SUFFIX = r"(?:(?:th|st|nd|rd)\b|-(?!(?:sdg|цур|тдм|одм)\b|lot|лот)[^\W\d_]{1,4}(?!\w))"
_NAME = r"(?:sdgs?|цур|тдм|одм)"
_AND = r"and|и|және|әрі|а также|as well as|сондай-ақ"
_TO = r"[-–—]|to\b|through\b|по\b|до\b"
_JOIN = (
    rf"(?:\s*(?:,\s*(?:{_AND})\b|[,;/&+]|(?:{_AND}|мен|пен|бен)\b|{_TO})|(?<=[дтн][еа]н)(?=\s))"
    rf"\s*(?:№\s*)?(?:{_NAME}(?:\s*[-№])?\s*)?(?=\d)"
)
# What a list has taken it keeps (`?>`), or each number would be tried again for every one before it.
_LIST = rf"(?>{_NUMBER}{_SUFFIX}?(?:{_JOIN}{_NUMBER}{_SUFFIX}?){{0,20}})"
_TARGETS = rf"(?>{_TARGET}{_SUFFIX}?(?:{_JOIN}{_TARGET}{_SUFFIX}?){{0,20}})"
_SIGN = (
    r"(?P<sign>(?:\s*(?:number|no\.?|под номером|номер\w*|нөмірі|с|со|from)(?=[\s№\d]))?"
    r"[\s:№#(\[«\"“_–—-]{0,4})"
)
_KIND = (
    r"(?:\s+(?:goals?|targets?|indicators?|задач\w*|цел[ьиеюя]\w{0,2}|показател\w*|индикатор\w*"
    r"|мақсат\w*|міндет\w*))?"
)
_EN_GOAL = r"sustainable development goals?"
_RU_GOAL = r"цел\w{1,3} (?:в области )?устойчивого развития"
_KK_GOAL = r"(?:тұрақты|орнықты) даму(?:дың)? мақсат\w*"
_WHOLE_NAME = rf"(?:{_NAME}(?!\w)|{_EN_GOAL}|global goals?|{_RU_GOAL}|глобальн\w+ цел\w{{1,3}}|{_KK_GOAL})"
_SHORT = rf"(?:\s*\({_NAME}\))?"
_ALONE = r"(?<![\w.,-])"


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    return knowledge_table("mentions.toml")


def _pattern(words: Iterable[str]) -> str:
    """Words of the file as one expression: `word`, `word*`, `*word`."""
    each = [
        r"\w*" * word.startswith("*") + re.escape(word.strip("*")) + r"\w*" * word.endswith("*")
        for word in sorted(words, key=len, reverse=True)
    ]
    return rf"(?:{'|'.join(each)})(?!\w)"


def _of(part: str, *lists: str) -> str:
    return _pattern(word for name in lists for word in _words()[part][name])


_MEETING = rf"(?![\s-]+(?:\w+\s)?{_of('meeting', 'words')})"
_ORDINAL = _of("ordinals", "en", "ru", "kk")


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


class _Form(NamedTuple):
    """A way to name goals and targets, in small letters; the group 1 is the list of numbers."""

    starts: tuple[str, ...]
    """Words of which one stands in every text in which the pattern can be found."""
    source: str
    weight: float
    plural: bool = False
    """Whether two numbers parted by a comma alone are two goals: "SDGs 3,4"."""
    capital: bool = False
    """Whether it needs a capital letter where the text does not speak of the agenda."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """The expression; made when it is first asked for, which most texts never do."""
        return _compiled(self.source)


_NAMES = ("sdg", "цур", "тдм", "одм")
_WHOLE = (*_NAMES, "evelopment goal", "global goal", "устойчивого развития", "глобальн", " мақсат")


_PATTERNS: tuple[_Form, ...] = (
    _Form(("sdgs",), rf"\bsdgs{_KIND}{_SIGN}(?P<list>{_LIST})", NAMED, plural=True),
    _Form(_NAMES, rf"\b{_NAME}(?:-[^\W\d]{{1,5}})?{_KIND}{_SIGN}(?P<list>{_LIST})", NAMED),
    _Form(
        ("evelopment goal", "global goal"),
        rf"\b(?:{_EN_GOAL}|global goals?){_SHORT}{_SIGN}(?P<list>{_LIST})",
        NAMED,
    ),
    _Form(
        ("устойчивого развития", "глобальн"),
        rf"\b(?:{_RU_GOAL}|глобальн\w+ цел\w{{1,3}}){_SHORT}{_SIGN}(?P<list>{_LIST})",
        NAMED,
    ),
    _Form((" мақсат",), rf"\b{_KK_GOAL}{_SHORT}{_SIGN}(?P<list>{_LIST})", NAMED),
    _Form(
        ("of sustainable", "устойчивого развития"),
        rf"\b(?:goals?|цел\w{{1,3}}){_SIGN}(?P<list>{_LIST})\s+"
        r"(?:of sustainable development|(?:в области )?устойчивого развития)",
        NAMED,
    ),
    # "13-я цель устойчивого развития", "№ 6 ЦУР", "6-ТДМ"; a number alone would be a count: "17 SDGs".
    _Form(
        _WHOLE,
        rf"{_ALONE}(?P<list>(?>(?:{_NUMBER}{_SUFFIX}?{_JOIN}){{0,20}}){_NUMBER}){_SUFFIX}\s+{_WHOLE_NAME}{_MEETING}",
        NAMED,
    ),
    _Form(_WHOLE, rf"№\s?(?P<list>{_LIST})\s+{_WHOLE_NAME}{_MEETING}", NAMED),
    _Form(
        ("тдм", "одм", " мақсат"),
        rf"{_ALONE}(?P<list>{_LIST})-(?:тдм|одм|{_KK_GOAL})",
        NAMED,
    ),
    _Form(
        _WHOLE,
        rf"(?<!\w)(?P<list>{_ORDINAL}(?:(?:\s*,|\s+(?:{_AND}|мен|пен|бен))\s+{_ORDINAL}){{0,20}})\s+{_WHOLE_NAME}{_MEETING}",
        NAMED,
    ),
    _Form(
        ("arget", "адач", "індет"),
        rf"\b(?:targets?|задач(?:а|и|е|у|ей|ам|ами|ах)?|міндет\w*){_SIGN}(?P<list>{_TARGETS})",
        SPOKEN,
    ),
    _Form(
        ("goals", "цел"),
        rf"\b(?:goals|цел(?:и|ей|ям|ями|ях)){_SIGN}(?P<list>{_LIST})",
        SPOKEN,
        plural=True,
        capital=True,
    ),
    _Form(("goal", "цел"), rf"\b(?:goal|цел(?:ь|ью)){_SIGN}(?P<list>{_LIST})", BARE, capital=True),
    _Form(("arget", "адач"), rf"{_ALONE}(?P<list>{_TARGETS})\s+(?:задач[аиуе]?|targets?)\b", SPOKEN),
    _Form(
        ("міндет", "мақсат"),
        rf"{_ALONE}(?P<list>{_TARGETS})[\s-]?(?:-?(?:ші|шы)\s)?(?:міндет|мақсат)\w*",
        SPOKEN,
    ),
    # "6-мақсат" is the sixth goal, "6 мақсат" are six of them.
    _Form(("мақсат",), rf"{_ALONE}(?P<list>{_LIST})(?:-|-?(?:ші|шы)\s|\s(?<=-\w\w\s))мақсат\w*", BARE),
)
_STARTS = sorted({start for form in _PATTERNS for start in form.starts})
_INDICATORS = re.compile(
    rf"\b(?:indicators?|показател\w*|индикатор\w*|көрсеткіш\w*)[\s:№]{{0,3}}({_INDICATOR})"
    rf"|{_ALONE}({_INDICATOR})[\s-]{{1,2}}(?:indicators?|показател|индикатор|көрсеткіш)"
)
"""Indicators with three numbers; only where the text speaks of the agenda, for log frames have such numbers too."""
_INDICATOR_WORDS = ("indicator", "показател", "индикатор", "көрсеткіш")
"""Words of which one stands in every text in which that is found."""
_SPEAKS = re.compile(
    rf"\b{_NAME}\b|sustainable development|global goals|устойчивого развития|(?:тұрақты|орнықты) даму"
    r"|2030 agenda|agenda 2030|повестк\w+ (?:дня )?(?:\S+ ){0,6}2030|2030\S* (?:\S+ ){0,4}күн тәртібі"
)
_SPOKEN = (*_NAMES, "sustainable development", "global goals", "устойчивого развития", " даму", "2030")
"""Words of which one stands in every text in which that is found."""
_CODE = re.compile(_NUMBER)
_DIGIT = re.compile(r"\d")
# A lot of a tender that is named after a goal says nothing of what is bought.
_LOT_BEFORE = re.compile(r"\b(?:lots?|лот\w{0,3})\s*(?:№|no\.?)?[\s:«\"“(-]*\Z")
_LOT_AFTER = re.compile(r"[\s-]{1,2}(?:lots?|лот\w{0,3})\b")
_RANGE = re.compile(rf"^(?:{_SUFFIX}\s*)?\s*(?:{_TO})\s*(?:{_NAME}\s*)?$|^-[дтн][еа]н\s+$")
_COUNTED = (
    rf"\s?%|\s\d{{3}}\b|\s?[$€₸]|[\s-]+(?:{_of('counted', 'between')}\s+)?{_of('counted', 'en', 'ru', 'kk')}"
)
_OWN_AFTER = rf"\s+(?:of (?:the |this |our |its )?)?(?:(?!устойчив)[\w-]+\s+){{0,2}}{_of('own', 'after')}"
_OWN_BEFORE = (
    rf"(?<!\w)(?:{_of('own', 'before')}\s+(?:\w+\s+)?|{_of('own', 'numbered')}\s*№?\s*\d[\d.]*\W+)\Z"
)
_ITEM_END = re.compile(r"\s*\)|\.(?!\w)")
_LETTERS = str.maketrans("аәбвсд", "aabbcd")
# Latin letters that look like those of the names: U is no look-alike, but Y, P, T, M and O are.
_LOOKALIKES = (
    (re.compile(r"(?<!\w)ц[уy][рp](?![^\W\d_])"), "цур"),
    (re.compile(r"(?<!\w)[тt]д[мm](?![^\W\d_])"), "тдм"),
    (re.compile(r"(?<!\w)[оo]д[мm](?![^\W\d_])"), "одм"),
)


class Mention(NamedTuple):
    """A goal or target named in a text."""

    code: str
    start: int
    end: int
    weight: float


@cache
def _targets() -> frozenset[str]:
    return frozenset(target.code for target in targets())


@cache
def _ordinal_of(word: str) -> int:
    for numbers in _words()["ordinals"].values():
        for number, each in enumerate(numbers, 1):
            if re.fullmatch(_pattern([each]), word):
                return number
    return 0


def folded(text: str) -> tuple[str, list[int] | None]:
    """A text in small letters as its mentions are looked for, and the place of each letter, None where it is its own.

    Example:
        >>> folded("ЦYР\u00a03")[0], folded("ЦУР\u00ad 3")
        ('цур\\xa03', ('цур 3', [0, 1, 2, 4, 5]))
    """
    places: list[int] | None = None
    if INVISIBLE.search(text):
        hidden = {found.start() for found in INVISIBLE.finditer(text)}
        places = [place for place in range(len(text)) if place not in hidden]
        text = INVISIBLE.sub("", text)
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join([letter.lower() if len(letter.lower()) == 1 else letter for letter in text])
    if "д" in lower or "ц" in lower:
        for pattern, name in _LOOKALIKES:
            lower = pattern.sub(name, lower)
    return lower, places


def mentions(text: str) -> list[Mention]:
    """Every goal and target that a text names, in reading order.

    Example:
        >>> [m.code for m in mentions("Contributes to SDGs 4 and 5, SDG 6.1; lot 3 by 12.05.2024")]
        ['4', '5', '6.1']
        >>> [m.code for m in mentions("Six SDGs: 5 trainings; цели 3 и 4 устойчивого развития")]
        ['3', '4']
    """
    lower, places = folded(text)
    missing = {start for start in _STARTS if start not in lower}
    speaks = _speaks(lower)
    found: dict[tuple[int, str], Mention] = {}
    for form in _PATTERNS:
        if missing.issuperset(form.starts):
            continue
        taken = {start for start, _ in found}
        for match in form.pattern.finditer(lower):
            if _no_goal(lower, match, form.weight):
                continue
            weight = form.weight
            own = weight != NAMED and _own(lower, match)
            if own:
                weight = BARE
            elif form.capital and not speaks and not text[_place(match.start(), places)].isupper():
                continue
            for code, start, end in _codes_of(lower, match, form):
                sure = SPOKEN if weight == BARE and not own and ("." in code or speaks) else weight
                if start not in taken:
                    found.setdefault((start, code), Mention(code, start, end, sure))
    if speaks and any(word in lower for word in _INDICATOR_WORDS):
        for match in _INDICATORS.finditer(lower):
            number = 1 if match[1] else 2
            code = _code_of(match[number])
            if code in _targets():
                found.setdefault((match.start(number), code), Mention(code, *match.span(number), SPOKEN))
    result = sorted(found.values(), key=lambda m: (m.start, goal_of(m.code)))
    if places is None:
        return result
    return [m._replace(start=places[m.start], end=places[m.end - 1] + 1) for m in result]


def _place(place: int, places: list[int] | None) -> int:
    return place if places is None else places[place]


def _no_goal(text: str, match: re.Match[str], weight: float) -> bool:
    """Whether what looks like a goal is the name of a lot or the first number of a list."""
    start = match.start()
    if _LOT_BEFORE.search(text, max(0, start - 16), start) or _LOT_AFTER.match(text, match.end("list")):
        return True
    # "Goals: 1. Repair 2. Purchase", "Задачи: 1) ремонт"
    if weight == NAMED or ":" not in (match.groupdict().get("sign") or ""):
        return False
    first = _CODE.match(text, match.start("list"))
    return first is not None and _ITEM_END.match(text, first.end()) is not None


def _own(text: str, match: re.Match[str]) -> bool:
    """Whether a goal or target is one of a plan or project: "Target 1.2 of the work plan"."""
    start = match.start()
    return (
        _compiled(_OWN_AFTER).match(text, match.end()) is not None
        or _compiled(_OWN_BEFORE).search(text, max(0, start - 40), start) is not None
    )


def _code_of(number: str) -> str:
    goal, point, part = number.replace(",", ".").translate(_LETTERS).partition(".")
    return goal.lstrip("0") + point + part.partition(".")[0]


def _codes_of(text: str, match: re.Match[str], form: _Form) -> Iterator[tuple[str, int, int]]:
    """The goals and targets of a list with their places, up to the first number that counts something."""
    begin, close = match.span("list")
    if not _DIGIT.search(text, begin, close):
        for word in _compiled(_ORDINAL).finditer(text, begin, close):
            yield str(_ordinal_of(word.group())), word.start(), word.end()
        return
    sign = match.groupdict().get("sign") or ""
    # "SDG 5 trainings" are trainings on goal 5; "SDGs: 5 trainings" are five.
    sure = form.weight == NAMED and not any(mark in sign for mark in ":(–—")
    previous: tuple[str, int] | None = None
    for number in _CODE.finditer(text, begin, close):
        if (previous or not sure) and _compiled(_COUNTED).match(text, number.end()):
            return
        between = text[previous[1] : number.start()] if previous else ""
        written = number.group()
        if written.count(",") > 1 or (form.plural and re.fullmatch(rf"{_GOAL},{_GOAL}", written)):
            codes = [_code_of(each) for each in written.split(",")]
        else:
            codes = [_code_of(written)]
        last = codes[-1]
        if previous and _RANGE.match(between):
            codes = [*_range(previous[0], codes[0]), *codes]
        for code in codes:
            if "." not in code or code in _targets():
                yield code, number.start(), number.end()
        previous = (last, number.end())


def speaks_of_agenda(text: str) -> bool:
    """Whether the text names the Sustainable Development Goals at all.

    Example:
        >>> speaks_of_agenda("Contributes to the SDGs"), speaks_of_agenda("Repair of schools")
        (True, False)
    """
    return _speaks(folded(text)[0])


def _speaks(lower: str) -> bool:
    """The same of a text in small letters; the expression is slow, and needs one of a few words."""
    return any(word in lower for word in _SPOKEN) and _SPEAKS.search(lower) is not None


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
            if not (signs & AGENDA and signs & (DIGIT | ORDINAL)):
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
