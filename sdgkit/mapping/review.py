"""The review workbook: people decide in Excel, and the decisions come back.

Each row is one suggested target of one activity; drop-downs and white cells are for the reviewer.
`sdgkit.mapping.review_reading` reads what they decided.
"""

from __future__ import annotations

import copy
import datetime as dt
import hashlib
import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from sdgkit.agenda import goal, target
from sdgkit.files import written_whole
from sdgkit.languages import language_named
from sdgkit.mapping.combine import calibrated, raw_of
from sdgkit.mapping.match import Match
from sdgkit.sheets import put, save_book

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from sdgkit.mapping.mapping import Mapping as Mapped

Word = Literal["accepted", "rejected", "edited", "added"]

LOCKED = ("id", "title", "text", "code", "code_title", "score", "status", "evidence")
OPEN = ("decision", "target", "share", "primary", "note", "reviewer", "date")
HIDDEN = ("key", "check")
ADDED = ("id", "target", "share", "primary", "note", "reviewer", "date")

WIDTHS: Mapping[str, float] = {
    "id": 14, "title": 40, "text": 50, "code": 11, "code_title": 34, "score": 8, "status": 14, "evidence": 44,
    "decision": 14, "target": 16, "share": 11, "primary": 11, "note": 30, "reviewer": 18, "date": 12,
}  # fmt: skip
LONGEST_SHOWN = 600
"""Characters of an activity's text that a row shows; the register has the rest."""
ROWS_TO_ADD = 200
"""Open rows on the sheet for added targets."""
NO_MATCH = 0.1
"""How likely an activity without any match turns out to have a target after all."""
SEPARATOR = "\N{BROKEN BAR}"


