"""Sites that many tests read, each built once for all test processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from projects import built, copy_mini, copy_project, once


@pytest.fixture(scope="session")
def project(shared: Path) -> Path:
    """This project as a clean clone holds it, built; not to be changed."""
    return once(shared / "project", lambda folder: built(copy_project(folder)))


@pytest.fixture(scope="session")
def site(project: Path) -> Path:
    """The finished site of this project."""
    return project / "site"


@pytest.fixture(scope="session")
def small_project(shared: Path) -> Path:
    """The small base, built; not to be changed."""
    return once(shared / "small", lambda folder: built(copy_mini(folder)))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small base with the code of this project, not yet built, free to break."""
    return copy_mini(tmp_path / "small")
