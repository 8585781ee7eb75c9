"""Some eighty short articles in the styles that news and translations have, with what was said, by whom, and the actor."""

import pandas as pd
import pytest

import mediakit as mk

# Headline, text, and the rows expected of the headline, or of the text where there is no headline.
STYLES = [
    (
        "",
        "Mayor Anna Toll spoke to the Lund Herald.\n\nQ: Will the port close?\n\nA: No. We stay open all winter.\n\nQ: And then?\n\nA: Then we shall see.",
        [
            ("Will the port close?", "Q", None),
            ("No. We stay open all winter", "A", "Anna Toll"),
            ("And then?", "Q", None),
            ("Then we shall see", "A", "Anna Toll"),
        ],
    ),
    (
        "",
        "Mayor Anna Toll spoke to the Lund Herald about the port.\n\nLund Herald: Will the port close?\n\nAnna Toll: No. We stay open all winter.\n\nLund Herald: And then?\n\nToll: Then we shall see.",
        [
            ("the Lund Herald about the port", "Mayor Anna Toll", "Anna Toll"),
            ("Will the port close?", "Lund Herald", "Lund Herald"),
            ("No. We stay open all winter", "Anna Toll", "Anna Toll"),
            ("And then?", "Lund Herald", "Lund Herald"),
            ("Then we shall see", "Toll", "Anna Toll"),
        ],
    ),
    (
        "",
        "ANNA TOLL: We stay open all winter.\n\nPETER LUND: That is not what you said.\n\nTOLL: It is.",
        [
            ("We stay open all winter", "ANNA TOLL", "Anna Toll"),
            ("That is not what you said", "PETER LUND", "Peter Lund"),
            ("It is", "TOLL", "Anna Toll"),
        ],
    ),
    (
        "",
        "MS. TOLL: We stay open all winter.\n\nMR. LUND: That is not what you said in May.\n\nMS. TOLL: It is.",
        [
            ("We stay open all winter", "MS. TOLL", "Toll"),
            ("That is not what you said in May", "MR. LUND", "Lund"),
            ("It is", "MS. TOLL", "Toll"),
        ],
    ),
    (
        "",
        "Interviewer: Will the port close?\n\nToll: No, never.\n\nInterviewer: Why not?\n\nToll: We need it.",
        [
            ("Will the port close?", "Interviewer", None),
            ("No, never", "Toll", None),
            ("Why not?", "Interviewer", None),
            ("We need it", "Toll", None),
        ],
    ),
    (
        "",
        "INTERVIEWER: Will the port close?\n\nTOLL: No, never in my life.",
        [("Will the port close?", "INTERVIEWER", None), ("No, never in my life", "TOLL", None)],
    ),
    (
        "",
        "**Will the port close?**\n\nNo, we stay open all winter, Anna Toll said.",
        [("No, we stay open all winter", "Anna Toll", "Anna Toll")],
    ),
    (
        "",
        "SEN. TOLL: Thank you, Mr. Chairman.\n\nCHAIRMAN LUND: You have five minutes.",
        [
            ("Thank you, Mr. Chairman", "SEN. TOLL", "Toll"),
            ("You have five minutes", "CHAIRMAN LUND", "Chairman Lund"),
        ],
    ),
    (
        "",
        "Mayor Anna Toll said: “It is cold.\n\n“We stay.\n\n“And we wait,” she added.",
        [
            ("It is cold.", "Mayor Anna Toll", "Anna Toll"),
            ("We stay.", "Mayor Anna Toll", "Anna Toll"),
            ("And we wait,", "she", "Anna Toll"),
        ],
    ),
    (
        "",
        "“It is cold,” said Mayor Anna Toll. “We stay.\n\n“Nobody said we would go. I said we wait.\n\n“That is all.”",
        [
            ("It is cold,", "Mayor Anna Toll", "Anna Toll"),
            ("We stay.", "Mayor Anna Toll", "Anna Toll"),
            ("Nobody said we would go. I said we wait.", "Mayor Anna Toll", "Anna Toll"),
            ("That is all.", "Mayor Anna Toll", "Anna Toll"),
        ],
    ),
    (
        "",
        '"It is cold," said Mayor Anna Toll. "We stay.\n\n"The board told us to go. They said so twice.\n\n"That is all."',
        [
            ("It is cold,", "Mayor Anna Toll", "Anna Toll"),
            ("We stay.", "Mayor Anna Toll", "Anna Toll"),
            ("The board told us to go. They said so twice.", "Mayor Anna Toll", "Anna Toll"),
            ("That is all.", "Mayor Anna Toll", "Anna Toll"),
        ],
    ),
    (
        "",
        "''It is cold,'' said Mayor Anna Toll. ''We stay.\n\n''That is all.''",
        [
            ("It is cold,", "Mayor Anna Toll", "Anna Toll"),
            ("We stay.", "Mayor Anna Toll", "Anna Toll"),
            ("That is all.", "Mayor Anna Toll", "Anna Toll"),
        ],
    ),
    (
        "",
        "“He told me ‘go home’ and I went,” said Anna Toll.",
        [("He told me ‘go home’ and I went,", "Anna Toll", "Anna Toll")],
    ),
    (
        "",
        "‘He told me “go home” and I went,’ said Anna Toll.",
        [("He told me “go home” and I went,", "Anna Toll", "Anna Toll")],
    ),
    (
        "",
        "“The sign says ‘No entry’,” Anna Toll said. “I say: ‘Come in’.”",
        [
            ("The sign says ‘No entry’,", "Anna Toll", "Anna Toll"),
            ("I say: ‘Come in’.", "Anna Toll", "Anna Toll"),
        ],
    ),
    ("", "«We stay», said Anna Toll.", [("We stay", "Anna Toll", "Anna Toll")]),
    (
        "",
        "»We stay«, said Anna Toll. »Nobody goes.«",
        [("We stay", "Anna Toll", "Anna Toll"), ("Nobody goes.", "Anna Toll", "Anna Toll")],
    ),
    (
        "",
        "„We stay,“ Anna Toll said. „Nobody goes.“",
        [("We stay,", "Anna Toll", "Anna Toll"), ("Nobody goes.", "Anna Toll", "Anna Toll")],
    ),
    ("", "„We stay”, Anna Toll said.", [("We stay", "Anna Toll", "Anna Toll")]),
    (
        "",
        "According to Anna Toll, the offer is “a bad joke”.",
        [("the offer is", "Anna Toll", "Anna Toll"), ("a bad joke", "Anna Toll", "Anna Toll")],
    ),
    (
        "",
        "In the words of Mayor Anna Toll, the offer is “a bad joke”.",
        [("the offer is", "Mayor Anna Toll", "Anna Toll"), ("a bad joke", "Mayor Anna Toll", "Anna Toll")],
    ),
    (
        "",
        "In Anna Toll’s words, the offer is “a bad joke”.",
        [("the offer is", "Anna Toll", "Anna Toll"), ("a bad joke", "Anna Toll", "Anna Toll")],
    ),
    (
        "",
        "The offer is “a bad joke”, in the view of Mayor Anna Toll.",
        [("The offer is", "Mayor Anna Toll", "Anna Toll"), ("a bad joke", "Mayor Anna Toll", "Anna Toll")],
    ),
    ("", "Anna Toll tweeted: “We stay.”", [("We stay.", "Anna Toll", "Anna Toll")]),
    (
        "",
        "Anna Toll wrote on Twitter: We stay and we wait, whatever they say.",
        [("We stay and we wait, whatever they say", "Anna Toll", "Anna Toll")],
    ),
    ("", "Anna Toll took to X: “We stay.”", [("We stay.", "Anna Toll", "Anna Toll")]),
    ("", "On Facebook, Anna Toll posted: “We stay.”", [("We stay.", "Anna Toll", "Anna Toll")]),
    ("", "Anna Toll (@annatoll) replied: “Never.”", [("Never.", "Anna Toll (@annatoll", "Anna Toll")]),
    ("", "“We stay.” — Anna Toll (@annatoll) May 4, 2024", [("We stay.", "Anna Toll", "Anna Toll")]),
    (
        "‘Holy battle’: Toll praises the army",
        "Mayor Anna Toll praised the army on Monday.",
        [("Holy battle", "Toll", "Anna Toll"), ("the army", "Toll", "Anna Toll")],
    ),
    (
        "Toll: we will stay",
        "Mayor Anna Toll said on Monday the town would stay.",
        [("we will stay", "Toll", "Anna Toll")],
    ),
    (
        "Toll: ‘We will stay’",
        "Mayor Anna Toll said on Monday the town would stay.",
        [("We will stay", "Toll", "Anna Toll")],
    ),
    (
        "We will stay, says Toll",
        "Mayor Anna Toll said on Monday the town would stay.",
        [("We will stay", "Toll", "Anna Toll")],
    ),
    (
        "‘We will stay’, Toll says",
        "Mayor Anna Toll said on Monday the town would stay.",
        [("We will stay", "Toll", "Anna Toll")],
    ),
    (
        "‘We will stay,’ says Lund mayor",
        "Mayor Anna Toll said on Monday the town would stay.",
        [("We will stay,", "Lund mayor", "Anna Toll")],
    ),
    (
        "Town will stay, mayor says",
        "Mayor Anna Toll said on Monday the town would stay.",
        [("Town will stay", "mayor", "Anna Toll")],
    ),
    (
        "Toll says town ‘will stay’",
        "Mayor Anna Toll said on Monday the town would stay.",
        [("town", "Toll", "Anna Toll"), ("will stay", "Toll", "Anna Toll")],
    ),
    (
        "Toll calls offer ‘a bad joke’",
        "Mayor Anna Toll spoke on Monday.",
        [("offer", "Toll", "Anna Toll"), ("a bad joke", "Toll", "Anna Toll")],
    ),
    (
        "Offer is ‘a bad joke’ - Toll",
        "Mayor Anna Toll spoke on Monday.",
        [("Offer is", "Toll", "Anna Toll"), ("a bad joke", "Toll", "Anna Toll")],
    ),
    (
        "Offer is ‘a bad joke’: mayor",
        "Mayor Anna Toll spoke on Monday.",
        [("Offer is", "mayor", "Anna Toll"), ("a bad joke", "mayor", "Anna Toll")],
    ),
    (
        "‘We will stay’",
        "“We will stay,” said Mayor Anna Toll on Monday.",
        [("We will stay", None, "Anna Toll")],
    ),
    (
        "Mayor warns of ‘hard winter’",
        "Mayor Anna Toll spoke on Monday.",
        [("hard winter", "Mayor", "Anna Toll")],
    ),
    ("Police: Driver was drunk", "A man was held on Monday.", [("Driver was drunk", "Police", None)]),
    ("Ukraine war: What we know", "Nothing.", []),
    (
        "",
        "“We stay,” Anna Toll, mayor of Lund, said.",
        [("We stay,", "Anna Toll, mayor of Lund", "Anna Toll")],
    ),
    ("", "Anna Toll shook her head: “We stay.”", [("We stay.", "Anna Toll", "Anna Toll")]),
    (
        "",
        "Anna Toll is the mayor of Lund. “We stay,” she says, and pours tea.",
        [("We stay,", "she", "Anna Toll")],
    ),
    (
        "",
        "Mayor Anna Toll met Peter Lund. “We stay,” the mayor told him.",
        [("We stay,", "the mayor", "Anna Toll")],
    ),
    (
        "",
        "A spokesman for Anna Toll said the mayor would stay. “She stays,” he said.",
        [("the mayor would stay", "A spokesman for Anna Toll", None), ("She stays,", "he", None)],
    ),
    (
        "",
        "Officials close to Anna Toll said the port would close.",
        [("the port would close", "Officials close to Anna Toll", None)],
    ),
    (
        "",
        "A source close to the Kremlin said: “It is over.”",
        [("It is over.", "A source close to the Kremlin", None)],
    ),
    (
        "",
        "“It is over,” a senior official in Kyiv said on condition of anonymity.",
        [("It is over,", "a senior official in Kyiv", None)],
    ),
    ("", "“It is over,” a Kremlin spokesman said.", [("It is over,", "a Kremlin spokesman", None)]),
    (
        "",
        "“It is over,” Kremlin spokesman Anton Belov said.",
        [("It is over,", "Kremlin spokesman Anton Belov", "Anton Belov")],
    ),
    (
        "",
        "Lund campaign manager Anna Toll said: “It is over.” Peter Lund was absent.",
        [("It is over.", "Lund campaign manager Anna Toll", "Anna Toll")],
    ),
    (
        "",
        "“We stay,” said Anna Toll, the mayor, on Monday. “It is cold.”",
        [
            ("We stay,", "Anna Toll, the mayor", "Anna Toll"),
            ("It is cold.", "Anna Toll, the mayor", "Anna Toll"),
        ],
    ),
    (
        "",
        "Mayor Anna Toll said she would stay and that the board was “asleep”.",
        [
            ("she would stay and that the board was", "Mayor Anna Toll", "Anna Toll"),
            ("asleep", "Mayor Anna Toll", "Anna Toll"),
        ],
    ),
    ("", "‘We stay,’ the mayor, Anna Toll, said.", [("We stay,", "the mayor, Anna Toll", "Anna Toll")]),
    (
        "",
        "‘The farmers’ land is ours,’ said Anna Toll.",
        [("The farmers’ land is ours,", "Anna Toll", "Anna Toll")],
    ),
    ("", "‘It’s the ’90s again,’ Anna Toll said.", [("It’s the ’90s again,", "Anna Toll", "Anna Toll")]),
    (
        "",
        "Mayor Anna Toll called it “theft” and left the hall.",
        [("it", "Mayor Anna Toll", "Anna Toll"), ("theft", "Mayor Anna Toll", "Anna Toll")],
    ),
    (
        "",
        "What Mayor Anna Toll calls “the ladder” is a stair.",
        [("the ladder", "Mayor Anna Toll", "Anna Toll")],
    ),
    (
        "",
        "“Go away,” Anna Toll barked and a guard opened the door.",
        [("Go away,", "Anna Toll", "Anna Toll")],
    ),
    (
        "",
        "Mayor Anna Toll contradicted him: the port was safe.",
        [("the port was safe", "Mayor Anna Toll", "Anna Toll")],
    ),
    (
        "",
        '"Go,” said Anna Toll. “It is late," she said.',
        [("Go,", "Anna Toll", "Anna Toll"), ("It is late,", "she", "Anna Toll")],
    ),
    (
        "",
        "Mayor Anna Toll thanked the board for its “patience”.",
        [("for its", "Mayor Anna Toll", "Anna Toll"), ("patience", "Mayor Anna Toll", "Anna Toll")],
    ),
    (
        "",
        "The farmer Tilde Brann spoke to Radio Lund of “a bad deal”.",
        [
            ("of", "The farmer Tilde Brann", "Tilde Brann"),
            ("a bad deal", "The farmer Tilde Brann", "Tilde Brann"),
        ],
    ),
    (
        "",
        "Mayor Anna Toll met Peter Lund. My neighbour drives a bus. “It is late,” he says.",
        [("It is late,", "he", None)],
    ),
    (
        "",
        "A baker in Lund was cross. “It is late,” he said. Mayor Peter Lund was away.",
        [("It is late,", "he", None)],
    ),
    (
        "",
        "Neither Mayor Anna Toll nor Peter Lund said a word about the “incident”.",
        [("incident", None, None)],
    ),
    (
        "",
        "In the evening, President Anna Toll spoke. “Bread is no weapon,” she said.",
        [("Bread is no weapon,", "she", "Anna Toll")],
    ),
    (
        "",
        "Dravia is a small country. President Anna Toll said: “Dravia waits.”",
        [("Dravia waits.", "President Anna Toll", "Anna Toll")],
    ),
    ("", "UN envoy Anna Toll said: “It is late.”", [("It is late.", "UN envoy Anna Toll", "Anna Toll")]),
    (
        "",
        "Mayor Anna Toll said: »We stay.« Then she added: «No.»",
        [("We stay.", "Mayor Anna Toll", "Anna Toll"), ("No.", "she", "Anna Toll")],
    ),
    ("", "Mayor Anna Toll: “We stay.”", [("We stay.", "Mayor Anna Toll", "Anna Toll")]),
    (
        "Mayor slams board as prices rise",
        "Mayor Anna Toll spoke on Monday.",
        [("board", "Mayor", "Anna Toll")],
    ),
    (
        "UPDATE 1-Mayor warns of ‘hard winter’",
        "Mayor Anna Toll spoke on Monday.",
        [("hard winter", "UPDATE 1-Mayor", "Anna Toll")],
    ),
    (
        "EXCLUSIVE-Toll says port ‘lost’",
        "Mayor Anna Toll spoke on Monday.",
        [("port", "EXCLUSIVE-Toll", "Anna Toll"), ("lost", "EXCLUSIVE-Toll", "Anna Toll")],
    ),
    (
        "‘Hard winter’: a bishop warns",
        "Bishop Anselm Torv spoke on Monday.",
        [("Hard winter", "a bishop", "Anselm Torv")],
    ),
    (
        "Fire in Lund: “It was so loud”",
        "“It was so loud,” said the pensioner Olga Remm.",
        [("It was so loud", None, "Olga Remm")],
    ),
]


@pytest.mark.parametrize(("title", "text", "expected"), STYLES)
def test_style(title, text, expected):
    articles = pd.DataFrame({"article_id": ["a"], "title": [title], "text": [text]})
    quotes = mk.find_quotes(articles, mk.find_mentions(articles))
    rows = quotes[quotes["field"].eq("title" if title else "text")]
    found = [
        tuple(None if pd.isna(value) else value for value in row)
        for row in rows[["text", "speaker", "actor"]].to_numpy()
    ]
    assert found == expected
