"""What is quick says the same as what is plain: words, signs, names, resemblance, the model, and what is not shown."""

from __future__ import annotations

import copy
import csv
import math
import pickle
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdgkit.activities.activity import Partner
from sdgkit.agenda import targets
from sdgkit.languages import Text
from sdgkit.mapping import candidates, combine, names
from sdgkit.mapping.beginnings import Beginning, beginnings
from sdgkit.mapping.beginnings import folded as folded_letters
from sdgkit.mapping.candidates import Shown, combined
from sdgkit.mapping.combine import calibrated
from sdgkit.mapping.finders import Hit, Passage, finder
from sdgkit.mapping.finders.mention import _PATTERNS, folded, mentions
from sdgkit.mapping.finders.model import _first, surest
from sdgkit.mapping.finders.resemblance import (
    FEWEST,
    LONGEST,
    MOST,
    UNKNOWN,
    WEIGHTS,
    _index,
    _stems_of,
    resembling,
)
from sdgkit.mapping.lexicon import Lexicon, Phrase, lexicon
from sdgkit.mapping.linear_model import UNKNOWN as UNKNOWN_WORD
from sdgkit.mapping.linear_model import shipped
from sdgkit.mapping.mapping import _TEXT, Mapping, map_text, map_texts
from sdgkit.mapping.match import Evidence, EvidenceKind, Match, untold, with_share
from sdgkit.mapping.names import Span
from sdgkit.mapping.scan import AGENDA, DIGIT, ORDINAL, Scan, _reader, languages_in, scan_of, without
from sdgkit.mapping.settings import USUAL
from sdgkit.mapping.stems import plain, stem_in
from sdgkit.mapping.trust import ALONE, EVEN, EVEN_BESIDE, TITLED, beside, weight_of_share, weights_of
from sdgkit.mapping.words import Words, words_in
from sdgkit.tables import rows_of

