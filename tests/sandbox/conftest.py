"""One sandbox in this process for the tests of a module; each makes its own locations in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sandbox.crm import Crm, in_process


@pytest.fixture(scope="module")
def crm() -> Iterator[Crm]:
    made = in_process()
    yield made
    made.http.close()
