"""What a chosen role, area or municipality leads with: one small script for each, loaded only by those who chose it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..base.addresses import name, target
from ..base.shortcode_words import plain
from ..language.alphabet import first_upper
from ..languages import LANGUAGES, words
from ..model.fields import Record
from ..model.records.organisation import Contact, Role
from ..relations import contact_paths, derived
from ..relations.additions import additions_in, additions_of, area_of, place_kind, place_name
from ..site.browser_data import calling
from ..site.navigation import Menu
from ..site.site import Site

PATH = "choice/{lang}/{kind}/{id}.js"
FUNCTION = "kbChoice"
PAGES = 8
"""As many pages as a glance takes in; the role's own page has them all."""

Link = tuple[str, ...]
"""Words, address from the site's root, and the words' language where it is not the page's."""


def files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield (path below the site, bytes) of a classic script for each record that can be chosen, and for the words.

    A record has a script by each former id as well.
    """
    for lang in LANGUAGES:
        yield f"choice/{lang}/words.js", calling(FUNCTION, words(lang)["choice"]).encode()
        for kind, word in (("role", "roll"), ("area", "omrade"), ("municipality", "kommun")):
            for record in site.base.records[kind].values():
                values = (
                    role_values(site, record, lang) if isinstance(record, Role) else place_values(site, record, lang)
                )
                text = calling(FUNCTION, {"kind": word, "id": record.id, **values}).encode()
                for each in (record.id, *record.former_ids):
                    yield PATH.format(lang=lang, kind=word, id=each), text


def role_values(site: Site, role: Role, lang: str) -> dict[str, Any]:
    """Return what a role leads with: its steps by process, the first pages written for it, whom it turns to."""
    base, menu = site.base, site.menus[lang]
    steps: dict[str, list[tuple[str, str, int]]] = {}
    for duty in derived.duties_of_role(base, role.id):
        title = f"{duty.number}. {plain(duty.step.name.get(lang), base, lang)}"
        steps.setdefault(duty.process.id, []).append((title, _url(menu, duty.step.page), int(duty.acts)))
    processes = [
        (base.processes[process].name.get(lang), _url(menu, base.processes[process].page), found)
        for process, found in steps.items()
    ]
    in_steps = {step.page for process in base.processes.values() for step in process.steps}
    pages = [e for e in site.entries.values() if role.id in e.audience and e.path not in in_steps]
    order = {section: place for place, section in enumerate(base.sections)}
    pages.sort(key=lambda entry: (order.get(entry.section, len(order)), entry.path.count("/"), entry.order, entry.path))
    return {
        "name": name(base, "role", role.id, lang),
        "url": _url(menu, target(base, "role", role.id)),
        "steps": processes,
        "pages": [
            (entry.word(lang).title, menu.url(entry.path), *_foreign(lang, lang in entry.words))
            for entry in pages[:PAGES]
        ],
        "contacts": _contacts(site, contact_paths.contacts_of_role(base, role), lang),
    }


def place_values(site: Site, record: Record, lang: str) -> dict[str, Any]:
    """Return what an area or a municipality leads with: contacts and local additions."""
    base, menu, place = site.base, site.menus[lang], record.id
    kind = place_kind(base, place) or ""
    area = area_of(base, place)
    # A municipality has its area's additions as well; an area shows those of its municipalities folded.
    opened = [place] if kind == "area" or not area else [area, place]
    found = additions_in(base, area) if area else additions_of(base, place)
    added = []
    for page, several in found.items():
        for addition in several:
            written = lang if lang in addition.translations else LANGUAGES[0]
            title = f"{site.entries[page].word(written).title}: {addition.text(written)[0].title}"
            if addition.place in opened:
                added.append((title, menu.url(page), *_foreign(lang, written == lang)))
    called = (
        base.municipalities[place].name
        if lang != LANGUAGES[0] and kind == "municipality"
        else place_name(base, place, lang)
    )
    return {
        "name": called[0].lower() + called[1:] if called.startswith("The ") else called,
        "url": _url(menu, target(base, kind, place)),
        "contacts": _contacts(site, (c for c in base.contacts.values() if area and c.area == area), lang),
        "additions": added,
        "open": opened,
    }


def _foreign(lang: str, written: bool) -> tuple[str, ...]:
    return () if written or lang == "sv" else ("sv",)


def _url(menu: Menu, page: str | None) -> str:
    return menu.url(page) if page else ""


def _contacts(site: Site, contacts: Iterable[Contact], lang: str) -> list[Link]:
    menu = site.menus[lang]
    return [
        (
            first_upper(name(site.base, "contact", contact.id, lang)),
            menu.url(target(site.base, "contact", contact.id) or ""),
        )
        for contact in contacts
    ]
