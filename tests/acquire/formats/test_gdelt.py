import gzip
import zipfile

import pytest

from mediakit._core.errors import InputError
from mediakit._core.tables import get_table
from mediakit.acquire.corpus import read_corpus
from mediakit.acquire.formats.gdelt import read_gdelt
from mediakit.acquire.formats.gdelt_files import is_gdelt


def gkg(**values):
    """A row of GKG 2.1; values by their place in the codebook, as v12="…"."""
    row = [""] * 27
    row[:5] = ["20241101120000-0", "20241101120000", "1", "herald.example", "https://herald.example/1"]
    for name, value in values.items():
        row[int(name[1:])] = value
    return "\t".join(row)


def event(n=61, **values):
    """A row of events 2.0 (61 values) or 1.0 (58 or 57)."""
    row = [""] * n
    row[:7] = ["77", "20241101", "202411", "2024", "2024.8301", "GBRGOV", "UNITED KINGDOM"]
    row[25:35] = ["1", "042", "042", "04", "1", "1.9", "3", "1", "2", "-0.5"]
    place = {61: 51, 58: 49, 57: 49}[n]
    row[place : place + 3] = ["4", "Ostrel, Vik", "VI"]
    row[{61: 56, 58: 53, 57: 53}[n]] = "59.5"
    row[{61: 57, 58: 54, 57: 54}[n]] = "10.25"
    row[{61: 59, 58: 56, 57: 56}[n]] = "20241101121500" if n == 61 else "20241101"
    if n > 57:
        row[-1] = "https://herald.example/1"
    for name, value in values.items():
        row[int(name[1:])] = value
    return "\t".join(row)


def read(tmp_path, *rows, name="20241101120000.gkg.csv"):
    path = tmp_path / name
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    return read_gdelt(path)


def test_a_document(tmp_path):
    extras = (
        "<PAGE_AUTHORS>Ana Ruiz</PAGE_AUTHORS><PAGE_TITLE>Talks &amp; tea</PAGE_TITLE>"
        "<PAGE_PRECISEPUBTIMESTAMP>20241101113000</PAGE_PRECISEPUBTIMESTAMP>"
    )
    row = gkg(
        v8="TAX_PORT,120;STRIKE,7;",
        v12="Ana Ruiz,40;Tom Ek,12",
        v14="Port Union,99",
        v15="-1.5,2,3.5,5.5,20.25,1,310",
        v25="srclc:deu;eng:GT-DEU 1.0",
        v26=extras,
    )
    (document,) = read(tmp_path, row).documents.to_dict("records")
    expected = {
        "document_id": "20241101120000-0",
        "url": "https://herald.example/1",
        "source": "herald.example",
        "collection": "web",
        "title": "Talks &amp; tea",
        "author": "Ana Ruiz",
        "language": "deu",
        "tone": -1.5,
        "positive": 2.0,
        "negative": 3.5,
        "polarity": 5.5,
        "activity": 20.25,
        "self_reference": 1.0,
        "n_words": 310,
        "themes": ["STRIKE", "TAX_PORT"],
        "theme_offsets": [7, 120],
        "persons": ["Tom Ek", "Ana Ruiz"],
        "person_offsets": [12, 40],
        "organizations": ["Port Union"],
        "organization_offsets": [99],
    }
    assert {name: document[name] for name in expected} == expected
    assert str(document["date"]) == "2024-11-01 12:00:00+00:00"
    assert str(document["published"]) == "2024-11-01 11:30:00+00:00"


def test_names_without_offsets_where_there_are_no_others(tmp_path):
    (document,) = read(tmp_path, gkg(v7="STRIKE;PORT;", v11="ana ruiz")).documents.to_dict("records")
    assert (document["themes"], document["theme_offsets"]) == (["STRIKE", "PORT"], [])
    assert document["persons"] == ["ana ruiz"]


def test_quotations(tmp_path):
    row = gkg(v22="52|15|said|we are #1|and we go on#80|4||no #2")
    assert read(tmp_path, row).quotations.to_dict("records") == [
        {
            "document_id": "20241101120000-0",
            "offset": 52,
            "length": 15,
            "verb": "said",
            "text": "we are #1|and we go on",
        },
        {
            "document_id": "20241101120000-0",
            "offset": 80,
            "length": 4,
            "verb": pytest.approx(float("nan"), nan_ok=True),
            "text": "no #2",
        },
    ]


def test_a_broken_quotation_costs_only_itself(tmp_path):
    gdelt = read(tmp_path, gkg(v22="52|what#60|4||no"))
    assert gdelt.quotations["text"].tolist() == ["no"]
    assert gdelt.rejects["kind"].tolist() == ["doubt"]
    assert len(gdelt.documents) == 1


