"""People's corrections of dates and outlets over an open corpus: rows of ``articles``, ``report``, ``quotes`` and ``positions`` of the articles that
they are about are changed in copies; what the program read is kept beside and put back before they are laid anew. Days of speech that follow from
the day of publication follow from the corrected one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from ontherecord.decisions import Anchor, Decision
from ontherecord.decisions.articles import corrected
from ontherecord.queries.covering import KEYS, claim
from ontherecord.queries.days import last_day_of
from ontherecord.store import records

if TYPE_CHECKING:
    from ontherecord.queries.corpus import Corpus

TABLES_BEFORE = """
CREATE TABLE before_articles AS SELECT aid, article_id, published_on, date_basis, outlet FROM articles LIMIT 0;
CREATE TABLE before_report AS SELECT article_id, location, published_on, date_basis, outlet, corrected FROM report LIMIT 0;
CREATE TABLE before_days AS SELECT 'quotes' AS of, aid, number, said_on, said_basis FROM quotes LIMIT 0;
CREATE TABLE before_statements AS SELECT aid, number, statements FROM positions LIMIT 0;
"""
"""What the program read of rows that corrections have changed."""
_MACHINE = {"quotes": ("own_quotes", "before_quotes"), "positions": ("own_positions", "before_positions")}
_UNTIL = {"quotes": "said_until = {last}", "positions": "dated = r.said_on, dated_until = {last}"}
_BACK = """
UPDATE own_articles SET published_on = b.published_on, date_basis = b.date_basis, outlet = b.outlet
    FROM before_articles b WHERE own_articles.aid = b.aid;
UPDATE own_report SET published_on = b.published_on, date_basis = b.date_basis, outlet = b.outlet, corrected = b.corrected
    FROM before_report b WHERE own_report.article_id = b.article_id AND own_report.location IS NOT DISTINCT FROM b.location;
"""
_NOW = """
INSERT INTO before_articles
    SELECT aid, article_id, a.published_on, date_basis, a.outlet FROM articles a JOIN corrected_now USING (article_id);
INSERT INTO before_report
    SELECT article_id, location, r.published_on, date_basis, r.outlet, corrected FROM report r JOIN corrected_now USING (article_id);
UPDATE own_articles SET published_on = CASE WHEN c.dated THEN c.published_on ELSE own_articles.published_on END,
    date_basis = CASE WHEN NOT c.dated THEN own_articles.date_basis WHEN c.published_on IS NULL THEN 'none' ELSE 'given' END,
    outlet = CASE WHEN c.placed THEN c.outlet ELSE own_articles.outlet END
    FROM corrected_now c WHERE own_articles.article_id = c.article_id;
UPDATE own_report SET published_on = CASE WHEN c.dated THEN c.published_on ELSE own_report.published_on END,
    date_basis = CASE WHEN NOT c.dated THEN own_report.date_basis WHEN c.published_on IS NULL THEN 'none' ELSE 'given' END,
    outlet = CASE WHEN c.placed THEN c.outlet ELSE own_report.outlet END,
    corrected = list_filter([
        CASE WHEN c.dated OR list_contains(own_report.corrected, 'date') THEN 'date' END,
        CASE WHEN c.placed OR list_contains(own_report.corrected, 'outlet') THEN 'outlet' END
    ], lambda x: x IS NOT NULL)
    FROM corrected_now c WHERE own_report.article_id = c.article_id;
