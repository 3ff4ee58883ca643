"""Where the browsers are, and how they are started. Nothing is installed here: see `prepare.py`."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
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


def chromium() -> str | None:
    """Return the Chromium to test with: `KB_CHROMIUM`, one on the path, or Playwright's own; None if there is none."""
    return os.environ.get("KB_CHROMIUM") or _first(CHROMIUM_NAMES) or _from_playwright()


def firefox() -> str | None:
    """Return the Firefox to test with: `KB_FIREFOX`, or one on the path; None if there is none."""
    return os.environ.get("KB_FIREFOX") or _first(FIREFOX_NAMES)


def _first(names: tuple[str, ...]) -> str | None:
    return next((found for name in names if (found := shutil.which(name))), None)


def _from_playwright() -> str | None:
    # In a thread of its own: each can start Playwright once at a time, and a test may have started it already.
    with ThreadPoolExecutor(max_workers=1) as threads:
        path = threads.submit(_playwrights_own).result()
    return path if Path(path).exists() else None


def _playwrights_own() -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path
