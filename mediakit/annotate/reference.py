"""A text and the names found in it in; the pronouns and title phrases that mean the same actors out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mediakit._core.sentences import find_sentences
from mediakit.annotate.lexicon import (
    OFFICE,
    ROLE_MODIFIERS,
    Gender,
    adjectives,
    is_role,
    organisation_words,
    reporting_verbs,
    tokenise,
)
from mediakit.annotate.marks import find_stretches
from mediakit.annotate.matching import Mention
from mediakit.annotate.roles import (
    Role,
    describe_after,
    describe_before,
    fits,
    gender_of,
    is_elsewhere,
    parse_role,
)

_PRONOUNS = frozenset("he him his himself she her hers herself".split())
_POSSESSIVES = frozenset("his her its their".split())
_DEFINITE = frozenset("the this that".split()) | _POSSESSIVES
_SKIPPED = frozenset("also then later again now still has had have would will could did does was is".split())
_OWN_STATE = frozenset("country nation homeland government".split())
_MAX_USES = 40  # how many mentions back a pronoun may reach: keeps endless sentences linear
_NEAR = 3  # sentences in which "the government" is that of who was last spoken of
_MAX_SENTENCES = 6  # how far back a pronoun or title may reach; newspaper paragraphs hold one to three


@dataclass
class Person:
    """What an article tells of a person so far: gender and roles."""

    gender: Gender | None = None
    roles: set[Role] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Use:
    """One use of an actor's name, title or pronoun, as evidence for who is meant next."""

    position: int
    sentence: int
    actor: str
    is_subject: bool
    in_marks: bool


