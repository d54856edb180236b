"""Citations: quotation marks stand only round words that the speaker said. All else is what the outlet reports, and is cited as that."""

from __future__ import annotations

from datetime import date

from ontherecord.queries.days import in_words
from ontherecord.queries.questions import Passage
from ontherecord.quoted import quoted

UNSAID = {"not said": "did not say", "supposed": "supposed", "disowned": "disowned by the article"}


def citation(item: Passage) -> str:
    """A passage with its source, as plain text.

    A direct quote: ``Ana Ortiz: “It will be built.” (Title, Valley Post, 3 May 2025; article a1).`` An indirect or mixed one, or what the article
    tells, is the sentence as it stands, with the marks that it has:
    ``Ana Ortiz, according to Valley Post of 3 May 2025: She said that it would be built. (Title; article a1).``
    """
    lot = UNSAID.get(item.asserted or "", "")
    who = f"{item.speaker or 'Speaker unknown'} ({lot})" if lot else item.speaker or ""
    if item.said:
        day = in_words(item.published_on) if item.published_on else "undated"
        source = f"{item.title}, {item.outlet or 'outlet not given'}, {day}; article {item.article_id}"
        return f"{f'{who}: ' if who else ''}{quoted(item.said)} ({source})."
    told = according(item.outlet, item.published_on)
    source = f"{item.title}{'' if item.outlet else '; outlet not given'}; article {item.article_id}"
    return f"{f'{who}, a' if who else 'A'}{told[1:]}: {item.cited} ({source})."


def according(outlet: str | None, day: date | None) -> str:
    """``according to Valley Post of 3 May 2025``: in front of what an article tells in its own words."""
    return f"according to {outlet or 'an article'}{f' of {in_words(day)}' if day else ' (undated)'}"
