"""Puts a finished site in the place of the last one, whole or not at all."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def next_folder(site: Path) -> Path:
    """Return the folder in which the next `site` is built: beside it, so that a rename can take it there."""
    return site.parent / f".{site.name}.next"


def lock_of(site: Path) -> Path:
    """Return the file that a build holds a lock on, from its first file to its last, to put a site at `site`."""
    return site.parent / f".{site.name}.las"


def swap_in(new: Path, site: Path) -> None:
    """Make `new` the site. A process killed at any moment leaves either the old site or the new one, complete."""
    site.parent.mkdir(parents=True, exist_ok=True)
    if not site.exists():
        new.rename(site)
        return
    if _exchange(new, site):
        shutil.rmtree(new)
        return
    # Without an atomic exchange the old site steps aside first; `restore` puts it back if we die in between.
    aside = _aside(site)
    shutil.rmtree(aside, ignore_errors=True)
    site.rename(aside)
    new.rename(site)
    shutil.rmtree(aside)


def restore(site: Path) -> None:
    """Put back a site that a killed process had moved aside."""
    aside = _aside(site)
    if aside.exists() and not site.exists():
        aside.rename(site)


def _aside(site: Path) -> Path:
    return site.parent / f".{site.name}.last"


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, renameat2(2); return False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        return False
    if libc.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL, errno.EXDEV):
        return False
    raise OSError(number, os.strerror(number), str(other))
