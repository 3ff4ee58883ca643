"""The derived relations, on the real base."""

from __future__ import annotations

import re

import pytest

from carekb.base.base import Base
from carekb.checks.open_base import open_base
from carekb.checks.substance import mostly_unknown
from carekb.languages import LANGUAGES
from carekb.relations import contact_paths, derived, reviews
from carekb.site.assemble import build_site
from carekb.site.site import Site
from conftest import ROOT, TODAY


@pytest.fixture(scope="module")
def base() -> Base:
    return open_base(ROOT, TODAY)[0]


@pytest.fixture(scope="module")
def site(base: Base) -> Site:
    return build_site(base, ROOT)


def test_there_are_49_municipalities_in_six_areas_and_four_associations(base: Base) -> None:
    assert len(base.municipalities) == 49
    assert len({municipality.code for municipality in base.municipalities.values()}) == 49
    counts = {area.id: len(derived.municipalities_in(base, area)) for area in base.areas.values()}
    assert counts == {
        "goteborgsomradet": 5,
        "simba": 4,
        "sodra-alvsborg": 8,
        "skaraborg": 15,
        "fyrbodal": 14,
        "samla": 2,
    }
    members = {i: len(derived.municipalities_of(base, i)) for i in base.associations}
    assert sorted(members.values()) == [8, 12, 14, 15]


def test_the_municipality_without_an_area_waits_for_its_gap(base: Base) -> None:
    without = [m.id for m in base.municipalities.values() if m.area is None]
    assert without == ["lilla-edet"]
    assert base.municipalities["lilla-edet"].gaps == ("lilla-edet",)


def test_every_municipality_and_topic_leads_to_a_local_step_first_and_to_another(base: Base) -> None:
    for municipality in base.municipalities.values():
        for topic in base.topics:
            levels = [c.level for c in contact_paths.contact_path(base, topic, municipality.area or "-")]
            assert levels[:1] == ["lokal"], (municipality.id, topic)
            assert len(levels) >= 2, (municipality.id, topic)
            assert levels == sorted(levels, key=contact_paths.LEVELS.index)


def test_a_question_goes_first_to_whom_its_page_names(base: Base) -> None:
    first = {
        "samtycke-och-sekretess": "narmaste-chef",
        "betalningsansvar": "narmaste-chef",
        "sip": "sip-samordnare",
        "meddelanden": "enheten-i-arendet",
        "avvikelser": "avvikelser-medcontrol",
    }
    assert {topic: contact_paths.contact_path(base, topic)[0].id for topic in first} == first


def test_the_page_of_one_area_is_an_address_only_there(base: Base) -> None:
    for contact in base.contacts.values():
        for area in base.areas:
            if any(f"/{area}/" in address.value for address in contact.addresses):
                assert contact.area == area, contact.id


def test_no_contact_names_an_address_as_confirmed_that_nobody_has_confirmed(base: Base) -> None:
    for contact in base.contacts.values():
        for address in contact.addresses:
            assert not address.confirmed or address.checked, contact.id
        assert contact.addresses or contact.confirmer, contact.id


def test_every_role_of_care_knows_whom_to_turn_to(base: Base) -> None:
    for role in base.roles.values():
        if role.group == "vard-och-omsorg":
            assert contact_paths.contacts_of_role(base, role), role.id


def test_the_roles_that_act_in_the_discharge_process_know_their_steps(base: Base) -> None:
    steps = {duty.step.id for duty in derived.duties_of_role(base, "slutenvarden") if duty.acts}
    assert {"inskrivningsmeddelande", "andrad-tidpunkt", "utskrivningsklar", "informationsoverforing"} <= steps
    called = [d.step.id for d in derived.duties_of_role(base, "fast-vardkontakt") if d.acts]
    assert "kallelse-till-sip" in called


def test_a_system_knows_what_leans_on_it(base: Base) -> None:
    assert "samsa" in {system.id for system, _ in derived.dependents_of_system(base, "siths")}
    assert "samsa" in {system.id for system, _ in derived.dependents_of_system(base, "vastfolket")}


