"""One node for one person, organisation or country over a whole corpus.

People: the same full name, its spellings and short given names are one node; a family name alone joins the one bearer of that name in the corpus
(or the one far more frequent than all others), unless that bearer stands in the article as somebody else or for another country.
Organisations: the same name, or an acronym that articles spell out in one way. A people joins its country ("Iranians": Iran), the short names of a
party the party ("Republicans": Republican Party). Everything else: the same name and kind.

Ids are slugs of names and depend on neither the order nor the number of rows: people and countries plain (``mira-doe``, ``france``), other kinds
with the kind behind (``white-house-organisation``), unnamed sources with their country (``unnamed-senior-official-us``).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from itertools import combinations

import pandas as pd

from ontherecord import countries
from ontherecord.extraction.entities import names
from ontherecord.extraction.entities.lexicon import PARTY_OF, words
from ontherecord.linking.links import Links, slug

NODE_COLUMNS = ["entity_id", "name", "kind", "country", "country_reason", "named", "variants"]
LINK_COLUMNS = ["article_id", "key", "entity_id"]
MAX_VARIANTS = 30
_CLEAR_LEAD = 3
"""How many times more articles than any other bearer of the name one must have to be meant by the family name alone."""


@dataclass(slots=True)
class _Node:
    """Local entities that are one thing. ``rows`` are positions in the frame."""

    kind: str
    named: bool
    rows: list[int] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    articles: set[str] = field(default_factory=set)

    def country(self) -> str | None:
        return _top(self.countries)

    def name(self) -> str | None:
        """The most frequent form; an acronym only where no form is spelled out."""
        if self.kind == "organisation" and len(self.forms) > 1:
            spelled_out = Counter({form: n for form, n in self.forms.items() if " " in form})
            return _top(spelled_out or self.forms)
        return _top(self.forms)


def _top(counter: Counter[str]) -> str | None:
    """The most frequent (of equals the shortest, then the first by alphabet), so that the order of rows does not matter."""
    if len(counter) == 1:
        return next(iter(counter))
    return min(counter, key=lambda value: (-counter[value], len(value), value), default=None)


class _Rows:
    """The columns of the frame as lists."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.article = frame["article_id"].astype(str).tolist()
        self.key = frame["key"].tolist()
        self.name = frame["name"].astype(str).tolist()
        self.kind = frame["kind"].astype(str).tolist()
        self.country = [v if isinstance(v, str) and v else None for v in frame["country"].tolist()]
        self.reason = [v if isinstance(v, str) and v else None for v in frame["country_reason"].tolist()]
        self.named = [bool(v) for v in frame["named"].tolist()]
        self.gender = [v if isinstance(v, str) and v else None for v in frame["gender"]] if "gender" in frame else [None] * len(frame)
        self.variants = [tuple(v) if isinstance(v, Iterable) and not isinstance(v, str) else () for v in frame["variants"].tolist()]

    def put(self, node: _Node, i: int) -> None:
        node.rows.append(i)
        node.forms[self.name[i]] += 1
        node.articles.add(self.article[i])
        if code := self.country[i]:
            node.countries[code] += 1


def link_entities(entities: pd.DataFrame) -> Links:
    """Link local entities (columns article_id, key, name, kind, variants, country, country_reason, named, gender) over a corpus.

    Returns nodes (entity_id, name, kind, country, country_reason, named, variants) by id, and links (article_id, key, entity_id) in the given order.
    """
    rows = _Rows(entities)
    people: list[int] = []
    plain: dict[Hashable, _Node] = {}
    acronyms = _acronyms(rows)
    for i, kind in enumerate(rows.kind):
        whole = _whole(rows, i)
        if whole is not None:
            at: Hashable = (whole[0], _organisation_form(whole[1]), None)
            node = plain.setdefault(at, _Node(whole[0], True))
            rows.put(node, i)
            node.forms[rows.name[i]] -= 1
            node.forms[whole[1]] += 1
            continue
        if not rows.named[i]:
            at = (kind, names.fold(rows.name[i]), rows.country[i])
        elif kind == "person":
            people.append(i)
            continue
        else:
            form = _organisation_form(rows.name[i])
            # Many countries have a parliament: one without a name of its own is that of its country.
            own = rows.country[i] if kind == "organisation" and _is_generic(form) else None
            at = (kind, acronyms.get(form, form) if kind == "organisation" else form, own)
        if at not in plain:
            plain[at] = _Node(kind, rows.named[i])
        rows.put(plain[at], i)
    _brought_home(plain, rows)
    persons = _people(rows, people)
    return _assemble([*_told_apart([node for node in plain.values() if node.rows], persons, rows), *(p for p in persons if p.rows)], rows)


def _whole(rows: _Rows, i: int) -> tuple[str, str] | None:
    """(kind, name) of the country of a people, of the party of its members; None for everything else."""
    name, code = rows.name[i], rows.country[i]
    if rows.kind[i] == "group" and rows.named[i] and (own := countries.nationality(name)) is not None and code in (own, None):
        return "country", countries.name(own)
    party = PARTY_OF.get(name)
    if rows.kind[i] in ("group", "organisation") and party and (body := countries.body(party)) and code in (body.code, None):
        return "organisation", party
    return None


