"""People's decisions about names over an open corpus: rows of ``nodes``, ``entities``, ``mentions``, ``quotes`` and ``positions`` that they are
about are changed in copies (:mod:`ontherecord.queries.covering`), and what they were before is kept beside, so that each time they are laid over
what the machine wrote.

Only rows of names that decisions speak of are touched. Findings that people decided about are laid anew by :mod:`ontherecord.queries.laying`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from ontherecord.decisions import Decision
from ontherecord.decisions.findings import OWN_NUMBERS, WHO, Row, Table
from ontherecord.decisions.names import Name, Names, lay
from ontherecord.queries.covering import claim
from ontherecord.store.schema import TEXTS, fold
from ontherecord.text import slug

if TYPE_CHECKING:
    from ontherecord.queries.corpus import Corpus

OWN_IDS = 1_000_000_000
"""Small numbers (eid, iid) from here on are of names and issues that only people brought in."""
TABLES_BEFORE = """
CREATE TABLE before_nodes AS FROM nodes LIMIT 0;
CREATE TABLE before_entities AS SELECT aid, key, eid, entity_id, node_name, node_country, known_country, known_reason, kind FROM entities LIMIT 0;
CREATE TABLE before_names AS
    SELECT 'quotes' AS of, aid, number, speaker AS key, eid, speaker_id AS id, speaker_name AS name, country, country_reason AS reason, again
    FROM quotes LIMIT 0;
CREATE TABLE set_offices (entity_id VARCHAR, title VARCHAR, since DATE);
"""
"""What the machine wrote of rows that decisions about names have changed; and offices that only people know of."""
_OF: dict[Table, dict[str, str]] = {
    "quotes": {"who": "speaker", "reason": "country_reason", "again": "again"},
    "positions": {"who": "actor", "reason": "actor_country_reason", "again": "FALSE"},
}
_NODES = pa.schema(
    [(name, pa.string()) for name in ("entity_id", "name", "kind", "country", "country_reason", "known", "known_reason", "decided")]
    + [("named", pa.bool_()), ("hidden", pa.bool_()), ("variants", TEXTS), ("place", pa.int32())]
)
_COUNTRIES = pa.schema([(n, pa.string()) for n in ("id", "code", "reason", "article")] + [("since", pa.date32()), ("weight", pa.int32())])
_BACK = """
CREATE OR REPLACE TEMP TABLE touched AS SELECT aid, key FROM before_entities;
UPDATE own_entities SET eid = b.eid, entity_id = b.entity_id, node_name = b.node_name, node_country = b.node_country,
    known_country = b.known_country, known_reason = b.known_reason, kind = b.kind
    FROM before_entities b WHERE own_entities.aid = b.aid AND own_entities.key = b.key;
DELETE FROM before_entities;
DELETE FROM own_nodes WHERE eid IN (SELECT eid FROM before_nodes);
INSERT INTO own_nodes SELECT * FROM before_nodes;
DELETE FROM before_nodes;
DELETE FROM set_offices;
"""
_ROWS_BACK = """
UPDATE {table} SET eid = b.eid, {who}_id = b.id, {who}_name = b.name, country = b.country, {reason} = b.reason {and_again}
    FROM before_names b WHERE b.of = '{of}' AND {table}.aid = b.aid AND {table}.number = b.number AND {table}.finding IS NULL
"""
_PLACED = f"""
CREATE OR REPLACE TEMP TABLE placed AS
    SELECT aid, article_id, key, entity_id AS now, name, variants, node_name AS called, kind, named, FALSE AS moved, NULL::VARCHAR AS own_name
    FROM entities WHERE key < {OWN_NUMBERS} AND entity_id IN (SELECT unnest(?::VARCHAR[]))
"""
_ENTITIES = """
INSERT INTO before_entities
    SELECT e.aid, e.key, e.eid, e.entity_id, e.node_name, e.node_country, e.known_country, e.known_reason, e.kind
    FROM entities e JOIN placed USING (aid, key);
