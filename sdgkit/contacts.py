"""Contacts of persons: telephone numbers, e-mail addresses and names, which reach no output, no log and no finding."""

from __future__ import annotations

import re
from functools import lru_cache

from sdgkit.contact_numbers import EMAIL, MASK, without_contacts
from sdgkit.contact_signs import has_sign, may_be_spelled, may_call
from sdgkit.given_names import given_names, holds_given_name
from sdgkit.person_names import (
    INITIAL,
    NAME,
    ORGANISATION,
    begins_with_place,
    ends_like_surname,
    looks_like_name,
    names_masked,
    pairs_masked,
)

_DIGITS, _CAPITALS, _MARKS = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"@([{:/"
_NO_DIGITS = _CAPITALS + _MARKS
_NO_SIGNS = bytes(set(range(128)) - {*_DIGITS, *_NO_DIGITS})
"""Letters that no contact needs; to leave them all out of a text takes less time than to look for one sign in it."""
_NUMBER_SIGNS = (
    bytes(ord("1" if re.match(r"[\d\s()./-]", chr(code)) else " ") for code in range(128)) + b" " * 128
)
_LONG = "1" * 9
"""What a long number becomes where every letter that may stand in one is a 1 and every other is left blank."""

_ONE_BESIDE = re.compile(
    rf"(?<!\w){NAME}(?=[\s,(:–—-]{{1,4}}\[\.\.\.\])|(?<=\[\.\.\.\])(?:\s*[(,–—-]\s*|\s){NAME}\)?(?=\s*(?:$|[,;).]))"
)
"""One word beside a number or an address that is masked."""
_WORDS = re.compile(r"[^\W\d_]+")
_HONOURED = re.compile(
    r"(?:^|(?<=\s)|(?<=\()|\[\.\.\.\])\s*(?:(?:г-ну?|г-ж[аеи]|mr|mrs|ms|dr|prof)\.?\s+)"
    rf"(?-i:{NAME}(?:\s+{NAME}){{0,2}})(?=[\s,(:–—-]{{1,4}}(?:(?:тел|моб|tel|phone|e-?mail)[.:\s]*)?\[\.\.\.\])",
    re.IGNORECASE,
)
_BESIDE_MASK = re.compile(
    rf"(?<!\w)({NAME}(?:\s+{NAME}){{1,2}})(?=[\s,(:–—-]{{1,4}}(?:(?:тел|моб|сот|tel|phone|[eE]-?mail)[.:\s]*)?\[\.\.\.\])"
)
"""Words in front of a number or an address that is masked: a name, if they look like one."""

_NUMBER_BESIDE = re.compile(r"(?<=\[\.\.\.\])[\s,;(–—-]{1,3}\d{2,3}-\d\d-\d\d(?!\d)\)?")
"""A short number of a telephone behind a name that is masked."""
_SHORT = re.compile(r"\d\d-\d\d-\d\d(?!\d)")
_SURNAME_AND_NUMBER = re.compile(
    rf"(?<!\w)({NAME})(?:,\s?|\s)(?:(?:3[2-9]|[4-9]\d|\d{{3}})-\d\d|\d\d-(?:1[3-9]|[2-9]\d))-\d\d(?!\d)"
)
"""A surname and a short number that is no day: "Жумабекова, 74-25-36"."""

_CONTACT_WORD = re.compile(
    r"(?<!\w)(?:исп\.|отв\.|рук\.|орынд\.:?|исполнитель:|конт(?:актное)?\.?\s?лицо:?|контакт(?:ы|ный)?:?|тел\.?:?|моб\.?:?|сот\.?:?|факс:?|вн\.|доб\.|e-?mail:?|"
    r"эл\.?\s?почта:?|phone:?|tel\.?:?|fax:?|contact:?|байланыс:?|ф\.?\s?и\.?\s?о\.?:?)(?:\s*[–—-]\s*|\s*)(?=\[\.\.\.\]|$)",
    re.IGNORECASE,
)
_ONLY_WORDS = re.compile(
    r"(?:контакт\w*|координатор\w*|куратор\w*|руководител\w*|менеджер\w*|ответственн\w*(?:\s+лицо)?|для\s+связи|по\s+вопросам|секретар\w*|отв|рук|исп|байланыс\w*(?:\s+үшін)?|сұрақтар\s+бойынша|attn|c/o|"
    r"жауапты|contacts?|contact person|focal point|coordinator|(?:project|programme) manager)[\s.:–—-]*",
    re.IGNORECASE,
)
"""What is left where a cell held nothing but a contact."""
_EMPTY = re.compile(r"\(\s*(?:[,;.\s–—-]|(?:рук|отв|исп|тел|моб|сот|доб|вн|tel)\b)*\s*\)")


def masked(text: str) -> str:
    """The text with telephone numbers, e-mail addresses and names of persons masked.

    Example:
        >>> masked("Сапарова Динара, 8 777 555 44 33; Jane Roe, jane.roe@who.example; Red Crescent, +7 727 250 00 00")
        '[...], [...]; [...], [...]; Red Crescent, [...]'
    """
    return _masked(text) if len(text) > 1 else text


