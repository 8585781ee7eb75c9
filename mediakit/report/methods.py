"""An analysis in; the methods of its report out, in sentences written from its tables and settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from mediakit._core.analysis import Analysis
from mediakit._core.wording import plural
from mediakit.report.cards import read_card
from mediakit.report.numbers import NONE, Cell, Grid, day
from mediakit.report.phrasing import UNKNOWN, Section, listed, share, short_sha, were

_VOICES = {
    "own": "the outlet's own words",
    "quoted": "words inside quotation marks",
    "reported": "the outlet's paraphrase of a speaker",
    "unresolved": "words inside marks without a known speaker",
}
_KINDS = ("direct", "mixed", "indirect")
_LABELS = ("negative", "neutral", "positive")
_USES = {"scare": "scare quotes", "title": "titles of works", "term": "terms"}


def describe_measures(analysis: Analysis) -> list[Section]:
    """How articles were read and how mentions, quotations, tone, frames, roles and stance were measured."""
    return [
        _corpus(analysis),
        _copies(analysis),
        _actors(analysis),
        _quotations(analysis),
        *_tone(analysis),
        *_cues(analysis),
        *_framing(analysis),
        *_roles(analysis),
        *_stance(analysis),
        *_statements(analysis),
    ]


def _corpus(analysis: Analysis) -> Section:
    articles, files = analysis.articles, analysis.files
    outlets = articles["outlet"].replace("", None)
    said = [f"The corpus has {plural(len(articles), 'article')} of {plural(outlets.nunique(), 'outlet')}."]
    if len(files):
        counts = {name: int(files[name].sum()) for name in ("n_records", "n_read", "n_rejected", "n_doubts")}
        said.append(
            f"They come from {plural(len(files), 'file')} with {plural(counts['n_records'], 'record')}: "
            f"{were(counts['n_read'], 'article')} read, {were(counts['n_rejected'], 'record')} rejected, and "
            f"{were(counts['n_doubts'], 'record')} read with a doubt."
        )
    else:
        said.append(f"What files they were read from {UNKNOWN}.")
    dated = articles["published"].dropna()
    if len(dated):
        said.append(f"They were published from {day(dated.min())} to {day(dated.max())}.")
    undated = len(articles) - len(dated)
    if undated:
        said.append(f"Without a date: {plural(undated, 'article')} ({share(undated, len(articles))}).")
    said.append(_languages(articles))
    return Section("corpus", "Corpus", [" ".join(said)], [_outlet_grid(analysis)])


def _languages(articles: pd.DataFrame) -> str:
    known = articles["language"].replace("", None).fillna("not identified").value_counts()
    ordered = sorted(known.items(), key=lambda item: (-item[1], str(item[0])))
    return "Articles by language: " + ", ".join(f"{name} {count:,}" for name, count in ordered) + "."


def _outlet_grid(analysis: Analysis) -> Grid:
    copied = set(analysis.copies.loc[~analysis.copies["origin"], "article_id"])
    rows = []
    for outlet, articles in analysis.articles.groupby(analysis.articles["outlet"].fillna(""), sort=True):
        published = articles["published"]
        rows.append(
            [
                Cell(str(outlet) or "(no outlet)"),
                Cell(day(published.min())),
                Cell(day(published.max())),
                Cell(f"{len(articles):,}"),
                Cell(f"{int(published.isna().sum()):,}"),
                Cell(f"{int(articles['article_id'].isin(copied).sum()):,}"),
            ]
        )
    heads = ["Outlet", "First", "Last", "Articles", "Undated", "Copies of others"]
    return Grid("Articles by outlet", heads, rows, n_numeric=3)


def _copies(analysis: Analysis) -> Section:
    copies, rule = analysis.copies, analysis.settings.get("copies")
    if rule:
        least = f"{100 * rule['min_share']:.0f} %"
        said = (
            f"Two articles count as copies when at least {least} of the prose of the later one stands in "
            "runs of five or more words that the earlier one has too (half of it, when both are of one "
            "outlet), or when half of the earlier one's reappears in the later; words inside quotation marks "
            "and phrases that an outlet repeats do not count."
        )
    else:
        said = f"The rule by which copies were looked for {UNKNOWN}."
    if copies.empty:
        return Section("copies", "Copies", [f"{said} None are in the analysis."])
    later = copies[~copies["origin"]]
    kinds = listed({kind: int(later["kind"].eq(kind).sum()) for kind in ("wire", "reprint", "update")})
    found = (
        f"Copies of others in the corpus: {plural(len(later), 'article')} "
        f"({share(len(later), len(analysis.articles))}), in {plural(copies['group_id'].nunique(), 'group')}: "
        f"{kinds}."
    )
    return Section("copies", "Copies", [f"{said} {found}"])


def _actors(analysis: Analysis) -> Section:
    mentions, settings = analysis.mentions, analysis.settings
    if mentions.empty and "actors" not in settings:
        return Section("actors", "Actors", ["This analysis has no mentions."])
    if "actors" not in settings:
        said = f"The codebook with which actors were looked for {UNKNOWN}."
    elif settings["actors"] is None:
        said = (
            "No codebook of actors was used: people, organisations, states and their capitals were taken as "
            "they were found, by rules and lists. A surname alone is resolved within its article, or else to "
            "the person of that surname whom the corpus names most, where the word is a surname in the "
            "corpus."
        )
    else:
        book = settings["actors"]
        said = f"Actors were looked for with {describe_codebook(book, 'actors', 'actor')}."
    found = (
        f"Found: {plural(len(mentions), 'mention')} of {plural(mentions['actor'].nunique(), 'actor')} in "
        f"{plural(mentions['article_id'].nunique(), 'article')}."
    )
    return Section("actors", "Actors", [f"{said} {found}"])


def describe_codebook(book: Mapping[str, Any], entries: str, entry: str) -> str:
    """A codebook in words: its name, version, number of entries, source and the start of its hash."""
    said = f"the codebook “{book.get('name', '')}”"
    if book.get("version"):
        said += f", version {book['version']}"
    if entries in book:
        said += f", of {plural(len(book[entries]), entry)}"
    details = [f"source: {book['source']}"] if book.get("source") else []
    return f"{said} ({'; '.join([*details, short_sha(book.get('sha256'))])})"


def _quotations(analysis: Analysis) -> Section:
    quotes = analysis.quotes
    if quotes.empty and "models" not in analysis.settings:
        return Section("quotations", "Quotations", ["This analysis has no quotations."])
    speech = quotes[quotes["use"] == "speech"].drop_duplicates(["article_id", "quote_id"])
    kinds = listed({kind: int(speech["kind"].eq(kind).sum()) for kind in _KINDS})
    named = int(speech["actor"].notna().sum())
    n_speech = plural(len(speech), "quotation or reported statement", "quotations and reported statements")
    n_articles = plural(speech["article_id"].nunique(), "article")
    found = [f"Found: {n_speech} in {n_articles}" + (f", {kinds}." if kinds else ".")]
    if len(speech):
        found.append(f"The speaker is a known actor in {named:,} of them ({share(named, len(speech))}).")
    others = quotes.loc[quotes["use"] != "speech", "use"].value_counts()
    if len(others):
        counts = {_USES.get(str(use), str(use)): int(n) for use, n in sorted(others.items())}
        found.append(f"Other words in quotation marks were kept apart from speech: {listed(counts)}.")
    return Section("quotations", "Quotations", [*_measured(analysis, "quotes"), " ".join(found)])


def _measured(analysis: Analysis, table: str) -> list[str]:
    """What the card of the model or lexicon that made a table says, and the start of its hash."""
    used = (analysis.settings.get("models") or {}).get(table)
    if not used:
        return [f"The model that was used {UNKNOWN}."]
    card = read_card(used.get("sha256"))
    named = f"{used.get('file', '').rpartition('/')[2]} ({short_sha(used.get('sha256'))})"
    if card is None or not card.summary:
        return [f"The file used was {named}, whose card is not part of this installation."]
    return [f"{card.summary} The file used was {named}."]


def _tone(analysis: Analysis) -> list[Section]:
    sentiment = analysis.sentiment
    if sentiment.empty:
        return []
    scored = sentiment[sentiment["score"].notna()]
    said = []
    for method, rows in scored.groupby(scored["method"].fillna(""), sort=True):
        said += _methods_of_tone(analysis, str(method))
        said.append(f"So {were(len(rows), 'mention')} scored.")
    labels = listed({name: int(scored["label"].eq(name).sum()) for name in _LABELS})
    if labels:
        said.append(f"Labels: {labels}.")
    voices = {f"in {name}": int(scored["voice_kind"].eq(kind).sum()) for kind, name in _VOICES.items()}
    if any(voices.values()):
        said.append(f"The words scored: {listed(voices)}.")
    return [Section("tone", "Tone toward actors", [" ".join(said)])]


def _methods_of_tone(analysis: Analysis, method: str) -> list[str]:
    base, _, lexicon = method.partition("+")
    if base == "vader":
        said = [
            "Tone is the compound score of VADER (Hutto and Gilbert 2014), −1 to 1, of the words of one "
            "voice of the mention's sentence. It knows nothing of the actor: two in a sentence get the same."
        ]
    elif base == "news":
        said = [
            *_measured(analysis, "sentiment"),
            "VADER's compound of the same words (Hutto and Gilbert 2014) stands beside it to compare with.",
        ]
    else:
        said = [f"How the score was made {UNKNOWN}."]
    return [*said, f"The terms of the codebook “{lexicon}” were added."] if lexicon else said


def _cues(analysis: Analysis) -> list[Section]:
    frames, book = analysis.frames, analysis.settings.get("frames")
    if not book and frames.empty:
        return []
    if book:
        said = f"Cues of frames were looked for with {describe_codebook(book, 'frames', 'frame')}."
        if book.get("validation"):
            said += f" Its validation: {book['validation']}."
    else:
        said = f"The codebook with which cues of frames were looked for {UNKNOWN}."
    about = int(frames["actor"].notna().sum())
    found = f"Found: {plural(len(frames), 'cue')} in {plural(frames['article_id'].nunique(), 'article')}"
    found += f", {about:,} of them ({share(about, len(frames))}) about a known actor." if len(frames) else "."
    paragraphs = [f"{said} {found}", "A cue points to a frame; it is not the frame."]
    return [Section("cues", "Frame cues", paragraphs, _frame_grids(analysis, book or {}))]


def _frame_grids(analysis: Analysis, book: Mapping[str, Any]) -> list[Grid]:
    """The frames of the codebook, with the judgements of its card where the codebook is the shipped one."""
    if not book.get("frames"):
        return []
    card = read_card(book.get("sha256"))
    judged = card.judged if card else {}
    counts = analysis.frames["frame"].value_counts()
    rows = []
    for frame in book["frames"]:
        n_judged, n_right, precision = judged.get(frame["name"], (0, 0, ""))
        rows.append(
            [
                Cell(frame["name"], notes=[frame["direction"]] if frame.get("direction") else []),
                Cell(frame.get("definition", "")),
                Cell(frame.get("source") or NONE),
                Cell(f"{n_right} of {n_judged}: {precision}" if n_judged else "not judged"),
                Cell(f"{frame['n_cues']:,}" if "n_cues" in frame else NONE),
                Cell(f"{int(counts.get(frame['name'], 0)):,}"),
            ]
        )
    heads = ["Frame", "Definition", "Source", "Hits judged right", "Cues in the codebook", "Found here"]
    note = "Judged right: share of random hits in news, with its 95 % interval; see the codebook's card."
    return [Grid("The frames of the codebook", heads, rows, n_numeric=2, note=note if judged else "")]


def _framing(analysis: Analysis) -> list[Section]:
    framing = analysis.framing
    if framing.empty:
        return []
    scored = framing.dropna(subset=["score"])
    present = scored[scored["score"] >= 0.5].groupby("frame")["article_id"].nunique()
    n_present = ", ".join(f"{name} in {count:,}" for name, count in sorted(present.items())) or "none"
    n_scored = plural(scored["article_id"].nunique(), "article")
    found = f"Scored: {n_scored}. Present, with a probability from .5 on: {n_present}."
    return [Section("framing", "Frames of whole articles", [*_measured(analysis, "framing"), found])]


def _roles(analysis: Analysis) -> list[Section]:
    roles = analysis.roles
    if roles.empty:
        return []
    keys = ["article_id", "actor", "voice", "voice_kind"]
    n_scored = len(roles.dropna(subset=["score"]).drop_duplicates(keys))
    found = f"Scored: {plural(n_scored, 'actor')}, each in one article and voice."
    return [Section("roles", "Roles", [*_measured(analysis, "roles"), found])]


def _stance(analysis: Analysis) -> list[Section]:
    stance = analysis.stance
    if stance.empty:
        return []
    counts = {name: int(stance["stance"].eq(name).sum()) for name in stance["stance"].dropna().unique()}
    known = sum(counts.values())
    found = (
        f"Of {plural(len(stance), 'attribution')} {known:,} ({share(known, len(stance))}) have reporting "
        f"words the list knows: {listed(dict(sorted(counts.items())))}."
    )
    return [Section("stance", "Reporting words", [*_measured(analysis, "stance"), found])]


def _statements(analysis: Analysis) -> list[Section]:
    alignments = analysis.alignments
    if alignments.empty:
        return []
    n_outlets = alignments.groupby("statement_id")["outlet"].nunique()
    statuses = listed({str(name): int(n) for name, n in sorted(alignments["status"].value_counts().items())})
    found = (
        "The same statement across outlets was found by the speaker, the date and the words in common. Of "
        f"{plural(len(n_outlets), 'statement')} {int((n_outlets > 1).sum()):,} could have been run by two "
        f"outlets or more. Versions: {statuses}."
    )
    return [Section("statements", "Statements across outlets", [found])]
