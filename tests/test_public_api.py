"""The public names: all load, are described, and follow the rules of the house for signatures."""

import inspect
import re
import subprocess
import sys

import pytest

import mediakit as mk
from mediakit import plot
from mediakit._core.tables import TABLES

# What `import mediakit` must not load: it would make every notebook and command wait.
HEAVY = (
    "sklearn",
    "scipy",
    "matplotlib",
    "IPython",
    "jupyter_core",
    "ipykernel",
    "trafilatura",
    "lxml",
    "vaderSentiment",
)
TABLE_WORDS = {*TABLES, "scores", "sentences"}  # what may come first for a stage

NAMES = {name: getattr(mk, name) for name in mk.__all__ if name != "plot"}
NAMES |= {f"plot.{name}": getattr(plot, name) for name in plot.__all__}
FUNCTIONS = {name: value for name, value in NAMES.items() if inspect.isfunction(value)}


def parameters_of(function):
    return list(inspect.signature(function).parameters.values())


def has_section(docstring, name):
    return re.search(rf"^{name}\n-{{{len(name)}}}$", docstring, re.MULTILINE) is not None


@pytest.mark.parametrize("name", NAMES)
def test_names_load_and_say_in_a_sentence_what_they_are(name):
    first = inspect.getdoc(NAMES[name]).splitlines()[0]
    assert first.endswith("."), first


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_describe_each_parameter_and_what_they_return(name):
    docstring = inspect.getdoc(FUNCTIONS[name])
    described = {
        word
        for line in re.findall(r"^(\w[\w, ]*)(?: :|$)", docstring, re.MULTILINE)
        for word in line.split(", ")
    }
    parameters = [parameter.name for parameter in parameters_of(FUNCTIONS[name])]
    assert not parameters or has_section(docstring, "Parameters")
    assert set(parameters) <= described
    assert has_section(docstring, "Returns")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_at_most_eight_parameters_and_options_by_keyword(name):
    parameters = parameters_of(FUNCTIONS[name])
    assert len(parameters) <= 8
    positional = [one for one in parameters if one.kind is one.POSITIONAL_OR_KEYWORD]
    assert len(positional) == len(parameters) - sum(one.kind is one.KEYWORD_ONLY for one in parameters)
    assert len(positional) <= 3
    options = [one.name for one in positional if isinstance(one.default, bool | int | float)]
    assert not options, f"{options} can be given without their names"


@pytest.mark.parametrize(
    "name",
    [name for name in FUNCTIONS if re.match(r"find_|score_|compare_|plot\.(?!describe|gallery)", name)],
)
def test_stages_take_a_table_first(name):
    assert parameters_of(FUNCTIONS[name])[0].name in TABLE_WORDS


@pytest.mark.parametrize("name", FUNCTIONS)
def test_signatures_are_typed(name):
    signature = inspect.signature(FUNCTIONS[name])
    untyped = [one.name for one in signature.parameters.values() if one.annotation is one.empty]
    assert not untyped and signature.return_annotation is not signature.empty


def loaded_after(statement):
    """Top names of all modules that a new interpreter has after a statement."""
    code = f"import sys\n{statement}\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    finished = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(finished.stdout.split())


def test_importing_loads_nothing_heavy():
    loaded = loaded_after("import mediakit")
    assert "mediakit" in loaded
    assert not loaded & set(HEAVY)


def test_heavy_packages_are_seen_when_they_are_loaded():
    assert {"matplotlib", "vaderSentiment"} <= loaded_after("import matplotlib; import vaderSentiment")


def test_finding_quotes_needs_no_matplotlib():
    assert "matplotlib" not in loaded_after("import mediakit; mediakit.find_quotes")


@pytest.mark.parametrize("module", [mk, plot], ids=["mediakit", "mediakit.plot"])
def test_an_unknown_name_lists_the_known_ones(module):
    with pytest.raises(AttributeError) as error:
        module.find_quote  # noqa: B018
    assert "'find_quote'" in str(error.value)
    assert all(name in str(error.value) for name in module.__all__)


@pytest.mark.parametrize("module", [mk, plot], ids=["mediakit", "mediakit.plot"])
def test_dir_lists_the_names(module):
    assert set(module.__all__) <= set(dir(module))
    assert dir(module) == sorted(dir(module))


def test_names_are_where_type_checkers_look_for_them():
    for name, home in mk._HOMES.items():
        assert NAMES[name].__module__ == f"mediakit.{home}", name


def test_errors_are_ours():
    with pytest.raises(mk.MediakitError):
        mk.find_quotes("no table")
