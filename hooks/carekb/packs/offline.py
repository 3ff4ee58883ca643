"""Packs a finished copy of the site as one ZIP: the same files and date give the same bytes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

COPY = ".build/offline"
"""Where the copy is built, so that `site/` stays what is on the web."""
LOCK = ".build/offline.las"
"""Held from the first file of the copy until it is packed."""
NAME = "kunskapsbasen-{day}"
_UNIX = 3
_READABLE = 0o100644


def pack(site: Path, dist: Path, day: date) -> Path:
    """Write every file of `site` to `dist/kunskapsbasen-<day>.zip`, below one folder of that name, and return its path.

    Nothing in the ZIP comes from the machine it is made on: names are sorted, and time and rights are the same for all.
    """
    name = NAME.format(day=day.isoformat())
    dist.mkdir(parents=True, exist_ok=True)
    target, unfinished = dist / f"{name}.zip", dist / f".{name}.zip"
    with ZipFile(unfinished, "w") as archive:
        for path in sorted(file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()):
            entry = ZipInfo(f"{name}/{path}", (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system = _UNIX
            entry.external_attr = _READABLE << 16
            archive.writestr(entry, (site / path).read_bytes(), ZIP_DEFLATED, compresslevel=9)
    unfinished.replace(target)
    return target
