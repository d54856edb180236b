"""Words of speaker resolution: closed classes of newspaper English (lower case, lemmas unless said otherwise), put together by reading news.

The nouns that other rooms know as well stand in :mod:`ontherecord.extraction.nouns`.
"""

from __future__ import annotations

from typing import Literal

from ontherecord.extraction.nouns import (
    ASSOCIATIONS,
    BODIES,
    EXECUTIVES,
    EXPERTS,
    FEMALE_NOUNS,
    MALE_NOUNS,
    OUTLETS,
    STATE_WORKS,
    VOICES,
    WORKS,
    is_human,
    words,
)

__all__ = [
    "ASSOCIATIONS", "BODIES", "EXECUTIVES", "EXPERTS", "FEMALE_NOUNS", "MALE_NOUNS", "OUTLETS", "STATE_WORKS", "VOICES", "WORKS", "is_human",
]  # fmt: skip

# --- pronouns and determiners --------------------------------------------------------------------------------------------------------

_FORMS: dict[Literal["m", "f", "n", "p"], str] = {
    "m": "he him his himself",
    "f": "she her hers herself",
    "n": "it its itself",
    "p": "they them their theirs themselves both all others some many several",
}
PRONOUN_GENDER = {form: gender for gender, forms in _FORMS.items() for form in forms.split()}
"""Gender (or number: p) that a third-person form asks of its antecedent."""
PERSONAL = words(f"{_FORMS['m']} {_FORMS['f']}")
NEUTER = words(_FORMS["n"])
PLURAL = words("they them their theirs themselves both")
RELATIVES = words("who whom which that whose")
FIRST_PERSON = words("i me my we us our you your")
ANIMATE_ALONE = words("others some many several most few")
"""Quantifiers that name people by themselves: "Others said ..."."""
COUNTED = ANIMATE_ALONE | words("all both half")
"""Before "of": the words that belong to the name of a source ("some of the protesters")."""
DEFINITE = words("the this that these those his her its their our my")
_NUMBERS = words("one two three four several many few most some")
INDEFINITE = _NUMBERS | words("a an another any other no five multiple various numerous every each")
DROPPED_FIRST = _NUMBERS - {"few"} | words("the a an this that these those other various multiple both another such even what")
"""Words that a canonical description does not begin with: "a White House official" -> "White House official"."""
PARTITIVES = _NUMBERS | words("number all both dozens hundreds scores majority handful couple pair % percent")
"""Before "of", these only count what follows: "a number of senators"."""

# --- offices -------------------------------------------------------------------------------------------------------------------------

SAME_ROLE: tuple[frozenset[str], ...] = (
    frozenset({"premier", "minister", "pm", "chancellor", "taoiseach"}),
    frozenset({"senator", "sen", "sen."}),
    frozenset({"representative", "rep", "rep.", "reps.", "congressman", "congresswoman"}),
    frozenset({"governor", "gov", "gov."}),
    frozenset({"lawyer", "attorney", "counsel", "solicitor", "barrister"}),
    frozenset({"spokesman", "spokeswoman", "spokesperson", "spox", "press"}),
    frozenset({"ambassador", "envoy"}),
    frozenset({"general", "gen.", "commander", "lt.", "maj."}),
    frozenset({"colonel", "col."}),
    frozenset({"admiral", "adm."}),
    frozenset({"candidate", "nominee", "contender", "hopeful", "frontrunner", "front-runner", "challenger"}),
    frozenset({"adviser", "advisor", "aide", "counselor", "strategist"}),
    frozenset({"chief", "head", "director", "chairman", "chairwoman", "chair", "boss", "ceo"}),
    frozenset({"businessman", "businesswoman", "billionaire", "tycoon", "mogul", "entrepreneur"}),
    frozenset({"journalist", "reporter", "columnist", "writer", "correspondent"}),
    frozenset({"host", "anchor", "presenter", "commentator"}),
    frozenset({"author", "writer", "novelist"}),
    frozenset({"doctor", "physician", "dr.", "surgeon"}),
    frozenset({"pope", "pontiff"}),
    frozenset({"king", "queen", "monarch"}),
    frozenset({"judge", "justice"}),
    frozenset({"activist", "campaigner", "organizer", "organiser"}),
    frozenset({"coach", "manager"}),
    frozenset({"mp", "parliamentarian", "backbencher", "deputy"}),
)  # fmt: skip
"""Offices under another name: a description's head matches a person known by any word of the same set."""

