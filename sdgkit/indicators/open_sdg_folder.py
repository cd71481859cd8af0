"""Where the files of an Open SDG platform lie: its repository, its site as built, and what people make of both.

| lies there | is |
|---|---|
| `data/*.csv` | the data of the repository, one file an indicator |
| `data/<language>/*.csv` | the same for each language: one gives the figures, the others their words |
| `data/<folder>/*.csv` | the same in folders, by goal |
| `<language>/data/*.csv` or `*.json`, `<language>/meta/*.json` | a site as it was built |
| a folder with one of these in it | the repository, unpacked from an archive |
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from pathlib import Path

from sdgkit.findings import Finding
from sdgkit.indicators.codes import LOOKALIKES, indicator_code

SETTINGS = (".yml", ".yaml", ".md", ".json")
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[A-Za-z]{2,4})?")
_FIRST = ("en", "ru", "kk", "kz")
"""Languages whose data folder is taken first."""
LARGEST = 50_000_000
"""Bytes of a file of an edition beyond which its words are not looked for."""


def is_open_sdg(folder: Path) -> bool:
    """Whether the folder looks like an Open SDG data repository, or one language of a built site."""
    return folder.is_dir() and any(data_files(folder))


def has_settings(folder: Path) -> bool:
    """Whether the folder holds settings of indicators, so that messages in it belong to a platform."""
    return any(True for _ in settings_files(folder))


def platform_in(folder: Path) -> Path:
    """The folder of the platform that a folder is meant to be; the folder itself where there is none, or several.

    Where only its `data` was named it is the folder above, so that names and settings are found; else the only one
    within, or within that the first language of a built site.
    """
    if not folder.is_dir() or is_open_sdg(folder):
        return folder
    if folder.name == "data" and is_open_sdg(folder.parent):
        return folder.parent
    for depth in ("*", "*/*"):
        found = [
            one for one in sorted(folder.glob(depth)) if not one.name.startswith(".") and is_open_sdg(one)
        ]
        if found:
            languages = by_language(found)
            if len(languages) == len(found) and len({one.parent for one in found}) == 1:
                return next(iter(languages.values()))
            return found[0] if len(found) == 1 else folder
    return folder


def by_language(folders: Iterable[Path]) -> dict[str, Path]:
    """Those of the folders that are named after a language, English first."""
    found = {one.name: one for one in folders if one.is_dir() and _LANGUAGE.fullmatch(one.name)}
    order = sorted(found, key=lambda name: (_FIRST.index(name) if name in _FIRST else len(_FIRST), name))
    return {name: found[name] for name in order}


def data_files(folder: Path) -> list[Path]:
    """The data files of a platform, one for each indicator."""
    data = folder / "data"
    if not data.is_dir():
        return []
    direct = _coded(data)
    if direct:
        return direct
    folders = [one for one in sorted(data.iterdir()) if one.is_dir()]
    languages = by_language(folders)
    if languages:
        return next((files for one in languages.values() if (files := _coded(one))), [])
    return sorted(path for one in folders for path in _coded(one))


def editions(path: Path) -> dict[str, Path]:
    """The file of the same indicator in other languages: language -> file."""
    home = path.parent
    if home.parent.name == "data" and _LANGUAGE.fullmatch(home.name):
        folders = by_language(home.parent.iterdir())
        return {
            name: one / path.name
            for name, one in folders.items()
            if name != home.name and (one / path.name).is_file()
        }
    site = home.parent
    if home.name == "data" and _LANGUAGE.fullmatch(site.name):
        folders = by_language(site.parent.iterdir())
        return {
            name: one / "data" / path.name
            for name, one in folders.items()
            if name != site.name and (one / "data" / path.name).is_file()
        }
    return {}


def language_of_data(path: Path) -> str:
    """The language of a data file that lies in a folder for each; "" for any other."""
    home = path.parent
    for folder in (home, home.parent if home.name == "data" else home):
        if _LANGUAGE.fullmatch(folder.name) and editions(path):
            return folder.name
    return ""


def _coded(folder: Path) -> list[Path]:
    """The files named after indicators; of a table in two forms the CSV."""
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        ending = path.suffix.lower()
        code = indicator_code(path.stem) if ending in (".csv", ".json") else ""
        if code and (ending == ".csv" or code not in found):
            found[code if ending == ".json" or code not in found else path.stem] = path
    return sorted(set(found.values()))


def settings_files(folder: Path) -> Iterable[Path]:
    """Settings first, metadata after: a key of the settings stands. Metadata may lie in a folder for each language."""
    for name in ("indicator-config", "indicator_settings", "meta"):
        part = folder / name
        if part.is_dir():
            yield from sorted(path for path in part.iterdir() if path.suffix in SETTINGS)
    meta = folder / "meta"
    for part in by_language(meta.iterdir()).values() if meta.is_dir() else ():
        yield from sorted(path for path in part.iterdir() if path.suffix in SETTINGS)
    if _LANGUAGE.fullmatch(folder.name):
        for name, part in by_language(folder.parent.iterdir()).items():
            if name != folder.name and (part / "meta").is_dir():
                yield from sorted((part / "meta").glob("*.json"))


def language_of_settings(path: Path) -> str:
    """The language of a file of metadata: of `meta/ru/3-1-1.md`, and of `ru/meta/3-1-1.json` in a built site."""
    home, above = path.parent, path.parent.parent
    if above.name == "meta":
        return home.name
    return above.name if path.suffix == ".json" and _LANGUAGE.fullmatch(above.name) else ""


def text_of(path: Path) -> bytes:
    """The content of a data file as CSV: a table in JSON, column by column, becomes one.

    A file of JSON that is no table stays as it is.
    """
    content = path.read_bytes()
    if path.suffix.lower() != ".json":
        return content
    try:
        table = json.loads(content)
    except ValueError:
        return content
    if (
        not isinstance(table, dict)
        or not table
        or not all(isinstance(cells, list) for cells in table.values())
    ):
        return content
    if len({len(cells) for cells in table.values()}) != 1:
        return content
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(table)
    writer.writerows(
        ["" if cell is None else cell for cell in row] for row in zip(*table.values(), strict=True)
    )
    return made.getvalue().encode()


def paired_words(path: Path, other: Path) -> dict[str, dict[str, str]]:
    """The words of a file in another language, by the words of this one: column -> cell -> the other's cell.

    Only where both have the same rows: as many, with the same years and values in the same places. A word that
    stands for two is left out.
    """
    if max(path.stat().st_size, other.stat().st_size) > LARGEST:
        return {}
    first, second = _rows(path), _rows(other)
    if (
        len(first) != len(second)
        or not first
        or any(len(a) != len(b) for a, b in zip(first, second, strict=True))
    ):
        return {}
    found: dict[str, dict[str, set[str]]] = {}
    for row, same in zip(first[1:], second[1:], strict=True):
        for column, mine, theirs in zip(first[0], row, same, strict=False):
            if mine == theirs:
                continue
            if not mine or not theirs or _is_figure(mine) or _is_figure(theirs):
                return {}
            found.setdefault(column, {}).setdefault(mine, set()).add(theirs)
    return {
        column: {mine: next(iter(theirs)) for mine, theirs in words.items() if len(theirs) == 1}
        for column, words in found.items()
    }


def _rows(path: Path) -> list[list[str]]:
    text = text_of(path).decode("utf-8-sig", errors="replace").replace("\0", "")
    try:
        return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text)) if any(row)]
    except csv.Error:
        return []


def _is_figure(cell: str) -> bool:
    return cell.replace(".", "").replace("-", "").isdecimal()


def short_path(path: Path) -> str:
    """The file with the folder it lies in, because every language has files of the same names."""
    return f"{path.parent.name}/{path.name}"


def code_of_file(path: Path, findings: list[Finding]) -> str:
    """The indicator that a file is named after; Cyrillic letters in its name are told."""
    if path.stem.translate(LOOKALIKES) != path.stem:
        findings.append(Finding(code="indicators.cyrillic-code", file=path.name, value=path.stem))
    return indicator_code(path.stem)
