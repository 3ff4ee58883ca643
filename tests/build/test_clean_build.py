"""The project as a clean clone holds it builds, everywhere the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from projects import build, built, copy_mini, copy_project, differences, environment, kb, once, tree, tree_hash

pytestmark = pytest.mark.slow

NO_SOCKETS = """
import socket

def refused(*arguments, **options):
    raise OSError("no network in this build")

socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = refused
"""


def test_a_clean_clone_builds_without_a_warning(project: Path) -> None:
    assert (project / "site" / "index.html").is_file()
    assert (project / "site" / "en" / "index.html").is_file()


def test_a_build_leaves_nothing_but_the_site_and_its_staging(project: Path) -> None:
    tracked = {path.name for path in copied(project).iterdir()}
    assert {path.name for path in project.iterdir()} - tracked == {"site", ".build"}


@pytest.fixture(scope="module")
def second(shared: Path) -> Path:
    """Build again: in another folder, with another order of sets, and with no network."""

    def make(folder: Path) -> None:
        before, env = _without_network(shared / "no-sockets")
        built(copy_project(folder), before=before, env={**env, "PYTHONHASHSEED": "4711"})

    return once(shared / "an" / "other place", make) / "site"


def test_a_build_with_no_network_in_another_folder_gives_the_same_bytes(site: Path, second: Path) -> None:
    assert differences(site, second) == []


def test_properdocs_builds_the_same_site(site: Path, shared: Path) -> None:
    def make(folder: Path) -> None:
        built(copy_project(folder), "-f", "mkdocs.yml", tool="properdocs")

    assert differences(site, once(shared / "properdocs", make) / "site") == []


def test_kb_stage_writes_what_the_build_staged(project: Path, tmp_path: Path) -> None:
    finished = kb(project, "stage", str(tmp_path / "pages"))
    assert finished.returncode == 0, finished.stderr
    written = {path: text for path, text in tree(tmp_path / "pages").items() if not path.startswith(".")}
    staged = tree(project / ".build" / "docs")
    assert written.keys() == staged.keys()
    assert [path for path in staged if staged[path] != written[path]] == []


def test_a_fixed_date_is_the_date_of_the_site(small: Path) -> None:
    assert build(small, env={"KB_TODAY": "2027-03-01"}).returncode == 0
    assert "1 mars 2027" in (small / "site" / "index.html").read_text(encoding="utf-8")


def copied(project: Path) -> Path:
    """Return a copy of the same project that was never built."""
    return once(project.with_name("unbuilt"), copy_project)


def _without_network(folder: Path) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return (command to run the build under, environment): a network namespace if we may make one, and no sockets."""
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(NO_SOCKETS, encoding="utf-8")
    for command in (("unshare", "-n"), ("unshare", "-rn")):
        if os.name == "posix" and _works(*command, "true"):
            return command, {"PYTHONPATH": str(folder)}
    return (), {"PYTHONPATH": str(folder)}


def _works(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def test_a_warning_under_strict_leaves_the_last_site_as_it_was(tmp_path: Path) -> None:
    root = copy_mini(tmp_path / "mini")
    before = tree_hash(built(root))
    late = build(root, env={"KB_TODAY": "2028-11-22"})
    assert late.returncode == 1
    assert "KB901" in late.stderr
    assert tree_hash(root / "site") == before


def test_a_page_past_its_review_does_not_stop_an_ordinary_build(tmp_path: Path) -> None:
    root = copy_mini(tmp_path / "mini")
    command = [sys.executable, "-m", "mkdocs", "build"]
    env = environment(KB_TODAY="2028-11-22")
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "KB901" in done.stderr
    assert (root / "site" / "index.html").is_file()
