"""Who speaks in or for a public office, as far as the records say it: in SQL, so that a number and the quotes behind it are told by the same words.

**official**: an article gives the speaker a public office ("French energy minister", "Senator", "police chief", "judge") or describes it by one
("a White House official"), or the speaker is in this project's table of people in public office, or is a country, or a government, parliament,
court or intergovernmental body that this project knows by name, or is called after one ("Ministry of Energy"). **other**: an article gives the
speaker another role ("the farmer", "former minister", "party leader"), or it is another organisation, or a document. **unknown**: no article of
the corpus says what the speaker is, or nobody knows who speaks.

What the article of the quote says counts first; where it is silent, what other articles of the corpus say of the same name. Who once held an
office is not told from who holds it now unless the title says so. Words in any language but English are not read.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, get_args

from ontherecord import countries

Office = Literal["official", "other", "unknown"]
OFFICES: tuple[Office, ...] = get_args(Office)
_PUBLIC = ("government", "parliament", "court", "body")
"""Kinds of known organisations that are public bodies; "body" is one of several countries, such as the World Health Organization."""
_HOLDS = (
    "president|vice[- ]president|prime minister|premier|chancellor|taoiseach|minister|secretary of [a-z]+|[a-z]+ secretary|undersecretary|"
    "secretary[- ]general|(?:attorney|solicitor|surgeon|inspector|major|brigadier|lieutenant)[- ]general|^general$|ambassador|envoy|diplomat|"
    "embassy|consulate|consul|commissioner|government|white house|kremlin|cabinet|ministry|department|king|queen|emir|sultan|supreme leader|"
    "head of state|chief of staff|senators?|sen|rep|congress(?:man|woman)|lawmakers?|legislators?|parliament|parliamentarians?|mps?|meps?|"
    "governors?|gov|mayors?|council(?:man|woman|lor)s?|judges?|(?:chief|associate|court) justice|magistrate|prosecutor|sheriff|police|gen|"
    "colonel|col|admiral|adm|lieutenant|lt|military|army|navy|officials?|state department|foreign office|treasury"
)
_NOT = (
    "former|ex|late|then|shadow|candidate|nominee|ceo|company|bank|club|party|(?:trade|labou?r|workers|students|teachers|credit) union|"
    "university|college|school|centre|center|institute|foundation|association|society|network|group|corporation|inc|firm|executive|retired|"
    "team|league|federation|church|general counsel"
)
_HELD, _NOT_HELD = rf"(?i)\b(?:{_HOLDS})\b", rf"(?i)\b(?:{_NOT})\b"


def _office(words: str) -> str:
    return f"(regexp_matches({words}, '{_HELD}') AND NOT regexp_matches({words}, '{_NOT_HELD}'))"


@cache
def _rows() -> tuple[str, str]:
    """In SQL, of a row of the table ``entities``: whether it is official, and whether it has a role that is none."""
    names = ", ".join("'" + name.replace("'", "''") + "'" for name in countries.public_names(_PUBLIC))
    titles = f"list_bool_or(list_transform(roles, lambda r: {_office('r.title')}))"
    body = f"lower(regexp_replace(node_name, '^(?i)the ', '')) IN ({names})"
    reason = "coalesce(country_reason, '')"
    # Why a person speaks for a country names the office where the list of roles does not.
    described = f"{_office(reason)} OR CASE WHEN named THEN starts_with({reason}, 'well known') ELSE {_office('name')} END"
    official = f"""(kind = 'country'
        OR kind = 'organisation' AND ({body} OR {_office("node_name")} OR starts_with({reason}, 'a public body'))
        OR kind NOT IN ('country', 'organisation', 'other') AND CASE WHEN len(roles) > 0 THEN {titles} ELSE {described} END)"""
    other = "(kind NOT IN ('person', 'country') OR len(roles) > 0 OR NOT named)"
    return official, other


@cache
def office() -> str:
    """In SQL, of a row of the table ``quotes``: one of :data:`OFFICES`. It is never NULL."""
    official, other = _rows()
    here, anywhere = "(aid, eid) IN (SELECT (aid, eid) FROM entities WHERE eid IS NOT NULL AND {})", "eid IN (SELECT eid FROM entities WHERE {})"
    return f"""(CASE WHEN eid IS NULL THEN 'unknown'
        WHEN {here.format(official)} THEN 'official' WHEN {here.format(other)} THEN 'other'
        WHEN {anywhere.format(f"eid IS NOT NULL AND named AND {official}")} THEN 'official'
        WHEN {anywhere.format(f"eid IS NOT NULL AND named AND {other}")} THEN 'other' ELSE 'unknown' END)"""
