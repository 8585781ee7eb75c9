import pytest
from assess.by_hand import make_articles, make_mentions, make_quotes

from mediakit._core.codebooks import Codebook, Frame
from mediakit.assess.frames import find_frames

ACTORS = {
    "Belmark": "Belmark",
    "Karevia": "Karevia",
    "Ada Lund": "Ada Lund",
    "Lund": "Ada Lund",
    "Pavel Orlov": "Pavel Orlov",
    "Orlov": "Pavel Orlov",
    "Peru": "Peru",
    "Chile": "Chile",
    "his allies": "the allies",
    "its": "Karevia",
    "he": "Pavel Orlov",
    "his": "Pavel Orlov",
}
FRAMES = Codebook(
    codebook={"name": "test", "kind": "frames"},
    frame=(
        Frame(name="praise", definition="d", direction="positive", cues=(
            "holy battle", "victory", "wise leadership", "comrade*", "restraint", "great leader",
        )),
        Frame(name="blame", definition="d", direction="negative", cues=(
            "silence", "inaction", "threat", "escalation", "did nothing", "been silent", "friend of",
        )),
    ),
)  # fmt: skip


def target(text, *quotes):
    """The actor of the last cue of a text."""
    articles = make_articles(text)
    mentions = make_mentions(articles, ACTORS)
    table = make_quotes(articles, *quotes) if quotes else None
    actor = find_frames(articles, FRAMES, mentions=mentions, quotes=table)["actor"].iloc[-1]
    return actor if isinstance(actor, str) else None


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        # 1. a name directly behind
        ("They cheered our great leader Ada Lund.", "Ada Lund"),
        ("They met Comrade Orlov.", "Pavel Orlov"),
        ("They met the silence Orlov had feared.", None),
        # 2. owner or modifier directly before
        ("He was surprised at Belmark’s “silence”.", "Belmark"),
        ("He was surprised at Belmark's long and odd silence.", None),
        ("He was surprised at Belmark's long, odd silence.", None),
        ("He was surprised at Belmark's long odd silence.", "Belmark"),
        ("They stood by our Peruvian comrades.", "Peru"),
        ("They feared a Chilean military threat.", "Chile"),
        ("They hailed the Chilean army’s great victory.", "Chile"),
        ("A Chilean says victory is near.", None),
        ("A Belmark victory was near.", "Belmark"),
        ("Karevia meant its silence.", "Karevia"),
        ("Belmark saw her silence.", None),
        # 3. what is described, named, accused, praised
        ("She described the Peruvian offensive in Belmark, now two years old, as a “holy battle.”", "Peru"),
        ("Critics accused Karevia of years of inaction.", "Karevia"),
        ("Orlov accused his allies of inaction on Thursday.", "the allies"),
        ("She praised Belmark for its restraint.", "Karevia"),  # "its" is resolved elsewhere
        ("She praised Belmark for great restraint.", "Belmark"),
        ("Belmark was accused of inaction by Orlov.", "Belmark"),
        ("She called the offensive in Belmark a holy battle.", None),
        ("She called Belmark’s offer a victory.", "Belmark"),
        ("Papers charged Belmark with inaction.", "Belmark"),
        ("They will fight beside Belmark until victory.", "Belmark"),
        # 4. the complement
        ("It was a victory of the Peruvian army.", "Peru"),
        ("Under the wise leadership of Honourable Peruvian President Ada Lund all was well.", "Ada Lund"),
        ("They met after the “escalation” with Belmark.", "Belmark"),
        ("They spoke of the threat from Karevia.", "Karevia"),
        ("They spoke of a victory for Karevia.", "Karevia"),
        ("They spoke of the threat for Karevia.", None),
        ("They spoke of a threat against Karevia.", None),
        ("They spoke of a victory over Karevia.", None),
        ("They spoke of the threat of isolating Karevia.", None),
        ("A friend of Karevia came.", None),  # a cue that ends in its preposition
        ("After what she called the “escalation” with Belmark they met.", "Belmark"),
        # 5. who is assured or urged
        ("Belmark assures Karevia of support until “victory” in Chile", "Karevia"),
        ("The envoy urged Karevia to show restraint.", "Karevia"),
        ("The envoy called on Karevia to show restraint.", "Karevia"),
        # 6. the subject
        ("Belmark is a threat.", "Belmark"),
        ("Belmark has shown great restraint.", "Belmark"),
        ("Belmark did nothing.", "Belmark"),
        ("Belmark has so far been silent.", "Belmark"),
        ("Belmark’s offensive in Karevia is an escalation.", "Belmark"),
        ("The Peruvian army and people will win a victory.", "Peru"),
        ("Peruvian offensive a ‘holy battle’", "Peru"),
        ("In Belmark, it was a threat.", None),
        ("Belmark urged restraint.", None),
        ("A Chilean demanded again restraint.", None),
        ("Belmark says Lent is a threat.", None),
        ("Belmark faces a threat.", None),
        ("Belmark is facing a threat.", None),
        ("Belmark left, and they did nothing.", None),
        ("Sending soldiers would mean an escalation.", None),
        ("Belmark is far. The threat grows.", None),
        ("Belmark keeps up such a silence.", "Belmark"),
        ("Belmark continues to seek a victory.", "Belmark"),
        ("Belmark refuses to seek a victory.", None),
        ("Belmark, under the long rule of Ada Lund, is a threat.", "Belmark"),
        ("Belmark met Ada Lund, who is a threat.", None),
        # who poses it
        ("They spoke of the threat Belmark poses to Peru.", "Belmark"),
        ("They spoke of the threat Belmark feared.", None),
        # what is said in passing of who speaks
        ("Belmark, Ms Lund complained, was guilty of inaction.", "Belmark"),
        ("“We stand by our Peruvian comrades,” she said there, “until victory.”", "Peru"),
        # a plural noun that ends an actor's name in the article
        ("He met his allies. Papers accuse allies of inaction.", "the allies"),
        ("He met his allies. Papers accuse Asian allies of inaction.", None),
        ("He met his allies. They spoke of silent threats, of inaction allies could mend.", "the allies"),
        # an adjective that belongs to a person is not the state
        ("They spoke of the threat of the Peruvian president.", None),
    ],
)
def test_who_a_cue_is_about(text, actor):
    assert target(text) == actor


