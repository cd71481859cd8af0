"""The state of an activity, from the word that a register has for it."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources

from sdgkit.languages import fold


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    text = resources.files("sdgkit.activities").joinpath("statuses.toml").read_text(encoding="utf-8")
    return {
        state: re.compile(
            r"(?<!\w)(?:"
            + "|".join(re.escape(w).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for w in words)
            + r")(?!\w)"
        )
        for state, words in tomllib.loads(text).items()
    }


_NOT_YET = re.compile(
    r"(?<!\w)(?:не\s+(?:был\w?\s+)?(?:заверш|законч|окончен|закрыт|реализован|выполнен|исполнен|осуществлен|проведен)|"
    r"not\s+(?:yet\s+|been\s+)*(?:complet|finish|implement|done|closed|ended|finali[sz])|"
    r"\w*(?:аяқтал|орындал|асырыл|жабыл|өткізіл)[мпб][ае](?:ған|ген|ды|ді|й)|близ\w*\s+к\s+(?:заверш|окончан)|завершается|аяқталуға\s+(?:жақын|таяу)|"
    r"near(?:ing)?\s+completion|close\s+to\s+completion|almost\s+(?:complet|finish))"
)
"""What is said of an activity that goes on, with a word of those that are over."""


@lru_cache(maxsize=10_000)
def read_status(text: str) -> str:
    """The state, "planned", "ongoing", "completed", "cancelled", "suspended", or "" where it is not known.

    Example:
        >>> read_status("завершён"), read_status("Реализуется"), read_status("аяқталуға жақын"), read_status("?")
        ('completed', 'ongoing', 'ongoing', '')
    """
    if len(text) > 300:
        return ""
    folded = fold(text)
    if folded in ("1", "2", "3", "4", "5", "6"):
        # The codes of IATI's ActivityStatus.
        return ("planned", "ongoing", "completed", "completed", "cancelled", "suspended")[int(folded) - 1]
    if _NOT_YET.search(folded):
        return "ongoing"
    for state, pattern in _patterns().items():
        if pattern.search(folded):
            return state
    return ""
