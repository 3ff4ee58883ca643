"""What search is told by the base beside the pages' own content: names, other words for them, and corrections."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..base.addresses import name, target
from ..base.base import Base
from ..base.entries import PageEntry
from ..base.shortcode_words import plain
from ..language.lists import word_list
from ..languages import staged_name
from ..relations.made_pages import LISTS, OWN_PAGES
from ..site.site import Site

_LISTS = frozenset(page.path for page in LISTS if page.kind in {own.kind for own in OWN_PAGES.values()})
"""Pages that list what has pages of its own."""
_TOLD = ("rutin", "guide", "om")
"""Kinds of pages whose short title in the menu is the name of what they are about."""
_ASKED = ("kontakt/index.md", "manualer/index.md", "utbildning/index.md")
"""Sections whose names say what kind of page is asked for, and not what it is about."""
EQUAL, NEAR = 95, 80
"""How nearly the same two words are, of 100."""
BORROWED = 60
"""The share that is left to a page that is shown in another language than that of the search."""
LIST = 62
"""The share of that which is left to a page that lists what has its own pages."""


def knowledge(site: Site, lang: str) -> dict[str, Any]:
    """Return what the index of a language is made with, as plain values that fit in a JSON file."""
    base = site.base
    synonyms, forms, splits = _corrections(base, lang)
    terms = _term_names(base)
    return {
        "lang": lang,
        "pages": [_page(site, path, lang, terms) for path in sorted(site.entries)],
        "anchors": _anchors(base, lang),
        "wordings": _wordings(base, lang),
        "kinds": _kinds(site, lang),
        "synonyms": [*_synonyms(base, lang), *synonyms],
        "forms": forms,
        "splits": splits,
        "parts": sorted(set(short_names(base))),
        "no_parts": sorted(base_names(base)),
        "stop": list(word_list(f"{lang}.common")),
        "soft": list(word_list(f"{lang}.asking")),
        "names": {
            "roles": {role.id: role.name.get(lang) for role in base.roles.values()},
            "areas": {area.id: area.name.get(lang) for area in base.areas.values()},
        },
    }


def _page(site: Site, path: str, lang: str, terms: Mapping[str, set[str]]) -> dict[str, Any]:
    entry, base = site.entries[path], site.base
    words = entry.word(lang)
    keys = [other.title for other in entry.words.values() if other.title != words.title]
    if words.nav_title != words.title:
        keys.append(words.nav_title)
    audience, areas = list(entry.audience), list(entry.areas)
    for kind, record_id in _records(base, path):
        keys += _names(base, kind, record_id)
        if kind == "role":
            audience.append(record_id)
        elif kind == "area":
            areas.append(record_id)
        elif kind == "municipality" and (area := base.municipalities[record_id].area):
            areas.append(area)
    return {
        "path": path,
        "src": staged_name(path, lang),
        "url": site.menus[lang].url(path),
        "title": words.title,
        "description": words.description,
        "nav": words.nav_title,
        "section": _section(site, path, lang),
        "kind": entry.kind,
        "draft": entry.is_draft,
        "weight": _weight(entry) if lang in entry.words else _weight(entry) * BORROWED // 100,
        "audience": list(dict.fromkeys(audience)),
        "areas": areas,
        "lang": "" if lang in entry.words else "sv",
        "whole": entry.in_search,
        "keys": list(dict.fromkeys(keys)),
        "own": sorted(_own(base, entry, lang, terms)),
    }


def _is_first(path: str) -> bool:
    """Whether this is the first page of a section, `kontakt/index.md`, which has the section's name in the menu."""
    return path.endswith("/index.md") and path.count("/") == 1


def _kinds(site: Site, lang: str) -> dict[str, str]:
    """Return {what a reader writes: the kind of pages that it asks for}."""
    first = [entry for path in _ASKED if (entry := site.entries.get(path))]
    return {entry.word(lang).nav_title: entry.kind for entry in first}


def _section(site: Site, path: str, lang: str) -> str:
    """Return the title of the section that a page is in: who writes `manual` asks for pages of that kind."""
    first = site.entries.get(f"{path.partition('/')[0]}/index.md")
    return first.word(lang).nav_title if first and first.path != path else ""


def _own(base: Base, entry: PageEntry, lang: str, terms: Mapping[str, set[str]]) -> set[str]:
    """Return the names by which this very page is asked for: its titles, its record's names, a term's other names."""
    words = entry.word(lang)
    titles = {words.title, words.nav_title} if entry.kind in _TOLD or _is_first(entry.path) else {words.title}
    found = {part for text in titles for part in re.split(r" \(|\)", text)}  # Nationell patientöversikt (NPÖ)
    for kind, record_id in _records(base, entry.path):
        if kind != "topic":
            found |= {record_id.replace("-", " "), name(base, kind, record_id, lang), *_names(base, kind, record_id)}
    return found.union(*(terms.get(text.casefold(), ()) for text in found))