@pytest.mark.parametrize("n", [61, 58, 57])
def test_events_of_all_versions(tmp_path, n):
    (row,) = read(tmp_path, event(n)).events.to_dict("records")
    expected = {
        "event_id": "77",
        "actor1_code": "GBRGOV",
        "actor1_name": "UNITED KINGDOM",
        "is_root_event": True,
        "event_code": "042",
        "event_root_code": "04",
        "quad_class": 1,
        "goldstein": 1.9,
        "n_mentions": 3,
        "n_sources": 1,
        "n_articles": 2,
        "tone": -0.5,
        "place": "Ostrel, Vik",
        "place_country": "VI",
        "latitude": 59.5,
        "longitude": 10.25,
    }
    assert {name: row[name] for name in expected} == expected
    assert str(row["date"]) == "2024-11-01 00:00:00+00:00"
    assert (row["url"] == "https://herald.example/1") is (n > 57)


def test_a_first_row_of_names(tmp_path):
    head = "GLOBALEVENTID\tSQLDATE\tActor1Name\tCAMEOCodeDescription\tEventCode\tAvgTone\tSOURCEURL"
    (row,) = read(tmp_path, head, "7\t20241101\tPORT\tMeet\t040\t1.5\thttps://herald.example").events.to_dict(
        "records"
    )
    assert (row["event_id"], row["actor1_name"], row["event_code"], row["tone"]) == ("7", "PORT", "040", 1.5)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (gkg() + "\tmore", "28 tab-separated values"),
        (gkg(v1="yesterday"), "the date is 'yesterday'"),
        (gkg(v0=""), "the id is missing"),
        (gkg(v15="1,2"), "the tone has 2 numbers"),
        (gkg(v15="1,2,x,4,5,6,7"), "the negative is 'x'"),
        (gkg(v15="nan,2,3,4,5,6,7"), "the tone is 'nan'"),
        (event(v30="much"), "the goldstein is 'much'"),
        (gkg(), "was read before"),
    ],
)
def test_broken_rows_cost_only_themselves(tmp_path, row, reason):
    gdelt = read(tmp_path, gkg(), row, gkg(v0="20241101120000-9"))
    assert gdelt.documents["document_id"].tolist() == ["20241101120000-0", "20241101120000-9"]
    (reject,) = gdelt.rejects.to_dict("records")
    assert (reject["place"], reject["kind"]) == ("line 2", "rejected")
    assert reason in reject["reason"]


def test_packed_files(tmp_path):
    data = f"{gkg()}\n".encode()
    (tmp_path / "a.gkg.csv.gz").write_bytes(gzip.compress(data))
    with zipfile.ZipFile(tmp_path / "b.gkg.csv.zip", "w") as archive:
        archive.writestr("b.gkg.csv", data.replace(b"000-0", b"000-1"))
    assert len(read_gdelt(tmp_path).documents) == 2


def test_a_damaged_archive(tmp_path):
    (tmp_path / "a.gkg.csv").write_text(gkg() + "\n")
    (tmp_path / "b.gkg.csv.zip").write_bytes(b"PK\x03\x04" + bytes(100))
    gdelt = read_gdelt(tmp_path)
    assert (len(gdelt.documents), gdelt.rejects["source_file"].tolist()) == (1, ["b.gkg.csv.zip"])


def test_files_of_something_else(tmp_path):
    with pytest.raises(InputError, match="2 tab-separated values"):
        read(tmp_path, "a\tb", "c\td")
    with pytest.raises(InputError, match="table of mentions"):
        read(tmp_path, "\t".join(["1"] * 16))


def test_tables_have_their_declared_columns(tmp_path):
    gdelt = read(tmp_path, gkg())
    for name in ("documents", "quotations", "events"):
        assert list(getattr(gdelt, name).columns) == get_table(f"gdelt_{name}").names
    assert repr(gdelt).startswith("Gdelt\n  .documents ")


@pytest.mark.parametrize("name", ["20241101.export.CSV", "a.tsv", "a.txt"])
def test_no_corpus_is_made_of_them(tmp_path, name):
    path = tmp_path / name
    path.write_text(f"{event()}\n{event(v0='78')}\n")
    corpus = read_corpus(path)
    assert corpus.files.loc[0, ["source_format", "n_read", "n_rejected"]].tolist() == ["gdelt", 0, 2]
    assert "read_gdelt" in corpus.rejects.loc[0, "remedy"]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (f"{gkg()}\n".encode(), True),
        (f"{event(57)}\n".encode(), True),
        (b"GKGRECORDID\tDATE\n", True),
        (b"GLOBALEVENTID\tSQLDATE\n", True),
        (b"id\ttitle\ttext\n", False),
        (b"20241101\tTalks go on\n", False),
    ],
)
def test_the_first_row_tells(start, expected):
    assert is_gdelt(start) is expected


def test_real_files(shared):
    gdelt = read_gdelt(shared / "formats" / "gdelt")
    assert (len(gdelt.documents), len(gdelt.quotations), len(gdelt.events)) == (50, 25, 50)
    assert gdelt.rejects.empty
    assert gdelt.documents["tone"].between(-100, 100).all()
    assert set(gdelt.quotations["document_id"]) <= set(gdelt.documents["document_id"])
