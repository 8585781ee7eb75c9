"""Real articles and the copies and traps made of them by known edits, to measure the search for copies with."""

import re
from collections import Counter, defaultdict
from itertools import combinations, count
from urllib.parse import urlparse

import numpy as np
import pandas as pd

from mediakit._core.sentences import find_sentences

COPIES = (
    "reprint",
    "cut by 10 %",
    "cut by 30 %",
    "cut by 50 %",
    "half of the sentences",
    "sentences reordered",
    "10 % of words replaced",
    "replaced and cut by 30 %",
    "joined with another story",
    "update of its own story",
    "two fifths from elsewhere",
)
TRAPS = (
    "same event",
    "same event, one statement in marks",
    "same event, one statement without marks",
    "one notice of the outlet",
)
NOTICE = (
    "Sign up here for our morning letter, which brings the most important stories of the day to your inbox "
    "before breakfast. Readers who want to support our work can do so with a small sum each month, and those "
    "who have a tip for our reporters find on this page how to send it without being traced."
)
_DAY = pd.Timestamp("2024-01-01", tz="UTC")


def read_real(shared) -> pd.DataFrame:
    """Real articles of 150 to 1,500 words: outlet and text."""
    table = pd.read_parquet(shared / "corpora" / "news_articles_2016_2017.parquet").dropna(subset=["text"])
    table = table[table["text"].str.split().str.len().between(150, 1500)]
    outlets = [urlparse(url).netloc for url in table["article_source_link"]]
    texts = table["text"].str.replace(r"\s+", " ", regex=True).str.strip()
    return pd.DataFrame({"outlet": outlets, "text": texts}).drop_duplicates("text", ignore_index=True)


def runs_of(text: str, length: int = 5) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return set(zip(*(words[at:] for at in range(length)), strict=False))


def without_copies(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles that share less than a tenth of their runs of five words with an earlier one of them."""
    holders, sizes = defaultdict(list), {}
    for at, text in articles["text"].items():
        runs = runs_of(text)
        sizes[at] = max(len(runs), 1)
        for run in runs:
            holders[run].append(at)
    shared = Counter(pair for some in holders.values() if len(some) > 1 for pair in combinations(some, 2))
    dropped = {max(pair) for pair, n in shared.items() if n > 0.1 * min(sizes[pair[0]], sizes[pair[1]])}
    return articles.drop(index=sorted(dropped)).reset_index(drop=True)


def same_event(articles: pd.DataFrame, n: int) -> list[tuple[int, int]]:
    """The likeliest pairs of articles of two outlets about one event, each article in one pair."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(stop_words="english", min_df=2, sublinear_tf=True).fit_transform(
        articles["text"]
    )
    near = (vectors @ vectors.T).tocoo()
    outlets = articles["outlet"].to_numpy()
    found = np.flatnonzero((near.row < near.col) & (outlets[near.row] != outlets[near.col]))
    pairs, used = [], set()
    for at in found[np.argsort(-near.data[found], kind="stable")]:
        pair = int(near.row[at]), int(near.col[at])
        if not used & set(pair):
            pairs.append(pair)
            used |= set(pair)
        if len(pairs) == n:
            break
    return pairs


