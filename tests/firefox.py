"""Firefox by WebDriver BiDi, with nothing but the standard library: no driver is downloaded.

Speaks as much of the WebSocket protocol (RFC 6455) as the conversation needs: text frames in one piece from us,
in any number of pieces from Firefox.
"""

from __future__ import annotations

import base64
import itertools
import json
import os
import re
import socket
import struct
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

_PATIENCE = 60.0
_TEXT, _CLOSE, _PING, _PONG = 1, 8, 9, 10
_PREFERENCES = {
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "browser.aboutwelcome.enabled": False,
    "app.update.disabledForTesting": True,
}


class Firefox:
    """A running Firefox with one tab of ours, and everything it has said."""

    def __init__(self, binary: str, profile: Path) -> None:
        profile.mkdir(parents=True, exist_ok=True)
        lines = [f"user_pref({json.dumps(key)}, {json.dumps(value)});" for key, value in _PREFERENCES.items()]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        self.log = profile / "output.log"
        self.events: list[dict[str, Any]] = []
        self._numbers = itertools.count(1)
        self._process = subprocess.Popen(
            [binary, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"],
            env={**os.environ, "MOZ_HEADLESS_WIDTH": "1280", "MOZ_HEADLESS_HEIGHT": "900"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self.log.open("wb"),
        )
        try:
            self._socket = _Socket(self._address() + "/session")
            self.send("session.new", capabilities={})
            self.send("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent", "network.fetchError"])
            # The tab that Firefox starts with never gets the focus; one of our own does.
            self._tab = self.send("browsingContext.create", type="tab")["context"]
        except BaseException:
            self._process.kill()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            self.send("browser.close")
            self._process.wait(timeout=_PATIENCE)
        except (OSError, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait()

    def open(self, url: str) -> None:
        """Go to `url` and wait until the page has loaded."""
        self.send("browsingContext.navigate", context=self._tab, url=url, wait="complete")

    def run(self, expression: str) -> Any:
        """Return the value of a JavaScript expression in the page; it must be one that JSON knows."""
        code = f"Promise.resolve({expression}).then((value) => JSON.stringify(value ?? null))"
        answer = self.send("script.evaluate", expression=code, target={"context": self._tab}, awaitPromise=True)
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def type(self, selector: str, text: str) -> None:
        """Click on an element and write in it, as a hand does."""
        place = self.run(f"(({{x, y, width, height}}) => [x + width / 2, y + height / 2])({_box(selector)})")
        x, y = (round(value) for value in place)
        press = [{"type": way, "button": 0} for way in ("pointerDown", "pointerUp")]
        keys = [{"type": way, "value": letter} for letter in text for way in ("keyDown", "keyUp")]
        mouse = {"type": "pointer", "id": "mouse", "actions": [{"type": "pointerMove", "x": x, "y": y}, *press]}
        for source in (mouse, {"type": "key", "id": "keys", "actions": keys}):
            self.send("input.performActions", context=self._tab, actions=[source])

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """Give a command and return its result; events that come in between are kept."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            message = json.loads(self._socket.receive())
            if message.get("type") == "event":
                self.events.append(message)
            elif message.get("id") == number:
                assert message["type"] == "success", message
                result: dict[str, Any] = message["result"]
                return result

    def errors(self) -> list[str]:
        """Return what the console has been told as an error or a warning."""
        logged = (event["params"] for event in self.events if event["method"] == "log.entryAdded")
        return [str(entry["text"]) for entry in logged if entry["level"] in ("error", "warn")]

    def requests(self) -> list[str]:
        """Return every address that pages have asked for, over any protocol that is not a file's."""
        sent = (event["params"] for event in self.events if event["method"] == "network.beforeRequestSent")
        return [url for entry in sent if urlsplit(url := str(entry["request"]["url"])).scheme not in ("file", "data")]

    def _address(self) -> str:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", self.log.read_text(errors="replace")):
                return found[1]
            assert self._process.poll() is None, self.log.read_text(errors="replace")
            time.sleep(0.1)
        raise TimeoutError(self.log.read_text(errors="replace"))


def _box(selector: str) -> str:
    return f"document.querySelector({json.dumps(selector)}).getBoundingClientRect()"


class _Socket:
    """One WebSocket connection as a client."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._socket = socket.create_connection((parts.hostname, parts.port), timeout=_PATIENCE)
        self._file = self._socket.makefile("rb")
        key = base64.b64encode(os.urandom(16)).decode()
        head = (f"GET {parts.path} HTTP/1.1", f"Host: {parts.netloc}", "Upgrade: websocket", "Connection: Upgrade")
        rest = (f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13", "", "")
        self._socket.sendall("\r\n".join((*head, *rest)).encode())
        answer = list(iter(lambda: self._file.readline().strip(), b""))
        assert b" 101 " in answer[0], answer

    def send(self, text: str) -> None:
        """Send one text message."""
        self._frame(_TEXT, text.encode())

    def receive(self) -> str:
        """Return the next text message, put together from its pieces."""
        pieces: list[bytes] = []
        while True:
            first, second = self._file.read(2)
            length = second & 0x7F
            if length > 125:
                size = 2 if length == 126 else 8
                length = int.from_bytes(self._file.read(size), "big")
            content = self._file.read(length)
            kind = first & 0x0F
            if kind == _CLOSE:
                raise ConnectionError("Firefox has closed the connection")
            if kind == _PING:
                self._frame(_PONG, content)
            elif kind != _PONG:
                pieces.append(content)
                if first & 0x80:
                    return b"".join(pieces).decode()

    def _frame(self, kind: int, content: bytes) -> None:
        mask = os.urandom(4)
        length = len(content)
        if length < 126:
            head = struct.pack(">BB", 0x80 | kind, 0x80 | length)
        elif length < 1 << 16:
            head = struct.pack(">BBH", 0x80 | kind, 0x80 | 126, length)
        else:
            head = struct.pack(">BBQ", 0x80 | kind, 0x80 | 127, length)
        masked = bytes(byte ^ mask[place % 4] for place, byte in enumerate(content))
        self._socket.sendall(head + mask + masked)
