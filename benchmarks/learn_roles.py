"""Coded articles in; a model of roles, and what it gets right, out.

Run from the root of the project: python -m benchmarks.learn_roles FRAMING NEWS POLNEAR OUT [--measure]
This made resources/models/roles_en.npz. FRAMING is the folder of "Conflicts, villains, resolutions"
(train_articles.jsonl, train_roles.jsonl), NEWS a table of Dai's "News Articles" (.parquet), POLNEAR its
training articles (.jsonl); the author's own codes of articles in the latter two are role_codes.csv beside
this file: spans and codes, no text. OUT is a file. With --measure the figures of the card are printed too.
"""

import argparse
import re
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.model_selection import GroupKFold

from mediakit.annotate.mentions import find_mentions
from mediakit.assess.passages import find_sentences_of
from mediakit.assess.roles.expectations import expect_weights
from mediakit.assess.roles.features import count_features
from mediakit.assess.roles.model import ROLES, RoleModel
from mediakit.assess.roles.training import read_actors, train_roles
from mediakit.assess.vader import score_vader

CODES = Path(__file__).parent / "role_codes.csv"
CODE_WEIGHT = 2.0  # of the author's codes: of the field the model is for, and each a mention that was read
ROLE_OF = {"hero": "protagonist", "villain": "antagonist", "victim": "innocent"}
PRONOUNS = frozenset("they he she it we i you them us him his her their our its my who".split())
MOST_MENTIONS = 6
COLUMNS = ["article_id", "field", "start", "end", "text", "actor", "role"]


