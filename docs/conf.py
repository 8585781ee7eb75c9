"""Settings of the documentation: `sphinx-build -W docs docs/_build` makes the pages."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

import mediakit

project = "mediakit"
author = "The mediakit developers"
copyright = author  # the name Sphinx wants
version = release = mediakit.__version__

extensions = [
    "myst_nb",
    "numpydoc",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.viewcode",
    "gather",
]
exclude_patterns = ["_build", "**.ipynb_checkpoints"]
templates_path = ["_templates"]
default_role = "py:obj"  # `names` in docstrings: as code, and as links where they are public
nitpicky = False
suppress_warnings = ["mystnb.unknown_mime_type"]  # what a notebook shows as a widget, its text says as well

myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 300
nb_merge_streams = True

autosummary_generate = True
autosummary_imported_members = True
autodoc_typehints = "none"  # numpydoc's Parameters say it in words
numpydoc_show_class_members = False

html_theme = "pydata_sphinx_theme"
html_title = "mediakit"
html_theme_options = {
    "navigation_with_keys": False,
    "show_prev_next": False,
    "navbar_align": "left",
    "footer_start": ["copyright"],
    "footer_end": [],
    "secondary_sidebar_items": ["page-toc"],
    "logo": {"text": "mediakit"},
    "pygments_light_style": "a11y-light",
    "pygments_dark_style": "a11y-dark",
}
html_static_path = ["_static"]
html_css_files = ["names.css"]
html_show_sourcelink = False
html_copy_source = False
