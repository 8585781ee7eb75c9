import pandas as pd
import pytest


@pytest.fixture
def articles():
    """Six articles of two outlets, ten words each with the title."""
    return pd.DataFrame(
        {
            "article_id": list("abcdef"),
            "outlet": ["Post"] * 3 + ["Times"] * 3,
            "section": ["World", "World", "Opinion"] * 2,
            "title": "A short headline",
            "text": "One two three four five six seven.",
        }
    )


@pytest.fixture
def scores():
    """Kyiv in all articles, twice in the first; Paris in one article of the Post."""
    return pd.DataFrame(
        {
            "article_id": list("aabcdefa"),
            "actor": ["Kyiv"] * 7 + ["Paris"],
            "score": [0.2, 0.4, 0.1, 0.0, -0.2, -0.4, 0.0, 0.5],
            "text": ["four words of it", "two words", "one", "one", "one", "one", "one", "three more words"],
        }
    )
