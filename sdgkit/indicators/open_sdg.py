"""The Open SDG folder: `data/*.csv`, `meta/` and `indicator-config/`, `translations/<language>/`.

Read are the layout of Kazakhstan's platform (settings and metadata in two YAML folders, values are
translation keys), that of the starter (metadata in `meta/*.md` or `*.yml`, words in place of
keys), and what `open_sdg_folder` tells of. A row that does not fit its header is put right only where
there is one way to do it, and a finding says so.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from sdgkit.agenda.code import sort_key
from sdgkit.findings import Finding
from sdgkit.indicators.indicator import Indicator
from sdgkit.indicators.observations import Gathered
from sdgkit.indicators.open_sdg_data import list_of, read_data
from sdgkit.indicators.open_sdg_folder import (
    code_of_file,
    data_files,
    editions,
    language_of_data,
    paired_words,
    short_path,
)
from sdgkit.indicators.open_sdg_settings import breaks_of, indicator_of, read_settings, unit_of
from sdgkit.indicators.translations import Translations
from sdgkit.languages import Text


class Folder(NamedTuple):
    """What was read of an Open SDG folder."""

    observations: Gathered
    indicators: list[Indicator]
    units: dict[str, tuple[str, Text]]
    """Indicator -> unit of its settings: code and name, for data without a unit column."""
    breaks: dict[str, tuple[int, ...]]
    translations: Translations
    files: list[Path]
    findings: list[Finding]


def read_open_sdg(folder: Path, gathered: Gathered | None = None) -> Folder:
    """Read an Open SDG folder.

    Args:
        folder: the folder that holds `data/`.
        gathered: takes the observations; a new one where None.
    """
    findings: list[Finding] = []
    translations = Translations.in_folder(folder / "translations")
    settings, files = read_settings(folder, findings)
    gathered = Gathered() if gathered is None else gathered
    filled: dict[str, int] = {}
    names: dict[str, str] = {}
    found_files = data_files(folder)
    for path in found_files:
        code = code_of_file(path, findings)
        files.append(path)
        names[code] = path.name
        before = len(gathered)
        read_data(path, code, gathered, findings)
        filled[code] = filled.get(code, 0) + len(gathered) - before
    translations.add(_words_of_editions(found_files, files, findings))

    indicators = []
    units: dict[str, tuple[str, Text]] = {}
    breaks: dict[str, tuple[int, ...]] = {}
    for code in sorted(settings.keys() | filled.keys(), key=sort_key):
        found = settings.get(code, {})
        indicators.append(indicator_of(code, found, names.get(code, ""), translations))
        units[code] = unit_of(code, found, translations, findings)
        breaks[code] = breaks_of(found)
        _check_status(code, found, filled.get(code, 0), names.get(code, ""), findings)
    for path, reason in translations.unreadable.items():
        findings.append(Finding(code="indicators.yaml-unreadable", file=short_path(path), value=reason))
    for path, keys in translations.odd_keys.items():
        findings.append(
            Finding(
                code="indicators.cyrillic-key",
                file=short_path(path),
                value=", ".join(keys),
                details={"count": len(keys)},
            )
        )
    return Folder(gathered, indicators, units, breaks, translations, files + translations.files, findings)


def _words_of_editions(
    paths: list[Path], files: list[Path], findings: list[Finding]
) -> dict[str, dict[str, Text]]:
    """The names of cells in the languages of other editions of the data files: group -> cell -> name."""
    words: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    languages: dict[str, None] = {}
    for path in paths:
        own = language_of_data(path)
        for language, other in editions(path).items():
            languages |= dict.fromkeys((own, language))
            files.append(other)
            for column, cells in paired_words(path, other).items():
                for cell, name in cells.items():
                    words[list_of(column)][cell] |= {own: cell, language: name}
    if languages:
        taken = next(iter(languages))
        value = ", ".join(languages)
        findings.append(
            Finding(code="indicators.data-editions", file="data", value=value, details={"language": taken})
        )
    return {group: {cell: Text(texts) for cell, texts in cells.items()} for group, cells in words.items()}


def _check_status(
    code: str, settings: dict[str, object], rows: int, file: str, findings: list[Finding]
) -> None:
    status = str(settings.get("reporting_status") or "").strip().lower()
    details = {"code": code, "status": status, "count": rows}
    if status == "complete" and rows == 0:
        findings.append(
            Finding(code="indicators.status-but-no-data", file=file, value=status, details=details)
        )
    elif status in ("notstarted", "notapplicable", "notavailable") and rows:
        findings.append(Finding(code="indicators.data-but-status", file=file, value=status, details=details))
