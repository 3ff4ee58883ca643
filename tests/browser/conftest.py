"""The real base built once, a small server that sends its policy, and a real browser."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

from browser.places import NODE_MODULES
from browser.visits import NARROW, WIDE, Reader, Visit
from browsers import CHROMIUM_ARGUMENTS, chromium
from projects import built, copy_mini, copy_project, once

TRIAL_PAGES = Path(__file__).parent / "pages"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = str(Path(__file__).parent)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(shared: Path) -> Path:
    """The finished site of this project with the trial pages added. `KB_SITE` names one that is built already."""
    if ready := os.environ.get("KB_SITE"):
        return Path(ready)
    return once(shared / "read", _build) / "site"


def _build(folder: Path) -> None:
    copy_project(folder)
    shutil.copytree(TRIAL_PAGES, folder / "docs" / "om", dirs_exist_ok=True)
    built(folder)


class Server(SimpleHTTPRequestHandler):
    """Serves files as the published server examples do: with the policy, and with a page for what is not there."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, policy: tuple[str, str], directory: str) -> None:
        self.policy = policy
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def end_headers(self) -> None:
        self.send_header(*self.policy)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        del format, args  # a test's output is not a server's log


class Http(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        del request, client_address  # a browser that leaves in the middle of an answer is no fault


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Serve a finished site while the block lasts; the address ends in a slash."""
    name, _, value = (site / "csp.txt").read_text(encoding="utf-8").strip().partition(": ")
    server = Http(("127.0.0.1", 0), partial(Server, policy=(name, value), directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def root(site: Path) -> Iterator[str]:
    """The address of the site, with a slash at the end."""
    with serving(site) as address:
        yield address


@pytest.fixture(scope="session")
def small_root(shared: Path) -> Iterator[str]:
    """The address of the small base's site: it has what the real one does not know, opening hours among it."""
    with serving(once(shared / "small", lambda target: built(copy_mini(target))) / "site") as address:
        yield address


@pytest.fixture(scope="session")
def small_copy(shared: Path) -> Path:
    """The small base as it is read from a folder, without a server."""
    return once(shared / "small-copy", lambda target: built(copy_mini(target), env={"KB_OFFLINE": "1"})) / "site"


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A real Chromium."""
    running = playwright.chromium.launch(executable_path=chromium(), args=[*CHROMIUM_ARGUMENTS, "--disable-quic"])
    yield running
    running.close()


@pytest.fixture
def reader(browser: Browser, root: str) -> Iterator[Reader]:
    """Opens tabs, which are closed after the test."""
    someone = Reader(browser, root)
    yield someone
    someone.leave()


# A tab of one's own costs more than most pages do, so tests that only read share one in each process.
@pytest.fixture(scope="package")
def _shared_tabs(browser: Browser, root: str) -> Iterator[dict[bool, Visit]]:
    someone = Reader(browser, root)
    yield {scripts: someone.visit(java_script_enabled=scripts) for scripts in (True, False)}
    someone.leave()


@pytest.fixture
def tab(_shared_tabs: dict[bool, Visit]) -> Visit:
    """A tab on a desk screen to read in, without storing or changing anything that stays."""
    return _shared_tabs[True].begin(WIDE)


@pytest.fixture
def tab_without_scripts(_shared_tabs: dict[bool, Visit]) -> Visit:
    """The same, small and with JavaScript off."""
    return _shared_tabs[False].begin(NARROW)


@pytest.fixture
def visit(reader: Reader) -> Visit:
    """A tab on a desk screen."""
    return reader.visit()


@pytest.fixture(scope="session")
def axe() -> str:
    """The text of axe-core."""
    file = NODE_MODULES / "axe-core" / "axe.min.js"
    assert file.is_file(), "axe-core saknas: kör npm ci i tests/"
    return file.read_text(encoding="utf-8")
