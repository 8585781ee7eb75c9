import pandas as pd
import pytest
from assess.framing.coded import make_coded

from mediakit._core.errors import InputError, TableError
from mediakit.assess.framing.codes import read_codes


def test_words_and_numbers_are_answers_and_gaps_are_not():
    articles, codes = make_coded()
    codes = codes.astype(object)
    codes.loc[0, "people"] = "Yes"
    codes.loc[1, "people"] = False
    codes.loc[2, "people"] = None
    _, values, frames = read_codes(articles, codes, None)
    assert frames == ("people", "money")
    assert values[:2, 0].tolist() == [1, 0]
    assert pd.isna(values[2, 0])
    assert values[2, 1] == 0


def test_codes_find_their_articles_in_any_order():
    articles, codes = make_coded()
    coded, values, _ = read_codes(articles, codes.iloc[::-1].head(50), ["people"])
    assert len(coded) == len(values) == 50
    expected = coded.merge(codes, on="article_id")["people"].tolist()
    assert values[:, 0].tolist() == expected


def test_nothing_coded_names_the_way_without_codes():
    articles, codes = make_coded()
    with pytest.raises(InputError, match="find_frames"):
        read_codes(articles, codes.assign(article_id="other" + codes["article_id"]), None)
    with pytest.raises(InputError, match="find_frames"):
        read_codes(articles, codes.head(0), None)


def test_a_frame_that_nobody_found_cannot_be_learned():
    articles, codes = make_coded()
    with pytest.raises(InputError, match="'war' has 0 coded articles with it"):
        read_codes(articles, codes.assign(war=0), None)


def test_a_column_that_is_no_frame_is_named():
    articles, codes = make_coded()
    with pytest.raises(TableError, match=r"'note' .* 'see page 2'"):
        read_codes(articles, codes.assign(note="see page 2"), None)
    assert read_codes(articles, codes.assign(note="see page 2"), ["people"])[2] == ("people",)


def test_two_coders_must_settle():
    articles, codes = make_coded()
    both = pd.concat([codes, codes.assign(people=1 - codes["people"])])
    with pytest.raises(TableError, match="compare_coders"):
        read_codes(articles, both, None)


def test_a_table_that_is_none_and_a_frame_that_stands_twice_are_refused():
    articles, codes = make_coded()
    with pytest.raises(TableError, match="DataFrame, got list"):
        read_codes(articles, [1, 0], None)
    with pytest.raises(TableError, match="stands twice"):
        read_codes(articles, pd.concat([codes, codes[["people"]]], axis=1), None)
    with pytest.raises(TableError, match="stands twice"):
        read_codes(articles, codes, ["people", "people"])
