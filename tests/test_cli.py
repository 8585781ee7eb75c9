import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

import mediakit as mk
from mediakit.cli import app

ARTICLE = (
    "Dam talks fail\n\nThe talks between Vera Orlen and Ruy Tasca failed on Friday.\n\n"
    "“We will finish the dam,” minister Vera Orlen said. Mayor Ruy Tasca called it “a sacred duty.”\n"
)


@pytest.fixture
def here(tmp_path, monkeypatch):
    """The current folder, with one article in it."""
    (tmp_path / "post").mkdir()
    (tmp_path / "post" / "dam.txt").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_version():
    assert run("--version").output == f"mediakit {mk.__version__}\n"


def test_read_writes_articles_and_says_what_was_read(here):
    result = run("read", "post", "-o", "out/articles.parquet", "--outlet", "folder")
    assert result.exit_code == 0
    assert "1 read" in result.output
    assert result.output.endswith("The articles are in out/articles.parquet.\n")
    articles = pd.read_parquet("out/articles.parquet")
    assert articles[["outlet", "title"]].to_numpy().tolist() == [["post", "Dam talks fail"]]


def test_quotes_writes_csv_or_parquet(here):
    assert run("quotes", "post", "-o", "quotes.csv").exit_code == 0
    assert run("quotes", "post", "-o", "quotes.parquet").exit_code == 0
    csv, parquet = pd.read_csv("quotes.csv"), pd.read_parquet("quotes.parquet")
    assert "We will finish the dam," in set(csv["text"])
    assert csv["text"].tolist() == parquet["text"].tolist()


def test_report_of_paths(here):
    result = run("report", "post", "--out", "pages", "--outlet", "The Post", "--seed", 4)
    assert result.exit_code == 0, result.output
    assert result.output.endswith("The report is in pages/index.html: open it in a browser.\n")
    manifest = json.loads((here / "pages/data/manifest.json").read_text())
    assert manifest["settings"]["seed"] == 4
    assert not manifest["settings"]["sample"]
    assert "The Post" in (here / "pages/index.html").read_text()


def test_report_of_a_study_file_and_options_that_replace_its_keys(here):
    (here / "study.toml").write_text(
        '[study]\ncorpus = "post"\noutlet = "folder"\ntitle = "The dam"\nout = "a"\nseed = 1\n'
    )
    assert run("report", "study.toml").exit_code == 0
    assert "<h1>The dam</h1>" in (here / "a/index.html").read_text()
    assert run("report", "study.toml", "--out", "b", "--seed", "2").exit_code == 0
    assert json.loads((here / "b/data/manifest.json").read_text())["settings"]["seed"] == 2


def test_our_own_report_is_replaced_and_no_other_folder(here):
    assert run("report", "post", "--outlet", "folder").exit_code == 0
    assert run("report", "post", "--outlet", "folder").exit_code == 0
    result = run("report", "post", "--outlet", "folder", "--out", "post")
    assert result.exit_code == 1
    assert "nothing was written" in result.output
    assert [path.name for path in (here / "post").iterdir()] == ["dam.txt"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["report", "nowhere"],
        ["report", "nowhere.toml"],
        ["report", "post", "--actors", "nowhere.toml"],
        ["report", "post", "--frames", "unknown"],
        ["read", "nowhere", "-o", "x.csv"],
        ["quotes", "nowhere", "-o", "x.csv"],
    ],
)
def test_what_a_user_can_mend_ends_with_1_and_a_message(here, arguments):
    result = run(*arguments)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("mediakit: ")
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["report", "--seed", "x"],
        ["report", "--seed", "-1"],
        ["read", "post"],
        ["read", "-o", "x.csv"],
        ["quotes", "post", "-o", "x.doc"],
        ["unknown"],
    ],
)
def test_wrong_usage_ends_with_2(here, arguments):
    assert run(*arguments).exit_code == 2


