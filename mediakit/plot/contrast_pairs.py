"""Contrasts in, pairs of groups with their rows under each choice among copies out, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from mediakit._core.errors import InputError
from mediakit.plot import style
from mediakit.plot.selection import name_value

_NAME = 32  # characters of a group's name, and of two in one line
_SHORT_NAME = 16  # the same in a narrow figure
# choice of articles: what the legend says, and a marker, so that they differ without colour too
CHOICES = {
    "all": ("all articles", "o", style.PALETTE[0]),
    "one_per_group": ("one of each group of copies", "s", style.PALETTE[5]),
    "own_words": ("own words only", "D", style.PALETTE[2]),
}


@dataclass(frozen=True)
class Pair:
    """Two groups in one cell: the cell's name, a label of the pair, its rows and what hangs on copies."""

    heading: str
    names: str
    width: int  # characters in a line of the label
    rows: list[dict[Any, Any]]
    sign_hangs: bool
    verdict_hangs: bool

    @property
    def note(self) -> str:
        """What hangs on the choice among copies, in words; empty when nothing does."""
        what = [name for name, hangs in (("sign", self.sign_hangs), ("verdict", self.verdict_hangs)) if hangs]
        return f"{' and '.join(what)} {'hangs' if len(what) == 1 else 'hang'} on copies" if what else ""

    @property
    def label(self) -> str:
        """The pair and what hangs on copies, in lines."""
        return f"{self.names}\n{style.wrap(f'({self.note})', self.width)}" if self.note else self.names


def read_pairs(table: pd.DataFrame, cells: Sequence[str], n_choices: int, *, narrow: bool) -> list[Pair]:
    """Every pair of groups in every cell."""
    several = [name for name in cells if len(table[name].dropna().unique()) > 1]
    table = table.assign(_order=table["copies"].map(list(CHOICES).index))
    width = _SHORT_NAME if narrow else _NAME
    pairs = []
    for _, part in table.sort_values("_order", kind="stable").groupby(
        [*cells, "group_a", "group_b"], sort=True, dropna=False
    ):
        first = part.iloc[0]
        if part["copies"].duplicated().any():
            raise InputError(
                f"There is more than one row for {first['group_a']!r} and {first['group_b']!r} in one cell. "
                "Pass each once."
            )
        heading = " · ".join(name_value(name, first[name]) for name in several if pd.notna(first[name]))
        names = [style.wrap(first[name], width, n_lines=1) for name in ("group_a", "group_b")]
        between = " − " if sum(map(len, names)) <= width else "\n− "
        signs = np.sign(part["difference"].dropna()).unique()
        hangs = bool(part["sensitive"].any())
        pairs.append(
            Pair(
                heading,
                between.join(names),
                width,
                part.to_dict("records"),
                sign_hangs=hangs and len(signs) > 1,
                verdict_hangs=hangs and (len(signs) == 1 or 0 < int(part["told_apart"].sum()) < n_choices),
            )
        )
    return pairs


def rank(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs, those that matter most first."""

    def key(pair: Pair) -> tuple[bool, float, int]:
        p = np.fmin.reduce([row["p_adjusted"] for row in pair.rows])
        n = max(min(row["n_a"], row["n_b"]) for row in pair.rows)
        return not pair.verdict_hangs, float(np.nan_to_num(p, nan=np.inf)), -n

    return sorted(pairs, key=key)


def in_order(pairs: Sequence[Pair]) -> list[Pair]:
    """Pairs by heading, that with most articles first, the largest difference first within it."""
    sizes: dict[str, int] = {}
    for pair in pairs:
        sizes[pair.heading] = sizes.get(pair.heading, 0) + pair.rows[0]["n_a"] + pair.rows[0]["n_b"]
    return sorted(
        pairs, key=lambda pair: (-sizes[pair.heading], pair.heading, -pair.rows[0]["difference"], pair.label)
    )
