"""Articles and quotes in; the same statement across outlets, run, trimmed, reworded or absent, out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit._core.errors import InputError, TableError
from mediakit._core.tables import build_table, check_table, get_table
from mediakit.compare.collation import Match, Statements, find_statements
from mediakit.compare.events.similar import find_coverage
from mediakit.compare.versions import Versions, find_words, read_versions

_FULL = 0.05  # share of a statement's words that may be missing or changed in a full version


def align_quotes(
    articles: pd.DataFrame,
    quotes: pd.DataFrame,
    *,
    days: float = 3,
    min_words: int = 4,
    min_similarity: float = 0.25,
) -> pd.DataFrame:
    """Find the same statement across outlets: who ran it in full, trimmed or reworded it, or left it out.

    A statement is known by its fullest version inside quotation marks. Other attributions of the same speaker
    within `days` are versions of it when they have its words in runs, or most of its words in some form.
    Speakers are the same when their actors are, or the words of one name are among those of the other; an
    attribution without a known speaker counts when it has at least eight words in a row. Case, marks,
    apostrophes, ellipses and insertions in square brackets do not count.

    Parameters
    ----------
    articles : DataFrame
        The articles the quotes were found in, those without quotes included: absence needs them.
    quotes : DataFrame
        The quotes table; speech only is aligned. Without a column `in_marks` all stretches count as marked.
    days : float, default 3
        How far apart versions may be published. Articles without a date are aligned with each other only.
    min_words : int, default 4
        Shorter attributions are left out.
    min_similarity : float, default 0.25
        Cosine of the leading words of two articles from which both tell of the same event, 0 to 1.

    Returns
    -------
    DataFrame
        The alignments table, a row for each statement and outlet, in the order the statements appeared:

        - statement_id: the quote_id of the fullest version; outlet; quote_id: the outlet's fullest version.
        - status: "full" (all words of the fullest version in marks, one in twenty may be missing or changed),
          "trimmed" (a part in marks), "paraphrase" (a candidate: its words without marks, or others with the
          same meaning, such as another translation), "absent" (the outlet told of the event without it).
        - words_cut: words of the fullest version that the outlet lacks, stretches joined by " … "; missing
          for paraphrase and absent. cut_spans: where they stand in its text, the stretches of the attribution
          joined by a space: start and end of each, in turn.
        - text: the outlet's words, its stretches joined.
        - speaker; article_id: the article with the version, or the one that told of the event without it;
          share: share of the statement's words the outlet has in marks, 0 to 1; n_quotes: its versions.

        An outlet is absent only when one of its articles, published from the day of the statement's first
        version on and within `days` of an article with it, tells of the same event. A statement that one
        outlet ran, and no other could have, has one row.

    Raises
    ------
    TableError
        When a table lacks a column, or a quote_id is in two articles.
    InputError
        When an option cannot be used.

    Notes
    -----
    On planted cases (trimmed by half, ellipsis, changed marks and case, other translations, indirect speech;
    against them other speakers, other times and other statements on the same topic) pairs of versions are
    found with a precision of at least .98 and a recall of at least .95; tests/compare/test_planted.py.

    Examples
    --------
    >>> articles = pd.DataFrame({
    ...     "article_id": ["a", "b"], "outlet": ["Post", "Times"], "published": "2024-11-01",
    ...     "text": ["“We will stay in the valley until it rains,” Ama Boru said.",
    ...              "Ama Boru said they “will stay in the valley”."]})
    >>> quotes = pd.DataFrame({
    ...     "quote_id": ["a-0", "b-0"], "article_id": ["a", "b"], "field": "text", "start": [1, 20],
    ...     "end": [43, 43], "speaker": "Ama Boru",
    ...     "text": ["We will stay in the valley until it rains,", "will stay in the valley"]})
    >>> align_quotes(articles, quotes)[["outlet", "words_cut", "status"]]
      outlet            words_cut   status
    0   Post                          full
    1  Times  We … until it rains  trimmed
    """
    _check_options(days, min_words, min_similarity)
    articles = check_table(articles, "articles")
    quotes = _check_quotes(quotes, articles)
    versions = read_versions(articles, quotes)
    statements = find_statements(versions, days, min_words)
    if not statements.references:
        return build_table("alignments", [])
    ran, members = _list_ran(versions, statements), _list_members(versions, statements)
    covered = find_coverage(articles[articles["outlet"] != ""], days, min_similarity)
    absent = _find_absent(ran, members, covered)
    first = members.groupby("statement_id")["published"].min()
    aligned = build_table("alignments", pd.concat([ran, absent], ignore_index=True))
    aligned["first"] = aligned["statement_id"].map(first)
    aligned = aligned.sort_values(["first", "statement_id", "outlet"], kind="stable", ignore_index=True)
    return aligned[get_table("alignments").names]


def _check_options(days: float, min_words: int, min_similarity: float) -> None:
    if not days > 0:
        raise InputError(f"days is {days!r}; expected a number above 0, such as 3.")
    if min_words < 2:
        raise InputError(f"min_words is {min_words!r}; expected at least 2: one word is no statement.")
    if not 0 < min_similarity <= 1:
        raise InputError(f"min_similarity is {min_similarity!r}; expected a number above 0 and at most 1.")


def _check_quotes(quotes: object, articles: pd.DataFrame) -> pd.DataFrame:
    checked = check_table(quotes, "quotes")
    if isinstance(quotes, pd.DataFrame) and "in_marks" not in quotes.columns:
        checked["in_marks"] = True
    unknown = checked.loc[~checked["article_id"].isin(articles["article_id"]), "article_id"]
    if len(unknown):
        raise TableError(
            f"The quotes table has {unknown.nunique()} article_id that the articles table lacks, such as "
            f"{unknown.iloc[0]!r}. Pass the articles the quotes were found in."
        )
    places = checked.drop_duplicates(["quote_id", "article_id"])
    repeated = places.loc[places["quote_id"].duplicated(), "quote_id"]
    if len(repeated):
        raise TableError(
            f"The quotes table has {len(repeated)} quote_id in more than one article, such as "
            f"{repeated.iloc[0]!r}. Each attribution needs its own; put the article_id before it."
        )
    return checked


def _list_ran(versions: Versions, statements: Statements) -> pd.DataFrame:
    """A row for each statement and outlet that has a version of it."""
    table = versions.table
    outlets, texts = table["outlet"].tolist(), table["text"].tolist()
    rows = []
    for reference, links in zip(statements.references, statements.links, strict=True):
        n_words = int(versions.marks(reference).sum())
        whole = Match(verbatim=True, covered=np.ones(n_words, dtype=bool), own_share=1.0)
        by_outlet = {outlets[reference]: [(reference, whole)]}
        for version, match in sorted(links.items()):
            by_outlet.setdefault(outlets[version], []).append((version, match))
        for found in by_outlet.values():
            main, status, covered = _judge(found)
            text = texts[reference]
            spans = _find_cuts(versions, reference, text, covered) if status != "paraphrase" else []
            cut = " … ".join(text[start:end] for start, end in spans) if status != "paraphrase" else None
            places = [place for span in spans for place in span]
            rows.append((reference, main, status, cut, places, float(covered.mean()), len(found)))
    names = ["reference", "main", "status", "words_cut", "cut_spans", "share", "n_quotes"]
    ran = pd.DataFrame(rows, columns=names)
    fullest = table.iloc[ran["reference"].astype(int)].reset_index(drop=True)
    own = table.iloc[ran["main"].astype(int)].reset_index(drop=True)
    return ran.assign(
        statement_id=fullest["quote_id"],
        speaker=fullest["speaker"],
        **{name: own[name] for name in ("outlet", "quote_id", "article_id", "text")},
    )


def _judge(found: Sequence[tuple[int, Match]]) -> tuple[int, str, NDArray[np.bool_]]:
    """The fullest of an outlet's versions, the status of all together, and the words they have in marks."""
    main, best = max(found, key=lambda one: (one[1].verbatim, int(one[1].covered.sum()), -one[0]))
    if not best.verbatim:
        return main, "paraphrase", np.zeros_like(best.covered)
    covered: NDArray[np.bool_] = np.any([match.covered for _, match in found if match.verbatim], axis=0)
    missing = len(covered) - int(covered.sum())
    return main, "full" if missing <= _FULL * len(covered) else "trimmed", covered


