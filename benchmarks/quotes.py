"""Articles a second and peak memory of find_quotes, beside a parse by spaCy's small model.

Run from the root of the project: python -m benchmarks.quotes
The articles are PolNeAR's where the corpus lies beside the repository, or else those of the sample. The parse
is what other extractors need before they begin. It is timed with en_core_web_sm when that is installed, and
otherwise with an untrained network of its embedding and its parser, which cannot stand for it exactly.
"""

import resource
from pathlib import Path
from statistics import median
from time import process_time

import pandas as pd

import mediakit as mk
from mediakit.annotate.attributions import find_attributions

POLNEAR = Path(__file__).parents[2] / "shared" / "eval" / "polnear"
N_ARTICLES, N_PARSED, N_RUNS = 200, 20, 3
WORDS_OF_A_LONG_TEXT = 200_000
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


def read_articles() -> tuple[pd.DataFrame, str]:
    """The articles of PolNeAR's training and development parts, or those of the sample."""
    if not POLNEAR.exists():
        return mk.load_sample().articles, "the sample corpus"
    parts = [pd.read_json(POLNEAR / f"{part}_articles.jsonl", lines=True) for part in ("dev", "train")]
    return pd.concat(parts, ignore_index=True)[["article_id", "text"]], "PolNeAR"


def seconds(function, *arguments) -> float:
    """Median processor time of some runs."""
    times = []
    for _ in range(N_RUNS):
        start = process_time()
        function(*arguments)
        times.append(process_time() - start)
    return median(times)


def load_parser():
    """A pipeline of spaCy that parses, its name, or None and why there is none."""
    try:
        import spacy
    except ImportError:
        return None, f"spaCy is not installed: {INSTALL}"
    try:
        return spacy.load("en_core_web_sm"), "en_core_web_sm, all its steps"
    except OSError:
        return build_parser(spacy), f"an untrained parser of en_core_web_sm's layers (for its own: {INSTALL})"


def build_parser(spacy):
    """The embedding and the parser of the small model, untrained."""
    pipeline = spacy.blank("en")
    layers = {"@architectures": "spacy.Tok2Vec.v2", "embed": EMBED, "encode": ENCODE}
    pipeline.add_pipe("tok2vec", config={"model": layers})
    parser = pipeline.add_pipe("parser", config={"model": PARSER})
    for relation in RELATIONS:
        parser.add_label(relation)
    pipeline.initialize()
    return pipeline


def megabytes() -> float:
    """The largest size of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def main() -> None:
    articles, where = read_articles()
    some = articles.head(N_ARTICLES)
    n_words = some["text"].str.split().str.len().mean()
    mk.find_quotes(some.head(2))  # the model is read once
    idle = megabytes()
    mk.find_quotes(articles)
    print(
        f"all {len(articles)} articles of {where}: the process grew from {idle:.0f} to {megabytes():.0f} MB"
    )
    engine = len(some) / seconds(find_attributions, some["text"].tolist())
    ours = len(some) / seconds(mk.find_quotes, some)
    print(f"{len(some)} of them, {n_words:.0f} words each, articles a second of processor time:")
    print(f"{ours:8.1f}  find_quotes (of it the trained engine alone: {engine:.1f})")
    parser, name = load_parser()
    if parser is None:
        print(f"       –  {name}")
    else:
        texts = some["text"].tolist()[:N_PARSED]
        theirs = len(texts) / seconds(lambda: list(parser.pipe(texts)))
        print(f"{theirs:8.1f}  spaCy, {name}")
        print(f"{ours / theirs:8.1f}  times as fast")
    joined = " ".join(articles["text"])
    words = joined.split() * (1 + WORDS_OF_A_LONG_TEXT // len(joined.split()))
    for size in (WORDS_OF_A_LONG_TEXT // 4, WORDS_OF_A_LONG_TEXT):
        long = pd.DataFrame({"article_id": ["long"], "text": [" ".join(words[:size])]})
        print(f"one line of {size:,} words: {seconds(mk.find_quotes, long):.1f} s")


if __name__ == "__main__":
    main()
