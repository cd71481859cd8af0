"""Organisations in a cell: where one ends and the next begins, and what kind each is.

Commas and slashes stand between organisations as well as inside their names ("Министерство экологии,
геологии и природных ресурсов", "ПРООН / UNDP"), so a cut is made only where both sides read as names.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Literal, NamedTuple

from sdgkit.activities.activity import Partner, Role
from sdgkit.activities.cells.akimats import akimat_name
from sdgkit.activities.cells.gaps import is_gap
from sdgkit.contact_numbers import MASK
from sdgkit.contacts import masked, without_masks, without_persons
from sdgkit.languages import Text, clean, fold, language_of
from sdgkit.places.names import Word, words_of

Kind = Literal["funder", "agency", "government", "civil", ""]


LONGEST_CELL = 4000
"""Characters of a cell that lists organisations; longer ones are text."""


_AROUND = ' .,;*"'
"""What may stand around a name and is no part of it."""


class Known(NamedTuple):
    """An organisation of the list: its kind and its first name in each language."""

    kind: Kind
    names: tuple[tuple[str, str], ...]


class OrganisationReading(NamedTuple):
    """The partners of a cell.

    Attributes:
        partners: in the order in which they stand.
        footnote: the mark ("*", "**", "1)") that stood behind a name, or "".
        persons: how many names of persons were left out.
    """

    partners: tuple[Partner, ...]
    footnote: str = ""
    persons: int = 0
    unread: bool = False
    """Whether the cell is too long to be a list of organisations."""
    beside: bool = False
    """Whether an amount or a share stood beside a name, and was left out of it."""
    amounts: tuple[tuple[str, str], ...] = ()
    """Names with the amount that stood beside each."""


@cache
def _table() -> dict[str, list[dict[str, object]]]:
    text = resources.files("sdgkit.activities").joinpath("organisations.toml").read_text(encoding="utf-8")
    table: dict[str, list[dict[str, object]]] = tomllib.loads(text)
    return table


@cache
def _known() -> tuple[dict[str, Known], list[tuple[str, Known]]]:
    exact: dict[str, Known] = {}
    open_ended: list[tuple[str, Known]] = []
    for entry in _table()["organisation"]:
        names = {language: entry[language] for language in ("en", "ru", "kk")}
        known = Known(entry["kind"], tuple((lang, str(ns[0]).rstrip("*")) for lang, ns in names.items()))  # type: ignore[arg-type,index]
        for name in (str(n) for ns in names.values() for n in ns):  # type: ignore[attr-defined]
            if name.endswith("*"):
                open_ended.append((fold(name.rstrip("*")), known))
            else:
                exact.setdefault(fold(name).strip(_AROUND), known)
    return exact, open_ended


@cache
def _kind_words() -> dict[str, re.Pattern[str]]:
    table: dict[str, list[str]] = _table()["words"]  # type: ignore[assignment]
    return {
        kind: re.compile(
            r"(?<!\w)(?:"
            + "|".join(re.escape(w).replace(r"\*", r"[^\W\d]*") + r"(?![^\W\d])" for w in words)
            + ")"
        )
        for kind, words in table.items()
    }


@lru_cache(maxsize=20_000)
def known_organisation(name: str) -> Known | None:
    """The organisation of the list that a name stands for, also with its abbreviation in brackets.

    Example:
        >>> known_organisation("Швейцария (SDC)").kind, known_organisation("ОФ «Ответ»")
        ('funder', None)
    """
    folded = fold(name).strip(_AROUND)
    exact, open_ended = _known()
    bare = re.sub(r"\s*\([^()]*\)", "", folded).strip()
    inside = re.findall(r"\(([^()]+)\)", folded)
    for candidate in (folded, bare, *inside):
        if candidate in exact:
            return exact[candidate]
        for start, known in open_ended:
            if candidate.startswith(start):
                return known
    return None


@cache
def _declined() -> dict[str, list[tuple[tuple[Word, ...], str]]]:
    """Russian names of the list with the endings that their words may have, by the first stem."""
    found: dict[str, list[tuple[tuple[Word, ...], str]]] = {}
    for entry in _table()["organisation"]:
        for name in entry["ru"]:  # type: ignore[attr-defined]
            words = words_of(str(name), "ru")
            if words and not str(name).endswith("*") and any(len(word.endings) > 1 for word in words):
                found.setdefault(words[0].stem, []).append((words, str(name)))
    return found


def supporter(text: str) -> str:
    """Who pays, of a text that says so in front: "Проекты при поддержке Евросоюза"; "" where nobody of the list.

    Example:
        >>> supporter("Проекты при поддержке Всемирного банка"), supporter("Проекты при поддержке волонтёров")
        ('Всемирный банк', '')
    """
    found = _SUPPORT.search(text)
    name = nominative(text[found.end() :].strip(" .,;:()")) if found else ""
    return name if known_organisation(name) is not None else ""


def nominative(name: str) -> str:
    """A name behind "при поддержке" or "за счёт средств" as the list has it; else as it was written.

    Example:
        >>> nominative("Правительства Японии"), nominative("Всемирного банка"), nominative("Фонда Алем")
        ('Правительство Японии', 'Всемирный банк', 'Фонда Алем')
    """
    if name.isascii() or known_organisation(name) is not None:
        return name
    written = [one.stem + next(iter(one.endings)) for one in words_of(name, "ru", fixed=True)]
    if not written:
        return name
    for length in range(len(written[0]), 1, -1):
        for words, listed in _declined().get(written[0][:length], ()):
            fits = len(words) == len(written) and all(
                own.startswith(word.stem) and own[len(word.stem) :] in word.endings
                for own, word in zip(written, words, strict=True)
            )
            if fits:
                return listed
    return name


def organisation_name(name: Text, language: str) -> str:
    """The name of an organisation in a language: as written there, else that of the list, else the next best.

    Names of one organisation in several languages come out as one, so that it is counted once.

    Example:
        >>> organisation_name(Text({"ru": "ВОЗ"}), "kk"), organisation_name(Text({"ru": "ОФ «Ответ»"}), "kk")
        ('ДДСҰ', 'ОФ «Ответ»')
    """
    for written in name.root.values():
        known = known_organisation(written)
        if known:
            return dict(known.names)[language]
        akimat = akimat_name(written, language)
        if akimat:
            return akimat
    return name.in_language(language)


@lru_cache(maxsize=20_000)
def kind_by_word(name: str) -> Kind:
    """What a word of a name says of its kind, "" where none does.

    Example:
        >>> kind_by_word("Посольство Нидерландов"), kind_by_word("Посольство РК"), kind_by_word("TIKA 2023")
        ('funder', 'government', '')
    """
    folded = fold(name)
    words = _kind_words()
    kinds: tuple[Kind, ...] = ("government", "funder", "civil")
    return next((kind for kind in kinds if words[kind].search(folded)), "")


def kind_of(name: str) -> Kind:
    """What a name is: "funder", "agency", "government", "civil", or "" where nothing shows it.

    Example:
        >>> kind_of("ГЭФ"), kind_of("Мин-во просвещения РК"), kind_of("ТОО «Су»")
        ('funder', 'government', 'civil')
    """
    known = known_organisation(name)
    if known:
        return known.kind
    by_word = kind_by_word(name)
    if by_word:
        return by_word
    for part in re.split(r"[,;/]|\s", name):
        found = known_organisation(part) if len(part) > 1 else None
        if found:
            return found.kind
    return ""


_FOOTNOTE = re.compile(r"\s*(\*{1,3}|[¹²³⁴⁵]|(?<=\D)\d\))\s*$")
_ROLE_LABELS: dict[str, Role] = {
    "донор": "funding", "финансирование": "funding", "donor": "funding", "funding": "funding",
    "исполнитель": "implementing", "исполнители": "implementing", "implementer": "implementing",
    "implementing agency": "implementing", "implementing": "implementing", "орындаушы": "implementing",
    "партнер": "partner", "партнеры": "partner", "partner": "partner", "partners": "partner", "серіктес": "partner",
    "бенефициар": "beneficiary", "бенефициары": "beneficiary", "beneficiary": "beneficiary",
    "госорган": "government", "counterpart": "government", "со-исполнитель": "implementing",
    "соисполнитель": "implementing", "реализация": "implementing", "реализатор": "implementing",
    "исполнительное агентство": "implementing", "executing agency": "implementing", "implementation": "implementing",
    "іске асырушы": "implementing", "іске асыру": "implementing", "финансирует": "funding",
    "грантодатель": "funding", "кредитор": "funding", "funder": "funding", "co-funding": "funding",
    "co-financing": "funding", "қаржыландыру": "funding", "қаржыландырушы": "funding",
    "софинансирование": "funding", "исп.": "implementing", "исп": "implementing", "исполн.": "implementing",
    "соисп.": "implementing", "фин.": "funding", "бенеф.": "beneficiary", "получатель": "beneficiary",
    "impl.": "implementing", "donors": "funding", "доноры": "funding", "co-funder": "funding", "содонор": "funding",
    "со-донор": "funding", "қосымша донор": "funding", "алушы": "beneficiary", "recipient": "beneficiary",
    "подрядчик": "implementing", "contractor": "implementing", "мердігер": "implementing",
    "соорындаушы": "implementing", "бірлескен орындаушы": "implementing", "орынд.": "implementing",
}  # fmt: skip
_LABEL = re.compile(
    r"^\s*(" + "|".join(sorted(map(re.escape, _ROLE_LABELS), key=len, reverse=True)) + r")\s*[:\-–—]\s+",
    re.IGNORECASE,
)
_BRACKETED_ROLE = re.compile(
    r"(?:\s*\(|\s+[-–—]\s+)("
    + "|".join(sorted(map(re.escape, _ROLE_LABELS), key=len, reverse=True))
    + r")\)?\s*$",
    re.IGNORECASE,
)
_MONEY_WORD = (
    r"(?:грант\w*|за[её]м\w*|займ\w*|кредит\w*|техпомощь|тех\.\s?помощь|"
    r"несие\w*|қарыз\w*|loans?|grants?|credits?|TA)"
)
_KIND_OF_MONEY = re.compile(
    rf"\s*(?:\(\s*{_MONEY_WORD}(?:\s*[/,+и]\s*{_MONEY_WORD})*\s*\)|\s[-–—]\s*{_MONEY_WORD})\s*$",
    re.IGNORECASE,
)
"""A bracket behind a name that says what kind of money it gives."""
_LENT_BY = re.compile(
    r"(?:грант\w*|за[её]м\w*|кредит\w*|средства|бюджет|помощь|техническая\s+помощь|(?:льготный|целевой|безвозмездный)\s+\w+)\s+(?=\w)",
    re.IGNORECASE,
)
"""The kind of money before the name of its giver: "заём Всемирного банка"."""
_LEADS = re.compile(
    r"\s*\((?:lead(?:\s+agency)?|co-?lead|leading|chair|ведущ\w*(?:\s+агентство)?|головн\w*|координатор|созыв|свод|жетекші|негізгі)\)\s*$",
    re.IGNORECASE,
)
"""A bracket that says who of several leads; it is no part of the name."""
_AMOUNT = (
    r"(?:(?:usd|eur|kzt|gbp|chf|jpy|us\$|[$€£₸])\s?\d[\d\s.,]*(?:\s?(?:тыс|млн|млрд|мың|million|mln|mn|bn|m|k)(?!\w)\.?)?|"
    r"\d[\d\s.,]*\s?(?:%|(?:(?:тыс|млн|млрд|мың|million|mln|mn|bn|m|k)(?!\w)\.?\s*)?"
    r"(?:[$€£₸]|usd|eur|kzt|gbp|chf|jpy|долл[^\W\d]*\.?(?:\s*сша)?|евро|еуро|тенге|теңге|тг|euro|dollars?)(?!\w)))\.?"
)
_BESIDE = re.compile(rf"(?:\s*\([^()\d]*{_AMOUNT}\s*\)|\s*[-–—:]?\s*{_AMOUNT})\s*$", re.IGNORECASE)
"""An amount or a share behind a name ("АБР - 60%", "USAID 1,2 млн долл.")."""
_SUPPORT = re.compile(
    r"(?:^|[\s,(]+)(?:при\s+(?:финансовой\s+|грантовой\s+|донорской\s+)?поддержке|(?:за\s+сч[её]т|на)\s+(?:средств[ае]?|гранта?)|"
    r"при\s+(?:со)?финансировании|по\s+(?:поручению|заказу)|on\s+behalf\s+of|commissioned\s+by|(?:со)?финансируем\w*|"
    r"with\s+(?:the\s+)?(?:financial\s+)?(?:support|funding|co-?financing)\s+(?:of|from|by)|(?:co-?)?(?:funded|financed|sponsored)\s+by|supported\s+by)"
    r"\s+(?:the\s+)?(?=\S)",
    re.IGNORECASE,
)
"""Words behind which stands who pays: "ПРООН при поддержке ЕС", "BMZ, co-financed by the EU"."""
_SUPPORT_KK = re.compile(
    r"(?:\s+|-)(?:(?:ның|нің|дың|дің|тың|тің)\s+)?(?:(?:қаржылай\s+)?қолдауымен|қаржыландыруымен|қаражаты\s+есебінен|қаражатына)(?=$|[\s,;)])\s*",
    re.IGNORECASE,
)
"""The same in Kazakh, where it stands behind who pays: "ЕО-ның қолдауымен БҰҰДБ"."""
_THROUGH = re.compile(r"\s+(?:через|through|via|арқылы)\s+", re.IGNORECASE)
_TOGETHER = re.compile(
    r"(?<=\w\w)\.\s+(?=[A-ZА-ЯЁӘҒҚҢӨҰҮІҺ])|\s+(?:и|and|және|мен|пен|бен|&|совместно\s+с|вместе\s+с|jointly\s+with|together\s+with|in\s+cooperation\s+with)\s+",
    re.IGNORECASE,
)
_AND_OTHERS = re.compile(
    r"[\s,]+(?:(?:и\s+)?(?:др|т\.\s?д|т\.\s?п|т\.\s?б|etc|et\s+al)\.?|и\s+другие|and\s+others|және\s+(?:т\.\s?б\.?|басқалар[^\W\d]*))\s*$",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(
    r"^(?:министерств|комитет|департамент|управлени|агентств|ministry of|department of|committee|agency)",
    re.IGNORECASE,
)


@cache
def _nobody() -> frozenset[str]:
    """What stands in a cell of organisations and says that there is none, or that the row is a sum."""
    return frozenset(fold(str(word)) for word in _table()["means"]["nobody"])  # type: ignore[call-overload]


@cache
def _means() -> re.Pattern[str]:
    """What stands under "Источник финансирования" and names no organisation: "в пределах бюджетных средств"."""
    words: list[str] = _table()["means"]["starts"]  # type: ignore[call-overload]
    each = (re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"(?:{'|'.join(each)})(?!\w)")


def read_organisations(value: object, role: Role, code: str = "") -> OrganisationReading:
    """The organisations of a cell, in a role.

    Args:
        value: what stands in the cell.
        role: the role of the column; a label in the cell ("исполнитель: ...") changes it from there on.
        code: identifier of the organisation, where another column gives it.

    Example:
        >>> reading = read_organisations("МЗ РК; ОФ «Ответ»*", "implementing")
        >>> [str(partner.name) for partner in reading.partners], reading.footnote
        (['МЗ РК', 'ОФ «Ответ»'], '*')
        >>> read_organisations("ПРООН / UNDP", "implementing").partners[0].name.root
        {'ru': 'ПРООН', 'en': 'UNDP'}
    """
    if is_gap(value) or isinstance(value, bool):
        return OrganisationReading(())
    if len(str(value)) > LONGEST_CELL:
        return OrganisationReading((), unread=True)
    footnote = ""
    persons = 0
    beside = False
    amounts: list[tuple[str, str]] = []
    partners: list[Partner] = []
    written = str(value)
    # What stands beside a name tells that it is one ("Контакты: Дина, 8 701 ..."): the cell is masked before it is cut.
    whole = masked(written)
    is_masked = whole != written
    for piece, told_role in _with_roles(_pieces(whole), role):
        label = _LABEL.match(piece)
        if label:
            role = _ROLE_LABELS[fold(label[1])]
            piece = piece[label.end() :]
        own_role = told_role or role
        amount = _BESIDE.search(piece)
        if amount and amount.start():
            beside, piece = True, piece[: amount.start()]
        given = (
            amount.group().strip(" -–—:()") if amount and amount.start() and "%" not in amount.group() else ""
        )
        if kind := _KIND_OF_MONEY.search(piece):
            # "Европейский союз (грант)": what kind of money it gives.
            beside, piece = True, piece[: kind.start()]
        lent = _LENT_BY.match(piece)
        if lent and known_organisation(nominative(piece[lent.end() :].strip(" .,;"))) is not None:
            beside, piece = True, nominative(piece[lent.end() :].strip(" .,;"))
        if bracketed := _BRACKETED_ROLE.search(piece):
            own_role, piece = _ROLE_LABELS[fold(bracketed[1])], piece[: bracketed.start()]
        piece = _LEADS.sub("", piece)
        note = _FOOTNOTE.search(piece)
        if note:
            footnote = footnote or note[1]
            piece = piece[: note.start()]
        without = without_masks(piece) if is_masked and MASK in piece else without_persons(piece.strip())
        if without != piece.strip():
            persons += 1
            piece = without
        name = clean(piece).strip(
            " ,;.–—-/" if not piece.rstrip().endswith(("обл.", "РК.", "г.")) else " ,;-/"
        )
        name = _AND_OTHERS.sub("", re.sub(r"^\d{1,2}[.)]\s+", "", name))
        if is_gap(name) or not re.search(r"[^\W\d_]", name) or fold(name) in _nobody():
            continue
        if role == "funding" and _means().match(fold(name)) and known_organisation(name) is None:
            # "в пределах бюджетных средств": where the money comes from, and no organisation.
            beside = True
            continue
        text = _text(name)
        if given:
            amounts.append((str(text), given))
        if is_told_again(text, own_role, partners):
            # "ИДБ" and "ИБР" on the lines of a cell: one bank in two languages.
            continue
        if all(partner.name != text or partner.role != own_role for partner in partners):
            partners.append(Partner(name=text, role=own_role, code=code))
    return OrganisationReading(tuple(partners), footnote, persons, beside=beside, amounts=tuple(amounts))


def is_told_again(name: Text, role: Role, partners: list[Partner]) -> bool:
    """Whether one of the partners is the same organisation of the list under another name, in the same role."""
    known = known_organisation(str(name))
    return known is not None and any(
        one.role == role and one.name != name and known_organisation(str(one.name)) == known
        for one in partners
    )


def _with_roles(pieces: list[str], role: Role) -> list[tuple[str, Role | None]]:
    """The pieces cut where a word joins two organisations: "ЮНИСЕФ и ВОЗ", "Правительство Японии через ПРООН"."""
    found: list[tuple[str, Role | None]] = []
    for piece in pieces:
        support, support_kk = _SUPPORT.search(piece), _SUPPORT_KK.search(piece)
        if support and not _is_named(piece[support.end() :]):
            # "при поддержке волонтёров", "за счёт средств участников": nobody in particular.
            support = None
        if support and role in ("funding", "partner", "implementing"):
            before, after = piece[: support.start()], piece[support.end() :]
            after = after.removesuffix(")") if after.count(")") > after.count("(") else after
            found += [(part, None) for part in _cut_together(before) if part.strip()]
            halves = [nominative(half) for half in re.split(r"\s+(?:и|and)\s+", after.strip())]
            several = halves if all(map(known_organisation, halves)) else _cut_together(after)
            found += [(nominative(part.strip()), "funding") for part in several]
            continue
        if support_kk and role in ("funding", "partner", "implementing"):
            found += [(part, "funding") for part in _cut_together(piece[: support_kk.start()])]
            if piece[support_kk.end() :].strip():
                found += [(part, None) for part in _cut_together(piece[support_kk.end() :])]
            continue
        through = _THROUGH.search(piece)
        if (
            through
            and role in ("funding", "partner")
            and _are_two(piece[: through.start()], piece[through.end() :])
        ):
            found += [(piece[: through.start()], "funding"), (piece[through.end() :], "implementing")]
        else:
            found += [(part, None) for part in _cut_together(piece)]
    return found


def _is_named(text: str) -> bool:
    """Whether a text begins like a name, or is one of the list in another case."""
    first = text.lstrip()[:1]
    return first.isupper() or first in '«“"' or known_organisation(nominative(text.strip(" )."))) is not None


def _cut_together(piece: str) -> list[str]:
    for joint in _TOGETHER.finditer(piece):
        before, after = piece[: joint.start()], piece[joint.end() :]
        if (
            before.count("(") == before.count(")")
            and before.count("«") == before.count("»")
            and _are_two(before, after)
        ):
            return [before, *_cut_together(after)]
    return [piece]


def _are_two(before: str, after: str) -> bool:
    """Whether both sides of a word are organisations: one of the list, and another whose kind is known at least."""
    sides = [re.sub(r"\s*\([^()]*\)\s*$", "", side).strip() for side in (before, after)]
    listed = [known_organisation(side) is not None for side in sides]
    return any(listed) and all(known or kind_of(side) for known, side in zip(listed, sides, strict=True))


def _text(name: str) -> Text:
    """The name; two names of one organisation beside a slash stay together, by language."""
    halves = [half.strip() for half in re.split(r"\s*/\s*", name) if half.strip()]
    if len(halves) > 1:
        return Text({language_of(half): half for half in halves})
    return Text.of(name)


def _pieces(value: str) -> list[str]:
    pieces: list[str] = []
    for line in re.split(r"[;\n\r\u2022\uf0b7]|(?<!\w)\d\)\s", value):
        for part in _cut(line, "/"):
            pieces += _cut(part, ",")
    return [piece for piece in pieces if piece.strip()]


def _cut(text: str, mark: str) -> list[str]:
    """The text cut at a mark outside brackets and quotes, where both sides are names."""
    parts: list[str] = []
    depth = 0
    quoted = inside = False
    current = ""
    for place, character in enumerate(text):
        if character in "([" or (character in "«“" and not inside):
            depth += 1
            inside = inside or character in "«“"
        elif character in ")]" or (character in "»”" and inside):
            # "АО «НУХ «Байтерек»": two marks before a name are often closed by one.
            depth = max(0, depth - 1)
            inside = inside and character not in "»”"
        elif character == '"':
            quoted = not quoted
        decimal = (
            character == "," and text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()
        )
        if character == mark and depth == 0 and not quoted and not decimal:
            parts.append(current)
            current = ""
        else:
            current += character
    parts.append(current)
    joined: list[str] = [parts[0]]
    for part in parts[1:]:
        if mark == "/" and _same(joined[-1], part):
            joined[-1] = f"{joined[-1].strip()} / {part.strip()}"
        elif not _SHARE_BEHIND.search(joined[-1]) and _goes_on(joined[-1], part, mark):
            joined[-1] = f"{joined[-1]}{mark}{part}"
        else:
            joined.append(part)
    return joined


_SHARE_BEHIND = re.compile(r"\d\s?%\)?\s*$")
"""A share behind a name ends it: "ЕБРР (80%), собственные средства (20%)"."""


def _same(first: str, second: str) -> bool:
    """Whether two names stand for one organisation ("ПРООН / UNDP")."""
    one, other = known_organisation(first.strip()), known_organisation(second.strip())
    return one is not None and one == other


_OWN_NAME = re.compile(
    r"(?:аким(?:ат|иат)|әкімд|министерств|министрл|ассоциаци|университет|посольств|нпо|ниц)[^\W\d]*\s+\S|"
    r"(?:акиматы?|акиматы областей|әкімдік(?:тер)?)$"
)
"""Words that begin the name of another organisation though they are written small ("МЗ РК, акимат СКО")."""


def _goes_on(before: str, after: str, mark: str) -> bool:
    """Whether a name goes on after the mark."""
    stripped = after.strip()
    if not stripped or not before.strip():
        return False
    if (
        mark == "/"
        and (before[-1:].strip() and after[:1].strip())
        and not (known_organisation(before.strip()) or known_organisation(stripped))
    ):
        return True
    first = stripped[0]
    if _LABEL.match(stripped):
        return False
    if first.islower() and not known_organisation(stripped) and not _OWN_NAME.match(stripped):
        return True
    if re.match(r"(?:LLP|JSC|Inc|Ltd|LLC|Co)\b", stripped):
        return True
    # "Ministry of Ecology, Geology and Natural Resources": a list inside a name ends with "and".
    unfinished = _UNFINISHED.match(before.strip().split(",")[0].strip())
    return bool(
        mark == ","
        and unfinished
        and not known_organisation(stripped)
        and kind_of(stripped) == ""
        and " " in before.strip()
        and (stripped.istitle() or " and " in stripped)
        and not stripped.isupper()
    )
