"""CAMEO, the older code book, and the table between it and PLOVER.

Each line of the table is a CAMEO code, what it covers in few words, the PLOVER type it falls under and the modes.
Codes of roots 01 (statements that are no act) and of plain comment have no type.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onrecord.model.claims import EventType

_TABLE = """
01|make a public statement|
010|make a statement|
011|decline comment|
012|make a pessimistic comment|
013|make an optimistic comment|
014|consider a policy option|
015|acknowledge or claim responsibility|
016|deny responsibility|REJECT
017|engage in a symbolic act|
018|make an empathetic comment|SUPPORT
019|express accord|SUPPORT
02|appeal|REQUEST
020|appeal or request|REQUEST
021|appeal for material cooperation|REQUEST assist
0211|appeal for economic cooperation|REQUEST assist
0212|appeal for military cooperation|REQUEST assist
0213|appeal for judicial cooperation|REQUEST assist
0214|appeal for intelligence|REQUEST assist
022|appeal for diplomatic cooperation|REQUEST assist
023|appeal for aid|REQUEST assist
0231|appeal for economic aid|REQUEST assist
0232|appeal for military aid|REQUEST assist
0233|appeal for humanitarian aid|REQUEST assist
0234|appeal for military protection or peacekeeping|REQUEST assist
024|appeal for political reform|REQUEST change
0241|appeal for a change in leadership|REQUEST change
0242|appeal for a change of policy|REQUEST change
0243|appeal for rights|REQUEST change
0244|appeal for a change in institutions|REQUEST change
025|appeal to yield|REQUEST yield
0251|appeal for easing of administrative sanctions|REQUEST yield
0252|appeal for easing of popular dissent|REQUEST yield
0253|appeal for release of persons or property|REQUEST yield
0254|appeal for easing of economic sanctions|REQUEST yield
0255|appeal for letting in others|REQUEST yield
0256|appeal for de-escalation|REQUEST yield
026|appeal to meet or negotiate|REQUEST meet
027|appeal to settle a dispute|REQUEST meet
028|appeal to accept mediation|REQUEST meet
03|express intent to cooperate|AGREE
030|express intent to cooperate|AGREE
031|express intent for material cooperation|AGREE
0311|express intent for economic cooperation|AGREE
0312|express intent for military cooperation|AGREE
0313|express intent for judicial cooperation|AGREE
0314|express intent for intelligence cooperation|AGREE
032|express intent for diplomatic cooperation|AGREE
033|express intent to provide aid|AGREE
0331|express intent to provide economic aid|AGREE
0332|express intent to provide military aid|AGREE
0333|express intent to provide humanitarian aid|AGREE
0334|express intent to provide protection or peacekeeping|AGREE
034|express intent to reform|CONCEDE
0341|express intent to change leadership|CONCEDE
0342|express intent to change policy|CONCEDE
0343|express intent to provide rights|CONCEDE
0344|express intent to change institutions|CONCEDE
035|express intent to yield|CONCEDE
0351|express intent to ease administrative sanctions|CONCEDE
0352|express intent to ease popular dissent|CONCEDE
0353|express intent to release persons or property|CONCEDE
0354|express intent to ease economic sanctions|CONCEDE
0355|express intent to let in others|CONCEDE
0356|express intent to de-escalate|CONCEDE
036|express intent to meet or negotiate|AGREE
037|express intent to settle a dispute|AGREE
038|express intent to accept mediation|AGREE
039|express intent to mediate|AGREE
04|consult|CONSULT
040|consult|CONSULT
041|discuss by telephone|CONSULT phone
042|make a visit|CONSULT visit
043|host a visit|CONSULT visit
044|meet at a third location|CONSULT multilateral
045|mediate|CONSULT third-party
046|engage in negotiation|CONSULT
05|engage in diplomatic cooperation|SUPPORT
050|engage in diplomatic cooperation|SUPPORT
051|praise or endorse|SUPPORT
052|defend verbally|SUPPORT
053|rally support for|SUPPORT
054|grant diplomatic recognition|SUPPORT
055|apologise|CONCEDE
056|forgive|CONCEDE
057|sign a formal agreement|SUPPORT
06|engage in material cooperation|COOPERATE
060|engage in material cooperation|COOPERATE
061|cooperate economically|COOPERATE
062|cooperate militarily|COOPERATE
063|engage in judicial cooperation|COOPERATE
064|share intelligence|COOPERATE
07|provide aid|AID
070|provide aid|AID
071|provide economic aid|AID
072|provide military aid|AID
073|provide humanitarian aid|AID
074|provide military protection or peacekeeping|AID
075|grant asylum|AID
08|yield|CONCEDE
080|yield|CONCEDE
081|ease administrative sanctions|CONCEDE
0811|ease restrictions on political freedoms|CONCEDE
0812|ease a ban on parties or politicians|CONCEDE
0813|ease a curfew|CONCEDE
0814|ease a state of emergency|CONCEDE
082|ease popular dissent|CONCEDE
083|accede to demands for reform|CONCEDE
0831|accede to demands for a change in leadership|CONCEDE
0832|accede to demands for a change of policy|CONCEDE
0833|accede to demands for rights|CONCEDE
0834|accede to demands for a change in institutions|CONCEDE
084|return or release|RETREAT release
0841|return or release persons|RETREAT release
0842|return or release property|RETREAT release
085|ease economic sanctions|CONCEDE
086|let in others|RETREAT access
0861|let in peacekeepers|RETREAT access
0862|let in inspectors|RETREAT access
0863|let in humanitarian agencies|RETREAT access
087|de-escalate|RETREAT
0871|keep a truce|RETREAT ceasefire
0872|ease a blockade|RETREAT
0873|demobilise armed forces|RETREAT disarm
0874|retreat or surrender|RETREAT withdraw
09|investigate|ACCUSE investigate
090|investigate|ACCUSE investigate
091|investigate crime or corruption|ACCUSE investigate
092|investigate human rights abuses|ACCUSE investigate
093|investigate military action|ACCUSE investigate
094|investigate war crimes|ACCUSE investigate
10|demand|REQUEST
100|demand|REQUEST
101|demand material cooperation|REQUEST assist
1011|demand economic cooperation|REQUEST assist
1012|demand military cooperation|REQUEST assist
1013|demand judicial cooperation|REQUEST assist
1014|demand intelligence cooperation|REQUEST assist
102|demand diplomatic cooperation|REQUEST assist
103|demand aid|REQUEST assist
1031|demand economic aid|REQUEST assist
1032|demand military aid|REQUEST assist
1033|demand humanitarian aid|REQUEST assist
1034|demand protection or peacekeeping|REQUEST assist
104|demand political reform|REQUEST change
1041|demand a change in leadership|REQUEST change
1042|demand a change of policy|REQUEST change
1043|demand rights|REQUEST change
1044|demand a change in institutions|REQUEST change
105|demand yielding|REQUEST yield
1051|demand easing of administrative sanctions|REQUEST yield
1052|demand easing of popular dissent|REQUEST yield
1053|demand release of persons or property|REQUEST yield
1054|demand easing of economic sanctions|REQUEST yield
1055|demand letting in others|REQUEST yield
1056|demand de-escalation|REQUEST yield
106|demand a meeting|REQUEST meet
107|demand settling of a dispute|REQUEST meet
108|demand mediation|REQUEST meet
11|disapprove|ACCUSE disapprove
110|disapprove|ACCUSE disapprove
111|criticise or denounce|ACCUSE disapprove
112|accuse|ACCUSE allege
1121|accuse of crime or corruption|ACCUSE allege
1122|accuse of human rights abuses|ACCUSE allege
1123|accuse of aggression|ACCUSE allege
1124|accuse of war crimes|ACCUSE allege
1125|accuse of espionage or treason|ACCUSE allege
113|rally opposition against|ACCUSE disapprove
114|complain officially|ACCUSE disapprove
115|bring a lawsuit|ACCUSE allege
116|find guilty or liable|SANCTION convict
12|reject|REJECT
120|reject|REJECT
121|reject material cooperation|REJECT assist
1211|reject economic cooperation|REJECT assist
1212|reject military cooperation|REJECT assist
1213|reject judicial cooperation|REJECT assist
1214|reject intelligence cooperation|REJECT assist
122|reject a request for aid|REJECT assist
1221|reject a request for economic aid|REJECT assist
1222|reject a request for military aid|REJECT assist
1223|reject a request for humanitarian aid|REJECT assist
1224|reject a request for protection or peacekeeping|REJECT assist
123|reject political reform|REJECT change
1231|reject a change in leadership|REJECT change
1232|reject a change of policy|REJECT change
1233|reject rights|REJECT change
1234|reject a change in institutions|REJECT change
124|refuse to yield|REJECT yield
1241|refuse to ease administrative sanctions|REJECT yield
1242|refuse to ease popular dissent|REJECT yield
1243|refuse to release persons or property|REJECT yield
1244|refuse to ease economic sanctions|REJECT yield
1245|refuse to let in others|REJECT yield
1246|refuse to de-escalate|REJECT yield
125|reject a meeting or negotiation|REJECT meet
126|reject mediation|REJECT meet
127|reject a plan to settle a dispute|REJECT meet
128|defy norms or law|REJECT
129|veto|REJECT
13|threaten|THREATEN
130|threaten|THREATEN
131|threaten non-force|THREATEN relations
1311|threaten to reduce or stop aid|THREATEN relations
1312|threaten to boycott, embargo or sanction|THREATEN relations
1313|threaten to reduce or break relations|THREATEN relations
132|threaten administrative sanctions|THREATEN restrict
1321|threaten restrictions on political freedoms|THREATEN restrict
1322|threaten to ban parties or politicians|THREATEN restrict
1323|threaten a curfew|THREATEN restrict
1324|threaten a state of emergency|THREATEN restrict
133|threaten collective dissent|THREATEN
134|threaten to halt negotiations|THREATEN relations
135|threaten to halt mediation|THREATEN relations
136|threaten to halt the involvement of others|THREATEN expel
137|threaten repression|THREATEN arrest
138|threaten military force|THREATEN violence
1381|threaten a blockade|THREATEN violence
1382|threaten occupation|THREATEN territory
1383|threaten unconventional violence|THREATEN violence
1384|threaten a conventional attack|THREATEN violence
1385|threaten mass destruction|THREATEN violence
139|give an ultimatum|THREATEN
14|protest|PROTEST
140|engage in political dissent|PROTEST
141|demonstrate or rally|PROTEST demo
1411|demonstrate for a change in leadership|PROTEST demo
1412|demonstrate for a change of policy|PROTEST demo
1413|demonstrate for rights|PROTEST demo
1414|demonstrate for a change in institutions|PROTEST demo
142|conduct a hunger strike|PROTEST hunger
1421|hunger strike for a change in leadership|PROTEST hunger
1422|hunger strike for a change of policy|PROTEST hunger
1423|hunger strike for rights|PROTEST hunger
1424|hunger strike for a change in institutions|PROTEST hunger
143|conduct a strike or boycott|PROTEST strike
1431|strike or boycott for a change in leadership|PROTEST strike
1432|strike or boycott for a change of policy|PROTEST strike
1433|strike or boycott for rights|PROTEST strike
1434|strike or boycott for a change in institutions|PROTEST strike
144|obstruct passage|PROTEST obstruct
1441|obstruct passage for a change in leadership|PROTEST obstruct
1442|obstruct passage for a change of policy|PROTEST obstruct
1443|obstruct passage for rights|PROTEST obstruct
1444|obstruct passage for a change in institutions|PROTEST obstruct
145|protest violently or riot|PROTEST riot
1451|riot for a change in leadership|PROTEST riot
1452|riot for a change of policy|PROTEST riot
1453|riot for rights|PROTEST riot
1454|riot for a change in institutions|PROTEST riot
15|exhibit force posture|MOBILIZE
150|exhibit military or police power|MOBILIZE
151|raise police alert|MOBILIZE police
152|raise military alert|MOBILIZE troops
153|mobilise police power|MOBILIZE police
154|mobilise armed forces|MOBILIZE troops
155|mobilise cyber forces|MOBILIZE
16|reduce relations|SANCTION
160|reduce relations|SANCTION discontinue
161|reduce or break diplomatic relations|SANCTION discontinue
162|reduce or stop aid|SANCTION withdraw
1621|reduce or stop economic aid|SANCTION withdraw
1622|reduce or stop military aid|SANCTION withdraw
1623|reduce or stop humanitarian aid|SANCTION withdraw
163|impose an embargo, boycott or sanctions|SANCTION
164|halt negotiations|SANCTION discontinue
165|halt mediation|SANCTION discontinue
166|expel or withdraw missions|SANCTION expel
1661|expel or withdraw peacekeepers|SANCTION expel
1662|expel or withdraw inspectors|SANCTION expel
1663|expel or withdraw aid agencies|SANCTION expel
17|coerce|COERCE
170|coerce|COERCE
171|seize or damage property|COERCE seize
1711|confiscate property|COERCE seize
1712|destroy property|ASSAULT destroy
172|impose administrative sanctions|COERCE restrict
1721|restrict political freedoms|COERCE restrict
1722|ban parties or politicians|COERCE restrict
1723|impose a curfew|COERCE curfew
1724|impose a state of emergency or martial law|COERCE martial-law
173|arrest, detain or charge|COERCE arrest
174|expel or deport individuals|COERCE deport
175|use violent repression|ASSAULT crowd-control
176|attack cybernetically|COERCE cyber
18|assault|ASSAULT
180|use unconventional violence|ASSAULT
181|abduct, hijack or take hostage|ASSAULT abduct
182|physically assault|ASSAULT beat
1821|sexually assault|ASSAULT sexual
1822|torture|ASSAULT torture
1823|kill by physical assault|ASSAULT primitive
183|bomb outside warfare|ASSAULT explosives
1831|carry out a suicide bombing|ASSAULT suicide-attack
1832|carry out a vehicular bombing|ASSAULT explosives
1833|carry out a roadside bombing|ASSAULT explosives
1834|carry out a location bombing|ASSAULT explosives
184|use as human shield|ASSAULT abduct
185|attempt to assassinate|ASSAULT targeted
186|assassinate|ASSAULT targeted
19|fight|ASSAULT
190|use conventional military force|ASSAULT
191|impose a blockade, restrict movement|COERCE restrict
192|occupy territory|ASSAULT
193|fight with small arms|ASSAULT firearms
194|fight with artillery and tanks|ASSAULT heavy-weapons
195|employ aerial weapons|ASSAULT aerial
1951|employ precision-guided aerial munitions|ASSAULT aerial
1952|employ remotely piloted aerial munitions|ASSAULT drone
196|violate a ceasefire|ASSAULT
20|use unconventional mass violence|ASSAULT unconventional
200|use unconventional mass violence|ASSAULT unconventional
201|engage in mass expulsion|COERCE deport
202|engage in mass killings|ASSAULT unconventional
203|engage in ethnic cleansing|ASSAULT unconventional
204|use weapons of mass destruction|ASSAULT unconventional
2041|use chemical, biological or radiological weapons|ASSAULT unconventional
2042|detonate nuclear weapons|ASSAULT unconventional
"""

_CODES: Mapping[EventType, str] = {
    EventType.AGREE: "030",
    EventType.CONSULT: "040",
    EventType.SUPPORT: "050",
    EventType.CONCEDE: "080",
    EventType.COOPERATE: "060",
    EventType.AID: "070",
    EventType.RETREAT: "087",
    EventType.REQUEST: "020",
    EventType.ACCUSE: "110",
    EventType.REJECT: "120",
    EventType.THREATEN: "130",
    EventType.PROTEST: "140",
    EventType.SANCTION: "163",
    EventType.MOBILIZE: "150",
    EventType.COERCE: "170",
    EventType.ASSAULT: "190",
}

# A mode without a CAMEO code that says more has the nearest; ICEWS and GDELT users look for these.
_MODE_CODES: Mapping[tuple[EventType, str], str] = {
    (EventType.CONSULT, "visit"): "042",
    (EventType.CONSULT, "third-party"): "045",
    (EventType.CONSULT, "multilateral"): "044",
    (EventType.CONSULT, "phone"): "041",
    (EventType.RETREAT, "withdraw"): "0874",
    (EventType.RETREAT, "release"): "084",
    (EventType.RETREAT, "disarm"): "0873",
    (EventType.RETREAT, "ceasefire"): "0871",
    (EventType.RETREAT, "access"): "086",
    (EventType.RETREAT, "resign"): "0831",
    (EventType.REQUEST, "assist"): "023",
    (EventType.REQUEST, "change"): "024",
    (EventType.REQUEST, "yield"): "025",
    (EventType.REQUEST, "meet"): "026",
    (EventType.REJECT, "assist"): "122",
    (EventType.REJECT, "change"): "123",
    (EventType.REJECT, "yield"): "124",
    (EventType.REJECT, "meet"): "125",
    (EventType.ACCUSE, "disapprove"): "111",
    (EventType.ACCUSE, "investigate"): "090",
    (EventType.ACCUSE, "allege"): "112",
    (EventType.THREATEN, "restrict"): "132",
    (EventType.THREATEN, "arrest"): "137",
    (EventType.THREATEN, "relations"): "131",
    (EventType.THREATEN, "expel"): "136",
    (EventType.THREATEN, "territory"): "1382",
    (EventType.THREATEN, "violence"): "138",
    (EventType.PROTEST, "demo"): "141",
    (EventType.PROTEST, "riot"): "145",
    (EventType.PROTEST, "strike"): "143",
    (EventType.PROTEST, "hunger"): "142",
    (EventType.PROTEST, "boycott"): "143",
    (EventType.PROTEST, "obstruct"): "144",
    (EventType.PROTEST, "vandalize"): "145",
    (EventType.SANCTION, "convict"): "116",
    (EventType.SANCTION, "expel"): "166",
    (EventType.SANCTION, "withdraw"): "162",
    (EventType.SANCTION, "discontinue"): "161",
    (EventType.MOBILIZE, "troops"): "154",
    (EventType.MOBILIZE, "weapons"): "154",
    (EventType.MOBILIZE, "police"): "153",
    (EventType.MOBILIZE, "militia"): "154",
    (EventType.COERCE, "seize"): "171",
    (EventType.COERCE, "restrict"): "172",
    (EventType.COERCE, "censor"): "1721",
    (EventType.COERCE, "curfew"): "1723",
    (EventType.COERCE, "martial-law"): "1724",
    (EventType.COERCE, "arrest"): "173",
    (EventType.COERCE, "deport"): "174",
    (EventType.COERCE, "withhold"): "172",
    (EventType.COERCE, "misinformation"): "170",
    (EventType.COERCE, "cyber"): "176",
    (EventType.ASSAULT, "abduct"): "181",
    (EventType.ASSAULT, "beat"): "182",
    (EventType.ASSAULT, "torture"): "1822",
    (EventType.ASSAULT, "sexual"): "1821",
    (EventType.ASSAULT, "targeted"): "186",
    (EventType.ASSAULT, "destroy"): "1712",
    (EventType.ASSAULT, "primitive"): "1823",
    (EventType.ASSAULT, "firearms"): "193",
    (EventType.ASSAULT, "explosives"): "183",
    (EventType.ASSAULT, "suicide-attack"): "183",
    (EventType.ASSAULT, "aerial"): "195",
    (EventType.ASSAULT, "drone"): "1952",
    (EventType.ASSAULT, "heavy-weapons"): "194",
    (EventType.ASSAULT, "crowd-control"): "175",
    (EventType.ASSAULT, "unconventional"): "200",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """What a CAMEO code means: its name in our words, and the PLOVER type and modes; type None for mere statements."""

    code: str
    name: str
    event_type: EventType | None
    modes: tuple[str, ...]


def _parsed() -> dict[str, Coded]:
    codes: dict[str, Coded] = {}
    for line in _TABLE.strip().splitlines():
        code, name, meaning = line.split("|")
        words = meaning.split()
        event_type = EventType(words[0]) if words else None
        codes[code] = Coded(code=code, name=name, event_type=event_type, modes=tuple(words[1:]))
    return codes


CAMEO: Mapping[str, Coded] = _parsed()


def from_cameo(code: str) -> Coded | None:
    """What a CAMEO code means in PLOVER, by its longest known beginning; None for what is no CAMEO code."""
    digits = code.strip()
    for length in range(len(digits), 1, -1):
        found = CAMEO.get(digits[:length])
        if found is not None:
            return found
    return None


def to_cameo(event_type: EventType, modes: Iterable[str] = ()) -> str:
    """The one CAMEO code nearest to a PLOVER type with its modes; of several modes the first that has a code."""
    for mode in modes:
        code = _MODE_CODES.get((event_type, mode))
        if code is not None:
            return code
    return _CODES[event_type]


def event_type(code: str) -> EventType | None:
    """The PLOVER type of a CAMEO code; None for what is no code and for mere statements."""
    found = from_cameo(code)
    return found.event_type if found else None
