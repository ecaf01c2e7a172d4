"""The wall of the staff's API: a view states who may use it, and is given who is asking."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any, TypeVar, overload

from flask import request
from sqlalchemy import select

from oauth import companies
from oauth.models import UNINSTALLED, Install
from plugin import db
from plugin.embed import bearer
from plugin.embed.bearer import CompanyAdmin, Role, Staff
from plugin.errors import Forbidden, Unauthorized
from plugin.tenancy import tenant

__all__ = ["CompanyAdmin", "Staff", "company_only", "staff_only", "who_asks"]

View = TypeVar("View", bound=Callable[..., Any])


@overload
def staff_only(view: View) -> View: ...
@overload
def staff_only(*, role: Role) -> Callable[[View], View]: ...
def staff_only(view: View | None = None, *, role: Role = "user") -> View | Callable[[View], View]:
    """Let only staff of an installed location in (`role="admin"`: only its admins); the view's first argument is Staff.

    Errors: 401 `unauthorized` or `bearer_expired`, 403 `not_installed` or `admins_only`.
    """
    if view is None:
        return lambda later_view: _walled(later_view, role)
    return _walled(view, role)


def _walled(view: View, role: Role) -> View:
    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        staff = who_asks(request.headers.get("Authorization", ""))
        if role == "admin" and staff.role != "admin":
            raise Forbidden("Only an admin of this account may do this.", code="admins_only")
        return view(staff, *args, **kwargs)

    guarded.__dict__["access"] = "admin" if role == "admin" else "staff"
    return guarded  # type: ignore[return-value] # the same to a caller, who passes no staff


def company_only(view: View) -> View:
    """Let only a company's admins in, from its own page or out of one of its accounts; the view is given CompanyAdmin.

    Errors: 401 `unauthorized` or `bearer_expired`, 403 `not_installed` or `admins_only`.
    """

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        return view(which_admin_asks(request.headers.get("Authorization", "")), *args, **kwargs)

    guarded.__dict__["access"] = "company"
    return guarded  # type: ignore[return-value] # the same to a caller, who passes no admin


def who_asks(authorization: str) -> Staff:
    """The staff named by an Authorization header, if their location is still installed as it was when they came."""
    token, secret_key = _token(authorization), db.settings().secret_key
    try:
        staff = bearer.read(token, secret_key)
    except Unauthorized:
        _refuse_companys(token, secret_key)
        raise
    with tenant(staff.location_id) as session:
        install = session.execute(select(Install.generation, Install.state)).one_or_none()
    if install is None or install.state == UNINSTALLED:
        raise Forbidden("Smart Links is not installed for this account.", code="not_installed")
    if install.generation != staff.generation:
        raise Unauthorized("Smart Links was installed anew. Reload the page.", code="bearer_expired")
    return staff


def _refuse_companys(token: str, secret_key: str) -> None:
    """A company's bearer is one of ours, but there is no account that it could be used in."""
    with suppress(Unauthorized):
        bearer.read_companys(token, secret_key)
        raise Forbidden("Choose one of your accounts first.", code="choose_account")


def which_admin_asks(authorization: str) -> CompanyAdmin:
    """The company's admin named by an Authorization header, if the company still has us as it had when they came."""
    secret_key = db.settings().secret_key
    try:
        admin = bearer.read_companys(_token(authorization), secret_key)
    except Unauthorized as refused:
        if refused.code == "bearer_expired":
            raise
        staff = who_asks(authorization)
        if not (staff.of_company and staff.role == "admin"):
            raise Forbidden("Only an admin of your company may do this.", code="admins_only") from None
        return CompanyAdmin(staff.company_id, staff.user_id, 0, staff.name, staff.email)
    generation = companies.generation(admin.company_id)
    if generation is None:
        raise Forbidden("Smart Links is not installed for any of your accounts.", code="not_installed")
    if generation != admin.generation:
        raise Unauthorized("Smart Links was installed anew. Reload the page.", code="bearer_expired")
    return admin


def _token(authorization: str) -> str:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthorized("Open Smart Links from your CRM.")
    return token.strip()
