"""A small coded corpus, made up: sixty articles of six outlets, with two frames."""

import pandas as pd

PEOPLE = [
    "The mother wept for her child.", "Her family lost its home and feared the winter.",
    "He cried when he saw the old house.", "The girl dreamed of her brother.",
]  # fmt: skip
MONEY = [
    "The bank raised its prices by $5 million.", "Companies cut jobs as the market fell.",
    "Taxes will cost the industry 3 percent.", "Investors expect profits to grow.",
]  # fmt: skip
OTHER = ["It rained on Monday.", "The road runs north.", "Orlov met Lund.", "The report has nine pages."]


def make_coded(n=60):
    """Articles and codes: every second one about people, every third one about money."""
    rows = []
    for number in range(n):
        people, money = number % 2 == 0, number % 3 == 0
        sentences = [OTHER[number % 4], PEOPLE[number // 2 % 4] if people else OTHER[(number + 1) % 4]]
        sentences += [MONEY[number // 3 % 4] if money else OTHER[(number + 2) % 4]]
        text = " ".join(sentences)
        rows.append((f"a{number}", f"outlet {number // 10}", text, int(people), int(money)))
    table = pd.DataFrame(rows, columns=["article_id", "outlet", "text", "people", "money"])
    return table[["article_id", "outlet", "text"]], table[["article_id", "people", "money"]]
