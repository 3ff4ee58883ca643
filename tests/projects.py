"""Whole projects to build: copies of this one and of the small base, and the build as an editor starts it."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
MINI = Path(__file__).parent / "fixtures" / "mini"
CODE = ("hooks", "overrides", "mkdocs.yml")
"""What the small base borrows from this project."""
STOPPED = "2026-11-22"


def copy_project(target: Path) -> Path:
    """Copy what git tracks of this project, as it stands on disk: what a clean clone would hold."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    for name in filter(None, listing.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)
    return target


def copy_mini(target: Path) -> Path:
    """Copy the small base together with the code and the templates of this project."""
    shutil.copytree(MINI, target)
    for name in CODE:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, target / name)
    return target


def environment(**values: str) -> dict[str, str]:
    """Return the environment of a build: the clock stopped, and nothing inherited that would change it."""
    changing = ("KB_", "SOURCE_DATE_EPOCH", "PYTHONDONTWRITEBYTECODE")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(changing)}
    return {**kept, "KB_TODAY": STOPPED, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": "", **values}


def build(
    root: Path,
    *arguments: str,
    tool: str = "mkdocs",
    before: tuple[str, ...] = (),
    env: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Build the project at `root` strictly, in a process of its own, and return how it ended."""
    command = [*before, sys.executable, "-m", tool, "build", "--strict", *arguments]
    return _run(command, root, env)


def kb(root: Path, *arguments: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run the `kb` command of the project at `root`."""
    return _run([sys.executable, "-m", "carekb", *arguments], root, {"PYTHONPATH": str(root / "hooks"), **(env or {})})


def built(root: Path, *arguments: str, **options: object) -> Path:
    """Build the project at `root`, which must succeed, and return its `site/`."""
    finished = build(root, *arguments, **options)  # type: ignore[arg-type]  # passed on as they are
    assert finished.returncode == 0, finished.stderr + finished.stdout
    return root / "site"


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder`, {path: content}."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def tree_hash(folder: Path) -> str:
    """Return one value that changes when any name or byte below `folder` does."""
    digest = hashlib.sha256()
    for name, content in tree(folder).items():
        digest.update(f"{name}\0{len(content)}\0".encode(errors="surrogateescape") + content)
    return digest.hexdigest()


def differences(one: Path, other: Path) -> list[str]:
    """Return the paths that are in one folder alone, or differ; short enough to read in a failed test."""
    first, second = tree(one), tree(other)
    return sorted(path for path in first.keys() | second.keys() if first.get(path) != second.get(path))


def once(folder: Path, make: Callable[[Path], object]) -> Path:
    """Make `folder` unless another test process has made it or is making it; return it when it is whole."""
    done, failed = folder.with_suffix(".done"), folder.with_suffix(".failed")
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder.with_suffix(".begun").touch(exist_ok=False)
    except FileExistsError:
        while not done.exists():
            assert not failed.exists(), failed.read_text(encoding="utf-8")
            time.sleep(0.2)
        return folder
    try:
        make(folder)
    except BaseException as error:
        failed.write_text(str(error), encoding="utf-8")
        raise
    done.touch()
    return folder


def _run(command: list[str], root: Path, env: Mapping[str, str] | None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=root,
        env=environment(**(env or {})),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
