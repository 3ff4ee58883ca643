"""The word lists of a language, one file each below `lists/`; `kb words` writes those that come from a dictionary."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "lists"


@cache
def word_list(name: str) -> tuple[str, ...]:
    """Return the words of `lists/<name>.txt` in order; none where there is no such list. A line with # is a comment."""
    return tuple(word for line in _lines(name) for word in line.split())


@cache
def irregular(lang: str) -> dict[str, str]:
    """Return {form: stem} of the forms that the rules do not bring together; a line is `stem: form form`."""
    groups = (line.partition(": ") for line in _lines(f"{lang}.forms"))
    return {form: stem for stem, _, forms in groups for form in forms.split()}


def rule_lines(lang: str) -> dict[str, list[str]]:
    """Return {name: values} of the rules for how words end; a line is `name: value value`, names may repeat."""
    found: dict[str, list[str]] = {}
    for line in _lines(f"{lang}.rules"):
        name, _, values = line.partition(": ")
        found.setdefault(name, []).extend(values.split())
    return found


def _lines(name: str) -> list[str]:
    file = FOLDER / f"{name}.txt"
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return [line for line in lines if not line.startswith("#")]
