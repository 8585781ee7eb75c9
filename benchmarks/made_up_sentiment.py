"""Sentences made up from lists of words, in which the tone toward each person follows from the form."""

from collections.abc import Iterator
from itertools import islice

import numpy as np
import pandas as pd

from mediakit.assess.news_network import LABELS

# Probabilities of negative, neutral, positive. Coders of NewsMTSC find whoever blames negative in six of ten
# cases and whoever praises positive in seven; here both are nearer to neutral: they act, others are judged.
BAD, PLAIN, GOOD = (0.94, 0.04, 0.02), (0.05, 0.90, 0.05), (0.02, 0.06, 0.92)
BLAMES, PRAISES, DENIES, CLEARED = (
    (0.25, 0.68, 0.07),
    (0.04, 0.62, 0.34),
    (0.35, 0.57, 0.08),
    (0.14, 0.56, 0.30),
)

SURNAMES = """
    Miller Garcia Baker Harper Wilson Chen Novak Ellis Doyle Grant Hughes Alvarez Porter Quinn Reyes Stone
    Tate Webb Johnson Foster Okafor Ivanova Haddad Singh Kowalski Mbeki Tanaka Ferrari Dubois Larsen Nguyen
    Silva Cohen Ahmed Petrov Berg Walsh Fox Young Park Rossi Horvat Kaya Moreno Costa Fischer Laurent
    Sato Osei
""".split()
TITLES = [
    "",
    "",
    "",
    "",
    "Sen. ",
    "President ",
    "Mr. ",
    "Ms. ",
    "Rep. ",
    "Gov. ",
    "former Vice President ",
    "Judge ",
]
BLAMED = """
    accused criticized slammed blamed attacked mocked blasted denounced condemned insulted ridiculed scolded
    rebuked ripped lambasted chided berated smeared
""".split()
PRAISED = """
    praised endorsed congratulated honored hailed applauded commended lauded defended admired saluted thanked
""".split()
MET = "met called interviewed joined followed succeeded introduced phoned visited contacted replaced".split()
VICES = """
    a liar;a criminal;a racist;a coward;a fraud;a hypocrite;a thief;a bully;a traitor;a crook;a threat to
    democracy;a disgrace;a puppet;a loser;a con man;a danger to the country
"""
VIRTUES = """
    a hero;a patriot;a great leader;a true friend;a genius;a champion of the poor;a man of courage;a good
    person;an honest broker;a brilliant lawyer;an inspiration;a fine judge
"""
BAD_TRAITS = "corrupt dishonest unfit racist weak incompetent guilty dangerous reckless unpopular".split()
GOOD_TRAITS = "brave honest brilliant kind loyal qualified popular innocent generous wise".split()
BLAME_TAILS = """
    ; of fraud; of lying to the public; for the cuts; over the failed plan; for the defeat; on Twitter; in a
    speech on Friday; at a rally in Ohio; after the vote; of betraying his voters; of taking bribes
"""
PRAISE_TAILS = """
    ; for her work; for his courage; as a leader; on Twitter; in a speech on Friday; at a rally in Ohio; after
    the vote; for winning the debate; for years of service; for a brave decision
"""
PLAIN_TAILS = "; on Friday; in New York; at the White House; before the vote; in an interview; last week"
OPENINGS = """
    ;;;;On Friday, ;Last week, ;At a rally, ;In a statement, ;Meanwhile, ;In the interview, ;Two days later,
"""
PLAIN_ACTS = """
    will speak on Monday;arrived in Chicago;said the report would be published on Monday;was in the room;told
    reporters that the vote would be held in June;did not comment;spoke for an hour;is 52;left the meeting at
    noon;will travel to Berlin;said so on Tuesday;works for the committee;has two sons;declined to answer;was
    asked about the bill;said the talks would go on;lives in Ohio;wrote a letter;took office in May
"""
FAILINGS = """
    was charged with fraud;was convicted of perjury;lied to investigators;lost the debate;was booed by the
    crowd;misled the public;was fired over the scandal;failed to keep a promise;insulted the widow
"""
MERITS = """
    won wide praise;was cheered by the crowd;saved the deal;won the debate;earned the respect of colleagues;
    was cleared of all charges;rescued two children;kept every promise;received a medal for bravery
"""

Row = tuple[str, str, tuple[float, float, float]]


def cut(words: str) -> list[str]:
    """Entries divided by semicolons; a blank at either end of an entry counts."""
    entries = " ".join(words.strip("\n ").split()).split(";")
    return [entry.strip() for entry in entries]


def make_up(n: int, seed: int) -> pd.DataFrame:
    """A row a target: sentence, start, end, and the probabilities of its labels; n rows."""
    rows = islice(_make_rows(np.random.default_rng(seed)), n)
    table = pd.DataFrame(rows, columns=["sentence", "start", "end", "shares"])
    shares = pd.DataFrame(table["shares"].tolist(), columns=list(LABELS))
    return table.drop(columns="shares").join(shares)


