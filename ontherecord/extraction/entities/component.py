"""The pipeline component ``otr_entities``: writes ``doc._.entities`` and ``doc._.mentions``.

Needs ``doc.ents`` (after the recogniser); uses ``doc._.headline`` where there is one. Keys follow the order of first mention.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from spacy.language import Language
from spacy.tokens import Doc

from ontherecord import countries
from ontherecord.extraction.entities import affiliation, doubtful, names, namesakes, spans
from ontherecord.extraction.entities import people as people_of
from ontherecord.extraction.entities.people import Person
from ontherecord.extraction.entities.spans import Found
from ontherecord.extraction.entities.titles import Setting, Speaks
from ontherecord.model import Entity, EntityKind, Mention, Role

_KINDS: dict[str, EntityKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "NORP": "group",
    "LOC": "place",
    "FAC": "place",
    "EVENT": "event",
    "LAW": "other",
    "WORK_OF_ART": "other",
    "PRODUCT": "other",
}


_RULE = re.compile(r"(?:['’]s?)? [Aa]dministrations?\b| (?:[Gg]overnment|[Cc]abinet)\b|[-–]era\b")
"""Behind a name that stands for a time or a government: "the Obama administration" alone names nobody."""


@Language.component("otr_entities")
def otr_entities(doc: Doc) -> Doc:
    """Write the entities and mentions of one article on its Doc."""
    text = doc.text  # joined anew at each access
    found = spans.find(doc, text)
    doubtful.find_people(found, text)
    american = namesakes.american(found, text)
    votes = affiliation.country_votes(found, american)
    people = people_of.group(found, text, votes)
    people = [p for p in people if not all(_RULE.match(text, f.end) for f in p.found)]
    home = affiliation.setting(votes)
    entities = _people_entities(people, text, home, american)
    theirs = people_of.all_found(people)
    entities += _other_entities([f for f in found if id(f) not in theirs and f.label != "PERSON"], text, home.code if home else None, votes, american)
    doc._.home = home
    entities.sort(key=lambda pair: pair[1][0].start)
    doc._.entities = [_numbered(entity, key) for key, (entity, _) in enumerate(entities)]
    mentions = [Mention(f.start, f.end, f.label, key) for key, (_, group) in enumerate(entities) for f in group]
    doc._.mentions = sorted(mentions, key=lambda m: (m.start, m.end))
    return doc


def _numbered(entity: Entity, key: int) -> Entity:
    return Entity(key, entity.name, entity.kind, entity.variants, entity.country, entity.country_reason, entity.roles, entity.named, entity.gender)


def _people_entities(people: list[Person], text: str, home: Setting | None, american: Mapping[int, str]) -> list[tuple[Entity, list[Found]]]:
    """Entities of the people with their mentions."""
    named = sorted((f.start, f.end) for person in people for f in person.found)
    decided: list[Speaks | None] = []
    roles: list[list[Role]] = []
    phrases: list[list[str]] = []
    for person in people:
        reasons, own_roles, own_phrases = affiliation.evidence(text, person, None, american, named)
        decided.append(affiliation.decide(person, reasons))
        roles.append(own_roles)
        phrases.append(own_phrases)
    for i, person in enumerate(people):
        if home is not None and decided[i] is None:  # an office without a country is one of the article's
            reasons, roles[i], _ = affiliation.evidence(text, person, home, american, named)
            decided[i] = affiliation.decide(person, reasons)
    # second round: those who serve or belong to someone whose country is known
    forms: dict[str, tuple[str, str]] = {}
    for person, speaks in zip(people, decided, strict=True):
        if speaks:
            forms.update({f.text.split()[-1]: (person.name(), speaks.code) for f in person.found})
    out = []
    for i, person in enumerate(people):
        speaks = decided[i]
        if speaks is None:
            own = {word for f in person.found for word in f.text.split()}
            speaks = affiliation.by_way_of(phrases[i], {form: whom for form, whom in forms.items() if form not in own})
        entity = Entity(
            key=0,
            name=person.name(),
            kind="person",
            variants=person.variants(),
            country=speaks.code if speaks else None,
            country_reason=speaks.reason if speaks else None,
            roles=tuple(_distinct(roles[i])),
            gender=person.gender,
        )
        out.append((entity, person.found))
    return out


def _distinct(roles: Iterable[Role]) -> list[Role]:
    seen: dict[str, Role] = {}
    for role in roles:
        seen.setdefault(role.title.casefold(), role)
    return list(seen.values())


def _other_entities(
    found: list[Found], text: str, home: str | None, votes: Counter[str], american: Mapping[int, str]
) -> list[tuple[Entity, list[Found]]]:
    """Countries by code, groups by nationality, organisations by name or acronym, the rest by name."""
    groups: dict[tuple[str, str], list[Found]] = {}
    acronyms = _acronyms(found, text)
    longer = _longer(found)
    fuller = set(longer.values())
    for f in found:
        code = countries.lookup(f.text)
        if f.start in american and (code or countries.capital(f.text)):
            key = ("place", f"{names.fold(f.text)}, {american[f.start]}")
        elif code and (countries.country(f.text) or countries.is_body(code)):
            kind = "organisation" if countries.is_body(code) else "country"
            key = (kind, code)
        elif code:
            key = ("group", code)
        elif f.label == "GPE":
            key = ("place", names.fold(f.text))
        else:
            plain = _plain(f)
            plain = acronyms.get(plain, plain)
            key = (_KINDS.get(f.label, "other"), names.fold(longer[plain]) if f.label == "ORG" and plain in longer else plain)
        groups.setdefault(key, []).append(f)
    out = []
    for (kind, key_), group in groups.items():
        forms = Counter(f.text for f in group)
        speaks: Speaks | None = None
        if kind == "country" or (kind == "organisation" and countries.is_body(key_)):
            name, speaks = countries.name(key_), Speaks(key_, "it is that country", 3)
        elif kind == "group" and len(key_) <= 4 and key_.isupper():
            name = countries.demonym(key_) or forms.most_common(1)[0][0]
            speaks = Speaks(key_, f"nationality {name}", 3)
        else:
            name = max(forms, key=lambda form: (len(form) > 5 or not form.isupper(), form in fuller, forms[form], len(form)))
            name = _AGENCIES.get(name, name)
            if kind == "organisation" or kind == "group":
                options = [affiliation.of_organisation(f.text, text[max(0, f.start - 40) : f.start].split("\n")[-1], home, votes) for f in group]
                speaks = max((s for s in options if s), key=lambda s: s.rank, default=None)
            if kind == "place":
                speaks = _of_place(group[0], american)
            metonym = countries.metonym(name)
            if kind == "organisation" and metonym and not countries.capital(name):
                name = metonym.name
        entity = Entity(
            key=0,
            name=name,
            kind=kind,  # type: ignore[arg-type]
            variants=tuple(form for form, _ in forms.most_common() if form != name),
            country=speaks.code if speaks else None,
            country_reason=speaks.reason if speaks else None,
            gender="n" if kind in ("organisation", "country") else None,
        )
        out.append((entity, group))
    return out


def _of_place(f: Found, american: Mapping[int, str]) -> Speaks | None:
    """The country that a state, a province or an American city lies in."""
    if f.start in american:
        return Speaks("US", american[f.start], 3)
    code = countries.region(f.text) or ("US" if countries.is_us_city(f.text) else None)
    return Speaks(code, f"{f.text} is in {countries.name(code)}", 3) if code else None


def _plain(f: Found) -> str:
    """The form under which one organisation's names meet: "Capitol Hill" with Congress, "U.S. State Department" with State Department."""
    if f.label == "ORG":
        metonym = countries.metonym(f.text)
        if metonym and not countries.capital(f.text):
            return names.fold(metonym.name)
        short = f.text.removeprefix("U.S. ").removeprefix("US ")
        if short != f.text and (body := countries.body(short)) and body.code == "US":
            return names.fold(short)
    return names.fold(f.text)


