"""The first step of a build: read and check the base, and leave below `.build/` all that the generator needs.

A process of its own, so that the generator never holds the base and its models: `python -m carekb.build.prepare`, with
the arguments of `prepare` as JSON, and its answer as JSON on standard output.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import TypedDict

from ..checks.open_base import open_base
from ..choosers import contact, start
from ..days import clock
from ..disk.mirror import mirror
from ..disk.process import step
from ..disk.store import StoreWriter
from ..languages import LANGUAGES, staged_name
from ..notices import door as notice_door
from ..publish import outputs
from ..search.inputs import knowledge
from ..site.assemble import build_site
from ..site.frame_values import page_view
from ..site.site import Site
from ..site.stage import stage
from ..source.problems import report
from .handover import Handover
from .versions import assets_version, generation

PUBLISHED: tuple[Callable[[Site], Iterator[tuple[str, bytes]]], ...] = (outputs.files, notice_door.files)
"""What each wing publishes beside the pages: (path below the site, bytes)."""
CHOOSERS: tuple[Callable[[Site], Iterator[tuple[str, bytes]]], ...] = (contact.files, start.files)
"""The data of choosers, which is published with the generation after the first folder of its path."""


class Answer(TypedDict):
    """How it went."""

    refused: str
    """The whole report where the base has errors; nothing was touched then. Else empty."""
    warnings: list[str]
    assets: str
    """The version of scripts and styles, see `versions`."""
    generation: str


def prepare(root: str, address: str, repository: str, *, offline: bool) -> Answer:
    """Prepare a build of the project in the folder `root`.

    `address` is the site's, ends in a slash and is empty for an offline copy; `repository` is the address that edit
    links begin with, and may be empty.
    """
    try:
        base, problems = open_base(Path(root), clock.today())
    except clock.ClockError as error:
        return _refused(str(error))
    if any(not found.is_warning for found in problems):
        return _refused(report(problems))
    site = build_site(base, Path(root), address=address, directories=not offline)
    handover = Handover(Path(root))
    stage(site, handover.docs)
    mirror(((f"{lang}.json", _knowledge(site, lang)) for lang in LANGUAGES), handover.search)
    choosers = [file for files in CHOOSERS for file in files(site)]
    site.generation = generation(Path(root), choosers)
    edit_base = f"{repository.rstrip('/')}/edit/main/" if repository and not offline else None
    _write_views(site, handover, edit_base, offline=offline)
    published = chain.from_iterable(files(site) for files in PUBLISHED)
    mirror(chain(published, _of_generation(site.generation, choosers)), handover.outputs)
    return {
        "refused": "",
        "warnings": [str(found) for found in problems],
        "assets": assets_version(Path(root)),
        "generation": site.generation,
    }


def _of_generation(name: str, files: list[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    for path, content in files:
        folder, _, rest = path.partition("/")
        yield f"{folder}/{name}/{rest}", content


def _refused(reason: str) -> Answer:
    return {"refused": reason, "warnings": [], "assets": "", "generation": ""}


def _knowledge(site: Site, lang: str) -> bytes:
    return json.dumps(knowledge(site, lang), ensure_ascii=False, sort_keys=True).encode()


def _write_views(site: Site, handover: Handover, edit_base: str | None, *, offline: bool) -> None:
    views = StoreWriter(handover.views)
    for path, lang in site.bodies:
        notices = notice_door.parts(site, site.entries[path], lang)
        view = page_view(site, path, lang, notices=notices, edit_base=edit_base, offline=offline)
        views.add(staged_name(path, lang), view)
    views.close()


if __name__ == "__main__":
    step(lambda: sys.stdout.write(json.dumps(prepare(**json.loads(sys.argv[1])))))