def test_an_interrupt_ends_with_130(here, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(mk, "read_corpus", interrupted)
    result = run("read", "post", "-o", "x.csv")
    assert result.exit_code == 130
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "arguments",
    [
        ["read", "post", "-o", "post/dam.txt/x.parquet"],
        ["read", "post", "-o", "folder.parquet"],
        ["quotes", "post", "-o", "folder.csv"],
        ["quotes", "post", "-o", "post/dam.txt/x/y.csv"],
        ["report", "post", "--out", "post/dam.txt/pages"],
        ["report", "post", "--out", "post/dam.txt"],
        ["report", "post", "--out", "post"],
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_is_read(here, arguments, monkeypatch):
    (here / "folder.parquet").mkdir()
    (here / "folder.csv").mkdir()
    monkeypatch.setattr(mk, "read_corpus", lambda *_, **__: pytest.fail("it was read"))
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("mediakit: ")
    assert repr(arguments[-1]) in result.stderr


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="only Linux has /proc, where nobody can write")
@pytest.mark.parametrize(
    "arguments", [["read", "post", "-o", "/proc/no/x.csv"], ["report", "post", "--out", "/proc/zz"]]
)
def test_places_that_take_no_files(here, arguments):
    result = run(*arguments)
    assert result.exit_code == 1
    assert "Cannot write to '/proc/" in result.stderr
    assert "Name another place" in result.stderr


def test_a_column_of_mixed_types_is_written_as_text(here):
    (here / "mixed.jsonl").write_text(
        '{"id": "1", "text": "Russia said yes.", "score": 1, "n": 99999999999999999999999}\n'
        '{"id": "2", "text": "China said no.", "score": "n/a", "n": 2}\n'
    )
    result = run("read", "mixed.jsonl", "-o", "x.parquet")
    assert result.exit_code == 0, result.output
    articles = pd.read_parquet("x.parquet")
    assert articles["score"].tolist() == ["1", "n/a"]
    assert articles["n"].tolist() == ["99999999999999999999999", "2"]


def test_a_study_file_stands_alone(here):
    (here / "study.toml").write_text('[study]\ncorpus = "post"\n')
    for paths in (["study.toml", "post"], ["post", "study.toml"]):
        result = run("report", *paths)
        assert result.exit_code == 2
        assert "a study file stands alone; put the paths into its key corpus" in result.stderr


def test_quotes_and_report_tell_what_was_rejected(here):
    (here / "two.jsonl").write_text(
        '{"id": "1", "text": "“We will stay,” said Vera Orlen in the capital on Friday."}\n'
        '{"id": "2", "text": ""}\n'
    )
    for command in (["quotes", "two.jsonl", "-o", "x.csv"], ["report", "two.jsonl", "--out", "pages"]):
        result = run(*command)
        assert result.exit_code == 0, result.output
        assert result.stderr.startswith("mediakit: 1 record rejected, ")
        assert "The first, in two.jsonl (line 2): " in result.stderr
    assert "1 article" in result.stdout
    assert "1 articles" not in result.stdout


def test_a_report_of_good_records_is_quiet(here):
    assert run("report", "post", "--outlet", "folder").stderr == ""


@pytest.mark.parametrize(
    "command", [["read", "-o", "x.csv"], ["quotes", "-o", "x.csv"], ["report", "--out", "pages"]]
)
def test_nothing_read_ends_with_1(here, command):
    (here / "none").mkdir()
    (here / "none" / "empty.jsonl").write_text(
        '{"id": "1", "title": "A", "text": ""}\n{"id": "2", "title": "B", "text": " "}\n'
    )
    result = run(command[0], "none", *command[1:])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("mediakit: No article was read. 2 records rejected, 0 doubts.")
    assert not (here / "x.csv").exists()
    assert not (here / "pages").exists()


@pytest.mark.parametrize(
    ("arguments", "key"),
    [(["", "--out", "r"], "corpus.0"), (["post", "--frames", ""], "frames"), (["--outlet", " "], "outlet")],
)
def test_an_empty_argument_is_explained(here, arguments, key):
    result = run("report", *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"mediakit: the command line, key {key!r}: ")


def test_as_a_program(here):
    command = [sys.executable, "-m", "mediakit", "report", "nowhere"]
    result = subprocess.run(command, capture_output=True, text=True, check=False, env=_environment())
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("mediakit: ")
    assert "Traceback" not in result.stderr


def _environment():
    """The environment of this process, in which the package can be imported from any folder."""
    root = str(Path(mk.__file__).parent.parent)
    return {**os.environ, "PYTHONPATH": os.pathsep.join([root, os.environ.get("PYTHONPATH", "")])}


def test_train_quotes_on_corrected_tables(here):
    claims = ("the bridge was safe", "nine people had died", "taxes would rise", "it was over")
    texts = [f"The harbour opened.\n\nMayor {at} blorps that {claims[at % 4]}.\n" for at in range(80)]
    articles = pd.DataFrame({"article_id": range(80), "title": "", "text": texts})
    spans = [(text.index("that"), text.index(".\n", 30)) for text in texts]
    quotes = articles.assign(
        quote_id=range(80),
        field="text",
        start=[start for start, _ in spans],
        end=[end for _, end in spans],
        text=[text[start:end] for text, (start, end) in zip(texts, spans)],
        cue_start=[text.index("blorps") for text in texts],
        cue_end=[text.index("blorps") + 6 for text in texts],
        speaker_start=[text.index("Mayor") for text in texts],
        speaker_end=[text.index(" blorps") for text in texts],
    )
    (here / "coded").mkdir()
    articles.to_csv("coded/articles.csv", index=False)
    quotes.to_csv("coded/quotes.csv", index=False)
    result = run("train", "quotes", "coded", "-o", "mine.npz", "--seed", 1)
    assert result.exit_code == 0, result.output
    assert "Trained on 80 attributions of 80 articles. The model is in mine.npz" in result.output
    (here / "new.csv").write_text("title,text\n,Mayor Iva Toll blorps that the port was closed.\n")
    found = mk.find_quotes(mk.read_articles("new.csv"), model="mine.npz")
    assert found["text"].tolist() == ["that the port was closed"]


def test_train_refuses_what_it_cannot_use(here):
    assert "no text with brat annotations" in run("train", "quotes", "post", "-o", "mine.npz").output
    result = run("train", "quotes", "post", "-o", "mine.txt")
    assert result.exit_code == 2
    assert "ends in .npz" in result.output


def test_train_frames_on_coded_articles(here):
    outlets = ["Post", "Times"]
    rows = [
        {"article_id": f"{outlet}{at}", "outlet": outlet, "title": "",
         "text": ("The strike costs millions and jobs. " if at % 2 else "A priest spoke of sin and duty. ") * 4}
        for outlet in outlets
        for at in range(30)
    ]  # fmt: skip
    articles = pd.DataFrame(rows)
    articles.to_csv("coded.csv", index=False)
    codes = articles[["article_id"]].assign(economic=[at % 2 for _ in outlets for at in range(30)])
    codes.to_csv("codes.csv", index=False)
    finished = run("train", "frames", "coded.csv", "--codes", "codes.csv", "--out", "mine.npz")
    assert finished.exit_code == 0, finished.output
    assert "economic" in finished.output
    scored = mk.FrameClassifier.load("mine.npz").score(articles)
    assert (
        scored.groupby(scored["article_id"].map(codes.set_index("article_id")["economic"]))["score"]
        .mean()
        .is_monotonic_increasing
    )


def test_train_frames_names_what_is_missing(here):
    finished = run("train", "frames", "post", "--codes", "none.csv", "--out", "mine.npz")
    assert finished.exit_code == 1 and "none.csv" in finished.stderr


@pytest.mark.parametrize(
    ("name", "content"), [("c.csv", b""), ("c.csv", b"\xff\xfe\x00"), ("c.parquet", b"x")]
)
def test_train_frames_says_so_where_the_codes_are_no_table(here, name, content):
    (here / name).write_bytes(content)
    finished = run("train", "frames", "post", "--codes", name, "--out", "mine.npz")
    assert finished.exit_code == 1
    assert f"mediakit: '{name}' cannot be read as a table" in finished.stderr


def test_notebooks_are_copied_once(here):
    finished = run("notebooks", "mine")
    assert finished.exit_code == 0
    assert (here / "mine" / "01_first_comparison.ipynb").is_file()
    again = run("notebooks", "mine")
    assert again.exit_code == 1 and "already" in again.stderr


def test_codebook_check_counts_each_cue(here):
    (here / "frames.toml").write_text(
        '[codebook]\nname = "dam"\nkind = "frames"\n\n[[frame]]\nname = "duty"\ndefinition = "Duty."\n'
        'cues = ["sacred duty", "obligat*"]\n'
    )
    result = run("codebook", "check", "frames.toml")
    assert result.output == "frames.toml: 1 frame, 2 cues, no mistake found.\n"
    result = run("codebook", "check", "frames.toml", "post", "-o", "check.html")
    assert result.exit_code == 0, result.output
    assert "1 cue found nothing. The list is in check.html" in result.output
    assert "sacred duty" in (here / "check.html").read_text()


def test_codebook_check_names_line_and_key(here):
    (here / "frames.toml").write_text(
        '[codebook]\nname = "dam"\nkind = "frames"\n\n[[frame]]\nname = "duty"\ndefinition = "Duty."\n'
        'cues = ["sacred, duty"]\n'
    )
    result = run("codebook", "check", "frames.toml")
    assert result.exit_code == 1
    assert "line 8" in result.output
