"""Each fault an editor can make gives the report that stands beside it, whole.

`pytest tests/test_broken.py --bless` writes the reports anew; read the diff.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from carekb.checks.open_base import open_base
from carekb.days.clock import today
from carekb.source.problems import CODES, report
from cases import BROKEN, CASES, apply, emptied, read_case
from conftest import blessing


def test_the_small_base_has_no_faults(mini: Path) -> None:
    _, problems = open_base(mini, today())
    assert report(problems) == "0 fel, 0 varningar."


@pytest.mark.parametrize("name", CASES)
def test_a_broken_base_gives_the_expected_report(name: str, mini: Path, bless: bool) -> None:
    apply(read_case(name), mini)
    _, problems = open_base(mini, today())
    expected = BROKEN / name / "expected.txt"
    found = emptied(report(problems)) + "\n"
    if bless:
        expected.write_text(found, encoding="utf-8", newline="\n")
    assert found == expected.read_text(encoding="utf-8"), blessing(__file__)
    assert not name.startswith("kb") or name[:5].upper() in found


def test_every_code_has_a_case() -> None:
    assert set(CODES) <= {name[:5].upper() for name in CASES}
