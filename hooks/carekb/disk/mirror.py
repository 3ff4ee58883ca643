"""A folder made to hold exactly what it should."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


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
