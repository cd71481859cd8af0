"""The outline of a draft: which sections it has, from which parts each is made, and what people write themselves.

An outline is data. sdgkit ships one for each profile in `outlines/PROFILE.toml`; a folder of official wording or a
user's own `outline.toml` changes it section by section:

    [outline]
    drop = ["opening"]                      # sections that go, with what stands below them
    order = ["main-messages", "overview"]   # sections that come first, in this order

    [[section]]                             # a known id: what is named here takes the place of what was there
    id = "means"
    title = {en = "Partnerships", ru = "Партнёрства", kk = "Серіктестік"}

    [[section]]                             # a new id: a section of one's own
    id = "regions"
    after = "means"
    title = {en = "Regions"}
    text = {en = "The work in the regions is led by the akimats."}
    parts = ["table:regions"]

Nothing in an outline is a statement of the program: it names parts that compute and gives instructions to authors.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sdgkit.agenda import goals, themes
from sdgkit.errors import UsageError
from sdgkit.files import existing_file, written_whole
from sdgkit.languages import LANGUAGES, Language, Text, fold
from sdgkit.report.needs import NEEDS
from sdgkit.report.parts import PARTS
from sdgkit.report.tables.shelf import SHELF
from sdgkit.report.wording import label

Profile = Literal["review", "messages", "section", "briefing", "portfolio", "programme", "volunteers"]
PROFILES: tuple[Profile, ...] = get_args(Profile)
FILE_NAME = "outline.toml"

Model = TypeVar("Model", bound=BaseModel)

_HEAD = ("profile", "edition", "source", "date", "title", "subtitle", "template", "annex", "drop", "order")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class OutlineSection(_Frozen):
    """One section as it is planned.

    Attributes:
        id: its name, the same in all languages and drafts.
        level: of its heading, 1 to 3.
        title: of the heading; of a goal or theme, its own title where this is empty.
        parts: names of the parts that fill it, in order; "table:KEY" is a table of the draft.
        needs: names of the data that it needs, for the table of completeness.
        write: what the author is asked to write; shown as a place to fill, never as a statement.
        text: the user's own text, which is put in as it stands.
        words: most words that the section should have.
        each: "goal" or "theme" for a section that stands once for each of them.
        family: id of the section that this one was made from, where it is one of several.
        goal: its goal.
        theme: key of its theme.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    level: Literal[1, 2, 3] = 1
    title: Text = Text({})
    parts: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    write: Text = Text({})
    text: Text = Text({})
    words: int | None = Field(default=None, gt=0)
    each: Literal["", "goal", "theme"] = ""
    family: str = ""
    goal: int | None = None
    theme: str | None = None


class Outline(_Frozen):
    """The outline of one profile.

    Attributes:
        profile: its name.
        edition: of the guidance that it follows.
        source: that guidance.
        date: when the outline was put together.
        title: of the draft; may hold {country}, {subject}.
        subtitle: below it.
        template: shipped Word template that fits.
        annex: keys of the tables that stand in the annex even if no section names them; all where it says "all".
        sections: in order, those of each goal and theme spelt out.

    Example:
        >>> made = outline_of("review")
        >>> made.section("goal-6").family, made.section("main-messages").words
        ('goal', 700)
    """

    profile: Profile
    edition: str
    source: str
    date: dt.date
    title: Text
    subtitle: Text = Text({})
    template: str = "review.docx"
    annex: tuple[str, ...] = ()
    sections: tuple[OutlineSection, ...]

    def section(self, identifier: str) -> OutlineSection:
        """The section of that id.

        Raises:
            KeyError: there is none.
        """
        for one in self.sections:
            if one.id == identifier:
                return one
        raise KeyError(identifier)


def outline_of(profile: str, *files: Path) -> Outline:
    """The outline of a profile, changed by files one after another.

    Args:
        profile: one of `PROFILES`.
        files: outlines of a country and of the user; the last has the last word.

    Raises:
        InputError: a file does not exist.
        UsageError: the profile is unknown, a file is no TOML, or names a section, part or need that does not exist.
    """
    if profile not in PROFILES:
        raise UsageError(
            "report.profile-unknown",
            profile=profile,
            nearest=nearest(profile, PROFILES),
            known=", ".join(PROFILES),
        )
    made = _shipped(profile)
    for file in files:
        made = _changed(made, file)
    return made


def outlines_in(packs: Iterable[Path]) -> list[Path]:
    """The outlines that folders of official wording hold, in the order of the folders."""
    return [pack / FILE_NAME for pack in packs if (pack / FILE_NAME).is_file()]


