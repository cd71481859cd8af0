"""The review workbook: people decide in Excel, and the decisions come back.

Each row is one suggested target of one activity; drop-downs and white cells are for the reviewer. Rows are
matched by a hidden key, so that the workbook may be sorted, filtered and extended. Several reviewers'
workbooks are merged; where they disagree the match stays undecided and the conflict is a finding.
"""

from __future__ import annotations

import copy
import datetime as dt
import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from sdgkit.agenda import goal, normalise_code, target
from sdgkit.errors import InputError
from sdgkit.files import checked_archive, existing_file, written_whole
from sdgkit.findings import Finding
from sdgkit.languages import fold, language_named
from sdgkit.mapping.match import Decision, Match
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
SEPARATOR = "\N{BROKEN BAR}"
_HEADER_ROWS = 12


@cache
def _words() -> dict[str, Any]:
    file = resources.files("sdgkit.mapping").joinpath("review_words.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def doubt(match: Match) -> float:
    """How useful a decision on the match would be: 1 at even odds, 0 where it is sure or decided.

    Example:
        >>> doubt(Match(activity_id="a", goal=3, target="3.8", score=0.75, status="suggested"))
        0.5
    """
    return round(1 - abs(2 * match.score - 1), 4) if match.status in ("suggested", "look") else 0.0


def write_review(mapping: Mapped, path: Path, language: str = "en") -> None:
    """Write the workbook; the greatest doubts come first.

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
    words = _words()
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

    words = _words()
    styles: dict[tuple[str, str], Any] = {}
    columns = _columns()
    _write_header(sheet, [words["columns"][name][language] for name in columns], len(LOCKED))
    activities = sorted(
        mapping.register.activities,
        key=lambda a: -max((doubt(match) for match in mapping.by_activity.get(a.id, ())), default=0.99),
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
            values |= {"key": f"{activity.id}{SEPARATOR}{code}", "check": _check(locked)}
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
    words = _words()
    code = match.target or str(match.goal)
    title = (target(code) if match.target else goal(match.goal)).title.in_language(language)
    evidence = "; ".join(dict.fromkeys(f"«{piece.text}» ({piece.kind})" for piece in match.evidence[:12]))
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
    words = _words()
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

    words = _words()
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


def _check(values: Sequence[object]) -> str:
    """A short sum of the locked cells, by which a changed one is noticed."""
    text = "\x1f".join(_plain(value) for value in values)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.6g}"
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\r]|_x000D_", "", str(value))


# ---- reading back


def read_reviews(paths: Sequence[Path], mapping: Mapped) -> tuple[list[Decision], list[Finding]]:
    """The decisions of one or more review workbooks.

    Args:
        paths: workbooks that `write_review` wrote and people filled in.
        mapping: the mapping that was reviewed; says which rows should be there.

    Returns:
        Decisions in the order of the workbooks, and findings: unknown words and codes with their cell, changed
        locked cells, missing and repeated rows, activities that the register does not have, conflicts. Where
        reviewers disagree on a target, there is no decision on it.

    Raises:
        InputError: a workbook cannot be read or has no sheet of a review.
    """
    findings: list[Finding] = []
    by_place: dict[tuple[str, str], list[tuple[str, Decision]]] = {}
    last = {(one.activity_id, one.target): one for one in mapping.decisions}
    for path in paths:
        decisions, found = read_review(path, mapping)
        findings += found
        for decision in decisions:
            if _repeats(decision, last.get((decision.activity_id, decision.target)), mapping):
                continue  # The cells were filled in by the program, from the history.
            by_place.setdefault((decision.activity_id, decision.target), []).append((path.name, decision))
    result = []
    for (identifier, code), said in by_place.items():
        answers = {decision.decision != "rejected" for _, decision in said}
        if len(answers) > 1:
            told = "; ".join(f"{d.reviewer or name}: {d.decision}" for name, d in said)
            findings.append(
                Finding(
                    code="mapping.review-conflict",
                    file=said[0][0],
                    value=told,
                    details={"id": identifier, "target": code},
                )
            )
        else:
            name, decision = said[-1]
            result.append(decision)
            before = last.get((identifier, code))
            if before is not None and (before.decision != "rejected") != (decision.decision != "rejected"):
                findings.append(
                    Finding(
                        code="mapping.review-overrides",
                        file=name,
                        value="; ".join(
                            f"{one.reviewer or '–'}: {one.decision}" for one in (before, decision)
                        ),
                        details={"id": identifier, "target": code},
                    )
                )
    return result, findings


def _repeats(decision: Decision, before: Decision | None, mapping: Mapped) -> bool:
    """Whether a row says nothing but what the history already says, as a new workbook is filled in with it."""
    if before is None:
        return False
    same = {before.decision, "accepted" if before.decision in ("added", "edited") else before.decision}
    primary = any(
        match.primary
        for match in mapping.by_activity.get(decision.activity_id, ())
        if (match.target or str(match.goal)) == decision.target
    )
    return (
        decision.decision in same
        and decision.reviewer in ("", before.reviewer)
        and decision.note in ("", before.note)
        and decision.share in (None, before.share)
        and decision.primary in (None, before.primary, primary)
        and decision.date in (None, before.date)
    )


def read_review(path: Path, mapping: Mapped) -> tuple[list[Decision], list[Finding]]:
    """The decisions of one review workbook, with its findings; see `read_reviews`."""
    from openpyxl import load_workbook

    checked_archive(existing_file(path))
    try:
        book = load_workbook(path, data_only=True)
    except (KeyError, ValueError, OSError, TypeError):
        raise InputError("files.unreadable", file=path.name, reason="no workbook") from None
    reader = _Reader(path.name, mapping)
    for sheet in book.worksheets:
        reader.read(sheet)
    if not reader.sheets:
        raise InputError("mapping.review-no-sheet", file=path.name)
    reader.finish()
    return reader.decisions, reader.findings


class _Reader:
    """Reads the sheets of one workbook."""

    def __init__(self, file: str, mapping: Mapped) -> None:
        self.file = file
        self.mapping = mapping
        self.decisions: list[Decision] = []
        self.findings: list[Finding] = []
        self.sheets = 0
        self._seen: dict[str, tuple[int, str]] = {}
        self._review_read = False
        self._sheet = ""

    def read(self, sheet: Worksheet) -> None:
        """The rows of a sheet, if it is one of a review."""
        header = _header(sheet)
        if header is None:
            return
        self.sheets += 1
        self._sheet = sheet.title
        first, columns = header
        suggested = "code" in columns or "key" in columns
        self._review_read |= suggested
        for number, row in enumerate(sheet.iter_rows(min_row=first + 1), start=first + 1):
            cells = {name: row[place].value for name, place in columns.items() if place < len(row)}
            if all(value in (None, "") for value in cells.values()):
                continue
            names = {name: row[place].coordinate for name, place in columns.items() if place < len(row)}
            self._row(number, cells, names, suggested)

    def finish(self) -> None:
        """What is told once the whole workbook is read: rows that are missing."""
        if not self._review_read:
            return
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
            whole = all(name in cells for name in LOCKED) and cells.get("check")
            if whole and _check([cells[name] for name in LOCKED]) != _text(cells["check"]):
                self._note("mapping.review-locked-changed", number, names["id"], cells.get("id"))
        if not identifier:
            self._note("mapping.review-no-id", number, names.get("id", ""), "")
            return
        if identifier not in self.mapping.register.by_id:
            self._note("mapping.review-unknown-activity", number, names.get("id", ""), identifier)
        said = tuple(_text(cells.get(name)) for name in OPEN)
        if suggested:
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
            if word == "accepted" and targets:
                word = "added"
            else:
                return
        common: dict[str, Any] = {
            "activity_id": identifier,
            "note": _text(cells.get("note")),
            "reviewer": _text(cells.get("reviewer")),
            "date": self._date(number, cells, names),
        }
        share = self._share(number, cells, names)
        primary = True if _text(cells.get("primary")) else None
        if word in ("accepted", "rejected"):
            self.decisions.append(
                Decision(target=code, decision=cast(Any, word), share=share, primary=primary, **common)
            )
            # "accept" with another target beside it means: this one, and that one too.
            targets, word = [t for t in targets if t != code] if word == "accepted" else [], "added"
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

    def _decision_word(self, number: int, cells: dict[str, Any], names: dict[str, str]) -> str | None:
        text = fold(_text(cells.get("decision")))
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
        text = f"{value:g}" if isinstance(value, (int, float)) else _text(value)
        found = []
        for part in filter(None, re.split(r"[;\n]|,\s|\s+", text)):
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
    text = re.sub(r"^(?:SDG|ЦУР|ТДМ|ОДМ)", "", text.strip(" .")).strip()
    known = normalise_code(text)
    if known is not None:
        return ".".join(known.split(".")[:2])
    return text if text.isdecimal() and 1 <= int(text) <= 17 and not text.startswith("0") else None


@cache
def _decision_words() -> dict[str, Word]:
    words = _words()
    found: dict[str, Word] = {}
    for name in get_args(Word):
        for text in [*words["decisions"][name].values(), *words["also"][name], name]:
            found[fold(text)] = name
    return found


@cache
def _headings() -> dict[str, str]:
    words = _words()
    found = {}
    for part in ("columns", "added_columns"):
        for name, texts in words[part].items():
            for text in texts.values():
                found[fold(text)] = name
    return found


def _header(sheet: Worksheet) -> tuple[int, dict[str, int]] | None:
    """The row of the headings, and the place of each known one; None where the sheet is none of a review."""
    for number, row in enumerate(sheet.iter_rows(max_row=_HEADER_ROWS, values_only=True), start=1):
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
    from openpyxl import load_workbook

    checked_archive(existing_file(path))
    book = load_workbook(path, data_only=True)
    for sheet in book.worksheets:
        header = _header(sheet)
        if header is None or "decision" not in header[1]:
            continue
        first, columns = header
        for row in sheet.iter_rows(min_row=first + 1, values_only=True):
            cells = {name: row[place] for name, place in columns.items() if place < len(row)}
            word = _decision_words().get(fold(_text(cells.get("decision"))))
            identifier, code = _text(cells.get("id")), _text(cells.get("code"))
            if SEPARATOR in _text(cells.get("key")):
                identifier, _, code = _text(cells["key"]).rpartition(SEPARATOR)
            if word and identifier and code:
                yield identifier, code, word


def labelled_rows(path: Path) -> Iterator[tuple[str, str, str, dict[str, bool]]]:
    """Per activity of a reviewed workbook: id, title, text, and code -> whether it is right, for evaluation."""
    from openpyxl import load_workbook

    checked_archive(existing_file(path))
    found: dict[str, tuple[str, str, dict[str, bool]]] = {}
    read = False
    for sheet in load_workbook(path, data_only=True).worksheets:
        header = _header(sheet)
        if header is None:
            continue
        read = True
        first, columns = header
        for row in sheet.iter_rows(min_row=first + 1, values_only=True):
            cells = {name: row[place] for name, place in columns.items() if place < len(row)}
            identifier, code = _text(cells.get("id")), _text(cells.get("code"))
            word = _decision_words().get(fold(_text(cells.get("decision"))))
            instead = [
                known for part in re.split(r"[;\s]+", _text(cells.get("target"))) if (known := _code(part))
            ]
            if not identifier or not (word or instead):
                continue
            title, text = _text(cells.get("title")), _text(cells.get("text"))
            said = found.setdefault(identifier, (title, text, {}))[2]
            if code and word:
                said[code] = word in ("accepted", "added")
            said |= dict.fromkeys(instead, True)
    if not read:
        raise InputError("mapping.review-no-sheet", file=path.name)
    for identifier, (title, text, said) in found.items():
        if title or text:
            yield identifier, title, text, said
