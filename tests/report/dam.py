"""Six short invented articles of three invented outlets, with tables made by hand."""

from types import MappingProxyType

import pandas as pd

from mediakit._core.analysis import Analysis
from mediakit._core.tables import build_table

ARTICLES = [
    ("a1", "The Lantern", "Orlen calls the dam “a sacred duty”", "2031-03-01T08:00Z",
     "“We will finish the dam,” minister Vera Orlen said. She called it “a sacred duty.”\n\n"
     "Tasca accused Orlen of arrogance."),
    ("a2", "The Lantern", "Tasca warns of floods", "2031-03-02T09:30Z",
     "Mayor Ruy Tasca warned that the valley would drown. “It is a battle for our homes,” he said."),
    ("b1", "Harbour Post", "Dam talks fail", "2031-03-01T18:00Z",
     "The talks between Orlen and Tasca failed on Friday. Orlen spoke of “sabotage.”"),
    ("b2", "Harbour Post", "A valley waits", "2031-03-04T07:00Z",
     "Nobody in the valley trusts Orlen. “Promises,” said a farmer."),
    ("c1", "Meridian", "Orlen: dam by spring", "2031-03-01T12:00Z",
     "The dam will stand by spring, Vera Orlen said, praising a “holy battle” against the water."),
    ("c2", "Meridian", "Tasca in the capital", None,
     "Tasca met the minister. The mayor called the talks “useful.”"),
]  # fmt: skip

ORLEN, TASCA = "Vera Orlen", "Ruy Tasca"
OWN, QUOTED = {"voice_kind": "own"}, {"voice_kind": "quoted"}

QUOTES = [
    ("a1", "title", "a sacred duty", "q1", "Orlen", ORLEN, "calls", "direct", True),
    ("a1", "text", "We will finish the dam,", "q2", "minister Vera Orlen", ORLEN, "said", "direct", True),
    ("a1", "text", "a sacred duty.", "q3", "She", ORLEN, "called", "mixed", True),
    ("a2", "text", "the valley would drown", "q1", "Mayor Ruy Tasca", TASCA, "warned", "indirect", False),
    ("a2", "text", "It is a battle for our homes,", "q2", "he", TASCA, "said", "direct", True),
    ("b1", "text", "sabotage.", "q1", "Orlen", ORLEN, "spoke", "mixed", True),
    ("b2", "text", "Promises,", "q1", "a farmer", None, "said", "direct", True),
    ("c1", "text", "The dam will stand by spring", "q1", "Vera Orlen", ORLEN, "said", "indirect", False),
    ("c1", "text", "holy battle", "q2", "Vera Orlen", ORLEN, "praising", "mixed", True),
    ("c2", "text", "useful.", "q1", "The mayor", TASCA, "called", "mixed", True),
]  # fmt: skip

MENTIONS = [
    ("a1", "title", "Orlen", ORLEN, -0.1),
    ("a1", "text", "Vera Orlen", ORLEN, 0.2),
    ("a1", "text", "Tasca", "Ruy Tasca", -0.4),
    ("a2", "text", "Ruy Tasca", TASCA, -0.2),
    ("b1", "text", "Orlen", ORLEN, -0.5),
    ("b1", "text", "Tasca", "Ruy Tasca", -0.3),
    ("b2", "text", "Orlen", ORLEN, -0.7),
    ("c1", "text", "Vera Orlen", ORLEN, 0.6),
    ("c2", "text", "Tasca", "Ruy Tasca", 0.3),
]

FRAMES = [
    ("a1", "title", "sacred duty", "sacralisation", "positive", 0.0, "Vera Orlen"),
    ("a1", "text", "sacred duty", "sacralisation", "positive", 0.0, "Vera Orlen"),
    ("a2", "text", "battle", "war", "negative", -0.38, "Ruy Tasca"),
    ("c1", "text", "holy battle", "sacralisation", "positive", -0.38, "Vera Orlen"),
]


ALIGNMENTS = [
    ("a1-q2", "The Lantern", "a1", "a1-q2", "full", [], 1.0, ORLEN),
    ("a1-q2", "Meridian", "c1", "c1-q1", "paraphrase", [], 0.0, ORLEN),
    ("a1-q2", "Harbour Post", "b1", None, "absent", [], 0.0, ORLEN),
    ("a2-q2", "The Lantern", "a2", "a2-q2", "full", [], 1.0, TASCA),
    ("a2-q2", "Meridian", "c1", "c1-q2", "trimmed", [0, 7, 15, 28], 1 / 6, TASCA),
]


def make_articles(rows=ARTICLES):
    columns = ["article_id", "outlet", "title", "published", "text"]
    return build_table("articles", pd.DataFrame(rows, columns=columns).assign(language="en", author="N. N."))


def find_span(articles, article_id, field, words):
    """The span of the first place where the words stand in a field of an article."""
    text = articles.set_index("article_id").loc[article_id, field]
    start = text.index(words)
    return {
        "article_id": article_id,
        "field": field,
        "start": start,
        "end": start + len(words),
        "text": words,
    }


