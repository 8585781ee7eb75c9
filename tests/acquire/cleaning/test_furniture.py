import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediakit.acquire.cleaning.furniture import furniture_kind

FURNITURE = {
    "button": [
        "Copy the current link",
        "Copy link",
        "Share",
        "Share this article on Facebook",
        "Facebook | Twitter | WhatsApp",
        "Print this page",
        "12 comments",
        "Listen to this report (3 min)",
        "4 min read",
        "Follow us on Instagram",
    ],
    "pointer": [
        "Read more: Factbox on the ministers’ meeting",
        "Also read: Five things to know",
        "Read the full story at the source",
        "Related articles",
        "Most read",
        "Read the rest here.",
    ],
    "letter": ["Sign up for our morning newsletter.", "Subscribe now", "Already a subscriber? Log in"],
    "notice": ["Advertisement", "© 2024 The Herald. All rights reserved.", "Story continues below"],
    "caption": [
        "Photo: The mayor in front of the shelter (Herald/Ann Lee)",
        "Image: dpa",
        "File photo: Reuters",
    ],
}
SENTENCES = [
    "Share prices fell on Monday after the central bank raised its rates again.",
    "Print this, he told the reporters, and they did.",
    "Follow the money, prosecutors like to say.",
    "Comments by the minister drew anger in the capital.",
    "Read more than one newspaper, the teacher told her class of fourteen-year-olds in Varensk.",
    "Photographs of the meeting showed two ministers and an empty chair.",
    "Image matters in politics, and the chairman knows it.",
    "Subscribe to that view or not, the figures are the same for everyone.",
    "Advertisement sales at the newspaper group fell by a third.",
    "Most read the ruling as a defeat for the government.",
    "Related charges against three other dockers were dropped in May.",
    "Copy that looks like news but is paid for has to be labelled.",
    "Support for the government fell to 31 percent.",
    "Already a member of the alliance, the country asked for help.",
    "Follow the leader",
    "Print media in decline",
    "Lee",
    "More people than ever crossed the bridge, the ministry said.",
    "Follow the money on its way from Ostrel to Varensk.",
    "Teilen ist das neue Haben, sagt der Bürgermeister.",
    "Lesen Sie das Kleingedruckte, rät die Anwältin.",
    "Hintergrund",
    "Quelle: Stern",
    "Stand 2024 noch ein Kran im Hafen?",
    "Foto oder nicht, das war die Frage.",
    "Der Newsletter der Partei ging an 4000 Leute, die ihn nie bestellt hatten.",
    "Lire et écrire, c’est tout ce qu’il demande.",
    "Publié en 1961, le livre est introuvable.",
    "Ver para creer",
    "Compartir la ciudad no es fácil, dice la alcaldesa.",
    "Leggi e decreti della settimana",
    "Ver o mar outra vez, disse ela.",
    "Deel van de stad zit zonder stroom.",
    "広告費は三割減った。",
]
FOREIGN = {
    "button": ["Artikel teilen", "3 Kommentare", "Partager sur Facebook", "Copiar enlace", "シェアする"],
    "pointer": [
        "Lesen Sie auch: Was über den Kran bekannt ist",
        "Das könnte Sie auch interessieren",
        "À lire aussi : La grue de 1961",
        "Lea también: La grúa de 1961",
        "Leggi anche: La gru del 1961",
        "Leia também: O guindaste de 1961",
        "Lees ook: De kraan van 1961",
        "関連記事",
    ],
    "letter": [
        "Jetzt unseren Newsletter abonnieren",
        "Abonnez-vous dès maintenant",
        "この記事は会員限定です。",
    ],
    "notice": ["Anzeige", "Publicité", "Publicidad", "Tous droits réservés", "Veröffentlicht am 3. Mai 2024"],
    "caption": ["Foto: Ann Lee/dpa", "Bild: Ann Lee", "Photo : Ann Lee", "写真：共同"],
}


@pytest.mark.parametrize(
    ("kind", "line"), [(kind, line) for kind, lines in FURNITURE.items() for line in lines]
)
def test_furniture_is_known(kind, line):
    assert furniture_kind(line) == kind
    assert furniture_kind(f"  {line.upper()} ") == kind


@pytest.mark.parametrize(
    ("kind", "line"), [(kind, line) for kind, lines in FOREIGN.items() for line in lines]
)
def test_furniture_in_other_languages(kind, line):
    assert furniture_kind(line) == kind


@pytest.mark.parametrize("line", SENTENCES)
def test_sentences_stay(line):
    assert furniture_kind(line) is None


@settings(deadline=None)
@given(
    st.text(alphabet="abcdefghij ", min_size=1, max_size=40), st.sampled_from(["Share ", "Print ", "Read "])
)
def test_a_first_word_alone_makes_no_furniture(rest, first):
    line = f"{first}{rest}. And then a second sentence follows."
    assert furniture_kind(line) is None
