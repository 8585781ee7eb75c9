import numpy as np
import pandas as pd
import pytest

from mediakit._core.errors import InputError, TableError, UnknownNameError
from mediakit._core.tables import get_table
from mediakit.compare.coders import compare_coders

from .test_alpha import OBSERVERS


def make(observers=OBSERVERS, **columns):
    """A codes table of the observers; 0 stands for no code."""
    rows = [
        {"unit": f"u{unit}", "coder": f"c{coder}", "code": code or None}
        for coder, codes in enumerate(observers)
        for unit, code in enumerate(codes)
    ]
    return pd.DataFrame(rows).assign(**columns)


def main(codes, measure="alpha", **options):
    table = compare_coders(codes, **options)
    return table[(table["measure"] == measure) & table["category"].isna()].iloc[0]


def test_alpha_stands_beside_percent_and_kappa_and_above_its_categories():
    table = compare_coders(make())
    assert table["measure"].tolist() == ["alpha", "percent", "kappa", *["alpha"] * 5]
    assert table["estimate"].round(3).tolist()[:2] == [0.743, 0.818]
    assert table["category"].tolist()[3:] == ["1.0", "2.0", "3.0", "4.0", "5.0"]
    assert table.loc[0, ["n_units", "n_coders", "n_codes"]].tolist() == [11, 4, 40]
    assert table["n_codes"].tolist()[3:] == [9, 13, 10, 5, 3]
    assert list(table.columns) == get_table("agreement").names


def test_a_category_is_held_against_all_others():
    merged = make().assign(
        code=lambda table: table["code"].map(lambda code: code if pd.isna(code) else code == 3)
    )
    table = compare_coders(make())
    assert table.set_index("category").loc["3.0", "estimate"] == pytest.approx(main(merged)["estimate"])


@pytest.mark.parametrize(("level", "alpha"), [("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)])
def test_levels(level, alpha):
    table = compare_coders(make(), level=level)
    assert table.loc[0, "estimate"] == pytest.approx(alpha, abs=0.0005)
    assert len(table) == 3 and level in table.loc[0, "method"]


def test_named_codes_take_their_order():
    names = {1: "none", 2: "weak", 3: "some", 4: "clear", 5: "strong"}
    named = make().assign(code=lambda table: table["code"].map(names))
    found = main(named, level="ordinal", order=list(names.values()))
    assert found["estimate"] == pytest.approx(0.815, abs=0.0005)


def test_intervals_hold_the_estimate_and_repeat_with_their_seed():
    table = compare_coders(make())
    assert ((table["low"] <= table["estimate"]) & (table["estimate"] <= table["high"])).all()
    pd.testing.assert_frame_equal(compare_coders(make()), table)
    assert compare_coders(make(), seed=1)["low"].tolist() != table["low"].tolist()
    wider = compare_coders(make(), confidence=0.99)
    assert (wider["low"] <= table["low"]).all() and wider.loc[0, "low"] < table.loc[0, "low"]


def test_intervals_cover_the_agreement_of_the_population():
    # Two coders see the truth, one of three values, with probability 0.8 and guess otherwise: alpha is 0.64.
    rng = np.random.default_rng(0)
    covered = 0
    for seed in range(100):
        truth, guesses = rng.integers(1, 4, 100), rng.integers(1, 4, (2, 100))
        coded = np.where(rng.random((2, 100)) < 0.8, truth, guesses)
        found = main(make(coded.tolist()), n_resamples=200, seed=seed)
        covered += found["low"] <= 0.64 <= found["high"]
    assert 0.88 <= covered / 100 <= 0.99


def test_variables_are_measured_apart():
    both = pd.concat([make(variable="tone"), make([[1, 2, 1, 2, 1]] * 2, variable="frame")])
    table = compare_coders(both)
    alphas = table[(table["measure"] == "alpha") & table["category"].isna()]
    assert alphas["variable"].tolist() == ["frame", "tone"]
    assert alphas["estimate"].round(3).tolist() == [1.0, 0.743]


def test_codes_of_one_value_have_no_alpha_and_few_units_no_interval():
    alike = main(make([[1] * 8] * 2))
    assert np.isnan(alike["estimate"]) and alike["note"] == "codes do not vary or no unit has two: undefined"
    few = main(make([[1, 2, 1, 2], [1, 2, 2, 2]]))
    assert np.isnan(few["low"]) and few["note"] == "too few units (n = 4 < 5): no interval"
    assert few["estimate"] == pytest.approx(1 - 7 * 2 / 30)
    rare = main(make([[1] * 9 + [2]] * 2))
    assert "resamples, left out" in rare["note"] and rare["estimate"] == 1


def test_units_with_one_code_do_not_count():
    lonely = pd.concat([make(), pd.DataFrame({"unit": ["x"], "coder": ["c9"], "code": [5.0]})])
    pd.testing.assert_frame_equal(compare_coders(lonely), compare_coders(make()))
    alone = main(make([[1, 2, 3]]))
    assert np.isnan(alone["estimate"]) and alone["n_units"] == 0


def test_a_crowd_has_no_kappa():
    table = compare_coders(make([[1, 2, 1, 2, 1, 2]] * 11))
    assert "kappa" not in set(table["measure"])


def test_order_of_rows_does_not_count_and_the_input_stays():
    codes = make()
    before = codes.copy()
    pd.testing.assert_frame_equal(compare_coders(codes[::-1]), compare_coders(codes))
    pd.testing.assert_frame_equal(codes, before)


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(TableError, match="has no column 'code'"):
        compare_coders(make().drop(columns="code"))
    with pytest.raises(TableError, match="1 repeated codes; the first is a second one by 'c0' for 'u0'"):
        compare_coders(pd.concat([make(), make()[:1]]))
    with pytest.raises(TableError, match="the code 'high'; interval codes are numbers"):
        compare_coders(make(code="high"), level="interval")
    with pytest.raises(TableError, match=r"the code 5\.0, which order= lacks"):
        compare_coders(make(), level="ordinal", order=[1, 2, 3, 4])
    with pytest.raises(TableError, match="ratio codes are at least 0"):
        compare_coders(make(code=-1), level="ratio")
    with pytest.raises(UnknownNameError, match=r"'nominl'.*Did you mean 'nominal'"):
        compare_coders(make(), level="nominl")
    for options in ({"order": [1, 2]}, {"confidence": 95}, {"n_resamples": 10}):
        with pytest.raises(InputError, match=f"{next(iter(options))} is .*; expected|order is given"):
            compare_coders(make(), **options)


def test_a_notebook_shows_the_agreement_short():
    codes = pd.DataFrame(
        {"unit": list("abcdef") * 2, "coder": ["Ana"] * 6 + ["Ben"] * 6, "code": ["<b>war", "aid", "aid"] * 4}
    )
    agreement = compare_coders(codes)
    page = agreement._repr_html_()
    assert "Krippendorff" in page and "interval" in page and "<b>" not in page
    assert type(agreement.head(1)) is pd.DataFrame
