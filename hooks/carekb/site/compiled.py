"""Compiled templates, kept beside the compiled modules: Python does the same with those, and for the same reason."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from jinja2 import FileSystemBytecodeCache


def template_cache() -> FileSystemBytecodeCache | None:
    """Return the cache, or None where Python keeps nothing compiled. A template that changed is compiled anew."""
    folder = Path(__file__).parent / "__pycache__"
    if sys.dont_write_bytecode or not os.access(folder, os.W_OK):
        return None
    return FileSystemBytecodeCache(str(folder), "%s.template")
