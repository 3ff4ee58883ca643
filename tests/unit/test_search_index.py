"""The search index as it is made from a page."""

from __future__ import annotations

import json

from carekb.search import Hit, index_script, sections


def cut(html: str) -> list[Hit]:
    return list(sections(html, url="sip/", title="SIP", kind="guide", lang="sv"))


def test_a_page_is_cut_at_its_headings() -> None:
    hits = cut('<p>Först.</p><h2 id="a">Ett</h2><p>Under ett.</p><h3 id="b">Två</h3><ul><li>x</li><li>y</li></ul>')
    assert [(hit.url, hit.heading, hit.text) for hit in hits] == [
        ("sip/", "", "Först."),
        ("sip/#a", "Ett", "Under ett."),
        ("sip/#b", "Två", "x y"),
    ]


def test_words_of_neighbouring_blocks_do_not_grow_together() -> None:
    assert cut("<table><tr><td>ett</td><td>två</td></tr></table>")[0].text == "ett två"


def test_pictures_and_scripts_are_not_searched() -> None:
    assert cut("<p>a</p><svg><text>gömt</text></svg><script>var x</script><p>b</p>")[0].text == "a b"


def test_marked_words_stay_whole() -> None:
    assert cut("<p>sam<em>tycke</em></p>")[0].text == "samtycke"


def test_the_index_is_a_script_that_hostile_text_cannot_leave() -> None:
    script = index_script("sv", [Hit("x/", "</script>", "", "guide", "\u2028<!--", "sv")])
    assert "</script" not in script
    assert script.startswith("kbSearchIndex(")
    value = json.loads(script.strip().removeprefix("kbSearchIndex(").removesuffix(")"))
    assert value["docs"][0]["t"] == "</script>"


def test_a_hit_in_another_language_says_so() -> None:
    script = index_script("en", [Hit("x/", "a", "", "guide", "b", "sv"), Hit("y/", "a", "", "guide", "b", "en")])
    docs = json.loads(script.strip().removeprefix("kbSearchIndex(").removesuffix(")"))["docs"]
    assert [doc.get("l") for doc in docs] == ["sv", None]
