"""Legal Markdown that becomes something else than its writer meant: found in blocks, lists and words.

Each function takes a piece of a parsed text, and yields what is odd about it with a message to its writer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_DEEPEST = 50
"""How many brackets may be open at once in a block: the parser looks for the end of each, from each."""
_P = "[\U000f0000-\U0010fffd]?"
"""A mark that may be there."""

_ITEM = re.compile(r"^( *)(?:[-*+]|\d+\.) +\S")
_LISTLIKE = re.compile(r"^ *(?:[-*+] +\S|[•◦▪·] *\S|\d{1,2}[.)] +\S|[a-z]\) +\S)")
_TIGHT = re.compile(r"^ {0,3}-[^\W\d_]")
_RULER = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*\|[\s|:-]*$")
_FENCE = re.compile(rf"^\s*(?:`{{3,}}{_P}[\w -]*|~{{3,}}[\w -]*)$")
_BOX_HEAD = re.compile(r"^ *(?:!!!|\?\?\?\+?|===) ?[\w\"]")
_BOX = re.compile(r"^ {0,3}(?:!!!|\?\?\?\+?|===)[ \"]")

_WORDS = (
    (
        re.compile(rf"\[{_P}\^[^\[\]\s]+\]"),
        "KB415",
        "fotnoter används inte här. Skriv texten i en mening, eller länka.",
    ),
    (
        re.compile(rf"\]\[{_P}[^\[\]\n]*\]"),
        "KB401",
        "länken har ett namn som inte finns. Skriv [namnet]: adressen på en egen rad, eller adressen i parentes.",
    ),
    (
        re.compile(r"\] ?\((?=[^()\s]*(?:\.md|\.pdf|://|#))|\]\("),
        "KB905",
        "länken blir text. Skriv [ord](adress), utan mellanslag emellan, och stäng parentesen.",
    ),
    (
        re.compile(rf"\)\[{_P}[^\[\]\s]*(?:\.md|://)"),
        "KB905",
        "länken blir text. Orden står i hakparentes och adressen i parentes: [ord](adress).",
    ),
    (
        re.compile(r"\*\*|(?<!\w)__(?=\S)"),
        "KB905",
        "stjärnorna syns som tecken. Sätt ** tätt intill orden, före och efter.",
    ),
    (re.compile(r"~~\S"), "KB905", "genomstruken text finns inte här. Ta bort ~~ och det som inte gäller."),
    (re.compile(r"==\S[^=]*=="), "KB905", "överstruken text finns inte här. Använd **fet** text."),
    (
        re.compile(rf"\[{_P}!\w+\]"),
        "KB905",
        "rutan blir text. Skriv !!! note på en egen rad, och texten med fyra blanksteg.",
    ),
    (
        re.compile(r"\\\n"),
        "KB905",
        "ett omvänt snedstreck sist på raden syns. Ta bort det; ett nytt stycke börjar efter en tom rad.",
    ),
    (
        re.compile(r"(?<![\w/\"'=(<])https?://\w"),
        "KB905",
        "adressen blir ingen länk. Skriv [ord](adress), eller sätt < och > runt den.",
    ),
)


def unclosed(text: str) -> tuple[int, str, str] | None:
    """Return (offset, code, message) of a block with so many open brackets that no parser reads it in time."""
    depths = {"[": 0, "(": 0, "<": 0}
    opening = {"]": "[", ")": "(", ">": "<"}
    for match in re.finditer(r"[\[\](){}<>]|\n[ \t]*\n", text):
        sign = match[0]
        if sign in depths:
            depths[sign] += 1
            if depths[sign] > _DEEPEST:
                message = f"här är mer än {_DEEPEST} {sign} öppna på en gång. Stäng dem, eller ta bort dem."
                return match.start(), "KB415", message
        elif sign in opening:
            depths[opening[sign]] = max(0, depths[opening[sign]] - 1)
        elif sign not in "{}":
            depths = dict.fromkeys(depths, 0)
    return None


def in_blocks(tag: str, text: str) -> Iterator[tuple[str, str, str]]:
    """Yield (the line, code, message) for lines of a block that look like another block."""
    for number, line in enumerate(text.split("\n")):
        if _FENCE.match(line):
            yield (
                line,
                "KB415",
                "kodstycket stängs aldrig. Skriv lika många tecken på en egen rad efter koden, med samma indrag.",
            )
            return
        if _BOX.match(line):
            yield (
                line,
                "KB905",
                "rutan blir text. Skriv en tom rad före, ett ord efter tecknen, och texten med fyra blanksteg.",
            )
        elif _RULER.match(line) and tag == "p":
            yield line, "KB905", "tabellen blir text. Skriv en tom rad före den, och lika många | på varje rad."
        elif number and _LISTLIKE.match(line):
            yield line, "KB905", "listan blir löpande text. Skriv en tom rad före den, och - eller 1. före varje punkt."
            return
        elif tag == "p" and (_TIGHT.match(line) or (re.match(r" *[•◦▪·]|^ *(?:\d{1,2}|[a-z])\) ", line))):
            yield line, "KB905", "punkten blir löpande text. Skriv - eller 1. och ett mellanslag före varje punkt."
            return


def in_lists(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield (line from 0, message) where the indentation of a list says less than it seems to."""
    parent: int | None = None
    box: int | None = None
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        indent = len(line) - len(line.lstrip(" "))
        if box is not None and (box < indent < box + 4 or (indent == box and lines[number - 1].strip())):
            yield number, "texten hamnar utanför rutan ovanför. Gör indraget fyra blanksteg."
        box = indent if _BOX_HEAD.match(line) else None
        is_after_blank = number > 0 and not lines[number - 1].strip()
        if _ITEM.match(line):
            if parent is not None and indent > parent and indent // 4 == parent // 4:
                yield number, "punkten hamnar på samma nivå som den ovanför. Gör indraget fyra blanksteg."
            else:
                parent = indent
        elif is_after_blank and parent is not None:
            if parent < indent and indent // 4 == parent // 4:
                yield number, "stycket hör inte till punkten ovanför. Gör indraget fyra blanksteg."
            parent = None if indent <= parent else parent


def in_words(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield (place, code, message) for signs that Markdown has left as signs."""
    for pattern, code, message in _WORDS:
        if match := pattern.search(text):
            yield match.start(), code, message
