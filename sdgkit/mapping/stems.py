"""Stems: what a word and its forms have in common, so that a phrase is found in every form.

Languages are data (`language/languages.toml`): English and Russian use the Snowball stemmers, Kazakh a
list of endings. A word is first made plain: NFKC, lower case, ё as е, invisible characters taken out,
Latin look-alikes inside a Cyrillic word (and the reverse in formulas such as CO2) set right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache

from pydantic import BaseModel, ConfigDict

from sdgkit.mapping.knowledge_files import knowledge_rows, knowledge_table

_CYRILLIC_FOR_LATIN = str.maketrans("aeopcxyhkmtbi", "аеорсхуһкмтві")
_LATIN_FOR_CYRILLIC = str.maketrans("аеорсхункмтві", "aeopcxyhkmtbi")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_POSSESSIVE = re.compile("['’ʼ]s?$")
_SAME = re.compile("ii+")
_PLAIN = re.compile("[A-Za-z0-9]+|[А-Яа-яӘәҒғҚқҢңӨөҰұҮүҺһІі]+")
"""Most words: only their capitals are to be made small."""


class Tongue(BaseModel):
    """A language that the mapping reads; see `language/languages.toml` for the fields."""

    model_config = ConfigDict(frozen=True)

    tag: str
    script: str
    letters: str
    stemmer: str
    forms: str = ""
    alike: tuple[tuple[str, str], ...] = ()
    conjunctions: str = ""
    between: str = ""
    reads: str = ""
    """The language whose phrases, cues and titles it reads, written in another alphabet."""
    spelling: str = ""
    """The table (letters, sound) by which both alphabets are written alike."""
    words: str = ""
    """Words by which a text of its script is known, parted by spaces: `word*` is any that begins so, `*word` any that
    ends so."""
    share: float = 0.0
    """Part of the words of a text that must show its letters or words; 0 where one is enough."""

    @property
    def of(self) -> str:
        """The language whose phrases it reads.

        Example:
            >>> tongues()["kk-Latn"].of, tongues()["kk"].of
            ('kk', 'kk')
        """
        return self.reads or self.tag


@cache
def tongues() -> dict[str, Tongue]:
    """All languages by tag, in the order of the file.

    Example:
        >>> sorted(tongues())
        ['en', 'kk', 'kk-Latn', 'ru']
    """
    table = knowledge_table("languages.toml", "language")
    return {tag: Tongue(tag=tag, **entry) for tag, entry in table.items()}


@cache
def usual_tongue(script: str) -> Tongue:
    """The language that words of a script are read in when nothing says otherwise."""
    return next(tongue for tongue in tongues().values() if tongue.script == script and not tongue.letters)


@cache
def conjunctions() -> frozenset[str]:
    """Words of all languages that stand before the last item of a list.

    Example:
        >>> conjunctions() >= {"and", "или", "және"}
        True
    """
    return frozenset(word for tongue in tongues().values() for word in tongue.conjunctions.split())


@cache
def between() -> frozenset[str]:
    """Stems of the words of all languages that only tie others together.

    Example:
        >>> between() >= {"of", "для", "үшін"}
        True
    """
    return frozenset(
        stem_in(plain(word), tongue.tag) for tongue in tongues().values() for word in tongue.between.split()
    )


def plain(word: str) -> str:
    """The word as it is compared.

    Example:
        >>> plain("Партнёр"), plain("Bода"), plain("СО₂"), plain("women's")
        ('партнер', 'вода', 'co2', 'women')
    """
    if _PLAIN.fullmatch(word):
        return word.lower()
    word = _INVISIBLE.sub("", unicodedata.normalize("NFKC", word)).lower().replace("ё", "е")
    word = _POSSESSIVE.sub("", word)
    if word.isascii():
        return word
    if _CYRILLIC.search(word):
        if any(letter.isdigit() for letter in word):
            turned = word.translate(_LATIN_FOR_CYRILLIC)
            return turned if turned.isascii() else word
        return word.translate(_CYRILLIC_FOR_LATIN)
    return word


def script_of(word: str) -> str:
    """The script of a plain word: "cyrillic" where it has a Cyrillic letter, else "latin"."""
    return "cyrillic" if _CYRILLIC.search(word) else "latin"


@cache
def stemmer(tag: str) -> Callable[[str], str]:
    """The function from a plain word to its stem, in one language.

    Example:
        >>> russian, kazakh = stemmer("ru"), stemmer("kk")
        >>> russian("смертности") == russian("смертность"), kazakh("өлімін") == kazakh("өлімі")
        (True, True)
        >>> kazakh("қауіпсіздігін"), kazakh("қауіпсіздік")
        ('қауіпсіздік', 'қауіпсіздік')
        >>> russian("колодец") == russian("колодцев"), russian("прививок") == russian("прививка")
        (True, True)
    """
    tongue = tongues()[tag]
    kind, _, name = tongue.stemmer.partition(":")
    spelt = _speller(tongue.spelling) if tongue.spelling else str
    shorter = _snowball(name, tongue.alike) if kind == "snowball" else _suffixes(name, spelt)
    forms = {
        spelt(form): shorter(spelt(like)) if kind == "snowball" else spelt(like)
        for form, like in _forms(tongue.forms).items()
    }
    cut = (lambda word: shorter(spelt(word))) if tongue.spelling else shorter
    known = forms.get

    if tongue.spelling:
        return lambda word: known(spelt(word)) or cut(word)

    def stem(word: str) -> str:
        found = known(word)
        return cut(word) if found is None else found

    return stem


def stem_in(word: str, tag: str) -> str:
    """The stem of a plain word in a text of the language; words of the other script keep their own.

    Example:
        >>> stem_in("policies", "ru"), stem_in("воды", "ru")
        ('polici', 'вод')
        >>> stem_in("mektepterdiñ", "kk-Latn") == stem_in("мектептердің", "kk-Latn")
        True
    """
    tongue = tongues()[tag]
    if tongue.spelling:
        return stemmer(tag)(word)
    script = script_of(word)
    return stemmer(tag if script == tongue.script else usual_tongue(script).tag)(word)


def _forms(name: str) -> dict[str, str]:
    if not name:
        return {}
    return {row["form"]: row["like"] for _, row in knowledge_rows(name, "language", ("form", "like"))}


def _snowball(name: str, alike: Sequence[tuple[str, str]]) -> Callable[[str], str]:
    import snowballstemmer

    cut: Callable[[str], str] = snowballstemmer.stemmer(name).stemWord
    endings = [(re.compile(pattern), written) for pattern, written in alike]
    if not endings:
        return cut

    def stem(word: str) -> str:
        found = cut(word)
        for pattern, written in endings:
            found = pattern.sub(written, found)
        return found

    return stem


def _speller(name: str) -> Callable[[str], str]:
    """The function that writes a word by its sounds, whichever alphabet it is in, by a table of letters."""
    rows = knowledge_rows(name, "language", ("letters", "sound"))
    sounds = {row["letters"]: row["sound"] for _, row in rows}
    letters = re.compile("|".join(map(re.escape, sorted(sounds, key=len, reverse=True))))

    def spelt(word: str) -> str:
        # "и", "ий" and "й" are one letter or two, by alphabet and taste.
        return _SAME.sub("i", letters.sub(lambda found: sounds[found.group()], word))

    return spelt


def _suffixes(name: str, spelt: Callable[[str], str] = str) -> Callable[[str], str]:
    table = knowledge_table(name, "language")
    endings = sorted(
        (
            (
                spelt(ending),
                group["shortest"],
                tuple(filter(None, map(spelt, group.get("after", "")))),
                spelt(group.get("becomes", "")),
            )
            for group in table["endings"]
            for ending in group["list"]
        ),
        key=lambda one: -len(one[0]),
    )
    by_last: dict[str, list[tuple[str, int, tuple[str, ...], str]]] = {}
    for one in endings:
        by_last.setdefault(one[0][-1], []).append(one)
    final = {spelt(voiced): spelt(unvoiced) for voiced, unvoiced in table.get("final", {}).items()}
    meant = {spelt(part): spelt(stem) for part, stem in table.get("left", {}).items()}

    def cut(word: str) -> str:
        while True:
            for ending, shortest, after, becomes in by_last.get(word[-1:], ()):
                left = len(word) - len(ending)
                if (
                    left >= shortest
                    and word.endswith(ending)
                    and (not after or word.endswith(after, 0, left))
                ):
                    word = word[:left] + becomes
                    break
            else:
                word = word[:-1] + final.get(word[-1:], word[-1:])
                return meant.get(word, word)

    return cut
