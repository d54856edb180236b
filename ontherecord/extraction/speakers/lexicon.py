"""Words and weights of speaker resolution. All of it is data: the logic stands in the other modules.

Word lists are closed classes of newspaper English (lower case, lemmas unless said otherwise), put together by reading news.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# --- pronouns -------------------------------------------------------------------------------------------------------------

PRONOUN_GENDER = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
    "it": "n", "its": "n", "itself": "n",
    "they": "p", "them": "p", "their": "p", "theirs": "p", "themselves": "p",
    "both": "p", "all": "p", "others": "p", "some": "p", "many": "p", "several": "p",
}  # fmt: skip
"""Gender (or number: p) that a third-person form asks of its antecedent."""
PERSONAL = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves", "both"})
NEUTER = frozenset({"it", "its", "itself"})
RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
FIRST_PERSON = frozenset({"i", "me", "my", "we", "us", "our", "you", "your"})
QUANTIFIERS = _words("""
    others some many several most few those these any none all everyone everybody one another
""")
ANIMATE_ALONE = frozenset({"others", "some", "many", "several", "most", "few"})
"""Quantifiers that name people by themselves: "Others said ..."."""

# --- determiners ----------------------------------------------------------------------------------------------------------

DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my"})
INDEFINITE = _words("""
    a an one another some any several many few most other no two three four five multiple various numerous every each
""")
DROPPED_FIRST = _words("""
    the a an this that these those some one several many other two three four most various multiple both another such even
""")
"""Words that a canonical description does not begin with: "a White House official" -> "White House official"."""
PARTITIVE = _words("""
    number some one several many most all both two three four dozens hundreds scores majority handful couple pair few % percent
""")
"""Before "of", these only count what follows: "a number of senators"."""

# --- nouns ----------------------------------------------------------------------------------------------------------------

FEMALE_NOUNS = _words("""
    woman spokeswoman congresswoman chairwoman businesswoman saleswoman actress queen princess mother wife daughter sister girl lady widow
    councilwoman assemblywoman policewoman stateswoman duchess nun aunt grandmother heiress baroness girlfriend
""")
MALE_NOUNS = _words("""
    man spokesman congressman chairman businessman salesman actor king prince father husband son brother boy councilman assemblyman
    policeman statesman duke pope pontiff uncle grandfather monk bishop archbishop son-in-law emir sultan boyfriend priest
""")

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
    "leader": _words("""
        president premier minister chancellor king chairman chief dictator head speaker pm ayatollah emir governor
    """),
    "head": frozenset({"president", "leader", "director", "chief", "chairman", "secretary"}),
    "chief": frozenset({"president", "director", "secretary", "minister", "commander", "head", "chairman"}),
    "executive": frozenset({"ceo", "chief", "president", "director", "founder"}),
    "politician": _words("""
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

PARTY = {
    "republican": "R", "republicans": "R", "gop": "R", "democrat": "D", "democrats": "D", "democratic": "D",
    "tory": "T", "conservative": "T", "labour": "L", "libertarian": "B", "socialist": "S",
}  # fmt: skip
LOCAL_WORDS = _words("""
    law-enforcement police prosecutor prosecutors senator senators lawmaker lawmakers legislator authorities judge court investigator investigators
    congressman federal officer
""")
"""Unnamed sources who serve where they are: without a country beside them that in which the story plays."""
PUBLIC_WORDS = _words("""
    official officials defense defence military intelligence government national-security security administration parliament army ministry
    commander minister ministers
""")
"""Unnamed sources in public service: without a country beside them that of the article, where it names no other. Diplomats are mostly abroad."""
US_WORDS = _words("""
    republican republicans democrat democrats gop congressional senate administration federal pentagon
""")
"""Words that place an unnamed source in the United States unless another country stands beside them (in English-language news)."""
EXECUTIVE_GENERIC = _words("""
    president minister chancellor premier leader governor mayor senator secretary speaker
""")

