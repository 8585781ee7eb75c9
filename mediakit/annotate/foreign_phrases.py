"""The items of a unit of text in; the phrases beside a verb that name its speaker out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mediakit.annotate.foreign_lexicon import Item, Lexicon
from mediakit.annotate.phrases import Span

_LONGEST = 14  # items of a speaker's phrase
_APPOSED = 9  # items of an apposition
_ENDS = frozenset(".;:!?")
_NO_SUBJECT = ("preposition", "subordinate", "skipped", "that", "conjunction", "negation")
_BREAKS = ("preposition", "subordinate", "that", "relative", "conjunction", "negation", "auxiliary")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A speaker's words: the first item, the one behind the last, and what follows a bracket behind it."""

    first: int
    last: int
    after: int

    def span(self, items: Sequence[Item]) -> Span:
        """The half-open offsets of the phrase, without the joint of "a-t-elle"."""
        joint = re.match(r"-(?:t-)?", items[self.first].text)
        return items[self.first].start + (joint.end() if joint else 0), items[self.last - 1].end


def phrase_after(items: Sequence[Item], at: int, words: Lexicon, limit: int | None = None) -> Phrase | None:
    """The speaker's phrase that begins at an item, behind adverbs and days, or None."""
    limit = len(items) if limit is None else min(limit, len(items))
    phrase = phrase_at(items, _behind_adverbs(items, at, words, limit), words, limit)
    if phrase is None:
        return None
    last = _with_apposition(items, phrase, words, limit)
    return Phrase(phrase.first, last, last) if last > phrase.last else phrase


def phrase_before(items: Sequence[Item], end: int, words: Lexicon) -> Phrase | None:
    """The speaker's phrase that ends before an item, with an apposition behind it, or None."""
    last = end
    while last > 0 and words.has(items[last - 1].word, "negation", "pronoun_object"):
        last -= 1
    if last > 1 and items[last - 1].word == ",":
        return _before_insertion(items, last - 1, words)
    return _ending_at(items, last, words)


def _before_insertion(items: Sequence[Item], comma: int, words: Lexicon) -> Phrase | None:
    """The phrase before an apposition or relative clause between commas: "Toll, the mayor, said"."""
    opening = next(
        (at for at in range(comma - 1, max(comma - 2 * _LONGEST, 0), -1) if items[at].word == ","), None
    )
    if opening is None or any(item.stretch for item in items[opening:comma]):
        return None
    phrase = _ending_at(items, opening, words)
    if phrase is None or not _is_apposition(items[opening + 1 : comma], words):
        return phrase
    return Phrase(phrase.first, comma, comma)


def _ending_at(items: Sequence[Item], last: int, words: Lexicon) -> Phrase | None:
    """The longest phrase that ends right before an item."""
    if words.language == "de":
        return _opening_clause(items, last, words)
    found = None
    for first in range(last - 1, max(last - _LONGEST, 0) - 1, -1):
        item = items[first]
        if item.stretch or item.word in _ENDS or words.has(item.word, "that", "relative", "subordinate"):
            break
        before = items[first - 1].word if first else ""
        if words.has(before, "preposition", "of", "joins", "determiner") and before not in {"et", "y"}:
            continue
        phrase = phrase_at(items, first, words, last)
        if phrase is not None and phrase.after == last:
            found = phrase
        if item.word == ",":
            break
    return found


def _opening_clause(items: Sequence[Item], last: int, words: Lexicon) -> Phrase | None:
    """A German subject before its verb: nothing stands before it in its clause."""
    first = last
    while first > 0 and last - first < _LONGEST:
        item = items[first - 1]
        if item.stretch or (not item.is_word and item.word not in {"(", ")"}) or words.has(item.word, "as"):
            break
        if words.has(item.word, "conjunction") and not (first < last and _is_listed(items, first - 1)):
            break
        first -= 1
    while first < last and words.has(items[first].word, "conjunction"):
        first += 1
    if first == last:
        return None
    phrase = phrase_at(items, first, words, last)
    if phrase is not None and phrase.after == last:
        return phrase
    opens = _is_determiner(items[first], words) and items[last - 1].is_capital
    has_verb = any(_is_verb(item, words) or words.has(item.word, "auxiliary") for item in items[first:last])
    return Phrase(first, last, last) if opens and not has_verb and phrase is None else None


def _is_listed(items: Sequence[Item], at: int) -> bool:
    """True for "und" between two names or nouns."""
    return at > 0 and items[at - 1].is_capital and items[at].word == "und"


def _behind_adverbs(items: Sequence[Item], at: int, words: Lexicon, limit: int) -> int:
    for _ in range(4):
        if at + 1 >= limit or items[at].stretch:
            return at
        following = items[at + 1]
        is_body = following.text.isupper() and items[at].word in {"à", "a"}  # "a déclaré à CNBC Iva Toll"
        if (items[at].word == "am" and following.is_capital) or is_body:
            at += 2
        elif (
            items[at].is_capital
            or not words.has(items[at].word, "skipped")
            or (
                words.has(items[at].word, "determiner", "pronoun")
                and not words.has(following.word, "skipped")
            )
        ):
            return at
        else:
            at += 1
    return at