def _told_apart(others: list[_Node], persons: list[_Node], rows: _Rows) -> list[_Node]:
    """One thing that some articles call a person and others an organisation or place: the better attested kind takes all its rows.

    A family name alone that was taken for an organisation or place joins the one person who bears it, where that person is far better known.
    """
    full = {_person_form(str(node.name())): node for node in persons if names.parse(str(node.name())).full}
    families: dict[str, list[_Node]] = defaultdict(list)
    for node in full.values():
        for handle in names.handles(names.parse(str(node.name()))):
            families[handle].append(node)
    kept = []
    for other in others:
        name = str(other.name())
        if other.kind not in ("organisation", "place", "other") or not other.named or countries.lookup(name) or countries.capital(name):
            kept.append(other)
            continue
        parsed = names.parse(name)
        person = full.get(_person_form(name))
        if person is not None and len(person.articles) < len(other.articles) and not person.countries:
            _move(person, other, rows)
            kept.append(other)
            continue
        if person is None and not parsed.full and len(bearers := families.get(names.fold(name), [])) == 1:
            person = bearers[0] if len(bearers[0].articles) >= _CLEAR_LEAD * len(other.articles) else None
        if person is None or countries.body(name):
            kept.append(other)
            continue
        _move(other, person, rows)
    return kept


def _move(source: _Node, target: _Node, rows: _Rows) -> None:
    """Put all rows of one node into another; the target keeps its name."""
    forms = Counter(target.forms)
    for i in source.rows:
        rows.put(target, i)
    target.forms = forms
    source.rows, source.articles = [], set()


def _organisation_form(name: str) -> str:
    return names.fold(name).removeprefix("the ").replace(".", "")


def _brought_home(plain: dict[Hashable, _Node], rows: _Rows) -> None:
    """ "Parliament" without a country is that of the one country whose parliament the corpus knows; of several, nobody's."""
    homes: dict[Hashable, list[_Node]] = defaultdict(list)
    for at, node in plain.items():
        if node.named and node.kind == "organisation" and isinstance(at, tuple) and at[2] is not None:
            homes[at[:2]].append(node)
    for at, found in homes.items():
        if len(found) == 1 and (homeless := plain.get((*at, None))) is not None:  # type: ignore[misc]
            _move(homeless, found[0], rows)


def _is_generic(form: str) -> bool:
    return all(word in words("institution") for word in form.replace("'", " ").split())


def _shown(node: _Node) -> str | None:
    """The canonical name, with the country behind it where the name alone could be anybody's."""
    name, code = node.name(), node.country()
    return f"{name} ({countries.name(code)})" if name and code and node.kind == "organisation" and _is_generic(_organisation_form(name)) else name


def _acronyms(rows: _Rows) -> dict[str, str]:
    """Acronym -> full name, where at least three in four articles that spell it out do so in this way."""
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for i, kind in enumerate(rows.kind):
        if kind == "organisation" and rows.named[i] and " " in rows.name[i]:
            for form in rows.variants[i]:
                if form.isupper() and " " not in form:
                    spelled[_organisation_form(form)][_organisation_form(rows.name[i])] += 1
    found = {}
    for acronym, full in spelled.items():
        best = _top(full)
        if best and full[best] >= 0.75 * full.total():
            found[acronym] = best
    return found


# ---- people


def _people(rows: _Rows, people: list[int]) -> list[_Node]:
    forms: dict[str, _Node] = {}
    short: list[int] = []
    for i in people:
        if names.parse(rows.name[i]).full:
            rows.put(forms.setdefault(_person_form(rows.name[i]), _Node("person", True)), i)
        else:
            short.append(i)
    nodes = _merge(forms)
    return nodes + _short(rows, short, nodes)


def _person_form(name: str) -> str:
    return names.fold(name).replace("-", " ").replace(".", "")


def _merge(forms: dict[str, _Node]) -> list[_Node]:
    """Join full names that are spellings of one name. Only names whose family names begin alike are compared, so that time grows with the corpus."""
    parent = {form: form for form in forms}

    def root(form: str) -> str:
        while parent[form] != form:
            parent[form] = parent[parent[form]]
            form = parent[form]
        return form

    blocks: dict[str, list[str]] = defaultdict(list)
    known: dict[str, str] = {}
    parsed = {form: names.parse(str(node.name())) for form, node in forms.items()}
    for form in sorted(forms):
        person = names.known_full(parsed[form])
        if person:  # the table of known people says which spellings are one
            first = known.setdefault(person.name, form)
            parent[root(form)] = root(first)
        # Hryhorenko and Grigorenko are transliterations of one name
        blocks[re.sub("^g", "h", names.spelling(parsed[form].family)[:4])].append(form)
    for block in blocks.values():
        for a, b in combinations(block, 2):
            if root(a) != root(b) and _one_person(parsed[a], parsed[b], forms[a], forms[b]):
                parent[root(b)] = root(a)
    joined: dict[str, _Node] = {}
    for form, node in forms.items():
        home = joined.setdefault(root(form), _Node("person", True))
        home.rows += node.rows
        home.forms += node.forms
        home.countries += node.countries
        home.articles |= node.articles
    return list(joined.values())


