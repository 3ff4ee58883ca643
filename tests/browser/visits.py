"""A visit to the site in a real browser, with everything written down that must not happen meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

NARROW = {"width": 320, "height": 640}
PHONE = {"width": 390, "height": 780}
WIDE = {"width": 1280, "height": 900}

_LISTEN = """
  window.violations = [];
  document.addEventListener("securitypolicyviolation",
    (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI || "inline"}`));
"""


@dataclass
class Visit:
    """One tab, and what has gone wrong in it."""

    page: Page
    root: str
    wrong: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    """The address of every request, in order."""

    def __post_init__(self) -> None:
        self.page.add_init_script(_LISTEN)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script error: {error}"))
        self.page.on("request", self._request)
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._response)

    def open(self, address: str, *, found: bool = True) -> Page:
        """Go to an address below the root and wait until the page stands still."""
        answer = self.page.goto(self.root + address, wait_until="load")
        assert answer is not None, address
        assert answer.status == (200 if found else 404), f"{address}: {answer.status}"
        return self.page

    def begin(self, viewport: Mapping[str, int]) -> Visit:
        """Forget what has been seen, and show pages as a new tab would."""
        self.page.goto("about:blank")
        self.page.set_viewport_size({"width": viewport["width"], "height": viewport["height"]})
        self.page.emulate_media(color_scheme="light", contrast="no-preference")
        self.wrong.clear()
        self.asked.clear()
        return self

    def faults(self) -> list[str]:
        """Return what has gone wrong until now, policy violations included."""
        return self.wrong + [f"policy: {violation}" for violation in self.page.evaluate("window.violations || []")]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        if "404" in message.text and message.location.get("url") == self.page.url:
            return  # the page that is not there says so in the console itself
        self.wrong.append(f"console {message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        self.asked.append(request.url)
        if not request.url.startswith((self.root, "data:")):
            self.wrong.append(f"request to another place: {request.url}")

    def _failed(self, request: Request) -> None:
        if "ERR_ABORTED" not in (request.failure or ""):  # left before it was done, by going to the next page
            self.wrong.append(f"request failed: {request.url} {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.wrong.append(f"{response.status}: {response.url}")


class Reader:
    """Opens visits and closes them again; `Reader.visit` takes Playwright's context options."""

    def __init__(self, browser: Browser, root: str) -> None:
        self._browser = browser
        self._root = root
        self._contexts: list[BrowserContext] = []

    def visit(self, viewport: Mapping[str, int] = WIDE, **options: Any) -> Visit:
        """Open a tab of its own, with nothing stored from before."""
        settings = {"locale": "sv-SE", "timezone_id": "Europe/Stockholm", "reduced_motion": "reduce"}
        context = self._browser.new_context(viewport=dict(viewport), **{**settings, **options})  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        self._contexts.append(context)
        return Visit(context.new_page(), self._root)

    def leave(self) -> None:
        """Close every tab."""
        for context in self._contexts:
            context.close()
        self._contexts.clear()


def overflow(page: Page) -> list[str]:
    """Return what makes the page scroll sideways, nothing where it does not."""
    return list(
        page.evaluate(
            """() => {
              const room = document.documentElement.clientWidth, width = document.scrollingElement.scrollWidth;
              if (width <= window.innerWidth) return [];
              const wide = [...document.body.querySelectorAll("*")]
                .filter((e) => e.getBoundingClientRect().right > room + 1).slice(0, 4);
              return [`${width} px wide`, ...wide.map((e) => e.outerHTML.slice(0, 120))];
            }"""
        )
    )
