import hashlib
import re

import pytest

from mediakit._core.resources import resource_path
from mediakit.pipeline import _MODELS
from mediakit.report import cards
from mediakit.report.cards import read_card
from mediakit.report.citations import find_works

CARD = """# toy

| sha256 | x |

## For a methods section

A toy of `two`
lines (Holm 1979), **F1 .50**.

## Known failures

- It knows no "irony": -.5
  at best.
- Nothing else - never.
"""
JUDGED = """# toy

| frame | judged | right | precision | judged as something else |
|---|---|---|---|---|
| war | 9 | 9 | 1.00 (0.70 to 1.00) | – |
| **all** | 9 | 9 | **1.00 (0.70 to 1.00)** | |

### Second draw

| frame | judged | right | precision | judged as something else |
|---|---|---|---|---|
| war | 4 | 3 | 0.75 (0.30 to 0.95) | none 1 |
| **all** | 4 | 3 | **0.75 (0.30 to 0.95)** | |
"""


def sha256_of(file):
    return hashlib.sha256(resource_path(file).read_bytes()).hexdigest()


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """A function that makes a card be that of the shipped file with the hash "h"."""

    def ship(text):
        (tmp_path / "toy.md").write_text(text, encoding="utf-8")
        monkeypatch.setattr(cards, "_shipped_files", lambda: {"h": tmp_path / "toy.npz"})

    return ship


def test_a_card_says_how_it_works_and_where_it_fails(shipped):
    shipped(CARD)
    card = read_card("h")
    assert card.name == "toy"
    assert card.summary == "A toy of two lines (Holm 1979), F1 .50."
    assert card.failures == ('It knows no "irony": −.5 at best.', "Nothing else - never.")
    assert card.judged == {}


def test_the_judgements_are_those_of_the_last_draw(shipped):
    shipped(JUDGED)
    assert read_card("h").judged == {"war": (4, 3, "0.75 (0.30 to 0.95)")}


@pytest.mark.parametrize("sha256", ["another", "", None])
def test_a_file_that_is_not_shipped_has_no_card(shipped, sha256):
    shipped(CARD)
    assert read_card(sha256) is None


@pytest.mark.parametrize("file", _MODELS.values())
def test_every_model_that_is_used_has_a_summary_whose_figures_stand_in_its_card(file):
    text = resource_path(file).with_suffix(".md").read_text(encoding="utf-8")
    card = read_card(sha256_of(file))
    assert len(card.summary) > 200
    [paragraph] = re.findall(r"^## For a methods section\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    rest = text.replace(paragraph, "") + " ".join(work.year for work in find_works([card.summary]))
    for figure in re.findall(r"(?<![\w.])\d[\d,]*(?:\.\d+)?|\.\d+", paragraph):
        assert figure.rstrip(",") in rest, (file, figure)


def test_the_judgements_of_a_shipped_codebook_are_those_of_its_card():
    judged = read_card(sha256_of("codebooks/diplomacy_and_war.toml")).judged
    assert judged["threat"] == (87, 81, "0.93 (0.86 to 0.97)")
    assert "all" not in judged and "sacralisation" not in judged
