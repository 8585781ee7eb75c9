import numpy as np
import pandas as pd
import pytest

from mediakit._core.errors import InputError, TableError
from mediakit.annotate.attributions import find_attributions
from mediakit.annotate.quote_model import QuoteModel
from mediakit.annotate.training import train_quotes
from mediakit.annotate.words import find_words

NAMES = ("Anna Orlova", "The mayor", "She", "Officials", "Mr. Brown")
CLAIMS = ("the bridge was safe", "nine people had died", "taxes would rise", "it was over")


def annotated(n):
    """Articles in a language in which "blorps" introduces speech, with their attributions."""
    rng = np.random.default_rng(0)
    articles, attributions = [], []
    for number in range(n):
        name, claim = rng.choice(NAMES), rng.choice(CLAIMS)
        text = (
            f"The harbour opened at nine.\n\n{name} blorps that {claim}.\n\nNobody came to the {name} hall."
        )
        start = text.index(name)
        cue, content = text.index("blorps"), text.index("that")
        articles.append({"article_id": str(number), "text": text})
        attributions.append(
            {
                "article_id": str(number),
                "source_start": start,
                "source_end": start + len(name),
                "cue_start": cue,
                "cue_end": cue + len("blorps"),
                "content_spans": [[content, content + len(f"that {claim}")]],
            }
        )
    return pd.DataFrame(articles), pd.DataFrame(attributions)


@pytest.fixture(scope="module")
def model():
    return train_quotes(*annotated(150), seed=1)


def test_learns_what_introduces_speech(model):
    text = "The minister blorps that the harbour was closed."
    [[one]] = find_attributions([text], model=model)
    assert text[slice(*one.source)] == "The minister"
    assert text[slice(*one.cue)] == "blorps"
    assert [text[start:end] for start, end in one.content] == ["that the harbour was closed"]


def test_same_input_and_seed_give_the_same_bytes(model, tmp_path):
    again = train_quotes(*annotated(150), seed=1)
    assert model.save(tmp_path / "a.npz").read_bytes() == again.save(tmp_path / "b.npz").read_bytes()


def test_saved_model_finds_the_same(model, tmp_path):
    texts = annotated(20)[0]["text"].tolist()
    loaded = QuoteModel.load(model.save(tmp_path / "a.npz"))
    kept, found = (find_attributions(texts, model=one) for one in (loaded, model))
    assert kept == found


def test_model_holds_numbers_only(model, tmp_path):
    with np.load(model.save(tmp_path / "a.npz"), allow_pickle=False) as stored:
        assert {array.dtype.kind for array in stored.values()} <= set("if")


def test_other_file_is_refused(tmp_path):
    (tmp_path / "a.npz").write_bytes(b"no model")
    with pytest.raises(InputError, match="is no model of quotations"):
        QuoteModel.load(tmp_path / "a.npz")


def test_unknown_article_is_refused():
    articles, attributions = annotated(20)
    with pytest.raises(TableError, match="1 unknown article_id"):
        train_quotes(articles[1:], attributions)


def test_missing_column_is_named():
    articles, attributions = annotated(20)
    with pytest.raises(TableError, match="cue_start"):
        train_quotes(articles, attributions.drop(columns="cue_start"))


def test_words_keep_their_offsets():
    text = "“Yes,” she said."
    words = find_words([text])
    assert [text[a:b] for a, b in zip(words.start, words.end, strict=True)] == [
        "“",
        "Yes",
        ",",
        "”",
        "she",
        "said",
        ".",
    ]
