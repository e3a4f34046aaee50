"""Read a press release or news text, English or Spanish, into the seizures it tells, each value with its words.

The steps are pure and small: tokens and sentences, listed phrases, numbers and measures, names bound to them, dates
and places, the thread of events, and what is told twice taken back.
"""

from __future__ import annotations

from geo.extract.lexicon import VOCABULARIES, Lexicon, build_lexicon
from geo.extract.model import Event, Item, Place, Told
from geo.extract.reading import extract_events

__all__ = ["VOCABULARIES", "Event", "Item", "Lexicon", "Place", "Told", "build_lexicon", "extract_events"]
