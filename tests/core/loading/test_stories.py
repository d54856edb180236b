"""Near-duplicates are one story, whose id is its earliest article's."""

from __future__ import annotations

import random
from datetime import date

from ontherecord import loading
from ontherecord.model import Article

NOUNS = "harbour bridge minister island captain letter winter money vote budget reporter engineer council harvest ferry lamp river storm price"
WORDS = NOUNS.split()


def article(id: str, text: str, day: date | None = None) -> Article:
    return Article(id=id, text=text, published_on=day)


def prose(seed: int, words: int = 300) -> list[str]:
    choose = random.Random(seed)
    return [choose.choice(WORDS) for _ in range(words)]


def test_a_rewritten_copy_is_the_same_story_and_another_text_is_not() -> None:
    first = prose(1)
    copy = ["The", "Gull", "reports", *first[:250], *prose(2, 20)]
    articles = [
        article("late", " ".join(copy), date(2025, 3, 5)),
        article("early", " ".join(first).upper(), date(2025, 3, 4)),
        article("undated", " ".join(first) + "."),
        article("other", " ".join(prose(3)), date(2025, 3, 1)),
        article("short", "So it is.", date(2025, 3, 1)),
    ]
    found = loading.stories(articles)
    assert found == {"late": "early", "early": "early", "undated": "early", "other": "other", "short": "short"}
    assert loading.stories(articles[::-1]) == found


def test_a_shared_quarter_is_not_the_same_story() -> None:
    first = prose(1)
    assert loading.stories([article("a", " ".join(first)), article("b", " ".join(first[:75] + prose(2, 225)))]) == {"a": "a", "b": "b"}


def test_none() -> None:
    assert loading.stories([]) == {}
