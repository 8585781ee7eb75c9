import pytest

from mediakit._core.errors import InputError
from mediakit._core.resources import carried_folder
from mediakit._core.study import build_study, load_study


def write(folder, text):
    path = folder / "study.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_paths_are_relative_to_the_file(tmp_path):
    (tmp_path / "people.toml").touch()
    study = load_study(
        write(
            tmp_path,
            """
            [study]
            title = "A test"
            corpus = ["texts", "more/*.csv"]
            outlet = "folder"
            columns = { Volltext = "text" }
            actors = "people.toml"
            frames = "diplomacy_and_war"
            by = "section"
            seed = 3
            sample = true
            out = "pages"
            """,
        )
    )
    assert study.corpus == (str(tmp_path / "texts"), str(tmp_path / "more/*.csv"))
    assert study.actors == str(tmp_path / "people.toml")
    assert study.frames == "diplomacy_and_war"
    assert study.out == tmp_path / "pages"
    assert (study.outlet, study.columns, study.by) == ("folder", {"Volltext": "text"}, "section")
    assert (study.title, study.seed, study.sample) == ("A test", 3, True)


def test_one_path_is_enough(tmp_path):
    study = load_study(write(tmp_path, '[study]\ncorpus = "texts"'))
    assert study.corpus == (str(tmp_path / "texts"),)
    assert (study.actors, study.frames, study.by, study.out) == (None, "diplomacy_and_war", "outlet", None)


def test_absolute_paths_stay(tmp_path):
    absolute = (tmp_path / "elsewhere").as_posix()
    assert load_study(write(tmp_path, f'[study]\ncorpus = "{absolute}"')).corpus == (absolute,)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[study]\ntitle = 'x'", r"study.toml: the key 'corpus' is missing"),
        ("[study]\ncorpus = 'x'\nactor = 'y'", r"study.toml: unknown key 'actor' .* Known: corpus, title"),
        ("[study]\ncorpus = 'x'\nseed = '3'", r"study.toml, key 'seed': .* Got '3'"),
        ("[study]\ncorpus = 'x'\nseed = -1", r"study.toml, key 'seed'"),
        ("[study]\ncorpus = 'x'\nsample = 1", r"study.toml, key 'sample'"),
        ("[study]\ncorpus = []", r"study.toml, key 'corpus'"),
        ("[study]\ncorpus = ['x', 3]", r"study.toml, key 'corpus.1'"),
        ("[study]\ncorpus = 'x'\nout = ''", r"study.toml, key 'out'"),
        ("[study]\ncorpus = 'x'\n[other]", r"study.toml: expected one table \[study\]"),
        ("corpus = 'x'", r"study.toml: expected one table \[study\]"),
        ("study = 3", r"study.toml: expected one table \[study\]"),
        ("", r"study.toml: expected one table \[study\]"),
        ("[study", r"study.toml is not a TOML file"),
    ],
)
def test_errors_name_file_and_key(tmp_path, text, message):
    with pytest.raises(InputError, match=message):
        load_study(write(tmp_path, text))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match="no study file"):
        load_study(tmp_path / "nowhere.toml")


def test_a_codebook_that_looks_like_a_path_is_one(tmp_path):
    study = load_study(write(tmp_path, '[study]\ncorpus = "x"\nactors = "missing.toml"'))
    assert study.actors == str(tmp_path / "missing.toml")


def test_the_study_of_the_sample_loads():
    study = load_study(carried_folder("data", "visit") / "study.toml")
    assert study.sample
    assert study.title


def test_keys_given_elsewhere_are_explained_with_their_source():
    with pytest.raises(InputError, match=r"the command line, key 'corpus.0': .* Got ''"):
        build_study({"corpus": [""]}, "the command line")
    assert build_study({"corpus": ["a", "b"], "seed": 3}, "the command line").corpus == ("a", "b")
