"""The small base as the Markdown that any generator reads; `pytest --bless` rewrites, the diff is the review."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from carekb.checks.open_base import open_base
from carekb.site.assemble import build_site
from carekb.site.stage import stage, staged_files
from conftest import MINI, ROOT, TODAY, blessing

GOLDEN = Path(__file__).parent / "golden"


def mini_files() -> dict[str, bytes]:
    base, problems = open_base(MINI, TODAY)
    assert problems == []
    # The templates are the project's; the records are the small base's.
    return dict(staged_files(build_site(base, ROOT)))


def test_the_staged_markdown_is_the_expected_one(bless: bool) -> None:
    files = {path: content for path, content in mini_files().items() if path.endswith(".md")}
    if bless:
        stage(build_site(open_base(MINI, TODAY)[0], ROOT), GOLDEN)
        pytest.skip("skrev om tests/golden/")
    expected = {path.relative_to(GOLDEN).as_posix(): path.read_bytes() for path in GOLDEN.rglob("*.md")}
    assert sorted(files) == sorted(expected), blessing(__file__)
    for path in sorted(files):
        assert files[path].decode() == expected[path].decode(), f"{path}. {blessing(__file__)}"


def test_staging_twice_writes_nothing_the_second_time(tmp_path: Path) -> None:
    site = build_site(open_base(MINI, TODAY)[0], ROOT)
    assert stage(site, tmp_path) > 0
    assert stage(site, tmp_path) == 0


def test_what_is_no_longer_made_is_removed_from_the_staging(tmp_path: Path) -> None:
    site = build_site(open_base(MINI, TODAY)[0], ROOT)
    stage(site, tmp_path)
    old = tmp_path / "gammal" / "sida.md"
    old.parent.mkdir()
    old.write_text("x")
    stage(site, tmp_path)
    assert not old.parent.exists()


def test_the_list_from_a_to_o_has_every_page_but_itself_and_the_start_page() -> None:
    site = build_site(open_base(MINI, TODAY)[0], ROOT)
    linked = set(re.findall(r"\]\(([^)#]+\.md)\)", site.bodies["a-o.md", "sv"]))
    assert set(site.entries) - linked == {"index.md", "a-o.md"}


def test_no_two_pages_have_one_name_in_the_list_from_a_to_o() -> None:
    site = build_site(open_base(MINI, TODAY)[0], ROOT)
    names = re.findall(r"\[([^\]]+)\]\([^)#]+\.md\)", site.bodies["a-o.md", "sv"])
    assert sorted(set(names)) == sorted(names)
