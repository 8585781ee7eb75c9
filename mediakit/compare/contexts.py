"""Articles and phrases or spans in; each place with the words around it (keyword in context) out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from mediakit._core.errors import InputError, TableError
from mediakit._core.phrases import JOINT, WORD, Gap, Part, parse_phrase
from mediakit._core.tables import build_table, check_columns, check_table

_SPAN = ["article_id", "field", "start", "end"]
_A_WORD, _A_JOINT = f"(?:{WORD.pattern})", f"(?:{JOINT.pattern})"
_LONGEST = 40  # characters that a word of a context may have on average


def find_contexts(
    articles: pd.DataFrame,
    phrases: str | Sequence[str] | pd.DataFrame,
    *,
    n_words: int = 8,
) -> pd.DataFrame:
    """List every place of a phrase, or of the spans of a table, with the words around it (KWIC).

    Parameters
    ----------
    articles : DataFrame
        The articles table; headline and body are searched.
    phrases : str, list of str or DataFrame
        Phrases in the syntax of frame codebooks: ``win*`` any word that begins so, ``*`` one word, ``*{0,3}``
        up to three words, ``[win]`` any form of the English word; upper and lower case are alike. Or any
        table of spans: mentions, quotes, frames, sentiment.
    n_words : int, default 8
        Words before and behind; a context does not go beyond its paragraph.

    Returns
    -------
    DataFrame
        The contexts table, a row for each place, in the order of articles, field and start: article_id,
        outlet, field, start, end, before, text, after, phrase (that found it; missing for spans). Of
        overlapping places of one phrase the first counts.

    Raises
    ------
    InputError
        When a phrase could never match, or n_words is below 0.
    TableError
        When a table of spans lacks columns or points outside of its article.

    Examples
    --------
    >>> articles = pd.DataFrame({
    ...     "article_id": ["a"], "outlet": "Post", "text": "It was a holy battle, she said."})
    >>> find_contexts(articles, "holy *", n_words=2)[["before", "text", "after"]].to_numpy().tolist()
    [['was a', 'holy battle', ', she said.']]
    """
    articles = check_table(articles, "articles")
    if isinstance(n_words, bool) or not isinstance(n_words, int) or n_words < 0:
        raise InputError(f"n_words is {n_words!r}; expected a whole number of at least 0.")
    if isinstance(phrases, pd.DataFrame):
        found = _check_spans(phrases, articles)
    else:
        found = _search(articles, [phrases] if isinstance(phrases, str) else list(phrases))
    outlets = articles.set_index("article_id")["outlet"]
    texts = {field: articles.set_index("article_id")[field].to_dict() for field in ("title", "text")}
    rows = []
    for row in found.to_dict("records"):
        text = texts[row["field"]][row["article_id"]]
        before, after = _around(text, row["start"], row["end"], n_words)
        rows.append({**row, "text": text[row["start"] : row["end"]], "before": before, "after": after})
    table = pd.DataFrame(rows, columns=[*_SPAN, "phrase", "text", "before", "after"])
    return build_table("contexts", table.assign(outlet=table["article_id"].map(outlets)))


def _search(articles: pd.DataFrame, phrases: list[str]) -> pd.DataFrame:
    patterns = [(phrase, _compile(phrase)) for phrase in phrases]
    rows: list[dict[str, Any]] = []
    for article_id, title, text in zip(
        articles["article_id"], articles["title"], articles["text"], strict=True
    ):
        for field, content in (("title", title), ("text", text)):
            places = [
                {"start": match.start(), "end": match.end(), "phrase": phrase}
                for phrase, pattern in patterns
                for match in pattern.finditer(content)
            ]
            places.sort(key=lambda place: (place["start"], place["end"]))
            rows += [{"article_id": article_id, "field": field, **place} for place in places]
    return pd.DataFrame(rows, columns=[*_SPAN, "phrase"])


def _compile(phrase: str) -> re.Pattern[str]:
    """A regular expression that finds a phrase in running text."""
    try:
        forms = parse_phrase(phrase)
    except ValueError as error:
        raise InputError(f"The phrase {phrase!r} cannot be searched: {error}.") from error
    if not forms or not forms[0]:
        raise InputError(f"The phrase {phrase!r} has no words to search for.")
    # Longer forms first: "won" must not stand for "wonder", and of two forms the longer one is meant.
    alternatives = sorted(("".join(_pieces(parts)) for parts in forms), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)


def _pieces(parts: tuple[Part, ...]) -> Iterator[str]:
    """The expression of each part; what joins it to the next stands with it."""
    for at, part in enumerate(parts):
        joint = _A_JOINT if at < len(parts) - 1 else ""
        if isinstance(part, Gap):
            if part.most == 1 and part.least == 1:
                yield _A_WORD + joint
            else:
                yield f"(?:{_A_WORD}{joint}){{{part.least},{part.most}}}?"
        else:
            yield r"\w*".join(re.escape(piece) for piece in re.split(r"\*+", part)) + joint


def _check_spans(spans: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    check_columns(spans, _SPAN, "The table of spans")
    found = spans[_SPAN].assign(article_id=spans["article_id"].map(str), phrase=None)
    columns = ("title", "text")
    lengths = {
        (article_id, field): len(content)
        for article_id, *contents in articles[["article_id", *columns]].itertuples(index=False)
        for field, content in zip(columns, contents, strict=True)
    }
    places = pd.MultiIndex.from_frame(found[["article_id", "field"]])
    length = places.map(lambda place: lengths.get(place, -1)).to_numpy()
    if (length < 0).any():
        example = found.loc[length < 0, "article_id"].iloc[0]
        raise TableError(
            f"The table of spans has {int((length < 0).sum())} rows of articles or fields that the articles "
            f"table lacks, such as {example!r}. Pass the articles it was made from."
        )
    outside = ~((found["start"] >= 0) & (found["start"] <= found["end"]) & (found["end"] <= length))
    if outside.any():
        row = found[outside].iloc[0]
        raise TableError(
            f"The span {row['start']} to {row['end']} lies outside of the {row['field']} of the article "
            f"{row['article_id']!r}. Pass the articles the spans were made from, unchanged."
        )
    order = found["article_id"].map({key: at for at, key in enumerate(articles["article_id"])})
    return found.assign(order=order).sort_values(["order", "field", "start"], ascending=[True, False, True])


def _around(text: str, start: int, end: int, n_words: int) -> tuple[str, str]:
    """The words before and behind a span of a text, within its paragraph; marks at its edges come on top."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    reach = _LONGEST * (n_words + 1)
    before = text[max(first, start - reach) : start]
    after = text[end : min(last if last >= 0 else len(text), end + reach)]
    n_before = n_words + (before[-1:].strip() != "")
    n_after = n_words + (after[:1].strip() != "")
    return " ".join(before.split()[-n_before:] if n_before else []), " ".join(after.split()[:n_after])
