"""Five invented agency reports, as translations have them, with other names as well: who is behind every stretch."""

import re

import pandas as pd
import pytest

import mediakit as mk

CEASEFIRE = (
    "Marvonia rejects “ultimatum” and warns of a long winter",
    """Marvonian President Ilse Hartvig has rejected an ultimatum from the neighbouring state of Tolmark following weeks of shelling on the river Onn. “We will not negotiate under the barrel of a gun,” Hartvig said on Tuesday in the capital Brevik. Her Tolmarkian counterpart Radu Ostrev had described the situation at the border as “no longer tolerable” on Monday.

“Whoever fires first bears the responsibility,” Ostrev said after a meeting of his security council. He called the ceasefire of last spring a “piece of paper.”

The Marvonian president also announced that her government would call up a further 8,000 reservists. “This is not a threat, this is a precaution,” she emphasized. Defense Minister Anton Velling spoke of “isolated incidents” in the south.

According to the Tolmarkian Foreign Ministry, two of its soldiers were wounded on Sunday. Neither Hartvig nor Velling mentioned the two soldiers.

NATO Secretary General Henrik Molander called on both sides to show “maximum restraint.” UN envoy Sara Quintero expressed concern about the “silence of the mediators.” The situation was “more dangerous than at any time since 2014,” she wrote on the platform X.
""",
    [
        ("We will not negotiate under the barrel of a gun,", "Ilse Hartvig"),
        ("no longer tolerable", "Radu Ostrev"),
        ("Whoever fires first bears the responsibility,", "Radu Ostrev"),
        ("piece of paper.", "Radu Ostrev"),
        ("This is not a threat, this is a precaution,", "Ilse Hartvig"),
        ("isolated incidents", "Anton Velling"),
        ("maximum restraint.", "Henrik Molander"),
        ("silence of the mediators.", "Sara Quintero"),
        ("more dangerous than at any time since 2014,", "Sara Quintero"),
    ],
)

GRAIN = (
    "Drone attack on grain port: “They want to starve us”",
    """After a drone attack on the port of Selvany, the government in Kasten has accused its neighbour of a “deliberate war on bread.” At least four people were killed in the night to Thursday, as Interior Minister Mira Kovash announced. “They want to starve us,” said the minister.

The regional governor, Pavel Drum, spoke of 17 injured. “The silos burned until the morning,” he wrote on Telegram. “We have never seen anything like it.”

The other side initially did not comment. A spokesman for the ministry of defence, Colonel Igor Lenz, later claimed that “only military targets” had been hit. Kovash dismissed this as a “fairy tale.”

In the evening, President Jana Orlik addressed the nation. “Bread is no weapon,” she said, and thanked the firefighters for their “quiet courage.” The opposition leader, Tomas Brandl, accused her of having ignored warnings. “The air defence was asleep,” Brandl told the broadcaster Kanal 2.

Residents reported long queues. “I have flour for three days,” said the pensioner Olga Remm.
""",
    [
        ("They want to starve us,", "Mira Kovash"),
        ("The silos burned until the morning,", "Pavel Drum"),
        ("We have never seen anything like it.", "Pavel Drum"),
        ("only military targets", "Igor Lenz"),
        ("fairy tale.", "Mira Kovash"),
        ("Bread is no weapon,", "Jana Orlik"),
        ("quiet courage.", "Jana Orlik"),
        ("The air defence was asleep,", "Tomas Brandl"),
        ("I have flour for three days,", "Olga Remm"),
    ],
)