OFFICE_MODIFIERS = _words("""
    foreign prime defense defence finance interior health justice trade economy vice deputy first press attorney general education energy
    transport agriculture labor labour home
""")
"""Words without which an office is another one."""
RANKS = ("vice", "deputy", "prime")
UNSPECIFIC = frozenset({"official", "source", "person", "insider", "witness", "resident", "man", "woman", "people", "user", "individual"})
"""Descriptions that newspapers use for people whom they do not name; "the official" is the one mentioned before, hardly a named person."""
HOUSE_VOICES = _words("spokesman spokeswoman spokesperson aide adviser advisor lawyer attorney official executive representative")
"""People who, bare, are those of the body that the sentence is about."""
VOICE_PEOPLE = _words("spokesman spokeswoman spokesperson aide adviser advisor lawyer attorney reporter host anchor")
"""People who speak for or beside another: "the spokesman" is hardly a second word for whoever spoke last."""
PARTS_OF_WORKS = frozenset({"finding", "result", "figure", "document", "report", "author", "statistic", "data", "text", "conclusion"})
"""What takes up any document before it: "according to the findings"."""

HUMAN_NOUNS = _words("""
    official aide adviser advisor source analyst expert observer critic diplomat lawmaker senator republican democrat supporter opponent
    activist protester protestor demonstrator resident witness spokesman spokeswoman spokesperson president minister secretary leader chief
    head director chairman chairwoman chair governor mayor ambassador envoy lawyer attorney prosecutor judge investigator officer commander
    general soldier man woman person people student teacher professor economist historian researcher scientist doctor nurse journalist
    reporter columnist author writer editor host anchor candidate nominee voter member deputy congressman congresswoman representative
    legislator mp politician conservative liberal premier chancellor pm king queen prince princess pope pontiff bishop archbishop priest
    cleric imam cardinal speaker counsel executive ceo boss founder owner businessman businesswoman billionaire tycoon investor trader
    strategist consultant scholar academic fellow veteran survivor victim relative family parent mother father wife husband son daughter
    brother sister friend neighbor neighbour colleague fan player coach manager captain star singer actor actress artist filmmaker organizer
    organiser campaigner commentator pundit insider participant respondent user guest caller interviewee whistleblower suspect defendant
    plaintiff refugee migrant farmer worker employee driver pilot passenger customer staffer negotiator delegate delegation pollster
    operative lobbyist advocate ally rival hawk hardliner rebel fighter militant insurgent monarch first-lady lady boy girl kid child guy
    individual figure tory socialist libertarian backbencher parliamentarian councilman councilwoman councillor commissioner superintendent
    sheriff detective policeman agent administrator coordinator representatives authorities contender hopeful frontrunner challenger
    successor predecessor publicist assistant secretary-general counterpart physician surgeon engineer evangelist pastor rabbi statesman
    mogul celebrity american son-in-law veterans viewer reader scientologist organizers inspector treasurer undersecretary cochairman
    co-founder co-author ex-president ex-wife commander-in-chief vice-president human public crowd skeptic sceptic proponent detractor
    specialist forecaster economists demonstrators contributor correspondent blogger constituent taxpayer donor backer appointee nationalist
    separatist populist leftist progressive moderate centrist islamist dissident exile prisoner inmate
""")

HUMAN_NOUNS |= _words("""
    associate attacker loyalist publicist ally partner boss monitor business shopper buyer seller campaigner aid-worker firefighter paramedic
    bystander onlooker local villager islander immigrant contender runner-up ringleader captor captive hostage gunman shooter killer victim
    accuser complainant juror bailiff clerk archivist curator principal dean lecturer instructor trainer teammate opponent incumbent challenger
    moderator panelist panellist facilitator convener signatory applicant nominee laureate winner loser finalist caller texter tweeter poster
    organiser attendee delegate marcher picketer striker looter rioter vigilante warlord kingpin smuggler trafficker hacker programmer developer
    designer architect planner builder contractor landlord tenant homeowner neighbour commuter motorist cyclist pedestrian sailor skipper seaman
    pensioner retiree orphan widow widower bride groom fiance fiancee cousin uncle aunt nephew niece grandson granddaughter grandfather
    grandmother parent stepfather stepmother stepson guardian carer caregiver midwife pharmacist dentist psychologist psychiatrist therapist
    epidemiologist virologist biologist physicist chemist engineer technician mechanic plumber electrician butcher baker grocer shopkeeper trucker
    farmer rancher miner logger hunter forester ranger zookeeper vet veterinarian breeder jockey referee umpire striker goalkeeper
    defender midfielder winger batsman bowler quarterback pitcher sprinter swimmer boxer wrestler fighter duo trio pair couple band gang mob
    other majority minority quarter third half plurality tenth hundreds thousands dozens millions
""")

