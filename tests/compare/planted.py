"""Statements written for the purpose, and versions of them as outlets run them: planted cases for align_quotes."""

import itertools
import re

import pandas as pd

# topic: speaker, then statements with another translation of each; all of one topic share its words
TOPICS = {
    "dam": ("Ama Boru", [
        ("We will rebuild the dam before the next rainy season, and every family that lost its house will have a roof by March.",
         "Ahead of the coming rains we shall build the dam anew, and each family whose house was lost will get a roof until March."),
        ("The engineers warned us twice about the dam, and nobody in the ministry opened the letters they had sent.",
         "Twice the engineers gave warning about the dam, but no one at the ministry had opened the letters sent to it."),
        ("Nobody should pay for the water of the dam while the villages below it drink from the river.",
         "For the dam's water no one must pay so long as villages downstream drink from the river."),
        ("I walked along the broken wall this morning. What I saw was not an accident, it was the work of men who saved on cement.",
         "This morning I went along the broken wall. That was no accident I saw there but the work of people saving cement."),
    ]),
    "grain": ("Otavio Brandt", [
        ("The grain agreement is dead, and those who killed it sit in the capital and count their money.",
         "This grain agreement is dead; the ones who killed it are sitting in the capital, counting money."),
        ("Our farmers have harvested more grain than ever, but not a single ship has left the harbour since Friday.",
         "Farmers of ours harvested more grain than ever before, and yet since Friday no ship left harbour."),
        ("I am ready to sign a new grain agreement tomorrow if inspectors are allowed to board every vessel.",
         "Tomorrow I would be ready for signing a new agreement on grain, provided inspectors may board each vessel."),
        ("Bread will become more expensive by winter. We have told our partners so for months and they laughed.",
         "By the winter bread is going to be more expensive. For months we told this to our partners, and they only laughed."),
    ]),
    "border": ("Eleni Kostas", [
        ("Not one soldier will cross the border as long as I am minister, whatever the generals write in their newspapers.",
         "While I am minister no soldier crosses the border, no matter what generals are writing in newspapers."),
        ("We have moved three brigades to the northern border because our neighbour moved five, and we will withdraw when they do.",
         "Three brigades of ours were moved to the border in the north since the neighbour has moved five; we withdraw once they do."),
        ("The border is closed for weapons, but it has never been closed for the sick and for children.",
         "Closed for weapons the border is, never was it closed for children and sick people."),
        ("This is a sacred struggle of our people, and history will ask each of us where we stood.",
         "It is our people's sacred fight; of each of us history is going to ask where we were standing."),
    ]),
    "strike": ("Ruben Ostberg", [
        ("The drivers earn less today than ten years ago, and the company paid its owners a record dividend in spring.",
         "Drivers are earning less than ten years back, while in the spring a record dividend was paid by the company to its owners."),
        ("We shall strike on Monday and on every Monday after it until the company talks to the drivers.",
         "On Monday there will be a strike of ours, and each Monday afterwards, till the company is talking with drivers."),
        ("An offer that takes away two days of holiday is no offer, it is an insult to everybody who works at night.",
         "Taking away two holidays is not an offer but an insult for all those working nights."),
        ("The passengers are on our side. They know who sweeps the platform at four in the morning.",
         "Passengers stand on our side, knowing who is sweeping platforms at four o'clock in the morning."),
    ]),
    "vote": ("Tomas Rezek", [
        ("The count was stopped at midnight, and when it went on an hour later the boxes from the coast were missing.",
         "At midnight counting was stopped; as it continued one hour later, boxes from the coast had gone missing."),
        ("I accept the result of the vote although I had hoped for another one, and I wish my opponent a calm hand.",
         "The vote's result I accept, even if hoping for a different one, and wish a calm hand to my opponent."),
        ("Whoever says the vote was stolen must bring evidence to the court and not to the television.",
         "Those who say that this vote has been stolen have to bring their evidence before a court, not on television."),
        ("Young people did not stay at home. They stood in line for five hours and were sent away.",
         "The young people have not stayed home, they were standing in line five hours and then got sent away."),
    ]),
    "clinic": ("Njoroge Karani", [
        ("The clinic has medicine for nine days, and the road to the airport has been under fire since Sunday.",
         "There is medicine for nine days in the clinic, and since Sunday the airport road is under fire."),
        ("We operate by the light of telephones because the generator of the clinic drank its last fuel yesterday.",
         "With the light of telephones we are operating, as yesterday the clinic's generator used up the last fuel."),
        ("Both armies know the coordinates of the clinic, I gave them to each of the commanders myself.",
         "The coordinates of our clinic are known to both armies; to every commander I have given them personally."),
        ("A nurse here earns as much as a loaf of bread costs, and still all of them came to work.",
         "Nurses earn here what a loaf of bread is costing, nevertheless they all came to work."),
    ]),
}  # fmt: skip


def halve(text):
    words = text.split()
    return " ".join(words[: len(words) // 2])


def halve_end(text):
    words = text.split()
    return " ".join(words[len(words) // 2 :])


def elide(text):
    words = text.split()
    third = len(words) // 3
    return " ".join([*words[:third], "…", *words[2 * third :]])


def remark(text):
    """Other marks inside, capitals, an insertion, another apostrophe."""
    words = text.upper().replace("'", "’").split()
    return " ".join([words[0], "[he", "added]", *words[1:]]).replace(",", " –")


def indirect(text):
    return "that " + re.sub(r"\bwe\b|\bI\b", "they", text[0].lower() + text[1:].rstrip("."))


VARIANTS = {
    "same": (str, "full"),
    "marks": (remark, "full"),
    "half": (halve, "trimmed"),
    "end": (halve_end, "trimmed"),
    "ellipsis": (elide, "trimmed"),
    "indirect": (indirect, "paraphrase"),
}


def plant():
    """Articles and quotes: each statement in nine outlets, one way each, with `truth` (its statement) and `case`."""
    articles, quotes = [], []
    numbers = itertools.count()

    def add(outlet, day, speaker, text, truth, case, topic):
        key = f"q{next(numbers):04}"
        articles.append({
            "article_id": key, "outlet": outlet, "title": f"The {topic} and what comes of it",
            "text": f"News of the {topic} came in. “{text}”", "published": f"2024-11-{day:02}T08:00Z",
        })  # fmt: skip
        quotes.append({
            "quote_id": key, "article_id": key, "field": "text", "start": 0, "end": 0, "text": text,
            "in_marks": case != "indirect", "use": "speech", "speaker": speaker, "actor": None,
            "truth": truth, "case": case,
        })  # fmt: skip

    speakers = [speaker for speaker, _ in TOPICS.values()]
    for at, (topic, (speaker, statements)) in enumerate(TOPICS.items()):
        for number, (text, translated) in enumerate(statements):
            truth = f"{topic}-{number}"
            add("First", 4, speaker, text, truth, "source", topic)
            for outlet, (case, (change, _)) in enumerate(VARIANTS.items()):
                surname = speaker.split()[-1] if outlet % 2 else speaker
                add(f"Outlet {outlet}", 4 + outlet % 3, surname, change(text), truth, case, topic)
            add("Translator", 5, f"President {speaker}", translated, truth, "translation", topic)
            other = speakers[(at + 1 + number % 4) % len(speakers)]
            add("Mistaken", 5, other, text, f"{truth} by {other}", "other speaker", topic)
            add("Late", 20, speaker, text, f"{truth} later", "other time", topic)
    return pd.DataFrame(articles), pd.DataFrame(quotes)
