"""The answers of the chooser on the contact page, as one classic script for each language.

A page read from `file://` may not fetch JSON.
HTML is in `overrides/kb/answer/`; addresses count from the site's root.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from ..base.addresses import site_url, target
from ..languages import LANGUAGES
from ..relations.contact_paths import LEVELS, topic_pages
from ..relations.hours import timetable
from ..relations.made_pages import AREA_SHEET
from ..site.blocks import sign
from ..site.browser_data import compact_json
from ..site.expand import expand
from ..site.site import Site
from ..site.templates import escape_markdown

_HOME = "index.md"
"""Texts are expanded as if they stood at the root, where links need no way up."""


def files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield (path below the site, bytes) of the data that the chooser on `/kontakt/` answers from."""
    for lang in LANGUAGES:
        yield f"contacts/{lang}.js", _answers(site, lang).encode()


def _answers(site: Site, lang: str) -> str:
    """Return every contact, need and place in `lang`, as HTML ready to show, and the contacts' timetables."""
    base = site.base
    texts = _Texts(site, lang)
    values: dict[str, Any] = {"lang": lang, "entries": site.entries, "html": texts.html, "url": texts.url}

    def html(part: str, **more: Any) -> str:
        return re.sub(r"\s*\n\s*", "\n", site.env.get_template(f"answer/{part}.html").render(values, **more)).strip()

    contacts = [
        {
            "area": contact.area,
            "topics": contact.topics,
            "html": html("contact", contact=contact),
            "hours": timetable(contact.hours, base.today).plain() if contact.hours else None,
        }
        for contact in sorted(base.contacts.values(), key=lambda contact: LEVELS.index(contact.level))
    ]
    pages = topic_pages(site.entries)
    needs = {topic.id: html("need", topic=topic, page=pages.get(topic.id)) for topic in base.topics.values()}
    places = {
        f"kommun:{record.id}": html("place", record=record, page=target(base, "municipality", record.id))
        for record in base.municipalities.values()
    } | {
        f"omrade:{area.id}": html("place", record=area, page=AREA_SHEET.format(id=area.id))
        for area in base.areas.values()
    }
    return f"kbContacts={compact_json({'contacts': contacts, 'needs': needs, 'places': places})}\n"


class _Texts:
    """Turns the records' Markdown into HTML in one language."""

    def __init__(self, site: Site, lang: str) -> None:
        self._site = site
        self._lang = lang
        self._markdown = Markdown(extensions=["sane_lists", _Links(self.url)])
        self._made: dict[str, str] = {}

    def url(self, place: str) -> str:
        """Return the address of `path.md#anchor` from the site's root."""
        return site_url(place, self._lang, directories=self._site.directories)

    def html(self, text: str, *, bare: bool = False) -> Markup:
        """Return Markdown with shortcodes as HTML; `bare` without the paragraph around it."""
        if text not in self._made:  # many places share the same few texts
            expanded = expand(text, self._site.base, self._lang, _HOME, self._block)
            self._made[text] = self._markdown.reset().convert(expanded)
        made = self._made[text]
        return Markup(made.removeprefix("<p>").removesuffix("</p>") if bare else made)

    def _block(self, kind: str, wanted: str) -> str:
        if kind == "grund":
            return sign(self._site, wanted, self._lang)
        assert kind == "sida", kind
        return f"[{escape_markdown(self._site.entries[wanted].word(self._lang).title)}]({wanted})"


class _Addresses(Treeprocessor):
    def __init__(self, md: Markdown, url: Any) -> None:
        super().__init__(md)
        self._url = url

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            href = link.get("href", "")
            if ":" not in href:
                link.set("href", self._url(href))


class _Links(Extension):
    """Turns links to Markdown files into addresses, as the generator does on pages."""

    def __init__(self, url: Any) -> None:
        super().__init__()
        self._url = url

    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(_Addresses(md, self._url), "addresses", 5)  # after inline parsing has made links
