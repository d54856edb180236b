"""Which language a text is in. Sentences are invented."""

from __future__ import annotations

import pytest

from ontherecord import loading
from ontherecord.loading.language import code_of, language_of

ENGLISH = "Minister Ada Oda said on Monday that the harbour would open, after a long dispute with the builders of the bridge."
OTHERS = {
    "de": "Der Minister sagte am Montag, dass die Regierung der Insel das Geld für den Hafen in diesem Jahr nicht zahlen werde.",
    "fr": "Le ministre a déclaré lundi que le gouvernement de l'île ne paierait pas pour le port cette année.",
    "es": "El ministro dijo el lunes que el gobierno de la isla no pagará este año por el puerto nuevo.",
    "it": "Il ministro ha detto lunedì che il governo dell'isola non pagherà quest'anno per il nuovo porto.",
    "nl": "De minister zei maandag dat de regering van het eiland dit jaar niet zal betalen voor de haven.",
    "da": "Ministeren sagde mandag, at øens regering ikke vil betale for havnen i år, og at det er en gammel sag.",
    "fi": "Ministeri sanoi maanantaina, että saaren hallitus ei aio maksaa satamasta tänä vuonna eikä ensi vuonna mitään.",
    "ro": "Ministrul a spus luni că guvernul insulei nu va plăti anul acesta pentru portul cel nou al orașului.",
    "ru": "Министр сказал в понедельник, что правительство острова в этом году не будет платить за новую гавань.",
    "uk": "Міністр сказав у понеділок, що уряд острова цього року не буде платити за нову гавань і міст.",
    "el": "Ο υπουργός είπε τη Δευτέρα ότι η κυβέρνηση του νησιού δεν θα πληρώσει φέτος για το νέο λιμάνι.",
    "ar": "قال الوزير يوم الاثنين إن حكومة الجزيرة لن تدفع هذا العام ثمن الميناء الجديد ولا ثمن الجسر.",
    "zh": "部长星期一表示，该岛政府今年不会为新港口付款，也不会为大桥付款，市长对此没有发表评论，记者们一直在等待。",
}


@pytest.mark.parametrize("code", OTHERS)
def test_other_languages_are_recognised(code: str) -> None:
    found = language_of(OTHERS[code])
    assert (found.code, found.english) == (code, False)
    assert language_of(OTHERS[code], hint="en") == found  # the text decides


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        f"{ENGLISH} “Non, je ne regrette rien,” he sang to reporters. “Wir schaffen das,” she answered him in German.",
        "Present: Ada Oda, Ben Tarr, Ida Lund, Otto Berg, Mia Holm, Leo Stein, Eva Roos, Max Vogel, Ana Ruiz, Ivo Novak, Jan Visser, Lea Blanc.",
        "Kingston 3, Harbour Town 1. Goals: Tarr 12, Lund 34, 56 pen; Berg 78. Yellow cards: Holm, Stein. Attendance: 1,204.",
    ],
    ids=["news", "with foreign words", "names", "scores"],
)
def test_english_is_not_taken_for_another_language(text: str) -> None:
    assert language_of(text).english
    assert language_of(text, hint="de").english or text[:7] != ENGLISH[:7]


def test_a_hint_decides_only_where_the_text_does_not() -> None:
    assert language_of("Harbour opens in Kingston.", "de") == ("de", "German", False)
    assert language_of("Harbour opens in Kingston.", "en-GB") == ("en", "English", True)
    assert language_of("Harbour opens in Kingston.") == (None, "", True)
    assert language_of(ENGLISH, "fr") == ("en", "English", True)


@pytest.mark.parametrize(
    ("hint", "code"),
    [("en", "en"), ("EN-us", "en"), ("English", "en"), ("ENGLISH; French", "en"), ("eng", "en"), ("German", "de"), ("x", None), (None, None)],
)
def test_hints_are_written_in_many_ways(hint: str | None, code: str | None) -> None:
    assert code_of(hint) == code


def test_the_report_names_the_language_and_its_column_is_not_believed() -> None:
    table = f'id,language,text\na,de,"{ENGLISH}"\nb,en,"{OTHERS["fr"]}"\n'
    first, second = loading.load_files([("a.csv", table.encode())])
    assert first.article is not None
    assert first.article.language == "en"
    assert (second.outcome, second.language) == ("left out", "fr")
    assert "French" in str(second.problems[0])
