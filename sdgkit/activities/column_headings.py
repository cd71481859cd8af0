"""What the heading of a column says: the fields that it may stand for, by the words of `columns.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Any, NamedTuple

from sdgkit.languages import fold

WEAK = 0.62
"""What a heading that is used for other things too weighs, against 1 for one that is not."""
SURE = 0.55
"""Score from which a heading is recognised without a look at how else it may be spelled."""
ENOUGH = 0.4
"""Score from which a heading stands for a field; a bare weak word in a heading of two words reaches it."""


class Guess(NamedTuple):
    """A field that a heading may stand for, and how well it fits, 0 to 1."""

    field: str
    score: float


class _Pattern(NamedTuple):
    field: str
    weight: float
    words: tuple[str, ...]


_OF_EXPORTS = {
    "key": "identifier",
    "role:funding": "donor",
    "role:extending": "partner",
    "role:partner": "partner",
    "role:accountable": "partner",
    "role:implementing": "implementer",
    "own:implementing": "implementer",
    "role:government": "government",
    "role:beneficiary": "beneficiary",
    "fallback:country": "country",
    "day-start": "start",
    "day-end": "end",
    "money:budget": "budget",
    "money:said": "budget",
    "money:required": "required",
    "money:available": "available",
    "money:commitment": "commitment",
    "fallback:commitment": "commitment",
    "money:disbursed": "spent",
    "fallback:disbursed": "spent",
    "also:disbursed": "spent",
    "sector:text": "sector",
    "sector:world-bank": "sector",
    "title-of:dac": "sector",
    "code:dac": "dac_code",
}
"""What the columns of known exports hold -> the field of other registers that says the same."""


@cache
def table_of_fields() -> dict[str, dict[str, Any]]:
    """What `columns.toml` says of each field: its label, the kind of its cells, and the words of its headings."""
    text = resources.files("sdgkit.activities").joinpath("columns.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def fields() -> tuple[str, ...]:
    """The names of all fields that a column can be.

    Example:
        >>> "donor" in fields(), "part" in fields()
        (True, True)
    """
    return tuple(table_of_fields())


def field_label(field: str, language: str = "en") -> str:
    """What a person calls a field, with the name that settings give it.

    Args:
        field: one of `fields`, or what the column of a known export holds ("role:funding").
        language: "en", "ru" or "kk".

    Example:
        >>> field_label("implementer", "ru"), field_label("role:funding"), field_label("marker:1")
        ('исполнитель (implementer)', 'donor (role:funding)', 'marker:1')
    """
    entry = table_of_fields().get(_OF_EXPORTS.get(field, field))
    return f"{entry['label'][language]} ({field})" if entry else field


@cache
def _patterns() -> dict[str, list[_Pattern]]:
    """Patterns by the first three letters of their first word."""
    found: dict[str, list[_Pattern]] = {}
    for name, entry in table_of_fields().items():
        for kind, weight in (("sure", 1.0), ("weak", WEAK)):
            for heading in entry[kind]:
                words = tuple(heading.split())
                found.setdefault(words[0].rstrip("*")[:3], []).append(_Pattern(name, weight, words))
    return found


_STOP = frozenset(
    [
        "и",
        "в",
        "по",
        "на",
        "с",
        "о",
        "от",
        "для",
        "к",
        "или",
        "the",
        "of",
        "and",
        "in",
        "for",
        "a",
        "an",
        "by",
        "on",
        "with",
        "мен",
        "және",
        "және",
        "үшін",
        "бойынша",
        "проекта",
        "проектов",
        "проект",
        "рк",
        "республики",
        "казахстан",
        "жобаның",
        "жоба",
        "project",
    ]
)
_UNITS = frozenset(
    [
        *("тыс", "млн", "млрд", "руб", "долл", "доллар", "доллары", "долларов", "сша", "тенге", "тг", "евро"),
        *(
            "мың",
            "ақш",
            "теңге",
            "еуро",
            "thousand",
            "million",
            "mln",
            "bln",
            "bn",
            "usd",
            "eur",
            "kzt",
            "us",
        ),
    ]
)
"""Words of units, which say nothing of what a column holds."""
_EMPTY = _STOP | _UNITS
YEAR = re.compile(r"(?<!\d)(20[0-4]\d|19[89]\d)(?!\d)")


def words_of(heading: str) -> tuple[str, ...]:
    """The words of a heading, folded, without punctuation.

    Example:
        >>> words_of("Сумма (тыс. тенге)"), words_of("country_iso3"), words_of("МЕРЗIМI")
        (('сумма', 'тыс', 'тенге'), ('country', 'iso3'), ('мерзімі',))
    """
    spaced = re.sub(r"(?<=[a-zа-я])(?=[A-ZА-Я])", " ", heading) if not heading.isupper() else heading
    words = re.findall(r"№|#|[^\W_]+", fold(spaced))
    return tuple(word.translate(_LOOK_ALIKE) if _MIXED.search(word) else word for word in words)


_MIXED = re.compile(r"[а-яәғқңөұүһі][a-z]|[a-z][а-яәғқңөұүһі]")
_LOOK_ALIKE = str.maketrans("aceiopxykmthb", "асеіорхукмтнв")
"""Latin letters that people type in Cyrillic words, "i" for "і" above all."""


def without_hyphens(heading: str) -> str:
    """A heading with the words that were divided at the end of a line in one piece.

    Example:
        >>> without_hyphens("Испол-\\nнитель"), without_hyphens("Ресей-\\nҚытай")
        ('Исполнитель', 'Ресей-\\nҚытай')
    """
    return _DIVIDED.sub("", heading) if "-" in heading and "\n" in heading else heading


_DIVIDED = re.compile(r"(?<=[а-яәғқңөұүһіa-z])-[ \t]*\r?\n\s*(?=[а-яәғқңөұүһіa-z])")


@lru_cache(maxsize=4096)
def guesses(heading: str) -> tuple[Guess, ...]:
    """The fields that a heading may stand for, best first.

    A heading in two languages or with an explanation in brackets is read as a whole and in its parts.

    Example:
        >>> guesses("Жобаның атауы (Наименование проекта)")[0].field
        'title'
        >>> guesses("Дата начала реализации")[0].field
        'start'
    """
    if len(heading) > 600:
        return ()
    heading = without_hyphens(heading)
    best: dict[str, float] = {}
    parts = [heading, *(part for part in re.split(r"[\n()/|]|\s[-–—]\s", heading) if part.strip())]
    explained = {
        part
        for inside in re.findall(r"\(([^()]*)\)", heading)
        for part in re.split(r"[\n/|]|\s[-–—]\s", inside)
    }
    for part in dict.fromkeys(parts):
        # A part weighs a little less, so that the whole wins where both fit; what a bracket explains still less.
        factor = 1.0 if part is heading else (0.9 if part in explained else 0.97)
        for name, score in _scores(part).items():
            best[name] = max(best.get(name, 0.0), score * factor)
    if max(best.values(), default=0.0) < SURE:
        for name, score in _scores(in_plain_letters(heading), plain=True).items():
            best[name] = max(best.get(name, 0.0), score * 0.95)
    return tuple(sorted((Guess(n, round(s, 3)) for n, s in best.items()), key=lambda g: (-g.score, g.field)))


_TWO_LETTERS = (("sh", "ш"), ("ch", "ч"), ("zh", "ж"), ("gh", "г"), ("yu", "ю"), ("ya", "я"))
_TO_CYRILLIC = str.maketrans(
    "aäábvgğǵdejzıiíkqlmnñńŋoöóprsştuüúūwýfhxyc", "ааабвгггдежзииикклмннннооопрсштууууууфххыц"
)
"""Latin letters of Kazakh, of the alphabets of 2018 and 2021 and as people write without them."""
_PLAIN = str.maketrans("әғқңөұүһій", "агкноуухии")
"""Letters of Kazakh as people type them on a Russian keyboard; й and і are one letter in Latin spellings."""
LEAST_LETTERS = 4
"""Letters of a heading in other letters that must fit; shorter ones fit by chance."""


def in_plain_letters(heading: str) -> str:
    """A heading in Russian letters alone: Kazakh without its own letters, or in Latin ones.

    Example:
        >>> in_plain_letters("Jobanyñ atauy"), in_plain_letters("Жобаның атауы"), in_plain_letters("Öñır")
        ('жобанын атауы', 'жобанын атауы', 'онир')
    """
    text = " ".join(words_of(heading))
    if text.isascii() or not re.search(r"[а-яәғқңөұүһі]", text):
        for latin, cyrillic in _TWO_LETTERS:
            text = text.replace(latin, cyrillic)
        text = text.translate(_TO_CYRILLIC)
    return text.translate(_PLAIN)


@cache
def _plain_patterns() -> dict[str, list[_Pattern]]:
    """The patterns with Cyrillic words, in plain letters."""
    found: dict[str, list[_Pattern]] = {}
    for patterns in _patterns().values():
        for one in patterns:
            words = tuple(word.translate(_PLAIN) for word in one.words)
            letters = sum(len(word.rstrip("*")) for word in words)
            if letters >= LEAST_LETTERS and all(re.search("[а-я]", word) for word in words):
                found.setdefault(words[0].rstrip("*")[:3], []).append(one._replace(words=words))
    return found


def _scores(heading: str, *, plain: bool = False) -> dict[str, float]:
    words = words_of(heading)
    if not words or len(words) > 25:
        return {}
    scores: dict[str, float] = {}
    known = _plain_patterns() if plain else _patterns()
    starts = {word[:length] for word in words for length in (1, 2, 3)}
    for start in starts:
        for pattern in known.get(start, ()):
            matched = _matched(pattern.words, words)
            if matched is None:
                continue
            rest = [word for index, word in enumerate(words) if index not in matched and word not in _EMPTY]
            cover = len(matched) / (len(matched) + len(rest))
            first = 0.04 if 0 in matched else 0.0
            score = pattern.weight * (0.42 + 0.5 * cover + first) + 0.04 * min(len(matched), 3) / 3
            scores[pattern.field] = max(scores.get(pattern.field, 0.0), min(score, 1.0))
    return scores


def _matched(pattern: tuple[str, ...], words: tuple[str, ...]) -> set[int] | None:
    used: set[int] = set()
    for stem in pattern:
        if stem.endswith("*"):
            place = next((i for i, w in enumerate(words) if i not in used and w.startswith(stem[:-1])), None)
        else:
            place = next((i for i, w in enumerate(words) if i not in used and w == stem), None)
        if place is None:
            return None
        used.add(place)
    return used


_PART = re.compile(
    r"^\W*(?:в\s*т\.?\s*ч|в том числе|из них|of which|incl|including|оның ішінде|соның ішінде)", re.IGNORECASE
)


def is_part(path: Sequence[str]) -> bool:
    """Whether a heading names a part of another amount ("в т.ч. грант донора").

    Example:
        >>> is_part(["Стоимость проекта", "в т.ч. РБ, тыс. тенге"]), is_part(["Стоимость", "всего"])
        (True, False)
    """
    return any(_PART.match(fold(heading)) for heading in path)


def guess_path(path: Sequence[str]) -> list[Guess]:
    """The fields that a heading of several rows may stand for, from the top down.

    The lowest heading decides; where it says nothing of its own ("всего", "2024", "план") the ones above do.

    Example:
        >>> guess_path(["Сроки реализации", "начало"])[0].field
        'start'
        >>> guess_path(["Стоимость проекта", "всего"])[0].field
        'budget'
    """
    path = [heading for heading in path if heading.strip()]
    if not path:
        return []
    found: dict[str, float] = {g.field: g.score for g in guesses(path[-1])}
    if len(path) > 1:
        above = {g.field: g.score for g in guesses(" ".join(path[:-1]))}
        together = {g.field: g.score for g in guesses(" ".join(path))}
        own = max(found.values(), default=0.0)
        for name, score in above.items():
            # The heading above counts for less, the more the lower one says itself.
            found[name] = max(found.get(name, 0.0), score * (0.9 if own < 0.7 else 0.5))
        for name, score in together.items():
            if name in found:
                found[name] = max(found[name], score)
        for date_field in ("start", "end"):
            # "с ... по" are dates only beneath a heading of time.
            if (
                date_field in found
                and not {"period", "start", "end", "year"} & above.keys()
                and found[date_field] < 0.7
            ):
                del found[date_field]
        if YEAR.fullmatch(re.sub(r"\s*[гж]\w*\.?$", "", path[-1].strip())) and any(
            above.get(f, 0) > ENOUGH for f in MONEY_FIELDS
        ):
            found.pop("year", None)
    elif path[-1].strip().lower() in ("с", "по", "до", "от", "from", "to"):
        return [Guess(g.field, g.score) for g in guesses(path[-1])]
    return sorted((Guess(n, s) for n, s in found.items() if s >= ENOUGH), key=lambda g: (-g.score, g.field))


MONEY_FIELDS = frozenset({"budget", "commitment", "spent", "required", "available", "part"})
DATE_FIELDS = frozenset({"start", "end", "period", "year"})
ORGANISATION_FIELDS = frozenset({"donor", "partner", "implementer", "government", "beneficiary"})
CODE_FIELDS = frozenset({"sdg", "sdg_primary"})
ONCE = frozenset({"number", "payment_date", "start", "end", "period", "year", "currency", "status", "unit"})
"""Fields that one column has; a second heading of the kind is kept as it stands."""
