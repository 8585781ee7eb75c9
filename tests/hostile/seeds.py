"""Small files of every format, from the makers of the readers' own tests, and real ones where they are."""

import gzip
import io
import json
import os
from functools import cache
from pathlib import Path

import pandas as pd
from acquire.exports import test_europresse as europresse
from acquire.exports import test_factiva as factiva
from acquire.exports import test_factiva_xml as factiva_xml
from acquire.exports import test_nexis_docx as nexis_docx
from acquire.exports import test_nexis_html as nexis_html
from acquire.exports import test_nexis_text as nexis_text
from acquire.exports import test_proquest as proquest
from acquire.formats import test_feeds as feeds
from acquire.formats import test_gdelt as gdelt
from acquire.formats import test_mediacloud as mediacloud
from acquire.formats import test_newsml as newsml
from acquire.formats import test_newsml_g2 as newsml_g2
from acquire.formats import test_ninjs as ninjs
from acquire.formats import test_nitf as nitf
from acquire.formats import test_zipped as zipped
from acquire.formats.made_archives import ARC_HEAD, arc, http, warc
from acquire.pages import test_pages as pages

from mediakit.acquire.locate import locate_files
from mediakit.acquire.readers import format_by_content
from mediakit.acquire.reading import Content

SHARED = Path(__file__).parents[3] / "shared" / "formats"
# Beyond this a file says nothing new, and a thousand mutations of it take hours.
MOST_BYTES = 700_000

TITLE, TEXT = "Crane falls into harbour", "\n\n".join(pages.PARAGRAPHS)
PAGE = (
    f"<!doctype html><html lang='en-GB'><head>{pages.META}{pages.LINKED}</head><body>{pages.NAV}<main><article>"
    f"<header>{pages.HEADER}</header>{pages.BODY}</article></main>{pages.FOOT}</body></html>"
)
ROWS = [
    {"id": 1, "headline": TITLE, "body": TEXT, "date": "4 November 2024", "source": {"name": "Gazette"}},
    {"id": 2, "headline": "Pier opens", "body": "The pier is open again.", "date": "5 November 2024"},
]
TABLE = f'id,headline,body,date\n1,{TITLE},"{TEXT}",4 November 2024\n2,Pier opens,"The pier, they say.",x\n'
G2 = '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>{}{}</itemSet></newsMessage>'
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Herald",
    "items": [
        {"id": "1", "title": TITLE, "content_html": feeds.FULL, "date_published": "2024-11-01T19:30:00Z"}
    ],
}


def _parquet() -> bytes:
    stream = io.BytesIO()
    pd.DataFrame({"title": [TITLE, "Pier opens"], "text": [TEXT, "The pier is open."]}).to_parquet(stream)
    return stream.getvalue()


def _warc() -> bytes:
    first, second = (warc(http(PAGE.encode()), f"http://herald.example/{at}/crane") for at in (1, 2))
    return first + warc(b"GET / HTTP/1.1\r\n\r\n", kind="request") + second


@cache
def own_seeds() -> dict[str, list[tuple[str, bytes]]]:
    """For each format the names and bytes of our own files; the first stands for its good files."""
    feed = feeds.RSS % (feeds.ITEM % feeds.CONTENT % feeds.FULL)
    texts = {
        "txt": ("a.txt", f"{TITLE}\n\nBy Ann Lee\n4 November 2024\n\n{TEXT}\n\nShare on Facebook\n"),
        "nexis_txt": ("a.txt", "".join(nexis_text.document(at, 2, f"Crane {at}") for at in (1, 2))),
        "nexis_html": (
            "a.html",
            f"{nexis_html.HEAD}{nexis_html.document(1, 2)}{nexis_html.document(2, 2, 1)}",
        ),
        "factiva_html": ("a.html", factiva.PAGE.format(2 * factiva.coded(factiva.ROWS))),
        "factiva_xml": ("a.xml", factiva_xml.XML.format(count=1, articles=factiva_xml.ARTICLE)),
        "europresse": ("a.html", europresse.page(europresse.old(europresse.HEADER), europresse.new())),
        "feed": ("a.rss", feed),
        "json_feed": ("a.json", json.dumps(JSON_FEED)),
        "nitf": ("a.xml", nitf.STORY),
        "newsml": (
            "a.xml",
            f"<NewsML><NewsEnvelope/>{newsml.item(newsml.component(newsml.BODY))}</NewsML>",
        ),
        "newsml_g2": (
            "a.xml",
            G2.format(*(newsml_g2.item(newsml_g2.inline(x)) for x in (newsml_g2.XHTML, newsml_g2.NITF))),
        ),
        "ninjs": ("a.json", json.dumps(ninjs.ITEM)),
        "mediacloud": ("a.json", json.dumps(mediacloud.STORY)),
        "gdelt": ("a.gkg.csv", f"{gdelt.gkg()}\n{gdelt.gkg(v15='1.0,2.0,1.0,3.0,20,0,100')}\n"),
        "xml": ("a.xml", f"<list><article><title>{TITLE}</title><body>{TEXT}</body></article></list>"),
        "html": ("a.html", PAGE),
        "json": ("a.json", json.dumps({"articles": ROWS})),
        "jsonl": ("a.jsonl", "\n".join(map(json.dumps, ROWS))),
        "csv": ("a.csv", TABLE),
        "tsv": ("a.tsv", f"title\ttext\n{TITLE}\tThe pier is closed.\nPier opens\tThe pier is open.\n"),
    }
    seeds = {name: [(file, text.encode())] for name, (file, text) in texts.items()}
    docx = nexis_docx.docx(
        [
            *nexis_docx.COVER,
            nexis_docx.BREAK,
            *nexis_docx.article(),
            nexis_docx.BREAK,
            *nexis_docx.article("B"),
        ]
    )
    seeds["nexis_docx"] = [("a.docx", docx)]
    seeds["zip"] = [("a.zip", zipped.archive({"a.txt": TEXT, "b.csv": TABLE, "c.docx": docx}))]
    seeds["proquest"] = [
        ("a.eml", proquest.mail(proquest.html_page(proquest.html_document(), proquest.html_document(2)))),
        ("b.eml", proquest.mail(text=proquest.text_document())),
    ]
    seeds["warc"] = [
        ("a.warc", _warc()),
        ("b.warc.gz", 2 * gzip.compress(_warc(), mtime=0)),
        ("c.arc", ARC_HEAD + arc(http(PAGE.encode()))),
    ]
    seeds["parquet"] = [("a.parquet", _parquet())]
    seeds["feed"].append(("b.atom", (feeds.ATOM % "<content>The talks went on.</content>").encode()))
    seeds["html"].append(("b.html.gz", gzip.compress(PAGE.encode(), mtime=0)))
    return seeds


@cache
def real_seeds() -> dict[str, list[tuple[str, bytes]]]:
    """The real files by the format they are told to be; none where the folder is missing."""
    seeds: dict[str, list[tuple[str, bytes]]] = {}
    if not SHARED.is_dir():
        return seeds
    for item in locate_files(os.fspath(SHARED)):
        data = item.path.read_bytes()
        name = format_by_content(item.path.name, Content(item.name, data).start)
        if name is not None and len(data) <= MOST_BYTES:
            seeds.setdefault(name, []).append((item.path.name, data))
    return seeds
