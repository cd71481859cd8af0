"""Names of persons, known by their shape (initials, a patronymic), a given name, or the word before them.

The names that schools, universities and streets bear ("имени Л.Н. Гумилева") are no contacts and stay.
"""

from __future__ import annotations

import re

from sdgkit.contact_numbers import MASK
from sdgkit.contact_signs import has_sign
from sdgkit.given_names import given_names, holds_given_name, nominatives

_BIG = "А-ЯЁӘҒҚҢӨҰҮІҺҲҶӢӮЎ"
_SMALL = "а-яёәғқңөұүіһҳҷӣӯў"
_WORD = rf"[{_BIG}][{_SMALL}]+(?:-[{_BIG}][{_SMALL}]+)?"
_LATIN = (
    r"(?:[OD]['’](?=[A-Z])|Ma?c(?=[A-Z]))?[A-ZÀ-ÖØ-ÞŞŠŽČĆİ][a-zß-öø-ÿā-žə'’]+(?:-[A-Za-z][a-zß-öø-ÿā-ž]+)?"
)
NAME = rf"(?:{_WORD}|{_LATIN})"
"""A word that begins with a capital, as a pattern."""
_FAMILY = rf"[{_BIG}][{_SMALL}]+(?:ов|ев|ёв|ин|ын|ский|цкий|ко|ук|юк|ян|дзе)(?:а|у|ой|ым|е|ого|ому|ая)?(?!\w)"

# Most letters are small, so each place is left after one look.
_INITIALS = re.compile(
    rf"(?=[{_BIG}A-Z])(?<![\w.])(?:(?:{_WORD}|{_LATIN})\s+[{_BIG}A-Z]\.\s?(?:[{_BIG}A-Z]\.)?(?!\w)"
    rf"|[{_BIG}]{{4,}}(?:-[{_BIG}]{{3,}})?\s+[{_BIG}]\.\s?[{_BIG}]\.(?!\w)"
    rf"|[{_BIG}A-Z]\.\s?(?:[{_BIG}A-Z]\.\s?)?[{_BIG}][{_SMALL}]{{2,}}(?!\w)"
    # In Latin letters only where it stands by itself: "J. Roe", not "S. Korea support" and not "Part V. Water".
    rf"|(?:^|(?<=[,;/(:\n]\s)|(?<=[а-яәіa-z]\.\s)(?=[A-Z]\.\s?[A-Z]\.)|(?<=[,;/(:\n])|(?<=M[rs]\.\s)|(?<=Mrs\.\s)|(?<=Dr\.\s))(?!U\.\s?[SKN]\.|D\.\s?C\.|P\.\s?[OR]\.|E\.\s?[UC]\.)[A-Z]\.(?:\s|(?=[A-Z]\.))(?:[A-Z]\.\s?)?(?!(?:Kazakhstan|Korea|Africa|America|Asia|Caucasus|Ireland|Macedonia|Sudan|Aral|Caspian|Sea)(?!\w))"
    rf"{_LATIN}(?=\s*(?:$|[,;/()\n])))"
)
"""A surname with initials, as contact persons are written in registers."""
INITIAL = re.compile(rf"[{_BIG}A-Z]\.")
_NAMES_AND_INITIAL = re.compile(
    rf"(?=[{_BIG}A-Z])(?<![\w.])(?:{NAME}\s+{NAME}\s+[{_BIG}A-Z]\.|{_LATIN}\s+[A-Z]\.\s+{_LATIN})(?!\w)"
)
"""Surname, given name and an initial: "Сапарова Динара М.", "Jane Q. Roe"."""
_PATRONYMIC = re.compile(
    rf"(?=[{_BIG}A-Z])(?<!\w)(?:"
    rf"(?:(?:{_WORD}|[{_BIG}]{{3,}})\s+){{1,2}}[{_BIG}][{_SMALL}]*(?:[оеё]вич|ьич|[оеё]вн|ичн)(?:а|у|ем|ом|е|ы|ой|ою)?(?!\w)(?:\s+{_FAMILY})?"
    rf"|(?:{_WORD}\s+){{1,2}}[{_BIG}][{_SMALL}]+(?:ұлы|қызы)(?!\w)(?:\s+{_FAMILY})?"
    rf"|(?:{_WORD}\s+){{2}}[{_BIG}][{_SMALL}]+(?:улы|кызы)(?!\w)"
    rf"|(?:{_LATIN}\s+){{2}}{_LATIN}(?:(?<=uly)|(?<=kyzy)|(?<=ovich)|(?<=evich)|(?<=ovna)|(?<=evna))(?!\w)"
    rf"|(?:[{_BIG}]{{2,}}\s+){{2}}[{_BIG}]+(?:ВИЧ|ВНА|ҰЛЫ|ҚЫЗЫ|УЛЫ|КЫЗЫ)(?!\w))"
)
"""A name with its patronymic, in any case: "Иванов Иван Иванович", "Канату Сериковичу", "Тлеуов Данияр Маратұлы"."""
_ASKED = re.compile(
    r"(?<!\w)((?:контакт(?:ы|ное\s+лицо|ные\s+лица|ный)?|координатор\w*|куратор\w*|руководител\w*|рук\.|менеджер\w*|отв(?:етственн\w+)?\.?|исп\.|"
    r"директор\w*|специалист\w*|байланыс(?:\s+тұлғасы)?|үйлестіруші\w*|жетекшісі|жауапты(?:\s+(?:тұлға|адам|маман))?|жооптуу(?:\s+адам)?|масъул|mas.?ul(?:\s+shaxs)?|"
    r"contacts?(?:\s+persons?)?|focal\s+points?|(?:project|programme|program|task|desk)\s+(?:manager|officer|coordinator|leader|director)|"
    r"(?:(?:executive|general|managing|regional|country|deputy|technical)\s+)?director|(?:project\s+)?manager|head|chair(?:man|woman|person)?|"
    r"президент|председател\w*|начальник\w*|ректор|заведующ\w*|басшысы|төраға(?:сы)?|бастығы|меңгерушісі|президенті|ректоры|"
    r"team\s+leader|coordinator|officer\s+in\s+charge)(?:\s+(?:проект\w*|программ\w*|лицо|исполнител\w*|сотрудник\w*|project|programme))?"
    r"\s{0,2}(?:[:–—(-]|(?=г-н|г-жа|господин|mr\b|mrs\b|ms\b|dr\b)|(?<=лицо\s)|(?<=тұлға\s)|(?<=тұлғасы\s)|(?<=person\s))\s{0,2})"
    r"((?:(?:г-ну?|г-ж[аеи]|господин\w*|госпож\w*|mr|mrs|ms|dr|prof)\.?\s+)?"
    rf"(?-i:{NAME}(?:\s+[A-Z]\.\s+{NAME}|(?:\s+(?:{NAME}|[{_BIG}A-Z]\.)){{1,2}}|,\s{NAME})))(?!\w)",
    re.IGNORECASE,
)
"""A name behind a word that says whom to ask; the project's own words stand behind other ones."""

