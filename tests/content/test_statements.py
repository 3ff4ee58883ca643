"""What nobody knows is not stated as if it were known: a table of sentences that the base must never hold.

Each row rests on what the sources could not show (`data/gaps.yml`) or on a mistake that older pages make. A row has
sentences that it must catch and sentences that it must let through, so that no pattern is one that can never fail.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import pytest

from carekb.base.base import Base
from carekb.base.texts import lines
from carekb.checks.open_base import open_base
from carekb.review.readability import words_of
from conftest import ROOT, TODAY

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")
_UNKNOWN = r"inte (?:kän[td]|kända|belag[td]|fastställt|bekräfta|läs)|okän|vet vi inte|not (?:known|establish|confirm)"


@dataclass(frozen=True)
class Forbidden:
    """A statement that must not stand anywhere."""

    name: str
    said: str
    """Pattern of the statement, in Swedish or English."""
    bad: tuple[str, ...]
    """Sentences that the pattern must find."""
    fine: tuple[str, ...]
    """Sentences near to it that may stand."""
    unless: str = _UNKNOWN
    """What in the same text makes it something else: a gap, an older state, somebody's account."""
    where: str = ""
    """Files that may hold it: those that tell what older texts say."""


TABLE = (
    Forbidden(
        "vad förkortningarna står för",
        r"\b(SAMSA|SAMVY|ELVIS|ViSam|VIPS|SSVIT)\b (står för|betyder|utläses|uttyds|är en förkortning"
        r"|stands for|is short for|means)\b",
        ("SAMSA står för samordnad samverkan.", "ELVIS is short for something.", "ViSam betyder vård i samverkan."),
        ("Ingen källa skriver ut vad SAMSA, SAMVY eller ELVIS står för.", "Hur det görs i SAMSA står i rutinen."),
        unless="Ingen källa|No source",
    ),
    Forbidden(
        "SAMSA-körkortets innehåll",
        r"(körkort\w*|driving licence)[^.?]*\b(ska|måste|krävs|innehåller|består|ägs|ger|must|requires?"
        r"|contains|is required)\b[^?]*$",
        (
            "SAMSA-körkort krävs före inloggning.",
            "The SAMSA driving licence contains four parts.",
        ),
        ("Vad SAMSA-körkortet innehåller är inte känt.", "Vad är SAMSA-körkort, och måste jag ha det?"),
    ),
    Forbidden(
        "krav på SAMSA-körkort",
        r"\b(ska|måste|behöver|must|need to) (ha|ta|take|have) (ett |the |a )?SAMSA.?(körkort|driving)",
        ("Nya användare ska ta SAMSA-körkort.", "You must have a SAMSA driving licence."),
        ("En kommunföreträdare nämner ett SAMSA-körkort.",),
    ),
    Forbidden(
        "Millennium på väg in",
        r"\bMillenn?ium\b(?! avbr)[^.?]{0,60}\b(införs|ska införas|kommer att|är på väg|ersätter|will"
        r"|is being introduced|replaces)\b",
        ("Millennium ska införas nästa år.", "Millenium kommer att ersätta SAMSA.", "Millennium will replace SAMSA."),
        ("Millennium är inte på väg in.", "Införandet av Millennium avbröts i november 2024."),
        unless=r"Räkna inte med|Do not count on|\binte\b|\bnot\b|skulle",
    ),
    Forbidden(
        "landsting som om de fanns",
        r"\blandsting\w*|\bcounty councils?\b",
        ("Landstinget betalar.", "The county council pays."),
        ("Regionen betalar.",),
        unless=r"äldre|older|county councils? (correspond|means)|words for county council",
        where=r"data/(glossary|sources)\.yml|docs/om/historia",
    ),
    Forbidden(
        "gamla socialtjänstlagens paragraf som gällande",
        r"\b2.kap\..7.§|\bChapter.2, Section.7\b",
        (
            "SIP regleras i 2 kap. 7 § socialtjänstlagen.",
            "SIP is in Chapter 2, Section 7 of the Social Services Act.",
        ),
        ("Förr stod regeln i 2 kap. 7 § i den tidigare lagen.", "SIP regleras i 10 kap. 8 § socialtjänstlagen."),
        unless=r"upphäv|tidigare|förr\b|äldre|repealed|older|former|earlier",
    ),
    Forbidden(
        "bevakning tre gånger per pass som regel",
        r"tre gånger per (arbets)?pass|three times (per|a|every) shift",
        ("Bevaka SAMSA tre gånger per arbetspass.", "Check SAMSA three times per shift."),
        ("En användare i översynen säger att rutinen anger tre gånger per arbetspass.",),
        unless=r"användare|enkätsvar|översynen|survey|review|\buser\b",
        where=r"data/facts\.yml",
    ),
    Forbidden(
        "tre veckor till SIP-möte som regel",
        r"(?<!var )\btre veckor\b|\b(within|after|in) three weeks\b",
        ("SIP-mötet ska hållas inom tre veckor.", "The meeting must be held within three weeks."),
        ("En kommuns webbplats säger att mötet ska hållas inom tre veckor.",),
        unless=r"en kommun|one municipality|municipality's|äldre|older",
        where=r"data/facts\.yml",
    ),
    Forbidden(
        "Lilla Edets vårdsamverkansområde",
        r"Lilla Edets?\b[^.?]*\b(hör till|ingår i|tillhör|ligger i|belongs to|is part of)\b"
        r"[^.?]*(SAMLA|SIMBA|Göteborgsområdet|Fyrbodal|Skaraborg|Älvsborg|Gothenburg area)",
        ("Lilla Edet hör till SIMBA.", "Lilla Edets kommun ingår i Göteborgsområdet.", "Lilla Edet belongs to SAMLA."),
        ("Lilla Edet hör till Göteborgsregionen, men området är inte fastställt.",),
    ),
    Forbidden(
        "belopp för de år som ingen säker källa anger",
        r"\b(2020|2023|2024|2025|2026)\b[^.?]{0,60}\d[\d \u00a0]*(kronor|kr|SEK)\b (per|om|för ett|a) (vård)?(dygn|day)"
        r"|\b(8[ \u00a0]200|10[ \u00a0]500)[ \u00a0](kronor|SEK)\b",
        ("Beloppet för 2025 är 11 000 kronor per vårddygn.", "År 2023 var beloppet 10 500 kronor."),
        ("Beloppet var 9 300 kronor år 2022.", "Kommunerna: 5 318 200 kronor."),
        unless=r"\d 318 200",
    ),
    Forbidden(
        "det avtalade beloppet",
        r"\b(avtalade beloppet|beloppet i Västra Götaland|agreed amount)\b[^.?]*\b(är|uppgår|is)\b",
        ("Det avtalade beloppet är 8 000 kronor.", "The agreed amount is 8,000 SEK."),
        ("Det avtalade beloppet är inte känt.",),
    ),
    Forbidden(
        "betalningsmodellen i dag",
        r"(genomsnitts|medelvärdes)(modellen|räkningen) (gäller|används)\b|(i dag"
        r"|nu) gäller genomsnittsmodellen|average-days model (applies|is used)",
        ("Genomsnittsmodellen gäller i Västra Götaland.", "I dag gäller genomsnittsmodellen."),
        ("Om genomsnittsmodellen gäller i dag är inte känt.", "Enligt 2018 års modell räknas ett snitt."),
        unless=f"{_UNKNOWN}|2018",
    ),
    Forbidden(
        "telefonnummer till support",
        r"\b0\d{1,3}[-–/ ]\d{5,8}\b|\b0\d{1,3}[-–/ ]\d{2,3}(?: \d{2,3}){1,2}\b|\+46",
        ("Ring 010-123 45 67.", "Call +46 31 123 45 67.", "Supporten nås på 031-1234567."),
        ("Granskad 2026-11-20.", "Se lagen (2017:612)."),
        unless=r"(?!)",
    ),
    Forbidden(
        "supportens öppettider",
        r"\b(öppet|öppen|telefontid|open)\b[^.?]{0,20}\b(vardagar|måndag|dygnet runt|weekdays|Monday|24/7|kl\.)",
        ("Supporten är öppen vardagar.", "Support is open weekdays."),
        ("Supportens öppettider är inte kända.",),
    ),
    Forbidden(
        "vem som är avtalspart för SAMSA",
        r"\b(Oracle( Health)?|Cerner)\b (är (avtalspart|leverantör)|levererar|äger|driver|supplies|owns|runs"
        r"|is the (supplier|contract))",
        ("Oracle Health är avtalspart för SAMSA.", "Cerner levererar SAMSA.", "Oracle supplies SAMSA."),
        ("Användare i översynen anger Cerner som leverantör.",),
        unless=f"{_UNKNOWN}|användar|users",
    ),
    Forbidden(
        "SAMSA:s framtid",
        r"\bSAMSA (ska|kommer att|will)( be)? (ersättas|avvecklas|läggas ner|läggas ned|bytas|stängas|replaced"
        r"|closed|phased)\b[^?]*$"
        r"|\b(ersätter|replaces) SAMSA (20\d\d|nästa|next)",
        ("SAMSA ska ersättas under 2027.", "SAMSA will be replaced next year.", "Ett nytt system ersätter SAMSA 2027."),
        ("Ska SAMSA ersättas?", "Hur får jag besked när SAMSA ska stängas för underhåll?"),
        unless=r"(?!)",
    ),
    Forbidden(
        "SDK som vald reservväg",
        r"\bSDK\b\)?[^.?]*\b(har valts|är vald|ersätter faxen|ersätter fax i reservrutinen|används som reserv"
        r"|has been chosen)\b",
        ("SDK har valts i stället för fax.", "SDK has been chosen for SAMSA."),
        ("SDK är tänkt att ersätta fax, men inget visar att SDK har valts.",),
        unless=r"om (den|det|SDK) har valts|inget visar|nothing shows|whether|inte känt|not known",
    ),
    Forbidden(
        "antalet vårdsamverkansområden",
        r"\b(fem|five) (delregion|vårdsamverkans|delområd|sub-regional (care|areas))",
        ("Det finns fem delregioner.", "There are five sub-regional areas."),
        ("Politisk nämnd för ett av fem geografiska områden.", "Det finns sex områden."),
        unless=r"(?!)",
    ),
    Forbidden(
        "utskrivningsmeddelande som lagens ord",
        r"\b(enligt|i) (utskrivnings)?lagen\b[^.?]*\butskrivningsmeddelande"
        r"|\butskrivningsmeddelande\w*\b[^.?]*\b(enligt|i) (utskrivnings)?lagen\b[^?]*$"
        r"|lagen kräver[^.?]*utskrivningsmeddelande",
        ("Lagen kräver ett utskrivningsmeddelande.", "Utskrivningsmeddelande ska skickas enligt utskrivningslagen."),
        ("Är utskrivningsmeddelande ett ord i lagen?", "Ordet utskrivningsmeddelande finns inte i lagen."),
        unless=r"\binte\b|\binget\b|\bnot\b|^Nej",
    ),
    Forbidden(
        "SIP vid öppen tvångsvård",
        r"\b(ÖPT|ÖRV)\b[^.?]*\b(planeras med|planeras i|använder ni|gör ni|kalla till) (en )?SIP\b",
        ("ÖPT planeras med SIP.", "Vid ÖRV gör ni en SIP."),
        ("Vid ÖPT planerar ni med samordnad vårdplan, inte med SIP.",),
        unless=r"\binte\b|\bnot\b|i stället",
    ),
    Forbidden(
        "knappar och klick i SAMSA",
        r"\b(klicka|tryck) på (knappen|ikonen|fliken|menyn|[\"”])|\b(click|press) (on )?(the )?(button|icon"
        r"|tab\b|menu)",
        ("Klicka på knappen Skicka.", "Click the button Send."),
        ("Manualerna beskriver inte var du klickar.",),
        unless=r"(?!)",
    ),
    Forbidden(
        "vilken myndighet som har tillsynen vid lansering",
        r"\b(PTS|Post- och telestyrelsen|Post and Telecom)\b[^.?]*\b(är tillsyns|har tillsyn|utövar tillsyn"
        r"|supervises)",
        ("PTS har tillsyn över lagen.", "Post- och telestyrelsen utövar tillsyn."),
        ("Regeringen har föreslagit att Digg förs in i Post- och telestyrelsen.",),
    ),
    Forbidden(
        "när GITS bildades",
        r"\bGITS (bildades|grundades|etablerades|was (founded|formed))\b",
        ("GITS bildades 2012.", "GITS was founded in 2012."),
        ("GITS har varit i drift sedan 2013.",),
    ),
    Forbidden(
        "summan av GITS budget",
        r"\b(37[ \u00a0,]513|49[ \u00a0,]573)[ \u00a0,]000\b",
        ("Budgeten är 37 513 000 kronor.", "Budgeten är 49 573 000 kronor."),
        ("Budgeten för uppdraget är 16 000 000 kronor.",),
        unless=r"(?!)",
    ),
    Forbidden(
        "lagtexter som inte är lästa",
        r"\b(10.kap\. 1.§|12.kap\. 2.§) (offentlighets|OSL)",
        ("Enligt 12 kap. 2 § offentlighets- och sekretesslagen får hen samtycka.",),
        ("Se 10 kap. 2 § offentlighets- och sekretesslagen.",),
    ),
    Forbidden(
        "Förvaltningsgrupp SAMSA som dagens namn",
        r"\bförvaltningsgrupp(en)? SAMSA\b",
        ("Ta frågan till Förvaltningsgrupp SAMSA.",),
        ("Förvaltningsgrupp SHVO hette tidigare Förvaltningsgrupp SAMSA.",),
        unless=r"tidigare|förr\b|heter|hette|kallades|former|previously|is now|2024",
    ),
)


