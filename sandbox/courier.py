"""Webhooks on their way: signed over the raw bytes, tried again with back-off until a 2xx or the end of patience."""

from __future__ import annotations

import base64
import json
import sqlite3
import threading
import time
from typing import TYPE_CHECKING, Any, Final

import httpx
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

if TYPE_CHECKING:
    from sandbox.store import Store

# Seconds before each further attempt at full pace: six tries 10 minutes apart after a 429, else longer and longer
# for up to three days (crm/FACTS.md 3.4). `pace` shrinks them.
BUSY_WAITS: Final = (600.0,) * 5
FAILED_WAITS: Final = (60.0, 300.0, 600.0, 1_800.0, 3_600.0, 10_800.0, 43_200.0, 86_400.0)
HANDS: Final = 4
TIMEOUT: Final = 10.0
TOO_MANY: Final = 429


def signing_key(store: Store) -> Ed25519PrivateKey:
    """The key of this sandbox, made once and kept with its data."""
    raw = serialization.Encoding.Raw, serialization.PrivateFormat.Raw, serialization.NoEncryption()
    with store.transaction() as db:
        fresh = base64.b64encode(Ed25519PrivateKey.generate().private_bytes(*raw)).decode()
        db.execute("insert or ignore into settings values ('signing_key', ?)", (fresh,))
        kept = db.execute("select value from settings where name = 'signing_key'").fetchone()["value"]
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(kept))


class Courier:
    """Takes bodies in the transaction that caused them and carries them to one URL, a few at a time."""

    def __init__(self, store: Store, url: str | None, pace: float) -> None:
        self.url, self._store, self._pace = url, store, pace
        self._key = signing_key(store)
        self._stop, self._nudge = threading.Event(), threading.Condition()
        self._client = httpx.Client(timeout=TIMEOUT)

    @property
    def public_key(self) -> str:
        """SPKI, base64: what an app is told to verify with."""
        public = self._key.public_key()
        spki = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
        return base64.b64encode(spki).decode()

    def sign(self, body: bytes) -> str:
        """base64 of the Ed25519 signature of these bytes."""
        return base64.b64encode(self._key.sign(body)).decode()

    def take(self, db: sqlite3.Connection, webhook_id: str, payload: dict[str, Any]) -> None:
        """Keep one body for delivery once the transaction commits; nothing where no URL is set."""
        if not self.url:
            return
        db.execute(
            "insert into deliveries (id, body, state, attempts, due_at) values (?, ?, 'waiting', '[]', ?)",
            (webhook_id, json.dumps(payload, separators=(",", ":"), ensure_ascii=False), time.time()),
        )
        with self._nudge:
            self._nudge.notify_all()

    def start(self) -> None:
        """Begin carrying; what an earlier process left half carried is carried again."""
        with self._store.transaction() as db:
            db.execute("update deliveries set state = 'waiting' where state = 'sending'")
        for _ in range(HANDS):
            threading.Thread(target=self._carry_on, daemon=True).start()

    def stop(self) -> None:
        """Carry no more."""
        self._stop.set()
        with self._nudge:
            self._nudge.notify_all()

    def _carry_on(self) -> None:
        while not self._stop.is_set():
            taken = self._next()
            if taken is None:
                # A nudge between the look and the wait is missed, and retries fall due unasked: hence the time-out.
                with self._nudge:
                    self._nudge.wait(0.2)
                continue
            self._settle(taken, self._carry(taken))

    def _next(self) -> sqlite3.Row | None:
        with self._store.transaction() as db:
            row: sqlite3.Row | None = db.execute(
                "update deliveries set state = 'sending' where seq = (select seq from deliveries"
                " where state = 'waiting' and due_at <= ? order by due_at limit 1) returning *",
                (time.time(),),
            ).fetchone()
        return row

    def _carry(self, taken: sqlite3.Row) -> int:
        """One attempt: the status answered, 0 where nobody answered."""
        body = taken["body"].encode()
        headers = {
            "Content-Type": "application/json",
            "X-GHL-Signature": self.sign(body),
            "deliveryId": f"delivery-{taken['id']}",
        }
        try:
            return self._client.post(self.url or "", content=body, headers=headers).status_code
        except httpx.HTTPError:
            return 0

    def _settle(self, taken: sqlite3.Row, status: int) -> None:
        attempts = [*json.loads(taken["attempts"]), status]
        waits = BUSY_WAITS if status == TOO_MANY else FAILED_WAITS
        state, due_at = "waiting", time.time()
        if httpx.codes.is_success(status):
            state = "sent"
        elif len(attempts) > len(waits):
            state = "given_up"
        else:
            due_at += waits[len(attempts) - 1] * self._pace
        with self._store.transaction() as db:
            db.execute(
                "update deliveries set state = ?, attempts = ?, due_at = ? where seq = ?",
                (state, json.dumps(attempts), due_at, taken["seq"]),
            )
