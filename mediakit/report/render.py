"""The name of a template and what it shows in, the HTML of one page out."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mediakit.report.inert import make_inert

STYLE = "style.css"
ARTICLE_STYLE = "article.css"


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


def read_template(environment: Environment, name: str) -> str:
    """A style sheet or a script among the templates, as it stands."""
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0]


def read_style(environment: Environment) -> str:
    """The style sheet that all pages share."""
    return read_template(environment, STYLE)


def own_style(environment: Environment, *names: str) -> dict[str, Any]:
    """What a page that carries its style itself needs: the style, and its hash for the page's policy.

    The style is the one all pages share, and the further style sheets named.
    """
    style = "".join(read_template(environment, name) for name in (STYLE, *names))
    return {"style": Markup(style), "style_hash": source_hash(style)}


def own_script(environment: Environment, name: str) -> dict[str, Any]:
    """What a page with a script needs: the script, and its hash for the page's policy."""
    script = read_template(environment, name)
    return {"script": Markup(script), "script_hash": source_hash(script)}


def source_hash(source: str) -> str:
    """The hash by which a page's policy allows one style or script of its own, and no other."""
    digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
    return f"sha256-{digest}"
