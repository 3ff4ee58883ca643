"""The real base as a whole."""

from __future__ import annotations

from carekb.checks.open_base import open_base
from carekb.editing.formatting import format_files
from carekb.site.assemble import build_site
from conftest import ROOT, TODAY


def test_the_real_base_has_no_faults_and_no_warnings() -> None:
    assert open_base(ROOT, TODAY)[1] == []


def test_the_real_base_is_in_canonical_form() -> None:
    # `kb fmt` mends what is named here.
    result = format_files(ROOT, [ROOT], write=False)
    assert (result.changed, result.problems) == ([], [])


def test_the_real_base_has_no_additions_and_says_so() -> None:
    base, _ = open_base(ROOT, TODAY)
    assert base.additions == {}
    body = build_site(base, ROOT).bodies["omraden/tillagg.md", "sv"]
    assert "Basen har inga lokala tillägg." in body
    assert "luckor.md#lokala-rutiner" in body