def test_every_page_made_from_data_has_both_languages_and_an_owner(site: Site) -> None:
    for entry in site.entries.values():
        if entry.generated:
            assert set(entry.words) == {"sv", "en"}, entry.path
        assert entry.owner in site.base.roles, entry.path
        assert bool(entry.next_review) is not entry.is_draft, entry.path


def test_lists_of_municipalities_end_with_the_swedish_letters(base: Base) -> None:
    names = [m.name for m in derived.municipalities_in(base, base.areas["fyrbodal"])]
    assert names[-1] == "Åmål"
    letters = [letter for letter, _ in derived.terms_by_letter(base, "sv")]
    assert letters[-1] == "Ö"


def test_breadcrumbs_lead_from_the_section_to_the_page(site: Site) -> None:
    trail = site.menus["sv"].breadcrumbs("rutiner/in-och-utskrivning/planering.md")
    assert [link.url for link in trail] == ["rutiner/", "rutiner/in-och-utskrivning/"]


def test_neighbours_follow_the_order_of_the_menu(site: Site) -> None:
    before, after = site.menus["sv"].neighbours("rutiner/in-och-utskrivning/planering.md")
    assert before is not None
    assert after is not None
    assert before.url.endswith("/fast-vardkontakt/")
    assert after.url.endswith("/andrad-tidpunkt/")


def test_the_branch_is_open_along_the_way_to_the_page_only(site: Site) -> None:
    (section,) = site.menus["sv"].branch("rutiner/in-och-utskrivning/planering.md")
    opened = [node for node in section.children if node.children]
    assert [node.url for node in opened] == ["rutiner/in-och-utskrivning/"]
    active = [node for node in opened[0].children if node.active]
    assert [node.url for node in active] == ["rutiner/in-och-utskrivning/planering/"]


def test_a_page_made_from_data_does_not_begin_with_its_description(site: Site) -> None:
    for (path, lang), body in site.bodies.items():
        if site.entries[path].generated:
            said = " ".join(re.findall(r"\w+", site.entries[path].word(lang).description.lower()))
            first = " ".join(re.findall(r"\w+", body.lower())[: len(said.split())])
            assert first != said, (path, lang)


def test_no_page_made_from_data_says_mostly_that_something_is_not_known(site: Site) -> None:
    found = [place for place, body in site.bodies.items() if mostly_unknown(body.split("\n"))]
    assert found == []


def test_the_page_of_sources_shows_every_page_answer_and_course_that_uses_each(site: Site) -> None:
    base = site.base
    for lang in LANGUAGES:
        body = site.bodies["redaktion/kallor.md", lang]
        parts = dict(re.findall(r"^### .*?\{ #(\S+) \}\n(.*?)(?=^##|\Z)", body, re.MULTILINE | re.DOTALL))
        assert set(parts) == set(base.sources)
        for source, text in parts.items():
            users = {f"../{page.path}" for page in base.pages.values() if source in page.meta.sources}
            users |= {f"../fragor/{faq.topic}.md#{faq.id}" for faq in base.faq.values() if source in faq.sources}
            users |= {f"../utbildning/kurser.md#{one.id}" for one in base.courses.values() if source in one.sources}
            assert set(re.findall(r"^    - .*\]\((\S+)\)", text, re.MULTILINE)) == users, source


def test_a_training_page_shows_every_goal_of_its_course(site: Site) -> None:
    for page, course in {
        "utbildning/ny-anvandare.md": "borja-i-samsa",
        "utbildning/roll/slutenvard.md": "utskrivning-for-slutenvarden",
    }.items():
        for each in site.base.courses[course].goals:
            assert each.goal.sv.replace("\n", " ") in site.bodies[page, "sv"], (page, each.goal.sv)


def test_who_answers_for_an_answer_and_a_course_is_in_the_review_calendar(site: Site) -> None:
    drafts = reviews.drafts_by_owner(site.base, "sv")
    listed = {(item.kind, item.id, item.owner) for _, kinds in drafts for items in kinds.values() for item in items}
    waiting = {("faq", each.id, each.owner) for each in site.base.faq.values() if not each.reviewed}
    waiting |= {("course", each.id, each.owner) for each in site.base.courses.values() if not each.reviewed}
    assert waiting <= listed