def caught(row: Forbidden, text: str) -> str | None:
    """Return the sentence that the row forbids, or None."""
    if re.search(row.unless, text, re.IGNORECASE):
        return None
    text = text.replace("\u00a0", " ")
    return next((sentence for sentence in _SENTENCE.split(text) if re.search(row.said, sentence, re.IGNORECASE)), None)


@cache
def _base() -> Base:
    return open_base(ROOT, TODAY)[0]


@cache
def _texts() -> tuple[tuple[str, int, str], ...]:
    base = _base()
    said = [(line.path, line.mark.line, words_of(line.text, base, line.lang)) for line in lines(base)]
    for page in base.pages.values():
        for lang in ("sv", "en"):
            meta, source = page.text(lang)
            said += [(source.file, 1, text) for text in (meta.title, meta.nav_title or "", meta.description)]
    return tuple(said)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_the_base_never_says(row: Forbidden) -> None:
    found = [
        f"{path}:{line}: {sentence}"
        for path, line, text in _texts()
        if (sentence := caught(row, text)) and not (row.where and re.match(row.where, path))
    ]
    assert found == []


@pytest.mark.parametrize(("row", "text"), [(row, text) for row in TABLE for text in row.bad])
def test_a_bad_sentence_is_caught(row: Forbidden, text: str) -> None:
    assert caught(row, text)


@pytest.mark.parametrize(("row", "text"), [(row, text) for row in TABLE for text in row.fine])
def test_a_good_sentence_passes(row: Forbidden, text: str) -> None:
    assert caught(row, text) is None


@pytest.mark.parametrize("term", ["samsa", "samvy", "elvis", "visam"])
def test_no_expansion_is_made_up(term: str) -> None:
    assert _base().terms[term].expansion is None


def test_the_area_of_lilla_edet_is_open() -> None:
    municipality = _base().municipalities["lilla-edet"]
    assert municipality.area is None
    assert "lilla-edet" in municipality.gaps


def test_what_is_unknown_is_listed_as_a_gap() -> None:
    expected = (
        "utlasningar stegfoljd-i-samsa checklistans-innehall reservrutinens-innehall reservrutinens-ersattare "
        "samsa-korkort betalningsmodell-idag avtalat-belopp rikets-belopp bevakning-i-rutinen lilla-edet "
        "harledda-omraden supportens-uppgifter avtalspart-samsa samsas-framtid sip-riktlinjens-utgava "
        "halso-och-sjukvardsavtalets-lage gits-webbens-innehall olasta-lagtexter tillsyn-dos"
    )
    assert set(expected.split()) <= set(_base().gaps)
