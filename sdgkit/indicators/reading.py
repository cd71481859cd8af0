"""Reading: the format of a source is recognised by what lies in it, and its reader is called.

| lies there | read as |
|---|---|
| folder with `data/*.csv` named after indicators | Open SDG; SDMX-ML beside the CSV files is read too |
| archive (.zip) of one of these | as what is in it |
| folder with SDMX-ML, CSV or workbooks | all of them together |
| XML with an SDMX message | SDMX-ML 2.1, with the structure definition that lies beside it |
| export of WHO, Eurostat, FAO or the World Bank | long, by what its columns mean |
| JSON-stat, SDMX-JSON, records of an interface | long |
| table with a column of years and one of values | long: tidy, SDMX-CSV, UNSD global database |
| table with a row of years | wide: printed table, World Bank |
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sdgkit.errors import InputError
from sdgkit.findings import Finding
from sdgkit.indicators.indicators import Indicators
from sdgkit.indicators.open_sdg_folder import has_settings, is_open_sdg, platform_in
from sdgkit.indicators.settings import IndicatorSettings
from sdgkit.indicators.source_files import files_of, unpacked
from sdgkit.indicators.source_reading import SourceReading
from sdgkit.indicators.targets import read_targets


def read_indicators(
    path: str | Path,
    *,
    settings: IndicatorSettings | Mapping[str, Any] | None = None,
    country: str = "",
    prefer: str = "",
) -> Indicators:
    """Read indicator data; the format is recognised.

    Args:
        path: an Open SDG folder, a folder of tables or SDMX messages, one such file, or an archive of them.
        settings: decisions of a person: headlines, breaks, national targets.
        country: ISO 3166-1 alpha-3 code of the country; figures of others are left out.
        prefer: the country to take where none is named and the data hold several.

    Returns:
        Observations, headlines and findings. Odd cells and rows are findings, not errors.

    Raises:
        InputError: nothing lies there, or nothing that sdgkit reads as indicators.
        UsageError: the settings have a name or value that is not known.
    """
    path = Path(path)
    chosen, findings = _with_targets(IndicatorSettings.of(settings))
    if not path.exists():
        raise InputError("files.missing", file=path.name)
    if path.is_file() and path.suffix.lower() == ".zip":
        with TemporaryDirectory() as folder:
            inside = platform_in(unpacked(path, Path(folder)))
            return _read(inside, path.name, chosen, findings, country, prefer)
    return _read(platform_in(path), path.name, chosen, findings, country, prefer)


def _read(
    path: Path, name: str, chosen: IndicatorSettings, findings: list[Finding], country: str, prefer: str
) -> Indicators:
    reading = SourceReading(country.upper(), findings, prefer.upper(), chosen.names)
    if path.is_dir():
        files = files_of(path)
        if is_open_sdg(path) or (has_settings(path) and files):
            reading.open_sdg(path)
        reading.several(files, path)
    else:
        reading.several([path], path.parent)
    if not reading.kinds:
        raise InputError("indicators.not-recognised", file=name)
    return reading.indicators(chosen)


def _with_targets(settings: IndicatorSettings) -> tuple[IndicatorSettings, list[Finding]]:
    """The settings with the targets of their file; those of the settings themselves stand first."""
    if settings.targets_file is None:
        return settings, []
    targets, findings = read_targets(settings.targets_file)
    return settings.model_copy(update={"targets": (*settings.targets, *targets)}), findings
