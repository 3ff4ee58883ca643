"""Modules of this package run as processes of their own: what they load and hold is given back when they end."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from ..languages import WordsFault
from .faults import told

_TOLD = 3
"""The exit code of a step that has said itself why it could not be done."""


class StepFailed(Exception):
    """A step could not be done, and has told why on standard error."""


def run_module(module: str, *arguments: str, given: bytes = b"") -> bytes:
    """Run `carekb.<module>` with `given` as its standard input, and return what it wrote on standard output.

    What it writes on standard error is shown as it comes. Raises `StepFailed` if a file could not be read or written,
    and `CalledProcessError` if it fails in any other way.
    """
    paths = [str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
    finished = subprocess.run(
        [sys.executable, "-m", f"carekb.{module}", *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"},
        input=given,
        stdout=subprocess.PIPE,
        check=False,
        close_fds=False,  # the step holds the locks that this process holds
    )
    if finished.returncode == _TOLD:
        raise StepFailed
    finished.check_returncode()
    return finished.stdout


def step(run: Callable[[], object]) -> None:
    """Run what a module does as a process of its own; a file that cannot be read or written is told in one line."""
    try:
        run()
    except OSError as error:
        sys.stderr.write(f"{told(error)}\n")
        sys.exit(_TOLD)
    except WordsFault as fault:
        sys.stderr.write(f"{fault}\n")
        sys.exit(_TOLD)
