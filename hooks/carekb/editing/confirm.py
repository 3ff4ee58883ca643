"""A text confirmed as reviewed against what it depends on."""

from __future__ import annotations

import re
from datetime import date


def confirmed(text: str, today: date, said: str) -> str:
    """Return the file of an addition as reviewed `today` against a page with the fingerprint `said`.

    Only those two lines of the front matter are touched, so that comments and the rest stay as they were written.
    """
    first, head, body = text.split("---\n", 2)
    for key, value in (("reviewed", today.isoformat()), ("fingerprint", said)):
        line = re.compile(rf"^{key}:.*$", re.MULTILINE)
        head = line.sub(f"{key}: {value}", head) if line.search(head) else f"{head}{key}: {value}\n"
    return "---\n".join((first, head, body))
