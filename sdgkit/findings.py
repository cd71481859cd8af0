"""Findings: what a reader noticed, where, and what was done about it.

A finding carries a code and values; its sentences are looked up in the language of whoever reads it
(`sdgkit.messages`). Personal contacts never reach a finding: names, e-mail addresses and telephone numbers
are masked when it is made (`sdgkit.contacts`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from sdgkit.contacts import masked
from sdgkit.languages import Text
from sdgkit.messages import filled, message

if TYPE_CHECKING:
    import pandas as pd

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")

LONGEST_VALUE = 200
"""Characters of a value that a finding shows; more would make the list unreadable."""


def _shown(value: object) -> str:
    text = masked(" ".join(str("" if value is None else value)[: 20 * LONGEST_VALUE].split()))
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def _detail(value: object) -> object:
    # By its class: to ask a model whether something is one of its kind takes longer than all the rest.
    return value if value.__class__ is Text or isinstance(value, dict) else _shown(value)


class Finding(BaseModel):
    """One thing that a reader noticed.

    Attributes:
        code: `room.subject`, as in the room's `messages.toml`.
        file: name of the file, without its folder.
        sheet: name of the sheet or table, where there is one.
        row: number of the row as the user's program shows it (1 is the first).
        column: letter or heading of the column.
        value: what stood there, shortened, without personal contacts.
        details: further values for the placeholders of the message; a `Text` (the name of a region, say) is shown in
            the language of whoever reads it.

    Example:
        >>> finding = Finding(code="files.missing", file="a.csv")
        >>> finding.severity, finding.what("ru")
        ('error', 'Файл a.csv не существует.')
    """

    model_config = ConfigDict(frozen=True)

    code: str
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: Annotated[str, BeforeValidator(_shown)] = ""
    details: Mapping[str, Annotated[str | Text, BeforeValidator(_detail)]] = Field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """How serious it is: "error" (something is lost), "warning" (doubt) or "note"."""
        return message(self.code).severity  # type: ignore[return-value]

    def what(self, language: str = "en") -> str:
        """What was noticed, in one sentence."""
        return self._sentence("what", language)

    def done(self, language: str = "en") -> str:
        """What sdgkit did about it."""
        return self._sentence("done", language)

    def next(self, language: str = "en") -> str:
        """What a person may do about it."""
        return self._sentence("next", language)

    def _sentence(self, part: str, language: str) -> str:
        values = self.model_dump(exclude={"code", "details"}) | {
            name: value.in_language(language) if isinstance(value, Text) else value
            for name, value in self.details.items()
        }
        text: str = getattr(message(self.code, language), part)
        return filled(text, values, language)


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """The findings by severity, then file, sheet, row and column."""
    return sorted(
        findings,
        key=lambda f: (SEVERITIES.index(f.severity), f.file, f.sheet, f.row or 0, f.column, f.code),
    )


def findings_frame(findings: Iterable[Finding], language: str = "en") -> pd.DataFrame:
    """The findings as a table, worst first.

    Returns:
        A frame with the columns code, severity, file, sheet, row, column, value, what, done, next;
        `row` is a nullable integer, everything else text.

    Example:
        >>> findings_frame([Finding(code="files.empty", file="a.csv")])["what"][0]
        'The file a.csv is empty.'
    """
    import pandas as pd

    columns = ["code", "severity", "file", "sheet", "row", "column", "value", "what", "done", "next"]
    rows = [
        [getattr(f, name) for name in columns[:7]] + [f.what(language), f.done(language), f.next(language)]
        for f in worst_first(findings)
    ]
    return pd.DataFrame(rows, columns=columns).astype({"row": "Int64"})
