"""The text that hides in picture files: EXIF, XMP, IPTC, PNG text, comments; and the words of an SVG.

Knows pictures as bytes; what may stand in the text is for others to judge.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from xml.etree import ElementTree

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".ico", ".tif", ".tiff", ".bmp")
"""File names that are read as pictures."""

# Coordinates and looks: long runs of digits that are never words.
_SVG_GEOMETRY = {"d", "points", "transform", "viewBox", "style", "class", "id", "href", "width", "height"}


class UnreadablePicture(ValueError):
    """The file is not a picture, or is cut off."""


def metadata_text(path: str, raw: bytes) -> str:
    """Return all text carried by the picture `raw`, one piece a line; `path` tells its kind by its ending."""
    if PurePosixPath(path).suffix.lower() == ".svg":
        return "\n".join(_svg_texts(raw))
    from PIL import Image  # slow to load, and most bases are checked without a raster picture

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
