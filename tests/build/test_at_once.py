"""Builds at once, and places where a site cannot be put: what is published is whole at every moment, or untouched."""

from __future__ import annotations

import os
import resource
import select
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from carekb.build import session as build
from carekb.disk.locks import locked
from projects import built, copy_mini, environment, tree_hash

pytestmark = pytest.mark.slow

WAITS = "Väntar tills det är klart."


def start(root: Path, *arguments: str, tool: str = "mkdocs") -> subprocess.Popen[str]:
    """Start a build of the project at `root`, and do not wait for it."""
    command = [sys.executable, "-m", tool, "build", *arguments]
    env = environment(PYTHONPATH=str(root / "hooks"))
    return subprocess.Popen(command, cwd=root, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def pages(site: Path) -> int:
    """Return how many pages a reader would find, looked at while others may write."""
    while True:
        try:
            return sum(1 for _ in site.rglob("*.html"))
        except FileNotFoundError:  # a folder of the old site, which another one took the place of just now
            continue


def watched(site: Path, running: Iterable[subprocess.Popen[str]]) -> set[int]:
    """Return how many pages there were, each time someone looked, until all builds had ended."""
    seen = set()
    while any(process.poll() is None for process in running):
        seen.add(pages(site))
        time.sleep(0.02)
    return seen


def ended(process: subprocess.Popen[str]) -> str:
    said, _ = process.communicate()
    assert process.returncode == 0, said
    assert "Traceback" not in said
    return said


@pytest.mark.parametrize("second", [("mkdocs", ()), ("carekb", ("--offline",))], ids=["build", "offline"])
@pytest.mark.parametrize("delay", [0.1, 0.6, 1.2])
def test_two_builds_of_a_project_leave_a_whole_site_at_every_moment(
    small: Path, second: tuple[str, tuple[str, ...]], delay: float
) -> None:
    whole = pages(built(small))
    before = tree_hash(small / "site")
    one = start(small)
    time.sleep(delay)
    other = start(small, *second[1], tool=second[0])
    seen = watched(small / "site", (one, other))
    said = ended(one) + ended(other)
    assert said.count(WAITS) <= 1
    assert seen == {whole}
    assert tree_hash(small / "site") == before
    assert sorted(path.name for path in small.iterdir() if "site" in path.name) == ["site"]


def test_a_build_waits_for_another_one_and_says_so(small: Path) -> None:
    with locked(small / ".build" / "las"):
        process = start(small)
        assert process.stdout
        assert process.stdout.readline() == f"Någon annan bygger i {small}. {WAITS}\n"
        assert process.poll() is None
        assert not (small / "site").exists()
    ended(process)
    assert pages(small / "site") > 0


def test_a_step_that_outlives_a_killed_build_still_keeps_others_waiting(small: Path) -> None:
    killed = start(small)
    children = Path(f"/proc/{killed.pid}/task/{killed.pid}/children")
    step = 0
    while not (step and b"carekb.build.prepare" in Path(f"/proc/{step}/cmdline").read_bytes()):
        assert killed.poll() is None
        step = int((children.read_text(encoding="utf-8").split() or ["0"])[0])
    os.kill(step, signal.SIGSTOP)
    killed.kill()
    killed.wait()
    other = start(small)
    try:
        assert other.stdout
        ready, _, _ = select.select([other.stdout], [], [], 10)
        assert ready
        assert WAITS in other.stdout.readline()
    finally:
        os.kill(step, signal.SIGCONT)
    ended(other)
    assert pages(small / "site") > 0


def test_a_copy_for_use_without_a_network_is_packed_before_another_one_is_built(small: Path) -> None:
    with locked(small / ".build" / "offline.las"):
        process = start(small, "--offline", tool="carekb")
        assert process.stdout
        assert process.stdout.readline() == f"Någon annan gör en kopia av {small}. {WAITS}\n"
        assert not (small / ".build" / "offline").exists()
    running = [process, start(small, "--offline", tool="carekb")]
    assert all("Kopian ligger i" in ended(one) for one in running)
    (copy,) = (small / "dist").iterdir()
    with zipfile.ZipFile(copy) as archive:
        assert archive.testzip() is None
        assert sum(name.endswith(".html") for name in archive.namelist()) == pages(small / ".build" / "offline")


def test_two_projects_that_publish_to_one_place_take_turns(tmp_path: Path) -> None:
    site = tmp_path / "webb" / "site"
    roots = [copy_mini(tmp_path / name) for name in ("en", "annan")]
    whole = pages(_built_to(roots[0], site))
    running = [start(root, "--site-dir", str(site)) for root in roots]
    seen = watched(site, running)
    assert sum(ended(process).count(WAITS) for process in running) <= 1
    assert seen == {whole}
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_site_that_is_a_link_stays_one_and_its_goal_is_changed_in_one_step(small: Path, tmp_path: Path) -> None:
    whole = pages(built(small))
    goal = tmp_path / "www" / "kunskapsbasen"
    goal.parent.mkdir()
    (small / "site").rename(goal)
    (small / "site").symlink_to(goal)
    for _ in range(2):
        page = small / "docs" / "sip" / "index.md"  # has no translation that must follow
        page.write_text(page.read_text(encoding="utf-8") + "\nEn rad till.\n", encoding="utf-8")
        running = start(small)
        assert watched(goal, [running]) == {whole}
        ended(running)
    assert (small / "site").is_symlink()
    assert (goal / "sip" / "index.html").read_text(encoding="utf-8").count("En rad till.") == 2
    assert [path.name for path in goal.parent.iterdir()] == ["kunskapsbasen"]


def test_a_link_whose_goal_is_not_there_yet_is_followed(small: Path, tmp_path: Path) -> None:
    (small / "site").symlink_to(tmp_path / "www" / "ny")
    ended(start(small))
    assert pages(tmp_path / "www" / "ny") > 0


def test_a_folder_with_something_else_in_it_is_left_alone(small: Path) -> None:
    (small / "site").mkdir()
    (small / "site" / "kär.txt").write_text("kär", encoding="utf-8")
    process = start(small)
    said, _ = process.communicate()
    assert process.returncode == 1
    assert f"{small / 'site'} innehåller något annat än den här webbplatsen" in said
    assert "Traceback" not in said
    assert [path.name for path in (small / "site").iterdir()] == ["kär.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="/proc finns bara på Linux")
@pytest.mark.parametrize(
    ("place", "told"),
    [("/proc", "är en monteringspunkt"), ("/proc/sajt", "går inte"), ("/etc/hostname", "är ingen mapp")],
)
def test_a_place_that_cannot_be_changed_in_one_step_is_refused_before_anything_is_built(place: str, told: str) -> None:
    process = build.BuildProcess()
    with pytest.raises(build.BuildRefused, match=told) as refused:
        build.folder_for(process, Path(place))
    assert build.UNTOUCHED in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("size", [3_000, 30_000])
def test_a_full_disk_is_told_in_a_line_and_the_last_site_is_untouched(small: Path, size: int) -> None:
    built(small)
    before = tree_hash(small / "site")
    process = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=small,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )
    assert process.returncode == 1
    assert "Det finns inte plats för " in process.stderr
    assert build.UNTOUCHED in process.stderr
    assert "Traceback" not in process.stderr
    assert tree_hash(small / "site") == before
    assert sorted(path.name for path in small.iterdir() if "site" in path.name) == ["site"]
    ended(start(small))


def _built_to(root: Path, site: Path) -> Path:
    ended(start(root, "--site-dir", str(site)))
    return site
