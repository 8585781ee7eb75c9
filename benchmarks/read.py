"""How fast files of each format are read, beside the bare library underneath: python -m benchmarks.read.

The same articles are written in every format: those of the folder of corpora beside the repository, or of
the sample corpus. Both readers take them in turn, processor time, the median of the runs. MB are those of the
file, unpacked. The real pages of the folder of formats are read as well, where it is there.

The bare library gives back what stands in the file. The time on top of it buys, for each article: its text
without furniture, subheads and credits, which get columns; the language identified; the date understood, in
UTC; the lines its outlet repeats found and taken out, for which every sentence is looked at; an id; an
account of each record. That is work on each word, one to five milliseconds an article. 25 % on top, the goal,
holds for real pages and archives of them. It does not for small made pages, feeds and Word files, and cannot
for tables: pandas takes less than a hundredth of a millisecond for an article of CSV. `ms on top` is the
figure to compare there.
"""

import gzip
import json
import sys
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

import feedparser
import pandas as pd
import trafilatura
from fastwarc.warc import ArchiveIterator, WarcRecordType
from lxml import etree

import mediakit as mk

SHARED = Path(__file__).resolve().parents[2] / "shared"
N_RUNS = 3
N_PAGES = 200  # of the formats that hold pages: these take ten times as long
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def load_articles(n: int) -> pd.DataFrame:
    """Articles with title, text, date, address and outlet, all of them strings."""
    table = SHARED / "corpora" / "news_articles_2016_2017.parquet"
    if not table.is_file():
        articles = mk.load_sample().articles
        articles = pd.concat([articles] * -(-n // len(articles)), ignore_index=True)
        url = [f"https://sample.example/{at}" for at in range(len(articles))]
        articles = articles.assign(url=url, date=articles["published"].dt.strftime("%Y-%m-%d"))
    else:
        articles = pd.read_parquet(table).rename(
            columns={"article_source_link": "url", "publish_date": "date"}
        )
    articles = articles[articles["text"].str.len() > 0].drop_duplicates("url")
    return articles[["title", "text", "date", "url"]].fillna("").astype(str).sample(n, random_state=0)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text; of one without any, four sentences or so each."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > 1:
        return lines
    sentences = text.split(". ")
    return [". ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4)]


def as_page(article: dict[str, str]) -> str:
    title, url, date = (escape(article[name]) for name in ("title", "url", "date"))
    body = "".join(f"<p>{escape(one)}</p>\n" for one in paragraphs(article["text"]))
    links = "".join(f"<li><a href='/{at}'>Another story of the day, number {at}</a></li>" for at in range(30))
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title} | Herald</title>"
        f"<meta property='og:type' content='article'><meta property='og:title' content='{title}'>"
        f"<meta property='article:published_time' content='{date}'>"
        f"<link rel='canonical' href='{url}'></head><body>"
        f"<nav><ul>{links}</ul></nav><main><article><h1>{title}</h1><p class='byline'>By Ann Lee</p>\n{body}"
        f"</article></main><aside><ul>{links}</ul></aside><footer><p>© Herald</p></footer></body></html>"
    )


def write_tables(articles: pd.DataFrame, folder: Path) -> None:
    articles.to_csv(folder / "a.csv", index=False)
    articles.to_csv(folder / "a.tsv", index=False, sep="\t")
    articles.to_json(folder / "a.jsonl", orient="records", lines=True, force_ascii=False)
    articles.to_parquet(folder / "a.parquet", index=False)


def write_feed(articles: pd.DataFrame, path: Path) -> None:
    items = "".join(
        f"<item><title>{escape(one['title'])}</title><link>{escape(one['url'])}</link>"
        f"<pubDate>{pd.Timestamp(one['date']):%a, %d %b %Y 09:00:00 +0000}</pubDate><content:encoded>"
        f"<![CDATA["
        f"{''.join(f'<p>{escape(part)}</p>' for part in paragraphs(one['text']))}]]></content:encoded></item>"
        for one in articles.to_dict("records")
    )
    head = '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    path.write_text(f"{head}<channel><title>Herald</title>{items}</channel></rss>")


def write_warc(articles: pd.DataFrame, path: Path) -> None:
    with gzip.open(path, "wb", compresslevel=6) as file:
        for one in articles.to_dict("records"):
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + as_page(one).encode()
            lines = ["WARC/1.0", "WARC-Type: response", f"WARC-Target-URI: {one['url']}"]
            lines += ["WARC-Date: 2024-11-04T13:00:00Z", "Content-Type: application/http; msgtype=response"]
            head = "\r\n".join([*lines, f"Content-Length: {len(block)}", "", ""])
            file.write(head.encode() + block + b"\r\n\r\n")


def write_docx(articles: pd.DataFrame, path: Path) -> None:
    """An export in the layout of Nexis Uni."""
    lines: list[str] = []
    for one in articles.to_dict("records"):
        date = f"{pd.Timestamp(one['date']):%B %d, %Y %A}"
        lines += [
            one["title"],
            "Herald",
            date,
            "Section: NEWS",
            "Length: 500 words",
            "Byline: Ann Lee",
            "Body",
        ]
        lines += [*paragraphs(one["text"]), "Load-Date: November 5, 2024", "End of Document"]
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
        )


