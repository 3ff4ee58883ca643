"""What a local addition must keep to: a place and a page that exist, no headings, reviewed against its page."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.base import Base
from ..relations.additions import anchors, place_kind
from ..relations.fingerprints import fingerprint
from ..relations.made_pages import all_paths
from ..source.problems import Mark, Problem, nearest, problem


def check_places(base: Base) -> Iterator[Problem]:
    """The folder of an addition is named by an area or a municipality."""
    for addition in base.additions.values():
        place = addition.place
        if not place_kind(base, place) and not base.knows("area", place) and not base.knows("municipality", place):
            known = (*base.areas, *base.municipalities)
            message = f'mappen "{place}" är varken ett område eller en kommun{nearest(place, known) or "."}'
            yield problem(addition.source.file, Mark(), "KB301", message)


def check_pages(base: Base) -> Iterator[Problem]:
    """An addition belongs to a written page, and to a heading that the page has."""
    paths = all_paths(base) - set(base.pages) - (base.unread.get("page") or set())
    for addition in base.additions.values():
        page = base.pages.get(addition.meta.page)
        document = addition.source.document
        if addition.meta.page in paths:
            message = f'sidan "{addition.meta.page}" görs ur data och kan inte få tillägg. Välj en skriven sida.'
            yield document.at(("page",), "KB301", message)
        if page and addition.meta.after:
            known = [anchor for _, anchor in anchors(page.source)]
            if addition.meta.after not in known:
                message = f'sidan har ingen rubrik med ankaret "{addition.meta.after}"'
                message += nearest(addition.meta.after, known) or f". Den har {', '.join(known) or 'inga rubriker'}."
                yield document.at(("after",), "KB402", message)


def check_headings(base: Base) -> Iterator[Problem]:
    """An addition has no headings: it stands inside a section of its page."""
    for addition in base.additions.values():
        for _, _, source in addition.versions():
            for heading in source.reading.headings:
                message = f"ett tillägg har inga rubriker. Skriv **{heading.words}** i stället."
                yield problem(source.file, source.mark(heading.offset), "KB406", message)


def check_fingerprints(base: Base) -> Iterator[Problem]:
    """Warn where the page beneath has changed since the addition was reviewed against it."""
    for addition in base.additions.values():
        page = base.pages.get(addition.meta.page)
        if not page or addition.meta.fingerprint == fingerprint(base, page):
            continue
        document = addition.source.document
        what = (
            "har ändrats sedan tillägget granskades" if addition.meta.fingerprint else "är inte jämförd med tillägget"
        )
        command = f"kb tillagg granskat {addition.source.file}"
        message = f'sidan "{addition.meta.page}" {what}. Läs båda och kör sedan: {command}'
        place = document.mark(("fingerprint",) if addition.meta.fingerprint else ("page",))
        yield problem(document.path, place, "KB903", message)
