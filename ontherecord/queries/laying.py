"""People's decisions over an open corpus: what is decided while it is open shows at the next question, and nothing is opened anew.

A corpus is opened with the machine's rows. Those of findings that somebody decided about are taken out of ``quotes`` and ``positions``, kept in
``before_quotes`` and ``before_positions``, and the rows that stand for them now (:mod:`ontherecord.decisions.findings`) put in their place. That
happens to copies (:mod:`ontherecord.queries.covering`); what several processes may read stays as it is. Only articles that a new decision is about
are laid anew, so that a decision costs the same however large the corpus is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from ontherecord.decisions import Decision, Log
from ontherecord.decisions.book import Book, made
from ontherecord.decisions.findings import OWN_NUMBERS, TABLES, Ground, Issue, Table, Who, lay
from ontherecord.decisions.names import Names
from ontherecord.loading.repair import ReadingText
from ontherecord.model import Repair, Span
from ontherecord.queries.correcting import Correcting
from ontherecord.queries.covering import claim, show
from ontherecord.queries.naming import OWN_IDS, Naming
from ontherecord.text import slug

if TYPE_CHECKING:
    from ontherecord.queries.corpus import Corpus

AT_ONCE = 500
"""Articles that are laid together."""
TABLES_BEFORE = """
CREATE TABLE before_quotes AS FROM quotes LIMIT 0;
CREATE TABLE before_positions AS FROM positions LIMIT 0;
"""
_ABOUT = "n.aid, n.article_id, a.label AS title, a.outlet, a.published_on, a.date_basis, replace(url_encode(n.article_id), '%20', ' ') AS escaped"
UNUSED = f"""
DELETE FROM own_nodes WHERE eid >= {OWN_IDS} AND eid NOT IN (SELECT eid FROM own_entities WHERE eid >= {OWN_IDS});
DELETE FROM own_issues WHERE iid >= {OWN_IDS} AND iid NOT IN (SELECT iid FROM own_positions WHERE iid >= {OWN_IDS});
"""
"""Names and issues that only undone decisions brought in."""
_ISSUES = f"""
CREATE OR REPLACE TEMP TABLE issues_now AS
    WITH known AS (
        SELECT issue_id, min(iid) AS iid FROM (FROM facts.issues UNION ALL FROM own_issues WHERE iid < {OWN_IDS}) GROUP BY issue_id
    )
    SELECT coalesce(k.iid, (SELECT coalesce(max(iid), 0) FROM known) + row_number() OVER (PARTITION BY k.iid IS NULL))::INTEGER AS iid,
        n.issue_id, n.name
    FROM now_nodes n LEFT JOIN known k USING (issue_id);
CREATE OR REPLACE TEMP TABLE issues_changed AS
    SELECT i.iid FROM issues i LEFT JOIN issues_now n USING (iid) WHERE i.iid < {OWN_IDS} AND i.name IS DISTINCT FROM n.name;
"""
_MOVED = f"""
CREATE OR REPLACE TEMP TABLE moved AS
    SELECT p.aid, p.number, n.iid, n.issue_id, n.name
    FROM {{table}} p JOIN now_links l USING (article_id, number) JOIN issues_now n ON n.issue_id = l.issue_id
    WHERE p.iid < {OWN_IDS} AND (p.iid IS DISTINCT FROM n.iid OR p.issue_id IS DISTINCT FROM n.issue_id OR p.issue_name IS DISTINCT FROM n.name)
