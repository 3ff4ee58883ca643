"""Faults in what editors write: where, which code, what is wrong and what to do.

A `Problem` is a value; nothing here prints or raises.
Codes are stable for ever and each has a page, `docs/om/felkoder/kbNNN.md`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

CODES = {
    "KB101": "Filen är inte UTF-8",
    "KB102": "YAML går inte att läsa",
    "KB103": "Tabb som indrag",
    "KB104": "Samma nyckel två gånger",
    "KB105": "YAML-konstruktion som inte används här",
    "KB106": "Filen har fel form",
    "KB107": "Sidhuvud saknas",
    "KB108": "Filen går inte att läsa",
    "KB109": "Konflikt från Git",
    "KB110": "Tecken som inte syns",
    "KB120": "Filens namn går inte att använda",
    "KB121": "Filen publiceras inte",
    "KB201": "Okänd nyckel",
    "KB202": "Nyckel saknas",
    "KB203": "Värdet har fel form",
    "KB204": "Fel i datum",
    "KB205": "Fel i tidpunkt",
    "KB206": "Värdet finns inte bland de tillåtna",
    "KB207": "Id har fel form",
    "KB208": "Översättning saknas",
    "KB209": "Värdet är för långt, för kort eller utanför gränserna",
    "KB301": "Id finns inte",
    "KB302": "Id finns två gånger",
    "KB303": "Id och filnamn skiljer sig",
    "KB304": "Slutar innan det börjar",
    "KB305": "Cirkel",
    "KB306": "Upphävt lagrum utan skäl",
    "KB307": "Källa saknas",
    "KB308": "År saknas",
    "KB309": "Bilden hänger inte ihop",
    "KB310": "Område saknas",
    "KB311": "Ingen att kontakta",
    "KB312": "Öppettider som inte går ihop",
    "KB313": "Notisen hänger inte ihop",
    "KB314": "Granskningsdatum som inte kan stämma",
    "KB401": "Länken leder ingenstans",
    "KB402": "Länkens ankare finns inte",
    "KB403": "Bildfilen finns inte",
    "KB404": "Bilden saknar textalternativ",
    "KB405": "Fel i en kortkod",
    "KB406": "Fel rubriknivå",
    "KB407": "Översättning utan svensk sida",
    "KB408": "Två sidor på samma adress",
    "KB409": "HTML i text",
    "KB410": "Uppgift skriven direkt i texten",
    "KB411": "Märket Lag utan lagrum",
    "KB412": "Rollens sida saknar ett steg",
    "KB413": "Första stycket upprepar beskrivningen",
    "KB414": "Mest om det som inte är känt",
    "KB415": "Markdown som inte används här",
    "KB420": "Språken säger olika",
    "KB421": "Två sidor med samma rubrik",
    "KB501": "Personnummer i text",
    "KB502": "Personnummer i bildfil",
    "KB503": "Bildfilen går inte att läsa",
    "KB504": "Något som kan köras eller hämtas från andra",
    "KB901": "Granskningen är försenad",
    "KB902": "Ämne utan kontaktväg",
    "KB903": "Sidan har ändrats efter att tillägget granskades",
    "KB904": "En rest från ett annat program",
    "KB905": "Texten blir något annat än den ser ut",
    "KB906": "En adress försvinner",
}
"""Every code with its heading. KB9xx are warnings; all others stop the build."""


class Mark(NamedTuple):
    """A place in a text file; line and column count from 1."""

    line: int = 1
    col: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault. Sorts by path, line, column and code."""

    path: str
    line: int
    col: int
    code: str
    message: str

    @property
    def is_warning(self) -> bool:
        """Warnings are shown, and stop the build only under `--strict`."""
        return self.code.startswith("KB9")

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.col}: {self.code} {self.message}"


def problem(path: str, mark: Mark, code: str, message: str) -> Problem:
    """Make a problem, refusing a code that has no entry (and so no page) in `CODES`."""
    CODES[code]
    return Problem(path, mark.line, mark.col, code, message)


def report(problems: Iterable[Problem]) -> str:
    """Return all problems, sorted and without doubles, one to a line, and a count last."""
    unique = sorted(set(problems))
    errors = sum(not p.is_warning for p in unique)
    warnings = len(unique) - errors
    lines = [str(p) for p in unique]
    lines.append(f"{errors} fel, {warnings} {'varning' if warnings == 1 else 'varningar'}.")
    return "\n".join(lines)


def nearest(wanted: str, known: Iterable[str]) -> str:
    """Return ` – menade du "x"?` for the known id nearest to `wanted`, or an empty text."""
    close = difflib.get_close_matches(wanted, list(known), n=1, cutoff=0.6)
    return f' – menade du "{close[0]}"?' if close else ""
