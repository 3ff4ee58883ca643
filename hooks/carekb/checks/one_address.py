"""One address, one source: nothing of the site is written where something else is.

Addresses are compared as a file system or a web server may do: without difference of case, in one form of Unicode.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..base.addresses import site_url
from ..base.base import Base
from ..base.pages import SourcePage
from ..languages import LANGUAGES
from ..model.kinds import DOCS, VOCAB_PATH
from ..relations.made_pages import Generated, former_paths, generated_pages
from ..source.problems import Mark, Problem, problem

RESERVED = (
    *("404", "404.html", "api", "assets", "choice", "contacts", "csp.txt", "feeds", "kalender", "notiser"),
    *("opensearch.xml", "robots.txt", "search", "server", "sitemap.xml"),
)
"""The top of every address at which the build writes something that is not a page."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """Something that is to be written for a path below `docs/`."""

    path: str
    source: str
    """The file it comes from."""
    fault: Callable[[str], Problem | None]
    """Makes the fault, told what already has the address."""


def check_addresses(base: Base) -> Iterator[Problem]:
    """No two things that the site holds have the same address in any language."""
    holders: dict[str, str] = {}
    for claim in _claims(base):
        addresses = _addresses(claim.path)
        top = addresses[0].split("/")[0]
        fixed = f"webbplatsens egna filer i /{top}" if top in RESERVED else None
        holder = fixed or next((holders[address] for address in addresses if address in holders), None)
        if holder and (fault := claim.fault(holder)):
            yield fault
        for address in addresses:
            holders.setdefault(address, claim.source)


def check_kept(base: Base) -> Iterator[Problem]:
    """The address of a page that is published leads somewhere, or is said to be dropped."""
    kept = {address for claim in _claims(base) for address in _addresses(claim.path)}
    kept |= {address for path in (*base.dropped, *(base.unread.get("page") or ())) for address in _addresses(path)}
    for path in base.published:
        if not kept.issuperset(_addresses(path)):
            message = f"sidan är publicerad men finns inte här. Skriv old_paths: [{path}] på den sida som ersätter den"
            yield problem(f"{DOCS}/{path}", Mark(), "KB906", f"{message}, eller {path} i dropped i {VOCAB_PATH}.")


def _addresses(path: str) -> list[str]:
    """Return where something for `path` is read, by language, in the form in which addresses are compared."""
    urls = [path if not path.endswith(".md") else site_url(path, lang).removeprefix("./") for lang in LANGUAGES]
    return [unicodedata.normalize("NFC", url).casefold().strip("/") for url in urls]


def _claims(base: Base) -> Iterator[_Claim]:
    """Yield everything that is written: what comes first keeps its address."""
    made = sorted(generated_pages(base), key=lambda page: page.record is not None)
    data = {page.path: _file(page.data) for page in made}
    for page in made:
        yield _Claim(page.path, data[page.path], _of_record(base, page, page.path, "id"))
    for path, written in sorted(base.pages.items(), key=lambda page: not page[0].endswith("index.md")):
        yield _Claim(path, f"{DOCS}/{path}", _of_page(written, data.get(path)))
    for path in base.assets:
        yield _Claim(path, f"{DOCS}/{path}", _of_asset(path))
    for written in base.pages.values():
        for index, old in enumerate(written.meta.old_paths):
            yield _Claim(old, f"{DOCS}/{written.path}", _of_old_path(written, index, old))
    for page in made:
        for old in former_paths(base, page):
            yield _Claim(old, data[page.path], _of_record(base, page, old, "former_ids"))


def _of_record(base: Base, page: Generated, path: str, field: str) -> Callable[[str], Problem | None]:
    def fault(holder: str) -> Problem | None:
        if not page.record:
            return None
        message = f'adressen "{path}" används redan av {holder}. Byt id.'
        return base.places[page.record].at(field, code="KB408", message=message)

    return fault


def _of_page(page: SourcePage, data: str | None) -> Callable[[str], Problem]:
    def fault(holder: str) -> Problem:
        message = f"sidan {page.path} görs redan ur {data}. Ge sidan ett annat filnamn."
        if not data:
            message = f"sidans adress används redan av {holder}. Ge sidan ett annat filnamn."
        return problem(page.source.file, Mark(), "KB408", message)

    return fault


def _of_asset(path: str) -> Callable[[str], Problem]:
    def fault(holder: str) -> Problem:
        message = f"filens adress används redan av {holder}. Ge filen ett annat namn, eller lägg den i en annan mapp."
        return problem(f"{DOCS}/{path}", Mark(), "KB408", message)

    return fault


def _of_old_path(page: SourcePage, index: int, old: str) -> Callable[[str], Problem]:
    def fault(holder: str) -> Problem:
        message = f'den gamla adressen "{old}" används redan av {holder}. Ta bort den på ett av ställena.'
        if _addresses(old)[0] == _addresses(page.path)[0]:
            message = f'den gamla adressen "{old}" är sidans egen. Ta bort den.'
        return page.source.document.at(("old_paths", index), "KB408", message)

    return fault


def _file(place: str) -> str:
    """Return the file of `data/roles.yml#L12`."""
    return place.partition("#")[0]
