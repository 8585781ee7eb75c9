import pandas as pd

from mediakit.acquire.copying.lineage import read_facts


def facts(*rows):
    names = ["article_id", "outlet", "time", "text", "agency", "republished_from"]
    return read_facts(pd.DataFrame(rows, columns=names))


def test_agencies_are_known_by_name_by_credit_or_by_their_datelines():
    found = facts(
        ("a", "Reuters", 1, "The port is shut.", "", ""),
        ("b", "Corvane", 2, "OSTREL, Oct 24 (Corvane) – The port is shut.", "", ""),
        ("c", "Mirelle News", 3, "The port is shut.", "", ""),
        ("d", "Herald", 4, "The port is shut.", "mirelle-news", ""),
        ("e", "", 5, "The port is shut.", "", "Herald"),
    )
    assert found.agency_outlets == {"Reuters", "Corvane", "Mirelle News"}


def test_what_an_article_credits():
    found = facts(
        ("a", "Herald", 1, "The port is shut. (AFP)", "", "The Gazette"),
        ("b", "AFP", 2, "KYIV (AFP) - The port is shut.", "", ""),
    )
    assert found.credits(0, "AFP") and found.credits(0, "the gazette") and not found.credits(0, "Herald")
    assert found.from_agency(0) and not found.from_agency(1), "an agency's own mark is no credit"
