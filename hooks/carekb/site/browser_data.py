"""Data as classic scripts: a page read from `file://` may load a script, but not fetch JSON."""

from __future__ import annotations

import json
from typing import Any


def compact_json(value: Any) -> str:
    """Return a value as JSON without blanks; it is also JavaScript, and may stand inside a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), check_circular=False)
    return text.replace("</", "<\\/")


def calling(function: str, value: Any) -> str:
    """Return a script that calls a function of the page's own scripts with a value."""
    return f"{function}({compact_json(value)})\n"
