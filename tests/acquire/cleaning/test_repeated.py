"""What an outlet repeats around its articles, told from what its articles say."""

from hypothesis import given
from hypothesis import strategies as st

from mediakit.acquire.cleaning.repeated import drop_repeated
from mediakit.acquire.corpus import read_corpus

PLACES = ["Arden", "Bray", "Corby", "Deal", "Ely", "Frome", "Goole", "Hove"]
STORIES = [f"The harbour of {name} was closed on Monday. Ferries to {name} turned back." for name in PLACES]
BOX = "Sign up here for the letter of the editor."


def rows_of(texts, outlet="Herald"):
    return [{"outlet": outlet, "text": text, "agency": None, "republished_from": None} for text in texts]


def texts_after(texts):
    rows = rows_of(texts)
    doubts = drop_repeated(rows)
    return [row["text"] for row in rows], doubts


def test_line_that_closes_every_article_goes():
    after, doubts = texts_after([f"{story}\n\n{BOX}" for story in STORIES])
    assert after == STORIES
    assert doubts == [(0, f"Herald repeats {BOX!r}; it was taken out of 8 articles")]


def test_line_goes_from_the_same_paragraph_and_from_between_paragraphs():
    after, _ = texts_after(
        [f"{BOX} {story}" for story in STORIES[:4]]
        + [f"{story}\n\n{BOX}\n\nThe mayor of {name} reopened it." for name, story in zip(PLACES, STORIES)]
    )
    assert after[:4] == STORIES[:4]
    assert after[4] == f"{STORIES[0]}\n\nThe mayor of Arden reopened it."


def test_figures_do_not_hide_a_line_that_repeats():
    after, _ = texts_after([f"{story}\n\n{at} comments" for at, story in enumerate(STORIES)])
    assert after == STORIES


def test_sentences_that_differ_in_a_figure_stay():
    texts = [f"{story}\n\nShares of the port fell by {at}%." for at, story in enumerate(STORIES)]
    assert texts_after(texts) == (texts, [])


def test_four_articles_are_too_few():
    texts = [f"{story}\n\n{BOX}" for story in STORIES[:4]]
    assert texts_after(texts) == (texts, [])


def test_a_sentence_amid_others_stays():
    texts = [f"{story} Nobody was hurt. Ships wait at pier {name}." for name, story in zip(PLACES, STORIES)]
    assert texts_after(texts) == (texts, [])


def test_versions_of_one_story_keep_what_they_share():
    shared = "The harbour was closed on Monday.\n\nFerries turned back, the company said.\n\nA storm is on its way."
    texts = [f"Update {name}: {count} ships wait now.\n\n{shared}" for name, count in zip(PLACES, "12345678")]
    assert texts_after(texts) == (texts, [])


def test_a_text_of_nothing_else_stays():
    after, _ = texts_after([*(f"{story}\n\n{BOX}" for story in STORIES), BOX])
    assert after == [*STORIES, BOX]


def test_outlets_are_told_apart():
    rows = rows_of([f"{story}\n\n{BOX}" for story in STORIES[:4]])
    rows += rows_of([f"{story}\n\n{BOX}" for story in STORIES[4:]], outlet="Courier")
    assert drop_repeated(rows) == []


def test_a_credit_in_such_a_line_is_kept():
    rows = rows_of([f"{story}\n\nSource: Reuters" for story in STORIES])
    drop_repeated(rows)
    assert {row["agency"] for row in rows} == {"Reuters"}


def test_the_reading_says_what_it_took_out(tmp_path):
    for name, story in zip(PLACES, STORIES):
        (tmp_path / f"{name}.txt").write_text(f"{story}\n\nThe tide in {name} was high that day.\n\n{BOX}\n")
    corpus = read_corpus(tmp_path, outlet="Herald")
    assert not corpus.articles["text"].str.contains("Sign up").any()
    (doubt,) = corpus.rejects.to_dict("records")
    assert doubt["article_id"] == corpus.articles.loc[0, "article_id"]
    assert "taken out of 8 articles" in doubt["reason"]


@given(
    st.lists(st.lists(st.sampled_from([*STORIES, BOX, "Yes.", "No one knows.\n"]), max_size=4), max_size=9)
)
def test_what_remains_is_what_was_there_in_order(parts):
    texts = ["\n\n".join(part) for part in parts]
    after, _ = texts_after(texts)
    for before, left in zip(texts, after):
        assert bool(left.strip()) == bool(before.strip())
        words = iter(before.split())
        assert all(word in words for word in left.split())
