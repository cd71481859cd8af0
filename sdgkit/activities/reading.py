"""Reading a register, whatever it is: a workbook, a text file, a Word document, IATI, or a plain table in Parquet.

The content of a file decides how it is read, not its name. Tables are asked first whether they are a known
export (`sdgkit.activities.exports`); else their columns are recognised by heading and content.
"""

from __future__ import annotations

import contextlib
import gc
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from sdgkit.activities.cards import card_of, fields_beside
from sdgkit.activities.draft import Draft
from sdgkit.activities.exports import export_of, is_statistics
from sdgkit.activities.header import TableArea, find_tables, is_filled, is_note_of_heading
from sdgkit.activities.identity import identified, with_duplicates
from sdgkit.activities.labelled_lines import with_bracketed_fields, with_labelled_lines
from sdgkit.activities.layout_tables import without_layout
from sdgkit.activities.levels import told_levels
from sdgkit.activities.mark_scales import legend_texts
from sdgkit.activities.printed_pages import with_headers_of_pages
from sdgkit.activities.register import ColumnChoice, Register, SourceFile, joined, named
from sdgkit.activities.repeated_rows import joined_payments, joined_regions, joined_rows, joined_years
from sdgkit.activities.settings import ReadingSettings
from sdgkit.activities.sources.file_kind import kind_of_file
from sdgkit.activities.sources.plain import is_parquet, is_plain_parquet, read_plain
from sdgkit.activities.sources.workbook import Grid, column_letter, read_grids
from sdgkit.activities.subtotal_groups import with_names_of_groups
from sdgkit.activities.table import TableReader
from sdgkit.activities.table_columns import has_register, understood_columns
from sdgkit.activities.turned_matrix import turned_matrix
from sdgkit.errors import InputError, UsageError
from sdgkit.files import files_within, sha256
from sdgkit.findings import Finding
from sdgkit.languages import fold

Progress = Callable[[int, int], None]
"""Called with the number of files that are read and the number of all."""

FORMATS = ("table", "iati", "plain")
"""Formats that can be named; further ones are those of `sdgkit.activities.exports`."""

_SUPERSEDED = re.compile(
    r"(?<!\w)(?:стар\w*|архив\w*|устар\w*|черновик\w*|копия|old|archive\w*|draft|backup|copy|ескі\w*|мұрағат\w*|көшірме\w*)(?!\w)"
)
_SAMPLE = re.compile(r"(?<!\w)(?:шаблон\w*|образец|пример\w*|template|example|sample|үлгі\w*)(?!\w)")


def read_register(
    paths: str | Path | Iterable[str | Path],
    *,
    settings: ReadingSettings | None = None,
    format: str | None = None,
    progress: Progress | None = None,
) -> Register:
    """Read one or more files as one register.

    Args:
        paths: a file, or several; a folder stands for the XML files in it. Workbooks (.xlsx, .xlsm, .xlsb, .xls, .ods),
            text (.csv, .tsv), Word documents with tables (.docx), records (.json, .parquet) and IATI (.xml) are read by
            what they hold, whatever their names say; one of them packed by itself (.gz, .zip) is unpacked first, and of
            an archive (.zip) with several in it each is read.
        settings: what a person fixed by hand.
        format: name of the format, where it shall not be recognised: "table", "iati", "plain" (the columns of
            `sdgkit.activities.frame.INPUT`, as Parquet always has them), or a known export.
        progress: called after each file.

    Returns:
        The activities with findings, sources and the columns that were recognised.

    Raises:
        InputError: a file is missing, empty, protected, damaged, or holds no register. Of several XML files, those
            or files of an archive, those that cannot be read become findings, as long as one can.
        UsageError: the format or a setting is unknown.
    """
    settings = settings or ReadingSettings()
    given = [Path(paths)] if isinstance(paths, str | Path) else [Path(path) for path in paths]
    if not given:
        raise UsageError("activities.no-files")
    files = [file for path in given for file in files_in(path)]
    parts = []
    refused: list[InputError] = []
    for done, path in enumerate(files, start=1):
        try:
            read, broken = _read_file(path, settings, format)
            parts += read
            refused += broken
        except InputError as error:
            # Publishers' files come by the hundred; one that is broken shall not hide what the others say.
            if len(files) == 1 or not _is_named_xml(path) or not path.is_file():
                raise
            refused.append(error)
        if progress:
            progress(done, len(files))
    if not parts:
        raise refused[0]
    register = parts[0] if len(parts) == 1 else _together(parts)
    of_iati = {source.file for part in parts if _is_iati(part) for source in part.sources}
    levels = told_levels(one for one in register.activities if one.origin.file in of_iati)
    if levels:
        register = register.model_copy(update={"findings": (*register.findings, *levels)})
    if not refused:
        return register
    told = tuple(
        Finding(code=error.code, file=error.details.get("file", ""), details=error.details)
        for error in refused
    )
    return register.model_copy(update={"findings": (*register.findings, *told)})


