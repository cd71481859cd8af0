"""Districts: the units below the regions of the five countries of Central Asia, by the region that holds them.

Registers of an oblast name its districts and not the oblast. The names stand in `districts.csv`:

- `region`: ISO 3166-2 of the region or of the city that the unit is part of.
- `kind`: "district"; "city", a town of the rank of a district; "city district", a part of a city.
- `en`, `kk`: the name without the word for district; `ru`: with it, as Russian has an adjective ("Бейнеуский район").
- `own`: the name in the language of the country, in its alphabets; empty where that is Kazakh.
- `names`, `old_names`: further spellings and former names, the latter with the year of the change where it is known.
- `ambiguous`: "name" where it is also a person, a river or a thing: alone it counts only as a whole entry of a list of
  places; "word" where it is an ordinary word or a larger place: alone it counts only in a register of its region.

Names that several regions have need no mark: that follows from the table.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from sdgkit.languages import Text
from sdgkit.places.names import DAMAGED, Name, NameKind, Word, folded_word, language_of_name, words_of
from sdgkit.places.place import country as country_named
from sdgkit.places.place import region
from sdgkit.tables import listed, rows_of


class District(BaseModel):
    """A district, a town of its rank, or a part of a city.

    Attributes:
        region: ISO 3166-2 of the region or city that it is part of.
        kind: "district", "city" or "city district".
        title: its name in en, ru and kk.
        own: its name in the language of the country, in its alphabets.
        names: further spellings.
        old_names: former names.
        note: what a reader should know, in English.
        source: where it was taken from.
    """

    model_config = ConfigDict(frozen=True)

    region: str
    kind: Literal["district", "city", "city district"]
    title: Text
    own: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    old_names: tuple[str, ...] = ()
    note: str = ""
    source: str = ""


def districts(country: str) -> tuple[District, ...]:
    """The districts of a country, and the towns of their rank, in the order of their regions.

    Args:
        country: code or name.

    Raises:
        UsageError: the country is unknown.

    Example:
        >>> [str(one.title) for one in districts("KAZ") if one.region == "KZ-47"]
        ['Beyneu', 'Karakiya', 'Mangystau', 'Munaily', 'Tupkaragan']
    """
    iso2 = country_named(country).iso2
    return tuple(
        District(
            region=row["region"],
            kind=row["kind"],
            title=Text({language: row[language] for language in ("en", "ru", "kk")}),
            own=listed(row["own"]),
            names=listed(row["names"]),
            old_names=listed(row["old_names"]),
            note=row["note"],
            source=row["source"],
        )
        for row in rows_of("places", "districts.csv")
        if row["region"].startswith(f"{iso2}-")
    )


_LATIN = {
    "dzh": "j", "zh": "j", "dj": "j", "kh": "h", "gh": "g", "sh": "s", "ch": "c", "x": "h", "q": "k", "w": "v",
    "iy": "i", "ij": "i", "yy": "i", "yi": "i", "ye": "e", "y": "i",
}  # fmt: skip
_CYRILLIC = {
    "дж": "ж", "ҷ": "ж", "ҳ": "х", "ӣ": "и", "ӯ": "у", "ў": "у", "ы": "и", "э": "е", "ъ": "", "ь": "", "ң": "н",
}  # fmt: skip
_SPELLED = re.compile("|".join((*_LATIN, *_CYRILLIC)))
_DOUBLED = re.compile(r"(\w)\1+")


@lru_cache(maxsize=50_000)
def district_key(folded: str) -> str:
    """A folded word as it is compared with the names of districts: spellings that differ by habit are one.

    Example:
        >>> district_key("qamashi") == district_key("kamashi"), district_key("джангельдинский")
        (True, 'жангелдинский')
    """
    spelled = _SPELLED.sub(lambda found: _LATIN.get(found[0]) or _CYRILLIC.get(found[0], ""), folded)
    return _DOUBLED.sub(r"\1", spelled)


@lru_cache(maxsize=200)
def _keyed(endings: frozenset[str]) -> frozenset[str]:
    return frozenset(map(district_key, endings))


_WORD_FOR_DISTRICT = re.compile(r"^(?:район|этрап)\s+(?:имени\s+|им\.\s*)?|\s+(?:район|этрап|ауданы)$")
_YEAR = re.compile(r"\s*\(\d{4}\)$")
_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "i", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ы": "y", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip


def _names_of(row: dict[str, str]) -> list[tuple[str, bool]]:
    """The names of a unit without the word for district, each with whether it is a former one."""
    today = [row["en"].partition(" district of ")[0], row["ru"], row["kk"], *listed(row["own"])]
    found = [(name, False) for name in (*today, *listed(row["names"]))]
    found += [(_YEAR.sub("", name), True) for name in listed(row["old_names"])]
    found = [(_WORD_FOR_DISTRICT.sub("", name), old) for name, old in found]
    # As a file in Windows-1251 has them: "Т?п?ара?ан".
    damaged = [(name.lower().translate(DAMAGED), old) for name, old in found]
    return list(dict.fromkeys([*found, *(one for one in damaged if "?" in one[0])]))


_MASCULINE = frozenset(["ий", "ый", "ого", "ому", "им", "ым", "ом", "ие", "ые", "их", "ых", "ими", "ыми"])
_LATIN_MASCULINE = frozenset(
    ["iy", "ij", "ii", "i", "y", "yi", "yj", "ogo", "omu", "im", "om", "ie", "ye", "iye", "ikh", "ih", "imi"]
)
"""Endings of an adjective that belongs to "район"; "Самарская" is a region's."""


