import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit._core.codebooks import (
    Actor,
    Codebook,
    CueRule,
    Frame,
    list_codebooks,
    load_codebook,
    to_toml,
    write_toml,
)
from mediakit._core.errors import CodebookError, UnknownNameError
from mediakit._core.resources import resource_path

ACTORS = """
[codebook]
name = "harbour"
kind = "actors"

[[actor]]
name = "Ada Lund"
class = "person"
aliases = ["Lund", "the mayor"]

[[actor]]
name = "Belmark"
class = "state"
"""
FRAMES = """
[codebook]
name = "words"
kind = "frames"
version = "2"

[[frame]]
name = "blessing"
definition = "A war is called holy."
direction = "positive"
cues = ["holy war", "holy battle"]
exclude = ["holy war of words"]

[[frame]]
name = "blame"
definition = "Somebody is blamed."
cues = ["inaction"]
"""


def write(folder, text, name="mine.toml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_actors_of_a_file(tmp_path):
    codebook = load_codebook(write(tmp_path, ACTORS))
    lund, belmark = codebook.actors
    assert (lund.name, lund.class_, lund.aliases, lund.match_case) == (
        "Ada Lund", "person", ("Lund", "the mayor"), True,
    )  # fmt: skip
    assert (belmark.name, belmark.class_, belmark.aliases) == ("Belmark", "state", ())
    assert len(codebook) == 2
    assert re.fullmatch("[0-9a-f]{64}", codebook.sha256)


def test_frames_of_a_file(tmp_path):
    codebook = load_codebook(str(write(tmp_path, FRAMES)), kind="frames")
    blessing, blame = codebook.frames
    assert (blessing.direction, blessing.cues, blessing.weight) == (
        "positive",
        ("holy war", "holy battle"),
        1.0,
    )
    assert blessing.exclude == ("holy war of words",)
    assert (blame.direction, blame.validation) == ("neutral", "unvalidated")
    assert (codebook.header.name, codebook.header.version) == ("words", "2")


def test_a_codebook_passes_through_unchanged(tmp_path):
    codebook = load_codebook(write(tmp_path, FRAMES))
    assert load_codebook(codebook) is codebook


def test_repr_shows_name_kind_and_entries(tmp_path):
    codebook = load_codebook(write(tmp_path, FRAMES))
    assert repr(codebook) == "<Codebook 'words': 2 frames: blessing, blame>"


def test_shipped_codebooks_load_and_say_what_is_needed():
    assert "diplomacy_and_war" in list_codebooks("frames")
    assert "diplomacy_and_war" not in list_codebooks("actors")
    for name in list_codebooks():
        codebook = load_codebook(name)
        assert codebook.header.name == name
        assert codebook.header.licence
        assert codebook.header.source
        assert all(frame.source for frame in codebook.frames)
        assert resource_path("codebooks", f"{name}.md").is_file(), "each codebook has its card"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ACTORS.replace('class = "state"', 'class = "planet"'), r"line 13, actor\.1\.class: .*Got 'planet'"),
        (ACTORS.replace("aliases", "alias"), r"mine\.toml, line 9, actor\.0\.alias: Extra inputs"),
        (ACTORS.replace('name = "Belmark"', ""), r"mine\.toml, line 11, actor\.1\.name: Field required"),
        (FRAMES.replace('["inaction"]', "[]"), r"mine\.toml, line 17, frame\.1\.cues: .*at least 1 item"),
        (FRAMES.replace('"inaction"', '" "'), r"mine\.toml, line 17, frame\.1\.cues\.0: .*Got ' '"),
        (FRAMES.replace('"positive"', '"good"'), r"mine\.toml, line 10, frame\.0\.direction: .*Got 'good'"),
        (FRAMES.replace('["inaction"]', '["x"]\nweight = 0'), r"line 18, frame\.1\.weight: .*Got 0"),
        (FRAMES.replace('kind = "frames"', 'kind = "frame"'), r"mine\.toml, codebook\.kind: .*Got 'frame'"),
        (FRAMES.replace('kind = "frames"', 'kind = "actors"'), r'kind "actors" has no \[\[frame\]\] entries'),
        (FRAMES.replace('name = "blame"', 'name = "blessing"'), r"two entries are named 'blessing'"),
        (FRAMES.replace('"inaction"', '"Holy-War"'), r"mine\.toml, line 17, frame\.1\.cues: two frames share the"),
        (FRAMES.replace('"inaction"', '\n "x",\n "*"\n'), r"line 19, frame\.1\.cues: it has no word .* Got '\*'"),
        (FRAMES.replace('"inaction"', '"Mr. Lund"'), r"line 17, frame\.1\.cues: '\.' never stands between"),
        (FRAMES.replace('"inaction"', '"a*"'), r"line 17, frame\.1\.cues: its wildcards stand for too many"),
        (FRAMES.replace('"inaction"', '"x *{0,9} y"'), r"the gap \*\{0,9\} must have an upper limit from 1 to 8"),
        (FRAMES.replace('"inaction"', '"x *{0,8} y *{0,8} z"'), r"its gaps take more than 12 words together"),
        (FRAMES.replace('"inaction"', '"x *{0,2}"'), r"begins or ends with a gap"),
        (FRAMES.replace('"inaction"', '"[run] [win] [go]"'), r"have 80 forms together, more than 64"),
        (FRAMES.replace('"inaction"', '"holy battles", "' + "x" * 101 + '"'), r"a word of more than 100 characters"),
        (
            FRAMES.replace('"holy battle"', '"holy batt*"').replace('"inaction"', '"holy battle"'),
            r"line 17, .*never counts, since 'holy batt\*' of the frame 'blessing', listed before, finds",
        ),
        (
            FRAMES.replace('"holy battle"', '"holy war of words"'),
            r"line 11, frame\.0\.cues: the cue never counts, since the excluded phrase 'holy war of words' covers",
        ),
        (FRAMES.replace("holy war of words", "!"), r"line 12, frame\.0\.exclude: it has no word"),
        (
            FRAMES.replace('kind = "frames"', 'kind = "frames"\nlanguage = "de"').replace("inaction", "[win]"),
            r"line 18, frame\.1\.cues: forms of a word \(\[win\]\) are known for English only",
        ),
        (FRAMES.replace('"inaction"', "1"), r"line 17, frame\.1\.cues\.0: .*Got 1"),
        (
            FRAMES.replace('"inaction"', '\n "x",\n { phrase = "y", weight = -1 },\n'),
            r"line 19, frame\.1\.cues\.1\.weight: .*greater than 0. Got -1",
        ),
        (FRAMES.replace('"inaction"', '{ phrase = "y", near = ["planet"] }'), r"line 17, .*near\.0: .*Got 'planet'"),
        (FRAMES.replace('"inaction"', '{ phrase = "y", within = 3 }'), r"say of which class with `near`"),
        (ACTORS.replace('"the mayor"', '"Belmark"'), r"two actors share the alias 'Belmark'"),
        ("[codebook]\nname = 'x'\nkind = 'frames'", r"it has no \[\[frame\]\] entries"),
        ("[codebook\n", r"mine\.toml is not a TOML file: .*line 1"),
        ("", r"mine\.toml, codebook: Field required"),
    ],
)  # fmt: skip
def test_errors_name_file_line_and_key(tmp_path, text, message):
    with pytest.raises(CodebookError, match=message):
        load_codebook(write(tmp_path, text))


