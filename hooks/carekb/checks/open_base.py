"""The base of a project: read, checked, and dated."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ..base.base import Base
from ..base.read import read_base
from ..checks import run
from ..source.problems import Problem


def open_base(root: Path, today: date) -> tuple[Base, list[Problem]]:
    """Read and check the base below `root` as of `today`; return it with every fault and warning, sorted."""
    base, problems = read_base(root, today)
    return base, sorted({*problems, *run(base)})
