"""Sees to it that the tests have what they need beyond Python: Chromium, Firefox, and the npm packages of the tests.

What is found on the machine is used. What is missing is installed from Debian where we are root on Debian; else
Chromium comes from Playwright, and tests that need what is still missing are skipped and say so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

from browsers import SHELL, chromium, firefox
from interpreters import VERSIONS, environment_of, interpreter, needed

TESTS = Path(__file__).parent
DICTIONARY = Path("/usr/share/hunspell/sv_SE.dic")
PROGRAMS = {
    "pdftotext": ["poppler-utils"],
    "nginx": ["nginx"],
    "apache2": ["apache2-bin"],
    "hunspell": ["hunspell"],
    "node": ["nodejs"],
    "npm": ["npm"],
}
"""What tests run, {program: Debian packages}."""


def main(only: Collection[str] = ()) -> None:
    """Install what is missing; with `only`, no more than these programs and the Swedish dictionary."""
    if only:
        missing = [package for program in only if not found(program) for package in PROGRAMS[program]]
        if (missing or not DICTIONARY.exists()) and _is_root_on_debian():
            _debian([*missing, "hunspell-sv"])
        return
    wanted = []
    if not chromium():
        wanted += [SHELL, "fonts-liberation"]
    if not firefox():
        wanted += ["firefox-esr"]
    if not DICTIONARY.exists():
        wanted += ["hunspell-sv"]
    wanted += [package for program, packages in PROGRAMS.items() if not found(program) for package in packages]
    if wanted and _is_root_on_debian():
        _debian(wanted)
    if not chromium():
        _run([sys.executable, "-m", "playwright", "install", "chromium"])
    if found("npm") and _is_stale():
        _run(["npm", "ci", "--no-audit", "--no-fund", "--prefix", str(TESTS)])
    for version in VERSIONS:
        _environment(version)
    for name, path in (
        ("Chromium", chromium()),
        ("Firefox", firefox()),
        ("hunspell-sv", DICTIONARY if DICTIONARY.exists() else None),
        *((program, found(program)) for program in PROGRAMS),
    ):
        _say(f"{name}: {path or 'saknas'}")


def found(program: str) -> str | None:
    """Return where a program is; Debian keeps servers where only root looks."""
    return shutil.which(program) or shutil.which(program, path="/usr/sbin:/usr/local/sbin")


def _environment(version: str) -> None:
    """Make the environment in which the core is tested under another Python, if there is one."""
    python, base = environment_of(version), interpreter(version)
    mark = python.parent.parent / "needed.txt"
    if not base or sys.version.startswith(f"{version}.") or (mark.exists() and mark.read_text() == needed()):
        return
    unfinished = mark.with_suffix(".new")
    if _run([base, "-m", "venv", "--clear", str(mark.parent)]):
        unfinished.write_text(needed())
        if _run([str(python), "-m", "pip", "install", "-q", "--require-hashes", "-r", str(unfinished)]):
            unfinished.rename(mark)


def _is_root_on_debian() -> bool:
    return Path("/etc/debian_version").exists() and bool(shutil.which("apt-get")) and os.geteuid() == 0


def _debian(packages: list[str]) -> None:
    install = ["apt-get", "install", "-yq", "--no-install-recommends"]
    _run(["apt-get", "update", "-q"])
    if not _run([*install, *packages]):
        # One that is not to be had must not keep the others away.
        for package in packages:
            _run([*install, package])


def _is_stale() -> bool:
    """Whether `npm ci` has not run since the lock changed."""
    installed, lock = TESTS / "node_modules" / ".package-lock.json", TESTS / "package-lock.json"
    return not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime


def _run(command: list[str]) -> bool:
    _say("$ " + " ".join(command))
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=False).returncode == 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
