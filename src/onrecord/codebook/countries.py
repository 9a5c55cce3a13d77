"""Countries as the layouts of event data name them: ISO 3166-1, Gleditsch and Ward, FIPS 10-4, regions.

Each line: alpha-3, alpha-2, numeric, Gleditsch and Ward number, FIPS 10-4, English name, ACLED region. A code that a
country does not have is empty. Sources: ISO 3166-1 and FIPS 10-4 (as GeoNames lists them), Gleditsch and Ward 1999.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_TABLE = """
ABW|AW|533||AA|Aruba|Caribbean
AFG|AF|004|700|AF|Afghanistan|Caucasus and Central Asia
AGO|AO|024|540|AO|Angola|Middle Africa
AIA|AI|660||AV|Anguilla|Caribbean
ALA|AX|248|||Aland Islands|Europe
ALB|AL|008|339|AL|Albania|Europe
AND|AD|020|232|AN|Andorra|Europe
ARE|AE|784|696|AE|United Arab Emirates|Middle East
ARG|AR|032|160|AR|Argentina|South America
ARM|AM|051|371|AM|Armenia|Caucasus and Central Asia
ASM|AS|016||AQ|American Samoa|Oceania
ATA|AQ|010||AY|Antarctica|Antarctica
ATG|AG|028|58|AC|Antigua and Barbuda|Caribbean
AUS|AU|036|900|AS|Australia|Oceania
AUT|AT|040|305|AU|Austria|Europe
AZE|AZ|031|373|AJ|Azerbaijan|Caucasus and Central Asia
BDI|BI|108|516|BY|Burundi|Eastern Africa
BEL|BE|056|211|BE|Belgium|Europe
BEN|BJ|204|434|BN|Benin|Western Africa
BES|BQ|535|||Bonaire, Saint Eustatius and Saba |Caribbean
BFA|BF|854|439|UV|Burkina Faso|Western Africa
BGD|BD|050|771|BG|Bangladesh|South Asia
BGR|BG|100|355|BU|Bulgaria|Europe
BHR|BH|048|692|BA|Bahrain|Middle East
BHS|BS|044|31|BF|Bahamas|Caribbean
BIH|BA|070|346|BK|Bosnia and Herzegovina|Europe
BLM|BL|652||TB|Saint Barthelemy|Caribbean
BLR|BY|112|370|BO|Belarus|Europe
BLZ|BZ|084|80|BH|Belize|Central America
BMU|BM|060||BD|Bermuda|North America
BOL|BO|068|145|BL|Bolivia|South America
BRA|BR|076|140|BR|Brazil|South America
BRB|BB|052|53|BB|Barbados|Caribbean
BRN|BN|096|835|BX|Brunei|Southeast Asia
BTN|BT|064|760|BT|Bhutan|South Asia
BWA|BW|072|571|BC|Botswana|Southern Africa
CAF|CF|140|482|CT|Central African Republic|Middle Africa
CAN|CA|124|20|CA|Canada|North America
CHE|CH|756|225|SZ|Switzerland|Europe
CHL|CL|152|155|CI|Chile|South America
CHN|CN|156|710|CH|China|East Asia
CIV|CI|384|437|IV|Ivory Coast|Western Africa
CMR|CM|120|471|CM|Cameroon|Middle Africa
COD|CD|180|490|CG|Democratic Republic of Congo|Middle Africa
COG|CG|178|484|CF|Republic of Congo|Middle Africa
COK|CK|184||CW|Cook Islands|Oceania
COL|CO|170|100|CO|Colombia|South America
COM|KM|174|581|CN|Comoros|Eastern Africa
CPV|CV|132|402|CV|Cape Verde|Western Africa
CRI|CR|188|94|CS|Costa Rica|Central America
CUB|CU|192|40|CU|Cuba|Caribbean
CUW|CW|531||UC|Curacao|Caribbean
CYM|KY|136||CJ|Cayman Islands|Caribbean
CYP|CY|196|352|CY|Cyprus|Europe
CZE|CZ|203|316|EZ|Czechia|Europe
DEU|DE|276|260|GM|Germany|Europe
DJI|DJ|262|522|DJ|Djibouti|Eastern Africa
DMA|DM|212|54|DO|Dominica|Caribbean
DNK|DK|208|390|DA|Denmark|Europe
DOM|DO|214|42|DR|Dominican Republic|Caribbean
DZA|DZ|012|615|AG|Algeria|Northern Africa
ECU|EC|218|130|EC|Ecuador|South America
EGY|EG|818|651|EG|Egypt|Northern Africa
ERI|ER|232|531|ER|Eritrea|Eastern Africa
ESH|EH|732||WI|Western Sahara|Northern Africa
ESP|ES|724|230|SP|Spain|Europe
EST|EE|233|366|EN|Estonia|Europe
ETH|ET|231|530|ET|Ethiopia|Eastern Africa
FIN|FI|246|375|FI|Finland|Europe
FJI|FJ|242|950|FJ|Fiji|Oceania
FLK|FK|238||FK|Falkland Islands|South America
FRA|FR|250|220|FR|France|Europe
FRO|FO|234||FO|Faroe Islands|Europe
FSM|FM|583|987|FM|Micronesia|Oceania
GAB|GA|266|481|GB|Gabon|Middle Africa
GBR|GB|826|200|UK|United Kingdom|Europe
GEO|GE|268|372|GG|Georgia|Caucasus and Central Asia
GGY|GG|831||GK|Guernsey|Europe
GHA|GH|288|452|GH|Ghana|Western Africa
GIB|GI|292||GI|Gibraltar|Europe
GIN|GN|324|438|GV|Guinea|Western Africa
GLP|GP|312||GP|Guadeloupe|Caribbean
GMB|GM|270|420|GA|Gambia|Western Africa
GNB|GW|624|404|PU|Guinea-Bissau|Western Africa
GNQ|GQ|226|411|EK|Equatorial Guinea|Middle Africa
GRC|GR|300|350|GR|Greece|Europe
GRD|GD|308|55|GJ|Grenada|Caribbean
GRL|GL|304||GL|Greenland|North America
GTM|GT|320|90|GT|Guatemala|Central America
GUF|GF|254||FG|French Guiana|South America
GUM|GU|316||GQ|Guam|Oceania
GUY|GY|328|110|GY|Guyana|South America
HKG|HK|344||HK|Hong Kong|East Asia
HND|HN|340|91|HO|Honduras|Central America
HRV|HR|191|344|HR|Croatia|Europe
HTI|HT|332|41|HA|Haiti|Caribbean
HUN|HU|348|310|HU|Hungary|Europe
IDN|ID|360|850|ID|Indonesia|Southeast Asia
IMN|IM|833||IM|Isle of Man|Europe
IND|IN|356|750|IN|India|South Asia
IRL|IE|372|205|EI|Ireland|Europe
IRN|IR|364|630|IR|Iran|Middle East
IRQ|IQ|368|645|IZ|Iraq|Middle East
ISL|IS|352|395|IC|Iceland|Europe
ISR|IL|376|666|IS|Israel|Middle East
ITA|IT|380|325|IT|Italy|Europe
JAM|JM|388|51|JM|Jamaica|Caribbean
JEY|JE|832||JE|Jersey|Europe
JOR|JO|400|663|JO|Jordan|Middle East
JPN|JP|392|740|JA|Japan|East Asia
KAZ|KZ|398|705|KZ|Kazakhstan|Caucasus and Central Asia
KEN|KE|404|501|KE|Kenya|Eastern Africa
KGZ|KG|417|703|KG|Kyrgyzstan|Caucasus and Central Asia
KHM|KH|116|811|CB|Cambodia|Southeast Asia
KIR|KI|296|970|KR|Kiribati|Oceania
KNA|KN|659|60|SC|Saint Kitts and Nevis|Caribbean
KOR|KR|410|732|KS|South Korea|East Asia
KWT|KW|414|690|KU|Kuwait|Middle East
LAO|LA|418|812|LA|Laos|Southeast Asia
LBN|LB|422|660|LE|Lebanon|Middle East
LBR|LR|430|450|LI|Liberia|Western Africa
LBY|LY|434|620|LY|Libya|Northern Africa
LCA|LC|662|56|ST|Saint Lucia|Caribbean
LIE|LI|438|223|LS|Liechtenstein|Europe
LKA|LK|144|780|CE|Sri Lanka|South Asia
LSO|LS|426|570|LT|Lesotho|Southern Africa
LTU|LT|440|368|LH|Lithuania|Europe
LUX|LU|442|212|LU|Luxembourg|Europe
LVA|LV|428|367|LG|Latvia|Europe
MAC|MO|446||MC|Macao|East Asia
MAF|MF|663||RN|Saint Martin|Caribbean
MAR|MA|504|600|MO|Morocco|Northern Africa
MCO|MC|492|221|MN|Monaco|Europe
MDA|MD|498|359|MD|Moldova|Europe
MDG|MG|450|580|MA|Madagascar|Eastern Africa
MDV|MV|462|781|MV|Maldives|South Asia
MEX|MX|484|70|MX|Mexico|Central America
MHL|MH|584|983|RM|Marshall Islands|Oceania
MKD|MK|807|343|MK|North Macedonia|Europe
MLI|ML|466|432|ML|Mali|Western Africa
MLT|MT|470|338|MT|Malta|Europe
MMR|MM|104|775|BM|Myanmar|Southeast Asia
MNE|ME|499|341|MJ|Montenegro|Europe
MNG|MN|496|712|MG|Mongolia|East Asia
MNP|MP|580||CQ|Northern Mariana Islands|Oceania
MOZ|MZ|508|541|MZ|Mozambique|Eastern Africa
MRT|MR|478|435|MR|Mauritania|Western Africa
MSR|MS|500||MH|Montserrat|Caribbean
MTQ|MQ|474||MB|Martinique|Caribbean
MUS|MU|480|590|MP|Mauritius|Eastern Africa
MWI|MW|454|553|MI|Malawi|Eastern Africa
MYS|MY|458|820|MY|Malaysia|Southeast Asia
MYT|YT|175||MF|Mayotte|Eastern Africa
NAM|NA|516|565|WA|Namibia|Southern Africa
NCL|NC|540||NC|New Caledonia|Oceania
NER|NE|562|436|NG|Niger|Western Africa
NFK|NF|574||NF|Norfolk Island|Oceania
NGA|NG|566|475|NI|Nigeria|Western Africa
NIC|NI|558|93|NU|Nicaragua|Central America
NIU|NU|570||NE|Niue|Oceania
NLD|NL|528|210|NL|The Netherlands|Europe
NOR|NO|578|385|NO|Norway|Europe
NPL|NP|524|790|NP|Nepal|South Asia
NRU|NR|520|971|NR|Nauru|Oceania
NZL|NZ|554|920|NZ|New Zealand|Oceania
OMN|OM|512|698|MU|Oman|Middle East
PAK|PK|586|770|PK|Pakistan|South Asia
PAN|PA|591|95|PM|Panama|Central America
PCN|PN|612||PC|Pitcairn|Oceania
PER|PE|604|135|PE|Peru|South America
PHL|PH|608|840|RP|Philippines|Southeast Asia
PLW|PW|585|986|PS|Palau|Oceania
PNG|PG|598|910|PP|Papua New Guinea|Oceania
POL|PL|616|290|PL|Poland|Europe
PRI|PR|630||RQ|Puerto Rico|Caribbean
PRK|KP|408|731|KN|North Korea|East Asia
PRT|PT|620|235|PO|Portugal|Europe
PRY|PY|600|150|PA|Paraguay|South America
PSE|PS|275||WE|Palestine|Middle East
PYF|PF|258||FP|French Polynesia|Oceania
QAT|QA|634|694|QA|Qatar|Middle East
REU|RE|638||RE|Reunion|Eastern Africa
ROU|RO|642|360|RO|Romania|Europe
RUS|RU|643|365|RS|Russia|Europe
RWA|RW|646|517|RW|Rwanda|Eastern Africa
SAU|SA|682|670|SA|Saudi Arabia|Middle East
SDN|SD|729|625|SU|Sudan|Northern Africa
SEN|SN|686|433|SG|Senegal|Western Africa
SGP|SG|702|830|SN|Singapore|Southeast Asia
SHN|SH|654||SH|Saint Helena|Western Africa
SLB|SB|090|940|BP|Solomon Islands|Oceania
SLE|SL|694|451|SL|Sierra Leone|Western Africa
SLV|SV|222|92|ES|El Salvador|Central America
SMR|SM|674|331|SM|San Marino|Europe
SOM|SO|706|520|SO|Somalia|Eastern Africa
SPM|PM|666||SB|Saint Pierre and Miquelon|North America
SRB|RS|688|340|RI|Serbia|Europe
SSD|SS|728|626|OD|South Sudan|Eastern Africa
STP|ST|678|403|TP|Sao Tome and Principe|Middle Africa
SUR|SR|740|115|NS|Suriname|South America
SVK|SK|703|317|LO|Slovakia|Europe
SVN|SI|705|349|SI|Slovenia|Europe
SWE|SE|752|380|SW|Sweden|Europe
SWZ|SZ|748|572|WZ|Eswatini|Southern Africa
SXM|SX|534||NN|Sint Maarten|Caribbean
SYC|SC|690|591|SE|Seychelles|Eastern Africa
SYR|SY|760|652|SY|Syria|Middle East
TCA|TC|796||TK|Turks and Caicos Islands|Caribbean
TCD|TD|148|483|CD|Chad|Middle Africa
TGO|TG|768|461|TO|Togo|Western Africa
THA|TH|764|800|TH|Thailand|Southeast Asia
TJK|TJ|762|702|TI|Tajikistan|Caucasus and Central Asia
TKL|TK|772||TL|Tokelau|Oceania
TKM|TM|795|701|TX|Turkmenistan|Caucasus and Central Asia
TLS|TL|626|860|TT|East Timor|Southeast Asia
TON|TO|776|972|TN|Tonga|Oceania
TTO|TT|780|52|TD|Trinidad and Tobago|Caribbean
TUN|TN|788|616|TS|Tunisia|Northern Africa
TUR|TR|792|640|TU|Turkey|Middle East
TUV|TV|798|973|TV|Tuvalu|Oceania
TWN|TW|158|713|TW|Taiwan|East Asia
TZA|TZ|834|510|TZ|Tanzania|Eastern Africa
UGA|UG|800|500|UG|Uganda|Eastern Africa
UKR|UA|804|369|UP|Ukraine|Europe
URY|UY|858|165|UY|Uruguay|South America
USA|US|840|2|US|United States|North America
UZB|UZ|860|704|UZ|Uzbekistan|Caucasus and Central Asia
VAT|VA|336||VT|Vatican City|Europe
VCT|VC|670|57|VC|Saint Vincent and the Grenadines|Caribbean
VEN|VE|862|101|VE|Venezuela|South America
VGB|VG|092||VI|British Virgin Islands|Caribbean
VIR|VI|850||VQ|U.S. Virgin Islands|Caribbean
VNM|VN|704|816|VM|Vietnam|Southeast Asia
VUT|VU|548|935|NH|Vanuatu|Oceania
WLF|WF|876||WF|Wallis and Futuna|Oceania
WSM|WS|882|990|WS|Samoa|Oceania
XKX|XK||347|KV|Kosovo|Europe
YEM|YE|887|678|YM|Yemen|Middle East
ZAF|ZA|710|560|SF|South Africa|Southern Africa
ZMB|ZM|894|551|ZA|Zambia|Eastern Africa
ZWE|ZW|716|552|ZI|Zimbabwe|Eastern Africa
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """One country by its codes; "" for a code that it does not have."""

    alpha3: str
    alpha2: str
    numeric: str
    gleditsch_ward: str
    fips: str
    name: str
    region: str

    @property
    def wide_region(self) -> str:
        """The region as UCDP names it: Africa, Americas, Asia, Europe or Middle East."""
        return _WIDE_EXCEPTIONS.get(self.alpha3) or _WIDE[self.region]


