"""Articles coded by their user in; a classifier that scores such frames in other articles out."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from mediakit._core.errors import InputError, UnknownNameError
from mediakit._core.model_files import read_model, refuse_model, write_model
from mediakit._core.tables import check_table
from mediakit._core.wording import plural
from mediakit.assess.framing.codes import read_codes
from mediakit.assess.framing.features import describe_articles, describe_words
from mediakit.assess.framing.fitting import fit_model
from mediakit.assess.framing.frame_model import FrameModel
from mediakit.assess.framing.scoring import score_articles
from mediakit.assess.framing.top_words import COLUMNS, rank_words
from mediakit.assess.framing.validation import Coded, find_groups, rate_frames
from mediakit.assess.framing.wordcounts import count_words

_FORMAT = 1
_KIND, _TRAINER = "frames", "FrameClassifier().fit"
_FEW = 50
_SHARES = (0.25, 0.5, 0.75, 1.0)  # of the articles to learn from, in a learning curve
_WAYS = ("outlet", "article")
_TOP_KINDS = {"frame": "U", "word": "U", "weight": "f4", "n_articles": "i8"}


class FrameClassifier:
    """Scores of frames, learned from articles that you coded.

    A logistic regression for each frame looks at an article's words, at the mean of their vectors and at the
    rates of some forty classes of words. Its features are the same as those of the shipped model; classes and
    vectors are English, words are of any language.

    Parameters
    ----------
    name : str, default "own"
        What the column `model` of the scores says.
    agreement : mapping, optional
        Frame: human agreement, such as the alpha of `compare_coders`. Shown beside each score.
    seed : int, default 0
        Of the folds that calibration, cross-validation and learning curve draw.

    Examples
    --------
    >>> texts = ["The mother wept for her child."] * 30 + ["The bank raised prices by $5."] * 30
    >>> articles = pd.DataFrame({"article_id": [f"a{n}" for n in range(60)], "text": texts})
    >>> codes = pd.DataFrame({"article_id": articles["article_id"], "human": [1] * 30 + [0] * 30})
    >>> classifier = FrameClassifier().fit(articles, codes)
    >>> new = pd.DataFrame({"article_id": ["n"], "text": ["It rained. Her child wept."]})
    >>> classifier.score(new)[["frame", "text"]].to_dict("records")
    [{'frame': 'human', 'text': 'Her child wept.'}]
    """

    def __init__(
        self, *, name: str = "own", agreement: Mapping[str, float] | None = None, seed: int = 0
    ) -> None:
        self.name = name
        self.agreement = dict(agreement or {})
        self.seed = seed
        self._model: FrameModel | None = None
        self._coded: Coded | None = None
        self._top = pd.DataFrame(columns=COLUMNS)

    def __repr__(self) -> str:
        if self._model is None:
            return f"FrameClassifier(name={self.name!r}, not fitted)"
        return f"FrameClassifier(name={self.name!r}, frames={list(self._model.frames)})"

    def fit(
        self, articles: pd.DataFrame, codes: pd.DataFrame, *, frames: Sequence[str] | None = None
    ) -> FrameClassifier:
        """Learn from coded articles.

        Parameters
        ----------
        articles : DataFrame
            The articles table; needed are article_id and text. With outlets given, calibration never has the
            same outlet on both sides.
        codes : DataFrame
            A row an article: article_id, and a column for each frame with 1 or 0 (True or False, yes or no);
            nothing where it was not coded.
        frames : sequence of str, optional
            The columns that are frames; all but article_id when not given.

        Returns
        -------
        FrameClassifier
            Itself.

        Raises
        ------
        InputError
            When no article is coded, or fewer than five have a frame or lack it.
        TableError
            When a column is missing, a code is neither yes nor no, or an article has two rows of codes.

        Warns
        -----
        UserWarning
            When fewer than 50 articles are coded.
        """
        chosen, values, names = read_codes(articles, codes, frames)
        if len(chosen) < _FEW:
            warnings.warn(
                f"Only {plural(len(chosen), 'coded article')}: scores will be rough. learning_curve() shows "
                "whether more would help, cross_validate() how far to trust these.",
                UserWarning,
                stacklevel=2,
            )
        counted = count_words(chosen)
        facts = describe_words(counted.words)
        features = describe_articles(counted, facts)
        coded = Coded(features, values, find_groups(chosen), names)
        model = fit_model(features, values, names, coded.groups, seed=self.seed, name=self.name)
        agreement = np.array([self.agreement.get(frame, np.nan) for frame in names], float)
        self._model, self._coded = replace(model, agreement=agreement), coded
        self._top = rank_words(self._model, features, counted, facts)
        return self

    def score(self, articles: pd.DataFrame) -> pd.DataFrame:
        """Score other articles.

        Parameters
        ----------
        articles : DataFrame
            The articles table; needed are article_id and text.

        Returns
        -------
        DataFrame
            The framing table, as `score_frames` gives it; articles of any language are scored.

        Raises
        ------
        InputError
            When the classifier was not fitted.
        """
        model = self._need_model()
        articles = check_table(articles, "articles")
        return score_articles(model, articles, np.ones(len(articles), bool))

    def cross_validate(self, *, by: str = "outlet") -> pd.DataFrame:
        """How well articles are scored that were not learned from: five parts are held back in turn.

        Weights, calibration and threshold are learned without the part that is scored.

        Parameters
        ----------
        by : {"outlet", "article"}, default "outlet"
            "outlet": no outlet is in two parts. With fewer than five outlets articles are drawn singly, and
            the note says so. "article": drawn singly.

        Returns
        -------
        DataFrame
            A row a frame: frame, n_learned (articles learned from, on average), n_articles, n_present (coded
            so), f1 (mean of the F1 of present and of absent, 0 to 1), f1_of_none (the same for always saying
            what is more frequent), auc (.5 is chance), precision and recall (of present), mean_score,
            mean_code, note.

        Raises
        ------
        InputError
            When the classifier was loaded from a file, which holds no articles, or not fitted.
        UnknownNameError
            When `by` is neither of the two.
        """
        if by not in _WAYS:
            raise UnknownNameError("way of cross-validation", by, _WAYS)
        return rate_frames(self._need_coded(), by_outlet=by == "outlet", seed=self.seed)

    def learning_curve(self) -> pd.DataFrame:
        """How well the parts held back are scored after learning from a quarter, half and all of the rest.

        Returns
        -------
        DataFrame
            A row for a share and frame: share, then the columns of `cross_validate`. f1 and auc are missing
            where too few articles with a frame were drawn. Where the last quarter still helps, code more.

        Raises
        ------
        InputError
            As for `cross_validate`.
        """
        coded = self._need_coded()
        parts = [rate_frames(coded, by_outlet=True, seed=self.seed, share=share) for share in _SHARES]
        return pd.concat(parts, keys=_SHARES, names=["share"]).reset_index("share").reset_index(drop=True)

    def top_features(self, n: int = 20) -> pd.DataFrame:
        """The words that speak most for and against each frame in the coded articles.

        Parameters
        ----------
        n : int, default 20
            Words for each frame and as many against it, 100 at most.

        Returns
        -------
        DataFrame
            frame, word, weight (what the word adds to the decision on an article that has it, on average;
            above 0 for the frame), n_articles (that have it, three at least). Empty for a model saved without
            words.
        """
        self._need_model()
        by_frame = self._top.groupby("frame", sort=False)["weight"]
        is_top = by_frame.rank(method="first", ascending=False) <= n
        is_low = by_frame.rank(method="first") <= n
        return self._top[is_top | is_low].reset_index(drop=True)

    def save(self, path: str | Path, *, words: bool = True) -> Path:
        """Write the model as an .npz file of plain arrays.

        Parameters
        ----------
        path : str or Path
            The file.
        words : bool, default True
            Keep the words of `top_features`, up to 200 a frame, which are words of your articles. All other
            weights are of hashed words. The articles and their codes are never in the file.

        Returns
        -------
        Path
            The file. The same articles, codes and seed give the same bytes on the same machine.
        """
        arrays = self._need_model().to_arrays()
        top = self._top if words else self._top.iloc[:0]
        arrays |= {f"top_{name}": top[name].to_numpy(kind) for name, kind in _TOP_KINDS.items()}
        return write_model(path, arrays, _FORMAT)

    @classmethod
    def load(cls, path: str | Path) -> FrameClassifier:
        """Read a model that `save` wrote.

        Raises
        ------
        InputError
            When the file is no such model, or one of another format.
        """
        arrays = read_model(path, _KIND, _TRAINER, _FORMAT)
        try:
            model = FrameModel.from_arrays(arrays)
            top = pd.DataFrame({name: arrays[f"top_{name}"] for name in COLUMNS})
        except (ValueError, KeyError, TypeError) as error:
            raise refuse_model(path, _KIND, _TRAINER, error) from error
        loaded = cls(
            name=model.name, agreement=dict(zip(model.frames, model.agreement.tolist(), strict=True))
        )
        loaded._model, loaded._top = model, top.astype({"frame": object, "word": object})
        return loaded

    @property
    def model(self) -> FrameModel:
        """The fitted model."""
        return self._need_model()

    def _need_model(self) -> FrameModel:
        if self._model is None:
            raise InputError("This FrameClassifier has not been fitted. Call fit(articles, codes) first.")
        return self._model

    def _need_coded(self) -> Coded:
        self._need_model()
        if self._coded is None:
            raise InputError(
                "This FrameClassifier was loaded from a file, which holds no coded articles. "
                "Fit it again to cross-validate it."
            )
        return self._coded
