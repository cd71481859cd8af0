"""Columns of a matrix: each headed with one goal, region or organisation, with a mark where it has to do with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from sdgkit.activities.activity import Declaration
from sdgkit.activities.cells.codes import CodeReading, Doubt, known_targets, read_codes
from sdgkit.activities.cells.gaps import is_gap
from sdgkit.activities.cells.organisations import known_organisation
from sdgkit.activities.cells.regions import read_regions
from sdgkit.activities.mark_scales import Scale, is_scale_mark, is_scale_number, mark_text
from sdgkit.errors import UsageError
from sdgkit.languages import clean, fold
from sdgkit.places import country as country_named
from sdgkit.places.names import groups_and_countries

LEAST_GOALS = 6
"""Columns of different goals that make a matrix whatever they hold; three may be a first, second and third goal."""
LONGEST_HEADING = 120
"""Characters of a heading that may name one goal."""
LEAST_MARKED = 2
"""Columns that make a matrix where every cell is a mark that cannot be a code."""
_SDG_WORD = (
    r"(?:цур|sdgs?|goals?|targets?|цел[^\W\d]*|задач[^\W\d]*|тдм|одм|төм|брм|brm|ҳру|tdm|odm|"
    r"мақсат[^\W\d]*|міндет[^\W\d]*)"
)
_HEADED = re.compile(
    rf"(?:\d{{1,2}}[.)]\s+)?(?:(?:supports?|contributes?(?:\s+to)?|relates?\s+to|вклад\s+в|связь\s+с|способствует|соответствует)\s+)?"
    rf"(?:(?P<word>{_SDG_WORD})\s*[№#:]?\s*-?\s*)?"
    rf"(?P<code>\d{{1,2}}(?:\.(?:\d{{1,2}}|[a-d]))?)\s*(?:-?\s*{_SDG_WORD})?(?:\s*[.:(-]\s*\D{{0,80}}|\s+[^\W\d]\D{{1,80}})?\s*\??"
)
_MARK = re.compile(r"\+{1,3}|[xх✓✔√●•■☑✅v*]{1,3}|да|yes|y|иә|true|есть|бар")
_NO = frozenset(
    {"0", "no", "n", "false", "жоқ", "нет", "□", "☐", "✗", "✘", "❌", "none", "н/п", "не применимо", "n.a"}
)
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*%")


def is_mark(value: object) -> bool:
    """Whether a cell says yes and nothing else, in a way that cannot be a code.

    Example:
        >>> [is_mark(value) for value in ("+", "X", "✓", "иә", True, "6", "нет")]
        [True, True, True, True, True, False, False]
    """
    return value is True or (
        isinstance(value, str) and len(value) <= 8 and bool(_MARK.fullmatch(fold(value)))
    )


def _is_no(value: object) -> bool:
    if isinstance(value, str):
        return (is_gap(value) and not is_mark(value)) or (len(value) <= 8 and fold(value) in _NO)
    return is_gap(value) or value == 0


def heads_a_goal(heading: str) -> bool:
    """Whether a heading names one goal or target with its number and nothing else.

    Example:
        >>> heads_a_goal("Goal 6"), heads_a_goal("SDG 6 Clean water"), heads_a_goal("6"), heads_a_goal("Цель")
        (True, True, False, False)
    """
    match = _HEADED.fullmatch(fold(clean(heading))) if len(heading) <= LONGEST_HEADING else None
    return match is not None and bool(match["word"])


def is_goal_number(value: object) -> bool:
    """Whether a heading is the number of a goal or target and nothing else.

    Example:
        >>> is_goal_number(6.0), is_goal_number("13.1"), is_goal_number("ЦУР 6"), is_goal_number(18)
        (True, True, False, False)
    """
    text = mark_text(value)
    return text in known_targets() or (text.isdecimal() and len(text) < 3 and 1 <= int(text) <= 17)


def goals_of_columns(paths: Sequence[Sequence[str]], values: Sequence[Sequence[object]]) -> Mapping[int, str]:
    """The columns that are headed with one goal or target each and hold marks, with its code.

    Args:
        paths: for each column its heading, from the top row of the header down.
        values: for each column its cells.

    Example:
        >>> dict(goals_of_columns([["Проект"], ["ЦУР 6"], ["ЦУР 13"]], [["Вода", "Лес"], ["+"], ["+", "x"]]))
        {1: '6', 2: '13'}
        >>> dict(goals_of_columns([["SDG 1"], ["SDG 2"], ["SDG 3"]], [["6"], ["13"], [""]]))
        {}
    """
    found: dict[int, str] = {}
    for index, path in enumerate(paths):
        match = (
            _HEADED.fullmatch(fold(clean(path[-1]))) if path and len(path[-1]) <= LONGEST_HEADING else None
        )
        named = match is not None and (match["word"] or re.search(_SDG_WORD, fold(" ".join(path[:-1]))))
        if match is not None and named:
            code = match["code"]
            if code in known_targets() or (code.isdecimal() and 1 <= int(code) <= 17):
                found[index] = str(int(code)) if code.isdecimal() else code
    if len(set(found.values())) != len(found) or len(found) < LEAST_MARKED:
        return {}
    cells = [value for index in found for value in values[index] if not _is_no(value)]
    if len(found) >= LEAST_GOALS or (
        cells and all(is_mark(value) or is_scale_mark(value) for value in cells)
    ):
        return found
    # "ЦУР 3", "ЦУР 6", "ЦУР 13" are goals; "SDG 1", "SDG 2", "SDG 3" may be a first, second and third one.
    counted = sorted(found.values()) == [str(place + 1) for place in range(len(found))]
    return found if cells and not counted and all(map(is_scale_number, cells)) else {}


def regions_of_columns(
    paths: Sequence[Sequence[str]], values: Sequence[Sequence[object]], country: str
) -> Mapping[int, str]:
    """The columns that are headed with one region each and hold marks, with its name.

    Example:
        >>> dict(regions_of_columns([["Проект"], ["Астана"], ["Абай обл."]], [["Вода"], ["+"], ["x"]], "KAZ"))
        {1: 'Астана', 2: 'Абай обл.'}
    """
    found = {
        index: clean(path[-1])
        for index, path in enumerate(paths)
        if path and len(path[-1]) <= 40 and len(read_regions(clean(path[-1]), country).regions) == 1
    }
    return _if_marked(found, values, ones=True)


def _if_marked(
    found: Mapping[int, str], values: Sequence[Sequence[object]], *, ones: bool = False
) -> Mapping[int, str]:
    """Columns that are enough and hold marks and nothing else, where `ones` are marks too; else none."""
    cells = [value for index in found for value in values[index] if not _is_no(value)]
    marked = bool(cells) and all(is_mark(value) or (ones and value in (1, "1")) for value in cells)
    return found if marked and len(found) >= LEAST_MARKED else {}


def organisations_of_columns(
    paths: Sequence[Sequence[str]], values: Sequence[Sequence[object]]
) -> Mapping[int, str]:
    """The columns that are headed with one known organisation each and hold marks, with its name.

    Example:
        >>> dict(organisations_of_columns([["Output"], ["UNDP"], ["ВОЗ"]], [["Water"], ["x"], ["+"]]))
        {1: 'UNDP', 2: 'ВОЗ'}
    """
    found = {
        index: clean(path[-1])
        for index, path in enumerate(paths)
        if path and len(path[-1]) <= 40 and known_organisation(clean(path[-1])) is not None
    }
    return _if_marked(found, values)


def countries_of_columns(
    paths: Sequence[Sequence[str]], values: Sequence[Sequence[object]]
) -> Mapping[int, str]:
    """The columns that are headed with one country each, by name or code, and hold marks, with its ISO 3166-1 alpha-3.

    Example:
        >>> dict(countries_of_columns([["Programme"], ["KZ"], ["Кыргызстан"]], [["Water"], ["x"], ["+"]]))
        {1: 'KAZ', 2: 'KGZ'}
    """
    found = {index: code for index, path in enumerate(paths) if path and (code := country_headed(path[-1]))}
    return _if_marked(found, values)


def country_headed(heading: str) -> str:
    """ISO 3166-1 alpha-3 of the country of the region that a heading names and nothing else; "" for any other.

    Example:
        >>> country_headed("KZ"), country_headed("Таджикистан"), country_headed("Страна"), country_headed("DE")
        ('KAZ', 'TJK', '', '')
    """
    text = clean(heading)
    if len(text) > LONGEST_COUNTRY:
        return ""
    try:
        iso3 = country_named(text).iso3
    except UsageError:
        return ""
    return iso3 if iso3 in groups_and_countries() else ""


LONGEST_COUNTRY = 30
"""Characters of a heading that may be the name of a country."""


def says_yes(value: object) -> bool:
    """Whether a cell of a matrix is marked."""
    return not _is_no(value)


def read_mark(value: object, code: str, heading: str, scale: Scale | None = None) -> CodeReading:
    """What a cell under a goal or target declares.

    Args:
        value: what stands in the cell: a mark, a number of a scale, a share, or codes of targets.
        code: the goal or target of the column.
        heading: heading of the column, kept with what is declared.
        scale: what the marks of the matrix mean, where it has several.

    Example:
        >>> [d.goal for d in read_mark("+", "6", "ЦУР 6").declared], read_mark(0, "6", "ЦУР 6").declared
        ([6], ())
        >>> read_mark("60%", "6", "ЦУР 6").declared[0].share, read_mark("6.1", "6", "ЦУР 6").declared[0].target
        (Fraction(3, 5), '6.1')
        >>> read_mark(2, "6", "ЦУР 6", Scale({"2": "primary", "1": "secondary"}, "legend")).declared[0].primary
        True
    """
    level = scale.levels.get(mark_text(value), "") if scale is not None else ""
    if level == "none" or (not level and _is_no(value)):
        return CodeReading(())
    written = clean(str(value))
    goal = int(code.partition(".")[0])
    target = code if "." in code else None
    share = None
    percent = _PERCENT.fullmatch(fold(written))
    if percent:
        share = Fraction(percent[1].replace(",", ".")) / 100
    elif isinstance(value, float) and 0 < value < 1:
        share = Fraction(repr(value))
    elif scale is not None and scale.basis == "shares" and is_scale_share(value):
        share = Fraction(mark_text(value)) / 100
    elif level or is_scale_mark(value):
        pass
    elif not is_mark(value) and written.removesuffix(".0") not in ("1", "2", "3", code):
        reading = read_codes(value, heading, goal=goal)
        if any(one.goal == goal for one in reading.declared):
            return reading
        return CodeReading((), (Doubt("sdg-unreadable", written),))
    if share is not None and not 0 < share <= 1:
        return CodeReading((), (Doubt("sdg-unreadable", written),))
    return CodeReading(
        (
            Declaration(
                goal=goal,
                target=target,
                share=share,
                primary=level == "primary",
                field=heading,
                written=written,
            ),
        )
    )


def is_scale_share(value: object) -> bool:
    """Whether a cell is a whole number of per cent without its sign."""
    text = mark_text(value)
    return text.isdecimal() and 0 < int(text) <= 100