@lru_cache(maxsize=4000)
def _masked(text: str) -> str:
    addresses = " ".join(found.group().lower() for found in EMAIL.finditer(text)) if "@" in text else ""
    result = names_masked(without_contacts(text))
    if MASK in result:
        result = _HONOURED.sub(f" {MASK}", result).lstrip()
        result = _BESIDE_MASK.sub(
            lambda found: MASK if looks_like_name(found[1], addresses) else found[1], result
        )
        if not given_names().isdisjoint(_WORDS.findall(result)):
            result = _ONE_BESIDE.sub(
                lambda found: MASK if found.group().strip(" (),–—-") in given_names() else found.group(),
                result,
            )
            result = pairs_masked(result, beside=True)
        result = _NUMBER_BESIDE.sub(f", {MASK}", result)
    elif (
        "-" in result
        and _SHORT.search(result)
        and (found := _SURNAME_AND_NUMBER.search(result))
        and ends_like_surname(found[1])
    ):
        result = _SURNAME_AND_NUMBER.sub(f"{MASK}, {MASK}", result, count=1)
    return result


def without_persons(text: str) -> str:
    """The text without telephone numbers, e-mail addresses and names of persons.

    Example:
        >>> without_persons("см. протокол №5. Исп. Тестов Т.Т., +7 7172 00-00-01")
        'см. протокол №5.'
        >>> without_persons("Водоснабжение (координатор – Иванов Иван Иванович, тел. 27-11-22)")
        'Водоснабжение (координатор)'
    """
    found = masked(text)
    return text if found == text else without_masks(found)


def without_masks(found: str) -> str:
    """A text that was masked, without its masks and the words that said whom they hide.

    Example:
        >>> without_masks("ПРООН, тел. [...]"), without_masks("Контакты: [...]")
        ('ПРООН', '')
    """
    found = _CONTACT_WORD.sub("", found)
    found = re.sub(r"(?:[\s,;:–—/-]*\[\.\.\.\])+[\s,;/]*", " ", found)
    found = _EMPTY.sub(" ", found)
    found = re.sub(r"\(\s+", "(", re.sub(r"\s+([),.;])", r"\1", re.sub(r"\s{2,}", " ", found))).strip(" ,;:")
    return "" if _ONLY_WORDS.fullmatch(found) else found


def is_contact(text: str) -> bool:
    """Whether a cell tells whom to ask, and nothing besides but the words for that.

    Example:
        >>> is_contact("Иманов Тимур"), is_contact("Касымова Айгерим Болатовна"), is_contact("Жаңа Қазақстан")
        (True, True, False)
    """
    if MASK in without_contacts(text):
        return True
    if len(text) > 120:
        return False
    rest = names_masked(text)
    if MASK in rest:
        letters = len(re.findall(r"[^\W\d_]", rest))
        return letters < 25 and not ORGANISATION.search(rest)
    is_words = re.fullmatch(rf"{NAME}(?:\s+{NAME}){{1,2}}", text.strip()) is not None
    return is_words and not begins_with_place(text) and looks_like_name(text, "")


def may_hold(text: str) -> bool:
    """Whether a text of ASCII letters has a sign that every contact has; seeing that none does is quick.

    Example:
        >>> may_hold("Repair of rural clinics, lot 99812"), may_hold("Ask John, tel. 27-55-66")
        (False, True)
    """
    if " at " in text and may_be_spelled(text):
        return True
    letters = text.encode("ascii")
    signs = letters.translate(None, _NO_SIGNS)
    if not signs:
        return False
    if not signs.isalnum() and (
        ("@" in text or "(at" in text or "[at" in text or "AT)" in text or "AT]" in text)
        or ((b":" in signs or b"/" in signs) and has_sign(text, "account"))
        or (b"/" in signs and has_sign(text, "page"))
    ):
        return True
    digits = len(signs.translate(None, _NO_DIGITS))
    # Every name that is masked has two capital letters in it, every number two digits.
    if len(signs) - digits > 1 and _may_name(text):
        return True
    if digits > 1 and "-" in text and has_sign(text, "rung"):
        return True
    if digits < 2:
        return False
    # To look for a word in a text takes a third of the time that it takes in bytes.
    return _LONG in letters.translate(_NUMBER_SIGNS).decode("ascii") or may_call(text.lower())


def _may_name(text: str) -> bool:
    # Each sign is looked for by itself: that takes a tenth of a pattern that tries all of them at every place.
    return (
        ":" in text or "(" in text or "- " in text or "Mr" in text or "Ms" in text or "Dr" in text or "Prof" in text
        or "ontact person" in text
        or ("." in text and INITIAL.search(text) is not None)
        or has_sign(text, "patronymic")
        or holds_given_name(text)
        or (" AT " in text and may_be_spelled(text))
    )  # fmt: skip
