"""The base as a site: every page as plain Markdown in both languages, ready for any generator."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment

from ..base.base import Base
from ..base.entries import PageEntry
from .navigation import Menu


@dataclass(slots=True, eq=False)
class Site:
    """Every page of the site: what is known of it, and its Markdown by (path, language)."""

    base: Base
    root: Path
    env: Environment
    """The templates, with what they may ask of the base."""
    address: str = ""
    """Where the site is published, ends in a slash; empty for an offline copy."""
    directories: bool = True
    """Whether pages are read at `x/` (on the web) or at `x.html` (from `file://`)."""
    generation: str = ""
    """The version of what is made of the whole base; see `build.versions`."""
    entries: dict[str, PageEntry] = field(default_factory=dict)
    bodies: dict[tuple[str, str], str] = field(default_factory=dict)
    menus: dict[str, Menu] = field(default_factory=dict)
