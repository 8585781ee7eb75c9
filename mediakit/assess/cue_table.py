"""Articles and a frame codebook in, a row for each cue that counts out, with the cue's rule."""

from __future__ import annotations

import pandas as pd

from mediakit._core.codebooks import Codebook
from mediakit._core.execute import track
from mediakit._core.spans import FIELDS
from mediakit.assess.contexts import Contexts
from mediakit.assess.cues import CueMatcher
from mediakit.assess.voices import Stretches

_COLUMNS = ("article_id", "field", "start", "end", "text", "at_frame", "at_rule")


def find_cue_rows(
    articles: pd.DataFrame,
    codebook: Codebook,
    *,
    mentions: pd.DataFrame | None = None,
    stretches: Stretches | None = None,
    actors: Codebook | None = None,
) -> pd.DataFrame:
    """The cues in titles and texts that count, in the order of the articles, title first.

    Parameters
    ----------
    articles, mentions : DataFrame
        The articles and mentions tables, checked.
    codebook, actors : Codebook
        A codebook of frames; and one of actors, for cues that ask for an actor of a class.
    stretches : dict, optional
        What `cut_stretches` made of the quotes.

    Returns
    -------
    DataFrame
        article_id, field, start, end, text, frame, phrase, weight, direction, and at_rule, the number of the
        cue among all cues of the codebook.

    Raises
    ------
    InputError
        When a cue asks for a context that is not given.
    """
    matcher = CueMatcher(codebook.frames)
    contexts = Contexts(
        matcher.rules, codebook.header.name, mentions=mentions, stretches=stretches, actors=actors
    )
    rows = []
    texts = zip(articles["article_id"], articles["title"], articles["text"], strict=True)
    for article_id, *fields in track(texts, "frames", len(articles)):
        for field, text in zip(FIELDS, fields, strict=True):
            rows += [
                (article_id, field, cue.start, cue.end, text[cue.start : cue.end], cue.frame, cue.rule)
                for cue in matcher.find_cues(text, contexts.of_text(article_id, field, text))
            ]
    table = pd.DataFrame(rows, columns=list(_COLUMNS))
    rules = [matcher.rules[at] for at in table["at_rule"]]
    return table.assign(
        frame=[codebook.frames[at].name for at in table["at_frame"]],
        phrase=[rule.phrase for rule in rules],
        weight=[rule.weight for rule in rules],
        direction=[rule.direction for rule in rules],
    ).drop(columns="at_frame")
