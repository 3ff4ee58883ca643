"""Which pages the browser tests read: one of every kind and every template, and where their files are."""

from __future__ import annotations

from pathlib import Path

from carekb.base.addresses import site_url

NODE_MODULES = Path(__file__).parent.parent / "node_modules"

LANGUAGES = ("sv", "en")
TRIAL = "om/prov.md"
"""Every construction that Markdown gives, on one page; exists in the tests only."""
UNTRANSLATED = "om/bara-svenska.md"
"""A page that will never be translated; exists in the tests only."""
LOST = "finns-inte/alls/"
"""An address that leads nowhere."""

WRITTEN = (
    "index.md",
    "rutiner/index.md",
    "rutiner/in-och-utskrivning/index.md",  # the process as a figure
    "rutiner/in-och-utskrivning/inskrivningsmeddelande.md",  # step box and checklist
    "rutiner/in-och-utskrivning/betalningsansvar.md",  # a decision tree and a time line
    "rutiner/reservrutin/index.md",
    "sip/index.md",
    "sip/kalla.md",
    "manualer/index.md",
    "manualer/bevaka-inkorgen.md",
    "manualer/lathund/index.md",
    "manualer/lathund/bevakning.md",
    "utbildning/index.md",
    "utbildning/ny-anvandare.md",
    "kontakt/index.md",
    "kontakt/inloggning.md",  # the chain of contacts
    "driftinformation/index.md",
    "nyheter/index.md",
    "nyheter/sip-paragrafen-har-flyttat.md",
    "om/index.md",
    "om/tillganglighet.md",
    "om/organisation.md",  # the organisation as a figure
    TRIAL,
    UNTRANSLATED,
)
MADE = (
    "roller/index.md",
    "roller/bistandshandlaggare.md",
    "forum/index.md",
    "forum/sro.md",
    "omraden/index.md",
    "omraden/fyrbodal.md",
    "omraden/tillagg.md",
    "min-start.md",  # a form
    "system/index.md",
    "system/samsa.md",
    "styrdokument/index.md",
    "styrdokument/lagar/index.md",
    "styrdokument/lagar/ul.md",
    "ordlista/index.md",
    "a-o.md",
    "sok.md",
    "fragor/index.md",
    "fragor/sip.md",
    "kontakt/funktioner.md",
    "kontakt/kommun/index.md",
    "kontakt/kommun/lilla-edet.md",
    "kontakt/omrade/index.md",
    "kontakt/omrade/goteborgsomradet.md",
    "utbildning/kurser.md",
    "redaktion/index.md",
    "redaktion/luckor.md",
    "redaktion/kallor.md",
    "redaktion/granskning.md",
)
PAGES = WRITTEN + MADE
ONE_OF_EACH_LAYOUT = (
    "index.md",
    "rutiner/in-och-utskrivning/inskrivningsmeddelande.md",
    "kontakt/inloggning.md",
    "om/organisation.md",
    "fragor/sip.md",
    TRIAL,
)
"""For what costs much to test: pages that together have every part of the frame and of the content."""


def address(page: str, lang: str = "sv") -> str:
    """Return the address of a page from the site's root, without a leading slash."""
    return site_url(page, lang).removeprefix("./")
