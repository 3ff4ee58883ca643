"""Files to base: reads `data/` and `docs/` below a root, and returns what could be read with all faults."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator
from datetime import date
from errno import EINVAL
from pathlib import Path

from ..languages import LANGUAGES, written_in
from ..model.fields import Record
from ..model.kinds import ADDITIONS, DOCS, KINDS, VOCAB_MODEL, VOCAB_PATH, Kind
from ..model.validate import build
from ..source.file_names import OF_THEME, is_hidden, is_of_theme, leftover, name_fault
from ..source.problems import Mark, Problem, problem
from ..source.yaml import Loc, YamlSource, decode, parse
from .base import Base, Position
from .pages import read_additions, read_pages

_VOCAB_UNREAD = {kind.name: None for kind in KINDS.values() if kind.inside and kind.inside[0] == "vocab"}
_FOLDERS = ("data", DOCS, "overrides")
_PUBLISHED = "site/api/v1/pages.json"
_ASSETS = "overrides/assets/"
_FOLDER = (
    "mappen läses inte: den är en länk, eller heter som en fil. Byt namn på den, eller lägg filerna i en vanlig mapp."
)
_UNREADABLE = "filen går inte att läsa. Kontrollera att det är en vanlig fil och att du har rätt att läsa den."


def read_base(root: Path, today: date) -> tuple[Base, list[Problem]]:
    """Read the base below `root`. Never raises for what editors write: faults are returned, sorted."""
    base = Base(today)
    problems: list[Problem] = []
    for kind in KINDS.values():
        base.records[kind.name] = {}
    for kind in KINDS.values():
        if kind.path:
            problems += _read_folder(base, root, kind) if kind.is_folder else _read_list(base, root, kind)
    problems += _read_vocab(base, root)
    problems += _lift_inner(base)
    problems += _read_additions(base, root)
    problems += _strays(base, root)
    problems += _leftovers(root)
    base.published = _published(root)
    files, faults = _files_below(root, f"{DOCS}/")
    problems += faults
    misnamed = {path: fault for path in files if (fault := name_fault(path))}
    problems += [problem(f"{DOCS}/{path}", Mark(), *fault) for path, fault in misnamed.items()]
    base.assets = {path: raw for path, raw in files.items() if path not in misnamed and not path.endswith(".md")}
    pages = {path: raw for path, raw in files.items() if path not in misnamed and path.endswith(".md")}
    base.files |= {f"{DOCS}/{path}": decode(path, raw)[0] for path, raw in pages.items()}
    base.pages, faults = read_pages(pages)
    written = [path for path in files if path in misnamed or written_in(path)[1] == LANGUAGES[0]]
    base.unread["page"] = {path for path in written if path.endswith(".md") and path not in base.pages}
    problems += _conflicts_elsewhere(base, root)
    return base, sorted(problems + faults)


def read_more(base: Base, path: str, text: str) -> list[Problem]:
    """Read one more file into the base, as if it already lay at `path`: a record of its own, or a page."""
    base.files[path] = text
    if path.startswith(f"{DOCS}/"):
        pages, problems = read_pages({path.removeprefix(f"{DOCS}/"): text.encode()})
        base.pages |= pages
        return problems
    if path.startswith(ADDITIONS):
        additions, problems = read_additions({path.removeprefix(ADDITIONS): text.encode()})
        base.additions |= additions
        return problems
    document = parse(path, text)
    kind = next(kind for kind in KINDS.values() if kind.is_folder and path.startswith(str(kind.path)))
    return document.problems or _add(base, kind, document, ())


def read_kinds(root: Path, today: date, kinds: Collection[str], without: Collection[str]) -> tuple[Base, list[Problem]]:
    """Read only some kinds of records; of all else the base says that it has not been read.

    Files in `without` are left out. For what must be fast however many pages there are.
    """
    base = Base(today)
    problems: list[Problem] = []
    base.records = {name: {} for name in KINDS}
    base.unread = {name: None for name in (*KINDS, "page") if name not in kinds}
    for name in kinds:
        kind = KINDS[name]
        problems += _read_folder(base, root, kind, without) if kind.is_folder else _read_list(base, root, kind)
    return base, problems


def _parse_file(base: Base, root: Path, path: str) -> YamlSource:
    base.files[path] = ""
    try:
        raw = _content(root / path)
    except OSError:
        return YamlSource(path, problems=[problem(path, Mark(), "KB108", _UNREADABLE)])
    text, faults = decode(path, raw)
    base.files[path] = text
    return YamlSource(path, problems=faults) if faults else parse(path, text)


def _read_list(base: Base, root: Path, kind: Kind) -> list[Problem]:
    assert kind.path
    if not os.path.lexists(root / kind.path):
        return []
    document = _parse_file(base, root, kind.path)
    if document.problems:
        base.unread[kind.name] = None
        return document.problems
    if document.value is None:
        return []
    if not isinstance(document.value, list):
        base.unread[kind.name] = None
        return [document.at((), "KB106", 'filen ska vara en lista. Börja varje post med "- id: …".')]
    problems: list[Problem] = []
    for index in range(len(document.value)):
        problems += _add(base, kind, document, (index,))
    return problems


def _read_folder(base: Base, root: Path, kind: Kind, without: Collection[str] = ()) -> list[Problem]:
    assert kind.path
    problems: list[Problem] = []
    for file in sorted((root / kind.path).glob("*.yml")):
        path = f"{kind.path}{file.name}"
        if path in without or leftover(file.name):
            continue
        document = _parse_file(base, root, path)
        problems += document.problems
        if document.problems:
            _unread(base, kind, file.stem)
            continue
        if not isinstance(document.value, dict):
            problems.append(document.at((), "KB106", "filen ska vara en enda post. Börja med id: på första raden."))
            continue
        written = document.value.get("id")
        if isinstance(written, str) and written != file.stem:
            message = (
                f'id är "{written}" men filen heter {file.name}. Byt namn på filen till {written}.yml eller rätta id.'
            )
            problems.append(document.at(("id",), "KB303", message))
        problems += _add(base, kind, document, ())
    return problems


def _read_vocab(base: Base, root: Path) -> list[Problem]:
    if not (root / VOCAB_PATH).exists():
        base.unread |= _VOCAB_UNREAD
        message = "filen saknas. Den ska innehålla started, topics, levels, grounds och sections."
        return [problem(VOCAB_PATH, Mark(), "KB108", message)]
    document = _parse_file(base, root, VOCAB_PATH)
    vocab, problems = (None, document.problems) if document.problems else build(VOCAB_MODEL, document)
    if not vocab:
        base.unread |= _VOCAB_UNREAD
    else:
        base.started, base.dropped = vocab.started, vocab.dropped
        for kind in KINDS.values():
            if kind.inside and kind.inside[0] == "vocab":
                for index, record in enumerate(getattr(vocab, kind.inside[1])):
                    problems += _enter(base, kind, record, Position(document, (kind.inside[1], index)))
    return problems


def _read_additions(base: Base, root: Path) -> list[Problem]:
    files, problems = _files_below(root, ADDITIONS)
    files = {path: raw for path, raw in files.items() if path.count("/") == 1 and path.endswith(".md")}
    base.files |= {f"{ADDITIONS}{path}": decode(path, raw)[0] for path, raw in files.items()}
    base.additions, faults = read_additions(files)
    return problems + faults


def _strays(base: Base, root: Path) -> list[Problem]:
    """Tell of data files that nothing reads, so that no record is lost by the name of its file."""
    folders = ((root / "data").rglob("*.y*ml"), (root / ADDITIONS).rglob("*"))
    files = sorted({file for found in folders for file in found if not file.is_dir() and not file.name.startswith(".")})
    found = [path for file in files if not leftover(path := file.relative_to(root).as_posix())]
    message = "filen läses inte. Döp om den (ändelsen ska vara .yml) eller lägg den där sorten hör hemma, se data/."
    return [problem(path, Mark(), "KB106", message) for path in found if path not in base.files]


def _conflicts_elsewhere(base: Base, root: Path) -> Iterator[Problem]:
    """Tell of conflicts in text files that are neither records nor pages: tables and drawings in docs/, schemas."""
    files = {f"{DOCS}/{path}": raw for path, raw in base.assets.items()}
    files |= {f"data/{path}": raw for path, raw in _files_below(root, "data/")[0].items()}
    for path, raw in files.items():
        if path in base.files:
            continue
        yield from (fault for fault in decode(path, raw)[1] if fault.code == "KB109")


def _published(root: Path) -> tuple[str, ...]:
    """Return the paths of the pages of the last site built here; none where there is no such site."""
    try:
        pages = json.loads((root / _PUBLISHED).read_bytes())["pages"]
        return tuple(str(page["path"]) for page in pages)
    except (OSError, ValueError, LookupError, TypeError):
        return ()  # nothing to compare with


def _leftovers(root: Path) -> list[Problem]:
    """Warn of what other programs have left among the files of the base, and of what a theme file cannot be."""
    found = [file.relative_to(root).as_posix() for name in _FOLDERS for file in sorted((root / name).rglob("*"))]
    message = "filen är dold, eller en rest från ett annat program, och tas inte med. Ta bort den eller byt namn."
    rests = {leftover(path) for path in found} - {None}
    problems = [problem(str(path), Mark(), "KB904", message) for path in rests]
    unknown = [path for path in found if path.startswith(_ASSETS) and not is_of_theme(path) and not leftover(path)]
    message = f"filen publiceras inte. Ta bort den; här finns bara {', '.join(OF_THEME)}."
    return problems + [problem(path, Mark(), "KB121", message) for path in unknown if (root / path).is_file()]


def _add(base: Base, kind: Kind, document: YamlSource, loc: Loc) -> list[Problem]:
    record, problems = build(kind.model, document, loc)
    if record:
        return _enter(base, kind, record, Position(document, loc))
    value = document.value[loc[0]] if loc else document.value
    _unread(base, kind, value.get("id") if isinstance(value, dict) else None)
    return problems


def _unread(base: Base, kind: Kind, record_id: object) -> None:
    """Remember that a record is there although it could not be read; its inner records are then unknown."""
    for other in KINDS.values():
        if other.inside and other.inside[0] == kind.name:
            base.unread[other.name] = None
    known = base.unread.setdefault(kind.name, set())
    if known is not None and isinstance(record_id, str):
        known.add(record_id)


def _enter(base: Base, kind: Kind, record: Record, place: Position) -> list[Problem]:
    table = base.records[kind.name]
    if record.id in table:
        first = base.places[kind.name, record.id]
        message = (
            f'id "{record.id}" finns redan i {first.document.path} på rad {first.mark.line}. Ge posten ett eget id.'
        )
        return [place.at("id", code="KB302", message=message)]
    table[record.id] = record
    base.places[kind.name, record.id] = place
    return []


def _lift_inner(base: Base) -> list[Problem]:
    """Give provisions and steps, which stand inside laws and processes, a place of their own."""
    problems: list[Problem] = []
    for kind in KINDS.values():
        if not kind.inside or kind.inside[0] == "vocab":
            continue
        outer_kind, name = kind.inside
        for outer in base.records[outer_kind].values():
            place = base.places[outer_kind, outer.id]
            for index, record in enumerate(getattr(outer, name)):
                problems += _enter(base, kind, record, Position(place.document, (*place.loc, name, index)))
                base.owner_of.setdefault(record.id, outer.id)
    return problems


def _files_below(root: Path, name: str) -> tuple[dict[str, bytes], list[Problem]]:
    """Return {path below the folder `name`: bytes} of every file there that is not hidden."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    folder = root / name
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if is_hidden(path):
            continue
        if file.is_dir():
            if file.is_symlink() or file.suffix in (".md", ".yml"):
                problems.append(problem(f"{name}{path}", Mark(), "KB108", _FOLDER))
            continue
        try:
            files[path] = _content(file)
        except OSError:
            problems.append(problem(f"{name}{path}", Mark(), "KB108", _UNREADABLE))
    return files, problems


def _content(file: Path) -> bytes:
    """Return what is in a regular file; anything else, a pipe that nobody writes to, would never end."""
    if not file.is_file():
        raise OSError(EINVAL, "not a regular file", str(file))
    return file.read_bytes()
