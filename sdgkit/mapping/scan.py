"""The scan of a text: its languages, phrases, cues and names, found once for all finders that look at it.

Most texts hold no goal by its number, no name and no address. Whether one may hold them is seen from its
pieces (`sdgkit.mapping.words`): what a piece may be the sign of is remembered, so that no pattern has to be
tried on a text without such a piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from sdgkit.activities.activity import Activity
from sdgkit.mapping.broken_words import may_be_broken, mended
from sdgkit.mapping.context import Effect, denials, effects
from sdgkit.mapping.finders import Hit
from sdgkit.mapping.knowledge_files import knowledge_table
from sdgkit.mapping.lexicon import Found, lexicon
from sdgkit.mapping.names import DENIALS, Span, clues_in, name_spans
from sdgkit.mapping.stems import Tongue, tongues
from sdgkit.mapping.words import LONGEST_TEXT, Column, Words

SHORT_TEXT = 60
"""Letters below which a text in a shared alphabet is also read in the languages it shows no letters of."""
MOST_LETTERS = 400_000
"""Letters of texts whose scans are kept at a time."""
MOST_SCANS = 1_000

AGENDA_WORDS = re.compile(
    r"(?<!\w)(?:sdg|goal|target|indicator|цел|задач|показател|индикатор)|мақсат|міндет|көрсеткіш|ц[уy][рp]|[тt]д[мm]|[оo]д[мm]"
)
"""One of these stands in every text that names a goal, target or indicator, in small letters without invisible
characters. "3.8-міндет" is written without a gap too, and "насел" must not look like a goal."""
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
"""Characters that may stand inside a word and are not seen."""

_OVER = r"(?!\w)"
_SCRIPTS = {"latin": re.compile("[A-Za-z]{2}"), "cyrillic": re.compile("[\u0400-\u052f]{2}")}

AGENDA, DIGIT, ORDINAL = 1, 2, 4
"""Signs of a piece, a bit each: the beginning of a goal's name, a digit, a number in words."""


def _ordinal_starts() -> list[str]:
    """The last words of the numbers in words, "шест" of "шестая"."""
    table: dict[str, list[str]] = knowledge_table("mentions.toml")["ordinals"]
    return [number.strip("*").rpartition(" ")[2] for numbers in table.values() for number in numbers]


class _Letters(NamedTuple):
    """How a language is seen in a text."""

    tag: str
    script: re.Pattern[str]
    script_sign: int
    own: re.Pattern[str] | None
    """Letters and words of its own; None where it has none, so that any text of its script is read in it."""
    own_sign: int
    share: float
    """Part of the pieces of a text that must show them; 0 where one is enough, or where the text is short."""


class _Signs:
    """The signs that a piece of a text shows."""

    def __init__(self, languages: Sequence[_Letters]) -> None:
        self._looks = [
            (DIGIT, re.compile(r"\d")),
            (ORDINAL, re.compile("|".join(_ordinal_starts()), re.IGNORECASE)),
            *{language.script_sign: language.script for language in languages}.items(),
            *((language.own_sign, language.own) for language in languages if language.own),
        ]

    def of(self, piece: str) -> int:
        """The bits of all signs of a piece."""
        signs = sum([sign for sign, pattern in self._looks if pattern.search(piece)])
        return signs + AGENDA if AGENDA_WORDS.search(INVISIBLE.sub("", piece.lower())) else signs


class _Reader:
    """What is known of the languages, and what is remembered of texts."""

    def __init__(self) -> None:
        self.languages = [
            _Letters(
                tag,
                _SCRIPTS[tongue.script],
                32 << list(_SCRIPTS).index(tongue.script),
                _own(tongue),
                32 << len(_SCRIPTS) + number,
                tongue.share,
            )
            for number, (tag, tongue) in enumerate(tongues().items())
            if tongue.script in _SCRIPTS
        ]
        self.latin = [one.tag for one in self.languages if one.script is _SCRIPTS["latin"] and not one.own]
        """The languages that any text in Latin letters is read in."""
        self.latin_signs = sum(
            one.own_sign for one in self.languages if one.script is _SCRIPTS["latin"] and one.own
        )
        """Signs of the others that are written in Latin letters."""
        signs = _Signs(self.languages)
        self.signs = Column(lambda: signs.of)
        self.names = Column(lambda: lambda piece: any(clues_in(piece)))
        self.scans = _Scans()

    def plainly_latin(self, text: str, language: str) -> bool:
        """Whether a text is read in these alone."""
        return text.isascii() and len(text) >= SHORT_TEXT and (not language or language in self.latin)


