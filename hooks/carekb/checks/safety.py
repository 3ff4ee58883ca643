"""What must never be published: a patient's identity, in text or hidden in a picture."""

from __future__ import annotations

from collections.abc import Iterator

from ..base import Base
from ..identity import find
from ..pages import Source
from ..pictures import PICTURES, UnreadablePicture, metadata_text
from ..problems import Mark, Problem, problem
from ..yamlnodes import Document

_MESSAGE = "här står ett giltigt personnummer eller samordningsnummer. Ta bort det; basen får aldrig innehålla sådana."


def check_identity_numbers(base: Base) -> Iterator[Problem]:
    """No valid personal identity or coordination number in any value, front matter or page."""
    documents: dict[int, Document] = {id(place.document): place.document for place in base.places.values()}
    sources: list[Source] = []
    for page in base.pages.values():
        sources += [page.source] + ([page.translation[1]] if page.translation else [])
    for document in (*documents.values(), *(source.document for source in sources)):
        yield from _in_value(document.value, document, ())
    for source in sources:
        for number, line in enumerate(source.body.split("\n"), source.body_line):
            for found in find(line):
                yield problem(source.file, Mark(number, found.offset + 1), "KB501", _MESSAGE)


def _in_value(value: object, document: Document, loc: tuple[str | int, ...]) -> Iterator[Problem]:
    if isinstance(value, str):
        if next(iter(find(value)), None):
            yield document.at(loc, "KB501", _MESSAGE)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _in_value(item, document, (*loc, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _in_value(item, document, (*loc, index))


def check_pictures(base: Base) -> Iterator[Problem]:
    """No identity number in a picture's metadata, and every picture can be opened."""
    for path, raw in base.assets.items():
        if not path.lower().endswith(PICTURES):
            continue
        file = f"docs/{path}"
        try:
            text = metadata_text(path, raw)
        except UnreadablePicture:
            yield problem(file, Mark(), "KB503", "bilden går inte att öppna. Spara den på nytt som PNG, JPEG eller SVG.")
            continue
        if next(iter(find(text)), None):
            message = "bildens dolda uppgifter innehåller ett personnummer. Spara om bilden utan metadata."
            yield problem(file, Mark(), "KB502", message)
