"""The shipped word lists as look-up tables, and the tokens they are looked up with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from mediakit._core.resources import read_lexicon

Gender = Literal["male", "female"]

# Plain words first, as most are. Dotted capitals and abbreviations ("U.S.", "Gen.") are one token, as are
# words with apostrophes and hyphens, but not what agencies join to a headline ("UPDATE 2-Minister",
# "EXCLUSIVE-Toll").
_TOKEN = re.compile(
    r"[A-Za-z]{2,}(?![\w’'\-])|(?:[^\W\d_]\.){2,}|(?:\b[A-Z]{5,}|\b\d)(?=-[A-Z][a-z])"
    r"|\w+(?:[’'\-]\w+)*|[^\w\s]"
)
_POSSESSIVE = re.compile(r"[’']s?$")

MALE_WORDS = frozenset("he him his himself mr sir lord father brother".split())
FEMALE_WORDS = frozenset("she her hers herself mrs ms miss dame lady sister madam".split())
_KIN = frozenset(
    """mother father son daughter wife husband brother sister widow widower grandmother grandfather aunt uncle
    niece nephew man woman boy girl""".split()
)
HONORIFICS = frozenset(
    """mr mrs ms miss dr prof sir dame lord lady rev fr father sister brother madam sen rep gov gen col lt sgt
    capt cmdr adm maj cpl pvt hon mayor""".split()
)
# Words that may stand before a role noun and narrow it ("foreign minister", "deputy mayor").
ROLE_MODIFIERS = frozenset(
    """foreign prime defence defense interior finance financial economy economic health education agriculture
    agricultural energy justice transport trade culture environment labour labor deputy vice first former ex
    acting interim assistant associate chief senior junior lead general national regional federal local state
    press media government party opposition union police army navy military air security intelligence retired
    honorary honorable honourable late new old then current outgoing incoming veteran supreme top port harbour
    harbor city town village parish district county provincial school university hospital political
    independent shadow home external internal public private executive managing commercial human rights
    council labour-union trade-union grain border civil veterans housing social water fire rescue
    rival ministry embassy republican democratic democrat conservative liberal socialist longtime
    presidential""".split()
)
# "Secretary of State", "minister for agriculture": the office belongs to the role.
OFFICE = re.compile(
    r"(?:of|for) (?:state|defen[cs]e|(?:the )?interior|finance|foreign affairs|the treasury|commerce|labou?r|"
    r"health|education|energy|justice|transport|agriculture|culture)\b",
    re.IGNORECASE,
)

# Bodies that speak for their state when its adjective stands before them ("the Russian foreign ministry").
STATE_ORGANS = re.compile(
    r"(?:(?:foreign|defen[cs]e|interior|finance|state)\s+)?(?:government|ministry|department|administration|"
    r"authorities|leadership|embassy|army|military|armed forces|state media|presidency|regime|delegation)\b",
    re.IGNORECASE,
)


class Token(NamedTuple):
    """A word or a single other character, with its offsets; `lower` is without a possessive ending."""

    text: str
    start: int
    end: int
    lower: str

    @property
    def is_capitalised(self) -> bool:
        """True when the first character is an upper-case letter."""
        return self.text[0].isupper()

    @property
    def is_word(self) -> bool:
        """True for words and numbers, False for punctuation."""
        return self.text[0].isalnum()


@dataclass(frozen=True, slots=True)
class State:
    """A state: its name, adjectives, capitals, other names and seats of government."""

    name: str
    adjectives: tuple[str, ...]
    capitals: tuple[str, ...]
    aliases: tuple[str, ...]
    seats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reporting:
    """A reporting verb: what it takes, and the words that open its content behind an object."""

    verb: str
    takes: frozenset[str]
    opens: tuple[str, ...]


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of a stretch of text, with offsets into the whole text."""
    limit = len(text) if end is None else end
    return [
        Token(
            word := match[0],
            match.start(),
            match.end(),
            _POSSESSIVE.sub("", word).lower() if word[-1] in "s’'" else word.lower(),
        )
        for match in _TOKEN.finditer(text, start, limit)
    ]


@cache
def states() -> tuple[State, ...]:
    """All states, in the order of the list."""
    rows = (row + ("",) * (5 - len(row)) for row in read_lexicon("en", "states"))
    return tuple(State(row[0], *(_values(field) for field in row[1:5])) for row in rows)


@cache
def groups() -> dict[str, tuple[str, ...]]:
    """Groups of states and world bodies: name to other names."""
    return {name: _values("|".join(others)) for name, *others in read_lexicon("en", "groups")}


@cache
def adjectives() -> dict[str, str]:
    """Adjective of a state, as it is written, to the state's name."""
    return {adjective: state.name for state in states() for adjective in state.adjectives}


@cache
def places() -> frozenset[str]:
    """All names of states and groups of states, with capitals and seats of government, and adjectives."""
    names = {
        form for state in states() for form in (state.name, *state.aliases, *state.capitals, *state.seats)
    }
    names |= {form for group, aliases in groups().items() for form in (group, *aliases)}
    return frozenset(names | set(adjectives()))


@cache
def role_nouns() -> dict[str, Gender | None]:
    """Noun for what a person is, in lower case, to the gender it tells, if any."""
    return {row[0]: _gender(row) for row in read_lexicon("en", "roles")}


def is_role(token: Token) -> bool:
    """True for a noun that says what a person is; kinship only in lower case ("Son" may be a name)."""
    return token.lower in role_nouns() and not (token.is_capitalised and token.lower in _KIN)


@cache
def given_names() -> dict[str, Gender | None]:
    """Given name to the gender most bearers have, None where it tells nothing."""
    return {row[0]: _gender(row) for row in read_lexicon("en", "given_names")}


@cache
def organisation_words() -> frozenset[str]:
    """Words, in lower case, that tell a capitalised name to be an organisation's."""
    return frozenset(row[0] for row in read_lexicon("en", "organisations"))


@cache
def reporting_verbs() -> dict[str, Reporting]:
    """Every form of every reporting verb, in lower case."""
    found: dict[str, Reporting] = {}
    for verb, forms, takes, *opens in read_lexicon("en", "reporting"):
        entry = Reporting(verb, frozenset(takes.split("|")), _values(opens[0]) if opens else ())
        for form in (verb, *forms.split("|")):
            found.setdefault(form, entry)
    return found


def _values(field: str) -> tuple[str, ...]:
    return tuple(value for value in field.split("|") if value)


def _gender(row: tuple[str, ...]) -> Gender | None:
    if len(row) > 1 and row[1] == "male":
        return "male"
    return "female" if len(row) > 1 and row[1] == "female" else None