_ASKED_ONE = re.compile(
    _ASKED.pattern.partition(r"\s{0,2}(?:[:–—(-]|")[0]
    + rf"\s{{0,2}}(?:[:–—(-]|(?<=[а-яa-zәі]\.))\s{{0,2}})((?-i:{NAME}))(?=\s*(?:$|[,;)(\n]|\.(?!\w)|\[\.\.\.\]))",
    re.IGNORECASE,
)
"""One name behind such a word; it is masked where it is a given name or ends like a surname."""

_POSTED = re.compile(
    r"((?<!\w)(?:[Ии]нженер|[Бб]ухгалтер|[Ээ]ксперт|[Сс]пециалист|[Дд]иректор|[Нн]ачальник|[Мм]енеджер|[Кк]онсультант|[Кк]оординатор|[Аа]ким)"
    rf"(?:а|у|ом|е)?\s+)({_WORD}\s+{_WORD}(?!\w)|(?!Совет|Центр)(?={_FAMILY}(?:\s*(?:$|[,;.()\[\n])|\s+[{_SMALL}]))[{_BIG}][{_SMALL}]{{3,}})"
)
"""A surname, or two names of which one is given, behind a post: "инженер Сериков", "консультант Игорь Ли"."""
_TITLED = re.compile(
    rf"(?<!\w)(?:Mr|Mrs|Ms|Mme|Herr|Frau|Dr|Prof|г-н|г-ну|г-ном|г-жа|г-же|г-жой|[Гг]осподин\w*|[Гг]оспож\w*)\.?\s+"
    rf"(?:(?:[{_BIG}A-Z]\.\s?){{1,2}}{NAME}|{NAME}(?:\s+(?:{NAME}|[{_BIG}A-Z]\.)){{0,2}})(?!\w)"
)
"""A name behind an honour, wherever it stands: "Contact Mr Askar Nurlanov for details"."""
_IN_CAPITALS = (
    rf"(?:[{_BIG}]{{2,}}(?:ОВ|ЕВ|ИН|ОВА|ЕВА|ИНА|СКИЙ|СКАЯ|ҰЛЫ|ҚЫЗЫ|УЛЫ|КЫЗЫ)"
    r"|[A-Z]{2,}(?:OV|EV|OVA|EVA|SKY|ULY|KYZY))"
)
_PAIR = re.compile(
    rf"(?=[{_BIG}A-Z])(?<![\w.«“\"-])(?:{_IN_CAPITALS}|{NAME})\s+(?:{_IN_CAPITALS}|{NAME})(?![\w»”\"-])"
)
"""Two capitalised words, of which one may be a given name and the other a surname."""
_BEARS_NAME = re.compile(
    r"(?<!\w)(?:университет|школ|лице|гимнази|институт|больниц|центр|фонд|академи|колледж|аэропорт|парк|стадион|мечет|преми|"
    r"стипенди|university|school|foundation|fund|institut|hospital|academy|college|airport|park|stadium|cent(?:re|er)|prize|"
    r"award)\w*\s+(?:№\s?\d+\s+)?$",
    re.IGNORECASE,
)
"""An institution right before the name that it bears: "Университет Марата Оспанова"."""
_MEMORY = re.compile(
    r"(?<!\w)(?:юбиле|столети|летие|летия|летию|наслед|творчеств|жизн|памят|роман|стих|пьес|опер|музей|театр|мерейтой|жылды|шығарма|ветеран|геро|"
    r"батыр|писател|поэт|учен|композитор|ақын|акын|жазушы|ғалым|legacy|anniversary|veteran|hero|writer|poet|scientist|"
    r"composer|life of|works of|museum)[^\n]{0,30}$",
    re.IGNORECASE,
)
"""Words before the name of a person whom a project is about."""

