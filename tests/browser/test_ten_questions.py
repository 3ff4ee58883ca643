"""A new nurse's ten questions, walked in a real browser: by links from the start page, and by one search.

The questions are those of `docs/om/tio-fragor.md`; they were written before the answers were looked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from browser.places import address
from browser.visits import PHONE, Reader, Visit
from projects import ROOT

CLICKS = 3
FIRST = 3
"""How many hits of a search a reader in a hurry looks at."""
QUESTIONS_PAGE = ROOT / "docs" / "om" / "tio-fragor.md"


@dataclass(frozen=True)
class Question:
    """A question, the ways to its answer, and what the answer says."""

    words: str
    links: tuple[str, ...]
    """The texts of the links to follow from the start page."""
    search: str
    found: str
    """The page that a search leads to; the links lead to `pages`."""
    says: str
    """What the page found by the search answers."""
    pages: tuple[str, ...]
    """The pages that the links lead to, in order."""
    answers: tuple[str, ...]
    """Words that must stand on the pages walked, each on one of them."""


IO = "rutiner/in-och-utskrivning"
QUESTIONS = (
    Question(
        "Hur loggar jag in, och vem hjälper mig när kortet krånglar?",
        ("Logga in i SAMSA",),
        "kortet fungerar inte",
        "manualer/logga-in.md",
        "kontakta den biträdande utgivaren",
        ("manualer/logga-in.md",),
        ("Du loggar in i SAMSA med SITHS", "kontakta den biträdande utgivaren"),
    ),
    Question(
        "Hur ofta ska jag titta i inkorgen?",
        ("Bevaka inkorgen",),
        "hur ofta ska jag titta i inkorgen",
        "manualer/bevaka-inkorgen.md",
        "Titta så ofta att enheten hinner agera i tid",
        ("manualer/bevaka-inkorgen.md",),
        ("Titta så ofta att enheten hinner agera i tid", "En användare i översynen 2022–23 säger"),
    ),
    Question(
        "Vad ska jag skicka med när patienten skrivs ut, och kan jag bifoga filer?",
        ("Lämna information vid utskrivning", "Bifogade filer"),
        "bifoga filer",
        "manualer/bifogade-filer.md",
        "Skriv i meddelandet vad filen är och varför den är med",
        (f"{IO}/informationsoverforing.md", "manualer/bifogade-filer.md"),
        ("läkemedel och ändringar i dem", "Fråga din superanvändare om ni kan bifoga filer"),
    ),
    Question(
        "Finns det en checklista, och när använder jag den?",
        ("Planera en utskrivning",),
        "checklista",
        f"{IO}/planering.md",
        "SAMSA har också en checklista",
        (f"{IO}/planering.md",),
        ("SAMSA har också en checklista", "Vi vet när patienten beräknas komma hem"),
    ),
    Question(
        "Vem kallar till SIP, och är det samma dagar som för betalningen?",
        ("Kalla till SIP", "Betalningsansvar"),
        "vem kallar till SIP vid utskrivning",
        "sip/vid-utskrivning.md",
        "utan avtal börjar kommunens ansvar",
        ("sip/kalla.md", f"{IO}/betalningsansvar.md"),
        ("Fast vårdkontakt kallar vid utskrivning från sjukhus", "De gäller olika saker"),
    ),
    Question(
        "Patienten ska hem med ÖPT. Är det SIP då?",
        ("Planera en utskrivning", "samordnad vårdplan i stället för SIP"),
        "ÖPT",
        f"{IO}/psykiatrisk-tvangsvard.md",
        "Kalla inte till SIP",
        (f"{IO}/planering.md", f"{IO}/psykiatrisk-tvangsvard.md"),
        ("Kalla inte till SIP", "planerar ni i stället med en samordnad vårdplan"),
    ),
    Question(
        "Behöver jag samtycke för att lämna uppgifter till kommunens vård?",
        ("Fråga om samtycke och dela uppgifter", "Samtycke att dela uppgifter"),
        "dela uppgifter",
        "rutiner/samtycke-och-sekretess/samtycke-att-dela-uppgifter.md",
        "När du får dela utan samtycke",
        (
            "rutiner/samtycke-och-sekretess/index.md",
            "rutiner/samtycke-och-sekretess/samtycke-att-dela-uppgifter.md",
        ),
        ("Fråga den enskilde innan du lämnar uppgifter till en annan verksamhet", "När du får dela utan samtycke"),
    ),
    Question(
        "Vem frågar jag när något är fel eller oklart?",
        ("Vem ringer jag?",),
        "vem ringer jag",
        "kontakt/index.md",
        "Då ser du vem du frågar först",
        ("kontakt/index.md",),
        ("Då ser du vem du frågar först",),
    ),
    Question(
        "SAMSA går inte att nå. Vad gör jag nu?",
        ("Något fungerar inte",),
        "SAMSA fungerar inte",
        "rutiner/reservrutin/index.md",
        "De första tio minuterna",
        ("rutiner/reservrutin/forsta-tio-minuterna.md",),
        ("Titta på klockan och skriv upp tiden", "Vad kan inte vänta?"),
    ),
    Question(
        "Vad är nytt, och vad ändrar det för mig?",
        ("Alla nyheter",),
        "nyheter",
        "nyheter/index.md",
        "Varje nyhet säger vad som är nytt",
        ("nyheter/index.md",),
        ("Varje nyhet säger vad som är nytt, vad du ska göra", "SIP-paragrafen har flyttat"),
    ),
)
ASKED = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.words)


def walk(visit: Visit, question: Question) -> str:
    """Follow the links from the start page; return what stands on the pages on the way."""
    page = visit.open("")
    read = ""
    for words, place in zip(question.links, question.pages, strict=True):
        page.get_by_role("main").get_by_role("link", name=words, exact=True).first.click()
        page.wait_for_url(visit.root + address(place))
        read += f" {text_of(page)}"
    return read


def text_of(page: Page) -> str:
    """Return the words of the page, with single spaces."""
    return re.sub(r"\s+", " ", page.get_by_role("main").inner_text())


def first_hits(visit: Visit, words: str) -> list[str]:
    """Search once from the start page; return the addresses of the first hits, below the root."""
    page = visit.open("")
    page.locator("#kb-q").fill(words)
    hits = page.locator(".kb-hit > a")
    expect(hits.first).to_be_visible()
    return [str(hit).removeprefix(visit.root) for hit in hits.evaluate_all("(all) => all.map((a) => a.href)")][:FIRST]


@ASKED
def test_the_answer_is_at_most_three_clicks_away(visit: Visit, question: Question) -> None:
    assert len(question.links) <= CLICKS
    read = walk(visit, question)
    assert [words for words in question.answers if words not in read] == []
    assert visit.faults() == []


@ASKED
def test_the_answer_is_among_the_first_hits_of_one_search(visit: Visit, question: Question) -> None:
    assert address(question.found) in first_hits(visit, question.search)
    visit.page.locator(f'.kb-hit > a[href$="/{address(question.found)}"]').first.click()
    visit.page.wait_for_url(visit.root + address(question.found))
    assert question.says in text_of(visit.page)
    assert visit.faults() == []


def test_the_way_is_as_short_on_a_phone(reader: Reader) -> None:
    for question in QUESTIONS[:2]:
        visit = reader.visit(PHONE)
        read = walk(visit, question)
        assert [words for words in question.answers if words not in read] == []


def test_the_page_of_questions_tells_the_same_ways() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in QUESTIONS_PAGE.read_text(encoding="utf-8").splitlines()
        if re.match(r"\| \d", line)
    ]
    told = [(words, tuple(re.findall(r"\[(.*?)\]", links)), search) for _, words, links, search in rows]
    assert told == [(question.words, question.links, question.search) for question in QUESTIONS]
    targets = [tuple(re.findall(r"\(\.\./(.*?)\)", links)) for _, _, links, _ in rows]
    assert targets == [question.pages for question in QUESTIONS]
