"""What a shortcode says in plain words."""

from __future__ import annotations

from ..model.kinds import SHORTCODE_KINDS
from ..source.shortcodes import Shortcode, find
from .addresses import name
from .base import Base


def plain(text: str, base: Base, lang: str) -> str:
    """Return `text` with each shortcode as its words alone: for pictures, feeds and search."""
    for code in reversed(list(find(text))):
        text = text[: code.start] + words_of(code, base, lang) + text[code.end :]
    return text


def words_of(code: Shortcode, base: Base, lang: str) -> str:
    """Return what one inline shortcode says."""
    kind, record_id = resolve(code, base)
    if kind == "ground":
        return f"{name(base, kind, record_id, lang)}:"
    return code.words or name(base, kind, record_id, lang)


def resolve(code: Shortcode, base: Base) -> tuple[str, str]:
    """Return (kind, id) of an inline shortcode; `lag` names a law or one of its provisions.

    Raises KeyError for a kind or an id that is not there; `carekb.checks` has refused those before.
    """
    kind = SHORTCODE_KINDS[code.kind]
    if kind == "law" and code.target not in base.laws:
        kind = "provision"
    base.records[kind][code.target]
    return kind, code.target