def _find_cuts(
    versions: Versions, reference: int, text: str, covered: NDArray[np.bool_]
) -> list[tuple[int, int]]:
    """Where the stretches of a reference's marked words stand that are not covered."""
    if covered.all():
        return []
    spans = np.array(find_words(text), dtype=np.int64).reshape(-1, 2)[versions.marks(reference)]
    missing = np.flatnonzero(~covered)
    stretches = np.split(missing, np.flatnonzero(np.diff(missing) > 1) + 1)
    return [(int(spans[part[0], 0]), int(spans[part[-1], 1])) for part in stretches]


def _list_members(versions: Versions, statements: Statements) -> pd.DataFrame:
    """Each statement with the articles that have a version of it, and when they were published."""
    members = [
        (reference, version)
        for reference, links in zip(statements.references, statements.links, strict=True)
        for version in (reference, *links)
    ]
    reference, version = np.array(members, dtype=np.int64).reshape(-1, 2).T
    found = versions.table[["article_id", "published"]].iloc[version].reset_index(drop=True)
    return found.assign(statement_id=versions.table["quote_id"].to_numpy()[reference])


def _find_absent(ran: pd.DataFrame, members: pd.DataFrame, covered: pd.DataFrame) -> pd.DataFrame:
    """A row for each statement and outlet that told of the event, after it was made, without any version."""
    first = members.groupby("statement_id")["published"].min().dt.floor("D").rename("first").reset_index()
    could = members.drop(columns="published").merge(covered, on="article_id").merge(first, on="statement_id")
    late = could["other_published"].isna() | (could["other_published"] >= could["first"])
    could = could[late].sort_values(["similarity", "other_id"], ascending=[False, True], kind="stable")
    could = could.drop(columns="article_id").rename(
        columns={"other_outlet": "outlet", "other_id": "article_id"}
    )
    could = could.drop_duplicates(["statement_id", "outlet"])
    speakers = ran.drop_duplicates("statement_id")[["statement_id", "speaker"]]
    marked = could.merge(ran[["statement_id", "outlet"]], how="left", indicator=True)
    absent = marked[marked["_merge"] == "left_only"].merge(speakers, on="statement_id")
    return absent.assign(status="absent", share=0.0, n_quotes=0)
