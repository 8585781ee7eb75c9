"""Compare news coverage: who is quoted, with which words, in whose voice, about whom.

The names below are in the order in which data flows. Each is loaded when it is first used, so that
``import mediakit`` costs little more than ``import pandas``.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from mediakit import plot as plot
    from mediakit._core.analysis import Analysis as Analysis
    from mediakit._core.analysis import load_analysis as load_analysis
    from mediakit._core.codebooks import Codebook as Codebook
    from mediakit._core.codebooks import list_codebooks as list_codebooks
    from mediakit._core.codebooks import load_codebook as load_codebook
    from mediakit._core.errors import FetchError as FetchError
    from mediakit._core.errors import MediakitError as MediakitError
    from mediakit.acquire.copying.copies import find_copies as find_copies
    from mediakit.acquire.corpus import Corpus as Corpus
    from mediakit.acquire.corpus import read_articles as read_articles
    from mediakit.acquire.corpus import read_corpus as read_corpus
    from mediakit.acquire.formats.gdelt import Gdelt as Gdelt
    from mediakit.acquire.formats.gdelt import read_gdelt as read_gdelt
    from mediakit.acquire.published.datasets import Dataset as Dataset
    from mediakit.acquire.published.datasets import fetch_dataset as fetch_dataset
    from mediakit.acquire.readers import list_formats as list_formats
    from mediakit.acquire.readers import register_reader as register_reader
    from mediakit.acquire.reading import Problem as Problem
    from mediakit.acquire.reading import Record as Record
    from mediakit.acquire.sample import load_sample as load_sample
    from mediakit.acquire.web.fetch import fetch_articles as fetch_articles
    from mediakit.annotate.codebook import write_codebook as write_codebook
    from mediakit.annotate.coded import read_attributions as read_attributions
    from mediakit.annotate.mentions import find_mentions as find_mentions
    from mediakit.annotate.quotes import find_quotes as find_quotes
    from mediakit.annotate.training import train_quotes as train_quotes
    from mediakit.assess.codebook_check import check_codebook as check_codebook
    from mediakit.assess.codebook_page import write_codebook_check as write_codebook_check
    from mediakit.assess.frames import find_frames as find_frames
    from mediakit.assess.framing.classifier import FrameClassifier as FrameClassifier
    from mediakit.assess.framing.scores import score_frames as score_frames
    from mediakit.assess.news_training import train_sentiment as train_sentiment
    from mediakit.assess.roles.score import score_roles as score_roles
    from mediakit.assess.roles.training import train_roles as train_roles
    from mediakit.assess.sentiment import score_sentiment as score_sentiment
    from mediakit.assess.stance import score_stance as score_stance
    from mediakit.assess.vader import score_vader as score_vader
    from mediakit.compare.alignments import align_quotes as align_quotes
    from mediakit.compare.changes import find_changes as find_changes
    from mediakit.compare.coders import compare_coders as compare_coders
    from mediakit.compare.collocates import compare_collocates as compare_collocates
    from mediakit.compare.contexts import find_contexts as find_contexts
    from mediakit.compare.correction.estimates import correct_estimates as correct_estimates
    from mediakit.compare.correction.sampling import sample_articles as sample_articles
    from mediakit.compare.design import Design as Design
    from mediakit.compare.diversity import compare_diversity as compare_diversity
    from mediakit.compare.events.coverage import compare_coverage as compare_coverage
    from mediakit.compare.events.find import find_events as find_events
    from mediakit.compare.groups import Comparison as Comparison
    from mediakit.compare.groups import compare_groups as compare_groups
    from mediakit.compare.periods import add_periods as add_periods
    from mediakit.compare.words import compare_words as compare_words
    from mediakit.pipeline import analyze as analyze
    from mediakit.report.notebooks import copy_notebooks as copy_notebooks
    from mediakit.report.show import ArticleView as ArticleView
    from mediakit.report.show import show_article as show_article
    from mediakit.report.write import write_report as write_report

# name: the module it lives in, in data order
_HOMES = {
    "Corpus": "acquire.corpus",
    "read_corpus": "acquire.corpus",
    "read_articles": "acquire.corpus",
    "fetch_articles": "acquire.web.fetch",
    "Gdelt": "acquire.formats.gdelt",
    "read_gdelt": "acquire.formats.gdelt",
    "register_reader": "acquire.readers",
    "list_formats": "acquire.readers",
    "Record": "acquire.reading",
    "Problem": "acquire.reading",
    "load_sample": "acquire.sample",
    "Dataset": "acquire.published.datasets",
    "fetch_dataset": "acquire.published.datasets",
    "find_copies": "acquire.copying.copies",
    "Codebook": "_core.codebooks",
    "list_codebooks": "_core.codebooks",
    "load_codebook": "_core.codebooks",
    "find_mentions": "annotate.mentions",
    "write_codebook": "annotate.codebook",
    "find_quotes": "annotate.quotes",
    "read_attributions": "annotate.coded",
    "train_quotes": "annotate.training",
    "score_sentiment": "assess.sentiment",
    "train_sentiment": "assess.news_training",
    "score_vader": "assess.vader",
    "find_frames": "assess.frames",
    "check_codebook": "assess.codebook_check",
    "write_codebook_check": "assess.codebook_page",
    "score_frames": "assess.framing.scores",
    "FrameClassifier": "assess.framing.classifier",
    "score_stance": "assess.stance",
    "score_roles": "assess.roles.score",
    "train_roles": "assess.roles.training",
    "Design": "compare.design",
    "Comparison": "compare.groups",
    "compare_groups": "compare.groups",
    "find_events": "compare.events.find",
    "compare_coverage": "compare.events.coverage",
    "add_periods": "compare.periods",
    "find_changes": "compare.changes",
    "compare_diversity": "compare.diversity",
    "align_quotes": "compare.alignments",
    "compare_words": "compare.words",
    "compare_collocates": "compare.collocates",
    "find_contexts": "compare.contexts",
    "sample_articles": "compare.correction.sampling",
    "compare_coders": "compare.coders",
    "correct_estimates": "compare.correction.estimates",
    "analyze": "pipeline",
    "Analysis": "_core.analysis",
    "load_analysis": "_core.analysis",
    "show_article": "report.show",
    "ArticleView": "report.show",
    "write_report": "report.write",
    "copy_notebooks": "report.notebooks",
    "MediakitError": "_core.errors",
    "FetchError": "_core.errors",
}

__all__ = [*_HOMES, "plot"]  # noqa: PLE0604


def __getattr__(name: str) -> Any:
    if name == "plot":
        value: Any = import_module("mediakit.plot")
    elif name in _HOMES:
        value = getattr(import_module(f"mediakit.{_HOMES[name]}"), name)
    else:
        raise AttributeError(f"module 'mediakit' has no attribute {name!r}. It has: {', '.join(__all__)}")
    globals()[name] = value  # the next look-up finds it without coming here
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
