"""What the tests of the importers share: the gazetteer, read once."""

from __future__ import annotations

import pytest

from data.places import load_gazetteer
from geo.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """All places."""
    return load_gazetteer()
