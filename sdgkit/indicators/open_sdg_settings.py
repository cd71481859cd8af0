"""Settings of an Open SDG folder: what its `meta/` and `indicator-config/` say of each indicator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from sdgkit.agenda.code import goal_of, target_of
from sdgkit.findings import Finding
from sdgkit.indicators.codes import indicator_code
from sdgkit.indicators.indicator import Indicator, Level, Reporting, Source
from sdgkit.indicators.open_sdg_folder import code_of_file, language_of_settings, settings_files, short_path
from sdgkit.indicators.translations import Translations, read_yaml, yaml_of
from sdgkit.languages import Text, clean

LEVELS: tuple[tuple[str, Level], ...] = (
    ("customisation-1", "global"),
    ("customisation-2", "adapted"),
    ("customisation-3", "proxy"),
    ("customisation-4", "national"),
)
"""The comparability key of the platform -> the level of sdgkit."""

STATUS: dict[str, Reporting] = {
    "complete": "reported",
    "inprogress": "partly",
    "partial": "partly",
    "notstarted": "not-reported",
    "notapplicable": "not-applicable",
    "notavailable": "not-reported",
}

TEXTS = frozenset({"indicator_name", "graph_title", "national_indicator_description", "comments_limitations"})
"""Settings that are words, which metadata in a folder for each language give in that language."""
LONGEST_SOURCES = 12
"""Sources of one indicator (`source_data_1` ...) that are looked for."""


def read_settings(folder: Path, findings: list[Finding]) -> tuple[dict[str, dict[str, object]], list[Path]]:
    """Indicator -> its settings, of all files that say something of it; and these files."""
    settings: dict[str, dict[str, object]] = defaultdict(dict)
    files = []
    for path in settings_files(folder):
        code = indicator_code(path.stem)
        if not code:
            continue
        files.append(path)
        code_of_file(path, findings)
        try:
            content = _front_matter(path) if path.suffix == ".md" else read_yaml(path)
        except (ValueError, OSError) as error:
            findings.append(Finding(code="indicators.yaml-unreadable", file=short_path(path), value=error))
            continue
        number = indicator_code(str(content.get("indicator_number") or content.get("indicator") or ""))
        if number and number != code:
            findings.append(
                Finding(
                    code="indicators.number-differs",
                    file=short_path(path),
                    value=number,
                    details={"code": code},
                )
            )
        language = language_of_settings(path)
        for key, value in content.items():
            if language and key in TEXTS and isinstance(value, str):
                value = Text({language: clean(value)})
                known = settings[code].get(str(key))
                if isinstance(known, Text):
                    settings[code][str(key)] = Text({**dict(value.items()), **dict(known.items())})
            settings[code].setdefault(str(key), value)
    return dict(settings), files


def _front_matter(path: Path) -> dict[str, object]:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    if not lines or lines[0].strip() != "---":
        return {}
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == "---"), len(lines))
    return yaml_of("\n".join(lines[1:end]))


def indicator_of(code: str, settings: dict[str, object], file: str, translations: Translations) -> Indicator:
    """An indicator as its settings describe it.

    Args:
        code: of the indicator.
        settings: of the indicator.
        file: name of its data file, "" where there is none.
        translations: the words behind keys.
    """
    key = code.replace(".", "-")
    national = translations.group("national_indicators").get(f"{key}-title", Text({}))
    name = translations.resolve(settings.get("indicator_name"))
    graph = translations.resolve(settings.get("graph_title"))
    wording = Text({**dict(name.items()), **dict(graph.items()), **dict(national.items())})
    status = str(settings.get("reporting_status") or "").strip().lower()
    level = str(settings.get("customisation") or "")
    return Indicator(
        code=code,
        goal=goal_of(code),
        target=target_of(code),
        name=wording,
        official_name=name,
        level=next(
            (found for ending, found in LEVELS if level.endswith(ending)),
            "national" if code.count(".") > 2 else None,
        ),
        reporting=STATUS.get(status, "unknown"),
        custodian=clean(str(settings.get("un_custodian_agency") or "")),
        responsible=_responsible(settings, translations),
        sources=_sources(settings, translations),
        notes=_notes(settings, translations),
        file=file,
    )


def _active(settings: dict[str, object]) -> Iterable[int]:
    for number in range(1, LONGEST_SOURCES + 1):
        if settings.get(f"source_active_{number}", True) not in (False, "false"):
            yield number


def _sources(settings: dict[str, object], translations: Translations) -> tuple[Source, ...]:
    found = []
    for number in _active(settings):
        organisation = translations.resolve(
            settings.get(f"source_compilation_{number}") or settings.get(f"source_organisation_{number}")
        )
        data = translations.resolve(settings.get(f"source_data_{number}"))
        url = str(settings.get(f"source_url_{number}") or "").strip()
        if organisation or data or url:
            found.append(Source(organisation=organisation, note=data, url=url))
    return tuple(found)


def _responsible(settings: dict[str, object], translations: Translations) -> Text:
    for number in _active(settings):
        body = translations.resolve(settings.get(f"source_implementation_{number}"))
        if body:
            return body
    return Text({})


def _notes(settings: dict[str, object], translations: Translations) -> tuple[Text, ...]:
    names = (
        "national_indicator_description",
        "comments_limitations",
        "data_footnote",
        "proxy_text",
        "data_notice_text",
    )
    texts = (translations.resolve(settings.get(name)) for name in names)
    return tuple(text for text in texts if text)


def unit_of(
    code: str, settings: dict[str, object], translations: Translations, findings: list[Finding]
) -> tuple[str, Text]:
    """Code and name of the unit of an indicator, for data without a column of units."""
    reference = (
        settings.get("computation_units")
        or settings.get("measurement_units")
        or settings.get("unit_of_measure")
    )
    if not isinstance(reference, str) or not reference.strip():
        return "", Text({})
    group, _, key = reference.strip().partition(".")
    if group in ("UNIT_MEASURE", "Units") and key:
        return key, translations.name("UNIT_MEASURE", key)
    words = clean(key if group == "data" and key else reference)
    known = translations.code_of("UNIT_MEASURE", words)
    if group == "data" and key and not translations.group("data").get(key):
        findings.append(
            Finding(
                code="indicators.key-without-text", file=code, column="computation_units", value=reference
            )
        )
    if known:
        return known, translations.name("UNIT_MEASURE", known)
    return words, translations.resolve(reference)


def breaks_of(settings: dict[str, object]) -> tuple[int, ...]:
    """First years of a new series from the platform's `graph_series_breaks`."""
    listed = settings.get("graph_series_breaks")
    if not isinstance(listed, list):
        return ()
    found = []
    for entry in listed:
        value = entry.get("value") if isinstance(entry, dict) else entry
        if isinstance(value, int | float) and not isinstance(value, bool):
            found.append(int(value) + (0 if float(value).is_integer() else 1))
    return tuple(sorted(found))
