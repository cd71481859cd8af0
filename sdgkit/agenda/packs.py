"""Packs: the official wording of goals, targets and indicators, read from a folder of translations.

A pack is the `translations` folder of an Open SDG site or of the sdg-translations project: one folder per language
with `global_goals.yml`, `global_targets.yml`, `global_indicators.yml`, and `national_indicators.yml` where a country
has its own. The wording is shown unaltered, always with the pack it came from. sdgkit ships none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from sdgkit.agenda.code import normalise_code, sort_key, target_of
from sdgkit.agenda.editions import WITHHELD, change_of
from sdgkit.agenda.goal import goals
from sdgkit.agenda.indicator import indicators, listed_codes
from sdgkit.agenda.target import targets
from sdgkit.errors import InputError
from sdgkit.files import existing_file, yaml_content
from sdgkit.findings import Finding

Level = Literal["national", "global"]

FILES: tuple[tuple[str, Level], ...] = (
    ("national_goals.yml", "national"),
    ("national_targets.yml", "national"),
    ("national_indicators.yml", "national"),
    ("global_goals.yml", "global"),
    ("global_targets.yml", "global"),
    ("global_indicators.yml", "global"),
)
"""The files of a language that are read, national wording first."""

LARGEST_FILE = 5 * 1024 * 1024
"""Bytes of one file of titles; the 252 indicators of sdg-translations take 60 kB."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_KEY = re.compile(r"(\w+(?:[-.]\w+)*?)[-.](title|short)", re.IGNORECASE)
_NATIONAL = re.compile(r"\d{1,2}\.(?:\d{1,2}|[a-d])(?:\.\d{1,3}){2,3}")


class Wording(BaseModel):
    """An official wording and where it came from.

    Attributes:
        text: the wording, unaltered.
        language: its language.
        pack: name of the pack.
        file: file of the pack, such as "ru/global_targets.yml".
        level: "national" where the country words it for itself, else "global".
        edition: edition of the indicator framework that the pack follows.
        mark: "" or why a reader should be careful: "revised" (the indicator was reworded since the edition of the
            pack), "unverified" (sources disagree whether it was).
    """

    model_config = ConfigDict(frozen=True)

    text: str
    language: str
    pack: str
    file: str
    level: Level
    edition: int
    mark: Literal["", "revised", "unverified"] = ""


class Pack(BaseModel):
    """The official wording of one folder.

    Attributes:
        name: name of the folder (of the site, where the folder is called "translations").
        edition: edition of the indicator framework it follows: 2025 when it has the indicators added then.
        wordings: language -> code -> wordings, national before global.
        findings: what was noticed when it was read.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    edition: int
    wordings: Mapping[str, Mapping[str, tuple[Wording, ...]]]
    findings: tuple[Finding, ...] = ()

    @classmethod
    def load(cls, folder: Path, edition: int | None = None) -> Pack:
        """Read a pack.

        Args:
            folder: the folder with one folder per language, or the one above it when that is named "translations".
            edition: edition of the indicator framework; told from the codes where None.

        Raises:
            InputError: the folder does not exist or holds no wording.
        """
        return _read(folder, edition)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it has, in the order of the alphabet."""
        return tuple(sorted(self.wordings))

    def title(
        self, code: str, language: str, edition: int = 2025, *, level: Level | None = None
    ) -> Wording | None:
        """The official wording of a code, or None where the pack has none that may be shown.

        The title of an older edition is not shown for a code that now means something else. It is shown with a
        mark where the indicator was reworded, or where that is not established.

        Args:
            code: a goal ("3"), target, indicator or national indicator.
            language: tag of the language; no other language is taken instead.
            edition: edition of the indicator framework that the reader works with.
            level: only national or only global wording; national before global where None.
        """
        found = next(
            (
                wording
                for wording in self.wordings.get(language, {}).get(code, ())
                if level is None or wording.level == level
            ),
            None,
        )
        if found is None or code.count(".") != 2:
            return found
        if code not in listed_codes(edition):
            return None
        change = change_of(code)
        if change is None:
            return found
        if change.kind == "unverified":
            return found.model_copy(update={"mark": "unverified"})
        if self.edition == edition:
            return found
        if change.kind in WITHHELD:
            return None
        return found.model_copy(update={"mark": "revised"})


def official_title(
    code: str, language: str, packs: Iterable[Pack], edition: int = 2025, *, level: Level | None = None
) -> Wording | None:
    """The official wording of a code: that of the first pack that has one.

    National wording of any pack comes before global wording, so that the order of packs decides only between
    wordings of one kind.

    Example:
        >>> official_title("3.8", "ru", []) is None
        True
    """
    stack = tuple(packs)
    for one in ("national", "global") if level is None else (level,):
        for pack in stack:
            found = pack.title(code, language, edition, level=one)
            if found is not None:
                return found
    return None


