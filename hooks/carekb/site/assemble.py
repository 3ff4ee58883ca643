"""The base turned into a site."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment

from ..base.addresses import name
from ..base.base import Base
from ..base.entries import PageEntry, Titles, from_page
from ..base.shortcode_words import plain
from ..languages import LANGUAGES
from ..model.records.course import Course
from ..model.records.faq import Faq
from ..relations import additions, contact_paths, derived, hours, reviews
from ..relations.fingerprints import is_stale
from ..relations.made_pages import Generated, former_paths, generated_pages
from .addition_boxes import weave
from .alphabet_list import a_to_o
from .blocks import Blocks
from .expand import expand
from .navigation import Menu
from .site import Site
from .templates import environment


def build_site(base: Base, root: Path, *, address: str = "", directories: bool = True) -> Site:
    """Turn a base without faults into pages. `root` is the project, for its templates.

    First what every page is called, then what it says: a page may list all pages, also those made after it.
    """
    site = Site(base, root, _environment(base, root), address, directories)
    written = {(page.path, lang): page.text(lang)[1].body for page in base.pages.values() for lang in LANGUAGES}
    site.entries.update((page.path, from_page(page)) for page in base.pages.values())
    generated = list(generated_pages(base))
    made = {(page.path, lang): _Made(site, page, lang) for page in generated for lang in LANGUAGES}
    for page in generated:
        words = {lang: made[page.path, lang].words for lang in LANGUAGES}
        site.entries[page.path] = _entry(base, page, words)
    site.menus = {lang: Menu(base, site.entries, lang, directories=directories) for lang in LANGUAGES}
    for place, body in written.items():
        site.bodies[place] = _with_additions(site, *place, _expanded(site, *place, body))
    for place, page_made in made.items():
        site.bodies[place] = _expanded(site, *place, page_made.body())
    return site


def _expanded(site: Site, path: str, lang: str, body: str) -> str:
    written = lang if lang in site.entries[path].words else "sv"
    return expand(body, site.base, written, path, Blocks(site, path, written))


def _with_additions(site: Site, path: str, lang: str, body: str) -> str:
    found = additions.additions_to(site.base, path)
    if not found:
        return body
    blocks = Blocks(site, path, lang)
    return weave(body, site.base.pages[path], [(addition, blocks.addition(addition, "folded")) for addition in found])


def _environment(base: Base, root: Path) -> Environment:
    env = environment(root)
    env.globals.update(
        base=base,
        additions=additions,
        calling=contact_paths,
        opening=hours,
        relations=derived,
        reviews=reviews,
        a_to_o=a_to_o,
        is_stale=is_stale,
        name=lambda kind, i, lang: name(base, kind, i, lang),
    )
    return env


class _Made:
    """A page made from data, rendered in two steps: its template begins with front matter, which names the page.

    Jinja renders piece by piece, so what comes after the front matter is rendered when it is asked for.
    """

    def __init__(self, site: Site, page: Generated, lang: str) -> None:
        base = site.base
        record = base.records[page.record[0]][page.record[1]] if page.record else None
        values: dict[str, Any] = {"lang": lang, "path": page.path, "record": record, "entries": site.entries}
        self._pieces = site.env.get_template(f"pages/{page.template}").generate(values)
        text = ""
        while text.count("---\n") < 2:
            text += next(self._pieces)
        _, head, self._begun = text.split("---\n", 2)
        meta = {key: plain(str(value), base, lang) for key, value in yaml.safe_load(head).items()}
        self.words = Titles(meta["title"], meta.get("nav_title", meta["title"]), meta["description"])

    def body(self) -> str:
        """Return the Markdown of the page, once the entries of all pages are known."""
        return self._begun + "".join(self._pieces)


def _gathered(base: Base, page: Generated) -> Sequence[Faq | Course]:
    """Return what the page shows that is reviewed by itself."""
    if page.record and page.record[0] == "topic":
        return derived.faq_of_topic(base, page.record[1])
    return list(base.courses.values()) if page.template == "courses.md" else []


def _entry(base: Base, page: Generated, words: dict[str, Titles]) -> PageEntry:
    record = base.records[page.record[0]][page.record[1]] if page.record else None
    section = base.sections.get(page.path.split("/")[0]) or base.sections.get("ordlista")
    gathered = _gathered(base, page)
    answered = (source for shown in gathered if isinstance(shown, Faq) for source in shown.sources)
    return PageEntry(
        path=page.path,
        kind=page.kind,
        words=words,
        edit=dict.fromkeys(LANGUAGES, page.data),
        owner=section.owner if section else None,
        reviewed=reviews.oldest_review([*([section] if section else []), *gathered]),
        review_months=section.review_months if section else 12,
        order=page.order,
        sources=tuple(dict.fromkeys(answered)) or getattr(record, "sources", ()),
        gaps=getattr(record, "gaps", ()),
        old_paths=former_paths(base, page),
        generated=True,
        in_search=page.in_search,
    )
