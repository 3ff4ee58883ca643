"""The examples for web servers, run as they are written: what may be kept, what must be asked for again, redirects."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from prepare import found

pytestmark = pytest.mark.slow

HOST = "kunskapsbasen.example"
KEPT = "public, max-age=31536000, immutable"
MODULES = ("mpm_event", "authz_core", "mime", "dir", "headers")


def nginx(program: str, example: str, folder: Path) -> list[str]:
    (folder / "nginx.conf").write_text(
        f"pid {folder}/pid; error_log {folder}/log; events {{}} http {{ include /etc/nginx/mime.types; "
        f"access_log off; client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder}; "
        f"uwsgi_temp_path {folder}; scgi_temp_path {folder};\n{example}\n}}",
        encoding="utf-8",
    )
    return [program, "-p", str(folder), "-e", f"{folder}/log", "-c", f"{folder}/nginx.conf", "-g", "daemon off;"]


def apache(program: str, example: str, folder: Path) -> list[str]:
    modules = "".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n" for name in MODULES)
    (folder / "types").write_text("text/html html\ntext/javascript js\napplication/json json\n", encoding="utf-8")
    types = f"TypesConfig {folder}/types\n"
    (folder / "apache.conf").write_text(
        f"ServerRoot {folder}\nPidFile {folder}/pid\nErrorLog {folder}/log\n{modules}{types}"
        f"Listen 127.0.0.1:{example.split(':', 1)[1].split('>')[0]}\n{example}",
        encoding="utf-8",
    )
    return [program, "-X", "-f", f"{folder}/apache.conf"]


Ask = Callable[[str], http.client.HTTPResponse]


@pytest.fixture(scope="module", params=["nginx", "apache"])
def ask(request: pytest.FixtureRequest, small_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """The small site behind a real server that is told what the example says, but for its folder and its port."""
    name: str = request.param
    program = found("apache2" if name == "apache" else name)
    if not program:
        pytest.skip(f"{name} saknas")
    folder = tmp_path_factory.mktemp(name)
    site = folder / "webb"
    shutil.copytree(small_project / "site", site)
    folder.chmod(0o755)
    for parent in folder.parents[:4]:
        parent.chmod(parent.stat().st_mode | 0o055)  # a server that root starts reads as someone else
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    text = (site / "server" / f"{name}.conf").read_text(encoding="utf-8")
    for old, new in (
        ("/srv/kunskapsbasen/site", str(site)),
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("*:80", f"*:{port}"),
    ):
        text = text.replace(old, new)
    command = (apache if name == "apache" else nginx)(program, text, folder)
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)

    def asking(path: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", path, headers={"Host": HOST})
        answer = connection.getresponse()
        answer.read()
        return answer

    for _ in range(200):
        try:
            asking("/")
            break
        except OSError:
            assert process.poll() is None, (folder / "said").read_text() + (folder / "log").read_text()
            time.sleep(0.05)
    yield asking
    process.terminate()
    process.wait(timeout=20)


@pytest.mark.parametrize(
    "path",
    ["/", "/sip/mote/", "/finns-inte/", "/notiser/sv.json", "/notiser/sv.js?v=abc", "/assets/kb.js", "/search/nu.js"],
)
def test_what_may_change_at_its_address_is_asked_for_again(ask: Ask, path: str) -> None:
    assert ask(path).headers["Cache-Control"] == "no-cache"


def test_what_has_a_version_in_its_address_is_kept(ask: Ask, small_project: Path) -> None:
    site = small_project / "site"
    files = ("search/*/sv/core.js", "contacts/*/sv.js", "choice/*/sv/words.js")
    found = [next(site.glob(file)).relative_to(site).as_posix() for file in files]
    for path in (*(f"/{file}" for file in found), "/assets/kb.js?v=0123456789"):
        answer = ask(path)
        assert answer.status == 200, path
        assert answer.headers.get_all("Cache-Control") == [KEPT], path


@pytest.mark.parametrize(
    "path",
    [
        "/search/0123456789/sv/core.js",
        "/choice/0123456789/sv/words.js",
        "/contacts/0123456789/sv.js",
        "/assets/finns-inte.js?v=0123456789",
    ],
)
def test_that_something_with_a_version_is_not_there_is_asked_again(ask: Ask, path: str) -> None:
    answer = ask(path)
    assert answer.status == 404
    assert answer.headers.get_all("Cache-Control") == ["no-cache"]


def test_words_in_the_query_do_not_make_a_page_one_to_keep(ask: Ask) -> None:
    for path in ("/?/search/0123456789/", "/sip/mote/?x=/assets/?v=0123456789"):
        assert ask(path).headers.get_all("Cache-Control") == ["no-cache"], path


def test_a_missing_slash_is_added_without_naming_what_is_behind_a_proxy(ask: Ask) -> None:
    answer = ask("/sip/mote")
    assert answer.status == 301
    assert answer.headers["Location"] in ("/sip/mote/", f"https://{HOST}/sip/mote/")


def test_what_is_not_there_is_told_with_the_page_for_that_and_the_policy(ask: Ask) -> None:
    answer = ask("/finns/inte")
    assert answer.status == 404
    assert answer.headers["Content-Type"].lower() == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_calendars_are_sent_as_calendars_in_utf_8(ask: Ask, small_project: Path) -> None:
    calendar = next((small_project / "site").rglob("*.ics")).relative_to(small_project / "site")
    assert ask(f"/{calendar}").headers["Content-Type"].lower() == "text/calendar; charset=utf-8"
