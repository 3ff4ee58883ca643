"""Where the browsers are, and how they are started. Nothing is installed here: see `prepare.py`."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

SHELL = "chromium-headless-shell"
"""Chromium without a window: the same engine, and a new visitor in a third of the time."""
CHROMIUM_NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FIREFOX_NAMES = ("firefox-esr", "firefox")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",  # containers run tests as root, and only our own pages are opened
    "--disable-gpu",
    "--no-first-run",
    # What a browser says to its maker by itself is not a request of the page:
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium(*, window: bool = False) -> str | None:
    """Return the Chromium to test with: `KB_CHROMIUM`, one on the path, or Playwright's own; None if there is none.

    One without a window is chosen where there is one, unless `window` asks for the browser as readers have it.
    """
    names = (*CHROMIUM_NAMES[1:], SHELL) if window else CHROMIUM_NAMES
    return os.environ.get("KB_CHROMIUM") or _first(names) or _from_playwright(window=window)


def firefox() -> str | None:
    """Return the Firefox to test with: `KB_FIREFOX`, or one on the path; None if there is none."""
    return os.environ.get("KB_FIREFOX") or _first(FIREFOX_NAMES)


def _first(names: Sequence[str]) -> str | None:
    return next((found for name in names if (found := shutil.which(name))), None)


def _from_playwright(*, window: bool) -> str | None:
    # In a thread of its own: each can start Playwright once at a time, and a test may have started it already.
    with ThreadPoolExecutor(max_workers=1) as threads:
        path = Path(threads.submit(_playwrights_own).result())
    return next((str(found) for found in [*(() if window else _shells(path)), path] if found.exists()), None)


def _playwrights_own() -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def _shells(path: Path) -> list[Path]:
    """Return the shells beside Playwright's browser: by chromium-1/*/chrome those in chromium_headless_shell-1/*."""
    home = path.parents[1]
    return sorted(home.parent.glob(home.name.replace("chromium-", "chromium_headless_shell-") + "/*/*headless*shell"))
