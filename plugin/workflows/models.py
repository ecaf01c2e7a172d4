"""The tables of workflows: who wants to be told of what, and which links their steps have made."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, DateTime, ForeignKey, LargeBinary, func
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from plugin.db import Base

ACTIVE: Final = "active"
INACTIVE: Final = "inactive"  # the CRM said so when it was fired: any word of the workflow's wakes it
ENDED: Final = "ended"  # the workflow took it away


class Subscription(Base):
    """A trigger in a workflow of the CRM, by the CRM's id of it; `link_ids` is who its filters let through, if few."""

    __tablename__ = "trigger_subscriptions"
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"), primary_key=True)
    crm_trigger_id: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str]
    version: Mapped[str] = mapped_column(server_default="")
    filters: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default="[]")
    link_ids: Mapped[list[int] | None] = mapped_column(ARRAY(BigInteger))
    target_url: Mapped[str] = mapped_column(server_default="")
    crm_workflow_id: Mapped[str | None]
    state: Mapped[str] = mapped_column(server_default=ACTIVE)
    is_created: Mapped[bool] = mapped_column(server_default="false")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class StepLink(Base):
    """The link that a step of a workflow has made; `key` is a digest of the workflow, the step and the destination."""

    __tablename__ = "workflow_links"
    location_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    key: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    link_id: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
