"""The search index as it is made from pages."""

from __future__ import annotations

import json
from typing import Any

from carekb.search.index import index_files
from carekb.search.sections import PagePart, sections
from carekb.site.browser_data import calling


def cut(html: str) -> list[PagePart]:
    return list(sections(html))


def knowledge(*pages: dict[str, Any], **more: Any) -> dict[str, Any]:
    empty = {"lang": "sv", "anchors": {}, "synonyms": [], "forms": {}, "splits": {}, "parts": [], "no_parts": []}
    empty |= {"wordings": {}}
    names: dict[str, Any] = {"roles": {}, "areas": {}}
    return {**empty, "kinds": {}, "stop": ["och"], "soft": [], "names": names, "pages": pages, **more}


def page(src: str, title: str, **more: Any) -> dict[str, Any]:
    empty = {"path": src, "url": src, "description": "", "nav": title, "kind": "guide", "weight": 100, "audience": []}
    more = {"areas": [], "lang": "", "whole": True, "draft": False, "keys": [], "own": [], "section": "", **more}
    return {**empty, "src": src, "title": title, **more}


def build(known: dict[str, Any], contents: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Return every file of the index as the browser reads it."""
    found = {}
    for name, text in index_files(known, lambda src: contents.get(src, "")):
        assert text.startswith("kbIndex(")
        found[name] = json.loads(text.strip().removeprefix("kbIndex(").removesuffix(")"))
    return found


def terms(core: dict[str, Any]) -> list[str]:
    digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    out, before = [], ""
    for row in core["terms"].split(" "):
        before = before[: digits.index(row[0])] + row[1:]
        out.append(before)
    return out


def test_a_page_is_cut_at_its_headings() -> None:
    hits = cut('<p>Först.</p><h2 id="a">Ett</h2><p>Under ett.</p><h3 id="b">Två</h3><ul><li>x</li><li>y</li></ul>')
    assert hits == [("", "", "Först."), ("a", "Ett", "Under ett."), ("b", "Två", "x\ny")]


def test_words_of_neighbouring_cells_do_not_grow_together() -> None:
    assert cut("<table><tr><td>ett</td><td>två</td></tr></table>")[0].text == "ett två"


def test_what_is_said_about_a_text_is_not_searched() -> None:
    sign = '<span class="kb-ground kb-ground-lag">Lag<span class="kb-hide">:</span></span>'
    assert cut(f'<p>{sign} Läkaren bedömer.</p><p class="kb-state">Utkast.</p>')[0].text == "Läkaren bedömer."


def test_pictures_scripts_and_choices_are_not_searched() -> None:
    hidden = "<svg><text>gömt</text></svg><script>var x</script><select><option>Välj</option></select>"
    assert cut(f"<p>a</p>{hidden}<p>b</p>")[0].text == "a\nb"


def test_marked_words_stay_whole() -> None:
    assert cut("<p>sam<em>tycke</em></p>")[0].text == "samtycke"


def test_the_index_is_a_script_that_hostile_text_cannot_leave() -> None:
    text = calling("kbIndex", {"name": "x", "text": "</script>\u2028<!--"})
    assert "</script" not in text
    assert json.loads(text.strip().removeprefix("kbIndex(").removesuffix(")"))["text"].startswith("</script>")


def test_a_word_is_found_by_its_stem_and_a_compound_by_its_parts() -> None:
    files = build(knowledge(page("a", "Mötet"), page("b", "Annat")), {"b": "<p>Vårdplaneringen börjar. Planering.</p>"})
    found = terms(files["core.js"])
    assert {"möt", "vårdplanering", "vård", "planering"} <= set(found)


def test_a_short_name_is_no_form_of_a_common_word() -> None:
    known = knowledge(page("a", "SAMSA"), page("b", "På samma sätt"), parts=["samsa"])
    assert {"samsa", "sam"} <= set(terms(build(known, {})["core.js"]))


def test_a_page_that_search_reads_by_title_alone_gives_no_other_words() -> None:
    files = build(knowledge(page("a", "Kontakt", whole=False)), {"a": "<p>hemligt</p>"})
    assert terms(files["core.js"]) == ["kontakt"]


def test_addresses_in_the_text_are_no_words() -> None:
    files = build(knowledge(page("a", "A")), {"a": "<p>Se https://exempel.se/sip-rutin och gits@exempel.se nu.</p>"})
    assert terms(files["core.js"]) == ["a", "nu", "och", "se"]


def test_postings_say_in_which_section_a_word_stands() -> None:
    files = build(knowledge(page("a", "Ett")), {"a": '<p>x</p><h2 id="två">Två</h2><p>kommun</p>'})
    core = files["core.js"]
    (entry,) = files["p0.js"]["lists"][terms(core).index("kommun")]
    assert entry // 24 == 1
    assert core["counts"] == [2]
    assert files["t0.js"]["pages"][0][2] == ["två", "Två", "kommun"]


def test_a_question_is_found_by_another_wording_as_by_its_heading() -> None:
    contents = {"a": '<p>x</p><h2 id="kort">Vilken kommun</h2><p>y</p>'}
    files = build(knowledge(page("a", "A"), wordings={"a#kort": ["Vilket pris"]}), contents)
    heading, wording = (files["p0.js"]["lists"][terms(files["core.js"]).index(word)] for word in ("kommun", "pris"))
    assert heading == wording


def test_a_correction_of_the_editors_rules() -> None:
    known = knowledge(page("a", "A"), splits={"bostad": []}, forms={"tuff": "hård"})
    found = terms(build(known, {"a": "<p>bostad tuff hård bo stad</p>"})["core.js"])
    assert "hård" in found
    assert "tuff" not in found


def test_other_words_are_told_only_where_what_they_mean_is_there() -> None:
    known = knowledge(page("a", "Läkare"), synonyms=[["doktor", ["läkare"], 95], ["chaufför", ["förare"], 95]])
    assert build(known, {})["core.js"]["synonyms"] == {"dokt": [["läk", 95]]}
