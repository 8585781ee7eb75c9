from report.dam import make_analysis, make_articles

from mediakit.report.copied import copies_by_article, shared_passages
from mediakit.report.numbers import to_rows

LINE = "The lock gates gave way at noon and water filled the lower town"


def cut(text, origin):
    return [text[start:end] for start, end in shared_passages(text, origin)]


def test_a_passage_runs_from_word_to_word():
    assert cut(f"Update: {LINE}. A warden wept.", f"{LINE.upper()}, it was said.") == [LINE]


def test_seven_words_in_common_are_no_passage():
    assert cut("We saw the lock gates gave way at noon", f"{LINE}.") == []
    assert cut("We saw the lock gates gave way at noon and", f"{LINE}.") == [
        "the lock gates gave way at noon and"
    ]


def test_two_passages_stay_apart():
    other = "Nobody was hurt because the market had closed an hour before"
    assert cut(f"{LINE}. Or so. {other}", f"{other} {LINE}") == [LINE, other]


def test_characters_count_where_words_are_not_spaced():
    assert cut("記者の報告：正午に水門が壊れ町は水没した。", "正午に水門が壊れ町は水没した") == [
        "正午に水門が壊れ町は水没した"
    ]


def test_texts_shorter_than_a_passage_share_nothing():
    assert shared_passages("", LINE) == shared_passages("Too short", "Too short") == []


def test_a_copy_knows_its_origin_and_the_origin_has_none():
    articles = {row["article_id"]: row for row in to_rows(make_articles())}
    placed = copies_by_article(make_analysis().copies, articles)
    assert set(placed) == {"a1", "b1"}
    assert placed["a1"].origin is None
    assert placed["b1"].origin["article_id"] == "a1"
    assert [article["article_id"] for article, _ in placed["a1"].others] == ["b1"]
