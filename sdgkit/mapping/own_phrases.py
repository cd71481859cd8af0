"""A user's own phrases: tables beside the register that add to the phrases of sdgkit, or weigh them otherwise.

The setting `knowledge` names a table (CSV, Excel, LibreOffice) or a folder of them, with the columns of
`knowledge/goal_NN.csv`, of which `near`, `not` and `note` may be missing. A row with a target and phrase that
sdgkit has too takes the place of that row; with the weight 0 it takes it away. As people save them: any encoding,
commas or semicolons, 0.8 or 0,8. All mistakes are told at once.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from sdgkit.activities.activity import Activity
from sdgkit.activities.sources.delimited import decode, delimiter_of
from sdgkit.errors import InputError
from sdgkit.files import existing_file
from sdgkit.mapping.finders import Hit, Passage
from sdgkit.mapping.finders.phrase import hits_in
from sdgkit.mapping.knowledge_files import check_choice, check_code, number_in
from sdgkit.mapping.lexicon import Found, Lexicon, Phrase
from sdgkit.mapping.review_sheets import review_sheets
from sdgkit.mapping.scan import partners_of, scan_of
from sdgkit.mapping.stems import plain, tongues
from sdgkit.mapping.words import words_in

NEEDED = ("target", "language", "phrase", "weight")
OWN = "own"
"""Why a phrase of sdgkit is held: a row of the user's takes its place."""
MOST_TOLD = 10
"""Mistakes that are told at once."""
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
_MIXED = re.compile("(?=.*[a-z])(?=.*[\u0400-\u052f])")


class OwnMistakes(InputError):
    """The mistakes in a user's tables of phrases, each with its file and row."""

    def __init__(self, code: str = "mapping.own-mistakes", mistakes: Sequence[InputError] = ()) -> None:
        super().__init__(code, number=len(mistakes))
        self.mistakes = tuple(mistakes)

    def what(self, language: str = "en") -> str:
        """All of them, one on a line; what to do about one of a kind stands behind the first of it."""
        lines, kinds = [], set()
        for mistake in self.mistakes[:MOST_TOLD]:
            advice = "" if mistake.code in kinds else mistake.next(language)
            lines.append(f"{mistake.what(language)} {advice}".rstrip())
            kinds.add(mistake.code)
        return "\n".join([super().what(language), *lines])

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.code, self.mistakes)


