"""Reading: the format of a source is recognised by what lies in it, and its reader is called."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sdgkit.errors import InputError
from sdgkit.files import sha256
from sdgkit.findings import Finding
from sdgkit.indicators.indicators import Indicators, SourceFile
from sdgkit.indicators.open_sdg import is_open_sdg, read_open_sdg
from sdgkit.indicators.settings import IndicatorSettings
from sdgkit.indicators.targets import read_targets


def read_indicators(
    path: str | Path, *, settings: IndicatorSettings | Mapping[str, Any] | None = None
) -> Indicators:
    """Read indicator data; the format is recognised.

    Args:
        path: an Open SDG folder.
        settings: decisions of a person: headlines, breaks, national targets.

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
    if is_open_sdg(path):
        return _open_sdg(path, chosen, findings)
    raise InputError("indicators.not-recognised", file=path.name)


def _with_targets(settings: IndicatorSettings) -> tuple[IndicatorSettings, list[Finding]]:
    """The settings with the targets of their file; those of the settings themselves stand first."""
    if settings.targets_file is None:
        return settings, []
    targets, findings = read_targets(settings.targets_file)
    return settings.model_copy(update={"targets": (*settings.targets, *targets)}), findings


def _open_sdg(folder: Path, settings: IndicatorSettings, findings: list[Finding]) -> Indicators:
    read = read_open_sdg(folder)
    sources = [
        SourceFile(file.relative_to(folder).as_posix(), sha256(file)) for file in sorted(set(read.files))
    ]
    return Indicators(
        read.observations.frame(),
        read.indicators,
        [*findings, *read.findings],
        sources,
        translations=read.translations,
        settings=settings,
        units=read.units,
        breaks=read.breaks,
        kind="open-sdg",
    )
