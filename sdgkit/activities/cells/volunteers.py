"""Volunteers in a cell: people, hours, and how many of them are women or young."""

from __future__ import annotations

import re
from decimal import Decimal

from sdgkit.activities.activity import Volunteers
from sdgkit.activities.cells.gaps import is_gap
from sdgkit.languages import fold

MOST_PEOPLE = 10**9
"""A number of people or hours above this is a number of something else."""
_NUMBER = r"(\d{1,3}(?:[\s.,']\d{3})+|\d+)(?:[.,](\d{1,2})(?!\d))?"
_KINDS = (
    (
        "hours",
        r"чел\w*\.?\s*[/-]\s*ч(?:ас\w*)?\b|адам\s*[/-]\s*сағ\w*|(?:person|man|volunteer)[\s-]hours?|час\w*|ч\b|сағ\w*|hours?|hrs?",
    ),
    ("women", r"женщин\w*|девуш\w*|әйел\w*|қыз\w*|women|female\w*|girls"),
    ("men", r"мужчин\w*|ер адам\w*|ерлер\w*|men\b|males?\b"),
    ("youth", r"молод\w*|юнош\w*|жастар\w*|жас\b|youth|young"),
    ("online", r"онлайн\w*|дистанционн\w*|online|қашықтан"),
    ("people", r"волонтер\w*|доброволь\w*|чел\w*|ерікті\w*|адам\w*|volunteers?|people|persons?|участник\w*"),
)
_AFTER = re.compile(
    _NUMBER + r"\s*(%)?[\s-]*(?:из них\s*)?(?:" + "|".join(f"(?P<{k}>{p})" for k, p in _KINDS) + ")"
)
_BEFORE = re.compile(
    "(?:" + "|".join(f"(?P<{k}>{p})" for k, p in _KINDS) + r")\s*[:\-–]\s*" + _NUMBER + r"\s*(%)?"
)

_THOUSANDS = re.compile(r"(?<![\d.,])(\d+(?:[.,]\d{1,3})?)\s*(?:тыс|мың|thousand)(?!\w)\.?")
_W_AND_M = re.compile(
    r"(?<![^\W\d])ж(?:ен)?(?!\w).*(?<![^\W\d])м(?:уж)?(?!\w)|(?<![^\W\d])м(?:уж)?(?!\w).*(?<![^\W\d])ж(?:ен)?(?!\w)"
)
"""Women and men by their first letters: "120 (80 ж/40 м)"."""
_EACH = re.compile(r"(?<!\w)(?:по|each|[xх])\s|[×*]|(?<!\w)each(?!\w)|(?:-|\s)(?:тан|тен|дан|ден)(?!\w)")
"""Hours of each volunteer, not of all: "20 чел. по 8 часов"."""
_ABOUT = re.compile(
    r"^(?:[~≈<>≤≥]|(?:около|ок\.?|примерно|порядка|приблизительно|более|свыше|не менее|до|about|approx\w*\.?|around|"
    r"over|"
    r"more than|at least|up to|circa|ca\.?|шамамен|кемінде)(?!\w))\s*|\s*(?:жуық|астам)(?!\w)|(?<=\d)\s?\+(?!\s?\d)"
)


def is_about(value: object) -> bool:
    """Whether a cell gives a number of volunteers only roughly.

    Example:
        >>> is_about("ок. 50"), is_about("100-ден астам"), is_about("50")
        (True, True, False)
    """
    return isinstance(value, str) and len(value) <= 500 and bool(_ABOUT.search(fold(value)))


_LABELS = {
    "people": r"всего|итого|чел\w*|total|all|барлығы|жалпы",
    "women": r"ж|жен\w*|женщин\w*|дев\w*|w|f|women|female\w*|girls|ә|әйел\w*|қыз\w*",
    "men": r"м|муж\w*|m|men|males?|boys|е|ер\w*",
    "youth": r"молод\w*|youth|young|жас\w*",
}
"""What a heading may say of numbers that stand on either side of a slash."""
_TWO_LABELS = re.compile(r"[(,:]\s*([^\W\d_]+)\.?\s*/\s*([^\W\d_]+)\.?\s*\)?\s*$")
_TWO_NUMBERS = re.compile(rf"{_NUMBER}[^\d/]*/\s*{_NUMBER}\D*")


_LABEL_INSIDE = re.compile(
    r"\((?:из них|в т\.?\s?ч\.?|в том числе|of (?:whom|which|them)|incl\.?|including|оның ішінде)\s+([^\W\d_]+)\)"
)
_NUMBER_INSIDE = re.compile(rf"{_NUMBER}[^\d()]*\(\s*{_NUMBER}[^\d()]*\)")


