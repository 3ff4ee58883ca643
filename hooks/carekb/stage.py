"""The site's Markdown as files, for MkDocs or any other generator; only what changed is written."""

from __future__ import annotations

import json
from pathlib import Path

from .fields import LANGUAGES
from .site import Site


def staged_files(site: Site) -> dict[str, bytes]:
    """Return {path below the staging folder: content}: `x.md`, `x.en.md`, and pictures."""
    files = dict(site.base.assets)
    for (path, lang), body in site.bodies.items():
        words = site.entries[path].word(lang)
        head = "".join(
            f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in _meta(words.title, words.description)
        )
        name = path if lang == LANGUAGES[0] else f"{path.removesuffix('.md')}.{lang}.md"
        files[name] = f"---\n{head}---\n\n{body.strip()}\n".encode()
    return files


def stage(site: Site, folder: Path) -> int:
    """Make `folder` hold exactly the site's Markdown; return how many files were written or removed."""
    files = staged_files(site)
    changed = 0
    for path, content in files.items():
        file = folder / path
        if file.is_file() and file.read_bytes() == content:
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        changed += 1
    for file in sorted(folder.rglob("*"), reverse=True):
        if file.is_file() and file.relative_to(folder).as_posix() not in files:
            file.unlink()
            changed += 1
        elif file.is_dir() and not any(file.iterdir()):
            file.rmdir()
    return changed


def _meta(title: str, description: str) -> tuple[tuple[str, str], ...]:
    return ("title", title), ("description", description)