def extract(page: bytes) -> object:
    return trafilatura.bare_extraction(page, with_metadata=True)


def bare_folder(folder: Path) -> list[object]:
    return [extract(_unpacked(path)) for path in sorted(folder.iterdir()) if ".html" in path.name]


def bare_warc(path: Path) -> list[object]:
    with path.open("rb") as stream:
        records = ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True)
        return [extract(record.reader.read()) for record in records]


def bare_docx(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return ["".join(one.itertext(f"{{{WORD}}}t")) for one in root.iter(f"{{{WORD}}}p")]


def _unpacked(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def _n_bytes(path: Path) -> int:
    """The bytes of a file or of a folder's pages, unpacked."""
    if path.is_dir():
        return sum(len(_unpacked(one)) for one in path.iterdir() if ".html" in one.name)
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            return sum(item.file_size for item in archive.infolist())
    return len(_unpacked(path))


def measure(name: str, path: Path, bare: Callable[[Path], object], library: str) -> dict[str, object]:
    """Articles and MB a second of both, and how much longer ours takes."""
    where = path if path.is_file() else str(path / "*.html*")
    ours, theirs, n_read = [], [], 0
    for _ in range(N_RUNS):
        start = process_time()
        n_read = len(mk.read_corpus(where).articles)
        middle = process_time()
        bare(path)
        ours.append(middle - start)
        theirs.append(process_time() - middle)
    mine, other = median(ours), median(theirs)
    return {
        "format": name,
        "beside": library,
        "articles": n_read,
        "articles/s": n_read / mine,
        "MB/s": _n_bytes(path) / 1e6 / mine,
        "bare articles/s": n_read / other,
        "bare MB/s": _n_bytes(path) / 1e6 / other,
        "on top %": 100 * (mine / other - 1),
        "ms on top": 1000 * (mine - other) / n_read,
    }


def main() -> None:
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with TemporaryDirectory() as made:
        folder = Path(made)
        articles = load_articles(n)
        few = articles.head(N_PAGES)
        write_tables(articles, folder)
        write_feed(articles, folder / "a.rss")
        write_warc(few, folder / "a.warc.gz")
        write_docx(few, folder / "a.docx")
        (folder / "pages").mkdir()
        for at, article in enumerate(few.to_dict("records")):
            (folder / "pages" / f"{at}.html").write_text(as_page(article))
        mk.read_corpus([folder / "pages" / "0.html", folder / "a.docx"])  # what is loaded once is loaded here
        extract((folder / "pages" / "0.html").read_bytes())
        cases: list[tuple[str, Path, Callable[[Path], object], str]] = [
            ("csv", folder / "a.csv", pd.read_csv, "pandas"),
            ("tsv", folder / "a.tsv", lambda path: pd.read_csv(path, sep="\t"), "pandas"),
            ("jsonl", folder / "a.jsonl", lambda path: pd.read_json(path, lines=True), "pandas"),
            ("jsonl", folder / "a.jsonl", lambda path: [json.loads(line) for line in path.open()], "json"),
            ("parquet", folder / "a.parquet", pd.read_parquet, "pandas"),
            ("feed", folder / "a.rss", lambda path: feedparser.parse(path.read_bytes()), "feedparser"),
            ("docx", folder / "a.docx", bare_docx, "zipfile, lxml"),
            ("warc", folder / "a.warc.gz", bare_warc, "fastwarc, trafilatura"),
            ("html", folder / "pages", bare_folder, "trafilatura"),
        ]
        if (SHARED / "formats" / "news_pages").is_dir():
            formats = SHARED / "formats"
            archive = formats / "archives" / "news_pages.warc.gz"
            cases.append(("real html", formats / "news_pages", bare_folder, "trafilatura"))
            cases.append(("real warc", archive, bare_warc, "fastwarc, trafilatura"))
        table = pd.DataFrame([measure(*case) for case in cases])
    print(table.to_string(index=False, float_format=lambda value: f"{value:,.1f}"))


if __name__ == "__main__":
    main()
