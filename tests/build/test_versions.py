"""Versions in addresses: what browsers may keep for a year is never something else at the same address."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from projects import built, copy_mini, tree

pytestmark = pytest.mark.slow

KEPT = re.compile(r"(search|choice|contacts)/[0-9a-f]{10}/")


def kept(site: Path) -> dict[str, bytes]:
    """Return what the server examples let browsers keep of a site because its address names a generation."""
    return {path: content for path, content in tree(site).items() if KEPT.match(path)}


def edited(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_that_may_be_kept_differs_at_one_address(tmp_path: Path) -> None:
    first = built(copy_mini(tmp_path / "first"))
    later = built(copy_mini(tmp_path / "later"), env={"KB_TODAY": "2026-11-24"})
    other = copy_mini(tmp_path / "other")
    edited(other, "data/roles.yml", "Vårdar patienten på sjukhuset", "Vårdar den sjuke på sjukhuset")
    for site in (later, built(other)):
        before, after = kept(first), kept(site)
        assert {path.partition("/")[0] for path in after} == {"search", "choice", "contacts"}
        assert [path for path in before.keys() & after.keys() if before[path] != after[path]] == []


def test_a_date_that_changes_when_contacts_answer_gives_another_generation(tmp_path: Path) -> None:
    sites = [built(copy_mini(tmp_path / day), env={"KB_TODAY": day}) for day in ("2026-11-22", "2026-11-24")]
    answers = [
        {path: content for path, content in tree(site).items() if path.startswith("contacts/")} for site in sites
    ]
    assert set(answers[0].values()) != set(answers[1].values())
    assert not answers[0].keys() & answers[1].keys()
