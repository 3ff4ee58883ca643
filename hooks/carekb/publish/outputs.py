"""What the finished site holds beside its pages: machine-readable data, redirects, sitemap, server examples."""

from __future__ import annotations

import json
from collections.abc import Iterator
from posixpath import dirname, relpath
from typing import Any

from ..base.addresses import site_url
from ..base.base import Base
from ..base.pages import SourceAddition
from ..languages import LANGUAGES, prefix
from ..model.fields import Record
from ..model.kinds import KINDS
from ..relations.additions import additions_to
from ..site.site import Site

API_VERSION = 1
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The policy the site keeps to; it has no inline scripts or styles, so it needs no hashes."""


def files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield (path below the site, bytes) of the data, redirects, sitemap and server examples of a site."""
    return ((path, text.encode()) for path, text in _texts(site))


def _texts(site: Site) -> Iterator[tuple[str, str]]:
    yield from _redirects(site)
    if not site.address:
        return
    env = site.env
    yield "api/v1/base.json", _json(base_document(site.base))
    yield "api/v1/pages.json", _json(pages_document(site))
    yield "sitemap.xml", env.get_template("outputs/sitemap.html").render(urls=_urls(site))
    for lang in LANGUAGES:
        search_page = site.address + site_url("sok.md", lang)
        opensearch = env.get_template("outputs/opensearch.html").render(lang=lang, address=search_page)
        yield f"{prefix(lang)}opensearch.xml", opensearch
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {site.address}sitemap.xml\n"
    yield "csp.txt", f"Content-Security-Policy: {CSP}\n"
    for server in ("nginx", "apache"):
        yield f"server/{server}.conf", env.get_template(f"outputs/{server}.md").render(csp=CSP)


def base_document(base: Base) -> dict[str, Any]:
    """Return every record of the base, by kind, as plain values; records without English have `en` null."""
    kinds = {
        kind.name: [_record(record) for record in base.records[kind.name].values()]
        for kind in KINDS.values()
        if not kind.inside or kind.inside[0] == "vocab"
    }
    return {"version": API_VERSION, "date": base.today.isoformat(), "records": kinds}


def pages_document(site: Site) -> dict[str, Any]:
    """Return every page: addresses and titles by language, owner, review dates, sources, languages."""
    pages = []
    for entry in sorted(site.entries.values(), key=lambda entry: entry.path):
        due = entry.next_review
        pages.append(
            {
                "path": entry.path,
                "kind": entry.kind,
                "languages": sorted(entry.words, key=LANGUAGES.index),
                "url": {lang: site.address + _address(entry.path, lang) for lang in LANGUAGES},
                "title": {lang: words.title for lang, words in entry.words.items()},
                "description": {lang: words.description for lang, words in entry.words.items()},
                "owner": entry.owner,
                "audience": list(entry.audience),
                "state": _state(entry.reviewed),
                "reviewed": entry.reviewed.isoformat() if entry.reviewed else None,
                "next_review": due.isoformat() if due else None,
                "sources": list(entry.sources),
                "documents": list(entry.documents),
                "provisions": list(entry.provisions),
                "systems": list(entry.systems),
                "topics": list(entry.topics),
                "gaps": list(entry.gaps),
                "additions": [_addition(addition) for addition in additions_to(site.base, entry.path)],
                "generated": entry.generated,
                "edit": entry.edit,
            }
        )
    return {"version": API_VERSION, "date": site.base.today.isoformat(), "pages": pages}


def _addition(addition: SourceAddition) -> dict[str, Any]:
    return {
        "place": addition.place,
        "title": {lang: meta.title for lang, meta, _ in addition.versions()},
        "owner": addition.meta.owner,
        "reviewed": addition.meta.reviewed.isoformat(),
        "next_review": addition.due.isoformat(),
        "edit": {lang: source.file for lang, _, source in addition.versions()},
    }


def _record(record: Record) -> dict[str, Any]:
    """Return a record as plain values; what is reviewed also says whether it has been."""
    values = record.model_dump(mode="json", by_alias=True)
    return values | {"state": _state(values["reviewed"])} if "reviewed" in values else values


def _state(reviewed: object) -> str:
    return "reviewed" if reviewed else "draft"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _address(path: str, lang: str) -> str:
    url = site_url(path, lang)
    return "" if url == "./" else url


def _redirects(site: Site) -> Iterator[tuple[str, str]]:
    """A page that moved leaves one behind that leads on, without a script, on the web and from a folder alike."""
    template = site.env.get_template("outputs/redirect.html")
    for entry in site.entries.values():
        for old in entry.old_paths:
            for lang in LANGUAGES:
                source = _file(old, lang, directories=site.directories)
                goal = site_url(entry.path, lang, directories=site.directories)
                way = relpath(goal or ".", dirname(source) or ".")
                way += "/" if goal.endswith("/") else ""
                yield source, template.render(lang=lang, url=way, title=entry.word(lang).title)


def _file(path: str, lang: str, *, directories: bool) -> str:
    url = site_url(path, lang, directories=directories)
    return f"{url.removeprefix('./')}index.html" if url.endswith("/") else url


def _urls(site: Site) -> list[dict[str, str]]:
    """Return the addresses of each page by the languages it is written in; borrowed text is no translation."""
    return [
        {lang: site.address + _address(path, lang) for lang in LANGUAGES if lang in site.entries[path].words}
        for path in sorted(site.entries)
    ]
