"""Signs of contacts: a few letters by which it is quickly seen that a text can hold none."""

from __future__ import annotations

import re

# To see whether a few letters stand in a text takes a hundredth of the time that a pattern takes to find nothing.
_LATIN_SIGNS = {
    "rung": ("call ", "Call ", "ring ", "Ring "),
    "account": (
        "mail:", "mail :", "kype", "elegram", "iber:", "iber @", ".me/", "/in/", "MAIL:", "KYPE", "tg:", "nsta:",
        "app.com/",
    ),
    "page": ("ram.com/", "k.com/", "k.ru/", "ter.com/"),
    "document": ("assport", "ASSPORT", "IIN", "iin"),
    "honour": ("Mr", "Ms", "Dr", "Prof"),
    "patronymic": ("uly", "yzy", "vich", "vna"),
    "asking": (
        "as'ul", "ontact", "ocal point", "ocal Point", "anager", "fficer", "ordinator", "eader", "irector", "ead:",
        "ead -", "ead –", "hair", "resident",
    ),
}  # fmt: skip
_SIGNS = {
    "rung": ("call ", "Call ", "ring ", "Ring ", "звон", "Звон", "номер", "Номер", "абарлас"),
    "account": (
        *_LATIN_SIGNS["account"], "почта", "кайп", "елеграм", "айбер", "тг:", "нста:", "вк:",
    ),
    "page": ("ram.com/", "k.com/", "k.ru/", "ter.com/"),
    "document": (
        "ИИН", "иин", "ЖСН", "жсн", "аспорт", "АСПОРТ", "личности", "ЛИЧНОСТИ", "уәлі", "УӘЛІ",
        *_LATIN_SIGNS["document"],
    ),
    "honour": ("Mr", "Ms", "Dr", "Prof", "г-н", "г-ж", "осподин", "оспож"),
    "patronymic": (
        "ович", "евич", "ёвич", "ьич", "овн", "евн", "ёвн", "ьинич", "итичн", "ұлы", "қызы", "улы", "кызы",
        "ВИЧ", "ВНА", "ЛЫ", "ЫЗЫ",
        *_LATIN_SIGNS["patronymic"],
    ),
    "asking": (
        "онтакт", "оордин", "уратор", "уковод", "ук.", "енедж", "тв", "сп.", "иректор", "пециалист", "айланыс",
        "лестір", "етекші", "ауапты", "жооптуу", "Жооптуу", "асъул", "нженер", "ухгалтер", "ксперт", "ачальник",
        "онсультант", "ким ", "асшы", "өраға", "астығы", "еңгеруш", "редседател", "ектор", "аведующ",
        "as'ul", "asʻul", "as’ul", "КОНТ", "КООР", "РУК", "ОТВ", "ИСП",
        *_LATIN_SIGNS["asking"],
    ),
}  # fmt: skip

_SHORT_FORM = re.compile(
    r"(?<!\w)(?:(?:(?:р\.?\s?)?т|[Рр]аб|[Дд]ом|[Кк]анц)\.|[Сс]екретар\w{1,3}\W{0,3}|[Хх]атшы\w*\W{0,3})\s?\d{2,3}-\d\d-\d\d(?!\d)"
)
_TELEPHONE = (
    "tel",
    "Tel",
    "TEL",
    "phone",
    "Phone",
    "mob",
    "Mob",
    "fax",
    "Fax",
    "ext.",
    "cell:",
    "Cell:",
    "whatsapp",
    "Whatsapp",
    "WhatsApp",
)
_TELEPHONES = (
    "тел", "Тел", "ТЕЛ", "моб", "Моб", "сот", "Сот", "факс", "Факс", "вн.", "доб.", "ватсап", "Ватсап", "ұялы", "Ұялы",
    "приемн", "приёмн", "Приемн", "Приёмн",
    *_TELEPHONE,
)  # fmt: skip
"""How words for a telephone begin, in Latin letters and in all."""


def has_sign(text: str, kind: str) -> bool:
    """Whether one of the signs of a kind ("rung", "page", "document", "honour", ...) is in a text."""
    for sign in (_LATIN_SIGNS if text.isascii() else _SIGNS)[kind]:  # noqa: SIM110 - any() takes twice as long
        if sign in text:
            return True
    return False


def names_telephone(text: str) -> bool:
    """Whether a word for a telephone may stand in a text; most with "тел" in them speak of teachers and activities."""
    if (
        "-" in text
        and (
            "т." in text
            or "аб." in text
            or "ом." in text
            or "анц." in text
            or "екретар" in text
            or "атшы" in text
        )
        and _SHORT_FORM.search(text)
    ):
        return True
    for sign in _TELEPHONE if text.isascii() else _TELEPHONES:
        if sign in text:
            place = text.find(sign)
            while place >= 0:
                if not place or not text[place - 1].isalpha():
                    return True
                place = text.find(sign, place + 1)
    return False


def may_address(text: str) -> bool:
    """Whether an e-mail address may stand in a text."""
    if "@" in text or "(at" in text or "[at" in text or "AT)" in text or "AT]" in text:
        return True
    return may_be_spelled(text) or (
        not text.isascii()
        and (
            "собак" in text
            or "собачк" in text
            or "＠" in text
            or "гав" in text
            or "(эт" in text
            or "(ат" in text
        )
    )


def may_be_spelled(text: str) -> bool:
    """Whether an address may stand there with a word for its sign: "jane.roe at who.int"."""
    return (" at " in text or " AT " in text) and _AT_WORD.search(text) is not None


_AT_WORD = re.compile(r"\w[._]\w+ at \w[\w-]*(?:\.| dot )\w", re.IGNORECASE)


def may_call(text: str) -> bool:
    """Whether a word for a telephone may stand in a text of small ASCII letters."""
    return (
        "tel" in text or "phone" in text or "mob" in text or "fax" in text or "ext." in text or "whatsapp" in text
        or "cell:" in text or "passport" in text
    )  # fmt: skip
