"""A file of Media Cloud's stories in, one record a story out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mediakit.acquire.cleaning.body import take_apart
from mediakit.acquire.columns import flatten
from mediakit.acquire.decode import clean, decode
from mediakit.acquire.formats.ninjs import parse_json
from mediakit.acquire.formats.plain import split_blocks
from mediakit.acquire.formats.records import check_total
from mediakit.acquire.formats.wirexml import one_line, read_markup
from mediakit.acquire.reading import Content, Problem, Record

_STORY = re.compile(rb'"stories_id"\s*:')
_SEARCH_RESULT = (b'"indexed_date"', b'"media_name"')
_TEXTS = ("story_text", "text", "full_text", "content", "body")
_TAKEN = {
    *("stories_id", "id", "media_name", "title", "publish_date", "url", "guid", "language", "description"),
    *("ap_syndicated", "media_id", "media_url", "collect_date", "indexed_date", "db_row_last_updated"),
    *("full_text_rss", "fully_extracted", "story_texts_id"),
}
_WRAPPERS = ("stories", "results", "story_list", "relevant", "data")


def is_mediacloud(start: bytes) -> bool:
    """Whether a JSON file has the keys of Media Cloud's stories."""
    if start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] not in (b"{", b"["):
        return False
    return _STORY.search(start) is not None or all(key in start for key in _SEARCH_RESULT)


def read_mediacloud(content: Content) -> Iterator[Record | Problem]:
    """One story, a list of stories, an answer that holds one, or a story a line.

    The text is story_text; without one, the sentences in their order, with a doubt: their paragraphs are
    lost. Own columns: media_id, media_url, collect_date, tags, text_is ("full" or "sentences"),
    and what is not Media Cloud's.
    """
    text, doubt = decode(content.data)
    if doubt:
        yield doubt
    for place, value in parse_json(text):
        if isinstance(value, Problem):
            yield value
            continue
        stories = _find_stories(value)
        if len(stories) and stories is not value and (too_few := check_total(value, len(stories))):
            yield too_few
        for at, story in enumerate(stories, start=1):
            yield _read_story(place if len(stories) == 1 else f"story {at}", story)


def _find_stories(value: Any) -> list[Any]:
    if isinstance(value, Mapping):
        inner = next((value[key] for key in _WRAPPERS if isinstance(value.get(key), list)), None)
        return [value] if inner is None or "stories_id" in value else inner
    return value if isinstance(value, list) else [value]


def _read_story(place: str, story: Any) -> Record | Problem:
    if not isinstance(story, Mapping):
        return Problem(
            place, f"expected a JSON object, found {type(story).__name__}", "each story is an object"
        )
    text = _text_of(story)
    doubts: tuple[Problem, ...] = ()
    named = f" {story.get('title')!r:.80}" if story.get("title") else ""
    text_is = "full"
    if not text:
        text, reason = _join_sentences(story)
        text_is = "sentences"
        remedy = "fetch the page at its address for the whole article"
        doubts = (Problem(place, reason, remedy, doubt=True),) if reason else ()
    if not text:
        reason = f"the story{named} has no text: Media Cloud gives texts only with its archived stories"
        return Problem(place, reason, "fetch the page at its address")
    summary = one_line(" ".join(block.text for block in read_markup(str(story.get("description") or ""))[0]))
    media = story.get("media")
    source: Mapping[str, Any] = media if isinstance(media, Mapping) else {}
    values = {
        "article_id": story.get("stories_id") or story.get("id"),
        "outlet": story.get("media_name") or source.get("name"),
        "title": story.get("title"),
        "published": story.get("publish_date"),
        "url": story.get("url") or story.get("guid"),
        "language": story.get("language"),
        "teaser": summary,
        "agency": "AP" if story.get("ap_syndicated") in (True, 1, "1") else None,
        "media_id": story.get("media_id"),
        "media_url": story.get("media_url") or source.get("url"),
        "collect_date": story.get("collect_date") or story.get("indexed_date"),
        "tags": _tags_of(story.get("story_tags") or story.get("tags")),
    }
    told = {name: value for name, value in values.items() if value not in (None, "", [])}
    own = {
        name: value
        for name, value in flatten(story).items()
        if name not in (*_TAKEN, *_TEXTS) and isinstance(value, (str, int, float))
    }
    body = take_apart(split_blocks(text))
    return Record(place, {**own, **body.values(), **told, "text_is": text_is}, doubts, apart=True)


def _text_of(story: Mapping[str, Any]) -> str:
    """The text Media Cloud extracted; runs of tabs stand where elements of the page ended."""
    for name in _TEXTS:
        if isinstance(story.get(name), str) and story[name].strip():
            text = re.sub(r"[ ]*\t\s*\t[ \t]*", "\n\n", clean(story[name]))
            return re.sub(r" {2,}", " ", text).strip()
    return ""


def _join_sentences(story: Mapping[str, Any]) -> tuple[str, str]:
    """The sentences of a story in their order, and what is doubtful about them."""
    found = story.get("story_sentences")
    sentences = [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []
    told: list[tuple[int, str]] = []
    for at, one in enumerate(sentences):
        number, line = one.get("sentence_number"), one_line(str(one.get("sentence") or ""))
        if line:
            told.append((number if isinstance(number, int) else at, line))
    told.sort(key=lambda one: one[0])
    n_lacking = told[-1][0] + 1 - len(told) if told else 0
    reason = "the text was put together from its sentences; paragraphs are lost" if told else ""
    if n_lacking > 0:
        reason += f", and {n_lacking} of {told[-1][0] + 1} sentences are missing"
    return " ".join(line for _, line in told), reason


def _tags_of(value: Any) -> list[str]:
    """The tags' names, or their numbers where the export has no names."""
    tags = value if isinstance(value, list) else []
    names = [
        one.get("tag") or one.get("label") or one.get("tags_id") if isinstance(one, Mapping) else one
        for one in tags
    ]
    return [str(name) for name in names if isinstance(name, (str, int)) and name != ""]
