"""The command line as its user meets it: words and answers in, text and an exit code out."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest

from carekb.cli.main import main


class Ended(NamedTuple):
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]
"""What the fixtures called `run` give: a command that needs no more than its words."""


def run_kb(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, args: Sequence[object], answers: Sequence[str]
) -> Ended:
    """Run `kb` with `args`, where someone types `answers`."""
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in answers)))
    with pytest.raises(SystemExit) as ended:
        main([*map(str, args)])
    return Ended(int(ended.value.code or 0), *capsys.readouterr())