@cache
def every_section() -> tuple[str, ...]:
    """The ids of the sections of all shipped outlines, each once.

    Example:
        >>> {"goal-3", "theme-water", "means"} <= set(every_section())
        True
    """
    ids = (section.id for profile in PROFILES for section in _shipped(profile).sections)
    return tuple(dict.fromkeys(ids))


@cache
def _shipped(profile: str) -> Outline:
    folder = resources.files("sdgkit.report").joinpath("outlines")
    table = tomllib.loads(folder.joinpath(f"{profile}.toml").read_text(encoding="utf-8"))
    sections = [OutlineSection.model_validate(one) for one in table["section"]]
    spelt = [one for each in sections for one in _spelt(each)]
    if any("volunteers" in one.parts for one in spelt):
        # They have a section of their own, with people and hours.
        told = {theme.key for theme in themes() if theme.volunteers}
        spelt = [one for one in spelt if one.theme not in told]
    return Outline.model_validate(table["outline"] | {"profile": profile, "sections": spelt})


def _spelt(section: OutlineSection) -> Iterator[OutlineSection]:
    """A section for each goal or theme, where it stands for all of them."""
    each: dict[str, dict[str, object]]
    if section.each == "goal":
        each = {str(goal.number): {"goal": goal.number} for goal in goals()}
    elif section.each == "theme":
        each = {theme.key: {"theme": theme.key} for theme in themes()}
    else:
        yield section
        return
    for key, about in each.items():
        update = {"id": f"{section.id}-{key}", "family": section.id, "each": "", **about}
        yield section.model_copy(update=update)


# ---------------------------------------------------------------------- what a user changes


