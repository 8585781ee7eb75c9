import pytest

from mediakit.acquire.copying.credited import credited_agencies


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("KYIV, Nov 1 (Reuters) - The port is shut.", ["Reuters"]),
        ("(Reuters) - The port is shut.", ["Reuters"]),
        ("The port is shut.\n\n(AFP)", ["AFP"]),
        ("The port is shut. (dpa, AFP)", ["dpa", "AFP"]),
        ("The port is shut. (AP)\n\nKYIV (Reuters) – It rained.\n\nmm/rc (AFP)", ["Reuters", "AP", "AFP"]),
        ("The port is shut.\n\nReporting by Ann Kelm; with material from Reuters", []),
        ("The port is shut.\n\nWith material from Reuters", ["Reuters"]),
        ("Reuters (a news agency) reported it first, and AFP (Paris) did not.", []),
        ("The captain (Reuters) said so to the men.", []),
        ("", []),
    ],
)
def test_agencies_in_the_text(text, agencies):
    assert credited_agencies(text) == agencies


def test_the_column_comes_first():
    assert credited_agencies("The port is shut. (AFP)", "Corvane, AFP") == ["Corvane", "AFP"]
