"""A site to look at, `make demo`: the real base with made-up notices laid over it, each marked as an example.

The notices in `notices/` are written as if it were `REFERENCE`; here they are moved to the present moment,
so that something always goes on, is planned and has just ended. They never come near `data/`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from carekb.days import clock
from carekb.days.in_words import written
from carekb.model.canonical import dump
from carekb.model.records.disturbance import Notice
from carekb.source.yaml import parse

REFERENCE = datetime.fromisoformat("2026-01-15T12:00+01:00")
SOURCE = Path(__file__).parent / "notices"
WORK = ".build/demo"
SITE = "dist/demo"
_PARTS = ("data", "docs", "hooks", "overrides")
_MOMENTS = ("start", "end", "at")
_NAME = re.compile(r"^site_name:.*$", re.MULTILINE)


def overlay(root: Path, work: Path, now: datetime) -> None:
    """Make `work` a copy of the project at `root` with the examples in it, moved to `now`."""
    shutil.rmtree(work, ignore_errors=True)
    for part in _PARTS:
        shutil.copytree(root / part, work / part, ignore=shutil.ignore_patterns("__pycache__"))
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (work / "mkdocs.yml").write_text(_NAME.sub("site_name: Kunskapsbasen – visning", settings), encoding="utf-8")
    (work / "data" / "notices").mkdir(exist_ok=True)
    for path, text in examples(now).items():
        (work / "data" / "notices" / path).write_text(text, encoding="utf-8", newline="\n")


def examples(now: datetime) -> dict[str, str]:
    """Return {file name: text} of the examples, moved so that `REFERENCE` becomes `now`."""
    moved = timedelta(minutes=round((now - REFERENCE).total_seconds() / 60))
    files = {}
    for file in sorted(SOURCE.glob("*.yml")):
        value = parse(file.name, file.read_text(encoding="utf-8")).value
        files[file.name] = dump(_moved(value, moved), Notice)
    return files


def _moved(value: Any, by: timedelta) -> Any:
    if isinstance(value, dict):
        return {
            key: written(datetime.fromisoformat(item) + by) if key in _MOMENTS else _moved(item, by)
            for key, item in value.items()
        }
    return [_moved(item, by) for item in value] if isinstance(value, list) else value


def main() -> None:
    """Build the demonstration."""
    root = Path.cwd()
    overlay(root, root / WORK, clock.now())
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(root / SITE)]
    sys.exit(subprocess.run(command, cwd=root / WORK, env={**os.environ}, check=False).returncode)


if __name__ == "__main__":
    main()