def read_two_numbers(value: object, heading: str) -> Volunteers | None:
    """Numbers on either side of a slash, under a heading that says what each of them counts; None for other cells.

    Example:
        >>> read_two_numbers("450 / 260", "Кол-во волонтёров (всего / жен.)").women
        260
        >>> read_two_numbers("40/35", "Volunteers (m/f)").people
        75
    """
    if not isinstance(value, str):
        return None
    inside = _LABEL_INSIDE.search(fold(heading))
    bracketed = _NUMBER_INSIDE.fullmatch(fold(value).strip())
    if inside and bracketed:
        # "25 (18)" under "Кол-во волонтёров (из них женщин)"
        kind = next((kind for kind, words in _LABELS.items() if re.fullmatch(words, inside[1])), "")
        told = {"people": _whole(bracketed[1]), kind: _whole(bracketed[3])}
        fits = kind in ("women", "youth") and told[kind] <= told["people"] < MOST_PEOPLE
        return Volunteers(**told) if fits else None
    labels = _TWO_LABELS.search(fold(heading))
    if labels is None:
        return None
    numbers = _TWO_NUMBERS.fullmatch(fold(value).strip())
    kinds = [
        next((kind for kind, words in _LABELS.items() if re.fullmatch(words, label)), "")
        for label in labels.groups()
    ]
    if numbers is None or "" in kinds or kinds[0] == kinds[1]:
        return None
    told = dict(zip(kinds, (_whole(numbers[1]), _whole(numbers[3])), strict=True))
    men = told.pop("men", None)
    if men is not None and "women" in told:
        told["people"] = men + told["women"]
    return Volunteers(**told) if "people" in told and max(told.values()) < MOST_PEOPLE else None


def read_volunteers(value: object, kind: str = "people") -> Volunteers | None:
    """The volunteers that a cell tells of; None where it tells nothing.

    Args:
        value: what stands in the cell.
        kind: what a bare number counts: "people", "hours", "women", "youth" (by the column).

    Example:
        >>> read_volunteers("120 волонтёров, из них 80 женщин, 3 400 часов")
        Volunteers(people=120, hours=Decimal('3400'), women=80, youth=None, online=None)
    """
    if is_gap(value) or isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        if not 0 <= value < MOST_PEOPLE:
            return None
        if kind == "hours":
            return Volunteers(hours=Decimal(repr(value)))
        return Volunteers(**{kind: int(value)}) if value == int(value) else None
    if len(str(value)) > 500:
        return None
    text = fold(str(value))
    text = _THOUSANDS.sub(lambda m: str(int(Decimal(m[1].replace(",", ".")) * 1000)), _ABOUT.sub("", text))
    if _W_AND_M.search(text):
        text = re.sub(r"(?<![^\W\d])м(?:уж)?\.?(?!\w)", "мужчин", text)
        text = re.sub(r"(?<![^\W\d])ж(?:ен)?\.?(?!\w)", "женщин", text)
    bare = re.fullmatch(rf"{_NUMBER}\s*\.?", text)
    if bare:
        return Volunteers(**{kind: _whole(bare[1])}) if _whole(bare[1]) < MOST_PEOPLE else None
    found: dict[str, Decimal] = {}
    for pattern in (_AFTER, _BEFORE):
        for match in pattern.finditer(text):
            name = match.lastgroup or next(k for k, _ in _KINDS if match.group(k))
            digits = match[1] if pattern is _AFTER else match[len(_KINDS) + 1]
            if "%" in match.group():
                share = Decimal(_whole(digits)) / 100
                if "people" in found and name in ("women", "youth", "online"):
                    found.setdefault(name, (found["people"] * share).quantize(Decimal(1)))
            else:
                found.setdefault(name, Decimal(_whole(digits)))
        if found:
            break
    each = _EACH.search(text)
    if each and "hours" in found and "people" in found:
        found["hours"] *= found["people"]
    men = found.pop("men", None)
    leading = re.match(rf"{_NUMBER}(?=\s*[,;(])", text)
    if leading and kind not in found:
        found[kind] = Decimal(_whole(leading[1]))
    if men is not None and "people" not in found and kind == "people":
        # "80 women, 40 men": together all of them.
        found["people"] = men + found.get("women", Decimal(0))
    if found.keys() == {"people"} and kind in ("women", "youth"):
        # "95 чел." in a column of young volunteers: the word only counts.
        found = {kind: found["people"]}
    if not found or max(found.values()) >= MOST_PEOPLE:
        return None
    return Volunteers(**{name: number if name == "hours" else int(number) for name, number in found.items()})


def _whole(digits: str) -> int:
    return int(re.sub(r"\D", "", digits))


def joined(parts: list[Volunteers | None]) -> Volunteers | None:
    """What several cells tell of the same volunteers; the first to give a number is believed.

    Example:
        >>> joined([Volunteers(people=5), Volunteers(hours=Decimal(10))]).people
        5
    """
    told: dict[str, object] = {}
    for part in parts:
        if part is not None:
            told |= {k: v for k, v in part.model_dump().items() if v is not None and k not in told}
    return Volunteers(**told) if told else None
