"""One build of the site, step by step, as the MkDocs hook (or any other generator) calls it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..disk import swap
from ..disk.locks import Busy, locked, of_site
from ..disk.process import run_module
from ..disk.store import Store, StoreWriter
from ..site.frame import View
from .handover import Handover


class BuildRefused(Exception):
    """The site cannot be built; the message says why. Where the base has errors, it is the whole report."""


@dataclass(slots=True)
class Session:
    """A build in progress."""

    handover: Handover
    notices: dict[str, bytes]
    """The files of notices as they were when the build began."""
    warnings: list[str]
    views: Store
    contents: StoreWriter
    fault: str | None = None
    """The report that every page shows, under `serve`, where the base has errors."""
    template_folders: list[str] = field(default_factory=list)
    publish_to: Path | None = None

    def view(self, src: str) -> View:
        """Return what a template is told about the page staged as `src`."""
        view: View = self.views[src]
        return replace(view, fault=self.fault)


@dataclass(slots=True)
class BuildProcess:
    """What one process remembers between builds: under `serve`, whether a base without errors is staged."""

    serving: bool = False
    prepared: bool = False


def start(root: Path, process: BuildProcess, *, address: str, repository: str, offline: bool) -> Session:
    """Read, check and stage the base below `root`; the addresses are as in `prepare`.

    Raises `BuildRefused` on errors; under `serve`, where a good base was staged before, that one is kept instead.
    """
    handover = Handover(root)
    notices = _notices(root)
    request = {"root": str(root), "address": address, "repository": repository, "offline": offline}
    answer = json.loads(run_module("build.prepare", json.dumps(request)))
    fault = None
    if not answer["refused"]:
        process.prepared = True
    elif process.serving and process.prepared:
        fault = "Basen har fel. Sidan visar den senaste felfria versionen.\n" + answer["refused"]
    else:
        raise BuildRefused("Basen har fel. Inget har byggts och den förra webbplatsen är orörd.\n" + answer["refused"])
    views, contents = Store(handover.views), StoreWriter(handover.contents)
    return Session(handover, notices, answer["warnings"], views, contents, fault)


def prepare_folder(site: Path) -> Path:
    """Return an empty folder in which to build what shall become `site`."""
    swap.restore(site)
    folder = swap.next_folder(site)
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def finish(session: Session, built: Path) -> None:
    """Write what belongs to the whole site, and publish it.

    Notices written while the build went on have been published on the site it replaces, so they are put on the new one
    before it takes that place; until then other publishings wait, and then find the new site.
    """
    session.contents.close()
    shutil.copytree(session.handover.outputs, built, dirs_exist_ok=True)
    run_module("build.index_step", str(session.handover.root), str(built))
    if session.publish_to:
        with _alone(session.publish_to):
            root = session.handover.root
            if _notices(root) != session.notices:
                run_module("notices.publishing", str(root), str(built))
            swap.swap_in(built, session.publish_to)


def _notices(root: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (root / "data" / "notices").glob("*.yml")}


@contextmanager
def _alone(site: Path) -> Iterator[None]:
    # Windows cannot move a folder with an open file in it: there, a publishing in that very moment is done again.
    if os.name == "nt" or not site.exists():
        yield
        return
    try:
        with locked(of_site(site)):
            yield
    except Busy:
        raise BuildRefused(f"Någon lägger ut notiser i {site} och blir inte klar. Bygg igen om en stund.") from None
