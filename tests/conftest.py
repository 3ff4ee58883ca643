"""What all tests share: the project's root, the small base, and a stopped clock."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

ROOT = Path(__file__).parent.parent
MINI = Path(__file__).parent / "fixtures" / "mini"
TODAY = date(2026, 11, 22)
NOT_HERE = "går inte att installera här"
"""Why a test may be left out even where all tools should be: no package of the system has what it needs."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="skriv om de förväntade filerna i stället för att jämföra")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say what was not run, and why."""
    for reason, count in sorted(_not_run(terminalreporter).items()):
        terminalreporter.write_line(f"Kördes inte: {count} tester, {reason}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where all tools should be, a test that was not run is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter and any(NOT_HERE not in reason for reason in _not_run(reporter)):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _not_run(reporter: Any) -> Counter[str]:
    return Counter(str(report.longrepr[-1]).removeprefix("Skipped: ") for report in reporter.stats.get("skipped", ()))


def blessing(file: str) -> str:
    """Return what to run where the expected text is out of date and the new one is right."""
    return f"Är det nya rätt? Kör: pytest {Path(file).relative_to(ROOT)} --bless, och läs skillnaden."


@pytest.fixture
def bless(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--bless"))


@pytest.fixture(autouse=True)
def _stopped_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_TODAY", TODAY.isoformat())
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright, started once in each process: a second start beside the first is refused."""
    from playwright.sync_api import sync_playwright  # not there under the other Pythons, which run no browser

    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all test processes of this run have in common."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if os.environ.get("PYTEST_XDIST_WORKER") else folder


@pytest.fixture
def mini(tmp_path: Path) -> Path:
    """A copy of the small complete base, free to break."""
    copy = tmp_path / "mini"
    shutil.copytree(MINI, copy)
    return copy
