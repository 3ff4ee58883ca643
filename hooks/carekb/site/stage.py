"""The site's Markdown as files, for MkDocs or any other generator."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from ..disk.mirror import mirror
from ..languages import staged_name
from .site import Site


def staged_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield (path below the staging folder, content): `x.md`, `x.en.md`, and pictures."""
    yield from site.base.assets.items()
    for (path, lang), body in site.bodies.items():
        words = site.entries[path].word(lang)
        meta = {"title": words.title, "description": words.description}
        head = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in meta.items())
        yield staged_name(path, lang), f"---\n{head}---\n\n{body.strip()}\n".encode()


def stage(site: Site, folder: Path) -> int:
    """Make `folder` hold exactly the site's Markdown; return how many files were written or removed."""
    return mirror(staged_files(site), folder)
