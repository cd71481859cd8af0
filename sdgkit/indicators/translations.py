"""Translations: the names that a platform gives its codes, in every language it has.

Open SDG keeps them as `translations/<language>/<group>.yml`, key to text; data and settings name
them as "group.key". Only the groups that are asked for are read. Where the platform has no name,
sdgkit's own (`codes.csv`) stands in; where neither has one, the answer is an empty text, never the key.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from sdgkit.files import yaml_content
from sdgkit.indicators.codes import LOOKALIKES, is_code
from sdgkit.languages import Text, clean, fold, plural_category
from sdgkit.tables import rows_of

_SLANT = re.compile(r"[_\-]{2,}")


def read_yaml(path: Path) -> dict[str, object]:
    """A YAML file whose top is a mapping; an empty mapping where it is none.

    Raises:
        ValueError: the file is no YAML or no UTF-8.
    """
    return yaml_of(path.read_text(encoding="utf-8-sig"))


def yaml_of(text: str) -> dict[str, object]:
    """The mapping that a YAML text is; an empty one where it is none.

    Raises:
        ValueError: the text is no YAML.
    """
    content = yaml_content(text)
    return content if isinstance(content, dict) else {}


@cache
def _own_names() -> dict[tuple[str, str], Text]:
    return {
        (row["group"], fold(row["code"])): Text({name: row[name] for name in ("en", "ru", "kk")})
        for row in rows_of("indicators", "codes.csv")
    }


class Translations:
    """The names of one platform.

    Args:
        folders: language -> folder with the group files.
        groups: ready groups, group -> key -> text, which stand before those of the folders.
    """

    def __init__(
        self,
        folders: Mapping[str, Path] | None = None,
        groups: Mapping[str, Mapping[str, Text]] | None = None,
    ) -> None:
        self._folders = dict(folders or {})
        self._groups: dict[str, dict[str, Text]] = {
            name: dict(texts) for name, texts in (groups or {}).items()
        }
        self._words: dict[str, dict[str, str]] = {}
        self.unreadable: dict[Path, str] = {}
        """Files that are no YAML -> the reason."""
        self.odd_keys: dict[Path, list[str]] = {}
        """Keys with Cyrillic letters in place of Latin ones; they are found under the right letter too."""

    @classmethod
    def in_folder(cls, folder: Path) -> Translations:
        """The translations of an Open SDG folder; none where it has no such folder."""
        if not folder.is_dir():
            return cls()
        return cls({path.name.lower(): path for path in sorted(folder.iterdir()) if path.is_dir()})

    @property
    def has_folders(self) -> bool:
        """Whether the platform has a folder of translations that can be completed."""
        return bool(self._folders)

    def add(self, groups: Mapping[str, Mapping[str, Text]]) -> None:
        """Add names from elsewhere, such as a structure definition; those of the platform stand."""
        for group, texts in groups.items():
            known = self.group(group)
            for code, text in texts.items():
                known[code] = Text({**dict(text.items()), **dict(known.get(code, Text({})).items())})

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that the platform has."""
        if self._folders:
            return tuple(sorted(self._folders))
        found = {tag for texts in self._groups.values() for text in texts.values() for tag in text.languages}
        return tuple(sorted(found - {""}))

    @property
    def files(self) -> list[Path]:
        """The files of the groups read so far."""
        paths = (folder / f"{name}.yml" for folder in self._folders.values() for name in self._groups)
        return sorted(path for path in paths if path.is_file())

    def group(self, name: str) -> dict[str, Text]:
        """All texts of a group: key -> text in all languages."""
        if name not in self._groups:
            texts: dict[str, dict[str, str]] = {}
            for language, folder in self._folders.items():
                for key, text in self._read(folder / f"{name}.yml").items():
                    texts.setdefault(key, {})[language] = text
            self._groups[name] = {key: Text(languages) for key, languages in texts.items()}
        return self._groups[name]

    def _read(self, path: Path) -> dict[str, str]:
        if not path.is_file():
            return {}
        try:
            content = read_yaml(path)
        except (ValueError, OSError) as error:
            self.unreadable[path] = " ".join(str(error).split())
            return {}
        texts: dict[str, str] = {}
        for key, text in content.items():
            if isinstance(text, str | int | float) and not isinstance(text, bool) and clean(str(text)):
                texts[str(key)] = clean(str(text))
                latin = str(key).translate(LOOKALIKES)
                if latin != str(key) and re.fullmatch(r"[\w.-]*\d[\w.-]*", str(key)) and latin.isascii():
                    self.odd_keys.setdefault(path, []).append(str(key))
                    texts.setdefault(latin, clean(str(text)))
        return texts

    def resolve(self, reference: object) -> Text:
        """What a setting says: the text of the key it names, else its own words; empty for a bare key.

        Args:
            reference: "global_indicators.3-1-1-title", or words.
        """
        if isinstance(reference, Text):
            return reference
        if not isinstance(reference, str) or not reference.strip():
            return Text({})
        reference = reference.strip()
        group, dot, key = reference.partition(".")
        if dot and " " not in group and group.isidentifier():
            text = self.group(group).get(key.strip()) or self.group(group).get(clean(key))
            if text:
                return text
            if key and self._is_key(group, key):
                return Text({})
        if group == "data" and dot:
            return Text.of(clean(key))
        return Text({}) if is_code(reference) else Text.of(clean(reference))

    def _is_key(self, group: str, key: str) -> bool:
        if group == "data":
            return is_code(key)
        return " " not in key or bool(self._groups.get(group))

    def name(self, group: str, code: str) -> Text:
        """The name of a code in all languages: the platform's, then sdgkit's, then words standing as code.

        Args:
            group: name of the column or code list, "SEX", "UNIT_MEASURE", "Units".
            code: the cell.

        Returns:
            An empty text where nobody has a name for it.
        """
        if not code.strip():
            return Text({})
        power = _POWER.fullmatch(code)
        if power and power[1] in _POWERS:
            times = _POWERS[power[1]]
            base = self.name(group, power[2])
            return Text({tag: f"{times[tag]} {text}" for tag, text in base.items() if tag in times})
        national = self._national(group, code)
        own = own_name(group, code)
        words = Text({}) if is_code(code) or national else Text.of(clean(code))
        return Text({**dict(own.items()), **dict(words.items()), **dict(national.items())})

    def national(self, group: str, code: str) -> Text:
        """The name that the platform itself gives a code; empty where it has none."""
        return self._national(group, code)

    def _national(self, group: str, code: str) -> Text:
        for place in (group, "data"):
            texts = self.group(place)
            text = texts.get(code) or texts.get(code.strip())
            if text:
                return text
        return Text({})

    def code_of(self, group: str, words: str) -> str:
        """The code whose name in any language are these words; "" where there is none or several.

        Spaces and full stops do not count: "млн. тонн" is "млн.тонн".
        """
        if group not in self._words:
            found: dict[str, set[str]] = {}
            for code, text in self.group(group).items():
                for name in text.root.values():
                    found.setdefault(_bare(name), set()).add(code)
            self._words[group] = {name: min(codes) for name, codes in found.items() if len(codes) == 1}
        return self._words[group].get(_bare(words), "")


