"""Shortcodes become links and words."""

from __future__ import annotations

from pathlib import Path

import pytest

from carekb.base.base import Base
from carekb.base.shortcode_words import plain
from carekb.checks.open_base import open_base
from carekb.site.assemble import build_site
from carekb.site.expand import expand
from carekb.site.frame import PageNotices
from carekb.site.frame_values import page_view
from conftest import MINI, ROOT, TODAY


@pytest.fixture(scope="module")
def base() -> Base:
    return open_base(MINI, TODAY)[0]


def said(base: Base, text: str, lang: str = "sv", page: str = "sip/index.md") -> str:
    return expand(text, base, lang, page, lambda kind, target: f"<{kind} {target}>")


def test_a_shortcode_becomes_a_link_relative_to_the_page(base: Base) -> None:
    assert said(base, "Skickas av [[roll:slutenvarden]].") == (
        f"Skickas av [{base.roles['slutenvarden'].name.sv}](../roller/slutenvarden.md)."
    )


def test_own_words_replace_the_name(base: Base) -> None:
    assert said(base, "på [[roll:slutenvarden|vårdavdelningen]]") == "på [vårdavdelningen](../roller/slutenvarden.md)"


@pytest.mark.parametrize("before", ["", "- ", "1. ", "- [ ] ", "**", "Klart. ", "> ", ":   ", "Är det så? "])
def test_a_name_at_the_start_of_a_sentence_gets_a_capital(base: Base, before: str) -> None:
    name = base.roles["slutenvarden"].name.sv
    assert f"[{name[0].upper()}{name[1:]}]" in said(base, f"{before}[[roll:slutenvarden]] skickar")


@pytest.mark.parametrize("before", ["Till ", "- Till ", "Klart, ", "Klart: ", "1. a och "])
def test_a_name_inside_a_sentence_keeps_its_small_letter(base: Base, before: str) -> None:
    assert f"[{base.roles['slutenvarden'].name.sv}]" in said(base, f"{before}[[roll:slutenvarden]] skickar")


def test_a_fact_becomes_plain_words_in_the_language_of_the_page(base: Base) -> None:
    fact = next(iter(base.facts.values()))
    assert said(base, f"inom [[fakta:{fact.id}]].") == f"inom {fact.value.sv}."
    assert said(base, f"within [[fakta:{fact.id}]].", "en") == f"within {fact.value.en}."


def test_a_provision_is_written_as_the_law_is_quoted(base: Base) -> None:
    provision = next(p for p in base.provisions.values() if p.chapter and base.owner_of[p.id] == "ul")
    text = said(base, f"enligt [[lag:{provision.id}]]")
    assert f"{provision.chapter}\u00a0kap. {provision.section}\u00a0§" in text
    assert f"../styrdokument/lagar/ul.md#{provision.id}" in text


def test_code_is_shown_and_not_read(base: Base) -> None:
    text = "Skriv `[[roll:slutenvarden]]`.\n\n```\n[[fakta:finns-inte]]\n```\n"
    assert said(base, text) == text


def test_a_block_is_rendered_where_it_stands(base: Base) -> None:
    assert "<undersidor >" in said(base, "[[undersidor]]")


def test_a_link_from_the_root_of_docs_becomes_relative(base: Base) -> None:
    assert said(base, "[x](/rutiner/index.md#a)", page="fragor/sip.md") == "[x](../rutiner/index.md#a)"


def test_words_alone_are_left_for_pictures_and_feeds(base: Base) -> None:
    assert plain("Be [[roll:slutenvarden|avdelningen]] om det", base, "sv") == "Be avdelningen om det"


def test_every_line_of_a_long_text_is_expanded(base: Base) -> None:
    text = "\n".join(["[[roll:slutenvarden|a]]"] * 3)
    assert said(base, text).count("](../roller/slutenvarden.md)") == 3


SIGN = '<span class="kb-ground kb-ground-{id}">{word}<span class="kb-hide">:</span></span>'


def test_a_sign_says_in_the_language_of_the_page_what_a_statement_rests_on() -> None:
    site = build_site(open_base(MINI, TODAY)[0], ROOT)
    swedish, english = (site.bodies["rutiner/inskrivning.md", lang] for lang in ("sv", "en"))
    assert f"- [ ] {SIGN.format(id='rad', word='Råd')} Ring också när det är bråttom.\n" in swedish
    assert f"- [ ] {SIGN.format(id='rad', word='Advice')} Call as well when it is urgent.\n" in english
    assert f"{SIGN.format(id='lag', word='Lag')} Läkaren bedömer behovet.\n" in site.bodies["fragor/rutin.md", "sv"]


def test_a_sign_does_not_take_the_capital_letter_of_its_sentence(base: Base) -> None:
    assert "<grund lag> [Personal" in said(base, "[[grund:lag]] [[roll:slutenvarden]] meddelar")


def test_a_sign_is_a_word_and_a_colon_where_there_are_only_words(base: Base) -> None:
    assert plain("[[grund:lag]] Läkaren bedömer.", base, "sv") == "Lag: Läkaren bedömer."
    assert plain("[[grund:lag]] The physician decides.", base, "en") == "Law: The physician decides."


def test_the_frame_explains_each_sign_of_the_page_once() -> None:
    site = build_site(open_base(MINI, TODAY)[0], ROOT)
    notices = PageNotices("", "", "", "", [], "")

    def signs(path: str, lang: str) -> list[tuple[str, str]]:
        view = page_view(site, path, lang, notices=notices, edit_base=None, offline=False)
        return [(sign.name, sign.about) for sign in view.page.signs]

    assert signs("rutiner/inskrivning.md", "sv") == [("Lag", "Det står i lag."), ("Råd", "Det är vårt råd.")]
    assert signs("rutiner/inskrivning.md", "en") == [("Law", "The law says so."), ("Advice", "It is our advice.")]
    assert signs("fragor/rutin.md", "sv") == [("Lag", "Det står i lag.")]
    assert signs("sip/index.md", "sv") == []


def test_a_fence_in_a_longer_fence_is_code_as_the_checks_say(base: Base) -> None:
    text = "````\n```\n[[roll:finns-inte]]\n```\n````\n[[roll:slutenvarden]]"
    *code, after = said(base, text).split("\n")
    assert code == text.split("\n")[:-1]
    assert after.startswith("[")


def test_what_the_checks_pass_is_expanded_without_a_fault(mini: Path) -> None:
    page = mini / "docs/sip/mote.md"
    nested = "\n~~~~\n~~~\n[[roll:finns-inte]]\n```\n~~~\n~~~~\n\n`````\n````\n[[lag:inte]]\n`````\n"
    page.write_text(page.read_text(encoding="utf-8") + nested, encoding="utf-8")
    read, problems = open_base(mini, TODAY)
    assert [str(found) for found in problems if not found.is_warning] == []
    assert "[[lag:inte]]" in build_site(read, ROOT).bodies["sip/mote.md", "sv"]
