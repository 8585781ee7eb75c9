import numpy as np
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


@pytest.fixture
def sections():
    """Each section has the same tone in both outlets; the Post has more of the harsh one."""
    rng = np.random.default_rng(3)
    articles = pd.DataFrame({
        "outlet": ["Post"] * 50 + ["Times"] * 50, "section": ["War"] * 40 + ["Sport"] * 10 + ["War"] * 10 + ["Sport"] * 40,
        "text": "x", "article_id": [f"a{at:03}" for at in range(100)],
    })  # fmt: skip
    tone = np.where(articles["section"] == "War", -0.5, 0.3) + rng.normal(0, 0.1, 100)
    return articles[["article_id"]].assign(actor="Kyiv", score=tone), articles
