"""What makes one publishing different from another: versions in addresses, so that a browser never mixes two.

Both are hashes of content, ten hexadecimal digits: the same commit and date give the same versions.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from .handover import Handover

_PACKAGE = Path(__file__).parent.parent


def assets_version(root: Path) -> str:
    """Return the version of scripts and styles."""
    return _hash(root / "overrides" / "assets")


def generation(root: Path) -> str:
    """Return the version of what is made of the whole base, search and the readers' choice: of all it is made from."""
    handover = Handover(root)
    made_of = [handover.docs, handover.search, root / "overrides", root / "mkdocs.yml", root / "requirements.lock"]
    return _hash(*made_of, _PACKAGE)


def _hash(*places: Path) -> str:
    digest = hashlib.sha256()
    for place in places:
        files = [place] if place.is_file() else sorted(place.rglob("*"))
        for file in (file for file in files if file.is_file() and "__pycache__" not in file.parts):
            name = file.relative_to(place).as_posix()
            content = file.read_bytes()
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:10]
