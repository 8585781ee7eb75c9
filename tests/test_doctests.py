"""The examples in the docstrings of all modules run and show what they say."""

import doctest
import pkgutil
from importlib import import_module

import pytest
from matplotlib import pyplot as plt

import mediakit


def find_modules_with_examples():
    names = [found.name for found in pkgutil.walk_packages(mediakit.__path__, "mediakit.")]
    finder = doctest.DocTestFinder()
    return [
        name
        for name in ["mediakit", *sorted(names)]
        if any(test.examples for test in finder.find(import_module(name)))
    ]


@pytest.mark.parametrize("name", find_modules_with_examples())
def test_examples(name):
    failed, attempted = doctest.testmod(import_module(name))
    plt.close("all")
    assert attempted
    assert not failed
