"""Tiny corpora in the layouts the real ones are published in, and git repositories of them."""

import json
import os
import subprocess
from pathlib import Path

POLNEAR_TEXT = "Mayor wins vote\n\n“We won,” said Ada Lamb. Critics say that “nothing” changed.\n"
POLNEAR_ANN = (
    "T1\tContent 17 26\t“We won,”\n"
    "T2\tCue 27 31\tsaid\n"
    "T3\tSource 32 40\tAda Lamb\n"
    "T4\tAttribution 27 31\tsaid\n"
    "E1\tAttribution:T4 Content:T1 Cue:T2 Source:T3\n"
    "T5\tSource 42 49\tCritics\n"
    "T6\tCue 50 53\tsay\n"
    "T7\tContent 54 68;69 76\tthat “nothing” changed\n"
    "T8\tAttribution 50 53\tsay\n"
    "E2\tAttribution:T8 Source:T5 Cue:T6 Content:T7\n"
    "T9\tDiscuss 0 5\tMayor\n"
)
METADATA = (
    "compartment\tfilename\tlevel\tannotators\tpublisher\tpublication_date\tauthor\ttitle\ttrump_count\tclinton_count\tcredit\twire\n"
    "dev\therald_2016-09-12_mayor-wins\t4\tab12\therald\t2016-09-12\tNone\tMayor wins vote\t0\t3\tNone\tAP\n"
)
SENTENCES = [
    {
        "primary_gid": "g1",
        "sentence_normalized": "Lamb praised Fox, and she smiled.",
        "targets": [
            {
                "Input.gid": "g1_Lamb",
                "from": 0,
                "to": 4,
                "mention": "Lamb",
                "polarity": 4.0,
                "further_mentions": [{"from": 22, "to": 25, "mention": "she"}],
            },
            {"Input.gid": "g1_Fox", "from": 13, "to": 16, "mention": "Fox", "polarity": 6.0},
        ],
    }
]
ARTICLES_TSV = (
    "ID\tsource\tmbfc\tdate\ttext\tRE\tHI\tCO\tMO\tEC\n"
    'a1\therald\tleft_bias\t2019-12-02\tThe "green" plan "failed", Fox said.\tFalse\tTrue\tTrue\tFalse\tFalse\n'
    "a2\tpost\tright_bias\t2019-12-03\tRain fell.\tTrue\tFalse\tFalse\tFalse\t1.0\n"
)
ROLES_TSV = (
    "ID\tentity\tgroup\trole\tmbfc\tRE\tHI\tCO\tMO\tEC\n"
    "a1\tFox\tPOLITICIANS\tvillain\tleft_bias\tFalse\tTrue\tTrue\tFalse\tFalse\n"
    "a1\tthe plan\tLEGISLATION\tHero\tleft_bias\tFalse\tTrue\tTrue\tFalse\tFalse\n"
    "a2\tNone\tNone\tNone\tright_bias\tTrue\tFalse\tFalse\tFalse\tTrue\n"
)
NEWS_CSV = (
    "article_id,publish_date,article_source_link,title,subtitle,text\n"
    '1,2017/2/7,http://abcnews.go.com/x,Vote held,Narrowly,"The vote was held, at last."\n'
)


def write_files(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


POLNEAR = {
    "README.md": "about",
    "data/metadata.tsv": METADATA,
    "data/dev/text/herald_2016-09-12_mayor-wins.txt": POLNEAR_TEXT,
    "data/dev/attributions/herald_2016-09-12_mayor-wins_ab12.ann": POLNEAR_ANN,
    "data/dev/corenlp/herald_2016-09-12_mayor-wins.xml": "<root/>" * 1000,
    "data/parc3-replication/attributions/wsj_1.ann": "",
}
NEWSMTSC_FOLDER = "NewsSentiment/controller_data/datasets/NewsMTSC-dataset"
NEWSMTSC = {
    f"{NEWSMTSC_FOLDER}/train.jsonl": "".join(json.dumps(sentence) + "\n" for sentence in SENTENCES),
    "NewsSentiment/other.py": "raise SystemExit",
}
NARRATIVE_FRAMING = {
    "data/articles_metadata.tsv": ARTICLES_TSV,
    "data/role_and_frame_annoations.tsv": ROLES_TSV,
    "dataset_original/Fold_1/train.txt": "much else",
}


def git(folder: Path, *arguments: str) -> str:
    names = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org"}
    names |= {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org"}
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | names
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def make_repository(folder: Path, files: dict[str, str], *, filters: bool = True) -> tuple[str, str]:
    """Address of a bare repository with the files, and the commit that has them; a later one changes all."""
    work = folder / "work"
    work.mkdir(parents=True)
    git(work, "init", "--quiet")
    for changed in ("", "changed since\n"):
        write_files(work, {name: changed or text for name, text in files.items()})
        git(work, "add", "--all")
        git(work, "commit", "--quiet", "--message", changed or "published")
    commit = git(work, "rev-parse", "HEAD~1")
    git(folder, "clone", "--quiet", "--bare", "work", "published.git")
    if filters:
        git(folder / "published.git", "config", "uploadpack.allowFilter", "true")
    return (folder / "published.git").as_uri(), commit