@pytest.mark.parametrize(
    ("text", "quote", "actor"),
    [
        ("“He won a victory,” Orlov said.", ("He won a victory,", "Pavel Orlov"), None),
        ("“Our great victory is near,” Orlov said.", ("Our great victory is near,", "Pavel Orlov"), None),
        ("Orlov did well, he feared “his silence” only.", ("his silence", "Pavel Orlov"), None),
        ("Orlov praised “our Peruvian comrades”.", ("our Peruvian comrades", "Pavel Orlov"), "Peru"),
        ("“Belmark is a threat,” Orlov said.", ("Belmark is a threat,", "Pavel Orlov"), "Belmark"),
        ("“Belmark is a threat,” it said.", ("Belmark is a threat,", "Belmark"), None),
    ],
)
def test_a_speaker_is_not_the_target(text, quote, actor):
    assert target(text, quote) == actor


def test_a_speaker_known_by_the_words_alone_is_not_the_target():
    text = "Lund is “a threat”."
    speaker = {"speaker": "Lund", "speaker_start": 0, "speaker_end": len("Lund")}
    assert target(text, ("a threat", "Pavel Orlov")) == "Ada Lund"
    assert target(text, ("a threat", None, speaker)) is None


def test_an_adjective_stands_for_the_actor_the_mentions_name():
    articles = make_articles("Peru waited. They feared the Peruvian threat.")
    mentions = make_mentions(articles, {"Peru": "Republic of Peru"})
    assert find_frames(articles, FRAMES, mentions=mentions)["actor"].tolist() == ["Republic of Peru"]
    without = find_frames(articles, FRAMES, mentions=mentions.head(0))
    assert without["actor"].tolist() == ["Peru"]
