"""An activity before it has its id, and what a further row adds to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sdgkit.languages import Text


@dataclass(slots=True)
class Draft:
    """An activity before it has its id.

    Attributes:
        values: the fields of the activity but `id` and `duplicate_of`.
        identifier: the register's own identifier, or "".
        number: the register's own number of the row, or "".
    """

    values: dict[str, Any]
    identifier: str = ""
    number: str = ""


def joined_values(first: tuple[Any, ...], second: tuple[Any, ...]) -> tuple[Any, ...]:
    """The values of two rows, each once."""
    return (*first, *(one for one in second if one not in first))


def longer_text(first: Text, second: Text) -> Text:
    """The text with what the second adds to it, language by language."""
    texts = dict(first.items())
    for language, text in second.items():
        texts[language] = (
            f"{texts[language]} {text}"
            if language in texts and text not in texts[language]
            else texts.get(language, text)
        )
    return Text(texts)
