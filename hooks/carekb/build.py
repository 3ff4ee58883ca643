"""One build of the site, step by step, as the MkDocs hook (or any other generator) calls it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from . import clock, publish
from .outputs import outputs
from .problems import report
from .search import Hit, sections
from .session import open_base
from .site import Site, build_site
from .stage import stage
from .view import View, page_view

STAGING = ".build/docs"


class Refused(Exception):
    """The base has errors; the message is the whole report."""


@dataclass(slots=True)
class Session:
    """A build in progress."""

    site: Site
    docs: Path
    """The staged Markdown that the generator reads."""
    offline: bool
    warnings: list[str]
    fault: str | None = None
    """The report that every page shows, under `serve`, where the base has errors."""
    hits: dict[str, list[Hit]] = field(default_factory=dict)
    publish_to: Path | None = None

    def view(self, src: str, lang: str, site_name: str, repo_url: str | None) -> View:
        """Return what a template is told about the page staged as `src`."""
        edit_base = f"{repo_url.rstrip('/')}/edit/main/" if repo_url and not self.offline else None
        path = swedish_path(src)
        return page_view(
            self.site, path, lang, site_name=site_name, edit_base=edit_base, offline=self.offline, fault=self.fault
        )

    def collect(self, src: str, lang: str, html: str) -> None:
        """Take a page's content into the search index of its language."""
        entry = self.site.entries[swedish_path(src)]
        url = self.site.menus[lang].url(entry.path)
        written = lang if lang in entry.words else "sv"
        words = entry.word(lang)
        html = html if entry.in_search else ""
        html = f"<p>{escape(words.description)}</p>{html}"
        self.hits.setdefault(lang, []).extend(sections(html, url=url, title=words.title, kind=entry.kind, lang=written))


@dataclass(slots=True)
class Process:
    """What one process remembers between builds: under `serve`, the last base without errors."""

    serving: bool = False
    last_good: Site | None = None
    fault: str | None = None
    """The report of the base as it stands, where an older one is shown instead."""


def swedish_path(src: str) -> str:
    """Return the Swedish file of a staged one: `sip/kalla.en.md` is a translation of `sip/kalla.md`."""
    return src.removesuffix(".en.md") + ".md" if src.endswith(".en.md") else src


def start(root: Path, process: Process, *, offline: bool) -> Session:
    """Read, check and stage the base below `root`.

    Raises `Refused` on errors; under `serve`, where a good base was seen before, that one is kept instead.
    """
    base, problems = open_base(root, clock.today())
    errors = [p for p in problems if not p.is_warning]
    process.fault = None
    if not errors:
        process.last_good = build_site(base, root, directories=not offline)
    elif process.serving and process.last_good:
        process.fault = "Basen har fel. Sidan visar den senaste felfria versionen.\n" + report(problems)
    else:
        raise Refused("Basen har fel. Inget har byggts och den förra webbplatsen är orörd.\n" + report(problems))
    assert process.last_good
    docs = root / STAGING
    site = process.last_good
    stage(site, docs)
    if not process.serving:
        site.release()
        process.last_good = None
    warnings = [str(p) for p in problems if p.is_warning and not errors]
    return Session(site, docs, offline, warnings, process.fault)


def prepare(site: Path) -> Path:
    """Return an empty folder in which to build what shall become `site`."""
    publish.restore(site)
    folder = publish.next_folder(site)
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def finish(session: Session, built: Path, site_address: str) -> None:
    """Write the outputs that belong to the whole site, and publish it."""
    for path, text in outputs(session.site, session.hits, site_address):
        file = built / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    if session.publish_to:
        publish.swap_in(built, session.publish_to)
