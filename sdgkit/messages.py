"""Texts of findings and errors, read from the `messages.toml` of each room.

A message has a code (`room.subject`), a severity, and for each language three sentences: `what` was
noticed, what was `done` about it, what to do `next`. Placeholders in braces are filled from the
details of the finding or error. The file of a room looks like this:

    ["activities.date-impossible"]
    severity = "warning"
    en = {what = "The date {value} does not exist.", done = "...", next = "..."}
    ru = {what = "Даты {value} не существует.", done = "...", next = "..."}
    kk = {what = "{value} деген күн жоқ.", done = "...", next = "..."}

Codes that begin with no room (`files.missing`) stand in `sdgkit/messages.toml`. Reasons that checks and parsers give in
English are told in the reader's language by `sdgkit/reasons.toml`.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import NamedTuple

ROOMS = ("agenda", "places", "activities", "mapping", "indicators", "report", "cli")


class Message(NamedTuple):
    """One text: its severity ("error", "warning", "note") and its three sentences."""

    severity: str
    what: str
    done: str
    next: str


@cache
def catalogue(room: str) -> dict[str, dict[str, Message]]:
    """All messages of one room ("" for the shared ones), as code -> language -> message."""
    folder = resources.files("sdgkit").joinpath(room) if room else resources.files("sdgkit")
    table = tomllib.loads(folder.joinpath("messages.toml").read_text(encoding="utf-8"))
    return {
        code: {
            language: Message(entry["severity"], texts["what"], texts.get("done", ""), texts.get("next", ""))
            for language, texts in entry.items()
            if language != "severity"
        }
        for code, entry in table.items()
    }


def message(code: str, language: str = "en") -> Message:
    """The message of a code in a language; English where the language has none.

    Raises:
        KeyError: the code stands in no catalogue (a mistake in sdgkit, caught by a test).

    Example:
        >>> message("files.missing", "ru").severity
        'error'
    """
    room = code.partition(".")[0]
    texts = catalogue(room if room in ROOMS else "")[code]
    return texts.get(language, texts["en"])


@cache
def _reasons() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    text = resources.files("sdgkit").joinpath("reasons.toml").read_text(encoding="utf-8")
    return tuple((re.compile(entry["en"], re.DOTALL), entry) for entry in tomllib.loads(text)["reason"])


def reason_in(language: str, reason: str) -> str:
    """A reason in a language; as it came where its words are not known.

    Example:
        >>> reason_in("ru", "Input should be greater than 0"), reason_in("ru", "mismatched tag")
        ('нужно число больше 0', 'mismatched tag')
    """
    if language != "en":
        for pattern, texts in _reasons():
            found = pattern.fullmatch(reason)
            if found:
                return texts[language].format_map(found.groupdict())
    return reason


def filled(text: str, details: dict[str, str], language: str) -> str:
    """A sentence with its placeholders filled, the reason among them in the language of the sentence."""
    if "reason" in details:
        details = details | {"reason": reason_in(language, details["reason"])}
    return text.format_map(details)
