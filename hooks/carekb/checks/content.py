"""What running text must keep to: shortcodes, links, headings, references instead of literals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from ..base.addresses import anchors
from ..base.base import Base
from ..base.pages import SourceAddition, SourcePage
from ..base.texts import Line, Written, lines, writings
from ..languages import LANGUAGES, word, written_in
from ..model.kinds import KINDS, SHORTCODE_KINDS
from ..relations.made_pages import all_paths
from ..source.markdown import is_internal, resolve
from ..source.markdown_tree import MarkdownLink
from ..source.problems import Problem, nearest, problem
from ..source.shortcodes import BLOCKS, Shortcode, find

# Not an address in angle brackets, alone or in a link.
_TAG = re.compile(r"(?<!\]\()(?<!\]: )<(?![A-Za-z][A-Za-z0-9+.-]*://|mailto:|[^<> !]+@[^@<> ]+>)[A-Za-z/!?][^>]*>?")
_UNFINISHED = "[[ börjar ingen kortkod här. Skriv [[sort:id]] på en rad, eller `[[` om tecknen ska synas."
_DIGIT = re.compile(r"\d")
_STATING = frozenset(kind.name for kind in KINDS.values() if kind.states_values)


def check_shortcodes(base: Base) -> Iterator[Problem]:
    """Every shortcode is well made and names something that exists."""
    for line in lines(base):
        for code in find(line.text) if "[[" in line.text else ():
            if fault := _shortcode_fault(base, line, code):
                yield line.fault(code.start + 1, *fault)
        at = _blank_shortcodes(line.text).find("[[") if "[[" in line.text else -1
        if at >= 0:
            yield line.fault(at + 1, "KB405", _UNFINISHED)


def check_heads(base: Base) -> Iterator[Problem]:
    """What front matter says is shown as it is written: it has no shortcodes."""
    written: tuple[SourcePage | SourceAddition, ...] = (*base.pages.values(), *base.additions.values())
    for page in written:
        for _, meta, source in page.versions():
            for field in ("title", "nav_title", "description"):
                if "[[" in (getattr(meta, field, None) or ""):
                    message = "kortkoder används inte i sidhuvudet. Skriv ut orden."
                    yield source.document.at((field,), "KB405", message)


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
            "larandemal": set(base.courses),
            "undersidor": {""},
        }[code.kind]
        kind = {"steg": "step", "kontaktvag": "topic", "figur": "figure", "larandemal": "course"}.get(code.kind, "")
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
    context = line.written.reading.contexts.get(line.offset + code.start, "text")
    if context == "heading":
        return "KB405", "kortkoder används inte i rubriker. Skriv ut ordet."
    if context != "text" and code.kind not in ("fakta", "grund"):
        where = "i orden till en länk" if context == "link" else "i en adress eller i det som inte syns"
        return "KB405", f"kortkoder används inte {where}. Skriv ut ordet."
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
    for written in writings(base):
        if written.kind == "page" and written.page not in base.pages:
            continue  # an addition to a page that is not there; its links are counted from that page
        for link in written.reading.links:
            if link.is_picture and not link.words:
                message = "bilden saknar textalternativ. Skriv vad bilden visar mellan [ och ]."
                yield written.fault(link.offset, "KB404", message)
            if is_internal(link.target) and (fault := _link_fault(base, written, link, paths, places)):
                yield written.fault(link.offset, *fault)


def _link_fault(
    base: Base, written: Written, link: MarkdownLink, paths: set[str], places: Mapping[tuple[str, str], set[str]]
) -> tuple[str, str] | None:
    path, _, anchor = link.target.partition("#")
    path = unquote(path.partition("?")[0])
    target = resolve(link.target, written.page)
    if link.is_picture or (path and not path.endswith(".md")):
        return _file_fault(base, path, target, paths, is_picture=link.is_picture)
    if written_in(target)[1] != LANGUAGES[0]:
        return "KB401", f'länka till den svenska filen, "{written_in(path)[0]}". Språket väljs av sig självt.'
    if target not in paths:
        return "KB401", f'sidan "{path}" finns inte{nearest(target, paths) or "."}'
    known = places.get((target, written.lang), places.get((target, "sv"), set()))
    if anchor and unquote(anchor) not in known:
        return "KB402", f'ankaret "#{anchor}" finns inte på sidan{nearest(anchor, known) or "."}'
    return None


def _file_fault(base: Base, path: str, target: str, paths: set[str], *, is_picture: bool) -> tuple[str, str] | None:
    if not is_picture and "." not in path.rpartition("/")[2]:
        page = next((p for p in (f"{target}.md", f"{target}/index.md") if p in paths), "sip/index.md")
        return "KB401", f'länken "{path}" är en adress. Länka till sidans fil, till exempel {page}.'
    if target in base.assets:
        return None
    code, what = ("KB403", "bildfilen") if is_picture else ("KB401", "filen")
    return code, f'{what} "{path}" finns inte{nearest(target, base.assets) or "."}'


def _anchors(base: Base) -> dict[tuple[str, str], set[str]]:
    """Return the anchors of each page by (path, language)."""
    found: dict[tuple[str, str], set[str]] = {}
    for page in base.pages.values():
        for lang, _, source in page.versions():
            found[page.path, lang] = {heading.anchor for heading in source.reading.headings}
    for place in anchors(base):
        path, _, anchor = place.partition("#")
        for lang in LANGUAGES:
            found.setdefault((path, lang), set()).add(anchor)
    return found


def check_headings(base: Base) -> Iterator[Problem]:
    """Headings begin at the second level, and no level is skipped."""
    for page in base.pages.values():
        for _, _, source in page.versions():
            above = 1
            for heading in source.reading.headings:
                place = source.mark(heading.offset)
                if heading.level == 1:
                    message = f'rubriken "{heading.words}" är på första nivån, som är sidans titel. Använd ##.'
                    yield problem(source.file, place, "KB406", message)
                elif heading.level > above + 1:
                    message = f'rubriken "{heading.words}" hoppar över en nivå. Använd {"#" * (above + 1)}.'
                    yield problem(source.file, place, "KB406", message)
                above = max(heading.level, 2)


def check_markdown(base: Base) -> Iterator[Problem]:
    """Nothing in a text becomes something else than its writer meant."""
    for written in writings(base):
        for doubt in written.reading.doubts:
            yield written.fault(doubt.offset, doubt.code, doubt.message)


def check_html(base: Base) -> Iterator[Problem]:
    """Text is Markdown: no HTML in pages or records."""
    for line in lines(base):
        if "<" in line.text and (match := _TAG.search(line.text)):
            message = f'"{match[0][:40]}" är HTML. Skriv Markdown, eller `{match[0][:40]}` om tecknen ska synas.'
            yield line.fault(match.start() + 1, "KB409", message)


def check_literals(base: Base) -> Iterator[Problem]:
    """Time limits, numbers and paragraphs that exist as data are references: right everywhere, at once."""
    values = _literal_values(base)
    typed = {lang: re.compile(word("provision.typed", lang)) for lang in LANGUAGES}
    for line in lines(base):
        if line.kind in _STATING or not _DIGIT.search(line.text):
            continue
        text = _blank_shortcodes(line.text)
        if match := typed[line.lang].search(text):
            message = f'lagrummet "{match[0]}" är skrivet direkt. Skriv [[lag:…]] med lagrummets id.'
            yield line.fault(match.start() + 1, "KB410", message)
        pattern, facts = values[line.lang]
        if pattern and (match := pattern.search(text)):
            message = f'"{match[0]}" är skrivet direkt. Skriv [[fakta:{facts[match[0].lower()]}]].'
            yield line.fault(match.start() + 1, "KB410", message)


def _literal_values(base: Base) -> dict[str, tuple[re.Pattern[str] | None, dict[str, str]]]:
    """Return, by language, one pattern for every value with a digit and a unit, and the fact of each value."""
    found: dict[str, tuple[re.Pattern[str] | None, dict[str, str]]] = {}
    for lang in LANGUAGES:
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