_HONOURS = re.compile(
    r"(?<!\w)(?:им\.?|имени|памяти|премии|стипенди\w*|ул\.?|улиц\w*|пр(?:осп)?\.?|проспект\w*|мкр\.?|фонд\w*|район\w*|р-н\w*|сел[оаеу]|с\.|"
    r"аул\w*|посел\w*|посёл\w*|пос\.|станци\w*|ст\.|ауыл\w*|аудан\w*|площад\w*|named\s+after|in\s+memory\s+of)\s*[«\"“]?\s*$",
    re.IGNORECASE,
)
_HONOURED_BEHIND = re.compile(
    r"^[»\"”]?\s*(?:атындағы|атынд\w*|көшесі|к-сі|даңғылы|стипендия\w*|аудан\w*|ауыл\w*|станция\w*|университеті|мектеб\w*|қор[ыі]|район\w*|р-н\w*|"
    r"foundation|fund|фонд\w*|(?:[a-z]+\s){0,2}(?:school|academy|university|institute|cup|memorial)|district|street)",
    re.IGNORECASE,
)
_INSTITUTION_BEHIND = re.compile(
    rf"\s+{_LATIN}\s+(?:Foundation|Fund|University|School|Institute|Hospital|Cent(?:er|re)|Prize|Museum)(?!\w)"
)
"""What follows the initial in "Susan G. Komen Foundation"."""
_PLACE_FIRST = re.compile(
    r"\s*(?:село|аул|район|город|г|улица|ул|проспект|посёлок|поселок|станция|ауылы?|қала|көше|district|village|city|street)[.\s]",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"^(?:компонент|витамин|гепатит|групп|категори|класс|тип|част|раздел|приложени|блок|лини|зон|корпус|литер|лот|этап|фаз|вариант|форм|"
    r"подпроект|модул|топ|бөлім|қосымша|компонент|component|vitamin|hepatitis|group|category|class|type|part|section|annex|appendix|block|line|"
    r"zone|lot|phase|option|form|module|stage|plan|influenza|figure|table|schedule|title|chapter|window|track|grade)\w*\s",
    re.IGNORECASE,
)
"""What a single letter counts rather than names: "Vitamin A.", "Компонент Б."."""
_COUNTED = re.compile(r"^[A-Z][a-z'’-]+\s+[A-EIVX]\.$")
"""A single letter that English counts with, behind any word: "Round V.", "Plan B."."""
_LEGAL_FORM = re.compile(
    r"\s(?:B\.\s?V|N\.\s?V|S\.\s?A|A\.\s?S|S\.\s?E|L\.\s?P|K\.\s?K|S\.\s?L|A\.\s?G|D\.\s?C|P\.\s?R|U\.\s?[SKN])\.$"
)
"""Letters behind the name of a company or of a place."""
ORGANISATION = re.compile(
    r"(?<!\w)(?:министерств|комитет|департамент|управлени|агентств|фонд|центр|институт|университет|ассоциаци|банк|посольств|компани|школ|"
    r"больниц|музе|театр|лице|гимнази|колледж|аэропорт|мечет|akademi|academ|medical|state|prize|award|center|акимат|служб|союз|совет|республик|област|палат|академи|объединени|организаци|общест|программ|проект|ministr|committee|department|"
    r"agenc|fund|foundation|cent(?:er|re)|institut|universit|associat|bank|embass|school|hospital|world|united|nations|international|national|"
    r"council|union|republic|project|programme|program|office|group|ltd|company|office|қор|министрлі|орталы|басқарма|комитет|қоғам|бірлес|мектеп|"
    r"аурухана|әкімді|елші|республика|облыс|озер|холл(?!\w)|палас|плаза|отел|hall(?!\w)|palace|plaza|hotel|tower)\w*",
    re.IGNORECASE,
)
_SURNAME = re.compile(
    rf"(?:ов|ев|ёв|ин|ын)(?:а|у|ой|ым|е)?$|(?:ский|ская|цкий|цкая|баев|бекова?|ұлы|қызы|улы|кызы|ov|ova|ev|eva|yev|yeva|uly|kyzy|sky)$|^[{_BIG}A-Z]\.$",
)


