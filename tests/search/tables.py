"""What the judge says, as tables to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from search.suite import LANGS, Query, rank, score, without_anchors

GROUPS = {
    "known-item": "känd sida",
    "synonym": "synonym",
    "inflection": "böjning",
    "compound": "sammansättning",
    "apart-together": "isär och ihop",
    "misspelling": "felstavning",
    "paragraph": "lagrum",
    "question": "hel fråga",
    "abbreviation": "förkortning, äldre namn",
    "disturbance": "störning",
    "swedish-term": "svenskt ord på engelska sidor",
}
LANGUAGES = {"sv": "Svenska", "en": "Engelska"}
Answers = Mapping[Query, Sequence[str]]


def comparison(engines: Mapping[str, Answers]) -> str:
    """Return success@1 and success@3 of each engine, per language and group, the whole set last."""
    lines = []
    for lang in LANGS:
        asked = [query for answers in engines.values() for query in answers if query.lang == lang]
        mine = list(dict.fromkeys(asked))
        lines += ["", _row(f"{LANGUAGES[lang]} ({len(mine)} sökningar)", [f"{name:^13}" for name in engines])]
        lines.append(_row("  rätt svar först / bland tre", [" @1     @3   "] * len(engines)))
        for group in dict.fromkeys(query.group for query in mine):
            members = [query for query in mine if query.group == group]
            label = f"  {GROUPS[group]} ({len(members)})"
            lines.append(_row(label, [_share(answers, members) for answers in engines.values()]))
        lines.append(_row("  ALLA", [_share(answers, mine) for answers in engines.values()]))
        lines.append(_row("  alla, på rätt sida", [_share(answers, mine, mild=True) for answers in engines.values()]))
    return "\n".join(lines[1:])


def misses(answers: Answers, lang: str) -> str:
    """Return the queries of `lang` without a right answer at the top: where it stood, and what was first instead."""
    lines = []
    for query, hits in answers.items():
        place = rank(hits, query.right)
        if query.lang == lang and place != 1:
            first = hits[0] if hits else "inget svar"
            lines.append(f"{place or '–':>3}  {GROUPS[query.group]}: {query.text!r}  först: {first}")
    return "\n".join(lines)


def _share(answers: Answers, queries: Sequence[Query], *, mild: bool = False) -> str:
    ranks = [rank(answers[query], without_anchors(query) if mild else query.right) for query in queries]
    return str(score(ranks))


def _row(label: str, cells: Sequence[str]) -> str:
    return f"{label:<38}" + "  ".join(f"{cell:>13}" for cell in cells)
