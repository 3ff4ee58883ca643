"""One build of the site, step by step, as the MkDocs hook (or any other generator) calls it."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from . import publish
from .frame import View
from .handover import Handover
from .process import run_module


class Refused(Exception):
    """The base has errors; the message is the whole report."""


@dataclass(slots=True)
class Session:
    """A build in progress."""

    handover: Handover
    warnings: list[str]
    fault: str | None = None
    """The report that every page shows, under `serve`, where the base has errors."""
    publish_to: Path | None = None

    def view(self, src: str) -> View:
        """Return what a template is told about the page staged as `src`."""
        return replace(self.handover.view(src), fault=self.fault)


@dataclass(slots=True)
class Process:
    """What one process remembers between builds: under `serve`, whether a base without errors is staged."""

    serving: bool = False
    prepared: bool = False


def start(root: Path, process: Process, *, address: str, repository: str, offline: bool) -> Session:
    """Read, check and stage the base below `root`; the addresses are as in `prepare`.

    Raises `Refused` on errors; under `serve`, where a good base was staged before, that one is kept instead.
    """
    handover = Handover(root)
    request = {"root": str(root), "address": address, "repository": repository, "offline": offline}
    answer = json.loads(run_module("prepare", json.dumps(request)))
    if not answer["refused"]:
        process.prepared = True
    elif not (process.serving and process.prepared):
        raise Refused("Basen har fel. Inget har byggts och den förra webbplatsen är orörd.\n" + answer["refused"])
    else:
        answer["refused"] = "Basen har fel. Sidan visar den senaste felfria versionen.\n" + answer["refused"]
    shutil.rmtree(handover.contents, ignore_errors=True)
    return Session(handover, answer["warnings"], answer["refused"] or None)


def prepare_folder(site: Path) -> Path:
    """Return an empty folder in which to build what shall become `site`."""
    publish.restore(site)
    folder = publish.next_folder(site)
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def finish(session: Session, built: Path) -> None:
    """Write what belongs to the whole site, and publish it."""
    shutil.copytree(session.handover.outputs, built, dirs_exist_ok=True)
    run_module("index", str(session.handover.root), str(built))
    if session.publish_to:
        publishing.refresh(session.notices.board, built)
        publish.swap_in(built, session.publish_to)
