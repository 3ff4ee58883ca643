"""One form, reached in one step, that loses nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carekb.model.canonical import Unfit, canonical, dump
from carekb.model.records.organisation import Role
from carekb.source.yaml import parse
from conftest import MINI

ROLES = "data/roles.yml"


def formatted(text: str, path: str = ROLES) -> str:
    result, document = canonical(path, text)
    assert not document.problems
    assert result is not None
    assert canonical(path, result)[0] == result
    return result


def test_keys_come_in_the_order_of_the_model() -> None:
    assert formatted("- group: stod\n  sources: [l1]\n  id: a\n") == "- id: a\n  sources: [l1]\n  group: stod\n"


def test_unknown_keys_are_kept_last() -> None:
    assert formatted("- xyz: 1\n  group: stod\n  id: a\n") == "- id: a\n  group: stod\n  xyz: 1\n"


def test_records_of_a_list_are_parted_by_an_empty_line_and_others_are_not() -> None:
    text = "- id: a\n\n\n  tasks:\n  - sv: x\n\n  - sv: y\n- id: b\n"
    assert formatted(text) == "- id: a\n  tasks:\n    - sv: x\n    - sv: y\n\n- id: b\n"


def test_a_short_list_is_written_on_one_line_and_a_long_one_is_not() -> None:
    assert formatted("- contacts:\n    - a\n    - b\n") == "- contacts: [a, b]\n"
    long = [f"en-ganska-lang-kontakt-{number}" for number in range(5)]
    assert formatted(f"- contacts: [{', '.join(long)}]\n") == "- contacts:\n" + "".join(f"    - {i}\n" for i in long)


def test_mappings_in_braces_are_written_out() -> None:
    assert formatted("- name: {sv: a, en: b}\n") == "- name:\n    sv: a\n    en: b\n"


def test_a_long_text_is_folded_with_a_line_for_each_sentence() -> None:
    text = "En mening som är ganska lång, t.ex. om SAMSA. En till, så att det hela inte får plats på en enda rad här."
    assert formatted(f"- summary:\n    sv: {text}\n") == (
        "- summary:\n    sv: >-\n      En mening som är ganska lång, t.ex. om SAMSA.\n"
        "      En till, så att det hela inte får plats på en enda rad här.\n"
    )


def test_no_line_of_folded_text_is_longer_than_a_hundred_columns() -> None:
    lines = formatted(f"- summary:\n    sv: {'ord ' * 100}slut\n").split("\n")
    assert max(map(len, lines)) <= 100
    assert len(lines) > 3


def test_a_text_with_line_breaks_is_written_as_it_stands() -> None:
    assert formatted('- summary:\n    sv: "a\\n\\n- b"\n') == "- summary:\n    sv: |-\n      a\n\n      - b\n"


def test_a_folded_text_that_is_short_goes_on_one_line() -> None:
    assert formatted("- summary:\n    sv: >-\n      Kort\n      text.\n") == "- summary:\n    sv: Kort text.\n"


@pytest.mark.parametrize(
    "text", ["no", "12:30", "0701234567", "1.10", "2026-11-22", "true", "0x1F", "1e3", "Null", "å"]
)
def test_what_other_readers_would_take_for_something_else_survives_as_it_is(text: str) -> None:
    assert formatted(f"- id: '{text}'\n") == f"- id: {text}\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("- a", '"- a"'),
        ("a:", '"a:"'),
        ("", '""'),
        ("null", '"null"'),
        ("~", '"~"'),
        (" a", '" a"'),
        ("[a]", '"[a]"'),
        ("---", '"---"'),
        ("a\tb", '"a\\tb"'),
        ("a\u2028b", '"a\\u2028b"'),
        ("-a", "-a"),
        ("a-b", "a-b"),
        ("a#b", "a#b"),
        ("a:b", "a:b"),
        ('säg "ja"', 'säg "ja"'),
        ("it's", "it's"),
    ],
)
def test_quotes_stand_only_where_they_are_needed(text: str, written: str) -> None:
    result = dump([{"id": text}], Role)
    assert result == f"- id: {written}\n"
    assert parse(ROLES, result).value == [{"id": text}]


def test_a_text_with_both_colon_and_quotes_is_folded_rather_than_escaped() -> None:
    assert formatted("- id: 'Säg: \"ja\"'\n") == '- id: >-\n    Säg: "ja"\n'


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("# Filen\n- id: a\n", (1, 1), "kommentarer läses inte"),
        ("- id: a\n  # om a\n", (2, 3), "kommentarer läses inte"),
        ("# bara en kommentar\n", (1, 1), "kommentarer läses inte"),
        ("- id: a  # om a\n", (1, 10), '"# om a" läses inte'),
        ("- name:\n    sv: Ring avdelning #3 vid frågor.\n", (2, 24), '"#3 vid frågor." läses inte'),
        ("- sources: [a, # först\n    b]\n", (1, 16), '"# först" läses inte'),
        ("- summary: >-  # lång\n    a\n", (1, 16), '"# lång" läses inte'),
        ('- name: "a # b"\t# c\n', (1, 17), '"# c" läses inte'),
    ],
)
def test_a_comment_is_refused_with_what_would_be_lost(text: str, place: tuple[int, int], said: str) -> None:
    written, document = canonical(ROLES, text)
    (fault,) = document.problems
    assert written is None
    assert (fault.code, fault.line, fault.col) == ("KB105", *place)
    assert fault.message.startswith(said)


def test_a_hash_inside_a_text_is_no_comment() -> None:
    text = "- name:\n    sv: |-\n      a\n      # b\n    en: 'c # d'\n"
    assert formatted(text) == '- name:\n    sv: |-\n      a\n      # b\n    en: "c # d"\n'


def test_a_missing_last_line_end_is_mended() -> None:
    assert formatted("- id: a") == "- id: a\n"


def test_front_matter_is_formatted_and_the_body_is_left_alone() -> None:
    page = "---\nkind: om\ntitle:   A\n---\n\n\n  Text  \n\n---\n\nSlut\n\n\n"
    assert formatted(page, "docs/a.md") == "---\ntitle: A\nkind: om\n---\n\n\n  Text  \n\n---\n\nSlut\n"


def test_a_file_with_faults_is_not_formatted() -> None:
    result, document = canonical(ROLES, "- id: a\n  id: b\n")
    assert result is None
    assert document.problems


def test_an_empty_file_stays_empty() -> None:
    assert canonical(ROLES, "")[0] == ""


@pytest.mark.parametrize(
    "path", sorted(p.relative_to(MINI).as_posix() for p in MINI.rglob("*") if p.suffix in (".yml", ".md"))
)
def test_the_small_base_is_in_canonical_form(path: str) -> None:
    text = (MINI / path).read_text(encoding="utf-8")
    assert formatted(text, path) == text


PIECES = [
    "a",
    "Ord",
    "å",
    "ord.",
    "SIP.",
    "Ny",
    ":",
    ": ",
    "#",
    " #",
    "'",
    '"',
    "\\",
    "-",
    "- ",
    "|",
    ">",
    "[",
    "]",
    "{",
    "}",
]
PIECES += [
    ",",
    ", ",
    "&",
    "*",
    "!",
    "%",
    "@",
    "`",
    "?",
    "? ",
    "\n",
    "\n\n",
    " ",
    "  ",
    "\t",
    "\r",
    "\x07",
    "\x85",
    "\u2028",
    "\ufeff",
]
PIECES += [
    "\u00a0",
    "—",
    "😀",
    "no",
    "null",
    "~",
    "12:30",
    "0701234567",
    "1.10",
    "true",
    "---",
    "...",
    "[[term:sip]]",
    "=",
    "<<",
]
NASTY = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=20).filter(
    lambda text: text.isprintable() or "\n" in text
)
KEYS = st.sampled_from(["id", "name", "group", "tasks", "sources", "contacts", "x y", "null", "#", ""])
VALUES = st.recursive(
    NASTY | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(st.lists(st.dictionaries(KEYS, VALUES, max_size=5) | VALUES, max_size=4))
@settings(max_examples=300, deadline=None)
def test_any_values_can_be_written_and_read_back(value: list[Any]) -> None:
    written = dump(value, Role)
    again = parse(ROLES, written)
    assert not again.problems
    assert (again.value or []) == value
    if value:
        assert formatted(written) == written


COMMENTED = st.lists(
    st.sampled_from(
        [
            "- id: a", "- name:", "  name:", "    sv: x", "    en: y", "  group: stod", "  sources: [a, b]",
            "  sources:", "  - a", "    - a", "- b", "  tasks:", "  summary: >-", "      text", "      # text", "# c",
            "  # c", "    # c", "   # c", "      # c", "", "  contacts: [a, # c", "    b]", "  id: b", "    sv: >-",
            "    en: |", "    sv: 'a # b'", '    en: "c # d"', "  name: {sv: x, en: y}",
        ]
    ),
    max_size=16,
)  # fmt: skip


@given(COMMENTED, st.data())
@settings(max_examples=600, deadline=None)
def test_no_value_is_lost_and_every_comment_is_refused(lines: list[str], data: st.DataObject) -> None:
    beside = [f"{line}  # k{n}" if data.draw(st.integers(0, 3)) == 0 else line for n, line in enumerate(lines)]
    text = "\n".join(beside) + "\n"
    try:
        result, document = canonical(ROLES, text)
    except Unfit:
        pytest.fail(text)
    if result is None:
        assert document.problems
        return
    assert result.count("#") == text.count("#")  # none was a comment
    assert canonical(ROLES, result)[0] == result
    assert parse(ROLES, result).value == document.value
