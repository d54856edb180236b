"""A corpus and filters drawn by chance from a seed: invented people of every kind, in every state that numbers have to agree on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from ontherecord.model import ASSERTED, QUOTE_TYPES, STANCES, Extraction
from ontherecord.queries import Corpus, Filters, covering
from tests.builders import article, country, entity, organisation, person, position, quote, unnamed

WHO = {
    "ana": person("Ana Ortiz", "ES", 'title "Spanish minister"'),
    "luc": person("Luc Marchand", "FR", 'title "French president"'),
    "ines": person("Inès Béranger", "FR"),
    "rey": person("Tomas Rey"),
    "mira": person("Mira Tolland", "NO"),
    "basin": organisation("Alder Basin Authority"),
    "palace": organisation("Élysée", "FR"),
    "official": unnamed("Spanish official", "ES", 'description "Spanish official"'),
    "aide": unnamed("aide"),
    "report": entity("Alder Basin report", "other"),
    "fr": country("France", "FR"),
    "es": country("Spain", "ES"),
    "no": country("Norway", "NO"),
    "town": entity("Vallmora", "place"),
    "feast": entity("River Feast", "event"),
    "french": entity("French", "group", "FR"),
}
SPEAKERS = [key for key, known in WHO.items() if known.kind in ("person", "organisation", "other")]
TOPICS = ["Alder dam", "water price", "river ferry", "fish ladder"]
OUTLETS = ["Valley Post", "Coast Wire", "Hill Letter", "Dune & Sons: Daily", None]
WORDS = ("dam", "river", "fish", "silt", "money", "farm", "late", "cheap", "old", "new", "bridge", "harbour", "well-known", "dam's")


def extractions(seed: int = 1, count: int = 40) -> list[Extraction]:
    """Articles of four months and a few undated ones; one in eight repeats the one before it in another outlet."""
    random = Random(seed)
    made: list[Extraction] = []
    for number in range(count):
        if made and random.random() < 0.12:
            before = made[-1].article
            made.append(replace(made[-1], article=replace(before, id=f"a{number}", outlet=random.choice(OUTLETS), location=f"a{number}.txt")))
            continue
        made.append(_article(random, number))
    return made


def _article(random: Random, number: int) -> Extraction:
    texts, quotes, positions = [], [], []
    for n in range(1, random.randint(0, 5) + 1):
        who, other = random.choice(SPEAKERS), random.choice(["fr", "es", "no", "town", "feast", "french", "luc", "mira"])
        nobody, topic, stance = random.random() < 0.1, random.choice(TOPICS), random.choice(STANCES)
        words = " ".join(random.choices(WORDS, k=random.randint(2, 5)))
        takes = random.random() < 0.5 and not nobody
        source = f"It was {{c{n}:heard}}" if nobody else f"{{s{n}:{_named(who)}}} {{c{n}:said}}"
        said = f"{source} {{q{n}:the {topic} of {_named(other)} was {f'{{t{n}:{words}}}' if takes else words}}}."
        texts.append(f"{{e{n}:{said}}}" if takes else said)
        quotes.append(
            quote(
                n,
                None if nobody else who,
                random.choice(QUOTE_TYPES),
                asserted=random.choices(ASSERTED, [12, 1, 1, 1])[0],
                confidence=random.choice([0.4, 0.6, 0.9]),
                **_said(random),
            )
        )
        if takes:
            carried = {"quote": n} if random.random() < 0.7 else {}
            positions.append(position(n, who, stance, f"the {topic}", matter=topic, confidence=random.choice([0.3, 0.6, 0.9]), **carried))
    texts.append(f"{' and '.join(map(_named, random.sample(sorted(WHO), 2)))} met in the rain.")
    used = {key: known for key, known in WHO.items() if f"]({key})" in " ".join(texts)}
    day = None if random.random() < 0.1 else date(2025, 1, 1) + timedelta(days=random.randint(0, 120))
    return article(f"a{number}", " ".join(texts), date=day, outlet=random.choice(OUTLETS), entities=used, quotes=quotes, positions=positions)


def _named(key: str) -> str:
    """A mention, in the marks of tests/builders.py."""
    return f"[{WHO[key].name}]({key})"


def _said(random: Random) -> dict[str, Any]:
    kind = random.random()
    if kind < 0.1:
        return {"said_on": date(2025, random.randint(1, 4), 1), "said_basis": "month"}
    if kind < 0.2:
        return {"said_on": None, "said_basis": "none"}
    return {}


@cache
def corpus(seed: int = 1) -> Corpus:
    """In memory; one name is hidden, and one quote in twelve rejected, as people's decisions would leave them."""
    opened = Corpus.of(extractions(seed), "seeded")
    cursor = opened.cursor()
    covering.claim(cursor, "nodes", "SELECT eid FROM facts.nodes WHERE name = 'Mira Tolland'")
    cursor.execute("UPDATE own_nodes SET hidden = TRUE WHERE name = 'Mira Tolland'")
    covering.claim(cursor, "quotes", "SELECT aid FROM facts.quotes")
    cursor.execute("UPDATE own_quotes SET status = 'rejected' WHERE (aid * 7 + number) % 12 = 0")
    return opened


def filters(seed: int) -> Filters:
    """One to three fields set, each to values that the corpus has; seed 0: none."""
    random = Random(seed)
    if not seed:
        return Filters()
    ids = [id for (id,) in corpus().rows("SELECT entity_id FROM nodes WHERE NOT hidden ORDER BY entity_id")]
    issues = [id for (id,) in corpus().rows("SELECT issue_id FROM issues ORDER BY issue_id")]
    drawn: list[dict[str, Any]] = [
        {"country": ("FR",)},
        {"country": ("FR", "ES"), "country_means": "mentioned"},
        {"not_country": ("FR",), "country_means": "mentioned"},
        {"not_country": ("ES",)},
        {"speaker": tuple(random.sample(ids, 4))},
        {"not_speaker": tuple(random.sample(ids, 3))},
        {"issue": tuple(random.sample(issues, 2))},
        {"not_issue": tuple(random.sample(issues, 1))},
        {"stance": tuple(random.sample(STANCES, 2))},
        {"not_stance": tuple(random.sample(STANCES, 1))},
        {"outlet": ("Valley Post", "Dune & Sons: Daily")},
        {"not_outlet": ("Coast Wire",)},
        {"not_quote_type": ("direct",)},
        {"since": date(2025, 2, 1), "until": date(2025, 4, 2)},
        {"since": date(2025, 2, 1), "days_mean": "said"},
        {"words": "dam"},
        {"unsure": True},
        {"asserted": tuple(ASSERTED)},
    ]
    chosen: dict[str, Any] = {}
    for fields in random.sample(drawn, random.randint(1, 3)):
        chosen |= fields
    return Filters(**chosen)
