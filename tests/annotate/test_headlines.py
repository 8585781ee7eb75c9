import pytest

from mediakit.annotate.headlines import find_in_headline, find_subject
from mediakit.annotate.speech import MarkedText


def given(headline):
    return [
        (headline[slice(*one.speaker)], headline[slice(*one.spans[0])])
        for one in find_in_headline(MarkedText(headline))
    ]


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Police: driver was drunk", ("Police", "driver was drunk")),
        ("Toll: we will stay", ("Toll", "we will stay")),
        ("White House: aid will come on Monday", ("White House", "aid will come on Monday")),
        ("Danish minister in Lund: offer a ‘bad joke’", ("Danish minister in Lund", "offer a ‘bad joke’")),
        ("Offer is a ‘bad joke’: mayor", ("mayor", "Offer is a ‘bad joke’")),
        ("Offer is a ‘bad joke’ - Toll", ("Toll", "Offer is a ‘bad joke’")),
        ("Bridge is safe – mayor", ("mayor", "Bridge is safe")),
    ],
)
def test_colon_and_dash(headline, expected):
    assert given(headline) == [expected]


@pytest.mark.parametrize(
    "headline",
    [
        "",
        "Bread prices: what to know",
        "Mayor says: we stay",
        "Fire in Lund: three dead",
        "Bridge is safe - Sky News",
        "‘Bad joke’: Toll praises the army",
    ],
)
def test_other_headlines(headline):
    assert given(headline) == []


@pytest.mark.parametrize(
    ("clause", "subject"),
    [
        ("Dravian grain bosses fume as dockers strike", "Dravian grain bosses"),
        ("Kim’s envoy swears to stand by Dravia", "Kim’s envoy"),
        ("Iva Toll shook her head", "Iva Toll"),
        ("it was late", None),
    ],
)
def test_subject(clause, subject):
    span = find_subject(clause, 0, len(clause))
    assert (clause[slice(*span)] if span else None) == subject
