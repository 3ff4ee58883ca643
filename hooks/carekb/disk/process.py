"""Modules of this package run as processes of their own: what they load and hold is given back when they end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def run_module(module: str, *arguments: str, given: bytes = b"") -> bytes:
    """Run `carekb.<module>` with `given` as its standard input, and return what it wrote on standard output.

    What it writes on standard error is shown as it comes. Raises `CalledProcessError` if it fails.
    """
    paths = [str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
    finished = subprocess.run(
        [sys.executable, "-m", f"carekb.{module}", *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"},
        input=given,
        stdout=subprocess.PIPE,
        check=True,
    )
    return finished.stdout
