"""Articles, mentions and quotes in, frames out: the cues of a codebook, in whose voice and about whom."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mediakit._core.codebooks import Source, load_codebook
from mediakit._core.spans import check_spans
from mediakit._core.tables import build_table, check_table
from mediakit.assess.cue_table import find_cue_rows
from mediakit.assess.targets import find_targets
from mediakit.assess.vader import score_vader
from mediakit.assess.voices import cut_stretches, find_voices, voice_columns


def find_frames(
    articles: pd.DataFrame,
    frames: Source = "diplomacy_and_war",
    *,
    mentions: pd.DataFrame | None = None,
    quotes: pd.DataFrame | None = None,
    actors: Source | None = None,
) -> pd.DataFrame:
    """Cues of frames in titles and texts, with the voice they are in and the actor they are about.

    A cue points to a frame; it is not the frame. The cards of the shipped codebooks say how often their cues
    were right where somebody who had not written them judged hits drawn at random.

    Cues are phrases of words. Case does not matter, nor do hyphens, apostrophes and quotation marks between
    the words: "holy war" finds “Holy” war and holy-war. A phrase ends at a comma, a stop and a line's end.

    ============== ===================================================================================
    in a cue       stands for
    ============== ===================================================================================
    ``escalat*``   any word that begins so; the star may stand anywhere in a word
    ``*``          one word of any kind
    ``*{0,4}``     up to four words: ``attribute* *{0,4} to``
    ``[win]``      any form of the English word: win, wins, winning, won
    ============== ===================================================================================

    A cue can be a table instead of a phrase, which says where it counts:

    ===================================== ==============================================================
    in ``{ phrase = "silence", … }``      the cue counts
    ===================================== ==============================================================
    ``only_in = ["silence of"]``          in one of these phrases, of which its own words alone are found
    ``exclude = ["radio silence"]``       in none of these phrases
    ``with = ["troops", "war*"]``         where one of these stands beside it in the same sentence
    ``without = ["prayer*"]``             where none of these does
    ``near = ["state"], within = 8``      where an actor of that class ("actor" for any) is named at
                                          most eight words away in the same sentence
    ``voices = ["quoted", "unresolved"]`` inside quotation marks; ``["own", "reported"]``: outside
    ===================================== ==============================================================

    `weight` and `direction` are this cue's own. A frame can have the same keys (not `only_in`), for all its
    cues.

    Where cues overlap the longest counts, of equally long ones the frame listed first: a character belongs to
    one cue. A cue does not count where it overlaps a phrase its frame excludes, unless it is longer and
    covers it; a cue that is not in the context it asks for stands in no other's way.

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
    actors : str, Path or Codebook, optional
        The codebook of actors the mentions were found with; needed for cues that ask for an actor of a class.

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
    InputError
        When a cue asks for a context that is not given.
    TableError
        When a table lacks a column, or its offsets do not fit the articles.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["Critics spoke of a “massive escalation”."]})
    >>> find_frames(articles)[["start", "end", "text", "frame", "direction"]].to_dict("records")
    [{'start': 20, 'end': 38, 'text': 'massive escalation', 'frame': 'escalation', 'direction': 'negative'}]
    """
    codebook = load_codebook(frames, kind="frames")
    actor_codebook = None if actors is None else load_codebook(actors, kind="actors")
    articles = check_table(articles, "articles")
    if quotes is not None:
        quotes = check_table(quotes, "quotes")
        check_spans(quotes, articles, "quotes")
    if mentions is not None:
        mentions = check_table(mentions, "mentions")
        check_spans(mentions, articles, "mentions")
    stretches = None if quotes is None else cut_stretches(quotes)
    table = find_cue_rows(
        articles, codebook, mentions=mentions, stretches=stretches, actors=actor_codebook
    ).drop(columns=["phrase", "at_rule"])
    table["vader"] = _score_cues(table["text"])
    voices = None
    if stretches is not None:
        voices = find_voices(table, stretches)
        table = pd.concat([table, voice_columns(voices)], axis=1)
    if mentions is not None:
        table["actor"] = find_targets(table, articles, mentions, voices)
    return build_table("frames", table)


def _score_cues(cues: pd.Series[str]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    codes, distinct = pd.factorize(cues.astype(object))
    scores: np.ndarray[tuple[int], np.dtype[np.float64]] = score_vader(distinct)["compound"].to_numpy()[codes]
    return scores
