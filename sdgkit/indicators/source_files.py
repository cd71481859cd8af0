"""Files of a source: which tables and messages lie in a folder, and what an archive holds of them."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath

from sdgkit.files import checked_archive
from sdgkit.indicators.open_sdg_folder import is_open_sdg
from sdgkit.indicators.workbook import PARQUET, TEXTS, WORKBOOKS, is_table_file

JSON = ".json"
_ARCHIVED = {*TEXTS, *WORKBOOKS, PARQUET, ".xml", ".json", ".yml", ".yaml", ".md"}


def files_of(folder: Path) -> list[Path]:
    """The tables and messages of a folder and of its `data/`; those that the Open SDG reader takes are left out."""
    taken = is_open_sdg(folder)
    found = []
    for place in (folder, folder / "data"):
        if not place.is_dir():
            continue
        for path in sorted(place.iterdir()):
            ending = path.suffix.lower()
            if path.name.startswith((".", "~$")) or not path.is_file():
                continue
            table = (is_table_file(path) and ending != ".txt") or ending == JSON
            if ending == ".xml" or (not taken and table):
                found.append(path)
    return found


def unpacked(path: Path, folder: Path) -> Path:
    """The tables, messages and settings of an archive, unpacked into a folder; other files stay in it.

    Raises:
        InputError: no archive, protected by a password, too large.
    """
    checked_archive(path)
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            inside = PurePosixPath(entry.filename)
            safe = not inside.is_absolute() and ".." not in inside.parts and not entry.is_dir()
            if safe and inside.suffix.lower() in _ARCHIVED:
                archive.extract(entry, folder)
    return folder
