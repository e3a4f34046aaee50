"""Names and codes of the states and countries away from the border: words too common to be read but after a comma."""

from __future__ import annotations

Phrase = tuple[str, ...]


def _table(country: str, text: str) -> dict[Phrase, tuple[str, str]]:
    """Return the phrases of `text`, lines 'CODE name, abbreviation', with their state."""
    found: dict[Phrase, tuple[str, str]] = {}
    for line in text.strip().splitlines():
        code, _space, names = line.strip().partition(" ")
        own = [code.lower()] if country == "US" else []
        found.update({tuple(name.split()): (country, code) for name in [*own, *names.split(", ")]})
    return found


FAR_STATES: dict[Phrase, tuple[str, str]] = (
    _table("US", """
AL alabama, ala
AK alaska
AR arkansas, ark
CO colo
CT connecticut, conn
DC district of columbia, washington dc
DE delaware, del
FL florida, fla
GA georgia
HI hawaii
ID idaho
IL illinois, ill
IN indiana, ind
IA iowa
KS kansas, kan
KY kentucky
LA louisiana
ME maine
MD maryland
MA massachusetts, mass
MI michigan
MN minnesota, minn
MS mississippi, miss
MO missouri
MT montana, mont
NE nebraska, neb
NV nev
NH new hampshire
NJ new jersey
NY new york, nueva york
NC north carolina, carolina del norte
ND north dakota
OH ohio
OK oklahoma, okla
OR oregon, ore
PA pennsylvania, penn
RI rhode island
SC south carolina, carolina del sur
SD south dakota
TN tennessee, tenn
UT utah
VT vermont
VA virginia
WA washington, wash
WV west virginia
WI wisconsin, wis
WY wyoming, wyo
PR puerto rico
VI virgin islands
""") | _table("MX", """
AGU aguascalientes, ags
CAM campeche, camp
CHP chis
CMX ciudad de mexico, mexico city, cdmx, df, distrito federal
DUR dgo
GRO gro
GUA gto
HID hgo
JAL jal
MEX estado de mexico, edomex
MIC mich
MOR mor
NAY nay
OAX oax
PUE pue
QUE queretaro, qro
ROO quintana roo, q roo, qroo
SLP slp
TAB tabasco, tab
TLA tlaxcala, tlax
VER ver
YUC yucatan, yuc
ZAC zac
""")
)  # fmt: skip
"""States by the names and codes that stand for them only after a comma or in parentheses, at the end of a phrase."""

COUNTRIES: dict[Phrase, tuple[str, str]] = {
    tuple(name.split()): (code, "")
    for code, names in (
        line.split(" ", 1)
        for line in """
CA canada
GT guatemala
HN honduras
SV el salvador
NI nicaragua
CR costa rica
PA panama
BZ belize, belice
CO colombia
VE venezuela
EC ecuador
PE peru
BO bolivia
BR brazil, brasil
AR argentina
CL chile
CU cuba
HT haiti
JM jamaica
DO dominican republic, republica dominicana
BS bahamas
ES spain, espana
FR france, francia
IT italy, italia
DE germany, alemania
NL netherlands, holanda
BE belgium, belgica
GB england, inglaterra, united kingdom, reino unido
CN china
HK hong kong
IN india
JP japan, japon
KR south korea, corea del sur
PH philippines, filipinas
AU australia
""".strip().splitlines()
    )
    for name in names.split(", ")
}
"""Countries by their names, read as `FAR_STATES` are, and never where a text speaks of a crossing of the border."""
FAR_WORDS = FAR_STATES | COUNTRIES
LONGEST = max(map(len, FAR_WORDS))