INSERT INTO touched SELECT aid, key FROM placed;
UPDATE own_entities SET eid = n.eid, entity_id = p.now, node_name = coalesce(p.own_name, n.name), kind = p.kind,
    node_country = coalesce(w.country, CASE WHEN w.decided IS NULL THEN own_entities.country END),
    known_country = CASE WHEN p.kind = 'person' AND p.named THEN w.known END, known_reason = 'other articles: ' || w.known_reason
    FROM placed p JOIN now_names w ON w.entity_id = p.now JOIN nodes n ON n.entity_id = p.now
    WHERE own_entities.aid = p.aid AND own_entities.key = p.key;
"""
_MENTIONS = """
UPDATE own_mentions SET eid = e.eid, entity_id = e.entity_id, kind = e.kind, country = e.node_country
    FROM entities e JOIN (SELECT DISTINCT aid, key FROM touched) t USING (aid, key) WHERE own_mentions.aid = e.aid AND own_mentions.entity = e.key
"""
_MACHINES = "(SELECT * FROM {of} WHERE finding IS NULL UNION ALL SELECT * FROM before_{of})"
_KEEP = """
INSERT INTO before_names SELECT '{of}', m.aid, m.number, m.{who}, m.eid, m.{who}_id, m.{who}_name, m.country, m.{reason}, {again}
    FROM {machines} m JOIN placed p ON p.aid = m.aid AND p.key = m.{who}
"""
_ROWS = """
UPDATE {table} SET eid = e.eid, {who}_id = e.entity_id, {who}_name = e.node_name,
    country = CASE WHEN s.aid IS NOT NULL THEN s.code WHEN {derived} THEN e.known_country ELSE b.country END,
    {reason} = CASE WHEN s.aid IS NOT NULL THEN s.why WHEN NOT ({derived}) THEN b.reason WHEN e.known_country IS NOT NULL THEN e.known_reason
        WHEN b.country IS NULL THEN b.reason END
    FROM before_names b JOIN entities e USING (aid, key) JOIN before_entities x USING (aid, key)
    LEFT JOIN (
        SELECT m.aid, m.number, arg_max(coalesce(c.code, ''), c.weight) AS code, arg_max(c.reason, c.weight) AS why
        FROM {machines} m JOIN placed p ON p.aid = m.aid AND p.key = m.{who} JOIN now_countries c ON c.id = p.now
        WHERE c.article IN ('', m.article_id) AND (c.since IS NULL OR coalesce(m.said_on, m.published_on) >= c.since) GROUP BY ALL
    ) s ON s.aid = b.aid AND s.number = b.number
    WHERE b.of = '{of}' AND {table}.aid = b.aid AND {table}.number = b.number AND {table}.finding IS NULL
"""
_DERIVED = "b.country IS NULL OR (b.country IS NOT DISTINCT FROM x.known_country AND b.reason IS NOT DISTINCT FROM x.known_reason)"
_AGAIN_NOW = f"""
CREATE OR REPLACE TEMP TABLE again_now AS
    WITH m AS {_MACHINES.format(of="quotes")},
    hit AS (
        SELECT DISTINCT a.story, m.folded FROM m JOIN before_names b ON b.of = 'quotes' AND b.aid = m.aid AND b.number = m.number
        JOIN articles a ON a.aid = m.aid
    )
    SELECT m.aid, m.number, m.again, m.speaker, m.eid, m.speaker_id, m.speaker_name, m.country, m.country_reason, row_number() OVER (
            PARTITION BY a.story, m.eid, m.folded ORDER BY a.published_on NULLS LAST, m.aid, m.number
        ) > 1 AS now
    FROM m JOIN articles a USING (aid) JOIN hit h ON h.folded = m.folded AND h.story IS NOT DISTINCT FROM a.story;
DELETE FROM again_now WHERE again = now;
"""
_AGAIN = """
INSERT INTO before_names
    SELECT 'quotes', aid, number, speaker, eid, speaker_id, speaker_name, country, country_reason, again FROM again_now
    WHERE (aid, number) NOT IN (SELECT (aid, number) FROM before_names WHERE of = 'quotes');
