import numpy as np
import pandas as pd
import pytest
from assess.framing.coded import make_coded

from mediakit._core.errors import InputError, UnknownNameError
from mediakit._core.spans import check_spans
from mediakit.assess.framing.classifier import FrameClassifier


@pytest.fixture(scope="module")
def fitted():
    return FrameClassifier(agreement={"people": 0.8}).fit(*make_coded())


@pytest.fixture(scope="module")
def new():
    return pd.DataFrame(
        {
            "article_id": ["p", "m", "o"],
            "title": ["", "Prices", ""],
            "text": ["Orlov met Lund. A mother wept.", "Banks cut jobs.", "The road runs north."],
        }
    )


def test_scores_tell_frames_and_point_to_the_sentence(fitted, new):
    table = fitted.score(new)
    check_spans(table, new, "framing")
    scores = table.pivot(index="article_id", columns="frame", values="score")
    assert scores.idxmax().to_dict() == {"people": "p", "money": "m"}
    assert (scores.loc["o"] < 0.5).all()
    row = table.set_index(["article_id", "frame"]).loc[("p", "people")]
    assert (row["text"], row["agreement"], row["model"]) == ("A mother wept.", 0.8, "own")
    assert 0.5 < row["share"] <= 1
    assert table.loc[table["frame"] == "money", "agreement"].isna().all()


def test_input_is_not_changed_and_the_same_input_gives_the_same(fitted, new):
    before = new.copy()
    articles, codes = make_coded()
    again = FrameClassifier(agreement={"people": 0.8}).fit(articles, codes)
    pd.testing.assert_frame_equal(fitted.score(new), again.score(new))
    pd.testing.assert_frame_equal(new, before)


def test_saved_and_loaded_scores_alike(fitted, new, tmp_path):
    loaded = FrameClassifier.load(fitted.save(tmp_path / "own.npz"))
    before, after = fitted.score(new), loaded.score(new)
    pd.testing.assert_frame_equal(before.drop(columns="score"), after.drop(columns="score"), rtol=1e-2)
    np.testing.assert_allclose(before["score"], after["score"], atol=0.01)
    pd.testing.assert_frame_equal(fitted.top_features(), loaded.top_features(), check_dtype=False, rtol=1e-5)
    assert fitted.save(tmp_path / "again.npz").read_bytes() == (tmp_path / "own.npz").read_bytes()


def test_a_file_without_words_holds_none(fitted, tmp_path):
    path = fitted.save(tmp_path / "own.npz", words=False)
    assert FrameClassifier.load(path).top_features().empty
    with np.load(path) as stored:
        texts = [str(stored[name].tolist()) for name in stored.files if stored[name].dtype.kind == "U"]
    assert not any("mother" in text for text in texts)


def test_a_file_without_articles_cannot_be_validated(fitted, tmp_path):
    loaded = FrameClassifier.load(fitted.save(tmp_path / "own.npz"))
    with pytest.raises(InputError, match="holds no coded articles"):
        loaded.cross_validate()


def test_a_file_of_another_kind_is_refused(tmp_path):
    (tmp_path / "no.npz").write_text("no model")
    with pytest.raises(InputError, match="no model of frames"):
        FrameClassifier.load(tmp_path / "no.npz")


@pytest.mark.parametrize("part", [slice(0, 0), slice(0, 900)])
def test_a_file_cut_short_is_refused(fitted, tmp_path, part):
    path = fitted.save(tmp_path / "own.npz")
    path.write_bytes(path.read_bytes()[part])
    with pytest.raises(InputError, match="no model of frames"):
        FrameClassifier.load(path)


def test_a_damaged_file_is_refused(fitted, tmp_path):
    path = fitted.save(tmp_path / "own.npz")
    data = bytearray(path.read_bytes())
    data[2000:2100] = b"x" * 100
    path.write_bytes(data)
    with pytest.raises(InputError, match="no model of frames"):
        FrameClassifier.load(path)


def test_top_features_are_words_of_the_frame(fitted):
    top = fitted.top_features(3)
    assert top.groupby("frame").size().to_dict() == {"people": 6, "money": 6}
    people = top[top["frame"] == "people"]
    assert {"her", "house", "mother", "family", "child", "he", "girl", "brother"} & set(people["word"][:3])
    assert people["weight"].is_monotonic_decreasing
    assert (top["n_articles"] >= 3).all()


def test_what_was_not_fitted_says_so():
    with pytest.raises(InputError, match="not been fitted"):
        FrameClassifier().score(make_coded()[0])


def test_few_articles_are_warned_of():
    with pytest.warns(UserWarning, match=r"Only 30 coded articles.*learning_curve"):
        FrameClassifier().fit(*make_coded(30))


def test_cross_validation_by_outlet_and_by_article(fitted):
    table = fitted.cross_validate().set_index("frame")
    assert table.loc["people", "f1"] > 0.9
    assert table["note"].eq("").all()
    assert table.loc["people", "f1_of_none"] < 0.4
    singly = fitted.cross_validate(by="article")
    assert singly["note"].str.contains("drawn singly").all()
    with pytest.raises(UnknownNameError):
        fitted.cross_validate(by="date")


def test_without_outlets_the_note_says_so():
    articles, codes = make_coded()
    table = FrameClassifier().fit(articles.drop(columns="outlet"), codes).cross_validate()
    assert table["note"].str.contains("fewer than 5 outlets").all()


def test_learning_curve_rises_with_the_articles_learned_from(fitted):
    curve = fitted.learning_curve()
    people = curve[curve["frame"] == "people"]
    assert people["share"].tolist() == [0.25, 0.5, 0.75, 1.0]
    assert people["n_learned"].is_monotonic_increasing
    assert people["f1"].iloc[-1] > 0.9


def test_words_never_seen_are_no_numbers_out_of_nothing(fitted):
    unseen = pd.DataFrame({"article_id": ["u", "m"], "text": ["Xyzzyq qwrtzk. Plugh kwakk.", "!!"]})
    with np.errstate(all="raise"):
        table = fitted.score(unseen)
    assert table[["score", "share"]].notna().all(axis=None)


def test_codes_that_words_do_not_tell_mark_nothing():
    """Rare codes drawn by lot: where nothing can be learned, not every article has the frame."""
    rng = np.random.default_rng(0)
    words = [f"word{number}" for number in range(300)]
    texts = [" ".join(rng.choice(words, 30)) for _ in range(100)]
    articles = pd.DataFrame({"article_id": [f"a{number}" for number in range(100)], "text": texts})
    codes = pd.DataFrame({"article_id": articles["article_id"], "lot": (rng.random(100) < 0.1).astype(int)})
    classifier = FrameClassifier().fit(articles, codes)
    assert classifier.model.slope[0] == 0  # what this is about
    assert classifier.score(articles)["score"].max() < 0.5


def test_a_place_that_cannot_be_written_is_named(fitted, tmp_path):
    with pytest.raises(InputError, match="Cannot write to"):
        fitted.save(tmp_path / "none" / "own.npz")
