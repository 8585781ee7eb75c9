"""The whole way once: articles in; mentions, quotations, scores and comparisons out, in one object."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from mediakit._core.analysis import Analysis
from mediakit._core.codebooks import Source, load_codebook
from mediakit._core.provenance import describe_models, describe_run
from mediakit._core.tables import check_columns
from mediakit.acquire.copying.copies import find_copies
from mediakit.acquire.corpus import Corpus, as_corpus
from mediakit.annotate.mentions import find_mentions
from mediakit.annotate.quotes import find_quotes
from mediakit.assess.frames import find_frames
from mediakit.assess.framing.scores import score_frames
from mediakit.assess.roles.score import score_roles
from mediakit.assess.sentiment import score_sentiment
from mediakit.assess.stance import score_stance
from mediakit.compare.design import Design
from mediakit.compare.overview import align_outlets, check_by, compare_all

# What the stages below carry, by the table they make: the run records the hashes.
_MODELS = {
    "quotes": "models/quotes_en.npz",
    "sentiment": "models/sentiment_en.npz",
    "framing": "models/frames_en.npz",
    "roles": "models/roles_en.npz",
    "stance": "lexicons/en/stance.tsv",
}
_COPIES = {"min_share": 0.3}


def analyze(
    corpus: Corpus | pd.DataFrame | str | Path,
    *,
    actors: Source | None = None,
    frames: Source = "diplomacy_and_war",
    by: str = "outlet",
    design: Design | None = None,
    title: str = "",
    sample: bool = False,
    seed: int = 0,
) -> Analysis:
    """Go the whole way: find actors and quotations, score sentiment and frames, compare groups.

    Parameters
    ----------
    corpus : Corpus, DataFrame, str or Path
        What `read_corpus` returned, an articles table, or a path to read.
    actors : str, Path or Codebook, optional
        Codebook of actors; without one, actors are taken as found.
    frames : str, Path or Codebook, default "diplomacy_and_war"
        Codebook of frames.
    by : str, default "outlet"
        Column of the articles whose values are compared.
    design : Design, optional
        How comparisons are made.
    title : str, optional
        Title of the report.
    sample : bool, default False
        True says in the report that outlets, articles and most persons are invented.
    seed : int, default 0
        Seed of everything that chance touches.

    Returns
    -------
    Analysis
        All tables. `estimates` and `contrasts` hold several comparisons, told apart by the column `scores`
        and the columns of their cells: sentiment (mean by actor and voice), frames (rate per 1,000 words by
        frame and voice; share of articles by actor, frame and voice), quotes (share of the quoted words by
        speaker), framing (share of articles by frame), roles (mean probability by actor and role, in the
        outlet's own words) and stance (mean over all speakers); actors are those that most articles mention
        or quote. Where the articles span enough time, `estimates` also has mentions (share of articles) and
        sentiment by actor and period. `sensitivity` has the contrasts once more, with one article of each
        group of copies and with the outlets' own words alone. `alignments` has the same statements across
        outlets, where there are two.

    Raises
    ------
    MediakitError
        When the input, a codebook or a column cannot be used.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({
    ...     "article_id": ["a", "b"], "outlet": ["Post", "Times"],
    ...     "text": ["Mayor Iva Toll called it a “holy battle”.", "“We stay,” said Mayor Iva Toll."]})
    >>> analyze(articles).quotes[["text", "kind", "actor"]]
              text    kind     actor
    0         it a   mixed  Iva Toll
    1  holy battle   mixed  Iva Toll
    2     We stay,  direct  Iva Toll
    """
    corpus = as_corpus(corpus)
    articles = corpus.articles
    check_columns(articles, [by], "The articles table")
    check_by(by)
    actor_codebook = None if actors is None else load_codebook(actors, "actors")
    frame_codebook = load_codebook(frames, "frames")

    tables = {}
    tables["mentions"] = find_mentions(articles, actor_codebook)
    tables["quotes"] = find_quotes(articles, tables["mentions"])
    tables["copies"] = find_copies(articles, **_COPIES)
    tables["sentiment"] = score_sentiment(articles, tables["mentions"], tables["quotes"])
    tables["frames"] = find_frames(
        articles,
        frame_codebook,
        mentions=tables["mentions"],
        quotes=tables["quotes"],
        actors=actor_codebook,
    )
    tables["framing"] = score_frames(articles)
    tables["roles"] = score_roles(articles, tables["mentions"], tables["quotes"])
    tables["stance"] = score_stance(tables["quotes"])
    tables["alignments"] = align_outlets(articles, tables["quotes"])
    compared = compare_all(articles, tables, by=by, design=design, seed=seed)

    return Analysis(
        articles=articles,
        rejects=corpus.rejects,
        files=corpus.files,
        **tables,
        estimates=compared.estimates,
        contrasts=compared.contrasts,
        sensitivity=compared.sensitivity,
        settings=describe_run(
            articles,
            actor_codebook,
            frame_codebook,
            title=title,
            sample=sample,
            by=by,
            seed=seed,
            design=design or Design(),
            copies=dict(_COPIES),
            models=describe_models(_MODELS),
            note=compared.note,
        ),
    )
