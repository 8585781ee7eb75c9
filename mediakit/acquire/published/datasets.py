"""The name of a published corpus in; its articles, its gold annotations and where they are from, out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from mediakit._core.errors import InputError, UnknownNameError
from mediakit._core.wording import plural
from mediakit.acquire.corpus import read_corpus
from mediakit.acquire.published.narrative_framing import read_narrative_framing
from mediakit.acquire.published.newsmtsc import read_newsmtsc
from mediakit.acquire.published.pins import DoiPin, GitPin, Pin, fetch_once
from mediakit.acquire.published.polnear import read_polnear

VARIABLE = "MEDIAKIT_DATA"

Tables = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]  # articles, gold, rejects


@dataclass(frozen=True)
class Published:
    """One published corpus: what it holds, whose it is, and exactly which content is meant.

    Attributes
    ----------
    content, size, licence, citation : str
        For the reader; the licence as its authors state it.
    n_articles : int or None
        Number of articles where one is announced; a folder that holds another number is told to.
    pin : GitPin or DoiPin
        Where it is fetched from, and what tells that it is the same content.
    inner : str
        The folder of the data inside what is fetched.
    files : tuple of str
        Patterns of its files in the inner folder; one that matches is enough to know the corpus by.
    read : callable
        Takes the inner folder, returns articles, gold and rejects.
    """

    content: str
    size: str
    licence: str
    citation: str
    n_articles: int | None
    pin: Pin
    inner: str
    files: tuple[str, ...]
    read: Callable[[Path], Tables]


_NEWS_ARTICLES = "[Nn]ews*[Aa]rticles*.*"


def _read_news_articles(folder: Path) -> Tables:
    """Articles of the deposited table as `read_corpus` reads them; nobody annotated them."""
    corpus = read_corpus(sorted(path for path in folder.glob(_NEWS_ARTICLES) if path.is_file()))
    return corpus.articles, corpus.articles[["article_id"]].iloc[:0], corpus.rejects


DATASETS: Mapping[str, Published] = MappingProxyType(
    {
        "polnear": Published(
            content="US political news of seven outlets, 2015 to 2016, and every attribution in it",
            size="1,008 articles, 24,068 attributions, two thirds of them indirect",
            licence="none stated; published for research",
            citation="Newell, E., Margolin, D., & Ruths, D. (2018). An attribution relations corpus for "
            "political news. Proceedings of LREC 2018.",
            n_articles=1008,
            pin=GitPin(
                "https://github.com/networkdynamics/PolNeAR.git",
                "c3eee833c035bf7b8c84f55b58c0bf7346cfae76",
                ("/README*", "/LICEN*", "/data/metadata.tsv", "/data/*/text/", "/data/*/attributions/"),
            ),
            inner="data",
            files=("*/attributions/*.ann",),
            read=read_polnear,
        ),
        "newsmtsc": Published(
            content="sentences of US news, and the sentiment toward each target person in them",
            size="more than 11,000 targets, 8,739 of them for training",
            licence="MIT-style for the repository; the data for research",
            citation="Hamborg, F., & Donnay, K. (2021). NewsMTSC: A dataset for (multi-)target-dependent "
            "sentiment classification in political news articles. Proceedings of EACL 2021.",
            n_articles=None,
            pin=GitPin(
                "https://github.com/fhamborg/NewsMTSC.git",
                "b9d9b79704ed1b35cecaf1d7c2343dc1bd734fb7",
                ("/README*", "/LICEN*", "/NewsSentiment/controller_data/datasets/NewsMTSC-dataset/"),
            ),
            inner="NewsSentiment/controller_data/datasets/NewsMTSC-dataset",
            files=("train.jsonl", "devtest_*.jsonl", "NewsMTSC-dataset.zip"),
            read=read_newsmtsc,
        ),
        "narrative_framing": Published(
            content="climate news of many US and British outlets, with five generic frames and three roles",
            size="428 articles",
            licence="MIT",
            citation="Frermann, L., Li, J., Khanehzar, S., & Mikolajczak, G. (2023). Conflicts, villains, "
            "resolutions: Towards models of narrative media framing. Proceedings of ACL 2023.",
            n_articles=428,
            pin=GitPin(
                "https://github.com/phenixace/narrative-framing.git",
                "197314dfe86838e20420894bc3dfa285814dc04c",
                ("/README*", "/LICEN*", "/data/README*", "/data/*.tsv"),
            ),
            inner="data",
            files=("articles_metadata.tsv",),
            read=read_narrative_framing,
        ),
        "news_articles": Published(
            content="news of nine outlets of seven countries, 2016 to 2017, without annotations",
            size="3,824 records, 36 of them without text",
            licence="as stated on the page of its DOI; the articles remain their publishers'",
            citation="Dai, T. (2017). News Articles. Harvard Dataverse. https://doi.org/10.7910/DVN/GMFCTR",
            n_articles=None,
            pin=DoiPin("10.7910/DVN/GMFCTR", version=1),
            inner="",
            files=(_NEWS_ARTICLES,),
            read=_read_news_articles,
        ),
    }
)


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """A published corpus as read: shown at a prompt, it says what it is, whose, and where it lies.

    Attributes
    ----------
    name : str
        Its name for `fetch_dataset`.
    articles : DataFrame
        The articles table, `split` behind it where its authors divided it.
    gold : DataFrame
        The annotations; without rows where there are none. See `fetch_dataset`.
    citation, licence, source : str
        What to cite, the licence as its authors state it, and where it was published.
    folder : Path
        Where it lies on this machine.
    rejects : DataFrame
        The rejects table: what could not be read, or was read with a doubt.
    content, size : str
        What was published.
    notes : tuple of str
        What a reader of results must know of this copy: whether it was fetched now, how it was checked,
        what is missing.
    """

    name: str
    articles: pd.DataFrame
    gold: pd.DataFrame
    citation: str
    licence: str
    source: str
    folder: Path
    rejects: pd.DataFrame
    content: str
    size: str
    notes: tuple[str, ...]

    def __repr__(self) -> str:
        here = (
            f"{plural(len(self.articles), 'article')}, {plural(len(self.gold), 'row')} of gold, "
            f"{plural(len(self.rejects), 'reject')}"
        )
        facts = {
            "content": self.content,
            "published": self.size,
            "here": here,
            "licence": self.licence,
            "citation": self.citation,
            "source": self.source,
            "folder": str(self.folder),
        }
        lines = [f"Dataset {self.name}", *(f"  {name:<9}  {fact}" for name, fact in facts.items())]
        return "\n".join([*lines, *(f"  {'note':<9}  {note}" for note in self.notes)])


def fetch_dataset(name: str, *, folder: str | Path | None = None) -> Dataset:
    """Fetch a published corpus by name, or take it from a folder that holds it, and read it.

    Parameters
    ----------
    name : {"polnear", "newsmtsc", "narrative_framing", "news_articles"}
        Which corpus.
    folder : str or Path, optional
        A folder that holds it already, as published, or holds a folder of its name that does. Then nothing
        is fetched. Default is the environment variable MEDIAKIT_DATA; without it, the corpus is fetched once
        into the user's cache folder.

    Returns
    -------
    Dataset
        articles, gold, rejects, citation, licence, source, folder. Offsets are half-open and count characters
        of the article's `text`. The gold of

        - polnear, a row an attribution: article_id, attribution_id, kind ("direct", "mixed", "indirect": by
          the quotation marks, not annotated), source_start, source_end, source_text and the same of the cue
          (missing where there is none; pieces are joined), content_spans (list of start and end),
          content_text, annotator, n_annotators (of several, the first is taken), split;
        - newsmtsc, a row a target, as a mentions table: article_id (of the sentence), field, start, end,
          text, actor (the target's own identifier), form (missing), label ("negative", "neutral",
          "positive"), further_spans (found by their authors' program), split;
        - narrative_framing, a row an article: article_id, resolution, human_interest, conflict, moral,
          economic (True or False), hero, villain, victim (lists of the words named), hero_group,
          villain_group, victim_group (lists of their stakeholder groups);
        - news_articles has no rows.

    Raises
    ------
    UnknownNameError
        When no corpus has the name.
    InputError
        When the folder named does not hold the corpus.
    FetchError
        When it cannot be fetched (no git, no network), or what was fetched has been changed since.

    Notes
    -----
    From git repositories exactly the pinned commit is fetched, with the program `git`, and of it the data's
    files alone. The archive of news_articles announces no hash of a table it has converted; the first
    download of one is trusted. The SHA-256 of every file is kept beside the data and checked on every later
    use; a folder of your own is read as it is. PolNeAR's texts begin with the headline, as its annotations
    do.

    Examples
    --------
    ``fetch_dataset("newsmtsc")`` fetches the corpus; here a folder holds one sentence of the kind.

    >>> from tempfile import TemporaryDirectory
    >>> target = '{"Input.gid": "g-Lamb", "from": 0, "to": 4, "mention": "Lamb", "polarity": 6.0}'
    >>> line = f'{{"primary_gid": "g", "sentence_normalized": "Lamb won.", "targets": [{target}]}}'
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "train.jsonl").write_text(line)
    ...     dataset = fetch_dataset("newsmtsc", folder=folder)
    >>> dataset.gold[["text", "label", "split"]].to_numpy().tolist()
    [['Lamb', 'positive', 'train']]
    >>> dataset.notes
    ('taken from a folder of yours, not compared with what was published',)
    """
    if name not in DATASETS:
        raise UnknownNameError("published corpus", name, DATASETS)
    published = DATASETS[name]
    given = folder or os.environ.get(VARIABLE)
    if given:
        place = _find_data(name, published, Path(given).expanduser())
        note = "taken from a folder of yours, not compared with what was published"
    else:
        place, note = _fetch(name, published)
    articles, gold, rejects = published.read(place)
    notes = [note]
    if published.n_articles not in (None, len(articles)):
        notes.append(f"{plural(len(articles), 'article')} here, {published.n_articles:,} published")
    return Dataset(
        name=name,
        articles=articles,
        gold=gold,
        citation=published.citation,
        licence=published.licence,
        source=str(published.pin),
        folder=place,
        rejects=rejects,
        content=published.content,
        size=published.size,
        notes=tuple(notes),
    )


def _fetch(name: str, published: Published) -> tuple[Path, str]:
    """The inner folder of what is fetched once into the cache, and how it came there."""
    import pooch

    kept = Path(pooch.os_cache("mediakit")) / f"{name}-{published.pin.key}"
    is_new = fetch_once(published.pin, kept, lambda data: _has_data(data / published.inner, published))
    pinned = isinstance(published.pin, GitPin)
    checked = (
        "the commit pins its content"
        if pinned
        else "compared with the hash its archive announces, unless the archive has converted the table"
    )
    note = f"fetched now; {checked}" if is_new else "fetched earlier, and unchanged since by its SHA-256"
    return kept / published.inner, note


def _find_data(name: str, published: Published, root: Path) -> Path:
    """The folder of the data below a user's folder."""
    for candidate in _candidates(name, root):
        for place in (candidate / published.inner, candidate):
            if _has_data(place, published):
                return place
    inner = f"{published.inner}/" if published.inner else ""
    found = sorted(path.name for path in root.glob("*"))[:8] if root.is_dir() else None
    state = "is no folder" if found is None else f"holds {', '.join(map(repr, found)) or 'nothing'}"
    raise InputError(
        f"The corpus {name!r} is not in {str(root)!r}, which {state}. Expected {name}/{inner}"
        f"{published.files[0]}, as in {published.pin}. Put it there, or unset {VARIABLE} and leave out "
        "folder= to have it fetched."
    )


def _candidates(name: str, root: Path) -> Iterator[Path]:
    """Folders that may be the corpus: those named like it, the shortest name first, then the root."""
    if root.is_dir():
        like = [
            path
            for path in root.iterdir()
            if path.name.lower().replace("-", "_").startswith(name) and path.is_dir()
        ]
        yield from sorted(like, key=lambda path: (len(path.name), path.name))
    yield root


def _has_data(place: Path, published: Published) -> bool:
    return any(path.is_file() for pattern in published.files for path in place.glob(pattern))