_WIDE: Mapping[str, str] = {
    "Western Africa": "Africa",
    "Middle Africa": "Africa",
    "Eastern Africa": "Africa",
    "Southern Africa": "Africa",
    "Northern Africa": "Africa",
    "Middle East": "Middle East",
    "Caucasus and Central Asia": "Asia",
    "South Asia": "Asia",
    "Southeast Asia": "Asia",
    "East Asia": "Asia",
    "Oceania": "Asia",
    "Europe": "Europe",
    "North America": "Americas",
    "Central America": "Americas",
    "South America": "Americas",
    "Caribbean": "Americas",
    "Antarctica": "",
}
_WIDE_EXCEPTIONS: Mapping[str, str] = {"EGY": "Middle East", "ARM": "Europe", "AZE": "Europe", "GEO": "Europe"}


def _parsed() -> dict[str, Country]:
    keys = ("alpha3", "alpha2", "numeric", "gleditsch_ward", "fips", "name", "region")
    rows = (line.split("|") for line in _TABLE.strip().splitlines())
    return {row[0]: Country(**dict(zip(keys, row, strict=True))) for row in rows}


COUNTRIES: Mapping[str, Country] = _parsed()


def country(code: str | None) -> Country | None:
    """The country of an ISO alpha-3 code; None for none and for a code that no country has."""
    return COUNTRIES.get(code or "")
