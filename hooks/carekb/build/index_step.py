"""The last step of a build: the search index, made of the finished pages' content.

A process of its own, `python -m carekb.build.index_step PROJECT FOLDER GENERATION`; writes below the folder.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from ..disk.process import step
from ..disk.store import Store
from ..search.index import index_files
from ..site.browser_data import calling
from .handover import Handover

ENGINE = "overrides/kb/search/engine.js"


NOW = "search/nu.js"
"""Names the generation that is published, for a page of an earlier one that is still open."""


def write_index(root: Path, folder: Path, generation: str) -> None:
    """Write the index and what reads it to `search/<generation>/` below `folder`, from what the build has left.

    What belongs together has one address: a page that was opened before a publishing finds its own files or none.
    """
    own = folder / "search" / generation
    own.mkdir(parents=True, exist_ok=True)
    (own / "engine.js").write_bytes((root / ENGINE).read_bytes())
    (folder / NOW).write_text(calling("kbNow", generation), encoding="utf-8", newline="\n")
    handover = Handover(root)
    contents = Store(handover.contents)
    for file in sorted(handover.search.glob("*.json")):
        target = own / file.stem
        target.mkdir(parents=True, exist_ok=True)
        for name, text in index_files(json.loads(file.read_text(encoding="utf-8")), lambda src: contents.get(src, "")):
            (target / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    step(lambda: write_index(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
