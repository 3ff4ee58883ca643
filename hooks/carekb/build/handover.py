"""What the steps of a build leave for each other below `.build/`.

A build is three processes in a row: one prepares (reads, checks and stages the base), the generator turns Markdown into
HTML, one makes the search index. Each ends, and gives its memory back, before the next one grows.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Handover:
    """The folder `.build/` of the project at `root`; pages are known by their staged files, `sip/kalla.en.md`."""

    root: Path

    @property
    def lock(self) -> Path:
        """The file that a build holds a lock on: all below the folder is one build's at a time."""
        return self.root / ".build" / "las"

    @property
    def docs(self) -> Path:
        """The staged Markdown, for any generator."""
        return self.root / ".build" / "docs"

    @property
    def outputs(self) -> Path:
        """What the finished site holds beside its pages."""
        return self.root / ".build" / "outputs"

    @property
    def views(self) -> Path:
        """A `Store` of what the frame of each page is told, `View` by staged file."""
        return self.root / ".build" / "views.store"

    @property
    def search(self) -> Path:
        """What search is told by the base, `<lang>.json`."""
        return self.root / ".build" / "search"

    @property
    def contents(self) -> Path:
        """A `Store` of the content of each page, HTML without its frame by staged file."""
        return self.root / ".build" / "contents.store"
