"""A server as a site would have it: compresses what is text, and sends the site's own policy where there is one.

It can also be a bad line, and slow a worker down: a browser's own brakes reach neither a worker nor what it fetches.
"""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TEXT = {".html", ".js", ".css", ".json", ".svg", ".xml", ".txt"}


_SLOW_WORKER = """
(() => {
  const TIMES = %d;
  let began = performance.now(), idle = 0, pending = 0, from = 0;
  const wake = (answer) => function (event) {
    began = from = performance.now();
    idle = 0;
    return answer.call(this, event);
  };
  const listen = self.addEventListener.bind(self);
  self.addEventListener = (kind, what, ...rest) => listen(kind, kind === "message" ? wake(what) : what, ...rest);
  let own = null;
  Object.defineProperty(self, "onmessage", { get: () => own, set: (what) => {
    own = what;
    listen("message", wake((event) => own && own.call(self, event)));
  } });
  // Waiting for the line is no work; answers that are waited for together are waited for once.
  const wait = () => { if (!pending++) from = performance.now(); };
  const got = () => { if (!--pending) idle += performance.now() - from; };
  const waited = (ask) => async function (...all) {
    wait();
    try { return await ask.apply(this ?? self, all); } finally { got(); }
  };
  const load = self.importScripts.bind(self), post = self.postMessage.bind(self);
  self.importScripts = (...all) => { wait(); try { load(...all); } finally { got(); } };
  self.fetch = waited(self.fetch);
  for (const read of ["text", "json", "arrayBuffer"]) Response.prototype[read] = waited(Response.prototype[read]);
  self.postMessage = (...all) => {
    const worked = performance.now() - began - idle, until = performance.now() + Math.max(0, worked) * (TIMES - 1);
    while (performance.now() < until);
    began = performance.now(); idle = 0;
    post(...all);
  };
})();
"""
CHUNK = 4096


@dataclass
class Line:
    """How the server is reached: `bytes_per_second` (0 for at once), a round trip in seconds, and what was sent."""

    bytes_per_second: float = 0
    round_trip: float = 0
    worker_times: int = 1
    """How many times as long a worker takes over each answer."""
    sent: list[tuple[str, int]] = field(default_factory=list)
    """(path, bytes of the body as sent), in order."""
    _free: float = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, size: int) -> None:
        """Wait until `size` bytes more are through; all who share the line share its width."""
        if not self.bytes_per_second:
            return
        with self._lock:
            self._free = max(self._free, time.monotonic()) + size / self.bytes_per_second
            until = self._free
        time.sleep(max(0.0, until - time.monotonic()))


@lru_cache(maxsize=4096)
def compressed(path: Path) -> bytes:
    """Return a file as a web server sends it, gzip at its usual level."""
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # as servers of sites do: else small files wait 40 ms for an acknowledgement

    def __init__(self, *args: object, policy: str, line: Line, directory: str) -> None:
        self.policy, self.line = policy, line
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def setup(self) -> None:
        super().setup()
        time.sleep(self.line.round_trip)  # a new connection costs one trip before the first question

    def do_GET(self) -> None:
        time.sleep(self.line.round_trip)
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.partition("?")[0].endswith("/"):
            path /= "index.html"
        if not path.is_file():
            super().do_GET()
            return
        packed = path.suffix in TEXT and "gzip" in self.headers.get("Accept-Encoding", "")
        body = compressed(path) if packed else path.read_bytes()
        self.line.sent.append((self.path.partition("?")[0].removeprefix("/"), len(body)))
        if self.line.worker_times > 1 and self.headers.get("Sec-Fetch-Dest") == "worker":
            packed, body = False, (_SLOW_WORKER % self.line.worker_times).encode() + path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        self.end_headers()
        for start in range(0, len(body), CHUNK):
            self.line.wait(len(body[start : start + CHUNK]))
            self.wfile.write(body[start : start + CHUNK])

    def log_message(self, format: str, *args: object) -> None:
        del format, args


class _Http(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        del request, client_address  # a browser that leaves in the middle of an answer is no fault


@contextmanager
def served(folder: Path, line: Line | None = None) -> Iterator[str]:
    """Serve `folder` on this machine, over `line`; give its address, with a slash at the end."""
    policy = folder / "csp.txt"
    value = policy.read_text(encoding="utf-8").strip().partition(": ")[2] if policy.is_file() else ""
    server = _Http(("127.0.0.1", 0), partial(_Handler, policy=value, line=line or Line(), directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
