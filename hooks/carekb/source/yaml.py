"""YAML read as text with positions.

PyYAML's own typing reads `13:00` as 780, `0701234567` as octal and `no` as false,
and keeps the last of two equal keys without a word.
Here every scalar stays text, a doubled key is a fault, and each value remembers its line and column.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from unicodedata import normalize

import yaml
from yaml.reader import Reader

from .conflicts import conflicts
from .invisible import unseen, wide_blanks
from .problems import Mark, Problem, problem

# PyYAML without libyaml is slower, with the same result.
Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

Loc = tuple[str | int, ...]
"""The way from a document's root to a value: keys and list positions."""

_STR = "tag:yaml.org,2002:str"
_TOO_DEEP = "för många nivåer i varandra. Förenkla filen."
_ALONE = "kommentarer läses inte, och sparas inte när filen skrivs om. Ta bort raden, eller skriv texten i ett fält."
_CUT = '"{}" läses inte: blanksteg och # börjar en kommentar. Sätt " runt hela texten, eller ta bort det.'
_MAX_DEPTH = 40
"""Deeper than any record; keeps hostile nesting from exhausting the stack."""


@dataclass(slots=True)
class YamlSource:
    """A YAML text as plain values (str, None, list, dict), and where each of them stands."""

    path: str
    value: Any = None
    values: dict[Loc, Mark] = field(default_factory=dict)
    keys: dict[Loc, Mark] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def mark(self, loc: Loc, *, key: bool = False) -> Mark:
        """Return the position of `loc`, or of the nearest thing around it that has one."""
        while True:
            found = (self.keys.get(loc) if key else None) or self.values.get(loc) or self.keys.get(loc)
            if found:
                return found
            if not loc:
                return Mark()
            loc = loc[:-1]

    def at(self, loc: Loc, code: str, message: str, *, key: bool = False) -> Problem:
        """Make a problem at `loc`."""
        return problem(self.path, self.mark(loc, key=key), code, message)


