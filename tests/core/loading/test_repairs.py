"""What is read where the original is broken. One table; sentences are invented."""

from __future__ import annotations

import time

import pytest

from ontherecord.loading.repair import ReadingText, find_repairs

# original, as it is read, kinds of the repairs
CASES = {
    "marks and apostrophe": ("â€œWe won,â€ said Odaâ€™s aide.", "“We won,” said Oda’s aide.", {"mojibake"}),
    "closing mark lost its byte at a line's end": ("â€œNo.â€\n\nShe left.", "“No.”\n\nShe left.", {"mojibake"}),
    "closing mark with what is left of it": ("“No.â€\ufffd She left.", "“No.” She left.", {"mojibake"}),
    "accents": ("the cafÃ© in ZÃ¼rich", "the café in Zürich", {"mojibake"}),
    "accent whose byte became a space": ("voilÃ  monsieur", "voilà monsieur", {"mojibake"}),
    "the same, the two blanks made one": ("voilÃ monsieur, et Ã la carte", "voilà monsieur, et à la carte", {"mojibake"}),
    "read as Latin-1": ("Oda\x92s \x93plan\x94", "Oda’s “plan”", {"mojibake"}),
    "UTF-8 as Latin-1": ("Odaâ\x80\x99s plan", "Oda’s plan", {"mojibake"}),
    "broken twice": ("Ã¢â‚¬ËœYesÃ¢â‚¬â„¢", "‘Yes’", {"mojibake"}),
    "good marks beside broken letters": ("“Ã‰lan”", "“Élan”", {"mojibake"}),
    "a language that writes so": ("SÃO PAULO — “Não”", "SÃO PAULO — “Não”", set()),
    "apostrophe lost but for its number": ("France39s premier didn39t go", "France's premier didn't go", {"entity"}),
    "and the plural with it": ("France39s workers39 rights", "France's workers' rights", {"entity"}),
    "a number is a number": ("Route 39s and A39s, B39 bus, vitamins39 more", "Route 39s and A39s, B39 bus, vitamins39 more", set()),
    "entities": ("Oda &amp; Sons said &quot;no&quot;, it&#39;s&nbsp;over", 'Oda & Sons said "no", it\'s over', {"entity"}),
    "entities escaped twice": ("Oda &amp;amp; Sons, it&amp;#x27;s over", "Oda & Sons, it's over", {"entity"}),
    "entity without its end": ("AT&amp T", "AT& T", {"entity"}),
    "not an entity": ("the S&P; index, R&D; Q&A", "the S&P; index, R&D; Q&A", set()),
    "paragraphs in tags": ("<p>One <b>big</b> day.</p>\n<p>Two.</p>", "One big day.\n\nTwo.", {"markup"}),
    "line breaks in tags": ("One.<br/>Two.<br><br>Three.", "One.\nTwo.\n\nThree.", {"markup"}),
    "tags escaped": ("&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;", "One.\n\nTwo.", {"markup"}),
    "script goes with its content": ("One.<script>if (a<b) alert('<p>hi</p>')</script> Two.", "One. Two.", {"markup"}),
    "script, escaped": ("One.&lt;script&gt;alert(1)&lt;/script&gt; Two.", "One. Two.", {"markup"}),
    "an accent of its own": ("Falca\u0303o ate at the cafe\u0301.", "Falcão ate at the café.", {"ligature"}),
    "how much was cut off": ("The quay will… [+1234 chars]", "The quay will…", {"markup"}),
    "script that is never closed": ("One.<script>alert(1)\n\nTwo.", "One.\n\nTwo.", {"markup"}),
    "comment": ("One.<!-- not <b>this</b> --> Two.", "One. Two.", {"markup"}),
    "attributes": ('<a href="javascript:alert(1)" onclick="x()">Oda</a> spoke', "Oda spoke", {"markup"}),
    "a tag nobody knows": ('<tweet id="7">Oda spoke</tweet>', "Oda spoke", {"markup"}),
    "angle brackets for the reader": ("a < b, <applause>, x > y", "a < b, <applause>, x > y", set()),
    "markdown": ("# Talks\n\n**Oda** *did* [agree](https://a.example/x_(y)).", "Talks\n\nOda did agree.", {"markup"}),
    "picture": ("One.\n\n![A map](map.png)\n\nTwo.", "One.\n\n\n\nTwo.", {"markup"}),
    "dividing line": ("One.\n\n* * *\n\nTwo.", "One.\n\n\n\nTwo.", {"markup"}),
    "quoted paragraph": ("> One said.\n\nTwo.", "One said.\n\nTwo.", {"markup"}),
    "other headlines pasted behind a name": (
        "Sen. Ada Lind Ada Maria LindCouncil to vote on dam How rain came Lind: ‘No’ MORE (R-Tarn) met Bo Falk Bo Falk Falk to go MORE today.",
        "Sen. Ada Lind (R-Tarn) met Bo Falk today.",
        {"markup"},
    ),
    "a name twice and a shout": (
        "Ada Lind met Ada Maria Lind and asked for MORE time.",
        "Ada Lind met Ada Maria Lind and asked for MORE time.",
        set(),
    ),
    "stars for letters": ("a load of s***, b**ch, said #1 [Oda] (left)", "a load of s***, b**ch, said #1 [Oda] (left)", set()),
    "two marks as one": ("''No,'' Oda said. ``Never.''", '"No," Oda said. "Never."', {"marks"}),
    "two curly marks as one": ("‘‘No,’’ Oda said.", "“No,” Oda said.", {"marks"}),
    "apostrophe typed twice": ("they don''t", "they don't", {"marks"}),
    "feet and inches": ("Oda is 5'11'' tall", "Oda is 5'11'' tall", set()),
    "unbalanced marks are left": ('"No, Oda said.', '"No, Oda said.', set()),
    "invisible": ("no\u200bw \u2066here\u2069, Re\xadpub\xadlic\x07", "now here, Republic", {"control"}),
    "blanks": ("Oda\xa0spoke\u2009here", "Oda spoke here", {"spacing"}),
    "line ends": ("One.\r\n\r\nTwo.\rThree.\u2028Four.", "One.\n\nTwo.\nThree.\nFour.", {"spacing"}),
    "accents of their own": ("Sea\u0301n Pen\u0303a", "Seán Peña", {"ligature"}),
    "ligatures": ("the oﬃce of ﬁnance", "the office of finance", {"ligature"}),
    "break inside a sentence": ("Oda regularly\nspeaks.\n\nNot now.", "Oda regularly speaks.\n\nNot now.", {"spacing"}),
    "lines that are paragraphs": ("One.\nTwo.\n\nThree.", "One.\nTwo.\n\nThree.", set()),
    "nothing": ("", "", set()),
}


