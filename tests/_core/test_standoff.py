import pytest

from mediakit._core.errors import InputError
from mediakit._core.standoff import Attribution, enclose, find_annotations, read_attributions, read_text

TEXT = "“No,” she said. “Never.”"
ANNOTATION = (
    "T1\tContent 0 5\t“No,”\n"
    "T2\tSource 6 9\tshe\n"
    "T3\tCue 10 14\tsaid\n"
    "T5\tContent 16 24\t“Never.”\n"
    "\n"
    "E1\tAttribution:T3 Cue:T3 Content:T5 Content2:T1 Source:T2\n"
    "#1\tAnnotatorNotes E1\tcheck\n"
)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "a.ann"
    path.write_text(ANNOTATION, encoding="utf-8")
    return path


def test_all_contents_of_an_event_count_in_the_order_of_the_text(path):
    assert read_attributions(path, TEXT) == [Attribution("E1", ((6, 9),), ((10, 14),), ((0, 5), (16, 24)))]


def test_a_text_that_was_changed_does_not_fit(path):
    (changed,) = read_attributions(path, TEXT.replace("she", "the"))
    assert not changed.fits
    (respaced,) = read_attributions(path, TEXT.replace(" ", "\n"))
    assert respaced.fits


@pytest.mark.parametrize("line", ["T1\tContent\tx", "T1", "E1\tAttribution:T4 Content", "word"])
def test_a_damaged_line_is_named(tmp_path, line):
    (tmp_path / "a.ann").write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"Line 1 of .*a\.ann"):
        read_attributions(tmp_path / "a.ann", TEXT)


def test_line_ends_are_part_of_the_text(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"a\r\nb")
    assert read_text(tmp_path / "a.txt") == "a\r\nb"


def test_annotations_belong_to_the_longest_name(tmp_path):
    texts = [tmp_path / name for name in ("a.txt", "a_b.txt")]
    annotations = [tmp_path / name for name in ("a_b_y.ann", "a_b_x.ann", "a_x.ann", "c.ann")]
    found = find_annotations(texts, annotations)
    assert {name: [path.name for path in paths] for name, paths in found.items()} == {
        "a_b": ["a_b_x.ann", "a_b_y.ann"],
        "a": ["a_x.ann"],
    }


def test_enclose():
    assert enclose([(16, 24), (0, 5)]) == (0, 24)
    assert enclose([]) == (None, None)
