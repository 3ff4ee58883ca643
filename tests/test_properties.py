"""Whatever stands in a file, the base is read and the faults are told; nothing raises."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carekb.checks.open_base import open_base
from carekb.days.clock import today
from carekb.model.canonical import Unfit, canonical
from carekb.source.problems import report
from carekb.source.yaml import decode, parse
from conftest import MINI

FILES = sorted(file.relative_to(MINI).as_posix() for file in MINI.rglob("*") if file.is_file())
TEXTS = [path for path in FILES if path.endswith((".yml", ".md"))]

WORDS = st.sampled_from(
    [
        b"---\n", b"- id: a\n", b"id: ", b"title: ", b"  sv: x\n", b"  en: ", b"[", b"]", b"{", b"}", b": ", b"# ",
        b"\n", b"\t", b"\xff", b"\x00", b"&a ", b"*a", b"!!int 1", b"? ", b"|-\n", b">-\n", b"'", b'"', b"[[", b"]]",
        b"[[term:sip]]", b"![](x.png)", b"[a](b.md#c)", b"<b>", b"```\n", b"~", b"2026-02-30", b"%", b"\xc3\xa5",
        b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"- - - - ", b"kind: rutin\n", b"- ", b"  ", b"null", b"## a\n", b"\r\n",
        b"\r", b"sources: [l1]\n", b"\x85",
    ]
)  # fmt: skip
ANY_BYTES = st.binary(max_size=200) | st.lists(WORDS, max_size=30).map(b"".join)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("bas") / "mini"
    shutil.copytree(MINI, copy)
    return copy


def reported(root: Path, path: str, raw: bytes) -> str:
    file = root / path
    before = file.read_bytes()
    try:
        file.write_bytes(raw)
        _, problems = open_base(root, today())
    finally:
        file.write_bytes(before)
    return report(problems)


FEW = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(path=st.sampled_from(FILES), raw=ANY_BYTES)
@FEW
def test_any_bytes_in_any_file_give_a_report(base: Path, path: str, raw: bytes) -> None:
    assert reported(base, path, raw).splitlines()[-1].endswith(("varningar.", "varning."))


@given(path=st.sampled_from(FILES), data=st.data())
@FEW
def test_a_file_damaged_anywhere_gives_a_report(base: Path, path: str, data: st.DataObject) -> None:
    raw = (MINI / path).read_bytes()
    start = data.draw(st.integers(0, len(raw)))
    length = data.draw(st.integers(0, 40))
    damaged = raw[:start] + data.draw(ANY_BYTES) + raw[start + length :]
    assert reported(base, path, damaged).splitlines()[-1].endswith(("varningar.", "varning."))


@given(path=st.sampled_from(TEXTS), data=st.data())
@settings(max_examples=300, deadline=None)
def test_a_damaged_file_is_formatted_without_loss_or_left_alone(path: str, data: st.DataObject) -> None:
    raw = (MINI / path).read_bytes()
    start = data.draw(st.integers(0, len(raw)))
    damaged = raw[:start] + data.draw(ANY_BYTES) + raw[start + data.draw(st.integers(0, 40)) :]
    text, faults = decode(path, damaged)
    if faults:
        return
    try:
        written, document = canonical(path, text)
    except Unfit:
        return
    if written is not None:
        assert canonical(path, written)[0] == written
        if path.endswith(".yml"):
            assert parse(path, written).value == document.value
