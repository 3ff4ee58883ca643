"""The colours of every scheme can be told apart: text 4.5 to 1, what draws a control or a figure 3 to 1."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parent.parent.parent / "overrides" / "assets" / "css" / "tokens.css"
Scheme = dict[str, str]

GROUNDS = ("bg", "surface", "surface-2")
BOXES = ("note", "tip", "warn", "danger")
TEXT = [
    *[(ink, ground) for ink in ("text", "muted", "link", "link-hover") for ground in GROUNDS],
    *[(ink, f"{box}-bg") for box in BOXES for ink in (box, "text", "link", "link-hover")],
    ("on-header", "header"),
    ("header", "on-header"),  # a button of the header that is pressed
    ("on-button", "button"),
    ("on-button", "button-hover"),
    ("button", "on-button"),
    ("on-accent", "accent"),  # the skip link
    ("on-mark", "mark"),  # found words
    ("text", "fig-box"),
    ("text", "fig-box-alt"),
]
"""(ink, ground) of every text."""
DRAWN = [
    *[("line-strong", ground) for ground in GROUNDS],  # fields, cards, tables
    *[("focus", ground) for ground in (*GROUNDS, *[f"{box}-bg" for box in BOXES])],
    *[("button", ground) for ground in GROUNDS],
    *[(box, ground) for box in BOXES for ground in ("bg", f"{box}-bg")],
    ("header-focus", "header"),
    ("on-header", "header"),
    ("accent", "header"),  # the search button
    ("fig-line", "bg"),
    ("fig-line", "fig-box"),
    ("fig-line", "fig-box-alt"),
]
"""(stroke, ground) of everything but text that must be seen."""
ORNAMENT = {"line"}
"""Colours that only separate what space and headings separate as well."""


def read_schemes() -> dict[str, Scheme]:
    """Return the colours of each block of the style sheet, by the name in the comment above it."""
    text = TOKENS.read_text(encoding="utf-8")
    parts = re.split(r"/\* scheme: (.+?) \*/", text)[1:]
    blocks = dict(zip(parts[::2], parts[1::2], strict=True))
    return {name: dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6});", block)) for name, block in blocks.items()}


SCHEMES = read_schemes()


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, as WCAG 2.2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def too_weak(scheme: Scheme, pairs: list[tuple[str, str]], least: float) -> list[str]:
    """Return the pairs that are below `least`, each with its ratio."""
    found = [(contrast(scheme[ink], scheme[ground]), ink, ground) for ink, ground in pairs]
    return [f"--{ink} på --{ground}: {ratio:.2f}" for ratio, ink, ground in sorted(found) if ratio < least]


def test_contrast_is_computed_as_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", SCHEMES)
def test_every_text_reaches_4_5_to_1(name: str) -> None:
    assert too_weak(SCHEMES[name], TEXT, 4.5) == []


@pytest.mark.parametrize("name", [name for name in SCHEMES if name.startswith("contrast")])
def test_every_text_reaches_7_to_1_in_high_contrast(name: str) -> None:
    assert too_weak(SCHEMES[name], TEXT, 7) == []


@pytest.mark.parametrize("name", SCHEMES)
def test_everything_that_is_drawn_to_be_seen_reaches_3_to_1(name: str) -> None:
    assert too_weak(SCHEMES[name], DRAWN, 3) == []


def test_a_scheme_is_the_same_asked_for_by_the_system_and_chosen() -> None:
    assert {name.partition(",")[0] for name in SCHEMES} == {"light", "dark", "contrast", "contrast-dark"}
    for kind in ("dark", "contrast", "contrast-dark"):
        twins = [scheme for name, scheme in SCHEMES.items() if name.partition(",")[0] == kind]
        assert len(twins) == 2
        assert twins[0] == twins[1]


def test_every_scheme_has_every_colour_and_every_colour_is_in_a_pair() -> None:
    names = set(SCHEMES["light"])
    assert [name for name, scheme in SCHEMES.items() if set(scheme) != names] == []
    assert names - {name for pair in TEXT + DRAWN for name in pair} - ORNAMENT == set()


def test_no_colour_stands_outside_the_tokens() -> None:
    style = (TOKENS.parent / "kb.css").read_text(encoding="utf-8")
    colours = re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*;)", re.sub(r"box-shadow:[^;]+;", "", style))
    assert colours == [], "bara skuggor får ha en egen färg"