def phrase_at(items: Sequence[Item], first: int, words: Lexicon, limit: int) -> Phrase | None:
    """The noun phrase, name or pronoun that begins with an item, or None."""
    if first >= limit or not items[first].is_word:
        return None
    opening = items[first]
    following = items[first + 1] if first + 1 < limit else None
    opens_noun = (
        words.has(opening.word, "determiner") and following is not None and _is_noun_like(following, words)
    )
    if not opens_noun and words.has(opening.word, "pronoun"):
        return Phrase(first, first + 1, first + 1)
    is_name = (
        opening.is_capital and not words.has(opening.word, *_NO_SUBJECT) and not _is_verb(opening, words)
    )
    if (not opens_noun and not is_name) or (opens_noun and _is_addressee(items, first, words, limit)):
        return None
    last = first + 1
    while last < min(limit, first + _LONGEST) and _goes_on(items, first, last, words, limit):
        last += 1
    while last > first + 1 and not (items[last - 1].is_word and not words.has(items[last - 1].word, "joins")):
        last -= 1
    if opens_noun and last == first + 1:
        return None
    return Phrase(first, last, _behind_bracket(items, last, limit))


def _is_noun_like(item: Item, words: Lexicon) -> bool:
    return item.is_word and not _is_verb(item, words) and not words.has(item.word, *_BREAKS)


def _is_verb(item: Item, words: Lexicon) -> bool:
    return item.word in words.finite and not (words.language == "de" and item.is_capital)


def _goes_on(items: Sequence[Item], first: int, at: int, words: Lexicon, limit: int) -> bool:
    """True when the item belongs to the noun phrase that began before it."""
    item = items[at]
    if item.stretch or not item.is_word or item.word[0] == "-":
        return False
    if item.is_capital:
        return True
    if words.has(item.word, "joins"):
        return _joins(items, at, words, limit)
    if words.has(item.word, *_BREAKS, "skipped") or _is_verb(item, words) or item.word in words.participles:
        return False
    if words.language == "de":  # an adjective, with its noun behind it
        is_attribute = not items[at - 1].is_capital or (
            at - 1 == first and _is_determiner(items[first], words)
        )
        return is_attribute and _reaches_noun(items, at + 1, words, limit)
    return not (
        at - 1 == first and items[first].is_capital and not _is_determiner(items[first], words)
    ) and not (items[at - 1].is_capital and at - 1 > first)


def _joins(items: Sequence[Item], at: int, words: Lexicon, limit: int) -> bool:
    """True for a small word inside a phrase: "Sprecher der Polizei", "Ana de la Torre"."""
    following = items[at + 1] if at + 1 < limit else None
    if following is None or _is_addressee(items, at, words, limit):
        return False
    if words.language == "de":
        if items[at].word == "von" and following.word in {"dem", "den"}:
            return False
        if items[at].word in {"die", "das"} and items[at - 1].word not in {"und", "für"}:
            return False
    elif _is_determiner(items[at], words) and not words.has(items[at - 1].word, "joins"):
        return items[at - 1].is_capital and following.is_capital
    return _reaches_noun(items, at + 1, words, limit)


def _is_determiner(item: Item, words: Lexicon) -> bool:
    return words.has(item.word, "determiner")


def _reaches_noun(items: Sequence[Item], at: int, words: Lexicon, limit: int) -> bool:
    """True when a noun follows, behind articles and adjectives."""
    for item in items[at : min(at + 3, limit)]:
        if item.stretch or not item.is_word or words.has(item.word, *_BREAKS) or _is_verb(item, words):
            return False
        if item.is_capital or (words.language != "de" and not words.has(item.word, "determiner", "joins")):
            return True
    return False


def _is_addressee(items: Sequence[Item], at: int, words: Lexicon, limit: int) -> bool:
    """True for "der Zeitung", "dem Sender": who the words were said to."""
    if not words.has(items[at].word, "addressee"):
        return False
    for item in items[at + 1 : min(at + 5, limit)]:
        if item.stretch is not None:
            return True
        if not item.is_word:
            return False
        if any(part in words.words["medium"] for part in (item.text, *item.text.split("-"))):
            return True
    return False


def _behind_bracket(items: Sequence[Item], at: int, limit: int) -> int:
    if at < limit and items[at].word == "(":
        for close in range(at + 1, min(at + 8, limit)):
            if items[close].word == ")":
                return close + 1
    return at


def _with_apposition(items: Sequence[Item], phrase: Phrase, words: Lexicon, limit: int) -> int:
    """Index behind an apposition between commas that follows the phrase, or the phrase's own end."""
    is_pronoun = phrase.last == phrase.first + 1 and words.has(items[phrase.first].word, "pronoun")
    if is_pronoun or phrase.after >= limit or items[phrase.after].word != ",":
        return phrase.last
    for end in range(phrase.after + 1, min(phrase.after + _APPOSED, limit) + 1):
        if end == limit or items[end].word in {",", "."}:
            inside = items[phrase.after + 1 : end]
            return end if _is_apposition(inside, words) else phrase.last
        if items[end].stretch or items[end].word in _ENDS:
            break
    return phrase.last


def _is_apposition(inside: Sequence[Item], words: Lexicon) -> bool:
    """True for a noun phrase, an age or a bracket between commas; not for a clause."""
    if not inside or inside[0].stretch or not (inside[0].is_word or inside[0].word == "("):
        return False
    if any(_is_verb(item, words) or words.has(item.word, "that", "auxiliary", "copula") for item in inside):
        return False
    first = inside[0]
    if words.language == "de":
        is_relative = words.has(first.word, "determiner") and not any(item.is_capital for item in inside[1:3])
        return inside[-1].is_capital and not is_relative and not words.has(first.word, *_NO_SUBJECT)
    if words.has(first.word, *_BREAKS, "pronoun") or first.word.endswith(("ant", "ando", "iendo", "mente")):
        return False
    at = 1
    while at < len(inside) and (
        _goes_on(inside, 0, at, words, len(inside)) or words.has(inside[at].word, "of_office")
    ):
        at += 1
    return at == len(inside)