def _own(tongue: Tongue) -> re.Pattern[str] | None:
    """Letters and words that only this language has among those of its script."""
    # The capital of ı is the I of any text.
    capitals = "".join(letter for letter in tongue.letters.upper() if not letter.isascii())
    signs = [f"[{tongue.letters}{capitals}]"] if tongue.letters else []
    words = tongue.words.split()
    ends = "|".join(re.escape(word[1:]) for word in words if word.startswith("*"))
    # A small letter and a capital are quicker than letters of any case.
    begins = "|".join(
        f"[{word[0].upper()}{word[0]}]{re.escape(word[1:].rstrip('*'))}{'' if word.endswith('*') else _OVER}"
        for word in words
        if not word.startswith("*")
    )
    signs += [rf"(?<!\w)(?:{begins})"] if begins else []
    signs += [f"(?:{ends}){_OVER}"] if ends else []
    return re.compile("|".join(signs)) if signs else None


@cache
def _reader() -> _Reader:
    return _Reader()


def languages_in(text: str, language: str = "") -> list[str]:
    """The languages a text is read in: by its alphabets, its letters, and what the register says.

    Example:
        >>> languages_in("Су ресурстары (водные ресурсы), water"), languages_in("Вода")
        (['en', 'ru', 'kk'], ['ru', 'kk'])
    """
    reader = _reader()
    if reader.plainly_latin(text, language):
        return reader.latin
    return [
        one.tag
        for one in reader.languages
        if one.script.search(text)
        and (
            not one.own
            or one.tag == language
            or (
                len(one.own.findall(text)) >= one.share * (text.count(" ") + 1)
                if one.share
                else len(text) < SHORT_TEXT or one.own.search(text)
            )
        )
    ]


def _languages_by(words: Words, text: str, language: str) -> list[str]:
    """The same from the signs of a text, which is quicker."""
    reader = _reader()
    signs = words.signs(reader.signs)
    if reader.plainly_latin(text, language) and not reader.latin_signs & signs:
        return reader.latin
    short = len(text) < SHORT_TEXT
    return [
        one.tag
        for one in reader.languages
        if one.script_sign & signs
        and (
            not one.own
            or one.tag == language
            or (
                words.showing(reader.signs, one.own_sign) >= one.share * (text.count(" ") + 1)
                if one.share
                else short or one.own_sign & signs
            )
        )
    ]


class Scan:
    """What a text holds that more than one finder asks for.

    Example:
        >>> scan = Scan("Ministry of Health: repair of rural clinics", "en", ())
        >>> scan.phrases[-1].phrase.phrase, [span.kind for span in scan.names]
        ('clinic', ['partner'])
    """

    __slots__ = (
        "_counted",
        "_cues",
        "_effects",
        "_hidden",
        "_names",
        "_phrases",
        "hits",
        "languages",
        "partners",
        "signs",
        "words",
    )

    def __init__(
        self, text: str, language: str, partners: tuple[str, ...], words: Words | None = None
    ) -> None:
        self.partners = partners
        self.words = words or Words(_read(text, language))
        self.signs = self.words.signs(_reader().signs)
        """The signs of all pieces."""
        self.languages = (
            _languages_by(self.words, text, language)
            if len(text) <= LONGEST_TEXT
            else languages_in(text, language)
        )
        self.hits: dict[tuple[str, str], list[Hit]] = {}
        """What finders found in this text alone, by finder and field: registers say the same again and again."""
        self._phrases: list[Found] | None = None
        self._cues: list[Found] = []
        self._effects: list[Effect] | None = None
        self._names: list[Span] | None = None
        self._hidden: tuple[list[Span], frozenset[str]] | None = None
        self._counted: tuple[str, frozenset[str]] | None = None

    @property
    def phrases(self) -> list[Found]:
        """Phrases of targets and goals, in the order of the languages and of the text."""
        if self._phrases is None:
            self._phrases = []
            for tag in self.languages:
                lexicon(tag).scan(self.words, self._phrases, self._cues)
        return self._phrases

    @property
    def cues(self) -> list[Found]:
        """Phrases that change what is found around them."""
        if self._phrases is None:
            _ = self.phrases
        return self._cues

    @property
    def effects(self) -> list[Effect]:
        """What the cues do, and where."""
        if self._effects is None:
            cues = self.cues
            self._effects = effects(cues, self.words) if cues else []
            denied = [span for span in self._spans_of_names() if span.kind in DENIALS]
            if denied:
                self._effects += denials(denied, self.words)
        return self._effects

    @property
    def names(self) -> list[Span]:
        """Where the text names an organisation, a partner of the activity, or an address."""
        return [span for span in self._spans_of_names() if span.kind not in DENIALS]

    def _spans_of_names(self) -> list[Span]:
        """The same with the verbs that are denied, which `names.toml` knows too."""
        if self._names is None:
            pieces = self.words.standing(_reader().names)
            self._names = (
                name_spans(self.words.text, self.partners, pieces) if pieces or self.partners else []
            )
        return self._names

    @property
    def hidden(self) -> tuple[list[Span], frozenset[str]]:
        """Names, addresses, idioms, negation and background; codes that cannot be meant."""
        if self._hidden is None:
            words = self.words
            spans = list(self.names)
            void: frozenset[str] = frozenset()
            for effect in self.effects:
                if effect.targets and effect.kind == "background":
                    # "Opposite the hospital": that is no evidence, but the rest of the text may well be about health.
                    spans += [
                        Span(hit.start, hit.end, effect.kind)
                        for hit in self.phrases
                        if effect.first <= hit.first
                        and hit.after <= effect.after
                        and hit.phrase.target in effect.targets
                    ]
                elif effect.targets:
                    void |= effect.targets
                elif effect.after > effect.first:
                    spans.append(Span(words.starts[effect.first], words.ends[effect.after - 1], effect.kind))
            self._hidden = spans, void
        return self._hidden

    @property
    def counted(self) -> tuple[str, frozenset[str]]:
        """The text without what is hidden; codes that cannot be meant."""
        if self._counted is None:
            spans, void = self.hidden
            self._counted = without(self.words.text, spans), void
        return self._counted


