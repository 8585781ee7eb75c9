"""The declarations of the tables all stages meet in: each column once, with its dtype and its meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "int", "maybe_int", "float", "bool", "time", "list"]


@dataclass(frozen=True)
class Column:
    """One column of a table: its name, kind, meaning, and what stands there when the input has none."""

    name: str
    kind: Kind
    meaning: str
    required: bool = False


@dataclass(frozen=True)
class Table:
    """One table: what a row is, its columns in order, and the columns that identify a row."""

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """The names of the declared columns, in order."""
        return [column.name for column in self.columns]

    @property
    def required(self) -> list[str]:
        """The names of the columns an input must have."""
        return [column.name for column in self.columns if column.required]


_SPAN = (
    Column("article_id", "text", "the article", required=True),
    Column("field", "text", '"title" or "text"', required=True),
    Column("start", "int", "offset of the first character in the field", required=True),
    Column("end", "int", "offset after the last character in the field", required=True),
    Column("text", "text", "the words: article[field][start:end]", required=True),
)
_VOICE = (
    Column("voice", "text", 'who says these words: an actor, a speaker\'s own surface form, or "outlet"'),
    Column("voice_kind", "text", '"own", "quoted", "reported" or "unresolved"'),
    Column("quote_id", "text", "the innermost quotation around the span, if any"),
)
_TABLES = (
    Table(
        "articles",
        "an article",
        (
            Column("article_id", "text", "the user's id, or a short hash; unique", required=True),
            Column("outlet", "text", "the outlet that published the article"),
            Column("title", "text", "the headline"),
            Column("text", "text", "the body: paragraphs joined by a blank line", required=True),
            Column("published", "time", "time of publication in UTC, NaT when unknown"),
            Column("date_only", "bool", "True when the source gave a day without a time"),
            Column("author", "text", "the byline"),
            Column("kicker", "text", "the line above the headline"),
            Column("teaser", "text", "the standfirst or summary below the headline"),
            Column("subheads", "list", "headings inside the body, in order"),
            Column("section", "text", "the section of the outlet"),
            Column("url", "text", "the address"),
            Column("language", "text", "language as a BCP 47 tag"),
            Column("agency", "text", "the news agency credited"),
            Column("desk", "text", "initials of the desk or editor"),
            Column("republished_from", "text", "the source named for a republished article"),
            Column("source_file", "text", "the file it was read from"),
            Column("source_format", "text", "the format it was read as"),
        ),
        ("article_id",),
    ),
    Table(
        "rejects",
        "something that could not be read, or was read with a doubt",
        (
            Column("source_file", "text", "the file"),
            Column("place", "text", "line, record or page inside the file"),
            Column("reason", "text", "what happened, and what was found"),
            Column("remedy", "text", "what can be done"),
            Column("kind", "text", '"rejected" when it became no article, "doubt" when it was read with one'),
            Column(
                "n_records", "int", "records the row speaks for: 1, or those of an archive taken together"
            ),
            Column("article_id", "text", "the article read with the doubt"),
        ),
    ),
    Table(
        "files",
        "a file",
        (
            Column("source_file", "text", "the file"),
            Column("source_format", "text", "the format it was read as, missing when none fits"),
            Column("n_records", "int", "records seen in the file"),
            Column("n_read", "int", "articles read from it"),
            Column("n_rejected", "int", "records that became no article"),
            Column("n_doubts", "int", "doubts about what was read, each with a row in rejects"),
            Column("columns", "text", "which of its columns were taken for which of ours"),
        ),
    ),
    Table(
        "gdelt_documents",
        "a document of GDELT's Global Knowledge Graph",
        (
            Column("document_id", "text", "GDELT's number of the record", required=True),
            Column("url", "text", "the document's address, or another identifier"),
            Column("date", "time", "when GDELT saw it, to the quarter of an hour"),
            Column("source", "text", "the host, or the name of the source"),
            Column("collection", "text", '"web", "citation", "core", "dtic", "jstor" or "nontextual"'),
            Column("title", "text", "the page's title, in files that have it"),
            Column("author", "text", "the page's authors, in files that have them"),
            Column("published", "time", "the page's own time of publication, NaT when unknown"),
            Column("language", "text", "ISO 639-3 code of a document that was translated, else en"),
            Column("tone", "float", "positive minus negative, -100 to 100"),
            Column("positive", "float", "percentage of words with a positive connotation"),
            Column("negative", "float", "percentage of words with a negative connotation"),
            Column("polarity", "float", "percentage of words with either"),
            Column("activity", "float", "percentage of words of activity"),
            Column("self_reference", "float", "percentage of pronouns of self and group"),
            Column("n_words", "maybe_int", "words of the document"),
            Column("themes", "list", "themes, one a mention, in the order of their offsets"),
            Column("theme_offsets", "list", "character offset of each theme; empty when GDELT gives none"),
            Column("persons", "list", "persons, one a mention"),
            Column("person_offsets", "list", "character offset of each person"),
            Column("organizations", "list", "organizations, one a mention"),
            Column("organization_offsets", "list", "character offset of each organization"),
        ),
        ("document_id",),
    ),
    Table(
        "gdelt_quotations",
        "a quotation GDELT found in a document",
        (
            Column("document_id", "text", "the document", required=True),
            Column("offset", "int", "offset of its first character in GDELT's copy of the document"),
            Column("length", "int", "its length in characters there"),
            Column("verb", "text", "the verb of attribution, when GDELT found one"),
            Column("text", "text", "the words quoted", required=True),
        ),
    ),
    Table(
        "gdelt_events",
        "an event of GDELT's event database",
        (
            Column("event_id", "text", "GDELT's number of the event", required=True),
            Column("date", "time", "the day of the event"),
            Column("added", "time", "when it was added"),
            *(
                Column(f"{actor}_{part}", "text", f"the {nth} actor's {meaning}")
                for actor, nth in (("actor1", "first"), ("actor2", "second"))
                for part, meaning in (
                    ("code", "CAMEO code"),
                    ("name", "name"),
                    ("country", "country as a CAMEO code"),
                    ("type", "role as a CAMEO code"),
                )
            ),
            Column("is_root_event", "bool", "True when it stands in the lead of its first article"),
            Column("event_code", "text", "what happened, as a CAMEO code"),
            Column("event_base_code", "text", "its second level"),
            Column("event_root_code", "text", "its first level"),
            Column("quad_class", "maybe_int", "1, 2 verbal, material cooperation; 3, 4 conflict"),
            Column("goldstein", "float", "Goldstein scale, -10 to 10"),
            Column("n_mentions", "maybe_int", "mentions in the first quarter of an hour"),
            Column("n_sources", "maybe_int", "sources in the first quarter of an hour"),
            Column("n_articles", "maybe_int", "documents in the first quarter of an hour"),
            Column("tone", "float", "mean tone of these documents, -100 to 100"),
            Column("place", "text", "where it happened"),
            Column("place_country", "text", "FIPS 10-4 code of that country"),
            Column("latitude", "float", "latitude of the place"),
            Column("longitude", "float", "longitude of the place"),
            Column("url", "text", "the first document that told of it"),
        ),
        ("event_id",),
    ),
    Table(
        "mentions",
        "one mention of an actor",
        (
            *_SPAN,
            Column("actor", "text", "the actor meant", required=True),
            Column("form", "text", '"name", "nominal" or "pronoun"'),
        ),
    ),
    Table(
        "quotes",
        "one stretch of quoted or reported words",
        (
            Column("quote_id", "text", "the attribution this stretch belongs to", required=True),
            *_SPAN,
            Column("in_marks", "bool", "True when the stretch stands inside quotation marks"),
            Column("kind", "text", 'of the attribution: "direct", "mixed" or "indirect"'),
            Column("use", "text", '"speech", "scare", "title" or "term"'),
            Column("cue", "text", "the reporting words"),
            Column("cue_start", "maybe_int", "offset of the cue in the same field"),
            Column("cue_end", "maybe_int", "offset after the cue"),
            Column("speaker", "text", "the speaker as the article names them here"),
            Column("speaker_start", "maybe_int", "offset of the speaker in the same field"),
            Column("speaker_end", "maybe_int", "offset after the speaker"),
            Column("actor", "text", "the actor the speaker is, when known"),
            Column("confidence", "float", "probability that the actor is right, 0 to 1"),
        ),
    ),
    Table(
        "copies",
        "an article in a group of copies",
        (
            Column("article_id", "text", "the article", required=True),
            Column("group_id", "text", "the group of copies", required=True),
            Column("origin", "bool", "True for the article the others were copied from"),
            Column("kind", "text", '"wire", "reprint" or "update"'),
            Column("share", "float", "share of the article's words that are copied, 0 to 1"),
        ),
        ("article_id",),
    ),
    Table(
        "sentiment",
        "one mention, scored",
        (
            *_SPAN,
            Column("actor", "text", "the target of the sentiment", required=True),
            Column("sentence_start", "int", "offset of the sentence scored"),
            Column("sentence_end", "int", "offset after the sentence scored"),
            *_VOICE,
            Column("score", "float", "-1 (negative) to 1 (positive); missing: not scored", required=True),
            Column("label", "text", '"negative", "neutral" or "positive"'),
            Column("method", "text", "how it was scored"),
            Column("vader", "float", "VADER compound of the words scored, -1 to 1, for comparison"),
        ),
    ),
    Table(
        "frames",
        "one cue of a frame",
        (
            *_SPAN,
            Column("frame", "text", "the frame the cue points to", required=True),
            Column("actor", "text", "the actor the cue is about, missing when there is none"),
            *_VOICE,
            Column("weight", "float", "weight of the cue in the codebook, above 0"),
            Column("direction", "text", 'toward the actor: "positive", "negative" or "neutral"'),
            Column("vader", "float", "VADER compound of the cue's words alone, -1 to 1, for comparison"),
        ),
    ),
    Table(
        "cues",
        "a cue of a frame codebook, and what it finds in a corpus",
        (
            Column("frame", "text", "the frame the cue points to", required=True),
            Column("cue", "text", "the cue as the codebook has it", required=True),
            Column("n", "int", "how often it counts"),
            Column("n_found", "int", "how often its words stand there, counting or not"),
            Column("n_articles", "int", "articles in which it counts"),
            Column("n_outlets", "int", "outlets in which it counts"),
            Column("examples", "list", "places where it counts, the cue in double brackets"),
        ),
    ),
    Table(
        "stance",
        "one attribution: how the outlet introduces what somebody says",
        (
            Column("quote_id", "text", "the attribution", required=True),
            Column("article_id", "text", "the article", required=True),
            Column("field", "text", '"title" or "text"'),
            Column("cue", "text", "the reporting words"),
            Column("cue_start", "maybe_int", "offset of the cue in the field"),
            Column("cue_end", "maybe_int", "offset after the cue"),
            Column("speaker", "text", "the speaker as the article names them here"),
            Column("actor", "text", "the actor the speaker is, when known"),
            Column("entry", "text", "the entry of the lexicon that decided"),
            Column("stance", "text", '"neutral", "distancing", "endorsing" or "hostile"; or missing'),
            Column("score", "float", "1 endorsing, 0 neutral, -1 distancing or hostile"),
        ),
    ),
    Table(
        "estimates",
        "a group and a measure",
        (
            Column("measure", "text", "what was measured", required=True),
            Column("n_articles", "int", "articles that count in the estimate"),
            Column("n", "int", "rows of the scores table that count"),
            Column("estimate", "float", "the estimate, in the measure's unit"),
            Column("low", "float", "lower end of the interval, missing when there are too few articles"),
            Column("high", "float", "upper end of the interval"),
            Column("method", "text", "how the interval was made"),
            Column("note", "text", "what the reader must know"),
        ),
    ),
    Table(
        "contrasts",
        "a pair of groups and a measure",
        (
            Column("group_a", "text", "the first group", required=True),
            Column("group_b", "text", "the second group", required=True),
            Column("measure", "text", "what was measured", required=True),
            Column("difference", "float", "estimate of a minus estimate of b"),
            Column("low", "float", "lower end of the interval of the difference"),
            Column("high", "float", "upper end of the interval of the difference"),
            Column("p", "float", "p value of no difference, before correction"),
            Column("p_adjusted", "float", "p value corrected over the family"),
            Column("family_size", "int", "number of tests in the family"),
            Column("n_a", "int", "articles of a"),
            Column("n_b", "int", "articles of b"),
            Column("effect", "float", "standardised difference"),
            Column("p_equivalence", "float", "corrected p value of a difference beyond the margin (TOST)"),
            Column("method", "text", "how interval and p were made"),
            Column("note", "text", "what the reader must know"),
        ),
    ),
    Table(
        "sensitivity",
        "a contrast and a choice of articles among copies",
        (
            Column("group_a", "text", "the first group", required=True),
            Column("group_b", "text", "the second group", required=True),
            Column("measure", "text", "what was measured", required=True),
            Column("copies", "text", '"all", "one_per_group" or "own_words": the articles that count'),
            Column("difference", "float", "estimate of a minus estimate of b"),
            Column("low", "float", "lower end of the interval of the difference"),
            Column("high", "float", "upper end of the interval of the difference"),
            Column("p", "float", "p value of no difference, before correction"),
            Column("p_adjusted", "float", "p value corrected over the family"),
            Column("n_a", "int", "articles of a"),
            Column("n_b", "int", "articles of b"),
            Column("told_apart", "bool", "True when the corrected p tells the groups apart"),
            Column("sensitive", "bool", "True when the sign or the verdict hangs on the choice"),
        ),
    ),
    Table(
        "events",
        "an article that tells of an event others tell of too",
        (
            Column("article_id", "text", "the article", required=True),
            Column("event_id", "text", "the event: the article_id of its first article", required=True),
            Column("similarity", "float", "mean likeness to the other articles of the event, 0 to 1"),
            Column("n_articles", "int", "articles of the event"),
            Column("n_outlets", "int", "outlets that told of the event"),
        ),
        ("article_id",),
    ),
    Table(
        "coverage",
        "an event and an outlet",
        (
            Column("event_id", "text", "the event", required=True),
            Column("outlet", "text", "the outlet", required=True),
            Column("covered", "bool", "True when the outlet told of it"),
            Column("n_articles", "int", "the outlet's articles on it"),
            Column("share", "float", "the outlet's share of all articles on it, 0 to 1"),
            Column("hours_after", "float", "hours from the first article on it to the outlet's first"),
        ),
        ("event_id", "outlet"),
    ),
    Table(
        "alignments",
        "a statement and an outlet",
        (
            Column("statement_id", "text", "the quote_id of the statement's fullest version", required=True),
            Column("outlet", "text", "the outlet", required=True),
            Column("quote_id", "text", "the outlet's fullest version, missing when absent"),
            Column("status", "text", '"full", "trimmed", "paraphrase" or "absent"', required=True),
            Column("words_cut", "text", "words of the fullest version the outlet lacks; empty when none"),
            Column("text", "text", "the outlet's words"),
            Column(
                "speaker", "text", "the actor, or the speaker as the fullest version's article names them"
            ),
            Column("article_id", "text", "the article that has the version, or the event without it"),
            Column("share", "float", "share of the statement's words the outlet has in marks, 0 to 1"),
            Column("n_quotes", "int", "the outlet's versions of the statement"),
        ),
        ("statement_id", "outlet"),
    ),
    Table(
        "diversity",
        "a group, and how evenly speakers share its quotations",
        (
            Column("count", "text", 'what speakers share: "words", "quotations" or "first"', required=True),
            Column("n_articles", "int", "articles with a quotation that counts"),
            Column("n_speakers", "int", "different speakers of the group"),
            Column("n_standard", "maybe_int", "articles for which the figures that follow are given"),
            Column("speakers", "float", "expected number of different speakers"),
            Column("effective", "float", "speakers of equal share with the same Simpson index"),
            Column("low", "float", "lower end of the interval of effective"),
            Column("high", "float", "upper end of the interval of effective"),
            Column("top", "float", "share of the speaker with most, 0 to 1"),
            Column("evenness", "float", "Shannon entropy over that of equal shares, 0 to 1"),
            Column("method", "text", "how figures and interval were made"),
            Column("note", "text", "what the reader must know"),
        ),
    ),
    Table(
        "changes",
        "a day from which on a group's level was another",
        (
            Column("measure", "text", "what was measured", required=True),
            Column("date", "time", "first day of the new level", required=True),
            Column("date_low", "time", "lower end of the interval of the date"),
            Column("date_high", "time", "upper end of the interval of the date"),
            Column("before", "float", "level before, in the measure's unit"),
            Column("after", "float", "level from the date on"),
            Column("difference", "float", "after minus before"),
            Column("p", "float", "p value of no change in the stretch that was divided"),
            Column("p_adjusted", "float", "p value corrected over all series, missing for further changes"),
            Column("family_size", "int", "series that were searched"),
            Column("n_days", "int", "days with articles of the stretch that was divided"),
            Column("n_articles", "int", "articles of the stretch that was divided"),
            Column("event", "text", "the dated event nearest to the change"),
            Column("event_days", "maybe_int", "days from the event to the change"),
            Column("method", "text", "how p and the interval were made"),
        ),
    ),
    Table(
        "contexts",
        "a place in an article with the words around it",
        (
            Column("article_id", "text", "the article", required=True),
            Column("outlet", "text", "its outlet"),
            Column("field", "text", '"title" or "text"', required=True),
            Column("start", "int", "offset of the first character", required=True),
            Column("end", "int", "offset after the last character", required=True),
            Column("before", "text", "the words before the place"),
            Column("text", "text", "the words of the place"),
            Column("after", "text", "the words behind the place"),
            Column("phrase", "text", "the phrase that found it, missing for a span"),
        ),
    ),
    Table(
        "codes",
        "a coder's code for a unit",
        (
            Column("unit", "text", "what was coded", required=True),
            Column("coder", "text", "who coded it", required=True),
            Column("variable", "text", "what it was coded for, when there are several"),
        ),
    ),
    Table(
        "agreement",
        "a variable, or one category of it, and a measure of agreement",
        (
            Column("variable", "text", "what was coded"),
            Column(
                "category", "text", "the category held against all others, missing for the whole variable"
            ),
            Column("measure", "text", '"alpha", "percent" or "kappa"', required=True),
            Column("estimate", "float", "the agreement: 1 is perfect; for alpha and kappa 0 is chance"),
            Column("low", "float", "lower end of the interval, missing when there are too few units"),
            Column("high", "float", "upper end of the interval"),
            Column("n_units", "int", "units with at least two codes"),
            Column("n_coders", "int", "coders of these units"),
            Column("n_codes", "int", "codes of these units"),
            Column("method", "text", "level of measurement, and how the interval was made"),
            Column("note", "text", "what the reader must know"),
        ),
    ),
    Table(
        "keyness",
        "a word and a group, held against all other groups",
        (
            Column("word", "text", "the word or words", required=True),
            Column("n", "int", "occurrences in the group"),
            Column("n_rest", "int", "occurrences in all other groups"),
            Column("n_articles", "int", "articles of the group that have it"),
            Column("n_articles_rest", "int", "articles of all other groups that have it"),
            Column("rate", "float", "occurrences per 1,000 words of the group"),
            Column("rate_rest", "float", "occurrences per 1,000 words of all other groups"),
            Column("dispersion", "float", "Gries' DP in the group, 0 (even) to 1 (in one article)"),
            Column("g2", "float", "signed log-likelihood of words, above 0 when overused; no test"),
            Column("log_ratio", "float", "binary logarithm of the ratio of rates"),
            Column("z", "float", "log-odds with informative prior over its standard error, words as units"),
            Column("p", "float", "p value of no difference, articles as units"),
            Column("p_adjusted", "float", "p value corrected over the family"),
            Column("family_size", "int", "number of tests in the family"),
            Column("method", "text", "how p was made"),
        ),
    ),
)
TABLES: Mapping[str, Table] = {table.name: table for table in _TABLES}
