"""The last step of a build: the search index, made of the finished pages' content.

A process of its own, `python -m carekb.index PROJECT FOLDER`; writes below the folder.
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

from .frame import View
from .handover import Handover, Store
from .search import Hit, index_script, sections


def write_index(root: Path, folder: Path) -> None:
    """Write `search/<lang>.js` below `folder` from the contents that the project's build has kept."""
    hits: dict[str, list[Hit]] = {"sv": [], "en": []}
    handover = Handover(root)
    views = Store(handover.views)
    for src, content in Store(handover.contents).items():
        view: View = views[src]
        page = view.page
        html = f"<p>{escape(page.description)}</p>{content if page.in_search else ''}"
        hits[view.lang].extend(sections(html, url=page.url, title=page.title, kind=page.kind, lang=page.lang))
    for lang, found in hits.items():
        file = folder / "search" / f"{lang}.js"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(index_script(lang, found), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_index(Path(sys.argv[1]), Path(sys.argv[2]))