def names_masked(text: str) -> str:
    """The text with the names of persons masked, by initials, patronymics, or the word before them.

    Example:
        >>> names_masked("Омаров Д. С., Сауле Маратқызы; координатор: Сапарова Динара; J. Roe, N. Sudan")
        '[...], [...]; координатор: [...]; [...], N. Sudan'
        >>> names_masked("Университет имени Л.Н. Гумилева, А. Байтұрсынов атындағы мектеп, Vitamin A.")
        'Университет имени Л.Н. Гумилева, А. Байтұрсынов атындағы мектеп, Vitamin A.'
    """
    if text[1:].islower():
        return text
    if "." in text and INITIAL.search(text):
        if holds_given_name(text):
            text = _NAMES_AND_INITIAL.sub(_mask_of_names_and_initial, text)
        text = _INITIALS.sub(_mask_of_initials, text)
    if has_sign(text, "patronymic"):
        text = _PATRONYMIC.sub(_mask_unless_honoured, text)
    if has_sign(text, "asking"):
        text = _ASKED.sub(_mask_behind_word, text)
        text = _ASKED_ONE.sub(_mask_one_behind_word, text)
        if not text.isascii():
            text = _POSTED.sub(_mask_behind_post, text)
    is_named = holds_given_name(text)
    if is_named or has_sign(text, "honour"):
        text = _TITLED.sub(_mask_unless_honoured, text)
    if is_named:
        text = pairs_masked(text)
    return text


def _honoured(found: re.Match[str]) -> bool:
    text = found.string
    before = text[max(0, found.start() - 24) : found.start()]
    behind = text[found.end() : found.end() + 24]
    # «С. Макашев»: what stands alone within quotation marks is a name of an institution.
    is_quoted = before.endswith(("«", "“", '"')) and behind.startswith(("»", "”", '"'))
    return is_quoted or bool(_HONOURS.search(before) or _HONOURED_BEHIND.match(behind))


def _mask_unless_honoured(found: re.Match[str]) -> str:
    # "Dr. Reddy's Laboratories"
    is_owned = found.group().endswith(("'s", "’s")) or "'s " in found.group() or "’s " in found.group()
    return found.group() if is_owned or _honoured(found) else MASK


def pairs_masked(text: str, *, beside: bool = False) -> str:
    """The text with given names and surnames masked; beside a contact a given name is enough."""
    place = 0
    # "Пак Ирина" and nothing else.
    beside = beside or _PAIR.fullmatch(text.strip()) is not None
    while found := _PAIR.search(text, place):
        if _is_person(found, beside) and not _begins_within(found):
            text = text[: found.start()] + MASK + text[found.end() :]
            place = found.start() + len(MASK)
        else:
            # "Проект Серик Нурланов": the second word may begin the name.
            place = found.start() + len(found.group().split()[0])
    return text


