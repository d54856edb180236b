"""Which nouns name people, bodies, statements and works: closed classes of newspaper English (lower case, lemmas), put together by reading news."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a list, each written once."""
    return frozenset(text.split())


# --- people --------------------------------------------------------------------------------------------------------------------------

FEMALE_NOUNS = words("""
    actress assemblywoman aunt baroness businesswoman chairwoman congresswoman councilwoman daughter duchess girl girlfriend grandmother heiress
    lady mother nun policewoman princess queen saleswoman sister spokeswoman stateswoman widow wife woman
""")
MALE_NOUNS = words("""
    actor archbishop assemblyman bishop boy boyfriend brother businessman chairman congressman councilman duke emir father grandfather husband
    king man monk policeman pontiff pope priest prince salesman son son-in-law spokesman statesman sultan uncle
""")
EXECUTIVES = words("""
    chancellor governor leader mayor minister premier president secretary senator speaker
""")
"""Offices of which there is one in a place: "French president" names somebody without "the"."""
EXPERTS = words("""
    academic activist advocate analyst author business columnist commentator critic demonstrator doctor economist expert fan forecaster historian
    insider investor journalist lawyer observer pollster professor protester protestor pundit reporter researcher resident sceptic scholar
    scientist skeptic specialist strategist student trader user witness writer
""")
"""Private people: without a name they speak for no country."""
PEOPLE = (
    FEMALE_NOUNS
    | MALE_NOUNS
    | EXECUTIVES
    | EXPERTS
    | words("""
        accuser administrator adviser advisor agent aid-worker aide ally ambassador american anchor applicant appointee architect archivist artist
        assistant associate attacker attendee attorney authorities backbencher backer bailiff baker band billionaire blogger boss bowler boxer
        breeder bride builder butcher buyer bystander caller campaigner candidate captain captive captor cardinal caregiver carer celebrity
        centrist ceo chair challenger chemist chief child cleric clerk co-author co-founder coach colleague commander commander-in-chief
        commissioner commuter complainant conservative constituent consultant contender contractor contributor convener coordinator correspondent
        councillor counsel counterpart couple cousin crowd curator customer cyclist dean defendant defender delegate delegation demonstrators
        dentist deputy designer detective detractor developer diplomat director dissident donor dozens driver duo economists editor employee envoy
        evangelist ex-president ex-wife executive exile facilitator family farmer fellow fiance fiancee fighter figure filmmaker finalist
        firefighter first-lady forester founder friend frontrunner gang general goalkeeper granddaughter grandson grocer groom guardian guest guy
        hacker half hardliner hawk head homeowner hopeful host hostage hundreds hunter imam immigrant incumbent individual inmate inspector
        instructor insurgent interviewee investigator islamist islander jockey judge juror kid killer kingpin landlord laureate lawmaker lecturer
        leftist legislator liberal libertarian lobbyist local logger looter loser loyalist majority manager marcher mechanic member midfielder
        midwife migrant militant millions miner minority mob moderate moderator mogul monarch monitor motorist mp nationalist negotiator neighbor
        neighbour nephew niece nominee nurse officer official onlooker operative opponent organiser organizer organizers orphan other owner pair
        panelist panellist paramedic parent parliamentarian participant partner passenger pastor pedestrian pensioner pharmacist physicist
        picketer pilot pitcher plaintiff planner player plumber plurality pm populist poster predecessor principal prisoner programmer progressive
        proponent prosecutor psychiatrist public publicist quarter quarterback rabbi rancher ranger reader rebel referee refugee relative
        representative representatives republican respondent retiree ringleader rioter rival runner-up sailor secretary-general seller separatist
        sheriff shooter shopkeeper shopper signatory singer skipper smuggler socialist soldier source sprinter staffer star stepfather stepmother
        stepson striker successor superintendent supporter surgeon survivor suspect swimmer taxpayer teacher teammate tenant tenth texter
        therapist third thousands tory trafficker trainer treasurer trio trucker tweeter tycoon umpire undersecretary vet veteran veterans
        veterinarian vice-president victim viewer vigilante villager voter warlord whistleblower widower winger winner worker wrestler zookeeper
""")
)
_PERSON_ENDINGS = ("man", "woman", "person", "people", "ician", "ologist", "crat", "eer", "grapher")
"""Ends of nouns that name people: no list of callings is ever whole."""


def is_human(lemma: str) -> bool:
    """A noun (lower case, lemma) that names a person or people."""
    return lemma in PEOPLE or lemma.endswith(_PERSON_ENDINGS)


# --- bodies --------------------------------------------------------------------------------------------------------------------------

OUTLETS = words("""
    broadcaster channel daily journal magazine media network newspaper outlet paper press site station tabloid weekly
""")
ASSOCIATIONS = words("""
    airline association automaker carmaker charity company firm group manufacturer militia movement organisation organization retailer union
""")
"""Words that may take up any body that is neither public nor a news outlet: "the company", "the group"."""
BODIES = (
    OUTLETS
    | ASSOCIATIONS
    | words("""
        academy administration administrations agency alliance archive army authorities authority bank bloc board bureau cabinet camp campaign
        center centre chamber church city clinic club coalition command commission committee community congress consulate coroner corps council
        country court defence defense delegation department directorate embassy exchange faction federation force forces foundation fund
        government guard hospital hotel house institute intelligence junta kingdom kremlin lab laboratory leadership league military ministry
        mission monarchy nation navy ngo office opposition palace panel parliament party pentagon police prefecture presidency prosecution
        publisher regime regulator republic restaurant school secretariat senate service shop society staff state store studio team thinktank
        tribunal university vatican watchdog
""")
)

# --- what is said and written --------------------------------------------------------------------------------------------------------

VOICES = words("""
    account accusation admission advice allegation announcement answer appeal argument assertion assessment briefing call claim column comment
    communique communiqué complaint confession contention declaration demand denial e-mail email estimate guess insistence interview letter memo
    message note op-ed plea pledge position post promise release remark reply response ruling speech statement suggestion testimony text threat
    tweet tweets video vow warning word words
""")
"""Where someone speaks through it, the speaker is whoever issued it: "a statement by the ministry", "the president's tweet"."""
STATE_WORKS = words("""
    act amendment bill constitution decree doctrine edict indictment law legislation ordinance ruling statute verdict
""")
"""Works that only a state makes: without a country beside them they are of the one that the article is about."""
WORKS = STATE_WORKS | words("""
    accord ad advert advertisement affidavit agreement analysis article audit autopsy banner biography book brochure bulletin cable caption census
    charter contract data datum deal dispatch document documents dossier draft editorial evidence figure file filing finding flyer footage
    forecast graph guidance guideline headline inquiry investigation lawsuit leaflet listing mailer manifesto map memoir notice order pact page
    photograph placard plan poll poster projection propaganda proposal readout record report reports research resolution result review rule sign
    statistic story studies study survey table transcript treaty warrant website
""")
"""Works that speak for themselves: a document is the speaker, named with its maker: "UN report"."""