class Editor:
    """Edits of texts by chance."""

    def __init__(self, vocabulary: list[str], seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.vocabulary = vocabulary

    def edit(self, text: str, kind: str, other: str) -> str:
        """A copy of a text; what is added comes from another."""
        if kind.startswith("cut by"):
            return cut(text, int(kind.split()[2]) / 100)
        if kind == "half of the sentences":
            sentences = split(text)
            kept = self.random.permutation(len(sentences))[: (len(sentences) + 1) // 2]
            return " ".join(sentences[at] for at in sorted(kept))
        if kind == "sentences reordered":
            return " ".join(self.random.permutation(split(text)))
        if kind == "10 % of words replaced":
            return self.replace(text)
        if kind == "replaced and cut by 30 %":
            return cut(self.replace(text), 0.3)
        if kind == "joined with another story":
            return f"{text}\n\n{other}" if self.random.integers(2) else f"{other}\n\n{text}"
        if kind == "update of its own story":
            return f"{cut(other, 0.8)} {cut(text, 0.2)}"
        if kind == "two fifths from elsewhere":
            return f"{cut(other, 1 - 300 / len(other.split()))} {cut(text, 1 - 200 / len(text.split()))}"
        return text

    def replace(self, text: str) -> str:
        """One word in ten replaced by any other."""
        words = text.split()
        for at in self.random.permutation(len(words))[: len(words) // 10]:
            words[at] = self.vocabulary[int(self.random.integers(len(self.vocabulary)))]
        return " ".join(words)

    def insert(self, text: str, passage: str) -> str:
        """A passage put between two sentences."""
        sentences = split(text)
        at = int(self.random.integers(len(sentences) + 1))
        return " ".join([*sentences[:at], passage, *sentences[at:]])


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in find_sentences(text)]


def cut(text: str, share: float) -> str:
    """A text without its last words."""
    words = text.split()
    return " ".join(words[: round(len(words) * (1 - share))])


def weave(one: str, other: str) -> str:
    """Three sentences of one, three of the other, and so on."""
    both = [split(one), split(other)]
    places = range(0, max(map(len, both)), 3)
    return "\n\n".join(" ".join(some[at : at + 3]) for at in places for some in both if some[at : at + 3])


def make_edited(real: pd.DataFrame, n: int, seed: int = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A corpus in which n pairs of each kind of copy and trap are hidden, and what the pairs are.

    The second table has one, other (article_ids) and kind. In a pair of kind "woven" the other is made of two
    articles of the corpus, and there are two such pairs for it. Every third pair has no dates.
    """
    random = np.random.default_rng(seed)
    articles = without_copies(real.iloc[random.permutation(len(real))].reset_index(drop=True))
    events = same_event(articles, 3 * n)
    rest = iter(articles.drop(index=[at for pair in events for at in pair]).itertuples())
    editor = Editor(sorted({word for text in articles["text"][:200] for word in text.split()}), seed)
    rows, pairs, ids = [], [], count()

    def add(text, outlet, hours=None):
        published = pd.NaT if hours is None else _DAY + pd.Timedelta(hours=hours)
        rows.append((f"a{next(ids):05}", outlet, published, text))
        return rows[-1][0]

    for kind in COPIES:
        for at in range(n):
            one, other = next(rest), next(rest)
            day = None if at % 3 == 0 else 24 * at
            outlet = one.outlet if kind.startswith("update") else f"{one.outlet} copied"
            first = add(one.text, one.outlet, day)
            second = add(editor.edit(one.text, kind, other.text), outlet, None if day is None else day + 5)
            pairs.append((first, second, kind))
    for at in range(n):
        one, other = next(rest), next(rest)
        day = None if at % 3 == 0 else 24 * at
        woven = add(weave(one.text, other.text), "Weaver", None if day is None else day + 5)
        pairs += [(add(article.text, article.outlet, day), woven, "woven") for article in (one, other)]
    for at, (first, second) in enumerate(events):
        kind = TRAPS[at % 3]
        two = articles.loc[[first, second]]
        passage = " ".join(
            " ".join(split(next(rest).text)[2:]).replace('"', "").split()[: (50, 100)["in marks" in kind]]
        )
        passage = f"“{passage}”, she said." if "in marks" in kind else f"{passage}."
        texts = [editor.insert(text, passage) if "statement" in kind else text for text in two["text"]]
        pairs.append((*(add(text, outlet, 24 * at) for text, outlet in zip(texts, two["outlet"])), kind))
    noticed = [add(f"{cut(next(rest).text, 0.5)}\n\n{NOTICE}", "Noticer", 24 * at) for at in range(2 * n)]
    pairs += [(one, other, TRAPS[3]) for one, other in zip(noticed[::2], noticed[1::2])]
    table = pd.DataFrame(rows, columns=["article_id", "outlet", "published", "text"])
    table = table.loc[random.permutation(len(table))].reset_index(drop=True)
    return table, pd.DataFrame(pairs, columns=["one", "other", "kind"])


def pairs_of_groups(copies: pd.DataFrame) -> set[tuple[str, str]]:
    """All pairs of articles that a copies table puts in one group."""
    groups = copies.groupby("group_id")["article_id"].apply(sorted)
    return {pair for group in groups for pair in combinations(group, 2)}


def score_pairs(found: set[tuple[str, str]], pairs: pd.DataFrame) -> dict[str, float]:
    """Precision of the pairs found, recall by kind of copy, and the share of traps stepped into by kind."""
    true = {tuple(sorted(pair)) for pair in zip(pairs["one"], pairs["other"], strict=True)}
    traps = {
        tuple(sorted(pair))
        for pair, kind in zip(zip(pairs["one"], pairs["other"], strict=True), pairs["kind"], strict=True)
        if kind in TRAPS
    }
    hit = pairs.assign(found=[tuple(sorted(pair)) in found for pair in zip(pairs["one"], pairs["other"])])
    recall = hit.groupby(["kind", "other"])["found"].any().groupby("kind").mean()
    scores = {"precision": len(found & (true - traps)) / max(len(found), 1)}
    scores["recall"] = float(recall[list(COPIES)].mean())
    return scores | recall.to_dict()
