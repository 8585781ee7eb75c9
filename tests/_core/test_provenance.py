import hashlib
import json
import platform
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mediakit
from mediakit._core.codebooks import load_codebook
from mediakit._core.provenance import (
    describe_models,
    describe_packages,
    describe_run,
    hash_table,
    short_hash,
)
from mediakit._core.resources import resource_path
from mediakit._core.tables import build_table
from mediakit.compare.design import Design

ARTICLES = build_table(
    "articles", [{"article_id": "a", "text": "Rain fell."}, {"article_id": "b", "text": "It stopped."}]
)


def test_short_hashes_are_the_same_on_every_machine():
    assert short_hash(["Post", "Rain", "2024-11-01"]) == "6fa70abf98bc"
    assert short_hash(["Post"], length=6) == "a55546"


def test_a_lone_surrogate_can_be_hashed():
    assert re.fullmatch("[0-9a-f]{12}", short_hash(["\ud800"]))


parts = st.lists(st.text(st.characters(exclude_characters="\x1f"), max_size=6), min_size=1, max_size=4)


@given(parts, parts)
def test_other_parts_have_another_hash(one, other):
    assert (short_hash(one) == short_hash(other)) is (one == other)


def test_the_hash_of_a_table_does_not_depend_on_the_kind_of_missing_text_or_the_index():
    frame = pd.DataFrame({"outlet": ["Post", None], "n": [1, 2]})
    same = pd.DataFrame({"outlet": ["Post", float("nan")], "n": [1, 2]}, dtype=object).set_index([[4, 9]])
    assert hash_table(frame) == hash_table(same)


@pytest.mark.parametrize(
    "changed",
    [
        ARTICLES.iloc[::-1],
        ARTICLES.rename(columns={"desk": "initials"}),
        ARTICLES.assign(text=["Rain fell.", "It stopped"]),
        ARTICLES[list(reversed(ARTICLES.columns))],
        ARTICLES.iloc[:1],
    ],
    ids=["rows swapped", "a column renamed", "a stop removed", "columns swapped", "a row removed"],
)
def test_the_hash_of_a_table_changes_with_its_content(changed):
    assert hash_table(changed) != hash_table(ARTICLES)


def test_packages_have_versions_or_say_that_they_are_not_installed(monkeypatch):
    found = describe_packages()
    assert found["python"] == platform.python_version()
    assert found["pandas"] == pd.__version__
    monkeypatch.setattr("mediakit._core.provenance._PACKAGES", ("no-such-package",))
    assert describe_packages()["no-such-package"] == "not installed"


def test_a_run_is_described_by_plain_values():
    frames = load_codebook("diplomacy_and_war")
    run = describe_run(ARTICLES, None, frames, design=Design(level=0.9), by="outlet", seed=7)
    assert json.loads(json.dumps(dict(run))) == dict(run)
    assert (run["by"], run["seed"], run["design"]["level"]) == ("outlet", 7, 0.9)
    assert run["articles_sha256"] == hash_table(ARTICLES)
    assert run["actors"] is None
    assert run["frames"]["sha256"] == frames.sha256
    assert [frame["name"] for frame in run["frames"]["frames"]] == [frame.name for frame in frames.frames]


def test_a_frame_is_described_with_the_number_of_its_cues():
    frames = load_codebook("diplomacy_and_war")
    described = describe_run(ARTICLES, None, frames, design=Design())["frames"]["frames"]
    assert [frame["n_cues"] for frame in described] == [len(frame.cues) for frame in frames.frames]


def test_models_are_described_by_the_hashes_of_their_files():
    described = describe_models({"quotes": "models/quotes_en.npz"})
    content = resource_path("models/quotes_en.npz").read_bytes()
    assert described == {
        "quotes": {"file": "models/quotes_en.npz", "sha256": hashlib.sha256(content).hexdigest()}
    }


def test_a_source_tree_knows_its_own_version():
    assert describe_packages()["mediakit-news"] == mediakit.__version__


def test_a_run_cannot_be_changed():
    run = describe_run(ARTICLES, None, load_codebook("diplomacy_and_war"), design=Design())
    with pytest.raises(TypeError):
        run["seed"] = 1
