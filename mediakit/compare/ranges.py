"""A measure and its scores in; the values it can take, and intervals cut to them, out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from mediakit._core.errors import InputError
from mediakit.compare.design import Design
from mediakit.compare.intervals import Floats

Range = tuple[float, float]

# The package's own tables of scores, known by these columns.
_KNOWN = (
    ({"label", "voice_kind", "score"}, (-1.0, 1.0)),  # sentiment
    ({"stance", "cue", "score"}, (-1.0, 1.0)),
    ({"role", "score"}, (0.0, 1.0)),
    ({"frame", "model", "score"}, (0.0, 1.0)),  # framing
)


def find_range(scores: pd.DataFrame, measure: str, design: Design) -> Range:
    """The least and the largest value that a measure of these scores can have; infinite where unknown.

    Raises
    ------
    InputError
        When a score lies outside the range that the design states.
    """
    if measure in ("share", "word_share"):
        return 0.0, 1.0
    if measure == "rate":
        return 0.0, np.inf
    if measure != "mean":
        return -np.inf, np.inf
    values = scores["score"].to_numpy(float)
    if design.score_range is not None:
        low, high = design.score_range
        outside = values[(values < low) | (values > high)]
        if len(outside):
            raise InputError(
                f"{len(outside):,} scores lie outside score_range={design.score_range!r}, such as "
                f"{float(outside[0])!r}. Give the range of the scale they were measured on."
            )
        return float(low), float(high)
    if scores["score"].dtype == bool:
        return 0.0, 1.0
    for columns, (low, high) in _KNOWN:
        if columns <= set(scores.columns) and not ((values < low) | (values > high)).any():
            return low, high
    return -np.inf, np.inf


def widest_difference(possible: Range) -> Range:
    """The least and the largest difference of two values of a range."""
    low, high = possible
    return low - high, high - low


def cut_limits(low: Floats, high: Floats, note: Any, possible: Range) -> tuple[Floats, Floats, Any]:
    """Limits held within what is possible, and the notes, with a word where a limit was cut.

    The truth is possible too, so a cut interval covers it exactly when the whole one does.
    """
    least, largest = possible
    with np.errstate(invalid="ignore"):
        below, above = low < least - 1e-12, high > largest + 1e-12
    ends = np.where(
        below & above, f"{least:g} and {largest:g}", np.where(below, f"{least:g}", f"{largest:g}")
    )
    said = np.array([f"interval cut at {end}: no other value is possible" for end in ends], dtype=object)
    note = np.asarray(note, dtype=object)
    joined = np.array(
        [f"{old}; {new}" if old else new for old, new in zip(note, said, strict=True)], dtype=object
    )
    return np.maximum(low, least), np.minimum(high, largest), np.where(below | above, joined, note)