UPDATE own_quotes SET again = n.now FROM again_now n WHERE own_quotes.aid = n.aid AND own_quotes.number = n.number AND own_quotes.finding IS NULL;
UPDATE before_quotes SET again = n.now FROM again_now n WHERE before_quotes.aid = n.aid AND before_quotes.number = n.number;
"""
"""The same words of the same speaker in an earlier article of the same story: who is one speaker now said them again."""


def given_ids(d: Decision) -> list[tuple[str, Row]]:
    """(id, what is said of it) of everybody whom a decision about a finding names as speaker or actor."""
    who = WHO.get(d.about)
    found = [said for of in (d.value, d.was) if isinstance(said := of.get(who or ""), Mapping)]
    return [(str(said.get("id") or "") or slug(str(said.get("name") or "")), dict(said)) for said in found if said.get("id") or said.get("name")]


class Naming:
    """``names``: what people say of names now. ``steps``: places of decisions in the log, by their ids."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.names = Names()
        self.steps: dict[str, int] = {}
        self._spoken: set[str] = set()

    def speaks_of(self, decisions: Iterable[Decision]) -> bool:
        """Whether findings that were decided about bring in a name, or no longer do, of which decisions about names speak."""
        return bool(self._spoken) and any(id in self._spoken for d in decisions for id, _ in given_ids(d))

    def refresh(self, decisions: Sequence[tuple[int, Decision]]) -> set[str]:
        """Lay the standing decisions about names anew; ids of the articles whose findings are to be laid anew, among those that have any."""
        before = set(self._spoken)
        self.steps = {d.id: step for step, d in decisions}
        findings = [d for _, d in decisions if d.about in WHO and d.anchor is not None]
        known = _Known(self.corpus, findings)
        self.names = lay([(step, d) for step, d in decisions if d.kind == "name"], known)
        self._spoken = {*known.asked, *self.names.nodes, *self.names.gone}
        touched = self._write(before | self._spoken)
        concerned = before | self._spoken
        return {d.anchor.article for d in findings if d.anchor and (d.anchor.article in touched or any(id in concerned for id, _ in given_ids(d)))}

    # --- what findings need -----------------------------------------------------------------------------------------------------------

    def told(self, d: Decision, article: str) -> Decision:
        """A decision about a finding that calls people by the ids and names of today."""
        who = WHO[d.about]
        if not self._spoken or not any(id in self._spoken for id, _ in given_ids(d)):
            return d

        def renamed(of: Mapping[str, Any]) -> dict[str, Any]:
            said = of.get(who)
            if not isinstance(said, Mapping) or not (said.get("id") or said.get("name")):
                return dict(of)
            given = str(said.get("id") or "") or slug(str(said.get("name") or ""))
            id = self.names.whose(article, given, self.steps.get(d.id, -1))
            node = self.names.nodes.get(id)
            return dict(of) | {who: {**said, "id": id, "name": node.name}} if node else dict(of)

        return replace(d, value=renamed(d.value), was=renamed(d.was))

    def finish(self, table: Table, row: Row, own_country: bool) -> None:
        """Let a row that people decided about say what holds for its speaker in its article and on its day. ``own_country``: theirs was set."""
        who = _OF[table]["who"]
        id, article = row[f"{who}_id"], row["article_id"]
        if (called := self.names.called.get((id, article))) is not None:
            row[f"{who}_name"] = called
        if not own_country and (found := self.names.country(id, article, row["said_on"] or row["published_on"])) is not None:
            row["country"], row[_OF[table]["reason"]] = found.code, found.reason

    # --- tables -----------------------------------------------------------------------------------------------------------------------

    def _write(self, spoken: set[str]) -> set[str]:
        """Lay :attr:`names` over the tables; ids of the articles with changed rows that have decisions about findings."""
        cursor = self.corpus.cursor()
        cursor.execute("BEGIN")
        try:
            for of, columns in _OF.items():
                for table in (f"own_{of}", f"before_{of}"):
                    again = ", again = b.again" if of == "quotes" else ""
                    cursor.execute(_ROWS_BACK.format(of=of, table=table, and_again=again, **columns))
            cursor.execute("DELETE FROM before_names")
            cursor.execute(_BACK)
            cursor.execute(f"DELETE FROM own_nodes WHERE eid >= {OWN_IDS} AND entity_id IN (SELECT unnest(?::VARCHAR[]))", [sorted(spoken)])
            cursor.execute(_PLACED, [sorted(self.names.changed)])
            self._move(cursor)
            self._nodes(cursor)
            claim(cursor, "entities", "SELECT aid FROM placed")
            cursor.execute(_ENTITIES)
            claim(cursor, "mentions", "SELECT aid FROM touched")
            cursor.execute(_MENTIONS)
            self._rows(cursor)
            cursor.executemany("INSERT INTO set_offices VALUES (?, ?, ?)", [[o.id, o.title, o.since] for o in self.names.offices] or [["", "", None]])
            cursor.execute("DELETE FROM set_offices WHERE entity_id = ''")
            touched = cursor.execute(
                "SELECT DISTINCT n.article_id FROM touched JOIN numbers n USING (aid) WHERE aid IN "
                "(SELECT aid FROM own_quotes WHERE finding IS NOT NULL UNION ALL SELECT aid FROM own_positions WHERE finding IS NOT NULL)"
            ).fetchall()
            labels = dict(
                cursor.execute("SELECT entity_id, name FROM nodes WHERE entity_id IN (SELECT unnest(?::VARCHAR[]))", [sorted(spoken)]).fetchall()
            )
            cursor.execute("COMMIT")
        except BaseException:
            cursor.execute("ROLLBACK")
            raise
        finally:
            cursor.close()
        gone = {id: labels[now] for id in self.names.gone if (now := self.names.now(id)) in labels}
        self.corpus.learn(labels | gone, {})
        return {id for (id,) in touched}

    def _move(self, cursor: Any) -> None:
        names = self.names
        for move in names.moves:
            where = "now = ?"
            params: list[Any] = [move.source]
            if move.articles:
                where, params = f"{where} AND article_id IN (SELECT unnest(?::VARCHAR[]))", [*params, sorted(move.articles)]
            if move.spelling:
                spelled, among = self._spelled(cursor, move.source, move.spelling)
                where, params = f"{where} AND {among}", [*params, spelled]
                whole = cursor.execute(
                    f"SELECT article_id FROM placed WHERE now = ? GROUP BY article_id HAVING bool_and({among})", [move.source, spelled]
                )
                move.whole = frozenset(id for (id,) in whole.fetchall())
            cursor.execute(f"UPDATE placed SET now = ?, moved = TRUE WHERE {where}", [move.target, *params])
        for (id, article), name in names.called.items():
            cursor.execute("UPDATE placed SET own_name = ? WHERE now = ? AND article_id = ?", [name, id, article])
        for id, node in names.nodes.items():
            cursor.execute("UPDATE placed SET kind = ? WHERE now = ? AND moved", [node.kind, id])
        for (id, article), kind in sorted(names.kinds.items(), key=lambda found: found[0][1]):
            cursor.execute("UPDATE placed SET kind = ? WHERE now = ? AND ? IN ('', article_id)", [kind, id, article])

    def _spelled(self, cursor: Any, id: str, spelling: str) -> tuple[list[str], str]:
        """The spellings that are meant, and which rows have them: those called so, else those that are also called so."""
        for column, each in (("name", "name"), ("variants", "unnest(variants)")):
            rows = cursor.execute(f"SELECT DISTINCT {each} FROM placed WHERE now = ?", [id]).fetchall()
            if found := sorted(text for (text,) in rows if text and fold(text) == spelling):
                return found, "list_contains(?::VARCHAR[], name)" if column == "name" else "list_has_any(coalesce(variants, []), ?::VARCHAR[])"
        return [], "list_contains(?::VARCHAR[], name)"

    def _nodes(self, cursor: Any) -> None:
        names = self.names
        rows = []
        for place, (id, node) in enumerate(names.nodes.items()):
            country, reason = names.shown(id)
            decided = "yes" if any(c.id == id and not c.article for c in names.countries) else None
            row: dict[str, Any] = {
                "entity_id": id,
                "name": node.name,
                "kind": node.kind,
                "country": country,
                "country_reason": reason,
                "place": place,
            }
            row |= {"known": node.country, "known_reason": node.country_reason, "decided": decided, "variants": list(node.variants)}
            rows.append(row | {"named": node.named, "hidden": node.hidden})
        cursor.register("given_names", pa.Table.from_pylist(rows, schema=_NODES))
        cursor.execute("CREATE OR REPLACE TEMP TABLE now_names AS FROM given_names").unregister("given_names")
        cursor.execute(
            f"INSERT INTO before_nodes SELECT * FROM nodes WHERE eid < {OWN_IDS} AND entity_id IN (SELECT unnest(?::VARCHAR[]))",
            [[*names.nodes, *names.gone]],
        )
        claim(cursor, "nodes", "SELECT eid FROM before_nodes")
        cursor.execute("DELETE FROM own_nodes WHERE eid IN (SELECT eid FROM before_nodes)")
        (free,) = cursor.execute(f"SELECT greatest(coalesce(max(eid) + 1, 0), {OWN_IDS}) FROM nodes").fetchone()
        cursor.execute(
            "INSERT INTO own_nodes BY NAME SELECT coalesce(b.eid, w.place + ?)::INTEGER AS eid, entity_id, w.name, w.kind, w.country, "
            "w.country_reason, w.named, w.variants, w.hidden FROM now_names w LEFT JOIN before_nodes b USING (entity_id)",
            [free],
        )

    def _rows(self, cursor: Any) -> None:
        rows = [
            {"id": c.id, "code": c.code, "reason": c.reason, "article": c.article, "since": c.since, "weight": weight}
            for weight, c in enumerate(self.names.countries)
        ]
        cursor.register("given_countries", pa.Table.from_pylist(rows, schema=_COUNTRIES))
        cursor.execute("CREATE OR REPLACE TEMP TABLE now_countries AS FROM given_countries").unregister("given_countries")
        for of, columns in _OF.items():
            machines = _MACHINES.format(of=of)
            cursor.execute(_KEEP.format(of=of, machines=machines, **columns))
            claim(cursor, of, f"SELECT aid FROM before_names WHERE of = '{of}'")
            for table in (f"own_{of}", f"before_{of}"):
                cursor.execute(_ROWS.format(of=of, table=table, machines=machines, derived=_DERIVED, **columns))
                cursor.execute(f"UPDATE {table} SET country = NULL WHERE country = ''")
        cursor.execute(_AGAIN_NOW)
        claim(cursor, "quotes", "SELECT aid FROM again_now")
        cursor.execute(_AGAIN)