@pytest.mark.parametrize(("original", "reading", "kinds"), CASES.values(), ids=CASES)
def test_reading(original: str, reading: str, kinds: set[str]) -> None:
    repairs = find_repairs(original)
    assert ReadingText(original, repairs).text == reading
    if kinds:
        assert {repair.kind for repair in repairs} == kinds


WRAPPED = """\
The minister of the island, who has been in office for three years, said on
Tuesday that the government would not pay for the bridge before the autumn,
and that the builders had been told so in a letter that was sent to them in
the first days of the current month.

Nobody at the builders was there to answer questions about it on Wednesday,
and the mayor, a friend of theirs, was said to be travelling in the south.
"""


def test_wrapped_lines_are_read_as_one() -> None:
    reading = ReadingText(WRAPPED, find_repairs(WRAPPED)).text
    assert "said on Tuesday that" in reading
    assert "answer questions about it on Wednesday, and the mayor" in reading
    assert reading.count("\n") == 3  # one blank line, one end


def test_hyphen_at_a_wrapped_line_goes_unless_english_keeps_it() -> None:
    lines = [
        "The minister of the island, who has been in office for years, said the govern-",
        "ment would not pay for the new bridge, and that the builders of the well-",
        "known bridge had been told so in a letter that was sent to them last month and",
        "that nobody at the builders had been there to answer questions on the phone by",
        "the time that this was written, although several of them had said they would.",
    ]
    text = "\n".join(lines) + "\n\nThe mayor was travelling.\n"
    reading = ReadingText(text, find_repairs(text)).text
    assert "the government would" in reading
    assert "the well-known bridge" in reading


@pytest.mark.parametrize(
    "unit",
    [
        "<script>",
        "<b",
        "<p>a",
        "&amp;",
        "[a",
        "**a ",
        "<!--",
        "''",
        "â€",
        "Ã¢â‚¬",
        "<a b=c ",
        "> ",
        "-\n",
        " \n",
        "&lt;p",
        "[a](",
        "\r",
        " _a",
        "``",
        "<x a=b ",
    ],
)
def test_time_grows_with_length_whatever_stands_there(unit: str) -> None:
    """A hostile file must not hold the app: the longest article that is read, made of one awkward thing."""
    text = unit * (300_000 // len(unit))
    began = time.process_time()  # of this process: other work on the machine does not count
    find_repairs(text)
    assert time.process_time() - began < 15
