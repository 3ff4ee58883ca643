"""What makes one publishing different from another: versions in addresses, so that a browser never mixes two.

Both are hashes of content, ten hexadecimal digits: the same commit and date give the same versions.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from .handover import Handover

_PACKAGE = Path(__file__).parent.parent


def assets_version(root: Path) -> str:
    """Return the version of scripts and styles."""
    return _hash(_files(root / "overrides" / "assets"))


def generation(root: Path, choosers: Iterable[tuple[str, bytes]]) -> str:
    """Return the version of what is made of the whole base: search, and the data of the choosers.

    Counted from all that search is made from, and from the data itself, (path, content).
    """
    handover = Handover(root)
    made_of = [handover.docs, handover.search, root / "overrides", root / "mkdocs.yml", root / "requirements.lock"]
    files = (file for place in (*made_of, _PACKAGE) for file in _files(place))
    return _hash(chain(files, choosers))


def _files(place: Path) -> Iterator[tuple[str, bytes]]:
    for file in [place] if place.is_file() else sorted(place.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            yield file.relative_to(place).as_posix(), file.read_bytes()


def _hash(files: Iterable[tuple[str, bytes]]) -> str:
    digest = hashlib.sha256()
    for name, content in files:
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:10]