_COMPANY = frozenset(["Company", "Co", "Corp", "Corporation", "Group", "Inc", "Ltd", "Limited", "Holdings", "plc", "PLC", "AG", "SA"])
_AGENCIES = {"AP": "Associated Press", "AFP": "Agence France-Presse", "UPI": "United Press International", "DPA": "Deutsche Presse-Agentur"}
"""Agencies that articles hardly ever write out."""


def _longer(found: list[Found]) -> dict[str, str]:
    """Folded short name -> the one longer name that begins with it: "Ford" and "Ford Motor Company", "CBS" and "CBS News", "Progressive Party" and
    "Progressive Party of Working People". Nothing where two longer names begin alike."""
    forms = {f.text for f in found if f.label == "ORG"}
    out: dict[str, str] = {}
    for short in forms:
        options = {form for form in forms if form.startswith(f"{short} ") and _continues(short, form)}
        longest = max(options, key=len, default="")
        if longest and all(longest.startswith(form) for form in options):
            out[names.fold(short)] = longest
    return out


def _continues(short: str, form: str) -> bool:
    """Whether the words behind a short name only complete it; a single plain word ("Bank") is the beginning of too many names."""
    rest = form[len(short) + 1 :].split()
    if rest[-1].rstrip(".") in _COMPANY or rest == ["News"]:
        return True
    return " " in short and rest[0] in {"of", "in", "for"} and len(rest) > 1


def _acronyms(found: list[Found], text: str) -> dict[str, str]:
    """Folded acronym -> folded full name: given in parentheses, or the initials of an organisation's name."""
    full = [f for f in found if f.label == "ORG" and len(f.text.split()) > 1]
    short = {f.text for f in found if re.fullmatch(r"(?:[A-Z]\.?){2,7}", f.text)}
    pairs: dict[str, str] = {}
    for f in full:
        m = re.match(r"\s*\(([A-Z][A-Za-z.&-]{1,9})\)", text[f.end : f.end + 14])
        if m:
            pairs[names.fold(m.group(1))] = names.fold(f.text)
        initials = "".join(w[0] for w in re.split(r"[ -]", f.text) if w[:1].isupper())
        for form in short:
            if len(initials) > 2 and form.replace(".", "") == initials:
                pairs.setdefault(names.fold(form), names.fold(f.text))
    return pairs
