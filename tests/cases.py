"""Broken cases: the small base with something wrong in it.

A case is `tests/broken/<code>-<slug>/case.yml`: what to change in `tests/fixtures/mini`;
`expected.txt` beside it is the whole report.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image, PngImagePlugin

from carekb.source.yaml import parse

BROKEN = Path(__file__).parent / "broken"
CASES = sorted(path.name for path in BROKEN.iterdir() if path.is_dir())


def read_case(name: str) -> dict[str, Any]:
    """Return a case's `case.yml`."""
    document = parse(name, (BROKEN / name / "case.yml").read_text(encoding="utf-8"))
    assert not document.problems, document.problems
    assert isinstance(document.value, dict)
    return document.value


def apply(case: dict[str, Any], root: Path) -> None:
    """Break the base at `root` in the way that `case` says."""
    steps: dict[str, Callable[[Path, Any], object]] = {
        "change": _change,
        "rename": lambda file, item: file.rename(root / filled(item["to"])),
        "write": lambda file, item: file.write_text(filled(item["text"]), encoding="utf-8", newline="\n"),
        "bytes": lambda file, item: file.write_bytes(bytes.fromhex(item["hex"])),
        "picture": lambda file, item: file.write_bytes(_picture(filled(item["comment"]))),
    }
    for name in case.get("delete", ()):
        (root / name).unlink()
    for name in case.get("folder", ()):
        (root / name).mkdir()
    for kind, step in steps.items():
        for item in case.get(kind, ()):
            file = root / item["file"]
            file.parent.mkdir(parents=True, exist_ok=True)
            step(file, item)


def filled(text: str) -> str:
    """Put valid identity numbers where a case asks for them: none may stand in the repository itself."""
    for word, number in _numbers().items():
        text = text.replace(word, number)
    return text


def emptied(text: str) -> str:
    """Take the numbers out again, so that an expected report holds none."""
    for word, number in _numbers().items():
        text = text.replace(number, word)
    return text


def _numbers() -> dict[str, str]:
    return {
        "{personnummer}": _number("800101"),
        "{personnummer-delat}": _number("800101").replace("-", "\n    "),
        "{samordningsnummer}": _number("800161"),
    }


def _number(day: str) -> str:
    nine = f"{day}123"
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(nine)]
    return f"{day}-123{-sum(value - 9 if value > 9 else value for value in doubled) % 10}"


def _change(file: Path, item: dict[str, str]) -> None:
    text = file.read_text(encoding="utf-8")
    assert item["from"] in text, f"{file.name} saknar {item['from']!r}"
    file.write_text(text.replace(item["from"], filled(item["to"] or "")), encoding="utf-8", newline="\n")


def _picture(comment: str) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", comment)
    file = io.BytesIO()
    Image.new("RGB", (2, 2)).save(file, "PNG", pnginfo=info)
    return file.getvalue()
