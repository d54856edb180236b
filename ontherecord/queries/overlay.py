"""Corrections laid over the machine's rows: the views of articles, quotes and positions that a corpus with corrections is read through.

The rows themselves stay as they were written; taking a correction back shows them again.
"""

from __future__ import annotations

from ontherecord.store.schema import STATEMENTS

_KEPT = ", ".join(f"'{field.name}': s.{field.name}" for field in STATEMENTS.value_type if field.name not in ("said_on", "said_basis"))
_DAYS = "'said_on': r.days[i].said_on, 'said_basis': r.days[i].said_basis"

CORRECTED = """
CREATE TABLE corrected AS
    SELECT article_id, field, value FROM in_corrections
    QUALIFY row_number() OVER (PARTITION BY article_id, field ORDER BY made_at DESC) = 1 AND NOT undone;
CREATE TABLE redated AS FROM in_redated UNION ALL BY NAME FROM no_redated;
"""
"""What counts: the last row of each article and field, unless it takes the correction back. Small, and always there, for the load report."""

OVERLAID = ("articles", "quotes", "positions")
"""Tables that :data:`OVERLAY` expects as ``machine_articles`` ... and gives as ``in_articles`` ..."""
OVERLAY = f"""
CREATE VIEW in_articles AS
    SELECT a.* REPLACE (
        CASE WHEN d.article_id IS NULL THEN a.published_on ELSE try_cast(d.value AS DATE) END AS published_on,
        CASE WHEN d.article_id IS NULL THEN a.date_basis WHEN d.value IS NULL THEN 'none' ELSE 'given' END AS date_basis,
        CASE WHEN o.article_id IS NULL THEN a.outlet ELSE o.value END AS outlet
    )
    FROM machine_articles a
    LEFT JOIN corrected d ON d.article_id = a.article_id AND d.field = 'published_on'
    LEFT JOIN corrected o ON o.article_id = a.article_id AND o.field = 'outlet';
CREATE VIEW in_quotes AS
    SELECT q.* REPLACE (
        CASE WHEN r.article_id IS NULL THEN q.said_on ELSE r.said_on END AS said_on, coalesce(r.said_basis, q.said_basis) AS said_basis
    )
    FROM machine_quotes q LEFT JOIN redated r ON r.article_id = q.article_id AND r.number = q.number AND r.record = 'quote';
CREATE VIEW in_positions AS
    SELECT p.* REPLACE (
        CASE WHEN r.days IS NULL THEN p.said_on ELSE r.days[1].said_on END AS said_on,
        CASE WHEN r.days IS NULL THEN p.said_basis ELSE r.days[1].said_basis END AS said_basis,
        CASE WHEN r.days IS NULL THEN p.statements ELSE list_transform(p.statements, lambda s, i: {{{_KEPT}, {_DAYS}}}) END AS statements
    )
    FROM machine_positions p LEFT JOIN (
        SELECT article_id, number, list({{'said_on': said_on, 'said_basis': said_basis}} ORDER BY place) AS days
        FROM redated WHERE record = 'position' GROUP BY ALL
    ) r ON r.article_id = p.article_id AND r.number = p.number;
"""

REPORT = """
    SELECT r.* REPLACE (
        CASE WHEN d.article_id IS NULL THEN r.published_on ELSE try_cast(d.value AS DATE) END AS published_on,
        CASE WHEN d.article_id IS NULL THEN r.date_basis WHEN d.value IS NULL THEN 'none' ELSE 'given' END AS date_basis,
        CASE WHEN o.article_id IS NULL THEN r.outlet ELSE o.value END AS outlet
    ),
    list_filter([CASE WHEN d.article_id IS NOT NULL THEN 'date' END, CASE WHEN o.article_id IS NOT NULL THEN 'outlet' END], lambda x: x IS NOT NULL)
        AS corrected
    FROM (FROM in_report UNION ALL BY NAME FROM no_report) r
    LEFT JOIN corrected d ON d.article_id = r.article_id AND d.field = 'published_on'
    LEFT JOIN corrected o ON o.article_id = r.article_id AND o.field = 'outlet'
"""
"""The load report with corrections; columns that a corpus of an older format does not have are null (by ``no_report``, which has all and no rows)."""
