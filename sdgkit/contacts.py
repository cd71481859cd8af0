"""Contacts of persons: telephone numbers, e-mail addresses and names, which reach no output, no log and no finding.

A name is known by its shape (initials, a patronymic) or by the word before it that says whom to ask. The names that
schools, universities and streets bear ("имени Л.Н. Гумилева") are no contacts and stay.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sdgkit.given_names import given_names, holds_given_name, nominatives

MASK = "[...]"

# Lengths are bounded, so that a cell of a megabyte takes no longer than its length.
_EMAIL = re.compile(
    r"[\w.+-]{1,64}(?:\s?@\s?|\s?[\[({](?:at|собака|@)[\])}]\s?|\sсобака\s)[\w-]{1,63}"
    r"(?:(?:\.|\s\.\s|\s?[\[({](?:dot|точка|\.)[\])}]\s?|\s(?:dot|точка)\s)[\w-]{0,62}[^\W\d])+"
    # "at" is a word of English too: only where the name before it has a dot, a figure or a line in it.
    r"|\w+[._]\w[\w.]*\sat\s(?!www)[\w-]{1,63}(?:\.[\w-]{1,63})+",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"(?<![\w.])(?:https?://)?(?:www\.)?(?:t\.me|wa\.me|linkedin\.com/in)/[\w.+-]+"
    r"|(?<!\w)(?:e-?mail|эл\.?\s?почта)[ \t]?:[ \t]?[a-z][a-z+-]*[\d._][\w.+-]*"
    r"|(?<!\w)(?:skype|скайп|telegram|телеграм\w*|viber|вайбер)(?:[ \t]?:[ \t]?@?|[ \t]@)[a-z][\w./+-]*",
    re.IGNORECASE,
)
"""The account of a person with a messenger or a network."""
_NUMBER_OF_PERSON = re.compile(
    r"(?<!\w)((?:ИИН|ЖСН|IIN)\s?[:№]?\s?)\d{12}(?!\d)|(?<!\w)((?:уд(?:остоверени\w+|\.)\s+личности|паспорт\w*|passport|жеке\s+куәлі\w+)"
    r"\s?(?:№|no\.?|:)?\s?)[A-ZА-Я]{0,2}\s?\d{6,9}(?!\d)",
    re.IGNORECASE,
)
_PHONE = re.compile(
    # A plus or a leading 8 or (, then at least nine more digits with the usual separators; 8 700 000 000 is an amount.
    r"(?<![\w.,])(?!8(?:\s\d{3})+(?![\s-]?\d))(?:\+\d[\d\s()./-]{8,40}|(?:8[\s(-]|\(\d{3})[\d\s().-]{8,40})\d(?!\w)"
    # Eleven digits cut in an odd place, as no amount is: "870155544 33".
    r"|(?<![\w.,+-])(?!\d{1,3}(?:\s\d{3})+(?!\d))8[\s-]?7\d\d(?:[\s-]?\d){7}(?![\w-]|[.,]\d|\s?(?:\d|тенге|теңге|тг|руб|долл|евро|kzt|usd|eur|[₸$€]))"
    # From abroad: 00, the country, and separators.
    r"|(?<![\w.,:])00\s?[1-9]\d?\d?[\s(-][\d\s().-]{6,40}\d(?!\w)"
    # Kazakhstan's own eleven digits, together or in the groups that no amount has.
    r"|(?<![\w.,+-])[78]7\d{9}(?![\w-]|[.,]\d|\s?(?:тенге|теңге|тг|руб|долл|евро|kzt|usd|eur|[₸$€]))"
    r"|(?<![\w.,+-])7[\s(-]{1,2}7\d\d[\s)-]{1,2}\d{3}[\s-]?\d\d[\s-]?\d\d(?![\w-]|[.,]\d)"
)
_CALLED = re.compile(
    r"(?<!\w)((?:тел(?:ефон\w*|\b)|моб(?:ильн\w*|\b)|сот(?:ов\w*|\b)|факс\b|(?:вн|доб)\.|phone\b|tel(?:ephone)?\b|mobile\b|mob\b|fax\b|ext\.|"
    r"whatsapp\b|ватсап\b|ұялы\b|(?:р\.?\s?)?т\.(?=\s?\d{2,3}-\d\d-\d\d(?!\d)))[\s.:№#]{0,4}(?:(?:қосымша|ішкі|внутр\w*\.?|вн\.?|доб\.?)\s?)?)(\+?\(?\d[\d\s()+-]{0,30}\d(?:\s?[,;/]\s?\d[\d-]{3,12}\d)*)",
    re.IGNORECASE,
)
"""A number behind a word for the telephone, however short: "тел. 27-55-66", "вн. 1234"."""
_INNER = re.compile(
    r"\[\.\.\.\][\s,(]{0,3}(?:вн|доб|внутр\w*|ext|ішкі|қосымша)\.?\s?№?\s?\d{1,5}(?!\d)\)?", re.IGNORECASE
)
_RUNG = re.compile(
    r"(?<!\w)((?:call|ring|звон\w+|позвон\w+|номер\w*|хабарлас\w*)\W[^\d.;]{0,60})\d{2,3}-\d\d-?\d\d(?!\d)",
    re.IGNORECASE,
)
"""A short number behind a word for ringing somebody up."""
_LONG_NUMBER = re.compile(r"\d[\d\s()./-]{7,}\d")
_DIGITS, _CAPITALS, _MARKS = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"@([{:/"
_NO_DIGITS = _CAPITALS + _MARKS
_NO_SIGNS = bytes(set(range(128)) - {*_DIGITS, *_NO_DIGITS})
"""Letters that no contact needs; to leave them all out of a text takes less time than to look for one sign in it."""
_NUMBER_SIGNS = (
    bytes(ord("1" if re.match(r"[\d\s()./-]", chr(code)) else " ") for code in range(128)) + b" " * 128
)
_LONG = "1" * 9
"""What a long number becomes where every letter that may stand in one is a 1 and every other is left blank."""

_BIG = "А-ЯЁӘҒҚҢӨҰҮІҺҲҶӢӮЎ"
_SMALL = "а-яёәғқңөұүіһҳҷӣӯў"
_WORD = rf"[{_BIG}][{_SMALL}]+(?:-[{_BIG}][{_SMALL}]+)?"
_LATIN = r"[A-Z][a-z'’]+(?:-[A-Z][a-z]+)?"
_ANY = rf"(?:{_WORD}|{_LATIN})"
_FAMILY = rf"[{_BIG}][{_SMALL}]+(?:ов|ев|ёв|ин|ын|ский|цкий|ко|ук|юк|ян|дзе)(?:а|у|ой|ым|е|ого|ому|ая)?(?!\w)"

# Most letters are small, so each place is left after one look.
_INITIALS = re.compile(
    rf"(?=[{_BIG}A-Z])(?<![\w.])(?:(?:{_WORD}|{_LATIN})\s+[{_BIG}A-Z]\.\s?(?:[{_BIG}A-Z]\.)?(?!\w)"
    rf"|[{_BIG}]{{4,}}(?:-[{_BIG}]{{3,}})?\s+[{_BIG}]\.\s?[{_BIG}]\.(?!\w)"
    rf"|[{_BIG}A-Z]\.\s?(?:[{_BIG}A-Z]\.\s?)?[{_BIG}][{_SMALL}]{{2,}}(?!\w)"
    # In Latin letters only where it stands by itself: "J. Roe", not "S. Korea support" and not "Part V. Water".
    rf"|(?:^|(?<=[,;/(:\n]\s)|(?<=[,;/(:\n])|(?<=M[rs]\.\s)|(?<=Mrs\.\s)|(?<=Dr\.\s))[A-Z]\.\s(?:[A-Z]\.\s?)?(?!(?:Kazakhstan|Korea|Africa|America|Asia|Caucasus|Ireland|Macedonia|Sudan|Aral|Caspian|Sea)(?!\w))"
    rf"{_LATIN}(?=\s*(?:$|[,;/()\n])))"
)
"""A surname with initials, as contact persons are written in registers."""
_INITIAL = re.compile(rf"[{_BIG}A-Z]\.")
_PATRONYMIC = re.compile(
    rf"(?=[{_BIG}A-Z])(?<!\w)(?:"
    rf"(?:(?:{_WORD}|[{_BIG}]{{3,}})\s+){{1,2}}[{_BIG}][{_SMALL}]*(?:[оеё]вич|ьич|[оеё]вн|ичн)(?:а|у|ем|ом|е|ы|ой|ою)?(?!\w)(?:\s+{_FAMILY})?"
    rf"|(?:{_WORD}\s+){{1,2}}[{_BIG}][{_SMALL}]+(?:ұлы|қызы)(?!\w)"
    rf"|(?:{_WORD}\s+){{2}}[{_BIG}][{_SMALL}]+(?:улы|кызы)(?!\w)"
    rf"|(?:{_LATIN}\s+){{2}}{_LATIN}(?:(?<=uly)|(?<=kyzy)|(?<=ovich)|(?<=evich)|(?<=ovna)|(?<=evna))(?!\w)"
    rf"|(?:[{_BIG}]{{2,}}\s+){{2}}[{_BIG}]+(?:ВИЧ|ВНА|ҰЛЫ|ҚЫЗЫ|УЛЫ|КЫЗЫ)(?!\w))"
)
"""A name with its patronymic, in any case: "Иванов Иван Иванович", "Канату Сериковичу", "Тлеуов Данияр Маратұлы"."""
# To see whether a few letters stand in a text takes a hundredth of the time that a pattern takes to find nothing.
_LATIN_SIGNS = {
    "rung": ("call ", "Call ", "ring ", "Ring "),
    "account": ("mail:", "mail :", "kype", "elegram", "iber:", "iber @", ".me/", "/in/", "MAIL:", "KYPE"),
    "honour": ("Mr", "Ms", "Dr", "Prof"),
    "patronymic": ("uly", "yzy", "vich", "vna"),
    "asking": ("as'ul", "ontact", "ocal", "anager", "fficer", "ordinator", "eader", "irector"),
}
_SIGNS = {
    "rung": ("call ", "Call ", "ring ", "Ring ", "звон", "Звон", "номер", "Номер", "абарлас"),
    "account": (
        "mail:", "mail :", "kype", "elegram", "iber:", "iber @", ".me/", "/in/", "почта", "кайп", "елеграм",
        "айбер", "MAIL:", "KYPE",
    ),
    "honour": ("Mr", "Ms", "Dr", "Prof", "г-н", "г-ж", "осподин", "оспож"),
    "patronymic": (
        "ович", "евич", "ёвич", "ьич", "овн", "евн", "ёвн", "ьинич", "итичн", "ұлы", "қызы", "улы", "кызы",
        "ВИЧ", "ВНА", "ЛЫ", "ЫЗЫ",
        *_LATIN_SIGNS["patronymic"],
    ),
    "asking": (
        "онтакт", "оордин", "уратор", "уковод", "ук.", "енедж", "тв", "сп.", "иректор", "пециалист", "айланыс",
        "лестір", "етекші", "ауапты", "жооптуу", "Жооптуу", "асъул",
        "as'ul", "asʻul", "as’ul", "КОНТ", "КООР", "РУК", "ОТВ", "ИСП", *_LATIN_SIGNS["asking"],
    ),
}  # fmt: skip

_ASKED = re.compile(
    r"(?<!\w)((?:контакт(?:ы|ное\s+лицо|ные\s+лица|ный)?|координатор\w*|куратор\w*|руководител\w*|рук\.|менеджер\w*|отв(?:етственн\w+)?\.?|исп\.|"
    r"директор\w*|специалист\w*|байланыс(?:\s+тұлғасы)?|үйлестіруші\w*|жетекшісі|жауапты(?:\s+(?:тұлға|адам|маман))?|жооптуу(?:\s+адам)?|масъул|mas.?ul(?:\s+shaxs)?|"
    r"contacts?(?:\s+persons?)?|focal\s+points?|(?:project|programme|program|task|desk)\s+(?:manager|officer|coordinator|leader|director)|"
    r"team\s+leader|coordinator|officer\s+in\s+charge)(?:\s+(?:проект\w*|программ\w*|лицо|исполнител\w*|сотрудник\w*|project|programme))?"
    r"\s{0,2}(?:[:–—(-]|(?=г-н|г-жа|господин|mr\b|mrs\b|ms\b|dr\b))\s{0,2})"
    r"((?:(?:г-ну?|г-ж[аеи]|господин\w*|госпож\w*|mr|mrs|ms|dr|prof)\.?\s+)?"
    rf"(?-i:{_ANY}(?:\s+(?:{_ANY}|[{_BIG}A-Z]\.)){{1,2}}))(?!\w)",
    re.IGNORECASE,
)
"""A name behind a word that says whom to ask; the project's own words stand behind other ones."""

