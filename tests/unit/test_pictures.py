"""Text is hidden in each of the places where programs put it, and must come out."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from carekb.source.pictures import UnreadablePicture, metadata_text

SECRET = "hemlig text 42"


def saved(form: str, **options: object) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (3, 2), "white").save(file, form, **options)
    return file.getvalue()


def exif(tag: int, value: object) -> bytes:
    data = Image.Exif()
    data[tag] = value
    return data.tobytes()


def png_text(kind: str) -> bytes:
    info = PngImagePlugin.PngInfo()
    if kind == "iTXt":
        info.add_itxt("Comment", SECRET, zip=True)
    else:
        info.add_text("Comment", SECRET, zip=kind == "zTXt")
    return saved("PNG", pnginfo=info)


def png_text_after_the_picture() -> bytes:
    import zlib

    body = b"tEXtComment\0" + SECRET.encode()
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    raw = saved("PNG")
    return raw[:-12] + chunk + raw[-12:]


def exif_user_comment() -> bytes:
    data = Image.Exif()
    data.get_ifd(ExifTags.IFD.Exif)[0x9286] = b"UNICODE\0" + SECRET.encode("utf-16-le")
    return data.tobytes()


def jpeg_segment(marker: int, body: bytes) -> bytes:
    raw = saved("JPEG")
    return raw[:2] + bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body + raw[2:]


def iptc() -> bytes:
    caption = b"\x1c\x02\x78" + struct.pack(">H", len(SECRET)) + SECRET.encode()
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(caption)) + caption + b"\0" * (len(caption) % 2)
    return jpeg_segment(0xED, b"Photoshop 3.0\0" + block)


XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:title>{SECRET}</dc:title></x:xmpmeta>'.encode()
SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'


@pytest.mark.parametrize(
    ("path", "raw"),
    [
        ("a.png", png_text("tEXt")),
        ("a.png", png_text("zTXt")),
        ("a.png", png_text("iTXt")),
        ("a.png", png_text_after_the_picture()),
        ("a.png", saved("PNG", exif=exif(ExifTags.Base.ImageDescription, SECRET))),
        ("a.jpg", saved("JPEG", exif=exif(ExifTags.Base.Artist, SECRET))),
        ("a.jpg", saved("JPEG", exif=exif(ExifTags.Base.XPComment, SECRET.encode("utf-16-le")))),
        ("a.jpg", saved("JPEG", exif=exif_user_comment())),
        ("a.jpg", saved("JPEG", comment=SECRET)),
        ("a.jpg", jpeg_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)),
        ("a.jpg", iptc()),
        ("a.webp", saved("WEBP", xmp=XMP)),
        ("a.webp", saved("WEBP", exif=exif(ExifTags.Base.Copyright, SECRET))),
        ("a.gif", saved("GIF", comment=SECRET.encode())),
        ("a.svg", SVG.format(f"<text>{SECRET}</text>").encode()),
        ("a.svg", SVG.format("<text>hemlig <tspan>text</tspan><tspan> 42</tspan></text>").encode()),
        ("a.svg", SVG.format(f"<title>{SECRET}</title>").encode()),
        ("a.svg", SVG.format(f"<!-- {SECRET} -->").encode()),
        ("a.svg", SVG.format(f'<g aria-label="{SECRET}"/>').encode()),
        ("a.svg", SVG.format(f"<metadata><a>{SECRET}</a></metadata>").encode("utf-16")),
    ],
)
def test_text_in_a_picture_file_is_found(path: str, raw: bytes) -> None:
    assert SECRET in metadata_text(path, raw)


def test_a_picture_without_text_gives_none() -> None:
    assert metadata_text("a.png", saved("PNG")).strip() == ""


def test_the_drawing_of_an_svg_is_not_text() -> None:
    assert "42" not in metadata_text("a.svg", SVG.format('<path d="M 42 42"/>').encode())


@pytest.mark.parametrize(
    ("path", "raw"),
    [
        ("a.png", b""),
        ("a.png", b"inte en bild"),
        ("a.png", saved("PNG")[:40]),
        ("a.jpg", saved("JPEG")[:200]),
        ("a.svg", b"<svg"),
        ("a.svg", b""),
        ("a.svg", b"<html/>"),
        ("a.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>'),
    ],
)
def test_a_broken_picture_is_unreadable(path: str, raw: bytes) -> None:
    with pytest.raises(UnreadablePicture):
        metadata_text(path, raw)
