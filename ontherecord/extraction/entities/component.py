"""The pipeline component ``otr_entities``: writes ``doc._.entities`` and ``doc._.mentions``.

Needs ``doc.ents`` (after the recogniser); uses ``doc._.headline`` where there is one. Keys follow the order of first mention.
"""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from ontherecord.extraction.entities import affiliation, american_places, mentions, merging, mislabelled, organisations
from ontherecord.extraction.entities.affiliation import Evidence, Story
from ontherecord.extraction.entities.mentions import Found
from ontherecord.extraction.entities.offices import Speaks
from ontherecord.extraction.entities.people import Person
from ontherecord.model import Entity, Mention, Role

_RULE = re.compile(r"(?:['’]s?)? [Aa]dministrations?\b| (?:[Gg]overnment|[Cc]abinet)\b|[-–]era\b")
"""Behind a name that stands for a time or a government: "the Obama administration" alone names nobody."""


@Language.component("otr_entities")
def otr_entities(doc: Doc) -> Doc:
    """Write the entities and mentions of one article on its Doc."""
    text = doc.text  # joined anew at each access
    found = mentions.find(doc, text)
    mislabelled.find_people(found, text)
    american = american_places.american(found, text)
    story = Story(text, american, affiliation.country_votes(found, american))
    people = [p for p in merging.people(found, text, story.votes) if not all(_RULE.match(text, f.end) for f in p.found)]
    theirs = {id(f) for p in people for f in p.found}
    others = organisations.entities((f for f in found if id(f) not in theirs and f.label != "PERSON"), story)
    every = sorted([*_entities(people, story), *others], key=lambda pair: pair[1][0].start)
    doc._.home = story.setting
    doc._.entities = [replace(entity, key=key) for key, (entity, _) in enumerate(every)]
    marked = [Mention(f.start, f.end, f.label, key) for key, (_, group) in enumerate(every) for f in group]
    doc._.mentions = sorted(marked, key=lambda m: (m.start, m.end))
    return doc


def _entities(people: list[Person], story: Story) -> list[tuple[Entity, list[Found]]]:
    """Entities of the people with their mentions."""
    named = sorted((f.start, f.end) for person in people for f in person.found)
    evidence = [Evidence(story, person, named, None) for person in people]
    decided = [affiliation.decide(person, said.reasons) for person, said in zip(people, evidence, strict=True)]
    titles = [said.roles for said in evidence]
    for i, person in enumerate(people):
        if story.setting is not None and decided[i] is None:  # an office without a country is one of the article's
            at_home = Evidence(story, person, named, story.setting)
            titles[i], decided[i] = at_home.roles, affiliation.decide(person, at_home.reasons)
    # those who serve or belong to someone whose country is known
    known = {f.text.split()[-1]: (p.name(), speaks.code) for p, speaks in zip(people, decided, strict=True) if speaks for f in p.found}
    out = []
    for person, said, speaks, roles in zip(people, evidence, decided, titles, strict=True):
        own = {word for f in person.found for word in f.text.split()}
        speaks = speaks or affiliation.by_way_of(said.phrases, {form: whom for form, whom in known.items() if form not in own})
        out.append((_entity(person, speaks, roles), person.found))
    return out


def _entity(person: Person, speaks: Speaks | None, roles: list[Role]) -> Entity:
    distinct: dict[str, Role] = {}
    for role in roles:
        distinct.setdefault(role.title.casefold(), role)
    return Entity(
        key=0,
        name=person.name(),
        kind="person",
        variants=person.variants(),
        country=speaks.code if speaks else None,
        country_reason=speaks.reason if speaks else None,
        roles=tuple(distinct.values()),
        gender=person.gender,
    )
