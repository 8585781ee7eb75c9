"""Word lists of other projects in, words_en.npz out: what is known of 60,000 English words by themselves.

Run from the root of the project: python -m benchmarks.build_words LOOKUPS WORDNET OUT.npz
LOOKUPS is the folder data/ of the package spacy-lookups-data 1.0.5, WORDNET the folder with the data files of
WordNet 3.0 (on Debian /usr/share/wordnet, from wordnet-base).
"""

import gzip
import json
import re
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

from mediakit.annotate.words import hash_text

N_WORDS = 60_000
PARTS = ("noun", "verb", "adj", "adv")
PART_OF_SENSE = {"1": "noun", "2": "verb", "3": "adj", "4": "adv", "5": "adj"}  # 5: satellite adjectives
# Numbers of WordNet's lexicographer files and of its verb frames.
PERSON, COMMUNICATION_NOUN, COGNITION_VERB, COMMUNICATION_VERB = 18, 10, 31, 32
FIRST_NOUN_FILE, FIRST_VERB_FILE = 2, 28
TAKES = {16: {26}, 32: {28, 29, 35}, 64: {24, 25}, 128: {8, 9, 10, 11}}  # that, to, object and to, object
ENDINGS = {
    "noun": "s: ses:s ves:f xes:x zes:z ches:ch shes:sh men:man ies:y",
    "verb": "s: ies:y es:e es: ed:e ed: ing:e ing:",
    "adj": "er: est: er:e est:e",
    "adv": "",
}


class WordNet:
    """Senses, their lexicographer files and frames, and how often a lemma is used as which part."""

    def __init__(self, folder: Path) -> None:
        self.file_of: dict[tuple[str, str], int] = {}
        self.frames: dict[str, set[int]] = {}
        self.senses: dict[str, dict[str, list[str]]] = {part: {} for part in PARTS}
        self.irregular: dict[str, dict[str, list[str]]] = {part: defaultdict(list) for part in PARTS}
        self.count: dict[tuple[str, str], int] = defaultdict(int)
        for part in PARTS:
            for fields in read_fields(folder / f"data.{part}"):
                self.file_of[part, fields[0]] = int(fields[1])
                if part == "verb":
                    self.frames[fields[0]] = read_frames(fields)
            for fields in read_fields(folder / f"index.{part}"):
                self.senses[part][fields[0]] = fields[-int(fields[2]) :]
            for fields in read_fields(folder / f"{part}.exc"):
                self.irregular[part][fields[0]] += fields[1:]
        for key, _, count in read_fields(folder / "cntlist.rev"):
            lemma, sense = key.split("%")
            self.count[lemma, PART_OF_SENSE[sense[0]]] += int(count)

    def lemmas(self, word: str, part: str) -> list[str]:
        """The lemmas a word can be a form of."""
        known = self.senses[part]
        found = [one for one in (word, *self.irregular[part].get(word, ())) if one in known]
        if not self.irregular[part].get(word):
            for ending, other in (pair.split(":") for pair in ENDINGS[part].split()):
                stem = word.removesuffix(ending)
                if stem in ("", word):
                    continue
                if stem + other in known:
                    found.append(stem + other)
                doubled = part == "verb" and ending in ("ed", "ing") and not other and len(stem) > 2
                if doubled and stem[-1] == stem[-2] and stem[:-1] in known:
                    found.append(stem[:-1])
        return list(dict.fromkeys(found))


def read_fields(path: Path) -> list[list[str]]:
    """The fields of each line, without the licence above and the glosses behind them."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split(" | ")[0].split() for line in lines if not line.startswith("  ")]


def read_frames(fields: list[str]) -> set[int]:
    """The sentence frames of a verb's sense, behind its words and pointers."""
    at = 4 + 2 * int(fields[3], 16)
    at += 1 + 4 * int(fields[at])
    return {int(fields[at + 2 + 3 * number]) for number in range(int(fields[at]))}


def describe(word: str, net: WordNet) -> tuple[int, int, int, int]:
    """Parts of speech, classes of the first verb and noun sense, and what the word takes, as in the card."""
    parts = verb = noun = takes = 0
    most, likeliest = -1, 0
    for number, part in enumerate(PARTS):
        lemmas = net.lemmas(word, part)
        if not lemmas:
            continue
        parts |= 1 << number
        lemma = max(lemmas, key=lambda one: net.count[one, part])
        if net.count[lemma, part] > most:
            most, likeliest = net.count[lemma, part], number + 1
        senses = net.senses[part][lemma]
        if part == "noun":
            noun = net.file_of[part, senses[0]] - FIRST_NOUN_FILE
            files = {net.file_of[part, sense] for sense in senses[:3]}
            takes |= (PERSON in files) | 2 * (COMMUNICATION_NOUN in files)
        if part == "verb":
            verb = net.file_of[part, senses[0]] - FIRST_VERB_FILE
            files = {net.file_of[part, sense] for sense in senses[:4]}
            frames = set().union(*(net.frames[sense] for sense in senses[:4]))
            takes |= 4 * (COMMUNICATION_VERB in files) | 8 * (COGNITION_VERB in files)
            takes |= sum(bit for bit, numbers in TAKES.items() if frames & numbers)
    return parts | likeliest << 4, verb, noun, takes


def choose_words(lookups: Path) -> dict[str, int]:
    """The most frequent words, normalised, with the Brown cluster of their most frequent spelling."""
    clusters, chances = (
        json.loads(gzip.decompress((lookups / f"{name}.json.gz").read_bytes()))
        for name in ("en_lexeme_cluster", "en_lexeme_prob")
    )
    best: dict[str, tuple[float, int]] = {}
    for word, cluster in clusters.items():
        norm = re.sub(r"\d", "0", word.lower().replace("’", "'"))
        if re.search(r"[A-Za-z]", word) and (norm not in best or chances[word] > best[norm][0]):
            best[norm] = (chances[word], cluster)
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
    return {word: cluster for word, (_, cluster) in ranked[:N_WORDS]}


def main(lookups: str, wordnet: str, out: str) -> None:
    net = WordNet(Path(wordnet))
    rows: dict[int, tuple[int, ...]] = {}
    for word, cluster in choose_words(Path(lookups)).items():
        rows.setdefault(hash_text(word), (cluster & 0xFFFF, *describe(word, net)))
    keys = np.array(sorted(rows), np.uint32)
    table = np.array([rows[key] for key in keys.tolist()])
    columns = {
        "clusters": np.uint16,
        "parts": np.uint8,
        "verbs": np.uint8,
        "nouns": np.uint8,
        "frames": np.uint8,
    }
    stored = {name: table[:, at].astype(kind) for at, (name, kind) in enumerate(columns.items())}
    np.savez_compressed(out, keys=keys, **stored)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
