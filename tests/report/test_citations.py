import re
from pathlib import Path

import pytest

from mediakit._core.codebooks import list_codebooks, load_codebook
from mediakit._core.resources import resource_path
from mediakit.report.citations import OURSELVES, find_works, read_works, write_bibtex

ROOT = Path(__file__).parents[2]
FIELD = re.compile(r"^  (\w+) *= \{(.*)\},?$")
REQUIRED = {
    "article": {"author", "title", "journal", "year"},
    "book": {"author", "title", "publisher", "year"},
    "incollection": {"author", "title", "booktitle", "year"},
    "inproceedings": {"author", "title", "booktitle", "year"},
    "misc": {"author", "title", "year"},
    "software": {"author", "title", "version", "year"},
}


def parse(bibtex):
    """Kind, key and fields of each entry; fails on anything that is not the plain form we write."""
    entries = []
    for block in bibtex.strip().split("\n\n"):
        first, *lines, last = block.splitlines()
        kind, key = re.fullmatch(r"@(\w+)\{(\w+),", first).groups()
        fields = [FIELD.fullmatch(line) for line in lines]
        assert last == "}" and all(fields), block
        assert [line.endswith(",") for line in lines] == [True] * (len(lines) - 1) + [False], block
        entries.append((kind, key, {found[1]: found[2] for found in fields}))
    return entries


def balanced(text):
    depth = 0
    for sign in re.sub(r"\\[{}]", "", text):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0


def test_the_file_of_works_is_valid_bibtex():
    text = resource_path("works.bib").read_text(encoding="utf-8")
    entries = parse(text)
    assert len(entries) == len(read_works()) == text.count("@")
    assert len({key for _, key, _ in entries}) == len(entries)
    for kind, key, fields in entries:
        assert set(fields) >= REQUIRED[kind], key
        assert all(balanced(value) for value in fields.values()), key
        assert re.fullmatch(r"\d{4}", fields["year"]), key
        assert re.fullmatch(r"\d+--\d+", fields.get("pages", "1--2")), key
        assert text.isascii()
        assert not re.search(r"(?<!\\)[&%$#]", "".join(fields.values())), key


@pytest.mark.parametrize("broken", ["@article{a,\n  title = {x}\n", "@article{a,\n  title = {x},\n}", "x"])
def test_broken_bibtex_is_found(broken):
    with pytest.raises((AssertionError, AttributeError, ValueError)):
        parse(broken)


def test_the_package_cites_itself_as_its_citation_file_says():
    [own] = [fields for _, key, fields in parse(write_bibtex([])) if key == OURSELVES]
    cff = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    said = dict(re.findall(r"^(title|version|type|\s+- name): \"?(.*?)\"?$", cff, re.MULTILINE))
    assert own["title"] == said["title"]
    assert own["version"] == said["version"]
    assert own["author"] == f"{{{said['  - name']}}}"
    assert said["type"] == "software"


def test_the_docs_show_the_same_entry():
    page = (ROOT / "docs" / "cite.md").read_text(encoding="utf-8")
    assert write_bibtex([]).strip() in page


def test_the_version_that_was_run_is_cited():
    assert "version = {0.3.0.dev1}" in write_bibtex([], "0.3.0.dev1")
    assert "version = {0.1.0}" in write_bibtex([], "1}, title = {Another")


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        ("Van Leeuwen 2007: moral evaluation", ["vanleeuwen2007"]),
        ("Graham et al. 2009: harm and care", ["graham2009"]),
        ("Entman 1993: causal interpretation; Iyengar 1991: responsibility", ["entman1993", "iyengar1991"]),
        ("Galtung; Lee and Maslog 2005: peace journalism", ["lee2005"]),
        ("Galtung 1986, 1998; Lee and Maslog 2005", ["galtung1986", "galtung1998", "lee2005"]),
        ("95% Wilson score (1927) on articles", ["wilson1927"]),
        ("VADER (Hutto and Gilbert 2014)", ["hutto2014"]),
        ("Lee said it in 2005", ["lee2005"]),  # a surname and a year is all there is to go by
        ("Hallam 1992", []),
        ("Holm 1980", []),
        ("Holm; another 1979", []),
        ("", []),
    ],
)
def test_works_are_found_by_surname_and_year(said, keys):
    assert [work.key for work in find_works([said])] == keys


def test_every_work_a_shipped_codebook_names_has_an_entry():
    for name in list_codebooks("frames"):
        book = load_codebook(name, "frames")
        for source in [book.header.source, *(frame.source for frame in book.frames)]:
            for year in re.findall(r"\b(?:19|20)\d\d\b", source):
                assert year in {work.year for work in find_works([source])}, (name, source)


def test_a_bibtex_file_has_each_work_once_and_the_package_first():
    written = parse(write_bibtex(find_works(["Holm 1979", "mediakit", "Holm 1979 again"])))
    assert [key for _, key, _ in written] == [OURSELVES, "holm1979"]
