"""Tables made by hand from a text in plain sight: each surface form is looked up in it."""

import re

import pandas as pd


def make_articles(text, title="", article_id="a"):
    return pd.DataFrame({"article_id": [article_id], "title": [title], "text": [text]})


def make_mentions(articles, actors):
    """A mention at each occurrence of each surface form; longer forms first, none inside another."""
    rows = []
    for article_id, title, text in articles[["article_id", "title", "text"]].itertuples(index=False):
        for field, words in (("title", title), ("text", text)):
            forms = "|".join(re.escape(form) for form in sorted(actors, key=len, reverse=True))
            rows += [
                {
                    "article_id": article_id,
                    "field": field,
                    "start": match.start(),
                    "end": match.end(),
                    "text": match.group(),
                    "actor": actors[match.group()],
                    "form": "name" if match.group()[0].isupper() else "pronoun",
                }
                for match in re.finditer(rf"\b(?:{forms})\b", words)
            ]
    columns = ["article_id", "field", "start", "end", "text", "actor", "form"]
    return pd.DataFrame(rows, columns=columns)


def make_quotes(articles, *quotes):
    """A row for each (words, actor) or (words, actor, more columns); in marks unless said otherwise."""
    rows = []
    for at, (words, actor, *more) in enumerate(quotes):
        for row in articles.itertuples():
            for field in ("title", "text"):
                start = getattr(row, field).find(words)
                if start >= 0:
                    rows.append(
                        {
                            "quote_id": f"q{at}",
                            "article_id": row.article_id,
                            "field": field,
                            "start": start,
                            "end": start + len(words),
                            "text": words,
                            "in_marks": True,
                            "use": "speech",
                            "actor": actor,
                            **(more[0] if more else {}),
                        }
                    )
    return pd.DataFrame(rows)
