"""A user's dated events in; their days and labels, or an error that names the one without a day, out."""

from __future__ import annotations

import pandas as pd

from mediakit._core.errors import InputError, TableError
from mediakit._core.tables import check_columns


def read_events(events: object) -> pd.DataFrame:
    """The date (a day without a zone) and the label of each event, in the order given.

    Raises
    ------
    TableError, InputError
        When it is no table with date and label, or an event has no day that can be read.
    """
    if not isinstance(events, pd.DataFrame):
        raise TableError(
            f"Expected the events as a pandas DataFrame with date and label, got {type(events).__name__}."
        )
    check_columns(events, ["date", "label"], "The events table")
    days = [_read_day(date, label) for date, label in zip(events["date"], events["label"], strict=True)]
    return pd.DataFrame(
        {"date": pd.Series(days, dtype="datetime64[us]"), "label": events["label"].map(str).to_numpy()}
    )


def _read_day(date: object, label: object) -> pd.Timestamp:
    """The day of one event; each by itself, since events may have different zones."""
    try:
        read = pd.Timestamp(date)  # type: ignore[arg-type]  # what is no date raises
    except (TypeError, ValueError) as error:
        raise InputError(
            f"The events have the date {date!r} for {label!r}, which cannot be read; expected a day."
        ) from error
    if pd.isna(read):
        raise InputError(f"The events have no date for {label!r}; expected a day for each.")
    return read.tz_localize(None).normalize()
