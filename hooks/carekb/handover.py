"""What the steps of a build leave for each other below `.build/`.

A build is three processes in a row: one prepares (reads, checks and stages the base), the generator turns Markdown into
HTML, one makes the search index. Each ends, and gives its memory back, before the next one grows.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .frame import View


@dataclass(frozen=True, slots=True)
class Handover:
    """The folder `.build/` of the project at `root`; pages are known by their staged files, `sip/kalla.en.md`."""

    root: Path

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
        """What the frame of each page is told."""
        return self.root / ".build" / "views"

    @property
    def contents(self) -> Path:
        """The content of each page as HTML, without its frame."""
        return self.root / ".build" / "contents"

    def view(self, src: str) -> View:
        """Return what the frame of the page staged as `src` is told."""
        view = pickle.loads((self.views / src).read_bytes())  # written by this build, a moment ago
        assert isinstance(view, View)
        return view

    def keep_content(self, src: str, html: str) -> None:
        """Keep the content of a page for the search index."""
        file = self.contents / src
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, encoding="utf-8")

    def kept(self) -> Iterator[tuple[View, str]]:
        """Yield every page's view and content, sorted by staged file."""
        for file in sorted(file for file in self.contents.rglob("*") if file.is_file()):
            yield self.view(file.relative_to(self.contents).as_posix()), file.read_text(encoding="utf-8")


def staged_name(path: str, lang: str) -> str:
    """Return the staged file of a page: `sip/kalla.md` in English is `sip/kalla.en.md`."""
    return path if lang == "sv" else f"{path.removesuffix('.md')}.{lang}.md"


def mirror(files: Iterable[tuple[str, bytes]], folder: Path) -> int:
    """Make `folder` hold exactly `files`, (path below it, content); return how many were written or removed.

    Files that are already as they should be are not touched, so that who watches them sees only what changed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    changed, wanted = 0, set()
    for path, content in files:
        file = folder / path
        wanted.add(path)
        if file.is_file() and file.read_bytes() == content:
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        changed += 1
    for file in sorted(folder.rglob("*"), reverse=True):
        if file.is_file() and file.relative_to(folder).as_posix() not in wanted:
            file.unlink()
            changed += 1
        elif file.is_dir() and not any(file.iterdir()):
            file.rmdir()
    return changed
