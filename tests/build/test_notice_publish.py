"""Publishing on a finished site: whole files, nothing lost, nothing but notices touched, also when it is killed."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from carekb.build import session as build
from carekb.disk.locks import Busy, locked, of_site
from carekb.notices.publishing import Refused, publish
from conftest import ROOT
from notices import at, update, values, write
from projects import kb, tree

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("small")]

NOW = at("2026-11-22 10:00")
OUTAGE = values("storning", "2026-11-22 09:00", id="avbrott")
ADDRESS = "https://kunskapsbasen.example/"
SAMAS = {"system": "samas", "state": "avbrott"}
MOMENT = str(int(NOW.timestamp()))
BOARD = "driftinformation/index.html"


@pytest.fixture
def own(small_project: Path, tmp_path: Path) -> Path:
    """The small base, built, free to change."""
    return Path(shutil.copytree(small_project, tmp_path / "own"))


def test_publishing_changes_notice_files_and_nothing_else(own: Path) -> None:
    site = own / "site"
    before = tree(site)
    write(own, OUTAGE)
    done = publish(own, site, NOW)
    after = tree(site)
    changed = {path for path in after if after[path] != before.get(path)}
    assert changed - {".notiser/las"} == set(done.changed)
    assert before.keys() <= after.keys()
    allowed = (
        "notiser/",
        "feeds/",
        "en/feeds/",
        "kalender/",
        "en/kalender/",
        "api/v1/notices.json",
        "api/v2/",
        ".notiser/",
    )
    assert [p for p in changed if not p.startswith(allowed) and p not in (BOARD, f"en/{BOARD}")] == []


def test_the_page_of_all_notices_gets_its_bar_and_its_list_and_keeps_the_rest(own: Path) -> None:
    site = own / "site"
    before = LexborHTMLParser((site / BOARD).read_text(encoding="utf-8"))
    write(own, OUTAGE)
    publish(own, site, NOW)
    for path, words in ((BOARD, "Avbrott pågår"), (f"en/{BOARD}", "Outage")):
        page = LexborHTMLParser((site / path).read_text(encoding="utf-8"))
        assert words in page.css_first("#notis-avbrott").text()
        assert page.css("#kb-drift .kb-card") == []
        assert len(page.css("#kb-drift")) == len(page.css("#kb-board")) == 1
    after = LexborHTMLParser((site / BOARD).read_text(encoding="utf-8"))
    assert after.css_first("#mer-om-drift").html == before.css_first("#mer-om-drift").html
    assert after.css_first(".kb-footer").html == before.css_first(".kb-footer").html


def test_publishing_gives_the_same_site_as_building_it(own: Path) -> None:
    from projects import built

    write(own, OUTAGE)
    stop = values("underhall", "2026-11-24 18:00", "2026-11-24 20:00", id="stopp")
    for start in (stop["start"], "2026-11-24T17:00:00+01:00"):  # changed in the file alone, without an update
        write(own, {**stop, "start": start})
        publish(own, own / "site", NOW)
    calendar = (own / "site/kalender/driftinformation.ics").read_text(encoding="utf-8")
    assert "SEQUENCE:1" in calendar.partition("UID:stopp@")[2].partition("END:VEVENT")[0]
    published = tree(own / "site")
    built(own, env={"KB_TODAY": "", "SOURCE_DATE_EPOCH": MOMENT})
    rebuilt = tree(own / "site")
    files = [
        path for path in rebuilt if path.startswith(("notiser/", "feeds/", "kalender/", "api/v2/")) or path == BOARD
    ]
    assert len(files) > 25
    assert [path for path in files if rebuilt[path] != published[path]] == []


def test_publishing_twice_changes_nothing_but_the_time_of_it(own: Path) -> None:
    write(own, OUTAGE)
    publish(own, own / "site", NOW)
    assert publish(own, own / "site", NOW).changed == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"end": at("2026-11-22 08:00").isoformat()}, "KB304"),
        ({"systems": [SAMAS]}, 'menade du "samsa"'),
        ({"routine": "rutiner/finns-inte.md"}, "som inte finns i"),
    ],
)
def test_a_faulty_notice_is_refused_and_the_site_is_untouched(change: dict[str, object], told: str, own: Path) -> None:
    write(own, {**OUTAGE, **change})
    before = tree(own / "site")
    with pytest.raises(Refused, match=re.escape(told)):
        publish(own, own / "site", NOW)
    assert {p: c for p, c in tree(own / "site").items() if p != ".notiser/las"} == before


def test_a_build_does_not_put_away_a_notice_that_was_written_while_it_went_on(own: Path) -> None:
    for notice, told in ((OUTAGE, True), ({**OUTAGE, "id": "fel", "systems": [SAMAS]}, False)):
        process = build.BuildProcess()
        session = build.start(own, process, address="https://kunskapsbasen.example/", repository="", offline=False)
        made = build.folder_for(process, own / "site")
        shutil.copytree(own / "site", made, ignore=shutil.ignore_patterns(".notiser"))  # stands for the generator
        write(own, notice)
        build.finish(session, process, made)
        published = json.loads((own / "site/notiser/sv.json").read_text(encoding="utf-8"))["n"]
        assert (notice["id"] in {card["id"] for card in published}) is told
        assert (f"notis-{notice['id']}" in (own / "site" / BOARD).read_text(encoding="utf-8")) is told
        assert not made.exists()


def test_a_build_waits_for_a_publishing_and_leaves_the_old_site_if_that_never_ends(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = build.BuildProcess()
    session = build.start(own, process, address="", repository="", offline=False)
    made = build.folder_for(process, own / "site")
    before = tree(own / "site")
    monkeypatch.setattr(build, "locked", lambda file: locked(file, patience=0.1))
    with locked(of_site(own / "site")), pytest.raises(build.BuildRefused, match="Någon lägger ut notiser"):
        build.finish(session, process, made)
    after = tree(own / "site")
    assert {path: after[path] for path in after if not path.startswith(".notiser/")} == before


def test_a_folder_that_is_no_site_is_refused(own: Path, tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    with pytest.raises(Refused, match="inte en färdig webbplats"):
        publish(own, tmp_path / "tom", NOW)


def test_a_second_publishing_waits_for_the_first_and_gives_up(own: Path) -> None:
    lock = of_site(own / "site")
    with locked(lock), pytest.raises(Busy), locked(lock, patience=0.1):
        pass
    with locked(lock, patience=0):
        pass


def test_who_waits_while_a_build_puts_another_site_there_locks_that_one(own: Path) -> None:
    site, old = own / "site", own / "gammal"
    fresh = Path(shutil.copytree(site, own / "ny"))
    entered = threading.Event()

    def wait() -> None:
        with locked(of_site(site)):
            entered.set()

    with locked(of_site(site)):
        waiting = threading.Thread(target=wait)
        waiting.start()
        time.sleep(0.1)
        site.rename(old)
        fresh.rename(site)
        with locked(of_site(site)):
            held = entered.wait(0.2)
        assert not held
    waiting.join(5)
    assert entered.is_set()


def test_of_many_publishings_at_once_none_is_lost_and_the_newest_notices_win(own: Path) -> None:
    site = own / "site"
    jobs = []
    for number in range(6):
        write(own, {**OUTAGE, "id": f"avbrott-{number}"})
        jobs.append(_start(own, site))
    assert [job.wait() for job in jobs] == [0] * 6
    found = json.loads((site / "api/v1/notices.json").read_text(encoding="utf-8"))["notices"]
    assert [n["id"] for n in found] == [*(f"avbrott-{n}" for n in range(6)), "planerat-stopp"]
    assert "avbrott-5" in (site / "notiser/sv.json").read_text(encoding="utf-8")
    assert not (site / ".notiser/nytt").exists()


def test_killed_at_two_hundred_random_moments_a_reader_never_meets_half_a_file_and_the_next_publishing_repairs(
    own: Path,
) -> None:
    site = own / "site"
    long = {**OUTAGE, "text": {"sv": "Lång text. " * 900}}
    reader = _Reader(site)
    chance = random.Random(200)
    reader.start()
    killed = 0
    server = _Publisher(own, site)
    for number in range(200):
        state = "avbrott" if number % 2 else "forsamrad"
        write(own, {**long, "systems": [{"system": "samsa", "state": state}]})
        killed += server.publish_and_kill(chance.random() * server.usual)
    reader.stop()
    assert reader.faults == []
    assert reader.rounds > 20
    assert killed >= 150
    write(own, OUTAGE)
    publish(own, site, NOW + timedelta(minutes=5))
    assert not (site / ".notiser/nytt").exists()
    whole = tree(site)
    assert publish(own, site, NOW + timedelta(minutes=5)).changed == []
    assert tree(site) == whole


def _start(root: Path, site: Path) -> subprocess.Popen[bytes]:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "SOURCE_DATE_EPOCH": MOMENT, "KB_TODAY": ""}
    return subprocess.Popen(
        [sys.executable, "-m", "carekb", "notice", "publish", "--to", str(site)],
        cwd=root,
        env=env,
        stdout=subprocess.DEVNULL,
    )


class _Publisher:
    """Publishes in a child made by fork, so that two hundred of them need not start Python two hundred times."""

    def __init__(self, root: Path, site: Path) -> None:
        self.root, self.site = root, site
        began = time.monotonic()
        publish(root, site, NOW)
        self.usual = time.monotonic() - began

    def publish_and_kill(self, after: float) -> bool:
        """Start a publishing, kill it after some seconds; return whether it had not ended by then."""
        child = os.fork()
        if not child:
            try:
                publish(self.root, self.site, NOW + timedelta(seconds=random.random()))
            finally:
                os._exit(0)
        time.sleep(after)
        ended, _ = os.waitpid(child, os.WNOHANG)
        # The first was slow, and the machine is not always as quick: five of six are to be hit, all along their way.
        self.usual *= 0.9 if ended else 1.02
        if ended:
            return False
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return True


class _Reader(threading.Thread):
    """Reads what visitors and programs read, over and over, and notes what is not whole."""

    def __init__(self, site: Path) -> None:
        super().__init__(daemon=True)
        self.site, self.faults, self.rounds, self.going = site, [], 0, True

    def stop(self) -> None:
        self.going = False
        self.join()

    def run(self) -> None:
        while self.going:
            self.faults += list(self._faults())
            self.rounds += 1
            time.sleep(0.01)

    def _faults(self) -> Iterator[str]:
        ends = {
            "notiser/sv.js": b")\n",
            "notiser/sv.json": b"}\n",
            "api/v1/notices.json": b"}\n",
            "api/v2/summary.json": b"}\n",
            "feeds/driftinformation.atom": b"</feed>\n",
            "kalender/driftinformation.ics": b"END:VCALENDAR\r\n",
            BOARD: b"</html>",
        }
        for path, end in ends.items():
            try:
                raw = (self.site / path).read_bytes()
            except OSError as error:
                yield f"{path}: {error}"
                continue
            if not raw.rstrip(b"\r\n").endswith(end.rstrip(b"\r\n")):
                yield f"{path}: slutar på {raw[-30:]!r}"
            if path.endswith(".json"):
                json.loads(raw)


# --- the command


def test_the_command_publishes_and_says_how_much_it_changed(own: Path) -> None:
    write(own, OUTAGE)
    ended = kb(own, "notice", "publish", "--to", "site")
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("Publicerat i site: ")


def test_an_update_after_an_update_is_never_lost(own: Path) -> None:
    write(own, OUTAGE)
    for text in ("Ett.", "Två."):
        env = {"KB_TODAY": "", "SOURCE_DATE_EPOCH": MOMENT}
        assert kb(own, "notice", "update", "avbrott", "--text", text, "--yes", env=env).returncode == 0
    found = (own / "data/notices/avbrott.yml").read_text(encoding="utf-8")
    assert "Ett." in found
    assert "Två." in found
    assert update("2026-11-22 10:00", "undersoks")["at"][:16] in found