def _changed(outline: Outline, path: Path) -> Outline:
    table = _read(path)
    head, given = table.get("outline", {}), table.get("section", [])
    _known_keys(table, ("outline", "section"), path, "")
    if not isinstance(head, dict) or not isinstance(given, list):
        raise UsageError(
            "report.outline-invalid", file=path.name, where="[outline]", reason="[outline], [[section]]"
        )
    _known_keys(head, _HEAD, path, "[outline]")
    if head.get("profile", outline.profile) != outline.profile:
        return outline  # It changes another profile; this one stays.
    sections = list(outline.sections)
    for number, one in enumerate(given, start=1):
        sections = _with_section(sections, one, path, number)
    ids = [one.id for one in sections] + list(dict.fromkeys(one.family for one in sections if one.family))
    for name in ("drop", "order"):
        _known(head.get(name, []), ids, path, f"[outline] {name}")
    for identifier in head.get("drop", []):
        sections = [one for one in sections if one not in _with_below(sections, identifier)]
    first = [one for identifier in head.get("order", []) for one in _with_below(sections, identifier)]
    first = list({one.id: one for one in first}.values())
    sections = [*first, *(one for one in sections if one not in first)]
    annex = head.get("annex", list(outline.annex))
    _known(annex, ["all", "completeness", *SHELF], path, "[outline] annex")
    rest = {key: head[key] for key in ("edition", "source", "date", "template") if key in head}
    texts = {
        key: getattr(outline, key).root | head[key]
        for key in ("title", "subtitle")
        if isinstance(head.get(key), dict)
    }
    fields = outline.model_dump() | rest | texts | {"annex": annex, "sections": sections}
    return _valid(Outline, fields, path, "[outline]")


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(existing_file(path).read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError("report.outline-unreadable", file=path.name, reason=error) from None


def _with_section(
    sections: list[OutlineSection], given: Any, path: Path, number: int
) -> list[OutlineSection]:
    """The sections with one changed, or with a new one behind the one that it names."""
    where = f"[[section]] {number}"
    if not isinstance(given, dict) or not isinstance(given.get("id"), str):
        raise UsageError("report.outline-invalid", file=path.name, where=where, reason="id")
    identifier = given["id"]
    where = f"[[section]] {identifier}"
    fields = {key: value for key, value in given.items() if key != "after"}
    own = ("level", "title", "parts", "needs", "write", "text", "words")
    _known_keys(given, ("id", "after", *own), path, where)
    for name, known in (("parts", part_names()), ("needs", tuple(NEEDS))):
        _known(given.get(name, []), known, path, f"{where} {name}")
    meant = [one for one in sections if identifier in (one.id, one.family)]
    if not meant:
        if not fields.get("title"):
            raise UsageError("report.outline-title", file=path.name, section=identifier)
        made = _valid(OutlineSection, fields, path, where)
        return _placed(sections, [made], given.get("after"), path, where)
    changed = {one.id: _merged(one, fields, path, where) for one in meant}
    sections = [changed.get(one.id, one) for one in sections]
    if "after" in given:
        moved = [changed[one.id] for one in meant]
        sections = _placed([one for one in sections if one not in moved], moved, given["after"], path, where)
    return sections


def _merged(section: OutlineSection, fields: Mapping[str, Any], path: Path, where: str) -> OutlineSection:
    texts = {
        key: getattr(section, key).root | value
        for key, value in fields.items()
        if key in ("title", "write", "text") and isinstance(value, dict)
    }
    return _valid(
        OutlineSection, section.model_dump() | dict(fields) | texts | {"id": section.id}, path, where
    )


def _placed(
    sections: list[OutlineSection],
    new: list[OutlineSection],
    after: object,
    path: Path,
    where: str,
) -> list[OutlineSection]:
    if after is None:
        return [*sections, *new]
    _known([after], [one.id for one in sections] + [one.family for one in sections], path, f"{where} after")
    last = _with_below(sections, str(after))[-1]
    place = sections.index(last) + 1
    return [*sections[:place], *new, *sections[place:]]


def _with_below(sections: Sequence[OutlineSection], identifier: str) -> list[OutlineSection]:
    """The section of an id (or the sections of a family) with those below it, up to the next of its level."""
    found: list[OutlineSection] = []
    level = 0
    for one in sections:
        if identifier in (one.id, one.family):
            level = one.level
            found.append(one)
        elif level and one.level > level:
            found.append(one)
        else:
            level = 0
    return found


def part_names() -> tuple[str, ...]:
    """All names that `parts` may hold."""
    return (*PARTS, "completeness", *(f"table:{key}" for key, one in SHELF.items() if one.fits_body))


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that is spelt most like a name, else "-".

    Example:
        >>> nearest("reveiw", PROFILES), nearest("xyz", PROFILES)
        ('review', '-')
    """
    folded = {fold(one): one for one in known}
    close = get_close_matches(fold(name), folded, n=1, cutoff=0.5)
    return folded[close[0]] if close else "-"


def _known(given: Any, known: Sequence[str], path: Path, where: str) -> None:
    for one in given if isinstance(given, list) else [given]:
        if one not in known:
            names = list(dict.fromkeys(name for name in known if name))
            raise UsageError(
                "report.outline-unknown",
                file=path.name,
                where=where,
                name=one,
                nearest=nearest(str(one), names),
                known=", ".join(names),
            )


def _known_keys(given: Mapping[str, Any], known: Sequence[str], path: Path, where: str) -> None:
    _known(list(given), known, path, where)


def _valid(model: type[Model], fields: Mapping[str, Any], path: Path, where: str) -> Model:
    try:
        return model.model_validate(dict(fields))
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise UsageError(
            "report.outline-invalid", file=path.name, where=f"{where} {name}".strip(), reason=first["msg"]
        ) from None


# ---------------------------------------------------------------------- a file to begin with


def write_outline(path: Path, language: Language, profile: str = "review") -> None:
    """Write an outline to begin with: every section of a profile named, none of them changed.

    Raises:
        InputError: the file cannot be written.
        UsageError: the profile is unknown.
    """
    made = outline_of(profile)
    lines = [f"# {line}".rstrip() for line in label("outline.about", language).splitlines()]
    lines += ["", "[outline]", f'profile = "{made.profile}"', "drop = []", "order = []", ""]
    seen = set()
    for one in made.sections:
        identifier = one.family or one.id
        if identifier in seen:
            continue
        seen.add(identifier)
        lines += ["# [[section]]", f'# id = "{identifier}"']
        if one.title:
            told = ", ".join(
                f"{name} = {_quoted(one.title.root[name])}" for name in LANGUAGES if name in one.title.root
            )
            lines.append(f"# title = {{{told}}}")
        if one.parts:
            lines.append(f"# parts = [{', '.join(_quoted(part) for part in one.parts)}]")
        if one.words:
            lines.append(f"# words = {one.words}")
        lines.append("")
    lines.append(f"# {label('outline.parts', language)}")
    lines += [f"#   {name}" for name in part_names()]
    lines.append(f"# {label('outline.needs', language)}")
    lines += [f"#   {name}" for name in NEEDS]
    with written_whole(path) as temporary:
        temporary.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