def _spelt(name: str, language: str) -> list[tuple[Word, ...]]:
    """The words of a name, as keys, with the endings that they may have in the languages it may be in."""
    if language == "en":
        return [_keys(words_of(name, "en"))]
    if language == "kk":
        return [_keys(words_of(name, "kk"))]
    russian = words_of(name, "ru")
    if not name.endswith(("ский", "цкий")):
        # A Kazakh name is often spelt like the Russian one, but inflected otherwise.
        return [_keys(words_of(name, "kk")), _keys(russian)]
    if len(russian) > 1:
        return [_keys((*russian[:-1], Word(russian[-1].stem, _MASCULINE)))]
    # The same adjective in Latin letters ("Suzakskiy rayon").
    latin = "".join(_LETTERS.get(letter, "") for letter in russian[0].stem)
    return [
        _keys((Word(russian[0].stem, _MASCULINE),)),
        _keys((Word(latin, _LATIN_MASCULINE),)),
    ]


def _keys(words: tuple[Word, ...]) -> tuple[Word, ...]:
    return tuple([Word(district_key(word.stem), _keyed(word.endings)) for word in words])


def _first_letter(name: str) -> str:
    return district_key(folded_word(name[:3]))[:1]


@cache
def _by_letter() -> dict[str, list[tuple[dict[str, str], str, bool]]]:
    """The names of all districts by the first letter of their keys, with their rows and whether they are old."""
    found: dict[str, list[tuple[dict[str, str], str, bool]]] = {}
    for row in rows_of("places", "districts.csv"):
        for name, old in _names_of(row):
            letter = _first_letter(name)
            found.setdefault(letter, []).append((row, name, old))
            latin = district_key(_LETTERS.get(letter, ""))[:1]
            if latin and name.endswith(("ский", "цкий")):
                found.setdefault(latin, []).append((row, name, old))
    return found


@cache
def districts_named(letter: str) -> dict[str, tuple[Name, ...]]:
    """The names of districts whose keys begin with a letter, by the key of the stem of their first word.

    They are made letter by letter: most registers name the districts of one region.
    """
    found: dict[str, dict[tuple[object, ...], Name]] = {}
    for row, name, old in _by_letter().get(letter, ()):
        unit, code = row["kind"], row["region"]
        kind: NameKind = "town" if unit == "city" else "district"
        language = language_of_name(name)
        for words in _spelt(name, language):
            spellings = [words]
            if len(words) == 2:  # "Алабукинский" for "Ала-Букинский"
                whole = words_of(name, "en")[0].stem
                spellings.append((Word(district_key(whole + words[1].stem), words[1].endings),))
            for spelling in spellings:
                # "Шет" is a word, "Шетский" only a district.
                adjective = spelling[-1].endings == _keyed(_MASCULINE) and unit == "district"
                alone = "name" if adjective and row["ambiguous"] == "word" else row["ambiguous"]
                made = Name(
                    spelling,
                    code,
                    kind,
                    region(code).country,
                    language,
                    old=old,
                    unit=unit,
                    alone=alone,
                )
                found.setdefault(spelling[0].stem, {}).setdefault((spelling, code, unit), made)
    return {stem: tuple(names.values()) for stem, names in found.items()}
