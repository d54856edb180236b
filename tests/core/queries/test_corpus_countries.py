"""Whom somebody speaks for, where an article is silent and the rest of the corpus is not."""

from __future__ import annotations

from ontherecord.queries import Corpus, Filters, quotes
from tests.builders import article, organisation, person, quote

SAYS = "{{s1:[Ada Brandt](ada)}} {{c1:said}} {{q1:the {what} would fail}}."


def test_what_other_articles_say_of_a_person_holds_where_one_is_silent() -> None:
    told = article(
        "told",
        SAYS.format(what="dam"),
        entities={"ada": person("Ada Brandt", "DE", 'title "German minister"')},
        quotes=[quote(1, "ada", country="DE")],
    )
    silent = article("silent", SAYS.format(what="bridge"), entities={"ada": person("Ada Brandt")}, quotes=[quote(1, "ada")])
    corpus = Corpus.of([told, silent], "test")
    found = quotes(corpus, Filters(country=("DE",))).set_index("article_id")
    assert set(found.index) == {"told", "silent"}
    assert found.loc["silent", "country_reason"] == 'other articles: title "German minister"'


def test_an_organisation_speaks_for_nobody_because_others_say_so() -> None:
    told = article("told", SAYS.format(what="dam"), entities={"ada": organisation("Ada Brandt", "DE")}, quotes=[quote(1, "ada", country="DE")])
    silent = article("silent", SAYS.format(what="bridge"), entities={"ada": organisation("Ada Brandt")}, quotes=[quote(1, "ada")])
    found = quotes(Corpus.of([told, silent], "test"), Filters(country=("DE",)))
    assert list(found["article_id"]) == ["told"]
