"""Languages: texts in several of them, how a letter is compared, how a number or date is written.

sdgkit speaks English, Russian and Kazakh; a register may hold texts in any language. Numbers, dates
and plurals follow the Unicode CLDR through Babel.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

from pydantic import ConfigDict, RootModel

from sdgkit.errors import UsageError

if TYPE_CHECKING:
    from babel import Locale

Language = Literal["en", "ru", "kk"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

LOCALES: Mapping[str, str] = {"en": "en_GB", "ru": "ru_RU", "kk": "kk_KZ"}
"""The locale by which Babel writes numbers and dates."""

TAGS: Mapping[str, str] = {"en": "en-GB", "ru": "ru-RU", "kk": "kk-KZ"}
"""The language tag for Word (`w:lang`) and HTML (`lang`)."""

FALLBACK: Mapping[str, tuple[str, ...]] = {
    "en": ("en", "ru", "kk"),
    "ru": ("ru", "kk", "en"),
    "kk": ("kk", "ru", "en"),
}
"""What is shown where a text is missing in the language asked for."""

KAZAKH_LETTERS = frozenset("әғқңөұүһі")

NBSP = "\N{NO-BREAK SPACE}"

_SEPARATORS: Mapping[str, tuple[str, str]] = {"en": (",", "."), "ru": (NBSP, ","), "kk": (NBSP, ",")}
"""Between thousands and before decimals, as the CLDR has them for the locales above (a test compares)."""


def language_named(name: str) -> Language:
    """The language of a name such as "ru", "RU" or "kk-KZ".

    Raises:
        UsageError: sdgkit does not speak it.

    Example:
        >>> language_named("kk-KZ")
        'kk'
    """
    for language in LANGUAGES:
        if name.lower().replace("_", "-").split("-")[0] == language:
            return language
    raise UsageError("languages.unknown", language=name)


class Text(RootModel[dict[str, str]]):
    """One text in one or more languages: language tag -> text. Empty texts are left out.

    The tag is that of BCP 47, lower case ("en", "ru", "kk", "fr"); "" where the language is unknown.

    Example:
        >>> title = Text({"ru": "Ремонт клиник", "kk": ""})
        >>> title.in_language("kk"), bool(Text({})), title.languages
        ('Ремонт клиник', False, ('ru',))
    """

    model_config = ConfigDict(frozen=True)

    def model_post_init(self, context: object, /) -> None:
        """Leave out what is empty."""
        for language in [key for key, text in self.root.items() if not text.strip()]:
            del self.root[language]

    @classmethod
    def of(cls, text: str, language: str | None = None) -> Text:
        """A text in one language, which is recognised by its letters where it is not given."""
        return cls({language_of(text) if language is None else language: text})

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have a text."""
        return tuple(self.root)

    def shown_language(self, language: str) -> str:
        """The language that `in_language` answers in ("" where there is no text)."""
        for candidate in FALLBACK.get(language, (language, "en")):
            if candidate in self.root:
                return candidate
        return next(iter(self.root), "")

    def in_language(self, language: str) -> str:
        """The text in the language, else in the next best one, else ""."""
        return self.root.get(self.shown_language(language), "")

    def items(self) -> Iterator[tuple[str, str]]:
        """Pairs of language and text."""
        return iter(self.root.items())

    def __bool__(self) -> bool:
        return bool(self.root)

    def __str__(self) -> str:
        return self.in_language("en")


def language_of(text: str) -> str:
    """The language by its letters: "kk", "ru", "en", or "" where there are no letters to tell.

    A letter that only Kazakh has decides for Kazakh; else the alphabet with more letters decides.
    Other languages in these alphabets are taken for one of the three.

    Example:
        >>> language_of("Су ресурстарын қорғау"), language_of("Вода"), language_of("6.4")
        ('kk', 'ru', '')
    """
    folded = text.lower()
    if folded.isascii():
        return "en" if _LATIN.search(folded) else ""
    if _KAZAKH.search(folded):
        return "kk"
    cyrillic, latin = _CYRILLIC.search(folded), _LATIN.search(folded)
    if not cyrillic or not latin:
        return "ru" if cyrillic else "en" if latin else ""
    return "ru" if len(_CYRILLIC.findall(folded)) >= len(_LATIN.findall(folded)) else "en"


