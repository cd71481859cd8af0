"""A main job that has run: what was written, and the very drafts, mapping and indicators it was written from."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from sdgkit import main_job
from sdgkit.indicators import Indicators
from sdgkit.main_job import Done
from sdgkit.mapping.mapping import Mapping
from sdgkit.report import building
from sdgkit.report.draft import Draft
from sdgkit.settings import Settings

CONTACTS = (
    "Айгерим Сейткали",
    "Сейткали",
    "Марат Жумабеков",
    "Жумабеков",
    "a.seitkali@mfa.example",
    "mfa.example",
    "777 123 45 67",
    "701 555 44 33",
)
"""Names, addresses and numbers (all invented) that tests put into registers and that must come out nowhere."""


@dataclass
class FinishedJob:
    """What a main job did."""

    out: Path
    registers: tuple[Path, ...]
    indicators: Path | None
    settings: Settings
    done: Done
    drafts: dict[str, Draft]
    mapping: Mapping
    data: Indicators | None = field(default=None)

    def file(self, name: str) -> Path:
        return self.out / name

    @property
    def draft(self) -> Draft:
        """The draft in the first language."""
        return next(iter(self.drafts.values()))


def settings_of(languages: Sequence[str], country: str = "KAZ", **more: Any) -> Settings:
    report = {"country": country, "languages": list(languages)} | more.pop("report", {})
    return Settings.model_validate({"report": report} | more)


def run_job(
    *registers: Path,
    out: Path,
    languages: Sequence[str] = ("ru",),
    indicators: Path | None = None,
    reviewed: Sequence[Path] = (),
    **more: Any,
) -> FinishedJob:
    """Run the main job as the command line does, and keep the drafts that it made."""
    settings = settings_of(languages, **more)
    drafts: dict[str, Draft] = {}
    seen: dict[str, Any] = {}
    build = building.draft

    def kept(register: Any, mapping: Mapping, data: Indicators | None, **options: Any) -> Draft:
        made = build(register, mapping, data, **options)
        drafts[made.language] = made
        seen["mapping"], seen["data"] = mapping, data
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "draft", kept)
        done = main_job.run(registers, indicators=indicators, reviewed=reviewed, out=out, settings=settings)
    return FinishedJob(out, registers, indicators, settings, done, drafts, seen["mapping"], seen["data"])


def parts_of(path: Path) -> Iterator[tuple[str, bytes]]:
    """The file itself and, when it is an archive, every part of it, with the archives inside it."""
    if path.suffix not in (".docx", ".xlsx"):
        yield path.name, path.read_bytes()
        return
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith(".xlsx"):
                inner = path.parent / f".inner-{path.name}-{Path(name).name}"
                inner.write_bytes(content)
                try:
                    yield from ((f"{path.name}/{name}/{one}", part) for one, part in parts_of(inner))
                finally:
                    inner.unlink()
            else:
                yield f"{path.name}/{name}", content


def texts_of(folder: Path) -> Iterator[tuple[str, str]]:
    """Everything that can be read in the files of a folder, by part."""
    for path in sorted(folder.iterdir()):
        for name, content in parts_of(path):
            yield name, content.decode("utf-8", errors="replace")
