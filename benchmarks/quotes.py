"""Speed and memory of find_quotes, beside a parse by spaCy's small model, and how far to trust `confidence`.

Run from the root of the project: python -m benchmarks.quotes [--figure reliability.png]
The articles are PolNeAR's where the corpus lies beside the repository, or else those of the sample. The parse
is what other extractors need before they begin. It is timed with en_core_web_sm when that is installed. When
only spaCy is, a stand-in is timed: the same layers with untrained weights, which do the same arithmetic for
each word, but take other steps through a sentence than a trained parser does. Runs alternate, so that both
meet the same load of the machine.

With PolNeAR's development part and its scorer beside the repository, `confidence` is held against the share
of right speakers. The corpus tells speakers and no actors, so the actor's part of `confidence` (a factor of
.97 or .98) is not checked there.
"""

import argparse
import importlib.util
import resource
from pathlib import Path
from statistics import median
from time import process_time

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from scipy.stats import binomtest

import mediakit as mk
from mediakit.annotate.attributions import find_attributions

EVAL = Path(__file__).parents[2] / "shared" / "eval"
POLNEAR = EVAL / "polnear"
N_ARTICLES, N_PARSED, N_RUNS = 200, 20, 3
WORDS_OF_A_LONG_TEXT = 200_000
N_BINS = 10
INSTALL = "pip install spacy && python -m spacy download en_core_web_sm"
# The layers of en_core_web_sm 3.8 as its configuration states them.
EMBED = {
    "@architectures": "spacy.MultiHashEmbed.v2",
    "width": 96,
    "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
    "rows": [5000, 1000, 2500, 2500, 50, 50],
    "include_static_vectors": False,
}
ENCODE = {
    "@architectures": "spacy.MaxoutWindowEncoder.v2",
    "width": 96,
    "window_size": 1,
    "maxout_pieces": 3,
    "depth": 4,
}
PARSER = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "parser",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "tok2vec": {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"},
}
RELATIONS = """acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj
dative dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd parataxis pcomp pobj
poss preconj predet prep prt punct quantmod relcl xcomp""".split()


