import pandas as pd
import pytest
from assess.by_hand import make_articles, make_mentions, make_quotes

from mediakit._core.errors import InputError, TableError, UnknownNameError
from mediakit.assess.news_model import load_shipped
from mediakit.assess.sentiment import score_sentiment
from mediakit.assess.vader import score_vader

TEXT = (
    "Ada Lund praised the brave crew of the Tern. "
    "Pavel Orlov said that “Lund is a horrible liar” after the calm meeting."
)
ACTORS = {"Ada Lund": "Ada Lund", "Lund": "Ada Lund", "Pavel Orlov": "Pavel Orlov"}


def compound(words):
    return score_vader([words])["compound"][0]


def score(quotes=None, text=TEXT):
    """By VADER, whose numbers say which words were scored."""
    articles = make_articles(text, title="Lund wins")
    table = score_sentiment(articles, make_mentions(articles, ACTORS), quotes, method="vader")
    return articles, table


def test_each_mention_is_a_row_with_its_whole_sentence():
    articles, table = score()
    assert table[["field", "text", "actor"]].values.tolist() == [
        ["title", "Lund", "Ada Lund"],
        ["text", "Ada Lund", "Ada Lund"],
        ["text", "Pavel Orlov", "Pavel Orlov"],
        ["text", "Lund", "Ada Lund"],
    ]
    sentences = [articles[row.field][0][row.sentence_start : row.sentence_end] for row in table.itertuples()]
    assert sentences[0] == "Lund wins"
    assert sentences[1] == "Ada Lund praised the brave crew of the Tern."
    assert sentences[2] == sentences[3] == TEXT[len(sentences[1]) + 1 :]
    assert table["score"].tolist() == [compound(sentence) for sentence in sentences]
    assert table["method"].unique().tolist() == ["vader"]


def test_the_trained_model_is_the_default_and_vader_stands_beside_it():
    articles = make_articles(TEXT)
    mentions = make_mentions(articles, ACTORS)
    table = score_sentiment(articles, mentions)
    pd.testing.assert_frame_equal(table, score_sentiment(articles, mentions, method="news"))
    by_vader = score_sentiment(articles, mentions, method="vader")
    assert table["method"].unique().tolist() == ["news"]
    assert table["vader"].tolist() == by_vader["vader"].tolist() == by_vader["score"].tolist()
    assert table["score"].tolist() != table["vader"].tolist()


def test_the_column_vader_is_without_the_users_lexicon():
    text = "Lund of the supreme bench spoke."
    articles = make_articles(text)
    table = score_sentiment(articles, make_mentions(articles, ACTORS), method="vader", lexicon="news_terms")
    assert table["score"].tolist() == [0]
    assert table["vader"].tolist() == [compound(text)]


@pytest.mark.parametrize("method", ["news", "vader"])
def test_articles_in_other_languages_get_no_score_and_a_warning(method):
    texts = ["Lund is a great liar.", "Lund ist wunderbar, sagte Orlov.", "Lund is great."]
    articles = pd.concat(
        [make_articles(text, article_id=name) for name, text in zip("abc", texts, strict=True)]
    ).assign(language=["en-GB", "de-AT", None])
    mentions = make_mentions(articles, {**ACTORS, "Orlov": "Pavel Orlov"})
    quotes = make_quotes(articles, ("Lund ist wunderbar", "Pavel Orlov"))
    with pytest.warns(UserWarning, match=r"2 mentions of 4 got no score: language de, "):
        table = score_sentiment(articles, mentions, quotes, method=method)
    assert table["article_id"].tolist() == ["a", "b", "b", "c"]
    foreign = table["article_id"] == "b"
    assert table.loc[foreign, ["score", "label", "method", "vader"]].isna().all(axis=None)
    assert table.loc[foreign, "voice_kind"].tolist() == ["quoted", "own"]
    assert table.loc[~foreign, ["score", "label", "method", "vader"]].notna().all(axis=None)
    english = articles[articles["article_id"] != "b"]
    alone = score_sentiment(english, make_mentions(english, ACTORS), quotes.head(0), method=method)
    assert table.loc[~foreign, "score"].tolist() == alone["score"].tolist()


