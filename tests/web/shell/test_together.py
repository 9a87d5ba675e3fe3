"""Calls of several threads, dealt with in one go."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest

from liandong.web.together import Together


class Deals:
    """Doubles numbers; the first call waits until it may go on. Odd ones are refused, and 13 is too
    much for everybody with whom it comes."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.begun, self.go_on = Event(), Event()

    def __call__(self, numbers: Sequence[int]) -> list[int | Exception]:
        self.batches.append(list(numbers))
        self.begun.set()
        assert self.go_on.wait(10)
        if 13 in numbers:
            raise RuntimeError("thirteen")
        return [ValueError(n) if n % 2 else n * 2 for n in numbers]


def results(numbers: list[int]) -> tuple[list[object], list[list[int]]]:
    """What each got while the first of them was being dealt with, and the batches."""
    deals = Deals()
    together = Together(deals)

    def asks(number: int) -> object:
        try:
            return together(number)
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(numbers)) as pool:
        first = pool.submit(asks, numbers[0])
        assert deals.begun.wait(10)
        others = [pool.submit(asks, one) for one in numbers[1:]]
        while len(together._waiting) < len(others):
            sleep(0.01)
        deals.go_on.set()
        return [one.result(10) for one in (first, *others)], deals.batches


def test_those_who_come_meanwhile_are_dealt_with_in_one_go() -> None:
    got, batches = results([2, 4, 6, 8, 10])
    assert got == [4, 8, 12, 16, 20]
    assert [len(one) for one in batches] == [1, 4]
    assert sorted(batches[1]) == [4, 6, 8, 10]


def test_each_hears_its_own_error() -> None:
    got, batches = results([2, 3, 4])
    assert (got[0], got[2]) == (4, 8)
    assert isinstance(got[1], ValueError)
    assert len(batches) == 2


def test_one_on_which_all_fail_fails_alone() -> None:
    got, batches = results([2, 4, 13, 6])
    assert (got[0], got[1], got[3]) == (4, 8, 12)
    assert isinstance(got[2], RuntimeError)
    assert [len(one) for one in batches] == [1, 3, 1, 1, 1]


def test_alone_it_is_a_plain_call() -> None:
    deals = Deals()
    deals.go_on.set()
    together = Together(deals)
    assert together(21 * 2) == 84
    with pytest.raises(RuntimeError, match="thirteen"):
        together(13)
    assert deals.batches == [[42], [13]]