TAGS = """CC CD DT EX FW IN JJ JJR JJS LS MD NN NNP NNPS NNS PDT POS PRP PRP$ RB RBR RBS RP SYM TO UH VB VBD
VBG VBN VBP VBZ WDT WP WP$ WRB . , : ( ) `` '' $ # NFP ADD AFX HYPH XX _SP""".split()
ENTITIES = """CARDINAL DATE EVENT FAC GPE LANGUAGE LAW LOC MONEY NORP ORDINAL ORG PERCENT PERSON PRODUCT
QUANTITY TIME WORK_OF_ART""".split()
TAGGER = {
    "model": {
        "@architectures": "spacy.Tagger.v2",
        "normalize": False,
        "tok2vec": {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"},
    }
}


def read_articles() -> tuple[pd.DataFrame, str]:
    """The articles of PolNeAR's training and development parts, or those of the sample."""
    if not POLNEAR.exists():
        return mk.load_sample().articles, "the sample corpus"
    parts = [pd.read_json(POLNEAR / f"{part}_articles.jsonl", lines=True) for part in ("dev", "train")]
    return pd.concat(parts, ignore_index=True)[["article_id", "text"]], "PolNeAR"


def seconds(*functions) -> list[float]:
    """Median processor time of each of some functions, run in turns."""
    times: list[list[float]] = [[] for _ in functions]
    for _ in range(N_RUNS):
        for function, taken in zip(functions, times, strict=True):
            start = process_time()
            function()
            taken.append(process_time() - start)
    return [median(taken) for taken in times]


def load_parsers() -> dict:
    """Pipelines of spaCy by what they are: a parse alone, and all steps; none when it is not installed."""
    try:
        import spacy
    except ImportError:
        return {}
    try:
        parse, all_steps = (spacy.load("en_core_web_sm") for _ in range(2))
    except OSError:
        print(f"en_core_web_sm is not installed ({INSTALL}): stand-ins with UNTRAINED weights are timed.")
        return {
            "spaCy, STAND-IN: embedding and parser": build_stand_in(spacy, all_steps=False),
            "spaCy, STAND-IN: tagger, parser and entities": build_stand_in(spacy, all_steps=True),
        }
    parse.select_pipes(enable=["tok2vec", "parser"])
    return {
        "spaCy, en_core_web_sm: the parse alone": parse,
        "spaCy, en_core_web_sm: all its steps": all_steps,
    }


def build_stand_in(spacy, *, all_steps: bool):
    """The layers of the small model, untrained."""
    pipeline = spacy.blank("en")
    layers = {"@architectures": "spacy.Tok2Vec.v2", "embed": EMBED, "encode": ENCODE}
    pipeline.add_pipe("tok2vec", config={"model": layers})
    steps = [(pipeline.add_pipe("parser", config={"model": PARSER}), RELATIONS)]
    if all_steps:
        steps += [(pipeline.add_pipe("tagger", config=TAGGER), TAGS), (pipeline.add_pipe("ner"), ENTITIES)]
    for step, labels in steps:
        for label in labels:
            step.add_label(label)
    pipeline.initialize()
    return pipeline


def megabytes() -> float:
    """The largest size of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def report_memory(articles: pd.DataFrame, where: str) -> None:
    """What the process grew by for all articles."""
    mk.find_quotes(articles.head(2))  # the model is read once
    idle = megabytes()
    mk.find_quotes(articles)
    print(
        f"all {len(articles)} articles of {where}: the process grew from {idle:.0f} to {megabytes():.0f} MB"
    )


def report_speed(articles: pd.DataFrame) -> None:
    """Articles a second, ours and theirs."""
    some, texts = articles, articles["text"].tolist()
    parsers = load_parsers()
    mentions = mk.find_mentions(some)
    steps = {
        "find_quotes": (len(some), lambda: mk.find_quotes(some)),
        "find_quotes with mentions": (len(some), lambda: mk.find_quotes(some, mentions)),
        "of find_quotes, the trained engine alone": (len(some), lambda: find_attributions(texts)),
        "find_mentions": (len(some), lambda: mk.find_mentions(some)),
    }
    for name, parser in parsers.items():
        steps[name] = N_PARSED, lambda parser=parser: list(parser.pipe(texts[:N_PARSED]))
    taken = seconds(*(run for _, run in steps.values()))
    rates = {name: n / time for (name, (n, _)), time in zip(steps.items(), taken, strict=True)}
    n_words = some["text"].str.split().str.len().mean()
    print(f"{len(some)} of them, {n_words:.0f} words each, articles a second of processor time:")
    for name, rate in rates.items():
        print(f"{rate:8.1f}  {name}")
    for name in parsers:
        print(f"{rates['find_quotes'] / rates[name]:8.1f}  times as fast as {name}")
    if not parsers:
        print(f"       –  spaCy is not installed: {INSTALL}")


def report_long_text(articles: pd.DataFrame) -> None:
    """Seconds for one text of many words without line breaks, and for a quarter of it."""
    words = " ".join(articles["text"]).split()
    words *= 1 + WORDS_OF_A_LONG_TEXT // len(words)
    for size in (WORDS_OF_A_LONG_TEXT // 4, WORDS_OF_A_LONG_TEXT):
        long = pd.DataFrame({"article_id": ["long"], "text": [" ".join(words[:size])]})
        [time] = seconds(lambda long=long: mk.find_quotes(long))
        print(f"one line of {size:,} words: {time:.1f} s")


def load_scorer():
    """The module that matches quotations with the corpus's, one to one, at half their words in common."""
    spec = importlib.util.spec_from_file_location("score_quotes", EVAL / "score_quotes.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer


def judge_speakers() -> pd.DataFrame:
    """`confidence`, and whether the speaker is `right`, of each quotation that the annotators have too."""
    scorer = load_scorer()
    articles, gold = scorer.load(POLNEAR, "dev")
    articles = articles.assign(title="")
    found = mk.find_quotes(articles, mk.find_mentions(articles)).dropna(subset=["confidence"])
    rows = []
    for article_id, text in zip(articles["article_id"], articles["text"], strict=True):
        tokens = scorer.Tokens(text)
        coded = gold[gold["article_id"] == article_id]
        groups = [group for _, group in found[found["article_id"] == article_id].groupby("quote_id")]
        spans = [group[["start", "end"]].to_numpy().tolist() for group in groups]
        truth, ours = (
            [set().union(*(tokens.ids(*span) for span in one)) for one in some]
            for some in (coded["content_spans"], spans)
        )
        for at, which in scorer.match(truth, ours):
            source, first = coded.iloc[at], groups[which].iloc[0]
            rows.append((first["confidence"], is_right(scorer, text, tokens, source, first)))
    return pd.DataFrame(rows, columns=["confidence", "right"])


def is_right(scorer, text: str, tokens, source: pd.Series, ours: pd.Series) -> bool:
    """Whether the speaker holds the head word of the annotated source and the other way round."""
    if pd.isna(source["source_start"]):
        return False
    spans = [
        (int(row[f"{name}_start"]), int(row[f"{name}_end"]))
        for row, name in ((source, "source"), (ours, "speaker"))
    ]
    whole = [set(tokens.ids(*span)) for span in spans]
    heads = [{word for head in scorer.heads(text, *span) for word in tokens.ids(*head)} for span in spans]
    return bool(heads[0] & whole[1]) and bool(heads[1] & whole[0])


def bin_confidence(judged: pd.DataFrame) -> pd.DataFrame:
    """Groups of equal size: how many, mean `confidence`, the share right and its 95 % interval (Wilson)."""
    order = judged["confidence"].rank(method="first")
    groups = judged.groupby(pd.qcut(order, N_BINS, labels=False))
    table = groups.agg(n=("right", "size"), said=("confidence", "mean"), right=("right", "mean"))
    shares = [
        binomtest(int(group["right"].sum()), len(group)).proportion_ci(method="wilson") for _, group in groups
    ]
    return table.assign(low=[one.low for one in shares], high=[one.high for one in shares])


def report_calibration(figure: Path | None) -> None:
    """The reliability diagram: as a table, and as a figure when a path is given."""
    if not POLNEAR.exists():
        print("calibration: PolNeAR is not there, so nothing to hold `confidence` against")
        return
    judged = judge_speakers()
    table = bin_confidence(judged)
    gap = float(np.average((table["said"] - table["right"]).abs(), weights=table["n"]))
    brier = float(((judged["confidence"] - judged["right"]) ** 2).mean())
    print(
        f"confidence of {len(judged)} matched quotations with an actor, PolNeAR dev: mean gap {gap:.3f} "
        f"(expected calibration error, {N_BINS} equal groups), Brier score {brier:.3f}"
    )
    print(table.to_string(index=False, float_format="{:.3f}".format))
    if figure is not None:
        draw_reliability(table).savefig(figure, dpi=150)
        print(f"drawn in {figure}")


def draw_reliability(table: pd.DataFrame):
    """Share right by what `confidence` said, with intervals, beside the line where the two are the same."""
    drawing, axes = plt.subplots(figsize=(4.5, 4.5), layout="constrained")
    low = float(min(table["low"].min(), table["said"].min())) - 0.05
    axes.plot([low, 1], [low, 1], color="0.6", linewidth=1, zorder=0)
    beside = [table["right"] - table["low"], table["high"] - table["right"]]
    axes.errorbar(table["said"], table["right"], yerr=beside, fmt="o", markersize=4, capsize=2)
    axes.set(xlabel="confidence", ylabel="share of speakers right", xlim=(low, 1.01), ylim=(low, 1.01))
    axes.set_title(
        f"PolNeAR dev, {table['n'].sum()} quotations in {len(table)} groups, 95 % intervals", size=9
    )
    return drawing


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--figure", type=Path, help="where to save the reliability diagram (.png, .svg, .pdf)"
    )
    figure = parser.parse_args().figure
    articles, where = read_articles()
    report_memory(articles, where)
    report_speed(articles.head(N_ARTICLES))
    report_long_text(articles)
    report_calibration(figure)


if __name__ == "__main__":
    main()
