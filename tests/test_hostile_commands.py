"""Whatever is written after `kb`, it ends with an exit code and a Swedish sentence, never with a traceback."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import click
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carekb.cli.main import kb, main
from projects import copy_mini, tree_hash

CALLS = int(os.environ.get("KB_FUZZ_CALLS", "80"))
HEAVY = {"build", "words", "stavning"}
"""Commands that start other programs: they are tried by tests of their own."""
HOSTILE = st.sampled_from(
    [
        "", " ", "-", "--", "---", "nu", "i natt", "25:61", "2026-02-30", "9999-12-31 23:59", "0001-01-01",
        "24/11 18–20", "tisdag 24/11 18–20", "samsa", "samsa=", "=avbrott", "samsa=trasig", "slang-x", "finns inte",
        "æøå", "\u202e", "a" * 5_000, "../../etc/passwd", "/etc/passwd", "/dev/null", "/proc/self/mem", "CON", "a/b",
        "a\nb", "a\tb", "%s%n", "{x}", "{{ x }}", "[[term:sip]]", "<script>", "&#60;", "'", '"', "\\", "$(id)", ";rm",
        "*", "?", "~", "0", "-1", "1e999", "null", "true", "sv", "en", "de", "planerat-stopp", "lokal-superanvandare",
        "docs/sip/mote.md", "data", "\udcff", "😀",
    ]
)  # fmt: skip


def commands(group: click.Group, way: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command with the words that lead to it."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*way, name))
        elif name not in HEAVY:
            yield (*way, name), command


COMMANDS = dict(commands(kb))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bas") / "mini"


@st.composite
def calls(draw: st.DrawFn) -> list[str]:
    way = draw(st.sampled_from(sorted(COMMANDS)))
    words = [*way]
    for param in COMMANDS[way].params:
        if not isinstance(param, click.Option):
            words += draw(st.lists(HOSTILE, max_size=2))
        elif draw(st.integers(0, 2)) == 0:
            words += [param.opts[0], *([] if param.is_flag else [draw(HOSTILE)])]
    return words + draw(st.lists(HOSTILE, max_size=1))


@given(words=calls())
@settings(
    max_examples=int(os.environ.get("KB_FUZZ", "100")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_command_ends_in_a_traceback(root: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    if not root.exists():
        copy_mini(root)
    monkeypatch.chdir(root)
    before = tree_hash(root)
    out, err = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
        main(["--root", str(root), *words])
    assert ended.value.code in (0, 1, 2, None)
    if ended.value.code:
        assert (out.getvalue() + err.getvalue()).strip(), words
    if tree_hash(root) != before:
        shutil.rmtree(root)  # the next command gets a base of its own
