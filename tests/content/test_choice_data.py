"""What a chosen role or place leads with, as the scripts that carry it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from carekb.checks.open_base import open_base
from carekb.choosers.start import files
from carekb.site.assemble import build_site
from carekb.site.site import Site
from conftest import MINI, ROOT, TODAY


def scripts(site: Site) -> dict[str, Any]:
    """Return what each script hands over."""
    found = {}
    for path, content in files(site):
        text = content.decode()
        assert text.startswith("kbChoice({"), path
        assert text.endswith("})\n"), path
        found[path] = json.loads(text.removeprefix("kbChoice(").removesuffix(")\n"))
    return found


@pytest.fixture(scope="module")
def small() -> dict[str, Any]:
    return scripts(build_site(open_base(MINI, TODAY)[0], ROOT))


@pytest.fixture(scope="module")
def real() -> dict[str, Any]:
    return scripts(build_site(open_base(ROOT, TODAY)[0], ROOT))


def test_every_role_area_and_municipality_has_a_script_in_both_languages(real: dict[str, Any]) -> None:
    base = open_base(ROOT, TODAY)[0]
    expected = {f"choice/{lang}/words.js" for lang in ("sv", "en")}
    for word, table in (("roll", base.roles), ("omrade", base.areas), ("kommun", base.municipalities)):
        expected |= {f"choice/{lang}/{word}/{i}.js" for lang in ("sv", "en") for i in table}
    assert set(real) == expected


def test_both_languages_have_the_same_words(real: dict[str, Any]) -> None:
    swedish, english = real["choice/sv/words.js"], real["choice/en/words.js"]
    assert list(swedish) == list(english)
    for key, text in swedish.items():
        assert ("{" in text) == ("{" in english[key])


def test_a_role_leads_with_its_steps_and_says_where_it_acts(small: dict[str, Any]) -> None:
    role = small["choice/sv/roll/bistandshandlaggare.js"]
    assert role["name"] == "biståndshandläggare"
    assert role["steps"] == [
        [
            "In- och utskrivning",
            "rutiner/",
            [["1. Inskrivningsmeddelande", "rutiner/inskrivning/", 0], ["2. Planering", "", 1]],
        ]
    ]
    assert role["pages"] == [["SIP-möte", "sip/mote/"]]  # the page of a step stands among the steps
    assert role["contacts"][0] == ["Superanvändaren på din enhet", "kontakt/funktioner/#lokal-superanvandare"]


def test_swedish_words_on_an_english_page_say_that_they_are_swedish(
    small: dict[str, Any], real: dict[str, Any]
) -> None:
    base = open_base(ROOT, TODAY)[0]
    pages = [pair for path, record in real.items() if "/en/roll/" in path for pair in record["pages"]]
    assert {len(pair) for pair in pages} == {2, 3}
    swedish = {page.meta.title for page in base.pages.values() if not page.translations}
    assert all((pair[0] in swedish) == (pair[2:] == ["sv"]) for pair in pages)
    assert all(len(pair) == 2 for path, one in real.items() if "/sv/roll/" in path for pair in one["pages"])
    added = {tuple(pair[2:]) for path, place in small.items() if "/en/" in path for pair in place.get("additions", ())}
    assert ("sv",) in added


def test_a_municipality_opens_the_additions_of_its_area_too(small: dict[str, Any]) -> None:
    assert small["choice/sv/kommun/uddevalla.js"]["open"] == ["fyrbodal", "uddevalla"]
    assert small["choice/sv/omrade/fyrbodal.js"]["open"] == ["fyrbodal"]
    assert len(small["choice/sv/kommun/uddevalla.js"]["additions"]) == 2
    assert len(small["choice/sv/omrade/fyrbodal.js"]["additions"]) == 1


def test_a_municipality_whose_area_is_not_established_has_no_contacts_of_an_area(real: dict[str, Any]) -> None:
    place = real["choice/sv/kommun/lilla-edet.js"]
    assert place["contacts"] == []
    assert place["open"] == ["lilla-edet"]


def test_every_other_place_leads_to_its_coordinator(real: dict[str, Any]) -> None:
    for path, place in real.items():
        if "/omrade/" in path or ("/kommun/" in path and "lilla-edet" not in path):
            assert place["contacts"], path


def test_the_english_name_of_an_area_fits_in_a_sentence(real: dict[str, Any]) -> None:
    assert real["choice/en/omrade/goteborgsomradet.js"]["name"] == "the Gothenburg area"


def test_a_former_id_still_leads_to_the_record(mini: Path) -> None:
    file = mini / "data" / "roles.yml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("- id: redaktor\n", "- id: redaktor\n  former_ids: [redaktion]\n")
    )
    found = scripts(build_site(open_base(mini, TODAY)[0], ROOT))
    assert found["choice/sv/roll/redaktion.js"] == found["choice/sv/roll/redaktor.js"]
    assert found["choice/sv/roll/redaktion.js"]["id"] == "redaktor"


def test_no_script_is_heavy(real: dict[str, Any]) -> None:
    for path, record in real.items():
        assert len(json.dumps(record, ensure_ascii=False).encode()) < 4096, path


def test_the_script_that_shows_a_choice_is_small() -> None:
    text = (ROOT / "overrides" / "assets" / "choice.js").read_bytes()
    assert len(gzip.compress(text, 9, mtime=0)) <= 3072
