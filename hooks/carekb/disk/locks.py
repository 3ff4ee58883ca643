"""A lock that the system gives back when a process ends, however it ends. Imports nothing that weighs."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PATIENCE = 10.0
"""Seconds to wait for another publishing, which itself takes a part of one."""


class Busy(Exception):
    """Somebody else has the lock, and kept it."""


def of_site(site: Path) -> Path:
    """Return the file to lock while notices are put on a site, or another site takes its place."""
    return site / ".notiser" / "las"


@contextmanager
def locked(
    file: Path,
    patience: float = _PATIENCE,
    *,
    waiting: Callable[[], None] | None = None,
    keep: bool = True,
) -> Iterator[None]:
    """Hold the lock on `file`; wait up to `patience` seconds for it. Raises Busy.

    `waiting` is called once if someone else has it. Without `keep` the file is removed when it is let go.
    The processes that `process.run_module` starts meanwhile hold it too: a step that outlives its killed build still
    keeps others away.
    """
    deadline = time.monotonic() + patience
    while True:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a+b") as handle:
            while not _lock(handle.fileno()):
                if time.monotonic() >= deadline:
                    raise Busy
                if waiting:
                    waiting()
                    waiting = None
                time.sleep(0.02)
            if _is_still(handle.fileno(), file):
                os.set_inheritable(handle.fileno(), True)
                try:
                    yield
                finally:
                    if not keep:
                        _remove(file)
                return
        # A build has put another site here while we waited: its lock is the one that counts.


def _remove(file: Path) -> None:
    with suppress(OSError):  # Windows keeps a file that is open; it is small and harms nobody
        file.unlink(missing_ok=True)


def _is_still(descriptor: int, file: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), file.stat())
    except OSError:
        return False


def _lock(descriptor: int) -> bool:
    try:
        if os.name == "nt":  # pragma: no cover - tested by hand
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]  # Windows only
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK):
            return False
        raise
    return True
