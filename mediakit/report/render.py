"""The name of a template and what it shows in, the HTML of one page out."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mediakit.report.inert import make_inert

STYLE = "style.css"


def make_environment() -> Environment:
    """The templates, with every text escaped and made inert."""
    # finalize sees every expression of every template: no text can reach a page unless it was made inert.
    return Environment(
        loader=PackageLoader("mediakit.report"),
        autoescape=True,
        finalize=make_inert,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def read_style(environment: Environment) -> str:
    """The style sheet that all pages share."""
    assert environment.loader is not None
    return environment.loader.get_source(environment, STYLE)[0]


def own_style(environment: Environment) -> dict[str, Any]:
    """What a page that carries its style itself needs: the style, and its hash for the page's policy."""
    style = read_style(environment)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return {"style": Markup(style), "style_hash": f"sha256-{digest}"}
