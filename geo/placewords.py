"""The words of English and Spanish place texts that tell the kind of place, the state, the route, or no name at all."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    "poe": ("port", "of", "entry"), "poes": ("port", "of", "entry"), "intl": ("international",),
    "int": ("international",), "cd": ("ciudad",), "gral": ("general",), "mpio": ("municipio",), "sta": ("santa",),
    "ste": ("sainte",), "col": ("colonia",), "cols": ("colonia",), "carr": ("carretera",), "ariz": ("arizona",),
    "calif": ("california",), "tex": ("texas",), "mt": ("mount",), "chih": ("chihuahua",), "tamps": ("tamaulipas",),
    "tam": ("tamaulipas",), "ih": ("interstate",),
    "coah": ("coahuila",), "crossings": ("crossing",), "bridges": ("bridge",), "garitas": ("garita",),
    "puentes": ("puente",), "puertos": ("puerto",), "ports": ("port",), "checkpoints": ("checkpoint",),
    "chkpt": ("checkpoint",), "retenes": ("reten",), "aduanas": ("aduana",), "cruces": ("cruce",),
    "nvo": ("nuevo",), "nva": ("nueva",),
    "mts": ("mountains",), "mtns": ("mountains",), "ft": ("fort",), "co": ("county",), "blvd": ("boulevard",),
    "ave": ("avenue",), "av": ("avenida",), "fracc": ("fraccionamiento",), "pto": ("puerto",), "hwy": ("highway",),
    "rte": ("route",), "villahumada": ("villa", "ahumada"), "brdg": ("bridge",), "edo": ("estado",),
    "geronimo": ("jeronimo",),
    "slrc": ("san", "luis", "rio", "colorado"), "rd": ("road",), "st": ("saint",),
    "nwr": ("national", "wildlife", "refuge"), "afb": ("air", "force", "base"),
    "kms": ("km",), "kilometro": ("km",), "kilometros": ("km",),
    "kilometer": ("km",), "kilometers": ("km",), "kilometre": ("km",), "kilometres": ("km",),
}  # fmt: skip

CROSSING_WORDS = _words(
    "port crossing bridge puente garita cruce puerto instalacion recinto aduana lanes carriles puerta railyard entry "
    "seaport dock harbor"
)
CROSSING_PAIRS = frozenset({
    ("cargo", "facility"), ("commercial", "facility"), ("cargo", "compound"), ("import", "lot"), ("cargo", "lot"),
})  # fmt: skip
CHECKPOINT_WORDS = _words("checkpoint reten precos puesto pmse")
CHECKPOINT_PAIRS = frozenset({
    ("check", "point"), ("inspection", "station"), ("inspection", "point"), ("security", "post"), ("military", "post"),
})  # fmt: skip
CHECKPOINT_POINTS = _words("revision inspeccion")
CROSSING_POINTS = _words("entrada cruce")
EITHER_POINTS = _words("control")
"""What follows 'punto de': a checkpoint, a point where the border is crossed, or either, by the agency."""
OFFICERS = frozenset({"ofo"})
OFFICER_PAIRS = frozenset({("field", "operations"), ("field", "office")})
"""The agency whose officers work at ports of entry alone."""
AT_NAME = _words("of de del port garita puente puerto aduana internacional entrada fronterizo comercial at in")
AT_WORDS = CROSSING_WORDS - {"puerta", "recinto", "instalacion"}
CARGO_WORDS = _words("cargo commercial comercial carga")
CARGO_CUE = CARGO_WORDS | _words("tractor trailer tractocamion tracto truck trucks camion import")
WALK_CUE = _words("pedestrian peatonal peatones peaton")
MUNICIPALITY_CUE = _words("municipio municipios municipality municipalities")
STREET_CUE = _words(
    "colonia colonias calle calles privada callejon esquina avenida avenidas bulevar boulevard "
    "fraccionamiento street avenue fracc residencial"
)
STREET_AFTER = _words("street avenue boulevard drive lane parkway road")
FEATURES = _words(
    "island islands isla bay mountain mountains creek lake peak ridge wash ranch park forest monument wilderness "
    "refuge river dunes well wells preserve memorial gulch playa airfield"
)
"""Words after the name of a town that make it the name of something else."""
FEATURE_STYLES = _words("national state regional county wildlife memorial")
"""Before such a word they belong to it: 'National Forest'."""
FEATURE_FIRSTS = _words(
    "isla sierra cerro laguna bahia punta presa canon lago arroyo playa mount lake point cape cabo puerto picacho"
)
"""Spanish and English words that begin the name of something else than a town, when a name follows them."""
RANCH_CUE = _words("rancho ranch")
AIRPORT_CUE = _words("airport aeropuerto")
STREET_END = _words(", ; ( ) en in municipio ciudad delegacion suroriente surponiente")
NEAR_CUE = _words("near cerca inmediaciones outside brechas ribera cercanias afueras")
BETWEEN_CUE = _words("between entre limites")
BORDER_WORDS = _words("border frontera boundary")
SECTION_CUE = _words("section neighborhood neighbourhood community district area barrio")
SPANISH = _words("de del la el en municipio colonia puente garita carretera los las cerca estacion")
US_AGENCY = _words("cbp usbp ofo hsi dea ice fbi atf uscg sheriff dps amo irs oam bia chp uscis tsa")
MX_AGENCY = _words(
    "sedena gn fgr pgr marina semar sspc ejercito mexico mexican fesc fge fgje aei amic ssp policia anam aduana "
    "aduanas cisen aic sspe sspm sspcm defensa pfm pesp sat gabinete"
)
US_AGENCY_PAIRS = frozenset({("border", "patrol"), ("customs", "and"), ("air", "and")})
MX_AGENCY_PAIRS = frozenset({("guardia", "nacional"), ("fuerza", "tamaulipas"), ("guardia", "estatal"),
                             ("fuerza", "coahuila"), ("mesa", "estatal")})  # fmt: skip
GENERIC: dict[str, frozenset[str]] = {
    "crossing": _words(
        "port of entry crossing international bridge border puente internacional garita de cargo commercial facility "
        "the puerto entrada cruce fronterizo gate pedestrian station aduana linea"
    ),
    "checkpoint": _words(
        "checkpoint border patrol immigration traffic inspection us puesto militar de seguridad estrategico "
        "estrategica control military post strategic station precos highway punto the reten regional garita aduana "
        "filtro seccion aduanera"
    ),
    "sector": _words("sector border patrol the"),
}
"""Words that add no name: stripped from the ends of a crossing's or checkpoint's alias to get its short name."""

RIVERS = (
    ("rio", "grande"), ("rio", "grande", "river"), ("del", "rio", "grande"), ("del", "rio", "bravo"),
    ("el", "rio", "bravo"), ("al", "rio", "bravo"), ("the", "rio", "bravo"), ("rio", "bravo", "river"),
    (",", "rio", "bravo"),
    ("ribera", "del", "rio", "bravo"), ("rio", "grande", "valley"), ("del", "rio", "colorado"),
    ("gulf", "of", "california"), ("golfo", "de", "california"), ("mexican", "border"),
)  # fmt: skip
"""Phrases that hold the name of a town but are none."""

RIVER_ARTICLES = _words("del el al the , ribera")
"""Before 'Río Bravo' they tell the river from the town of that name."""

COMMON = frozenset(
    re.findall(
        r"\w+",
        """
        la el los las the of and y e a an at in en on de del to aduana linea
        1 2 3 4 aeropuerto airport agua america american area army border bravo bridge canyon carga cargo
        center central centro city colonia comercial commercial county crossing customs desert downtown east
        eastbound ejercito este estacion facility federal ferrocarril garita general grande guardia highway
        i ii iii immigration interior international internacional interstate iv levee local main marina mexico
        military militar municipio municipality national near new norte north northbound northern northwest northeast
        nueva nuevo oeste officers old one passenger patrol police policia port presidente puente puerta puerto puesto
        punto ranch rancho rail rio river road route rural san santa sector south southbound southern southwest
        southeast state station street sur town tramo truck trucks tunnel two us usa usbp cbp valley west westbound
        western eastern zona community poblado ejido ejidos localidad condado ciudad carretera km kilometro post
        exit mile marker checkpoint bank side control unknown undisclosed house home
        """,
    )
)
"""Words too common to be a name by themselves, alone or in pairs."""
