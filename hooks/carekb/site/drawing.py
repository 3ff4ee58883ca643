"""Pictures from data: where every box, line and word of a figure stands. Templates draw what is placed here.

All figures are one narrow column, so that their words stay legible on a phone; lengths are SVG units, about 1/360 of
the figure's width.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from ..base.addresses import name
from ..base.base import Base
from ..base.shortcode_words import plain
from ..language.alphabet import first_upper
from ..languages import word
from ..model.fields import Text
from ..model.records.figures import Figure, FigureNode

WIDTH = 360
_SIZE = 15
"""Font size of the words in a figure."""
_LINE = 20
_PAD = 10
_GAP = 26
"""Room between two boxes, enough for an arrow."""
_INDENT = 22
_WIDE = frozenset("mwMWÅÄÖABCDGHKNOQRUVXYZ%@–")
_NARROW = frozenset("iljtfrI.,:;!|()[]' ")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float
    style: str = "box"


@dataclass(frozen=True, slots=True)
class FigureWords:
    """A line of text; `y` is its baseline."""

    x: float
    y: float
    text: str
    style: str = "label"
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points, with an arrow head at its end unless it is plain."""

    points: tuple[tuple[float, float], ...]
    style: str = "arrow"

    @property
    def path(self) -> str:
        """The line as SVG path data."""
        return "M" + " L".join(f"{_number(x)} {_number(y)}" for x, y in self.points)

    @property
    def head(self) -> str | None:
        """The arrow head as SVG polygon points, or None for a plain line."""
        if self.style != "arrow":
            return None
        (x0, y0), (x, y) = self.points[-2:]
        dx, dy = (x > x0) - (x < x0), (y > y0) - (y < y0)
        corners = ((x, y), (x - 8 * dx + 5 * dy, y - 8 * dy + 5 * dx), (x - 8 * dx - 5 * dy, y - 8 * dy - 5 * dx))
        return " ".join(f"{_number(a)},{_number(b)}" for a, b in corners)


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A line of the text alternative, with what belongs under it."""

    text: str
    below: tuple[FigureLine, ...] = ()


@dataclass(slots=True)
class Drawing:
    """A placed figure and the same information in words."""

    id: str
    title: str
    caption: str
    ordered: bool
    boxes: list[Box] = field(default_factory=list)
    words: list[FigureWords] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    said: list[FigureLine] = field(default_factory=list)
    height: float = _PAD

    def box(self, x: float, y: float, width: float, who: str, text: str, style: str = "box") -> float:
        """Place a box with words in it and return the y of its lower edge."""
        lines = [(line, "who") for line in wrap(who, width - 2 * _PAD, bold=True)] if who else []
        lines += [(line, "label") for line in wrap(text, width - 2 * _PAD)]
        height = len(lines) * _LINE + 2 * _PAD - 2
        self.boxes.append(Box(x, y, width, height, style))
        for index, (line, kind) in enumerate(lines):
            self.words.append(FigureWords(x + _PAD, y + _PAD + _SIZE - 2 + index * _LINE, line, kind))
        self.height = max(self.height, y + height + 2)
        return y + height


def draw(base: Base, wanted: str, lang: str) -> Drawing:
    """Return the figure `wanted`: one of `data/figures/`, a process, or `organisation`. Raises KeyError for others."""

    def words(text: Text | None) -> str:
        return plain(text.get(lang), base, lang) if text else ""

    if wanted == "organisation":
        return _organisation(base, lang, words)
    if wanted in base.processes:
        return _process(base, wanted, lang, words)
    figure = base.figures[wanted]
    drawing = Drawing(figure.id, words(figure.title), words(figure.caption), ordered=figure.kind != "trad")
    if figure.kind == "flode":
        _flow(drawing, [(words(step.who), words(step.text)) for step in figure.steps])
    elif figure.kind == "sekvens":
        _sequence(drawing, figure, words)
    elif figure.kind == "tidslinje":
        _timeline(drawing, [(words(point.when), words(point.text)) for point in figure.points])
    else:
        _decisions(drawing, figure, words)
    return drawing


def wrap(text: str, width: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines no wider than `width`; a word too long for a line is broken with a hyphen."""
    lines: list[str] = []
    line = ""
    for each in text.split():
        rest = each
        while _measure(rest, bold=bold) > width:
            cut = next(i for i in range(len(rest), 0, -1) if i == 1 or _measure(rest[:i] + "-", bold=bold) <= width)
            if line:
                lines.append(line)
                line = ""
            lines.append(rest[:cut] + "-")
            rest = rest[cut:]
        if line and _measure(f"{line} {rest}", bold=bold) > width:
            lines.append(line)
            line = rest
        else:
            line = f"{line} {rest}".strip()
    return [*lines, line] if line else lines


def _measure(text: str, *, bold: bool) -> float:
    """Return about how wide a text is; system fonts differ, so this errs on the wide side."""
    units = sum(0.86 if c in _WIDE else 0.40 if c in _NARROW else 0.63 for c in text)
    return units * _SIZE * (1.14 if bold else 1.0)


def _flow(drawing: Drawing, steps: Iterable[tuple[str, str]]) -> None:
    y: float = 2
    for index, (who, text) in enumerate(steps):
        if index:
            drawing.strokes.append(Stroke(((WIDTH / 2, y), (WIDTH / 2, y + _GAP - 2))))
            y += _GAP
        y = drawing.box(2, y, WIDTH - 4, who, text)
        drawing.said.append(FigureLine(f"{who}: {text}" if who else text))