"""
"""Issues keep their small numbers, so that only positions that are on another one, or on one of another name, are touched."""


class Laying:
    """``seq``: number of the newest decision that lies over the corpus. ``lost``: decisions that hold on to nothing any more, with why."""

    def __init__(self, corpus: Corpus, log: Log) -> None:
        self.corpus, self.log, self.seq = corpus, log, 0
        self.book = Book()
        self._same: dict[str, str] = {}
        self._lost: dict[str, list[tuple[Decision, str]]] = {}
        self._where: dict[str, str | None] = {}
        """Article that a decision names -> article of the corpus that it is; None for none."""
        self._naming = Naming(corpus)
        self._correcting = Correcting(corpus)
        self._lock = Lock()

    @property
    def decisions(self) -> list[Decision]:
        """The whole log, in its order."""
        return self.book.decisions

    @property
    def names(self) -> Names:
        """What people say of names now."""
        return self._naming.names

    @property
    def lost(self) -> list[tuple[Decision, str]]:
        return [found for of_article in list(self._lost.values()) for found in of_article] + self._naming.names.lost + self._correcting.lost

    def about(self, finding: str) -> list[Decision]:
        """Every decision about a finding, undone ones and the rows that undo them included, the oldest first. Two people may have begun one each."""
        return self.book.of_findings(self.same(finding))

    def same(self, finding: str) -> set[str]:
        """The ids under which decisions speak of one finding."""
        return {finding} | {other for other, found in list(self._same.items()) if found == self._same.get(finding, finding)}

    def refresh(self) -> bool:
        """Lay what was decided since; whether there was anything. Cheap where there was not. Raises Problem C02, C05."""
        if (last := self.log.last()) == self.seq:
            return False
        with self._lock:
            touched: list[Decision] = []
            if last < self.seq:  # another log stands in the place of the one that was read: a backup, perhaps
                touched, self.book, self.seq = self.book.decisions, Book(), 0
                self._lost.clear()
            new = self.log.rows(self.seq)
            self.book.add(d for _, d in new)
            touched = [*touched, *(d for _, found in new for d in self.book.concerned(found))]
            if any(d.about == "issue" for d in touched):
                self._issues()
            named = {d.anchor.article for d in touched if d.about in TABLES and d.anchor is not None}
            named |= self._around(touched)
            self._lay(named)
            if touched:
                self.corpus.cursor().execute(UNUSED)
            self.seq = new[-1][0] if new else last
        return bool(touched)

    def _around(self, touched: Sequence[Decision]) -> set[str]:
        """Lay what findings stand in: dates and outlets of articles, then names, for a country may hold from a day on. Ids of the articles whose
        findings are to be laid anew."""
        days = any(d.kind == "article" for d in touched)
        names = any(d.kind == "name" for d in touched) or self._naming.speaks_of(touched) or (days and bool(self._naming.names.nodes))
        if not days and not names:
            return set()
        stand = self.book.standing()
        found = self._correcting.refresh(stand) if days else set()
        if names:
            found |= self._naming.refresh(list(enumerate(stand)))
        return found

    def _lay(self, named: set[str]) -> None:
        """Lay the findings of some articles anew, by the ids that decisions name them by."""
        for name in named:
            held = [d for d in self.book.of_article(name) if d.about in TABLES]
            if held and self._article(held[0]) is None:
                self._lost[name] = [(d, "its article is not in the corpus") for d in held]
        ids = sorted({id for name in named if (id := self._where.get(name, name)) is not None})
        names: dict[str, list[str]] = {}
        for name, id in self._where.items():
            if id is not None:
                names.setdefault(id, []).append(name)
        of = {id: sorted((d for n in names.get(id, [id]) for d in self.book.of_article(n) if d.about in TABLES), key=made) for id in ids}
        for place in range(0, len(ids), AT_ONCE):
            self._findings({id: of[id] for id in ids[place : place + AT_ONCE]})

    def _article(self, d: Decision) -> str | None:
        """The id of the article that a decision is about: its own, else that of the one article that has its words and its address or title."""
        assert d.anchor is not None
        id = d.anchor.article
        if id not in self._where:
            there = self.corpus.rows("SELECT 1 FROM numbers WHERE article_id = ?", [id])
            self._where[id] = id if there else self._moved(d)
        return self._where[id]

    def _moved(self, d: Decision) -> str | None:
        assert d.anchor is not None
        rows = self.corpus.rows(
            "SELECT a.article_id, a.url, a.label FROM articles a JOIN texts t USING (aid) WHERE contains(t.text, ?)",
            [d.anchor.prefix + d.anchor.exact + d.anchor.suffix],
        )
        same = [id for id, url, title in rows if (d.anchor.url and url == d.anchor.url) or (d.anchor.title and title == d.anchor.title)]
        return same[0] if len(same) == 1 else rows[0][0] if len(rows) == 1 else None

    # --- findings ---------------------------------------------------------------------------------------------------------------------

    def _findings(self, decisions: Mapping[str, Sequence[Decision]]) -> None:
        """Lay the findings of some articles anew: {article id: its standing decisions}."""
        corpus = self.corpus
        marks = ", ".join("?" * len(decisions))
        articles = corpus.dicts(
            f"SELECT {_ABOUT}, t.text, t.repairs, t.sentences FROM numbers n JOIN articles a USING (aid) JOIN texts t USING (aid) "
            f"WHERE n.article_id IN ({marks})",
            list(decisions),
        )
        if not articles:
            return
        aids = ", ".join(str(row["aid"]) for row in articles)
        names = _Names(corpus, aids)
        machine: dict[int, dict[Table, list[dict[str, Any]]]] = {row["aid"]: {"quotes": [], "positions": []} for row in articles}
        for table in TABLES.values():
            rows = corpus.dicts(f"FROM (SELECT * FROM before_{table} UNION ALL SELECT * FROM {table} WHERE finding IS NULL) WHERE aid IN ({aids})")
            for row in rows:
                machine[row["aid"]][table].append(row)
        laid: dict[Table, list[dict[str, Any]]] = {"quotes": [], "positions": []}
        for article in articles:
            id = article["article_id"]
            told = [self._naming.told(d, id) for d in decisions[id]]
            made = lay(self._ground(article, names), machine[article["aid"]], told)
            own = {d.id: d for d in decisions[id]}
            self._lost[id] = [(own[d.id], why) for d, why in made.lost]
            self._same |= made.same
            placed = {made.same[d.of] for d in told if "country" in d.value}
            for table, found in made.rows.items():
                for row in found:
                    self._naming.finish(table, row, row["finding"] in placed)
            for table, found in made.rows.items():
                laid[table] += found
        self._write(aids, laid, names)

    def _ground(self, article: dict[str, Any], names: _Names) -> Ground:
        aid = article["aid"]
        reading = ReadingText(article.pop("text"), tuple(Repair(**r) for r in article.pop("repairs") or ()))
        sentences = [Span(s["start"], s["end"]) for s in article.pop("sentences") or ()]
        return Ground(reading, article, lambda who: names.who(aid, who), names.issue, lambda spans: self._countries(aid, sentences, spans))

    def _countries(self, aid: int, sentences: Sequence[Span], spans: Sequence[Span]) -> list[str]:
        touched = [i for i, s in enumerate(sentences) if any(s.start < span.end and span.start < s.end for span in spans)]
        among = ", ".join(map(str, touched)) or "NULL"
        rows = self.corpus.rows(f"SELECT DISTINCT unnest(countries) FROM mentions WHERE aid = ? AND sentence IN ({among})", [aid])
        return sorted(code for (code,) in rows)

    def _write(self, aids: str, laid: Mapping[Table, Sequence[Mapping[str, Any]]], names: _Names) -> None:
        cursor = self.corpus.cursor()
        cursor.execute("BEGIN")
        try:
            claim(cursor, "articles", aids)
            cursor.execute(f"DELETE FROM own_entities WHERE aid IN ({aids}) AND key >= {OWN_NUMBERS}")
            names.write(cursor)
            for table, rows in laid.items():
                claim(cursor, table, aids)
                cursor.execute(f"DELETE FROM own_{table} WHERE aid IN ({aids}) AND finding IS NOT NULL")
                cursor.execute(f"INSERT INTO own_{table} SELECT * FROM before_{table} WHERE aid IN ({aids})")
                cursor.execute(f"DELETE FROM before_{table} WHERE aid IN ({aids})")
                if rows:
                    given = pa.Table.from_pylist([dict(row) for row in rows], schema=_schema(cursor, table))
                    cursor.register("laid", given)
                    cursor.execute(f"INSERT INTO before_{table} SELECT * FROM own_{table} WHERE (aid, number) IN (SELECT (aid, number) FROM laid)")
                    cursor.execute(f"DELETE FROM own_{table} WHERE (aid, number) IN (SELECT (aid, number) FROM laid)")
                    cursor.execute(f"INSERT INTO own_{table} SELECT * FROM laid")
                    cursor.unregister("laid")
            cursor.execute("COMMIT")
        except BaseException:
            cursor.execute("ROLLBACK")
            raise
        finally:
            cursor.close()
        self.corpus.learn(names.made, names.issues_made)

    # --- issues -----------------------------------------------------------------------------------------------------------------------

    def _issues(self) -> None:
        """Let positions be on the issues that they are on now."""
        from ontherecord.queries import deciding

        nodes, links = deciding.issues_now(self.corpus.name, self.corpus.version)
        cursor = self.corpus.cursor()
        cursor.execute("BEGIN")
        try:
            cursor.register("now_nodes", nodes)
            cursor.register("now_links", links)
            cursor.execute(_ISSUES)
            claim(cursor, "issues", "FROM issues_changed")
            cursor.execute("DELETE FROM own_issues WHERE iid IN (FROM issues_changed)")
            cursor.execute("INSERT INTO own_issues FROM issues_now WHERE iid NOT IN (SELECT iid FROM issues)")
            for table, written in (("positions", "own_positions"), ("before_positions", "before_positions")):
                cursor.execute(_MOVED.format(table=table))
                claim(cursor, "positions", "SELECT aid FROM moved")
                cursor.execute(
                    f"UPDATE {written} SET iid = m.iid, issue_id = m.issue_id, issue_name = m.name FROM moved m "
                    f"WHERE m.aid = {written}.aid AND m.number = {written}.number AND {written}.iid < {OWN_IDS}"
                )
            cursor.execute("COMMIT")
        except BaseException:
            cursor.execute("ROLLBACK")
            raise
        finally:
            cursor.close()
        self.corpus.learn({}, dict(zip(nodes["issue_id"].to_pylist(), nodes["name"].to_pylist(), strict=True)))


def _schema(cursor: Any, table: str) -> pa.Schema:
    found: pa.Schema = cursor.sql(f"FROM {table} LIMIT 0").to_arrow_table().schema
    return found


class _Names:
    """People and issues that decisions name: those that the corpus has, else new ones, which are put on record with the rows."""

    def __init__(self, corpus: Corpus, aids: str) -> None:
        self.corpus = corpus
        self.made: dict[str, str] = {}
        self.issues_made: dict[str, str] = {}
        self._nodes: list[dict[str, Any]] = []
        self._issues: list[dict[str, Any]] = []
        self._entities: list[dict[str, Any]] = []
        self._known: dict[str, Who] = {}
        self._issue: dict[str, Issue] = {}
        rows = corpus.rows(f"SELECT aid, entity_id, min(key) FROM entities WHERE aid IN ({aids}) AND key < {OWN_NUMBERS} GROUP BY ALL")
        self._keys = {(aid, id): key for aid, id, key in rows if id}

    def who(self, aid: int, value: Mapping[str, Any]) -> Who:
        """Somebody by id, else by name; ``value``: id, name, and for new ones kind and country."""
        name = " ".join(str(value.get("name") or value.get("id") or "").split())
        id = str(value.get("id") or "") or slug(name)
        found = self._known.get(id) or self._there(id) or self._new(id, name, value)
        self._known[id] = found
        if (aid, id) not in self._keys:
            key = OWN_NUMBERS + sum(entity["aid"] == aid for entity in self._entities)
            self._keys[aid, id] = key
            self._entities.append({"aid": aid, "key": key, "eid": found.eid, "name": found.name, "kind": found.kind, "country": found.country})
        return found._replace(key=self._keys[aid, id])

    def _there(self, id: str) -> Who | None:
        rows = self.corpus.rows("SELECT eid, name, kind, country, country_reason FROM nodes WHERE entity_id = ?", [id])
        return Who(0, rows[0][0], id, *rows[0][1:]) if rows else None

    def _new(self, id: str, name: str, value: Mapping[str, Any]) -> Who:
        eid = self._next("eid", "nodes") + len(self._nodes)
        kind, country = str(value.get("kind") or "person"), value.get("country") or None
        found = Who(0, eid, id, name, kind, country, "set by a person" if country else None)
        self._nodes.append({"eid": eid, "entity_id": id, "name": name, "kind": kind, "country": country, "country_reason": found.country_reason})
        self.made[id] = name
        return found

    def _next(self, column: str, table: str) -> int:
        return int(self.corpus.rows(f"SELECT greatest(coalesce(max({column}) + 1, 0), {OWN_IDS}) FROM {table}")[0][0])

    def issue(self, value: Mapping[str, Any]) -> Issue:
        """An issue by id, else by name; a new one where there is none."""
        name = " ".join(str(value.get("name") or value.get("id") or "").split())
        id = str(value.get("id") or "") or slug(name)
        if id not in self._issue:
            rows = self.corpus.rows("SELECT iid, issue_id, name FROM issues WHERE issue_id = ?", [id])
            if rows:
                self._issue[id] = Issue(*rows[0])
            else:
                self._issue[id] = Issue(self._next("iid", "issues") + len(self._issues), id, name)
                self._issues.append(self._issue[id]._asdict())
                self.issues_made[id] = name
        return self._issue[id]

    def write(self, cursor: Any) -> None:
        for table in ("nodes", "issues", "entities"):
            show(cursor, table)
        for node in self._nodes:
            cursor.execute(
                "INSERT INTO own_nodes BY NAME SELECT $eid::INTEGER AS eid, $entity_id AS entity_id, $name AS name, $kind AS kind, "
                "$country::VARCHAR AS country, $country_reason::VARCHAR AS country_reason, TRUE AS named, []::VARCHAR[] AS variants, FALSE AS hidden",
                node,
            )
        for issue in self._issues:
            cursor.execute("INSERT INTO own_issues SELECT $iid::INTEGER, $id, $name", issue)
        for entity in self._entities:
            cursor.execute(
                "INSERT INTO own_entities BY NAME SELECT $aid::INTEGER AS aid, n.article_id, $key::INTEGER AS key, $name AS name, $kind AS kind, "
                "[]::VARCHAR[] AS variants, $country::VARCHAR AS country, TRUE AS named, 0::INTEGER AS mentions, $eid::INTEGER AS eid, "
                "x.entity_id, $name AS node_name, $country::VARCHAR AS node_country, [] AS roles "
                "FROM numbers n, nodes x WHERE n.aid = $aid AND x.eid = $eid",
                entity,
            )
