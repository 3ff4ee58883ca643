"""One written form of data files and front matter: the same values always look the same.

Reads text and gives text; knows models only as the order of keys. Values, comments and the body of a page are never
changed: `canonical` gives back nothing at all rather than a text that says something else.

The form: keys in the model's order, two spaces, an empty line between the records of a list file, short lists as
`[a, b]`, long texts folded with a new line for each sentence, `"` only where YAML needs it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

import yaml
from pydantic import BaseModel

from ..source.markdown import split_front_matter
from ..source.yaml import Loader, Loc, YamlSource, parse
from .kinds import ADDITIONS, DOCS, KINDS, VOCAB_MODEL, VOCAB_PATH
from .records.front_matter import Addition, AdditionTranslation, Page, Translation
from .validate import inner_model

WIDTH = 100
_ROUNDS = 5
"""More than comments need to settle."""

Model = type[BaseModel]


class Unfit(ValueError):
    """The text cannot be written in canonical form without changing what it says."""


def canonical(path: str, text: str) -> tuple[str | None, YamlSource]:
    """Return `text`, the file at `path`, in canonical form, and how it was read; None where it has YAML faults.

    Raises Unfit rather than losing a value or a comment.
    """
    if _is_page(path):
        return _page(path, text)
    document = parse(path, text)
    if document.problems:
        return None, document
    return _yaml(path, text, document, _model_of(path)), document


def _page(path: str, text: str) -> tuple[str | None, YamlSource]:
    source, problems = split_front_matter(path, text)
    if problems or not isinstance(source.document.value, dict):
        return None, replace(source.document, problems=problems)
    head = "\n".join(text.split("\n")[1 : source.body_line - 2])
    models = (Addition, AdditionTranslation) if path.startswith(ADDITIONS) else (Page, Translation)
    written = _yaml(path, head, source.document, models[path.endswith(".en.md")])
    body = source.body.rstrip("\n")
    return f"---\n{written}---\n{body}\n" if body else f"---\n{written}---\n", source.document


def _model_of(path: str) -> Model | None:
    if path == VOCAB_PATH:
        return VOCAB_MODEL
    for kind in KINDS.values():
        if kind.path and (path == kind.path or (kind.is_folder and path.startswith(kind.path))):
            return kind.model
    return None


def _yaml(path: str, text: str, document: YamlSource, model: Model | None) -> str:
    if document.value is None:
        return text.strip("\n") + "\n" if text.strip("\n") else ""
    source = _read(text)
    written = _Writer(source).write(model)
    for _ in range(_ROUNDS):
        again = _read(written)
        if again.value != document.value or sorted(again.comments) != sorted(source.comments):
            raise Unfit(path)
        # A comment that moved may now stand by something else; the form is found when nothing moves any more.
        before, written = written, _Writer(again).write(model)
        if written == before:
            return written
    raise Unfit(path)


def dump(value: dict[str, Any] | list[Any], model: Model | None) -> str:
    """Return values (text, None, list, dict) as YAML in canonical form."""
    return _Writer(_Source(value)).write(model)


def amended(text: str, value: dict[str, Any], model: Model) -> str:
    """Return `value` in canonical form with the comments of `text`, from which it comes; list items keep places."""
    source = _read(text)
    source.value = value
    return _Writer(source).write(model)


# --- reading: values with their comments


@dataclass(slots=True)
class _Source:
    """A document's value, and the comments that belong to each of its parts."""

    value: Any
    head: list[str] = field(default_factory=list)
    """Comments at the top, parted from the first key by an empty line."""
    above: dict[Loc, list[str]] = field(default_factory=dict)
    beside: dict[Loc, str] = field(default_factory=dict)
    below: dict[Loc, list[str]] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Part:
    """A key or a list item: where it starts and ends in the text, and how far in its line stands."""

    loc: Loc
    start: int
    end: int
    col: int
    is_block: bool = False
    """Whether its value is a mapping or list over several lines."""


# A comment: a hash at the start of a line or after white space, to the end of the line.
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[^\n]*", re.MULTILINE)


