"""The kinds of action: what a click may cause in the CRM, one file each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Protocol

from plugin.automations.actions import tag
from plugin.crm.client import Crm


class Action(Protocol):
    """What each kind gives: its names, which hits of a batch cause it, and the deed."""

    @property
    def kind(self) -> str:
        """Its name in rows and in the API."""

    @property
    def label(self) -> str:
        """Its name on screens."""

    @property
    def caused(self) -> str:
        """SQL over the batch in `hits`: location_id, link_id, crm_contact_id and the payload of each run."""

    def act(self, crm: Crm, contact_id: str, payload: Mapping[str, Any]) -> None:
        """Do it; doing it twice must be the same as once. Raises what plugin.crm.errors names."""


ACTIONS: Final[tuple[Action, ...]] = (tag,)
