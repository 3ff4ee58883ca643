"""Pictures from data: everything inside the frame, and the same information in words."""

from __future__ import annotations

from itertools import pairwise

import pytest

from carekb.base.base import Base
from carekb.checks.open_base import open_base
from carekb.site.drawing import WIDTH, Drawing, Stroke, draw, wrap
from conftest import MINI, ROOT, TODAY


@pytest.fixture(scope="module")
def real() -> Base:
    return open_base(ROOT, TODAY)[0]


def all_drawings(base: Base, lang: str) -> list[Drawing]:
    return [draw(base, wanted, lang) for wanted in (*base.figures, *base.processes, "organisation")]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_nothing_is_drawn_outside_the_frame(real: Base, lang: str) -> None:
    for drawing in all_drawings(real, lang):
        for box in drawing.boxes:
            assert box.x >= 0, drawing.id
            assert box.x + box.width <= WIDTH, drawing.id
            assert box.y >= 0, drawing.id
            assert box.y + box.height <= drawing.height, drawing.id
        for stroke in drawing.strokes:
            assert all(0 <= x <= WIDTH and 0 <= y <= drawing.height for x, y in stroke.points), drawing.id


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_boxes_with_words_do_not_lie_on_each_other(real: Base, lang: str) -> None:
    for drawing in all_drawings(real, lang):
        boxes = [box for box in drawing.boxes if box.style in ("box", "box-alt", "plain")]
        for one, other in pairwise(boxes):
            assert one.y + one.height <= other.y, drawing.id


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_word_in_a_picture_stands_in_its_text_alternative(real: Base, lang: str) -> None:
    def flat(lines: object) -> str:
        return " ".join(f"{line.text} {flat(line.below)}" for line in lines)  # type: ignore[attr-defined]

    for drawing in all_drawings(real, lang):
        told = flat(drawing.said).lower()
        for words in drawing.words:
            for word in words.text.split():
                # A long word is broken with a hyphen; its head must still be a part of the text.
                plain = word.strip("(),.:;0123456789").removesuffix("-").lower()
                assert plain in told or words.style == "edge-label", (drawing.id, word)


def test_a_long_word_is_broken_rather_than_drawn_outside(real: Base) -> None:
    del real
    lines = wrap("Informationsöverföringsprocessbeskrivning nu", 120)
    assert lines[0].endswith("-")
    assert "".join(line.removesuffix("-") for line in lines).replace(" ", "").endswith("nu")


def test_an_arrow_ends_with_its_head_at_its_last_point() -> None:
    head = Stroke(((10, 10), (10, 30))).head
    assert head is not None
    assert head.startswith("10,30 ")
    assert Stroke(((0, 0), (9, 9)), "guide").head is None


def test_an_answer_reached_from_two_questions_is_told_in_both_places() -> None:
    base = open_base(MINI, TODAY)[0]
    drawing = draw(base, "behovs-sip", "sv")
    assert len(drawing.said) == 1
    assert [line.text.split(":")[0] for line in drawing.said[0].below] == ["Ja", "Nej"]


def test_the_organisation_is_drawn_as_the_plans_have_it(real: Base) -> None:
    said = draw(real, "organisation", "sv").said
    assert [line.text for line in said] == ["Politiskt samrådsorgan"]
    assert {line.text for line in said[0].below} == {"Vårdsamverkan Västra Götaland", "Styrgrupp IT i Väst"}
    (sitiv,) = [line for line in said[0].below if line.text == "Styrgrupp IT i Väst"]
    assert {"SITIV:s arbetsutskott", "GITS ledningsråd"} <= {line.text for line in sitiv.below}


def test_a_forum_known_only_from_older_sources_is_not_drawn(real: Base) -> None:
    drawn = str(draw(real, "organisation", "sv").said)
    older = [forum.name.sv for forum in real.forums.values() if forum.status != "V"]
    assert older
    assert not [name for name in older if f"'{name}" in drawn]
