"""What all tests share: real files beside the repository, and skips that CI turns into failures."""

from pathlib import Path

import matplotlib
import pytest
from hypothesis import settings

matplotlib.use("agg")

# How long an example takes says more about the machine than about the code.
settings.register_profile(
    "mediakit", parent=settings.get_profile(settings.get_current_profile_name()), deadline=None
)
settings.load_profile("mediakit")

SHARED = Path(__file__).parents[2] / "shared"


def pytest_addoption(parser):
    parser.addoption(
        "--no-skips", action="store_true", help="a skipped test fails: for machines that have everything"
    )


def pytest_collection_modifyitems(items):
    for item in items:
        if "shared" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.shared)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    report = outcome.get_result()
    if report.skipped and item.config.getoption("--no-skips") and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, which --no-skips does not allow: {reason}"


@pytest.fixture(scope="session")
def shared():
    """Folder of real files that are not part of the project; the test is skipped without it."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the folder of real files beside the repository: {SHARED.name}/ is missing")
    return SHARED


@pytest.fixture(scope="session")
def sample():
    """The sample corpus's articles."""
    import mediakit as mk

    return mk.load_sample().articles