def _term_names(base: Base) -> dict[str, set[str]]:
    """Return {a name of a term, without capitals: all its names}."""
    found: dict[str, set[str]] = {}
    for term in base.terms:
        names = _names(base, "term", term)
        for text in names:
            found.setdefault(text.casefold(), set()).update(names)
    return found


def _weight(entry: PageEntry) -> int:
    weight = entry.kind.weight
    if entry.path in _LISTS:
        weight = weight * LIST // 100
    if not entry.in_search:
        weight = weight * 80 // 100
    depth = entry.path.removesuffix("index.md").removesuffix("/").count("/")
    return weight - 5 * depth


def _records(base: Base, path: str) -> Iterator[tuple[str, str]]:
    """Yield the record whose own page this is."""
    for kind in OWN_PAGES:
        record_id = path.rpartition("/")[2].removesuffix(".md")
        if record_id in base.records[kind] and target(base, kind, record_id) == path:
            yield kind, record_id


def _names(base: Base, kind: str, record_id: str) -> list[str]:
    """Return the other names of a record."""
    record = base.records[kind][record_id]
    names: list[str | None] = [old.replace("-", " ") for old in record.former_ids]
    for field in ("short", "abbreviation", "sfs", "title", "official_name", "expansion"):
        names.append(getattr(record, field, None))
    names += getattr(record, "synonyms", ())
    names += getattr(record, "misspellings", ())
    if kind == "term":
        names += [base.terms[record_id].term, base.terms[record_id].en]
    if kind == "law":
        names.append(record_id.partition("-")[0])
    if long_name := getattr(record, "long_name", None):
        names.append(long_name.sv)
    return [text for text in names if isinstance(text, str)]


def _anchors(base: Base, lang: str) -> dict[str, list[str]]:
    """Return {page#anchor: other names} of the records that are read as part of a page."""
    found: dict[str, list[str]] = {}
    for kind in ("term", "document", "association"):
        for record_id in base.records[kind]:
            if place := target(base, kind, record_id):
                own = name(base, kind, record_id, lang)
                found[place] = [text for text in dict.fromkeys(_names(base, kind, record_id)) if text != own]
    return found


def _wordings(base: Base, lang: str) -> dict[str, list[str]]:
    """Return {page#anchor: other ways to put the question} of the answers: each is as good a heading."""
    return {
        place: [text.get(lang) for text in faq.asked_as]
        for faq in base.faq.values()
        if faq.asked_as and (place := target(base, "faq", faq.id))
    }


def _synonyms(base: Base, lang: str) -> Iterator[list[Any]]:
    """Yield [what is written, [what is also looked for], how nearly the same]."""
    for term in base.terms.values():
        own = term.called(lang)
        other = term.en if own == term.term else term.term
        same = [*term.synonyms, *([term.expansion] if term.expansion else []), other]
        if lang == "en":
            same = [text.partition(" (")[0] for text in (own, *same)]
            own = own.partition(" (")[0]
        for text in (*same, *term.misspellings):
            yield [text, [own], EQUAL]
        for text in same:
            if text != other or lang == "en":  # Swedish pages do not write the English name beside the Swedish one
                yield [own, [text], NEAR]
    for law in base.laws.values():
        names = [text for text in (law.abbreviation or law.id.partition("-")[0], law.name.get(lang), law.sfs) if text]
        for text in names:
            yield [text, [other for other in names if other != text], NEAR]
    for forum in base.forums.values():
        if forum.short:
            yield [forum.short, [plain(forum.name.get(lang), base, lang)], NEAR]


def _corrections(base: Base, lang: str) -> tuple[list[list[Any]], dict[str, str], dict[str, list[str]]]:
    """Return what `data/search.yml` corrects: other words, the words that forms belong to, and parts of compounds."""
    synonyms: list[list[Any]] = []
    forms: dict[str, str] = {}
    splits: dict[str, list[str]] = {}
    for word in base.search_words.values():
        if word.lang != lang:
            continue
        for text in word.words:
            if word.means:
                synonyms.append([text, list(word.means), EQUAL if word.same else NEAR])
            if word.form_of:
                forms[text.lower()] = word.form_of.lower()
            if word.parts:
                splits[text.lower()] = [part.lower() for part in word.parts] if len(word.parts) > 1 else []
        if word.same:
            synonyms += ([text, list(word.words), EQUAL] for text in word.means)
    return synonyms, forms, splits


def short_names(base: Base) -> Iterator[str]:
    """Yield the short names, which compounds are made with, `sip` in `sipmöte`, and which have no endings to lose."""
    names = [*(term.term for term in base.terms.values()), *(system.name.sv for system in base.systems.values())]
    names += [law.abbreviation or "" for law in base.laws.values()]
    for text in names:
        if text.isalpha() and 2 <= len(text) <= 6 and (text.isupper() or text != text.lower()):
            yield text.lower()
    yield from ("it", "id")


def base_names(base: Base) -> Iterator[str]:
    """Yield the names of places, which are no compounds and make none."""
    for municipality in base.municipalities.values():
        yield from municipality.name.lower().split()