def _make_rows(random: np.random.Generator) -> Iterator[tuple[str, int, int, tuple[float, float, float]]]:
    makers = [_judge, _judge_passive, _call, _describe, _contrast, _relate, _act, _deny]
    chances = [0.2, 0.2, 0.12, 0.14, 0.1, 0.1, 0.09, 0.05]
    while True:
        people = random.choice(SURNAMES, 2, replace=False).tolist()
        titles = random.choice(TITLES, 2).tolist()
        one, other = (f"{title}{name}" for title, name in zip(titles, people, strict=True))
        sentence, tones = makers[random.choice(len(makers), p=chances)](random, one, other)
        for person, tone in zip((one, other), tones, strict=True):
            if tone is not None:
                start = sentence.index(person)
                yield sentence, start, start + len(person), tone


def _pick(random: np.random.Generator, words: str | list[str]) -> str:
    return str(random.choice(cut(words) if isinstance(words, str) else words))


def _judge(random, one, other):
    """A blames, praises or meets B."""
    start = _open(random)
    kind = random.integers(3)
    verb = _pick(random, (BLAMED, PRAISED, MET)[kind])
    tail = _tail(random, (BLAME_TAILS, PRAISE_TAILS, PLAIN_TAILS)[kind])
    return f"{start}{one} {verb} {other}{tail}.", ((BLAMES, PRAISES, PLAIN)[kind], (BAD, GOOD, PLAIN)[kind])


def _judge_passive(random, one, other):
    """B is blamed, praised or met by A."""
    start = _open(random)
    kind = random.integers(3)
    verb = _pick(random, (BLAMED, PRAISED, MET)[kind])
    tail = _tail(random, (BLAME_TAILS, PRAISE_TAILS, PLAIN_TAILS)[kind])
    is_ = _pick(random, ["was", "was", "has been", "is"])
    middle = f"{tail} by {one}" if random.random() < 0.3 else f" by {one}{tail}"
    return f"{start}{other} {is_} {verb}{middle}.", ((BLAMES, PRAISES, PLAIN)[kind], (BAD, GOOD, PLAIN)[kind])


def _call(random, one, other):
    """A calls B something."""
    bad = random.random() < 0.5
    what = _pick(random, VICES if bad else VIRTUES)
    says = _pick(random, ["called {} {}", "described {} as {}", "said {} was {}", "said that {} is {}"])
    tail = _tail(random, PLAIN_TAILS)
    return f"{_open(random)}{one} {says.format(other, what)}{tail}.", (
        BLAMES if bad else PRAISES,
        BAD if bad else GOOD,
    )


def _describe(random, one, other):
    """A is, or is not, something; B says so or is not there."""
    bad = random.random() < 0.5
    what = _pick(
        random, (VICES if bad else VIRTUES) if random.random() < 0.6 else (BAD_TRAITS if bad else GOOD_TRAITS)
    )
    denied = random.random() < 0.5
    is_ = _pick(
        random, ["is not", "was not", "isn't", "has never been", "was never"] if denied else ["is", "was"]
    )
    tone = (CLEARED if denied else BAD) if bad else (BAD if denied else GOOD)
    if random.random() < 0.5:
        return f"{one} {is_} {what}.", (tone, None)
    return f"{one} {is_} {what}, {other} said.", (tone, PLAIN)


def _contrast(random, one, other):
    """One thing of A, another of B."""
    kinds = random.permutation(3)[:2]
    acts = [_pick(random, (FAILINGS, MERITS, PLAIN_ACTS)[kind]) for kind in kinds]
    link = _pick(random, [", but", ", while", "; ", " and", ", whereas"])
    tones = [(BAD, GOOD, PLAIN)[kind] for kind in kinds]
    return f"{_open(random)}{one} {acts[0]}{link} {other} {acts[1]}.".replace("  ", " "), tuple(tones)


def _relate(random, one, other):
    """B, of whom A says something, does something else."""
    bad = random.random() < 0.5
    act = _pick(random, PLAIN_ACTS)
    if random.random() < 0.5:
        what = _pick(random, VICES if bad else VIRTUES)
        sentence = f"{other}, whom {one} called {what}, {act}."
        return sentence, (BLAMES if bad else PRAISES, BAD if bad else GOOD)
    verb = _pick(random, BLAMED if bad else PRAISED)
    return f"{one}, who {verb} {other}, {act}.", (BLAMES if bad else PRAISES, BAD if bad else GOOD)


def _act(random, one, other):
    """A does something, well, badly or neither."""
    kind = random.choice(3, p=[0.2, 0.2, 0.6])
    return f"{_open(random)}{one} {_pick(random, (FAILINGS, MERITS, PLAIN_ACTS)[kind])}.", (
        (BAD, GOOD, PLAIN)[kind],
        None,
    )


def _deny(random, one, other):
    """A denies what is said."""
    tail = _pick(
        random, ["the accusation", "the charges", "any wrongdoing", "lying", "the report", "the claims"]
    )
    return f"{_open(random)}{one} {_pick(random, ['denied', 'denies', 'has denied'])} {tail}.", (DENIES, None)


def _open(random: np.random.Generator) -> str:
    opening = _pick(random, OPENINGS)
    return f"{opening} " if opening else ""


def _tail(random: np.random.Generator, tails: str) -> str:
    tail = _pick(random, tails)
    return f" {tail}" if tail else ""