def without(text: str, spans: Sequence[Span]) -> str:
    """The text with spans blanked out.

    Example:
        >>> without("Ministry of Health: bridge", [Span(0, 18, "partner")]).strip()
        ': bridge'
    """
    for span in spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


_HALF = re.compile("[\ud800-\udfff]")


def _read(text: str, language: str) -> str:
    """A text as its words are read: of the same length, with broken words put together."""
    if not text.isascii():
        # Half a character, as damaged JSON has it, is no text for the automata; one letter stays one letter.
        text = _HALF.sub("\ufffd", text)
    return mended(text[:LONGEST_TEXT], languages_in(text, language)) if may_be_broken(text) else text


class _Scans(dict[tuple[str, str, tuple[str, ...]], Scan]):
    """Scans of the texts met last, by text, language and partners; emptied when they grow large."""

    letters = 0

    def read(self, texts: Iterable[tuple[str, str]]) -> None:
        """Scan texts, given with their languages, together."""
        self._make_room()
        new = [one for one in dict.fromkeys(texts) if (*one, ()) not in self]
        for one, words in zip(new, Words.of_each([_read(*one) for one in new]), strict=True):
            self.letters += len(one[0])
            self[*one, ()] = Scan(*one, (), words)

    def clear(self) -> None:
        """Forget all of them."""
        super().clear()
        self.letters = 0

    def _make_room(self) -> None:
        if self.letters > MOST_LETTERS or len(self) >= MOST_SCANS:
            self.clear()

    def __missing__(self, key: tuple[str, str, tuple[str, ...]]) -> Scan:
        self._make_room()
        text, language, partners = key
        if partners:
            # To most texts it is all the same whose partners are not named in them.
            scan = self[text, language, ()]
            if name_spans(scan.words.text, partners, ()):
                scan = Scan(*key)
        else:
            self.letters += len(text)
            scan = Scan(*key)
        self[key] = scan
        return scan


def scan_of(text: str, language: str = "", partners: tuple[str, ...] = ()) -> Scan:
    """The scan of a text, made once for all finders; not to be changed.

    Args:
        text: the text.
        language: its language, "" where it is not known.
        partners: names of the activity's own partners, which are no evidence.

    Example:
        >>> scan_of("Чистая вода", "ru") is scan_of("Чистая вода", "ru")
        True
    """
    return _reader().scans[text, language, partners]


def scan_together(texts: Iterable[tuple[str, str]]) -> None:
    """Make the scans of texts, given with their languages, at once: in less time than when each is first asked for."""
    _reader().scans.read(texts)


def forget_scans() -> None:
    """Forget the scans of all texts, which only help while the activities are mapped that say the same."""
    _reader().scans.clear()


def partners_of(activity: Activity) -> tuple[str, ...]:
    """The names of an activity's partners, in all languages."""
    if not activity.partners:
        return ()
    return tuple([name for partner in activity.partners for _, name in partner.name.items()])