def _read(text: str) -> _Source:
    node = yaml.compose(text, Loader)
    if node is None:
        return _Source(None)
    parts: list[_Part] = []
    scalars: list[tuple[int, int]] = []
    value = _walk(node, (), parts, scalars, _index_of(text))
    source = _Source(value)
    place = 0
    while match := _COMMENT.search(text, place):
        # A hash inside a text is none; a comment may still follow that text on the same line.
        inside = next((end for start, end in scalars if start <= match.start() < end), None)
        if inside is None:
            _place(source, match.start(), match[0].rstrip(), text, parts)
        place = inside or match.end()
    return source


def _index_of(text: str) -> list[int]:
    """Return the offset of each line as YAML counts lines: some breaks of other alphabets are breaks there."""
    starts = [0]
    for match in re.finditer("[\n\x85\u2028\u2029]", text):
        starts.append(match.end())
    return starts


def _walk(node: yaml.Node, loc: Loc, parts: list[_Part], scalars: list[tuple[int, int]], lines: list[int]) -> Any:
    """Return the node's value, and note its parts and where its scalars stand."""

    def offset(mark: yaml.Mark) -> int:
        return lines[min(mark.line, len(lines) - 1)] + mark.column

    def inside(part: _Part, item: yaml.Node) -> Any:
        parts.append(part)
        value = _walk(item, part.loc, parts, scalars, lines)
        # A block ends, for YAML, where the next thing begins; here, where its last scalar ends.
        part.is_block = isinstance(item, yaml.CollectionNode) and not item.flow_style and bool(item.value)
        part.end = max(part.end, parts[-1].end if part.is_block else offset(item.end_mark))
        return value

    if isinstance(node, yaml.ScalarNode):
        start = node.start_mark.line + 1 if node.style in ("|", ">") else None
        # The line that opens a block text, `key: >-  # comment`, may hold a comment.
        first = offset(node.start_mark) if start is None else lines[min(start, len(lines) - 1)]
        scalars.append((first, offset(node.end_mark)))
        return None if not node.style and node.value in ("", "null", "~") else node.value
    if isinstance(node, yaml.SequenceNode):
        items = []
        for index, item in enumerate(node.value):
            col = (item if node.flow_style else node).start_mark.column
            items.append(inside(_Part((*loc, index), offset(item.start_mark), 0, col), item))
        return items
    mapping: dict[str, Any] = {}
    for key, item in node.value:
        scalars.append((offset(key.start_mark), offset(key.end_mark)))
        part = _Part((*loc, key.value), offset(key.start_mark), offset(key.end_mark), key.start_mark.column)
        mapping[key.value] = inside(part, item)
    return mapping


def _place(source: _Source, start: int, comment: str, text: str, parts: list[_Part]) -> None:
    """Give a comment to the part it speaks of."""
    source.comments.append(comment)
    line_start = text.rfind("\n", 0, start) + 1
    col = start - line_start
    before = [part for part in parts if part.start < start]
    following = next((part for part in parts if part.start > start), None)
    if text[line_start:start].strip():
        # Beside: the whole of what ends on the line, or what begins there. A lone "-" belongs to what follows.
        begun = [part for part in before if part.start >= line_start]
        ended = [part for part in before if line_start < part.end <= start and not part.is_block]
        if beside := ([part for part in begun if part in ended][:1] or begun[-1:] or ended[:1]):
            if beside[0].loc in source.beside:
                source.above.setdefault(beside[0].loc, []).append(comment)
            else:
                source.beside[beside[0].loc] = comment
            return
    elif before and col > (following.col if following else 0):
        # Further in than what follows: the last words of the record above.
        inner = [part for part in before if part.col <= col]
        target = inner[-1].loc if inner else before[-1].loc
        source.below.setdefault(target, []).append(comment)
        return
    if following is None:
        source.below.setdefault((), []).append(comment)
        return
    is_head = not before and re.match(r"[^\n]*\n[ \t]*\n", text[start:]) is not None
    if is_head:
        source.head += [*source.above.pop(following.loc, []), comment, ""]
    else:
        source.above.setdefault(following.loc, []).append(comment)


