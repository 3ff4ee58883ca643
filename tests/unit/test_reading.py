"""What stands in the folders of the base is read, or named: nothing is passed over, and nothing waits for ever."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from carekb.checks.open_base import open_base
from carekb.site.assemble import build_site
from conftest import ROOT, TODAY

Setup = Callable[[Path], object]


def pipe(path: str) -> Setup:
    return lambda root: ((root / path).unlink(missing_ok=True), os.mkfifo(root / path))


def link(path: str, goal: str) -> Setup:
    return lambda root: (root / path).symlink_to(goal)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows har inga namngivna rör")
@pytest.mark.parametrize(
    ("path", "setup"),
    [
        ("data/roles.yml", pipe("data/roles.yml")),
        ("data/vocab.yml", pipe("data/vocab.yml")),
        ("data/faq/ny.yml", pipe("data/faq/ny.yml")),
        ("docs/sip/ny.md", pipe("docs/sip/ny.md")),
        ("docs/bilder/ny.png", pipe("docs/bilder/ny.png")),
        ("data/additions/fyrbodal/ny.md", pipe("data/additions/fyrbodal/ny.md")),
        ("docs/sip/borta.md", link("docs/sip/borta.md", "finns-inte.md")),
        ("docs/bilder/borta.png", link("docs/bilder/borta.png", "finns-inte.png")),
        ("data/faq/borta.yml", link("data/faq/borta.yml", "finns-inte.yml")),
        ("docs/sip/runt", link("docs/sip/runt", ".")),
        ("docs/sip/mapp.md", lambda root: (root / "docs/sip/mapp.md").mkdir()),
        ("data/faq/mapp.yml", lambda root: (root / "data/faq/mapp.yml").mkdir()),
    ],
)
def test_what_is_no_ordinary_file_is_named(mini: Path, path: str, setup: Setup) -> None:
    setup(mini)
    assert (path, "KB108") in {(found.path, found.code) for found in open_base(mini, TODAY)[1]}


def test_letters_written_in_two_parts_are_read_as_one(mini: Path) -> None:
    for path in ("docs/sip/mote.md", "data/faq/vem-skickar.yml"):
        file = mini / path
        file.write_text(unicodedata.normalize("NFD", file.read_text(encoding="utf-8")), encoding="utf-8")
    base, problems = open_base(mini, TODAY)
    assert [found for found in problems if not found.is_warning] == []
    site = build_site(base, ROOT)
    texts = [site.entries["sip/mote.md"].word("sv").title, site.bodies["sip/mote.md", "sv"], *site.bodies.values()]
    assert all(unicodedata.is_normalized("NFC", text) for text in texts)