BROADER: dict[str, frozenset[str]] = {
    "leader": words("""
        president premier minister chancellor king chairman chief dictator head speaker pm ayatollah emir governor
    """),
    "head": frozenset({"president", "leader", "director", "chief", "chairman", "secretary"}),
    "chief": frozenset({"president", "director", "secretary", "minister", "commander", "head", "chairman"}),
    "executive": frozenset({"ceo", "chief", "president", "director", "founder"}),
    "politician": words("""
        senator sen. rep. congressman congresswoman governor gov. minister president mp mayor lawmaker deputy
    """),
    "lawmaker": frozenset({"senator", "sen.", "rep.", "congressman", "congresswoman", "mp", "representative", "deputy", "legislator"}),
    "legislator": frozenset({"senator", "sen.", "rep.", "congressman", "congresswoman", "mp", "representative", "deputy", "lawmaker"}),
    "republican": frozenset({"senator", "sen.", "rep.", "congressman", "governor", "gov.", "speaker"}),
    "democrat": frozenset({"senator", "sen.", "rep.", "congressman", "congresswoman", "governor", "gov.", "speaker"}),
    "tory": frozenset({"mp", "minister"}),
    "diplomat": frozenset({"ambassador", "envoy", "minister", "secretary", "consul", "negotiator"}),
    "secretary": frozenset({"secretary-general"}),
    "prosecutor": frozenset({"attorney", "counsel"}),
    "officer": frozenset({"colonel", "captain", "sergeant", "lieutenant", "sheriff", "chief", "general", "commander"}),
    "expert": frozenset({"professor", "analyst", "director", "fellow", "scholar", "economist", "researcher"}),
    "scholar": frozenset({"professor", "fellow", "historian"}),
    "academic": frozenset({"professor", "lecturer"}),
    "scientist": frozenset({"professor", "researcher", "physicist", "biologist"}),
    "researcher": frozenset({"professor", "scientist", "fellow"}),
    "cleric": frozenset({"archbishop", "bishop", "cardinal", "priest", "imam", "ayatollah", "pope", "pastor", "rabbi"}),
    "star": frozenset({"player", "striker", "singer", "actor", "actress"}),
    "filmmaker": frozenset({"director", "producer"}),
    "royal": frozenset({"prince", "princess", "king", "queen", "duke", "duchess"}),
}
"""Hypernyms: "the Polish leader" may be a president, never the other way round."""
ROLE_HEADS = frozenset().union(*SAME_ROLE)


OFFICE_MODIFIERS = words("""
    foreign prime defense defence finance interior health justice trade economy vice deputy first press attorney general education energy
    transport agriculture labor labour home
""")
"""Words without which an office is another one."""
RANKS = ("vice", "deputy", "prime")
UNSPECIFIC = words("official source person insider witness resident man woman people user individual")
"""Descriptions that newspapers use for people whom they do not name; "the official" is the one mentioned before, hardly a named person."""
SPOKESPEOPLE = words("spokesman spokeswoman spokesperson aide adviser advisor lawyer attorney")
"""People who speak for another."""
HOUSE_VOICES = SPOKESPEOPLE | words("official executive representative")
"""People who, bare, are those of the body that the sentence is about."""
TITLES = words("""
    mr mr. mrs mrs. ms ms. miss dr dr. sir lord lady dame sen sen. rep rep. reps. sens. gov gov. president prime minister foreign chancellor
    king queen prince princess pope gen gen. col col. lt. maj. adm. capt. sgt. former then late vice secretary senator congressman
    congresswoman representative governor mayor judge justice professor prof. ambassador premier leader president-elect defense defence
    candidate nominee republican democratic attorney general chairman director deputy first speaker ayatollah supreme crown
""")


# --- countries -----------------------------------------------------------------------------------------------------------------------

LOCAL_WORDS = words("""
    law-enforcement police prosecutor prosecutors senator senators lawmaker lawmakers legislator authorities judge court investigator investigators
    congressman federal officer
""")
"""Unnamed sources who serve where they are: without a country beside them that in which the story plays."""
PUBLIC_WORDS = words("""
    official officials defense defence military intelligence government national-security security administration parliament army ministry
    commander minister ministers
""")
"""Unnamed sources in public service: without a country beside them that of the article, where it names no other. Diplomats are mostly abroad."""
US_WORDS = words("""
    republican republicans democrat democrats gop congressional senate administration federal pentagon
""")
"""Words that place an unnamed source in the United States unless another country stands beside them (in English-language news)."""

# --- other words ---------------------------------------------------------------------------------------------------------------------

OUTLET_NAMES = words("""
    courier dispatch examiner inquirer standard express ledger bulletin register monitor review
    times post journal news herald guardian tribune telegraph reuters bbc cnn nbc abc cbs msnbc npr bloomberg politico axios press afp ap
    xinhua tass interfax mirror mail independent observer economist gazette chronicle star sun globe daily tv radio magazine television
    jazeera fox spiegel monde figaro agency newsweek beast hill atlantic vox buzzfeed wire weekly today broadcasting network yonhap sputnik
""")
"""Words by which an organisation's name shows that it is a news outlet."""
ENDS_PHRASE = words("""
    who whom whose which that where when familiar close speaking quoted cited briefed involved gathered including like such as
""")
"""Words that end the canonical description of an unnamed source: "an official familiar with the talks" -> "official"."""

PARTS_OF_WORKS = words("finding result figure document conclusion")
"""What takes up any document before it: "according to the findings"."""
ASK = words("ask press question quiz")
"""Cues that, in the passive and without a source, belong to an unnamed questioner: "Asked whether ..."."""
