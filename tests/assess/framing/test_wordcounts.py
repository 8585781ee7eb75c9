import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from mediakit.assess.framing.wordcounts import count_words, split_words


def test_words_of_a_sentence():
    assert split_words("“It’s $1,000.50,” she said: 5% more!") == [
        "“", "it's", "$", "1,000.50", "”", "she", "said", ":", "5", "%", "more", "!",
    ]  # fmt: skip


def test_title_and_text_are_counted_apart_and_add_up():
    articles = pd.DataFrame({"title": ["Tax", ""], "text": ["Tax tax. No.", "No"]})
    counted = count_words(articles)
    assert counted.field.tolist() == [0, 1, 1, 1]
    assert counted.article.tolist() == [0, 0, 0, 1]
    assert counted.by_article().toarray().tolist() == [[3, 1], [0, 1]]


@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=80)), max_size=4))
def test_offsets_hold_the_words_counted(texts):
    articles = pd.DataFrame(texts, columns=["title", "text"])
    counted = count_words(articles)
    assert counted.n_articles == len(texts)
    for row, place in enumerate(zip(counted.article, counted.field, counted.start, counted.end, strict=True)):
        article, field, start, end = map(int, place)
        sentence = texts[article][field][start:end]
        assert counted.counts[[row]].sum() == len(split_words(sentence))
