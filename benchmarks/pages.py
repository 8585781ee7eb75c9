"""Saved news pages: what read_corpus and trafilatura alone find of title, date, authors, body, and how fast.

Run from the root of the project: python -m benchmarks.pages [FOLDER]
The folder holds pages and a gold.jsonl as of the flairNLP/fundus test data: url, title, authors,
publishing_date, and the body as summary and sections of headlines and paragraphs. Without an argument it is
news_pages among the formats beside the repository.

body      F1 over the multisets of word 4-grams of text and gold paragraphs, averaged over pages; words are
          runs of letters and digits in lower case, of Chinese and Japanese too
body_all  the same with teaser and subheads on our side, summary and headlines on gold's
title     share of pages with the gold title, case, punctuation and spaces aside
title_in  share of pages whose title holds the gold title, spaces aside
date      share of pages with the day of publication, in UTC
author    share of the pages with authors for which one of them is among those found
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import pandas as pd
import trafilatura

import mediakit as mk
from mediakit.acquire.pages.pages import read_page
from mediakit.acquire.reading import Content

FOLDER = Path(__file__).parents[2] / "shared" / "formats" / "news_pages"
N_RUNS = 3
METRICS = ("body", "body_all", "title", "title_in", "date", "author")

Page = dict[str, Any]


def load_gold(folder: Path) -> list[Page]:
    """The gold of each page, with the names of its file."""
    lines = (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [{"file": page["file"], "url": page.get("url"), **page["gold"]} for page in map(json.loads, lines)]


def read_bytes(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def read_with_us(folder: Path, gold: list[Page]) -> list[Page]:
    """Our reading of each page; an empty one where a page was rejected."""
    articles = mk.read_corpus([folder / page["file"] for page in gold]).articles
    rows = articles.to_dict("records")
    named = {Path(str(row["source_file"])).name: row for row in rows}
    found = []
    for page in gold:
        row = {name: value for name, value in named.get(page["file"], {}).items() if is_value(value)}
        teaser, subheads = row.get("teaser", ""), list(row.get("subheads", []))
        text = row.get("text", "")
        found.append({**row, "text": text, "all": "\n".join([teaser, *subheads, text])})
    return found


def read_with_trafilatura(folder: Path, gold: list[Page]) -> list[Page]:
    """trafilatura's reading of each page, as its users call it."""
    found = []
    for page in gold:
        document = extract(read_bytes(folder / page["file"]))
        if document is None:
            found.append({"text": "", "all": ""})
            continue
        names = {"title": document.title, "published": document.date, "author": document.author}
        found.append({**names, "text": document.text or "", "all": document.text or ""})
    return found


def extract(data: bytes) -> Any:
    return trafilatura.bare_extraction(data, with_metadata=True, include_comments=False)


def is_value(value: Any) -> bool:
    return isinstance(value, list) or bool(pd.notna(value))


def score_pages(found: list[Page], gold: list[Page]) -> pd.DataFrame:
    """A row for each page, a column for each metric; missing where gold has nothing to compare."""
    rows = [score_page(one, page) for one, page in zip(found, gold, strict=True)]
    return pd.DataFrame(rows, index=[page["file"] for page in gold], columns=list(METRICS)).astype(float)


def score_page(found: Page, gold: Page) -> dict[str, float | None]:
    sections = gold["body"]["sections"]
    paragraphs = [text for section in sections for text in section["paragraphs"]]
    parts = [text for section in sections for text in (*section["headline"], *section["paragraphs"])]
    title, wanted = str(found.get("title") or ""), gold["title"]
    authors = gold.get("authors")
    names = plain(str(found.get("author") or ""))
    return {
        "body": f1_of_grams(found["text"], "\n".join(paragraphs)),
        "body_all": f1_of_grams(found["all"], "\n".join([*gold["body"]["summary"], *parts])),
        "title": plain(title) == plain(wanted),
        "title_in": " ".join(wanted.split()) in " ".join(title.split()),
        "date": day(found.get("published")) == day(gold.get("publishing_date")),
        "author": any(plain(name) in names for name in authors) if authors else None,
    }


def f1_of_grams(text: str, gold: str, n: int = 4) -> float:
    """F1 over the multisets of word n-grams; a text shorter than n words is one gram."""
    ours, theirs = count_grams(text, n), count_grams(gold, n)
    both = sum((ours & theirs).values())
    return 2 * both / (sum(ours.values()) + sum(theirs.values()))


def count_grams(text: str, n: int) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return Counter(tuple(words[at : at + n]) for at in range(max(1, len(words) - n + 1)))


def plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


def day(value: Any) -> str | None:
    time = pd.to_datetime(value, utc=True, errors="coerce")
    return None if pd.isna(time) else time.strftime("%Y-%m-%d")


def seconds_per_page(pages: list[bytes]) -> tuple[float, float]:
    """Processor time of our reader and of trafilatura with metadata, medians of some runs in turn."""
    ours, theirs = [], []
    for _ in range(N_RUNS):
        start = process_time()
        for data in pages:
            list(read_page(Content("page.html", data)))
        middle = process_time()
        for data in pages:
            extract(data)
        ours.append(middle - start)
        theirs.append(process_time() - middle)
    return median(ours) / len(pages), median(theirs) / len(pages)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    if not (folder / "gold.jsonl").is_file():
        sys.exit(f"{folder} holds no gold.jsonl; name a folder that does: python -m benchmarks.pages FOLDER")
    gold = load_gold(folder)
    ours = score_pages(read_with_us(folder, gold), gold)
    theirs = score_pages(read_with_trafilatura(folder, gold), gold)
    half = pd.Series([at % 2 for at in range(len(gold))], index=ours.index)
    table = pd.DataFrame(
        {
            "mediakit": ours.mean(),
            "trafilatura": theirs.mean(),
            "mediakit, even pages": ours[half == 0].mean(),
            "odd pages": ours[half == 1].mean(),
        }
    )
    print(f"{len(gold)} pages; trafilatura {trafilatura.__version__}")
    print(table.round(3).to_string())
    print("\nlowest bodies:")
    print(
        pd.DataFrame({"mediakit": ours["body"], "trafilatura": theirs["body"]})
        .nsmallest(8, "mediakit")
        .round(3)
        .to_string()
    )
    mine, other = seconds_per_page([read_bytes(folder / page["file"]) for page in gold])
    print(
        f"\n{1000 * mine:.1f} ms a page, trafilatura {1000 * other:.1f} ms: {mine / other:.2f} times as long"
    )


if __name__ == "__main__":
    main()
