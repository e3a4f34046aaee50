"""What an agency tells of the place."""

from __future__ import annotations

import pytest

from geo.agency import Agency, read_agency

NO_STATES: frozenset[tuple[str, str]] = frozenset()


@pytest.mark.parametrize(
    ("context", "agency"),
    [
        ("USBP", Agency("US", NO_STATES, False)),
        ("CBP OFO", Agency("US", NO_STATES, True)),
        ("Office of Field Operations", Agency("", NO_STATES, True)),
        ("SEDENA + GN", Agency("MX", NO_STATES, False)),
        ("Guardia Nacional", Agency("MX", NO_STATES, False)),
        ("Mexican Army + CBP", Agency("", NO_STATES, False)),
        ("AZ DPS", Agency("US", frozenset({("US", "AZ")}), False)),
        ("FESC (Baja California)", Agency("MX", frozenset({("MX", "BCN")}), False)),
        ("", Agency("", NO_STATES, False)),
    ],
)
def test_an_agency_has_a_country_states_and_may_work_at_ports_alone(context: str, agency: Agency) -> None:
    assert read_agency(context) == agency
