"""Cells that say the same in two or three languages: which of their lines is of which."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby

from sdgkit.languages import fold, language_of

SHORTEST, SHORTEST_TOLD = 8, 2
"""Letters of a text in a language of its own; shorter ones are abbreviations, where no heading tells of both."""
MOST_LANGUAGES = 3

_RUSSIAN = re.compile(
    r"(?<!\w)(?:и|в|во|на|для|по|с|со|от|из|к|о|об|при|под|через|без|до|за|между)(?!\w)|"
    r"[а-яё]{2}(?:ого|его|ому|ему|ых|их|ий|ый|ой|ая|яя|ое|ые|ие|ние|ния|нию|ению|ости|ость|ция|ции|цию|ов|ев|ей|ам|ями|ами|ах|ях|"
    r"ство|ства|тие|тия|ка|ки|ек)(?!\w)"
)
"""Words and endings that Russian has and Kazakh has not."""


def is_russian(text: str) -> bool:
    """Whether a text in Cyrillic letters is certainly Russian; a Kazakh line may have none of its own letters.

    Example:
        >>> is_russian("Чистая вода в детских садах"), is_russian("Жас маман"), is_russian("Таза су")
        (True, False, False)
    """
    folded = fold(text)
    return language_of(text) == "ru" and _RUSSIAN.search(folded) is not None


@lru_cache(maxsize=512)
def heads_two_languages(heading: str) -> bool:
    """Whether a heading stands there in Kazakh and in Russian, so that its cells do too.

    Example:
        >>> heads_two_languages("Жоба атауы / Наименование проекта"), heads_two_languages("Донор / Партнёр")
        (True, False)
    """
    parts = [part for part in re.split(r"[/\n()|]", heading) if part.strip()]
    return any(
        language_of(part) == "kk" or not _KAZAKH_HEADINGS.isdisjoint(fold(part).split()) for part in parts
    ) and any(is_russian(part) or not _RUSSIAN_HEADINGS.isdisjoint(fold(part).split()) for part in parts)


_RUSSIAN_HEADINGS = frozenset([
    "исполнитель", "исполнители", "партнер", "партнеры", "сумма", "срок", "сроки", "область", "регион", "период",
    "проект", "место", "начало", "конец", "цель", "цели", "сектор", "организация", "заявитель", "страна",
])  # fmt: skip
"""Words of headings that are Russian by nothing but themselves."""
_KAZAKH_HEADINGS = frozenset([
    "орындаушы", "орындаушылар", "жоба", "жобалар", "жобалары", "сомасы", "атауы", "облыс", "облыстар", "орны",
    "басталуы", "аймак", "саласы", "жауапты", "бастамашы", "олшем",
])  # fmt: skip
"""Words of headings that are Kazakh without a letter of its own."""


def in_languages(text: str, *, is_told: bool = False) -> dict[str, str] | None:
    """The texts of a cell by their language; None where it is not certain that each part is in one of its own.

    Args:
        text: the cell, with its lines.
        is_told: whether the heading stands there in both languages.

    Example:
        >>> in_languages("Балабақшалардағы таза су\\nЧистая вода в детских садах")
        {'kk': 'Балабақшалардағы таза су', 'ru': 'Чистая вода в детских садах'}
        >>> in_languages("Жастарды қолдау\\nЖас маман") is None
        True
    """
    for mark in ("\n", " / ", " | ", "/"):
        if mark not in text or (mark == "/" and not is_told):
            continue
        lines = [" ".join(line.split()) for line in text.split(mark) if line.strip()]
        if len(lines) < 2:
            continue
        if mark != "\n" and len(lines) > MOST_LANGUAGES:
            return None
        return _by_language(lines, is_told)
    return None


def _by_language(lines: list[str], is_told: bool) -> dict[str, str] | None:
    """Each run of lines of one language as one text."""
    runs = [(language, " ".join(run)) for language, run in groupby(lines, key=language_of)]
    found = dict(runs)
    if (
        not 2 <= len(runs) <= MOST_LANGUAGES
        or len(found) < len(runs)
        or not found.keys() <= {"kk", "ru", "en"}
    ):
        return None
    if any(
        sum(letter.isalpha() for letter in part) < (SHORTEST_TOLD if is_told else SHORTEST)
        for part in found.values()
    ):
        return None
    if {"kk", "ru"} <= found.keys():
        # A line of a Kazakh text may have none of its letters: of several lines each must show that it is Russian.
        russian = [line for line in lines if language_of(line) == "ru"]
        if not all(map(is_russian, russian)) and not (is_told and len(russian) == 1):
            return None
    # A text goes on with a small letter, and a name of a company in Latin letters stands within one.
    begun = all(part.lstrip('«"“(0123456789.- ')[:1].isupper() for part in list(found.values())[1:])
    return found if begun else None
