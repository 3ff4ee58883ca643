"""One file replaced as a whole."""

from __future__ import annotations

from pathlib import Path


def replace_file(file: Path, text: str) -> None:
    """Write `text` to `file` so that a reader finds the old file or the new one, never half of it."""
    beside = file.with_name(f".{file.name}.ny")
    try:
        beside.write_bytes(text.encode())
        if file.exists():
            beside.chmod(file.stat().st_mode)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
