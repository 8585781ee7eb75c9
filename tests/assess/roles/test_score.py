import pandas as pd
import pytest

from mediakit._core.errors import InputError, TableError
from mediakit._core.tables import TABLES
from mediakit.assess.roles.model import ROLES, RoleModel, load_shipped
from mediakit.assess.roles.score import score_roles

TEXT = (
    "Rebels bombed the village and killed nine children. Doctors of Mercy Aid rescued the wounded.\n\n"
    "“The thugs of Orlov massacre our children,” said Iva Berg. Orlov met Lund on Monday."
)


def make_articles(*texts):
    return pd.DataFrame({"article_id": [f"a{n}" for n in range(len(texts))], "title": "", "text": texts})


def make_mentions(articles, names, every=True):
    rows = []
    for article_id, text in zip(articles["article_id"], articles["text"]):
        for name in names:
            start = text.find(name)
            while start >= 0:
                rows.append((article_id, "text", start, start + len(name), name, name))
                start = text.find(name, start + 1) if every else -1
    return pd.DataFrame(rows, columns=["article_id", "field", "start", "end", "text", "actor"])


def make_quotes(articles):
    words = "The thugs of Orlov massacre our children,"
    start = articles["text"][0].index(words)
    return pd.DataFrame(
        {"quote_id": ["q"], "article_id": ["a0"], "field": ["text"], "start": [start],
         "end": [start + len(words)], "text": [words], "in_marks": [True], "kind": ["direct"],
         "use": ["speech"], "speaker": ["Iva Berg"], "actor": ["Berg"]}
    )  # fmt: skip


def likeliest(roles):
    return dict(roles.loc[roles.groupby("actor", sort=False)["score"].idxmax(), ["actor", "role"]].to_numpy())


@pytest.fixture
def articles():
    return make_articles(TEXT)


def test_who_harms_who_suffers_who_helps(articles):
    mentions = make_mentions(articles, ["Rebels", "nine children", "Doctors of Mercy Aid"])
    assert likeliest(score_roles(articles, mentions)) == {
        "Rebels": "antagonist", "nine children": "innocent", "Doctors of Mercy Aid": "protagonist",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("active", "passive"),
    [
        ("Lund attacked Berg.", "Berg was attacked by Lund."),
        ("Lund murdered Berg.", "Berg was murdered by Lund."),
        ("Lund robbed Berg.", "Berg was robbed by Lund."),
    ],
)
def test_agent_and_patient_are_told_apart_in_both_voices(active, passive):
    for text in (active, passive):
        articles = make_articles(text)
        scores = score_roles(articles, make_mentions(articles, ["Lund", "Berg"])).pivot(
            index="actor", columns="role", values="score"
        )
        assert scores.loc["Lund", "antagonist"] > scores.loc["Berg", "antagonist"]
        assert scores.loc["Berg", "innocent"] > scores.loc["Lund", "innocent"]


def test_a_model_is_taken_from_its_file(articles, tmp_path):
    mentions = make_mentions(articles, ["Rebels"])
    load_shipped().save(tmp_path / "mine.npz")
    from_file = score_roles(articles, mentions, model=tmp_path / "mine.npz")
    pd.testing.assert_frame_equal(from_file, score_roles(articles, mentions))


@pytest.mark.parametrize("sentence", ["{} bombed the hospital.", "{} fled the bombs.", "{} saved them."])
def test_a_name_never_counts(sentence):
    def scores_of(name):
        articles = make_articles(sentence.format(name))
        return score_roles(articles, make_mentions(articles, [name]))["score"].tolist()

    assert scores_of("Russia") == scores_of("Ukraine") == scores_of("Ruritania")


def test_the_table(articles):
    mentions = make_mentions(articles, ["Orlov", "Rebels"])
    roles = score_roles(articles, mentions)
    assert list(roles.columns) == TABLES["roles"].names
    assert roles["actor"].tolist() == ["Orlov"] * 3 + ["Rebels"] * 3
    assert roles["role"].tolist() == [*ROLES] * 2
    assert roles["n_mentions"].tolist() == [2, 2, 2, 1, 1, 1]
    assert roles["voice"].isna().all()
    assert roles["score"].between(0, 1).all()
    assert (roles.groupby("actor")["score"].sum() <= 1.0001).all()
    texts = articles["text"][0]
    assert [texts[start:end] for start, end in zip(roles["start"], roles["end"])] == roles["text"].tolist()


def test_the_sentence_that_speaks_most_for_a_role_is_given():
    articles = make_articles("Orlov met Lund. Later Orlov murdered a child. Orlov slept.")
    roles = score_roles(articles, make_mentions(articles, ["Orlov"]))
    assert roles.loc[roles["role"] == "antagonist", "text"].tolist() == ["Later Orlov murdered a child."]