class _Known:
    """The names that the machine found, and those that findings brought in which people decided about. ``asked``: ids that were looked for."""

    def __init__(self, corpus: Corpus, findings: Iterable[Decision]) -> None:
        self.corpus = corpus
        self.asked: set[str] = set()
        self._brought: dict[str, Name] = {}
        for d in findings:
            for id, said in given_ids(d):
                kind = str(said.get("kind") or "person")
                self._brought.setdefault(id, Name(id, str(said.get("name") or id), kind))

    def get(self, id: str) -> Name | None:
        self.asked.add(id)
        rows = self.corpus.rows(
            "SELECT entity_id, name, kind, country, country_reason, coalesce(named, TRUE), coalesce(variants, []) FROM "
            f"(SELECT * FROM before_nodes UNION ALL SELECT * FROM nodes WHERE eid NOT IN (SELECT eid FROM before_nodes)) "
            f"WHERE eid < {OWN_IDS} AND entity_id = ?",
            [id],
        )
        if not rows:
            return self._brought.get(id)
        found, name, kind, country, reason, named, variants = rows[0]
        return Name(found, name, kind, country, reason, named, tuple(variants))

    def like(self, name: str, variants: Iterable[str], kind: str) -> list[str]:
        rows = self.corpus.rows(
            "SELECT entity_id, name, coalesce(variants, []) FROM (SELECT * FROM before_nodes UNION ALL SELECT * FROM nodes "
            f"WHERE eid NOT IN (SELECT eid FROM before_nodes)) WHERE eid < {OWN_IDS} AND kind = ?",
            [kind],
        )
        wanted, more = fold(name), {fold(v) for v in variants} | {fold(name)}
        exact = [id for id, called, _ in rows if fold(called) == wanted]
        return exact or [id for id, called, others in rows if more & {fold(called), *map(fold, others)}]
