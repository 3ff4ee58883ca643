"""What the site adds to Markdown."""

from __future__ import annotations

import markdown

from carekb.site.markdown_extension import CareExtension


def html(text: str) -> str:
    extensions = ["attr_list", "def_list", "sane_lists", "tables", "pymdownx.tabbed", CareExtension()]
    configs = {"pymdownx.tabbed": {"alternate_style": True}}
    return markdown.markdown(text, extensions=extensions, extension_configs=configs)


def test_a_table_stands_in_a_box_named_by_its_heading_and_has_column_headers() -> None:
    shown = html("## Frister\n\n| a | b |\n| --- | ---: |\n| 1 | 2 |\n")
    assert '<div class="table-wrap" data-name="Frister"' in shown
    assert '<th scope="col">a</th>' in shown
    assert '<td class="al-right">2</td>' in shown
    assert "style=" not in shown


def test_a_checklist_item_is_a_box_labelled_by_its_whole_text() -> None:
    shown = html("- [ ] Läkaren har *bedömt* behov\n- [x] Klart\n")
    assert '<li class="check"><label><input type="checkbox" /> Läkaren har <em>bedömt</em> behov' in shown
    assert '<input checked="checked" type="checkbox" />' in shown or 'checked="checked"' in shown


def test_a_checklist_item_keeps_the_list_below_it_outside_its_label() -> None:
    shown = html("- [ ] Ett\n    - under\n")
    assert shown.index("</label>") < shown.index("<ul>", 5)


def test_the_line_after_a_list_gives_the_list_its_class() -> None:
    for gap in ("\n", "\n\n"):
        shown = html(f"- a\n- b{gap}{{ .kort }}\n\ntext")
        assert shown.startswith('<ul class="kort">')
        assert "{ .kort }" not in shown
        assert "<li class" not in shown


def test_a_group_of_tabs_is_named_by_its_tabs() -> None:
    shown = html('=== "Kommun"\n\n    a\n\n=== "Region"\n\n    b\n')
    assert 'role="group"' in shown
    assert 'aria-label="Kommun / Region"' in shown


def test_a_list_without_boxes_is_left_as_it_is() -> None:
    assert html("- [länk](x.md)\n- två\n") == '<ul>\n<li><a href="x.md">länk</a></li>\n<li>två</li>\n</ul>'


def test_a_box_says_which_language_it_is_in() -> None:
    box = markdown.markdown('!!! tillagg lang-sv "Rubrik"\n\n    Text\n', extensions=["admonition", CareExtension()])
    assert '<div class="admonition tillagg" lang="sv">' in box


def test_boxes_that_follow_each_other_stand_side_by_side() -> None:
    boxes = (
        '!!! a bredvid "A"\n\n    Text\n\n!!! b bredvid "B"\n\n    Text\n\nMellan\n\n!!! c bredvid "C"\n\n    Text\n'
    )
    shown = markdown.markdown(boxes, extensions=["admonition", CareExtension()])
    assert shown.count('<div class="bredvid-varandra">') == 2
    assert shown.index('class="admonition b"') < shown.index("</div>\n</div>") < shown.index("Mellan")
    assert '"admonition a bredvid"' not in shown