def own_name(group: str, code: str) -> Text:
    """The name that sdgkit gives a code of the global SDMX structure; empty where it has none.

    Ages are composed: Y15T24, Y_GE65, Y_LT5, M36T47, and as the global database and the ILO write them: 15-49, <5Y,
    15+, AGE_YTHADULT_Y15-24.

    Example:
        >>> own_name("SEX", "F").in_language("kk"), own_name("AGE", "Y15T24").in_language("ru")
        ('Әйелдер', '15–24 года')
        >>> [own_name("Age", code).in_language("en") for code in ("15-49", "<5Y", "AGE_YTHADULT_YGE25")]
        ['15–49 years', 'under 5 years', '25 years and over']
    """
    concept = _GROUPS.get(group.lower(), group)
    text = _own_names().get((concept, fold(code)))
    if text:
        return text
    return _age(code) if concept == "AGE" else Text({})


_GROUPS = {
    **dict.fromkeys(("units", "unit"), "UNIT_MEASURE"),
    **dict.fromkeys(("age", "classif1"), "AGE"),
    "location": "URBANISATION",
    "sex": "SEX",
    "series": "SERIES",
}
"""Headings of other platforms, in small letters -> the concept whose names are used."""
_POWER = re.compile(r"10\^(\d+) (.+)")
_POWERS = {
    "3": {"en": "thousand", "ru": "тыс.", "kk": "мың"},
    "6": {"en": "million", "ru": "млн", "kk": "млн"},
    "9": {"en": "billion", "ru": "млрд", "kk": "млрд"},
}
_AGE = re.compile(r"([YM])(?:(\d+)T(\d+)|_GE(\d+)|_LT(\d+)|(\d+))")
_AGES_WRITTEN = (
    (re.compile(r"^AGE_[A-Z0-9]+_Y?(?=\d|GE|LT)"), ""),
    (re.compile(r"^(\d{1,2})-(\d{1,2})Y?$"), r"Y\1T\2"),
    (re.compile(r"^(?:GE)?(\d{1,2})\+$|^GE(\d{1,2})$"), r"Y_GE\1\2"),
    (re.compile(r"^(?:<|LT)\s?(\d{1,2})([YM]?)$"), lambda found: f"{found[2] or 'Y'}_LT{found[1]}"),
)
"""How ages are written elsewhere -> as the global SDMX structure writes them."""


def _age(code: str) -> Text:
    for written, meant in _AGES_WRITTEN:
        code = written.sub(meant, code)
    found = _AGE.fullmatch(code)
    if not found:
        return Text({})
    unit, low, high, least, under, single = found.groups()
    last = int(high or least or under or single)
    words = {
        "Y": ("years", ("год", "года", "лет"), "жас"),
        "M": ("months", ("месяц", "месяца", "месяцев"), "ай"),
    }
    english, russian, kazakh = words[unit]
    if english.endswith("s") and single and last == 1:
        english = english[:-1]
    category = plural_category(last, "ru")
    counted = {"one": russian[0], "few": russian[1]}.get(category, russian[2])
    genitive = russian[1] if category == "one" else russian[2]
    if low:
        return Text(
            {"en": f"{low}–{high} {english}", "ru": f"{low}–{high} {counted}", "kk": f"{low}–{high} {kazakh}"}
        )
    if least:
        return Text(
            {
                "en": f"{last} {english} and over",
                "ru": f"{last} {counted} и старше",
                "kk": f"{last} {kazakh} және одан жоғары",
            }
        )
    if under:
        return Text(
            {"en": f"under {last} {english}", "ru": f"до {last} {genitive}", "kk": f"{last} {kazakh}қа дейін"}
        )
    return Text({"en": f"{last} {english}", "ru": f"{last} {counted}", "kk": f"{last} {kazakh}"})


def _bare(words: str) -> str:
    return fold(words).replace(" ", "").replace(".", "")
