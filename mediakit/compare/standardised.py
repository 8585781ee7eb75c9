"""Cells of articles and the values they are standardised over in; the same with one composition out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.compare.design import Design
from mediakit.compare.measures import Cell, Floats, Numbers
from mediakit.compare.units import name_units, take_units

_LEAST = 2  # articles of a group in a layer: with one there is no spread


def number_layers(articles: pd.DataFrame, design: Design) -> Numbers | None:
    """For each article the number of the value its group is standardised over; -1 without one."""
    if design.standardise is None:
        return None
    return pd.factorize(name_units(articles, design.standardise, "standardise"))[0].astype(np.intp)


def standardise_cell(cell: Cell, n_groups: int, layer: Numbers) -> Cell:
    """The cell with every group weighted to the composition that all groups together have.

    Direct standardisation: the estimate of a group is the sum over layers of its own ratio there times the
    layer's share of the denominators of all groups. Layers of which a group has fewer than two articles are
    left out for all groups. The composition is fixed: only what differs from the layer's ratio varies.

    Intervals take as many degrees of freedom as the weights leave (Satterthwaite 1946): with the number of
    articles instead, 95 % intervals of ten articles, most of whose weight lies on two of them, cover .85 to
    .92; so they cover .94 to .99.
    """
    layer = layer[cell.unit]
    counts, sums = _count(cell, n_groups, layer)
    common: NDArray[np.bool_] = np.all(counts[counts.any(axis=1)] >= _LEAST, axis=0)
    common &= np.all(sums[counts.any(axis=1)] > 0, axis=0)
    kept = (layer >= 0) & common[layer]
    part, layer = take_units(cell, kept), layer[kept]
    if not len(layer):
        return part
    share = np.where(common, sums.sum(axis=0), 0.0) / sums[:, common].sum()
    n, whole, weight = counts[part.group, layer], sums[part.group, layer], share[layer]
    size = np.bincount(part.group, minlength=n_groups)[part.group]
    place = part.group * len(share) + layer
    ratio = _ratio(part.y, part.z, place)
    others = whole - part.z
    residual = np.divide(part.y - ratio * part.z, others, out=np.zeros_like(ratio), where=others > 0)
    residual -= np.bincount(place, residual)[place] / n  # what is left in a layer would move the estimate
    # Its squares add up to the stratified jackknife variance, over n / (n - 1) that is multiplied later.
    residual *= weight * np.sqrt((n - 1) / n) * np.sqrt((size - 1) / size)
    estimate = np.bincount(part.group, weight * ratio / n, n_groups).astype(np.float64)
    return replace(
        part,
        y=estimate[part.group] + size * residual,
        z=np.ones(len(layer)),
        square=part.square * weight / whole * size,
        n_effective=_effective(counts[:, common], share[common]),
    )


def note_standardised(before: Sequence[Cell], after: Sequence[Cell], design: Design) -> str:
    """How many articles and cells standardising leaves out, in sentences; empty when none."""
    if design.standardise is None:
        return ""
    said = []
    n, n_kept = (sum(len(cell.unit) for cell in cells) for cells in (before, after))
    if n_kept < n:
        said.append(
            f"Standardising over {design.standardise} leaves out {n - n_kept:,} of {n:,} articles of all "
            "cells: they have no value there, or one of which a group has fewer than two articles."
        )
    n_lost = sum(len(cell.unit) == 0 for cell in after)
    if n_lost:
        said.append(
            f"{n_lost:,} of {len(after):,} cells are without any estimate: no value of {design.standardise} "
            "has two articles of every group."
        )
    return " ".join(said)


def _count(cell: Cell, n_groups: int, layer: Numbers) -> tuple[Floats, Floats]:
    """Articles, and the sum of what stands below the line, of each group in each layer."""
    known = layer >= 0
    counts, sums = np.zeros((2, n_groups, int(layer.max(initial=0)) + 1))
    np.add.at(counts, (cell.group[known], layer[known]), 1)
    np.add.at(sums, (cell.group[known], layer[known]), cell.z[known])
    return counts, sums


def _effective(counts: Floats, share: Floats) -> Floats:
    """For each group, one more than its degrees of freedom, were the spread the same in all layers; or 0."""
    variance = np.divide(share**2, counts, out=np.zeros_like(counts), where=counts > 0)
    below = (variance**2 / np.maximum(counts - 1, 1)).sum(axis=1)
    total: Floats = variance.sum(axis=1)
    number: Floats = np.divide(total**2, below, out=np.full_like(total, -1.0), where=below > 0) + 1
    return number


def _ratio(y: Floats, z: Floats, place: Numbers) -> Floats:
    """For each entry the ratio of the sums of y and z over its place."""
    above, below = np.bincount(place, y), np.bincount(place, z)
    ratio: Floats = np.divide(above, below, out=np.zeros(len(above)), where=below > 0)[place]
    return ratio