ODD = [
    "",
    " ",
    "...",
    "Venue: hall 3, 5 Main Street, Almaty; rural clinics",
    "Grant of the Ministry of Education and the Climate Fund of Norway, funded by funds for women",
    "İstanbul: the Agency for Health in İzmir",
    "Комитет по водным ресурсам и комитет жителей; ул. Абая, 5. Школа",
    "Білім министрлігі, Абай көшесі, 5. Мектеп_салу\u00a0және\u202fжөндеу",
    "Contributes to SDGs 4 and 5, SDG 6.1; targets 3.8-3.b, Goals 7, 8; goal 2; Цели 3 и 4, задача 6.4, 3.8-міндет",
    "Sustainable Development Goal 6, Цель устойчивого развития 6, Тұрақты даму мақсаты 6, Goal 4, 6.4 задача",
    "цели 3 и 4 устойчивого развития; 13-я цель устойчивого развития; № 6 ЦУР; 6-ТДМ; 6-мақсат; sdgs 3,4",
    "Шестая цель устойчивого развития; ЦYP 3; ТДM 4; «ЦУР\u00ad 6»; the sixth SDG; алтыншы тұрақты даму мақсаты",
    "«Ёлки»\n\t— су_қауіпсіздігін, 💧 HIV/AIDS - co2",
]


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Titles, descriptions and both together of the evaluation set, in three languages, and odd texts."""
    with (Path(__file__).parent / "evaluation" / "activities.csv").open(
        encoding="utf-8-sig", newline=""
    ) as stream:
        rows = list(csv.DictReader(stream))
    found = [
        row[f"{part}_{tag}"]
        for row in rows
        for part in ("title", "description")
        for tag in ("en", "ru", "kk")
    ]
    mixed = [f"{row['title_ru']} / {row['title_kk']} / {row['description_en']}" for row in rows]
    return [*found, *mixed, *ODD]


LETTERS = st.text(st.sampled_from("aZж9 _-.,'’\n\t\u00a0\u00adқ(/\u200b"), max_size=60)


@given(LETTERS)
def test_words_stand_where_a_plain_search_finds_them(text: str) -> None:
    words = Words(text)
    plain_words = list(re.finditer("[\\w'’ʼ\u00ad\u0300-\u036f\u200b-\u200d\u2060]+", text.replace("_", " ")))
    assert list(zip(words.starts, words.ends, strict=True)) == [word.span() for word in plain_words]
    assert len(words) == len(plain_words)
    for place in range(len(text) + 1):
        assert words.before(place) == sum(word.start() < place for word in plain_words)


def test_languages_are_the_same_from_signs_and_from_the_text(texts: list[str]) -> None:
    for text in texts:
        for language in ("", "en", "ru", "kk"):
            assert list(Scan(text, language, ()).languages) == languages_in(text, language)


def test_every_pattern_that_is_found_has_its_word_and_its_signs(texts: list[str]) -> None:
    seen = set()
    for text in texts:
        lower, _ = folded(text)
        for form in _PATTERNS:
            if form.pattern.search(lower):
                seen.add(form.pattern)
                assert any(start in lower for start in form.starts)
        if mentions(text):
            signs = scan_of(text).signs
            assert AGENDA & signs
            assert (DIGIT | ORDINAL) & signs
    assert len(seen) == len(_PATTERNS)


def test_names_are_the_same_where_every_pattern_is_tried(texts: list[str]) -> None:
    seen = 0
    for text in texts:
        every = [
            span
            for entry in names._names()
            for span in entry._replace(begins=None).spans_in(Words(text).text)
        ]
        assert Scan(text, "", ())._spans_of_names() == every
        seen += len(every)
    assert seen > 20


TRICKY = [
    "(?i)\\nhall [a-z]+",
    "(?<=at the )[A-Z][a-z]+|hall\\u00a0of",
    "(?:^|(?<=[.;] ))(?:the )?Hall|(?<=by )[A-Z]+",
    "(?i:(?:^|(?<=[.;] )|(?<=\\n))hall)",
    "(?<![\\w-])(?:hall|the hall of) (?P<span>[A-Z]\\w+)",
    " ?hall(?= at)",
    "(?i)kıſ|hall (?:of|at) ?",
]


@given(
    st.sampled_from(TRICKY),
    st.lists(
        st.sampled_from(
            ["hall", "Hall", "the", "of", "at", "by", "ART", "Kis", ".", ";", "\n", " ", "\u00a0", "-", "_"]
        ),
        max_size=14,
    ),
    st.sampled_from(["", " "]),
)
def test_a_name_is_found_wherever_its_expression_is(pattern: str, parts: list[str], between: str) -> None:
    text = Words(between.join(parts)).text
    entry = {"kind": "void", "starts": ["hall", "at the ", "by ", "kis"], "pattern": pattern}
    caches = (names._file, names._table, names._names, names._parts, names._remembered)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(names, "knowledge_table", lambda name: {"span": [entry]})
        for one in caches:
            one.cache_clear()
        group = "span" if "<span>" in pattern else 0
        tried = any(start in text.lower() for start in entry["starts"])
        every = [found.span(group) for found in re.finditer(pattern, text)] if tried else []
        assert [(one.start, one.end) for one in names.name_spans(text)] == every
    for one in caches:
        one.cache_clear()


def _begins_with(found: re.Match[str], begins: frozenset[Beginning]) -> bool:
    text, place = folded_letters(found.string), found.start()
    return any(place >= one.before and text.startswith(one.text, place - one.before) for one in begins)


def test_whatever_an_expression_finds_begins_with_one_of_its_beginnings(texts: list[str]) -> None:
    seen: Counter[bool] = Counter()
    for entry in names._names():
        seen[entry.begins is not None] += 1
        if entry.begins is None:
            continue
        for text in texts:
            for found in entry.pattern.finditer(text):
                assert found.start() in names._beginnings(text) or _begins_with(found, entry.begins)
                seen.update([True])
    assert seen[True] > 3 * seen[False]


WAYS_OF_WRITING = st.recursive(
    st.sampled_from(["a", "B", "ж", "Қ", " ", "i", "s", "[sд]", "[^a]", r"\w", r"\b", "(?<!x)", "."]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda ways: f"(?:{'|'.join(ways)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+?", "{0,2}", "{1,2}", "{2}"])).map(
            lambda one: f"(?:{one[0]}){one[1]}"
        ),
        inner.map(lambda one: f"(?i:{one})"),
        st.sampled_from(["a", "(?:b|B )", "[ab]ж"]).map(lambda one: f"(?<={one.replace('(?:b|B )', 'b ')})"),
    ),
    max_leaves=12,
)


@given(WAYS_OF_WRITING, st.text(st.sampled_from("abBжҚқ ißsſıİдᲁx"), max_size=12))
def test_beginnings_of_an_expression_stand_wherever_it_is_found(pattern: str, text: str) -> None:
    known = beginnings(pattern)
    for found in re.finditer(pattern, text):
        assert known is None or _begins_with(found, known)
    assert len(folded_letters(text)) == len(text)


def test_letters_are_folded_as_expressions_fold_them() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz" + "".join(map(chr, range(0x400, 0x530))) + "ñğǵşöäúı"
    every = [chr(number) for number in range(0x20, 0xD800)]
    for letter in dict.fromkeys(map(folded_letters, letters)):
        if letter in "ѣꙋ":
            continue  # letters of old books
        alike = re.compile(re.escape(letter), re.IGNORECASE)
        assert [other for other in every if alike.fullmatch(other) and folded_letters(other) != letter] == []


def test_what_a_piece_is_a_clue_of_stands_in_the_text(texts: list[str]) -> None:
    seen = 0
    for text in texts[::7]:
        words = Words(text)
        lower = words.text.lower()
        if len(lower) != len(words.text):
            continue
        clues = [
            (begin, clue) for begin, piece in names._pieces(words.text) for clue in names.clues_in(piece)[0]
        ]
        for number, entry in enumerate(names._table()):
            read = words.text if entry.get("cased") else lower
            for start in entry["starts"]:
                places = {
                    begin + clue.place
                    for begin, clue in clues
                    if number in clue.entries and clue.start == start
                }
                assert {place for place in places if read.startswith(start, place)} >= {
                    found.start() for found in re.finditer(re.escape(start), read)
                }
                seen += start in read
    assert seen > 100


def _stems(text: str, language: str) -> set[str]:
    return {stem_in(plain(word), language) for word in words_in(text)}


@cache
def _titles(language: str) -> list[tuple[str, str, set[str]]]:
    titles = [(one.code, one.title.root.get(language, "")) for one in targets()]
    titles += [(row["target"], row.get(language, "")) for row in rows_of("agenda", "indicators.csv")]
    return [(code, title, _stems(title, language)) for code, title in dict.fromkeys(titles) if title]


def _plain_resemblance(text: str, language: str) -> list[tuple[str, float, str]]:
    """Every title of the language, one by one."""
    titles = _titles(language)
    counts = Counter(stem for _, _, stems in titles for stem in stems)
    rarity = {stem: math.log((len(titles) + 1) / (count + 0.5)) for stem, count in counts.items()}
    own = _stems(text, language)
    known = own & rarity.keys()
    if len(known) < FEWEST:
        return []
    length = math.sqrt(sum(rarity[one] ** 2 for one in known) + len(own - known) * UNKNOWN**2)
    best: dict[str, tuple[float, str]] = {}
    for code, title, stems in titles:
        shared = sum(rarity[one] ** 2 for one in stems & known)
        cosine = shared / math.sqrt(sum(rarity[one] ** 2 for one in stems)) / length
        if cosine > WEIGHTS[0][0] and cosine > best.get(code, (0.0, ""))[0]:
            best[code] = (cosine, title)
    found = [(code, cosine, title) for code, (cosine, title) in best.items()]
    return sorted(found, key=lambda one: (-one[1], one[0]))[:MOST]


def test_resemblance_is_that_of_every_title_looked_at(texts: list[str]) -> None:
    seen = 0
    for text in texts[::13]:
        for language in ("en", "ru", "kk"):
            quick, slow = resembling(text, language), _plain_resemblance(text, language)
            assert [(code, round(cosine, 9)) for code, cosine, _ in quick] == [
                (code, round(cosine, 9)) for code, cosine, _ in slow
            ]
            seen += len(quick)
    assert seen > 20


def test_what_is_left_of_a_text_has_the_stems_of_its_words(texts: list[str]) -> None:
    odd = ["Hidden: schools and clinics", "Ministry of Health-care and of Education repairs rural schools"]
    stems, seen = _index("en").stems, 0
    for text in [*texts, *odd]:
        scan = scan_of(text, "en", ("clinics and of",))
        for hidden in ([], [Span(3, 11, "void")], [Span(0, 2, "void"), Span(5, 30, "void")]):
            names_and_more = [*scan.hidden[0], *[span for span in hidden if span.end <= len(scan.words.text)]]
            scan._counted = without(scan.words.text, names_and_more), scan.hidden[1]
            counted = scan._counted[0]
            assert _stems_of(scan, stems) == set(Words(counted).numbers(stems).tolist())
            seen += counted != scan.words.text
        scan._counted = None
    assert seen > 100


@given(
    st.lists(
        st.lists(st.sampled_from([0.0, 0.1, 0.25, 0.5]) | st.floats(0, 1), min_size=9, max_size=9), min_size=1
    )
)
def test_the_highest_values_come_first_and_of_equal_ones_the_first(rows: list[list[float]]) -> None:
    values = np.array(rows)
    for count in (1, 4, 9, 12):
        assert _first(values, count).tolist() == (-values).argsort(axis=1, kind="stable")[:, :count].tolist()


def test_a_share_that_is_not_even_weighs_the_same_wherever_evidence_grows_from() -> None:
    for trust in (TITLED, ALONE):
        for share in [n / 10_000 for n in range(int(EVEN * 10_000) + 1)]:
            for words in (2, 4, 12):
                weights = {
                    weight_of_share(share, words, even, 1.0, trust) for even in (EVEN, 0.2, EVEN_BESIDE)
                }
                assert weights == {weights_of(trust)[share, words, EVEN, 1.0]}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["3.1", "4.1", None]),
            st.sampled_from(["text.en", "passage.en", "description.ru"]),
            st.integers(0, 9_900),
            st.integers(0, 3_000),
            st.integers(0, 4),
        ),
        max_size=9,
    )
)
def test_how_sure_phrases_are_is_the_highest_raw_value_of_their_targets(
    pieces: list[tuple[str | None, str, int, int, int]],
) -> None:
    hits = [
        Hit(3, target, "phrase", field, "", weight / 1e4, start, start + 1, f"rule {rule}")
        for target, field, weight, start, rule in pieces
    ]
    by_target: dict[str, list[tuple[str, float]]] = {
        hit.target: [] for hit in hits if hit.target and hit.weight
    }
    for hit, weight in combine.weighed(hits):
        if hit.target:
            by_target[hit.target].append((hit.field, weight))
    plain_value = max(map(combine.raw_score, by_target.values()), default=None)
    assert beside(surest(hits)) == beside(plain_value)


def test_titles_weigh_the_same_in_every_process() -> None:
    for language in ("en", "ru", "kk"):
        index = _index(language)
        stems = sorted({stem for _, _, stems in _titles(language) for stem in stems})
        for share, (_, _, own) in zip(index.shares, _titles(language), strict=True):
            assert [stems[stem] for stem in share] == sorted(own)
            length = math.sqrt(sum([index.rarity[stem] * index.rarity[stem] for stem in sorted(share)]))
            assert share == {stem: index.rarity[stem] / length for stem in share}


@cache
def _pairs() -> dict[tuple[int, int], int]:
    model = shipped()
    return {(first, second): len(model.stems) + n for n, (first, second) in enumerate(model.pairs.tolist())}


def _features(numbers: list[int]) -> Iterator[tuple[int, tuple[int, int]]]:
    """Features of a text with their places, looked for one after the other."""
    model, pairs = shipped(), _pairs()
    for place, number in enumerate(numbers):
        if number == UNKNOWN_WORD:
            continue
        if model.rarity[number] > 0:
            yield number, (place, place)
        if place and (pair := pairs.get((numbers[place - 1], number))) is not None:
            yield pair, (place - 1, place)


def test_the_model_reads_what_a_plain_loop_reads(texts: list[str]) -> None:
    model = shipped()
    chance = random.Random(5)
    # The last stem and an unknown word must not look like another pair.
    samples = [[len(model.stems) - 1, UNKNOWN_WORD, 0, 1], [UNKNOWN_WORD] * 3, []]
    samples += [[UNKNOWN_WORD, *model.numbers_of(words_in(text), "en")] for text in texts[:40]]
    samples += [[chance.randrange(-1, len(model.stems)) for _ in range(60)] for _ in range(20)]
    together = model.read(samples)
    for number, numbers in enumerate(samples):
        found: dict[int, tuple[int, int]] = {}
        for feature, place in _features(numbers):
            found.setdefault(feature, place)
        reading = together.of(number)
        assert reading.features.tolist() == list(found)
        assert [reading.place(n) for n in range(len(found))] == list(found.values())
        values = model.rarity[list(found)]
        margins = (
            values / np.sqrt((values**2).sum()) @ (model.weights[list(found)] * model.steps) + model.constants
            if found
            else model.constants
        )
        assert reading.margins == pytest.approx(margins)
        assert together.known[number] == (len(numbers) - numbers.count(UNKNOWN_WORD) if found else 0)
        alone = model.read([numbers])
        for one, other in zip(alone.of(0), reading, strict=True):
            assert np.array_equal(one, other)
    assert len(model.read([]).margins) == 0


def test_texts_that_are_mapped_together_say_what_each_says_alone(texts: list[str]) -> None:
    some = texts[::4]
    together = map_texts(some)
    assert together == [map_text(text) for text in some]
    assert map_texts(iter(some[::-1])) == together[::-1]
    assert any(together)


def test_texts_that_are_cut_together_have_the_words_of_each(texts: list[str]) -> None:
    model = shipped()
    stems = model.column("ru")
    for text, words in zip(texts, Words.of_each(texts), strict=True):
        alone = Words(text)
        assert (words.text, words.starts, words.ends) == (alone.text, alone.starts, alone.ends)
        assert words.numbers(stems).tolist() == model.numbers_of(words_in(text), "ru")
        assert alone.numbers(stems).tolist() == words.numbers(stems).tolist()
        assert words.signs(_reader().signs) == alone.signs(_reader().signs)
    assert Words.of_each([]) == []


def test_a_new_vocabulary_changes_nothing(texts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    some = texts[::9]
    before = map_texts(some)
    monkeypatch.setattr("sdgkit.mapping.words.MOST_PIECES", 40)
    for size in (1, 7, len(some)):
        _reader().scans.clear()
        assert [found for n in range(0, len(some), size) for found in map_texts(some[n : n + size])] == before


def test_a_phrase_is_found_wherever_its_stems_follow_one_another(texts: list[str]) -> None:
    phrases = [hit.phrase for text in texts[:200] for hit in lexicon("en").found(Words(text))]
    alone = {one.phrase: one for one in phrases if not (one.near or one.without or " .. " in one.phrase)}
    seen = 0
    for text in texts[::7]:
        words = Words(text)
        stems = [stem_in(plain(words.written(n, n + 1)), "en") for n in range(len(words))]
        for one in list(alone.values())[:60]:
            own = [stem_in(plain(word), "en") for word in words_in(one.phrase)]
            first = [n for n in range(len(stems)) if stems[n : n + len(own)] == own]
            found = Lexicon("en", [Phrase("3.8", "en", one.phrase, 0.5)]).found(words)
            whole = [n for n in first if not re.search(r"[.!?;:|•·◦▪]", words.written(n, n + len(own)))]
            assert [hit.first for hit in found] == whole
            assert [(hit.start, hit.end) for hit in found] == [
                (words.starts[n], words.ends[n + len(own) - 1]) for n in whole
            ]
            seen += len(found)
    assert seen > 10


def test_what_is_not_shown_changes_nothing_of_what_is(texts: list[str]) -> None:
    for text in texts[::5]:
        passages = [Passage("text.", "", text)]
        hits = [hit for name in USUAL.finders for hit in finder(name).find(_TEXT, passages)]
        every, _ = combined(_TEXT, hits, USUAL, "all")
        band, _ = combined(_TEXT, hits, USUAL, "band")
        standing, _ = combined(_TEXT, hits, USUAL, "standing")
        assert band == every
        assert standing == [match for match in every if match.status == "suggested"]


def test_the_model_tells_the_words_that_add_most_to_a_margin(texts: list[str]) -> None:
    model, seen = shipped(), 0
    for text in texts[3::17]:
        for hit in finder("model").find(_TEXT, [Passage("text.en", "en", text)]):
            told = hit.told()
            assert (hit.goal, hit.target, hit.weight) == (told.goal, told.target, told.weight)
            assert told == hit.told() == told.told()
            scan = scan_of(text, "en")
            counted = Words(scan.counted[0]) if text.count(" ") <= LONGEST else scan.words
            numbers = model.numbers_of([counted.written(n, n + 1) for n in range(len(counted))], "en")
            if scan.names or scan.effects:
                continue  # there other words count than stand in the text
            found: dict[int, tuple[int, int]] = {}
            for feature, place in _features(numbers):
                found.setdefault(feature, place)
            length = math.sqrt(sum(model.rarity[one] ** 2 for one in found))
            code = model.numbers[hit.target or str(hit.goal)]
            parts = [
                (model.rarity[one] / length * model.weights[one, code] * model.steps[code], place)
                for one, place in found.items()
            ]
            sign = 1 if hit.weight > 0 else -1
            parts.sort(key=lambda one: -round(sign * one[0], 9))
            speaking = [one for one in parts[:4] if sign * one[0] > 0] or parts[:1]
            most = [f"{counted.written(first, last + 1)} {part:+.2f}" for part, (first, last) in speaking]
            margin, _, words = told.rule.partition(": ")
            assert words.split("; ") == most
            assert margin.endswith(f" {sum(part for part, _ in parts) + model.constants[code]:.2f}")
            assert told.text == counted.written(parts[0][1][0], parts[0][1][1] + 1)
            assert told.text == text[told.start : told.end]
            seen += 1
    assert seen > 50


def test_a_text_is_scanned_anew_only_where_it_names_a_partner() -> None:
    text = "Sunrise of rural schools repairs clinics in Aral"
    alone = scan_of(text, "en")
    assert scan_of(text, "en", ("Nordic Environment Bank",)) is alone
    named = scan_of(text, "en", ("Sunrise of rural schools",))
    assert [span.kind for span in named.names] == ["partner"]
    assert not alone.names
    for _ in range(2):
        for partner, counts in (("Nordic Environment Bank", True), ("Sunrise of rural schools", False)):
            activity = _TEXT.model_copy(
                update={"partners": (Partner(name=Text({"en": partner}), role="partner"),)}
            )
            hits = finder("phrase").find(activity, [Passage("text.en", "en", text)])
            assert [hit.held == "" for hit in hits if hit.text == "rural schools"] == [counts]


PIECES = st.tuples(
    st.sampled_from(["3", "3.1", "3.8", "4", "4.1", "13.1"]),
    st.sampled_from(["phrase", "model", "code", "declared", "mention"]),
    st.sampled_from(["title.en", "title.ru", "description.en"]),
    st.integers(-2_000, 9_800),
)


@given(st.lists(PIECES, max_size=14))
def test_what_cannot_reach_the_band_is_left_out_and_nothing_else(
    pieces: list[tuple[str, EvidenceKind, str, int]],
) -> None:
    hits = [
        Hit(
            int(code.partition(".")[0]), code if "." in code else None, kind, field, f"word {n}", weight / 1e4
        )
        for n, (code, kind, field, weight) in enumerate(pieces)
    ]
    shown: tuple[Shown, ...] = ("band", "standing")
    quick = [combined(_TEXT, hits, USUAL, one) for one in shown]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candidates, "raw_from", lambda _: -1.0)
        assert quick == [combined(_TEXT, hits, USUAL, one) for one in shown]


@given(st.floats(0, 1), st.floats(0, 1))
def test_no_raw_value_below_the_least_has_the_score(raw: float, score: float) -> None:
    assert calibrated(raw) < score or raw >= combine.raw_from(score)


WAYS: dict[str, Callable[[Match], object]] = {
    "read": lambda match: match.evidence,
    "compared": lambda match: match,
    "hashed": hash,
    "shown": repr,
    "copied": copy.copy,
    "copied deeply": copy.deepcopy,
    "copied with another status": lambda match: match.model_copy(update={"status": "accepted"}),
    "with a share": lambda match: with_share(match, Fraction(1, 2)),
    "pickled": lambda match: pickle.loads(pickle.dumps(match)),
    "its values": lambda match: [*vars(match).items()],
    "gone through": lambda match: [*match],
    "dumped": lambda match: [*match.model_dump().items()],
    "as JSON": lambda match: match.model_dump_json(),
    "within another model, as JSON": lambda match: Mapping(matches=(match,), unmapped={}).model_dump_json(),
    "within another model": lambda match: Mapping(matches=(match,), unmapped={}),
    "fields given": lambda match: match.model_fields_set,
    "against it": lambda match: match.reasons,
}


@pytest.mark.parametrize("way", WAYS)
def test_nobody_can_tell_a_match_whose_evidence_is_not_told_yet(texts: list[str], way: str) -> None:
    seen = 0
    for text in texts[::60]:
        for match, other in zip(map_text(text), map_text(text), strict=True):
            known = Match.model_validate_json(other.model_dump_json())
            values = {name: getattr(known, name) for name in known.model_fields_set - {"share"}}
            assert WAYS[way](match) == WAYS[way](Match(**values))
            assert match == known
            assert known == match
            seen += 1
    assert seen > 10


def test_evidence_is_made_when_it_is_first_asked_for_and_then_kept() -> None:
    asked: list[str] = []

    def later() -> tuple[Evidence, ...]:
        asked.append("evidence")
        return (Evidence(kind="phrase", field="title.en", text="clinics", weight=0.9),)

    match = with_share(untold("1", 3, "3.8", 0.9, "suggested", True, later), Fraction(1))
    assert (match.target, match.goal, match.score, match.share, match.stands) == ("3.8", 3, 0.9, 1, True)
    with pytest.raises(AttributeError, match="nothing"):
        _ = match.nothing  # type: ignore[attr-defined]
    assert not asked
    assert match.evidence is match.evidence
    assert [*vars(match)] == [*Match.model_fields]
    assert asked == ["evidence"]
