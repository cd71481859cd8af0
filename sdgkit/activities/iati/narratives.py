"""Texts of IATI: the narratives of an element, by language, without contacts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from sdgkit.activities.iati.pieces import children
from sdgkit.activities.trusted import made_text
from sdgkit.contacts import masked, may_hold
from sdgkit.languages import Text, clean, language_of

if TYPE_CHECKING:
    from lxml.etree import _Element

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NO_TEXT = Text({})

CYRILLIC = frozenset(
    ["ru", "kk", "ky", "tg", "uz", "mn", "uk", "be", "bg", "sr", "mk", "tt", "ba", "az", "tk", "ab", "os"]
)
"""Languages that are, or were, written in Cyrillic letters."""

_KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_OF_KAZAKH = 4
"""One word of so many has a letter that only Kazakh has, where the text is in Kazakh and not a Russian one with a name
in it."""
_MARKUP = re.compile(
    r"</?(?:p|br|b|i|u|ul|ol|li|em|strong|div|span|h[1-6]|a|font|table|tr|td)\b[^<>]{0,500}>", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,5});", re.IGNORECASE)
_SHORTEST = 6
"""Letters of the shortest contact."""


def as_text(texts: dict[str, str]) -> Text:
    """A text in several languages; none of them may be empty."""
    return made_text(texts) if texts else NO_TEXT


def cleaned(text: str) -> str:
    """The text as a person sees it, without e-mail addresses and telephone numbers.

    Example:
        >>> cleaned("Repair of clinics,\\n  ask a.b@example.org")
        'Repair of clinics, ask [...]'
        >>> cleaned("<p>Women &amp; girls</p> Contact: Jane Doe, +44 20 7008 5000")
        'Women & girls Contact: [...], [...]'
    """
    if "<" in text and _MARKUP.search(text):
        text = _MARKUP.sub(" ", text)
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    if not text.isascii() or "\x7f" in text:
        text = clean(text)
    elif "\n" in text or "  " in text or "\t" in text or text[:1] == " " or text[-1:] == " " or "\r" in text:
        # XML knows no other control characters; they are looked for one by one because that is quicker than asking
        # whether all of the text can be printed.
        text = " ".join(text.split())
    if len(text) < _SHORTEST or (text.isascii() and not may_hold(text)):
        return text
    return masked(text)


_TAGS = {
    "eng": "en", "rus": "ru", "kaz": "kk", "kz": "kk", "kir": "ky", "kgz": "ky", "uzb": "uz", "tgk": "tg", "tuk": "tk",
    "mon": "mn", "prs": "fa", "fra": "fr", "fre": "fr", "spa": "es", "deu": "de", "ger": "de",
}  # fmt: skip
"""Tags of three letters, and codes of countries, for the languages that are met; the standard wants two letters."""
_NO_LANGUAGE = frozenset(["und", "zxx", "mul", "mis", "none", "null", "n/a", "-"])
"""Tags that say that the language is not known, or is none."""


@lru_cache(maxsize=1000)
def language_tag(tag: str | None) -> str:
    """A language tag as sdgkit writes it; "" where it names no language.

    Example:
        >>> language_tag("EN"), language_tag("pt_BR"), language_tag("ru-RU"), language_tag(None)
        ('en', 'pt-br', 'ru', '')
        >>> language_tag("kaz"), language_tag("kz"), language_tag("und")
        ('kk', 'kk', '')
    """
    if not tag:
        return ""
    lower = tag.strip().lower().replace("_", "-")
    short = lower.partition("-")[0]
    short = _TAGS.get(short, short)
    if short in _NO_LANGUAGE or lower in _NO_LANGUAGE:
        return ""
    return short if short in ("en", "ru", "kk") or len(lower) == 3 else lower


def _is_kazakh(text: str) -> bool:
    """Whether a text that is given as Russian is in Kazakh.

    Example:
        >>> _is_kazakh("Қазақстан: орман шаруашылығы"), _is_kazakh("Поддержка фонда «Қамқор» в трёх районах")
        (True, False)
    """
    if not _KAZAKH.search(text):
        return False
    words = text.split()
    return sum(1 for word in words if _KAZAKH.search(word)) * _OF_KAZAKH >= len(words)


class Narratives:
    """Reads the narratives of elements.

    Attributes:
        language: the language of narratives that name none; set for each activity.
        mismatched: number of texts in Cyrillic letters that were given as of another language.
    """

    def __init__(self) -> None:
        self.language = ""
        self.mismatched = 0

    def of(self, element: _Element) -> dict[str, str]:
        """The texts by language; several in one language are joined.

        An element without narratives that holds text itself, as in version 1, is read too.
        """
        found: dict[str, str] = {}
        for child in children(element):
            if child.tag == "narrative":
                self._add(child, found)
        if not found:
            text = element.text
            if text and not text.isspace():
                self._add(element, found)
        return found

    def _add(self, element: _Element, found: dict[str, str]) -> None:
        raw = "".join(map(str, element.itertext())) if len(element) else element.text
        text = cleaned(raw) if raw else ""
        if not text:
            return
        # Most have no attribute; to see that takes a third of the time that it takes to ask for the language.
        given = element.get(LANG) if element.keys() else None
        language = self.language if given is None else language_tag(given)
        if not found and language and text.isascii():
            found[language] = text
            return
        if not language:
            language = language_of(text)
        elif not text.isascii() and (language not in CYRILLIC or (language == "ru" and _is_kazakh(text))):
            shown = language_of(text)
            if shown in ("ru", "kk"):
                self.mismatched += 1
                language = shown
        before = found.get(language)
        if before is None:
            found[language] = text
        elif text not in before:
            found[language] = f"{before} {text}"


def joined_texts(parts: Iterable[dict[str, str]]) -> dict[str, str]:
    """Texts one after another, each language for itself, each text once; a full stop where none stands.

    Example:
        >>> joined_texts([{"en": "Clinics repaired"}, {"en": "Doctors trained", "ru": "Врачи"}])
        {'en': 'Clinics repaired. Doctors trained', 'ru': 'Врачи'}
    """
    collected: dict[str, list[str]] = {}
    for part in parts:
        for language, text in part.items():
            texts = collected.setdefault(language, [])
            if text not in texts:
                texts.append(text)
    return {
        language: " ".join(
            text if text[-1] in ".!?;:…" or place == len(texts) - 1 else f"{text}."
            for place, text in enumerate(texts)
        )
        for language, texts in collected.items()
    }
