"""Articles in; mentions of actors out: names, title phrases and pronouns, each resolved to an actor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from itertools import chain
from typing import Any

import pandas as pd

from mediakit._core.codebooks import Actor, Source, load_codebook
from mediakit._core.execute import map_items
from mediakit._core.languages import ENGLISH, primary_languages
from mediakit._core.tables import build_table, check_table
from mediakit.annotate.candidates import NO_NAMES
from mediakit.annotate.focus import Person
from mediakit.annotate.foreign_names import (
    GERMAN,
    find_foreign_people,
    find_foreign_pronouns,
    is_noun,
    with_genitives,
)
from mediakit.annotate.lexicon import Token, adjectives, is_role, reporting_verbs, states, tokenise
from mediakit.annotate.matching import Alias, Match, Matcher, Mention, spelling_key, without_overlaps
from mediakit.annotate.names import discover_actors, short_forms
from mediakit.annotate.organs import find_organs, find_titled
from mediakit.annotate.reference import Knowledge, Resolver
from mediakit.annotate.roles import Role, parse_role

# Before a capital these make it a place: "in Moscow", but not "talks with Moscow".
_LOCATIVES = frozenset(
    "in at near outside inside around across through throughout into via toward towards".split()
)
_TRAVEL = frozenset(
    "visit visits visited visiting trip travel travels travelled traveled flew fly arrived".split()
)
# After a state's name that is also its adjective ("US") these show that it is the name.
_AFTER_NAME = frozenset(
    """and or but is are was were has have had will would could can may might must should does did do to in on
    of for with from by as that which who at over under after before not also than while if when where into
    against""".split()
)


def find_mentions(articles: pd.DataFrame, actors: Source | None = None) -> pd.DataFrame:
    """Find every mention of the actors: names, title phrases ("the mayor") and pronouns.

    Names are matched as whole words in one pass, the longest first, with their capitals unless the codebook
    says otherwise; possessives, accents, typographic apostrophes and transliterations (Zelensky, Zelenskyj)
    are the same name. Title phrases and singular personal pronouns outside quotation marks are resolved to
    the nearest person who fits in role and gender; what fits nobody gives no row.

    Parameters
    ----------
    articles : DataFrame
        The articles table; `article_id` and `text` are needed, `title` is searched too.
    actors : str, Path or Codebook, optional
        A codebook of actors: a path, a shipped name, or a Codebook. Without one, people, organisations and
        states are taken as found: people by their full names (spellings of one name joined under the
        commonest), surnames resolved within the article, or else as the person of that surname whom the
        articles name most; capitals and seats of government as their states.

    Returns
    -------
    DataFrame
        The mentions table: article_id, field, start, end, text, actor, form ("name", "nominal" or "pronoun"),
        in the order of the articles and of the text. Rows of one actor do not overlap; a name or pronoun may
        stand inside a phrase that means another: “her” in “her country”.

    Raises
    ------
    TableError
        When `articles` is no articles table.
    CodebookError
        When the codebook cannot be used.

    Examples
    --------
    >>> import pandas as pd
    >>> text = "Mayor Iva Toll left. “I am tired,” she said."
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": [text]})
    >>> find_mentions(articles)[["start", "text", "actor", "form"]]
       start      text     actor     form
    0      6  Iva Toll  Iva Toll     name
    1     35       she  Iva Toll  pronoun
    """
    checked = check_table(articles, "articles")
    languages = primary_languages(checked)
    known = load_codebook(actors, "actors").actors if actors is not None else None
    finder = _Finder(list(zip(checked["text"], languages, strict=True)), known)
    texts = zip(checked["article_id"], checked["title"], checked["text"], languages, strict=True)
    rows = map_items(finder.find_rows, list(texts), "mentions")
    return build_table("mentions", [row for article in rows for row in article])


class _Finder:
    """Finds the mentions of one article at a time; the actors come from a codebook or from all texts."""

    def __init__(self, texts: Sequence[tuple[str, str]], actors: Sequence[Actor] | None) -> None:
        foreign = (find_foreign_people(*one) for one in texts if one[1] != ENGLISH)
        discovered = discover_actors(
            (text for text, language in texts if language == ENGLISH), chain.from_iterable(foreign)
        )
        found, self._surnames = discovered.actors, discovered.surnames
        self._is_open = actors is None
        self._actors = {actor.name: actor for actor in (found if actors is None else actors)}
        self._wanted = set(self._actors)
        if actors is not None:
            # People outside the codebook are known too, so that "he" does not fall to the wrong one.
            known = {form for actor in actors for form in (actor.name, *actor.aliases)}
            others = [actor for actor in found if actor.class_ == "person"]
            self._actors |= {
                a.name: a for a in others if not known & {a.name, *a.aliases, *short_forms(a.name)}
            }
        aliases = [alias for actor in self._actors.values() for alias in self._aliases_of(actor)]
        self._matcher = Matcher(aliases)
        has_german = any(language == GERMAN for _, language in texts)
        self._german_matcher = Matcher(with_genitives(aliases)) if has_german else self._matcher
        self._full = {
            name for name, actor in self._actors.items() if " " in name and actor.class_ == "person"
        }
        self._states = _by_adjective(name for name in self._wanted if self._actors[name].class_ == "state")
        self._known = _known_of(list(self._actors.values()), self._states)
        self._titles = Matcher(
            Alias(title, actor.name, match_case=False)
            for actor in self._actors.values()
            for title in actor.titles
            if actor.class_ != "person" and " " in title
        )
        self._capitals = {capital for state in states() for capital in state.capitals}
        self._excluded = Matcher(Alias(form, "") for actor in self._actors.values() for form in actor.exclude)

    def find_rows(self, article: tuple[str, str, str, str]) -> list[dict[str, Any]]:
        """Rows of the mentions table for one article: its id, title, text and language."""
        article_id, *fields, language = article
        texts = dict(zip(("title", "text"), fields, strict=True))
        if language != ENGLISH:
            return self._find_foreign_rows(article_id, texts, language)
        matches = {field: self._matches(text) for field, text in texts.items()}
        present = set().union(*(self._full_names(texts[field], found) for field, found in matches.items()))
        rows = []
        people: dict[str, Person] = {}
        for field in ("text", "title"):  # the body tells who "the minister" in the headline is
            names = self._choose(texts[field], matches[field], present)
            people = self._people_of(names) | people
            organs = self._find_organs(texts[field], names)
            resolver = Resolver(texts[field], names, people, self._known, organs, field == "title")
            resolved = [*organs, *resolver.resolve()]
            people |= resolver.people
            for mention in _settle(names, resolved):
                if mention.actor in self._wanted:
                    words = texts[field][mention.start : mention.end]
                    rows.append({"article_id": article_id, "field": field, "text": words, **asdict(mention)})
        return sorted(rows, key=lambda row: (row["field"] == "text", row["start"]))

    def _find_organs(self, text: str, names: Sequence[Mention]) -> list[Mention]:
        """Bodies of states and titles of bodies, but those that are a body's own name."""
        bodies = [name for name in names if self._actors[name.actor].class_ == "organisation"]
        found = without_overlaps([*find_titled(text, self._titles), *find_organs(text, self._states)])
        return [
            organ
            for organ in found
            if not any(body.start < organ.end and organ.start < body.end for body in bodies)
        ]

    def _find_foreign_rows(
        self, article_id: str, texts: Mapping[str, str], language: str
    ) -> list[dict[str, Any]]:
        """Rows for an article in another language: names, and pronouns beside reporting verbs."""
        matches = {field: self._foreign_matches(text, language) for field, text in texts.items()}
        full = set().union(*(self._full_names(texts[field], found) for field, found in matches.items()))
        genders = {name: actor.gender for name, actor in self._actors.items() if actor.class_ == "person"}
        rows = []
        for field, text in texts.items():
            known = [match for match in matches[field] if not self._is_open or _is_known(text, match, full)]
            names = self._choose(text, known, full)
            pronouns = find_foreign_pronouns(text, names, genders, language)
            for mention in without_overlaps([*names, *pronouns]):
                if mention.actor in self._wanted:
                    words = text[mention.start : mention.end]
                    rows.append({"article_id": article_id, "field": field, "text": words, **asdict(mention)})
        return rows

    def _foreign_matches(self, text: str, language: str) -> list[Match]:
        """Names in a text; without a codebook those of people, since the lists of others are English."""
        matcher = self._german_matcher if language == GERMAN else self._matcher
        blocked = self._excluded.find(text)
        found = [
            match
            for match in matcher.find(text)
            if not any(block.start <= match.start and match.end <= block.end for block in blocked)
        ]
        if not self._is_open:
            return found
        return [
            match
            for match in found
            if all(self._actors[actor].class_ == "person" for actor in match.actors)
            and not (language == GERMAN and is_noun(text, match.start, match.end))
        ]

    def _aliases_of(self, actor: Actor) -> Iterable[Alias]:
        for form in (actor.name, *actor.aliases):
            yield Alias(form, actor.name, actor.match_case)
        if actor.name not in self._wanted or (self._is_open and actor.class_ == "person"):
            forms = (actor.name, *actor.aliases)
            for short in dict.fromkeys(short for form in forms for short in short_forms(form)):
                yield Alias(short, actor.name)

    def _matches(self, text: str) -> list[Match]:
        blocked = [(match.start, match.end) for match in self._excluded.find(text)]
        return [
            match
            for match in self._matcher.find(text)
            if not any(start <= match.start and match.end <= end for start, end in blocked)
            and (not self._is_open or self._stands_for_state(text, match))
        ]

    def _stands_for_state(self, text: str, match: Match) -> bool:
        """False for a capital as a place ("in Moscow") and for "US" or "UK" as an adjective."""
        if all(self._actors[actor].class_ != "state" for actor in match.actors):
            return True
        found = text[match.start : match.end]
        before = tokenise(text, max(match.start - 30, 0), match.start)[-2:]
        after = tokenise(text, match.end, match.end + 30)[:1]
        if found in adjectives() and after and after[0].is_word:
            return after[0].lower in _AFTER_NAME or after[0].lower in reporting_verbs()
        if found not in self._capitals:
            return True
        words = [token.lower for token in before]
        if words[-1:] and (words[-1] in _LOCATIVES or (words[-1] == "to" and words[0] in _TRAVEL)):
            return False
        if after and after[0].is_capitalised and after[0].start == match.end + 1:
            return False  # part of another name: "London Bridge"
        return not before or before[-1].end != match.start - 1 or not _is_name_part(before[-1])

    def _full_names(self, text: str, matches: Iterable[Match]) -> set[str]:
        """The people whom a text names by more than one word."""
        long = (match for match in matches if " " in text[match.start : match.end])
        return {actor for match in long for actor in match.actors} & self._full

    def _choose(self, text: str, matches: Sequence[Match], present: set[str]) -> list[Mention]:
        """One actor for each match: a surname is the last full name before it that holds it.

        A single word of a full name counts only in an article that has the full name, or as a surname; of
        several who bear it, it is then the one whom the corpus names most.
        """
        chosen: list[Mention] = []
        last_at: dict[str, int] = defaultdict(lambda: -1)
        for match in matches:
            candidates = [actor for actor in match.actors if actor not in self._full or actor in present]
            if not candidates:
                found = text[match.start : match.end]
                candidates = [actor for actor in match.actors if self._is_called(actor, found)][:1]
            if not candidates:
                continue
            actor = max(candidates, key=lambda actor: (last_at[actor], -match.actors.index(actor)))
            last_at[actor] = match.start
            chosen.append(Mention(match.start, match.end, actor, "name"))
        return chosen

    def _is_called(self, name: str, found: str) -> bool:
        """Whether a word names a person where the full name is missing: a codebook's form or the surname."""
        if not self._is_open and name in self._wanted:
            return True
        surname = spelling_key(name.split(" ")[-1])
        forms = map(spelling_key, (found, found.removesuffix("s")))  # German genitives: "Merkels"
        return surname in self._surnames and surname in forms

    def _people_of(self, names: Iterable[Mention]) -> dict[str, Person]:
        people = {}
        for name in dict.fromkeys(mention.actor for mention in names):
            actor = self._actors[name]
            if actor.class_ == "person":
                people[name] = Person(actor.gender, _roles_of(actor))
        return people


