"""Writes files in canonical form, whole or not at all.

Knows files; what the form is, `carekb.model.canonical` knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..disk.atomic import replace_file
from ..model.canonical import Unfit, canonical, has_form
from ..model.kinds import DOCS
from ..source.problems import Mark, Problem, problem
from ..source.yaml import decode


@dataclass(slots=True)
class Result:
    """What formatting did."""

    changed: list[str] = field(default_factory=list)
    kept: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """One line: how many were changed, were right already, or were left alone because of faults."""
        left = len({found.path for found in self.problems})
        return f"{len(self.changed)} ändrade, {self.kept} redan rätt, {left} lämnade orörda på grund av fel."


def format_files(root: Path, targets: Iterable[Path], *, write: bool) -> Result:
    """Put the files at or below `targets` in canonical form; without `write`, only tell which would change."""
    result = Result()
    for path in sorted(set(_files(root, targets))):
        raw = (root / path).read_bytes()
        text, faults = decode(path, raw)
        if faults:
            result.problems += faults
            continue
        try:
            written, document = canonical(path, text)
        except Unfit:
            message = "filen går inte att skriva om utan att något ändras. Skriv om den för hand."
            result.problems.append(problem(path, Mark(), "KB105", message))
            continue
        if written is None:
            result.problems += document.problems
        elif written.encode() == raw:
            result.kept += 1
        else:
            result.changed.append(path)
            if write:
                replace_file(root / path, written)
    return result


def _files(root: Path, targets: Iterable[Path]) -> Iterator[str]:
    for target in targets:
        # The base is in data/ and docs/: never walk a virtual environment or a finished site.
        folders = [root / "data", root / DOCS] if target == root else [target]
        for folder in folders:
            for file in folder.rglob("*") if folder.is_dir() else [folder]:
                if file.is_file() and file.is_relative_to(root):
                    path = file.relative_to(root).as_posix()
                    if has_form(path):
                        yield path
