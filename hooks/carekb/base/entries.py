"""The pages of the site, written by hand or made from data, seen alike.

A `PageEntry` is all that menus, page information, feeds and redirects need to know of a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..days.in_words import add_months
from ..model.kinds import PageKind
from ..model.records.front_matter import Page
from .pages import SourcePage


@dataclass(frozen=True, slots=True)
class Titles:
    """A page's title and description in one language."""

    title: str
    nav_title: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEntry:
    """A page, whatever it was made from."""

    path: str
    """Swedish Markdown file below `docs/`."""
    kind: PageKind
    words: dict[str, Titles]
    """Languages the page is written in; Swedish always."""
    edit: dict[str, str]
    """The file an editor changes, from the project root, by language; `data/roles.yml#L12` for a record."""
    owner: str | None
    reviewed: date | None
    review_months: int
    order: int = 500
    audience: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    provisions: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    old_paths: tuple[str, ...] = ()
    published: date | None = None
    generated: bool = False
    in_search: bool = True
    """Whether search reads the whole page, or knows only its title and description."""

    @property
    def is_draft(self) -> bool:
        """Whether nobody who answers for the page has reviewed it."""
        return self.reviewed is None

    @property
    def next_review(self) -> date | None:
        """The last day on which the page may be used without a new review."""
        return add_months(self.reviewed, self.review_months) if self.reviewed else None

    @property
    def section(self) -> str:
        """The top folder, or an empty text for the start page and its neighbours."""
        return self.path.split("/")[0] if "/" in self.path else ""

    def word(self, lang: str) -> Titles:
        """Return the words in `lang`, or the Swedish ones."""
        return self.words.get(lang, self.words["sv"])


def from_page(page: SourcePage) -> PageEntry:
    """Return the entry of a hand-written page."""
    meta: Page = page.meta
    words = {
        lang: Titles(told.title, told.nav_title or told.title, told.description) for lang, told, _ in page.versions()
    }
    return PageEntry(
        path=page.path,
        kind=PageKind(meta.kind),
        words=words,
        edit={lang: source.file for lang, _, source in page.versions()},
        owner=meta.owner,
        reviewed=meta.reviewed,
        review_months=meta.review_months,
        order=meta.order,
        in_search=meta.search == "hela",
        audience=meta.audience,
        sources=meta.sources,
        documents=meta.documents,
        provisions=meta.provision_ids,
        systems=meta.systems,
        processes=meta.processes,
        areas=meta.areas,
        topics=meta.topics,
        gaps=meta.gaps,
        old_paths=meta.old_paths,
        published=meta.published,
    )
