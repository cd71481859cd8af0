"""What a row of a table is: an activity, a section heading, a total, a note under the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Literal

from sdgkit.contact_numbers import MASK
from sdgkit.contacts import masked, without_persons
from sdgkit.languages import clean, fold

RowKind = Literal["empty", "activity", "section", "total", "note"]

_TOTAL = re.compile(
    r"^\W*(?:(?:итого|всего|подытог|общий итог|общая сумма|итог|барлығы|жиыны|жалпы сома|жалпы жиыны|бәрі|қорытынды|"
    r"jami|жами|бардыгы|ҳамагӣ|хамаги|jemi|grand total|sub-?total|total|totals|sum)(?!\w)|"
    r"в том числе\s*:?\s*$|оның ішінде\s*:?\s*$|including\s*:\s*$)"
)
_TOTAL_STARTS = frozenset(
    [
        "ит",
        "вс",
        "по",
        "об",
        "ба",
        "жи",
        "жа",
        "ja",
        "je",
        "ҳа",
        "ха",
        "бә",
        "қо",
        "gr",
        "su",
        "to",
        "в",
        "в ",
        "оң",
        "ол",
        "in",
    ]
)
"""First two letters of the words above: almost all titles begin otherwise."""
_TOTAL_END = re.compile(r"\S.*[\s,:(-](?:sub-?)?(?:totals?|итого|всего|барлығы|жиыны)\)?\s*[:.]?\s*$")
LONGEST_TOTAL = 80
"""Characters of a cell that ends like the name of a total: "ADB Totals", "Всемирный банк, итого"."""
_TOTAL_ENDS = ("al", "ls", "го", "ғы", "ны", "l)", "s)", "о)", "l:", "s:", "о:", "ы:", "l.", "о.")
_PART = re.compile(
    r"^\W*(?:(?:в\s*т\.?\s*ч|в том числе|из них|в их числе|of which|incl(?:uding)?|оның ішінде|соның ішінде)(?!\w))"
    r"\.?\s*:?\s*\S"
)
_LETTER = re.compile(r"[^\W\d_]")
_NOTE = re.compile(
    r"^\W*(?:\*|примечани|источник|исп\.|исполнитель:|исполнил|орынд\.|орындаған|дайындаған|справочно|сноск|note|"
    r"source|remark|prepared by|ескерт|дереккөз|дерек көзі|"
    r"орындаушы:|составил|подготовил|дата составления|подпись|руководитель|м\.?\s?п\.?$|"
    r"(?:continued|продолжение таблицы|кестенің жалғасы)\W*$|[¹²³])"
)
_OF_PERSONS = re.compile(
    r"^\W*(?:исп\.|исполнитель:|исполнил|орынд\.|орындаған|дайындаған|орындаушы:|составил|подготовил|prepared by|"
    r"подпись|руководитель|тел|конт|байланыс|e-?mail|phone)"
)
_CONTINUED = re.compile(
    r"^\W*(?:continued|cont'?d|cont\.|продолжение|продолж\.|жалғасы)(?:\W+|$)(?=[^\W\d])", re.IGNORECASE
)
_ORDINAL = re.compile(
    r"^\s*(?:[ivxіхс]{1,6}|\d{1,2}(?:\.\d{1,2}){0,2}|[a-zа-я])\s*[.)]\s*\S|^\s*раздел|^\s*section|^\s*\d{1,2}\s*-?\s*бөлім|^\s*блок",
    re.IGNORECASE,
)


def is_total(text: object) -> bool:
    """Whether a cell begins like the name of a total.

    Example:
        >>> [is_total(t) for t in ("Итого по разделу:", "ВСЕГО", "ADB Totals", "Всеобщий доступ к воде")]
        [True, True, True, False]
    """
    if not isinstance(text, str) or len(text) > 200:
        return False
    start = text.lstrip(" \t\r\n\xa0\"'«-–—*.:")[:2].lower()
    if start in _TOTAL_STARTS and _TOTAL.match(fold(text)):
        return True
    end = text.rstrip()[-2:].lower()
    return end in _TOTAL_ENDS and len(text) <= LONGEST_TOTAL and bool(_TOTAL_END.fullmatch(fold(text)))


def is_part_of_above(text: object) -> bool:
    """Whether a cell says that the row is a part of the one above: "из них грант", "в т.ч. РБ".

    Example:
        >>> [is_part_of_above(t) for t in ("из них грант", "в т.ч. РБ", "В том числе", "Из истории края")]
        [True, True, False, False]
    """
    return isinstance(text, str) and len(text) <= LONGEST_TOTAL and bool(_PART.match(fold(text)))


def opens_parts(text: object) -> bool:
    """Whether a lone cell says that parts of the amount above follow: "в том числе:", "оның ішінде"."""
    return isinstance(text, str) and _PART_WORDS.fullmatch(text.strip()) is not None


def without_part_words(text: str) -> str:
    """A cell of a part without the words that say it is one.

    Example:
        >>> without_part_words("в т.ч. ГЭФ"), without_part_words("ПРООН")
        ('ГЭФ', 'ПРООН')
    """
    found = _PART_WORDS.match(text)
    return text[found.end() :] if found else text


_PART_WORDS = re.compile(
    r"\W*(?:в\s*т\.?\s*ч|в\s+том\s+числе|из\s+них|в\s+их\s+числе|of\s+which|incl(?:uding)?|оның\s+ішінде|соның\s+ішінде)(?!\w)[.:\s]*",
    re.IGNORECASE,
)

_PAGE = re.compile(
    r"^\W*(?:стр(?:аница)?|лист|page|sheet|p|бет)\.?\s*№?\s*\d+(?:\s*(?:из|of|/|-)\s*\d+)?\W*$|^\W*\d+\s*-?\s*(?:бет|стр)\.?\W*$"
)


def is_page_mark(text: object) -> bool:
    """Whether a cell only counts the pages of what was printed.

    Example:
        >>> [is_page_mark(text) for text in ("Стр. 1 из 2", "Page 3", "5-бет", "Страны региона")]
        [True, True, True, False]
    """
    return isinstance(text, str) and len(text) < 40 and bool(_PAGE.match(fold(text)))


def is_note(text: object) -> bool:
    """Whether a cell begins like a note under a table.

    Example:
        >>> is_note("* — данные уточняются"), is_note("Ремонт школ")
        (True, False)
    """
    return isinstance(text, str) and bool(_NOTE.match(fold(text)))


def note_shown(text: object) -> str:
    """What a finding shows of a note: the note, or a mask where it tells whom to ask.

    Example:
        >>> note_shown("* — без НДС"), note_shown("Исп. Тестов, 74-00-01")
        ('* — без НДС', '[...]')
    """
    shown = masked(clean(str(text)))
    return MASK if MASK in shown or _OF_PERSONS.match(fold(shown)) else shown


def rest_of_title(text: str) -> str:
    """What a lone cell adds to the title above it: a text in lower case, or behind "(continued)"; "" for a new one.

    Example:
        >>> rest_of_title("(продолжение) и сетей"), rest_of_title("и сетей"), rest_of_title("Сети")
        ('и сетей', 'и сетей', '')
    """
    if text[:1].islower():
        return text
    marked = _CONTINUED.match(text)
    return text[marked.end() :] if marked else ""


LONGEST_DITTO = 24
"""Characters of a cell that may say "the same"; longer ones say something of their own."""
_DITTO = frozenset(
    [
        *(
            "//",
            '"',
            "''",
            "〃",
            "″",
            "”",
            "то же",
            "то же самое",
            "тоже",
            "там же",
            "тот же",
            "та же",
            "те же",
        ),
        *("см. выше", "ditto", "same", "same as above", "as above", "see above", "idem"),
        *("сол", "дәл сол", "сол сияқты", "жоғарыдағыдай", "бұл да", "жоғарыда көрсетілген"),
    ]
)


@lru_cache(maxsize=20_000)
def is_ditto(text: str) -> bool:
    """Whether a cell says that it is the same as the one above.

    Example:
        >>> [is_ditto(text) for text in ("-//-", "— " + chr(34) + " —", "То же", "сол сияқты", "–", "Тот же фонд")]
        [True, True, True, True, False, False]
    """
    return fold(text).strip(" -–—.()") in _DITTO


def has_ordinal(text: str) -> bool:
    """Whether a heading is numbered ("IV. Водные ресурсы", "Раздел 2")."""
    return bool(_ORDINAL.match(text))


def section_name(text: str) -> str:
    """A section's heading without edge spaces, line breaks and whom to ask; its number stays.

    Example:
        >>> section_name("Раздел 1.  Вода (отв. Тестов Т.Т., тел. 74-00-11)")
        'Раздел 1. Вода'
    """
    return without_persons(" ".join(text.split()))


def is_year(value: object) -> bool:
    """Whether a number can be nothing but a year.

    Example:
        >>> is_year(2024.0), is_year(2024.5), is_year(12), is_year(True)
        (True, False, False, False)
    """
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and 1990 <= value <= 2060
        and value == int(value)
    )


def kind_of_row(
    row: Sequence[Any],
    filled: Sequence[int],
    *,
    width: int,
    merged_to: int | None,
    title: int | None,
    number: int | None,
    money: frozenset[int],
    next_number: object = None,
) -> RowKind:
    """What a row is.

    Args:
        row: its cells.
        filled: indexes of the cells that hold something.
        width: columns of the table.
        merged_to: last column of the merged area that begins in the first filled cell, if there is one.
        title: index of the column of titles.
        number: index of the column of numbers.
        money: indexes of the columns of money.
        next_number: number of the row below, to know a numbered section ("3" above "3.1").

    Example:
        >>> kind_of_row(["I. Здоровье", "", ""], [0], width=3, merged_to=2, title=1, number=0, money=frozenset())
        'section'
    """
    if not filled:
        return "empty"
    first = row[filled[0]]
    head = (filled[0], title) if title in filled else (filled[0],)
    if any(is_total(row[i]) for i in head):  # type: ignore[index]
        texts = [i for i in filled if i not in money and isinstance(row[i], str) and _LETTER.search(row[i])]
        if len(texts) <= 2:
            return "total"
    if len(filled) == 1:
        if not isinstance(first, str):
            # A year alone in its row heads what follows.
            heads = is_year(first) and (merged_to is not None or filled[0] in (title, number))
            return "section" if heads else "activity"
        if is_note(first) or is_page_mark(first):
            return "note"
        if filled[0] in money and filled[0] not in (title, number):
            return "activity"
        spread = merged_to is not None and merged_to - filled[0] + 1 >= max(2, width / 2)
        if spread or filled[0] in (title, number) or filled[0] == 0 or has_ordinal(first):
            return "section" if len(first) <= 250 else "activity"
        return "activity"
    if len(filled) == 2 and number in filled and title in filled and isinstance(row[title], str):  # type: ignore[index]
        own, below = _number_text(row[number]), _number_text(next_number)  # type: ignore[index]
        if (own and below.startswith(f"{own}.")) or re.fullmatch(r"[IVXІХ]{1,5}", own):
            return "section"
    if (
        isinstance(first, str)
        and len(filled) >= max(3, width / 2)
        and str(row[filled[1]]) == first
        and all(str(row[i]) == first for i in filled)
    ):
        return "section"
    return "activity"


def _number_text(value: object) -> str:
    if isinstance(value, float) and abs(value) < 1e9 and value == int(value):
        return str(int(value))
    return str(value if value is not None else "").strip().rstrip(".)")
