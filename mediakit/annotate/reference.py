"""A text and the names found in it in; the pronouns and title phrases that mean the same actors out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mediakit.annotate.focus import NEAR, UNNAMED, Focus, Person, Use, find_fit
from mediakit.annotate.lexicon import reporting_verbs
from mediakit.annotate.matching import Mention
from mediakit.annotate.passage import Passage
from mediakit.annotate.roles import Role, describe_after, describe_before, gender_of, parse_role
from mediakit.annotate.titles import (
    DEFINITE,
    POSSESSIVES,
    find_anybody,
    find_short_name,
    find_title_phrase,
    is_age,
    is_apposed,
    is_nationality,
    words_of,
)

_PRONOUNS = frozenset("he him his himself she her hers herself".split())
_OWN_STATE = frozenset("country nation homeland government".split())
_CONTRACTED = re.compile(r"[’'](?:d|ll|ve)$")  # "he’d"
# Nouns of sources that stay unnamed on purpose: a name with such a role further down is somebody else.
_VAGUE = frozenset(
    """official spokesman spokeswoman spokesperson adviser advisor aide analyst expert diplomat lawmaker
    representative""".split()
)


@dataclass(frozen=True)
class Knowledge:
    """What is known of actors beside the names in a text: from a codebook, or from all texts.

    `bodies` are the words of the organisations' names; `titles` the titles in lower case that stand for an
    organisation or a group; `states` the actors that states and their adjectives mean; `holders` the people
    whose titles a codebook lists; `plural` the actors that "it" cannot mean.
    """

    bodies: Mapping[str, frozenset[str]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    holders: Mapping[str, Person] = field(default_factory=dict)
    plural: frozenset[str] = frozenset()


class Resolver:
    """Resolves the pronouns, titles and short names of one text to the people and bodies named in it.

    `organs` are the bodies that speak for a state; `is_headline` lets titles stand without an article ("Mayor
    warns").
    """

    def __init__(
        self,
        text: str,
        names: Sequence[Mention],
        people: Mapping[str, Person],
        known: Knowledge,
        organs: Sequence[Mention] = (),
        is_headline: bool = False,
    ) -> None:
        self._text = text
        self._here = Passage(text, names)
        self._tokens = self._here.tokens
        self._names = names
        self._known = known
        self._organs = {organ.start: organ for organ in organs}
        self._organ_words: list[tuple[int, set[str], str]] = []
        self._is_headline = is_headline
        self.people = {actor: Person(person.gender, set(person.roles)) for actor, person in people.items()}
        self._absent = {actor: person for actor, person in known.holders.items() if actor not in people}
        self._focus = Focus(self.people, known.plural)
        self._ages: dict[str, str] = {}
        self._unnamed: set[str] = set()

    def resolve(self) -> list[Mention]:
        """Pronouns and title phrases with the actor each means, in order; what fits nobody is left out."""
        for mention in self._names:
            self._learn(mention)
        found: list[Mention] = []
        named = {mention.start: mention for mention in self._names}
        at = 0
        while at < len(self._tokens):
            token = self._tokens[at]
            resolved: list[Mention] = []
            width = 1
            if token.start in named:
                self._note_counterpart(at, named[token.start])
                self._use(named[token.start])
                resolved, width = self._owned_title(at)
            elif token.start in self._organs:
                width = self._note_organ(self._organs[token.start])
            elif at not in self._here.named:
                resolved, width = self._resolve_at(at)
            for mention in resolved:
                found.append(mention)
                if not self._here.in_marks(mention.start):
                    self._use(mention)
            at += width
        return found

    def _learn(self, mention: Mention) -> None:
        """Take what stands around a name as what the person is: title before, apposition and age after."""
        person = self.people.get(mention.actor)
        indices = list(self._here.tokens_of(mention))
        if person is None or not indices:
            return
        before = describe_before(self._tokens, indices[0])
        person.gender = person.gender or before.gender
        for role in (before.role, describe_after(self._tokens, indices[-1] + 1)):
            if role is not None and role.noun != "counterpart":
                person.roles.add(role)
                person.gender = person.gender or gender_of(role.noun)
        if age := re.match(r",? \(?(\d{1,3})\b[,.)]", self._text[mention.end : mention.end + 8]):
            self._ages[age.group(1)] = mention.actor

    def _note_counterpart(self, at: int, mention: Mention) -> None:
        """X in "her Russian counterpart X" holds the office that she holds, in Russia."""
        before = describe_before(self._tokens, at)
        person = self.people.get(mention.actor)
        if person is None or before.role is None or before.role.noun != "counterpart":
            return
        owner = self._owner(before.start, exclude=mention.actor)
        for role in sorted(self.people[owner].roles, key=repr) if owner else ():
            person.roles.add(Role(role.noun, role.modifiers, before.role.state))

    def _note_organ(self, organ: Mention) -> int:
        """Take a body of a state as a use of the state; the number of its tokens."""
        tokens = [self._tokens[at] for at in self._here.tokens_of(organ)]
        self._organ_words.append((organ.start, {token.lower for token in tokens}, organ.actor))
        self._use(organ)
        return max(len(tokens), 1)

    def _owner(self, at: int, exclude: str) -> str | None:
        """Who the possessive directly before a token means: "her" in "her Russian counterpart"."""
        if at == 0 or self._tokens[at - 1].lower not in {"his", "her"}:
            return None
        owner = self._tokens[at - 1]
        return self._person(owner.start, owner.lower, exclude=exclude)

    def _owned_title(self, at: int) -> tuple[list[Mention], int]:
        """The title phrase that a name opens, "North Korea’s foreign minister", and its number of tokens."""
        phrase = find_title_phrase(self._text, self._tokens, at)
        if phrase is None or len(phrase) < 2 or self._here.in_marks(self._tokens[at].start):
            return [], 1
        if is_apposed(self._tokens, phrase, self._here.named):
            return [], 1
        mention = self._here.mention(phrase, self._holder(phrase))
        return ([mention], len(phrase)) if mention else ([], 1)

    def _resolve_at(self, at: int) -> tuple[list[Mention], int]:
        """The mentions that start at a token, a phrase and its pronoun, and how many tokens to move on."""
        phrase = find_title_phrase(self._text, self._tokens, at, is_bare=self._is_headline)
        if self._here.in_marks(self._tokens[at].start):
            mention = self._quoted_title(phrase)
            return ([mention], 1) if mention else ([], 1)
        is_beside_name = phrase is not None and is_apposed(self._tokens, phrase, self._here.named)
        mention, width = self._find_phrase(at, None if is_beside_name else phrase)
        pronoun = self._here.mention(range(at, at + 1), self._meant_by(at), "pronoun")
        if mention is None and is_beside_name and phrase is not None:
            width = len(phrase)
        return [one for one in (mention, pronoun) if one is not None], width

    def _find_phrase(self, at: int, phrase: range | None) -> tuple[Mention | None, int]:
        """The nominal that starts at a token, if any, and how many tokens to move on."""
        if (state := self._state_at(at)) is not None:
            return self._here.mention(range(at, at + 2), state), 2
        if phrase is not None:
            if (holder := self._holder(phrase) or self._just_named(phrase)) is not None:
                return self._here.mention(phrase, holder), len(phrase)
            if self._tokens[at].lower in DEFINITE:
                self._note_unnamed(phrase)
        if (noun := find_anybody(self._tokens, at)) is not None:
            return self._introduced(range(at, noun + 1)), 1
        short = find_short_name(self._tokens, at, self._here.named)
        if short is not None and (body := self._body(short)) is not None:
            return self._here.mention(short, body), len(short)
        if (group := self._titled_group(at)) is not None:
            return group, 1
        if is_age(self._tokens, at):
            return self._here.mention(range(at, at + 2), self._aged(at)), 2
        if is_nationality(self._tokens, at) and self._here.says(at + 1):
            return self._here.mention(range(at, at + 2), self._aged(at)), 2
        return None, 1

    def _meant_by(self, at: int) -> str | None:
        """Whom a pronoun means."""
        token = self._tokens[at]
        word = _CONTRACTED.sub("", token.lower)
        if word in _PRONOUNS:
            return self._person(token.start, word, says=self._here.says(at))
        if word == "its" or (
            word == "it" and (token.is_capitalised or self._here.says(at) or self._here.is_said(at))
        ):
            return self._focus.find_body(self._here.sentence_of(token.start), nearest=token.text == "its")
        if word in {"they", "them", "their"}:
            return self._focus.find_group(self._here.sentence_of(token.start))
        return None

    def _person(self, position: int, word: str, says: bool = False, exclude: str | None = None) -> str | None:
        return self._focus.find_person(self._here.sentence_of(position), gender_of(word), says, exclude)

    def _quoted_title(self, phrase: range | None) -> Mention | None:
        """A title phrase inside marks, where it fits one person of the article exactly."""
        if phrase is None or self._tokens[phrase[0]].lower not in DEFINITE - POSSESSIVES:
            return None
        role = parse_role([self._tokens[at] for at in phrase])
        if role is None or role.noun == "counterpart":
            return None
        fitting = [actor for actor, person in self.people.items() if find_fit([role], person) == 3]
        return self._here.mention(phrase, fitting[0]) if len(fitting) == 1 else None

    def _introduced(self, phrase: range) -> Mention | None:
        """The person whom "a retired colonel" or "a ministry spokeswoman" means; else somebody unnamed."""
        words = [self._tokens[at] for at in phrase]
        before = self._tokens[phrase[0] - 1].lower if phrase[0] else ""
        role = parse_role(words)
        if role is not None and before not in {"as", "is", "was", "be", "of", "like"}:
            actor = self._titled(role) or self._named_later(role, phrase)
            if actor is not None and not is_apposed(self._tokens, phrase, self._here.named):
                return self._here.mention(phrase, actor)
        self._note_unnamed(phrase)
        self._unnamed.add(words[-1].lower)
        return None

    def _just_named(self, phrase: range) -> str | None:
        """Who "the baker" is that speaks, when the last person spoken of has no known role yet."""
        words = [self._tokens[at] for at in phrase]
        role = parse_role(words)
        if role is None or words[0].lower != "the" or role.noun in _VAGUE | self._unnamed | {"counterpart"}:
            return None
        beside = [at for at in (phrase[0] - 1, phrase[-1] + 1) if 0 <= at < len(self._tokens)]
        if not any(self._tokens[at].lower in reporting_verbs() for at in beside):
            return None
        sentence = self._here.sentence_of(words[0].start)
        actor = self._focus.find_person(sentence, gender_of(role.noun))
        near = any(use.actor == actor for use in self._focus.recent(sentence, 1))
        return actor if actor and near and not self.people[actor].roles else None

    def _note_unnamed(self, phrase: range) -> None:
        """Take somebody without a name as spoken of, so that "he" is not the person named before."""
        words = [self._tokens[at] for at in phrase]
        start = words[0].start
        if self._here.is_subject(Mention(start, words[-1].end, UNNAMED, "nominal")):
            gender, sentence = gender_of(words[-1].lower), self._here.sentence_of(start)
            self._focus.note(Use(start, sentence, UNNAMED, is_subject=True, gender=gender))

    def _titled(self, role: Role) -> str | None:
        """The one person of the codebook with exactly this title, when it is more than a noun."""
        if not role.modifiers:
            return None
        fitting = [actor for actor, person in self._known.holders.items() if role in person.roles]
        return fitting[0] if len(fitting) == 1 else None

    def _named_later(self, role: Role, phrase: range) -> str | None:
        """Who is called "a bishop" in the headline or the first sentence, and by name later."""
        if role.noun in _VAGUE or self._here.sentence_of(self._tokens[phrase[0]].start) > 0:
            return None
        named = self.people if self._is_headline else dict.fromkeys(name.actor for name in self._names)
        fitting = [
            actor for actor in named if actor in self.people and find_fit([role], self.people[actor]) > 1
        ]
        return fitting[0] if len(fitting) == 1 or (fitting and not self._is_headline) else None

    def _aged(self, at: int) -> str | None:
        """Whom "the 81-year-old" or "the Dane" means: who is of that age, or the last person spoken of."""
        actor = self._ages.get(self._tokens[at + 1].text.split("-")[0])
        return actor or self._focus.find_person(self._here.sentence_of(self._tokens[at].start), None)

    def _state_at(self, at: int) -> str | None:
        """The state that "her country" or "the government" means: that of who was last spoken of."""
        opens, *following = self._tokens[at : at + 2]
        noun = re.sub(r"[’']s$", "", following[0].lower) if following else ""
        if noun not in _OWN_STATE or not self._known.states or self._here.in_marks(opens.start):
            return None
        if opens.lower in {"his", "her"}:
            owner = self._person(opens.start, opens.lower)
            return self._state_of(self.people[owner]) if owner else None
        if opens.lower != "the" or noun != "government":
            return None
        return self._last_state(opens.start)

    def _last_state(self, position: int) -> str | None:
        """The state last spoken of, by its name or by somebody who holds an office of it."""
        for use in self._focus.recent(self._here.sentence_of(position), NEAR):
            person = self.people.get(use.actor)
            state = use.actor if person is None else self._state_of(person)
            if state in self._known.states.values():
                return state
        return None

    def _state_of(self, person: Person) -> str | None:
        """The state a person holds an office of."""
        roles = sorted(person.roles, key=repr)
        known = (self._known.states.get(role.state) for role in roles if role.state)
        return next((state for state in known if state), None)

    def _body(self, phrase: range) -> str | None:
        """The last mentioned body whose name has all words of a short name, or one with that title."""
        words = words_of(self._tokens, phrase)
        places = [
            (self._focus.last_use(body), body)
            for body, known in self._known.bodies.items()
            if words <= known and self._focus.last_use(body) >= 0
        ]
        places += [(position, actor) for position, known, actor in self._organ_words if words <= known]
        return max(places)[1] if places else self._known.titles.get(" ".join(sorted(words)))

    def _titled_group(self, at: int) -> Mention | None:
        """A group that its title means: "its allies", in headlines "allies"."""
        noun = at if self._is_headline else at + 1
        if noun >= len(self._tokens) or noun in self._here.named:
            return None
        if not self._is_headline and self._tokens[at].lower not in DEFINITE:
            return None
        actor = self._known.titles.get(self._tokens[noun].lower)
        return self._here.mention(range(at, noun + 1), actor) if actor in self._known.plural else None

    def _holder(self, phrase: range) -> str | None:
        """Who holds the office that a title phrase names."""
        words = [self._tokens[i] for i in phrase]
        role = parse_role(words)
        if role is None:
            return None
        position, gender = words[0].start, gender_of(role.noun)
        owner = self._person(position, words[0].lower) if words[0].lower in {"his", "her"} else None
        if role.noun == "counterpart":
            offices = self.people[owner].roles if owner else set()
            roles = [Role(r.noun, r.modifiers, role.state) for r in offices]
            return self._focus.find_holder(roles, None, owner)
        if words[0].lower in POSSESSIVES and role.state is None:
            return self._focus.find_holder([role], gender, owner)
        if role.noun in self._unnamed and words[0].lower in DEFINITE and not role.modifiers:
            return None  # who was introduced without a name
        return self._focus.find_holder([role], gender, None) or self._absent_holder(role, position)

    def _absent_holder(self, role: Role, position: int) -> str | None:
        """The one person of the codebook whom the article does not name and whom a title fits exactly."""
        fitting = [actor for actor, person in self._absent.items() if find_fit([role], person) == 3]
        if len(fitting) > 1 and role.state is None:
            state = self._last_state(position)
            fitting = [actor for actor in fitting if state and self._state_of(self._absent[actor]) == state]
        return fitting[0] if len(fitting) == 1 else None

    def _use(self, mention: Mention) -> None:
        self._focus.note(
            Use(
                mention.start,
                self._here.sentence_of(mention.start),
                mention.actor,
                self._here.is_subject(mention),
                self._here.in_marks(mention.start),
                self._here.is_place(mention),
            )
        )