def decode(path: str, raw: bytes) -> tuple[str, list[Problem]]:
    """Return the text of `raw`, read as UTF-8 with any line endings, and what makes it impossible to use."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        col = error.start - (before.rfind(b"\n") + 1) + 1
        message = "filen är inte UTF-8. Spara den som UTF-8 i redigeraren."
        return "", [problem(path, Mark(line, col), "KB101", message)]
    # One letter, one way to write it: ö as one character, whatever program wrote it.
    text = normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text, [*conflicts(path, text), *unseen(path, text)]


def parse(path: str, text: str, first_line: int = 1) -> YamlSource:
    """Read one YAML document; faults are in its `problems`, and then its value is None."""
    document = YamlSource(path)
    seen: dict[int, yaml.Node] = {}
    try:
        node = yaml.compose(text, Loader)
    except yaml.MarkedYAMLError as error:
        document.problems = list(wide_blanks(path, text, first_line)) or [_syntax(path, text, error, first_line)]
        return document
    except yaml.reader.ReaderError as error:
        bad = Reader.NON_PRINTABLE.search(text)
        before = text[: bad.start()] if bad else text[: error.position]
        place = Mark(before.count("\n") + first_line, len(before) - before.rfind("\n"))
        message = "här står ett osynligt tecken som inte får finnas i YAML. Ta bort det, eller skriv om raden."
        document.problems.append(problem(path, place, "KB102", message))
        return document
    except RecursionError:
        document.problems.append(problem(path, Mark(), "KB105", _TOO_DEEP))
        return document
    if node is not None:
        document.value = _convert(node, (), document, first_line, seen)
    plain = [node for node in seen.values() if isinstance(node, yaml.ScalarNode) and not node.style]
    document.problems += _marks(path, text, first_line, plain)
    if any(node.value != node.value.strip() for node in plain):
        document.problems += wide_blanks(path, text, first_line)
    spans = [_span(scalar, text) for scalar in seen.values() if isinstance(scalar, yaml.ScalarNode)]
    document.problems += _comments(path, text, first_line, sorted(spans))
    if document.problems:
        document.value = None
    return document


def _marks(path: str, text: str, first_line: int, nodes: Iterable[yaml.ScalarNode]) -> Iterator[Problem]:
    """Yield a problem for each text that begins with an exclamation mark: YAML takes that for a tag, and drops it."""
    for node in nodes:
        if text[node.start_mark.index : node.start_mark.index + 1] == "!" and node.tag == _STR:
            place = Mark(node.start_mark.line + first_line, node.start_mark.column + 1)
            yield problem(path, place, "KB102", _begins("!"))


# A comment: a hash at the start of a line or after white space, to the end of the line.
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[^\n]*", re.MULTILINE)
_LONG_NUMBER = re.compile(r"\d[\d +-]{5,}")
"""May be a personal identity number, which no report repeats."""


def _comments(path: str, text: str, first_line: int, spans: list[tuple[int, int]]) -> Iterator[Problem]:
    """Yield a problem for each comment: it reaches no reader, and forms lose it. `spans` is where scalars stand."""
    place = 0
    while match := _COMMENT.search(text, place):
        around = bisect_right(spans, (match.start(), len(text))) - 1
        if around >= 0 and match.start() < spans[around][1]:
            place = spans[around][1]  # a hash inside a text; a comment may still follow on the same line
            continue
        place = match.end()
        begins = text.rfind("\n", 0, match.start()) + 1
        mark = Mark(text.count("\n", 0, begins) + first_line, match.start() - begins + 1)
        is_alone = not text[begins : match.start()].strip()
        yield problem(path, mark, "KB105", _ALONE if is_alone else _CUT.format(_LONG_NUMBER.sub("…", match[0].strip())))


def _span(node: yaml.ScalarNode, text: str) -> tuple[int, int]:
    """Return where a scalar begins and ends in the text."""
    start = node.start_mark.index
    # The line that opens a block text, `key: >-  # comment`, may hold a comment.
    return text.find("\n", start) if node.style in ("|", ">") else start, node.end_mark.index


def _syntax(path: str, text: str, error: yaml.MarkedYAMLError, first_line: int) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, col = (mark.line, mark.column) if mark else (0, 0)
    source = text.split("\n")
    indent = source[line][: len(source[line]) - len(source[line].lstrip())] if line < len(source) else ""
    place = Mark(line + first_line, col + 1)
    if "\t" in indent:
        return problem(path, place, "KB103", "raden börjar med en tabb. Gör indrag med mellanslag, två för varje nivå.")
    if begins := _beginning(source, line):
        return problem(path, Mark(line + first_line, begins[0]), "KB102", begins[1])
    finding, context = str(error.problem), str(error.context)
    opening = error.context_mark
    start = Mark(opening.line + first_line, opening.column + 1) if opening else place
    if "found another document" in finding or "single document" in context:
        message = "här börjar ett nytt YAML-dokument (---). Ta bort raden, eller lägg en fil för varje."
        return problem(path, place, "KB102", message)
    if "mapping values are not allowed" in finding:
        message = (
            'här står ett kolon följt av mellanslag mitt i en text. Sätt " runt hela texten, eller rätta indraget.'
        )
        return problem(path, place, "KB102", message)
    if "quoted scalar" in context:
        return problem(path, start, "KB102", "citattecknet stängs aldrig. Sätt ett likadant där texten slutar.")
    if "flow sequence" in context or "flow mapping" in context:
        bracket = "]" if "sequence" in context else "}"
        message = (
            f"parentesen stängs inte, eller ett komma saknas. Avsluta med {bracket} och sätt komma mellan värdena."
        )
        return problem(path, start, "KB102", message)
    message = "YAML går inte att läsa här. Kontrollera indrag, kolon och citattecken på raden och raden före."
    return problem(path, place, "KB102", message)


# `  key: value` or `- value`: what stands before a value on its line, and the value.
_VALUE = re.compile(r"^(?P<head>\s*(?:- )*(?:[\w-]+:\s+)?)(?P<value>\S.*)$")
_SPECIAL = "*&!%@`|>{}[],?"


def _beginning(lines: list[str], number: int) -> tuple[int, str] | None:
    """Return (column, advice) where a text on the line begins with a character that means something else in YAML."""
    match = _VALUE.match(lines[number]) if number < len(lines) else None
    if not match:
        return None
    value, col = match["value"], len(match["head"]) + 1
    if value.startswith("- ") and ":" in match["head"]:
        return col, _begins("-")
    if value[0] in "\"'":
        end = value.find(value[0], 1)
        rest = value[end + 1 :].strip() if end > 0 else ""
        other = "'" if value[0] == '"' else '"'
        if rest and not rest.startswith(("#", ",", "]", "}", ":")):
            return col, f"texten fortsätter efter citattecknet. Sätt {other} runt hela texten."
        return None
    is_flow = value[0] in "[{" and value.rstrip().endswith("]}"["[{".index(value[0])])
    is_block = value[0] in "|>" and re.fullmatch(r"[|>][+-]?\d?[+-]?", value.strip())
    if value[0] in _SPECIAL and not is_flow and not is_block and (value[0] not in "[{" or _is_prose(value)):
        return col, _begins(value[0])
    return None


def _is_prose(value: str) -> bool:
    """Whether what begins with a bracket reads as a text, `[länk](…) och mer`, and not as a list that is not closed."""
    return re.match(r"\[[^\]]*\]\S*\s*\S|\{[^}]*\}\s*\w", value) is not None


def _begins(char: str) -> str:
    return f'texten börjar med {char}, som betyder något annat i YAML. Sätt " runt hela texten.'


def _convert(node: yaml.Node, loc: Loc, document: YamlSource, first_line: int, seen: dict[int, yaml.Node]) -> Any:
    """Return the value of a node, and gather the nodes that have been `seen`."""
    place = Mark(node.start_mark.line + first_line, node.start_mark.column + 1)
    document.values[loc] = place
    if len(loc) > _MAX_DEPTH:
        document.problems.append(problem(document.path, place, "KB105", _TOO_DEEP))
        return None
    if id(node) in seen:
        message = "ankare och alias (& och *) används inte här. Skriv ut värdet på båda ställena."
        document.problems.append(problem(document.path, place, "KB105", message))
        return None
    seen[id(node)] = node
    if isinstance(node, yaml.ScalarNode):
        if node.tag != _STR:
            tag = node.tag.replace("tag:yaml.org,2002:", "!!")
            message = f"taggen {tag} används inte här. Ta bort den; alla värden läses som text."
            document.problems.append(problem(document.path, place, "KB105", message))
        # Only an unquoted empty value, null or ~ means "no value": '""' is an empty text.
        # (libyaml gives a plain scalar the style "", Python's own reader None.)
        return None if not node.style and node.value in ("", "null", "~") else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_convert(item, (*loc, i), document, first_line, seen) for i, item in enumerate(node.value)]
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key_place = Mark(key_node.start_mark.line + first_line, key_node.start_mark.column + 1)
        if not isinstance(key_node, yaml.ScalarNode):
            message = "en nyckel måste vara ett enkelt ord."
            document.problems.append(problem(document.path, key_place, "KB105", message))
            continue
        key = key_node.value
        seen[id(key_node)] = key_node
        if key in result:
            message = f'nyckeln "{key}" finns redan ovanför i samma post. Ta bort den ena.'
            document.problems.append(problem(document.path, key_place, "KB104", message))
        document.keys[(*loc, key)] = key_place
        result[key] = _convert(value_node, (*loc, key), document, first_line, seen)
    return result
