"""The last step of a build: the search index, made of the finished pages' content.

A process of its own, `python -m carekb.build.index_step PROJECT FOLDER`; writes below the folder.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from ..disk.process import step
from ..disk.store import Store
from ..search.index import index_files
from .handover import Handover


def write_index(root: Path, folder: Path) -> None:
    """Write `search/<lang>/*.js` below `folder` from what the project's build has left."""
    handover = Handover(root)
    contents = Store(handover.contents)
    for file in sorted(handover.search.glob("*.json")):
        target = folder / "search" / file.stem
        target.mkdir(parents=True, exist_ok=True)
        for name, text in index_files(json.loads(file.read_text(encoding="utf-8")), lambda src: contents.get(src, "")):
            (target / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    step(lambda: write_index(Path(sys.argv[1]), Path(sys.argv[2])))
