"""Persons in a text: their names, telephone numbers and e-mail addresses, which never leave the register."""

from __future__ import annotations

import re

from sdgkit.activities.cells.organisations import PERSON
from sdgkit.findings import without_contacts

_CONTACT_WORD = re.compile(
    r"(?:исп\.|исполнитель:|конт(?:актное)?\.?\s?лицо:?|контакт(?:ы|ный)?:?|тел\.?:?|моб\.?:?|e-?mail:?|эл\.?\s?почта:?|phone:?|contact:?|байланыс:?|"
    r"ф\.?\s?и\.?\s?о\.?:?)\s*(?=[А-ЯЁA-Z\[+]|$)",
    re.IGNORECASE,
)


_MAY_BE_CONTACT = re.compile(r"@|\+\d|8[\s(-]|\(\d{3}|(?<!\w)\w\.")
"""What every contact has in it; a text without it is not looked at further."""


def _may_hold_one(text: str) -> bool:
    """Whether one of the signs that every contact has stands in it; seeing that none does is quick."""
    return "." in text or "@" in text or "(" in text or "+" in text or "8" in text


def without_persons(text: str) -> str:
    """The text without telephone numbers, e-mail addresses and names with initials.

    Example:
        >>> without_persons("см. протокол №5. Исп. Тестов Т.Т., +7 7172 00-00-01")
        'см. протокол №5.'
    """
    if not _may_hold_one(text) or not _MAY_BE_CONTACT.search(text):
        return text
    masked = without_contacts(text)
    named = PERSON.sub("[...]", masked)
    if named == text:
        return text
    named = _CONTACT_WORD.sub("", named)
    return re.sub(r"(?:[\s,;:]*\[\.\.\.\])+[\s,;]*", " ", named).strip(" ,;:")