def test_a_model_is_taken_as_a_file_too(tmp_path):
    articles = make_articles(TEXT)
    mentions = make_mentions(articles, ACTORS)
    path = load_shipped().save(tmp_path / "mine.npz")
    by_file = score_sentiment(articles, mentions, model=str(path))
    pd.testing.assert_frame_equal(by_file, score_sentiment(articles, mentions, model=load_shipped()))
    path.write_bytes(b"no model")
    with pytest.raises(InputError, match=r"mine.npz"):
        score_sentiment(articles, mentions, model=path)
    with pytest.raises(InputError, match="takes no model"):
        score_sentiment(articles, mentions, method="vader", model=load_shipped())


def test_english_articles_give_no_warning(recwarn):
    score()
    assert not recwarn.list


def test_without_quotes_the_voice_is_missing():
    _, table = score()
    assert table[["voice", "voice_kind", "quote_id"]].isna().all(axis=None)


def test_words_of_another_voice_do_not_count():
    articles = make_articles(TEXT)
    _, table = score(make_quotes(articles, ("Lund is a horrible liar", "Pavel Orlov")))
    assert table["voice"].tolist() == ["outlet", "outlet", "outlet", "Pavel Orlov"]
    assert table["voice_kind"].tolist() == ["own", "own", "own", "quoted"]
    outlets, speakers = table["score"].tolist()[2:]
    assert speakers == compound("Lund is a horrible liar") < -0.5
    assert outlets == compound("Pavel Orlov said that “ ” after the calm meeting.") > 0
    assert table["label"].tolist()[1:] == ["positive", "positive", "negative"]


def test_marked_and_reported_words_of_one_speaker_are_one_voice():
    quotes = make_quotes(
        make_articles(TEXT),
        ("that", "Pavel Orlov", {"quote_id": "q", "in_marks": False}),
        ("Lund is a horrible liar", "Pavel Orlov", {"quote_id": "q"}),
        ("after the calm meeting", "Pavel Orlov", {"quote_id": "q", "in_marks": False}),
    )
    _, table = score(quotes)
    assert table["score"].iloc[-1] == compound("that Lund is a horrible liar after the calm meeting")


def test_unknown_speakers_are_a_voice_each():
    text = "‘Lund is great’ and ‘she is awful’ stood on the wall."
    articles = make_articles(text)
    quotes = make_quotes(articles, ("Lund is great", None), ("she is awful", None))
    _, table = score(quotes, text)
    assert table["voice_kind"].iloc[-1] == "unresolved"
    assert pd.isna(table["voice"].iloc[-1])
    assert table["score"].iloc[-1] == compound("Lund is great") > 0.5


@pytest.mark.parametrize(
    ("words", "label"),
    [("Lund is good.", "positive"), ("Lund is here.", "neutral"), ("Lund is bad.", "negative")],
)
def test_labels(words, label):
    _, table = score(text=words)
    assert table["label"].iloc[-1] == label


def test_input_is_not_changed_and_other_columns_are_dropped():
    articles = make_articles(TEXT)
    mentions = make_mentions(articles, ACTORS).assign(note="mine")
    before = mentions.copy()
    table = score_sentiment(articles, mentions)
    pd.testing.assert_frame_equal(mentions, before)
    assert "note" not in table


def test_no_mentions_give_an_empty_table_with_all_columns():
    articles = make_articles(TEXT)
    _, full = score()
    empty = score_sentiment(articles, make_mentions(articles, {"Nobody": "Nobody"}))
    assert len(empty) == 0
    assert empty.columns.tolist() == full.columns.tolist()
    assert empty.dtypes.tolist() == full.dtypes.tolist()


def test_unknown_method_lists_the_known_ones():
    articles = make_articles(TEXT)
    with pytest.raises(UnknownNameError, match=r"'vadder'\. Known: news, vader"):
        score_sentiment(articles, make_mentions(articles, ACTORS), method="vadder")


def test_offsets_of_other_articles_are_refused():
    articles = make_articles(TEXT)
    with pytest.raises(TableError, match="Row 0 of the mentions table"):
        score_sentiment(make_articles("x" + TEXT), make_mentions(articles, ACTORS))
    with pytest.raises(TableError, match="lacks the column 'actor'"):
        score_sentiment(articles, make_mentions(articles, ACTORS).drop(columns="actor"))
