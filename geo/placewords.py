"""The words that tell what kind of place is meant, in which state, and which words are not the place."""

from __future__ import annotations

import re

CROSSING_CUE = re.compile(
    r"\b(?:port|ports|crossing|bridge|puente|garita|cruce|puerto|cargo facility|commercial facility|cargo compound|"
    r"instalacion comercial|recinto|aduana|lanes|carriles|import lot|port of entry|puerta|railyard|rail crossing)\b"
)
CHECKPOINT_CUE = re.compile(
    r"\b(?:checkpoint|check point|reten|punto de revision|punto de inspeccion|puesto militar|puesto de control|"
    r"puesto de seguridad|puesto de inspeccion|inspection station|precos|inspection point|security post|puesto)\b"
)
AT_NAME = re.compile(
    r"(?:of|de|del|port|ports|garita|puente|puerto|aduana|internacional|entrada|fronterizo|comercial)$"
)
CARGO_CUE = re.compile(r"\b(?:cargo|commercial|comercial|carga)\b")
CARGO_WORDS = frozenset({"cargo", "commercial", "comercial", "carga"})
WALK_CUE = re.compile(r"\b(?:pedestrian|peatonal|peatones|peaton)\b")
MUNICIPALITY_CUE = ("municipio", "municipios", "municipality")
STREET_CUE = {
    "colonia",
    "colonias",
    "calle",
    "calles",
    "avenida",
    "avenidas",
    "bulevar",
    "boulevard",
    "fraccionamiento",
    "street",
    "avenue",
    "cruce de",
}
STREET_END = {",", ";", "(", ")", "en", "in", "municipio", "ciudad", "delegacion", "suroriente", "surponiente"}
ROUTE_CUES = (
    ("bound", "for"),
    ("en", "route", "to"),
    ("destined", "for"),
    ("headed", "to"),
    ("heading", "to"),
    ("hacia",),
    ("con", "destino", "a"),
    ("rumbo", "a"),
    ("crossed", "at"),
    ("crossed", "through"),
    ("connecting",),
    ("coming", "from"),
    ("procedente", "de"),
    ("traveling", "to"),
    ("traveling", "from"),
    ("that", "crossed"),
    ("border", "of"),
)
ROAD_CUE = {"carretera", "tramo", "highway", "autopista", "road"}
NEAR_CUE = {"near", "cerca", "inmediaciones", "outside", "brechas", "ribera"}
SPANISH = {"de", "del", "la", "el", "en", "municipio", "colonia", "puente", "garita", "carretera", "los", "las"}
US_AGENCY = re.compile(
    r"\b(?:cbp|usbp|ofo|hsi|dea|ice|fbi|atf|uscg|border patrol|customs and border|sheriff|dps|air and marine|amo|irs)\b"
)
MX_AGENCY = re.compile(
    r"\b(?:sedena|gn|fgr|pgr|marina|semar|sspc|ejercito|mexico|mexican|guardia nacional|fesc|fge|fgje|aei|amic|ssp|"
    r"policia|gabinete de seguridad|fuerza tamaulipas|guardia estatal|"
    r"anam|aduana|aduanas|cisen|aic|sspe|sspm|sspcm|defensa)\b"
)

STATE_WORDS: dict[tuple[str, ...], tuple[str, str]] = {
    ("arizona",): ("US", "AZ"),
    ("california",): ("US", "CA"),
    ("new", "mexico"): ("US", "NM"),
    ("texas",): ("US", "TX"),
    ("nevada",): ("US", "NV"),
    ("colorado",): ("US", "CO"),
    ("baja", "california", "sur"): ("MX", "BCS"),
    ("baja", "california"): ("MX", "BCN"),
    ("sonora",): ("MX", "SON"),
    ("chihuahua",): ("MX", "CHH"),
    ("coahuila",): ("MX", "COA"),
    ("coahuila", "de", "zaragoza"): ("MX", "COA"),
    ("nuevo", "leon"): ("MX", "NLE"),
    ("tamaulipas",): ("MX", "TAM"),
    ("sinaloa",): ("MX", "SIN"),
    ("durango",): ("MX", "DUR"),
    ("jalisco",): ("MX", "JAL"),
    ("michoacan",): ("MX", "MIC"),
    ("guerrero",): ("MX", "GRO"),
    ("nayarit",): ("MX", "NAY"),
    ("colima",): ("MX", "COL"),
    ("zacatecas",): ("MX", "ZAC"),
    ("san", "luis", "potosi"): ("MX", "SLP"),
    ("veracruz",): ("MX", "VER"),
    ("oaxaca",): ("MX", "OAX"),
    ("chiapas",): ("MX", "CHP"),
    ("guanajuato",): ("MX", "GUA"),
    ("puebla",): ("MX", "PUE"),
}
STATE_CODES: dict[str, tuple[str, str]] = {
    "az": ("US", "AZ"),
    "ca": ("US", "CA"),
    "nm": ("US", "NM"),
    "tx": ("US", "TX"),
    "son": ("MX", "SON"),
    "bc": ("MX", "BCN"),
    "bcn": ("MX", "BCN"),
    "nl": ("MX", "NLE"),
    "sin": ("MX", "SIN"),
}
# Words that add no name: stripped from the ends of a crossing's or checkpoint's alias to get its short name.
GENERIC = {
    "crossing": {
        "port",
        "of",
        "entry",
        "poe",
        "crossing",
        "international",
        "bridge",
        "border",
        "puente",
        "internacional",
        "garita",
        "de",
        "cargo",
        "commercial",
        "facility",
        "the",
        "puerto",
        "entrada",
        "cruce",
        "fronterizo",
        "gate",
        "pedestrian",
        "station",
    },
    "checkpoint": {
        "checkpoint",
        "border",
        "patrol",
        "immigration",
        "traffic",
        "inspection",
        "us",
        "puesto",
        "militar",
        "de",
        "seguridad",
        "estrategico",
        "estrategica",
        "control",
        "military",
        "post",
        "strategic",
        "station",
        "precos",
        "highway",
        "punto",
        "the",
        "reten",
    },
    "sector": {"sector", "border", "patrol", "the"},
}

# Words too common to be a name by themselves, alone or in pairs.
COMMON = frozenset(
    re.findall(
        r"\w+",
        """
        la el los las the of
        1 2 3 4 aeropuerto agua america american area army border bravo bridge canyon carga cargo
        center central centro city colonia comercial commercial county crossing customs desert east
        ejercito este facility federal ferrocarril garita general grande guardia highway i ii iii
        internacional international iv main marina mexico national new norte north northern nueva
        nuevo oeste old one passenger patrol police policia port presidente puente puerta puerto
        rail rio river road route san santa sector south southern state station street sur town
        truck trucks two us usa valley west
        """,
    )
)
