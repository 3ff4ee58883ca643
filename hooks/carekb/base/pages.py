"""Hand-written pages: Markdown files with front matter, Swedish `x.md` and translations, `x.en.md`, beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from pydantic import BaseModel

from ..days.in_words import add_months
from ..languages import LANGUAGES, written_in
from ..model.kinds import ADDITIONS, DOCS
from ..model.records.front_matter import Addition, AdditionTranslation, Page, Translation
from ..model.validate import build
from ..source.markdown import MarkdownSource, split_front_matter
from ..source.problems import Mark, Problem, problem
from ..source.yaml import decode

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Translated(Generic[M, T]):
    """What is written in Swedish, with its translations."""

    meta: M
    source: MarkdownSource
    translations: dict[str, tuple[T, MarkdownSource]]
    """By language."""

    def text(self, lang: str) -> tuple[M | T, MarkdownSource]:
        """Return (front matter, source) in `lang`, or the Swedish ones where there is no translation."""
        return self.translations.get(lang) or (self.meta, self.source)

    def versions(self) -> Iterator[tuple[str, M | T, MarkdownSource]]:
        """Yield (language, front matter, source) for each language it is written in."""
        yield LANGUAGES[0], self.meta, self.source
        for lang, translation in self.translations.items():
            yield lang, *translation


@dataclass(frozen=True, slots=True)
class SourcePage(Translated[Page, Translation]):
    """A hand-written page."""

    path: str
    """Path below `docs/`, `sip/index.md`."""


@dataclass(frozen=True, slots=True)
class SourceAddition(Translated[Addition, AdditionTranslation]):
    """A local addition to a page."""

    place: str
    """The id of the area or municipality that it belongs to: the name of its folder."""

    @property
    def due(self) -> date:
        """The last day on which it may be used without a new review."""
        return add_months(self.meta.reviewed, self.meta.review_months)


def read_pages(files: dict[str, bytes]) -> tuple[dict[str, SourcePage], list[Problem]]:
    """Read every page in `files`, {path below docs: bytes}, and return {path: page} and all faults."""
    pages, translations, problems = _read(files, f"{DOCS}/", Page, Translation)
    return {
        path: SourcePage(meta, source, translations.get(path, {}), path) for path, (meta, source) in pages.items()
    }, problems


def read_additions(files: dict[str, bytes]) -> tuple[dict[str, SourceAddition], list[Problem]]:
    """Read every addition in `files`, {path below `data/additions/`: bytes}; return {path: addition} and all faults."""
    found, translations, problems = _read(files, ADDITIONS, Addition, AdditionTranslation)
    return {
        path: SourceAddition(meta, source, translations.get(path, {}), path.split("/")[0])
        for path, (meta, source) in found.items()
    }, problems


def _read(
    files: dict[str, bytes], folder: str, model: type[M], translation_model: type[T]
) -> tuple[dict[str, tuple[M, MarkdownSource]], dict[str, dict[str, tuple[T, MarkdownSource]]], list[Problem]]:
    """Read Markdown files as `model`, and translations as `translation_model` by language; both by Swedish path."""
    problems: list[Problem] = []
    pages: dict[str, tuple[M, MarkdownSource]] = {}
    translations: dict[str, dict[str, tuple[T, MarkdownSource]]] = {}
    for path in sorted(files):
        file = f"{folder}{path}"
        text, faults = decode(file, files[path])
        if faults:
            problems += faults
            continue
        source, faults = split_front_matter(file, text)
        problems += faults
        if faults or not isinstance(source.document.value, dict):
            if not faults:
                what = "är tomt" if source.document.value is None else "har fel form"
                message = f"sidhuvudet {what}. Skriv en nyckel på varje rad: title, description och resten."
                problems.append(problem(file, Mark(2, 1), "KB107", message))
            continue
        written, lang = written_in(path)
        if lang != LANGUAGES[0]:
            translation, faults = build(translation_model, source.document)
            problems += faults
            if translation:
                translations.setdefault(written, {})[lang] = (translation, source)
        else:
            meta, faults = build(model, source.document)
            problems += faults
            if meta:
                pages[path] = (meta, source)
    for path, found in translations.items():
        message = f"översättningen har ingen svensk sida. Skriv {folder}{path} först."
        problems += [
            problem(source.file, Mark(), "KB407", message) for _, source in found.values() if path not in files
        ]
    return pages, translations, problems
