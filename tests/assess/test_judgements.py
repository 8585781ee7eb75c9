"""Judgements of hits fit the codebooks they are of, and the figures the codebooks give are counted from them."""

import re

import pandas as pd
import pytest

from mediakit._core.codebooks import load_codebook
from mediakit._core.resources import carried_folder, resource_path

FILES = sorted(carried_folder("data", "judgements").glob("*.tsv"))


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def judged(request):
    return request.param.stem, pd.read_csv(request.param, sep="\t")


def test_each_hit_is_one_of_the_codebook(judged):
    name, table = judged
    cues = {(frame.name, rule.phrase) for frame in load_codebook(name).frames for rule in frame.rules}
    last = table[table["draw"] == table["draw"].max()]  # cues were mended between draws
    assert set(zip(last["frame"], last["cue"], strict=True)) <= cues
    assert set(table["judged"]) <= {frame for frame, _ in cues} | {"none"}


def test_no_hit_is_judged_twice(judged):
    _, table = judged
    assert (table["start"] < table["end"]).all()
    assert not table.duplicated(["article_id", "field", "start", "end"]).any()


def test_the_codebook_and_its_card_give_the_figures_of_the_last_draw(judged):
    name, table = judged
    last = table[table["draw"] == table["draw"].max()]
    right = int((last["frame"] == last["judged"]).sum())
    validation = load_codebook(name).header.validation
    assert validation.startswith(f"{right} of {len(last)} random hits judged right")
    card = resource_path("codebooks", f"{name}.md").read_text(encoding="utf-8")
    assert re.search(rf"\| \*\*all\*\* \| {len(last)} \| {right} \|", card)


def test_there_are_judgements():
    assert "diplomacy_and_war" in {file.stem for file in FILES}
