"""The project's own Jinja environment: templates speak, data is prepared before.

The theme's environment has no autoescape and no strictness (design, trap 6), so records never pass through it.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from ..days.in_words import date_text
from ..language.alphabet import first_upper, sort_key
from ..languages import word, words
from ..model.fields import Text
from .compiled import template_cache

FOLDER = "overrides/kb"

# The characters that mean something in Markdown inside a line, or at its start.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#+!|~^=-])")


def environment(root: Path) -> Environment:
    """Return the environment for `overrides/kb/` below `root`; `.html` is escaped, `.md` goes through `|md`."""
    env = Environment(
        loader=FileSystemLoader(root / FOLDER),
        autoescape=lambda template: bool(template and template.endswith(".html")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # no template changes while a process works
        bytecode_cache=template_cache(),
    )
    env.filters.update(t=_text, w=_word, md=escape_markdown, day=_day, swedish=_swedish, first_upper=first_upper)
    env.globals["words_in"] = words
    return env


def escape_markdown(value: object) -> str:
    """Return a value as text that Markdown shows letter for letter, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(str(value).split()))


@pass_context
def _text(context: Context, value: Text | str | None) -> str:
    """Return a text in the language of the page."""
    if value is None:
        return ""
    return value if isinstance(value, str) else value.get(context["lang"])


@pass_context
def _word(context: Context, key: str, **values: object) -> str:
    """Return a word for readers, `"area.contacts"|w`, in the language of the page."""
    return word(key, context["lang"], **values)


@pass_context
def _day(context: Context, value: date) -> str:
    """Return a date in words, in the language of the page."""
    return date_text(value, context["lang"])


@pass_context
def _swedish(context: Context, values: Any, attribute: str = "name") -> list[Any]:
    """Return records sorted by a text attribute as a Swedish list is, in the language of the page."""

    def key(record: Any) -> tuple[str, str]:
        value = getattr(record, attribute)
        return sort_key(value.get(context["lang"]) if isinstance(value, Text) else str(value))

    return sorted(values, key=key)