SUMMIT = (
    "Summit in Porto Vell: Ferrand sees “historic step”",
    """At their summit in Porto Vell, the heads of state of the five coastal countries agreed on a joint rescue service. French President Lucie Ferrand spoke of a “historic step.” “Nobody should drown on our doorstep,” the president told journalists.

Italian Prime Minister Carlo Monti-Rey, who had blocked the plan for months, called the agreement “a beginning.” He had received guarantees, said Monti-Rey. Asked which ones, the prime minister replied: “You will read about them.”

Greek Foreign Minister Eleni Pavlou, however, warned against too much enthusiasm. “Paper is patient,” said Pavlou. The money was still missing, she added.

The aid organisation Open Harbour criticised the resolution. “This is a service for the coast guard and not for people,” said its director, Malte Brink. He demanded “clear rules.”

Ferrand rejected the criticism. “Mr Brink has not read the text,” she said.
""",
    [
        ("historic step.", "Lucie Ferrand"),
        ("Nobody should drown on our doorstep,", "Lucie Ferrand"),
        ("a beginning.", "Carlo Monti-Rey"),
        ("You will read about them.", "Carlo Monti-Rey"),
        ("Paper is patient,", "Eleni Pavlou"),
        ("This is a service for the coast guard and not for people,", "Malte Brink"),
        ("clear rules.", "Malte Brink"),
        ("Mr Brink has not read the text,", "Lucie Ferrand"),
    ],
)

PRISONERS = (
    "Exchange of prisoners: 62 men come home",
    """Tolmark and Marvonia have exchanged prisoners for the first time in two years. Sixty-two men crossed the bridge at Onn on Saturday, as the Red Cross confirmed. “It was very quiet on the bridge,” reported Red Cross delegate Ana Ferreiro.

“Today I have only one word: welcome,” said Marvonian President Ilse Hartvig in the evening. She thanked the mediator, Bishop Jakob Sund, for his “patience of a fisherman.” The bishop himself said he had “only carried letters.”

Tolmark’s President Radu Ostrev described the exchange as a “gesture of strength.” His spokesman, Viktor Pale, denied that money had changed hands. “That is an invention,” Pale told the news agency Tolpress.

Among those released is the journalist Emil Varga, 34. “I counted the days on a wall,” Varga said. His mother, Rosa Varga, said she had “never stopped setting the table for him.”

A senior official of the Marvonian interior ministry, who did not want to be named, spoke of “the easy part.” The next list was ready, the official said.
""",
    [
        ("It was very quiet on the bridge,", "Ana Ferreiro"),
        ("Today I have only one word: welcome,", "Ilse Hartvig"),
        ("patience of a fisherman.", "Ilse Hartvig"),
        ("only carried letters.", "Jakob Sund"),
        ("gesture of strength.", "Radu Ostrev"),
        ("That is an invention,", "Viktor Pale"),
        ("I counted the days on a wall,", "Emil Varga"),
        ("never stopped setting the table for him.", "Rosa Varga"),
        ("the easy part.", None),
    ],
)

SANCTIONS = (
    "‘Not our war’: Osvald Kern defends trade with Tolmark",
    """Chancellor Osvald Kern has defended his country’s trade with Tolmark despite criticism from Brussels. ‘This is not our war,’ Kern said in parliament on Wednesday. ‘We sell tractors, not tanks.’

Foreign Minister Britta Amsel, of the Green coalition partner, contradicted him a few hours later. She was ‘astonished’ at the choice of words, she told the newspaper Morgen. One could not ‘wash one’s hands with diesel’, Amsel added.

The EU’s chief diplomat, Paolo Ricci, had threatened on Monday with consequences. ‘Solidarity is not a buffet,’ the Italian said at the time.

Kern’s party friend Udo Stamm sprang to the chancellor’s defence. ‘Ricci should visit our factories,’ said Stamm, who heads the parliamentary group. He warned of ‘thousands of jobs’ that were at stake.

According to the economist Lena Hofer, exports to Tolmark have doubled since 2022. ‘Half of it is spare parts,’ explained Hofer, ‘and nobody knows what for.’

Ukrainian President Volodymyr Zelensky accused the chancellor of ‘looking away’.
""",
    [
        ("This is not our war,", "Osvald Kern"),
        ("We sell tractors, not tanks.", "Osvald Kern"),
        ("astonished", "Britta Amsel"),
        ("wash one’s hands with diesel", "Britta Amsel"),
        ("Solidarity is not a buffet,", "Paolo Ricci"),
        ("Ricci should visit our factories,", "Udo Stamm"),
        ("thousands of jobs", "Udo Stamm"),
        ("Half of it is spare parts,", "Lena Hofer"),
        ("and nobody knows what for.", "Lena Hofer"),
        ("looking away", "Volodymyr Zelensky"),
    ],
)

