"""A default port that is taken moves on; one that was asked for is an error."""

from __future__ import annotations

import socket

import pytest

from plugin.demo.ports import any_free, choose
from plugin.errors import Conflict


@pytest.fixture
def busy_port() -> object:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_default_that_is_taken_moves_to_the_next_free_one(busy_port: int) -> None:
    assert choose(None, busy_port, set()) > busy_port


def test_a_port_that_was_asked_for_and_is_taken_is_an_error(busy_port: int) -> None:
    with pytest.raises(Conflict) as caught:
        choose(busy_port, 0, set())
    assert caught.value.code == "port_taken"


def test_no_two_get_the_same(busy_port: int) -> None:
    taken: set[int] = set()
    chosen = [choose(None, busy_port, taken) for _ in range(3)]
    assert len(set(chosen)) == 3
    assert any_free() not in range(1024)
