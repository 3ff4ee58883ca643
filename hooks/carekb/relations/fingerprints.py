"""What a page says, as a short fingerprint: whether it has changed since something was reviewed against it."""

from __future__ import annotations

import hashlib
import json

from ..base.base import Base
from ..base.pages import SourceAddition, SourcePage
from ..base.shortcode_words import plain
from ..model.fields import Record
from ..source.shortcodes import Shortcode, find


def fingerprint(base: Base, page: SourcePage) -> str:
    """Return 12 hexadecimal digits that change when the Swedish page does.

    Counted are the words a reader meets: the text with each shortcode as its words, and the records behind blocks.
    Line breaks, review dates and sources are not counted.
    """
    parts = [page.meta.title, page.meta.description]
    for line in page.source.body.split("\n"):
        try:
            blocks = [code for code in find(line) if code.is_block]
            parts += [_record(base, code) for code in blocks] or [plain(line, base, "sv")]
        except KeyError:  # a shortcode that names nothing is reported where it stands
            parts.append(line)
    words = " ".join(" ".join(parts).split())
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def _record(base: Base, code: Shortcode) -> str:
    """Return what a block shortcode shows, as text that changes with it."""
    shown: list[Record]
    if code.kind == "steg":
        shown = [base.steps[code.target]]
    elif code.kind == "kontaktvag":
        shown = [contact for contact in base.contacts.values() if code.target in contact.topics]
    elif code.kind == "larandemal":
        shown = [base.courses[code.target]]
    else:
        shown = [table[code.target] for table in (base.figures, base.processes) if code.target in table]
    values = [record.model_dump(mode="json", exclude={"sources", "gaps"}) for record in shown]
    return json.dumps([code.kind, code.target, values], ensure_ascii=False, sort_keys=True)


def is_stale(base: Base, addition: SourceAddition) -> bool:
    """Whether the page has changed since the addition was reviewed against it."""
    page = base.pages.get(addition.meta.page)
    return bool(page and addition.meta.fingerprint != fingerprint(base, page))