def make_analysis(articles=None, **tables):
    """The analysis of the six articles; tables given replace those made by hand."""
    articles = make_articles() if articles is None else articles
    known = set(articles["article_id"])
    made = {
        "quotes": [
            {
                **find_span(articles, article_id, field, words),
                "quote_id": f"{article_id}-{quote_id}",
                "speaker": speaker,
                "actor": actor,
                "cue": cue,
                "kind": kind,
                "in_marks": in_marks,
                "use": "speech",
                "confidence": 0.9,
            }
            for article_id, field, words, quote_id, speaker, actor, cue, kind, in_marks in QUOTES
            if article_id in known
        ],
        "mentions": [
            {**find_span(articles, article_id, field, words), "actor": actor, "form": "name"}
            for article_id, field, words, actor, _ in MENTIONS
            if article_id in known
        ],
        "sentiment": [
            {
                **find_span(articles, article_id, field, words),
                "actor": actor,
                "score": score,
                "label": "negative" if score < 0 else "positive",
                "voice": "outlet",
                "voice_kind": "own",
                "method": "news",
                "vader": -0.25,
            }
            for article_id, field, words, actor, score in MENTIONS
            if article_id in known
        ],
        "frames": [
            {
                **find_span(articles, article_id, field, words),
                "frame": frame,
                "direction": direction,
                "vader": vader,
                "actor": None,
                "voice": voice,
                "voice_kind": "quoted",
                "weight": 1.0,
            }
            for article_id, field, words, frame, direction, vader, voice in FRAMES
            if article_id in known
        ],
        "alignments": [
            {
                "statement_id": statement_id,
                "outlet": outlet,
                "article_id": article_id,
                "quote_id": quote_id,
                "status": status,
                "cut_spans": cut_spans,
                "share": share,
                "speaker": speaker,
                "n_quotes": int(quote_id is not None),
            }
            for statement_id, outlet, article_id, quote_id, status, cut_spans, share, speaker in ALIGNMENTS
            if article_id in known
        ],
        "estimates": [
            estimate("sentiment", "mean", "The Lantern", 0.05, -0.3, 0.4, 1, actor=ORLEN, **OWN),
            estimate("sentiment", "mean", "Harbour Post", -0.6, None, None, 2, actor=ORLEN, **OWN),
            estimate("sentiment", "mean", "Meridian", 0.6, 0.2, 0.8, 1, actor=ORLEN, **OWN),
            estimate("sentiment", "mean", "The Lantern", -0.3, -0.5, 0.1, 2, actor=TASCA, **OWN),
            estimate("frames", "share", "The Lantern", 0.5, 0.1, 0.9, 2, frame="sacralisation", **QUOTED),
            estimate("frames", "share", "Harbour Post", 0.0, 0.0, 0.7, 2, frame="sacralisation", **QUOTED),
            estimate("quotes", "word_share", "The Lantern", 0.6, 0.3, 0.8, 2, actor=ORLEN),
            estimate("quotes", "word_share", "Meridian", 0.8, 0.4, 0.9, 2, actor=ORLEN),
        ],
        "contrasts": [
            {
                "scores": "sentiment",
                "actor": "Vera Orlen",
                "voice_kind": "own",
                "group_a": "Harbour Post",
                "group_b": "Meridian",
                "measure": "mean",
                "difference": -1.2,
                "low": -1.6,
                "high": -0.7,
                "p": 0.004,
                "p_adjusted": 0.012,
                "family_size": 3,
                "n_a": 2,
                "n_b": 1,
                "effect": -1.9,
            }
        ],
        "files": [
            {"source_file": "lantern.csv", "source_format": "csv", "n_records": 3, "n_rejected": 1}
        ],
        "rejects": [
            {"source_file": "lantern.csv", "place": "line 4", "reason": "no text", "remedy": "fill it"}
        ],
        "copies": [
            {"article_id": "a1", "group_id": "g", "origin": True, "kind": "wire", "share": 0.0},
            {"article_id": "b1", "group_id": "g", "origin": False, "kind": "wire", "share": 0.6},
        ],
    }  # fmt: skip
    settings = {
        "title": "The dam",
        "sample": True,
        "by": "outlet",
        "seed": 7,
        "packages": {"python": "3.x", "pandas": "2.x"},
        "actors": None,
        "frames": {
            "name": "dams",
            "source": "invented for the tests",
            "validation": "unvalidated",
            "frames": [
                {"name": "sacralisation", "definition": "presents it as holy", "direction": "positive"}
            ],
        },
    }
    built = {name: build_table(name, rows) for name, rows in {**made, **tables}.items()}
    return Analysis(articles=articles, **built, settings=MappingProxyType(settings))


def estimate(scores, measure, outlet, value, low, high, n_articles, **group):
    return {
        "scores": scores,
        "measure": measure,
        "outlet": outlet,
        "estimate": value,
        "low": low,
        "high": high,
        "n_articles": n_articles,
        "n": n_articles,
        "method": "95% interval",
        **group,
    }
