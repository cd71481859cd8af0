"""Numbers and addresses of persons: telephone, e-mail, accounts with messengers, numbers of their documents."""

from __future__ import annotations

import re

from sdgkit.contact_signs import has_sign, may_address, names_telephone

MASK = "[...]"
"""What stands in place of a contact."""

# Lengths are bounded, so that a cell of a megabyte takes no longer than its length.
EMAIL = re.compile(
    r"(?:\w{1,40}\s?[\[({](?:dot|точка)[\])}]\s?)?[\w.+-]{1,64}(?:\s?[@＠]\s?|\s?[\[({](?:at|собак[аи]|собачк[аи]|гав|эт|ат|@)[\])}]\s?|\sсобак[аи]\s)[\w-]{1,63}"
    r"(?:(?:\.(?:\s(?=(?:kz|ru|com|org|net|uz|kg)(?!\w)))?|\s\.\s|\s?[\[({](?:dot|точка|\.)[\])}]\s?|\s(?:dot|точка)\s)[\w-]{0,62}[^\W\d])+"
    # "at" is a word of English too: only where the name before it has a dot, a figure or a line in it.
    r"|\w+[._]\w[\w.]*\sat\s(?!www)[\w-]{1,63}(?:(?:\.|\sdot\s)[\w-]{1,63})+"
    # The end is left out: "ivanov@kz", "dana_k@gov"; small letters alone, as "Youth@Work" is a name.
    r"|(?<![\w.@])(?-i:[a-z][a-z\d._-]{1,40}@[a-z][a-z-]{1,30})(?![\w@])",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"(?<![\w.])(?:https?://)?(?:www\.)?(?:t\.me|wa\.me|chat\.whatsapp\.com|linkedin\.com/in)/[\w.+-]+"
    r"|(?<!\w)skype[ \t]?:?[ \t]?live:[\w.]+"
    r"|(?<!\w)(?:e-?mail|эл\.?\s?почта)[ \t]?:[ \t]?[a-z][a-z+-]*[\d._][\w.+-]*"
    r"|(?<!\w)(?:skype|скайп|telegram|телеграм\w*|viber|вайбер|тг|tg|инста|insta|вк)"
    r"(?:[ \t]?:[ \t]?@?|[ \t]@)[a-z][\w./+-]*",
    re.IGNORECASE,
)
"""The account of a person with a messenger or a network."""
_PAGE = re.compile(
    # Organisations have pages there too; a person's name is small and has a dot, a line or a figure in it.
    r"(?<![\w.])(?:https?://)?(?:www\.|m\.)?(?:instagram|facebook|fb|vk|twitter|ok)\.(?:com|ru)/@?(?-i:[a-z]+[\d._][a-z\d._-]*)/?(?![\w/?=])"
    r"|(?<![\w.@])@(?-i:[a-z]+[\d._][a-z\d._]*)(?!\w)"
    r"|(?<!\w)(?:тг|tg|инста\w*|insta\w*|вк|vk)[ \t]?@[a-z][\w.]{2,}",
    re.IGNORECASE,
)
"""The page of a person with a network."""
_NUMBER_OF_PERSON = re.compile(
    r"(?<!\w)((?:ИИН|ЖСН|IIN)\s?[:№–—-]?\s?)\d{6}[\s-]?\d{6}(?!\d)|(?<!\w)((?:уд(?:остоверени\w+|\.)\s+личности|паспорт\w*|passport|жеке\s+куәлі\w+)"
    r"\s?(?:№|no\.?|:)?\s?)[A-ZА-Я]{0,2}\s?\d{6,9}(?!\d)",
    re.IGNORECASE,
)
_NUMBER_ALONE = re.compile(
    r"(?<![\w.,-])(?<!БИН\s)(?<!БСН\s)(?<!BIN\s)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[1-6]\d{5}(?![\w-]|[.,]\d|\s?(?:тенге|теңге|тг|руб|долл|евро|kzt|usd|eur|[₸$€]))"
    r"|(?<!\w)[A-Z]{2}\d\d(?:\s?[A-Z\d]{4}){3,7}(?:\s?[A-Z\d]{1,3})?(?!\w)"
    r"|(?<![\d-])[2-6]\d{3}(?:[ -]\d{4}){3}(?![\d-])",
)
"""A number of a person (ИИН), a bank account (IBAN) or a card, which the digits themselves show to be one."""
SHORTEST_ALONE = 12
"""Letters of the shortest number that shows by itself whose it is."""
_MAY_STAND_ALONE = re.compile(r"\d{12}|\d{4}[ -]\d{4}[ -]\d{4}|[A-Z]\d\d\s?[A-Z\d]{4}")
_AT_HOME = re.compile(
    r"(?<!\w)((?:прожива\w+|прописан\w*|зарегистрирован\w*|дом(?:ашн\w+|\.)\s?адрес|адрес\s+проживания|мекен-?жай\w*)(?:\s+по\s+адресу)?\s?:\s?"
    r"|(?:прожива\w+|прописан\w*)\s+по\s+адресу\s)(?=[^;\n]{0,80}?(?:ул\.|улиц|кв\.|мкр|көш|үй|пәтер))[^;\n\[]{5,100}",
    re.IGNORECASE,
)
"""Where a person lives."""
_PHONE = re.compile(
    # A plus or a leading 8 or (, then at least nine more digits with the usual separators; 8 700 000 000 is an amount.
    r"(?<![\w.,])(?!8(?:\s\d{3})+(?![\s-]?\d))(?:\+\d[\d\s()./‐‑‒–-]{8,40}|(?:8[\s(-]|\(\d{3})[\d\s().-]{8,40})\d(?!\w)"
    # Eleven digits cut in an odd place, as no amount is: "870155544 33".
    r"|(?<![\w.,+-])(?!\d{1,3}(?:\s\d{3})+(?!\d))8[\s‐‑‒–-]?7\d\d(?:[\s‐‑‒–-]?\d){7}(?![\w-]|[.,]\d|\s?(?:\d|тенге|теңге|тг|руб|долл|евро|kzt|usd|eur|[₸$€]))"
    # From abroad: 00, the country, and separators.
    r"|(?<![\w.,:])00\s?[1-9]\d?\d?[\s(-][\d\s().-]{6,40}\d(?!\w)"
    # Kazakhstan's own eleven digits, together or in the groups that no amount has.
    r"|(?<![\w.,+-])[78]7\d{9}(?![\w-]|[.,]\d|\s?(?:тенге|теңге|тг|руб|долл|евро|kzt|usd|eur|[₸$€]))"
    r"|(?<![\w.,+-])7[\s(-]{1,2}7\d\d[\s)-]{1,2}\d{3}[\s-]?\d\d[\s-]?\d\d(?![\w-]|[.,]\d)"
)
_CALLED = re.compile(
    r"(?<!\w)((?:тел\b|моб\b|сот\b|(?:телефон(?:ы|а|ов)?|мобильн(?:ый|ые|ого)|сотов(?:ый|ые|ого))(?=\s?[.:№#(+–-]|\s+[\d(+][\d\s()+-]{5,}\d)|факс\b|(?:вн|доб)\.|phone\b|tel(?:ephone)?\b|mobile\b|mob\b|fax\b|ext\.|"
    r"whatsapp\b|ватсап\b|ұялы\b|cell(?=:)|при[её]мн\w+|(?:(?:(?:р\.?\s?)?т|раб|дом|канц)\.|секретар\w{1,3}\W{0,3}|хатшы\w*\W{0,3})(?=\s?\d{2,3}-\d\d-\d\d(?!\d)))[\s.:№#]{0,4}(?:(?:қосымша|ішкі|внутр\w*\.?|вн\.?|доб\.?)\s?)?)(\+?\(?\d[\d\s()+-]{0,30}\d(?:\s?[,;/]\s?\d[\d-]{3,12}\d|/\d{1,4}(?!\d))*)",
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
_SHORT_NUMBER = re.compile(r"\d\d-\d\d-?\d\d(?!\d)")
_LONG_NUMBER = re.compile(r"\d[\d\s()./‐‑‒–-]{7,}\d")


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
    if "@" in text or ("/" in text and has_sign(text, "page")):
        text = _PAGE.sub(MASK, text)
    is_long = _LONG_NUMBER.search(text) is not None
    is_ascii = text.isascii()
    if (is_long or not is_ascii or "assport" in text) and has_sign(text, "document"):
        text = _NUMBER_OF_PERSON.sub(lambda found: f"{found[1] or found[2]}{MASK}", text)
    if is_long:
        if len(text) >= SHORTEST_ALONE and _MAY_STAND_ALONE.search(text):
            text = _NUMBER_ALONE.sub(_mask_if_sound, text)
        text = _PHONE.sub(MASK, text)
    if not is_ascii and ("адрес" in text or "рожива" in text or "ропис" in text or "екенжай" in text):
        text = _AT_HOME.sub(rf"\1{MASK}", text)
    if names_telephone(text):
        text = _CALLED.sub(rf"\1{MASK}", text)
    if "-" in text and has_sign(text, "rung") and _SHORT_NUMBER.search(text):
        text = _RUNG.sub(rf"\1{MASK}", text)
    return _INNER.sub(MASK, text) if MASK in text else text


def _mask_if_sound(found: re.Match[str]) -> str:
    written = found.group()
    digits = re.sub(r"[\s-]", "", written)
    if not digits.isdecimal():
        return MASK if _is_account(digits) else written
    if len(digits) == 12:
        return MASK if _is_of_person(digits) else written
    return (
        MASK
        if _is_card(digits) and not all("1900" <= year <= "2100" for year in re.findall(r"\d{4}", digits))
        else written
    )


def _is_account(written: str) -> bool:
    """Whether letters and digits are an IBAN, by their check digits (ISO 13616)."""
    moved = written[4:] + written[:4]
    return int("".join(str(int(letter, 36)) for letter in moved)) % 97 == 1


def _is_of_person(digits: str) -> bool:
    """Whether twelve digits are the number of a person in Kazakhstan, by the last of them."""
    numbers = [int(digit) for digit in digits]
    control = sum(weight * digit for weight, digit in zip(range(1, 12), numbers, strict=False)) % 11
    if control == 10:
        weights = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
        control = sum(weight * digit for weight, digit in zip(weights, numbers, strict=False)) % 11
    return control == numbers[11]


def _is_card(digits: str) -> bool:
    """Whether digits are the number of a bank card (Luhn)."""
    doubled = [int(digit) * (1 + (place % 2 == 0)) for place, digit in enumerate(reversed(digits), start=1)]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0
