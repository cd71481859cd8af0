# ruff: noqa: E501 - a pattern is read in one line
"""How SDG codes are spelled in cells: what is put right before they are read, and goals named in words."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from sdgkit.agenda.goal import goals
from sdgkit.agenda.target import targets
from sdgkit.languages import fold

_LETTER = "a-dа-дсьц"
"""Letters of targets, Latin and the Cyrillic ones typed for them."""
_TARGET_WORD = r"(?:targets?|задач[^\W\d]*|міндет[^\W\d]*)"
_GOAL_WORD = r"(?:цур|sdgs?|goals?|цел[^\W\d]*|тдм|одм|төм|брм|brm|ҳру|tdm|odm|мақсат[^\W\d]*)"
_ROMAN = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12, "xiii": 13, "xiv": 14, "xv": 15, "xvi": 16, "xvii": 17
}  # fmt: skip

_FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0E: ".", 0xFF0C: ","}
_DIGITS_BESIDE_DOT = re.compile(r"(?<=\d)[·•∙⋅。](?=\d)")
_UNDERSCORED_CODE = re.compile(rf"(?<=\d)_(?=\d|[{_LETTER}](?!\w))")
_SHORT_WORD = re.compile(r"(?<!\w)(?:g|t|ц|з)\.?\s?(?=\d)")
_ROMAN_GOAL = re.compile(rf"(?<!\w)({_GOAL_WORD}\s*№?\s*)([ivx]{{1,5}})(?!\w)")
_LETTER_APART = re.compile(rf"(?<![\d.,\w])(\d{{1,2}})(?:\s|\s?-\s?)([{_LETTER}])(?=\s*(?:$|[,;/\n]))")
_LETTERS_IN_BRACKETS = re.compile(
    rf"(?<![\d.,\w])(\d{{1,2}})\s*\(([{_LETTER}](?:\s*(?:,|;|и|and|және)\s*[{_LETTER}])*)\)"
)
_GOAL_THEN_TARGET = re.compile(
    rf"(?<![\d.,\w])(\d{{1,2}})(?!\s?[.,]\s?\w)(\W+(?:{_GOAL_WORD}\W+)?){_TARGET_WORD}\s*№?\s*(\d{{1,2}})(?![\d%]|\s?[.,]\s?\d)"
)
_GOAL_THEN_TARGET_KK = re.compile(r"(?<![\d.,\w])(\d{1,2})(\W*мақсат[^\W\d]*\W+)(\d{1,2})(?=\s?-?\s?міндет)")
_LIST_WITHOUT_SPACES = re.compile(rf"(?<=\.)(\d{{1,2}}|[{_LETTER}]),(?=\d{{1,2}}\.[\d{_LETTER}])")
_LIST_OF_NUMBERS = re.compile(r"(?<![\d.,])\d{1,2}(?:,\d{1,2}){2,}(?![\d.,])")


def put_right(text: str) -> str:
    """A folded cell with the codes in it spelled as they are read: dots in targets, spaces between codes.

    Only spellings of one meaning are changed.

    Example:
        >>> put_right("sdg3_8; e_sdg_04"), put_right("цель 3 задача 8"), put_right("6.1,6.2"), put_right("16 а; 3 (a, b)")
        ('sdg3.8; e sdg 04', 'цель 3 3.8', '6.1, 6.2', '16.а; 3.a, 3.b')
    """
    text = text.translate(_FULL_WIDTH)
    text = _UNDERSCORED_CODE.sub(".", _DIGITS_BESIDE_DOT.sub(".", text)).replace("_", " ")
    text = _SHORT_WORD.sub(" ", text)
    text = _ROMAN_GOAL.sub(lambda m: f"{m[1]}{_ROMAN.get(m[2], m[2])}", text)
    text = _LETTERS_IN_BRACKETS.sub(
        lambda m: ", ".join(f"{m[1]}.{letter}" for letter in re.findall(rf"[{_LETTER}](?!\w)", m[2])), text
    )
    text = _LETTER_APART.sub(r"\1.\2", text)
    for pattern in (_GOAL_THEN_TARGET, _GOAL_THEN_TARGET_KK):
        text = pattern.sub(lambda m: f"{m[1]} {m[1]}.{m[3]}", text)
    text = _LIST_WITHOUT_SPACES.sub(r"\1, ", text)
    # Three numbers in a row are a list: "1,2,3".
    return _LIST_OF_NUMBERS.sub(lambda m: m[0].replace(",", ", "), text)


_ALL = re.compile(
    rf"(?:(?:все|всем|all|барлық)\s+(?:17\s+)?(?:the\s+)?{_GOAL_WORD}(?:\s+устойчивого развития)?|все|all|барлығы|"
    r"(?:все|all|барлық)\s+(?:sustainable development goals|цели устойчивого развития|тұрақты даму мақсаттары|орнықты даму мақсаттары))"
    r"(?:\s*\(?1\s*-\s*17\)?)?"
)


def means_all(text: str) -> bool:
    """Whether a folded cell says that the activity serves every goal.

    Example:
        >>> [means_all(text) for text in ("все цур", "all 17 sdgs", "барлық мақсаттар", "все регионы")]
        [True, True, True, False]
    """
    return bool(_ALL.fullmatch(text.strip(" .")))


_MILLENNIUM = re.compile(r"(?<!\w)(?:mdgs?|црт|мдм)(?!\w)|тысячелети|millennium|мыңжылдық")


def is_of_the_millennium(text: str) -> bool:
    """Whether a folded cell names goals of the Millennium (to 2015), which had other numbers.

    Example:
        >>> is_of_the_millennium("mdg 4"), is_of_the_millennium("sdg 4")
        (True, False)
    """
    return bool(_MILLENNIUM.search(text))


@cache
def _names() -> tuple[re.Pattern[str], dict[str, int]]:
    text = resources.files("sdgkit.activities").joinpath("goal_names.toml").read_text(encoding="utf-8")
    numbers = {name: int(number) for number, names in tomllib.loads(text)["names"].items() for name in names}
    for goal in goals():
        numbers |= {fold(title): goal.number for title in goal.title.root.values()}
    ordered = sorted(numbers, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)"), numbers


def goals_named(text: str) -> list[tuple[int, str]]:
    """The goals that a folded cell names in words, each with the words, in their order.

    Example:
        >>> goals_named("качественное образование; gender equality")
        [(4, 'качественное образование'), (5, 'gender equality')]
    """
    pattern, numbers = _names()
    return [(numbers[found.group()], found.group()) for found in pattern.finditer(text)]


_NUMBERS_UNDER_GOAL = re.compile(
    r"(?<![\d.,\w])(?P<goal>\d{1,2})\s*(?:\((?P<inside>\s*\d{1,2}(?:\s*[,;и]\s*\d{1,2})+\s*)\)|:(?P<after>\s*\d{1,2}(?:\s*,\s*\d{1,2})+)(?![\d.,%]))"
)


def doubtful_lists(text: str) -> list[tuple[str, int, tuple[str, ...]]]:
    """Parts such as "3 (5, 8)", whose numbers can be targets of goal 3 or further goals.

    Returns:
        For each the words, the goal, and the targets that the numbers can stand for.

    Example:
        >>> doubtful_lists("3 (5, 8); 13"), doubtful_lists("5 (8, 10)")
        ([('3 (5, 8)', 3, ('3.5', '3.8'))], [])
    """
    known = {target.code for target in targets()}
    found = []
    for match in _NUMBERS_UNDER_GOAL.finditer(text):
        codes = tuple(
            f"{match['goal']}.{number}" for number in re.findall(r"\d+", match["inside"] or match["after"])
        )
        if known.issuperset(codes):
            found.append((match.group().strip(), int(match["goal"]), codes))
    return found