@cache
def review_words() -> dict[str, Any]:
    """The words of the workbook in three languages, from `review_words.toml`."""
    file = resources.files("sdgkit.mapping").joinpath("review_words.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def doubt(match: Match) -> float:
    """How likely a person changes what the match counts for; 0 where it is decided.

    It is reckoned from the score that a goal with such evidence has: what stands as the primary target is right more
    often than that says, what stands beside it less often, and of what is only shown to look at few are right; a goal
    without target lacks its target more often than not. The figures are those of the texts under
    `tests/mapping/development` (docs/mapping.md).

    Example:
        >>> match = Match(activity_id="a", goal=3, target="3.8", score=0.81, status="suggested", primary=True)
        >>> doubt(match), doubt(match.model_copy(update={"primary": False}))
        (0.1, 0.4735)
    """
    score = calibrated(raw_of(match.evidence)) if match.evidence else match.score
    if match.status == "look":
        return round(0.4 * score, 4)
    if match.status != "suggested":
        return 0.0
    if match.target is None:
        return 0.6
    return round(1 - (math.sqrt(score) if match.primary else 0.65 * score), 4)


def worth(matches: Sequence[Match]) -> float:
    """How much reading an activity is worth: what is likely to be changed, for each row that is read.

    Example:
        >>> worth([])
        0.1
    """
    return sum(map(doubt, matches)) / len(matches) if matches else NO_MATCH


def write_review(mapping: Mapped, path: Path, language: str = "en") -> None:
    """Write the workbook; first the activities where most is likely to be changed for each row that is read (`worth`).

    Args:
        mapping: what is to be reviewed.
        path: an .xlsx file.
        language: of headings and drop-downs: "en", "ru" or "kk".

    Raises:
        UsageError: an unknown language.
        InputError: the file cannot be written.
    """
    from openpyxl import Workbook

    language = language_named(language)
    words = review_words()
    book = Workbook()
    sheet = cast("Worksheet", book.active)
    sheet.title = words["sheets"]["review"][language]
    _write_rows(sheet, mapping, language)
    added = book.create_sheet(words["sheets"]["added"][language])
    _write_added(added, language)
    if mapping.judged.asked:
        _write_judged(book.create_sheet(words["sheets"]["judged"][language]), mapping, language)
    helping = book.create_sheet(words["sheets"]["help"][language])
    helping.column_dimensions["A"].width = 120
    for number, line in enumerate(words["help"][language], start=1):
        put(cast("Cell", helping.cell(number, 1)), line)
    lists = book.create_sheet(words["sheets"]["lists"][language])
    for number, name in enumerate(get_args(Word)[:3], start=1):
        put(cast("Cell", lists.cell(number, 1)), words["decisions"][name][language])
    put(cast("Cell", lists.cell(1, 2)), words["words"]["yes"][language])
    lists.sheet_state = "hidden"
    lists.protection.sheet = True
    last = max(2, sheet.max_row)
    _choice(sheet, f"'{lists.title}'!$A$1:$A$3", sheet, "decision", _columns(), last)
    _choice(sheet, f"'{lists.title}'!$B$1:$B$1", sheet, "primary", _columns(), last)
    _choice(added, f"'{lists.title}'!$B$1:$B$1", added, "primary", ADDED, ROWS_TO_ADD + 1)
    book.properties.creator = "sdgkit"
    book.properties.created = book.properties.modified = dt.datetime(2020, 1, 1)
    with written_whole(path) as temporary:
        save_book(book, temporary)


def _columns() -> tuple[str, ...]:
    return LOCKED + OPEN + HIDDEN


def _write_rows(sheet: Worksheet, mapping: Mapped, language: str) -> None:
    from openpyxl.utils import get_column_letter

    words = review_words()
    styles: dict[tuple[str, str], Any] = {}
    columns = _columns()
    _write_header(sheet, [words["columns"][name][language] for name in columns], len(LOCKED))
    activities = sorted(
        mapping.register.activities,
        key=lambda a: -worth(mapping.by_activity.get(a.id, ())),
    )
    row = 1
    for activity in activities:
        texts = "\n".join(text for field, _, text in activity.texts() if not field.startswith("title"))
        title = activity.title.in_language(language)
        matches: Sequence[Match | None] = mapping.by_activity.get(activity.id, ())
        if activity.id in mapping.unmapped:
            matches = [*matches, None]
        for match in matches:
            row += 1
            values: dict[str, object] = {"id": activity.id, "title": title, "text": _shortened(texts)}
            if match is None:
                reason = mapping.unmapped_reason(activity.id, language)
                values |= {"status": words["statuses"]["none"][language], "evidence": reason}
            else:
                values |= _match_values(match, language)
            code = str(values.get("code", ""))
            locked = [values.get(name, "") for name in LOCKED]
            values |= {"key": f"{activity.id}{SEPARATOR}{code}", "check": sum_of(locked)}
            for place, name in enumerate(columns, start=1):
                cell = cast("Cell", sheet.cell(row, place))
                value = values.get(name)
                if value is not None:
                    put(cell, value, "0.00" if name == "score" else None)
                _style(cell, name, styles, open_=name in OPEN)
    for name in HIDDEN:
        sheet.column_dimensions[get_column_letter(columns.index(name) + 1)].hidden = True
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns) - len(HIDDEN))}{max(row, 2)}"
    _protect(sheet)


def _shortened(text: str) -> str:
    """The beginning of a long text, with an ellipsis where it is cut."""
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1].rstrip() + "…"


def _match_values(match: Match, language: str) -> dict[str, object]:
    words = review_words()
    code = match.target or str(match.goal)
    title = (target(code) if match.target else goal(match.goal)).title.in_language(language)
    kinds = words["kinds"]
    evidence = "; ".join(
        dict.fromkeys(f"«{piece.text}» ({kinds[piece.kind][language]})" for piece in match.reasons[:12])
    )
    values: dict[str, object] = {
        "code": code,
        "code_title": title,
        "score": match.score,
        "status": words["statuses"][match.status][language],
        "evidence": evidence,
    }
    if match.status in get_args(Word):
        decision = "accepted" if match.status in ("added", "edited") else match.status
        values["decision"] = words["decisions"][decision][language]
        if match.primary and match.stands:
            values["primary"] = words["words"]["yes"][language]
    return values


