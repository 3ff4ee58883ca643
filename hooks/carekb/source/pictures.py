"""The text that hides in picture files: EXIF, XMP, IPTC, PNG text, comments; and the words of an SVG.

Knows pictures as bytes; what may stand in the text is for others to judge. Pillow weighs as much as the whole base and
is slow to load, so raster pictures are read by a process of their own: `python -m carekb.source.pictures`.
"""

from __future__ import annotations

import io
import json
import pickle
import sys
import warnings
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any
from xml.etree import ElementTree

from ..disk.process import run_module

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".ico", ".tif", ".tiff", ".bmp")
"""File names that are read as pictures."""

# Coordinates and looks: long runs of digits that are never words.
_SVG_GEOMETRY = {"d", "points", "transform", "viewBox", "style", "class", "id", "href", "width", "height"}


class UnreadablePicture(ValueError):
    """The file is not a picture, or is cut off."""


def metadata_texts(files: Mapping[str, bytes]) -> dict[str, str | None]:
    """Return the text of each picture of `files`, {path: content}; None for one that cannot be opened."""
    pictures = {path: raw for path, raw in files.items() if path.lower().endswith(PICTURES)}
    rasters = {path: raw for path, raw in pictures.items() if not _is_svg(path)}
    texts = {path: _text_or_none(path, raw) for path, raw in pictures.items() if _is_svg(path)}
    return texts | (json.loads(run_module("source.pictures", given=pickle.dumps(rasters))) if rasters else {})


def _is_svg(path: str) -> bool:
    return PurePosixPath(path).suffix.lower() == ".svg"


def _text_or_none(path: str, raw: bytes) -> str | None:
    try:
        return metadata_text(path, raw)
    except UnreadablePicture:
        return None


def metadata_text(path: str, raw: bytes) -> str:
    """Return all text carried by the picture `raw`, one piece a line; `path` tells its kind by its ending."""
    if _is_svg(path):
        return "\n".join(_svg_texts(raw))
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return "\n".join(_raster_texts(raw))
    except Exception as error:  # Pillow's readers let any kind of exception out of a broken file
        raise UnreadablePicture(str(error)) from error


def _raster_texts(raw: bytes) -> Iterator[str]:
    from PIL import ExifTags, Image, IptcImagePlugin

    with Image.open(io.BytesIO(raw)) as picture:
        # PNG text may follow the picture, and a cut-off file shows only now.
        picture.load()
        exif = picture.getexif()
        yield from _texts(dict(exif))
        for ifd in ExifTags.IFD:
            yield from _texts(dict(exif.get_ifd(ifd)))
        yield from _texts({key: value for key, value in picture.info.items() if key not in ("exif", "icc_profile")})
        if hasattr(picture, "applist"):  # a JPEG's segments: comments, and XMP that `info` leaves out
            yield from _texts([content for name, content in picture.applist if name != "APP2"])
        yield from _texts(IptcImagePlugin.getiptcinfo(picture) or {})


def _texts(value: Any) -> Iterator[str]:
    """Yield every text inside `value`, with bytes read in each way that programs write them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, bytes):
        yield value.decode("utf-8", "replace")
        # UTF-16, as Windows writes titles and comments: without its zero bytes, ASCII stands plain.
        if b"\0" in value:
            yield value.replace(b"\0", b"").decode("latin-1")
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item)


def _svg_texts(raw: bytes) -> Iterator[str]:
    if b"<!ENTITY" in raw:
        raise UnreadablePicture("entities")
    parser = ElementTree.XMLParser(target=ElementTree.TreeBuilder(insert_comments=True, insert_pis=True))
    try:
        tree = ElementTree.fromstring(raw, parser)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise UnreadablePicture(str(error)) from error
    if not str(tree.tag).endswith("svg"):
        raise UnreadablePicture("not an SVG")
    # Text in pieces (tspan beside tspan) reads as one.
    yield "".join(tree.itertext())
    for element in tree.iter():
        if not isinstance(element.tag, str):
            yield element.text or ""
            continue
        if element.tag.endswith("}text"):
            yield "".join(element.itertext())
        for name, value in element.attrib.items():
            if name.rpartition("}")[2] not in _SVG_GEOMETRY:
                yield value


if __name__ == "__main__":
    asked: dict[str, bytes] = pickle.load(sys.stdin.buffer)
    sys.stdout.write(json.dumps({path: _text_or_none(path, raw) for path, raw in asked.items()}))
