"""Every figure of the package, drawn from small invented tables."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import combinations, product

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from mediakit.plot.contrast_plot import contrasts, sensitivity
from mediakit.plot.feature_bars import top_features
from mediakit.plot.fingerprint import frame_fingerprint
from mediakit.plot.forest_plot import intervals
from mediakit.plot.funnel import ingest_funnel
from mediakit.plot.heat_map import heatmap
from mediakit.plot.stacked_bars import voice_share
from mediakit.plot.statement_matrix import quote_matrix
from mediakit.plot.strip import article_strip
from mediakit.plot.time_line import timeline
from mediakit.plot.word_bars import keyness

_OUTLETS = ("Coast Herald", "Morning Post", "The Dravia Times", "Valley Echo")
_ACTORS = ("Iva Toll", "Government of Dravia", "Harbour Union")
_FRAMES = ("threat", "escalation", "restraint", "victimhood", "inaction")
_WORDS = "regime strike bridge toll freedom order neighbours threat calm talks".split()


def gallery() -> dict[str, Axes]:
    """Draw every figure once, from invented tables, to choose one or to see a style.

    Returns
    -------
    dict of str to matplotlib Axes
        By name of the function of `mediakit.plot`, in alphabetical order.

    Examples
    --------
    >>> import matplotlib
    >>> matplotlib.use("agg")
    >>> list(gallery())[:3]
    ['article_strip', 'contrasts', 'frame_fingerprint']
    """
    return {name: draw(ax=None) for name, draw in drawings().items()}


def drawings() -> dict[str, Callable[..., Axes]]:
    """The figures of the gallery by name, to be drawn on Axes."""
    quotes, articles = _make_article()
    files, copies = _make_files()
    return {
        "article_strip": partial(article_strip, quotes, articles, "a"),
        "contrasts": partial(contrasts, _make_contrasts().query("copies == 'all'")),
        "frame_fingerprint": partial(frame_fingerprint, _make_estimates("share", frame=_FRAMES)),
        "heatmap": partial(heatmap, _make_voices()),
        "ingest_funnel": partial(ingest_funnel, files, copies=copies),
        "intervals": partial(intervals, _make_estimates("mean", actor=_ACTORS)),
        "keyness": partial(keyness, _make_words()),
        "quote_matrix": partial(quote_matrix, _make_statements()),
        "sensitivity": partial(sensitivity, _make_contrasts()),
        "timeline": partial(timeline, _make_weeks(), events=_make_events()),
        "top_features": partial(top_features, _make_features()),
        "voice_share": partial(voice_share, _make_estimates("word_share", actor=_ACTORS)),
    }


def _make_voices() -> pd.DataFrame:
    """Means of each outlet and actor in the outlet's own words, and in those of the people it quotes."""
    own = _make_estimates("mean", actor=_ACTORS).assign(voice_kind="own")
    quoted = own.assign(
        voice_kind="quoted", estimate=-0.7 * own["estimate"], n_articles=own["n_articles"] + 2
    )
    return pd.concat([own, quoted], ignore_index=True)


def _make_estimates(measure: str, **within: tuple[str, ...]) -> pd.DataFrame:
    """An estimate for each outlet and value; one in nine rests on too few articles."""
    ((column, values),) = within.items()
    rows = []
    for at, (outlet, value) in enumerate(product(_OUTLETS, values)):
        few = at % 9 == 7
        size = ((7 * at) % 11) / 10
        estimate = {"mean": 0.8 * size - 0.4, "word_share": 0.25 * size}.get(measure, 0.6 * size)
        least = -1.0 if measure == "mean" else 0.0
        rows.append(
            {
                "outlet": outlet,
                column: value,
                "measure": measure,
                "n_articles": 3 if few else 20 + at,
                "n": 30 + 2 * at,
                "estimate": estimate,
                "low": np.nan if few else max(estimate - 0.12, least),
                "high": np.nan if few else estimate + 0.14,
                "method": "95% of an invented sample",
                "note": "too few articles (n = 3 < 5)" if few else "",
            }
        )
    return pd.DataFrame(rows)


def _make_weeks() -> pd.DataFrame:
    """Twenty weeks of each outlet; one outlet pauses, and one week in nine has too few articles."""
    weeks = pd.date_range("2024-01-01", periods=20, freq="7D").strftime("%Y-%m-%d")
    parts = []
    for at, outlet in enumerate(_OUTLETS):
        level = 0.2 * at - 0.3 + 0.08 * np.sin(np.arange(20) + at)
        few = (np.arange(20) + at) % 9 == 4
        parts.append(
            pd.DataFrame(
                {
                    "period": weeks,
                    "outlet": outlet,
                    "measure": "mean",
                    "n_articles": np.where(few, 3, 14 - at),
                    "estimate": level,
                    "low": np.where(few, np.nan, level - 0.07),
                    "high": np.where(few, np.nan, level + 0.07),
                    "method": "95% of an invented sample",
                    "note": np.where(few, "too few articles (n = 3 < 5)", ""),
                }
            ).drop(index=range(8, 11) if at == 1 else [])
        )
    return pd.concat(parts, ignore_index=True)


