"""What the steps of a build leave for each other below `.build/`.

A build is three processes in a row: one prepares (reads, checks and stages the base), the generator turns Markdown into
HTML, one makes the search index. Each ends, and gives its memory back, before the next one grows.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from os import SEEK_END
from pathlib import Path
from typing import Any

_NUMBER = 8
"""Bytes of a number in a store."""


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


class StoreWriter:
    """Writes values by name to one file, in order: two files a page would cost more than making them."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("wb")
        self._places: dict[str, int] = {}

    def add(self, name: str, value: object) -> None:
        """Write a value."""
        self._places[name] = self._file.tell()
        pickle.dump(value, self._file)

    def close(self) -> None:
        """Write where each value stands, and where that is written; without it the file cannot be read."""
        end = self._file.tell()
        pickle.dump(self._places, self._file)
        self._file.write(end.to_bytes(_NUMBER))
        self._file.close()


class Store(Mapping[str, Any]):
    """Reads what a `StoreWriter` wrote, one value at a time, in the order of writing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            file.seek(-_NUMBER, SEEK_END)
            file.seek(int.from_bytes(file.read()))
            self._places: dict[str, int] = pickle.load(file)

    def __getitem__(self, name: str) -> Any:
        with self._path.open("rb") as file:
            file.seek(self._places[name])
            return pickle.load(file)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


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