def test_bytes_that_are_no_utf_8_are_refused(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes(b'[codebook]\nname = "\xff"')
    with pytest.raises(CodebookError, match=r"mine\.toml is not a TOML file"):
        load_codebook(path)


def test_names_and_paths_that_do_not_exist(tmp_path):
    with pytest.raises(UnknownNameError, match=r"'diplomacy_and_wars'.*Did you mean 'diplomacy_and_war'"):
        load_codebook("diplomacy_and_wars")
    with pytest.raises(CodebookError, match=r"no codebook file .*none\.toml"):
        load_codebook(tmp_path / "none.toml")
    with pytest.raises(CodebookError, match=r"no codebook file '\.\./codebooks/x'"):
        load_codebook("../codebooks/x")


def test_the_other_kind_is_refused(tmp_path):
    with pytest.raises(CodebookError, match="'harbour' holds actors; one of frames is needed"):
        load_codebook(write(tmp_path, ACTORS), kind="frames")


def test_an_extension_replaces_entries_of_the_same_name_and_adds_others(tmp_path):
    write(tmp_path, FRAMES, "words.toml")
    text = (
        '[codebook]\nname = "more"\nkind = "frames"\nextends = "words"\n\n'
        '[[frame]]\nname = "blame"\ndefinition = "Mine."\ncues = ["doing nothing"]\n\n'
        '[[frame]]\nname = "pity"\ndefinition = "Pity."\ncues = ["the innocent"]\n'
    )
    codebook = load_codebook(write(tmp_path, text))
    assert [frame.name for frame in codebook.frames] == ["blessing", "blame", "pity"]
    assert codebook.frames[1].cues == ("doing nothing",)
    assert codebook.header.name == "more"
    with pytest.raises(CodebookError, match="two frames share the cue 'holy war'"):
        load_codebook(write(tmp_path, text.replace("the innocent", "holy war")))
    with pytest.raises(CodebookError, match="holds actors and extends 'words', which holds frames"):
        load_codebook(
            write(tmp_path, ACTORS.replace('kind = "actors"', 'kind = "actors"\nextends = "words"'))
        )


def test_a_shipped_codebook_can_be_extended(tmp_path):
    shipped = load_codebook("diplomacy_and_war")
    text = (
        '[codebook]\nname = "mine"\nkind = "frames"\nextends = "diplomacy_and_war"\n\n'
        '[[frame]]\nname = "hunger"\ndefinition = "d"\ncues = ["starving town"]\n'
    )
    codebook = load_codebook(write(tmp_path, text))
    assert [frame.name for frame in codebook.frames] == [*(frame.name for frame in shipped.frames), "hunger"]
    assert codebook.sha256 != shipped.sha256


def test_a_codebook_cannot_extend_itself(tmp_path):
    write(tmp_path, FRAMES.replace('version = "2"', 'extends = "b"'), "a.toml")
    write(tmp_path, FRAMES.replace('version = "2"', 'extends = "a"'), "b.toml")
    with pytest.raises(CodebookError, match="extends itself"):
        load_codebook(tmp_path / "a.toml")


def test_a_cue_that_is_a_table_takes_the_rest_from_its_frame(tmp_path):
    cue = '{ phrase = "inaction", voices = ["quoted"], near = ["state"], within = 5, weight = 2.0 }'
    text = FRAMES.replace('["inaction"]', f'["doing nothing", {cue}]\ndirection = "negative"')
    frame = load_codebook(write(tmp_path, text)).frames[1]
    plain, full = frame.rules
    assert (plain.phrase, plain.voices, plain.near, plain.weight, plain.direction) == (
        "doing nothing", (), (), 1.0, "negative",
    )  # fmt: skip
    assert (full.phrase, full.voices, full.near, full.within, full.weight, full.direction) == (
        "inaction", ("quoted",), ("state",), 5, 2.0, "negative",
    )  # fmt: skip


def test_two_frames_can_share_a_cue_in_different_voices(tmp_path):
    text = FRAMES.replace('"holy war"', '{ phrase = "holy war", voices = ["quoted", "unresolved"] }')
    other = '{ phrase = "holy war", voices = ["own", "reported"] }'
    codebook = load_codebook(write(tmp_path, text.replace('"inaction"', other)))
    assert [frame.rules[0].phrase for frame in codebook.frames] == ["holy war", "holy war"]
    with pytest.raises(CodebookError, match=r"line 17, .*share the cue"):
        load_codebook(write(tmp_path, text.replace('"inaction"', other.replace("own", "quoted"))))


def test_two_frames_can_share_a_cue_beside_different_words(tmp_path):
    text = FRAMES.replace('"holy war"', '{ phrase = "holy war", with = ["troops"] }')
    for other in ('{ phrase = "holy war", with = ["words"] }', '"holy war"'):
        codebook = load_codebook(write(tmp_path, text.replace('"inaction"', other)))
        assert [frame.rules[0].phrase for frame in codebook.frames] == ["holy war", "holy war"]
    same = '{ phrase = "holy war", with = ["troops"] }'
    with pytest.raises(CodebookError, match=r"share the cue"):
        load_codebook(write(tmp_path, text.replace('"inaction"', same)))


def test_a_cue_takes_the_words_beside_it_from_its_frame(tmp_path):
    cue = '{ phrase = "inaction", with = ["peace"], only_in = ["our inaction"] }'
    text = FRAMES.replace('["inaction"]', f'["doing nothing", {cue}]\nwith = ["war"]\nwithout = ["poll"]')
    plain, full = load_codebook(write(tmp_path, text)).frames[1].rules
    assert (plain.with_, plain.without, plain.only_in) == (("war",), ("poll",), ())
    assert (full.with_, full.without, full.only_in) == (("peace",), ("poll",), ("our inaction",))
    with pytest.raises(CodebookError, match="no word to look for"):
        load_codebook(write(tmp_path, text.replace('["poll"]', '["*"]')))


def test_many_cues_are_checked_in_one_pass():
    # Each is compared with those that could find the same words only: all pairs would be 10 ** 8.
    names = ["".join(letters) for letters in product("bdfgklmn", repeat=4)]
    cues = tuple(f"{one}{other}*" for one, other in zip(names, names[1:] + names[:1], strict=True))
    frames = [Frame(name=str(at), definition="d", cues=cues[at::8]) for at in range(8)]
    assert len(Codebook(codebook={"name": "x", "kind": "frames"}, frame=frames).frames) == 8
    shared = Frame(name="last", definition="d", cues=(cues[7].replace("*", "s"),))
    with pytest.raises(ValueError, match="never counts"):
        Codebook(codebook={"name": "x", "kind": "frames"}, frame=[*frames, shared])


phrases = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(str.strip)
cue_words = st.lists(st.text("abcdé", min_size=1, max_size=6), min_size=1, max_size=3).map(" ".join)
cue_tables = st.builds(
    CueRule,
    phrase=cue_words,
    exclude=st.just(()) | st.just(("zone of zeal",)),
    voices=st.just(()) | st.just(("own", "reported")),
    with_=st.just(()) | st.just(("zebra", "zoo*")),
    only_in=st.just(()) | st.just(("zest of zoos",)),
    weight=st.none() | st.floats(0.01, 100),
)


@given(st.lists(cue_words | cue_tables, min_size=1, max_size=4), phrases, st.floats(0.01, 100))
def test_frames_come_back_from_their_toml(tmp_path_factory, cues, words, weight):
    entry = Frame(name=words, definition=words, cues=tuple(cues), exclude=("zoo * zoo",), weight=weight)
    codebook = Codebook(codebook={"name": words, "kind": "frames", "description": words}, frame=(entry,))
    path = tmp_path_factory.mktemp("codebook") / "x.toml"
    write_toml(codebook, path)
    again = load_codebook(path)
    assert (again.header, again.frames) == (codebook.header, codebook.frames)
    assert to_toml(again) == path.read_text(encoding="utf-8")


@given(st.lists(phrases, min_size=1, max_size=4, unique=True), st.booleans())
def test_actors_come_back_from_their_toml(tmp_path_factory, forms, match_case):
    entry = Actor(
        name=forms[0], **{"class": "state"}, aliases=tuple(forms[1:]), gender="female", match_case=match_case
    )
    codebook = Codebook(codebook={"name": "x", "kind": "actors"}, actor=(entry,))
    path = tmp_path_factory.mktemp("codebook") / "x.toml"
    write_toml(codebook, path)
    assert load_codebook(path).actors == (entry,)