_TITLED = re.compile(
    rf"(?<!\w)(?:Mr|Mrs|Ms|Dr|Prof|г-н|г-ну|г-ном|г-жа|г-же|г-жой|[Гг]осподин\w*|[Гг]оспож\w*)\.?\s+"
    rf"(?:(?:[{_BIG}A-Z]\.\s?){{1,2}}{_ANY}|{_ANY}(?:\s+(?:{_ANY}|[{_BIG}A-Z]\.)){{0,2}})(?!\w)"
)
"""A name behind an honour, wherever it stands: "Contact Mr Askar Nurlanov for details"."""
_IN_CAPITALS = rf"[{_BIG}]{{2,}}(?:ОВ|ЕВ|ИН|ОВА|ЕВА|ИНА|СКИЙ|СКАЯ|ҰЛЫ|ҚЫЗЫ|УЛЫ|КЫЗЫ)"
_PAIR = re.compile(
    rf"(?=[{_BIG}A-Z])(?<![\w.«“\"-])(?:{_IN_CAPITALS}|{_ANY})\s+(?:{_IN_CAPITALS}|{_ANY})(?![\w»”\"-])"
)
"""Two capitalised words, of which one may be a given name and the other a surname."""
_ONE_BESIDE = re.compile(
    rf"(?<!\w){_ANY}(?=[\s,(:–—-]{{1,4}}\[\.\.\.\])|(?<=\[\.\.\.\])\s*[(,–—-]\s*{_ANY}\)?(?=\s*(?:$|[,;).]))"
)
"""One word beside a number or an address that is masked."""
_BEARS_NAME = re.compile(
    r"(?<!\w)(?:университет|школ|лице|гимнази|институт|больниц|центр|фонд|академи|колледж|аэропорт|парк|стадион|мечет|преми|"
    r"стипенди|university|school|foundation|fund|institut|hospital|academy|college|airport|park|stadium|cent(?:re|er)|prize|"
    r"award)\w*\s+(?:№\s?\d+\s+)?$",
    re.IGNORECASE,
)
"""An institution right before the name that it bears: "Университет Марата Оспанова"."""
_WORDS = re.compile(r"[^\W\d_]+")
_MEMORY = re.compile(
    r"(?<!\w)(?:юбиле|столети|летие|летия|летию|наслед|творчеств|жизн|памят|роман|стих|пьес|опер|музей|театр|мерейтой|жылды|шығарма|ветеран|геро|"
    r"батыр|писател|поэт|учен|композитор|ақын|акын|жазушы|ғалым|legacy|anniversary|veteran|hero|writer|poet|scientist|"
    r"composer|life of|works of|museum)[^\n]{0,30}$",
    re.IGNORECASE,
)
"""Words before the name of a person whom a project is about."""

