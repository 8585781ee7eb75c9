"""A text and the names in it in; its tokens, with what stands around each, out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from mediakit._core.sentences import find_sentences
from mediakit.annotate.lexicon import is_role, reporting_verbs, tokenise
from mediakit.annotate.marks import find_stretches
from mediakit.annotate.matching import Mention
from mediakit.annotate.roles import describe_before

# Between a subject and its verb.
_SKIPPED = frozenset("also then later again now still has had have would will could did does was is".split())
# Behind an "it" that means nothing ("said it was late"), and verbs before an "it" that is their object.
_EXPLETIVE = frozenset("is was be seems seemed takes took appears appeared makes made".split())
_OBJECT_VERBS = frozenset("think believe consider find call term deem see judge rate reckon feel".split())
# Words that open an adverbial, and how many tokens may stand before a subject that is not the first word.
_ADVERBIAL = frozenset(
    """in on at after before during since by with despite under over later meanwhile yesterday today earlier
    shortly afterwards then however nevertheless""".split()
)
_MAX_OPENING = 10
_IN = frozenset("in at near inside outside across around throughout".split())


class Passage:
    """The tokens of a text, its sentences and quotation marks, and the numbers of the tokens inside names."""

    def __init__(self, text: str, names: Sequence[Mention]) -> None:
        self.text = text
        self.tokens = tokenise(text)
        self._token_at = {token.start: at for at, token in enumerate(self.tokens)}
        self._sentence_starts = [start for start, _ in find_sentences(text)] or [0]
        self._stretches = find_stretches(text)
        self._stretch_starts = [stretch.start for stretch in self._stretches]
        self.named = {at for mention in names for at in self.tokens_of(mention)}

    def is_place(self, mention: Mention) -> bool:
        """True directly behind a preposition of place: "in Ukraine"."""
        at = self._token_at.get(mention.start, 0)
        return at > 0 and self.tokens[at - 1].lower in _IN

    def tokens_of(self, mention: Mention) -> Iterable[int]:
        """Numbers of the tokens of a mention."""
        at = self._token_at.get(mention.start)
        while at is not None and at < len(self.tokens) and self.tokens[at].start < mention.end:
            yield at
            at += 1

    def mention(self, phrase: range, actor: str | None, form: str = "nominal") -> Mention | None:
        """Some tokens as a mention of an actor, without a possessive ending; None without an actor."""
        if actor is None:
            return None
        start, end = self.tokens[phrase[0]].start, self.tokens[phrase[-1]].end
        possessive = re.search(r"[’'](?:s|d|ll|ve|re)?$", self.text[start:end])
        return Mention(start, possessive.start() + start if possessive else end, actor, form)

    def is_subject(self, mention: Mention) -> bool:
        """True beside a reporting verb, and for what opens a sentence."""
        indices = list(self.tokens_of(mention))
        if not indices:
            return False
        following = indices[-1] + 1
        while following < len(self.tokens) and self.tokens[following].lower in _SKIPPED:
            following += 1
        beside = [self.tokens[i].lower for i in (indices[0] - 1, following) if 0 <= i < len(self.tokens)]
        if any(word in reporting_verbs() for word in beside):
            return True
        before = describe_before(self.tokens, indices[0]).start
        opens = self._sentence_starts[self.sentence_of(mention.start)]
        if self.tokens[before].start - opens <= 4:  # "The " may stand before it
            return True
        return self._follows_opening(before, opens)

    def _follows_opening(self, at: int, opens: int) -> bool:
        """True behind the comma of what opens a sentence: "In the evening, Toll", "The mayor there, Toll"."""
        first = self._token_at.get(opens, at)
        if not 1 < at - first <= _MAX_OPENING:
            return False
        if not (self.tokens[first].lower in _ADVERBIAL or is_role(self.tokens[at - 2])):
            return False
        signs = [token.text for token in self.tokens[first:at] if not token.is_word]
        return signs == [","] and self.tokens[at - 1].text == ","

    def says(self, at: int) -> bool:
        """True when a reporting verb follows a token."""
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return following is not None and following.lower in reporting_verbs()

    def is_said(self, at: int) -> bool:
        """True for the "it" of "the union said it agreed", but not of "said it was late"."""
        if at == 0 or at + 1 >= len(self.tokens):
            return False
        verb, following = reporting_verbs().get(self.tokens[at - 1].lower), self.tokens[at + 1]
        if verb is None or "clause" not in verb.takes or verb.verb in _OBJECT_VERBS:
            return False
        return following.is_word and following.lower not in _EXPLETIVE

    def sentence_of(self, position: int) -> int:
        """Number of the sentence a position lies in."""
        return max(bisect_right(self._sentence_starts, position) - 1, 0)

    def in_marks(self, position: int) -> bool:
        """True for a position inside quotation marks."""
        at = bisect_right(self._stretch_starts, position) - 1
        return at >= 0 and position < self._stretches[at].end