_FURTHER = re.compile(rf"\s+{NAME}(?!\w)")


def _begins_within(found: re.Match[str]) -> bool:
    """Whether the name begins with the second word and goes on: "Ask Jane" of "Ask Jane Roe"."""
    first, second = found.group().split()
    return (
        second in given_names()
        and first not in given_names()
        and not _SURNAME.search(first)
        and _FURTHER.match(found.string, found.end()) is not None
    )


def _is_person(found: re.Match[str], beside: bool) -> bool:
    parts = found.group().split()
    given = [part in given_names() or part.capitalize() in given_names() for part in parts]
    surname = [
        bool(_SURNAME.search(part.lower() if part.isupper() else part)) and len(part) > 3 for part in parts
    ]
    is_person = any(given) and (beside or any(s for s, g in zip(surname, given, strict=True) if not g))
    behind = found.string[found.end() : found.end() + 40]
    before = found.string[max(0, found.start() - 60) : found.start()]
    acts = any(part in nominatives() for part in parts)
    is_named_after = (
        _honoured(found)
        or _MEMORY.search(before) is not None
        or (not acts and _BEARS_NAME.search(before) is not None)
    )
    of_organisation = ORGANISATION.search(found.group()) or ORGANISATION.match(behind.lstrip())
    return is_person and not is_named_after and of_organisation is None


def _mask_of_initials(found: re.Match[str]) -> str:
    written = found.group()
    single = re.fullmatch(rf"([{_BIG}A-Z])\.\s?([{_BIG}][{_SMALL}]+)", written)
    if single and not _SURNAME.search(single[2]):
        # "I. Здравоохранение", "А. Развитие села": a letter in front counts, unless the word is a surname.
        before = found.string[: found.start()].rstrip(" ")
        is_whole = len(written) == len(found.string.strip())
        if single[1] in "IVX" or (not is_whole and (not before or before[-1] in ";\n:•–-")):
            return written
    # One letter behind a word may count it; two are initials.
    if (
        _NUMBERED.match(written)
        or _COUNTED.search(written)
        or _LEGAL_FORM.search(written)
        or ORGANISATION.match(written)
        or _honoured(found)
        or _INSTITUTION_BEHIND.match(found.string, found.end())
    ):
        return written
    return MASK


def _mask_of_names_and_initial(found: re.Match[str]) -> str:
    is_name = not given_names().isdisjoint(found.group().split())
    return (
        MASK if is_name and not ORGANISATION.search(found.group()) and not _honoured(found) else found.group()
    )


def _mask_behind_post(found: re.Match[str]) -> str:
    words = found[2].split()
    is_name = len(words) == 1 or not given_names().isdisjoint(words)
    return found[1] + MASK if is_name and not ORGANISATION.search(found[2]) else found.group()


def _mask_behind_word(found: re.Match[str]) -> str:
    if ORGANISATION.search(found[2]) or _honoured(found):
        return found.group()
    if "," in found[2] and given_names().isdisjoint(found[2].replace(",", " ").split()):
        # "Контакты: Алматы, Астана"
        return found.group()
    return found[1] + MASK


def _mask_one_behind_word(found: re.Match[str]) -> str:
    name = found[2]
    is_name = name in given_names() or (_SURNAME.search(name) is not None and len(name) > LONGEST_SHORT)
    return found[1] + MASK if is_name and not ORGANISATION.search(name) else found.group()


LONGEST_SHORT = 5
"""Letters of a word whose ending may be a surname's by chance."""


def begins_with_place(text: str) -> bool:
    """Whether a text begins with a word for a place, which then bears the name: "Село Турар Рыскулов"."""
    return _PLACE_FIRST.match(text) is not None


def ends_like_surname(word: str) -> bool:
    """Whether a word of some length ends as surnames do.

    Example:
        >>> ends_like_surname("Жумабекова"), ends_like_surname("Азов")
        (True, False)
    """
    return len(word) > LONGEST_SHORT and _SURNAME.search(word) is not None


def looks_like_name(words: str, addresses: str) -> bool:
    """Whether capitalised words are a name: by a surname's ending, or because the e-mail address holds one of them."""
    if ORGANISATION.search(words):
        return False
    parts = words.split()
    if any(len(part) > 2 and part.lower() in addresses for part in parts):
        return True
    return len(parts) in (2, 3) and any(_SURNAME.search(part) and len(part) > 4 for part in parts)