_CYRILLIC = re.compile("[а-яё]")
_KAZAKH = re.compile("[" + "".join(sorted(KAZAKH_LETTERS)) + "]")
_LATIN = re.compile("[a-z]")
_SPACES = re.compile(r"[\s\u00a0\u202f\u2007\u2009\u200a\u3000]+")
# Joiners stay where they can be seen: within Persian and Dari words and within an emoji of several.
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u200e\u200f\u2060-\u2064\ufeff\u202a-\u202e]"
    "|(?<![\u0600-\u06ff\ufe0f\u2600-\u27bf\U0001f000-\U0001ffff])[\u200c\u200d]"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def clean(text: str) -> str:
    """The text as a person sees it: NFC, no control or invisible characters, single spaces.

    Example:
        >>> clean(" Ремонт\\u00a0 кли\\u00adник\\n")
        'Ремонт клиник'
    """
    if text.isprintable() and "  " not in text and unicodedata.is_normalized("NFC", text):
        # Most texts hold nothing to take out: invisible characters and odd spaces are not printable.
        return text.strip(" ")
    text = _CONTROL.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text)))
    return _SPACES.sub(" ", text).strip()


_FOLDED = str.maketrans(
    {"ё": "е", "«": '"', "»": '"', "“": '"', "”": '"', "„": '"'}
    | dict.fromkeys("‘’ʻʼ", "'")
    | dict.fromkeys("‐‑‒–—−", "-")
)

_TO_FOLD = re.compile("[" + "".join(map(chr, _FOLDED)) + "]")


def fold(text: str) -> str:
    """The text for comparing: clean, lower case, ё as е, straight quotes and hyphens.

    Example:
        >>> fold("Партнёр  «ПРООН»")
        'партнер "проон"'
    """
    text = clean(text).lower()
    # Translating takes ten times as long as seeing that there is nothing to translate.
    return text.translate(_FOLDED) if _TO_FOLD.search(text) else text


def write_number(value: float | Decimal | int, language: str, digits: int | None = None) -> str:
    """A number as the language writes it.

    Args:
        value: the number.
        language: "en", "ru" or "kk".
        digits: decimals, always that many; as many as the value has (at most 6) where None.

    Example:
        >>> write_number(1234567.5, "en"), write_number(1234567.5, "ru") == "1\\u00a0234\\u00a0567,5"
        ('1,234,567.5', True)
    """
    group, point = _SEPARATORS[language]
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if not exact.is_finite():
        return str(exact)
    # Half to even, as the CLDR rounds. Babel does the same in twenty times the time, and a review has many numbers.
    text = f"{exact:,.{6 if digits is None else digits}f}"
    if digits is None:
        text = text.rstrip("0").rstrip(".")
    if not text.strip("-0,."):
        text = text.lstrip("-")
    return text.replace(",", "\0").replace(".", point).replace("\0", group)


def number_text(value: float | Decimal | int) -> Text:
    """A number as each language writes it.

    Example:
        >>> number_text(1234.5).in_language("en"), number_text(99.8).in_language("kk")
        ('1,234.5', '99,8')
    """
    return Text({language: write_number(value, language) for language in LANGUAGES})


def write_date(value: dt.date, language: str, length: Literal["short", "medium", "long"] = "long") -> str:
    """A date as the language writes it.

    Example:
        >>> write_date(dt.date(2026, 4, 22), "ru") == "22 апреля 2026\\u202fг."
        True
    """
    from babel.dates import format_date

    text: str = format_date(value, format=length, locale=LOCALES[language])
    return text


def plural_category(number: int | Decimal, language: str) -> str:
    """The plural category of the CLDR: "one", "few", "many" or "other".

    Example:
        >>> [plural_category(n, "ru") for n in (1, 3, 11)]
        ['one', 'few', 'many']
    """
    category: str = locale_of(language).plural_form(number)
    return category


@cache
def locale_of(language: str) -> Locale:
    """What Babel knows of a language, looked up once: naming it anew at each number takes longer than writing it."""
    from babel import Locale

    return Locale.parse(LOCALES[language])
