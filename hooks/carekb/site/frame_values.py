"""Makes what the frame of one page in one language is told, out of the site."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..base.addresses import name, target
from ..base.entries import PageEntry
from ..days.in_words import date_text
from ..languages import LANGUAGES, word
from ..relations.additions import additions_to, comparison_of, place_name
from .blocks import signs_in
from .frame import Alternate, Link, PageNotices, PageView, SignLine, SourceLine, View
from .navigation import Menu
from .site import Site


def page_view(site: Site, path: str, lang: str, *, notices: PageNotices, edit_base: str | None, offline: bool) -> View:
    """Return the view of the page at `path` (Swedish file below `docs/`) in `lang`."""
    entry, menu, today = site.entries[path], site.menus[lang], site.base.today
    before, after = menu.neighbours(path)
    return View(
        lang=lang,
        page=_page(site, entry, lang, edit_base),
        menu=menu.sections(entry.section, main=True),
        secondary=menu.sections(entry.section, main=False),
        branch=menu.branch(path),
        breadcrumbs=menu.breadcrumbs(path),
        previous=before,
        next=after,
        alternates=[
            Alternate(
                other, word("language", other), site.menus[other].url(path), other == lang, other not in entry.words
            )
            for other in LANGUAGES
        ],
        built=today.isoformat(),
        built_text=date_text(today, lang),
        offline=offline,
        notices=notices,
    )


def _page(site: Site, entry: PageEntry, lang: str, edit_base: str | None) -> PageView:
    words = entry.word(lang)
    base, menu = site.base, site.menus[lang]
    fallback = lang not in entry.words
    words_lang = "sv" if fallback else lang
    edit = entry.edit.get(lang, entry.edit["sv"])
    return PageView(
        title=words.title,
        description=words.description,
        kind=entry.kind,
        path=entry.path,
        url=menu.url(entry.path),
        owner=next(iter(_links(site, menu, "role", [entry.owner], lang)), None) if entry.owner else None,
        audience=_links(site, menu, "role", entry.audience, lang),
        draft=entry.is_draft,
        reviewed=_iso(entry.reviewed),
        reviewed_text=_words(entry.reviewed, lang),
        next_review=_iso(entry.next_review),
        next_review_text=_words(entry.next_review, lang),
        published_text=_words(entry.published, lang),
        sources=[
            SourceLine(source.title, source.url, source.dated, source.note.get(lang) if source.note else "")
            for source in (base.sources[i] for i in entry.sources)
        ],
        documents=_links(site, menu, "document", entry.documents, lang),
        provisions=_links(site, menu, "provision", entry.provisions, lang),
        systems=_links(site, menu, "system", entry.systems, lang),
        gaps=_links(site, menu, "gap", entry.gaps, lang),
        signs=[
            SignLine(ground.id, ground.name.get(words_lang), ground.about.get(words_lang))
            for ground in (base.grounds[i] for i in signs_in(site, entry.path, lang))
        ],
        additions=_additions(site, menu, entry, lang),
        fallback=fallback,
        lang=words_lang,
        edit_url=f"{edit_base}{edit}" if edit_base else None,
        source=edit,
        generated=entry.generated,
        in_search=entry.in_search,
    )


def _links(site: Site, menu: Menu, kind: str, ids: Iterable[str], lang: str) -> list[Link]:
    base = site.base
    return [Link(name(base, kind, i, lang), menu.url(target(base, kind, i) or "index.md")) for i in ids]


def _additions(site: Site, menu: Menu, entry: PageEntry, lang: str) -> list[Link]:
    base = site.base
    places = dict.fromkeys(addition.place for addition in additions_to(base, entry.path))
    return [
        Link(place_name(base, place, lang), menu.url(comparison_of(base, place) or "omraden/tillagg.md"))
        for place in places
    ]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _words(day: date | None, lang: str) -> str | None:
    return date_text(day, lang) if day else None
