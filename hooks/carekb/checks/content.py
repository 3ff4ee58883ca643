"""What running text must keep to: shortcodes, links, headings, references instead of literals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..base.addresses import anchors
from ..base.base import Base
from ..base.texts import Line, lines
from ..model.kinds import KINDS, SHORTCODE_KINDS
from ..relations.made_pages import all_paths
from ..source.markdown import headings, links, resolve
from ..source.problems import Mark, Problem, nearest, problem
from ..source.shortcodes import BLOCKS, Shortcode, find, without_code

_TAG = re.compile(r"<(?!https?://|mailto:)[A-Za-z/!?][^>]*>?")
# A paragraph of a law written out: "3 §", "7 a §", "8–9 §§", "2 kap."; in English "Section 3", "Chapter 2".
_PARAGRAPH = {
    "sv": re.compile(r"\b\d+(?: [a-z])?(?:[–-]\d+)?\s*§§?|\b\d+(?: [a-z])? kap\."),
    "en": re.compile(r"\b(?:Section|Sections|Chapter)\s+\d+", re.IGNORECASE),
}
_DIGIT = re.compile(r"\d")
_STATING = frozenset(kind.name for kind in KINDS.values() if kind.states_values)


def check_shortcodes(base: Base) -> Iterator[Problem]:
    """Every shortcode is well made and names something that exists."""
    for line in lines(base):
        for code in find(line.text) if "[[" in line.text else ():
            if fault := _shortcode_fault(base, line, code):
                yield line.fault(code.start + 1, *fault)


def _shortcode_fault(base: Base, line: Line, code: Shortcode) -> tuple[str, str] | None:
    if code.is_block:
        if (
            line.kind != "page"
            or line.text.strip() != line.text.rstrip()
            or len(line.text.strip()) != code.end - code.start
        ):
            return "KB405", f"[[{code.kind}]] ska stå ensam på en rad, utan indrag, på en sida."
        known = {
            "figur": {*base.figures, *base.processes, "organisation"},
            "steg": set(base.steps),
            "kontaktvag": set(base.topics),
            "kontaktval": {""},
            "undersidor": {""},
        }[code.kind]
        kind = {"steg": "step", "kontaktvag": "topic", "figur": "figure"}.get(code.kind, "")
        if code.target not in known and not base.knows(kind, code.target):
            return (
                "KB301",
                f'[[{code.kind}:{code.target}]]: "{code.target}" finns inte{nearest(code.target, known) or "."}',
            )
        return None
    if code.kind not in SHORTCODE_KINDS:
        kinds = (*SHORTCODE_KINDS, *BLOCKS)
        hint = nearest(code.kind, kinds) or f". Tillåtna är {', '.join(kinds)}."
        return "KB405", f'kortkoden "{code.kind}" finns inte{hint}'
    if code.kind == "grund" and code.words is not None:
        return "KB405", "ett märke har inga egna ord. Ta bort | och orden efter."
    if code.words == "":
        return "KB405", "orden efter | saknas. Skriv dem, eller ta bort |."
    if line.text.lstrip().startswith("#") and line.kind == "page":
        return "KB405", "kortkoder används inte i rubriker. Skriv ut ordet."
    kind = SHORTCODE_KINDS[code.kind]
    known = set(base.records[kind]) | (set(base.provisions) if kind == "law" else set())
    unread = base.knows(kind, code.target) or (kind == "law" and base.knows("provision", code.target))
    if code.target not in known and not unread:
        return "KB301", f'[[{code.kind}:{code.target}]]: "{code.target}" finns inte{nearest(code.target, known) or "."}'
    return None


def check_links(base: Base) -> Iterator[Problem]:
    """Every internal link leads to a page, every anchor to a heading, every picture to a file with an alternative."""
    paths = all_paths(base)
    places = _anchors(base)
    for line in lines(base):
        if line.kind == "page" and line.page not in base.pages:
            continue  # an addition to a page that is not there; its links are counted from that page
        for link in links(line.text) if "[" in line.text else ():
            if link.is_picture and not link.words:
                yield line.fault(
                    link.col, "KB404", "bilden saknar textalternativ. Skriv vad bilden visar mellan [ och ]."
                )
            if not link.is_internal or (not link.target and not link.is_picture):
                continue
            path, _, anchor = link.target.partition("#")
            target = resolve(link.target, line.page)
            if link.is_picture or not path.endswith(".md"):
                if path and not link.is_picture and "." not in path.rpartition("/")[2]:
                    page = next((p for p in (f"{target}.md", f"{target}/index.md") if p in paths), "sip/index.md")
                    message = f'länken "{path}" är en adress. Länka till sidans fil, till exempel {page}.'
                    yield line.fault(link.col, "KB401", message)
                    continue
                if path and target not in base.assets:
                    code = "KB403" if link.is_picture else "KB401"
                    what = "bildfilen" if link.is_picture else "filen"
                    yield line.fault(link.col, code, f'{what} "{path}" finns inte{nearest(target, base.assets) or "."}')
                    continue
                if path:
                    continue
            if target.endswith(".en.md"):
                message = (
                    f'länka till den svenska filen, "{path.removesuffix(".en.md")}.md". Språket väljs av sig självt.'
                )
                yield line.fault(link.col, "KB401", message)
            elif target not in paths:
                yield line.fault(link.col, "KB401", f'sidan "{path}" finns inte{nearest(target, paths) or "."}')
            elif anchor and anchor not in places.get((target, line.lang), places.get((target, "sv"), set())):
                known = places.get((target, line.lang), set())
                message = f'ankaret "#{anchor}" finns inte på sidan{nearest(anchor, known) or "."}'
                yield line.fault(link.col, "KB402", message)


def _anchors(base: Base) -> dict[tuple[str, str], set[str]]:
    """Return the anchors of each page by (path, language)."""
    found: dict[tuple[str, str], set[str]] = {}
    for page in base.pages.values():
        for lang, _, source in page.versions():
            found[page.path, lang] = {anchor for *_, anchor in headings(source.lines())}
    for place in anchors(base):
        path, _, anchor = place.partition("#")
        for lang in ("sv", "en"):
            found.setdefault((path, lang), set()).add(anchor)
    return found


def check_headings(base: Base) -> Iterator[Problem]:
    """Headings begin at the second level, and no level is skipped."""
    for page in base.pages.values():
        for _, _, source in page.versions():
            above = 1
            for line, level, words, _ in headings(source.lines()):
                if level == 1:
                    message = f'rubriken "{words}" är på första nivån, som är sidans titel. Använd ##.'
                    yield problem(source.file, Mark(line, 1), "KB406", message)
                elif level > above + 1:
                    message = f'rubriken "{words}" hoppar över en nivå. Använd {"#" * (above + 1)}.'
                    yield problem(source.file, Mark(line, 1), "KB406", message)
                above = max(level, 2)


def check_html(base: Base) -> Iterator[Problem]:
    """Text is Markdown: no HTML in pages or records."""
    for line in lines(base):
        if "<" in line.text and (match := _TAG.search(without_code(line.text))):
            message = f'"{match[0][:40]}" är HTML. Skriv Markdown, eller `{match[0][:40]}` om tecknen ska synas.'
            yield line.fault(match.start() + 1, "KB409", message)


def check_literals(base: Base) -> Iterator[Problem]:
    """Time limits, numbers and paragraphs that exist as data are references: right everywhere, at once."""
    values = _literal_values(base)
    for line in lines(base):
        if line.kind in _STATING or not _DIGIT.search(line.text):
            continue
        text = without_code(_blank_shortcodes(line.text))
        if match := _PARAGRAPH[line.lang].search(text):
            message = f'lagrummet "{match[0]}" är skrivet direkt. Skriv [[lag:…]] med lagrummets id.'
            yield line.fault(match.start() + 1, "KB410", message)
        pattern, facts = values[line.lang]
        if pattern and (match := pattern.search(text)):
            message = f'"{match[0]}" är skrivet direkt. Skriv [[fakta:{facts[match[0].lower()]}]].'
            yield line.fault(match.start() + 1, "KB410", message)


def _literal_values(base: Base) -> dict[str, tuple[re.Pattern[str] | None, dict[str, str]]]:
    """Return, by language, one pattern for every value with a digit and a unit, and the fact of each value."""
    found: dict[str, tuple[re.Pattern[str] | None, dict[str, str]]] = {}
    for lang in ("sv", "en"):
        facts: dict[str, str] = {}
        for fact in base.facts.values():
            value = fact.value.get(lang).lower()
            if any(c.isdigit() for c in value) and any(c.isalpha() for c in value):
                facts.setdefault(value, fact.id)
        alternatives = "|".join(re.escape(value) for value in sorted(facts, key=len, reverse=True))
        found[lang] = (
            re.compile(rf"(?<![\w,.]){'(?:' + alternatives + ')'}(?!\w)", re.IGNORECASE) if facts else None,
            facts,
        )
    return found


def _blank_shortcodes(text: str) -> str:
    for code in find(text):
        text = text[: code.start] + " " * (code.end - code.start) + text[code.end :]
    return text