def _read(folder: Path, edition: int | None) -> Pack:
    if not folder.is_dir():
        raise InputError("files.missing", file=folder.name)
    inner = folder / "translations"
    root = inner if inner.is_dir() else folder
    name = root.parent.name if root.name == "translations" else root.name
    findings: list[Finding] = []
    found: list[Wording] = []
    codes: list[str] = []
    for language_folder in sorted(root.iterdir()):
        if not language_folder.is_dir() or not _LANGUAGE.fullmatch(language_folder.name):
            continue
        for file, level in FILES:
            path = language_folder / file
            if path.exists():
                for code, text in _titles(path, findings).items():
                    codes.append(code)
                    found.append(
                        Wording(
                            text=text,
                            language=language_folder.name.replace("_", "-"),
                            pack=name,
                            file=f"{language_folder.name}/{file}",
                            level=level,
                            edition=0,
                        )
                    )
    if not found:
        raise InputError("agenda.pack-empty", file=folder.name)
    of_edition = edition or _edition_of(set(codes))
    wordings: dict[str, dict[str, tuple[Wording, ...]]] = {}
    for code, wording in zip(codes, found, strict=True):
        by_code = wordings.setdefault(wording.language, {})
        by_code[code] = (*by_code.get(code, ()), wording.model_copy(update={"edition": of_edition}))
    pack = Pack(name=name, edition=of_edition, wordings=wordings)
    return pack.model_copy(update={"findings": (*findings, *_gaps(pack, root.name))})


def _edition_of(codes: set[str]) -> int:
    """2025 when the pack has an indicator that no other edition has, else 2020."""
    # 11.5.3 came by an annual refinement before 2025, so the other addition decides.
    return 2025 if "2.2.4" in codes else 2020


def _titles(path: Path, findings: list[Finding]) -> dict[str, str]:
    """The titles of a file by code; what is strange becomes a finding."""
    shown = f"{path.parent.name}/{path.name}"
    try:
        if existing_file(path).stat().st_size > LARGEST_FILE:
            raise ValueError
        # Titles only: a document that builds objects or nests is refused by the loader or below.
        content = yaml_content(path.read_text(encoding="utf-8-sig"))
    except (InputError, OSError, ValueError):
        findings.append(Finding(code="agenda.pack-broken", file=shown))
        return {}
    if not isinstance(content, dict):
        findings.append(Finding(code="agenda.pack-broken", file=shown))
        return {}
    found: dict[str, str] = {}
    repaired: dict[str, tuple[str, str]] = {}
    unknown: list[str] = []
    for key, text in content.items():
        match = _KEY.fullmatch(str(key).strip())
        if match is not None and match[2].lower() == "short":
            continue  # the name of the logo tile; the title is the wording
        code = _code_of_key(match[1]) if match is not None else None
        if code is None:
            unknown.append(str(key))
        elif not isinstance(text, str) or not text.strip():
            continue  # told as a gap
        elif str(key).isascii():
            found[code] = text.strip()
        else:
            repaired[code] = (str(key), text.strip())
    for code, (key, text) in repaired.items():
        twice = code in found and found[code] != text
        finding = "agenda.pack-key-twice" if twice else "agenda.pack-key-letters"
        findings.append(Finding(code=finding, file=shown, value=key, details={"indicator": code}))
        found.setdefault(code, text)
    if unknown:
        findings.append(
            Finding(
                code="agenda.pack-key-unknown",
                file=shown,
                value=", ".join(unknown),
                details={"count": str(len(unknown))},
            )
        )
    return found


def _code_of_key(key: str) -> str | None:
    """The code of a key without its ending: a goal, target, indicator or national indicator."""
    dotted = key.replace("-", ".")
    if dotted.isdecimal() and any(one.code == dotted for one in goals()):
        return dotted
    code = normalise_code(key)
    if code is not None:
        return code
    head, _, tail = dotted.partition(".")
    second, _, rest = tail.partition(".")
    target = normalise_code(f"{head}.{second}") if rest else None
    national = f"{target}.{rest}"
    return national if target is not None and _NATIONAL.fullmatch(national) else None


def _gaps(pack: Pack, file: str) -> list[Finding]:
    """What the pack lacks, per language, and what it has of an older edition."""
    findings: list[Finding] = []
    expected = [one.code for one in goals()] + [one.code for one in targets()]
    expected += [one.code for one in indicators()]
    outdated: set[str] = set()
    for language in pack.languages:
        missing = [code for code in expected if pack.title(code, language) is None]
        if missing:
            findings.append(
                Finding(
                    code="agenda.pack-gap",
                    file=file,
                    value=", ".join(missing),
                    details={"count": str(len(missing)), "language": language},
                )
            )
        outdated |= {
            code
            for code in pack.wordings[language]
            if code.count(".") == 2 and target_of(code) and pack.title(code, language) is None
        }
    if outdated:
        findings.append(
            Finding(
                code="agenda.pack-outdated",
                file=file,
                value=", ".join(sorted(outdated, key=sort_key)),
                details={"edition": str(pack.edition)},
            )
        )
    return findings
