"""Other Pythons than the one that runs the tests: where they are, and the environment that each is given."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

VERSIONS = ("3.11", "3.12", "3.13")
_LOCK = Path(__file__).parent / "requirements.lock"
_NOT_NEEDED = ("mypy", "playwright", "properdocs", "ruff")
"""Large packages of the lock that the core's tests do without."""


@cache
def interpreter(version: str) -> str | None:
    """Return a Python of `version` that starts: on the path, or kept by pyenv; None if there is none."""
    kept = sorted((Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python"))
    for candidate in (shutil.which(f"python{version}"), *map(str, kept)):
        if candidate and _starts(candidate, version):
            return candidate
    return None


def environment_of(version: str) -> Path:
    """Return the Python of the environment made for `version`, whether it is there or not."""
    return Path(sys.prefix) / "other" / version / "bin" / "python"


def needed() -> str:
    """Return the lock without what is not needed; each requirement begins at the margin, its hashes are indented."""
    requirements = re.split(r"^(?=\S)", _LOCK.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return "".join(text for text in requirements if text.partition("==")[0] not in _NOT_NEEDED)


def _starts(python: str, version: str) -> bool:
    asked = [python, "-c", "import ensurepip, sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.stdout.strip() == version
