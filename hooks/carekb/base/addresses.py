"""Where each record is read, and what it is called there.

Addresses are paths of Swedish Markdown files below `docs/`; `site_url` turns one into an address of the finished site.
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname, relpath

from ..model.records.knowledge import Law, Provision
from .base import Base

PAGE_OF = {
    "role": "roller/{id}.md",
    "forum": "forum/{id}.md",
    "area": "omraden/{id}.md",
    "municipality": "kontakt/kommun/{id}.md",
    "association": "omraden/index.md#{id}",
    "system": "system/{id}.md",
    "contact": "kontakt/funktioner.md#{id}",
    "document": "styrdokument/index.md#{id}",
    "law": "styrdokument/lagar/{id}.md",
    "term": "ordlista/index.md#{id}",
    "source": "redaktion/kallor.md#{id}",
    "gap": "redaktion/luckor.md#{id}",
    "course": "utbildning/kurser.md#{id}",
    "topic": "fragor/{id}.md",
}
"""The page, or the anchor on a page, of each record; kinds that need their outer record are in `target`."""


def target(base: Base, kind: str, record_id: str) -> str | None:
    """Return `path.md` or `path.md#anchor` of a record, or None for one that is read nowhere by itself."""
    if kind == "provision":
        return f"styrdokument/lagar/{base.owner_of[record_id]}.md#{record_id}"
    if kind == "faq":
        return f"fragor/{base.faq[record_id].topic}.md#{record_id}"
    if kind == "process":
        return base.processes[record_id].page
    if kind == "step":
        return base.steps[record_id].page
    if kind == "page":
        return record_id
    pattern = PAGE_OF.get(kind)
    return pattern.format(id=record_id) if pattern else None


def anchors(base: Base) -> Iterator[str]:
    """Yield `path.md#anchor` for every record that is an anchor on a page."""
    for kind in (*PAGE_OF, "provision", "faq"):
        for record_id in base.records[kind]:
            place = target(base, kind, record_id)
            if place and "#" in place:
                yield place


def name(base: Base, kind: str, record_id: str, lang: str) -> str:
    """Return what a record is called in running text, in `lang`."""
    record = base.records[kind][record_id]
    if kind == "provision":
        return provision_name(base.provisions[record_id], base.laws[base.owner_of[record_id]], lang)
    if kind == "fact":
        return base.facts[record_id].value.get(lang)
    if kind == "term":
        term = base.terms[record_id]
        return term.term if lang == "sv" else term.en
    if kind == "faq":
        return base.faq[record_id].question.get(lang)
    if kind in ("gap", "figure", "notice"):
        return str(record.title.get(lang))  # type: ignore[attr-defined]  # these kinds have a title
    if kind == "source":
        return base.sources[record_id].title
    if kind == "municipality":
        return base.municipalities[record_id].official_name
    return str(record.name.get(lang))  # type: ignore[attr-defined]  # all other kinds have a name


def provision_name(provision: Provision, law: Law, lang: str) -> str:
    """Return `2 kap. 3 § utskrivningslagen`, or the English form of the same."""
    several = "–" in provision.section or "-" in provision.section
    if lang == "sv":
        chapter = f"{provision.chapter} kap. " if provision.chapter else ""
        return f"{chapter}{provision.section} {'§§' if several else '§'} {law.name.sv}".replace(
            " kap. ", "\u00a0kap. "
        ).replace(" §", "\u00a0§")
    chapter = f"Chapter\u00a0{provision.chapter}, " if provision.chapter else ""
    return f"{chapter}{'Sections' if several else 'Section'}\u00a0{provision.section} of {law.name.en}"


def relative(place: str, page: str) -> str:
    """Return `place` (`path.md#anchor` below `docs/`) as a link on the page at `page`."""
    path, hash_, anchor = place.partition("#")
    if path == page and anchor:
        return f"#{anchor}"
    return f"{relpath(path, dirname(page) or '.')}{hash_}{anchor}"


def site_url(place: str, lang: str, *, directories: bool = True) -> str:
    """Return the address of `place` from the site's root, without a leading slash; the root itself is `./`.

    With `directories`, `sip/kalla.md` is read at `sip/kalla/`; without, at `sip/kalla.html` (for `file://`).
    """
    path, hash_, anchor = place.partition("#")
    stem = path.removesuffix(".md")
    if directories:
        stem = stem.removesuffix("index") if stem.rpartition("/")[2] == "index" else f"{stem}/"
    else:
        stem = f"{stem}.html"
    prefix = "" if lang == "sv" else f"{lang}/"
    return f"{prefix}{stem}{hash_}{anchor}" or "./"
