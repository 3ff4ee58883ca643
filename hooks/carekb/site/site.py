"""The base as a site: every page as plain Markdown in both languages, ready for any generator."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment

from ..relations import additions
from ..relations import contact_paths
from ..relations import hours
from ..relations import relations
from ..base.addresses import name, relative
from ..base.base import Base
from ..base.entries import Entry, Words, from_page
from .expand import expand, plain
from ..model.fields import LANGUAGES
from .figures import draw
from ..relations.made_pages import Generated, former_paths, generated_pages
from ..source.markdown import moved
from .navigation import Menu
from ..base.pages import SourceAddition
from ..model.records.organisation import Contact
from .templates import environment, escape_markdown


@dataclass(slots=True)
class Site:
    """Every page of the site: what is known of it, and its Markdown by (path, language)."""

    base: Base
    root: Path
    env: Environment
    """The templates, with what they may ask of the base."""
    directories: bool = True
    """Whether pages are read at `x/` (on the web) or at `x.html` (from `file://`)."""
    entries: dict[str, Entry] = field(default_factory=dict)
    bodies: dict[tuple[str, str], str] = field(default_factory=dict)
    menus: dict[str, Menu] = field(default_factory=dict)


def build_site(base: Base, root: Path, *, directories: bool = True) -> Site:
    """Turn a base without faults into pages. `root` is the project, for its templates."""
    env = _environment(base, root)
    site = Site(base, root, env, directories)
    raw: dict[tuple[str, str], str] = {}
    for page in base.pages.values():
        site.entries[page.path] = from_page(page)
        for lang in LANGUAGES:
            raw[page.path, lang] = page.text(lang)[1].body
    for generated in generated_pages(base):
        texts = {lang: _render(env, base, site.entries, generated, lang) for lang in LANGUAGES}
        site.entries[generated.path] = _entry(base, generated, {lang: words for lang, (words, _) in texts.items()})
        for lang, (_, body) in texts.items():
            raw[generated.path, lang] = body
    site.menus = {lang: Menu(base, site.entries, lang, directories=directories) for lang in LANGUAGES}
    for (path, lang), text in raw.items():
        written = lang if lang in site.entries[path].words else "sv"
        body = expand(text, base, written, path, _Blocks(site, env, path, written))
        if found := [] if site.entries[path].generated else additions.additions_to(base, path):
            blocks = _Blocks(site, env, path, lang)
            added = [(addition, blocks.addition(addition, "folded")) for addition in found]
            body = additions.weave(body, base.pages[path], added)
        site.bodies[path, lang] = body
    return site


def _environment(base: Base, root: Path) -> Environment:
    env = environment(root)
    env.globals.update(
        base=base,
        additions=additions,
        calling=contact_paths,
        opening=hours,
        relations=relations,
        name=lambda kind, i, lang: name(base, kind, i, lang),
    )
    return env


def _render(env: Environment, base: Base, entries: dict[str, Entry], page: Generated, lang: str) -> tuple[Words, str]:
    """Render a page made from data; its template begins with front matter, so that its words stay in the template."""
    record = base.records[page.record[0]][page.record[1]] if page.record else None
    values: dict[str, Any] = {"lang": lang, "path": page.path, "record": record, "entries": entries}
    text = env.get_template(f"pages/{page.template}").render(values)
    _, head, body = text.split("---\n", 2)
    meta = {key: plain(str(value), base, lang) for key, value in yaml.safe_load(head).items()}
    return Words(meta["title"], meta.get("nav_title", meta["title"]), meta["description"]), body


def _entry(base: Base, page: Generated, words: dict[str, Words]) -> Entry:
    record = base.records[page.record[0]][page.record[1]] if page.record else None
    section = base.sections.get(page.path.split("/")[0]) or base.sections.get("ordlista")
    sources = getattr(record, "sources", ())
    if page.record and page.record[0] == "topic":
        answers = relations.faq_of_topic(base, page.record[1])
        sources = tuple(dict.fromkeys(source for faq in answers for source in faq.sources))
    return Entry(
        path=page.path,
        kind=page.kind,
        words=words,
        edit=dict.fromkeys(LANGUAGES, page.data),
        owner=section.owner if section else None,
        reviewed=section.reviewed if section else None,
        review_months=section.review_months if section else 12,
        order=page.order,
        sources=sources,
        gaps=getattr(record, "gaps", ()),
        old_paths=former_paths(base, page),
        generated=True,
        in_search=page.in_search,
    )


@dataclass(slots=True)
class _Blocks:
    """Renders the block shortcodes of one page, and the two that only templates use: `sida` and `tillagg`."""

    site: Site
    env: Environment
    path: str
    lang: str

    def __call__(self, kind: str, wanted: str) -> str:
        base = self.site.base
        if kind == "sida":
            title = escape_markdown(self.site.entries[wanted].word(self.lang).title)
            return f"[{title}]({relative(wanted, self.path)})"
        if kind == "tillagg":
            return self.addition(base.additions[wanted], "beside")
        if kind == "figur":
            figure = draw(base, wanted, self.lang)
            return self.env.get_template("figures/figure.html").render(figure=figure, lang=self.lang)
        values: dict[str, Any] = {"lang": self.lang, "path": self.path, "entries": self.site.entries}
        if kind == "kontaktval":
            return self.env.get_template("blocks/kontaktval.html").render(values)
        if kind == "steg":
            process = base.processes[base.owner_of[wanted]]
            step = base.steps[wanted]
            number = process.steps.index(step) + 1
            values |= {"process": process, "step": step, "number": number, "count": len(process.steps)}
        elif kind == "kontaktvag":
            values |= {"contacts": self._contacts(wanted), "topic": base.topics[wanted]}
        else:
            values |= {"children": self.site.menus[self.lang].children(self.path), "relative": relative}
        text = self.env.get_template(f"blocks/{kind}.md").render(values)
        # A block's own texts may hold inline shortcodes, never further blocks.
        return expand(text, base, self.lang, self.path, self)

    def addition(self, addition: SourceAddition, form: str) -> str:
        """Return an addition as a box on this page, in its language or else in Swedish."""
        written = self.lang if addition.translation else "sv"
        meta, source = addition.text(self.lang)
        blocks = _Blocks(self.site, self.env, self.path, written)
        body = "\n".join(moved(line, addition.meta.page, self.path) for line in source.body.split("\n"))
        body = expand(body, self.site.base, written, self.path, blocks)
        values = {"lang": written, "foreign": written != self.lang, "title": meta.title, "body": body}
        text = self.env.get_template(f"additions/{form}.md").render(values, addition=addition)
        return expand(text, self.site.base, written, self.path, blocks)

    def _contacts(self, topic: str) -> list[Contact]:
        return relations.contact_path(self.site.base, topic)
