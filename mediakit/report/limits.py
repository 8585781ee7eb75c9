"""An analysis in; what limits its numbers out: what this very run could not do, and where its models fail."""

from __future__ import annotations

from collections.abc import Iterator

from mediakit._core.analysis import Analysis
from mediakit._core.wording import plural
from mediakit.report.cards import read_card
from mediakit.report.phrasing import share


def find_limits(analysis: Analysis) -> list[str]:
    """What limits the numbers of this run, each with its own count; nothing that does not apply."""
    return [
        *_of_reading(analysis),
        *_of_languages(analysis),
        *_of_voices(analysis),
        *_of_frames(analysis),
        *_of_comparisons(analysis),
        "Quotations, mentions, tone, frames and roles were found by programs, without a human reading. "
        "Every stage makes mistakes; the linked sentences are there to be checked.",
    ]


def known_failures(analysis: Analysis) -> list[tuple[str, tuple[str, ...]]]:
    """The known failures of each model that was used, from its card: the name and the list."""
    used = (analysis.settings.get("models") or {}).values()
    cards = [read_card(model.get("sha256")) for model in used]
    return [(card.name, card.failures) for card in cards if card and card.failures]


def _of_reading(analysis: Analysis) -> Iterator[str]:
    articles, files = analysis.articles, analysis.files
    n_rejected, n_doubts = int(files["n_rejected"].sum()), int(files["n_doubts"].sum())
    n_records = int(files["n_records"].sum())
    if n_rejected:
        yield f"Not read: {_part(n_rejected, n_records, 'record')}. They are missing from all counts."
    if n_doubts:
        yield f"Read with a doubt: {_part(n_doubts, n_records, 'record')}."
    undated = int(articles["published"].isna().sum())
    if undated:
        yield f"Without a date, and in no time line: {_part(undated, len(articles), 'article')}."
    unnamed = int(articles["outlet"].replace("", None).isna().sum())
    if unnamed:
        yield f"Without an outlet: {_part(unnamed, len(articles), 'article')}."


def _of_languages(analysis: Analysis) -> Iterator[str]:
    sentiment = analysis.sentiment
    unscored = int(sentiment["score"].isna().sum())
    if unscored:
        yield f"Without a tone, as it is scored in English: {_part(unscored, len(sentiment), 'mention')}."
    languages = analysis.articles["language"].fillna("").astype(str)
    foreign = int((~languages.str.casefold().str.match(r"(en\b|$)")).sum())
    if foreign:
        yield (
            f"In other languages than English: {_part(foreign, len(languages), 'article')}. Their quotations "
            "are found by rules alone, and no shipped model reads their frames, roles or reporting words."
        )


def _of_voices(analysis: Analysis) -> Iterator[str]:
    quotes = analysis.quotes[analysis.quotes["use"] == "speech"]
    speech = quotes.drop_duplicates(["article_id", "quote_id"])
    nobody = int((speech["actor"].isna() & speech["speaker"].isna()).sum())
    unknown = int((speech["actor"].isna() & speech["speaker"].notna()).sum())
    if nobody:
        yield f"Without a speaker: {_part(nobody, len(speech), 'quotation')}."
    if unknown:
        yield (
            "With a speaker who is no known actor, such as “officials”: "
            f"{_part(unknown, len(speech), 'quotation')}. No comparison of actors counts them."
        )
    sure = speech["confidence"].dropna()
    if len(sure):
        wrong = round(float((1 - sure).sum()))
        yield (
            "With a wrong actor, by the model's own calibrated confidence: about "
            f"{_part(wrong, len(sure), 'quotation')} that have one."
        )
    voices = analysis.sentiment.loc[analysis.sentiment["score"].notna(), "voice_kind"].dropna()
    unresolved = int(voices.eq("unresolved").sum())
    if unresolved:
        yield f"In marks without a known speaker: {_part(unresolved, len(voices), 'scored mention')}."


def _of_frames(analysis: Analysis) -> Iterator[str]:
    frames = analysis.frames
    aimless = int(frames["actor"].isna().sum())
    if aimless:
        cues = _part(aimless, len(frames), "frame cue")
        yield f"About no known actor: {cues}. No comparison of actors has them."


def _of_comparisons(analysis: Analysis) -> Iterator[str]:
    estimates, contrasts = analysis.estimates, analysis.contrasts
    few = estimates["note"].str.startswith("too few", na=False)
    still = estimates["low"].isna() & ~few
    if few.any():
        yield f"Of too few articles for an interval: {_part(int(few.sum()), len(estimates), 'estimate')}."
    if still.any():
        n_still = _part(int(still.sum()), len(estimates), "estimate")
        yield f"Without an interval for another reason, which their notes tell: {n_still}."
    untested = int(contrasts["p"].isna().sum())
    if untested:
        yield (
            f"Not tested: {_part(untested, len(contrasts), 'pair of groups', 'pairs of groups')}. "
            "That they are not told apart does not make them alike."
        )
    hanging = int(contrasts["note"].str.contains("hangs on copies", na=False).sum())
    if hanging:
        pairs = _part(hanging, len(contrasts), "pair of groups", "pairs of groups")
        yield f"With a verdict that hangs on copies: {pairs}."


def _part(part: int, whole: int, one: str, many: str = "") -> str:
    return f"{part:,} of {plural(whole, one, many)} ({share(part, whole)})"