_AGENT = ("man", "woman", "person", "people", "ician", "ologist", "crat", "eer", "grapher")
"""Ends of nouns that name people: no list of callings is ever whole."""


def is_human(lemma: str) -> bool:
    """A noun (lower case, lemma) that names a person or people."""
    return lemma in HUMAN_NOUNS or lemma.endswith(_AGENT)


COUNTED = frozenset({"some", "many", "several", "most", "few", "all", "both", "half", "others"})
"""Before "of": the words that belong to the name of a source ("some of the protesters")."""

ORG_NOUNS = _words("""
    ministry government administration department agency court committee party group company firm police military army navy council
    commission union office embassy campaign team network newspaper paper daily magazine outlet broadcaster channel station organisation
    organization association institute foundation bank university hospital bureau service staff parliament senate congress house cabinet
    regime junta authority authorities board panel alliance coalition bloc federation club league charity ngo watchdog regulator media press
    site kingdom country nation state city republic monarchy consulate presidency prefecture tribunal command guard force forces corps
    intelligence studio airline retailer manufacturer automaker carmaker publisher church vatican movement militia faction opposition
    leadership mission delegation camp defense defence prosecution tabloid weekly journal thinktank chamber society centre center school lab
    academy palace store shop restaurant hotel clinic coroner archive
    laboratory exchange fund secretariat directorate kremlin pentagon administrations community
""")
OUTLET_NOUNS = _words("""
    newspaper paper daily magazine outlet broadcaster channel station network tabloid weekly media press site journal
""")
OUTLET_NAME = _words("""
    courier dispatch examiner inquirer standard express ledger bulletin register monitor review
    times post journal news herald guardian tribune telegraph reuters bbc cnn nbc abc cbs msnbc npr bloomberg politico axios press afp ap
    xinhua tass interfax mirror mail independent observer economist gazette chronicle star sun globe daily tv radio magazine television
    jazeera fox spiegel monde figaro agency newsweek beast hill atlantic vox buzzfeed wire weekly today broadcasting network yonhap sputnik
""")
"""Words by which an organisation's name shows that it is a news outlet."""
COMPANY_NAME = _words("""
    inc corp ltd llc plc co company corporation group holdings motors bank airlines technologies gmbh ag
""")
COUNTRY_NOUNS = frozenset({"country", "nation", "kingdom", "state", "republic", "regime", "government", "monarchy"})

VOICE_NOUNS = _words("""
    statement tweet letter post remark comment email e-mail memo message release speech claim denial admission account announcement warning
    call communique communiqué declaration testimony interview op-ed video note threat advice assertion accusation allegation demand vow
    pledge promise answer reply response estimate briefing tweets column words word assessment plea appeal insistence argument ruling
    suggestion complaint confession guess contention position text
""")
"""Where someone speaks through it, the speaker is whoever issued it: "a statement by the ministry", "the president's tweet"."""
WORK_NOUNS = _words("""
    report study poll survey analysis document documents article book website data record file filing indictment resolution law bill act
    agreement treaty constitution doctrine story editorial review dossier transcript cable research finding figure statistic result
    photograph map memoir biography rule order affidavit complaint lawsuit warrant deal text draft manifesto amendment census audit inquiry
    investigation sign placard banner propaganda reports studies dispatch bulletin readout charter pact accord contract guideline guidance
    page headline caption plan proposal estimate projection forecast notice brochure leaflet graph table listing evidence
    data datum ad advert advertisement mailer decree autopsy edict flyer leaflet poster video footage
""")
"""Works that speak for themselves: a document is the speaker, named with its maker: "UN report"."""