def _process(base: Base, process_id: str, lang: str, words: Callable[[Text | None], str]) -> Drawing:
    process = base.processes[process_id]
    drawing = Drawing(process.id, words(process.name), words(process.summary), ordered=True)
    steps: list[tuple[str, str]] = []
    for number, step in enumerate(process.steps, 1):
        actors = ", ".join(name(base, "role", actor, lang) for actor in step.actors)
        when = f" ({name(base, 'fact', step.deadline, lang)})" if step.deadline else ""
        steps.append((f"{number}. {words(step.name)}", f"{first_upper(actors)}{when}"))
    _flow(drawing, steps)
    return drawing


def _sequence(drawing: Drawing, figure: Figure, words: Callable[[Text | None], str]) -> None:
    room = WIDTH / max(len(figure.lanes), 1)
    at = {lane.id: room * (index + 0.5) for index, lane in enumerate(figure.lanes)}
    names = {lane.id: words(lane.name) for lane in figure.lanes}
    top = max((len(wrap(text, room - 8, bold=True)) for text in names.values()), default=1) * _LINE + 8
    for lane, x in at.items():
        drawing.boxes.append(Box(x - room / 2 + 2, 2, room - 4, top, "lane"))
        for index, line in enumerate(wrap(names[lane], room - 8, bold=True)):
            drawing.words.append(FigureWords(x, 18 + index * _LINE, line, "who", "middle"))
    y: float = top + 12
    for number, message in enumerate(figure.messages, 1):
        text = words(message.text)
        for line in wrap(f"{number}. {text}", WIDTH - 12):
            y += _LINE
            drawing.words.append(FigureWords(WIDTH / 2, y, line, "edge-label", "middle"))
        y += 14
        drawing.strokes.append(Stroke(((at[message.sender], y), (at[message.receiver], y))))
        y += 8
        drawing.said.append(FigureLine(f"{names[message.sender]} → {names[message.receiver]}: {text}"))
    drawing.strokes[:0] = [Stroke(((x, top + 2), (x, y + 6)), "guide") for x in at.values()]
    drawing.height = y + 8


def _timeline(drawing: Drawing, points: Iterable[tuple[str, str]]) -> None:
    y: float = 2
    dots: list[float] = []
    for when, text in points:
        dots.append(y + 14)
        y = drawing.box(34, y, WIDTH - 36, when, text, "plain") + 8
        drawing.said.append(FigureLine(f"{when}: {text}"))
    if dots:
        drawing.strokes.append(Stroke(((14, dots[0]), (14, dots[-1])), "guide"))
    drawing.boxes += [Box(7, dot - 7, 14, 14, "dot") for dot in dots]


def _decisions(drawing: Drawing, figure: Figure, words: Callable[[Text | None], str]) -> None:
    nodes = {node.id: node for node in figure.nodes}

    def place(node: FigureNode, depth: int, y: float, label: str) -> tuple[float, FigureLine]:
        x = 2 + depth * _INDENT
        y = drawing.box(x, y, WIDTH - 2 - x, label, words(node.text), "box" if node.branches else "box-alt")
        start, below = y, []
        for branch in node.branches:
            elbow = y + 12 + 14
            drawing.strokes.append(Stroke(((x + 10, start), (x + 10, elbow), (x + _INDENT, elbow))))
            y, said = place(nodes[branch.to], depth + 1, y + 12, words(branch.label))
            below.append(said)
        prefix = f"{label}: " if label else ""
        return y, FigureLine(prefix + words(node.text), tuple(below))

    _, said = place(figure.nodes[0], 0, 2, "")
    drawing.said = [said]


def _organisation(base: Base, lang: str, words: Callable[[Text | None], str]) -> Drawing:
    """Draw the forums of the present plans: each forum is placed under the first one it reports to."""
    title, caption = word("organisation.title", lang), word("organisation.caption", lang)
    drawing = Drawing("organisation", title, caption, ordered=False)
    active = [forum for forum in base.forums.values() if not forum.ended and forum.status == "V"]
    below: Mapping[str, list[str]] = {
        forum.id: [other.id for other in active if other.reports_to[:1] == (forum.id,)] for forum in active
    }

    def place(forum_id: str, depth: int, y: float) -> tuple[float, FigureLine]:
        forum = base.forums[forum_id]
        x = 2 + depth * _INDENT
        also = [words(base.forums[other].name) for other in forum.reports_to[1:]]
        extra = word("organisation.also_to", lang, forums=", ".join(also)) if also else ""
        y = drawing.box(x, y, WIDTH - 2 - x, words(forum.name), extra, "box" if depth else "box-alt")
        start, said = y, []
        for other in below[forum_id]:
            elbow = y + 12 + 14
            drawing.strokes.append(Stroke(((x + _INDENT, elbow), (x + 10, elbow), (x + 10, start))))
            y, line = place(other, depth + 1, y + 12)
            said.append(line)
        return y, FigureLine(words(forum.name) + (f". {extra}" if extra else ""), tuple(said))

    y: float = 2
    for forum in active:
        if not forum.reports_to:
            y, said = place(forum.id, 0, y)
            y += 18
            drawing.said.append(said)
    return drawing


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
