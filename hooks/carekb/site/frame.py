"""What the frame of a page is told: values and links, no decisions left to make.

Nothing else of the package is imported here: the generator reads these values back from disk, page by page, and needs
neither the models nor the base for it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the page frame; `url` is counted from the site's root."""

    title: str
    url: str
    active: bool = False
    lang: str | None = None
    """The language of the title where it differs from the page's."""


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A page in the branch menu, with the pages below it where the menu is open."""

    title: str
    url: str
    active: bool
    open: bool
    lang: str | None
    children: tuple[MenuItem, ...]


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in a language."""

    lang: str
    name: str
    url: str
    current: bool
    fallback: bool
    """Whether the page is not written in the language, and shows its Swedish text there."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source as the page lists it."""

    title: str
    url: str | None
    dated: str | None
    note: str


@dataclass(frozen=True, slots=True)
class SignLine:
    """A sign of what statements rest on, and what it means."""

    id: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class PageView:
    """What is known of a page. Dates come as ISO text and in words."""

    title: str
    description: str
    kind: str
    path: str
    url: str
    owner: Link | None
    audience: list[Link]
    draft: bool
    reviewed: str | None
    reviewed_text: str | None
    next_review: str | None
    next_review_text: str | None
    published_text: str | None
    sources: list[SourceLine]
    documents: list[Link]
    provisions: list[Link]
    systems: list[Link]
    gaps: list[Link]
    signs: list[SignLine]
    """The signs that the page uses, to explain once."""
    additions: list[Link]
    """The areas and municipalities that add to the page, each with the page that compares."""
    fallback: bool
    lang: str
    edit_url: str | None
    source: str
    generated: bool
    in_search: bool


@dataclass(frozen=True, slots=True)
class TocItem:
    """A heading in the page's content that is not in its Markdown, as the list of contents wants it."""

    id: str
    title: str
    children: tuple[TocItem, ...] = ()


@dataclass(frozen=True, slots=True)
class PageNotices:
    """What a page shows of notices. The first three are HTML, ready to print."""

    bar: str
    boxes: str
    board: str
    script: str
    """The data of the page's language as a script, counted from the site's root."""
    headings: list[TocItem]
    """The headings in `board`."""
    feed: str
    """The feed of everything, counted from the site's root; empty where the page does not announce one."""
    first: bool = False
    """Whether the page shows a notice. The script may find it to be over, and then runs before the first paint."""


@dataclass(frozen=True, slots=True)
class View:
    """Everything the page frame shows; the name `kb` in templates."""

    lang: str
    page: PageView
    menu: list[Link]
    secondary: list[Link]
    branch: list[MenuItem]
    breadcrumbs: list[Link]
    previous: Link | None
    next: Link | None
    alternates: list[Alternate]
    built: str
    built_text: str
    offline: bool
    notices: PageNotices
    fault: str | None = None
    """What is wrong with the base as it stands, where an older one is shown instead (under `serve`)."""
