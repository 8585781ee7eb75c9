import pandas as pd
import pytest

from mediakit._core.errors import InputError
from mediakit.plot.contrast_pairs import rank, read_pairs


def make_choices(other, told_apart, differences, p=0.2):
    return pd.DataFrame(
        {
            "group_a": "Post",
            "group_b": other,
            "copies": ["all", "one_per_group", "own_words"],
            "difference": differences,
            "told_apart": told_apart,
            "sensitive": len(set(told_apart)) > 1 or min(differences) * max(differences) < 0,
            "p_adjusted": p,
            "n_a": 20,
            "n_b": 30,
            "note": "",
        }
    )


VERDICT = make_choices("Sun", [True, False, False], [0.3, 0.2, 0.1])
SIGN = make_choices("Times", [False] * 3, [0.1, 0.1, -0.1], p=0.01)
NOTHING = make_choices("Echo", [True] * 3, [0.4, 0.4, 0.4], p=0.001)


@pytest.mark.parametrize(
    ("choices", "note"),
    [(VERDICT, "verdict hangs on copies"), (SIGN, "sign hangs on copies"), (NOTHING, "")],
    ids=["verdict", "sign", "nothing"],
)
def test_what_hangs_on_copies_is_read_from_columns(choices, note):
    (pair,) = read_pairs(choices, [], 3, narrow=False)
    assert pair.note == note


def test_both_hang_in_the_plural():
    both = make_choices("Sun", [True, False, False], [0.3, 0.2, -0.1])
    assert read_pairs(both, [], 3, narrow=False)[0].note == "sign and verdict hang on copies"


def test_pairs_whose_verdict_hangs_come_first_then_the_smallest_p():
    pairs = read_pairs(pd.concat([SIGN, NOTHING, VERDICT]), [], 3, narrow=False)
    assert [pair.rows[0]["group_b"] for pair in rank(pairs)] == ["Sun", "Echo", "Times"]


def test_a_narrow_figure_has_narrow_labels():
    (wide,) = read_pairs(VERDICT, [], 3, narrow=False)
    (narrow,) = read_pairs(VERDICT.assign(group_b="The Dravia Times"), [], 3, narrow=True)
    assert wide.label == "Post − Sun\n(verdict hangs on copies)"
    assert max(map(len, narrow.label.split("\n"))) <= 18


def test_a_pair_passed_twice_is_refused():
    with pytest.raises(InputError, match="more than one row for 'Post' and 'Sun'"):
        read_pairs(pd.concat([VERDICT, VERDICT]), [], 3, narrow=False)
