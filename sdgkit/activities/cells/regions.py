"""Regions and countries in a cell, as `sdgkit.places` recognises them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from sdgkit.activities.activity import RegionMention
from sdgkit.activities.cells.gaps import is_gap
from sdgkit.errors import UsageError
from sdgkit.languages import Text, clean
from sdgkit.places import country as country_named
from sdgkit.places import country_group, find_places, means_own_region, narrowed, undecided_districts
from sdgkit.places import region as region_of
from sdgkit.places.names import shown_places


class PlaceNote(NamedTuple):
    """What is doubtful about a place: code of a message of `sdgkit.places`, and its values."""

    code: str
    details: Mapping[str, str | Text]


class RegionReading(NamedTuple):
    """What a cell says of places.

    Attributes:
        regions: the regions, in the order in which they stand; "KZ" stands for the whole country.
        countries: ISO 3166-1 alpha-3 of countries that are named.
        notes: what is doubtful.
        unread: whether the cell says something and no place was recognised.
        missed: parts that speak of a region that was not recognised, beside others that were.
        wider: whether it names a group of countries ("Центральная Азия"), which is no region.
        detailed: whether it names districts, of which a region alone says less, or some that could not be decided.
    """

    regions: tuple[RegionMention, ...]
    countries: tuple[str, ...] = ()
    notes: tuple[PlaceNote, ...] = ()
    unread: bool = False
    wider: bool = False
    missed: tuple[str, ...] = ()
    detailed: bool = False


@lru_cache(maxsize=50_000)
def read_regions(
    text: str, country: str = "KAZ", year: int | None = None, within: tuple[str, ...] = ()
) -> RegionReading:
    """The places that a cell names.

    Args:
        text: what stands in the cell.
        country: ISO 3166-1 alpha-3 of the register, whose regions are meant.
        year: year in which the activity began, for regions that changed.
        within: regions, or countries by their alpha-2, that stand around the cell: in another column of the row, or in
            the title of the register. They decide between districts of one name; the only one of them is what "облыс
            бойынша" means.

    Example:
        >>> [region.code for region in read_regions("г. Актау, Атырауская обл.").regions]
        ['KZ-47', 'KZ-23']
        >>> read_regions("облыс бойынша").unread, read_regions("облыс бойынша", within=("KZ-47",)).regions[0].code
        (True, 'KZ-47')
    """
    if is_gap(text) or len(text) > 5000:
        return RegionReading((), unread=len(text) > 5000)
    regions: list[RegionMention] = []
    countries: list[str] = []
    notes: list[PlaceNote] = []
    wider = False
    home = country_named(country)
    every = find_places(text, country, year, cell=True, within=within)
    said, whole = _whole_of(text, within)
    # "по всей области" is not "все области".
    places = tuple(
        place for place in narrowed(every) if not said or place.kind != "all" or place.written not in said
    )
    undecided = undecided_districts(text, country, year, cell=True, within=within)
    # Beside each other "Бейнеу, Маңғыстау" are one region; the words say more.
    repeated = len(every) > len(places) and all(place.kind != "country" for place in every)
    detailed = bool(undecided) or repeated or any(place.kind == "district" for place in every)
    left_out = _EXCEPT.search(text)
    excluded = [place for place in places if left_out and _is_excluded(place.start, left_out)]
    places = tuple(place for place in places if place not in excluded)
    notes += [PlaceNote(place.note_code, {**place.details, "value": place.written}) for place in undecided]
    shares = _shares(text, [place.start for place in places])
    for place, share in zip(places, shares, strict=True):
        if place.note_code:
            notes.append(PlaceNote(place.note_code, place.details))
        if place.kind == "regional":
            wider = True
        elif place.kind == "country":
            named = country_named(place.code)
            countries.append(named.iso3)
            if named == home:
                regions.append(RegionMention(code=place.code, written=place.written, share=share))
        else:
            regions.append(RegionMention(code=place.code, written=place.written, share=share))
            if place.kind != "basin":
                countries.append(country_named(place.code.partition("-")[0]).iso3)
    if whole is not None and all(whole.code != region.code for region in regions):
        regions.append(whole)
        countries.append(country_named(whole.code.partition("-")[0]).iso3)
        notes.append(
            PlaceNote("places.own-region", {"region": shown_places([whole.code]), "value": whole.written})
        )
    missed = _missed(text, [place.start for place in (*every, *undecided)]) if places else ()
    missed = tuple(part for part in missed if whole is None or part != said)
    if excluded and places:
        missed += (clean(text),)
    return RegionReading(
        tuple(regions),
        tuple(dict.fromkeys(countries)),
        tuple(notes),
        unread=not regions and not countries and not wider and not undecided,
        wider=wider,
        missed=missed,
        detailed=detailed,
    )


def _whole_of(text: str, within: tuple[str, ...]) -> tuple[str, RegionMention | None]:
    """The entry of a cell that means its own region or city as a whole ("по области"), and that region if known."""
    for part in re.split(r"[,;\n]", text):
        kind = means_own_region(part)
        if kind:
            codes = [code for code in within if "-" in code and region_of(code).kind == kind]
            words = clean(part)
            return words, RegionMention(code=codes[0], written=words) if len(codes) == 1 else None
    return "", None


_EXCEPT = re.compile(
    r"(?<!\w)(?:кроме|за\s+исключением|исключая|except|excluding|other\s+than|бас[қк]а|қоспағанда|ташқари)(?!\w)",
    re.IGNORECASE,
)


def _is_excluded(start: int, word: re.Match[str]) -> bool:
    """Whether a place is left out by the word: it stands behind "кроме" or before "басқа"."""
    before = word.group().lower() in ("басқа", "баска", "қоспағанда", "ташқари")
    return start < word.start() if before else start > word.end()


_REGION_WORD = re.compile(
    r"(?<!\w)(?:обл(?:аст[^\W\d]+)?|облыс[^\W\d]*|oblasts?|regions?|provinces?)(?!\w)", re.IGNORECASE
)


_NAME_ALONE = re.compile(r"\s*[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][^\W\d_A-Z]{3,}(?:-[^\W\d_]+)?\s*")
"""One word with a capital among names of places: "Ashgabat; Balkan"."""
_BETWEEN = re.compile(r"[,;\n/]|\s(?:и|and|және|мен|пен)\s")


def _missed(text: str, starts: list[int]) -> tuple[str, ...]:
    """Parts between commas that speak of a region, or are a name alone, and name none that is known."""
    found = []
    cuts = [found.span() for found in _BETWEEN.finditer(text)]
    for start, end in zip(
        [0, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), len(text)], strict=True
    ):
        part = text[start:end]
        named = any(start <= place < end for place in starts)
        if named:
            continue
        of_region = _REGION_WORD.search(part) and re.search(r"[^\W\d_]", _REGION_WORD.sub("", part))
        if of_region or _NAME_ALONE.fullmatch(part):
            found.append(clean(part))
    return tuple(found)


_SHARE = re.compile(r"(?<![\d.,])(\d{1,2}|100)(?:[.,](\d{1,2}))?\s?%")


def _shares(text: str, starts: list[int]) -> list[Fraction | None]:
    """The percentage behind each place, where each has one and they make a whole: "Алматы (70%), Астана (30%)"."""
    nothing: list[Fraction | None] = [None] * len(starts)
    if "%" not in text or len(starts) < 2:
        return nothing
    shares = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        found = _SHARE.findall(text[start:end])
        if len(found) != 1:
            return nothing
        shares.append(Fraction(".".join(part for part in found[0] if part)) / 100)
    return [*shares] if sum(shares) == 1 else nothing


LEAST_PLACES = 2
"""Regions and districts that cells must name before they tell the country of a register."""
MOST_PLACES = Fraction(4, 5)
"""Part of them that must lie in one country; a register of several countries is of none."""


def usual_country(texts: Iterable[str]) -> str:
    """The country that nearly all places of a column lie in, as ISO 3166-1 alpha-3; "" where there is none.

    Example:
        >>> usual_country(["Ноокен, Базар-Коргон", "Ала-Бука", "Сузак", "Токтогул району", "Тогуз-Торо", "Майлуу-Суу"])
        'KGZ'
        >>> usual_country(["Ошская обл., Баткен", "все области"]), usual_country(["Ошская обл.", "Абай обл., ВКО"])
        ('KGZ', '')
        >>> usual_country(["Ноокен", "Бейнеу", "Восе", "Муйнак"])
        ''
    """
    found: Counter[str] = Counter()
    told: list[tuple[str, RegionReading]] = []
    for text in texts:
        reading = read_regions(text)
        if len(reading.countries) > 1:
            # "Баткен, Талас": both are of one country, where the second is the one there.
            within = (read_regions(text, code) for code in reading.countries)
            alone = [one for one in within if len(one.countries) == 1]
            reading = alone[0] if len(alone) == 1 else reading
        if len(reading.countries) == 1:
            # "все области" is as much of one country as of another.
            found[reading.countries[0]] += sum("-" in region.code for region in reading.regions)
            told.append((text, reading))
    best = found.most_common(1)
    if best and len(found) > 1:
        # "Талас" among places of Kyrgyzstan is the one there: what several countries have tells nothing.
        for text, reading in told:
            if reading.countries[0] != best[0][0] and read_regions(text, best[0][0]).countries == (
                best[0][0],
            ):
                found[reading.countries[0]] -= sum("-" in region.code for region in reading.regions)
    if not best or best[0][1] < LEAST_PLACES or best[0][1] < MOST_PLACES * found.total():
        return ""
    return best[0][0]


@lru_cache(maxsize=20_000)
def names_places(text: str) -> bool:
    """Whether a cell is short and names places.

    Example:
        >>> names_places("Алматы қ., Астана"), names_places("Ремонт школ")
        (True, False)
    """
    if len(text) > 200 or not re.search(r"[^\W\d]", text):
        return False
    reading = read_regions(text)
    return bool(reading.regions or reading.countries or reading.wider)


@lru_cache(maxsize=20_000)
def read_countries(text: str) -> tuple[str, ...]:
    """The countries that a cell of a country column names, as ISO 3166-1 alpha-3.

    Example:
        >>> read_countries("Казахстан; Узбекистан"), read_countries("KGZ"), read_countries("ALL")
        (('KAZ', 'UZB'), ('KGZ',), ())
        >>> read_countries("страны Центральной Азии")
        ('KAZ', 'KGZ', 'TJK', 'TKM', 'UZB')
    """
    found: list[str] = []
    for part in re.split(r"[;,/\n]|\s(?:и|and|және)\s", text):
        name = clean(part)
        if not name:
            continue
        try:
            found.append(country_named(name).iso3)
        except UsageError:
            for place in find_places(name, cell=True):
                if place.kind == "regional":
                    found += country_group(place.code).countries
                elif place.kind in ("country", "all"):
                    found.append(country_named(place.code).iso3)
    return tuple(dict.fromkeys(found))
