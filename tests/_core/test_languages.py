import pandas as pd
import pytest

from mediakit._core.languages import primary_languages


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("EN_us", "en"),
        ("eng", "en"),
        ("", "en"),
        ("und", "en"),
        (None, "en"),
        ("de-AT", "de"),
        (" fr ", "fr"),
        ("zh-Hant-TW", "zh"),
    ],
)
def test_tags_are_read_as_languages(tag, language):
    assert primary_languages(pd.DataFrame({"language": [tag]})) == [language]
