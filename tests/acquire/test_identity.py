from hypothesis import given
from hypothesis import strategies as st

from mediakit.acquire import identity
from mediakit.acquire.corpus import read_corpus
from mediakit.acquire.identity import Identities

HEADER = "id,title,text\n"


def admit_all(rows):
    """The id each (id, text) gets, None when it is dropped, and the reasons given."""
    identities, ids, reasons = Identities(), [], []
    for line, (article_id, text) in enumerate(rows, 2):
        row = {"article_id": article_id, "text": text}
        kept, problem = identities.admit(row, f"line {line}", f"a.csv (line {line})")
        ids.append(row["article_id"] if kept else None)
        reasons.append(problem.reason if problem else None)
    return ids, reasons


def test_a_copy_is_named_after_the_article_it_repeats():
    ids, reasons = admit_all([("1", "First."), ("1", "Second."), ("1", "Second."), ("1", "First.")])
    assert ids[0] == "1" and ids[1].startswith("1-") and ids[2:] == [None, None]
    assert reasons[1] == f"the id '1' belongs to another article in a.csv (line 2); renamed to {ids[1]!r}"
    assert reasons[2] == f"the same article as in a.csv (line 3), id {ids[1]!r}"
    assert reasons[3] == "the same article as in a.csv (line 2), id '1'"


def test_a_copied_file_names_the_right_lines(tmp_path):
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(HEADER + "1,One,First.\n1,Other,Another.\n")
    corpus = read_corpus(tmp_path)
    first, second = corpus.articles["article_id"]
    copies = corpus.rejects.query("source_file.str.endswith('b.csv')", engine="python")
    assert [reason.split("the same article as in ")[1] for reason in copies["reason"]] == [
        f"a.csv (line 2), id {first!r}",
        f"a.csv (line 3), id {second!r}",
    ]


def test_new_ids_do_not_depend_on_what_else_is_read():
    alone, _ = admit_all([("1", "First."), ("1", "Third.")])
    among, _ = admit_all([("1", "First."), ("2", "Other."), ("1", "Second."), ("1", "Third.")])
    assert alone[1] == among[3] != among[2]


def test_a_new_id_that_another_article_has_is_not_taken_twice():
    (_, renamed), _ = admit_all([("1", "First."), ("1", "Second.")])
    ids, reasons = admit_all([(renamed, "Zero."), ("1", "First."), ("1", "Second."), (renamed, "Third.")])
    assert len(set(ids)) == 4 and ids[:2] == [renamed, "1"]
    assert "belongs to another article in a.csv (line 2)" in reasons[3]


def test_an_article_that_comes_back_under_its_new_id_is_a_copy():
    (_, renamed), _ = admit_all([("1", "First."), ("1", "Second.")])
    ids, reasons = admit_all([("1", "First."), ("1", "Second."), (renamed, "Second.")])
    assert ids[2] is None and "(line 3)" in reasons[2]


def test_contents_of_one_id_are_looked_up_not_compared_one_by_one(monkeypatch):
    class Counted(str):
        n_compared = 0

        def __eq__(self, other):
            Counted.n_compared += 1
            return str.__eq__(self, other)

        __hash__ = str.__hash__

    monkeypatch.setattr(identity, "short_hash", lambda parts, length: Counted(parts[2]))
    ids, _ = admit_all([("1", f"{at:08}") for at in range(1000)] * 2)
    assert len(set(ids[:1000])) == 1000 and set(ids[1000:]) == {None}
    assert Counted.n_compared <= 2 * 2000


@given(st.lists(st.tuples(st.sampled_from(["1", "2", ""]), st.sampled_from("abcd"))))
def test_kept_are_the_different_articles_under_unique_ids(rows):
    ids, _ = admit_all(rows)
    kept = [article_id for article_id in ids if article_id is not None]
    assert len(kept) == len(set(kept)) == len(set(rows))
