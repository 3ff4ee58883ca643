"""Markdown is read as the generator reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from carekb.checks.open_base import open_base
from carekb.source.markdown import resolve
from carekb.source.markdown_tree import read
from carekb.source.problems import report
from conftest import TODAY


def test_right_links_are_accepted_however_they_are_written(mini: Path) -> None:
    for name in ("en fil.pdf", "ä.pdf", "a(b).pdf"):
        (mini / "docs" / "bilder" / name).write_bytes(b"%PDF-1.4")
    page = mini / "docs" / "om" / "index.md"
    links = (
        "[a](../bilder/en%20fil.pdf) [b](<../bilder/en fil.pdf>) [c](../bilder/%C3%A4.pdf) [d](../bilder/ä.pdf 't') "
        "[e](../bilder/a(b).pdf) [f][] [g][F] [h](</sip/mote.md>) [i](<index.md> 't') "
        "<https://www.1177.se/> <a@b.se>\n\n"
        "[f]: <../sip/mote.md> (titel)\n"
    )
    page.write_text(page.read_text(encoding="utf-8") + f"\n{links}", encoding="utf-8")
    _, problems = open_base(mini, TODAY)
    assert report(problems) == "0 fel, 0 varningar."


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("[en lång\nlänk](a.md)", ["a.md"]),
        ("[![bild](b.png)](a.md)", ["a.md", "b.png"]),
        ("[a][k]\n\n[k]: a.md", ["a.md"]),
        ("[k][]\n\n[K]: a.md", ["a.md"]),
        ("[k]\n\n[k]: <a.md> 'titel'", ["a.md"]),
        ("![k]\n\n[k]: b.png", ["b.png"]),
        ("[a [b] c](a.md)", ["a.md"]),
        ("[a](b c.pdf)", ["b c.pdf"]),
        ("[a](\na.md\n'titel')", ["a.md"]),
        ("| [a](a.md) | `[b](b.md)` |\n| - | - |", ["a.md"]),
        ("!!! note\n    [a](a.md)", ["a.md"]),
        ("`[a](a.md)` \\[b](b.md)", []),
        ("    [a](a.md)", []),
        ("`` [a](a.md) ` [b](b.md) ``", []),
        ("`två\nrader [a](a.md)`", []),
        ("- punkt\n\n    ```\n    [a](a.md)\n    ```", []),
    ],
)
def test_a_link_is_seen_where_readers_meet_it(text: str, targets: list[str]) -> None:
    assert [link.target for link in read(text).links] == targets


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ("#Ett\n\n##Två ##\n\nTre\n===\n\nFyra\n--", ["ett", "tva", "tre", "fyra"]),
        ("## A\n\n## A\n\n## B { #a_1 }", ["a", "a_2", "a_1"]),
        ("## `kod` och [länk](a.md)", ["kod-och-lank"]),
        ("```\n## A\n```\n\n~~~~\n~~~\n## B\n~~~~\n\n## C", ["c"]),
        ("\\# A\n\n    # B", []),
        ("!!! note\n\n    ## A", ["a"]),
    ],
)
def test_a_heading_has_the_anchor_that_it_gets_on_the_page(text: str, anchors: list[str]) -> None:
    assert [heading.anchor for heading in read(text).headings] == anchors


@pytest.mark.parametrize(
    "text",
    [
        "`[[term:sip]]`",
        "`två\n[[term:sip]]`",
        "    [[term:sip]]",
        "- a\n\n        [[term:sip]]",
        "> ```\n> [[term:sip]]\n> ```",
        "~~~ text\n[[term:sip]]\n~~~",
        "`` ` [[term:sip]] ``",
    ],
)
def test_a_shortcode_in_code_is_no_shortcode(text: str) -> None:
    assert read(text).contexts == {}
    assert "sip" not in read(text).prose()


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("    - a\n\n[[term:sip]]", "text"),
        ("`a` [[term:sip]] `b`", "text"),
        ("\\`[[term:sip]]\\`", "text"),
        ("- a\n    - [[term:sip]]", "text"),
        ("Om [[term:sip]]\n---", "heading"),
        ("[om [[term:sip]]](a.md)", "link"),
        ("[a](a.md '[[term:sip]]')", "attribute"),
        ("![[[term:sip]]](a.png)", "attribute"),
    ],
)
def test_a_shortcode_is_told_by_what_it_stands_in(text: str, context: str) -> None:
    assert list(read(text).contexts.values()) == [context]


@pytest.mark.parametrize(
    "text",
    [
        "_" * 100_000,
        "[" * 100_000,
        "[" * 50_000 + "]" * 50_000,
        "[[" * 50_000,
        "![a](" * 20_000,
        "[a][" * 25_000,
        "`" * 100_000,
    ],
    ids=["understreck", "öppna", "i varandra", "dubbla", "bilder", "namn", "kod"],
)
def test_a_hundred_thousand_signs_are_read_in_time(text: str) -> None:
    assert read(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "- ett\n  fortsätter\n- två",
        "- ett\n\n    stycke\n\n- två\n    - två a",
        "  - ett\n  - två",
        "1. ett\n\n    ```\n    kod\n    ```\n\n2. två",
        "Det är 2*3 och a_b_c, 5 < 6, och § 3 [sic].",
        "- [ ] att göra\n- [x] gjort",
        "Text – med streck\n– och ett till.",
        "| a | b |\n| - | - |\n| 1 | 2 |",
        '!!! note "Obs"\n\n    Text.\n\n=== "Flik"\n\n    Text.',
        "`**` och `[^1]` och `https://x.se`",
        "Ord\n:   Förklaring",
    ],
)
def test_what_comes_out_as_meant_gets_no_warning(text: str) -> None:
    assert read(text).doubts == []


def test_an_address_is_read_as_a_browser_reads_it() -> None:
    assert resolve("../b/%C3%A4%20b.pdf?a#c", "a/index.md") == "b/ä b.pdf"