def read_own(path: Path) -> tuple[Phrase, ...]:
    """The phrases of a table, or of all tables in a folder.

    Raises:
        OwnMistakes: rows that cannot be used.
        InputError: there is no such table, or it cannot be read.
    """
    if path.is_dir():
        tables = sorted(one for one in path.iterdir() if one.suffix.lower() in (".csv", *WORKBOOKS))
        tables = [one for one in tables if not one.name.startswith(("~$", "."))]
        if not tables:
            raise InputError("mapping.own-none", file=path.name)
    else:
        tables = [existing_file(path)]
    phrases: list[Phrase] = []
    mistakes: list[InputError] = []
    first: dict[tuple[str, str, str], str] = {}
    for table in tables:
        rows = _rows(table)
        heads = next(rows, (0, {}))[1]
        if missing := [column for column in NEEDED if column not in heads]:
            mistakes.append(InputError("mapping.own-columns", file=table.name, columns=", ".join(missing)))
            continue
        for number, row in rows:
            try:
                phrase = _phrase(table.name, number, row)
                key = (phrase.target, phrase.language, _key(phrase.phrase))
                if key in first:
                    raise InputError("mapping.own-twice", file=table.name, row=number, first=first[key])
                first[key] = f"{table.name}:{number}"
                phrases.append(phrase)
            except InputError as mistake:
                mistakes.append(mistake)
    if mistakes:
        raise OwnMistakes(mistakes=mistakes)
    return tuple(phrases)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The headings, and the rows that are not empty, by name of the column."""
    cells: Iterator[tuple[int, Sequence[Any]]]
    if path.suffix.lower() in WORKBOOKS:
        sheet = next((one for one in review_sheets(path) if one.rows), None)
        cells = iter(sheet.rows if sheet else ())
    else:
        content, _ = decode(path.read_bytes())
        cells = enumerate(csv.reader(io.StringIO(content, newline=""), delimiter=delimiter_of(content)), 1)
    names: list[str] = []
    for number, row in cells:
        told = [_shown(cell) for cell in row]
        if not any(told):
            continue
        if not names:
            names = [name.lower() for name in told]
            yield number, dict.fromkeys(names, "")
        else:
            yield number, dict.fromkeys(names, "") | dict(zip(names, told, strict=False))


def _shown(cell: object) -> str:
    if isinstance(cell, dt.date):
        return cell.isoformat()[:10]  # Excel made a date of 3.8; it is told as a code that there is not.
    if isinstance(cell, float):
        return f"{cell:g}"
    return "" if cell is None else " ".join(str(cell).split())


def _phrase(file: str, number: int, row: dict[str, str]) -> Phrase:
    check_code(file, number, row["target"])
    check_choice(file, number, row, "language", tongues())
    if not row["phrase"]:
        raise InputError("mapping.knowledge-phrase", file=file, row=number)
    for column in ("phrase", "near", "not"):
        written = row.get(column, "")
        if "?" in written or "\ufffd" in written:
            raise InputError("mapping.own-lost", file=file, row=number, column=column, value=written)
        for word in words_in(written):
            if _MIXED.match(plain(word)):
                raise InputError("mapping.own-letters", file=file, row=number, column=column, value=word)
    weight = number_in(file, number, row | {"weight": row["weight"].replace(",", ".")}, "weight")
    near, without = (
        tuple(filter(None, map(str.strip, row.get(column, "").split("|")))) for column in ("near", "not")
    )
    return Phrase(row["target"], row["language"], row["phrase"], weight, near, without, f"{file}:{number}")


def _key(phrase: str) -> str:
    """A phrase as it is compared: its words, whatever their letters and marks."""
    return " ".join(plain(word) for word in words_in(phrase))


class OwnPhrases:
    """A user's phrases, found as those of sdgkit are: in any form, judged by their context.

    Example:
        >>> own = OwnPhrases([Phrase("3.8", "ru", "фельдшерский пункт", 0.9, rule="own.csv:2")])
        >>> activity = Activity.model_validate({"id": "1", "origin": {"file": "a.csv"}, "title": {}})
        >>> [hit.target for hit in own.find(activity, [Passage("title.ru", "ru", "Ремонт фельдшерских пунктов")])]
        ['3.8']
    """

    name = OWN

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        known = list(phrases)
        self.replaced = frozenset((one.target, _key(one.phrase)) for one in known)
        by_language: dict[str, list[Phrase]] = {}
        for one in known:
            if one.weight:
                by_language.setdefault(one.language, []).append(one)
        self.lexicons = {tag: Lexicon(tag, some) for tag, some in by_language.items()}

    def find(self, activity: Activity, passages: Sequence[Passage]) -> Iterator[Hit]:
        """Every phrase, the held ones too."""
        partners = partners_of(activity)
        for field, language, text in passages:
            scan = scan_of(text, language, partners)
            found: list[Found] = []
            cues: list[Found] = []
            for tag in scan.languages:
                if tag in self.lexicons:
                    self.lexicons[tag].scan(scan.words, found, cues)
            yield from hits_in(scan, field, found)

    def applied(self, hits: Iterable[Hit], activity: Activity, passages: Sequence[Passage]) -> Iterator[Hit]:
        """The hits of all finders, phrases of sdgkit that have a row here held, and the user's own."""
        for hit in hits:
            if hit.kind == "phrase":
                told = hit.told()
                key = (told.target or str(told.goal), _key(told.rule.partition(" ")[2]))
                if key in self.replaced:
                    hit = told._replace(weight=0.0, held=OWN)
            yield hit
        yield from self.find(activity, passages)


def own_phrases(path: Path) -> OwnPhrases:
    """The phrases of a table or folder, read again only when a file has changed.

    Raises:
        InputError: as of `read_own`.
    """
    files = sorted(path.iterdir()) if path.is_dir() else [existing_file(path)]
    return _made(path, tuple((one.name, (state := one.stat()).st_mtime_ns, state.st_size) for one in files))


@cache
def _made(path: Path, state: tuple[tuple[str, int, int], ...]) -> OwnPhrases:
    return OwnPhrases(read_own(path))