def _one_person(a: names.Name, b: names.Name, node_a: _Node, node_b: _Node) -> bool:
    """Two full names of a corpus: the given names must be alike, not just an initial; another country or the same article keeps them apart."""
    if a.suffix != b.suffix or not names.same_given(a.given, b.given) or min(len(a.given), len(b.given)) < 2 or not names.close(a.family, b.family):
        return False
    countries_ = {node_a.country(), node_b.country()} - {None}
    if a.given != b.given or a.family != b.family:
        if len(countries_) > 1:
            return False
        return not (node_a.articles & node_b.articles)
    middle = {a.parts[1:-1], b.parts[1:-1]}
    # "John Q. Doe" and "John R. Doe" are two; a middle name against none is one
    return () in middle or len({m[0][:1] for m in middle}) == 1


def _short(rows: _Rows, short: list[int], nodes: list[_Node]) -> list[_Node]:
    """Family names alone: with a bearer of the corpus where that is clear, else one node for each name and country."""
    bearers: dict[str, list[_Node]] = defaultdict(list)
    for node in nodes:
        for handle in {h for form in node.forms for h in names.handles(names.parse(form))}:
            bearers[handle].append(node)
    home = {id(node): node.country() for node in nodes}
    size = {id(node): len(node.articles) for node in nodes}
    named_in = {id(node): frozenset(node.articles) for node in nodes}
    rest: dict[tuple[str, str | None], _Node] = {}
    for i in short:
        options = [
            node
            for node in bearers.get(names.fold(rows.name[i]).replace(".", ""), ())
            if rows.article[i] not in named_in[id(node)] and not (rows.country[i] and home[id(node)] and rows.country[i] != home[id(node)])
        ]
        options.sort(key=lambda node: -size[id(node)])
        if options and (len(options) == 1 or size[id(options[0])] >= _CLEAR_LEAD * size[id(options[1])]):
            node = options[0]
            rows.put(node, i)
            del node.forms[rows.name[i]]  # a family name alone is never the canonical name
        else:
            rows.put(rest.setdefault((names.fold(rows.name[i]), rows.country[i]), _Node("person", True)), i)
    return list(rest.values())


# ---- nodes and ids


def _id(node: _Node) -> str:
    name = str(node.name())
    if not node.named:
        return f"unnamed-{slug(name)}" + (f"-{slug(code)}" if (code := node.country()) else "")
    if node.kind == "country":
        return slug(name)
    if node.kind == "organisation" and _is_generic(_organisation_form(name)) and (code := node.country()):
        return f"{slug(name)}-{slug(code)}-{node.kind}"
    if node.kind != "person":
        return f"{slug(name)}-{node.kind}"
    parsed = names.parse(name)
    if not parsed.full:
        return f"{slug(name)}-{slug(node.country() or 'person')}"
    known = names.known_full(parsed)
    plain = slug(known.name if known else name)
    return f"{plain}-person" if countries.country(name) else plain


def _assemble(nodes: list[_Node], rows: _Rows) -> Links:
    """Frames of nodes and links. Two nodes that come to one id (a spelling and a homonym) are told apart by country, then by form."""
    by_id: dict[str, list[_Node]] = defaultdict(list)
    for node in nodes:
        by_id[_id(node)].append(node)
    ids: dict[str, _Node] = {}
    for plain, group in by_id.items():
        group.sort(key=lambda node: (-len(node.articles), str(node.name()), min(rows.article[i] for i in node.rows)))
        for number, node in enumerate(group):
            entity_id = plain
            if number and (code := node.country()):
                entity_id = f"{plain}-{slug(code)}"
            step = 2
            while entity_id in ids or (number and entity_id in by_id):
                entity_id = f"{plain}-{step}"
                step += 1
            ids[entity_id] = node
    entity_of = [""] * len(rows.name)
    table = []
    for entity_id in sorted(ids):
        node = ids[entity_id]
        for i in node.rows:
            entity_of[i] = entity_id
        name, code = _shown(node), node.country()
        reasons = Counter(r for i in node.rows if rows.country[i] == code and (r := rows.reason[i])) if code else Counter()
        spellings: Counter[str] = Counter()
        for i in node.rows:
            spellings.update([rows.name[i], *rows.variants[i]])
        variants = sorted((v for v in spellings if v != node.name()), key=lambda v: (-spellings[v], v))[:MAX_VARIANTS]
        table.append((entity_id, name, node.kind, code, _top(reasons), node.named, variants))
    links = pd.DataFrame({"article_id": rows.article, "key": rows.key, "entity_id": entity_of}, columns=LINK_COLUMNS)
    return Links(pd.DataFrame(table, columns=NODE_COLUMNS), links)