def files_in(path: Path) -> list[Path]:
    """The XML files of a folder, by name; a file by itself.

    Raises:
        InputError: the folder holds none.
    """
    if not path.is_dir():
        return [path]
    found = sorted(
        one for one in path.iterdir() if _is_named_xml(one) and one.is_file() and one.name[0] not in ".~"
    )
    if not found:
        raise InputError("activities.folder", file=path.name or str(path))
    return found


def _is_named_xml(path: Path) -> bool:
    return path.name.lower().endswith((".xml", ".xml.gz", ".xml.zip"))


MANY_OBJECTS = 100_000
"""Objects that were just made, above which a search through them takes longer than a hundredth of a second."""


@contextlib.contextmanager
def _without_collection() -> Iterator[None]:
    """Leave the search for cycles out while many objects are made that hold none; it takes a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            if gc.get_count()[0] > MANY_OBJECTS and gc.get_freeze_count() == 0:
                # To the old objects at once; else the first search looks at all that was just made. After a short
                # file it may: what is put among the old ones does not count towards a search among them, and cycles of
                # others would stay there for as long as only short files are read.
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def _read_file(
    path: Path, settings: ReadingSettings, format: str | None
) -> tuple[list[Register], list[InputError]]:
    """What a file holds, or each file of an archive; and what of an archive could not be read."""
    with files_within(path) as contents:
        if len(contents) == 1:
            register = _read_content(contents[0].path, settings, format)
            return [register if contents[0].path == path else _from(path, register)], []
        read: list[Register] = []
        refused: list[tuple[InputError, InputError]] = []
        for one in contents:
            try:
                if one.error is not None:
                    raise one.error
                read.append(_from(path, named(_read_content(one.path, settings, format), one.name)))
            except InputError as error:
                own = InputError(error.code, **(error.details | {"file": one.name}))
                refused.append((own, _told_beside(own, one.path)))
    if not read:
        raise refused[0][0]
    return read, [told for _, told in refused]


_OF_REGISTERS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".xml", ".parquet", ".gz", ".zip")
"""Endings of files that are there to be read; one that cannot be is an error."""
_NO_TABLES = frozenset(
    f"activities.{code}" for code in ("no-register", "no-table", "file-unknown", "document-without-table")
)


def _told_beside(error: InputError, path: Path) -> InputError:
    """What to say of a file of an archive that is no register: a letter or a picture beside one is no error."""
    name = str(error.details["file"])
    if error.code == "activities.file-pdf":
        return InputError("activities.archive-pdf", file=name)
    if error.code not in _NO_TABLES or name.lower().endswith(_OF_REGISTERS) or _has_columns(path):
        return error
    return InputError("activities.archive-other-file", file=name)


def _has_columns(path: Path) -> bool:
    """Whether a text looks as if separators cut it into columns; it may be a register that was not recognised."""
    with path.open("rb") as stream:
        head = stream.read(8192)
    lines = [] if head.startswith(b"PK") or b"\0\0" in head else head.splitlines()
    return sum(line.count(b"\t") > 1 or line.count(b";") > 1 for line in lines) >= LEAST_LINES


LEAST_LINES = 3
"""Lines with several separators that make a text a table."""


def _from(path: Path, register: Register) -> Register:
    """The register with the digest of the file that was given, as it lies there."""
    digest = sha256(path)
    sources = tuple(source.model_copy(update={"sha256": digest}) for source in register.sources)
    return register.model_copy(update={"sources": sources})


def _read_content(path: Path, settings: ReadingSettings, format: str | None) -> Register:
    if format == "plain" or (format is None and is_parquet(path) and is_plain_parquet(path)):
        return read_plain(path)
    if is_parquet(path):
        try:
            with _without_collection():
                return _read_tables(path, read_grids(path, "parquet"), settings, format, "parquet")
        except InputError as error:
            if error.code != "activities.no-register":
                raise
            # Which columns are asked for says more than that there is no register.
            return read_plain(path)
    kind = kind_of_file(path)
    if kind == "xml" or format == "iati":
        if kind != "xml":
            raise InputError("activities.not-iati", file=path.name)
        from sdgkit.activities.iati.reading import read_iati

        with _without_collection():
            return read_iati(path)
    with _without_collection():
        return _read_tables(path, read_grids(path, kind), settings, format, kind)


def _read_tables(
    path: Path, grids: list[Grid], settings: ReadingSettings, format: str | None, kind: str
) -> Register:
    drafts: list[Draft] = []
    findings: list[Finding] = []
    columns: list[ColumnChoice] = []
    exports: list[Register] = []
    spare = [grid for grid in grids if grid.is_spare]
    grids = [*without_layout(grid for grid in grids if not grid.is_spare)]
    if len(grids) > 1:
        grids = with_headers_of_pages(grids)
        # The legend of a matrix may stand on a sheet of its own.
        explained = [legend_texts(grid.rows) for grid in grids]
        for place, grid in enumerate(grids):
            grid.legend = [text for other, texts in enumerate(explained) if other != place for text in texts]
    for grid in grids:
        findings += grid.findings
        if not any(is_filled(row) for row in grid.rows):
            continue
        if format is None and is_statistics(grid):
            findings += _told_skipped(grid, "sheet-statistics")
            continue
        export = None if format == "table" else export_of(grid, format)
        if export is not None and not export.table:
            register = export.read(grid, settings)
            source = SourceFile(
                file=path.name, sha256=sha256(path), format=export.name, records=len(register)
            )
            exports.append(register.model_copy(update={"sources": (source,)}))
            continue
        part = _read_sheet(grid, export.settings(grid, settings) if export else settings)
        drafts += part[0]
        findings += part[1]
        columns += part[2]
    for grid in spare if not drafts and not exports else ():
        part = _read_sheet(grid, settings)
        if part[0]:
            drafts, findings, columns = part[0], findings + part[1], columns + part[2]
    if not drafts and not exports:
        if spare and not grids:
            raise InputError("activities.document-without-table", file=path.name)
        _told_wrong_settings(path, grids, settings)
        if any(finding.code == "activities.sheet-statistics" for finding in findings):
            raise InputError("activities.statistics", file=path.name)
        if all(not is_filled(row) for grid in grids for row in grid.rows):
            raise InputError("activities.workbook-empty", file=path.name)
        raise InputError("activities.no-register", file=path.name)
    findings += _unused_settings(path, grids, columns, settings)
    findings, columns = _cards_together(findings, columns)
    if drafts:
        drafts, about_rows = joined_rows(drafts)
        drafts, about_payments = joined_payments(drafts)
        drafts, about_years = joined_years(drafts)
        drafts, about_regions = joined_regions(drafts)
        findings += about_rows + about_payments + about_years + about_regions
        activities, about_ids = identified(drafts)
        checked, about_doubles = with_duplicates(activities)
        source = SourceFile(file=path.name, sha256=sha256(path), format=kind, records=len(checked))
        exports.append(
            Register(
                activities=tuple(checked),
                findings=tuple(findings + about_ids + about_doubles),
                sources=(source,),
                columns=tuple(columns),
            )
        )
    return exports[0] if len(exports) == 1 else joined(exports)


def _cards_together(
    findings: list[Finding], columns: list[ColumnChoice]
) -> tuple[list[Finding], list[ColumnChoice]]:
    """One finding for all cards of a file, and each of their headings once, as every sheet repeats them."""
    cards = [finding for finding in findings if finding.code == "activities.card"]
    if len(cards) < 2:
        return findings, columns
    number = sum(int(str(card.details["number"])) for card in cards)
    whole = Finding(
        code="activities.card", file=cards[0].file, sheet=cards[0].sheet, row=cards[0].row,
        details={"number": str(number), "sheets": str(len(cards))},
    )  # fmt: skip
    sheets = {card.sheet for card in cards}
    seen: set[tuple[str, str]] = set()
    kept: list[ColumnChoice] = []
    for choice in columns:
        key = (choice.heading, choice.field)
        if choice.sheet not in sheets or key not in seen:
            kept.append(choice)
        if choice.sheet in sheets:
            seen.add(key)
    return [whole, *(finding for finding in findings if finding.code != "activities.card")], kept


def _read_sheet(
    grid: Grid, settings: ReadingSettings
) -> tuple[list[Draft], list[Finding], list[ColumnChoice]]:
    skipped = _why_skipped(grid, settings)
    if skipped:
        return [], _told_skipped(grid, skipped), []
    drafts: list[Draft] = []
    findings: list[Finding] = []
    columns: list[ColumnChoice] = []
    given = grid
    header_row = settings.header_row_of(grid.sheet)
    areas = find_tables(grid, header_row)
    if header_row is None:
        beside = max((len(fields_beside(area.paths)) for area in areas), default=0)
        if (card := card_of(grid, beside)) is not None:
            grid, areas = card, find_tables(card)
            findings += card.findings
        elif not areas and (turned := turned_matrix(grid)) is not None:
            grid, areas = turned, find_tables(turned)
            findings += turned.findings
    for area in map(with_names_of_groups, map(with_bracketed_fields, map(with_labelled_lines, areas))):
        understood = understood_columns(area, settings)
        if not has_register(understood):
            continue
        reading = TableReader(area, understood, settings, is_shared=False).read()
        drafts += reading.drafts
        findings += reading.findings
        columns += reading.columns
    if not columns:
        return [], _told_skipped(grid, "sheet-no-register"), []
    findings += _told_notes(given, areas if given is grid else ())
    if grid.hidden:
        findings.append(Finding(code="activities.sheet-hidden", file=grid.file, sheet=grid.sheet))
    return drafts, findings, columns


def _told_notes(grid: Grid, areas: Sequence[TableArea]) -> list[Finding]:
    """Footnotes that hang on cells, but those that belong to a heading and were read with it."""
    headers = {row for area in areas for row in area.header}
    return [
        Finding(
            code="activities.footnote", file=grid.file, sheet=grid.sheet, row=grid.number(row),
            column=column_letter(column), value=note,
        )
        for (row, column), notes in sorted(grid.notes.items())
        for note in notes
        if row not in headers or not is_note_of_heading(note)
    ]  # fmt: skip


def _told_wrong_settings(path: Path, grids: list[Grid], settings: ReadingSettings) -> None:
    """Say which setting is why nothing was read."""
    if settings.sheets and all(_why_skipped(grid, settings) == "sheet-not-chosen" for grid in grids):
        known = "; ".join(grid.sheet.strip() for grid in grids)
        raise InputError(
            "activities.setting-sheets-wrong", file=path.name, sheets=", ".join(settings.sheets), known=known
        )
    rows = dict.fromkeys(row for grid in grids if (row := settings.header_row_of(grid.sheet)) is not None)
    if rows:
        shown = ", ".join(map(str, rows))
        raise InputError("activities.setting-header-wrong", file=path.name, row=shown)


def _unused_settings(
    path: Path, grids: list[Grid], columns: Sequence[ColumnChoice], settings: ReadingSettings
) -> list[Finding]:
    """Sheets and columns that the settings name and the file does not have."""
    names = {fold(grid.sheet) for grid in grids}
    told = [("setting-sheet-unused", sheet) for sheet in settings.named_sheets if fold(sheet) not in names]
    present: set[str] = set()
    for choice in columns:
        parts = choice.heading.split(" / ")
        present |= {choice.column.lower(), fold(choice.heading), fold(" ".join(parts)), *map(fold, parts)}
        present.add(fold(f"{choice.sheet.strip()}!{choice.column}"))
    if columns:
        told += [("setting-column-unused", name) for name in settings.columns if fold(name) not in present]
    return [Finding(code=f"activities.{code}", file=path.name, value=value) for code, value in told]


def _why_skipped(grid: Grid, settings: ReadingSettings) -> str:
    name = fold(grid.sheet)
    if settings.sheets:
        return "" if name in {fold(sheet) for sheet in settings.sheets} else "sheet-not-chosen"
    if name in {fold(sheet) for sheet in settings.ignore_sheets}:
        return "sheet-not-chosen"
    if _SUPERSEDED.search(name):
        return "sheet-superseded"
    if _SAMPLE.search(name):
        return "sheet-sample"
    return ""


def _told_skipped(grid: Grid, code: str) -> list[Finding]:
    """One finding for a sheet that is left; for one that may hold activities also one for each row."""
    rows = [index for index, row in enumerate(grid.rows) if is_filled(row)]
    finding = Finding(
        code=f"activities.{code}", file=grid.file, sheet=grid.sheet, details={"number": str(len(rows))}
    )
    if code in ("sheet-superseded", "sheet-sample"):
        each = [
            Finding(
                code="activities.row-of-skipped-sheet",
                file=grid.file,
                sheet=grid.sheet,
                row=grid.number(index),
            )
            for index in rows[:2000]
        ]
        return [finding, *each]
    return [finding]


def _together(parts: Sequence[Register]) -> Register:
    """Several files as one register: ids that occur in two of them get the name of their file.

    An IATI identifier means the same activity in every file: the first one stands, the others are its duplicates.
    """
    seen: dict[str, int] = {}
    for part in parts:
        if not _is_iati(part):
            for one in {activity.id for activity in part.activities}:
                seen[one] = seen.get(one, 0) + 1
    shared = {one for one, times in seen.items() if times > 1}
    taken: set[str] = set()
    renamed = [_counted_once(part, taken) if _is_iati(part) else _with_names(part, shared) for part in parts]
    return joined(renamed)


def _is_iati(part: Register) -> bool:
    return any(source.format == "iati" for source in part.sources)


def _with_names(part: Register, shared: set[str]) -> Register:
    names = {one.id: f"{Path(one.origin.file).stem}:{one.id}" for one in part.activities if one.id in shared}
    if not names:
        return part
    activities = tuple(
        one.model_copy(
            update={
                "id": names.get(one.id, one.id),
                "duplicate_of": names.get(one.duplicate_of or "", one.duplicate_of),
            }
        )
        for one in part.activities
    )
    return part.model_copy(update={"activities": activities})


def _counted_once(part: Register, taken: set[str]) -> Register:
    """The activities of an IATI file, those that an earlier file holds too marked as duplicates."""
    activities = []
    findings = []
    for activity in part.activities:
        kept = activity
        if activity.id in taken:
            origin = activity.origin
            name = f"{Path(origin.file).stem}:{activity.id}"
            times = 2
            while name in taken:
                name, times = f"{Path(origin.file).stem}:{activity.id}#{times}", times + 1
            first = activity.duplicate_of or activity.id
            kept = activity.model_copy(update={"id": name, "duplicate_of": first})
            findings.append(
                Finding(code="activities.iati-duplicate", file=origin.file, row=origin.row, value=activity.id)
            )
        taken.add(kept.id)
        activities.append(kept)
    if not findings:
        return part
    return part.model_copy(update={"activities": tuple(activities), "findings": (*part.findings, *findings)})
