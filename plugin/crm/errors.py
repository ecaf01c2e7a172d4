"""What can go wrong with a call to the CRM, one class for each thing a caller would do about it."""

from __future__ import annotations

from plugin.errors import SmartLinksError


class CrmError(SmartLinksError):
    """The CRM did not do what we asked; `status` is what a door of ours would answer, not the CRM's own."""

    code, status = "crm_error", 502


class RateLimited(CrmError):
    """Asked too often. `retry_after` is in seconds; `daily` says that the day's share is used up: park, do not spin."""

    code, status = "crm_rate_limited", 503

    def __init__(self, retry_after: float, *, daily: bool) -> None:
        super().__init__("The CRM asks us to slow down. It will be tried again.")
        self.retry_after = retry_after
        self.daily = daily


class CrmUnavailable(CrmError):
    """No usable answer: 5xx, a time-out, no connection, or a body that is not the CRM's JSON.

    `maybe_done` says that it may have been done all the same.
    """

    code, status = "crm_unavailable", 503
    maybe_done = True


class CrmUnreached(CrmUnavailable):
    """The CRM cannot have been asked: no connection, or no token to ask with."""

    maybe_done = False


class CrmPaused(CrmUnreached):
    """The CRM does not answer at present and is left alone; asked again in `retry_after` seconds."""

    code = "crm_paused"

    def __init__(self, retry_after: float) -> None:
        super().__init__("The CRM does not answer at present. It will be tried again.")
        self.retry_after = retry_after


class CrmNotFound(CrmError):
    """The CRM does not know what was named: 404, or 400 that says so. Asking again does not help."""

    code, status = "crm_not_found", 404


class NeedsReinstall(CrmError):
    """Our access is gone for good and only a new install brings it back."""

    code, status = "needs_reinstall", 409


class LocationInactive(CrmError):
    """The CRM has put the account to sleep; the same tokens work once it is active again (crm/FACTS.md 1.2)."""

    code, status = "location_inactive", 503


class ScopeMissing(CrmError):
    """The install does not include this permission; refreshing the token would not help."""

    code, status = "scope_missing", 403


class VersionRefused(CrmError):
    """The CRM no longer takes the version of this endpoint: a fault of ours, not of the token."""

    code, status = "crm_version_refused", 502


class CrmRefused(CrmError):
    """The CRM understood and said no; `crm_status` and `crm_message` are its own."""

    code, status = "crm_refused", 502

    def __init__(self, crm_status: int, crm_message: str) -> None:
        super().__init__(f"The CRM refused this: {crm_message}")
        self.crm_status = crm_status
        self.crm_message = crm_message


class Duplicate(CrmRefused):
    """The account keeps its contacts apart by email and phone, and `contact_id` has this one (crm/FACTS.md 5)."""

    code = "crm_duplicate"

    def __init__(self, crm_message: str, contact_id: str, matching: str) -> None:
        super().__init__(400, crm_message)
        self.contact_id = contact_id
        self.matching = matching
