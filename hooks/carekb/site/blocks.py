"""Block shortcodes as Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..base.addresses import relative
from ..base.pages import SourceAddition
from ..languages import LANGUAGES
from ..relations import contact_paths
from ..source.markdown import moved
from .drawing import draw
from .expand import expand
from .site import Site
from .templates import escape_markdown


@dataclass(slots=True)
class Blocks:
    """Renders the block shortcodes and signs of one page, and what only templates use: `sida` and `tillagg`."""

    site: Site
    path: str
    lang: str

    def __call__(self, kind: str, wanted: str) -> str:
        """Return the Markdown or HTML of a block; its own texts may hold inline shortcodes, never further blocks."""
        make = {
            "sida": self._link,
            "tillagg": lambda wanted: self.addition(self.site.base.additions[wanted], "beside"),
            "grund": lambda wanted: sign(self.site, wanted, self.lang),
            "figur": self._figure,
            "kontaktval": lambda _: self._html("blocks/kontaktval.html", entries=self.site.entries),
            "steg": self._step,
            "kontaktvag": self._contacts,
            "larandemal": self._goals,
            "undersidor": self._children,
        }
        return make[kind](wanted)

    def addition(self, addition: SourceAddition, form: str) -> str:
        """Return an addition as a box on this page, in its language or else in Swedish."""
        written = self.lang if self.lang in addition.translations else LANGUAGES[0]
        meta, source = addition.text(self.lang)
        blocks = Blocks(self.site, self.path, written)
        body = moved(source.body, addition.meta.page, self.path)
        body = expand(body, self.site.base, written, self.path, blocks)
        values = {"lang": written, "foreign": written != self.lang, "title": meta.title, "body": body}
        text = self.site.env.get_template(f"additions/{form}.md").render(values, addition=addition)
        return expand(text, self.site.base, written, self.path, blocks)

    def _link(self, wanted: str) -> str:
        title = escape_markdown(self.site.entries[wanted].word(self.lang).title)
        return f"[{title}]({relative(wanted, self.path)})"

    def _figure(self, wanted: str) -> str:
        return self._html("figures/figure.html", figure=draw(self.site.base, wanted, self.lang))

    def _step(self, wanted: str) -> str:
        base = self.site.base
        process, step = base.processes[base.owner_of[wanted]], base.steps[wanted]
        number, count = process.steps.index(step) + 1, len(process.steps)
        return self._markdown("blocks/steg.md", process=process, step=step, number=number, count=count)

    def _contacts(self, topic: str) -> str:
        base = self.site.base
        contacts = contact_paths.contact_path(base, topic)
        return self._markdown("blocks/kontaktvag.md", contacts=contacts, topic=base.topics[topic])

    def _goals(self, wanted: str) -> str:
        return self._markdown("blocks/larandemal.md", course=self.site.base.courses[wanted])

    def _children(self, _: str) -> str:
        children = self.site.menus[self.lang].children(self.path)
        return self._markdown("blocks/undersidor.md", children=children, relative=relative)

    def _html(self, template: str, **values: Any) -> str:
        return self.site.env.get_template(template).render(values, lang=self.lang, path=self.path)

    def _markdown(self, template: str, **values: Any) -> str:
        text = self._html(template, entries=self.site.entries, **values)
        return expand(text, self.site.base, self.lang, self.path, self)


def sign(site: Site, wanted: str, lang: str) -> str:
    """Return the sign of what a statement rests on, as HTML inside a line."""
    ground = site.base.grounds[wanted]
    return site.env.get_template("blocks/grund.html").render(ground=ground, lang=lang).strip()


def signs_in(site: Site, path: str, lang: str) -> list[str]:
    """Return the ids of the signs that a finished page shows, in the order of the vocabulary."""
    body = site.bodies[path, lang]
    return [ground for ground in site.base.grounds if f'class="kb-ground kb-ground-{ground}"' in body]