def _make_events() -> pd.DataFrame:
    return pd.DataFrame({"date": ["2024-02-08", "2024-04-10"], "label": ["bridge closes", "strike ends"]})


def _make_words() -> pd.DataFrame:
    ratio = np.linspace(2.4, -2.1, len(_WORDS))
    return pd.DataFrame(
        {
            "outlet": _OUTLETS[2],
            "word": _WORDS,
            "n": np.round(20 * 2**ratio).astype(int) + 4,
            "n_rest": 60,
            "n_articles": np.arange(12, 12 + len(_WORDS)),
            "g2": 9 * ratio,
            "log_ratio": ratio,
            "p_adjusted": np.where(np.abs(ratio) > 1, 0.01, 0.3),
        }
    )


def _make_contrasts() -> pd.DataFrame:
    """Differences of each pair of outlets for two actors, under each choice of articles among copies."""
    rows = []
    for at, (actor, (one, other)) in enumerate(product(_ACTORS[:2], combinations(_OUTLETS[:3], 2))):
        for choice, copies in enumerate(("all", "one_per_group", "own_words")):
            difference = 0.34 - 0.13 * at - 0.05 * choice * (at % 3)
            half = 0.16 + 0.02 * choice
            rows.append(
                {
                    "actor": actor,
                    "group_a": one,
                    "group_b": other,
                    "measure": "mean",
                    "copies": copies,
                    "difference": difference,
                    "low": difference - half,
                    "high": difference + half,
                    "p_adjusted": 0.01 if abs(difference) > 1.1 * half else 0.3,
                    "n_a": 34 - 6 * choice + at,
                    "n_b": 29 - 4 * choice,
                    "method": "95% of an invented sample",
                }
            )
    table = pd.DataFrame(rows)
    told_apart = table["p_adjusted"] < 0.05
    pairs = told_apart.groupby([table["actor"], table["group_a"], table["group_b"]])
    return table.assign(told_apart=told_apart, sensitive=pairs.transform("nunique") > 1)


def _make_features() -> pd.DataFrame:
    """The words that an invented classifier goes by."""
    words = {
        "conflict": "clash strike blame rivals threat talks",
        "economic": "toll prices harbour trade budget",
        "human_interest": "mother neighbours home fear old",
    }
    return pd.DataFrame(
        [
            {
                "frame": frame,
                "word": word,
                "weight": 0.9 - 0.14 * at - 0.05 * len(frame) / 8,
                "n_articles": 41 - 5 * at,
            }
            for frame, told in words.items()
            for at, word in enumerate(told.split())
        ]
    )


def _make_statements() -> pd.DataFrame:
    """Three statements that outlets ran, cut, reworded and left out."""
    said = {
        "s1": ("Iva Toll", "The bridge stays open, whatever the neighbours say."),
        "s2": ("Harbour Union", "Nobody asked the dockers before the toll was raised."),
        "s3": ("Government of Dravia", "Calm is the first duty of all sides."),
    }
    statuses = ("full", "trimmed", "paraphrase", "absent")
    rows = []
    for number, (statement, (speaker, text)) in enumerate(said.items()):
        for at, outlet in enumerate(_OUTLETS):
            status = statuses[(at + number) % 4]
            rows.append(
                {
                    "statement_id": statement,
                    "outlet": outlet,
                    "quote_id": statement if status == "full" else None if status == "absent" else f"{at}",
                    "status": status,
                    "share": {"full": 1.0, "trimmed": 0.4}.get(status, 0.0),
                    "speaker": speaker,
                    "text": None if status == "absent" else text,
                }
            )
    return pd.DataFrame(rows)


def _make_files() -> tuple[pd.DataFrame, pd.DataFrame]:
    files = pd.DataFrame(
        {
            "source_file": ["export.txt", "pages.warc.gz"],
            "n_records": [420, 1130],
            "n_read": [418, 690],
            "n_rejected": [2, 440],
            "n_doubts": [5, 31],
        }
    )
    copies = pd.DataFrame(
        {
            "article_id": [f"a{i}" for i in range(240)],
            "group_id": "g",
            "origin": [i % 3 == 0 for i in range(240)],
        }
    )
    return files, copies


def _make_article() -> tuple[pd.DataFrame, pd.DataFrame]:
    """An article of three paragraphs with the words of two speakers."""
    text = (
        "The old bridge was closed on Monday. It stays open, whatever they say, Iva Toll said.\n\n"
        "The dockers were not asked, according to the Harbour Union. A strike was announced.\n\n"
        "On Friday the talks went on. Calm is our duty, Toll said, and left."
    )
    spans = [
        ("It stays open, whatever they say", True, "Iva Toll"),
        ("The dockers were not asked", False, "Harbour Union"),
        ("Calm is our duty", True, "Iva Toll"),
    ]
    rows = [
        {
            "quote_id": str(at),
            "article_id": "a",
            "field": "text",
            "start": text.index(words),
            "end": text.index(words) + len(words),
            "text": words,
            "in_marks": in_marks,
            "actor": actor,
        }
        for at, (words, in_marks, actor) in enumerate(spans)
    ]
    return pd.DataFrame(rows), pd.DataFrame(
        {"article_id": ["a"], "title": ["The old bridge"], "text": [text]}
    )
