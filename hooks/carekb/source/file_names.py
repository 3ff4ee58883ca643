"""What the names of files say: leftovers of other programs, kinds that are published, names that pages may have.

MkDocs and its plugin for languages read more into a name than the base does (`README.md`, `x.sv.md`, `templates/`);
such names are refused, so that a page has one address everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from ..language.alphabet import slug
from ..languages import LANGUAGES
from .pictures import PICTURES

PUBLISHED = (*PICTURES, ".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".csv", ".mp3", ".mp4", ".vtt")
"""Endings of the files beside pages that are published from `docs/`."""
OF_THEME = (".js", ".css", ".svg", ".png", ".ico", ".woff2", ".txt", ".webmanifest")
"""Endings of the files that are published from `overrides/assets/`."""

_KEPT_HIDDEN = frozenset({".gitkeep", ".gitignore", ".gitattributes"})
_LEFTOVER = re.compile(
    r"^[.~]|^#.*#$|~$"
    r"|\.(bak|backup|old|orig|rej|mine|te?mp|sw[a-z]|save|part|partial|crdownload|download|asd|wbk|lnk|pyc)$"
    r"|^(thumbs|ehthumbs\w*)\.db$|^desktop\.ini$|^icon\r$|^\$recycle\.bin$|^__(macosx|pycache__)$"
    r"|^system volume information$|^lost\+found$"
    r"|^(copy|kopia)[ _](\(\d+\)[ _])?(of|av)[ _]|[ _][-–]?[ _]*(copy|kopia)([ _]*\(?\d+\)?)?(?=\.[^.]*$|$)"
    r"| ?\(\d+\)(?=\.|$)|\([^)]*(conflict|konflikt)[^)]*\)|\.sync-conflict-"
    r"|[._](backup|base|local|remote)[._]\d+(?=\.|$)",
    re.IGNORECASE,
)
_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mdwn", ".mkd", ".mkdn", ".mkdown", ".mdtext", ".mdx"})
_PAGE_PART = re.compile(r"[a-z0-9-]+")
_FILE_PART = re.compile(r"[\w ,()+&'.-]*\w[\w ,()+&'.-]*(?<![ .])")
# What the plugin for languages takes for a language in front of the ending.
_LANGUAGE = re.compile(r"\.[a-z]{2}([-_][A-Za-z]{2,4}){0,2}$")
_NOT_IN_WINDOWS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def leftover(path: str) -> str | None:
    """Return the part of `path`, to the first such name, that is a hidden file or a leftover of another program."""
    parts = path.split("/")
    for number, part in enumerate(parts, 1):
        if part not in _KEPT_HIDDEN and _LEFTOVER.search(part):
            return "/".join(parts[:number])
    return None


def is_hidden(path: str) -> bool:
    """Whether a file is not read at all."""
    return path.rpartition("/")[2] in _KEPT_HIDDEN or leftover(path) is not None


def is_of_theme(path: str) -> bool:
    """Whether a file of the theme goes out with the site."""
    return path.endswith(OF_THEME) and not leftover(path)


def name_fault(path: str) -> tuple[str, str] | None:
    """Return (code, message) for a file below `docs/` that cannot be published under its name, or None."""
    name = PurePosixPath(path)
    first = name.parts[0].casefold() if len(name.parts) > 1 else ""
    if first == "templates":
        return "KB120", "mappen templates/ hoppas över när webbplatsen byggs. Lägg filen i en annan mapp."
    if first in LANGUAGES[1:]:
        return "KB120", f"{first}/ är adressen till webbplatsen på det språket. Lägg filen i en annan mapp."
    if reserved := next((part for part in name.parts if _NOT_IN_WINDOWS.match(part)), None):
        return "KB120", f'"{reserved}" kan inte vara ett namn i Windows. Välj ett annat namn.'
    return _page_fault(name) if name.suffix.lower() in _MARKDOWN else _file_fault(name)


def _page_fault(name: PurePosixPath) -> tuple[str, str] | None:
    stem = name.stem
    for lang in LANGUAGES[1:]:
        stem = stem.removesuffix(f".{lang}") if name.suffix == ".md" else stem
    if name.suffix == ".md" and all(_PAGE_PART.fullmatch(part) for part in (*name.parts[:-1], stem)):
        return None
    return "KB120", f"{_page_rule(name, stem)} Byt namn till {_better(name, stem)}."


def _page_rule(name: PurePosixPath, stem: str) -> str:
    if name.suffix != ".md":
        return "en sida slutar på .md."
    if stem.upper() == "README":
        return "README är ett annat namn på mappens första sida, index.md."
    if stem.startswith("_"):
        return "en sidas namn börjar inte med understreck."
    if _LANGUAGE.search(stem):
        translations = " och ".join(f"x.{lang}.md" for lang in LANGUAGES[1:])
        return f"en svensk sida heter x.md, och dess översättning {translations}."
    return "en sida och dess mappar har bara a–z, siffror och bindestreck i namnet."


def _better(name: PurePosixPath, stem: str) -> str:
    """Return the path that a page should have had."""
    stem = "index" if stem.upper() == "README" else slug(_LANGUAGE.sub("", stem))
    lang = next((f".{lang}" for lang in LANGUAGES[1:] if name.stem.endswith(f".{lang}")), "")
    parts = [part if _PAGE_PART.fullmatch(part) else slug(part) or "mapp" for part in name.parts[:-1]]
    return "/".join(("docs", *parts, f"{stem or 'sida'}{lang}.md"))


def _file_fault(name: PurePosixPath) -> tuple[str, str] | None:
    if name.suffix.lower() not in PUBLISHED:
        what = f"filer som slutar på {name.suffix}" if name.suffix else "filer utan ändelse"
        return "KB121", f"{what} publiceras inte. Ta bort filen, eller spara den som bild, pdf eller kontorsdokument."
    if _LANGUAGE.search(name.stem):
        return "KB120", "filens namn slutar som ett språk. Skriv bindestreck i stället för punkt före det."
    if not unicodedata.is_normalized("NFC", str(name)):
        return "KB120", "å, ä eller ö i namnet är skrivna med två tecken. Byt namn, och skriv bokstaven på nytt."
    if not all(_FILE_PART.fullmatch(part) for part in name.parts):
        return (
            "KB120",
            "filens namn har tecken som inte fungerar i en adress. Använd bokstäver, siffror och bindestreck.",
        )
    return None
