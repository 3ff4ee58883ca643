"""The reports of `kb report`, as text for people and as JSON for programs. What they measure is decided elsewhere."""

from __future__ import annotations

import json
from typing import Any

from .phrasing import phrase_counts
from .readability import ANSWER, FULL, GUIDES, LIMIT, Reading, median_lix
from .spelling import OWN_WORDS, Occurrence

HARDEST = 20
"""How many of the hardest sentences of the whole base are shown."""
_PLACES = 3


def language_text(found: list[Reading]) -> str:
    """Tell the hardest sentences, every page hardest first, what to read once more, and the medians."""
    sentences = sorted(
        ((sentence, one.path) for one in found for sentence in one.hardest[:HARDEST]),
        key=lambda pair: (-pair[0].lix, pair[1], pair[0].text),
    )
    rows = [f"De {HARDEST} svåraste meningarna (LIX för meningen, minst {FULL} ord):"]
    rows += [f"{sentence.lix:6.0f}  {path}: {sentence.text}" for sentence, path in sentences[:HARDEST]]
    rows += ["", "   LIX    ord  långa  ord/mening  bokstäver/ord  sida, svårast först"]
    rows += [
        f"{one.lix:6.1f}{one.words:7}{one.long_words:7}{one.sentence_length:12.1f}{one.word_length:15.1f}  {one.path}"
        for one in found
    ]
    rows += ["", "Att läsa en gång till:"]
    for phrase in phrase_counts(found):
        rows.append(f"{phrase.count:6}  {phrase.name} (i {phrase.texts} texter)")
        rows += [f"          {path}: {sentence}" for path, sentence in phrase.examples]
    guides, answers = _medians(found)
    rows += [
        "",
        f"Median för guider, rutiner och manualer: {guides:.1f}",
        f"Median för frågor och svar: {answers:.1f}",
        f"Gränsen är {LIMIT}. {_over(found)} texter ligger över den.",
    ]
    return "\n".join(rows)


def language_json(found: list[Reading]) -> str:
    """Return the same for programs, with the three hardest sentences of every page."""
    guides, answers = _medians(found)
    return _json(
        {
            "limit": LIMIT,
            "median": {"guides": round(guides, 1), "answers": round(answers, 1)},
            "phrases": [
                {"name": one.name, "count": one.count, "texts": one.texts, "examples": list(map(list, one.examples))}
                for one in phrase_counts(found)
            ],
            "texts": [
                {
                    "path": one.path,
                    "title": one.title,
                    "kind": one.kind,
                    "lix": round(one.lix, 1),
                    "words": one.words,
                    "sentences": len(one.sentences),
                    "long_words": one.long_words,
                    "sentence_length": round(one.sentence_length, 1),
                    "word_length": round(one.word_length, 1),
                    "hardest": [{"lix": round(s.lix, 1), "text": s.text} for s in one.hardest[:3]],
                }
                for one in found
            ],
        }
    )


def spelling_text(found: dict[str, list[Occurrence]]) -> str:
    """Tell each unknown word and where it stands."""
    rows = [f"{word}: {_places(places)}" for word, places in found.items()]
    rows.append(f"{len(found)} okända ord.")
    if found:
        rows.append(f"Rätta ordet. Är det rätt stavat lägger du det i {OWN_WORDS}, i bokstavsordning.")
    return "\n".join(rows)


def spelling_json(found: dict[str, list[Occurrence]]) -> str:
    """Return the same for programs."""
    return _json(
        [
            {"word": word, "places": [{"path": place.path, "line": place.line or None} for place in places]}
            for word, places in found.items()
        ]
    )


def _medians(found: list[Reading]) -> tuple[float, float]:
    return median_lix(found, GUIDES), median_lix(found, (ANSWER,))


def _over(found: list[Reading]) -> int:
    return sum(one.lix > LIMIT for one in found if one.kind in (*GUIDES, ANSWER))


def _places(places: list[Occurrence]) -> str:
    shown = ", ".join(map(str, places[:_PLACES]))
    more = len(places) - _PLACES
    return f"{shown} och på {more} {'ställe' if more == 1 else 'ställen'} till" if more > 0 else shown


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