def _write_added(sheet: Worksheet, language: str) -> None:
    words = review_words()
    styles: dict[tuple[str, str], Any] = {}
    names = words["columns"] | words["added_columns"]
    _write_header(sheet, [names[name][language] for name in ADDED], 0)
    for row in range(2, ROWS_TO_ADD + 2):
        for place, name in enumerate(ADDED, start=1):
            cell = cast("Cell", sheet.cell(row, place))
            _style(cell, name, styles, open_=True)
    _protect(sheet)


def _write_judged(sheet: Worksheet, mapping: Mapped, language: str) -> None:
    """What another judge said, to be looked at; nothing is decided here, and it is not read back."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    from sdgkit.mapping.verdict import COLUMNS, agreement_with, verdict_rows

    words = review_words()
    kappas = [agreement_with(mapping, level).kappa for level in ("target", "goal")]
    told = [words["words"]["none"][language] if kappa is None else f"{kappa:.2f}" for kappa in kappas]
    note = words["words"]["judged"][language].format(
        model=mapping.judged.model, asked=len(mapping.judged.asked), target=told[0], goal=told[1]
    )
    put(cast("Cell", sheet.cell(1, 1)), note)
    for place, name in enumerate(COLUMNS, start=1):
        cell = put(cast("Cell", sheet.cell(3, place)), words["judged_columns"][name][language])
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.fill = PatternFill("solid", start_color="D9D9D9")
        sheet.column_dimensions[get_column_letter(place)].width = {
            "title": 40,
            "target_title": 34,
            "words": 44,
        }.get(name, 14)
    for row, values in enumerate(verdict_rows(mapping, language), start=4):
        for place, (name, value) in enumerate(zip(COLUMNS, values, strict=True), start=1):
            shown = words["statuses"][value or "none"][language] if name == "sdgkit" else value
            if shown is not None:
                cell = put(cast("Cell", sheet.cell(row, place)), shown, "0.00" if name == "score" else None)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A4"


def _write_header(sheet: Worksheet, titles: Sequence[str], locked: int) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    names = _columns() if len(titles) == len(_columns()) else ADDED
    for place, title in enumerate(titles, start=1):
        cell = put(cast("Cell", sheet.cell(1, place)), title)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.fill = PatternFill("solid", start_color="D9D9D9" if place <= locked else "FFF2CC")
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS.get(names[place - 1], 12)
    sheet.freeze_panes = "C2" if locked else "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _style(cell: Any, name: str, styles: dict[tuple[str, str], Any], *, open_: bool) -> None:
    """Give a cell the look of its column; each look is made once, because openpyxl compares all at every change."""
    from openpyxl.styles import Alignment, PatternFill, Protection

    key = (name, repr(cell._style))
    if key in styles:
        cell._style = copy.copy(styles[key])
        return
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if open_:
        cell.protection = Protection(locked=False)
    if name in LOCKED:
        cell.fill = PatternFill("solid", start_color="F2F2F2")
    if name in ("target", "code", "id", "key"):
        # As text, or Excel in a Russian locale makes a date of 6.4.
        cell.number_format = "@"
    elif name == "share":
        cell.number_format = "0%"
    elif name == "date":
        cell.number_format = "yyyy-mm-dd"
    styles[key] = copy.copy(cell._style)


def _protect(sheet: Worksheet) -> None:
    protection = sheet.protection
    protection.sheet = True
    # False means allowed.
    protection.autoFilter = protection.sort = protection.formatColumns = protection.formatRows = False
    protection.insertColumns = protection.insertRows = False


def _choice(
    sheet: Worksheet, source: str, on: Worksheet, name: str, columns: Sequence[str], last: int
) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = get_column_letter(columns.index(name) + 1)
    validation = DataValidation(type="list", formula1=f"={source}", allow_blank=True)
    validation.add(f"{letter}2:{letter}{last}")
    on.add_data_validation(validation)


def sum_of(values: Sequence[object]) -> str:
    """A short sum of the locked cells, by which a changed one is noticed."""
    text = "\x1f".join(_plain(value) for value in values)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.6g}"
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\r]|_x000D_", "", str(value))
