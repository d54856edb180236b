"""Search: what is typed is read one way, found in quotes and articles, ranked, shown with what was found; nothing typed breaks it."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ontherecord.queries import Corpus, Filters, fulltext, search
from ontherecord.queries.asking import FIELDS, LONGEST, MOST, Term, parse, searchable
from ontherecord.queries.fulltext import CLOSE, OPEN, index_of
from ontherecord.queries.snippets import snippet
from tests.builders import INES, article, person, quote, small_corpus
from tests.pages.corpora import write_corpus

CHANCELLOR = person("Oleh Zelenkovskyy", "UA", 'title "Ukrainian minister"', variants=("Zelenkovsky", "Zelenkovskyy"))
MORE = [
    article(
        "spelling",
        "{s1:[Zelenkovskyy](z)} {c1:said} {q1:the tariffs on timber would fall}. " + "Filler about nothing in particular follows here. " * 20,
        entities={"z": CHANCELLOR},
        quotes=[quote(1, "z")],
        title="A word on timber",
        date="2025-03-02",
    )
]
CORPUS = Corpus.of([*small_corpus(), *MORE], "small")
words = st.text(
    alphabet=st.characters(codec="utf-8", exclude_characters='"“”„«»*-−–:\x00', exclude_categories=("Cc", "Cs", "Z")), min_size=1, max_size=9
)
terms = st.builds(Term, words.filter(searchable), st.sampled_from(["", *FIELDS]), st.booleans(), st.booleans(), st.booleans()).map(
    lambda t: replace(t, starts=t.starts and not t.phrase)
)


@given(st.lists(terms, max_size=5, unique=True))
def test_what_is_written_is_read_as_it_was_meant(asked: list[Term]) -> None:
    query = parse(" ".join(map(str, asked)))
    assert list(query.terms) == asked


@given(st.text(max_size=60))
@example('a"b -" speaker: “')
def test_any_text_is_read_and_reading_again_changes_nothing(text: str) -> None:
    query = parse(text)
    assert all(searchable(term.text) for term in query.terms)
    assert parse(str(query)).terms == query.terms


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=25), st.sampled_from(["quotes", "articles"]))
@example("NEAR(a b) AND {content} : *", "quotes")
@example("rowid:5 OR title^2", "articles")
@example("\ud800 -* “", "quotes")
def test_any_text_can_be_searched(text: str, kind: str) -> None:
    found = search(CORPUS, Filters(), text, kind)  # type: ignore[arg-type]
    assert len(found.hits) == min(found.count, 20)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("dam fish", [Term("dam"), Term("fish")]),
        ("“we will  not wait”", [Term("we will not wait", phrase=True)]),
        ("dam -fish", [Term("dam"), Term("fish", out=True)]),
        ('-speaker:"Ana Ortiz"', [Term("Ana Ortiz", "speaker", phrase=True, out=True)]),
        ("Speaker: Ortiz", [Term("Ortiz", "speaker")]),
        ("fish*", [Term("fish", starts=True)]),
        ("Aid-funded 3-2", [Term("Aid-funded"), Term("3-2")]),
        ("https://a.example", [Term("https://a.example")]),
        ("- ! dam", [Term("dam")]),
    ],
)
def test_reading(text: str, read: list[Term]) -> None:
    assert list(parse(text).terms) == read


MANY = [f"w{i}" for i in range(300)]


@pytest.mark.parametrize(
    ("text", "looked_up", "cut"),
    [
        (" ".join(MANY[:MOST]), MOST, False),
        (" ".join(MANY[: MOST + 1]), MOST, True),
        (" ".join(MANY), MOST, True),
        ('"' + " ".join(MANY) + '"', MOST, True),
        (f'dam "{" ".join(MANY)}" fish', MOST, True),
        (" ".join(f'-speaker:"{word} {word}"' for word in MANY), MOST, True),
        ("-".join(MANY), 1, True),
        ("a" * 100_000, 1, True),
        ("“" * 100_000, 0, True),
        ("said:" * 100_000, 1, True),
    ],
    ids=["as many as may be", "one more", "a paragraph", "a phrase", "words and a phrase", "names", "one word of many", "letters", "marks", "fields"],
)
def test_what_is_pasted_is_looked_up_as_far_as_it_may_be(text: str, looked_up: int, cut: bool) -> None:
    query = parse(text)
    assert sum(len(term.text.split()) for term in query.terms) <= looked_up
    assert sum(len(term.text) for term in query.terms) <= LONGEST
    assert any(note.startswith("That is long") for note in query.notes) == cut
    assert set(query.notes) <= set(search(CORPUS, Filters(), text).notes)


def test_of_a_pasted_paragraph_no_word_is_compared_with_all_names(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    nearest = fulltext.Index.nearest

    def counted(self: fulltext.Index, word: str) -> list[str]:
        compared.append(word)
        return nearest(self, word)

    monkeypatch.setattr(fulltext.Index, "nearest", counted)
    search(CORPUS, Filters(), "Zelenkovskij Marchandt")
    assert compared == ["Zelenkovskij", "Marchandt"]
    search(CORPUS, Filters(), " ".join(f"unheard{i}" for i in range(300)))
    assert len(compared) == 2


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ('dam "not closed', "A quotation mark is not closed"),
        ("who:ana", "“who:” is not a field"),
        ("dam speaker:", "“speaker:” has nothing behind it"),
        ("dam OR fish", "“OR” was read as a word"),
        ("dam " * (MOST - 1) + "dam quay", "That is long: only its beginning was looked for"),
    ],
)
def test_what_is_odd_is_explained(text: str, note: str) -> None:
    assert any(said.startswith(note) for said in parse(text).notes)
    assert search(CORPUS, Filters(), text).notes


def ids(text: str, kind: str = "quotes", filters: Filters | None = None) -> set[str]:
    return {hit.id.removeprefix("quote:") for hit in search(CORPUS, filters or Filters(), text, kind).hits}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("dam build", {"dam-1:1", "dam-2:1"}),
        ("farmer", {"dam-4:2"}),  # farmers: another ending
        ('"the river kept"', {"dam-3:1"}),
        ('"kept the river"', set()),
        ("beranger fish", {"dam-4:1"}),  # the speaker's name, without its accents
        ("fish -speaker:beranger", {"dam-3:1"}),
        ("speaker:ortiz", {"dam-1:1", "dam-1:2", "dam-2:1", "repaired:1"}),
        ("country:France said:fish", {"dam-3:1", "dam-4:1"}),
        ("country:fr -said:fish outlet:valley", {"dam-1:3", "dam-7:1"}),
        ("issue:dam speaker:marchand", {"dam-1:3", "dam-7:1"}),
        ("it’s only rain", {"repaired:1"}),  # the words as they read, not as they were damaged
        ("Zelenkovsky tariff", {"spelling:1"}),
        ("Zelenkovski", {"spelling:1"}),  # spelled as nobody does
        ("", set()),
        ("volcano", set()),
    ],
)
def test_quotes_are_found(text: str, quotes: set[str]) -> None:
    assert ids(text) == quotes


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("silt", {"dam-5"}),
        ("speaker:marchand", {"dam-1", "dam-7"}),
        ("dam -speaker:ortiz -speaker:beranger meeting", set()),
        ("dam -speaker:ortiz fish*", {"dam-3", "dam-4"}),
        ("said:fish", {"dam-3", "dam-4"}),
        ("dam -said:fish country:France", {"dam-1", "dam-7"}),
        ("issue:water", {"water-1", "water-2", "water-undated"}),
        ("outlet:hill rain", {"repaired"}),
        ("Zelenkovsky", {"spelling"}),
    ],
)
def test_articles_are_found(text: str, articles: set[str]) -> None:
    assert ids(text, "articles") == articles


def test_filters_narrow_and_the_other_kind_is_counted() -> None:
    found = search(CORPUS, Filters(outlet=("Coast Wire",)), "dam", "quotes")
    assert {hit.article_id for hit in found.hits} == {"dam-2", "dam-6"}
    assert found.elsewhere == len(ids("dam", "articles", Filters(outlet=("Coast Wire",)))) == 3


def test_the_best_come_first_or_the_newest() -> None:
    best = [hit.article_id for hit in search(CORPUS, Filters(), "water price", "articles").hits]
    assert best[0] == "water-1", "in its title, and often in a short text"
    days = [hit.published_on for hit in search(CORPUS, Filters(), "dam", "articles", order="newest").hits]
    assert days == sorted(days, reverse=True, key=str)
    oldest = search(CORPUS, Filters(), "water", "articles", order="oldest").hits
    assert oldest[-1].published_on is None, "the undated stand last either way"


def test_what_was_found_is_marked_and_led_to() -> None:
    (hit,) = search(CORPUS, Filters(), "Zelenkovsky tariff", "articles").hits
    assert [piece.text for piece in hit.pieces if piece.found] == ["Zelenkovskyy", "tariffs"]
    text = MORE[0].article.text
    assert text[hit.start :].startswith("Zelenkovskyy said")
    assert "".join(piece.text for piece in hit.pieces).endswith(" …")


def test_a_name_that_is_not_there_is_named_with_the_nearest() -> None:
    found = search(CORPUS, Filters(), "speaker:Ortis dam")
    assert (found.count, found.hits) == (0, ())
    assert found.missing == ("No speaker here goes by “Ortis”. Did you mean Ana Ortiz?",)
    assert search(CORPUS, Filters(), "country:Frence").missing == ("No country here goes by “Frence”. Did you mean France?",)
    assert search(CORPUS, Filters(), "-speaker:Ortis silt").count == 1, "who is not there need not be left out"


def test_a_short_form_says_who_was_meant() -> None:
    assert search(CORPUS, Filters(), "speaker:beranger").notes == (f"“speaker:beranger” is {INES.name}.",)


@given(st.lists(st.tuples(st.text(alphabet="ab c", max_size=60), st.booleans()), max_size=8), st.integers(5, 40))
def test_a_snippet_is_a_stretch_of_the_text(parts: list[tuple[str, bool]], length: int) -> None:
    whole = "".join(text for text, _ in parts)
    pieces, at = snippet("".join(f"{OPEN}{text}{CLOSE}" if found else text for text, found in parts), length)
    inner = "".join(piece.text for piece in pieces).removeprefix("… ").removesuffix(" …")
    assert inner in whole
    assert 0 <= at <= len(whole)
    if whole and len(whole) <= length:
        assert inner == whole


def test_the_index_is_kept_beside_the_corpus_and_made_anew_for_a_new_build(corpora: Path) -> None:
    write_corpus("kept", small_corpus())
    first = index_of(Corpus.open("kept")).path
    assert first.parent == corpora / "kept" / "search"
    assert index_of(Corpus.open("kept")).path == first
    write_corpus("kept", MORE)
    second = index_of(Corpus.open("kept")).path
    assert (second != first, first.exists(), second.exists()) == (True, False, True)
    assert search(Corpus.open("kept"), Filters(), "timber").count == 1


def test_where_nothing_can_be_written_beside_it_the_index_is_temporary(corpora: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_corpus("kept", MORE)
    real = fulltext._write

    def refuse(corpus: Corpus, part: Path) -> None:
        if corpora in part.parents:
            raise PermissionError(13, "read-only")
        real(corpus, part)

    monkeypatch.setattr(fulltext, "_write", refuse)
    corpus = Corpus.open("kept")
    assert search(corpus, Filters(), "timber").count == 1
    assert corpora not in index_of(corpus).path.parents


def test_what_nearly_everything_holds_is_not_ranked_but_newest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    ranked = search(CORPUS, Filters(), "the")
    monkeypatch.setattr(fulltext, "RANKED", 2)
    monkeypatch.setattr(sys.modules[search.__module__], "RANKED", 2)
    found = search(CORPUS, Filters(), "the")
    assert (found.count, found.elsewhere) == (ranked.count, ranked.elsewhere)
    assert "the newest come first" in found.notes[-1]
    days = [hit.published_on for hit in found.hits if hit.published_on]
    assert days == sorted(days, reverse=True)
    assert not ranked.notes
    assert search(CORPUS, Filters(), "the", limit=0).count == found.count
