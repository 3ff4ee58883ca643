"""One build of the site, step by step, as the MkDocs hook (or any other generator) calls it.

Steps share `.build/`, and builds share the place where the site is put; each is locked for as long as a build needs it.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..disk import swap
from ..disk.faults import told
from ..disk.locks import Busy, locked, of_site
from ..disk.process import StepFailed, run_module
from ..disk.store import Store, StoreWriter
from ..site.frame import View
from .handover import Handover

SITE_MARK = "notiser/webbplats.json"
"""A file that every site of ours has."""
PATIENCE = 900.0
"""Seconds to wait for another build."""
UNTOUCHED = "Inget har byggts och den förra webbplatsen är orörd."


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
    assets: str
    """The version of scripts and styles, see `versions`."""
    generation: str
    """The version of what is made of the whole base."""
    fault: str | None = None
    """The report that every page shows, under `serve`, where the base has errors."""
    template_folders: list[str] = field(default_factory=list)

    def view(self, src: str) -> View:
        """Return what a template is told about the page staged as `src`."""
        view: View = self.views[src]
        return replace(view, fault=self.fault)


@dataclass(slots=True)
class BuildProcess:
    """What one process remembers between builds, of which `serve` makes many."""

    serving: bool = False
    prepared: bool = False
    """Whether a base without errors is staged."""
    held: ExitStack = field(default_factory=ExitStack)
    """The locks of the build in progress, and the unfinished site that goes away with it."""
    publish_to: Path | None = None
    versions: tuple[str, str] = ("", "")
    """Those of the base that is staged: of assets, and of all that is made of it."""

    def close(self) -> None:
        """Let go of what a build holds, however it ended."""
        self.held.close()
        self.publish_to = None


def start(root: Path, process: BuildProcess, *, address: str, repository: str, offline: bool) -> Session:
    """Read, check and stage the base below `root`; the addresses are as in `prepare`.

    Waits for another build of the same project. Raises `BuildRefused` on errors; under `serve`, where a good base was
    staged before, that one is kept instead.
    """
    process.close()
    handover = Handover(root)
    process.held.enter_context(turn(handover.lock, f"Någon annan bygger i {root}."))
    notices = _notices(root)
    request = {"root": str(root), "address": address, "repository": repository, "offline": offline}
    try:
        answer = json.loads(run_module("build.prepare", json.dumps(request)))
    except StepFailed:
        raise BuildRefused(UNTOUCHED) from None
    fault = None
    if not answer["refused"]:
        process.prepared = True
        process.versions = answer["assets"], answer["generation"]
    elif process.serving and process.prepared:
        fault = "Basen har fel. Sidan visar den senaste felfria versionen.\n" + answer["refused"]
    else:
        raise BuildRefused(f"Basen har fel. {UNTOUCHED}\n{answer['refused']}")
    views, contents = Store(handover.views), StoreWriter(handover.contents)
    return Session(handover, notices, answer["warnings"], views, contents, *process.versions, fault)


def folder_for(process: BuildProcess, site: Path) -> Path:
    """Return an empty folder in which to build what shall become `site`, which may be a link to a folder.

    Waits for another build that is put there. Raises `BuildRefused` where a finished site could not take the place in
    one step, or would take the place of something else.
    """
    site = site.resolve()
    if reason := _unfit(site):
        raise BuildRefused(f"{reason} {UNTOUCHED}")
    site.parent.mkdir(parents=True, exist_ok=True)
    process.held.enter_context(turn(swap.lock_of(site), f"Någon annan bygger till {site}.", keep=False))
    swap.restore(site)
    folder = swap.next_folder(site)
    shutil.rmtree(folder, ignore_errors=True)
    process.held.callback(shutil.rmtree, folder, ignore_errors=True)
    process.publish_to = site
    return folder


def finish(session: Session, process: BuildProcess, built: Path) -> None:
    """Write what belongs to the whole site, and publish it.

    Notices written while the build went on have been published on the site it replaces, so they are put on the new one
    before it takes that place; until then other publishings wait, and then find the new site.
    """
    try:
        session.contents.close()
        shutil.copytree(session.handover.outputs, built, dirs_exist_ok=True)
        run_module("build.index_step", str(session.handover.root), str(built), session.generation)
        if site := process.publish_to:
            # Windows cannot move a folder with an open file in it: there, a publishing just then is done again.
            if os.name != "nt" and site.exists():
                process.held.enter_context(locked(of_site(site)))
            root = session.handover.root
            if _notices(root) != session.notices:
                run_module("notices.publishing", str(root), str(built))
            swap.swap_in(built, site)
    except Busy:
        raise BuildRefused(
            f"Någon lägger ut notiser i {process.publish_to} och blir inte klar. Bygg igen om en stund."
        ) from None
    except StepFailed:
        raise BuildRefused(UNTOUCHED) from None
    except OSError as error:
        raise BuildRefused(f"{told(error)} {UNTOUCHED}") from None
    finally:
        process.close()


@contextmanager
def turn(lock: Path, said: str, *, keep: bool = True) -> Iterator[None]:
    """Hold `lock`; where someone else has it, say so and wait. Raises `BuildRefused` where it is never let go."""

    def waiting() -> None:
        sys.stderr.write(f"{said} Väntar tills det är klart.\n")
        sys.stderr.flush()

    with ExitStack() as held:
        try:
            held.enter_context(locked(lock, PATIENCE, waiting=waiting, keep=keep))
        except Busy:
            raise BuildRefused(f"{said} Det blev inte klart i tid. Bygg igen om en stund.") from None
        except OSError as error:
            raise BuildRefused(f"{told(error)} {UNTOUCHED}") from None
        yield


def _unfit(site: Path) -> str | None:
    """Return why a site cannot be put at `site`, or None."""
    if site.exists() and not site.is_dir():
        return f"{site} är ingen mapp. Ange en annan plats för webbplatsen."
    if os.path.ismount(site):
        return (
            f"{site} är en monteringspunkt och kan inte bytas ut i ett steg. Bygg till en mapp i den, "
            f"till exempel {site / 'www'}, och låt webbservern visa den."
        )
    if site.is_dir() and any(site.iterdir()) and not (site / SITE_MARK).is_file():
        return f"{site} innehåller något annat än den här webbplatsen. Töm mappen, eller ange en annan."
    above = next(folder for folder in site.parents if folder.exists())
    if not os.access(above, os.W_OK | os.X_OK):
        return (
            f"{above} går inte att skriva i, och där byggs webbplatsen innan den byts ut. Ge rätt att skriva där, "
            f"eller låt {site.name} vara en länk till en mapp på ett ställe där du får skriva."
        )
    return None


def _notices(root: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (root / "data" / "notices").glob("*.yml")}
