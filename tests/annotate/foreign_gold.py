"""Invented sentences with their attributions marked up, and how well the rules find them."""

from pathlib import Path

from mediakit.annotate.foreign import find_foreign

FOLDER = Path(__file__).parent / "foreign"


def read_gold(language, half):
    """Lines of one half: "dev" (odd) or "test" (even), as (text, contents, speakers, uses)."""
    lines = (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if not line.startswith("#")]
    return [take_apart(line) for line in lines[half == "test" :: 2]]


def take_apart(line):
    """The plain text; content spans (outermost braces), the speaker's span, and uses of marked words."""
    text, opened, contents, speaker, uses = "", [], [], None, {}
    for sign in line:
        if sign in "{[<~=":
            if sign in "~=" and opened and opened[-1][0] == sign:
                start = opened.pop()[1]
                uses[start, len(text)] = "scare" if sign == "~" else "title"
            else:
                opened.append((sign, len(text)))
        elif sign in "}]>":
            kind, start = opened.pop()
            if kind == "[":
                speaker = (start, len(text))
            elif kind == "{" and not any(other == "{" for other, _ in opened):
                contents.append((start, len(text)))
        else:
            text += sign
    return text, contents, speaker, uses


def _characters(text, spans):
    return {at for start, end in spans for at in range(start, end) if text[at].isalnum()}


def score(language, half):
    """Counts: gold, found and right contents; right speakers; right uses of marked words without a speaker."""
    counts = dict.fromkeys(("gold", "found", "right", "speakers", "uses", "right_uses"), 0)
    wrong = []
    for text, contents, speaker, uses in read_gold(language, half):
        found = find_foreign(text, language)[1]
        speech = [one for one in found if one.use == "speech"]
        counts["gold"] += bool(contents)
        counts["found"] += len(speech)
        wanted = _characters(text, contents)
        hits = [one for one in speech if wanted and _overlap(wanted, _characters(text, one.spans)) >= 0.8]
        counts["right"] += bool(hits)
        said = bool(hits) and hits[0].speaker == speaker
        counts["speakers"] += said
        counts["uses"] += len(uses)
        right_uses = sum(
            any(one.use == use and one.spans[0] == span for one in found) for span, use in uses.items()
        )
        counts["right_uses"] += right_uses
        if len(speech) != bool(contents) or (contents and not said) or right_uses < len(uses):
            wrong.append(
                (
                    text,
                    [
                        (
                            [text[s:e] for s, e in one.spans],
                            one.speaker and text[slice(*one.speaker)],
                            one.use,
                        )
                        for one in found
                    ],
                )
            )
    return counts, wrong


def _overlap(one, other):
    return len(one & other) / len(one | other)
