"""`mkdocs serve` in a real process: edits show, errors show, and the last good build stays."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from projects import copy_mini, environment

pytestmark = pytest.mark.slow

PAGE = "docs/rutiner/inskrivning.md"
ROLES = "data/roles.yml"
PATIENCE = 30.0


class Preview:
    """A running preview of a base, and its log."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.log = root.parent / "serve.log"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", self.address],
            cwd=root,
            env=environment(PYTHONUNBUFFERED="1"),
            stdin=subprocess.DEVNULL,
            stdout=self.log.open("wb"),
            stderr=subprocess.STDOUT,
        )
        self.wait(lambda: "Serving on" in self.output())

    def output(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def builds(self) -> int:
        return self.output().count("Building documentation...")

    def reloads(self) -> int:
        return self.output().count("Reloading browsers")

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://{self.address}/{path}", timeout=PATIENCE) as answer:
            return str(answer.read().decode("utf-8"))

    def edit(self, path: str, old: str, new: str) -> None:
        """Change a file, and wait until the change has been built."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        self.save(path, text.replace(old, new))

    def save(self, path: str, text: str) -> None:
        """Save a file whole, as good editors do, and wait until it has been built."""
        before = self.reloads()
        unfinished = self.root / "unfinished"
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(self.root / path)
        self.wait(lambda: self.reloads() > before)

    def wait(self, until: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not until():
            assert self.process.poll() is None, self.output()
            assert time.monotonic() < end, self.output()
            time.sleep(0.1)


@pytest.fixture(scope="session")  # between modules, processes that share the tests would start it anew
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    running = Preview(copy_mini(tmp_path_factory.mktemp("serve") / "base"))
    yield running
    running.process.terminate()
    running.process.wait(timeout=PATIENCE)


@pytest.mark.xdist_group("serve")
def test_an_edited_page_shows_after_one_build(preview: Preview) -> None:
    before = preview.builds()
    preview.edit(PAGE, "Läs [vad du gör]", "Gå tillbaka till [vad du gör]")
    assert "Gå tillbaka till" in preview.get("rutiner/inskrivning/")
    time.sleep(2)  # a staging that watched itself would have started the next build by now
    assert preview.builds() == before + 1


@pytest.mark.xdist_group("serve")
def test_edited_data_shows_in_both_languages_after_one_build(preview: Preview) -> None:
    before = preview.builds()
    preview.edit(ROLES, "Cares for the patient in hospital", "Looks after the patient in hospital")
    preview.edit(ROLES, "Vårdar patienten på sjukhuset", "Vårdar den sjuke på sjukhuset")
    assert "Vårdar den sjuke" in preview.get("roller/slutenvarden/")
    assert "Looks after the patient" in preview.get("en/roller/slutenvarden/")
    time.sleep(2)
    assert preview.builds() == before + 2


@pytest.mark.xdist_group("serve")
def test_an_edited_word_shows_in_the_frame_and_on_pages_made_from_data(preview: Preview) -> None:
    words = "hooks/carekb/words/sv.yml"
    preview.edit(words, "  main_menu: Huvudmeny\n", "  main_menu: Största menyn\n")
    assert 'aria-label="Största menyn"' in preview.get("")
    preview.edit(words, "\nroles:\n  title: Roller\n", "\nroles:\n  title: Alla roller\n")
    assert "Alla roller</h1>" in preview.get("roller/")


def test_a_broken_edit_shows_its_error_and_keeps_the_last_good_build_until_it_is_repaired(preview: Preview) -> None:
    good = preview.get("roller/slutenvarden/")
    assert "kb-fault" not in good
    preview.edit(ROLES, "contacts: [lokal-superanvandare, gits]", 'contacts: ["<b>gitz"]')
    for text in (preview.output(), preview.get("")):
        assert "Sidan visar den senaste felfria versionen." in text
        assert "data/roles.yml:" in text
    page = preview.get("roller/slutenvarden/")
    assert "kb-fault" in page
    assert "<b>gitz" not in page  # what an editor writes is shown, never obeyed
    assert "&lt;b&gt;gitz" in page
    assert "Vårdar" in page

    preview.edit(ROLES, 'contacts: ["<b>gitz"]', "contacts: [lokal-superanvandare, gits]")
    assert "kb-fault" not in preview.get("")
    assert "kb-fault" not in preview.get("en/roller/slutenvarden/")


@pytest.mark.xdist_group("serve")
def test_a_copy_for_use_without_a_network_is_made_while_a_preview_builds(preview: Preview) -> None:
    env = environment(PYTHONPATH=str(preview.root / "hooks"))
    command = [sys.executable, "-m", "carekb", "build", "--offline"]
    packing = subprocess.Popen(command, cwd=preview.root, env=env, stderr=subprocess.PIPE, text=True)
    preview.edit(PAGE, "vad du gör]", "vad du nu gör]")
    assert packing.wait(timeout=PATIENCE) == 0, packing.communicate()
    assert "vad du nu gör" in preview.get("rutiner/inskrivning/")
    assert list((preview.root / "dist").glob("kunskapsbasen-*.zip"))


@pytest.mark.xdist_group("serve")
def test_a_port_that_is_taken_is_told_in_a_line_before_anything_is_built(preview: Preview) -> None:
    port = int(preview.address.partition(":")[2])
    for address, told in (
        (preview.address, rf"Port {port} är upptagen\. Ta en annan: make serve PORT=\d+, eller mkdocs serve"),
        ("127.0.0.1:99999", "Det går inte att visa något på 127.0.0.1:99999"),
    ):
        command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address]
        finished = subprocess.run(
            command, cwd=preview.root, env=environment(), capture_output=True, text=True, check=False
        )
        assert finished.returncode == 1
        assert re.search(told, finished.stderr)
        assert "Traceback" not in finished.stderr
        assert "Building 'sv'" not in finished.stderr


@pytest.mark.xdist_group("serve")
def test_a_new_page_shows_and_a_removed_one_goes(preview: Preview) -> None:
    text = (preview.root / "docs/sip/index.md").read_text(encoding="utf-8")
    preview.save("docs/sip/ny.md", text.replace("title: ", "title: Ny "))
    assert "<h1>Ny " in preview.get("sip/ny/")
    before = preview.reloads()
    (preview.root / "docs/sip/ny.md").unlink()
    preview.wait(lambda: preview.reloads() > before)
    with pytest.raises(urllib.error.HTTPError, match="404"):
        preview.get("sip/ny/")
