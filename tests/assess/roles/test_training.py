import numpy as np
import pandas as pd
import pytest

from mediakit._core.errors import InputError, TableError
from mediakit.assess.roles.features import count_features
from mediakit.assess.roles.model import RoleModel, load_shipped
from mediakit.assess.roles.score import score_roles
from mediakit.assess.roles.training import train_roles

SENTENCES = {
    "antagonist": "{} bombed the village on Monday.",
    "innocent": "{} was wounded in the village on Monday.",
    "protagonist": "{} rescued people of the village on Monday.",
    None: "{} is on the road to the village since Monday.",
}


def make_coded(n, with_none=True):
    texts, rows = [], []
    for number in range(n):
        for role, sentence in SENTENCES.items():
            if role is None and not with_none:
                continue
            name = f"Lund{'abcdefghij'[number % 10]}{number}"
            rows.append((f"a{len(texts)}", "text", 0, len(name), name, name, role))
            texts.append(sentence.format(name))
    articles = pd.DataFrame({"article_id": [f"a{n}" for n in range(len(texts))], "text": texts})
    columns = ["article_id", "field", "start", "end", "text", "actor", "role"]
    return articles, pd.DataFrame(rows, columns=columns)


def test_learned_roles_are_found_again():
    articles, mentions = make_coded(12)
    model = train_roles(articles, mentions)
    roles = score_roles(articles, mentions.drop(columns="role"), model=model)
    best = roles.loc[roles.groupby("article_id", sort=False)["score"].idxmax()].set_index("article_id")
    expected = mentions.set_index("article_id")["role"].dropna()
    assert best.loc[expected.index, "role"].tolist() == expected.tolist()
    cast = roles.groupby("article_id", sort=False)["score"].sum()
    assert cast[mentions["role"].isna().to_numpy()].max() < cast[mentions["role"].notna().to_numpy()].min()


def test_without_actors_that_have_no_role_every_actor_has_one():
    articles, mentions = make_coded(12, with_none=False)
    roles = score_roles(articles, mentions, model=train_roles(articles, mentions))
    assert roles.groupby("article_id")["score"].sum().min() > 0.99


def test_the_same_input_gives_the_same_file(tmp_path):
    coded = make_coded(12)
    files = [train_roles(*coded).save(tmp_path / f"{n}.npz").read_bytes() for n in range(2)]
    assert files[0] == files[1]


def test_a_saved_model_is_the_same_to_three_digits(tmp_path):
    model = train_roles(*make_coded(12))
    read = RoleModel.load(model.save(tmp_path / "model.npz"))
    np.testing.assert_allclose(read.weights, model.weights, atol=1e-3)


def test_a_weight_counts():
    articles, mentions = make_coded(12)
    heavy = mentions.assign(weight=np.where(mentions["role"] == "innocent", 9.0, 1.0))
    assert train_roles(articles, heavy).bias[2] != train_roles(articles, mentions).bias[2]


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        (lambda m: m.drop(columns="role"), TableError, "role"),
        (lambda m: m.assign(role="hero"), TableError, "Unknown role 'hero'"),
        (lambda m: m[:8], InputError, "at least 30"),
        (lambda m: m.assign(role="innocent"), InputError, "none with 'antagonist'"),
        (lambda m: pd.concat([m, m.assign(role="innocent")]), TableError, "two roles"),
    ],
)
def test_what_cannot_be_learned_from_is_refused(change, error, words):
    articles, mentions = make_coded(12)
    with pytest.raises(error, match=words):
        train_roles(articles, change(mentions))


def test_the_shipped_model_fits_the_shipped_lexicon():
    assert load_shipped().weights.shape == (count_features(), 3)
