"""Menus: the site as a tree of folders, seen from one page in one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from posixpath import dirname

from ..base.addresses import site_url
from ..base.base import Base
from ..base.entries import PageEntry
from ..language.alphabet import sort_key
from .frame import Link, MenuItem


@dataclass(slots=True)
class Folder:
    """A folder of the site: its index page and what is in it."""

    index: PageEntry
    children: list[PageEntry | Folder] = field(default_factory=list)


class Menu:
    """The menus of the site in one language. Built once, asked for every page."""

    def __init__(self, base: Base, entries: Mapping[str, PageEntry], lang: str, *, directories: bool) -> None:
        self._base = base
        self._entries = entries
        self._lang = lang
        self._directories = directories
        self._folders = self._read_folders()

    def link(self, entry: PageEntry, *, active: bool = False) -> Link:
        """Return a link to a page."""
        return Link(entry.word(self._lang).nav_title, self.url(entry.path), active, self._foreign(entry))

    def url(self, place: str) -> str:
        """Return the address of `path.md#anchor` from the site's root."""
        return site_url(place, self._lang, directories=self._directories)

    def sections(self, section: str, *, main: bool) -> list[Link]:
        """Return the main or the secondary sections, the one of the page marked."""
        return [
            Link(record.name.get(self._lang), self.url(f"{record.id}/index.md"), record.id == section)
            for record in self._base.sections.values()
            if record.main == main and f"{record.id}/index.md" in self._entries
        ]

    def branch(self, path: str) -> list[MenuItem]:
        """Return the pages of the page's section as a tree, open along the way to the page."""
        section = path.split("/")[0]
        folder = self._folders.get(section) if "/" in path else None
        return [self._node(folder, path)] if folder else []

    def breadcrumbs(self, path: str) -> list[Link]:
        """Return the way from the page's section to the page, without the page itself and the start page."""
        trail: list[Link] = []
        folder = dirname(path)
        while folder:
            index = self._entries.get(f"{folder}/index.md")
            if index and index.path != path:
                trail.append(self.link(index))
            folder = dirname(folder)
        return trail[::-1]

    def neighbours(self, path: str) -> tuple[Link | None, Link | None]:
        """Return the pages before and after the page in its section."""
        order = self._reading_order.get(path.split("/")[0] if "/" in path else "", [])
        place = self._places.get(path)
        if place is None:
            return None, None
        before = self.link(order[place - 1]) if place else None
        after = self.link(order[place + 1]) if place + 1 < len(order) else None
        return before, after

    def children(self, path: str) -> list[PageEntry]:
        """Return the pages directly below an index page, in menu order."""
        folder = self._folders.get(dirname(path))
        return [child if isinstance(child, PageEntry) else child.index for child in folder.children] if folder else []

    @cached_property
    def _reading_order(self) -> dict[str, list[PageEntry]]:
        return {section: list(_walk(folder)) for section, folder in self._folders.items() if "/" not in section}

    @cached_property
    def _places(self) -> dict[str, int]:
        return {entry.path: i for order in self._reading_order.values() for i, entry in enumerate(order)}

    def _foreign(self, entry: PageEntry) -> str | None:
        return None if self._lang in entry.words else "sv"

    def _read_folders(self) -> dict[str, Folder]:
        folders = {dirname(path): Folder(entry) for path, entry in self._entries.items() if path.endswith("/index.md")}
        for path, entry in self._entries.items():
            is_index = path.endswith("/index.md")
            parent = dirname(dirname(path)) if is_index else dirname(path)
            while parent and parent not in folders:
                parent = dirname(parent)
            if parent in folders:
                folders[parent].children.append(folders[dirname(path)] if is_index else entry)
        for folder in folders.values():
            folder.children.sort(key=self._order)
        return folders

    def _order(self, child: PageEntry | Folder) -> tuple[int, int, tuple[str, str]]:
        entry = child if isinstance(child, PageEntry) else child.index
        # News stand newest first; everything else by its place and then by name.
        newest = -entry.published.toordinal() if entry.published else 0
        return newest, entry.order, sort_key(entry.word(self._lang).nav_title)

    def _node(self, item: PageEntry | Folder, path: str) -> MenuItem:
        entry = item if isinstance(item, PageEntry) else item.index
        children = [] if isinstance(item, PageEntry) else item.children
        is_open = bool(children) and path.startswith(f"{dirname(entry.path)}/")
        return MenuItem(
            title=entry.word(self._lang).nav_title,
            url=self.url(entry.path),
            active=entry.path == path,
            open=is_open,
            lang=self._foreign(entry),
            children=tuple(self._node(child, path) for child in children) if is_open else (),
        )


def _walk(folder: Folder) -> Iterator[PageEntry]:
    yield folder.index
    for child in folder.children:
        if isinstance(child, PageEntry):
            yield child
        else:
            yield from _walk(child)
