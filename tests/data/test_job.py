"""Work beside the page: it tells how far it is, ends when stopped, and is made once for what is asked."""

from __future__ import annotations

from threading import Event
from typing import Any

import pytest

from data.job import Job, StoppedError, Tell, remember


def test_a_job_gives_its_result() -> None:
    job = Job(lambda tell: tell(0.5, "half") or 7)  # type: ignore[func-returns-value]
    assert job.result() == 7
    assert (job.share, job.words) == (0.5, "half")
    assert job.is_done()


def test_a_stopped_job_ends_when_it_next_tells_how_far_it_is() -> None:
    stopped = Event()

    def make(tell: Tell) -> str:
        stopped.wait(10)
        tell(1.0, "never told")
        return "never given"

    job = Job(make)
    assert not job.is_done(0.0)
    job.stop()
    stopped.set()
    with pytest.raises(StoppedError):
        job.result()
    assert job.words == ""


def test_what_is_remembered_is_made_again_only_for_something_else() -> None:
    state: dict[str, Any] = {}
    made = [remember(state, "name", asked, object) for asked in ((1,), (1,), (2,))]
    assert made[0] is made[1]
    assert made[1] is not made[2]