def test_each_voice_is_scored_by_its_own_words(articles):
    roles = score_roles(articles, make_mentions(articles, ["Orlov"]), make_quotes(articles))
    antagonist = roles[roles["role"] == "antagonist"].set_index("voice")
    assert antagonist["voice_kind"].to_dict() == {"Berg": "quoted", "outlet": "own"}
    assert antagonist["n_mentions"].tolist() == [1, 1]
    assert antagonist.loc["Berg", "score"] > antagonist.loc["outlet", "score"]


def test_what_a_speaker_says_does_not_change_the_outlets_score(articles):
    milder = make_articles(TEXT.replace("thugs of Orlov massacre our", "doctors of Orlov shelter our"))
    outlets = []
    for table, words in ((articles, "The thugs of Orlov massacre"), (milder, "The doctors of Orlov shelter")):
        start = table["text"][0].index(words)
        words = table["text"][0][start : table["text"][0].index("”")]
        quotes = make_quotes(articles).assign(start=start, end=start + len(words), text=words)
        roles = score_roles(table, make_mentions(table, ["Orlov"]), quotes)
        outlets.append(roles.loc[roles["voice"] == "outlet", "score"].tolist())
    assert outlets[0] == outlets[1]


def test_the_same_name_elsewhere_is_read_though_it_is_no_mention():
    articles = make_articles("Orlov met Lund. It rained. It was cold. Orlov murdered nine children.")
    first = make_mentions(articles, ["Orlov"], every=False)
    alone = make_articles("Orlov met Lund. It rained.")
    expected = score_roles(alone, make_mentions(alone, ["Orlov"]))
    roles = score_roles(articles, first)
    assert roles["score"][1] > expected["score"][1]
    assert roles["n_mentions"].tolist() == [1, 1, 1]
    assert roles["text"].unique().tolist() == ["Orlov met Lund."]  # evidence is a mention that was given


def test_articles_do_not_touch_each_other(articles):
    both = make_articles(TEXT, "Orlov rescued nine children. Rebels fled.")
    names = ["Orlov", "Rebels", "nine children"]
    together = score_roles(both, make_mentions(both, names))
    apart = [
        score_roles(one, make_mentions(one, names))
        for one in (both[both["article_id"] == key].reset_index(drop=True) for key in both["article_id"])
    ]
    pd.testing.assert_frame_equal(together, pd.concat(apart, ignore_index=True))


def test_the_input_stays_as_it_was(articles):
    mentions, quotes = make_mentions(articles, ["Orlov"]), make_quotes(articles)
    before = [table.copy() for table in (articles, mentions, quotes)]
    score_roles(articles, mentions, quotes)
    for table, copy in zip((articles, mentions, quotes), before):
        pd.testing.assert_frame_equal(table, copy)


def test_no_mentions_and_no_actors_give_an_empty_table(articles):
    mentions = make_mentions(articles, ["Orlov"])
    for none in (mentions[:0], mentions.assign(actor=None)):
        roles = score_roles(articles, none)
        assert list(roles.columns) == TABLES["roles"].names
        assert roles.empty


def test_articles_in_other_languages_get_no_score_and_a_warning():
    articles = make_articles("Lund attacked Berg.", "Lund ermordete Berg.").assign(language=["en-GB", "de"])
    mentions = make_mentions(articles, ["Lund", "Berg"])
    with pytest.warns(UserWarning, match="2 mentions of 4 got no score: language de, "):
        roles = score_roles(articles, mentions)
    assert roles.groupby("article_id")["score"].count().to_dict() == {"a0": 6, "a1": 0}
    foreign = roles[roles["article_id"] == "a1"]
    assert foreign["text"].eq("").all()
    assert foreign[["start", "end"]].eq(0).all(axis=None)
    english = articles.head(1)
    alone = score_roles(english, mentions[mentions["article_id"] == "a0"])
    pd.testing.assert_frame_equal(roles.head(6), alone)


def test_odd_mentions_are_scored():
    articles = make_articles("… — …", "Orlov fled")
    mentions = pd.DataFrame(
        {"article_id": ["a0", "a1"], "field": "text", "start": [0, 6], "end": [1, 6], "text": ["…", ""],
         "actor": ["x", "y"]}
    )  # fmt: skip
    assert len(score_roles(articles, mentions)) == 6


def test_mentions_of_other_articles_are_refused(articles):
    mentions = make_mentions(articles, ["Orlov"])
    with pytest.raises(TableError, match="its offsets"):
        score_roles(make_articles("Other words, and more of them than you would think."), mentions)


def test_a_file_that_is_no_model_is_refused(tmp_path):
    path = tmp_path / "model.npz"
    path.write_bytes(b"nothing")
    with pytest.raises(InputError, match="train_roles"):
        RoleModel.load(path)
