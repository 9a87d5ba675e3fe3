"""So many at once, by all processes together; a place outlives nobody who held it."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import pytest

from liandong.domains import crowding
from liandong.domains.crowding import Crowded, room
from tests.web.crowds import full_house

HOLDER = """
import sys, time
from pathlib import Path
from django.conf import settings
settings.configure(HOME=Path(sys.argv[1]))
from liandong.domains import crowding
for kind, many in (("at_once", crowding.AT_ONCE), ("waiting", crowding.WAITING)):
    assert all(crowding._place(kind, many) is not None for _ in range(many))
print("full", flush=True)
time.sleep(60)
"""


def test_another_process_fills_the_house_and_its_places_are_free_when_it_is_killed(
    tmp_path, settings
):
    settings.HOME = tmp_path
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout.readline() == "full\n"
    since = time.monotonic()
    with pytest.raises(Crowded), room():
        pass
    assert time.monotonic() - since < crowding.PATIENCE  # nobody waits for what will not be free
    holder.kill()
    holder.wait(20)
    with room():
        pass


def test_whoever_waits_is_let_in_when_a_place_is_free(tmp_path, settings):
    settings.HOME = tmp_path
    done: list[int] = []

    def come(n: int) -> None:
        with room():
            time.sleep(0.02)
            done.append(n)

    threads = [
        threading.Thread(target=come, args=(n,)) for n in range(crowding.AT_ONCE + crowding.WAITING)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join(20)
    assert sorted(done) == list(range(len(threads)))


def test_a_place_is_given_back_when_something_goes_wrong(tmp_path, settings):
    settings.HOME = tmp_path
    for _ in range(crowding.AT_ONCE + crowding.WAITING + 1):
        with pytest.raises(ZeroDivisionError), room():
            _ = 1 / 0


def test_places_are_all_there_is(tmp_path, settings):
    settings.HOME = tmp_path
    with full_house(), pytest.raises(Crowded), room():
        pass
    with room():
        pass
