"""A folder of texts annotated with brat in, articles and their attributions out."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from mediakit._core.errors import InputError
from mediakit._core.standoff import enclose, find_annotations, read_attributions, read_text
from mediakit._core.tables import build_table

_COLUMNS = ["article_id", "content_spans", "cue_start", "cue_end", "source_start", "source_end"]


def read_brat(folder: str | Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read brat standoff: each attribution an event with the arguments Source, Cue and Content.

    Parameters
    ----------
    folder : str or Path
        Holds `NAME.txt` files with `NAME.ann` beside them or in another folder below; `NAME_annotator.ann`
        counts too. Where several people annotated a text, the first one by file name is taken.

    Returns
    -------
    articles : DataFrame
        The articles table; `article_id` is the name of the text's file.
    attributions : DataFrame
        A row an attribution: article_id, content_spans (list of start and end), cue_start, cue_end,
        source_start, source_end (missing where there is none). Pieces of a source or cue are joined.

    Raises
    ------
    InputError
        When the folder holds no such pair of files, or one that cannot be read.
    """
    texts = {path.stem: path for path in sorted(Path(folder).rglob("*.txt"))}
    annotated = find_annotations(texts.values(), Path(folder).rglob("*.ann"))
    if not annotated:
        raise InputError(
            f"Found no text with brat annotations below {str(folder)!r}: {len(texts)} .txt files and no .ann "
            "file of the same name. Expected NAME.txt and NAME.ann."
        )
    articles = [{"article_id": name, "text": read_text(texts[name])} for name in sorted(annotated)]
    rows = [
        (name, list(found.content), *enclose(found.cue), *enclose(found.source))
        for name, paths in sorted(annotated.items())
        for found in read_attributions(paths[0])
        if found.content
    ]
    return build_table("articles", articles), pd.DataFrame(rows, columns=_COLUMNS)