"""
_SCHEMA = pa.schema(
    [("article_id", pa.string()), ("published_on", pa.date32()), ("outlet", pa.string()), ("dated", pa.bool_()), ("placed", pa.bool_())]
)


class Correcting:
    """``lost``: corrections of articles that the corpus does not have, with why."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.lost: list[tuple[Decision, str]] = []

    def refresh(self, decisions: Sequence[Decision]) -> set[str]:
        """Lay the standing corrections anew; ids of the articles that they are, or were, about."""
        given = [d for d in decisions if d.kind == "article" and d.anchor is not None]
        where = self._where({d.anchor.article: d.anchor for d in given if d.anchor})
        self.lost = [(d, "its article is not in the corpus") for d in given if d.anchor and d.anchor.article not in where]
        held = [
            replace(d, anchor=replace(d.anchor, article=where[d.anchor.article])) for d in given if d.anchor is not None and d.anchor.article in where
        ]
        fields = corrected(held)
        touched = {id for (id,) in self.corpus.rows("SELECT article_id FROM before_articles")} | set(fields)
        days = self._days({id: v["published_on"] for id, v in fields.items() if "published_on" in v})
        cursor = self.corpus.cursor()
        cursor.execute("BEGIN")
        try:
            for table in ("articles", "report", *_MACHINE):
                key = KEYS[table]
                keys = f"SELECT {key} FROM facts.{'report' if table == 'report' else 'numbers'} WHERE article_id IN (SELECT unnest(?::VARCHAR[]))"
                claim(cursor, table, keys, [sorted(touched)])
            self._back(cursor)
            self._now(cursor, fields)
            for table in (name for names in _MACHINE.values() for name in names):
                cursor.execute(
                    f"UPDATE {table} SET outlet = a.outlet, published_on = a.published_on, date_basis = a.date_basis FROM articles a "
                    f"WHERE {table}.aid = a.aid AND {table}.finding IS NULL AND {table}.article_id IN (SELECT unnest(?::VARCHAR[]))",
                    [sorted(touched)],
                )
            for of, rows in days.items():
                self._redate(cursor, of, rows)
            cursor.execute("COMMIT")
        except BaseException:
            cursor.execute("ROLLBACK")
            raise
        finally:
            cursor.close()
        return touched

    def _where(self, anchors: Mapping[str, Anchor]) -> dict[str, str]:
        """Article that decisions name -> article of the corpus that it is: by its id, else by its address or, where it has none, its title."""
        sql = "SELECT article_id FROM articles WHERE article_id IN (SELECT unnest(?::VARCHAR[]))"
        found = {id: id for (id,) in self.corpus.rows(sql, [sorted(anchors)])}
        for id, anchor in anchors.items():
            column, value = ("url", anchor.url) if anchor.url else ("label", anchor.title)
            if id not in found and value:
                rows = self.corpus.rows(f"SELECT article_id FROM articles WHERE {column} = ? LIMIT 2", [value])
                if len(rows) == 1:
                    found[id] = rows[0][0]
        return found

    def _back(self, cursor: Any) -> None:
        cursor.execute(_BACK)
        for of, tables in _MACHINE.items():
            for table in tables:
                cursor.execute(
                    f"UPDATE {table} SET said_on = r.said_on, said_basis = r.said_basis, {_UNTIL[of].format(last=last_day_of('r'))} "
                    f"FROM before_days r WHERE r.of = '{of}' AND {table}.aid = r.aid AND {table}.number = r.number AND {table}.finding IS NULL"
                )
        for table in _MACHINE["positions"]:
            cursor.execute(
                f"UPDATE {table} SET statements = r.statements FROM before_statements r "
                f"WHERE {table}.aid = r.aid AND {table}.number = r.number AND {table}.finding IS NULL"
            )
        for kept in ("articles", "report", "days", "statements"):
            cursor.execute(f"DELETE FROM before_{kept}")

    def _now(self, cursor: Any, fields: Mapping[str, Mapping[str, str | None]]) -> None:
        rows = [
            {
                "article_id": id,
                "published_on": date.fromisoformat(day) if (day := values.get("published_on")) else None,
                "outlet": values.get("outlet"),
                "dated": "published_on" in values,
                "placed": "outlet" in values,
            }
            for id, values in fields.items()
        ]
        cursor.register("given_corrections", pa.Table.from_pylist(rows, schema=_SCHEMA))
        cursor.execute("CREATE OR REPLACE TEMP TABLE corrected_now AS FROM given_corrections").unregister("given_corrections")
        cursor.execute(_NOW)

    def _days(self, published: Mapping[str, str | None]) -> dict[str, list[dict[str, Any]]]:
        """Rows of quotes and positions of the program with the days that follow from other days of publication."""
        found: dict[str, list[dict[str, Any]]] = {"quotes": [], "positions": []}
        if not published:
            return found
        from ontherecord.extraction.redating import redated  # slow to import: only where a date was corrected

        for article, parts in self._articles(published):
            extraction = records.extraction(article, (), (), parts["quotes"], parts["positions"])
            day = published[article["article_id"]]
            rows = {(of, row["number"]): row for of in found for row in parts[of]}
            for one in redated(extraction, date.fromisoformat(day) if day else None):
                row = rows[f"{one.record}s", one.number]
                made = {"said_on": one.said_on, "said_basis": one.said_basis}
                if one.place is None:
                    found["quotes"].append({"aid": row["aid"], "number": one.number, **made})
                    continue
                if one.place == 0:
                    found["positions"].append({"aid": row["aid"], "number": one.number, **made, "statements": []})
                found["positions"][-1]["statements"].append({**row["statements"][one.place], **made})
        return found

    def _articles(self, ids: Iterable[str]) -> Iterable[tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]]:
        """Each article with the rows of the program."""
        where = "article_id IN (SELECT unnest(?::VARCHAR[]))"
        wanted = [sorted(ids)]
        parts: dict[str, dict[str, list[dict[str, Any]]]] = {id: {"quotes": [], "positions": []} for id in ids}
        for of in _MACHINE:
            sql = f"SELECT * EXCLUDE folded FROM (SELECT * FROM {of} WHERE finding IS NULL UNION ALL SELECT * FROM before_{of}) WHERE {where}"
            for row in self.corpus.dicts(f"{sql} ORDER BY aid, number", wanted):
                parts[row["article_id"]][of].append(row)
        sql = f"SELECT a.*, t.* EXCLUDE (aid, article_id, folded, reading) FROM articles a JOIN texts t USING (aid) WHERE a.{where}"
        return [(row, parts[row["article_id"]]) for row in self.corpus.dicts(sql, wanted)]

    def _redate(self, cursor: Any, of: str, rows: list[dict[str, Any]]) -> None:
        if not rows:
            return
        whole: pa.Schema = cursor.sql(f"FROM {of} LIMIT 0").to_arrow_table().schema
        given = pa.Table.from_pylist(rows, schema=pa.schema([whole.field(name) for name in rows[0]]))
        cursor.register("given_days", given)
        cursor.execute("CREATE OR REPLACE TEMP TABLE days_now AS FROM given_days").unregister("given_days")
        machine = f"(SELECT * FROM {of} WHERE finding IS NULL UNION ALL SELECT * FROM before_{of})"
        cursor.execute(
            f"INSERT INTO before_days SELECT '{of}', m.aid, m.number, m.said_on, m.said_basis FROM {machine} m JOIN days_now d USING (aid, number)"
        )
        more = ""
        if of == "positions":
            cursor.execute(f"INSERT INTO before_statements SELECT m.aid, m.number, m.statements FROM {machine} m JOIN days_now d USING (aid, number)")
            more = ", statements = r.statements"
        for table in _MACHINE[of]:
            cursor.execute(
                f"UPDATE {table} SET said_on = r.said_on, said_basis = r.said_basis, {_UNTIL[of].format(last=last_day_of('r'))}{more} "
                f"FROM days_now r WHERE {table}.aid = r.aid AND {table}.number = r.number AND {table}.finding IS NULL"
            )