_HONOURED = re.compile(
    r"(?:^|(?<=\s)|(?<=\()|\[\.\.\.\])\s*(?:(?:г-ну?|г-ж[аеи]|mr|mrs|ms|dr|prof)\.?\s+)"
    rf"(?-i:{_ANY}(?:\s+{_ANY}){{0,2}})(?=[\s,(:–—-]{{1,4}}(?:(?:тел|моб|tel|phone|e-?mail)[.:\s]*)?\[\.\.\.\])",
    re.IGNORECASE,
)
_BESIDE_MASK = re.compile(
    rf"(?<!\w)({_ANY}(?:\s+{_ANY}){{1,2}})(?=[\s,(:–—-]{{1,4}}(?:(?:тел|моб|сот|tel|phone|[eE]-?mail)[.:\s]*)?\[\.\.\.\])"
)
"""Words in front of a number or an address that is masked: a name, if they look like one."""

_HONOURS = re.compile(
    r"(?<!\w)(?:им\.?|имени|памяти|премии|стипенди\w*|ул\.?|улиц\w*|пр(?:осп)?\.?|проспект\w*|мкр\.?|фонд\w*|район\w*|р-н\w*|сел[оаеу]|с\.|"
    r"аул\w*|посел\w*|посёл\w*|пос\.|станци\w*|ст\.|ауыл\w*|аудан\w*|площад\w*|named\s+after|in\s+memory\s+of)\s*[«\"“]?\s*$",
    re.IGNORECASE,
)
_HONOURED_BEHIND = re.compile(
    r"^[»\"”]?\s*(?:атындағы|атынд\w*|көшесі|к-сі|даңғылы|стипендия\w*|аудан\w*|ауыл\w*|станция\w*|университеті|мектеб\w*|қор[ыі]|район\w*|р-н\w*|"
    r"foundation|fund|фонд\w*|school|university|institute|district|street)",
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
_ORGANISATION = re.compile(
    r"(?<!\w)(?:министерств|комитет|департамент|управлени|агентств|фонд|центр|институт|университет|ассоциаци|банк|посольств|компани|школ|"
    r"больниц|музе|театр|лице|гимнази|колледж|аэропорт|мечет|akademi|academ|medical|state|prize|award|center|акимат|служб|союз|совет|республик|област|палат|академи|объединени|организаци|общест|программ|проект|ministr|committee|department|"
    r"agenc|fund|foundation|cent(?:er|re)|institut|universit|associat|bank|embass|school|hospital|world|united|nations|international|national|"
    r"council|union|republic|project|programme|program|office|group|ltd|company|office|қор|министрлі|орталы|басқарма|комитет|қоғам|бірлес|мектеп|"
    r"аурухана|әкімді|елші|республика|облыс)\w*",
    re.IGNORECASE,
)
_SURNAME = re.compile(
    rf"(?:ов|ев|ёв|ин|ын)(?:а|у|ой|ым|е)?$|(?:ский|ская|цкий|цкая|баев|бекова?|ұлы|қызы|улы|кызы|ov|ova|ev|eva|yev|yeva|uly|kyzy|sky)$|^[{_BIG}A-Z]\.$",
)
_CONTACT_WORD = re.compile(
    r"(?<!\w)(?:исп\.|отв\.|рук\.|исполнитель:|конт(?:актное)?\.?\s?лицо:?|контакт(?:ы|ный)?:?|тел\.?:?|моб\.?:?|сот\.?:?|факс:?|вн\.|доб\.|e-?mail:?|"
    r"эл\.?\s?почта:?|phone:?|tel\.?:?|fax:?|contact:?|байланыс:?|ф\.?\s?и\.?\s?о\.?:?)\s*(?=\[\.\.\.\]|$)",
    re.IGNORECASE,
)
_ONLY_WORDS = re.compile(
    r"(?:контакт\w*|координатор\w*|куратор\w*|руководител\w*|менеджер\w*|ответственн\w*|отв|рук|исп|байланыс|"
    r"жауапты|contacts?|contact person|focal point|coordinator|(?:project|programme) manager)[\s.:–—-]*",
    re.IGNORECASE,
)
"""What is left where a cell held nothing but a contact."""
_EMPTY = re.compile(r"\(\s*(?:[,;.\s–—-]|(?:рук|отв|исп|тел|моб|сот|доб|вн|tel)\b)*\s*\)")


_SHORT_FORM = re.compile(r"(?<!\w)(?:р\.?\s?)?т\.\s?\d{2,3}-\d\d-\d\d(?!\d)")
_TELEPHONE = (
    "tel",
    "Tel",
    "TEL",
    "phone",
    "Phone",
    "mob",
    "Mob",
    "fax",
    "Fax",
    "ext.",
    "whatsapp",
    "Whatsapp",
    "WhatsApp",
)
_TELEPHONES = (
    "тел", "Тел", "ТЕЛ", "моб", "Моб", "сот", "Сот", "факс", "Факс", "вн.", "доб.", "ватсап", "Ватсап", "ұялы", "Ұялы",
    *_TELEPHONE,
)  # fmt: skip
"""How words for a telephone begin, in Latin letters and in all."""


def without_contacts(text: str) -> str:
    """The text with e-mail addresses and telephone numbers masked.

    Example:
        >>> without_contacts("Исп. Ахметова, +7 (7172) 12-34-56, a.b@mfa.example")
        'Исп. Ахметова, [...], [...]'
        >>> without_contacts("тел. 27-55-66, вн. 12; 8 705 111 22 33; ann(at)mfa.example; 2024-2025 гг.")
        'тел. [...], вн. [...]; [...]; [...]; 2024-2025 гг.'
    """
    if _may_address(text):
        text = _EMAIL.sub(MASK, text)
    if (":" in text or "/" in text or "@" in text) and _has_sign(text, "account"):
        text = _ACCOUNT.sub(MASK, text)
    is_long = _LONG_NUMBER.search(text) is not None
    if is_long or "№" in text:
        text = _NUMBER_OF_PERSON.sub(lambda found: f"{found[1] or found[2]}{MASK}", text)
    if is_long:
        text = _PHONE.sub(MASK, text)
    if _names_telephone(text):
        text = _CALLED.sub(rf"\1{MASK}", text)
    if "-" in text and _has_sign(text, "rung"):
        text = _RUNG.sub(rf"\1{MASK}", text)
    return _INNER.sub(MASK, text) if MASK in text else text


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
    if "." in text and _INITIAL.search(text):
        text = _INITIALS.sub(_mask_of_initials, text)
    if _has_sign(text, "patronymic"):
        text = _PATRONYMIC.sub(_mask_unless_honoured, text)
    if _has_sign(text, "asking"):
        text = _ASKED.sub(_mask_behind_word, text)
    if _has_sign(text, "honour"):
        text = _TITLED.sub(_mask_unless_honoured, text)
    if holds_given_name(text):
        text = _pairs_masked(text)
    return text


def may_hold(text: str) -> bool:
    """Whether a text of ASCII letters has a sign that every contact has; seeing that none does is quick.

    Example:
        >>> may_hold("Repair of rural clinics, lot 99812"), may_hold("Ask John, tel. 27-55-66")
        (False, True)
    """
    if " at " in text and _may_be_spelled(text):
        return True
    letters = text.encode("ascii")
    signs = letters.translate(None, _NO_SIGNS)
    if not signs:
        return False
    if not signs.isalnum() and (_may_address(text) or _has_sign(text, "account")):
        return True
    digits = len(signs.translate(None, _NO_DIGITS))
    # Every name that is masked has two capital letters in it, every number two digits.
    if len(signs) - digits > 1 and _may_name(text):
        return True
    if digits > 1 and "-" in text and _has_sign(text, "rung"):
        return True
    if digits < 2:
        return False
    # To look for a word in a text takes a third of the time that it takes in bytes.
    return _LONG in letters.translate(_NUMBER_SIGNS).decode("ascii") or _may_call(text.lower())


def _may_address(text: str) -> bool:
    return "@" in text or "(at" in text or "[at" in text or "собака" in text or _may_be_spelled(text)


def _may_be_spelled(text: str) -> bool:
    """Whether an address may stand there with a word for its sign: "jane.roe at who.int"."""
    return " at " in text and _AT_WORD.search(text) is not None


_AT_WORD = re.compile(r"\w[._]\w+ at \w[\w-]*\.\w")


def _may_call(text: str) -> bool:
    return (
        "tel" in text or "phone" in text or "mob" in text or "fax" in text or "ext." in text or "whatsapp" in text
    )  # fmt: skip


def _may_name(text: str) -> bool:
    # Each sign is looked for by itself: that takes a tenth of a pattern that tries all of them at every place.
    return (
        ":" in text or "(" in text or "- " in text or "Mr" in text or "Ms" in text or "Dr" in text or "Prof" in text
        or ("." in text and _INITIAL.search(text) is not None)
        or _has_sign(text, "patronymic")
        or holds_given_name(text)
    )  # fmt: skip


def masked(text: str) -> str:
    """The text with telephone numbers, e-mail addresses and names of persons masked.

    Example:
        >>> masked("Сапарова Динара, 8 777 555 44 33; Jane Roe, jane.roe@who.example; Red Crescent, +7 727 250 00 00")
        '[...], [...]; [...], [...]; Red Crescent, [...]'
    """
    return _masked(text) if len(text) > 1 else text


@lru_cache(maxsize=4000)
def _masked(text: str) -> str:
    addresses = " ".join(found.group().lower() for found in _EMAIL.finditer(text)) if "@" in text else ""
    result = names_masked(without_contacts(text))
    if MASK in result:
        result = _HONOURED.sub(f" {MASK}", result).lstrip()
        result = _BESIDE_MASK.sub(
            lambda found: MASK if _looks_like_name(found[1], addresses) else found[1], result
        )
        if not given_names().isdisjoint(_WORDS.findall(result)):
            result = _ONE_BESIDE.sub(
                lambda found: MASK if found.group().strip(" (),–—-") in given_names() else found.group(),
                result,
            )
            result = _pairs_masked(result, beside=True)
    return result


def without_persons(text: str) -> str:
    """The text without telephone numbers, e-mail addresses and names of persons.

    Example:
        >>> without_persons("см. протокол №5. Исп. Тестов Т.Т., +7 7172 00-00-01")
        'см. протокол №5.'
        >>> without_persons("Водоснабжение (координатор – Иванов Иван Иванович, тел. 27-11-22)")
        'Водоснабжение (координатор)'
    """
    found = masked(text)
    if found == text:
        return text
    found = _CONTACT_WORD.sub("", found)
    found = re.sub(r"(?:[\s,;:–—/-]*\[\.\.\.\])+[\s,;/]*", " ", found)
    found = _EMPTY.sub(" ", found)
    found = re.sub(r"\(\s+", "(", re.sub(r"\s+([),.;])", r"\1", re.sub(r"\s{2,}", " ", found))).strip(" ,;:")
    return "" if _ONLY_WORDS.fullmatch(found) else found


def is_contact(text: str) -> bool:
    """Whether a cell tells whom to ask, and nothing besides but the words for that.

    Example:
        >>> is_contact("Иманов Тимур"), is_contact("Касымова Айгерим Болатовна"), is_contact("Жаңа Қазақстан")
        (True, True, False)
    """
    if MASK in without_contacts(text):
        return True
    if len(text) > 120:
        return False
    rest = names_masked(text)
    if MASK in rest:
        letters = len(re.findall(r"[^\W\d_]", rest))
        return letters < 25 and not _ORGANISATION.search(rest)
    return bool(re.fullmatch(rf"{_ANY}(?:\s+{_ANY}){{1,2}}", text.strip())) and _looks_like_name(text, "")


def _has_sign(text: str, kind: str) -> bool:
    for sign in (_LATIN_SIGNS if text.isascii() else _SIGNS)[kind]:  # noqa: SIM110 - any() takes twice as long
        if sign in text:
            return True
    return False


def _names_telephone(text: str) -> bool:
    """Whether a word for a telephone may stand in a text; most with "тел" in them speak of teachers and activities."""
    if "т." in text and "-" in text and _SHORT_FORM.search(text):
        return True
    for sign in _TELEPHONE if text.isascii() else _TELEPHONES:
        if sign in text:
            place = text.find(sign)
            while place >= 0:
                if not place or not text[place - 1].isalpha():
                    return True
                place = text.find(sign, place + 1)
    return False


def _honoured(found: re.Match[str]) -> bool:
    text = found.string
    before = text[max(0, found.start() - 24) : found.start()]
    behind = text[found.end() : found.end() + 24]
    # «С. Макашев»: what stands alone within quotation marks is a name of an institution.
    is_quoted = before.endswith(("«", "“", '"')) and behind.startswith(("»", "”", '"'))
    return is_quoted or bool(_HONOURS.search(before) or _HONOURED_BEHIND.match(behind))


def _mask_unless_honoured(found: re.Match[str]) -> str:
    return found.group() if _honoured(found) else MASK


def _pairs_masked(text: str, *, beside: bool = False) -> str:
    """The text with given names and surnames masked; beside a contact a given name is enough."""
    place = 0
    # "Пак Ирина" and nothing else.
    beside = beside or _PAIR.fullmatch(text.strip()) is not None
    while found := _PAIR.search(text, place):
        if _is_person(found, beside):
            text = text[: found.start()] + MASK + text[found.end() :]
            place = found.start() + len(MASK)
        else:
            # "Проект Серик Нурланов": the second word may begin the name.
            place = found.start() + len(found.group().split()[0])
    return text


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
    of_organisation = _ORGANISATION.search(found.group()) or _ORGANISATION.match(behind.lstrip())
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
        or _ORGANISATION.match(written)
        or _honoured(found)
    ):
        return written
    return MASK


def _mask_behind_word(found: re.Match[str]) -> str:
    if _ORGANISATION.search(found[2]) or _honoured(found):
        return found.group()
    return found[1] + MASK


def _looks_like_name(words: str, addresses: str) -> bool:
    """Whether capitalised words are a name: by a surname's ending, or because the e-mail address holds one of them."""
    if _ORGANISATION.search(words):
        return False
    parts = words.split()
    if any(len(part) > 2 and part.lower() in addresses for part in parts):
        return True
    return len(parts) in (2, 3) and any(_SURNAME.search(part) and len(part) > 4 for part in parts)
