"""Names of places and the forms they take in a sentence: "Кызылорда" and "в Кызылорде", "Қызылорда" and "Қызылордада".

A name is a row of words; each word is a stem and the endings it may have. All names stand in one index by the stem of
their first word, so that a text is read once, word by word, whatever the number of names.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from sdgkit.languages import LANGUAGES, Text
from sdgkit.places.place import countries, country_groups, place_title, region, regions
from sdgkit.tables import listed, rows_of

NameKind = Literal["region", "city", "town", "district", "country", "all", "regional", "basin"]


class Word(NamedTuple):
    """A word of a name: what stays, and what may follow."""

    stem: str
    endings: frozenset[str]


class Name(NamedTuple):
    """One name of one place."""

    words: tuple[Word, ...]
    code: str
    kind: NameKind
    country: str
    """ISO 3166-1 alpha-3; "" for basins and groups of countries."""
    language: str
    ambiguous: bool = False
    """Other things have the name too: it counts in a cell of places, or beside a word such as "область"."""
    old: bool = False
    capitals: str = ""
    """How an abbreviation is spelt in capitals, Kazakh letters kept: ҚР is not КР. "" for other names."""
    unit: str = ""
    """What it is by `districts.csv`: "district", "city" or "city district"; "" for names from elsewhere."""
    alone: str = ""
    """Where a name of `districts.csv` counts without a word beside it: "" anywhere in a cell of places, "name" as a
    whole entry of a list, "word" only in a register of its region."""


_KAZAKH = str.maketrans("әғқңөұүһі", "агкноуухи")
"""Kazakh letters and the Russian ones that people without a Kazakh keyboard type for them."""

_TO_CYRILLIC = str.maketrans("AaBCcEeHIiKkMmOoPpTXxYy", "аавссеенииккммоорртххуу")
_TO_LATIN = str.maketrans("АаВСсЕеНІіКкМмОоРрТХхУу", "aabcceehiikkmmoopptxxyy")
_INSIDE = str.maketrans(dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff'‘’ʻʼ`"))

DAMAGED = str.maketrans(dict.fromkeys("әғқңөұүһ", "?"))
"""What a file in Windows-1251 makes of Kazakh letters; і is in that character set and stays."""


def _plain_latin(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).replace("ı", "i")


@lru_cache(maxsize=50_000)
def folded_word(word: str) -> str:
    """A word for comparing: lower case, one alphabet, no marks, Kazakh letters as their Russian look-alikes.

    Example:
        >>> folded_word("Қызылорда"), folded_word("Aстaна"), folded_word("Atyraū"), folded_word("Приозёрск")
        ('кызылорда', 'астана', 'atyrau', 'приозерск')
    """
    word = unicodedata.normalize("NFC", word).translate(_INSIDE)
    cyrillic = sum("\u0400" <= letter <= "\u04ff" for letter in word)
    latin = sum(letter < "\u0250" and letter.isalpha() for letter in word)
    if cyrillic and latin:
        # Letters of the other alphabet that look the same were typed by mistake.
        word = word.translate(_TO_CYRILLIC if cyrillic >= latin else _TO_LATIN)
        cyrillic = cyrillic >= latin
    word = word.lower()
    return word.replace("ё", "е").translate(_KAZAKH) if cyrillic else _plain_latin(word)


def in_cyrillic(word: str) -> str:
    """A Latin word as the Cyrillic one that looks the same ("PK" for "РК"), folded."""
    return word.translate(_TO_CYRILLIC).lower()


def _joined(*parts: str) -> frozenset[str]:
    endings = [""]
    for part in parts:
        endings = [left + right for left in endings for right in part.split("|")]
    return frozenset(endings)


_ADJECTIVE = _joined("ая|ой|ую|ою|ый|ий|ого|его|ому|ему|ым|им|ом|ем|ое|ее|ые|ие|ых|их|ыми|ими")
_LATIN_ADJECTIVE = _joined(
    "aya|aja|aia|ay|oy|oi|oj|uyu|uju|uiu|oyu|iy|ij|ii|yi|yj|y|i|ogo|omu|im|om|oye|oe|ie|iye|ikh|ih|imi"
)
"""Endings of a Russian adjective in Latin letters: "Aktyubinskaya", "v Aktjubinskoj oblasti"."""
_NOUN_A = _joined("а|ы|и|е|у|ой|ою")
_NOUN_YA = _joined("я|и|е|ю|ей|ею")
_NOUN_HARD = _joined("|а|у|ом|ем|е")
_NOUN_SOFT = _joined("ь|я|ю|ем|ью|и|е")
_NOUN_Y = _joined("й|я|ю|ем|е")
_NOUN_O = _joined("о|а|у|ом|е")
_NOUN_E = _joined("е|я|ю|ем|и")
_PLURAL = _joined("ы|и|ов|ей|ам|ям|ами|ями|ах|ях|")
_ALL = _joined("е|ех|ем|еми|я|ей|ю")
_ONLY = frozenset([""])
_KAZAKH_ENDINGS = _joined(
    "|лар|лер|дар|дер|тар|тер",
    "|сы|си|ы|и",
    "|нын|нин|дын|дин|тын|тин|га|ге|ка|ке|на|не|а|е|ны|ни|ды|ди|ты|ти|н|да|де|та|те|нда|нде"
    "|дан|ден|тан|тен|нан|нен|мен|бен|пен|дагы|деги|тагы|теги|ндагы|ндеги|лык|лик|дык|дик|тык|тик",
)
"""Plural, possessive and case of Kazakh, in the letters of `folded_word`. Source: any grammar of Kazakh."""

LONGEST_ENDING = 8
"""Letters of an ending that are tried; longer Kazakh chains are very rare after a name."""


def russian_word(word: str, *, plural: bool = False) -> Word:
    """A folded Russian word as stem and endings.

    Example:
        >>> russian_word("кызылординская").stem, sorted(russian_word("астана").endings)
        ('кызылординск', ['а', 'е', 'и', 'ой', 'ою', 'у', 'ы'])
    """
    if word in ("все", "вся", "всей"):
        return Word("вс", _ALL)
    if word.endswith(("ская", "ский", "ское", "ской", "цкая", "цкий")) or (
        len(word) > 5 and word.endswith(("ная", "ный", "ное", "вое", "вая", "ьный", "ая"))
    ):
        return Word(word[:-2], _ADJECTIVE)
    if plural and word[-1] in "ыи":
        return Word(word[:-1], _PLURAL)
    for letter, endings in (
        ("а", _NOUN_A),
        ("я", _NOUN_YA),
        ("ь", _NOUN_SOFT),
        ("й", _NOUN_Y),
        ("о", _NOUN_O),
    ):
        if word.endswith(letter):
            return Word(word[:-1], endings)
    if word.endswith("ье"):
        return Word(word[:-1], _NOUN_E)
    if word[-1] in "бвгджзклмнпрстфхцчшщ" and len(word) > 3:
        return Word(word, _NOUN_HARD)
    return Word(word, _ONLY)


def words_of(name: str, language: str, *, plural: bool = False, fixed: bool = False) -> tuple[Word, ...]:
    """The words of a name with their endings; hyphens and dots divide words like spaces.

    Args:
        name: the name.
        language: "en", "ru", "kk" or "kk-Latn".
        plural: whether Russian words in -ы and -и are plural, not indeclinable.
        fixed: whether no ending may follow, as with abbreviations.
    """
    divided = "".join(letter if letter.isalnum() or letter in "'‘’ʻʼ?" else " " for letter in name).split()
    found = []
    for part in divided:
        folded = folded_word(part)
        if fixed:
            found.append(Word(folded, _ONLY))
        elif language == "kk":
            found.append(Word(folded, _KAZAKH_ENDINGS if len(folded) > 2 else _ONLY))
        elif folded.endswith("skaya") and language != "ru":
            found.append(Word(folded.removesuffix("aya"), _LATIN_ADJECTIVE))
        elif language == "ru":
            found.append(russian_word(folded, plural=plural))
        else:
            found.append(Word(folded, _ONLY))
    return tuple(found)


_OF_KAZAKH = frozenset("әғқңөұүһі")
_OF_RUSSIAN = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюя")


def language_of_name(name: str) -> str:
    """The language that the letters of a name tell: "kk" by letters of its own, "ru" for other Cyrillic, else "en"."""
    letters = set(name.lower())
    if not _OF_KAZAKH.isdisjoint(letters):
        return "kk"
    return "en" if _OF_RUSSIAN.isdisjoint(letters) else "ru"


def _capitals(name: str) -> str:
    """The spelling of an abbreviation, "" for any other name."""
    short = len(name) <= 6 and sum(letter.isupper() for letter in name) >= 2 and " " not in name
    return name.upper() if short else ""


_SAYS_REGION = ("region", "oblast", "province", "oblysy", "область", "облысы")


def _of_countries() -> list[Name]:
    found = []
    for one in countries():
        for name in (*one.title.root.values(), *one.aliases):
            language = language_of_name(name)
            capitals = _capitals(name)
            found.append(
                Name(
                    words_of(name, language, fixed=bool(capitals)),
                    one.iso2,
                    "country",
                    one.iso3,
                    language,
                    capitals=capitals,
                )
            )
            # The Kazakh name of a country is often spelt like the Russian one, but inflected otherwise.
            if language == "ru" and not capitals:
                found.append(Name(words_of(name, "kk"), one.iso2, "country", one.iso3, "kk"))
    return found


def _of_regions() -> list[Name]:
    found: list[Name] = []
    ambiguous = {
        (row["code"], row["name"]) for row in rows_of("places", "region_names.csv") if row["ambiguous"]
    }
    for one in {row["code"]: region(row["code"]) for row in rows_of("places", "regions.csv")}.values():
        kind: NameKind = "city" if one.kind == "city" else "region"
        for language, name in one.title.items():
            found.append(Name(words_of(name, language), one.code, kind, one.country, language))
        for language, name in one.capital.items():
            if (one.code, name) not in ambiguous and one.valid_to is None:
                found.append(Name(words_of(name, language), one.code, "town", one.country, language))
    found += _adjectives_of_neighbours()
    for row in rows_of("places", "region_names.csv"):
        whole = row["kind"] == "whole country"
        of_region = None if whole else region(row["code"])
        name, language = row["name"], row["language"]
        if whole:
            kind = "all"
        elif row["kind"] == "old name" and name.lower().split()[-1] in _SAYS_REGION:
            kind = "region"
        elif row["kind"] in ("town", "old name") and of_region is not None and of_region.kind == "region":
            kind = "town"
        else:
            kind = "city" if of_region is not None and of_region.kind == "city" else "region"
        capitals = _capitals(name) if row["kind"] == "abbreviation" else ""
        made = Name(
            words_of(name, language, plural=whole, fixed=bool(capitals)),
            row["code"],
            kind,
            of_region.country if of_region is not None else "",
            language,
            ambiguous=bool(row["ambiguous"]),
            old=row["kind"] == "old name" and "district" not in row["note"],
            capitals=capitals,
        )
        found.append(made)
        if (
            language == "kk"
            and not made.capitals
            and (damaged := name.lower().translate(DAMAGED)) != name.lower()
        ):
            found.append(made._replace(words=words_of(damaged, "kk")))
    return found


def _adjectives_of_neighbours() -> list[Name]:
    """ "Ошская" and "Иссык-Кульская" as they stand before "обл." or in a list; those of Kazakhstan are in the table.

    A university may be called so too: in running text they count beside a word such as "обл." only.
    """
    found = []
    for row in rows_of("places", "regions.csv"):
        name, _, last = row["ru"].rpartition(" ")
        if row["country"] != "KAZ" and last in ("область", "велаят") and name.endswith(("ая", "ий")):
            found.append(Name(words_of(name, "ru"), row["code"], "region", row["country"], "ru"))
    return found


def _of_waters_and_groups() -> list[Name]:
    found: list[Name] = []
    for table, kind in (("basins.csv", "basin"), ("country_groups.csv", "regional")):
        for row in rows_of("places", table):
            names = [(row[language], language) for language in ("en", "ru", "kk")]
            names += [(name, language_of_name(name)) for name in listed(row["names"])]
            for name, language in names:
                capitals = _capitals(name)
                # An abbreviation of two letters stands for too many things outside a cell of places.
                made = Name(
                    words_of(name, language, fixed=bool(capitals)),
                    row["code"],
                    kind,  # type: ignore[arg-type]
                    "",
                    language,
                    ambiguous=len(capitals) == 2,
                    capitals=capitals,
                )
                found.append(made)
                if language == "ru" and not capitals:
                    found.append(made._replace(words=words_of(name, "kk"), language="kk"))
    return found


def is_adjective(name: Name) -> bool:
    """Whether the name is a Russian adjective, such as "Алматинская", "Иссык-Кульская" or "Almatinskaya"."""
    return name.words[-1].endings in (_ADJECTIVE, _LATIN_ADJECTIVE)


@cache
def index() -> dict[str, tuple[Name, ...]]:
    """All names by the stem of their first word.

    A name with "г." in front is left out where the bare name stands too: the word beside it is read in any case, and
    a hundred names that begin alike would be slow.
    """
    found: dict[str, dict[tuple[object, ...], Name]] = {}
    names = (*_of_regions(), *_of_waters_and_groups(), *_of_countries())
    bare = {(tuple(word.stem for word in name.words), name.code) for name in names if not name.ambiguous}
    for name in names:
        stems = tuple(word.stem for word in name.words)
        repeated = stems[:1] == ("г",) and (stems[1:], name.code) in bare
        if stems and stems[0] and not repeated:
            key = (name.words, name.code, name.kind, name.capitals)
            found.setdefault(name.words[0].stem, {}).setdefault(key, name)
    return {stem: tuple(names.values()) for stem, names in found.items()}


@cache
def region_beside(city: str) -> str | None:
    """The region that is called like a city of the same rank (KZ-19 beside KZ-75), or None.

    Example:
        >>> region_beside("KZ-75"), region_beside("KZ-71")
        ('KZ-19', None)
    """
    of_city = region(city)
    title = f"{of_city.title} Region"
    return next((one.code for one in regions(of_city.country) if str(one.title) == title), None)


@cache
def regions_like_cities() -> frozenset[str]:
    """The regions that are called like a city of the same rank, such as KZ-19."""
    cities = [row["code"] for row in rows_of("places", "regions.csv") if row["kind"] == "city"]
    return frozenset(found for code in cities if (found := region_beside(code)))


def shown_places(codes: Iterable[str]) -> Text:
    """The names of places with their codes as messages show them, in every language; "—" where there is none.

    Example:
        >>> shown_places(["KZ-10", "KZ-63"]).in_language("ru")
        'область Абай (KZ-10), Восточно-Казахстанская область (KZ-63)'
    """
    places = [(code, place_title(code)) for code in codes]
    return Text(
        {
            language: ", ".join(f"{title.in_language(language)} ({code})" for code, title in places) or "—"
            for language in LANGUAGES
        }
    )


@cache
def groups_and_countries() -> frozenset[str]:
    """ISO 3166-1 alpha-3 of the countries that named groups hold: those whose names count in any text."""
    return frozenset(iso3 for group in country_groups() for iso3 in group.countries)
