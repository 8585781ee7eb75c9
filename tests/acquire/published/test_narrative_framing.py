import pytest
from acquire.published.published import ARTICLES_TSV, NARRATIVE_FRAMING, ROLES_TSV, write_files

from mediakit._core.errors import InputError
from mediakit._core.tables import check_table
from mediakit.acquire.published.narrative_framing import read_narrative_framing

ARTICLES, ROLES = "articles_metadata.tsv", "role_and_frame_annoations.tsv"


def read(folder, articles=ARTICLES_TSV, roles=ROLES_TSV):
    return read_narrative_framing(write_files(folder, {ARTICLES: articles, ROLES: roles}))


def test_articles(tmp_path):
    articles, _, rejects = read_narrative_framing(write_files(tmp_path, NARRATIVE_FRAMING) / "data")
    assert check_table(articles, "articles")["text"].tolist() == [
        'The "green" plan "failed", Fox said.',
        "Rain fell.",
    ]
    assert articles["outlet"].tolist() == ["herald", "post"]
    assert articles["mbfc"].tolist() == ["left_bias", "right_bias"]
    assert articles["published"].dt.strftime("%Y-%m-%d").tolist() == ["2019-12-02", "2019-12-03"]
    assert rejects.empty


def test_frames_and_roles(tmp_path):
    _, gold, _ = read(tmp_path)
    first, second = gold.to_dict("records")
    frames = ("resolution", "human_interest", "conflict", "moral", "economic")
    assert [first[frame] for frame in frames] == [False, True, True, False, False]
    assert [second[frame] for frame in frames] == [True, False, False, False, True]
    assert (first["hero"], first["villain"], first["victim"]) == (["the plan"], ["Fox"], [])
    assert (first["hero_group"], first["villain_group"]) == (["LEGISLATION"], ["POLITICIANS"])
    assert second["hero"] == second["villain"] == second["victim"] == []


def test_an_answer_that_is_none_is_missing(tmp_path):
    _, gold, _ = read(tmp_path, ARTICLES_TSV.replace("Rain fell.\tTrue", "Rain fell.\t-1"))
    assert gold["resolution"].isna().tolist() == [False, True]


def test_quoted_fields_are_read_too(tmp_path):
    articles, _, _ = read(tmp_path, ARTICLES_TSV.replace("Rain fell.", '"Rain\tand ""snow""\nfell."'))
    assert articles["text"].tolist()[1] == 'Rain\tand "snow"\nfell.'


@pytest.mark.parametrize(
    ("articles", "roles", "file"),
    [
        (
            ARTICLES_TSV + "a1\therald\tx\t2019-12-02\tAgain.\tTrue\tTrue\tTrue\tTrue\tTrue\n",
            ROLES_TSV,
            ARTICLES,
        ),
        (ARTICLES_TSV + "a3\therald\tx\t2019-12-02\t \tTrue\tTrue\tTrue\tTrue\tTrue\n", ROLES_TSV, ARTICLES),
        (ARTICLES_TSV + "a3\therald\n", ROLES_TSV, ARTICLES),
        (ARTICLES_TSV, ROLES_TSV + "a9\tFox\tX\thero\tx\tTrue\tTrue\tTrue\tTrue\tTrue\n", ROLES),
        (ARTICLES_TSV, ROLES_TSV + "a1\tFox\tX\tjester\tx\tTrue\tTrue\tTrue\tTrue\tTrue\n", ROLES),
    ],
)
def test_a_row_that_fits_nowhere_is_rejected(tmp_path, articles, roles, file):
    read_articles, gold, rejects = read(tmp_path, articles, roles)
    assert (len(read_articles), len(gold)) == (2, 2)
    assert rejects[["source_file", "kind"]].to_numpy().tolist() == [[file, "rejected"]]
    assert rejects.loc[0, "place"] == ("line 4" if file == ARTICLES else "line 5")


def test_a_file_that_holds_nothing_gives_nothing(tmp_path):
    articles, gold, _ = read(tmp_path, ARTICLES_TSV.splitlines()[0], "")
    assert articles.empty
    assert gold.empty
    assert {"article_id", "resolution", "hero", "victim_group"} <= set(gold.columns)


def test_a_file_that_is_no_text_is_named(tmp_path):
    with pytest.raises(InputError, match=r"Cannot read .*articles_metadata\.tsv.*zero bytes"):
        read(tmp_path, "\0" * 100)


def test_missing_column_and_missing_file(tmp_path):
    with pytest.raises(
        InputError, match=r"no column 'RE' \(resolution\)\. Its first line has 'id', 'source'"
    ):
        read(tmp_path, ARTICLES_TSV.replace("\tRE\t", "\tR\t"))
    (tmp_path / ARTICLES).write_text(ARTICLES_TSV)
    (tmp_path / ROLES).unlink()
    with pytest.raises(InputError, match=r"There is no 'role_and_frame_annoations\.tsv'"):
        read_narrative_framing(tmp_path)
