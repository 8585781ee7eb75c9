import pytest

from mediakit.acquire.cleaning.body import Block
from mediakit.acquire.formats.wire import name_agency, read_byline, read_bylines, wire_record
from mediakit.acquire.reading import Problem


def record(*paragraphs, **values):
    return wire_record("item 1", values, [Block(text, gap=True) for text in paragraphs])


FIRST = "OSTREL (Reuters) - The talks in the port went on for a third day, officials said on Friday."
LAST = "Nobody left the room before midnight, and the door stayed shut for all who waited outside."


def test_agency_is_the_outlet_until_someone_publishes_it():
    assert record(FIRST, LAST, agency="AFP").values["outlet"] == "AFP"
    assert record(FIRST, LAST, agency="AFP", outlet="Herald").values["outlet"] == "Herald"


def test_agency_and_dateline_told_in_the_text():
    values = record(FIRST, LAST).values
    assert (values["agency"], values["dateline"]) == ("Reuters", "OSTREL (Reuters)")


def test_declared_values_win():
    values = record(FIRST, LAST, agency="AP", dateline="Ostrel").values
    assert (values["agency"], values["dateline"]) == ("AP", "Ostrel")


@pytest.mark.parametrize("end", ["ends", "ENDS", "-30-", "(MORE)", "___", "# # #", "ENDE"])
def test_marks_of_the_end_go(end):
    assert record(FIRST, LAST, end).values["text"] == f"{FIRST}\n\n{LAST}"


@pytest.mark.parametrize(
    ("line", "desk"), [("AAP RTV ar", "ar"), ("dpa pre yyhe n1 deg", "deg"), ("hh/ph", "hh/ph")]
)
def test_signature_of_the_desk(line, desk):
    values = record(FIRST, LAST, line).values
    assert (values["desk"], values["text"]) == (desk, f"{FIRST}\n\n{LAST}")


def test_a_short_last_sentence_stays():
    assert record(FIRST, "It ends.").values["text"].endswith("It ends.")


def test_a_teaser_that_repeats_the_headline_goes():
    assert "teaser" not in record(FIRST, LAST, title="Talks", teaser="Talks").values


@pytest.mark.parametrize(
    ("published", "doubted"),
    [
        ("2024-11-01T19:30:00", True),
        ("20241101T193000", True),
        ("20241101T193000+0100", False),
        ("2024-11-01", False),
        ("20241101T000000", False),
        ("2024-11-01T00:00:00", False),
    ],
)
def test_a_time_without_zone_is_doubted(published, doubted):
    assert bool(record(FIRST, LAST, published=published).doubts) is doubted


@pytest.mark.parametrize(
    ("published", "written"),
    [
        ("20241101T193000+0100", "2024-11-01T19:30:00+0100"),
        ("20241101T193000.000Z", "2024-11-01T19:30:00Z"),
        ("20241101T1930Z", "2024-11-01T19:30:00Z"),
        ("2024-11-01T19:30:00+01:00", "2024-11-01T19:30:00+01:00"),
        ("20241101", "2024-11-01"),
        ("2024-11-01Z", "2024-11-01"),
        ("Friday", "Friday"),
    ],
)
def test_times_are_written_with_their_marks(published, written):
    assert record(FIRST, LAST, published=published).values["published"] == written


def test_an_item_without_text_says_what_it_is():
    problem = wire_record("item 1", {"title": "The port"}, [], kind="picture")
    assert isinstance(problem, Problem)
    assert "'The port'" in problem.reason
    assert "picture" in problem.reason


@pytest.mark.parametrize(
    ("byline", "values"),
    [
        ("By Ana Ruiz", {"author": "Ana Ruiz"}),
        ("BY ANA RUIZ", {"author": "ANA RUIZ"}),
        ("Von Eva Lund und Tom Ek", {"author": "Eva Lund und Tom Ek"}),
        ("Ana\n Ruiz,", {"author": "Ana Ruiz"}),
        ("gr/bp", {"desk": "gr/bp"}),
        ("", {}),
    ],
)
def test_bylines(byline, values):
    assert read_byline(byline) == values


def test_several_bylines():
    assert read_bylines(["By Ana Ruiz", "gr/bp", "Tom Ek", "By Ana Ruiz"]) == {
        "author": "Ana Ruiz, Tom Ek",
        "desk": "gr/bp",
    }


def test_legal_forms_are_no_part_of_a_name():
    assert name_agency("Deutsche Presse-Agentur GmbH") == "dpa"


def test_unknown_agencies_keep_their_names():
    assert name_agency("", "Ostrel Press Bureau") == "Ostrel Press Bureau"
    assert name_agency("Ostrel Press Bureau", known_only=True) == ""
    assert name_agency() == ""
