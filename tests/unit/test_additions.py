"""Local additions: where they stand, what they rest on, and when they are out of date."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from carekb.base.base import Base
from carekb.checks.open_base import open_base
from carekb.cli.main import kb as command
from carekb.model.canonical import canonical
from carekb.relations import additions, fingerprints
from carekb.site.assemble import build_site
from carekb.site.site import Site
from carekb.source.markdown import moved
from conftest import MINI, ROOT, TODAY

PAGE = "sip/mote.md"


@pytest.fixture(scope="module")
def base() -> Base:
    return open_base(MINI, TODAY)[0]


@pytest.fixture(scope="module")
def site(base: Base) -> Site:
    return build_site(base, ROOT)


def fresh(root: Path) -> Base:
    return open_base(root, TODAY)[0]


def change(root: Path, file: str, before: str, after: str) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert before in text
    (root / file).write_text(text.replace(before, after), encoding="utf-8")


def test_a_page_has_the_additions_of_areas_before_those_of_municipalities(base: Base) -> None:
    assert [addition.place for addition in additions.additions_to(base, PAGE)] == ["fyrbodal", "uddevalla"]
    assert additions.additions_to(base, "index.md") == []


def test_an_area_has_its_own_additions_and_those_of_its_municipalities(base: Base) -> None:
    assert {page: len(found) for page, found in additions.additions_in(base, "fyrbodal").items()} == {PAGE: 2}
    assert {page: len(found) for page, found in additions.additions_of(base, "uddevalla").items()} == {PAGE: 1}
    assert [area.id for area in additions.areas_with_additions(base)] == ["fyrbodal"]


def test_an_addition_stands_last_in_its_section_with_what_is_below_it(site: Site) -> None:
    lines = [line for line in site.bodies[PAGE, "sv"].split("\n") if line]
    found = lines.index('??? tillagg i-fyrbodal "Fyrbodal: Ring också kommunens samordnare"')
    assert lines.index("Boka ett rum.") < found < lines.index("## Efter mötet")
    assert lines.index('??? tillagg i-uddevalla "Uddevalla kommun: Vår gemensamma inkorg"') > lines.index(
        "Följ upp planen."
    )


def test_a_translation_has_the_addition_in_the_same_section(site: Site) -> None:
    lines = [line for line in site.bodies[PAGE, "en"].split("\n") if line]
    found = lines.index('??? tillagg i-fyrbodal "Fyrbodal: Also call the municipal coordinator"')
    assert lines.index("Book a room.") < found < lines.index("## After the meeting")


def test_an_addition_that_is_not_translated_is_marked_as_swedish(site: Site) -> None:
    assert '??? tillagg i-uddevalla lang-sv "Uddevalla kommun: Vår gemensamma inkorg"' in site.bodies[PAGE, "en"]


def test_where_a_translation_has_other_headings_the_addition_stands_last(mini: Path) -> None:
    change(mini, "docs/sip/mote.en.md", "## Before the meeting", "**Before the meeting**")
    change(mini, "docs/sip/mote.en.md", "### Venue", "## Venue")
    change(mini, "docs/sip/mote.en.md", "\n## After the meeting\n", "\n")
    change(mini, "docs/sip/mote.en.md", "## Venue", "")
    lines = build_site(fresh(mini), ROOT).bodies[PAGE, "en"].split("\n")
    assert lines.index("Follow up the plan.") < next(
        n for n, line in enumerate(lines) if line.startswith("??? tillagg")
    )


def test_links_follow_the_text_to_the_page_that_compares(site: Site) -> None:
    body = site.bodies["omraden/fyrbodal/tillagg.md", "sv"]
    assert "[rummet](../../sip/mote.md#lokal)" in body
    assert "[SIP](../../sip/index.md)" in body
    assert body.count("!!! tillagg bredvid") == 2


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("[a](b.md#c)", "[a](../b/b.md#c)"),
        ("![a](../bilder/a.png) och [b](https://x.se/a.md)", "![a](../bilder/a.png) och [b](https://x.se/a.md)"),
        ("`[a](b.md)` [c](/d.md)", "`[a](b.md)` [c](/d.md)"),
        ("[a](#b)", "[a](../b/sida.md#b)"),
    ],
)
def test_a_line_that_moves_takes_its_links_with_it(line: str, shown: str) -> None:
    assert moved(line, "b/sida.md", "c/annan.md") == shown
    assert moved(line, "b/sida.md", "b/sida.md") == line


def test_what_readers_meet_changes_the_fingerprint_and_nothing_else_does(mini: Path) -> None:
    def said() -> str:
        base = fresh(mini)
        return fingerprints.fingerprint(base, base.pages[PAGE])

    before = said()
    change(mini, "docs/sip/mote.md", "Boka ett rum.", "Boka\nett rum.")
    change(mini, "docs/sip/mote.md", "reviewed: 2026-11-20", "reviewed: 2026-11-21")
    change(mini, "docs/sip/mote.en.md", "Book a room.", "Book a big room.")
    assert said() == before
    change(mini, "data/facts.yml", "sv: 24 timmar", "sv: 48 timmar")
    after = said()
    assert after != before
    change(mini, "docs/sip/mote.md", "Följ upp planen.", "Följ upp planen snart.")
    assert said() not in (before, after)


def test_a_step_on_the_page_that_changes_makes_the_addition_stale(mini: Path) -> None:
    change(mini, "docs/sip/mote.md", "Följ upp planen.", "[[steg:planering]]")
    base = fresh(mini)
    before = fingerprints.fingerprint(base, base.pages[PAGE])
    change(mini, "data/processes.yml", "sv: Planerar stödet.", "sv: Planerar stödet hemma.")
    base = fresh(mini)
    assert fingerprints.fingerprint(base, base.pages[PAGE]) != before


def test_readers_are_told_that_the_page_has_changed(mini: Path) -> None:
    change(mini, "docs/sip/mote.md", "Boka ett rum.", "Boka två rum.")
    site = build_site(fresh(mini), ROOT)
    assert site.bodies[PAGE, "sv"].count("**Sidan har ändrats sedan tillägget granskades.**") == 2
    assert "**The page has changed since the addition was reviewed.**" in site.bodies[PAGE, "en"]


def test_the_command_writes_the_day_and_the_fingerprint_and_leaves_the_rest(mini: Path) -> None:
    file = "data/additions/fyrbodal/mote.md"
    change(mini, "docs/sip/mote.md", "Boka ett rum.", "Boka två rum.")
    before = (mini / file).read_text(encoding="utf-8").splitlines()
    ended = CliRunner().invoke(command, ["--root", str(mini), "tillagg", "granskat", file])
    assert ended.output == f"{file}: granskat 2026-11-22 mot sidan {PAGE}.\n"
    after = (mini / file).read_text(encoding="utf-8").splitlines()
    changed = [line.partition(":")[0] for old, line in zip(before, after, strict=True) if old != line]
    assert changed == ["reviewed", "fingerprint"]
    assert [found.path for found in open_base(mini, TODAY)[1]] == ["data/additions/uddevalla/mote.md"]
    text = (mini / file).read_text(encoding="utf-8")
    assert canonical(file, text)[0] == text


def test_the_command_refuses_what_is_no_addition(mini: Path) -> None:
    ended = CliRunner().invoke(command, ["--root", str(mini), "tillagg", "granskat", "docs/sip/mote.md"])
    assert ended.exit_code == 2
    assert "är inget lokalt tillägg" in ended.output


def test_new_addition_writes_a_valid_file_in_form(mini: Path) -> None:
    answers = ["--place", "uddevalla", "--page", PAGE, "--after", "efter-motet", "--title", "Så följer vi upp"]
    answers += ["--owner", "redaktor", "--source", "l1", "--yes"]
    ended = CliRunner().invoke(command, ["--root", str(mini), "new", "addition", *answers])
    assert ended.exit_code == 0, ended.output
    file = "data/additions/uddevalla/mote-2.md"  # the page's own name is taken
    text = (mini / file).read_text(encoding="utf-8")
    assert canonical(file, text)[0] == text
    assert open_base(mini, TODAY)[1] == []
