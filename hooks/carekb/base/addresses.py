"""Where each record is read, and what it is called there.

Addresses are paths of Swedish Markdown files below `docs/`; `site_url` turns one into an address of the finished site.
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname, relpath

from ..languages import prefix, word
from ..model.fields import Text
from ..model.kinds import KINDS
from ..model.records.knowledge import Law, Provision
from .base import Base


def target(base: Base, kind: str, record_id: str) -> str | None:
    """Return `path.md` or `path.md#anchor` of a record, or None for one that is read nowhere by itself.

    A record without a place given by its kind may name its page itself, as a process does.
    """
    if kind == "page":
        return record_id
    record, page = base.records[kind][record_id], KINDS[kind].page
    if not page:
        return getattr(record, "page", None)
    return page.at.format(id=record_id, record=record, outer=base.owner_of.get(record_id))


def anchors(base: Base) -> Iterator[str]:
    """Yield `path.md#anchor` for every record that is an anchor on a page."""
    for kind in KINDS.values():
        if kind.page and "#" in kind.page.at:
            for record_id in base.records[kind.name]:
                yield str(target(base, kind.name, record_id))


def name(base: Base, kind: str, record_id: str, lang: str) -> str:
    """Return what a record is called in running text, in `lang`."""
    if kind == "provision":
        return provision_name(base.provisions[record_id], base.laws[base.owner_of[record_id]], lang)
    if kind == "term":
        return base.terms[record_id].called(lang)
    called = getattr(base.records[kind][record_id], KINDS[kind].called)
    return called.get(lang) if isinstance(called, Text) else str(called)


def provision_name(provision: Provision, law: Law, lang: str) -> str:
    """Return `2 kap. 3 § utskrivningslagen`, or the form of the same in another language."""
    several = "–" in provision.section or "-" in provision.section
    chapter = word("provision.chapter", lang, chapter=provision.chapter) if provision.chapter else ""
    key = "provision.several" if several else "provision.one"
    return word(key, lang, chapter=chapter, section=provision.section, law=law.name.get(lang))


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
    return f"{prefix(lang)}{stem}{hash_}{anchor}" or "./"
