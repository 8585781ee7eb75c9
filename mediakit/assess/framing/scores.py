"""Articles in, framing out: how likely each frame is in each article, with the sentence that says so most."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

from mediakit._core.errors import InputError, UnknownNameError
from mediakit._core.languages import mark_english
from mediakit._core.resources import resource_path
from mediakit._core.tables import check_table
from mediakit.assess.framing.classifier import FrameClassifier
from mediakit.assess.framing.scoring import score_articles

_SHIPPED = {"generic": "frames_en"}  # the name of a model: its file


def score_frames(articles: pd.DataFrame, model: str | Path | FrameClassifier = "generic") -> pd.DataFrame:
    """How likely each frame is in each article, by a trained model.

    Parameters
    ----------
    articles : DataFrame
        The articles table; needed are article_id and text. A title is read with the text.
    model : str, Path or FrameClassifier, default "generic"
        "generic" knows five frames: "resolution" (a solution, urgent action), "human_interest" (people
        affected, feelings), "conflict" (disagreement, reproach), "moral" (morals, religion) and "economic"
        (gains, losses, costs). Or a `FrameClassifier` of your own, or the file it was saved in.

    Returns
    -------
    DataFrame
        The framing table: a row for each article and frame. score is the probability that coders find the
        frame in the article, 0 to 1; from .5 on the frame counts as present. field, start, end and text are
        the sentence that speaks most for the frame, also where little does; share is its part of all that
        speaks for it, 0 to 1. agreement is how far humans agree on this frame (Krippendorff's alpha), where
        that is known: for "generic" it is not, and missing. Articles without words have no score.

    Warns
    -----
    UserWarning
        When a shipped model meets articles in another language than English: they have no score. An article
        without a language counts as English.

    Raises
    ------
    UnknownNameError
        When there is neither a file nor a shipped model of that name.
    InputError
        When the file is no such model, or the classifier was not fitted.
    TableError
        When the articles table lacks a column.

    Notes
    -----
    "generic" learned from 288 climate articles of US and British outlets, 2017 to 2019. There, in articles
    held back and outlets never on both sides: mean macro-F1 .702, mean AUC .806 over five frames; see
    resources/models/frames_en.md for each. On other topics it was not measured. Scores are calibrated for
    those articles, where the frames are in 41, 10, 64, 10 and 28 of 100: elsewhere compare articles and
    outlets, and do not read the mean as a share.

    The threshold that marks as many articles as coders did is below .5 for some frames. Articles between it
    and .5 are moved to just above .5, those between .5 and a higher one to just below, in the same order; no
    other probability is changed.

    References
    ----------
    Frermann, Li, Khanehzar and Mikolajczak (2023), Conflicts, villains, resolutions: towards models of
    narrative media framing, ACL. Semetko and Valkenburg (2000), Framing European politics, Journal of
    Communication 50(2).

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": [
    ...     "Orlov met Lund on Friday. The new tax will cost companies $5 billion and thousands of jobs."]})
    >>> framing = score_frames(articles).set_index("frame")
    >>> framing.loc["economic", "text"]
    'The new tax will cost companies $5 billion and thousands of jobs.'
    """
    articles = check_table(articles, "articles")
    if isinstance(model, FrameClassifier):
        return model.score(articles)
    if isinstance(model, str) and model in _SHIPPED:
        is_read = mark_english(
            articles,
            articles,
            "article",
            "this model reads English only. Train one with FrameClassifier, or mend the articles' column "
            "language where it is wrong.",
        )
        return score_articles(_load_shipped(model).model, articles, is_read)
    if not isinstance(model, (str, Path)):
        raise InputError(
            f'score_frames got {type(model).__name__} for a model; expected "generic", a FrameClassifier, or '
            "the file of one."
        )
    if not Path(model).exists():
        raise UnknownNameError("model of frames", str(model), _SHIPPED)
    return FrameClassifier.load(model).score(articles)


@cache
def _load_shipped(name: str) -> FrameClassifier:
    return FrameClassifier.load(resource_path("models", f"{_SHIPPED[name]}.npz"))
