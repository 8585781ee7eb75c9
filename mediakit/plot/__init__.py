"""Estimates in, figures out: each function takes a table and returns matplotlib Axes."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mediakit.plot.all_figures import gallery as gallery
    from mediakit.plot.contrast_plot import contrasts as contrasts
    from mediakit.plot.contrast_plot import sensitivity as sensitivity
    from mediakit.plot.feature_bars import top_features as top_features
    from mediakit.plot.fingerprint import frame_fingerprint as frame_fingerprint
    from mediakit.plot.forest_plot import intervals as intervals
    from mediakit.plot.funnel import ingest_funnel as ingest_funnel
    from mediakit.plot.heat_map import heatmap as heatmap
    from mediakit.plot.stacked_bars import voice_share as voice_share
    from mediakit.plot.statement_matrix import quote_matrix as quote_matrix
    from mediakit.plot.strip import article_strip as article_strip
    from mediakit.plot.style import describe as describe
    from mediakit.plot.time_line import timeline as timeline
    from mediakit.plot.word_bars import keyness as keyness

# name: the module it lives in; matplotlib is imported when the first figure is drawn
_HOMES = {
    "heatmap": "heat_map",
    "intervals": "forest_plot",
    "contrasts": "contrast_plot",
    "sensitivity": "contrast_plot",
    "quote_matrix": "statement_matrix",
    "voice_share": "stacked_bars",
    "timeline": "time_line",
    "frame_fingerprint": "fingerprint",
    "keyness": "word_bars",
    "top_features": "feature_bars",
    "article_strip": "strip",
    "ingest_funnel": "funnel",
    "gallery": "all_figures",
    "describe": "style",
}

__all__ = [*_HOMES]  # noqa: PLE0604


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(
            f"module 'mediakit.plot' has no attribute {name!r}. It has: {', '.join(__all__)}"
        )
    value = getattr(import_module(f"mediakit.plot.{_HOMES[name]}"), name)
    globals()[name] = value  # the next look-up finds it without coming here
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