class Resolver:
    """Resolves the pronouns, titles and short names of one text to the people and bodies named in it.

    `bodies` are the organisations, `states` the actors that states and their adjectives mean; `is_headline`
    lets titles stand without an article ("Mayor warns").
    """

    def __init__(
        self,
        text: str,
        names: Sequence[Mention],
        people: Mapping[str, Person],
        bodies: Iterable[str] = (),
        states: Mapping[str, str] | None = None,
        is_headline: bool = False,
    ) -> None:
        self._text = text
        self._tokens = tokenise(text)
        self._token_at = {token.start: at for at, token in enumerate(self._tokens)}
        self._sentence_starts = [start for start, _ in find_sentences(text)] or [0]
        self._stretches = find_stretches(text)
        self._stretch_starts = [stretch.start for stretch in self._stretches]
        self._names = names
        self._bodies = {body: frozenset(token.lower for token in tokenise(body)) for body in bodies}
        self._states = states or {}
        self._is_headline = is_headline
        self.people = {actor: Person(person.gender, set(person.roles)) for actor, person in people.items()}
        self._inside = {at for mention in names for at in self._tokens_of(mention)}
        self._uses: list[_Use] = []
        self._counts: Counter[str] = Counter()
        self._last_use: dict[str, int] = {}

    def resolve(self) -> list[Mention]:
        """Pronouns and title phrases with the actor each means, in order; what fits nobody is left out."""
        for mention in self._names:
            self._learn(mention)
        found: list[Mention] = []
        named = {mention.start: mention for mention in self._names}
        at = 0
        while at < len(self._tokens):
            token = self._tokens[at]
            if token.start in named:
                self._note_counterpart(at, named[token.start])
                self._use(named[token.start])
                at += 1
                continue
            if at not in self._inside and (state := self._state_at(at)) is not None:
                found += [mention for mention in (self._mention(range(at, at + 2), state),) if mention]
            resolved, width = self._resolve_at(at) if at not in self._inside else (None, 1)
            if resolved is not None:
                found.append(resolved)
                self._use(resolved)
            at += width
        return found

    def _tokens_of(self, mention: Mention) -> Iterable[int]:
        at = self._token_at.get(mention.start)
        while at is not None and at < len(self._tokens) and self._tokens[at].start < mention.end:
            yield at
            at += 1

    def _learn(self, mention: Mention) -> None:
        """Take what stands around a name as what the person is: title before, apposition after."""
        person = self.people.get(mention.actor)
        indices = list(self._tokens_of(mention))
        if person is None or not indices:
            return
        before = describe_before(self._tokens, indices[0])
        person.gender = person.gender or before.gender
        for role in (before.role, describe_after(self._tokens, indices[-1] + 1)):
            if role is not None and role.noun != "counterpart":
                person.roles.add(role)
                person.gender = person.gender or gender_of(role.noun)

    def _note_counterpart(self, at: int, mention: Mention) -> None:
        """X in "her Russian counterpart X" holds the office that she holds, in Russia."""
        before = describe_before(self._tokens, at)
        person = self.people.get(mention.actor)
        if person is None or before.role is None or before.role.noun != "counterpart":
            return
        owner = self._owner(before.start, exclude=mention.actor)
        for role in sorted(self.people[owner].roles, key=repr) if owner else ():
            person.roles.add(Role(role.noun, role.modifiers, before.role.state))

    def _owner(self, at: int, exclude: str) -> str | None:
        """Who the possessive directly before a token means: "her" in "her Russian counterpart"."""
        if at == 0 or self._tokens[at - 1].lower not in {"his", "her"}:
            return None
        owner = self._tokens[at - 1]
        return self._best(owner.start, gender_of(owner.lower), exclude=exclude)

    def _resolve_at(self, at: int) -> tuple[Mention | None, int]:
        """The mention that starts at a token, if any, and how many tokens to move on."""
        token = self._tokens[at]
        if self._in_marks(token.start):
            return None, 1
        phrase = self._title_phrase(at)
        if phrase is not None and not self._is_apposed(phrase):
            return self._mention(phrase, self._holder(phrase)), phrase[-1] - at + 1
        phrase = self._short_name(at)
        if phrase is not None:
            return self._mention(phrase, self._body(phrase)), phrase[-1] - at + 1
        if token.text.lower() in _PRONOUNS:
            actor = self._best(token.start, gender_of(token.lower), says=self._says(at))
        elif token.lower == "its" or (token.lower == "it" and (token.is_capitalised or self._says(at))):
            actor = self._best_body(token.start, nearest=token.text == "its")
        else:
            actor = None
        return self._mention(range(at, at + 1), actor, "pronoun"), 1

    def _mention(self, phrase: range, actor: str | None, form: str = "nominal") -> Mention | None:
        if actor is None:
            return None
        start, end = self._tokens[phrase[0]].start, self._tokens[phrase[-1]].end
        possessive = re.search(r"[’']s?$", self._text[start:end])
        return Mention(start, possessive.start() + start if possessive else end, actor, form)

    def _is_apposed(self, phrase: range) -> bool:
        """True beside a name that a comma sets off: "the mayor, Iva Toll", "Iva Toll, the mayor"."""
        before, after = phrase[0] - 1, phrase[-1] + 1
        return any(
            0 <= comma < len(self._tokens) and self._tokens[comma].text == "," and beyond in self._inside
            for comma, beyond in ((before, before - 1), (after, after + 1))
        )

    def _short_name(self, at: int) -> range | None:
        """Tokens of a short name of a body: "the ministry", "its union", "the harbour authority"."""
        if self._tokens[at].lower not in _DEFINITE or not self._bodies:
            return None
        for ahead in range(at + 1, min(at + 5, len(self._tokens))):
            token = self._tokens[ahead]
            if token.lower in organisation_words():
                following = self._tokens[ahead + 1 : ahead + 2]
                goes_on = (
                    following
                    and following[0].start == token.end + 1
                    and (following[0].lower in organisation_words() or following[0].is_capitalised)
                )
                return None if goes_on else range(at, ahead + 1)
            if not token.is_word or ahead in self._inside:
                return None
        return None

    def _state_at(self, at: int) -> str | None:
        """The state that "her country" or "the government" means: that of who was last spoken of."""
        opens, *following = self._tokens[at : at + 2]
        noun = re.sub(r"[’']s$", "", following[0].lower) if following else ""
        if noun not in _OWN_STATE or not self._states or self._in_marks(opens.start):
            return None
        if opens.lower in {"his", "her"}:
            owner = self._best(opens.start, gender_of(opens.lower))
            return self._state_of(owner) if owner else None
        if opens.lower != "the" or noun != "government":
            return None
        sentence = self._sentence_of(opens.start)
        for use in reversed(self._uses[-_MAX_USES:]):
            if sentence - use.sentence > _NEAR:
                return None
            state = self._state_of(use.actor) if use.actor in self.people else use.actor
            if state in self._states.values() and not use.in_marks:
                return state
        return None

    def _state_of(self, actor: str) -> str | None:
        """The state a person holds an office of."""
        roles = sorted(self.people[actor].roles, key=repr)
        known = (self._states.get(role.state) for role in roles if role.state)
        return next((state for state in known if state), None)

    def _body(self, phrase: range) -> str | None:
        """The last mentioned body whose name has all words of a short name."""
        words = {self._tokens[at].lower.rstrip("’'") for at in phrase[1:]}
        fitting = {body for body, known in self._bodies.items() if words <= known}
        used = {body: self._last_use[body] for body in fitting if body in self._last_use}
        return max(used, key=lambda body: (used[body], body)) if used else None

    def _best_body(self, position: int, nearest: bool) -> str | None:
        """The body or state that "it" means: the last subject, or the last one of the same sentence."""
        sentence = self._sentence_of(position)
        recent = self._uses[-_MAX_USES:]
        uses = [use for use in recent if use.actor not in self.people and not use.in_marks]
        here = [use.actor for use in uses if use.sentence == sentence]
        if nearest and here:
            return here[-1]
        subjects = [use.actor for use in uses if use.is_subject and sentence - use.sentence <= 2]
        return subjects[-1] if subjects else None

    def _title_phrase(self, at: int) -> range | None:
        """Tokens of a definite title phrase without a name behind it: "the Russian foreign minister"."""
        opens = self._tokens[at]
        is_definite = opens.lower in _DEFINITE
        if not (is_definite or self._is_headline or (opens.is_capitalised and opens.text in adjectives())):
            return None
        last = at if is_definite else at - 1
        for ahead in range(last + 1, min(last + 7, len(self._tokens))):
            token = self._tokens[ahead]
            if is_role(token):
                last = ahead
            elif not (
                token.lower in ROLE_MODIFIERS
                or token.text in adjectives()
                or " ".join(t.text for t in self._tokens[ahead : ahead + 2]) in adjectives()
                or re.search(r"[’']s$", token.text)
                or token.is_capitalised
            ):
                break
        if last <= at - 1 or not is_role(self._tokens[last]):
            return None
        rest = self._text[self._tokens[last].end : self._tokens[last].end + 25].lstrip()
        if office := OFFICE.match(rest):
            last += len(tokenise(office.group()))
        following = self._tokens[last + 1] if last + 1 < len(self._tokens) else None
        if (
            following is not None
            and following.is_capitalised
            and following.start == self._tokens[last].end + 1
        ):
            return None  # a name follows: the phrase is its title
        return range(at, last + 1)

    def _holder(self, phrase: range) -> str | None:
        words = [self._tokens[i] for i in phrase]
        role = parse_role(words)
        if role is None:
            return None
        position, gender = words[0].start, gender_of(role.noun)
        if role.noun == "counterpart":
            owner = (
                self._best(position, gender_of(words[0].lower)) if words[0].lower in {"his", "her"} else None
            )
            offices = self.people[owner].roles if owner else set()
            return self._best_fit(
                position, [Role(r.noun, r.modifiers, role.state) for r in offices], None, owner
            )
        if words[0].lower in _POSSESSIVES and role.state is None:
            owner = self._best(position, gender_of(words[0].lower))
            return self._best_fit(position, [role], gender, owner)
        return self._best_fit(position, [role], gender, None)

    def _best_fit(
        self, position: int, roles: Sequence[Role], gender: Gender | None, exclude: str | None
    ) -> str | None:
        """The person whose known role fits best; of several, the one who was mentioned last."""
        scores = {}
        for actor, person in self.people.items():
            fit = max((fits(phrase, known) for phrase in roles for known in person.roles), default=0)
            if any(is_elsewhere(phrase, known) for phrase in roles for known in person.roles):
                fit = 0  # minister of another country
            if fit and actor != exclude and (gender is None or person.gender in (None, gender)):
                scores[actor] = fit
        if not scores:
            return None
        return max(sorted(scores), key=lambda actor: (scores[actor], self._last_use.get(actor, -1)))

    def _best(
        self, position: int, gender: Gender | None, says: bool = False, exclude: str | None = None
    ) -> str | None:
        """The person a pronoun means: near, a subject before an object, speaking rather than spoken of."""
        sentence = self._sentence_of(position)
        scores: dict[str, float] = defaultdict(lambda: -99.0)
        for use in reversed(self._uses[-_MAX_USES:]):
            distance = sentence - use.sentence
            if distance > _MAX_SENTENCES:
                break
            person = self.people.get(use.actor)
            if person is None or use.actor == exclude or (gender and person.gender not in (None, gender)):
                continue
            score = -1.0 * distance + 0.9 * use.is_subject - 1.2 * use.in_marks
            score += 0.5 * (gender is not None and person.gender == gender) + 0.1 * min(
                self._counts[use.actor], 4
            )
            if says and distance == 0 and not use.is_subject:
                score -= 0.5  # "Lind met Toll, she said": who speaks was a subject
            scores[use.actor] = max(scores[use.actor], score)
        return max(sorted(scores), key=lambda actor: scores[actor]) if scores else None

    def _use(self, mention: Mention) -> None:
        use = _Use(
            mention.start,
            self._sentence_of(mention.start),
            mention.actor,
            self._is_subject(mention),
            self._in_marks(mention.start),
        )
        self._uses.append(use)
        self._counts[mention.actor] += 1
        self._last_use[mention.actor] = mention.start

    def _is_subject(self, mention: Mention) -> bool:
        """True beside a reporting verb, and for what opens a sentence."""
        indices = list(self._tokens_of(mention))
        if not indices:
            return False
        following = indices[-1] + 1
        while following < len(self._tokens) and self._tokens[following].lower in _SKIPPED:
            following += 1
        beside = [self._tokens[i].lower for i in (indices[0] - 1, following) if 0 <= i < len(self._tokens)]
        if any(word in reporting_verbs() for word in beside):
            return True
        before = describe_before(self._tokens, indices[0]).start
        opens = self._sentence_starts[self._sentence_of(mention.start)]
        return self._tokens[before].start - opens <= 4  # "The " may stand before it

    def _says(self, at: int) -> bool:
        following = self._tokens[at + 1] if at + 1 < len(self._tokens) else None
        return following is not None and following.lower in reporting_verbs()

    def _sentence_of(self, position: int) -> int:
        return max(bisect_right(self._sentence_starts, position) - 1, 0)

    def _in_marks(self, position: int) -> bool:
        at = bisect_right(self._stretch_starts, position) - 1
        return at >= 0 and position < self._stretches[at].end
