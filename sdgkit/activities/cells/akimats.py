"""Akimats: the administrations of regions and cities of Kazakhstan, by the region in their name.

A register names twenty of them in any of three languages. Their names follow from those of the regions, so that
none has to stand in the list of organisations.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sdgkit.languages import clean
from sdgkit.places import find_places, place_title

_WORD = re.compile(r"(?<!\w)(?:акимат|әкімдігі|әкімдік|akimat(?:\s+of(?:\s+the)?)?)(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=2_000)
def akimat_name(name: str, language: str) -> str:
    """The name of a region's or city's akimat in a language; "" for any other name, that of a district included.

    Example:
        >>> akimat_name("акимат Костанайской области", "kk"), akimat_name("Алматы қаласының әкімдігі", "en")
        ('Қостанай облысының әкімдігі', 'Akimat of Almaty')
        >>> akimat_name("Ulytau Region akimat", "ru"), akimat_name("Акимат Аральского района", "en")
        ('Акимат области Ұлытау', '')
    """
    text = clean(name)
    word = _WORD.search(text)
    if word is None:
        return ""
    rest = (text[: word.start()] + text[word.end() :]).strip(" .,")
    found = find_places(rest)
    if (
        len(found) != 1
        or found[0].kind not in ("region", "city")
        or rest != rest[found[0].start : found[0].end]
    ):
        return ""
    title = place_title(found[0].code).in_language(language)
    if language == "en":
        return f"Akimat of {title}"
    if language == "kk":
        return f"{title}ның әкімдігі" if title.endswith("облысы") else f"{title} қаласының әкімдігі"
    if title.endswith("ая область"):
        return f"Акимат {title.removesuffix('ая область')}ой области"
    if title.startswith("область "):
        return f"Акимат области {title.removeprefix('область ')}"
    return f"Акимат города {title}"