ARTICLES = {
    "ceasefire": CEASEFIRE,
    "grain": GRAIN,
    "summit": SUMMIT,
    "prisoners": PRISONERS,
    "sanctions": SANCTIONS,
}

# Nothing may hang on the names: given names that no list has, and other states.
OTHER_NAMES = {
    "Ilse Hartvig": "Teki Boru", "Hartvig": "Boru", "Radu Ostrev": "Xolani Dube", "Ostrev": "Dube",
    "Anton Velling": "Bao Ngata", "Velling": "Ngata", "Henrik Molander": "Isko Tamm", "Molander": "Tamm",
    "Sara Quintero": "Yara Belk", "Quintero": "Belk", "Mira Kovash": "Anahit Sorya", "Kovash": "Sorya",
    "Pavel Drum": "Dumi Kele", "Drum": "Kele", "Igor Lenz": "Rasha Tem", "Lenz": "Tem",
    "Jana Orlik": "Nomsa Bhele", "Orlik": "Bhele", "Tomas Brandl": "Kofi Adu", "Brandl": "Adu",
    "Olga Remm": "Tsitsi Moyo", "Lucie Ferrand": "Aino Salmi", "Ferrand": "Salmi",
    "Carlo Monti-Rey": "Juho Aalto", "Monti-Rey": "Aalto", "Eleni Pavlou": "Birta Jons", "Pavlou": "Jons",
    "Malte Brink": "Oluf Tarp", "Brink": "Tarp", "Ana Ferreiro": "Mele Tupou", "Jakob Sund": "Sione Fifita",
    "Viktor Pale": "Tane Rewi", "Pale": "Rewi", "Emil Varga": "Hemi Paki", "Rosa Varga": "Aroha Paki",
    "Varga": "Paki", "Osvald Kern": "Ubayd Karim", "Kern": "Karim", "Britta Amsel": "Fotini Lal", "Amsel": "Lal",
    "Paolo Ricci": "Zoltan Bek", "Ricci": "Bek", "Udo Stamm": "Wim Ros", "Stamm": "Ros", "Lena Hofer": "Rima Sadd",
    "Hofer": "Sadd", "Volodymyr Zelensky": "Njoroge Karani",
    "Tolmarkian": "Botswanan", "Tolmark": "Botswana", "Marvonian": "Zambian", "Marvonia": "Zambia",
    "French": "Finnish", "Italian Prime": "Estonian Prime", "Greek": "Icelandic", "Ukrainian": "Kenyan",
}  # fmt: skip


def swap(text, names):
    pattern = "|".join(re.escape(old) for old in sorted(names, key=len, reverse=True))
    return re.sub(rf"\b(?:{pattern})\b", lambda match: names[match.group()], text) if names else text


@pytest.fixture(scope="module", params=[{}, OTHER_NAMES], ids=["names", "other names"])
def coded(request):
    names = request.param
    articles = pd.DataFrame(
        [
            {"article_id": key, "title": swap(title, names), "text": swap(text.strip(), names)}
            for key, (title, text, _) in ARTICLES.items()
        ]
    )
    quotes = pd.concat(
        mk.find_quotes(one, mk.find_mentions(one)) for one in (articles.iloc[[at]] for at in range(5))
    )
    gold = {
        key: [(swap(words, names), actor and swap(actor, names)) for words, actor in stretches]
        for key, (_, _, stretches) in ARTICLES.items()
    }
    return gold, quotes[quotes["in_marks"].astype(bool)]


@pytest.mark.parametrize("key", ARTICLES)
def test_actor_behind_every_stretch(coded, key):
    gold, quotes = coded
    body = quotes[quotes["article_id"].eq(key) & quotes["field"].eq("text")]
    found = [(words, None if pd.isna(actor) else actor) for words, actor in zip(body["text"], body["actor"])]
    assert [one for one in gold[key] if one not in found] == []