def _settle(names: Sequence[Mention], resolved: Sequence[Mention]) -> list[Mention]:
    """Mentions in order: names, phrases that do not overlap each other or repeat a name, pronouns."""
    kept = without_overlaps(names)
    phrases = without_overlaps(mention for mention in resolved if mention.form == "nominal")
    by_actor = defaultdict(list)
    for name in kept:
        by_actor[name.actor].append(name)
    phrases = [
        phrase
        for phrase in phrases
        if not any(name.start < phrase.end and phrase.start < name.end for name in by_actor[phrase.actor])
    ]
    pronouns = [mention for mention in resolved if mention.form == "pronoun"]
    return sorted([*kept, *phrases, *pronouns], key=lambda mention: (mention.start, mention.end))


def _by_adjective(names: Iterable[str]) -> dict[str, str]:
    """Names of states to themselves; so are the adjectives of those that no list has: "Karevian"."""
    known = {state.name for state in states()}
    found = {name: name for name in sorted(names)}
    return found | {f"{name}n": name for name in found if name not in known and name.endswith("a")}


def _known_of(actors: Sequence[Actor], states: Mapping[str, str]) -> Knowledge:
    """What the codebook, or the actors found, tell for names that an article shortens or leaves out."""
    bodies: dict[str, frozenset[str]] = {}
    titles: dict[str, str] = {}
    holders: dict[str, Person] = {}
    plural = {actor.name for actor in actors if actor.class_ == "group" and actor.name.endswith("s")}
    for actor in actors:
        if actor.class_ == "organisation":
            forms = " ".join((actor.name, *actor.aliases))
            bodies[actor.name] = frozenset(token.lower for token in tokenise(forms))
        if actor.class_ in {"organisation", "group"}:
            titles |= {title.lower(): actor.name for title in actor.titles if " " not in title}
        if actor.class_ == "person" and actor.titles:
            holders[actor.name] = Person(actor.gender, _roles_of(actor))
    return Knowledge(bodies, titles, states, holders, frozenset(plural))


def _is_known(text: str, match: Match, full: set[str]) -> bool:
    """False for a single word of a name that the article does not have in full, and no surname."""
    found = text[match.start : match.end]
    return bool(full & set(match.actors)) or any(
        actor.split(" ")[-1] in {found, found.removesuffix("s")} for actor in match.actors
    )


def _is_name_part(token: Token) -> bool:
    return token.is_capitalised and not is_role(token) and token.lower not in NO_NAMES


def _roles_of(actor: Actor) -> set[Role]:
    parsed = [parse_role(tokenise(title)) for title in actor.titles]
    state = actor.state if actor.state in set(adjectives().values()) else None
    return {Role(role.noun, role.modifiers, role.state or state) for role in parsed if role is not None}
