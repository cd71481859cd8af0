"""The region that a register is of: what its title says, and cells that mean it without a name ("облыс бойынша")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

from sdgkit.places.mention import find_places
from sdgkit.places.tokens import tokens_of
from sdgkit.tables import rows_of

WholeKind = Literal["", "region", "city"]

_ASIDE = re.compile(r"\([^()]*\)")
_SAYS_REGION = re.compile(
    r"(?<!\w)(?:обл|област[^\W\d]{1,3}|облыс[^\W\d]*|облус[^\W\d]*|oblast[^\W\d]*|oblys[^\W\d]*|regions?|provinces?"
    r"|в[еи]ла?[оая]я?т[^\W\d]*|уәлаят[^\W\d]*|viloyat[^\W\d]*|vela[yi]ats?|wela[yý]at[^\W\d]*|республик[^\W\d]*"
    r"|respublika[^\W\d]*)(?!\w)",
    re.IGNORECASE,
)
_SAYS_AUTHORITY = re.compile(
    r"(?<!\w)(?:аким(?:ат)?[^\W\d]*|әкімд[^\W\d]*|akimat[^\W\d]*|хоким[^\W\d]*|ҳоким[^\W\d]*|hokim[^\W\d]*|häkim[^\W\d]*"
    r"|хяким[^\W\d]*|мэри[^\W\d]*|администраци[^\W\d]*|administration|hukumat|ҳукумат[^\W\d]*|мақомот[^\W\d]*)(?!\w)",
    re.IGNORECASE,
)


LONGEST_TITLE = 2_000
"""Characters of a title that are read; what a register is of stands at its beginning."""


@cache
def _phrases() -> dict[str, WholeKind]:
    return {_key(row["phrase"]): row["kind"] for row in rows_of("places", "own_region.csv")}  # type: ignore[misc]


def _key(text: str) -> str:
    return " ".join(token.folded for token in tokens_of(text))


def means_own_region(text: str) -> WholeKind:
    """Whether an entry of a column of places means the register's own region or city as a whole, without its name.

    Example:
        >>> means_own_region("облыс бойынша"), means_own_region("Все районы области (7)"), means_own_region("Бейнеу")
        ('region', 'region', '')
    """
    return _phrases().get(_key(_ASIDE.sub(" ", text)), "") if len(text) < 100 else ""


def region_of_title(text: str, country: str = "KAZ", *, short: bool = False) -> tuple[str, ...]:
    """The regions that a title is about; several where it names several, so that none may be chosen.

    A region counts where the title says "область", by its abbreviation, or beside an administration. A city counts only
    by its administration, as every title block names the town in which it was signed.

    Args:
        text: what stands above a table, the name of a sheet or of a file.
        country: code or name of the country whose regions are meant first.
        short: whether it is a name of a sheet or file, in which a region stands without such a word.

    Raises:
        UsageError: the country is unknown.

    Example:
        >>> region_of_title("Маңғыстау облысы әкімдігі. Жобалар"), region_of_title("УТВЕРЖДАЮ. г. Астана, 2024")
        (('KZ-47',), ())
        >>> region_of_title("реестр_Кызылорда_2025", short=True), region_of_title("Акимат города Алматы")
        (('KZ-43',), ('KZ-75',))
    """
    text = text[:LONGEST_TITLE].replace("_", " ")
    found = [place for place in find_places(text, country, cell=short) if place.kind in ("region", "city")]
    authority = _SAYS_AUTHORITY.search(text) is not None
    regions = [
        place for place in found if place.kind == "region" and place.note_code in ("", "places.old-name")
    ]
    said = (
        place.written for place in regions if place.written.isupper() or _SAYS_REGION.search(place.written)
    )
    if regions and (short or authority or any(said)):
        return _once(place.code for place in regions)
    return _once(place.code for place in found if place.kind == "city" and authority)


def _once(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))
