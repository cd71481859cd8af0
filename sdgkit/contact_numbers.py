"""Numbers and addresses of persons: telephone, e-mail, accounts with messengers, numbers of their documents."""

from __future__ import annotations

import re

from sdgkit.contact_signs import has_sign, may_address, names_telephone

MASK = "[...]"
"""What stands in place of a contact."""

# Lengths are bounded, so that a cell of a megabyte takes no longer than its length.
EMAIL = re.compile(
    r"[\w.+-]{1,64}(?:\s?@\s?|\s?[\[({](?:at|собака|@)[\])}]\s?|\sсобака\s)[\w-]{1,63}"
    r"(?:(?:\.|\s\.\s|\s?[\[({](?:dot|точка|\.)[\])}]\s?|\s(?:dot|точка)\s)[\w-]{0,62}[^\W\d])+"
    # "at" is a word of English too: only where the name before it has a dot, a figure or a line in it.
    r"|\w+[._]\w[\w.]*\sat\s(?!www)[\w-]{1,63}(?:\.[\w-]{1,63})+",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"(?<![\w.])(?:https?://)?(?:www\.)?(?:t\.me|wa\.me|linkedin\.com/in)/[\w.+-]+"
    r"|(?<!\w)(?:e-?mail|эл\.?\s?почта)[ \t]?:[ \t]?[a-z][a-z+-]*[\d._][\w.+-]*"
    r"|(?<!\w)(?:skype|скайп|telegram|телеграм\w*|viber|вайбер)(?:[ \t]?:[ \t]?@?|[ \t]@)[a-z][\w./+-]*",
    re.IGNORECASE,
)
"""The account of a person with a messenger or a network."""
_NUMBER_OF_PERSON = re.compile(
    r"(?<!\w)((?:ИИН|ЖСН|IIN)\s?[:№]?\s?)\d{12}(?!\d)|(?<!\w)((?:уд(?:остоверени\w+|\.)\s+личности|паспорт\w*|passport|жеке\s+куәлі\w+)"
    r"\s?(?:№|no\.?|:)?\s?)[A-ZА-Я]{0,2}\s?\d{6,9}(?!\d)",
    re.IGNORECASE,
)
_PHONE = re.compile(
    # A plus or a leading 8 or (, then at least nine more digits with the usual separators; 8 700 000 000 is an amount.
    r"(?<![\w.,])(?!8(?:\s\d{3})+(?![\s-]?\d))(?:\+\d[\d\s()./-]{8,40}|(?:8[\s(-]|\(\d{3})[\d\s().-]{8,40})\d(?!\w)"
    # Eleven digits cut in an odd place, as no amount is: "870155544 33".
    r"|(?<![\w.,+-])(?!\d{1,3}(?:\s\d{3})+(?!\d))8[\s-]?7\d\d(?:[\s-]?\d){7}(?![\w-]|[.,]\d|\s?(?:\d|тенге|теңге|тг|руб|долл|евро|kzt|usd|eur|[₸$€]))"
    # From abroad: 00, the country, and separators.
    r"|(?<![\w.,:])00\s?[1-9]\d?\d?[\s(-][\d\s().-]{6,40}\d(?!\w)"
    # Kazakhstan's own eleven digits, together or in the groups that no amount has.
    r"|(?<![\w.,+-])[78]7\d{9}(?![\w-]|[.,]\d|\s?(?:тенге|теңге|тг|руб|долл|евро|kzt|usd|eur|[₸$€]))"
    r"|(?<![\w.,+-])7[\s(-]{1,2}7\d\d[\s)-]{1,2}\d{3}[\s-]?\d\d[\s-]?\d\d(?![\w-]|[.,]\d)"
)
_CALLED = re.compile(
    r"(?<!\w)((?:тел(?:ефон\w*|\b)|моб(?:ильн\w*|\b)|сот(?:ов\w*|\b)|факс\b|(?:вн|доб)\.|phone\b|tel(?:ephone)?\b|mobile\b|mob\b|fax\b|ext\.|"
    r"whatsapp\b|ватсап\b|ұялы\b|(?:р\.?\s?)?т\.(?=\s?\d{2,3}-\d\d-\d\d(?!\d)))[\s.:№#]{0,4}(?:(?:қосымша|ішкі|внутр\w*\.?|вн\.?|доб\.?)\s?)?)(\+?\(?\d[\d\s()+-]{0,30}\d(?:\s?[,;/]\s?\d[\d-]{3,12}\d)*)",
    re.IGNORECASE,
)
"""A number behind a word for the telephone, however short: "тел. 27-55-66", "вн. 1234"."""
_INNER = re.compile(
    r"\[\.\.\.\][\s,(]{0,3}(?:вн|доб|внутр\w*|ext|ішкі|қосымша)\.?\s?№?\s?\d{1,5}(?!\d)\)?", re.IGNORECASE
)
_RUNG = re.compile(
    r"(?<!\w)((?:call|ring|звон\w+|позвон\w+|номер\w*|хабарлас\w*)\W[^\d.;]{0,60})\d{2,3}-\d\d-?\d\d(?!\d)",
    re.IGNORECASE,
)
"""A short number behind a word for ringing somebody up."""
_LONG_NUMBER = re.compile(r"\d[\d\s()./-]{7,}\d")


def without_contacts(text: str) -> str:
    """The text with e-mail addresses and telephone numbers masked.

    Example:
        >>> without_contacts("Исп. Ахметова, +7 (7172) 12-34-56, a.b@mfa.example")
        'Исп. Ахметова, [...], [...]'
        >>> without_contacts("тел. 27-55-66, вн. 12; 8 705 111 22 33; ann(at)mfa.example; 2024-2025 гг.")
        'тел. [...], вн. [...]; [...]; [...]; 2024-2025 гг.'
    """
    if may_address(text):
        text = EMAIL.sub(MASK, text)
    if (":" in text or "/" in text or "@" in text) and has_sign(text, "account"):
        text = _ACCOUNT.sub(MASK, text)
    is_long = _LONG_NUMBER.search(text) is not None
    if is_long or "№" in text:
        text = _NUMBER_OF_PERSON.sub(lambda found: f"{found[1] or found[2]}{MASK}", text)
    if is_long:
        text = _PHONE.sub(MASK, text)
    if names_telephone(text):
        text = _CALLED.sub(rf"\1{MASK}", text)
    if "-" in text and has_sign(text, "rung"):
        text = _RUNG.sub(rf"\1{MASK}", text)
    return _INNER.sub(MASK, text) if MASK in text else text
