"""The examples of `make demo`: of each kind, clearly marked, without faults, and never part of the real base."""

from __future__ import annotations

from pathlib import Path

import pytest

from carekb.notices.board import Board
from carekb.notices.reading import open_notices
from carekb.relations.notice_life import Phase
from conftest import ROOT
from demo.build import examples
from notices import at


@pytest.mark.parametrize("now", ["2026-11-22 10:00", "2026-03-29 02:30", "2026-10-25 02:30", "2027-01-01 00:00"])
def test_the_examples_are_of_each_kind_and_phase_whenever_they_are_shown(now: str) -> None:
    drafts = {f"data/notices/{name}": text for name, text in examples(at(now)).items()}
    base, problems = open_notices(ROOT, at(now).date(), drafts)
    assert problems == []
    board = Board(base, at(now), ROOT)
    assert {notice.kind for notice in board.notices} == {"storning", "underhall", "information"}
    assert {board.at(notice).phase for notice in board.notices} == set(Phase)


def test_every_example_says_that_it_is_one() -> None:
    for text in examples(at("2026-11-22 10:00")).values():
        assert "EXEMPEL: " in text
        assert "Det här är ett påhittat exempel" in text


def test_the_real_base_has_no_examples() -> None:
    assert [path.name for path in Path(ROOT / "data/notices").glob("*exempel*")] == []
