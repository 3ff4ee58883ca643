"""What must never be published: a patient's identity, in text or hidden in a picture."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.base import Base
from ..base.pages import SourceAddition, SourcePage
from ..source.personal_numbers import find
from ..source.pictures import metadata_texts
from ..source.problems import Mark, Problem, problem
from ..source.yaml import YamlSource

_MESSAGE = "här står ett giltigt personnummer eller samordningsnummer. Ta bort det; basen får aldrig innehålla sådana."


def check_identity_numbers(base: Base) -> Iterator[Problem]:
    """No valid personal identity or coordination number in a data file, a page, or the name of a file."""
    places = set()
    for path, text in base.files.items():
        for found in find(text):
            places.add(path)
            before = text[: found.offset]
            place = Mark(before.count("\n") + 1, found.offset - before.rfind("\n"))
            yield problem(path, place, "KB501", _MESSAGE)
    for path in (*base.files, *(f"docs/{asset}" for asset in base.assets)):
        if next(iter(find(path)), None):
            yield problem(path, Mark(), "KB501", "filens namn innehåller ett giltigt personnummer. Byt namn på filen.")
    # A number that the writing of the file hides (folded lines, escapes) shows in the value.
    documents = {id(place.document): place.document for place in base.places.values()}
    written: tuple[SourcePage | SourceAddition, ...] = (*base.pages.values(), *base.additions.values())
    for page in written:
        documents |= {id(source.document): source.document for _, _, source in page.versions()}
    for document in documents.values():
        if document.path not in places:
            yield from _in_value(document.value, document, ())


def _in_value(value: object, document: YamlSource, loc: tuple[str | int, ...]) -> Iterator[Problem]:
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
    for path, text in metadata_texts(base.assets).items():
        file = f"docs/{path}"
        if text is None:
            message = "bilden går inte att öppna. Spara den på nytt som PNG, JPEG eller SVG."
            yield problem(file, Mark(), "KB503", message)
        elif next(iter(find(text)), None):
            message = (
                "bilden bär på ett giltigt personnummer. Ta bort det ur texten, eller spara om bilden utan metadata."
            )
            yield problem(file, Mark(), "KB502", message)
