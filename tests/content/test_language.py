"""How the texts read is measured right, and the real base reads well and is spelled right."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest

from carekb.base.base import Base
from carekb.checks.open_base import open_base
from carekb.language.alphabet import sort_key
from carekb.review.readability import ANSWER, GUIDES, LIMIT, Reading, Sentence, lix, median_lix, readings, sentences
from carekb.review.reports import language_json, language_text, spelling_json, spelling_text
from carekb.review.spelling import (
    NoDictionary,
    Occurrence,
    Speller,
    dictionary,
    own_words,
    split,
    unknown_words,
    vocabulary,
)
from conftest import ROOT, TODAY
from projects import kb

KNOWN = frozenset({"mötet", "ringer", "till", "kommunen", "helg", "Göteborg", "in", "ut"})


@cache
def real_base() -> Base:
    base, problems = open_base(ROOT, TODAY)
    assert [str(found) for found in problems if not found.is_warning] == []
    return base


@pytest.fixture
def speller() -> Speller:
    return Speller(KNOWN.__contains__, frozenset({"samsa", "sip", "kontaktombud"}), frozenset({"helgen"}))


# ---- LIX ----


def test_lix_is_words_per_sentence_and_the_share_of_long_words() -> None:
    # seven words in two sentences, one of them longer than six letters
    text = (Sentence("Du ringer till kommunen."), Sentence("Hen svarar dig."))
    assert lix(text) == pytest.approx(7 / 2 + 100 * 1 / 7)


def test_lix_of_nothing_is_zero() -> None:
    assert lix([]) == 0.0


def test_headings_and_items_are_sentences_of_their_own() -> None:
    text = "## Gör så här\n\n1. **Ring** kommunen\n2. Skriv ner svaret.\n   Spara det.\n\nKlart!"
    assert [one.text for one in sentences(text)] == [
        "Gör så här",
        "Ring kommunen",
        "Skriv ner svaret.",
        "Spara det.",
        "Klart!",
    ]


def test_nested_lists_notes_and_checklists_are_read() -> None:
    text = '!!! note "Bra att veta"\n    Det går bra.\n\n- [ ] Ring\n    - Skriv\n{ .kort }'
    assert [one.text for one in sentences(text)] == ["Bra att veta", "Det går bra.", "Ring", "Skriv"]


def test_code_tables_and_figures_are_not_read() -> None:
    text = "Kör `kb check` nu.\n\n```\nkod\n```\n\n| a | b |\n| --- | --- |\n| c | d |\n\n<figure><p>Bild</p></figure>"
    assert [one.text for one in sentences(text)] == ["Kör nu."]


def test_an_abbreviation_ends_no_sentence() -> None:
    assert len(sentences("Skicka före kl. 12.00 enligt 3 kap. 1 § lagen. Ring t.ex. Anna.")) == 2


def test_a_word_keeps_its_hyphen_colon_and_decimal() -> None:
    assert Sentence("SIP-mötet i SAMSA:s tid 12.00 – inte alls").words == (
        "SIP-mötet",
        "i",
        "SAMSA:s",
        "tid",
        "12.00",
        "inte",
        "alls",
    )


def test_a_heading_of_one_long_word_is_not_the_hardest_sentence() -> None:
    page = Reading(
        "x.md", "x", "guide", sentences("## Informationsöverföring\n\nDu skickar nu ett brev till din kommun.")
    )
    assert [one.text for one in page.hardest] == ["Du skickar nu ett brev till din kommun."]


def test_shortcodes_are_read_as_their_words(mini: Path) -> None:
    base, _ = open_base(mini, TODAY)
    read = readings(base)
    text = " ".join(sentence.text for one in read for sentence in one.sentences)
    assert read
    assert "[[" not in text
    assert [one.lix for one in read] == sorted((one.lix for one in read), reverse=True)


@pytest.mark.parametrize("kinds", [GUIDES, (ANSWER,)], ids=["guides", "answers"])
def test_guides_and_answers_are_easy_to_read(kinds: tuple[str, ...]) -> None:
    found = readings(real_base())
    assert sum(one.kind in kinds for one in found) > 50
    assert 0 < median_lix(found, kinds) <= LIMIT


def test_no_guide_or_answer_is_far_above_the_limit() -> None:
    hard = [(one.path, round(one.lix)) for one in readings(real_base()) if one.kind in (*GUIDES, ANSWER)]
    assert [one for one in hard if one[1] > LIMIT + 5] == []


# ---- spelling ----


@pytest.mark.parametrize(
    "word",
    ["mötet", "Mötet", "SIP-mötet", "SAMSA:s", "SAMSAs", "kontaktombuden", "helgen", "Göteborg", "in-", "14-17", "3:e"],
)
def test_a_known_word_is_known_bent_joined_or_first_in_a_sentence(speller: Speller, word: str) -> None:
    assert speller.knows(word)


@pytest.mark.parametrize("word", ["möttet", "SIP-möttet", "göteborg", "helgens", "SAMSA:x", "kontaktombdu"])
def test_a_misspelt_word_is_unknown(speller: Speller, word: str) -> None:
    assert not speller.knows(word)


def test_addresses_code_and_markup_are_no_words() -> None:
    line = (
        '!!! note "Läs [mer](../sip/xyzq.md#abc) på https://abc.se/xyzq" och **kör** `xyzq` i .build/docs{ .kort } [^1]'
    )
    assert split(line) == ["Läs", "mer", "på", "och", "kör", "i"]


def test_misspellings_in_the_glossary_are_not_taken_for_words() -> None:
    base = real_base()
    known = vocabulary(base)
    assert "millennium" in known
    assert not {"millenium", "pixip", "bibblix"} & known


def test_an_unknown_word_is_told_with_its_places(mini: Path) -> None:
    page = mini / "docs" / "sip" / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nSamordnigen börjar.\n", encoding="utf-8")
    base, _ = open_base(mini, TODAY)
    unknown = unknown_words(base, ROOT, lambda words: {word for word in words if word.lower() == "samordnigen"})
    assert list(unknown) == ["Samordnigen"]
    assert [str(place).rpartition(":")[0] for place in unknown["Samordnigen"]] == ["docs/sip/index.md"]


def test_the_classes_of_a_box_are_no_words_but_its_title_is() -> None:
    assert split('??? note kb-used "Används av"') == ["Används", "av"]
    assert split('    !!! warning "Viktigt"') == ["Viktigt"]
    assert split("Vad gäller nu???") == ["Vad", "gäller", "nu"]


def test_the_own_word_list_is_sorted_without_doubles() -> None:
    words = (ROOT / "data" / "spelling.txt").read_text(encoding="utf-8").splitlines()
    assert words == sorted(set(words), key=sort_key)
    assert all(word and word == word.strip() and " " not in word for word in words)
    assert own_words(ROOT) == {word.lower() for word in words}


@pytest.mark.slow
def test_every_swedish_word_is_known() -> None:
    try:
        unknown_to = dictionary()
    except NoDictionary as missing:
        pytest.skip(str(missing))
    assert unknown_to(["samordnigen", "ordning"]) == {"samordnigen"}
    unknown = unknown_words(real_base(), ROOT, unknown_to)
    assert {word: [str(place) for place in places] for word, places in unknown.items()} == {}


# ---- answers ----

HOUSE_WORDS = re.compile(
    r"inte belag[dt]|härle[dt]|rådet är|\bbasen\b|\bför (?:(?:den|det|frågan) )?vidare\b|not confirmed|\bderived\b",
    re.I,
)
"""What only those who write the base say, and what readers stumble over."""


def test_no_answer_has_words_of_the_house() -> None:
    written = [text for one in real_base().faq.values() for text in (one.answer, one.question, *one.asked_as)]
    assert [said for text in written for lang in ("sv", "en") if (said := HOUSE_WORDS.search(text.get(lang)))] == []
    for said in ("Det är inte belagt.", "Slutsatsen är härledd.", "Rådet är att vänta.", "Hen för den vidare."):
        assert HOUSE_WORDS.search(said)


def test_a_question_is_asked_once() -> None:
    asked = [text.sv for one in real_base().faq.values() for text in (one.question, *one.asked_as)]
    assert len(asked) == len({one.casefold() for one in asked})


# ---- reports ----


def test_the_language_report_tells_the_hardest_first_and_the_medians() -> None:
    hard = Reading("docs/a.md", "A", "guide", sentences("Verksamhetschefen underrättar biståndshandläggaren omgående."))
    easy = Reading("data/faq/b.yml", "B", ANSWER, sentences("Du kan gå nu."))
    text = language_text([hard, easy])
    assert text.index("docs/a.md") < text.index("data/faq/b.yml")
    assert f"Median för guider, rutiner och manualer: {hard.lix:.1f}" in text
    assert f"Median för frågor och svar: {easy.lix:.1f}" in text
    document = json.loads(language_json([hard, easy]))
    assert [one["path"] for one in document["texts"]] == ["docs/a.md", "data/faq/b.yml"]
    assert document["median"] == {"guides": round(hard.lix, 1), "answers": round(easy.lix, 1)}


def test_the_spelling_report_tells_words_places_and_what_to_do() -> None:
    places = [Occurrence("docs/a.md", line) for line in range(1, 6)]
    text = spelling_text({"fell": places})
    assert "fell: docs/a.md:1, docs/a.md:2, docs/a.md:3 och på 2 ställen till" in text
    assert "data/spelling.txt" in text
    assert json.loads(spelling_json({"fell": [Occurrence("a-o.md", 0)]})) == [
        {"word": "fell", "places": [{"path": "a-o.md", "line": None}]}
    ]
    assert spelling_text({}) == "0 okända ord."


def test_kb_report_sprak_runs_on_a_base(mini: Path) -> None:
    finished = kb(ROOT, "--root", str(mini), "report", "sprak", "--json")
    assert finished.returncode == 0, finished.stderr
    assert json.loads(finished.stdout)["texts"]
