"""Uses of actors in a text in, one after the other; whom a pronoun or a short name means next out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mediakit.annotate.lexicon import Gender
from mediakit.annotate.roles import Role, fits, is_elsewhere

UNNAMED = ""  # the actor of a use of somebody without a name: "a baker said"
NEAR = 3  # sentences in which "the government" is that of who was last spoken of
_MAX_USES = 40  # how many mentions back a pronoun may reach: keeps endless sentences linear
_MAX_SENTENCES = 6  # how far back a pronoun or title may reach; newspaper paragraphs hold one to three


@dataclass
class Person:
    """What an article tells of a person so far: gender and roles."""

    gender: Gender | None = None
    roles: set[Role] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Use:
    """One use of an actor's name, title or pronoun, as evidence for who is meant next."""

    position: int
    sentence: int
    actor: str
    is_subject: bool = False
    in_marks: bool = False
    is_place: bool = False
    gender: Gender | None = None  # of somebody without a name


class Focus:
    """Who was spoken of, in order, and so who is meant by a word that names nobody."""

    def __init__(self, people: Mapping[str, Person], plural: Collection[str] = ()) -> None:
        self.people = people
        self._plural = plural  # actors that "it" cannot mean: "Western allies"
        self._uses: list[Use] = []
        self._counts: Counter[str] = Counter()
        self._last: dict[str, int] = {}

    def note(self, use: Use) -> None:
        """Take a use as the latest."""
        self._uses.append(use)
        self._counts[use.actor] += 1
        self._last[use.actor] = use.position

    def last_use(self, actor: str) -> int:
        """Where an actor was used last; -1 for one that was not."""
        return self._last.get(actor, -1)

    def recent(self, sentence: int, within: int) -> Iterator[Use]:
        """The uses outside marks in the last sentences, the latest first."""
        for use in reversed(self._uses[-_MAX_USES:]):
            if sentence - use.sentence > within:
                return
            if not use.in_marks:
                yield use

    def find_person(
        self, sentence: int, gender: Gender | None, says: bool = False, exclude: str | None = None
    ) -> str | None:
        """The person a pronoun means: near, a subject before an object, speaking rather than spoken of.

        None when it is nobody, or somebody without a name.
        """
        scores: dict[str, float] = defaultdict(lambda: -99.0)
        for use in reversed(self._uses[-_MAX_USES:]):
            distance = sentence - use.sentence
            if distance > _MAX_SENTENCES:
                break
            known = self._gender(use)
            if use.actor == exclude or (use.actor and use.actor not in self.people):
                continue
            if gender and known not in (None, gender):
                continue
            score = -1.0 * distance + 0.9 * use.is_subject - 1.2 * use.in_marks
            score += 0.5 * (gender is not None and known == gender)
            score += 0.1 * min(self._counts[use.actor], 4) if use.actor else 0.1
            if says and distance == 0 and not use.is_subject:
                score -= 0.5  # "Lind met Toll, she said": who speaks was a subject
            scores[use.actor] = max(scores[use.actor], score)
        return max(sorted(scores), key=lambda actor: scores[actor]) or None if scores else None

    def _gender(self, use: Use) -> Gender | None:
        person = self.people.get(use.actor)
        return person.gender if person is not None else use.gender

    def find_body(self, sentence: int, *, nearest: bool) -> str | None:
        """The body or state that "it" means: the last subject, or the last one of the same sentence."""
        uses = [
            use
            for use in self._uses[-_MAX_USES:]
            if use.actor and use.actor not in self.people and not use.in_marks
            if use.actor not in self._plural
        ]
        here = [use for use in uses if use.sentence == sentence]
        if nearest and here:  # "the war in Ukraine, in its third year" is not Ukraine’s year
            return here[-1].actor if not here[-1].is_place else None
        subjects = [use.actor for use in uses if use.is_subject and sentence - use.sentence <= 2]
        return subjects[-1] if subjects else None

    def find_group(self, sentence: int) -> str | None:
        """The group that "they" means: the last one of this sentence."""
        return next((use.actor for use in self.recent(sentence, 0) if use.actor in self._plural), None)

    def find_holder(
        self, roles: Sequence[Role], gender: Gender | None, exclude: str | None = None
    ) -> str | None:
        """The person whose known role fits best; of several, the one who was mentioned last."""
        scores = {}
        for actor, person in self.people.items():
            fit = find_fit(roles, person)
            if fit and actor != exclude and (gender is None or person.gender in (None, gender)):
                scores[actor] = fit
        if not scores:
            return None
        return max(sorted(scores), key=lambda actor: (scores[actor], self.last_use(actor)))


def find_fit(roles: Sequence[Role], person: Person) -> int:
    """How well the best of some roles fits a person: 0 not at all, 3 exactly."""
    pairs = [(phrase, known) for phrase in roles for known in person.roles]
    if any(is_elsewhere(phrase, known) for phrase, known in pairs):
        return 0  # minister of another country
    return max((fits(phrase, known) for phrase, known in pairs), default=0)
