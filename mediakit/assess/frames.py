"""Articles, mentions and quotes in, frames out: the cues of a codebook, in whose voice and about whom."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mediakit._core.codebooks import Source, load_codebook
from mediakit._core.execute import track
from mediakit._core.spans import FIELDS, check_spans
from mediakit._core.tables import build_table, check_table
from mediakit.assess.cues import CueMatcher
from mediakit.assess.targets import find_targets
from mediakit.assess.vader import score_vader
from mediakit.assess.voices import cut_stretches, find_voices, voice_columns


def find_frames(
    articles: pd.DataFrame,
    frames: Source = "diplomacy_and_war",
    *,
    mentions: pd.DataFrame | None = None,
    quotes: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Cues of frames in titles and texts, with the voice they are in and the actor they are about.

    A cue points to a frame; it is not the frame. The shipped codebooks are unvalidated: their cards say what
    was looked at.

    Cues are phrases of words. Case does not matter, nor do hyphens, apostrophes and quotation marks between
    the words: "holy war" finds “Holy” war and holy-war. A star inside a word stands for any letters
    ("escalat*"), a star alone for one word. Where cues overlap the longest counts, of equally long ones the
    frame listed first: a character belongs to one cue. A cue does not count where it overlaps a phrase its
    frame excludes, unless it is longer and covers it.

    Parameters
    ----------
    articles : DataFrame
        The articles table; needed are article_id and text.
    frames : str, Path or Codebook, default "diplomacy_and_war"
        A frame codebook: the name of a shipped one, a path to a TOML file, or a Codebook.
    mentions : DataFrame, optional
        The mentions table. Without it the actor is missing.
    quotes : DataFrame, optional
        The quotes table. Without it the voice is missing, not "outlet".

    Returns
    -------
    DataFrame
        The frames table, in the order of the articles, title first. actor is the actor the cue is about,
        never the speaker, and missing where the sentence names none: see `mediakit.assess.targets` for the
        rules, which are for English. direction is the codebook's: "positive" speaks well of the actor. vader
        is the VADER compound of the cue's words alone, -1 to 1, shown because it often says something else.
        weight is the codebook's, above 0.

    Raises
    ------
    CodebookError
        When the codebook cannot be read or holds no frames.
    UnknownNameError
        When there is neither a file nor a shipped codebook of that name.
    TableError
        When a table lacks a column, or its offsets do not fit the articles.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["Critics spoke of a “massive escalation”."]})
    >>> find_frames(articles)[["start", "end", "text", "frame", "direction"]].to_dict("records")
    [{'start': 20, 'end': 38, 'text': 'massive escalation', 'frame': 'escalation', 'direction': 'negative'}]
    """
    codebook = load_codebook(frames, kind="frames")
    articles = check_table(articles, "articles")
    matcher = CueMatcher(codebook.frames)
    rows = []
    texts = zip(articles["article_id"], articles["title"], articles["text"], strict=True)
    for article_id, *fields in track(texts, "frames", len(articles)):
        for field, text in zip(FIELDS, fields, strict=True):
            for start, end, at in matcher.find_cues(text):
                frame = codebook.frames[at]
                rows.append(
                    (
                        article_id,
                        field,
                        start,
                        end,
                        text[start:end],
                        frame.name,
                        frame.weight,
                        frame.direction,
                    )
                )
    names = ["article_id", "field", "start", "end", "text", "frame", "weight", "direction"]
    table = pd.DataFrame(rows, columns=names)
    table["vader"] = _score_cues(table["text"])
    voices = None
    if quotes is not None:
        quotes = check_table(quotes, "quotes")
        check_spans(quotes, articles, "quotes")
        voices = find_voices(table, cut_stretches(quotes))
        table = pd.concat([table, voice_columns(voices)], axis=1)
    if mentions is not None:
        mentions = check_table(mentions, "mentions")
        check_spans(mentions, articles, "mentions")
        table["actor"] = find_targets(table, articles, mentions, voices)
    return build_table("frames", table)


def _score_cues(cues: pd.Series[str]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    codes, distinct = pd.factorize(cues.astype(object))
    scores: np.ndarray[tuple[int], np.dtype[np.float64]] = score_vader(distinct)["compound"].to_numpy()[codes]
    return scores
