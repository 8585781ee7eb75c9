import pytest
from report.dam import make_analysis


@pytest.fixture
def analysis():
    return make_analysis()