def read_framing(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Articles and coded mentions of the climate corpus: each coded name wherever it stands, up to six times.

    Names that cannot be found, pronouns, and names with two roles in one article are left out.
    """
    articles = pd.read_json(folder / "train_articles.jsonl", lines=True)
    articles["article_id"] = "framing " + articles["ID"].astype(str)
    outlet = articles["source"].str.lower().str.replace(" ", "").str.removeprefix("the")
    articles = articles.assign(outlet=outlet, title="")[["article_id", "outlet", "title", "text"]]
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    coded = pd.read_json(folder / "train_roles.jsonl", lines=True)
    rows, roles = [], {}
    for number, entity, role in zip(coded["ID"], coded["entity"], coded["role"], strict=True):
        article_id = f"framing {number}"
        found = find_entity(entity.strip(), texts[article_id])
        if not found:
            continue
        key = (article_id, found[0].group().lower())
        if key not in roles:
            rows += [
                (article_id, "text", *match.span(), match.group(), key[1], ROLE_OF[role])
                for match in found[:MOST_MENTIONS]
            ]
        roles.setdefault(key, set()).add(role)
    mentions = pd.DataFrame(rows, columns=COLUMNS)
    sure = [len(roles[key]) == 1 for key in zip(mentions["article_id"], mentions["actor"], strict=True)]
    return articles, mentions[sure].reset_index(drop=True)


def find_entity(entity: str, text: str) -> list[re.Match]:
    """Where a coded name stands: as it is, without its article or genitive, or a part of it."""
    if entity.lower() in PRONOUNS or len(entity) < 2:
        return []
    bare = re.sub(r"^(the|a|an)\s+|['’]s$", "", entity, flags=re.IGNORECASE)
    parts = [part for part in re.split(r"\s*[/:;]\s*|, ", bare) if len(part) > 3]
    for form in dict.fromkeys([entity, bare, *parts]):
        pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, form.split())) + r"(?!\w)"
        for flags in (0, re.IGNORECASE):
            found = list(re.finditer(pattern, text, flags))
            if found:
                return found
    return []


def read_codes(news: Path, polnear: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Articles and mentions of the author's codes; each mention is an actor of its own."""
    dai = pd.read_parquet(news)
    campaign = pd.read_json(polnear, lines=True)
    both = pd.concat([dai.assign(corpus="dai"), campaign.assign(corpus="polnear")])
    both["article_id"] = both["corpus"] + " " + both["article_id"].astype(str)
    codes = pd.read_csv(CODES, dtype={"article_id": str})
    codes["article_id"] = codes["corpus"] + " " + codes["article_id"]
    articles = both[both["article_id"].isin(codes["article_id"])]
    articles = articles.assign(outlet="", title="", text=articles["text"].fillna(""))
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    codes["text"] = [
        texts[article_id][start:end]
        for article_id, start, end in zip(codes["article_id"], codes["start"], codes["end"], strict=True)
    ]
    codes["actor"] = codes["text"] + " " + codes["start"].astype(str)
    codes = codes.assign(field="text", weight=CODE_WEIGHT)
    return (
        articles[["article_id", "outlet", "title", "text"]].reset_index(drop=True),
        codes[[*COLUMNS, "weight", "part"]],
    )


def find_uncoded(articles: pd.DataFrame, coded: pd.DataFrame) -> pd.DataFrame:
    """Mentions of actors that the coders of these articles gave no role."""
    found = find_mentions(articles)
    spans = {
        key: list(zip(rows["start"], rows["end"], strict=True)) for key, rows in coded.groupby("article_id")
    }
    is_coded = [
        any(start < last and first < end for first, last in spans.get(article_id, []))
        for article_id, start, end in zip(found["article_id"], found["start"], found["end"], strict=True)
    ]
    found["is_coded"] = is_coded
    free = ~found.groupby(["article_id", "actor"])["is_coded"].transform("any")
    return found[free & found["actor"].notna()].assign(role=np.nan)[COLUMNS]


def join(*tables: pd.DataFrame) -> pd.DataFrame:
    """One table of coded mentions."""
    both = pd.concat(tables, ignore_index=True)
    return both.assign(weight=both["weight"].fillna(1.0) if "weight" in both else 1.0)


def predict(model: RoleModel, articles: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """The actors with their most probable role."""
    features, actors = read_actors(articles, mentions)
    chosen = model.choose(features)
    return actors.assign(predicted=np.array(ROLES)[chosen.argmax(axis=1)], sure=chosen.max(axis=1))


def show(name: str, coded: pd.DataFrame) -> None:
    coded = coded[coded["role"].notna()]
    each = f1_score(coded["role"], coded["predicted"], average=None, labels=list(ROLES))
    right = coded["role"] == coded["predicted"]
    bins = pd.cut(coded["sure"], np.linspace(0.3, 1, 8))
    by_bin = pd.DataFrame({"right": right, "sure": coded["sure"]}).groupby(bins, observed=True)
    gap = by_bin.mean().diff(axis=1)["sure"].abs().mul(by_bin.size()).sum() / len(coded)
    print(
        f"{name:<34} {len(coded):5} actors, macro-F1 {each.mean():.3f}"
        f" ({', '.join(f'{role} {one:.2f}' for role, one in zip(ROLES, each, strict=True))}),"
        f" expected error {gap:.3f}"
    )


def cross_validate(
    articles: pd.DataFrame, mentions: pd.DataFrame, groups: pd.Series, also: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Predictions for mentions held back by group; `also` is learned from each time."""
    parts = []
    for learn, held in GroupKFold(5).split(mentions, groups=groups):
        model = train_roles(articles, join(*(t for t in (mentions.iloc[learn], also) if t is not None)))
        parts.append(predict(model, articles, mentions.iloc[held]))
    return pd.concat(parts)


def measure(articles: pd.DataFrame, framing: pd.DataFrame, codes: pd.DataFrame) -> None:
    outlet = framing["article_id"].map(dict(zip(articles["article_id"], articles["outlet"], strict=True)))
    learn, test = (codes[codes["part"] == part].drop(columns="part") for part in ("learn", "test"))
    show("climate, by outlet", cross_validate(articles, framing, outlet))
    show("learned on climate, codes: learn", predict(train_roles(articles, framing), articles, learn))
    show("codes: learn, by article", cross_validate(articles, learn, learn["article_id"], framing))
    show("learned on climate, codes: test", predict(train_roles(articles, framing), articles, test))
    both = train_roles(articles, join(framing, learn))
    show("learned on both, codes: test", predict(both, articles, test))
    expected = RoleModel(expect_weights(), np.zeros(3), np.zeros(count_features() + 1), np.zeros(1))
    show("lexicon alone, codes: test", predict(expected, articles, test))
    compound = score_vader(sentences_of(articles, test))["compound"]
    by_rule = np.select([compound >= 0.05, compound <= -0.05], ["protagonist", "antagonist"], "innocent")
    show("VADER rule, codes: test", test.assign(predicted=by_rule, sure=1.0))
    show("all antagonist, codes: test", test.assign(predicted="antagonist", sure=1.0))


def measure_cast(articles: pd.DataFrame, framing: pd.DataFrame, uncoded: pd.DataFrame) -> None:
    both = join(framing, uncoded)
    outlet = both["article_id"].map(dict(zip(articles["article_id"], articles["outlet"], strict=True)))
    parts = []
    for learn, held in GroupKFold(5).split(both, groups=outlet):
        features, actors = read_actors(articles, both.iloc[held])
        n_mentions = actors["n_mentions"].to_numpy(np.float64)
        cast = train_roles(articles, both.iloc[learn]).predict(features, n_mentions).sum(axis=1)
        parts.append(pd.DataFrame({"coded": actors["role"].notna(), "cast": cast}))
    table = pd.concat(parts)
    bins = table.groupby(pd.cut(table["cast"], np.linspace(0, 1, 11)), observed=True)
    gap = bins.mean().diff(axis=1)["cast"].abs().mul(bins.size()).sum() / len(table)
    auc = roc_auc_score(table["coded"], table["cast"])
    print(f"having a role, climate, by outlet: {len(table)} actors, AUC {auc:.3f}, expected error {gap:.3f}")


def sentences_of(articles: pd.DataFrame, mentions: pd.DataFrame) -> list[str]:
    return [text[start:end] for text, start, end in find_sentences_of(mentions, articles)]


def main(framing_folder: Path, news: Path, polnear: Path, out: Path, *, measured: bool) -> None:
    climate, framing = read_framing(framing_folder)
    others, codes = read_codes(news, polnear)
    articles = pd.concat([climate, others], ignore_index=True)
    print(f"{framing.groupby(['article_id', 'actor']).ngroups} climate actors, {len(codes)} codes")
    uncoded = find_uncoded(climate, framing)
    if measured:
        measure(articles, framing, codes)
        measure_cast(articles, framing, uncoded)
    model = train_roles(articles, join(framing, codes.drop(columns="part"), uncoded))
    model.save(out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("framing", "news", "polnear", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--measure", action="store_true", dest="measured")
    chosen = parser.parse_args()
    main(chosen.framing, chosen.news, chosen.polnear, chosen.out, measured=chosen.measured)
