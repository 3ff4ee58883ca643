"""What the signs of statements must keep to: who says that something is the law also says where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..base.base import Base
from ..base.texts import RecordText, texts
from ..model.fields import Record
from ..model.kinds import VOCAB_PATH
from ..source.markdown import MarkdownSource
from ..source.problems import Mark, Problem, nearest, problem
from ..source.shortcodes import Shortcode, find

SIGNS = ("lag", "rutin", "plan", "erfarenhet", "slutsats", "rad")
"""The signs that templates and style sheets know."""
_LAW = "lag"
_MESSAGE = (
    "märket Lag står här, men {where} nämner inget lagrum. "
    "Skriv [[lag:…]] med lagrummets id, eller välj ett annat märke: {others}."
)


def check_signs(base: Base) -> Iterator[Problem]:
    """The vocabulary has the signs that templates use, and no others: each has a form of its own."""
    if base.unread.get("ground", set()) != set():
        return  # the vocabulary could not be read, which is reported where it is wrong
    for sign in SIGNS:
        if sign not in base.grounds:
            yield problem(VOCAB_PATH, Mark(), "KB301", f'märket "{sign}" finns inte. Lägg till det i grounds.')
    for sign in base.grounds:
        if sign not in SIGNS:
            message = f'märket "{sign}" har ingen form{nearest(sign, SIGNS) or "."} Välj bland {", ".join(SIGNS)}.'
            yield base.places["ground", sign].at("id", code="KB301", message=message)


def check_law_signs(base: Base) -> Iterator[Problem]:
    """A section, answer or other record with the sign Lag names a provision."""
    yield from _pages(base)
    yield from _records(base)


def _pages(base: Base) -> Iterator[Problem]:
    sources = [source for page in base.pages.values() for _, _, source in page.versions()]
    sources += [source for addition in base.additions.values() for _, _, source in addition.versions()]
    for source in sources:
        for section in _sections(source):
            codes = [(number, code) for number, line in section for code in find(line)]
            if not any(_names_provision(base, code) for _, code in codes):
                yield from _unfounded(base, source.file, codes)


def _unfounded(base: Base, file: str, codes: Iterable[tuple[int, Shortcode]]) -> Iterator[Problem]:
    for number, code in codes:
        if _is_law_sign(code):
            yield problem(file, Mark(number, code.start + 1), "KB411", _message(base, "avsnittet"))


def _sections(source: MarkdownSource) -> Iterator[list[tuple[int, str]]]:
    """Yield the lines of each section of the second level, with what stands below it."""
    section: list[tuple[int, str]] = []
    begins = {source.mark(heading.offset).line for heading in source.reading.headings if heading.level == 2}
    for number, line in source.lines():
        if number in begins:
            yield section
            section = []
        section.append((number, line))
    yield section


def _records(base: Base) -> Iterator[Problem]:
    found: dict[tuple[str, str], list[RecordText]] = {}
    for text in texts(base):
        found.setdefault((text.kind, text.record_id), []).append(text)
    for (kind, record_id), written in found.items():
        signed = [text for text in written if any(map(_is_law_sign, _codes(text)))]
        named = any(_names_provision(base, code) for text in written for code in _codes(text))
        if not named and not _rests_on_provisions(base.records[kind][record_id]):
            for text in signed:
                yield problem(text.document.path, text.mark, "KB411", _message(base, "posten"))


def _codes(text: RecordText) -> list[Shortcode]:
    return [code for line in text.value.split("\n") for code in find(line)]


def _is_law_sign(code: Shortcode) -> bool:
    return (code.kind, code.target) == ("grund", _LAW)


def _names_provision(base: Base, code: Shortcode) -> bool:
    """Whether a shortcode shows a provision: its name, or the box of a step that rests on one."""
    if code.kind == "steg":
        return code.target in base.steps and _rests_on_provisions(base.steps[code.target])
    return code.kind == "lag" and base.knows("provision", code.target)


def _rests_on_provisions(record: Record) -> bool:
    return bool(getattr(record, "provisions", ()))


def _message(base: Base, where: str) -> str:
    others = ", ".join(ground for ground in base.grounds if ground != _LAW)
    return _MESSAGE.format(where=where, others=others)
