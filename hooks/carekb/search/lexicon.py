"""What no rule knows of a language, taken from simplemma's dictionary and written to `lists/` for the build.

The dictionary takes tens of megabytes and a second to read, so no build does. `kb words` runs this when the base has
got new words, and a test tells when that is due.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ..base.base import Base
from ..base.texts import lines
from ..language.compounds import Splitter
from ..language.lists import FOLDER, word_list
from ..language.stems import Stemmer, rules
from ..language.words import words
from ..languages import LANGUAGES
from .inputs import short_names

NEEDS = 'Ordboken saknas. Kör: pip install "simplemma>=2"'
_OLD = ("ndes", "nes", "nas", "os", "osse", "eth", "est", "edst", "st")
"""Endings of forms that nobody writes any more, where the dictionary has them beside the living ones."""


class NoLexicon(Exception):
    """simplemma is not installed; the message says what to do."""


def files(base: Base) -> Iterator[tuple[Path, str]]:
    """Yield every derived file below `lists/` as it should be. Raises `NoLexicon`."""
    own = _words(base)
    swedish = _dictionary("sv")
    parts = sorted(_productive(swedish, own["sv"]))
    yield FOLDER / "sv.parts.txt", _wrapped(parts)
    for lang in LANGUAGES:
        dictionary = swedish if lang == "sv" else _dictionary(lang)
        wanted = own[lang]
        if lang == "sv":
            wanted = wanted | _inner(own[lang], parts, base)
        groups = _irregular(lang, wanted, dictionary)
        if lang == "sv":
            stem = Stemmer(lang, {form: key for key, forms in groups.items() for form in forms})
            yield FOLDER / "sv.partstems.txt", _wrapped(sorted(set(map(stem, parts))))
        rows = (f"{stem}: {' '.join(sorted(forms))}\n" for stem, forms in sorted(groups.items()))
        yield FOLDER / f"{lang}.forms.txt", "".join(rows)


def _words(base: Base) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {lang: set() for lang in LANGUAGES}
    for line in lines(base):
        found[line.lang].update(word for word in words(line.text) if word.isalpha())
    for correction in base.search_words.values():
        for text in (*correction.words, *correction.means):
            found[correction.lang].update(word for word in words(text) if word.isalpha())
    return found


def _dictionary(lang: str) -> dict[str, str]:
    try:
        from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory
    except ImportError:
        raise NoLexicon(NEEDS) from None
    pairs = DefaultDictionaryFactory().get_dictionary(lang).items()
    return {
        form: lemma
        for form, lemma in ((_text(form), _text(lemma)) for form, lemma in pairs)
        if form.isalpha() and lemma.isalpha() and form == form.lower() and lemma == lemma.lower()
    }


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


def _inner(own: Iterable[str], parts: Iterable[str], base: Base) -> set[str]:
    """Return the words that the base's compounds are made of."""
    stem = Stemmer("sv", {})
    best = {stem(word) for word in (*parts, *short_names(base))}
    split = Splitter(stem, lambda s: 4 if s in best else 0, frozenset(parts))
    return {part for word in own for part in split(word)}


def _irregular(lang: str, own: set[str], dictionary: Mapping[str, str]) -> dict[str, set[str]]:
    """Return {stem: forms that the rules give another one}, for all forms of every word of the base."""
    rule = rules(lang).stem
    lemmas = {dictionary.get(word, "") for word in own} - {""}
    groups: dict[str, set[str]] = {}
    for form, lemma in dictionary.items():
        if lemma not in lemmas or len(form) < 3 or len(lemma) < 2:
            continue
        stem = rule(lemma)
        if form.endswith("s") and dictionary.get(form[:-1]) == lemma:
            continue  # the stemmer knows it with the other one
        if form[-1] in "eo" and form not in own and dictionary.get(form[:-1]) == lemma:
            continue  # hölle, höllo: old forms of höll
        if rule(form) != stem and (form in own or not (form.endswith(_OLD) or "fv" in form)):
            groups.setdefault(stem, set()).add(form)
    return groups


def _productive(dictionary: Mapping[str, str], own: set[str]) -> set[str]:
    """Return the words that begin or end many words of the dictionary, shorter ones only if they do so often."""
    lemmas = {lemma for lemma in dictionary.values() if len(lemma) >= 3}
    count: Counter[str] = Counter()
    for word in lemmas:
        for at in range(3, len(word) - 2):
            last = word[at:]
            if last not in lemmas:
                continue
            before = word[:at]
            forms = [before, before[:-1] if before[-1] == "s" else "", before + "a", before + "e"]
            forms += [before[:-1] + "a"] if before[-1] in "ou" else [before[:-1] + "e"] if before[-1] == "s" else []
            first = next((form for form in forms if len(form) >= 3 and form in lemmas), None)
            if first:
                count[first] += 1
                count[last] += 1
                break
    never = frozenset(word_list("sv.endings"))
    found = {word for word, n in count.items() if n >= _least(word, word in own)}
    return found - never | {*word_list("sv.loose")}


def _least(word: str, is_own: bool) -> int:
    if len(word) >= 6:
        return 2
    if len(word) == 5:
        return 4
    return (4 if is_own else 15) if len(word) == 4 else (8 if is_own else 35)


def _wrapped(found: Iterable[str], width: int = 120) -> str:
    out, line = [], ""
    for word in found:
        if len(line) + len(word) >= width:
            out.append(line)
            line = ""
        line += (" " if line else "") + word
    return "\n".join([*out, line]) + "\n"
