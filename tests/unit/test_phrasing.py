"""What `kb report sprak` counts: sentences that have each turn of phrase, and sentences near to them that do not."""

from __future__ import annotations

import pytest

from carekb.review.phrasing import PHRASES, Phrase, phrase_counts
from carekb.review.readability import Reading, Sentence
from carekb.review.reports import language_text

CASES = {
    "villospår i början (För … vidare, Den som …)": (
        ("För frågan vidare när svaret saknas.", "Den som inte hinner säger det direkt."),
        ("För patienten gäller samma sak.", "Den fasta vårdkontakten kallar."),
    ),
    "villkor som börjar med verbet": (
        ("Saknar någon part SAMSA skriver ni på papper.", "Är SIP kallad deltar ni."),
        ("Är SIP kallad?", "Saknaden är stor.", "Se till att alla har fått kallelsen."),
    ),
    "kedja av substantiv": (
        ("Vid bedömning av överföring ringer du.", "Rutin för hantering av ändring finns."),
        ("Vid bedömningen ringer du.", "Planeringen börjar när meddelandet kommer."),
    ),
    "härledd": (("Uppgiften är härledd.", "Det är härlett ur lagen."), ("Vi drar en slutsats.",)),
    "belagd": (("Det är inte belagt.", "Den belagda regeln."), ("Sängen är beläggen.",)),
    "för vidare": (("Hen för behovet vidare till området.", "Frågor förs vidare."), ("Läs vidare för att veta mer.",)),
    "basen": (("Basen har inget svar.",), ("Kunskapsbasen har ett svar.",)),
    "Rådet är": (("Rådet är att två läser.",), ("Följ rådet.",)),
}


def test_every_turn_of_phrase_is_tried() -> None:
    assert [phrase.name for phrase in PHRASES] == list(CASES)


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.name)
def test_a_turn_of_phrase_is_found_and_what_is_near_to_it_is_not(phrase: Phrase) -> None:
    found, not_found = CASES[phrase.name]
    assert [text for text in found if not phrase.within(Sentence(text))] == []
    assert [text for text in not_found if phrase.within(Sentence(text))] == []


def test_the_report_counts_and_shows_where() -> None:
    said = (Sentence("Basen är basens."), Sentence("Rådet är att vänta."))
    texts = [Reading(path, path, "guide", said) for path in ("b.md", "a.md")]
    counts = {one.name: one for one in phrase_counts(texts)}
    assert (counts["basen"].count, counts["basen"].texts) == (4, 2)
    assert counts["Rådet är"].examples == (("a.md", "Rådet är att vänta."), ("b.md", "Rådet är att vänta."))
    assert "     4  basen (i 2 texter)\n          a.md: Basen är basens.\n" in language_text(texts)
