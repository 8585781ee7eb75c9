"""Coded sentences in, a model that scores the tone toward a target in other sentences out."""

from __future__ import annotations

import json
from collections.abc import Callable
from numbers import Real
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from mediakit._core.errors import InputError, TableError
from mediakit._core.tables import check_columns
from mediakit.assess.news_fitting import Settings, fit_network
from mediakit.assess.news_linear import fit_linear, make_linear
from mediakit.assess.news_model import NewsModel, load_shipped
from mediakit.assess.news_network import LABELS
from mediakit.assess.news_words import Floats
from mediakit.assess.passages import Passage

# Coders disagree: a label is never quite sure, so the model is not taught to be.
_DOUBT = 0.06
_SPAN = ["sentence", "start", "end"]
_POLARITIES = {2: "negative", 4: "neutral", 6: "positive"}
_FEWEST = 30
_PENALTY = 3.0  # on the regression's weights


def train_sentiment(
    coded: pd.DataFrame | str | Path,
    *,
    start: NewsModel | None = None,
    afresh: bool = False,
    settings: Settings | None = None,
    seed: int = 0,
) -> NewsModel:
    """Learn the tone toward a target from coded sentences.

    Parameters
    ----------
    coded : DataFrame, str or Path
        A row a target: `sentence`, `start` and `end` (of the target in it, half-open), and either `label`
        ("negative", "neutral", "positive") or the three columns `negative`, `neutral`, `positive` with the
        share of coders who chose each. Or a file of such rows (.csv, or .jsonl with a row a line), or of
        sentences in the form of NewsMTSC (.jsonl: sentence_normalized, and targets with from, to and
        polarity 2, 4 or 6).
    start : NewsModel, optional
        The model to begin with; the shipped one when not given.
    afresh : bool, default False
        True: only the word vectors of `start` are kept, all else is learned from nothing. Takes some
        thousands of coded targets.
    settings : Settings, optional
        How to learn.
    seed : int, default 0
        Wherever chance enters. The same input and seed give the same model on the same machine.

    Returns
    -------
    NewsModel
        With `save(path)`; `score_sentiment(..., model=...)` takes it. Ten thousand targets take some minutes
        of one core.

    Raises
    ------
    TableError
        When a column is missing, a label is unknown, or a target lies outside its sentence.
    InputError
        When a file cannot be read, or fewer than 30 targets are given.
    """
    table = read_coded(coded) if isinstance(coded, (str, Path)) else coded
    passages, expected = _check_coded(table)
    start = load_shipped() if start is None else start
    words, network = fit_network(
        start.table,
        passages,
        expected,
        settings or Settings(),
        seed,
        start=None if afresh else start.network,
    )
    linear = fit_linear(
        make_linear() if afresh else start.linear, words.find_words(passages), words, expected, _PENALTY
    )
    return NewsModel(words, network, linear)


def read_coded(path: str | Path) -> pd.DataFrame:
    """Coded sentences from a file, as `train_sentiment` takes them.

    Returns
    -------
    DataFrame
        A row a target: sentence, start, end, and label or the shares of the labels.

    Raises
    ------
    InputError
        When the file is missing or not of such a form; the line is named.
    """
    path = Path(path)
    if path.suffix not in {".csv", ".jsonl"}:
        raise InputError(
            f"{str(path)!r} cannot be read as coded sentences: expected a name that ends in .csv or .jsonl."
        )
    try:
        if path.suffix == ".csv":
            return pd.read_csv(path)
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, ValueError) as error:
        raise InputError(f"{str(path)!r} cannot be read: {error}.") from error
    rows = [row for number, line in enumerate(lines, 1) for row in _read_line(line, number, path.name)]
    return pd.DataFrame(rows, columns=[*_SPAN, "label"] if not rows else None)


def _read_line(line: str, number: int, name: str) -> list[dict[str, Any]]:
    """The coded targets of a line: none of an empty one, one of a plain row, any number of a sentence."""
    if not line.strip():
        return []
    try:
        coded = json.loads(line)
        if "sentence_normalized" in coded:
            return [_read_target(coded["sentence_normalized"], target) for target in coded["targets"]]
        columns = [*_SPAN, *(["label"] if "label" in coded else LABELS)]
        return [{column: coded[column] for column in columns}]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"Line {number} of {name} is no coded sentence: {type(error).__name__} {error}. Expected JSON, "
            "either a target with sentence, start, end and label (or the shares negative, neutral and "
            "positive), or a sentence as in NewsMTSC: sentence_normalized, and targets with from, to and "
            "polarity (2, 4 or 6)."
        ) from error


def _read_target(sentence: str, target: dict[str, Any]) -> dict[str, Any]:
    label = _POLARITIES[int(target["polarity"])]
    return dict(zip(_SPAN, (sentence, int(target["from"]), int(target["to"])), strict=True), label=label)


def _check_coded(table: pd.DataFrame) -> tuple[list[Passage], Floats]:
    """The passages, and the probabilities expected of their labels."""
    check_columns(table, _SPAN, "The table of coded sentences")
    if len(table) < _FEWEST:
        raise InputError(
            f"Only {len(table)} coded targets: too few to learn from. "
            f"Give at least {_FEWEST}, better thousands."
        )
    _check_values(table["sentence"], lambda value: isinstance(value, str), "a text")
    for column in ("start", "end"):
        _check_values(table[column], _is_whole, "a whole number")
    passages = [
        Passage(text, int(start), int(end))
        for text, start, end in zip(table["sentence"], table["start"], table["end"], strict=True)
    ]
    for at, (text, start, end) in enumerate(passages):
        if not 0 <= start < end <= len(text):
            raise TableError(
                f"Row {at} of the coded sentences has its target at {start} to {end}, but the sentence has "
                f"{len(text)} characters. Offsets count characters from 0, the end is outside."
            )
    return passages, _read_labels(table)


def _check_values(column: pd.Series[Any], is_right: Callable[[object], bool], expected: str) -> None:
    for at, value in enumerate(column.tolist()):
        if not is_right(value):
            raise TableError(
                f"Row {at} of the coded sentences has {value!r} as its {column.name}; expected {expected}. "
                "Mend or drop the row."
            )


def _is_whole(value: object) -> bool:
    return isinstance(value, Real) and float(value).is_integer()


def _read_labels(table: pd.DataFrame) -> Floats:
    if set(LABELS) <= set(table.columns):
        shares = table[list(LABELS)].to_numpy(np.float32)
        wrong = np.flatnonzero(~(np.isfinite(shares).all(axis=1) & (shares >= 0).all(axis=1)))
        wrong = np.union1d(wrong, np.flatnonzero(~(shares.sum(axis=1) > 0)))
        if len(wrong):
            raise TableError(
                f"Row {wrong[0]} of the coded sentences has the shares {shares[wrong[0]].tolist()}: "
                "expected three numbers from 0, not all 0."
            )
        return np.asarray(shares / shares.sum(axis=1, keepdims=True), np.float32)
    check_columns(table, ["label"], "The table of coded sentences")
    unknown = table.loc[~table["label"].isin(LABELS), "label"]
    if len(unknown):
        raise TableError(
            f"The coded sentences have the label {unknown.iloc[0]!r}. Known: {', '.join(LABELS)}. "
            "Rename or drop it."
        )
    sure = np.eye(len(LABELS), dtype=np.float32)[[LABELS.index(label) for label in table["label"]]]
    return np.asarray(sure * (1 - _DOUBT) + _DOUBT / len(LABELS), np.float32)