STATE_WORKS = _words("""
    act amendment bill constitution decree doctrine edict indictment law legislation ordinance ruling statute verdict
""")
"""Works that only a state makes: without a country beside them they are of the one that the article is about."""
ISSUED = frozenset({"statement", "announcement", "declaration", "communique", "communiqué", "letter", "demand", "claim", "threat", "warning"})
"""What a country itself issues: "the U.S. statement"; a "U.S. intelligence assessment" only comes from there."""
OFFICE_NOUNS = _words("""
    president premier minister chancellor secretary ambassador envoy diplomat senator sen. rep. congressman congresswoman representative governor
    gov. mayor official spokesman spokeswoman spokesperson lawmaker legislator mp deputy general gen. commander admiral adm. colonel col. judge
    justice prosecutor king queen prince speaker adviser aide negotiator commissioner attorney-general undersecretary leader
""")
"""Public offices: whoever holds one speaks for the country that stands beside it."""
US_OFFICES = frozenset({"sen.", "rep.", "congressman", "congresswoman", "republican", "democrat", "gop"})
EXPERT_NOUNS = _words("""
    analyst expert economist professor scholar academic researcher scientist historian observer critic trader investor resident witness
    journalist reporter columnist commentator pundit student fan activist protester protestor demonstrator advocate strategist author writer
    doctor specialist business lawyer user forecaster skeptic sceptic insider pollster
""")
"""Unnamed private people: they speak for no country."""

ENDS_PHRASE = _words("""
    who whom whose which that where when familiar close speaking quoted cited briefed involved gathered including like such as
""")
"""Words that end the canonical description of an unnamed source: "an official familiar with the talks" -> "official"."""

TITLES = _words("""
    mr mr. mrs mrs. ms ms. miss dr dr. sir lord lady dame sen sen. rep rep. reps. sens. gov gov. president prime minister foreign chancellor
    king queen prince princess pope gen gen. col col. lt. maj. adm. capt. sgt. former then late vice secretary senator congressman
    congresswoman representative governor mayor judge justice professor prof. ambassador premier leader president-elect defense defence
    candidate nominee republican democratic attorney general chairman director deputy first speaker ayatollah supreme crown
""")

ASK_LEMMAS = frozenset({"ask", "press", "question", "quiz"})
"""Cues that, in the passive and without a source, belong to an unnamed questioner: "Asked whether ..."."""

# --- weights of a pronoun's or a description's candidates -----------------------------------------------------------------
# One number a property of the candidate's last mention. Fitted by hand on development articles, then kept where a change of a third moved nothing.

PRONOUN_WEIGHTS = {
    "same sentence": 0.6,  # "Macron arrived late and he said ...": near, but an object of the same clause is as near
    "previous sentence": 1.0,  # the usual place of an antecedent
    "sentence distance": -0.22,  # each further sentence makes it less likely (at most 12 count)
    "subject": 1.2,  # pronouns continue the subject of what precedes
    "object": 0.0,
    "possessor": -0.5,  # "Trump's lawyer said": the possessor is seldom meant next
    "modifier": -1.2,  # "the Trump administration": hardly a person here
    "speaker before": 0.8,  # whoever spoke last goes on speaking
    "speaker in paragraph": 0.9,  # more so in the same paragraph
    "starts paragraph": 0.4,
    "in direct content": -2.0,  # whom a quote talks about is not whom the narrator goes on about
    "in reported content": -0.9,
    "paragraph distance": -0.25,
    "frequency": 0.25,  # times the logarithm of the mentions: the article's main person
    "gender known": 2.2,  # an agreeing, known gender is better than an unknown one
    "named": 0.2,
    "organisation as they": -1.0,  # "they" takes up people before it takes up a body
}
PRONOUN_KEPT = 0.6
"""From this confidence on a pronoun of the narrator counts as a place of its person."""
PRONOUN_FLOOR = -1.8
"""Below this score a pronoun stays unresolved: unknown is better than wrong."""
MARGIN_SCALE = 1.2
"""Lead over the next candidate -> confidence, by a logistic curve."""

DESCRIPTION_WEIGHTS = {
    "same head": 3.0,
    "related head": 2.0,
    "modifier": 1.0,
    "country agrees": 1.5,
    "country differs": -5.0,
    "party agrees": 1.5,
    "party differs": -5.0,
    "former differs": -2.5,
    "other office": -2.0,
    "name missing": -1.0,
    "gender agrees": 0.5,
    "speaker before": 1.0,
    "sentence distance": -0.06,
    "frequency": 0.5,
    "not yet named": -1.5,
    "in content": -0.4,
    "generic head": 1.2,
}
DESCRIPTION_FLOOR = 1.6
