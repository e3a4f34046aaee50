"""States and countries named in a text, by their names and codes."""

from __future__ import annotations

from geo.farwords import COUNTRIES, FAR_WORDS, LONGEST
from geo.placetext import Tokens, tokenize
from geo.placewords import CROSSING_WORDS
from geo.roadwords import ROAD_CUE

State = tuple[str, str]
"""Country and admin1; admin1 is empty for a whole country."""

STATE_WORDS: dict[tuple[str, ...], tuple[str, str]] = {
    tuple(name.split()): ("US", code)
    for name, code in (("arizona", "AZ"), ("california", "CA"), ("new mexico", "NM"), ("texas", "TX"),
                       ("nevada", "NV"), ("colorado", "CO"), ("nuevo mexico", "NM"), ("tejas", "TX"))
} | {
    tuple(name.split()): ("MX", code)
    for name, code in (
        ("baja california sur", "BCS"), ("baja california", "BCN"), ("sonora", "SON"), ("chihuahua", "CHH"),
        ("coahuila", "COA"), ("coahuila de zaragoza", "COA"), ("nuevo leon", "NLE"), ("tamaulipas", "TAM"),
        ("sinaloa", "SIN"), ("durango", "DUR"), ("jalisco", "JAL"), ("michoacan", "MIC"), ("guerrero", "GRO"),
        ("nayarit", "NAY"), ("colima", "COL"), ("zacatecas", "ZAC"), ("san luis potosi", "SLP"), ("veracruz", "VER"),
        ("oaxaca", "OAX"), ("chiapas", "CHP"), ("guanajuato", "GUA"), ("puebla", "PUE"),
    )
}  # fmt: skip
STATE_CODES: dict[str, tuple[str, str]] = {
    "az": ("US", "AZ"), "ca": ("US", "CA"), "nm": ("US", "NM"), "tx": ("US", "TX"), "son": ("MX", "SON"),
    "bc": ("MX", "BCN"), "bcn": ("MX", "BCN"), "bcs": ("MX", "BCS"), "nl": ("MX", "NLE"), "sin": ("MX", "SIN"),
}  # fmt: skip
HOME_COUNTRIES = frozenset(
    tuple(name.split())
    for name in ("us", "usa", "united states", "estados unidos", "ee uu", "mexico", "mexican republic",
                 "republica mexicana")
)  # fmt: skip
"""The two countries of the border by their names."""

_STATE_STARTS = frozenset(key[0] for key in STATE_WORDS) | frozenset(STATE_CODES)
_FAR_STARTS = frozenset(key[0] for key in FAR_WORDS)
_OPENINGS = frozenset(",(")
_ENDINGS = frozenset(",;)")


def is_region(text: str) -> bool:
    """Tell whether a text is nothing but the name or code of a state, or the name of a country of the border."""
    words, capitals, *_ = tokenize(text)
    if len(words) == 1 and words[0] in STATE_CODES:
        return capitals[0]
    return tuple(words) in STATE_WORDS or tuple(words) in HOME_COUNTRIES


def find_states(tokens: Tokens, vocabulary: set[str]) -> dict[int, State]:
    """Return the states in a text by the position of their first word; `vocabulary` is the set of its words."""
    far = not _FAR_STARTS.isdisjoint(vocabulary)
    far = far and (tokens.words[0] in _FAR_STARTS or not _OPENINGS.isdisjoint(vocabulary))
    if _STATE_STARTS.isdisjoint(vocabulary):
        return _find_far(tokens, vocabulary) if far else {}
    words = tokens.words
    on_road = not ROAD_CUE.isdisjoint(vocabulary)
    states: dict[int, State] = {}
    end = 0
    for at, word in enumerate(words):
        if at < end or word not in _STATE_STARTS:
            continue
        length = next((n for n in (3, 2, 1) if tuple(words[at : at + n]) in STATE_WORDS), 0)
        end = at + length
        before = words[at - 1] if at else ""
        if not length:
            if word in STATE_CODES and at and tokens.capitals[at] and before not in ("de", "la"):
                states[at] = STATE_CODES[word]
            continue
        town = (
            _is_followed_by_state(words, end)
            or (on_road and True in tokens.dashes[at : end + 1])
            or "ciudad" in words[max(0, at - 2) : at]
        )
        if not town and not (word == "colorado" and before == "rio"):
            states[at] = STATE_WORDS[tuple(words[at:end])]
    return states | _find_far(tokens, vocabulary) if far else states


def _find_far(tokens: Tokens, vocabulary: set[str]) -> dict[int, State]:
    """Return the far states and countries that end a phrase after a comma: 'Miami, Florida', 'Lima (Peru)'."""
    words, states = tokens.words, dict[int, State]()
    for at in [0, *(at + 1 for at, word in enumerate(words[:-1]) if word in _OPENINGS)]:
        word = words[at]
        if word not in _FAR_STARTS:
            continue
        sizes = range(min(LONGEST, len(words) - at), 0, -1)
        ending = (n for n in sizes if at + n == len(words) or words[at + n] in _ENDINGS)
        phrase = next((tuple(words[at : at + n]) for n in ending if tuple(words[at : at + n]) in FAR_WORDS), ())
        if not phrase or (len(word) < 5 and not (at and tokens.capitals[at])):
            continue
        if phrase in COUNTRIES and (
            not at or not CROSSING_WORDS.isdisjoint(vocabulary) or _is_followed_by_state(words, at + len(phrase))
        ):
            continue
        states[at] = FAR_WORDS[phrase]
    return states


def _is_followed_by_state(words: list[str], end: int) -> bool:
    """Tell whether a state stands right after: then the name before it is a town, as in 'Guerrero, Coahuila'."""
    if words[end : end + 1] not in ([","], ["("]):
        return False
    return any(tuple(words[end + 1 : end + 1 + size]) in STATE_WORDS for size in (3, 2, 1) if end + size < len(words))
