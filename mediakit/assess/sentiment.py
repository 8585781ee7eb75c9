"""Articles, mentions and quotes in, sentiment out: the tone toward each mentioned actor, voice by voice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import compress
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit._core.codebooks import Source
from mediakit._core.errors import InputError, UnknownNameError
from mediakit._core.languages import mark_english
from mediakit._core.spans import check_spans
from mediakit._core.tables import build_table, check_table
from mediakit.assess.news import score_passages
from mediakit.assess.news_model import NewsModel
from mediakit.assess.passages import Passage, cut_passages, find_sentences_of
from mediakit.assess.terms import Terms, read_terms
from mediakit.assess.vader import score_with_terms
from mediakit.assess.voices import cut_stretches, find_voices, voice_columns

# VADER's own thresholds on the compound (Hutto and Gilbert 2014).
_VADER_THRESHOLD = 0.05

_Scored = tuple[npt.NDArray[np.float64], npt.NDArray[np.str_]]
_Method = Callable[[Sequence[Passage], Terms | None, NewsModel | None], _Scored]


def score_sentiment(
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    quotes: pd.DataFrame | None = None,
    *,
    method: str = "news",
    lexicon: Source | None = None,
    model: NewsModel | str | Path | None = None,
) -> pd.DataFrame:
    """Tone toward the actor of each mention, in the words of one voice of its sentence.

    What is scored is the mention's sentence. Where quotes are given, the sentence is cut at the edges of the
    quotations, and only the pieces in the mention's own voice are scored, joined by a blank: the words of the
    outlet and of a speaker are never mixed, nor those of two speakers. Words a speaker says inside marks and
    words the outlet reports of the same speaker count as one voice; quotations without a known speaker are
    a voice each.

    Parameters
    ----------
    articles : DataFrame
        The articles table; needed are article_id and text.
    mentions : DataFrame
        The mentions table, found in these articles.
    quotes : DataFrame, optional
        The quotes table. Without it whole sentences are scored, and the voice is missing, not "outlet".
    method : {"news", "vader"}, default "news"
        "news" is a model trained on news sentences coded for the tone toward a person named in them. Its
        score is P(positive) - P(negative), its label the most probable one.
        "vader" is the VADER compound of the words scored, with its own thresholds of ±0.05 for the label.
        It knows nothing of the target: two actors in one sentence and voice get the same score. It is a
        baseline, and stands in the column vader whatever the method.
    lexicon : str, Path or Codebook, optional
        Terms of your field, which extend and override what the method knows: a codebook of frames, shipped
        ("news_terms") or your own. An entry's direction and weight are the valence of its cues, from 0 to 4
        (VADER has 1.9 for "good", 3.1 for "great"); cues of a neutral entry count for nothing. Terms inside
        the mention itself are left alone. The column method then ends in the codebook's name:
        "news+news_terms".
    model : NewsModel, str or Path, optional
        What `train_sentiment` made of other sentences, or the file it was saved in, in place of the model
        that method="news" carries.

    Returns
    -------
    DataFrame
        The sentiment table, one row a mention, in the order of the mentions. score is without unit, from -1
        (negative toward the actor) to 1 (positive); sentence_start and sentence_end are those of the whole
        sentence, also where only a part of it was scored. vader is VADER's compound of the words scored,
        without your lexicon.

    Warns
    -----
    UserWarning
        When articles are in another language than English, with the number of mentions in them. These keep
        their rows and voices; score, label, method and vader are missing. An article without a language
        counts as English.

    Raises
    ------
    UnknownNameError
        When no method or shipped lexicon has this name.
    InputError
        When a model is given to a method that has none, a file is no model, or the lexicon has a weight
        above 4.
    TableError
        When a table lacks a column, or the mentions' offsets do not fit the articles.

    Notes
    -----
    "news" reads up to 24 words before and 23 behind the mention, and not the name itself. With quotes, the
    cue belongs to whoever speaks: in "Orlov accused Lund of fraud" the words toward Lund in Orlov's voice are
    "accused Lund of fraud". Validation, macro-F1 over three labels on NewsMTSC (US news, the tone toward a
    person, whole sentences, gold targets): .728 on a fifth of the training part held back, .762 and .679 on
    the two development parts. Its probabilities are calibrated on such sentences, whose targets are negative,
    neutral and positive in 38, 35 and 27 of 100 cases. Who blames is scored too low beside who is blamed, and
    targets named like a Republican are labelled right more often (.75) than like a Democrat (.68): compare
    outlets on the same person. See resources/models/sentiment_en.md.

    "vader": macro-F1 .513 on the test sentences of NewsMTSC, and it orders outlets by mean tone no better
    than chance. It is a baseline to compare with, not a measure of tone.

    From mentions to outlets: `compare_groups(sentiment, articles, within=["actor", "voice_kind"])` takes the
    mean over an article's mentions, then over articles, so that a long article counts once; rows without a
    score are left out, and counted in its note. Keep voice_kind among the cells: what an outlet says of an
    actor and what it lets others say are two measures. The share of mentions in marks without a known
    speaker is ``sentiment["voice_kind"].eq("unresolved").mean()``.

    References
    ----------
    Hamborg and Donnay (2021), NewsMTSC: a dataset for (multi-)target-dependent sentiment classification in
    political news articles, EACL. Hutto and Gilbert (2014), VADER, ICWSM.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["Ada Lund won a great victory."]})
    >>> mentions = pd.DataFrame({"article_id": ["a"], "field": ["text"], "start": [0], "end": [8],
    ...                          "text": ["Ada Lund"], "actor": ["Ada Lund"]})
    >>> score_sentiment(articles, mentions)[["actor", "label", "vader"]].to_dict("records")
    [{'actor': 'Ada Lund', 'label': 'positive', 'vader': 0.8316}]
    """
    if method not in METHODS:
        raise UnknownNameError("method of score_sentiment", method, METHODS)
    terms = None if lexicon is None else read_terms(lexicon)
    learned = NewsModel.load(model) if isinstance(model, (str, Path)) else model
    articles = check_table(articles, "articles")
    mentions = check_table(mentions, "mentions")
    check_spans(mentions, articles, "mentions")
    table = mentions[["article_id", "field", "start", "end", "text", "actor"]]
    sentences = find_sentences_of(table, articles)
    table = table.assign(
        sentence_start=[start for _, start, _ in sentences], sentence_end=[end for _, _, end in sentences]
    )
    if quotes is None:
        passages = cut_passages(table, sentences)
    else:
        quotes = check_table(quotes, "quotes")
        check_spans(quotes, articles, "quotes")
        stretches = cut_stretches(quotes)
        voices = find_voices(table, stretches)
        passages = cut_passages(table, sentences, stretches, voices, with_cues=method == "news")
        table = pd.concat([table, voice_columns(voices)], axis=1)
    is_read = mark_english(
        table,
        articles,
        "mention",
        "tone is scored in English only. Rows without a score are left out of means; where that is wrong, "
        "mend the articles' column language.",
    )
    passages = list(compress(passages, is_read))
    score, label = METHODS[method](passages, terms, learned)
    scored = pd.DataFrame(
        {
            "score": score,
            "label": label,
            "method": method if terms is None else f"{method}+{terms.name}",
            "vader": _score_texts([passage.text for passage in passages]),
        },
        index=table.index[is_read],
    )
    return build_table("sentiment", table.join(scored))


def _score_by_vader(passages: Sequence[Passage], terms: Terms | None, model: NewsModel | None) -> _Scored:
    if model is not None:
        raise InputError('method="vader" takes no model, but one was given. Use method="news".')
    words = [passage.text for passage in (passages if terms is None else terms.replace(passages))]
    score = _score_texts(words, {} if terms is None else terms.valences)
    label = np.where(
        score >= _VADER_THRESHOLD, "positive", np.where(score <= -_VADER_THRESHOLD, "negative", "neutral")
    )
    return score, label


def _score_texts(
    texts: Sequence[str], valences: Mapping[str, float] | None = None
) -> npt.NDArray[np.float64]:
    """VADER's compound of each text; mentions share sentences, and each distinct text is scored once."""
    codes, distinct = pd.factorize(pd.Series(texts, dtype=object))
    return score_with_terms(distinct, valences or {})["compound"].to_numpy()[codes]


METHODS: Mapping[str, _Method] = {"news": score_passages, "vader": _score_by_vader}
