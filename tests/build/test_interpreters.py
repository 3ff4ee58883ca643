"""The package works under every Python it promises, as far as they are on this machine.

`tests/prepare.py` gives each one found an environment of its own, since these tests may not use the network.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from conftest import NOT_HERE
from interpreters import VERSIONS, environment_of, interpreter
from projects import ROOT, environment


@pytest.mark.slow
@pytest.mark.parametrize("version", VERSIONS)
def test_the_core_works_under_this_python(version: str) -> None:
    if version == f"{sys.version_info[0]}.{sys.version_info[1]}":
        return  # all other tests run under it
    if not interpreter(version):
        pytest.skip(f"Python {version} {NOT_HERE}")
    python = environment_of(version)
    assert python.exists(), f"{python} saknas: kör tests/prepare.py"
    what = ["tests/unit", "tests/test_broken.py"]
    command = [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", *what]
    finished = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stdout[-3000:] + finished.stderr[-1000:]