# --- writing


# A plain text may hold nothing that YAML would read as something else, in a block or in [a, b].
_PLAIN_START = re.compile(r"(?:[^\s\-?:,\[\]{}#&*!|>'\"%@`]|[-?:](?=[^\s,\[\]{}]))")
_NOT_PLAIN = re.compile(r": |:$|\s#|\s$")
_NOT_FLOW = re.compile(r"[,\[\]{}]|:(?![^\s,\[\]{}])|^[-?:]")
# What YAML lets stand in a text without escapes; line breaks of other alphabets would be read as line breaks.
_UNPRINTABLE = re.compile("[^\\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
# A sentence ends in . ? or ! after a word (not "t.ex.", not "kl."), and the next one starts with a capital.
_SENTENCE_END = re.compile(r"(?:[^\W\d_]{4,}|[A-ZÅÄÖ]{2,}|[)\]*\"”])[.?!][)\"”*]*$")
_SENTENCE_START = re.compile(r"[\[(*\"”]*[A-ZÅÄÖ]")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


class _Writer:
    """Writes one document."""

    def __init__(self, source: _Source) -> None:
        self.source = source
        self.lines: list[str] = []

    def write(self, model: Model | None) -> str:
        self.lines += self.source.head
        value = self.source.value
        if isinstance(value, list) and value:
            for index in range(len(value)):
                if index:
                    self.lines.append("")
                self._item((index,), value[index], model, 0)
        elif isinstance(value, dict) and value:
            self._mapping((), value, model, 0, apart=model is VOCAB_MODEL)
        else:
            self.lines.append(_quoted(value) if isinstance(value, str) else _flow(value) or "")
        self._comments(self.source.below.get((), ()), 0)
        return "\n".join(self.lines) + "\n"

    def _mapping(
        self, loc: Loc, value: dict[str, Any], model: Model | None, indent: int, *, apart: bool = False
    ) -> None:
        order = _order(model)
        for number, key in enumerate(sorted(value, key=lambda key: order.get(key, len(order)))):
            if apart and number:
                self.lines.append("")
            inner = (*loc, key)
            self._comments(self.source.above.get(inner, ()), indent)
            self._value(inner, f"{' ' * indent}{_key(key)}:", value[key], _model_in(model, key), indent + 2)
            self._comments(self.source.below.get(inner, ()), indent)

    def _item(self, loc: Loc, value: Any, model: Model | None, indent: int) -> None:
        self._comments(self.source.above.get(loc, ()), indent)
        if isinstance(value, dict) and value:
            first = len(self.lines)
            self._mapping(loc, value, model, indent + 2)
            # The first key stands on the line of the dash; a comment above it goes above the dash.
            while self.lines[first].lstrip().startswith("#"):
                self.lines[first] = self.lines[first][2:]
                first += 1
            self.lines[first] = f"{' ' * indent}- {self.lines[first][indent + 2 :]}"
        else:
            self._value(loc, f"{' ' * indent}-", value, model, indent + 2)
        self._comments(self.source.below.get(loc, ()), indent + 2)

    def _value(self, loc: Loc, head: str, value: Any, model: Model | None, indent: int) -> None:
        """Write `head` and the value after it, or below it."""
        beside = f"  {self.source.beside[loc]}" if loc in self.source.beside else ""
        if isinstance(value, dict) and value:
            self.lines.append(head + beside)
            self._mapping(loc, value, model, indent)
        elif isinstance(value, list) and value:
            flow = None if self._has_comments_inside(loc) else _flow(value)
            if flow and len(head) + 1 + len(flow) <= WIDTH:
                self.lines.append(f"{head} {flow}{beside}")
                return
            self.lines.append(head + beside)
            for index, item in enumerate(value):
                self._item((*loc, index), item, model, indent)
        elif value is None:
            self.lines.append(head + (" null" if head.strip() == "-" else "") + beside)
        else:
            header, *below = _scalar(value, len(head) + 1, indent) if isinstance(value, str) else [_flow(value) or ""]
            self.lines.append(f"{head} {header}{beside}")
            self.lines += below

    def _has_comments_inside(self, loc: Loc) -> bool:
        known = (*self.source.above, *self.source.beside, *self.source.below)
        return any(len(inner) > len(loc) and inner[: len(loc)] == loc for inner in known)

    def _comments(self, comments: list[str] | tuple[()], indent: int) -> None:
        self.lines += [f"{' ' * indent}{comment}" for comment in comments]


def _model_in(model: Model | None, key: str) -> Model | None:
    """Return the model of the records in the field `key`, if it holds records."""
    for name, info in model.model_fields.items() if model else ():
        if key in (name, info.alias):
            return inner_model(info.annotation)
    return None


def _order(model: Model | None) -> dict[str, int]:
    names = [info.alias or name for name, info in model.model_fields.items()] if model else []
    return {name: number for number, name in enumerate(names)}


def _key(key: str) -> str:
    return key if _is_plain(key) and "\n" not in key else _quoted(key)


def _scalar(text: str, col: int, indent: int) -> list[str]:
    """Return the text as what stands after its key, and the lines below that; `col` is where it would start."""
    if "\n" in text:
        if _fits_literal(text):
            header = "|" if text.endswith("\n") else "|-"
            lines = text.removesuffix("\n").split("\n")
            return [header, *(f"{' ' * indent}{line}" if line else "" for line in lines)]
        return [_quoted(text)]
    short = text if _is_plain(text) else _quoted(text)
    folds = _UNPRINTABLE.search(text) is None and text == text.strip() and text != ""
    if not folds or (col + len(short) <= WIDTH and not (short != text and re.search(r'["\\]', text))):
        return [short]
    lines = _folded(text, WIDTH - indent)
    if len(lines) == 1 and short == text:
        return [short]
    return [">-", *(f"{' ' * indent}{line}" for line in lines)]


def _folded(text: str, width: int) -> list[str]:
    """Break a text at single spaces: after each sentence, and before a line grows too long."""
    lines = [""]
    # Only a space between two other characters may be a line break and come back as the same space.
    for word in re.split(r"(?<=[^ ]) (?=[^ ])", text):
        line = lines[-1]
        ends = _SENTENCE_END.search(line) and _SENTENCE_START.match(word)
        if not line:
            lines[-1] = word
        elif ends or len(line) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{line} {word}"
    return lines


def _fits_literal(text: str) -> bool:
    first = next((line for line in text.split("\n") if line), " ")
    return (
        _UNPRINTABLE.search(text) is None
        and not first.startswith((" ", "\t"))
        and not text.startswith("\n")
        and not text.endswith("\n\n")
    )


def _is_plain(text: str) -> bool:
    return (
        text not in ("", "null", "~")
        and _PLAIN_START.match(text) is not None
        and _NOT_PLAIN.search(text) is None
        and _UNPRINTABLE.search(text) is None
        and not text.startswith(("---", "..."))
    )


def _quoted(text: str) -> str:
    return '"' + "".join(_escaped(char) for char in text) + '"'


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if _UNPRINTABLE.match(char):
        code = ord(char)
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return char


def _flow(value: Any) -> str | None:
    """Return a scalar or a list of one-line texts on one line; None for what needs more."""
    if value == {}:
        return "{}"
    if isinstance(value, list):
        items = [_flow_item(item) for item in value]
        return None if None in items else f"[{', '.join(filter(None, items))}]"
    return _flow_item(value)


def _flow_item(value: Any) -> str | None:
    if value is None:
        return "null"
    if not isinstance(value, str) or "\n" in value:
        return None
    return value if _is_plain(value) and not _NOT_FLOW.search(value) else _quoted(value)


def has_form(path: str) -> bool:
    """Whether the file at `path` (from the root) has a canonical form."""
    return _is_page(path) or _model_of(path) is not None


def _is_page(path: str) -> bool:
    return path.startswith((f"{DOCS}/", ADDITIONS)) and path.endswith(".md")
