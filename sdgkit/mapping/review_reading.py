"""Reading a review back: what people decided in the workbook, whatever program they saved it with.

Rows are matched by a hidden key, so that the workbook may be sorted, filtered and extended. What several reviewers
say is put together in `sdgkit.mapping.reviewers`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast, get_args

from sdgkit.agenda import normalise_code
from sdgkit.errors import InputError
from sdgkit.findings import Finding
from sdgkit.languages import fold
from sdgkit.mapping.decisions import bearers_of_titles, bears_title
from sdgkit.mapping.match import Decision
from sdgkit.mapping.review import LOCKED, OPEN, SEPARATOR, Word, review_words, sum_of
from sdgkit.mapping.review_sheets import ReviewSheet, cell_name, review_sheets

if TYPE_CHECKING:
    from sdgkit.mapping.mapping import Mapping as Mapped

LARGEST = 50 * 1024 * 1024
"""Bytes of a file up to which it may be a review; the rows of a register have more to say."""
_PREFIX = re.compile(r"\b(?:SDGs?|ЦУР|ТДМ|ОДМ|target|задача|міндет)[\s№:]*(?=\d)", re.IGNORECASE)
"""What people write before a code."""
_HEADER_ROWS = 12
"""Rows among which the headings stand."""


def read_review(path: Path, mapping: Mapped) -> tuple[list[Decision], list[Finding]]:
    """The decisions of one review workbook, with its findings; see `sdgkit.mapping.reviewers.read_reviews`."""
    reader = _read(path, mapping)
    return reader.decisions, reader.findings


def looks_like_review(path: Path) -> bool:
    """Whether a file is a review workbook, by its headings; a register may have an id and a target, but no more."""
    try:
        if path.is_dir() or path.stat().st_size > LARGEST:
            return False
        headers = [_header(sheet) for sheet in review_sheets(path, _HEADER_ROWS)]
    except (InputError, OSError):
        return False
    return any(header is not None and {"id", "code", "decision"} <= header[1].keys() for header in headers)


def check_review(path: Path) -> tuple[dict[str, int], list[Finding]]:
    """What a review workbook says by itself, without the mapping that it belongs to.

    Returns:
        How many rows it has and how many decisions of each kind, and the findings: words, codes, shares and dates
        that are not understood, changed grey cells, repeated rows.

    Raises:
        InputError: it cannot be read or has no sheet of a review.
    """
    reader = _read(path, None)
    counts = {name: sum(one.decision == name for one in reader.decisions) for name in get_args(Word)}
    return {"rows": reader.rows, **counts}, reader.findings


def _read(path: Path, mapping: Mapped | None) -> _Reader:
    reader = _Reader(path.name, mapping)
    for sheet in review_sheets(path):
        reader.read(sheet)
    if not reader.sheets:
        raise InputError("mapping.review-no-sheet", file=path.name)
    reader.finish()
    return reader


class _Reader:
    """Reads the sheets of one workbook; without a mapping it cannot tell which rows should be there."""

    def __init__(self, file: str, mapping: Mapped | None) -> None:
        self.file = file
        self.mapping = mapping
        self.decisions: list[Decision] = []
        self.findings: list[Finding] = []
        self.sheets = 0
        self.rows = 0
        self._seen: dict[str, tuple[int, str]] = {}
        self._review_read: str | None = None
        """Name of the sheet with the suggestions, once it was read."""
        self._sheet = ""
        self._typed = True
        self._named: dict[str, list[str]] | None = None

    def read(self, sheet: ReviewSheet) -> None:
        """The rows of a sheet, if it is one of a review."""
        header = _header(sheet)
        if header is None:
            return
        self.sheets += 1
        self._sheet = sheet.title
        first, columns = header
        suggested = "code" in columns or "key" in columns
        if suggested:
            self._review_read = sheet.title
        self._typed = sheet.typed
        if not sheet.typed:
            self._note("mapping.review-text-file", None, "", "")
        for number, row in sheet.after(first):
            cells = {name: row[place] for name, place in columns.items() if place < len(row)}
            if all(value in (None, "") for value in cells.values()):
                continue
            names = {name: cell_name(place, number) for name, place in columns.items() if place < len(row)}
            self._row(number, cells, names, suggested)

    def finish(self) -> None:
        """What is told once the whole workbook is read: rows that are missing."""
        if self._review_read is None or self.mapping is None:
            return
        self._sheet = self._review_read
        expected = {
            f"{match.activity_id}{SEPARATOR}{match.target or match.goal}" for match in self.mapping.matches
        }
        missing = sorted(expected - set(self._seen))
        if missing:
            shown = ", ".join(key.replace(SEPARATOR, " ") for key in missing[:5])
            self._note("mapping.review-rows-missing", None, "", shown, number=str(len(missing)))

    def _note(self, code: str, row: int | None, column: str, value: object, **details: str) -> None:
        self.findings.append(
            Finding(
                code=code,
                file=self.file,
                sheet=self._sheet,
                row=row,
                column=column,
                value=value,
                details=details,
            )
        )

    def _row(self, number: int, cells: dict[str, Any], names: dict[str, str], suggested: bool) -> None:
        identifier, code = _text(cells.get("id")), _text(cells.get("code"))
        key = _text(cells.get("key"))
        if SEPARATOR in key:
            identifier, _, code = key.rpartition(SEPARATOR)
            whole = self._typed and all(name in cells for name in LOCKED) and cells.get("check")
            if whole and sum_of([cells[name] for name in LOCKED]) != _text(cells["check"]):
                self._note("mapping.review-locked-changed", number, names["id"], cells.get("id"))
        if not identifier:
            self._note("mapping.review-no-id", number, names.get("id", ""), "")
            return
        if self.mapping is not None and not self._is_there(identifier, _text(cells.get("title"))):
            self._note("mapping.review-unknown-activity", number, names.get("id", ""), identifier)
        said = tuple(_text(cells.get(name)) for name in OPEN)
        if suggested:
            self.rows += 1
            key = f"{identifier}{SEPARATOR}{code}"
            before = self._seen.get(key)
            self._seen[key] = (number, repr(said))
            if before is not None and code:
                if before[1] != repr(said):
                    self._note(
                        "mapping.review-row-twice",
                        number,
                        names.get("id", ""),
                        identifier,
                        first=str(before[0]),
                    )
                return
        self._decide(number, identifier, code, cells, names)

    def _is_there(self, identifier: str, title: str) -> bool:
        """Whether the register has the activity, under this id or alone under this title."""
        assert self.mapping is not None
        register = self.mapping.register
        if identifier in register.by_id:
            return True
        if self._named is None:
            self._named = bearers_of_titles(register)
        return bool(title) and bears_title(self._named, title)

    def _decide(
        self, number: int, identifier: str, code: str, cells: dict[str, Any], names: dict[str, str]
    ) -> None:
        word = self._decision_word(number, cells, names)
        targets = self._targets(number, cells, names)
        if word is None or targets is None:
            return
        if word == "" and targets:
            word = "edited" if code else "added"
        if word == "" or (word == "added" and not targets and not code):
            return
        if word == "edited" and not targets:
            self._note("mapping.review-no-target", number, names.get("target", ""), code)
            return
        if word in ("accepted", "rejected") and not code:
            if word == "rejected":
                return  # That nothing fits is what the row says already.
            if not targets:
                self._note("mapping.review-nothing-decided", number, names["decision"], identifier)
                return
            word = "added"
        common: dict[str, Any] = {
            "activity_id": identifier,
            "note": _text(cells.get("note")),
            "reviewer": _text(cells.get("reviewer")),
            "date": self._date(number, cells, names),
            "title": _text(cells.get("title")) or self._title_of(identifier),
        }
        if word == "rejected" and [one for one in targets if one != code]:
            word = "edited"  # "No", and what it should be.
        share = self._share(number, cells, names)
        primary = True if _text(cells.get("primary")) else None
        if word in ("accepted", "rejected"):
            self.decisions.append(
                Decision(target=code, decision=cast(Any, word), share=share, primary=primary, **common)
            )
            # "accept" with another target beside it means: this one, and that one too.
            targets, word = [t for t in targets if t != code], "added"
            share, primary = None, None
        elif word == "added" and code and not targets:
            targets = [code]
        for place, one in enumerate(targets):
            self.decisions.append(
                Decision(
                    target=one,
                    decision=cast(Any, "edited" if word == "edited" and code else "added"),
                    replaced=code if word == "edited" and code else None,
                    share=share if len(targets) == 1 else None,
                    primary=primary if place == 0 else None,
                    **common,
                )
            )

    def _title_of(self, identifier: str) -> str:
        activity = self.mapping.register.by_id.get(identifier) if self.mapping is not None else None
        return next(iter(activity.title.root.values()), "") if activity else ""

    def _decision_word(self, number: int, cells: dict[str, Any], names: dict[str, str]) -> str | None:
        text = _bare(cells.get("decision"))
        if not text:
            return ""
        word = _decision_words().get(text)
        if word is None:
            self._note("mapping.review-unknown-decision", number, names["decision"], cells["decision"])
        return word

    def _targets(self, number: int, cells: dict[str, Any], names: dict[str, str]) -> list[str] | None:
        """The targets of a cell; None where one of them is unknown."""
        value = cells.get("target")
        if value in (None, ""):
            return []
        if isinstance(value, float) and f"{value:g}" in ("8.1", "16.1", "17.1"):
            # A number cell cannot tell 16.1 from 16.10.
            self._note("mapping.review-doubtful-code", number, names["target"], f"{value:g}")
        if isinstance(value, dt.date):
            # Excel made a date of 3.8, and whether of 3.8 or 8.3 is not to be seen.
            self._note("mapping.review-unknown-code", number, names["target"], value.isoformat()[:10])
            return None
        text = f"{value:g}" if isinstance(value, (int, float)) else _PREFIX.sub(" ", _text(value))
        found = []
        for part in filter(None, re.split(r"[;\n]|,\s|\s(?:и|және|and|&|\+)\s|\s+", text)):
            code = _code(part)
            if code is None:
                self._note("mapping.review-unknown-code", number, names["target"], part)
                return None
            found.append(code)
        return list(dict.fromkeys(found))

    def _share(self, number: int, cells: dict[str, Any], names: dict[str, str]) -> Fraction | None:
        value = cells.get("share")
        if value in (None, ""):
            return None
        text = _text(value).replace(",", ".").replace("\u00a0", "").replace(" ", "")
        try:
            percent = text.endswith("%")
            share = Fraction(Decimal(repr(value))) if isinstance(value, float) else Fraction(text.rstrip("%"))
            if percent or share > 1:
                share /= 100
            if not 0 <= share <= 1:
                raise ValueError(share)
        except (ValueError, ZeroDivisionError):
            self._note("mapping.review-unknown-share", number, names["share"], value)
            return None
        return share

    def _date(self, number: int, cells: dict[str, Any], names: dict[str, str]) -> dt.date | None:
        value = cells.get("date")
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date) or value in (None, ""):
            return value or None
        text = _text(value)
        for pattern in ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"):
            try:
                return dt.datetime.strptime(text, pattern).date()
            except ValueError:
                continue
        self._note("mapping.review-unknown-date", number, names["date"], value)
        return None


def _code(text: str) -> str | None:
    """A target or goal code as a reviewer types it."""
    text = _PREFIX.sub("", text.strip(" .")).strip()
    known = normalise_code(text)
    if known is not None:
        return ".".join(known.split(".")[:2])
    return text if text.isdecimal() and 1 <= int(text) <= 17 and not text.startswith("0") else None


@cache
def _decision_words() -> dict[str, Word]:
    words = review_words()
    found: dict[str, Word] = {}
    for name in get_args(Word):
        for text in [*words["decisions"][name].values(), *words["also"][name], name]:
            found[_bare(text)] = name
    return found


def _bare(value: object) -> str:
    """A word as people type it, without capitals and the full stop or exclamation mark behind it."""
    return " ".join(fold(_text(value)).rstrip(" .!").split())


@cache
def _headings() -> dict[str, str]:
    words = review_words()
    found = {}
    for part in ("columns", "added_columns"):
        for name, texts in words[part].items():
            for text in texts.values():
                found[fold(text)] = name
    return found


def _header(sheet: ReviewSheet) -> tuple[int, dict[str, int]] | None:
    """The row of the headings, and the place of each known one; None where the sheet is none of a review."""
    for number, row in sheet.rows[:_HEADER_ROWS]:
        columns: dict[str, int] = {}
        for place, value in enumerate(row):
            name = _headings().get(fold(_text(value)))
            if name and name not in columns:
                columns[name] = place
        if ("id" in columns or "key" in columns) and ("decision" in columns or "target" in columns):
            return number, columns
    return None


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def reviewed_rows(path: Path) -> Iterator[tuple[str, str, str]]:
    """The (activity id, suggested code, decision) of every decided row, for agreement between reviewers."""
    for sheet in review_sheets(path):
        header = _header(sheet)
        if header is None or "decision" not in header[1]:
            continue
        first, columns = header
        for _, row in sheet.after(first):
            cells = {name: row[place] for name, place in columns.items() if place < len(row)}
            word = _decision_words().get(_bare(cells.get("decision")))
            identifier, code = _text(cells.get("id")), _text(cells.get("code"))
            if SEPARATOR in _text(cells.get("key")):
                identifier, _, code = _text(cells["key"]).rpartition(SEPARATOR)
            if word and identifier and code:
                yield identifier, code, word


class ReviewedText(NamedTuple):
    """An activity of a review on which something was decided."""

    id: str
    title: str
    text: str
    said: dict[str, bool]
    """Code -> whether it is right."""
    suggested: set[str]
    """All codes that were suggested, also those that nobody decided on."""


def labelled_rows(path: Path) -> Iterator[ReviewedText]:
    """The activities of a review on which something was decided, for evaluation."""
    found: dict[str, ReviewedText] = {}
    read = False
    for sheet in review_sheets(path):
        header = _header(sheet)
        if header is None:
            continue
        read = True
        first, columns = header
        for _, row in sheet.after(first):
            cells = {name: row[place] for name, place in columns.items() if place < len(row)}
            identifier, code = _text(cells.get("id")), _text(cells.get("code"))
            word = _decision_words().get(_bare(cells.get("decision")))
            parts = re.split(r"[;\s]+", _PREFIX.sub(" ", _text(cells.get("target"))))
            instead = [known for part in parts if (known := _code(part))]
            if not identifier:
                continue
            title, text = _text(cells.get("title")), _text(cells.get("text"))
            one = found.setdefault(identifier, ReviewedText(identifier, title, text, {}, set()))
            if code:
                one.suggested.add(code)
            if code and word:
                one.said[code] = word in ("accepted", "added")
            if word != "rejected":
                one.said.update(dict.fromkeys(instead, True))
    if not read:
        raise InputError("mapping.review-no-sheet", file=path.name)
    for one in found.values():
        if one.said and (one.title or one.text):
            yield one
